"""From the state that somebody tells to the events that lead to it.

Who follows a project writes down where it stands and since when, seldom what was done. The date on which a state was
entered is the date of the act that leads to it; the steps before it that nobody wrote down are deduced, at the latest
on the date of what follows. What could have happened in several ways is not chosen: it stays open, or is asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, count
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires.cycle._ordre import au_plus_tard, date_d_effet
from soinsprimaires.cycle._situations import EN_ATTENTE
from soinsprimaires.cycle.parcours import OBJECTIFS, chemin
from soinsprimaires.cycle.regions import caisses_de, region_de
from soinsprimaires.cycle.suivi import Suivi
from soinsprimaires.cycle.tables import TRANSITIONS, lignes_de
from soinsprimaires.cycle.tables.contractants import SOUS_CONTRAT
from soinsprimaires.cycle.tables.rangees import ASSURANCE_MALADIE, Transition
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._etats import ETATS, Etat
from soinsprimaires.modele.evenements import Acte, Acteur, AvisComite, Evenement, QualiteActeur, restants
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater
from soinsprimaires.sources import NatureProvenance, Provenance
from soinsprimaires.temps import DatePartielle, Nuance, Precision

__all__ = [
    "EtatDit",
    "SuiteDuJournal",
    "actes_vers",
    "corriger",
    "dates_laissees",
    "nommer_evenement",
    "poursuivre",
    "rang",
    "reconstituer",
]

_CENTRE: Final = NatureProjet.CENTRE_SANTE
_MEMES: Final = (
    (QualiteActeur.PORTEURS, frozenset({QualiteActeur.PORTEURS, QualiteActeur.STRUCTURE})),
    (QualiteActeur.GESTIONNAIRE, frozenset({QualiteActeur.GESTIONNAIRE, QualiteActeur.COLLECTIVITE})),
    (QualiteActeur.ARS, frozenset({QualiteActeur.ARS})),
)
"""Capacities that an act takes for granted, and those among which each then stands."""
_RECUS: Final = frozenset({Acte.DEPOT_PROJET, Acte.DEPOT_ENGAGEMENT_CONFORMITE, Acte.DEPOT_LETTRE_INTENTION})


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


@attrs.frozen(kw_only=True)
class SuiteDuJournal:
    """What a new word of a project adds to its journal.

    Attributes:
        evenements: what is added; nothing where nothing changed, or where it is asked.
        question: what must be asked, in French, with what can be done.
    """

    evenements: tuple[Evenement, ...] = ()
    question: str | None = None


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
    plume, etat = _Plume(projet, dit, registre), dit.etat
    if etat is None:
        return (plume.reprise(dit.etats, dit.depuis),)
    initial = ETATS[projet.nature][0]
    essais = [plume.depuis_ailleurs(etat)]
    if dit.dates or rang(etat) <= rang(OBJECTIFS[projet.nature]):
        essais.insert(0, plume.ouvrir(plume.pas_a_pas(initial, etat), etat))
    tenus = (essai for essai in essais if essai and _mene_a_ce_qui_est_dit(projet, essai, dit, registre))
    return next(tenus, (plume.reprise({etat}, dit.depuis),))


def _mene_a_ce_qui_est_dit(projet: Projet, ajoutes: Sequence[Evenement], dit: EtatDit, registre: Registre) -> bool:
    """Whether the procedure foresees these events, and they lead to the state that is told.

    Of a project that waits for the ARS, its silence may have made more: that is an answer too.
    """
    suivi = Suivi(attrs.evolve(projet, journal=(*projet.journal, *ajoutes)), registre, dit.le)
    noms = {evenement.identifiant for evenement in ajoutes}
    lignes = [ligne for ligne in suivi.historique if ligne.evenement.identifiant in noms]
    atteint = suivi.etats_possibles == dit.etats or _attend(suivi, dit)
    return atteint and all(ligne.coherent and not ligne.incertain for ligne in lignes)


def _attend(suivi: Suivi, dit: EtatDit) -> bool:
    """Whether what is told is that the ARS is waited for, and what the journal adds to it is its silence."""
    return dit.etats <= EN_ATTENTE and all(s.par_silence or s.etat in dit.etats for s in suivi.situations)


@attrs.frozen
class _Plume:
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
        depot = next((e for e in ecrits if e.acte in _RECUS), None)
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


def _est_avant(une: DatePartielle, autre: DatePartielle | None) -> bool:
    """Whether a date is surely before another."""
    return autre is not None and _est_apres(autre, une)


# -- what follows -------------------------------------------------------------------------------------------------


def poursuivre(projet: Projet, dit: EtatDit, registre: Registre) -> SuiteDuJournal:
    """What a later word of a project adds to its journal: a state that moved, a date that came.

    A state that went back, a date that contradicts the one that was written, a way that the procedure does not know are
    asked. What the journal already says, as precisely or more, adds nothing.
    """
    suivi, plume = Suivi(projet, registre, dit.le), _Plume(projet, dit, registre)
    deja = dit.etats == suivi.etats_possibles or (dit.etat is None and dit.etats & suivi.etats_possibles)
    if not dit.etats or deja or _attend(suivi, dit):
        return _preciser(suivi, dit, plume)
    vivants = restants(projet.journal)
    if len(vivants) == 1 and vivants[0].acte is Acte.REPRISE and vivants[0].etat is None:
        # Nothing was known: what is told now takes the place of what said so.
        vide = _annuler(projet, vivants[0], dit.le, dit.provenance)
        return SuiteDuJournal(evenements=(vide.journal[-1], *reconstituer(vide, dit, registre)))
    if suivi.depuis is not None and dit.depuis == suivi.depuis:
        dit = attrs.evolve(dit, depuis=None)  # the date of the former state, which nobody changed
    if dit.depuis is None:
        dit = attrs.evolve(dit, depuis=au_plus_tard(dit.le))
    plume = attrs.evolve(plume, dit=dit)
    vers = dit.etat
    if vers is None:
        return SuiteDuJournal(question=_demander(suivi, dit))
    for depart in sorted(suivi.etats_possibles - {vers}, key=rang, reverse=True):
        ajoutes = plume.pas_a_pas(depart, vers) if rang(depart) < rang(vers) else None
        if ajoutes and _mene_a_ce_qui_est_dit(projet, ajoutes, dit, registre):
            return SuiteDuJournal(evenements=ajoutes)
    # The silence of the ARS, or a vague date, leaves the state open: what is told is one of the answers.
    return SuiteDuJournal() if vers in suivi.etats_possibles else SuiteDuJournal(question=_demander(suivi, dit))


def _preciser(suivi: Suivi, dit: EtatDit, plume: _Plume) -> SuiteDuJournal:
    """The dates that came, and the opinion of a committee: the state is the same."""
    projet, registre = suivi.projet, suivi.registre
    vivants = restants(projet.journal)
    entree = next((e for e in reversed(vivants) if dit.etat is not None and _entre(e, suivi, dit.etat)), None)
    dates = dict(dit.dates)
    courant = projet
    if dit.avis is not None:
        if not any(e.avis is dit.avis for e in vivants):
            courant = _avec(courant, [plume.avis(dit.avis)])
    elif entree is not None and dit.depuis is not None and _jour_d_avant(vivants, entree, dit.depuis) is None:
        dates.setdefault(entree.acte, dit.depuis)
    mieux = [(acte, {"effet_le": le}) for acte, le in dates.items()]
    depot = next((e for e in reversed(vivants) if e.acte in _RECUS), None)
    if depot is not None and dit.recu_le is not None and depot.recu_le is None:
        mieux.append((depot.acte, {"recu_le": dit.recu_le}))
    for acte, champs in mieux:
        ecrit = next((e for e in reversed(restants(courant.journal)) if e.acte is acte), None)
        le, connu = champs.get("effet_le"), None if ecrit is None else date_d_effet(ecrit)
        if ecrit is None or (le is not None and connu is not None and _contient(le, connu)):
            continue
        if le is not None and connu is not None and not _contient(connu, le):
            return SuiteDuJournal(
                question=f"« {acte.libelle} » est daté {dater(connu)} dans le registre et {dater(le)} dans la "
                f"feuille : laquelle est juste ? Si c'est la feuille, annuler l'écriture{_annulation(projet, ecrit)}, "
                "puis noter l'acte à sa date"
            )
        try:
            courant = corriger(courant, ecrit, champs, registre, le=dit.le, provenance=dit.provenance)
        except ValeurInvalide as erreur:
            return SuiteDuJournal(question=erreur.message)
    return SuiteDuJournal(evenements=courant.journal[len(projet.journal) :])


def _jour_d_avant(vivants: Sequence[Evenement], entree: Evenement, le: DatePartielle) -> Evenement | None:
    """The event before another that is on the same day: a date that nobody changed when the state moved."""
    return next((e for e in vivants[: vivants.index(entree)] if e.effet_le == le), None)


def dates_laissees(projet: Projet, dit: EtatDit, registre: Registre) -> Iterator[tuple[str, DatePartielle, str]]:
    """The days that are told and that the journal of a project does not hold: of what, which, and why, in French.

    Of ``depuis``, of ``recu_le``, or of an act by its word.
    """
    suivi, vivants = Suivi(projet, registre, dit.le), restants(projet.journal)
    for acte, le in dit.dates.items():
        ecrits = [date_d_effet(e) for e in vivants if e.acte is acte]
        if not any(_tient(ecrit, le) for ecrit in ecrits):
            yield str(acte.value), le, _dire_laissee(acte, ecrits)
    depots = [e for e in vivants if e.acte in _RECUS]
    if dit.recu_le is not None and not any(_tient(e.recu_le, dit.recu_le) for e in depots):
        recus = [e.recu_le for e in depots]
        yield "recu_le", dit.recu_le, _dire_laissee(depots[-1].acte if depots else Acte.DEPOT_PROJET, recus)
    entrees = [
        e
        for e in vivants
        if (dit.etat is not None and _entre(e, suivi, dit.etat)) or (dit.avis is not None and e.avis is dit.avis)
    ]
    if dit.depuis is None or dit.etat is None or any(_tient(date_d_effet(e), dit.depuis) for e in entrees):
        return
    avant = next((jour for e in entrees if (jour := _jour_d_avant(vivants, e, dit.depuis)) is not None), None)
    if avant is not None:
        raison = f"est déjà la date de « {avant.acte.libelle} » : celle de « {dit.etat.libelle} » reste à dire"
    else:
        raison = _dire_laissee(entrees[-1].acte if entrees else None, [date_d_effet(e) for e in entrees])
    yield "depuis", dit.depuis, raison


def _tient(ecrite: DatePartielle | None, dite: DatePartielle) -> bool:
    """Whether the journal says a date as precisely as it is told, or more."""
    return ecrite is not None and _contient(dite, ecrite)


def _dire_laissee(acte: Acte | None, ecrites: Sequence[DatePartielle | None]) -> str:
    autre = next((dater(ecrite) for ecrite in reversed(ecrites) if ecrite is not None), "sans date")
    if acte is None or not ecrites:
        return f"n'est pas gardé : le registre n'a pas {'cet acte' if acte is None else f'« {acte.libelle} »'}"
    return f"n'est pas gardé : le registre dit « {acte.libelle} » {autre}"


def _avec(projet: Projet, ajoutes: Iterable[Evenement]) -> Projet:
    return attrs.evolve(projet, journal=(*projet.journal, *ajoutes))


def _entre(evenement: Evenement, suivi: Suivi, etat: Etat) -> bool:
    """Whether an event is the one that leads to a state."""
    if evenement.acte is Acte.REPRISE:
        return evenement.etat == str(etat.value)
    if etat is ETATS[suivi.projet.nature][0]:
        return evenement.acte is Acte.EMERGENCE
    return any(ligne.vers is etat for ligne in lignes_de(suivi.projet.nature, evenement.acte))


def _contient(vague: DatePartielle, precise: DatePartielle) -> bool:
    """Whether every day of a date is one of another."""
    (debut, fin), (tot, tard) = ((d.au_plus_tot, d.au_plus_tard) for d in (vague, precise))
    commence: bool = debut is None or (tot is not None and debut <= tot)
    return commence and (fin is None or (tard is not None and tard <= fin))


def _annuler(projet: Projet, evenement: Evenement, le: date, provenance: Provenance | None) -> Projet:
    """The project whose journal says that an event is better told elsewhere; a mistake is never edited away."""
    annulation = Evenement(
        identifiant=nommer_evenement(projet, Acte.ANNULATION),
        acte=Acte.ANNULATION,
        annule=evenement.identifiant,
        enregistre_le=le,
        motif="une source plus récente le dit mieux",
        provenance=provenance,
    )
    return _avec(projet, [annulation])


def _demander(suivi: Suivi, dit: EtatDit) -> str:
    """What is asked when no way forward leads to what is told."""
    ecrits = " ou ".join(f"« {etat.libelle} »" for etat in sorted(suivi.etats_possibles, key=rang))
    depuis = (
        "" if suivi.depuis is None else f" depuis {dater(suivi.depuis).removeprefix('en ').removeprefix('depuis ')}"
    )
    dits = " ou ".join(f"« {etat.libelle} »" for etat in sorted(dit.etats, key=rang))
    projet = suivi.projet
    dernier = next(iter(reversed(restants(projet.journal))), None)
    avance = dit.etat is not None and all(rang(dit.etat) > rang(etat) for etat in suivi.etats_possibles)
    if avance and dit.depuis is not None and _est_avant(dit.depuis, suivi.depuis) and dernier is not None:
        return (
            f"la feuille dit {dits} {dater(dit.depuis)}, avant {ecrits}{depuis} dans le registre : laquelle des deux "
            f"dates est juste ? Corriger la feuille, ou annuler l'écriture du registre{_annulation(projet, dernier)}"
        )
    question = f"la feuille dit {dits}, le registre {ecrits}{depuis} : que s'est-il passé ?"
    actes = () if dit.etat is None else actes_vers(suivi.projet.nature, suivi.etats_possibles, dit.etat)
    if actes:
        return f"{question} Si c'est {' ou '.join(f'« {a.libelle} » ({a.value})' for a in actes)}, le noter"
    remede = "" if dernier is None else f", ou annuler la dernière écriture du registre{_annulation(projet, dernier)}"
    return f"{question} Aucun acte n'y mène : corriger la feuille{remede}"


def _annulation(projet: Projet, evenement: Evenement) -> str:
    """How an event is cancelled."""
    return f" (soinsprimaires noter REGISTRE {projet.identifiant} annulation --annule {evenement.identifiant})"


def corriger(
    projet: Projet,
    evenement: Evenement,
    champs: Mapping[str, Any],
    registre: Registre,
    *,
    le: date,
    provenance: Provenance | None = None,
) -> Projet:
    """The project where an event is said better: cancelled, and written again with what is known of it.

    What follows it in the journal is written again too when it would no longer come after it.

    Args:
        projet: the project.
        evenement: one of its events, that stands.
        champs: its fields that are better known.
        registre: what surrounds the project.
        le: day of the entry.
        provenance: who says it.

    Raises:
        ValeurInvalide: what is said contradicts the rest of the journal.
    """
    douteux = {ligne.evenement.acte for ligne in Suivi(projet, registre, le).historique if not ligne.coherent}
    vivants = restants(projet.journal)
    suite = vivants[vivants.index(evenement) :]
    for reecrits in ((evenement,), suite):
        corrige = projet
        for ecrit in reecrits:
            corrige = _annuler(corrige, ecrit, le, provenance)
        for ecrit in reecrits:
            nom = nommer_evenement(corrige, ecrit.acte)
            nouveau = attrs.evolve(ecrit, identifiant=nom, enregistre_le=le)
            if ecrit is evenement:
                nouveau = attrs.evolve(nouveau, **champs, provenance=provenance or ecrit.provenance)
            corrige = _avec(corrige, [nouveau])
        lignes = [ligne for ligne in Suivi(corrige, registre, le).historique if not ligne.annule and not ligne.coherent]
        if not {ligne.evenement.acte for ligne in lignes} - douteux:
            return corrige
    raisons = " ; ".join(dite.message for ligne in lignes for dite in ligne.raisons)
    raise ValeurInvalide(f"cela contredit le reste du journal : {raisons}", "cycle.correction")
