"""One vintage of the communes in memory, read whole from its columns when it is first asked for."""

from collections.abc import Iterable
from functools import cache, cached_property
from typing import Final

from soinsprimaires._sans_controle import constructeur_sans_controle
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.referentiels._divisions import (
    CodeRattache,
    Commune,
    Departement,
    Epci,
    NatureCodeRattache,
    NatureEpci,
    Region,
)
from soinsprimaires.referentiels._fichiers import ColonnesCompressees, decompresser, lire_fichier

__all__ = ["MILLESIME", "MILLESIMES", "Annee", "annee", "plier"]

MILLESIMES: Final = (2021, 2022, 2023, 2024, 2025, 2026)
"""Vintages that are shipped, in order of time: each is the state of 1 January, taken for the whole year."""

MILLESIME: Final = MILLESIMES[-1]
"""Latest vintage, answered when no day is asked."""


_CLES: Final = {
    "regions": ("nom", "chef_lieu"),
    "departements": ("nom", "chef_lieu", "region"),
    "epci": ("nom", "nature"),
    "communes": ("nom", "epci", "codes_postaux"),
    "rattachements": ("nom", "nature", "commune"),
}
_ENTIERES: Final = ("millesimes.epci", "departements.population", "departements.population_hors_epci")


def _decompresser(millesime: int) -> ColonnesCompressees:
    return decompresser(lire_fichier(f"communes-{millesime}.zlib"))


def _lire(millesime: int) -> ColonnesCompressees:
    """Every column of a vintage, in the order of the codes: the latest is written whole, the others differ from it."""
    if millesime == MILLESIME:
        return _lire_entier(_decompresser(millesime))
    return _appliquer(_decompresser(millesime), annee(MILLESIME).colonnes)


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


class Annee:
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
        dernieres = annee(MILLESIME).rattachements
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
        noms = plier("\n".join(self.colonnes["communes.nom"])).split("\n")
        return _grouper(zip(noms, self.codes, strict=True))

    @cached_property
    def rattachements_par_nom(self) -> dict[str, tuple[str, ...]]:
        return _grouper((plier(lien.nom), lien.code) for lien in self.rattachements.values() if lien.nom)

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


def plier(nom: str) -> str:
    """Take away what two spellings of one name may differ by: case, accents, ligatures, hyphens, apostrophes."""
    from unicodedata import combining, normalize

    lettres = normalize("NFD", nom.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join([lettre for lettre in lettres if not combining(lettre)]).translate(_SEPARATEURS)


_SEPARATEURS: Final = str.maketrans(dict.fromkeys("-'’‐‑", " "))


@cache
def annee(millesime: int) -> Annee:
    return Annee(millesime)
