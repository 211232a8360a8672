"""The article on the trainings of the MSP du bassin lectourois, fact by fact."""

from datetime import date
from decimal import Decimal

import pytest
from examples.lomagne_gersoise import AU, construire

from soinsprimaires import (
    MSP,
    Acte,
    CodeNomenclature,
    Delimitation,
    Estimation,
    FormePedagogique,
    JourSemaine,
    ModeExercice,
    MomentJournee,
    NatureDocument,
    NatureMouvement,
    NatureOrganisation,
    NatureProjet,
    NatureProvenance,
    NuanceNombre,
    PeriodePartielle,
    QualiteActeur,
    StatutMouvement,
    StatutSeance,
    Systeme,
    cycle,
)
from soinsprimaires.referentiels import commune

REGISTRE = construire()
PROJET = REGISTRE["projet-cpts-lomagne-gersoise"]
PROGRAMME = REGISTRE["formations-lomagne"]


def test_la_msp_du_bassin_lectourois_organise_les_formations() -> None:
    (organisateur,) = PROGRAMME.organisateurs
    assert isinstance(REGISTRE[organisateur], MSP)
    assert REGISTRE[organisateur].nom == "MSP du bassin lectourois"


def test_les_formations_ont_lieu_depuis_2023_sans_jour_ni_mois() -> None:
    assert PROGRAMME.periode == PeriodePartielle(debut="2023")
    assert PROGRAMME.periode.fin is None


def test_le_territoire_nomme_cinq_communes_et_n_est_pas_clos() -> None:
    territoire = REGISTRE["lomagne-gersoise"]
    assert [commune(code).nom for code in territoire.communes] == [
        "Fleurance",
        "Lectoure",
        "Miradoux",
        "La Romieu",
        "Saint-Clar",
    ]
    assert territoire.delimitation is Delimitation.PARTIELLE


def test_saint_clar_n_est_pas_dans_l_epci_de_la_lomagne_gersoise() -> None:
    epci = {code: commune(code).epci for code in REGISTRE["lomagne-gersoise"].communes}
    assert epci.pop("32370") == "200034726"
    assert set(epci.values()) == {"243200391"}


def test_le_public_est_une_liste_ouverte_de_professions() -> None:
    codes = [public.profession.code for public in PROGRAMME.public if public.profession is not None]
    assert codes == ["10", "60", "21", "70", "95"]
    assert [public.libelle for public in PROGRAMME.public if public.profession is None] == ["biologiste"]
    assert PROGRAMME.public_ouvert is True


def test_les_formations_sont_participatives_et_choisies_en_amont() -> None:
    assert PROGRAMME.formes == (FormePedagogique.PARTICIPATIVE,)
    assert PROGRAMME.choisi_par_participants is True
    assert PROGRAMME.dpc is None


def test_les_soirees_ont_lieu_le_jeudi_soir_a_castelnau_d_arbieu() -> None:
    assert PROGRAMME.recurrence.jours == (JourSemaine.JEUDI,)
    assert PROGRAMME.recurrence.moment is MomentJournee.SOIR
    assert PROGRAMME.recurrence.toutes_les is None
    lieu = REGISTRE[PROGRAMME.lieu]
    assert lieu.nom == "Salle des fêtes de Castelnau-d'Arbieu"
    assert commune(lieu.commune).nom == "Castelnau-d'Arbieu"


@pytest.mark.parametrize(
    ("seance", "libelle", "code"),
    [
        ("soiree-ophtalmologie", "ophtalmologue", "SM38"),
        ("soiree-chirurgie-orthopedique", "chirurgien orthopédique", "SM08"),
        ("soiree-chirurgie-viscerale", "chirurgien viscéral", "SM14"),
        ("soiree-infectiologie", "infectiologue", "SM58"),
    ],
)
def test_un_intervenant_hospitalier_est_venu(seance: str, libelle: str, code: str) -> None:
    (intervenant,) = REGISTRE[seance].intervenants
    assert intervenant.libelle == libelle
    assert intervenant.profession == CodeNomenclature(Systeme.TRE_G15, "10")
    assert intervenant.savoir_faire == CodeNomenclature(Systeme.TRE_R38, code)
    assert intervenant.hospitalier is True
    assert intervenant.organisation is None
    assert REGISTRE[seance].statut is StatutSeance.TENUE
    assert str(REGISTRE[seance].le) == "[2023..2024]"


@pytest.mark.parametrize(
    ("seance", "theme", "code"),
    [
        ("soiree-pediatrie", "pédiatrie", "SM40"),
        ("soiree-gynecologie", "gynécologie", None),
        ("soiree-antibiotherapie", "antibiothérapie", None),
        ("soiree-mycologie-medicale", "mycologie médicale", None),
    ],
)
def test_une_soiree_est_prevue_en_2024(seance: str, theme: str, code: str | None) -> None:
    attendu = None if code is None else CodeNomenclature(Systeme.TRE_R38, code)
    assert REGISTRE[seance].theme == theme
    assert REGISTRE[seance].savoir_faire == attendu
    assert REGISTRE[seance].statut is StatutSeance.PREVUE
    assert str(REGISTRE[seance].le) == "2024"


def test_le_projet_de_cpts_est_ne_des_formations() -> None:
    assert PROJET.nom == "CPTS Lomagne gersoise"
    assert PROJET.nature is NatureProjet.CPTS
    assert PROJET.issu_de == ("formations-lomagne",)


def test_une_vingtaine_de_porteurs_ont_ecrit_la_lettre_d_intention() -> None:
    assert PROJET.nombre_porteurs == Estimation(valeur=20, nuance=NuanceNombre.ENVIRON, unite="professionnels de santé")
    assert PROJET.porteurs == ()


def test_le_projet_rassemble_des_liberaux_et_des_salaries() -> None:
    assert [categorie.mode for categorie in PROJET.rassemble] == [ModeExercice.LIBERAL, ModeExercice.SALARIE]


def test_il_n_y_a_pas_encore_de_cpts() -> None:
    assert PROJET.structure is None
    assert [structure.identifiant for structure in REGISTRE.structures] == ["msp-bassin-lectourois"]


def test_la_lettre_est_deposee_puis_acceptee_par_l_ars_et_la_cpam_ensemble() -> None:
    depot, accord = PROJET.journal
    assert depot.acte is Acte.DEPOT_LETTRE_INTENTION
    assert [acteur.qualite for acteur in depot.acteurs] == [QualiteActeur.PORTEURS]
    assert depot.provenance.nature is NatureProvenance.DEDUITE
    assert accord.acte is Acte.ACCORD_LETTRE_INTENTION
    assert [(acteur.qualite, acteur.entite) for acteur in accord.acteurs] == [
        (QualiteActeur.ARS, "ars-occitanie"),
        (QualiteActeur.CPAM, "cpam-gers"),
    ]
    assert (depot.effet_le, accord.effet_le) == (None, None)
    assert depot.pieces == accord.pieces == ("lettre-intention-lomagne",)
    assert REGISTRE["lettre-intention-lomagne"].nature is NatureDocument.LETTRE_INTENTION


def test_la_lettre_d_intention_est_validee() -> None:
    assert cycle.etat(PROJET, au=AU) is cycle.EtatCPTS.LETTRE_INTENTION_VALIDEE


def test_les_deux_institutions_sont_celles_de_la_region_et_du_departement() -> None:
    assert REGISTRE["ars-occitanie"].nature is NatureOrganisation.ARS
    assert REGISTRE["ars-occitanie"].region == "76"
    assert REGISTRE["cpam-gers"].nature is NatureOrganisation.CPAM
    assert REGISTRE["cpam-gers"].departement == "32"


def test_le_projet_a_trois_objectifs() -> None:
    reponse, conditions, attirer = PROJET.objectifs
    assert "réponse collective" in reponse
    assert "conditions d'exercice" in conditions
    assert "nouveaux professionnels" in attirer


def test_des_retraites_sont_attendues_sans_nombre() -> None:
    retraites = REGISTRE["retraites-attendues"]
    assert retraites.nature is NatureMouvement.RETRAITE
    assert retraites.statut is StatutMouvement.ANNONCE
    assert retraites.nombre is None


def test_des_specialistes_font_defaut() -> None:
    carence = REGISTRE["specialistes-manquants"]
    assert carence.profession == CodeNomenclature(Systeme.TRE_G15, "10")
    assert carence.savoir_faire is None
    assert "spécialistes" in carence.enonce


def test_l_article_se_date_par_ce_qu_il_dit_de_2023_et_de_2024() -> None:
    assert str(PROJET.provenance.publie_le) == "[2023..2024]"


def test_la_lettre_est_validee_au_plus_tard_a_la_fin_de_2024() -> None:
    assert str(cycle.depuis(PROJET, au=AU)) == "../2024-12-31"
    assert cycle.etat(PROJET, au=date(2024, 12, 30)) is None


def test_les_listes_ouvertes_de_soirees_ne_sont_pas_comptees_exactement() -> None:
    au_moins_quatre = Estimation(valeur=4, nuance=NuanceNombre.AU_MOINS, unite="soirées")
    assert PROGRAMME.nombre_seances_tenues == PROGRAMME.nombre_seances_prevues == au_moins_quatre


def test_une_vingtaine_ne_devient_pas_vingt() -> None:
    assert PROJET.nombre_porteurs.minimum is None
    assert PROJET.nombre_porteurs.valeur == Decimal(20)
