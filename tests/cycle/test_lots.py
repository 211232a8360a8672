"""A committee decides of many projects at once: all accepted, or a report of those that are not."""

from datetime import date

import attrs
import pytest
from tests.cycle.outils import Q, fait, msp

from soinsprimaires import Acte, AvisComite, Evenement, Projet, Registre, ValeurInvalide, cycle

DEPOT = fait(Acte.DEPOT_PROJET, "2021-02-01", Q.PORTEURS)
VALIDATION = fait(Acte.VALIDATION_PROJET, "2021-06-01", Q.ARS, reunion="comite-du-1er-juin")


def dossier(rang: int, *journal: Evenement) -> Projet:
    return attrs.evolve(msp(*journal), identifiant=f"projet-{rang:02d}")


def test_dix_neuf_dossiers_valides_a_une_seule_reunion() -> None:
    dossiers = [dossier(rang, DEPOT) for rang in range(1, 20)]
    lot = cycle.appliquer_lot(dossiers, VALIDATION)
    assert lot.complet
    assert len(lot.acceptes) == 19
    registre = Registre().avec(*dossiers).avec(*lot.acceptes)
    etats = {cycle.etat(projet, au=date(2021, 6, 1)) for projet in registre.projets}
    assert etats == {cycle.EtatMSP.PROJET_VALIDE}
    assert {projet.journal[-1].reunion for projet in registre.projets} == {"comite-du-1er-juin"}


def test_un_dossier_refuse_n_empeche_pas_les_autres_et_rien_ne_se_perd() -> None:
    dossiers = [dossier(1, DEPOT), dossier(2), dossier(3, DEPOT)]
    lot = cycle.appliquer_lot(dossiers, VALIDATION)
    assert not lot.complet
    assert [projet.identifiant for projet in lot.acceptes] == ["projet-01", "projet-03"]
    (refus,) = lot.refuses
    assert refus.projet is dossiers[1]
    assert [raison.code for raison in refus.anomalies] == ["cycle.transition"]
    assert "n'est pas possible depuis « émergence »" in refus.anomalies[0].message
    assert [len(projet.journal) for projet in dossiers] == [1, 0, 1]


def test_chaque_dossier_peut_avoir_son_evenement() -> None:
    def avis(projet: Projet) -> Evenement:
        rendu = AvisComite.AVEC_RESERVES if projet.identifiant == "projet-02" else AvisComite.FAVORABLE
        delai_le = "2021-09-30" if rendu is AvisComite.AVEC_RESERVES else None
        return fait(Acte.AVIS_COMITE, "2021-05-01", Q.COMITE_REGIONAL, avis=rendu, delai_le=delai_le)

    lot = cycle.appliquer_lot([dossier(1, DEPOT), dossier(2, DEPOT)], avis)
    assert [projet.journal[-1].avis for projet in lot.acceptes] == [AvisComite.FAVORABLE, AvisComite.AVEC_RESERVES]
    au = date(2021, 6, 1)
    reserves = [cycle.echeances(projet, Registre(), au=au) for projet in lot.acceptes]
    assert [[(e.code, str(e.limite_le)) for e in une] for une in reserves] == [[], [("DECISION", "2021-09-30")]]


def test_un_lot_vide() -> None:
    assert cycle.appliquer_lot([], VALIDATION) == cycle.Lot(acceptes=(), refuses=())


def test_un_dossier_en_double_est_une_faute_de_qui_fait_le_lot() -> None:
    with pytest.raises(ValeurInvalide, match="le lot contient deux fois : projet-01"):
        cycle.appliquer_lot([dossier(1, DEPOT), dossier(1, DEPOT)], VALIDATION)
