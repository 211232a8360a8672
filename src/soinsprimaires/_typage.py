"""What every constructor asks of its fields: that each holds what its annotation announces.

A word where a member of an enumeration is due is none of its members: a rule would judge it otherwise, and say nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache, wraps
from itertools import chain
from operator import attrgetter
from types import FunctionType, NoneType, UnionType
from typing import Any, Final, NewType, TypeVar, Union, get_args, get_origin

import attrs

from soinsprimaires._voisins import conseiller, voisin_de
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide

__all__ = [
    "Construite",
    "Typee",
    "decomposer",
    "exiger",
    "fonction_de_conversion",
    "juge_de_coherence",
    "nommer_les_champs",
    "nommer_valeur",
    "refuser",
]

T = TypeVar("T")

Classes = frozenset[type]

_MOTS: Final[dict[type, str]] = {
    str: "un texte",
    int: "un nombre entier",
    bool: "True ou False",
    date: "un jour (date)",
    time: "une heure (time)",
    Decimal: "un nombre (Decimal)",
    tuple: "un tuple",
}
_CITEES: Final = frozenset({NoneType, bool, int, float, complex, str, list, tuple, dict, date, datetime, time, Decimal})
"""What a message may quote, as :func:`citer` does."""
_SURES_MAX: Final = 1_000
"""Combinations of classes that are remembered for one class: a document has a few dozen."""


class Construite:
    """A class of attrs whose constructor takes what people write, and says in French what it was given instead.

    A list stands for the tuple of its elements, and a mapping for the class that is made of one (``extensions``).
    """

    __slots__ = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # attrs writes the constructor, then the class again with slots: the one that bears it is met here.
        construire = cls.__dict__.get("__init__")
        # A twin whose fields can be set (``_sans_controle``) is made by who answers for what it holds.
        libre = cls.__dict__.get("__setattr__") is object.__setattr__
        if construire is not None and not libre and not hasattr(construire, "__wrapped__"):
            cls.__init__ = _aider(construire)  # type: ignore[method-assign]
            cls.__setattr__ = _refuser_de_changer  # type: ignore[method-assign]


def _refuser_de_changer(self: Any, nom: str, _: object) -> None:
    message = f"une valeur ne change pas : attrs.evolve(valeur, {nom}=...) en donne une autre"
    if hasattr(self, "identifiant"):
        message = f"{message}, et registre.modifier({self.identifiant!r}, {nom}=...) un autre registre"
    erreur = attrs.exceptions.FrozenInstanceError()
    erreur.add_note(message)
    raise erreur


def _aider(construire: Callable[..., None]) -> Callable[..., None]:
    @wraps(construire)
    def aider(self: Any, *sans_nom: Any, **champs: Any) -> None:
        if not _PLAINES.isdisjoint(map(type, champs.values())):
            champs = {nom: _preparer(self.__class__, nom, valeur) for nom, valeur in champs.items()}
        try:
            construire(self, *sans_nom, **champs)
        except TypeError as erreur:
            message = _expliquer_l_appel(self.__class__, sans_nom, champs)
            if message is None:
                raise
            raise TypeError(message).with_traceback(erreur.__traceback__) from None

    return aider


_PLAINES: Final = frozenset({list, dict})


def _preparer(classe: Any, nom: str, valeur: Any) -> Any:
    """The tuple of a list, and what a field makes of a plain mapping; anything else as it is."""
    if type(valeur) is list:
        return tuple(valeur)
    if type(valeur) is dict:
        for champ in attrs.fields(attrs.resolve_types(classe)):
            if champ.alias == nom:
                attendues, _ = _admettre(champ.type)
                faites: list[Any] = [attendue for attendue in attendues if issubclass(attendue, Mapping)]
                return faites[0](valeur) if faites else valeur
    return valeur


def _expliquer_l_appel(classe: Any, sans_nom: tuple[Any, ...], champs: Mapping[str, Any]) -> str | None:
    """Which arguments of a constructor are not its own, or lack; ``None`` when they are not what is wrong."""
    siens = {str(champ.alias): champ for champ in attrs.fields(classe) if champ.init}
    inconnu = next((nom for nom in champs if nom not in siens), None)
    if inconnu is not None:
        return f"{classe.__name__} n'a pas de champ « {inconnu} »{conseiller(inconnu, siens)}"
    if sans_nom and all(champ.kw_only for champ in siens.values()):
        lire = f" ; un texte se lit par {classe.__name__}.lire(...)" if hasattr(classe, "lire") else ""
        exemple = ", ".join(f"{nom}=..." for nom, champ in siens.items() if champ.default is attrs.NOTHING) or "..."
        return f"les champs de {classe.__name__} se nomment : {classe.__name__}({exemple}){lire}"
    requis = [nom for nom, champ in siens.items() if champ.default is attrs.NOTHING][len(sans_nom) :]
    absents = [f"« {nom} »" for nom in requis if nom not in champs]
    if absents:
        return f"{classe.__name__} demande {' et '.join(absents)}"
    return None


class Typee(Construite):
    """A value whose constructor refuses what its annotations do not announce, then what its fields cannot be together.

    A fault of type is ``type.inattendu``, or ``date.type`` where a day is due; the first one carries the others.
    Readers make values out of what they judged themselves, and only ask :meth:`_exiger_coherence` of them.
    """

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        classe = self.__class__
        plan = _PLANS.get(classe) or _prevoir(classe)
        # Nearly every value is right, and of classes that were met before: this much is paid for each.
        valeurs = plan.lire(self)
        if (*map(type, valeurs),) not in plan.sures or (plan.tuples and not plan.elements_justes(valeurs)):
            plan.juger(valeurs)
        if plan.ensemble:
            self._exiger_coherence()

    def _exiger_coherence(self) -> None:
        """Refuse the fields that no date and no law can make right together."""


def nommer_les_champs(_classe: type, champs: "Iterable[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """Have every converter of a class name its field in what it refuses (``field_transformer`` of attrs)."""
    return [_nommer(champ, champ.converter) for champ in champs]


def _nommer(champ: "attrs.Attribute[Any]", convertir: Any) -> "attrs.Attribute[Any]":
    # A field that is inherited names itself already.
    return champ.evolve(converter=_nommant(convertir)) if isinstance(convertir, FunctionType) else champ


def fonction_de_conversion(champ: "attrs.Attribute[Any]") -> Any:
    """The function that :func:`nommer_les_champs` found as the converter of a field, ``None`` if there is none."""
    convertisseur: Any = champ.converter
    if isinstance(convertisseur, attrs.Converter):
        return getattr(convertisseur.converter, "__wrapped__", None)  # type: ignore[attr-defined]
    return convertisseur


@cache
def _nommant(convertir: Callable[[Any], Any]) -> "attrs.Converter[Any, Any]":
    @wraps(convertir)
    def nommer(valeur: Any, champ: "attrs.Attribute[Any]") -> Any:
        try:
            return convertir(valeur)
        except ValeurInvalide as erreur:
            raise ValeurInvalide(erreur.message, erreur.code, erreur.champ or champ.name) from None

    return attrs.Converter(nommer, takes_field=True)


def juge_de_coherence(classe: type[Any]) -> str | None:
    """Name of the method by which a class judges its fields together, ``None`` if it has none."""
    nom = "_exiger_coherence" if issubclass(classe, Typee) else "__attrs_post_init__"
    return nom if getattr(classe, nom, None) is not getattr(Typee, nom) and hasattr(classe, nom) else None


def exiger(valeur: T, attendu: Any, nom: str) -> T:
    """Refuse an argument that its annotation does not announce, and give it back otherwise.

    Raises:
        ValeurInvalide: ``type.inattendu``, or ``date.type`` where a day is due.
    """
    refuser(_fautes(nom, _admettre(attendu), valeur))
    return valeur


def refuser(fautes: Iterable[ValeurInvalide]) -> None:
    """Raise the first fault of an object, which carries the others."""
    toutes = tuple(fautes)
    if toutes:
        toutes[0].autres = toutes[1:]
        raise toutes[0]


class _Plan:
    """What the fields of a class may hold.

    Attributes:
        lire: gives all of them at once.
        sures: combinations of classes of the fields that were judged right, which need not be judged again.
        tuples: the fields that may hold a tuple, by their rank, with the classes of its elements.
        ensemble: whether the class judges its fields together.
    """

    __slots__ = ("_admises", "_noms", "ensemble", "lire", "sures", "tuples")

    def __init__(self, classe: type[Any]) -> None:
        champs = attrs.fields(attrs.resolve_types(classe))
        self._noms = [champ.name for champ in champs]
        self._admises = [_admettre(champ.type) for champ in champs]
        lire = attrgetter(*self._noms)
        self.lire: Callable[[Any], tuple[Any, ...]] = lire if len(champs) > 1 else lambda objet: (lire(objet),)
        self.sures: set[tuple[type, ...]] = set()
        self.tuples = [(rang, elements) for rang, (_, elements) in enumerate(self._admises) if elements is not None]
        self.ensemble = juge_de_coherence(classe) is not None

    def elements_justes(self, valeurs: tuple[Any, ...]) -> bool:
        """Whether the elements of every tuple are exactly of its classes."""
        for rang, admises in self.tuples:
            if valeurs[rang] and not admises.issuperset(map(type, valeurs[rang])):
                return False
        return True

    def juger(self, valeurs: tuple[Any, ...]) -> None:
        """Refuse the values of which one is not of its class, and remember the others."""
        refuser(chain.from_iterable(map(_fautes, self._noms, self._admises, valeurs)))
        if len(self.sures) < _SURES_MAX:
            self.sures.add(tuple(map(type, valeurs)))


_PLANS: Final[dict[type, _Plan]] = {}


def _prevoir(classe: type[Any]) -> _Plan:
    return _PLANS.setdefault(classe, _Plan(classe))


def decomposer(annotation: Any) -> tuple[Any, type | None, bool]:
    """The type of one value behind an annotation, the collection of them if any, and whether it is optional."""
    membres = get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)
    presents = [membre for membre in membres if membre is not NoneType]
    cible = presents[0] if len(presents) == 1 else Union[tuple(presents)]  # noqa: UP007 - made at run time
    origine = get_origin(cible)
    liste = origine is frozenset or (origine is tuple and get_args(cible)[-1] is Ellipsis)
    return get_args(cible)[0] if liste else cible, origine if liste else None, len(presents) < len(membres)


@cache
def _admettre(annotation: Any) -> tuple[Classes, Classes | None]:
    """The classes of a field, and those of the elements of its tuple if it may be one."""
    if isinstance(annotation, NewType):
        return _admettre(annotation.__supertype__)
    if get_origin(annotation) in {Union, UnionType}:
        membres = [_admettre(membre) for membre in get_args(annotation)]
        elements = [contenus for _, contenus in membres if contenus is not None]
        return frozenset().union(*(classes for classes, _ in membres)), elements[0] if elements else None
    if get_origin(annotation) is tuple:
        return frozenset({tuple}), _admettre(get_args(annotation)[0])[0]
    # What no class tells (a function, a variable of type) is not judged.
    classe = get_origin(annotation) or annotation
    return frozenset({classe if isinstance(classe, type) else object}), None


def _fautes(nom: str, admises: tuple[Classes, Classes | None], valeur: Any) -> Iterator[ValeurInvalide]:
    """What is wrong with a value, or with each element of a tuple."""
    classes, elements = admises
    if not _est(valeur, classes):
        yield _faute(nom, classes, valeur)
    elif elements is not None and isinstance(valeur, tuple):
        for rang, element in enumerate(valeur):
            if not _est(element, elements):
                yield _faute(f"{nom}/{rang}", elements, element)


def _est(valeur: Any, classes: Classes) -> bool:
    if type(valeur) in classes or object in classes:
        return True
    # True is an int, and a datetime a date, for Python alone; what is made of tuples has fields of its own.
    if isinstance(valeur, bool | datetime | tuple | Enum):
        return False
    return isinstance(valeur, tuple(classes))


def _faute(champ: str, classes: Classes, valeur: Any) -> ValeurInvalide:
    attendues = sorted(classes - {NoneType}, key=lambda classe: classe.__name__)
    nommees = [classe.__name__ for classe in attendues if classe not in _MOTS]
    mots = " ou ".join(
        [
            *(_MOTS[classe] for classe in attendues if classe in _MOTS),
            *([f"une valeur de {' ou '.join(nommees)}"] if nommees else []),
        ]
    )
    accord = "e" if mots.startswith("une ") else ""
    message = f"{mots} est attendu{accord}, pas {nommer_valeur(valeur)}{_souffler(attendues, valeur)}"
    return ValeurInvalide(message, "date.type" if attendues == [date] else "type.inattendu", champ)


def nommer_valeur(valeur: Any) -> str:
    """What was given instead; of an object of some other class, nothing of what it holds."""
    if type(valeur) in _CITEES:
        return citer(valeur)
    return f"une valeur de {type(valeur).__name__}"


def _souffler(classes: Iterable[type], valeur: Any) -> str:
    """What to write instead, when it can be told."""
    attendues = [*classes]
    identifiant = getattr(valeur, "identifiant", None)
    if str in attendues and isinstance(identifiant, str):
        return f" ; une entité se désigne par son identifiant : {citer(identifiant)}"
    if isinstance(valeur, datetime) and date in attendues:
        return " ; écrire .date()"
    if tuple in attendues and isinstance(valeur, Construite):
        return " ; écrire (valeur,) pour une seule"
    if not isinstance(valeur, str):
        return ""
    membres = [membre for classe in attendues if issubclass(classe, Enum) for membre in classe]
    if membres:
        mots = dict.fromkeys(str(membre.value) for membre in membres)
        voisin = valeur if valeur in mots else voisin_de(valeur, mots)
        voulus = [str(membre) for membre in membres if membre.value == voisin]
        return f" ; écrire {' ou '.join(voulus)}" if voulus else conseiller(valeur, mots)
    # A class of another room says itself how one writes it.
    souffleurs = (_SOUFFLEURS.get(classe) or getattr(classe, "_souffler", None) for classe in attendues)
    return "".join(souffler(valeur) for souffler in souffleurs if souffler is not None)


def _en_python(classe: Any) -> Callable[[str], str]:
    """What a text says of a class that reads ISO 8601, as Python writes it."""

    def ecrire(texte: str) -> str:
        try:
            lu = classe.fromisoformat(texte)
        except ValueError:
            return ""
        nombres = (lu.year, lu.month, lu.day) if classe is date else (lu.hour, lu.minute)
        return f" ; écrire {classe.__name__}({', '.join(map(str, nombres))})"

    return ecrire


_SOUFFLEURS: Final[dict[type, Callable[[str], str]]] = {
    date: _en_python(date),
    time: _en_python(time),
    int: lambda texte: f" ; écrire {int(texte)}" if texte.isascii() and texte.isdecimal() else "",
}
"""What to say of a text that was given for a value of some classes."""
