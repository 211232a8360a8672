"""Where an application keeps its registres: every version in a file named by its digest, and which one is current.

Values never change, so that threads share them; two who write at once are told apart by the version that they read.
"""

import re
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

from soinsprimaires import Registre, charger, ecrire, empreinte

_EN_MEMOIRE: Final = 64
"""Registres that are kept read; a version never changes, so that none is ever stale."""


class Depot:
    """Versions of registres, by name."""

    def __init__(self, dossier: Path) -> None:
        self._dossier = dossier
        self._verrou = Lock()
        self.lire = lru_cache(_EN_MEMOIRE)(self._lire)

    def courante(self, nom: str) -> str | None:
        """The digest of the version that is current, ``None`` without one."""
        fichier = self._dossier / nom / "courante"
        return fichier.read_text(encoding="ascii") if fichier.exists() else None

    def _lire(self, nom: str, version: str) -> Registre:
        """A version, by its digest.

        Raises:
            FileNotFoundError: there is no such version.
        """
        return charger(self._fichier(nom, version))

    def ecrire(self, nom: str, registre: Registre, *, apres: str | None) -> str | None:
        """Make a registre the current version, if that is still the one after which it was made.

        Returns:
            Its digest, or ``None`` when somebody wrote meanwhile.
        """
        version = empreinte(registre)
        self._fichier(nom, version).parent.mkdir(parents=True, exist_ok=True)
        ecrire(registre, self._fichier(nom, version))
        with self._verrou:
            if self.courante(nom) != apres:
                return None
            provisoire = self._dossier / nom / "courante.neuve"
            provisoire.write_text(version, encoding="ascii")
            provisoire.replace(self._dossier / nom / "courante")
        return version

    def _fichier(self, nom: str, version: str) -> Path:
        # It comes from a header: nothing else than a digest is a name of a file.
        if re.fullmatch(r"[0-9a-f]{64}", version) is None:
            raise FileNotFoundError(nom)
        return self._dossier / nom / f"{version}.json"
