"""Who is where on which weekday."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.analyse._zones import Perimetre, ouvrir
from soinsprimaires.analyse.mesure import Mesure, Motif
from soinsprimaires.analyse.praticiens import Pratique, Surete, est_ouverte, situer_praticiens
from soinsprimaires.analyse.repartition import Critique, Retenu, admettre, mesurer
from soinsprimaires.apparence import Recueil
from soinsprimaires.composition import au_moins_un, est_un_site, tous
from soinsprimaires.jours import JourSemaine
from soinsprimaires.modele.professionnels import Presence
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import Structure

__all__ = ["LignePresence", "presences"]

_SEMAINE: Final = len(JourSemaine)

Place = tuple[str | None, str | None, str | None]
"""Site, lieu, commune."""


@attrs.frozen(kw_only=True)
class LignePresence:
    """Who is at a place on a weekday.

    Attributes:
        site: identifiant of the site of a structure.
        lieu: identifiant of the building or address, outside the sites.
        commune: INSEE code; ``None`` is not known.
        jour: the weekday.
        presents: how many people.
        surs: identifiants of those who surely are there.
        possibles: identifiants of those who may be.
        jours_inconnus: of ``possibles``, those whose days nobody names.
    """

    site: str | None
    lieu: str | None
    commune: str | None
    jour: JourSemaine
    presents: Mesure
    surs: tuple[str, ...]
    possibles: tuple[str, ...]
    jours_inconnus: tuple[str, ...]


def presences(
    registre: Registre, territoire: Perimetre, *, au: date, parmi: Critique | None = None
) -> Recueil[LignePresence]:
    """Who is present on each weekday at each place of a territory, one line a place and a day, the empty ones too.

    Somebody whose days are not named may be there on any; of a practice without any presence, at any site of its
    structure. Of one that names no place at all, no line can tell.

    Args:
        registre: whose practices.
        territoire: a territory, an extent, or the identifiant of a territory or of a CPTS.
        au: the day, which chooses the practices.
        parmi: of whom alone the lines are made: the specialists who come for a day, for instance.

    Raises:
        KeyError: nothing has that identifiant.
        ValeurInvalide: ``au`` is not a full day.
    """
    exiger(registre, Registre, "registre")
    zone = ouvrir(registre, territoire, au=au)
    cases: dict[Place, dict[JourSemaine, list[Retenu]]] = defaultdict(lambda: {jour: [] for jour in JourSemaine})
    for praticien in situer_praticiens(registre, zone, None, au):
        admis = admettre(praticien, parmi)
        if admis is False or praticien.surete is Surete.PREVU:
            continue
        ici: dict[Place, list[tuple[Pratique, Presence | None, bool | None]]] = defaultdict(list)
        for pratique in praticien.comptees:
            for presence, endroit in _endroits(registre, pratique, au):
                dedans = None if endroit[2] is None else zone.abrite(endroit[2])
                if dedans is not False:
                    ici[endroit].append((pratique, presence, dedans))
        for endroit, siennes in ici.items():
            for jour, gens in cases[endroit].items():
                verdicts = [
                    {
                        Motif.DATES: None if Motif.DATES in pratique.motifs else True,
                        Motif.METIER: admis,
                        Motif.LIEU: True if presence and endroit[2] and est_ouverte(registre, presence, au) else None,
                        Motif.ETENDUE: True if endroit[2] is None else dedans,
                        Motif.JOURS: _est_present(presence, jour),
                    }
                    for pratique, presence, dedans in siennes
                ]
                present = au_moins_un(tous(verdict.values()) for verdict in verdicts)
                if present is not False:
                    doutes = (m for v in verdicts for m, dit in v.items() if dit is None and False not in v.values())
                    gens.append(Retenu(praticien, None if present else next(doutes)))
    rangees = sorted(cases.items(), key=lambda case: [nom or "" for nom in case[0]])
    return Recueil(
        LignePresence, (_ligne(endroit, jour, gens) for endroit, jours in rangees for jour, gens in jours.items())
    )


def _ligne(endroit: Place, jour: JourSemaine, gens: list[Retenu]) -> LignePresence:
    site, lieu, commune = endroit
    possibles = [retenu for retenu in gens if retenu.motif is not None]
    return LignePresence(
        site=site,
        lieu=lieu,
        commune=commune,
        jour=jour,
        presents=mesurer(gens),
        surs=tuple(retenu.praticien.identifiant for retenu in gens if retenu.motif is None),
        possibles=tuple(retenu.praticien.identifiant for retenu in possibles),
        jours_inconnus=tuple(retenu.praticien.identifiant for retenu in possibles if retenu.motif is Motif.JOURS),
    )


def _endroits(registre: Registre, pratique: Pratique, au: date) -> Iterator[tuple[Presence | None, Place]]:
    """The places of a practice, each with the presence that tells of it, if one does."""
    exercice = pratique.exercice
    for presence in exercice.presences:
        yield presence, (presence.site, presence.lieu, registre.commune_de_presence(presence, au=au))
    structure = None if exercice.presences else registre.obtenir(exercice.structure)
    if isinstance(structure, Structure):
        for site in structure.sites:
            if est_un_site(site, au=au) is not False:
                yield None, (site.identifiant, None, registre.commune_du_site(site, au=au))


def _est_present(presence: Presence | None, jour: JourSemaine) -> bool | None:
    """Whether a presence is of a weekday; a source that counts more days than it names leaves the others open."""
    if presence is None:
        return None
    comptes = presence.nombre_jours
    if jour in presence.jours or comptes == _SEMAINE:
        return True
    nommes = len(presence.jours)
    return False if nommes and (comptes is None or comptes <= nommes) else None
