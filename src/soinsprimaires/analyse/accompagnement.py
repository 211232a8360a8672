"""What share of the projects somebody helps."""

from datetime import date

import attrs

from soinsprimaires import cycle
from soinsprimaires.composition import au_moins_un
from soinsprimaires.modele.accompagnement import Accompagnement
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre

__all__ = ["Taux", "taux_accompagnement"]


@attrs.frozen(kw_only=True)
class Taux:
    """A share, with its bounds where dates or places cannot tell.

    Attributes:
        surs: how many surely count.
        incertains: how many may count.
        total: out of how many.
        non_situes: how many more there may be, helped or not: asked of one région, those of which none is known.
    """

    surs: int
    incertains: int
    total: int
    non_situes: int = 0

    @property
    def minimum(self) -> float | None:
        """The least that the share can be; ``None`` where there may be nothing to share."""
        return self.surs / (self.total + self.non_situes) if self.total else None

    @property
    def maximum(self) -> float | None:
        """The most that the share can be; ``None`` where there may be nothing to share."""
        if not self.total:
            return None
        return (self.surs + self.incertains + self.non_situes) / (self.total + self.non_situes)


def taux_accompagnement(
    registre: Registre,
    *,
    au: date,
    par: str | None = None,
    nature: NatureProjet | None = None,
    region: str | None = None,
) -> Taux:
    """The share of the projects that are helped on a day, themselves or through their structure.

    Args:
        registre: what is counted.
        au: day.
        par: who helps; anybody by default.
        nature: nature of the projects; all by default.
        region: code of the région of the projects; all by default.
    """
    aides: dict[str, list[Accompagnement]] = {}
    for aide in registre.accompagnements:
        if aide.beneficiaire is not None and par in {None, aide.par}:
            aides.setdefault(aide.beneficiaire, []).append(aide)
    projets = [(projet, cycle.region_de(projet, registre, au=au)) for projet in registre.projets_de(nature=nature)]
    verdicts = [_est_aide(projet, aides, au) for projet, ou in projets if region in {None, ou}]
    return Taux(
        surs=verdicts.count(True),
        incertains=verdicts.count(None),
        total=len(verdicts),
        non_situes=0 if region is None else sum(ou is None for _, ou in projets),
    )


def _est_aide(projet: Projet, aides: dict[str, list[Accompagnement]], au: date) -> bool | None:
    noms = [projet.identifiant] if projet.structure is None else [projet.identifiant, projet.structure]
    return au_moins_un(_couvre(aide, au) for nom in noms for aide in aides.get(nom, ()))


def _couvre(aide: Accompagnement, au: date) -> bool | None:
    return None if aide.periode is None else aide.periode.couvre(au)
