"""The committed inputs keep every promise, and the harness would see one that is broken."""

import json
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from outils import fuzz
from tests.fuzz import corpus
from tests.fuzz.cibles import CIBLES, COMMUNS, demonter, monter
from tests.fuzz.couverture import HORS, lignes_hors
from tests.fuzz.facons import PeuAPeu, a_l_etroit, en_trois_versions
from tests.fuzz.mutations import Vocabulaire, muter_document, muter_table, muter_xml
from tests.fuzz.oracle import Manquement, juger_lecture, juger_lignes, juger_registre, juger_tuyau

import soinsprimaires
from soinsprimaires import Extensions, Registre, depuis_json_en_detail
from soinsprimaires.echanges import Lecture, populations
from soinsprimaires.echanges._lecture import Anomalies, Journal, produire
from soinsprimaires.serialisation import migrations

VIDE = b'{"format": "soinsprimaires/registre", "version": 1, "contenu": {}}'
POPULATIONS = b"COM;PMUN\n32208;3670\n32370;x\n"


@pytest.mark.parametrize("nom", CIBLES)
def test_chaque_entree_gardee_tient_les_promesses(nom: str) -> None:
    entrees = corpus.lire(nom)
    assert entrees
    for entree in entrees:
        CIBLES[nom].essayer(entree)


@pytest.mark.parametrize("nom", CIBLES)
def test_chaque_facon_d_appeler_a_ses_entrees(nom: str) -> None:
    facons = CIBLES[nom].facons
    assert {(entree[0] - ord("0")) % len(facons) for entree in corpus.lire(nom) if entree} == {*range(len(facons))}


def test_ce_qui_n_est_pas_compte_existe() -> None:
    assert set(HORS) <= {*COMMUNS, *(module for cible in CIBLES.values() for module in cible.modules)}
    for module, raisons in HORS.items():
        lignes = lignes_hors(module)
        assert {nom for nom in raisons if lignes[nom]} == set(raisons)


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


# -- ways of calling ----------------------------------------------------------------------------------------------


def test_a_l_etroit_un_petit_fichier_depasse_les_bornes() -> None:
    ligne = b"COM;PMUN\n32208;3670\n32370;" + b"1" * 400

    def fautes() -> list[str]:
        lecture = populations.lire(PeuAPeu(ligne))
        assert [population.municipale for population in lecture] == [3670]
        return [anomalie.code for anomalie in lecture.anomalies]

    with a_l_etroit():
        assert fautes() == ["ligne.longueur"]
    assert fautes() == ["population.forme"]


def test_en_trois_versions_un_document_est_migre() -> None:
    with en_trois_versions():
        assert depuis_json_en_detail(VIDE).version_origine < migrations.CHAINE.version
    assert depuis_json_en_detail(VIDE).version_origine == migrations.CHAINE.version


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


def test_l_oracle_voit_une_borne_que_personne_ne_respecte(monkeypatch: pytest.MonkeyPatch) -> None:
    document = VIDE.replace(b"}}", b'}, "a": 1, "b": 2}')
    juger_registre(document, anomalies_max=1)
    monkeypatch.setattr("tests.fuzz.oracle.depuis_json_en_detail", lambda octets, **_: depuis_json_en_detail(octets))
    with pytest.raises(Manquement, match="2 anomalies where 1 are wanted"):
        juger_registre(document, anomalies_max=1)


def test_l_oracle_voit_un_fichier_lu_autrement_que_ses_octets(monkeypatch: pytest.MonkeyPatch) -> None:
    juger_tuyau(VIDE, tolerant=False)
    autre = depuis_json_en_detail(VIDE.replace(b"{}", b'{"extensions": {"fr.exemple": 1}}'))
    monkeypatch.setattr("tests.fuzz.oracle.charger_en_detail", lambda _, **__: autre)
    with pytest.raises(Manquement, match="reads otherwise"):
        juger_tuyau(VIDE, tolerant=False)


def test_l_oracle_voit_une_ligne_qui_arrete_une_lecture_qui_continue(monkeypatch: pytest.MonkeyPatch) -> None:
    fichier = b'{"format": "soinsprimaires/lignes", "version": 1}\n3\n'
    for une_a_une in (False, True):
        juger_lignes(fichier, BytesIO(fichier), continuer=True, une_a_une=une_a_une)
        juger_lignes(fichier, BytesIO(fichier), continuer=False, une_a_une=une_a_une)
    monkeypatch.setattr(
        "tests.fuzz.oracle.charger_lignes", lambda source, **_: soinsprimaires.charger_lignes(source, continuer=False)
    )
    with pytest.raises(Manquement, match="stops a reading which should go on"):
        juger_lignes(fichier, BytesIO(fichier), continuer=True)


def test_l_oracle_voit_des_raisons_qui_ne_font_pas_le_compte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Anomalies, "par_raison", lambda _: ())
    with pytest.raises(Manquement, match="do not add up"):
        juger_lecture(populations.lire(BytesIO(POPULATIONS)), ecrire=False)


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
