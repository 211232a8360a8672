"""What a registre remembers of the files in which its fields were read, and the digests by which it knows a value.

A value of another digest than the one that was read was changed by hand since.
"""

import json
from hashlib import blake2b
from typing import Any, Final

import attrs

from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._base import ChampLu, Entite, Origine
from soinsprimaires.modele._objets import en_objet
from soinsprimaires.temps import DatePartielle

_HORS_FUSION: Final = frozenset({"identifiant", "provenance", "origines"})


def origine(entite: Entite, champ: str) -> Origine | None:
    """The file in which the present value of a field was read, ``None`` when it was written by hand.

    Args:
        entite: an entity of a registre.
        champ: name of a field, ``sites/site-1/lieu`` for one of a site. A list has an origin when all its elements
            are those of one file.

    Raises:
        ValueError: the entity has no such field.
    """
    valeur = _atteindre(entite, champ)
    if nommes(valeur):
        chemins = [f"{champ}/{element.identifiant}" for element in valeur]
        return next((o for o in entite.origines if {*chemins} <= {lu.champ for lu in o.champs}), None)
    empreintes = empreintes_de(valeur)
    lus = ((o, lu) for o in entite.origines for lu in o.champs if lu.champ == champ and not est_vide(valeur))
    return next((o for o, lu in lus if lu.empreintes == empreintes), None)


def _atteindre(objet: Any, champ: str) -> Any:
    nom, _, suite = champ.partition("/")
    if nom not in champs(objet):
        raise ValueError(f"{type(objet).__name__} n'a pas de champ {nom!r}")
    valeur = getattr(objet, nom)
    if not suite:
        return valeur
    if isinstance(valeur, Extensions):
        return valeur[suite]
    identifiant, _, reste = suite.partition("/")
    element = next((e for e in valeur if e.identifiant == identifiant), None)
    if element is None:
        raise ValueError(f"{nom} n'a pas d'élément {identifiant!r}")
    return _atteindre(element, reste)


# -- digests ------------------------------------------------------------------------------------------------------


def _empreinte(valeur: Any) -> str:
    texte = json.dumps(en_objet(valeur), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(texte.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def empreinte_hors_periode(element: Any) -> str:
    """Digest of an element of a list, its period aside: a file that is read again gives it another one."""
    return _empreinte(attrs.evolve(element, periode=None) if hasattr(element, "periode") else element)


def empreintes_de(valeur: Any) -> tuple[str, ...]:
    """Digest of a value, of each element for a list."""
    if isinstance(valeur, tuple):
        return tuple(sorted({empreinte_hors_periode(element) for element in valeur}))
    return (_empreinte(valeur),)


def est_vide(valeur: Any) -> bool:
    """Whether a field says nothing."""
    return valeur is None or valeur == ()


@attrs.frozen
class Trace:
    """What a file gave for a field."""

    source: str
    millesime: DatePartielle | None
    empreintes: tuple[str, ...]


Traces = dict[str, dict[str, Trace]]
"""By field, then by file: a list may come from several, another field has one owner."""


def lire_traces(entite: Entite) -> Traces:
    """What an entity remembers."""
    traces: Traces = {}
    for connue in entite.origines:
        for lu in connue.champs:
            traces.setdefault(lu.champ, {})[connue.source] = Trace(connue.source, connue.millesime, lu.empreintes)
    return traces


def ecrire_traces(traces: Traces) -> tuple[Origine, ...]:
    """The same, as the entity keeps it."""
    groupes: dict[tuple[str, DatePartielle | None], list[ChampLu]] = {}
    for champ in sorted(traces):
        for trace in traces[champ].values():
            lu = ChampLu(champ=champ, empreintes=trace.empreintes)
            groupes.setdefault((trace.source, trace.millesime), []).append(lu)
    ordre = sorted(groupes, key=lambda cle: (cle[0], str(cle[1] or "")))
    return tuple(Origine(source=cle[0], millesime=cle[1], champs=tuple(groupes[cle])) for cle in ordre)


def champs(objet: Any) -> list[str]:
    """The fields that a file may fill."""
    return [champ.name for champ in attrs.fields(type(objet)) if champ.name not in _HORS_FUSION]


def nommes(valeur: Any) -> bool:
    """Whether a list is one of elements that have identifiants: sites, axes."""
    return isinstance(valeur, tuple) and bool(valeur) and all(hasattr(element, "identifiant") for element in valeur)
