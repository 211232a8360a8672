"""Run the mutants, and write their figures.

    python -m outils.mutation [--tables | --code | --vivants | --page] [--part 0.25 --graine 1] [--travaux 2]

Each mutant lives in a process of its own, forked from one that has already collected the tests: a table is changed in
place, a function is given its mutated code. What no test notices then is tried again with the mutated module imported
afresh, since what was computed at import keeps the old value.
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

SORTIE: Final = RACINE / "build" / "mutation"


def main() -> int:
    """Run what is asked, in this order: tables, code in place, code imported afresh."""
    analyseur = argparse.ArgumentParser(description="Mutation testing of the law.")
    analyseur.add_argument("--tables", action="store_true", help="the mutants of the tables only")
    analyseur.add_argument("--code", action="store_true", help="the mutants of the code only")
    analyseur.add_argument("--part", type=float, default=1.0, help="share of the mutants of the code")
    analyseur.add_argument("--graine", type=int, default=1, help="seed of the sample")
    analyseur.add_argument("--travaux", type=int, default=2, help="processes at a time")
    analyseur.add_argument("--fichiers", default="", help="regular part of the path of the files to mutate")
    analyseur.add_argument("--page", action="store_true", help="run nothing, write the figures of the last run again")
    analyseur.add_argument("--vivants", action="store_true", help="try again what lived at the last run, same sources")
    choix = analyseur.parse_args()
    if choix.vivants:
        _a_neuf(_derniers(), choix.travaux)
    if choix.page or choix.vivants:
        page.ecrire(SORTIE)
        return 0
    SORTIE.mkdir(parents=True, exist_ok=True)
    tout = not (choix.tables or choix.code)
    du_code = _echantillon(choix) if choix.code or tout else []
    # Importing the package afresh asks for a process that has not imported it: it is forked first, and waits.
    _dans_un_processus(
        lambda: Seance(lambda seance: _en_place(seance, du_code, choix, avec_tables=not choix.code)).ouvrir()
    )
    if du_code:
        _a_neuf(du_code, choix.travaux)
    if tout and not choix.fichiers:
        page.ecrire(SORTIE)
    return 0


def _derniers() -> list[code.Mutant]:
    lignes = json.loads((SORTIE / "code.json").read_text(encoding="utf-8"))
    return [code.Mutant(**{champ.name: ligne[champ.name] for champ in attrs.fields(code.Mutant)}) for ligne in lignes]


def _contexte(choix: argparse.Namespace, total: int) -> None:
    revision = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 - the git of whoever runs it
        cwd=RACINE,
        capture_output=True,
        text=True,
        check=True,
    )
    _ecrire(
        "contexte",
        {
            "jour": str(date.today()),  # noqa: DTZ011
            "revision": revision.stdout.strip(),
            "python": platform.python_version(),
            "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
            "part": choix.part,
            "graine": choix.graine,
            "total": total,
            "delai": essais.DELAI,
        },
    )


def _echantillon(choix: argparse.Namespace) -> list[code.Mutant]:
    tous = [mutant for mutant in code.mutants() if choix.fichiers in mutant.fichier]
    _contexte(choix, len(tous))
    if choix.part >= 1:
        return tous
    return sorted(
        random.Random(choix.graine).sample(tous, round(len(tous) * choix.part)),  # noqa: S311 - a sample, no secret
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


def _en_place(seance: Seance, du_code: list[code.Mutant], choix: argparse.Namespace, *, avec_tables: bool) -> None:
    if avec_tables:
        mutants = [mutant for mutant in tables.mutants() if choix.fichiers in mutant.ou]
        lignes = [{"famille": m.famille, "sorte": m.sorte, "ou": m.ou} for m in mutants]
        _executer("tables", lignes, [_table(seance, mutant) for mutant in mutants], choix.travaux)
    if du_code:
        lignes = [_decrire(mutant, seance) for mutant in du_code]
        _executer("code", lignes, [_fonction(seance, mutant) for mutant in du_code], choix.travaux)


def _decrire(mutant: code.Mutant, seance: Seance) -> dict[str, Any]:
    """A mutant of the code, with the files of tests to run when it is imported afresh."""
    mots = _noms_publics(RACINE / mutant.fichier)
    return {
        "fichier": mutant.fichier,
        "ligne": mutant.ligne,
        "operateur": mutant.operateur,
        "rang": mutant.rang,
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
        if not rangs:
            return 0
        avant, apres = _compiler(mutant)
        return seance.eprouver(rangs) if seance.echanger(avant, apres) else 0

    return tache


def _compiler(mutant: code.Mutant) -> tuple[CodeType, CodeType]:
    chemin = RACINE / mutant.fichier
    sources = (chemin.read_text(encoding="utf-8"), code.source_mutee(mutant))
    avant, apres = (compile(source, str(chemin), "exec", dont_inherit=True) for source in sources)
    return avant, apres


def _a_neuf(du_code: list[code.Mutant], travaux: int) -> None:
    """Try again what lived, each with its module imported afresh."""
    lignes = json.loads((SORTIE / "code.json").read_text(encoding="utf-8"))
    restants = [(ligne, mutant) for ligne, mutant in zip(lignes, du_code, strict=True) if not ligne["tue"]]
    # Nothing of what is mutated depends on these: they are imported once.
    import soinsprimaires.modele.registre
    import soinsprimaires.referentiels  # noqa: F401

    assert not {"soinsprimaires.droit", "soinsprimaires.regles", "soinsprimaires.cycle"} & set(sys.modules)  # noqa: S101
    taches = [_import(mutant, ligne["essais"]) for ligne, mutant in restants]
    debut = time.monotonic()
    for fait, (rang, issue) in enumerate(essais.lancer(taches, travaux=travaux), start=1):
        restants[rang][0]["tue"] = issue.tue
        _dire("afresh", fait, len(taches), debut)
    _ecrire("code", lignes)


def _import(mutant: code.Mutant, fichiers: list[str]) -> Callable[[], int]:
    def tache() -> int:
        import pytest

        source = code.source_mutee(mutant)
        chemin = str(RACINE / mutant.fichier)
        habituel = SourceFileLoader.get_code

        def get_code(soi: SourceFileLoader, nom: str) -> CodeType | None:
            if soi.path == chemin:
                return compile(source, chemin, "exec", dont_inherit=True)
            return habituel(soi, nom)

        setattr(SourceFileLoader, "get_code", get_code)  # noqa: B010 - a method, for this process
        d_abord = [str(RACINE / nom) for nom in essais.D_ABORD]
        lots = (d_abord, [fichier for fichier in fichiers if fichier not in d_abord])
        return int(any(pytest.main([*essais.options(), *lot]) for lot in lots if lot))

    return tache


def _executer(nom: str, lignes: list[dict[str, Any]], taches: list[Callable[[], int]], travaux: int) -> None:
    debut = time.monotonic()
    for fait, (rang, issue) in enumerate(essais.lancer(taches, travaux=travaux), start=1):
        lignes[rang] |= {"tue": issue.tue, "secondes": round(issue.secondes, 2)}
        _dire(nom, fait, len(taches), debut)
    _ecrire(nom, lignes)


def _ecrire(nom: str, lignes: list[dict[str, Any]] | dict[str, Any]) -> None:
    (SORTIE / f"{nom}.json").write_text(json.dumps(lignes, ensure_ascii=False, indent=1), encoding="utf-8")


def _dire(nom: str, fait: int, total: int, debut: float) -> None:
    if fait % 100 == 0 or fait == total:
        print(f"{nom}: {fait}/{total}, {time.monotonic() - debut:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
