"""A file that is written while the machine fails: it is the old one or the new one, and the error says what happened.

A process is killed at each call that its writing makes; ``make pannes`` kills five hundred more at any moment.
"""

import errno
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from types import FrameType

import pytest

from soinsprimaires import Lieu, NatureLieu, Registre, charger, ecrire, en_json, serialisation
from soinsprimaires.serialisation import _fichiers

NOMBRE = int(os.environ.get("PANNES", "0"))
PERSONNE = 65534
ANCIEN = Registre(lieux=(Lieu(identifiant="ancien", nom="Ancien", nature=NatureLieu.SALLE),))
NOUVEAU = Registre(
    lieux=tuple(Lieu(identifiant=f"nouveau-{rang}", nom="Nouveau", nature=NatureLieu.SALLE) for rang in range(300))
)
ADMIS = {en_json(ANCIEN).encode(), en_json(NOUVEAU).encode()}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as POSIX does")


def engendrer(faire: Callable[[], None]) -> int:
    """Run a function in a copy of this process, which ends with 0 if it returned; give its number."""
    enfant = os.fork()
    if enfant:
        return enfant
    code = 1
    try:
        faire()
        code = 0
    finally:
        os._exit(code)


def attendre(enfant: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1])


def noms(dossier: Path) -> list[str]:
    return sorted(chemin.name for chemin in dossier.iterdir())


@pytest.fixture
def chemin(tmp_path: Path) -> Path:
    fichier = tmp_path / "dossier" / "registre.json"
    fichier.parent.mkdir()
    ecrire(ANCIEN, fichier)
    return fichier


def ecrire_sans_fin(chemin: Path) -> None:
    while True:
        ecrire(NOUVEAU, chemin)
        ecrire(ANCIEN, chemin)


# -- killed -------------------------------------------------------------------------------------------------------


def apres_la_mort(chemin: Path, enfant: int) -> int:
    """The child was killed: the file is whole. Clean what it left and count it."""
    assert attendre(enfant) == -signal.SIGKILL
    assert chemin.read_bytes() in ADMIS
    provisoires = [nom for nom in noms(chemin.parent) if nom != chemin.name]
    assert len(provisoires) <= 1
    assert all(nom.endswith(".provisoire") for nom in provisoires)
    for nom in provisoires:
        (chemin.parent / nom).unlink()
    return len(provisoires)


def appels_au_systeme(chemin: Path, au_rang: Callable[[int], None]) -> None:
    """Write, and tell the rank of each call of the writer to the system, before it is made."""
    rang = 0

    def suivre(_: FrameType, evenement: str, fonction: object) -> None:
        nonlocal rang
        if evenement == "c_call" and getattr(fonction, "__module__", None) in {"posix", "_io", None}:
            au_rang(rang)
            rang += 1

    sys.setprofile(suivre)
    try:
        ecrire(NOUVEAU, chemin)
    finally:
        sys.setprofile(None)


def test_un_processus_tue_a_chaque_pas_laisse_l_ancien_fichier_ou_le_nouveau(chemin: Path) -> None:
    rangs: list[int] = []
    ecrire(NOUVEAU, chemin)
    appels_au_systeme(chemin, rangs.append)
    trouves: set[bytes] = set()
    restes = 0

    def mourir(rang: int, dernier: int) -> None:
        if rang == dernier:
            os.kill(os.getpid(), signal.SIGKILL)

    for dernier in rangs[:: max(1, len(rangs) // 40)] + rangs[-12:]:
        ecrire(ANCIEN, chemin)
        restes += apres_la_mort(chemin, engendrer(partial(appels_au_systeme, chemin, partial(mourir, dernier=dernier))))
        trouves.add(chemin.read_bytes())
    assert trouves == ADMIS
    assert restes > 0, "no process was killed while it wrote: this test tests nothing"


@pytest.mark.skipif(not NOMBRE, reason="make pannes kills processes at any moment")
def test_un_processus_tue_laisse_l_ancien_fichier_ou_le_nouveau(chemin: Path) -> None:
    hasard = Random(8)  # noqa: S311 - nothing is secret here
    for _ in range(NOMBRE):
        enfant = engendrer(lambda: ecrire_sans_fin(chemin))
        time.sleep(hasard.uniform(0.001, 0.03))
        os.kill(enfant, signal.SIGKILL)
        apres_la_mort(chemin, enfant)


def test_ce_que_laisse_un_processus_tue_ne_gene_personne(chemin: Path) -> None:
    reste = chemin.with_name(".0123456789abcdef.provisoire")
    reste.write_bytes(b'{"format": "soinsp')
    ecrire(NOUVEAU, chemin)
    assert charger(chemin) == NOUVEAU
    assert noms(chemin.parent) == [reste.name, chemin.name]


# -- several at once ----------------------------------------------------------------------------------------------


def test_deux_processus_qui_ecrivent_ne_se_melangent_pas(chemin: Path) -> None:
    fin = chemin.parent.with_name("fin")

    def ecrire_souvent(registre: Registre) -> None:
        while not fin.exists():
            ecrire(registre, chemin)

    enfants = [engendrer(partial(ecrire_souvent, registre)) for registre in (ANCIEN, NOUVEAU)]
    try:
        for _ in range(300):
            assert chemin.read_bytes() in ADMIS
    finally:
        fin.touch()
    assert [attendre(enfant) for enfant in enfants] == [0, 0]
    assert noms(chemin.parent) == [chemin.name]


# -- the disk -----------------------------------------------------------------------------------------------------


def test_un_fichier_trop_grand_ne_remplace_rien(chemin: Path) -> None:
    def essayer() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        with pytest.raises(OSError, match="le disque est plein") as panne:
            ecrire(NOUVEAU, chemin)
        assert (panne.value.errno, panne.value.filename) == (errno.EFBIG, str(chemin))

    assert attendre(engendrer(essayer)) == 0
    assert charger(chemin) == ANCIEN
    assert noms(chemin.parent) == [chemin.name]


@pytest.fixture
def disque(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    point = tmp_path / "disque"
    point.mkdir()
    monter = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(point)]
    if os.geteuid() != 0 or subprocess.run(monter, check=False, capture_output=True).returncode != 0:
        pytest.skip("no right to mount a small disk")
    yield point
    subprocess.run(["umount", str(point)], check=True)  # noqa: S607 - where it stands depends on the system


def test_un_disque_plein_garde_l_ancien_fichier(disque: Path) -> None:
    chemin = disque / "registre.json"
    ecrire(ANCIEN, chemin)
    (disque / "autre").write_bytes(bytes(40_000))
    with pytest.raises(OSError, match="le disque est plein") as panne:
        ecrire(NOUVEAU, chemin)
    assert (panne.value.errno, panne.value.filename) == (errno.ENOSPC, str(chemin))
    assert charger(chemin) == ANCIEN
    assert noms(disque) == ["autre", "registre.json"]


def test_un_dossier_en_lecture_seule_le_dit(chemin: Path, tmp_path: Path) -> None:
    chemin.parent.chmod(0o555)
    for dossier in (tmp_path, *tmp_path.parents):
        if dossier.stat().st_uid == os.geteuid() and dossier.stat().st_mode & 0o001 == 0:
            dossier.chmod(dossier.stat().st_mode | 0o011)  # pytest closes its folders to others

    def essayer() -> None:
        if os.geteuid() == 0:
            os.setgid(PERSONNE)
            os.setuid(PERSONNE)
        with pytest.raises(
            PermissionError, match="pas le droit d'écrire dans ce dossier ; rien n'y est changé"
        ) as panne:
            ecrire(NOUVEAU, chemin)
        assert panne.value.filename == str(chemin)

    code = attendre(engendrer(essayer))
    chemin.parent.chmod(0o755)
    assert code == 0
    assert charger(chemin) == ANCIEN
    assert noms(chemin.parent) == [chemin.name]


def test_un_dossier_absent_le_dit(tmp_path: Path) -> None:
    chemin = tmp_path / "absent" / "registre.json"
    with pytest.raises(FileNotFoundError, match="le dossier n'existe pas, ou n'existe plus") as panne:
        ecrire(NOUVEAU, chemin)
    assert panne.value.filename == str(chemin)
    with pytest.raises(NotADirectoryError, match="une partie du chemin n'est pas un dossier"):
        ecrire(NOUVEAU, Path(__file__) / "registre.json")


def test_un_dossier_qui_disparait_pendant_l_ecriture_le_dit(chemin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fixer = os.fsync

    def emporter(descripteur: int) -> None:
        fixer(descripteur)
        for fichier in chemin.parent.iterdir():
            fichier.unlink()
        chemin.parent.rmdir()

    monkeypatch.setattr(os, "fsync", emporter)
    with pytest.raises(FileNotFoundError, match="n'existe plus"):
        ecrire(NOUVEAU, chemin)
    assert not chemin.parent.exists()


def test_la_faute_d_un_autre_fichier_reste_la_sienne(chemin: Path) -> None:
    with (
        pytest.raises(FileNotFoundError, match="No such file") as panne,
        _fichiers.remplacer(chemin) as fichier,
    ):
        fichier.write((chemin.parent / "source").read_bytes())
    assert panne.value.filename == str(chemin.parent / "source")
    assert charger(chemin) == ANCIEN


def test_un_nom_trop_long_le_dit(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="ce nom est trop long"):
        serialisation.ecrire(ANCIEN, tmp_path / ("n" * 300))
