"""The on-call rota of ambulatory care (permanence des soins ambulatoires; CSP, art. R6315-1 and following)."""

from datetime import date, time

import attrs

from soinsprimaires._classement import Personnelle
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.identifiants import CODE_COMMUNE
from soinsprimaires.modele._base import Donnee, Entite, reference, references, vers
from soinsprimaires.temps import DatePartielle, Periode, en_date_partielle_ou_rien

__all__ = ["CreneauGarde", "ModaliteGarde", "TableauGarde"]


class ModaliteGarde(Vocabulaire):
    """How the acts of a slot are carried out: what a rota states beside each name (CSP, art. R6315-2, I)."""

    EFFECTION_FIXE = "effection_fixe"
    EFFECTION_MOBILE = "effection_mobile"
    REGULATION = "regulation"
    TELECONSULTATION = "teleconsultation"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class CreneauGarde(Donnee, Personnelle):
    """One slot of a rota.

    Attributes:
        jour: day on which it begins.
        debut: time at which it begins.
        fin: time at which it ends; the next day when it is not after ``debut``.
        professionnel: who is on call.
        modalite: how the acts are carried out.
        lieu: where.
        commune: INSEE code, when the building is not known.
        remplace: whose duty is taken over, for a replacement (CSP, art. R6315-4).
        requisition: whether the prefect requisitions them (CSP, art. L6314-1); ``None`` is not known.
    """

    jour: date
    debut: time
    fin: time
    professionnel: str = attrs.field(metadata=vers("professionnels"))
    modalite: ModaliteGarde | None = None
    lieu: str | None = reference("lieux")
    commune: str | None = attrs.field(default=None, validator=CODE_COMMUNE)
    remplace: str | None = reference("professionnels")
    requisition: bool | None = None


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class TableauGarde(Entite):
    """A rota of a territory of permanence des soins.

    Attributes:
        periode: full days that it covers.
        territoire: which territory.
        volontaires: professionals who volunteered (CSP, art. R6315-4).
        associations: associations de permanence des soins that take part in it.
        creneaux: slots.
        transmis_ordre_le: when it was sent to the departmental council of the order.
        transmis_ars_le: when the order sent it to the ARS and the others.
        liste_effective_le: when the associations sent the order the list of those who were on call indeed.
    """

    periode: Periode
    territoire: str | None = reference("territoires")
    volontaires: tuple[str, ...] = references("professionnels")
    associations: tuple[str, ...] = references("organisations")
    creneaux: tuple[CreneauGarde, ...] = ()
    transmis_ordre_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    transmis_ars_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    liste_effective_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
