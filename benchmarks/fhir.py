"""Reading, writing and checking FHIR resources, beside fhir.resources in the same process.

    python -m benchmarks.fhir [--ressources 100000]

Prints rates, their ratios to those of fhir.resources (which reads and writes, and knows no French profile), and the
peak memory of a process that reads as many NDJSON resources as asked.
"""

import argparse
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from soinsprimaires import Registre
from soinsprimaires.echanges import fhir

RACINE: Final = Path(__file__).resolve().parent.parent
EXEMPLE: Final = RACINE / "tests" / "donnees" / "fhir" / "annuaire.json"
DUREE: Final = 0.5
LUES: Final = 400
"""Resources of a reading that is measured: what opening a file costs is paid once."""
CIBLE_RATIO: Final = 5
CIBLE_CONTROLE: Final = 500
CIBLE_MEMOIRE: Final = 150


def mesurer(*faire: Callable[[], object], nombre: int = 1) -> tuple[float, ...]:
    """Best rate of five of each, a second; one after the other, so that a busy machine slows them alike."""
    meilleurs = [0.0] * len(faire)
    for _ in range(5):
        for rang, un in enumerate(faire):
            tours, debut = 0, time.process_time()
            while time.process_time() - debut < DUREE / 5:
                un()
                tours += 1
            meilleurs[rang] = max(meilleurs[rang], tours * nombre / (time.process_time() - debut))
    return tuple(meilleurs)


def repeter(nombre: int) -> Iterable[dict[str, Any]]:
    """The resources of the example under as many numbers, each with its own."""
    page = [entree["resource"] for entree in json.loads(EXEMPLE.read_text(encoding="utf-8"))["entry"]]
    texte = json.dumps(page)
    for tour in range(nombre // len(page)):
        change = texte
        for ancien, nouveau in (
            ("90000", f"{tour}-"),
            ("320000011", f"3{tour:06d}11"),
            ("320000029", f"3{tour:06d}29"),
            ("10000000009", f"1{tour:09d}9"),
            ("732829320", f"7{tour:07d}0"),
        ):
            change = change.replace(ancien, nouveau)
        yield from json.loads(change)


def lire_lignes(chemin: str) -> None:
    """Read a file, print the entities and the peak memory in MB: what a process of its own does."""
    lecture = fhir.lire(chemin)
    debut = time.process_time()
    nombre = sum(1 for _ in lecture)
    duree = time.process_time() - debut
    memoire = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {"entites": nombre, "lues": lecture.lues, "refusees": lecture.refusees, "duree": duree, "memoire": memoire}
        )
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure; 1 when a target is missed."""
    analyseur = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    analyseur.add_argument("--ressources", type=int, default=100_000)
    analyseur.add_argument("--lire", help=argparse.SUPPRESS)
    options = analyseur.parse_args(arguments)
    if options.lire:
        lire_lignes(options.lire)
        return 0
    from fhir.resources.R4B import get_fhir_model_class

    ressources = list(repeter(LUES))
    textes = [json.dumps(une) for une in ressources]
    lignes = "\n".join(textes).encode()
    modeles = [get_fhir_model_class(une["resourceType"]) for une in ressources]
    registre = Registre().avec(*fhir.depuis(json.loads(EXEMPLE.read_text(encoding="utf-8"))))
    ecrites = fhir.en_bundle(registre).ecrites
    nos_ressources = list(fhir.en_ressources(registre))
    leurs = [get_fhir_model_class(une["resourceType"]).model_validate(une) for une in nos_ressources]
    taux = {
        "lire": mesurer(
            lambda: list(fhir.lire(io.BytesIO(lignes))),
            lambda: [m.model_validate_json(t) for m, t in zip(modeles, textes, strict=True)],
            nombre=len(ressources),
        ),
        "écrire": mesurer(
            lambda: [json.dumps(une) for une in fhir.en_ressources(registre)],
            lambda: [un.model_dump_json() for un in leurs],
            nombre=ecrites,
        ),
    }
    manquees = 0
    for nom, (notre, leur) in taux.items():
        manquees += notre < CIBLE_RATIO * leur
        rapport = f"rapport {notre / leur:.1f} (cible {CIBLE_RATIO})"
        print(f"{nom} : {notre:,.0f} ressources/s ; fhir.resources {leur:,.0f}/s ; {rapport}")
    (controle,) = mesurer(lambda: [fhir.controler(une) for une in ressources], nombre=len(ressources))
    manquees += controle < CIBLE_CONTROLE
    print(f"contrôler : {controle:,.0f} ressources/s (cible {CIBLE_CONTROLE})")
    with TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "ressources.ndjson"
        with chemin.open("w", encoding="utf-8") as fichier:
            for une in repeter(options.ressources):
                fichier.write(json.dumps(une) + "\n")
        taille = chemin.stat().st_size / 1e6
        fin = subprocess.run(
            [sys.executable, "-m", "benchmarks.fhir", "--lire", str(chemin)],
            cwd=RACINE,
            capture_output=True,
            check=True,
        )
        dit = json.loads(fin.stdout)
    manquees += dit["memoire"] > CIBLE_MEMOIRE
    print(
        f"{dit['lues']:,} ressources NDJSON ({taille:.0f} Mo) : {dit['lues'] / dit['duree']:,.0f}/s, "
        f"{dit['memoire']:.0f} Mo au plus (cible {CIBLE_MEMOIRE}), {dit['entites']:,} entités, "
        f"{dit['refusees']} refusées"
    )
    return 1 if manquees else 0


if __name__ == "__main__":
    sys.exit(main())
