"""Several readers at once, in threads and in processes: what is built on first use is the same for all."""

import gc
import json
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from soinsprimaires import charger, depuis_json, ecrire, en_json, synthese

COMPLET = Path(__file__).parents[1] / "donnees" / "v1" / "complet.json"

PREMIER_USAGE = """
import json, sys, threading

sys.setswitchinterval(1e-6)
ensemble = threading.Barrier(8)
resultats, fautes = [], []

def faire():
    try:
        ensemble.wait()
        import soinsprimaires as s
        {geste}
    except BaseException as erreur:
        fautes.append(repr(erreur))

fils = [threading.Thread(target=faire) for _ in range(8)]
for fil in fils: fil.start()
for fil in fils: fil.join()
print(json.dumps([fautes, sorted(set(resultats)), len(resultats)]))
"""


@pytest.mark.parametrize(
    ("geste", "attendu"),
    [
        pytest.param(
            "resultats.append(str(len(s.depuis_json(open({complet!r}, 'rb').read()))))", None, id="convertisseur"
        ),
        pytest.param(
            "resultats.append(s.referentiels.commune('32208').nom + s.referentiels.departement('32').nom)",
            "LectoureGers",
            id="communes",
        ),
        pytest.param(
            "resultats.append(s.referentiels.communes_par_code_postal('32700')[0].code[:2])", "32", id="codes postaux"
        ),
        pytest.param(
            "resultats.append(str(s.referentiels.existe(s.referentiels.professions.MEDECIN)))", "True", id="codes"
        ),
        pytest.param(
            "resultats.append(str(len([getattr(s, nom) for nom in s.__all__]) > 100))", "True", id="noms publics"
        ),
        pytest.param(
            "resultats.append(str(s.controler(s.Registre(), au=s.temps.date(2026, 1, 1)).conforme))",
            "None",
            id="regles",
        ),
    ],
)
def test_huit_fils_au_premier_usage_voient_la_meme_chose(geste: str, attendu: str | None) -> None:
    script = PREMIER_USAGE.format(geste=geste.format(complet=str(COMPLET)))
    fin = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=600)
    fautes, resultats, nombre = json.loads(fin.stdout)
    assert fautes == []
    assert resultats == [attendu or str(len(charger(COMPLET)))]
    assert nombre == 8


def test_des_fils_qui_lisent_pendant_qu_un_autre_ecrit(tmp_path: Path) -> None:
    ancien, nouveau = synthese.pays(graine=1, part=0.0005), synthese.pays(graine=2, part=0.0005)
    chemin = tmp_path / "registre.json"
    ecrire(ancien, chemin)
    fini = threading.Event()

    def relire() -> int:
        lus = 0
        while not fini.is_set() or not lus:
            assert charger(chemin) in {ancien, nouveau}
            lus += 1
        return lus

    with ThreadPoolExecutor(3) as equipe:
        lectures = [equipe.submit(relire) for _ in range(3)]
        try:
            for rang in range(10):
                ecrire((nouveau, ancien)[rang % 2], chemin)
        finally:
            fini.set()
        assert all(lecture.result() for lecture in lectures)


def relire_et_ecrire(texte: str) -> str:
    return en_json(depuis_json(texte))


@pytest.mark.parametrize("methode", ["spawn", "fork"])
def test_des_processus_lisent_et_ecrivent_la_meme_chose(methode: str) -> None:
    texte = en_json(charger(COMPLET))
    with ProcessPoolExecutor(2, mp_context=get_context(methode)) as equipe:
        assert list(equipe.map(relire_et_ecrire, [texte] * 4)) == [texte] * 4


def test_des_fils_lisent_et_ecrivent_la_meme_chose() -> None:
    texte = en_json(charger(COMPLET))
    with ThreadPoolExecutor(8) as equipe:
        assert set(equipe.map(relire_et_ecrire, [texte] * 16)) == {texte}
    assert gc.isenabled()
