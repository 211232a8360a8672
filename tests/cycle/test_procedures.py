"""The procedure of a region: read strictly, then shown beside the law as a usage."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cycle.outils import Q, cpts, fait, jour, manque, msp

from soinsprimaires import (
    MSP,
    Acte,
    Delimitation,
    DocumentInvalide,
    EtapeProcedure,
    Lieu,
    NatureDelai,
    NatureDocument,
    NatureLieu,
    NatureOrganisation,
    NatureProjet,
    NatureTerritoire,
    Organisation,
    PeriodePartielle,
    ProcedureRegionale,
    Projet,
    Rattachement,
    Referent,
    Registre,
    Site,
    Territoire,
    cycle,
)

EXEMPLES = Path(__file__).resolve().parents[2] / "examples" / "procedures"
ENTETE = """format = "soinsprimaires/procedure-regionale"
version = 1
identifiant = "procedure-essai"
nom = "Essai"
nature = "cpts"
region = "76"
"""
GERS = Territoire(
    identifiant="gers", nom="Gers", nature=NatureTerritoire.ACTION_CPTS, delimitation=Delimitation.INCONNUE, region="76"
)
PROCEDURE = ProcedureRegionale(
    identifiant="procedure-essai",
    nom="Essai",
    nature=NatureProjet.CPTS,
    region="76",
    etapes=(
        EtapeProcedure(
            acte=Acte.ACCORD_LETTRE_INTENTION,
            instruit_par=(Q.ARS, Q.CPAM),
            avis_de=(Q.URPS,),
            comite="comité de suivi",
            documents=(NatureDocument.LETTRE_INTENTION,),
            delai_mois=3,
            nature_delai=NatureDelai.USUEL,
        ),
    ),
)
LETTRE = fait(Acte.DEPOT_LETTRE_INTENTION, "2024-01-31", Q.PORTEURS)


def situe(objet: Projet, territoire: str | None = "gers") -> Projet:
    return Projet(identifiant="projet", nom="Projet", nature=objet.nature, territoire=territoire, journal=objet.journal)


def refus(corps: str, entete: str = ENTETE) -> list[tuple[str, str]]:
    with pytest.raises(DocumentInvalide) as erreur:
        cycle.lire_procedure((entete + corps).encode())
    return [(anomalie.code, anomalie.pointeur) for anomalie in erreur.value.anomalies]


@pytest.mark.parametrize(
    ("fichier", "nature", "region", "actes"),
    [
        ("nouvelle-aquitaine-cpts.toml", "cpts", "75", ["accord_lettre_intention"]),
        ("occitanie-msp.toml", "msp", "76", ["avis_comite", "validation_projet"]),
    ],
)
def test_les_exemples_se_lisent(fichier: str, nature: str, region: str, actes: list[str]) -> None:
    procedure = cycle.charger_procedure(EXEMPLES / fichier)
    assert (procedure.nature.value, procedure.region) == (nature, region)
    assert [etape.acte.value for etape in procedure.etapes] == actes
    assert [etape.delai_mois for etape in procedure.etapes] == [None] * len(actes)
    assert procedure.provenance is not None


def test_un_fichier_complet_donne_la_meme_valeur() -> None:
    texte = """
[[etapes]]
acte = "accord_lettre_intention"
instruit_par = ["ars", "cpam"]
avis_de = ["urps"]
comite = "comité de suivi"
documents = ["lettre_intention"]
delai_mois = 3
nature_delai = "usuel"
"""
    assert cycle.lire_procedure((ENTETE + texte).encode()) == PROCEDURE


def test_toutes_les_fautes_a_la_fois() -> None:
    entete = """format = "autre"
version = 2
nature = "cpts"
region = "99"
identifiant = "Essai"
commentaire = "?"
"""
    corps = """
[[etapes]]
acte = "ouverture"
[[etapes]]
acte = "avis"
delai_mois = 0
documents = "lettre"
[[etapes]]
comite = ""
[provenance]
publie_le = 2024-13
"""
    # The date is no TOML at all: nothing else can be said.
    assert refus(corps, entete) == [("toml.syntaxe", "")]
    assert refus(corps.replace("2024-13", '"2024-13"'), entete) == [
        ("cle.absente", "/nom"),
        ("enveloppe.format", "/format"),
        ("version.inconnue", "/version"),
        ("code.inconnu", "/region"),
        ("identifiant.forme", "/identifiant"),
        ("cle.inconnue", "/commentaire"),
        ("valeur.hors_liste", "/etapes/1/acte"),
        ("type.inattendu", "/etapes/1/delai_mois"),
        ("type.inattendu", "/etapes/1/documents"),
        ("cle.absente", "/etapes/2/acte"),
        ("type.inattendu", "/etapes/2/comite"),
        ("cle.absente", "/provenance/titre"),
        ("date.calendrier", "/provenance/publie_le"),
        ("procedure.acte", "/etapes/0/acte"),
    ]


@pytest.mark.parametrize(
    ("corps", "attendu"),
    [
        ("etapes = 3", [("type.inattendu", "/etapes")]),
        ("etapes = [3]", [("type.inattendu", "/etapes/0")]),
        (
            '[[etapes]]\nacte = "depot_projet"\ndelai_mois = 2\n',
            [("procedure.delai", "/etapes/0/nature_delai")],
        ),
        ('[[etapes]]\nacte = ["depot_projet"]\n', [("valeur.hors_liste", "/etapes/0/acte")]),
        ("", [("cle.absente", "/etapes")]),
    ],
)
def test_chaque_faute_est_a_sa_place(corps: str, attendu: list[tuple[str, str]]) -> None:
    assert refus(corps) == attendu


def test_une_faute_de_syntaxe_dit_sa_ligne() -> None:
    with pytest.raises(DocumentInvalide, match="ligne 7, colonne 5"):
        cycle.lire_procedure((ENTETE + "nom !").encode())
    with pytest.raises(DocumentInvalide, match="l'octet 0 n'est pas de l'UTF-8"):
        cycle.lire_procedure(b"\xff")
    assert refus("etapes = " + "9" * 5000) == [("toml.syntaxe", "")]


def test_le_fichier_absent_est_une_erreur_du_systeme(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        cycle.charger_procedure(tmp_path / "rien.toml")


# -- the region of a project --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("champs", "region"),
    [
        ({"region": "76"}, "76"),
        ({"departement": "32"}, "76"),
        ({"communes": ("32208", "32370")}, "76"),
        ({"communes": ("32208", "33063")}, None),
        # Clefs, of Maine-et-Loire, merged in 2013: a part of a commune lies where the commune does.
        ({"communes": ("49101",)}, "52"),
        ({"communes": ("32208", "49101")}, None),
        ({"departement": "999"}, None),
        ({}, None),
    ],
    ids=[
        "région",
        "département",
        "communes",
        "communes de deux régions",
        "ancienne",
        "ancienne d'ailleurs",
        "département inconnu",
        "rien",
    ],
)
def test_la_region_vient_du_territoire(champs: dict[str, Any], region: str | None) -> None:
    territoire = Territoire(
        identifiant="t", nom="T", nature=NatureTerritoire.AUTRE, delimitation=Delimitation.PARTIELLE, **champs
    )
    assert cycle.region_de(situe(cpts(), "t"), Registre().avec(territoire), au=date(2025, 1, 1)) == region


@pytest.mark.parametrize(
    ("structure", "region"),
    [
        (MSP(identifiant="s", nom="S", sites=(Site(identifiant="site", commune="32208"),)), "76"),
        (MSP(identifiant="s", nom="S", sites=(Site(identifiant="site", lieu="lieu"),)), "53"),
        (MSP(identifiant="s", nom="S", sites=(Site(identifiant="site"),)), None),
        (MSP(identifiant="s", nom="S", sites=(Site(identifiant="site", commune="32999"),)), None),
        (MSP(identifiant="s", nom="S", territoires=(Rattachement(territoire="gers"),)), "76"),
        (
            MSP(
                identifiant="s",
                nom="S",
                territoires=(Rattachement(territoire="gers", periode=PeriodePartielle(fin="2024-12-31")),),
            ),
            None,
        ),
    ],
    ids=["site", "lieu du site", "site sans commune", "commune inconnue", "territoire", "ancien territoire"],
)
def test_la_region_vient_sinon_de_la_structure(structure: MSP, region: str | None) -> None:
    lieu = Lieu(identifiant="lieu", nom="Rennes", nature=NatureLieu.ADRESSE, commune="35238")
    objet = Projet(identifiant="p", nom="P", nature=NatureProjet.MSP, structure="s")
    registre = Registre().avec(structure, GERS, lieu)
    assert cycle.region_de(objet, registre, au=date(2025, 1, 1)) == region


def test_la_region_vient_a_defaut_de_qui_suit_le_projet() -> None:
    ars = Organisation(identifiant="ars", nom="ARS", nature=NatureOrganisation.ARS, region="76")
    suivi = Projet(
        identifiant="p", nom="P", nature=NatureProjet.MSP, referents=(Referent(qualite=Q.ARS, organisation="ars"),)
    )
    assert cycle.region_de(suivi, Registre().avec(ars), au=date(2025, 1, 1)) == "76"
    assert cycle.region_de(suivi, Registre(), au=date(2025, 1, 1)) is None


# -- what it adds -------------------------------------------------------------------------------------------------


def test_les_usages_s_ajoutent_aux_etapes_sans_se_meler_au_droit() -> None:
    registre = Registre().avec(GERS, PROCEDURE)
    accord, *suite = manque(situe(cpts(LETTRE)), registre, cycle.EtatCPTS.PROJET_DEPOSE, "2024-02-01")
    assert accord.usages == (
        "usage de la région (Essai) : instruction par l'ARS, la CPAM",
        "usage de la région (Essai) : avis de l'URPS",
        "usage de la région (Essai) : passage en comité de suivi",
        "usage de la région (Essai) : pièces demandées : lettre_intention",
        "usage de la région (Essai) : délai usuel de 3 mois",
    )
    assert accord.documents == ()
    assert not any("usage" in condition for condition in accord.conditions)
    assert [etape.usages for etape in suite] == [()]


@pytest.mark.parametrize(
    ("objet", "registre"),
    [
        (situe(cpts(LETTRE), None), Registre().avec(GERS, PROCEDURE)),
        (situe(cpts(LETTRE)), Registre().avec(GERS)),
        (situe(msp(LETTRE)), Registre().avec(GERS, PROCEDURE)),
    ],
    ids=["région inconnue", "aucune procédure", "autre nature"],
)
def test_sans_procedure_de_la_region_rien_ne_s_ajoute(objet: Projet, registre: Registre) -> None:
    vers = next(etat for etat in cycle.ETATS[objet.nature] if etat.value == "projet_depose")
    etapes = manque(objet, registre, vers, "2024-02-01")
    assert {etape.usages for etape in etapes} == {()}
    assert cycle.echeances(objet, registre, au=jour("2024-02-01")) == ()


@pytest.mark.parametrize(
    ("depose_le", "limites", "statut"),
    [
        ("2024-01-31", ("2024-04-30", "2024-04-30"), "a_venir"),
        ("2023-11", ("2024-02-01", "2024-02-29"), "a_venir"),
        ("2023-10", ("2024-01-01", "2024-01-31"), "depassee"),
    ],
    ids=["dernier jour d'un mois", "date vague", "dépassé"],
)
def test_le_delai_usuel_est_une_echeance_marquee_comme_usage(
    depose_le: str, limites: tuple[str, str], statut: str
) -> None:
    objet = situe(cpts(fait(Acte.DEPOT_LETTRE_INTENTION, depose_le, Q.PORTEURS)))
    (echeance,) = cycle.echeances(objet, Registre().avec(GERS, PROCEDURE), au=jour("2024-02-01"))
    assert (echeance.code, str(echeance.limite_le), str(echeance.au_plus_tard_le)) == ("USAGE", *limites)
    assert echeance.statut.value == statut
    assert echeance.acteurs == (Q.ARS, Q.CGSS, Q.CPAM)
    assert echeance.sources == ()
    assert echeance.calcul == (
        "usage de la région (Essai) : délai usuel de 3 mois à compter de l'entrée dans l'état ; aucun texte ne l'impose"
    )


def test_un_delai_d_une_etape_passee_n_est_plus_une_echeance() -> None:
    accord = fait(Acte.ACCORD_LETTRE_INTENTION, "2024-03-01", Q.ARS, Q.CPAM)
    assert cycle.echeances(situe(cpts(LETTRE, accord)), Registre().avec(GERS, PROCEDURE), au=jour("2024-03-02")) == ()
