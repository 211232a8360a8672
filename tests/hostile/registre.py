"""A registre in which every free text, in every field of the format, is one that somebody typed to do harm."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs
from tests.navigateur.documents import dossier

from soinsprimaires import Extensions, Registre, depuis_json

TEXTES: Final = {
    "balise": '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "adresse": "[lien](javascript:alert(1)) <javascript:alert(1)>",
    "formule": '=HYPERLINK("http://exemple.invalid";"x")',
    "formule cachée": " \t@SOMME(A1:A9)",
    "ANSI": "\x1b[31mrouge\x1b]0;titre\x07\x9b2J",
    "contrôles": "nom\x01\x07\x08\x7f\x85 deux\r\nlignes\u2028trois",
    "droite à gauche": "\u202egnp.exe\u2066\u200f",
    "chemin": "../../etc/passwd\\..\\C:|NUL",
    "séparateurs": "a;b,c\td|e\"f'g`h{{ 7 * 7 }}${x}%s",
    "calendrier": "fin\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY",
    "moitié de paire": "moitié \ud800 d'une paire",
}
COMMUN: Final = "Texte"
"""What stands in every free text of the complete document."""
AU: Final = "2024-07-02"
COMPLET: Final = Path(__file__).parents[1] / "donnees" / "v1" / "complet.json"


def remplacer(valeur: Any, par: Callable[[str], str]) -> Any:
    """The same value with each free text replaced."""
    if isinstance(valeur, tuple):
        return tuple(remplacer(element, par) for element in valeur)
    if isinstance(valeur, str):
        return par(valeur)
    if isinstance(valeur, Extensions):
        return Extensions(
            {par(COMMUN).encode(errors="replace").decode(): par(COMMUN).encode(errors="replace").decode()}
        )
    if not attrs.has(type(valeur)):
        return valeur
    champs = {champ.name: getattr(valeur, champ.name) for champ in attrs.fields(type(valeur)) if champ.init}
    return attrs.evolve(valeur, **{nom: remplacer(contenu, par) for nom, contenu in champs.items()})


@cache
def _complet() -> Registre:
    complet = depuis_json(COMPLET.read_text(encoding="utf-8"))
    return attrs.evolve(complet, extensions=None).avec(*dossier(COMMUN))


@cache
def hostile(nom: str) -> Registre:
    """Every text of a document that fills every field, and of a project with a life, is this one."""
    entites = (remplacer(entite, lambda texte: TEXTES[nom] if texte == COMMUN else texte) for entite in _complet())
    return Registre().avec(*entites)
