"""Reading and writing: what is written is read again, and whatever is read gives a registre or its faults."""

import json
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.donnees.complet import CHEMIN
from tests.proprietes.outils import MOITIE, noeuds, resoudre

from soinsprimaires import (
    Anomalie,
    Chargement,
    DocumentInvalide,
    Gravite,
    Registre,
    depuis_json,
    depuis_json_en_detail,
    en_json,
    strategies,
)
from soinsprimaires.anomalies import pointeur_json

Chemin = tuple[str | int, ...]

simples = st.none() | st.booleans() | st.integers() | st.text(max_size=5)


def emboiter(feuilles: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        feuilles,
        lambda dedans: st.lists(dedans, max_size=3) | st.dictionaries(st.text(max_size=5), dedans, max_size=3),
        max_leaves=8,
    )


# Python writes and reads Infinity and NaN, which are not JSON.
valeurs = emboiter(simples | st.floats())
finies = emboiter(simples | st.floats(allow_nan=False, allow_infinity=False))
enveloppes: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "format": st.just("soinsprimaires/registre") | valeurs,
        "version": st.just(1) | valeurs,
        "contenu": st.dictionaries(st.sampled_from(["structures", "projets", "extensions", "autre"]), valeurs)
        | valeurs,
    },
    optional={"autre": valeurs},
)


def lire(document: str | bytes) -> Registre | tuple[Anomalie, ...]:
    """A registre or the faults, never none of them; any other exception goes through."""
    try:
        return depuis_json(document)
    except DocumentInvalide as invalide:
        anomalies = invalide.anomalies
    assert anomalies
    return anomalies


def situer(document: Any, anomalie: Anomalie) -> None:
    """The pointer names a datum, or the key that its object lacks."""
    parent, _, cle = anomalie.pointeur.rpartition("/")
    try:
        resoudre(document, anomalie.pointeur)
    except KeyError:
        assert cle not in resoudre(document, parent)
        assert isinstance(resoudre(document, parent), dict)


def juger(document: Any) -> None:
    """A parsed document gives a registre that the library writes and reads again, or faults that are situated."""
    lu = lire(json.dumps(document))
    if isinstance(lu, Registre):
        assert depuis_json(en_json(lu)) == lu
    else:
        for anomalie in lu:
            assert anomalie.gravite is Gravite.BLOQUANT
            assert len(anomalie.message) <= 400
            situer(document, anomalie)


@MOITIE
@given(strategies.registres())
def test_ce_qui_est_ecrit_se_relit(registre: Registre) -> None:
    texte = en_json(registre)
    assert depuis_json(texte) == registre
    assert depuis_json(texte.encode()) == registre
    assert depuis_json(en_json(registre, compact=True)) == registre


@MOITIE
@given(strategies.registres(), st.randoms(use_true_random=False))
def test_l_ecriture_ne_depend_que_de_la_valeur(registre: Registre, hasard: Any) -> None:
    entites = list(registre)
    hasard.shuffle(entites)
    assert en_json(Registre(extensions=registre.extensions).avec(*entites)) == en_json(registre)
    assert en_json(depuis_json(en_json(registre))) == en_json(registre)


@MOITIE
@given(strategies.registres(), st.randoms(use_true_random=False))
def test_l_ordre_des_cles_et_des_entites_d_un_document_ne_compte_pas(registre: Registre, hasard: Any) -> None:
    def melanger(valeur: Any) -> Any:
        if isinstance(valeur, dict):
            cles = list(valeur)
            hasard.shuffle(cles)
            return {cle: melanger(valeur[cle]) for cle in cles}
        return [melanger(element) for element in valeur] if isinstance(valeur, list) else valeur

    document = melanger(json.loads(en_json(registre)))
    for genre, entites in document["contenu"].items():
        if genre != "extensions":
            hasard.shuffle(entites)
    assert depuis_json(json.dumps(document)) == registre


@given(st.text() | st.binary() | st.from_regex(r"[\[\]{}:,\"0-9eEtrufalsn.\\ -]{0,20}", fullmatch=True))
@example("")
@example('{"format": "soinsprimaires/registre", "version": 1.0, "contenu": {}}')
@example("[" * 100_000)
def test_un_texte_quelconque_est_refuse_avec_ses_raisons(document: str | bytes) -> None:
    assert isinstance(lire(document), tuple)


@given(valeurs)
def test_une_valeur_json_quelconque_donne_un_registre_ou_ses_fautes(document: Any) -> None:
    juger(document)


@given(enveloppes)
def test_une_enveloppe_quelconque_donne_un_registre_ou_ses_fautes(document: Any) -> None:
    juger(document)


VAGUES_REFUSEES = {
    "[2019..2018]": "periode.ordre",
    "2021-21~": "date.forme",
    "[2021-21..2022]": "date.forme",
    "[2020..2021-22]": "date.forme",
    "2021-02-30": "date.calendrier",
    "[2021..2021-13]": "date.calendrier",
    "1,5": "date.forme",
}


@pytest.mark.parametrize(("texte", "code"), VAGUES_REFUSEES.items())
def test_un_texte_refuse_est_designe_tout_entier(texte: str, code: str) -> None:
    """What a constructor calls ``fin`` or ``nuance`` is no key of the document, wherever a text stands."""
    document = json.loads(CHEMIN.read_text(encoding="utf-8"))
    gardees = {"format", "type", "identifiant", "systeme"}
    remplis = [
        (resoudre(document, pointeur_json(chemin[:-1])), chemin)
        for chemin, valeur in noeuds(document)
        if isinstance(valeur, str) and gardees.isdisjoint(chemin) and "extensions" not in chemin
    ]
    for parent, chemin in remplis:
        parent[chemin[-1]] = texte
    lues = lire(json.dumps(document))
    assert isinstance(lues, tuple)
    for anomalie in lues:
        situer(document, anomalie)
    dates = {anomalie.pointeur for anomalie in lues if anomalie.code == code}
    assert {"/contenu/actions/0/le", "/contenu/projets/0/journal/0/effet_le"} <= dates


def copier(document: Any) -> Any:
    """A copy in which no value stands in two places."""
    return json.loads(json.dumps(document))


cles = st.sampled_from(["type", "identifiant", "sites", "nom"]) | st.text(max_size=4)


def muter(draw: st.DrawFn, document: Any) -> Any:
    """The same document with one change: a value, a key, a repetition, an absence."""
    chemin, valeur = draw(st.sampled_from(list(noeuds(document))))
    changements = ["remplacer"]
    if isinstance(valeur, dict):
        changements += ["ajouter", "retirer"] if valeur else ["ajouter"]
    if isinstance(valeur, list) and valeur:
        changements += ["repeter"]
    match draw(st.sampled_from(changements)):
        case "ajouter":
            valeur[draw(cles)] = draw(valeurs)
        case "retirer":
            del valeur[draw(st.sampled_from(sorted(valeur)))]
        case "repeter":
            valeur.append(draw(st.sampled_from(valeur)))
        case _:
            autres = [autre for _, autre in noeuds(document)]
            nouvelle = copier(draw(valeurs | st.sampled_from(autres)))
            if not chemin:
                return nouvelle
            *parents, dernier = chemin
            parent = document
            for pas in parents:
                parent = parent[pas]
            parent[dernier] = nouvelle
    return copier(document)


@st.composite
def documents_mutes(draw: st.DrawFn) -> Any:
    document = json.loads(en_json(draw(strategies.registres(max_entites=4))))
    for _ in range(draw(st.integers(1, 3))):
        document = muter(draw, document)
    return document


@given(documents_mutes())
def test_un_document_mute_donne_un_registre_ou_ses_fautes(document: Any) -> None:
    juger(document)


@given(strategies.registres(max_entites=3), st.data())
def test_un_document_abime_donne_un_registre_ou_ses_fautes(registre: Registre, data: st.DataObject) -> None:
    octets = bytearray(en_json(registre, compact=True).encode())
    place = data.draw(st.integers(0, len(octets) - 1))
    if data.draw(st.booleans()):
        del octets[place:]
    else:
        octets[place] = data.draw(st.integers(0, 255))
    lire(bytes(octets))


def objets_du_modele(document: Any) -> list[tuple[Chemin, dict[str, Any]]]:
    """Objects whose keys the format fixes: every one outside the extensions."""
    return [
        (chemin, valeur)
        for chemin, valeur in noeuds(document)
        if isinstance(valeur, dict) and "extensions" not in chemin
    ]


@st.composite
def documents_surcharges(draw: st.DrawFn) -> tuple[Registre, Any, set[str]]:
    """A registre, its document with keys that nobody knows, and their pointers."""
    registre = draw(strategies.registres(max_entites=4))
    document = json.loads(en_json(registre))
    pointeurs = set()
    for chemin, objet in draw(st.lists(st.sampled_from(objets_du_modele(document)), min_size=1, unique_by=str)):
        objet["clé/~"] = draw(finies)
        pointeurs.add("".join(f"/{pas}" for pas in chemin) + "/clé~1~0")
    return registre, copier(document), pointeurs


def lire_tolerant(document: Any) -> Chargement:
    return depuis_json_en_detail(json.dumps(document), tolerant=True)


@MOITIE
@given(documents_surcharges())
def test_la_tolerance_ecarte_les_cles_inconnues_et_le_dit(cas: tuple[Registre, Any, set[str]]) -> None:
    registre, document, pointeurs = cas
    refus = lire(json.dumps(document))
    assert isinstance(refus, tuple)
    assert {anomalie.pointeur for anomalie in refus} == pointeurs
    chargement = lire_tolerant(document)
    assert chargement.registre == registre
    assert {anomalie.pointeur for anomalie in chargement.anomalies} == pointeurs
    assert {(anomalie.code, anomalie.gravite) for anomalie in chargement.anomalies} == {
        ("cle.inconnue", Gravite.AVERTISSEMENT)
    }


@MOITIE
@given(strategies.registres())
def test_la_tolerance_ne_change_rien_a_un_document_valide(registre: Registre) -> None:
    chargement = depuis_json_en_detail(en_json(registre), tolerant=True)
    assert chargement == Chargement(registre=registre, version_origine=1)


@MOITIE
@given(documents_mutes())
def test_la_tolerance_n_excuse_que_les_cles_inconnues(document: Any) -> None:
    refus = lire(json.dumps(document))
    try:
        chargement = lire_tolerant(document)
    except DocumentInvalide as invalide:
        assert isinstance(refus, tuple)
        for anomalie in invalide.anomalies:
            situer(document, anomalie)
    else:
        inconnues = () if isinstance(refus, Registre) else refus
        assert {anomalie.code for anomalie in inconnues} <= {"cle.inconnue"}
        bloquantes = tuple(attrs.evolve(a, message="", gravite=Gravite.BLOQUANT) for a in chargement.anomalies)
        assert bloquantes == tuple(attrs.evolve(anomalie, message="") for anomalie in inconnues)
