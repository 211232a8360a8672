"""The page of the rules is the one that the rules and their tests give."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from outils import regles
from outils.exemples import exemples

from soinsprimaires import depuis_json
from soinsprimaires.affichage.catalogue import fiche
from soinsprimaires.regles import REGLES, Resultat

RACINE = Path(__file__).resolve().parents[2]
VERSIONS = [version for versions in REGLES.values() for version in versions]
POSSIBLES = {Resultat.CONFORME, Resultat.NON_CONFORME, Resultat.INDETERMINE}


@pytest.fixture(scope="module")
def page() -> str:
    return (RACINE / regles.PAGE).read_text(encoding="utf-8")


def test_la_page_est_celle_des_regles_et_chaque_version_y_a_un_cas_de_chaque_issue(page: str) -> None:
    """In one test: the tests of the rules are run for it, and would be run by each process that has a part of it."""
    tires = exemples()
    assert page == regles.page(tires), "make docs writes it again"
    for version in VERSIONS:
        siens = {Resultat(issue) for issue in tires[version.code][str(version.vigueur.debut)]}
        assert POSSIBLES - siens == {*version.jamais}, (version.code, version.vigueur.debut)


def test_une_section_par_regle_dans_l_ordre(page: str) -> None:
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == sorted(REGLES)


def test_la_page_dit_tout_ce_que_dit_la_commande(page: str) -> None:
    for code, versions in REGLES.items():
        section = page.partition(f"## {code}\n")[2].partition("\n## ")[0]
        for ligne in fiche(versions):
            assert ligne.removeprefix(code).strip() in section


def test_les_exemples_sont_des_documents_que_la_bibliotheque_lit(page: str) -> None:
    lus = list(_exemples(page))
    assert len(lus) > len(VERSIONS)
    for contenu in lus:
        assert len(depuis_json(json.dumps({"format": "soinsprimaires/registre", "version": 1, "contenu": contenu})))


def _exemples(page: str) -> Iterator[object]:
    for texte in re.findall(r"^```json\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL):
        yield json.loads(texte)
