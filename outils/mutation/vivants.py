"""Mutants of the code that change no answer, and why; a test sees that their lines still stand."""

from typing import Final

EQUIVALENTS: Final[dict[tuple[str, str, str], str]] = {
    (
        "src/soinsprimaires/affichage/graphiques/_cadre.py",
        'ha="left" if sens > 0 else "right",',
        'ha="left" if sens >= 0 else "right",',
    ): "the direction is one or minus one",
    (
        "src/soinsprimaires/regles/numeros.py",
        "autres = [autre for autre in tuple(premiers)[-2:] if autre != groupe]",
        "autres = [autre for autre in tuple(premiers)[not 2:] if autre != groupe]",
    ): "the last of the other groups is one of the last two; only the time of looking at all of them differs",
    (
        "src/soinsprimaires/_typage.py",
        "cible = presents[0] if len(presents) == 1 else Union[tuple(presents)]  # noqa: UP007 - made at run time",
        "cible = presents[0] if len(presents) == 0 else Union[tuple(presents)]  # noqa: UP007 - made at run time",
    ): "a union of one type is that type",
    (
        "src/soinsprimaires/_typage.py",
        "liste = origine is frozenset or (origine is tuple and get_args(cible)[-1] is Ellipsis)",
        "liste = origine is frozenset or (origine is tuple and get_args(cible)[+1] is Ellipsis)",
    ): "an ellipsis can only be the second of two",
    (
        "src/soinsprimaires/anomalies.py",
        "if isinstance(valeur, str) and len(valeur) > LONGUEUR_VALEUR:",
        "if isinstance(valeur, str) and len(valeur) >= LONGUEUR_VALEUR:",
    ): "a text of that length is cut to itself",
    (
        "src/soinsprimaires/referentiels/_communes.py",
        "return MILLESIMES[0] if annee < MILLESIMES[0] else MILLESIME",
        "return MILLESIMES[0] if annee < MILLESIMES[ -1] else MILLESIME",
    ): "a year between the first vintage and the last is a vintage, and was answered above",
    (
        "src/soinsprimaires/serialisation/_fautes.py",
        "rang = rangs[id(courant)].get(str(pas), -1)",
        "rang = rangs[id(courant)].get(str(pas), ~1)",
    ): "a key that is absent comes before all the others, whichever number below zero says so",
    (
        "src/soinsprimaires/echanges/_valeurs.py",
        "page = self._pages[numero >> self._PAGE] = bytearray(1 << (self._PAGE - 3))",
        "page = self._pages[numero >> self._PAGE] = bytearray(1 << (self._PAGE + 3))",
    ): "a larger page takes memory, and holds the same bits at the same places",
    (
        "src/soinsprimaires/financement/questions.py",
        "return question.ecart is not None, -(question.ecart or Decimal(0)), rang",
        "return question.ecart is not None, -(question.ecart or Decimal( -1)), rang",
    ): "questions without a difference stand together, and one of zero is the last of the others either way",
    (
        "src/soinsprimaires/tables/_plan.py",
        "return classes[0] if len(classes) == 1 else Union[classes]  # noqa: UP007 - made at run time",
        "return classes[0] if len(classes) == 0 else Union[classes]  # noqa: UP007 - made at run time",
    ): "a union of one type is that type",
}
"""File, line taken away, line in its place; each as the page tells them."""
