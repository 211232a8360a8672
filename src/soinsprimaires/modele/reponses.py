"""What a registre answers: who is where on a day, who holds what, who points to whom."""

from datetime import date

import attrs

from soinsprimaires.modele._base import Valeur
from soinsprimaires.modele.personnes import Fonction, Personne
from soinsprimaires.modele.professionnels import Exercice, Professionnel
from soinsprimaires.temps import PeriodePartielle

__all__ = ["Appartenance", "ExerciceSitue", "FonctionTenue", "Pointage", "couvre"]


def couvre(periode: PeriodePartielle | None, au: date) -> bool | None:
    """Whether a period holds on a day; ``None`` when its dates cannot tell, or when there is none."""
    return None if periode is None else periode.couvre(au)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Appartenance(Valeur):
    """Somebody who is in a structure on a day.

    Attributes:
        membre: identifiant.
        certain: ``False`` when the dates cannot tell, or when they were seen to leave since it began, or the structure
            may be dissolved.
    """

    membre: str
    certain: bool


@attrs.frozen(kw_only=True, repr=False, eq=False)
class ExerciceSitue(Valeur):
    """A practice that takes place on a day.

    Attributes:
        professionnel: who.
        exercice: which practice.
        certain: ``False`` when the dates cannot tell, or when the professional was seen to leave since it began, or
            the structure may be dissolved.
    """

    professionnel: Professionnel
    exercice: Exercice
    certain: bool


@attrs.frozen(kw_only=True, repr=False, eq=False)
class FonctionTenue(Valeur):
    """A function that somebody holds.

    Attributes:
        titulaire: who.
        fonction: which function.
    """

    titulaire: Personne | Professionnel
    fonction: Fonction


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Pointage(Valeur):
    """A reference from an entity.

    Attributes:
        entite: identifiant of the entity that points.
        pointeur: JSON pointer of the reference in the document of the registre.
        cible: identifiant that it names.
        genres: kinds that it may name.
    """

    entite: str
    pointeur: str
    cible: str
    genres: tuple[str, ...]
