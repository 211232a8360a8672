"""FOR-002: a speaker of a session is not among its attendees. No text: plain coherence."""

from tests.regles.fabrique import (
    juger,
    messages,
    pointeurs,
    professionnel,
    references,
    resultat,
    role,
    version,
)

from soinsprimaires import Gravite, Intervenant, Portee, SeanceFormation, StatutSeance

CODE = "FOR-002"
AU = "2024-07-02"


def seance(intervenants: tuple[str | None, ...], participants: tuple[str, ...]) -> SeanceFormation:
    return SeanceFormation(
        identifiant="seance",
        statut=StatutSeance.TENUE,
        intervenants=tuple(Intervenant(personne=qui) for qui in intervenants),
        participants=participants,
    )


def test_des_intervenants_qui_ne_participent_pas() -> None:
    assert resultat(CODE, seance(("cardiologue", None), ("medecin",)), au=AU) == "conforme"


def test_un_intervenant_compte_parmi_les_participants() -> None:
    juge = juger(CODE, seance((None, "cardiologue"), ("medecin", "cardiologue")), au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["« cardiologue » est à la fois intervenant et participant"]
    assert pointeurs(juge) == ["/contenu/seances_formation/0/intervenants/1"]


def test_la_meme_personne_sous_deux_noms() -> None:
    entites = (professionnel("cardiologue"), role("l-intervenant", de="cardiologue"))
    assert resultat(CODE, seance(("l-intervenant",), ("cardiologue",)), *entites, au=AU) == "non_conforme"
    assert resultat(CODE, seance(("cardiologue",), ("l-intervenant",)), *entites, au=AU) == "non_conforme"


def test_sans_nom_d_un_cote_rien_n_est_juge() -> None:
    assert resultat(CODE, seance((None,), ("medecin",)), au=AU) == "sans_objet"
    assert resultat(CODE, seance(("cardiologue",), ()), au=AU) == "sans_objet"


def test_la_regle_vaut_a_toute_date_et_informe() -> None:
    for au in ("1900-01-01", "2100-01-01"):
        assert resultat(CODE, seance(("medecin",), ("medecin",)), au=au) == "non_conforme"
    assert references(CODE, AU) == ["Cohérence du registre : aucun texte, ce que le document dit de lui-même"]
    assert version(CODE, AU).portee is Portee.BONNE_PRATIQUE
    assert version(CODE, AU).gravite is Gravite.INFORMATION
