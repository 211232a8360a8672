"""What every reading tells: counts, anomalies with their places, in little memory."""

from io import BytesIO

import pytest

from soinsprimaires import Gravite
from soinsprimaires.echanges import Lecture, _lecture, populations
from soinsprimaires.echanges._lecture import Anomalies, Journal
from soinsprimaires.echanges._valeurs import NumerosVus, departement_de, en_decimal_ou_rien, en_nombre


def lire(texte: str) -> Lecture[populations.PopulationCommune]:
    return populations.lire(BytesIO(texte.encode()))


def test_les_comptes_grandissent_avec_la_lecture() -> None:
    lecture = lire("COM;PMUN\n32208;3670\n32370;x\n32132;6247\n")
    assert (lecture.lues, lecture.terminee, lecture.provenance is None) == (0, False, False)
    next(lecture)
    assert (lecture.lues, lecture.gardees) == (1, 1)
    assert [lue.commune for lue in lecture] == ["32132"]
    assert (lecture.lues, lecture.gardees, lecture.refusees, lecture.terminee) == (3, 2, 1, True)
    assert list(lecture) == []
    assert repr(lecture) == "<Lecture lues=3, gardees=2, refusees=1, ecartees=0, anomalies=1>"


def test_une_lecture_abandonnee_se_ferme() -> None:
    lecture = lire("COM;PMUN\n32208;3670\n32132;6247\n")
    next(lecture)
    lecture.fermer()
    assert list(lecture) == []
    assert not lecture.terminee


def test_des_anomalies_dites_ensemble_sont_celles_qui_seraient_dites_une_a_une() -> None:
    ensemble, une_a_une = Journal(), Journal()
    dites = [("perdu", "non gardé", ("id",), Gravite.INFORMATION), ("forme", "mal écrit", None, Gravite.AVERTISSEMENT)]
    suite = ensemble.suite(dites)
    for journal in (ensemble, une_a_une):
        journal.signaler(1, "seule", "dite avant")
    for place in (2, 5, 3):
        ensemble.noter(place, suite)
        for code, message, champ, gravite in dites:
            une_a_une.signaler(place, code, message, champ, gravite=gravite)
        assert list(ensemble.anomalies) == list(une_a_une.anomalies)
    for journal in (ensemble, une_a_une):
        journal.refuser(6, "refus", "dite après")
    assert len(ensemble.anomalies) == 1 + 3 * 2 + 1
    assert [une.pointeur for une in ensemble.anomalies][:4] == [
        "/lignes/1",
        "/lignes/2/id",
        "/lignes/2",
        "/lignes/5/id",
    ]
    assert list(ensemble.anomalies) == list(une_a_une.anomalies)
    assert ensemble.anomalies[-3:] == une_a_une.anomalies[-3:]
    assert ensemble.anomalies.par_raison() == une_a_une.anomalies.par_raison()
    assert ensemble.anomalies.lieux(2) == une_a_une.anomalies.lieux(2)
    with pytest.raises(IndexError):
        ensemble.anomalies[8]


def test_les_anomalies_se_lisent_comme_une_suite() -> None:
    lecture = lire("COM;PMUN\n32208;a\n32132;b\n32370;a\n")
    list(lecture)
    anomalies = lecture.anomalies
    assert len(anomalies) == 3
    assert anomalies[-1].pointeur == "/lignes/4/PMUN"
    assert [anomalie.pointeur for anomalie in anomalies[:2]] == ["/lignes/2/PMUN", "/lignes/3/PMUN"]
    assert anomalies[0] in anomalies
    assert repr(anomalies) == "<3 anomalie(s)>"
    with pytest.raises(IndexError):
        anomalies[3]


def test_les_anomalies_se_comptent_par_raison() -> None:
    journal = Journal()
    journal.signaler(2, "a", "légère", gravite=Gravite.INFORMATION)
    journal.signaler(3, "b", "rare")
    for ligne in (4, 6, 9):
        journal.signaler(ligne, "c", "fréquente")
    journal.refuser(8, "d", "grave", "a/b")
    lues = [(premiere.message, nombre) for premiere, nombre in journal.anomalies.par_raison()]
    assert lues == [
        ("ligne 8, « a/b » : grave", 1),
        ("ligne 4 : fréquente", 3),
        ("ligne 3 : rare", 1),
        ("ligne 2 : légère", 1),
    ]
    assert journal.anomalies[-1].pointeur == "/lignes/8/a~1b"
    assert journal.anomalies.lieux(2) == (("ligne 8",), ("ligne 4", "ligne 6"), ("ligne 3",), ("ligne 2",))


def test_des_raisons_sans_nombre_ne_remplissent_pas_la_memoire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_lecture, "RAISONS_MAX", 2)
    lecture = lire("COM;PMUN\n" + "".join(f"32208;x{rang}\n" for rang in range(5)))
    list(lecture)
    messages = [anomalie.message for anomalie in lecture.anomalies]
    assert len(messages) == 5
    assert messages[1] == "ligne 3, « PMUN » : 'x1' n'est pas un nombre d'habitants"
    assert messages[4] == "ligne 6, « PMUN » : la raison n'est pas détaillée : ce fichier en a trop de différentes"


def test_une_suite_vide_n_a_pas_de_raison() -> None:
    assert Anomalies().par_raison() == ()


def test_chaque_numero_n_est_nouveau_qu_une_fois() -> None:
    vus = NumerosVus()
    numeros = [0, 1, 4095, 4096, 10_000_000_000, 7]
    assert all(vus.ajouter(numero) for numero in numeros)
    assert not any(vus.ajouter(numero) for numero in numeros)
    assert vus.ajouter(8)


@pytest.mark.parametrize(
    ("cellule", "nombre"),
    [("3670", 3670), ("3 670", 3670), ("3\u202f670", 3670), (3670.0, 3670), (3670, 3670), ("", None), (None, None)],
)
def test_un_nombre_d_habitants_s_ecrit_de_plusieurs_facons(cellule: object, nombre: int | None) -> None:
    assert en_nombre(cellule) == nombre


@pytest.mark.parametrize("cellule", ["-3", "3.5", 3.5, -1.0, "٣", "9" * 20])
def test_ce_qui_n_est_pas_un_nombre_d_habitants(cellule: object) -> None:
    assert en_nombre(cellule) is None


@pytest.mark.parametrize(
    ("cellule", "texte"), [("2,7", "2.7"), (2.7, "2.7"), ("-1.5", "-1.5"), ("NaN", None), ("n.d.", None), ("", None)]
)
def test_un_decimal_s_ecrit_avec_un_point_ou_une_virgule(cellule: object, texte: str | None) -> None:
    lu = en_decimal_ou_rien(cellule)
    assert (None if lu is None else str(lu)) == texte


def test_le_departement_d_une_commune() -> None:
    assert [departement_de(code) for code in ("01451", "2B033", "97302", "98613")] == ["01", "2B", "973", "986"]
