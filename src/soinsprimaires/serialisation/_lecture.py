"""From text to a registre, with every fault of the document at once."""

import gc
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import LONGUEUR_VALEUR, Anomalie, Chemin, Gravite, citer
from soinsprimaires.erreurs import DocumentInvalide
from soinsprimaires.modele.registre import GENRES, Registre
from soinsprimaires.serialisation._convertisseur import convertisseur
from soinsprimaires.serialisation._fautes import Faute, Fautes, anomalies, faute, inattendu, nommer, proche
from soinsprimaires.serialisation.migrations import FORMAT, VERSION, migrer

_ENVELOPPE: Final = ("format", "version", "contenu")
_SYNTAXE: Final = {
    "Expecting value": "une valeur est attendue",
    "Expecting property name enclosed in double quotes": "une clé entre guillemets est attendue",
    "Expecting ':' delimiter": "« : » est attendu",
    "Expecting ',' delimiter": "« , » est attendue",
    "Illegal trailing comma before end of object": "une virgule précède la fin d'un objet",
    "Illegal trailing comma before end of array": "une virgule précède la fin d'une liste",
    "Unterminated string starting at": "un texte n'est pas fermé",
    "Invalid control character at": "un texte contient un caractère de contrôle",
    "Invalid \\escape": "une séquence d'échappement n'existe pas",
    "Invalid \\uXXXX escape": "une séquence \\uXXXX est mal formée",
    "Extra data": "du texte suit la fin du document",
}
_SOUS_LISTES: Final = ("sites", "axes")


@attrs.frozen(kw_only=True)
class Chargement:
    """What was read, and how.

    Attributes:
        registre: the value.
        version_origine: version of the document as it was read.
        migrations: steps taken to bring it to the present version.
        anomalies: what was dropped under ``tolerant=True``, one anomaly a key, never anything blocking.
    """

    registre: Registre
    version_origine: int
    migrations: tuple[str, ...] = ()
    anomalies: tuple[Anomalie, ...] = ()


def depuis_json(document: str | bytes) -> Registre:
    """Read a document.

    Args:
        document: text, or UTF-8 bytes without a byte order mark.

    Raises:
        DocumentInvalide: with every fault at once; no other exception, whatever the input.
    """
    return depuis_json_en_detail(document).registre


def depuis_json_en_detail(document: str | bytes, *, tolerant: bool = False) -> Chargement:
    """Read a document, and tell how.

    Args:
        document: text, or UTF-8 bytes without a byte order mark.
        tolerant: drop the unknown keys instead of refusing them, and report each with its pointer and value.

    Raises:
        DocumentInvalide: with every fault at once; no other exception, whatever the input.
    """
    brut: Any = None
    fautes: list[Faute] = []
    with _sans_ramasse_miettes():
        try:
            brut, fautes = _analyser(document)
            chargement = _lire_tolerant(brut) if tolerant else _lire_enveloppe(brut)
        except Fautes as trouvees:
            fautes = [*fautes, *trouvees.fautes]
    if fautes:
        raise DocumentInvalide(anomalies(fautes, brut))
    return chargement


@contextmanager
def _sans_ramasse_miettes() -> Iterator[None]:
    """Reading makes values by the million and no cycle: the collector would cost a third of the time for nothing."""
    actif = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if actif:
            gc.enable()


def charger(chemin: str | Path) -> Registre:
    """Read a file.

    Raises:
        DocumentInvalide: with every fault at once.
        OSError: the file cannot be opened or read.
    """
    return charger_en_detail(chemin).registre


def charger_en_detail(chemin: str | Path, *, tolerant: bool = False) -> Chargement:
    """Read a file, and tell how; see :func:`depuis_json_en_detail`.

    Raises:
        DocumentInvalide: with every fault at once.
        OSError: the file cannot be opened or read.
    """
    return depuis_json_en_detail(Path(chemin).read_bytes(), tolerant=tolerant)


# -- text ---------------------------------------------------------------------------------------------------------


def _analyser(document: str | bytes) -> tuple[Any, list[Faute]]:
    """Parse JSON strictly; a key written twice is a fault among the others, its last value is the one judged."""
    repetees: list[tuple[dict[str, Any], list[str]]] = []

    def objet(paires: list[tuple[str, Any]]) -> dict[str, Any]:
        lu = dict(paires)
        if len(lu) != len(paires):
            repetees.append((lu, [cle for cle, nombre in Counter(cle for cle, _ in paires).items() if nombre > 1]))
        return lu

    try:
        brut = json.loads(_decoder(document), object_pairs_hook=objet, parse_constant=_refuser_constante)
    except json.JSONDecodeError as erreur:
        motif = _SYNTAXE.get(erreur.msg, "la syntaxe est incorrecte")
        message = f"ce n'est pas du JSON : {motif} (ligne {erreur.lineno}, colonne {erreur.colno})"
        raise faute("json.syntaxe", message) from None
    except RecursionError:
        raise faute("json.profondeur", "trop de listes ou d'objets imbriqués") from None
    except ValueError:
        # Python refuses to convert a number of thousands of digits.
        raise faute("json.nombre", "un nombre entier a trop de chiffres pour être lu") from None
    return brut, _situer(brut, repetees) if repetees else []


def _decoder(document: str | bytes) -> str:
    if isinstance(document, str):
        texte = document
    else:
        try:
            texte = document.decode("utf-8")
        except UnicodeDecodeError as erreur:
            message = f"l'octet {erreur.start} n'est pas de l'UTF-8"
            raise faute("json.encodage", message) from None
    if texte.startswith("\ufeff"):
        raise faute("json.encodage", "le document commence par une marque d'ordre des octets (BOM)")
    return texte


def _refuser_constante(constante: str) -> Any:
    raise faute("json.constante", f"{constante} n'est pas un nombre JSON")


def _situer(brut: Any, repetees: list[tuple[dict[str, Any], list[str]]]) -> list[Faute]:
    """Find where the objects with a repeated key stand, by identity and without recursion."""
    cherches = {id(objet): cles for objet, cles in repetees}
    fautes: list[Faute] = []
    pile: list[tuple[Chemin, Any]] = [((), brut)]
    while pile:
        chemin, courant = pile.pop()
        fautes += [
            ((*chemin, cle), "cle.repetee", f"la clé {citer(cle)} est écrite deux fois")
            for cle in cherches.get(id(courant), ())
        ]
        if isinstance(courant, dict):
            pile += [((*chemin, cle), element) for cle, element in reversed(courant.items())]
        elif isinstance(courant, list):
            pile += [((*chemin, rang), element) for rang, element in reversed(list(enumerate(courant)))]
    return fautes


# -- envelope and contents ----------------------------------------------------------------------------------------


def _lire_enveloppe(brut: Any) -> Chargement:
    if type(brut) is not dict:
        raise inattendu("un objet", brut)
    fautes: list[Faute] = [
        ((cle,), "cle.absente", f"la clé « {cle} » est obligatoire") for cle in _ENVELOPPE if cle not in brut
    ]
    fautes += [
        ((cle,), "cle.inconnue", f"la clé {citer(cle)} n'existe pas ici{proche(cle, _ENVELOPPE)}")
        for cle in brut
        if cle not in _ENVELOPPE
    ]
    inconnues = len(fautes)
    fautes += _fautes_format(brut)
    version: Any = brut.get("version")
    fautes += _fautes_version(version) if "version" in brut else []
    # Without a known format and version nobody can say what the contents should be.
    if len(fautes) > inconnues or not all(cle in brut for cle in _ENVELOPPE):
        raise Fautes(fautes)
    try:
        registre, migrations = _lire_contenu(brut["contenu"], version)
    except Fautes as trouvees:
        raise Fautes([*fautes, *trouvees.sous("contenu")]) from None
    if fautes:
        raise Fautes(fautes)
    return Chargement(registre=registre, version_origine=version, migrations=migrations)


def _fautes_format(brut: Mapping[str, Any]) -> list[Faute]:
    if "format" not in brut or brut["format"] == FORMAT:
        return []
    return [(("format",), "enveloppe.format", f"le format attendu est {FORMAT!r}, pas {nommer(brut['format'])}")]


def _fautes_version(version: Any) -> list[Faute]:
    if type(version) is not int:
        return inattendu("un nombre entier, sans point ni exposant,", version).sous("version")
    if version > VERSION:
        message = f"le document est de version {citer(version)} ; cette bibliothèque lit jusqu'à la version {VERSION}"
        return [(("version",), "version.ulterieure", message)]
    if version < 1:
        return [(("version",), "version.inconnue", f"aucune version {citer(version)} n'a été publiée")]
    return []


def _lire_contenu(contenu: Any, version: int) -> tuple[Registre, tuple[str, ...]]:
    if type(contenu) is not dict:
        raise inattendu("un objet", contenu)
    migre, migrations = migrer(contenu, version)
    try:
        return convertisseur().structure(migre, Registre), migrations
    except Fautes as trouvees:
        # The constructor knows the first duplicate only, and not where the document has it.
        autres = [faute for faute in trouvees.fautes if faute[1] != "identifiant.doublon"]
        raise Fautes([*_doublons(migre), *autres]) from None


def _doublons(contenu: Mapping[str, Any]) -> Iterator[Faute]:
    """Identifiants written twice, in the order of the document; the later one is at fault."""
    connus: set[str] = set()
    for chemin, identifiant in _identifiants(contenu):
        if identifiant in connus:
            yield (*chemin, "identifiant"), "identifiant.doublon", f"{citer(identifiant)} nomme déjà une autre entité"
        connus.add(identifiant)


def _identifiants(contenu: Mapping[str, Any]) -> Iterator[tuple[Chemin, str]]:
    for genre, entites in contenu.items():
        if genre not in GENRES or not isinstance(entites, list):
            continue
        for rang, entite in enumerate(entites):
            if not isinstance(entite, dict):
                continue
            interieurs: list[tuple[Chemin, Any]] = [((genre, rang), entite)]
            for champ in _SOUS_LISTES:
                liste = entite.get(champ)
                if isinstance(liste, list):
                    interieurs += [((genre, rang, champ, n), element) for n, element in enumerate(liste)]
            for chemin, objet in interieurs:
                identifiant = objet.get("identifiant") if isinstance(objet, dict) else None
                if isinstance(identifiant, str):
                    yield chemin, identifiant


# -- tolerance ----------------------------------------------------------------------------------------------------


def _lire_tolerant(brut: Any) -> Chargement:
    try:
        return _lire_enveloppe(brut)
    except Fautes as trouvees:
        inconnues = [chemin for chemin, code, _ in trouvees.fautes if code == "cle.inconnue"]
    ecartees = anomalies([_ecartee(brut, chemin) for chemin in inconnues], brut, Gravite.AVERTISSEMENT)
    for *parents, cle in inconnues:
        del _suivre(brut, parents)[cle]
    return attrs.evolve(_lire_enveloppe(brut), anomalies=ecartees)


def _suivre(brut: Any, chemin: Iterable[str | int]) -> Any:
    for pas in chemin:
        brut = brut[pas]
    return brut


def _ecartee(brut: Any, chemin: Chemin) -> Faute:
    valeur = _resumer(_suivre(brut, chemin))
    message = f"la clé {citer(chemin[-1])} n'existe pas ici, elle est écartée avec sa valeur : {valeur}"
    return chemin, "cle.inconnue", message


def _resumer(valeur: Any) -> str:
    """The beginning of a value in JSON, written piece by piece: it may be as deep or as long as the document."""
    morceaux = islice(json.JSONEncoder(ensure_ascii=False).iterencode(valeur), LONGUEUR_VALEUR + 1)
    texte = "".join(morceaux)[: LONGUEUR_VALEUR + 1].encode(errors="backslashreplace").decode()
    return texte if len(texte) <= LONGUEUR_VALEUR else texte[: LONGUEUR_VALEUR - 1] + "…"
