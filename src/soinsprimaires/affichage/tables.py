"""A registre as pandas tables: one a kind of entity, one a list inside them (extra ``notebook``).

The tables and their columns are derived from the model, so that they are the same for every registre, the empty one
included: a program that reads a column finds it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import attrs

from soinsprimaires import referentiels
from soinsprimaires._typage import exiger
from soinsprimaires.erreurs import CodeInconnu, ExtraManquant
from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._base import Entite, Origine
from soinsprimaires.modele._champs import Champ, champs
from soinsprimaires.modele.genres import LISTES, classes_de, mot_de
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTES
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.temps import DatePartielle, Precision

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["vers_pandas"]

ENTITE: Final = "identifiant_entite"
"""Column by which a list inside an entity is joined to it."""
_RANG: Final = "rang_{champ}"
_VALEUR: Final = "valeur"
_ORIGINES: Final = "origines"
_DERNIERS: Final = ("provenance", "extensions")
"""What one reads last of an entity, whatever its class."""

_DTYPES: Final[Mapping[type, str]] = {
    str: "string",
    bool: "boolean",
    int: "Int64",
    Decimal: "Float64",
    date: "datetime64[s]",
    time: "string",
    Extensions: "string",
    DatePartielle: "string",
}
"""Types of pandas that know what is missing; days in seconds, since nanoseconds stop in 2262."""

Lire = Callable[[Any], Any]


@attrs.frozen
class _Colonne:
    """A column: its name, its type in pandas, the words of a category, and where its values are read."""

    nom: str
    dtype: str
    lire: Lire
    mots: tuple[str, ...] = ()


@attrs.frozen
class _Liste:
    """A list inside a value: its field, what it holds, and where it is read."""

    champ: str
    type_element: Any
    lire: Lire


def vers_pandas(registre: Registre) -> "dict[str, pd.DataFrame]":
    """The registre as tables, by name: ``structures``, ``projets``, ``projets_journal``, ``territoires_communes`` ...

    Each list of the registre is a table, one line an entity, whose column ``identifiant`` is the key. Each list inside
    an entity is a table of its own, named after its way, joined by ``identifiant_entite``; ``rang_...`` keeps the order
    of each list on that way. A list of words or of references has one column ``valeur``.

    A value inside a value gives its columns its name as a prefix (``provenance_titre``, ``nombre_valeur``). A vague
    date is its text (``2022-05~``), its first and last possible days (``..._au_plus_tot``, ``..._au_plus_tard``) and
    its precision. A code has its system and its French words beside it. Enumerated words are categories, of all their
    values; identifiers and references are texts, never numbers; what is not known is missing (``pandas.NA``,
    ``NaT``), never 0 nor an empty text. The files from which entities were read are in one table, ``origines``.

    Raises:
        ExtraManquant: pandas is not installed.
    """
    try:
        import pandas as pd
    except ModuleNotFoundError as erreur:
        raise ExtraManquant("notebook", "Une vue en tables pandas") from erreur
    exiger(registre, Registre, "registre")
    vues: dict[str, pd.DataFrame] = {}
    for genre in LISTES:
        entites = getattr(registre, genre)
        colonnes, listes = _schema(classes_de(genre))
        premieres = [] if genre != "structures" else [_colonne_type()]
        vues[genre] = _table([*premieres, *colonnes], entites)
        for liste in listes:
            if liste.champ != _ORIGINES:
                _ajouter_liste(vues, f"{genre}_{liste.champ}", liste, _identifiees(entites), (ENTITE,))
    _ajouter_liste(vues, _ORIGINES, _Liste(_ORIGINES, Origine, _lecteur(_ORIGINES)), _identifiees(registre), (ENTITE,))
    return vues


def _identifiees(entites: Iterable[Entite]) -> list[tuple[tuple[str | int, ...], Entite]]:
    return [((entite.identifiant,), entite) for entite in entites]


def _ajouter_liste(
    vues: "dict[str, pd.DataFrame]",
    nom: str,
    liste: _Liste,
    parents: Sequence[tuple[tuple[str | int, ...], Any]],
    cles: tuple[str, ...],
) -> None:
    elements = [
        ((*chemin, rang), element)
        for chemin, parent in parents
        for rang, element in enumerate(liste.lire(parent) or ())
    ]
    colonnes, listes = _schema_element(liste.type_element)
    toutes = (*cles, _RANG.format(champ=liste.champ))
    reperes = [_Colonne(cle, "Int64" if rang else "string", _repere(rang)) for rang, cle in enumerate(toutes)]
    valeurs = [attrs.evolve(colonne, lire=_second(colonne.lire)) for colonne in colonnes]
    vues[nom] = _table([*reperes, *valeurs], elements)
    for interieure in listes:
        _ajouter_liste(vues, f"{nom}_{interieure.champ}", interieure, elements, toutes)


def _repere(rang: int) -> Lire:
    return lambda paire: paire[0][rang]


def _second(lire: Lire) -> Lire:
    return lambda paire: lire(paire[1])


def _table(colonnes: Sequence[_Colonne], objets: Sequence[Any]) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame({colonne.nom: _serie(colonne, objets) for colonne in colonnes})


def _serie(colonne: _Colonne, objets: Sequence[Any]) -> "pd.Series[Any]":
    import pandas as pd

    valeurs = [colonne.lire(objet) for objet in objets]
    if colonne.mots:
        return pd.Series(pd.Categorical(valeurs, categories=colonne.mots))
    return pd.Series(valeurs, dtype=colonne.dtype)


# -- from the model to the columns --------------------------------------------------------------------------------


def _colonne_type() -> _Colonne:
    return _Colonne("type", "category", lambda structure: mot_de(type(structure)), tuple(ETIQUETTES))


@cache
def _schema(classes: tuple[Any, ...]) -> tuple[tuple[_Colonne, ...], tuple[_Liste, ...]]:
    """Columns and lists of the values of one class, or of several that share fields."""
    plan = {champ.nom: champ for classe in classes for champ in champs(classe)}
    noms = sorted(plan, key=lambda nom: nom in _DERNIERS)
    trouves = [trouve for nom in noms for trouve in _du_champ(plan[nom])]
    return (
        tuple(trouve for trouve in trouves if isinstance(trouve, _Colonne)),
        tuple(trouve for trouve in trouves if isinstance(trouve, _Liste)),
    )


def _schema_element(nature: Any) -> tuple[tuple[_Colonne, ...], tuple[_Liste, ...]]:
    if attrs.has(nature) and nature not in {*_DTYPES, CodeNomenclature}:
        return _schema((nature,))
    colonnes = (trouve for trouve in _du_type(nature, _VALEUR, lambda valeur: valeur) if isinstance(trouve, _Colonne))
    return tuple(colonnes), ()


def _du_champ(champ: Champ) -> Iterator[_Colonne | _Liste]:
    # An identifier has the type that it is made of.
    (nature,), lire = champ.classes, _lecteur(champ.nom)
    return iter([_Liste(champ.nom, nature, lire)]) if champ.liste else _du_type(nature, champ.nom, lire)


def _lecteur(nom: str) -> Lire:
    # Not every kind of structure has every field, and what holds the field may be missing.
    return lambda objet: getattr(objet, nom, None)


def _apres(lire: Lire, suite: Lire) -> Lire:
    def lire_la_suite(objet: Any) -> Any:
        valeur = lire(objet)
        return None if valeur is None else suite(valeur)

    return lire_la_suite


def _du_type(nature: Any, nom: str, lire: Lire) -> Iterator[_Colonne | _Liste]:
    if issubclass(nature, Enum):
        mots = tuple(str(membre.value) for membre in nature)
        yield _Colonne(nom, "category", _apres(lire, lambda membre: membre.value), mots)
    elif nature is CodeNomenclature:
        yield _Colonne(nom, "string", _apres(lire, lambda code: code.code))
        systemes = tuple(systeme.value for systeme in referentiels.Systeme)
        yield _Colonne(f"{nom}_systeme", "category", _apres(lire, lambda code: code.systeme.value), systemes)
        yield _Colonne(f"{nom}_libelle", "string", _apres(lire, _libelle))
    elif nature is DatePartielle:
        yield _Colonne(nom, "string", _apres(lire, str))
        yield _Colonne(f"{nom}_au_plus_tot", _DTYPES[date], _apres(lire, lambda le: le.au_plus_tot))
        yield _Colonne(f"{nom}_au_plus_tard", _DTYPES[date], _apres(lire, lambda le: le.au_plus_tard))
        precisions = tuple(precision.value for precision in Precision)
        yield _Colonne(f"{nom}_precision", "category", _apres(lire, lambda le: le.precision.value), precisions)
    elif nature in _DTYPES:
        yield _Colonne(nom, _DTYPES[nature], _apres(lire, _CONVERSIONS.get(nature, lambda valeur: valeur)))
    else:
        yield from _de_la_valeur(nature, nom, lire)


def _de_la_valeur(classe: Any, nom: str, lire: Lire) -> Iterator[_Colonne | _Liste]:
    colonnes, listes = _schema((classe,))
    for colonne in colonnes:
        yield attrs.evolve(colonne, nom=f"{nom}_{colonne.nom}", lire=_apres(lire, colonne.lire))
    for liste in listes:
        yield attrs.evolve(liste, champ=f"{nom}_{liste.champ}", lire=_apres(lire, liste.lire))


_CONVERSIONS: Final[Mapping[type, Lire]] = {
    Decimal: float,
    time: lambda heure: f"{heure:%H:%M}",
    Extensions: lambda extensions: extensions.texte,
}


def _libelle(code: CodeNomenclature) -> str | None:
    try:
        return referentiels.libelle(code)
    except CodeInconnu:
        return None
