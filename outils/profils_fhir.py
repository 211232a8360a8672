"""Compile what ``echanges.fhir.controler`` knows of FHIR R4 and of the French profiles.

    python -m outils.profils_fhir [--verifier] [--paquets DOSSIER]

The packages (``definitions.tgz``, ``r4.tgz``: StructureDefinitions under CC0-1.0) are not in the repository: without
them nothing is done. Of a type are kept its elements, their cardinalities and their types; of a profile, where it is
narrower than the type: cardinalities, fixed values and patterns, slices that a value, a pattern or an extension tells
apart. A slice that only a nomenclature tells apart cannot be judged without it, and is left out.
"""

import argparse
import json
import sys
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

RACINE: Final = Path(__file__).resolve().parent.parent
PAQUETS: Final = RACINE.parent / "shared" / "reference" / "fhir" / "paquets"
TABLES: Final = RACINE / "src/soinsprimaires/echanges/fhir/profils.json"

RESSOURCES: Final = (
    "Bundle",
    "Location",
    "Organization",
    "OrganizationAffiliation",
    "Practitioner",
    "PractitionerRole",
)
OPAQUES: Final = frozenset({"Resource", "ResourceList"})
VALEURS: Final = frozenset(
    {"Address", "CodeableConcept", "Coding", "ContactPoint", "HumanName", "Identifier", "Period", "Reference"}
)
"""Types of the value of an extension that are judged; an extension may hold any other, which is not."""
PROFILS: Final = (
    *(f"annuaire/as-{nom}" for nom in ("organization", "practitioner", "practitionerrole")),
    *(f"annuaire/as-dp-{nom}" for nom in ("organization", "practitioner", "practitionerrole")),
    *(f"frcore/fr-core-{nom}" for nom in ("organization", "practitioner", "practitioner-role", "location")),
    "sas/sas-cpts-organization-aggregator",
)
EXTENSIONS: Final = (
    "annuaire/as-ext-organization-types",
    "frcore/fr-core-address-insee-code",
    "frcore/fr-core-contact-point-email-type",
    "frcore/fr-core-organization-member",
    "frcore/fr-core-organization-short-name",
)
CODES: Final = {
    "address-type": "both physical postal",
    "address-use": "billing home old temp work",
    "bundle-type": "batch batch-response collection document history message searchset transaction"
    " transaction-response",
    "contact-point-system": "email fax other pager phone sms url",
    "contact-point-use": "home mobile old temp work",
    "administrative-gender": "female male other unknown",
    "days-of-week": "fri mon sat sun thu tue wed",
    "http-verb": "DELETE GET HEAD PATCH POST PUT",
    "identifier-use": "official old secondary temp usual",
    "location-mode": "instance kind",
    "location-status": "active inactive suspended",
    "name-use": "anonymous maiden nickname official old temp usual",
    "narrative-status": "additional empty extensions generated",
    "search-entry-mode": "include match outcome",
}
"""Codes of the value sets of FHIR R4 to which its types are bound, which the packages do not hold."""
ADRESSE: Final = "http://hl7.org/fhir/StructureDefinition/"
TEXTE: Final = "http://hl7.org/fhirpath/System.String"


def lire(dossier: Path) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The definitions of R4, those of the guides, and the value sets, by their names in the packages."""
    r4: dict[str, Any] = {}
    guides: dict[str, Any] = {}
    valeurs: dict[str, Any] = {}
    for archive, ou in (("r4.tgz", r4), ("definitions.tgz", guides)):
        with tarfile.open(dossier / archive) as paquet:
            for membre in paquet:
                genre, _, nom = Path(membre.name).stem.partition("-")
                contenu = paquet.extractfile(membre)
                if contenu is None:
                    continue
                objet = json.load(contenu)
                if genre == "StructureDefinition":
                    guide = Path(membre.name).parts[1] + "/" if archive != "r4.tgz" else ""
                    ou[guide + nom] = objet
                elif genre == "ValueSet":
                    valeurs[objet["url"]] = objet
    return r4, guides, valeurs


# -- types --------------------------------------------------------------------------------------------------------


def types_de(r4: dict[str, Any]) -> dict[str, dict[str, str]]:
    """For each type its elements: ``min..max types codes``."""
    types: dict[str, dict[str, str]] = {}
    attente = [*RESSOURCES, *sorted(VALEURS)]
    while attente:
        nom = attente.pop()
        if nom in types or nom not in r4 or nom in OPAQUES or r4[nom]["kind"] == "primitive-type":
            continue
        for porteur, element, ligne in elements_de(r4[nom]):
            types.setdefault(porteur, {})[element] = ligne
            if element != "value[x]":
                attente += ligne.split(" ")[1].split("|")
    return {nom: dict(sorted(elements.items())) for nom, elements in sorted(types.items())}


def elements_de(definition: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Elements of a type and of the objects inside it, which are types of their own (``Organization.contact``)."""
    for element in definition["snapshot"]["element"][1:]:
        porteur, _, nom = element["path"].rpartition(".")
        codes = [un["code"] for un in element.get("type", [])]
        if codes in (["BackboneElement"], ["Element"]):
            sortes = element["path"]
        elif "contentReference" in element:
            sortes = element["contentReference"].partition("#")[2]
        else:
            texte = "id" if definition["kind"] == "resource" and porteur == definition["type"] else "string"
            sortes = "|".join(dict.fromkeys(texte if code == TEXTE else code for code in codes))
        ligne = f"{element['min']}..{element['max']} {sortes}"
        liaison = element.get("binding", {})
        vs = liaison.get("valueSet", "").partition("|")[0].rpartition("/")[2]
        if liaison.get("strength") == "required" and codes == ["code"] and vs in CODES:
            ligne += f" {vs}"
        yield porteur, nom, ligne


# -- profiles -----------------------------------------------------------------------------------------------------


def profil_de(definition: dict[str, Any], valeurs: dict[str, Any]) -> dict[str, Any]:
    """Where a profile is narrower than its type, as a tree of nodes."""
    racine: dict[str, Any] = {}
    elements = definition["snapshot"]["element"]
    adresses = {e["id"]: adresse_d_extension(e) for e in elements}
    for element in elements[1:]:
        pas = element["id"].split(".")[1:]
        poser(racine, pas, noeud_de(element, valeurs))
    decouper(racine, elements, adresses)
    return elaguer(racine)


def adresse_d_extension(element: dict[str, Any]) -> str | None:
    """The address of the extension that a slice is."""
    for type_ in element.get("type", []):
        if type_["code"] == "Extension" and type_.get("profile"):
            return str(type_["profile"][0]).partition("|")[0]
    return None


def noeud_de(element: dict[str, Any], valeurs: dict[str, Any]) -> dict[str, Any]:
    """What an element says that its type does not."""
    noeud: dict[str, Any] = {}
    base = element.get("base", {})
    tranche = ":" in element["id"].rpartition(".")[2]
    if element["min"] > (0 if tranche else base.get("min", 0)):
        noeud["min"] = element["min"]
    if element["max"] != "*" and (tranche or element["max"] != base.get("max")):
        noeud["max"] = int(element["max"])
    for cle, valeur in element.items():
        if cle.startswith(("pattern", "fixed")):
            noeud["valeur"] = valeur
    liaison = element.get("binding", {})
    vs = valeurs.get(liaison.get("valueSet", "").partition("|")[0])
    if liaison.get("strength") == "required" and vs is not None and (codes := codes_de(vs)):
        noeud["codes"] = codes
    for contrainte in element.get("constraint", []):
        expression = contrainte.get("expression", "")
        if contrainte.get("severity") == "error" and expression.startswith("value.matches('"):
            noeud["motif"] = expression.removeprefix("value.matches('").removesuffix("')")
    return noeud


def codes_de(vs: dict[str, Any]) -> list[str]:
    """The codes of a value set that lists them all; none of one that names a whole code system."""
    inclus = vs.get("compose", {}).get("include", [])
    if not inclus or any("concept" not in un for un in inclus):
        return []
    return sorted({concept["code"] for un in inclus for concept in un["concept"]})


def poser(racine: dict[str, Any], pas: list[str], contenu: dict[str, Any]) -> None:
    """Put a node at its place."""
    noeud = racine
    for un in pas:
        nom, _, tranche = un.partition(":")
        noeud = noeud.setdefault("enfants", {}).setdefault(nom, {})
        if tranche:
            noeud = noeud.setdefault("tranches", {}).setdefault(tranche, {})
    noeud.update(contenu)


def decouper(racine: dict[str, Any], elements: Iterable[dict[str, Any]], adresses: dict[str, str | None]) -> None:
    """Say of each slice what tells it apart; those that nothing does here are left out."""
    for element in elements:
        if "slicing" not in element:
            continue
        noeud = atteindre(racine, element["id"].split(".")[1:])
        tranches = noeud.get("tranches", {})
        for nom in list(tranches):
            essais = [
                essai_de(discriminant, nom, tranches[nom], adresses.get(f"{element['id']}:{nom}"))
                for discriminant in element["slicing"]["discriminator"]
            ]
            dits = [essai for essai in essais if essai is not None]
            tranches[nom]["si"] = dits
        for nom in [nom for nom, une in tranches.items() if _est_confuse(une, tranches.values())]:
            del tranches[nom]


def _est_confuse(tranche: dict[str, Any], toutes: Iterable[dict[str, Any]]) -> bool:
    """Whether nothing tells a slice apart, or not from another one."""
    return not tranche["si"] or sum(une["si"] == tranche["si"] for une in toutes) > 1


def atteindre(racine: dict[str, Any], pas: list[str]) -> dict[str, Any]:
    """The node of a place, an empty one inside a slice that was left out."""
    noeud = racine
    for un in pas:
        nom, _, tranche = un.partition(":")
        noeud = noeud.get("enfants", {}).get(nom, {})
        if tranche:
            noeud = noeud.get("tranches", {}).get(tranche, {})
    return noeud


def essai_de(discriminant: dict[str, str], nom: str, tranche: dict[str, Any], adresse: str | None) -> Any:
    """What an element must hold to be of a slice: ``[path, value]``, or ``["extension", address]``."""
    chemin = discriminant["path"]
    if discriminant["type"] == "exists":
        return ["extension", chemin.partition("'")[2].rpartition("'")[0]] if "extension('" in chemin else None
    if chemin == "url":
        dite = tranche.get("enfants", {}).get("url", {}).get("valeur", adresse)
        return None if dite is None else ["url", dite]
    if chemin == "$this":
        return essai_de_type(nom, tranche)
    noeud = tranche
    for un in chemin.split("."):
        noeud = noeud.get("enfants", {}).get(un, {})
    if "valeur" in noeud:
        return [chemin, noeud["valeur"]]
    return None


def essai_de_type(nom: str, tranche: dict[str, Any]) -> Any:
    """A slice that its whole value tells apart: a pattern, or the extension in which the Annuaire names it."""
    if "valeur" in tranche:
        return ["$this", tranche["valeur"]]
    extensions = tranche.get("enfants", {}).get("extension", {}).get("tranches", {})
    nommee = extensions.get("as-ext-organization-types", {}).get("enfants", {}).get("value[x]", {})
    if nommee.get("valeur") == nom:
        url = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-organization-types"
        return ["$this", {"extension": [{"url": url, "valueCode": nom}]}]
    return None


def elaguer(noeud: dict[str, Any]) -> dict[str, Any]:
    """The same, without the nodes that say nothing."""
    for cle in ("enfants", "tranches"):
        gardes = {nom: reste for nom, contenu in noeud.get(cle, {}).items() if (reste := elaguer(contenu))}
        if gardes:
            noeud[cle] = dict(sorted(gardes.items()))
        else:
            noeud.pop(cle, None)
    return {} if set(noeud) == {"si"} else noeud


# -- tables -------------------------------------------------------------------------------------------------------


def compiler(dossier: Path) -> str:
    """The tables, one line for a type and for a profile."""
    r4, guides, valeurs = lire(dossier)
    profils = {}
    for nom in (*PROFILS, *EXTENSIONS):
        definition = guides[nom]
        profils[definition["url"]] = {
            "type": definition["type"],
            "version": definition["version"],
            **profil_de(definition, valeurs),
        }
    tables = {
        "sources": [
            {"paquet": "hl7.fhir.r4.core", "version": r4["Organization"]["version"], "licence": "CC0-1.0"},
            {"paquet": "ans.fhir.fr.annuaire", "version": guides[PROFILS[0]]["version"], "licence": "CC0-1.0"},
            {"paquet": "ans.fhir.fr.sas", "version": guides[PROFILS[-1]]["version"], "licence": "CC0-1.0"},
            {"paquet": "hl7.fhir.fr.core", "version": guides[PROFILS[6]]["version"], "licence": "CC0-1.0"},
        ],
        "codes": {nom: codes.split() for nom, codes in CODES.items()},
        "types": types_de(r4),
        "profils": profils,
    }
    lignes = []
    for cle, contenu in tables.items():
        if isinstance(contenu, dict):
            dedans = ",\n".join(f"{ecrire(nom)}:{ecrire(valeur)}" for nom, valeur in contenu.items())
            lignes.append(f"{ecrire(cle)}:{{\n{dedans}\n}}")
        else:
            lignes.append(f"{ecrire(cle)}:{ecrire(contenu)}")
    return "{" + ",\n".join(lignes) + "}\n"


def ecrire(valeur: Any) -> str:
    """Compact JSON."""
    return json.dumps(valeur, ensure_ascii=False, separators=(",", ":"))


def main(arguments: list[str] | None = None) -> int:
    """Write the tables, or tell that they are not what the packages give."""
    analyseur = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    analyseur.add_argument("--verifier", action="store_true", help="write nothing, exit with 1 when the tables differ")
    analyseur.add_argument("--paquets", type=Path, default=PAQUETS, help="folder of definitions.tgz and r4.tgz")
    options = analyseur.parse_args(arguments)
    if not (options.paquets / "definitions.tgz").exists():
        print(f"no package in {options.paquets}: the committed tables are left as they are")
        return 0
    tables = compiler(options.paquets)
    if options.verifier:
        return 0 if TABLES.read_text(encoding="utf-8") == tables else 1
    TABLES.write_text(tables, encoding="utf-8")
    print(f"{len(tables.encode())} bytes written to {TABLES.relative_to(RACINE)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
