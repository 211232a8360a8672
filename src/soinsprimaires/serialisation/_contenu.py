"""The ``contenu`` of a document: migrated, read, and what is wrong in it situated where it was read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any, Final

from soinsprimaires.anomalies import LONGUEUR_VALEUR, Chemin, citer
from soinsprimaires.modele.genres import LISTES, SOUS_LISTES
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation import migrations
from soinsprimaires.serialisation._convertisseur import convertisseur
from soinsprimaires.serialisation._fautes import Faute, Fautes, MotRefuse, inattendu, pointeur
from soinsprimaires.serialisation._limites import LimitesDocument, verifier_profondeur
from soinsprimaires.serialisation._origines import Arbre, origine, reperer


class Contenu:
    """The ``contenu`` of a document, brought to the present version.

    Attributes:
        lu: as it was read.
        migre: as the present version writes it.
        version: version of what was read.
    """

    def __init__(self, lu: Any, version: int, bornes: LimitesDocument) -> None:
        """Migrate.

        Raises:
            Fautes: it is not an object, or a step can make nothing of it.
        """
        if type(lu) is not dict:
            raise inattendu("un objet", lu)
        self.lu: dict[str, Any] = lu
        self.version = version
        self.migre = lu
        if version < migrations.CHAINE.version:
            verifier_profondeur(lu, bornes)
            self.migre = _migrer(lu, version)

    def lire(self) -> Registre:
        """The registre.

        Raises:
            Fautes: each at its path in ``migre``.
        """
        try:
            registre: Registre = convertisseur().structure(self.migre, Registre)
        except Fautes as trouvees:
            # The constructor knows the first duplicate only, and not where the document has it.
            autres = [faute for faute in trouvees.fautes if faute[1] != "identifiant.doublon"]
            raise Fautes([*self._doublons(), *autres]) from None
        return registre

    def _doublons(self) -> Iterator[Faute]:
        """Identifiants written twice, in the order of the document; the later one is at fault, the first is named."""
        connus: dict[str, Chemin] = {}
        for chemin, identifiant in _identifiants(self.migre):
            if identifiant in connus:
                [(premier, *_)] = self.situer([(connus[identifiant], "", "")])
                message = f"{citer(identifiant)} nomme déjà une autre entité : {pointeur(('contenu', *premier))}"
                yield (*chemin, "identifiant"), "identifiant.doublon", message
            connus.setdefault(identifiant, chemin)

    def situer(self, fautes: Iterable[Faute]) -> list[Faute]:
        """The same faults, each at its path in ``lu``."""
        if self.version == migrations.CHAINE.version:
            return list(fautes)
        return [(origine(self._arbre, chemin, self.lu), code, message) for chemin, code, message in fautes]

    def ecarter(self, inconnues: Iterable[Faute]) -> list[Faute]:
        """Drop unknown keys from ``migre`` only, and tell each at its path in ``lu`` with its value."""
        ecartees = [(chemin, code, dire_ecartee(self.migre, chemin, refus)) for chemin, code, refus in inconnues]
        self.migre = _copier(self.migre)
        for (*parents, cle), _, _ in ecartees:
            del _suivre(self.migre, parents)[cle]
        return self.situer(ecartees)

    @cached_property
    def _arbre(self) -> Arbre:
        """The present version of a copy that knows where everything stood."""
        return migrations.migrer(reperer(self.lu), self.version, migrations.CHAINE)


_ECHECS: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def _migrer(contenu: dict[str, Any], version: int) -> dict[str, Any]:
    try:
        return _mener(contenu, version)
    except _ECHECS:
        raise Fautes([*_echecs(contenu, version)] or [((), *_echec(version))]) from None


def _mener(contenu: dict[str, Any], version: int) -> dict[str, Any]:
    """Take every step; one of :data:`_ECHECS` tells that a step met what it did not expect.

    A step may pass over it and make an object of a list of numbers, whose keys are these numbers.
    """
    migre = migrations.migrer(contenu, version, migrations.CHAINE)
    pile: list[Any] = [migre]
    while pile:
        valeur = pile.pop()
        if isinstance(valeur, dict):
            if not all(isinstance(cle, str) for cle in valeur):
                raise TypeError("une clé n'est pas un texte")
            pile += valeur.values()
        elif isinstance(valeur, list):
            pile += valeur
    return migre


def _echecs(contenu: dict[str, Any], version: int) -> Iterator[Faute]:
    """Which entities the steps cannot take: they look at each alone."""
    for genre, entites in contenu.items():
        for rang, entite in enumerate(entites if isinstance(entites, list) else ()):
            try:
                _mener({genre: [entite]}, version)
            except _ECHECS:
                yield (genre, rang), *_echec(version)


def _echec(version: int) -> tuple[str, str]:
    return "version.migration", f"cela ne peut être lu comme la version {version} du format"


def _identifiants(contenu: Mapping[str, Any]) -> Iterator[tuple[Chemin, str]]:
    for genre, entites in contenu.items():
        if genre not in LISTES or not isinstance(entites, list):
            continue
        for rang, entite in enumerate(entites):
            if not isinstance(entite, dict):
                continue
            interieurs: list[tuple[Chemin, Any]] = [((genre, rang), entite)]
            for champ in SOUS_LISTES:
                liste = entite.get(champ)
                if isinstance(liste, list):
                    interieurs += [((genre, rang, champ, n), element) for n, element in enumerate(liste)]
            for chemin, objet in interieurs:
                identifiant = objet.get("identifiant") if isinstance(objet, dict) else None
                if isinstance(identifiant, str):
                    yield chemin, identifiant


def _copier(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {cle: _copier(element) for cle, element in valeur.items()}
    return [_copier(element) for element in valeur] if isinstance(valeur, list) else valeur


def _suivre(brut: Any, chemin: Iterable[str | int]) -> Any:
    for pas in chemin:
        brut = brut[pas]
    return brut


def dire_ecartee(brut: Any, chemin: Chemin, refus: str) -> str:
    """The refusal of an unknown key, said of one that is left out: it knows the same admitted keys."""
    valeur = _resumer(_suivre(brut, chemin))
    message = f"la clé {citer(chemin[-1])} n'existe pas ici, elle est écartée avec sa valeur : {valeur}"
    return refus.redire(message) if isinstance(refus, MotRefuse) else message


def _resumer(valeur: Any) -> str:
    """The beginning of a value in JSON, written piece by piece: it may be as deep or as long as the document."""
    morceaux = islice(json.JSONEncoder(ensure_ascii=False).iterencode(valeur), LONGUEUR_VALEUR + 1)
    texte = "".join(morceaux)[: LONGUEUR_VALEUR + 1].encode(errors="backslashreplace").decode()
    return texte if len(texte) <= LONGUEUR_VALEUR else texte[: LONGUEUR_VALEUR - 1] + "…"
