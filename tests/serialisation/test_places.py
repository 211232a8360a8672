"""Where in what was read stands what a finding points at: any order, any layout, lines, earlier versions."""

import io
import json
import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest
from examples import centres_territoriaux_gers, ceze_cevennes, lomagne_gersoise
from tests.proprietes.outils import noeuds, resoudre

from soinsprimaires import (
    Chargement,
    Registre,
    ValeurInvalide,
    charger_lignes,
    controler,
    depuis_json_en_detail,
    ecrire_lignes,
    en_json,
)
from soinsprimaires.anomalies import Chemin, lire_pointeur, pointeur_json
from soinsprimaires.regles import Constat, Resultat

AU = date(2026, 1, 1)
EXEMPLES = (centres_territoriaux_gers, ceze_cevennes, lomagne_gersoise)


def constats(registre: Registre) -> tuple[Constat, ...]:
    return controler(registre, au=AU).constats


def melanger(valeur: Any, hasard: random.Random) -> Any:
    """The same document, its keys and its lists of entities in another order."""
    if not isinstance(valeur, dict):
        return [melanger(element, hasard) for element in valeur] if isinstance(valeur, list) else valeur
    cles = [*valeur]
    hasard.shuffle(cles)
    melange = {cle: melanger(valeur[cle], hasard) for cle in cles}
    for liste in melange.get("contenu", {}).values():
        hasard.shuffle(liste)
    return melange


def cible(document: Any, chemin: Chemin) -> Any:
    """What stands at a path, or the nearest that exists, and whether it does."""
    for rang in range(len(chemin), -1, -1):
        try:
            return resoudre(document, pointeur_json(chemin[:rang])), chemin[rang:]
        except (KeyError, IndexError, TypeError):
            continue
    raise AssertionError(chemin)


@pytest.mark.parametrize("module", EXEMPLES, ids=lambda module: str(module.__name__))
def test_un_constat_vise_la_meme_donnee_dans_un_document_en_desordre(module: Any) -> None:
    ecrit = json.loads(en_json(module.construire()))
    for graine in range(3):
        melange = melanger(ecrit, random.Random(graine))  # noqa: S311 - the same at each run
        lu = depuis_json_en_detail(json.dumps(melange))
        for constat in constats(lu.registre):
            chemin = lire_pointeur(constat.pointeur)
            if chemin[2:]:
                assert cible(melange, lire_pointeur(lu.situer(constat))) == cible(ecrit, chemin)
            else:
                assert lu.situer(constat) == constat.pointeur
        rapport = controler(lu.registre, au=AU).situer(lu.situer)
        assert [c.pointeur for c in rapport.constats] == [lu.situer(c) for c in constats(lu.registre)]


def test_le_chemin_part_de_l_entite() -> None:
    registre = lomagne_gersoise.construire()
    for constat in constats(registre):
        racine = "" if constat.entite is None else registre.pointeur(constat.entite)
        assert constat.pointeur == racine + pointeur_json(constat.chemin)


def test_une_entite_jugee_seule_est_situee_dans_le_document() -> None:
    lu = depuis_json_en_detail(en_json(ceze_cevennes.construire()))
    entite = lu.registre.structures[0]
    seuls = controler(entite, au=AU, registre=lu.registre).constats
    assert seuls
    for constat in seuls:
        assert lu.situer(constat) == lu.registre.pointeur(entite.identifiant) + constat.pointeur


def test_une_commune_est_situee_la_ou_elle_est_ecrite() -> None:
    """The communes of a territory are put in order."""
    territoire = {"identifiant": "t", "nom": "T", "nature": "action_cpts", "communes": ["32370", "32001"]}
    lu = lire([territoire])
    assert lu.registre.territoires[0].communes == ("32001", "32370")
    assert lu.situer(constat("/contenu/territoires/0/communes/0")) == "/contenu/territoires/0/communes/1"


def lire(territoires: list[Any]) -> Chargement:
    document = {"format": "soinsprimaires/registre", "version": 1, "contenu": {"territoires": territoires}}
    return depuis_json_en_detail(json.dumps(document))


def constat(pointeur: str, entite: str | None = None) -> Constat:
    return Constat(code="X-001", resultat=Resultat.INDETERMINE, message="Dit.", pointeur=pointeur, entite=entite)


@pytest.mark.parametrize("pointeur", ["", "/contenu", "/contenu/territoires", "/contenu/territoires/9/nom"])
def test_ce_qui_ne_vise_aucune_entite_reste_ou_il_est(pointeur: str) -> None:
    lu = lire([])
    assert lu.situer(constat(pointeur)) == pointeur
    assert lu.situer(constat(pointeur, "inconnue")) == pointeur


def test_les_lignes_sont_situees_par_leur_numero() -> None:
    registre = lomagne_gersoise.construire()
    entites = [*registre]
    random.Random(1).shuffle(entites)  # noqa: S311 - the same at each run
    fichier = io.BytesIO()
    ecrire_lignes(entites, fichier)
    lignes = fichier.getvalue().decode().splitlines()
    fichier.seek(0)
    lu = charger_lignes(fichier).chargement()
    assert lu.registre == registre
    assert constats(registre)
    for dit in constats(lu.registre):
        pointeur = lu.situer(dit)
        if dit.entite is not None:
            _, numero, *_ = lire_pointeur(pointeur)
            assert json.loads(lignes[int(numero) - 1])["identifiant"] == dit.entite
            region = lu.region(pointeur)
            assert region is not None
            assert (region.ligne, region.colonne) == (numero, None)
            assert pointeur.endswith(pointeur_json(dit.chemin))


def test_sans_ce_qui_a_ete_lu_rien_ne_se_situe() -> None:
    fait = Chargement(registre=Registre(), version_origine=1)
    with pytest.raises(ValeurInvalide, match="rien n'est gardé"):
        fait.situer(constat(""))
    assert fait.region("") is None


# -- regions ------------------------------------------------------------------------------------------------------


def textes(document: Any) -> Iterator[str]:
    yield json.dumps(document)
    yield json.dumps(document, indent=3, ensure_ascii=False)
    yield json.dumps(document, indent="\t", separators=("\n,", " :\r\n "))


@pytest.mark.parametrize("module", EXEMPLES, ids=lambda module: str(module.__name__))
def test_la_region_d_une_valeur_est_son_texte(module: Any) -> None:
    document = json.loads(en_json(module.construire()))
    chemins = [chemin for chemin, _ in noeuds(document)][:: 7 if module is ceze_cevennes else 41]
    for texte in textes(document):
        lu = depuis_json_en_detail(texte)
        regions = lu.regions(map(pointeur_json, chemins))
        assert len(regions) == len(chemins)
        lignes = texte.split("\n")
        for chemin in chemins:
            region = regions[pointeur_json(chemin)]
            assert json.loads(extraire(lignes, attrs.astuple(region))) == resoudre(document, pointeur_json(chemin))


def extraire(lignes: list[str], region: tuple[int, int, int, int]) -> str:
    ligne, colonne, derniere, apres = region
    morceaux = lignes[ligne - 1 : derniere]
    morceaux[-1] = morceaux[-1][: apres - 1]
    morceaux[0] = morceaux[0][colonne - 1 :]
    return "\n".join(morceaux)


def test_ce_qui_est_absent_est_la_ou_il_manque() -> None:
    lu = lire([{"identifiant": "t", "nom": "T", "nature": "action_cpts"}])
    ou = lu.region("/contenu/territoires/0/communes/3")
    assert ou is not None
    assert ou == lu.region("/contenu/territoires/0")
    assert lu.region("/contenu/territoires/7") == lu.region("/contenu/territoires")
