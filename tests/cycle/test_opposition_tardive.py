"""An opposition of the ARS has an effect only within two months of the reception."""

from datetime import date

import pytest

from soinsprimaires import Acte, Acteur, Evenement, FondementOpposition, NatureProjet, Projet, QualiteActeur, cycle
from soinsprimaires.cycle import EtatCPTS


def projet(opposition_le: str, recu_le: str | None) -> Projet:
    depot = Evenement(
        identifiant="depot",
        acte=Acte.DEPOT_PROJET,
        acteurs=(Acteur(qualite=QualiteActeur.PORTEURS),),
        effet_le="2023-01-10",
        recu_le=recu_le,
        enregistre_le=date(2023, 1, 10),
    )
    opposition = Evenement(
        identifiant="opposition",
        acte=Acte.OPPOSITION_ARS,
        acteurs=(Acteur(qualite=QualiteActeur.ARS),),
        fondement=FondementOpposition.PERTINENCE_TERRITOIRE,
        effet_le=opposition_le,
        enregistre_le=date(2023, 6, 1),
    )
    return Projet(identifiant="p", nom="CPTS", nature=NatureProjet.CPTS, journal=(depot, opposition))


# Received on Tuesday 10 January 2023: the delay ends on 10 March, or on Monday 13 March by the longest reading.
@pytest.mark.parametrize(
    ("opposition_le", "attendus"),
    [
        ("2023-03-09", {EtatCPTS.OPPOSITION_ARS}),
        ("2023-03-10", {EtatCPTS.OPPOSITION_ARS}),
        ("2023-03-11", {EtatCPTS.OPPOSITION_ARS, EtatCPTS.PROJET_VALIDE}),
        ("2023-03-13", {EtatCPTS.OPPOSITION_ARS, EtatCPTS.PROJET_VALIDE}),
        ("2023-03-14", {EtatCPTS.OPPOSITION_ARS, EtatCPTS.PROJET_VALIDE}),
    ],
)
def test_une_opposition_apres_le_delai_ne_defait_pas_surement_la_validation(
    opposition_le: str, attendus: set[EtatCPTS]
) -> None:
    assert cycle.etats_possibles(projet(opposition_le, "2023-01-10"), au=date(2023, 6, 1)) == attendus


def test_sans_date_de_reception_une_opposition_tardive_laisse_les_deux_lectures() -> None:
    assert cycle.etat(projet("2023-03-01", None), au=date(2023, 6, 1)) is EtatCPTS.OPPOSITION_ARS
    assert cycle.etat(projet("2023-04-01", None), au=date(2023, 6, 1)) is None
