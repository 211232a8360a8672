"""Every field of the format says, where it is declared, what it holds about people."""

from outils.pages import classes_du_format

from soinsprimaires import Professionnel, Site, Territoire
from soinsprimaires._classement import Classement
from soinsprimaires.modele._champs import champs

CLASSES = classes_du_format()


def test_aucun_champ_n_est_sans_classement() -> None:
    sans = [f"{c.__name__}.{champ.nom}" for c in CLASSES for champ in champs(c) if champ.classement is None]
    assert sans == [], "say it in the declaration: metadata=PUBLIC, LIBRE, PERSONNEL or RESERVE"
    assert len(CLASSES) > 70


def test_ce_que_disent_les_champs() -> None:
    """By hand: a reference to people, a number of theirs, what only describes an institution."""
    elle = {champ.nom: champ.classement for champ in champs(Professionnel)}
    assert {nom for nom, dit in elle.items() if dit is Classement.RESERVE} == {"rpps", "adeli", "annee_naissance"}
    assert {nom for nom, dit in elle.items() if dit is Classement.LIBRE} == {"origines", "extensions"}
    assert set(elle.values()) == {Classement.PERSONNEL, Classement.RESERVE, Classement.LIBRE}
    assert {nom.nom for nom in champs(Site) if nom.classement is not Classement.PUBLIC} == {"autres_identifiants"}
    lieu = {champ.nom for champ in champs(Territoire) if champ.classement is not Classement.PUBLIC}
    assert lieu == {"provenance", "origines", "extensions"}
