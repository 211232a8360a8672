"""Writing a document without the names of people."""

from pathlib import Path

import pytest
from tests.cli.test_commande import lancer

from soinsprimaires import Professionnel, Registre, charger, ecrire
from soinsprimaires.referentiels import professions

CLE = b"une cle de tests, publique"
REGISTRE = Registre(professionnels=(Professionnel(identifiant="qui", profession=professions.MEDECIN, nom="Exemple"),))


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    ecrire(REGISTRE, tmp_path / "registre.json")
    (tmp_path / "cle.bin").write_bytes(CLE)
    (tmp_path / "courte.bin").write_bytes(CLE[:15])
    return tmp_path


def demander(dossier: Path, fichier: str, cle: str) -> tuple[int, str]:
    vers = dossier / "partage.json"
    fait = lancer("pseudonymiser", str(dossier / fichier), "--cle-fichier", str(dossier / cle), "-o", str(vers))
    return fait.exit_code, fait.stderr


def test_un_dossier_se_partage(dossier: Path) -> None:
    assert demander(dossier, "registre.json", "cle.bin") == (0, "")
    assert charger(dossier / "partage.json") == REGISTRE.pseudonymiser(cle=CLE)


@pytest.mark.parametrize(
    ("fichier", "cle", "attendu"),
    [
        ("registre.json", "absente.bin", "absente.bin : ce fichier n'existe pas"),
        ("registre.json", "courte.bin", "la clé a au moins 16 octets"),
        ("absent.json", "cle.bin", "absent.json : ce fichier n'existe pas"),
    ],
)
def test_ce_qui_est_refuse(dossier: Path, fichier: str, cle: str, attendu: str) -> None:
    code, message = demander(dossier, fichier, cle)
    assert code == 2
    assert attendu in message
    assert not (dossier / "partage.json").exists()
