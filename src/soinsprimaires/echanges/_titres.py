"""The titles of a table: how they are compared, where the wanted columns stand, and which file has them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final, TypeVar

import attrs

from soinsprimaires.mots import citer_les_premiers

T = TypeVar("T")

_MOTS: Final = re.compile(r"[a-z0-9]+")
_ARTICLES: Final = frozenset({"d", "de", "des", "du", "l", "la", "le", "les"})
_COORD: Final = "coord"
_CITEES: Final = 8
"""Columns that a message names."""
_ANNEE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ANNEE_COURTE: Final = re.compile(r"p(?:mun|cap|tot)?(\d\d)(?= pop(?:\d{4}|\d\dp)?\b|$)")
"""Of the INSEE: ``PMUN17``, ``P21_POP``, ``P21_POP0014``."""


@lru_cache(maxsize=4096)
def normaliser(titre: str) -> str:
    """What two spellings of a title have in common: accents, case, punctuation, articles and « coord. » aside.

    The last word is no article: « CPTS D » is not « CPTS L ».

    >>> normaliser("Libellé civilité d'exercice") == normaliser("Libellé civilité exercice")
    True
    >>> normaliser("Code Département (coord. structure)")
    'code departement structure'
    """
    lettres = unicodedata.normalize("NFD", titre.casefold().replace("œ", "oe"))
    sans_accent = "".join(lettre for lettre in lettres if not unicodedata.combining(lettre))
    *mots, dernier = [mot for mot in _MOTS.findall(sans_accent) if mot != _COORD] or [""]
    return " ".join([*(mot for mot in mots if mot not in _ARTICLES), dernier])


def separer(mots: str) -> tuple[str, ...]:
    """The words, or the titles, of a row of a table: ``Nom / Nom du projet``."""
    return tuple(mots.split(" / "))


def en_slug(texte: str) -> str:
    """A name as a part of an identifiant: ``CPTS de la Lomagne`` is ``cpts-lomagne``."""
    return normaliser(texte).replace(" ", "-")[:60].strip("-")


@attrs.frozen(kw_only=True)
class Forme:
    """What a reader looks for in a table.

    Attributes:
        colonnes: for each wanted name, the titles that it may have, in order of preference; one that holds a ``*`` is a
            pattern of normalised titles.
        requises: the names without which nothing can be read.
        necessaires: of these, those without which a row says nothing; by default all.
        annuelles: the names of which a table may have one column a year (``PMUN2023``, ``Zonage 2025``).
        sauf: patterns of normalised titles that are none of the wanted ones.
        stricte: whether a program writes the file: a row that is cut is then refused, and a cell is what it is.
        champs: the titles of a file that has none, in order; its first line begins with ``premiere``.
        premiere: the first cells of that line.
        sections: first cells of the rows of another make, which are given as they are.
        etrangers: titles of which one is enough for the table to be another file, and what it then is.
    """

    colonnes: Mapping[str, Sequence[str]]
    requises: Sequence[str]
    necessaires: Sequence[str] = ()
    annuelles: frozenset[str] = frozenset()
    sauf: Sequence[str] = ()
    stricte: bool = False
    champs: Sequence[str] = ()
    premiere: Sequence[str] = ()
    sections: frozenset[str] = frozenset()
    etrangers: Mapping[str, str] = MappingProxyType({})

    def etranger(self, entete: Sequence[str]) -> str | None:
        """What other file these titles are those of."""
        return next((self.etrangers[plie] for plie in map(normaliser, entete) if plie in self.etrangers), None)

    def decrire(self, noms: Sequence[str]) -> str:
        """These columns, by their usual titles, the first only when they are many."""
        usuels = (next((titre for titre in self.colonnes[nom] if "*" not in titre), nom) for nom in noms)
        return citer_les_premiers([f"« {usuel} »" for usuel in usuels], _CITEES)


@attrs.frozen
class Colonnes:
    """Where the wanted columns stand.

    Attributes:
        rangs: for each wanted name, its rank among the cells; an absent optional column has none.
        titres: the title of each, as the file writes it.
        nombre: cells of a full line.
        annees: the years that stand side by side, in order; none where the titles have no year.
        annee: that of the columns that were taken.
    """

    rangs: Mapping[str, int]
    titres: Mapping[str, str]
    nombre: int
    annees: tuple[int, ...] = ()
    annee: int | None = None

    @classmethod
    def trouver(cls, entete: Sequence[str], forme: Forme, annee: int | None = None) -> "Colonnes":
        """Look for each wanted column; of several years, take the one asked, else the latest."""
        if forme.champs and [titre.strip() for titre in entete[: len(forme.premiere)]] == [*forme.premiere]:
            entete = forme.champs
        presentes: dict[str, int] = {}
        dates: dict[str, dict[int, int]] = {}
        for rang, titre in enumerate(entete):
            normalise = normaliser(titre)
            if any(fnmatchcase(normalise, motif) for motif in forme.sauf):
                continue
            presentes.setdefault(normalise, rang)
            if forme.annuelles and (trouvee := _ANNEE.search(normalise) or _ANNEE_COURTE.match(normalise)):
                chiffres = trouvee[1] if len(trouvee[1]) > 2 else f"20{trouvee[1]}"  # noqa: PLR2004 - digits of a year
                base = " ".join(f"{normalise[: trouvee.start(1)]} {normalise[trouvee.end(1) :]}".split())
                dates.setdefault(base, {}).setdefault(int(chiffres), rang)
        rangs: dict[str, int] = {}
        annees: set[int] = set()
        retenue: int | None = None
        for nom, titres in forme.colonnes.items():
            trouve = _premiere(presentes, [titre for titre in titres if "*" not in titre])
            if trouve is None and nom in forme.annuelles and (par_annee := _premiere(dates, titres)):
                annees |= par_annee.keys()
                retenue = max(par_annee) if annee is None else annee
                trouve = par_annee.get(retenue)
            elif trouve is None:
                trouve = _premiere(presentes, [titre for titre in titres if "*" in titre])
            if trouve is not None:
                rangs[nom] = trouve
        titres_lus = {nom: " ".join(entete[rang].split()) for nom, rang in rangs.items()}
        nombre = max((rang for rang, titre in enumerate(entete) if titre.strip()), default=-1) + 1
        return cls(rangs, titres_lus, nombre, tuple(sorted(annees)), retenue)

    def manquantes(self, requises: Iterable[str]) -> list[str]:
        """Those of these names that the file lacks."""
        return [nom for nom in requises if nom not in self.rangs]


def _premiere(presentes: Mapping[str, T], titres: Sequence[str]) -> T | None:
    for titre in titres:
        if "*" in titre:
            trouve = next((un for normalise, un in presentes.items() if fnmatchcase(normalise, titre)), None)
        else:
            trouve = presentes.get(normaliser(titre))
        if trouve is not None:
            return trouve
    return None


# -- known files --------------------------------------------------------------------------------------------------

_ACTIVITES: Final = "prendre celui des activités, ps-libreacces-personne-activite"
_CONNUS: Final = (
    (
        "Identifiant PP / Code profession / Code mode exercice / Numéro FINESS site",
        "c'est le fichier des activités de l'Annuaire santé, que lit annuaire.lire_activites (importer annuaire)",
    ),
    (
        "Identifiant PP / Code savoir-faire / !Numéro FINESS site",
        f"c'est celui des savoir-faire de l'Annuaire santé : {_ACTIVITES}",
    ),
    (
        "Identifiant PP / Code diplôme obtenu / !Numéro FINESS site",
        f"c'est celui des diplômes de l'Annuaire santé : {_ACTIVITES}",
    ),
    ("nofinesset / categetab", "c'est celui des établissements de FINESS, que lit finess.lire_csv"),
    ("structureej", "c'est celui des entités juridiques de FINESS : prendre etalab-cs1100502"),
    ("nofiness / statutjuridique", "c'est celui des entités juridiques de FINESS : prendre etalab-cs1100502"),
    ("structureet", "c'est celui des établissements de FINESS, que lit finess.lire_csv (importer finess)"),
    ("TYPECOM / COM / NCCENR", "c'est le Code officiel géographique, qui est livré avec la bibliothèque"),
    ("CODGEO / EPCI / LIBEPCI", "c'est la composition des EPCI, qui est livrée avec la bibliothèque"),
    ("Code commune INSEE / APL aux médecins généralistes", "c'est l'APL de la DREES, que lit apl.lire"),
    ("GEO / AGE / RP_MEASURE", "c'est la population par âge de l'INSEE (DS_RP_POPULATION_PRINC), que lit ages.lire"),
    ("CODGEO / SEXE / AGED100 / NB", "c'est la population par âge de l'INSEE (TD_POP1B), que lit ages.lire"),
    ("code_qp / lib_qp", "c'est la liste des quartiers prioritaires de la ville, que lit qpv.lire"),
    ("COM / PMUN / PTOT", "ce sont les populations de l'INSEE, que lit populations.lire (importer populations)"),
)
"""The files that are often given for one another: titles that they have, or lack (``!``), and what they are."""


@cache
def _signatures() -> tuple[tuple[frozenset[str], frozenset[str], str], ...]:
    def plier(titres: str, *, absents: bool) -> frozenset[str]:
        return frozenset(normaliser(titre) for titre in separer(titres) if titre.startswith("!") is absents)

    return tuple((plier(titres, absents=False), plier(titres, absents=True), nom) for titres, nom in _CONNUS)


def reconnaitre(titres: Iterable[str]) -> str | None:
    """What file these titles are those of, and which to take; ``None`` when they are of none."""
    lus = set(map(normaliser, titres))
    return next((nom for presents, absents, nom in _signatures() if presents <= lus and not absents & lus), None)
