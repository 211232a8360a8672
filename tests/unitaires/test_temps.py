"""Days, vague dates, periods and deadlines, as a coordinator reads them on a calendar."""

import pickle
from datetime import UTC, date, datetime
from typing import Any

import pytest

from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.jours import JourSemaine, est_jour_ferie, est_jour_ouvre, jours_feries
from soinsprimaires.temps import (
    Chronologie,
    DatePartielle,
    Nuance,
    Periode,
    PeriodePartielle,
    Precision,
    echeance,
    en_date_partielle,
    exiger_jour,
    lire_jour,
)

VALIDATION = date(2024, 7, 2)
MINUIT = datetime(2024, 7, 2, tzinfo=UTC)


def refus(code: str, fonction: Any, *arguments: Any, **nommes: Any) -> ValeurInvalide:
    """The refusal of a call, whose code is checked."""
    with pytest.raises(ValeurInvalide) as releve:
        fonction(*arguments, **nommes)
    assert releve.value.code == code
    return releve.value


# -- full days -------------------------------------------------------------------------------------------------------


def test_un_jour_s_ecrit_d_une_seule_maniere() -> None:
    assert lire_jour("2024-01-31") == date(2024, 1, 31)
    assert lire_jour("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("20240131", "date.forme"),
        ("2024-W05-3", "date.forme"),
        ("2024-1-31", "date.forme"),
        ("31/01/2024", "date.forme"),
        ("2024-01-31 ", "date.forme"),
        ("2024-01-31\n", "date.forme"),
        ("2024-01-31T00:00", "date.forme"),
        ("٢٠٢٤-٠١-٣١", "date.forme"),
        ("", "date.forme"),
        ("2023-02-29", "date.calendrier"),
        ("2024-13-01", "date.calendrier"),
        ("2024-04-31", "date.calendrier"),
        ("0000-01-01", "date.calendrier"),
    ],
)
def test_une_autre_ecriture_d_un_jour_est_refusee(texte: str, code: str) -> None:
    refus(code, lire_jour, texte)


@pytest.mark.parametrize("valeur", [MINUIT, "2024-07-02", 20240702, None])
def test_seul_un_jour_plein_est_un_jour(valeur: object) -> None:
    erreur = refus("date.type", exiger_jour, valeur, "signee_le")
    assert erreur.champ == "signee_le"
    assert exiger_jour(VALIDATION) is VALIDATION


def test_les_jours_de_la_semaine_comptent_depuis_lundi() -> None:
    assert JourSemaine.LUNDI.rang == 0
    assert JourSemaine.JEUDI.rang == date(2024, 3, 7).weekday()
    assert JourSemaine.DIMANCHE.rang == 6


# -- vague dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texte", "precision", "nuance"),
    [
        pytest.param("2022", Precision.ANNEE, Nuance.EXACTE, id="une année"),
        pytest.param("2022-05", Precision.MOIS, Nuance.EXACTE, id="un mois"),
        pytest.param("2022-05-12", Precision.JOUR, Nuance.EXACTE, id="un jour"),
        pytest.param("2022-05~", Precision.MOIS, Nuance.VERS, id="vers"),
        pytest.param("../2024-03", Precision.MOIS, Nuance.AU_PLUS_TARD, id="au plus tard"),
        pytest.param("2017/..", Precision.ANNEE, Nuance.DEPUIS, id="depuis"),
        pytest.param("2022~", Precision.ANNEE, Nuance.VERS, id="vers une année"),
        pytest.param("2022-05-12~", Precision.JOUR, Nuance.VERS, id="vers un jour"),
        pytest.param("../2024", Precision.ANNEE, Nuance.AU_PLUS_TARD, id="au plus tard une année"),
        pytest.param("../2024-03-31", Precision.JOUR, Nuance.AU_PLUS_TARD, id="au plus tard un jour"),
        pytest.param("2017-03/..", Precision.MOIS, Nuance.DEPUIS, id="depuis un mois"),
        pytest.param("2017-03-01/..", Precision.JOUR, Nuance.DEPUIS, id="depuis un jour"),
        pytest.param("0001", Precision.ANNEE, Nuance.EXACTE, id="première année"),
        pytest.param("9999-12-31", Precision.JOUR, Nuance.EXACTE, id="dernier jour"),
        pytest.param("2021-21", Precision.SAISON, Nuance.EXACTE, id="une saison"),
        pytest.param("2021-22/..", Precision.SAISON, Nuance.DEPUIS, id="depuis une saison"),
        pytest.param("[2018-10..2019-12]", Precision.MOIS, Nuance.ENTRE, id="entre deux mois"),
        pytest.param("[2018..2019-02-28]", Precision.ANNEE, Nuance.ENTRE, id="entre une année et un jour"),
        pytest.param("[2018-12-31..2018]", Precision.JOUR, Nuance.ENTRE, id="entre un jour et la fin de son année"),
    ],
)
def test_une_date_vague_se_lit_et_se_reecrit(texte: str, precision: Precision, nuance: Nuance) -> None:
    lue = DatePartielle.lire(texte)
    assert (lue.precision, lue.nuance) == (precision, nuance)
    assert str(lue) == texte
    assert pickle.loads(pickle.dumps(lue)) == lue  # noqa: S301


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("22", "date.forme"),
        ("2022-5", "date.forme"),
        ("2022-05-1", "date.forme"),
        ("202205", "date.forme"),
        ("2022-05-12T00:00", "date.forme"),
        ("2022-05-12 ", "date.forme"),
        ("2022\n", "date.forme"),
        ("12/05/2022", "date.forme"),
        ("mai 2022", "date.forme"),
        ("٢٠٢٢", "date.forme"),
        ("2022-٠٥", "date.forme"),
        ("-2022", "date.forme"),
        ("12022", "date.forme"),
        ("../2022~", "date.forme"),
        ("../2022/..", "date.forme"),
        ("2022~/..", "date.forme"),
        ("2022~~", "date.forme"),
        ("2022?", "date.forme"),
        ("2022/2023", "date.forme"),
        ("..", "date.forme"),
        ("", "date.forme"),
        ("2021-21~", "date.forme"),
        ("../2021-21", "date.forme"),
        ("[2021-21..2022]", "date.forme"),
        ("[2021..2022-24]", "date.forme"),
        ("[2018..2019]~", "date.forme"),
        ("[2018..2019]/..", "date.forme"),
        ("../[2018..2019]", "date.forme"),
        ("[2018~..2019]", "date.forme"),
        ("[../2018..2019]", "date.forme"),
        ("[2018..]", "date.forme"),
        ("[..2018]", "date.forme"),
        ("[2018,2019]", "date.forme"),
        ("[2018..2019", "date.forme"),
        ("[2019..2018]", "periode.ordre"),
        ("[2018-05-02..2018-05-01]", "periode.ordre"),
        ("[2018-13..2019]", "date.calendrier"),
        ("[2018..2019-02-30]", "date.calendrier"),
        ("2021-20", "date.calendrier"),
        ("2021-25", "date.calendrier"),
        ("2021-21-03", "date.calendrier"),
        ("2022-13", "date.calendrier"),
        ("2022-00", "date.calendrier"),
        ("2022-02-30", "date.calendrier"),
        ("2022-05-00", "date.calendrier"),
        ("2023-02-29~", "date.calendrier"),
        ("0000", "date.calendrier"),
    ],
)
def test_une_autre_ecriture_d_une_date_vague_est_refusee(texte: str, code: str) -> None:
    refus(code, DatePartielle.lire, texte)


def test_le_refus_dit_les_ecritures_admises() -> None:
    assert refus("date.forme", DatePartielle.lire, "mai 2022").message == (
        "'mai 2022' n'est pas une date de la forme 2022, 2022-05, 2022-05-12, 2022-21 (saison), 2022-05~ (vers), "
        "../2024-03 (au plus tard), 2017/.. (depuis) ou [2018-10..2019] (entre)"
    )


@pytest.mark.parametrize(
    ("champs", "code", "champ"),
    [
        pytest.param({"annee": 2022, "numero_jour": 12}, "date.forme", "numero_jour", id="un jour sans mois"),
        pytest.param({"annee": 2022, "mois": 13}, "date.calendrier", None, id="treizième mois"),
        pytest.param({"annee": 2022, "mois": 0}, "date.calendrier", None, id="mois zéro"),
        pytest.param({"annee": 2022, "mois": 5, "numero_jour": 0}, "date.calendrier", None, id="jour zéro"),
        pytest.param({"annee": 0}, "date.calendrier", None, id="an zéro"),
        pytest.param({"annee": 10**20}, "date.calendrier", "annee", id="année hors de portée"),
        pytest.param({"annee": "2022"}, "date.type", "annee", id="année en texte"),
        pytest.param({"annee": None}, "date.type", "annee", id="sans année"),
        pytest.param({"annee": 2022.0}, "date.type", "annee", id="année décimale"),
        pytest.param({"annee": 2022, "mois": True}, "date.type", "mois", id="mois booléen"),
        pytest.param({"annee": 2022, "nuance": Nuance.ENTRE}, "date.forme", "fin", id="entre, sans fin"),
        pytest.param({"annee": 2022, "fin": (2023,)}, "date.forme", "fin", id="une fin sans entre"),
        pytest.param(
            {"annee": 2022, "nuance": Nuance.ENTRE, "fin": (2023, None)}, "date.type", "fin", id="mois absent"
        ),
        pytest.param({"annee": 2022, "nuance": Nuance.ENTRE, "fin": (2023, 1, 1, 1)}, "date.type", "fin", id="quatre"),
        pytest.param({"annee": 2022, "nuance": Nuance.ENTRE, "fin": "2023"}, "date.type", "fin", id="fin en texte"),
        pytest.param(
            {"annee": 2022, "nuance": Nuance.ENTRE, "fin": (2023, 13)},
            "date.calendrier",
            None,
            id="treizième mois de fin",
        ),
        pytest.param({"annee": 2022, "mois": 21, "nuance": Nuance.VERS}, "date.forme", "nuance", id="vers une saison"),
    ],
)
def test_une_date_vague_impossible_est_refusee(champs: dict[str, Any], code: str, champ: str | None) -> None:
    assert refus(code, DatePartielle, **champs).champ == champ


@pytest.mark.parametrize(
    ("texte", "au_plus_tot", "au_plus_tard"),
    [
        pytest.param("2022", date(2022, 1, 1), date(2022, 12, 31), id="une année"),
        pytest.param("2022-05", date(2022, 5, 1), date(2022, 5, 31), id="un mois"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="février bissextile"),
        pytest.param("2022-05-12", date(2022, 5, 12), date(2022, 5, 12), id="un jour"),
        pytest.param("2022~", date(2021, 1, 1), date(2023, 12, 31), id="vers : une année de chaque côté"),
        pytest.param("2022-05~", date(2022, 4, 1), date(2022, 6, 30), id="vers : un mois de chaque côté"),
        pytest.param("2024-01~", date(2023, 12, 1), date(2024, 2, 29), id="vers : au passage de l'année"),
        pytest.param("2022-05-12~", date(2022, 5, 11), date(2022, 5, 13), id="vers : un jour de chaque côté"),
        pytest.param("../2024-03", None, date(2024, 3, 31), id="au plus tard"),
        pytest.param("../2024-03-15", None, date(2024, 3, 15), id="au plus tard un jour"),
        pytest.param("2017/..", date(2017, 1, 1), date(2017, 12, 31), id="depuis"),
        pytest.param("[2018-10..2019-12]", date(2018, 10, 1), date(2019, 12, 31), id="entre deux mois"),
        pytest.param("[2024..2024-02]", date(2024, 1, 1), date(2024, 2, 29), id="entre une année et un mois"),
        pytest.param("2021-21", date(2021, 3, 1), date(2021, 6, 30), id="printemps, jusqu'au mois du solstice"),
        pytest.param("2021-22", date(2021, 6, 1), date(2021, 9, 30), id="été"),
        pytest.param("2021-23", date(2021, 9, 1), date(2021, 12, 31), id="automne"),
        pytest.param("2021-24", date(2020, 12, 1), date(2022, 3, 31), id="hiver : celui qui finit, celui qui commence"),
        pytest.param("0001-24", None, date(2, 3, 31), id="hiver du début du calendrier"),
        pytest.param("9999-24", date(9998, 12, 1), None, id="hiver de la fin du calendrier"),
        pytest.param("0001~", None, date(2, 12, 31), id="vers le début du calendrier"),
        pytest.param("9999~", date(9998, 1, 1), None, id="vers la fin du calendrier"),
        pytest.param("9999-12-31~", date(9999, 12, 30), None, id="vers le dernier jour"),
        pytest.param("0001-01-01~", None, date(1, 1, 2), id="vers le premier jour"),
    ],
)
def test_les_bornes_d_une_date_vague(texte: str, au_plus_tot: date | None, au_plus_tard: date | None) -> None:
    lue = DatePartielle.lire(texte)
    assert (lue.au_plus_tot, lue.au_plus_tard) == (au_plus_tot, au_plus_tard)


@pytest.mark.parametrize(
    ("texte", "jour"),
    [
        ("2022-05-12", date(2022, 5, 12)),
        ("2022-05-12/..", date(2022, 5, 12)),
        ("2022-05-12~", None),
        ("../2022-05-12", None),
        ("[2022-05-12..2022-05-13]", None),
        ("2022-05", None),
        ("2022", None),
    ],
)
def test_le_jour_n_est_donne_que_s_il_est_su(texte: str, jour: date | None) -> None:
    assert DatePartielle.lire(texte).jour == jour


@pytest.mark.parametrize(
    ("texte", "jour", "attendu"),
    [
        pytest.param("2022-05-12", date(2022, 5, 11), False, id="la veille"),
        pytest.param("2022-05-12", date(2022, 5, 12), True, id="le jour même"),
        pytest.param("2022-05-12", date(2022, 5, 13), True, id="le lendemain"),
        pytest.param("2022-05", date(2022, 4, 30), False, id="veille du mois"),
        pytest.param("2022-05", date(2022, 5, 1), None, id="premier jour du mois"),
        pytest.param("2022-05", date(2022, 5, 30), None, id="avant-dernier jour du mois"),
        pytest.param("2022-05", date(2022, 5, 31), True, id="dernier jour du mois"),
        pytest.param("../2024-03", date(1990, 1, 1), None, id="au plus tard, bien avant"),
        pytest.param("../2024-03", date(2024, 3, 31), True, id="au plus tard, à la borne"),
        pytest.param("2017/..", date(2016, 12, 31), False, id="depuis, la veille de l'année"),
        pytest.param("2017/..", date(2017, 6, 1), None, id="depuis, dans l'année"),
        pytest.param("2017/..", date(2018, 1, 1), True, id="depuis, ensuite"),
        pytest.param("9999~", date(9999, 12, 31), None, id="sans borne haute"),
    ],
)
def test_un_fait_avait_il_eu_lieu(texte: str, jour: date, attendu: bool | None) -> None:  # noqa: FBT001
    assert DatePartielle.lire(texte).au_plus_tard_le(jour) is attendu


@pytest.mark.parametrize(
    ("texte", "autre", "attendu"),
    [
        ("2024-07-01", "2024-07-02", True),
        ("2024-07-02", "2024-07-02", False),
        ("2024-07-03", "2024-07-02", False),
        ("2024-06", "2024-07-01", True),
        ("2024-06", "2024-06-30", None),
        ("2024-06", "2024-06-01", False),
        ("2024", "2025", True),
        ("2024", "2024", None),
        ("2025", "2024", False),
        # One bound alone: "at the latest" may be long before, "since" may be long ago.
        ("../2024", "2025", True),
        ("../2024", "2024-06", None),
        ("2024", "../2025", None),
        ("2025", "../2024", False),
    ],
)
def test_un_fait_en_precede_t_il_un_autre(texte: str, autre: str, attendu: bool | None) -> None:  # noqa: FBT001
    assert DatePartielle.lire(texte).precede(DatePartielle.lire(autre)) is attendu


@pytest.mark.parametrize(
    ("texte", "jour", "attendu"),
    [
        ("2024-06-30", date(2024, 7, 1), True),
        ("2024-06-30", date(2024, 6, 30), False),
        ("2024-06", date(2024, 7, 1), True),
        ("2024-06", date(2024, 6, 30), None),
        ("2024-06", date(2024, 6, 1), False),
        ("../2024-06", date(2024, 6, 1), None),
        ("../2024-06", date.min, False),
        ("0001-01-01", date.min, False),
    ],
)
def test_un_fait_precede_t_il_un_jour(texte: str, jour: date, attendu: bool | None) -> None:  # noqa: FBT001
    """The first day of the calendar has none before it."""
    assert DatePartielle.lire(texte).precede(jour) is attendu


def test_ce_qui_date_un_fait_en_python() -> None:
    attendue = DatePartielle(annee=2024, mois=7, numero_jour=2)
    assert en_date_partielle(VALIDATION) == attendue
    assert en_date_partielle("2024-07-02") == attendue
    assert en_date_partielle(attendue) is attendue
    refus("date.type", en_date_partielle, MINUIT)


# -- periods ---------------------------------------------------------------------------------------------------------


def test_une_periode_comprend_ses_deux_bornes() -> None:
    periode = Periode(debut=date(2011, 8, 12), fin=date(2021, 5, 13))
    assert date(2011, 8, 11) not in periode
    assert date(2011, 8, 12) in periode
    assert date(2021, 5, 13) in periode
    assert date(2021, 5, 14) not in periode


def test_une_periode_d_un_jour() -> None:
    assert VALIDATION in Periode(debut=VALIDATION, fin=VALIDATION)


def test_une_periode_sans_borne() -> None:
    assert date.min in Periode()
    assert date.max in Periode(debut=VALIDATION)
    assert date.min in Periode(fin=VALIDATION)
    assert date(2024, 7, 1) not in Periode(debut=VALIDATION)


def test_une_periode_qui_finit_avant_de_commencer_est_refusee() -> None:
    erreur = refus("periode.ordre", Periode, debut=date(2024, 1, 2), fin=date(2024, 1, 1))
    assert str(erreur) == "fin : la fin (2024-01-01) précède le début (2024-01-02)"


@pytest.mark.parametrize("champ", ["debut", "fin"])
def test_une_borne_est_un_jour_plein(champ: str) -> None:
    assert refus("date.type", Periode, **{champ: MINUIT}).champ == champ


def test_une_heure_n_est_pas_dans_une_periode() -> None:
    with pytest.raises(ValeurInvalide, match="un jour"):
        MINUIT in Periode()  # noqa: B015


@pytest.mark.parametrize(
    ("gauche", "droite", "attendu"),
    [
        pytest.param(Periode(), Periode(), True, id="sans bornes"),
        pytest.param(Periode(fin=date(2024, 1, 1)), Periode(debut=date(2024, 1, 1)), True, id="un seul jour en commun"),
        pytest.param(Periode(fin=date(2023, 12, 31)), Periode(debut=date(2024, 1, 1)), False, id="qui se suivent"),
        pytest.param(
            Periode(debut=date(2020, 1, 1), fin=date(2020, 12, 31)),
            Periode(debut=date(2022, 1, 1), fin=date(2022, 12, 31)),
            False,
            id="disjointes",
        ),
        pytest.param(
            Periode(debut=date(2020, 1, 1), fin=date(2024, 12, 31)),
            Periode(debut=date(2022, 1, 1), fin=date(2022, 12, 31)),
            True,
            id="l'une dans l'autre",
        ),
    ],
)
def test_deux_periodes_se_chevauchent(gauche: Periode, droite: Periode, attendu: bool) -> None:  # noqa: FBT001
    assert gauche.chevauche(droite) is attendu
    assert droite.chevauche(gauche) is attendu


def test_des_versions_contigues_naissent_de_leurs_premiers_jours() -> None:
    versions = Periode.contigues(date(2011, 8, 12), date(2021, 5, 14), date(2023, 12, 29))
    assert versions == (
        Periode(debut=date(2011, 8, 12), fin=date(2021, 5, 13)),
        Periode(debut=date(2021, 5, 14), fin=date(2023, 12, 28)),
        Periode(debut=date(2023, 12, 29)),
    )
    assert Periode.contigues(date(2024, 1, 1), fin=date(2024, 12, 31)) == (
        Periode(debut=date(2024, 1, 1), fin=date(2024, 12, 31)),
    )
    assert Periode.contigues() == ()


def test_des_premiers_jours_dans_le_desordre_sont_refuses() -> None:
    refus("periode.ordre", Periode.contigues, date(2024, 1, 1), date(2023, 1, 1))


@pytest.mark.parametrize(
    ("periode", "texte"),
    [
        (Periode(), "sans borne"),
        (Periode(fin=date(2024, 12, 31)), "jusqu'au 2024-12-31"),
        (Periode(debut=date(2024, 1, 1)), "depuis le 2024-01-01"),
        (Periode(debut=date(2024, 1, 1), fin=date(2024, 12, 31)), "du 2024-01-01 au 2024-12-31"),
        (PeriodePartielle(), "période inconnue"),
        (PeriodePartielle(fin="2024"), "jusqu'à 2024"),
        (PeriodePartielle(debut="2023-05~"), "depuis 2023-05~"),
        (PeriodePartielle(debut="2023", fin="2024"), "de 2023 à 2024"),
    ],
)
def test_une_periode_se_lit(periode: Periode | PeriodePartielle, texte: str) -> None:
    assert str(periode) == texte


# -- vague periods ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debut", "fin", "jour", "attendu"),
    [
        pytest.param("2023", None, date(2022, 12, 31), False, id="avant un début vague"),
        pytest.param("2023", None, date(2023, 6, 1), None, id="dans un début vague"),
        pytest.param("2023", None, date(2023, 12, 31), True, id="début vague passé"),
        pytest.param(None, None, date(2023, 6, 1), None, id="début inconnu"),
        pytest.param(None, "2022", date(2023, 1, 1), False, id="fin passée, début inconnu"),
        pytest.param(None, "2022", date(2022, 12, 31), None, id="à la fin, début inconnu"),
        pytest.param("2020", "2022-06-30", date(2022, 6, 30), True, id="le dernier jour compris"),
        pytest.param("2020", "2022-06-30", date(2022, 7, 1), False, id="le lendemain de la fin"),
        pytest.param("2020", "2022-06", date(2022, 6, 1), True, id="premier jour d'un mois de fin"),
        pytest.param("2020", "2022-06", date(2022, 6, 15), None, id="dans un mois de fin"),
        pytest.param("2020", "2022-06", date(2022, 7, 1), False, id="après un mois de fin"),
        pytest.param("2022", "2022", date(2022, 6, 1), None, id="commencée et finie la même année"),
        pytest.param("2020", "../2022", date(2021, 6, 1), None, id="finie au plus tard, avant la borne"),
        pytest.param("2020", "../2022", date(2023, 1, 1), False, id="finie au plus tard, après la borne"),
    ],
)
def test_une_periode_vague_couvre_t_elle_le_jour(
    debut: str | None,
    fin: str | None,
    jour: date,
    attendu: bool | None,  # noqa: FBT001
) -> None:
    assert PeriodePartielle(debut=debut, fin=fin).couvre(jour) is attendu


def test_une_periode_vague_surement_a_l_envers_est_refusee() -> None:
    erreur = refus("periode.ordre", PeriodePartielle, debut="2024", fin="2023")
    assert erreur.champ == "fin"
    assert erreur.message == "la fin (2023) précède le début (2024)"


@pytest.mark.parametrize(
    ("debut", "fin"),
    [("2024-06", "2024"), ("2024~", "2023"), ("../2024", "2023"), ("2024", "9999~"), ("2024", None), (None, "2023")],
)
def test_une_periode_vague_possible_est_admise(debut: str | None, fin: str | None) -> None:
    periode = PeriodePartielle(debut=debut, fin=fin)
    assert str(periode.debut) == str(debut)
    assert str(periode.fin) == str(fin)


# -- step functions --------------------------------------------------------------------------------------------------


def test_une_chronologie_donne_la_valeur_du_jour() -> None:
    tolerance = Chronologie[int].depuis([(date(2011, 8, 12), 0), (date(2021, 5, 14), 6), (date(2023, 12, 29), 36)])
    assert tolerance.au(date(2011, 8, 11)) is None
    assert tolerance.au(date(2021, 5, 13)) == 0
    assert tolerance.au(date(2021, 5, 14)) == 6
    assert tolerance.au(date(2026, 1, 1)) == 36
    assert [valeur for _, valeur in tolerance] == [0, 6, 36]


def test_une_chronologie_peut_finir_et_avoir_des_trous() -> None:
    close = Chronologie[str].depuis([(date(2024, 1, 1), "a")], fin=date(2024, 12, 31))
    assert close.au(date(2025, 1, 1)) is None
    trouee = Chronologie(
        (
            (Periode(debut=date(2020, 1, 1), fin=date(2020, 12, 31)), "a"),
            (Periode(debut=date(2022, 1, 1)), "b"),
        )
    )
    assert trouee.au(date(2021, 6, 1)) is None
    assert trouee.au(date(2022, 1, 1)) == "b"


def test_une_chronologie_vide_ne_sait_rien() -> None:
    assert Chronologie[int]().au(VALIDATION) is None
    assert Chronologie[int].depuis([]) == Chronologie[int]()


@pytest.mark.parametrize(
    ("gauche", "droite"),
    [
        pytest.param(Periode(debut=date(2020, 1, 1)), Periode(debut=date(2021, 1, 1)), id="première ouverte"),
        pytest.param(Periode(fin=date(2020, 1, 1)), Periode(fin=date(2021, 1, 1)), id="seconde sans début"),
        pytest.param(
            Periode(debut=date(2020, 1, 1), fin=date(2021, 1, 1)), Periode(debut=date(2021, 1, 1)), id="un jour commun"
        ),
    ],
)
def test_deux_valeurs_le_meme_jour_sont_refusees(gauche: Periode, droite: Periode) -> None:
    refus("periode.chevauchement", Chronologie, ((gauche, 1), (droite, 2)))


def test_une_chronologie_est_une_valeur() -> None:
    chronologie = Chronologie[int].depuis([(VALIDATION, 1)])
    assert hash(chronologie) == hash(pickle.loads(pickle.dumps(chronologie)))  # noqa: S301
    assert refus("type.inattendu", Chronologie, [(Periode(), 1)]).champ == "etapes"


# -- deadlines and calendar ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("depart", "mois", "jours", "arrivee"),
    [
        pytest.param(date(2024, 5, 12), 2, 0, date(2024, 7, 12), id="silence de deux mois de l'ARS"),
        pytest.param(date(2024, 1, 31), 1, 0, date(2024, 2, 29), id="31 janvier, année bissextile"),
        pytest.param(date(2023, 1, 31), 1, 0, date(2023, 2, 28), id="31 janvier"),
        pytest.param(date(2024, 1, 31), 2, 0, date(2024, 3, 31), id="en une fois, jamais 29 mars"),
        pytest.param(date(2023, 12, 31), 2, 0, date(2024, 2, 29), id="au passage de l'année"),
        pytest.param(date(2024, 2, 29), 12, 0, date(2025, 2, 28), id="anniversaire d'un 29 février"),
        pytest.param(date(2024, 2, 29), 48, 0, date(2028, 2, 29), id="quatre ans après un 29 février"),
        pytest.param(date(2021, 5, 14), 60, 0, date(2026, 5, 14), id="contrat de cinq ans"),
        pytest.param(date(2024, 4, 30), 1, 0, date(2024, 5, 30), id="fin d'un mois court"),
        pytest.param(date(2024, 3, 31), -1, 0, date(2024, 2, 29), id="un mois plus tôt"),
        pytest.param(date(2024, 9, 1), 0, -45, date(2024, 7, 18), id="tableau de garde 45 jours avant"),
        pytest.param(date(2024, 9, 1), 0, -10, date(2024, 8, 22), id="puis 10 jours avant"),
        pytest.param(date(2024, 1, 31), 1, 1, date(2024, 3, 1), id="les mois, puis les jours"),
        pytest.param(date(2024, 1, 31), 0, 0, date(2024, 1, 31), id="le jour même"),
    ],
)
def test_une_echeance_se_calcule_en_une_fois(depart: date, mois: int, jours: int, arrivee: date) -> None:
    assert echeance(depart, mois=mois, jours=jours) == arrivee


def test_une_echeance_part_d_un_jour_plein() -> None:
    refus("date.type", echeance, MINUIT, mois=2)


FERIES_2024 = {
    date(2024, 1, 1),  # Jour de l'an
    date(2024, 4, 1),  # lundi de Pâques
    date(2024, 5, 1),  # Fête du travail
    date(2024, 5, 8),  # Victoire de 1945
    date(2024, 5, 9),  # Ascension
    date(2024, 5, 20),  # lundi de Pentecôte
    date(2024, 7, 14),  # Fête nationale
    date(2024, 8, 15),  # Assomption
    date(2024, 11, 1),  # Toussaint
    date(2024, 11, 11),  # Armistice de 1918
    date(2024, 12, 25),  # Noël
}
FERIES_2026 = {
    date(2026, 1, 1),
    date(2026, 4, 6),  # lundi de Pâques
    date(2026, 5, 1),
    date(2026, 5, 8),
    date(2026, 5, 14),  # Ascension
    date(2026, 5, 25),  # lundi de Pentecôte
    date(2026, 7, 14),
    date(2026, 8, 15),
    date(2026, 11, 1),
    date(2026, 11, 11),
    date(2026, 12, 25),
}


@pytest.mark.parametrize(("annee", "feries"), [(2024, FERIES_2024), (2026, FERIES_2026)])
def test_les_jours_feries_de_l_annee(annee: int, feries: set[date]) -> None:
    assert jours_feries(annee) == feries


def test_l_ascension_du_8_mai_1997_ne_compte_qu_une_fois() -> None:
    assert len(jours_feries(1997)) == 10


@pytest.mark.parametrize(
    ("jour", "ferie", "ouvre"),
    [
        pytest.param(date(2024, 5, 7), False, True, id="mardi"),
        pytest.param(date(2024, 5, 8), True, False, id="8 mai"),
        pytest.param(date(2024, 5, 9), True, False, id="jeudi de l'Ascension"),
        pytest.param(date(2024, 5, 10), False, True, id="vendredi du pont"),
        pytest.param(date(2024, 5, 11), False, False, id="samedi"),
        pytest.param(date(2024, 5, 12), False, False, id="dimanche"),
        pytest.param(date(2024, 7, 14), True, False, id="14 juillet un dimanche"),
        pytest.param(date(2024, 3, 29), False, True, id="vendredi saint, ouvré hors d'Alsace-Moselle"),
        pytest.param(date(2024, 12, 26), False, True, id="26 décembre, ouvré hors d'Alsace-Moselle"),
    ],
)
def test_ferie_ou_ouvre(jour: date, ferie: bool, ouvre: bool) -> None:  # noqa: FBT001
    assert (est_jour_ferie(jour), est_jour_ouvre(jour)) == (ferie, ouvre)
