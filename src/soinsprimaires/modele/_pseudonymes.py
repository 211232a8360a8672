"""The same registre without the names of people: what :meth:`Registre.pseudonymiser` does, field by field.

Every field of the model is read from its class, and made again as its classing says. A text that is not classed is
removed.
"""

import hmac
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires._classement import Classement, Personnelle
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import ADELI, FINESS, RPPS, SIREN, SIRET, SLUG, SorteIdentifiant, cle_luhn
from soinsprimaires.modele._base import Entite, Recherche
from soinsprimaires.modele._champs import PERSONNES, Champ, champs
from soinsprimaires.modele.conventions import Document

__all__: list[str] = []

Facon = Callable[[Any], Any]
_Plan = tuple[tuple[tuple[str, Facon], ...], dict[str, Any]]
"""How each field of a class is made again, and the values of those that are left empty."""

RETIRE: Final = "[retiré]"
"""What stands where a text stood: what was said is known to have been said."""

OCTETS_DE_CLE: Final = 16
_LONGUEUR_NOM: Final = 24
_LONGUEUR_SIREN: Final = SIREN.longueurs[0]

LIBRES: Final[Mapping[SorteIdentifiant[Any], str]] = MappingProxyType(
    {RPPS: "9", ADELI: "00", FINESS: "00", SIREN: "0"}
)
"""First digits under which no register issues a number: what is drawn there is nobody's."""

_OFFICIELS: Final[tuple[SorteIdentifiant[Any], ...]] = (*LIBRES, SIRET)


def pseudonymiser(
    listes: Mapping[str, tuple[Entite, ...]], connus: Iterable[str], cle: Any
) -> dict[str, tuple[Any, ...]]:
    """The same lists of entities, under other identities.

    Args:
        listes: the lists of a registre.
        connus: every identifiant of the registre.
        cle: secret key.

    Raises:
        ValeurInvalide: ``cle.forme``, the key is not bytes, or has fewer than sixteen.
    """
    if not isinstance(cle, bytes) or len(cle) < OCTETS_DE_CLE:
        raise ValeurInvalide(f"la clé a au moins {OCTETS_DE_CLE} octets, tirés au hasard", "cle.forme", "cle")
    atelier = _Atelier(tuple(entite for liste in listes.values() for entite in liste), frozenset(connus), cle)
    return {genre: tuple(map(atelier.refaire, liste)) for genre, liste in listes.items()}


_officiels = Recherche(lambda champ: champ.sorte in _OFFICIELS)


class _Atelier:
    """Makes every value again, knowing all those that must not be confused."""

    def __init__(self, entites: tuple[Entite, ...], connus: frozenset[str], cle: bytes) -> None:
        self._cle = cle
        self._connus = connus
        self._plans: dict[type[Any], _Plan] = {}
        self._noms = {
            entite.identifiant: self._renommer(type(entite).__name__.lower(), entite.identifiant)
            for entite in entites
            if isinstance(entite, Personnelle)
        }
        vus: dict[Any, set[str]] = {sorte: set() for sorte in _OFFICIELS}
        for _, champ, numero in _officiels(entites):
            vus[champ.sorte].add(numero)
        vus[SIREN] |= {siret[:_LONGUEUR_SIREN] for siret in vus[SIRET]}
        self._numeros: dict[Any, dict[str, str]] = {
            sorte: self._tirer_tous(sorte, dict.fromkeys(vus[sorte], debut)) for sorte, debut in LIBRES.items()
        }
        debuts = {siret: self._numeros[SIREN][siret[:_LONGUEUR_SIREN]] for siret in vus[SIRET]}
        self._numeros[SIRET] = self._tirer_tous(SIRET, debuts)

    def refaire(self, valeur: Any) -> Any:
        """The value with its fields made again."""
        facons, otes = self._plan(type(valeur))
        changes = {**otes}
        for champ, facon in facons:
            avant = getattr(valeur, champ)
            if avant is not None:
                changes[champ] = tuple(map(facon, avant)) if type(avant) is tuple else facon(avant)
        return attrs.evolve(valeur, **changes)

    def _plan(self, classe: type[Any]) -> _Plan:
        if classe not in self._plans:
            plan = champs(classe)
            facons = ((champ.nom, self._facon(champ)) for champ in plan if not _est_ote(champ))
            self._plans[classe] = (
                tuple((nom, facon) for nom, facon in facons if facon is not None),
                {champ.nom: champ.defaut for champ in plan if _est_ote(champ)},
            )
        return self._plans[classe]

    def _facon(self, champ: Champ) -> Facon | None:
        """How a field is made again, element by element; ``None`` leaves it."""
        if champ.references is not None:
            return self._nommer if PERSONNES.isdisjoint(champ.references) else self._designer
        if champ.sorte in _OFFICIELS:
            return self._numeros[champ.sorte].__getitem__
        if champ.sorte is SLUG:
            return self._nommer
        if (champ.porteur, champ.nom) == (Document, "empreinte"):
            return lambda empreinte: self._hacher("empreinte", empreinte).hex()
        if _est_un_texte(champ):
            return None if champ.classement is Classement.PUBLIC else lambda _: RETIRE
        return self.refaire if any(any(self._plan(classe)) for classe in champ.classes) else None

    def _nommer(self, identifiant: str) -> str:
        return self._noms.get(identifiant, identifiant)

    def _designer(self, identifiant: str) -> str:
        """What may designate a person whom the registre does not hold."""
        if identifiant in self._connus:
            return self._nommer(identifiant)
        return self._renommer("absent", identifiant)

    def _renommer(self, sorte: str, identifiant: str) -> str:
        return f"{sorte}-{self._hacher('identifiant', identifiant).hex()[:_LONGUEUR_NOM]}"

    def _tirer_tous(self, sorte: SorteIdentifiant[Any], debuts: Mapping[str, str]) -> dict[str, str]:
        """For each number one of the same kind that begins so, and that nobody else has, before nor after."""
        tires: dict[str, str] = {}
        pris = set(debuts)
        for numero in sorted(debuts):
            essais = (self._tirer(sorte, numero, debuts[numero], essai) for essai in count())
            tires[numero] = next(essai for essai in essais if essai not in pris)
            pris.add(tires[numero])
        return tires

    def _tirer(self, sorte: SorteIdentifiant[Any], numero: str, debut: str, essai: int) -> str:
        libres = sorte.longueurs[0] - len(debut) - 1
        tire = int.from_bytes(self._hacher(sorte.nom, f"{numero}/{essai}")) % 10**libres
        corps = f"{debut}{tire:0{libres}d}"
        return corps + cle_luhn(corps)

    def _hacher(self, sorte: str, valeur: str) -> bytes:
        return hmac.digest(self._cle, f"{sorte}/{valeur}".encode(), "sha256")


def _est_un_texte(champ: Champ) -> bool:
    return str in champ.classes and champ.sorte is None


def _est_ote(champ: Champ) -> bool:
    """Whether a field is left empty: the name of a person, what nobody reads and may say anything."""
    if champ.requis or champ.references is not None or champ.sorte is not None:
        return False
    return champ.declare in ({Classement.PERSONNEL, Classement.RESERVE} if _est_un_texte(champ) else {Classement.LIBRE})
