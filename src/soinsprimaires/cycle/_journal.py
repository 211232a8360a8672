"""A journal, event by event: each is judged where it comes, by what those before it have built, and then followed."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import attrs

from soinsprimaires.anomalies import Anomalie
from soinsprimaires.cycle._ordre import est_repris, ordonner
from soinsprimaires.cycle._situations import (
    Situations,
    a_contretemps,
    depart,
    dissoudre,
    echoir,
    ecouler,
    encore_sous_contrat,
    etats_de,
    franchir,
    reprendre,
    supposer,
    tous_les_etats,
)
from soinsprimaires.cycle.contrats import Contrat, Signe
from soinsprimaires.cycle.interdictions import vise_une_partie
from soinsprimaires.cycle.jugement import HORS_TABLE, Cours, Jugement, juger, met_en_doute, ote_ses_effets
from soinsprimaires.cycle.sous_cycles import A_DEMARRER, SOUS_CYCLES, Objet, SousEtat, objet
from soinsprimaires.cycle.tables import lignes_de
from soinsprimaires.cycle.tables.contractants import SOUS_CONTRAT
from soinsprimaires.cycle.tables.rangees import Transition
from soinsprimaires.modele._etats import Etat, EtatCPTS, EtatMSP
from soinsprimaires.modele.evenements import Acte, Evenement, MissionCPTS
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre

_CONTRAT_SIGNE: Final[frozenset[Etat]] = frozenset({EtatCPTS.CONTRAT_SIGNE, EtatMSP.CONTRAT_SIGNE})
_FINS: Final = frozenset({Acte.RESILIATION, Acte.EXPIRATION})
_EN_FONCTIONNEMENT: Final[frozenset[Etat]] = frozenset({EtatCPTS.EN_FONCTIONNEMENT, EtatMSP.EN_FONCTIONNEMENT})


@attrs.frozen(kw_only=True)
class Pas:
    """One event, what stands against it, and what it changed.

    Attributes:
        evenement: the event.
        avant: situations possible just before it.
        apres: situations that it leaves possible.
        raisons: every reason against it.
        notices: what deserves a word of it and prevents nothing.
        sous_etats: where the mission or the agrément that it moves may stand after it.
        incertain: whether its date allows days on which the act did not exist yet.
        contretemps: whether vague dates allow days on which the silence of the ARS made it impossible, or not possible
            yet, or on which the contract whose end it supposes still ran.
        contrat: the contract under which it leaves the project, or its ``reprise`` finds it.
    """

    evenement: Evenement
    avant: Situations
    apres: Situations
    raisons: tuple[Anomalie, ...] = ()
    notices: tuple[Anomalie, ...] = ()
    sous_etats: frozenset[SousEtat] = frozenset()
    incertain: bool = False
    contretemps: bool = False
    contrat: Signe | None = None

    @property
    def etats_avant(self) -> frozenset[Etat]:
        """States possible just before it."""
        return etats_de(self.avant)

    @property
    def etats_apres(self) -> frozenset[Etat]:
        """States that it leaves possible."""
        return etats_de(self.apres)

    @property
    def coherent(self) -> bool:
        """Whether nothing puts it in doubt."""
        return not any(met_en_doute(dite, self.evenement) for dite in self.raisons)

    @property
    def opere(self) -> bool:
        """Whether the act itself surely had its effects, even where a step lacks before it."""
        return not self.incertain and not any(ote_ses_effets(dite, self.evenement) for dite in self.raisons)

    @property
    def signe(self) -> bool:
        """Whether it made a contract: when each party signs in its own, the last of them does."""
        if self.evenement.acte is not Acte.SIGNATURE_CONTRAT or any(
            ote_ses_effets(dite, self.evenement) for dite in self.raisons
        ):
            return False
        # Signed by all the parties while the structure was already working.
        en_marche = self.coherent and any(s.etat in _EN_FONCTIONNEMENT and not s.accords for s in self.apres)
        signe = bool(_CONTRAT_SIGNE & self.etats_apres) and (self.coherent or not _CONTRAT_SIGNE & self.etats_avant)
        return signe or en_marche

    @property
    def rouvre_les_missions(self) -> bool:
        """Whether a calendar of missions begins: what becomes of those of a contract before was read in no text."""
        return self.evenement.acte is Acte.SIGNATURE_CONTRAT

    @property
    def renouvelle(self) -> bool:
        """Whether it renewed a contract: signed by some of the parties only, a renewal is not yet one."""
        return self.evenement.acte is Acte.RENOUVELLEMENT and any(not s.accords for s in self.apres)


@attrs.frozen(kw_only=True)
class JournalLu:
    """A journal that was read, event by event.

    Attributes:
        pas: its events, in order of effect.
        contrats: the contracts that they make.
        dissolution: one of the events, that its structure tells and its journal does not.
    """

    pas: tuple[Pas, ...]
    contrats: tuple[Signe, ...]
    dissolution: Evenement | None = None


def lire_journal(
    projet: Projet, registre: Registre, journal: Sequence[Evenement], *, dissolution: Evenement | None = None
) -> JournalLu:
    """Fold the journal of a project; what precedes a ``reprise`` is unknown, not empty.

    Args:
        projet: the project.
        registre: what surrounds it.
        journal: its events that stand, in order of position.
        dissolution: one more, that its structure tells and its journal does not.
    """
    evenements = ordonner([*journal, *([] if dissolution is None else [dissolution])])
    repris = est_repris(evenements)
    cours = Cours(
        projet=projet,
        registre=registre,
        repris=repris,
        situations=tous_les_etats(projet.nature) if repris else depart(projet.nature),
        ecrits_avant={
            apres.identifiant: avant.enregistre_le
            for avant, apres in pairwise(journal)
            if apres.enregistre_le < avant.enregistre_le
        },
    )
    faits: list[Pas] = []
    connu = not repris
    for evenement in evenements:
        connu = connu or evenement.acte is Acte.REPRISE
        cours.situations = ecouler(cours.situations, *evenement.intervalle)
        court = cours.contrat_au(evenement.intervalle[1])
        cours.situations = echoir(cours.situations, court, evenement.intervalle[1])
        if evenement is dissolution:
            pas = Pas(evenement=evenement, avant=cours.situations, apres=dissoudre(cours.situations))
        else:
            pas = _avancer(evenement, cours, court, connu=connu)
        _retenir(pas, cours)
        faits.append(attrs.evolve(pas, contrat=cours.court))
    return JournalLu(pas=tuple(faits), contrats=tuple(cours.contrats), dissolution=dissolution)


def _avancer(evenement: Evenement, cours: Cours, court: Contrat | None, *, connu: bool) -> Pas:
    jugement = juger(evenement, cours)
    lignes = lignes_de(cours.projet.nature, evenement.acte)
    hors_du_droit = any(dite.code == "cycle.vigueur" for dite in jugement.raisons)
    pas = Pas(
        evenement=evenement,
        avant=cours.situations,
        apres=cours.situations,
        raisons=jugement.raisons,
        notices=jugement.notices,
        incertain=bool(lignes) and not hors_du_droit and not _tiennent(lignes, evenement),
    )
    if connu:
        ecartees: Situations = frozenset()
        if pas.coherent and jugement.lignes:
            ecartees = a_contretemps(pas.avant, jugement.lignes, evenement)
            ecartees |= encore_sous_contrat(pas.avant, jugement.lignes, court, evenement)
        apres = _suivre(pas, jugement, cours)
        if ecartees:
            apres |= supposer(ecartees, lignes, evenement)
        pas = attrs.evolve(pas, apres=apres, contretemps=bool(ecartees))
    vise = objet(evenement)
    if vise is not None:
        vers = frozenset({SOUS_CYCLES[evenement.acte].vers})
        pas = attrs.evolve(pas, sous_etats=vers if pas.opere else cours.sous_etats_de(vise) | vers)
    return pas


def _tiennent(lignes: Iterable[Transition], evenement: Evenement) -> bool:
    """Whether one row was in force on every day that a date allows; what has no first day is read with the law."""
    debut, fin = evenement.intervalle
    return debut is None or any(
        debut in ligne.vigueur and (ligne.vigueur.fin is None or (fin or debut) in ligne.vigueur) for ligne in lignes
    )


def _suivre(pas: Pas, jugement: Jugement, cours: Cours) -> Situations:
    evenement, nature = pas.evenement, cours.projet.nature
    if evenement.acte is Acte.REPRISE:
        return reprendre(nature, evenement)
    if evenement.acte in HORS_TABLE:
        return pas.avant
    partielle = vise_une_partie(evenement, cours.projet, cours.registre)
    if partielle:
        return pas.avant
    if not pas.coherent:
        return supposer(pas.avant, lignes_de(nature, evenement.acte), evenement)
    apres = franchir(pas.avant, jugement.lignes, evenement)
    certaine = partielle is False and _tiennent(jugement.lignes, evenement)
    return apres if certaine else apres | pas.avant


def _retenir(pas: Pas, cours: Cours) -> None:
    """What the next events will be judged by."""
    evenement = pas.evenement
    cours.situations = pas.apres
    cours.coherent = cours.coherent and pas.coherent
    vise: Objet | None = objet(evenement)
    if vise is not None:
        cours.sous_etats[vise] = pas.sous_etats
    cours.actes[evenement.acte] = evenement
    if pas.rouvre_les_missions:
        missions = {de: etats for de, etats in cours.sous_etats.items() if isinstance(de, MissionCPTS)}
        cours.sous_etats |= {mission: etats | A_DEMARRER for mission, etats in missions.items()}
    if evenement.acte is Acte.REPRISE:
        # A maison de santé may work without any contract.
        cours.court = Signe(evenement) if pas.etats_apres & SOUS_CONTRAT - {EtatMSP.EN_FONCTIONNEMENT} else None
    if pas.signe:
        cours.court = Signe(evenement)
        cours.contrats.append(cours.court)
    elif pas.renouvelle:
        cours.court = None if cours.court is None else cours.court.renouvele(evenement)
        cours.contrats[-1:] = [signe.renouvele(evenement) for signe in cours.contrats[-1:]]
    elif pas.coherent and evenement.acte in _FINS and cours.contrats:
        cours.contrats[-1] = attrs.evolve(cours.contrats[-1], fin=evenement)
