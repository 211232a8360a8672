"""From the attrs fields of a class to a strategy of its values.

A field is drawn according to its metadata (a reference), its validator (an identifier, a share of a post), else its
type; three small tables hold what these do not say. A new class or a new field needs nothing here, unless a constructor
refuses some of its combinations.
"""

from collections.abc import Callable, Mapping, MutableMapping
from datetime import date, time
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Final, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import CODE_COMMUNE, SLUG
from soinsprimaires.mesures import Bornes, Estimation
from soinsprimaires.modele._champs import Champ, champs, classes, est_enumeration
from soinsprimaires.modele._etats import ETATS
from soinsprimaires.modele.conventions import Convention, Document
from soinsprimaires.modele.evenements import Acte, Evenement
from soinsprimaires.modele.lieux import Horaire
from soinsprimaires.modele.organisations import Organisation
from soinsprimaires.modele.procedures import EtapeProcedure, NatureDelai
from soinsprimaires.modele.professionnels import Presence, Professionnel
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.structures import ETIQUETTE_DE
from soinsprimaires.modele.territoires import Delimitation, Etendue, PopulationDeclaree, Territoire
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.sources import SourceJuridique
from soinsprimaires.strategies._primitives import (
    codes_nomenclature,
    dates_partielles,
    decimaux,
    entiers,
    extensions,
    heures,
    identifiants,
    periodes,
    slugs,
    textes,
)
from soinsprimaires.temps import DatePartielle, Periode, PeriodePartielle, en_date_partielle

T = TypeVar("T")

Tirage = Callable[[str], Any]
"""Draws a value of the field of that name."""
Reparation = Callable[[MutableMapping[str, Any], Tirage, frozenset[str]], None]
"""Changes drawn values that the constructor would refuse, without touching the fields that the caller chose."""

_TAILLE: Final = 3
_PAS: Final = Decimal("0.001")


@attrs.frozen(eq=False)
class Cibles:
    """What references may name.

    Attributes:
        par_genre: identifiants by kind; ``None`` is any slug, for an entity outside a registre.
    """

    par_genre: Mapping[str, tuple[str, ...]] | None = None

    def parmi(self, genres: tuple[str, ...], nombre: int = 1) -> SearchStrategy[str]:
        """Identifiants of these kinds; the empty strategy when there are fewer than ``nombre``."""
        if self.par_genre is None:
            return slugs()
        connus = tuple(identifiant for genre in genres for identifiant in self.par_genre.get(genre, ()))
        return st.sampled_from(connus) if len(connus) >= nombre else st.nothing()


LIBRES: Final = Cibles()


def valeurs(classe: type[T], champs: Mapping[str, Any] | None = None, cibles: Cibles = LIBRES) -> SearchStrategy[T]:
    """Instances of a class.

    Args:
        classe: an attrs class.
        champs: values of some fields, or strategies that draw them.
        cibles: what references may name.

    Raises:
        TypeError: the class has no such field.
    """
    modele: Any = classe  # attrs.fields and lru_cache take no type[T]
    if not champs:
        return _valeurs(modele, cibles)
    connus = {champ.name for champ in attrs.fields(modele) if champ.init}
    if inconnus := sorted(set(champs) - connus):
        raise TypeError(f"{classe.__name__} n'a pas de champ {', '.join(inconnus)}")
    donnes = {nom: v if isinstance(v, SearchStrategy) else st.just(v) for nom, v in champs.items()}
    return _assembler(classe, donnes, cibles)


def de(classe: type[T]) -> Callable[..., SearchStrategy[T]]:
    """The public strategy of a class, derived from its fields."""

    def tirer(**champs: Any) -> SearchStrategy[T]:
        return valeurs(classe, champs)

    tirer.__doc__ = f"Values of :class:`~soinsprimaires.{classe.__name__}`."
    tirer.__annotations__["return"] = SearchStrategy[classe]  # type: ignore[valid-type]
    return tirer


@lru_cache(maxsize=1024)
def _valeurs(classe: Any, cibles: Cibles) -> SearchStrategy[Any]:
    return _assembler(classe, {}, cibles)


def _assembler(classe: Any, donnes: Mapping[str, SearchStrategy[Any]], cibles: Cibles) -> SearchStrategy[Any]:
    champs = [champ for champ in attrs.fields(classe) if champ.init and champ.name not in donnes]
    obligatoires = dict(donnes)
    for champ in champs:
        if champ.default is attrs.NOTHING:
            obligatoires[champ.name] = _du_champ(classe, champ.name, cibles)
    if any(strategie.is_empty for strategie in obligatoires.values()):
        return st.nothing()
    facultatifs = tuple(champ.name for champ in champs if champ.default is not attrs.NOTHING)
    return _instances(_Recette(classe, obligatoires, facultatifs, frozenset(donnes), cibles))


@attrs.frozen(eq=False, repr=False)
class _Recette:
    """How to draw an instance; its representation is short, since Hypothesis shows it."""

    classe: Any
    obligatoires: Mapping[str, SearchStrategy[Any]]
    facultatifs: tuple[str, ...]
    donnes: frozenset[str]
    cibles: Cibles

    def __repr__(self) -> str:
        return str(self.classe.__name__)


@st.composite
def _instances(draw: st.DrawFn, recette: _Recette) -> Any:
    def tirer(nom: str) -> Any:
        return draw(_du_champ(recette.classe, nom, recette.cibles))

    tires = {nom: draw(strategie) for nom, strategie in recette.obligatoires.items()}
    for nom in draw(_choix(recette.facultatifs)):
        if not _du_champ(recette.classe, nom, recette.cibles).is_empty:
            tires[nom] = tirer(nom)
    if (reparer := _REPARATIONS.get(recette.classe)) is not None:
        reparer(tires, tirer, recette.donnes)
    return recette.classe(**tires)


@cache
def _choix(noms: tuple[str, ...]) -> SearchStrategy[list[str]]:
    """Which optional fields an instance has: a handful, so that an entity of twenty fields stays small."""
    return st.lists(st.sampled_from(noms), unique=True) if noms else st.just([])


def _du_champ(classe: Any, nom: str, cibles: Cibles) -> SearchStrategy[Any]:
    return _deriver(classe, nom, cibles if _pointe(_champ(classe, nom)) else LIBRES)


@lru_cache(maxsize=4096)
def _deriver(classe: Any, nom: str, cibles: Cibles) -> SearchStrategy[Any]:
    sur_mesure = _SUR_MESURE.get((classe, nom))
    if sur_mesure is not None:
        return sur_mesure(cibles)
    champ = _champ(classe, nom)
    if champ.references is not None:
        strategie = cibles.parmi(champ.references)
    elif champ.sorte is not None:
        strategie = slugs() if champ.sorte is SLUG else identifiants(champ.sorte)
    elif isinstance(champ.valideur, Bornes):
        strategie = _nombres(champ.valideur, champ.cible)
    else:
        strategie = _du_type(champ.cible, cibles)
    # An optional field is unknown when it is not drawn at all.
    return _listes(strategie) if champ.liste else strategie


@cache
def _champ(classe: Any, nom: str) -> Champ:
    return next(champ for champ in champs(classe) if champ.nom == nom)


@cache
def _pointe(champ: Champ) -> bool:
    """Whether a field holds references; those that hold none are derived once for all registres."""
    return champ.references is not None or any(_pointe(interne) for c in champ.classes for interne in champs(c))


def _listes(elements: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.just(()) if elements.is_empty else st.lists(elements, max_size=_TAILLE).map(tuple)


def _du_type(cible: Any, cibles: Cibles) -> SearchStrategy[Any]:
    if cible in _TYPES:
        return _TYPES[cible]()
    if len(union := tuple(classes(cible))) > 1:
        return st.one_of([_du_type(membre, cibles) for membre in union])
    if est_enumeration(cible):
        return st.sampled_from(cible)
    if attrs.has(cible):
        return _valeurs(cible, cibles)
    raise TypeError(f"no strategy draws {cible!r}")


_TYPES: Final[Mapping[Any, Callable[[], SearchStrategy[Any]]]] = {
    bool: st.booleans,
    int: entiers,
    str: textes,
    date: st.dates,
    time: heures,
    Decimal: decimaux,
    DatePartielle: dates_partielles,
    Periode: periodes,
    Extensions: extensions,
    CodeNomenclature: codes_nomenclature,
}


def _nombres(bornes: Bornes, cible: Any) -> SearchStrategy[Any]:
    if cible is int:
        return st.integers(bornes.minimum, bornes.maximum)
    minimum = Decimal(bornes.minimum) + (_PAS if bornes.ouvertes else 0)
    return decimaux(minimum, Decimal(bornes.maximum), places=3)


_ETATS: Final = sorted({etat.value for etats in ETATS.values() for etat in etats})
"""The words of the states in which a project may be taken over: each is made one of its nature, once that is drawn."""


@st.composite
def _journaux(draw: st.DrawFn, cibles: Cibles) -> tuple[Evenement, ...]:
    noms = draw(st.lists(slugs(), unique=True, max_size=4))
    return tuple(draw(_evenement(tuple(noms[:rang]), nom, cibles)) for rang, nom in enumerate(noms))


@st.composite
def _evenement(draw: st.DrawFn, precedents: tuple[str, ...], nom: str, cibles: Cibles) -> Evenement:
    exclu = Acte.REPRISE if precedents else Acte.ANNULATION
    actes = st.sampled_from([acte for acte in Acte if acte is not exclu])
    # A journal that begins on its way is another reading of all that follows: half of them do.
    acte = draw(actes if precedents else actes | st.just(Acte.REPRISE))
    champs: dict[str, Any] = {"identifiant": nom, "acte": acte}
    if acte is Acte.ANNULATION:
        champs["annule"] = st.sampled_from(precedents)
    if acte is Acte.REPRISE:
        champs["etat"] = etat = draw(st.none() | st.sampled_from(_ETATS))
        if etat is None:
            champs["etats_possibles"] = st.lists(st.sampled_from(_ETATS), unique=True, max_size=_TAILLE).map(tuple)
    return draw(valeurs(Evenement, champs, cibles))


def _parties(cibles: Cibles) -> SearchStrategy[tuple[str, ...]]:
    parmi = cibles.parmi(_champ(Convention, "parties").references or (), nombre=2)
    return st.nothing() if parmi.is_empty else st.lists(parmi, unique=True, min_size=2, max_size=2).map(tuple)


_SUR_MESURE: Final[Mapping[tuple[type, str], Callable[[Cibles], SearchStrategy[Any]]]] = {
    (Convention, "parties"): _parties,
    (Document, "empreinte"): lambda _: st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    (Evenement, "annule"): lambda _: slugs(),
    (PopulationDeclaree, "annee"): lambda _: st.integers(1800, 2100),
    (Professionnel, "annee_naissance"): lambda _: st.integers(1900, 2015),
    (Projet, "journal"): _journaux,
    (SourceJuridique, "identifiant_legifrance"): lambda _: st.from_regex(
        r"(LEGIARTI|LEGITEXT|JORFTEXT|JORFARTI)[0-9]{12}", fullmatch=True
    ),
    (SourceJuridique, "reference"): lambda _: textes().filter(str.strip),
    **dict.fromkeys(
        ((Etendue, "communes"), (Etendue, "possibles"), (Territoire, "communes")),
        lambda _: st.lists(identifiants(CODE_COMMUNE), unique=True, max_size=_TAILLE).map(tuple),
    ),
}


def _avant(fin: Any, debut: Any) -> bool:
    dernier, premier = en_date_partielle(fin).au_plus_tard, en_date_partielle(debut).au_plus_tot
    return dernier is not None and premier is not None and dernier < premier


def _ordonner(debut: str, fin: str) -> Reparation:
    def reparer(tires: MutableMapping[str, Any], _: Tirage, donnes: frozenset[str]) -> None:
        if tires.get(debut) is None or tires.get(fin) is None or not _avant(tires[fin], tires[debut]):
            return
        if fin in donnes or debut in donnes:
            del tires[debut if fin in donnes else fin]
        else:
            tires[debut], tires[fin] = tires[fin], tires[debut]

    return reparer


def _reparer_evenement(tires: MutableMapping[str, Any], tirer: Tirage, donnes: frozenset[str]) -> None:
    if "annule" not in donnes:
        tires.pop("annule", None)
        if tires["acte"] is Acte.ANNULATION:
            tires["annule"] = tirer("annule")
    if "etat" not in donnes and tires["acte"] is not Acte.REPRISE:
        tires.pop("etat", None)
    if tires["acte"] is not Acte.REPRISE or tires.get("etat") is not None:
        tires.pop("etats_possibles", None)


def _reparer_projet(tires: MutableMapping[str, Any], _: Tirage, donnes: frozenset[str]) -> None:
    """The states in which a drawn journal takes the project over are states of its nature."""
    if "journal" in donnes or "journal" not in tires:
        return
    siens = [etat.value for etat in ETATS[tires["nature"]]]

    def un_des_siens(mot: str) -> str:
        return mot if mot in siens else siens[_ETATS.index(mot) % len(siens)]

    tires["journal"] = tuple(
        attrs.evolve(
            evenement,
            etat=None if evenement.etat is None else un_des_siens(evenement.etat),
            etats_possibles=tuple(dict.fromkeys(map(un_des_siens, evenement.etats_possibles))),
        )
        for evenement in tires["journal"]
    )


def _reparer_horaire(tires: MutableMapping[str, Any], _: Tirage, donnes: frozenset[str]) -> None:
    if tires["ouvre"] < tires["ferme"]:
        return
    if "ouvre" not in donnes:
        tires["ouvre"] = time(0, 0)
    if "ferme" not in donnes:
        tires["ferme"] = time(23, 59)


def _reparer_presence(tires: MutableMapping[str, Any], tirer: Tirage, _: frozenset[str]) -> None:
    if tires.get("site") is None and tires.get("lieu") is None and tires.get("commune") is None:
        tires["commune"] = tirer("commune")


def _reparer_etendue(tires: MutableMapping[str, Any], _: Tirage, donnes: frozenset[str]) -> None:
    certaines, possibles = tires.get("communes", ()), tires.get("possibles")
    if possibles is None or {*certaines} <= {*possibles}:
        return
    if "possibles" not in donnes:
        tires["possibles"] = tuple({*certaines, *possibles})
    elif "communes" not in donnes:
        tires["communes"] = tuple({*certaines} & {*possibles})


def _reparer_territoire(tires: MutableMapping[str, Any], _: Tirage, donnes: frozenset[str]) -> None:
    if not tires.get("communes") and "delimitation" not in donnes and "delimitation" in tires:
        tires["delimitation"] = Delimitation.INCONNUE
    elif not tires.get("communes") and "communes" not in donnes and tires.get("delimitation") is Delimitation.COMPLETE:
        tires["communes"] = ("32208",)


def _reparer_etape(tires: MutableMapping[str, Any], _: Tirage, donnes: frozenset[str]) -> None:
    if "delai_mois" in tires and "nature_delai" not in tires:
        tires["nature_delai"] = NatureDelai.USUEL
    elif "nature_delai" in tires and "delai_mois" not in tires and "nature_delai" not in donnes:
        del tires["nature_delai"]
    elif "nature_delai" in tires and "delai_mois" not in tires:
        tires["delai_mois"] = 2


def _reparer_estimation(tires: MutableMapping[str, Any], _: Tirage, __: frozenset[str]) -> None:
    """The bounds that the others allow are kept."""
    for borne in ("minimum", "maximum"):
        try:
            Estimation(**{nom: tires[nom] for nom in ("valeur", "nuance", borne) if nom in tires})
        except ValeurInvalide:
            tires.pop(borne, None)


_REPARATIONS: Final[Mapping[type, Reparation]] = {
    **{classe: _ordonner("creee_le", "dissoute_le") for classe in (*ETIQUETTE_DE, Organisation)},
    Estimation: _reparer_estimation,
    PeriodePartielle: _ordonner("debut", "fin"),
    EtapeProcedure: _reparer_etape,
    Evenement: _reparer_evenement,
    Horaire: _reparer_horaire,
    Presence: _reparer_presence,
    Projet: _reparer_projet,
    Etendue: _reparer_etendue,
    Territoire: _reparer_territoire,
}
