"""Infirmiers en pratique avancée, before and after 22 January 2025."""

from collections.abc import Iterator
from datetime import date

from soinsprimaires.modele.organisations import NatureOrganisation, Organisation
from soinsprimaires.modele.professionnels import Exercice, Professionnel, StatutExercice
from soinsprimaires.modele.structures import (
    CTS,
    MSP,
    CentreSante,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
)
from soinsprimaires.parametres import textes
from soinsprimaires.referentiels.professions import est_ipa
from soinsprimaires.regles.definition import Contexte, Indetermine, Regle, SansObjet, Verdict, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_IPA"]

SOUS_PROTOCOLE, ACCES_DIRECT = Periode.contigues(date(2018, 7, 20), date(2025, 1, 22))

# CPTS are not among the structures of L4301-2: membership of one alone opens nothing.
_STRUCTURES_OUVERTES = (MSP, CentreSante, CTS, EquipeSoinsPrimaires, EquipeSoinsSpecialises)


def _exercices(professionnel: Professionnel, au: date) -> tuple[tuple[int, Exercice], ...]:
    """Practices that take place, or may take place, on a day, with their rank."""
    return tuple(
        (rang, exercice)
        for rang, exercice in enumerate(professionnel.exercices)
        if exercice.statut is StatutExercice.EFFECTIF
        and (exercice.periode is None or exercice.periode.couvre(au) is not False)
    )


def _ecarter(professionnel: Professionnel, au: date) -> Verdict | None:
    """Why a professional is not judged as a nurse in advanced practice, ``None`` when there is something to judge."""
    if not any(est_ipa(savoir_faire) for savoir_faire in professionnel.savoir_faire):
        return SansObjet("ce n'est pas un infirmier en pratique avancée")
    if not professionnel.exercices:
        return Indetermine("aucun exercice n'est enregistré", ("exercices",), ("exercices",))
    if not _exercices(professionnel, au):
        return SansObjet("aucun exercice n'a lieu à cette date")
    return None


@regle(
    "IPA-001",
    titre="Un infirmier en pratique avancée exerce sous un protocole d'organisation conclu avec un médecin",
    cible=Professionnel,
    portee=Portee.LOI_REGLEMENT,
    vigueur=SOUS_PROTOCOLE,
    sources=(textes.R4301_1_2018,),
    fiabilite=Fiabilite.VERIFIEE,
)
def protocole_d_organisation(professionnel: Professionnel, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R4301-1 to R4301-6, until 21 January 2025."""
    ecart = _ecarter(professionnel, contexte.au)
    if ecart is not None:
        yield ecart
        return
    yield Indetermine("le protocole d'organisation avec un médecin n'est pas enregistré", ("protocole",))


@regle(
    "IPA-002",
    titre="L'accès direct à un infirmier en pratique avancée n'est ouvert que dans les structures d'exercice "
    "coordonné, les établissements de santé et les établissements médico-sociaux",
    cible=Professionnel,
    portee=Portee.LOI_REGLEMENT,
    vigueur=ACCES_DIRECT,
    sources=(textes.L4301_2, textes.R4301_1_2025),
    fiabilite=Fiabilite.VERIFIEE,
)
def acces_direct(professionnel: Professionnel, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L4301-2, effective since the decree 2025-55."""
    ecart = _ecarter(professionnel, contexte.au)
    if ecart is not None:
        yield ecart
        return
    for rang, exercice in _exercices(professionnel, contexte.au):
        if not _ouvert(professionnel, exercice, contexte):
            yield Indetermine(
                "hors des structures où l'accès direct est ouvert, le suivi doit avoir été confié par un médecin : "
                "l'exercice ne dit pas si des patients sont reçus directement",
                ("acces_direct",),
                ("exercices", rang),
            )


def _ouvert(professionnel: Professionnel, exercice: Exercice, contexte: Contexte) -> bool:
    registre = contexte.registre
    # Where the nurse practises counts, not who pays: the employer tells it only when no structure is named.
    cadre = registre.obtenir(exercice.employeur if exercice.structure is None else exercice.structure)
    if isinstance(cadre, _STRUCTURES_OUVERTES):
        return True
    if isinstance(cadre, Organisation) and cadre.nature is NatureOrganisation.ETABLISSEMENT_SANTE:
        return True
    equipes = (s for s in registre.structures if isinstance(s, EquipeSoinsPrimaires | EquipeSoinsSpecialises))
    return any(
        membre.membre == professionnel.identifiant and membre.certain
        for equipe in equipes
        for membre in registre.membres(equipe.identifiant, au=contexte.au)
    )


REGLES_IPA: tuple[Regle, ...] = (protocole_d_organisation, acces_direct)
