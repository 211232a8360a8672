"""Two changes of one registre: what one side alone changed is kept, what both changed differently is asked."""

from datetime import date

import attrs
import pytest

from soinsprimaires import (
    MSP,
    Acte,
    ConflitDeModification,
    Evenement,
    Extensions,
    NatureProjet,
    PeriodePartielle,
    Professionnel,
    Projet,
    Registre,
)
from soinsprimaires.comparaison import comparer, fusionner
from soinsprimaires.modele.structures import Adhesion
from soinsprimaires.referentiels import professions

MAISON = MSP(identifiant="msp", nom="Maison")


def evenement(nom: str, jour: str) -> Evenement:
    return Evenement(identifiant=nom, acte=Acte.DEPOT_PROJET, effet_le=jour, enregistre_le=date(2026, 11, 1))


PROJET = Projet(identifiant="projet", nature=NatureProjet.MSP, nom="Projet", journal=(evenement("e-1", "2026-01-12"),))
MEDECIN = Professionnel(identifiant="medecin", profession=professions.MEDECIN, annee_naissance=1970)
BASE = Registre(structures=(MAISON,), projets=(PROJET,), professionnels=(MEDECIN,))


def test_deux_champs_differents_d_une_entite_se_rejoignent() -> None:
    a = BASE.avec(attrs.evolve(MAISON, nom="Maison de Fleurance"))
    b = BASE.avec(attrs.evolve(MAISON, creee_le="2021-09"))
    assert fusionner(BASE, a, b)["msp"] == MSP(identifiant="msp", nom="Maison de Fleurance", creee_le="2021-09")
    assert fusionner(BASE, a, b) == fusionner(BASE, b, a)


def test_ce_qu_un_autre_a_change_ne_disparait_pas() -> None:
    lu_hier = comparer(BASE, BASE.avec(attrs.evolve(MAISON, creee_le="2021-09")))
    entre_temps = BASE.avec(attrs.evolve(MAISON, nom="Maison de Fleurance"))
    assert lu_hier.appliquer(entre_temps)["msp"].nom == "Maison de Fleurance"


def test_deux_evenements_ajoutes_de_deux_cotes_sont_gardes() -> None:
    a = BASE.avec(attrs.evolve(PROJET, journal=(*PROJET.journal, evenement("e-2", "2026-02-02"))))
    b = BASE.avec(attrs.evolve(PROJET, journal=(*PROJET.journal, evenement("e-3", "2026-03-03"))))
    assert [e.identifiant for e in fusionner(BASE, a, b)["projet"].journal] == ["e-1", "e-2", "e-3"]


def test_deux_membres_ajoutes_de_deux_cotes_sont_gardes_et_celui_qui_part_s_en_va() -> None:
    avec = {nom: Adhesion(membre=nom, periode=PeriodePartielle(debut="2021")) for nom in ("un", "deux", "trois")}
    base = Registre(structures=(attrs.evolve(MAISON, associes=(avec["un"],)),))
    a = Registre(structures=(attrs.evolve(MAISON, associes=(avec["un"], avec["deux"])),))
    b = Registre(structures=(attrs.evolve(MAISON, associes=(avec["trois"],)),))
    assert fusionner(base, a, b)["msp"].associes == (avec["deux"], avec["trois"])


def test_tous_les_conflits_d_un_coup_chacun_a_sa_place() -> None:
    a = BASE.avec(attrs.evolve(MAISON, nom="A"), attrs.evolve(MEDECIN, annee_naissance=1971)).sans("projet")
    b = BASE.avec(attrs.evolve(MAISON, nom="B"), attrs.evolve(MEDECIN, annee_naissance=1972))
    b = b.avec(attrs.evolve(PROJET, nom="Projet de Fleurance"))
    with pytest.raises(ConflitDeModification) as refus:
        fusionner(BASE, a, b)
    assert {(anomalie.code, anomalie.pointeur) for anomalie in refus.value.anomalies} == {
        ("conflit.modification", "/contenu/structures/0/nom"),
        ("conflit.modification", "/contenu/professionnels/0/annee_naissance"),
        ("conflit.modification", "/contenu"),
    }
    dits = {anomalie.pointeur: anomalie.message for anomalie in refus.value.anomalies}
    assert dits["/contenu/structures/0/nom"] == (
        "structures « msp » : nom : 'Maison' devient 'B' ; or depuis, nom : 'Maison' devient 'A'"
    )
    # A message may end in a log: what names somebody, or dates a birth, is said to differ and not quoted.
    assert "197" not in dits["/contenu/professionnels/0/annee_naissance"]


def test_la_meme_modification_des_deux_cotes_n_est_pas_un_conflit() -> None:
    a = BASE.avec(attrs.evolve(MAISON, nom="A"))
    assert fusionner(BASE, a, a) == a
    assert fusionner(BASE, BASE.sans("msp"), BASE.sans("msp")) == BASE.sans("msp")
    ajout = MSP(identifiant="autre", nom="Autre")
    assert fusionner(BASE, BASE.avec(ajout), BASE.avec(ajout)) == BASE.avec(ajout)


def test_un_ajout_different_sous_le_meme_identifiant_est_un_conflit() -> None:
    a, b = (BASE.avec(MSP(identifiant="autre", nom=nom)) for nom in "AB")
    with pytest.raises(ConflitDeModification):
        fusionner(BASE, a, b)


def test_deux_dates_vagues_ne_se_melangent_pas() -> None:
    base = Registre(structures=(attrs.evolve(MAISON, creee_le="2021"),))
    a, b = (Registre(structures=(attrs.evolve(MAISON, creee_le=jour),)) for jour in ("2021-09", "2021~"))
    with pytest.raises(ConflitDeModification):
        fusionner(base, a, b)


def test_deux_changements_possibles_et_impossibles_ensemble_sont_un_conflit() -> None:
    base = Registre(structures=(attrs.evolve(MAISON, creee_le="2021", dissoute_le="2024"),))
    a = Registre(structures=(attrs.evolve(MAISON, creee_le="2023", dissoute_le="2024"),))
    b = Registre(structures=(attrs.evolve(MAISON, creee_le="2021", dissoute_le="2022"),))
    with pytest.raises(ConflitDeModification) as refus:
        fusionner(base, a, b)
    assert [anomalie.pointeur for anomalie in refus.value.anomalies] == ["/contenu/structures/0"]


def test_les_extensions_se_rejoignent_cle_par_cle() -> None:
    base, a, b = (
        Registre(extensions=Extensions(valeurs))
        for valeurs in ({"fr.un": 1}, {"fr.un": 2}, {"fr.un": 1, "fr.deux": {"rang": 1}})
    )
    assert fusionner(base, a, b).extensions == Extensions({"fr.un": 2, "fr.deux": {"rang": 1}})
