"""Where care is organised: communes put together, often not along any administrative border."""

from collections.abc import Iterable
from enum import Enum

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import CODE_COMMUNE, CODE_EPCI
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele._base import Entite, Valeur, liste

__all__ = ["Delimitation", "Direction", "NatureTerritoire", "PopulationDeclaree", "Repere", "Territoire"]


class NatureTerritoire(Enum):
    """What the territory is for, or which administrative unit it is."""

    ACTION_CPTS = "action_cpts"
    BASSIN_DE_VIE = "bassin_de_vie"
    PERMANENCE_SOINS = "permanence_soins"
    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    AUTRE = "autre"


class Delimitation(Enum):
    """How much of the territory its list of communes covers."""

    COMPLETE = "complete"
    PARTIELLE = "partielle"
    INCONNUE = "inconnue"


class Direction(Enum):
    """On which side of the territory a landmark lies."""

    NORD = "nord"
    SUD = "sud"
    EST = "est"
    OUEST = "ouest"
    CENTRE = "centre"


@attrs.frozen(kw_only=True, repr=False)
class Repere(Valeur):
    """A landmark that a source gives instead of a border: "à l'Ouest jusqu'à Baugy".

    Attributes:
        commune: INSEE code.
        direction: on which side of the territory it lies.
    """

    commune: str = attrs.field(validator=CODE_COMMUNE)
    direction: Direction


@attrs.frozen(kw_only=True, repr=False)
class PopulationDeclaree(Valeur):
    """A population stated by a source, which overrides the one computed from the communes.

    Attributes:
        nombre: inhabitants.
        annee: year of the figure.
        source: who states it.
    """

    nombre: Estimation
    annee: int
    source: str


def _trier(communes: Iterable[str]) -> tuple[str, ...]:
    if isinstance(communes, str):
        raise ValeurInvalide(f"un tuple est attendu, pas {citer(communes)}", "type.inattendu", "communes")
    donnees = tuple(communes)
    # Before the sort: the rank is the one that the caller, or the document, gave.
    for rang, commune in enumerate(donnees):
        if raison := CODE_COMMUNE.raison(commune):
            raise ValeurInvalide(raison, "identifiant.forme", f"communes/{rang}")
    return tuple(sorted(donnees))


@attrs.frozen(kw_only=True, repr=False)
class Territoire(Entite):
    """A territory: a set of communes, never assumed to be one EPCI.

    The territory of action of a CPTS is that of its projet de santé (CSP, art. L1434-12).

    Attributes:
        nom: as its actors call it.
        nature: what it is for, or which administrative unit it is.
        definition: its limits as the source writes them.
        communes: INSEE codes, without order nor repetition (sorted by the constructor).
        delimitation: whether ``communes`` is the whole territory, a part of it, or unknown.
        departement: code of the département that it is or lies in.
        region: code of the région that it is or lies in.
        epci: SIREN of the EPCI that it is, when it is one.
        reperes: landmarks given instead of a border.
        population: stated population, when it overrides the computed one.
    """

    nom: str
    nature: NatureTerritoire
    definition: str | None = None
    communes: tuple[str, ...] = attrs.field(default=(), converter=_trier)
    delimitation: Delimitation = Delimitation.INCONNUE
    departement: str | None = None
    region: str | None = None
    epci: str | None = attrs.field(default=None, validator=CODE_EPCI)
    reperes: tuple[Repere, ...] = liste()
    population: PopulationDeclaree | None = None

    def __attrs_post_init__(self) -> None:
        if len(set(self.communes)) != len(self.communes):
            raise ValeurInvalide("une commune figure deux fois", "liste.doublon", "communes")
        if self.delimitation is Delimitation.COMPLETE and not self.communes:
            raise ValeurInvalide(
                "une délimitation complète énumère ses communes", "territoire.delimitation", "communes"
            )
