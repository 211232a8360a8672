"""VRA-005: nothing names itself, and nothing comes from itself through others; good sense, no text."""

import pytest
from tests.regles.fabrique import associe, juger, maison, messages, pointeurs, projet, resultat, signe, version

from soinsprimaires import (
    CPTS,
    CTS,
    Action,
    EquipeSoinsPrimaires,
    Filiation,
    Gravite,
    NatureFiliation,
    NatureOrganisation,
    NatureReunion,
    NatureSoutien,
    Organisation,
    Partenariat,
    ProchaineEtape,
    Reunion,
    Soutien,
    StatutAction,
    StatutReunion,
)
from soinsprimaires.modele._base import Entite

CODE = "VRA-005"
AU = "2026-11-29"


def ars(identifiant: str, parent: str | None = None) -> Organisation:
    return Organisation(identifiant=identifiant, nom="ARS", nature=NatureOrganisation.ARS, parent=parent)


def cpts(identifiant: str, *predecesseurs: str) -> CPTS:
    filiations = tuple(Filiation(predecesseur=nom, nature=NatureFiliation.FUSION) for nom in predecesseurs)
    return CPTS(identifiant=identifiant, nom="CPTS", predecesseurs=filiations)


def reunion(identifiant: str, **champs: object) -> Reunion:
    fixes: dict[str, object] = {"objet": "Santé", "nature": NatureReunion.INFORMATION, "statut": StatutReunion.TENUE}
    return Reunion(identifiant=identifiant, **{**fixes, **champs})  # type: ignore[arg-type]


def test_un_dossier_ou_rien_ne_vient_de_rien() -> None:
    assert resultat(CODE, maison(), ars("ars"), au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("entite", "ou"),
    [
        (cpts("a", "a"), "/contenu/structures/0/predecesseurs/0/predecesseur"),
        (maison(partenariats=(Partenariat(partenaire="msp"),)), "/contenu/structures/0/partenariats/0/partenaire"),
        (maison(signatures=(signe("msp"),)), "/contenu/structures/0/signataires/0/signataire"),
        (maison(associes=(associe("msp"),)), "/contenu/structures/0/associes/0/membre"),
        (
            maison(soutiens=(Soutien(nature=NatureSoutien.SECRETARIAT, par="msp"),)),
            "/contenu/structures/0/soutiens/0/par",
        ),
        (CTS(identifiant="cts", nom="CTS", centre="cts"), "/contenu/structures/0/centre"),
        (EquipeSoinsPrimaires(identifiant="esp", nom="ESP", portee_par="esp"), "/contenu/structures/0/portee_par"),
        (ars("ars", "ars"), "/contenu/organisations/0/parent"),
        (reunion("r", suite_de="r"), "/contenu/reunions/0/suite_de"),
        (
            reunion("r", prochaines_etapes=(ProchaineEtape(objet="Réunir", reunion="r"),)),
            "/contenu/reunions/0/prochaines_etapes/0/reunion",
        ),
        (projet("cpts", issu_de=("formation", "projet")), "/contenu/projets/0/issu_de/1"),
        (
            Action(identifiant="a", intitule="Internat", statut=StatutAction.IDEE, inspiree_de="a"),
            "/contenu/actions/0/inspiree_de",
        ),
    ],
)
def test_ce_qui_se_designe_soi_meme(entite: Entite, ou: str) -> None:
    juge = juger(CODE, entite, au=AU)
    champ = [mot for mot in ou.split("/") if not mot.isdigit()][-1]
    assert messages(juge) == [f"« {entite.identifiant} » se désigne soi-même ({champ})"]
    assert pointeurs(juge) == [ou]


@pytest.mark.parametrize(
    ("entites", "attendu", "ou"),
    [
        (
            (cpts("a", "b"), cpts("b", "a")),
            "« a », « b » viennent l'un de l'autre, en boucle",
            "/contenu/structures/0/predecesseurs/0/predecesseur",
        ),
        (
            (cpts("z", "a"), cpts("a", "b", "c"), cpts("c", "a"), cpts("b")),
            "« a », « c » viennent l'un de l'autre, en boucle",
            "/contenu/structures/0/predecesseurs/1/predecesseur",
        ),
        (
            (ars("delegation", "ars"), ars("ars", "ministere"), ars("ministere", "delegation")),
            "« ars », « ministere », « delegation » viennent l'un de l'autre, en boucle",
            "/contenu/organisations/0/parent",
        ),
        (
            (reunion("mai", suite_de="juin"), reunion("juin", suite_de="mai")),
            "« juin », « mai » viennent l'un de l'autre, en boucle",
            "/contenu/reunions/0/suite_de",
        ),
        (
            (reunion("mai", prepare="juin"), reunion("juin", prepare="mai")),
            "« juin », « mai » viennent l'un de l'autre, en boucle",
            "/contenu/reunions/1/prepare",
        ),
        (
            (reunion("mai", prepare="juin", suite_de="juin"), reunion("juin")),
            "« juin », « mai » viennent l'un de l'autre, en boucle",
            "/contenu/reunions/1/prepare",
        ),
    ],
)
def test_une_boucle_est_dite_une_fois(entites: tuple[Entite, ...], attendu: str, ou: str) -> None:
    juge = juger(CODE, *entites, au=AU)
    assert messages(juge) == [attendu]
    assert pointeurs(juge) == [ou]


def test_deux_boucles_sont_dites_toutes_les_deux() -> None:
    juge = juger(CODE, cpts("a", "b"), cpts("b", "a"), cpts("c", "d"), cpts("d", "c"), au=AU)
    assert len(messages(juge)) == 2


def test_une_longue_boucle_n_est_pas_citee_en_entier() -> None:
    noms = [f"organisation-{rang:04d}" for rang in range(3_000)]
    juge = juger(CODE, *(ars(nom, noms[rang - 1]) for rang, nom in enumerate(noms)), au=AU)
    (message,) = messages(juge)
    assert message.startswith("« organisation-0000 », « organisation-2999 », « organisation-2998 », ")
    assert message.endswith("« organisation-2995 » … viennent l'un de l'autre, en boucle")


@pytest.mark.parametrize(
    "entites",
    [
        (cpts("a", "b", "c"), cpts("b", "d"), cpts("c", "d"), cpts("d")),
        (reunion("mai", prepare="juin"), reunion("juin", suite_de="mai")),
        (
            maison(partenariats=(Partenariat(partenaire="autre"),)),
            CPTS(identifiant="autre", nom="CPTS", partenariats=(Partenariat(partenaire="msp"),)),
        ),
        (ars("delegation", "ars"), ars("ars", "inconnue")),
    ],
    ids=["deux fusions d'une même scission", "avant et après", "partenaires l'un de l'autre", "une absente"],
)
def test_ce_qui_n_est_pas_une_boucle(entites: tuple[Entite, ...]) -> None:
    assert resultat(CODE, *entites, au=AU) == "conforme"


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
