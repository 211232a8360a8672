r"""Characters that a wrong conversion left in a text, put right where only one reading is possible.

Two accidents leave a trace that nothing else leaves: a character of Windows-1252 taken for a control character
(``L\x92ISLE``), and a text in UTF-8 read as Windows-1252 (``SANTÃ‰``). Characters that are
lost (``�``) are only told.
"""

import re
from typing import Final

from soinsprimaires.anomalies import Gravite

_TRACES: Final = (b"\x00", b"\xc3\x83", b"\xc3\x82", b"\xc3\x85", b"\xc3\xa2\xe2\x82\xac", b"\xef\xbf\xbd")
"""In UTF-8: a NUL, the Ã, Â, Å and â€ of a text converted twice, a lost character."""
_TRACE_DE_CONTROLE: Final = re.compile(rb"\xc2[\x80-\x9f]")
"""A control character, but not « ° » nor a no-break space, which begin in the same way."""

_SANS_CARACTERE: Final = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
_WINDOWS: Final = {
    chr(code): bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in _SANS_CARACTERE
}
"""What the control characters are in Windows-1252, which leaves five of them alone."""
_CONTROLES: Final = str.maketrans(_WINDOWS)
_UN_CONTROLE: Final = re.compile(f"[{''.join(_WINDOWS)}]")
_DOUBLES: Final = {
    "".join(_WINDOWS.get(chr(octet), chr(octet)) for octet in caractere.encode()): caractere
    for caractere in "àâäæçèéêëîïñòôöùûüÿœÀÂÄÆÇÈÉÊËÎÏÑÒÔÖÙÛÜŸŒ«»°²³·§€’‘“”–—…•\xa0"
}
"""What each character of French becomes when its bytes are read as Windows-1252."""
_UN_DOUBLE: Final = re.compile("|".join(map(re.escape, _DOUBLES)))
_PERDU: Final = "\N{REPLACEMENT CHARACTER}"


def est_suspect(octets: bytes) -> bool:
    """Whether a text in UTF-8 may hold such a trace; most hold none, which is seen at once."""
    return any(trace in octets for trace in _TRACES) or _TRACE_DE_CONTROLE.search(octets) is not None


def reparer(texte: str) -> tuple[str, list[tuple[str, str, Gravite]]]:
    """A line with its characters put right, and what to say of it (code, message, severity).

    >>> reparer("MAISON DE SANTÃ‰")[0]
    'MAISON DE SANTÉ'
    """
    dits = []
    if "\x00" in texte:
        texte = texte.replace("\x00", "")
        dits.append(("caractere.nul", "des caractères nuls sont retirés", Gravite.INFORMATION))
    if _UN_CONTROLE.search(texte):
        texte = texte.translate(_CONTROLES)
        dits.append(("caractere.controle", "des caractères de Windows-1252 sont remis", Gravite.INFORMATION))
    if _UN_DOUBLE.search(texte):
        texte = _UN_DOUBLE.sub(lambda trouve: _DOUBLES[trouve[0]], texte)
        dits.append(("encodage.double", "des accents convertis deux fois sont remis", Gravite.INFORMATION))
    if _PERDU in texte:
        dits.append(("caractere.perdu", "des accents sont perdus (�) : reprendre l'original", Gravite.AVERTISSEMENT))
    return texte, dits
