"""VRA-003: a name or a text has a letter or a digit; a space, a dash or a question mark stand for what is not known."""

import pytest
from tests.regles.fabrique import juger, maison, messages, pointeurs, professionnel, projet, resultat, version

from soinsprimaires import Extensions, Gravite, NatureOrganisation, NatureTerritoire, Organisation, Territoire
from soinsprimaires.referentiels.professions import MEDECIN

CODE = "VRA-003"
AU = "2026-11-29"


@pytest.mark.parametrize("nom", ["", " ", "\t\n", "\u00a0", "\u200b", "-", "—", "?", "???", "...", "_", "/", "(*)"])
def test_un_nom_qui_ne_dit_rien(nom: str) -> None:
    organisation = Organisation(identifiant="cpam", nom=nom, nature=NatureOrganisation.CPAM)
    juge = juger(CODE, organisation, au=AU)
    assert messages(juge) == ["« cpam » : nom ne contient ni lettre ni chiffre"]
    assert pointeurs(juge) == ["/contenu/organisations/0/nom"]


@pytest.mark.parametrize("nom", ["CPAM du Gers", "É", "7", "Ὑγίεια", "1, rue Diderot", "L'« Escale »"])
def test_un_nom(nom: str) -> None:
    assert (
        resultat(CODE, Organisation(identifiant="cpam", nom=nom, nature=NatureOrganisation.CPAM), au=AU) == "conforme"
    )


def test_le_nom_d_un_professionnel_n_est_pas_repete() -> None:
    juge = juger(CODE, professionnel("medecin", MEDECIN, nom=" ", prenom="?"), au=AU)
    assert messages(juge) == [
        "« medecin » : nom ne contient ni lettre ni chiffre",
        "« medecin » : prenom ne contient ni lettre ni chiffre",
    ]


def test_un_texte_d_une_liste_a_son_rang() -> None:
    juge = juger(CODE, projet("cpts", objectifs=("accès aux soins", " ")), au=AU)
    assert pointeurs(juge) == ["/contenu/projets/0/objectifs/1"]


def test_ce_qui_n_est_pas_dit_n_est_pas_vide() -> None:
    assert resultat(CODE, professionnel("medecin"), au=AU) == "sans_objet"
    territoire = Territoire(identifiant="t", nom="Lomagne", nature=NatureTerritoire.ACTION_CPTS)
    assert resultat(CODE, maison(), territoire, au=AU) == "conforme"


def test_ce_qu_un_autre_programme_ajoute_n_est_pas_juge() -> None:
    assert resultat(CODE, maison(extensions=Extensions({"fr.exemple.logiciel": " "})), au=AU) == "conforme"


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
