"""The skeleton of the readers of tables: columns, what a table gives, and nothing else of their own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import Limites, Source, ouvrir
from soinsprimaires.echanges._lecture import DOCUMENT, Journal, Lecture, produire
from soinsprimaires.echanges._tables import Forme, Rangee, TableLue, tableaux
from soinsprimaires.echanges._valeurs import Communes, en_annee

T = TypeVar("T")
N = TypeVar("N", int, Decimal)

AUTRE_ANNEE = "d'une autre année"


def lire_tableaux(
    source: Source,
    journal: Journal,
    formes: Sequence[Forme],
    lire: Callable[[TableLue], Iterable[T]],
    *,
    membre: str | None,
    limites: Limites,
    usuels: Sequence[str] = (),
    annee: int | None = None,
) -> Lecture[T]:
    """What each table of a source gives: ``lire`` makes its elements, and counts the lines that it keeps.

    The other words are those of :func:`~._flux.ouvrir` and of :func:`~._tables.tableaux`.
    """

    def elements() -> Iterator[T]:
        with ouvrir(source, journal, limites, membre, usuels) as ouvert:
            for tableau in tableaux(ouvert, journal, *formes, annee=annee):
                yield from lire(tableau)

    return produire(journal, elements())


class LecteurCommunal:
    """The state of one reading of figures of communes."""

    def __init__(self, journal: Journal, annee: int | None, departement: str | None) -> None:
        self._journal = journal
        self._annee = annee
        self._communes = Communes(journal, departement)
        self._vues: set[str] = set()

    def _est_nouvelle(self, commune: str, ligne: Rangee) -> bool:
        if commune in self._vues:
            message = f"la commune {commune} est déjà lue plus haut"
            self._journal.refuser(ligne.numero, "identifiant.doublon", message)
        return commune not in self._vues

    def _periode(self, ligne: Rangee, nom: str) -> int | None:
        """The year of a cell; without one the row is refused."""
        periode = en_annee(ligne.cellule(nom))
        if periode is None:
            message = f"{citer(ligne.texte(nom))} n'est pas une année"
            self._journal.refuser(ligne.numero, "annee.forme", message, ligne.titre(nom))
        return periode

    def _habitants(self, ligne: Rangee, nom: str, lire: Callable[[Any], N | None]) -> N | None:
        """The number of people of a cell; without one the row is refused."""
        nombre = lire(ligne.cellule(nom))
        if nombre is None:
            message = f"{citer(ligne.texte(nom))} n'est pas un nombre d'habitants"
            self._journal.refuser(ligne.numero, "population.forme", message, ligne.titre(nom))
        return nombre


class AnneeRetenue:
    """Which year is kept of rows of several years one under the other: the one asked, else the latest.

    Attributes:
        annee: the year kept so far.
    """

    def __init__(self, journal: Journal, voulue: int | None) -> None:
        self._journal = journal
        self._voulue = voulue
        self._vues: set[int] = set()
        self.annee = voulue

    def retient(self, periode: int, vider: Callable[[], int]) -> bool:
        """Whether a row of this year is kept; ``vider`` forgets those of the year before and tells how many they were.

        A row that is not is left aside.
        """
        self._vues.add(periode)
        if (self._voulue is not None and periode != self._voulue) or (self.annee is not None and periode < self.annee):
            self._journal.ecarter(AUTRE_ANNEE)
            return False
        if periode != self.annee:
            anciennes = vider()
            self._journal.gardees -= anciennes
            self._journal.ecarter(AUTRE_ANNEE, anciennes)
            self.annee = periode
        return True

    def conclure(self) -> None:
        """Tell, once the rows are read, which years there were, when one was chosen or when the wanted one lacks."""
        vues = ", ".join(map(str, sorted(self._vues)))
        if self._vues and self._voulue is not None and self._voulue not in self._vues:
            message = f"l'année {self._voulue} n'y est pas ; le fichier donne {vues} (annee=)"
            self._journal.signaler(DOCUMENT, "annee.absente", message)
        elif len(self._vues) > 1:
            message = f"plusieurs années les unes sous les autres ({vues}) : celle de {self.annee} est lue"
            self._journal.informer(DOCUMENT, "annee.choisie", message)
