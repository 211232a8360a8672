"""Deadlines of a project, each with its computation and its sources."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Final

import attrs

from soinsprimaires.cycle._pliage import actifs, etats_de, plier, situations_au, validation_de
from soinsprimaires.cycle.delais import CONTRAT_CPTS, CONTRAT_MSP, VALIDATION_TACITE
from soinsprimaires.cycle.etats import Etat, EtatCPTS, EtatMSP
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.reunions import ProchaineEtape, Reunion, StatutEtape
from soinsprimaires.sources import SourceJuridique

__all__ = ["Echeance", "StatutEcheance", "echeances"]

_CONTRAT_SIGNE: Final[frozenset[Etat]] = frozenset({EtatCPTS.CONTRAT_SIGNE, EtatMSP.CONTRAT_SIGNE})
_SOUS_CONTRAT: Final[frozenset[Etat]] = _CONTRAT_SIGNE | {
    etat for enum in (EtatCPTS, EtatMSP) for etat in (enum.EN_FONCTIONNEMENT, enum.SUSPENDU)
}


class StatutEcheance(Enum):
    """Where a deadline stands on a day."""

    A_VENIR = "a_venir"
    DEPASSEE = "depassee"
    TENUE = "tenue"
    INCERTAINE = "incertaine"


@attrs.frozen(kw_only=True)
class Echeance:
    """Something that must happen before a day.

    Attributes:
        code: code of the rule that founds it, ``REUNION`` for what a meeting announced.
        libelle: what must happen.
        limite_le: earliest candidate for the last day; ``None`` when nothing dates it.
        au_plus_tard_le: latest candidate, equal to ``limite_le`` when it is certain; ``None`` when nothing bounds it.
        acteurs: who must act.
        calcul: how the day was computed.
        statut: where it stands on the day asked.
        sources: texts; empty for what a meeting announced.
    """

    code: str
    libelle: str
    limite_le: date | None
    au_plus_tard_le: date | None
    acteurs: tuple[QualiteActeur, ...]
    calcul: str
    statut: StatutEcheance
    sources: tuple[SourceJuridique, ...] = ()


def echeances(projet: Projet, registre: Registre, *, au: date) -> tuple[Echeance, ...]:
    """Deadlines of a project on a day, sorted by ``limite_le``, the undated ones last.

    They are the silence of the ARS on a filed CPTS project, the term of the contract, and what meetings announced.
    """
    toutes = (*_validation(projet, au), *_contrat(projet, au), *_reunions(projet, registre, au))
    return tuple(sorted(toutes, key=_rang))


def _rang(echeance: Echeance) -> tuple[date, date, str, str, str]:
    bornes = (echeance.limite_le, echeance.au_plus_tard_le)
    premier, dernier = (date.max if borne is None else borne for borne in bornes)
    return premier, dernier, echeance.code, echeance.libelle, echeance.calcul


def _statut(limite_le: date | None, au_plus_tard_le: date | None, au: date) -> StatutEcheance:
    if limite_le is not None and au <= limite_le:
        return StatutEcheance.A_VENIR
    if au_plus_tard_le is not None and au > au_plus_tard_le:
        return StatutEcheance.DEPASSEE
    return StatutEcheance.INCERTAINE


def _validation(projet: Projet, au: date) -> Iterator[Echeance]:
    for delai in {delai for s in situations_au(projet, au) if (delai := validation_de(s)) is not None}:
        depart = "du dépôt au plus tôt, faute de date de réception" if delai.presumee else "de la réception par l'ARS"
        yield Echeance(
            code=VALIDATION_TACITE.code,
            libelle="Opposition de l'ARS, sans laquelle le projet de santé est réputé validé",
            limite_le=delai.au_plus_tot,
            au_plus_tard_le=delai.au_plus_tard,
            acteurs=(QualiteActeur.ARS,),
            calcul=f"{VALIDATION_TACITE.mois} mois à compter {depart} ; la règle de fin du délai n'a pas été lue",
            statut=_statut(delai.au_plus_tot, delai.au_plus_tard, au),
            sources=VALIDATION_TACITE.sources,
        )


def _contrat(projet: Projet, au: date) -> Iterator[Echeance]:
    delai = {NatureProjet.CPTS: CONTRAT_CPTS, NatureProjet.MSP: CONTRAT_MSP}.get(projet.nature)
    if delai is None or not _SOUS_CONTRAT & etats_de(situations_au(projet, au)):
        return
    for signature in _signatures(projet):
        debut, fin = signature.intervalle
        if debut is not None and debut > au:
            continue
        limite_le = None if debut is None else delai.bornes(debut)[0]
        au_plus_tard_le = None if fin is None else delai.bornes(fin)[1]
        yield Echeance(
            code=delai.code,
            libelle="Terme du contrat",
            limite_le=limite_le,
            au_plus_tard_le=au_plus_tard_le,
            acteurs=(QualiteActeur.STRUCTURE, QualiteActeur.ARS, QualiteActeur.CPAM),
            calcul=f"{delai.mois} mois à compter de la signature, faute de date d'effet distincte",
            statut=_statut(limite_le, au_plus_tard_le, au),
            sources=delai.sources,
        )


def _signatures(projet: Projet) -> Iterator[Evenement]:
    """The events that made the contract: when each party signs in its own, the last of them."""
    for pas in plier(projet.nature, actifs(projet.journal)):
        signe = bool(_CONTRAT_SIGNE & pas.etats_apres) and (pas.coherent or not _CONTRAT_SIGNE & pas.etats_avant)
        if pas.evenement.acte is Acte.SIGNATURE_CONTRAT and signe:
            yield pas.evenement


def _reunions(projet: Projet, registre: Registre, au: date) -> Iterator[Echeance]:
    for reunion in registre.reunions:
        for etape in reunion.prochaines_etapes:
            concernes = etape.projets or reunion.projets
            annoncee = reunion.le is None or reunion.le.au_plus_tard_le(au) is not False
            if projet.identifiant in concernes and annoncee and etape.statut is not StatutEtape.ABANDONNEE:
                yield _annoncee(reunion, etape, au)


def _annoncee(reunion: Reunion, etape: ProchaineEtape, au: date) -> Echeance:
    limite_le = None if etape.echeance is None else etape.echeance.au_plus_tot or etape.echeance.au_plus_tard
    au_plus_tard_le = None if etape.echeance is None else etape.echeance.au_plus_tard
    statut = _statut(limite_le, au_plus_tard_le, au)
    if etape.statut is StatutEtape.FAITE:
        statut = StatutEcheance.TENUE
    return Echeance(
        code="REUNION",
        libelle=etape.objet,
        limite_le=limite_le,
        au_plus_tard_le=au_plus_tard_le,
        acteurs=(),
        calcul=f"annoncée à la réunion « {reunion.identifiant} »",
        statut=statut,
    )
