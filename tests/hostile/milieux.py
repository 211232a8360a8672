"""What must hold of a text for those who read it: a terminal, a browser, a spreadsheet, a calendar, another program."""

import csv
import io
import json
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any, Final
from xml.etree import ElementTree as ET

import jsonschema
from openpyxl import load_workbook
from tests.affichage.test_rapport import SCHEMA

OBEIES: Final = {"Cc", "Cf", "Cs", "Zl", "Zp"}
FORMULE: Final = tuple("=+-@\t\r")
BALISES: Final = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "foreignobject"}
ICS: Final = re.compile(r"[A-Z-]+(;[A-Z-]+=[^:;]*)*:")


def terminal(texte: str) -> None:
    """Nothing moves the cursor, changes a colour, or writes from right to left."""
    assert sorted({hex(ord(c)) for c in texte if c != "\n" and unicodedata.category(c) in OBEIES}) == []


class _Lecteur(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (tag, attrs) == ("link", [("rel", "icon"), ("href", "data:,")]):
            return  # of the template: no picture is asked for
        assert tag not in BALISES
        for nom, valeur in attrs:
            assert not nom.startswith("on")
            assert nom not in {"href", "src"} or str(valeur).startswith(("https://", "http://", "#"))


def html(texte: str) -> None:
    """No element, attribute nor address comes from what somebody typed."""
    terminal(texte.replace("\r\n", "\n"))
    lecteur = _Lecteur()
    lecteur.feed(texte)
    lecteur.close()


def svg(texte: str) -> None:
    """A drawing that every XML reader reads, without a script nor a foreign element."""
    terminal(texte)
    for element in ET.fromstring(texte).iter():  # noqa: S314 - written by the library
        assert element.tag.rpartition("}")[2].lower() not in BALISES
        assert not any(nom.startswith("on") for nom in element.attrib)


def valeurs_csv(texte: str) -> None:
    """No cell begins as a formula does, and the columns are those of the head."""
    lignes = list(csv.reader(io.StringIO(texte.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert {len(ligne) for ligne in lignes} == {len(lignes[0])}
    for cellule in (cellule for ligne in lignes for cellule in ligne):
        terminal(cellule)
        assert not cellule.lstrip().startswith(FORMULE)


def classeur(octets: bytes) -> None:
    """No cell is a formula."""
    for feuille in load_workbook(io.BytesIO(octets)).worksheets:
        terminal(feuille.title)
        for case in (case for ligne in feuille.iter_rows() for case in ligne):
            assert case.data_type != "f"
            if isinstance(case.value, str):
                terminal(case.value)
                assert not case.value.lstrip().startswith(FORMULE)


def markdown(texte: str) -> None:
    """Neither an element nor a link, and the columns of each table are those of its head."""
    terminal(texte)
    assert not re.search(r"(?<!\\)<[a-z/!]", texte, re.IGNORECASE)
    assert not re.search(r"(?<!\\)\]\(", texte)
    for table in re.findall(r"(?:^\|.*\n)+", texte, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", ligne)) for ligne in table.splitlines()}) == 1


def donnees(texte: str) -> Any:
    """JSON that a terminal may show."""
    terminal(texte)
    return json.loads(texte)


def sarif(texte: str) -> None:
    """JSON of the format of static analysis."""
    jsonschema.Draft4Validator(SCHEMA).validate(donnees(texte))


def calendrier(texte: str) -> None:
    """Every line, once unfolded, is a property of iCalendar: none was typed by somebody."""
    lignes = texte.replace("\r\n ", "").split("\r\n")
    assert lignes.pop() == ""
    for ligne in lignes:
        terminal(ligne)
        assert ICS.match(ligne)
    composants = {ligne for ligne in lignes if ligne.startswith("BEGIN:")}
    assert composants <= {"BEGIN:VCALENDAR", "BEGIN:VEVENT"}
