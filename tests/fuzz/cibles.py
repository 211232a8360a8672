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
from tests.fuzz.facons import Facon, Options, PeuAPeu, a_l_etroit, en_peu_de_rangees, en_trois_versions, ouvrir_tuyau
from tests.fuzz.mutations import (
    Mutation,
    Vocabulaire,
    mots_des_tables,
    muter_document,
    muter_lignes,
    muter_table,
    muter_xml,
)
from tests.fuzz.oracle import juger_lecture, juger_lignes, juger_message, juger_registre, juger_tuyau

from soinsprimaires import MSP, DocumentInvalide, Finess, NatureProjet, Organisation, Registre, Site
from soinsprimaires.echanges import (
    Lecture,
    Limites,
    ages,
    annuaire,
    apl,
    contours,
    fhir,
    finess,
    listes,
    populations,
    qpv,
    tableau,
    zonage,
)
from soinsprimaires.modele.organisations import NatureOrganisation

__all__ = ["CIBLES", "COMMUNS", "Cible", "demonter", "monter"]

Preparation = Callable[[Sequence[bytes]], Mutation]
"""From examples of the files of a reader to the mutation that keeps their structure."""

_DEPUIS: Final = ord("0")
_ECRITURES: Final = 8
"""One reading of so many is written and read again: it costs more than the reading."""


@attrs.frozen
class Cible:
    """A reader to be fuzzed.

    Attributes:
        juger: the oracle: reads bytes in some way, raises when a promise is broken.
        facons: the ways of calling it; a new one comes last, so that the inputs keep theirs.
        preparer: gives the mutation that keeps the structure of its files.
        modules: its own code, under ``src/soinsprimaires``; see :data:`COMMUNS` for what readers share.
        publiques: the functions that read, by which the inputs of the unit tests are gathered.
        couper: short files that hold what a long one does, for a fuzzer that cuts what is long.
    """

    juger: Callable[[bytes, Facon], None]
    facons: Sequence[Facon]
    preparer: Preparation
    modules: tuple[str, ...]
    publiques: tuple[str, ...]
    couper: Callable[[bytes], Iterable[bytes]] = lambda fichier: (fichier,)

    def essayer(self, entree: bytes) -> None:
        """Judge one input.

        Raises:
            Manquement: a promise was broken; any other exception is one that the reader should not raise.
        """
        if entree:
            facon = self.facons[self.rang(entree)]
            with en_peu_de_rangees(), facon.autour():
                self.juger(entree[1:], facon)

    def rang(self, entree: bytes) -> int:
        """Which way of calling an input chooses."""
        return (entree[0] - _DEPUIS) % len(self.facons)

    def entrees(self, fichier: bytes) -> Iterable[bytes]:
        """The inputs that read a file in each way."""
        return (bytes([_DEPUIS + rang]) + fichier for rang in range(len(self.facons)))


# -- documents ----------------------------------------------------------------------------------------------------


def _juger_document(octets: bytes, facon: Facon) -> None:
    if facon.source is ouvrir_tuyau:
        juger_tuyau(octets, **facon.arguments)
    else:
        juger_registre(facon.source(octets), **facon.arguments)


def _en_texte(octets: bytes) -> str:
    return octets.decode(errors="surrogateescape")


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


def _juger_lignes(octets: bytes, facon: Facon) -> None:
    juger_lignes(octets, facon.source(octets), taille_max=_COURTES.taille_max, **facon.arguments)


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
        "xl/sharedStrings.xml": f'<sst xmlns="{_FEUILLES}"/>',
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


def _juge(lire: Callable[..., Lecture[Any]]) -> Callable[[bytes, Facon], None]:
    def juger(octets: bytes, facon: Facon) -> None:
        source = facon.source(monter(octets))
        lecture = lire(source, limites=_COURTES, **facon.arguments)
        juger_lecture(lecture, ecrire=zlib.crc32(octets) % _ECRITURES == 0)

    return juger


def _juger_fhir(octets: bytes, facon: Facon) -> None:
    """The reading, and the check of the same resources, which raises nothing but the refusal of the file."""
    _juge(fhir.lire)(octets, facon)
    with suppress(DocumentInvalide):
        for anomalie in fhir.controler_source(BytesIO(octets), limites=_COURTES):
            juger_message(anomalie)


_COURTES: Final = Limites(taille_max=1 << 14)
"""A packed input of four thousand bytes would otherwise become thousands of lines, and a fuzzer do little else."""


def _facons(*arguments: Options) -> tuple[Facon, ...]:
    """A file read in these ways, then as the first one, little by little and within narrow bounds."""
    habituelles = tuple(Facon(un) for un in arguments)
    return *habituelles, Facon(arguments[0], source=PeuAPeu, autour=a_l_etroit)


_GERS: Final[Options] = MappingProxyType({"departement": "32"})
_TOUT: Final[Options] = MappingProxyType({})
_STRICT: Final[Options] = MappingProxyType({"tolerant": False})
_TOLERANT: Final[Options] = MappingProxyType({"tolerant": True})
_BORNE: Final[Options] = MappingProxyType({"taille_max": 2_000, "profondeur_max": 7, "anomalies_max": 1})
_LIGNES_BORNEES: Final[Options] = MappingProxyType({"anomalies_max": 1, "ligne_max": 150, "profondeur_max": 4})
_SUITE: Final[Options] = MappingProxyType({"continuer": True})
_ARRET: Final[Options] = MappingProxyType({"continuer": False})
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

COMMUNS: Final = (
    "_flux.py",
    *(f"echanges/{nom}.py" for nom in ("_caracteres", "_classeurs", "_finess", "_flux", "_grammaire", "_json")),
    *(f"echanges/{nom}.py" for nom in ("_lecture", "_nature", "_tables", "_titres", "_valeurs", "_dates")),
)
"""Code of several readers."""

_DOCUMENT: Final = (
    *("_limites", "_constructeurs", "_convertisseur", "_document", "_fautes", "_lecture", "_primitives", "_rapide"),
    *("_origines", "_texte", "migrations"),
)

CIBLES: Final[Mapping[str, Cible]] = MappingProxyType(
    {
        "json": Cible(
            juger=_juger_document,
            facons=(
                *(Facon(arguments, source=bytes) for arguments in (_STRICT, _TOLERANT, {**_STRICT, **_BORNE})),
                Facon(_STRICT, source=_en_texte),
                Facon(_TOLERANT, source=ouvrir_tuyau),
                Facon(_STRICT, source=bytes, autour=en_trois_versions),
                Facon(_TOLERANT, source=bytes, autour=en_trois_versions),
            ),
            preparer=_preparer_documents,
            modules=tuple(f"serialisation/{nom}.py" for nom in _DOCUMENT),
            publiques=tuple(
                f"serialisation._lecture:{nom}"
                for nom in ("depuis_json", "depuis_json_en_detail", "charger", "charger_en_detail")
            ),
            couper=_un_par_entite,
        ),
        "lignes": Cible(
            juger=_juger_lignes,
            facons=(
                Facon(_SUITE),
                Facon(_ARRET),
                Facon({**_SUITE, **_LIGNES_BORNEES, "une_a_une": True}, source=PeuAPeu),
                Facon({**_ARRET, "une_a_une": True}),
                Facon(_SUITE, autour=en_trois_versions),
            ),
            preparer=_preparer_lignes,
            modules=("serialisation/_lignes.py", "serialisation/_rapide_lignes.py"),
            publiques=("serialisation._lignes:charger_lignes",),
        ),
        "finess-csv": Cible(
            juger=_juge(finess.lire_csv),
            facons=_facons(_TOUT, _GERS, {"categories": finess.CATEGORIES.keys()}),
            preparer=_preparer_tables,
            modules=("echanges/finess.py", "echanges/_finess_atlasante.py"),
            publiques=("echanges.finess:lire_csv",),
        ),
        "finess-json": Cible(
            juger=_juge(finess.lire_json),
            facons=_facons(_TOUT, _GERS, {"categories": finess.CATEGORIES.keys(), "fermees": True}),
            preparer=_preparer_documents,
            modules=("echanges/_finess_json.py",),
            publiques=("echanges.finess:lire_json",),
        ),
        "annuaire": Cible(
            juger=_juge(annuaire.lire_activites),
            facons=_facons(
                _TOUT, {"registre": _SITUES, "millesime": _JOUR, "adresses": True}, _GERS, {"en_memoire": True}
            ),
            preparer=_preparer_tables,
            modules=("echanges/annuaire.py",),
            publiques=("echanges.annuaire:lire_activites",),
        ),
        "fhir": Cible(
            juger=_juger_fhir,
            facons=_facons(_TOUT, _GERS, {"registre": _SITUES, "millesime": _JOUR}),
            preparer=_preparer_documents,
            modules=tuple(
                f"echanges/fhir/{nom}.py"
                for nom in (
                    *("_adresses", "_controle", "_documents", "_lecteur", "_lecture", "_lieux", "_organisations"),
                    *("_personnes", "_assemblage", "_releve", "_systemes"),
                )
            ),
            publiques=("echanges.fhir._lecture:lire", "echanges.fhir._controle:controler_source"),
        ),
        "populations": Cible(
            juger=_juge(populations.lire),
            facons=_facons({"annee": 2023}, _GERS),
            preparer=_preparer_tables,
            modules=("echanges/populations.py",),
            publiques=("echanges.populations:lire",),
        ),
        "apl": Cible(
            juger=_juge(apl.lire),
            facons=_facons(_TOUT, {"annee": 2022, "departement": "32"}),
            preparer=_preparer_tables,
            modules=("echanges/apl.py",),
            publiques=("echanges.apl:lire",),
        ),
        "zonage": Cible(
            juger=_juge(zonage.lire),
            facons=_facons(_TOUT, _GERS),
            preparer=_preparer_tables,
            modules=("echanges/zonage.py",),
            publiques=("echanges.zonage:lire",),
        ),
        "contours": Cible(
            juger=_juge(contours.lire),
            facons=_facons(_TOUT, {"correspondance": {"nom": "appellation", "statut": "phase"}}),
            preparer=_preparer_documents,
            modules=("echanges/contours.py",),
            publiques=("echanges.contours:lire",),
        ),
        "tableau": Cible(
            juger=_juge(tableau.lire),
            facons=_facons(
                {"enregistre_le": _JOUR, "nature": NatureProjet.MSP, "departement": "32"},
                {"enregistre_le": _JOUR, "nature": NatureProjet.CPTS, "publie_le": "2026-02"},
                {"enregistre_le": _JOUR, "correspondance": _UNITE},
                {"enregistre_le": _JOUR, "correspondance": _SANS_DETAIL},
            ),
            preparer=_preparer_tables,
            modules=("echanges/tableau.py",),
            publiques=("echanges.tableau:lire",),
        ),
        "ages": Cible(
            juger=_juge(ages.lire),
            facons=_facons(_TOUT, {"annee": 2022, "departement": "32"}),
            preparer=_preparer_tables,
            modules=("echanges/ages.py",),
            publiques=("echanges.ages:lire",),
        ),
        "qpv": Cible(
            juger=_juge(qpv.lire),
            facons=_facons(_TOUT, _GERS),
            preparer=_preparer_tables,
            modules=("echanges/qpv.py",),
            publiques=("echanges.qpv:lire",),
        ),
        "cpts": Cible(
            juger=_juge(listes.lire_cpts),
            facons=_facons(_TOUT, _GERS),
            preparer=_preparer_tables,
            modules=("echanges/listes.py",),
            publiques=("echanges.listes:lire_cpts",),
        ),
        "msp": Cible(
            juger=_juge(listes.lire_msp),
            facons=_facons(_TOUT, _GERS),
            preparer=_preparer_tables,
            modules=(),
            publiques=("echanges.listes:lire_msp",),
        ),
        "activites": Cible(
            juger=_juge(finess.lire_activites),
            facons=_facons(_TOUT),
            preparer=_preparer_documents,
            modules=("echanges/_finess_activites.py",),
            publiques=("echanges.finess:lire_activites",),
        ),
        "savoirs": Cible(
            juger=_juge(annuaire.lire_savoir_faire),
            facons=_facons(_TOUT),
            preparer=_preparer_tables,
            modules=(),
            publiques=("echanges.annuaire:lire_savoir_faire",),
        ),
        "diplomes": Cible(
            juger=_juge(annuaire.lire_diplomes),
            facons=_facons(_TOUT),
            preparer=_preparer_tables,
            modules=(),
            publiques=("echanges.annuaire:lire_diplomes",),
        ),
    }
)
"""Each reader by its short name."""
