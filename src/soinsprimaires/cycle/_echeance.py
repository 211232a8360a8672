"""What a deadline is, where it stands on a day, and how a legal delay makes one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

import attrs

from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.apparence import Affichable, rendre
from soinsprimaires.cycle._ordre import Intervalle, a_eu_lieu, date_d_effet
from soinsprimaires.cycle.avancement import Avancement
from soinsprimaires.droit.delais import DelaiLegal, FinDelai
from soinsprimaires.modele.evenements import Evenement, QualiteActeur
from soinsprimaires.mots import encadrer
from soinsprimaires.sources import SourceJuridique
from soinsprimaires.temps import DatePartielle, Nuance

__all__ = [
    "ANNIVERSAIRE",
    "DECISION",
    "PROJET",
    "REPONSE_ARS",
    "REUNION",
    "SANS_TEXTE",
    "USAGE",
    "Echeance",
    "Echeances",
    "StatutEcheance",
    "echeance_legale",
    "limites_de",
    "parmi",
    "premier_accompli",
    "qualites_en_bref",
    "statut_de",
]

E = TypeVar("E")

DECISION: Final = "DECISION"
PROJET: Final = "PROJET"
REUNION: Final = "REUNION"
USAGE: Final = "USAGE"
REPONSE_ARS: Final = "Opposition de l'ARS, sans laquelle le projet de santé est réputé validé"
ANNIVERSAIRE: Final = "Anniversaire du contrat : bilan annuel et solde"
_EN_BREF: Final[Mapping[str, str]] = MappingProxyType(
    {REPONSE_ARS: "réponse de l'ARS", ANNIVERSAIRE: "bilan annuel et solde"}
)
"""What must happen, in the few words of a list, where the whole sentence is longer."""
SANS_TEXTE: Final[Mapping[str, str]] = MappingProxyType(
    {
        DECISION: "Ce qu'une décision demande de faire avant un jour qu'elle fixe",
        PROJET: "Ce qu'un projet veut avoir fait",
        REUNION: "Ce qu'une réunion annonce",
        USAGE: "Ce que l'usage de la région laisse attendre",
    }
)
"""Codes of the deadlines that the record itself sets, and what they are: no text founds them."""


class StatutEcheance(Vocabulaire):
    """Where a deadline stands on a day."""

    A_VENIR = "a_venir"
    DEPASSEE = "depassee"
    TENUE = "tenue"
    INCERTAINE = "incertaine"

    @property
    def libelle(self) -> str:
        """The word as one says it: what is not certain is to be checked, by who can."""
        return "à vérifier" if self is StatutEcheance.INCERTAINE else super().libelle


@attrs.frozen(kw_only=True)
class Echeance(Affichable):
    """Something that must happen before a day.

    Attributes:
        code: code of the rule that founds it; ``DECISION`` for what a decision asked, ``PROJET`` for what the project
            wants to have done, ``REUNION`` for what a meeting announced, ``USAGE`` for the usual delay of a region,
            which is never law.
        libelle: what must happen.
        limite_le: earliest candidate for the last day; ``None`` when nothing dates it.
        au_plus_tard_le: latest candidate, equal to ``limite_le`` when it is certain; ``None`` when nothing bounds it.
        acteurs: who must act.
        calcul: how the day was computed.
        statut: where it stands on the day asked.
        sources: texts; empty where there is none.
        tenue_le: when what was due was done, as vague as the record; ``None`` when it was not, or nothing dates it.
        fin: how the delay ends, with its source; ``None`` when the day was not computed from a legal delay.
    """

    code: str
    libelle: str
    limite_le: date | None
    au_plus_tard_le: date | None
    acteurs: tuple[QualiteActeur, ...]
    calcul: str
    statut: StatutEcheance
    sources: tuple[SourceJuridique, ...] = ()
    tenue_le: DatePartielle | None = None
    fin: FinDelai | None = None

    @property
    def en_bref(self) -> str:
        """What must happen, in the few words of a list."""
        return _EN_BREF.get(self.libelle, self.libelle)

    @property
    def avant_quand(self) -> str:
        """Before when, in words, with what is not certain of it."""
        return encadrer(self.limite_le, self.au_plus_tard_le)

    @property
    def qui(self) -> tuple[str, ...]:
        """Who must act, each in a few words."""
        return qualites_en_bref(self.acteurs)

    @property
    def datee(self) -> bool:
        """Whether something bounds it."""
        return (self.limite_le or self.au_plus_tard_le) is not None

    @property
    def annoncee(self) -> bool:
        """Whether somebody announced it, in words of their own, rather than a text or a usage."""
        return self.code in {DECISION, PROJET, REUNION}

    @property
    def a_temps(self) -> bool | None:
        """Whether what was due was done in time; ``None`` when it was not done, or when the dates cannot tell."""
        fait = self.tenue_le
        if fait is None:
            return None
        if self.limite_le is not None and fait.au_plus_tard is not None and fait.au_plus_tard <= self.limite_le:
            return True
        tard = self.au_plus_tard_le
        return False if tard is not None and fait.au_plus_tot is not None and fait.au_plus_tot > tard else None


def qualites_en_bref(qualites: Iterable[QualiteActeur]) -> tuple[str, ...]:
    """Who, each in a few words: ``ARS``, ``porteurs``; of those that stand for one another, the usual one."""
    dites = set(qualites)
    gardees = sorted(q.libelle for q in dites if _HABITUELLES.get(q) not in dites)
    return tuple(re.sub(r"^(?:l'|l[ae]s? )", "", libelle) for libelle in gardees)


_HABITUELLES: Final = {
    QualiteActeur.STRUCTURE: QualiteActeur.PORTEURS,
    QualiteActeur.CGSS: QualiteActeur.CPAM,
    QualiteActeur.COLLECTIVITE: QualiteActeur.GESTIONNAIRE,
}


class Echeances(Affichable, tuple[Echeance, ...]):
    """Deadlines, sorted: a tuple that notebooks show as a table."""

    __slots__ = ()

    def en_json(self) -> str:
        """The deadlines as JSON, keys sorted, with the name and the version of their format."""
        return rendre("contenu.documents:echeances_en_json", self)


def statut_de(limites: Intervalle, au: date, *, due: bool | None = True, faite: bool | None = False) -> StatutEcheance:
    """Where a deadline stands on a day.

    Args:
        limites: earliest and latest candidate for the last day.
        au: the day.
        due: whether it is due at all; ``None`` is not known.
        faite: whether what it asks was done by then; ``None`` is not known.
    """
    limite_le, au_plus_tard_le = limites
    if due is None or faite is None:
        return StatutEcheance.INCERTAINE
    if faite:
        return StatutEcheance.TENUE
    if limite_le is not None and au <= limite_le:
        return StatutEcheance.A_VENIR
    if au_plus_tard_le is not None and au > au_plus_tard_le:
        return StatutEcheance.DEPASSEE
    return StatutEcheance.INCERTAINE


def echeance_legale(
    delai: DelaiLegal,
    depart: Intervalle,
    *,
    au: date,
    libelle: str,
    acteurs: tuple[QualiteActeur, ...],
    a_compter: str,
    due: bool | None = True,
    faite: bool | None = False,
    tenue_le: DatePartielle | None = None,
) -> Echeance:
    """A deadline that runs from a day that may be vague, computed in one step from each of its bounds."""
    debut, fin = depart
    limites = None if debut is None else delai.bornes(debut)[0], None if fin is None else delai.bornes(fin)[1]
    return Echeance(
        code=delai.code,
        libelle=libelle,
        limite_le=limites[0],
        au_plus_tard_le=limites[1],
        acteurs=acteurs,
        calcul=delai.calcul(a_compter),
        statut=statut_de(limites, au, due=due, faite=faite),
        sources=delai.sources,
        tenue_le=tenue_le if faite and due is not None else None,
        fin=delai.fin,
    )


def parmi(possibles: frozenset[E], atteints: frozenset[E]) -> bool | None:
    """Whether what may be is what is wanted, all of it or none of it; ``None`` between."""
    if possibles <= atteints:
        return True
    return None if possibles & atteints else False


def premier_accompli(avancement: Avancement, actes: Sequence[Evenement]) -> tuple[bool | None, DatePartielle | None]:
    """Whether one of ordered acts had taken place on that day, and when the first that surely had did."""
    passes = {e.identifiant: a_eu_lieu(avancement.dates(e), avancement.au) for e in actes}
    fait = next((e for e in actes if passes[e.identifiant]), None)
    if fait is not None:
        return True, date_d_effet(fait)
    return None if None in passes.values() else False, None


def limites_de(avant: DatePartielle) -> tuple[date | None, date | None]:
    """First and last day that may be the limit: "by April" sets it somewhere in April."""
    exacte = attrs.evolve(avant, nuance=Nuance.EXACTE) if avant.nuance is Nuance.AU_PLUS_TARD else avant
    return exacte.au_plus_tot, exacte.au_plus_tard
