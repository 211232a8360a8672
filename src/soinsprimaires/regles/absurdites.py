"""The absurd, told wherever it stands: every field of the model is judged by what it may hold.

A field has its judges by its type, so that a new one is judged without being named here; the tables below say what its
type does not. The document is walked once for all these rules.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires import referentiels
from soinsprimaires.anomalies import Chemin, citer
from soinsprimaires.droit import textes
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.extensions import Extensions
from soinsprimaires.mesures import Bornes, Dimension, Estimation, dimension
from soinsprimaires.modele._base import Entite, Recherche
from soinsprimaires.modele._champs import Champ
from soinsprimaires.modele.conventions import Document, NatureDocument
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.modele.organisations import Organisation
from soinsprimaires.modele.professionnels import Mouvement, Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.statistiques import Statistique
from soinsprimaires.modele.structures import ETIQUETTES
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.mots import dater
from soinsprimaires.referentiels._communes import est_commune, est_plutot_un_code_postal
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, SansObjet, Verdict, regle
from soinsprimaires.regles.vraisemblance import AJOUTS, AVANT
from soinsprimaires.sources import Fiabilite, Portee, SourceJuridique
from soinsprimaires.temps import DatePartielle, Periode, PeriodePartielle, echeance

__all__ = ["AILLEURS", "REGLES_ABSURDITES"]

# -- the tables ---------------------------------------------------------------------------------------------------

_PREMIER_JOUR: Final = date(1800, 1, 1)
"""Nothing that a record of primary care dates is older: the practice of medicine was first ruled in 1803."""
_PREMIER_ACTE: Final = date(1945, 1, 1)
"""Nobody acts, practises or contracts before the assurance maladie: "1925" is a century typed for another."""
_D_UNE_PERSONNE_MORALE: Final = frozenset(
    {"creee_le", "dissoute_le", "formes", "noms_anterieurs", "predecesseurs", "provenance", "sites"}
)
_ANCIENNES: Final[Mapping[type[Any], frozenset[str]]] = MappingProxyType(
    {
        **dict.fromkeys((*ETIQUETTES.values(), Organisation), _D_UNE_PERSONNE_MORALE),
        Document: frozenset({"le", "provenance"}),
        Statistique: frozenset({"dont", "le", "periode", "provenance"}),
        Territoire: frozenset({"population", "provenance"}),
    }
)
"""Fields of entities that may well be older than those who act in them: a dispensary, a commune, a census. Who joins,
signs or registers is of today, whatever the age of what is joined."""
_ANCIENS_DOCUMENTS: Final = frozenset({NatureDocument.AUTRE, NatureDocument.STATUTS})
"""The statutes of an old association, a deed; the other documents are those of a procedure."""
_ANS_D_UN_FAIT: Final = 10
"""A check may be dated before the facts of the record: ten years is its history, more is a slip of the pen."""
_ANS_D_UN_PROJET: Final = 100
"""A lease may be signed for ninety-nine years; 9999 is how some programs write that there is no end."""
_PREVUES: Final = frozenset({"fin", "echeance", "delai_le", "dissoute_le", "prend_effet_le"})
"""Dates that are known before they come; that of a movement, which may be announced, is too."""

_AGE_MINIMAL: Final = 16
_AGE_MAXIMAL: Final = 110

_DEMESURE: Final = Decimal(10) ** 12
"""More than the State spends in a year."""
_VARIATIONS: Final = frozenset({"valeur", "cible"})
"""A figure that a source states may be a difference, hence below zero."""

_ANCIENNES_REGIONS: Final = frozenset(
    ("21", "22", "23", "25", "26", "31", "41", "42", "43", "54", "72", "73", "74", "82", "83", "91")
)
"""Those that the law 2015-29 put together on 1 January 2016, before the first vintage that is shipped."""

_CODES_RETENUS: Final = 65_536

AILLEURS: Final[Mapping[tuple[type[Any], str], str]] = MappingProxyType(
    {
        (Professionnel, "profession"): "PRO-001",
        (Territoire, "commune"): "TER-001",
        (Territoire, "communes"): "TER-001",
    }
)
"""Fields of an entity of which another rule tells what is absurd, with more to say."""


# -- judges -------------------------------------------------------------------------------------------------------


@attrs.frozen
class _Absurdite:
    """What is said of a value, where in it, and whether it is certain."""

    message: str
    chemin: Chemin = ()
    certaine: bool = True

    def verdict(self, entite: Entite, chemin: Chemin) -> Verdict:
        """What a rule says of it, the entity being named."""
        message = f"« {entite.identifiant} » : {self.message}"
        return NonConforme(message, chemin) if self.certaine else Indetermine(message, (), chemin)


class _Jour:
    """The day of the judgement and the first that is plausible, and what follows from them."""

    def __init__(self, au: date, plancher: date) -> None:
        self.au = au
        self.plancher = plancher
        self.annees_sures = range(plancher.year + 2, au.year + _ANS_D_UN_FAIT - 1)
        self.naissances_sures = range(au.year - _AGE_MAXIMAL, au.year)

    def dans(self, ans: int) -> date:
        """The same day so many years later, or the end of the calendar."""
        return echeance(self.au, mois=12 * ans) if self.au.year + ans < date.max.year else date.max


JugerValeur = Callable[[Any, str, Entite, _Jour], Iterable[_Absurdite]]


def _juger_date(valeur: DatePartielle, nom: str, entite: Entite, jour: _Jour) -> Iterable[_Absurdite]:
    if valeur.annee in jour.annees_sures and not valeur.fin:
        return ()
    return _situer(dater(valeur), (valeur.au_plus_tot, valeur.au_plus_tard), nom, entite, jour)


def _juger_jour(valeur: date, nom: str, entite: Entite, jour: _Jour) -> Iterable[_Absurdite]:
    return _juger_date(DatePartielle.exacte(valeur), nom, entite, jour)


def _juger_annee(valeur: int, nom: str, entite: Entite, jour: _Jour) -> Iterable[_Absurdite]:
    if valeur in jour.annees_sures:
        return ()
    return _situer(str(valeur), (date(valeur, 1, 1), date(valeur, 12, 31)), nom, entite, jour)


def _situer(
    valeur: str, bornes: tuple[date | None, date | None], nom: str, entite: Entite, jour: _Jour
) -> Iterator[_Absurdite]:
    """The first and the last day that a date may be, against both ends of what is plausible."""
    quoi, (premier, dernier) = f"{nom} ({valeur})", bornes
    if dernier is not None and dernier < jour.plancher:
        yield _Absurdite(f"{quoi} est avant {jour.plancher.year}")
    elif premier is not None and premier < jour.plancher:
        yield _Absurdite(f"{quoi} est peut-être avant {jour.plancher.year}", certaine=False)
    ans = _ANS_D_UN_PROJET if nom in _PREVUES or isinstance(entite, Mouvement) else _ANS_D_UN_FAIT
    limite = jour.dans(ans)
    if premier is not None and premier > limite:
        yield _Absurdite(f"{quoi} est plus de {ans} ans après le jour du contrôle")
    elif dernier is None or dernier > limite:
        yield _Absurdite(f"{quoi} est peut-être plus de {ans} ans après le jour du contrôle", certaine=False)


def _juger_periode(valeur: Periode | PeriodePartielle, _: str, entite: Entite, jour: _Jour) -> Iterator[_Absurdite]:
    for bout in ("debut", "fin"):
        borne = getattr(valeur, bout)
        if borne is not None:
            juger: JugerValeur = _juger_jour if isinstance(borne, date) else _juger_date
            for trouvee in juger(borne, bout, entite, jour):
                yield attrs.evolve(trouvee, chemin=(bout,))


def _juger_naissance(valeur: int, _: str, entite: Entite, jour: _Jour) -> Iterator[_Absurdite]:
    """Somebody is judged at the first of their practices, which the day of the check may precede."""
    periodes = [exercice.periode for exercice in getattr(entite, "exercices", ())]
    connus = [periode.debut for periode in periodes if periode is not None and periode.debut is not None]
    # A vague date reaches one year to each side at most.
    if min((debut.annee for debut in connus), default=0) - valeur > _AGE_MINIMAL and valeur in jour.naissances_sures:
        return
    surs = [debut.au_plus_tard.year for debut in connus if debut.au_plus_tard is not None]
    possibles = [debut.au_plus_tot.year for debut in connus if debut.au_plus_tot is not None]
    quoi = "l'année de naissance"  # which one is left to the record: a finding names nobody
    if valeur > jour.au.year:
        yield _Absurdite(f"{quoi} est après le jour du contrôle")
    # Who has no practice at all is judged on the day of the check; one without a start may come later.
    elif (surs or not periodes) and min(surs, default=jour.au.year) - valeur < _AGE_MINIMAL:
        yield _Absurdite(f"{quoi} est moins de {_AGE_MINIMAL} ans avant le premier exercice")
    elif min(possibles, default=jour.au.year) - valeur < _AGE_MINIMAL:
        yield _Absurdite(f"{quoi} est peut-être moins de {_AGE_MINIMAL} ans avant le premier exercice", certaine=False)
    elif jour.au.year - valeur > _AGE_MAXIMAL:
        yield _Absurdite(f"{quoi} est plus de {_AGE_MAXIMAL} ans avant le contrôle")


_DIT = re.compile(r"[^\W_]").search


def _juger_texte(valeur: str, nom: str, _: Entite, __: _Jour) -> Iterable[_Absurdite]:
    return () if _DIT(valeur) else (_Absurdite(f"{nom} ne contient ni lettre ni chiffre"),)


def _juger_nombre(
    valeur: int | Decimal | Estimation, nom: str, _: Entite, __: _Jour, *, signe: bool = False
) -> Iterable[_Absurdite]:
    if isinstance(valeur, Estimation):
        dit, bas, haut = valeur.valeur, valeur.au_moins, valeur.au_plus
    else:
        dit = bas = haut = Decimal(valeur)
    if dit < 0 and not signe:
        yield _Absurdite(f"{nom} vaut {dit:f}, moins que zéro", certaine=haut is not None and haut < 0)
    elif abs(dit) > _DEMESURE:
        yield _Absurdite(f"{nom} vaut {dit:f}, un nombre démesuré", certaine=(bas if dit > 0 else haut) is not None)


_ATTENDUES: Final = (
    ("montant", Dimension.ARGENT, "n'est pas de l'argent"),
    ("surface", Dimension.SURFACE, "n'est pas une surface"),
    ("", Dimension.COMPTE, "ne compte rien"),
)
"""What an estimate measures, by a word of the name of its field, and what is said of a unit that does not."""


def _attendue(nom: str) -> tuple[Dimension, str]:
    return next((mesure, faute) for mot, mesure, faute in _ATTENDUES if mot in nom)


def _juger_unite(valeur: Estimation, nom: str, entite: Entite, _: _Jour) -> Iterator[_Absurdite]:
    mesure = dimension(valeur.unite)
    if mesure is None:
        return
    if not (valeur.unite or "").strip():
        yield _Absurdite(f"l'unité de {nom} est un texte vide", ("unite",))
    elif nom not in _VARIATIONS and mesure is not _attendue(nom)[0]:
        yield _Absurdite(f"{nom} est en {citer(valeur.unite)}, qui {_attendue(nom)[1]}", ("unite",))
    elif isinstance(entite, Statistique) and dimension(entite.valeur.unite) not in {None, mesure}:
        parts = {part.indicateur for part in entite.dont if part.valeur is valeur}
        if mesure is not Dimension.PART or not parts.isdisjoint({AVANT, AJOUTS}):
            message = f"une part est en {citer(valeur.unite)} et le total en {citer(entite.valeur.unite)}"
            yield _Absurdite(f"{message} : ils ne s'ajoutent pas", ("unite",))


# -- codes --------------------------------------------------------------------------------------------------------


def _juger_code(valeur: Any, _: str, __: Entite, ___: _Jour, *, genre: str) -> Iterable[_Absurdite]:
    absurdite = _CHERCHER[genre](valeur)
    return () if absurdite is None else (absurdite,)


@lru_cache(maxsize=_CODES_RETENUS)
def _commune(code: str) -> _Absurdite | None:
    if est_plutot_un_code_postal(code):
        message = f"{code} est un code postal, et l'ancien code d'une autre commune"
        return _Absurdite(f"{message} : on ne sait pas ce qu'il désigne", certaine=False)
    if est_commune(code) or _trouve(referentiels.rattachement, code) or _trouve(referentiels.commune, code):
        return None
    return _Absurdite(f"aucune commune n'a le code {code}, dans aucun millésime connu")


@lru_cache(maxsize=_CODES_RETENUS)
def _departement(code: str) -> _Absurdite | None:
    return (
        None if _trouve(referentiels.departement, code) else _Absurdite(f"aucun département n'a le code {citer(code)}")
    )


@lru_cache(maxsize=_CODES_RETENUS)
def _region(code: str) -> _Absurdite | None:
    if code in _ANCIENNES_REGIONS or _trouve(referentiels.region, code):
        return None
    return _Absurdite(f"aucune région n'a le code {citer(code)}")


@lru_cache(maxsize=_CODES_RETENUS)
def _epci(code: str) -> _Absurdite | None:
    if _trouve(referentiels.epci, code):
        return None
    millesimes = f"{referentiels.MILLESIMES[0]} à {referentiels.MILLESIMES[-1]}"
    return _Absurdite(
        f"aucun EPCI des millésimes {millesimes} n'a le code {code} : il a pu exister avant", certaine=False
    )


@lru_cache(maxsize=_CODES_RETENUS)
def _nomenclature(code: CodeNomenclature) -> _Absurdite | None:
    return _Absurdite(f"{code} n'existe pas dans sa nomenclature") if referentiels.existe(code) is False else None


def _trouve(chercher: Callable[[str, date], Any], code: str) -> bool:
    """Whether one of the vintages that are shipped knows a code, the latest being asked first."""
    for millesime in reversed(referentiels.MILLESIMES):
        try:
            if chercher(code, date(millesime, 1, 1)) is not None:
                return True
        except CodeInconnu:
            continue
    return False


_CHERCHER: Final[Mapping[str, Callable[[Any], _Absurdite | None]]] = MappingProxyType(
    {
        "commune": _commune,
        "departement": _departement,
        "epci": _epci,
        "nomenclature": _nomenclature,
        "region": _region,
    }
)

# -- which judges a field has -------------------------------------------------------------------------------------

_DATES, _NAISSANCES, _TEXTES, _NOMBRES = "VRA-001", "VRA-002", "VRA-003", "VRA-004"
_CODES, _UNITES = "VRA-006", "VRA-008"

_PAR_TYPE: Final[Mapping[type[Any], tuple[tuple[str, JugerValeur], ...]]] = MappingProxyType(
    {
        date: ((_DATES, _juger_jour),),
        DatePartielle: ((_DATES, _juger_date),),
        Periode: ((_DATES, _juger_periode),),
        PeriodePartielle: ((_DATES, _juger_periode),),
        str: ((_TEXTES, _juger_texte),),
        int: ((_NOMBRES, _juger_nombre),),
        Decimal: ((_NOMBRES, _juger_nombre),),
        Estimation: ((_NOMBRES, _juger_nombre), (_UNITES, _juger_unite)),
        CodeNomenclature: ((_CODES, partial(_juger_code, genre="nomenclature")),),
        Extensions: (),
    }
)


@cache
def _juges(champ: Champ) -> tuple[tuple[str, JugerValeur], ...]:
    """The rules to which a field belongs, each with what judges its values, or each element of its list."""
    if champ.references is not None or champ.nom == "identifiant":
        return ()
    if champ.cible is int and champ.nom == "annee_naissance":
        return ((_NAISSANCES, _juger_naissance),)
    if champ.cible is int and champ.nom.startswith("annee"):
        return ((_DATES, _juger_annee),)
    if str in champ.classes:
        for genre in _CHERCHER:
            if genre in champ.nom:
                return ((_CODES, partial(_juger_code, genre=genre)),)
        return () if champ.sorte is not None else _PAR_TYPE[str]
    if _peut_etre_negatif(champ):
        return tuple(
            (code, _juger_signe if juger is _juger_nombre else juger) for code, juger in _PAR_TYPE[champ.cible]
        )
    return _PAR_TYPE.get(champ.cible, ())


_juger_signe: Final = partial(_juger_nombre, signe=True)


def _peut_etre_negatif(champ: Champ) -> bool:
    """Whether less than zero says something: a difference, or bounds that admit it, as those of a longitude."""
    if champ.cible not in {int, Decimal, Estimation}:
        return False
    return champ.nom in _VARIATIONS or (isinstance(champ.valideur, Bornes) and champ.valideur.minimum < 0)


_jugeables = Recherche(lambda champ: bool(_juges(champ)), feuilles=frozenset(_PAR_TYPE))


def _relever(contexte: Contexte) -> Mapping[str, list[Verdict]]:
    """What one walk of the document finds, by rule; a rule that has no field in it is not among the keys."""
    verdicts: dict[str, list[Verdict]] = {}
    for genre in LISTES:
        for rang, entite in enumerate(getattr(contexte.registre, genre)):
            codes, trouvees = contexte.de(entite, _relever_dans)
            for code in codes - verdicts.keys():
                verdicts[code] = []
            for code, absurdite, chemin in trouvees:
                verdicts[code].append(absurdite.verdict(entite, ("contenu", genre, rang, *chemin)))
    return verdicts


def _relever_dans(entite: Entite, au: date) -> tuple[frozenset[str], tuple[tuple[str, _Absurdite, Chemin], ...]]:
    """The rules that have a field in an entity, and what they find there."""
    codes: set[str] = set()
    trouvees: list[tuple[str, _Absurdite, Chemin]] = []
    for chemin, champ, valeur in _jugeables(entite):
        for code, juger in _juges(champ):
            codes.add(code)
            if (type(entite), champ.nom) in AILLEURS:
                continue
            for place, element in enumerate(valeur) if champ.liste else ((None, valeur),):
                ou = chemin if place is None else (*chemin, place)
                jour = _jour(au, _plancher(entite, chemin))
                trouvees += [(code, a, (*ou, *a.chemin)) for a in juger(element, champ.nom, entite, jour)]
    return _ensemble(frozenset(codes)), tuple(trouvees)


@lru_cache(maxsize=256)
def _ensemble(codes: frozenset[str]) -> frozenset[str]:
    """One set for all those that are equal: a registre has few."""
    return codes


_jour: Final = lru_cache(maxsize=16)(_Jour)


def _plancher(entite: Entite, chemin: Chemin) -> date:
    """The first day that may stand at a place of an entity."""
    actuel = isinstance(entite, Document) and entite.nature not in _ANCIENS_DOCUMENTS
    anciens = () if actuel else _ANCIENNES.get(type(entite), ())
    return _PREMIER_JOUR if chemin[0] in anciens else _PREMIER_ACTE


# -- rules --------------------------------------------------------------------------------------------------------


def _regle(code: str, titre: str, source: SourceJuridique, sans: str, jamais: tuple[Resultat, ...] = ()) -> Regle:
    """A rule whose findings the walk made."""

    def controler(_: Registre, contexte: Contexte) -> Iterator[Verdict]:
        verdicts = contexte.une_fois(_relever)
        if code not in verdicts:
            yield SansObjet(sans)
        yield from verdicts.get(code, ())

    return regle(
        code,
        titre=titre,
        cible=Registre,
        portee=Portee.BONNE_PRATIQUE,
        vigueur=Periode(),
        sources=(source,),
        fiabilite=Fiabilite.DEDUITE,
        jamais=jamais,
    )(controler)


REGLES_ABSURDITES: tuple[Regle, ...] = (
    _regle(
        _DATES,
        "Chaque date est vraisemblable : ni trop ancienne, ni bien après le contrôle",
        textes.COHERENCE,
        "le registre ne contient aucune date",
    ),
    _regle(
        _NAISSANCES,
        "L'année de naissance d'un professionnel est celle de quelqu'un qui peut exercer",
        textes.COHERENCE,
        "aucune année de naissance n'est connue",
    ),
    _regle(
        _TEXTES,
        "Chaque nom et chaque texte dit quelque chose",
        textes.COHERENCE,
        "le registre est vide",
        (Resultat.INDETERMINE,),
    ),
    _regle(
        _NOMBRES,
        "Un compte, une population, un montant ne sont ni négatifs ni démesurés",
        textes.COHERENCE,
        "le registre ne contient aucun nombre",
    ),
    _regle(
        _UNITES,
        "L'unité d'un nombre convient à ce qu'il mesure, et à ce à quoi il s'ajoute",
        textes.COHERENCE,
        "aucun nombre ne dit son unité",
        (Resultat.INDETERMINE,),
    ),
    _regle(
        _CODES,
        "Chaque code de commune, de département, de région, d'EPCI ou de nomenclature existe",
        textes.COMMUNES_INSEE,
        "le registre ne contient aucun code",
    ),
)
