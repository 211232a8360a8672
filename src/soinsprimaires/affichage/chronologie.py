"""The life of a project in plain lines: its history, its state, its deadlines, what is missing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from soinsprimaires.affichage.contenu.fiches import Redaction, ou_c_est_dit
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Section, Ton
from soinsprimaires.affichage.libelles import (
    TONS_DES_STATUTS,
    libeller,
    limite_en_bref,
    pourquoi,
)
from soinsprimaires.analyse.portefeuille import resumer_suivi
from soinsprimaires.cycle import Echeance, EtatMission, LigneHistorique, Suivi
from soinsprimaires.cycle._echeance import qualites_en_bref
from soinsprimaires.cycle.jugement import est_silence
from soinsprimaires.cycle.tables.contractants import SOUS_CONTRAT
from soinsprimaires.modele.evenements import Evenement
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.mots import dater, jour_en_lettres

__all__ = ["raconter", "resumer"]


def raconter(suivi: Suivi) -> Iterator[Section]:
    """What a person wants to know of a project on a day."""
    for titre, lignes in (
        (f"{suivi.projet.nom} : ce qui s'est passé", _histoire(suivi)),
        (f"Où il en est le {jour_en_lettres(suivi.au)}", situer(suivi)),
        ("Échéances", _echeances(e for e in suivi.echeances if e.datee)),
        ("Échéances et étapes sans date", _echeances(e for e in suivi.echeances if not e.datee)),
        ("Ce qui manque", _reste(suivi)),
    ):
        contenu = tuple(lignes)
        if contenu:
            yield Section(titre, contenu)


def resumer(suivis: Sequence[Suivi], au: date) -> Section:
    """Several projects, two lines each: where it stands, since when; what must be done before when, what comes next."""
    lignes = (ligne for suivi in suivis for ligne in _en_deux_lignes(suivi))
    return Section(f"{len(suivis)} projet{'s' if len(suivis) > 1 else ''} au {jour_en_lettres(au)}", tuple(lignes))


def _en_deux_lignes(suivi: Suivi) -> Iterator[LigneDeTexte]:
    resume = resumer_suivi(suivi)
    if suivi.etat is None:
        connus = suivi.evenements_certains[-1:]
        dernier = "".join(f" ; dernier acte connu : {quoi(e)}, {quand(e)}" for e in connus)
        yield LigneDeTexte(f"{suivi.projet.nom} : état non déterminé, {pourquoi(suivi)}{dernier}", Ton.DOUTE)
    else:
        depuis = "" if suivi.depuis is None else f", {dater(suivi.depuis)}"
        yield LigneDeTexte(f"{suivi.projet.nom} : {libeller(suivi.etat)}{depuis}")
    suite: list[str] = []
    echeance = resume.prochaine_echeance
    if echeance is not None and echeance.datee:
        suite.append(f"{limite_en_bref(echeance)} : {echeance.en_bref} ({statut(echeance)})")
    if resume.prochaine_etape is not None:
        qui = ", ".join(qualites_en_bref(resume.prochaine_etape.acteurs))
        suite.append(f"ensuite : {resume.prochaine_etape.acte.libelle} ({qui})")
    if suite:
        ton = Ton.DISCRET if echeance is None else TONS_DES_STATUTS[echeance.statut]
        yield LigneDeTexte(f"    {' ; '.join(suite)}", ton)


def _histoire(suivi: Suivi) -> Iterator[LigneDeTexte]:
    """Each event on one line, then what else it holds, and who says so."""
    redaction = Redaction(suivi.registre, suivi.au)
    for ligne in suivi.historique:
        yield _raconter(ligne, redaction)
        # The day of an entry is no fact of its source.
        for dit in redaction.details(ligne.evenement, sauf={"enregistre_le"}):
            yield LigneDeTexte(f"    {dit.mot} : {', '.join(dit.textes)}", Ton.DISCRET)
        source = ligne.evenement.provenance
        if source is not None:
            yield LigneDeTexte(f"    d'après {source.titre}{ou_c_est_dit(source)}", Ton.DISCRET)


def _raconter(ligne: LigneHistorique, redaction: Redaction) -> LigneDeTexte:
    """One event on one line: when, what, by whom, and whether it counts."""
    evenement = ligne.evenement
    qui = ", ".join(dict.fromkeys(map(redaction.phrase, evenement.acteurs)))
    texte = f"{quand(evenement)} : {quoi(evenement)}{f', par {qui}' if qui else ''}"
    if ligne.annule:
        return LigneDeTexte(f"{texte} ; écriture annulée", Ton.DISCRET)
    if not ligne.coherent:
        return LigneDeTexte(
            f"{texte} ; la procédure ne prévoit pas cet acte à ce moment : {' ; '.join(contre(ligne))}", Ton.DOUTE
        )
    return LigneDeTexte(texte)


def contre(ligne: LigneHistorique) -> tuple[str, ...]:
    """What stands against an event of the journal."""
    return tuple(raison.message for raison in ligne.raisons if not est_silence(raison, ligne.evenement))


def quand(evenement: Evenement) -> str:
    """When an event took effect."""
    return "sans date" if evenement.effet_le is None else dater(evenement.effet_le)


def quoi(evenement: Evenement) -> str:
    """What was done, precisely."""
    precisions = [libeller(valeur) for valeur in (evenement.mission, evenement.activite, evenement.avis) if valeur]
    if evenement.etat is not None:
        precisions.append(libeller(evenement.etat))
    return f"{evenement.acte.libelle}{' (' + ', '.join(precisions) + ')' if precisions else ''}"


def situer(suivi: Suivi) -> Iterator[LigneDeTexte]:
    """Where a project stands, with its missions and its agréments."""
    if suivi.etat is None:
        yield LigneDeTexte(f"État non déterminé : {pourquoi(suivi)}", Ton.DOUTE)
    else:
        depuis = "" if suivi.depuis is None else f" ; entré dans cet état {dater(suivi.depuis)}"
        yield LigneDeTexte(f"{libeller(suivi.etat)}{depuis}")
    yield from _sous_cycles(suivi)


def _sous_cycles(suivi: Suivi) -> Iterator[LigneDeTexte]:
    if suivi.projet.nature is NatureProjet.CPTS and suivi.etats_sans_le_terme <= SOUS_CONTRAT:
        inconnues = [libeller(mission) for mission, etat in suivi.missions.items() if etat is None]
        for mission, etat in suivi.missions.items():
            if etat is not None and etat is not EtatMission.NON_DEMARREE:
                yield LigneDeTexte(f"Mission {libeller(mission)} : {libeller(etat)}")
        if inconnues:
            yield LigneDeTexte(f"Missions dont le registre ne dit rien : {', '.join(inconnues)}", Ton.DISCRET)
    for (site, activite), agrement in suivi.agrements.items():
        dit = "non déterminé" if agrement is None else libeller(agrement)
        yield LigneDeTexte(f"Agrément {libeller(activite)} ({site}) : {dit}")


def _echeances(echeances: Iterable[Echeance]) -> Iterator[LigneDeTexte]:
    for echeance in echeances:
        qui = ", ".join(qualite.libelle for qualite in echeance.acteurs)
        quand = f"{echeance.avant_quand} : " if echeance.datee else ""
        texte = f"{quand}{echeance.libelle} ({statut(echeance)}{' ; ' + qui if qui else ''})"
        yield LigneDeTexte(texte, TONS_DES_STATUTS[echeance.statut])
        yield LigneDeTexte(f"    {echeance.calcul}", Ton.DISCRET)
        for source in echeance.sources:
            yield LigneDeTexte(f"    {source}", Ton.DISCRET)


_A_TEMPS: Final = {True: "", False: ", après la limite", None: ", à temps ou non : on ne sait pas"}


def statut(echeance: Echeance) -> str:
    """Where a deadline stands; for one that was met, when and whether in time."""
    mot = echeance.statut.libelle
    return mot if echeance.tenue_le is None else f"{mot} {dater(echeance.tenue_le)}{_A_TEMPS[echeance.a_temps]}"


def _reste(suivi: Suivi) -> Iterator[LigneDeTexte]:
    for rang, etape in enumerate(suivi.ce_qui_manque or (), start=1):
        yield LigneDeTexte(f"{rang}. {etape.acte.libelle}")
        yield LigneDeTexte("    qui peut agir : " + ", ".join(qualite.libelle for qualite in etape.acteurs))
        if etape.au_plus_tot_le > suivi.au:
            yield LigneDeTexte(f"    pas avant le {jour_en_lettres(etape.au_plus_tot_le)}", Ton.DOUTE)
        if etape.documents:
            yield LigneDeTexte("    pièces : " + ", ".join(libeller(document) for document in etape.documents))
        for condition in etape.conditions:
            yield LigneDeTexte(f"    {condition}")
        for usage in etape.usages:
            yield LigneDeTexte(f"    {usage}", Ton.DISCRET)
