"""Which professions are *professions de santé*: what several rules ask."""

from typing import Final

from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.referentiels.professions import est_generaliste, est_medecin

_ANCIEN_PSYCHOLOGUE: Final = CodeNomenclature(Systeme.TRE_G15, "93")
_HORS_DU_CODE: Final = frozenset({Systeme.TRE_R94, Systeme.TRE_R95})


def est_profession_de_sante(profession: CodeNomenclature) -> bool | None:
    """Whether a profession is one of the fourth part of the Code de la santé publique, ``None`` when not known.

    TRE_G15 lists them, aides-soignants, auxiliaires de puériculture, ambulanciers and assistants dentaires included
    (book III names them beside the auxiliaires médicaux); users of a title (TRE_R95: psychologue, ostéopathe ...) and
    social professions (TRE_R94) are none. The psychologist of old files stands in TRE_G15 by history only.
    """
    if profession.systeme is Systeme.TRE_G15:
        return profession != _ANCIEN_PSYCHOLOGUE
    return False if profession.systeme in _HORS_DU_CODE else None


def generaliste(professionnel: Professionnel) -> bool | None:
    """Whether somebody is a general practitioner, ``None`` for a doctor whose savoir-faire is not recorded."""
    if not est_medecin(professionnel.profession):
        return False
    return any(map(est_generaliste, professionnel.savoir_faire)) if professionnel.savoir_faire else None
