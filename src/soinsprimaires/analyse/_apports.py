"""Who offers what care, and where: what an access is computed from."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs

from soinsprimaires import referentiels
from soinsprimaires.analyse.acces import Chiffre, Encadrement, borner
from soinsprimaires.analyse.distances import Distances
from soinsprimaires.analyse.mesure import Motif
from soinsprimaires.analyse.praticiens import Praticien, Sejour, Surete, sejours
from soinsprimaires.composition import actualiser
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Registre


@attrs.frozen(kw_only=True)
class VolumeActivite:
    """What each of those who practise offers, where it is not heads that are counted.

    Attributes:
        nombre: so much of each, or what gives it of their entry; ``None`` is not known.
        unite: what is counted, in words.
        source: who says so.
    """

    nombre: Decimal | int | Callable[[Professionnel], Chiffre]
    unite: str
    source: str


@attrs.frozen(kw_only=True)
class Apport:
    """What somebody offers at a place.

    Attributes:
        personne: who.
        lieu: where; ``None`` is not known.
        bornes: how much, at least and at most.
        certain: whether the person surely practises there.
    """

    personne: str
    lieu: str | None
    bornes: Encadrement
    certain: bool


@attrs.frozen
class Recensement:
    """How a registre is read for a computation."""

    registre: Registre
    au: date
    distances: Distances
    activite: VolumeActivite | None
    places: dict[str, str | None] = attrs.field(factory=dict)
    """The commune of each place that somebody was found at."""

    def apports(self, praticien: Praticien, *, admis: bool | None) -> Iterator[Apport]:
        """What somebody offers at each place where they may practise."""
        jours: dict[str | None, list[Fraction | None]] = defaultdict(list)
        surs: set[str | None] = set()
        dates_sures = True
        for pratique in praticien.pratiques:
            if pratique.surete is Surete.PREVU:
                continue
            lieux = [
                (self._placer(sejour), sejour.jours, sejour.ouvert)
                for sejour in sejours(self.registre, pratique.exercice, au=self.au)
            ]
            for lieu, combien, _ in lieux:
                jours[lieu].append(combien)
            dates_sures &= pratique.surete is Surete.SUR
            # Of a structure, nothing tells which of its sites is that of the practice.
            if pratique.surete is Surete.SUR and (
                pratique.exercice.presences or len({lieu for lieu, *_ in lieux}) == 1
            ):
                surs.update(lieu for lieu, _, ouvert in lieux if ouvert)
        present = admis is True and praticien.surete is Surete.SUR
        connus = [combien for siens in jours.values() for combien in siens]
        partage_sur = dates_sures and jours.keys() == surs and None not in connus
        total = sum((combien for combien in connus if combien is not None), Fraction(0))
        motif = _motif(admis=admis, dates_sures=dates_sures, lieux_surs=None not in jours and jours.keys() == surs)
        offert = self._offert(praticien)
        for lieu, siens in jours.items():
            haut = Fraction(1)
            if len(jours) > 1 and partage_sur:
                haut = sum((combien for combien in siens if combien is not None), Fraction(0)) / total
            bas = haut if present and (partage_sur or len(jours) == 1) else Fraction(0)
            yield Apport(
                personne=praticien.identifiant,
                lieu=lieu,
                bornes=_fois(offert, bas, haut, (motif, "", praticien.identifiant)),
                certain=present and lieu in surs,
            )

    def _offert(self, praticien: Praticien) -> Encadrement:
        if self.activite is None:
            return Encadrement(Fraction(1), Fraction(1), {})
        nombre = self.activite.nombre
        quantite = nombre(praticien.fiches[0]) if callable(nombre) else nombre
        return borner(praticien.identifiant, quantite, "offres")

    def _placer(self, sejour: Sejour) -> str | None:
        """The name under which the distances know a place, as near as they do."""
        commune = None if sejour.commune is None else commune_actuelle(sejour.commune, self.au)
        connus = (nom for nom in (sejour.lieu, sejour.commune) if nom is not None and self.distances.connait(nom))
        place = next(connus, commune)
        if place is not None:
            self.places[place] = commune
        return place


def _motif(*, admis: bool | None, dates_sures: bool, lieux_surs: bool) -> Motif:
    """Why the shares of somebody are not known, when they are not."""
    if admis is None:
        return Motif.METIER
    if not dates_sures:
        return Motif.DATES
    return Motif.JOURS if lieux_surs else Motif.LIEU


def _fois(offert: Encadrement, bas: Fraction, haut: Fraction, cause: tuple[Motif, str, str]) -> Encadrement:
    causes = dict(offert.causes) if bas == haut else {**offert.causes, cause: 1}
    return Encadrement(offert.bas * bas, None if offert.haut is None else offert.haut * haut, causes)


def commune_actuelle(code: str, au: date) -> str | None:
    """The commune of the vintage in which an older commune, or an arrondissement, is; ``None`` of an unknown code."""
    lien = referentiels.rattachement(code, au)
    if lien is not None:
        return lien.commune
    suivie = actualiser((code,), au=au, ecrites_le=au)
    entieres = (*suivie.communes, *suivie.partielles)
    return entieres[0] if len(entieres) == 1 else None
