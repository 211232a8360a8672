"""What one version of a rule says of one target."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final

from soinsprimaires.composition import comptes_sans_nom, existe
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.genres import LISTES, liste_de
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import Structure
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.regles.constats import ORDRE, Resultat
from soinsprimaires.regles.definition import Contexte, EnPanne, Juge, NonConforme, Regle, SousReserve, trancher

__all__ = ["SANS_OBJET", "CiblesDuControle", "Issue", "juger"]

Issue = tuple[Resultat, tuple[Juge | EnPanne, ...]]
"""The outcome for one target, and what is said of it."""

SANS_OBJET: Final[Issue] = (Resultat.SANS_OBJET, ())
_CONFORME: Final[Issue] = (Resultat.CONFORME, ())


class CiblesDuControle:
    """What a check judges: what may exist on the day, by class, in the order of the registre."""

    def __init__(self, objet: Registre | Entite, au: date, parmi: frozenset[str | None] | None = None) -> None:
        """Sort what is to be judged; ``parmi`` names it, the registre itself by ``None``."""
        toutes: Iterable[Any] = objet if isinstance(objet, Registre) else (objet,)
        entier = isinstance(objet, Registre) and (parmi is None or None in parmi)
        self._registre: tuple[Any, ...] = (objet,) if entier else ()
        self._par_classe: dict[type[Any], list[Any]] = {}
        self._par_cible: dict[tuple[type[Any], ...], Sequence[Any]] = {}
        self.parmi = parmi
        for entite in toutes:
            if parmi is not None and entite.identifiant not in parmi:
                continue
            if not isinstance(entite, Structure) or existe(entite, au=au) is not False:
                self._par_classe.setdefault(type(entite), []).append(entite)

    @cached_property
    def noms(self) -> frozenset[str]:
        """Identifiants of what is judged."""
        return frozenset(entite.identifiant for lot in self._par_classe.values() for entite in lot)

    @property
    def structures(self) -> set[str]:
        """Identifiants of the structures among them."""
        lots = (lot for classe, lot in self._par_classe.items() if issubclass(classe, Structure))
        return {entite.identifiant for lot in lots for entite in lot}

    def de(self, version: Regle) -> Sequence[Any]:
        """The targets of a version of a rule."""
        return self._registre if Registre in version.cible else self._de(version.cible)

    def _de(self, cible: tuple[type[Any], ...]) -> Sequence[Any]:
        if cible not in self._par_cible:
            lots = [lot for classe, lot in self._par_classe.items() if issubclass(classe, cible)]
            self._par_cible[cible] = (
                lots[0] if len(lots) == 1 else sorted((entite for lot in lots for entite in lot), key=_place)
            )
        return self._par_cible[cible]


def _place(entite: Entite) -> tuple[int, str]:
    return LISTES.index(liste_de(entite)), entite.identifiant


def juger(version: Regle, cible: Any, contexte: Contexte) -> Issue:
    """What a version says of a target; a crash is one thing that it may say."""
    try:
        verdicts = list(version.controle(cible, contexte))
    except Exception as erreur:  # noqa: BLE001 - a rule that crashes is a finding, the others still run
        panne = EnPanne(f"la règle a échoué : {type(erreur).__name__} ({_endroit(erreur)})")
        return Resultat.EN_PANNE, (panne,)
    reserves = [*_reserves(version, cible, contexte.au)]
    if any(isinstance(verdict, NonConforme) for verdict in verdicts):
        reserves += _sans_nom(version, cible, contexte)
    juges = trancher([*reserves, *verdicts])
    if not juges:
        return SANS_OBJET if juges is None else _CONFORME
    issues = {juge.resultat for juge in juges}
    return next((issue for issue in ORDRE if issue in issues), Resultat.CONFORME), tuple(juges)


def _reserves(version: Regle, cible: Any, au: date) -> Iterator[SousReserve]:
    """Why whatever a rule finds of a target is not certain, before it looks."""
    suite = version.suite_non_lue(au)
    if suite is not None:
        message = (
            f"une version plus récente du texte n'a pas été lue : {suite.reference}, depuis le "
            f"{jour_en_lettres(suite.depuis)}"
        )
        yield SousReserve(message, ())
    elif version.lue_depuis is not None and au < version.lue_depuis:
        message = (
            f"le texte n'a été lu en vigueur que depuis le {jour_en_lettres(version.lue_depuis)} : ce jour n'en est pas"
        )
        yield SousReserve(message, ())
    if isinstance(cible, Structure) and existe(cible, au=au) is None:
        champs = [champ for champ in ("creee_le", "dissoute_le") if getattr(cible, champ) is not None]
        yield SousReserve(f"on ne sait pas si « {cible.identifiant} » existe à cette date", tuple(champs))


def _sans_nom(version: Regle, cible: Any, contexte: Contexte) -> Iterator[SousReserve]:
    """That those whom the registre does not name may be the ones whom a rule misses."""
    for liste in version.listes:
        compte = comptes_sans_nom(contexte.registre, cible, liste, au=contexte.au)
        if compte is not None:
            yield SousReserve(compte, (liste,))
        if getattr(cible, liste, ()):
            return


def _endroit(erreur: Exception) -> str:
    """Where a rule crashed; the words of the exception may quote a name or a number, and findings end in logs."""
    # Imported for a crash only: they are a tenth of the time of importing the rules.
    from pathlib import Path
    from traceback import extract_tb

    cadre = extract_tb(erreur.__traceback__)[-1]
    return f"{Path(cadre.filename).name}, ligne {cadre.lineno}"
