"""Pieces of HTML: escaped text, tables, marks that say a severity by their shape, their colour and their words.

Whatever is not an :class:`Html` is text typed by others: control characters and text direction overrides become
U+FFFD, and what remains is escaped.
"""

import html
import re
from collections.abc import Container, Iterable, Sequence
from functools import cache, lru_cache
from itertools import compress
from types import MappingProxyType
from typing import Final

from soinsprimaires.affichage.contenu.lignes import Ton
from soinsprimaires.anomalies import assainir

__all__ = [
    "Html",
    "balise",
    "deplier",
    "echapper",
    "formes",
    "joindre",
    "lien",
    "lire_gabarit",
    "pastille",
    "tableau",
]

_BLANCS: Final = re.compile(r"[\t\n\r ]+")
_PAQUET: Final = "soinsprimaires.affichage"


_VIDES: Final = frozenset({"circle", "path", "rect", "use"})
"""Elements of drawings that hold nothing."""


class Html(str):
    """Markup that is safe as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """What template engines ask of a text that needs no escape."""
        return self


def echapper(contenu: object) -> Html:
    """A content as markup: safe markup as it is, anything else as harmless text."""
    return contenu if isinstance(contenu, Html) else _echapper(str(contenu))


@lru_cache(maxsize=4096)
def _echapper(texte: str) -> Html:
    """A text, once: a page of many projects says the same heads, words and references on each line."""
    # A French quotation mark never stands alone at the end or at the beginning of a line.
    texte = texte.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return Html(html.escape(texte if texte.isprintable() else assainir(_BLANCS.sub(" ", texte))))


def joindre(contenus: Iterable[object], entre: str = "") -> Html:
    """Contents one after the other."""
    return Html(str(echapper(entre)).join([echapper(contenu) for contenu in contenus]))


def balise(nom: str, *contenus: object, **attributs: str | float | None) -> Html:
    """An element with its contents, each escaped unless it is safe markup.

    Args:
        nom: name of the element.
        contenus: what it holds.
        attributs: its attributes; ``_`` stands for ``-``, ``classe`` for ``class``, and ``None`` leaves one out.
    """
    dits = "".join(
        [
            f' {_attribut(cle)}="{echapper(valeur) if isinstance(valeur, str) else valeur}"'
            for cle, valeur in attributs.items()
            if valeur is not None
        ]
    )
    if nom in _VIDES:
        return Html(f"<{nom}{dits}/>")
    return Html(f"<{nom}{dits}>{''.join([echapper(contenu) for contenu in contenus])}</{nom}>")


@cache
def _attribut(cle: str) -> str:
    return "class" if cle == "classe" else cle.rstrip("_").replace("_", "-")


def lien(adresse: str | None, contenu: object) -> Html:
    """A link to a page of the web or to a place of the same page; any other address is not followed."""
    if adresse is None or not adresse.startswith(("https://", "http://", "#")):
        return echapper(contenu)
    return balise("a", contenu, href=adresse, rel=None if adresse.startswith("#") else "noreferrer")


_FORMES: Final = MappingProxyType(
    {
        # Octagon with a cross, triangle with an exclamation mark, circle with an i, square with a question mark,
        # circle with a tick, empty circle: readable without colour, and in black and white.
        Ton.GRAVE: ("grave", "M5 1h6l4 4v6l-4 4H5l-4-4V5zM5 6l2 2-2 2 1 1 2-2 2 2 1-1-2-2 2-2-1-1-2 2-2-2z"),
        Ton.ALERTE: ("alerte", "M8 1l7.5 14H.5zM7.2 6l.3 5h1l.3-5zM7.2 12v1.6h1.6V12z"),
        Ton.NEUTRE: ("info", "M8 .5a7.5 7.5 0 110 15 7.5 7.5 0 010-15zM7.2 4v1.6h1.6V4zM7.2 7v5h1.6V7z"),
        Ton.DOUTE: (
            "doute",
            (
                "M.5 .5h15v15H.5zM5 6.2h1.6c0-1 .6-1.7 1.5-1.7s1.5.6 1.5 1.5c0 1.4-2.3 1.7-2.3 4.2h1.6"
                "c0-1.7 2.3-1.9 2.3-4.3C11.2 4.2 10 3 8.1 3S5 4.2 5 6.2zM7.2 11.3h1.8v1.8H7.2z"
            ),
        ),
        Ton.BON: ("bon", "M8 .5a7.5 7.5 0 110 15 7.5 7.5 0 010-15zM3.5 8.3l3 3 6-6-1.2-1.2-4.8 4.8-1.8-1.8z"),
        Ton.DISCRET: ("attente", "M8 1a7 7 0 110 14A7 7 0 018 1zM8 3a5 5 0 100 10A5 5 0 008 3z"),
    }
)
"""The name and the shape of each tone."""


@cache
def formes() -> Html:
    """The shapes, which the marks of the same page draw again by their names."""
    symboles = (
        balise(
            "symbol",
            balise("path", d=dessin, fill="currentColor", fill_rule="evenodd"),
            id=f"sp-{nom}",
            viewBox="0 0 16 16",
        )
        for nom, dessin in _FORMES.values()
    )
    return balise("svg", *symboles, width=0, height=0, classe="sp-cache", aria_hidden="true")


@cache
def _dessin(nom: str) -> Html:
    return balise("svg", balise("use", href=f"#sp-{nom}"), width=14, height=14, aria_hidden="true")


def pastille(ton: Ton, texte: object) -> Html:
    """A shape and the words that it stands for; the page holds :func:`formes` once."""
    nom, _ = _FORMES[ton]
    return balise("span", _dessin(nom), " ", texte, classe=f"sp-pastille sp-{nom}")


def tableau(
    legende: object,
    entetes: Sequence[str],
    lignes: Iterable[Sequence[object]],
    *,
    classe: str | None = None,
    nombres: Container[int] = (),
) -> Html:
    """A table with its caption; the first cell of a line is its head.

    A column in which nobody says anything is left out. Nothing at all without a line.

    Args:
        legende: its caption.
        entetes: heads of its columns.
        lignes: its lines.
        classe: its class.
        nombres: ranks of the columns of numbers, which are shown on their right.
    """
    rangees = [[echapper(cellule) for cellule in ligne] for ligne in lignes]
    if not rangees:
        return Html()
    gardees = [rang == 0 or any(colonne) for rang, colonne in enumerate(zip(*rangees, strict=True))]
    classes = ["sp-nombre" if rang in nombres else None for rang in compress(range(len(entetes)), gardees)]
    dits = tuple(compress(entetes, gardees))
    tetes = _cases("th", dits, classes, scope="col")
    corps = joindre(_rangee(dits, [*compress(rangee, gardees)], classes) for rangee in rangees)
    table = balise(
        "table", balise("caption", legende), balise("thead", balise("tr", tetes)), balise("tbody", corps), classe=classe
    )
    # Where a table is wider than its place it scrolls; the keyboard must reach what scrolls.
    return balise("div", table, classe="sp-cadre", tabindex=0)


def _rangee(entetes: Sequence[str], cellules: Sequence[Html], classes: Sequence[str | None]) -> Html:
    """A line, whose cells repeat the head of their column: a telephone stacks them, the empty ones aside."""
    suivantes = (
        balise("td", cellule, classe=classe, data_titre=entete if cellule else None)
        for entete, cellule, classe in zip(entetes[1:], cellules[1:], classes[1:], strict=True)
    )
    return balise("tr", _cases("th", cellules[:1], classes[:1], scope="row"), *suivantes)


def _cases(nom: str, cellules: Iterable[object], classes: Sequence[str | None], **attributs: str) -> Html:
    paires = zip(cellules, classes, strict=True)
    return joindre(balise(nom, cellule, **attributs, classe=classe) for cellule, classe in paires)


def deplier(resume: object, *contenus: object, ouvert: bool = False) -> Html:
    """Contents behind their summary."""
    return balise("details", balise("summary", resume), *contenus, open="" if ouvert else None)


@cache
def lire_gabarit(nom: str) -> Html:
    """A file of the package: style sheet or template."""
    from pkgutil import get_data

    octets = get_data(_PAQUET, f"gabarits/{nom}")
    if octets is None:
        raise FileNotFoundError(nom)
    return Html(octets.decode())
