"""Run the mutants, and write their figures.

    python -m outils.mutation [--tables | --code | --page] [--tires 30 --graine 1] [--salle regles ...] [--travaux 2]

Each mutant lives in a process of its own, forked from one that has already collected the tests of its room: a table is
changed in place, a function is given its mutated code and faces the tests that run its line. What stands outside
functions, or could not be given, is tried again with the mutated module imported afresh.

Each room leaves its figures in ``build/mutation``, with the revision and the draw that they are of: a run that was
stopped begins again where it stopped. The page is made of ``outils/mutation/mesures.json``, which keeps the last
measure of each room: those measured at different times, or on another machine, each by its own revision.
"""

import argparse
import ast
import json
import os
import platform
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any, Final

import attrs
from outils.mutation import code, essais, page, tables
from outils.mutation.essais import RACINE, Seance
from outils.mutation.salles import SEANCES, Seances, essais_de

Contexte = dict[str, Any]

SORTIE: Final = RACINE / "build" / "mutation"


def main() -> int:
    """Run what is asked, in this order: tables, then each room, in place and imported afresh."""
    analyseur = argparse.ArgumentParser(description="Mutation testing, room by room.")
    analyseur.add_argument("--tables", action="store_true", help="the mutants of the tables only")
    analyseur.add_argument("--code", action="store_true", help="the mutants of the code only")
    analyseur.add_argument("--tires", type=int, default=0, help="mutants drawn in each room; 0 is all of them")
    analyseur.add_argument("--graine", type=int, default=1, help="seed of the draw")
    analyseur.add_argument("--salle", nargs="*", default=[], help="these rooms only")
    analyseur.add_argument("--refaire", action="store_true", help="run again what was measured with this very draw")
    analyseur.add_argument("--travaux", type=int, default=2, help="processes at a time")
    analyseur.add_argument("--page", action="store_true", help="run nothing, write the figures of the last run again")
    choix = analyseur.parse_args()
    inconnues = set(choix.salle) - {salle for seances in SEANCES for salle in seances.salles}
    if inconnues:
        analyseur.error(f"no such room: {', '.join(sorted(inconnues))}")
    if not choix.page:
        SORTIE.mkdir(parents=True, exist_ok=True)
        contexte = _contexte(choix)
        if not choix.code and not choix.salle and _reste_a_faire("tables", contexte, choix):
            _dans_un_processus(lambda: Seance(essais_de(SEANCES[0]), lambda s: _tables(s, contexte, choix)).ouvrir())
        for seances in () if choix.tables else SEANCES:
            _salles(seances, contexte, choix)
    if choix.page or not (choix.tables or choix.code or choix.salle):
        page.ecrire(SORTIE)
    return 0


def _salles(seances: Seances, contexte: Contexte, choix: argparse.Namespace) -> None:
    voulues = [salle for salle in seances.salles if not choix.salle or salle in choix.salle]
    salles = [salle for salle in voulues if _reste_a_faire(f"code-{salle}", contexte, choix)]
    if not salles:
        return
    tires = {salle: _echantillon(salle, choix) for salle in salles}
    # Importing the package afresh asks for a process that has not imported it: it is forked first, and waits.
    _dans_un_processus(lambda: Seance(essais_de(seances), lambda seance: _en_place(seance, tires, choix)).ouvrir())
    for salle in salles:
        _a_neuf(salle, contexte, choix.travaux)


def _contexte(choix: argparse.Namespace) -> Contexte:
    """What is measured, and how: two results of one context are one measure."""
    revision = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--exclude=*"],  # noqa: S607 - the git of whoever runs it
        cwd=RACINE,
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        "revision": revision.stdout.strip(),
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "tires": choix.tires,
        "graine": choix.graine,
        "delai": essais.DELAI,
        "assez": essais.ASSEZ,
    }


def _reste_a_faire(nom: str, contexte: Contexte, choix: argparse.Namespace) -> bool:
    """Whether these mutants were not run to their end yet on this revision; one with changes in hand has no name."""
    if choix.refaire or contexte["revision"].endswith("-dirty") or not (SORTIE / f"{nom}.json").exists():
        return True
    fait = _lu(nom)
    return {cle: fait.get(cle) for cle in contexte} != contexte


def _echantillon(salle: str, choix: argparse.Namespace) -> list[code.Mutant]:
    tous = list(code.mutants(salle))
    if not 0 < choix.tires < len(tous):
        return tous
    return sorted(
        random.Random(f"{choix.graine} {salle}").sample(tous, choix.tires),  # noqa: S311 - a sample, no secret
        key=lambda mutant: (mutant.fichier, mutant.ligne, mutant.operateur, mutant.rang),
    )


def _dans_un_processus(tache: Callable[[], None]) -> None:
    pid = os.fork()
    if pid == 0:
        try:
            tache()
        except SystemExit as erreur:
            print(erreur, file=sys.stderr)
            os._exit(1)
        os._exit(0)
    _, statut = os.waitpid(pid, 0)
    if statut:
        raise SystemExit(1)


def _tables(seance: Seance, contexte: Contexte, choix: argparse.Namespace) -> None:
    mutants = list(tables.mutants())
    lignes = [{"famille": m.famille, "sorte": m.sorte, "ou": m.ou} for m in mutants]
    _executer("tables", lignes, [_table(seance, mutant) for mutant in mutants], choix.travaux)
    _conclure("tables", lignes, contexte)


def _en_place(seance: Seance, tires: dict[str, list[code.Mutant]], choix: argparse.Namespace) -> None:
    for salle, mutants in tires.items():
        lignes = [_decrire(mutant, seance) for mutant in mutants]
        _executer(f"code-{salle}", lignes, [_fonction(seance, mutant) for mutant in mutants], choix.travaux)
        _ecrire(f"en-place-{salle}", lignes)


def _decrire(mutant: code.Mutant, seance: Seance) -> dict[str, Any]:
    """A mutant of the code, with the files of tests to run when it is imported afresh."""
    mots = _noms_publics(RACINE / mutant.fichier)
    avant, apres = code.changement(mutant)
    return {
        **attrs.asdict(mutant),
        "avant": avant,
        "apres": apres,
        "essais": [str(chemin) for chemin in seance.fichiers_de(mutant.fichier, mots)],
    }


def _noms_publics(chemin: Path) -> tuple[str, ...]:
    for noeud in ast.parse(chemin.read_text(encoding="utf-8")).body:
        if isinstance(noeud, ast.Assign) and ast.unparse(noeud.targets[0]) == "__all__":
            return tuple(ast.literal_eval(noeud.value))
    return ()


def _table(seance: Seance, mutant: tables.Mutant) -> Callable[[], int]:
    def tache() -> int:
        mutant.appliquer()
        return seance.eprouver(seance.qui_disent(mutant.mots))

    return tache


def _fonction(seance: Seance, mutant: code.Mutant) -> Callable[[], int]:
    def tache() -> int:
        rangs = seance.qui_passent(mutant.fichier, mutant.ligne)
        avant, apres = _compiler(mutant)
        return seance.eprouver(rangs) if rangs and seance.echanger(avant, apres) else essais.A_NEUF

    return tache


def _compiler(mutant: code.Mutant) -> tuple[CodeType, CodeType]:
    chemin = RACINE / mutant.fichier
    sources = (chemin.read_text(encoding="utf-8"), code.source_mutee(mutant))
    avant, apres = (compile(source, str(chemin), "exec", dont_inherit=True) for source in sources)
    return avant, apres


def _a_neuf(salle: str, contexte: Contexte, travaux: int) -> None:
    """Try again what could not be seen in place, each with its module imported afresh."""
    lignes = _lu(f"en-place-{salle}")
    restants = [ligne for ligne in lignes if ligne["a_neuf"]]
    champs = [champ.name for champ in attrs.fields(code.Mutant)]
    mutants = [code.Mutant(**{nom: ligne[nom] for nom in champs}) for ligne in restants]
    taches = [_import(mutant, ligne["essais"]) for mutant, ligne in zip(mutants, restants, strict=True)]
    debut = time.monotonic()
    for fait, (rang, issue) in enumerate(essais.lancer(taches, travaux=travaux, a_neuf=True), start=1):
        restants[rang]["tue"] = issue.tue
        _dire(f"{salle}, afresh", fait, len(taches), debut)
    # Tests that fail without any mutation would kill them all: those of a mutant that lives were seen to pass.
    passes = {fichier for ligne in restants if not ligne["tue"] for fichier in ligne["essais"]}
    jamais_vus = sorted({fichier for ligne in restants for fichier in ligne["essais"]} - passes)
    temoins = [_import(None, jamais_vus)] if jamais_vus else []
    if any(issue.tue for _, issue in essais.lancer(temoins, travaux=1, a_neuf=True)):
        raise SystemExit(f"the tests of {salle} fail in a new process, without any mutation")
    _conclure(f"code-{salle}", lignes, contexte)


def _import(mutant: code.Mutant | None, fichiers: list[str]) -> Callable[[], int]:
    def tache() -> int:
        import pytest

        if mutant is not None:
            _remplacer(str(RACINE / mutant.fichier), code.source_mutee(mutant))
        d_abord = [str(RACINE / nom) for nom in essais.D_ABORD if str(RACINE / nom) in fichiers]
        lots = (d_abord, [fichier for fichier in fichiers if fichier not in d_abord])
        return int(any(pytest.main([*essais.options(), *lot]) for lot in lots if lot))

    return tache


def _remplacer(chemin: str, source: str) -> None:
    """Give another source to a module that this process has not imported yet."""
    habituel = SourceFileLoader.get_code

    def get_code(soi: SourceFileLoader, nom: str) -> CodeType | None:
        if soi.path == chemin:
            return compile(source, chemin, "exec", dont_inherit=True)
        return habituel(soi, nom)

    setattr(SourceFileLoader, "get_code", get_code)  # noqa: B010 - a method, for this process


def _executer(nom: str, lignes: list[dict[str, Any]], taches: list[Callable[[], int]], travaux: int) -> None:
    debut = time.monotonic()
    for fait, (rang, issue) in enumerate(essais.lancer(taches, travaux=travaux), start=1):
        lignes[rang] |= {"tue": issue.tue, "a_neuf": issue.a_neuf, "secondes": round(issue.secondes, 2)}
        _dire(nom, fait, len(taches), debut)


def _conclure(nom: str, lignes: list[dict[str, Any]], contexte: Contexte) -> None:
    _ecrire(nom, {**contexte, "jour": str(date.today()), "mutants": lignes})  # noqa: DTZ011


def _lu(nom: str) -> Any:
    return json.loads((SORTIE / f"{nom}.json").read_text(encoding="utf-8"))


def _ecrire(nom: str, contenu: dict[str, Any] | list[dict[str, Any]]) -> None:
    (SORTIE / f"{nom}.json").write_text(json.dumps(contenu, ensure_ascii=False, indent=1), encoding="utf-8")


def _dire(nom: str, fait: int, total: int, debut: float) -> None:
    if fait % 100 == 0 or fait == total:
        print(f"{nom}: {fait}/{total}, {time.monotonic() - debut:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
