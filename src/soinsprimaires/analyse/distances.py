"""How far places are: by air between two points, or as a table of the user says."""

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from math import inf
from typing import Final, NamedTuple

import attrs

from soinsprimaires import referentiels
from soinsprimaires._typage import exiger, refuser
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.analyse._points import ArbrePoints, Vecteur, carre_de_corde, metres, vecteur
from soinsprimaires.analyse._trajets import FAUTES_DITES, Trajets, rangees_de, remplir
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison
from soinsprimaires.anomalies import citer
from soinsprimaires.apparence import Recueil
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.lieux import Lieu
from soinsprimaires.referentiels._centres import ECHELLE, SOURCE, points

__all__ = ["Atteinte", "Distances", "PairesAbsentes", "PlusProche", "UniteDistance"]


class UniteDistance(Vocabulaire):
    """What a distance is counted in; nothing turns one into the other."""

    MINUTES = "min"
    KILOMETRES = "km"


class PairesAbsentes(Vocabulaire):
    """What it means that a table gives no distance for two places."""

    HORS_DE_PORTEE = "hors_de_portee"
    """They were left out because they are too far, or because no way goes from one to the other."""
    INCONNUES = "inconnues"
    """Nobody measured it."""


class Atteinte(NamedTuple):
    """What is within reach of an origin.

    Attributes:
        atteintes: each destination that is reached, with the rank of the first band that holds it.
        inconnues: the destinations whose distance is not known.
    """

    atteintes: Sequence[tuple[str, int]]
    inconnues: Collection[str]


@attrs.frozen(kw_only=True)
class PlusProche:
    """What is nearest to a place.

    Attributes:
        origine: from where.
        destinations: the nearest of those whose distance is known, all that are equally near; none within reach gives
            none. They are only possible where the distance is not exact.
        distance: how far; ``None`` when none is within reach. Where some distances are not known, one of them may be
            the least: the lower bound is then 0, and the reason tells how many others may be nearer.
    """

    origine: str
    destinations: tuple[str, ...]
    distance: Mesure | None


class _Minimum(NamedTuple):
    """The nearest destinations whose distance is known, how far they are, and how many others may be nearer."""

    proches: Collection[str]
    au_plus: Decimal | None
    inconnues: int


@attrs.frozen(kw_only=True, repr=False)
class Distances(ABC):
    """How far places are from one another; made by :meth:`a_vol_d_oiseau` or by :meth:`depuis_table`.

    Attributes:
        unite: what they are counted in.
        source: where they come from, with the vintage.
    """

    unite: UniteDistance
    source: str

    @classmethod
    def a_vol_d_oiseau(cls, *, au: date, lieux: Iterable[Lieu] = ()) -> "Distances":
        """Great-circle distances between the centres of the communes, and the places whose position is known.

        A road is never shorter: what is near by air may be far by road, and no number of minutes can be told from it.
        Inside a commune the distance is 0. It is told to the metre, though a centre is only known to some ten. Of a
        commune whose centre is not known, nothing is known but that it lies in its département.

        >>> Distances.a_vol_d_oiseau(au=date(2026, 1, 1)).entre("32208", "32132")
        Decimal('11.15')

        Args:
            au: chooses the vintage of the communes.
            lieux: places that are named by their identifiant; those without a position are not known.

        Raises:
            ValeurInvalide: a place is named like a commune.
        """
        connus = points()
        positions: dict[str, Vecteur | None] = {}
        for commune in referentiels.communes(au):
            point = connus.get(commune.code)
            positions[commune.code] = None if point is None else vecteur(point[0] / ECHELLE, point[1] / ECHELLE)
        for lieu in lieux:
            nom = exiger(lieu, Lieu, "lieux").identifiant
            if nom in positions:
                raise ValeurInvalide(f"le lieu {citer(nom)} porte le code d'une commune", "distances.nom", "lieux")
            if lieu.position is not None:
                positions[nom] = vecteur(float(lieu.position.latitude), float(lieu.position.longitude))
        millesime = referentiels.millesime_au(au)
        source = f"à vol d'oiseau, {SOURCE} (communes au 1er janvier {millesime})"
        return _AVolDOiseau(unite=UniteDistance.KILOMETRES, source=source, au=au, positions=positions)

    @classmethod
    def depuis_table(
        cls,
        table: object,
        *,
        unite: UniteDistance,
        source: str,
        absentes: PairesAbsentes,
        colonnes: tuple[str, str, str] = ("origine", "destination", "distance"),
    ) -> "Distances":
        """Distances that somebody computed, one row for an origin and a destination.

        A pair without a row, or with an empty distance, is what ``absentes`` says. From an origin that no row names,
        nothing is known whatever it says, nor to places of which no row names any: codes that are written otherwise
        would else be out of reach of everything. From a place to itself the distance is 0, unless a row tells another.

        >>> minutes = Distances.depuis_table(
        ...     [("32208", "msp", 12), ("32132", "msp", "7.5"), ("32253", "msp", None)],
        ...     unite=UniteDistance.MINUTES,
        ...     source="OSRM, 3 novembre 2026",
        ...     absentes=PairesAbsentes.HORS_DE_PORTEE,
        ... )
        >>> minutes.entre("32132", "msp"), minutes.entre("32253", "msp"), minutes.entre("32370", "msp")
        (Decimal('7.5'), Decimal('Infinity'), None)

        Args:
            table: rows of three values, or mappings of the columns; or whatever gives Arrow batches
                (``__arrow_c_stream__``: pandas, polars, pyarrow, DuckDB), which needs the extra ``tables``.
            unite: what the distances are counted in.
            source: who computed them, on which network and when.
            absentes: what it means that a pair is not there.
            colonnes: names of the three columns; of rows of three values, only their order counts.

        Raises:
            ExtraManquant: pyarrow is not installed.
            ValeurInvalide: the source is not named, a code is no text, a distance no number or a negative one, a pair
                has two distances, or a column is not there; the first twenty rows at fault are told.
        """
        exiger(unite, UniteDistance, "unite")
        exiger(absentes, PairesAbsentes, "absentes")
        if not exiger(source, str, "source").strip():
            message = "la source des distances se nomme : qui les a calculées, sur quel réseau et quand"
            raise ValeurInvalide(message, "distances.source", "source")
        trajets: dict[str, dict[str, Decimal | None]] = {}
        fautes = remplir(trajets, rangees_de(table, exiger(colonnes, tuple[str, ...], "colonnes")))
        refuser(islice(fautes, FAUTES_DITES))
        destinations = frozenset(nom for ligne in trajets.values() for nom in ligne)
        return _Table(unite=unite, source=source, absentes=absentes, trajets=trajets, arrivees=destinations)

    @abstractmethod
    def entre(self, origine: str, destination: str) -> Decimal | None:
        """The distance from one place to another: infinite out of reach, ``None`` when it is not known.

        Raises:
            CodeInconnu: by air, no commune of the vintage and no place has this name.
        """

    @abstractmethod
    def connait(self, lieu: str) -> bool:
        """Whether something is known of how far a place is."""

    @property
    @abstractmethod
    def origines(self) -> Collection[str]:
        """The places from which something is known; by air, all the communes of the vintage."""

    @abstractmethod
    def portees(
        self, origines: Iterable[str], destinations: Collection[str], bornes: Sequence[Decimal]
    ) -> Iterator[tuple[str, Atteinte]]:
        """What each origin reaches within the last of these bounds, which are included."""

    def plus_proches(self, origines: Iterable[str], destinations: Collection[str]) -> Recueil[PlusProche]:
        """The nearest of some places for each of others, in their order.

        >>> [ligne] = Distances.a_vol_d_oiseau(au=date(2026, 1, 1)).plus_proches(["32208"], ["32132", "32462"])
        >>> ligne.destinations, ligne.distance
        (('32132',), Mesure(11.15 km))

        Args:
            origines: from where.
            destinations: to where; of those that are equally near, all are given.

        Raises:
            CodeInconnu: by air, no commune of the vintage and no place has one of these names.
        """
        depart, arrivees = _noms(origines, "origines"), _noms(destinations, "destinations")
        trouves = zip(depart, self._minima(depart, arrivees), strict=True)
        return Recueil(PlusProche, (self._dire(origine, *trouve) for origine, trouve in trouves))

    @abstractmethod
    def _minima(self, origines: Iterable[str], destinations: Collection[str]) -> Iterator[_Minimum]: ...

    def _dire(self, origine: str, proches: Collection[str], au_plus: Decimal | None, inconnues: int) -> PlusProche:
        if au_plus is None and not inconnues:
            return PlusProche(origine=origine, destinations=(), distance=None)
        precision = None if au_plus is None else _PEUT_ETRE
        mesure = Mesure(
            minimum=Decimal(0) if inconnues or au_plus is None else au_plus,
            maximum=au_plus,
            unite=str(self.unite.value),
            raisons=(Raison(motif=Motif.TRAJET, nombre=inconnues, precision=precision),)
            if inconnues and au_plus != 0
            else (),
            sources=(self.source,),
        )
        return PlusProche(origine=origine, destinations=tuple(sorted(proches)), distance=mesure)

    def __repr__(self) -> str:
        return f"Distances({self.unite.value}, {self.source!r})"


_PEUT_ETRE: Final = "une autre destination est peut-être plus proche"


def _noms(noms: Iterable[str], champ: str) -> tuple[str, ...]:
    if isinstance(noms, str):
        raise ValeurInvalide(f"plusieurs noms sont attendus, pas {citer(noms)} seul", "type.inattendu", champ)
    return tuple(dict.fromkeys(exiger(tuple(noms), tuple[str, ...], champ)))


# -- by air -------------------------------------------------------------------------------------------------------

_METRES: Final = 1000
_MARGE: Final = 10_000
"""Metres beyond the centres of a département within which the centre of another of its communes lies."""


@attrs.frozen(kw_only=True, repr=False)
class _AVolDOiseau(Distances):
    """Distances between points, those of the communes of a vintage among them."""

    au: date
    positions: Mapping[str, Vecteur | None] = attrs.field(hash=False)

    def entre(self, origine: str, destination: str) -> Decimal | None:
        depart, arrivee = self._placer(origine), self._placer(destination)
        if origine == destination:
            return Decimal(0)
        if depart is None or arrivee is None:
            return None
        return Decimal(metres(carre_de_corde(depart, arrivee))) / _METRES

    def connait(self, lieu: str) -> bool:
        return self.positions.get(lieu) is not None

    @property
    def origines(self) -> Collection[str]:
        return [commune.code for commune in referentiels.communes(self.au)]

    def portees(
        self, origines: Iterable[str], destinations: Collection[str], bornes: Sequence[Decimal]
    ) -> Iterator[tuple[str, Atteinte]]:
        arbre, perdues = self._planter(destinations)
        limites = [int(borne * _METRES) for borne in bornes]  # distances are whole metres
        voisinages = [
            (nom, ArbrePoints((nom, centre) for centre in centres)) for nom in perdues if (centres := self._autour(nom))
        ]
        for origine in origines:
            point = self._placer(origine)
            if point is None:
                inconnues = self._peut_etre(origine, arbre, perdues, limites[-1])
                siennes = [(origine, 0)] if origine in perdues else []
                yield origine, Atteinte(siennes, inconnues - {origine})
                continue
            proches = arbre.autour(point, limites[-1])
            inconnues = {nom for nom, centres in voisinages if centres.autour(point, limites[-1] + _MARGE)}
            yield origine, Atteinte([(nom, bisect_left(limites, distance)) for nom, distance in proches], inconnues)

    def _peut_etre(self, origine: str, arbre: ArbrePoints, perdues: Collection[str], rayon: int) -> set[str]:
        """The destinations that a commune without a point may reach: it lies among those of its département."""
        departement = self._departement(origine)
        trouvees = {nom for nom in perdues if self._departement(nom) == departement}
        for centre in self._autour(origine):
            trouvees.update(nom for nom, _ in arbre.autour(centre, rayon + _MARGE))
        return trouvees

    def _autour(self, commune: str) -> list[Vecteur]:
        """The centres that are known in the département of a commune."""
        communes = referentiels.communes_de(departement=self._departement(commune), au=self.au)
        points = (self.positions[autre.code] for autre in communes)
        return [point for point in points if point is not None]

    def _departement(self, commune: str) -> str:
        return referentiels.commune(commune, self.au).departement

    def _minima(self, origines: Iterable[str], destinations: Collection[str]) -> Iterator[_Minimum]:
        arbre, perdues = self._planter(destinations)
        toutes = frozenset(destinations)
        voisin: Vecteur | None = None
        for origine in origines:
            point = self._placer(origine)
            if point is None:
                siennes = toutes & {origine}
                yield _Minimum(siennes, Decimal(0) if siennes else None, len(toutes - siennes))
                continue
            # Origins often come by code, hence near one another: what is near one bounds the search for the next.
            au_plus = inf if voisin is None else carre_de_corde(point, voisin) * (1 + 1e-9) + 1e-18
            proches = arbre.plus_proches(point, au_plus)
            voisin = self.positions[proches[0][0]] if proches else None
            distance = Decimal(proches[0][1]) / _METRES if proches else None
            yield _Minimum([nom for nom, _ in proches], distance, len(perdues))

    def _planter(self, destinations: Iterable[str]) -> tuple[ArbrePoints, frozenset[str]]:
        """The tree of those that have a point, and those that have none."""
        points = [(nom, self._placer(nom)) for nom in destinations]
        connus = [(nom, point) for nom, point in points if point is not None]
        return ArbrePoints(connus), frozenset(nom for nom, point in points if point is None)

    def _placer(self, nom: str) -> Vecteur | None:
        if nom not in self.positions:
            referentiels.commune(nom, self.au)  # it says what became of the commune, or that there is none
        return self.positions[nom]


# -- a table ------------------------------------------------------------------------------------------------------

_HORS: Final = Decimal("Infinity")


@attrs.frozen(kw_only=True, repr=False)
class _Table(Distances):
    """Distances that a user gave; ``None`` is an empty one."""

    absentes: PairesAbsentes
    trajets: Mapping[str, Trajets] = attrs.field(hash=False)
    arrivees: frozenset[str] = attrs.field(eq=False)

    def entre(self, origine: str, destination: str) -> Decimal | None:
        distance = self.trajets.get(origine, {}).get(destination)
        if distance is not None:
            return distance
        if origine == destination:
            return Decimal(0)
        return None if self._ignore(origine, {destination}) else _HORS

    def _ignore(self, origine: str, destinations: Collection[str]) -> bool:
        """Whether a pair that is not there may be near."""
        absentes_inconnues = self.absentes is PairesAbsentes.INCONNUES
        return absentes_inconnues or origine not in self.trajets or self.arrivees.isdisjoint(destinations)

    def connait(self, lieu: str) -> bool:
        return lieu in self.arrivees or lieu in self.trajets

    @property
    def origines(self) -> Collection[str]:
        return self.trajets.keys()

    def portees(
        self, origines: Iterable[str], destinations: Collection[str], bornes: Sequence[Decimal]
    ) -> Iterator[tuple[str, Atteinte]]:
        for origine, dites, inconnues in self._lire(origines, destinations):
            proches = [(nom, bisect_left(bornes, distance)) for nom, distance in dites if distance <= bornes[-1]]
            yield origine, Atteinte(proches, inconnues)

    def _minima(self, origines: Iterable[str], destinations: Collection[str]) -> Iterator[_Minimum]:
        for _, dites, inconnues in self._lire(origines, destinations):
            au_plus = min((distance for _, distance in dites), default=_HORS)
            if au_plus == _HORS:
                yield _Minimum((), None, len(inconnues))
            else:
                yield _Minimum([nom for nom, distance in dites if distance == au_plus], au_plus, len(inconnues))

    def _lire(
        self, origines: Iterable[str], destinations: Collection[str]
    ) -> Iterator[tuple[str, list[tuple[str, Decimal]], Collection[str]]]:
        """For each origin, the destinations whose distance is told, then those whose distance is not known."""
        toutes = frozenset(destinations)
        for origine in origines:
            ligne = self.trajets.get(origine, {})
            dites = [(nom, distance) for nom, distance in ligne.items() if distance is not None and nom in toutes]
            connues = {nom for nom, _ in dites}
            if origine in toutes and origine not in connues:
                dites.append((origine, Decimal(0)))
                connues.add(origine)
            yield origine, dites, toutes - connues if self._ignore(origine, toutes) else frozenset()
