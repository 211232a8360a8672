"""From a text to the values of JSON where msgspec is installed: those of a sound text, or nothing.

Two things escape msgspec: a key written twice, and the null character. A whole number beyond 64 bits becomes a number
with a point; no reader looks at such a one.
"""

from typing import Any, Final

import msgspec

_DECODER: Final = msgspec.json.Decoder().decode
_ECRIRE: Final = msgspec.json.Encoder().encode


def decoder(octets: bytes) -> tuple[Any, bytes] | None:
    """The values of a sound text, and their key (:func:`cle_d_egalite`); ``None`` leaves it to the complete decoder."""
    try:
        valeur = _DECODER(octets)
        cle = _ECRIRE(valeur)
        return (valeur, cle) if tout_est_lu(octets, cle) else None
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
        return None


def cle_d_egalite(valeur: Any) -> bytes | None:
    """See :func:`_texte.cle_d_egalite`; ``None`` for what is no value of JSON."""
    try:
        return _ECRIRE(valeur)
    except (msgspec.MsgspecError, TypeError, ValueError, OverflowError, RecursionError):
        return None


def tout_est_lu(octets: bytes, ecrit: bytes) -> bool:
    """Whether what was decoded, written again, says all that stands in a text."""
    # A colon written as an escape would hide a key, and the null character is refused.
    if b"\\" in octets and (b"\\u003" in octets or b"\\u0000" in octets):
        return False
    return octets.count(b":") == ecrit.count(b":")
