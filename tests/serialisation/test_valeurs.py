"""One value at a time, as plain objects of JSON and back: what entities hold, and what the library answers."""

import json
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from examples import centres_territoriaux_gers, ceze_cevennes, lomagne_gersoise, occitanie_2021
from examples import reunions_centre_val_de_loire as reunions

import soinsprimaires
from soinsprimaires import (
    MSP,
    Acte,
    Anomalie,
    Axe,
    DatePartielle,
    DocumentInvalide,
    Entite,
    Extensions,
    Lieu,
    NatureProjet,
    Personne,
    Professionnel,
    Projet,
    Registre,
    Rpps,
    Site,
    ValeurInvalide,
    analyse,
    charger,
    charger_en_detail,
    comparaison,
    composition,
    controler,
    corriger,
    cycle,
    depuis_objet,
    ecrire,
    empreinte,
    en_objet,
)

EXEMPLES = (centres_territoriaux_gers, ceze_cevennes, lomagne_gersoise, occitanie_2021, reunions)
FONCTIONS = {
    *("Bareme", "Chronologie", "Decompte", "Mention", "Parametre", "PosteBareme", "Regle", "Reponse"),
    *("SorteIdentifiant", "Transition", "ValeurDatee"),
    *("Accessibilite", "CentreCommune", "Decroissance", "LotFait", "VolumeActivite"),
}
"""Public classes of no value: they hold functions, pairs, or values of which only they know the type."""


def classes_publiques() -> Iterator[type[Any]]:
    modules = [soinsprimaires, *(import_module(f"soinsprimaires.{nom}") for nom in soinsprimaires._MODULES)]
    noms = ((module, nom) for module in modules for nom in module.__all__)
    yield from {v: None for module, nom in noms if isinstance(v := getattr(module, nom), type) and attrs.has(v)}


@cache
def reponses(module: Any) -> tuple[Any, ...]:
    """What the library answers on an example."""
    registre: Registre = module.construire()
    dites: list[Any] = [*registre, registre]
    for au in (date(2022, 6, 1), date(2026, 1, 1)):
        rapport = controler(registre, au=au)
        dites += [rapport, rapport.bilan, rapport.depuis(controler(registre, au=date(2021, 1, 1)))]
        dites += [*rapport.bilan.parts, *analyse.portefeuille(registre, au=au), *analyse.denombrer(registre, au=au)]
        for projet in registre.projets:
            suivi = cycle.Suivi(projet, registre, au)
            dites += [suivi, suivi.echeances, *suivi.historique, *(suivi.ce_qui_manque or ())]
        dites += [composition.population(territoire, au=au) for territoire in registre.territoires]
        dites += [composition.classe_taille(territoire, au=au) for territoire in registre.territoires]
    dites += [comparaison.comparer(Registre(), registre), comparaison.comparer(registre, change(registre))]
    dites += registre.pointages()
    dites += (tenue for entite in registre for tenue in registre.fonctions_de(entite.identifiant))
    dites += registre.exercices(au=date(2026, 1, 1))
    return tuple(dites)


def change(registre: Registre) -> Registre:
    premier, second, *_ = registre
    autre = registre.sans(premier.identifiant)
    return autre.avec(attrs.evolve(second, extensions=soinsprimaires.Extensions({"a": [1]})), lieu())


def lieu() -> Lieu:
    return Lieu(identifiant="un-lieu-de-plus", nom="Lieu")


@pytest.mark.parametrize("module", EXEMPLES, ids=lambda module: module.__name__)
def test_ce_que_la_bibliotheque_repond_se_relit(module: Any) -> None:
    for valeur in reponses(module):
        relu = json.loads(json.dumps(en_objet(valeur), allow_nan=False))
        assert depuis_objet(relu, type(valeur)) == valeur


def test_chaque_classe_publique_se_lit_seule_ou_dit_que_non() -> None:
    refusees = set()
    for classe in classes_publiques():
        try:
            with pytest.raises(DocumentInvalide) as refus:
                depuis_objet([], classe)
            assert [a.pointeur for a in refus.value.anomalies] == [""], classe
        except TypeError:
            refusees.add(classe.__name__)
    assert refusees == FONCTIONS


@pytest.mark.parametrize(
    ("valeur", "objet"),
    [
        (DatePartielle.lire("2022-05~"), "2022-05~"),
        (Acte.EMERGENCE, "emergence"),
        (cycle.EtatMSP.CONTRAT_SIGNE, "contrat_signe"),
        (lieu(), {"identifiant": "un-lieu-de-plus", "nom": "Lieu", "nature": "autre"}),
        (MSP(identifiant="msp", nom="MSP"), {"type": "msp", "identifiant": "msp", "nom": "MSP"}),
        (
            Anomalie(code="a.b", message="Dit.", pointeur="/nom", admis=("x", "y"), proche="x", valeur="'z'"),
            {
                "code": "a.b",
                "message": "Dit.",
                "pointeur": "/nom",
                "gravite": "bloquant",
                "admis": ["x", "y"],
                "proche": "x",
                "valeur": "'z'",
            },
        ),
    ],
    ids=str,
)
def test_une_valeur_s_ecrit_comme_dans_un_document(valeur: Any, objet: Any) -> None:
    assert en_objet(valeur) == objet
    assert depuis_objet(objet, type(valeur)) == valeur


def test_un_numero_est_lu_avec_sa_forme() -> None:
    assert depuis_objet("10000000009", Rpps) == "10000000009"
    with pytest.raises(DocumentInvalide) as refus:
        depuis_objet("1", Rpps)
    assert [(a.code, a.pointeur) for a in refus.value.anomalies] == [("identifiant.forme", "")]


def test_l_etat_d_une_ligne_dit_la_nature_qui_lui_donne_son_sens() -> None:
    """The same word is a state of several natures of projects."""
    etape = next(valeur for module in EXEMPLES for valeur in reponses(module) if isinstance(valeur, cycle.Etape))
    nature, _, mot = en_objet(etape)["vers"].partition(".")
    assert (nature, mot) == ("cpts" if isinstance(etape.vers, cycle.EtatCPTS) else "msp", etape.vers.value)


def test_un_titulaire_dit_son_genre() -> None:
    tenues = [
        valeur for module in EXEMPLES for valeur in reponses(module) if isinstance(valeur, soinsprimaires.FonctionTenue)
    ]
    assert {en_objet(tenue)["titulaire"]["type"] for tenue in tenues} <= {"personne", "professionnel"}
    assert {type(tenue.titulaire) for tenue in tenues} <= {Personne, Professionnel}
    assert tenues


def test_toutes_les_fautes_sont_situees_depuis_la_valeur() -> None:
    objet = {
        "identifiant": "pro",
        "profession": {"systeme": "TRE_G15", "code": "10"},
        "exercices": [{"mode": "liberale"}, {"mode": "liberal", "quotité": "1"}],
        "rpps": 10000000009,
    }
    with pytest.raises(DocumentInvalide) as refus:
        depuis_objet(objet, Professionnel)
    mode, quotite, rpps = refus.value.anomalies
    assert (mode.pointeur, mode.code, mode.valeur, mode.proche) == (
        *("/exercices/0/mode", "valeur.hors_liste", "'liberale'", "liberal"),
    )
    assert set(mode.admis) == {membre.value for membre in soinsprimaires.ModeExercice}
    assert (quotite.pointeur, quotite.code, quotite.proche) == ("/exercices/1/quotité", "cle.inconnue", "quotite")
    assert (rpps.pointeur, rpps.code) == ("/rpps", "type.inattendu")
    assert rpps.valeur == "[11 chiffres]"


@pytest.mark.parametrize(
    ("objet", "code", "pointeur"),
    [
        ({"identifiant": "a", "nom": ("x",)}, "type.inattendu", "/nom"),
        ({"identifiant": "a", "nom": date(2024, 1, 1)}, "type.inattendu", "/nom"),
        ({"identifiant": "a", "nom": "x\0"}, "texte.nul", "/nom"),
        ({"identifiant": "a", "nom": "x", 1: 2}, "cle.texte", ""),
        ({"identifiant": "a", "nom": "x", "extensions": {"a": [float("nan")]}}, "json.constante", "/extensions/a/0"),
        ({"identifiant": "a", "nom": "x", "extensions": {"a": [float("-inf")]}}, "json.nombre", "/extensions/a/0"),
        ("x", "type.inattendu", ""),
        (None, "type.inattendu", ""),
    ],
)
def test_ce_qui_n_est_pas_du_json_est_refuse(objet: Any, code: str, pointeur: str) -> None:
    with pytest.raises(DocumentInvalide) as refus:
        depuis_objet(objet, Lieu)
    assert (code, pointeur) in [(a.code, a.pointeur) for a in refus.value.anomalies]


def test_ce_qui_se_contient_est_refuse_sans_tourner() -> None:
    boucle: dict[str, Any] = {}
    boucle["extensions"] = boucle
    with pytest.raises(DocumentInvalide, match="imbriqués"):
        depuis_objet(boucle, Lieu)


def test_une_entite_se_lit_quel_que_soit_son_genre() -> None:
    assert depuis_objet({"type": "lieu", **en_objet(lieu())}, Entite) == lieu()
    with pytest.raises(DocumentInvalide) as refus:
        depuis_objet({"type": "liue", "identifiant": "a"}, Entite)
    assert refus.value.anomalies[0].proche == "lieu"


def test_une_difference_se_lit_avec_son_entite_et_non_seule() -> None:
    [difference] = comparaison.comparer_entites(lieu(), attrs.evolve(lieu(), nom="Halle"))
    assert en_objet(difference)["apres"] == "Halle"
    with pytest.raises(DocumentInvalide, match=r"difference\.seule"):
        depuis_objet(en_objet(difference), comparaison.Difference)


def test_ce_qui_n_est_pas_une_valeur_le_dit() -> None:
    for valeur in (soinsprimaires.regles.REGLES["MSP-001"][0], object(), lambda: None):
        with pytest.raises(TypeError, match="ne s'écrit ni ne se lit seul"):
            en_objet(valeur)


def test_ce_qu_aucun_lecteur_ne_relirait_ne_s_ecrit_pas() -> None:
    with pytest.raises(ValeurInvalide, match="U\\+0000"):
        en_objet(Lieu(identifiant="a", nom="\0"))


def test_un_chargement_se_relit(tmp_path: Path) -> None:
    chemin = tmp_path / "a.json"
    soinsprimaires.ecrire(Registre(lieux=(lieu(),)), chemin)
    lu = charger_en_detail(chemin)
    assert depuis_objet(en_objet(lu), soinsprimaires.Chargement) == lu


def test_chaque_enumeration_publique_se_relit() -> None:
    modules = [soinsprimaires, *(import_module(f"soinsprimaires.{nom}") for nom in soinsprimaires._MODULES)]
    enumerations = {
        v for m in modules for nom in m.__all__ if isinstance(v := getattr(m, nom), type) and issubclass(v, Enum)
    }
    assert len(enumerations) > 50
    for classe in enumerations:
        assert [depuis_objet(en_objet(membre), classe) for membre in classe] == [*classe]
        assert all(isinstance(getattr(membre, "libelle", None), str) for membre in classe), classe


# -- one entity that changes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("correctif", "attendu"),
    [
        (
            {"nom": "Halle"},
            {"identifiant": "msp", "type": "msp", "nom": "Halle", "extensions": {"a": {"b": 1, "c": 2}}},
        ),
        ({"extensions": None}, {"identifiant": "msp", "type": "msp", "nom": "MSP"}),
        (
            {"extensions": {"a": {"b": None, "d": [None]}}},
            {"identifiant": "msp", "type": "msp", "nom": "MSP", "extensions": {"a": {"c": 2, "d": [None]}}},
        ),
        (
            {"extensions": {"e": {"f": None}}, "associes": [{"membre": "a"}]},
            {
                "identifiant": "msp",
                "type": "msp",
                "nom": "MSP",
                "associes": [{"membre": "a"}],
                "extensions": {"a": {"b": 1, "c": 2}, "e": {}},
            },
        ),
        ({}, {"identifiant": "msp", "type": "msp", "nom": "MSP", "extensions": {"a": {"b": 1, "c": 2}}}),
    ],
    ids=["une cle", "null retire", "dans un objet", "une liste entiere", "rien"],
)
def test_un_correctif_change_ce_qu_il_dit(correctif: Any, attendu: Any) -> None:
    """RFC 7396, section 2."""
    msp = MSP(identifiant="msp", nom="MSP", extensions=Extensions({"a": {"b": 1, "c": 2}}))
    assert en_objet(corriger(msp, correctif)) == attendu


def test_un_correctif_faux_est_refuse_en_entier() -> None:
    with pytest.raises(DocumentInvalide) as refus:
        corriger(lieu(), {"nom": None, "nature": "sale", "adrese": "1"})
    assert [(a.code, a.pointeur) for a in refus.value.anomalies] == [
        ("cle.absente", "/nom"),
        ("valeur.hors_liste", "/nature"),
        ("cle.inconnue", "/adrese"),
    ]
    with pytest.raises(DocumentInvalide, match=r"/identifiant : un identifiant ne change pas"):
        corriger(lieu(), {"identifiant": "autre"})
    for valeur, correctif in ((lieu(), [1]), (DatePartielle(annee=2022), {})):
        with pytest.raises(TypeError, match="un objet se corrige par un objet"):
            corriger(valeur, cast("Any", correctif))


def test_modifier_change_une_entite_un_site_ou_un_axe() -> None:
    msp = MSP(identifiant="msp", nom="MSP", sites=(Site(identifiant="s-1"), Site(identifiant="s-2")))
    axe = Axe(identifiant="axe", intitule="Accès")
    projet = Projet(identifiant="projet", nom="Projet", nature=NatureProjet.MSP, axes=(axe,))
    registre = Registre(structures=(msp,), projets=(projet,), lieux=(lieu(),))
    change = (
        registre.modifier("msp", nom="Maison").modifier("s-2", lieu="un-lieu-de-plus").modifier("axe", intitule="B")
    )
    assert change["msp"].nom == "Maison"
    assert [site.lieu for site in change["msp"].sites] == [None, "un-lieu-de-plus"]
    assert change["projet"].axes == (attrs.evolve(axe, intitule="B"),)
    assert registre["msp"] == msp


def test_ce_qui_ne_se_modifie_pas_le_dit() -> None:
    registre = Registre(lieux=(lieu(),))
    with pytest.raises(KeyError):
        registre.modifier("inconnu", nom="x")
    with pytest.raises(ValeurInvalide, match="un identifiant ne change pas"):
        registre.modifier("un-lieu-de-plus", identifiant="autre")
    with pytest.raises(ValeurInvalide, match="nom : un texte est attendu"):
        registre.modifier("un-lieu-de-plus", nom=3)
    assert registre.modifier("un-lieu-de-plus", identifiant="un-lieu-de-plus") == registre


def test_obtenir_dit_la_classe_voulue() -> None:
    registre = Registre(lieux=(lieu(),))
    trouve = registre.obtenir("un-lieu-de-plus", Lieu)
    assert trouve is not None
    assert trouve.nom == "Lieu"  # mypy knows that it is a Lieu
    assert registre.obtenir("un-lieu-de-plus", Entite) is trouve
    assert registre.obtenir("inconnu", Lieu) is None
    assert registre.obtenir(None, Lieu) is None
    with pytest.raises(ValeurInvalide, match="'un-lieu-de-plus' nomme une entité de classe Lieu, pas Projet") as refus:
        registre.obtenir("un-lieu-de-plus", Projet)
    assert refus.value.code == "identifiant.sorte"


# -- streams and digests ------------------------------------------------------------------------------------------


def test_un_registre_va_et_vient_par_un_flux() -> None:
    registre, flux = Registre(lieux=(lieu(),)), BytesIO()
    ecrire(registre, flux)
    flux.seek(0)
    assert charger(flux) == registre
    assert not flux.closed
    assert charger_en_detail(BytesIO(flux.getvalue())).empreinte == empreinte(registre)
    with pytest.raises(DocumentInvalide, match="taille_max"):
        charger(BytesIO(flux.getvalue()), taille_max=10)


def test_un_flux_de_texte_et_autre_chose_sont_refuses() -> None:
    for source in (StringIO("{}"), 3):
        with pytest.raises(ValeurInvalide, match="flux binaire") as refus:
            charger(cast("Any", source))
        assert refus.value.code == "flux.type"
        with pytest.raises(ValeurInvalide, match="un chemin ou un flux binaire est attendu"):
            ecrire(Registre(), cast("Any", source))
    with pytest.raises(ValeurInvalide, match="un flux ne remplace aucun fichier"):
        ecrire(Registre(), BytesIO(), si_inchange="0" * 64)


def test_une_empreinte_est_celle_de_la_valeur(tmp_path: Path) -> None:
    registre = Registre(lieux=(lieu(),))
    ecrire(registre, tmp_path / "a.json")
    assert empreinte(registre) == charger_en_detail(tmp_path / "a.json").empreinte
    assert empreinte(lieu()) == empreinte(lieu()) != empreinte(attrs.evolve(lieu(), nom="Halle"))
    assert len(empreinte(controler(registre, au=date(2026, 1, 1)))) == len(empreinte(lieu())) == 64
