"""``soinsprimaires pseudonymiser``: a document that can be shown to those who need not know the people."""

from pathlib import Path
from typing import Annotated

import typer

from soinsprimaires.cli._commun import FLUX, Fichier, lire, refuser
from soinsprimaires.cli._remise import octets_affiches
from soinsprimaires.erreurs import ErreurSoinsPrimaires
from soinsprimaires.serialisation import ecrire, en_json

__all__ = ["pseudonymiser"]


def pseudonymiser(
    fichier: Fichier,
    *,
    cle_fichier: Annotated[
        Path,
        typer.Option("--cle-fichier", metavar="CLE", help="Fichier de la clé secrète : 16 octets au moins, au hasard."),
    ],
    sortie: Annotated[
        Path, typer.Option("--sortie", "-o", help="Fichier JSON à écrire ; « - » écrit sur la sortie standard.")
    ],
) -> None:
    """Réécrire un dossier sans les noms des personnes, leurs identifiants remplacés par d'autres.

    Ce n'est pas anonyme : professions, lieux, dates et années de naissance restent.

    Codes de retour : 0 c'est écrit ; 2 la clé ou le dossier est inutilisable et rien n'est écrit.
    """
    cle = cle_fichier.read_bytes()
    try:
        partage = lire(fichier).pseudonymiser(cle=cle)
        if str(sortie) == FLUX:
            octets_affiches().write(en_json(partage).encode())
        else:
            ecrire(partage, sortie)
    except ErreurSoinsPrimaires as erreur:
        refuser(f"{sortie} : {erreur}")
