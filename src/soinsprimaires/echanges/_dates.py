"""Dates as people type them and as spreadsheets change them, read without being guessed."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._tables import texte_de_cellule
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mots import dater
from soinsprimaires.temps import UN_JOUR, DatePartielle

CodeEtMessage = tuple[str, str]
"""Code and message of an anomaly."""

_MOIS: Final = MappingProxyType(
    {
        nom: rang
        for rang, noms in enumerate(
            (
                ("janvier", "janv", "jan"),
                ("fevrier", "fevr", "fev"),
                ("mars",),
                ("avril", "avr"),
                ("mai",),
                ("juin",),
                ("juillet", "juil"),
                ("aout",),
                ("septembre", "sept", "sep"),
                ("octobre", "oct"),
                ("novembre", "nov"),
                ("decembre", "dec"),
            ),
            start=1,
        )
        for nom in noms
    }
)
_SAISONS: Final = MappingProxyType({"printemps": 21, "ete": 22, "automne": 23, "hiver": 24})
_HEURE: Final = r"(?:[ t]+\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?z?)?"
_ISO: Final = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_HEURE}", re.ASCII)
_JOUR: Final = re.compile(rf"(?:(\d{{1,2}}) ?[/.-] ?)?(\d{{1,2}}) ?[/.-] ?(\d{{4}}){_HEURE}", re.ASCII)
_MOIS_ECRIT: Final = re.compile(r"(?:(\d{1,2})(?: ?er)?[ -])?([a-z]+)[ -](\d{4})", re.ASCII)
_PARTIE: Final = re.compile(
    r"(?:([ts]) ?([1-4])|([1-4]) ?(?:er|e|eme|nd)? ?(trimestre|semestre|t|s))[ -]?(?:de )?(\d{4})", re.ASCII
)
_NUANCES: Final = (
    (re.compile(r"(?:depuis|dep|a partir de|des)(?: le| l'an)? "), "{}/.."),
    (re.compile(r"(?:vers|environ|env|autour de|~) ?"), "{}~"),
    (re.compile(r"(?:au plus tard|d'ici|jusqu'(?:en|au|a))(?: fin)? "), "../{}"),
)
_ARTICLE: Final = re.compile(r"(?:le |en |au |a l'|l')")
"""Before a date in a sentence: ``le 12 mai 2024``, ``en mai 2024``, ``à l'été 2024``."""
_AVANT: Final = re.compile(r"avant(?: le)? ")
_VAGUE: Final = re.compile(r"(?:debut|mi|fin|courant)[ -](?:de )?")
_ENTRE: Final = re.compile(r"entre (.+) et (.+)")
_SUITE: Final = re.compile(r"(?:1er|\d{1,2}|[a-z]+)?((?: [a-z]+)? \d{4})", re.ASCII)
"""What the end of an interval says once for both: the month and the year, or the year."""
_SERIE: Final = re.compile(r"[34567]\d{4}", re.ASCII)
_ORIGINE: Final = date(1899, 12, 30)
"""Day 0 of spreadsheets, whose calendar has a 29 February 1900 that never was."""


def lire_date(cellule: Any) -> tuple[DatePartielle | None, CodeEtMessage | None]:
    """A date as people type it, and what to say of it; a blank is none, and no fault.

    ``12/05/2024``, ``05/2024``, ``mai 2024``, ``T1 2024``, ``depuis 2023``, ``avant mars 2024``, ``2024``; the
    number of a day of a spreadsheet is read and told.
    """
    if isinstance(cellule, date):
        return DatePartielle.exacte(cellule.date() if isinstance(cellule, datetime) else cellule), None
    texte = texte_de_cellule(cellule)
    if not texte:
        return None, None
    if _SERIE.fullmatch(texte):
        jour = DatePartielle.exacte(_ORIGINE + timedelta(days=int(texte)))
        return jour, ("date.numero", f"{citer(texte)} est le numéro d'un jour dans un tableur, lu : {dater(jour)}")
    try:
        return DatePartielle.lire(texte), None
    except ValeurInvalide:
        pass
    plie = _plier(texte)
    try:
        if vague := _VAGUE.match(plie):
            lue = _lire(plie[vague.end() :])
            mot = citer(vague[0].strip(" -"))
            return lue, ("date.vague", f"{citer(texte)} est lu : {dater(lue)} ; {mot} ne dit pas jusqu'où")
        return _lire(plie), None
    except ValeurInvalide:
        return None, ("date.forme", f"{citer(texte)} {_remede(plie)}")


def _remede(plie: str) -> str:
    """Why it is no date, and what to write instead: the month that has no such day, or how a date is written."""
    trouve = _JOUR.fullmatch(plie)
    if trouve and trouve[1] and int(trouve[2]) in _MOIS.values() and int(trouve[3]):
        annee, mois = int(trouve[3]), int(trouve[2])
        nom = dater(DatePartielle.lire(f"{annee:04d}-{mois:02d}")).removeprefix("en ")
        return f"n'existe pas, {nom} a {monthrange(annee, mois)[1]} jours ; corriger le jour, ou écrire « {nom} »"
    facons = "« 12/05/2026 », « mai 2026 », « 2026 » ou « avant mai 2026 »"
    return f"n'est pas une date que l'on puisse lire sans la deviner ; une date s'écrit {facons}"


def _lire(plie: str) -> DatePartielle:
    """A date with its nuance."""
    if entre := _ENTRE.fullmatch(plie):
        return DatePartielle.lire("[{}..{}]".format(*map(_en_edtf, _bornes(*map(_sans_article, entre.groups())))))
    if avant := _AVANT.match(plie):
        premier = DatePartielle.lire(_en_edtf(plie[avant.end() :])).au_plus_tot
        veille = None if premier is None else premier - UN_JOUR
        return DatePartielle.lire(f"../{_arrondir(veille, plie[avant.end() :])}")
    for mots, forme in _NUANCES:
        if trouve := mots.match(plie):
            return DatePartielle.lire(forme.format(_en_edtf(plie[trouve.end() :])))
    return DatePartielle.lire(_en_edtf(plie))


def _arrondir(veille: date | None, ecrit: str) -> str:
    """The day before, as fine as what is written: before 2024 is by 2023."""
    if veille is None:
        raise ValeurInvalide(f"{citer(ecrit)} n'a pas de veille", "date.forme")
    nombre = _en_edtf(ecrit).count("-")
    return "-".join(veille.isoformat().split("-")[: nombre + 1])


def _bornes(debut: str, fin: str) -> tuple[str, str]:
    """The two ends of an interval, of which the first may lean on the second: ``entre le 1er et le 15 avril 2017``."""
    if not re.search(r"\d{4}", debut) and (suite := _SUITE.fullmatch(fin)):
        mois_et_annee, annee = suite[1], suite[1][-5:]
        return debut + (annee if re.search("[a-z]{3}", debut) else mois_et_annee), fin
    return debut, fin


def _sans_article(texte: str) -> str:
    return _ARTICLE.sub("", texte, count=1) if _ARTICLE.match(texte) else texte


def _en_edtf(texte: str) -> str:
    texte = _sans_article(texte)
    jour: str | None
    if trouve := _ISO.fullmatch(texte):
        annee, mois, jour = trouve.groups()
    elif trouve := _JOUR.fullmatch(texte):
        jour, mois, annee = trouve.groups()
    elif trouve := _PARTIE.fullmatch(texte):
        return _partie(trouve)
    elif trouve := _MOIS_ECRIT.fullmatch(texte):
        jour, nom, annee = trouve.groups()
        if nom in _SAISONS and jour is None:
            return f"{annee}-{_SAISONS[nom]}"
        mois = str(_MOIS.get(nom, 0))
    else:
        return texte
    return f"{annee}-{int(mois):02d}" + ("" if jour is None else f"-{int(jour):02d}")


def _partie(trouve: re.Match[str]) -> str:
    """A quarter or a half of a year: some day between its first month and its last."""
    lettre, rang = (trouve[1], int(trouve[2])) if trouve[1] else (trouve[4][0], int(trouve[3]))
    duree = 3 if lettre == "t" else 6
    return f"[{trouve[5]}-{duree * (rang - 1) + 1:02d}..{trouve[5]}-{duree * rang:02d}]"


def _plier(texte: str) -> str:
    lettres = unicodedata.normalize("NFD", texte.casefold().replace("’", "'"))
    sans_accent = "".join(lettre for lettre in lettres if not unicodedata.combining(lettre))
    return " ".join(re.sub(r"(?<=[a-z])\.", "", sans_accent).split())
