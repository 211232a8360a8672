"""Reading, writing and checking FHIR resources, beside fhir.resources in the same process.

    python -m benchmarks.fhir [--ressources 100000]

Prints the speed beside that of fhir.resources (which reads and writes, and knows no French profile), the rate of the
controls, and the peak memory of a process that reads as many NDJSON resources as asked.
"""

import argparse
import io
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks._mesure import Ligne, Mesures, chronometrer, rapport, releve

from soinsprimaires import Registre
from soinsprimaires.echanges import fhir
from soinsprimaires.identifiants import cle_luhn

RACINE: Final = Path(__file__).resolve().parent.parent
EXEMPLE: Final = RACINE / "tests" / "donnees" / "fhir" / "annuaire.json"
RESSOURCES: Final = 100_000
LUES: Final = 400
"""Resources of a reading that is measured: what opening a file costs is paid once."""
TOURS: Final = 7
FOIS: Final = 20
CIBLE_RATIO: Final = 5
CIBLE_CONTROLE: Final = 500
CIBLE_MEMOIRE: Final = 150


def repeter(nombre: int) -> Iterable[dict[str, Any]]:
    """The resources of the example under as many numbers, each with its own, whose key is right."""
    page = [entree["resource"] for entree in json.loads(EXEMPLE.read_text(encoding="utf-8"))["entry"]]
    texte = json.dumps(page)
    for tour in range(nombre // len(page)):
        change, siren = texte, _avec_cle(f"7{tour:07d}")
        for ancien, nouveau in (
            ("90000", f"{tour}-"),
            ("320000011", _avec_cle(f"3{tour:06d}1")),
            ("320000029", _avec_cle(f"3{tour:06d}2")),
            ("10000000009", _avec_cle(f"1{tour:09d}")),
            ("73282932000074", _avec_cle(f"{siren}0007")),
            ("732829320", siren),
        ):
            change = change.replace(ancien, nouveau)
        yield from json.loads(change)


def _avec_cle(corps: str) -> str:
    return corps + cle_luhn(corps)


def _memoire_au_plus() -> float:
    """The peak memory of this program, in MB: ``ru_maxrss`` also counts that of the program that started it."""
    lignes = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(ligne for ligne in lignes if ligne.startswith("VmHWM:")).split()[1]) / 1024


def lire_lignes(chemin: str) -> None:
    """Read a file, print the entities and the peak memory in MB: what a process of its own does."""
    lecture = fhir.lire(chemin)
    debut = time.process_time()
    nombre = sum(1 for _ in lecture)
    duree = time.process_time() - debut
    memoire = _memoire_au_plus()
    print(
        json.dumps(
            {"entites": nombre, "lues": lecture.lues, "refusees": lecture.refusees, "duree": duree, "memoire": memoire}
        )
    )


def mesures(tours: int = TOURS) -> tuple[Mesures, int]:
    """Each side by turns, and how many resources were read or controlled in a time."""
    from fhir.resources.R4B import get_fhir_model_class

    ressources = list(repeter(LUES))
    textes = [json.dumps(une) for une in ressources]
    lignes = "\n".join(textes).encode()
    modeles = [get_fhir_model_class(une["resourceType"]) for une in ressources]
    registre = Registre().avec(*fhir.depuis(json.loads(EXEMPLE.read_text(encoding="utf-8"))))
    leurs = [get_fhir_model_class(une["resourceType"]).model_validate(une) for une in fhir.en_ressources(registre)]
    lues = chronometrer(
        {
            "lire": lambda: list(fhir.lire(io.BytesIO(lignes))),
            "lire, fhir.resources": lambda: [m.model_validate_json(t) for m, t in zip(modeles, textes, strict=True)],
            "contrôler": lambda: [fhir.controler(une) for une in ressources],
        },
        tours,
    )
    ecrites = chronometrer(
        {
            "écrire": lambda: [json.dumps(une) for une in fhir.en_ressources(registre)],
            "écrire, fhir.resources": lambda: [un.model_dump_json() for un in leurs],
        },
        tours,
        fois=FOIS,
    )
    return {**lues, **ecrites}, len(ressources)


def peser(nombre: int) -> dict[str, float]:
    """What a process of its own says of its reading of so many resources."""
    with TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "ressources.ndjson"
        with chemin.open("w", encoding="utf-8") as fichier:
            for une in repeter(nombre):
                fichier.write(json.dumps(une) + "\n")
        commande = [sys.executable, "-m", "benchmarks.fhir", "--lire", str(chemin)]
        dit: dict[str, float] = json.loads(subprocess.run(commande, cwd=RACINE, capture_output=True, check=True).stdout)
    return dit


def lignes(nombre: int = RESSOURCES, tours: int = TOURS) -> Iterator[Ligne]:
    """The targets."""
    durees, lues = mesures(tours)
    for nom in ("lire", "écrire"):
        titre = f"FHIR, {nom}, vitesse sur fhir.resources"
        yield rapport(titre, durees, f"{nom}, fhir.resources", nom, CIBLE_RATIO, au_moins=True)
    debits = [lues / duree for duree in durees["contrôler"]]
    yield releve("FHIR, contrôler, ressources par seconde", debits, CIBLE_CONTROLE, au_moins=True)
    dit = peser(nombre)
    yield releve(f"FHIR, lire {dit['lues']:.0f} lignes NDJSON, mémoire (Mo)", [dit["memoire"]], CIBLE_MEMOIRE)


def main(arguments: list[str] | None = None) -> int:
    """Measure; 1 when a target is missed."""
    analyseur = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    analyseur.add_argument("--ressources", type=int, default=RESSOURCES)
    analyseur.add_argument("--lire", help=argparse.SUPPRESS)
    options = analyseur.parse_args(arguments)
    if options.lire:
        lire_lignes(options.lire)
        return 0
    dites = list(lignes(options.ressources))
    print(*dites, sep="\n")
    return int(any(ligne.verdict == "manqué" for ligne in dites))


if __name__ == "__main__":
    sys.exit(main())
