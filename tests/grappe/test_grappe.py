"""The same answers from this process, from processes and from dask workers; what prevents a lot is one of them."""

import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import date
from importlib import import_module
from pathlib import Path

import attrs
import pytest
from tests.grappe.documents import AU, confier, ecrire_msp

from soinsprimaires import ExtraManquant, Gravite, ValeurInvalide, charger, controler, ecrire, synthese
from soinsprimaires.grappe import Grappe, LotFait, controler_lots, ouvrir
from soinsprimaires.grappe._execution import Ordonnanceur
from soinsprimaires.grappe._lots import LotConfie, traiter

AVANT = date(2021, 6, 1)


@pytest.fixture(scope="module", params=[None, "locale"])
def grappe(request: pytest.FixtureRequest) -> Iterator[Grappe]:
    with ouvrir(request.param, processus=2) as ouverte:
        yield ouverte
    restes = multiprocessing.active_children()
    for reste in restes:
        reste.join(30)
    assert [reste.exitcode is None for reste in restes] == [False] * len(restes)


def codes(fait: LotFait[str]) -> list[str]:
    assert (fait.resultat is None) == bool(fait.anomalies)
    return [anomalie.code for anomalie in fait.anomalies]


def test_les_rapports_sont_ceux_d_un_seul_processus_dans_l_ordre_des_lots(grappe: Grappe, tmp_path: Path) -> None:
    ecrire(synthese.pays(graine=3, part=0.0005), tmp_path / "pays.json")
    (tmp_path / "invalide.json").write_text('{"format": "soinsprimaires/registre"}', encoding="utf-8")
    absent = (tmp_path / "absent.json", AU)
    invalide = (tmp_path / "invalide.json", AU)
    sains = [(tmp_path / "pays.json", AVANT), (ecrire_msp(tmp_path, "seule"), AU), (tmp_path / "pays.json", AU)]
    lots = [sains[0], invalide, sains[1], absent, sains[2]]
    gravites = {"MSP-001": Gravite.INFORMATION}
    faits = list(controler_lots(iter(lots), gravites=gravites, exclues="CPTS-001", sur=grappe))
    assert faits == list(controler_lots(lots, gravites=gravites, exclues="CPTS-001"))
    assert [(fait.source, fait.au) for fait in faits] == lots
    rapports = [controler(charger(s), au=j, gravites=gravites, exclues="CPTS-001") for s, j in sains]
    assert [fait.resultat for fait in faits] == [rapports[0], None, rapports[1], None, rapports[2]]
    assert [anomalie.code for anomalie in faits[1].anomalies] == ["cle.absente", "cle.absente"]
    assert [anomalie.code for anomalie in faits[3].anomalies] == ["lot.illisible"]


def test_un_ouvrier_tue_n_emporte_que_son_lot(grappe: Grappe, tmp_path: Path) -> None:
    noms = ("a", "tueuse", "b", "c", "d", "e")
    faits = list(grappe.repartir(confier(tmp_path, *noms)))
    assert [fait.resultat for fait in faits] == ["a", None, "b", "c", "d", "e"]
    assert codes(faits[1]) == ["lot.perdu"]


def test_un_ouvrier_qui_trouve_un_autre_fichier_le_dit(grappe: Grappe, tmp_path: Path) -> None:
    (lot,) = (lot.signer() for lot in confier(tmp_path, "a"))
    ecrire_msp(tmp_path, "b").replace(lot.source)
    assert codes(grappe._attendre(lot, grappe._soumettre(lot))) == ["lot.change"]


def test_ce_qu_on_abandonne_n_est_plus_tire(grappe: Grappe, tmp_path: Path) -> None:
    (lot,) = confier(tmp_path, "a")
    vus: list[LotConfie[str]] = []

    def tirer() -> Iterator[LotConfie[str]]:
        while True:
            vus.append(lot)
            yield lot

    faits = grappe.repartir(tirer())
    assert next(faits).resultat == "a"
    faits.close()
    assert len(vus) < 10


@pytest.mark.parametrize("apres", ["", "{"], ids=["vide", "invalide"])
def test_un_fichier_change_se_dit_avant_ses_fautes(apres: str, tmp_path: Path) -> None:
    (lot,) = (lot.signer() for lot in confier(tmp_path, "a"))
    lot.source.write_text(apres, encoding="utf-8")
    assert codes(traiter(lot)) == ["lot.change"]


def test_un_fichier_que_seul_l_ouvrier_trouve_n_est_pas_celui_du_lot(tmp_path: Path) -> None:
    (lot,) = confier(tmp_path, "a")
    lot.source.rename(tmp_path / "ailleurs")
    absent = lot.signer()
    (tmp_path / "ailleurs").rename(lot.source)
    assert codes(traiter(absent)) == ["lot.change"]


def test_un_ouvrier_d_une_autre_version_ne_juge_pas(tmp_path: Path) -> None:
    (lot,) = confier(tmp_path, "a")
    assert codes(traiter(attrs.evolve(lot.signer(), version="0.0.1"))) == ["lot.version"]


@pytest.mark.parametrize("ou", [None, "locale"])
def test_une_execution_annulee_repond_pour_chaque_lot(ou: str | None, tmp_path: Path) -> None:
    with ouvrir(ou, processus=1) as grappe:
        faits = grappe.repartir(confier(tmp_path, "a", "lente-1", "b", "c"))
        assert next(faits).resultat == "a"
        grappe.annuler()
        if ou is None:  # a process ends what it was given
            (tmp_path / "drapeau").touch()
            assert next(faits).resultat == "lente-1"
        reste = list(faits)
        (tmp_path / "drapeau").touch()
    noms = [fait.source.stem for fait in reste]
    assert noms == (["b", "c"] if ou is None else ["lente-1", "b", "c"])
    assert [codes(fait) for fait in reste] == [["lot.annule"]] * len(noms)
    assert [codes(fait) for fait in grappe.repartir(confier(tmp_path, "d"))] == [["lot.annule"]]


def test_un_ordonnanceur_s_atteint_par_son_adresse_et_n_ecoute_que_cette_machine(tmp_path: Path) -> None:
    psutil = import_module("psutil")
    with ouvrir("locale", processus=1) as locale:
        miens = [psutil.Process(), *psutil.Process().children(recursive=True)]
        ecoutes = {
            lien.laddr.ip for mien in miens for lien in mien.net_connections("tcp") if lien.status == psutil.CONN_LISTEN
        }
        assert ecoutes == {"127.0.0.1"}
        with ouvrir(locale._client.scheduler.address) as grappe:  # type: ignore[attr-defined]
            assert grappe.ouvriers == 1
            assert [fait.resultat for fait in grappe.repartir(confier(tmp_path, "a", "b"))] == ["a", "b"]
        assert [fait.resultat for fait in locale.repartir(confier(tmp_path, "c"))] == ["c"]


def test_sans_l_extra_des_processus_travaillent_et_dask_est_nomme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExtraManquant, match=r"pip install 'soinsprimaires\[grappe\]'"), ouvrir("locale"):
        pass
    with ouvrir(processus=3) as grappe:
        assert grappe.ouvriers == 3


@pytest.mark.parametrize(
    ("ou", "options", "code"),
    [
        ("local", {}, "grappe.adresse"),
        (None, {"processus": 0}, "grappe.processus"),
        ("tcp://127.0.0.1:1", {"processus": 2}, "grappe.processus"),
        (None, {"securite": True}, "grappe.securite"),
    ],
)
def test_ce_qui_ne_va_pas_ensemble_est_refuse(ou: str | None, options: dict[str, int], code: str) -> None:
    with pytest.raises(ValeurInvalide) as refus, ouvrir(ou, **options):
        pass
    assert refus.value.code == code


def test_ce_que_l_appelant_demande_de_travers_est_refuse_sans_rien_lire() -> None:
    with pytest.raises(ValeurInvalide, match="aucune règle ne s'appelle"):
        controler_lots([], exclues=("MSP-000",))
    with pytest.raises(ValeurInvalide, match="au"):
        next(controler_lots([("absent.json", "2025-06-01")]))  # type: ignore[list-item]


class Muet:
    """A client of dask whose scheduler was killed after it was given a lot."""

    def __init__(self, atelier: Executor) -> None:
        self.atelier = atelier

    def get_executor(self, **_: bool) -> Executor:
        return self.atelier

    def nthreads(self) -> dict[str, int]:
        raise OSError


def test_un_ordonnanceur_qui_ne_repond_plus_annule_ce_qui_reste(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as atelier:
        faits = list(Ordonnanceur(Muet(atelier)).repartir(confier(tmp_path, "a", "b", "c")))
    assert faits[0].resultat == "a"
    assert [codes(fait) for fait in faits[1:]] == [["lot.annule"], ["lot.annule"]]
