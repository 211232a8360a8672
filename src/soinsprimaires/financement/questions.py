"""Which facts to ask first: those whose answer would move the total most."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from soinsprimaires.droit import ACI_CPTS_DEPUIS, AVENANT_2_ACI_CPTS, SEUILS_TAILLE
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.financement._versements_msp import jours_du_bareme
from soinsprimaires.financement.aci_cpts import decompte_aci_cpts
from soinsprimaires.financement.aci_msp import decompte_aci_msp
from soinsprimaires.financement.bareme import Bareme
from soinsprimaires.financement.decompte import Decompte
from soinsprimaires.financement.faits import FAITS, FaitsACICPTS, FaitsACIMSP, MissionEngagee
from soinsprimaires.mesures import Estimation, bornes_entieres
from soinsprimaires.modele.evenements import MissionCPTS
from soinsprimaires.temps import UN_JOUR

__all__ = ["Question", "ce_qui_changerait"]


@attrs.frozen(kw_only=True)
class Question:
    """A fact that is not known, or vague, and what knowing it would do.

    Attributes:
        fait: name of the fact.
        libelle: what it is.
        unite: its unit.
        ecart: euros by which the bounds of the total move from one answer to another; ``None`` for a fact without which
            nothing bounds the total. Those are taken at a reference to measure the others: 4 000 patients, as many
            associates as the first bracket, a whole year of contract, no new structure.
        lignes: codes of the lines that ask it.
    """

    fait: str
    libelle: str
    unite: str
    ecart: Decimal | None
    lignes: tuple[str, ...]


_BEAUCOUP: Final = 100_000
_AMPLITUDES: Final = tuple(f"A1-HORAIRES/amplitude_{nom}" for nom in ("minimale", "moyenne", "entiere"))
_SEUILS: Final = tuple(seuil + 1 for version in SEUILS_TAILLE.valeurs for seuil in version.valeur or ())
_SEMAINES: Final = {"semaines_fermees_vacances": (0, 1, 53), "semaines_fermees_hors_vacances": (0, 53)}
_ASSOCIES: Final = (1, 30)
_NIVEAUX: Final = {
    nom: tuple(range(fait.au_plus + 1))
    for nom, fait in FAITS.items()
    if fait.unite == "niveau" and fait.au_plus is not None
}


def ce_qui_changerait(decompte: Decompte) -> tuple[Question, ...]:
    """The facts that are not known, in the order in which to ask them: what moves the total most comes first.

    Nothing is asked once the total is known, nor where the scale itself is not. What moves it only with the answer to
    another question comes last, with no difference.
    """
    if decompte.total is not None:
        return ()
    faits = {nom for ligne in decompte.lignes for nom in ligne.inconnus}
    ferme = _refermer(decompte)
    if ferme.maximum is None:
        return ()
    return tuple(sorted((_interroger(decompte, ferme, fait) for fait in faits), key=_ordre))


def _refermer(decompte: Decompte) -> Decompte:
    """The decompte with a reference for each unknown fact that leaves it without bound."""
    faits, bareme = decompte.faits, decompte.bareme
    if not isinstance(faits, FaitsACIMSP) or decompte.maximum is not None:
        return decompte
    jour, _ = jours_du_bareme(faits.exercice)
    references: dict[str, Any] = {
        "patientele": bareme.au("patientele_reference", jour).valeur,
        "associes": bareme.au("A3-SI-STD/seuil", jour).valeur,
        "contrat_effet_le": jour,
        "nouvelle_structure": False,
    }
    ouverts = {fait: references[fait] for fait in _ouverts(faits)}
    return decompte_aci_msp(attrs.evolve(faits, **ouverts), bareme)


def _ouverts(faits: FaitsACIMSP) -> Iterator[str]:
    for fait in ("patientele", "associes", "contrat_effet_le", "nouvelle_structure"):
        valeur = getattr(faits, fait)
        if valeur is None or (isinstance(valeur, Estimation) and bornes_entieres(valeur)[1] is None):
            yield fait


def _ordre(question: Question) -> tuple[bool, Decimal, int]:
    rang = list(FAITS).index(question.fait)
    return question.ecart is not None, -(question.ecart or Decimal(0)), rang


def _interroger(decompte: Decompte, ferme: Decompte, fait: str) -> Question:
    ouvert = getattr(ferme.faits, fait) != getattr(decompte.faits, fait)
    bornes = [(reponse.minimum, reponse.maximum) for reponse in _reponses(ferme, fait)]
    ecart = max((_etendue(borne[rang] for borne in bornes) for rang in (0, 1)), default=Decimal(0))
    libelle, unite, _ = FAITS[fait]
    return Question(
        fait=fait,
        libelle=libelle,
        unite=unite,
        ecart=None if ouvert else ecart,
        lignes=tuple(ligne.code for ligne in decompte.lignes if fait in ligne.inconnus),
    )


def _etendue(nombres: Any) -> Decimal:
    connus = [nombre for nombre in nombres if nombre is not None]
    return max(connus, default=Decimal(0)) - min(connus, default=Decimal(0))


def _reponses(decompte: Decompte, fait: str) -> Iterator[Decompte]:
    """The decompte under each of a few answers that show all that the fact can do."""
    faits = decompte.faits
    for reponse in _possibles(decompte, fait):
        calcul: Any = decompte_aci_msp if isinstance(faits, FaitsACIMSP) else decompte_aci_cpts
        with suppress(ValeurInvalide):  # an answer that the other facts exclude
            yield calcul(attrs.evolve(faits, **reponse), decompte.bareme)


def _possibles(decompte: Decompte, fait: str) -> Iterator[dict[str, Any]]:
    faits, bareme = decompte.faits, decompte.bareme
    valeur = getattr(faits, fait)
    if fait in {"patientele", "associes", "population"}:
        bas, haut = bornes_entieres(valeur) if isinstance(valeur, Estimation) else (0, None)
        bornes = {bas, haut} - {0, None}
        dedans = {nombre for nombre in _nombres(decompte, fait) if bas <= nombre and (haut is None or nombre <= haut)}
        yield from ({fait: nombre} for nombre in bornes | dedans)
    elif isinstance(faits, FaitsACICPTS):
        yield from _possibles_cpts(fait)
    else:
        yield from ({fait: reponse} for reponse in _possibles_msp(faits, bareme, fait))


def _possibles_msp(faits: FaitsACIMSP, bareme: Bareme, fait: str) -> tuple[Any, ...]:
    premier, dernier = date(faits.exercice, 1, 1), date(faits.exercice, 12, 31)
    unite = FAITS[fait].unite
    if unite == "niveau":
        return _NIVEAUX[fait]
    if fait in _SEMAINES:
        return _SEMAINES[fait]
    if unite == "date":
        return (premier, dernier, dernier + UN_JOUR)  # a label of the next year is not one of this year
    if fait == "amplitude_heures":
        seuils = (bareme.au(code, premier).valeur for code in _AMPLITUDES)
        return (Decimal(0), *(Decimal(seuil) for seuil in seuils if seuil is not None))
    if fait.startswith("part_"):
        autre = faits.part_ame if fait == "part_c2s" else faits.part_c2s
        return (Decimal(0), 1 - (autre or Decimal(0)))
    if fait == "dossiers_concertes":
        return (0, _BEAUCOUP if faits.base_concertation is None else faits.base_concertation)
    if fait == "base_concertation":
        return (faits.dossiers_concertes or 0, _BEAUCOUP)
    if unite == "oui ou non":
        return (False, True)
    valeur = getattr(faits, fait)
    bas, haut = bornes_entieres(valeur) if isinstance(valeur, Estimation) else (0, None)
    comptes = (bas, 1, 6, _BEAUCOUP if haut is None else haut)
    return tuple(compte for compte in comptes if bas <= compte <= comptes[-1])


def _nombres(decompte: Decompte, fait: str) -> tuple[int, ...]:
    """A few numbers of people that show all that they can do."""
    faits = decompte.faits
    if fait != "patientele" or not isinstance(faits, FaitsACIMSP):
        return _ASSOCIES if fait == "associes" else (1, *_SEUILS)
    reference = decompte.bareme.au("patientele_reference", date(faits.exercice, 1, 1)).valeur
    return (0,) if reference is None else (0, int(reference), 2 * int(reference))


def _possibles_cpts(fait: str) -> Iterator[dict[str, Any]]:
    if fait == "missions":
        yield {fait: ()}
        yield {fait: tuple(MissionEngagee(mission=mission) for mission in MissionCPTS)}
    elif fait == "annee_contrat":
        yield from ({fait: annee} for annee in (1, 2))
    elif fait == "contrat_signe_le":
        yield from ({fait: jour} for jour in (ACI_CPTS_DEPUIS, AVENANT_2_ACI_CPTS))
