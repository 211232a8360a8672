"""Writing where msgspec is installed: records are made of the values, and msgspec encodes them.

The bytes are those of ``json.dumps``; whatever is not surely so is left to the other writers.
"""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, get_args, get_origin

import attrs
import msgspec
from msgspec import Raw

from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import SORTES
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTES, Structure
from soinsprimaires.serialisation._constructeurs import REPETEES, RETENUES, Champ, Doute, interieur, sorte_de
from soinsprimaires.serialisation._ecrivains import REFUS, texte_date_partielle
from soinsprimaires.serialisation._primitives import ECRIVAINS_SIMPLES, LONGUEUR_TEXTE
from soinsprimaires.serialisation._rapide import ABSENT, annotation, fiche
from soinsprimaires.serialisation._verrou import une_fois
from soinsprimaires.serialisation.migrations import FORMAT, VERSION
from soinsprimaires.temps import DatePartielle

Ficheur = Callable[[Any], Any]

_ECRIRE: Final = msgspec.json.Encoder(order="sorted").encode
_MOTS: Final[dict[Any, str]] = {classe: mot for mot, classe in ETIQUETTES.items()}


def ecrire(registre: Registre, *, compact: bool) -> str | None:
    """The text of a document; ``None`` leaves it to the other writers."""
    try:
        contenu = _generer(Registre)(registre)
        octets = _ECRIRE({"contenu": contenu, "format": FORMAT, "version": VERSION})
    except (*REFUS, msgspec.MsgspecError):
        return None
    return (octets if compact else msgspec.json.format(octets, indent=2)).decode() + "\n"


@une_fois
def _ficheur(cible: Any) -> Ficheur | None:
    """What makes a record of a value, or of a leaf what msgspec writes as we do; ``None`` when it is so already."""
    if cible == Structure:
        par_classe: dict[Any, Any] = {classe: _ficheur(classe) for classe in ETIQUETTES.values()}
        return lambda valeur: par_classe[valeur.__class__](valeur)
    if cible is Extensions:
        return _brut
    if cible in _TEXTES:
        return _TEXTES[cible]
    if cible is str:
        return _texte
    if cible in REPETEES:
        return _partager(_generer(cible))
    return _generer(cible) if isinstance(cible, type) and attrs.has(cible) else None


def _partager(ficher: Ficheur) -> Ficheur:
    """A small value that stands in many places, as those that were read do, has one record."""
    faites: dict[int, tuple[Any, Any]] = {}

    def ficher_une_fois(valeur: Any) -> Any:
        faite = faites.get(id(valeur))
        if faite is None or faite[0] is not valeur:
            if len(faites) >= RETENUES:
                faites.clear()
            faite = faites[id(valeur)] = (valeur, ficher(valeur))
        return faite[1]

    return ficher_une_fois


def _brut(valeur: Extensions) -> Raw:
    ECRIVAINS_SIMPLES[Extensions](valeur)  # judged; the text that is kept is canonical already
    return Raw(valeur.texte.encode())


def _texte(valeur: Any) -> Any:
    if valeur.__class__ is not str or len(valeur) > LONGUEUR_TEXTE:
        raise Doute
    return valeur


_TEXTES: Final[dict[Any, Ficheur]] = {DatePartielle: texte_date_partielle} | {
    classe: ECRIVAINS_SIMPLES[classe] for classe in (date, time, Decimal)
}


@une_fois
def _generer(classe: Any) -> Ficheur:
    champs: tuple[Champ, ...] = tuple(attrs.fields(attrs.resolve_types(classe)))
    noms: dict[str, Any] = {"Fiche": fiche(classe, _MOTS.get(classe)), "absent": ABSENT, "Doute": Doute}
    lignes = []
    for champ in champs:
        lignes += _champ(champ, noms)
    source = "\n    ".join(
        ["def ficher(valeur):", *lignes, f"return Fiche({', '.join(f'{c.name}=v_{c.name}' for c in champs)})"]
    )
    exec(compile(source, f"<{__name__} {classe.__name__}>", "exec"), noms)  # noqa: S102  # nosec B102
    ficher: Ficheur = noms["ficher"]
    return ficher


def _champ(champ: Champ, noms: dict[str, Any]) -> list[str]:
    """Lines that put in a variable what the record holds for a field."""
    nom, cible = champ.name, interieur(champ.type)
    prendre = f"v_{nom} = valeur.{nom}"
    liste = get_origin(cible) is tuple
    element = get_args(cible)[0] if liste else cible
    ficher = None if sorte_de(champ) is not None or element in SORTES else _ficheur(element)
    if ficher is None:
        return [prendre]
    noms[f"f_{nom}"] = ficher
    if liste:
        return [
            prendre,
            f"if v_{nom}.__class__ is not tuple: raise Doute",
            f"if v_{nom}: v_{nom} = tuple(map(f_{nom}, v_{nom}))",
        ]
    if cible is str:
        juger = f"v_{nom}.__class__ is not str or len(v_{nom}) > {LONGUEUR_TEXTE}"
        return [prendre, f"if v_{nom} is not None and ({juger}): raise Doute"]
    vide = "absent" if annotation(cible) is Raw else "None"
    return [prendre, f"v_{nom} = {vide} if v_{nom} is None else f_{nom}(v_{nom})"]
