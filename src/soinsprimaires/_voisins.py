"""The known word that somebody meant, when what was written is near it."""

from collections.abc import Iterable
from unicodedata import combining, normalize

__all__ = ["a_une_faute_pres", "conseiller", "enumerer", "voisin_de"]

_LONGUEUR = 80
_CONSEILS = 3


def voisin_de(mot: str, connus: Iterable[str]) -> str | None:
    """The known word that is one edit away or very near, whatever the capitals; ``None`` when none is."""
    from difflib import get_close_matches  # never needed by what is right

    mots = {_plier(connu): connu for connu in connus}
    ecrit = _plier(mot[:_LONGUEUR])
    proches = get_close_matches(ecrit, mots, n=1, cutoff=0.8) or [m for m in mots if a_une_faute_pres(ecrit, m)]
    return mots[proches[0]] if proches else None


def _plier(mot: str) -> str:
    """A word without its capitals, its accents and what parts its words."""
    nu = "".join(c for c in normalize("NFKD", mot.lower()) if not combining(c))
    return nu.replace(" ", "_").replace("-", "_")


def conseiller(mot: object, connus: Iterable[str]) -> str:
    """The end of a sentence about a word that is none of those known: the one that was meant, or all that there are."""
    mots = list(connus)
    if not isinstance(mot, str):
        return f" ; admis : {enumerer(mots)}"
    voisin = voisin_de(mot, mots)
    proches = [voisin] if voisin is not None else [connu for connu in mots if _plier(mot) and _plier(mot) in connu]
    if not proches:
        return f" ; admis : {enumerer(mots)}"
    return f" ; vouliez-vous dire {' ou '.join(f'« {proche} »' for proche in proches[:_CONSEILS])} ?"


def enumerer(mots: Iterable[str], maximum: int = 12) -> str:
    """A list of admitted words, cut with their number."""
    tous = list(mots)
    texte = ", ".join(tous[:maximum])
    return texte if len(tous) <= maximum else f"{texte} … ({len(tous)} en tout)"


def a_une_faute_pres(ecrit: str, connu: str) -> bool:
    """Whether a word becomes another by one letter added, dropped, changed, or two neighbours swapped.

    A word that keeps no letter of the other is not near it.
    """
    if abs(len(ecrit) - len(connu)) > 1 or not {*ecrit} & {*connu}:
        return False
    debut = next((n for n, (a, b) in enumerate(zip(ecrit, connu, strict=False)) if a != b), min(len(ecrit), len(connu)))
    reste, attendu = ecrit[debut:], connu[debut:]
    return (
        reste[1:] in {attendu, attendu[1:]}
        or reste == attendu[1:]
        or (reste[:2] == attendu[1::-1] and reste[2:] == attendu[2:])
    )
