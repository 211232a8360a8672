"""What generators of other languages make of the schema: names that people can use, and the documents there and back.

``make generateurs`` installs them, and runs this; without it these tests are skipped, and say so.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.schemas.test_reponses import REPONSES

from soinsprimaires import charger, schemas
from soinsprimaires.comparaison import comparer

RACINE = Path(__file__).parents[2]
OUTILS = RACINE / "build" / "generateurs"
SCHEMA = RACINE / "src" / "soinsprimaires" / "schemas" / f"v{schemas.schema()['properties']['version']['const']}.json"
PROGRAMME = RACINE / "examples" / "typescript" / "suivre.ts"
DOCUMENTS = sorted((RACINE / "tests" / "donnees" / "v1").glob("*.json"))
NOMS = {*schemas.schema()["$defs"], "DocumentRegistre"}
ALLER_RETOUR = """
import json, sys
from modeles import DocumentRegistre
for chemin in sys.argv[1:]:
    lu = json.load(open(chemin, encoding="utf-8"))
    ecrit = DocumentRegistre.model_validate(lu).model_dump_json(exclude_unset=True, by_alias=True)
    assert json.loads(ecrit) == lu, chemin
faux = json.load(open(sys.argv[1], encoding="utf-8")) | {"version": 2}
try:
    DocumentRegistre.model_validate(faux)
except ValueError:
    print("ok")
"""


def lancer(*commande: str | Path, ou: Path = RACINE) -> str:
    arguments = [str(mot) for mot in commande]
    fini = subprocess.run(arguments, capture_output=True, text=True, check=False, cwd=ou)
    assert fini.returncode == 0, fini.stdout + fini.stderr
    return fini.stdout


@pytest.fixture(scope="module")
def noeud(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The TypeScript types, and what the strict validator says of each document."""
    if not (OUTILS / "node_modules" / "ajv").is_dir():
        pytest.skip("generators of other languages are absent: make generateurs")
    types = tmp_path_factory.mktemp("types") / "registre.ts"
    faux = types.with_suffix(".json")
    faux.write_text(DOCUMENTS[0].read_text(encoding="utf-8").replace('"version": 1', '"version": "1"'))
    # From their folder: that is where node finds them.
    script = OUTILS / "generateurs.cjs"
    script.write_text((Path(__file__).parent / "generateurs.cjs").read_text(encoding="utf-8"), encoding="utf-8")
    dits = lancer("node", script, SCHEMA, types, *DOCUMENTS, faux)
    return types, json.loads(dits)


def test_typescript_a_des_noms_que_l_on_peut_employer(noeud: tuple[Path, dict[str, Any]]) -> None:
    types, _ = noeud
    noms = re.findall(r"^export (?:interface|type) (\w+)", types.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(noms) == len(set(noms))
    assert set(noms) == NOMS
    lancer(OUTILS / "node_modules" / ".bin" / "tsc", "--noEmit", "--strict", types)


def test_le_programme_d_exemple_lit_complete_et_reecrit_un_registre(
    noeud: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    types, _ = noeud
    (tmp_path / "suivre.ts").write_text(PROGRAMME.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "registre.ts").write_text(types.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(OUTILS / "node_modules")
    tsc = ("--strict", "--target", "es2022", "--module", "commonjs", "--types", "node", "--outDir", "dist", "suivre.ts")
    lancer(OUTILS / "node_modules" / ".bin" / "tsc", *tsc, ou=tmp_path)
    for document in DOCUMENTS:
        dits = lancer("node", "dist/suivre.js", SCHEMA, document, "copie.json", ou=tmp_path)
        avant, apres = charger(document), charger(tmp_path / "copie.json")
        assert dits.count("\n") == len(avant.projets)
        assert comparer(avant, apres).modifications == ()
        assert [ajout.identifiant for ajout in comparer(avant, apres).ajouts] == ["halle-de-l-exemple"]


@pytest.mark.parametrize("nom", sorted(REPONSES))
def test_les_reponses_ont_leurs_types_et_ajv_strict_les_accepte(
    nom: str, noeud: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    types, documents = tmp_path / "reponse.ts", [tmp_path / f"{rang}.json" for rang in range(len(REPONSES[nom]))]
    for document, texte in zip(documents, REPONSES[nom], strict=True):
        document.write_text(texte, encoding="utf-8")
    dits = lancer("node", OUTILS / "generateurs.cjs", SCHEMA.with_name(f"{nom}-v1.json"), types, *documents)
    assert json.loads(dits) == {str(document): None for document in documents}
    lancer(OUTILS / "node_modules" / ".bin" / "tsc", "--noEmit", "--strict", types)


def test_ajv_strict_accepte_les_documents_et_eux_seuls(noeud: tuple[Path, dict[str, Any]]) -> None:
    _, dits = noeud
    assert {chemin for chemin, fautes in dits.items() if fautes is None} == {str(chemin) for chemin in DOCUMENTS}
    [fautes] = [fautes for fautes in dits.values() if fautes is not None]
    assert [faute["instancePath"] for faute in fautes] == ["/version"]


def test_pydantic_fait_l_aller_et_le_retour(tmp_path: Path) -> None:
    python = OUTILS / "python" / "bin" / "python"
    if not python.is_file():
        pytest.skip("generators of other languages are absent: make generateurs")
    modeles = tmp_path / "modeles.py"
    lancer(
        *(python.with_name("datamodel-codegen"), "--input", SCHEMA, "--input-file-type", "jsonschema"),
        *("--output", modeles, "--output-model-type", "pydantic_v2.BaseModel", "--formatters", "builtin"),
    )
    classes = set(re.findall(r"^class (\w+)\(", modeles.read_text(encoding="utf-8"), re.MULTILINE))
    assert classes == NOMS
    assert lancer(python, "-c", ALLER_RETOUR, *DOCUMENTS, ou=tmp_path).strip() == "ok"


# -- what they need, which the schema is held to everywhere ---------------------------------------------------------


def schemas_internes(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema, itself included."""
    yield schema
    for cle in ("$defs", "properties"):
        for interne in schema.get(cle, {}).values():
            yield from schemas_internes(interne)
    for interne in [*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("oneOf", ())]:
        yield from schemas_internes(interne)
    if "items" in schema:
        yield from schemas_internes(schema["items"])


def test_le_schema_dit_ce_que_les_generateurs_demandent() -> None:
    tous = [*schemas_internes(schemas.schema())]
    assert len(tous) > 1000
    for schema in tous:
        if "$ref" in schema:
            assert schema.keys() == {"$ref"}  # nothing beside a reference
        elif not schema.keys() & {"anyOf", "allOf", "oneOf"}:
            assert isinstance(schema["type"], str)  # one type, beside every keyword
    for nom, definition in schemas.schema()["$defs"].items():
        assert (definition["title"], bool(definition["description"])) == (nom, True)
    definitions = schemas.schema()["$defs"]
    assert definitions["Extensions"]["additionalProperties"] is True
    assert definitions["Structure"]["discriminator"] == {"propertyName": "type"}
