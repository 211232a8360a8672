"""Build a vintage of the communes of France from the npm package ``@etalab/decoupage-administratif``.

    npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf etalab-decoupage-administratif-6.0.0.tgz
    python -m outils.communes [--sortie FOLDER] package

The vintage is the major version of the package plus 2020. The same package always gives the same bytes under the same
zlib. The file is a text compressed by zlib: one line a column, ``table.column`` and then the values, tab-separated.
"""

import argparse
import json
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from outils._manifeste import DONNEES, ecrire

Ligne = dict[str, Any]


class Populations(NamedTuple):
    """Years that the populations of a vintage describe, and what the manifest says of them."""

    courante: int
    autres: dict[str, int]
    remarque: str

    def annee(self, departement: Ligne) -> int | None:
        """The year for a département; the package does not date those of the overseas collectivities."""
        return None if departement["zone"] == "com" else self.autres.get(departement["code"], self.courante)


POPULATIONS: Final = {
    2026: Populations(
        2023,
        {"976": 2017},
        "populations municipales 2023, en vigueur au 1er janvier 2026 ; Mayotte 2017 ; collectivités d'outre-mer sans "
        "millésime relevé",
    )
}
NATURES_EPCI: Final = {
    "CC": "communaute_communes",
    "CA": "communaute_agglomeration",
    "CU": "communaute_urbaine",
    "METRO": "metropole",
    "MET69": "metropole_lyon",
}
NATURES_RATTACHEMENT: Final = {
    "commune-deleguee": "commune_deleguee",
    "commune-associee": "commune_associee",
    "arrondissement-municipal": "arrondissement_municipal",
}


def lire(paquet: Path, nom: str) -> list[Ligne]:
    """One JSON file of the package, in the order of its codes."""
    lignes: list[Ligne] = json.loads((paquet / "data" / f"{nom}.json").read_text(encoding="utf-8"))
    return sorted(lignes, key=lambda ligne: str(ligne["code"]))


def ecrire_texte(colonnes: Mapping[str, Iterable[object]]) -> str:
    """One line a column, its name first; a value that would break the format is refused."""
    lignes = []
    for nom, valeurs in colonnes.items():
        textes = ["" if valeur is None else str(valeur) for valeur in valeurs]
        if any("\t" in texte or "\n" in texte for texte in textes):
            raise ValueError(nom)
        lignes.append("\t".join([nom, *textes]))
    return "\n".join(lignes)


def rattachements(communes: list[Ligne], actuelles: list[Ligne]) -> list[Ligne]:
    """Codes that are no current commune's, with what they name and the commune they now belong to.

    Where one code is both a current commune and a commune déléguée, the current commune wins.
    """
    connus = {
        ancien: {"code": ancien, "nom": None, "nature": "ancien_code", "commune": commune["code"]}
        for commune in actuelles
        for ancien in commune.get("anciensCodes", ())
    }
    for commune in communes:
        if commune["type"] in NATURES_RATTACHEMENT:
            connus[commune["code"]] = {
                "code": commune["code"],
                "nom": commune["nom"],
                "nature": NATURES_RATTACHEMENT[commune["type"]],
                "commune": commune.get("commune") or commune["chefLieu"],
            }
    codes_actuels = {commune["code"] for commune in actuelles}
    return [connus[code] for code in sorted(connus.keys() - codes_actuels)]


def numeros_par_departement(actuelles: list[Ligne], departements: list[Ligne]) -> list[list[str]]:
    """Codes of the communes without their département, in its order: the reader puts the two together again.

    Raises:
        ValueError: a code does not begin with its département, or the two orders differ.
    """
    groupes: dict[str, list[str]] = {departement["code"]: [] for departement in departements}
    for commune in actuelles:
        groupes[commune["departement"]].append(commune["code"].removeprefix(commune["departement"]))
    relus = [departement + numero for departement, numeros in groupes.items() for numero in numeros]
    if relus != [commune["code"] for commune in actuelles]:
        raise ValueError("communes hors de l'ordre des départements")
    return list(groupes.values())


def champ(lignes: list[Ligne], cle: str) -> list[object]:
    """One key of every row, ``None`` where it is absent."""
    return [ligne.get(cle) for ligne in lignes]


def colonnes(paquet: Path, populations: Populations) -> dict[str, list[object]]:
    """Every column of the file, by name, in the order in which they are written."""
    communes = lire(paquet, "communes")
    regions, departements, epci = (lire(paquet, nom) for nom in ("regions", "departements", "epci"))
    actuelles = [commune for commune in communes if commune["type"] == "commune-actuelle"]
    anciennes = rattachements(communes, actuelles)
    rang_epci = {membre["code"]: rang for rang, groupement in enumerate(epci) for membre in groupement["membres"]}
    return {
        "regions.code": champ(regions, "code"),
        "regions.nom": champ(regions, "nom"),
        "regions.chef_lieu": champ(regions, "chefLieu"),
        "departements.code": champ(departements, "code"),
        "departements.nom": champ(departements, "nom"),
        "departements.chef_lieu": champ(departements, "chefLieu"),
        "departements.region": champ(departements, "region"),
        "departements.communes": [" ".join(n) for n in numeros_par_departement(actuelles, departements)],
        "departements.population": [populations.annee(departement) for departement in departements],
        "epci.code": champ(epci, "code"),
        "epci.nom": champ(epci, "nom"),
        "epci.nature": [NATURES_EPCI[groupement["type"]] for groupement in epci],
        "communes.nom": champ(actuelles, "nom"),
        "communes.epci": [rang_epci.get(commune["code"]) for commune in actuelles],
        "communes.population": champ(actuelles, "population"),
        "communes.codes_postaux": [" ".join(commune.get("codesPostaux", ())) for commune in actuelles],
        "rattachements.code": champ(anciennes, "code"),
        "rattachements.nom": champ(anciennes, "nom"),
        "rattachements.nature": champ(anciennes, "nature"),
        "rattachements.commune": champ(anciennes, "commune"),
    }


def principal() -> None:
    """Read the command line and write the data file."""
    analyseur = argparse.ArgumentParser(description="Construit un millésime des communes de France.")
    analyseur.add_argument("paquet", type=Path, help="dossier du paquet npm décompressé")
    analyseur.add_argument("--sortie", type=Path, default=DONNEES)
    options = analyseur.parse_args()
    version = json.loads((options.paquet / "package.json").read_text(encoding="utf-8"))["version"]
    millesime = 2020 + int(version.partition(".")[0])
    populations = POPULATIONS[millesime]
    tables = colonnes(options.paquet, populations)
    nombre = len(tables["communes.nom"])
    fiche = {
        "fichier": f"communes-{millesime}.zlib",
        "source": f"npm @etalab/decoupage-administratif {version} (INSEE, DGCL, La Poste)",
        "adresse": f"https://www.npmjs.com/package/@etalab/decoupage-administratif/v/{version}",
        "licence": "Licence Ouverte 2.0 (Etalab)",
        "version": str(millesime),
        "lignes": nombre,
        "complet": True,
        "remarque": populations.remarque,
    }
    ecrire(options.sortie, fiche, zlib.compress(ecrire_texte(tables).encode("utf-8"), 9))
    print(f"communes {millesime}: {nombre}")


if __name__ == "__main__":
    principal()
