"""The fast path, where msgspec is installed: a sound document of the present version, or nothing.

msgspec decodes the document into *records*, ``Struct`` classes derived from those of the model that check in C the
types, the words, the patterns and the lengths, refuse unknown keys and keep what is absent apart; the builders make
the values of the model out of them. Two things escape msgspec, a key written twice and an explicit ``null``: both are
seen by counting colons. The records are encoded again, without the keys at their default: the document has one colon
for each key and each one inside a text, so that it has more of them than its records as soon as one of its keys was
not kept, whatever its layout and the order of its keys. The colons of a text that is as long as its records need not be
counted.

Whatever is not surely sound is left to the complete reader.
"""

import json
import re
from datetime import time
from decimal import Decimal
from typing import Annotated, Any, Final, Union

import attrs
import msgspec
from msgspec import Meta, Raw, Struct

from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import SORTES
from soinsprimaires.modele._champs import Champ, champs
from soinsprimaires.modele._tables import IDENTIFIANT
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTE, ETIQUETTES, Structure
from soinsprimaires.serialisation._constructeurs import (
    RENONCEMENTS,
    REPETEES,
    RETENUES,
    Constructeur,
    Generation,
    Renoncement,
    constructeur,
    lecteur_memorise,
    repartir,
)
from soinsprimaires.serialisation._memoire import memoriser
from soinsprimaires.serialisation._primitives import LECTEURS_SIMPLES, LONGUEUR_TEXTE
from soinsprimaires.serialisation._rapide_texte import tout_est_lu
from soinsprimaires.serialisation.migrations import FORMAT, VERSION
from soinsprimaires.temps import DatePartielle

_REFUS: Final = (*RENONCEMENTS, msgspec.MsgspecError, ValueError, RecursionError)
_EN_TEXTE: Final = frozenset({time, Decimal, DatePartielle})
ABSENT: Final = Raw()
_ENCODEUR: Final = msgspec.json.Encoder()
_TEXTE: Final = Annotated[str, Meta(max_length=LONGUEUR_TEXTE)]


def lire(document: str | bytes) -> Registre | None:
    """The registre of a sound document of the present version; ``None`` leaves it to the complete reader."""
    try:
        octets = document.encode() if isinstance(document, str) else document
        enveloppe = decodeur().decode(octets)
        if enveloppe.format != FORMAT or enveloppe.version != VERSION or not tout_est_dit(octets, [enveloppe]):
            return None
        registre: Registre = _constructeur_registre()(enveloppe.contenu)
    except _REFUS:
        return None
    return registre


def tout_est_dit(octets: bytes, fiches: list[Struct]) -> bool:
    """Whether records, one a line, say all that stands in a text."""
    ecrit = _ENCODEUR.encode_lines(fiches)
    # Without an escape nothing of a record has a shorter form than that of msgspec: there is no room for another key.
    if len(octets) + 1 - octets.endswith(b"\n") == len(ecrit) and b"\\" not in octets:
        return True
    return tout_est_lu(octets, ecrit)


# -- records ------------------------------------------------------------------------------------------------------


@memoriser
def decodeur() -> "msgspec.json.Decoder[Any]":
    enveloppe = msgspec.defstruct(
        "Enveloppe", [("format", str), ("version", int), ("contenu", fiche(Registre))], forbid_unknown_fields=True
    )
    return msgspec.json.Decoder(enveloppe)


@memoriser
def fiche(classe: type[Any], etiquette: str | None = None) -> type[Struct]:
    """The record of a class: every optional field is ``None`` or ``()`` when it is absent."""
    contenus: list[Any] = []
    for champ in champs(classe):
        type_ = _TEXTE if champ.sorte is not None else annotation(champ.cible)
        if champ.liste:
            type_ = tuple[type_, ...]  # type: ignore[valid-type]
        if champ.requis:
            contenus.append((champ.nom, type_))
        elif champ.liste:
            contenus.append((champ.nom, type_, ()))
        elif type_ is Raw:
            contenus.append((champ.nom, Raw, ABSENT))
        else:
            contenus.append((champ.nom, type_ | None, None))
    return msgspec.defstruct(
        classe.__name__,
        contenus,
        kw_only=True,
        omit_defaults=True,
        forbid_unknown_fields=True,
        gc=False,
        tag_field=None if etiquette is None else ETIQUETTE,
        tag=etiquette,
    )


def annotation(cible: Any) -> Any:
    if cible == Structure:
        return Union[tuple(fiche(classe, mot) for mot, classe in ETIQUETTES.items())]  # noqa: UP007 - made at run time
    if cible is str or cible in _EN_TEXTE or cible in SORTES:
        return _TEXTE
    if cible is Extensions or cible in REPETEES:
        return Raw
    return fiche(cible) if attrs.has(cible) else cible


# -- from records to values ---------------------------------------------------------------------------------------


@memoriser
def _constructeur(cible: Any) -> Constructeur | None:
    """What makes a value of a record, or of what msgspec made of a leaf; ``None`` when it is the value already."""
    if cible == Structure:
        par_fiche = {fiche(classe, mot): _GenerationFiche(classe).fonction() for mot, classe in ETIQUETTES.items()}
        return lambda lue: par_fiche[lue.__class__](lue)
    if cible in _EN_TEXTE:
        return lecteur_memorise(cible)
    if cible in REPETEES:
        return _lecteur_repete(cible)
    if cible is Extensions:
        return _lire_extensions
    return _GenerationFiche(cible).fonction() if isinstance(cible, type) and attrs.has(cible) else None


def _analyser(brut: Raw) -> Any:
    return json.loads(bytes(brut).decode(), object_pairs_hook=_objet)


def _objet(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    lu = dict(paires)
    if len(lu) != len(paires):
        raise Renoncement
    return lu


def _lecteur_repete(classe: Any) -> Constructeur:
    """Small values that a document repeats: the same bytes are read once."""
    construire: Constructeur = constructeur(classe)
    lus: dict[bytes, Any] = {}
    en_octets = _ENCODEUR.encode  # a third of the time that bytes(brut) takes

    def lire(brut: Raw) -> Any:
        octets = en_octets(brut)
        lu = lus.get(octets)
        if lu is None:
            if len(lus) >= RETENUES:
                lus.clear()
            lu = lus[octets] = construire(_analyser(brut))
        return lu

    return lire


def _lire_extensions(brut: Raw) -> Any:
    return LECTEURS_SIMPLES[Extensions](_analyser(brut))


class _GenerationFiche(Generation):
    """Writes the builder of one class, from its record: msgspec has judged the types and counted the keys."""

    def entete(self) -> list[str]:
        self.noms["absent"] = ABSENT
        return []

    def absence(self, champ: Champ) -> tuple[str, Any]:
        if champ.liste:
            return "not lu", ()
        return ("lu is absent", ABSENT) if annotation(champ.cible) is Raw else ("lu is None", None)

    def prendre(self, champ: Champ) -> list[str]:
        return [f"lu = objet.{champ.nom}"]

    def compter(self) -> list[str]:
        return []

    def conclure(self) -> list[str]:
        return []

    def convertir(self, champ: Champ) -> list[str]:
        nom = f"lire_{champ.nom}"
        if champ.sorte is not None and not champ.liste:
            self.noms[nom] = re.compile(champ.sorte.motif, re.ASCII).fullmatch
            return [f"if {nom}(lu) is None: raise Renoncement"]
        lire = _constructeur(champ.cible)
        if lire is None:
            return []
        self.noms[nom] = lire
        return repartir(nom) if champ.liste else [f"lu = {nom}(lu)"]


class _GenerationRegistre(_GenerationFiche):
    """Writes the builder of the registre, whose lists the constructor puts in order; a kind is known when it is met."""

    def convertir(self, champ: Champ) -> list[str]:
        if not champ.liste:
            return super().convertir(champ)
        self.noms |= {"lecteur": _lecteur_de_liste, "identifiant": IDENTIFIANT}
        return [f"lu = tuple(sorted(map(lecteur({champ.nom!r}), lu), key=identifiant))"]


@memoriser
def _lecteur_de_liste(nom: str) -> Constructeur | None:
    (cible,) = (champ.cible for champ in champs(Registre) if champ.nom == nom)
    return _constructeur(cible)


@memoriser
def _constructeur_registre() -> Constructeur:
    return _GenerationRegistre(Registre).fonction()
