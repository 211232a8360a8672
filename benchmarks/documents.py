"""Reading and writing the JSON of a part of the synthetic country, beside peers that model the same document.

    python -m benchmarks.documents [part [rounds]]

The library is measured as it is with the extra ``rapide``, and with the core alone (the fast path put aside).
"""

import json
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import msgspec
import orjson
from benchmarks._mesure import Ligne, Mesures, chronometrer, rapport, releve
from benchmarks.peers import cattrs_, msgspec_, pydantic_

from soinsprimaires import (
    MSP,
    DocumentInvalide,
    Registre,
    charger_lignes,
    depuis_json,
    ecrire_lignes,
    en_json,
    synthese,
)
from soinsprimaires.modele import genres
from soinsprimaires.serialisation import _ecriture, _lecture, _lignes, _rapide

PART: Final = 0.02
TOURS: Final = 31
PART_GC: Final = 0.1
TOURS_GC: Final = 7
"""What the collector costs shows on a larger document, in fewer rounds."""
PETIT: Final = 6_000


@contextmanager
def coeur_seul() -> Iterator[None]:
    """As without the extra."""
    with (
        patch.object(_lecture, "_lire_vite", lambda *_: None),
        patch.object(_lignes, "lecteur_rapide", lambda: None),
        patch.object(_ecriture, "ecrivain_rapide", lambda: None),
    ):
        yield


def sans_extra(action: Callable[[], object]) -> Callable[[], object]:
    """The same with the core alone."""

    def faire() -> object:
        with coeur_seul():
            return action()

    return faire


def fautes(octets: bytes) -> int:
    """How many faults a document has."""
    try:
        depuis_json(octets)
    except DocumentInvalide as refus:
        return len(refus.anomalies)
    raise AssertionError("a fault was expected")


def lire_lignes(octets: bytes) -> int:
    """Read every line and let it go."""
    return sum(1 for _ in charger_lignes(BytesIO(octets)))


def _sans_fautes(octets: bytes) -> bytes:
    """The same document whose last structure, and one entity in a thousand, have an unknown word."""
    document = json.loads(octets)
    document["contenu"]["structures"][-1]["nom"] = 1
    for professionnel in document["contenu"]["professionnels"][::1000]:
        professionnel["exercices"] = [{"mode": "inconnu"}]
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def mesures_lecture(registre: Registre, tours: int = TOURS) -> Mesures:
    """Every way to read a document, and what it costs to refuse one."""
    compact, indente = en_json(registre, compact=True).encode(), en_json(registre).encode()
    fautif = _sans_fautes(compact)
    base, classe_dataclass = pydantic_.BASE.document(), pydantic_.DATACLASS.document()
    struct = msgspec.json.Decoder(msgspec_.document()).decode
    decoder = _rapide.decodeur().decode
    fiches = [decoder(compact)]
    assert depuis_json(compact) == depuis_json(indente) == cattrs_.lire(compact) == registre  # noqa: S101
    return chronometrer(
        {
            # What is compared is measured side by side.
            "json, no model": partial(json.loads, compact),
            "orjson, no model": partial(orjson.loads, compact),
            "rapide": partial(depuis_json, compact),
            "pydantic BaseModel": partial(base.validate_json, compact),
            "core alone": sans_extra(partial(depuis_json, compact)),
            "core alone, faults": sans_extra(partial(fautes, fautif)),
            "rapide, faults": partial(fautes, fautif),
            "rapide, decoding alone": partial(decoder, compact),
            "rapide, proof alone": partial(_rapide.tout_est_dit, compact, fiches),
            "orjson, no model, indented": partial(orjson.loads, indente),
            "rapide, indented": partial(depuis_json, indente),
            "pydantic dataclass": partial(classe_dataclass.validate_json, compact),
            "msgspec Struct": partial(struct, compact),
            "cattrs, its defaults": partial(cattrs_.lire, compact),
        },
        tours,
    )


def mesures_ramasse_miettes(registre: Registre, tours: int) -> Mesures:
    """Reading with the collector as it comes, whose cost grows with what is in memory."""
    compact = en_json(registre, compact=True).encode()
    base = pydantic_.BASE.document()
    return chronometrer(
        {
            "rapide (gc)": partial(depuis_json, compact),
            "pydantic BaseModel (gc)": partial(base.validate_json, compact),
        },
        tours,
    )


def mesures_ecriture(registre: Registre, tours: int = TOURS) -> Mesures:
    """Every way to write a document."""
    compact = en_json(registre, compact=True).encode()
    brut = orjson.loads(compact)
    base, classe_dataclass = pydantic_.BASE.document(), pydantic_.DATACLASS.document()
    modele, valeur = base.validate_json(compact), classe_dataclass.validate_json(compact)
    struct = msgspec.json.Decoder(msgspec_.document()).decode(compact)
    encoder = msgspec.json.Encoder(order="sorted").encode
    ecrit = base.dump_json(modele, exclude_defaults=True)
    assert json.loads(ecrit) == json.loads(encoder(struct)) == brut  # noqa: S101
    return chronometrer(
        {
            "rapide": lambda: en_json(registre, compact=True).encode(),
            "pydantic BaseModel": lambda: base.dump_json(modele, exclude_defaults=True),
            "core alone": sans_extra(lambda: en_json(registre, compact=True).encode()),
            "rapide, indented": lambda: en_json(registre).encode(),
            "core alone, indented": sans_extra(lambda: en_json(registre).encode()),
            "orjson, no model": lambda: orjson.dumps(brut, option=orjson.OPT_SORT_KEYS),
            "json, no model": lambda: json.dumps(brut, sort_keys=True, ensure_ascii=False).encode(),
            "pydantic BaseModel, indented": lambda: base.dump_json(modele, exclude_defaults=True, indent=2),
            "pydantic dataclass": lambda: classe_dataclass.dump_json(valeur, exclude_defaults=True),
            "msgspec Struct": lambda: encoder(struct),
        },
        tours,
    )


def mesures_lignes(registre: Registre, tours: int = TOURS) -> Mesures:
    """JSON Lines, one entity at a time."""
    flux = BytesIO()
    ecrire_lignes(registre, flux)
    octets = flux.getvalue()
    ligne = pydantic_.BASE.ligne(dict(genres.CLASSES))

    def lire_pydantic() -> int:
        return sum(1 for texte in BytesIO(octets).readlines()[1:] if ligne.validate_json(texte))

    return chronometrer(
        {
            "rapide": partial(lire_lignes, octets),
            "core alone": sans_extra(partial(lire_lignes, octets)),
            "pydantic BaseModel": lire_pydantic,
        },
        tours,
    )


def memoire_lignes() -> Ligne:
    """Peak of what Python holds while a file four times as long is read, over the peak for the short one."""
    pointes = []
    with tempfile.TemporaryDirectory() as dossier:
        for part in (0.08, 0.02, 0.08):  # the first fills what is remembered of dates and words
            chemin = Path(dossier) / "lignes.jsonl"
            ecrire_lignes(synthese.pays(part=part), chemin)
            tracemalloc.start()
            sum(1 for _ in charger_lignes(chemin))
            pointes.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    return releve("lignes : mémoire d'un fichier quatre fois plus long", [pointes[2] / pointes[1]], 1.2)


def petit_document() -> bytes:
    """A document just over the wanted size."""
    registre = synthese.pays(part=0.001)
    choisis = [entite for entite in registre if isinstance(entite, MSP) or entite in registre.lieux]
    lot: list[Any] = []
    for entite in (*choisis, *registre.projets, *registre.professionnels):
        lot.append(entite)
        octets = en_json(Registre().avec(*lot)).encode()
        if len(octets) >= PETIT:
            return octets
    raise AssertionError("the country is too small")


def mesures_petit(tours: int = TOURS) -> Mesures:
    """A small document, many times."""
    octets = petit_document()
    base = pydantic_.BASE.document()
    return chronometrer(
        {
            "rapide": partial(depuis_json, octets),
            "core alone": sans_extra(partial(depuis_json, octets)),
            "pydantic BaseModel": partial(base.validate_json, octets),
            "orjson, no model": partial(orjson.loads, octets),
        },
        tours,
        fois=100,
    )


def lignes(part: float = PART, tours: int = TOURS) -> Iterator[tuple[list[Ligne], str, Mesures]]:
    """The targets, group after group, each with its title and all that was measured."""
    registre = synthese.pays(part=part)
    pydantic, seul = "pydantic BaseModel", "core alone"
    lecture = mesures_lecture(registre, tours)
    yield (
        [
            _au_plus(3.5, "lire, rapide, compact, sur orjson.loads", lecture, "rapide", "orjson, no model"),
            _au_plus(
                3.3,
                "lire, rapide, indenté, sur orjson.loads",
                lecture,
                "rapide, indented",
                "orjson, no model, indented",
            ),
            _au_moins(1.5, "lire, rapide, vitesse sur pydantic", lecture, pydantic, "rapide"),
            _au_moins(0.8, "lire, cœur seul, vitesse sur pydantic", lecture, pydantic, seul),
            _au_plus(4, "toutes les fautes, rapide, sur le document sain", lecture, "rapide, faults", "rapide"),
            _au_plus(4, "toutes les fautes, cœur seul, sur le document sain", lecture, "core alone, faults", seul),
        ],
        f"Reading {part:.0%} of the country",
        lecture,
    )
    encombre = mesures_ramasse_miettes(synthese.pays(part=max(part, PART_GC)), min(tours, TOURS_GC))
    nom = "lire, rapide, vitesse sur pydantic, ramasse-miettes d'origine"
    yield (
        [_au_moins(4, nom, encombre, "pydantic BaseModel (gc)", "rapide (gc)")],
        f"Reading {max(part, PART_GC):.0%} of the country, the collector as it comes",
        encombre,
    )
    ecriture = mesures_ecriture(registre, tours)
    yield (
        [
            _au_moins(1.6, "écrire, rapide, vitesse sur pydantic", ecriture, pydantic, "rapide"),
            _au_moins(0.6, "écrire, cœur seul, vitesse sur pydantic", ecriture, pydantic, seul),
        ],
        f"Writing {part:.0%} of the country",
        ecriture,
    )
    en_lignes = mesures_lignes(registre, tours)
    yield (
        [_au_moins(1.3, "lignes, rapide, vitesse sur pydantic", en_lignes, pydantic, "rapide"), memoire_lignes()],
        f"Reading {part:.0%} of the country in JSON Lines",
        en_lignes,
    )
    petit = mesures_petit(tours)
    yield (
        [_au_moins(1, "petit document (6 ko), rapide, vitesse sur pydantic", petit, pydantic, "rapide")],
        "Reading a small document",
        petit,
    )


def _au_moins(cible: float, nom: str, mesures: Mesures, haut: str, bas: str) -> Ligne:
    return rapport(nom, mesures, haut, bas, cible, au_moins=True)


def _au_plus(cible: float, nom: str, mesures: Mesures, haut: str, bas: str) -> Ligne:
    return rapport(nom, mesures, haut, bas, cible, au_moins=False)


if __name__ == "__main__":
    choix = dict(zip(("part", "tours"), sys.argv[1:3], strict=False))
    for groupe, titre, mesures in lignes(float(choix.get("part", PART)), int(choix.get("tours", TOURS))):
        print(titre)
        for nom, durees in mesures.items():
            print(f"  {nom:<32} {min(durees) * 1000:9.3f} ms at best, {max(durees) * 1000:9.3f} ms at worst")
        print(*groupe, sep="\n")
