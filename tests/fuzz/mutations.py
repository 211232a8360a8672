"""Changes that keep the structure of a document, so that they reach what stands behind its syntax."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from random import Random
from typing import Any, Final

__all__ = ["Mutation", "Vocabulaire", "muter_document", "muter_lignes", "muter_table", "muter_xml"]

Mutation = Callable[[Random, bytes], bytes]

_VALEURS: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, 1, -1, 1.0, 1.5, -0.0, 1e308, 5e-324, 2**31, 2**63, 2**64, 10**30),
    *(
        "",
        " ",
        "0",
        "-1",
        "1.0",
        "1e999",
        "NaN",
        "null",
        "é",
        "\u0301",
        "\u00a0",
        "\u202e",
        "\0",
        "\x1b[31m",
        "\U0001f600",
    ),
    *(
        "2024-02-29",
        "2023-02-29",
        "0000-01-01",
        "9999-12-31",
        "2024-13-01",
        "2024-W05-3",
        "20240101",
        "../2030",
        "2020~",
    ),
    *("=1+1", "../../x", "<script>", "a" * 300, "\ud800", "٣", "Ⅷ", "ﬁ", "000000000", "99999999999999"),
    *([], {}, [[]], [{}], [None], {"": None}, {"a": {"a": {}}}),
)
_MOTS: Final = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1e999",
        "nan",
        "inf",
        "1_000",
        "٣",
        "²",
        "é",
        "\u202e",
        "\x1b[31m",
        "\0",
        '"',
        '""',
        "'",
        "=1+1",
        "|",
        ";",
    ),
    *(
        "2024-02-29",
        "2023-02-29",
        "0000-01-01",
        "9999-12-31",
        "29/02/2023",
        "99/99/9999",
        "00/0000",
        "1er mai 2024",
        "mai 99999",
    ),
    *("2A004", "2B", "20", "97101", "98735", "32208", "32700", "00000", "ZZZZZ", "a" * 300, "1" * 400),
)


class Vocabulaire:
    """The keys and the values of some documents, to be put elsewhere."""

    def __init__(self, documents: Iterable[bytes]) -> None:
        self.cles: list[str] = ["", "extensions", "inconnue"]
        self.valeurs: list[Any] = list(_VALEURS)
        for document in documents:
            try:
                self._apprendre(json.loads(document))
            except (ValueError, RecursionError):
                continue
        self.cles = sorted(set(self.cles))
        uniques = {json.dumps(valeur, sort_keys=True): valeur for valeur in self.valeurs}
        self.valeurs = [uniques[texte] for texte in sorted(uniques) if len(texte) < _VALEUR_MAX]

    def _apprendre(self, valeur: Any) -> None:
        self.valeurs.append(valeur)
        if isinstance(valeur, dict):
            self.cles += valeur
        for enfant in _enfants(valeur):
            self._apprendre(enfant[1])


_VALEUR_MAX: Final = 600


def _enfants(valeur: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(valeur, dict):
        return list(valeur.items())
    return list(enumerate(valeur)) if isinstance(valeur, list) else []


def muter_document(vocabulaire: Vocabulaire, hasard: Random, octets: bytes) -> bytes:
    """A JSON document with one to four changes of keys or values.

    Raises:
        ValueError: it is no JSON.
    """
    racine = [json.loads(octets)]
    for _ in range(hasard.randint(1, 4)):
        _changer(vocabulaire, hasard, racine)
    texte = json.dumps(racine[0], ensure_ascii=False, separators=(",", ":"))
    return texte.encode(errors="surrogatepass")


def _changer(vocabulaire: Vocabulaire, hasard: Random, racine: list[Any]) -> None:
    lieux: list[tuple[Any, Any]] = []
    pile: list[Any] = [racine]
    while pile:
        parent = pile.pop()
        for cle, enfant in _enfants(parent):
            lieux.append((parent, cle))
            pile.append(enfant)
    parent, cle = hasard.choice(lieux)
    nouvelle = json.loads(json.dumps(hasard.choice(vocabulaire.valeurs)))
    geste = hasard.randrange(8)
    if geste <= 1:
        parent[cle] = nouvelle
    elif geste == 2:
        autre, autre_cle = hasard.choice(lieux)
        parent[cle] = json.loads(json.dumps(autre[autre_cle]))
    elif geste == 3 and parent is not racine:
        del parent[cle]
    elif geste == 4 and isinstance(parent, dict):
        parent[hasard.choice(vocabulaire.cles)] = parent.pop(cle)
    elif geste == 5 and isinstance(parent, dict):
        parent[hasard.choice(vocabulaire.cles)] = nouvelle
    elif geste == 6 and isinstance(parent, list) and parent is not racine:
        parent.insert(hasard.randint(0, len(parent)), json.loads(json.dumps(parent[cle])))
    else:
        parent[cle] = _alterer(hasard, parent[cle])


def _alterer(hasard: Random, valeur: Any) -> Any:
    if isinstance(valeur, str):
        return _alterer_texte(hasard, valeur)
    if isinstance(valeur, int | float):
        return hasard.choice((valeur + 1, -valeur, valeur * 10, str(valeur), float(valeur)))
    return [valeur] if hasard.random() < 0.5 else {"type": valeur}


def _alterer_texte(hasard: Random, texte: str) -> str:
    place = hasard.randint(0, len(texte))
    caractere = chr(hasard.choice((hasard.randrange(32, 127), hasard.randrange(0x110000))))
    return hasard.choice(
        (
            texte[:place] + caractere + texte[place + 1 :],
            texte[:place] + caractere + texte[place:],
            texte[:place] + texte[place + 1 :],
            texte[:place],
            texte + texte,
            texte.swapcase(),
        )
    )


def muter_lignes(mutation: Mutation, hasard: Random, octets: bytes) -> bytes:
    """Lines of which one is changed, repeated, moved or taken away."""
    lignes = octets.split(b"\n")
    rang = hasard.randrange(len(lignes))
    match hasard.randrange(8):
        case 0:
            del lignes[rang]
        case 1:
            lignes.insert(hasard.randint(0, len(lignes)), lignes[rang])
        case 2:
            autre = hasard.randrange(len(lignes))
            lignes[rang], lignes[autre] = lignes[autre], lignes[rang]
        case _:
            lignes[rang] = mutation(hasard, lignes[rang])
    return b"\n".join(lignes)


def muter_table(mots: Sequence[str], hasard: Random, octets: bytes) -> bytes:
    """A table as text, with some of its cells changed and sometimes its layout or its encoding."""
    octets = muter_lignes(partial(_muter_cellules, mots), hasard, octets)
    match hasard.randrange(24):
        case 0:
            return b"\xef\xbb\xbf" + octets
        case 1:
            return octets.replace(b"\n", b"\r\n")
        case 2:
            return octets.decode(errors="replace").encode("cp1252", errors="replace")
        case 3:
            return octets.replace(hasard.choice((b";", b"|", b",")), hasard.choice((b";", b"|", b",", b"\t")))
        case _:
            return octets


def _muter_cellules(mots: Sequence[str], hasard: Random, ligne: bytes) -> bytes:
    separateur = max((b";", b"|", b",", b"\t"), key=ligne.count)
    cellules = ligne.split(separateur)
    for _ in range(hasard.randint(1, 3)):
        rang = hasard.randrange(len(cellules))
        match hasard.randrange(8):
            case 0:
                cellules[rang] = hasard.choice(cellules)
            case 1:
                cellules.insert(rang, b"")
            case 2 if len(cellules) > 1:
                del cellules[rang]
            case 3:
                cellules[rang] = b'"' + cellules[rang] + hasard.choice((b'"', b""))
            case 4 | 5:
                texte = _alterer_texte(hasard, cellules[rang].decode(errors="surrogateescape"))
                cellules[rang] = texte.encode(errors="surrogatepass")
            case _:
                cellules[rang] = hasard.choice(mots or _MOTS).encode(errors="surrogatepass")
    return separateur.join(cellules)


def mots_des_tables(tables: Iterable[bytes]) -> tuple[str, ...]:
    """The cells of some tables, with others that are strange."""
    cellules = {
        cellule
        for table in tables
        for cellule in re.split(r"[;|,\t\n]", table.decode(errors="replace"))
        if len(cellule) < 60
    }
    return (*_MOTS, *sorted(cellules))


_BALISES: Final = re.compile(rb"(<[^<>]*>)")
_ATTRIBUTS: Final = re.compile(rb'="([^"]*)"')
_ATTRIBUTS_RARES: Final = (
    *(
        b"",
        b"0",
        b"-1",
        b"1",
        b"1048577",
        b"99999999999",
        b"1e5",
        b"A1",
        b"ZZZ1",
        b"AAAA1",
        b"A0",
        b"1A",
        b"A1:XFD1048576",
    ),
    *(b"s", b"n", b"b", b"e", b"d", b"inlineStr", b"str", b"shared", b"array", b"rId1", b"rId9", b"sharedStrings.xml"),
)
_TEXTES_RARES: Final = (
    *(b"", b"0", b"1", b"7", b"-1", b"1e999", b"nan", b"inf", b"1E400", b"45000", b"99999999999", b"-693595.5"),
    *(b"&#0;", b"&#x202e;", b"&a;", b"<![CDATA[x]]>", b"<!-- x -->", b"2024-02-30T00:00:00Z", b"#REF!", b"TRUE"),
)


def muter_xml(mots: Sequence[str], hasard: Random, octets: bytes) -> bytes:
    """The parts of a workbook with some tags, attributes and texts changed."""
    morceaux = _BALISES.split(octets)
    for _ in range(hasard.randint(1, 4)):
        rang = hasard.randrange(len(morceaux))
        balise = morceaux[rang].startswith(b"<")
        match hasard.randrange(7):
            case 0:
                del morceaux[rang]
            case 1:
                debut = hasard.randint(0, rang)
                morceaux[rang:rang] = morceaux[debut : debut + hasard.randint(1, 12)]
            case 2:
                morceaux[rang] = hasard.choice(morceaux)
            case _ if balise and (valeurs := list(_ATTRIBUTS.finditer(morceaux[rang]))):
                trouvee = hasard.choice(valeurs)
                autre = _ATTRIBUTS.search(hasard.choice(morceaux))
                nouvelle = autre[1] if autre is not None and hasard.random() < 0.3 else hasard.choice(_ATTRIBUTS_RARES)
                morceaux[rang] = morceaux[rang][: trouvee.start(1)] + nouvelle + morceaux[rang][trouvee.end(1) :]
            case _ if not balise:
                rares = (*_TEXTES_RARES, hasard.choice(mots or _MOTS).encode(errors="surrogatepass"))
                morceaux[rang] = hasard.choice(rares)
        if not morceaux:
            return b""
    return b"".join(morceaux)
