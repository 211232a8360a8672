"""DPC-001: every health professional owes continuous development over three years (CSP, art. R4021-4).

At least two of the three types of actions and one action under a priority orientation, or the recommended parcours, or
an accreditation, which no record holds: too few actions prove nothing. The text was read in a state between 21 May 2023
and 21 January 2025.
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
        ("2016-07-09", "hors_vigueur", []),
        ("2016-07-10", "indetermine", [(), ("seances_formation",)]),
        ("2025-01-20", "indetermine", [(), ("seances_formation",)]),
        ("2025-01-21", "indetermine", [("seances_formation",)]),
        ("2025-01-22", "indetermine", [("seances_formation",)]),
    ],
)
def test_l_obligation_d_un_medecin(au: str, attendu: str, champs: list[tuple[str, ...]]) -> None:
    juge = juger(CODE, professionnel("medecin"), au=au)
    assert juge.resultat.value == attendu
    assert manquants(juge) == champs


def test_ce_qui_manque_est_dit() -> None:
    juge = juger(CODE, professionnel("medecin"), au=AU)
    assert messages(juge) == [
        "les actions de développement professionnel continu suivies sur trois ans ne sont pas enregistrées"
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
            "les actions enregistrées sur trois ans (evaluation_pratiques) ne disent pas à elles seules si "
            "l'obligation est tenue : il en faut de deux types, dont une d'orientation prioritaire, un "
            "parcours ou une accréditation"
        )
    ]


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2022-07-02", "indetermine"),
        ("2022-07-03", "conforme"),
        ("2022-07-04", "conforme"),
        ("2025-07-02", "conforme"),
        ("2025-07-03", "indetermine"),
        ("2022-07", "indetermine"),
        ("2022-08", "conforme"),
        (None, "indetermine"),
    ],
)
def test_trois_ans_jusqu_au_jour_du_controle(le: str | None, attendu: str) -> None:
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


def test_le_texte_n_est_lu_en_vigueur_que_depuis_2025() -> None:
    recentes = (action("formation", "2024-03-07"), PRIORITAIRE)
    assert suivi(*recentes, au="2025-01-20") == "indetermine"
    assert suivi(*recentes, au="2025-01-21") == "conforme"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. R4021-4"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
