"""CPTS-004: "le projet de santé précise en particulier le territoire d'action" (CSP, art. L1434-12).

Read in force on 30 June 2022; the article exists since 28 January 2016, in words that were not read.
"""

import pytest
from tests.regles.fabrique import (
    evenement,
    juger,
    manquants,
    messages,
    pointeurs,
    projet,
    references,
    resultat,
    version,
)

from soinsprimaires import (
    Direction,
    Evenement,
    Gravite,
    NatureOrganisation,
    NatureTerritoire,
    Organisation,
    Portee,
    Projet,
    Repere,
    Territoire,
)

CODE = "CPTS-004"
AU = "2024-07-02"
DEPOT = evenement("depot_projet", "2016-01-01", "porteurs")


def depose(*journal: Evenement, **champs: object) -> Projet:
    return projet("cpts", *(journal or (DEPOT,)), territoire="lomagne", **champs)


def territoire(**champs: object) -> Territoire:
    nature = champs.pop("nature", NatureTerritoire.ACTION_CPTS)
    return Territoire(identifiant="lomagne", nom="Lomagne gersoise", nature=nature, **champs)  # type: ignore[arg-type]


LECTOURE = territoire(communes=("32208", "32132"))


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2016-01-27", "hors_vigueur"),
        ("2016-01-28", "indetermine"),
        ("2022-06-29", "indetermine"),
        ("2022-06-30", "conforme"),
        ("2022-07-01", "conforme"),
    ],
)
def test_le_projet_depose_nomme_les_communes_de_son_territoire(au: str, attendu: str) -> None:
    assert resultat(CODE, depose(), LECTOURE, au=au) == attendu


def test_avant_le_30_juin_2022_c_est_la_date_du_texte_qui_manque() -> None:
    juge = juger(CODE, depose(), LECTOURE, au="2022-06-29")
    assert manquants(juge) == [()]
    assert messages(juge) == ["le texte n'a été lu en vigueur que depuis le 30 juin 2022 : ce jour n'en est pas"]


def test_avant_cette_date_ce_que_le_dossier_n_a_pas_est_dit_aussi() -> None:
    juge = juger(CODE, depose(), au="2022-06-29")
    assert manquants(juge) == [(), ("territoire",)]


@pytest.mark.parametrize(
    "limites",
    [
        territoire(reperes=(Repere(commune="18023", direction=Direction.OUEST),)),
        territoire(epci="200035129"),
        territoire(nature=NatureTerritoire.DEPARTEMENT, departement="32"),
        territoire(nature=NatureTerritoire.REGION, region="76"),
    ],
    ids=["reperes", "un EPCI", "un departement", "une region"],
)
def test_d_autres_limites(limites: Territoire) -> None:
    assert resultat(CODE, depose(), limites, au=AU) == "conforme"


def test_un_territoire_situe_dans_un_departement_n_en_est_pas_delimite() -> None:
    assert resultat(CODE, depose(), territoire(departement="32"), au=AU) == "indetermine"


def test_un_territoire_decrit_en_mots() -> None:
    juge = juger(CODE, depose(), territoire(definition="de Sancergues à Sancoins"), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("communes",)]
    assert messages(juge) == ["le territoire « lomagne » n'est décrit qu'en mots, qui ne se vérifient pas"]


def test_ce_que_le_dossier_ne_dit_pas_le_projet_le_precise_peut_etre() -> None:
    juge = juger(CODE, depose(), territoire(), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("communes", "definition", "reperes")]
    assert messages(juge) == ["le registre ne dit pas jusqu'où va le territoire « lomagne »"]
    assert pointeurs(juge) == ["/contenu/projets/0/territoire"]


@pytest.mark.parametrize(
    "autre",
    [(), (Organisation(identifiant="lomagne", nom="CC", nature=NatureOrganisation.EPCI),)],
    ids=["absent du registre", "d'un autre genre"],
)
def test_le_territoire_n_est_pas_enregistre(autre: tuple[Organisation, ...]) -> None:
    juge = juger(CODE, depose(), *autre, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("territoire",)]


@pytest.mark.parametrize(
    "journal",
    [
        (evenement("emergence", "2023-01-01"),),
        (evenement("depot_lettre_intention", "2023-01-01", "porteurs"),),
        (DEPOT, evenement("abandon", "2023-01-01", "porteurs")),
    ],
    ids=["emergence", "lettre d'intention", "abandon"],
)
def test_sans_projet_de_sante_depose_il_n_y_a_rien_a_juger(journal: tuple[Evenement, ...]) -> None:
    assert resultat(CODE, depose(*journal), au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("au", "attendu"), [("2024-03-10", "sans_objet"), ("2024-03-11", "indetermine"), ("2024-03-12", "indetermine")]
)
def test_la_question_se_pose_a_partir_du_jour_du_depot(au: str, attendu: str) -> None:
    assert resultat(CODE, depose(evenement("depot_projet", "2024-03-11", "porteurs")), au=au) == attendu


@pytest.mark.parametrize("nature", ["msp", "centre_sante"])
def test_les_autres_projets_n_ont_pas_de_territoire_d_action(nature: str) -> None:
    assert resultat(CODE, projet(nature, DEPOT), au=AU) == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L1434-12"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT


def test_un_projet_peut_etre_depose_ne_l_est_pas_surement() -> None:
    """Deposited some day of 2024: in July, either the rule holds or it has nothing to judge yet."""
    assert resultat(CODE, depose(evenement("depot_projet", "2024", "porteurs")), LECTOURE, au=AU) == "indetermine"
