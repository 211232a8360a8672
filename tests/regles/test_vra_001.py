"""VRA-001: no date is before 1945 (1800 for a body, an old text or a count), none far after the day of the check.

Ten years for what is stated as done: a record may be judged on a day of its own past. A hundred for what is known
before it comes: a lease of ninety-nine years, the end of a scheme, a retirement that is announced.
"""

from datetime import date

import attrs
import pytest
from tests.regles.fabrique import (
    associe,
    evenement,
    exercice,
    juger,
    maison,
    messages,
    pointeurs,
    professionnel,
    projet,
    resultat,
    version,
)
from tests.regles.gardes import creneau, tableau

from soinsprimaires import (
    BilanAnnuel,
    Dispositif,
    Document,
    Engagement,
    Estimation,
    Gravite,
    Mouvement,
    NatureDispositif,
    NatureDocument,
    NatureEngagement,
    NatureMouvement,
    NatureTerritoire,
    NomAnterieur,
    PeriodePartielle,
    PopulationDeclaree,
    Provenance,
    Rattachement,
    Signature,
    Site,
    Statistique,
    StatutMouvement,
    Territoire,
)
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels.professions import MEDECIN

CODE = "VRA-001"
AU = "2026-11-29"
DEPUIS_1925 = PeriodePartielle(debut="1925")


def test_un_dossier_sans_date() -> None:
    assert resultat(CODE, maison(), au=AU) == "sans_objet"


def test_une_maison_de_sante_datee() -> None:
    assert resultat(CODE, maison(creee_le="2012-03-01", immatriculee_le="2013-01-15"), au=AU) == "conforme"


def test_une_immatriculation_en_9999() -> None:
    juge = juger(CODE, maison(immatriculee_le="9999-12-31"), au=AU)
    assert messages(juge) == [
        "« msp » : immatriculee_le (le 31 décembre 9999) est plus de 10 ans après le jour du contrôle"
    ]
    assert pointeurs(juge) == ["/contenu/structures/0/immatriculee_le"]


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("1799-12-31", "non_conforme"),
        ("1800-01-01", "conforme"),
        ("1800-01-02", "conforme"),
        ("2036-11-28", "conforme"),
        ("2036-11-29", "conforme"),
        ("2036-11-30", "non_conforme"),
        ("0020-11-03", "non_conforme"),
        ("1799", "non_conforme"),
        ("1800", "conforme"),
        ("1800~", "indetermine"),
        ("1798~", "non_conforme"),
        ("2036", "indetermine"),
        ("2037", "non_conforme"),
        ("2036-12", "non_conforme"),
        ("9999/..", "non_conforme"),
        ("../9999", "indetermine"),
        ("../1799", "non_conforme"),
        ("../2024", "conforme"),
        ("[1799..1801]", "indetermine"),
        ("[2020..2036-11-29]", "conforme"),
        ("[2020..2036-11-30]", "indetermine"),
        ("[1700..1799]", "non_conforme"),
        ("2037-22", "non_conforme"),
    ],
)
def test_la_creation_d_une_maison_de_sante(le: str, attendu: str) -> None:
    assert resultat(CODE, maison(creee_le=le), au=AU) == attendu


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("1925-02-03", "non_conforme"),
        ("1944-12-31", "non_conforme"),
        ("1945-01-01", "conforme"),
        ("1945~", "indetermine"),
        ("../1944", "non_conforme"),
        ("../2025", "conforme"),
    ],
)
def test_un_acte_ou_un_exercice_d_un_autre_siecle(le: str, attendu: str) -> None:
    """A filing of 1925 is one of 2025, or of nobody: a dispensary may be that old, not who files, nor who practises."""
    depot = projet("cpts", evenement("depot_projet", le, "porteurs"))
    assert resultat(CODE, depot, au=AU) == attendu
    assert resultat(CODE, professionnel("medecin", MEDECIN, exercice("msp", le)), au=AU) == attendu
    assert resultat(CODE, maison(creee_le=le), au=AU) == "conforme"


@pytest.mark.parametrize(("annee", "attendu"), [("1936", "conforme"), ("1800", "conforme"), ("1799", "non_conforme")])
def test_un_recensement_ou_un_texte_d_un_autre_siecle(annee: str, attendu: str) -> None:
    """The census of 1936 and a deed of that year were not typed for others: nobody acts in them."""
    habitants = Estimation(valeur=1200, unite="habitants")
    recensement = Statistique(identifiant="s", indicateur="population", valeur=habitants, le=annee)
    population = PopulationDeclaree(nombre=habitants, annee=int(annee), source="Statistique générale de la France")
    commune = Territoire(identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, population=population)
    for ancien in (
        recensement,
        commune,
        Document(identifiant="d", nature=NatureDocument.AUTRE, titre="Acte", le=annee),
    ):
        assert resultat(CODE, ancien, au=AU) == attendu


@pytest.mark.parametrize(
    ("entite", "attendu"),
    [
        # Statutes, a deed may be of 1925; a contract, a letter, and whoever signs either, are of 2025.
        (Document(identifiant="d", nature=NatureDocument.STATUTS, titre="S", le="1925"), "conforme"),
        (Document(identifiant="d", nature=NatureDocument.CONTRAT, titre="C", le="1925"), "non_conforme"),
        (Document(identifiant="d", nature=NatureDocument.LETTRE_INTENTION, titre="L", le="1925"), "non_conforme"),
        (
            Document(
                identifiant="d",
                nature=NatureDocument.STATUTS,
                titre="S",
                signatures=(Signature(signataire="m", signee_le="1925"),),
            ),
            "non_conforme",
        ),
        # A dispensary may be of 1925; not its associates, its registration as a SISA, nor its commitments.
        (maison(creee_le="1925", noms_anterieurs=(NomAnterieur(nom="N", periode=DEPUIS_1925),)), "conforme"),
        (maison(sites=(Site(identifiant="s", periode=DEPUIS_1925),)), "conforme"),
        (maison(associes=(associe("medecin", "1925"),)), "non_conforme"),
        (maison(immatriculee_le="1925"), "non_conforme"),
        (maison(statuts_transmis_ars_le="1925"), "non_conforme"),
        (attrs.evolve(maison(), signataires=(Signature(signataire="m", signee_le="1925"),)), "non_conforme"),
        (maison(territoires=(Rattachement(territoire="t", periode=DEPUIS_1925),)), "non_conforme"),
        (
            maison(
                engagements=(Engagement(nature=NatureEngagement.PERMANENCE_SOINS, enonce="La garde", le="1925"),),
            ),
            "non_conforme",
        ),
    ],
)
def test_ce_qui_date_de_1925(entite: Entite, attendu: str) -> None:
    assert resultat(CODE, entite, au=AU) == attendu


@pytest.mark.parametrize(("au", "attendu"), [("2026-02-28", "conforme"), ("2024-02-29", "conforme")])
def test_dix_ans_apres_un_29_fevrier(au: str, attendu: str) -> None:
    assert resultat(CODE, maison(creee_le="2034-02-28"), au=au) == attendu


def test_la_fin_du_calendrier_n_est_loin_de_rien() -> None:
    assert resultat(CODE, maison(creee_le="9999-12-31"), au="9999-01-01") == "conforme"


@pytest.mark.parametrize(
    ("fin", "attendu"),
    [("2040-12-31", "conforme"), ("2126-11-29", "conforme"), ("2126-11-30", "non_conforme"), ("9999", "non_conforme")],
)
def test_la_fin_d_une_periode_est_prevue(fin: str, attendu: str) -> None:
    msp = maison(associes=(associe("medecin", "2020-01-01", fin),))
    assert resultat(CODE, msp, au=AU) == attendu


def test_le_debut_d_une_periode_est_un_fait() -> None:
    juge = juger(CODE, professionnel("medecin", MEDECIN, exercice("msp", "2062-01-01")), au=AU)
    assert messages(juge) == ["« medecin » : debut (le 1er janvier 2062) est plus de 10 ans après le jour du contrôle"]
    assert pointeurs(juge) == ["/contenu/professionnels/0/exercices/0/periode/debut"]


def test_un_depart_annonce_est_prevu() -> None:
    retraite = Mouvement(
        identifiant="retraite", nature=NatureMouvement.RETRAITE, statut=StatutMouvement.ANNONCE, le="2038"
    )
    assert resultat(CODE, retraite, au=AU) == "conforme"


def test_un_dispositif_de_longue_duree() -> None:
    fonds = Dispositif(
        identifiant="fonds",
        nom="Fonds de soutien",
        nature=NatureDispositif.FONDS_SOUTIEN,
        periode=PeriodePartielle(debut="2024", fin="2050"),
    )
    assert resultat(CODE, fonds, au=AU) == "conforme"


@pytest.mark.parametrize(("annee", "attendu"), [(1799, "non_conforme"), (2023, "conforme"), (2202, "non_conforme")])
def test_une_annee_est_une_date(annee: int, attendu: str) -> None:
    population = PopulationDeclaree(nombre=Estimation(valeur=19_600), annee=annee, source="INSEE")
    territoire = Territoire(
        identifiant="lomagne", nom="Lomagne", nature=NatureTerritoire.ACTION_CPTS, population=population
    )
    assert resultat(CODE, territoire, au=AU) == attendu
    bilan = BilanAnnuel(identifiant="bilan", structure="msp", annee=annee)
    assert resultat(CODE, bilan, au=AU) == attendu


def test_une_date_dit_ou_elle_est_dans_ce_qui_la_contient() -> None:
    source = Provenance(titre="Le Journal du Gers", publie_le="0202-05-01")
    document = Document(identifiant="lettre", nature=NatureDocument.LETTRE_INTENTION, titre="Lettre", provenance=source)
    cpts = projet("cpts", evenement("depot_lettre_intention", "1022-05-01", enregistre_le=date(2202, 5, 2)))
    garde = tableau(creneau("2062-01-02"), debut="2024-01-01", fin="9999-12-31")
    assert pointeurs(juger(CODE, document, cpts, garde, au=AU)) == [
        "/contenu/documents/0/provenance/publie_le",
        "/contenu/projets/0/journal/0/effet_le",
        "/contenu/projets/0/journal/0/enregistre_le",
        "/contenu/tableaux_garde/0/periode/fin",
        "/contenu/tableaux_garde/0/creneaux/0/jour",
    ]


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
