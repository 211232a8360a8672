"""FHIR resources in the command: imported page after page, written with what is lost, checked."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commande import lancer
from tests.echanges.test_fhir import DONNEES, lu, ressource
from tests.echanges.test_fhir_ecriture import COMPLET, REGISTRE

from soinsprimaires import charger, ecrire
from soinsprimaires.echanges import fhir

PAGE = str(DONNEES / "annuaire.json")


@pytest.mark.parametrize("separe", [False, True])
def test_les_pages_d_une_reponse_se_lisent_ensemble(tmp_path: Path, *, separe: bool) -> None:
    pages = []
    for rang, entree in enumerate(lu("annuaire.json")["entry"]):
        pages.append(str(tmp_path / f"page-{rang}.json"))
        Path(pages[-1]).write_text(json.dumps(entree["resource"]))
    mots = [mot for page in pages for mot in ("fhir", page)] if separe else ["fhir", *pages]
    resultat = lancer("importer", *mots, "-o", str(tmp_path / "r.json"))
    assert resultat.exit_code == 0, resultat.stderr
    registre = charger(tmp_path / "r.json")
    assert [une.identifiant for une in registre.structures] == ["finess-320000029"]
    assert [exercice.structure for une in registre.professionnels for exercice in une.exercices] == ["finess-320000029"]


def test_un_registre_devient_un_bundle_ou_des_lignes(tmp_path: Path) -> None:
    ecrire(REGISTRE, tmp_path / "r.json")
    for nom in ("r.fhir.json", "r.fhir.ndjson", "r.fhir.ndjson.gz"):
        resultat = lancer("convertir", str(tmp_path / "r.json"), "-o", str(tmp_path / nom), "--strict")
        assert (resultat.exit_code, resultat.stdout) == (0, "")
        assert "11 ressource(s) FHIR ; 0 fait(s)" in resultat.stderr
        assert {une.identifiant for une in fhir.lire(tmp_path / nom)} == {une.identifiant for une in REGISTRE}
        controle = lancer("controler", "--fhir", str(tmp_path / nom))
        assert (controle.exit_code, controle.stdout) == (0, "")
        assert "conforme" in controle.stderr
        assert "ans.fhir.fr.annuaire 1.2.0-snapshot-2" in controle.stderr


def test_ce_qui_se_perd_est_dit_et_strict_n_ecrit_rien(tmp_path: Path) -> None:
    cible = tmp_path / "r.fhir.json"
    resultat = lancer("convertir", str(COMPLET), "-o", str(cible), "--strict")
    assert resultat.exit_code == 2
    assert not cible.exists()
    assert "rien n'est écrit" in resultat.stderr
    # What would be lost is named, so that somebody may take it out or accept it.
    dites = [ligne for ligne in resultat.stderr.splitlines() if ligne.startswith("  /contenu/")]
    assert dites
    assert all("[perte." in ligne for ligne in dites)
    resultat = lancer("convertir", str(COMPLET), "-o", str(cible))
    assert resultat.exit_code == 1
    assert cible.exists()
    assert "perte.liste" in resultat.stderr
    registre = charger(COMPLET)
    portees = ("lieux", "organisations", "structures", "professionnels")
    perdues = {registre.genre(entite.identifiant) for entite in registre} - {*portees}
    assert "projets" in perdues
    assert all(f"1 × {liste} : " in resultat.stderr for liste in perdues)  # each list that is lost is named


def test_strict_est_d_une_sortie_fhir(tmp_path: Path) -> None:
    resultat = lancer("convertir", str(COMPLET), "-o", str(tmp_path / "r.jsonl"), "--strict")
    assert resultat.exit_code == 2
    assert "--strict est d'une sortie FHIR" in resultat.stderr


def test_ce_qui_n_est_pas_conforme_est_dit_a_sa_ligne(tmp_path: Path) -> None:
    fichier = tmp_path / "r.ndjson"
    fautive = ressource("Practitioner") | {"gender": "homme"}
    fichier.write_text(f"{json.dumps(ressource('Organization'))}\n{json.dumps(fautive)}\n")
    resultat = lancer("controler", "--fhir", str(fichier), "--json")
    assert resultat.exit_code == 1
    dites = [json.loads(ligne) for ligne in resultat.stdout.splitlines()]
    assert ("code.inconnu", "/lignes/2/gender", "bloquant") in {(d["code"], d["pointeur"], d["gravite"]) for d in dites}
    assert lancer("controler", "--fhir", str(COMPLET)).exit_code == 1  # no resource at all
    illisible = tmp_path / "x.json"
    illisible.write_text("{")
    assert lancer("controler", "--fhir", str(illisible)).exit_code == 2


def test_une_page_officielle_est_conforme() -> None:
    assert lancer("controler", "--fhir", PAGE).exit_code == 0
