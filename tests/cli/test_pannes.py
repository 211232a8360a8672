"""Every command, as its own tree gives them, before every file and stream that does not do what it should.

None ends in a traceback: it says one French sentence, exits with 2 and leaves what stood there as it was.
"""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest
from tests.echanges.fichiers import csv_finess, ligne_annuaire, ligne_finess, texte_annuaire
from typer.main import get_command
from typer.testing import CliRunner, Result

from soinsprimaires import CPTS, NatureProjet, Projet, Registre, charger, charger_lignes, ecrire, ecrire_lignes
from soinsprimaires.cli import _cible, _json
from soinsprimaires.cli._commandes import application

GROUPE: Final[Any] = get_command(application)

LUS: Final = {
    "FICHIER": ["registre.json"],
    "AVANT": ["registre.json"],
    "APRES": ["autre.json"],
    "CLE": ["cle.bin"],
    "REGISTRE": ["registre.json"],
    "NATURE FICHIER": ["annuaire", "annuaire.txt", "finess", "finess.csv"],
    "FAITS": ["faits.toml"],
    "BAREME": ["bareme.toml"],
}
"""Files that a parameter reads, by the word that its help shows for it."""
SANS_FLUX: Final = frozenset({"CLE", "FAITS", "BAREME"})
"""Files that the standard input cannot stand for."""
ECRITS: Final = frozenset({"--sortie"})
AUTRES: Final = frozenset(
    {
        *("AAAA", "CODE", "DATE", "DOSSIER", "IDENTIFIANT", "N", "NOM", "TOML", "QUOI", "PROJET", "ACTE", "ANCIEN"),
        *("NOUVEAU", "QUI", "MISSION", "AVIS", "MOT", "ACTIVITE", "ECRITURE", "ETAT", "PROJETS", "TEXTE"),
        *("DOCUMENT", "DOCUMENTS"),
        None,  # a flag or a list of values
    }
)
MOTS: Final = {"gabarit": ["evenements"], "noter": ["Été", "emergence"], "renommer": ["p", "q"]}
"""What a command asks for beside files."""
EXTENSIONS: Final = {"rapport": ".html", "gabarit": ".xlsx", "completer": ".xlsx"}
"""What ``-o`` takes; JSON elsewhere."""


REGISTRES: Final = frozenset({"importer", "noter", "renommer"})
"""Commands that write a registre that they changed."""


def _noms(parametre: Any) -> set[str]:
    return {nom for nom in parametre.opts if nom.startswith("--")}


def lit(parametre: Any) -> bool:
    return parametre.metavar in LUS and not _noms(parametre) & ECRITS


def ecrit(parametre: Any) -> bool:
    return bool(_noms(parametre) & ECRITS) and parametre.metavar != "DOSSIER"


ENTREES: Final = [(nom, p) for nom, commande in GROUPE.commands.items() for p in commande.params if lit(p)]
SORTIES: Final = [nom for nom, commande in GROUPE.commands.items() if any(map(ecrit, commande.params))]


@pytest.fixture
def lieu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    cpts = CPTS(identifiant="c", nom="CPTS « de l'été » – 1\u202f300 œuvres")
    registre = Registre(
        structures=(cpts,), projets=(Projet(identifiant="p", nom="Été", nature=NatureProjet.CPTS, structure="c"),)
    )
    ecrire(registre, tmp_path / "registre.json")
    ecrire(Registre(), tmp_path / "autre.json")
    (tmp_path / "cle.bin").write_bytes(bytes(range(16)))
    (tmp_path / "faits.toml").write_text("population = 30000\n", encoding="utf-8")
    (tmp_path / "bareme.toml").write_text("version = '1'\n", encoding="utf-8")
    (tmp_path / "finess.csv").write_bytes(csv_finess(ligne_finess()))
    (tmp_path / "annuaire.txt").write_bytes(texte_annuaire(ligne_annuaire()))
    return tmp_path


def demande(nom: str, *, sortie: str | None = None, **remplaces: str) -> list[str]:
    """The shortest command line that works: each required parameter, and those asked for."""
    arguments = [nom]
    for parametre in GROUPE.commands[nom].params:
        longues = sorted(_noms(parametre))
        if ecrit(parametre):
            voulue = sortie or (
                f"neuf{EXTENSIONS.get(nom, '.json')}" if parametre.required or nom in REGISTRES else None
            )
            arguments += [] if voulue is None else [longues[0], voulue]
        elif lit(parametre) and (parametre.required or parametre.name in remplaces):
            *avant, fichier = LUS[parametre.metavar]
            arguments += [*longues[:1], *avant, remplaces.get(parametre.name, fichier)]
    return [*arguments, *MOTS.get(nom, [])]


def lancer(*arguments: str, encodage: str = "utf-8", entree: bytes | None = None) -> Result:
    return CliRunner(charset=encodage).invoke(application, arguments, input=entree)


def exiger_un_refus(resultat: Result) -> None:
    assert isinstance(resultat.exception, SystemExit), resultat.exception
    assert resultat.exit_code == 2, resultat.output
    assert resultat.stderr.strip(), "rien n'est dit"
    anglais = ("Traceback", "Errno", *(os.strerror(numero) for numero in (2, 13, 17, 20, 21, 28, 36, 40)))
    assert not [mot for mot in anglais if mot in resultat.stderr]


def test_chaque_parametre_est_lu_ecrit_ou_autre() -> None:
    """A new parameter says here what it is, or what follows would not try it."""
    inconnus = {
        (nom, parametre.metavar)
        for nom, commande in GROUPE.commands.items()
        for parametre in commande.params
        if not lit(parametre) and not ecrit(parametre) and parametre.metavar not in AUTRES
    }
    assert inconnus == set()
    assert len(ENTREES) >= 9
    assert len(SORTIES) >= 7


@pytest.mark.parametrize("nom", GROUPE.commands)
def test_ce_qui_est_demande_ici_marche(nom: str, lieu: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if nom == "demo":
        monkeypatch.chdir(Path(__file__).parents[2])
        assert lancer(nom, "--sortie", str(lieu / "demo")).exit_code == 0
    else:
        assert lancer(*demande(nom)).exit_code in {0, 1}


# -- what is read -------------------------------------------------------------------------------------------------


def _boucle(lieu: Path) -> str:
    (lieu / "boucle.json").symlink_to("boucle.json")
    return "boucle.json"


def _tube(lieu: Path) -> str:
    os.mkfifo(lieu / "tube.json")
    return "tube.json"


def _ecrire(contenu: bytes) -> Callable[[Path], str]:
    def faire(lieu: Path) -> str:
        (lieu / "hostile.json").write_bytes(contenu)
        return "hostile.json"

    return faire


HOSTILES: Final[dict[str, Callable[[Path], str]]] = {
    "absent": lambda _: "absent.json",
    "dossier": lambda _: ".",
    "vide": _ecrire(b""),
    "binaire": _ecrire(bytes(range(256)) * 40),
    "longue ligne": _ecrire(b"a" * 5_000_000),
    "profond": _ecrire(b"[" * 100_000),
    "tube": _tube,
    "sans fond": lambda _: "/dev/zero",
    "rien": lambda _: "/dev/null",
    "boucle": _boucle,
    "nom trop long": lambda _: "a" * 5_000,
    "dans un fichier": lambda _: "registre.json/a.json",
    "moitié de caractère": lambda _: "\udce9.json",
}


@pytest.mark.parametrize("hostile", HOSTILES)
@pytest.mark.parametrize(("nom", "parametre"), ENTREES, ids=lambda p: getattr(p, "name", p))
def test_un_fichier_inutilisable_est_refuse_en_francais(nom: str, parametre: Any, hostile: str, lieu: Path) -> None:
    mauvais = HOSTILES[hostile](lieu)
    avant = set(lieu.iterdir())
    exiger_un_refus(lancer(*demande(nom, **{parametre.name: mauvais})))
    assert set(lieu.iterdir()) == avant


@pytest.mark.parametrize("entree", [None, b"", b"\xff\xfe", b"{" * 10], ids=["fermée", "vide", "binaire", "tronquée"])
@pytest.mark.parametrize(("nom", "parametre"), ENTREES, ids=lambda p: getattr(p, "name", p))
def test_une_entree_standard_inutilisable_aussi(
    nom: str, parametre: Any, entree: bytes | None, lieu: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if entree is None:
        # What the shell gives as « <&- ».
        code, dit = directement(monkeypatch, demande(nom, **{parametre.name: "-"}), "stdin", None)
        assert code == 2
        assert "entrée standard : elle est fermée" in dit or parametre.metavar in SANS_FLUX
    else:
        exiger_un_refus(lancer(*demande(nom, **{parametre.name: "-"}), entree=entree))


# -- what is written ----------------------------------------------------------------------------------------------


def _lier(lieu: Path, *, dur: bool) -> str:
    lien = lieu / "lien.json"
    lien.hardlink_to(lieu / "registre.json") if dur else lien.symlink_to("registre.json")
    return "lien.json"


LUES: Final[dict[str, Callable[[Path], str]]] = {
    "la même": lambda _: "registre.json",
    "par un lien": lambda lieu: _lier(lieu, dur=False),
    "par un lien dur": lambda lieu: _lier(lieu, dur=True),
    "par un autre chemin": lambda lieu: f"../{lieu.name}/./registre.json",
    "en entier": lambda lieu: str(lieu / "registre.json"),
}


@pytest.mark.parametrize("cible", LUES)
@pytest.mark.parametrize("nom", SORTIES)
def test_ce_qui_fut_lu_n_est_jamais_remplace(nom: str, cible: str, lieu: Path) -> None:
    # The page has its own extension: the file is then read under a name that has it too.
    extension = EXTENSIONS.get(nom, ".json")
    avant = (lieu / "registre.json").read_bytes()
    vers = LUES[cible](lieu).replace(".json", extension)
    if extension != ".json":
        for lue in lieu.glob("*.json"):
            lue.rename(lue.with_suffix(extension))
        (lieu / "registre.json").symlink_to(f"registre{extension}")
        (lieu / "autre.json").symlink_to(f"autre{extension}")
    dans = {"dans": "registre.json"} if nom == "importer" else {}
    exiger_un_refus(lancer(*demande(nom, sortie=vers, **dans)))
    assert (lieu / "registre.json").read_bytes() == avant


def test_une_cle_n_est_jamais_remplacee(lieu: Path) -> None:
    (lieu / "cle.json").hardlink_to(lieu / "cle.bin")
    for vers in ("cle.json", "cle.bin"):
        exiger_un_refus(lancer(*demande("pseudonymiser", sortie=vers)))
    assert (lieu / "cle.bin").read_bytes() == bytes(range(16))


def test_l_entree_standard_n_est_jamais_remplacee(lieu: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    avant = (lieu / "registre.json").read_bytes()
    with (lieu / "registre.json").open() as entree:
        code, dit = directement(monkeypatch, ["convertir", "-", "-o", "registre.json"], "stdin", entree)
    assert (code, "vient d'être lu" in dit) == (2, True)
    assert (lieu / "registre.json").read_bytes() == avant


IMPOSSIBLES: Final[dict[str, Callable[[Path, str], str]]] = {
    "ods": lambda _, __: "neuf.ods",
    "extension inconnue": lambda _, __: "neuf.pdf",
    "dossier": lambda lieu, ext: _dossier(lieu, f"neuf{ext}"),
    "dossier absent": lambda _, ext: f"absent/neuf{ext}",
    "dans un fichier": lambda _, ext: f"cle.bin/neuf{ext}",
    "nom trop long": lambda _, ext: "a" * 5_000 + ext,
    "boucle": lambda lieu, ext: _cycle(lieu, f"neuf{ext}"),
    "tube": lambda lieu, ext: _en_tube(lieu, f"neuf{ext}"),
    "disque plein": lambda _, __: "/dev/full",
}


def _dossier(lieu: Path, nom: str) -> str:
    (lieu / nom).mkdir()
    return nom


def _cycle(lieu: Path, nom: str) -> str:
    (lieu / nom).symlink_to(nom)
    return nom


def _en_tube(lieu: Path, nom: str) -> str:
    os.mkfifo(lieu / nom)
    return nom


@pytest.mark.parametrize("impossible", IMPOSSIBLES)
@pytest.mark.parametrize("nom", SORTIES)
def test_une_sortie_impossible_est_refusee_en_francais(nom: str, impossible: str, lieu: Path) -> None:
    vers = IMPOSSIBLES[impossible](lieu, EXTENSIONS.get(nom, ".json"))
    avant = set(lieu.iterdir())
    resultat = lancer(*demande(nom, sortie=vers))
    exiger_un_refus(resultat)
    assert set(lieu.iterdir()) == avant


@pytest.mark.parametrize("nom", SORTIES)
def test_une_extension_impossible_est_refusee_avant_de_lire(nom: str, lieu: Path) -> None:
    assert ".ods" in lancer(*demande(nom, sortie="neuf.ods", fichier="absent.json", avant="absent.json")).stderr


@pytest.mark.parametrize("nom", SORTIES)
def test_un_format_ne_s_ecrit_pas_sous_le_nom_d_un_autre(nom: str, lieu: Path) -> None:
    if "--format" not in {n for p in GROUPE.commands[nom].params for n in p.opts}:
        pytest.skip("un seul format")
    resultat = lancer(*demande(nom, sortie="neuf.md"), "--format", "json")
    exiger_un_refus(resultat)
    assert "le format json ne s'écrit pas dans un fichier .md" in resultat.stderr


@pytest.mark.parametrize("vers", ["registre.json", "/dev/full/demo", "/proc/demo"])
def test_les_exemples_ne_s_ecrivent_pas_n_importe_ou(vers: str, lieu: Path) -> None:
    exemples = str(Path(__file__).parents[2] / "examples")
    exiger_un_refus(lancer("demo", "--exemples", exemples, "--sortie", vers))


@pytest.mark.parametrize("script", ["autre = 1", "1 +", "construire = AU = TITRE = None", "raise RuntimeError('x')"])
def test_un_dossier_qui_ne_tient_pas_d_exemples_le_dit(script: str, lieu: Path) -> None:
    (lieu / "ailleurs").mkdir()
    (lieu / "ailleurs" / "autre.py").write_text(script)
    resultat = lancer("demo", "--exemples", "ailleurs", "--sortie", "neuf")
    exiger_un_refus(resultat)
    assert "autre.py" in resultat.stderr


# -- a registre that is replaced ----------------------------------------------------------------------------------

REMPLACENT: Final = {
    "convertir": (_json, ["convertir", "registre.json", "--sur-place"]),
    "convertir en lignes": (_json, ["convertir", "registre.jsonl", "--sur-place"]),
    "importer": (_cible, ["importer", "finess", "finess.csv", "--dans", "registre.json", "--sur-place"]),
    "noter": (_cible, ["noter", "registre.json", "Été", "emergence", "--sur-place"]),
    "renommer": (_cible, ["renommer", "registre.json", "Été", "--nom", "Hiver", "--sur-place"]),
}


def test_ce_qui_remplace_le_dit() -> None:
    remplacent = {n for n, c in GROUPE.commands.items() if any("--sur-place" in p.opts for p in c.params)}
    assert remplacent == {arguments[0] for _, arguments in REMPLACENT.values()}


@pytest.mark.parametrize("cas", REMPLACENT)
def test_un_registre_change_par_un_autre_n_est_pas_perdu(cas: str, lieu: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module, arguments = REMPLACENT[cas]
    ecrire_lignes(charger(lieu / "registre.json"), lieu / "registre.jsonl")
    assert lancer(*arguments).exit_code == 0
    lue = module.empreinte_du_fichier

    def changer_apres(chemin: str) -> str:
        empreinte: str = lue(chemin)
        (ecrire_lignes if chemin.endswith("jsonl") else ecrire)(Registre(), chemin)
        return empreinte

    monkeypatch.setattr(module, "empreinte_du_fichier", changer_apres)
    vers = next(mot for mot in arguments if mot.startswith("registre"))
    resultat = lancer(*arguments)
    exiger_un_refus(resultat)
    # What is asked of a project is judged on what was read last.
    assert "a changé depuis sa lecture" in resultat.stderr or "aucun projet ne s'appelle" in resultat.stderr
    assert [*(charger_lignes(lieu / vers).registre() if vers.endswith("l") else charger(lieu / vers))] == []


# -- standard streams ---------------------------------------------------------------------------------------------


def directement(monkeypatch: pytest.MonkeyPatch, arguments: list[str], flux: str, valeur: Any) -> tuple[int, str]:
    """Run with one stream of the process replaced; the exit code, and what is told."""
    dit = io.StringIO()
    with monkeypatch.context() as change:
        change.setattr(sys, "stderr", dit)
        change.setattr(sys, flux, valeur)
        with pytest.raises(SystemExit) as fin:
            application(arguments, prog_name="soinsprimaires")
    assert isinstance(fin.value.code, int)
    return fin.value.code, dit.getvalue()


MONTRENT: Final = sorted(set(GROUPE.commands) - {"pseudonymiser", "demo", "gabarit"} - REGISTRES)


@pytest.fixture
def plein() -> Iterator[io.TextIOBase]:
    if not Path("/dev/full").exists():
        pytest.skip("ce système n'a pas /dev/full")
    with suppress(OSError), Path("/dev/full").open("w", encoding="utf-8") as flux:  # it cannot even be closed
        yield flux


@pytest.mark.parametrize("nom", MONTRENT)
@pytest.mark.parametrize("aide", [(), ("--help",)], ids=["", "aide"])
def test_une_sortie_standard_pleine_est_dite(
    nom: str,
    aide: tuple[str, ...],
    lieu: Path,
    monkeypatch: pytest.MonkeyPatch,
    plein: io.TextIOBase,
) -> None:
    assert directement(monkeypatch, [*demande(nom), *aide], "stdout", plein) == (
        2,
        "sortie standard : le disque est plein\n",
    )


@pytest.mark.parametrize("nom", MONTRENT)
@pytest.mark.parametrize("aide", [(), ("--help",)], ids=["", "aide"])
def test_une_sortie_que_personne_ne_lit_s_arrete_en_silence(
    nom: str,
    aide: tuple[str, ...],
    lieu: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lu, ecrit_ = os.pipe()
    os.close(lu)
    with os.fdopen(ecrit_, "w", encoding="utf-8") as flux:
        code, dit = directement(monkeypatch, [*demande(nom), *aide], "stdout", flux)
    assert code == 141
    assert [ligne for ligne in dit.splitlines() if "celle qui s'écrit" not in ligne] == []


@pytest.mark.parametrize("nom", GROUPE.commands)
def test_une_sortie_standard_fermee_est_dite(nom: str, lieu: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, dit = directement(monkeypatch, demande(nom), "stdout", None)
    assert (code, dit) == (2, "sortie standard : elle est fermée\n")


def test_une_sortie_d_erreur_fermee_n_empeche_rien(lieu: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(SystemExit) as fin:
        application(["convertir", "registre.json", "-o", "neuf.json"], prog_name="soinsprimaires")
    sys.stderr.close()
    assert fin.value.code == 0
    assert (lieu / "neuf.json").exists()


def test_une_sortie_d_erreur_pleine_non_plus(lieu: Path, monkeypatch: pytest.MonkeyPatch, plein: io.TextIOBase) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    monkeypatch.setattr(sys, "stderr", plein)
    for arguments, code in ((["convertir", "registre.json", "-o", "neuf.json"], 0), (["controler", "absent.json"], 2)):
        with pytest.raises(SystemExit) as fin:
            application(arguments, prog_name="soinsprimaires")
        assert fin.value.code == code
    assert (lieu / "neuf.json").exists()


def test_un_tableau_pris_pour_un_dossier_dit_qu_il_s_importe(lieu: Path) -> None:
    resultat = lancer("portefeuille", "finess.csv")
    exiger_un_refus(resultat)
    assert "soinsprimaires importer --help" in resultat.stderr


@pytest.mark.parametrize("encodage", ["cp1252", "ascii", "latin-1", "cp850"])
@pytest.mark.parametrize("nom", MONTRENT)
def test_une_sortie_qui_n_est_pas_en_utf_8_se_lit(nom: str, encodage: str, lieu: Path) -> None:
    for arguments in (demande(nom), [nom, "--help"], [nom, "--œuvre"]):
        resultat = lancer(*arguments, encodage=encodage)
        assert resultat.exception is None or isinstance(resultat.exception, SystemExit), resultat.exception
        # What is for a person is in the encoding asked for; what is a file is in UTF-8.
        pour_programme = nom in {"rapport", "convertir", "schema"} and arguments == demande(nom)
        resultat.stdout_bytes.decode("utf-8" if pour_programme else encodage)
        assert b"\\u" not in resultat.stderr_bytes


@pytest.mark.parametrize("encodage", ["cp1252", "ascii"])
@pytest.mark.parametrize("nom", MONTRENT)
def test_le_json_est_toujours_en_utf_8(nom: str, encodage: str, lieu: Path) -> None:
    en_json = ["--json"] if any("--json" in p.opts for p in GROUPE.commands[nom].params) else []
    resultat = lancer(*demande(nom), *en_json, encodage=encodage)
    attendu = lancer(*demande(nom), *en_json)
    assert json.loads(resultat.stdout_bytes.decode("utf-8")) == json.loads(attendu.stdout)


def test_ce_que_l_encodage_n_a_pas_se_lit_quand_meme(lieu: Path) -> None:
    dit = lancer("controler", "registre.json", "--au", "2026-11-04", encodage="ascii").stdout
    assert "Verification du registre au 4 novembre 2026" in dit
    assert 'on ne peut pas dire "conforme"' in dit.replace('" ', '"').replace(' "', '"').replace('dire"', 'dire "')
