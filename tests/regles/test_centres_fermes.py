"""What the rules on centres de santé say of one that its journal tells to have closed for good: nothing."""

from collections.abc import Callable

import pytest
from tests.regles.fabrique import evenement, juger, maison, manquants, resultat
from tests.regles.lieux_de_soins import centre, cts, dossier, ferme_le, organisation, site

from soinsprimaires import Jalon, NatureJalon, NatureSite
from soinsprimaires.modele._base import Entite

ANTENNE = site(ouverture="2019-06-01", nature=NatureSite.ANTENNE, eloignement_minutes=40)
FAUTES: dict[str, Callable[[], tuple[Entite, ...]]] = {
    "CDS-007": lambda: (centre(gestionnaire="gestionnaire"), organisation("etat")),
    "CDS-008": lambda: (cts(centre="msp", gestionnaire="gestionnaire"), maison(), organisation("commune")),
    "CDS-009": lambda: (centre(ANTENNE),),
}


@pytest.mark.parametrize("code", FAUTES)
@pytest.mark.parametrize(
    ("le", "au", "attendu"),
    [
        ("2023-06-15", "2023-06-14", "non_conforme"),
        ("2023-06-15", "2023-06-15", "sans_objet"),
        ("2023-06-15", "2023-06-16", "sans_objet"),
        ("2023-06", "2023-06-15", "indetermine"),
    ],
)
@pytest.mark.parametrize("acte", ["fermeture_administrative", "cessation"])
def test_un_centre_ferme_n_est_plus_juge(code: str, acte: str, le: str, au: str, attendu: str) -> None:
    assert resultat(code, *FAUTES[code](), ferme_le(le, acte), au=au) == attendu


@pytest.mark.parametrize("code", FAUTES)
def test_un_projet_abandonne_ou_repris_ne_ferme_pas_un_centre(code: str) -> None:
    abandonne = dossier(evenement("abandon", "2023-01-01", "gestionnaire"))
    repris = dossier(evenement("reprise", "2023-01-01", etat="ouvert"))
    sans_etat = dossier(evenement("reprise", "2023-01-01"))
    for projet in (abandonne, repris, sans_etat):
        assert resultat(code, *FAUTES[code](), projet, au="2024-01-01") == "non_conforme"


def test_ce_qui_le_dirait_est_demande() -> None:
    juge = juger("CDS-009", centre(ANTENNE), ferme_le("2023-06"), au="2023-06-15")
    assert ("journal",) in manquants(juge)


@pytest.mark.parametrize(
    ("etats", "attendu"),
    [({"etat": "cessation"}, "sans_objet"), ({"etats_possibles": ("ouvert", "cessation")}, "indetermine")],
)
def test_ce_qu_une_reprise_dit_d_une_fermeture(etats: dict[str, str | tuple[str, ...]], attendu: str) -> None:
    repris = dossier(evenement("reprise", "2023-01-01", **etats))
    assert resultat("CDS-009", centre(ANTENNE), repris, au="2024-01-01") == attendu


def test_avant_une_reprise_rien_ne_dit_une_fermeture() -> None:
    repris = dossier(evenement("reprise", "2023-01-01", etat="ouvert"), evenement("cessation", "2025-01-01"))
    assert resultat("CDS-009", centre(ANTENNE), repris, au="2020-01-01") == "non_conforme"


@pytest.mark.parametrize(
    ("pour", "le", "au", "attendu"),
    [
        ("site", "2023-06-15", "2023-06-14", "non_conforme"),
        ("site", "2023-06-15", "2023-06-15", "sans_objet"),
        ("site", "2023-06-15", "2023-06-16", "sans_objet"),
        ("site", "2023-06", "2023-06-15", "indetermine"),
        ("siege", "2023-06-15", "2023-06-15", "indetermine"),
    ],
)
def test_l_antenne_que_l_ars_ferme_n_est_plus_jugee(pour: str, le: str, au: str, attendu: str) -> None:
    """Of a closure of the seat, nothing says whether it is that of the whole centre."""
    ferme = dossier(*ferme_le(le).journal[:-1], evenement("fermeture_administrative", le, "ars", site=pour, motif="d"))
    assert resultat("CDS-009", centre(site("siege"), ANTENNE), ferme, au=au) == attendu


def test_une_antenne_rouverte_apres_sa_fermeture() -> None:
    jalons = tuple(Jalon(nature=NatureJalon.OUVERTURE, le=le) for le in ("2019-06-01", "2023-09-01"))
    rouverte = site(jalons=jalons, nature=NatureSite.ANTENNE, eloignement_minutes=40)
    ferme = evenement("fermeture_administrative", "2023-06-15", "ars", site="site", motif="d")
    journal = dossier(*ferme_le("2023-06-15").journal[:-1], ferme)
    assert resultat("CDS-009", centre(site("siege"), rouverte), journal, au="2024-01-01") == "indetermine"
