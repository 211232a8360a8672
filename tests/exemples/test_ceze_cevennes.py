"""The article on the CPTS presented to the council of Cèze Cévennes, fact by fact."""

from datetime import date

import pytest
from examples.ceze_cevennes import AU, construire

from soinsprimaires import (
    CPTS,
    Acte,
    CodeNomenclature,
    DomaineAction,
    ModeExercice,
    NatureDecision,
    NatureFonction,
    NatureOrganisation,
    NatureReunion,
    StatutAction,
    StatutReunion,
    Systeme,
    cycle,
)
from soinsprimaires.referentiels import commune

REGISTRE = construire()
PROJET = REGISTRE["projet-cpts-ceze-cevennes"]


def test_l_article_est_du_lendemain_du_2_juillet_2024() -> None:
    assert str(REGISTRE["rencontre-2"].provenance.publie_le) == "2024-07-03"


def test_la_cpts_est_presentee_deux_fois() -> None:
    premiere, deuxieme = REGISTRE["rencontre-1"], REGISTRE["rencontre-2"]
    assert (str(premiere.le), str(deuxieme.le)) == ("2024-01-30", "2024-07-02")
    assert {premiere.statut, deuxieme.statut} == {StatutReunion.TENUE}
    assert deuxieme.suite_de == "rencontre-1"
    assert deuxieme.nature is NatureReunion.CONSEIL_COMMUNAUTAIRE
    assert deuxieme.hotes == ("cc-ceze-cevennes",)


def test_elus_adjoints_et_professionnels_etaient_presents_sans_etre_comptes() -> None:
    presences = REGISTRE["rencontre-2"].presences
    assert [presence.categorie for presence in presences] == [
        "élus communautaires",
        "adjoints",
        "professionnels de santé",
    ]
    assert {presence.nombre for presence in presences} == {None}


def test_la_communaute_de_communes_porte_son_siren() -> None:
    communaute = REGISTRE["cc-ceze-cevennes"]
    assert communaute.nature is NatureOrganisation.EPCI
    assert communaute.siren == "200035129"
    assert communaute.autres_noms == ("communauté de communes de Cèze Cévennes", "De Cèze Cévennes")
    assert communaute.noms_anterieurs == ()
    territoire = REGISTRE[communaute.territoire]
    assert {commune(code).epci for code in territoire.communes} == {"200035129"}
    assert "30037" in territoire.communes


def test_le_territoire_de_la_cpts_n_est_pas_celui_de_l_epci() -> None:
    assert PROJET.territoire == "territoire-cpts"
    assert REGISTRE["territoire-cpts"].communes == ()
    assert REGISTRE["territoire-cpts"].epci is None


def test_la_cpts_a_un_president_une_vice_presidente_et_une_coordinatrice() -> None:
    assert isinstance(REGISTRE["cpts-ceze-cevennes"], CPTS)
    natures = [tenue.fonction.nature for tenue in REGISTRE.fonctions_de("cpts-ceze-cevennes")]
    assert sorted(natures, key=str) == [
        NatureFonction.COORDINATION,
        NatureFonction.PRESIDENCE,
        NatureFonction.VICE_PRESIDENCE,
    ]


def test_le_directeur_regional_de_filieris_sud_est_intervenu() -> None:
    assert REGISTRE["filieris-sud"].nature is NatureOrganisation.ORGANISME_SECURITE_SOCIALE
    (tenue,) = REGISTRE.fonctions_de("filieris-sud")
    assert tenue.fonction.nature is NatureFonction.DIRECTION
    assert tenue.fonction.intitule == "directeur régional"
    assert tenue.titulaire.identifiant in REGISTRE["rencontre-2"].intervenants


def test_un_medecin_de_besseges_est_intervenu() -> None:
    medecin = REGISTRE["medecin-besseges"]
    assert medecin.profession == CodeNomenclature(Systeme.TRE_G15, "10")
    (exercice,) = medecin.exercices
    assert exercice.mode is None
    assert [commune(presence.commune).nom for presence in exercice.presences] == ["Bessèges"]
    assert "medecin-besseges" in REGISTRE["rencontre-2"].intervenants


def test_le_president_de_la_communaute_de_communes_est_intervenu() -> None:
    (tenue,) = REGISTRE.fonctions_de("cc-ceze-cevennes")
    assert tenue.fonction.nature is NatureFonction.PRESIDENCE
    assert tenue.titulaire.identifiant in REGISTRE["rencontre-2"].intervenants


def test_le_territoire_manque_de_medecins_de_soignants_et_d_infirmiers() -> None:
    assert {
        carence.identifiant: None if carence.profession is None else carence.profession.code
        for carence in REGISTRE.carences
    } == {"medecins": "10", "infirmiers": "60", "soignants": None}
    assert {str(carence.le) for carence in REGISTRE.carences} == {"2024-07-02"}
    assert REGISTRE["soignants"].enonce == "soignants"


def test_sans_medecin_les_ipa_ne_peuvent_travailler() -> None:
    carence = REGISTRE["medecins"]
    assert "les IPA ne peuvent travailler sans la supervision d'un médecin" in carence.enonce
    assert carence.met_en_peril == ()
    (ipa,) = carence.publics_en_peril  # whatever their mention: the article names none
    assert ipa.profession is not None
    assert (ipa.profession.code, ipa.libelle) == ("60", "en pratique avancée (IPA)")


def test_le_constat_sur_les_ipa_precede_le_22_janvier_2025() -> None:
    assert REGISTRE["medecins"].le.au_plus_tard_le(AU) is True
    assert date(2025, 1, 22) > AU


def test_aucun_ipa_n_est_invente() -> None:
    assert [professionnel.identifiant for professionnel in REGISTRE.professionnels] == ["medecin-besseges"]


def test_la_cpts_rassemble_liberaux_et_salaries_de_trois_secteurs() -> None:
    rassemble = REGISTRE["cpts-ceze-cevennes"].rassemble
    assert [categorie.mode for categorie in rassemble] == [ModeExercice.LIBERAL, ModeExercice.SALARIE]
    for categorie in rassemble:
        assert "sanitaires, médico-sociaux et sociaux" in categorie.categorie


def test_la_cpts_a_trois_objectifs() -> None:
    coordonner, ambulatoire, exercice = PROJET.objectifs
    assert "coordonner" in coordonner
    assert "soins ambulatoires" in ambulatoire
    assert "conditions d'exercice" in exercice


@pytest.mark.parametrize(
    ("action", "domaine"),
    [
        ("attirer-cabinet", DomaineAction.LOCAUX),
        ("attirer-logement", DomaineAction.LOGEMENT),
        ("attirer-qualite-de-vie", DomaineAction.ATTRACTIVITE),
        ("attirer-culture", DomaineAction.CULTURE),
        ("attirer-creches", DomaineAction.CRECHE),
        ("attirer-loisirs", DomaineAction.LOISIRS),
    ],
)
def test_une_idee_pour_attirer_les_medecins(action: str, domaine: DomaineAction) -> None:
    assert domaine in REGISTRE[action].domaines
    assert DomaineAction.ATTRACTIVITE in REGISTRE[action].domaines
    assert [profession.code for profession in REGISTRE[action].professions] == ["10"]
    assert REGISTRE[action].statut is StatutAction.IDEE
    assert REGISTRE[action].porteurs == ()


def test_les_elus_sont_appeles_a_rechercher_des_partenariats() -> None:
    # He sought the legitimacy of his peers: whether he had it is not said.
    assert REGISTRE["rencontre-2"].decisions == ()
    (demande,) = REGISTRE["rencontre-2"].demandes
    assert demande.nature is NatureDecision.MANDAT
    (etape,) = REGISTRE["rencontre-2"].prochaines_etapes
    assert etape.objet == "recherche de partenariats"
    assert etape.responsables == ("cc-ceze-cevennes",)


def test_on_ne_sait_pas_si_la_cpts_est_validee() -> None:
    reprise = PROJET.journal[0]
    assert reprise.acte is Acte.REPRISE
    assert str(reprise.effet_le) == "../2024-07-02"
    assert reprise.etat is None
    assert cycle.etat(PROJET, au=AU) is None
    possibles = cycle.etats_possibles(PROJET, au=AU)
    assert {cycle.EtatCPTS.LETTRE_INTENTION_VALIDEE, cycle.EtatCPTS.PROJET_VALIDE} <= possibles
    assert cycle.EtatCPTS.EN_FONCTIONNEMENT in possibles


def test_une_cpts_qui_a_une_equipe_et_des_bilans_n_est_ni_en_emergence_ni_finie() -> None:
    possibles = cycle.etats_possibles(PROJET, au=AU)
    exclus = {cycle.EtatCPTS.EMERGENCE, cycle.EtatCPTS.ABANDONNE, cycle.EtatCPTS.RESILIE, cycle.EtatCPTS.FUSIONNE}
    assert not possibles & exclus


def test_l_article_ne_nomme_pas_la_cpts() -> None:
    assert REGISTRE["cpts-ceze-cevennes"].nom == "Communauté Professionnelle Territoriale de Santé (CPTS)"
    assert "Cévennes" not in PROJET.nom


def test_le_journal_garde_les_deux_rencontres() -> None:
    rencontres = [evenement for evenement in PROJET.journal if evenement.acte is Acte.REUNION_TENUE]
    assert [(evenement.reunion, str(evenement.effet_le)) for evenement in rencontres] == [
        ("rencontre-1", "2024-01-30"),
        ("rencontre-2", "2024-07-02"),
    ]
