"""Many projects at once: lines, counts and shares, each expected value counted by hand."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.cycle.outils import Q, cpts, fait, msp

from soinsprimaires import (
    Accompagnement,
    Acte,
    AvisComite,
    Delimitation,
    Estimation,
    NatureAccompagnement,
    NatureProjet,
    NatureTerritoire,
    NuanceNombre,
    PeriodePartielle,
    Projet,
    Referent,
    Registre,
    Reserve,
    Statistique,
    Territoire,
    ValeurInvalide,
    analyse,
    synthese,
)
from soinsprimaires.analyse import Critere, LignePortefeuille
from soinsprimaires.cycle import EtatCPTS, EtatMSP

AU = date(2024, 6, 1)
A = Acte


def territoire(nom: str, region: str | None, nature: NatureTerritoire = NatureTerritoire.AUTRE) -> Territoire:
    return Territoire(identifiant=nom, nom=nom, nature=nature, delimitation=Delimitation.INCONNUE, region=region)


OCCITANIE = territoire("occitanie", "76", NatureTerritoire.REGION)
BRETAGNE = territoire("bretagne", "53", NatureTerritoire.REGION)
LETTRE = fait(A.DEPOT_LETTRE_INTENTION, "2024-01-10", Q.PORTEURS)
DEPOT = fait(A.DEPOT_PROJET, "2024-05-15", Q.PORTEURS, recu_le="2024-05-15")
DEPOT_MSP = fait(A.DEPOT_PROJET, "2023-01-10", Q.PORTEURS)
VALIDATION = fait(A.VALIDATION_PROJET, "2023-04-10", Q.ARS)


def nomme(objet: Projet, nom: str, ou: str | None = "occitanie", **champs: Any) -> Projet:
    return attrs.evolve(objet, identifiant=nom, territoire=ou, **champs)


def ligne(objet: Projet, *autour: Any, au: date = AU) -> LignePortefeuille:
    (une,) = analyse.portefeuille(Registre().avec(objet, OCCITANIE, *autour), au=au)
    return une


# -- portfolio ----------------------------------------------------------------------------------------------------


def test_un_projet_depose_attend_l_ars() -> None:
    suivi = (Referent(qualite=Q.ARS, organisation="ars-occitanie"),)
    une = ligne(nomme(cpts(LETTRE, DEPOT), "p", referents=suivi))
    assert (une.projet, une.nom, une.nature, une.region) == ("p", "Projet", NatureProjet.CPTS, "76")
    assert une.etat is None  # the agreement on the letter is missing: the journal does not follow the procedure
    assert une.referents == suivi


def test_a_qui_le_tour_et_depuis_quand() -> None:
    une = ligne(nomme(cpts(DEPOT), "p"))
    assert une.etat is EtatCPTS.PROJET_DEPOSE
    assert str(une.depuis) == "2024-05-15"
    assert une.dernier_evenement == DEPOT
    assert une.jours_sans_nouvelles == 17
    assert une.prochaine_etape is not None
    assert une.prochaine_etape.acte is A.VALIDATION_PROJET
    assert une.doit_agir == (Q.ARS,)
    assert une.prochaine_echeance is not None
    assert (une.prochaine_echeance.code, une.prochaine_echeance.limite_le) == ("CPTS-002", date(2024, 7, 15))


def test_un_projet_qui_marche_suit_ses_echeances() -> None:
    contrat = fait(A.SIGNATURE_CONTRAT, "2023-09-01", Q.STRUCTURE, Q.ARS, Q.CPAM)
    marche = fait(A.MISE_EN_FONCTIONNEMENT, "2023-09-01", Q.STRUCTURE)
    une = ligne(nomme(msp(DEPOT_MSP, VALIDATION, contrat, marche), "p"))
    assert une.etat is EtatMSP.EN_FONCTIONNEMENT
    assert une.prochaine_etape is None
    # Six months for the SISA are over since 1 March 2024: what comes next is the balance of 2024.
    assert une.prochaine_echeance is not None
    assert (une.prochaine_echeance.code, une.prochaine_echeance.limite_le) == ("ACIM-007", date(2025, 4, 1))
    assert une.doit_agir == (Q.CPAM,)


def test_ce_qui_est_depasse_se_montre_quand_rien_ne_vient_apres() -> None:
    demande = fait(A.DEMANDE_COMPLEMENTS, "2024-02-01", Q.ARS, delai_le="2024-03-31")
    une = ligne(nomme(msp(DEPOT_MSP, demande), "p"))
    assert une.prochaine_echeance is not None
    assert (une.prochaine_echeance.code, une.prochaine_echeance.statut.value) == ("DECISION", "depassee")
    # The day is that of those who were asked; the ARS decides the step that comes next, which no day awaits.
    assert une.doit_agir == (Q.PORTEURS,)
    assert une.prochaine_etape is not None
    assert une.prochaine_etape.acteurs == (Q.ARS,)


def test_de_deux_depassees_la_derniere_se_montre() -> None:
    """What was missed in January was asked again for March: who follows goes by the last day that is over."""
    demandes = [
        fait(A.DEMANDE_COMPLEMENTS, le, Q.ARS, delai_le=delai)
        for le, delai in (("2023-12-01", "2024-01-31"), ("2024-02-01", "2024-03-31"))
    ]
    une = ligne(nomme(msp(DEPOT_MSP, *demandes), "p"))
    assert une.prochaine_echeance is not None
    assert une.prochaine_echeance.limite_le == date(2024, 3, 31)


def test_ce_qui_fut_peut_etre_fait_et_dont_le_jour_est_passe_n_est_pas_le_prochain() -> None:
    """An answer came, which may lift the reserve: nobody is told to act before a day of March when it is June."""
    reserve = Reserve(enonce="des horaires", delai_le="2024-03-31")
    avis = fait(A.AVIS_PARTENAIRE, "2024-02-15", Q.URPS, avis=AvisComite.AVEC_RESERVES, reserves=(reserve,))
    demande = fait(A.DEMANDE_COMPLEMENTS, "2024-02-16", Q.ARS)
    reponse = fait(A.DEPOT_COMPLEMENTS, "2024-03-05", Q.PORTEURS)
    objet = nomme(msp(DEPOT_MSP, avis, demande, reponse), "p")
    avant = ligne(objet, au=date(2024, 3, 31)).prochaine_echeance
    assert avant is not None
    assert (avant.limite_le, avant.statut.value) == (date(2024, 3, 31), "incertaine")
    assert ligne(objet).prochaine_echeance is None


def test_un_projet_dont_on_ne_sait_rien() -> None:
    une = ligne(nomme(cpts(), "p", ou=None))
    assert une.etat is EtatCPTS.EMERGENCE
    assert (une.region, une.depuis, une.dernier_evenement, une.jours_sans_nouvelles) == (None, None, None, None)
    assert une.doit_agir == (Q.PORTEURS, Q.STRUCTURE)


def test_un_projet_fini_n_attend_plus_personne() -> None:
    une = ligne(nomme(cpts(fait(A.ABANDON, "2024-01-31", Q.PORTEURS)), "p"))
    assert (une.etat, une.prochaine_etape, une.prochaine_echeance, une.doit_agir) == (
        EtatCPTS.ABANDONNE,
        None,
        None,
        (),
    )
    assert une.jours_sans_nouvelles == 122  # February 29, March 31, April 30, May 31, June 1


def test_un_evenement_vague_peut_avoir_eu_lieu_depuis() -> None:
    vague = fait(A.REUNION_TENUE, "2024", Q.ARS)
    une = ligne(nomme(cpts(LETTRE, vague), "p"))
    assert une.dernier_evenement == LETTRE
    assert une.jours_sans_nouvelles is None


def test_l_ordre_de_l_histoire_et_non_celui_des_bornes() -> None:
    vers = fait(A.EMERGENCE, "2023~", Q.PORTEURS)
    une = ligne(nomme(cpts(vers, LETTRE), "p"), au=date(2025, 1, 10))
    assert une.dernier_evenement == LETTRE
    assert une.jours_sans_nouvelles == 366


# -- counts -------------------------------------------------------------------------------------------------------

PROJETS = (
    nomme(cpts(LETTRE), "a"),
    nomme(cpts(DEPOT), "b"),
    nomme(cpts(DEPOT), "c", "bretagne"),
    nomme(msp(DEPOT_MSP, VALIDATION), "d"),
    nomme(msp(DEPOT_MSP, VALIDATION), "e"),
    nomme(msp(fait(A.REPRISE, "2023-01-01")), "f", None),
)
REGISTRE = Registre().avec(OCCITANIE, BRETAGNE, *PROJETS)


def comptes(*par: Critere) -> list[tuple[Any, ...]]:
    return [(*compte.valeurs, compte.nombre) for compte in analyse.denombrer(REGISTRE, par=par, au=AU)]


def test_compter_par_region_nature_et_etat() -> None:
    attendus = [
        ("53", "cpts", "projet_depose", 1),
        ("76", "cpts", "lettre_intention_deposee", 1),
        ("76", "cpts", "projet_depose", 1),
        ("76", "msp", "projet_valide", 2),
        (None, "msp", None, 1),
    ]
    assert comptes(Critere.REGION, Critere.NATURE, Critere.ETAT) == attendus
    assert [(*compte.valeurs, compte.nombre) for compte in analyse.denombrer(REGISTRE, au=AU)] == attendus


def test_compter_par_un_critere_ou_par_aucun() -> None:
    assert comptes(Critere.NATURE) == [("cpts", 3), ("msp", 3)]
    assert comptes() == [(6,)]
    assert analyse.denombrer(Registre(), au=AU) == ()


def test_compter_deux_fois_par_le_meme_critere() -> None:
    with pytest.raises(ValeurInvalide, match="un critère est demandé deux fois"):
        comptes(Critere.NATURE, Critere.NATURE)


# -- share of those who are helped --------------------------------------------------------------------------------


def aide(nom: str, de: str | None, periode: PeriodePartielle | None, par: str = "forms") -> Accompagnement:
    return Accompagnement(
        identifiant=f"aide-{nom}",
        par=par,
        nature=NatureAccompagnement.METHODE_PROJET,
        beneficiaire=de,
        periode=periode,
    )


DEPUIS_2023 = PeriodePartielle(debut="2023-03-01")
AIDES = (
    aide("1", "a", DEPUIS_2023),
    aide("2", "b", PeriodePartielle(debut="2023-03-01", fin="2024-05-31")),
    aide("3", "d", None),
    aide("4", "d-structure", DEPUIS_2023, par="urps"),
    aide("5", "e", PeriodePartielle(debut="2024")),
    aide("6", None, DEPUIS_2023),
)


@pytest.mark.parametrize(
    ("filtres", "attendu"),
    [
        ({}, (2, 1, 6)),
        ({"par": "forms"}, (1, 2, 6)),
        ({"par": "urps"}, (1, 0, 6)),
        ({"nature": NatureProjet.MSP}, (1, 1, 3)),
        ({"region": "76"}, (2, 1, 4)),
        ({"region": "53"}, (0, 0, 1)),
        ({"region": "11"}, (0, 0, 0)),
    ],
    ids=["tous", "par la fédération", "par l'URPS", "MSP", "Occitanie", "Bretagne", "aucun projet"],
)
def test_la_part_des_projets_accompagnes(filtres: dict[str, Any], attendu: tuple[int, int, int]) -> None:
    registre = REGISTRE.avec(*AIDES, attrs.evolve(PROJETS[3], structure="d-structure"))
    taux = analyse.taux_accompagnement(registre, au=AU, **filtres)
    assert (taux.surs, taux.incertains, taux.total) == attendu


def test_un_projet_de_region_inconnue_peut_etre_de_celle_que_l_on_demande() -> None:
    # Of six projects four are of Occitanie, one is of Bretagne, one of a région that is not known.
    taux = analyse.taux_accompagnement(REGISTRE.avec(AIDES[0]), au=AU, region="76")
    assert (taux.surs, taux.total, taux.non_situes) == (1, 4, 1)
    # It may be of Occitanie, and not helped; or, for all that is known of it, helped.
    assert (taux.minimum, taux.maximum) == (1 / 5, 2 / 5)
    assert analyse.taux_accompagnement(REGISTRE, au=AU).non_situes == 0


def test_une_part_a_deux_bornes_et_n_en_a_pas_de_rien() -> None:
    taux = analyse.Taux(surs=2, incertains=1, total=4)
    assert (taux.minimum, taux.maximum) == (0.5, 0.75)
    rien = analyse.Taux(surs=0, incertains=0, total=0)
    assert (rien.minimum, rien.maximum) == (None, None)


# -- against what a source states ---------------------------------------------------------------------------------


def statistique(nombre: int, nuance: NuanceNombre = NuanceNombre.EXACT, ou: str | None = "occitanie") -> Statistique:
    return Statistique(
        identifiant="validees",
        indicateur="projets de MSP validés",
        valeur=Estimation(valeur=nombre, nuance=nuance),
        territoire=ou,
    )


@pytest.mark.parametrize(
    ("nombre", "nuance", "concorde"),
    [
        (1, "exact", False),
        (2, "exact", None),
        (3, "exact", None),
        (4, "exact", False),
        (2, "au_moins", None),
        (3, "au_moins", None),
        (4, "au_moins", False),
        (2, "plus_de", None),
        (3, "plus_de", False),
        (3, "au_plus", None),
        (3, "moins_de", None),
        (2, "moins_de", False),
        (2, "environ", None),
    ],
)
def test_le_compte_du_registre_et_le_chiffre_d_une_source(nombre: int, nuance: str, *, concorde: bool | None) -> None:
    """Two MSP surely validated in the région, and one of which neither state nor région is known."""
    confrontation = analyse.confronter(
        REGISTRE,
        statistique(nombre, NuanceNombre(nuance)),
        nature=NatureProjet.MSP,
        etats=[EtatMSP.PROJET_VALIDE],
        au=AU,
    )
    assert (confrontation.compte_minimum, confrontation.compte_maximum) == (2, 3)
    assert confrontation.incertains == ("f",)
    assert confrontation.concorde is concorde


def test_sans_territoire_tout_le_registre_compte() -> None:
    confrontation = analyse.confronter(
        REGISTRE, statistique(2, ou=None), nature=NatureProjet.CPTS, etats=[EtatCPTS.PROJET_DEPOSE], au=AU
    )
    assert (confrontation.compte_minimum, confrontation.compte_maximum, confrontation.concorde) == (2, 2, True)


def test_un_projet_d_une_autre_region_ne_compte_pas() -> None:
    confrontation = analyse.confronter(
        REGISTRE, statistique(1), nature=NatureProjet.CPTS, etats=[EtatCPTS.PROJET_DEPOSE], au=AU
    )
    assert (confrontation.compte_minimum, confrontation.compte_maximum, confrontation.concorde) == (1, 1, True)


def test_un_territoire_qui_n_est_pas_une_region_ne_se_confronte_pas() -> None:
    bassin = territoire("bassin", "76")
    with pytest.raises(ValeurInvalide, match="« bassin » n'est pas un territoire de région"):
        analyse.confronter(REGISTRE.avec(bassin), statistique(1, ou="bassin"), nature=NatureProjet.MSP, etats=[], au=AU)


# -- at scale -----------------------------------------------------------------------------------------------------


def test_les_comptes_d_un_pays_font_le_nombre_de_ses_projets() -> None:
    pays = synthese.pays(graine=3, part=0.03)
    lignes = analyse.portefeuille(pays, au=AU)
    assert [une.projet for une in lignes] == [projet.identifiant for projet in pays.projets]
    assert sum(compte.nombre for compte in analyse.denombrer(pays, au=AU)) == len(lignes)
    assert {une.region for une in lignes} == {compte.valeurs[0] for compte in analyse.denombrer(pays, au=AU)}
