"""The end of ``docs/reference/format-json.md``: every field, word and code of the format, from the schema and the code.

Each kind has an example that the library reads, of the document that has every field.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from soinsprimaires import charger, en_objet, schemas
from soinsprimaires.cycle import ETATS
from soinsprimaires.modele._champs import champs
from soinsprimaires.modele.genres import GENRES
from soinsprimaires.modele.structures import ETIQUETTE, ETIQUETTES
from soinsprimaires.referentiels import CodeNomenclature, libelle, professions

RACINE: Final = Path(__file__).resolve().parent.parent
PAGE: Final = "docs/reference/format-json.md"
REPERE: Final = "<!-- From here on written by outils/format_json.py; `make docs` writes it again. -->\n"
COMPLET: Final = "tests/donnees/v1/complet.json"
LECTEURS: Final = ("anomalies", "erreurs", "extensions", "identifiants", "mesures", "modele", "serialisation", "temps")
"""Where what a reader refuses is said."""

COMMUNS: Final = ("extensions", "identifiant", "origines", "provenance")
HORS_LECTURE: Final = frozenset(
    {
        "chargement.places",
        "cle.forme",
        "cle.texte",
        "date.type",
        "decimal.fini",
        "decimal.type",
        "difference.seule",
        "etendue.bornes",
        "extensions.cle",
        "extensions.type",
        "extensions.valeur",
        "flux.type",
        "identifiant.cle",
        "identifiant.fixe",
        "identifiant.inconnu",
        "identifiant.sorte",
        "limites.forme",
        "periode.chevauchement",
    }
)
"""What the functions of Python refuse and no document can be refused for."""

_DITES_PAR_LE_FLUX: Final = {
    "flux.bombe": "le fichier dépasse … octets une fois décompressé (taille_max)"
    " / le fichier grossit plus de … fois en se décompressant (ratio_max)",
    "flux.tronque": "le fichier compressé est tronqué, la suite manque / le fichier compressé est corrompu (…)",
}
"""Sentences that are made where no code is: what they say."""

_CODE: Final = re.compile(r"[a-z]+\.[a-z_]+")
_REF: Final = "#/$defs/"


def page(racine: Path = RACINE) -> str:
    """The whole page: what is written by hand, then the rest."""
    main, repere, _ = (racine / PAGE).read_text(encoding="utf-8").partition(REPERE)
    return f"{main}{repere}\n{engendrer(racine)}"


def engendrer(racine: Path = RACINE) -> str:
    """What is written from the schema and the code."""
    definitions: dict[str, Any] = schemas.schema()["$defs"]
    exemples: dict[str, Any] = json.loads((racine / COMPLET).read_text(encoding="utf-8"))["contenu"]
    return "\n".join(
        (
            *_entites(definitions, exemples),
            *_valeurs(definitions, _exemples(charger(racine / COMPLET))),
            *_mots(definitions),
            *_textes(definitions),
            *_codes(racine),
        )
    )


def _entites(definitions: dict[str, Any], exemples: dict[str, Any]) -> Iterator[str]:
    yield "## Every field of every kind\n"
    yield "A key in bold is obligatory. Every entity has these too:\n"
    yield from _tableau(definitions["Lieu"], COMMUNS)
    yield from _exemple({cle: exemples["lieux"][0][cle] for cle in COMMUNS})
    for genre in GENRES:
        definition = definitions[genre.classe.__name__]
        liste = exemples[genre.liste]
        exemple = next(e for e in liste if e.get(ETIQUETTE, genre.mot) == genre.mot)
        etiquette = f", `{ETIQUETTE}` being `{genre.mot}`" if genre.mot in ETIQUETTES else ""
        yield f"### `{genre.liste}`: {genre.classe.__name__}\n"
        yield f"{definition['description']}{etiquette and f' In the list `{genre.liste}`{etiquette}.'}\n"
        yield from _tableau(definition, [cle for cle in definition["properties"] if cle not in COMMUNS])
        yield from _exemple({cle: v for cle, v in exemple.items() if cle not in COMMUNS or cle == "identifiant"})


def _valeurs(definitions: dict[str, Any], exemples: dict[str, Any]) -> Iterator[str]:
    yield "## Objects inside them\n"
    faits = {"Registre", "Structure", *(genre.classe.__name__ for genre in GENRES)}
    for nom in sorted(definitions.keys() - faits):
        definition = definitions[nom]
        if "properties" in definition:
            yield f"### {nom}\n"
            yield f"{definition['description']}\n"
            yield from _tableau(definition, definition["properties"])
            yield from _exemple(exemples[nom])


def _exemples(valeur: Any) -> dict[str, Any]:
    """Of each class, the fullest of the objects inside a value; two classes may have the same keys."""
    trouves: dict[str, Any] = {}
    attente = [valeur]
    while attente:
        courante = attente.pop()
        siens = champs(type(courante))
        if siens:
            objet, nom = en_objet(courante), type(courante).__name__
            trouves[nom] = max(trouves.get(nom, {}), objet, key=len)
        suite = [getattr(courante, champ.nom) for champ in siens] or (courante if isinstance(courante, tuple) else ())
        attente += reversed(suite)
    return trouves


def _tableau(definition: dict[str, Any], cles: Iterable[str]) -> Iterator[str]:
    requis = definition.get("required", ())
    yield "| key | form | what |"
    yield "|---|---|---|"
    for cle in sorted(cles):
        champ = definition["properties"][cle]
        nom = f"**`{cle}`**" if cle in requis else f"`{cle}`"
        defaut = f" ; `{json.dumps(champ['default'])}` when absent" if "default" in champ else ""
        vers = champ.get("$comment", "")
        suite = f" ({vers})" if vers else ""
        yield f"| {nom} | {_forme(champ)}{defaut} | {_cellule(champ['description'])}{suite} |"
    yield ""


def _forme(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return f"`{schema['$ref'].removeprefix(_REF)}`"
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "anyOf" in schema:
        return " or ".join(map(_forme, schema["anyOf"]))
    if "allOf" in schema:
        bornes = f", `{schema['pattern']}`" if "pattern" in schema else ""
        return " ".join(map(_forme, schema["allOf"])) + _cellule(bornes)
    if schema["type"] == "array":
        return f"list of {_forme(schema['items'])}"
    bornes = f" from {schema['minimum']} to {schema['maximum']}" if "minimum" in schema else ""
    return f"{schema['type']}{bornes}"


def _cellule(texte: str) -> str:
    return texte.replace("|", "\\|")


def _exemple(valeur: Any) -> Iterator[str]:
    yield "```json"
    yield json.dumps(valeur, ensure_ascii=False, sort_keys=True)
    yield "```\n"


_OU_LES_ACTES: Final = (
    " What each does, from which state and to which: "
    + ", ".join(
        f"[{dit}](cycle-{page}.md)"
        for dit, page in (
            ("CPTS", "cpts"),
            ("MSP", "msp"),
            ("centre de santé", "centre-sante"),
            ("équipe de soins primaires", "esp"),
            ("équipe de soins spécialisés", "ess"),
        )
    )
    + "."
)


def _mots(definitions: dict[str, Any]) -> Iterator[str]:
    yield "## Every word\n"
    yield "A word is written as it stands here, before its French.\n"
    yield "| list | words |"
    yield "|---|---|"
    for nom, definition in sorted(definitions.items()):
        if "enum" in definition:
            suite = _OU_LES_ACTES if nom == "Acte" else ""
            yield f"| `{nom}` | {_cellule(definition['description'])}{suite} |"
    for nature, etats in ETATS.items():
        dits = ", ".join(f"{etat.value} ({etat.libelle})" for etat in etats)
        yield f"| state of a project of nature `{nature.value}` | {dits}. |"
    yield ""
    yield "The usual codes of professions and of savoir-faire, which `CodeNomenclature` holds with their system:\n"
    yield "| system | codes |"
    yield "|---|---|"
    codes = [valeur for nom in professions.__all__ if isinstance(valeur := getattr(professions, nom), CodeNomenclature)]
    for systeme in sorted({code.systeme for code in codes}, key=lambda systeme: str(systeme.value)):
        siens = sorted({code.code for code in codes if code.systeme is systeme})
        dits = ", ".join(f"{code} ({libelle(CodeNomenclature(systeme, code))})" for code in siens)
        yield f"| `{systeme.value}` ({systeme.libelle}) | {dits} |"
    yield ""


def _textes(definitions: dict[str, Any]) -> Iterator[str]:
    yield "## Every form of text\n"
    yield "| form | what | pattern |"
    yield "|---|---|---|"
    for nom, definition in sorted(definitions.items()):
        if definition.get("type") == "string" and "enum" not in definition:
            exemples = ", ".join(f"`{exemple}`" for exemple in definition.get("examples", ()))
            dit = f"{definition['description']}{f' Examples: {exemples}.' if exemples else ''}"
            yield f"| `{nom}` | {_cellule(dit)} | `{_cellule(definition['pattern'])}` |"
    yield ""


# -- codes --------------------------------------------------------------------------------------------------------


def _codes(racine: Path) -> Iterator[str]:
    yield "## Every code of an anomaly\n"
    tous = codes(racine)
    yield "What a reader of documents refuses, with the sentences that it says; `…` stands for what it found.\n"
    yield from _table_de({code: tous[code] for code in tous.keys() - HORS_LECTURE})
    yield "### Of the functions of Python alone\n"
    yield "What no document is refused for: an argument, a value made in Python, a question that has no answer.\n"
    yield from _table_de({code: tous[code] for code in HORS_LECTURE})


def _table_de(codes: dict[str, set[str]]) -> Iterator[str]:
    yield "| code | sentences |"
    yield "|---|---|"
    for code, phrases in sorted(codes.items()):
        yield f"| `{code}` | {_cellule(' / '.join(sorted(phrases)))} |"
    yield ""


def codes(racine: Path = RACINE) -> dict[str, set[str]]:
    """The codes that the readers and the constructors give, with their sentences where the code writes them."""
    trouves: dict[str, set[str]] = {}
    for piece in LECTEURS:
        base = racine / "src" / "soinsprimaires" / piece
        for fichier in [base.with_suffix(".py")] if base.with_suffix(".py").is_file() else sorted(base.rglob("*.py")):
            for code, trouvee in _du_fichier(ast.parse(fichier.read_bytes())):
                phrase = re.sub("…+", "…", trouvee) or _DITES_PAR_LE_FLUX.get(code, "")
                trouves.setdefault(code, set()).update([phrase] if phrase else [])
    return trouves


def _du_fichier(module: ast.Module) -> Iterator[tuple[str, str]]:
    poses = [
        (noeud.lineno, cible.id, _phrase(noeud.value))
        for noeud in ast.walk(module)
        if isinstance(noeud, ast.Assign | ast.AnnAssign) and noeud.value is not None
        for cible in (noeud.targets if isinstance(noeud, ast.Assign) else [noeud.target])
        if isinstance(cible, ast.Name)
    ]
    for noeud in ast.walk(module):
        arguments: list[ast.expr] = []
        if isinstance(noeud, ast.Call):
            arguments = [*noeud.args, *(nomme.value for nomme in noeud.keywords)]
        elif isinstance(noeud, ast.Tuple):
            arguments = noeud.elts
        dits = [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        # What a name holds there is what was put in it last.
        phrases = {nom: phrase for ligne, nom, phrase in sorted(poses) if ligne <= getattr(noeud, "lineno", 0)}
        for code in filter(_CODE.fullmatch, dits):
            autres = [a for a in arguments if not (isinstance(a, ast.Constant) and a.value == code)]
            phrase = next((p for a in autres if " " in (p := _phrase(a, phrases))), "")
            yield code, phrase


def _phrase(noeud: ast.AST, phrases: dict[str, str] | None = None) -> str:
    """The sentence that an expression writes, as far as it can be read."""
    match noeud:
        case ast.Constant(value=str(texte)):
            return texte
        case ast.JoinedStr(values=morceaux):
            return "".join(str(m.value) if isinstance(m, ast.Constant) else "…" for m in morceaux)
        case ast.Name(id=nom):
            return (phrases or {}).get(nom, "")
        case ast.Call(args=[premier, *_]):
            return _phrase(premier, phrases)
        case _:
            return ""
