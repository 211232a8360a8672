"""EXE-002: nobody is present more than seven days a week; good sense, no text."""

import attrs
import pytest
from tests.regles.fabrique import exercice, juger, manquants, messages, pointeurs, professionnel, resultat, version

from soinsprimaires import Exercice, Gravite, JourSemaine, Presence, Professionnel, Rpps
from soinsprimaires.referentiels import professions as p

CODE = "EXE-002"
AU = "2024-07-02"
J = JourSemaine


def present(*presences: Presence, debut: str | None = "2020-01-01", fin: str | None = None) -> Exercice:
    return exercice("centre", debut, fin, presences=presences)


def jours(nombre: str | None, commune: str = "32462", noms: tuple[JourSemaine, ...] = ()) -> Presence:
    return Presence(commune=commune, nombre_jours=nombre, jours=noms)


def juge(*exercices: Exercice, au: str = AU) -> str:
    return resultat(CODE, professionnel("pediatre", p.MEDECIN, *exercices), au=au)


@pytest.mark.parametrize(
    ("autre", "attendu"), [("3", "conforme"), ("4", "conforme"), ("4.5", "indetermine"), ("5", "indetermine")]
)
def test_trois_jours_ici_et_d_autres_la(autre: str, attendu: str) -> None:
    """Mornings here and afternoons there may be of the same days: the week is not surely too short."""
    assert juge(present(jours("3"), jours(autre, "32132"))) == attendu


def test_le_constat_donne_la_somme() -> None:
    constats = juger(CODE, professionnel("pediatre", p.MEDECIN, present(jours("3")), present(jours("5"))), au=AU)
    assert messages(constats) == ["ses présences font ensemble 8 jours par semaine, si ce ne sont pas les mêmes jours"]
    assert manquants(constats) == [("jours",)]
    assert pointeurs(constats) == ["/contenu/professionnels/0/exercices"]


def test_un_jour_nomme_deux_fois_ne_compte_qu_une_fois() -> None:
    matin = jours(None, "32462", (J.LUNDI, J.MARDI, J.MERCREDI, J.JEUDI, J.VENDREDI))
    soir = jours(None, "32132", (J.LUNDI, J.MARDI, J.MERCREDI, J.JEUDI, J.VENDREDI))
    assert juge(present(matin), present(soir)) == "conforme"
    assert juge(present(matin), present(soir), present(jours("2"))) == "conforme"
    assert juge(present(matin), present(soir), present(jours("2.5"))) == "indetermine"


@pytest.mark.parametrize(("au", "attendu"), [("2023-12-31", "indetermine"), ("2024-01-01", "conforme")])
def test_un_exercice_qui_a_pris_fin(au: str, attendu: str) -> None:
    assert juge(present(jours("4"), fin="2023-12-31"), present(jours("5")), au=au) == attendu


def test_une_date_vague_et_des_jours_inconnus() -> None:
    vague = juger(CODE, professionnel("p", p.MEDECIN, present(jours("4"), debut=None), present(jours("5"))), au=AU)
    assert manquants(vague) == [("periode",)]
    inconnus = juger(CODE, professionnel("p", p.MEDECIN, present(jours(None)), present(jours("5"))), au=AU)
    assert manquants(inconnus) == [("nombre_jours",)]


def une_fiche(nom: str, *exercices: Exercice) -> Professionnel:
    return attrs.evolve(professionnel(nom, p.MEDECIN, *exercices), rpps=Rpps("10000000016"))


@pytest.mark.parametrize("debut", ["2020-01-01", "2022-03-01"])
def test_deux_fiches_disent_peut_etre_le_meme_exercice(debut: str) -> None:
    bis = une_fiche("dr-a-bis", present(jours("4"), debut=debut))
    constats = juger(CODE, une_fiche("dr-a", present(jours("4"))), bis, au=AU)
    peut_etre = (
        "selon que ses fiches disent les mêmes exercices ou d'autres, ses présences peuvent faire ensemble 8 jours"
    )
    assert messages(constats) == [f"{peut_etre} par semaine"] * 2
    assert manquants(constats) == [("exercices",)] * 2


def test_une_fiche_seule_suffit_a_depasser_la_semaine() -> None:
    trop = une_fiche("dr-a", present(jours("4")), present(jours("5")))
    constats = juger(CODE, trop, une_fiche("dr-a-bis", present(jours("4"))), au=AU)
    dit = "ses présences font ensemble 9 jours par semaine, si ce ne sont pas les mêmes jours"
    assert messages(constats) == [dit] * 2


def test_sans_presence() -> None:
    assert juge(exercice("centre")) == "sans_objet"


def test_le_mode_d_un_exercice_ne_change_pas_ses_jours() -> None:
    constats = juger(CODE, professionnel("medecin", p.MEDECIN, present(jours("3"), debut=None)), au=AU)
    assert messages(constats) == ["on ne sait pas si ses exercices ont lieu à cette date"]
    assert manquants(constats) == [("periode",)]


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
