"""Each example, checked by the command on the two sides of a change of law: two answers, each with its reason.

The articles do not tell what would make these documents conforming or not: the honest answer changes from *out of
force* to *undetermined*, names what is missing, and never accuses.
"""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from examples import (
    centres_territoriaux_gers,
    ceze_cevennes,
    lomagne_gersoise,
    occitanie_2021,
    reunions_centre_val_de_loire,
)
from typer.testing import CliRunner

from soinsprimaires import ecrire
from soinsprimaires.cli._commandes import application

HORS, DOUTE, SANS, BON = "hors_vigueur", "indetermine", "sans_objet", "conforme"


@attrs.frozen(kw_only=True)
class Changement:
    """A day on which the law changed, and what each version of the rules says before and since.

    Attributes:
        exemple: the example.
        veille: last day of the old law.
        jour: first day of the new one.
        issues: code and first day of a version, to its outcome on each side.
        message: what the new law leaves open; empty when it has nothing to judge.
        source: text that founds it.
    """

    exemple: Any
    veille: str
    jour: str
    issues: dict[tuple[str, str], tuple[str, str]]
    message: str = ""
    source: str = ""


CHANGEMENTS = [
    # Ordonnance n° 2018-17: a centre opens with its récépissé, whoever manages it; a département may. In March 2018
    # it may be in force with its décret.
    Changement(
        exemple=centres_territoriaux_gers,
        veille="2018-03-01",
        jour="2018-04-01",
        issues={
            # The three centres open from May 2022 on: nothing to receive yet.
            ("CDS-001", "2018-03-02"): (HORS, SANS),
            ("CDS-005", "2009-07-23"): (DOUTE, HORS),
            ("CDS-005", "2018-03-02"): (HORS, DOUTE),
            ("CDS-007", "2018-03-02"): (HORS, BON),
            ("CDS-007", "2022-02-23"): (HORS, HORS),
            ("CDS-002", "2023-05-21"): (HORS, HORS),
        },
        message="aucun professionnel du centre n'est connu à cette date",
        source="CSP, art. L6323-1-5, I",
    ),
    # Loi n° 2023-378: an agrément for the activities of dentists, ophthalmologists and orthoptists.
    Changement(
        exemple=centres_territoriaux_gers,
        veille="2023-05-20",
        jour="2023-05-21",
        issues={
            ("CDS-001", "2018-03-02"): (DOUTE, DOUTE),
            ("CDS-002", "2023-05-21"): (HORS, DOUTE),
            ("CDS-007", "2022-02-23"): (BON, HORS),
            ("CDS-007", "2023-05-21"): (HORS, BON),
        },
        message="aucun professionnel du centre n'est connu à cette date",
        source="CSP, art. L6323-1-11, II (loi n° 2023-378 du 19 mai 2023)",
    ),
    # Ordonnance n° 2021-584: a CPTS is an association.
    Changement(
        exemple=ceze_cevennes,
        veille="2021-05-13",
        jour="2021-05-14",
        issues={("CPTS-001", "2021-05-14"): (HORS, DOUTE), ("CPTS-009", "2022-03-31"): (HORS, HORS)},
        message="la forme juridique à cette date n'est pas connue",
        source="CSP, art. L1434-12-1 (ordonnance n° 2021-584 du 12 mai 2021, art. 1er)",
    ),
    # Loi n° 2023-1268: from six months of tolerance to thirty-six.
    Changement(
        exemple=lomagne_gersoise,
        veille="2023-12-28",
        jour="2023-12-29",
        issues={
            ("SISA-002", "2011-08-12"): (HORS, HORS),
            ("SISA-003", "2021-05-14"): (DOUTE, HORS),
            ("SISA-004", "2023-12-29"): (HORS, DOUTE),
            ("SISA-001", "2011-08-12"): (DOUTE, DOUTE),
        },
        message="la forme juridique à cette date n'est pas connue",
        source="CSP, art. L4041-4, I, rédaction de la loi n° 2023-1268 du 27 décembre 2023, art. 13",
    ),
    # The triennial obligation, of which the first official period begins with the year 2017.
    Changement(
        exemple=occitanie_2021,
        veille="2016-07-10",
        jour="2016-07-11",
        issues={("DPC-001", "2016-07-11"): (HORS, SANS)},
    ),
    # Meetings and projects in emergence, no structure yet: in force, and nothing to judge.
    Changement(
        exemple=reunions_centre_val_de_loire,
        veille="2021-05-13",
        jour="2021-05-14",
        issues={("CPTS-001", "2021-05-14"): (HORS, SANS), ("SISA-005", "2021-05-14"): (HORS, SANS)},
    ),
]
chaque = pytest.mark.parametrize(
    "changement", CHANGEMENTS, ids=lambda c: f"{c.exemple.__name__.rpartition('.')[2]}-{c.jour}"
)


def controler(changement: Changement, tmp_path: Path, au: str, *options: str) -> str:
    chemin = tmp_path / "registre.json"
    ecrire(changement.exemple.construire(), chemin)
    resultat = CliRunner().invoke(application, ["controler", str(chemin), "--au", au, *options])
    assert resultat.exit_code == 1, "undetermined for want of data"
    return resultat.output


def objets(changement: Changement, tmp_path: Path, au: str) -> dict[tuple[str, str], dict[str, Any]]:
    rapport = json.loads(controler(changement, tmp_path, au, "--json"))
    assert rapport["conforme"] is None
    return {(r["code"], r["vigueur"]["debut"]): r for r in rapport["regles"]}


@chaque
def test_la_reponse_change_avec_la_loi(changement: Changement, tmp_path: Path) -> None:
    avant = objets(changement, tmp_path, changement.veille)
    depuis = objets(changement, tmp_path, changement.jour)
    assert {
        version: (avant[version]["resultat"], depuis[version]["resultat"]) for version in changement.issues
    } == changement.issues
    assert "non_conforme" not in {objet["resultat"] for objet in (*avant.values(), *depuis.values())}


@chaque
def test_la_nouvelle_reponse_dit_pourquoi_et_sur_quel_texte(changement: Changement, tmp_path: Path) -> None:
    depuis = objets(changement, tmp_path, changement.jour)
    nouveaux = [
        depuis[version] for version, (avant, apres) in changement.issues.items() if (avant, apres) == (HORS, DOUTE)
    ]
    if not changement.message:
        assert nouveaux == []
        return
    constats = [constat["message"] for objet in nouveaux for constat in objet["constats"]]
    assert changement.message in constats
    assert changement.source in [source for objet in nouveaux for source in objet["sources"]]
    lu = " ".join(controler(changement, tmp_path, changement.jour).split())
    assert changement.message in lu
    assert changement.source in lu


def test_chaque_exemple_a_son_changement() -> None:
    assert {changement.exemple for changement in CHANGEMENTS} == {
        centres_territoriaux_gers,
        ceze_cevennes,
        lomagne_gersoise,
        occitanie_2021,
        reunions_centre_val_de_loire,
    }
