"""The data files of the wheel and their manifest."""

from functools import lru_cache

import attrs

__all__ = ["ColonnesCompressees", "FichierEmbarque", "decompresser", "lire_fichier", "manifeste"]

ColonnesCompressees = dict[str, list[str]]

_PAQUET = "soinsprimaires.referentiels"


@attrs.frozen(kw_only=True)
class FichierEmbarque:
    """What a shipped data file is and where it comes from.

    Attributes:
        fichier: name in the package.
        source: title of the published table or package.
        adresse: where it is published.
        licence: licence under which it was published, as far as it could be read.
        version: version or vintage given by its publisher.
        lignes: number of rows.
        complet: whether the whole of the source table is there; ``False`` is an extract, in which the absence
            of a code proves nothing.
        remarque: what a reader must know besides.
        sha256: digest of the file, in hexadecimal.
    """

    fichier: str
    source: str
    adresse: str
    licence: str
    version: str
    lignes: int
    complet: bool
    remarque: str | None
    sha256: str


def lire_fichier(nom: str) -> bytes:
    """Read a data file of the package, from a folder or from a zip."""
    from pkgutil import get_data

    octets = get_data(_PAQUET, f"donnees/{nom}")
    if octets is None:
        raise FileNotFoundError(nom)
    return octets


def decompresser(octets: bytes) -> ColonnesCompressees:
    """The columns of a compressed file: one line each, its name and then its values, tab-separated."""
    import zlib

    lignes = zlib.decompress(octets).decode("utf-8").split("\n")
    return {nom: valeurs.split("\t") for nom, _, valeurs in (ligne.partition("\t") for ligne in lignes)}


@lru_cache(maxsize=1)
def manifeste() -> tuple[FichierEmbarque, ...]:
    """Every data file that the library ships, with its source, licence, version and digest."""
    import json

    return tuple(FichierEmbarque(**ligne) for ligne in json.loads(lire_fichier("manifeste.json")))
