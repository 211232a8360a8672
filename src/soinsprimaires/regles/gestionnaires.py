"""Who may run a centre de santé, and to what centre a centre territorial de santé belongs."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires.cycle.regions import region_de_structure
from soinsprimaires.droit import AGREMENT_DEPUIS, CENTRES_AU_PLUS_TOT, CENTRES_DEPUIS, COLLECTIVITES_UNIQUES, textes
from soinsprimaires.modele.organisations import NatureOrganisation, Organisation
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.regles._centres import Centre, en_activite, gestionnaire_de
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, Verdict, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_GESTIONNAIRES"]

GESTIONNAIRES_2018, GESTIONNAIRES_2022, GESTIONNAIRES_2023 = Periode.contigues(
    CENTRES_AU_PLUS_TOT, date(2022, 2, 23), AGREMENT_DEPUIS
)
_TOUJOURS_ADMIS: Final = frozenset(
    {
        NatureOrganisation.ASSOCIATION,
        NatureOrganisation.CONSEIL_DEPARTEMENTAL,
        NatureOrganisation.COMMUNE,
        NatureOrganisation.EPCI,
        NatureOrganisation.ETABLISSEMENT_SANTE,
    }
)
_EXCLUS: Final = frozenset(
    {NatureOrganisation.ETAT, NatureOrganisation.ARS, NatureOrganisation.ARS_DELEGATION_DEPARTEMENTALE}
)


@regle(
    "CDS-007",
    titre="Un centre de santé est géré par un organisme à but non lucratif, une collectivité territoriale, un "
    "établissement public de coopération intercommunale, un établissement de santé ou une SCIC",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=GESTIONNAIRES_2018,
    lue_depuis=CENTRES_DEPUIS,
    sources=(textes.L6323_1_3_2018,),
    fiabilite=Fiabilite.VERIFIEE,
)
def gestionnaire_2018(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-3, before 23 February 2022: any local authority, a région among them."""
    yield from _gestionnaire(centre, contexte, _TOUJOURS_ADMIS | {NatureOrganisation.REGION}, _EXCLUS)


@regle(
    "CDS-007",
    titre="Un centre de santé est géré par un organisme à but non lucratif, un département, une commune ou un "
    "groupement de communes, un établissement de santé ou une SCIC",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=GESTIONNAIRES_2022,
    sources=(textes.L6323_1_3,),
    fiabilite=Fiabilite.VERIFIEE,
)
def gestionnaire_2022(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-3, I, since 23 February 2022: départements are named, régions are not."""
    yield from _gestionnaire(centre, contexte, _TOUJOURS_ADMIS, _EXCLUS | {NatureOrganisation.REGION})


gestionnaire_2023: Final = attrs.evolve(
    gestionnaire_2022,
    vigueur=GESTIONNAIRES_2023,
    sources=(textes.L6323_1_3_2023,),
    fiabilite=Fiabilite.SECONDAIRE,
)
"""The same list; what its II adds of the interests of a director, no record holds."""


def _gestionnaire(
    centre: Centre,
    contexte: Contexte,
    admis: frozenset[NatureOrganisation],
    exclus: frozenset[NatureOrganisation],
) -> Iterator[Verdict]:
    yield from en_activite(centre, contexte)
    gestionnaire = contexte.registre.obtenir(gestionnaire_de(centre, contexte.registre))
    if not isinstance(gestionnaire, Organisation):
        yield Indetermine("le gestionnaire du centre n'est pas enregistré", ("gestionnaire",), ("gestionnaire",))
    elif gestionnaire.nature not in admis and _peut_etre_un_departement(gestionnaire, centre, contexte):
        yield Indetermine(
            f"on ne sait pas si « {gestionnaire.identifiant} » est une région, ou une collectivité unique qui est "
            "aussi un département",
            ("region",),
            ("gestionnaire",),
        )
    elif gestionnaire.nature in exclus:
        yield NonConforme(
            f"« {gestionnaire.identifiant} » n'est pas de ceux qui peuvent gérer un centre de santé", ("gestionnaire",)
        )
    elif gestionnaire.nature not in admis:
        # Many an organisation may be without profit, and one of social security runs centres on texts that were not
        # read: nobody may call either unlawful.
        yield Indetermine(
            f"on ne sait pas si « {gestionnaire.identifiant} » est de ceux qui peuvent gérer un centre de santé",
            ("nature",),
            ("gestionnaire",),
        )


def _peut_etre_un_departement(gestionnaire: Organisation, centre: Centre, contexte: Contexte) -> bool:
    """Whether a région may be a collectivité unique; its code is its own, else that of where the centre is."""
    if gestionnaire.nature is not NatureOrganisation.REGION:
        return False
    code = gestionnaire.region or region_de_structure(centre, contexte.registre, au=contexte.au)
    return code is None or code in COLLECTIVITES_UNIQUES


_SANS_PERSONNALITE: Final = frozenset({NatureOrganisation.ARS_DELEGATION_DEPARTEMENTALE, NatureOrganisation.SAMU})


@regle(
    "CDS-008",
    titre="Un centre territorial de santé est un site ou une antenne d'un centre de santé, du même gestionnaire",
    cible=CTS,
    portee=Portee.BONNE_PRATIQUE,
    vigueur=Periode(debut=date(2022, 5, 1)),
    sources=(textes.CTS_GERS, textes.D6323_1),
    fiabilite=Fiabilite.SECONDAIRE,
)
def rattachement_du_cts(cts: CTS, contexte: Contexte) -> Iterator[Verdict]:
    """It is no legal category: a gestionnaire with legal personality answers for it."""
    yield from en_activite(cts, contexte)
    registre = contexte.registre
    centre = registre.obtenir(cts.centre)
    if centre is None:
        yield Indetermine("le centre de santé dont il est un site n'est pas enregistré", ("centre",), ("centre",))
    elif not isinstance(centre, CentreSante):
        yield NonConforme(f"« {cts.centre} », dont il serait un site, n'est pas un centre de santé", ("centre",))
    elif cts.gestionnaire and centre.gestionnaire and cts.gestionnaire != centre.gestionnaire:
        yield NonConforme("son gestionnaire n'est pas celui de son centre de santé", ("gestionnaire",))
    gestionnaire = registre.obtenir(gestionnaire_de(cts, registre))
    if not isinstance(gestionnaire, Organisation):
        yield Indetermine("son gestionnaire n'est pas enregistré", ("gestionnaire",), ("gestionnaire",))
    elif gestionnaire.nature in _SANS_PERSONNALITE:
        yield NonConforme(f"« {gestionnaire.identifiant} » n'a pas la personnalité morale", ("gestionnaire",))


REGLES_GESTIONNAIRES: tuple[Regle, ...] = (gestionnaire_2018, gestionnaire_2022, gestionnaire_2023, rattachement_du_cts)
