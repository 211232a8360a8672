"""What `make mutation` looks at: every room, with tests; what it excuses falls with the line it was said of."""

import json
from pathlib import Path

import pytest
from outils.mutation import page
from outils.mutation.salles import HORS_SALLES, SEANCES, SOCLE, Seances, essais_de, sources
from outils.mutation.vivants import EQUIVALENTS

RACINE = Path(__file__).resolve().parents[2]


def test_chaque_salle_est_eprouvee_une_fois() -> None:
    paquet = RACINE / "src" / "soinsprimaires"
    salles = [salle for seances in SEANCES for salle in seances.salles]
    salles_du_paquet = {fichier.parent.name for fichier in paquet.glob("*/__init__.py")}
    assert sorted([*salles, *HORS_SALLES]) == sorted({*salles_du_paquet, SOCLE})
    lus = [fichier for salle in salles for fichier in sources(salle)]
    prevus = {fichier for fichier in paquet.rglob("*.py") if fichier.parent.name not in HORS_SALLES}
    assert set(lus) == prevus - {paquet / "__init__.py"}
    assert len(lus) == len(set(lus))


@pytest.mark.parametrize("seances", SEANCES, ids=lambda seances: " ".join(seances.salles))
def test_chaque_salle_a_ses_tests(seances: Seances) -> None:
    for nom in seances.essais:
        assert essais_de(Seances((), (nom,))), nom


def test_une_excuse_meurt_avec_sa_ligne() -> None:
    """It names one line, whole, of one file: another that reads alike is not excused."""
    for (fichier, avant, apres), raison in EQUIVALENTS.items():
        lignes = [ligne.strip() for ligne in (RACINE / fichier).read_text(encoding="utf-8").splitlines()]
        assert lignes.count(avant) == 1, (fichier, avant)
        assert avant != apres
        assert raison


def test_la_page_dit_ce_qui_est_garde_de_chaque_salle() -> None:
    """What was excused or measured since is told; no room is left out, and none has a row of its own making."""
    gardees = json.loads(page.MESURES.read_text(encoding="utf-8"))
    assert page.PAGE.read_text(encoding="utf-8") == page.texte(gardees)
    assert sorted(gardees["salles"]) == sorted(salle for seances in SEANCES for salle in seances.salles)
