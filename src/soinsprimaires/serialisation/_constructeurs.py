"""Builders: for each class a function, generated from its fields, that makes a value of a sound JSON object.

A builder knows two outcomes, the value or one of :data:`RENONCEMENTS`: the complete reader then judges the object, and
finds either its faults or what the builder was too simple to accept. A builder must therefore refuse all that the
complete reader refuses; it may refuse more.

The speed comes from what the generated code does not do. It has one branch a field and no loop over the fields, and it
fills a *twin*, a subclass without fields of its own whose attributes can be set, that becomes an instance of the class
once filled: the frozen constructor costs several times as much. What the constructor does besides storing is done
here too: validators, converters that change a value, what a class judges between its fields.
"""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from soinsprimaires._sans_controle import classe_modifiable
from soinsprimaires._typage import juge_de_coherence
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import SORTES, SorteIdentifiant
from soinsprimaires.mesures import Bornes, en_decimal, en_decimal_ou_rien
from soinsprimaires.modele._champs import Champ, champs, est_enumeration, membres
from soinsprimaires.modele.structures import ETIQUETTE, ETIQUETTES, Structure
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.serialisation._fautes import Fautes
from soinsprimaires.serialisation._memoire import memoriser
from soinsprimaires.serialisation._primitives import LECTEURS_SIMPLES, lire_texte
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle, en_date_partielle_ou_rien

Constructeur = Callable[[Any], Any]


class Renoncement(Exception):
    """A builder leaves an object to the complete reader."""


RENONCEMENTS: Final = (Renoncement, Fautes, ValeurInvalide, KeyError, TypeError, AttributeError)
"""What a builder raises: a value has another type than the code expects, or a constructor refuses it."""

REPETEES: Final = frozenset({CodeNomenclature, PeriodePartielle})
"""Small values, made of texts alone, that a document repeats by the thousand: they are built once and shared."""
RETENUES: Final = 65_536

_INCHANGES: Final[tuple[Any, ...]] = (
    None,
    en_date_partielle,
    en_date_partielle_ou_rien,
    en_decimal,
    en_decimal_ou_rien,
)
"""Converters that leave as it is what was read."""


@memoriser
def constructeur(cible: Any, *, etiquete: bool = False) -> Constructeur:
    """The builder of a type of the model, generated on first use.

    Args:
        cible: the type.
        etiquete: whether the objects of this class bear a tag, which was judged already.
    """
    if cible in SORTES:
        return _lecteur_forme(SORTES[cible])
    if cible == Structure:
        return _construire_structure
    if cible in {date, time, Decimal, DatePartielle}:
        return lecteur_memorise(cible)
    if cible in LECTEURS_SIMPLES:
        return LECTEURS_SIMPLES[cible]
    if est_enumeration(cible):
        return membres(cible).__getitem__
    return Generation(cible, etiquete=etiquete).fonction()


def renoncer(_: Any) -> Any:
    """The builder of what has none."""
    raise Renoncement


@memoriser
def lecteur_memorise(cible: type) -> Constructeur:
    """The reader of a value written as a short text, which remembers what it read.

    No key is equal to a text but this text, and a refusal is not remembered.
    """
    return lru_cache(maxsize=RETENUES)(LECTEURS_SIMPLES[cible])


def _lecteur_forme(sorte: SorteIdentifiant[str]) -> Constructeur:
    reconnaitre = re.compile(sorte.motif, re.ASCII).fullmatch

    def lire(valeur: Any) -> Any:
        if reconnaitre(valeur) is None:
            raise Renoncement
        return valeur

    return lire


def _construire_structure(objet: Any) -> Any:
    return constructeur(ETIQUETTES[objet[ETIQUETTE]], etiquete=True)(objet)


class Generation:
    """Writes the builder of one class, from the ``dict`` that ``json`` makes of an object."""

    def __init__(self, classe: type[Any], *, etiquete: bool = False) -> None:
        self.classe = classe
        self.champs = champs(classe)
        self.etiquete = etiquete
        self.noms: dict[str, Any] = {"Renoncement": Renoncement, "Classe": classe, "lire_texte": lire_texte}

    def fonction(self) -> Constructeur:
        """Compile it."""
        lignes = self.entete() + (self._partage() if self.classe in REPETEES else self._remplissage())
        source = "def construire(objet):\n" + "\n".join(f"    {ligne}" for ligne in lignes)
        exec(compile(source, f"<{__name__} {self.classe.__name__}>", "exec"), self.noms)  # noqa: S102  # nosec B102
        construire: Constructeur = self.noms["construire"]
        return construire

    # -- what depends on where the values come from ------------------------------------------------------------------

    def entete(self) -> list[str]:
        """Lines that look at the whole object."""
        nombre = f"nombre = len(objet){' - 1' if self.etiquete else ''}"
        return ["if objet.__class__ is not dict: raise Renoncement", "cles = 0", "lire = objet.get", nombre]

    def absence(self, _: Champ) -> tuple[str, Any]:
        """The condition under which a field has no value, and what ``lu`` is then."""
        return "lu is None", None

    def prendre(self, champ: Champ) -> list[str]:
        """Lines that put the raw value of a field in ``lu``."""
        if champ.requis:
            return [f"lu = objet[{champ.nom!r}]"]
        # Once every key of the object was asked for, the others are absent.
        return [f"lu = None if cles == nombre else lire({champ.nom!r})"]

    def compter(self) -> list[str]:
        """Lines for a field that has a value."""
        return ["cles += 1"]

    def conclure(self) -> list[str]:
        """Lines once every field was asked for: a key that is left is unknown, or an explicit null."""
        return ["if cles != nombre: raise Renoncement"]

    def convertir(self, champ: Champ) -> list[str]:
        """Lines that make the value of a field of the raw ``lu``; the usual kinds need no call."""
        cible, nom = champ.cible, f"lire_{champ.nom}"
        if champ.liste:
            self.noms[nom] = constructeur(cible)
            return ["if lu.__class__ is not list: raise Renoncement", *repartir(nom)]
        if champ.sorte is not None:
            self.noms[nom] = re.compile(champ.sorte.motif, re.ASCII).fullmatch
            return [f"if {nom}(lu) is None: raise Renoncement"]
        if cible is str:
            return ["if lu.__class__ is not str or len(lu) > 1000 or not lu.isprintable(): lire_texte(lu)"]
        if est_enumeration(cible):
            self.noms[nom] = membres(cible)
            return [f"lu = {nom}[lu]"]
        self.noms[nom] = constructeur(cible)
        return [f"lu = {nom}(lu)"]

    # -- what does not -----------------------------------------------------------------------------------------------

    def _partage(self) -> list[str]:
        lecteurs = {champ.nom: constructeur(champ.cible) for champ in self.champs}
        classe = self.classe

        @lru_cache(maxsize=RETENUES)
        def partager(*textes: str | None) -> Any:
            lus = zip(lecteurs.items(), textes, strict=True)
            return classe(**{nom: lire(texte) for (nom, lire), texte in lus if texte is not None})

        self.noms["partager"] = partager
        lignes = []
        for champ in self.champs:
            lignes += [*self.prendre(champ), f"{champ.nom} = lu"]
            lignes += [f"if lu is not None: {ligne}" for ligne in self.compter()]
        return [*lignes, *self.conclure(), f"return partager({', '.join(champ.nom for champ in self.champs)})"]

    def _remplissage(self) -> list[str]:
        self.noms["classe_modifiable"] = classe_modifiable(self.classe)
        lignes = ["valeur = classe_modifiable()"]

        # Those that an object is likely to have come first.
        def rang(champ: Champ) -> tuple[bool, bool]:
            attribut: Any = champ.attribut  # the types of attrs do not know ``inherited``
            return not champ.requis, attribut.inherited

        for champ in sorted(self.champs, key=rang):
            lignes += self._champ(champ)
        lignes += [*self.conclure(), "valeur.__class__ = Classe"]
        if (juger := juge_de_coherence(self.classe)) is not None:
            lignes.append(f"valeur.{juger}()")
        return [*lignes, "return valeur"]

    def _champ(self, champ: Champ) -> list[str]:
        nom, defaut = champ.nom, champ.defaut
        juger = [*self.compter(), *self.convertir(champ), *self._valider(champ)]
        condition, vide = self.absence(champ)
        if champ.requis or (not juger and vide == defaut):
            return [*self.prendre(champ), *juger, f"valeur.{nom} = lu"]
        self.noms[f"defaut_{nom}"] = defaut
        return [
            *self.prendre(champ),
            f"if {condition}: valeur.{nom} = {defaut if defaut in {None, ()} else f'defaut_{nom}'}",
            "else:",
            *(f"    {ligne}" for ligne in [*juger, f"valeur.{nom} = lu"]),
        ]

    def _valider(self, champ: Champ) -> list[str]:
        lignes = []
        if champ.convertir not in _INCHANGES:
            self.noms[f"convertir_{champ.nom}"] = champ.convertir
            lignes.append(f"lu = convertir_{champ.nom}(lu)")
        if isinstance(bornes := champ.valideur, Bornes):
            signe = "<" if bornes.ouvertes else "<="
            lignes.append(f"if not {bornes.minimum} {signe} lu <= {bornes.maximum}: raise Renoncement")
        elif champ.valideur is not None:
            self.noms |= {f"valider_{champ.nom}": champ.valideur, f"champ_{champ.nom}": champ.attribut}
            lignes.append(f"valider_{champ.nom}(None, champ_{champ.nom}, lu)")
        return lignes


def repartir(nom: str) -> list[str]:
    """Lines that make each element of ``lu`` a value; most lists have one."""
    return [f"lu = ({nom}(lu[0]),) if len(lu) == 1 else tuple(map({nom}, lu))"]
