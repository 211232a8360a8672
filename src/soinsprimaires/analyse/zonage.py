"""Which share of the inhabitants of a territory live in an area that the ARS names so."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from soinsprimaires import referentiels
from soinsprimaires._typage import exiger
from soinsprimaires.analyse._lues import (
    absentes_de,
    citer_des_communes,
    dire_les_raisons,
    en_fraction,
    est_sans_bord,
    habitants_de,
)
from soinsprimaires.analyse._moyennes import Terme, moyenne
from soinsprimaires.analyse._zones import Zone, delimiter
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, encadrer
from soinsprimaires.analyse.publications import Qualification, Zonage
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.territoires import Etendue, NatureTerritoire, Territoire

__all__ = ["part_zonee"]

_EGALES: Final = {Qualification.QPV_ZIP: Qualification.ZIP, Qualification.QPV_ZAC: Qualification.ZAC}
_PAR_COMMUNE, _PAR_ZONE = "communes", "zones"
_LECTURES: Final[Mapping[str, tuple[str, ...]]] = {
    "medecin": (_PAR_COMMUNE,),
    "infirmier": (_PAR_ZONE,),
    "sage_femme": (_PAR_ZONE,),
    "chirurgien_dentiste": (_PAR_COMMUNE, _PAR_ZONE),
    "masseur_kinesitherapeute": (_PAR_COMMUNE, _PAR_ZONE),
    "orthophoniste": (_PAR_COMMUNE, _PAR_ZONE),
}
"""Of a région, whether the communes that lie in it count, or the whole zones of which it has most inhabitants: as the
tool of the DREES does (Zonage_ARS, jauges_func.R); of the other professions it does not tell, and both are read."""


def part_zonee(
    territoire: Territoire | Etendue,
    lues: Iterable[Zonage],
    *,
    au: date,
    profession: str,
    qualifications: Collection[Qualification],
    qpv: Mapping[str, int] | None = None,
    habitants: Mapping[str, int] | None = None,
) -> Mesure:
    """The share of the inhabitants of a territory that live where an order of the ARS classes the area so.

    The inhabitants of a quartier prioritaire of which the class is not that of its commune are taken from the one and
    given to the other. Of a région, doctors count its own communes; nurses and midwives, the whole zones of which it
    has most inhabitants. A class or a number of inhabitants that is not known leaves bounds.

    Args:
        territoire: the territory.
        lues: one line a commune, and one a quartier (``echanges.zonage``).
        au: the day, which chooses the vintage of the communes and of their inhabitants.
        profession: of which the zoning is, as ``echanges.zonage`` names it.
        qualifications: the classes that are counted.
        qpv: inhabitants of each quartier by its code; one that is not given may have none or all those of its commune.
        habitants: inhabitants by INSEE code, where those of the referential are not wanted: the arrondissements of
            Paris, Lyon and Marseille have none there.

    Raises:
        ValeurInvalide: the profession is not one of these, a line tells of no commune, or a quartier has more
            inhabitants than its commune.
    """
    if profession not in _LECTURES:
        message = f"{citer(profession)} n'est pas {', '.join(_LECTURES)}"
        raise ValeurInvalide(message, "profession.inconnue", "profession")
    donnees = exiger(tuple(qualifications), tuple[Qualification, ...], "qualifications")
    voulues = {_EGALES.get(une, une) for une in donnees}
    zone = delimiter(territoire, au=au)
    carte = _Carte(lues, zone, voulues, dict(qpv or {}), habitants)
    d_une_region = isinstance(territoire, Territoire) and territoire.nature is NatureTerritoire.REGION
    parts = [carte.part(lecture) for lecture in (_LECTURES[profession] if d_une_region else (_PAR_COMMUNE,))]
    raisons = [raison for _, _, siennes in parts for raison in siennes]
    if len({(bas, haut) for bas, haut, _ in parts}) > 1:
        raisons.append(Raison(motif=Motif.ETENDUE, precision=_A_CHEVAL))
    return encadrer(
        min(bas for bas, _, _ in parts),
        max(haut for _, haut, _ in parts),
        unite="part",
        raisons=raisons,
        sources=(f"zonage : {profession.replace('_', '-')}", carte.source),
    )


_A_CHEVAL: Final = "zones à cheval sur deux régions, dont la règle n'est pas connue pour cette profession"


class _Carte:
    """The classes of communes and quartiers."""

    def __init__(
        self,
        lues: Iterable[Zonage],
        zone: Zone,
        voulues: set[Qualification],
        qpv: Mapping[str, int],
        habitants: Mapping[str, int] | None,
    ) -> None:
        self._zone = zone
        self._voulues = voulues
        self._qpv = qpv
        self._habitants = habitants
        millesime = referentiels.millesime_au(zone.au)
        municipales = f"populations municipales au 1er janvier {millesime}"
        self.source = municipales if habitants is None else "populations données"
        self._communes: dict[str, set[Qualification | None]] = defaultdict(set)
        self._quartiers: dict[str, list[Zonage]] = defaultdict(list)
        self._zones: dict[str, str] = {}
        for lue in lues:
            if lue.commune is None:
                message = f"la ligne du territoire {citer(lue.territoire or '')} ne nomme pas de commune"
                raise ValeurInvalide(message, "zonage.commune", "lues")
            if lue.quartier is not None:
                self._quartiers[lue.commune].append(lue)
                continue
            self._communes[lue.commune].add(_classe(lue))
            if lue.territoire is not None:
                self._zones[lue.commune] = lue.territoire

    def part(self, lecture: str) -> tuple[Fraction, Fraction, tuple[Raison, ...]]:
        """The share, and why it is not known exactly."""
        retenues = self._des_zones() if lecture == _PAR_ZONE else self._de_la_zone()
        absentes = [] if lecture == _PAR_ZONE else absentes_de(self._zone, self._communes)
        termes, inconnues, sans_habitants = list[Terme](), 0, 0
        for commune, dedans in retenues:
            siens = list(self._termes(commune, dedans))
            inconnues += any(terme.bas != terme.haut for terme in siens)
            sans_habitants += any(terme.poids is None for terme in siens)
            termes += siens
        termes += [Terme(Fraction(0), Fraction(1), en_fraction(self._peupler(commune)), True) for commune in absentes]
        termes += [Terme(Fraction(0), Fraction(1), None, False)] if est_sans_bord(self._zone) else []
        bas, haut = moyenne(termes) or (Fraction(0), Fraction(1))
        doutes = sum(not dedans for _, dedans in retenues) + est_sans_bord(self._zone)
        raisons = [*dire_les_raisons(etendue=doutes, absentes=absentes, sans_poids=sans_habitants)]
        if inconnues:
            raisons.append(Raison(motif=Motif.PUBLICATION, nombre=inconnues, precision="classe non connue"))
        return bas, Fraction(1) if haut is None else haut, tuple(raisons)

    def _de_la_zone(self) -> list[tuple[str, bool]]:
        verdicts = ((commune, self._zone.contient(commune)) for commune in self._communes)
        return [(commune, dedans is True) for commune, dedans in verdicts if dedans is not False]

    def _des_zones(self) -> list[tuple[str, bool]]:
        """The communes of the whole zones of which most inhabitants are in the territory."""
        sans = [commune for commune in self._communes if commune not in self._zones]
        if sans:
            message = f"aucune zone n'est dite de {citer_des_communes(sans)} : elle se compte par zones entières"
            raise ValeurInvalide(message, "zonage.territoire", "lues")
        membres: dict[str, list[str]] = defaultdict(list)
        for commune in self._communes:
            membres[self._zones[commune]].append(commune)
        retenues = list[tuple[str, bool]]()
        for communes in membres.values():
            dedans = moyenne(self._appartenir(commune) for commune in communes) or (Fraction(0), Fraction(1))
            if dedans[1] is None or dedans[1] > _MOITIE:
                retenues += [(commune, dedans[0] > _MOITIE) for commune in communes]
        return retenues

    def _appartenir(self, commune: str) -> Terme:
        dedans = self._zone.contient(commune)
        bas, haut = Fraction(dedans is True), Fraction(dedans is not False)
        return Terme(bas, haut, en_fraction(self._peupler(commune)), True)

    def _termes(self, commune: str, dedans: bool) -> Iterator[Terme]:  # noqa: FBT001 - a fact, not an option
        """A commune, and its quartiers of another class, each with its inhabitants."""
        gens = self._peupler(commune)
        bas, haut = self._compter(self._communes[commune])
        for quartier in self._quartiers.get(commune, ()):
            un, deux = self._compter({_classe(quartier)})
            nombre = self._qpv.get(quartier.quartier or "")
            if (un, deux) == (bas, haut) and un == deux:
                continue
            if nombre is None:
                bas, haut = min(bas, un), max(haut, deux)
                continue
            if gens is not None:
                gens -= nombre
            yield Terme(un, deux, Fraction(nombre), dedans)
        if gens is not None and gens < 0:
            message = f"les quartiers de {commune} ont plus d'habitants que la commune"
            raise ValeurInvalide(message, "zonage.qpv", "qpv")
        yield Terme(bas, haut, en_fraction(gens), dedans)

    def _compter(self, classes: Collection[Qualification | None]) -> tuple[Fraction, Fraction]:
        """Whether a class is of those that are counted: two lines that disagree are not known."""
        dites = {classe in self._voulues for classe in classes if classe is not None}
        if None in classes or len(dites) != 1:
            return Fraction(0), Fraction(1)
        compte = Fraction(dites.pop())
        return compte, compte

    def _peupler(self, commune: str) -> int | None:
        return habitants_de(commune, self._zone.au) if self._habitants is None else self._habitants.get(commune)


_MOITIE: Final = Fraction(1, 2)


def _classe(lue: Zonage) -> Qualification | None:
    return None if lue.qualification is None else _EGALES.get(lue.qualification, lue.qualification)
