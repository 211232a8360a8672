"""Official nomenclatures and communes of France, shipped with the package and loaded on first use.

Importing this package reads no data. What each file is, where it comes from and under which licence is answered by
:func:`manifeste`. :mod:`~soinsprimaires.referentiels.professions` and
:mod:`~soinsprimaires.referentiels.categories` give the usual codes a name.

>>> from soinsprimaires import referentiels
>>> lectoure = referentiels.commune("32208")
>>> lectoure.nom, referentiels.epci(lectoure.epci).nom
('Lectoure', 'CC de la Lomagne Gersoise')
>>> referentiels.libelle(referentiels.professions.PSYCHOLOGUE)
'Psychologue'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from soinsprimaires.referentiels import categories, codes, professions
    from soinsprimaires.referentiels._centres import CentreCommune, centre
    from soinsprimaires.referentiels._communes import (
        arrondissements,
        chercher_codes_rattaches,
        chercher_communes,
        chercher_epci,
        commune,
        communes,
        communes_de,
        communes_par_code_postal,
        correspondances,
        departement,
        departements,
        ecart_de_millesime,
        epci,
        liste_epci,
        millesime_au,
        millesime_epci,
        rattachement,
        region,
        regions,
    )
    from soinsprimaires.referentiels._divisions import (
        CodeRattache,
        Commune,
        CorrespondanceCommunes,
        Departement,
        Epci,
        NatureCodeRattache,
        NatureEpci,
        Region,
        departement_de,
    )
    from soinsprimaires.referentiels._fichiers import FichierEmbarque, manifeste
    from soinsprimaires.referentiels._millesimes import MILLESIME, MILLESIMES
    from soinsprimaires.referentiels._nomenclatures import Concept, StatutConcept, concept, concepts, existe, libelle
    from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
    from soinsprimaires.referentiels.professions import (
        FamilleProfessionnelle,
        est_auxiliaire_medical,
        est_generaliste,
        est_ipa,
        est_medecin,
        famille,
    )

__all__ = [
    "MILLESIME",
    "MILLESIMES",
    "CentreCommune",
    "CodeNomenclature",
    "CodeRattache",
    "Commune",
    "Concept",
    "CorrespondanceCommunes",
    "Departement",
    "Epci",
    "FamilleProfessionnelle",
    "FichierEmbarque",
    "NatureCodeRattache",
    "NatureEpci",
    "Region",
    "StatutConcept",
    "Systeme",
    "arrondissements",
    "categories",
    "centre",
    "chercher_codes_rattaches",
    "chercher_communes",
    "chercher_epci",
    "codes",
    "commune",
    "communes",
    "communes_de",
    "communes_par_code_postal",
    "concept",
    "concepts",
    "correspondances",
    "departement",
    "departement_de",
    "departements",
    "ecart_de_millesime",
    "epci",
    "est_auxiliaire_medical",
    "est_generaliste",
    "est_ipa",
    "est_medecin",
    "existe",
    "famille",
    "libelle",
    "liste_epci",
    "manifeste",
    "millesime_au",
    "millesime_epci",
    "professions",
    "rattachement",
    "region",
    "regions",
]

_MODULES: Final = ("categories", "codes", "professions")
_SOURCES: Final = (
    "codes",
    "professions",
    "_fichiers",
    "_nomenclatures",
    "_divisions",
    "_millesimes",
    "_communes",
    "_centres",
)


# A type checker would take any name for an attribute.
if not TYPE_CHECKING:  # pragma: no branch

    def __getattr__(nom: str) -> Any:
        """Load a public name on first use: the model imports ``codes`` alone and pays for nothing else (PEP 562)."""
        if nom in _MODULES:
            valeur: Any = import_module(f"{__name__}.{nom}")
        elif nom in __all__:
            modules = (import_module(f"{__name__}.{source}") for source in _SOURCES)
            valeur = next(getattr(module, nom) for module in modules if nom in module.__all__)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {nom!r}")
        globals()[nom] = valeur
        return valeur


def __dir__() -> list[str]:
    return __all__
