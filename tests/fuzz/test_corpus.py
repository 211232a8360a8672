"""The committed inputs keep every promise, and the harness would see one that is broken."""

import json
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from outils import fuzz
from tests.fuzz import corpus
from tests.fuzz.cibles import CIBLES, demonter, monter
from tests.fuzz.mutations import Vocabulaire, muter_document, muter_table, muter_xml
from tests.fuzz.oracle import Manquement, juger_lecture, juger_registre

from soinsprimaires import Extensions, Registre
from soinsprimaires.echanges import Lecture, populations
from soinsprimaires.echanges._lecture import Journal, produire

POPULATIONS = b"COM;PMUN\n32208;3670\n32370;x\n"


@pytest.mark.parametrize("nom", CIBLES)
def test_chaque_entree_gardee_tient_les_promesses(nom: str) -> None:
    entrees = corpus.lire(nom)
    assert entrees
    for entree in entrees:
        CIBLES[nom].essayer(entree)


def test_les_entrees_gardees_sont_petites() -> None:
    assert sum(chemin.stat().st_size for chemin in corpus.DOSSIER.iterdir()) < 300_000
    assert {chemin.stem for chemin in corpus.DOSSIER.iterdir()} == set(CIBLES) == set(fuzz.LECTEURS)


def test_une_entree_se_garde_octet_pour_octet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "DOSSIER", tmp_path)
    entrees = [bytes(range(256)), b"0" * 9000, "é".encode(), b"\xed\xa0\x80"]
    corpus.ecrire("essai", entrees)
    assert corpus.lire("essai") == sorted(entrees)
    assert (tmp_path / "essai.jsonl").stat().st_size < 2000


def test_un_classeur_demonte_se_remonte() -> None:
    texte = b'%%% xl/worksheets/sheet1.xml\n<worksheet><sheetData><row r="1"/></sheetData></worksheet>'
    octets = monter(texte)
    assert octets.startswith(b"PK")
    assert texte in demonter(octets)
    assert monter(demonter(octets)) != demonter(octets)
    assert monter(POPULATIONS) == demonter(POPULATIONS) == POPULATIONS


# -- the oracle ---------------------------------------------------------------------------------------------------


def lecture_de(*, lues: int, gardees: int) -> Lecture[Any]:
    journal = Journal()
    journal.lues, journal.gardees = lues, gardees
    return produire(journal, iter(()))


def test_l_oracle_accepte_une_lecture_juste() -> None:
    juger_lecture(populations.lire(BytesIO(POPULATIONS)), ecrire=True)


def test_l_oracle_voit_des_comptes_faux() -> None:
    juger_lecture(lecture_de(lues=1, gardees=1), ecrire=False)
    with pytest.raises(Manquement, match="make more than the 1 lines"):
        juger_lecture(lecture_de(lues=1, gardees=2), ecrire=False)
    with pytest.raises(Manquement, match="of 2 lines"):
        juger_lecture(lecture_de(lues=2, gardees=1), ecrire=False)


def test_l_oracle_voit_une_exception_d_un_autre() -> None:
    def elements() -> Any:
        raise KeyError("x")
        yield

    with pytest.raises(KeyError):
        juger_lecture(produire(Journal(), elements()), ecrire=False)


def test_l_oracle_voit_un_pointeur_vers_rien(monkeypatch: pytest.MonkeyPatch) -> None:
    document = json.dumps({"format": "soinsprimaires/registre", "version": 1, "contenu": {"structures": 3}}).encode()
    juger_registre(document, tolerant=False)
    monkeypatch.setattr("tests.fuzz.oracle._analyser", lambda _: [])
    with pytest.raises(Manquement, match="points to nothing"):
        juger_registre(document, tolerant=False)


def test_l_oracle_voit_ce_qui_ne_se_relit_pas(monkeypatch: pytest.MonkeyPatch) -> None:
    document = json.dumps({"format": "soinsprimaires/registre", "version": 1, "contenu": {}}).encode()
    juger_registre(document, tolerant=True)
    autre = Registre(extensions=Extensions({"fr.exemple": 1}))
    monkeypatch.setattr("tests.fuzz.oracle.depuis_json", lambda _: autre)
    with pytest.raises(Manquement, match="reads as something else"):
        juger_registre(document, tolerant=True)


# -- mutations ----------------------------------------------------------------------------------------------------


def hasard(graine: int) -> Random:
    return Random(graine)  # noqa: S311 - nothing is secret here


def test_une_mutation_garde_la_structure() -> None:
    document = b'{"a":[1,2,{"b":"c"}],"d":null}'
    vocabulaire = Vocabulaire([document])
    changes = {muter_document(vocabulaire, hasard(graine), document) for graine in range(50)}
    assert len(changes) > 30
    for change in changes:
        json.loads(change.decode(errors="surrogatepass"))
    assert len({muter_table((), hasard(graine), POPULATIONS) for graine in range(50)}) > 30
    feuille = b'<sheetData><row r="1"><c r="A1" t="n"><v>3</v></c></row></sheetData>'
    assert len({muter_xml((), hasard(graine), feuille) for graine in range(50)}) > 30


def test_une_mutation_ne_depend_que_de_sa_graine() -> None:
    vocabulaire = Vocabulaire([b'{"a":[1,2]}'])
    paires = [[muter_document(vocabulaire, hasard(7), b'{"a":{"b":1}}') for _ in range(2)] for _ in range(2)]
    assert paires[0] == paires[1]


# -- campaigns ----------------------------------------------------------------------------------------------------


def test_un_bilan_additionne_les_campagnes(tmp_path: Path) -> None:
    chemin = tmp_path / "bilan.json"
    fuzz.ajouter(chemin, "json", {"executions": 10, "secondes": 1.5, "memoire": 90, "faute": ""})
    fuzz.ajouter(chemin, "json", {"executions": 30, "secondes": 0.5, "memoire": 80, "faute": "Traceback"})
    somme = fuzz.lire_bilan(chemin)["json"]
    assert somme == {"executions": 40, "secondes": 2.0, "memoire": 90, "fautes": 1}
    assert fuzz.decrire("json", somme).split() == ["json", "40", "executions", "20/s", "0.00", "h", "90", "MB"]
