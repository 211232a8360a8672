"""Which caisse acts: a caisse générale stands for the CPAM overseas only (CSS, art. L752-1)."""

from datetime import date

import pytest
from tests.cycle.outils import Q, cpts, fait, msp

from soinsprimaires import (
    Acte,
    Delimitation,
    NatureTerritoire,
    Projet,
    QualiteActeur,
    Registre,
    Territoire,
)
from soinsprimaires.cycle import Suivi

AU = date(2024, 6, 1)
L_UNE_OU_L_AUTRE = "il faut l'accord de l'assurance maladie : la CPAM, ou la CGSS outre-mer"


def suivre(projet: Projet, departement: str | None, region: str | None) -> Suivi:
    territoire = Territoire(
        identifiant="la",
        nom="Là",
        nature=NatureTerritoire.ACTION_CPTS,
        delimitation=Delimitation.INCONNUE,
        departement=departement,
        region=region,
    )
    situe = Projet(**{c: getattr(projet, c) for c in ("identifiant", "nom", "nature", "journal")}, territoire="la")
    return Suivi(situe, Registre(projets=(situe,), territoires=(territoire,)), AU)


@pytest.mark.parametrize(
    ("departement", "region", "autres", "dit"),
    [
        ("32", None, {Q.CGSS}, "il faut l'accord de la CPAM"),
        (None, "76", {Q.CGSS}, "il faut l'accord de la CPAM"),
        ("974", None, {Q.CPAM}, "il faut l'accord de la CGSS"),
        (None, "01", {Q.CPAM}, "il faut l'accord de la CGSS"),
        ("976", None, set(), L_UNE_OU_L_AUTRE),  # Mayotte has a caisse of its own
        *((collectivite, None, set(), L_UNE_OU_L_AUTRE) for collectivite in ("975", "977", "978", "986", "987", "988")),
        (None, None, set(), L_UNE_OU_L_AUTRE),
    ],
)
def test_la_caisse_est_celle_de_la_region(
    departement: str | None, region: str | None, autres: set[QualiteActeur], dit: str
) -> None:
    manque = suivre(cpts(), departement, region).ce_qui_manque
    assert manque is not None
    acteurs = {etape.acte: set(etape.acteurs) for etape in manque}
    assert acteurs[Acte.ACCORD_LETTRE_INTENTION] == {Q.ARS, Q.CPAM, Q.CGSS} - autres
    accord = next(etape for etape in manque if etape.acte is Acte.ACCORD_LETTRE_INTENTION)
    assert accord.conditions[1] == dit


@pytest.mark.parametrize(("departement", "caisse"), [("32", Q.CPAM), ("974", Q.CGSS)])
def test_la_partie_au_contrat_est_cette_caisse(departement: str, caisse: QualiteActeur) -> None:
    signe = (
        fait(Acte.DEPOT_PROJET, "2022-01-10", Q.PORTEURS, recu_le="2022-01-10"),
        fait(Acte.VALIDATION_PROJET, "2022-02-10", Q.ARS),
        fait(Acte.SIGNATURE_CONTRAT, "2022-09-01", Q.STRUCTURE, Q.ARS, caisse),
    )
    for projet in (msp(*signe), cpts(*signe)):
        qui = {q for e in suivre(projet, departement, None).echeances for q in e.acteurs}
        assert qui & {Q.CPAM, Q.CGSS} == {caisse}
