"""Who helps whom to build a project."""

import attrs

from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.modele._base import Entite, reference, vers
from soinsprimaires.temps import PeriodePartielle

__all__ = ["Accompagnement", "NatureAccompagnement"]


class NatureAccompagnement(Vocabulaire):
    """What kind of help."""

    METHODE_PROJET = "methode_projet"
    SENSIBILISATION = "sensibilisation"
    SUIVI = "suivi"
    JURIDIQUE = "juridique"
    FINANCIER = "financier"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Accompagnement(Entite):
    """Help that an organisation gives to a structure, to a project, or to those of a territory.

    Attributes:
        par: who helps.
        beneficiaire: which structure, project or working group is helped; ``None`` when the source names none.
        territoire: where those helped are.
        nature: what kind of help.
        adherent: whether the beneficiary is a member of the helper.
        facilitateur: the person who comes.
        periode: when.
    """

    par: str = attrs.field(metadata=vers("organisations", "structures"))
    nature: NatureAccompagnement
    beneficiaire: str | None = reference("structures", "projets", "groupes_travail")
    territoire: str | None = reference("territoires")
    adherent: bool | None = None
    facilitateur: str | None = reference("personnes", "professionnels")
    periode: PeriodePartielle | None = None
