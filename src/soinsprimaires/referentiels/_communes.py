"""The communes of France, their EPCI, départements and régions, by vintage.

A vintage is loaded whole when it is first asked for; its objects are built one by one, when they are asked for.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Final, TypeVar

import attrs

from soinsprimaires._sans_controle import constructeur_sans_controle
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import CodeInconnu, ValeurInvalide
from soinsprimaires.referentiels._fichiers import lire_fichier
from soinsprimaires.temps import exiger_jour

__all__ = [
    "MILLESIME",
    "MILLESIMES",
    "CodeRattache",
    "Commune",
    "CorrespondanceCommunes",
    "Departement",
    "Epci",
    "NatureCodeRattache",
    "NatureEpci",
    "Region",
    "arrondissements",
    "chercher_codes_rattaches",
    "chercher_communes",
    "commune",
    "communes",
    "communes_de",
    "communes_par_code_postal",
    "correspondances",
    "departement",
    "departements",
    "ecart_de_millesime",
    "epci",
    "millesime_au",
    "millesime_epci",
    "rattachement",
    "region",
    "regions",
]

T = TypeVar("T")

MILLESIMES: Final = (2021, 2022, 2023, 2024, 2025, 2026)
"""Vintages that are shipped, in order of time: each is the state of 1 January, taken for the whole year."""

MILLESIME: Final = MILLESIMES[-1]
"""Latest vintage, answered when no day is asked."""


class NatureEpci(Vocabulaire):
    """Kind of intercommunal body with its own taxation; ``METROPOLE_LYON`` stands in the official list beside them.

    An *établissement public territorial* is a part of the Métropole du Grand Paris, to which its communes belong.
    """

    COMMUNAUTE_COMMUNES = "communaute_communes"
    COMMUNAUTE_AGGLOMERATION = "communaute_agglomeration"
    COMMUNAUTE_URBAINE = "communaute_urbaine"
    METROPOLE = "metropole"
    METROPOLE_LYON = "metropole_lyon"
    ETABLISSEMENT_PUBLIC_TERRITORIAL = "etablissement_public_territorial"


class NatureCodeRattache(Vocabulaire):
    """What a code that is no current commune's stands for."""

    COMMUNE_DELEGUEE = "commune_deleguee"
    COMMUNE_ASSOCIEE = "commune_associee"
    ARRONDISSEMENT_MUNICIPAL = "arrondissement_municipal"
    ANCIEN_CODE = "ancien_code"


_NOMS_RATTACHEMENT: Final = {
    NatureCodeRattache.COMMUNE_DELEGUEE: "commune déléguée",
    NatureCodeRattache.COMMUNE_ASSOCIEE: "commune associée",
    NatureCodeRattache.ARRONDISSEMENT_MUNICIPAL: "arrondissement municipal",
    NatureCodeRattache.ANCIEN_CODE: "ancien code",
}


@attrs.frozen(kw_only=True)
class Commune:
    """A commune as it stood on 1 January of its vintage.

    Attributes:
        code: code of the Code officiel géographique (INSEE), never a postal code.
        nom: official name, with its article.
        departement: code of the département or of the overseas collectivity.
        region: code of the région; a collectivity outside every région repeats its own code.
        epci: SIREN of the EPCI à fiscalité propre, ``None`` when it belongs to none; :attr:`Epci.millesime` is the year
            of the list.
        population: municipal population (inhabitants) in force on that day, ``None`` when the source gives none.
        millesime_population: year that the population describes, three years before the one in which it is in force;
            another in Mayotte and for the communes that belong to no EPCI, ``None`` when the source does not say.
        codes_postaux: its postal codes, in the order of the source; a postal code is often shared.
        millesime: year of the Code officiel géographique.
    """

    code: str
    nom: str
    departement: str
    region: str
    epci: str | None
    population: int | None
    millesime_population: int | None
    codes_postaux: tuple[str, ...]
    millesime: int

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


@attrs.frozen(kw_only=True)
class Epci:
    """An EPCI à fiscalité propre, the Métropole de Lyon, or a territory of the Métropole du Grand Paris.

    Attributes:
        code: SIREN.
        nom: name of the official list (``CC de la Lomagne Gersoise``).
        nature: kind.
        communes: codes of its members.
        population: sum of the municipal populations of its members, ``None`` when one is unknown.
        millesime_population: the year they all describe, ``None`` when they differ or are not dated.
        millesime: year of the list that gives its perimeter: 2025 in the vintage 2026, whose package repeats that list.
    """

    code: str
    nom: str
    nature: NatureEpci
    communes: tuple[str, ...]
    population: int | None
    millesime_population: int | None
    millesime: int

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


@attrs.frozen(kw_only=True)
class Departement:
    """A département, or an overseas collectivity that the Code officiel géographique lists like one.

    Attributes:
        code: 01 to 95, 2A, 2B, 971 to 989.
        nom: name.
        region: code of the région; a collectivity outside every région repeats its own code.
        chef_lieu: code of the chief commune.
        millesime: year of the Code officiel géographique.
    """

    code: str
    nom: str
    region: str
    chef_lieu: str
    millesime: int

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


@attrs.frozen(kw_only=True)
class Region:
    """A région, or an overseas collectivity outside every région.

    Attributes:
        code: two digits (01 to 06 are the overseas régions), three for a collectivity.
        nom: name.
        chef_lieu: code of the chief commune.
        millesime: year of the Code officiel géographique.
    """

    code: str
    nom: str
    chef_lieu: str
    millesime: int

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


@attrs.frozen(kw_only=True)
class CodeRattache:
    """A code found in older or finer data, and the current commune to which it belongs.

    Attributes:
        code: the code, which is no current commune's.
        nom: name that the source gives, ``None`` for most former codes.
        nature: what it stands for.
        commune: code of the current commune.
    """

    code: str
    nom: str | None
    nature: NatureCodeRattache
    commune: str

    def __str__(self) -> str:
        designation = self.code if self.nom is None else f"{self.nom} ({self.code})"
        return f"{_NOMS_RATTACHEMENT[self.nature]} {designation}"


@attrs.frozen(kw_only=True)
class CorrespondanceCommunes:
    """Communes of one vintage that cover together the same ground as communes of another, under other codes.

    Two or more before and one after is a merger (*commune nouvelle*), the contrary a separation; one and one is the
    same commune, whose chief place, hence whose code, has changed.

    Attributes:
        avant: codes in the first vintage.
        apres: codes in the second; empty when nothing says what they became.
    """

    avant: tuple[str, ...]
    apres: tuple[str, ...]


ColonnesCompressees = dict[str, list[str]]

_CLES: Final = {
    "regions": ("nom", "chef_lieu"),
    "departements": ("nom", "chef_lieu", "region"),
    "epci": ("nom", "nature"),
    "communes": ("nom", "epci", "codes_postaux"),
    "rattachements": ("nom", "nature", "commune"),
}
_ENTIERES: Final = ("millesimes.epci", "departements.population", "departements.population_hors_epci")


def _decompresser(millesime: int) -> ColonnesCompressees:
    import zlib

    lignes = zlib.decompress(lire_fichier(f"communes-{millesime}.zlib")).decode("utf-8").split("\n")
    return {nom: valeurs.split("\t") for nom, _, valeurs in (ligne.partition("\t") for ligne in lignes)}


def _lire(millesime: int) -> ColonnesCompressees:
    """Every column of a vintage, in the order of the codes: the latest is written whole, the others differ from it."""
    if millesime == MILLESIME:
        return _lire_entier(_decompresser(millesime))
    return _appliquer(_decompresser(millesime), _annee(MILLESIME).colonnes)


def _lire_entier(colonnes: ColonnesCompressees) -> ColonnesCompressees:
    par_departement = zip(colonnes["departements.code"], colonnes["departements.communes"], strict=True)
    colonnes["communes.code"] = [
        departement + numero for departement, ns in par_departement for numero in ns.split(" ")
    ]
    siren = dict(zip(map(str, range(len(colonnes["epci.code"]))), colonnes["epci.code"], strict=True)) | {"": ""}
    colonnes["communes.epci"] = [siren[rang] for rang in colonnes["communes.epci"]]
    return colonnes


def _appliquer(ecarts: ColonnesCompressees, finales: ColonnesCompressees) -> ColonnesCompressees:
    colonnes = {nom: ecarts[nom] for nom in _ENTIERES}
    for table, noms in _CLES.items():
        codes, changes = finales[f"{table}.code"], ecarts.get(f"{table}.code", [])
        restants = dict.fromkeys(codes) | dict.fromkeys(changes)
        for code in ecarts.get(f"{table}.retires", ()):
            del restants[code]
        ordre = colonnes[f"{table}.code"] = sorted(restants)
        for nom in noms:
            valeurs = dict(zip(codes, finales[f"{table}.{nom}"], strict=True))
            valeurs.update(zip(changes, ecarts.get(f"{table}.{nom}", ()), strict=True))
            colonnes[f"{table}.{nom}"] = [valeurs[code] for code in ordre]
    populations = dict(zip(finales["communes.code"], finales["communes.population"], strict=True))
    colonnes["communes.population"] = [
        str(int(populations.get(code) or 0) + int(ecart)) if ecart else ""
        for code, ecart in zip(colonnes["communes.code"], ecarts["communes.population"], strict=True)
    ]
    return colonnes


_COMMUNE: Final = constructeur_sans_controle(Commune)
_Situation = tuple[str, str, int | None, int | None]
"""Département, région, year of the population in force, and of that of the communes that belong to no EPCI."""


class _Annee:
    """One vintage in memory: its columns, the place of each code, and the objects already built."""

    def __init__(self, millesime: int) -> None:
        self.millesime = millesime
        self.colonnes = _lire(millesime)
        self.millesime_epci = int(self.colonnes["millesimes.epci"][0])
        self.codes = self.colonnes["communes.code"]
        self.rangs = {code: rang for rang, code in enumerate(self.codes)}
        self.communes: dict[str, Commune] = {}
        colonnes = ("nom", "epci", "population", "codes_postaux")
        self._utiles = tuple(self.colonnes[f"communes.{nom}"] for nom in colonnes)

    @property
    def nom(self) -> str:
        return f"communes de France au 1er janvier {self.millesime}"

    def commune(self, code: str) -> Commune:
        connue = self.communes.get(code)
        if connue is None:
            connue = self.communes[code] = self._construire(code)
        return connue

    def _construire(self, code: str) -> Commune:
        rang = self.rangs.get(code)
        if rang is None:
            raise CodeInconnu(code, self._absence(code))
        noms, sirens, populations, codes_postaux = self._utiles
        siren, population, postaux = sirens[rang], populations[rang], codes_postaux[rang]
        departement, region, en_vigueur, hors_epci = self._situer(code)
        return _COMMUNE(
            code=code,
            nom=noms[rang],
            departement=departement,
            region=region,
            epci=siren or None,
            population=int(population) if population else None,
            millesime_population=(en_vigueur if siren else hors_epci) if population else None,
            codes_postaux=tuple(postaux.split(" ")) if postaux else (),
            millesime=self.millesime,
        )

    def _absence(self, code: str) -> str:
        lien = self.rattachements.get(code)
        if lien is None:
            return f"{self.nom}{self._conseiller(code)}"
        quand = "aujourd'hui" if self.millesime == MILLESIME else "alors"
        return f"{self.nom} ; {lien}, {quand} dans la commune {self.commune(lien.commune)}"

    def _conseiller(self, code: object) -> str:
        if not isinstance(code, str):
            return f" ; un code est un texte : {str(code)!r}"
        if code in self.codes_par_code_postal:
            return f" ; c'est un code postal : communes_par_code_postal({code!r}) donne ses communes"
        if not code or code[-1].isdecimal():
            return ""
        return f" ; chercher_communes({citer(code)}) cherche par le nom"

    def _situer(self, code: str) -> "_Situation":
        """Where a commune stands, and the years of the populations there."""
        return self._par_departement.get(code[:2]) or self._par_departement[code[:3]]

    @cached_property
    def _par_departement(self) -> "dict[str, _Situation]":
        lignes = self._lignes("departements", "code", "region", "population", "population_hors_epci")
        return {
            code: (code, region, int(en_vigueur) if en_vigueur else None, int(hors_epci) if hors_epci else None)
            for code, region, en_vigueur, hors_epci in lignes
        }

    @cached_property
    def regions(self) -> dict[str, Region]:
        lignes = self._lignes("regions", "code", "nom", "chef_lieu")
        return {c: Region(code=c, nom=n, chef_lieu=chef, millesime=self.millesime) for c, n, chef in lignes}

    @cached_property
    def departements(self) -> dict[str, Departement]:
        lignes = self._lignes("departements", "code", "nom", "region", "chef_lieu")
        return {
            c: Departement(code=c, nom=n, region=r, chef_lieu=chef, millesime=self.millesime)
            for c, n, r, chef in lignes
        }

    @cached_property
    def epci(self) -> dict[str, Epci]:
        lignes = self._lignes("epci", "code", "nom", "nature")
        territoires = ((code, nom, _EPT) for code, nom, _ in _lignes_des_ept() if code in self.codes_par_epci)
        natures = ((c, n, NatureEpci(nature)) for c, n, nature in lignes)
        return {c: self._epci(c, n, nature) for c, n, nature in (*natures, *territoires)}

    def _epci(self, code: str, nom: str, nature: NatureEpci) -> Epci:
        membres = self.codes_par_epci[code]
        populations = [self.colonnes["communes.population"][self.rangs[membre]] for membre in membres]
        vintages = {self._situer(membre)[2] for membre in membres}
        return Epci(
            code=code,
            nom=nom,
            nature=nature,
            communes=membres,
            population=sum(map(int, populations)) if all(populations) else None,
            millesime_population=vintages.pop() if len(vintages) == 1 else None,
            millesime=self.millesime_epci,
        )

    @cached_property
    def rattachements(self) -> dict[str, CodeRattache]:
        lignes = self._lignes("rattachements", "code", "nom", "nature", "commune")
        return {
            c: CodeRattache(code=c, nom=n or None, nature=NatureCodeRattache(nature), commune=actuelle)
            for c, n, nature, actuelle in lignes
        }

    @cached_property
    def codes_par_epci(self) -> dict[str, tuple[str, ...]]:
        paires = zip(self.colonnes["communes.epci"], self.codes, strict=True)
        return _grouper((siren, code) for siren, code in paires if siren) | self._codes_par_ept

    @property
    def _codes_par_ept(self) -> dict[str, tuple[str, ...]]:
        """The communes of the territories of the Grand Paris, those of the latest vintage before they merged too."""
        dernieres = _annee(MILLESIME).rattachements
        paires: list[tuple[str, str]] = []
        for code in self.codes_par_region.get(_ILE_DE_FRANCE, ()):
            lien = dernieres.get(code)
            territoire = _ept_par_commune().get(code if lien is None else lien.commune)
            if territoire is not None:
                paires.append((territoire, code))
        return _grouper(paires)

    @cached_property
    def codes_par_departement(self) -> dict[str, tuple[str, ...]]:
        return _grouper((self._situer(code)[0], code) for code in self.codes)

    @cached_property
    def codes_par_region(self) -> dict[str, tuple[str, ...]]:
        return _grouper(
            (self._par_departement[departement][1], code)
            for departement, codes in self.codes_par_departement.items()
            for code in codes
        )

    @cached_property
    def codes_par_code_postal(self) -> dict[str, tuple[str, ...]]:
        lignes = zip(self.colonnes["communes.codes_postaux"], self.codes, strict=True)
        return _grouper((postal, code) for postaux, code in lignes for postal in postaux.split())

    @cached_property
    def codes_par_nom(self) -> dict[str, tuple[str, ...]]:
        # One pass over the joined names is ten times quicker than one pass a name.
        noms = _plier("\n".join(self.colonnes["communes.nom"])).split("\n")
        return _grouper(zip(noms, self.codes, strict=True))

    @cached_property
    def rattachements_par_nom(self) -> dict[str, tuple[str, ...]]:
        return _grouper((_plier(lien.nom), lien.code) for lien in self.rattachements.values() if lien.nom)

    def _lignes(self, table: str, *noms: str) -> "zip[tuple[str, ...]]":
        return zip(*(self.colonnes.get(f"{table}.{nom}", []) for nom in noms), strict=True)


_EPT: Final = NatureEpci.ETABLISSEMENT_PUBLIC_TERRITORIAL
_ILE_DE_FRANCE: Final = "11"


@cache
def _lignes_des_ept() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    texte = lire_fichier("ept.csv").decode("utf-8")
    return tuple(
        (code, nom, tuple(communes.split(" "))) for code, nom, communes in (un.split(";") for un in texte.splitlines())
    )


@cache
def _ept_par_commune() -> dict[str, str]:
    return {commune: code for code, _, communes in _lignes_des_ept() for commune in communes}


def _grouper(paires: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groupes: dict[str, list[str]] = {}
    for cle, code in paires:
        groupes.setdefault(cle, []).append(code)
    return {cle: tuple(codes) for cle, codes in groupes.items()}


def _plier(nom: str) -> str:
    """Take away what two spellings of one name may differ by: case, accents, ligatures, hyphens, apostrophes."""
    from unicodedata import combining, normalize

    lettres = normalize("NFD", nom.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join([lettre for lettre in lettres if not combining(lettre)]).translate(_SEPARATEURS)


_SEPARATEURS: Final = str.maketrans(dict.fromkeys("-'’‐‑", " "))


def _trouver(connus: dict[str, T], code: str, nom: str, donnees: _Annee) -> T:
    try:
        return connus[code]
    except KeyError:
        du_nom = [connu for connu in connus if _plier(getattr(connus[connu], "nom", "")) == _plier(str(code))]
        suite = f" ; {citer(code)} a le code {du_nom[0]!r}" if du_nom else ""
        raise CodeInconnu(code, f"{nom} au 1er janvier {donnees.millesime}{suite}") from None


@cache
def _annee(millesime: int) -> _Annee:
    return _Annee(millesime)


def _donnees(au: date | None) -> _Annee:
    return _annee(MILLESIME if au is None else millesime_au(au))


def millesime_au(au: date) -> int:
    """The shipped vintage that is nearest to a day."""
    annee = exiger_jour(au, "au").year
    if annee in MILLESIMES:
        return annee
    # The vintages follow one another without a gap.
    return MILLESIMES[0] if annee < MILLESIMES[0] else MILLESIME


def millesime_epci(millesime: int) -> int:
    """Year of the list of EPCI of a vintage, older where the source repeats the list of the year before."""
    return _annee(millesime).millesime_epci


def ecart_de_millesime(au: date) -> str | None:
    """What to tell the reader of an answer about a day that no shipped vintage covers, ``None`` when one does.

    >>> ecart_de_millesime(date(2017, 11, 22))
    'communes au 1er janvier 2021, millésime embarqué le plus proche du 2017-11-22'
    """
    millesime = millesime_au(au)
    if millesime == au.year:
        return None
    return f"communes au 1er janvier {millesime}, millésime embarqué le plus proche du {au}"


def commune(code: str, au: date | None = None) -> Commune:
    """The commune of a code, in the vintage nearest to a day (:func:`ecart_de_millesime` says when it is another).

    Args:
        code: code INSEE.
        au: day asked; without it, the latest vintage.

    Raises:
        CodeInconnu: no current commune has it. For a commune déléguée or associée, a municipal arrondissement or a
            former code, the message names the commune to which it belongs; :func:`rattachement` gives it to programs.
    """
    return _donnees(au).commune(code)


def est_commune(code: str) -> bool:
    """Whether a commune of the latest vintage has this code; unlike :func:`commune`, nothing is built to tell it."""
    return code in _annee(MILLESIME).rangs


def rattachement(code: str, au: date | None = None) -> CodeRattache | None:
    """What a code that is no current commune's stands for, ``None`` when it is one or is not known at all."""
    return _donnees(au).rattachements.get(code)


def arrondissements(commune: str, au: date | None = None) -> tuple[CodeRattache, ...]:
    """Municipal arrondissements of Paris, Lyon or Marseille, in the order of their codes; none of another commune."""
    rattaches = _donnees(au).rattachements.values()
    nature = NatureCodeRattache.ARRONDISSEMENT_MUNICIPAL
    return tuple(lien for lien in rattaches if lien.commune == commune and lien.nature is nature)


def correspondances(de: date, a: date) -> tuple[CorrespondanceCommunes, ...]:
    """What became, between two vintages, of the communes whose codes are not the same in both.

    The other communes have kept their code. The vintages are those nearest to the days; the second may be the earlier.

    >>> [lien.apres for lien in correspondances(date(2024, 1, 1), date(2025, 1, 1)) if "93059" in lien.avant]
    [('93066',)]
    """
    return _correspondances(millesime_au(de), millesime_au(a))


@lru_cache(maxsize=len(MILLESIMES) ** 2)
def _correspondances(de: int, a: int) -> tuple[CorrespondanceCommunes, ...]:
    premiere, seconde = _annee(de), _annee(a)
    liens: set[tuple[str, str | None]] = {
        (code, lien.commune if (lien := seconde.rattachements.get(code)) else None)
        for code in premiere.rangs.keys() - seconde.rangs.keys()
    }
    for code in seconde.rangs.keys() - premiere.rangs.keys():
        if origine := premiere.rattachements.get(code):
            liens.add((origine.commune, code))
    cites = {code for lien in liens for code in lien if code is not None}
    liens |= {(code, code) for code in cites & premiere.rangs.keys() & seconde.rangs.keys()}
    return tuple(_reunir(liens))


def _reunir(liens: set[tuple[str, str | None]]) -> list[CorrespondanceCommunes]:
    """Put together the links that share a commune, before or after."""
    groupes: list[tuple[set[str], set[str]]] = []
    for avant, apres in sorted(liens, key=str):
        touches = [g for g in groupes if avant in g[0] or apres in g[1]]
        reuni: tuple[set[str], set[str]] = {avant}, {apres} if apres is not None else set()
        for groupe in touches:
            reuni[0].update(groupe[0])
            reuni[1].update(groupe[1])
            groupes.remove(groupe)
        groupes.append(reuni)
    liste = [CorrespondanceCommunes(avant=tuple(sorted(g[0])), apres=tuple(sorted(g[1]))) for g in groupes]
    return sorted(liste, key=lambda lien: lien.avant)


def communes(au: date | None = None) -> tuple[Commune, ...]:
    """Every commune, in the order of the codes."""
    donnees = _donnees(au)
    return tuple(map(donnees.commune, donnees.codes))


def communes_de(
    *, epci: str | None = None, departement: str | None = None, region: str | None = None, au: date | None = None
) -> tuple[Commune, ...]:
    """Communes of one EPCI, one département or one région, in the order of their codes.

    Raises:
        ValeurInvalide: none or several of the three are given.
        CodeInconnu: the EPCI, the département or the région does not exist in the vintage.
    """
    donnees = _donnees(au)
    criteres = [
        (code, groupes, nom)
        for code, groupes, nom in (
            (epci, "codes_par_epci", "EPCI"),
            (departement, "codes_par_departement", "départements"),
            (region, "codes_par_region", "régions"),
        )
        if code is not None
    ]
    if len(criteres) != 1:
        raise ValeurInvalide("donner un EPCI, un département ou une région, et un seul", "commune.critere")
    [(code, groupes, nom)] = criteres
    return tuple(map(donnees.commune, _trouver(getattr(donnees, groupes), code, nom, donnees)))


def communes_par_code_postal(code_postal: str, au: date | None = None) -> tuple[Commune, ...]:
    """Communes served by a postal code, in the order of their codes; none for a CEDEX or an unused code."""
    donnees = _donnees(au)
    return tuple(map(donnees.commune, donnees.codes_par_code_postal.get(code_postal, ())))


def chercher_communes(nom: str, au: date | None = None) -> tuple[Commune, ...]:
    """Communes of a name, all the homonyms, in the order of their codes.

    The whole name is compared, its article included; case, accents, ligatures, hyphens and apostrophes do not count,
    nor the usual ways of writing it: ``ST CLAR``, ``ROMIEU (LA)``, ``CHALON S/SAONE``, ``AUCH CEDEX 9``. Of a name that
    only communes déléguées or associées bear, the communes to which they belong.
    """
    connues = communes_du_nom(nom, au)
    return connues or tuple(commune(lien.commune, au) for lien in chercher_codes_rattaches(nom, au))


def communes_du_nom(nom: str, au: date | None = None) -> tuple[Commune, ...]:
    """Communes that bear a name themselves."""
    donnees = _donnees(au)
    trouves = (donnees.codes_par_nom.get(variante, ()) for variante in variantes(nom))
    return tuple(map(donnees.commune, next(filter(None, trouves), ())))


def chercher_codes_rattaches(nom: str, au: date | None = None) -> tuple[CodeRattache, ...]:
    """Communes déléguées and associées and municipal arrondissements of a name, compared in the same way."""
    donnees = _donnees(au)
    trouves = (donnees.rattachements_par_nom.get(variante, ()) for variante in variantes(nom))
    return tuple(donnees.rattachements[code] for code in next(filter(None, trouves), ()))


def variantes(nom: str) -> tuple[str, ...]:
    """What an official name may be, once folded, when this is how people write it."""
    ecrit = " ".join(_CEDEX.sub("", _SUR.sub("sur ", _SOUS.sub("sous", _plier(nom)))).split())
    entier = " ".join(_ABREGES.get(mot, mot) for mot in ecrit.split())
    a_la_fin = _ARTICLE.fullmatch(entier)
    return tuple(dict.fromkeys((ecrit, entier, *((f"{a_la_fin[2]} {a_la_fin[1]}",) if a_la_fin else ()))))


_ABREGES: Final = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ARTICLE: Final = re.compile(r"(.+?) ?\((l|la|le|les) ?\)")
_SOUS: Final = re.compile(r"\bs/s\b")
_SUR: Final = re.compile(r"\bs/ ?")
_CEDEX: Final = re.compile(r"\bcedex\b.*")


def noms_proches(nom: str, au: date | None = None) -> tuple[Commune, ...]:
    """The communes, three at most, whose names are nearest to one that no commune bears, the nearest first."""
    from difflib import get_close_matches

    donnees, cherche = _donnees(au), variantes(nom)[-1]
    voisins = [un for un in donnees.codes_par_nom if un[:1] == cherche[:1] and abs(len(un) - len(cherche)) <= _ECART]
    trouves = get_close_matches(cherche, voisins, n=_PROCHES, cutoff=_RESSEMBLANCE)
    return tuple(donnees.commune(code) for un in trouves for code in donnees.codes_par_nom[un])[:_PROCHES]


_PROCHES: Final = 3
_ECART: Final = 2
_RESSEMBLANCE: Final = 0.75


def epci(code: str, au: date | None = None) -> Epci:
    """The EPCI of a SIREN.

    Raises:
        CodeInconnu: none has it in the vintage.
    """
    donnees = _donnees(au)
    return _trouver(donnees.epci, code, "EPCI", donnees)


def departement(code: str, au: date | None = None) -> Departement:
    """The département of a code.

    Raises:
        CodeInconnu: none has it.
    """
    donnees = _donnees(au)
    return _trouver(donnees.departements, code, "départements", donnees)


def region(code: str, au: date | None = None) -> Region:
    """The région of a code.

    Raises:
        CodeInconnu: none has it.
    """
    donnees = _donnees(au)
    return _trouver(donnees.regions, code, "régions", donnees)


def departements(au: date | None = None) -> tuple[Departement, ...]:
    """Every département and overseas collectivity, in the order of the codes."""
    return tuple(_donnees(au).departements.values())


def regions(au: date | None = None) -> tuple[Region, ...]:
    """Every région and overseas collectivity, in the order of the codes."""
    return tuple(_donnees(au).regions.values())
