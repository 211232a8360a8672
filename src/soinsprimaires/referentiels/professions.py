"""Professions, savoir-faire and modes of exercise by name, and the legal family of a profession.

The names are those of the library; codes and labels are those of the nomenclatures, in which psychologists,
osteopaths and social workers do not stand among the *professions de santé*.
"""

from typing import Final

from soinsprimaires._typage import exiger
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme

__all__ = [
    "AIDE_SOIGNANT",
    "AMBULANCIER",
    "ASSISTANT_DENTAIRE",
    "ASSISTANT_SERVICE_SOCIAL",
    "AUDIOPROTHESISTE",
    "AUTRE_ACTEUR",
    "AUXILIAIRE_PUERICULTURE",
    "CARDIOLOGIE",
    "CHIROPRACTEUR",
    "CHIRURGIEN_DENTISTE",
    "CHIRURGIE_ORTHOPEDIQUE",
    "CHIRURGIE_VISCERALE",
    "DERMATOLOGIE",
    "DIETETICIEN",
    "EPITHESISTE",
    "ERGOTHERAPEUTE",
    "GENETIQUE",
    "GERIATRIE",
    "GYNECOLOGIE_MEDICALE",
    "GYNECOLOGIE_OBSTETRIQUE",
    "INFIRMIER",
    "INFIRMIER_PSYCHIATRIQUE",
    "IPA",
    "IPA_MALADIE_RENALE",
    "IPA_ONCOLOGIE",
    "IPA_PATHOLOGIES_CHRONIQUES",
    "IPA_SANTE_MENTALE",
    "MALADIES_INFECTIEUSES",
    "MANIPULATEUR_ERM",
    "MASSEUR_KINESITHERAPEUTE",
    "MEDECIN",
    "MEDECINE_GENERALE",
    "MEDECINE_GENERALE_QUALIFIE",
    "MEDECINE_GENERALE_SPECIALISTE",
    "MODE_BENEVOLE",
    "MODE_INDIRECT",
    "MODE_LIBERAL",
    "MODE_SALARIE",
    "OCULARISTE",
    "OPHTALMOLOGIE",
    "OPTICIEN_LUNETIER",
    "ORTHOPEDISTE_ORTHESISTE",
    "ORTHOPHONISTE",
    "ORTHOPROTHESISTE",
    "ORTHOPTISTE",
    "OSTEOPATHE",
    "PEDIATRIE",
    "PEDICURE_PODOLOGUE",
    "PHARMACIEN",
    "PHYSICIEN_MEDICAL",
    "PODO_ORTHESISTE",
    "PREPARATEUR_PHARMACIE",
    "PREPARATEUR_PHARMACIE_HOSPITALIERE",
    "PSYCHIATRIE",
    "PSYCHOLOGUE",
    "PSYCHOMOTRICIEN",
    "PSYCHOTHERAPEUTE",
    "RHUMATOLOGIE",
    "SAGE_FEMME",
    "TECHNICIEN_LABORATOIRE",
    "FamilleProfessionnelle",
    "est_auxiliaire_medical",
    "est_generaliste",
    "est_ipa",
    "est_medecin",
    "famille",
]


def _sante(code: str) -> CodeNomenclature:
    return CodeNomenclature(Systeme.TRE_G15, code)


def _titre(code: str) -> CodeNomenclature:
    return CodeNomenclature(Systeme.TRE_R95, code)


def _specialite(code: str) -> CodeNomenclature:
    return CodeNomenclature(Systeme.TRE_R38, code)


def _mode(code: str) -> CodeNomenclature:
    return CodeNomenclature(Systeme.TRE_R23, code)


MEDECIN: Final = _sante("10")
PHARMACIEN: Final = _sante("21")
AUDIOPROTHESISTE: Final = _sante("26")
OPTICIEN_LUNETIER: Final = _sante("28")
ASSISTANT_DENTAIRE: Final = _sante("31")
PHYSICIEN_MEDICAL: Final = _sante("32")
AIDE_SOIGNANT: Final = _sante("35")
AMBULANCIER: Final = _sante("36")
AUXILIAIRE_PUERICULTURE: Final = _sante("37")
PREPARATEUR_PHARMACIE_HOSPITALIERE: Final = _sante("38")
PREPARATEUR_PHARMACIE: Final = _sante("39")
CHIRURGIEN_DENTISTE: Final = _sante("40")
SAGE_FEMME: Final = _sante("50")
INFIRMIER: Final = _sante("60")
INFIRMIER_PSYCHIATRIQUE: Final = _sante("69")
MASSEUR_KINESITHERAPEUTE: Final = _sante("70")
PEDICURE_PODOLOGUE: Final = _sante("80")
ORTHOPROTHESISTE: Final = _sante("81")
PODO_ORTHESISTE: Final = _sante("82")
ORTHOPEDISTE_ORTHESISTE: Final = _sante("83")
OCULARISTE: Final = _sante("84")
EPITHESISTE: Final = _sante("85")
TECHNICIEN_LABORATOIRE: Final = _sante("86")
ORTHOPHONISTE: Final = _sante("91")
ORTHOPTISTE: Final = _sante("92")
ERGOTHERAPEUTE: Final = _sante("94")
DIETETICIEN: Final = _sante("95")
PSYCHOMOTRICIEN: Final = _sante("96")
MANIPULATEUR_ERM: Final = _sante("98")

OSTEOPATHE: Final = _titre("71")
PSYCHOTHERAPEUTE: Final = _titre("72")
CHIROPRACTEUR: Final = _titre("73")
PSYCHOLOGUE: Final = _titre("93")
ASSISTANT_SERVICE_SOCIAL: Final = CodeNomenclature(Systeme.TRE_R94, "41")
AUTRE_ACTEUR: Final = CodeNomenclature(Systeme.TRE_R291, "99")

CARDIOLOGIE: Final = _specialite("SM04")
CHIRURGIE_ORTHOPEDIQUE: Final = _specialite("SM08")
CHIRURGIE_VISCERALE: Final = _specialite("SM14")
DERMATOLOGIE: Final = _specialite("SM15")
GENETIQUE: Final = _specialite("SM17")
GERIATRIE: Final = _specialite("SM18")
GYNECOLOGIE_MEDICALE: Final = _specialite("SM19")
GYNECOLOGIE_OBSTETRIQUE: Final = _specialite("SM20")
MEDECINE_GENERALE_QUALIFIE: Final = _specialite("SM26")
OPHTALMOLOGIE: Final = _specialite("SM38")
PEDIATRIE: Final = _specialite("SM40")
PSYCHIATRIE: Final = _specialite("SM42")
RHUMATOLOGIE: Final = _specialite("SM48")
MEDECINE_GENERALE_SPECIALISTE: Final = _specialite("SM53")
MEDECINE_GENERALE: Final = _specialite("SM54")
MALADIES_INFECTIEUSES: Final = _specialite("SM58")
IPA_PATHOLOGIES_CHRONIQUES: Final = _specialite("SI01")
IPA_ONCOLOGIE: Final = _specialite("SI02")
IPA_MALADIE_RENALE: Final = _specialite("SI03")
IPA_SANTE_MENTALE: Final = _specialite("SI04")

IPA: Final = frozenset({IPA_PATHOLOGIES_CHRONIQUES, IPA_ONCOLOGIE, IPA_MALADIE_RENALE, IPA_SANTE_MENTALE})
"""Savoir-faire of nurses in advanced practice (infirmiers en pratique avancée) that the shipped table holds."""

_MEDECINE_GENERALE: Final = frozenset({MEDECINE_GENERALE_QUALIFIE, MEDECINE_GENERALE_SPECIALISTE, MEDECINE_GENERALE})

MODE_SALARIE: Final = _mode("S")
MODE_LIBERAL: Final = _mode("L")
MODE_BENEVOLE: Final = _mode("B")
MODE_INDIRECT: Final = _mode("I")


class FamilleProfessionnelle(Vocabulaire):
    """Family of the Code de la santé publique (fourth part) to which a profession belongs.

    ``MEDICALE``: book I (médecin, chirurgien-dentiste, sage-femme). ``PHARMACIE``: book II, pharmacie et physique
    médicale. ``AUXILIAIRE_MEDICAL``: titles I to VII of book III. ``AUCUNE``: none of the three, among which those
    that the title of book III names beside the auxiliaires médicaux (aide-soignant, auxiliaire de puériculture,
    ambulancier, assistant dentaire).
    """

    MEDICALE = "medicale"
    PHARMACIE = "pharmacie"
    AUXILIAIRE_MEDICAL = "auxiliaire_medical"
    AUCUNE = "aucune"


_MEMBRES: Final = {
    FamilleProfessionnelle.MEDICALE: (MEDECIN, CHIRURGIEN_DENTISTE, SAGE_FEMME),
    FamilleProfessionnelle.PHARMACIE: (
        PHARMACIEN,
        PHYSICIEN_MEDICAL,
        PREPARATEUR_PHARMACIE_HOSPITALIERE,
        PREPARATEUR_PHARMACIE,
    ),
    FamilleProfessionnelle.AUXILIAIRE_MEDICAL: (
        INFIRMIER,
        INFIRMIER_PSYCHIATRIQUE,
        MASSEUR_KINESITHERAPEUTE,
        PEDICURE_PODOLOGUE,
        ORTHOPROTHESISTE,
        PODO_ORTHESISTE,
        ORTHOPEDISTE_ORTHESISTE,
        OCULARISTE,
        EPITHESISTE,
        TECHNICIEN_LABORATOIRE,
        ORTHOPHONISTE,
        ORTHOPTISTE,
        ERGOTHERAPEUTE,
        DIETETICIEN,
        PSYCHOMOTRICIEN,
        MANIPULATEUR_ERM,
        AUDIOPROTHESISTE,
        OPTICIEN_LUNETIER,
    ),
    FamilleProfessionnelle.AUCUNE: (
        ASSISTANT_DENTAIRE,
        AIDE_SOIGNANT,
        AMBULANCIER,
        AUXILIAIRE_PUERICULTURE,
        OSTEOPATHE,
        PSYCHOTHERAPEUTE,
        CHIROPRACTEUR,
        PSYCHOLOGUE,
        _sante("93"),  # the psychologist of old files, before the code moved to TRE_R95
    ),
}
_FAMILLES: Final = {code: nom for nom, codes in _MEMBRES.items() for code in codes}


def famille(profession: CodeNomenclature) -> FamilleProfessionnelle | None:
    """Legal family of a profession, ``None`` when this mapping does not judge the code.

    The families, and the professions of each, were read in the plan of the Code de la santé publique. Joining them to
    the codes of the nomenclature, by their labels, is a deduction about data, since no text gives it code by code: a
    rule on a family keeps the reliability of its own text.
    """
    return _FAMILLES.get(exiger(profession, CodeNomenclature, "profession"))


def est_medecin(profession: CodeNomenclature) -> bool:
    """Whether the profession is médecin, whatever the savoir-faire."""
    return exiger(profession, CodeNomenclature, "profession") == MEDECIN


def est_auxiliaire_medical(profession: CodeNomenclature) -> bool | None:
    """Whether the profession is an auxiliaire médical, ``None`` when :func:`famille` does not judge it."""
    nom = famille(profession)
    return None if nom is None else nom is FamilleProfessionnelle.AUXILIAIRE_MEDICAL


def est_generaliste(savoir_faire: CodeNomenclature) -> bool:
    """Whether a savoir-faire is general practice, under any of its three codes (SM26, SM53, SM54)."""
    return exiger(savoir_faire, CodeNomenclature, "savoir_faire") in _MEDECINE_GENERALE


def est_ipa(savoir_faire: CodeNomenclature) -> bool:
    """Whether a savoir-faire is nursing in advanced practice (infirmier en pratique avancée)."""
    return exiger(savoir_faire, CodeNomenclature, "savoir_faire") in IPA
