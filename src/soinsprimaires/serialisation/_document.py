"""A document under its text: its envelope is judged, its ``contenu`` migrated and read.

What is wrong is situated where it was read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, Final

from soinsprimaires.anomalies import LONGUEUR_VALEUR, Chemin, citer
from soinsprimaires.modele.genres import LISTES, SOUS_LISTES
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation import migrations
from soinsprimaires.serialisation._convertisseur import convertisseur
from soinsprimaires.serialisation._fautes import (
    Faute,
    Fautes,
    MotRefuse,
    cle_absente,
    cle_inconnue,
    inattendu,
    nommer,
    pointeur,
)
from soinsprimaires.serialisation._origines import Arbre, origine, reperer
from soinsprimaires.serialisation._texte import DES_LIGNES
from soinsprimaires.serialisation.migrations import FORMAT_LIGNES


def juger_enveloppe(
    brut: Any, attendu: str, requises: Sequence[str], facultatives: Sequence[str] = ()
) -> tuple[list[Faute], list[Faute]]:
    """What forbids to read further, and the unknown keys.

    Without a known format and version nobody can say what the contents should be.
    """
    if type(brut) is not dict:
        return inattendu("un objet", brut).fautes, []
    graves = [cle_absente(cle) for cle in requises if cle not in brut]
    if "format" in brut and brut["format"] != attendu:
        suite = DES_LIGNES if brut["format"] == FORMAT_LIGNES else ""
        message = f"le format attendu est {attendu!r}, pas {nommer(brut['format'])}{suite}"
        graves.append((("format",), "enveloppe.format", message))
    version, derniere = brut.get("version", 1), migrations.CHAINE.version
    if type(version) is not int:
        graves += inattendu("un nombre entier, sans point ni exposant,", version).sous("version")
    elif version > derniere:
        message = f"le document est de version {citer(version)} ; cette bibliothèque lit jusqu'à la version {derniere}"
        graves.append((("version",), "version.ulterieure", message))
    elif version < 1:
        graves.append((("version",), "version.inconnue", f"aucune version {citer(version)} n'a été publiée"))
    connues = (*requises, *facultatives)
    return graves, [cle_inconnue(cle, connues) for cle in brut if cle not in connues]


class Contenu:
    """The ``contenu`` of a document, brought to the present version.

    Attributes:
        lu: as it was read.
        migre: as the present version writes it.
        version: version of what was read.
    """

    def __init__(self, lu: Any, version: int) -> None:
        """Migrate.

        Raises:
            Fautes: it is not an object, or a step can make nothing of it.
        """
        if type(lu) is not dict:
            raise Fautes(inattendu("un objet", lu).sous("contenu"))
        self.lu: dict[str, Any] = lu
        self.version = version
        self.migre = lu if version == migrations.CHAINE.version else _migrer(lu, version)

    def lire(self, *, tolerant: bool = False) -> tuple[Registre, list[Faute]]:
        """The registre, and the unknown keys that were left out: none unless ``tolerant``.

        Raises:
            Fautes: each at its path in the document.
        """
        ecartees: list[Faute] = []
        while True:
            try:
                return convertisseur().structure(self.migre, Registre), ecartees
            except Fautes as trouvees:
                inconnues = [faute for faute in trouvees.fautes if faute[1] == "cle.inconnue"] if tolerant else []
                if not inconnues:
                    # The constructor knows the first duplicate only, and not where the document has it.
                    autres = [faute for faute in trouvees.fautes if faute[1] != "identifiant.doublon"]
                    raise Fautes(self.situer([*self._doublons(), *autres])) from None
            # The rest is judged anew: an unknown key may have hidden what the constructor refuses.
            ecartees += self._ecarter(inconnues)

    def _doublons(self) -> Iterator[Faute]:
        """Identifiants written twice, in the order of the document; the later one is at fault, the first is named."""
        connus: dict[str, Chemin] = {}
        for chemin, identifiant in _identifiants(self.migre):
            if identifiant in connus:
                [(premier, *_)] = self.situer([(connus[identifiant], "", "")])
                message = f"{citer(identifiant)} nomme déjà une autre entité : {pointeur(premier)}"
                yield (*chemin, "identifiant"), "identifiant.doublon", message
            connus.setdefault(identifiant, chemin)

    def situer(self, fautes: Iterable[Faute]) -> list[Faute]:
        """Faults at their paths in ``migre``, each at its path in the document as it was read."""
        if self.version == migrations.CHAINE.version:
            return [(("contenu", *chemin), code, message) for chemin, code, message in fautes]
        return [(("contenu", *origine(self._arbre, chemin, self.lu)), code, dit) for chemin, code, dit in fautes]

    def _ecarter(self, inconnues: Iterable[Faute]) -> list[Faute]:
        """Drop unknown keys from ``migre`` only, and tell each."""
        ecartees = dire_ecartees(self.migre, inconnues)
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
        raise Fautes([*_echecs(contenu, version)] or [(("contenu",), *_echec(version))]) from None


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
                yield ("contenu", genre, rang), *_echec(version)


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


def dire_ecartees(brut: Any, inconnues: Iterable[Faute]) -> list[Faute]:
    """The refusals of unknown keys, said of what is left out with its value: they know the same admitted keys."""
    dites: list[Faute] = []
    for chemin, code, refus in inconnues:
        valeur = _resumer(_suivre(brut, chemin))
        message = f"la clé {citer(chemin[-1])} n'existe pas ici, elle est écartée avec sa valeur : {valeur}"
        dites.append((chemin, code, refus.redire(message) if isinstance(refus, MotRefuse) else message))
    return dites


def _resumer(valeur: Any) -> str:
    """The beginning of a value in JSON, written piece by piece: it may be as deep or as long as the document."""
    morceaux = islice(json.JSONEncoder(ensure_ascii=False).iterencode(valeur), LONGUEUR_VALEUR + 1)
    texte = "".join(morceaux)[: LONGUEUR_VALEUR + 1].encode(errors="backslashreplace").decode()
    return texte if len(texte) <= LONGUEUR_VALEUR else texte[: LONGUEUR_VALEUR - 1] + "…"
