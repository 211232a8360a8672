"""Write ``soinsprimaires/__init__.py`` and the frozen list of the public names from what the modules declare.

    python -m outils.noms_publics [--verifier]

The modules are read, never imported; what does not exist yet gives no name. A name that disappears is a line less in
the list. ``--verifier`` writes nothing, shows what differs and exits with 1 when a file is not what it should be.
"""

import argparse
import ast
import difflib
import re
import sys
from pathlib import Path
from typing import Final

RACINE: Final = Path(__file__).resolve().parent.parent
PAQUET: Final = "src/soinsprimaires"
INIT: Final = f"{PAQUET}/__init__.py"
LISTE: Final = "tests/api/noms-publics.txt"
LARGEUR: Final = 120

TYPES_DE: Final = (
    "anomalies",
    "erreurs",
    "extensions",
    "identifiants",
    "jours",
    "mesures",
    "modele.*",
    "referentiels.codes",
    "sources",
    "temps",
)
"""Modules whose every declared type is public at the root; their functions and constants stay in the module."""

CHOISIS: Final = {
    "referentiels": ("Commune",),
    "regles.controle": ("controler",),
    "regles.rapport": ("Rapport",),
    "serialisation": (
        "Chargement",
        "Lignes",
        "Emplacement",
        "charger",
        "charger_en_detail",
        "charger_lignes",
        "corriger",
        "depuis_json",
        "depuis_json_en_detail",
        "depuis_objet",
        "ecrire",
        "ecrire_lignes",
        "empreinte",
        "en_json",
        "en_objet",
    ),
    "tables": ("vers_pandas",),
}
"""Names taken one by one from modules that declare more."""

MODULES: Final = (
    "affichage",
    "analyse",
    "comparaison",
    "composition",
    "cycle",
    "droit",
    "echanges",
    "financement",
    "grappe",
    "identifiants",
    "referentiels",
    "regles",
    "schemas",
    "strategies",
    "synthese",
    "tables",
)
"""Modules reached by their own name."""

_CAPWORDS: Final = re.compile(r"[A-Z]+[a-z]\w*")

ENTETE: Final = '''\
"""French primary care as typed, dated, sourced objects.

The public names are loaded on first use (PEP 562): importing the package costs little, whatever is used of it.
"""

# Written by outils/noms_publics.py from the names that the modules declare.

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
'''

# A type checker that saw __getattr__ would accept any name.
ACCES: Final = """\
if not TYPE_CHECKING:  # pragma: no branch

    def __getattr__(nom: str) -> Any:
        if nom in _MODULES:
            valeur = import_module(f"{__name__}.{nom}")
        elif nom in _NOMS:
            valeur = getattr(import_module(f"{__name__}.{_NOMS[nom]}"), nom)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {nom!r}", name=nom, obj=sys.modules[__name__])
        globals()[nom] = valeur
        return valeur


def __dir__() -> list[str]:
    return sorted([*__all__, *_MODULES])
"""


def ordre(nom: str) -> tuple[int, str]:
    """Place of a name among others as linters sort them: constants, classes, the rest."""
    if nom.isupper():
        return 0, nom
    return (1 if nom[0].isupper() else 2), nom


def fichier_du_module(paquet: Path, module: str) -> Path | None:
    """File of a module or of a package, ``None`` when it does not exist."""
    base = paquet.joinpath(*module.split("."))
    return next((f for f in (base.with_suffix(".py"), base / "__init__.py") if f.is_file()), None)


def declares(arbre: ast.Module) -> list[str]:
    """Names of ``__all__``.

    Raises:
        ValueError: the module has no ``__all__``, or not a literal one.
    """
    for noeud in arbre.body:
        if isinstance(noeud, ast.Assign) and [ast.unparse(c) for c in noeud.targets] == ["__all__"]:
            noms: list[str] = ast.literal_eval(noeud.value)
            return noms
    raise ValueError("no __all__")


def types_declares(fichier: Path) -> list[str]:
    """Names of ``__all__`` that are types: the classes of the file, and what is written in CapWords."""
    arbre = ast.parse(fichier.read_text(encoding="utf-8"))
    classes = {noeud.name for noeud in arbre.body if isinstance(noeud, ast.ClassDef)}
    return [nom for nom in declares(arbre) if nom in classes or _CAPWORDS.fullmatch(nom)]


def choisis(fichier: Path, noms: tuple[str, ...]) -> list[str]:
    """The chosen names, those that the module does not declare yet left out."""
    presents = declares(ast.parse(fichier.read_text(encoding="utf-8")))
    return [nom for nom in noms if nom in presents]


def _etendre(paquet: Path, motif: str) -> list[str]:
    if not motif.endswith(".*"):
        return [motif]
    dossier = motif.removesuffix(".*")
    return [f"{dossier}.{f.stem}" for f in paquet.joinpath(dossier).glob("[!_]*.py")]


def noms_par_module(paquet: Path) -> dict[str, list[str]]:
    """Public names of the root, by the module that holds them; both in order.

    Raises:
        ValueError: two modules give the same name.
    """
    trouves: dict[str, list[str]] = {}
    for module in (m for motif in TYPES_DE for m in _etendre(paquet, motif)):
        if fichier := fichier_du_module(paquet, module):
            trouves[module] = types_declares(fichier)
    for module, noms in CHOISIS.items():
        if fichier := fichier_du_module(paquet, module):
            trouves[module] = choisis(fichier, noms)
    tous = [nom for noms in trouves.values() for nom in noms]
    doubles = {nom for nom in tous if tous.count(nom) > 1}
    if doubles:
        raise ValueError(f"declared by two modules: {', '.join(sorted(doubles))}")
    return {module: sorted(trouves[module], key=ordre) for module in sorted(trouves) if trouves[module]}


def importer(module: str, noms: list[str]) -> str:
    """One indented import statement, on one line where it fits."""
    ligne = f"    from {module} import {', '.join(noms)}\n"
    if len(ligne) <= LARGEUR + 1:
        return ligne
    return f"    from {module} import (\n" + "".join(f"        {nom},\n" for nom in noms) + "    )\n"


def ecrire_init(par_module: dict[str, list[str]], modules: list[str]) -> str:
    """Text of ``__init__.py``, as the formatter leaves it."""
    # The modules are not in __all__, since a star import would load them, extras included: "as" exports them for types.
    imports = [f"    from soinsprimaires import {module} as {module}\n" for module in modules]
    imports += [importer(f"soinsprimaires.{module}", noms) for module, noms in par_module.items()]
    module_de = {nom: module for module, noms in par_module.items() for nom in noms}
    return "".join(
        (
            ENTETE,
            *imports,
            "\n__all__ = [\n",
            *(f'    "{nom}",\n' for nom in sorted(module_de, key=ordre)),
            "]\n\n_NOMS: Final = {\n",
            *(f'    "{nom}": "{module_de[nom]}",\n' for nom in sorted(module_de, key=ordre)),
            "}\n_MODULES: Final = (\n",
            *(f'    "{nom}",\n' for nom in modules),
            ")\n\n",
            ACCES,
        )
    )


def ecrire_liste(par_module: dict[str, list[str]], modules: list[str]) -> str:
    """Text of the frozen list: a name and its module on each line."""
    paires = [(nom, f"soinsprimaires.{module}") for module, noms in par_module.items() for nom in noms]
    paires += [(nom, "(module)") for nom in modules]
    return "".join(f"{nom} {module}\n" for nom, module in sorted(paires, key=lambda paire: ordre(paire[0])))


def textes(racine: Path) -> dict[str, str]:
    """What each written file should hold, by its path from the root of the project."""
    paquet = racine / PAQUET
    par_module = noms_par_module(paquet)
    modules = [module for module in MODULES if fichier_du_module(paquet, module)]
    return {INIT: ecrire_init(par_module, modules), LISTE: ecrire_liste(par_module, modules)}


def ecarts(racine: Path) -> list[str]:
    """Lines of a diff from what stands in the files to what should."""
    lignes: list[str] = []
    for nom, attendu in textes(racine).items():
        fichier = racine / nom
        present = fichier.read_text(encoding="utf-8") if fichier.is_file() else ""
        lignes += difflib.unified_diff(
            present.splitlines(), attendu.splitlines(), nom, "declared by the modules", lineterm="", n=0
        )
    return lignes


def principal(arguments: list[str] | None = None, racine: Path = RACINE) -> int:
    """Write the two files, or tell how they differ.

    Returns:
        1 when ``--verifier`` finds a difference, else 0.
    """
    analyseur = argparse.ArgumentParser(description="Écrit les noms publics de la bibliothèque.")
    analyseur.add_argument("--verifier", action="store_true", help="n'écrit rien ; sort avec 1 en cas d'écart")
    if not analyseur.parse_args(arguments).verifier:
        for nom, texte in textes(racine).items():
            (racine / nom).parent.mkdir(parents=True, exist_ok=True)
            (racine / nom).write_text(texte, encoding="utf-8", newline="\n")
        return 0
    lignes = ecarts(racine)
    if lignes:
        print(*lignes, "If this is meant: python -m outils.noms_publics", sep="\n")
    return 1 if lignes else 0


if __name__ == "__main__":
    sys.exit(principal())
