"""From the text of a document to the values of JSON, strictly, with every fault."""

import json
import re
from collections import Counter
from typing import Any, Final

from soinsprimaires.anomalies import Chemin, citer
from soinsprimaires.serialisation._fautes import Faute, Fautes, faute, trop
from soinsprimaires.serialisation._limites import TROP_PROFOND
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
        ligne = premiere_ligne + erreur.lineno - 1
        chemin = " ; charger lit un fichier par son nom" if _NOM_DE_FICHIER.search(erreur.doc) else ""
        if erreur.msg == "Extra data" and FORMAT_LIGNES in erreur.doc.partition("\n")[0]:
            chemin = DES_LIGNES
        message = f"ce n'est pas du JSON : {motif} (ligne {ligne}, colonne {erreur.colno}){chemin}"
        raise faute("json.syntaxe", message) from None
    except RecursionError:
        raise Fautes([TROP_PROFOND]) from None
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
        if trop(fautes):
            break
        if isinstance(courant, dict):
            pile += [((*chemin, cle), element) for cle, element in reversed(courant.items())]
        elif isinstance(courant, list):
            pile += [((*chemin, rang), element) for rang, element in reversed(list(enumerate(courant)))]
    return fautes
