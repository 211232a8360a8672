"""Values of the law over time."""

from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

import attrs

from soinsprimaires._typage import Typee
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.sources import Fiabilite, SourceJuridique
from soinsprimaires.temps import exiger_jour

__all__ = ["Parametre", "Reponse", "StatutReponse", "ValeurDatee"]

T = TypeVar("T")


class StatutReponse(Vocabulaire):
    """Three different reasons for having no value, and having one."""

    EN_VIGUEUR = "en_vigueur"
    PAS_ENCORE_EN_VIGUEUR = "pas_encore_en_vigueur"
    ABROGE = "abroge"
    INCONNU = "inconnu"


@attrs.frozen(kw_only=True)
class ValeurDatee(Typee, Generic[T]):
    """A value from a day on, until the next one.

    Attributes:
        depuis: first day.
        valeur: the value; ``None`` when it was abrogated, or when it exists and is not known.
        statut: which of these it is.
        sources: texts.
        fiabilite: how it was established.
        raison: why there is no value.
    """

    depuis: date
    valeur: T | None
    statut: StatutReponse = StatutReponse.EN_VIGUEUR
    sources: tuple[SourceJuridique, ...]
    fiabilite: Fiabilite
    raison: str | None = None

    def _exiger_coherence(self) -> None:
        if (self.valeur is not None) != (self.statut is StatutReponse.EN_VIGUEUR):
            raise ValeurInvalide("une valeur en vigueur, et elle seule, est donnée", "parametre.valeur", "valeur")
        if self.valeur is None and not self.raison:
            raise ValeurInvalide("l'absence de valeur a une raison", "parametre.raison", "raison")
        if not self.sources:
            raise ValeurInvalide("une valeur a une source", "parametre.source", "sources")


@attrs.frozen(kw_only=True)
class Reponse(Generic[T]):
    """What a parameter answers for a day.

    Attributes:
        statut: in force, not yet, abrogated or unknown.
        valeur: the value when it is in force, else ``None``.
        raison: why there is no value.
        etape: the dated value that answers; ``None`` before the first one.
    """

    statut: StatutReponse
    valeur: T | None = None
    raison: str | None = None
    etape: ValeurDatee[T] | None = None


@attrs.frozen(kw_only=True)
class Parametre(Typee, Generic[T]):
    """A legal or conventional value over time; the last known value holds.

    Attributes:
        nom: what it is, in French.
        unite: its unit.
        valeurs: in order of time.
    """

    nom: str
    unite: str
    valeurs: tuple[ValeurDatee[T], ...]

    def _exiger_coherence(self) -> None:
        jours = [valeur.depuis for valeur in self.valeurs]
        if not jours or any(droite <= gauche for gauche, droite in pairwise(jours)):
            raise ValeurInvalide(f"les dates de « {self.nom} » ne sont pas croissantes", "parametre.dates", "valeurs")

    def au(self, jour: date) -> Reponse[T]:
        """The answer for a day."""
        exiger_jour(jour)
        passees = [valeur for valeur in self.valeurs if valeur.depuis <= jour]
        if not passees:
            raison = f"« {self.nom} » n'existe pas avant le {self.valeurs[0].depuis}"
            return Reponse(statut=StatutReponse.PAS_ENCORE_EN_VIGUEUR, raison=raison)
        etape = passees[-1]
        return Reponse(statut=etape.statut, valeur=etape.valeur, raison=etape.raison, etape=etape)
