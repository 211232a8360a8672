"""The article on the third centre territorial de santé of the Gers, fact by fact."""

from decimal import Decimal

import pytest
from examples.centres_territoriaux_gers import AU, construire

from soinsprimaires import (
    CTS,
    MSP,
    Acte,
    CodeNomenclature,
    Estimation,
    ModeExercice,
    NatureContact,
    NatureDispositif,
    NatureEngagement,
    NatureFonction,
    NatureJalon,
    NatureMouvement,
    NatureOrganisation,
    NatureProvenance,
    NatureReunion,
    NatureSoutien,
    NuanceNombre,
    PeriodePartielle,
    StatutExercice,
    StatutMouvement,
    Systeme,
    cycle,
)
from soinsprimaires.referentiels import commune

REGISTRE = construire()
CENTRES = [structure for structure in REGISTRE.structures if isinstance(structure, CTS)]
MEDECIN = CodeNomenclature(Systeme.TRE_G15, "10")


@pytest.mark.parametrize(
    ("centre", "code", "ville", "ouverture"),
    [
        ("cts-fleurance", "32132", "Fleurance", "2022-05"),
        ("cts-plaisance", "32319", "Plaisance", "[2022-05..2022-09-12]"),
        ("cts-vic-fezensac", "32462", "Vic-Fezensac", "2022-09-12"),
    ],
)
def test_un_centre_territorial_a_ouvert(centre: str, code: str, ville: str, ouverture: str) -> None:
    (site,) = REGISTRE[centre].sites
    assert REGISTRE.commune_du_site(site, au=AU) == code
    assert commune(code).nom == ville
    assert site.jalons[0].nature is NatureJalon.OUVERTURE
    assert str(site.jalons[0].le) == ouverture


def test_le_departement_gere_les_trois_centres_et_leur_administration() -> None:
    assert len(CENTRES) == 3
    for centre in CENTRES:
        assert centre.gestionnaire == "departement-gers"
        (soutien,) = centre.soutiens
        assert soutien.nature is NatureSoutien.ADMINISTRATIF
        assert soutien.par == "departement-gers"
    assert REGISTRE["departement-gers"].nature is NatureOrganisation.CONSEIL_DEPARTEMENTAL


def test_le_centre_de_vic_est_inaugure_le_12_septembre_2022() -> None:
    (site,) = REGISTRE["cts-vic-fezensac"].sites
    assert [(jalon.nature, str(jalon.le)) for jalon in site.jalons] == [
        (NatureJalon.OUVERTURE, "2022-09-12"),
        (NatureJalon.INAUGURATION, "2022-09-12"),
    ]
    inauguration = REGISTRE["inauguration-vic"]
    assert inauguration.nature is NatureReunion.INAUGURATION
    assert str(inauguration.le) == "2022-09-12"
    assert inauguration.organisateurs == ("departement-gers", "cc-artagnan-en-fezensac")


def test_le_centre_de_vic_est_dans_le_batiment_de_la_maison_de_sante() -> None:
    maison = REGISTRE["maison-de-sante-vic"]
    assert isinstance(maison, MSP)
    assert maison.sites[0].identifiant != REGISTRE["cts-vic-fezensac"].sites[0].identifiant
    assert maison.sites[0].lieu == REGISTRE["cts-vic-fezensac"].sites[0].lieu == "maison-de-sante-vic-fezensac"


def test_on_prend_rendez_vous_par_telephone_ou_en_ligne() -> None:
    contacts = {contact.nature: contact.valeur for contact in REGISTRE["cts-vic-fezensac"].contacts}
    assert contacts == {
        NatureContact.TELEPHONE: "05 62 07 33 33",
        NatureContact.PRISE_RENDEZ_VOUS: "mondoc.gers",
    }


def test_la_pediatre_est_aussi_geneticienne() -> None:
    pediatre = REGISTRE["pediatre-geneticienne"]
    assert pediatre.profession == MEDECIN
    assert [specialite.code for specialite in pediatre.savoir_faire] == ["SM40", "SM17"]


def test_le_generaliste_est_attendu() -> None:
    generaliste = REGISTRE["generaliste-attendu"]
    assert generaliste.profession == MEDECIN
    assert [specialite.code for specialite in generaliste.savoir_faire] == ["SM54"]
    assert generaliste.exercices[0].quotite is None


def test_le_mi_temps_de_la_pediatre_ne_se_deduit_pas_de_ses_jours() -> None:
    (exercice,) = REGISTRE["pediatre-geneticienne"].exercices
    assert exercice.quotite == Decimal("0.5")
    assert sum(presence.nombre_jours or 0 for presence in exercice.presences) == 5


@pytest.mark.parametrize("medecin", ["pediatre-geneticienne", "generaliste-attendu"])
def test_trois_jours_a_vic_deux_a_fleurance(medecin: str) -> None:
    (exercice,) = REGISTRE[medecin].exercices
    assert [(presence.site, presence.nombre_jours) for presence in exercice.presences] == [
        ("site-cts-vic-fezensac", Decimal(3)),
        ("site-cts-fleurance", Decimal(2)),
    ]
    assert {presence.jours for presence in exercice.presences} == {()}
    assert exercice.mode is ModeExercice.SALARIE
    assert exercice.employeur == "departement-gers"
    assert exercice.statut is StatutExercice.PREVU


def test_les_medecins_salaries_disent_qu_ils_prendront_des_gardes() -> None:
    for centre in CENTRES:
        (engagement,) = centre.engagements
        assert engagement.nature is NatureEngagement.PERMANENCE_SOINS
        assert "tableaux de garde" in engagement.enonce
        assert str(engagement.le) == "2022-09-12"
    assert REGISTRE.tableaux_garde == ()


def test_il_n_y_avait_plus_de_pediatre_liberal_dans_le_gers() -> None:
    (carence,) = REGISTRE.carences
    assert carence.profession == MEDECIN
    assert carence.savoir_faire == CodeNomenclature(Systeme.TRE_R38, "SM40")
    assert carence.mode is ModeExercice.LIBERAL
    assert carence.effectif == Estimation(valeur=0, unite="personnes")
    assert carence.territoire == "gers"
    assert str(carence.le) == "2022-09-12"


def test_cent_internes_par_an_depuis_2016_et_35_medecins_installes() -> None:
    mission = REGISTRE["dites-32"]
    assert mission.nom == "#Dites 32"
    assert mission.nature is NatureDispositif.ACCUEIL_INTERNES
    assert mission.periode == PeriodePartielle(debut="2016")
    internes, medecins = REGISTRE["internes-accueillis"], REGISTRE["medecins-installes"]
    assert internes.valeur == Estimation(valeur=100, unite="personnes par an")
    assert internes.periode == PeriodePartielle(debut="2016")
    assert medecins.valeur == Estimation(valeur=35, unite="personnes")
    assert internes.dispositif == medecins.dispositif == "dites-32"


def test_le_fonds_de_soutien_est_de_l_annee_qui_suit_2016() -> None:
    fonds = REGISTRE["fonds-de-soutien"]
    assert fonds.nature is NatureDispositif.FONDS_SOUTIEN
    assert fonds.periode == PeriodePartielle(debut="2017")
    assert fonds.provenance.nature is NatureProvenance.DEDUITE


def test_quinze_etablissements_ont_recu_plus_d_un_million_trois() -> None:
    (aide,) = REGISTRE.aides_financieres
    assert aide.dispositif == "fonds-de-soutien"
    assert aide.nombre_beneficiaires == Estimation(valeur=15, unite="établissements")
    assert aide.montant == Estimation(valeur=1_300_000, nuance=NuanceNombre.PLUS_DE, unite="EUR")
    assert aide.montant.maximum is None


def test_six_centres_sont_prevus_en_2022_et_2023() -> None:
    (objectif,) = REGISTRE["salariat-des-medecins"].objectifs
    assert objectif.cible == Estimation(valeur=6, unite="centres")
    assert objectif.periode == PeriodePartielle(debut="2022", fin="2023")


def test_c_est_le_troisieme_centre_et_le_premier_d_occitanie_avec_un_specialiste() -> None:
    assert REGISTRE["centres-ouverts"].valeur == Estimation(valeur=3, unite="centres")
    assert REGISTRE["rang-du-gers"].valeur == Estimation(valeur=1, unite="rang")
    assert REGISTRE["occitanie"].region == "76"


def test_la_communaute_de_communes_porte_son_siren_et_le_nom_de_l_article() -> None:
    communaute = REGISTRE["cc-artagnan-en-fezensac"]
    assert communaute.siren == "243200607"
    assert communaute.nom == "CC Artagnan de Fezensac"
    assert communaute.autres_noms == ("Communauté de Communes d'Artagnan en Fezensac",)
    assert communaute.noms_anterieurs == ()
    territoire = REGISTRE[communaute.territoire]
    assert {commune(code).epci for code in territoire.communes} == {"243200607"}
    assert "32462" in territoire.communes


def test_les_elus_sont_la_par_leur_role() -> None:
    roles = [
        (tenue.fonction.nature, tenue.fonction.au_sein_de)
        for organisation in ("departement-gers", "cc-artagnan-en-fezensac", "cts-vic-fezensac")
        for tenue in REGISTRE.fonctions_de(organisation)
    ]
    assert sorted(roles, key=str) == sorted(
        [
            (NatureFonction.PRESIDENCE, "departement-gers"),
            (NatureFonction.MANDAT_ELECTIF, "departement-gers"),
            (NatureFonction.MANDAT_ELECTIF, "departement-gers"),
            (NatureFonction.PRESIDENCE, "cc-artagnan-en-fezensac"),
            (NatureFonction.SECRETARIAT, "cts-vic-fezensac"),
        ],
        key=str,
    )


def test_deux_conseillers_departementaux_etaient_presents() -> None:
    elus = REGISTRE["inauguration-vic"].presences[0]
    assert elus.nombre == Estimation(valeur=2, unite="personnes")
    assert len(elus.participants) == 2


@pytest.mark.parametrize(
    ("mouvement", "nature", "statut"),
    [
        ("arrivee-pediatre", NatureMouvement.ARRIVEE, StatutMouvement.CONSTATE),
        ("arrivee-generaliste", NatureMouvement.ARRIVEE, StatutMouvement.ANNONCE),
        ("departs-fezensac", NatureMouvement.DEPART, StatutMouvement.ANNONCE),
        ("retraites-gers", NatureMouvement.RETRAITE, StatutMouvement.ANNONCE),
    ],
)
def test_un_mouvement_est_constate_ou_annonce(mouvement: str, nature: NatureMouvement, statut: StatutMouvement) -> None:
    assert REGISTRE[mouvement].nature is nature
    assert REGISTRE[mouvement].statut is statut


def test_plusieurs_medecins_partent_et_nul_ne_dit_combien() -> None:
    assert REGISTRE["departs-fezensac"].nombre == Estimation(valeur=2, nuance=NuanceNombre.AU_MOINS, unite="personnes")
    assert REGISTRE["retraites-gers"].nombre is None


def test_la_candidature_de_la_communaute_de_communes_a_ete_retenue() -> None:
    projet = REGISTRE["projet-cts-vic-fezensac"]
    assert "cc-artagnan-en-fezensac" in projet.porteurs
    assert [evenement.acte for evenement in projet.journal] == [
        Acte.REPRISE,
        Acte.CANDIDATURE_RETENUE,
        Acte.SITE_OUVERT,
        Acte.INAUGURATION,
    ]
    assert str(projet.journal[1].effet_le) == "../2022-09-12"
    assert projet.journal[1].provenance.nature is NatureProvenance.DEDUITE  # by whom, the article does not say


def test_le_centre_de_vic_est_ouvert() -> None:
    assert cycle.etat(REGISTRE["projet-cts-vic-fezensac"], au=AU) is cycle.EtatCentreSante.OUVERT
