"""What is fuzzed: each reader with the ways of calling it, its mutations and the code whose coverage is compared.

The first byte of an input chooses the way of calling; the others are the file. A reader is added by one line of
:data:`CIBLES`.
"""

import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from io import BytesIO
from random import Random
from types import MappingProxyType
from typing import Any, Final

import attrs
from tests.fuzz.mutations import (
    Mutation,
    Vocabulaire,
    mots_des_tables,
    muter_document,
    muter_lignes,
    muter_table,
    muter_xml,
)
from tests.fuzz.oracle import juger_lecture, juger_lignes, juger_registre

from soinsprimaires import MSP, Finess, NatureProjet, Organisation, Registre, Site
from soinsprimaires.echanges import (
    Lecture,
    Limites,
    _tables,
    annuaire,
    apl,
    contours,
    finess,
    populations,
    tableau,
    zonage,
)
from soinsprimaires.modele.organisations import NatureOrganisation

__all__ = ["CIBLES", "COMMUNS", "Cible", "demonter", "monter"]

Options = Mapping[str, Any]
Preparation = Callable[[Sequence[bytes]], Mutation]
"""From examples of the files of a reader to the mutation that keeps their structure."""

_DEPUIS: Final = ord("0")
_ECRITURES: Final = 8
"""One reading of so many is written and read again: it costs more than the reading."""


@attrs.frozen
class Cible:
    """A reader to be fuzzed.

    Attributes:
        juger: the oracle: reads bytes with some options, raises when a promise is broken.
        options: the ways of calling it.
        preparer: gives the mutation that keeps the structure of its files.
        modules: its own code, under ``src/soinsprimaires``; see :data:`COMMUNS` for what readers share.
        publiques: the functions that read, by which the inputs of the unit tests are gathered.
        hors: functions of these modules that read nothing.
        couper: short files that hold what a long one does, for a fuzzer that cuts what is long.
    """

    juger: Callable[[bytes, Options], None]
    options: Sequence[Options]
    preparer: Preparation
    modules: tuple[str, ...]
    publiques: tuple[str, ...]
    hors: frozenset[str] = frozenset()
    couper: Callable[[bytes], Iterable[bytes]] = lambda fichier: (fichier,)

    def essayer(self, entree: bytes) -> None:
        """Judge one input.

        Raises:
            Manquement: a promise was broken; any other exception is one that the reader should not raise.
        """
        if entree:
            self.juger(entree[1:], self.options[(entree[0] - _DEPUIS) % len(self.options)])

    def entrees(self, fichier: bytes) -> Iterable[bytes]:
        """The inputs that read a file in each way."""
        return (bytes([_DEPUIS + rang]) + fichier for rang in range(len(self.options)))


# -- documents ----------------------------------------------------------------------------------------------------


def _juger_document(octets: bytes, options: Options) -> None:
    juger_registre(octets, **options)


def _un_par_entite(octets: bytes) -> Iterator[bytes]:
    """A document, and one more for each of its entities."""
    yield octets
    with suppress(ValueError, RecursionError, AttributeError):
        document = json.loads(octets)
        for genre, entites in document["contenu"].items() if "contenu" in document else ():
            for entite in entites if isinstance(entites, list) else ():
                yield json.dumps({**document, "contenu": {genre: [entite]}}, separators=(",", ":")).encode()


def _preparer_documents(exemples: Sequence[bytes]) -> Mutation:
    return partial(muter_document, Vocabulaire(exemples))


def _juger_lignes(octets: bytes, options: Options) -> None:
    juger_lignes(octets, taille_max=_COURTES.taille_max, **options)


def _preparer_lignes(exemples: Sequence[bytes]) -> Mutation:
    """Mutation of a JSON Lines file."""
    vocabulaire = Vocabulaire(ligne for exemple in exemples for ligne in exemple.split(b"\n"))
    return partial(muter_lignes, partial(muter_document, vocabulaire))


# -- workbooks ----------------------------------------------------------------------------------------------------

_PARTIE: Final = b"%%% "
_EMBALLES: Final = (b"PK", b"\x1f\x8b")
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FEUILLES: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PAQUET: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HABITUELLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "[Content_Types].xml": f'<Types xmlns="{_PAQUET}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PAQUET}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PAQUET}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_FEUILLES}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="APL_2022" sheetId="1" r:id="rId1"/></sheets></workbook>',
    }
)
"""The members without which a workbook is none, for the inputs that do not give them."""
_UTILES: Final = re.compile(r"xl/(workbook|sharedStrings|worksheets/.*|_rels/.*)\.(xml|rels)|\[Content_Types\]\.xml")


def monter(texte: bytes) -> bytes:
    """A workbook from its members written one after the other, each after a line ``%%% name``; other bytes as they are.

    The zip is made here so that mutations reach what it holds.
    """
    if not texte.startswith(_PARTIE):
        return texte
    membres: dict[str, bytes] = {nom: xml.encode() for nom, xml in _HABITUELLES.items()}
    for partie in texte[len(_PARTIE) :].split(b"\n" + _PARTIE):
        nom, _, contenu = partie.partition(b"\n")
        membres[nom.decode(errors="replace").replace("\0", "")[:100] or "-"] = contenu
    tampon = BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for nom_du_membre, contenu in membres.items():
            archive.writestr(nom_du_membre, contenu)
    return tampon.getvalue()


def demonter(octets: bytes) -> bytes:
    """The contrary of :func:`monter`: the useful members of a workbook, other bytes as they are."""
    if not zipfile.is_zipfile(BytesIO(octets)):
        return octets
    with zipfile.ZipFile(BytesIO(octets)) as archive:
        noms = [nom for nom in archive.namelist() if _UTILES.fullmatch(nom)]
        if "xl/workbook.xml" not in noms:
            return octets
        return b"\n".join(_PARTIE + nom.encode() + b"\n" + archive.read(nom) for nom in noms)


def _preparer_tables(exemples: Sequence[bytes]) -> Mutation:
    mots = mots_des_tables(exemple for exemple in exemples if not exemple.startswith(_PARTIE))

    def muter(hasard: Random, octets: bytes) -> bytes:
        if octets.startswith(_EMBALLES):
            raise ValueError("a packed file has no structure of its own")
        return (muter_xml if octets.startswith(_PARTIE) else muter_table)(mots, hasard, octets)

    return muter


# -- readings -----------------------------------------------------------------------------------------------------


def _juge(lire: Callable[..., Lecture[Any]]) -> Callable[[bytes, Options], None]:
    def juger(octets: bytes, options: Options) -> None:
        source = BytesIO(monter(octets))
        juger_lecture(lire(source, limites=_COURTES, **options), ecrire=zlib.crc32(octets) % _ECRITURES == 0)

    return juger


_COURTES: Final = Limites(taille_max=1 << 14)
"""A packed input of four thousand bytes would otherwise become thousands of lines, and a fuzzer do little else."""

# A file of one row numbered 1,048,576 takes half a second: a fuzzer would do little else.
_tables._RANGEES_MAX = 2_000  # type: ignore[misc]

_GERS: Final[Options] = MappingProxyType({"departement": "32"})
_TOUT: Final[Options] = MappingProxyType({})
_JOUR: Final = date(2026, 3, 2)
_UNITE: Final = tableau.Correspondance(nature="Nature", identifiant="Id", etats=(("en cours", "projet_en_redaction"),))
_SANS_DETAIL: Final = tableau.Correspondance(
    nature="Nature", identifiant="Id", commune=None, depuis=None, referent=None
)
_SITUES: Final = Registre(
    structures=(
        MSP(
            identifiant="msp",
            nom="MSP",
            sites=(Site(identifiant="site", commune="32208", finess=Finess("000000109")),),
        ),
    ),
    organisations=(
        Organisation(
            identifiant="ej", nom="Gestionnaire", nature=NatureOrganisation.ASSOCIATION, finess=Finess("000000117")
        ),
    ),
)

COMMUNS: Final = tuple(f"echanges/{nom}.py" for nom in ("_finess", "_flux", "_json", "_lecture", "_tables", "_valeurs"))
"""Code of several readers."""

_DOCUMENT: Final = (
    *("_bornes", "_constructeurs", "_contenu", "_convertisseur", "_fautes", "_lecture", "_primitives", "_rapide"),
)

CIBLES: Final[Mapping[str, Cible]] = MappingProxyType(
    {
        "json": Cible(
            juger=_juger_document,
            options=({"tolerant": False}, {"tolerant": True}),
            preparer=_preparer_documents,
            modules=tuple(f"serialisation/{nom}.py" for nom in _DOCUMENT),
            publiques=tuple(
                f"serialisation._lecture:{nom}"
                for nom in ("depuis_json", "depuis_json_en_detail", "charger", "charger_en_detail")
            ),
            couper=_un_par_entite,
            hors=frozenset({"en_objet", "_ecrivain_objet", "_ecrire_extensions"}),
        ),
        "lignes": Cible(
            juger=_juger_lignes,
            options=({"continuer": True}, {"continuer": False}),
            preparer=_preparer_lignes,
            modules=("serialisation/_lignes.py",),
            publiques=("serialisation._lignes:charger_lignes",),
            hors=frozenset({"ecrire_lignes", "iterer"}),
        ),
        "finess-csv": Cible(
            juger=_juge(finess.lire_csv),
            options=(_TOUT, _GERS, {"categories": finess.CATEGORIES.keys()}),
            preparer=_preparer_tables,
            modules=("echanges/finess.py",),
            publiques=("echanges.finess:lire_csv",),
            hors=frozenset({"lire_json", "est_json", "categorie_de"}),
        ),
        "finess-json": Cible(
            juger=_juge(finess.lire_json),
            options=(_TOUT, _GERS, {"categories": finess.CATEGORIES.keys(), "fermees": True}),
            preparer=_preparer_documents,
            modules=("echanges/_finess_json.py",),
            publiques=("echanges.finess:lire_json",),
        ),
        "annuaire": Cible(
            juger=_juge(annuaire.lire_activites),
            options=(_TOUT, {"registre": _SITUES, "millesime": _JOUR}, _GERS, {"en_memoire": True}),
            preparer=_preparer_tables,
            modules=("echanges/annuaire.py",),
            publiques=("echanges.annuaire:lire_activites",),
        ),
        "populations": Cible(
            juger=_juge(populations.lire),
            options=({"annee": 2023}, _GERS),
            preparer=_preparer_tables,
            modules=("echanges/populations.py",),
            publiques=("echanges.populations:lire",),
            hors=frozenset({"territoire"}),
        ),
        "apl": Cible(
            juger=_juge(apl.lire),
            options=(_TOUT, {"annee": 2022, "departement": "32"}),
            preparer=_preparer_tables,
            modules=("echanges/apl.py",),
            publiques=("echanges.apl:lire",),
            hors=frozenset({"moyenne"}),
        ),
        "zonage": Cible(
            juger=_juge(zonage.lire),
            options=(_TOUT, _GERS),
            preparer=_preparer_tables,
            modules=("echanges/zonage.py",),
            publiques=("echanges.zonage:lire",),
        ),
        "contours": Cible(
            juger=_juge(contours.lire),
            options=(_TOUT, {"correspondance": {"nom": "appellation", "statut": "phase"}}),
            preparer=_preparer_documents,
            modules=("echanges/contours.py",),
            publiques=("echanges.contours:lire",),
        ),
        "tableau": Cible(
            juger=_juge(tableau.lire),
            options=(
                {"enregistre_le": _JOUR, "nature": NatureProjet.MSP, "departement": "32"},
                {"enregistre_le": _JOUR, "nature": NatureProjet.CPTS, "publie_le": "2026-02"},
                {"enregistre_le": _JOUR, "correspondance": _UNITE},
                {"enregistre_le": _JOUR, "correspondance": _SANS_DETAIL},
            ),
            preparer=_preparer_tables,
            modules=("echanges/tableau.py",),
            publiques=("echanges.tableau:lire",),
            hors=frozenset(
                {"__attrs_post_init__", "ecrire", "_rangee", "_nommer", "_proteger", "_ecrire_csv", "_ecrire_classeur"}
            ),
        ),
    }
)
"""Each reader by its short name."""
