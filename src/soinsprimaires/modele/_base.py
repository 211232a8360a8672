"""What every class of the model shares."""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import Chemin, citer
from soinsprimaires.apparence import Affichable
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import SLUG
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, en_date_partielle_ou_rien

VERS = "vers"


def est_tuple(_instance: object, attribut: "attrs.Attribute[Any]", valeur: object) -> None:
    """Refuse a list or a text where a tuple is due: the value would be neither immutable nor hashable."""
    if type(valeur) is not tuple:
        raise ValeurInvalide(f"un tuple est attendu, pas {citer(valeur)}", "type.inattendu", attribut.name)


def refuser(fautes: Iterable[ValeurInvalide]) -> None:
    """Raise the first fault of an object, which carries the others."""
    toutes = tuple(fautes)
    if toutes:
        toutes[0].autres = toutes[1:]
        raise toutes[0]


def vers(*genres: str) -> dict[str, tuple[str, ...]]:
    """Metadata of a field that points to entities of these kinds (the names of the lists of the registre)."""
    return {VERS: genres}


def reference(*genres: str) -> Any:
    """An optional reference; a required one is ``attrs.field(metadata=vers(...))``, which type checkers understand."""
    return attrs.field(default=None, metadata=vers(*genres))


def references(*genres: str) -> Any:
    """Any number of references."""
    return attrs.field(default=(), validator=est_tuple, metadata=vers(*genres))


def liste() -> Any:
    """Any number of values."""
    return attrs.field(default=(), validator=est_tuple)


class Valeur(Affichable):
    """What makes a value: equal to another of its class when its fields are, shown by those that say something.

    These methods are the same for every class: generating them for each, as attrs does, is a third of the time of
    importing the model.
    """

    __slots__ = ()

    def __eq__(self, autre: object) -> bool:
        if type(autre) is not type(self):
            return NotImplemented
        lire = _lecteur(self)
        return bool(lire(self) == lire(autre))

    def __hash__(self) -> int:
        return hash((type(self), _lecteur(self)(self)))

    def __repr__(self) -> str:
        valeurs = ((champ, getattr(self, champ.name)) for champ in _champs(self) if champ.repr)
        dits = (f"{champ.name}={valeur!r}" for champ, valeur in valeurs if valeur not in {champ.default, ()})
        return f"{type(self).__name__}({', '.join(dits)})"


_LECTEURS: Final[dict[type[Any], Callable[[Any], Any]]] = {}


def _lecteur(valeur: Any) -> Callable[[Any], Any]:
    """Reads every field of an instance at once; made once for each class."""
    classe = type(valeur)
    if classe not in _LECTEURS:
        _LECTEURS[classe] = attrgetter(*(champ.name for champ in _champs(valeur)))
    return _LECTEURS[classe]


@attrs.frozen(kw_only=True, repr=False, eq=False)
class ChampLu(Valeur):
    """A field that was read in a file.

    Attributes:
        champ: name of the field; ``sites/site-1/lieu`` for a field of a site, ``sites/site-1`` for the site itself.
        empreintes: digest of the value that was read, of each element for a list: a value that has another one was
            changed by hand since.
    """

    champ: str
    empreintes: tuple[str, ...] = liste()


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Origine(Valeur):
    """What an entity owes to a file; what no origin names was written by hand.

    Attributes:
        source: title of the file.
        millesime: vintage of the file, when it is known.
        champs: fields that were read in it.
    """

    source: str
    millesime: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    champs: tuple[ChampLu, ...] = liste()


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Entite(Valeur):
    """What the registre holds: named by an identifiant, pointed to by it, with its provenance.

    Attributes:
        identifiant: slug (``[a-z0-9][a-z0-9-]*``), unique in the whole registre.
        provenance: who says these facts, where and when.
        origines: files from which some of its fields were read, field by field.
        extensions: what other programs add, kept verbatim.
    """

    identifiant: str = attrs.field(validator=SLUG)
    provenance: Provenance | None = None
    origines: tuple[Origine, ...] = liste()
    extensions: Extensions | None = None

    def __repr__(self) -> str:
        # Never a name, an RPPS nor a telephone: these lines end in logs.
        return f"{type(self).__name__}({self.identifiant!r})"


_CHAMPS: Final[dict[type[Any], "tuple[attrs.Attribute[Any], ...]"]] = {}


def _champs(objet: Any) -> "tuple[attrs.Attribute[Any], ...]":
    """Fields of a value of the model, none for a text, a date, an enumerated word."""
    classe = type(objet)
    if classe not in _CHAMPS:
        _CHAMPS[classe] = tuple(attrs.fields(classe)) if attrs.has(classe) else ()
    return _CHAMPS[classe]


_RENVOIS: Final[dict[type[Any], tuple[tuple[str, tuple[str, ...]], ...]]] = {}


def _renvois(objet: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of the fields of a value that point to entities, each with the kinds that it may name."""
    classe = type(objet)
    if classe not in _RENVOIS:
        _RENVOIS[classe] = tuple((c.name, c.metadata[VERS]) for c in _champs(objet) if VERS in c.metadata)
    return _RENVOIS[classe]


def parcourir(objet: Any, chemin: Chemin = ()) -> Iterator[tuple[Chemin, Any]]:
    """Every attrs value inside a value, itself included, each with its path; what holds another comes before it."""
    attente: list[tuple[Chemin, Any]] = [(chemin, objet)]
    while attente:
        chemin, courant = attente.pop()
        if isinstance(courant, tuple):
            attente += [((*chemin, rang), element) for rang, element in enumerate(courant)][::-1]
        elif champs := _champs(courant):
            yield chemin, courant
            for champ in champs[::-1]:
                valeur = getattr(courant, champ.name)
                # Texts, numbers and empty lists, which are most of a registre, hold nothing.
                if valeur if isinstance(valeur, tuple) else _champs(valeur):
                    attente.append(((*chemin, champ.name), valeur))


def pointages(objet: Any) -> Iterator[tuple[Chemin, str, tuple[str, ...]]]:
    """Every reference inside a value: its path, the identifiant it names, the kinds that it may name."""
    for chemin, interieur in parcourir(objet):
        for nom, genres in _renvois(interieur):
            valeur = getattr(interieur, nom)
            if isinstance(valeur, tuple):
                yield from (((*chemin, nom, rang), cible, genres) for rang, cible in enumerate(valeur))
            elif valeur is not None:
                yield (*chemin, nom), valeur, genres
