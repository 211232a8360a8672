"""Who practises on a day, and where: the one reading of practices that figures and plots share."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.analyse._zones import Perimetre, Zone, ouvrir
from soinsprimaires.analyse.mesure import Motif
from soinsprimaires.composition import comme_professionnel, est_un_site
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.professionnels import Exercice, Presence, Professionnel, StatutExercice
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import Structure

__all__ = ["Praticien", "Pratique", "Sejour", "Surete", "est_ici", "praticiens", "sejours", "situer_praticiens"]


class Surete(Vocabulaire):
    """How sure it is that somebody practises on a day, from the most to the least."""

    SUR = "sur"
    INCERTAIN = "incertain"
    PREVU = "prevu"
    """Announced, and never counted among those who practise."""


_ORDRE: Final = tuple(Surete)


@attrs.frozen(kw_only=True)
class Pratique:
    """A practice that takes place on a day, may take place, or is announced.

    Attributes:
        professionnel: the entry that tells it.
        exercice: the practice.
        surete: how sure it is.
        motifs: why it is not sure: its dates, its place, the limits of the territory.
    """

    professionnel: Professionnel
    exercice: Exercice
    surete: Surete
    motifs: tuple[Motif, ...] = ()


@attrs.frozen(kw_only=True)
class Praticien:
    """Somebody, once, with what they practise on a day.

    Attributes:
        identifiant: that under which the person counts, however many entries the registre has.
        fiches: the entries that describe the person.
        pratiques: those that count, from the most sure to the least.
        ailleurs: the others of the day.
    """

    identifiant: str
    fiches: tuple[Professionnel, ...]
    pratiques: tuple[Pratique, ...]
    ailleurs: tuple[Pratique, ...] = ()

    @property
    def surete(self) -> Surete:
        """As sure as the surest practice."""
        return self.pratiques[0].surete

    @property
    def motifs(self) -> tuple[Motif, ...]:
        """Why it is not sure that the person practises."""
        return self.pratiques[0].motifs

    @property
    def comptees(self) -> tuple[Pratique, ...]:
        """The practices that count as surely as the person does: those that are announced when all of them are."""
        prevu = self.surete is Surete.PREVU
        return tuple(pratique for pratique in self.pratiques if (pratique.surete is Surete.PREVU) is prevu)


class Sejour(NamedTuple):
    """Where somebody practises a part of the week.

    Attributes:
        commune: INSEE code; ``None`` is not known.
        jours: days a week; ``None`` is not known.
        lieu: identifiant of the building or the address, where it is one of the registre.
        ouvert: whether it surely is open; who is said to be in a site that has closed is elsewhere, or has stopped.
    """

    commune: str | None
    jours: Fraction | None
    lieu: str | None
    ouvert: bool = True


def sejours(registre: Registre, exercice: Exercice, *, au: date) -> tuple[Sejour, ...]:
    """Where a practice takes place, and how many days a week.

    Without any presence it is in one of the sites of its structure, or nobody knows where.
    """
    if exercice.presences:
        return tuple(
            Sejour(
                registre.commune_de_presence(presence, au=au),
                en_jours(presence),
                _lieu(registre, presence, au),
                est_ouverte(registre, presence, au),
            )
            for presence in exercice.presences
        )
    structure = registre.obtenir(exercice.structure)
    sites = structure.sites if isinstance(structure, Structure) else ()
    ouverts = [(site, est_un_site(site, au=au)) for site in sites]
    possibles = tuple(
        Sejour(registre.commune_du_site(un, au=au), None, un.lieu_au(au))
        for un, ouvert in ouverts
        if ouvert is not False
    )
    return possibles if any(ouvert for _, ouvert in ouverts) else (*possibles, Sejour(None, None, None))


def est_ouverte(registre: Registre, presence: Presence, au: date) -> bool:
    """Whether the site of a presence, if it has one, surely has not closed by a day: who is there opened it."""
    site = registre.obtenir(presence.site)
    if not isinstance(site, Site):
        return True
    fin = None if site.periode is None else site.periode.fin
    dure = fin is None or fin.precede(au) is False
    return dure and est_un_site(attrs.evolve(site, periode=None), au=au) is True


def _lieu(registre: Registre, presence: Presence, au: date) -> str | None:
    site = registre.obtenir(presence.site)
    return site.lieu_au(au) if isinstance(site, Site) else presence.lieu


def en_jours(presence: Presence) -> Fraction | None:
    """Days a week of a presence, ``None`` when the source neither counts nor names them."""
    if presence.nombre_jours is not None:
        return Fraction(presence.nombre_jours)
    return Fraction(len(presence.jours)) if presence.jours else None


def praticiens(
    registre: Registre, *, au: date, territoire: Perimetre | None = None, structure: str | None = None
) -> tuple[Praticien, ...]:
    """Who practises on a day, may, or is announced: each person once, in the order of their identifiants.

    What is surely over, not begun without being announced, or elsewhere, does not count.

    Args:
        registre: whose professionals.
        au: the day.
        territoire: where; anywhere by default.
        structure: identifiant of the structure; any by default.

    Raises:
        KeyError: nothing has the identifiant of the territory.
        ValeurInvalide: ``au`` is not a full day.
    """
    exiger(registre, Registre, "registre")
    exiger(au, date, "au")
    zone = None if territoire is None else ouvrir(registre, territoire, au=au)
    return tuple(situer_praticiens(registre, zone, structure, au))


def situer_praticiens(registre: Registre, zone: Zone | None, structure: str | None, au: date) -> Iterator[Praticien]:
    """The same in a zone that is already open."""
    par_personne: dict[str, list[Pratique]] = {}
    for professionnel in registre.professionnels:
        for exercice in professionnel.exercices:
            surete = _surete(exercice, au)
            if surete is Surete.SUR and not registre.demeure(
                professionnel.identifiant, exercice.structure, exercice.periode, au=au
            ):
                surete = Surete.INCERTAIN
            if surete is not None:
                nom = comme_professionnel(registre, professionnel.identifiant)
                motifs = (Motif.DATES,) if surete is Surete.INCERTAIN else ()
                pratique = Pratique(professionnel=professionnel, exercice=exercice, surete=surete, motifs=motifs)
                par_personne.setdefault(nom, []).append(pratique)
    for nom, siennes in sorted(par_personne.items()):
        ici, ailleurs = list[Pratique](), list[Pratique]()
        for pratique in siennes:
            situee = pratique if structure in {None, pratique.exercice.structure} else None
            situee = situee if situee is None or zone is None else _situer(registre, situee, zone)
            (ailleurs if situee is None else ici).append(situee or pratique)
        if ici:
            ici.sort(key=lambda p: (_ORDRE.index(p.surete), len(p.motifs)))
            yield Praticien(
                identifiant=nom, fiches=registre.fiches(nom), pratiques=tuple(ici), ailleurs=tuple(ailleurs)
            )


def _surete(exercice: Exercice, au: date) -> Surete | None:
    """``None`` when it surely does not take place: over, or not begun without being announced."""
    periode = exercice.periode
    couvre = None if periode is None else periode.couvre(au)
    if exercice.statut is StatutExercice.PREVU:
        finie = periode is not None and periode.fin is not None and periode.fin.au_plus_tard_le(au)
        return None if finie else Surete.PREVU
    if couvre is None:
        return Surete.INCERTAIN
    return Surete.SUR if couvre else None


def _situer(registre: Registre, pratique: Pratique, zone: Zone) -> Pratique | None:
    """A practice as it counts in a zone; ``None`` when it surely takes place elsewhere."""
    ici, motif = est_ici(registre, pratique.exercice, zone)
    if motif is None:
        return pratique if ici else None
    surete = Surete.INCERTAIN if pratique.surete is Surete.SUR else pratique.surete
    return attrs.evolve(pratique, surete=surete, motifs=(*pratique.motifs, motif))


def est_ici(registre: Registre, exercice: Exercice, zone: Zone) -> tuple[bool | None, Motif | None]:
    """Whether a practice takes place in a zone, and otherwise why it is not known."""
    ouvertes, closes = set[str | None](), set[str | None]()
    for sejour in sejours(registre, exercice, au=zone.au):
        (ouvertes if sejour.ouvert else closes).add(sejour.commune)
    reponses = {zone.abrite(commune) for commune in ouvertes if commune is not None}
    if True in reponses and exercice.presences:
        return True, None
    fermes = {zone.abrite(commune) for commune in closes if commune is not None}
    if None in reponses | fermes:
        return None, Motif.ETENDUE
    # Of a structure, nothing tells which of its sites is that of the practice: it is inside when they all are.
    doute = None in ouvertes | closes or len(reponses) > 1 or True in fermes
    return (None, Motif.LIEU) if doute else (True in reponses, None)
