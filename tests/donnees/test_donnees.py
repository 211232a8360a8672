"""Documents kept as they were written, and the mistakes that people make."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.donnees import complet
from tests.proprietes.outils import noeuds
from tests.serialisation.test_types_stricts import classes

from soinsprimaires import (
    DocumentInvalide,
    Registre,
    charger,
    charger_en_detail,
    charger_lignes,
    depuis_json,
    ecrire,
    en_json,
)
from soinsprimaires.serialisation.migrations import VERSION

DOSSIER = Path(__file__).parent
TOUS = sorted(DOSSIER.glob("v*/*.json"))
GARDES = [chemin for chemin in TOUS if chemin.parent.name == f"v{VERSION}"]
LIGNES = sorted(DOSSIER.glob("v*/*.jsonl"))
INVALIDES = sorted(chemin for chemin in (DOSSIER / "invalides").glob("*.json") if ".attendu" not in chemin.name)

chaque_document = pytest.mark.parametrize("chemin", GARDES, ids=lambda chemin: str(chemin.stem))


def test_les_documents_gardes() -> None:
    assert [chemin.stem for chemin in GARDES] == [
        "centres_territoriaux_gers",
        "ceze_cevennes",
        "complet",
        "lomagne_gersoise",
        "occitanie_2021",
        "reunions_centre_val_de_loire",
    ]


def version_de(chemin: Path) -> int:
    return int(chemin.parent.name.removeprefix("v"))


@pytest.mark.parametrize("chemin", TOUS, ids=lambda chemin: f"{chemin.parent.name}-{chemin.stem}")
def test_un_document_garde_se_lit_toujours(chemin: Path) -> None:
    detail = charger_en_detail(chemin)
    assert (detail.version_origine, detail.anomalies) == (version_de(chemin), ())
    assert len(detail.registre) > 0


@pytest.mark.parametrize("chemin", LIGNES, ids=lambda chemin: f"{chemin.parent.name}-{chemin.stem}")
def test_des_lignes_gardees_se_lisent_toujours(chemin: Path) -> None:
    lignes = charger_lignes(chemin)
    assert lignes.version_origine == version_de(chemin)
    assert lignes.registre() == charger(chemin.with_suffix(".json"))


def test_chaque_version_a_ses_documents_et_ses_lignes() -> None:
    for chemins in (TOUS, LIGNES):
        assert {version_de(chemin) for chemin in chemins} == set(range(1, VERSION + 1))


@chaque_document
def test_un_document_garde_se_reecrit_sans_rien_perdre(chemin: Path, tmp_path: Path) -> None:
    registre = charger(chemin)
    ecrire(registre, tmp_path / "copie.json")
    assert charger(tmp_path / "copie.json") == registre
    ecrits = {
        lieu: valeur for lieu, valeur in noeuds(json.loads(en_json(registre))) if not isinstance(valeur, list | dict)
    }
    lus = {
        lieu: valeur for lieu, valeur in noeuds(json.loads(chemin.read_text())) if not isinstance(valeur, list | dict)
    }
    assert lus.items() <= ecrits.items()  # what the model has learnt since is added with its default


def valeurs(objet: Any) -> Iterator[Any]:
    if isinstance(objet, tuple):
        for element in objet:
            yield from valeurs(element)
    elif attrs.has(type(objet)):
        yield objet
        for champ in attrs.fields(type(objet)):
            yield from valeurs(getattr(objet, champ.name))


def test_le_document_complet_emploie_chaque_champ_de_chaque_classe() -> None:
    employes = {
        f"{type(valeur).__name__}.{champ.name}"
        for valeur in valeurs(charger(complet.CHEMIN))
        for champ in attrs.fields(type(valeur))
        if getattr(valeur, champ.name) not in {None, ()}
    }
    attendus = {f"{classe.__name__}.{champ.name}" for classe in classes() for champ in attrs.fields(classe)}
    assert attendus - employes == set(), "python -m tests.donnees.complet writes them"


def test_le_document_complet_est_celui_que_l_on_sait_ecrire() -> None:
    assert json.loads(complet.CHEMIN.read_text()) == complet.construire()
    registre = charger(complet.CHEMIN)
    assert [p.pointeur for p in registre.pointages() if registre.genre(p.cible) not in p.genres] == []


def en_attendu(anomalies: Any) -> list[dict[str, str]]:
    return [{"code": a.code, "pointeur": a.pointeur, "message": a.message} for a in anomalies]


@pytest.mark.parametrize("chemin", INVALIDES, ids=lambda chemin: str(chemin.stem))
def test_une_erreur_courante_se_dit_comme_on_l_attend(chemin: Path) -> None:
    with pytest.raises(DocumentInvalide) as refus:
        charger(chemin)
    attendu = json.loads(chemin.with_suffix(".attendu.json").read_text())
    assert en_attendu(refus.value.anomalies) == attendu
    assert attendu


def test_chaque_erreur_a_son_attendu() -> None:
    attendus = {chemin.name.replace(".attendu", "") for chemin in (DOSSIER / "invalides").glob("*.attendu.json")}
    assert attendus == {chemin.name for chemin in INVALIDES}
    assert len(INVALIDES) >= 10


def test_le_registre_vide_ne_s_est_jamais_ecrit_autrement() -> None:
    assert depuis_json('{"contenu": {}, "format": "soinsprimaires/registre", "version": 1}') == Registre()
