"""How a document of an earlier version would become one of the present one."""

from typing import Any

import pytest

from soinsprimaires.serialisation.migrations import FORMAT, MIGRATIONS, VERSION, migrer


def renommer(contenu: dict[str, Any]) -> dict[str, Any]:
    autres = {cle: valeur for cle, valeur in contenu.items() if cle != "maisons"}
    return {**autres, "structures": contenu["maisons"]}


def etiqueter(contenu: dict[str, Any]) -> dict[str, Any]:
    return {**contenu, "structures": [{"type": "msp", **structure} for structure in contenu["structures"]]}


CHAINE = {1: renommer, 2: etiqueter}


def test_le_format_et_sa_version() -> None:
    assert (FORMAT, VERSION) == ("soinsprimaires/registre", 1)


def test_la_chaine_est_complete() -> None:
    assert set(MIGRATIONS) == set(range(1, VERSION))


def test_une_migration_apres_l_autre() -> None:
    ancien = {"maisons": [{"nom": "MSP"}], "lieux": []}
    recent, etapes = migrer(ancien, 1, version=3, migrations=CHAINE)
    assert recent == {"structures": [{"type": "msp", "nom": "MSP"}], "lieux": []}
    assert etapes == ("1 -> 2", "2 -> 3")
    assert ancien == {"maisons": [{"nom": "MSP"}], "lieux": []}


def test_en_chemin_et_arrive() -> None:
    contenu: dict[str, Any] = {"structures": [{"nom": "MSP"}]}
    assert migrer(contenu, 2, version=3, migrations=CHAINE)[1] == ("2 -> 3",)
    assert migrer(contenu, 3, version=3, migrations=CHAINE) == (contenu, ())
    assert migrer(contenu, 1) == (contenu, ())


def test_une_etape_manquante_est_une_faute_du_programme() -> None:
    with pytest.raises(KeyError):
        migrer({"maisons": []}, 1, version=3, migrations={1: renommer})
