"""Every rule of the library."""

from collections.abc import Mapping
from typing import Final

from soinsprimaires.regles.absurdites import REGLES_ABSURDITES
from soinsprimaires.regles.aci_msp import REGLES_ACI_MSP
from soinsprimaires.regles.agrements import REGLES_AGREMENTS
from soinsprimaires.regles.antennes import REGLES_ANTENNES
from soinsprimaires.regles.boucles import REGLES_BOUCLES
from soinsprimaires.regles.centres import REGLES_CENTRES
from soinsprimaires.regles.contrats import REGLES_CONTRATS
from soinsprimaires.regles.cpts import REGLES_CPTS
from soinsprimaires.regles.definition import Regle, registre_de_regles
from soinsprimaires.regles.equipes import REGLES_EQUIPES
from soinsprimaires.regles.formation import REGLES_FORMATION
from soinsprimaires.regles.gardes import REGLES_GARDES
from soinsprimaires.regles.gestionnaires import REGLES_GESTIONNAIRES
from soinsprimaires.regles.heures_de_garde import REGLES_HEURES_DE_GARDE
from soinsprimaires.regles.ipa import REGLES_IPA
from soinsprimaires.regles.msp import REGLES_MSP
from soinsprimaires.regles.nomenclatures import REGLES_NOMENCLATURES
from soinsprimaires.regles.numeros import REGLES_NUMEROS
from soinsprimaires.regles.permanence import REGLES_PERMANENCE
from soinsprimaires.regles.registre import REGLES_REGISTRE
from soinsprimaires.regles.signatures import REGLES_SIGNATURES
from soinsprimaires.regles.sisa import REGLES_SISA
from soinsprimaires.regles.territoires import REGLES_TERRITOIRES
from soinsprimaires.regles.vraisemblance import REGLES_VRAISEMBLANCE

__all__ = ["REGLES"]

REGLES: Final[Mapping[str, tuple[Regle, ...]]] = registre_de_regles(
    *REGLES_MSP,
    *REGLES_SIGNATURES,
    *REGLES_CPTS,
    *REGLES_CENTRES,
    *REGLES_GESTIONNAIRES,
    *REGLES_ANTENNES,
    *REGLES_AGREMENTS,
    *REGLES_IPA,
    *REGLES_FORMATION,
    *REGLES_REGISTRE,
    *REGLES_NUMEROS,
    *REGLES_PERMANENCE,
    *REGLES_HEURES_DE_GARDE,
    *REGLES_NOMENCLATURES,
    *REGLES_SISA,
    *REGLES_EQUIPES,
    *REGLES_TERRITOIRES,
    *REGLES_VRAISEMBLANCE,
    *REGLES_GARDES,
    *REGLES_ABSURDITES,
    *REGLES_BOUCLES,
    *REGLES_CONTRATS,
    *REGLES_ACI_MSP,
)
"""Code to versions ordered by period; immutable."""
