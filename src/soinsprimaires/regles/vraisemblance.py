"""Good sense: what no text forbids and nobody does, what figures say of one another."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any, Final

from soinsprimaires.composition import comme_professionnel, exercices_de, fiches_de, inscrits, noms_de, tous
from soinsprimaires.mesures import Estimation, bornes_entieres, dimension
from soinsprimaires.modele._champs import champs
from soinsprimaires.modele._departs import a_quitte, quitte_on_ne_sait_quoi
from soinsprimaires.modele.professionnels import (
    Exercice,
    ModeExercice,
    Mouvement,
    NatureMouvement,
    Professionnel,
    StatutExercice,
    StatutMouvement,
)
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.statistiques import Statistique
from soinsprimaires.modele.structures import CPTS, MSP, EquipeSoinsPrimaires, EquipeSoinsSpecialises, Structure
from soinsprimaires.modele.territoires import Delimitation
from soinsprimaires.mots import dater, estimer, grouper
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    SansObjet,
    SousReserve,
    Verdict,
    chemin_de,
    coherence,
)
from soinsprimaires.temps import PeriodePartielle

__all__ = ["AJOUTS", "AVANT", "REGLES_VRAISEMBLANCE"]

AVANT: Final = "avant"
"""Part of a count that stood before a batch."""
AJOUTS: Final = "ajouts"
"""Part of a count that a batch added."""

_JOURS_D_UNE_SEMAINE: Final = 7


def _par_fiche(professionnel: Professionnel, contexte: Contexte) -> list[list[tuple[Exercice, bool]]]:
    """For each entry of somebody, the practices that may take place that day, each with whether it surely does.

    What two entries tell may be the same practice, or two: each alone gives the least of what is done, and all of them
    together the most.
    """
    return [
        [
            (situe.exercice, situe.certain)
            for situe in contexte.registre.exercices(au=contexte.au, professionnel=fiche.identifiant)
        ]
        for fiche in fiches_de(contexte.registre, professionnel)
    ]


_SANS_DATE: Final = SousReserve("on ne sait pas si ses exercices ont lieu à cette date", ("periode",))
"""What is to be judged may not be there at all."""


@coherence(
    "EXE-001",
    titre="Les emplois d'un professionnel ne dépassent pas, ensemble, un temps plein",
    cible=Professionnel,
)
def un_temps_plein_au_plus(professionnel: Professionnel, contexte: Contexte) -> Iterator[Verdict]:
    """Two full-time posts are a mistake of the record more often than a fact."""
    fiches = [
        [(e, sur) for e, sur in fiche if e.mode in {None, ModeExercice.SALARIE}]
        for fiche in _par_fiche(professionnel, contexte)
    ]
    possibles = list(chain.from_iterable(fiches))
    emplois = [(e, sur and e.mode is not None) for e, sur in possibles]
    if not emplois:
        yield SansObjet("aucun emploi salarié n'est connu à cette date")
        return
    if not any(sur for _, sur in emplois):
        if not all(sur for _, sur in possibles):
            yield _SANS_DATE
        if any(e.mode is None for e, _ in possibles):
            yield SousReserve("on ne sait pas si ses exercices sont salariés", ("mode",))
    certaine = max(_quotites(e for e, sur in fiche if sur and e.mode is not None) for fiche in fiches)
    possible = _quotites(e for e, _ in emplois)
    if certaine > 1:
        yield NonConforme(f"les quotités de ses emplois font ensemble {grouper(certaine)} temps plein", ("exercices",))
    elif possible > 1:
        selon, champ = _selon(fiches)
        message = f"{selon}, les quotités de ses emplois peuvent faire ensemble {grouper(possible)} temps plein"
        yield Indetermine(message, (champ,), ("exercices",))
    elif len(emplois) > 1 and any(e.quotite is None for e, _ in emplois):
        message = "la quotité d'un de ses emplois n'est pas connue"
        yield Indetermine(message, ("quotite",), ("exercices",))


def _quotites(exercices: Iterable[Exercice]) -> Decimal:
    return sum((exercice.quotite for exercice in exercices if exercice.quotite is not None), Decimal())


def _selon(fiches: Sequence[Sequence[object]]) -> tuple[str, str]:
    """What decides between the least and the most that somebody does, and the field that would tell it."""
    if sum(map(bool, fiches)) > 1:
        return "selon que ses fiches disent les mêmes exercices ou d'autres", "exercices"
    return "selon leurs dates", "periode"


@coherence(
    "EXE-002",
    titre="Un professionnel n'est pas présent plus de sept jours par semaine",
    cible=Professionnel,
    jamais=(Resultat.NON_CONFORME,),
)
def sept_jours_au_plus(professionnel: Professionnel, contexte: Contexte) -> Iterator[Verdict]:
    """Named weekdays count once, wherever they are spent; counted days add up, unless they are the same days.

    Four mornings in one town and four afternoons in another are four days: no count is surely of more than seven.
    """
    fiches = [[(e, sur) for e, sur in fiche if e.presences] for fiche in _par_fiche(professionnel, contexte)]
    exercices = list(chain.from_iterable(fiches))
    if not exercices:
        yield SansObjet("aucun jour de présence n'est connu à cette date")
        return
    if not any(sur for _, sur in exercices):
        yield _SANS_DATE
    certains = max(_jours(e for e, sur in fiche if sur) for fiche in fiches)
    possibles = _jours(e for e, _ in exercices)
    if certains > _JOURS_D_UNE_SEMAINE:
        message = f"ses présences font ensemble {certains} jours par semaine, si ce ne sont pas les mêmes jours"
        yield Indetermine(message, ("jours",), ("exercices",))
    elif possibles > _JOURS_D_UNE_SEMAINE:
        selon, champ = _selon(fiches)
        message = f"{selon}, ses présences peuvent faire ensemble {possibles} jours par semaine"
        yield Indetermine(message, (champ,), ("exercices",))
    elif any(not p.jours and p.nombre_jours is None for e, _ in exercices for p in e.presences):
        yield Indetermine("une de ses présences ne dit pas ses jours", ("nombre_jours",), ("exercices",))


def _jours(exercices: Iterable[Exercice]) -> Decimal:
    presences = [presence for exercice in exercices for presence in exercice.presences]
    comptes = sum((p.nombre_jours for p in presences if p.nombre_jours is not None), Decimal())
    nommes = {jour for presence in presences if presence.nombre_jours is None for jour in presence.jours}
    return comptes + len(nommes)


_LISTES: Final = {
    MSP: "associes",
    CPTS: "adherents",
    EquipeSoinsPrimaires: "membres",
    EquipeSoinsSpecialises: "membres",
}
_MEMBRES: Final = {"associes": "associés", "adherents": "adhérents", "membres": "membres"}


@coherence(
    "MEM-001",
    titre="Les membres d'une structure exercent encore",
    cible=(MSP, CPTS, EquipeSoinsPrimaires, EquipeSoinsSpecialises),
)
def membres_en_exercice(
    structure: MSP | CPTS | EquipeSoinsPrimaires | EquipeSoinsSpecialises, contexte: Contexte
) -> Iterator[Verdict]:
    """An associate, an adherent or a member of a team who has left practice is still on the list by oversight."""
    champ = _LISTES[type(structure)]
    membres = [
        (professionnel, membre.certain)
        for membre in inscrits(contexte.registre, structure, champ, au=contexte.au)
        if isinstance(professionnel := contexte.registre.obtenir(membre.membre), Professionnel)
    ]
    if not membres:
        yield SansObjet("aucun professionnel n'est membre à cette date")
        return
    sans = sum(not exercices_de(contexte.registre, professionnel) for professionnel, _ in membres)
    if sans:
        yield Indetermine(f"aucun exercice n'est enregistré pour {sans} membre(s)", ("exercices",), (champ,))
    for professionnel, certain in membres:
        yield from _membre(professionnel, champ, contexte, certain=certain)


def _membre(professionnel: Professionnel, champ: str, contexte: Contexte, *, certain: bool) -> Iterator[Verdict]:
    exercices = exercices_de(contexte.registre, professionnel)
    fini = bool(exercices) and tous([_est_fini(professionnel, e, contexte) for e in exercices])
    nom = professionnel.identifiant
    if fini and certain:
        message = f"« {nom} » est membre et aucun de ses exercices connus n'a lieu à cette date"
        yield NonConforme(message, (champ,))
    elif fini is not False or not certain:
        doutes = (("est membre", not certain), ("exerce encore", fini is None))
        dits = ", ni s'il ".join(dit for dit, doute in doutes if doute)
        yield Indetermine(f"on ne sait pas si « {nom} » {dits} à cette date", ("periode",), (champ,))


def _est_fini(professionnel: Professionnel, exercice: Exercice, contexte: Contexte) -> bool | None:
    """Whether a practice is over on a day; of an unknown period nobody knows, and what has no end has not ended.

    Of what somebody was seen to leave since, nobody knows either, nor whether what was announced took place.
    """
    periode, au = exercice.periode, contexte.au
    if periode is None:
        return None
    fini = False if periode.fin is None else periode.fin.precede(au)
    demeure = contexte.registre.demeure(professionnel.identifiant, exercice.structure, periode, au=au)
    return fini if fini or (demeure and exercice.statut is not StatutExercice.PREVU) else None


@coherence(
    "STA-001",
    titre="Un total est la somme de ce qui précédait un lot et de ce que le lot ajoute",
    cible=Statistique,
)
def total_apres_un_lot(statistique: Statistique, _contexte: Contexte) -> Iterator[Verdict]:
    """Nineteen projects validated, 248 in all: 229 before; judged when a part is ``avant`` or ``ajouts``."""
    parts = {part.indicateur: part.valeur for part in statistique.dont if part.indicateur in {AVANT, AJOUTS}}
    if not parts:
        yield SansObjet("la statistique ne dit ni ce qui précédait un lot, ni ce qu'il ajoute")
        return
    if len(parts) == 1:
        manque = ({AVANT, AJOUTS} - set(parts)).pop()
        yield Indetermine(f"la part « {manque} » n'est pas donnée", ("dont",), ("dont",))
        return
    avant, ajouts, total = parts[AVANT], parts[AJOUTS], statistique.valeur
    if len({dimension(nombre.unite) for nombre in (avant, ajouts, total)} - {None}) > 1:
        yield SansObjet("ces nombres ne mesurent pas la même chose : VRA-008 le dit")
        return
    somme = (_plus(avant.au_moins, ajouts.au_moins), _plus(avant.au_plus, ajouts.au_plus))
    if _apres(somme[0], total.au_plus) or _apres(total.au_moins, somme[1]):
        yield NonConforme(f"{avant} avant et {ajouts} d'ajouts ne font pas {total}", ("dont",))
    elif not _exact(avant, ajouts, total):
        message = f"{avant} avant et {ajouts} d'ajouts peuvent faire {total} : des nombres exacts le diraient"
        yield Indetermine(message, ("valeur",), ("dont",))


def _plus(un: Decimal | None, deux: Decimal | None) -> Decimal | None:
    return None if un is None or deux is None else un + deux


def _apres(un: Decimal | None, deux: Decimal | None) -> bool:
    return un is not None and deux is not None and un > deux


def _exact(*nombres: Estimation) -> bool:
    return all(nombre.au_moins is not None and nombre.au_moins == nombre.au_plus for nombre in nombres)


@coherence(
    "VRA-007",
    titre="Un professionnel parti, ou à la retraite, ne compte plus parmi les présents",
    cible=Mouvement,
)
def parti_et_compte(mouvement: Mouvement, contexte: Contexte) -> Iterator[Verdict]:
    """Who practises again since the departure is back: what they never left, an association, goes on with them."""
    professionnel = contexte.registre.obtenir(mouvement.professionnel)
    if mouvement.nature is NatureMouvement.ARRIVEE or not isinstance(professionnel, Professionnel):
        yield SansObjet("ce n'est pas le départ d'un professionnel du registre")
        return
    le = mouvement.le
    parti = None if le is None else le.precede(contexte.au)
    if mouvement.statut is StatutMouvement.ANNONCE or parti is False:
        yield SansObjet("le départ n'a pas encore eu lieu")
        return
    quand = "" if le is None else f" ({dater(le)})"
    exercices = exercices_de(contexte.registre, professionnel)
    for quoi, structure, periode in _en_cours(professionnel, exercices, contexte):
        quitte = a_quitte(mouvement, structure, periode, exercices, au=contexte.au)
        couvre = None if periode is None else periode.couvre(contexte.au)
        if couvre is False or quitte is False:
            continue
        message = f"« {professionnel.identifiant} » est parti{quand}, et {quoi}"
        if quitte and couvre:
            yield NonConforme(message, ("professionnel",))
        else:
            ou = quitte_on_ne_sait_quoi(mouvement)
            pourquoi = "on ne sait pas quelle structure il a quittée" if ou else "les dates ne le disent pas"
            manque = ("structure",) if ou else ("le", "periode")
            yield Indetermine(f"{message}, peut-être : {pourquoi}", manque, ("professionnel",))


def _en_cours(
    professionnel: Professionnel, exercices: Iterable[Exercice], contexte: Contexte
) -> Iterator[tuple[str, str | None, PeriodePartielle | None]]:
    """The practices and memberships of somebody, each with its structure and its period."""
    for exercice in exercices:
        if exercice.statut is StatutExercice.EFFECTIF:
            ou = "" if exercice.structure is None else f" dans « {exercice.structure} »"
            yield f"son exercice{ou} court encore", exercice.structure, exercice.periode
    noms = noms_de(contexte.registre, professionnel.identifiant)
    for structure in dict.fromkeys(citant for nom in sorted(noms) for citant in contexte.registre.citants(nom)):
        champ = _LISTES.get(type(structure))
        if champ is not None:
            quoi = f"« {structure.identifiant} » le compte parmi ses {_MEMBRES[champ]}"
            for adhesion in getattr(structure, champ):
                if adhesion.membre in noms:
                    yield quoi, structure.identifiant, adhesion.periode


@cache
def _comptees(classe: Any) -> tuple[str, ...]:
    """The lists of a class that have their count beside them: ``porteurs`` and ``nombre_porteurs``."""
    noms = {champ.nom for champ in champs(classe)}
    return tuple(sorted(nom for nom in noms if f"nombre_{nom}" in noms))


@coherence(
    "VRA-011",
    titre="Une liste ne nomme pas plus que ce que la source compte, ni moins quand elle est complète",
    cible=Registre,
)
def listes_et_comptes(registre: Registre, contexte: Contexte) -> Iterator[Verdict]:
    """Of a list whose elements bear periods, the count may be that of another day."""
    vues = False
    for entite in registre:
        classe: Any = type(entite)
        for liste in _comptees(classe):
            compte: Estimation | None = getattr(entite, f"nombre_{liste}")
            elements: tuple[Any, ...] = getattr(entite, liste)
            if compte is None or not elements:
                continue
            vues = True
            if isinstance(entite, Structure):
                nombre = len(inscrits(registre, entite, liste, au=contexte.au))
            else:
                nombre = len({comme_professionnel(registre, element) for element in elements})
            bas, haut = bornes_entieres(compte)
            complete = getattr(entite, "delimitation", None) is Delimitation.COMPLETE
            if (haut is None or nombre <= haut) and not (complete and nombre < bas):
                continue
            message = f"« {entite.identifiant} » : {liste} nomme {nombre} éléments, la source dit {estimer(compte)}"
            chemin = (*chemin_de(registre, entite.identifiant), liste)
            yield (
                Indetermine(f"{message}, peut-être d'un autre jour", ("periode",), chemin)
                if isinstance(entite, Structure)
                else NonConforme(message, chemin)
            )
    if not vues:
        yield SansObjet("aucune liste n'a son compte à côté d'elle")


REGLES_VRAISEMBLANCE: tuple[Regle, ...] = (
    un_temps_plein_au_plus,
    sept_jours_au_plus,
    membres_en_exercice,
    total_apres_un_lot,
    parti_et_compte,
    listes_et_comptes,
)
