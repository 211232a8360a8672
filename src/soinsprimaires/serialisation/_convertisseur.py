"""Strict hooks between JSON values and the classes of the model, held by one cattrs converter.

cattrs' own hooks are too lenient (``None`` becomes ``'None'``, ``"false"`` becomes ``True``) and stop at the first
fault of a constructor: here every primitive is strict and every fault of a value is found at once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import cache, cached_property, partial
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin

import attrs
from cattrs import Converter

from soinsprimaires.anomalies import Chemin, citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import SORTES
from soinsprimaires.modele import _objets
from soinsprimaires.modele._base import Entite, Recherche
from soinsprimaires.modele._champs import Champ, champs, classes, est_enumeration, membres
from soinsprimaires.modele.genres import genres_parmi
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTE, ETIQUETTE_DE, ETIQUETTES, Structure, _StructureCommune
from soinsprimaires.serialisation._constructeurs import (
    RENONCEMENTS,
    Constructeur,
    constructeur,
    renoncer,
)
from soinsprimaires.serialisation._fautes import (
    Faute,
    Fautes,
    MotRefuse,
    cle_absente,
    cle_inconnue,
    faute,
    fautes_de,
    inattendu,
    nommer,
    trop,
)
from soinsprimaires.serialisation._memoire import memoriser
from soinsprimaires.serialisation._primitives import (
    LECTEURS_SIMPLES,
    LONGUEUR_TEXTE,
    PROFONDEUR_EXTENSIONS,
    depuis_texte,
    exiger_lisibles,
    lire_texte,
)

__all__ = ["ETIQUETTE", "LONGUEUR_TEXTE", "PROFONDEUR_EXTENSIONS", "convertisseur", "en_objet"]

LireValeur = Callable[..., Any]
"""A hook of cattrs: it is also given the type, which it already knows and which the others leave out."""


@memoriser
def convertisseur() -> Converter:
    """The converter of the format, built on first use."""
    convertisseur = Converter(detailed_validation=False)
    _enregistrer_simples(convertisseur)
    _enregistrer_composes(convertisseur)
    return convertisseur


def _enregistrer_simples(convertisseur: Converter) -> None:
    for classe, lecteur in LECTEURS_SIMPLES.items():
        convertisseur.register_structure_hook(classe, _exactement(classe, lecteur))
    # Through a predicate: the NewTypes of identifiers are not classes.
    convertisseur.register_structure_hook_factory(lambda cible: cible in SORTES, _lecteur_identifiant)


def _enregistrer_composes(convertisseur: Converter) -> None:
    def est_compose(cible: Any) -> bool:
        return isinstance(cible, type) and attrs.has(cible) and cible not in LECTEURS_SIMPLES

    def est_union(cible: Any) -> bool:
        return cible is Entite or len(tuple(classes(cible))) > 1

    def est_structure(cible: Any) -> bool:
        return bool(cible == Structure)

    def est_suite(cible: Any) -> bool:
        return isinstance(cible, type) and issubclass(cible, tuple) and cible is not tuple

    convertisseur.register_structure_hook_factory(est_compose, _lecteur_objet)
    convertisseur.register_structure_hook_factory(est_union, _lecteur_parmi)
    convertisseur.register_structure_hook_factory(est_structure, _lecteur_structure)
    convertisseur.register_structure_hook_factory(est_suite, _lecteur_suite)
    convertisseur.register_structure_hook_func(lambda cible: cible is Any, _cote)
    # On the class: the oldest cattrs admitted passes over a predicate that accepts an enumeration.
    convertisseur.register_structure_hook(Enum, lambda valeur, cible: _lecteur_enum(cible)(valeur))


def _exactement(classe: type, lecteur: Callable[[Any], Any]) -> LireValeur:
    """Dispatch on ``str`` also reaches its subclasses and the enums made of it: refuse them rather than misread."""

    def lire(valeur: Any, cible: Any = classe) -> Any:
        if cible is not classe:
            raise TypeError(f"aucun lecteur pour {cible!r}")
        return lecteur(valeur)

    return lire


def _lecteur_identifiant(cible: NewType) -> LireValeur:
    lire = depuis_texte(SORTES[cible].lire)
    return lambda valeur, _=None: lire(valeur)


# -- what is made of them -----------------------------------------------------------------------------------------


def _lecteur(cible: Any, convertisseur: Converter) -> LireValeur:
    """The reader of a type, which needs nothing but the value."""
    if est_enumeration(cible):
        return _lecteur_enum(cible)
    if get_origin(cible) not in {None, Union, UnionType}:
        raise TypeError(f"aucun lecteur pour {cible!r}")
    lecteur: LireValeur = convertisseur.get_structure_hook(cible)
    return lecteur


@cache
def _lecteur_enum(cible: Any) -> LireValeur:
    par_mot = membres(cible)

    def lire(valeur: Any, _: Any = None) -> Any:
        membre = par_mot.get(lire_texte(valeur))
        if membre is None:
            raise faute("valeur.hors_liste", MotRefuse(f"{citer(valeur)} n'est pas admis ici", valeur, par_mot))
        return membre

    return lire


def _lecteur_champ(champ: Champ, convertisseur: Converter) -> LireValeur:
    lire = _lecteur(champ.cible, convertisseur)
    if champ.collection is not None:
        lire = _lecteur_liste(lire, champ.collection)
    return _ou_rien(lire) if champ.facultatif else lire


def _ou_rien(lire: LireValeur) -> LireValeur:
    return lambda valeur, _=None: None if valeur is None else lire(valeur)


def _lecteur_liste(lire_element: LireValeur, reunir: Callable[[Iterable[Any]], Any]) -> LireValeur:
    def lire(valeur: Any) -> Any:
        if valeur is None:
            raise faute("type.inattendu", "une liste est attendue, pas null : sans élément, omettre la clé")
        if type(valeur) is not list:
            raise inattendu("une liste", valeur)
        lus: list[Any] = []
        fautes: list[Faute] = []
        for rang, brut in enumerate(valeur):
            try:
                lus.append(lire_element(brut))
            except Fautes as trouvees:
                fautes += trouvees.sous(rang)
                if trop(fautes):
                    break
        if fautes:
            raise Fautes(fautes)
        return reunir(lus)

    return lire


class _LecteurObjet:
    """Reads one class from a JSON object, and every fault of its fields where the builder of the class doubts."""

    def __init__(self, classe: type[Any], convertisseur: Converter, etiquette: str | None = None) -> None:
        self.classe = classe
        self.champs = {champ.nom: champ for champ in champs(classe)}
        self.lecteurs = {nom: _lecteur_champ(champ, convertisseur) for nom, champ in self.champs.items()}
        self.requis = [nom for nom, champ in self.champs.items() if champ.requis]
        self.etiquette = etiquette

    @cached_property
    def construire(self) -> Constructeur:
        """The builder; the registre has none, since it is read list by list, nor what no document holds."""
        if self.classe is Registre or self.classe not in du_document():
            return renoncer
        classe: Any = self.classe
        return constructeur(classe, etiquete=self.etiquette is not None)

    def __call__(self, valeur: Any, _: Any = None) -> Any:
        try:
            return self.construire(valeur)
        except RENONCEMENTS:
            return self._juger_tout(valeur)

    def _juger_tout(self, valeur: Any) -> Any:
        if type(valeur) is not dict:
            raise inattendu("un objet", valeur)
        arguments, fautes = self._lire_champs(valeur)
        # The constructor judges the whole, unless something of it is lost: an unknown key takes nothing away.
        if not trop(fautes) and all(code == "cle.inconnue" and len(chemin) == 1 for chemin, code, _ in fautes):
            try:
                objet = self.classe(**arguments)
                if not fautes:
                    return objet
            except ValeurInvalide as erreur:
                fautes += [*self._juger(arguments)] or fautes_de(erreur).fautes
        else:
            fautes += self._juger(arguments)
        raise Fautes(fautes)

    def _lire_champs(self, objet: dict[str, Any]) -> tuple[dict[str, Any], list[Faute]]:
        arguments: dict[str, Any] = {}
        fautes: list[Faute] = [cle_absente(nom) for nom in self.requis if nom not in objet]
        for cle, brut in objet.items():
            lire = self.lecteurs.get(cle)
            if lire is not None:
                try:
                    arguments[cle] = lire(brut)
                except Fautes as trouvees:
                    fautes += trouvees.sous(cle)
            elif cle != self.etiquette:
                fautes.append(cle_inconnue(cle, self.lecteurs))
            if fautes and trop(fautes):
                break
        return arguments, fautes

    def _juger(self, arguments: dict[str, Any]) -> Iterator[Faute]:
        """What the constructor refuses in each field: it stops at the first one."""
        for nom, valeur in arguments.items():
            champ = self.champs[nom]
            for chemin, juger, juge in _jugements(champ, valeur):
                try:
                    juger(juge)
                except ValeurInvalide as erreur:
                    yield chemin, erreur.code, erreur.message


def _jugements(champ: Champ, valeur: Any) -> Iterator[tuple[Chemin, Callable[[Any], Any], Any]]:
    """Each value of a field with what judges it, and its path."""
    if champ.attribut.validator is not None:
        yield (champ.nom,), partial(champ.attribut.validator, None, champ.attribut), valeur
    # A converter that is given a list judges each of its elements.
    if champ.convertir is not None and type(valeur) is tuple:
        for rang, element in enumerate(valeur):
            yield (champ.nom, rang), champ.convertir, (element,)


def _lecteur_objet(classe: type[Any], convertisseur: Converter) -> LireValeur:
    if classe in ETIQUETTE_DE:
        return lecteur_union({ETIQUETTE_DE[classe]: classe}, _StructureCommune, convertisseur)
    return _LecteurObjet(classe, convertisseur)


@cache
def du_document() -> frozenset[type[Any]]:
    """Every class of which a document holds values."""
    connues: set[type[Any]] = set()
    attente: list[type[Any]] = [Registre]
    while attente:
        classe = attente.pop()
        if classe not in connues:
            connues.add(classe)
            attente += (interne for champ in champs(classe) for interne in champ.classes)
    return frozenset(connues)


def _lecteur_parmi(cible: Any, convertisseur: Converter) -> LireValeur:
    """The reader of what may be of several classes: states, kinds of entities, or steps of a path."""
    union = tuple(classe for classe in classes(cible) if classe is not NoneType)
    if NoneType in classes(cible):
        return _ou_rien(_lecteur(Union[union], convertisseur))  # noqa: UP007 - made at run time
    if genres := genres_parmi(union):
        return lecteur_union(genres, Entite, convertisseur)
    objets = [classe for classe in union if classe not in {str, int}]
    if len(objets) > 1:
        raise TypeError(f"aucun lecteur pour {cible!r}")
    # Of these, JSON tells by itself which one is written.
    lire_texte_ou_objet = _lecteur(objets[0] if objets else str, convertisseur)
    return lambda valeur, _=None: (LECTEURS_SIMPLES[int] if type(valeur) is int else lire_texte_ou_objet)(valeur)


def _lecteur_suite(cible: Any, convertisseur: Converter) -> LireValeur:
    """The reader of a class of tuples, ``Echeances`` for instance, whose base says of what."""
    [element] = (get_args(base)[0] for base in cible.__orig_bases__ if get_origin(base) is tuple)
    lire = _lecteur_liste(_lecteur(element, convertisseur), cible)
    return lambda valeur, _=None: lire(valeur)


def _cote(valeur: Any, _: Any = None) -> Any:
    """A side of a difference: that of a field is read with the entity that it changes, and not alone."""
    if valeur is None or type(valeur) is dict:
        return None if valeur is None else LECTEURS_SIMPLES[Extensions](valeur)
    raise faute("difference.seule", "la valeur d'un champ se lit avec l'entité qu'elle modifie, et non seule")


def _lecteur_structure(_cible: Any, convertisseur: Converter) -> LireValeur:
    return lecteur_union(ETIQUETTES, _StructureCommune, convertisseur)


def lecteur_union(classes: Mapping[str, type[Any]], commune: type[Any], convertisseur: Converter) -> LireValeur:
    """Reads an object of one of several classes, which its tag names.

    Args:
        classes: the classes by their words.
        commune: what they share, which is read even when the tag does not say which one it is.
        convertisseur: reads their fields.
    """
    lecteurs = {mot: _LecteurObjet(classe, convertisseur, ETIQUETTE) for mot, classe in classes.items()}
    commun = _LecteurObjet(commune, convertisseur)

    def lire(valeur: Any, _: Any = None) -> Any:
        if type(valeur) is not dict:
            raise inattendu("un objet", valeur)
        mot = valeur.get(ETIQUETTE)
        if isinstance(mot, str) and mot in lecteurs:
            return lecteurs[mot](valeur)
        fautes = [faute_etiquette(valeur, classes)]
        try:
            commun({cle: brut for cle, brut in valeur.items() if cle in commun.lecteurs})
        except Fautes as trouvees:
            fautes += trouvees.fautes
        raise Fautes(fautes)

    return lire


def faute_etiquette(objet: dict[str, Any], mots: Iterable[str]) -> Faute:
    """What is wrong with a tag that is absent, or that is none of these words."""
    mot = objet.get(ETIQUETTE)
    if ETIQUETTE not in objet:
        message = MotRefuse(f"la clé « {ETIQUETTE} » est obligatoire", mot, mots)
        return (ETIQUETTE,), "union.etiquette_absente", message
    return (ETIQUETTE,), "union.etiquette_inconnue", MotRefuse(f"{nommer(mot)} n'est pas admis ici", mot, mots)


# -- writing ------------------------------------------------------------------------------------------------------

_extensions = Recherche(lambda champ: champ.cible is Extensions)


def en_objet(valeur: Any) -> Any:
    """The JSON object of a value, of which no reader would refuse the extensions.

    Raises:
        ValeurInvalide: extensions that no reader accepts.
    """
    for _, _, extensions in _extensions(valeur):
        exiger_lisibles(extensions)
    if isinstance(valeur, Extensions):
        exiger_lisibles(valeur)
    return _objets.en_objet(valeur)
