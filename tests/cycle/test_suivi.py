"""The one view of a project: what each question answers, from a journal folded once."""

import pickle
from datetime import date
from typing import Any

import attrs
import pytest
from tests.cycle.outils import Q, cpts, fait, jour

from soinsprimaires import Acte, Projet, QualiteActeur, Registre, ValeurInvalide, controler, cycle
from soinsprimaires.affichage import chronologie, rapport
from soinsprimaires.affichage.rendus import registre as texte
from soinsprimaires.analyse import denombrer, portefeuille
from soinsprimaires.cycle import Suivi, _journal, avancement

A = Acte
AU = jour("2024-06-01")
PROJET = cpts(
    fait(A.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS),
    fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.ARS, Q.CPAM),
    fait(A.DEPOT_PROJET, "2024-05-15", Q.PORTEURS, recu_le="2024-05-15"),
)
REGISTRE = Registre().avec(PROJET)


@pytest.fixture
def plis(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The journals that were folded, each as often as it was."""
    faits: list[object] = []
    lire_journal = _journal.lire_journal

    def compter(*arguments: Any, **options: Any) -> Any:
        faits.append(arguments)
        return lire_journal(*arguments, **options)

    monkeypatch.setattr(avancement, "lire_journal", compter)
    return faits


def test_le_suivi_repond_comme_chaque_question() -> None:
    suivi = Suivi(PROJET, REGISTRE, AU)
    assert suivi.etat is cycle.etat(PROJET, au=AU) is cycle.EtatCPTS.PROJET_DEPOSE
    assert suivi.etats_possibles == cycle.etats_possibles(PROJET, au=AU) == {cycle.EtatCPTS.PROJET_DEPOSE}
    assert suivi.depuis == cycle.depuis(PROJET, au=AU)
    assert suivi.historique == cycle.historique(PROJET)
    assert suivi.missions == cycle.missions(PROJET, au=AU)
    assert suivi.agrements == cycle.agrements(PROJET, au=AU) == {}
    assert suivi.echeances == cycle.echeances(PROJET, REGISTRE, au=AU)
    assert suivi.prochaine_etape == cycle.prochaine_etape(PROJET, REGISTRE, au=AU)
    assert (suivi.evenements_certains, suivi.evenements_possibles) == cycle.evenements_au(PROJET, au=AU)
    assert suivi.ce_qui_manque == suivi.etapes_vers(cycle.EtatCPTS.EN_FONCTIONNEMENT)
    assert suivi.actes_possibles(QualiteActeur.ARS) == cycle.actes_possibles(PROJET, au=AU, acteur=QualiteActeur.ARS)


def test_un_autre_jour_du_meme_projet() -> None:
    suivi = Suivi(PROJET, REGISTRE, AU)
    assert suivi.le(jour("2023-02-01")).etat is cycle.EtatCPTS.LETTRE_INTENTION_DEPOSEE
    assert suivi.le(jour("2023-02-01")) == Suivi(PROJET, REGISTRE, jour("2023-02-01"))
    with pytest.raises(ValeurInvalide):
        suivi.le("2023-02-01")  # type: ignore[arg-type]


def test_un_suivi_est_une_valeur() -> None:
    suivi = Suivi(PROJET, REGISTRE, AU)
    assert suivi.etat is not None
    relu = pickle.loads(pickle.dumps(suivi))  # noqa: S301 - our own bytes
    assert relu == suivi
    assert hash(relu) == hash(suivi)
    assert relu.etat is suivi.etat
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        suivi.au = date(2025, 1, 1)  # type: ignore[misc]


@pytest.mark.parametrize("au", ["2024-06-01", None, 2024])
def test_un_suivi_demande_un_jour(au: Any) -> None:
    with pytest.raises(ValeurInvalide):
        Suivi(PROJET, REGISTRE, au)


@pytest.mark.parametrize("traces", [False, True])
@pytest.mark.parametrize("avant", [False, True])
def test_le_journal_d_un_registre_se_plie_une_fois_pour_tous(plis: list[object], *, traces: bool, avant: bool) -> None:
    """Rules, page, portfolio, counts, command: one document is read, and each of its journals once.

    So does a report that remembers what each rule asked, whoever asked before it.
    """
    pytest.importorskip("jinja2")
    registre = Registre().avec(PROJET)
    if avant:
        portefeuille(registre, au=AU)
    bilan = controler(registre, au=AU, traces=traces)
    rapport.page(registre, au=AU, rapport=bilan)
    portefeuille(registre, au=AU)
    denombrer(registre, au=AU)
    list(texte.resumer(registre, bilan))
    list(chronologie.raconter(Suivi(PROJET, registre, AU)))
    assert len(plis) == 1


def test_un_projet_qui_n_est_pas_celui_du_registre_a_son_propre_journal() -> None:
    autre: Projet = attrs.evolve(PROJET, journal=PROJET.journal[:1])
    assert Suivi(PROJET, REGISTRE, AU).etat is cycle.EtatCPTS.PROJET_DEPOSE
    assert Suivi(autre, REGISTRE, AU).etat is cycle.EtatCPTS.LETTRE_INTENTION_DEPOSEE


def test_sans_etat_connu_ni_suite_ni_prochaine_etape() -> None:
    """Where the state is not known, no answer is made up, whoever asks."""
    inconnu = cpts(fait(A.REPRISE, "2024-01-01"))
    vers = cycle.EtatCPTS.EN_FONCTIONNEMENT
    assert cycle.etat(inconnu, au=AU) is None
    assert cycle.prochaine_etape(inconnu, REGISTRE, au=AU) is None
    assert cycle.ce_qui_manque(inconnu, REGISTRE, vers=vers, au=AU) is None
    vague = cpts(fait(A.DEPOT_PROJET, "2024", Q.PORTEURS))
    assert cycle.ce_qui_manque(vague, REGISTRE, vers=vers, au=AU) is None
