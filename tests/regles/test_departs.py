"""A departure that was seen, when nobody closed what it left: what a rule is sure of holds gone and stayed alike."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest
from tests.regles.fabrique import associe, exercice, forme, ipa, maison, parti, professionnel

from soinsprimaires import (
    CPTS,
    Adhesion,
    BilanAnnuel,
    CentreSante,
    EquipeSoinsPrimaires,
    Estimation,
    Exercice,
    ModeExercice,
    Registre,
    controler,
)
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels import professions as p
from soinsprimaires.regles import Resultat

PARTI_LE: Final = "2021-06-01"
SURS: Final = frozenset({Resultat.CONFORME, Resultat.NON_CONFORME, Resultat.SANS_OBJET})
DEPARTS: Final = [
    ("medecin-a", "msp"),
    ("medecin-a", "cpts"),
    ("medecin-b", "msp"),
    ("medecin-b", "esp"),
    ("infirmiere", "msp"),
    ("ipa", "cpts"),
    ("ipa", "esp"),
    ("dentiste", "centre"),
    *((nom, None) for nom in ("medecin-a", "medecin-b", "infirmiere", "ipa", "dentiste", "ophtalmologue")),
]


def entites(qui: str, quoi: str | None, fin: str | None) -> Iterator[Entite]:
    """One structure of each kind, whose people are there since 2009, but one, in one or in all, until some day."""

    def jusqu_a(nom: str, ou: str) -> str | None:
        return fin if nom == qui and quoi in {None, ou} else None

    def inscrire(ou: str, *noms: str) -> tuple[Adhesion, ...]:
        return tuple(associe(nom, "2009-01-01", jusqu_a(nom, ou)) for nom in noms)

    def exerce(nom: str, ou: str, mode: str = "liberal", **champs: Any) -> Exercice:
        return exercice(ou, "2009-01-01", jusqu_a(nom, ou), mode=ModeExercice(mode), **champs)

    associes = inscrire("msp", "medecin-a", "medecin-b", "infirmiere")
    yield maison(formes=(forme("sisa", "2009-01-01"),), associes=associes, nombre_associes=Estimation(valeur=3))
    yield CPTS(identifiant="cpts", nom="CPTS", adherents=inscrire("cpts", "medecin-a", "ipa"))
    yield EquipeSoinsPrimaires(identifiant="esp", nom="ESP", membres=inscrire("esp", "medecin-b", "ipa"))
    yield CentreSante(identifiant="centre", nom="Centre")
    yield BilanAnnuel(identifiant="bilan", structure="msp", annee=2023, patientele=Estimation(valeur=900))
    for nom, profession in (("medecin-a", p.MEDECIN), ("medecin-b", p.MEDECIN), ("infirmiere", p.INFIRMIER)):
        yield professionnel(nom, profession, exerce(nom, "msp"))
    yield ipa(exerce("ipa", "cpts", acces_direct=True))
    yield professionnel("dentiste", p.CHIRURGIEN_DENTISTE, exerce("dentiste", "centre", "salarie"))
    au_centre = exerce("ophtalmologue", "centre")
    yield professionnel("ophtalmologue", p.MEDECIN, au_centre, savoir_faire=(p.OPHTALMOLOGIE,))


def resultats(au: date, *entites: Entite) -> dict[tuple[str, str], Resultat]:
    return {(r.code, r.titre): r.resultat for r in controler(Registre().avec(*entites), au=au).resultats}


@pytest.mark.parametrize(("qui", "quoi"), DEPARTS)
@pytest.mark.parametrize("au", [date(2021, 7, 1), date(2023, 7, 1), date(2024, 3, 1), date(2026, 3, 1)])
def test_ce_qui_est_sur_vaut_que_l_on_soit_parti_ou_reste(qui: str, quoi: str | None, au: date) -> None:
    depart = parti(qui, PARTI_LE, "retraite" if quoi is None else "depart", structure=quoi)
    ouvert, clos = tuple(entites(qui, quoi, None)), tuple(entites(qui, quoi, PARTI_LE))
    vu, reste, quitte = resultats(au, *ouvert, depart), resultats(au, *ouvert), resultats(au, *clos)
    trop_surs = {
        cle: (resultat, reste[cle], quitte[cle])
        for cle, resultat in vu.items()
        if resultat in SURS and cle[0] != "VRA-007" and {resultat} != {reste[cle], quitte[cle]}
    }
    assert trop_surs == {}
    assert vu != reste
