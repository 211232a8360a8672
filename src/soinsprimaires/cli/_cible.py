"""Where a command writes the registre that it changed: another file, the same one, or the standard output."""

from pathlib import Path
from typing import Annotated

import attrs
import typer
from rich.console import Console

from soinsprimaires.affichage.contenu.lignes import LigneDeTexte
from soinsprimaires.cli._commun import afficher, erreurs, refuser, sortie
from soinsprimaires.cli._fichiers import FLUX, entree, exiger_extension, remettre_registre
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation._fichiers import empreinte_du_fichier

VersRegistre = Annotated[
    Path | None, typer.Option("--sortie", "-o", metavar="FICHIER", help="Registre JSON à écrire, ou « - ».")
]
SurPlace = Annotated[bool, typer.Option("--sur-place", help="Remplacer le registre lu par ce qu'il devient.")]


@attrs.frozen
class CibleRegistre:
    """A file that was chosen, judged before anything is read: what somebody changes meanwhile is not lost.

    Attributes:
        nom: the file.
        si_inchange: fingerprint of what stood there, when it is to be replaced.
    """

    nom: str
    si_inchange: str | None = None

    @property
    def console(self) -> Console:
        """Where one talks to the person, so that a program reads nothing but the registre."""
        return erreurs if self.nom == FLUX else sortie

    def remettre(self, registre: Registre) -> None:
        """Write it, whole or not at all."""
        remettre_registre(registre, self.nom, si_inchange=self.si_inchange)

    def dire_ecrit(self) -> None:
        """Tell where it is."""
        if self.nom != FLUX:
            afficher([LigneDeTexte(f"écrit dans {self.nom}")])


@attrs.frozen(kw_only=True)
class ChoixFeuille:
    """What the options ask of a sheet that people fill."""

    au: str | None
    departement: str | None
    correspondance: Path | None
    en_json: bool


def choisir_cible(
    lu: str | None, vers: Path | None, *, sur_place: bool, option: str = "--dans REGISTRE "
) -> CibleRegistre:
    """The file that the options ask for.

    Args:
        lu: the registre that is read, if any.
        vers: the file to write.
        sur_place: whether what was read is replaced.
        option: how the command names what it reads.
    """
    if sur_place and (lu in {None, FLUX} or vers is not None):
        refuser("--sur-place remplace le registre qui est lu : il le demande, et ne va pas avec -o")
    cible = lu if sur_place else None if vers is None else str(vers)
    if cible is None:
        refuser(f"il manque l'option --sortie, ou {option}--sur-place")
    exiger_extension(cible, (".json",))
    if cible != FLUX and not sur_place and Path(cible).exists():
        remedes = [f"--dans {cible} --sur-place le complète"] if option else []
        if lu not in {None, FLUX}:
            remedes.append(f"--sur-place au lieu de -o change {lu} lui-même")
        refuser(
            " ; ".join([f"{cible} : ce fichier existe déjà, il n'est pas remplacé", *remedes, "ou en nommer un autre"])
        )
    return CibleRegistre(cible, empreinte_du_fichier(entree(cible)) if sur_place else None)
