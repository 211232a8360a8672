"""What the tests of this folder give to workers, which find it by its name."""

import os
import time
from datetime import date
from functools import partial
from pathlib import Path

from soinsprimaires import MSP, Registre, ecrire
from soinsprimaires.grappe._lots import LotConfie

AU = date(2025, 6, 1)


def ecrire_msp(dossier: Path, nom: str) -> Path:
    """A document that holds one MSP, of that name."""
    ecrire(Registre(structures=(MSP(identifiant=nom, nom=nom),)), dossier / f"{nom}.json")
    return dossier / f"{nom}.json"


def nommer(registre: Registre, /, *, au: date, drapeau: Path) -> str:
    """The name of the MSP; some kill their process, which says nothing, or wait for a flag."""
    (msp,) = registre.structures
    if msp.identifiant.startswith("tueuse"):
        os._exit(1)
    while msp.identifiant.startswith("lente") and not drapeau.exists():
        time.sleep(0.01)
    return msp.identifiant


def confier(dossier: Path, *noms: str) -> list[LotConfie[str]]:
    """A lot for each name; who waits does so for the file ``drapeau`` of the folder."""
    travail = partial(nommer, drapeau=dossier / "drapeau")
    return [LotConfie(source=ecrire_msp(dossier, nom), au=AU, travail=travail) for nom in noms]
