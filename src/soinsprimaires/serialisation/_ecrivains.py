"""Writers: for each class a function, generated from its fields, that makes the JSON text of a value.

The text is that of ``json.dumps`` on the object of the value, keys sorted, without making the object. A writer raises
one of :data:`REFUS` for whatever is not surely what its field announces; the slow way then writes it, or says why not.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, Final

from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import SORTES
from soinsprimaires.modele._champs import Champ, champs, est_enumeration
from soinsprimaires.modele._objets import ECRITS
from soinsprimaires.modele.structures import ETIQUETTE, ETIQUETTE_DE, ETIQUETTES, Structure
from soinsprimaires.serialisation._constructeurs import Renoncement
from soinsprimaires.serialisation._memoire import memoriser
from soinsprimaires.serialisation._primitives import LONGUEUR_TEXTE, exiger_lisibles
from soinsprimaires.temps import DatePartielle, Nuance

EcrireValeur = Callable[[Any, str], str]
"""Writes a value; the second argument goes before each of its keys, a newline and spaces or nothing."""

REFUS: Final = (Renoncement, ValeurInvalide, KeyError, TypeError, AttributeError, ValueError)

_PAS: Final = "  "


@memoriser
def ecrivain(classe: type[Any], *, compact: bool, etiquette: str | None = None) -> EcrireValeur:
    """The writer of a class, generated on first use."""
    return _Generation(classe, compact=compact, etiquette=etiquette or ETIQUETTE_DE.get(classe)).fonction()


class _Generation:
    """Writes the writer of one class."""

    def __init__(self, classe: Any, *, compact: bool, etiquette: str | None) -> None:
        self.classe = classe
        self.champs = {champ.nom: champ for champ in champs(classe)}
        self.compact = compact
        self.etiquette = etiquette
        self.noms: dict[str, Any] = {"Renoncement": Renoncement, "citer": encode_basestring}

    def fonction(self) -> EcrireValeur:
        """Compile it."""
        lignes = ["texte = ''", *([] if self.compact else [f"dedans = marge + {_PAS!r}"])]
        for nom in sorted([*self.champs, *([ETIQUETTE] if self.etiquette else [])]):
            if nom == ETIQUETTE and self.etiquette:
                lignes.append(self._ajouter(nom, f'"{self.etiquette}"'))
            else:
                lignes += self._champ(self.champs[nom])
        fin = "" if self.compact else f"{{marge[:-{len(_PAS)}]}}"
        lignes.append(f"return f'{{{{{{texte[1:]}}{fin}}}}}' if texte else '{{}}'")
        source = "def ecrire(valeur, marge):\n" + "\n".join(f"    {ligne}" for ligne in lignes)
        exec(compile(source, f"<{__name__} {self.classe.__name__}>", "exec"), self.noms)  # noqa: S102  # nosec B102
        ecrire: EcrireValeur = self.noms["ecrire"]
        return ecrire

    def _ajouter(self, nom: str, texte: str) -> str:
        marge, separateur = ("", ":") if self.compact else ("{marge}", ": ")
        return f"texte += f',{marge}\"{nom}\"{separateur}{texte}'"

    def _champ(self, champ: Champ) -> list[str]:
        nom = champ.nom
        if champ.liste:
            lignes = ["if lu.__class__ is not tuple: raise Renoncement", *self._liste(nom, champ.cible)]
        else:
            avant, texte = self._valeur(nom, champ.cible)
            lignes = [*avant, self._ajouter(nom, texte)]
        return [f"lu = valeur.{nom}", "if lu is not None and lu != ():", *(f"    {ligne}" for ligne in lignes)]

    def _valeur(self, nom: str, cible: Any) -> tuple[list[str], str]:
        """Lines that judge ``lu``, and what stands for it in the text."""
        ecrire = f"ecrire_{nom}"
        if cible is str or cible in SORTES:
            return [f"if len(lu) > {LONGUEUR_TEXTE}: raise Renoncement"], "{citer(lu)}"
        if est_enumeration(cible):
            self.noms[f"Enum_{nom}"] = cible
            return [f"if lu.__class__ is not Enum_{nom}: raise Renoncement"], '"{lu._value_}"'
        if cible is int:
            return ["if lu.__class__ is not int: raise Renoncement"], "{lu}"
        self.noms[ecrire] = self._ecrivain(cible)
        return [f"lu = {ecrire}(lu, {self._dedans})"], "{lu}"

    def _liste(self, nom: str, cible: Any) -> list[str]:
        if cible is str or cible in SORTES or est_enumeration(cible) or cible is int:
            avant, texte = self._valeur(nom, cible)
            boucle = ["for lu in liste:", *(f"    {ligne}" for ligne in avant), f"    textes.append(f'{texte}')"]
            lignes = ["liste, textes = lu, []", *boucle]
        else:
            self.noms[f"ecrire_{nom}"] = self._ecrivain(cible)
            plus = self._dedans if self.compact else f"dedans + {_PAS!r}"
            lignes = [f"textes = [ecrire_{nom}(un, {plus}) for un in lu]"]
        if self.compact:
            return [*lignes, "joints = ','.join(textes)", self._ajouter(nom, "[{joints}]")]
        return [*lignes, "joints = f',{dedans}'.join(textes)", self._ajouter(nom, "[{dedans}{joints}{marge}]")]

    @property
    def _dedans(self) -> str:
        return "''" if self.compact else "dedans"

    def _ecrivain(self, cible: Any) -> EcrireValeur:
        if cible == Structure:
            par_classe = {classe: ecrivain(classe, compact=self.compact) for classe in ETIQUETTES.values()}
            return lambda valeur, marge: par_classe[valeur.__class__](valeur, marge)
        if cible is Extensions:
            return _ecrire_extensions_compactes if self.compact else _ecrire_extensions
        return _SIMPLES.get(cible) or ecrivain(cible, compact=self.compact)


def _ecrire_booleen(valeur: Any, _: str) -> str:
    return {True: "true", False: "false"}[valeur] if valeur.__class__ is bool else _douter()


def _douter() -> str:
    raise Renoncement


def _ecrire_date_partielle(valeur: Any, _: str) -> str:
    return f'"{texte_date_partielle(valeur)}"'


def texte_date_partielle(valeur: Any) -> str:
    """The same as ``str``, sooner for a full day."""
    if valeur.__class__ is not DatePartielle:
        raise Renoncement
    if valeur.nuance is Nuance.EXACTE and valeur.numero_jour is not None:
        jour: tuple[Any, ...] = (valeur.annee, valeur.mois, valeur.numero_jour)
        return "%04d-%02d-%02d" % jour  # noqa: UP031 - half the time of an f-string
    return str(valeur)


def _ecrire_simple(classe: type) -> EcrireValeur:
    ecrire = ECRITS[classe]

    def ecrire_texte(valeur: Any, _: str) -> str:
        if valeur.__class__ is not classe:
            raise Renoncement
        return f'"{ecrire(valeur)}"'

    return ecrire_texte


_SIMPLES: Final[Mapping[Any, EcrireValeur]] = {
    bool: _ecrire_booleen,
    DatePartielle: _ecrire_date_partielle,
    **{classe: _ecrire_simple(classe) for classe in (date, time, Decimal)},
}


def _ecrire_extensions(valeur: Any, marge: str) -> str:
    # Inside a text a newline is escaped: those that are left are the layout's.
    texte = json.dumps(_objet(valeur), ensure_ascii=False, sort_keys=True, allow_nan=False, indent=len(_PAS))
    return texte.replace("\n", marge[: -len(_PAS)])


def _ecrire_extensions_compactes(valeur: Any, _: str) -> str:
    return json.dumps(_objet(valeur), ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))


def _objet(valeur: Any) -> Any:
    exiger_lisibles(valeur)
    return json.loads(valeur.texte)
