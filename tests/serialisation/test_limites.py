"""How far a document is read, and what is suggested where a word is nearly right."""

import json
from pathlib import Path
from typing import Any, get_origin

import attrs
import pytest
from tests.serialisation.outils import LIEU, MSP, anomalies, document, enveloppe, messages
from tests.serialisation.test_types_stricts import interieurs

from soinsprimaires import (
    DocumentInvalide,
    Registre,
    ValeurInvalide,
    charger,
    charger_en_detail,
    depuis_json,
    depuis_json_en_detail,
    en_json,
)
from soinsprimaires._voisins import a_une_faute_pres, voisin_de
from soinsprimaires.serialisation._convertisseur import PROFONDEUR_EXTENSIONS
from soinsprimaires.serialisation._limites import PROFONDEUR_MAX, LimitesDocument

VIDE = document()


def emboiter(niveaux: int) -> Any:
    valeur: Any = 1
    for _ in range(niveaux):
        valeur = [valeur]
    return valeur


def codes(refus: pytest.ExceptionInfo[DocumentInvalide]) -> list[tuple[str, str]]:
    return [(anomalie.code, anomalie.pointeur) for anomalie in refus.value.anomalies]


# -- size ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lire", [depuis_json, depuis_json_en_detail])
def test_une_taille_de_trop(lire: Any) -> None:
    octets = document(lieux=[LIEU | {"nom": "é"}]).encode()
    assert lire(octets, taille_max=len(octets))
    with pytest.raises(DocumentInvalide) as refus:
        lire(octets, taille_max=len(octets) - 1)
    assert codes(refus) == [("json.taille", "")]
    assert refus.value.anomalies[0].message == f"le document dépasse {len(octets) - 1} octets (taille_max)"
    with pytest.raises(DocumentInvalide, match="dépasse 3 caractères"):
        lire(VIDE, taille_max=3)


def test_ce_qui_n_est_pas_dit_est_borne() -> None:
    """As the reference of the format announces it: 512 MiB."""
    assert attrs.asdict(LimitesDocument()) == {"taille_max": 2**29, "profondeur_max": 100, "anomalies_max": 10_000}


@pytest.mark.parametrize("lire", [charger, charger_en_detail])
def test_un_fichier_trop_long_n_est_pas_lu_en_entier(lire: Any, tmp_path: Path) -> None:
    chemin = tmp_path / "long.json"
    chemin.write_text(VIDE)
    assert lire(chemin, taille_max=len(VIDE))
    with pytest.raises(DocumentInvalide) as refus:
        lire(chemin, taille_max=len(VIDE) - 1)
    assert codes(refus) == [("json.taille", "")]
    with pytest.raises(DocumentInvalide, match=r"json\.taille"):
        lire("/dev/zero", taille_max=1000)


# -- depth --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lire", [depuis_json, depuis_json_en_detail])
def test_une_profondeur_de_trop(lire: Any) -> None:
    texte = document(lieux=[LIEU | {"extensions": {"a": emboiter(3)}}])  # root, contenu, lieux, lieu, extensions, 3
    assert lire(texte, profondeur_max=8)
    with pytest.raises(DocumentInvalide) as refus:
        lire(texte, profondeur_max=7)
    assert codes(refus) == [("json.profondeur", "")]


def test_d_un_document_trop_profond_rien_d_autre_n_est_dit() -> None:
    texte = json.dumps(enveloppe({"lieux": [{"identifiant": 3}], "autre": emboiter(98)}))  # root, contenu, 98
    assert [a.code for a in anomalies(texte)] == ["cle.absente", "type.inattendu", "cle.inconnue"]
    plus = json.dumps(enveloppe({"lieux": [{"identifiant": 3}], "autre": emboiter(99)}))
    assert [a.code for a in anomalies(plus)] == ["json.profondeur"]
    assert [a.code for a in anomalies(plus, tolerant=True)] == ["json.profondeur"]


@pytest.mark.parametrize("niveaux", [900, 5_000, 100_000])
@pytest.mark.parametrize("tolerant", [True, False])
def test_aucune_profondeur_ne_fait_tomber_la_lecture(niveaux: int, *, tolerant: bool) -> None:
    profond = "[" * niveaux + "]" * niveaux
    texte = VIDE.replace('"contenu": {}', f'"contenu": {{"extensions": {{"a": {profond}}}, "autre": {profond}}}')
    for limite in (PROFONDEUR_MAX, 10**6):
        with pytest.raises(DocumentInvalide):
            depuis_json_en_detail(texte, tolerant=tolerant, profondeur_max=limite)


def test_aucun_document_sans_faute_n_est_plus_profond_que_la_borne() -> None:
    def profondeur(annotation: Any) -> int:
        dedans = [profondeur(interieur) for interieur in interieurs(annotation)]
        if isinstance(annotation, type) and attrs.has(annotation):
            dedans += [profondeur(champ.type) for champ in attrs.fields(attrs.resolve_types(annotation))]
        emboite = get_origin(annotation) is tuple or (isinstance(annotation, type) and attrs.has(annotation))
        return max(dedans, default=0) + emboite

    # The envelope, the model, and extensions in the deepest of its objects.
    assert 1 + profondeur(Registre) + PROFONDEUR_EXTENSIONS < PROFONDEUR_MAX


# -- faults -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lire", [depuis_json, depuis_json_en_detail])
def test_les_premieres_anomalies_seulement(lire: Any) -> None:
    texte = document(lieux=[LIEU | {"identifiant": f"lieu-{rang}", "nom": rang} for rang in range(20)])
    with pytest.raises(DocumentInvalide) as refus:
        lire(texte, anomalies_max=3)
    assert codes(refus) == [
        ("type.inattendu", "/contenu/lieux/0/nom"),
        ("type.inattendu", "/contenu/lieux/1/nom"),
        ("type.inattendu", "/contenu/lieux/2/nom"),
        ("anomalies.limite", ""),
    ]
    assert refus.value.anomalies[3].message == "d'autres suivent, qui ne sont pas montrées (anomalies_max=3)"
    with pytest.raises(DocumentInvalide) as refus:
        lire(texte, anomalies_max=20)
    assert len(refus.value.anomalies) == 20


@pytest.mark.parametrize(
    "contenu",
    [
        '{"lieux": [' + "0," * 200_000 + "0]}",
        '{"lieux": [{' + ",".join(f'"k{n}": 0' for n in range(50_000)) + "}]}",
        '{"extensions": {' + ",".join(f'"k{n}": 1e400' for n in range(50_000)) + "}}",
        '{"autre": [' + '{"a":1,"a":1},' * 50_000 + "0]}",
    ],
    ids=["valeurs", "cles", "extensions", "repetitions"],
)
def test_un_document_ou_tout_est_faux(contenu: str) -> None:
    relevees = anomalies(VIDE.replace("{}", contenu))
    assert len(relevees) == 10_001
    assert relevees[-1].code == "anomalies.limite"


def test_une_cle_obligatoire_apres_trop_de_cles_inconnues() -> None:
    cles = {f"k{rang}": rang for rang in range(10_001)}
    texte = document(lieux=[cles | LIEU])
    relevees = anomalies(texte)
    assert len(relevees) == 10_001
    assert {anomalie.code for anomalie in relevees[:-1]} == {"cle.inconnue"}
    assert relevees[-1].code == "anomalies.limite"
    detail = depuis_json_en_detail(texte, tolerant=True)
    assert en_json(detail.registre) == en_json(depuis_json(document(lieux=[LIEU])))


def test_la_tolerance_ecarte_plus_de_cles_que_l_on_n_en_montre() -> None:
    cles = {f"k{rang}": rang for rang in range(30)}
    detail = depuis_json_en_detail(document(lieux=[LIEU | cles]), tolerant=True, anomalies_max=7)
    assert en_json(detail.registre) == en_json(depuis_json(document(lieux=[LIEU])))
    assert [a.pointeur for a in detail.anomalies] == [*(f"/contenu/lieux/0/k{n}" for n in range(7)), ""]


@pytest.mark.parametrize("borne", ["taille_max", "profondeur_max", "anomalies_max"])
@pytest.mark.parametrize("valeur", [0, -1, True, 1.5, "3", None])
def test_une_borne_est_un_entier_positif(borne: str, valeur: Any) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        depuis_json(VIDE, **{borne: valeur})
    assert (refus.value.code, refus.value.champ) == ("limites.forme", borne)


# -- suggestions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ecrit", "connu"),
    [("mps", "msp"), ("ms", "msp"), ("mspp", "msp"), ("nim", "nom"), ("lle", "le"), ("l", "le"), ("ctps", "cpts")],
)
def test_a_une_faute_pres(ecrit: str, connu: str) -> None:
    assert a_une_faute_pres(ecrit, connu)
    assert voisin_de(ecrit.upper(), [connu]) == connu


@pytest.mark.parametrize(("ecrit", "connu"), [("x", "le"), ("ab", "cd"), ("mps", "nom"), ("", "le"), ("spm", "msp")])
def test_a_deux_fautes_pres(ecrit: str, connu: str) -> None:
    assert not a_une_faute_pres(ecrit, connu)
    assert voisin_de(ecrit, [connu]) is None


def test_une_suggestion_pour_une_cle_un_code_et_une_etiquette() -> None:
    msp = {"identifiant": "a", "nom": "A"}
    assert [message.partition(" ; ")[2].partition(" ;")[0] for message in messages(
        document(
            lieuxx=[],
            lieux=[LIEU | {"nature": "slale"}, LIEU | {"identifiant": "b", "adrese": "x"}],
            structures=[msp | {"type": "mps"}, MSP | {"identifiant": "c", "nim": "x"}],
        )
    )] == [
        "vouliez-vous dire « lieux » ?",
        "vouliez-vous dire « salle » ?",
        "vouliez-vous dire « adresse » ?",
        "vouliez-vous dire « msp » ?",
        "vouliez-vous dire « nom » ?",
    ]  # fmt: skip
