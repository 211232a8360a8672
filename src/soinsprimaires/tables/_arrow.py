"""Arrow arrays and schemas made from a plan, one column after the other: no more than one is held twice."""

import json
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

import attrs

from soinsprimaires.erreurs import ExtraManquant, ValeurInvalide
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.modele.registre import Registre
from soinsprimaires.tables._plan import INCONNU, ORIGINES, PLANS, ColonneTypee, Nature, Plan, liens, plan_des_lignes

if TYPE_CHECKING:
    import pyarrow as pa

CHIFFRES: Final = 38
DECIMALES: Final = 18
"""Of a number: what has more is rounded there, to the even digit."""
_PAS: Final = Decimal(1).scaleb(-DECIMALES)
_CONTEXTE: Final = Context(prec=CHIFFRES, rounding=ROUND_HALF_EVEN)
_MOTS_D_UN_OCTET: Final = 127


def exiger_pyarrow() -> Any:
    """The module, or what to install.

    Raises:
        ExtraManquant: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ModuleNotFoundError as erreur:
        raise ExtraManquant("tables", "Une vue en tables") from erreur
    return pa


def lignes_en_arrow(classe: Any, lignes: Sequence[Any]) -> "pa.Table":
    """The rows of an answer."""
    plan: Plan = plan_des_lignes(classe)
    return assembler(plan, plan.colonnes, lignes)


def assembler(
    plan: Plan, colonnes: Sequence[ColonneTypee], objets: Sequence[Any], cles: Sequence[Any] = ()
) -> "pa.Table":
    """The table of some objects; the columns that name a line come first where they are not among the others."""
    pa, lire = exiger_pyarrow(), _Lecteur(objets)
    valeurs = [_en_arrow(colonne, lire(colonne.chemin)) for colonne in colonnes]
    reperes = [_champ(repere, cle.type) for repere, cle in zip(plan.reperes, cles, strict=True)]
    dits = {
        "description": plan.description,
        "cle": json.dumps(plan.cle),
        "references": json.dumps([attrs.asdict(lien) for lien in liens(plan)]),
    }
    schema = pa.schema([*reperes, *map(_champ, colonnes)], metadata=dits)
    return pa.Table.from_arrays([*cles, *valeurs], schema=schema)


# -- the lists of a registre --------------------------------------------------------------------------------------


def tables_du_registre(
    registre: Registre, voulues: Collection[str], *, nominatif: bool
) -> "Iterator[tuple[str, pa.Table]]":
    """The wanted tables of a registre, by name, in the order of the plan.

    Args:
        registre: what is shown.
        voulues: their names.
        nominatif: with the columns that identify or reach a person.
    """
    for genre in LISTES:
        yield from _construire(PLANS[genre], getattr(registre, genre), (), voulues, nominatif=nominatif)
    if _est_sur_le_chemin(ORIGINES, voulues):
        identifiants = exiger_pyarrow().array([entite.identifiant for entite in registre], "string")
        elements, cles = _deplier([entite.origines for entite in registre], [identifiants])
        yield from _construire(PLANS[ORIGINES], elements, cles, voulues, nominatif=nominatif)


def _construire(
    plan: Plan, objets: Sequence[Any], cles: Sequence[Any], voulues: Collection[str], *, nominatif: bool
) -> "Iterator[tuple[str, pa.Table]]":
    """A table and those of the lists inside it."""
    visibles = plan.visibles(nominatif=nominatif)
    if plan.nom in voulues and visibles:
        yield plan.nom, assembler(plan, visibles, objets, cles)
    plus_loin = [nom for nom in plan.listes if _est_sur_le_chemin(nom, voulues)]
    if not plus_loin:
        return
    lire = _Lecteur(objets)
    reperes = cles or [exiger_pyarrow().array(lire((cle,)), "string") for cle in plan.cle]
    for nom in plus_loin:
        elements, leurs_cles = _deplier(lire(plan.listes[nom].chemin), reperes)
        yield from _construire(PLANS[nom], elements, leurs_cles, voulues, nominatif=nominatif)


def _est_sur_le_chemin(nom: str, voulues: Collection[str]) -> bool:
    return any(voulue == nom or voulue.startswith(f"{nom}_") for voulue in voulues)


def _deplier(listes: Sequence[Any], cles: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """The elements of all the lists, with the keys of what holds each of them and its rank."""
    pa = exiger_pyarrow()
    porteurs, rangs, elements = array("i"), array("i"), []
    for porteur, liste in enumerate(listes):
        for rang, element in enumerate(liste or ()):
            porteurs.append(porteur)
            rangs.append(rang)
            elements.append(element)
    indices, places = (pa.Array.from_buffers(pa.int32(), len(e), [None, pa.py_buffer(e)]) for e in (porteurs, rangs))
    return elements, [*(cle.take(indices) for cle in cles), places]


# -- columns ------------------------------------------------------------------------------------------------------


class _Lecteur:
    """Reads along a way, and keeps what it read of the last one: the columns of a value follow one another."""

    def __init__(self, objets: Sequence[Any]) -> None:
        self._pile: list[tuple[tuple[str, ...], Sequence[Any]]] = [((), objets)]

    def __call__(self, chemin: tuple[str, ...]) -> Sequence[Any]:
        """What stands at the end of a way, ``None`` where something lacks on it."""
        while chemin[: len(self._pile[-1][0])] != self._pile[-1][0]:
            self._pile.pop()
        while (fait := self._pile[-1][0]) != chemin:
            nom = chemin[len(fait)]
            # Not every kind of structure has every field.
            valeurs = [None if objet is None else getattr(objet, nom, None) for objet in self._pile[-1][1]]
            self._pile.append(((*fait, nom), valeurs))
        return self._pile[-1][1]


def _champ(colonne: ColonneTypee, type_: Any = None) -> "pa.Field":
    dits = {
        "description": colonne.description,
        "absence": colonne.absence,
        "references": " ".join(colonne.references),
        "mots": " ".join(colonne.mots.values()),
        "types": " ".join(colonne.types),
        "nominative": "oui" if colonne.nominative else "",
    }
    dits = {cle: dit for cle, dit in dits.items() if dit and (cle, dit) != ("absence", INCONNU)}
    return exiger_pyarrow().field(colonne.nom, type_ or _type(colonne), metadata=dits)


def _type(colonne: ColonneTypee, *, dans_une_liste: bool = False) -> "pa.DataType":
    pa = exiger_pyarrow()
    match colonne.nature:
        case Nature.LISTE:
            types = [(element.nom, _type(element, dans_une_liste=True)) for element in colonne.elements]
            return pa.list_(types[0][1] if _est_nue(colonne) else pa.struct(types))
        # What reads lists of words expects texts.
        case Nature.MOT if not dans_une_liste:
            return pa.dictionary(pa.int8() if len(colonne.mots) <= _MOTS_D_UN_OCTET else pa.int16(), pa.string())
        case _:
            return {
                Nature.TEXTE: pa.string(),
                Nature.MOT: pa.string(),
                Nature.BOOLEEN: pa.bool_(),
                Nature.ENTIER: pa.int64(),
                Nature.NOMBRE: pa.decimal128(CHIFFRES, DECIMALES),
                Nature.JOUR: pa.date32(),
                Nature.HEURE: pa.time32("ms"),
            }[colonne.nature]


def _est_nue(liste: ColonneTypee) -> bool:
    """Whether a list holds plain values."""
    return len(liste.elements) == 1 and not liste.elements[0].chemin


def _en_arrow(colonne: ColonneTypee, valeurs: Sequence[Any], *, dans_une_liste: bool = False) -> "pa.Array":
    pa, type_ = exiger_pyarrow(), _type(colonne, dans_une_liste=dans_une_liste)
    if colonne.nature is Nature.LISTE:
        return _listes_en_arrow(colonne, valeurs, type_)
    lues = valeurs if colonne.lire is None else _lire(colonne.lire, valeurs)
    if colonne.nature is Nature.MOT:
        if dans_une_liste:
            return pa.array([colonne.mots.get(lue) for lue in lues], type_)
        rangs = {valeur: rang for rang, valeur in enumerate(colonne.mots)}
        indices = pa.array([rangs.get(lue) for lue in lues], type_.index_type)
        return pa.DictionaryArray.from_arrays(indices, pa.array(colonne.mots.values(), pa.string()))
    try:
        return pa.array(lues, type_)
    except pa.ArrowInvalid:
        if colonne.nature is not Nature.NOMBRE:
            raise
        return pa.array([None if lue is None else _arrondir(colonne, lue) for lue in lues], type_)


def _listes_en_arrow(colonne: ColonneTypee, valeurs: Sequence[Any], type_: "pa.DataType") -> "pa.Array":
    pa = exiger_pyarrow()
    # What a set holds has no order of its own.
    listes = [sorted(liste, key=str) if isinstance(liste, frozenset) else liste or () for liste in valeurs]
    bornes = array("i", [0])
    for liste in listes:
        bornes.append(bornes[-1] + len(liste))
    lire = _Lecteur([element for liste in listes for element in liste])
    contenus = [_en_arrow(element, lire(element.chemin), dans_une_liste=True) for element in colonne.elements]
    contenu = contenus[0] if _est_nue(colonne) else pa.StructArray.from_arrays(contenus, fields=list(type_.value_type))
    return pa.ListArray.from_arrays(pa.array(bornes, pa.int32()), contenu)


def _lire(lire: Callable[[Any], Any], valeurs: Sequence[Any]) -> list[Any]:
    """What is kept of each value; dates and codes are the same ones many times over."""
    lues: dict[int, Any] = {id(None): None}
    for valeur in valeurs:
        if id(valeur) not in lues:
            lues[id(valeur)] = lire(valeur)
    return [lues[id(valeur)] for valeur in valeurs]


def _arrondir(colonne: ColonneTypee, nombre: Decimal) -> Decimal:
    try:
        return nombre.quantize(_PAS, context=_CONTEXTE)
    except InvalidOperation:
        admis = CHIFFRES - DECIMALES
        message = f"« {colonne.nom} » a plus de {admis} chiffres avant la virgule : une table n'en tient pas tant"
        raise ValeurInvalide(message, "table.nombre", colonne.nom) from None
