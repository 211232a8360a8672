"""The establishments of FINESS as Atlasanté publishes them, geocoded: their columns, and which lines are kept."""

from collections.abc import Iterator, Sequence
from typing import Final

from soinsprimaires.echanges._dates import lire_date
from soinsprimaires.echanges._finess import FERME, Fabrique
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.echanges._tables import Forme, TableLue, preneur
from soinsprimaires.sources import Provenance

TITRE_ATLASANTE: Final = "FINESS géocodé (t_finess, Atlasanté)"
FORME_ATLASANTE: Final = Forme(
    colonnes={
        "nofinesset": ("et_finess",),
        "nofinessej": ("ej_finess",),
        "rs": ("rs",),
        "commune": ("com_code",),
        "ligneacheminement": ("adresse_code_postal",),
        "telephone": ("telephone",),
        "categetab": ("categ_code",),
        "siret": ("siret",),
        "dateouv": ("date_ouverture",),
        "numvoie": ("adresse_num_voie",),
        "compvoie": ("adresse_comp_voie",),
        "typvoie": ("adresse_type_voie",),
        "voie": ("adresse_nom_voie",),
        "lieuditbp": ("adresse_lieuditbp",),
        "coordxet": ("geoloc_4326_long", "geoloc_wgs84_long", "x_wgs84"),
        "coordyet": ("geoloc_4326_lat", "geoloc_wgs84_lat", "y_wgs84"),
        "sourcecoordet": ("geoloc_precision", "geoloc_source"),
        "type": ("type",),
        "etat": ("etat",),
        "extrait": ("date_extract_finess",),
    },
    requises=("nofinesset", "nofinessej", "rs", "commune", "categetab", "type", "etat"),
    stricte=True,
)
_ETABLISSEMENT_ATLASANTE: Final = "ET"
_OUVERT_ATLASANTE: Final = "ACTUEL"


def etablissements_ouverts(
    tableau: TableLue, journal: Journal, fabrique: Fabrique
) -> Iterator[tuple[int, Sequence[str]]]:
    """The establishments that are open: the file also has the entités juridiques and those that closed."""
    prendre = preneur(tableau.colonnes, ("type", "etat", "extrait"))
    datee = False
    for numero, cellules in tableau.rangees:
        nature, etat, extrait = map(str.strip, prendre(cellules))
        if not datee:
            datee, (le, _) = True, lire_date(extrait)
            provenance = Provenance(titre=TITRE_ATLASANTE, editeur="Atlasanté", publie_le=le)
            fabrique.provenance = journal.provenance = provenance
        if nature != _ETABLISSEMENT_ATLASANTE:
            journal.ecarter("une entité juridique")
        elif etat != _OUVERT_ATLASANTE:
            journal.ecarter(FERME)
        else:
            yield numero, cellules
