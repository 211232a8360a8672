"""``soinsprimaires pseudonymiser``: a document that can be shown to those who need not know the people."""

from pathlib import Path
from typing import Annotated, Final

import typer

from soinsprimaires.cli._commun import Fichier, lire, refuser
from soinsprimaires.cli._fichiers import entree, exiger_extension, remettre_registre

_CLE_MAX: Final = 4096
"""Bytes of a key, beyond which a file is something else."""


def pseudonymiser(
    fichier: Fichier,
    *,
    cle_fichier: Annotated[
        Path,
        typer.Option("--cle-fichier", metavar="CLE", help="Fichier de la clé secrète : 16 octets au moins, au hasard."),
    ],
    sortie: Annotated[
        Path,
        typer.Option(
            "--sortie", "-o", metavar="FICHIER", help="Fichier JSON à écrire ; « - » écrit sur la sortie standard."
        ),
    ],
) -> None:
    """Réécrire un registre sans les noms des personnes, leurs identifiants remplacés par d'autres.

    Ce n'est pas anonyme : professions, lieux, dates et années de naissance restent.

    Codes de retour : 0 c'est écrit ; 2 la clé ou le registre est inutilisable et rien n'est écrit.
    """
    exiger_extension(sortie, (".json",))
    with Path(entree(cle_fichier)).open("rb") as flux:
        cle = flux.read(_CLE_MAX + 1)
    if len(cle) > _CLE_MAX:
        refuser(f"{cle_fichier} : une clé a au plus {_CLE_MAX} octets, ce fichier en a davantage")
    remettre_registre(lire(fichier).pseudonymiser(cle=cle), sortie)
