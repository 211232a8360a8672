"""Three ways to represent an official identifier, and the cost of its key.

The figures behind ``docs/adr/0001-identifiants-officiels.md``. Each variant reads the same JSON text (a slug, an RPPS,
a FINESS half of the time, a SIRET one time in three) into frozen attrs objects, with the form and the key of every
number checked, and writes it back. The variants take turns in each round, the garbage collector is emptied before and
stopped during each measure. The parts that need msgspec or python-stdnum are skipped, with a line saying so, where they
are not installed.

    python -m benchmarks.identifiants [number of entities] [rounds]
"""

import gc
import importlib.util
import json
import platform
import statistics
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from time import process_time
from typing import Any, ClassVar, Final, Self

import attrs
import cattrs
from benchmarks._mesure import Ligne, rapport

from soinsprimaires.identifiants import (
    FINESS,
    RPPS,
    SIREN,
    SIRET,
    SLUG,
    Finess,
    Rpps,
    Siret,
    SorteIdentifiant,
    cle_luhn,
)

OBJECTIF_CLE: Final = 5.0
Mesure = tuple[str, Callable[[], object]]


class Texte(str):
    """Variant a: a subclass of ``str`` that cannot hold a wrong number."""

    __slots__ = ()
    sorte: ClassVar[SorteIdentifiant[str]]

    def __new__(cls, texte: str) -> Self:
        """Check the form and the key."""
        return super().__new__(cls, cls.sorte.exiger(texte))


class RppsTexte(Texte):
    """An RPPS."""

    __slots__ = ()
    sorte = RPPS


class FinessTexte(Texte):
    """A FINESS number."""

    __slots__ = ()
    sorte = FINESS


class SiretTexte(Texte):
    """A SIRET."""

    __slots__ = ()
    sorte = SIRET


@attrs.frozen
class Valeur:
    """Variant c: a small value around the text."""

    sorte: ClassVar[SorteIdentifiant[str]]
    texte: str

    def __attrs_post_init__(self) -> None:
        self.sorte.exiger(self.texte)


@attrs.frozen
class RppsValeur(Valeur):
    """An RPPS."""

    sorte = RPPS


@attrs.frozen
class FinessValeur(Valeur):
    """A FINESS number."""

    sorte = FINESS


@attrs.frozen
class SiretValeur(Valeur):
    """A SIRET."""

    sorte = SIRET


@attrs.frozen(kw_only=True)
class EntiteA:
    """An entity whose numbers are subclasses of ``str``."""

    identifiant: str = attrs.field(validator=SLUG)
    rpps: RppsTexte | None = None
    finess: FinessTexte | None = None
    siret: SiretTexte | None = None


@attrs.frozen(kw_only=True)
class EntiteB:
    """An entity whose numbers are plain ``str``; the constructor checks their form once more."""

    identifiant: str = attrs.field(validator=SLUG)
    rpps: Rpps | None = attrs.field(default=None, validator=RPPS)
    finess: Finess | None = attrs.field(default=None, validator=FINESS)
    siret: Siret | None = attrs.field(default=None, validator=SIRET)


@attrs.frozen(kw_only=True)
class EntiteC:
    """An entity whose numbers are values."""

    identifiant: str = attrs.field(validator=SLUG)
    rpps: RppsValeur | None = None
    finess: FinessValeur | None = None
    siret: SiretValeur | None = None


A: Final = "a. str subclass"
B: Final = "b. NewType of str"
C: Final = "c. attrs value"


def fabriquer(nombre: int) -> bytes:
    entites: list[dict[str, str | None]] = []
    for rang in range(nombre):
        rpps, finess, siren = f"10{rang:08d}", f"010{rang % 100_000:05d}", f"2{rang % 10_000_000:07d}"
        siret = f"{siren}{cle_luhn(siren)}0001"
        entites.append(
            {
                "identifiant": f"entite-{rang}",
                "rpps": rpps + cle_luhn(rpps),
                "finess": None if rang % 2 else finess + cle_luhn(finess),
                "siret": None if rang % 3 else siret + cle_luhn(siret),
            }
        )
    return json.dumps(entites, separators=(",", ":")).encode()


def texte_exact(valeur: object, _: object) -> str:
    if type(valeur) is not str:
        raise TypeError
    return valeur


def crochet(lire: Callable[[str], object]) -> Callable[[Any, Any], object]:
    return lambda valeur, _: lire(valeur)


def convertisseur(crochets: dict[Any, Callable[[str], object]]) -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook(str, texte_exact)
    for nature, lire in crochets.items():
        converter.register_structure_hook(nature, crochet(lire))
    for nature in (RppsValeur, FinessValeur, SiretValeur):
        converter.register_unstructure_hook(nature, lambda valeur: valeur.texte)
    return converter


def mesures_cattrs(octets: bytes) -> list[Mesure]:
    exiger: dict[Any, Callable[[str], object]] = {Rpps: RPPS.exiger, Finess: FINESS.exiger, Siret: SIRET.exiger}
    variantes: tuple[tuple[str, type, dict[Any, Callable[[str], object]]], ...] = (
        (A, EntiteA, {nature: nature for nature in (RppsTexte, FinessTexte, SiretTexte)}),
        (B, EntiteB, exiger),
        (C, EntiteC, {nature: nature for nature in (RppsValeur, FinessValeur, SiretValeur)}),
    )
    mesures: list[Mesure] = []
    for nom, classe, crochets in variantes:
        converter = convertisseur(crochets)

        def lire(converter: cattrs.Converter = converter, classe: type = classe) -> object:
            return converter.structure(json.loads(octets), list[classe])  # type: ignore[valid-type]

        entites = lire()

        def ecrire(converter: cattrs.Converter = converter, entites: object = entites) -> bytes:
            return json.dumps(converter.unstructure(entites), separators=(",", ":")).encode()

        verifier(ecrire(), octets, nom)
        mesures += [(f"json + cattrs | {nom} | read", lire), (f"json + cattrs | {nom} | write", ecrire)]
    return mesures


def mesures_msgspec(octets: bytes) -> list[Mesure]:
    """Variant c has no line: msgspec takes an attrs class for a JSON object and refuses a text for it."""
    msgspec = import_module("msgspec").json

    def construire(nature: Callable[[object], object], valeur: object) -> object:
        return nature(valeur)

    decodeur_a = msgspec.Decoder(list[EntiteA], dec_hook=construire)
    decodeur_b = msgspec.Decoder(list[EntiteB])
    encodeur_a = msgspec.Encoder(enc_hook=str)
    encodeur_b = msgspec.Encoder()

    def lire_b() -> object:
        entites: list[EntiteB] = decodeur_b.decode(octets)
        for entite in entites:
            for sorte, valeur in ((RPPS, entite.rpps), (FINESS, entite.finess), (SIRET, entite.siret)):
                if valeur is not None:
                    sorte.exiger(valeur)
        return entites

    entites_a, entites_b = decodeur_a.decode(octets), lire_b()
    verifier(encodeur_a.encode(entites_a), octets, A)
    verifier(encodeur_b.encode(entites_b), octets, B)
    return [
        (f"msgspec | {A} | read", lambda: decodeur_a.decode(octets)),
        (f"msgspec | {A} | write", lambda: encodeur_a.encode(entites_a)),
        (f"msgspec | {B} | read", lire_b),
        (f"msgspec | {B} | write", lambda: encodeur_b.encode(entites_b)),
    ]


def mesures_cles(nombre: int) -> list[Mesure]:
    """Ours beside python-stdnum where it has the number; it has no RPPS, so its bare Luhn test stands there."""
    siren, siret, rpps = "213202088", "26010004500012", "10000000009"
    luhn = import_module("stdnum.luhn").validate
    siren_stdnum = import_module("stdnum.fr.siren").validate
    siret_stdnum = import_module("stdnum.fr.siret").validate

    def repeter(valider: Callable[[str], object], valeur: str) -> Callable[[], object]:
        def tours() -> None:
            for _ in range(nombre):
                valider(valeur)

        return tours

    return [
        ("key | SIREN | SIREN.exiger", repeter(SIREN.exiger, siren)),
        ("key | SIREN | python-stdnum", repeter(siren_stdnum, siren)),
        ("key | SIRET | SIRET.exiger", repeter(SIRET.exiger, siret)),
        ("key | SIRET | python-stdnum", repeter(siret_stdnum, siret)),
        ("key | RPPS | RPPS.exiger", repeter(RPPS.exiger, rpps)),
        ("key | RPPS | python-stdnum, Luhn only", repeter(luhn, rpps)),
    ]


def verifier(ecrit: bytes, octets: bytes, nom: str) -> None:
    if json.loads(ecrit) != json.loads(octets):  # msgspec writes the keys in another order
        message = f"{nom}: what is written is not what was read"
        raise AssertionError(message)


def chronometrer(mesures: list[Mesure], tours: int) -> dict[str, list[float]]:
    durees: dict[str, list[float]] = {nom: [] for nom, _ in mesures}
    for _ in range(tours):
        for nom, mesure in mesures:
            gc.collect()
            gc.disable()
            try:
                depart = process_time()
                mesure()
                durees[nom].append(process_time() - depart)
            finally:
                gc.enable()
    return durees


def lignes(nombre: int = 20_000, tours: int = 7) -> list[Ligne]:
    """The target of each kind that python-stdnum has too."""
    durees = chronometrer(mesures_cles(nombre), tours)
    return [
        rapport(
            f"valider un {sorte}, vitesse sur python-stdnum",
            durees,
            f"key | {sorte} | python-stdnum",
            f"key | {sorte} | {sorte}.exiger",
            OBJECTIF_CLE,
            au_moins=True,
        )
        for sorte in ("SIREN", "SIRET")
    ]


def principal() -> None:
    nombre = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    tours = int(sys.argv[2]) if len(sys.argv) > 2 else 7  # noqa: PLR2004
    octets = fabriquer(nombre)
    presents = [nom for nom in ("attrs", "cattrs", "msgspec", "stdnum") if importlib.util.find_spec(nom)]
    versions = ", ".join(f"{nom} {version('python-stdnum' if nom == 'stdnum' else nom)}" for nom in presents)
    print(f"Python {platform.python_version()}, {versions}; {nombre} entities, {len(octets)} bytes, {tours} rounds")
    mesures = mesures_cattrs(octets)
    if "msgspec" in presents:
        mesures += mesures_msgspec(octets)
    else:
        print("msgspec is not installed: its part is skipped")
    if "stdnum" in presents:
        mesures += mesures_cles(nombre)
    else:
        print("python-stdnum is not installed: the comparison of keys is skipped")
    print(f"us each (one entity, or one number for a key): median [fastest, slowest] of {tours} rounds")
    for nom, durees in chronometrer(mesures, tours).items():
        milieu, bas, haut = (valeur / nombre * 1e6 for valeur in (statistics.median(durees), min(durees), max(durees)))
        print(f"{nom:<48} {milieu:7.3f} [{bas:.3f}, {haut:.3f}]")


if __name__ == "__main__":
    principal()
