"""VRA-009: a doctor on call in Lectoure is not on call in Condom at the same hours, whichever rota says so."""

import attrs
import pytest
from tests.regles.fabrique import juger, maison, manquants, messages, pointeurs, resultat, version
from tests.regles.gardes import creneau, medecin, tableau

from soinsprimaires import CreneauGarde, Gravite, Lieu, ModaliteGarde

CODE = "VRA-009"
AU = "2026-11-29"
LECTOURE, CONDOM = "32208", "32107"
MAISON_MEDICALE = Lieu(identifiant="maison-medicale", nom="Maison médicale de garde", commune=CONDOM)
SALLE = Lieu(identifiant="salle", nom="Salle")


def test_sans_tableau() -> None:
    assert resultat(CODE, maison(), au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("autre", "attendu"),
    [
        (creneau("2024-01-02", "19:00", "20:00", commune=CONDOM), "conforme"),
        (creneau("2024-01-02", "19:00", "20:01", commune=CONDOM), "non_conforme"),
        (creneau("2024-01-03", "07:59", "12:00", commune=CONDOM), "non_conforme"),
        (creneau("2024-01-03", "08:00", "12:00", commune=CONDOM), "conforme"),
        (creneau("2024-01-02", "20:00", "08:00", commune=LECTOURE), "conforme"),
        (creneau("2024-01-02", "22:00", "23:00", commune=None, lieu="maison-medicale"), "non_conforme"),
        (creneau("2024-01-02", "22:00", "23:00", commune=None), "indetermine"),
        (creneau("2024-01-02", "22:00", "23:00", commune=None, lieu="salle"), "indetermine"),
        (creneau("2024-01-02", "22:00", "23:00", commune=CONDOM, professionnel="autre"), "conforme"),
        (creneau("2024-01-09", commune=CONDOM), "conforme"),
    ],
)
def test_la_nuit_du_2_janvier_a_lectoure(autre: CreneauGarde, attendu: str) -> None:
    assert resultat(CODE, tableau(creneau(), autre), MAISON_MEDICALE, SALLE, medecin(), au=AU) == attendu


@pytest.mark.parametrize(
    ("ici", "la", "attendu", "manque"),
    [
        ("effection_fixe", "effection_fixe", "non_conforme", ()),
        ("effection_mobile", "effection_mobile", "indetermine", ()),
        ("effection_fixe", "regulation", "indetermine", ()),
        ("teleconsultation", "effection_fixe", "indetermine", ()),
        ("effection_fixe", None, "indetermine", ("modalite",)),
    ],
)
def test_qui_se_deplace_ou_repond_sert_peut_etre_deux_secteurs(
    ici: str, la: str | None, attendu: str, manque: tuple[str, ...]
) -> None:
    modalites = [None if nom is None else ModaliteGarde(nom) for nom in (ici, la)]
    deux = [creneau(modalite=modalites[0]), creneau(modalite=modalites[1], commune=CONDOM)]
    juge = juger(CODE, tableau(*deux), medecin(), au=AU)
    assert juge.resultat.value == attendu
    assert manquants(juge) == [manque]


def test_deux_tableaux() -> None:
    ailleurs = attrs.evolve(tableau(creneau("2024-01-02", "21:00", commune=CONDOM)), identifiant="tableau-du-sud")
    juge = juger(CODE, tableau(creneau()), ailleurs, au=AU)
    assert messages(juge) == ["« medecin » est de garde à la fois à 32208 et à 32107, le 2 janvier 2024 à 21h00"]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/1/creneaux/0"]


def test_un_creneau_long_en_couvre_plusieurs() -> None:
    nuit = creneau("2024-01-02", "20:00", "08:00")
    courts = (
        creneau("2024-01-02", "21:00", "22:00", commune=LECTOURE),
        creneau("2024-01-02", "23:00", "23:30", commune=CONDOM),
    )
    assert pointeurs(juger(CODE, tableau(nuit, *courts), au=AU)) == ["/contenu/tableaux_garde/0/creneaux/2"]


def test_deux_fois_au_meme_lieu_de_commune_inconnue() -> None:
    deux = [creneau(commune=None, lieu="salle"), creneau("2024-01-02", "22:00", "23:00", commune=None, lieu="salle")]
    assert resultat(CODE, tableau(*deux), SALLE, au=AU) == "conforme"


def test_ce_qui_manque_est_la_commune() -> None:
    juge = juger(CODE, tableau(creneau(), creneau(commune=None)), au=AU)
    assert manquants(juge) == [("commune",)]
    assert messages(juge) == [
        "« medecin » est deux fois de garde le 2 janvier 2024 à 20h00, et les deux communes ne sont pas connues"
    ]


def test_la_derniere_nuit_du_calendrier() -> None:
    assert resultat(CODE, tableau(creneau("9999-12-31"), fin="9999-12-31"), au=AU) == "conforme"


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
