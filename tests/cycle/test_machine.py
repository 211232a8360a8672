"""Long lives drawn at random, by acts that say everything: they go far, and every promise holds on the way."""

from datetime import date, timedelta
from itertools import count

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.cycle.outils import projet
from tests.proprietes.outils import exemples

from soinsprimaires import (
    Acte,
    Acteur,
    ActiviteAgreee,
    AvisComite,
    DatePartielle,
    Evenement,
    FondementOpposition,
    MissionCPTS,
    NatureProjet,
    Projet,
    QualiteActeur,
    Registre,
    cycle,
)

PREMIER = date(2016, 1, 1)
EN_ATTENTE = {cycle.EtatCPTS.PROJET_DEPOSE, cycle.EtatCPTS.COMPLEMENTS_DEMANDES}
ECARTS = st.integers(0, 200).map(lambda jours: timedelta(days=jours))
MOTS = st.sampled_from([mot for mot in Acte if mot not in {Acte.ANNULATION, Acte.REPRISE}])
TOUS = tuple(Acteur(qualite=qualite) for qualite in QualiteActeur)


def imprevus(objet: Projet) -> set[str]:
    return {ligne.evenement.identifiant for ligne in cycle.historique(objet) if not ligne.coherent}


def raconte(objet: Projet) -> cycle.Etat | None:
    """Where the journal leads, read naively, silence aside; ``None`` where an act is not foreseen."""
    annules: set[str] = set()
    for evenement in reversed(objet.journal):
        if evenement.annule is not None and evenement.identifiant not in annules:
            annules.add(evenement.annule)
    comptes = [e for e in objet.journal if e.annule is None and e.identifiant not in annules]
    etat, accords = cycle.ETATS[objet.nature][0], set[QualiteActeur]()
    for evenement in sorted(comptes, key=lambda e: e.intervalle[1] or date.max):
        if evenement.acte in cycle.NEUTRES:
            continue
        lignes = [ligne for ligne in cycle.TRANSITIONS[objet.nature] if ligne.acte is evenement.acte]
        ouvertes = [ligne for ligne in lignes if etat in ligne.depuis]
        if not ouvertes:
            return None
        accords |= {acteur.qualite for acteur in evenement.acteurs} if ouvertes[0].accords else set()
        if ouvertes[0].vers is not None and all(groupe & accords for groupe in ouvertes[0].accords):
            etat, accords = ouvertes[0].vers, set()
    return etat


class Vie(RuleBasedStateMachine):
    """A project, and a day that only moves forward."""

    objet: Projet

    @initialize(nature=st.sampled_from(NatureProjet))
    def naitre(self, nature: NatureProjet) -> None:
        self.objet = projet(nature)
        self.jour = PREMIER
        self.noms = (f"e-{rang}" for rang in count())

    def evenement(
        self, acte: Acte, acteurs: tuple[Acteur, ...], data: st.DataObject, *, recul: timedelta = timedelta()
    ) -> Evenement:
        """An event that carries whatever a guard may ask."""
        return Evenement(
            identifiant=next(self.noms),
            acte=acte,
            acteurs=acteurs,
            effet_le=DatePartielle.exacte(self.jour - recul),
            recu_le=DatePartielle.exacte(self.jour - recul),
            enregistre_le=self.jour,
            mission=data.draw(st.sampled_from(MissionCPTS)),
            site="site",
            activite=data.draw(st.sampled_from(ActiviteAgreee)),
            fondement=FondementOpposition.PERTINENCE_TERRITOIRE,
            avis=data.draw(st.sampled_from(AvisComite)),
            projets_lies=("autre",),
            motif="un motif",
        )

    @rule(ecart=ECARTS, data=st.data())
    def suivre(self, ecart: timedelta, data: st.DataObject) -> None:
        """An act that the present state allows, done by everybody together, is refused by a sub-cycle only."""
        self.jour += ecart
        possibles = cycle.actes_possibles(self.objet, au=self.jour)
        if not possibles:
            return
        acte = data.draw(st.sampled_from(possibles))
        evenement = self.evenement(acte, TOUS, data)
        raisons = {raison.code for raison in cycle.empechements(self.objet, evenement)}
        assert raisons <= {"cycle.sous_cycle", "cycle.contrat", "cycle.terme"}
        if not raisons:
            self.objet = cycle.appliquer(self.objet, evenement)

    @rule(ecart=ECARTS, acte=MOTS, par=st.sampled_from(QualiteActeur), data=st.data())
    def essayer(self, ecart: timedelta, acte: Acte, par: QualiteActeur, data: st.DataObject) -> None:
        """Any act by anybody: a batch of one says what the act itself would."""
        self.jour += ecart
        avant = self.objet
        evenement = self.evenement(acte, (Acteur(qualite=par),), data)
        raisons = cycle.empechements(avant, evenement)
        lot = cycle.appliquer_lot([avant], evenement)
        assert [refus.anomalies for refus in lot.refuses] == ([raisons] if raisons else [])
        if raisons:
            assert lot.refuses[0].projet is avant
            assert lot.acceptes == ()
        else:
            (self.objet,) = lot.acceptes
            assert cycle.historique(self.objet)[-1].coherent

    @rule(recul=ECARTS, acte=MOTS, data=st.data())
    def ecrire_apres_coup(self, recul: timedelta, acte: Acte, data: st.DataObject) -> None:
        """What is written late and accepted breaks nothing of what was already told."""
        avant = self.objet
        evenement = self.evenement(acte, TOUS, data, recul=recul)
        if cycle.empechements(avant, evenement):
            return
        self.objet = cycle.appliquer(avant, evenement)
        assert imprevus(self.objet) <= imprevus(avant)
        assert cycle.connu_le(self.objet, self.jour - timedelta(days=1)) == cycle.connu_le(
            avant, self.jour - timedelta(days=1)
        )

    @precondition(lambda self: self.objet.journal)
    @rule(ecart=ECARTS)
    def se_tromper(self, ecart: timedelta) -> None:
        """Cancelling the last event gives the project that one had before it, on every day."""
        self.jour += ecart
        *avant, dernier = self.objet.journal
        annulation = Evenement(
            identifiant=next(self.noms), acte=Acte.ANNULATION, annule=dernier.identifiant, enregistre_le=self.jour
        )
        if dernier.acte is not Acte.ANNULATION:
            sans = attrs.evolve(self.objet, journal=tuple(avant))
            self.objet = cycle.appliquer(self.objet, annulation)
            assert cycle.etats_possibles(self.objet, au=self.jour) == cycle.etats_possibles(sans, au=self.jour)
            assert dict(cycle.missions(self.objet, au=self.jour)) == dict(cycle.missions(sans, au=self.jour))
            assert dict(cycle.agrements(self.objet, au=self.jour)) == dict(cycle.agrements(sans, au=self.jour))
            rien = Registre()
            assert cycle.echeances(self.objet, rien, au=self.jour) == cycle.echeances(sans, rien, au=self.jour)

    @rule(data=st.data())
    def prendre_la_prochaine_etape(self, data: st.DataObject) -> None:
        """What is announced as the next step can be done, and leads where it says."""
        etape = cycle.prochaine_etape(self.objet, Registre(), au=self.jour)
        if etape is not None:
            acteurs = tuple(Acteur(qualite=qualite) for qualite in etape.acteurs)
            self.objet = cycle.appliquer(self.objet, self.evenement(etape.acte, acteurs, data))
            assert cycle.etat(self.objet, au=self.jour) is etape.vers

    @invariant()
    def l_etat_suit_le_journal(self) -> None:
        rejoue = attrs.evolve(self.objet, journal=())
        for evenement in self.objet.journal:
            rejoue = attrs.evolve(rejoue, journal=(*rejoue.journal, evenement))
        possibles = cycle.etats_possibles(self.objet, au=self.jour)
        assert cycle.etats_possibles(rejoue, au=self.jour) == possibles
        assert cycle.connu_le(self.objet, self.jour) == self.objet
        courant = cycle.etat(self.objet, au=self.jour)
        assert possibles == {courant} if courant is not None else len(possibles) > 1

    @invariant()
    def l_etat_ne_contredit_pas_le_journal(self) -> None:
        """Only the silence of the ARS moves a project that its journal leaves where it is."""
        attendu = raconte(self.objet)
        possibles = cycle.etats_possibles(self.objet, au=self.jour)
        if attendu in EN_ATTENTE:
            assert possibles & {attendu, cycle.EtatCPTS.PROJET_VALIDE}
        elif attendu is not None:
            assert attendu in possibles

    @invariant()
    def les_echeances_se_calculent_et_se_rangent(self) -> None:
        echeances = cycle.echeances(self.objet, Registre(), au=self.jour)
        jours = [echeance.limite_le or date.max for echeance in echeances]
        assert jours == sorted(jours)
        for echeance in echeances:
            if echeance.limite_le is not None and echeance.au_plus_tard_le is not None:
                assert echeance.limite_le <= echeance.au_plus_tard_le


TestVie = Vie.TestCase
TestVie.settings = settings(exemples(40), stateful_step_count=20)
