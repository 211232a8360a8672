"""Rewriting documents: versions, lines, and the schema."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_commande import lancer
from tests.serialisation.outils import LIEU, MSP, enveloppe
from tests.serialisation.test_migrations import MAISON, TROIS_VERSIONS

from soinsprimaires import Registre, charger, charger_lignes, depuis_json, ecrire, ecrire_lignes, en_json, schemas
from soinsprimaires.cli import _json
from soinsprimaires.serialisation import _ecriture, _lignes, _rapide_ecriture, migrations

REGISTRE = depuis_json(json.dumps(enveloppe({"lieux": [LIEU], "structures": [MSP], "extensions": {"a": 1}})))


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    ecrire(REGISTRE, tmp_path / "registre.json")
    return tmp_path / "registre.json"


def relire(chemin: Path) -> Registre:
    return charger_lignes(chemin).registre() if ".jsonl" in chemin.name else charger(chemin)


# -- the schema ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("--version", "1")])
def test_le_schema(arguments: tuple[str, ...]) -> None:
    resultat = lancer("schema", *arguments)
    assert resultat.exit_code == 0
    assert resultat.stdout == schemas.texte(1)


@pytest.mark.parametrize("document", schemas.DOCUMENTS)
def test_le_schema_de_chaque_document(document: str) -> None:
    resultat = lancer("schema", "--document", document)
    assert (resultat.exit_code, resultat.stdout) == (0, schemas.texte(document=document))


def test_un_document_sans_schema() -> None:
    resultat = lancer("schema", "--document", "echeance")
    assert resultat.exit_code == 2
    assert "--document : aucun schéma de 'echeance'" in resultat.stderr
    assert "vouliez-vous dire « echeances »" in resultat.stderr


def test_un_schema_qui_n_existe_pas() -> None:
    resultat = lancer("schema", "--version", "99")
    assert resultat.exit_code == 2
    assert "--version : aucun schéma de version 99 ; versions : 1 à 1" in resultat.stderr


# -- kinds of files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("depuis", ["a.json", "a.jsonl", "a.jsonl.gz"])
@pytest.mark.parametrize("vers", ["b.json", "b.jsonl", "b.jsonl.gz"])
def test_d_une_sorte_a_l_autre(depuis: str, vers: str, tmp_path: Path) -> None:
    (ecrire_lignes if ".jsonl" in depuis else ecrire)(REGISTRE, tmp_path / depuis)
    resultat = lancer("convertir", str(tmp_path / depuis), "-o", str(tmp_path / vers))
    assert resultat.exit_code == 0
    assert (resultat.stdout, resultat.stderr) == ("", f"{tmp_path / depuis} : version 1, celle qui s'écrit\n")
    assert relire(tmp_path / vers) == REGISTRE


def test_compact_et_a_l_ecran(dossier: Path) -> None:
    assert lancer("convertir", str(dossier)).stdout == en_json(REGISTRE)
    assert lancer("convertir", str(dossier), "-o", "-", "--compact").stdout == en_json(REGISTRE, compact=True)
    cible = dossier.with_name("compact.json")
    lancer("convertir", str(dossier), "-o", str(cible), "--compact")
    assert cible.read_text() == en_json(REGISTRE, compact=True)


@pytest.mark.parametrize("nom", ["a.json", "a.jsonl", "a.jsonl.gz"])
def test_par_l_entree_et_la_sortie_standard(nom: str, tmp_path: Path) -> None:
    (ecrire_lignes if ".jsonl" in nom else ecrire)(REGISTRE, tmp_path / nom)
    octets = (tmp_path / nom).read_bytes()
    resultat = lancer("convertir", "-", entree=octets)
    assert resultat.exit_code == 0
    assert resultat.stdout_bytes == (gzip.decompress(octets) if nom.endswith(".gz") else octets)
    assert lancer("convertir", "-", "-o", str(tmp_path / "b.json"), entree=octets).exit_code == 0
    assert charger(tmp_path / "b.json") == REGISTRE


# -- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "DOSSIER"), "ce fichier vient d'être lu, il n'est pas remplacé ; --sur-place le remplace"),
        (("-o", "autre.json", "--sur-place"), "--sur-place remplace le fichier lu"),
        (("-o", "autre.json.gz"), "rien ici n'écrit un fichier .gz ; extensions : .json, .jsonl, .jsonl.gz"),
        (("-o", "absent/autre.json"), "le dossier n'existe pas, ou n'existe plus"),
    ],
)
def test_une_demande_impossible(arguments: tuple[str, ...], message: str, dossier: Path) -> None:
    avant = dossier.read_bytes()
    donnes = [str(dossier) if a == "DOSSIER" else str(dossier.parent / a) if "autre" in a else a for a in arguments]
    resultat = lancer("convertir", str(dossier), *donnes)
    assert resultat.exit_code == 2
    assert message in resultat.stderr
    assert dossier.read_bytes() == avant
    assert [chemin.name for chemin in dossier.parent.iterdir()] == ["registre.json"]


def test_ni_sur_place_ni_illisible(tmp_path: Path) -> None:
    assert lancer("convertir", "-", "--sur-place", entree=b"").exit_code == 2
    assert lancer("convertir", str(tmp_path / "absent.json")).exit_code == 2
    resultat = lancer("convertir", "-", entree=b"{")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "json.syntaxe" in resultat.stderr


@pytest.mark.parametrize("vers", ["b.json", "b.jsonl", "a.jsonl"])
def test_de_mauvaises_lignes_se_disent_toutes_et_rien_n_est_remplace(vers: str, tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    ecrire_lignes(REGISTRE, source)
    source.write_text(source.read_text() + '{"type": "lieu"}\n[]\n{"type": "lieux"}\n')
    avant = source.read_bytes()
    options = ("--sur-place",) if vers == "a.jsonl" else ("-o", str(tmp_path / vers))
    resultat = lancer("convertir", str(source), *options)
    assert resultat.exit_code == 2
    assert [f"/lignes/{n}" in resultat.stderr for n in (3, 4, 5, 6)] == [False, True, True, True]
    assert "document invalide, 5 anomalie(s)" in resultat.stderr
    assert source.read_bytes() == avant
    assert [chemin.name for chemin in tmp_path.iterdir()] == ["a.jsonl"]


# -- versions -----------------------------------------------------------------------------------------------------


@pytest.fixture
def _trois_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "CHAINE", TROIS_VERSIONS)
    for module in (_ecriture, _rapide_ecriture, _lignes, _json):
        monkeypatch.setattr(module, "VERSION", 3)


def ancien(chemin: Path) -> dict[str, Any]:
    document = enveloppe({"maisons": [MAISON | {"fax": "0"}], "lieux": [LIEU | {"ville": "32208"}]}, version=1)
    chemin.write_text(json.dumps(document))
    return document


@pytest.mark.usefixtures("_trois_versions")
def test_un_ancien_dossier_est_remplace_sur_demande(tmp_path: Path) -> None:
    chemin = tmp_path / "ancien.json"
    ancien(chemin)
    chemin.chmod(0o640)
    resultat = lancer("convertir", str(chemin), "--sur-place")
    assert resultat.exit_code == 0
    assert resultat.stderr.splitlines() == [f"{chemin} : de la version 1 à la version 3"]
    ecrit = json.loads(chemin.read_text())
    assert ecrit["version"] == 3
    assert ecrit["contenu"]["structures"] == [MSP]
    assert ecrit["contenu"]["lieux"][0]["commune"] == "32208"
    assert chemin.stat().st_mode & 0o777 == 0o640
    assert [fichier.name for fichier in tmp_path.iterdir()] == ["ancien.json"]
    assert "version 3, celle qui s'écrit" in lancer("convertir", str(chemin)).stderr


@pytest.mark.usefixtures("_trois_versions")
def test_des_lignes_anciennes_aussi(tmp_path: Path) -> None:
    chemin = tmp_path / "ancien.jsonl"
    lignes = [{"format": "soinsprimaires/lignes", "version": 1}, {"type": "maison", **MAISON, "fax": "0"}]
    chemin.write_text("".join(json.dumps(ligne) + "\n" for ligne in lignes))
    resultat = lancer("convertir", str(chemin), "--sur-place")
    assert resultat.stderr == f"{chemin} : de la version 1 à la version 3\n"
    assert [json.loads(ligne) for ligne in chemin.read_text().splitlines()] == [
        {"format": "soinsprimaires/lignes", "version": 3},
        MSP,
    ]


@pytest.mark.usefixtures("_trois_versions")
def test_un_ancien_dossier_illisible_reste_tel_quel(tmp_path: Path) -> None:
    chemin = tmp_path / "ancien.json"
    document = ancien(chemin)
    document["contenu"]["maisons"][0]["nom"] = 3
    chemin.write_text(json.dumps(document))
    avant = chemin.read_bytes()
    resultat = lancer("convertir", str(chemin), "--sur-place")
    assert resultat.exit_code == 2
    assert "/contenu/maisons/0/nom" in resultat.stderr
    assert chemin.read_bytes() == avant
