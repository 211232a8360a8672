"""A registre judged by parts, by several processes, or followed by its report: always what one check says."""

import pickle
import random
import threading
from datetime import date
from typing import Any

import attrs
import pytest

from soinsprimaires import MSP, Professionnel, Registre, ValeurInvalide, controler, synthese
from soinsprimaires.referentiels import professions
from soinsprimaires.regles import REGLES, Contexte, Rapport, Regle, _jugement

AU = date(2025, 6, 1)
CANTON = synthese.pays(graine=1, part=0.001)
ENTIER = controler(CANTON, au=AU, traces=False)
UN_CODE = next(resultat.code for resultat in ENTIER.resultats if resultat.constats)


# -- parts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [1, 2, 7])
def test_des_parties_fondues_disent_ce_que_dit_le_tout(parts: int) -> None:
    noms = [None, *(entite.identifiant for entite in CANTON)]
    random.Random(parts).shuffle(noms)  # noqa: S311 - the same parts at each run
    rapports = [controler(CANTON, au=AU, parmi=noms[part::parts]) for part in range(parts)]
    assert Rapport.fondre(*rapports) == ENTIER
    assert Rapport.fondre(*pickle.loads(pickle.dumps(rapports))) == ENTIER  # noqa: S301 - written by this very line


def test_une_partie_ne_juge_qu_elle_dans_tout_le_registre() -> None:
    msp = next(structure for structure in CANTON.structures if isinstance(structure, MSP))
    partie = controler(CANTON, au=AU, parmi=[msp.identifiant])
    assert {constat.entite for constat in partie.constats} == {msp.identifiant}
    assert partie.constats == tuple(c for c in ENTIER.constats if c.entite == msp.identifiant)


@pytest.mark.parametrize(
    "autre",
    [
        controler(CANTON, au=date(2024, 6, 1)),
        controler(CANTON, au=AU, exclues=[UN_CODE]),
        controler(CANTON, au=AU, regles={UN_CODE: REGLES[UN_CODE]}),
    ],
    ids=["un autre jour", "une règle exclue", "d'autres règles"],
)
def test_on_ne_fond_que_ce_qui_a_la_meme_demande(autre: Rapport) -> None:
    with pytest.raises(ValeurInvalide, match="mêmes règles"):
        Rapport.fondre(ENTIER, autre)
    with pytest.raises(ValeurInvalide, match="mêmes règles"):
        Rapport.fondre()


def test_parmi_nomme_des_entites_du_registre() -> None:
    with pytest.raises(KeyError):
        controler(CANTON, au=AU, parmi=["personne"])
    with pytest.raises(ValeurInvalide, match="se juge seule"):
        controler(CANTON.structures[0], au=AU, parmi=["personne"])


# -- processes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fils", [1, 2], ids=["copies du processus", "processus neufs"])
def test_deux_processus_disent_ce_que_dit_un_seul(fils: int) -> None:
    attente = threading.Event()
    voisins = [threading.Thread(target=attente.wait) for _ in range(fils - 1)]
    for voisin in voisins:
        voisin.start()
    try:
        assert controler(CANTON, au=AU, processus=2) == ENTIER
    finally:
        attente.set()


def test_des_regles_a_soi_ne_voyagent_pas_et_cela_se_dit() -> None:
    siennes = {UN_CODE: tuple(attrs.evolve(version, titre="Le mien") for version in REGLES[UN_CODE])}
    with pytest.warns(RuntimeWarning, match="un seul processus"):
        rapport = controler(CANTON, au=AU, regles=siennes, processus=2)
    assert rapport == controler(CANTON, au=AU, regles=siennes)


@pytest.mark.parametrize("processus", [0, -1, True])
def test_il_faut_un_processus(processus: int) -> None:
    with pytest.raises(ValeurInvalide):
        controler(CANTON, au=AU, processus=processus)


# -- a report that follows ------------------------------------------------------------------------------------------


def test_seul_ce_qu_un_changement_touche_est_juge_a_nouveau(monkeypatch: pytest.MonkeyPatch) -> None:
    rapport = controler(CANTON, au=AU)
    juges: list[str] = []
    vrai = _jugement.juger

    def noter(version: Regle, cible: Any, contexte: Contexte) -> _jugement.Issue:
        juges.append(version.code)
        return vrai(version, cible, contexte)

    monkeypatch.setattr("soinsprimaires.regles._actualisation.juger", noter)
    medecin = CANTON.professionnels[0]
    assert rapport.actualiser(CANTON) == rapport
    assert juges == []
    change = CANTON.avec(attrs.evolve(medecin, annee_naissance=1961))
    assert rapport.actualiser(change) == controler(change, au=AU, traces=False)
    # Of some 1,500 judgements: this professional, those whom it concerns, and the rules on the whole registre.
    assert 0 < len(juges) < 60


def test_qui_change_de_groupe_est_dit_avec_les_autres_de_son_groupe() -> None:
    """What DPC-001 says of each is the same, and the findings are not."""
    equipe = tuple(
        Professionnel(identifiant=f"soignant-{rang}", profession=professions.MEDECIN if rang else professions.INFIRMIER)
        for rang in range(3)
    )
    registre = Registre(professionnels=equipe)
    change = registre.modifier("soignant-1", profession=professions.INFIRMIER)
    rapport = controler(registre, au=AU)
    assert rapport.constats != controler(change, au=AU).constats
    assert rapport.actualiser(change) == controler(change, au=AU, traces=False)


def test_les_traces_ne_comptent_ni_ne_voyagent() -> None:
    rapport = controler(CANTON, au=AU)
    assert rapport == ENTIER
    assert hash(rapport) == hash(ENTIER)
    relu = pickle.loads(pickle.dumps(rapport))  # noqa: S301 - written by this very line
    assert relu == rapport
    assert len(pickle.dumps(rapport)) == len(pickle.dumps(ENTIER))
    for sans in (relu, ENTIER, attrs.evolve(rapport), controler(CANTON.structures[0], au=AU)):
        with pytest.raises(ValeurInvalide, match="traces=True"):
            sans.actualiser(CANTON)


def test_au_dela_de_dix_mille_entites_on_ne_se_souvient_que_sur_demande(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soinsprimaires.regles.controle._SOUVENIRS", len(CANTON) - 1)
    with pytest.raises(ValeurInvalide, match="traces=True"):
        controler(CANTON, au=AU).actualiser(CANTON)
    assert controler(CANTON, au=AU, traces=True).actualiser(Registre()) == controler(Registre(), au=AU)


def test_on_ne_se_souvient_pas_d_une_partie() -> None:
    sans: tuple[dict[str, Any], ...] = ({"parmi": [None]}, {"processus": 2})
    for options in sans:
        with pytest.raises(ValeurInvalide, match="registre entier"):
            controler(CANTON, au=AU, traces=True, **options)
