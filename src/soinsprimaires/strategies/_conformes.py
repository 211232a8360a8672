"""Registres of which every blocking rule is met on a day."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from soinsprimaires import referentiels
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.evenements import Acte, Acteur, Evenement, QualiteActeur
from soinsprimaires.modele.formations import (
    NatureActionDpc,
    ProgrammeDpc,
    ProgrammeFormation,
    SeanceFormation,
    StatutSeance,
)
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.professionnels import Exercice, ModeExercice, Professionnel
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import (
    CPTS,
    MSP,
    Adhesion,
    FormeDatee,
    FormeJuridique,
    Rattachement,
    Signature,
)
from soinsprimaires.modele.territoires import NatureTerritoire, Territoire
from soinsprimaires.referentiels import professions
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.regles import controler
from soinsprimaires.temps import PeriodePartielle

_EQUIPE: Final = (professions.MEDECIN, professions.MEDECIN, professions.INFIRMIER)
_AUTRES: Final = (
    professions.PHARMACIEN,
    professions.SAGE_FEMME,
    professions.MASSEUR_KINESITHERAPEUTE,
    professions.CHIRURGIEN_DENTISTE,
)
_AGES: Final = st.integers(400, 1200).map(lambda jours: timedelta(days=jours))
_COMMUNES_CHACUN: Final = 3
_DEPARTEMENT: Final = "32"
"""Whose communes are shared out: those of one département are enough for a hundred territories."""


@attrs.frozen
class _Cadre:
    """What a structure is built with: its name, the day of the judgement, its communes, its age, who else is in it."""

    nom: str
    au: date
    communes: tuple[str, ...]
    ouverture: date
    autres: tuple[CodeNomenclature, ...] = ()


def _cpts(cadre: _Cadre) -> tuple[Entite, ...]:
    """A CPTS in the form of an association, whose project was validated with its territory."""
    depuis = PeriodePartielle(debut=cadre.ouverture)
    territoire = Territoire(
        identifiant=f"territoire-{cadre.nom}",
        nom=f"Territoire {cadre.nom}",
        nature=NatureTerritoire.ACTION_CPTS,
        communes=cadre.communes,
    )
    projet = Projet(
        identifiant=f"projet-{cadre.nom}",
        nom=f"Projet de la CPTS {cadre.nom}",
        nature=NatureProjet.CPTS,
        structure=f"cpts-{cadre.nom}",
        territoire=territoire.identifiant,
        journal=_journal(cadre.ouverture),
    )
    cpts = CPTS(
        identifiant=f"cpts-{cadre.nom}",
        nom=f"CPTS {cadre.nom}",
        creee_le=cadre.ouverture,
        formes=(FormeDatee(forme=FormeJuridique.ASSOCIATION_LOI_1901, periode=depuis),),
        territoires=(Rattachement(territoire=territoire.identifiant, periode=depuis),),
    )
    return territoire, projet, cpts


def _msp(cadre: _Cadre) -> tuple[Entite, ...]:
    """An MSP whose members have signed, whose project was validated, and who keep up their training."""
    nom, ouverture = cadre.nom, cadre.ouverture
    equipe = tuple(
        _membre(f"{nom}-{rang}", profession, f"msp-{nom}", ouverture)
        for rang, profession in enumerate((*_EQUIPE, *cadre.autres))
    )
    noms = tuple(membre.identifiant for membre in equipe)
    depuis = PeriodePartielle(debut=ouverture)
    msp = MSP(
        identifiant=f"msp-{nom}",
        nom=f"MSP {nom}",
        creee_le=ouverture,
        formes=(FormeDatee(forme=FormeJuridique.SISA, periode=depuis),),
        sites=(Site(identifiant=f"site-{nom}", commune=cadre.communes[0]),),
        associes=tuple(Adhesion(membre=membre, periode=depuis) for membre in noms),
        signataires=tuple(Signature(signataire=membre, signee_le=ouverture) for membre in noms),
    )
    projet = Projet(
        identifiant=f"projet-{nom}",
        nom=f"Projet de la MSP {nom}",
        nature=NatureProjet.MSP,
        structure=msp.identifiant,
        journal=_journal(ouverture),
    )
    return *equipe, msp, projet, *_formations(nom, noms, cadre.au)


def _membre(nom: str, profession: CodeNomenclature, msp: str, ouverture: date) -> Professionnel:
    ici = Exercice(mode=ModeExercice.LIBERAL, structure=msp, periode=PeriodePartielle(debut=ouverture))
    return Professionnel(identifiant=f"professionnel-{nom}", profession=profession, exercices=(ici,))


def _journal(ouverture: date) -> tuple[Evenement, ...]:
    return (
        _evenement("depot", Acte.DEPOT_PROJET, QualiteActeur.PORTEURS, ouverture - timedelta(days=120)),
        _evenement("validation", Acte.VALIDATION_PROJET, QualiteActeur.ARS, ouverture - timedelta(days=30)),
    )


def _evenement(nom: str, acte: Acte, qualite: QualiteActeur, jour: date) -> Evenement:
    return Evenement(
        identifiant=nom, acte=acte, effet_le=jour, recu_le=jour, enregistre_le=jour, acteurs=(Acteur(qualite=qualite),)
    )


def _formations(nom: str, participants: tuple[str, ...], au: date) -> tuple[Entite, ...]:
    """Two kinds of actions within the last three years, one of a priority orientation."""
    entites: list[Entite] = []
    for nature in (NatureActionDpc.FORMATION, NatureActionDpc.GESTION_RISQUES):
        mot = nature.value.replace("_", "-")
        programme = ProgrammeFormation(
            identifiant=f"programme-{nom}-{mot}",
            intitule=f"Programme {mot}",
            dpc=ProgrammeDpc(nature=nature, orientation_prioritaire=True, organisme_enregistre=True),
        )
        seance = SeanceFormation(
            identifiant=f"seance-{nom}-{mot}",
            programme=programme.identifiant,
            statut=StatutSeance.TENUE,
            le=au - timedelta(days=200),
            participants=participants,
        )
        entites += (programme, seance)
    return tuple(entites)


_FABRIQUES: Final[tuple[Callable[[_Cadre], tuple[Entite, ...]], ...]] = (_cpts, _msp)


def registres_conformes(*, au: date, max_structures: int = 3) -> SearchStrategy[Registre]:
    """Registres whose report of that day is *conforme*: every blocking rule that applies is met, none is undetermined.

    They are few in kind: CPTS with their territories, and MSP with their teams on the days for which the law of their
    training was read. What they hold beside is a matter of dates and sizes.

    Args:
        au: day of the judgement.
        max_structures: how many structures at most; there is one at least.

    Raises:
        ValeurInvalide: on that day nothing that is drawn here is conforme, the rules being not yet in force, or unread.
    """
    fabriques = _conformes_au(au)
    if not fabriques:
        raise ValeurInvalide(f"rien de ce qui est tiré ici n'est conforme au {au}", "registre.conforme", "au")
    return _registre(fabriques, au, max_structures)


@lru_cache(maxsize=64)
def _conformes_au(au: date) -> tuple[Callable[[_Cadre], tuple[Entite, ...]], ...]:
    """What meets the rules of a day, as tried on the smallest example."""
    cadre = _Cadre("essai", au, ("32208",), au - timedelta(days=400))
    return tuple(f for f in _FABRIQUES if controler(Registre().avec(*f(cadre)), au=au).conforme is True)


@st.composite
def _registre(
    draw: st.DrawFn,
    fabriques: tuple[Callable[[_Cadre], tuple[Entite, ...]], ...],
    au: date,
    max_structures: int,
) -> Registre:
    communes = [commune.code for commune in referentiels.communes_de(departement=_DEPARTEMENT, au=au)]
    registre = Registre()
    for rang, fabrique in enumerate(draw(st.lists(st.sampled_from(fabriques), min_size=1, max_size=max_structures))):
        siennes = communes[rang * _COMMUNES_CHACUN : (rang + 1) * _COMMUNES_CHACUN]
        autres = draw(st.lists(st.sampled_from(_AUTRES), max_size=3))
        cadre = _Cadre(str(rang + 1), au, tuple(siennes), au - draw(_AGES), tuple(autres))
        registre = registre.avec(*fabrique(cadre))
    return registre
