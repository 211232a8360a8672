"""A code that a git repository keeps as one Markdown file, of which each commit is the state of the law on a day.

This is how public repositories hold the French codes: ``fr/LEGITEXT000006072665.md``, ``code_de_la_santé_publique.md``.
A title ``Article L6323-3``, with or without ``#`` before it, begins an article, and nothing in the text dates it.
"""

import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import attrs

__all__ = ["Depot", "DepotIllisible", "depots", "numero_nu"]

_TITRE: Final = re.compile(r"^(?:#+ )?Article ([LRDA][*. ]*\d[\d*-]*)[ \t]*(?:\n-{4,})?$", re.MULTILINE)
_SANS_RESEAU: Final = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}


class DepotIllisible(Exception):
    """A repository of which git cannot give a file: a shallow or partial copy."""


def numero_nu(numero: str) -> str:
    """A number without the marks that editions put in it: ``R*. 6315-2`` is ``R6315-2``."""
    return re.sub(r"[*. ]", "", numero).upper()


def _git(racine: Path, *arguments: str) -> str:
    commande = ("git", "-C", str(racine), "-c", "core.quotePath=off", *arguments)
    fini = subprocess.run(  # nosec B603 - git, on a repository that the caller names
        commande, check=False, capture_output=True, env={**os.environ, **_SANS_RESEAU}
    )
    if fini.returncode:
        raise DepotIllisible(f"{racine} : {fini.stderr.decode(errors='replace').strip()[:200]}")
    return fini.stdout.decode()


@cache
def _articles(racine: Path, commit: str, fichier: str) -> Mapping[str, str]:
    """Words of each article, of all its versions when the file holds several; how lines are cut says nothing."""
    texte = _git(racine, "show", f"{commit}:{fichier}")
    titres = [*_TITRE.finditer(texte)]
    fins = [*(titre.start() for titre in titres[1:]), len(texte)]
    mots: dict[str, str] = defaultdict(str)
    for titre, fin in zip(titres, fins, strict=True):
        mots[numero_nu(titre[1])] += " ".join(texte[titre.end() : fin].split()) + "\n"
    return dict(mots)


@attrs.frozen
class Depot:
    """The file of one code.

    Attributes:
        racine: the repository.
        fichier: path of the file in it.
        etats: day and commit of each state, the oldest first.
    """

    racine: Path
    fichier: str
    etats: tuple[tuple[date, str], ...]

    @property
    def premier(self) -> date:
        """Day of the oldest state."""
        return self.etats[0][0]

    @property
    def dernier(self) -> date:
        """Day of the latest state, which may be still to come."""
        return self.etats[-1][0]

    def au(self, jour: date) -> tuple[date, Mapping[str, str]] | None:
        """The state that stood on a day, and since when; ``None`` before the oldest one."""
        passes = [etat for etat in self.etats if etat[0] <= jour]
        return (passes[-1][0], _articles(self.racine, passes[-1][1], self.fichier)) if passes else None


def depots(racine: Path, codes: Mapping[str, str]) -> Iterator[tuple[str, Depot]]:
    """The codes that a repository keeps so: nothing for a folder that is no repository.

    Args:
        racine: a clone, bare or not.
        codes: short name of each code by its identifier and by the name of its file.
    """
    if not ((racine / ".git").exists() or (racine / "objects").is_dir()):
        return
    for fichier in _git(racine, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0"):
        chemin = Path(fichier)
        code = codes.get(_sans_accent(chemin.stem)) if chemin.suffix == ".md" else None
        if code is not None:
            journal = _git(racine, "log", "--date=short", "--format=%ad %H", "HEAD", "--", fichier).split("\n")
            etats = (ligne.split() for ligne in reversed(journal) if ligne)
            dates = [(date.fromisoformat(jour), commit) for jour, commit in etats]
            yield code, Depot(racine, fichier, tuple(sorted(dates, key=lambda etat: etat[0])))


def _sans_accent(nom: str) -> str:
    return nom.replace("é", "e").replace("è", "e")
