"""Which share of the inhabitants of a territory live in an area that the ARS names so."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from soinsprimaires._typage import exiger
from soinsprimaires.analyse._lues import (
    Publiee,
    absentes_de,
    citer_des_communes,
    dire_les_populations,
    dire_les_raisons,
    en_fraction,
    est_sans_bord,
    habitants_de,
    par_commune,
    publiees_dans,
)
from soinsprimaires.analyse._moyennes import Terme, moyenne
from soinsprimaires.analyse._zones import Zone, delimiter
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, encadrer
from soinsprimaires.analyse.publications import Qualification, Zonage
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.territoires import Etendue, NatureTerritoire, Territoire

__all__ = ["part_zonee"]

_DE_QUARTIER: Final = {Qualification.ZIP: Qualification.QPV_ZIP, Qualification.ZAC: Qualification.QPV_ZAC}
"""What a class is called of a quartier."""
_DES_MEDECINS: Final = frozenset(
    (*_DE_QUARTIER, *_DE_QUARTIER.values(), Qualification.ZAR, Qualification.ZV, Qualification.HV, Qualification.HZ)
)
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
    arrete: str | None = None,
) -> Mesure:
    """The share of the inhabitants of a territory that live where an order of the ARS classes the area so.

    The inhabitants of a quartier prioritaire of which the class is not that of its commune are taken from the one and
    given to the other. Of a région, doctors count its own communes; nurses and midwives, the whole zones of which it
    has most inhabitants. A class or a number of inhabitants that is not known leaves bounds, as do lines that
    contradict one another.

    ``ZIP`` and ``ZAC`` are the whole area, its quartiers with it; ``QPV_ZIP`` and ``QPV_ZAC`` are only the quartiers
    that are so classed, whichever of both words their line has. A line of such a word that names no quartier speaks of
    a part of its commune, of which the inhabitants are not known.

    Args:
        territoire: the territory.
        lues: one line a commune, and one a quartier (``echanges.zonage``).
        au: the day, which chooses the vintage of the communes and of their inhabitants.
        profession: of which the zoning is, as ``echanges.zonage`` names it.
        qualifications: the classes that are counted, at least one.
        qpv: inhabitants of each quartier by its code; one that is not given may have none or all those of its commune.
        habitants: inhabitants by INSEE code, where those of the referential are not wanted: the arrondissements of
            Paris, Lyon and Marseille have none there.
        arrete: the order that made the zoning, with its date; the source of the answer says it, or that it is not told.

    Raises:
        ValeurInvalide: the profession is not one of these, no class is asked for, or one, or a line, is of another
            profession's zoning; a line tells of no commune; a number of inhabitants is negative, or a quartier has more
            than its commune.
    """
    if arrete is not None and not exiger(arrete, str, "arrete").strip():
        raise ValeurInvalide("l'arrêté de zonage se nomme, ou ne se dit pas", "zonage.arrete", "arrete")
    if profession not in _LECTURES:
        message = f"{citer(profession)} n'est pas {', '.join(_LECTURES)}"
        raise ValeurInvalide(message, "profession.inconnue", "profession")
    donnees = exiger(tuple(qualifications), tuple[Qualification, ...], "qualifications")
    voulues = {*donnees, *(_DE_QUARTIER[une] for une in donnees if une in _DE_QUARTIER)}
    zone, toutes = delimiter(territoire, au=au), tuple(lues)
    _exiger_classes(profession, donnees, toutes)
    _exiger_nombres(qpv or {}, "qpv")
    _exiger_nombres(habitants or {}, "habitants")
    carte = _Carte(toutes, zone, voulues, dict(qpv or {}), habitants)
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
        sources=(f"zonage : {profession.replace('_', '-')} ({arrete or 'arrêté non dit'})", carte.source),
    )


def _exiger_classes(profession: str, voulues: Collection[Qualification], lues: Iterable[Zonage]) -> None:
    """Refuse classes that the zoning of a profession does not have: nobody lives in them, whatever the table says."""
    if not voulues:
        raise ValeurInvalide("aucune classe n'est demandée", "zonage.classe", "qualifications")
    dites = {lue.qualification for lue in lues if lue.qualification is not None}
    des_medecins = {True} if profession == "medecin" else {une in _DES_MEDECINS for une in dites} or {True, False}
    for champ, classes in (("qualifications", {*voulues}), ("lues", dites)):
        autres = sorted(une.value for une in classes if (une in _DES_MEDECINS) not in des_medecins)
        if autres:
            message = f"{', '.join(autres)} : ce zonage n'a pas cette classe"
            raise ValeurInvalide(message, "zonage.classe", champ)


def _exiger_nombres(habitants: Mapping[str, int], champ: str) -> None:
    for code, nombre in habitants.items():
        if exiger(nombre, int, champ) < 0:
            raise ValeurInvalide(f"{citer(code)} : {nombre} n'est pas un nombre d'habitants", "zonage.habitants", champ)


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
        communes = list[tuple[str, Qualification | None]]()
        self._quartiers: dict[str, dict[str, set[Qualification | None]]] = defaultdict(lambda: defaultdict(set))
        self._zones: dict[str, set[str]] = defaultdict(set)
        for lue in lues:
            if lue.commune is None:
                message = f"la ligne du territoire {citer(lue.territoire or '')} ne nomme pas de commune"
                raise ValeurInvalide(message, "zonage.commune", "lues")
            if lue.territoire is not None:
                self._zones[lue.commune].add(lue.territoire)
            if lue.quartier is None and lue.qualification not in _DE_QUARTIER.values():
                communes.append((lue.commune, lue.qualification))
            else:
                self._quartiers[lue.commune][lue.quartier or ""].add(_classe_de_quartier(lue))
        sans = [(commune, None) for commune in self._quartiers.keys() - {commune for commune, _ in communes}]
        self._communes = par_commune([*communes, *sorted(sans)])
        tous = Counter(code for siens in self._quartiers.values() for code in siens)
        self._a_cheval = {code for code, communes_du_quartier in tous.items() if communes_du_quartier > 1}
        self._retenues = publiees_dans(zone, self._communes)
        self._absentes = absentes_de(zone, self._communes)
        municipales = dire_les_populations([*(une.commune for une in self._retenues), *self._absentes], zone.au)
        self.source = municipales if habitants is None else "populations données"

    def part(self, lecture: str) -> tuple[Fraction, Fraction, tuple[Raison, ...]]:
        """The share, and why it is not known exactly."""
        retenues = self._des_zones() if lecture == _PAR_ZONE else self._retenues
        absentes = [] if lecture == _PAR_ZONE else self._absentes
        termes, inconnues, sans_nombre, sans_habitants = list[Terme](), 0, 0, 0
        for une in retenues:
            siens = list(self._termes(une))
            sans_habitants += any(terme.poids is None for terme in siens)
            sans_nombre += self._a_un_quartier_sans_nombre(une)
            inconnues += self._a_une_classe_inconnue(une)
            termes += siens
        termes += [Terme(Fraction(0), Fraction(1), en_fraction(self._peupler(commune)), True) for commune in absentes]
        termes += [Terme(Fraction(0), Fraction(1), None, False)] if est_sans_bord(self._zone) else []
        trouvee = moyenne(termes)
        bas, haut = trouvee or (Fraction(0), Fraction(1))
        raisons = [
            *dire_les_raisons(self._zone, retenues, absentes=absentes, sans_poids=sans_habitants, vide=trouvee is None)
        ]
        if sans_nombre:
            raisons.append(Raison(motif=Motif.POPULATION, nombre=sans_nombre, precision=_SANS_NOMBRE))
        if inconnues:
            raisons.append(Raison(motif=Motif.PUBLICATION, nombre=inconnues, precision="classe non connue"))
        return bas, Fraction(1) if haut is None else haut, tuple(raisons)

    def _des_zones(self) -> list[Publiee[Qualification | None]]:
        """The communes of the whole zones of which most inhabitants are in the territory."""
        sans = [commune for commune in self._communes if len(self._zones.get(commune, ())) != 1]
        if sans:
            message = f"aucune zone, ou deux, de {citer_des_communes(sans)} : elle se compte par zones entières"
            raise ValeurInvalide(message, "zonage.territoire", "lues")
        membres: dict[str, list[str]] = defaultdict(list)
        for commune in self._communes:
            [sienne] = self._zones[commune]
            membres[sienne].append(commune)
        retenues = list[Publiee[Qualification | None]]()
        for communes in membres.values():
            dedans = moyenne(self._appartenir(commune) for commune in communes) or (Fraction(0), Fraction(1))
            if dedans[1] is None or dedans[1] > _MOITIE:
                sures = dedans[0] > _MOITIE
                retenues += [Publiee(commune, self._communes[commune], sures) for commune in communes]
        return retenues

    def _appartenir(self, commune: str) -> Terme:
        dedans = self._zone.contient(commune)
        bas, haut = Fraction(dedans is True), Fraction(dedans is not False)
        return Terme(bas, haut, en_fraction(self._peupler(commune)), True)

    def _termes(self, une: Publiee[Qualification | None]) -> Iterator[Terme]:
        """A commune, and its quartiers of another class, each with its inhabitants."""
        gens = self._peupler(une.commune)
        bas, haut = self._compter(une.dites)
        for code, classes in self._quartiers.get(une.commune, {}).items():
            un, deux = self._compter(classes)
            nombre = self._nombre(code)
            if (un, deux) == (bas, haut) and un == deux:
                continue
            if nombre is None:
                bas, haut = min(bas, un), max(haut, deux)
                continue
            if gens is not None:
                gens -= nombre
            yield Terme(un, deux, Fraction(nombre), une.dedans)
        if gens is not None and gens < 0:
            message = f"les quartiers de {une.commune} ont plus d'habitants que la commune"
            raise ValeurInvalide(message, "zonage.qpv", "qpv")
        yield Terme(bas, haut, en_fraction(gens), une.dedans)

    def _nombre(self, quartier: str) -> int | None:
        """Inhabitants of a quartier that lies in one commune only."""
        return None if quartier in self._a_cheval else self._qpv.get(quartier)

    def _a_un_quartier_sans_nombre(self, une: Publiee[Qualification | None]) -> bool:
        """Whether a quartier moves inhabitants who are not counted."""
        siens = self._quartiers.get(une.commune, {})
        celle = self._compter(une.dites)
        return any(self._nombre(code) is None and self._compter(classes) != celle for code, classes in siens.items())

    def _a_une_classe_inconnue(self, une: Publiee[Qualification | None]) -> bool:
        """Whether the class of a commune, of which the lines agree, or of one of its quartiers is not known."""
        siennes = [self._compter(classes) for classes in self._quartiers.get(une.commune, {}).values()]
        siennes += [self._compter(une.dites)] if len(une.dites) == 1 else []
        return any(bas != haut for bas, haut in siennes)

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


_SANS_NOMBRE: Final = "habitants d'un quartier prioritaire"


def _classe_de_quartier(lue: Zonage) -> Qualification | None:
    return None if lue.qualification is None else _DE_QUARTIER.get(lue.qualification, lue.qualification)
