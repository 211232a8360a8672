"""What real territories say of themselves, one fact after the other: each in its field, and as a page tells it."""

from datetime import date

import pytest

from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    AutreIdentifiant,
    AvisComite,
    Document,
    Estimation,
    Evenement,
    Filiation,
    Lieu,
    LieuAnterieur,
    NatureDocument,
    NatureFiliation,
    NatureOrganisation,
    NatureProjet,
    NatureReunion,
    NatureTerritoire,
    NuanceNombre,
    ObjectifChiffre,
    Organisation,
    PeriodePartielle,
    PopulationDeclaree,
    Projet,
    RangTerritoire,
    Rattachement,
    Registre,
    Reserve,
    Reunion,
    Site,
    StatutReunion,
    Territoire,
    composition,
    depuis_json,
    en_json,
)
from soinsprimaires.affichage.contenu.fiches import Redaction
from soinsprimaires.modele._base import Entite

AU = date(2025, 7, 2)
PILAT = Territoire(
    identifiant="pilat",
    nom="Pilat",
    nature=NatureTerritoire.ACTION_CPTS,
    nombre_communes=Estimation(valeur=23),
    population=PopulationDeclaree(nombre=Estimation(valeur=24_765), source="ARS Auvergne-Rhône-Alpes"),
)
VALLEE = Territoire(identifiant="vallee", nom="Vallée", nature=NatureTerritoire.AUTRE)
NEUF = Lieu(
    identifiant="neuf",
    nom="Maison neuve",
    surface=Estimation(valeur=660, unite="m²"),
)
ANCIEN = Lieu(
    identifiant="ancien",
    nom="Ancienne maison",
    surface=Estimation(valeur=500, nuance=NuanceNombre.ENVIRON, unite="m²"),
)
ASSOCIATION = Organisation(
    identifiant="association",
    nom="Association des porteurs",
    nature=NatureOrganisation.ASSOCIATION,
    creee_le="2015-07",
    dissoute_le="[2018-10..2019-12]",
    lieu="neuf",
)
UNION = Organisation(
    identifiant="union",
    nom="Union",
    nature=NatureOrganisation.ASSOCIATION,
    predecesseurs=(
        Filiation(predecesseur="association", nature=NatureFiliation.RAPPROCHEMENT, le="2018"),
        Filiation(predecesseur="maison", nature=NatureFiliation.RAPPROCHEMENT, le="2018"),
    ),
)
MAISON = MSP(
    identifiant="maison",
    nom="Maison",
    territoires=(
        Rattachement(territoire="pilat", rang=RangTerritoire.PRIMAIRE),
        Rattachement(territoire="vallee", rang=RangTerritoire.SECONDAIRE),
    ),
    sites=(
        Site(
            identifiant="site",
            lieu="neuf",
            lieux_anterieurs=(LieuAnterieur(lieu="ancien", periode=PeriodePartielle(debut="2015", fin="2024")),),
            autres_identifiants=(AutreIdentifiant(systeme="IDNST", valeur="1420000000"),),
        ),
    ),
    nombre_associes=Estimation(valeur=20, nuance=NuanceNombre.AU_MOINS, maximum=30, unite="associés"),
)
COMMUNAUTE = CPTS(
    identifiant="cpts",
    nom="CPTS",
    predecesseurs=(Filiation(predecesseur="association", nature=NatureFiliation.TRANSFORMATION),),
)
DEUX_MEDECINS = ObjectifChiffre(
    indicateur="médecins installés",
    cible=Estimation(valeur=2),
    periode=PeriodePartielle(fin="2026-23"),
)
PROJET = Projet(
    identifiant="projet",
    nom="Équipe",
    nature=NatureProjet.EQUIPE_SOINS_PRIMAIRES,
    objectifs_chiffres=(DEUX_MEDECINS,),
    journal=(
        Evenement(
            identifiant="avis",
            acte=Acte.AVIS_PARTENAIRE,
            avis=AvisComite.AVEC_RESERVES,
            reserves=(Reserve(enonce="préciser les horaires", delai_le="2025-09-30"),),
            effet_le="2025-06",
            enregistre_le=AU,
        ),
        Evenement(
            identifiant="fir",
            acte=Acte.DEMANDE_FIR,
            montant=Estimation(valeur=15_000, unite="EUR"),
            effet_le="2025-06",
            enregistre_le=AU,
        ),
    ),
)
DIALOGUE = Reunion(
    identifiant="dialogue",
    objet="bilan",
    nature=NatureReunion.DIALOGUE_GESTION,
    statut=StatutReunion.PREVUE,
    le="2025-23",
)
FEUILLE = Document(identifiant="feuille", nature=NatureDocument.FEUILLE_EMARGEMENT, titre="Feuille du 2 juillet")
REGISTRE = Registre().avec(
    PILAT, VALLEE, NEUF, ANCIEN, ASSOCIATION, UNION, MAISON, COMMUNAUTE, PROJET, DIALOGUE, FEUILLE
)


@pytest.mark.parametrize(
    ("entite", "mot", "textes"),
    [
        (PILAT, "nombre de communes", ("23",)),
        (PILAT, "population", ("24\u202f765 habitants, ARS Auvergne-Rhône-Alpes",)),
        (ANCIEN, "surface", ("environ 500 m²",)),
        (ASSOCIATION, "dissolution", ("entre octobre 2018 et décembre 2019",)),
        (ASSOCIATION, "lieu", ("Maison neuve",)),
        (UNION, "issue de", ("Association des porteurs (rapprochement), en 2018", "Maison (rapprochement), en 2018")),
        (COMMUNAUTE, "issue de", ("Association des porteurs (transformation)",)),
        (MAISON, "territoires", ("Pilat (primaire)", "Vallée (secondaire)")),
        (MAISON, "nombre d'associés", ("de 20 à 30 associés",)),
        (PROJET, "objectifs chiffrés", ("2 : médecins installés, jusqu'à l'automne 2026",)),
        (DIALOGUE, "nature", ("dialogue de gestion",)),
        (FEUILLE, "nature", ("feuille d'émargement",)),
    ],
    ids=str,
)
def test_chaque_fait_a_son_champ_et_sa_phrase(entite: Entite, mot: str, textes: tuple[str, ...]) -> None:
    assert {dit.mot: dit.textes for dit in Redaction(REGISTRE, AU).fiche(entite).dits}[mot] == textes


def test_les_locaux_se_suivent() -> None:
    (phrase,) = (dit.textes[0] for dit in Redaction(REGISTRE, AU).fiche(MAISON).dits if dit.mot == "sites")
    assert phrase.startswith("Maison neuve (principal)")
    assert "locaux précédents : Ancienne maison, de 2015 à 2024" in phrase
    assert "1420000000" not in phrase


def test_une_population_sans_annee_donne_la_taille() -> None:
    assert composition.classe_taille(PILAT, au=AU).classe == 1


def test_le_document_se_relit_et_se_pseudonymise() -> None:
    assert depuis_json(en_json(REGISTRE)) == REGISTRE
    ailleurs = en_json(REGISTRE.pseudonymiser(cle=bytes(16)))
    assert not [dit for dit in ("1420000000", "préciser les horaires", "Maison neuve") if dit in ailleurs]
