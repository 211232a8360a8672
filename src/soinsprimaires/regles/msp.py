"""Maisons de santé pluriprofessionnelles and their SISA."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires.composition import (
    Effectif,
    au_moins_un,
    compter,
    compter_auxiliaires_medicaux,
    compter_medecins,
    est_sisa,
    rassembler,
)
from soinsprimaires.cycle.regions import region_de_structure
from soinsprimaires.droit import textes
from soinsprimaires.droit.equipes import COMPOSITION_MSP, COMPOSITION_SISA, MinimumEquipe
from soinsprimaires.modele.evenements import Acte
from soinsprimaires.modele.procedures import ProcedureRegionale
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.reponses import Appartenance
from soinsprimaires.modele.structures import MSP
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.referentiels.professions import PHARMACIEN, FamilleProfessionnelle, famille
from soinsprimaires.regles._evenements import MSP_AVANT_DEPOT, a_eu_lieu, est_valide, suivre
from soinsprimaires.regles._professions import generaliste
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, SansObjet, Verdict, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_MSP"]

DEPUIS_2009, DEPUIS_2011, DEPUIS_2016 = Periode.contigues(date(2009, 7, 23), date(2011, 8, 12), date(2016, 1, 28))
"""Versions of article L6323-3; those of 27 July 2019 and of 25 December 2021 were read in one undated copy only."""
ARS_DEPUIS, ARS_AU_PLUS_TARD = date(2010, 4, 1), date(2010, 7, 1)
"""No ARS, and none of its schemes, before 1 April 2010; "au plus tard le 1er juillet 2010" (loi 2009-879, art. 131)."""
AVEC_LES_ARS: Final = Periode(debut=ARS_DEPUIS, fin=DEPUIS_2009.fin)


def depuis_2016(version: Regle) -> Regle:
    """What a rule requires since 28 January 2016, as an undated copy has it."""
    return attrs.evolve(
        version,
        vigueur=DEPUIS_2016,
        sources=(textes.L6323_3,),
        fiabilite=Fiabilite.SECONDAIRE,
    )


def _fondateurs(msp: MSP, contexte: Contexte) -> tuple[str, tuple[Appartenance, ...]]:
    """The associates when they are recorded, else those who practise there."""
    if msp.associes:
        return "associes", contexte.registre.associes(msp, au=contexte.au)
    return "exercices", contexte.registre.membres(msp.identifiant, au=contexte.au)


def _constitution(msp: MSP, contexte: Contexte, *, pharmaciens: bool) -> Iterator[Verdict]:
    origine, appartenances_connues = _fondateurs(msp, contexte)
    fondateurs = rassembler(contexte.registre, appartenances_connues)
    if not any(fondateur.certain for fondateur in fondateurs):
        yield Indetermine(
            "aucun professionnel de la maison de santé n'est connu à cette date", ("associes", "exercices")
        )
    for fondateur in fondateurs:
        membre = contexte.registre.obtenir(fondateur.membre)
        if not isinstance(membre, Professionnel):
            yield Indetermine(f"la profession de « {fondateur.membre} » n'est pas connue", ("profession",), (origine,))
            continue
        admis = peut_constituer(membre.profession, pharmaciens=pharmaciens)
        if not pharmaciens and famille(membre.profession) is FamilleProfessionnelle.AUCUNE:
            yield Indetermine(
                f"« {membre.identifiant} » n'est ni d'une profession médicale ni auxiliaire médical, et la suite de "
                "l'article de 2009, qui pouvait lui permettre d'être associé, n'a pas été lue",
                (origine,),
            )
        elif admis is None:
            yield Indetermine(
                f"la famille de la profession de « {membre.identifiant} » n'est pas connue", ("profession",)
            )
        elif not admis and origine == "associes" and fondateur.certain:
            yield NonConforme(
                f"« {membre.identifiant} » n'est pas d'une profession qui peut constituer une maison de santé",
                (origine,),
            )
        elif not admis:
            # Practising in the house is not being one of those who constitute it.
            yield Indetermine(
                f"on ne sait pas si « {membre.identifiant} », dont la profession ne permet pas de constituer une "
                "maison de santé, compte à cette date parmi ceux qui la constituent",
                ("periode" if origine == "associes" else "associes",),
            )


def peut_constituer(profession: CodeNomenclature, *, pharmaciens: bool) -> bool | None:
    nom = famille(profession)
    if nom is None:
        return None
    admises = {FamilleProfessionnelle.MEDICALE, FamilleProfessionnelle.AUXILIAIRE_MEDICAL}
    return nom in admises or (pharmaciens and profession == PHARMACIEN)


@regle(
    "MSP-001",
    titre="Une maison de santé est constituée entre professionnels médicaux et auxiliaires médicaux",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=DEPUIS_2009,
    sources=(textes.L6323_3_2009,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def constitution_2009(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-3, before 12 August 2011: the words that amend it were read, not the whole article."""
    return _constitution(msp, contexte, pharmaciens=False)


@regle(
    "MSP-001",
    titre="Une maison de santé est constituée entre professionnels médicaux, auxiliaires médicaux ou pharmaciens",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=DEPUIS_2011,
    sources=(textes.L6323_3_2011,),
    fiabilite=Fiabilite.VERIFIEE,
)
def constitution_2011(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-3, since 12 August 2011."""
    return _constitution(msp, contexte, pharmaciens=True)


constitution_2016: Final = depuis_2016(constitution_2011)


def projets_de_la_maison(msp: MSP, contexte: Contexte) -> tuple[Projet, ...]:
    return contexte.registre.projets_de(nature=NatureProjet.MSP, structure=msp.identifiant)


@regle(
    "MSP-002",
    titre="Une maison de santé a un projet de santé conforme aux orientations des schémas régionaux",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=AVEC_LES_ARS,
    lue_depuis=ARS_AU_PLUS_TARD,
    sources=(textes.L6323_3_2009,),
    fiabilite=Fiabilite.DEDUITE,
    jamais=(Resultat.CONFORME, Resultat.NON_CONFORME),
)
def projet_conforme_aux_schemas(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-3, before 12 August 2011.

    The article asks the ARS for no decision, and no record holds the schemes: that a validated project agrees with them
    may be thought, and not said.
    """
    projets = projets_de_la_maison(msp, contexte)
    if not projets:
        yield Indetermine("le projet de santé de la maison de santé n'est pas enregistré", ("projets",))
        return
    if any(est_valide(suivre(projet, contexte)) for projet in projets):
        message = (
            "l'ARS a validé le projet de santé, mais rien n'enregistre sous quels schémas régionaux, ni si ce sont "
            "ceux d'aujourd'hui : le schéma régional de santé est établi pour cinq ans (CSP, art. L1434-2)"
        )
    else:
        message = (
            "aucune validation de l'ARS ne laisse penser que le projet de santé s'accorde avec les schémas régionaux, "
            "et un refus ne montrerait pas le contraire : la loi ne prévoit ni l'une ni l'autre"
        )
    yield Indetermine(message, ("journal",))


projet_compatible_avec_les_schemas: Final = attrs.evolve(
    projet_conforme_aux_schemas,
    titre="Une maison de santé a un projet de santé compatible avec les orientations des schémas régionaux",
    vigueur=DEPUIS_2011,
    lue_depuis=None,
    sources=(textes.L6323_3_2011,),
)
projet_compatible_depuis_2016: Final = attrs.evolve(
    depuis_2016(projet_compatible_avec_les_schemas), fiabilite=Fiabilite.DEDUITE
)
"""The article still names the schemes of L1434-2, which is what the loi n° 2016-41 changed."""


def _minimum(effectifs: Iterable[tuple[str, Effectif, int]], chemin: tuple[str, ...]) -> Iterator[Verdict]:
    for nom, effectif, minimum in effectifs:
        if effectif.maximum < minimum:
            yield NonConforme(f"{effectif.maximum} {nom}, il en faut au moins {minimum}", chemin)
        elif effectif.minimum < minimum:
            yield Indetermine(
                f"de {effectif.minimum} à {effectif.maximum} {nom} selon les dates et les professions connues, il en "
                f"faut au moins {minimum}",
                ("periode", "profession"),
                chemin,
            )


def _composer(
    contexte: Contexte, membres: tuple[Appartenance, ...], minimum: MinimumEquipe
) -> tuple[tuple[str, Effectif, int], ...]:
    registre = contexte.registre
    return (
        ("médecin(s)", compter_medecins(registre, membres), minimum.medecins),
        ("médecin(s) généraliste(s)", compter(registre, membres, generaliste), minimum.generalistes),
        ("auxiliaire(s) médical(aux)", compter_auxiliaires_medicaux(registre, membres), minimum.auxiliaires_medicaux),
    )


@regle(
    "MSP-004",
    titre="Le projet de santé d'une maison de santé est transmis pour information à l'ARS",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=AVEC_LES_ARS,
    lue_depuis=ARS_AU_PLUS_TARD,
    sources=(textes.L6323_3_2009,),
    fiabilite=Fiabilite.VERIFIEE,
    jamais=(Resultat.NON_CONFORME,),
)
def transmission_a_l_ars(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-3; the filing of the project is what sends it, and no day is set for it."""
    projets = projets_de_la_maison(msp, contexte)
    if not projets:
        yield Indetermine("le projet de santé de la maison de santé n'est pas enregistré", ("projets",))
        return
    transmis = au_moins_un(_transmis(projet, contexte) for projet in projets)
    if transmis is None:
        message = "on ne sait pas si le projet de santé a été transmis à l'ARS à cette date"
        yield Indetermine(message, ("journal",))
    elif not transmis:
        message = "aucun dépôt du projet de santé à l'ARS n'est enregistré à cette date, et la loi ne fixe aucun délai"
        yield Indetermine(message, ("journal",))


transmission_2011: Final = attrs.evolve(
    transmission_a_l_ars, vigueur=DEPUIS_2011, lue_depuis=None, sources=(textes.L6323_3_2011,)
)
transmission_2016: Final = depuis_2016(transmission_2011)


def _transmis(projet: Projet, contexte: Contexte) -> bool | None:
    """Whether the ARS surely had a project by a day; it may have missed what was filed before it was."""
    suivi = suivre(projet, contexte)
    dates = [suivi.dates(e) for e in suivi.actes(Acte.DEPOT_PROJET, Acte.VALIDATION_PROJET)]
    if au_moins_un(a_eu_lieu(d, contexte.au) and d[0] is not None and d[0] >= ARS_AU_PLUS_TARD for d in dates):
        return True
    etats = suivi.etats_possibles
    if not dates and etats and not etats & MSP_AVANT_DEPOT:
        return True
    return False if not dates and not suivi.repris and bool(etats) and etats <= MSP_AVANT_DEPOT else None


@regle(
    "MSP-005",
    titre="L'équipe d'une maison de santé compte au moins deux médecins et un auxiliaire médical",
    cible=MSP,
    portee=Portee.DOCTRINE_ADMINISTRATIVE,
    vigueur=Periode(debut=date(2010, 7, 27)),
    lue_depuis=date(2023, 1, 1),
    sources=(textes.CRITERES_MSP,),
    fiabilite=Fiabilite.SECONDAIRE,
    listes=("professionnels",),
)
def composition_msp(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """Criteria of recognition by the ARS (the page that was read dates from about 2022), or those of the region.

    An associate of the SISA whose practice is not recorded may well be of the team.
    """
    membres = (*contexte.registre.membres(msp.identifiant, au=contexte.au), *_peut_etre_la(msp, contexte))
    minimum = COMPOSITION_MSP.au(contexte.au).valeur
    if not any(membre.certain for membre in membres) or minimum is None:
        yield Indetermine("aucun professionnel de la maison de santé n'est connu à cette date", ("exercices",))
        return
    regionaux = _minimums_regionaux(msp, contexte, minimum)
    if len(regionaux) > 1:
        message = "on ne sait pas laquelle des compositions minimales que donnent les procédures régionales s'applique"
        yield Indetermine(message, ("sites", "territoires"))
        return
    yield from _minimum(_composer(contexte, membres, *(regionaux or {minimum})), ())


def _peut_etre_la(msp: MSP, contexte: Contexte) -> Iterator[Appartenance]:
    """The associates of whom no practice in the house is recorded, at any time."""
    for associe in contexte.registre.associes(msp, au=contexte.au):
        fiches = contexte.registre.fiches(associe.membre)
        if not any(exercice.structure == msp.identifiant for fiche in fiches for exercice in fiche.exercices):
            yield Appartenance(membre=associe.membre, certain=False)


def _minimums_regionaux(msp: MSP, contexte: Contexte, national: MinimumEquipe) -> set[MinimumEquipe]:
    """What the procedures of the registre ask in the region of a house; of every region, when its own is not known."""
    region = region_de_structure(msp, contexte.registre, au=contexte.au)
    procedures = [
        procedure
        for procedure in contexte.registre.procedures_regionales
        if procedure.nature is NatureProjet.MSP and region in {None, procedure.region}
    ]
    demandes = {_demande(procedure, national) for procedure in procedures} - {None}
    # A house of an unknown region may also lie where no procedure was given.
    autres = {national} if demandes and region is None else set[MinimumEquipe]()
    return autres | {demande for demande in demandes if demande is not None}


def _demande(procedure: ProcedureRegionale, national: MinimumEquipe) -> MinimumEquipe | None:
    propres = (procedure.nombre_medecins, procedure.nombre_generalistes, procedure.nombre_auxiliaires_medicaux)
    if propres == (None, None, None):
        return None
    medecins, generalistes, auxiliaires = propres
    return MinimumEquipe(
        medecins=national.medecins if medecins is None else medecins,
        generalistes=national.generalistes if generalistes is None else generalistes,
        auxiliaires_medicaux=national.auxiliaires_medicaux if auxiliaires is None else auxiliaires,
    )


@regle(
    "SISA-001",
    titre="Une SISA compte au moins deux médecins et un auxiliaire médical parmi ses associés",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=date(2011, 8, 12)),
    sources=(textes.L4041_4_I,),
    fiabilite=Fiabilite.VERIFIEE,
    listes=("associes",),
)
def composition_sisa(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L4041-4, I."""
    sisa = est_sisa(msp, contexte.au)
    if sisa is False:
        yield SansObjet("la maison de santé n'est pas une SISA à cette date")
        return
    if sisa is None:
        yield Indetermine("la forme juridique à cette date n'est pas connue", ("formes",), ("formes",))
        return
    associes = contexte.registre.associes(msp, au=contexte.au)
    minimum = COMPOSITION_SISA.au(contexte.au).valeur
    # A company without associates does not exist: if none is known on that day, the record lacks them.
    if not any(associe.certain for associe in associes) or minimum is None:
        yield Indetermine("les associés de la SISA à cette date ne sont pas enregistrés", ("associes",), ("associes",))
        return
    yield from _minimum(_composer(contexte, associes, minimum), ("associes",))


REGLES_MSP: tuple[Regle, ...] = (
    constitution_2009,
    constitution_2011,
    constitution_2016,
    projet_conforme_aux_schemas,
    projet_compatible_avec_les_schemas,
    projet_compatible_depuis_2016,
    transmission_a_l_ars,
    transmission_2011,
    transmission_2016,
    composition_msp,
    composition_sisa,
)
