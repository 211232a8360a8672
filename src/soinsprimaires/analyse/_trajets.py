"""The rows of a table of distances, whatever holds them, each read or refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from numbers import Integral
from typing import Any, Final

from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ExtraManquant, ValeurInvalide
from soinsprimaires.mesures import lire_decimal

Trajets = dict[str, Decimal | None]

FAUTES_DITES: Final = 20


def rangees_de(table: object, colonnes: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, the three values of each."""
    if hasattr(table, "__arrow_c_stream__"):
        yield from _rangees_d_arrow(table, colonnes)
        return
    if isinstance(table, str | bytes | Mapping) or not isinstance(table, Iterable):
        raise ValeurInvalide(
            f"des lignes de trois valeurs sont attendues, pas {citer(table)}", "distances.table", "table"
        )
    for rang, ligne in enumerate(table, 1):
        if isinstance(ligne, Mapping):
            valeurs = tuple(ligne.get(colonne, _MANQUE) for colonne in colonnes)
        else:
            valeurs = tuple(ligne) if isinstance(ligne, Sequence) and not isinstance(ligne, str) else ()
        if len(valeurs) != len(colonnes) or _MANQUE in valeurs:
            message = f"ligne {rang} : {', '.join(colonnes)} sont attendus, pas {citer(ligne)}"
            raise ValeurInvalide(message, "distances.table", "table")
        yield valeurs


_MANQUE: Final = object()


def _rangees_d_arrow(table: object, colonnes: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    try:
        from pyarrow import RecordBatchReader
    except ModuleNotFoundError as erreur:
        raise ExtraManquant("tables", "Une table Arrow") from erreur
    lecteur = RecordBatchReader.from_stream(table)
    absentes = [colonne for colonne in colonnes if colonne not in lecteur.schema.names]
    if absentes:
        connues = ", ".join(map(citer, lecteur.schema.names[:10]))
        message = f"colonne absente : {', '.join(map(citer, absentes))} ; colonnes : {connues}"
        raise ValeurInvalide(message, "distances.colonne", "colonnes")
    for lot in lecteur:
        yield from zip(*(lot.column(colonne).to_pylist() for colonne in colonnes), strict=True)


def remplir(trajets: dict[str, Trajets], rangees: Iterable[tuple[Any, ...]]) -> Iterator[ValeurInvalide]:
    """Put the rows in their place, and tell what is wrong with the others."""
    for rang, (origine, destination, valeur) in enumerate(rangees, 1):
        if not isinstance(origine, str) or not isinstance(destination, str):
            faux = destination if isinstance(origine, str) else origine
            message = f"ligne {rang} : un code est un texte, pas {citer(faux)} ; un zéro de tête se perd dans un nombre"
            yield ValeurInvalide(message, "distances.code", "table")
            continue
        distance = lire_distance(valeur)
        if isinstance(distance, str):
            message = f"ligne {rang}, de {citer(origine)} à {citer(destination)} : {distance}"
            yield ValeurInvalide(message, "distances.valeur", "table")
            continue
        ligne = trajets.setdefault(origine, {})
        if ligne.setdefault(destination, distance) != distance:
            message = (
                f"ligne {rang}, de {citer(origine)} à {citer(destination)} : une autre ligne donne {ligne[destination]}"
            )
            yield ValeurInvalide(message, "distances.doublon", "table")


def lire_distance(valeur: object) -> Decimal | str | None:
    """A distance, ``None`` when it is empty, or what is wrong with it."""
    match valeur:
        case None:
            return None
        case bool():
            return f"{citer(valeur)} n'est pas un nombre"
        case Integral():
            distance = Decimal(int(valeur))
        case float():
            distance = Decimal(repr(float(valeur)))  # the shortest number that this one is read from
        case Decimal():
            distance = valeur
        case str():
            try:
                distance = lire_decimal(valeur)
            except ValeurInvalide as erreur:
                return erreur.message
        case _:
            return f"{citer(valeur)} n'est pas un nombre"
    if distance.is_nan():
        return "ce n'est pas un nombre ; une case sans distance reste vide"
    return f"une distance n'est pas négative ({distance})" if distance < 0 else distance
