"""Where each datum of a migrated document stood in the document as it was read.

The steps are run on a copy whose values know their place: whatever a step moves or renames keeps it. What it makes anew
is placed by what it holds, else where the object that holds it came from.
"""

from typing import Any

from soinsprimaires.anomalies import Chemin

Arbre = Any
"""A copy of a JSON document whose texts, numbers, lists and objects have a ``chemin``."""


class _ObjetSitue(dict[str, Any]):
    chemin: Chemin


class _ListeSituee(list[Any]):
    chemin: Chemin


class _TexteSitue(str):  # noqa: SLOT000 - its place is an attribute
    chemin: Chemin


class _EntierSitue(int):
    chemin: Chemin


class _ReelSitue(float):
    chemin: Chemin


def reperer(valeur: Any, chemin: Chemin = ()) -> Arbre:
    """A copy that knows where everything stands; ``true``, ``false`` and ``null`` cannot."""
    copie: Any
    if isinstance(valeur, dict):
        copie = _ObjetSitue({cle: reperer(element, (*chemin, cle)) for cle, element in valeur.items()})
    elif isinstance(valeur, list):
        copie = _ListeSituee(reperer(element, (*chemin, rang)) for rang, element in enumerate(valeur))
    elif isinstance(valeur, str):
        copie = _TexteSitue(valeur)
    elif isinstance(valeur, bool) or valeur is None:
        return valeur
    else:
        copie = _EntierSitue(valeur) if isinstance(valeur, int) else _ReelSitue(valeur)
    copie.chemin = chemin
    return copie


def origine(arbre: Arbre, chemin: Chemin, lu: Any) -> Chemin:
    """Where a path of a migrated document leads in the one that was read.

    Args:
        arbre: the migrated copy.
        chemin: path in it; its last step may be a key that is absent.
        lu: what was read.
    """
    lieu: Chemin = ()
    for rang, pas in enumerate(chemin):
        enfant = _suivre(arbre, pas)
        if enfant is None:
            suite = (*lieu, *chemin[rang:])
            # What a step made an object of may have been none: no key is absent from it.
            absente = rang == len(chemin) - 1 and _est_objet(lu, lieu)
            return suite if absente or _atteindre(lu, suite) is not None else lieu
        arbre = enfant[0]
        if (connu := _chemin(arbre)) is not None:
            lieu = connu
        elif _atteindre(lu, (*lieu, pas)) is not None:
            lieu = (*lieu, pas)
        else:
            return lieu
    return lieu


def _suivre(valeur: Any, pas: str | int) -> tuple[Any] | None:
    """The child of a value, ``None`` when it has none there; ``null`` may be a child."""
    if isinstance(valeur, dict):
        return (valeur[pas],) if pas in valeur else None
    if isinstance(valeur, list):
        return (valeur[pas],) if isinstance(pas, int) and pas < len(valeur) else None
    return None


def _atteindre(lu: Any, chemin: Chemin) -> tuple[Any] | None:
    for pas in chemin:
        enfant = _suivre(lu, pas)
        if enfant is None:
            return None
        lu = enfant[0]
    return (lu,)


def _est_objet(lu: Any, chemin: Chemin) -> bool:
    atteint = _atteindre(lu, chemin)
    return atteint is not None and isinstance(atteint[0], dict)


def _chemin(arbre: Arbre) -> Chemin | None:
    """Where a value comes from: where it stood, else where the first of its contents that is known stood."""
    connu: Chemin | None = getattr(arbre, "chemin", None)
    if connu is not None:
        return connu
    enfants = arbre.values() if isinstance(arbre, dict) else arbre if isinstance(arbre, list) else ()
    for enfant in enfants:
        interieur = _chemin(enfant)
        if interieur:
            return interieur[:-1]
    return None
