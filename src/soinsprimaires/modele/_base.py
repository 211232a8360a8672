"""What every class of the model shares."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Final

import attrs

from soinsprimaires._classement import LIBRE, PUBLIC, RESERVE, taire
from soinsprimaires._typage import Typee, nommer_les_champs
from soinsprimaires.anomalies import Chemin
from soinsprimaires.apparence import Affichable
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import SLUG
from soinsprimaires.modele._champs import VERS, Champ, champs
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, en_date_partielle_ou_rien

__all__ = [
    "ChampLu",
    "Donnee",
    "Entite",
    "Origine",
    "Recherche",
    "Valeur",
    "pointages",
    "reference",
    "references",
    "vers",
]


def vers(*genres: str) -> dict[str, tuple[str, ...]]:
    """Metadata of a field that points to entities of these kinds (the names of the lists of the registre)."""
    return {VERS: genres}


def reference(*genres: str) -> Any:
    """An optional reference; a required one is ``attrs.field(metadata=vers(...))``, which type checkers understand."""
    return attrs.field(default=None, metadata=vers(*genres))


def references(*genres: str) -> Any:
    """Any number of references."""
    return attrs.field(default=(), metadata=vers(*genres))


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
        montres = (champ for champ in _attributs(type(self)) if champ.repr and not taire(champ))
        valeurs = ((champ, getattr(self, champ.name)) for champ in montres)
        dits = (f"{champ.name}={valeur!r}" for champ, valeur in valeurs if valeur not in {champ.default, ()})
        return f"{type(self).__name__}({', '.join(dits)})"


class Donnee(Typee, Valeur):
    """A value that a document may hold: its constructor holds its fields to their types."""

    __slots__ = ()


def _attributs(classe: Any) -> "tuple[attrs.Attribute[Any], ...]":
    return tuple(attrs.fields(classe))


_LECTEURS: Final[dict[type[Any], Callable[[Any], Any]]] = {}


def _lecteur(valeur: Any) -> Callable[[Any], Any]:
    """Reads every field of an instance at once; made once for each class."""
    classe = type(valeur)
    if classe not in _LECTEURS:
        _LECTEURS[classe] = attrgetter(*(champ.name for champ in _attributs(classe)))
    return _LECTEURS[classe]


@attrs.frozen(kw_only=True, repr=False, eq=False)
class ChampLu(Donnee):
    """A field that was read in a file.

    Attributes:
        champ: name of the field; ``sites/site-1/lieu`` for a field of a site, ``sites/site-1`` for the site itself.
        empreintes: digest of the value that was read, of each element for a list: a value that has another one was
            changed by hand since.
    """

    champ: str = attrs.field(metadata=PUBLIC)
    empreintes: tuple[str, ...] = attrs.field(default=(), metadata=RESERVE)


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Origine(Donnee):
    """What an entity owes to a file; what no origin names was written by hand.

    Attributes:
        source: title of the file.
        millesime: vintage of the file, when it is known.
        champs: fields that were read in it.
    """

    source: str = attrs.field(metadata=LIBRE)
    millesime: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    champs: tuple[ChampLu, ...] = ()


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Entite(Donnee):
    """What the registre holds: named by an identifiant, pointed to by it, with its provenance.

    Attributes:
        identifiant: slug (``[a-z0-9][a-z0-9-]*``), unique in the whole registre.
        provenance: who says these facts, where and when.
        origines: files from which some of its fields were read, field by field.
        extensions: what other programs add, kept verbatim.
    """

    identifiant: str = attrs.field(validator=SLUG)
    provenance: Provenance | None = None
    origines: tuple[Origine, ...] = attrs.field(default=(), metadata=LIBRE)
    extensions: Extensions | None = attrs.field(default=None, metadata=LIBRE)

    def __repr__(self) -> str:
        # Never a name, an RPPS nor a telephone: these lines end in logs.
        return f"{type(self).__name__}({self.identifiant!r})"


class Recherche:
    """Finds fields inside values, without opening what, by its type, holds none of them: most of a registre."""

    def __init__(self, voulu: Callable[[Champ], bool], *, feuilles: frozenset[type[Any]] = frozenset()) -> None:
        """Look for the fields that meet a criterion.

        Args:
            voulu: the criterion.
            feuilles: classes whose values are found or not, and never opened.
        """
        self._voulu = voulu
        self._feuilles = feuilles
        self._plans: dict[type[Any], tuple[tuple[Champ, ...], tuple[str, ...]]] = {}

    def __call__(self, objet: Any) -> Iterator[tuple[Chemin, Champ, Any]]:
        """Path, field and value of every such field that is filled, in the order of the document."""
        attente: list[tuple[Chemin, Any]] = [((), objet)]
        while attente:
            chemin, courant = attente.pop()
            if isinstance(courant, tuple):
                attente += [((*chemin, rang), element) for rang, element in enumerate(courant)][::-1]
                continue
            voulus, ouverts = self._plans.get(type(courant)) or self._prevoir(type(courant))
            for champ in voulus:
                valeur = getattr(courant, champ.nom)
                if valeur is not None and valeur != ():
                    yield (*chemin, champ.nom), champ, valeur
            for nom in ouverts:
                valeur = getattr(courant, nom)
                if valeur is not None and valeur != ():
                    attente.append(((*chemin, nom), valeur))

    def _prevoir(self, classe: type[Any]) -> tuple[tuple[Champ, ...], tuple[str, ...]]:
        """The wanted fields of a class, and the others behind which there are some, last first."""
        plan = champs(classe)
        ouverts = (champ.nom for champ in plan if any(map(self._mene, champ.classes)))
        self._plans[classe] = tuple(filter(self._voulu, plan)), tuple(ouverts)[::-1]
        return self._plans[classe]

    def _mene(self, classe: type[Any]) -> bool:
        return classe not in self._feuilles and any(self._plans.get(classe) or self._prevoir(classe))


_references = Recherche(lambda champ: champ.references is not None)


def pointages(objet: Any) -> Iterator[tuple[Chemin, str, tuple[str, ...]]]:
    """Every reference inside a value: its path, the identifiant it names, the kinds that it may name."""
    for chemin, champ, valeur in _references(objet):
        genres = champ.references or ()
        if isinstance(valeur, tuple):
            yield from (((*chemin, rang), cible, genres) for rang, cible in enumerate(valeur))
        else:
            yield chemin, valeur, genres
