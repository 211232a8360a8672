"""Small builders for the tests of the rules on rotas."""

from datetime import date, time
from typing import Any

from soinsprimaires import (
    CreneauGarde,
    ModaliteGarde,
    NatureTerritoire,
    Periode,
    Professionnel,
    TableauGarde,
    Territoire,
)
from soinsprimaires.referentiels.professions import MEDECIN

GERS = Territoire(identifiant="secteur", nom="Secteur", nature=NatureTerritoire.PERMANENCE_SOINS, departement="32")


def jour(texte: str | None) -> date | None:
    return None if texte is None else date.fromisoformat(texte)


def creneau(le: str = "2024-01-02", debut: str = "20:00", fin: str = "08:00", **champs: Any) -> CreneauGarde:
    """The night of Tuesday 2 January 2024, unless told otherwise: a doctor at a fixed place of Lectoure."""
    defauts = {"professionnel": "medecin", "modalite": ModaliteGarde.EFFECTION_FIXE, "commune": "32208"}
    return CreneauGarde(
        jour=date.fromisoformat(le),
        debut=time.fromisoformat(debut),
        fin=time.fromisoformat(fin),
        **{**defauts, **champs},
    )


def tableau(
    *creneaux: CreneauGarde, debut: str | None = "2024-01-01", fin: str | None = "2024-03-31", **champs: Any
) -> TableauGarde:
    """The rota of the first quarter of 2024, unless told otherwise."""
    defauts = {"territoire": "secteur", "volontaires": ("medecin",)}
    return TableauGarde(
        identifiant="tableau",
        periode=Periode(debut=jour(debut), fin=jour(fin)),
        creneaux=creneaux,
        **{**defauts, **champs},
    )


def medecin(identifiant: str = "medecin", **champs: Any) -> Professionnel:
    return Professionnel(identifiant=identifiant, profession=MEDECIN, **champs)
