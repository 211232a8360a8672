"""What the values of the model answer by themselves: intervals of events, codes, displays."""

from datetime import date
from typing import Any

import pytest

from soinsprimaires import (
    MSP,
    Acte,
    Contact,
    Evenement,
    Intervenant,
    Lieu,
    ModeExercice,
    NatureContact,
    NatureTerritoire,
    Personne,
    Provenance,
    Territoire,
)
from soinsprimaires.modele._base import Entite, Valeur
from soinsprimaires.modele.structures import ETIQUETTES

# -- events ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("champs", "intervalle"),
    [
        pytest.param({"effet_le": "2024-01-30"}, (date(2024, 1, 30), date(2024, 1, 30)), id="un jour"),
        pytest.param({"effet_le": "2021"}, (date(2021, 1, 1), date(2021, 12, 31)), id="une année"),
        pytest.param({"effet_le": "../2024-03"}, (None, date(2024, 3, 31)), id="au plus tard"),
        pytest.param(
            {"provenance": Provenance(titre="Article", publie_le="2021-06")},
            (None, date(2021, 6, 30)),
            id="sans date : au plus tard à la parution",
        ),
        pytest.param(
            {"provenance": Provenance(titre="Article")}, (None, date(2024, 7, 2)), id="parution inconnue : à la saisie"
        ),
        pytest.param({}, (None, date(2024, 7, 2)), id="sans provenance : à la saisie"),
        pytest.param(
            {"provenance": Provenance(titre="Article", publie_le="9999~")},
            (None, date(2024, 7, 2)),
            id="parution sans borne : à la saisie",
        ),
    ],
)
def test_quand_un_evenement_a_pu_prendre_effet(
    champs: dict[str, Any], intervalle: tuple[date | None, date | None]
) -> None:
    evenement = Evenement(identifiant="e", acte=Acte.EMERGENCE, enregistre_le=date(2024, 7, 2), **champs)
    assert evenement.intervalle == intervalle


# -- words and codes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        (ModeExercice.LIBERAL, "L"),
        (ModeExercice.SALARIE, "S"),
        (ModeExercice.BENEVOLE, "B"),
        (ModeExercice.INDIRECT, "I"),
    ],
)
def test_le_code_officiel_d_un_mode_d_exercice(mode: ModeExercice, code: str) -> None:
    assert mode.code == code


def test_les_six_sortes_de_structures_ont_leur_mot() -> None:
    assert list(ETIQUETTES) == [
        "msp",
        "centre_sante",
        "cts",
        "cpts",
        "equipe_soins_primaires",
        "equipe_soins_specialises",
    ]
    assert ETIQUETTES["msp"] is MSP


def test_un_territoire_range_ses_communes() -> None:
    gauche = Territoire(
        identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, communes=("32208", "2A004", "32132")
    )
    droite = Territoire(
        identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, communes=("32132", "32208", "2A004")
    )
    assert gauche.communes == ("2A004", "32132", "32208")
    assert gauche == droite


# -- displays --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        pytest.param(
            Contact(nature=NatureContact.TELEPHONE, valeur="0562687600"),
            "Contact(nature=<NatureContact.TELEPHONE: 'telephone'>)",
            id="un téléphone",
        ),
        pytest.param(
            Personne(identifiant="maire", nom="Durand", prenom="Anne"), "Personne('maire')", id="une personne"
        ),
        pytest.param(
            Lieu(identifiant="cabinet", nom="Cabinet Durand", adresse="1 rue Durand"), "Lieu('cabinet')", id="un lieu"
        ),
        pytest.param(
            Intervenant(libelle="Dr Durand", hospitalier=True),
            "Intervenant(hospitalier=True)",
            id="un intervenant",
        ),
    ],
)
def test_un_affichage_ne_montre_ni_nom_ni_telephone(valeur: object, attendu: str) -> None:
    assert repr(valeur) == attendu


def test_aucune_classe_n_ecrit_ni_ne_compare_ses_champs_autrement() -> None:
    """What attrs would write by itself shows names, numbers and addresses, and these lines end in logs."""

    def filles(classe: type) -> set[type]:
        return {classe}.union(*map(filles, classe.__subclasses__()))

    classes = {une for une in filles(Valeur) if une.__module__.startswith("soinsprimaires.modele.")}
    assert {Lieu, Personne, Contact} < classes
    # An entity writes its identifiant, another value what is public in it.
    propres = {"__repr__", "__eq__", "__hash__"}
    assert {une.__name__ for une in classes - {Valeur, Entite} if propres & vars(une).keys()} == set()
