"""Texts that somebody could type in a name to harm who reads it, or their program."""

from typing import Final

HOSTILES: Final = (
    '=HYPERLINK("http://exemple.invalid";"x")',
    "+33 5 62 00 00 00",
    "-1+2",
    "@SOMME(A1:A9)",
    "  =1+1",
    "\t=1+1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "a|b`c*d_e[f](javascript:alert(1))",
    "\x1b[31mrouge\x1b[0m",
    "nom\x00\x07\x08",
    "deux\nlignes\r\net un retour",
    "\u202egnirts\u202c",
    "moitié \ud800 d'une paire",
    "\ufffe et \uffff",
    "$\\frac{1}{0}$ et 3 $",
    "_souligné",
    "é" * 40_000,
    "",
)
