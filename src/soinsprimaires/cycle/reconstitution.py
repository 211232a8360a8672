"""From the state that somebody tells to the events that lead to it.

Who follows a project writes down where it stands and since when, seldom what was done. The date on which a state was
entered is the date of the act that leads to it; the steps before it that nobody wrote down are deduced, at the latest
on the date of what follows. What could have happened in several ways is not chosen: it stays open, or is asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, count
from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires.cycle._ordre import au_plus_tard
from soinsprimaires.cycle._situations import EN_ATTENTE
from soinsprimaires.cycle.parcours import OBJECTIFS, chemin
from soinsprimaires.cycle.regions import caisses_de, region_de
from soinsprimaires.cycle.suivi import Suivi
from soinsprimaires.cycle.tables import TRANSITIONS, lignes_de
from soinsprimaires.cycle.tables.contractants import SOUS_CONTRAT
from soinsprimaires.cycle.tables.rangees import ASSURANCE_MALADIE, Transition
from soinsprimaires.modele._etats import ETATS, Etat
from soinsprimaires.modele.evenements import Acte, Acteur, AvisComite, Evenement, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.sources import NatureProvenance, Provenance
from soinsprimaires.temps import DatePartielle, Nuance, Precision

__all__ = ["EtatDit", "actes_vers", "nommer_evenement", "rang", "reconstituer"]

_CENTRE: Final = NatureProjet.CENTRE_SANTE
_MEMES: Final = (
    (QualiteActeur.PORTEURS, frozenset({QualiteActeur.PORTEURS, QualiteActeur.STRUCTURE})),
    (QualiteActeur.GESTIONNAIRE, frozenset({QualiteActeur.GESTIONNAIRE, QualiteActeur.COLLECTIVITE})),
    (QualiteActeur.ARS, frozenset({QualiteActeur.ARS})),
)
"""Capacities that an act takes for granted, and those among which each then stands."""
RECUS: Final = frozenset({Acte.DEPOT_PROJET, Acte.DEPOT_ENGAGEMENT_CONFORMITE, Acte.DEPOT_LETTRE_INTENTION})


@attrs.frozen(kw_only=True)
class EtatDit:
    """What somebody says of where a project stands.

    Attributes:
        le: day on which they say it.
        etats: the state; several where their words leave it open; none where they do not tell.
        depuis: when it was entered.
        dates: days of acts that they also tell.
        recu_le: day on which the last filing reached its addressee.
        avis: opinion of the committee, which changes no state.
        region: where it is, when the project does not say it.
        provenance: who says it.
    """

    le: date
    etats: frozenset[Etat] = frozenset()
    depuis: DatePartielle | None = None
    dates: Mapping[Acte, DatePartielle] = MappingProxyType({})
    recu_le: DatePartielle | None = None
    avis: AvisComite | None = None
    region: str | None = None
    provenance: Provenance

    @property
    def etat(self) -> Etat | None:
        """The state, ``None`` when the words leave it open."""
        return next(iter(self.etats)) if len(self.etats) == 1 else None


def rang(etat: Etat) -> int:
    """How far a state stands on the way of its nature."""
    return tuple(type(etat)).index(etat)


def nommer_evenement(projet: Projet, acte: Acte) -> str:
    """An identifiant for an event, that the journal has not."""
    pris = {evenement.identifiant for evenement in projet.journal}
    base = acte.value.replace("_", "-")
    return next(nom for nom in chain((base,), (f"{base}-{rang}" for rang in count(2))) if nom not in pris)


def actes_vers(nature: NatureProjet, depuis: Iterable[Etat], vers: Etat) -> tuple[Acte, ...]:
    """The acts that lead in one step from one of some states to another."""
    departs = frozenset(depuis)
    lignes = (ligne for ligne in TRANSITIONS[nature] if ligne.vers is vers and ligne.depuis & departs)
    return tuple(dict.fromkeys(ligne.acte for ligne in lignes))


# -- a first journal ----------------------------------------------------------------------------------------------


def reconstituer(projet: Projet, dit: EtatDit, registre: Registre) -> tuple[Evenement, ...]:
    """The journal of a project of which only the state is told.

    It is the usual way to that state, whose deduced steps say so; where several ways lead there, or where the law of
    those days knew none, what precedes is a ``reprise``.
    """
    plume, etat = Plume(projet, dit, registre), dit.etat
    if etat is None:
        return (plume.reprise(dit.etats, dit.depuis),)
    initial = ETATS[projet.nature][0]
    essais = [plume.depuis_ailleurs(etat)]
    if dit.dates or rang(etat) <= rang(OBJECTIFS[projet.nature]):
        essais.insert(0, plume.ouvrir(plume.pas_a_pas(initial, etat), etat))
    tenus = (essai for essai in essais if essai and mene_a_ce_qui_est_dit(projet, essai, dit, registre))
    return next(tenus, (plume.reprise({etat}, dit.depuis),))


def mene_a_ce_qui_est_dit(projet: Projet, ajoutes: Sequence[Evenement], dit: EtatDit, registre: Registre) -> bool:
    """Whether the procedure foresees these events, and they lead to the state that is told.

    Of a project that waits for the ARS, its silence may have made more, and the term of a contract too: that is an
    answer.
    """
    suivi = Suivi(attrs.evolve(projet, journal=(*projet.journal, *ajoutes)), registre, dit.le)
    noms = {evenement.identifiant for evenement in ajoutes}
    lignes = [ligne for ligne in suivi.historique if ligne.evenement.identifiant in noms]
    atteint = suivi.etats_possibles == dit.etats or attend(suivi, dit)
    return atteint and all(ligne.coherent and not ligne.incertain for ligne in lignes)


def attend(suivi: Suivi, dit: EtatDit) -> bool:
    """Whether what is told is one of the answers, and what the journal adds to it is what time alone does.

    It is the silence of the ARS that is waited for, or the term of a contract.
    """
    memes = dit.etats <= EN_ATTENTE or suivi.etats_sans_le_terme == dit.etats
    return memes and all(s.par_silence or s.par_terme or s.etat in dit.etats for s in suivi.situations)


@attrs.frozen
class Plume:
    """Writes the events that what is told of a project makes."""

    projet: Projet
    dit: EtatDit
    registre: Registre

    def pas_a_pas(self, depart: Etat, vers: Etat) -> tuple[Evenement, ...] | None:
        """The usual way between two states, through the acts that are dated; ``None`` when none goes forward."""
        nature, dit = self.projet.nature, self.dit
        if depart is vers:
            return (self.ecrire(Acte.EMERGENCE, dit.depuis),)
        lignes: list[tuple[Transition, Etat]] = []
        courant = depart
        datees = {ligne.vers for acte in dit.dates for ligne in lignes_de(nature, acte) if ligne.vers is not None}
        for etape in sorted({e for e in datees if rang(depart) < rang(e) < rang(vers)} | {vers}, key=rang):
            suite = chemin(nature, courant, etape, dit.le, en_avant=True)
            if suite is None:
                return None
            # An end comes from where the project stood: what would have come in between is not made up.
            if etape is vers and rang(vers) > rang(OBJECTIFS[nature]) and len(suite) > 1:
                return None
            lignes += suite
            courant = etape
        return self._dater([ligne for ligne, _ in lignes])

    def ouvrir(self, evenements: tuple[Evenement, ...] | None, etat: Etat) -> tuple[Evenement, ...] | None:
        """The same, after a beginning that says that the rest of the past is not known.

        Who tells that a contract is signed, or a centre open, tells nothing of its missions nor of its agréments.
        """
        initial = ETATS[self.projet.nature][0]
        if not evenements or (etat not in SOUS_CONTRAT and (self.projet.nature is not _CENTRE or etat is initial)):
            return evenements
        return (self.reprise({initial}, _avant(evenements[0].effet_le), deduite=True), *evenements)

    def depuis_ailleurs(self, vers: Etat) -> tuple[Evenement, ...] | None:
        """The act that leads to a state from where nobody knows; ``None`` when several could be."""
        lignes = [ligne for ligne in TRANSITIONS[self.projet.nature] if ligne.vers is vers]
        if len({ligne.acte for ligne in lignes}) != 1:
            return None
        avant = frozenset(etat for ligne in lignes for etat in ligne.depuis)
        acte = self.ecrire(lignes[0].acte, self.dit.depuis, lignes[0])
        return (self.reprise(avant, _avant(acte.effet_le), deduite=True), acte)

    def reprise(self, etats: Iterable[Etat], effet_le: DatePartielle | None, *, deduite: bool = False) -> Evenement:
        """Where the journal begins, when what precedes is unknown."""
        mots = tuple(sorted(etat.value for etat in etats))
        return attrs.evolve(
            self.ecrire(Acte.REPRISE, effet_le, deduite=deduite),
            etat=mots[0] if len(mots) == 1 else None,
            etats_possibles=mots if len(mots) > 1 else (),
        )

    def _dater(self, lignes: Sequence[Transition]) -> tuple[Evenement, ...]:
        """Each step on its day, or deduced at the latest on the day of the next one."""
        dit, ecrits = self.dit, list[Evenement]()
        suivante: DatePartielle | None = None
        if dit.avis is not None:
            ecrits, suivante = [self.avis(dit.avis)], dit.depuis
        for numero, ligne in enumerate(reversed(lignes)):
            propre = dit.dates.get(ligne.acte)
            dernier = numero == 0 and dit.avis is None
            if propre is None and dernier:
                propre = dit.depuis
            if propre is not None and _est_apres(propre, suivante):
                propre = None
            deduite = propre is None and not dernier
            ecrits.append(self.ecrire(ligne.acte, _avant(suivante) if deduite else propre, ligne, deduite=deduite))
            suivante = propre or suivante
        return tuple(reversed(self._recevoir(ecrits)))

    def _recevoir(self, ecrits: Sequence[Evenement]) -> list[Evenement]:
        """The last filing was received on the day that is told; they come from the last one."""
        depot = next((e for e in ecrits if e.acte in RECUS), None)
        return [attrs.evolve(e, recu_le=self.dit.recu_le) if e is depot else e for e in ecrits]

    def ecrire(
        self, acte: Acte, effet_le: DatePartielle | None, ligne: Transition | None = None, *, deduite: bool = False
    ) -> Evenement:
        source = self.dit.provenance
        return Evenement(
            identifiant=nommer_evenement(self.projet, acte),
            acte=acte,
            acteurs=() if ligne is None else tuple(Acteur(qualite=q) for q in self._qualites(ligne)),
            effet_le=effet_le,
            enregistre_le=self.dit.le,
            provenance=attrs.evolve(source, nature=NatureProvenance.DEDUITE) if deduite else source,
        )

    def avis(self, avis: AvisComite) -> Evenement:
        """The opinion of the committee, on the day that is told."""
        rendu = self.ecrire(Acte.AVIS_COMITE, self.dit.depuis)
        return attrs.evolve(rendu, avis=avis, acteurs=(Acteur(qualite=QualiteActeur.COMITE_REGIONAL),))

    def _qualites(self, ligne: Transition) -> tuple[QualiteActeur, ...]:
        """Who surely acted, by the act itself: one of each that had to agree; nobody where one of them is not known."""
        qualites: list[QualiteActeur] = []
        for groupe in ligne.accords or (ligne.decide_par,):
            connus = [qualite for qualite, memes in _MEMES if groupe <= memes]
            caisse = self._caisse() if groupe == ASSURANCE_MALADIE else None
            if caisse is None and not connus:
                return ()
            qualites += connus if caisse is None else [caisse]
        return tuple(qualites)

    def _caisse(self) -> QualiteActeur | None:
        region = region_de(self.projet, self.registre, au=self.dit.le) or self.dit.region
        caisses = caisses_de(region)
        return next(iter(caisses)) if len(caisses) == 1 else None


def _avant(suivante: DatePartielle | None) -> DatePartielle | None:
    """At the latest when what follows took place, as vague as it is."""
    if suivante is None or suivante.au_plus_tard is None:
        return None
    if suivante.nuance is Nuance.EXACTE and suivante.precision is not Precision.SAISON:
        return attrs.evolve(suivante, nuance=Nuance.AU_PLUS_TARD)
    return au_plus_tard(suivante.au_plus_tard)


def _est_apres(une: DatePartielle, autre: DatePartielle | None) -> bool:
    """Whether a date is surely after another."""
    tard = None if autre is None else autre.au_plus_tard
    return tard is not None and une.au_plus_tot is not None and une.au_plus_tot > tard


def est_avant(une: DatePartielle, autre: DatePartielle | None) -> bool:
    """Whether a date is surely before another."""
    return autre is not None and _est_apres(autre, une)


# -- what follows -------------------------------------------------------------------------------------------------


def avec_les(projet: Projet, ajoutes: Iterable[Evenement]) -> Projet:
    return attrs.evolve(projet, journal=(*projet.journal, *ajoutes))
