"""Codes of the official nomenclatures, apart from their tables: the model imports this module and loads no data."""

import re
from typing import Any, Final

import attrs

from soinsprimaires._classement import PUBLIC
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires._voisins import conseiller, voisin_de
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide

__all__ = ["CodeNomenclature", "Systeme"]

_CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,32}", re.ASCII)
_COURANTES: Final = (
    "AIDE_SOIGNANT",
    "CHIRURGIEN_DENTISTE",
    "DIETETICIEN",
    "ERGOTHERAPEUTE",
    "INFIRMIER",
    "MASSEUR_KINESITHERAPEUTE",
    "MEDECIN",
    "ORTHOPHONISTE",
    "ORTHOPTISTE",
    "PEDICURE_PODOLOGUE",
    "PHARMACIEN",
    "PSYCHOLOGUE",
    "PSYCHOMOTRICIEN",
    "SAGE_FEMME",
)
"""Names in ``professions``, which imports this module, of what a team of primary care is most often made of."""


class Systeme(Vocabulaire):
    """A code system of the Agence du numérique en santé; the value is the word written in JSON."""

    TRE_G15 = "TRE_G15", "professions de santé"
    TRE_R02 = "TRE_R02", "secteurs d'activité"
    TRE_R23 = "TRE_R23", "modes d'exercice"
    TRE_R291 = "TRE_R291", "autres professions"
    TRE_R38 = "TRE_R38", "spécialités ordinales"
    TRE_R397 = "TRE_R397", "catégories d'entité géographique d'exercice"
    TRE_R66 = "TRE_R66", "catégories d'établissement"
    TRE_R94 = "TRE_R94", "professions du social"
    TRE_R95 = "TRE_R95", "usagers de titre"

    @property
    def uri(self) -> str:
        """Official address that identifies the system (``system`` of a FHIR Coding)."""
        return _URIS[self]

    @property
    def intitule(self) -> str:
        """What the system lists, in French."""
        return self.libelle


_NOS: Final = "https://mos.esante.gouv.fr/NOS/"
_URIS: Final = {
    Systeme.TRE_G15: _NOS + "TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante",
    Systeme.TRE_R02: _NOS + "TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite",
    Systeme.TRE_R23: _NOS + "TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice",
    Systeme.TRE_R291: _NOS + "TRE_R291-AutreProfession/FHIR/TRE-R291-AutreProfession",
    Systeme.TRE_R38: _NOS + "TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale",
    Systeme.TRE_R397: "https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r397-categorie-entite-geographique-exercice",
    Systeme.TRE_R66: _NOS + "TRE_R66-CategorieEtablissement/FHIR/TRE-R66-CategorieEtablissement",
    Systeme.TRE_R94: _NOS + "TRE_R94-ProfessionSocial/FHIR/TRE-R94-ProfessionSocial",
    Systeme.TRE_R95: _NOS + "TRE_R95-UsagerTitre/FHIR/TRE-R95-UsagerTitre",
}


def _exiger_systeme(_: object, __: object, valeur: Any) -> None:
    if not isinstance(valeur, Systeme):
        mots = [systeme.value for systeme in Systeme]
        conseil = f" ; écrire Systeme.{valeur}" if valeur in mots else conseiller(valeur, mots)
        raise ValeurInvalide(f"{citer(valeur)} n'est pas un système de codes{conseil}", "code.systeme", "systeme")


def _exiger_code(_: object, __: object, valeur: Any) -> None:
    if not isinstance(valeur, str) or not _CODE.fullmatch(valeur):
        message = f"{citer(valeur)} n'est pas un code (1 à 32 lettres, chiffres, « - » ou « _ »)"
        raise ValeurInvalide(message, "code.forme", "code")


@attrs.frozen
class CodeNomenclature:
    """A code with its system: 93 alone is not a profession, since two systems give it two meanings.

    Only the form is judged here; whether the code stands in its table is asked to :func:`referentiels.existe`.

    >>> CodeNomenclature(Systeme.TRE_G15, "10").systeme.intitule
    'professions de santé'

    Attributes:
        systeme: the code system.
        code: the code in it, ``[A-Za-z0-9_-]{1,32}``.
    """

    systeme: Systeme = attrs.field(validator=_exiger_systeme)
    code: str = attrs.field(validator=_exiger_code, metadata=PUBLIC)

    def __str__(self) -> str:
        return f"{self.systeme.value}:{self.code}"

    @classmethod
    def _souffler(cls, texte: str) -> str:
        """What to write for a profession that was named in words."""
        nom = voisin_de(texte, _COURANTES)
        exemple = "MEDECIN par exemple" if nom is None else f"professions.{nom}"
        return f" ; un code se prend dans soinsprimaires.referentiels.professions : {exemple}"
