"""Figures that concern no named entity: "19 projects, 248 in total", "about 80 %"."""

import attrs

from soinsprimaires._classement import LIBRE, PUBLIC
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele._base import Donnee, Entite, reference
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle_ou_rien

__all__ = ["PartStatistique", "Statistique"]


@attrs.frozen(kw_only=True, repr=False, eq=False)
class PartStatistique(Donnee):
    """A part of a figure.

    Attributes:
        indicateur: what is counted in it.
        valeur: how much; a share has the unit ``part`` (0.5 is half).
    """

    indicateur: str = attrs.field(metadata=PUBLIC)
    valeur: Estimation


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Statistique(Entite):
    """A figure stated by a source.

    Attributes:
        indicateur: what is counted.
        valeur: how much, with its unit.
        territoire: where.
        organisation: of which organisation.
        dispositif: of which scheme.
        le: on which date, for a count.
        periode: over which period, for a flow.
        selon: who says so; ``None`` is the source itself.
        explications: the reasons that are given.
        explique_par: who gives them.
        dont: its parts.
    """

    indicateur: str = attrs.field(metadata=PUBLIC)
    valeur: Estimation
    territoire: str | None = reference("territoires")
    organisation: str | None = reference("organisations", "structures")
    dispositif: str | None = reference("dispositifs")
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    periode: PeriodePartielle | None = None
    selon: str | None = reference("personnes", "professionnels", "organisations")
    explications: tuple[str, ...] = attrs.field(default=(), metadata=LIBRE)
    explique_par: str | None = reference("personnes", "professionnels", "organisations")
    dont: tuple[PartStatistique, ...] = ()
