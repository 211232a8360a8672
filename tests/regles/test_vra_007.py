"""VRA-007: somebody who left is not counted any more; a retired doctor may practise again (cumul emploi-retraite)."""

from datetime import date

import pytest
from tests.regles.fabrique import (
    annonce,
    associe,
    exercice,
    forme,
    juger,
    maison,
    manquants,
    messages,
    pointeurs,
    professionnel,
    resultat,
    role,
    version,
)

from soinsprimaires import (
    CPTS,
    Exercice,
    Gravite,
    ModeExercice,
    Mouvement,
    NatureMouvement,
    NatureTerritoire,
    Registre,
    StatutMouvement,
    Territoire,
    analyse,
)
from soinsprimaires.referentiels.professions import INFIRMIER, MEDECIN

CODE = "VRA-007"
AU = "2024-07-02"
EN_POSTE = professionnel("medecin", MEDECIN, exercice("msp", "2010-01-01"))
LOMAGNE = Territoire(identifiant="lomagne", nom="Lomagne", nature=NatureTerritoire.ACTION_CPTS)


def mouvement(
    nature: str = "retraite", le: str | None = "2024-06-30", statut: str = "constate", **champs: str
) -> Mouvement:
    return Mouvement(
        identifiant="mouvement",
        nature=NatureMouvement(nature),
        statut=StatutMouvement(statut),
        le=le,
        **{"professionnel": "medecin", **champs},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("au", "attendu"), [("2024-06-29", "sans_objet"), ("2024-06-30", "sans_objet"), ("2024-07-01", "non_conforme")]
)
def test_la_veille_le_jour_et_le_lendemain_de_la_retraite(au: str, attendu: str) -> None:
    assert resultat(CODE, EN_POSTE, mouvement(), au=au) == attendu


def test_les_constats() -> None:
    msp = maison(associes=(associe("medecin", "2012-01-01"),))
    cpts = CPTS(identifiant="cpts", nom="CPTS", adherents=(associe("medecin", "2020-01-01"),))
    juge = juger(CODE, EN_POSTE, mouvement(), msp, cpts, au=AU)
    assert messages(juge) == [
        "« medecin » est parti (le 30 juin 2024), et son exercice dans « msp » court encore",
        "« medecin » est parti (le 30 juin 2024), et « cpts » le compte parmi ses adhérents",
        "« medecin » est parti (le 30 juin 2024), et « msp » le compte parmi ses associés",
    ]
    assert pointeurs(juge) == ["/contenu/mouvements/0/professionnel"] * 3


@pytest.mark.parametrize(
    ("exercices", "attendu"),
    [
        ((exercice("msp", "2010-01-01", "2024-06-30"),), "conforme"),
        ((exercice("msp", "2010-01-01", "2024-06-30"), exercice("cds", "2024-07-01")), "conforme"),
        ((exercice("msp", "2010-01-01", "2024-12-31"),), "non_conforme"),
        ((exercice("msp", "2024-06-29"),), "non_conforme"),
        ((exercice("msp", "2024-06-30"),), "conforme"),
        ((exercice("msp", "2024"),), "indetermine"),
        ((exercice("msp", None),), "indetermine"),
        ((Exercice(structure="msp"),), "indetermine"),
        ((annonce("cds"),), "conforme"),
        ((), "conforme"),
    ],
    ids=[
        "fini avec le départ",
        "reprend ailleurs",
        "fini plus tard",
        "commencé la veille",
        "commencé le jour du départ",
        "commencé l'année du départ",
        "de période inconnue",
        "sans période",
        "annoncé",
        "aucun",
    ],
)
def test_ce_qui_court_encore(exercices: tuple[Exercice, ...], attendu: str) -> None:
    assert resultat(CODE, professionnel("medecin", MEDECIN, *exercices), mouvement(), au=AU) == attendu


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2024-06", "non_conforme"),
        ("2024", "indetermine"),
        ("2023", "non_conforme"),
        ("2009", "conforme"),
        ("../2024-06", "indetermine"),
        (None, "indetermine"),
        ("2024-08", "sans_objet"),
    ],
)
def test_un_depart_vague(le: str | None, attendu: str) -> None:
    assert resultat(CODE, EN_POSTE, mouvement(le=le), au=AU) == attendu


def test_un_associe_connu_par_son_role_ou_sous_une_autre_fiche() -> None:
    seul = professionnel("medecin", MEDECIN, rpps="10000000009")
    double = professionnel("z-medecin", MEDECIN, exercice("msp", "2010-01-01"), rpps="10000000009")
    msp = maison(associes=(associe("role", "2012-01-01"),))
    juge = juger(CODE, seul, double, role("role", "medecin"), msp, mouvement(), au=AU)
    assert messages(juge) == [
        "« medecin » est parti (le 30 juin 2024), et son exercice dans « msp » court encore",
        "« medecin » est parti (le 30 juin 2024), et « msp » le compte parmi ses associés",
    ]


def test_ce_qui_manque_est_la_date() -> None:
    assert manquants(juger(CODE, EN_POSTE, mouvement(le=None), au=AU)) == [("le", "periode")]


@pytest.mark.parametrize(
    ("cas", "attendu"),
    [
        (mouvement("depart", structure="msp"), "non_conforme"),
        (mouvement("depart", structure="cds"), "conforme"),
        # Of which structure it is, nothing tells: it may be this one.
        (mouvement("depart", territoire="lomagne"), "indetermine"),
        (mouvement("depart"), "indetermine"),
        (mouvement("arrivee", structure="msp"), "sans_objet"),
        (mouvement(statut="annonce"), "sans_objet"),
        (mouvement(professionnel="autre"), "sans_objet"),
    ],
)
def test_quel_mouvement_est_un_depart(cas: Mouvement, attendu: str) -> None:
    assert resultat(CODE, EN_POSTE, LOMAGNE, cas, au=AU) == attendu


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION


@pytest.mark.parametrize(
    ("retour", "attendu"),
    [
        (exercice("msp", "2025-01-01"), "conforme"),
        (exercice("cds", "2025-01-01"), "indetermine"),
        (exercice("msp", "2024"), "indetermine"),
        (exercice("msp", "2025-01-01", "2025-06-30"), "non_conforme"),
        (annonce("msp"), "non_conforme"),
    ],
    ids=["dans la maison", "ailleurs", "peut-être", "reparti", "annoncé"],
)
def test_qui_exerce_a_nouveau_dans_la_maison_n_en_est_pas_parti(retour: Exercice, attendu: str) -> None:
    """The share in the company was never sold: it goes on with the second practice, of which nothing was forgotten."""
    revenu = professionnel("medecin", MEDECIN, exercice("msp", "2010-01-01", "2024-06-30"), retour)
    msp = maison(associes=(associe("medecin", "2012-01-01"),))
    assert resultat(CODE, revenu, mouvement(), msp, au="2026-11-30") == attendu


@pytest.mark.parametrize("code", ["MSP-005", "SISA-001"])
@pytest.mark.parametrize(
    ("mouvement_", "attendu"),
    [
        (mouvement(), "indetermine"),
        (mouvement("depart", structure="msp"), "indetermine"),
        (mouvement(le="2024"), "indetermine"),
        (mouvement(le=None), "indetermine"),
        (mouvement(le="2024-07-02"), "conforme"),
        (mouvement(statut="annonce"), "conforme"),
        (mouvement("depart", structure="cds"), "conforme"),
        (mouvement("arrivee"), "conforme"),
        (mouvement(le="2009-01-01"), "conforme"),
    ],
)
def test_un_medecin_que_l_on_a_vu_partir_n_est_plus_compte_avec_certitude(
    code: str, mouvement_: Mouvement, attendu: str
) -> None:
    """A house of two doctors, one of whom was seen to retire while nobody closed the practice: nobody knows."""
    equipe = (
        EN_POSTE,
        professionnel("autre", MEDECIN, exercice("msp", "2010-01-01")),
        professionnel("infirmier", INFIRMIER, exercice("msp", "2010-01-01")),
    )
    associes = (associe("medecin", "2010-01-01"), associe("autre"), associe("infirmier"))
    msp = maison(associes=associes, formes=(forme("sisa", "2009-01-01"),))
    assert resultat(code, *equipe, msp, mouvement_, au=AU) == attendu


@pytest.mark.parametrize(
    ("code", "au", "certain"),
    [
        ("EXE-001", AU, "non_conforme"),
        ("CERT-001", "2029-06-01", "sans_objet"),
        ("SISA-005", AU, "conforme"),
    ],
)
@pytest.mark.parametrize("parti", [False, True])
def test_ce_que_fait_qui_est_parti_n_est_plus_certain(code: str, au: str, certain: str, *, parti: bool) -> None:
    """Employments, the practice of 1 January 2023, a liberal associate: the departure makes a question of each."""
    liberal = exercice("msp", "2010-01-01", mode=ModeExercice.LIBERAL)
    emploi = exercice("msp", "2010-01-01", mode=ModeExercice.SALARIE, employeur="msp", quotite="1")
    medecin = professionnel("medecin", MEDECIN, *([emploi, emploi] if code == "EXE-001" else [liberal]))
    autres = (professionnel("autre", MEDECIN, liberal), professionnel("infirmier", INFIRMIER, emploi))
    associes = [associe(nom, "2010-01-01") for nom in ("medecin", "autre")]
    msp = maison(formes=(forme("sisa", "2009-01-01"),), associes=associes)
    depart = (mouvement(le="2022-12-30"),) if parti else ()
    assert resultat(code, medecin, *autres, msp, *depart, au=au) == ("indetermine" if parti else certain)


@pytest.mark.parametrize(
    ("le", "attendu"), [("2024-06-30", "sans_objet"), ("../2024", "sans_objet"), (None, "indetermine")]
)
def test_le_premier_jour_du_calendrier(le: str | None, attendu: str) -> None:
    """Nobody left the day before: nothing was."""
    ancien = professionnel("medecin", MEDECIN, exercice("msp", "0001-01-01"))
    assert resultat(CODE, maison(), ancien, mouvement(le=le), au="0001-01-01") == attendu
    [situe] = Registre().avec(maison(), ancien, mouvement(le=le)).exercices(au=date.min)
    assert situe.certain is (le is not None)


def test_un_depart_dont_on_ne_sait_d_ou_fait_douter_de_ce_qui_court_encore() -> None:
    juge = juger(CODE, EN_POSTE, mouvement("depart"), au=AU)
    assert messages(juge) == [
        (
            "« medecin » est parti (le 30 juin 2024), et son exercice dans « msp » court encore, peut-être : on ne "
            "sait pas quelle structure il a quittée"
        )
    ]
    assert manquants(juge) == [("structure",)]
    registre = Registre().avec(maison(), EN_POSTE, mouvement("depart"))
    [membre] = registre.membres("msp", au=date(2024, 7, 2))
    assert (membre.membre, membre.certain) == ("medecin", False)
    [praticien] = analyse.praticiens(registre, au=date(2024, 7, 2), structure="msp")
    assert praticien.surete is analyse.Surete.INCERTAIN
