"""One entity a line: read as they come, written as they come, in constant memory."""

import gzip
import io
import json
import os
import sys
import tracemalloc
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.donnees import complet
from tests.proprietes.outils import MOITIE
from tests.schemas import mutations
from tests.serialisation.outils import LIEU, MSP
from tests.serialisation.test_migrations import MAISON, TROIS_VERSIONS

from soinsprimaires import (
    DocumentInvalide,
    Extensions,
    Lieu,
    Lignes,
    NatureLieu,
    Registre,
    ValeurInvalide,
    charger,
    charger_lignes,
    ecrire_lignes,
    strategies,
)
from soinsprimaires._flux import BLOC
from soinsprimaires.modele.genres import CLASSES, GENRES
from soinsprimaires.modele.structures import ETIQUETTES
from soinsprimaires.serialisation import _lignes, migrations
from soinsprimaires.serialisation._lignes import _LISTE_DE

ENTETE = {"format": "soinsprimaires/lignes", "version": 1}
HALLE = {"type": "lieu", **LIEU}
PROFOND = {**HALLE, "identifiant": "salle", "extensions": {"a": [{}, {}], "b": {"c": {}}}}


def texte(*lignes: Any, entete: Any = ENTETE) -> bytes:
    return "".join(json.dumps(ligne) + "\n" for ligne in (entete, *lignes)).encode()


def flux(*lignes: Any, entete: Any = ENTETE) -> io.BytesIO:
    return io.BytesIO(texte(*lignes, entete=entete))


def fautes(refus: pytest.ExceptionInfo[DocumentInvalide] | Lignes) -> list[str]:
    anomalies = refus.anomalies if isinstance(refus, Lignes) else refus.value.anomalies
    return [f"{anomalie.code} {anomalie.pointeur}" for anomalie in anomalies]


def lieux(nombre: int) -> Iterator[Lieu]:
    return (Lieu(identifiant=f"lieu-{rang}", nom="Salle", nature=NatureLieu.SALLE) for rang in range(nombre))


# -- round trips --------------------------------------------------------------------------------------------------


def test_chaque_sorte_d_entite_a_son_mot() -> None:
    assert set(CLASSES.values()) == {genre.classe for genre in GENRES}
    assert len(set(CLASSES.values())) == len(CLASSES)
    assert set(ETIQUETTES) < set(CLASSES)
    assert all(mot.isascii() and mot == mot.lower() for mot in CLASSES)


@pytest.mark.parametrize("nom", ["registre.jsonl", "registre.jsonl.gz"])
def test_un_registre_se_relit(nom: str, tmp_path: Path) -> None:
    registre = charger(complet.CHEMIN)
    ecrire_lignes(registre, tmp_path / nom)
    lignes = charger_lignes(str(tmp_path / nom))
    assert (lignes.version_origine, lignes.extensions) == (1, registre.extensions)
    assert list(lignes) == list(registre)
    assert (lignes.lues, lignes.gardees, lignes.refusees, lignes.anomalies) == (len(registre), len(registre), 0, ())
    assert charger_lignes(tmp_path / nom).registre() == registre
    assert repr(lignes) == f"<Lignes lues={len(registre)}, gardees={len(registre)}, refusees=0, anomalies=0>"


@MOITIE
@given(strategies.registres())
def test_un_registre_quelconque_se_relit(registre: Registre) -> None:
    ecrit = io.BytesIO()
    ecrire_lignes(registre, ecrit)
    assert charger_lignes(io.BytesIO(ecrit.getvalue())).registre() == registre


def test_ce_qui_est_ecrit(tmp_path: Path) -> None:
    registre = Registre(extensions=Extensions({"b": 1, "a": "é"})).avec(*lieux(2))
    ecrire_lignes(registre, tmp_path / "r.jsonl")
    assert (tmp_path / "r.jsonl").read_text().splitlines() == [
        '{"extensions":{"a":"é","b":1},"format":"soinsprimaires/lignes","version":1}',
        '{"identifiant":"lieu-0","nature":"salle","nom":"Salle","type":"lieu"}',
        '{"identifiant":"lieu-1","nature":"salle","nom":"Salle","type":"lieu"}',
    ]
    for nom in ("a.jsonl.gz", "b.jsonl.gz"):
        ecrire_lignes(registre, tmp_path / nom)
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == (tmp_path / "r.jsonl").read_bytes()


def test_des_entites_dans_un_ordre_quelconque(tmp_path: Path) -> None:
    msp = {**MSP, "sites": [{"identifiant": "site", "lieu": "halle"}]}
    registre = charger_lignes(flux(msp, {"type": "cpts", "identifiant": "a", "nom": "A"}, HALLE)).registre()
    assert [entite.identifiant for entite in registre] == ["halle", "a", "msp-lectoure"]
    ecrire_lignes(reversed(list(registre)), tmp_path / "r.jsonl")
    assert charger_lignes(tmp_path / "r.jsonl").registre() == registre
    assert charger_lignes(flux()).registre() == Registre()


def test_des_lignes_se_recopient_avec_leurs_extensions() -> None:
    entete = {**ENTETE, "extensions": {"a": 1}}
    ecrit = io.BytesIO()
    ecrire_lignes(charger_lignes(flux(HALLE, entete=entete)), ecrit)
    assert [json.loads(ligne) for ligne in ecrit.getvalue().splitlines()] == [entete, HALLE]


# -- what is wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("octets", "attendues"),
    [
        (b"", ["fichier.vide /lignes/1"]),
        (b"\n", ["json.syntaxe /lignes/1"]),
        (b"{", ["json.syntaxe /lignes/1"]),
        (b"[]\n", ["type.inattendu /lignes/1"]),
        (b"\xff\n", ["json.encodage /lignes/1"]),
        (b"\xef\xbb\xbf{}\n", ["json.encodage /lignes/1"]),
        (texte(entete={}), ["cle.absente /lignes/1/format", "cle.absente /lignes/1/version"]),
        (texte(entete={**ENTETE, "version": 2}), ["version.ulterieure /lignes/1/version"]),
        (texte(entete={**ENTETE, "version": 1.0}), ["type.inattendu /lignes/1/version"]),
        (texte(entete={**ENTETE, "format": "soinsprimaires/registre"}), ["enveloppe.format /lignes/1/format"]),
        (texte(entete={**ENTETE, "auteur": 1}), ["cle.inconnue /lignes/1/auteur"]),
        (texte(entete={**ENTETE, "extensions": []}), ["type.inattendu /lignes/1/extensions"]),
        (texte(HALLE).partition(b"\n")[2], ["cle.absente /lignes/1/format", "cle.absente /lignes/1/version"]),
    ],
)
@pytest.mark.parametrize("continuer", [True, False])
def test_sans_entete_rien_n_est_lu(octets: bytes, attendues: list[str], *, continuer: bool) -> None:
    with pytest.raises(DocumentInvalide) as refus:
        charger_lignes(io.BytesIO(octets), continuer=continuer)
    assert [faute for faute in fautes(refus) if "cle.inconnue" not in faute] == attendues or fautes(refus) == attendues


MAUVAISES: tuple[Any, ...] = (
    HALLE,
    HALLE | {"nom": 3, "etage": 2},
    [],
    HALLE | {"identifiant": "b"},
    {"identifiant": "c", "extensions": 3},
    {"type": "liue", "identifiant": "C"},
    {"type": "msp", "identifiant": "d", "nom": "D", "sites": [{"identifiant": "S"}]},
)
FAUTES = [
    "type.inattendu /lignes/3/nom",
    "cle.inconnue /lignes/3/etage",
    "type.inattendu /lignes/4",
    "union.etiquette_absente /lignes/6/type",
    "type.inattendu /lignes/6/extensions",
    "union.etiquette_inconnue /lignes/7/type",
    "identifiant.forme /lignes/7/identifiant",
    "identifiant.forme /lignes/8/sites/0/identifiant",
]


def test_une_mauvaise_ligne_arrete_la_lecture_qui_peut_reprendre() -> None:
    lignes = charger_lignes(flux(*MAUVAISES))
    assert next(lignes).identifiant == "halle"
    with pytest.raises(DocumentInvalide) as refus:
        next(lignes)
    assert fautes(refus) == FAUTES[:2]
    assert refus.value.anomalies[0].message == "ligne 3 : un texte est attendu, pas le nombre 3"
    with pytest.raises(DocumentInvalide):
        next(lignes)
    assert next(lignes).identifiant == "b"
    assert (lignes.lues, lignes.gardees, lignes.refusees) == (4, 2, 2)


def test_une_mauvaise_ligne_n_arrete_pas_qui_veut_continuer() -> None:
    lignes = charger_lignes(flux(*MAUVAISES), continuer=True)
    assert [entite.identifiant for entite in lignes] == ["halle", "b"]
    assert fautes(lignes) == FAUTES
    assert (lignes.lues, lignes.gardees, lignes.refusees) == (7, 2, 5)
    suggestion = lignes.anomalies[5].message
    assert suggestion.startswith("ligne 7 : le texte 'liue' n'est pas admis ici ; vouliez-vous dire « lieu » ?")


def test_un_registre_dit_toutes_les_fautes_de_toutes_les_lignes() -> None:
    with pytest.raises(DocumentInvalide) as refus:
        charger_lignes(flux(*MAUVAISES)).registre()
    assert fautes(refus) == FAUTES
    lignes = charger_lignes(flux(*MAUVAISES), continuer=True)
    assert [entite.identifiant for entite in lignes.registre()] == ["b", "halle"]
    assert fautes(lignes) == FAUTES


def test_un_identifiant_nomme_une_seule_chose() -> None:
    double = {**MSP, "sites": [{"identifiant": "s"}, {"identifiant": "s"}]}
    entites = (HALLE, HALLE, double, {**MSP, "identifiant": "m", "sites": [{"identifiant": "halle"}]}, MSP)
    with pytest.raises(DocumentInvalide) as refus:
        charger_lignes(flux(*entites)).registre()
    assert fautes(refus) == [
        "identifiant.doublon /lignes/3/identifiant",
        "identifiant.doublon /lignes/4/sites/1/identifiant",
        "identifiant.doublon /lignes/5/sites/0/identifiant",
    ]
    lignes = charger_lignes(flux(*entites), continuer=True)
    assert [entite.identifiant for entite in lignes.registre()] == ["halle", "msp-lectoure"]
    assert (lignes.lues, lignes.gardees, lignes.refusees) == (5, 2, 3)


def test_ce_qui_fut_deja_donne_n_est_plus_rassemble() -> None:
    lignes = charger_lignes(flux(HALLE, HALLE | {"identifiant": "b"}, HALLE | {"identifiant": "c"}))
    next(lignes)
    assert [entite.identifiant for entite in lignes.registre()] == ["b", "c"]
    assert list(lignes) == []


@pytest.mark.parametrize(
    ("ligne", "attendu"),
    [
        (b"", "json.syntaxe : ligne 2 : ce n'est pas du JSON : une valeur est attendue (ligne 2, colonne 1)"),
        (b'{"type":', "json.syntaxe : ligne 2 : ce n'est pas du JSON : une valeur est attendue (ligne 2, colonne 9)"),
        (b'{"a":1,"a":2}', "cle.repetee : ligne 2 : la clé 'a' est écrite deux fois"),
        (b'{"a":NaN}', "json.constante : ligne 2 : NaN n'est pas un nombre JSON"),
        (b"\xff", "json.encodage : ligne 2 : l'octet 0 n'est pas de l'UTF-8"),
        (b"[" * 100_000, "json.profondeur : ligne 2 : trop de listes ou d'objets imbriqués"),
        (b"[" * 101 + b"]" * 101, "json.profondeur : ligne 2 : trop de listes ou d'objets imbriqués"),
    ],
)
def test_une_ligne_qui_n_est_pas_du_json(ligne: bytes, attendu: str) -> None:
    suite = texte(HALLE).partition(b"\n")[2]
    lignes = charger_lignes(io.BytesIO(texte() + ligne + b"\n" + suite), continuer=True)
    assert [entite.identifiant for entite in lignes] == ["halle"]
    assert attendu in {f"{anomalie.code} : {anomalie.message}" for anomalie in lignes.anomalies}


def test_tronque_a_chaque_octet() -> None:
    octets = texte(HALLE, MSP)
    for fin in range(len(octets) - 1):
        if fin < len(texte()) - 1:
            with pytest.raises(DocumentInvalide, match=r"^document invalide, 1 anomalie.*\n  /lignes/1 : "):
                charger_lignes(io.BytesIO(octets[:fin]), continuer=True)
        else:
            lignes = charger_lignes(io.BytesIO(octets[:fin]), continuer=True)
            assert len(list(lignes)) + len(lignes.anomalies) == octets[:fin].rstrip(b"\n").count(b"\n")


# -- limits -------------------------------------------------------------------------------------------------------


def test_une_ligne_trop_longue_est_comptee_et_pas_gardee() -> None:
    longue = HALLE | {"nom": "x" * 1000}
    lignes = charger_lignes(flux(HALLE, longue, HALLE | {"identifiant": "b"}), continuer=True, ligne_max=200)
    assert [entite.identifiant for entite in lignes] == ["halle", "b"]
    assert fautes(lignes) == ["ligne.longueur /lignes/3"]
    with pytest.raises(DocumentInvalide, match=r"plus de 200 octets \(ligne_max\)"):
        list(charger_lignes(io.BytesIO(texte() + b"x" * 10_000_000), ligne_max=200))


def test_des_lignes_a_cheval_sur_plusieurs_lectures() -> None:
    longues = [HALLE | {"identifiant": f"l-{rang}", "nom": "é" * (90_000 * rang + 1)} for rang in range(7)]
    assert [len(lieu.nom) for lieu in charger_lignes(flux(*longues))] == [90_000 * rang + 1 for rang in range(7)]


def test_les_premieres_anomalies_seulement() -> None:
    lignes = charger_lignes(flux(*([3] * 10)), continuer=True, anomalies_max=4)
    assert list(lignes) == []
    assert fautes(lignes) == [*(f"type.inattendu /lignes/{n}" for n in range(2, 6)), "anomalies.limite "]
    assert lignes.refusees == 10


def test_la_profondeur_d_une_ligne() -> None:
    profonde: Any = HALLE | {"extensions": {"a": [[]]}}
    assert len(list(charger_lignes(flux(profonde), profondeur_max=4))) == 1
    with pytest.raises(DocumentInvalide) as refus:
        list(charger_lignes(flux(profonde), profondeur_max=3))
    assert fautes(refus) == ["json.profondeur /lignes/2"]


def test_les_anomalies_de_l_entete_sont_bornees_aussi() -> None:
    entete = b'{"format": "soinsprimaires/lignes", "version": 1, "a": 1, "b": 2, "c": 3}\n'
    with pytest.raises(DocumentInvalide) as refus:
        charger_lignes(io.BytesIO(entete), anomalies_max=2)
    assert [(anomalie.code, anomalie.pointeur) for anomalie in refus.value.anomalies] == [
        ("cle.inconnue", "/lignes/1/a"),
        ("cle.inconnue", "/lignes/1/b"),
        ("anomalies.limite", "/lignes/1"),
    ]


@pytest.mark.parametrize("borne", ["taille_max", "ratio_max", "ligne_max", "profondeur_max", "anomalies_max"])
def test_une_borne_est_un_entier_positif(borne: str) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        charger_lignes(flux(), **{borne: 0})  # type: ignore[arg-type]
    assert (refus.value.code, refus.value.champ) == ("limites.forme", borne)


def test_une_taille_de_trop() -> None:
    with pytest.raises(DocumentInvalide) as refus:
        list(charger_lignes(flux(HALLE), taille_max=60))
    assert fautes(refus) == ["flux.bombe "]


@pytest.mark.parametrize("continuer", [True, False])
def test_une_bombe_est_refusee(tmp_path: Path, *, continuer: bool) -> None:
    chemin = tmp_path / "bombe.jsonl.gz"
    with gzip.open(chemin, "wb") as fichier:
        fichier.write(texte(HALLE))
        for _ in range(40):
            fichier.write(b" " * (1 << 20))
    with pytest.raises(DocumentInvalide) as refus:
        list(charger_lignes(chemin, continuer=continuer))
    assert fautes(refus) == ["flux.bombe "]
    assert chemin.stat().st_size < 100_000


def test_un_gz_tronque_donne_ce_qui_precede() -> None:
    entites = [HALLE | {"identifiant": f"l-{rang}", "nom": str(hash(rang * 7919))} for rang in range(8_000)]
    octets = gzip.compress(texte(*entites))
    lignes = charger_lignes(io.BytesIO(octets[:-2000]), continuer=True)
    lues = [lieu.identifiant for lieu in lignes]
    assert 0 < len(lues) < 8_000
    assert lues == [f"l-{rang}" for rang in range(len(lues))]
    assert lignes.interrompue
    assert fautes(lignes) == [f"flux.tronque /lignes/{len(lues) + 2}"]
    with pytest.raises(DocumentInvalide, match="le fichier compressé est tronqué"):
        list(charger_lignes(io.BytesIO(octets[:-2000])))
    with pytest.raises(DocumentInvalide, match="tronqué"):
        charger_lignes(io.BytesIO(octets[:12]), continuer=True)


def _pic(nombre: int, chemin: Path) -> int:
    ecrire_lignes(lieux(1), chemin)
    sum(1 for _ in charger_lignes(chemin))  # what is built once
    tracemalloc.start()
    try:
        ecrire_lignes(lieux(nombre), chemin)
        assert sum(1 for _ in charger_lignes(chemin)) == nombre
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("nom", "nombres"), [("r.jsonl", (1_000, 20_000)), ("r.jsonl.gz", (1_000, 5_000))])
def test_la_memoire_ne_depend_pas_du_nombre_de_lignes(nom: str, nombres: tuple[int, int], tmp_path: Path) -> None:
    peu, beaucoup = nombres
    # A block of the file is cut into lines at once: the little file is less than one.
    assert _pic(beaucoup, tmp_path / nom) < _pic(peu, tmp_path / nom) + 3 * BLOC


# -- files --------------------------------------------------------------------------------------------------------


def test_des_fins_de_ligne_de_windows() -> None:
    octets = texte(HALLE, MSP).replace(b"\n", b"\r\n")
    assert [entite.identifiant for entite in charger_lignes(io.BytesIO(octets))] == ["halle", "msp-lectoure"]


def test_le_fichier_se_ferme_et_le_flux_de_l_appelant_reste_ouvert(tmp_path: Path) -> None:
    ecrire_lignes(lieux(3), tmp_path / "r.jsonl")
    with charger_lignes(tmp_path / "r.jsonl") as lignes:
        next(lignes)
    assert list(lignes) == []
    entree = flux(HALLE)
    assert len(list(charger_lignes(entree))) == 1
    assert not entree.closed
    sortie = io.BytesIO()
    ecrire_lignes(lieux(1), sortie)
    assert not sortie.closed


def test_une_ecriture_qui_echoue_ne_laisse_rien(tmp_path: Path) -> None:
    chemin = tmp_path / "r.jsonl"
    ecrire_lignes(lieux(1), chemin)
    avant = chemin.read_bytes()

    def echouer() -> Iterator[Any]:
        yield from lieux(5)
        yield "halle"

    with pytest.raises(TypeError, match="'halle' n'est pas une entité du registre"):
        ecrire_lignes(echouer(), chemin)
    with pytest.raises(ValeurInvalide, match="surrogat"):
        ecrire_lignes([Lieu(identifiant="a", nom="\ud800", nature=NatureLieu.SALLE)], chemin)
    assert chemin.read_bytes() == avant
    assert [fichier.name for fichier in tmp_path.iterdir()] == ["r.jsonl"]
    with pytest.raises(FileNotFoundError):
        charger_lignes(tmp_path / "absent.jsonl")


# -- two readers --------------------------------------------------------------------------------------------------


def en_lignes(numero: int) -> bytes:
    """A mutated document, one of its entities a line."""
    document = mutations.document(numero)
    contenu = document.get("contenu") if isinstance(document, dict) else None
    mots = {genre: mot for mot, genre in _LISTE_DE.items() if genre != "structures"}
    lignes = [
        entite if genre not in mots or not isinstance(entite, dict) else {"type": mots[genre], **entite}
        for genre, entites in (contenu.items() if isinstance(contenu, dict) else ())
        for entite in (entites if isinstance(entites, list) else [entites])
    ]
    return "".join(json.dumps(ligne, ensure_ascii=numero % 2 == 0) + "\n" for ligne in (ENTETE, *lignes)).encode()


def lire_tout(octets: bytes) -> tuple[list[Any], Any]:
    lignes = charger_lignes(io.BytesIO(octets), continuer=True)
    return list(lignes), lignes.anomalies


@pytest.mark.parametrize("lot", range(5))
def test_les_deux_lecteurs_lisent_de_meme(lot: int, monkeypatch: pytest.MonkeyPatch) -> None:
    nombre = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "nuit" else 300
    documents = [en_lignes(numero) for numero in range(lot, nombre, 5)]
    vite = [lire_tout(octets) for octets in documents]
    monkeypatch.setattr(_lignes, "lecteur_rapide", lambda: None)
    assert vite == [lire_tout(octets) for octets in documents]
    assert any(lues for lues, _ in vite)
    assert any(anomalies for _, anomalies in vite)


@pytest.mark.parametrize("coupe", range(1, len(json.dumps(PROFOND))))
def test_une_entite_sur_deux_lignes_et_deux_sur_une(coupe: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many entities as lines, and yet each line is wrong."""
    ligne = json.dumps(PROFOND)
    deux = json.dumps(HALLE) + json.dumps(HALLE | {"identifiant": "mairie"})
    octets = "\n".join((json.dumps(ENTETE), ligne[:coupe], ligne[coupe:], deux, "")).encode()
    vite = lire_tout(octets)
    assert not vite[0]
    assert {anomalie.pointeur for anomalie in vite[1]} >= {"/lignes/2", "/lignes/3", "/lignes/4"}
    monkeypatch.setattr(_lignes, "lecteur_rapide", lambda: None)
    assert vite == lire_tout(octets)


def test_une_faute_parmi_mille_lignes_ne_cache_pas_les_autres() -> None:
    entites = [HALLE | {"identifiant": f"lieu-{rang}"} for rang in range(1000)]
    entites[500] |= {"nature": "inconnue"}
    lignes = charger_lignes(flux(*entites), continuer=True)
    assert [lieu.identifiant for lieu in lignes] == [f"lieu-{rang}" for rang in range(1000) if rang != 500]
    assert fautes(lignes) == ["valeur.hors_liste /lignes/502/nature"]
    assert (lignes.lues, lignes.gardees, lignes.refusees) == (1000, 999, 1)


def test_ce_qui_est_compte_est_ce_qui_fut_donne() -> None:
    lignes = charger_lignes(flux(*(HALLE | {"identifiant": f"lieu-{rang}"} for rang in range(3))))
    assert [(lignes.lues, next(lignes).identifiant, lignes.lues) for _ in range(3)] == [
        (0, "lieu-0", 1),
        (1, "lieu-1", 2),
        (2, "lieu-2", 3),
    ]


def test_sans_l_extra_rien_ne_manque(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("_rapide", "_rapide_lignes"):
        monkeypatch.delitem(sys.modules, f"soinsprimaires.serialisation.{module}", raising=False)
    monkeypatch.setitem(sys.modules, "msgspec", None)
    assert _lignes.lecteur_rapide.__wrapped__() is None  # type: ignore[attr-defined]


@pytest.mark.skipif(find_spec("msgspec") is None, reason="the extra rapide is absent")
def test_les_lignes_saines_se_lisent_vite(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuser(*_: object) -> Any:
        raise AssertionError

    monkeypatch.setattr(
        _lignes, "analyser", lambda octets, numero: (json.loads(octets), []) if numero == 1 else refuser()
    )
    assert charger_lignes(complet.LIGNES).registre() == charger(complet.CHEMIN)


# -- versions -----------------------------------------------------------------------------------------------------


@pytest.fixture
def _trois_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "CHAINE", TROIS_VERSIONS)


@pytest.mark.usefixtures("_trois_versions")
def test_des_lignes_d_une_ancienne_version() -> None:
    ancienne = ENTETE | {"version": 1}
    lignes = charger_lignes(
        flux(
            {"type": "maison", **MAISON, "fax": "0"},
            HALLE | {"ville": "32208"},
            {"type": "maison", **MAISON, "identifiant": "b", "nom": 3, "gerant": None},
            HALLE | {"identifiant": "c", "ville": "Lectoure"},
            {"type": "mison"},
            3,
            {"type": "msp", "identifiant": "d", "nom": "D"},
            entete=ancienne,
        ),
        continuer=True,
    )
    lues = list(lignes)
    assert [entite.identifiant for entite in lues] == ["msp-lectoure", "halle", "d"]
    assert lues[1].commune == "32208"
    assert lignes.version_origine == 1
    assert fautes(lignes) == [
        "type.inattendu /lignes/4/nom",
        "cle.inconnue /lignes/4/gerant",
        "identifiant.forme /lignes/5/ville",
        "union.etiquette_inconnue /lignes/6/type",
        "type.inattendu /lignes/7",
    ]
    profonde = b'{"type": "lieu", "identifiant": "a", "autre": ' + b"[" * 800 + b"]" * 800 + b"}\n"
    for borne in (100, 10**6):
        with pytest.raises(DocumentInvalide):
            list(charger_lignes(io.BytesIO(texte(entete=ancienne) + profonde), profondeur_max=borne))
    (structure,) = charger_lignes(flux({"type": "structure", **MAISON}, entete=ENTETE | {"version": 2}))
    assert structure == lues[0]
    (actuelle,) = charger_lignes(flux(MSP, entete=ENTETE | {"version": 3}))
    assert actuelle == structure


@pytest.mark.usefixtures("_trois_versions")
@pytest.mark.parametrize("version", [1, 3])
def test_une_ligne_compte_ses_niveaux_et_eux_seuls(version: int) -> None:
    emboitee = HALLE | {"extensions": {"a": [1]}}  # the line, its extensions, the list
    entete = ENTETE | {"version": version}
    [lue] = charger_lignes(flux(emboitee, entete=entete), profondeur_max=3)
    assert lue.identifiant == "halle"
    with pytest.raises(DocumentInvalide) as refus:
        list(charger_lignes(flux(emboitee, entete=entete), profondeur_max=2))
    assert fautes(refus) == ["json.profondeur /lignes/2"]


def test_une_ligne_qu_une_migration_ne_comprend_pas_est_dite_a_sa_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def crier(contenu: dict[str, Any]) -> dict[str, Any]:
        return {"lieux": [lieu | {"nom": lieu["nom"].upper()} for lieu in contenu["lieux"]]}

    monkeypatch.setattr(migrations, "CHAINE", migrations.Chaine(version=2, etapes={1: crier}))
    lignes = charger_lignes(flux(HALLE | {"nom": 3}, HALLE), continuer=True)
    assert [lieu.nom for lieu in lignes] == [HALLE["nom"].upper()]
    assert fautes(lignes) == ["version.migration /lignes/2"]
