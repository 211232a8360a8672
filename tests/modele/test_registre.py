"""The questions that one asks of a registre, on a small country near Lectoure."""

import pickle
from datetime import date
from typing import Any

import attrs
import pytest

from soinsprimaires import (
    CPTS,
    CTS,
    MSP,
    Accompagnement,
    Action,
    Adhesion,
    AideFinanciere,
    Appartenance,
    Axe,
    BilanAnnuel,
    Carence,
    CentreSante,
    CodeNomenclature,
    Convention,
    DatePartielle,
    Dispositif,
    Document,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    Estimation,
    Exercice,
    Extensions,
    Fonction,
    GroupeTravail,
    Indemnite,
    Label,
    Lieu,
    LieuAnterieur,
    ModeExercice,
    Mouvement,
    NatureAccompagnement,
    NatureConvention,
    NatureDispositif,
    NatureDocument,
    NatureFonction,
    NatureGroupe,
    NatureIndemnite,
    NatureLabel,
    NatureMouvement,
    NatureOrganisation,
    NatureProjet,
    NatureProtocole,
    NatureReunion,
    NatureSite,
    NatureTerritoire,
    Organisation,
    Periode,
    PeriodePartielle,
    Personne,
    Presence,
    ProcedureRegionale,
    Professionnel,
    ProgrammeFormation,
    Projet,
    Protocole,
    Registre,
    Reunion,
    SeanceFormation,
    Site,
    Statistique,
    StatutAction,
    StatutExercice,
    StatutGroupe,
    StatutMouvement,
    StatutReunion,
    StatutSeance,
    Systeme,
    TableauGarde,
    Territoire,
    ValeurInvalide,
)
from soinsprimaires.modele._base import Entite, Recherche
from soinsprimaires.modele._champs import Champ
from soinsprimaires.modele._observation import changements
from soinsprimaires.modele.genres import liste_de

AU = date(2024, 7, 2)
MEDECIN = CodeNomenclature(Systeme.TRE_G15, "10")
INFIRMIER = CodeNomenclature(Systeme.TRE_G15, "60")
LECTOURE, VIC, FLEURANCE = "32208", "32462", "32132"


def exerce(structure: str | None = "msp-lectoure", **champs: Any) -> Exercice:
    return Exercice(mode=ModeExercice.LIBERAL, structure=structure, **champs)


def depuis(debut: str | None, fin: str | None = None) -> PeriodePartielle:
    return PeriodePartielle(debut=debut, fin=fin)


MAISON = Lieu(identifiant="batiment-lectoure", nom="Maison de santé", commune=LECTOURE)
MSP_LECTOURE = MSP(
    identifiant="msp-lectoure",
    nom="MSP de Lectoure",
    sites=(Site(identifiant="site-lectoure", lieu="batiment-lectoure"),),
)
CENTRE = CentreSante(identifiant="cds-gers", nom="Centre départemental de santé", gestionnaire="departement")
CTS_VIC = CTS(
    identifiant="cts-vic",
    nom="Centre territorial de santé",
    centre="cds-gers",
    sites=(
        Site(identifiant="site-vic", commune=VIC),
        Site(identifiant="site-sans-commune", nature=NatureSite.ANTENNE),
    ),
)
CPTS_LOMAGNE = CPTS(
    identifiant="cpts-lomagne",
    nom="CPTS Lomagne",
    adherents=(
        Adhesion(membre="msp-lectoure", periode=depuis("2020")),
        Adhesion(membre="medecin-ancien", periode=depuis("2020", "2023")),
        Adhesion(membre="infirmiere", periode=depuis("2024")),
        Adhesion(membre="departement"),
    ),
)
EQUIPE = EquipeSoinsPrimaires(
    identifiant="esp", nom="ESP", membres=(Adhesion(membre="infirmiere", periode=depuis("2023")),)
)
SPECIALISTES = EquipeSoinsSpecialises(
    identifiant="ess", nom="ESS", membres=(Adhesion(membre="pediatre", periode=depuis("2025")),)
)
PROJET = Projet(
    identifiant="projet-lomagne",
    nom="CPTS Lomagne",
    nature=NatureProjet.CPTS,
    structure="cpts-lomagne",
    porteurs=("infirmiere", "msp-lectoure"),
    axes=(Axe(identifiant="axe-acces", intitule="Accès aux soins"),),
)
PROJET_MSP = Projet(identifiant="projet-msp", nom="MSP", nature=NatureProjet.MSP)

INFIRMIERE = Professionnel(
    identifiant="infirmiere",
    profession=INFIRMIER,
    nom="Durand",
    rpps="10000000009",  # type: ignore[arg-type]
    exercices=(exerce(periode=depuis("2024")), exerce(periode=depuis("2020"))),
    fonctions=(Fonction(nature=NatureFonction.PRESIDENCE, au_sein_de="cpts-lomagne"),),
)
MEDECIN_ANCIEN = Professionnel(
    identifiant="medecin-ancien", profession=MEDECIN, exercices=(exerce(periode=depuis("2010", "2023")),)
)
MEDECIN_PREVU = Professionnel(
    identifiant="medecin-prevu",
    profession=MEDECIN,
    exercices=(exerce(statut=StatutExercice.PREVU, periode=depuis("2024-01")),),
)
PEDIATRE = Professionnel(
    identifiant="pediatre",
    profession=MEDECIN,
    exercices=(
        Exercice(
            mode=ModeExercice.SALARIE,
            structure="cts-vic",
            periode=depuis("2022-09"),
            presences=(
                Presence(site="site-vic", nombre_jours=3),
                Presence(commune=FLEURANCE, nombre_jours=2),
            ),
        ),
    ),
)
REMPLACANT = Professionnel(
    identifiant="remplacant",
    profession=MEDECIN,
    exercices=(
        exerce(structure=None, presences=(Presence(site="site-lectoure"),)),
        exerce(structure=None, presences=(Presence(site="site-sans-commune", commune=FLEURANCE),)),
        exerce(structure=None, presences=(Presence(site="site-sans-commune"), Presence(site="site-inconnu"))),
    ),
)
COORDINATRICE = Personne(
    identifiant="coordinatrice",
    fonctions=(Fonction(nature=NatureFonction.COORDINATION, au_sein_de="cpts-lomagne", quotite="0.5"),),
)
DEPARTEMENT = Organisation(
    identifiant="departement", nom="Département", nature=NatureOrganisation.CONSEIL_DEPARTEMENTAL
)
PAYS = Registre(
    lieux=(MAISON,),
    structures=(MSP_LECTOURE, CTS_VIC, CENTRE, CPTS_LOMAGNE, EQUIPE, SPECIALISTES),
    projets=(PROJET_MSP, PROJET),
    professionnels=(REMPLACANT, INFIRMIERE, MEDECIN_ANCIEN, MEDECIN_PREVU, PEDIATRE),
    personnes=(COORDINATRICE,),
    organisations=(DEPARTEMENT,),
)

TOUS_GENRES: dict[str, Entite] = {
    "accompagnements": Accompagnement(identifiant="e", par="forms", nature=NatureAccompagnement.SUIVI),
    "actions": Action(identifiant="e", intitule="Crèche", statut=StatutAction.IDEE),
    "aides_financieres": AideFinanciere(identifiant="e", objet="Travaux"),
    "bilans_annuels": BilanAnnuel(identifiant="e", structure="msp", annee=2025),
    "carences": Carence(identifiant="e", profession=MEDECIN),
    "conventions": Convention(identifiant="e", nature=NatureConvention.CPOM, parties=("ars", "forms")),
    "dispositifs": Dispositif(identifiant="e", nom="Fonds", nature=NatureDispositif.FONDS_SOUTIEN),
    "documents": Document(identifiant="e", nature=NatureDocument.STATUTS, titre="Statuts"),
    "groupes_travail": GroupeTravail(
        identifiant="e", nom="Accès", nature=NatureGroupe.THEMATIQUE, statut=StatutGroupe.CONSTITUE
    ),
    "indemnites": Indemnite(
        identifiant="e", nature=NatureIndemnite.MISSION, payeur="cpts", beneficiaire="medecin", montant=150
    ),
    "labels": Label(identifiant="e", nature=NatureLabel.FRANCE_SANTE, structure="msp"),
    "lieux": Lieu(identifiant="e", nom="Halle"),
    "mouvements": Mouvement(identifiant="e", nature=NatureMouvement.ARRIVEE, statut=StatutMouvement.ANNONCE),
    "organisations": Organisation(identifiant="e", nom="ARS", nature=NatureOrganisation.ARS),
    "personnes": Personne(identifiant="e"),
    "procedures_regionales": ProcedureRegionale(
        identifiant="e", nom="Validation des MSP", nature=NatureProjet.MSP, region="76"
    ),
    "professionnels": Professionnel(identifiant="e", profession=MEDECIN),
    "programmes_formation": ProgrammeFormation(identifiant="e", intitule="Soirées"),
    "projets": Projet(identifiant="e", nom="P", nature=NatureProjet.CENTRE_SANTE),
    "protocoles": Protocole(identifiant="e", nature=NatureProtocole.COOPERATION),
    "reunions": Reunion(identifiant="e", objet="Réunion", nature=NatureReunion.INFORMATION, statut=StatutReunion.TENUE),
    "seances_formation": SeanceFormation(identifiant="e", statut=StatutSeance.TENUE),
    "statistiques": Statistique(identifiant="e", indicateur="MSP validées", valeur=Estimation(valeur=19)),
    "structures": MSP(identifiant="e", nom="MSP"),
    "tableaux_garde": TableauGarde(identifiant="e", periode=Periode()),
    "territoires": Territoire(identifiant="e", nom="Lomagne", nature=NatureTerritoire.ACTION_CPTS),
}


def identifiants(entites: Any) -> list[str]:
    return [entite.identifiant for entite in entites]


# -- entities --------------------------------------------------------------------------------------------------------


def test_le_registre_vide() -> None:
    vide = Registre()
    assert len(vide) == 0
    assert list(vide) == []
    assert bool(vide)
    assert repr(vide) == "Registre()"
    assert vide.obtenir("msp-lectoure") is None


@pytest.mark.parametrize("genre", TOUS_GENRES)
def test_chaque_entite_a_sa_liste(genre: str) -> None:
    entite = TOUS_GENRES[genre]
    registre = Registre().avec(entite)
    assert getattr(registre, genre) == (entite,)
    assert registre["e"] is entite
    assert registre.genre("e") == genre
    assert registre.pointeur("e") == f"/contenu/{genre}/0"
    assert registre.sans("e") == Registre()
    assert repr(registre) == f"Registre({genre}=1)"
    assert repr(entite) == f"{type(entite).__name__}('e')"
    assert pickle.loads(pickle.dumps(entite)) == entite  # noqa: S301
    assert hash(entite) == hash(attrs.evolve(entite))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        entite.identifiant = "autre"


def test_les_listes_du_registre_sont_celles_du_modele() -> None:
    assert [champ.name for champ in attrs.fields(Registre)] == [*sorted(TOUS_GENRES), "extensions"]


def test_les_entites_se_rangent_par_identifiant() -> None:
    assert identifiants(PAYS.structures) == ["cds-gers", "cpts-lomagne", "cts-vic", "esp", "ess", "msp-lectoure"]
    assert identifiants(PAYS) == [
        "batiment-lectoure",
        "departement",
        "coordinatrice",
        *("infirmiere", "medecin-ancien", "medecin-prevu", "pediatre", "remplacant"),
        *("projet-lomagne", "projet-msp"),
        *("cds-gers", "cpts-lomagne", "cts-vic", "esp", "ess", "msp-lectoure"),
    ]
    assert len(PAYS) == 16


def test_l_ordre_donne_ne_compte_pas() -> None:
    gauche = Registre(structures=(MSP_LECTOURE, CENTRE))
    droite = Registre(structures=(CENTRE, MSP_LECTOURE))
    assert gauche == droite
    assert hash(gauche) == hash(droite)


def test_les_index_ne_comptent_ni_pour_l_egalite_ni_pour_le_voyage() -> None:
    neuf = attrs.evolve(PAYS)
    assert PAYS.pointant_vers("msp-lectoure")
    assert PAYS.exercices(au=AU, commune=VIC)
    relu = pickle.loads(pickle.dumps(PAYS))  # noqa: S301
    assert relu == PAYS == neuf
    assert hash(relu) == hash(neuf)
    assert relu["cts-vic"].nom == "Centre territorial de santé"


def test_un_site_et_un_axe_s_atteignent_par_leur_identifiant() -> None:
    assert PAYS["site-vic"].commune == VIC
    assert PAYS.genre("site-vic") == "sites"
    assert PAYS.pointeur("site-vic") == "/contenu/structures/2/sites/0"
    assert PAYS["axe-acces"].intitule == "Accès aux soins"
    assert PAYS.genre("axe-acces") == "axes"
    assert PAYS.pointeur("axe-acces") == "/contenu/projets/0/axes/0"
    assert "site-vic" in PAYS


def test_ce_que_personne_ne_nomme() -> None:
    assert "inconnu" not in PAYS
    assert PAYS.obtenir("inconnu") is None
    assert PAYS.obtenir(None) is None
    assert PAYS.genre("inconnu") is None
    with pytest.raises(KeyError, match="inconnu"):
        PAYS["inconnu"]
    with pytest.raises(KeyError, match="inconnu"):
        PAYS.pointeur("inconnu")


@pytest.mark.parametrize(
    ("registre", "champ"),
    [
        pytest.param({"structures": (MSP_LECTOURE, MSP_LECTOURE)}, "structures/1/identifiant", id="deux structures"),
        pytest.param(
            {
                "structures": (MSP(identifiant="x", nom="MSP"),),
                "projets": (Projet(identifiant="x", nom="P", nature=NatureProjet.MSP),),
            },
            "structures/0/identifiant",
            id="une structure et un projet",
        ),
        pytest.param(
            {
                "structures": (
                    MSP(identifiant="a", nom="A", sites=(Site(identifiant="s"),)),
                    MSP(identifiant="b", nom="B", sites=(Site(identifiant="s"),)),
                )
            },
            "structures/1/sites/0/identifiant",
            id="deux sites",
        ),
        pytest.param(
            {"structures": (MSP(identifiant="a", nom="A", sites=(Site(identifiant="a"),)),)},
            "structures/0/sites/0/identifiant",
            id="un site et sa structure",
        ),
        pytest.param(
            {
                "projets": (
                    Projet(
                        identifiant="p",
                        nom="P",
                        nature=NatureProjet.CPTS,
                        axes=(Axe(identifiant="x", intitule="A"), Axe(identifiant="x", intitule="B")),
                    ),
                )
            },
            "projets/0/axes/1/identifiant",
            id="deux axes",
        ),
    ],
)
def test_un_identifiant_ne_nomme_qu_une_chose(registre: dict[str, Any], champ: str) -> None:
    with pytest.raises(ValeurInvalide, match="nomme déjà une autre entité") as releve:
        Registre(**registre)
    assert (releve.value.code, releve.value.champ) == ("identifiant.doublon", champ)


# -- another registre ------------------------------------------------------------------------------------------------


def test_ajouter_donne_un_autre_registre() -> None:
    agrandi = Registre().avec(MSP_LECTOURE, CENTRE, PROJET_MSP)
    assert identifiants(agrandi) == ["projet-msp", "cds-gers", "msp-lectoure"]
    assert Registre() == Registre().avec()


def test_ajouter_remplace_celle_du_meme_identifiant() -> None:
    renommee = attrs.evolve(MSP_LECTOURE, nom="Maison de santé de la Lomagne")
    change = PAYS.avec(renommee)
    assert change["msp-lectoure"].nom == "Maison de santé de la Lomagne"
    assert PAYS["msp-lectoure"].nom == "MSP de Lectoure"
    assert len(change) == len(PAYS)
    assert change.avec(MSP_LECTOURE) == PAYS


def test_ajouter_n_en_perd_aucune_en_silence() -> None:
    renommee = attrs.evolve(MSP_LECTOURE, nom="Maison de santé de la Lomagne")
    for autre in (MSP_LECTOURE, renommee, CPTS(identifiant="msp-lectoure", nom="CPTS")):
        with pytest.raises(ValeurInvalide, match="'msp-lectoure' nomme déjà une autre entité") as releve:
            Registre().avec(MSP_LECTOURE, autre)
        assert (releve.value.code, releve.value.champ) == ("identifiant.doublon", "identifiant")


def test_ajouter_ne_remplace_pas_une_entite_d_une_autre_sorte() -> None:
    cpts = CPTS(identifiant="msp-lectoure", nom="CPTS")
    with pytest.raises(ValeurInvalide, match="'msp-lectoure' nomme une entité d'une autre sorte") as releve:
        PAYS.avec(cpts)
    assert (releve.value.code, releve.value.champ) == ("identifiant.sorte", "identifiant")
    assert PAYS.sans("msp-lectoure").avec(cpts)["msp-lectoure"] is cpts


def test_ajouter_garde_les_extensions() -> None:
    registre = Registre(extensions=Extensions({"a": 1}))
    assert registre.avec(CENTRE).sans("cds-gers") == registre


def test_ajouter_ne_vole_pas_l_identifiant_d_un_autre_genre() -> None:
    with pytest.raises(ValeurInvalide, match="nomme déjà") as releve:
        PAYS.avec(Personne(identifiant="site-vic"))
    assert releve.value.code == "identifiant.doublon"


def test_retirer_laisse_les_references_telles_quelles() -> None:
    reste = PAYS.sans("cpts-lomagne", "coordinatrice")
    assert "cpts-lomagne" not in reste
    assert "coordinatrice" not in reste
    assert reste["projet-lomagne"].structure == "cpts-lomagne"
    assert len(reste) == len(PAYS) - 2


@pytest.mark.parametrize("identifiant", ["inconnu", "site-vic", "axe-acces"])
def test_on_ne_retire_que_des_entites(identifiant: str) -> None:
    with pytest.raises(KeyError, match=identifiant):
        PAYS.sans(identifiant)


def test_ce_qui_n_est_pas_une_entite_n_entre_pas() -> None:
    with pytest.raises(TypeError, match="n'est pas une entité du registre"):
        Registre().avec(PAYS["site-vic"])
    assert liste_de(SPECIALISTES) == "structures"


# -- who is in a structure -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("structure", "au", "attendu"),
    [
        pytest.param(
            "cpts-lomagne",
            date(2024, 7, 2),
            [("msp-lectoure", True), ("infirmiere", False), ("departement", False)],
            id="CPTS : adhésion dans l'année, adhésion sans date",
        ),
        pytest.param(
            "cpts-lomagne",
            date(2025, 1, 1),
            [("msp-lectoure", True), ("infirmiere", True), ("departement", False)],
            id="CPTS : l'année d'adhésion passée",
        ),
        pytest.param(
            "cpts-lomagne",
            date(2023, 7, 1),
            [("msp-lectoure", True), ("medecin-ancien", False), ("departement", False)],
            id="CPTS : dans l'année d'un départ",
        ),
        pytest.param("esp", date(2022, 12, 31), [], id="équipe de soins primaires, avant"),
        pytest.param("esp", date(2024, 1, 1), [("infirmiere", True)], id="équipe de soins primaires"),
        pytest.param("ess", date(2025, 6, 1), [("pediatre", False)], id="équipe de soins spécialisés"),
        pytest.param(
            "msp-lectoure",
            date(2024, 7, 2),
            [("infirmiere", True)],
            id="MSP : deux exercices d'une même personne, un seul membre, le plus sûr l'emporte",
        ),
        pytest.param(
            "msp-lectoure",
            date(2020, 7, 1),
            [("infirmiere", False), ("medecin-ancien", True)],
            id="MSP : au passé",
        ),
        pytest.param("cts-vic", date(2022, 9, 12), [("pediatre", False)], id="CTS, dans le mois d'arrivée"),
        pytest.param("cts-vic", date(2022, 10, 1), [("pediatre", True)], id="CTS, le mois suivant"),
        pytest.param("cds-gers", date(2024, 7, 2), [], id="centre de santé sans personne"),
    ],
)
def test_qui_est_membre_ce_jour_la(structure: str, au: date, attendu: list[tuple[str, bool]]) -> None:
    assert PAYS.membres(structure, au=au) == tuple(
        Appartenance(membre=membre, certain=certain) for membre, certain in attendu
    )


@pytest.mark.parametrize("sens", [1, -1], ids=["le plus vague d'abord", "le plus sûr d'abord"])
def test_l_ordre_des_exercices_ne_change_pas_qui_est_membre(sens: int) -> None:
    exercices = (exerce(), exerce(periode=depuis("2021-03-01")))[::sens]
    registre = Registre().avec(
        MSP_LECTOURE, Professionnel(identifiant="sage-femme", profession=INFIRMIER, exercices=exercices)
    )
    assert registre.membres("msp-lectoure", au=AU) == (Appartenance(membre="sage-femme", certain=True),)


@pytest.mark.parametrize("identifiant", ["inconnue", "site-vic", "projet-lomagne", "infirmiere"])
def test_seule_une_structure_a_des_membres(identifiant: str) -> None:
    with pytest.raises(KeyError, match=identifiant):
        PAYS.membres(identifiant, au=AU)


# -- who practises where ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "attendu"),
    [
        pytest.param(
            {},
            [("infirmiere", False), ("infirmiere", True), ("pediatre", True), *([("remplacant", False)] * 3)],
            id="tous, sans l'exercice prévu ni l'exercice fini",
        ),
        pytest.param({"structure": "msp-lectoure"}, [("infirmiere", False), ("infirmiere", True)], id="une structure"),
        pytest.param({"structure": "inconnue"}, [], id="une structure inconnue"),
        pytest.param({"profession": INFIRMIER}, [("infirmiere", False), ("infirmiere", True)], id="une profession"),
        pytest.param({"structure": "cts-vic", "profession": INFIRMIER}, [], id="une structure et une profession"),
        pytest.param({"commune": VIC}, [("pediatre", True)], id="la commune d'un site"),
        pytest.param({"commune": LECTOURE}, [("remplacant", False)], id="la commune du bâtiment d'un site"),
        pytest.param(
            {"commune": FLEURANCE},
            [("pediatre", True), ("remplacant", False)],
            id="la commune d'une présence, avec ou sans site",
        ),
        pytest.param(
            {"structure": "cts-vic", "commune": VIC}, [("pediatre", True)], id="une structure dans une commune"
        ),
        pytest.param({"structure": "msp-lectoure", "commune": VIC}, [], id="une structure qui n'y est pas"),
        pytest.param({"commune": "75056"}, [], id="une commune où personne n'exerce"),
    ],
)
def test_qui_exerce_ou_ce_jour_la(question: dict[str, Any], attendu: list[tuple[str, bool]]) -> None:
    situes = PAYS.exercices(au=AU, **question)
    assert [(situe.professionnel.identifiant, situe.certain) for situe in situes] == attendu


def test_un_exercice_fini_se_retrouve_au_passe() -> None:
    situes = PAYS.exercices(au=date(2015, 1, 1), structure="msp-lectoure")
    assert [situe.professionnel for situe in situes] == [MEDECIN_ANCIEN]


def test_la_commune_d_un_site_sans_batiment_connu() -> None:
    assert PAYS.commune_du_site(PAYS["site-vic"], au=AU) == VIC
    assert PAYS.commune_du_site(PAYS["site-lectoure"], au=AU) == LECTOURE
    assert PAYS.commune_du_site(PAYS["site-sans-commune"], au=AU) is None
    assert PAYS.commune_du_site(Site(identifiant="s", lieu="inconnu"), au=AU) is None
    assert PAYS.commune_du_site(Site(identifiant="s", lieu="msp-lectoure"), au=AU) is None


@pytest.mark.parametrize(
    ("commune", "au", "attendu"),
    [
        # The site was in Lectoure from 2015 to 2018, and is now in Vic; before, it was elsewhere, perhaps in Vic.
        (LECTOURE, date(2016, 1, 1), [True]),
        (VIC, date(2016, 1, 1), []),
        (LECTOURE, date(2010, 1, 1), []),
        (VIC, date(2010, 1, 1), [False]),
        (LECTOURE, date(2022, 1, 1), []),
        (VIC, date(2022, 1, 1), [True]),
    ],
)
def test_qui_exerce_dans_une_commune_ou_un_site_n_etait_pas_toujours(
    commune: str, au: date, attendu: list[bool]
) -> None:
    ancien = LieuAnterieur(lieu="ancien", periode=PeriodePartielle(debut="2015-01-01", fin="2018-12-31"))
    site = Site(identifiant="site", lieu="neuf", lieux_anterieurs=(ancien,))
    exercice = Exercice(periode=PeriodePartielle(debut="2009-01-01"), presences=(Presence(site="site"),))
    registre = Registre(
        lieux=(Lieu(identifiant="ancien", nom="A", commune=LECTOURE), Lieu(identifiant="neuf", nom="N", commune=VIC)),
        structures=(MSP(identifiant="msp", nom="MSP", sites=(site,)),),
        professionnels=(Professionnel(identifiant="a", profession=MEDECIN, exercices=(exercice,)),),
    )
    assert [situe.certain for situe in registre.exercices(au=au, commune=commune)] == attendu
    assert registre.communes_d_exercice(exercice) == {LECTOURE, VIC}


# -- projects, functions, references ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "attendu"),
    [
        ({}, ["projet-lomagne", "projet-msp"]),
        ({"nature": NatureProjet.MSP}, ["projet-msp"]),
        ({"structure": "cpts-lomagne"}, ["projet-lomagne"]),
        ({"nature": NatureProjet.MSP, "structure": "cpts-lomagne"}, []),
        ({"nature": NatureProjet.CENTRE_SANTE}, []),
    ],
)
def test_les_projets_d_une_nature_ou_d_une_structure(question: dict[str, Any], attendu: list[str]) -> None:
    assert identifiants(PAYS.projets_de(**question)) == attendu


def test_les_fonctions_tenues_dans_une_cpts() -> None:
    tenues = PAYS.fonctions_de("cpts-lomagne")
    assert [(t.titulaire.identifiant, t.fonction.nature) for t in tenues] == [
        ("coordinatrice", NatureFonction.COORDINATION),
        ("infirmiere", NatureFonction.PRESIDENCE),
    ]
    assert PAYS.fonctions_de("msp-lectoure") == ()


def test_qui_pointe_vers_la_msp() -> None:
    arrivees = PAYS.pointant_vers("msp-lectoure")
    assert [(p.entite, p.pointeur) for p in arrivees] == [
        ("infirmiere", "/contenu/professionnels/0/exercices/0/structure"),
        ("infirmiere", "/contenu/professionnels/0/exercices/1/structure"),
        ("medecin-ancien", "/contenu/professionnels/1/exercices/0/structure"),
        ("medecin-prevu", "/contenu/professionnels/2/exercices/0/structure"),
        ("projet-lomagne", "/contenu/projets/0/porteurs/1"),
        ("cpts-lomagne", "/contenu/structures/1/adherents/0/membre"),
    ]
    assert arrivees[4].genres == ("professionnels", "personnes", "organisations", "structures")
    assert PAYS.pointant_vers("ess") == ()


def test_qui_cite_la_msp_une_fois_chacun_dans_l_ordre() -> None:
    assert identifiants(PAYS.citants("msp-lectoure")) == [
        "cpts-lomagne",
        "infirmiere",
        "medecin-ancien",
        "medecin-prevu",
        "projet-lomagne",
    ]
    assert PAYS.citants("ess") == ()


def test_une_reference_dans_le_vide_se_voit() -> None:
    (vide,) = PAYS.pointant_vers("site-inconnu")
    assert vide.cible not in PAYS
    assert vide.genres == ("sites",)
    assert vide.pointeur == "/contenu/professionnels/4/exercices/2/presences/1/site"
    assert vide in PAYS.pointages()


# -- what is shown ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "montre",
    [
        pytest.param(INFIRMIERE, id="un professionnel"),
        pytest.param(PAYS, id="un registre"),
        pytest.param(PAYS.exercices(au=AU), id="des exercices"),
        pytest.param(PAYS.fonctions_de("cpts-lomagne"), id="des fonctions"),
        pytest.param(PAYS.pointages(), id="des références"),
    ],
)
def test_aucun_affichage_ne_montre_un_nom_ni_un_rpps(montre: object) -> None:
    assert "Durand" not in repr(montre)
    assert "10000000009" not in repr(montre)


# -- what is looked for in a document -----------------------------------------------------------------------------


def test_ce_qui_est_cherche_se_trouve_a_son_chemin_et_une_feuille_ne_s_ouvre_pas() -> None:
    professionnel = Professionnel(
        identifiant="infirmiere",
        profession=INFIRMIER,
        exercices=(exerce(), exerce(periode=depuis("2021-03-01", "2022"))),
    )

    def est_une_date(champ: Champ) -> bool:
        return champ.cible is DatePartielle

    chemins = [chemin for chemin, _, _ in Recherche(est_une_date)(professionnel)]
    assert chemins == [("exercices", 1, "periode", "debut"), ("exercices", 1, "periode", "fin")]
    fermees = Recherche(est_une_date, feuilles=frozenset({PeriodePartielle}))
    assert list(fermees(professionnel)) == []


def test_ce_qui_differe_d_un_registre_a_l_autre() -> None:
    """The same thing told again in another object is no difference: what was worked out of its elder stands."""
    un, deux, trois = (MSP(identifiant=f"msp-{rang}", nom=f"MSP {rang}") for rang in (1, 2, 3))
    change, recopie = attrs.evolve(un, nom="Autre"), attrs.evolve(deux)
    ecarts = changements(Registre().avec(un, deux), Registre().avec(change, recopie, trois))
    assert (ecarts.avant, ecarts.apres) == ((un,), (change, trois))
    assert [une is recopie for une in ecarts.remplaces] == [True]
    assert (ecarts.deplacees, ecarts.extensions, bool(ecarts)) == (True, False, True)
    pareils = changements(Registre().avec(deux), Registre().avec(recopie))
    assert (pareils.avant, pareils.apres, pareils.deplacees, bool(pareils)) == ((), (), False, False)
