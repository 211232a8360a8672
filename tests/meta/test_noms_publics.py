"""The public names are those that the modules declare, and a change of them is a change of the frozen list."""

import importlib
import inspect
from pathlib import Path

import pytest
from outils import noms_publics

import soinsprimaires

RACINE = Path(__file__).resolve().parents[2]
LISTE = [ligne.split() for ligne in (RACINE / "tests/api/noms-publics.txt").read_text(encoding="utf-8").splitlines()]
NOMS = [(nom, module) for nom, module in LISTE if module != "(module)"]
MODULES = [nom for nom, module in LISTE if module == "(module)"]


def construire(racine: Path, **modules: str) -> Path:
    """A package of a few modules; ``__`` in a name stands for a folder."""
    for nom, texte in modules.items():
        fichier = racine / noms_publics.PAQUET / f"{nom.replace('__', '/')}.py"
        fichier.parent.mkdir(parents=True, exist_ok=True)
        fichier.write_text(texte, encoding="utf-8")
    return racine


def test_le_paquet_et_la_liste_sont_a_jour() -> None:
    assert noms_publics.ecarts(RACINE) == []


def test_chaque_nom_est_celui_de_son_module() -> None:
    assert len(NOMS) > 100
    for nom, module in NOMS:
        assert getattr(soinsprimaires, nom) is getattr(importlib.import_module(module), nom), nom


@pytest.mark.parametrize("nom", [nom for nom in MODULES if nom != "strategies"])
def test_le_module_s_atteint_par_son_nom(nom: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(soinsprimaires, nom, raising=False)  # set by the first import of the module
    assert getattr(soinsprimaires, nom) is importlib.import_module(f"soinsprimaires.{nom}")


def test_l_aide_d_un_nom_ne_montre_pas_ce_que_la_bibliotheque_contient() -> None:
    """A default that is a table would be printed whole by ``help``."""
    appelables = [getattr(soinsprimaires, nom) for nom, _ in NOMS]
    longs = [
        f"{appelable.__name__}({parametre.name})"
        for appelable in appelables
        if inspect.isfunction(appelable)
        for parametre in inspect.signature(appelable).parameters.values()
        if parametre.default is not parametre.empty and len(repr(parametre.default)) > 500
    ]
    assert longs == []


def test_le_paquet_annonce_ses_noms() -> None:
    assert soinsprimaires.__all__ == [nom for nom, _ in NOMS]
    assert dir(soinsprimaires) == sorted([*soinsprimaires.__all__, *MODULES])


def test_un_nom_inconnu_est_refuse() -> None:
    with pytest.raises(AttributeError, match=r"^module 'soinsprimaires' has no attribute 'Promoteur'$"):
        soinsprimaires.Promoteur  # type: ignore[attr-defined] # noqa: B018


def test_les_types_d_un_module_sont_publics_et_pas_le_reste(tmp_path: Path) -> None:
    construire(
        tmp_path,
        sources='__all__ = ["ABC", "Chemin", "MAXIMUM", "Texte", "lire"]\nclass ABC: ...\nChemin = tuple[str]\n',
        modele__lieux='__all__ = ["Lieu", "ranger"]\nclass Lieu: ...\nclass _Cache: ...\n',
        modele___base='__all__ = ["Entite"]\nclass Entite: ...\n',
    )
    assert noms_publics.noms_par_module(tmp_path / noms_publics.PAQUET) == {
        "modele.lieux": ["Lieu"],
        "sources": ["ABC", "Chemin", "Texte"],
    }


def test_ce_qui_est_ecrit_est_ce_qui_est_verifie(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    construire(tmp_path, sources='__all__ = ["Texte"]\n', cycle='__all__ = ["etat"]\n')
    assert noms_publics.principal(["--verifier"], tmp_path) == 1
    assert '+    "Texte": "sources",' in capsys.readouterr().out
    assert noms_publics.principal([], tmp_path) == 0
    assert noms_publics.principal(["--verifier"], tmp_path) == 0
    assert (tmp_path / noms_publics.LISTE).read_text() == "Texte soinsprimaires.sources\ncycle (module)\n"

    construire(tmp_path, sources='__all__ = ["Source"]\n')
    assert noms_publics.principal(["--verifier"], tmp_path) == 1
    ecarts = capsys.readouterr().out.splitlines()
    assert "-Texte soinsprimaires.sources" in ecarts
    assert "+Source soinsprimaires.sources" in ecarts
    assert ecarts[-1] == "If this is meant: python -m outils.noms_publics"


def test_un_nom_choisi_qui_manque_encore_est_omis(tmp_path: Path) -> None:
    construire(tmp_path, serialisation='__all__ = ["charger", "lire"]\n')
    assert noms_publics.noms_par_module(tmp_path / noms_publics.PAQUET) == {"serialisation": ["charger"]}


def test_un_long_import_tient_dans_la_largeur() -> None:
    noms = [f"Nom{rang:02}" for rang in range(20)]
    lignes = noms_publics.importer("soinsprimaires.temps", noms).splitlines()
    assert lignes[:2] == ["    from soinsprimaires.temps import (", "        Nom00,"]
    assert len(lignes) == 22


@pytest.mark.parametrize(
    ("modules", "message"),
    [
        pytest.param({"temps": "class Periode: ...\n"}, "no __all__", id="sans __all__"),
        pytest.param(
            {"temps": '__all__ = ["Nuance"]\n', "mesures": '__all__ = ["Nuance"]\n'}, "two modules: Nuance", id="double"
        ),
    ],
)
def test_une_declaration_douteuse_est_refusee(tmp_path: Path, modules: dict[str, str], message: str) -> None:
    construire(tmp_path, **modules)
    with pytest.raises(ValueError, match=message):
        noms_publics.textes(tmp_path)
