"""The communes of France, their EPCI, départements and régions, by vintage.

A vintage is loaded whole when it is first asked for; its objects are built one by one, when they are asked for.
"""

import re
from collections.abc import Set as AbstractSet
from datetime import date
from functools import lru_cache
from typing import Final, TypeVar

from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import CodeInconnu, ValeurInvalide
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.referentiels._divisions import (
    CodeRattache,
    Commune,
    CorrespondanceCommunes,
    Departement,
    Epci,
    NatureCodeRattache,
    Region,
)
from soinsprimaires.referentiels._millesimes import MILLESIME, MILLESIMES, Annee, annee, plier
from soinsprimaires.temps import exiger_jour

__all__ = [
    "arrondissements",
    "chercher_codes_rattaches",
    "chercher_communes",
    "chercher_epci",
    "commune",
    "communes",
    "communes_de",
    "communes_par_code_postal",
    "correspondances",
    "departement",
    "departements",
    "ecart_de_millesime",
    "epci",
    "liste_epci",
    "millesime_au",
    "millesime_epci",
    "rattachement",
    "region",
    "regions",
]

T = TypeVar("T")


def _trouver(connus: dict[str, T], code: str, nom: str, donnees: Annee) -> T:
    try:
        return connus[code]
    except KeyError:
        du_nom = [connu for connu in connus if plier(getattr(connus[connu], "nom", "")) == plier(str(code))]
        suite = f" ; {citer(code)} a le code {du_nom[0]!r}" if du_nom else ""
        raise CodeInconnu(code, f"{nom} au 1er janvier {donnees.millesime}{suite}") from None


def _donnees(au: date | None) -> Annee:
    return annee(MILLESIME if au is None else millesime_au(au))


def millesime_au(au: date) -> int:
    """The shipped vintage that is nearest to a day."""
    annee = exiger_jour(au, "au").year
    if annee in MILLESIMES:
        return annee
    # The vintages follow one another without a gap.
    return MILLESIMES[0] if annee < MILLESIMES[0] else MILLESIME


def millesime_epci(millesime: int) -> int:
    """Year of the list of EPCI of a vintage, older where the source repeats the list of the year before."""
    return annee(millesime).millesime_epci


def ecart_de_millesime(au: date) -> str | None:
    """What to tell the reader of an answer about a day that no shipped vintage covers, ``None`` when one does.

    >>> ecart_de_millesime(date(2017, 11, 22))
    'communes au 1er janvier 2021, millésime embarqué le plus proche du 22 novembre 2017'
    """
    millesime = millesime_au(au)
    if millesime == au.year:
        return None
    return f"communes au 1er janvier {millesime}, millésime embarqué le plus proche du {jour_en_lettres(au)}"


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


def codes_des_communes(au: date | None = None) -> AbstractSet[str]:
    """The codes of every commune of a vintage; unlike :func:`commune`, nothing is built to tell them."""
    return _donnees(au).rangs.keys()


def est_commune(code: str) -> bool:
    """Whether a commune of the latest vintage has this code."""
    return code in codes_des_communes()


def rattachement(code: str, au: date | None = None) -> CodeRattache | None:
    """What a code that is no current commune's stands for, ``None`` when it is one or is not known at all."""
    return _donnees(au).rattachements.get(code)


def est_plutot_un_code_postal(code: str) -> bool:
    """Whether a code that a commune had formerly is today the postal code of others: 75016 was Cachan."""
    lien = rattachement(code)
    if lien is None or lien.nature is not NatureCodeRattache.ANCIEN_CODE:
        return False
    return lien.commune not in {une.code for une in communes_par_code_postal(code)} != set()


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


def correspondance(code: str, de: date, a: date) -> CorrespondanceCommunes | None:
    """What became, between two vintages, of the commune of one code; ``None`` when it has kept it."""
    return _correspondances_par_code(millesime_au(de), millesime_au(a)).get(code)


@lru_cache(maxsize=len(MILLESIMES) ** 2)
def _correspondances_par_code(de: int, a: int) -> dict[str, CorrespondanceCommunes]:
    return {code: lien for lien in _correspondances(de, a) for code in lien.avant}


@lru_cache(maxsize=len(MILLESIMES) ** 2)
def _correspondances(de: int, a: int) -> tuple[CorrespondanceCommunes, ...]:
    premiere, seconde = annee(de), annee(a)
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
    ecrit = " ".join(_CEDEX.sub("", _SUR.sub("sur ", _SOUS.sub("sous", plier(nom)))).split())
    entier = " ".join(_ABREGES.get(mot, mot) for mot in ecrit.split())
    a_la_fin = _ARTICLE.fullmatch(entier)
    return tuple(dict.fromkeys((ecrit, entier, *((f"{a_la_fin[2]} {a_la_fin[1]}",) if a_la_fin else ()))))


_ABREGES: Final = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ARTICLE: Final = re.compile(r"(.+?) ?\((l|la|le|les) ?\)")
_SOUS: Final = re.compile(r"\bs/s\b")
_SUR: Final = re.compile(r"\bs/ ?")
_CEDEX: Final = re.compile(r"\bcedex\b.*")


def noms_proches(nom: str, au: date | None = None, departement: str | None = None) -> tuple[Commune, ...]:
    """The communes, three at most, whose names are nearest to one that no commune bears, the nearest first.

    Those of a département come alone where it has some, even those of which the name is but a part.
    """
    from difflib import get_close_matches

    donnees, cherche = _donnees(au), variantes(nom)[-1]
    voisins = [un for un in donnees.codes_par_nom if un[:1] == cherche[:1]]
    communes = {un: tuple(map(donnees.commune, donnees.codes_par_nom[un])) for un in voisins}
    du_departement = {
        un: ici for un, toutes in communes.items() if (ici := tuple(c for c in toutes if c.departement == departement))
    }
    for connues, parties in ((du_departement, True), (communes, False)):
        trouves = [un for un in connues if parties and f"{un} ".startswith(f"{cherche} ")]
        trouves += get_close_matches(cherche, connues, n=_PROCHES, cutoff=_RESSEMBLANCE)
        if trouves:
            return tuple(commune for un in dict.fromkeys(trouves) for commune in connues[un])[:_PROCHES]
    return ()


_PROCHES: Final = 3
_RESSEMBLANCE: Final = 0.75


def epci(code: str, au: date | None = None) -> Epci:
    """The EPCI of a SIREN.

    Raises:
        CodeInconnu: none has it in the vintage.
    """
    donnees = _donnees(au)
    return _trouver(donnees.epci, code, "EPCI", donnees)


def liste_epci(
    *, departement: str | None = None, region: str | None = None, au: date | None = None
) -> tuple[Epci, ...]:
    """Every EPCI, or those that have a commune in a département, or in a région, in the order of their SIREN.

    An EPCI astride two départements is of both: ``communes`` says which of its communes are where.

    >>> len(liste_epci(departement="32", au=date(2026, 1, 1)))
    17

    Raises:
        CodeInconnu: the département or the région does not exist in the vintage.
        ValeurInvalide: both are given.
    """
    donnees = _donnees(au)
    if departement is None and region is None:
        return tuple(donnees.epci[code] for code in sorted(donnees.epci))
    membres = {commune.code for commune in communes_de(departement=departement, region=region, au=au)}
    return tuple(donnees.epci[code] for code in sorted(donnees.epci) if membres & {*donnees.epci[code].communes})


def chercher_epci(nom: str, au: date | None = None) -> tuple[Epci, ...]:
    """The EPCI whose name holds these words, all the homonyms, in the order of their SIREN.

    Case, accents, hyphens and apostrophes do not count; the words stand together, whole and in order.

    >>> [str(un) for un in chercher_epci("lomagne gersoise", date(2026, 1, 1))]
    ['CC de la Lomagne Gersoise (243200391)']
    """
    cherche = f" {' '.join(plier(nom).split())} "
    return tuple(un for un in liste_epci(au=au) if cherche in f" {plier(un.nom)} ") if cherche.strip() else ()


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
