"""What every reader gives back: entities one by one, what was wrong in the file, and how many lines of each kind."""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple, Self, TypeVar, overload

from soinsprimaires.anomalies import Anomalie, Chemin, Gravite, pointeur_json
from soinsprimaires.erreurs import DocumentInvalide
from soinsprimaires.sources import Provenance

T = TypeVar("T")
U = TypeVar("U")

DOCUMENT: Final = -1
"""Place of what concerns the whole file."""

_SUITES: Final = 1 << 31
"""From which on the number of a reason is that of several."""
RAISONS_MAX: Final = 10_000
"""Distinct reasons that are kept in words: a hostile file must not fill the memory with its own text."""

_SANS_DETAIL: Final = "la raison n'est pas détaillée : ce fichier en a trop de différentes"


class _Raison(NamedTuple):
    """What is said of many places: a plain tuple, since a reader makes one for each place."""

    code: str
    message: str
    champ: str | Chemin | None
    gravite: Gravite


def situer_ligne(ligne: int, _: int) -> tuple[str, str]:
    """Place of a line of a text: its JSON pointer and its name in a message; the first line is 1."""
    return f"/lignes/{ligne}", f"ligne {ligne}"


class Anomalies(Sequence[Anomalie]):
    """The anomalies of a file, in the order in which they were met.

    Sixteen bytes and a shared reason each: a file of which every line is wrong does not fill the memory. Where the
    same ones are told together of many places, sixteen bytes for all of them. The objects are built when they are
    looked at.
    """

    def __init__(self, situer: Callable[[int, int], tuple[str, str]] = situer_ligne) -> None:
        self._situer = situer
        self._places = array("q")
        self._sous_places = array("i")
        self._rangs = array("I")
        self._suites: list[tuple[int, ...]] = []
        self._debuts = array("q")
        self._nombre = 0
        self._raisons: dict[_Raison, int] = {}
        self._liste: list[_Raison] = []

    def ajouter(self, place: int, sous_place: int, raison: _Raison, *, toujours: bool = False) -> None:
        """Keep one, with its words if they are not too many or ``toujours``.

        ``sous_place`` is -1 where a number is enough to tell the place.
        """
        self._places.append(place)
        self._sous_places.append(sous_place)
        self._rangs.append(self._rang(raison, toujours=toujours))
        self._nombre += 1

    def _rang(self, raison: _Raison, *, toujours: bool = False) -> int:
        rang = self._raisons.get(raison)
        if rang is None and len(self._liste) >= RAISONS_MAX and not toujours:
            champ = raison.champ if isinstance(raison.champ, str) else None
            raison = raison._replace(message=_SANS_DETAIL, champ=champ)
            rang = self._raisons.get(raison)
        if rang is None:
            rang = self._raisons[raison] = len(self._liste)
            self._liste.append(raison)
        return rang

    def suite(self, raisons: Iterable[_Raison]) -> int:
        """The number of reasons that are told together of many places, for :meth:`ajouter_suite`."""
        self._suites.append(tuple(map(self._rang, raisons)))
        return len(self._suites) - 1

    def ajouter_suite(self, place: int, suite: int) -> None:
        """Keep all those of a suite, of one place."""
        self._places.append(place)
        self._sous_places.append(-1)
        self._rangs.append(_SUITES + suite)
        self._nombre += len(self._suites[suite])

    def __len__(self) -> int:
        return self._nombre

    def _raisons_de(self, entree: int) -> tuple[int, ...]:
        """The reasons that were told at once of a place."""
        rang = self._rangs[entree]
        return self._suites[rang - _SUITES] if rang >= _SUITES else (rang,)

    def _toutes(self) -> Iterator[tuple[int, int]]:
        """Each reason that was told, with where its place is kept."""
        for entree in range(len(self._rangs)):
            for rang in self._raisons_de(entree):
                yield entree, rang

    def _trouver(self, rang: int) -> tuple[int, int]:
        """Where the place of an anomaly is kept, and its reason."""
        if not self._suites:
            return rang, self._rangs[rang]
        if len(self._debuts) != len(self._rangs):
            nombres = (len(self._raisons_de(entree)) for entree in range(len(self._rangs)))
            self._debuts = array("q", accumulate(nombres, initial=0))
            self._debuts.pop()
        entree = bisect_right(self._debuts, rang) - 1
        return entree, self._raisons_de(entree)[rang - self._debuts[entree]]

    @overload
    def __getitem__(self, rang: int) -> Anomalie: ...
    @overload
    def __getitem__(self, rang: slice) -> tuple[Anomalie, ...]: ...
    def __getitem__(self, rang: int | slice) -> Anomalie | tuple[Anomalie, ...]:
        if isinstance(rang, slice):
            return tuple(self[un] for un in range(*rang.indices(len(self))))
        entree, numero = self._trouver(range(len(self))[rang])
        raison = self._liste[numero]
        place, sous_place = self._places[entree], self._sous_places[entree]
        if place == DOCUMENT:
            return Anomalie(code=raison.code, message=raison.message, pointeur="", gravite=raison.gravite)
        pointeur, lieu = self._situer(place, sous_place)
        if raison.champ is not None:
            chemin = (raison.champ,) if isinstance(raison.champ, str) else raison.champ
            lieu = f"{lieu}, « {'.'.join(map(str, chemin))} »"
            pointeur += pointeur_json(chemin)
        return Anomalie(
            code=raison.code, message=f"{lieu} : {raison.message}", pointeur=pointeur, gravite=raison.gravite
        )

    def lieux(self, nombre: int = 3) -> tuple[tuple[str, ...], ...]:
        """The names of the first places of each reason (``ligne 4``), in the order of :meth:`par_raison`."""
        premiers: dict[int, list[int]] = {}
        for entree, rang in self._toutes():
            vus = premiers.setdefault(rang, [])
            if len(vus) < nombre:
                vus.append(entree)
        return tuple(tuple(map(self._lieu, premiers[rang])) for rang in self._ordre())

    def _lieu(self, entree: int) -> str:
        place, sous_place = self._places[entree], self._sous_places[entree]
        return "" if place == DOCUMENT else self._situer(place, sous_place)[1]

    def _ordre(self) -> list[int]:
        """The reasons: the heaviest, then the commonest, then as they were met."""
        nombres = Counter(rang for _, rang in self._toutes())
        return sorted(nombres, key=lambda rang: (-self._liste[rang].gravite.rang, -nombres[rang]))

    def par_raison(self) -> tuple[tuple[Anomalie, int], ...]:
        """Each reason with the first place where it was met and how often it was: the heaviest, then the commonest."""
        nombres, premieres = Counter[int](), dict[int, int]()
        for place, (_, rang) in enumerate(self._toutes()):
            nombres[rang] += 1
            premieres.setdefault(rang, place)
        return tuple((self[premieres[rang]], nombres[rang]) for rang in self._ordre())

    def __repr__(self) -> str:
        return f"<{len(self)} anomalie(s)>"


class Journal:
    """What a reader notes while it reads. A refused line is one anomaly of severity ``BLOQUANT`` and one of its count.

    Attributes:
        lues: lines read.
        gardees: lines that gave something.
        refusees: lines that could not be read.
        ecartees: why lines were read and left aside (another département ...), and how many for each reason.
    """

    def __init__(
        self, situer: Callable[[int, int], tuple[str, str]] = situer_ligne, provenance: Provenance | None = None
    ) -> None:
        self.anomalies = Anomalies(situer)
        self.lues = self.gardees = self.refusees = 0
        self.ecartees: Counter[str] = Counter()
        self.interrompue = False
        self.terminee = False
        self.provenance = provenance

    def refuser(
        self, place: int, code: str, message: str, champ: str | Chemin | None = None, *, sous_place: int = -1
    ) -> None:
        """Count a line out, and say why."""
        self.refusees += 1
        self.anomalies.ajouter(place, sous_place, _Raison(code, message, champ, Gravite.BLOQUANT))

    def ecarter(self, raison: str, nombre: int = 1) -> None:
        """Count out lines that can be read and are not what the caller asked for."""
        self.ecartees[raison] += nombre

    def signaler(
        self,
        place: int,
        code: str,
        message: str,
        champ: str | Chemin | None = None,
        *,
        sous_place: int = -1,
        gravite: Gravite = Gravite.AVERTISSEMENT,
    ) -> None:
        """Say something of a line that is kept."""
        self.anomalies.ajouter(place, sous_place, _Raison(code, message, champ, gravite))

    def informer(
        self, place: int, code: str, message: str, champ: str | Chemin | None = None, *, sous_place: int = -1
    ) -> None:
        """Say of a line what is good to know, and nothing wrong."""
        self.anomalies.ajouter(place, sous_place, _Raison(code, message, champ, Gravite.INFORMATION))

    def suite(self, raisons: Iterable[tuple[str, str, Chemin | None, Gravite]]) -> int:
        """The number of what may be said at once of many lines, for :meth:`noter`."""
        return self.anomalies.suite(_Raison(*raison) for raison in raisons)

    def noter(self, place: int, suite: int) -> None:
        """Say several things of a line that is kept, by their number."""
        self.anomalies.ajouter_suite(place, suite)

    def interrompre(self, place: int, code: str, message: str, *, sous_place: int = -1) -> None:
        """Note that the rest of the file cannot be read."""
        self.interrompue = True
        self.anomalies.ajouter(place, sous_place, _Raison(code, message, None, Gravite.BLOQUANT), toujours=True)

    def renoncer(self, code: str, message: str, place: int = DOCUMENT) -> DocumentInvalide:
        """What to raise when the file is not the one announced, or is dangerous: nothing more is read of it."""
        self.interrompre(place, code, message)
        return DocumentInvalide(self.anomalies[-1:])


class Lecture(Iterator[T]):
    r"""The entities of a file, one at a time: it is read as they are asked for, and once.

    The counts and the anomalies grow meanwhile, and are complete once the iteration is over.

    >>> from io import BytesIO
    >>> from soinsprimaires.echanges import populations
    >>> fichier = BytesIO(b"COM;PMUN;PCAP;PTOT\n32208;3670;81;3751\n32370;beaucoup;;\n")
    >>> lecture = populations.lire(fichier, annee=2023)
    >>> [population.municipale for population in lecture]
    [3670]
    >>> lecture.lues, lecture.gardees, lecture.refusees, lecture.ecartees
    (2, 1, 1, 0)
    >>> print(lecture.anomalies[0])
    /lignes/3/PMUN : ligne 3, « PMUN » : 'beaucoup' n'est pas un nombre d'habitants [population.forme]
    """

    def __init__(self, journal: Journal, elements: Iterator[T]) -> None:
        self._journal = journal
        self._elements = elements

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        return next(self._elements)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.fermer()

    def fermer(self) -> None:
        """Read no more; the file is closed at once, where otherwise it is at its end."""
        fermeture = getattr(self._elements, "close", None)
        if fermeture is not None:
            fermeture()

    def puis(self, transformer: Callable[[Iterable[T]], Iterable[U]]) -> "Lecture[U]":
        """The same reading, with its counts and its anomalies, whose elements are made into others together."""

        def tous() -> Iterator[U]:
            yield from transformer(self)

        return Lecture(self._journal, tous())

    @property
    def anomalies(self) -> Anomalies:
        """What was wrong so far, in the order of the file; a line that could not be read is one of them."""
        return self._journal.anomalies

    @property
    def lues(self) -> int:
        """Lines (establishments, in FINESS) read so far, titles and blank lines aside."""
        return self._journal.lues

    @property
    def gardees(self) -> int:
        """Lines that gave something."""
        return self._journal.gardees

    @property
    def refusees(self) -> int:
        """Lines that could not be read."""
        return self._journal.refusees

    @property
    def ecartees(self) -> int:
        """Lines left aside because the caller asked for others (a département, some categories ...)."""
        return self._journal.ecartees.total()

    @property
    def ecartees_par_raison(self) -> tuple[tuple[str, int], ...]:
        """Why lines were left aside, and how many for each reason, the commonest first."""
        return tuple((raison, nombre) for raison, nombre in self._journal.ecartees.most_common() if nombre)

    @property
    def terminee(self) -> bool:
        """Whether the file was read to its end."""
        return self._journal.terminee

    @property
    def interrompue(self) -> bool:
        """Whether the file broke before its end: truncated or corrupt; an anomaly tells where."""
        return self._journal.interrompue

    @property
    def provenance(self) -> Provenance | None:
        """Title, publisher and vintage of the file, once its first entity was given."""
        return self._journal.provenance

    def __repr__(self) -> str:
        comptes = f"lues={self.lues}, gardees={self.gardees}, refusees={self.refusees}, ecartees={self.ecartees}"
        return f"<Lecture {comptes}, anomalies={len(self.anomalies)}>"


def produire(journal: Journal, elements: Iterator[T]) -> Lecture[T]:
    """The reading of what a generator gives, ended properly."""

    def tous() -> Iterator[T]:
        yield from elements
        journal.terminee = not journal.interrompue

    return Lecture(journal, tous())
