"""Who is where on which day, counted by hand."""

from datetime import date
from typing import Any

from tests.analyse.outils import AILLEURS, ICI, bornes, exercice, soignant, territoire

from soinsprimaires import MSP, JourSemaine, Presence, Registre, Site, StatutExercice, analyse
from soinsprimaires.analyse import LignePresence
from soinsprimaires.referentiels import professions

AU = date(2025, 6, 1)
J = JourSemaine
MAISON = MSP(identifiant="msp", nom="MSP", sites=(Site(identifiant="site", commune=ICI),))


def lignes(*gens: Any, **options: Any) -> dict[tuple[str | None, JourSemaine], LignePresence]:
    registre = Registre().avec(territoire(), MAISON, *gens)
    toutes = analyse.presences(registre, "ici", au=AU, **options)
    return {(ligne.site or ligne.lieu or ligne.commune, ligne.jour): ligne for ligne in toutes}


def qui(nom: str, *presences: Presence, **champs: Any) -> Any:
    return soignant(nom, professions.MEDECIN, exercice(*presences, **champs))


def test_les_jours_nommes_et_ceux_que_l_on_compte() -> None:
    toutes = lignes(
        qui("a", Presence(site="site", jours=(J.LUNDI, J.MARDI))),
        qui("b", Presence(site="site", nombre_jours=2)),
        qui("c", Presence(site="site", jours=(J.LUNDI,), nombre_jours=3)),
        qui("d", Presence(site="site", nombre_jours=7)),
        qui("e", Presence(site="site", jours=(J.LUNDI,)), periode=None),
        qui("f", Presence(site="site", jours=(J.LUNDI,)), statut=StatutExercice.PREVU),
        qui("g", Presence(commune=AILLEURS, jours=(J.LUNDI,))),
    )
    assert set(toutes) == {("site", jour) for jour in J}
    lundi, mardi, jeudi = (toutes["site", jour] for jour in (J.LUNDI, J.MARDI, J.JEUDI))
    assert (lundi.surs, lundi.possibles, lundi.jours_inconnus) == (("a", "c", "d"), ("b", "e"), ("b",))
    assert (mardi.surs, mardi.possibles, bornes(mardi.presents)) == (("a", "d"), ("b", "c"), (2, 4))
    assert (jeudi.surs, jeudi.possibles) == (("d",), ("b", "c"))
    assert lundi.commune == ICI


def test_un_exercice_sans_presence_peut_etre_dans_les_sites_de_sa_structure() -> None:
    toutes = lignes(qui("a", structure="msp"))
    assert [bornes(toutes["site", jour].presents) for jour in J] == [(0, 1)] * 7


def test_un_lieu_non_connu_a_ses_lignes() -> None:
    toutes = lignes(qui("a", Presence(site="absent", jours=(J.LUNDI,))))
    assert bornes(toutes["absent", J.LUNDI].presents) == (0, 1)
    assert bornes(toutes["absent", J.MARDI].presents) == (0, 0)


def test_de_qui_les_lignes_sont_faites() -> None:
    assert lignes(qui("a", Presence(site="site")), parmi=lambda _: False) == {}
    toutes = lignes(qui("a", Presence(site="site", jours=(J.LUNDI,))), parmi=lambda _: None)
    assert toutes["site", J.LUNDI].possibles == ("a",)
