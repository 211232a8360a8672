"""What is within reach of an inhabitant: two-step floating catchment areas, between bounds that contain the truth.

What each place offers is shared between those who reach it; what an inhabitant has is the sum of these shares. Those of
the nearer bands weigh more: 2SFCA with one band (Luo and Wang, 2003), E2SFCA with several (Luo and Qi, 2009).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import inf, lcm
from types import MappingProxyType
from typing import Any, ClassVar, Final, NamedTuple

import attrs

from soinsprimaires._typage import Typee, exiger, nommer_les_champs, refuser
from soinsprimaires.analyse.distances import Atteinte, Distances, UniteDistance
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, encadrer
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mesures import en_decimal

__all__ = ["Chiffre", "Decroissance", "DeuxEtapes", "Encadrement", "acces_moyen", "capacites", "e2sfca"]

Chiffre = int | Decimal | Mesure | None
"""So many inhabitants, or so much of what a place offers; ``None`` is not known."""

Cause = tuple[Motif, str, str]
"""Why a quantity is not known exactly: the reason, its words, and whom or what it concerns, so that it counts once."""


def _en_paliers(paliers: Any) -> tuple[tuple[Decimal, Decimal], ...]:
    if isinstance(paliers, str) or not isinstance(paliers, Iterable):
        raise ValeurInvalide(f"des paliers (borne, poids) sont attendus, pas {citer(paliers)}", "type.inattendu")
    paires = tuple(paliers)
    if not all(isinstance(paire, tuple | list) and len(paire) == 2 for paire in paires):  # noqa: PLR2004 - a pair
        raise ValeurInvalide("un palier est une borne et un poids", "decroissance.palier")
    return tuple((en_decimal(borne), en_decimal(poids)) for borne, poids in paires)


@attrs.frozen(kw_only=True, field_transformer=nommer_les_champs)
class Decroissance(Typee):
    """How much less what is farther counts: a weight for each band of distance, nothing beyond the last.

    >>> vingt_kilometres = Decroissance(paliers=((20, 1),), unite=UniteDistance.KILOMETRES, source="choix de l'étude")
    >>> Decroissance.APL_2012.portee
    Decimal('15')

    Attributes:
        paliers: the bands from the nearest, each with its bound, which is included, and its weight.
        unite: what the bounds are counted in.
        source: who chose them.
    """

    paliers: tuple[tuple[Decimal, Decimal], ...] = attrs.field(converter=_en_paliers)
    unite: UniteDistance
    source: str

    APL_2012: ClassVar["Decroissance"]
    """Those of the first APL of the DREES, after a secondary source; those of the APL since 2015 were not found."""

    def _exiger_coherence(self) -> None:
        refuser(self._fautes())

    def _fautes(self) -> Iterator[ValeurInvalide]:
        if not self.paliers:
            yield ValeurInvalide("au moins un palier est attendu", "decroissance.palier", "paliers")
        if any(borne < 0 or not 0 < poids <= 1 for borne, poids in self.paliers):
            message = "une borne n'est pas négative, un poids est plus grand que 0 et au plus 1"
            yield ValeurInvalide(message, "decroissance.palier", "paliers")
        if any(avant[0] >= apres[0] or avant[1] < apres[1] for avant, apres in pairwise(self.paliers)):
            message = "les bornes croissent, et aucun poids ne dépasse celui d'avant"
            yield ValeurInvalide(message, "decroissance.ordre", "paliers")

    @property
    def portee(self) -> Decimal:
        """Beyond what nothing counts."""
        return self.paliers[-1][0]


Decroissance.APL_2012 = Decroissance(
    paliers=((5, 1), (10, "0.3"), (15, "0.1")),
    unite=UniteDistance.MINUTES,
    source="pas de l'APL de 2012 (DREES), d'après controverses.mines-paristech.fr (secondaire)",
)


class Encadrement(NamedTuple):
    """What a place offers, or how many live somewhere, between two bounds.

    Attributes:
        bas: at least.
        haut: at most; ``None`` when nothing bounds it.
        causes: why they differ, each with the number that it counts for.
    """

    bas: Fraction
    haut: Fraction | None
    causes: Mapping[Cause, int]


def borner(nom: str, quantite: Chiffre | Encadrement, champ: str) -> Encadrement:
    if isinstance(quantite, Encadrement):
        return quantite
    exiger(quantite, int | Decimal | Mesure | None, f"{champ}[{citer(nom)}]")
    if quantite is None:
        return Encadrement(Fraction(0), None, {(Motif.NOMBRE if champ == "offres" else Motif.POPULATION, "", nom): 1})
    bas, haut = (quantite.minimum, quantite.maximum) if isinstance(quantite, Mesure) else (quantite, quantite)
    if bas < 0:
        raise ValeurInvalide(f"{citer(nom)} : un nombre n'est pas négatif ({bas})", "acces.negatif", champ)
    raisons = quantite.raisons if isinstance(quantite, Mesure) else ()
    causes = {(raison.motif, raison.precision or "", nom): raison.nombre for raison in raisons}
    return Encadrement(Fraction(bas), None if haut is None else Fraction(haut), causes)


RIEN: Final = Encadrement(Fraction(0), Fraction(0), {})


class _Lieu:
    """A place, and who reaches it; whole numbers, over the denominators of the whole computation, or ``inf``.

    Attributes:
        bas: what it offers at least.
        haut: and at most.
        demande_bas: weighted inhabitants who surely reach it, at least.
        demande_haut: and at most.
        peut_etre: weighted inhabitants of whom nobody knows whether they reach it, at most.
        causes: why any of these is not known.
    """

    __slots__ = ("bas", "causes", "demande_bas", "demande_haut", "haut", "peut_etre")

    def __init__(self, bas: int, haut: float, causes: Mapping[Cause, int]) -> None:
        self.bas, self.haut, self.causes = bas, haut, dict(causes)
        self.demande_bas = 0
        self.demande_haut: float = 0
        self.peut_etre: float = 0

    @property
    def exact(self) -> bool:
        """Whether it is known what it offers, and who reaches it."""
        return self.bas == self.haut and 0 < self.demande_bas == self.demande_haut + self.peut_etre


class _Prise(NamedTuple):
    """What some people take of a place.

    Attributes:
        sure: their weight there, by inhabitant or for all of them.
        peut_etre: the weight that they have at most besides, where it is not known whether they reach it.
        demande: how many weighted inhabitants that makes at least.
    """

    sure: int
    peut_etre: int = 0
    demande: int = 0


class DeuxEtapes:
    """Both steps of the computation, for all the communes and all the places at once.

    What a place gives to some communes grows with what it offers and with their weight there, and shrinks with every
    other demand on it: each bound takes for every unknown the end that serves it, and is therefore reached.
    """

    def __init__(
        self,
        demandes: Mapping[str, Chiffre | Encadrement],
        offres: Mapping[str, Chiffre | Encadrement],
        distances: Distances,
        decroissance: Decroissance,
        *,
        sources: Iterable[str] = (),
        voisines: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        """Take the demand in.

        Args:
            demandes: inhabitants of each commune.
            offres: what each place offers.
            distances: from the communes to the places.
            decroissance: how much less what is farther counts.
            sources: of what is offered.
            voisines: the communes of which the distances tell nothing, with the places that each may reach.
        """
        if (
            exiger(distances, Distances, "distances").unite
            is not exiger(decroissance, Decroissance, "decroissance").unite
        ):
            message = f"des distances en {distances.unite.value}, des paliers en {decroissance.unite.value}"
            raise ValeurInvalide(message, "acces.unite", "decroissance")
        self.sources = (*sources, distances.source, decroissance.source)
        besoins = {nom: borner(nom, quantite, "demandes") for nom, quantite in demandes.items()}
        moyens = {nom: borner(nom, quantite, "offres") for nom, quantite in offres.items()}
        par_tete, par_offre = _denominateur(besoins.values()), _denominateur(moyens.values())
        par_poids = lcm(*(poids.as_integer_ratio()[1] for _, poids in decroissance.paliers))
        self._par_tete, self._par_poids = par_tete, par_poids
        self._prises = [_Prise(int(poids * par_poids)) for _, poids in decroissance.paliers]
        self._poids = [int(poids * par_poids) for _, poids in decroissance.paliers]
        self._gens = {nom: _en_entiers(bornes, par_tete) for nom, bornes in besoins.items()}
        self._lieux = {nom: _Lieu(*_en_entiers(un, par_offre), un.causes) for nom, un in moyens.items()}
        dites = [nom for nom in besoins if nom not in voisines]
        self._portees = dict(distances.portees(dites, moyens, [borne for borne, _ in decroissance.paliers]))
        for nom, lieux in voisines.items():
            self._portees[nom] = Atteinte([(nom, 0)] if nom in lieux else [], {*lieux} - {nom})
        for nom, portee in self._portees.items():
            self._demander(nom, portee, besoins[nom].causes)
        # Beside the largest demand on a place, thirty digits are left to the least part of it.
        demandes_finies = (int(lieu.demande_haut) for lieu in self._lieux.values() if lieu.demande_haut < inf)
        self._echelle = 10**30 * max((1, *demandes_finies))
        self._rapport = Fraction(par_tete, par_offre * self._echelle)

    def _demander(self, nom: str, portee: Atteinte, causes: Mapping[Cause, int]) -> None:
        bas, haut = self._gens[nom]
        for destination, rang in portee.atteintes:
            lieu = self._lieux[destination]
            lieu.demande_bas += bas * self._poids[rang]
            lieu.demande_haut += haut * self._poids[rang]
            lieu.causes.update(causes)
        for destination in portee.inconnues:
            lieu = self._lieux[destination]
            lieu.peut_etre += haut * self._poids[0]
            lieu.causes.update(causes)
            lieu.causes[Motif.TRAJET, "", destination] = 1  # by place: one may be far from a whole département

    def commune(self, nom: str, *, pour: int, unite: str, en_plus: Encadrement = RIEN) -> Mesure:
        """What so many inhabitants of a commune have.

        Args:
            nom: the commune.
            pour: so many.
            unite: of the answer.
            en_plus: what is offered nobody knows where.
        """
        portee, (gens, _) = self._portees[nom], self._gens[nom]
        poids = self._poids
        par_rang = self._prises
        prises = {destination: par_rang[rang] for destination, rang in portee.atteintes}
        prises |= dict.fromkeys(portee.inconnues, _Prise(0, poids[0], gens * poids[0]))
        return self._mesurer(prises, (Fraction(1), Fraction(gens)), en_plus, pour, unite)

    def moyenne(
        self, communes: Collection[str], *, pour: int, unite: str, en_plus: Encadrement = RIEN
    ) -> Mesure | None:
        """What so many inhabitants of some communes have, all together; ``None`` where nobody lives."""
        gens = [self._gens[nom] for nom in communes]
        total = sum(bas for bas, _ in gens)
        if any(bas != haut for bas, haut in gens):
            # Nobody knows whom to count for how much: between the commune that has the least and that which has most.
            toutes = [self.commune(nom, pour=pour, unite=unite, en_plus=en_plus) for nom in communes]
            vagues = sum(bas != haut for bas, haut in gens)
            return envelopper(toutes, Raison(motif=Motif.POPULATION, nombre=vagues), unite=unite)
        if not total:
            return None
        prises: dict[str, _Prise] = {}
        for nom, (bas, _) in zip(communes, gens, strict=True):
            portee = self._portees[nom]
            for destination, rang in portee.atteintes:
                avant = prises.get(destination, _AUCUNE)
                prises[destination] = avant._replace(sure=avant.sure + bas * self._poids[rang])
            for destination in portee.inconnues:
                avant, plus = prises.get(destination, _AUCUNE), bas * self._poids[0]
                prises[destination] = _Prise(avant.sure, avant.peut_etre + plus, avant.demande + plus)
        return self._mesurer(prises, (Fraction(total), Fraction(total)), en_plus, pour, unite)

    def capacite(self, nom: str, *, unite: str) -> Mesure | None:
        """What a place has for one inhabitant at the full weight; ``None`` where nobody reaches it."""
        lieu = self._lieux[nom]
        if not lieu.demande_haut + lieu.peut_etre:
            return None
        return self._mesurer({nom: _Prise(self._par_poids)}, (Fraction(1), Fraction(1)), RIEN, 1, unite)

    def _mesurer(
        self,
        prises: Mapping[str, _Prise],
        gens: tuple[Fraction, Fraction],
        en_plus: Encadrement,
        pour: int,
        unite: str,
    ) -> Mesure:
        """What some people take, for so many of them.

        Args:
            prises: what they take of each place.
            gens: how many the weights are for, then how many they are at least.
            en_plus: what is offered nobody knows where.
            pour: so many.
            unite: of the answer.
        """
        bas, haut = 0, _AUCUN
        causes = dict(en_plus.causes)
        for nom, (sure, peut_etre, demande) in prises.items():
            lieu = self._lieux[nom]
            if lieu.exact:
                part = sure * lieu.bas * self._echelle // lieu.demande_bas
                bas, haut = bas + part, haut + part
            elif lieu.haut:
                causes |= lieu.causes
                au_plus, au_moins = lieu.demande_haut + lieu.peut_etre - demande, lieu.demande_bas + demande
                if sure and 0 < au_plus < inf:
                    bas += sure * lieu.bas * self._echelle // int(au_plus)
                if au_moins and lieu.haut < inf:
                    haut -= -(sure + peut_etre) * int(lieu.haut) * self._echelle // au_moins
                else:
                    haut = inf
                    if not au_moins:
                        causes[Motif.POPULATION, "personne n'habite à portée", nom] = 1
        fois = self._rapport * pour / gens[0]
        return encadrer(
            bas * fois,
            None
            if (reste := self._sans_lieu(en_plus, gens[1])) is None or haut == inf
            else int(haut) * fois + reste * pour,
            unite=unite,
            raisons=(Raison(motif=m, nombre=n, precision=mots or None) for (m, mots, _), n in causes.items()),
            sources=self.sources,
        )

    def _sans_lieu(self, en_plus: Encadrement, gens: Fraction) -> Fraction | None:
        """What those people have at most of it: wherever a place is, who reaches it makes a demand of their number."""
        if not en_plus.haut:
            return en_plus.haut
        return en_plus.haut * self._par_tete / gens if gens else None


_AUCUN: Final[float] = 0
"""A whole number, of a type that ``inf`` has too."""
_AUCUNE: Final = _Prise(0)


def _denominateur(bornes: Iterable[Encadrement]) -> int:
    return lcm(*(b.denominator for un in bornes for b in (un.bas, un.haut) if b is not None))


def _en_entiers(bornes: Encadrement, unite: int) -> tuple[int, float]:
    return int(bornes.bas * unite), inf if bornes.haut is None else int(bornes.haut * unite)


def envelopper(mesures: Sequence[Mesure], raison: Raison, *, unite: str) -> Mesure:
    """What one of several figures is, when nobody knows which, and why nobody does."""
    hauts = [mesure.maximum for mesure in mesures]
    finis = [borne for borne in hauts if borne is not None]
    return encadrer(
        min(mesure.minimum for mesure in mesures),
        max(finis) if len(finis) == len(hauts) else None,
        unite=unite,
        raisons=[raison, *(autre for mesure in mesures for autre in mesure.raisons)],
        sources=[source for mesure in mesures for source in mesure.sources],
    )


_PAR_HABITANT: Final = "par habitant"


def e2sfca(
    demandes: Mapping[str, Chiffre], offres: Mapping[str, Chiffre], distances: Distances, decroissance: Decroissance
) -> Mapping[str, Mesure]:
    """What each inhabitant has within reach, in the unit of what is offered.

    The bounds are the least and the most that any values of what is not known give, one commune at a time: two of them
    are not reached together where they compete. Computed in whole numbers, told with twelve significant digits.

    >>> from soinsprimaires.analyse import Distances, PairesAbsentes
    >>> minutes = Distances.depuis_table(
    ...     [("A", "x", 0), ("B", "x", 12), ("C", "x", 25), ("A", "y", 25), ("B", "y", 18), ("C", "y", 5)],
    ...     unite=UniteDistance.MINUTES, source="exemple", absentes=PairesAbsentes.INCONNUES,
    ... )
    >>> habitants, consultations = {"A": 1000, "B": 2000, "C": 3000}, {"x": 9000, "y": 6000}
    >>> e2sfca(habitants, consultations, minutes, Decroissance.APL_2012)["B"]
    Mesure(0.75 par habitant)

    Args:
        demandes: inhabitants of each commune, standardised or not. Those outside a territory who reach the same places
            count too: two bands out of it, or what is told of it is too much.
        offres: what each place offers.
        distances: from the communes to the places, named alike.
        decroissance: how much less what is farther counts.

    Returns:
        A figure for each commune, in their order; 0 where nothing is within reach.

    Raises:
        CodeInconnu: by air, no commune of the vintage and no place has one of these names.
        ValeurInvalide: the distances and the bands have two units, or a number is negative.
    """
    partage = DeuxEtapes(demandes, offres, distances, decroissance)
    return {nom: partage.commune(nom, pour=1, unite=_PAR_HABITANT) for nom in demandes}


def acces_moyen(
    communes: Collection[str],
    demandes: Mapping[str, Chiffre],
    offres: Mapping[str, Chiffre],
    distances: Distances,
    decroissance: Decroissance,
) -> Mesure | None:
    """What :func:`e2sfca` gives on average to the inhabitants of some communes together.

    Its bounds are nearer than those of the mean of the bounds: what one of the communes takes, another has not.

    Returns:
        ``None`` where nobody lives.

    Raises:
        CodeInconnu: by air, no commune of the vintage and no place has one of these names.
        ValeurInvalide: one of the communes has no demand; or as :func:`e2sfca`.
    """
    sans = [nom for nom in communes if nom not in demandes]
    if sans:
        raise ValeurInvalide(f"sans demande : {', '.join(map(citer, sans[:10]))}", "acces.commune", "communes")
    return DeuxEtapes(demandes, offres, distances, decroissance).moyenne(tuple(communes), pour=1, unite=_PAR_HABITANT)


def capacites(
    demandes: Mapping[str, Chiffre], offres: Mapping[str, Chiffre], distances: Distances, decroissance: Decroissance
) -> Mapping[str, Mesure | None]:
    """What each place has for one of those who reach it: the first of the two steps.

    Returns:
        A figure for each place, in their order; ``None`` where nobody reaches it: what it offers is then in none of
        the figures of :func:`e2sfca`.

    Raises:
        CodeInconnu: by air, no commune of the vintage and no place has one of these names.
        ValeurInvalide: as :func:`e2sfca`.
    """
    partage = DeuxEtapes(demandes, offres, distances, decroissance)
    return {nom: partage.capacite(nom, unite=_PAR_HABITANT) for nom in offres}
