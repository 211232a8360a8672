"""Normalise tables of the French health nomenclatures (NOS) into the data files of the package.

    python -m outils.nomenclatures [--sortie FOLDER] TABLE.csv ...

Each table is recognised by its name. The same tables always give the same bytes.
"""

import argparse
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from outils._manifeste import DONNEES, ecrire

NOS: Final = "https://mos.esante.gouv.fr/NOS/"
LICENCE: Final = "Conditions d'utilisation de l'Agence du numérique en santé (texte de licence non relevé, voir NOTICE)"
COLONNES: Final = ("code", "libelle", "statut", "debut", "fin", "parent", "remarque")
DEPRECIE: Final = re.compile(r"deprecated(?: (\d{4}-\d{2}-\d{2}))?")


class Table(NamedTuple):
    """A published table: the systems taken from it, its address, its version, and whether it is the whole system."""

    systemes: tuple[str, ...]
    adresse: str
    version: str
    complet: bool
    remarque: str | None


# A jeu de valeurs (JDV) is a choice of codes: nothing says that it holds the whole of the system it draws from.
TABLES: Final = {
    "TRE_G15_ProfessionSante": Table(
        ("TRE_G15",), NOS + "TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante", "20250328120000", True, None
    ),
    "JDV_J106_EnsembleProfession_RASS": Table(
        ("TRE_R291", "TRE_R94", "TRE_R95"),
        NOS + "JDV_J106-EnsembleProfession-RASS/FHIR/JDV-J106-EnsembleProfession-RASS",
        "20260330120000",
        False,
        "codes retenus par le jeu de valeurs JDV_J106",
    ),
    "TRE_R23_ModeExercice": Table(
        ("TRE_R23",), NOS + "TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice", "20260202120000", True, None
    ),
    "JDV_J101_SecteurActivite_RASS": Table(
        ("TRE_R02",),
        NOS + "TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite",
        "20260223120000",
        False,
        "codes retenus par le jeu de valeurs JDV_J101",
    ),
    "JDV_J210_SpecialiteOrdinale_ROR": Table(
        ("TRE_R38",),
        NOS + "TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale",
        "20260330120000",
        False,
        "codes retenus par le jeu de valeurs JDV_J210",
    ),
    "TRE_R66_categories_soins_primaires": Table(
        ("TRE_R66",),
        NOS + "TRE_R66-CategorieEtablissement/FHIR/TRE-R66-CategorieEtablissement",
        "20260330120000",
        False,
        "66 des 322 codes : soins primaires et catégories voisines",
    ),
    "TRE_R397_agregats_soins_primaires": Table(
        ("TRE_R397",),
        "https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r397-categorie-entite-geographique-exercice",
        "20260505120000",
        False,
        "15 des 429 codes : soins primaires et leurs agrégats",
    ),
}


def statut(texte: str | None) -> tuple[str, str, str]:
    """Status, last day and remark read in the status column of a table.

    A value set has no such column: it lists the codes to be used, which are therefore active.

    Raises:
        ValueError: a status that no rule here understands.
    """
    if texte is None or texte == "active":
        return "actif", "", ""
    if texte == "active (ROR only, not in FINESS)":
        return "actif", "", "ROR seulement, absent de FINESS"
    if texte.startswith(("statut non relevé", "(non relevé)")):
        return "non_releve", "", ""
    if depreciation := DEPRECIE.fullmatch(texte):
        return "deprecie", depreciation[1] or "", ""
    raise ValueError(texte)


def normaliser(ligne: dict[str, str]) -> dict[str, str]:
    """One row of an official table in the columns of the package."""
    mot, fin, remarque = statut(ligne.get("statut"))
    return {
        "code": ligne["code"],
        "libelle": ligne["libelle"],
        "statut": mot,
        "debut": ligne.get("date_validite", ""),
        "fin": ligne.get("date_fin", "") or fin,
        "parent": ligne.get("parent", ""),
        "remarque": remarque,
    }


def par_systeme(chemin: Path) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Normalised rows of a table, by system, in the order of their codes."""
    with chemin.open(encoding="utf-8", newline="") as flux:
        lignes = list(csv.DictReader(flux))
    for systeme in TABLES[chemin.stem].systemes:
        siennes = [n for n in lignes if "system" not in n or f"/{systeme}-" in n["system"]]
        yield systeme, sorted(map(normaliser, siennes), key=lambda n: n["code"])


def principal() -> None:
    """Read the command line and write the data files."""
    analyseur = argparse.ArgumentParser(description="Normalise les tables des nomenclatures de santé.")
    analyseur.add_argument("tables", nargs="+", type=Path, metavar="TABLE.csv")
    analyseur.add_argument("--sortie", type=Path, default=DONNEES)
    options = analyseur.parse_args()
    for chemin in options.tables:
        table = TABLES[chemin.stem]
        for systeme, lignes in par_systeme(chemin):
            flux = io.StringIO(newline="")
            redacteur = csv.DictWriter(flux, COLONNES, lineterminator="\n")
            redacteur.writeheader()
            redacteur.writerows(lignes)
            fiche = {
                "fichier": f"{systeme}.csv",
                "source": chemin.stem,
                "adresse": table.adresse,
                "licence": LICENCE,
                "version": table.version,
                "lignes": len(lignes),
                "complet": table.complet,
                "remarque": table.remarque,
            }
            ecrire(options.sortie, fiche, flux.getvalue().encode("utf-8"))
            print(f"{systeme}: {len(lignes)}")


if __name__ == "__main__":
    principal()
