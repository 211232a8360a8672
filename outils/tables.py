"""The page of the Arrow tables (``docs/reference/tables.md``), from the plan that makes them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from soinsprimaires.tables._plan import INCONNU, PLANS, ColonneTypee, Nature, Plan, liens
from soinsprimaires.tables._vues import VUES

PAGE: Final = "docs/reference/tables.md"
ENTETE: Final = """\
# Arrow tables

<!-- Written by outils/tables.py from the plan of the tables; `make docs` writes it again. -->

What `soinsprimaires.tables` makes of a registre; the [guide](../guides/tables.md) says how it is used. The same tables
and columns stand for every registre. Columns that are read in one value are told together: a vague date is its text,
its first and last possible days and its precision; a code has its system and its French words. *On request* are those
that `nominatif=True` alone shows. Null is {inconnu}, unless the column says otherwise.

Every table of entities also has these columns, which are not repeated:

"""
NATURES: Final = {
    Nature.TEXTE: "string",
    Nature.BOOLEEN: "bool",
    Nature.ENTIER: "int64",
    Nature.NOMBRE: "decimal128(38, 18)",
    Nature.JOUR: "date32",
    Nature.HEURE: "time32(ms)",
    Nature.MOT: "dictionary",
    Nature.LISTE: "list",
}


def page() -> str:
    """The whole page."""
    entites = [plan for plan in PLANS.values() if plan.cle == ("identifiant",)]
    noms = set.intersection(*({colonne.nom for colonne in plan.colonnes} for plan in entites))
    communes = tuple(colonne for colonne in entites[0].colonnes if colonne.nom in noms)
    lignes = [ENTETE.format(inconnu=f"« {INCONNU} »"), *_tableau(communes)]
    for plan in PLANS.values():
        lignes += _section(plan, noms if plan in entites else set())
    lignes.append("\n# Views of a day\n")
    for vue in VUES.values():
        lignes += _section(vue.plan, set())
    return "\n".join(lignes).replace("\n\n\n", "\n\n") + "\n"


def _section(plan: Plan, tues: set[str]) -> Iterator[str]:
    yield f"\n## {plan.nom}\n"
    yield f"{plan.description}\n"
    pointes = "; ".join(f"`{', '.join(lien.colonnes)}` → `{lien.table}`" for lien in liens(plan))
    cle = ", ".join(f"`{nom}`" for nom in plan.cle)
    yield f"Key: {cle}. Joins: {pointes}.\n" if pointes else f"Key: {cle}.\n"
    colonnes = tuple(colonne for colonne in plan.colonnes if colonne.nom not in tues)
    if colonnes:
        yield from _tableau(colonnes)


def _tableau(colonnes: tuple[ColonneTypee, ...]) -> Iterator[str]:
    yield "| column | type | what it says |"
    yield "|---|---|---|"
    for _, groupe in groupby(colonnes, key=lambda colonne: colonne.chemin or colonne.nom):
        siennes = list(groupe)
        noms = ", ".join(f"`{colonne.nom}`" for colonne in siennes)
        types = ", ".join(dict.fromkeys(NATURES[colonne.nature] for colonne in siennes))
        yield f"| {noms} | {types} | {' '.join(_dire(siennes[0])).replace('|', chr(92) + '|')} |"


def _dire(colonne: ColonneTypee) -> Iterator[str]:
    yield f"{colonne.description.rstrip('.')}."
    if colonne.nature is Nature.MOT and colonne.mots:
        yield f"One of: {', '.join(f'`{mot}`' for mot in colonne.mots.values())}."
    if len(colonne.references) > 1:
        yield f"One of: {', '.join(f'`{liste}`' for liste in colonne.references)}."
    if colonne.absence != INCONNU:
        yield f"Null: {colonne.absence}."
    if colonne.types:
        yield f"Without object but for {', '.join(f'`{mot}`' for mot in colonne.types)}."
    if colonne.nominative:
        yield "*On request.*"
