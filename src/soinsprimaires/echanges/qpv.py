"""Quartiers prioritaires de la politique de la ville (QPV), as the ANCT lists them, with their communes."""

import re
from collections.abc import Iterator
from typing import Final

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import Limites, Source
from soinsprimaires.echanges._lecture import Journal, Lecture
from soinsprimaires.echanges._squelette import lire_tableaux
from soinsprimaires.echanges._tables import LIMITES_CLASSEUR, Forme, Rangee, TableLue
from soinsprimaires.echanges._valeurs import (
    HORS_DEPARTEMENT,
    Communes,
    exiger_departement,
)
from soinsprimaires.sources import Provenance

__all__ = ["Quartier", "lire"]

TITRE: Final = "Quartiers prioritaires de la politique de la ville"
EDITEUR: Final = "ANCT"

_FORME: Final = Forme(
    colonnes={
        "code": ("code_qp", "Code QPV", "code_qpv", "Code quartier"),
        "nom": ("lib_qp", "Nom QPV", "nom_qp", "nom_qpv", "Quartier prioritaire", "Libellé QPV"),
        "communes": ("insee_com", "list_com_2025", "list_com_2024", "list_com*", "Code commune", "Code INSEE"),
    },
    requises=("code", "communes"),
)
_CODE: Final = re.compile(r"(?:QN|QP)[0-9A-Z]{6}", re.ASCII)


@attrs.frozen(kw_only=True)
class Quartier:
    """A quartier prioritaire.

    Attributes:
        code: eight characters (``QN01341I``; ``QP`` and six before 2024).
        nom: its name, ``None`` when the file does not give it.
        communes: INSEE codes of the communes in which it lies, often one.
    """

    code: str
    nom: str | None = None
    communes: tuple[str, ...]


def lire(
    source: Source, *, departement: str | None = None, membre: str | None = None, limites: Limites = LIMITES_CLASSEUR
) -> Lecture[Quartier]:
    """Read the list, a text or a workbook.

    Args:
        source: path or binary stream.
        departement: keep the quartiers of which a commune is there only.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a column is absent, or the archive is refused.
        ExtraManquant: while reading a workbook; the package that reads it is not installed.
    """
    journal = Journal(provenance=Provenance(titre=TITRE, editeur=EDITEUR))
    communes, vus = Communes(journal, exiger_departement(departement)), set[str]()

    def quartiers(tableau: TableLue) -> Iterator[Quartier]:
        for ligne in tableau.lignes:
            lu = _quartier(ligne, journal, communes)
            if lu is None:
                continue
            if not any(map(communes.est_voulue, lu.communes)):
                journal.ecarter(HORS_DEPARTEMENT)
            elif lu.code in vus:
                journal.refuser(ligne.numero, "identifiant.doublon", f"le quartier {lu.code} est déjà lu plus haut")
            else:
                vus.add(lu.code)
                journal.gardees += 1
                yield lu

    return lire_tableaux(source, journal, (_FORME,), quartiers, membre=membre, limites=limites, usuels=("*liste*",))


def _quartier(ligne: Rangee, journal: Journal, communes: Communes) -> Quartier | None:
    code = ligne.texte("code").upper()
    if not _CODE.fullmatch(code):
        message = f"{citer(code)} n'est pas un code de quartier (QN ou QP et six caractères)"
        journal.refuser(ligne.numero, "quartier.forme", message, ligne.titre("code"))
        return None
    lues = communes.de_la_cellule(ligne, "communes")
    if lues is None:
        return None
    if not lues:
        journal.refuser(ligne.numero, "commune.absente", "le quartier n'a pas de commune", ligne.titre("communes"))
        return None
    return Quartier(code=code, nom=ligne.texte("nom") or None, communes=tuple(lues))
