"""What the ARS decides of one site of a centre: "la fermeture d'un centre ou de l'une de ses antennes" are two things.

CSP, L6323-1-12 and D6323-11: the centre, "ou une ou [...] ses antennes", is suspended or closed, in whole or in part.
"""

from datetime import date

import attrs
import pytest
from tests.regles.fabrique import evenement, juger, projet, resultat
from tests.regles.lieux_de_soins import acte, centre, cts, dossier, organisation, site

from soinsprimaires import CTS, CentreSante, Evenement, NatureSite, Projet, Registre, cycle
from soinsprimaires.cycle import EtatMSP, Suivi

AU = date(2024, 7, 1)
OUVERT = (
    evenement("depot_engagement_conformite", "2022-01-01", "gestionnaire", recu_le="2022-01-01"),
    acte("delivrance_recepisse", "2022-01-10", None),
    evenement("ouverture", "2022-02-01", "gestionnaire"),
)
SIEGE, ANTENNE = site("siege"), site("antenne", nature=NatureSite.ANTENNE)
DEUX_SITES = centre(SIEGE, ANTENNE)
ETATS = {"suspension": "suspendu", "fermeture_administrative": "fermeture_administrative"}
chaque_sanction = pytest.mark.parametrize("nom", ETATS)


def frappe(nom: str, vise: str | None, le: str = "2024-06-01") -> Evenement:
    return evenement(nom, le, "ars", site=vise, motif="sécurité des soins")


def etats(projet: Projet, structure: CentreSante | CTS) -> set[str]:
    registre = Registre().avec(projet, structure)
    return {etat.value for etat in Suivi(projet, registre, AU).etats_possibles}


@chaque_sanction
@pytest.mark.parametrize(
    ("structure", "vise", "attendus"),
    [
        (DEUX_SITES, None, "change"),
        (DEUX_SITES, "antenne", "demeure"),
        (DEUX_SITES, "siege", "doute"),
        (DEUX_SITES, "inconnu", "doute"),
        (centre(SIEGE), "siege", "change"),
        (centre(ANTENNE), "antenne", "change"),
        (cts(ANTENNE), "antenne", "change"),
        (centre(SIEGE, site("autre")), "autre", "doute"),
    ],
)
def test_ce_que_devient_le_centre(nom: str, structure: CentreSante | CTS, vise: str | None, attendus: str) -> None:
    trouves = etats(dossier(*OUVERT, frappe(nom, vise)), structure)
    assert trouves == {"change": {ETATS[nom]}, "demeure": {"ouvert"}, "doute": {"ouvert", ETATS[nom]}}[attendus]


@chaque_sanction
def test_sans_registre_un_site_ne_dit_pas_ce_que_devient_le_centre(nom: str) -> None:
    projet = dossier(*OUVERT, frappe(nom, "antenne"))
    assert cycle.etat(projet, au=AU) is None


def test_une_antenne_se_suspend_se_rouvre_et_se_ferme_sans_que_le_centre_change() -> None:
    projet = dossier(
        *OUVERT,
        frappe("suspension", "antenne"),
        frappe("levee_suspension", "antenne", "2024-06-10"),
        frappe("fermeture_administrative", "antenne", "2024-06-20"),
    )
    assert etats(projet, DEUX_SITES) == {"ouvert"}
    assert resultat("JRN-001", projet, DEUX_SITES, au="2024-07-01") == "conforme"
    suspendu = dossier(*OUVERT, frappe("suspension", None), frappe("fermeture_administrative", "antenne", "2024-06-20"))
    assert etats(suspendu, DEUX_SITES) == {"suspendu"}


def test_qui_ne_peut_frapper_une_antenne_est_dit() -> None:
    par_un_autre = evenement("suspension", "2024-06-01", "cpam", site="antenne", motif="m")
    juge = juger("JRN-001", dossier(*OUVERT, par_un_autre), DEUX_SITES, au="2024-07-01")
    assert juge.resultat.value == "non_conforme"


@pytest.mark.parametrize(
    ("leve", "attendu"), [(None, "conforme"), ("siege", "indetermine"), ("antenne", "indetermine")]
)
def test_la_levee_pour_un_site_ne_dit_pas_si_le_centre_est_encore_suspendu(leve: str | None, attendu: str) -> None:
    """CDS-010: suspended whole on 15 June 2023, lifted on 1 September, a récépissé for another centre the day after."""
    suspendu = dossier(
        *OUVERT,
        frappe("suspension", None, "2023-06-15"),
        frappe("levee_suspension", leve, "2023-09-01"),
        structure="ancien",
        identifiant="ancien-projet",
    )
    ancien = attrs.evolve(DEUX_SITES, identifiant="ancien", gestionnaire="gestionnaire")
    neuf = centre(site("neuf", ouverture="2023-12-28"), gestionnaire="gestionnaire")
    monde = (neuf, ancien, organisation("association"), suspendu)
    avant, apres = (dossier(acte("delivrance_recepisse", le, None)) for le in ("2023-08-31", "2023-09-02"))
    assert resultat("CDS-010", *monde, avant, au="2023-12-28") == "non_conforme"
    assert resultat("CDS-010", *monde, apres, au="2023-12-28") == attendu


def test_la_suspension_du_contrat_d_une_maison_de_sante_n_a_pas_d_antenne() -> None:
    """A site that the event of another nature of project names says nothing of the kind."""
    suspension = evenement("suspension", "2024-06-01", "ars", site="antenne", motif="m")
    signe = evenement("reprise", "2024-01-01", etat="en_fonctionnement")
    assert cycle.etat(projet("msp", signe, suspension), au=AU) is EtatMSP.SUSPENDU
