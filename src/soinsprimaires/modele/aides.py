"""Public schemes and the money that they bring."""

from enum import Enum

import attrs

from soinsprimaires.mesures import Estimation
from soinsprimaires.modele._base import Entite, Valeur, liste, reference, references
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle_ou_rien

__all__ = ["AideFinanciere", "Dispositif", "NatureDispositif", "ObjectifChiffre"]


class NatureDispositif(Enum):
    """What a scheme does."""

    ACCUEIL_INTERNES = "accueil_internes"
    FONDS_SOUTIEN = "fonds_soutien"
    SALARIAT_MEDECINS = "salariat_medecins"
    SOINS_NON_PROGRAMMES = "soins_non_programmes"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False)
class ObjectifChiffre(Valeur):
    """A target in figures.

    Attributes:
        indicateur: what is counted.
        cible: how much.
        periode: over which years it is to be reached.
    """

    indicateur: str
    cible: Estimation
    periode: PeriodePartielle | None = None


@attrs.frozen(kw_only=True, repr=False)
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

    nom: str
    nature: NatureDispositif
    responsables: tuple[str, ...] = references("organisations", "structures")
    territoire: str | None = reference("territoires")
    periode: PeriodePartielle | None = None
    objectifs: tuple[ObjectifChiffre, ...] = liste()
    description: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class AideFinanciere(Entite):
    """Money given.

    Attributes:
        objet: for what.
        dispositif: under which scheme.
        financeurs: who pays.
        beneficiaires: who receives it, when named.
        nombre_beneficiaires: how many, when the source counts without naming.
        montant: how much; the unit is the currency (``EUR``).
        le: when, for one payment.
        periode: over which period, for several.
    """

    objet: str
    dispositif: str | None = reference("dispositifs")
    financeurs: tuple[str, ...] = references("organisations")
    beneficiaires: tuple[str, ...] = references("organisations", "structures", "professionnels")
    nombre_beneficiaires: Estimation | None = None
    montant: Estimation | None = None
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    periode: PeriodePartielle | None = None
