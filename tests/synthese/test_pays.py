"""The synthetic country: the same everywhere, of the announced size, plausible, nobody's."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date

import attrs
import pytest
from tests.synthese.outils import tirage

from soinsprimaires import (
    CPTS,
    MSP,
    CentreSante,
    Delimitation,
    Fonction,
    ModeExercice,
    NatureFonction,
    Nuance,
    Registre,
    ValeurInvalide,
    controler,
    cycle,
    referentiels,
    synthese,
)
from soinsprimaires.identifiants import FINESS, RPPS, SIREN, SIRET
from soinsprimaires.referentiels import professions
from soinsprimaires.regles import REGLES

EMPREINTE = """
import hashlib, attrs
from soinsprimaires import synthese
print(hashlib.sha256(repr([attrs.asdict(e) for e in synthese.pays(graine=3, part=0.002)]).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def pays() -> Registre:
    return synthese.pays(part=0.01)


def structures(pays: Registre, classe: type) -> list[object]:
    return [structure for structure in pays.structures if type(structure) is classe]


def test_une_graine_donne_toujours_le_meme_pays(pays: Registre) -> None:
    assert synthese.pays() == pays  # a hundredth, of the seed 0
    autre = synthese.pays(graine=2, part=0.01)
    assert autre != pays
    assert (tirage(pays), tirage(autre)) == ("f736f5751e2a", "297bd4355c6e")


@pytest.mark.parametrize("hasard", ["0", "1", "4242"])
def test_un_autre_processus_donne_le_meme_pays(hasard: str) -> None:
    resultat = subprocess.run(
        [sys.executable, "-c", EMPREINTE],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": hasard},
    )
    ici = repr([attrs.asdict(entite) for entite in synthese.pays(graine=3, part=0.002)])
    assert resultat.stdout.strip() == hashlib.sha256(ici.encode()).hexdigest()


def test_un_centieme_du_pays_est_un_centieme_de_ses_effectifs(pays: Registre) -> None:
    assert len(pays.professionnels) == 1000
    assert [len(structures(pays, classe)) for classe in (MSP, CentreSante, CPTS)] == [26, 30, 8]
    assert len(pays.projets) == len(pays.territoires) == 8


def test_le_plus_petit_pays_a_un_peu_de_tout() -> None:
    pays = synthese.pays(part=0.000001)
    assert len(pays.professionnels) == 1
    assert Counter(type(structure) for structure in pays.structures) == {MSP: 1, CentreSante: 1, CPTS: 1}


@pytest.mark.parametrize("part", [0, -0.1, 1.01, float("nan")])
def test_une_part_hors_du_pays_est_refusee(part: float) -> None:
    with pytest.raises(ValeurInvalide, match="la part"):
        synthese.pays(part=part)


def test_chaque_reference_designe_ce_qu_elle_doit(pays: Registre) -> None:
    assert pays.pointages()
    assert [p for p in pays.pointages() if pays.genre(p.cible) not in p.genres] == []


def test_les_numeros_ont_la_bonne_cle_et_ne_sont_a_personne(pays: Registre) -> None:
    rpps = [p.rpps for p in pays.professionnels if p.rpps is not None]
    assert len(set(rpps)) == len(rpps) > 900
    assert all(numero[0] == "9" and RPPS.cle_valide(numero) for numero in rpps)
    finess = [f for s in pays.structures for f in (s.finess, *(site.finess for site in s.sites)) if f is not None]
    assert len(set(finess)) == len(finess) == 2 * (26 + 30)
    assert all(numero.startswith("00") and FINESS.cle_valide(numero) for numero in finess)
    sirets = [s.siret for s in (*pays.structures, *pays.organisations) if s.siret is not None]
    assert len(set(sirets)) == len(sirets) > 26 + 8
    assert all(numero[0] == "0" and SIRET.cle_valide(numero) and SIREN.cle_valide(numero[:9]) for numero in sirets)


def test_personne_n_a_de_nom(pays: Registre) -> None:
    assert {(soignant.nom, soignant.prenom) for soignant in pays.professionnels} == {(None, None)}
    assert {(personne.nom, personne.prenom) for personne in pays.personnes} == {(None, None)}


def test_les_communes_sont_celles_du_referentiel(pays: Registre) -> None:
    for territoire in pays.territoires:
        membres = {commune.code for commune in referentiels.communes_de(epci=str(territoire.epci))}
        assert set(territoire.communes) <= membres
        assert (territoire.delimitation is Delimitation.COMPLETE) == (set(territoire.communes) == membres)


def test_les_professions_et_les_ages_sont_plausibles(pays: Registre) -> None:
    metiers = Counter(soignant.profession for soignant in pays.professionnels)
    assert [metier for metier, _ in metiers.most_common(3)] == [
        professions.INFIRMIER,
        professions.MEDECIN,
        professions.MASSEUR_KINESITHERAPEUTE,
    ]
    annees = [soignant.annee_naissance for soignant in pays.professionnels if soignant.annee_naissance is not None]
    assert len(annees) == 1000
    assert 1953 <= min(annees) < 1965
    assert 1990 < max(annees) <= 2000


def test_rien_n_y_est_absurde(pays: Registre) -> None:
    plausibles = {code: REGLES[code] for code in REGLES if code.startswith("VRA-")}
    for au in (date(2026, 11, 29), date(2020, 1, 1)):
        rapport = controler(pays, au=au, regles=plausibles)
        assert [constat for resultat in rapport.resultats for constat in resultat.constats] == []


def test_chacun_exerce_a_un_ou_deux_endroits(pays: Registre) -> None:
    exercices = [exercice for soignant in pays.professionnels for exercice in soignant.exercices]
    assert Counter(len(soignant.exercices) for soignant in pays.professionnels).keys() == {1, 2}
    assert all(exercice.presences for exercice in exercices)
    for exercice in exercices:
        assert (exercice.mode is ModeExercice.SALARIE) == (exercice.quotite is not None)


def test_des_dates_sont_vagues_parmi_d_autres_exactes(pays: Registre) -> None:
    nuances = Counter(s.creee_le.nuance for s in pays.structures if s.creee_le is not None)
    assert set(nuances) == set(Nuance) - {Nuance.ENTRE}
    assert nuances[Nuance.EXACTE] > len(pays.structures) / 2


def test_les_projets_racontent_une_histoire_possible(pays: Registre) -> None:
    for projet in pays.projets:
        assert 3 <= len(projet.journal) <= 10
        journal = attrs.evolve(projet, journal=())
        for evenement in projet.journal:
            journal = cycle.appliquer(journal, evenement)
        assert journal == projet


def test_chaque_cpts_a_ses_responsables(pays: Registre) -> None:
    for cpts in structures(pays, CPTS):
        assert isinstance(cpts, CPTS)
        fonctions = [tenue.fonction for tenue in pays.fonctions_de(cpts.identifiant)]
        assert all(isinstance(fonction, Fonction) for fonction in fonctions)
        assert {f.nature for f in fonctions} == {NatureFonction.COORDINATION, NatureFonction.PRESIDENCE}
