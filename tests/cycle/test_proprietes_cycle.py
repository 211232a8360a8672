"""What holds of every journal, drawn at random."""

import pickle
from datetime import date, timedelta
from itertools import count

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.cycle.outils import Q, projet
from tests.proprietes.outils import exemples

from soinsprimaires import (
    Acte,
    Acteur,
    DatePartielle,
    Evenement,
    NatureProjet,
    Projet,
    Registre,
    TransitionRefusee,
    cycle,
)

PREMIER = date(2018, 1, 1)
JOURS = st.integers(0, 3000).map(lambda nombre: PREMIER + timedelta(days=nombre))
DATES = st.one_of(
    st.none(),
    JOURS.map(DatePartielle.exacte),
    JOURS.map(lambda jour: DatePartielle.lire(f"{jour:%Y-%m}")),
    JOURS.map(lambda jour: DatePartielle.lire(f"../{jour:%Y-%m}")),
    JOURS.map(lambda jour: DatePartielle.lire(f"{jour:%Y}~")),
)
ACTEURS = st.lists(st.sampled_from([Q.PORTEURS, Q.STRUCTURE, Q.ARS, Q.CPAM, Q.MSA, Q.GESTIONNAIRE]), max_size=4)
MOTS = {
    NatureProjet.CPTS: [None, "projet_depose", "projet_valide", "contrat_signe"],
    NatureProjet.MSP: [None, "projet_depose", "projet_valide", "contrat_signe"],
    NatureProjet.CENTRE_SANTE: [None, "recepisse_delivre", "ouvert"],
    NatureProjet.EQUIPE_SOINS_PRIMAIRES: [None, "projet_depose", "en_fonctionnement"],
    NatureProjet.EQUIPE_SOINS_SPECIALISES: [None, "projet_depose", "en_fonctionnement"],
}


@st.composite
def evenements(
    draw: st.DrawFn,
    identifiant: str,
    enregistre_le: date,
    actes: st.SearchStrategy[Acte],
    nature: NatureProjet = NatureProjet.CPTS,
) -> Evenement:
    acte = draw(actes)
    return Evenement(
        identifiant=identifiant,
        acte=acte,
        acteurs=tuple(Acteur(qualite=qualite) for qualite in draw(ACTEURS)),
        effet_le=draw(DATES),
        recu_le=draw(DATES),
        enregistre_le=enregistre_le,
        etat=draw(st.sampled_from(MOTS[nature])) if acte is Acte.REPRISE else None,
    )


ACTES = st.sampled_from([acte for acte in Acte if acte not in {Acte.ANNULATION, Acte.REPRISE}])


@st.composite
def projets(draw: st.DrawFn) -> Projet:
    nature = draw(st.sampled_from(NatureProjet))
    nombre = draw(st.integers(0, 6))
    enregistres = sorted(draw(st.lists(JOURS, min_size=nombre, max_size=nombre)))
    journal = [
        draw(evenements(f"e-{rang}", le, st.just(Acte.REPRISE) if not rang and draw(st.booleans()) else ACTES, nature))
        for rang, le in enumerate(enregistres)
    ]
    for rang in draw(st.lists(st.integers(0, 5), max_size=2)):
        if rang < len(journal):
            le, noms = journal[-1].enregistre_le, [e.identifiant for e in journal]
            journal.append(
                Evenement(
                    identifiant=f"annulation-{len(noms)}", acte=Acte.ANNULATION, annule=noms[rang], enregistre_le=le
                )
            )
    return projet(nature, *journal)


@given(projets(), JOURS)
def test_l_etat_est_l_un_des_possibles_et_le_seul(objet: Projet, au: date) -> None:
    etat, possibles = cycle.etat(objet, au=au), cycle.etats_possibles(objet, au=au)
    assert possibles
    assert possibles <= set(cycle.ETATS[objet.nature])
    assert possibles == {etat} if etat is not None else len(possibles) > 1
    depuis = cycle.depuis(objet, au=au)
    assert depuis is None or (etat is not None and depuis.au_plus_tard_le(au) is not False)


@given(projets(), JOURS)
def test_annuler_un_evenement_revient_a_ne_l_avoir_jamais_ecrit(objet: Projet, au: date) -> None:
    vises = {e.annule for e in objet.journal}
    for evenement in objet.journal:
        if evenement.identifiant in vises:
            continue
        annulation = Evenement(
            identifiant="annulation", acte=Acte.ANNULATION, annule=evenement.identifiant, enregistre_le=date(2030, 1, 1)
        )
        sans = attrs.evolve(objet, journal=tuple(e for e in objet.journal if e is not evenement))
        avec = attrs.evolve(objet, journal=(*objet.journal, annulation))
        assert cycle.etats_possibles(avec, au=au) == cycle.etats_possibles(sans, au=au)
        assert cycle.depuis(avec, au=au) == cycle.depuis(sans, au=au)
        assert dict(cycle.missions(avec, au=au)) == dict(cycle.missions(sans, au=au))
        assert dict(cycle.agrements(avec, au=au)) == dict(cycle.agrements(sans, au=au))
        assert cycle.echeances(avec, Registre(), au=au) == cycle.echeances(sans, Registre(), au=au)
        assert [ligne for ligne in cycle.historique(avec) if not ligne.annule] == [
            ligne for ligne in cycle.historique(sans) if not ligne.annule
        ]


@given(projets(), JOURS, JOURS)
def test_ce_que_l_on_sait_croit(objet: Projet, un_jour: date, un_autre: date) -> None:
    tot, tard = sorted((un_jour, un_autre))
    avant, apres = cycle.connu_le(objet, tot).journal, cycle.connu_le(objet, tard).journal
    assert set(avant) <= set(apres) <= set(objet.journal)
    assert cycle.connu_le(objet, date(2035, 1, 1)) == objet


@given(projets())
def test_l_historique_dit_chaque_evenement_une_fois_et_finit_comme_l_etat(objet: Projet) -> None:
    lignes = cycle.historique(objet)
    ecrits = [e.identifiant for e in objet.journal if e.acte is not Acte.ANNULATION]
    assert sorted(ligne.evenement.identifiant for ligne in lignes) == sorted(ecrits)
    comptees = [ligne for ligne in lignes if not ligne.annule]
    assert all(ligne.etats for ligne in comptees)
    dates = [ligne.evenement.intervalle for ligne in comptees]
    for rang, (debut, _) in enumerate(dates):
        assert not any(fin is not None and debut is not None and fin < debut for _, fin in dates[rang + 1 :])


@given(projets(), st.data())
def test_empechements_repond_toujours_et_appliquer_en_tire_la_consequence(
    objet: Projet, donnees: st.DataObject
) -> None:
    noms = st.sampled_from(["nouveau", "e-0", "e-1"])
    evenement = donnees.draw(noms.flatmap(lambda nom: evenements(nom, date(2027, 1, 1), ACTES)))
    copie = pickle.loads(pickle.dumps(objet))  # noqa: S301 - our own bytes
    raisons = cycle.empechements(objet, evenement)
    if raisons:
        with pytest.raises(TransitionRefusee) as refus:
            cycle.appliquer(objet, evenement)
        assert refus.value.anomalies == raisons
        relu = pickle.loads(pickle.dumps(refus.value))  # noqa: S301 - our own bytes
        assert (relu.etat, relu.evenement, relu.anomalies) == (refus.value.etat, evenement, raisons)
    else:
        assert cycle.appliquer(objet, evenement).journal == (*objet.journal, evenement)
        assert any(
            ligne.coherent
            for ligne in cycle.historique(cycle.appliquer(objet, evenement))
            if ligne.evenement == evenement
        )
    assert objet == copie


class Journal(RuleBasedStateMachine):
    """A journal kept day after day: what is refused leaves it alone, what is accepted is coherent."""

    @initialize(nature=st.sampled_from(NatureProjet))
    def ouvrir(self, nature: NatureProjet) -> None:
        self.objet = projet(nature)
        self.jour = PREMIER
        self.rangs = count()

    @rule(data=st.data(), ecart=st.integers(0, 90), par_le_cycle=st.booleans())
    def agir(self, data: st.DataObject, ecart: int, *, par_le_cycle: bool) -> None:
        self.jour += timedelta(days=ecart)
        possibles = cycle.actes_possibles(self.objet, au=self.jour)
        actes = st.sampled_from(possibles) if possibles and par_le_cycle else ACTES
        evenement = data.draw(evenements(f"e-{next(self.rangs)}", self.jour, actes))
        evenement = attrs.evolve(evenement, effet_le=DatePartielle.exacte(self.jour))
        avant, raisons = self.objet, cycle.empechements(self.objet, evenement)
        if raisons:
            with pytest.raises(TransitionRefusee) as refus:
                cycle.appliquer(avant, evenement)
            assert refus.value.anomalies == raisons
        else:
            self.objet = cycle.appliquer(avant, evenement)
            assert self.objet.journal == (*avant.journal, evenement)
            assert evenement.acte in cycle.NEUTRES or evenement.acte in possibles

    @rule(data=st.data())
    def annuler(self, data: st.DataObject) -> None:
        if self.objet.journal:
            cible = data.draw(st.sampled_from(self.objet.journal)).identifiant
            nom = f"e-{next(self.rangs)}"
            self.objet = cycle.appliquer(
                self.objet,
                Evenement(identifiant=nom, acte=Acte.ANNULATION, annule=cible, enregistre_le=self.jour),
            )

    @invariant()
    def rejouer_donne_le_meme_etat(self) -> None:
        rejoue = attrs.evolve(self.objet, journal=())
        for evenement in self.objet.journal:
            rejoue = attrs.evolve(rejoue, journal=(*rejoue.journal, evenement))
        au = self.jour
        assert cycle.etats_possibles(rejoue, au=au) == cycle.etats_possibles(self.objet, au=au)
        assert cycle.connu_le(self.objet, au) == self.objet


TestJournal = Journal.TestCase
TestJournal.settings = settings(exemples(25), stateful_step_count=12)
