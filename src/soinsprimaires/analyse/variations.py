"""What an accessibility became between two situations, commune by commune, and who made it so."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.analyse._apports import Apport, VolumeActivite
from soinsprimaires.analyse.acces import Decroissance
from soinsprimaires.analyse.accessibilite import Accessibilite
from soinsprimaires.analyse.distances import Distances
from soinsprimaires.analyse.mesure import Mesure
from soinsprimaires.apparence import Recueil
from soinsprimaires.erreurs import ValeurInvalide

__all__ = ["LigneVariation", "variation"]


@attrs.frozen(kw_only=True)
class LigneVariation:
    """What changes for the inhabitants of a commune from a situation to another.

    Attributes:
        commune: INSEE code; ``None`` is the whole territory.
        avant: what they had.
        apres: what they have.
        ecart: the change, negative when they lose; what is not known of both alike leaves no doubt on it. ``None`` when
            nothing bounds what they had.
    """

    commune: str | None
    avant: Mesure
    apres: Mesure
    ecart: Mesure | None


_MEMES: Final = {
    "profession": "la profession",
    "parmi": "ceux que l'on compte",
    "activite": "ce que l'on compte",
    "decroissance": "les paliers",
    "distances": "les distances",
    "pour": "le nombre d'habitants",
}


_CHAMPS: Final = {
    "unite": "l'unité",
    "source": "la source",
    "absentes": "ce que vaut une paire absente",
    "trajets": "les lignes",
    "au": "le millésime",
    "positions": "les lieux",
    "paliers": "les bornes ou les poids",
    "nombre": "le nombre",
}
"""What two distances, two sets of bands or two volumes may differ in."""


def _en_quoi(un: object, autre: object) -> str:
    """What differs of two values that differ, in brackets, where there is more to say than the two of them."""
    if un is None or autre is None:
        return " (donné d'un seul côté)"
    if callable(un) and callable(autre):
        return " (deux fonctions : une seule, qui a un nom, sert aux deux)"
    if not isinstance(un, Distances | Decroissance | VolumeActivite):
        return ""
    champs = [champ.name for champ in attrs.fields(type(un) if type(un) is type(autre) else Distances) if champ.eq]
    return f" ({', '.join(_CHAMPS[nom] for nom in champs if getattr(un, nom) != getattr(autre, nom))})"


def variation(avant: Accessibilite, apres: Accessibilite) -> Recueil[LigneVariation]:
    """What changes from a situation to another, computed with the same distances and the same bands.

    Where the demand is the same too, only those who offer otherwise are counted: whoever is doubtful in both situations
    alike takes no part in the difference.

    Returns:
        A line a commune, then that of the whole territory, unless nobody lives there.

    Raises:
        ValeurInvalide: the two were not computed of the same communes, or in the same way; what differs is named,
            and in what.
    """
    un, autre = exiger(avant, Accessibilite, "avant"), exiger(apres, Accessibilite, "apres")
    paires = [(mots, getattr(un, champ), getattr(autre, champ)) for champ, mots in _MEMES.items()]
    differents = [f"{mots}{_en_quoi(sien, voisin)}" for mots, sien, voisin in paires if sien != voisin]
    if un.communes != autre.communes:
        differents.append("les communes")
    if differents:
        message = f"ces deux situations ne se comparent pas : ce n'est pas pareil pour {', '.join(differents)}"
        raise ValeurInvalide(message, "acces.comparaison", "apres")
    ecarts, ensemble = _comparer(un, autre)
    lignes = [
        LigneVariation(commune=ligne.commune, avant=ligne.acces, apres=suite.acces, ecart=ecarts[ligne.commune])
        for ligne, suite in zip(un.lignes, autre.lignes, strict=True)
    ]
    if un.ensemble is not None and autre.ensemble is not None:
        lignes.append(LigneVariation(commune=None, avant=un.ensemble, apres=autre.ensemble, ecart=ensemble))
    return Recueil(LigneVariation, lignes)


def _comparer(avant: Accessibilite, apres: Accessibilite) -> tuple[dict[str, Mesure | None], Mesure | None]:
    un, autre = avant.calcul, apres.calcul
    if un.besoins != autre.besoins:
        ecarts = {a.commune: b.acces.ecart(a.acces) for a, b in zip(avant.lignes, apres.lignes, strict=True)}
        return ecarts, _ecart(avant.ensemble, apres.ensemble)
    # What each has is a sum over those who offer: those who offer the same are as much in one as in the other.
    siens, nouveaux = _par_personne(un.apports), _par_personne(autre.apports)
    changes = {nom for nom in siens.keys() | nouveaux.keys() if siens.get(nom) != nouveaux.get(nom)}
    pertes, perdu = un.mesurer(apport for apport in un.apports if apport.personne in changes)
    gains, gagne = autre.mesurer(apport for apport in autre.apports if apport.personne in changes)
    return {code: gains[code].ecart(pertes[code]) for code in un.communes}, _ecart(perdu, gagne)


def _ecart(avant: Mesure | None, apres: Mesure | None) -> Mesure | None:
    return None if avant is None or apres is None else apres.ecart(avant)


def _par_personne(apports: Iterable[Apport]) -> dict[str, list[Apport]]:
    groupes: dict[str, list[Apport]] = defaultdict(list)
    for apport in apports:
        groupes[apport.personne].append(apport)
    return groupes
