"""What care is within reach in a territory, of what the registre knows, and what a departure takes away."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Any, Final

import attrs

from soinsprimaires import referentiels
from soinsprimaires._typage import exiger
from soinsprimaires.analyse._apports import Apport, Recensement, VolumeActivite, commune_actuelle
from soinsprimaires.analyse._lues import habitants_de
from soinsprimaires.analyse._zones import Perimetre, Zone, ouvrir
from soinsprimaires.analyse.acces import RIEN, Chiffre, Decroissance, DeuxEtapes, Encadrement, borner, envelopper
from soinsprimaires.analyse.distances import Distances, PlusProche, UniteDistance
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, encadrer
from soinsprimaires.analyse.praticiens import situer_praticiens
from soinsprimaires.analyse.repartition import UNITE, Critique, admettre, titres
from soinsprimaires.apparence import Recueil
from soinsprimaires.composition import actualiser, ecrites_le
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.referentiels import CodeNomenclature

__all__ = ["Accessibilite", "LigneAccessibilite", "accessibilite"]


@attrs.frozen(kw_only=True)
class LigneAccessibilite:
    """What the inhabitants of a commune have within reach.

    Attributes:
        commune: INSEE code.
        acces: how much, for so many of them; 0 where nothing is within reach.
        plus_proche: the nearest place where somebody surely practises; the lower bound of the distance is that of the
            nearest where somebody may.
    """

    commune: str
    acces: Mesure
    plus_proche: PlusProche


@attrs.frozen(kw_only=True)
class Accessibilite:
    """What :func:`accessibilite` answers, and what it was computed with.

    Attributes:
        territoire: name of the territory.
        au: the day.
        lignes: one line a commune that is surely in it, in the order of their codes.
        ensemble: what the inhabitants of the territory have, all together; ``None`` where nobody lives.
        profession: who is counted.
        parmi: of whom alone, of these.
        distances: how far the places are.
        decroissance: how much less what is farther counts.
        activite: what is counted of each; heads when ``None``.
        pour: for how many inhabitants.
        calcul: what it was computed from, to be computed again of another supply.
    """

    territoire: str
    au: date
    lignes: Recueil[LigneAccessibilite]
    ensemble: Mesure | None
    profession: CodeNomenclature
    parmi: Critique | None
    distances: Distances
    decroissance: Decroissance
    activite: VolumeActivite | None
    pour: int
    calcul: "_CalculAcces" = attrs.field(repr=False, eq=False)

    @property
    def communes(self) -> tuple[str, ...]:
        """The communes of the lines."""
        return tuple(ligne.commune for ligne in self.lignes)

    def en_arrow(self) -> Any:
        """The lines as an Arrow table (extra ``tables``)."""
        return self.lignes.en_arrow()


def accessibilite(
    registre: Registre,
    territoire: Perimetre,
    *,
    au: date,
    profession: CodeNomenclature,
    distances: Distances,
    decroissance: Decroissance,
    parmi: Critique | None = None,
    activite: VolumeActivite | None = None,
    demande: Mapping[str, Chiffre] | None = None,
    pour: int = 10_000,
) -> Accessibilite:
    """What each commune of a territory has within reach of a profession, shared with all those who reach it.

    It is no APL, which is published and never computed again: it serves to compare places, or two situations of one.
    Those who practise outside the territory count, as far as the registre tells of them, and those who live outside it
    and reach the same places take their share. Whoever practises at several places is shared between them by their days
    of presence; where days, dates or places are not known, the bounds say so.

    Args:
        registre: whose professionals; where it says nothing of a place, nobody is counted there.
        territoire: a territory, an extent, or the identifiant of a territory or of a CPTS.
        au: the day.
        profession: who is counted.
        distances: from the communes to the places, named by the identifiant of the ``Lieu`` where the distances know
            it, else by the INSEE code of its commune.
        decroissance: how much less what is farther counts.
        parmi: of whom alone, of that profession.
        activite: what is counted of each; heads by default.
        demande: inhabitants by commune, standardised or not, those outside the territory too, and nobody else then
            takes a share; by default the municipal populations of the communes from which the distances know
            something. The other communes, in the territory or not, may then take a share of the places that are not
            too far from them by air: where a table stops near a place, nobody knows how many share it, and the lower
            bound says so. That they come at 130 km an hour at most, where minutes are counted, and from ten kilometres
            farther, is a hypothesis of the computation, which the sources of the answer tell.
        pour: so many inhabitants.

    Raises:
        KeyError: nothing has that identifiant.
        ValeurInvalide: the distances and the bands, or two figures of ``demande``, have two units, a commune of the
            territory is not in ``demande``, ``pour`` is not above 0, or ``au`` is not a full day.
    """
    if exiger(pour, int, "pour") < 1:
        raise ValeurInvalide("un accès est pour au moins un habitant", "analyse.pour", "pour")
    exiger(profession, CodeNomenclature, "profession")
    exiger(distances, Distances, "distances")
    zone = ouvrir(registre, territoire, au=au)
    gens = [
        (praticien, admis)
        for praticien in situer_praticiens(registre, None, None, au)
        if any(fiche.profession == profession for fiche in praticien.fiches)
        and (admis := admettre(praticien, parmi)) is not False
    ]
    lecture = Recensement(registre, au, distances, activite)
    apports = tuple(apport for praticien, admis in gens for apport in lecture.apports(praticien, admis=admis))
    dehors = _dehors(distances.origines, au) if demande is None else ()
    calcul = _CalculAcces(
        zone=zone,
        besoins=_besoins(zone, distances, demande),
        dehors=dehors,
        apports=apports,
        places=lecture.places,
        distances=distances,
        decroissance=decroissance,
        unite=f"{UNITE if activite is None else activite.unite} pour {pour} {_unite(demande or {})}",
        pour=pour,
        sources=(
            *titres(fiche for praticien, _ in gens for fiche in praticien.fiches),
            *(() if activite is None else (activite.source,)),
            *((_HYPOTHESE,) if dehors else ()),
        ),
    )
    mesures, ensemble = calcul.mesurer(calcul.apports)
    proches = calcul.plus_proches()
    return Accessibilite(
        territoire=zone.nom,
        au=au,
        lignes=Recueil(
            LigneAccessibilite,
            (
                LigneAccessibilite(commune=code, acces=mesures[code], plus_proche=proche)
                for code, proche in zip(calcul.communes, proches, strict=True)
            ),
        ),
        ensemble=ensemble,
        profession=profession,
        parmi=parmi,
        distances=distances,
        decroissance=decroissance,
        activite=activite,
        pour=pour,
        calcul=calcul,
    )


# -- who lives where ----------------------------------------------------------------------------------------------


def _unite(demande: Mapping[str, Chiffre]) -> str:
    """Of whom a demand is, which numbers without a unit do not say."""
    unites = {quantite.unite for quantite in demande.values() if isinstance(quantite, Mesure)}
    if len(unites) > 1:
        raise ValeurInvalide(f"une demande de deux unités : {', '.join(sorted(unites))}", "acces.unite", "demande")
    return next(iter(unites), "habitants")


def _besoins(zone: Zone, distances: Distances, demande: Mapping[str, Chiffre] | None) -> dict[str, Encadrement]:
    """Inhabitants of every commune that may take a share."""
    if demande is not None:
        return {code: borner(code, quantite, "demandes") for code, quantite in demande.items()}
    siennes = _communes(zone, zone.etendue.communes, ())[0]
    origines = dict.fromkeys((*distances.origines, *siennes))
    return {code: borner(code, habitants_de(code, zone.au), "demandes") for code in origines}


def _dehors(connues: Collection[str], au: date) -> tuple[str, ...]:
    """The communes of the vintage from which the distances tell nothing."""
    codes = [commune.code for commune in referentiels.communes(au)]
    anciennes = {commune_actuelle(code, au) for code in {*connues}.difference(codes)}
    return tuple(code for code in codes if code not in connues and code not in anciennes)


_AILLEURS: Final = "ailleurs"
"""Of no code: whoever may live near a place of which nobody knows where it is."""
_TUES: Final = "communes voisines dont les distances ne disent rien"
_VITESSE: Final = 130
"""Kilometres an hour at most, by air: a hypothesis, for which no text was read."""
_MARGE: Final = 10
"""Kilometres by which the centres of two communes may be farther than the points between which somebody measured:
another one."""
_HYPOTHESE: Final = (
    "hypothèse du calcul : une commune dont les distances ne disent rien peut être à portée d'un lieu à vol d'oiseau, "
    f"à {_VITESSE} km/h au plus pour des minutes, et à {_MARGE} km près"
)


def _communes(zone: Zone, codes: Iterable[str], connues: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """The communes of a territory under the names of the demand, and whether that is the whole of it."""
    donnees, nommees = frozenset(codes), frozenset(connues)
    suivies = actualiser(donnees - nommees, au=zone.au, ecrites_le=ecrites_le(zone.territoire))
    return tuple(sorted({*(donnees & nommees), *suivies.communes})), not suivies.partielles and not suivies.inconnues


# -- the computation ----------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True, eq=False)
class _CalculAcces:
    """What is needed to compute again, of another supply."""

    zone: Zone
    besoins: Mapping[str, Encadrement]
    dehors: tuple[str, ...]
    apports: tuple[Apport, ...]
    places: Mapping[str, str | None]
    distances: Distances
    decroissance: Decroissance
    unite: str
    pour: int
    sources: tuple[str, ...]

    @cached_property
    def communes(self) -> tuple[str, ...]:
        """The communes that are surely in the territory, of which the demand is told."""
        codes, _ = _communes(self.zone, self.zone.etendue.communes, self.besoins)
        if sans := [code for code in codes if code not in self.besoins]:
            raise ValeurInvalide(f"sans demande : {', '.join(sans[:10])}", "acces.commune", "demande")
        return codes

    def mesurer(self, apports: Iterable[Apport]) -> tuple[dict[str, Mesure], Mesure | None]:
        """What each commune has of a supply, then all of them together."""
        offres: dict[str, Encadrement] = {}
        en_plus = RIEN
        for apport in apports:
            if apport.lieu is None:
                # It may as well be out of reach of them all.
                cause = (Motif.LIEU, "", apport.personne)
                en_plus = _ajouter(en_plus, Encadrement(Fraction(0), apport.bornes.haut, {cause: 1}))
            else:
                offres[apport.lieu] = _ajouter(offres.get(apport.lieu, RIEN), apport.bornes)
        voisines = self._voisines(offres)
        besoins = {**self.besoins, **{code: self._taire(code) for code in voisines}}
        partage = DeuxEtapes(
            besoins, offres, self.distances, self.decroissance, sources=self.sources, voisines=voisines
        )

        def une(code: str) -> Mesure:
            return partage.commune(code, pour=self.pour, unite=self.unite, en_plus=en_plus)

        mesures = {code: une(code) for code in self.communes}
        etendue = self.zone.etendue
        _, entiere = _communes(self.zone, etendue.communes, self.besoins)
        if etendue.possibles == etendue.communes and entiere:
            return mesures, partage.moyenne(self.communes, pour=self.pour, unite=self.unite, en_plus=en_plus)
        possibles, toutes = _communes(self.zone, etendue.possibles or (), self.besoins)
        if not toutes or not possibles or not self.besoins.keys() >= {*possibles}:
            return mesures, encadrer(0, None, unite=self.unite, raisons=[_LIMITES], sources=partage.sources)
        return mesures, envelopper([mesures.get(code) or une(code) for code in possibles], _LIMITES, unite=self.unite)

    def _voisines(self, lieux: Iterable[str]) -> dict[str, set[str]]:
        """The communes of which the distances tell nothing, with the places that each may reach: by air, no farther."""
        siennes = [code for code in self.dehors if code in self.besoins]
        voisines = defaultdict[str, set[str]](set, {code: set() for code in siennes})
        if not self.dehors:
            return voisines
        situes: dict[str, list[str]] = defaultdict(list)
        for lieu in lieux:
            commune = self.places[lieu]
            if commune is None:
                for nom in (_AILLEURS, *siennes):
                    voisines[nom].add(lieu)
            else:
                situes[commune].append(lieu)
        vitesse = Fraction(_VITESSE, 60) if self.distances.unite is UniteDistance.MINUTES else 1
        rayon = Decimal(ceil(Fraction(self.decroissance.portee) * vitesse) + _MARGE)
        vol = Distances.a_vol_d_oiseau(au=self.zone.au)
        for commune, atteinte in vol.portees(situes, self.dehors, [rayon]):
            for voisine in {*atteinte.inconnues, *(nom for nom, _ in atteinte.atteintes)}:
                voisines[voisine].update(situes[commune])
        return voisines

    def _taire(self, voisine: str) -> Encadrement:
        """How many live in a commune of which the distances tell nothing."""
        gens = borner(voisine, habitants_de(voisine, self.zone.au), "demandes")
        return gens._replace(causes={**gens.causes, (Motif.TRAJET, _TUES, voisine): 1})

    def plus_proches(self) -> Iterator[PlusProche]:
        """The nearest place where somebody practises, for each commune."""
        surs = {apport.lieu for apport in self.apports if apport.certain and apport.lieu is not None}
        doutes: dict[str, list[Raison]] = {}
        for apport in self.apports:
            if apport.lieu is not None and apport.lieu not in surs:
                motifs = {motif for motif, _, _ in apport.bornes.causes}
                doutes.setdefault(apport.lieu, []).extend(Raison(motif=motif) for motif in motifs)
        sans_lieu = sum(apport.lieu is None for apport in self.apports)
        perdus = [Raison(motif=Motif.LIEU, nombre=sans_lieu)] if sans_lieu else []
        paires = zip(
            self.distances.plus_proches(self.communes, sorted(surs)),
            self.distances.plus_proches(self.communes, sorted({*surs, *doutes})),
            strict=True,
        )
        for sur, possible in paires:
            incertains = [raison for lieu in possible.destinations for raison in doutes.get(lieu, ())]
            yield self._encadrer_le_plus_proche(sur, possible, [*incertains, *perdus], ailleurs=bool(perdus))

    def _encadrer_le_plus_proche(
        self, sur: PlusProche, possible: PlusProche, raisons: Iterable[Raison], *, ailleurs: bool
    ) -> PlusProche:
        """From the nearest place where somebody may practise to the nearest where somebody surely does."""
        if possible.distance is None and not ailleurs:
            return sur
        connues = [proche.distance for proche in (sur, possible) if proche.distance is not None]
        distance = encadrer(
            0 if ailleurs or possible.distance is None else possible.distance.minimum,
            None if sur.distance is None else sur.distance.maximum,
            unite=str(self.distances.unite.value),
            raisons=[*raisons, *(raison for mesure in connues for raison in mesure.raisons)],
            sources=[self.distances.source],
        )
        return PlusProche(origine=sur.origine, destinations=sur.destinations, distance=distance)


def _ajouter(un: Encadrement, autre: Encadrement) -> Encadrement:
    haut = None if un.haut is None or autre.haut is None else un.haut + autre.haut
    return Encadrement(un.bas + autre.bas, haut, {**un.causes, **autre.causes})


_LIMITES: Final = Raison(motif=Motif.ETENDUE)
