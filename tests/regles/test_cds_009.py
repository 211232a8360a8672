"""CDS-009: antennes "ne peuvent pas être ouvertes plus de 20h/semaine" (summary of the arrêté of 27 February 2018).

Its other conditions: "30 minutes" from the centre, no management of its own, a shared information system.
In force the day after its publication of 1 March 2018. The arrêté itself was not read: the rule warns.
"""

from datetime import time
from typing import Any

import pytest
from tests.regles.fabrique import juger, manquants, messages, periode, pointeurs, references, resultat, version
from tests.regles.lieux_de_soins import Fabrique, centre, les_deux, site

from soinsprimaires import Gravite, Horaire, Jalon, JourSemaine, NatureJalon, NatureSite, Portee, Site

CODE = "CDS-009"
AU = "2024-07-02"


def horaire(jours: str, ouvre: str, ferme: str) -> Horaire:
    return Horaire(
        jours=tuple(JourSemaine(jour) for jour in jours.split()),
        ouvre=time.fromisoformat(ouvre),
        ferme=time.fromisoformat(ferme),
    )


def antenne(*horaires: Horaire, **champs: Any) -> Site:
    """One that meets the other conditions."""
    proche = {"eloignement_minutes": 30, "gestion_propre": False, "systeme_information_partage": True}
    return site("antenne", nature=NatureSite.ANTENNE, horaires=horaires, **{**proche, **champs})


SEMAINE = "lundi mardi mercredi jeudi vendredi"


@les_deux
@pytest.mark.parametrize(
    ("horaires", "attendu"),
    [
        ((horaire(SEMAINE, "08:00", "12:00"),), "conforme"),
        ((horaire(SEMAINE, "08:00", "11:59"),), "conforme"),
        ((horaire(SEMAINE, "08:00", "12:00"), horaire("samedi", "08:00", "08:01")), "non_conforme"),
        ((horaire("lundi mardi", "08:00", "18:00"),), "conforme"),
        ((horaire("lundi mardi", "08:00", "18:01"),), "non_conforme"),
        ((horaire("lundi mardi", "08:00", "18:00"), horaire("lundi", "09:00", "10:00")), "conforme"),
    ],
    ids=["20 h", "moins", "20 h 01", "deux journees", "deux journees et 2 minutes", "la meme heure deux fois"],
)
def test_vingt_heures_et_pas_une_minute_de_plus(faire: Fabrique, horaires: tuple[Horaire, ...], attendu: str) -> None:
    assert resultat(CODE, faire(site(), antenne(*horaires)), au=AU) == attendu


@les_deux
def test_une_minute_de_trop(faire: Fabrique) -> None:
    horaires = (horaire(SEMAINE, "08:00", "12:00"), horaire("samedi", "08:00", "08:01"))
    juge = juger(CODE, faire(site(), antenne(*horaires)), au=AU)
    assert messages(juge) == ["l'antenne « antenne » ouvre 20 h 01 par semaine, plus de 20 heures"]
    assert pointeurs(juge) == ["/contenu/structures/0/sites/1/horaires"]


@les_deux
@pytest.mark.parametrize("horaires", [(), (horaire("", "08:00", "12:00"),)], ids=["aucun horaire", "sans les jours"])
def test_les_horaires_ne_sont_pas_enregistres(faire: Fabrique, horaires: tuple[Horaire, ...]) -> None:
    juge = juger(CODE, faire(antenne(*horaires)), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("horaires",)]


@les_deux
@pytest.mark.parametrize(
    ("champ", "valeur", "message"),
    [
        ("eloignement_minutes", 31, "l'antenne « antenne » est à 31 minutes de son centre, plus de 30"),
        ("gestion_propre", True, "l'antenne « antenne » a une gestion propre"),
        (
            "systeme_information_partage",
            False,
            "l'antenne « antenne » ne partage pas le système d'information de son centre",
        ),
    ],
)
def test_chaque_autre_condition(faire: Fabrique, champ: str, valeur: Any, message: str) -> None:
    courte = horaire("lundi", "08:00", "12:00")
    juge = juger(CODE, faire(site(), antenne(courte, **{champ: valeur})), au=AU)
    assert (messages(juge), pointeurs(juge)) == ([message], [f"/contenu/structures/0/sites/1/{champ}"])
    inconnue = juger(CODE, faire(site(), antenne(courte, **{champ: None})), au=AU)
    assert (inconnue.resultat.value, manquants(inconnue)) == ("indetermine", [(champ,)])


def test_ce_qui_manque_ne_change_rien_a_ce_qui_est_certain() -> None:
    longue = horaire(SEMAINE, "08:00", "20:00")
    juge = juger(CODE, centre(antenne(longue, gestion_propre=None, eloignement_minutes=None)), au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["l'antenne « antenne » ouvre 60 h 00 par semaine, plus de 20 heures"]


def test_un_site_qui_n_est_pas_une_antenne_ouvre_autant_qu_il_veut() -> None:
    assert resultat(CODE, centre(site(horaires=(horaire(SEMAINE, "08:00", "20:00"),))), au=AU) == "sans_objet"


def test_une_antenne_fermee_ou_quittee_n_est_plus_jugee() -> None:
    toute_la_journee = horaire(SEMAINE, "08:00", "20:00")
    jalons = tuple(
        Jalon(nature=nature, le=le)
        for nature, le in ((NatureJalon.OUVERTURE, "2022-05-09"), (NatureJalon.FERMETURE, "2024-07-01"))
    )
    assert resultat(CODE, centre(antenne(toute_la_journee, jalons=jalons)), au="2024-07-01") == "non_conforme"
    assert resultat(CODE, centre(antenne(toute_la_journee, jalons=jalons)), au=AU) == "sans_objet"
    quittee = antenne(toute_la_journee, periode=periode("2022-05-09", "2024-07-01"))
    assert resultat(CODE, centre(quittee), au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("au", "attendu"), [("2018-03-01", "hors_vigueur"), ("2018-03-02", "non_conforme"), ("2018-03-03", "non_conforme")]
)
def test_depuis_le_2_mars_2018(au: str, attendu: str) -> None:
    trop = antenne(horaire(SEMAINE, "08:00", "20:00"), ouverture="2018-01-01")
    assert resultat(CODE, centre(trop), au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == [
        (
            "Décret n° 2018-143 du 27 février 2018 relatif aux centres de santé (JO du 1er mars 2018) et arrêté "
            "du même jour"
        )
    ]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
