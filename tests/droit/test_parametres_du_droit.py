"""Amounts, thresholds and periods that the texts give, each on the day before, of and after its boundaries."""

from datetime import date
from decimal import Decimal

import pytest

from soinsprimaires import Fiabilite
from soinsprimaires.droit import (
    PERIODE_CERTIFICATION,
    PERIODE_DPC,
    PREMIERE_PERIODE_CERTIFICATION,
    SEUILS_APL,
    VALORISATION_IPA,
    Parametre,
    SeuilsApl,
    ValorisationIpa,
)


@pytest.mark.parametrize(
    ("jour", "statut"),
    [
        ("2017-11-15", "pas_encore_en_vigueur"),
        ("2017-11-16", "en_vigueur"),
        ("2021-10-13", "en_vigueur"),
        ("2021-10-14", "inconnu"),
        ("2026-11-21", "inconnu"),
    ],
)
def test_les_seuils_du_zonage_ne_sont_connus_que_jusqu_a_leur_reecriture(jour: str, statut: str) -> None:
    reponse = SEUILS_APL.au(date.fromisoformat(jour))
    assert reponse.statut.value == statut
    connus = SeuilsApl(zone_prioritaire_sous=Decimal("2.5"), exclusion_au_dela=Decimal(4))
    assert reponse.valeur == (connus if statut == "en_vigueur" else None)
    if statut == "inconnu":
        assert reponse.raison == (
            "l'annexe a été réécrite le 14 octobre 2021, puis le 31 janvier 2024 : ses seuils n'ont pas été lus"
        )


@pytest.mark.parametrize(
    ("jour", "statut"),
    [
        ("2021-12-31", "pas_encore_en_vigueur"),
        ("2022-01-01", "en_vigueur"),
        ("2026-07-13", "en_vigueur"),
        ("2026-07-14", "inconnu"),
    ],
)
def test_la_valorisation_des_ipa(jour: str, statut: str) -> None:
    reponse = VALORISATION_IPA.au(date.fromisoformat(jour))
    assert reponse.statut.value == statut
    points = ValorisationIpa(deux_missions_sante_publique=200, par_protocole=40, concertation=200)
    assert reponse.valeur == (points if statut == "en_vigueur" else None)


@pytest.mark.parametrize(
    ("parametre", "veille", "premier", "mois"),
    [
        (PERIODE_DPC, "2016-07-09", "2016-07-10", 36),
        (PERIODE_CERTIFICATION, "2022-12-31", "2023-01-01", 72),
        (PREMIERE_PERIODE_CERTIFICATION, "2022-12-31", "2023-01-01", 108),
    ],
)
def test_les_periodes_de_formation(parametre: Parametre[int], veille: str, premier: str, mois: int) -> None:
    assert parametre.unite == "mois"
    assert parametre.au(date.fromisoformat(veille)).valeur is None
    assert parametre.au(date.fromisoformat(premier)).valeur == mois


def test_les_sources_et_ce_qu_elles_valent() -> None:
    assert [(v.fiabilite, v.sources[0].reference) for v in SEUILS_APL.valeurs] == [
        (
            fiabilite,
            (
                "Arrêté du 13 novembre 2017 relatif au zonage des médecins (CSP, art. L1434-4, 1° ; JO du 15 novembre "
                "2017), versions du 16 novembre 2017 au 31 janvier 2024"
            ),
        )
        for fiabilite in (Fiabilite.SECONDAIRE, Fiabilite.NON_VERIFIEE)
    ]
    assert [v.fiabilite for v in VALORISATION_IPA.valeurs] == [Fiabilite.SECONDAIRE, Fiabilite.NON_VERIFIEE]
    assert [v.sources[0].reference for v in PERIODE_DPC.valeurs] == ["CSP, art. R4021-4"]
    assert [v.sources[0].reference for v in PERIODE_CERTIFICATION.valeurs] == [
        "CSP, art. L4022-2 et L4022-3 (ordonnance n° 2021-961 du 19 juillet 2021, applicable le 1er janvier 2023)"
    ]
