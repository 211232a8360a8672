"""How a region does it: steps, committees, documents and usual delays that no national text gives."""

import attrs

from soinsprimaires._classement import PUBLIC
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mesures import EFFECTIFS, MOIS
from soinsprimaires.modele._base import Donnee, Entite, reference
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet

__all__ = ["EtapeProcedure", "NatureDelai", "ProcedureRegionale"]


class NatureDelai(Vocabulaire):
    """What a delay of a region is worth."""

    USUEL = "usuel"
    ANNONCE = "annonce"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class EtapeProcedure(Donnee):
    """A step of a region's procedure.

    Attributes:
        acte: act that ends the step.
        instruit_par: who examines.
        avis_de: who gives an opinion.
        comite: committee that meets, in words.
        documents: documents asked.
        delai_mois: usual length; ``None`` is not known.
        nature_delai: whether the delay is what is usual or what the region announces; never law.
    """

    acte: Acte
    instruit_par: tuple[QualiteActeur, ...] = ()
    avis_de: tuple[QualiteActeur, ...] = ()
    comite: str | None = attrs.field(default=None, metadata=PUBLIC)
    documents: tuple[NatureDocument, ...] = ()
    delai_mois: int | None = attrs.field(default=None, validator=MOIS)
    nature_delai: NatureDelai | None = None

    def _exiger_coherence(self) -> None:
        if self.delai_mois is not None and self.nature_delai is None:
            raise ValeurInvalide("un délai dit s'il est usuel ou annoncé", "procedure.delai", "nature_delai")
        if self.delai_mois is None and self.nature_delai is not None:
            message = "la nature d'un délai ne se dit qu'avec sa durée (delai_mois)"
            raise ValeurInvalide(message, "procedure.delai", "nature_delai")


@attrs.frozen(kw_only=True, repr=False, eq=False)
class ProcedureRegionale(Entite):
    """The procedure of a region for one nature of project; never presented as national law.

    Attributes:
        nom: what it is called.
        nature: nature of the projects.
        region: INSEE code of the région (``76``).
        organisation: authority whose practice it is.
        etapes: steps, in order.
        nombre_medecins: fewest doctors that the region asks of the team; ``None``: it says nothing of its own.
        nombre_generalistes: fewest general practitioners among them.
        nombre_auxiliaires_medicaux: fewest auxiliaires médicaux.
    """

    nom: str = attrs.field(metadata=PUBLIC)
    nature: NatureProjet
    region: str = attrs.field(metadata=PUBLIC)
    organisation: str | None = reference("organisations")
    etapes: tuple[EtapeProcedure, ...] = ()
    nombre_medecins: int | None = attrs.field(default=None, validator=EFFECTIFS)
    nombre_generalistes: int | None = attrs.field(default=None, validator=EFFECTIFS)
    nombre_auxiliaires_medicaux: int | None = attrs.field(default=None, validator=EFFECTIFS)
