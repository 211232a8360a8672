"""From the text of a document to the values of JSON, strictly, with every fault."""

import json
import re
from collections import Counter
from functools import cache
from types import ModuleType
from typing import Any, Final

from soinsprimaires.anomalies import Chemin, citer
from soinsprimaires.serialisation._fautes import TROP_PROFOND, Faute, Fautes, est_profond, faute, trop
from soinsprimaires.serialisation._limites import PROFONDEUR_MAX
from soinsprimaires.serialisation._primitives import NUL, SURROGAT
from soinsprimaires.serialisation.migrations import FORMAT_LIGNES

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
DES_LIGNES: Final = " ; ce sont des lignes : leur fichier s'appelle .jsonl"

_NOM_DE_FICHIER: Final = re.compile(r"\A[^\n{\[]{1,255}\.jsonl?\Z")


def analyser(document: str | bytes, premiere_ligne: int = 1) -> tuple[Any, list[Faute]]:
    """Parse JSON strictly; a key written twice is a fault among the others, its last value is the one judged.

    Raises:
        Fautes: it is not JSON; its lines are counted from ``premiere_ligne``.
    """
    texte = _decoder(document)
    try:
        return _DECODEUR.decode(texte), []
    except _CleRepetee:
        return _analyser_repetees(texte, premiere_ligne)
    except (ValueError, RecursionError) as erreur:
        raise _faute_de(erreur, premiere_ligne) from None


def decoder(octets: bytes, premiere_ligne: int = 1) -> Any:
    """The values of a text that is sound as a whole, for who does not judge each of its texts afterwards.

    Raises:
        Fautes: it is not JSON, or holds what no document may: a key twice, a null character or half of a character,
            too many levels.
    """
    return decoder_et_cle(octets, premiere_ligne)[0]


def decoder_et_cle(octets: bytes, premiere_ligne: int = 1) -> tuple[Any, bytes | str | None]:
    """The same, with the key of the value (:func:`cle_d_egalite`) where it was needed to judge the text.

    Raises:
        Fautes: see :func:`decoder`.
    """
    vite = rapide()
    lu = None if vite is None else vite.decoder(octets)
    valeur, cle = lu or (None, None)
    if lu is None:
        valeur, repetees = analyser(octets, premiere_ligne)
        if repetees:
            raise Fautes(repetees)
        if _IMPOSSIBLES.search(octets):
            _refuser_impossibles(valeur)
    # How deep a decoder goes by itself changes from one Python to the next.
    if octets.count(b"{") + octets.count(b"[") > PROFONDEUR_MAX and est_profond(valeur, PROFONDEUR_MAX):
        raise Fautes([TROP_PROFOND])
    return valeur, cle


def cle_d_egalite(valeur: Any) -> bytes | str:
    """What two values of JSON share when they say the same in the same order, and never otherwise.

    Raises:
        RecursionError: it is too deep.
    """
    vite = rapide()
    cle = None if vite is None else vite.cle_d_egalite(valeur)
    return repr(valeur) if cle is None else cle


@cache
def rapide() -> ModuleType | None:
    """The fast path, where its parser is installed."""
    try:
        import soinsprimaires.serialisation._rapide_texte as vite
    except ModuleNotFoundError as erreur:
        if erreur.name != "msgspec":
            raise
        return None
    return vite


_IMPOSSIBLES: Final = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
"""What may be a null character or half of a character."""


def _refuser_impossibles(valeur: Any) -> None:
    texte = json.dumps(valeur, ensure_ascii=False)
    # A backslash of the text is written twice: without these pairs, what is left begins an escape.
    if "\\u0000" in texte.replace("\\\\", ""):
        raise faute("texte.nul", NUL)
    try:
        texte.encode()
    except UnicodeEncodeError:
        raise faute("texte.surrogat", SURROGAT) from None


class _CleRepetee(Exception):
    """A key stands twice in an object."""


def _sans_doublon(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    lu = dict(paires)
    if len(lu) != len(paires):
        raise _CleRepetee
    return lu


def _refuser_constante(constante: str) -> Any:
    raise faute("json.constante", f"{constante} n'est pas un nombre JSON")


_DECODEUR: Final = json.JSONDecoder(object_pairs_hook=_sans_doublon, parse_constant=_refuser_constante)


def _analyser_repetees(texte: str, premiere_ligne: int) -> tuple[Any, list[Faute]]:
    """The same, of a text of which an object has a key twice: each one is found."""
    repetees: list[tuple[dict[str, Any], list[str]]] = []

    def objet(paires: list[tuple[str, Any]]) -> dict[str, Any]:
        lu = dict(paires)
        if len(lu) != len(paires):
            repetees.append((lu, [cle for cle, nombre in Counter(cle for cle, _ in paires).items() if nombre > 1]))
        return lu

    try:
        brut = json.loads(texte, object_pairs_hook=objet, parse_constant=_refuser_constante)
    except (ValueError, RecursionError) as erreur:
        raise _faute_de(erreur, premiere_ligne) from None
    return brut, _situer(brut, repetees)


def _faute_de(erreur: ValueError | RecursionError, premiere_ligne: int) -> Fautes:
    """What a decoder says, in our words."""
    if isinstance(erreur, RecursionError):
        return Fautes([TROP_PROFOND])
    if not isinstance(erreur, json.JSONDecodeError):
        # Python refuses to convert a number of thousands of digits.
        return faute("json.nombre", "un nombre entier a trop de chiffres pour être lu")
    motif = _SYNTAXE.get(erreur.msg, "la syntaxe est incorrecte")
    ligne = premiere_ligne + erreur.lineno - 1
    chemin = " ; charger lit un fichier par son nom" if _NOM_DE_FICHIER.search(erreur.doc) else ""
    if erreur.msg == "Extra data" and FORMAT_LIGNES in erreur.doc.partition("\n")[0]:
        chemin = DES_LIGNES
    message = f"ce n'est pas du JSON : {motif} (ligne {ligne}, colonne {erreur.colno}){chemin}"
    return faute("json.syntaxe", message)


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
        if trop(fautes):
            break
        if isinstance(courant, dict):
            pile += [((*chemin, cle), element) for cle, element in reversed(courant.items())]
        elif isinstance(courant, list):
            pile += [((*chemin, rang), element) for rang, element in reversed(list(enumerate(courant)))]
    return fautes
