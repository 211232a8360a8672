"""What an application needs beyond one class at a time: conforming registres, lives, broken documents, from_type."""

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from tests.proprietes.outils import exemples

from soinsprimaires import (
    CPTS,
    Acte,
    Anomalie,
    DatePartielle,
    DocumentInvalide,
    Estimation,
    NatureProjet,
    Periode,
    Professionnel,
    Projet,
    Registre,
    Rpps,
    SourceJuridique,
    ValeurInvalide,
    controler,
    cycle,
    depuis_json,
    strategies,
)
from soinsprimaires.identifiants import RPPS
from soinsprimaires.referentiels import professions

AU = date(2026, 11, 4)
PEU = settings(exemples(15), suppress_health_check=list(HealthCheck))
SANS_REDUIRE = settings(
    max_examples=5_000, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@PEU
@given(strategies.registres_conformes(au=AU))
def test_un_registre_conforme_l_est(registre: Registre) -> None:
    assert registre.structures
    assert controler(registre, au=AU).conforme is True


def test_les_registres_conformes_ont_des_cpts_et_des_msp() -> None:
    registres = strategies.registres_conformes(au=AU, max_structures=2)
    assert find(registres, lambda registre: len({type(s) for s in registre.structures}) == 2, settings=SANS_REDUIRE)


def test_le_jour_ou_rien_ne_peut_etre_conforme_est_refuse() -> None:
    with pytest.raises(ValeurInvalide, match="rien de ce qui est tiré ici n'est conforme au 1990-01-01"):
        strategies.registres_conformes(au=date(1990, 1, 1))


@PEU
@given(
    st.sampled_from(NatureProjet).flatmap(lambda nature: st.tuples(st.just(nature), strategies.journaux(nature=nature)))
)
def test_un_journal_tire_est_legal_d_un_bout_a_l_autre(tirage: tuple[NatureProjet, Any]) -> None:
    nature, journal = tirage
    projet = Projet(identifiant="projet", nom="Projet", nature=nature)
    for evenement in journal:
        projet = cycle.appliquer(projet, evenement)
    assert all(ligne.coherent for ligne in cycle.historique(projet))


def test_les_journaux_vont_jusqu_au_contrat() -> None:
    journal = find(
        strategies.journaux(nature=NatureProjet.CPTS),
        lambda journal: any(evenement.acte is Acte.SIGNATURE_CONTRAT for evenement in journal),
        settings=SANS_REDUIRE,
    )
    assert [evenement.identifiant for evenement in journal] == [f"evenement-{n}" for n in range(1, len(journal) + 1)]


def test_l_exemple_d_un_journal_se_reduit_a_ce_qui_le_fait() -> None:
    """Shrinking leaves one letter of intent, on the first day that is possible, and nothing after it."""
    journal = find(
        strategies.journaux(nature=NatureProjet.CPTS, max_evenements=3),
        lambda journal: any(evenement.acte is Acte.DEPOT_LETTRE_INTENTION for evenement in journal),
        settings=settings(max_examples=500, database=None, deadline=None),
    )
    assert [(evenement.acte, str(evenement.effet_le)) for evenement in journal] == [
        (Acte.DEPOT_LETTRE_INTENTION, "2016-01-01")
    ]


@PEU
@given(strategies.cpts(au=AU, taille=3))
def test_une_cpts_existe_au_jour_dit_avec_autant_d_adherents(cpts: CPTS) -> None:
    assert len(cpts.adherents) == 3
    assert cpts.creee_le is not None
    assert cpts.creee_le.au_plus_tard <= AU  # type: ignore[operator]
    assert cpts.dissoute_le is None


@PEU
@given(strategies.professionnels(profession=professions.INFIRMIER))
def test_un_champ_se_restreint(professionnel: Professionnel) -> None:
    assert professionnel.profession == professions.INFIRMIER


@PEU
@given(strategies.documents_json())
def test_un_document_tire_se_lit(document: str) -> None:
    assert isinstance(depuis_json(document), Registre)


def test_une_version_que_rien_n_ecrit_est_refusee() -> None:
    with pytest.raises(ValeurInvalide, match="aucune stratégie n'écrit la version 99"):
        strategies.documents_json(version=99)


DOCUMENT = (
    '{"format":"soinsprimaires/registre","version":1,"contenu":{"structures":['
    '{"type":"msp","identifiant":"m","nom":"M","sites":[{"identifiant":"s","commune":"32208"}]}]}}'
)


@PEU
@given(strategies.mutations(DOCUMENT))
def test_un_document_abime_donne_un_registre_ou_des_anomalies(document: str) -> None:
    try:
        assert isinstance(depuis_json(document), Registre)
    except DocumentInvalide as erreur:
        anomalies = erreur.anomalies
    else:
        return
    assert anomalies


@pytest.mark.parametrize(
    "trouve",
    [
        pytest.param(lambda texte: texte.count('"nom"') == 2, id="clé en double"),
        pytest.param(lambda texte: '"nom"' not in texte and texte.endswith("}"), id="clé absente"),
        pytest.param(lambda texte: '"structures":[[' in texte, id="valeur enveloppée"),
        pytest.param(lambda texte: not texte.endswith("}"), id="texte coupé"),
        pytest.param(
            lambda texte: _cles(texte) == ["contenu", "format", "version"] and texte[2] == "v", id="ordre changé"
        ),
        pytest.param(lambda texte: "20240131" in texte, id="date compacte"),
    ],
)
def test_les_accidents_courants_sont_tires(trouve: Any) -> None:
    assert find(strategies.mutations(DOCUMENT), trouve, settings=SANS_REDUIRE) is not None


def _cles(texte: str) -> list[str]:
    try:
        lu = json.loads(texte)
    except ValueError:
        return []
    return sorted(lu) if isinstance(lu, dict) else []


@pytest.mark.parametrize(
    "classe", [Professionnel, CPTS, Registre, DatePartielle, Periode, Estimation, SourceJuridique, Anomalie]
)
def test_from_type_connait_les_classes(classe: type[Any]) -> None:
    assert isinstance(find(st.from_type(classe), lambda _: True, settings=SANS_REDUIRE), classe)


def test_from_type_connait_les_identifiants() -> None:
    numero = find(st.from_type(Rpps), lambda _: True, settings=SANS_REDUIRE)
    assert RPPS.raison(numero) is None


ESPION = """
import sys, hypothesis
print("cattrs" in sys.modules, "soinsprimaires.strategies" in sys.modules, "soinsprimaires.modele" in sys.modules)
"""


@pytest.mark.parametrize(("sans", "attendu"), [("", "False False True"), ("1", "False False False")])
def test_le_greffon_est_leger_et_se_desactive(sans: str, attendu: str) -> None:
    env = {"HYPOTHESIS_NO_PLUGINS": sans} if sans else {}
    lance = subprocess.run([sys.executable, "-c", ESPION], env=env, capture_output=True, text=True, check=True)
    assert lance.stdout.strip() == attendu
