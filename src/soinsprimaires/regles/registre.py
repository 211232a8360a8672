"""What a document says of itself: references, order of journals."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from soinsprimaires.anomalies import Chemin
from soinsprimaires.cycle.jugement import est_silence
from soinsprimaires.modele._base import Entite, pointages
from soinsprimaires.modele.evenements import Acte, Evenement, restants
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import Structure
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    SansObjet,
    Verdict,
    chemin_de,
    coherence,
)

__all__ = ["REGLES_REGISTRE"]


@coherence(
    "REF-001",
    titre="Chaque référence désigne une entité du registre, du genre attendu",
    cible=Registre,
    jamais=(Resultat.INDETERMINE,),
)
def references(registre: Registre, contexte: Contexte) -> Iterator[Verdict]:
    """A dangling reference is a finding, not a crash."""
    vues = False
    for entite in registre:
        for chemin, cible, genres in contexte.de(entite, _pointages):
            vues = True
            genre = registre.genre(cible)
            if genre in genres:
                continue
            dit = f"« {entite.identifiant} » désigne « {cible} »"
            suite = (
                "que le registre ne contient pas"
                if genre is None
                else f"du genre {genre} ; attendu : {', '.join(genres)}"
            )
            yield NonConforme(f"{dit}, {suite}", (*chemin_de(registre, entite.identifiant), *chemin))
    if not vues:
        yield SansObjet("le registre ne contient aucune référence")


def _pointages(entite: Entite, _au: date) -> tuple[tuple[Chemin, str, tuple[str, ...]], ...]:
    return tuple(pointages(entite))


@coherence(
    "JRN-001",
    titre="Chaque événement d'un journal est prévu par la procédure, où il arrive et par qui l'a fait",
    cible=Projet,
)
def journal(projet: Projet, contexte: Contexte) -> Iterator[Verdict]:
    """What ``appliquer`` would refuse, with its reasons: the state is then not sure, and something is missing or wrong.

    Who did it, when an event does not say, is asked once for all of them.
    """
    if not projet.journal:
        yield SansObjet("le journal est vide")
    rangs = {evenement.identifiant: rang for rang, evenement in enumerate(projet.journal)}
    muets: list[str] = []
    for ligne in contexte.suivi(projet).historique:
        evenement = ligne.evenement
        dit = f"« {evenement.acte.libelle} » ({evenement.identifiant})"
        chemin = ("journal", rangs[evenement.identifiant])
        for raison in ligne.raisons:
            champ = raison.pointeur.removeprefix("/")
            if not est_silence(raison, evenement):
                yield NonConforme(f"{dit} : {raison.message}", (*chemin, champ))
            elif champ == "acteurs":
                muets.append(evenement.identifiant)
            else:
                yield Indetermine(f"{dit} : {raison.message}", (champ,), chemin)
        if ligne.incertain:
            yield Indetermine(f"{dit} : on ne sait pas si cet acte existait déjà à sa date", ("effet_le",), chemin)
        if ligne.contretemps:
            doute = "le silence de l'ARS avait alors déjà validé le projet"
            if evenement.acte is Acte.SIGNATURE_CONTRAT:
                doute += ", ou si un contrat d'avant courait encore"
            message = f"{dit} : on ne sait pas si {doute}"
            yield Indetermine(message, ("recu_le", "effet_le"), chemin)
    if muets:
        premier, *autres = muets
        qui = f"{premier} et {len(autres)} autre(s) ne disent pas" if autres else f"{premier} ne dit pas"
        message = f"{qui} qui a agi : on ne sait pas s'il le pouvait"
        yield Indetermine(message, ("acteurs",), ("journal",))


_AVENANTS: Final = frozenset({Acte.DEMANDE_AVENANT, Acte.SIGNATURE_AVENANT, Acte.REFUS_AVENANT})


@coherence(
    "JRN-002",
    titre="Deux projets qu'un même acte concerne le disent tous les deux",
    cible=Projet,
)
def liens(projet: Projet, contexte: Contexte) -> Iterator[Verdict]:
    """A commune that one CPTS gives is received by another; a merger and a scission have their successors."""
    rangs = {evenement.identifiant: rang for rang, evenement in enumerate(projet.journal)}
    lies = [(e, rang, nom) for e in restants(projet.journal) for rang, nom in enumerate(e.projets_lies)]
    if not lies:
        yield SansObjet("aucun acte du journal ne nomme un autre projet")
    for evenement, rang, nom in lies:
        chemin = ("journal", rangs[evenement.identifiant], "projets_lies", rang)
        dit = f"« {evenement.acte.libelle} » ({evenement.identifiant}) nomme le projet « {nom} »"
        autre = contexte.registre.obtenir(nom)
        if nom == projet.identifiant:
            continue  # VRA-005 says it
        if not isinstance(autre, Projet):
            yield Indetermine(f"{dit}, que le registre ne contient pas", ("projets",), chemin)
        elif _repond(autre, projet, evenement, contexte):
            continue
        elif not _suivi_depuis(autre, evenement):
            message = f"{dit}, dont le journal ne dit rien de tel, et dont on ne sait pas ce qui précède la reprise"
            yield Indetermine(message, ("journal",), chemin)
        else:
            yield NonConforme(f"{dit}, dont le journal ne dit rien de tel", chemin)


def _suivi_depuis(projet: Projet, evenement: Evenement) -> bool:
    """Whether the journal of a project surely begins before an event: what precedes a ``reprise`` is unknown."""
    reprises = [e.intervalle[1] for e in restants(projet.journal) if e.acte is Acte.REPRISE]
    debut = evenement.intervalle[0]
    return all(le is not None and debut is not None and le < debut for le in reprises)


def _repond(autre: Projet, projet: Projet, evenement: Evenement, contexte: Contexte) -> bool:
    """Whether another project answers: an amendment by the same act or by an end; an end by any act or its origin.

    The project of the structure that came of the merger says it by the predecessors of that structure.
    """
    reponses = [e for e in restants(autre.journal) if projet.identifiant in e.projets_lies]
    if evenement.acte in _AVENANTS:
        return any(reponse.acte in {evenement.acte, Acte.FUSION, Acte.SCISSION} for reponse in reponses)
    structure = contexte.registre.obtenir(autre.structure)
    parents = [f.predecesseur for f in structure.predecesseurs] if isinstance(structure, Structure) else []
    return bool(reponses) or projet.identifiant in autre.issu_de or projet.structure in parents


REGLES_REGISTRE: tuple[Regle, ...] = (references, journal, liens)
