"""JSON documents, and what happens to them: for those who write a reader of the format."""

import json
from collections.abc import Iterator
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.strategies._registre import registres

_ETRANGES: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(["20240131", "2024-02-30", "2024-W05-3", "1e400", "\x00", "\u202e"]),
    st.sampled_from([[], {}, [None], {"": 0}]),
)


class _Objet(list[tuple[str, Any]]):
    """A JSON object as its pairs: it may then hold a key twice, in any order."""


def documents_json(*, version: int | None = None) -> SearchStrategy[str]:
    """Documents of the format that a reader must accept, compact or indented.

    Args:
        version: version of the format, the one that the library writes by default.

    Raises:
        ValeurInvalide: nothing here writes that version any more.
    """
    from soinsprimaires.serialisation import en_json
    from soinsprimaires.serialisation.migrations import VERSION

    if version not in {None, VERSION}:
        raise ValeurInvalide(f"aucune stratégie n'écrit la version {citer(version)}", "version.inconnue", "version")
    return st.builds(lambda registre, compact: en_json(registre, compact=compact), registres(), st.booleans())


def mutations(document: str, *, max_gestes: int = 3) -> SearchStrategy[str]:
    """What a document may become by accident: most are refused by a strict reader, some are not.

    A key is dropped, misspelt, repeated, added or moved; a value is replaced, wrapped or emptied; the text is cut.

    Args:
        document: a JSON text.
        max_gestes: how many changes at most.

    Raises:
        ValueError: it is not JSON.
    """
    racine = json.loads(document, object_pairs_hook=_Objet)
    return _mutation(racine, max_gestes)


@st.composite
def _mutation(draw: st.DrawFn, racine: Any, max_gestes: int) -> str:
    boite = [_copier(racine)]
    for _ in range(draw(st.integers(1, max_gestes))):
        lieux = list(_lieux(boite))
        contenant, rang = lieux[draw(st.integers(0, len(lieux) - 1))]
        draw(st.sampled_from(_GESTES if contenant is not boite else _GESTES[:2]))(draw, contenant, rang)
    texte = _ecrire(boite[0])
    if draw(st.integers(0, 19)) == 0:
        texte = texte[: draw(st.integers(0, len(texte)))]
    return texte


def _copier(valeur: Any) -> Any:
    if isinstance(valeur, _Objet):
        return _Objet((cle, _copier(sous)) for cle, sous in valeur)
    return [_copier(sous) for sous in valeur] if isinstance(valeur, list) else valeur


def _lieux(contenant: list[Any]) -> Iterator[tuple[list[Any], int]]:
    """Every place of a document, from the root down."""
    for rang, element in enumerate(contenant):
        yield contenant, rang
        valeur = element[1] if isinstance(contenant, _Objet) else element
        if isinstance(valeur, list):
            yield from _lieux(valeur)


def _ecrire(valeur: Any) -> str:
    if isinstance(valeur, _Objet):
        return "{" + ",".join(f"{json.dumps(cle)}:{_ecrire(sous)}" for cle, sous in valeur) + "}"
    if isinstance(valeur, dict):
        return _ecrire(_Objet(valeur.items()))
    if isinstance(valeur, list):
        return "[" + ",".join(map(_ecrire, valeur)) + "]"
    return json.dumps(valeur)


def _lire(contenant: list[Any], rang: int) -> Any:
    return contenant[rang][1] if isinstance(contenant, _Objet) else contenant[rang]


def _mettre(contenant: list[Any], rang: int, valeur: Any) -> None:
    contenant[rang] = (contenant[rang][0], valeur) if isinstance(contenant, _Objet) else valeur


def _remplacer(draw: st.DrawFn, contenant: list[Any], rang: int) -> None:
    _mettre(contenant, rang, draw(_ETRANGES))


def _envelopper(_: st.DrawFn, contenant: list[Any], rang: int) -> None:
    _mettre(contenant, rang, [_lire(contenant, rang)])


def _oter(_: st.DrawFn, contenant: list[Any], rang: int) -> None:
    del contenant[rang]


def _repeter(draw: st.DrawFn, contenant: list[Any], rang: int) -> None:
    contenant.insert(draw(st.integers(0, len(contenant))), _copier([contenant[rang]])[0])


def _deplacer(draw: st.DrawFn, contenant: list[Any], rang: int) -> None:
    contenant.insert(draw(st.integers(0, len(contenant) - 1)), contenant.pop(rang))


def _renommer(draw: st.DrawFn, contenant: list[Any], rang: int) -> None:
    """Misspell a key by one letter, or a text."""
    if isinstance(contenant, _Objet):
        cle, valeur = contenant[rang]
        contenant[rang] = (_estropier(draw, cle), valeur)
    elif isinstance(contenant[rang], str):
        contenant[rang] = _estropier(draw, contenant[rang])


def _retoucher(draw: st.DrawFn, contenant: list[Any], rang: int) -> None:
    """Change a value of little: one letter, one unit."""
    valeur = _lire(contenant, rang)
    if isinstance(valeur, str):
        _mettre(contenant, rang, _estropier(draw, valeur))
    elif isinstance(valeur, int | float):
        _mettre(contenant, rang, draw(st.sampled_from([valeur + 1, -valeur, str(valeur), float(valeur)])))


def _ajouter(draw: st.DrawFn, contenant: list[Any], rang: int) -> None:
    valeur = draw(_ETRANGES)
    contenant.insert(rang, (draw(st.text(max_size=6)), valeur) if isinstance(contenant, _Objet) else valeur)


def _estropier(draw: st.DrawFn, texte: str) -> str:
    place = draw(st.integers(0, len(texte)))
    lettre = draw(st.sampled_from("aeé0-_ \n"))
    return draw(st.sampled_from([texte[:place] + lettre + texte[place:], texte[:place] + texte[place + 1 :]]))


_GESTES: Final = (_remplacer, _envelopper, _oter, _repeter, _deplacer, _renommer, _retoucher, _ajouter)
