"""The public strategies: complete, typed, true to their class, coherent in a registre."""

import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar, get_args, get_type_hints

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from tests.proprietes.outils import exemples

import soinsprimaires
from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    Chronologie,
    DatePartielle,
    Delimitation,
    Evenement,
    NatureProjet,
    Nuance,
    Periode,
    PeriodePartielle,
    Precision,
    Projet,
    Registre,
    Structure,
    Systeme,
    ValeurInvalide,
    strategies,
)
from soinsprimaires.cycle import ETATS
from soinsprimaires.identifiants import FINESS, RPPS, SIRET, SORTES
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.referentiels import professions

T = TypeVar("T")

DU_MODELE = ("anomalies", "extensions", "mesures", "modele", "referentiels.codes", "sources", "temps")
CLASSES = [
    classe
    for nom in soinsprimaires.__all__
    if attrs.has(classe := getattr(soinsprimaires, nom))
    and classe is not soinsprimaires.Entite  # each kind of entity has its own
    and classe.__module__.removeprefix("soinsprimaires.").startswith(DU_MODELE)
]
# Those that draw no value of one class have their own file.
AVANCEES = {"documents_json", "journaux", "mutations", "registres_conformes"}
FONCTIONS = {nom: getattr(strategies, nom) for nom in strategies.__all__ if nom not in AVANCEES}
PEU = exemples(25)


def trouver(strategie: st.SearchStrategy[T], condition: Callable[[T], Any]) -> T:
    """The first value found, not the smallest."""
    return find(strategie, condition, settings=settings(max_examples=1000, phases=[Phase.generate]))


def produit(nom: str) -> Any:
    """What the annotation of a function says that its strategy draws."""
    return get_args(get_type_hints(FONCTIONS[nom])["return"])[0]


def appeler(nom: str) -> st.SearchStrategy[Any]:
    return strategies.chronologies(st.integers()) if nom == "chronologies" else FONCTIONS[nom]()


PRODUITS = {nom: produit(nom) for nom in FONCTIONS}


def test_chaque_classe_publique_a_une_strategie_et_une_seule() -> None:
    for classe in (*CLASSES, *SORTES, Structure):
        noms = [nom for nom, rendu in PRODUITS.items() if classe in {rendu, getattr(rendu, "__origin__", None)}]
        assert len(noms) == 1, classe


def test_chaque_strategie_est_documentee() -> None:
    assert [nom for nom, fonction in FONCTIONS.items() if not fonction.__doc__] == []


@pytest.mark.parametrize("nom", FONCTIONS)
def test_chaque_valeur_est_de_sa_classe_et_voyage(nom: str) -> None:
    attendu = PRODUITS[nom]
    if attendu in SORTES:
        attendu = str
    elif attendu != Structure:
        attendu = getattr(attendu, "__origin__", attendu)

    @PEU
    @given(appeler(nom))
    def verifier(valeur: Any) -> None:
        assert isinstance(valeur, attendu)
        copie = pickle.loads(pickle.dumps(valeur))  # noqa: S301 - written just here
        assert copie == valeur
        assert hash(copie) == hash(valeur)

    verifier()


# Fields that few acts admit: they have their own test.
RARES = {"annule", "etat", "etats_possibles"}


@pytest.mark.parametrize("nom", [nom for nom, f in FONCTIONS.items() if "champs" in get_type_hints(f)])
def test_chaque_champ_est_parfois_donne(nom: str) -> None:
    if not attrs.has(PRODUITS[nom]):
        pytest.skip("a union: each of its classes has its own case")
    manquent = {champ.name for champ in attrs.fields(PRODUITS[nom])} - RARES

    def completer(valeur: Any) -> bool:
        manquent.difference_update(c.name for c in attrs.fields(type(valeur)) if getattr(valeur, c.name) != c.default)
        return not manquent

    with suppress(NoSuchExample):  # what is left says more
        trouver(appeler(nom), completer)
    assert manquent == set()


@PEU
@given(strategies.professionnels(profession=professions.MEDECIN, rpps=strategies.rpps(cle_valide=True)))
def test_un_champ_se_fixe_par_une_valeur_ou_par_une_strategie(medecin: Any) -> None:
    assert medecin.profession == professions.MEDECIN
    assert RPPS.cle_valide(medecin.rpps) is True


def test_un_champ_inconnu_est_refuse_a_l_appel() -> None:
    with pytest.raises(TypeError, match="MSP n'a pas de champ nomm, tel"):
        strategies.msps(nomm="x", tel="y")


def test_une_valeur_refusee_l_est_a_voix_haute() -> None:
    @PEU
    @given(strategies.professionnels(profession=professions.MEDECIN, rpps="123"))
    def tirer(_: Any) -> None:
        """The strategy itself fails."""

    with pytest.raises(ValeurInvalide, match="RPPS"):
        tirer()


@PEU
@given(strategies.msps(dissoute_le="2020-06"), strategies.msps(creee_le="2020-06"))
def test_une_borne_donnee_ne_bouge_pas(dissoute: MSP, creee: MSP) -> None:
    assert str(dissoute.dissoute_le) == "2020-06"
    assert str(creee.creee_le) == "2020-06"


@PEU
@given(strategies.periodes_partielles(debut=DatePartielle.lire("2020")), strategies.periodes_partielles(fin="2020"))
def test_une_periode_partielle_garde_la_borne_donnee(depuis: PeriodePartielle, jusqu_a: PeriodePartielle) -> None:
    assert str(depuis.debut) == "2020"
    assert str(jusqu_a.fin) == "2020"


@PEU
@given(
    strategies.evenements(acte=Acte.ANNULATION),
    strategies.evenements(acte=Acte.REPRISE, etat="projet_valide"),
    strategies.evenements(acte=Acte.DEPOT_PROJET),
)
def test_un_evenement_n_a_que_ce_que_son_acte_admet(
    annulation: Evenement, reprise: Evenement, depot: Evenement
) -> None:
    assert annulation.annule is not None
    assert reprise.etat == "projet_valide"
    assert depot.annule is depot.etat is None


@PEU
@given(strategies.presences(site=None), strategies.presences(commune=None, site="site-1"))
def test_une_presence_a_toujours_un_endroit(sans_site: Any, sans_commune: Any) -> None:
    assert sans_site.commune is not None or sans_site.lieu is not None
    assert sans_commune.site == "site-1"


@PEU
@given(strategies.territoires(delimitation=Delimitation.COMPLETE))
def test_un_territoire_complet_a_des_communes(territoire: Any) -> None:
    assert territoire.communes


@PEU
@given(
    strategies.dates_partielles(
        min_jour=date(2020, 2, 1), max_jour=date(2020, 2, 3), nuances=[Nuance.VERS], precisions=[Precision.JOUR]
    )
)
def test_les_bornes_d_une_date_partielle(le: DatePartielle) -> None:
    assert str(le) in {"2020-02-01~", "2020-02-02~", "2020-02-03~"}


@PEU
@given(strategies.periodes(min_debut=date(2020, 1, 1), max_fin=date(2020, 1, 31)), strategies.periodes(bornee=True))
def test_les_bornes_d_une_periode(courte: Periode, bornee: Periode) -> None:
    assert courte.debut is not None
    assert courte.fin is not None
    assert date(2020, 1, 1) <= courte.debut <= courte.fin <= date(2020, 1, 31)
    assert None not in {bornee.debut, bornee.fin}


@PEU
@given(strategies.codes_nomenclature(Systeme.TRE_R38), strategies.codes_nomenclature(Systeme.TRE_R02))
def test_un_code_se_limite_a_un_systeme(specialite: Any, secteur: Any) -> None:
    assert specialite.systeme is Systeme.TRE_R38
    assert secteur.systeme is Systeme.TRE_R02


@pytest.mark.parametrize("nom", ["rpps", "adelis", "finess", "sirens", "sirets", "codes_epci"])
@pytest.mark.parametrize("cle_valide", [True, False])
def test_la_cle_est_celle_demandee(nom: str, cle_valide: bool) -> None:  # noqa: FBT001 - a case
    sorte = SORTES[PRODUITS[nom]]

    @PEU
    @given(FONCTIONS[nom](cle_valide=cle_valide))
    def verifier(numero: str) -> None:
        assert sorte.cle_valide(numero) is cle_valide

    verifier()


def test_une_cle_inconnue_est_parmi_les_exemples() -> None:
    assert FINESS.cle_valide(trouver(strategies.finess(), lambda numero: not numero.isdigit())) is None
    assert SIRET.cle_valide(trouver(strategies.sirets(), lambda numero: SIRET.cle_valide(numero) is False)) is False


def test_une_chronologie_a_des_trous() -> None:
    def trouee(chronologie: Chronologie[int]) -> bool:
        periodes = [periode for periode, _ in chronologie]
        return any(
            avant.fin is not None and apres.debut is not None and (apres.debut - avant.fin).days > 1
            for avant, apres in pairwise(periodes)
        )

    assert trouee(trouver(strategies.chronologies(st.integers()), trouee))


@given(strategies.registres())
def test_un_registre_ne_designe_que_ce_qu_il_a(registre: Registre) -> None:
    for pointage in registre.pointages():
        assert registre.genre(pointage.cible) in pointage.genres
    for projet in registre.projets:
        noms = [evenement.identifiant for evenement in projet.journal]
        for rang, evenement in enumerate(projet.journal):
            assert evenement.annule is None or evenement.annule in noms[:rang]


LIES = ("accompagnements", "bilans_annuels", "conventions", "indemnites", "labels")
"""Kinds whose entities must point to others."""
SEULS = [genre for genre in LISTES if genre not in LIES]


@pytest.mark.parametrize("genre", SEULS)
def test_chaque_genre_peut_etre_seul_dans_un_registre(genre: str) -> None:
    registre = trouver(strategies.registres(genres=[genre]), lambda registre: len(registre) > 1)
    assert {registre.genre(entite.identifiant) for entite in registre} == {genre}


@pytest.mark.parametrize("genre", LIES)
def test_ce_qui_doit_designer_quelqu_un_n_est_pas_seul(genre: str) -> None:
    assert len(trouver(strategies.registres(genres=[genre]), lambda _: True)) == 0
    avec_d_autres = strategies.registres(genres=[genre, "organisations", "professionnels", "structures"])
    assert getattr(trouver(avec_d_autres, lambda registre: getattr(registre, genre)), genre)


@PEU
@given(strategies.registres(genres=("structures",), max_entites=2))
def test_un_registre_se_limite(registre: Registre) -> None:
    assert len(registre) == len(registre.structures) <= 2


def test_un_genre_inconnu_est_refuse_a_l_appel() -> None:
    with pytest.raises(ValeurInvalide, match="le registre n'a pas de liste patients"):
        strategies.registres(genres=("structures", "patients"))


def test_un_exemple_reduit_se_lit() -> None:
    cpts = find(strategies.structures(), lambda structure: isinstance(structure, CPTS))
    assert cpts == CPTS(identifiant="0", nom="")
    exercice = find(strategies.exercices(), lambda exercice: exercice.quotite is not None)
    assert exercice.quotite == Decimal("0.001")
    assert exercice.presences == ()


def test_sans_hypothesis_l_extra_manque() -> None:
    code = """
import sys
sys.modules["hypothesis"] = None
import soinsprimaires
try:
    soinsprimaires.strategies
except soinsprimaires.ExtraManquant as manque:
    print(manque.extra, manque.besoin)
"""
    resultat = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert resultat.stdout.split() == ["hypothesis", "soinsprimaires.strategies"]


@pytest.mark.parametrize("nature", [NatureProjet.CPTS, NatureProjet.CENTRE_SANTE])
def test_un_projet_se_reprend_dans_les_etats_de_sa_nature(nature: NatureProjet) -> None:
    """A contract, an opening: not only the states that the projects of all natures have."""
    siens = {etat.value for etat in ETATS[nature]}
    dits: set[str] = set()

    @settings(max_examples=300, database=None, deadline=None, phases=[Phase.generate], derandomize=True)
    @given(strategies.projets(nature=nature))
    def tirer(projet: Projet) -> None:
        for evenement in projet.journal:
            assert evenement.etat is None or not evenement.etats_possibles
            dits.update(evenement.etats_possibles, () if evenement.etat is None else (evenement.etat,))

    tirer()
    assert dits <= siens
    assert dits - {"abandonne", "dissous", "emergence"}
