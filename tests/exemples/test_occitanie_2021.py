"""The article on the nineteen MSP of Occitanie, figure by figure."""

from decimal import Decimal

import pytest
from examples.occitanie_2021 import construire

from soinsprimaires import (
    CodeNomenclature,
    Estimation,
    NatureAccompagnement,
    NatureConvention,
    NatureFonction,
    NatureOrganisation,
    NatureProvenance,
    NuanceNombre,
    PeriodePartielle,
    Systeme,
)

REGISTRE = construire()


@pytest.mark.parametrize(
    ("statistique", "valeur", "nuance", "unite"),
    [
        ("projets-msp-valides", 19, NuanceNombre.EXACT, "projets"),
        ("msp-occitanie", 248, NuanceNombre.EXACT, "structures"),
        ("msp-dix-ans-avant", 10, NuanceNombre.MOINS_DE, "structures"),
        ("facilitateurs-forms", 40, NuanceNombre.EXACT, "personnes"),
        ("salaries-forms", 9, NuanceNombre.EXACT, "personnes"),
        ("equipes-accompagnees", 320, NuanceNombre.EXACT, "équipes"),
        ("part-projets-suivis", 80, NuanceNombre.ENVIRON, "pour_cent"),
        ("rang-occitanie", 1, NuanceNombre.EXACT, "rang"),
    ],
)
def test_le_chiffre_est_celui_de_l_article(statistique: str, valeur: int, nuance: NuanceNombre, unite: str) -> None:
    assert REGISTRE[statistique].valeur == Estimation(valeur=valeur, nuance=nuance, unite=unite)


def test_l_article_compte_les_248_et_la_responsable_les_explique() -> None:
    statistique = REGISTRE["msp-occitanie"]
    assert statistique.selon is None
    assert statistique.explique_par == "responsable-soins-primaires"
    assert len(statistique.explications) == 2


def test_les_chiffres_regionaux_sont_ceux_de_l_occitanie() -> None:
    assert REGISTRE["occitanie"].region == "76"
    for nom in ("projets-msp-valides", "msp-occitanie", "msp-dix-ans-avant", "rang-occitanie", "equipes-accompagnees"):
        assert REGISTRE[nom].territoire == "occitanie"


def test_les_moins_de_dix_msp_datent_de_dix_ans_plus_tot() -> None:
    avant = REGISTRE["msp-dix-ans-avant"]
    assert str(avant.le) == "2011~"
    assert avant.provenance.nature is NatureProvenance.DEDUITE


def test_cinq_des_neuf_salaries_sont_charges_de_mission() -> None:
    (part,) = REGISTRE["salaries-forms"].dont
    assert part.indicateur == "chargés de mission"
    assert part.valeur == Estimation(valeur=5, unite="personnes")


def test_les_320_equipes_de_2020_sont_moitie_en_fonctionnement_moitie_en_reflexion() -> None:
    equipes = REGISTRE["equipes-accompagnees"]
    assert equipes.periode == PeriodePartielle(debut="2020", fin="2020")
    assert [(part.valeur.valeur, part.valeur.unite) for part in equipes.dont] == [
        (Decimal("0.5"), "part"),
        (Decimal("0.5"), "part"),
    ]
    assert "en fonctionnement" in equipes.dont[0].indicateur
    assert "en réflexion" in equipes.dont[1].indicateur


@pytest.mark.parametrize(
    "statistique", ["facilitateurs-forms", "salaries-forms", "equipes-accompagnees", "part-projets-suivis"]
)
def test_ces_chiffres_sont_ceux_de_la_forms(statistique: str) -> None:
    assert REGISTRE[statistique].organisation == "forms"


def test_cinq_partenaires_accompagnent_la_methode_de_projet() -> None:
    partenaires = {
        accompagnement.par
        for accompagnement in REGISTRE.accompagnements
        if accompagnement.nature is NatureAccompagnement.METHODE_PROJET
    }
    assert {REGISTRE[partenaire].nature for partenaire in partenaires} == {
        NatureOrganisation.ARS,
        NatureOrganisation.ARS_DELEGATION_DEPARTEMENTALE,
        NatureOrganisation.CPAM,
        NatureOrganisation.FEDERATION,
        NatureOrganisation.URPS,
    }


def test_la_forms_sensibilise_suit_et_conseille() -> None:
    natures = {accompagnement.nature for accompagnement in REGISTRE.accompagnements if accompagnement.par == "forms"}
    assert natures == {
        NatureAccompagnement.METHODE_PROJET,
        NatureAccompagnement.SENSIBILISATION,
        NatureAccompagnement.SUIVI,
        NatureAccompagnement.JURIDIQUE,
    }


def test_aucune_equipe_accompagnee_n_est_nommee_ni_dite_adherente() -> None:
    assert {a.beneficiaire for a in REGISTRE.accompagnements} == {None}
    assert {a.adherent for a in REGISTRE.accompagnements} == {None}


def test_la_forms_est_liee_a_l_ars_par_un_cpom() -> None:
    (convention,) = REGISTRE.conventions
    assert convention.nature is NatureConvention.CPOM
    assert convention.parties == ("ars-occitanie", "forms")


def test_le_president_de_la_forms_est_medecin() -> None:
    (president,) = REGISTRE.professionnels
    assert president.profession == CodeNomenclature(Systeme.TRE_G15, "10")
    (tenue,) = REGISTRE.fonctions_de("forms")
    assert tenue.titulaire == president
    assert tenue.fonction.nature is NatureFonction.PRESIDENCE


def test_une_responsable_des_soins_primaires_parle_pour_l_ars() -> None:
    (tenue,) = REGISTRE.fonctions_de("ars-occitanie")
    assert tenue.fonction.nature is NatureFonction.RESPONSABLE
    assert tenue.fonction.intitule == "responsable du pôle soins primaires"


def test_aucun_des_dix_neuf_projets_n_est_invente() -> None:
    assert REGISTRE.projets == ()
    assert REGISTRE.structures == ()
