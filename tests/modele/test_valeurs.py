"""What the values of the model answer by themselves: planning of sessions, intervals of events, codes, displays."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from soinsprimaires import (
    MSP,
    Acte,
    Contact,
    DatePartielle,
    Evenement,
    Intervenant,
    JourSemaine,
    Lieu,
    ModeExercice,
    MomentJournee,
    NatureContact,
    NatureTerritoire,
    Personne,
    ProgrammeFormation,
    Provenance,
    Recurrence,
    SeanceFormation,
    StatutSeance,
    Territoire,
    ValeurInvalide,
)
from soinsprimaires.modele.formations import planifier
from soinsprimaires.modele.structures import ETIQUETTES

JEUDIS = ProgrammeFormation(
    identifiant="soirees",
    intitule="Soirées de formation",
    lieu="halle",
    recurrence=Recurrence(jours=(JourSemaine.JEUDI,), moment=MomentJournee.SOIR, toutes_les=1),
)


def jours(seances: tuple[SeanceFormation, ...]) -> list[str]:
    return [str(seance.le) for seance in seances]


def programme(**recurrence: Any) -> ProgrammeFormation:
    return ProgrammeFormation(identifiant="soirees", intitule="Soirées", recurrence=Recurrence(**recurrence))


# -- planning --------------------------------------------------------------------------------------------------------


def test_les_jeudis_de_mai_2024_sans_l_ascension() -> None:
    seances = planifier(JEUDIS, debut=date(2024, 5, 1), fin=date(2024, 5, 31))
    assert jours(seances) == ["2024-05-02", "2024-05-16", "2024-05-23", "2024-05-30"]


def test_une_seance_planifiee_porte_son_programme_et_son_lieu() -> None:
    assert planifier(JEUDIS, debut=date(2024, 3, 7), fin=date(2024, 3, 7)) == (
        SeanceFormation(
            identifiant="soirees-2024-03-07",
            statut=StatutSeance.PREVUE,
            programme="soirees",
            le=DatePartielle(annee=2024, mois=3, numero_jour=7),
            lieu="halle",
        ),
    )


def test_un_jeudi_sur_deux_reste_un_jeudi_sur_deux_apres_un_jour_ferie() -> None:
    un_sur_deux = programme(jours=(JourSemaine.JEUDI,), toutes_les=2)
    seances = planifier(un_sur_deux, debut=date(2024, 4, 25), fin=date(2024, 6, 6))
    assert jours(seances) == ["2024-04-25", "2024-05-23", "2024-06-06"]


def test_deux_jours_par_semaine_bornes_comprises() -> None:
    seances = planifier(
        programme(jours=(JourSemaine.VENDREDI, JourSemaine.LUNDI), toutes_les=1),
        debut=date(2024, 7, 1),
        fin=date(2024, 7, 8),
    )
    assert jours(seances) == ["2024-07-01", "2024-07-05", "2024-07-08"]


def test_une_periode_sans_le_bon_jour_ne_donne_aucune_seance() -> None:
    assert planifier(JEUDIS, debut=date(2024, 5, 9), fin=date(2024, 5, 9)) == ()
    assert planifier(JEUDIS, debut=date(2024, 5, 3), fin=date(2024, 5, 8)) == ()


@pytest.mark.parametrize(
    "sans_calendrier",
    [
        pytest.param(ProgrammeFormation(identifiant="p", intitule="P"), id="aucune récurrence"),
        pytest.param(programme(toutes_les=1), id="aucun jour"),
        pytest.param(programme(jours=(JourSemaine.JEUDI,)), id="fréquence non dite"),
    ],
)
def test_ce_que_la_source_ne_dit_pas_ne_se_planifie_pas(sans_calendrier: ProgrammeFormation) -> None:
    with pytest.raises(ValeurInvalide, match="aucune séance ne se planifie") as releve:
        planifier(sans_calendrier, debut=date(2024, 5, 1), fin=date(2024, 5, 31))
    assert (releve.value.code, releve.value.champ) == ("formation.recurrence", "recurrence")


def test_une_planification_a_l_envers_est_refusee() -> None:
    with pytest.raises(ValeurInvalide, match="précède le début") as releve:
        planifier(JEUDIS, debut=date(2024, 5, 31), fin=date(2024, 5, 1))
    assert (releve.value.code, releve.value.champ) == ("periode.ordre", "fin")


@pytest.mark.parametrize("champ", ["debut", "fin"])
def test_une_planification_va_de_jour_en_jour(champ: str) -> None:
    bornes: dict[str, date] = {"debut": date(2024, 5, 1), "fin": date(2024, 5, 31)}
    bornes[champ] = datetime(2024, 5, 15, tzinfo=UTC)
    with pytest.raises(ValeurInvalide, match="un jour") as releve:
        planifier(JEUDIS, **bornes)
    assert releve.value.champ == champ


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
