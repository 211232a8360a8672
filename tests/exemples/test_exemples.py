"""What holds of every example: its references resolve, its codes exist, its JSON reads back equal, nobody is named."""

import io
import runpy
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from types import ModuleType
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

from soinsprimaires import CodeNomenclature, depuis_json, en_json, referentiels

DOSSIER = Path(__file__).resolve().parents[2] / "examples"
EXEMPLES = [
    pytest.param(module, id=module.__name__.rpartition(".")[2])
    for module in (
        lomagne_gersoise,
        occitanie_2021,
        reunions_centre_val_de_loire,
        centres_territoriaux_gers,
        ceze_cevennes,
    )
]
COMMUNES_PAR_EXEMPLE = {
    "lomagne_gersoise": {"32078", "32132", "32208", "32253", "32345", "32370"},
    "occitanie_2021": set(),
    "reunions_centre_val_de_loire": {"18023", "18033", "18240", "18242", "37072", "37245", "45155"},
    "centres_territoriaux_gers": {"32132", "32319", "32462"},
    "ceze_cevennes": {"30037"},
}

tous = pytest.mark.parametrize("exemple", EXEMPLES)


def valeurs(objet: Any) -> Iterator[Any]:
    """Every attrs value inside a value, itself included."""
    if isinstance(objet, tuple):
        for element in objet:
            yield from valeurs(element)
    elif attrs.has(type(objet)):
        yield objet
        for champ in attrs.fields(type(objet)):
            yield from valeurs(getattr(objet, champ.name))


def communes(registre: Any) -> set[str]:
    trouvees: set[str] = set()
    for valeur in valeurs(registre):
        if getattr(valeur, "epci", None) is None:  # those of an EPCI are all of them, from the referential
            trouvees.update(getattr(valeur, "communes", ()))
        if getattr(valeur, "commune", None) is not None:
            trouvees.add(valeur.commune)
    return trouvees


def test_chaque_script_est_un_exemple() -> None:
    assert {chemin.stem for chemin in DOSSIER.glob("*.py")} == set(COMMUNES_PAR_EXEMPLE)


@tous
def test_l_exemple_dit_ce_qu_il_est_et_quand_il_est_juge(exemple: ModuleType) -> None:
    assert isinstance(exemple.TITRE, str)
    assert type(exemple.AU) is date


@tous
def test_chaque_reference_mene_a_une_entite_du_genre_attendu(exemple: ModuleType) -> None:
    registre = exemple.construire()
    assert [p.pointeur for p in registre.pointages() if registre.genre(p.cible) not in p.genres] == []


@tous
def test_personne_n_est_nomme(exemple: ModuleType) -> None:
    registre = exemple.construire()
    noms = {(somebody.nom, somebody.prenom) for somebody in (*registre.personnes, *registre.professionnels)}
    assert noms <= {(None, None)}
    assert {professionnel.rpps for professionnel in registre.professionnels} <= {None}


@tous
def test_les_communes_sont_celles_de_l_article_et_existent(exemple: ModuleType) -> None:
    trouvees = communes(exemple.construire())
    assert trouvees == COMMUNES_PAR_EXEMPLE[exemple.__name__.rpartition(".")[2]]
    assert {referentiels.commune(code).code for code in trouvees} == trouvees


@tous
def test_chaque_code_est_dans_sa_nomenclature(exemple: ModuleType) -> None:
    codes = [valeur for valeur in valeurs(exemple.construire()) if isinstance(valeur, CodeNomenclature)]
    assert [str(code) for code in codes if not referentiels.existe(code)] == []


@tous
def test_chaque_entite_et_chaque_evenement_dit_d_ou_il_vient(exemple: ModuleType) -> None:
    registre = exemple.construire()
    evenements = [evenement for projet in registre.projets for evenement in projet.journal]
    muets = [
        dit.identifiant for dit in (*registre, *evenements) if dit.provenance is None or not dit.provenance.passage
    ]
    assert muets == []


@tous
def test_le_json_se_relit_egal(exemple: ModuleType) -> None:
    registre = exemple.construire()
    assert depuis_json(en_json(registre)) == registre


@tous
def test_le_script_ecrit_son_json_sur_la_sortie(
    exemple: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sortie = io.StringIO()
    with redirect_stdout(sortie):
        runpy.run_path(str(exemple.__file__), run_name="__main__")
    assert depuis_json(sortie.getvalue()) == exemple.construire()
    assert list(tmp_path.iterdir()) == []
