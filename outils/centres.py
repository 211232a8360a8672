"""Build the centres of the communes from a table ``code;latitude;longitude`` in degrees of four decimals.

    python -m outils.centres [--sortie FOLDER] centres_communes_2018.csv

The file is a text compressed by zlib, as those of the communes: one line a column. The numbers of the communes stand by
département, and what is written of a commune is how far it lies from the south-west corner of its own, in
ten-thousandths of a degree.
"""

import argparse
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Final

from outils._manifeste import DONNEES, ecrire
from outils.communes import ecrire_texte

ECHELLE: Final = 10_000
OUTRE_MER: Final = "97"
FICHE: Final = {
    "fichier": "centres-2018.zlib",
    "source": "IGN, Admin Express COG 2018, d'après gregoiredavid/france-geojson (commit 5d34ee6d)",
    "adresse": "https://github.com/gregoiredavid/france-geojson",
    "licence": "Licence Ouverte 2.0 (Etalab)",
    "version": "2018",
    "complet": True,
    "remarque": (
        "centre de la surface de chaque commune, calculé sur des contours simplifiés, à quatre décimales de degré ; "
        "ce n'est pas la mairie ; communes de métropole et des cinq départements d'outre-mer"
    ),
}

Point = tuple[int, int]


def lire(texte: str) -> dict[str, Point]:
    """Latitude and longitude of each commune, in ten-thousandths of a degree.

    Raises:
        ValueError: the header is another one, a commune stands twice, or a number has more than four decimals.
    """
    entete, *lignes = texte.splitlines()
    if entete != "code;latitude;longitude":
        raise ValueError(entete)
    points: dict[str, Point] = {}
    for code, latitude, longitude in (ligne.split(";") for ligne in lignes):
        if code in points:
            raise ValueError(code)
        points[code] = entier(latitude), entier(longitude)
    return points


def entier(degres: str) -> int:
    """Ten-thousandths of a degree, never rounded."""
    nombre = Decimal(degres) * ECHELLE
    if nombre != int(nombre):
        raise ValueError(degres)
    return int(nombre)


def colonnes(points: dict[str, Point]) -> dict[str, list[str]]:
    """The columns of the file."""
    groupes: dict[str, list[tuple[str, Point]]] = {}
    for code in sorted(points):
        departement = code[:3] if code.startswith(OUTRE_MER) else code[:2]
        groupes.setdefault(departement, []).append((code.removeprefix(departement), points[code]))
    coins = {nom: tuple(min(point[axe] for _, point in lot) for axe in (0, 1)) for nom, lot in groupes.items()}
    ecarts = [[str(point[axe] - coins[nom][axe]) for nom, lot in groupes.items() for _, point in lot] for axe in (0, 1)]
    return {
        "departements.code": [*groupes],
        "departements.communes": [" ".join(numero for numero, _ in lot) for lot in groupes.values()],
        "departements.latitude": [str(coin[0]) for coin in coins.values()],
        "departements.longitude": [str(coin[1]) for coin in coins.values()],
        "communes.latitude": ecarts[0],
        "communes.longitude": ecarts[1],
    }


def principal() -> None:
    """Read the command line and write the data file."""
    analyseur = argparse.ArgumentParser(description="Construit les centres des communes de France.")
    analyseur.add_argument("table", type=Path, help="table code;latitude;longitude")
    analyseur.add_argument("--sortie", type=Path, default=DONNEES)
    options = analyseur.parse_args()
    points = lire(options.table.read_text(encoding="utf-8"))
    octets = zlib.compress(ecrire_texte(colonnes(points)).encode("utf-8"), 9)
    ecrire(options.sortie, {**FICHE, "lignes": len(points)}, octets)
    print(f"centres: {len(points)}, {len(octets)} octets")


if __name__ == "__main__":
    principal()
