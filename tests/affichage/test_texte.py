"""What a person reads of a registre: dates, states, territories, findings, in French and harmless."""

from datetime import date
from enum import Enum

import pytest

from soinsprimaires import (
    CPTS,
    Acte,
    Acteur,
    CodeNomenclature,
    Delimitation,
    Evenement,
    Exercice,
    ModeExercice,
    NatureProjet,
    NatureReunion,
    NatureTerritoire,
    PeriodePartielle,
    ProchaineEtape,
    Professionnel,
    Projet,
    QualiteActeur,
    Registre,
    Reunion,
    Rpps,
    StatutReunion,
    Systeme,
    Territoire,
    controler,
)
from soinsprimaires.affichage.libelles import libeller
from soinsprimaires.affichage.rendus.registre import resumer
from soinsprimaires.cycle import EtatCPTS
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.referentiels import professions
from soinsprimaires.sources import NatureSource, SourceJuridique

AU = date(2024, 7, 2)


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (EtatCPTS.PROJET_DEPOSE, "projet de santé déposé"),
        (EtatCPTS.ABANDONNE, "abandonné"),
        ("mot_sans_accent", "mot sans accent"),
        (NatureReunion.INFORMATION, "information"),
    ],
)
def test_un_mot_du_format_se_lit_en_francais(valeur: Enum | str, attendu: str) -> None:
    assert libeller(valeur) == attendu


def lignes(registre: Registre, section: str, au: date = AU) -> list[str]:
    sections = {s.titre: [ligne.texte for ligne in s.lignes] for s in resumer(registre, controler(registre, au=au))}
    return sections.get(section, [])


def cpts(*journal: Evenement) -> Projet:
    return Projet(identifiant="p", nom="CPTS d'essai", nature=NatureProjet.CPTS, journal=journal)


DEPOT = Evenement(
    identifiant="depot",
    acte=Acte.DEPOT_PROJET,
    effet_le="2024-04-29",
    recu_le="2024-04-30",
    enregistre_le=date(2024, 4, 30),
    acteurs=(Acteur(qualite=QualiteActeur.PORTEURS),),
)


def test_entre_deux_lectures_d_un_delai_l_etat_dit_les_deux() -> None:
    registre = Registre(projets=(cpts(DEPOT),))
    assert lignes(registre, "Projets", date(2024, 6, 30))[0] == (
        "CPTS d'essai : projet de santé déposé ; entré dans cet état le 29 avril 2024"
    )
    assert lignes(registre, "Projets", date(2024, 7, 1))[0] == (
        "CPTS d'essai : état non déterminé (ou bien projet de santé déposé, ou bien projet de santé validé)"
    )
    assert lignes(registre, "Échéances", date(2024, 6, 1)) == [
        (
            "CPTS d'essai : Opposition de l'ARS, sans laquelle le projet de santé est réputé validé : entre le 30 juin "
            "et le 1er juillet 2024 (à venir ; 2 mois à compter de la réception par l'ARS ; ou le jour ouvré suivant, "
            "le texte lu ne le dit pas)"
        ),
    ]


def test_un_projet_sans_journal_n_a_pas_de_date_d_entree() -> None:
    assert lignes(Registre(projets=(cpts(),)), "Projets") == [
        "CPTS d'essai : émergence ; date d'entrée inconnue",
        "    nature : communauté professionnelle territoriale de santé (CPTS)",
    ]


def test_une_etape_annoncee_sans_date_n_est_pas_une_echeance() -> None:
    reunion = Reunion(
        identifiant="r",
        objet="réunion",
        nature=NatureReunion.GROUPE,
        statut=StatutReunion.TENUE,
        projets=("p",),
        prochaines_etapes=(ProchaineEtape(objet="statuts"),),
    )
    registre = Registre(projets=(cpts(),), reunions=(reunion,))
    assert lignes(registre, "Échéances") == []
    assert lignes(registre, "Sans jour assez sûr, faute de dates") == [
        "CPTS d'essai : statuts (annoncée à la réunion « r »)"
    ]
    assert lignes(registre, "Réunions") == [
        "réunion",
        "    nature : groupe",
        "    statut : tenue",
        "    projets : CPTS d'essai",
        "    ce qui reste à faire : statuts, à faire",
    ]


def test_un_territoire_complet_donne_ses_habitants_et_ses_epci() -> None:
    complet = Territoire(
        identifiant="t",
        nom="Deux communes",
        nature=NatureTerritoire.ACTION_CPTS,
        communes=("32208", "32370"),
        delimitation=Delimitation.COMPLETE,
    )
    (ligne,) = lignes(Registre(territoires=(complet,)), "Population et taille", date(2026, 6, 1))
    assert ligne == (
        "Deux communes : Lectoure (CC de la Lomagne Gersoise) ; Saint-Clar (CC Bastides de Lomagne) ; 4\u202f732 "
        "habitants (communes, populations municipales 2023) ; taille 1"
    )


def test_un_code_inconnu_se_montre_comme_tel() -> None:
    etrange = Professionnel(identifiant="x", profession=CodeNomenclature(Systeme.TRE_G15, "ZZ"))
    territoire = Territoire(identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, communes=("32999",))
    registre = Registre(professionnels=(etrange,), territoires=(territoire,))
    assert lignes(registre, "Professionnels")[1] == "    profession : code inconnu ZZ (TRE_G15)"
    (ligne,) = lignes(registre, "Population et taille", date(2026, 6, 1))
    assert "code inconnu 32999 (code inconnu du millésime)" in ligne


def test_au_dela_de_dix_constats_le_nombre_est_dit() -> None:
    nombreuses = tuple(CPTS(identifiant=f"c{n}", nom="CPTS") for n in range(12))
    texte = "\n".join(lignes(Registre(structures=nombreuses), f"Vérification du registre au {jour_en_lettres(AU)}"))
    assert "autre(s) constat(s)" in texte


def test_un_nom_hostile_ne_commande_pas_le_terminal() -> None:
    projet = Projet(identifiant="p", nom="a\x1b]0;titre\x07b\u202e", nature=NatureProjet.CPTS)
    ligne = lignes(Registre(projets=(projet,)), "Projets")[0]
    assert ligne.startswith("a\ufffd]0;titre\ufffdb\ufffd : ")


def test_l_adresse_d_une_source_vient_de_son_identifiant() -> None:
    source = SourceJuridique(
        nature=NatureSource.LOI,
        reference="Loi",
        lu_le=AU,
        identifiant_legifrance="JORFTEXT000038821260",
    )
    assert source.page == "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038821260"
    sans = SourceJuridique(nature=NatureSource.USAGE, reference="Usage", lu_le=AU)
    assert sans.page is None


def test_le_code_d_une_partie_de_commune_dit_de_laquelle() -> None:
    # Clefs merged on 1 January 2013, before every vintage.
    territoire = Territoire(identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, communes=("49101",))
    registre = Registre(territoires=(territoire,))
    (ligne,) = lignes(registre, "Population et taille", date(2026, 6, 1))
    assert "Clefs (commune déléguée : Baugé-en-Anjou) (pas une commune à cette date)" in ligne


def test_ce_que_les_exercices_ne_disent_pas_n_est_pas_compte_pour_rien() -> None:
    def medecin(nom: str, *exercices: Exercice) -> Professionnel:
        return Professionnel(identifiant=nom, profession=professions.MEDECIN, exercices=exercices)

    depuis = PeriodePartielle(debut="2020")
    registre = Registre(
        professionnels=(
            medecin("liberal", Exercice(mode=ModeExercice.LIBERAL, periode=depuis)),
            medecin("sans-mode", Exercice(periode=depuis)),
            medecin("sans-date", Exercice(mode=ModeExercice.SALARIE)),
            medecin("sans-exercice"),
        )
    )
    # Libéral: the first, and perhaps the second; salaried: perhaps the second and the third.
    (ligne,) = lignes(registre, "Professionnels du registre, par profession", date(2026, 6, 1))
    assert ligne == (
        "Médecin : connus 4 ; exercent à cette date 2 ; peut-être 1 ; sans exercice enregistré 1 ; "
        "libéraux de 1 à 2 ; salariés de 0 à 2"
    )


def test_qui_a_deux_professions_exerce_chacune_a_sa_facon() -> None:
    """The Annuaire gives two entries of one RPPS to a doctor in private practice who is a salaried dentist too."""

    def fiche(nom: str, profession: CodeNomenclature, mode: ModeExercice) -> Professionnel:
        exercice = Exercice(mode=mode, periode=PeriodePartielle(debut="2020"))
        return Professionnel(identifiant=nom, rpps=Rpps("10000000009"), profession=profession, exercices=(exercice,))

    registre = Registre(
        professionnels=(
            fiche("medecin", professions.MEDECIN, ModeExercice.LIBERAL),
            fiche("dentiste", professions.CHIRURGIEN_DENTISTE, ModeExercice.SALARIE),
        )
    )
    dites = [
        ligne.partition("sans exercice enregistré ")[2]
        for ligne in lignes(registre, "Professionnels du registre, par profession", date(2026, 6, 1))
    ]
    assert dites == ["0 ; libéraux 0 ; salariés 1", "0 ; libéraux 1 ; salariés 0"]
