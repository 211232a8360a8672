"""What a tracking sheet says of dates and names, in its first month and in the next one: kept, or told."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from tests.echanges.fichiers import classeur

from soinsprimaires import NatureProjet, Registre, ValeurInvalide, cycle
from soinsprimaires.cycle import ETATS
from soinsprimaires.echanges import tableau
from soinsprimaires.echanges._colonnes_de_suivi import ACTES_DATES, COLONNES
from soinsprimaires.echanges._lecteur_suivi import bref
from soinsprimaires.echanges.tableau import Integration
from soinsprimaires.modele._etats import Etat
from soinsprimaires.modele.evenements import restants
from soinsprimaires.mots import dater
from soinsprimaires.temps import DatePartielle

OCTOBRE, NOVEMBRE = date(2026, 10, 31), date(2026, 11, 29)


def integrer(registre: Registre, *lignes: str, titres: str, au: date, **options: Any) -> Integration:
    texte = "\n".join([titres, *lignes])
    return tableau.integrer(registre, BytesIO(texte.encode()), au=au, **({"nature": NatureProjet.CPTS} | options))


# -- no date is dropped in silence --------------------------------------------------------------------------------


def _sans_trace(mois: Integration, jours: Sequence[date]) -> list[date]:
    """The days that neither the journals nor what is told hold."""
    tenus = {d for p in mois.registre.projets for e in restants(p.journal) for d in (e.effet_le, e.recu_le)}
    dits = " ".join([*mois.questions, *(a.message for a in mois.anomalies)])
    lus = {jour: DatePartielle.exacte(jour) for jour in jours}
    return [jour for jour, lu in lus.items() if lu not in tenus and dater(lu) not in dits]


_COLONNES_DATEES = (*ACTES_DATES, "recu", "depuis")
_TITRES = ";".join(["Nom", "Type", "État", *(COLONNES[nom][0] for nom in _COLONNES_DATEES)])


def _ligne(nature: NatureProjet, etat: Etat, jours: Sequence[date]) -> str:
    dates = [f"{jour:%d/%m/%Y}" for jour in jours]
    return ";".join(["Projet", bref(nature), etat.libelle, *dates])


def test_un_etat_qui_avance_sous_la_date_de_l_etat_d_avant_le_dit() -> None:
    """Who changes the state and leaves the date does not say when; the same sheet again neither takes it for true."""
    titres = "Nom;Commune;État;Depuis le"
    avant = integrer(Registre(), "CPTS A;Auch;en rédaction;12/09/2026", titres=titres, au=OCTOBRE).registre
    mois = integrer(avant, "CPTS A;Auch;déposé;12/09/2026", titres=titres, au=NOVEMBRE)
    assert mois.changements == ("CPTS A : dépôt du projet de santé au plus tard le 29 novembre 2026",)
    dit = (
        "ligne 2, « Depuis le » : le 12 septembre 2026 est déjà la date de « début de la rédaction du projet de santé "
        "» : celle de « projet de santé déposé » reste à dire ; corriger la cellule, ou dater l'acte dans une colonne "
        "à lui (« Projet déposé le »)"
    )
    assert [anomalie.message for anomalie in mois.anomalies] == [dit]
    encore = integrer(mois.registre, "CPTS A;Auch;déposé;12/09/2026", titres=titres, au=date(2026, 12, 31))
    assert (encore.registre, [anomalie.message for anomalie in encore.anomalies]) == (mois.registre, [dit])
    # The remedy that it tells is one.
    memes = integrer(
        *(mois.registre, "CPTS A;Auch;déposé;12/09/2026;12/09/2026"),
        titres=f"{titres};Projet déposé le",
        au=date(2026, 12, 31),
    )
    assert memes.changements == ("CPTS A : dépôt du projet de santé le 12 septembre 2026",)
    assert list(memes.anomalies) == []


def test_un_etat_dit_avant_celui_du_registre_demande_laquelle_des_dates_est_juste() -> None:
    titres = "Nom;Commune;État;Depuis le"
    avant = integrer(Registre(), "CPTS A;Auch;en rédaction;12/09/2026", titres=titres, au=OCTOBRE).registre
    mois = integrer(avant, "CPTS A;Auch;déposé;10/09/2026", titres=titres, au=NOVEMBRE)
    assert mois.registre == avant
    assert mois.questions == (
        (
            "CPTS A : la feuille dit « projet de santé déposé » le 10 septembre 2026, avant « projet de santé en "
            "rédaction » depuis le 12 septembre 2026 dans le registre : laquelle des deux dates est juste ? Corriger "
            "la feuille, ou annuler l'écriture du registre (soinsprimaires noter REGISTRE projet-cpts-cpts-a "
            "annulation --annule debut-redaction)"
        ),
    )


def test_les_dates_d_avant_une_suspension_sont_au_journal() -> None:
    titres = "Nom;Type;État;Depuis le;Projet déposé le;Contrat signé le"
    ligne = "MSP A;MSP;suspendu;10/10/2025;01/02/2023;03/03/2024"
    mois = integrer(Registre(), ligne, titres=titres, au=OCTOBRE)
    assert list(mois.anomalies) == []
    assert [(e.acte.value, str(e.effet_le)) for e in mois.registre.projets[0].journal] == [
        ("reprise", "../2023-02-01"),
        ("depot_projet", "2023-02-01"),
        ("validation_projet", "../2024-03-03"),
        ("signature_contrat", "2024-03-03"),
        ("suspension", "2025-10-10"),
    ]


# -- names --------------------------------------------------------------------------------------------------------


def test_un_projet_reconnu_sous_une_autre_ecriture_est_dit() -> None:
    titres = "Nom;Commune;État;Identifiant"
    avant = integrer(Registre(), "CPTS de l'Armagnac;Auch;déposé;", titres=titres, au=OCTOBRE).registre
    mois = integrer(avant, "Cpts Armagnac;Auch;déposé;", titres=titres, au=NOVEMBRE)
    assert mois.reconnus == ("« Cpts Armagnac » (ligne 2) est CPTS de l'Armagnac",)
    assert (mois.registre, mois.questions) == (avant, ())
    [projet] = avant.projets
    renomme = integrer(avant, f"CPTS Ténarèze;Auch;déposé;{projet.identifiant}", titres=titres, au=NOVEMBRE)
    assert "la feuille l'appelle « CPTS Ténarèze » (ligne 2) : a-t-il changé de nom ?" in renomme.questions[0]
    assert renomme.registre == avant


def test_une_date_qui_precise_les_autres_n_est_dite_qu_une_fois() -> None:
    titres = "Nom;Type;Commune;État;Depuis le;Projet déposé le;Projet validé le"
    avant = integrer(Registre(), "M.S.P. A;MSP;Auch;contrat signé;03/03/2025;;", titres=titres, au=OCTOBRE).registre
    mois = integrer(avant, "MSP A;MSP;Auch;contrat signé;03/03/2025;01/09/2023;10/01/2024", titres=titres, au=NOVEMBRE)
    assert mois.reconnus == ("« MSP A » (ligne 2) est M.S.P. A",)
    assert mois.changements == (
        "M.S.P. A : dépôt du projet de santé le 1er septembre 2023",
        "M.S.P. A : validation du projet de santé le 10 janvier 2024",
    )
    assert [*mois.questions, *mois.anomalies] == []


def test_un_nom_d_une_lettre_n_est_pas_un_article() -> None:
    lignes = ("CPTS D;Auch;déposé;", "CPTS L;Condom;déposé;")
    mois = integrer(Registre(), *lignes, titres="Nom;Commune;État;Identifiant", au=OCTOBRE)
    assert (mois.ajouts, mois.questions) == (("CPTS D", "CPTS L"), ())


def test_un_nom_qui_dit_une_autre_nature_que_sa_colonne_est_dit() -> None:
    mois = integrer(Registre(), "MSP de Vic;CPTS;déposé", titres="Nom;Type;État", au=OCTOBRE)
    assert [a.message for a in mois.anomalies] == [
        ("ligne 2, « Type » : lu CPTS, alors que le nom du projet, 'MSP de Vic', dit autre chose ; corriger l'un"),
    ]


# -- workbooks of several sheets, columns of which nothing is read --------------------------------------------------


def test_les_feuilles_d_un_classeur_disent_la_nature_et_ne_se_melangent_pas() -> None:
    titres = ["Nom", "État", "Depuis le"]
    octobre = classeur(
        CPTS=[titres, ["Armagnac", "déposé", "12/09/2026"], ["Lomagne", "LI validée", "mars 2026"]],
        MSP=[titres, ["Vic", "en rédaction", "01/05/2026"], ["Lomagne", "labellisée", "2024"]],
    )
    mois = tableau.integrer(Registre(), octobre, au=OCTOBRE, departement="32")
    natures = {(projet.nom, projet.nature) for projet in mois.registre.projets}
    cpts, msp = NatureProjet.CPTS, NatureProjet.MSP
    assert natures == {("Armagnac", cpts), ("Lomagne", cpts), ("Vic", msp), ("Lomagne", msp)}
    novembre = classeur(
        CPTS=[titres, ["Armagnac", "déposé", "12/09/2026"], ["Lomagne", "LI validée", "mars 2026"]],
        MSP=[titres, ["Vic", "déposé", "31/02/2026"], ["Lomagne", "labellisée", "2024"]],
    )
    suite = tableau.integrer(mois.registre, novembre, au=NOVEMBRE, departement="32")
    assert suite.changements == ("Vic : dépôt du projet de santé au plus tard le 29 novembre 2026",)
    assert suite.questions == ()
    [faute] = suite.anomalies
    assert faute.message.startswith("feuille « MSP », ligne 2, « Depuis le » : '31/02/2026' n'existe pas")
    assert faute.pointeur == "/feuilles/1/lignes/2/Depuis le"


def test_les_colonnes_dont_rien_n_est_lu_sont_nommees() -> None:
    titres = "Nom;Type;État;Validation PDS;Territoire;Observations"
    mois = integrer(Registre(), "A;MSP;validé;12/05/2026;Auch;RAS", titres=titres, au=OCTOBRE)
    assert mois.non_lues == ("Territoire", "Observations")
    assert str(mois.registre.projets[0].journal[-1].effet_le) == "2026-05-12"
    propose = mois.correspondance.en_toml(mois.mots_inconnus, mois.non_lues)
    assert '# Colonnes dont rien n\'est lu : "Territoire", "Observations"' in propose
    relue = tableau.lire_correspondance(f'commune = "Territoire"\n{propose}')
    encore = integrer(Registre(), "A;MSP;validé;12/05/2026;Auch;RAS", titres=titres, au=OCTOBRE, correspondance=relue)
    assert encore.non_lues == ("Observations",)
    assert [territoire.communes for territoire in encore.registre.territoires] == [("32013",)]


# -- the words of people ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("opérationnelles", "en_fonctionnement"),
        ("Active", "en_fonctionnement"),
        ("validée par l'ARS", "projet_valide"),
        ("LI validée ARS/CPAM", "lettre_intention_validee"),
        ("Projet déposé à l'ARS", "projet_depose"),
        ("1 - Émergence", "emergence"),
        ("Phase 2 : rédaction", "projet_en_redaction"),
        ("PDS en instruction", "projet_depose"),
        ("validé ?", None),  # a doubt is not a state
        ("refusé", None),
        ("ACI en cours de signature", None),
    ],
)
def test_les_mots_s_entendent_avec_ce_qui_les_entoure(ecrit: str, attendu: str | None) -> None:
    mois = integrer(Registre(), f"A;CPTS;{ecrit};01/05/2026", titres="Nom;Type;État;Depuis le", au=OCTOBRE)
    etat = cycle.etat(mois.registre.projets[0], au=date(2026, 5, 2), registre=mois.registre)
    assert (None if etat is None else etat.value) == attendu
    assert [a.code for a in mois.anomalies] == ([] if attendu else ["etat.ouvert"])


def test_une_date_dans_la_cellule_de_l_etat_est_lue() -> None:
    titres = "Nom;Type;État;Depuis le"
    mois = integrer(Registre(), "A;MSP;PDS déposé (12/09/2026);", titres=titres, au=OCTOBRE)
    assert str(mois.registre.projets[0].journal[-1].effet_le) == "2026-09-12"
    double = integrer(Registre(), "A;MSP;déposé en mars 2026;12/09/2026", titres=titres, au=OCTOBRE)
    assert str(double.registre.projets[0].journal[-1].effet_le) == "2026-09-12"
    assert [a.message for a in double.anomalies] == [
        (
            "ligne 2, « État » : 'déposé en mars 2026' : la colonne de la date dit autre chose, et elle est gardée ; "
            "corriger l'une"
        ),
    ]


@pytest.mark.parametrize(
    ("ligne", "attendu", "dits"),
    [
        ("A;CPTS;Auch;instruction en cours;01/03/2026;01/05/2026;15/09/2026", "projet_depose", []),
        ("A;CPTS;Auch;instruction en cours;01/06/2026;;", "lettre_intention_deposee", []),
        ("A;CPTS;Auch;instruction en cours;;;", None, ["etat.ouvert"]),
        ("A;CPTS;Auch;stand-by;01/06/2026;01/09/2026;", None, ["etat.ouvert", "date.laissee", "date.laissee"]),
    ],
)
def test_les_colonnes_de_dates_departagent_ce_que_les_mots_laissent_ouvert(
    ligne: str, attendu: str | None, dits: list[str]
) -> None:
    titres = "Nom;Type;Commune;État;Date LI;Date accord LI;Dépôt PDS"
    mois = integrer(Registre(), ligne, titres=titres, au=OCTOBRE)
    etat = cycle.etat(mois.registre.projets[0], au=OCTOBRE, registre=mois.registre)
    assert (None if etat is None else etat.value) == attendu
    assert [a.code for a in mois.anomalies] == dits
    assert dict(mois.correspondance.dates)["accord_lettre_intention"] == "Date accord LI"


# -- the property -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nature", [NatureProjet.CPTS, NatureProjet.MSP, NatureProjet.CENTRE_SANTE])
def test_chaque_date_d_une_feuille_est_au_registre_ou_dite(nature: NatureProjet) -> None:
    """Every state, then every state of the next month, each with the day of every column."""
    avant = [date(2026, 1 + rang % 9, 1 + rang) for rang in range(len(_COLONNES_DATEES))]
    apres = [date(2026, 11, 1 + rang) for rang in range(len(_COLONNES_DATEES))]
    for etat, suivant in product(ETATS[nature], ETATS[nature]):
        mois = integrer(Registre(), _ligne(nature, etat, avant), titres=_TITRES, au=OCTOBRE)
        assert _sans_trace(mois, avant) == [], etat
        suite = integrer(mois.registre, _ligne(nature, suivant, apres), titres=_TITRES, au=NOVEMBRE)
        assert _sans_trace(suite, apres) == [], (etat, suivant)


# -- the words of a unit ------------------------------------------------------------------------------------------


def test_une_correspondance_dit_un_etat_par_son_mot_ou_son_libelle() -> None:
    lue = tableau.lire_correspondance(
        'etats = [["à relancer", "Émergence"], ["en route", "Projet de santé déposé"]]\nnatures = [["pôle", "M.S.P."]]'
    )
    assert lue.etats == (("à relancer", "emergence"), ("en route", "projet_depose"))
    assert lue.natures == (("pôle", "msp"),)
    with pytest.raises(ValeurInvalide, match="à la ligne 2, ce n'est pas du TOML"):
        tableau.lire_correspondance('nom = "Nom"\netat = Avancement\n')
