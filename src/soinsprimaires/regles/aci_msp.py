"""What an MSP under contract reports and keeps: prerequisites, patients counted, opening hours (ACI MSP)."""

from collections.abc import Iterator
from datetime import date, time
from typing import Final

from soinsprimaires.composition import (
    au_moins_un,
    compter_medecins,
    est_un_site,
    minutes_ouvertes,
    ouvre_sans_trou,
)
from soinsprimaires.droit import (
    ACI_MSP_APPROUVE_LE,
    ACI_MSP_PUBLIE,
    AMPLITUDE_MINIMALE_ACI_MSP,
    OUVERTURE_ACI_MSP,
    PREREQUIS_ACI_MSP,
    textes,
)
from soinsprimaires.jours import JourSemaine
from soinsprimaires.modele.aides import BilanAnnuel
from soinsprimaires.modele.conventions import Convention, NatureConvention
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.reponses import Appartenance
from soinsprimaires.modele.structures import MSP, Adhesion
from soinsprimaires.regles._evenements import a_pu_finir_le_jour
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    Remarque,
    SansObjet,
    SousReserve,
    Verdict,
    regle,
)
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_ACI_MSP"]

_ACI: Final = Periode(debut=ACI_MSP_APPROUVE_LE)


def _maison(bilan: BilanAnnuel, contexte: Contexte) -> MSP | SansObjet:
    """The house that reports, or why the report is not judged."""
    structure = contexte.registre.obtenir(bilan.structure)
    if not isinstance(structure, MSP):
        return SansObjet("le bilan n'est pas celui d'une maison de santé du registre")
    convention = contexte.registre.obtenir(bilan.convention)
    if isinstance(convention, Convention) and convention.nature is not NatureConvention.ACI_MSP:
        return SansObjet("le bilan n'est pas celui d'un contrat de l'ACI")
    if bilan.annee > contexte.au.year:
        return SansObjet("l'année du bilan n'a pas commencé")
    return structure


@regle(
    "ACIM-004",
    titre="Une maison de santé n'est rémunérée par l'ACI que si elle atteint les indicateurs prérequis",
    cible=BilanAnnuel,
    portee=Portee.CONVENTION,
    vigueur=_ACI,
    lue_depuis=ACI_MSP_PUBLIE,
    sources=(textes.ACI_MSP, textes.GUIDE_ACI_MSP),
    fiabilite=Fiabilite.SECONDAIRE,
)
def prerequis(bilan: BilanAnnuel, contexte: Contexte) -> Iterator[Verdict]:
    """ACI MSP: opening and unscheduled care, coordination, information system, and since 2023 a plan for crises."""
    maison = _maison(bilan, contexte)
    if isinstance(maison, SansObjet):
        yield maison
        return
    indicateurs = PREREQUIS_ACI_MSP.au(_jour_de(bilan.annee)).valeur
    if indicateurs is None:
        yield Indetermine(f"les prérequis de {bilan.annee} ne sont pas connus", ())
        return
    rapportes = {part.indicateur: part.valeur for part in bilan.indicateurs}
    for nom in indicateurs:
        if nom not in rapportes:
            yield Indetermine(f"le bilan ne dit rien de l'indicateur « {nom} »", ("indicateurs",), ("indicateurs",))
        elif rapportes[nom].au_plus == 0:
            message = f"l'indicateur prérequis « {nom} » n'est pas atteint : aucune rémunération n'est due"
            yield NonConforme(message, ("indicateurs",))
        elif not rapportes[nom].au_moins:
            yield Indetermine(f"on ne sait pas si l'indicateur « {nom} » est atteint", ("valeur",), ("indicateurs",))


def _jour_de(annee: int) -> date:
    """The day that tells the prerequisites of an exercise: an amendment announced within it says nothing of it."""
    premier = date(annee, 1, 1)
    return premier if premier >= ACI_MSP_APPROUVE_LE else date(annee, 12, 31)


@regle(
    "ACIM-009",
    titre="La patientèle d'une maison de santé est celle de ses médecins associés",
    cible=BilanAnnuel,
    portee=Portee.CONVENTION,
    vigueur=_ACI,
    lue_depuis=ACI_MSP_PUBLIE,
    sources=(textes.ACI_MSP,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def patientele_des_associes(bilan: BilanAnnuel, contexte: Contexte) -> Iterator[Verdict]:
    """ACI MSP: only patients whose médecin traitant is an associate of the SISA count; without any, none counts."""
    maison = _maison(bilan, contexte)
    if isinstance(maison, SansObjet) or bilan.patientele is None:
        yield maison if isinstance(maison, SansObjet) else SansObjet("le bilan ne donne pas de patientèle")
        return
    declaree = bilan.patientele.depasse(0)
    if declaree is False:
        return
    if not maison.associes:
        yield Indetermine("les associés de la SISA ne sont pas enregistrés", ("associes",))
        return
    certitudes = [(a, _en_cours_d_annee(maison, a, bilan.annee, contexte)) for a in maison.associes]
    membres = [
        Appartenance(membre=a.membre, certain=certain is True) for a, certain in certitudes if certain is not False
    ]
    medecins = compter_medecins(contexte.registre, membres)
    if not medecins.maximum and declaree:
        message = f"le bilan compte {bilan.patientele} patients et aucun médecin n'est associé en {bilan.annee}"
        yield NonConforme(message, ("patientele",))
    elif not medecins.minimum:
        message = f"on ne sait pas si un médecin est associé en {bilan.annee}"
        yield Indetermine(message, ("periode", "profession"))


def _en_cours_d_annee(maison: MSP, associe: Adhesion, annee: int, contexte: Contexte) -> bool | None:
    """Whether somebody was an associate on some day of a year; nobody knows of who was seen to leave before it."""
    if associe.periode is None:
        return None
    premier, dernier = date(annee, 1, 1), date(annee, 12, 31)
    debut, fin = associe.periode.debut, associe.periode.fin
    entre = None if debut is None else debut.au_plus_tard_le(dernier)
    sorti = False if fin is None else fin.precede(premier)
    if entre is False or sorti:
        return False
    if debut is None or debut.au_plus_tard is None or not entre or sorti is None:
        return None
    jour = max(premier, debut.au_plus_tard)
    return contexte.registre.demeure(associe.membre, maison.identifiant, associe.periode, au=jour) or None


# -- opening hours -------------------------------------------------------------------------------------------------


def _sous_contrat(msp: MSP, contexte: Contexte) -> bool | None:
    """Whether a house is under a contract of the agreement on a day; ``None`` when its dates cannot tell."""
    contrats = [
        contrat
        for contrat in contexte.registre.citants(msp.identifiant)
        if isinstance(contrat, Convention)
        and contrat.nature is NatureConvention.ACI_MSP
        and msp.identifiant in contrat.parties
    ]
    return au_moins_un(_en_cours(contrat, contexte) for contrat in contrats)


def _en_cours(contrat: Convention, contexte: Contexte) -> bool | None:
    le = contrat.prend_effet_le or contrat.signee_le
    if contrat.periode is not None:
        court = contrat.periode.couvre(contexte.au)
    else:
        court = None if le is None else le.au_plus_tard_le(contexte.au)
    return None if court and a_pu_finir_le_jour(contrat, contexte) else court


@regle(
    "ACIM-010",
    titre="Une maison de santé sous contrat ouvre de 8 h à 20 h en semaine et de 8 h à 12 h le samedi, ou assez pour "
    "que l'indicateur, réduit, soit atteint",
    cible=MSP,
    portee=Portee.CONVENTION,
    vigueur=_ACI,
    lue_depuis=ACI_MSP_PUBLIE,
    sources=(textes.ACI_MSP_HORAIRES, textes.GUIDE_ACI_MSP),
    fiabilite=Fiabilite.SECONDAIRE,
    jamais=(Resultat.NON_CONFORME,),
)
def ouverture(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """ACI MSP, for each site: fewer hours and no Saturday reduce the indicator, down to an amplitude.

    Below that of the guide of the indicators it is lost, but for a derogation under the permanence des soins, which no
    record carries.
    """
    contrat = _sous_contrat(msp, contexte)
    if contrat is False:
        yield SansObjet("la maison de santé n'a pas de contrat de l'ACI à cette date")
        return
    heures = OUVERTURE_ACI_MSP.au(contexte.au).valeur
    sites = {site: est_un_site(site, au=contexte.au) for site in msp.sites}
    horaires = [horaire for site, certain in sites.items() if certain is not False for horaire in site.horaires]
    if contrat is None:
        yield SousReserve("on ne sait pas si la maison de santé a un contrat de l'ACI à cette date", ("conventions",))
    if heures is None:
        return  # what no text says is told of the rule itself
    if not horaires or any(not site.horaires for site, c in sites.items() if c is not False):
        yield Indetermine("les horaires de chaque site ne sont pas connus à cette date", ("horaires",))
        return
    if None in sites.values():
        yield SousReserve("on ne sait pas si chaque site est de la maison de santé à cette date", ("periode", "jalons"))
    if any(not horaire.jours for horaire in horaires):
        yield Indetermine("des horaires ne disent pas leurs jours", ("jours",))
        return
    minimum = AMPLITUDE_MINIMALE_ACI_MSP.au(contexte.au).valeur
    for site in sites:
        yield from _juger_site(site, heures, minimum, ("sites", msp.sites.index(site)))


def _juger_site(
    site: Site, heures: tuple[int, int, int, int], minimum: int | None, chemin: tuple[str | int, ...]
) -> Iterator[Verdict]:
    semaine, samedi = heures[:2], heures[2:]
    reduits, perdus = [], []
    for jour in JourSemaine:
        if jour is JourSemaine.DIMANCHE:
            continue
        ouverts = [h for h in site.horaires if jour in h.jours]
        debut, fin = samedi if jour is JourSemaine.SAMEDI else semaine
        if ouvre_sans_trou(ouverts, time(debut), time(fin)):
            continue
        reduits.append(jour.value)
        if jour is not JourSemaine.SAMEDI and (minimum is None or minutes_ouvertes(ouverts) < minimum * _MINUTES):
            perdus.append(jour.value)
    if perdus:
        yield Indetermine(
            f"« {site.identifiant} » n'ouvre pas assez ({', '.join(perdus)}) : l'indicateur n'est atteint que par une "
            "dérogation, que le registre ne dit pas",
            ("horaires",),
            chemin,
        )
    elif reduits:
        yield Remarque(
            f"« {site.identifiant} » n'ouvre pas aux heures entières ({', '.join(reduits)}) : l'indicateur est réduit",
            chemin,
        )


_MINUTES: Final = 60


REGLES_ACI_MSP: tuple[Regle, ...] = (prerequis, patientele_des_associes, ouverture)
