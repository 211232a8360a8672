"""What a file is when it is not the text that was expected, told by its first bytes and with the remedy."""

import re
from typing import Final

from soinsprimaires.anomalies import citer

REGARDES: Final = 4_096
"""First bytes that are looked at."""
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Of an ``.xls``, and of an ``.xlsx`` under a password."""
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")

_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_MARQUES: Final = (
    (b"%PDF", "un PDF : demander la table dont il est tiré (.csv, .xlsx)"),
    (b"{\\rtf", "un texte mis en forme (.rtf) : l'enregistrer en .csv"),
    (b"version https://git-lfs", "un pointeur Git LFS, qui dit où est le fichier : le rapatrier (git lfs pull)"),
    (b"7z\xbc\xaf\x27\x1c", "une archive 7z : la décompresser"),
    (b"Rar!", "une archive rar : la décompresser"),
    (b"BZh", "un fichier compressé par bzip2 : le décompresser"),
    (b"\xfd7zXZ", "un fichier compressé par xz : le décompresser"),
    (b"\x28\xb5\x2f\xfd", "un fichier compressé par zstd : le décompresser"),
    (b"PAR1", "une table Parquet : l'enregistrer en .csv"),
    (b"SQLite format 3", "une base SQLite : en exporter la table en .csv"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
)
_PAGE_DE_TABLEUR: Final = re.compile(rb"urn:schemas-microsoft-com:office:excel|content=.{0,2}Excel\.Sheet")
_PAGE: Final = re.compile(rb"<(?:!doctype html|html|head|body|script|meta|table)\b", re.IGNORECASE)
_CLASSEUR_XML: Final = re.compile(rb"<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet|office:document\b")
_SERVICE: Final = re.compile(rb"<(?:\w+:)?(?:ServiceException|ExceptionText)\b[^>]*>(.{0,300}?)</", re.DOTALL)


def encodage_de(debut: bytes) -> str | None:
    """The UTF-16 in which a text is written (« texte Unicode » of a spreadsheet), ``None`` when it is not."""
    if debut.startswith(_UTF16):
        return "utf-16"
    pairs, impairs = debut[0:64:2], debut[1:64:2]
    if len(impairs) > 1 and not any(impairs) and all(pairs):
        return "utf-16-le"
    return "utf-16-be" if len(impairs) > 1 and not any(pairs) and all(impairs) else None


def refus_de(debut: bytes, *, json: bool) -> str | None:
    """What the file is, when it is no text that a reader takes.

    Args:
        debut: first bytes, once unpacked.
        json: whether a JSON is expected, rather than a table.
    """
    for marque, nom in _MARQUES:
        if debut.startswith(marque):
            return f"c'est {nom}"
    texte = debut.removeprefix(b"\xef\xbb\xbf").lstrip()
    if texte.startswith(b"<"):
        return _refus_de_balises(texte)
    if not json and texte[:1] in {b"{", b"["}:
        return "c'est un JSON : une table est attendue (.csv, .xlsx)"
    return None


def _refus_de_balises(texte: bytes) -> str:
    if _CLASSEUR_XML.search(texte):
        return "c'est un classeur écrit en XML : l'enregistrer en .xlsx"
    if _PAGE_DE_TABLEUR.search(texte):
        return "c'est un tableau enregistré en page web par un tableur : l'ouvrir, et l'enregistrer en .xlsx"
    if _PAGE.search(texte):
        return "c'est une page web (HTML), pas le fichier : son adresse a changé ou demande de se connecter"
    if trouve := _SERVICE.search(texte):
        dit = " ".join(trouve[1].decode("utf-8", "replace").split())
        return f"c'est une réponse XML du service, qui dit {citer(dit)} : refaire la demande"
    return "c'est un document XML, pas le fichier attendu"
