"""What importing costs beside ``import attrs``, and the first reading of a small document.

Every figure is over fresh interpreters, the cases taking turns in each round; what bare Python takes is subtracted.

    python -m benchmarks.importation [rounds]
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks._mesure import Ligne, Mesures, rapport

import soinsprimaires

OBJECTIF: Final = 3
TAILLE: Final = 6_000
MODELE: Final = "import soinsprimaires as s; s.Registre, s.MSP, s.CTS, s.CPTS, s.Projet"
NU: Final = "bare Python"
ATTRS: Final = "import attrs"
LE_MODELE: Final = "+ the model"
CAS: Final = {
    NU: "pass",
    ATTRS: "import attrs",
    "+ as many classes as the model, bare": """
import attrs
for nombre in {champs}:
    champs = {{f"champ_{{rang}}": None for rang in range(nombre)}}
    attrs.frozen(kw_only=True)(type("Classe", (), {{"__annotations__": dict.fromkeys(champs, object), **champs}}))
""",
    "import soinsprimaires": "import soinsprimaires",
    LE_MODELE: MODELE,
    "+ the rules and the cycle": f"{MODELE}, s.controler, s.regles.REGLES, s.cycle.etat",
    "+ the first charger of 6 kB": "import soinsprimaires as s; s.charger({chemin!r})",
    "+ a second charger": "import soinsprimaires as s; s.charger({chemin!r}); s.charger({chemin!r})",
}

EST_A_NOUS: Final = "isinstance(c, type) and attrs.has(c) and c.__module__.startswith('soinsprimaires')"


def ecrire_un_document(chemin: Path) -> None:
    """Write a registre of MSP just over the wanted size."""
    registre = soinsprimaires.Registre()
    numero = 0
    while len(soinsprimaires.en_json(registre).encode()) < TAILLE:
        numero += 1
        registre = registre.avec(soinsprimaires.MSP(identifiant=f"msp-{numero}", nom=f"Maison de santé n° {numero}"))
    soinsprimaires.ecrire(registre, chemin)


def champs_du_modele() -> list[int]:
    """How many fields has each class that importing the model makes."""
    # attrs makes a class with slots beside the one that was written, of the same name.
    champs = f"{{c.__module__ + c.__qualname__: len(attrs.fields(c)) for c in gc.get_objects() if {EST_A_NOUS}}}"
    code = f"{MODELE}; import gc, attrs; print([*{champs}.values()])"
    ecrit = subprocess.run([sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True).stdout
    nombres: list[int] = json.loads(ecrit)
    return nombres


def mesurer(code: str) -> float:
    """Milliseconds of processor of one fresh interpreter."""
    avant = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-I", "-c", code], check=True)
    apres = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (apres.ru_utime + apres.ru_stime - avant.ru_utime - avant.ru_stime) * 1000


def relever(tours: int) -> list[dict[str, float]]:
    """Milliseconds of every case in every round."""
    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "petit.json"
        ecrire_un_document(chemin)
        champs = champs_du_modele()
        codes = {nom: code.format(chemin=str(chemin), champs=champs) for nom, code in CAS.items()}
        for code in codes.values():
            mesurer(code)  # compiles and caches the modules
        return [{nom: mesurer(code) for nom, code in codes.items()} for _ in range(tours)]


def lignes(tours: int = 11) -> tuple[list[Ligne], str, Mesures]:
    """The target, with what else a fresh program pays: its first reading of a small document has no target."""
    releves = relever(tours)
    durees = {nom: [tour[nom] / 1000 for tour in releves] for nom in CAS}
    en_plus = {nom: [une - nue for une, nue in zip(durees[nom], durees[NU], strict=True)] for nom in (ATTRS, LE_MODELE)}
    # The ratio of the best: what is subtracted from both must come from the best rounds too.
    meilleur = (min(durees[LE_MODELE]) - min(durees[NU])) / (min(durees[ATTRS]) - min(durees[NU]))
    cible = rapport(
        "importer la bibliothèque et son modèle, sur import attrs", en_plus, LE_MODELE, ATTRS, OBJECTIF, au_moins=False
    )
    return [cible._replace(meilleur=meilleur)], "A fresh program", durees


if __name__ == "__main__":
    groupe, _, mesures = lignes(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
    for nom, durees in mesures.items():
        print(f"{nom:<38} {min(durees) * 1000:7.1f} ms at best, {statistics.median(durees) * 1000:7.1f} at the median")
    print(*groupe, sep="\n")
