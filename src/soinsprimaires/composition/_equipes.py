"""Who is in a team, and which dated value holds on a day."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol, TypeVar

import attrs

from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Appartenance, Registre
from soinsprimaires.modele.structures import MSP, FormeJuridique
from soinsprimaires.referentiels.professions import est_auxiliaire_medical, est_medecin
from soinsprimaires.temps import PeriodePartielle

__all__ = [
    "Effectif",
    "comme_professionnel",
    "compter",
    "compter_auxiliaires_medicaux",
    "compter_medecins",
    "est_sisa",
    "valeurs_possibles",
]


@attrs.frozen(kw_only=True)
class Effectif:
    """A number of people between what is certain and what is possible.

    Attributes:
        minimum: those who certainly count.
        maximum: those who may.
    """

    minimum: int
    maximum: int


def comme_professionnel(registre: Registre, identifiant: str) -> str:
    """The identifiant under which somebody is described as a professional, else the one that was given.

    An associate or a signatory may be recorded as a :class:`Personne` who points to the professional of the same body.
    """
    entite = registre.obtenir(identifiant)
    if isinstance(entite, Personne) and entite.professionnel is not None:
        return entite.professionnel
    return identifiant


def compter(
    registre: Registre, appartenances: Iterable[Appartenance], critere: Callable[[Professionnel], bool | None]
) -> Effectif:
    """Count the members that meet a criterion, each once however often they are listed.

    A member that the registre does not hold, that it knows by a role only, or whose profession the criterion cannot
    judge, may count; an organisation or a structure never does.
    """
    certains, possibles = set[str](), set[str]()
    for appartenance in appartenances:
        identifiant = comme_professionnel(registre, appartenance.membre)
        membre = registre.obtenir(identifiant)
        if membre is not None and not isinstance(membre, Professionnel | Personne):
            continue
        retenu = critere(membre) if isinstance(membre, Professionnel) else None
        if retenu is not False:
            possibles.add(identifiant)
        if retenu is True and appartenance.certain:
            certains.add(identifiant)
    return Effectif(minimum=len(certains), maximum=len(possibles))


def compter_medecins(registre: Registre, appartenances: Iterable[Appartenance]) -> Effectif:
    """Count the doctors, whatever their speciality."""
    return compter(registre, appartenances, lambda p: est_medecin(p.profession))


def compter_auxiliaires_medicaux(registre: Registre, appartenances: Iterable[Appartenance]) -> Effectif:
    """Count the auxiliaires médicaux (CSP, book III, titles I to VII)."""
    return compter(registre, appartenances, lambda p: est_auxiliaire_medical(p.profession))


# -- what changes over time ---------------------------------------------------------------------------------------


class _Datee(Protocol):
    @property
    def periode(self) -> PeriodePartielle | None: ...


D = TypeVar("D", bound=_Datee)


def valeurs_possibles(datees: Iterable[D], *, au: date) -> tuple[tuple[D, bool], ...]:
    """Dated values (legal forms, territories ...) that may hold on a day, each with whether it surely does.

    One value alone, without any period, is that of any day: the record knows no other. As soon as it bears a period,
    or stands beside another, only its dates decide.
    """
    toutes = tuple(datees)
    couvertures = [(valeur, None if valeur.periode is None else valeur.periode.couvre(au)) for valeur in toutes]
    return tuple(
        (valeur, couverture is True or (len(toutes) == 1 and valeur.periode is None))
        for valeur, couverture in couvertures
        if couverture is not False
    )


def est_sisa(msp: MSP, au: date) -> bool | None:
    """Whether a house is a SISA on a day; ``None`` when its forms cannot tell."""
    possibles = valeurs_possibles(msp.formes, au=au)
    reponses = {forme.forme is FormeJuridique.SISA for forme, _ in possibles}
    if len(reponses) != 1 or not any(certaine for _, certaine in possibles):
        return None
    return reponses.pop()
