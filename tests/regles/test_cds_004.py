"""CDS-004: an agrément becomes definitive "à l'expiration d'une durée d'un an à compter de l'ouverture du centre".

CSP, art. L6323-1-11, III, as an URPS quotes the promulgated law and an ARS repeats it: the rule never blocks. Opened on
15 January 2024, definitive on 15 January 2025 at the earliest, whenever the provisional agrément was given.
"""

import pytest
from tests.regles.fabrique import evenement, juger, manquants, messages, references, resultat, version
from tests.regles.lieux_de_soins import Fabrique, acte, centre, cts, dossier, les_deux, site

from soinsprimaires import Evenement, Gravite, Portee

CODE = "CDS-004"
AU = "2025-07-02"
PROVISOIRE = acte("agrement_provisoire", "2023-12-01", "site", "dentaire")


def ouvert(le: str | None = "2024-01-15") -> Evenement:
    return evenement("ouverture", le, "gestionnaire")


def definitif(le: str | None) -> Evenement:
    return acte("agrement_definitif", le, "site", "dentaire", identifiant="definitif")


@les_deux
@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2025-01-14", "non_conforme"),
        ("2025-01-15", "conforme"),
        ("2025-01-16", "conforme"),
        ("2025-01", "indetermine"),
        ("2024-12", "non_conforme"),
        ("2025-02", "conforme"),
    ],
)
def test_un_an_et_pas_un_jour_de_moins(faire: Fabrique, le: str, attendu: str) -> None:
    dossier_complet = dossier(PROVISOIRE, ouvert(), definitif(le))
    assert resultat(CODE, faire(site(ouverture=None)), dossier_complet, au=AU) == attendu
    # The milestone of a site says it as well as the journal.
    assert resultat(CODE, faire(site(ouverture="2024-01-15")), dossier(PROVISOIRE, definitif(le)), au=AU) == attendu


def test_l_agrement_provisoire_ne_fait_pas_courir_l_annee() -> None:
    """Given a year and more before, it changes nothing; given the day before, neither."""
    for provisoire in ("2023-06-01", "2025-01-13"):
        accorde = acte("agrement_provisoire", provisoire, "site", "dentaire")
        trop_tot = dossier(accorde, ouvert(), definitif("2025-01-14"))
        assert resultat(CODE, centre(site(ouverture=None)), trop_tot, au=AU) == "non_conforme"
        a_temps = dossier(accorde, ouvert(), definitif("2025-01-15"))
        assert resultat(CODE, centre(site(ouverture=None)), a_temps, au=AU) == "conforme"


@pytest.mark.parametrize(
    ("ouverture", "attendu"),
    [("2010-01-01", "conforme"), ("2024-01-20", "conforme"), ("2024-01-21", "indetermine"), ("2024", "indetermine")],
)
def test_de_l_ouverture_du_centre_ou_de_celle_de_l_antenne(ouverture: str, attendu: str) -> None:
    """Definitive on 20 January 2025; the centre opened in 2010, and what was read says "l'ouverture du centre"."""
    deux = centre(site("siege", "2010-01-01"), site(ouverture=ouverture))
    assert resultat(CODE, deux, dossier(definitif("2025-01-20")), au=AU) == attendu


@pytest.mark.parametrize(
    ("siege", "attendu"),
    [("2024-05-01", "non_conforme"), ("2010-01-01", "indetermine"), (None, "indetermine")],
    ids=["du meme jour", "plus ancien", "sans date"],
)
def test_un_site_dont_l_ouverture_n_est_pas_enregistree_est_peut_etre_le_premier(
    siege: str | None, attendu: str
) -> None:
    """Definitive on 1 October 2024 at a site of 1 May 2024, of a centre that may be far older."""
    deux = centre(site("siege", siege), site(ouverture="2024-05-01"))
    assert resultat(CODE, deux, dossier(definitif("2024-10-01")), au=AU) == attendu
    # Where the journal says when the centre opened, no site opened before.
    assert resultat(CODE, deux, dossier(ouvert("2024-05-01"), definitif("2024-10-01")), au=AU) == (
        "indetermine" if siege == "2010-01-01" else "non_conforme"
    )


@pytest.mark.parametrize("ouverture", [None, "2024", "2024-10-01"])
def test_ce_que_l_on_ne_sait_pas_de_l_ouverture_du_site_ne_la_rend_pas_plus_sure(ouverture: str | None) -> None:
    """Definitive on 1 February 2025: a year after the first site, of 1 June 2023, and not surely after its own."""
    deux = centre(site("siege", "2023-06-01"), site(ouverture=ouverture))
    juge = juger(CODE, deux, dossier(definitif("2025-02-01")), au=AU)
    assert juge.resultat.value == "indetermine"
    assert messages(juge) == [
        (
            "l'agrément est devenu définitif (definitif) un an après l'ouverture du centre, mais peut-être pas du site "
            "« site » : ce qui a été lu ne dit pas laquelle compte"
        )
    ]


@pytest.mark.parametrize("autres", [0, 1])
def test_un_agrement_qui_ne_dit_pas_son_site(autres: int) -> None:
    """It is of the only site of a centre; of two sites, it may be of the one that opened later."""
    sans_site = acte("agrement_definitif", "2025-02-01", None, "dentaire", identifiant="definitif")
    antennes = [site("antenne", "2024-10-01")] * autres
    juge = juger(CODE, centre(site("siege", "2023-06-01"), *antennes), dossier(sans_site), au=AU)
    assert manquants(juge) == [("site",)] * autres


def test_le_site_d_un_centre_territorial_n_a_pas_ouvert_avec_son_centre() -> None:
    """The centre opened on 15 January 2024, the site of the CTS on a day that nobody recorded."""
    recus = dossier(ouvert(), definitif("2025-02-01"), structure="siege")
    siege = centre(site("siege-site", "2024-01-15"), identifiant="siege")
    assert resultat(CODE, cts(site(ouverture=None), centre="siege"), siege, recus, au=AU) == "indetermine"


def test_un_jour_trop_tot() -> None:
    juge = juger(CODE, centre(site(ouverture=None)), dossier(ouvert(), definitif("2025-01-14")), au=AU)
    assert messages(juge) == ["l'agrément est devenu définitif (definitif) moins d'un an après l'ouverture du centre"]


@pytest.mark.parametrize(
    ("le", "attendu"),
    [("2024", "indetermine"), ("2024-01", "indetermine"), ("2023", "conforme"), ("2024-02", "non_conforme")],
)
def test_une_ouverture_vaguement_datee(le: str, attendu: str) -> None:
    juge = juger(CODE, centre(site(ouverture=None)), dossier(ouvert(le), definitif("2025-01-20")), au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("effet_le",)]


def test_l_ouverture_n_est_pas_enregistree() -> None:
    juge = juger(CODE, centre(site(ouverture=None)), dossier(PROVISOIRE, definitif("2025-01-20")), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("jalons",)]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2023-05-20", "hors_vigueur"),
        ("2023-05-21", "sans_objet"),
        ("2023-05-22", "sans_objet"),
        ("2025-01-13", "sans_objet"),
        ("2025-01-14", "non_conforme"),
        ("2025-01-15", "non_conforme"),
    ],
)
def test_la_question_se_pose_quand_l_agrement_est_definitif(au: str, attendu: str) -> None:
    entites = (centre(site(ouverture=None)), dossier(ouvert(), definitif("2025-01-14")))
    assert resultat(CODE, *entites, au=au) == attendu


def test_un_centre_territorial_a_les_agrements_que_son_centre_a_recus_pour_lui() -> None:
    recus = dossier(ouvert(), definitif("2025-01-14"), structure="siege")
    siege = centre(identifiant="siege")
    juge = juger(CODE, cts(site(ouverture=None), centre="siege"), siege, recus, au=AU)
    assert [constat.entite for constat in juge.constats] == ["centre", "siege"]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == [
        (
            "CSP, art. L6323-1-11, III (loi n° 2023-378 du 19 mai 2023) : agrément provisoire, définitif un an après "
            "l'ouverture du centre"
        )
    ]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
