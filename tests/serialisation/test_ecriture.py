"""Writing: the same bytes for equal values, the old file or the new one."""

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from soinsprimaires import (
    MSP,
    Extensions,
    Lieu,
    Registre,
    Territoire,
    ValeurInvalide,
    charger,
    charger_en_detail,
    depuis_json,
    ecrire,
    en_json,
)
from soinsprimaires.modele.territoires import NatureTerritoire
from soinsprimaires.serialisation import _ecriture
from soinsprimaires.serialisation._convertisseur import en_objet

ANCIEN = Registre(lieux=(Lieu(identifiant="ancien", nom="Ancien"),))
NOUVEAU = Registre(lieux=(Lieu(identifiant="nouveau", nom="Nouveau"),))


# -- text ---------------------------------------------------------------------------------------------------------


def test_le_texte_ecrit() -> None:
    registre = Registre(
        lieux=(Lieu(identifiant="b", nom="Salle des fêtes"), Lieu(identifiant="a", nom="")),
        structures=(MSP(identifiant="msp", nom="MSP"),),
    )
    assert en_json(registre, compact=True) == (
        '{"contenu":{"lieux":[{"identifiant":"a","nature":"autre","nom":""},'
        '{"identifiant":"b","nature":"autre","nom":"Salle des fêtes"}],'
        '"structures":[{"identifiant":"msp","nom":"MSP","type":"msp"}]},'
        '"format":"soinsprimaires/registre","version":1}\n'
    )
    assert json.loads(en_json(registre)) == json.loads(en_json(registre, compact=True))
    assert en_json(Registre()) == '{\n  "contenu": {},\n  "format": "soinsprimaires/registre",\n  "version": 1\n}\n'


def test_une_structure_seule_garde_son_etiquette() -> None:
    assert en_objet(MSP(identifiant="msp", nom="MSP")) == {"type": "msp", "identifiant": "msp", "nom": "MSP"}


@pytest.mark.parametrize(
    ("registre", "code"),
    [
        pytest.param(Registre(lieux=(Lieu(identifiant="a", nom="\ud800"),)), "texte.surrogat", id="surrogat"),
        pytest.param(Registre(lieux=(Lieu(identifiant="a", nom="a\0b"),)), "texte.nul", id="nul"),
        pytest.param(Registre(lieux=(Lieu(identifiant="a", nom="x" * 1_000_001),)), "texte.longueur", id="long"),
        pytest.param(Registre(extensions=Extensions({"a": "x" * 1_000_001})), "texte.longueur", id="extension longue"),
        pytest.param(
            Registre(extensions=Extensions(json.loads('{"a":' * 65 + "1" + "}" * 65))), "json.profondeur", id="profond"
        ),
    ],
)
def test_ce_que_personne_ne_pourrait_relire_ne_s_ecrit_pas(registre: Registre, code: str) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        en_json(registre)
    assert refus.value.code == code
    str(refus.value).encode()


def test_beaucoup_de_textes_courts_s_ecrivent() -> None:
    territoire = Territoire(
        identifiant="t",
        nom="T",
        nature=NatureTerritoire.AUTRE,
        communes=tuple(f"32{rang:03}" for rang in range(1, 470)),
    )
    extensions = Extensions({f"k{rang}": ["x" * 900, 1, None] for rang in range(1500)})
    registre = Registre(territoires=(territoire,), extensions=extensions)
    assert depuis_json(en_json(registre)) == registre


def test_les_memes_octets_dans_chaque_processus() -> None:
    code = (
        "from examples import lomagne_gersoise as e; from soinsprimaires import en_json; print(en_json(e.construire()))"
    )
    racine = Path(__file__).resolve().parents[2]
    sorties = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            cwd=racine,
            env={**os.environ, "PYTHONHASHSEED": graine, "PYTHONPATH": f"{racine / 'src'}:{racine}", "PYTHONUTF8": "1"},
        ).stdout
        for graine in ("0", "1", "2")
    }
    assert len(sorties) == 1


# -- files --------------------------------------------------------------------------------------------------------


@contextmanager
def masque(valeur: int) -> Iterator[None]:
    avant = os.umask(valeur)
    try:
        yield
    finally:
        os.umask(avant)


def droits(chemin: Path) -> int:
    return stat.S_IMODE(chemin.stat().st_mode)


def noms(dossier: Path) -> list[str]:
    return sorted(chemin.name for chemin in dossier.iterdir())


@pytest.fixture
def chemin(tmp_path: Path) -> Path:
    chemin = tmp_path / "registre.json"
    ecrire(ANCIEN, chemin)
    return chemin


def test_ecrire_puis_charger(chemin: Path) -> None:
    assert charger(chemin) == ANCIEN
    ecrire(NOUVEAU, str(chemin), compact=True)
    assert chemin.read_text() == en_json(NOUVEAU, compact=True)
    assert noms(chemin.parent) == ["registre.json"]


@pytest.mark.parametrize(("umask", "attendus"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_un_nouveau_fichier_suit_le_masque(tmp_path: Path, umask: int, attendus: int) -> None:
    with masque(umask):
        ecrire(ANCIEN, tmp_path / "nouveau.json")
    assert droits(tmp_path / "nouveau.json") == attendus


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o444])
def test_les_droits_d_un_fichier_remplace_sont_gardes(chemin: Path, mode: int) -> None:
    chemin.chmod(mode)
    with masque(0o022):
        ecrire(NOUVEAU, chemin)
    assert droits(chemin) == mode
    assert charger(chemin) == NOUVEAU


def test_un_lien_reste_un_lien(chemin: Path, tmp_path: Path) -> None:
    (tmp_path / "dossier").mkdir()
    lien = tmp_path / "dossier" / "lien.json"
    lien.symlink_to(chemin)
    ecrire(NOUVEAU, lien)
    assert lien.is_symlink()
    assert charger(chemin) == NOUVEAU
    assert noms(tmp_path / "dossier") == ["lien.json"]


def test_un_lien_vers_rien_cree_sa_cible(tmp_path: Path) -> None:
    lien = tmp_path / "lien.json"
    lien.symlink_to(tmp_path / "cible.json")
    ecrire(NOUVEAU, lien)
    assert lien.is_symlink()
    assert charger(tmp_path / "cible.json") == NOUVEAU


def en_panne(*_: object, **__: object) -> Any:
    raise OSError("disque plein")


@pytest.mark.parametrize(
    "casser",
    [
        pytest.param(lambda m: m.setattr(os, "fsync", en_panne), id="fsync"),
        pytest.param(lambda m: m.setattr(Path, "replace", en_panne), id="replace"),
        pytest.param(lambda m: m.setattr(Path, "chmod", en_panne), id="chmod"),
        pytest.param(lambda m: m.setattr(os, "open", en_panne), id="open"),
        pytest.param(lambda m: m.setattr(_ecriture, "en_json", en_panne), id="en_json"),
    ],
)
def test_une_panne_laisse_l_ancien_fichier_et_rien_d_autre(
    chemin: Path, monkeypatch: pytest.MonkeyPatch, casser: Callable[[pytest.MonkeyPatch], None]
) -> None:
    with monkeypatch.context() as panne:
        casser(panne)
        with pytest.raises(OSError, match="disque plein"):
            ecrire(NOUVEAU, chemin)
    assert charger(chemin) == ANCIEN
    assert noms(chemin.parent) == ["registre.json"]


def test_une_interruption_ne_laisse_rien_non_plus(chemin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrompre(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as panne:
        panne.setattr(os, "fsync", interrompre)
        with pytest.raises(KeyboardInterrupt):
            ecrire(NOUVEAU, chemin)
    assert charger(chemin) == ANCIEN
    assert noms(chemin.parent) == ["registre.json"]


def test_un_dossier_que_l_on_ne_peut_fixer_n_empeche_pas_d_ecrire(
    chemin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ouvrir = os.open

    def refuser(nom: Any, *arguments: Any, **options: Any) -> int:
        if Path(nom).is_dir():
            raise PermissionError(nom)
        return ouvrir(nom, *arguments, **options)

    monkeypatch.setattr(os, "open", refuser)
    ecrire(NOUVEAU, chemin)
    assert charger(chemin) == NOUVEAU


def test_un_dossier_absent(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ecrire(NOUVEAU, tmp_path / "absent" / "registre.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes in read-only folders")
def test_un_dossier_en_lecture_seule(chemin: Path) -> None:
    chemin.parent.chmod(0o555)
    try:
        with pytest.raises(PermissionError):
            ecrire(NOUVEAU, chemin)
    finally:
        chemin.parent.chmod(0o755)
    assert charger(chemin) == ANCIEN
    assert noms(chemin.parent) == ["registre.json"]


def test_un_dossier_ou_un_peripherique_n_est_pas_remplace(tmp_path: Path) -> None:
    tube = tmp_path / "tube"
    os.mkfifo(tube)
    for cible in (tmp_path, tube):
        with pytest.raises(OSError, match="n'est pas un fichier ordinaire"):
            ecrire(NOUVEAU, cible)
    assert noms(tmp_path) == ["tube"]


def test_un_nom_de_deux_cent_cinquante_caracteres(tmp_path: Path) -> None:
    chemin = tmp_path / ("n" * 245 + ".json")
    ecrire(NOUVEAU, chemin)
    assert charger(chemin) == NOUVEAU


def test_un_registre_refuse_ne_touche_pas_le_fichier(chemin: Path) -> None:
    with pytest.raises(ValeurInvalide):
        ecrire(Registre(lieux=(Lieu(identifiant="a", nom="\ud800"),)), chemin)
    assert charger(chemin) == ANCIEN


def test_un_fichier_qui_n_a_pas_change_est_remplace(tmp_path: Path) -> None:
    chemin = tmp_path / "registre.json"
    ecrire(Registre(), chemin)
    lu = charger_en_detail(chemin)
    ecrire(Registre(lieux=(Lieu(identifiant="a", nom="A"),)), chemin, si_inchange=lu.empreinte)
    assert "a" in charger(chemin)


def test_un_fichier_change_depuis_sa_lecture_n_est_pas_remplace(tmp_path: Path) -> None:
    chemin = tmp_path / "registre.json"
    ecrire(Registre(), chemin)
    lu = charger_en_detail(chemin)
    ecrire(Registre(lieux=(Lieu(identifiant="a", nom="A"),)), chemin)
    with pytest.raises(OSError, match="a changé depuis sa lecture") as refus:
        ecrire(Registre(), chemin, si_inchange=lu.empreinte)
    assert refus.value.errno == errno.ESTALE
    assert "a" in charger(chemin)
    assert [enfant.name for enfant in tmp_path.iterdir()] == ["registre.json"]


def test_un_fichier_disparu_depuis_sa_lecture_n_est_pas_ecrit(tmp_path: Path) -> None:
    chemin = tmp_path / "registre.json"
    with pytest.raises(OSError, match="a changé depuis sa lecture"):
        ecrire(Registre(), chemin, si_inchange="0" * 64)
    assert not chemin.exists()
