"""How much of the hours of permanence des soins a rota covers, and where it has a hole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, encadrer
from soinsprimaires.analyse.repartition import titres
from soinsprimaires.anomalies import citer
from soinsprimaires.composition import departements_possibles
from soinsprimaires.droit import HEURES_PERMANENCE
from soinsprimaires.droit.permanence import (
    ALSACE_MOSELLE,
    est_d_outre_mer,
    est_ouverte_de_jour,
    est_samedi_de_pont,
    ferie_alsace_moselle,
)
from soinsprimaires.erreurs import IdentifiantInconnu, ValeurInvalide
from soinsprimaires.jours import JourSemaine, est_jour_ferie
from soinsprimaires.modele.permanence import CreneauGarde, ModaliteGarde, TableauGarde
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.temps import UN_JOUR

__all__ = ["CouvertureGardes", "LigneGarde", "Trou", "couverture_gardes"]

_HEURE: Final = timedelta(hours=1)
_EFFECTEURS: Final = frozenset({ModaliteGarde.EFFECTION_FIXE, ModaliteGarde.EFFECTION_MOBILE})
_JOURS_MAXIMUM: Final = 3_660
_TEXTE: Final = "CSP, art. R6315-1"
_SELON_LES_BESOINS: Final = "heures du 3° de l'article R6315-1, organisées selon les besoins"
_FERIE_LOCAL: Final = (
    "jour férié en Alsace-Moselle : les limites connues ne disent pas que tout le territoire s'y trouve"
)
_HYPOTHESE: Final = "hypothèse du calcul : jours fériés de la métropole, sans ceux que la loi ajoute outre-mer"


@attrs.frozen(kw_only=True)
class Trou:
    """Hours of a rota in which nobody is on call.

    Attributes:
        jour: day on which it begins.
        debut: time at which it begins.
        fin: time at which it ends; the next day when it is not after ``debut``.
    """

    jour: date
    debut: time
    fin: time

    def __str__(self) -> str:
        return f"{self.jour}, de {self.debut:%Hh%M} à {self.fin:%Hh%M}"


@attrs.frozen(kw_only=True)
class LigneGarde:
    """Hours of a rota with somebody on call under one modality.

    Attributes:
        modalite: how the acts are carried out; ``None`` is not said.
        heures: hours with one slot of it at least, inside those of the permanence.
    """

    modalite: ModaliteGarde | None
    heures: Mesure


@attrs.frozen(kw_only=True)
class CouvertureGardes:
    """What a rota covers of the hours of permanence des soins of its days, each from 8h to 8h the next day.

    Hours are those of the clock: the night of a change of hour counts for twelve, as any other.

    The permanence is organised every night, and by day on Sundays and public holidays; on Saturdays from noon and on
    the days beside a holiday as needs command (CSP, art. R6315-1): only the ARS knows whether these hours are due.

    Attributes:
        tableau: identifiant of the rota.
        heures: hours of permanence; the most counts those that needs may command.
        couvertes: those in which somebody surely, or possibly, carries out acts (effection fixe or mobile).
        part: ``couvertes`` by ``heures``, whichever hours the needs command.
        par_modalite: the hours of each modality, régulation and téléconsultation included.
        trous: holes in the hours that are surely due.
        trous_possibles: holes in those that needs may command, or on a day of which the limits of the territory do not
            tell whether it is a holiday, and where the modality of who is on call is not said.
    """

    tableau: str
    heures: Mesure
    couvertes: Mesure
    part: Mesure
    par_modalite: tuple[LigneGarde, ...]
    trous: tuple[Trou, ...]
    trous_possibles: tuple[Trou, ...]


Plage = tuple[datetime, datetime]


def couverture_gardes(registre: Registre, tableau: str) -> CouvertureGardes:
    """What a rota covers of the hours of permanence des soins.

    Raises:
        KeyError: no rota has that identifiant.
        ValeurInvalide: it names something else, or the first or last day of the rota is not known, or they are more
            than ten years apart.
    """
    exiger(registre, Registre, "registre")
    trouve = registre.obtenir(tableau)
    if trouve is None:
        raise IdentifiantInconnu(tableau, "aucun tableau de garde", [t.identifiant for t in registre.tableaux_garde])
    if not isinstance(trouve, TableauGarde):
        raise ValeurInvalide(f"{citer(tableau)} ne nomme pas un tableau de garde", "identifiant.sorte", "tableau")
    territoire = registre.obtenir(trouve.territoire)
    departements = departements_possibles(territoire) if isinstance(territoire, Territoire) else None
    feries = _feries(departements)
    plages = list(_plages(trouve, feries))
    dues, selon = [p for p, due in plages if due], [p for p, due in plages if not due]
    effecteurs = _reunir(c for c in trouve.creneaux if c.modalite in _EFFECTEURS)
    possibles = _reunir(c for c in trouve.creneaux if c.modalite is None or c.modalite in _EFFECTEURS)
    sources = (*titres([trouve]), _TEXTE)
    if departements is None or any(map(est_d_outre_mer, departements)):
        sources = (*sources, _HYPOTHESE)
    # A day that is a holiday by one reading and not by the other.
    debattus = sum(len({ferie(plage[0].date()) for ferie in feries}) > 1 for plage in selon)
    raisons = tuple(_raisons(selon, debattus, trouve.creneaux))
    trous, ouverts = _trous(dues, possibles), _trous(selon, effecteurs)
    vagues = [trou for trou in _trous(dues, effecteurs) if trou not in trous]
    return CouvertureGardes(
        tableau=tableau,
        heures=encadrer(
            _heures(dues), _heures(dues) + _heures(selon), unite="heures", raisons=raisons, sources=sources
        ),
        couvertes=encadrer(
            _heures(_croiser(dues, effecteurs)),
            _heures(_croiser([*dues, *selon], possibles)),
            unite="heures",
            raisons=raisons,
            sources=sources,
        ),
        part=_part(dues, selon, (effecteurs, possibles), raisons, sources),
        par_modalite=tuple(_lignes(trouve.creneaux, dues, selon, sources)),
        trous=tuple(trous),
        trous_possibles=tuple(sorted([*ouverts, *vagues], key=lambda trou: (trou.jour, trou.debut))),
    )


def _feries(departements: frozenset[str] | None) -> tuple[Callable[[date], bool], ...]:
    """The readings of the public holidays that the limits of a territory leave possible."""
    if departements is None:
        return est_jour_ferie, ferie_alsace_moselle
    ici, ailleurs = departements & ALSACE_MOSELLE, departements - ALSACE_MOSELLE
    return (*([est_jour_ferie] if ailleurs or not ici else []), *([ferie_alsace_moselle] if ici else []))


# -- hours --------------------------------------------------------------------------------------------------------


def _plages(tableau: TableauGarde, feries: Sequence[Callable[[date], bool]]) -> Iterator[tuple[Plage, bool]]:
    """The hours of permanence of a rota, each with whether they are due whatever the needs and the holidays."""
    debut, fin = tableau.periode.debut, tableau.periode.fin
    if debut is None or fin is None:
        raise ValeurInvalide("le premier ou le dernier jour du tableau n'est pas connu", "analyse.periode", "tableau")
    if (fin - debut).days > _JOURS_MAXIMUM:
        raise ValeurInvalide("un tableau de garde de plus de dix ans ne se compte pas", "analyse.periode", "tableau")
    for rang in range((fin - debut).days + 1):
        jour = debut + rang * UN_JOUR
        heures = HEURES_PERMANENCE.au(jour).valeur
        if heures is None:
            raise ValeurInvalide(f"les heures de la permanence le {jour} ne sont pas connues", "analyse.periode")
        matin, midi, soir = (datetime.combine(jour, heure) for heure in (heures.matin, heures.samedi, heures.soir))
        if jour.weekday() == JourSemaine.DIMANCHE.rang or all(ferie(jour) for ferie in feries):
            yield (matin, soir), True
        elif any(est_ouverte_de_jour(jour, True, ferie) or est_samedi_de_pont(jour, ferie) for ferie in feries):
            yield (matin, soir), False
        elif any(est_ouverte_de_jour(jour, False, ferie) for ferie in feries):
            yield (midi, soir), False
        yield (soir, matin + UN_JOUR), True


def _reunir(creneaux: Iterable[CreneauGarde]) -> list[Plage]:
    """Slots put together, in order, without a time twice."""
    reunis: list[Plage] = []
    for debut, fin in sorted(map(_bornes, creneaux)):
        if reunis and debut <= reunis[-1][1]:
            reunis[-1] = (reunis[-1][0], max(fin, reunis[-1][1]))
        else:
            reunis.append((debut, fin))
    return reunis


def _bornes(creneau: CreneauGarde) -> Plage:
    lendemain = UN_JOUR if creneau.fin <= creneau.debut else timedelta()
    return datetime.combine(creneau.jour, creneau.debut), datetime.combine(creneau.jour, creneau.fin) + lendemain


def _croiser(plages: Sequence[Plage], couverts: Sequence[Plage]) -> list[Plage]:
    """What of some hours is among others, which are in order."""
    return [
        (max(debut, un), min(fin, deux)) for debut, fin in plages for un, deux in couverts if un < fin and debut < deux
    ]


def _trous(plages: Sequence[Plage], couverts: Sequence[Plage]) -> list[Trou]:
    """What of some hours is not among others."""
    trous = []
    for debut, fin in plages:
        atteint = debut
        for un, deux in [*_croiser([(debut, fin)], couverts), (fin, fin)]:
            if atteint < un:
                trous.append(Trou(jour=atteint.date(), debut=atteint.time(), fin=un.time()))
            atteint = deux
    return trous


def _heures(intervalles: Iterable[Plage]) -> Fraction:
    total = sum((fin - debut for debut, fin in intervalles), timedelta())
    return Fraction(total // timedelta(minutes=1), _HEURE // timedelta(minutes=1))


def _raisons(selon: Sequence[Plage], debattus: int, creneaux: Iterable[CreneauGarde]) -> Iterator[Raison]:
    if debattus:
        yield Raison(motif=Motif.ETENDUE, nombre=debattus, precision=_FERIE_LOCAL)
    if len(selon) > debattus:
        yield Raison(motif=Motif.NOMBRE, nombre=len(selon) - debattus, precision=_SELON_LES_BESOINS)
    if muets := sum(creneau.modalite is None for creneau in creneaux):
        yield Raison(motif=Motif.MODALITE, nombre=muets)


def _part(
    dues: Sequence[Plage],
    selon: Sequence[Plage],
    couvertes: tuple[Sequence[Plage], Sequence[Plage]],
    raisons: Sequence[Raison],
    sources: Sequence[str],
) -> Mesure:
    """The share of the hours, whichever of those that needs may command are due: each counts apart from the others."""
    sures, possibles = couvertes
    vides = _heures(selon) - _heures(_croiser(selon, sures))
    pleines = _heures(_croiser(selon, possibles))
    return encadrer(
        _heures(_croiser(dues, sures)) / (_heures(dues) + vides),
        (_heures(_croiser(dues, possibles)) + pleines) / (_heures(dues) + pleines),
        unite="part",
        raisons=raisons,
        sources=sources,
    )


def _lignes(
    creneaux: Sequence[CreneauGarde],
    dues: Sequence[Plage],
    selon: Sequence[Plage],
    sources: Sequence[str],
) -> Iterator[LigneGarde]:
    dites = {creneau.modalite for creneau in creneaux}
    muets = [creneau for creneau in creneaux if creneau.modalite is None]
    for modalite in (*(une for une in ModaliteGarde if une in dites), *([None] if None in dites else [])):
        siens = [creneau for creneau in creneaux if creneau.modalite is modalite]
        toutes = [*dues, *selon]
        bas, haut = _heures(_croiser(toutes, _reunir(siens))), _heures(_croiser(toutes, _reunir([*siens, *muets])))
        raisons = _raisons((), 0, muets)
        yield LigneGarde(
            modalite=modalite,
            heures=encadrer(
                Fraction(0) if modalite is None else bas, haut, unite="heures", raisons=raisons, sources=sources
            ),
        )
