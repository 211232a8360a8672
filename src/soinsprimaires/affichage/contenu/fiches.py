"""What a registre holds, entity by entity and in order of date: every field that says something, in words.

Fields are read from the plan of their class, never named one by one: one that is added to the model is shown without a
line here. Their classing says what is not shown, and :data:`FORMES` how the fields of small values make a sentence.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, Final

import attrs

from soinsprimaires._classement import Classement
from soinsprimaires.affichage.contenu.formes import CHIFFRES, DANS_LA_LIGNE, FORMES, TITRES
from soinsprimaires.affichage.contenu.mots_des_champs import mot_du_champ, un_seul
from soinsprimaires.affichage.libelles import libeller
from soinsprimaires.affichage.noms import (
    commune_du_territoire,
    commune_en_mots,
    est_nomme,
    libelle_du_code,
    nommer,
    unite_en_mots,
)
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import CODE_COMMUNE
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele._base import Entite, Recherche
from soinsprimaires.modele._champs import Champ, champs
from soinsprimaires.modele.evenements import Evenement
from soinsprimaires.modele.genres import liste_de, mot_de
from soinsprimaires.modele.organisations import Contact, NatureContact
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.mots import dater, durer, estimer, grouper, jour_en_lettres
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.sources import NatureProvenance, Provenance
from soinsprimaires.temps import DatePartielle, Periode, PeriodePartielle

__all__ = ["TU", "Dit", "FaitDate", "Fiche", "Redaction", "SourceCitee", "est_tu", "ou_c_est_dit", "precisions"]

TU: Final = "renseigné, non montré"
_INTERNES: Final = frozenset({"identifiant", "origines", "provenance"})
"""What names an entity for programs, or is told apart."""
_PUBLICS: Final = frozenset({NatureContact.SITE_INTERNET, NatureContact.PRISE_RENDEZ_VOUS})


_COURT: Final = 40
_MI_TEMPS: Final = Decimal("0.5")


@attrs.frozen
class Dit:
    """A field that holds something.

    Attributes:
        mot: what it is called.
        textes: what it holds, one text for each element of a list.
    """

    mot: str
    textes: tuple[str, ...]

    @property
    def en_ligne(self) -> bool:
        """Whether its elements are short enough to stand on one line."""
        return len(self.textes) == 1 or max(map(len, self.textes)) <= _COURT


def est_tu(valeur: Any, champ: Champ) -> bool:
    """Whether a field is known and not shown: what reaches a person, but what a structure publishes of itself."""
    if champ.cible is Extensions:
        return True
    return champ.declare is Classement.RESERVE and not (isinstance(valeur, Contact) and valeur.nature in _PUBLICS)


def precisions(provenance: Provenance) -> str:
    """Who published a source, and when."""
    quand = "" if provenance.publie_le is None else f"publié {dater(provenance.publie_le)}"
    return ", ".join(mot for mot in (provenance.editeur, quand) if mot)


def ou_c_est_dit(provenance: Provenance) -> str:
    """The passage of a source, and that it is not written there when it is not."""
    passage = f" «\u00a0{provenance.passage}\u00a0»" if provenance.passage else ""
    nature = "" if provenance.nature is NatureProvenance.ECRITE else f" ({libeller(provenance.nature)})"
    return passage + nature


@attrs.frozen
class SourceCitee:
    """Where facts come from.

    Attributes:
        rang: its number in the list of the sources.
        provenance: the source, whatever the passage.
        nombre: how many entities stand on it, wholly or in part.
    """

    rang: int
    provenance: Provenance
    nombre: int

    @property
    def texte(self) -> str:
        """Who says it, where and when."""
        suite = precisions(self.provenance)
        return f"{self.provenance.titre} ({suite})" if suite else self.provenance.titre


@attrs.frozen(kw_only=True)
class Fiche:
    """An entity in words.

    Attributes:
        identifiant: its identifiant.
        genre: what it is, when its list does not say it.
        titre: its name.
        dits: its fields, those that hold something.
        source: where it comes from; empty when it does not say.
    """

    identifiant: str
    genre: str
    titre: str
    dits: tuple[Dit, ...]
    source: str


@attrs.frozen(kw_only=True)
class FaitDate:
    """Something dated.

    Attributes:
        quand: its date, in words.
        quoi: what, and of which entity.
        source: who says so.
    """

    quand: str
    quoi: str
    source: str


_provenances: Final = Recherche(lambda champ: champ.cible is Provenance)


def _source(provenance: Provenance) -> Provenance:
    """The source without what differs from one fact to the next."""
    return attrs.evolve(provenance, passage=None, nature=NatureProvenance.ECRITE)


@attrs.frozen(eq=False)
class Redaction:
    """A registre put in words, on a day.

    Attributes:
        registre: what is read.
        au: the day, which chooses the names of communes and of sites.
    """

    registre: Registre
    au: date

    @cached_property
    def sources(self) -> tuple[SourceCitee, ...]:
        """Where the facts come from, the source of most facts first."""
        comptes = Counter[Provenance]()
        for entite in self.registre:
            comptes.update({_source(provenance) for _, _, provenance in _provenances(entite)})
        rangees = sorted(comptes.items(), key=lambda paire: (-paire[1], paire[0].titre, str(paire[0].publie_le)))
        return tuple(SourceCitee(rang, source, nombre) for rang, (source, nombre) in enumerate(rangees, start=1))

    @cached_property
    def _rangs(self) -> dict[Provenance, int]:
        return {source.provenance: source.rang for source in self.sources}

    def citer(self, provenance: Provenance | None) -> str:
        """The number of a source, the passage, and whether it was written there: ``[1] « en 2020 »``."""
        if provenance is None:
            return ""
        return f"[{self._rangs[_source(provenance)]}]{ou_c_est_dit(provenance)}"

    # -- entities ------------------------------------------------------------------------------------------------

    def fiches(self, liste: str) -> tuple[Fiche, ...]:
        """The entities of a list, in order of date, the undated ones last."""
        return tuple(map(self.fiche, sorted(getattr(self.registre, liste), key=_rang)))

    def fiche(self, entite: Entite) -> Fiche:
        """An entity in words."""
        titre = self.titre(entite)
        # The journal of a project is told as its history.
        dits = self.dits(entite, sauf={"journal"})
        return Fiche(
            identifiant=entite.identifiant,
            genre=self._genre(entite) if liste_de(entite) == "structures" else "",
            titre=titre,
            dits=tuple(dit for dit in dits if dit.textes != (titre,)),
            source=self.citer(entite.provenance),
        )

    def titre(self, entite: Entite) -> str:
        """How an entity is named; by what it says, when it bears no name."""
        champs_du_titre = TITRES.get(type(entite), ())
        if not champs_du_titre or est_nomme(entite):
            return nommer(self.registre, entite.identifiant, self.au)
        dits = dict(self._nommes(entite, ()))
        mots = [texte for champ in champs_du_titre if champ in dits for texte in dits[champ].textes]
        return ", ".join(mots) or entite.identifiant

    def _genre(self, entite: Entite) -> str:
        liste = liste_de(entite)
        return libeller(mot_de(type(entite)) or liste) if liste == "structures" else un_seul(liste)

    def dits(self, valeur: Any, *, sauf: Iterable[str] = ()) -> Iterator[Dit]:
        """The fields of a value that hold something."""
        return (dit for _, dit in self._nommes(valeur, sauf))

    def _nommes(self, valeur: Any, sauf: Iterable[str]) -> Iterator[tuple[str, Dit]]:
        tus = {*_INTERNES, *sauf}
        for champ in champs(type(valeur)):
            contenu = getattr(valeur, champ.nom)
            if champ.nom not in tus and contenu is not None and contenu != ():
                elements = contenu if type(contenu) is tuple else (contenu,)
                textes = tuple(self._dire(valeur, champ, element) for element in elements)
                yield champ.nom, Dit(mot_du_champ(champ.nom), textes)

    def _dire(self, valeur: Any, champ: Champ, element: Any) -> str:
        """One element of a field."""
        if est_tu(valeur, champ):
            return TU
        if champ.references is not None:
            return nommer(self.registre, element, self.au)
        if isinstance(valeur, Territoire) and champ.nom == "communes":
            return commune_du_territoire(element, valeur, self.au)
        if champ.sorte is CODE_COMMUNE or champ.nom == "communes":
            return commune_en_mots(element, self.au)
        match champ.nom:
            case "departement" | "region" | "epci":
                return unite_en_mots(champ.nom, element, self.au)
            case "quotite":
                return "mi-temps" if element == _MI_TEMPS else f"{grouper(element * 100)}\u00a0% d'un temps plein"
            case "etat" | "etats_possibles":
                return libeller(element)
            case "nombre_jours":
                return f"{grouper(element)} jour{'s' if element > 1 else ''} par semaine"
            case "toutes_les":
                return "chaque semaine" if element == 1 else f"toutes les {element} semaines"
            case "annee":
                return str(element)
            case _:
                return self._mots(element)

    def _mots(self, element: Any) -> str:
        match element:
            case bool():
                return "oui" if element else "non"
            case Enum():
                return libeller(element)
            case DatePartielle():
                return dater(element)
            case PeriodePartielle() | Periode():
                return durer(element)
            case date():
                return f"le {jour_en_lettres(element)}"
            case time():
                return f"{element.hour}\u00a0h{f' {element.minute:02}' if element.minute else ''}"
            case Estimation():
                return estimer(element)
            case int() | Decimal():
                return grouper(element)
            case CodeNomenclature():
                return libelle_du_code(element)
            case Provenance():
                return self.citer(element)
            case Extensions():
                return TU
            case _ if attrs.has(type(element)):
                return self.phrase(element)
            case _:
                return str(element)

    def phrase(self, valeur: Any, *, sauf: Iterable[str] = ()) -> str:
        """A small value in one sentence: each of its fields, in the order and with the words of its class."""
        dits = dict(self._nommes(valeur, sauf))
        parties = []
        for forme in FORMES.get(type(valeur), ()):
            avant, champ, apres = _decouper(forme)
            if champ in dits:
                parties.append(f"{avant}{', '.join(dits.pop(champ).textes)}{apres}")
        parties += [f"{dit.mot} : {', '.join(dit.textes)}" for dit in dits.values()]
        provenance = getattr(valeur, "provenance", None)
        if provenance is not None and "provenance" not in sauf:
            parties.append(f"d'après {self.citer(provenance)}")
        return _enchainer(parties)

    def details(self, evenement: Evenement, *, sauf: Iterable[str] = ()) -> Iterator[Dit]:
        """What an event holds beside the line that tells it."""
        return self.dits(evenement, sauf={*DANS_LA_LIGNE, *sauf})

    # -- in order of date ----------------------------------------------------------------------------------------

    @cached_property
    def faits(self) -> tuple[FaitDate, ...]:
        """Everything dated that the registre holds, in order."""
        trouves = [
            (_jours(le), self._fait(entite, porteur, champ, le))
            for entite in self.registre
            for porteur, champ, le in _dates(entite)
        ]
        return tuple(fait for _, fait in sorted(trouves, key=lambda paire: (paire[0], paire[1].quoi)))

    def _fait(self, entite: Entite, porteur: Any, champ: str, le: Any) -> FaitDate:
        statut = getattr(entite, "statut", None)
        qui = f"{self._genre(entite)} «\u00a0{self.titre(entite)}\u00a0»"
        suite = [qui if statut is None else f"{qui} ({libeller(statut)})"]
        if porteur is not entite:
            suite.append(self.phrase(porteur, sauf={champ, "provenance", "enregistre_le"}))
        else:
            nombres = (getattr(entite, chiffre, None) for chiffre in CHIFFRES)
            suite += [self._mots(nombre) for nombre in nombres if nombre is not None]
            suite += [] if champ in {"le", "periode"} else [mot_du_champ(champ)]
        source = getattr(porteur, "provenance", None) or entite.provenance
        return FaitDate(quand=self._mots(le), quoi=" : ".join(suite), source=self.citer(source))


def _decouper(forme: str) -> tuple[str, str, str]:
    """What comes before a field, its name, what comes after."""
    avant, accolade, suite = forme.partition("{")
    champ, _, apres = suite.partition("}")
    return (avant, champ, apres) if accolade else ("", forme, "")


def _enchainer(parties: Iterable[str]) -> str:
    """Parts of a sentence, one after the other."""
    phrase = ""
    for partie in parties:
        entre = " " if phrase.endswith(" :") or partie.startswith("(") else ", "
        phrase = f"{phrase}{entre}{partie}" if phrase else partie
    return phrase.removesuffix(" :")


_DATES: Final = (DatePartielle, PeriodePartielle, Periode, date)
_HORS_DU_RECIT: Final = frozenset({"provenance", "origines", "enregistre_le", "extensions"})


def _dates(valeur: Any) -> Iterator[tuple[Any, str, Any]]:
    """Every date inside a value, with what it dates and its field."""
    for champ in champs(type(valeur)):
        contenu = getattr(valeur, champ.nom)
        if champ.nom in _HORS_DU_RECIT or contenu is None:
            continue
        for element in contenu if type(contenu) is tuple else (contenu,):
            if isinstance(element, _DATES):
                if _jours(element) is not None:
                    yield valeur, champ.nom, element
            elif attrs.has(type(element)):
                yield from _dates(element)


def _jours(le: Any) -> tuple[date, date] | None:
    """Where a date stands in order: its first possible day, its last one where nothing bounds it before."""
    if isinstance(le, PeriodePartielle | Periode):
        return _jours(le.debut or le.fin)
    if isinstance(le, DatePartielle):
        premier, dernier = le.au_plus_tot, le.au_plus_tard
        return premier or dernier or date.max, dernier or date.max
    return None if le is None else (le, le)


def _rang(entite: Entite) -> tuple[date, date, str]:
    premiers = [jours for _, _, le in _dates(entite) if (jours := _jours(le)) is not None]
    return (*min(premiers, default=(date.max, date.max)), entite.identifiant)
