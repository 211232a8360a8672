"""The article on the five meetings of Centre-Val de Loire, fact by fact."""

from datetime import date

import pytest
from examples.reunions_centre_val_de_loire import AU, construire

from soinsprimaires import (
    Acte,
    Delimitation,
    Direction,
    DomaineAction,
    Estimation,
    ModeExercice,
    NatureDecision,
    NatureDispositif,
    NatureGroupe,
    NatureProvenance,
    NatureReunion,
    NuanceNombre,
    StatutAction,
    StatutGroupe,
    StatutReunion,
    cycle,
)
from soinsprimaires.referentiels import commune

REGISTRE = construire()


@pytest.mark.parametrize(
    ("reunion", "jour", "ville", "nature"),
    [
        ("reunion-bourges", "2017-01-11", "Bourges", NatureReunion.INFORMATION),
        ("reunion-chinon", "2017-02-01", "Chinon", NatureReunion.CONCERTATION),
        ("reunion-gien", "2017-02-03", "Gien", NatureReunion.CONCERTATION),
        ("reunion-semblancay", "2017-02-07", "Semblançay", NatureReunion.PREMIER_CONTACT),
        ("reunion-sancoins", "2017-02-27", "Sancoins", NatureReunion.GROUPE),
    ],
)
def test_une_reunion_s_est_tenue(reunion: str, jour: str, ville: str, nature: NatureReunion) -> None:
    tenue = REGISTRE[reunion]
    assert str(tenue.le) == jour
    assert commune(tenue.commune).nom == ville
    assert tenue.nature is nature
    assert tenue.statut is StatutReunion.TENUE
    assert tenue.organisateurs == ("urps-ml",)
    assert tenue.provenance.nature is NatureProvenance.DEDUITE


@pytest.mark.parametrize(
    ("reunion", "date_partielle", "territoire"),
    [
        ("information-est-du-cher", "2017-04-06", "est-du-cher"),
        ("information-giennois", "[2017-02-03..2017-04]", "giennois"),
        ("information-nord-touraine", "[2017-04-01..2017-04-15]", "nord-indre-et-loire"),
    ],
)
def test_une_reunion_d_information_est_prevue(reunion: str, date_partielle: str, territoire: str) -> None:
    prevue = REGISTRE[reunion]
    assert str(prevue.le) == date_partielle
    assert prevue.territoire == territoire
    assert prevue.nature is NatureReunion.INFORMATION
    assert prevue.statut is StatutReunion.PREVUE
    assert prevue.commune is None
    assert len(prevue.public) == 1


def test_seule_la_date_du_6_avril_2017_est_ecrite_avec_son_annee() -> None:
    ecrites = [
        reunion.identifiant
        for reunion in REGISTRE.reunions
        if reunion.provenance is not None and reunion.provenance.nature is NatureProvenance.ECRITE
    ]
    assert ecrites == ["information-est-du-cher"]


def test_trente_six_personnes_etaient_a_bourges() -> None:
    (presence,) = REGISTRE["reunion-bourges"].presences
    assert presence.nombre == Estimation(valeur=36, unite="personnes")


def test_la_reunion_de_bourges_etait_pour_des_medecins_du_cher() -> None:
    (public,) = REGISTRE["reunion-bourges"].public
    assert public.profession.code == "10"
    assert REGISTRE[public.territoire].departement == "18"


def test_cinquante_huit_liberaux_etaient_a_chinon() -> None:
    (presence,) = REGISTRE["reunion-chinon"].presences
    assert presence.nombre == Estimation(valeur=58, unite="personnes")
    assert presence.mode is ModeExercice.LIBERAL


def test_une_vingtaine_de_personnes_sont_interessees_a_chinon() -> None:
    assert REGISTRE["reunion-chinon"].volontaires == Estimation(
        valeur=20, nuance=NuanceNombre.ENVIRON, unite="personnes"
    )
    assert {groupe.volontaires for groupe in REGISTRE.groupes_travail} == {None}


def test_les_trois_msp_du_giennois_etaient_a_gien() -> None:
    (presence,) = REGISTRE["reunion-gien"].presences
    assert presence.categorie == "MSP du territoire"
    assert presence.nombre == Estimation(valeur=3, unite="structures")


def test_les_leaders_des_maisons_et_poles_etaient_a_semblancay() -> None:
    (presence,) = REGISTRE["reunion-semblancay"].presences
    assert presence.categorie == "leaders des maisons et pôles de santé du territoire"
    assert presence.nombre is None


def test_la_reunion_de_touraine_sera_pour_les_liberaux() -> None:
    (public,) = REGISTRE["information-nord-touraine"].public
    assert public.mode is ModeExercice.LIBERAL


def test_deux_groupes_ont_emerge_a_bourges() -> None:
    (decision,) = REGISTRE["reunion-bourges"].decisions
    assert decision.nature is NatureDecision.CREATION_GROUPE
    assert decision.groupes == ("groupe-agglomeration-bourges", "groupe-est-cher")
    for groupe in decision.groupes:
        assert REGISTRE[groupe].nature is NatureGroupe.TERRITORIAL
        assert REGISTRE[groupe].issu_de == "reunion-bourges"
    assert REGISTRE["groupe-est-cher"].statut is StatutGroupe.CONSTITUE


def test_quatre_groupes_se_constituent_a_chinon_un_par_axe_et_l_administration() -> None:
    groupes = [groupe for groupe in REGISTRE.groupes_travail if groupe.issu_de == "reunion-chinon"]
    assert {groupe.statut for groupe in groupes} == {StatutGroupe.EN_CONSTITUTION}
    assert sorted((groupe.nature.value, groupe.axe or "") for groupe in groupes) == [
        ("administration", ""),
        ("thematique", "chinonais-attractivite"),
        ("thematique", "chinonais-communication"),
        ("thematique", "chinonais-parcours"),
    ]


def test_le_chinonais_a_trois_axes_et_leurs_themes() -> None:
    axes = {axe.identifiant: axe for axe in REGISTRE["projet-cpts-chinonais"].axes}
    assert {nom: axe.sous_themes for nom, axe in axes.items()} == {
        "chinonais-parcours": ("articulation 1er-2ème-3ème recours", "parcours complexes", "prévention", "ETP"),
        "chinonais-communication": ("télémédecine", "outils de communication dans la CPTS"),
        "chinonais-attractivite": ("aide à l'installation", "formation", "protocoles pluri-professionnels"),
    }
    assert "parcours de santé" in axes["chinonais-parcours"].intitule
    assert "information partagée" in axes["chinonais-communication"].intitule
    assert "attractivité" in axes["chinonais-attractivite"].intitule


def test_chinon_laisse_a_penser_la_forme_et_les_axes() -> None:
    formes, axes = REGISTRE["reunion-chinon"].prochaines_etapes
    assert formes.objet.startswith("réflexion sur les aspects formels et organisationnels de la CPTS")
    assert formes.objet.endswith("(règles d'adhésion, statuts, gouvernance, partenariats)")
    assert "trois axes" in axes.objet
    assert (formes.echeance, axes.echeance) == (None, None)


def test_gien_laisse_a_penser_les_limites_et_une_grande_reunion() -> None:
    limites, reunion = REGISTRE["reunion-gien"].prochaines_etapes
    assert "limites géographiques" in limites.objet
    assert limites.echeance is None
    assert str(reunion.echeance) == "../2017-04"
    assert reunion.reunion == "information-giennois"


def test_semblancay_annonce_une_reunion_debut_avril() -> None:
    (etape,) = REGISTRE["reunion-semblancay"].prochaines_etapes
    assert str(etape.echeance) == "[2017-04-01..2017-04-15]"
    assert etape.reunion == "information-nord-touraine"


def test_sancoins_suit_bourges_et_prepare_le_6_avril() -> None:
    sancoins = REGISTRE["reunion-sancoins"]
    assert sancoins.suite_de == "reunion-bourges"
    assert sancoins.prepare == "information-est-du-cher"
    assert sancoins.groupes == ("groupe-est-cher",)


def test_l_est_du_cher_va_de_sancergues_a_sancoins_et_jusqu_a_baugy() -> None:
    territoire = REGISTRE["est-du-cher"]
    assert {(commune(repere.commune).nom, repere.direction) for repere in territoire.reperes} == {
        ("Sancergues", Direction.NORD),
        ("Sancoins", Direction.SUD),
        ("Baugy", Direction.OUEST),
    }
    assert territoire.communes == ()
    assert territoire.delimitation is Delimitation.INCONNUE


@pytest.mark.parametrize(
    ("territoire", "departement"),
    [("nord-indre-et-loire", "37"), ("chinonais", "37"), ("giennois", "45"), ("est-du-cher", "18")],
)
def test_un_territoire_sans_limites_n_a_pas_de_communes(territoire: str, departement: str) -> None:
    assert REGISTRE[territoire].departement == departement
    assert REGISTRE[territoire].communes == ()
    assert REGISTRE[territoire].delimitation is Delimitation.INCONNUE


def test_le_secretariat_mutualise_est_une_idee_pour_trois_professions() -> None:
    action = REGISTRE["secretariat-mutualise"]
    assert [profession.code for profession in action.professions] == ["10", "60", "70"]
    assert action.evoquee_en == "reunion-bourges"


def test_la_regulation_liberale_s_inspire_du_pais_du_loir_et_cher() -> None:
    action = REGISTRE["regulation-liberale"]
    assert action.domaines == (DomaineAction.SOINS_NON_PROGRAMMES,)
    pais = REGISTRE[action.inspiree_de]
    assert pais.nom == "PAÏS"
    assert pais.nature is NatureDispositif.SOINS_NON_PROGRAMMES
    assert REGISTRE[pais.territoire].departement == "41"


def test_trois_idees_sont_nees_a_bourges_et_cinq_a_gien() -> None:
    par_reunion = {
        reunion: {action.identifiant for action in REGISTRE.actions if action.evoquee_en == reunion}
        for reunion in ("reunion-bourges", "reunion-gien")
    }
    assert par_reunion == {
        "reunion-bourges": {"secretariat-mutualise", "regulation-liberale", "partage-experiences"},
        "reunion-gien": {
            "giennois-protocoles",
            "giennois-hopital",
            "giennois-recours",
            "giennois-permanence",
            "giennois-tele-expertise",
        },
    }
    assert {action.statut for action in REGISTRE.actions} == {StatutAction.IDEE}


@pytest.mark.parametrize(
    ("action", "domaine"),
    [
        ("partage-experiences", DomaineAction.PROTOCOLES),
        ("giennois-protocoles", DomaineAction.PROTOCOLES),
        ("giennois-hopital", DomaineAction.COORDINATION_HOPITAL),
        ("giennois-recours", DomaineAction.PARCOURS),
        ("giennois-permanence", DomaineAction.PERMANENCE_SOINS),
        ("giennois-tele-expertise", DomaineAction.TELESANTE),
    ],
)
def test_une_idee_d_action_a_son_domaine(action: str, domaine: DomaineAction) -> None:
    assert domaine in REGISTRE[action].domaines


@pytest.mark.parametrize(
    ("projet", "reunion", "jour"),
    [
        ("projet-cpts-est-du-cher", "reunion-bourges", "2017-01-11"),
        ("projet-cpts-chinonais", "reunion-chinon", "../2017-02-01"),
        ("projet-cpts-giennois", "reunion-gien", "../2017-02-03"),
        ("projet-cpts-agglomeration-bourges", "reunion-bourges", "2017-01-11"),
        ("projet-cpts-nord-indre-et-loire", "reunion-semblancay", "../2017-02-07"),
    ],
)
def test_un_projet_emerge_d_une_reunion(projet: str, reunion: str, jour: str) -> None:
    emergence = REGISTRE[projet].journal[0]
    assert emergence.acte is Acte.EMERGENCE
    assert emergence.reunion == reunion
    assert str(emergence.effet_le) == jour
    assert reunion in REGISTRE[projet].issu_de
    assert cycle.etat(REGISTRE[projet], au=AU) is cycle.EtatCPTS.EMERGENCE


def test_le_groupe_est_cher_s_est_reuni_pour_le_projet() -> None:
    evenement = REGISTRE["projet-cpts-est-du-cher"].journal[1]
    assert evenement.acte is Acte.REUNION_TENUE
    assert evenement.reunion == "reunion-sancoins"
    assert str(evenement.effet_le) == "2017-02-27"


def test_chacun_des_cinq_territoires_a_son_projet() -> None:
    assert {projet.territoire for projet in REGISTRE.projets} == {
        "agglomeration-bourges",
        "est-du-cher",
        "chinonais",
        "giennois",
        "nord-indre-et-loire",
    }


def test_le_nord_de_l_indre_et_loire_aura_une_ou_plusieurs_cpts() -> None:
    nord = REGISTRE["projet-cpts-nord-indre-et-loire"]
    assert nord.nombre_structures == Estimation(valeur=1, nuance=NuanceNombre.AU_MOINS, unite="CPTS")


def test_la_limite_d_ici_avril_tombe_en_avril_sans_jour_certain() -> None:
    (grande,) = (
        echeance
        for echeance in cycle.echeances(REGISTRE["projet-cpts-giennois"], REGISTRE, au=AU)
        if echeance.libelle.startswith("grande réunion")
    )
    assert (grande.limite_le, grande.au_plus_tard_le) == (date(2017, 4, 1), date(2017, 4, 30))
