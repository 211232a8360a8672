"""IPA-002: since 22 January 2025, direct access to an IPA in the places of CSP, art. L4301-2, and nowhere else.

These are health and medico-social establishments, ESP, ESS, centres de santé and maisons de santé. A CPTS is none.
"""

from datetime import date

import pytest
from tests.regles.fabrique import (
    annonce,
    associe,
    exercice,
    ipa,
    juger,
    maison,
    manquants,
    messages,
    parti,
    pointeurs,
    professionnel,
    references,
    resultat,
    version,
)

from soinsprimaires import (
    CPTS,
    CTS,
    CentreSante,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    Gravite,
    NatureOrganisation,
    Organisation,
    Portee,
    Registre,
    controler,
)
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels import professions as p
from soinsprimaires.regles import REGLES, Resultat

CODE = "IPA-002"
AU = "2025-01-23"
HOPITAL = Organisation(identifiant="hopital", nom="Hôpital", nature=NatureOrganisation.ETABLISSEMENT_SANTE)
DEPARTEMENT = Organisation(identifiant="departement", nom="Gers", nature=NatureOrganisation.CONSEIL_DEPARTEMENTAL)
COMMUNAUTE = CPTS(identifiant="cpts", nom="CPTS", adherents=(associe("ipa"),))
MESSAGE = (
    "hors des structures où l'accès direct est ouvert, le suivi doit avoir été confié par un médecin : "
    "l'exercice ne dit pas si des patients sont reçus directement"
)


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2024-07-02", "hors_vigueur"),
        ("2025-01-21", "hors_vigueur"),
        ("2025-01-22", "conforme"),
        ("2025-01-23", "conforme"),
    ],
)
def test_en_maison_de_sante_l_acces_direct_est_ouvert_depuis_le_22_janvier_2025(au: str, attendu: str) -> None:
    assert resultat(CODE, maison(), ipa(exercice("msp")), au=au) == attendu


@pytest.mark.parametrize(
    "structure",
    [
        CentreSante(identifiant="lieu", nom="Centre de santé"),
        CTS(identifiant="lieu", nom="Centre territorial de santé"),
        EquipeSoinsPrimaires(identifiant="lieu", nom="ESP"),
        EquipeSoinsSpecialises(identifiant="lieu", nom="ESS"),
    ],
    ids=["centre de sante", "centre territorial de sante", "ESP", "ESS"],
)
def test_les_autres_structures_de_la_liste(structure: Entite) -> None:
    assert resultat(CODE, structure, ipa(exercice("lieu")), au=AU) == "conforme"


def test_un_etablissement_de_sante_qui_l_emploie() -> None:
    assert resultat(CODE, HOPITAL, ipa(exercice(None, employeur="hopital")), au=AU) == "conforme"


def test_le_departement_qui_l_emploie_dans_son_centre_territorial() -> None:
    territorial = CTS(identifiant="cts", nom="Centre territorial de santé", gestionnaire="departement")
    salariee = ipa(exercice("cts", employeur="departement"))
    assert resultat(CODE, DEPARTEMENT, territorial, salariee, au=AU) == "conforme"


@pytest.mark.parametrize(
    "exercices",
    [
        exercice(None),
        exercice("cpts"),
        exercice("cpts", employeur="hopital"),
        exercice(None, employeur="departement"),
        exercice("absente"),
    ],
    ids=["en cabinet", "dans la CPTS", "dans la CPTS, payee par l'hopital", "payee par le departement", "absente"],
)
def test_l_adhesion_a_une_cpts_n_ouvre_rien(exercices: object) -> None:
    juge = juger(CODE, COMMUNAUTE, HOPITAL, DEPARTEMENT, ipa(exercices), au=AU)  # type: ignore[arg-type]
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("acces_direct",)]
    assert messages(juge) == [MESSAGE]
    assert pointeurs(juge) == ["/contenu/professionnels/0/exercices/0"]


@pytest.mark.parametrize(
    ("debut", "au", "attendu"),
    [
        ("2025-02-01", "2025-01-31", "indetermine"),
        ("2025-02-01", "2025-02-01", "conforme"),
        ("2025", "2025-02-01", "indetermine"),
        ("2025", "2025-12-31", "conforme"),
    ],
    ids=["la veille de l'adhesion", "le jour", "dans l'annee vague", "a la fin de l'annee vague"],
)
def test_le_cabinet_d_un_membre_d_une_equipe_de_soins_primaires(debut: str, au: str, attendu: str) -> None:
    equipe = EquipeSoinsPrimaires(identifiant="esp", nom="ESP", membres=(associe("ipa", debut), associe("medecin")))
    assert resultat(CODE, equipe, ipa(exercice(None)), au=au) == attendu


def test_l_equipe_des_autres_n_ouvre_rien() -> None:
    equipe = EquipeSoinsPrimaires(identifiant="esp", nom="ESP", membres=(associe("medecin"),))
    assert resultat(CODE, equipe, ipa(exercice(None)), au=AU) == "indetermine"


def test_chaque_exercice_est_juge_a_sa_place() -> None:
    partagee = ipa(exercice("msp"), exercice(None), exercice(None, "2010-01-01", "2020-01-01"), annonce("cpts"))
    juge = juger(CODE, maison(), partagee, au=AU)
    assert pointeurs(juge) == ["/contenu/professionnels/0/exercices/1"]


@pytest.mark.parametrize(
    ("acces_direct", "attendu"), [(True, "indetermine"), (False, "conforme"), (None, "indetermine")]
)
@pytest.mark.parametrize("au", [AU, "2025-06-28", "2025-06-29"])
def test_recevoir_directement_dans_une_cpts(acces_direct: bool | None, attendu: str, au: str) -> None:  # noqa: FBT001
    recoit = ipa(exercice("cpts", acces_direct=acces_direct))
    juge = juger(CODE, COMMUNAUTE, recoit, au=au)
    assert juge.resultat.value == attendu
    if acces_direct:
        # Loi n° 2023-379, art. 1er, IV: an experiment of five years in six départements, which were not read.
        assert messages(juge) == [
            (
                "des patients sont reçus directement dans une CPTS : une expérimentation l'ouvre dans les CPTS de six "
                "départements, qui n'ont pas été lus"
            )
        ]
        assert pointeurs(juge) == ["/contenu/professionnels/0/exercices/0"]


def test_recevoir_directement_en_maison_de_sante() -> None:
    assert resultat(CODE, maison(), ipa(exercice("msp", acces_direct=True)), au=AU) == "conforme"


@pytest.mark.parametrize(
    ("structure", "debut"), [(None, "2009-01-01"), ("absente", "2009-01-01"), ("cpts", None), ("cpts", "2025")]
)
def test_un_lieu_ou_une_periode_mal_connus_ne_font_pas_une_faute(structure: str | None, debut: str | None) -> None:
    juge = juger(CODE, COMMUNAUTE, ipa(exercice(structure, debut, acces_direct=True)), au=AU)
    assert juge.resultat.value == "indetermine"
    sans_date = [("periode",)] if debut in {None, "2025"} else []
    assert manquants(juge) == [*sans_date, ("structure", "periode")]


def test_un_membre_incertain_d_une_equipe_n_est_pas_en_faute() -> None:
    equipe = EquipeSoinsPrimaires(identifiant="esp", nom="ESP", membres=(associe("ipa", "2025"),))
    assert resultat(CODE, COMMUNAUTE, equipe, ipa(exercice("cpts", acces_direct=True)), au=AU) == "indetermine"


@pytest.mark.parametrize(("au", "attendu"), [("2025-03-01", "conforme"), ("2025-03-02", "indetermine")])
def test_qui_est_vue_quitter_son_equipe_n_en_est_plus_surement(au: str, attendu: str) -> None:
    """She leaves on 1 March 2025, whatever her membership, which nobody closed, still says."""
    equipe = EquipeSoinsPrimaires(identifiant="esp", nom="ESP", membres=(associe("ipa", "2020-01-01"),))
    recoit = ipa(exercice("cpts", "2020-01-01", acces_direct=True))
    depart = parti("ipa", "2025-03-01", "depart", structure="esp")
    assert resultat(CODE, COMMUNAUTE, equipe, recoit, depart, au=au) == attendu


def test_deux_exercices_qui_disent_la_meme_chose_sont_montres_chacun_a_son_rang() -> None:
    juge = juger(CODE, COMMUNAUTE, ipa(exercice("cpts"), exercice("cpts")), au=AU)
    assert pointeurs(juge) == [f"/contenu/professionnels/0/exercices/{rang}" for rang in (0, 1)]


@pytest.mark.parametrize("code", ["IPA-001", "IPA-002", "IPA-003"])
def test_une_copie_de_celle_que_tient_le_registre_se_juge_comme_elle(code: str) -> None:
    seule, copie = (ipa(exercice("cpts"), exercice("cpts", "2020-01-01", acces_direct=True)) for _ in range(2))
    registre = Registre().avec(COMMUNAUTE, seule)
    for au in (date(2024, 1, 1), date(2025, 3, 1)):
        regles = {code: REGLES[code]}
        copiee, tenue = (controler(i, au=au, registre=registre, regles=regles) for i in (copie, registre["ipa"]))
        assert [r.resultat for r in copiee.resultats] == [r.resultat for r in tenue.resultats]
        assert Resultat.EN_PANNE not in {r.resultat for r in copiee.resultats}


def test_une_ipa_sans_exercice_enregistre() -> None:
    assert manquants(juger(CODE, ipa(), au=AU)) == [("exercices",)]


def test_qui_n_est_pas_ipa_ou_n_exerce_plus_n_est_pas_juge() -> None:
    infirmiere = professionnel("infirmiere", p.INFIRMIER, exercice(None))
    partie = ipa(exercice(None, "2019-01-01", "2024-12-31"))
    assert resultat(CODE, infirmiere, partie, au=AU) == "sans_objet"


def test_sources_et_gravite() -> None:
    for au, article in (
        ("2025-06-28", "CSP, art. L4301-2 (loi n° 2023-379 du 19 mai 2023, art. 1er)"),
        # Published on 28 June 2025.
        ("2025-06-29", "CSP, art. L4301-2, rédaction de la loi n° 2025-581 du 27 juin 2025 (JO du 28 juin 2025)"),
    ):
        assert references(CODE, au) == [
            article,
            (
                "Loi n° 2023-379 du 19 mai 2023, art. 1er, IV : accès direct dans les CPTS de six départements, à "
                "titre expérimental, pour cinq ans"
            ),
            "CSP, art. R4301-1, rédaction du décret n° 2025-55 du 20 janvier 2025 (JO du 21 janvier 2025)",
        ]
        assert version(CODE, au).portee is Portee.LOI_REGLEMENT
        assert version(CODE, au).gravite is Gravite.AVERTISSEMENT
