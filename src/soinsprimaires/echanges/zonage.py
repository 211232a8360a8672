"""Areas where doctors are lacking, as each ARS names them (zonage médecins), by commune or by territoire de vie-santé.

The layout is that of 2019, the only one that was found; its values exist in two spellings.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import Limites, Source, ouvrir
from soinsprimaires.echanges._lecture import Journal, Lecture, produire
from soinsprimaires.echanges._tables import LIMITES_CLASSEUR, Colonnes, tableaux, texte_de_cellule
from soinsprimaires.echanges._valeurs import Communes, departement_de, exiger_departement
from soinsprimaires.sources import Provenance

__all__ = ["Qualification", "Zonage", "lire"]

TITRE: Final = "Zonage médecins"
EDITEUR: Final = "Agences régionales de santé"

_VOULUES: Final = {
    "qualification": ("Qualification attribuée par l'arrêté régional", "Qualification", "Zonage", "*zonage*"),
    "commune": ("Code commune", "Code commune INSEE", "INSEE_COM", "CODGEO", "DEPCOM", "Code INSEE"),
    "territoire": ("Code TVS", "Code du TVS", "Code_TVS", "TVS", "AGR"),
}


class Qualification(Enum):
    """What an area is in the order of the ARS; the value is the word of the files."""

    ZIP = "ZIP"
    """Zone d'intervention prioritaire."""
    ZAC = "ZAC"
    """Zone d'action complémentaire."""
    ZV = "ZV"
    """Zone de vigilance."""
    HV = "HV"
    """Outside the areas that the method retained."""
    HZ = "HZ"
    """Outside every area."""
    QPV_ZIP = "QPV_ZIP"
    """A quartier prioritaire de la ville, treated as a ZIP."""
    QPV_ZAC = "QPV_ZAC"
    """A quartier prioritaire de la ville, treated as a ZAC."""


_QUALIFICATIONS: Final[Mapping[str, Qualification]] = {une.value: une for une in Qualification}


@attrs.frozen(kw_only=True)
class Zonage:
    """The area of a commune or of a territoire de vie-santé.

    Attributes:
        qualification: what it is, ``None`` when the word of the file is not known.
        ecrit: the word of the file.
        commune: INSEE code, in a table by commune.
        territoire: code of the territoire de vie-santé, which is that of one of its communes.
    """

    qualification: Qualification | None
    ecrit: str
    commune: str | None = None
    territoire: str | None = None


def lire(
    source: Source,
    *,
    departement: str | None = None,
    membre: str | None = None,
    limites: Limites = LIMITES_CLASSEUR,
) -> Lecture[Zonage]:
    """Read the workbook, each of its sheets that has the columns, or a text of the same columns.

    Args:
        source: path or binary stream.
        departement: keep the communes (else the territories) whose code is of this one only.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a column is absent, or the archive is refused.
        ExtraManquant: while reading a workbook; openpyxl is not installed.
    """
    journal = Journal()
    journal.provenance = Provenance(titre=TITRE, editeur=EDITEUR)
    lecteur = _Lecteur(journal, exiger_departement(departement))

    def elements() -> Iterator[Zonage]:
        with ouvrir(source, journal, limites, membre) as ouvert:
            for tableau in tableaux(ouvert, journal, _VOULUES, ("qualification",)):
                if not tableau.colonnes.rangs.keys() & {"commune", "territoire"}:
                    raise journal.renoncer("colonne.absente", "colonne absente : « Code commune » ou « Code TVS »", 1)
                for numero, cellules in tableau.lignes:
                    lu = lecteur.zonage(tableau.colonnes, cellules, numero)
                    if lu is not None:
                        journal.gardees += 1
                        yield lu

    return produire(journal, elements())


class _Lecteur:
    """The state of one reading."""

    def __init__(self, journal: Journal, departement: str | None) -> None:
        self._journal = journal
        self._departement = departement
        self._communes = Communes(journal)

    def zonage(self, colonnes: Colonnes, cellules: Sequence[Any], numero: int) -> Zonage | None:
        textes = {nom: texte_de_cellule(cellules[rang]) for nom, rang in colonnes.rangs.items()}
        ecrit, commune, territoire = textes["qualification"], None, textes.get("territoire") or None
        if "commune" in textes:
            titre = colonnes.titres["commune"]
            commune = self._communes.retenir(textes["commune"].zfill(5), self._departement, numero, titre)
            if commune is None:
                return None
        elif territoire is None:
            self._journal.refuser(numero, "zonage.territoire", "la ligne ne dit pas de quel territoire elle parle")
            return None
        elif self._departement is not None and departement_de(territoire) != self._departement:
            self._journal.ecartees += 1
            return None
        qualification = _QUALIFICATIONS.get(ecrit.upper().lstrip("0123456789_ "))
        if qualification is None:
            message = f"qualification {citer(ecrit)} inconnue, gardée telle quelle"
            self._journal.signaler(numero, "code.inconnu", message, colonnes.titres["qualification"])
        return Zonage(qualification=qualification, ecrit=ecrit, commune=commune, territoire=territoire)
