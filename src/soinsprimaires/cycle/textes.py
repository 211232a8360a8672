"""The texts and usages on which the procedures stand."""

from datetime import date
from typing import Final

from soinsprimaires.sources import NatureSource, SourceJuridique

_LU: Final = date(2026, 11, 21)

INSTRUCTION_CPTS: Final = SourceJuridique(
    nature=NatureSource.INSTRUCTION,
    reference="Instruction DGOS/DIR/CNAM/2019/218 du 9 octobre 2019 (accompagnement des CPTS)",
    verifie_le=_LU,
    lu_dans="résumés publiés par la FNCS et la FMF",
)
USAGE_LETTRE: Final = SourceJuridique(
    nature=NatureSource.USAGE,
    reference="Usage des ARS et de l'assurance maladie : lettre d'intention avant le projet, sans texte codifié",
    verifie_le=_LU,
)
L1434_12: Final = SourceJuridique(
    nature=NatureSource.CODE,
    reference="CSP, art. L1434-12",
    verifie_le=_LU,
    lu_dans="circulaire.legifrance.gouv.fr, version en vigueur au 30 juin 2022",
)
ACI_CPTS: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="Accord conventionnel interprofessionnel en faveur des CPTS du 20 juin 2019 (arrêté du 21 août 2019, "
    "JO du 24 août 2019)",
    verifie_le=_LU,
    lu_dans="juriblio.fr, annexe de l'arrêté",
)
ACI_MSP: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="Accord conventionnel interprofessionnel des structures de santé pluriprofessionnelles du 20 avril 2017 "
    "(arrêté du 24 juillet 2017)",
    verifie_le=_LU,
    lu_dans="femasif.fr",
)
L6323_3: Final = SourceJuridique(
    nature=NatureSource.CODE,
    reference="CSP, art. L6323-3",
    verifie_le=_LU,
    lu_dans="french-business-law.com et doctrine.fr",
)
USAGE_MSP: Final = SourceJuridique(
    nature=NatureSource.USAGE,
    reference="Usage des ARS : validation du projet d'une MSP, qui ouvre le FIR et l'ACI sans être une condition "
    "légale d'existence",
    verifie_le=_LU,
)
USAGE_CYCLE: Final = SourceJuridique(
    nature=NatureSource.USAGE,
    reference="Usage : le texte de cette étape n'a pas été lu",
    verifie_le=_LU,
)
L6323_1_11: Final = SourceJuridique(
    nature=NatureSource.CODE,
    reference="CSP, art. L6323-1-11, I",
    verifie_le=_LU,
    lu_dans="copie publique du code, versions du 1er avril 2018 et du 21 mai 2023 sur doctrine.fr",
)
L6323_1_12: Final = SourceJuridique(
    nature=NatureSource.CODE,
    reference="CSP, art. L6323-1-12 (loi n° 2023-378 du 19 mai 2023, art. 8)",
    verifie_le=_LU,
    lu_dans="legal.tricoteuses.fr, JORFARTI000047561951",
    identifiant_legifrance="JORFARTI000047561951",
)
