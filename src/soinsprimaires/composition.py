"""Who is in a team and how large a territory is: what guards, rules and analysis share."""

from collections.abc import Callable, Iterable
from datetime import date
from math import ceil, floor
from typing import Protocol, TypeVar

import attrs

from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.mesures import Estimation, NuanceNombre
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Appartenance, Registre
from soinsprimaires.modele.territoires import Delimitation, Territoire
from soinsprimaires.parametres.cpts import SEUILS_TAILLE
from soinsprimaires.referentiels.professions import est_auxiliaire_medical, est_medecin
from soinsprimaires.temps import PeriodePartielle

__all__ = [
    "ClasseTaille",
    "Effectif",
    "Population",
    "classe_taille",
    "comme_professionnel",
    "compter",
    "compter_auxiliaires_medicaux",
    "compter_medecins",
    "population",
    "valeurs_possibles",
]


# -- teams --------------------------------------------------------------------------------------------------------


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


# -- territories --------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Population:
    """Inhabitants of a territory, as far as they are known.

    Attributes:
        minimum: surely at least so many.
        maximum: surely at most so many; ``None`` when nothing bounds it.
        source: where the figures come from, with their vintage.
        raison: why the two bounds differ.
    """

    minimum: int
    maximum: int | None
    source: str
    raison: str | None = None

    @property
    def exacte(self) -> int | None:
        """The number of inhabitants when it is known, else ``None``."""
        return self.minimum if self.minimum == self.maximum else None


def population(territoire: Territoire, *, au: date) -> Population:
    """Inhabitants of a territory: the stated population when it has one, else the sum of its communes.

    Args:
        territoire: the territory; unless it is complete, its communes give a lower bound only.
        au: chooses the vintage of the populations.
    """
    declaree = territoire.population
    if declaree is not None:
        nombre = declaree.nombre
        minimum, maximum = _bornes(nombre)
        raison = None if minimum == maximum else f"la source dit « {nombre} »"
        return Population(
            minimum=minimum, maximum=maximum, source=f"{declaree.source} ({declaree.annee})", raison=raison
        )
    total, absentes, millesimes = _sommer(territoire, au)
    source = f"communes, populations municipales {', '.join(sorted(millesimes)) or 'sans objet'}"
    raison = _raison_incomplete(territoire, absentes)
    return Population(minimum=total, maximum=total if raison is None else None, source=source, raison=raison)


def _bornes(nombre: Estimation) -> tuple[int, int | None]:
    """Fewest and most inhabitants: they are counted one by one, so "more than 40 000" is 40 001 at least."""
    minimum, maximum = 0, None
    if nombre.minimum is not None:
        minimum = ceil(nombre.minimum) if nombre.nuance is not NuanceNombre.PLUS_DE else floor(nombre.minimum) + 1
    if nombre.maximum is not None:
        maximum = floor(nombre.maximum) if nombre.nuance is not NuanceNombre.MOINS_DE else ceil(nombre.maximum) - 1
    return minimum, maximum


def _sommer(territoire: Territoire, au: date) -> tuple[int, list[str], set[str]]:
    from soinsprimaires import referentiels

    total, absentes, millesimes = 0, list[str](), set[str]()
    for code in territoire.communes:
        try:
            commune = referentiels.commune(code, au)
        except CodeInconnu:
            absentes.append(code)
            continue
        if commune.population is None:
            absentes.append(code)
        else:
            total += commune.population
            millesimes.add(str(commune.millesime_population or "sans date"))
    return total, absentes, millesimes


def _raison_incomplete(territoire: Territoire, absentes: list[str]) -> str | None:
    if territoire.delimitation is not Delimitation.COMPLETE:
        return f"la délimitation du territoire est {territoire.delimitation.value}"
    return f"population inconnue pour {', '.join(absentes)}" if absentes else None


@attrs.frozen(kw_only=True)
class ClasseTaille:
    """Size class of a CPTS.

    Attributes:
        classe: 1 to 4, ``None`` when it is not settled.
        possibles: classes that the population leaves possible.
        population: the population that was classed.
        raison: why it is not settled.
    """

    classe: int | None
    possibles: tuple[int, ...]
    population: Population
    raison: str | None = None


def classe_taille(territoire: Territoire, *, au: date) -> ClasseTaille:
    """Size class of the CPTS of a territory (ACI CPTS: 40 000, 80 000 and 175 000 inhabitants).

    On which side an exact threshold falls was found in no text: a population equal to one leaves both classes possible.
    Before 25 August 2019 there is no class.
    """
    habitants = population(territoire, au=au)
    reponse = SEUILS_TAILLE.au(au)
    if reponse.valeur is None:
        return ClasseTaille(classe=None, possibles=(), population=habitants, raison=reponse.raison)
    seuils = reponse.valeur
    basse = 1 + sum(habitants.minimum > seuil for seuil in seuils)
    haute = 4 if habitants.maximum is None else 1 + sum(habitants.maximum >= seuil for seuil in seuils)
    possibles = tuple(range(basse, haute + 1))
    if len(possibles) == 1:
        return ClasseTaille(classe=basse, possibles=possibles, population=habitants)
    raison = habitants.raison or f"{habitants.minimum} habitants : aucun texte lu ne range un seuil exact"
    return ClasseTaille(classe=None, possibles=possibles, population=habitants, raison=raison)
