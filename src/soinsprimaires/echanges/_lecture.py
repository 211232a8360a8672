"""What every reader gives back: entities one by one, what was wrong in the file, and how many lines of each kind."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Self, TypeVar, overload

from soinsprimaires.anomalies import Anomalie, Chemin, Gravite, pointeur_json
from soinsprimaires.erreurs import DocumentInvalide
from soinsprimaires.sources import Provenance

__all__ = ["Anomalies", "Journal", "Lecture"]

T = TypeVar("T")
U = TypeVar("U")

DOCUMENT: Final = -1
"""Place of what concerns the whole file."""

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

    Sixteen bytes and a shared reason each: a file of which every line is wrong does not fill the memory. The objects
    are built when they are looked at.
    """

    def __init__(self, situer: Callable[[int, int], tuple[str, str]] = situer_ligne) -> None:
        self._situer = situer
        self._places = array("q")
        self._sous_places = array("i")
        self._rangs = array("I")
        self._raisons: dict[_Raison, int] = {}
        self._liste: list[_Raison] = []

    def ajouter(self, place: int, sous_place: int, raison: _Raison, *, toujours: bool = False) -> None:
        """Keep one, with its words if they are not too many or ``toujours``.

        ``sous_place`` is -1 where a number is enough to tell the place.
        """
        self._places.append(place)
        self._sous_places.append(sous_place)
        self._rangs.append(self.rang(raison, toujours=toujours))

    def rang(self, raison: _Raison, *, toujours: bool = False) -> int:
        """The number of a reason, by which it may be kept of many places."""
        rang = self._raisons.get(raison)
        if rang is None and len(self._liste) >= RAISONS_MAX and not toujours:
            champ = raison.champ if isinstance(raison.champ, str) else None
            raison = raison._replace(message=_SANS_DETAIL, champ=champ)
            rang = self._raisons.get(raison)
        if rang is None:
            rang = self._raisons[raison] = len(self._liste)
            self._liste.append(raison)
        return rang

    def ajouter_rangs(self, place: int, rangs: "array[int]") -> None:
        """Keep several of one place, by the numbers of their reasons."""
        self._places.extend([place] * len(rangs))
        self._sous_places.extend([-1] * len(rangs))
        self._rangs.extend(rangs)

    def __len__(self) -> int:
        return len(self._rangs)

    @overload
    def __getitem__(self, rang: int) -> Anomalie: ...
    @overload
    def __getitem__(self, rang: slice) -> tuple[Anomalie, ...]: ...
    def __getitem__(self, rang: int | slice) -> Anomalie | tuple[Anomalie, ...]:
        if isinstance(rang, slice):
            return tuple(self[un] for un in range(*rang.indices(len(self))))
        rang = range(len(self))[rang]
        raison = self._liste[self._rangs[rang]]
        place, sous_place = self._places[rang], self._sous_places[rang]
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
        for place, rang in enumerate(self._rangs):
            vus = premiers.setdefault(rang, [])
            if len(vus) < nombre:
                vus.append(place)
        return tuple(tuple(map(self._lieu, premiers[rang])) for rang in self._ordre())

    def _lieu(self, rang: int) -> str:
        place, sous_place = self._places[rang], self._sous_places[rang]
        return "" if place == DOCUMENT else self._situer(place, sous_place)[1]

    def _ordre(self) -> list[int]:
        """The reasons: the heaviest, then the commonest, then as they were met."""
        nombres = Counter(self._rangs)
        return sorted(nombres, key=lambda rang: (-self._liste[rang].gravite.rang, -nombres[rang]))

    def par_raison(self) -> tuple[tuple[Anomalie, int], ...]:
        """Each reason with the first place where it was met and how often it was: the heaviest, then the commonest."""
        nombres, premieres = Counter(self._rangs), dict[int, int]()
        for place, rang in enumerate(self._rangs):
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

    def __init__(self, situer: Callable[[int, int], tuple[str, str]] = situer_ligne) -> None:
        self.anomalies = Anomalies(situer)
        self.lues = self.gardees = self.refusees = 0
        self.ecartees: Counter[str] = Counter()
        self.interrompue = False
        self.terminee = False
        self.provenance: Provenance | None = None

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

    def raison(self, code: str, message: str, champ: str | Chemin | None, gravite: Gravite) -> int:
        """The number of what may be said of many lines, for :meth:`noter`."""
        return self.anomalies.rang(_Raison(code, message, champ, gravite))

    def noter(self, place: int, raisons: "array[int]") -> None:
        """Say several things of a line that is kept, by their numbers."""
        self.anomalies.ajouter_rangs(place, raisons)

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
