"""Public schemes and the money that they bring."""

from decimal import Decimal

import attrs

from soinsprimaires._classement import LIBRE, PUBLIC, Personnelle
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.mesures import ANNEES, VERSEMENTS, Estimation, en_decimal
from soinsprimaires.modele._base import Donnee, Entite, reference, references, vers
from soinsprimaires.modele.evenements import MissionCPTS
from soinsprimaires.modele.statistiques import PartStatistique
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle_ou_rien

__all__ = [
    "AideFinanciere",
    "BilanAnnuel",
    "Dispositif",
    "Indemnite",
    "NatureDispositif",
    "NatureIndemnite",
    "ObjectifChiffre",
]


class NatureDispositif(Vocabulaire):
    """What a scheme does."""

    ACCUEIL_INTERNES = "accueil_internes"
    FONDS_SOUTIEN = "fonds_soutien"
    SALARIAT_MEDECINS = "salariat_medecins"
    SOINS_NON_PROGRAMMES = "soins_non_programmes"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class ObjectifChiffre(Donnee):
    """A target in figures.

    Attributes:
        indicateur: what is counted.
        cible: how much.
        periode: over which years it is to be reached.
    """

    indicateur: str = attrs.field(metadata=PUBLIC)
    cible: Estimation
    periode: PeriodePartielle | None = None


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Dispositif(Entite):
    """A scheme run by a local authority, the State or a profession.

    Attributes:
        nom: what it is called.
        nature: what it does.
        responsables: who runs it.
        territoire: where.
        periode: since when, until when.
        objectifs: targets in figures.
        description: in more words.
    """

    nom: str = attrs.field(metadata=PUBLIC)
    nature: NatureDispositif
    responsables: tuple[str, ...] = references("organisations", "structures")
    territoire: str | None = reference("territoires")
    periode: PeriodePartielle | None = None
    objectifs: tuple[ObjectifChiffre, ...] = ()
    description: str | None = attrs.field(default=None, metadata=LIBRE)


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class AideFinanciere(Entite):
    """Money given.

    Attributes:
        objet: for what.
        dispositif: under which scheme.
        action: action that it pays for, in whole or in part.
        financeurs: who pays.
        beneficiaires: who receives it, when named.
        nombre_beneficiaires: how many, when the source counts without naming.
        montant: how much; the unit is the currency (``EUR``).
        le: when, for one payment.
        periode: over which period, for several.
    """

    objet: str = attrs.field(metadata=LIBRE)
    dispositif: str | None = reference("dispositifs")
    action: str | None = reference("actions")
    financeurs: tuple[str, ...] = references("organisations")
    beneficiaires: tuple[str, ...] = references("organisations", "structures", "professionnels")
    nombre_beneficiaires: Estimation | None = None
    montant: Estimation | None = None
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    periode: PeriodePartielle | None = None


class NatureIndemnite(Vocabulaire):
    """What is paid for (CSP, art. D1434-44)."""

    PERTE_DE_REVENUS = "perte_de_revenus"
    MISSION = "mission"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Indemnite(Entite, Personnelle):
    """Money that a structure pays to one of its members.

    Attributes:
        nature: compensation of a loss of income, or remuneration of a part in a mission.
        payeur: structure that pays.
        beneficiaire: professional who receives.
        montant: how much, in euros.
        versee_le: when.
        reunion: meeting whose attendance it pays.
        mission: mission in which the professional took part.
    """

    nature: NatureIndemnite
    payeur: str = attrs.field(metadata=vers("structures"))
    beneficiaire: str = attrs.field(metadata=vers("professionnels", "personnes"))
    montant: Decimal = attrs.field(converter=en_decimal, validator=VERSEMENTS)
    versee_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    reunion: str | None = reference("reunions")
    mission: MissionCPTS | None = None


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class BilanAnnuel(Entite):
    """What a structure reports each year to those who fund it.

    Attributes:
        structure: who reports.
        convention: contract under which it reports.
        annee: calendar year reported on.
        transmis_le: when it was sent.
        patientele: patients whose médecin traitant is an associate.
        indicateurs: figures reported, with the words of the contract.
    """

    structure: str = attrs.field(metadata=vers("structures"))
    annee: int = attrs.field(validator=ANNEES)
    convention: str | None = reference("conventions")
    transmis_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    patientele: Estimation | None = None
    indicateurs: tuple[PartStatistique, ...] = ()
