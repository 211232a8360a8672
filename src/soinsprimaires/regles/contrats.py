"""Contracts of the agreements (ACI): who signs, for how long, on which project, and what they pay."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from soinsprimaires.composition import comme_professionnel, est_sisa
from soinsprimaires.droit import ACI_MSP_APPROUVE_LE, ACI_MSP_PUBLIE, textes
from soinsprimaires.droit.accords import PLAFOND_INDEMNITES_DEPUIS, PLAFOND_SECURITE_SOCIALE
from soinsprimaires.droit.delais import CONTRAT_CPTS, CONTRAT_MSP, SISA_APRES_CONTRAT, DelaiLegal
from soinsprimaires.modele.aides import Indemnite
from soinsprimaires.modele.conventions import Convention, NatureConvention
from soinsprimaires.modele.organisations import NatureOrganisation, Organisation
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.structures import CPTS, MSP, CentreSante
from soinsprimaires.mots import dater, jour_en_lettres
from soinsprimaires.regles._evenements import (
    MSP_AVANT_VALIDATION,
    Intervalle,
    a_eu_lieu,
    a_pu_finir_le_jour,
    est_valide,
    suivre,
)
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    SansObjet,
    SousReserve,
    Verdict,
    regle,
)
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import DatePartielle, Periode

__all__ = ["REGLES_CONTRATS"]

ACI_MSP_EN_VIGUEUR: Final = Periode(debut=ACI_MSP_APPROUVE_LE)
ACI_CPTS_EN_VIGUEUR: Final = Periode(debut=date(2019, 8, 25))
_ACCORDS: Final = {NatureConvention.ACI_MSP: ACI_MSP_EN_VIGUEUR, NatureConvention.ACI_CPTS: ACI_CPTS_EN_VIGUEUR}
_PARTIES: Final = ("parties",)
# A délégation départementale is a service of its ARS, and acts for it (as in the events of a journal).
_ARS: Final = {NatureOrganisation.ARS, NatureOrganisation.ARS_DELEGATION_DEPARTEMENTALE}
_ASSURANCE_MALADIE: Final = {NatureOrganisation.CPAM, NatureOrganisation.CGSS}
_PEUT_ETRE_ASSURANCE_MALADIE: Final = {NatureOrganisation.MSA, NatureOrganisation.ORGANISME_SECURITE_SOCIALE}
"""The code says "un organisme local d'assurance maladie": whether these are such for a contract was read nowhere."""


def _ecarter(convention: Convention, nature: NatureConvention, contexte: Contexte) -> SansObjet | SousReserve | None:
    """Why a contract is not judged, or not surely; ``None`` when it is one of the agreement, signed and in force.

    Without any date it is listed, so it is taken to be signed.
    """
    if convention.nature is not nature:
        return SansObjet("ce n'est pas un contrat de cet accord")
    signature, au = _signature(convention), contexte.au
    signe = True if signature == (None, None) else a_eu_lieu(signature, au)
    if signe is False:
        return SansObjet("le contrat n'est pas encore signé à cette date")
    en_vigueur = True if convention.periode is None else convention.periode.couvre(au)
    if en_vigueur is False:
        return SansObjet("le contrat n'est pas en vigueur à cette date")
    if None in {signe, en_vigueur}:
        champ = "signee_le" if signe is None else "periode"
        return SousReserve("on ne sait pas si le contrat est signé, et en vigueur, à cette date", (champ,), (champ,))
    if a_pu_finir_le_jour(convention, contexte):
        message = "le terme du contrat a pu passer, et aucun renouvellement qui le recule n'est enregistré"
        return SousReserve(message, ("avenants", "journal"), ("avenants",))
    depuis = _ACCORDS[nature].debut
    if signature != (None, None) and depuis is not None and (signature[0] is None or signature[0] < depuis):
        message = (
            f"l'accord est en vigueur depuis le {jour_en_lettres(depuis)}, et le contrat signé avant, ou peut-être : "
            "ce que l'accord en demande alors n'a pas été lu"
        )
        return SousReserve(message, ("signee_le",), ("signee_le",))
    return None


def _signature(convention: Convention) -> Intervalle:
    le = convention.signee_le or convention.prend_effet_le
    return (None, None) if le is None else (le.au_plus_tot, le.au_plus_tard)


def _tripartite(
    convention: Convention, contexte: Contexte, structures: tuple[type[Any], ...], delai: DelaiLegal
) -> Iterator[Verdict]:
    parties = [contexte.registre.obtenir(partie) for partie in convention.parties]
    natures = {partie.nature for partie in parties if isinstance(partie, Organisation)}
    inconnues = any(partie is None for partie in parties)
    for nom, presente, possible in (
        ("la structure", any(isinstance(partie, structures) for partie in parties), inconnues),
        ("l'ARS", bool(natures & _ARS), inconnues),
        (
            "un organisme local d'assurance maladie",
            bool(natures & _ASSURANCE_MALADIE),
            inconnues or bool(natures & _PEUT_ETRE_ASSURANCE_MALADIE),
        ),
    ):
        if presente:
            continue
        if possible:
            yield Indetermine(f"on ne sait pas si {nom} est partie au contrat", _PARTIES, _PARTIES)
        else:
            yield NonConforme(f"{nom} n'est pas partie au contrat", _PARTIES)
    if convention.duree_mois is None:
        yield Indetermine("la durée du contrat n'est pas enregistrée", ("duree_mois",), ("duree_mois",))
    elif convention.duree_mois != delai.mois:
        message = f"le contrat dure {convention.duree_mois} mois, l'accord en prévoit {delai.mois}"
        yield NonConforme(message, ("duree_mois",))


@regle(
    "CPTS-006",
    titre="Le contrat d'une CPTS lie la CPTS, l'ARS et l'assurance maladie pour cinq ans",
    cible=Convention,
    portee=Portee.CONVENTION,
    vigueur=ACI_CPTS_EN_VIGUEUR,
    sources=(*CONTRAT_CPTS.sources, textes.CSS_L162_14_1),
    fiabilite=CONTRAT_CPTS.fiabilite,
)
def contrat_de_cpts(convention: Convention, contexte: Contexte) -> Iterator[Verdict]:
    """The code says who signs, the ACI CPTS for how long."""
    ecart = _ecarter(convention, NatureConvention.ACI_CPTS, contexte)
    if ecart is not None:
        yield ecart
    yield from _tripartite(convention, contexte, (CPTS,), CONTRAT_CPTS)


@regle(
    "ACIM-003",
    titre="Le contrat d'une maison de santé lie la structure, l'ARS et l'assurance maladie pour cinq ans",
    cible=Convention,
    portee=Portee.CONVENTION,
    vigueur=ACI_MSP_EN_VIGUEUR,
    lue_depuis=ACI_MSP_PUBLIE,
    sources=CONTRAT_MSP.sources,
    fiabilite=CONTRAT_MSP.fiabilite,
)
def contrat_de_msp(convention: Convention, contexte: Contexte) -> Iterator[Verdict]:
    """ACI MSP; a centre de santé may choose it too."""
    ecart = _ecarter(convention, NatureConvention.ACI_MSP, contexte)
    if ecart is not None:
        yield ecart
    yield from _tripartite(convention, contexte, (MSP, CentreSante), CONTRAT_MSP)


def _maisons(convention: Convention, contexte: Contexte) -> list[MSP]:
    parties = (contexte.registre.obtenir(partie) for partie in convention.parties)
    return [partie for partie in parties if isinstance(partie, MSP)]


def _existait(msp: MSP, fin: date | None) -> bool | None:
    """Whether a house existed when its contract was signed: a contract passes to the house that a merger makes."""
    return True if msp.creee_le is None else None if fin is None else msp.creee_le.au_plus_tard_le(fin)


@regle(
    "ACIM-001",
    titre="Une maison de santé signe le contrat de l'ACI sur un projet de santé validé",
    cible=Convention,
    portee=Portee.CONVENTION,
    vigueur=ACI_MSP_EN_VIGUEUR,
    lue_depuis=ACI_MSP_PUBLIE,
    sources=(textes.ACI_MSP,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def projet_valide(convention: Convention, contexte: Contexte) -> Iterator[Verdict]:
    """ACI MSP: a validated projet de santé is a condition of eligibility."""
    maisons = _maisons(convention, contexte)
    ecart = _ecarter(convention, NatureConvention.ACI_MSP, contexte)
    if not maisons:
        yield SansObjet("aucune maison de santé du registre n'est partie au contrat")
    if ecart is not None:
        yield ecart
    for msp in maisons:
        yield from _valide_a_la_signature(msp, convention, contexte)


def _valide_a_la_signature(msp: MSP, convention: Convention, contexte: Contexte) -> Iterator[Verdict]:
    projets = contexte.registre.projets_de(nature=NatureProjet.MSP, structure=msp.identifiant)
    debut, fin = _signature(convention)
    if not projets or fin is None:
        champ = "projets" if not projets else "signee_le"
        yield Indetermine("le projet de santé, ou la date du contrat, n'est pas enregistré", (champ,))
        return
    suivis = [suivre(projet, contexte) for projet in projets]
    a_la_fin = [suivi.le(fin).etats_possibles for suivi in suivis]
    if debut is not None and any(est_valide(suivi.le(debut)) for suivi in suivis):
        return
    if all(etats and etats <= MSP_AVANT_VALIDATION for etats in a_la_fin) and _existait(msp, debut):
        le = convention.signee_le or convention.prend_effet_le
        message = "le contrat est signé" if le is None else f"le contrat est signé ({dater(le)})"
        yield NonConforme(
            f"{message} alors que le projet de « {msp.identifiant} » n'est pas validé par l'ARS", _PARTIES
        )
    else:
        message = f"on ne sait pas si le projet de « {msp.identifiant} » était validé à la signature du contrat"
        yield Indetermine(message, ("journal", "signee_le"))


@regle(
    "ACIM-002",
    titre="Une maison de santé sous contrat de l'ACI est une SISA, au plus tard six mois après la signature",
    cible=Convention,
    portee=Portee.CONVENTION,
    vigueur=ACI_MSP_EN_VIGUEUR,
    lue_depuis=ACI_MSP_PUBLIE,
    sources=SISA_APRES_CONTRAT.sources,
    fiabilite=SISA_APRES_CONTRAT.fiabilite,
)
def sisa_apres_contrat(convention: Convention, contexte: Contexte) -> Iterator[Verdict]:
    """ACI MSP."""
    maisons = _maisons(convention, contexte)
    ecart = _ecarter(convention, NatureConvention.ACI_MSP, contexte)
    if not maisons:
        yield SansObjet("aucune maison de santé du registre n'est partie au contrat")
    if ecart is not None:
        yield ecart
    debut, fin = _signature(convention)
    premier = None if debut is None else SISA_APRES_CONTRAT.bornes(debut)[0]
    dernier = None if fin is None else SISA_APRES_CONTRAT.bornes(fin)[1]
    for msp in maisons:
        sisa = est_sisa(msp, contexte.au)
        if sisa or (premier is not None and contexte.au <= premier):
            continue
        if sisa is False and _existait(msp, debut) and dernier is not None and contexte.au > dernier:
            message = (
                f"« {msp.identifiant} » n'est pas une SISA : elle devait l'être au plus tard le "
                f"{jour_en_lettres(dernier)}"
            )
            yield NonConforme(message, _PARTIES)
        else:
            message = f"on ne sait pas si « {msp.identifiant} » est une SISA, ou devait déjà l'être, à cette date"
            yield Indetermine(message, ("formes", "signee_le"))


# -- what a CPTS pays to its members -------------------------------------------------------------------------------


@regle(
    "CPTS-011",
    titre="Ce qu'une CPTS verse à un professionnel dans l'année ne dépasse pas le plafond de la sécurité sociale",
    cible=CPTS,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=PLAFOND_INDEMNITES_DEPUIS),
    sources=(textes.D1434_44,),
    # The article was read in its text, the ceilings of the years in a secondary copy.
    fiabilite=Fiabilite.SECONDAIRE,
)
def plafond_annuel(cpts: CPTS, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. D1434-44: indemnities and remunerations of each professional, over the calendar year."""
    registre = contexte.registre
    versees = [
        indemnite
        for indemnite in registre.citants(cpts.identifiant)
        if isinstance(indemnite, Indemnite) and indemnite.payeur == cpts.identifiant
    ]
    annees = _annees(versees, contexte)
    if not annees:
        yield SansObjet("aucune indemnité versée par la CPTS n'est enregistrée à cette date")
        return
    if not any(_sous_le_plafond(indemnite.versee_le, contexte.au) for indemnite in versees):
        yield SousReserve("on ne sait pas si une indemnité est versée à cette date, sous ce texte", ("versee_le",))
    for (beneficiaire, annee), (certain, possible) in sorted(annees.items()):
        plafond = PLAFOND_SECURITE_SOCIALE.au(date(annee, 1, 1)).valeur
        montant = f"« {beneficiaire} » a reçu {certain} EUR en {annee}"
        if plafond is None:
            yield Indetermine(f"le plafond de la sécurité sociale de {annee} n'est pas connu", ())
        elif certain > plafond:
            yield NonConforme(f"{montant}, plus que le plafond de la sécurité sociale ({plafond} EUR)")
        elif possible > plafond:
            message = f"{montant} au moins, {possible} EUR au plus : le plafond ({plafond} EUR) peut être dépassé"
            yield Indetermine(message, ("versee_le",))


def _annees(versees: list[Indemnite], contexte: Contexte) -> dict[tuple[str, int], tuple[Decimal, Decimal]]:
    """For each professional and year, what was surely paid by a day since the cap exists, and what may have been."""
    annees: dict[tuple[str, int], tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(), Decimal()))
    au = contexte.au
    for indemnite in versees:
        le, qui = indemnite.versee_le, comme_professionnel(contexte.registre, indemnite.beneficiaire)
        if le is not None and le.au_plus_tard_le(au) is False:
            continue
        for annee in _annees_possibles(le, au):
            certain, possible = annees[qui, annee]
            surement = le is not None and _surement_en(le, annee) and le.au_plus_tard_le(au) is True
            certain += indemnite.montant if surement else 0
            annees[qui, annee] = (certain, possible + indemnite.montant)
    return annees


def _sous_le_plafond(le: DatePartielle | None, au: date) -> bool:
    """Whether a payment was surely made by a day, under the decree."""
    return le is not None and _surement_depuis(le) and le.au_plus_tard_le(au) is True


def _surement_depuis(le: DatePartielle) -> bool:
    return le.au_plus_tot is not None and le.au_plus_tot >= PLAFOND_INDEMNITES_DEPUIS


def _annees_possibles(le: DatePartielle | None, au: date) -> range:
    premiere = PLAFOND_INDEMNITES_DEPUIS.year if le is None or le.au_plus_tot is None else le.au_plus_tot.year
    derniere = au.year if le is None or le.au_plus_tard is None else min(au.year, le.au_plus_tard.year)
    return range(max(premiere, PLAFOND_INDEMNITES_DEPUIS.year), derniere + 1)


def _surement_en(le: DatePartielle, annee: int) -> bool:
    """Whether a payment was surely made that year, and under the decree."""
    debut, fin = le.au_plus_tot, le.au_plus_tard
    return debut is not None and fin is not None and debut.year == fin.year == annee and _surement_depuis(le)


REGLES_CONTRATS: tuple[Regle, ...] = (
    contrat_de_cpts,
    contrat_de_msp,
    projet_valide,
    sisa_apres_contrat,
    plafond_annuel,
)
