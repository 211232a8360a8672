"""The life of a project in plain lines: its history, its state, its deadlines, what is missing."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from soinsprimaires import cycle
from soinsprimaires.affichage.contenu.lignes import Ligne, Section, Ton
from soinsprimaires.affichage.libelles import dater, jour_en_lettres, libeller, limite
from soinsprimaires.cycle import Echeance, Etape, LigneHistorique, StatutEcheance
from soinsprimaires.modele.evenements import Evenement
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre

__all__ = ["en_objet", "raconter"]

TONS: Final = {
    StatutEcheance.A_VENIR: Ton.NEUTRE,
    StatutEcheance.DEPASSEE: Ton.GRAVE,
    StatutEcheance.TENUE: Ton.BON,
    StatutEcheance.INCERTAINE: Ton.DOUTE,
}


def raconter(projet: Projet, registre: Registre, *, au: date) -> Iterator[Section]:
    """What a person wants to know of a project on a day."""
    for titre, lignes in (
        (f"{projet.nom} : ce qui s'est passé", _histoire(projet)),
        (f"Où il en est le {jour_en_lettres(au)}", situer(projet, au)),
        ("Échéances", _echeances(projet, registre, au)),
        ("Ce qui manque", _reste(projet, registre, au)),
    ):
        contenu = tuple(lignes)
        if contenu:
            yield Section(titre, contenu)


def _histoire(projet: Projet) -> Iterator[Ligne]:
    for ligne in cycle.historique(projet):
        yield raconter_evenement(ligne)


def raconter_evenement(ligne: LigneHistorique) -> Ligne:
    """One event on one line: when, what, by whom, and whether it counts."""
    evenement = ligne.evenement
    texte = f"{quand(evenement)} : {quoi(evenement)}{par(evenement)}"
    if ligne.annule:
        return Ligne(f"{texte} ; écriture annulée", Ton.DISCRET)
    if not ligne.coherent:
        return Ligne(f"{texte} ; la procédure ne prévoit pas cet acte à ce moment", Ton.DOUTE)
    return Ligne(texte)


def quand(evenement: Evenement) -> str:
    """When an event took effect."""
    return "sans date" if evenement.effet_le is None else dater(evenement.effet_le)


def quoi(evenement: Evenement) -> str:
    """What was done, precisely."""
    precisions = [libeller(valeur) for valeur in (evenement.mission, evenement.activite, evenement.avis) if valeur]
    if evenement.etat is not None:
        precisions.append(libeller(evenement.etat))
    return f"{evenement.acte.libelle}{' (' + ', '.join(precisions) + ')' if precisions else ''}"


def par(evenement: Evenement) -> str:
    """By whom, after a comma; nothing when the event does not say."""
    qualites = dict.fromkeys(acteur.qualite.libelle for acteur in evenement.acteurs)
    return f", par {', '.join(qualites)}" if qualites else ""


def situer(projet: Projet, au: date) -> Iterator[Ligne]:
    """Where a project stands, with its missions and its agréments."""
    etat = cycle.etat(projet, au=au)
    if etat is None:
        possibles = cycle.etats_possibles(projet, au=au)
        if len(possibles) == len(cycle.ETATS[projet.nature]):
            yield Ligne("État non déterminé : le journal ne permet d'en écarter aucun", Ton.DOUTE)
        else:
            mots = ", ou bien ".join(sorted(libeller(possible) for possible in possibles))
            yield Ligne(f"État non déterminé : ou bien {mots}", Ton.DOUTE)
    else:
        depuis = cycle.depuis(projet, au=au)
        yield Ligne(f"{libeller(etat)}{'' if depuis is None else ' ; entré dans cet état ' + dater(depuis)}")
    yield from _sous_cycles(projet, au)


def _sous_cycles(projet: Projet, au: date) -> Iterator[Ligne]:
    if projet.nature is NatureProjet.CPTS:
        for mission, etat in cycle.missions(projet, au=au).items():
            if etat is not cycle.EtatMission.NON_DEMARREE:
                yield Ligne(f"Mission {libeller(mission)} : {'non déterminé' if etat is None else libeller(etat)}")
    for (site, activite), agrement in cycle.agrements(projet, au=au).items():
        dit = "non déterminé" if agrement is None else libeller(agrement)
        yield Ligne(f"Agrément {libeller(activite)} ({site}) : {dit}")


def _echeances(projet: Projet, registre: Registre, au: date) -> Iterator[Ligne]:
    for echeance in cycle.echeances(projet, registre, au=au):
        qui = ", ".join(qualite.libelle for qualite in echeance.acteurs)
        texte = f"{limite(echeance)} : {echeance.libelle} ({statut(echeance)}{' ; ' + qui if qui else ''})"
        yield Ligne(texte, TONS[echeance.statut])
        yield Ligne(f"    {echeance.calcul}", Ton.DISCRET)
        for source in echeance.sources:
            yield Ligne(f"    {source}", Ton.DISCRET)


_A_TEMPS: Final = {True: "", False: ", après la limite", None: ", à temps ou non : on ne sait pas"}


def statut(echeance: Echeance) -> str:
    """Where a deadline stands; for one that was met, when and whether in time."""
    mot = libeller(echeance.statut)
    return mot if echeance.tenue_le is None else f"{mot} {dater(echeance.tenue_le)}{_A_TEMPS[echeance.a_temps]}"


def etapes_restantes(projet: Projet, registre: Registre, au: date) -> tuple[Etape, ...]:
    """The steps that remain; none when no way is known, which the state already says."""
    if cycle.prochaine_etape(projet, registre, au=au) is None:
        return ()
    return cycle.ce_qui_manque(projet, registre, vers=cycle.OBJECTIFS[projet.nature], au=au)


def _reste(projet: Projet, registre: Registre, au: date) -> Iterator[Ligne]:
    for rang, etape in enumerate(etapes_restantes(projet, registre, au), start=1):
        yield Ligne(f"{rang}. {etape.acte.libelle}")
        yield Ligne("    qui peut agir : " + ", ".join(qualite.libelle for qualite in etape.acteurs))
        if etape.au_plus_tot_le > au:
            yield Ligne(f"    pas avant le {jour_en_lettres(etape.au_plus_tot_le)}", Ton.DOUTE)
        if etape.documents:
            yield Ligne("    pièces : " + ", ".join(libeller(document) for document in etape.documents))
        for condition in etape.conditions:
            yield Ligne(f"    {condition}")
        for usage in etape.usages:
            yield Ligne(f"    {usage}", Ton.DISCRET)


def en_objet(projet: Projet, registre: Registre, *, au: date) -> dict[str, Any]:
    """The same as values for a program: words of the format, days written ``AAAA-MM-JJ``."""
    etat, depuis = cycle.etat(projet, au=au), cycle.depuis(projet, au=au)
    return {
        "projet": projet.identifiant,
        "nature": projet.nature.value,
        "au": au.isoformat(),
        "etat": None if etat is None else etat.value,
        "etats_possibles": sorted(possible.value for possible in cycle.etats_possibles(projet, au=au)),
        "depuis": None if depuis is None else str(depuis),
        "historique": [_ligne_en_objet(ligne) for ligne in cycle.historique(projet)],
        "echeances": [_echeance_en_objet(echeance) for echeance in cycle.echeances(projet, registre, au=au)],
        "ce_qui_manque": [_etape_en_objet(etape) for etape in etapes_restantes(projet, registre, au)],
        "actes_possibles": [acte.value for acte in cycle.actes_possibles(projet, au=au)],
    }


def _ligne_en_objet(ligne: LigneHistorique) -> dict[str, Any]:
    evenement = ligne.evenement
    return {
        "evenement": evenement.identifiant,
        "acte": evenement.acte.value,
        "effet_le": None if evenement.effet_le is None else str(evenement.effet_le),
        "enregistre_le": evenement.enregistre_le.isoformat(),
        "acteurs": [acteur.qualite.value for acteur in evenement.acteurs],
        "etats": sorted(etat.value for etat in ligne.etats),
        "coherent": ligne.coherent,
        "annule": ligne.annule,
    }


def _echeance_en_objet(echeance: Echeance) -> dict[str, Any]:
    return {
        "code": echeance.code,
        "libelle": echeance.libelle,
        "limite_le": _jour(echeance.limite_le),
        "au_plus_tard_le": _jour(echeance.au_plus_tard_le),
        "acteurs": [qualite.value for qualite in echeance.acteurs],
        "calcul": echeance.calcul,
        "statut": echeance.statut.value,
        "tenue_le": None if echeance.tenue_le is None else str(echeance.tenue_le),
        "a_temps": echeance.a_temps,
        "sources": [str(source) for source in echeance.sources],
    }


def _etape_en_objet(etape: Etape) -> dict[str, Any]:
    return {
        "acte": etape.acte.value,
        "vers": etape.vers.value,
        "acteurs": [qualite.value for qualite in etape.acteurs],
        "documents": [document.value for document in etape.documents],
        "conditions": list(etape.conditions),
        "au_plus_tot_le": etape.au_plus_tot_le.isoformat(),
        "usages": list(etape.usages),
    }


def _jour(jour: date | None) -> str | None:
    return None if jour is None else jour.isoformat()
