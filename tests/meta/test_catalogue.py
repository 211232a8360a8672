"""The page of the rules is the one that the rules and their tests give."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from outils import regles
from outils.exemples import Exemples, exemples

from soinsprimaires import depuis_json
from soinsprimaires.affichage.catalogue import fiche
from soinsprimaires.regles import REGLES

RACINE = Path(__file__).resolve().parents[2]
VERSIONS = [(code, str(version.vigueur.debut)) for code, versions in REGLES.items() for version in versions]
JAMAIS = {
    # What they look for may exist and not be recorded: its absence is no fault.
    **{code: {"non_conforme"} for code in ("CDS-011", "CPTS-004", "CPTS-007", "DPC-001", "PDSA-005")},
    # No model records a certification: the rule says until when it runs, and for whom.
    "CERT-001": {"conforme", "non_conforme"},
    # What the document says of itself is there or is not.
    **{code: {"indetermine"} for code in ("CLE-001", "FOR-002", "JRN-001", "REF-001", "VRA-003", "VRA-005", "VRA-008")},
}
"""Outcomes that a rule never has, and why."""


@pytest.fixture(scope="module")
def tires() -> Exemples:
    return exemples()


@pytest.fixture(scope="module")
def page() -> str:
    return (RACINE / regles.PAGE).read_text(encoding="utf-8")


def test_la_page_est_celle_des_regles(tires: Exemples, page: str) -> None:
    assert page == regles.page(tires), "make docs writes it again"


def test_une_section_par_regle_dans_l_ordre(page: str) -> None:
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == sorted(REGLES)


def test_la_page_dit_tout_ce_que_dit_la_commande(page: str) -> None:
    for code, versions in REGLES.items():
        section = page.partition(f"## {code}\n")[2].partition("\n## ")[0]
        for ligne in fiche(versions):
            assert ligne.removeprefix(code).strip() in section


@pytest.mark.parametrize(("code", "debut"), VERSIONS, ids=lambda cellule: cellule)
def test_chaque_version_a_un_cas_de_chaque_issue(tires: Exemples, code: str, debut: str) -> None:
    assert {"conforme", "non_conforme", "indetermine"} - set(tires[code][debut]) == JAMAIS.get(code, set())


def test_les_exemples_sont_des_documents_que_la_bibliotheque_lit(page: str) -> None:
    lus = list(_exemples(page))
    assert len(lus) > len(VERSIONS)
    for contenu in lus:
        assert len(depuis_json(json.dumps({"format": "soinsprimaires/registre", "version": 1, "contenu": contenu})))


def _exemples(page: str) -> Iterator[object]:
    for texte in re.findall(r"^```json\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL):
        yield json.loads(texte)
