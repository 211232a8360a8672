"""The elements of a list of a large JSON, one at a time."""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from typing import Any, Final

from soinsprimaires.echanges._classeurs import EXTRA
from soinsprimaires.echanges._flux import Flux, Interruption
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.erreurs import ExtraManquant

ELEMENT_MAX: Final = 32 << 20
"""Bytes of the longest element; those of the official files are under a few million."""
PROFONDEUR_MAX: Final = 1_000
"""Lists and objects that an element may leave open: the parser takes the square of their number in time."""


_RECENTS: Final = 64
_PAS_UN_NOMBRE: Final = re.compile(rb"[:,\[]\s*(-?(?:NaN|Infinity))\b")


class _Octets:
    """What the parser reads: the flow, bounded from one element to the next."""

    def __init__(self, flux: Flux, journal: Journal, cle: str, observer: Callable[[bytes], None] | None) -> None:
        self._flux = flux
        self._journal = journal
        self._cle = f'"{cle}"'.encode()
        self._recents = b""
        self._observer = observer
        self._avant = b""
        self._lus = 0
        self._ouverts = 0
        self.rang = 0
        self.trouvee = False
        if flux.regarder(len(BOM_UTF8)) == BOM_UTF8:
            flux.read(len(BOM_UTF8))
        self.interruption: Interruption | None = None

    def read(self, taille: int = -1) -> bytes:
        try:
            lus = self._flux.read(taille)
        except Interruption as erreur:
            self.interruption = erreur
            return b""
        self._recents = self._recents[-_RECENTS:] + lus
        if self.trouvee:
            self._lus += len(lus)
            self._compter(lus)
            if self._lus > ELEMENT_MAX:
                raise self._journal.renoncer("flux.bombe", f"un élément de plus de {ELEMENT_MAX} octets", self.rang)
        else:  # what stands before the list is skipped, and fills no memory
            debut = self._avant + lus
            if self._observer is not None:
                self._observer(debut)
            self.trouvee = self._cle in debut
            if self.trouvee:
                self._compter(debut[debut.index(self._cle) :])
            self._avant = debut[-64:]
        return lus

    def _compter(self, octets: bytes) -> None:
        self._ouverts += octets.count(b"[") + octets.count(b"{") - octets.count(b"]") - octets.count(b"}")
        if self._ouverts > PROFONDEUR_MAX:
            message = f"plus de {PROFONDEUR_MAX} listes ou objets imbriqués"
            raise self._journal.renoncer("flux.bombe", message, self.rang)

    def faute(self) -> str:
        """Why the parser stopped: what it had just read may hold a number that is none."""
        if self.interruption is not None:
            return str(self.interruption)
        if trouve := _PAS_UN_NOMBRE.search(self._recents):
            return f"le JSON contient {trouve[1].decode()}, qu'aucun JSON n'admet : le réécrire avec null à la place"
        return "le JSON est tronqué ou mal formé"

    def suivant(self, rang: int) -> None:
        """Count the bytes of the next element from here, and what it leaves open."""
        self.rang = rang
        self._lus = self._ouverts = 0


def elements(
    flux: Flux,
    journal: Journal,
    cle: str,
    chemin: str,
    besoin: str,
    *,
    observer: Callable[[bytes], None] | None = None,
    plusieurs: bool = False,
) -> Iterator[tuple[int, Any]]:
    """The elements at a path (``pmej.item``), each with its rank; what stands before the list is shown to ``observer``.

    A file cut or malformed gives those that stand before its fault. ``plusieurs`` reads documents one after the other,
    one a line, of each of which the path is an element.

    Raises:
        ExtraManquant: ijson is not installed.
        DocumentInvalide: nothing could be read, the key of the list is absent, or an element is too long.
    """
    try:
        import ijson
    except ModuleNotFoundError:
        raise ExtraManquant(EXTRA, besoin) from None
    octets = _Octets(flux, journal, cle, observer)
    suite = enumerate(ijson.items(octets, chemin, use_float=True, multiple_values=plusieurs))
    while True:
        try:
            rang, element = next(suite)
        except StopIteration:
            break
        except (ijson.JSONError, UnicodeDecodeError):
            raison = octets.faute()
            if not octets.rang:
                raise journal.renoncer("json.forme", f"{raison} ; rien n'a pu être lu") from None
            journal.interrompre(octets.rang, "flux.tronque", f"{raison} ; ce qui précède est lu")
            return
        octets.suivant(rang + 1)
        yield rang, element
    if not octets.trouvee:
        raise journal.renoncer("cle.absente", f"clé « {cle} » absente : ce n'est pas le fichier attendu")
