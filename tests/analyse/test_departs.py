"""Who leaves within some years: counted by hand, a person at a time."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.analyse.outils import AILLEURS, ICI, bornes, exercice, motifs, soignant, territoire

from soinsprimaires import (
    MSP,
    Estimation,
    Mouvement,
    NatureMouvement,
    NuanceNombre,
    PeriodePartielle,
    Presence,
    Registre,
    Site,
    StatutExercice,
    StatutMouvement,
    ValeurInvalide,
    analyse,
)
from soinsprimaires.analyse import LigneDepart, Motif, Par
from soinsprimaires.referentiels import professions

AU, HORIZON = date(2025, 6, 1), date(2030, 6, 1)
N, S = NatureMouvement, StatutMouvement


def medecin(nom: str, naissance: int | None, **champs: Any) -> Any:
    presences = champs.pop("presences", (Presence(commune=ICI),))
    return soignant(nom, professions.MEDECIN, exercice(*presences, **champs), annee_naissance=naissance)


def mouvement(qui: str | None = None, nature: NatureMouvement = N.RETRAITE, **champs: Any) -> Mouvement:
    donnees: dict[str, Any] = {"identifiant": "m", "statut": S.ANNONCE, "professionnel": qui}
    return Mouvement(nature=nature, **(donnees | champs))


def partir(*entites: Any, age: int = 67, par: tuple[Par, ...] = ()) -> LigneDepart:
    registre = Registre().avec(territoire(), *entites)
    [ligne] = analyse.departs(registre, "ici", au=AU, horizon=HORIZON, age=age, par=par)
    return ligne


def test_l_age_au_jour_de_l_horizon() -> None:
    # E7: born in 1955, 1957 and 1960 they are 67 by then; in 1963, 66 or 67; in 1980 they are not.
    gens = [medecin(f"ne-en-{annee or 'x'}", annee) for annee in (1955, 1957, 1960, 1963, None, 1980)]
    ligne = partir(*gens)
    assert ligne.surs == ("ne-en-1955", "ne-en-1957", "ne-en-1960")
    assert ligne.possibles == ("ne-en-1963", "ne-en-x")
    assert (bornes(ligne.effectif), bornes(ligne.departs), bornes(ligne.restants)) == ((6, 6), (3, 5), (1, 3))
    assert motifs(ligne.departs) == motifs(ligne.restants) == {Motif.NAISSANCE: 2}


def test_un_exercice_qui_finit_est_un_depart() -> None:
    finit = {"periode": PeriodePartielle(debut="2019", fin="2027")}
    assert partir(medecin("a", 1980, **finit)).surs == ("a",)
    assert partir(medecin("a", 1980, periode=PeriodePartielle(debut="2019", fin="2030"))).possibles == ("a",)
    # Another practice begins, or is announced.
    suite = exercice(Presence(commune=ICI), periode=PeriodePartielle(debut="2026"))
    releve = medecin("a", 1980, **finit)
    assert bornes(partir(attrs.evolve(releve, exercices=(*releve.exercices, suite))).departs) == (0, 0)
    prevu = attrs.evolve(suite, statut=StatutExercice.PREVU)
    assert partir(attrs.evolve(releve, exercices=(*releve.exercices, prevu))).possibles == ("a",)


@pytest.mark.parametrize(
    ("le", "statut", "attendu"),
    [
        ("2027", S.ANNONCE, ("a", None)),
        ("2027", S.CONSTATE, ("a", None)),
        ("2030", S.ANNONCE, (None, "a")),
        ("2031", S.ANNONCE, (None, None)),
        (None, S.ANNONCE, (None, "a")),
        # In 2025: before the first of June, when the person is still there, or after.
        ("2025", S.ANNONCE, (None, "a")),
        # Its day is past, and the practice is still open: late, given up, or true and not noted.
        ("2024", S.ANNONCE, (None, "a")),
        ("2024", S.CONSTATE, (None, "a")),
    ],
)
def test_un_depart_annonce_compte_entre_les_deux_jours(
    le: str | None, statut: StatutMouvement, attendu: tuple[str | None, str | None]
) -> None:
    ligne = partir(medecin("a", 1980), mouvement("a", le=le, statut=statut))
    assert (next(iter(ligne.surs), None), next(iter(ligne.possibles), None)) == attendu


@pytest.mark.parametrize("nature", [N.RETRAITE, N.DEPART])
@pytest.mark.parametrize(
    ("debut", "possibles"),
    [("2019", 1), (None, 1), ("2024", 1), ("2024-11", 0), ("2025-01", 0)],
)
def test_un_depart_passe_que_l_exercice_contredit_est_possible(
    nature: NatureMouvement, debut: str | None, possibles: int
) -> None:
    # Seen in June 2024. Who began again after it contradicts nothing; in 2024, nobody knows.
    passe = mouvement("a", nature, le="2024-06", statut=S.CONSTATE)
    ligne = partir(medecin("a", 1980, periode=PeriodePartielle(debut=debut, fin="2040")), passe)
    assert bornes(ligne.departs) == (0, possibles)
    assert motifs(ligne.departs) == ({Motif.DATES: 1} if possibles else {})
    assert bornes(ligne.restants) == (1 - possibles, 1)


def test_un_depart_passe_d_ailleurs_ne_contredit_rien() -> None:
    maison = MSP(identifiant="msp", nom="MSP", sites=(Site(identifiant="site", commune=ICI),))
    passe = mouvement("a", N.DEPART, le="2024", structure="autre")
    assert bornes(partir(maison, medecin("a", 1980, structure="msp"), passe).departs) == (0, 0)


def test_quitter_une_structure_n_est_pas_toujours_partir() -> None:
    maison = MSP(identifiant="msp", nom="MSP", sites=(Site(identifiant="site", commune=ICI),))
    d_ici = medecin("a", 1980, structure="msp")
    depart = mouvement("a", N.DEPART, le="2027", structure="msp")
    assert partir(maison, d_ici, depart).surs == ("a",)
    deux = attrs.evolve(d_ici, exercices=(*d_ici.exercices, exercice(Presence(commune=ICI), structure="cabinet")))
    assert partir(maison, deux, depart).possibles == ("a",)
    assert partir(maison, deux, attrs.evolve(depart, nature=N.RETRAITE)).surs == ("a",)
    assert bornes(partir(maison, d_ici, attrs.evolve(depart, structure="autre")).departs) == (0, 0)
    ailleurs = territoire(AILLEURS, nom="ailleurs")
    de_la = attrs.evolve(depart, structure=None, territoire="ailleurs")
    assert bornes(partir(ailleurs, d_ici, de_la).departs) == (0, 0)
    assert partir(d_ici, attrs.evolve(de_la, territoire="ici")).surs == ("a",)
    assert partir(d_ici, attrs.evolve(de_la, territoire="inconnu")).possibles == ("a",)


def test_qui_n_est_pas_surement_la_ne_part_pas_surement() -> None:
    ligne = partir(medecin("a", 1950, periode=None))
    assert (ligne.surs, ligne.possibles) == ((), ("a",))
    assert (bornes(ligne.effectif), bornes(ligne.departs), bornes(ligne.restants)) == ((0, 1), (0, 1), (0, 0))
    assert motifs(ligne.departs) == {Motif.DATES: 1}


def test_les_departs_anonymes_restent_a_part() -> None:
    deux = Estimation(valeur=2)
    d_ici: dict[str, Any] = {"territoire": "ici", "le": "2027", "nombre": deux, "profession": professions.MEDECIN}
    ligne = partir(medecin("a", 1980), mouvement(**d_ici))
    assert (bornes(ligne.departs), bornes(ligne.restants), bornes(ligne.anonymes)) == ((0, 0), (1, 1), (2, 2))
    for champs, attendu, motif in (
        ({"le": "2030"}, (0, 2), Motif.DATES),
        ({"territoire": None}, (0, 2), Motif.LIEU),
        ({"nombre": None}, (1, None), Motif.NOMBRE),
        ({"nombre": attrs.evolve(deux, nuance=NuanceNombre.AU_MOINS)}, (2, None), Motif.NOMBRE),
    ):
        anonymes = partir(medecin("a", 1980), mouvement(**(d_ici | champs))).anonymes
        assert (bornes(anonymes), motifs(anonymes)) == (attendu, {motif: 1})
    assert bornes(partir(mouvement(**(d_ici | {"le": "2024"}))).anonymes) == (0, 0)


def test_les_anonymes_se_comptent_par_profession_meme_seuls() -> None:
    registre = Registre().avec(
        territoire(),
        medecin("a", 1980),
        mouvement(identifiant="m1", territoire="ici", le="2027", nombre=Estimation(valeur=3)),
        mouvement(
            identifiant="m2",
            territoire="ici",
            le="2027",
            nombre=Estimation(valeur=1),
            profession=professions.SAGE_FEMME,
        ),
    )
    lignes = analyse.departs(registre, "ici", au=AU, horizon=HORIZON, age=67)
    assert [(ligne.profession, bornes(ligne.effectif), bornes(ligne.anonymes)) for ligne in lignes] == [
        (professions.MEDECIN, (1, 1), (0, 3)),
        (professions.SAGE_FEMME, (0, 0), (1, 4)),
        (None, (0, 0), (3, 3)),
    ]
    [un_mode, *_] = analyse.departs(registre, "ici", au=AU, horizon=HORIZON, age=67, par=(Par.MODE,))
    assert bornes(un_mode.anonymes) == (0, 4)


@pytest.mark.parametrize(
    ("options", "dit"),
    [
        ({"horizon": AU}, "n'est pas après"),
        ({"age": 12}, "de 18 à 120 ans"),
        ({"age": True}, "entier"),
        ({"horizon": "2030"}, "date"),
    ],
)
def test_une_question_mal_posee_est_refusee(options: dict[str, Any], dit: str) -> None:
    donnees: dict[str, Any] = {"au": AU, "horizon": HORIZON, "age": 67}
    with pytest.raises(ValeurInvalide, match=dit):
        analyse.departs(Registre().avec(territoire()), "ici", **(donnees | options))
