"""SISA-003: from 14 May 2021 to 28 December 2023, six months before anybody may ask for the dissolution.

"Lorsque la société ne remplit plus pendant six mois la condition [...], tout intéressé peut demander la dissolution."
"Le tribunal [...] peut prolonger, dans une limite de six mois, le délai [...] porté de droit à un an si" the company
employs those whom it lacks: no record holds it, and the year that follows the six months is undetermined.
"""

import pytest
from tests.regles.fabrique import (
    associe,
    equipe,
    forme,
    juger,
    maison,
    manquants,
    messages,
    references,
    resultat,
    version,
)

from soinsprimaires import Gravite, Portee
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels import professions as p

CODE = "SISA-003"
SISA = (forme("sisa", "2012-01-01"),)
GENS = equipe("msp", medecin_a=p.MEDECIN, medecin_b=p.MEDECIN, infirmiere=p.INFIRMIER)


def dossier(depart: str | None, retour: str | None = None) -> tuple[Entite, ...]:
    """A SISA whose second doctor leaves at the end of a day, and may come back on another."""
    associes = [
        associe("medecin-a", "2012-01-01"),
        associe("medecin-b", "2012-01-01", depart),
        associe("infirmiere", "2012-01-01"),
    ]
    if retour is not None:
        associes.append(associe("medecin-b", retour))
    return maison(formes=SISA, associes=associes), *GENS


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2021-05-13", "hors_vigueur"),
        ("2021-05-14", "conforme"),
        ("2021-05-15", "conforme"),
        ("2023-12-28", "conforme"),
        ("2023-12-29", "hors_vigueur"),
    ],
)
def test_la_condition_remplie(au: str, attendu: str) -> None:
    juge = juger(CODE, *dossier(None), au=au)
    assert (juge.resultat.value, messages(juge)) == (attendu, [])


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2022-06-30", "conforme"),
        ("2022-07-01", "conforme"),
        ("2022-12-30", "conforme"),
        ("2022-12-31", "indetermine"),
        ("2023-01-01", "indetermine"),
        ("2023-12-28", "indetermine"),
    ],
    ids=["dernier jour d'associe", "premier jour de manque", "six mois", "deux lectures", "prolongation", "elle court"],
)
def test_six_mois_apres_le_depart(au: str, attendu: str) -> None:
    assert resultat(CODE, *dossier("2022-06-30"), au=au) == attendu


def test_dans_la_tolerance_le_constat_dit_jusqu_a_quand() -> None:
    juge = juger(CODE, *dossier("2022-03-31"), au="2022-05-01")
    assert juge.resultat.value == "conforme"
    assert messages(juge) == [
        (
            "la condition de composition n'est plus remplie depuis le 1er avril 2022 ; la dissolution ne peut être "
            "demandée jusqu'au 30 septembre 2022"
        )
    ]


def test_apres_la_tolerance_le_constat_dit_depuis_quand() -> None:
    juge = juger(CODE, *dossier("2022-03-31"), au="2022-10-01")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [()]
    assert messages(juge) == [
        (
            "la condition de composition n'est plus remplie depuis le 1er avril 2022 : la tolérance a pris fin le "
            "30 septembre 2022, sauf si le tribunal l'a prolongée de six mois, ou si elle l'est d'un an, "
            "de droit, parce que "
            "la société emploie les professionnels qui manquent"
        )
    ]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2023-09-29", "indetermine"), ("2023-09-30", "indetermine"), ("2023-10-01", "non_conforme")]
)
def test_un_an_apres_la_tolerance_aucune_prolongation_ne_court_plus(au: str, attendu: str) -> None:
    """Six months until 30 September 2022, and one year more at the most."""
    juge = juger(CODE, *dossier("2022-03-31"), au=au)
    assert juge.resultat.value == attendu
    if attendu == "non_conforme":
        assert messages(juge) == [
            (
                "la condition de composition n'est plus remplie depuis le 1er avril 2022 : tout intéressé "
                "peut demander la "
                "dissolution depuis le 1er octobre 2023 au plus tard"
            )
        ]


def test_un_manque_plus_ancien_que_la_version_laisse_deux_lectures() -> None:
    # Unmet since 1 January 2021: six months end on 30 June, or, counted from the new text, on 13 November 2021.
    dossier_ancien = dossier("2020-12-31")
    assert resultat(CODE, *dossier_ancien, au="2021-06-30") == "conforme"
    assert resultat(CODE, *dossier_ancien, au="2021-07-01") == "indetermine"
    assert resultat(CODE, *dossier_ancien, au="2021-11-13") == "indetermine"
    assert resultat(CODE, *dossier_ancien, au="2021-11-14") == "indetermine"
    # And one year more, at the most.
    assert resultat(CODE, *dossier_ancien, au="2022-11-13") == "indetermine"
    assert resultat(CODE, *dossier_ancien, au="2022-11-14") == "non_conforme"


def test_le_retour_du_medecin_arrete_tout() -> None:
    assert resultat(CODE, *dossier("2021-06-30", "2023-03-01"), au="2023-02-28") == "non_conforme"
    assert resultat(CODE, *dossier("2021-06-30", "2023-03-01"), au="2023-03-01") == "conforme"
    assert messages(juger(CODE, *dossier("2021-06-30", "2023-03-01"), au="2023-03-01")) == []


def test_un_depart_vague_donne_deux_bornes() -> None:
    vague = dossier("2022-03")
    assert resultat(CODE, *vague, au="2022-03-15") == "indetermine"
    juge = juger(CODE, *vague, au="2022-08-31")
    assert juge.resultat.value == "conforme"
    assert messages(juge) == [
        (
            "la condition de composition n'est plus remplie depuis un jour entre le 2 mars et le 1er avril 2022 ; la "
            "dissolution ne peut être demandée jusqu'au 1er septembre 2022 au moins"
        )
    ]
    assert resultat(CODE, *vague, au="2022-09-15") == "indetermine"
    assert manquants(juger(CODE, *vague, au="2022-09-15")) == [("periode",)]
    assert resultat(CODE, *vague, au="2022-10-01") == "indetermine"
    assert resultat(CODE, *vague, au="2023-09-30") == "indetermine"
    assert resultat(CODE, *vague, au="2023-10-01") == "non_conforme"


def test_une_condition_jamais_remplie_ne_dit_pas_depuis_quand() -> None:
    msp = maison(formes=SISA, associes=[associe("medecin-a", "2012-01-01"), associe("infirmiere", "2012-01-01")])
    juge = juger(CODE, msp, *GENS, au="2022-05-01")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("associes",)]
    assert messages(juge) == [
        (
            "les associés connus ne remplissent la condition de composition à aucune date antérieure : on ne sait pas "
            "depuis quand elle ne l'est plus"
        )
    ]


def test_forme_inconnue() -> None:
    assert manquants(juger(CODE, maison(), *GENS, au="2022-05-01")) == [("formes",)]


def test_source_et_gravite() -> None:
    assert references(CODE, "2022-05-01") == [
        "CSP, art. L4041-4, I, rédaction de l'ordonnance n° 2021-584 du 12 mai 2021"
    ]
    regle = version(CODE, "2022-05-01")
    assert (regle.portee, regle.gravite) == (Portee.LOI_REGLEMENT, Gravite.BLOQUANT)
