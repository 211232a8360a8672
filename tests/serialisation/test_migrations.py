"""How a document of an earlier version becomes one of the present one: the mechanism, on versions that never were.

In version 1 the list of structures was ``maisons``, of MSP only, and a place had its town in ``ville``; version 2 has
their present names, and version 3 the tags and no ``fax``.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.serialisation.outils import EVENEMENT, LIEU, MSP, PROJET, enveloppe

from soinsprimaires import DocumentInvalide, charger_en_detail, depuis_json, depuis_json_en_detail
from soinsprimaires.serialisation import migrations
from soinsprimaires.serialisation.migrations import CHAINE, FORMAT, MIGRATIONS, VERSION, Chaine, migrer

Objet = dict[str, Any]


def renommer(contenu: Objet) -> Objet:
    noms = {"maisons": "structures"}
    renomme = {noms.get(cle, cle): valeur for cle, valeur in contenu.items()}
    if "lieux" in renomme:
        renomme["lieux"] = [
            {{"ville": "commune"}.get(cle, cle): valeur for cle, valeur in lieu.items()} for lieu in renomme["lieux"]
        ]
    return renomme


def etiqueter(contenu: Objet) -> Objet:
    if "structures" not in contenu:
        return contenu
    structures = [{cle: s[cle] for cle in s if cle != "fax"} for s in contenu["structures"]]
    return {**contenu, "structures": [{"type": "msp", **structure} for structure in structures]}


TROIS_VERSIONS = Chaine(
    version=3, etapes={1: renommer, 2: etiqueter}, mots={1: {"maison": "maisons"}, 2: {"structure": "structures"}}
)
MAISON = {cle: valeur for cle, valeur in MSP.items() if cle != "type"}


@pytest.fixture
def _trois_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "CHAINE", TROIS_VERSIONS)


avec_trois_versions = pytest.mark.usefixtures("_trois_versions")


def ancien(version: int = 1, **contenu: Any) -> str:
    return json.dumps(enveloppe(contenu, version=version))


def fautes(texte: str, *, tolerant: bool = False) -> list[str]:
    with pytest.raises(DocumentInvalide) as refus:
        depuis_json_en_detail(texte, tolerant=tolerant)
    return [f"{anomalie.code} {anomalie.pointeur}" for anomalie in refus.value.anomalies]


# -- the chain ----------------------------------------------------------------------------------------------------


def test_le_format_et_sa_version() -> None:
    assert (FORMAT, VERSION) == ("soinsprimaires/registre", 1)


def test_la_chaine_est_complete() -> None:
    assert set(MIGRATIONS) == set(range(1, VERSION))
    assert (CHAINE.version, CHAINE.etapes) == (VERSION, MIGRATIONS)


def test_une_migration_apres_l_autre() -> None:
    contenu: Objet = {"maisons": [{"nom": "MSP", "fax": "0"}], "lieux": [{"ville": "32208"}]}
    assert migrer(contenu, 1, TROIS_VERSIONS) == {
        "structures": [{"type": "msp", "nom": "MSP"}],
        "lieux": [{"commune": "32208"}],
    }
    assert contenu == {"maisons": [{"nom": "MSP", "fax": "0"}], "lieux": [{"ville": "32208"}]}


def test_en_chemin_et_arrive() -> None:
    contenu: Objet = {"structures": [{"nom": "MSP"}]}
    assert migrer(contenu, 2, TROIS_VERSIONS) == {"structures": [{"type": "msp", "nom": "MSP"}]}
    assert migrer(contenu, 3, TROIS_VERSIONS) is contenu
    assert migrer(contenu, 1) is contenu


@pytest.mark.parametrize("etapes", [{1: renommer}, {1: renommer, 2: etiqueter, 3: etiqueter}, {}])
def test_une_chaine_a_toutes_ses_etapes(etapes: Any) -> None:
    with pytest.raises(ValueError, match="une étape par version de 1 à 2"):
        Chaine(version=3, etapes=etapes)


# -- reading ------------------------------------------------------------------------------------------------------


@avec_trois_versions
def test_un_ancien_document_se_lit_et_dit_d_ou_il_vient(tmp_path: Path) -> None:
    chemin = tmp_path / "ancien.json"
    chemin.write_text(
        ancien(maisons=[MAISON | {"fax": "0"}], lieux=[LIEU, LIEU | {"identifiant": "b", "ville": "32208"}])
    )
    detail = charger_en_detail(chemin)
    assert detail.registre["b"].commune == "32208"
    assert detail.registre["msp-lectoure"].nom == "MSP de Lectoure"
    assert (detail.version_origine, detail.anomalies) == (1, ())


@avec_trois_versions
def test_depuis_une_version_intermediaire_et_la_derniere() -> None:
    detail = depuis_json_en_detail(ancien(2, structures=[MAISON]))
    assert detail.version_origine == 2
    detail = depuis_json_en_detail(ancien(3, structures=[MSP]))
    assert detail.version_origine == 3
    assert depuis_json(ancien(2, structures=[MAISON])) == detail.registre
    assert fautes(ancien(4)) == ["version.ulterieure /version"]


@avec_trois_versions
def test_les_anomalies_designent_le_document_tel_qu_il_fut_lu() -> None:
    texte = ancien(
        maisons=[
            MAISON | {"nom": 3, "fax": "0"},
            MAISON | {"identifiant": "b", "sites": [{"identifiant": "s"}, {"identifiant": "S", "commune": True}]},
            MAISON | {"identifiant": "c", "gerant": None},
            {"identifiant": "d"},
            MAISON | {"identifiant": "e", "finess": "1"},
            MAISON | {"identifiant": "f"},
            MAISON | {"identifiant": "f", "creee_le": "2024", "dissoute_le": "2023"},
        ],
        lieux=[LIEU | {"ville": "Lectoure"}, LIEU | {"identifiant": "l", "ville": None, "etage": True}],
        projets=[PROJET | {"journal": [EVENEMENT | {"etat": "emergence"}]}],
    )
    assert fautes(texte) == [
        "type.inattendu /contenu/maisons/0/nom",
        "identifiant.forme /contenu/maisons/1/sites/1/identifiant",
        "type.inattendu /contenu/maisons/1/sites/1/commune",
        "cle.inconnue /contenu/maisons/2/gerant",
        "cle.absente /contenu/maisons/3/nom",
        "identifiant.forme /contenu/maisons/4/finess",
        "identifiant.doublon /contenu/maisons/6/identifiant",
        "periode.ordre /contenu/maisons/6/dissoute_le",
        "identifiant.forme /contenu/lieux/0/ville",
        "cle.inconnue /contenu/lieux/1/etage",
        "evenement.etat /contenu/projets/0/journal/0/etat",
    ]


@avec_trois_versions
def test_ce_qui_n_etait_pas_un_objet_n_a_pas_de_cle_absente() -> None:
    assert fautes(ancien(maisons=[[], MAISON])) == ["cle.absente /contenu/maisons/0"] * 2
    assert fautes(ancien(maisons=[[]])) == ["cle.absente /contenu"] * 2


@avec_trois_versions
def test_la_tolerance_aussi() -> None:
    texte = json.dumps(
        enveloppe({"maisons": [MAISON | {"gerant": {"a": [1]}, "ouverte": True}]}, version=1, auteur="x")
    )
    detail = depuis_json_en_detail(texte, tolerant=True)
    assert detail.registre == depuis_json(ancien(3, structures=[MSP]))
    assert [(a.code, a.pointeur) for a in detail.anomalies] == [
        ("cle.inconnue", "/contenu/maisons/0/gerant"),
        ("cle.inconnue", "/contenu/maisons/0/ouverte"),
        ("cle.inconnue", "/auteur"),
    ]
    assert detail.anomalies[0].message.endswith('avec sa valeur : {"a": [1]}')
    assert fautes(ancien(maisons=[MAISON | {"gerant": 1, "nom": 2}]), tolerant=True) == [
        "type.inattendu /contenu/maisons/0/nom"
    ]


@avec_trois_versions
@pytest.mark.parametrize(
    ("contenu", "attendues"),
    [
        ({"maisons": [MAISON, 3, MAISON | {"identifiant": "b"}, None]}, ["/contenu/maisons/1", "/contenu/maisons/3"]),
        ({"maisons": 3}, ["/contenu"]),
        ({"lieux": {"a": 1}}, ["/contenu"]),
        ({"lieux": [LIEU, ["ville"]], "maisons": [MAISON]}, ["/contenu/lieux/1"]),
        ({"maisons": [MAISON, [0], [1, 0]]}, ["/contenu/maisons/1", "/contenu/maisons/2"]),
    ],
)
def test_ce_qu_une_migration_ne_comprend_pas_est_une_anomalie(contenu: Objet, attendues: list[str]) -> None:
    assert fautes(ancien(**contenu)) == [f"version.migration {pointeur}" for pointeur in attendues]
    with pytest.raises(DocumentInvalide, match="cela ne peut être lu comme la version 1 du format"):
        depuis_json(ancien(**contenu))


@avec_trois_versions
@pytest.mark.parametrize("contenu", [None, [], 3, "maisons"])
def test_un_contenu_qui_n_en_est_pas_un(contenu: Any) -> None:
    assert fautes(json.dumps({**enveloppe(version=1), "contenu": contenu})) == ["type.inattendu /contenu"]


@avec_trois_versions
def test_un_ancien_document_trop_profond() -> None:
    profond = "[" * 900 + "]" * 900
    assert fautes(ancien(maisons=[]).replace("[]", profond)) == ["json.profondeur "]
    with pytest.raises(DocumentInvalide):
        depuis_json(ancien(maisons=[]).replace("[]", profond), profondeur_max=10**6)


@avec_trois_versions
def test_un_contenu_migre_entite_par_entite_est_le_meme() -> None:
    """What a step must keep to, so that lines are read as documents are."""
    contenu: Objet = {"maisons": [MAISON, MAISON | {"fax": "1"}], "lieux": [LIEU | {"ville": "32208"}]}
    seuls = [migrer({genre: [entite]}, 1, TROIS_VERSIONS) for genre in contenu for entite in contenu[genre]]
    ensemble = migrer(contenu, 1, TROIS_VERSIONS)
    assert [e for seul in seuls for liste in seul.values() for e in liste] == [
        e for liste in ensemble.values() for e in liste
    ]
