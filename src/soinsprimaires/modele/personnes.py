"""People who are not described as health professionals, and the functions that anybody holds."""

from decimal import Decimal

import attrs

from soinsprimaires._classement import LIBRE, PERSONNEL, Personnelle
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.mesures import QUOTITES, en_decimal_ou_rien
from soinsprimaires.modele._base import Donnee, Entite, reference, vers
from soinsprimaires.temps import PeriodePartielle

__all__ = ["Fonction", "NatureFonction", "Personne"]


class NatureFonction(Vocabulaire):
    """What a person does in an organisation or a structure."""

    REPRESENTATION_LEGALE = "representation_legale"
    MEMBRE_INSTANCE_DIRIGEANTE = "membre_instance_dirigeante"
    PRESIDENCE = "presidence"
    VICE_PRESIDENCE = "vice_presidence"
    COORDINATION = "coordination"
    DIRECTION = "direction"
    RESPONSABLE = "responsable"
    CHARGE_DE_MISSION = "charge_de_mission"
    FACILITATION = "facilitation"
    SECRETARIAT = "secretariat"
    MANDAT_ELECTIF = "mandat_electif"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Fonction(Donnee, Personnelle):
    """A function held somewhere for a time.

    Attributes:
        nature: which function.
        au_sein_de: organisation, structure, project or working group.
        intitule: as the source names it.
        quotite: share of a full-time post, above 0 and at most 1.
        periode: when it is held.
    """

    nature: NatureFonction
    au_sein_de: str = attrs.field(metadata=vers("organisations", "structures", "projets", "groupes_travail"))
    intitule: str | None = attrs.field(default=None, metadata=LIBRE)
    quotite: Decimal | None = attrs.field(default=None, converter=en_decimal_ou_rien, validator=QUOTITES)
    periode: PeriodePartielle | None = None


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Personne(Entite, Personnelle):
    """An elected official, a coordinator, a secretary: somebody known by a role.

    Attributes:
        nom: family name; optional, a role is enough.
        prenom: given name; optional.
        fonctions: what the person does, where and when.
        professionnel: the same person as a health professional.
    """

    nom: str | None = attrs.field(default=None, metadata=PERSONNEL)
    prenom: str | None = attrs.field(default=None, metadata=PERSONNEL)
    fonctions: tuple[Fonction, ...] = ()
    professionnel: str | None = reference("professionnels")
