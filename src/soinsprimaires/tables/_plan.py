"""The columns of a class and the tables of the registre, read from the plan of the fields; nothing here needs pyarrow.

A value inside a value gives its columns its name as a prefix. A list inside an entity is a table of its own; inside an
answer, which has no key, it is one column of lists.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from types import MappingProxyType, NoneType
from typing import Any, Final, Union

import attrs

from soinsprimaires import referentiels, schemas
from soinsprimaires._classement import Classement
from soinsprimaires._docstrings import phrases, presenter
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.extensions import Extensions
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele._base import Entite, Origine
from soinsprimaires.modele._champs import Champ, champs, est_enumeration, membres
from soinsprimaires.modele.genres import LISTES, classes_de, mot_de
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.structures import ETIQUETTES
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.temps import DatePartielle, PeriodePartielle, Precision

ENTITE: Final = "identifiant_entite"
"""Column by which a list inside an entity is joined to it."""
_RANG: Final = "rang_{champ}"
_VALEUR: Final = "valeur"
ORIGINES: Final = "origines"
"""One table for those of every entity, which people hardly ever look for by kind."""
_DERNIERS: Final = ("provenance", "extensions")
"""What one reads last of an entity, whatever its class."""


class Nature(Enum):
    """What a column holds, whatever the format."""

    TEXTE = "texte"
    BOOLEEN = "booleen"
    ENTIER = "entier"
    NOMBRE = "nombre"
    JOUR = "jour"
    HEURE = "heure"
    MOT = "mot"
    LISTE = "liste"


_SIMPLES: Final[Mapping[type, Nature]] = MappingProxyType(
    {
        str: Nature.TEXTE,
        bool: Nature.BOOLEEN,
        int: Nature.ENTIER,
        Decimal: Nature.NOMBRE,
        date: Nature.JOUR,
        time: Nature.HEURE,
    }
)

INCONNU: Final = "non renseigné"
_EN_COURS: Final = "sans fin, pour autant qu'on le sache ; sans début non plus, rien n'est su de la période"
_PAS_DONNE: Final = "la source ne donne pas cette borne"
_ABSENCES: Final[Mapping[tuple[type, str], str]] = MappingProxyType(
    {
        (PeriodePartielle, "fin"): _EN_COURS,
        (Estimation, "minimum"): _PAS_DONNE,
        (Estimation, "maximum"): _PAS_DONNE,
    }
)
"""What an empty cell means in the fields where it does not mean that nobody said it."""


@attrs.frozen(kw_only=True)
class ColonneTypee:
    """A column.

    Attributes:
        nom: its name.
        nature: what it holds.
        chemin: the attributes that lead to its values.
        lire: what it keeps of each of them; ``None`` keeps it as it is.
        description: what it says.
        mots: of a word, every word, by the value that it stands for.
        elements: of a list, the columns of what it holds; one without a name for plain values.
        references: the lists of the registre to which its values point.
        nominative: whether it identifies or reaches a person.
        absence: what an empty cell means.
        types: the kinds of structures that have it, when some have not: it is without object for the others.
    """

    nom: str
    nature: Nature
    chemin: tuple[str, ...] = ()
    lire: Callable[[Any], Any] | None = None
    description: str = ""
    mots: Mapping[Any, str] = MappingProxyType({})
    elements: "tuple[ColonneTypee, ...]" = ()
    references: tuple[str, ...] = ()
    nominative: bool = False
    absence: str = INCONNU
    types: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Liste:
    """A list inside a value: its name, the attributes that lead to it, and what its elements are."""

    nom: str
    chemin: tuple[str, ...]
    element: Any
    champ: Champ


@attrs.frozen(kw_only=True)
class Plan:
    """A table.

    Attributes:
        nom: its name.
        description: what a line is.
        cle: columns that name a line, which come before the others.
        colonnes: the columns whose values stand in what a line is made of.
        parent: the table of which it holds a list, ``None`` for entities.
        listes: the lists of its own values, by the name of their table.
    """

    nom: str
    description: str
    cle: tuple[str, ...]
    colonnes: tuple[ColonneTypee, ...]
    parent: str | None = None
    listes: Mapping[str, Liste] = MappingProxyType({})

    @property
    def reperes(self) -> tuple[ColonneTypee, ...]:
        """The columns of its key that are not values of its lines: whose list it is, and the ranks on the way."""
        siennes = {colonne.nom for colonne in self.colonnes}
        return tuple(
            ColonneTypee(nom=nom, nature=Nature.TEXTE, description="Identifiant de l'entité.")
            if nom == ENTITE
            else ColonneTypee(nom=nom, nature=Nature.ENTIER, description=f"Rang dans « {nom.removeprefix('rang_')} ».")
            for nom in self.cle
            if nom not in siennes
        )

    def visibles(self, *, nominatif: bool) -> tuple[ColonneTypee, ...]:
        """The columns, without those that identify or reach a person unless they are wanted."""
        return tuple(colonne for colonne in self.colonnes if nominatif or not colonne.nominative)


@attrs.frozen(kw_only=True)
class Lien:
    """A reference from a table to another, or to itself.

    Attributes:
        colonnes: columns that point.
        table: table to which they point.
        cibles: columns that they name there.
    """

    colonnes: tuple[str, ...]
    table: str
    cibles: tuple[str, ...]


def liens(plan: Plan) -> tuple[Lien, ...]:
    """The references of a table; a column that may point to several tables is none, and says it in its description."""
    siens = [
        Lien(colonnes=(colonne.nom,), table=_TABLES.get(liste, liste), cibles=("identifiant",))
        for colonne in plan.colonnes
        for liste in colonne.references
        if len(colonne.references) == 1
    ]
    if plan.parent is not None:
        cibles = PLANS[plan.parent].cle
        siens.insert(0, Lien(colonnes=plan.cle[: len(cibles)], table=plan.parent, cibles=cibles))
    return tuple(siens)


_TABLES: Final[Mapping[str, str]] = MappingProxyType({"axes": "projets_axes", "sites": "structures_sites"})
"""Where what stands inside an entity is."""


# -- from the model to the tables ---------------------------------------------------------------------------------


def _planifier() -> Iterator[Plan]:
    for genre in LISTES:
        classes = classes_de(genre)
        colonnes, listes = _de_classes(classes)
        if genre == "structures":
            types = {mot: mot for mot in ETIQUETTES}
            dit = "Sorte de structure."
            type_ = ColonneTypee(
                nom="type", nature=Nature.MOT, lire=lambda s: mot_de(type(s)), description=dit, mots=types
            )
            colonnes = (type_, *colonnes)
        description = _presenter(classes[0]) if len(classes) == 1 else "Structures of primary care, of every kind."
        siennes = {f"{genre}_{liste.nom}": liste for liste in listes if liste.nom != ORIGINES}
        yield Plan(nom=genre, description=description, cle=("identifiant",), colonnes=colonnes, listes=siennes)
        for nom, liste in siennes.items():
            yield from _de_la_liste(nom, liste, genre, (ENTITE,))
    (origines,) = (champ for champ in champs(Entite) if champ.nom == ORIGINES)
    liste = Liste(nom=ORIGINES, chemin=(ORIGINES,), element=Origine, champ=origines)
    yield from _de_la_liste(ORIGINES, liste, None, (ENTITE,))


def _de_la_liste(nom: str, liste: Liste, parent: str | None, cles: tuple[str, ...]) -> Iterator[Plan]:
    ouverte = _est_une_valeur(liste.element)
    colonnes, listes = _de_classes((liste.element,)) if ouverte else (_de_l_element(liste), ())
    siennes = {f"{nom}_{interieure.nom}": interieure for interieure in listes}
    cle = (*cles, _RANG.format(champ=liste.nom))
    description = _decrire(liste.champ)
    yield Plan(nom=nom, description=description, cle=cle, colonnes=colonnes, parent=parent, listes=siennes)
    for interieur, interieure in siennes.items():
        yield from _de_la_liste(interieur, interieure, nom, cle)


def _de_l_element(liste: Liste) -> tuple[ColonneTypee, ...]:
    """The columns of the elements of a list that are not made of fields."""
    modele = ColonneTypee(
        nom=_VALEUR,
        nature=Nature.TEXTE,
        description=_decrire(liste.champ),
        references=liste.champ.references or (),
        nominative=_est_nominatif(liste.champ),
    )
    return tuple(_de_la_nature(liste.element, modele))


@cache
def _de_classes(classes: tuple[Any, ...]) -> tuple[tuple[ColonneTypee, ...], tuple[Liste, ...]]:
    """Columns and lists of the values of one class, or of several that share fields."""
    plan: dict[str, list[Champ]] = {}
    for champ in (champ for classe in classes for champ in champs(classe)):
        plan.setdefault(champ.nom, []).append(champ)
    trouves: list[ColonneTypee | Liste] = []
    for nom in sorted(plan, key=lambda nom: nom in _DERNIERS):
        siens = tuple(_du_champ(plan[nom][0]))
        if len(plan[nom]) < len(classes):
            types = tuple(str(mot_de(champ.porteur)) for champ in plan[nom])
            siens = tuple(c if isinstance(c, Liste) else attrs.evolve(c, types=types) for c in siens)
        trouves += siens
    return (
        tuple(trouve for trouve in trouves if isinstance(trouve, ColonneTypee)),
        tuple(trouve for trouve in trouves if isinstance(trouve, Liste)),
    )


def _du_champ(champ: Champ) -> Iterator[ColonneTypee | Liste]:
    element = _de_quoi(champ)
    if champ.liste:
        yield Liste(nom=champ.nom, chemin=(champ.nom,), element=element, champ=champ)
    elif _est_une_valeur(element) and not _se_nomme(element):
        yield from _de_la_valeur(element, champ)
    else:
        modele = ColonneTypee(
            nom=champ.nom,
            nature=Nature.TEXTE,
            chemin=(champ.nom,),
            description=_decrire(champ),
            references=champ.references or (),
            nominative=_est_nominatif(champ),
            absence=_ABSENCES.get((champ.porteur, champ.nom), INCONNU),
        )
        yield from _de_la_nature(element, modele)
        yield from _DERIVEES.get((champ.porteur, champ.nom), ())


def _de_la_valeur(classe: Any, champ: Champ) -> Iterator[ColonneTypee | Liste]:
    colonnes, listes = _de_classes((classe,))
    for colonne in colonnes:
        yield attrs.evolve(colonne, nom=f"{champ.nom}_{colonne.nom}", chemin=(champ.nom, *colonne.chemin))
    for liste in listes:
        yield attrs.evolve(liste, nom=f"{champ.nom}_{liste.nom}", chemin=(champ.nom, *liste.chemin))


def _de_quoi(champ: Champ) -> Any:
    """What a field holds: a class, or a union of several."""
    classes = tuple(classe for classe in champ.classes if classe is not NoneType)
    return classes[0] if len(classes) == 1 else Union[classes]  # noqa: UP007 - made at run time


def _est_une_valeur(nature: Any) -> bool:
    """Whether it is made of fields, each of which is a column."""
    return (
        isinstance(nature, type) and attrs.has(nature) and nature not in {CodeNomenclature, DatePartielle, Extensions}
    )


def _se_nomme(nature: Any) -> bool:
    """Whether it has a name of its own, which stands for it in what only cites it."""
    return isinstance(nature, type) and "identifiant" in {champ.nom for champ in champs(nature)}


def _de_la_nature(nature: Any, modele: ColonneTypee) -> Iterator[ColonneTypee]:
    """The columns of a value that is not made of fields."""
    if nature in _SIMPLES:
        yield attrs.evolve(modele, nature=_SIMPLES[nature])
    elif est_enumeration(nature):
        mots = {membre: str(mot) for mot, membre in membres(nature).items()}
        yield attrs.evolve(modele, nature=Nature.MOT, mots=mots)
    elif nature is CodeNomenclature:
        systemes = {systeme: str(systeme.value) for systeme in Systeme}
        yield attrs.evolve(modele, lire=attrgetter("code"))
        yield _mot_a_cote(modele, "systeme", "système du code", systemes)
        yield _a_cote(modele, "libelle", Nature.TEXTE, _libelle, "le code en français")
    elif nature is DatePartielle:
        precisions = {precision: str(precision.value) for precision in Precision}
        yield attrs.evolve(modele, lire=str)
        yield _a_cote(modele, "au_plus_tot", Nature.JOUR, attrgetter("au_plus_tot"), "premier jour possible")
        yield _a_cote(modele, "au_plus_tard", Nature.JOUR, attrgetter("au_plus_tard"), "dernier jour possible")
        yield _mot_a_cote(modele, "precision", "finesse de la date", precisions)
    elif nature is Extensions:
        yield attrs.evolve(modele, lire=attrgetter("texte"), nominative=True)
    elif _se_nomme(nature):
        yield attrs.evolve(modele, lire=attrgetter("identifiant"))
    else:
        raise TypeError(f"no column for {nature!r}")


def _a_cote(modele: ColonneTypee, suite: str, nature: Nature, lire: Callable[[Any], Any], dit: str) -> ColonneTypee:
    """A column that says more of the one beside which it stands."""
    nom, description = f"{modele.nom}_{suite}", f"{modele.nom} : {dit}"
    return attrs.evolve(modele, nom=nom, nature=nature, lire=lire, description=description, references=())


def _mot_a_cote(modele: ColonneTypee, suite: str, dit: str, mots: Mapping[Any, str]) -> ColonneTypee:
    """The same for a word, which its name reads."""
    return attrs.evolve(_a_cote(modele, suite, Nature.MOT, attrgetter(suite), dit), mots=mots)


def _libelle(code: CodeNomenclature) -> str | None:
    try:
        return referentiels.libelle(code)
    except CodeInconnu:
        return None


_DERIVEES: Final[Mapping[tuple[type, str], tuple[ColonneTypee, ...]]] = MappingProxyType(
    {
        (Professionnel, "annee_naissance"): (
            ColonneTypee(
                nom="decennie_naissance",
                nature=Nature.ENTIER,
                chemin=("annee_naissance",),
                lire=lambda annee: annee - annee % 10,
                description="Première année de la décennie de naissance : 1960 de 1960 à 1969.",
            ),
        )
    }
)
"""What stands in a table without being a field: what is left of one that only those who ask for it see."""


# -- what is said of them -----------------------------------------------------------------------------------------


def _est_nominatif(champ: Champ) -> bool:
    return champ.declare in {Classement.PERSONNEL, Classement.RESERVE}


@cache
def _definitions() -> Mapping[str, Any]:
    definitions: Mapping[str, Any] = schemas.schema()["$defs"]
    return definitions


def _decrire(champ: Champ) -> str:
    """What the published schema says of a field; of that of an answer, what its docstring does."""
    publie = _definitions().get(champ.porteur.__name__)
    if publie is not None and champ.nom in publie["properties"]:
        return str(publie["properties"][champ.nom]["description"])
    return phrases(champ.porteur).get(champ.nom, "")


def _presenter(classe: Any) -> str:
    return str(_definitions().get(classe.__name__, presenter(classe))["description"])


PLANS: Final[Mapping[str, Plan]] = MappingProxyType({plan.nom: plan for plan in _planifier()})
"""Every table of the registre, in the order of its lists."""


@cache
def plan_des_lignes(classe: Any) -> Plan:
    """The table of the rows of an answer, whose lists are columns."""
    return Plan(nom=classe.__name__, description=_presenter(classe), cle=(), colonnes=_sans_listes((classe,)))


def _sans_listes(classes: tuple[Any, ...]) -> tuple[ColonneTypee, ...]:
    colonnes, listes = _de_classes(classes)
    return (*colonnes, *map(_colonne_de_liste, listes))


def _colonne_de_liste(liste: Liste) -> ColonneTypee:
    ouverte = _est_une_valeur(liste.element) and not _se_nomme(liste.element)
    elements = _sans_listes((liste.element,)) if ouverte else _de_l_element(liste)
    return ColonneTypee(
        nom=liste.nom, nature=Nature.LISTE, chemin=liste.chemin, description=_decrire(liste.champ), elements=elements
    )
