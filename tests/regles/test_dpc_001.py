"""DPC-001: every health professional owes continuous development over three years (CSP, art. R4021-4).

At least two of the three types of actions and one action under a priority orientation, or the recommended parcours, or
an accreditation, which no record holds: too few actions prove nothing. Three years are those of the official periods:
2020 to 2022, 2023 to 2025. The undated copy that was read is of a day between 21 May and 28 December 2023.
"""

import pytest
from tests.regles.fabrique import (
    juger,
    manquants,
    messages,
    pointeurs,
    professionnel,
    references,
    resultat,
    role,
    version,
)

from soinsprimaires import (
    CodeNomenclature,
    Gravite,
    NatureActionDpc,
    Portee,
    ProgrammeDpc,
    ProgrammeFormation,
    SeanceFormation,
    StatutSeance,
    Systeme,
)
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels import professions as p

CODE = "DPC-001"
AU = "2025-01-21"


@pytest.mark.parametrize(
    ("au", "attendu", "champs"),
    [
        ("2016-07-10", "hors_vigueur", []),
        # The first official period begins with the year 2017.
        ("2016-07-11", "sans_objet", []),
        ("2016-12-31", "sans_objet", []),
        ("2017-01-01", "indetermine", [(), ("seances_formation",)]),
        ("2023-12-27", "indetermine", [(), ("seances_formation",)]),
        ("2023-12-28", "indetermine", [("seances_formation",)]),
        ("2023-12-29", "indetermine", [("seances_formation",)]),
    ],
)
def test_l_obligation_d_un_medecin(au: str, attendu: str, champs: list[tuple[str, ...]]) -> None:
    juge = juger(CODE, professionnel("medecin"), au=au)
    assert juge.resultat.value == attendu
    assert manquants(juge) == champs


def test_ce_qui_manque_est_dit() -> None:
    juge = juger(CODE, professionnel("medecin"), au=AU)
    assert messages(juge) == [
        (
            "les actions de développement professionnel continu suivies du 1er janvier 2020 au 31 décembre 2022 ou du "
            "1er janvier 2023 au 31 décembre 2025 ne sont pas enregistrées"
        )
    ]
    assert pointeurs(juge) == ["/contenu/professionnels/0"]


@pytest.mark.parametrize(
    "profession",
    [
        p.PHARMACIEN,
        p.SAGE_FEMME,
        p.INFIRMIER,
        p.PREPARATEUR_PHARMACIE,
        p.AIDE_SOIGNANT,
        p.AUXILIAIRE_PUERICULTURE,
        p.AMBULANCIER,
        p.ASSISTANT_DENTAIRE,
    ],
    ids=str,
)
def test_l_obligation_vaut_pour_toutes_les_professions_de_sante(profession: CodeNomenclature) -> None:
    assert resultat(CODE, professionnel("somebody", profession), au=AU) == "indetermine"


@pytest.mark.parametrize(
    "profession",
    [
        p.PSYCHOLOGUE,
        p.OSTEOPATHE,
        p.CHIROPRACTEUR,
        p.PSYCHOTHERAPEUTE,
        p.ASSISTANT_SERVICE_SOCIAL,
        CodeNomenclature(Systeme.TRE_G15, "93"),
    ],
    ids=str,
)
def test_ni_un_usager_de_titre_ni_un_travailleur_social_n_y_est_tenu(profession: CodeNomenclature) -> None:
    assert resultat(CODE, professionnel("somebody", profession), au=AU) == "sans_objet"


def test_une_profession_qui_n_est_pas_jugee() -> None:
    juge = juger(CODE, professionnel("somebody", p.AUTRE_ACTEUR), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("profession",)]
    assert pointeurs(juge) == ["/contenu/professionnels/0/profession"]


# -- attendance ---------------------------------------------------------------------------------------------------

JUGE = "2025-07-02"


def action(
    nature: str, le: str | None = "2024-03-07", *qui: str, prioritaire: bool | None = None, **champs: object
) -> tuple[Entite, ...]:
    """A programme of one kind of action and the session that somebody attended."""
    dpc = ProgrammeDpc(
        nature=NatureActionDpc(nature),
        orientation_prioritaire=prioritaire,
        organisme_enregistre=champs.pop("enregistre", None),  # type: ignore[arg-type]
    )
    seance = {"statut": StatutSeance.TENUE, "participants": qui or ("medecin",), **champs}
    return (
        ProgrammeFormation(identifiant=f"programme-{nature.replace('_', '-')}", intitule="Programme", dpc=dpc),
        SeanceFormation(
            identifiant=f"seance-{nature.replace('_', '-')}",
            programme=f"programme-{nature.replace('_', '-')}",
            le=le,
            **seance,  # type: ignore[arg-type]
        ),
    )


def suivi(*actions: tuple[Entite, ...], au: str = JUGE) -> str:
    return resultat(CODE, professionnel("medecin"), *(e for une in actions for e in une), au=au)


PRIORITAIRE = action("evaluation_pratiques", prioritaire=True)


def test_deux_types_d_actions_dont_une_prioritaire() -> None:
    assert suivi(action("formation"), PRIORITAIRE) == "conforme"
    assert suivi(action("formation"), action("gestion_risques"), PRIORITAIRE) == "conforme"


@pytest.mark.parametrize(
    "actions",
    [
        (PRIORITAIRE,),
        (action("formation"), action("gestion_risques")),
        (action("formation"), action("gestion_risques", prioritaire=False)),
        (action("formation"), action("gestion_risques", prioritaire=True, enregistre=False)),
    ],
    ids=["un seul type", "orientation inconnue", "aucune prioritaire", "organisme non enregistre"],
)
def test_moins_ne_suffit_pas_et_ne_prouve_rien(actions: tuple[tuple[Entite, ...], ...]) -> None:
    assert suivi(*actions) == "indetermine"


def test_ce_qui_est_enregistre_est_dit() -> None:
    juge = juger(CODE, professionnel("medecin"), *PRIORITAIRE, au=JUGE)
    assert manquants(juge) == [("seances_formation",)]
    assert messages(juge) == [
        (
            "les actions enregistrées (évaluation des pratiques), du 1er janvier 2020 au 31 décembre 2022 ou du "
            "1er janvier 2023 au 31 décembre 2025, ne disent pas à elles seules si l'obligation est tenue "
            ": il en faut de deux types dans une "
            "même période, dont une d'orientation prioritaire, un parcours ou une accréditation"
        )
    ]


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2022-12-31", "indetermine"),
        ("2023-01-01", "conforme"),
        ("2023-01-02", "conforme"),
        ("2025-07-02", "conforme"),
        ("2025-07-03", "indetermine"),
        ("../2023-01-15", "indetermine"),
        ("2023-01", "conforme"),
        (None, "indetermine"),
    ],
)
def test_la_periode_officielle_jusqu_au_jour_du_controle(le: str | None, attendu: str) -> None:
    assert suivi(action("formation", le), PRIORITAIRE) == attendu


@pytest.mark.parametrize(
    "formation",
    [
        action("formation", "2024-03-07", "un-autre"),
        action("formation", statut=StatutSeance.PREVUE),
        action("formation", statut=StatutSeance.ANNULEE),
        (action("formation")[1],),
    ],
    ids=["d'un autre", "prevue", "annulee", "sans programme"],
)
def test_ce_qui_n_est_pas_suivi_ne_compte_pas(formation: tuple[Entite, ...]) -> None:
    assert suivi(formation, PRIORITAIRE) == "indetermine"


def test_une_formation_qui_n_est_pas_de_dpc_ne_compte_pas() -> None:
    soiree = ProgrammeFormation(identifiant="programme-formation", intitule="Soirées")
    assert suivi((soiree, action("formation")[1]), PRIORITAIRE) == "indetermine"


def test_on_participe_aussi_sous_le_nom_d_un_role() -> None:
    par_role = action("formation", "2024-03-07", "le-medecin")
    assert suivi((role("le-medecin", de="medecin"), *par_role), PRIORITAIRE) == "conforme"


def test_deux_actions_de_deux_periodes_ne_suffisent_pas() -> None:
    """1 July 2024 and 1 March 2026 lie within three years, and in two periods."""
    a_cheval = (action("formation", "2026-03-01"), action("evaluation_pratiques", "2024-07-01", prioritaire=True))
    assert suivi(*a_cheval, au="2026-06-30") == "indetermine"
    finie = (action("formation", "2025-12-31"), action("evaluation_pratiques", "2024-07-01", prioritaire=True))
    assert suivi(*finie, au="2026-06-30") == "conforme"
    assert suivi(*finie, au="2028-12-31") == "conforme"
    assert suivi(*finie, au="2029-01-01") == "indetermine"


def test_dans_un_dossier_on_le_demande_une_fois_par_profession() -> None:
    medecins = [professionnel(f"medecin-{rang}") for rang in range(3)]
    seule = professionnel("infirmiere", p.INFIRMIER)
    juge = juger(CODE, *medecins, seule, au=AU)
    assert [(constat.entite, constat.message[:40]) for constat in juge.constats] == [
        ("infirmiere", "les actions de développement professionn"),
        (None, "3 professionnel(s) (Médecin) : les actio"),
    ]


def test_la_conclusion_d_un_dossier_ne_l_attend_pas() -> None:
    assert juger(CODE, professionnel("medecin"), au=AU).decide is False


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. R4021-4"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
