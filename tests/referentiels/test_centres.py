"""Centres of communes: points are written here by hand from the table that was published."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from soinsprimaires import referentiels
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.referentiels import _centres

RACINE = Path(__file__).resolve().parents[2]
TABLE = RACINE / ".." / "shared" / "reference" / "tables" / "centres_communes_2018.csv"
RETABLIES = ["12218", "14581", "14666", "15031", "15035", "15047", "15171", "49126", "69114", "85165", "85212"]


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        ("01001", "46.1536", "4.9258"),
        ("01002", "46.0096", "5.428"),
        ("32208", "43.9402", "0.6506"),
        ("97613", "-12.7512", "45.0864"),
        ("97617", "-12.7827", "45.1346"),
    ],
)
def test_le_centre_est_celui_de_la_table(code: str, latitude: str, longitude: str) -> None:
    centre = referentiels.centre(code)
    assert centre.point == (Decimal(latitude), Decimal(longitude))
    assert (centre.commune, centre.millesime, centre.remarque) == (code, 2018, None)


def test_paris_lyon_et_marseille_ont_un_centre_et_leurs_arrondissements_disent_ou_il_est() -> None:
    assert all(referentiels.centre(code).point is not None for code in ("75056", "69123", "13055"))
    with pytest.raises(CodeInconnu, match=r"arrondissement municipal .*Paris \(75056\)"):
        referentiels.centre("75101")


@pytest.mark.parametrize("code", RETABLIES)
def test_le_centre_d_une_commune_retablie_depuis_n_est_pas_connu(code: str) -> None:
    centre = referentiels.centre(code)
    assert centre.point is None
    assert centre.remarque == (
        "absente des contours de 2018 : commune rétablie depuis, ou collectivité hors des départements"
    )


def test_seules_les_communes_retablies_et_les_collectivites_n_ont_pas_de_centre() -> None:
    codes = [commune.code for commune in referentiels.communes() if referentiels.centre(commune.code).point is None]
    assert [code for code in codes if not code.startswith(("975", "977", "978", "98"))] == RETABLIES


def test_une_commune_agrandie_le_dit() -> None:
    # 01033 Valserhône took the code of Bellegarde-sur-Valserine, with Châtillon-en-Michaille and Lancrans, in 2019.
    agrandie = referentiels.centre("01033")
    assert agrandie.point is not None
    assert agrandie.remarque == "agrandie depuis 2018 : c'est le centre de la commune qui avait alors ce code"


def test_le_millesime_choisit_les_communes() -> None:
    # 93059 Pierrefitte-sur-Seine joined Saint-Denis (93066) on 1 January 2025.
    avant = referentiels.centre("93059", date(2024, 6, 1))
    assert avant.point is not None
    assert referentiels.centre("93066", date(2024, 6, 1)).remarque is None
    assert referentiels.centre("93066", date(2025, 6, 1)).remarque is not None
    with pytest.raises(CodeInconnu, match="93066"):
        referentiels.centre("93059", date(2025, 6, 1))


def test_aucun_point_n_est_hors_des_departements() -> None:
    metropole = [point for code, point in _centres.points().items() if not code.startswith("97")]
    assert len(metropole) + 129 == len(_centres.points()) == 35_357
    assert all(413_000 < latitude < 511_000 and -52_000 < longitude < 96_000 for latitude, longitude in metropole)


@pytest.mark.skipif(not TABLE.is_file(), reason="published table not at hand")
def test_l_outil_refait_les_memes_octets(tmp_path: Path) -> None:
    construire(TABLE, tmp_path)
    embarque = RACINE / "src" / "soinsprimaires" / "referentiels" / "donnees" / "centres-2018.zlib"
    assert (tmp_path / embarque.name).read_bytes() == embarque.read_bytes()


@pytest.mark.parametrize(
    "texte",
    [
        "code,latitude,longitude\n01001,46.1536,4.9258\n",
        "code;latitude;longitude\n01001;46.1536;4.9258\n01001;46.1536;4.9258\n",
        "code;latitude;longitude\n01001;46.15361;4.9258\n",
    ],
)
def test_l_outil_refuse_une_autre_table(texte: str, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(texte, encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        construire(table, tmp_path)


def test_l_outil_ecrit_ce_que_le_paquet_relit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lignes = ["code;latitude;longitude", "2A004;41.9273;8.7346", "01004;45.9610;5.3724", "97613;-12.7512;45.0864"]
    table = tmp_path / "table.csv"
    table.write_text("\n".join([*lignes, "01001;46.1536;4.9258"]), encoding="utf-8")
    construire(table, tmp_path)
    monkeypatch.setattr(_centres, "lire_fichier", lambda nom: (tmp_path / nom).read_bytes())
    assert _centres.points.__wrapped__() == {
        "01001": (461_536, 49_258),
        "01004": (459_610, 53_724),
        "2A004": (419_273, 87_346),
        "97613": (-127_512, 450_864),
    }


def construire(table: Path, sortie: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "outils.centres", "--sortie", str(sortie), str(table)],
        cwd=RACINE,
        check=True,
        capture_output=True,
    )
