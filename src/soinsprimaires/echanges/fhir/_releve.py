"""What is taken from a resource, and what is left: nothing of it is lost in silence.

A reader takes out of the resource each element that it knows, and says what it leaves of it; what nobody took is told
as well, each piece at its place.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from soinsprimaires.anomalies import Chemin, Gravite, citer
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._formes import (
    FormeFhir,
    Formes,
    Notes,
    ObjetJson,
    comprendre_identifiant,
    en_texte,
    est_dit,
)
from soinsprimaires.echanges.fhir._journal import CLE_MAX, MEMOIRE_MAX, JournalFhir, Lu
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.temps import DatePartielle, PeriodePartielle

F = TypeVar("F")
G = TypeVar("G")

_DATE: Final = re.compile(r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?)(T.*)?", re.ASCII | re.DOTALL)
_FIN_ILLISIBLE: Final = "une fin est dite et ne peut être gardée : sans elle, ceci passerait pour durer encore"
_NUMEROS: Final = {"FINEG": "finess", "FINEJ": "finess", "FINESS": "finess", "SIREN": "siren", "RPPS": "rpps"}
"""Numbers by which a reference may name something, without its address."""


class Depouillement(Notes, Lu):
    """The reading of one resource, which is emptied; ``devant`` is where it stands when it is inside another one."""

    __slots__ = ("_journal", "devant", "personne", "place", "ressource")

    def __init__(
        self,
        journal: JournalFhir,
        place: int,
        ressource: ObjetJson,
        *,
        personne: bool = False,
        devant: Chemin = (),
    ) -> None:
        self._journal = journal
        self.devant = devant
        self.restes = []
        self.place = place
        self.ressource = ressource
        self.personne = personne

    # -- taking out ----------------------------------------------------------------------------------------------

    def texte(self, cle: str) -> str:
        """Take a text out; blank, and left there, when it is none or too long to be one."""
        texte = en_texte(self.ressource.get(cle))
        if texte:
            del self.ressource[cle]
        return texte

    def elements(self, cle: str) -> list[tuple[int, ObjetJson]]:
        """Take the objects of a list out, with their ranks; what is something else is left."""
        valeurs = self.ressource.get(cle)
        if type(valeurs) is not list:
            return []
        del self.ressource[cle]
        return self.objets(valeurs, (cle,))

    def comprendre(self, formes: Formes[F]) -> F | None:
        """Take a list out, by its form; ``None`` when there is none."""
        liste = self.ressource.get(formes.cle)
        if type(liste) is not list:
            return None
        del self.ressource[formes.cle]
        return self._noter(formes.de(liste))

    def valeurs(self, formes: Formes[tuple[F, ...]]) -> Iterator[tuple[str, F]]:
        """Take a list out whose elements have values: each value that is a text, with what the form of the rest says.

        An element of which the value is no text, or is blank, is left.
        """
        liste = self.ressource.get(formes.cle)
        if type(liste) is not list:
            return iter(())
        del self.ressource[formes.cle]
        valeurs = []
        for element in liste:
            if type(element) is dict:
                if en_texte(element.get("value")):
                    valeurs.append(element.pop("value"))
                else:
                    element.setdefault("value", None)
        lues: tuple[F, ...] = self._noter(formes.de(liste))
        return zip(valeurs, lues, strict=True)

    def _noter(self, forme: FormeFhir[G]) -> G:
        if forme.dits:
            for dit in forme.dits:
                self.signaler(*dit)
        self.restes += forme.restes
        return forme.valeur

    def nommer(self, *slugs: str | None) -> None:
        """Take the id out when it says no more than the identifiant that this library wrote."""
        for slug in slugs:
            if slug is not None and s.identifiant_fhir(slug) == self.ressource.get("id"):
                del self.ressource["id"]

    def actif(self) -> bool | None:
        """Take ``active`` out: whether the resource is still kept; ``None`` when that cannot be read, which is told."""
        actif = self.ressource.pop("active", True)
        if actif is True or actif is None:
            return True
        if actif is False:
            message = "active: false, l'enregistrement n'est plus tenu ; aucune date de fin n'en est déduite"
            self.signaler("active.faux", message, ("active",))
            return False
        message = "true ou false est attendu : on ne sait pas si l'enregistrement est encore tenu"
        self.signaler("element.forme", message, ("active",))
        return None

    def periode(self, periode: Any, chemin: Chemin) -> "PeriodeLue":
        """What a Period says; an end that is said and cannot be read is told as such, never taken for none."""
        if type(periode) is not dict:
            if not est_dit(periode):
                return _SANS_PERIODE
            self.signaler("periode.fin", _FIN_ILLISIBLE, chemin)
            return _FIN_PERDUE
        lue = _lire_periode(*(_court(periode.get(cle)) for cle in _BORNES))
        for code, message, borne, gravite in lue.fautes:
            self.signaler(code, message, (*chemin, *borne), gravite)
        if len(periode) == len(lue.prises):
            return lue
        dites = list(lue.prises)
        if "start" not in lue.prises and est_dit(periode.get("start")):
            self.signaler("date.forme", "un début qui ne se lit pas", (*chemin, "start"))
            dites.append("start")
        fins = [cle for cle in ("end", "_end") if "end" not in lue.prises and est_dit(periode.get(cle))]
        for cle in fins:
            self.signaler("periode.fin", _FIN_ILLISIBLE, (*chemin, cle))
        self.laisser_sauf(periode, (*dites, *fins), chemin)
        return lue._replace(fin_perdue=True) if fins else lue

    def lien(self, cle: str) -> str | None:
        """Take a Reference out."""
        reference = self.ressource.get(cle)
        if type(reference) is not dict:
            return None
        del self.ressource[cle]
        return self.reference(reference, (cle,))

    def reference(self, reference: ObjetJson, chemin: Chemin, porteur: str = "") -> str | None:
        """What a Reference names: a resource by its address, or a thing by its number; else it is left.

        What stands inside a resource (``#place``) has a name there: the same one in two of them is two things.
        """
        texte = en_texte(reference.get("reference"))
        if texte:
            if len(reference) > 1:
                self.laisser_sauf(reference, ("reference",), chemin)
            return f"{porteur}{texte}" if texte.startswith("#") else texte
        identifiant = reference.get("identifier")
        valeur = identifiant.get("value") if type(identifiant) is dict else None
        if type(identifiant) is not dict or type(valeur) is not str:
            self.laisser(chemin, reference)
            return None
        notes = Notes()
        forme = comprendre_identifiant(identifiant, (*chemin, "identifier"), notes)
        genre = _NUMEROS.get(forme.sorte_de(valeur))
        if forme.sorte == "IDNST" and valeur.startswith("1"):
            genre, valeur = "finess", valeur[1:]
        elif forme.sorte == "IDNPS" and valeur.startswith("8"):
            genre, valeur = "rpps", valeur[1:]
        if genre is None:
            self.signaler("reference.inconnue", "rien ne dit de quel numéro il s'agit", chemin)
            self.laisser(chemin, reference)
            return None
        self.restes += notes.restes
        self.laisser_sauf(reference, ("identifier",), chemin)
        return f"{genre}:{valeur}"

    def clore(self) -> None:
        """Tell all that is left."""
        restes = self.restes
        restes += [(cle,) for cle, valeur in self.ressource.items() if valeur or est_dit(valeur)]
        if self.devant:
            restes = [(*self.devant, *reste) for reste in restes]
        if restes:
            self._journal.dire_restes(self.place, restes, personne=self.personne)

    # -- telling -------------------------------------------------------------------------------------------------

    def signaler(self, code: str, message: str, chemin: Chemin = (), gravite: Gravite = Gravite.AVERTISSEMENT) -> None:
        """Say something of a place of the resource."""
        self._journal.dire(self, code, message, chemin, gravite)

    def dedans(self, objet: ObjetJson, chemin: Chemin) -> "Depouillement":
        """The reading of a resource inside this one."""
        return Depouillement(self._journal, self.place, objet, devant=(*self.devant, *chemin))


# -- dates --------------------------------------------------------------------------------------------------------

_BORNES: Final = ("start", "end")


class PeriodeLue(NamedTuple):
    """A Period.

    Attributes:
        periode: what it says; ``None`` when that is nothing.
        fautes: what is wrong with it.
        prises: which of its bounds were taken.
        fin_perdue: whether it says an end that cannot be kept: what it dates would pass for going on.
    """

    periode: PeriodePartielle | None = None
    fautes: tuple[tuple[str, str, Chemin, Gravite], ...] = ()
    prises: tuple[str, ...] = ()
    fin_perdue: bool = False


_SANS_PERIODE: Final = PeriodeLue()
_FIN_PERDUE: Final = PeriodeLue(fin_perdue=True)


def _court(valeur: Any) -> str | None:
    return valeur if type(valeur) is str and len(valeur) <= CLE_MAX else None


@lru_cache(maxsize=MEMOIRE_MAX)
def _lire_periode(debut: str | None, fin: str | None) -> PeriodeLue:
    """A year, a month or a day for each end; of an instant the day in Paris, and the hour is told."""
    dates: list[DatePartielle | None] = []
    fautes: list[tuple[str, str, Chemin, Gravite]] = []
    prises: list[str] = []
    for cle, texte in zip(_BORNES, (debut, fin), strict=True):
        trouve = None if texte is None else _DATE.fullmatch(texte)
        date = None
        if trouve is not None:
            prises.append(cle)
            try:
                date = DatePartielle.lire(jour_de(trouve[0]) if trouve[2] else trouve[1])
            except ValeurInvalide as erreur:
                fautes.append((erreur.code, erreur.message, (cle,), Gravite.AVERTISSEMENT))
            else:
                if trouve[2]:
                    fautes.append(("date.heure", _HEURE_PERDUE, (cle,), Gravite.INFORMATION))
        dates.append(date)
    periode = None
    try:
        periode = PeriodePartielle(debut=dates[0], fin=dates[1]) if any(dates) else None
    except ValeurInvalide as erreur:
        fautes.append((erreur.code, erreur.message, (), Gravite.AVERTISSEMENT))
    perdue = "end" in prises and (periode is None or periode.fin is None)
    if perdue:
        fautes.append(("periode.fin", _FIN_ILLISIBLE, ("end",), Gravite.AVERTISSEMENT))
    return PeriodeLue(periode, tuple(fautes), tuple(prises), perdue)


_HEURE_PERDUE: Final = "l'heure n'est pas gardée ; le jour est celui de Paris"


def jour_de(instant: str) -> str:
    """The day of an instant in Paris, where the registers that are read are kept; as it is written without an offset.

    >>> jour_de("2024-05-31T22:00:00Z"), jour_de("2024-05-31T22:00:00")
    ('2024-06-01', '2024-05-31')

    Raises:
        ValeurInvalide: it is no instant.
    """
    from dateutil.tz import gettz  # it bears its own zones where the system has none

    try:
        lu = datetime.fromisoformat(instant)
        if lu.tzinfo is not None:
            lu = lu.astimezone(gettz("Europe/Paris"))
    except (ValueError, OverflowError):
        raise ValeurInvalide(f"{citer(instant)} n'est pas un instant", "date.forme") from None
    return lu.date().isoformat()
