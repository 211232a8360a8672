"""Documents that a disk, a network or an editor damaged: a value or its faults, never another exception."""

import gzip
import io
import os
from pathlib import Path
from random import Random

import pytest
from tests.donnees.test_donnees import GARDES
from tests.serialisation.outils import anomalies

from soinsprimaires import DocumentInvalide, Registre, charger, charger_lignes, depuis_json, ecrire_lignes, en_json

NOMBRE = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "nuit" else 500
LOTS = 5


def abimer(octets: bytes, hasard: Random) -> bytes:
    """One to three bits flipped, bytes changed, dropped, doubled or swapped."""
    abimes = bytearray(octets)
    for _ in range(hasard.choice((1, 1, 2, 3))):
        place = hasard.randrange(len(abimes))
        match hasard.randrange(6):
            case 0:
                abimes[place] = hasard.randrange(256)
            case 1:
                del abimes[place]
            case 2:
                abimes.insert(place, abimes[place])
            case 3:
                abimes[place : place + 2] = reversed(abimes[place : place + 2])
            case _:
                abimes[place] ^= 1 << hasard.randrange(8)
    return bytes(abimes)


def lire(octets: bytes) -> Registre | None:
    try:
        return depuis_json(octets)
    except DocumentInvalide as refus:
        trouvees = refus.anomalies
    assert trouvees
    assert all(len(anomalie.message) <= 400 for anomalie in trouvees)
    return None


def lire_lignes(octets: bytes) -> int:
    """How many entities could be read."""
    lues = 0
    try:
        lignes = charger_lignes(io.BytesIO(octets), continuer=True)
        for _ in lignes:
            lues += 1
    except DocumentInvalide as refus:
        trouvees = refus.anomalies
    else:
        assert (lignes.lues, lignes.gardees) == (lues + lignes.refusees, lues)
        return lues
    assert trouvees
    return lues


@pytest.mark.parametrize("lot", range(LOTS))
def test_un_document_abime(lot: int) -> None:
    documents = [en_json(charger(chemin), compact=True).encode() for chemin in GARDES if "complet" not in chemin.stem]
    lus = 0
    for numero in range(lot, NOMBRE, LOTS):
        hasard = Random(numero)  # noqa: S311 - the same at each run
        lus += lire(abimer(hasard.choice(documents), hasard)) is not None
    assert 0 < lus < NOMBRE // LOTS


@pytest.mark.parametrize("lot", range(LOTS))
@pytest.mark.parametrize("comprime", [True, False])
def test_des_lignes_abimees(lot: int, *, comprime: bool) -> None:
    ecrit = io.BytesIO()
    ecrire_lignes(charger(GARDES[0]), ecrit)
    octets = gzip.compress(ecrit.getvalue(), mtime=0) if comprime else ecrit.getvalue()
    total = lire_lignes(octets)
    comptes = {lire_lignes(abimer(octets, Random(numero))) for numero in range(lot, NOMBRE, LOTS)}  # noqa: S311
    assert max(comptes) <= total
    assert min(comptes) < total


def test_un_petit_document_coupe_a_chaque_octet() -> None:
    octets = GARDES[-1].read_bytes()[:3000]
    for fin in range(len(octets)):
        (anomalie,) = anomalies(octets[:fin])
        assert anomalie.code in {"json.syntaxe", "json.encodage"}


def test_un_fichier_comprime_n_est_pas_un_document(tmp_path: Path) -> None:
    chemin = tmp_path / "bombe.json"
    chemin.write_bytes(gzip.compress(b"[" * (50 << 20)))
    with pytest.raises(DocumentInvalide) as refus:
        charger(chemin)
    assert [anomalie.code for anomalie in refus.value.anomalies] == ["json.encodage"]
