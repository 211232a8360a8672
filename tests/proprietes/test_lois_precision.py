"""Precision never contradicts: what is certain of a vague record stays so of every record that makes it precise.

An answer that is not certain may become anything; bounds shrink. See ADR 0015 for what is vague and what is absent.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.proprietes.affinage import affiner, points_vagues
from tests.proprietes.dossiers import dossiers

from soinsprimaires import MSP, Evenement, Registre, analyse, composition, controler, cycle, en_json, strategies
from soinsprimaires.analyse import Critere, Mesure, Par
from soinsprimaires.comparaison import comparer
from soinsprimaires.composition import Effectif
from soinsprimaires.cycle import Echeance, EtatCPTS, StatutEcheance, Suivi
from soinsprimaires.cycle._journal import Pas
from soinsprimaires.droit import PERMANENCE_DEPUIS
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.regles import Resultat

JOURS = st.dates(date(2018, 1, 1), date(2027, 12, 31))
LOIN = os.environ.get("HYPOTHESIS_PROFILE") == "nuit"
AFFINAGES = 50 if LOIN else 5
"""How many times each registre is made precise, each time anew: to draw it is what takes long."""
PEU = 5
"""The same of the figures of an offer of care, which are longer to compute."""
DEPARTEMENT = "32"
HORIZON = date(2029, 6, 1)
_JOUR = date(2026, 1, 1)
"""Any day: a journal is read in one order."""

Cle = tuple[Any, ...]


@attrs.frozen
class Bornes:
    """A number or a day between two bounds; ``None`` where nothing bounds it, or it may not be there at all."""

    minimum: Any
    maximum: Any
    sure: bool = True

    def admet(self, autre: Any) -> bool:
        if not isinstance(autre, Bornes):
            return not self.sure
        assez = self.minimum is None or (autre.minimum is not None and autre.minimum >= self.minimum)
        return assez and (self.maximum is None or (autre.maximum is not None and autre.maximum <= self.maximum))


@attrs.frozen
class Possibles:
    """What is possible: it may only shrink."""

    valeurs: frozenset[Any]

    def admet(self, autre: Any) -> bool:
        return isinstance(autre, Possibles) and autre.valeurs <= self.valeurs


Reponses = dict[Cle, Any]
"""Answers by question: ``None`` is not certain, bounds and sets of possible values may shrink, others may not move."""


_OUVERTS = {
    False: {Resultat.INDETERMINE},
    # Plausibility judges what is written: where no number is, one that was not known has yet to be judged.
    True: {Resultat.INDETERMINE, Resultat.SANS_OBJET},
}


def regles(registre: Registre, au: date) -> Reponses:
    """Outcome of each version of a rule, each entity that surely breaks one, and the conclusion."""
    rapport = controler(registre, au=au)
    reponses: Reponses = {("conforme",): rapport.conforme}
    for resultat in rapport.resultats:
        ouvert = resultat.resultat in _OUVERTS[resultat.code.startswith("VRA-")]
        # A list and a count that is not precise may both be true, and a practice whose start is not written has yet to
        # be compared with a birth: these rules say no more.
        ouvert = ouvert or (resultat.code in {"VRA-002", "VRA-011"} and resultat.resultat is Resultat.CONFORME)
        reponses[resultat.code, resultat.vigueur] = None if ouvert else resultat.resultat
        for constat in resultat.constats:
            if constat.resultat is Resultat.NON_CONFORME:
                reponses[constat.code, constat.entite] = True
    return reponses


def compositions(registre: Registre, au: date) -> Reponses:
    """Who is there, what exists, how many live there."""
    return dict(_compositions(registre, au))


def _compositions(registre: Registre, au: date) -> Iterator[tuple[Cle, Any]]:
    for structure in registre.structures:
        nom = structure.identifiant
        yield ("existe", nom), composition.existe(structure, au=au)
        for site in structure.sites:
            yield ("site", site.identifiant), composition.est_un_site(site, au=au)
        membres = registre.membres(nom, au=au)
        yield ("membres", nom), Possibles(frozenset(membre.membre for membre in membres))
        yield from ((("membre", nom, membre.membre), True) for membre in membres if membre.certain)
        effectifs = {
            "gens": composition.compter(registre, membres, lambda _: True),
            "médecins": composition.compter_medecins(registre, membres),
            "auxiliaires": composition.compter_auxiliaires_medicaux(registre, membres),
        }
        yield from (((quoi, nom), _bornes(effectif)) for quoi, effectif in effectifs.items())
        if isinstance(structure, MSP):
            yield ("SISA", nom), composition.est_sisa(structure, au)
        for datee, certaine in composition.valeurs_possibles(structure.formes, au=au):
            if certaine:
                yield ("forme", nom, datee.forme), True
    for territoire in registre.territoires:
        population = composition.population(territoire, au=au)
        yield ("population", territoire.identifiant), Bornes(population.minimum, population.maximum)
        taille = composition.classe_taille(territoire, au=au)
        yield ("classe", territoire.identifiant), taille.classe
        yield ("classes", territoire.identifiant), Possibles(frozenset(taille.possibles))


def _bornes(effectif: Effectif) -> Bornes:
    return Bornes(effectif.minimum, effectif.maximum)


def analyses(registre: Registre, au: date) -> Reponses:
    """Counts, shares, and where projects lie."""
    taux = analyse.taux_accompagnement(registre, au=au)
    reponses: Reponses = {("taux",): Bornes(taux.surs, taux.surs + taux.incertains)}
    for projet in registre.projets:
        reponses["region", projet.identifiant] = cycle.region_de(projet, registre, au=au)
    # Those of which something is not known may join any of the others.
    comptes = analyse.denombrer(registre, par=(Critere.REGION, Critere.NATURE), au=au)
    inconnus = sum(compte.nombre for compte in comptes if None in compte.valeurs)
    for compte in comptes:
        if None not in compte.valeurs:
            reponses["nombre", compte.valeurs] = Bornes(compte.nombre, compte.nombre + inconnus)
    for statistique in (s for s in registre.statistiques if s.territoire is None):
        dit = analyse.confronter(registre, statistique, nature=NatureProjet.CPTS, etats=[*EtatCPTS], au=au)
        reponses["compte", statistique.identifiant] = Bornes(dit.compte_minimum, dit.compte_maximum)
        reponses["concorde", statistique.identifiant] = dit.concorde
    return reponses


def offres(registre: Registre, au: date) -> Reponses:
    """What a territory has, who leaves it, who is where, what is covered."""
    return dict(_offres(registre, au))


def _offres(registre: Registre, au: date) -> Iterator[tuple[Cle, Any]]:
    for ou in (territoire.identifiant for territoire in registre.territoires):
        for par in ((), (Par.PROFESSION, Par.MODE), (Par.SAVOIR_FAIRE, Par.TRANCHE_AGE)):
            for ligne in analyse.offre(registre, ou, au=au, par=par):
                cle = (ou, ligne.profession, ligne.savoir_faire, ligne.tranche_age, ligne.mode, *par)
                for quoi in ("effectif", "presence"):
                    yield (quoi, *cle), _encadree(getattr(ligne, quoi))
                if ligne.densite is not None and ligne.densite.maximum is None:  # there may be nobody to divide by
                    yield ("densite", *cle), Bornes(ligne.densite.minimum, None, sure=False)
                else:
                    yield ("densite", *cle), _encadree(ligne.densite)
        [depart] = analyse.departs(registre, ou, au=au, horizon=HORIZON, age=67, par=())
        yield ("partent", ou), Possibles(frozenset(depart.surs + depart.possibles))
        yield from ((("part", ou, nom), True) for nom in depart.surs)
        for quoi in ("departs", "restants", "anonymes"):
            yield (quoi, ou), _encadree(getattr(depart, quoi))
        for la in analyse.presences(registre, ou, au=au):
            yield ("presents", ou, la.site, la.lieu, la.commune, la.jour), _encadree(la.presents)
            yield from ((("la", ou, la.site, la.lieu, la.commune, la.jour, nom), True) for nom in la.surs)
    couverture = analyse.couverture(registre, departement=DEPARTEMENT, au=au)
    for liste in ("sans", "une", "plusieurs"):
        yield from (((liste, couverte.commune.code), True) for couverte in getattr(couverture, liste))
    for quoi in ("habitants_sans", "habitants_couverts", "habitants_partages"):
        yield (quoi,), _encadree(getattr(couverture, quoi))
    for partage in analyse.partages(registre, au=au):
        yield from ((("partage", partage.cpts, partage.autre, nom), True) for nom in partage.structures)
        yield from ((("partage", partage.cpts, partage.autre, nom), True) for nom in partage.communes)
    for tableau in registre.tableaux_garde:
        debut, fin = tableau.periode.debut, tableau.periode.fin
        if debut is not None and fin is not None and debut >= PERMANENCE_DEPUIS and (fin - debut).days < 400:
            gardes = analyse.couverture_gardes(registre, tableau.identifiant)
            yield ("garde", tableau.identifiant), _encadree(gardes.couvertes)
            yield ("part de garde", tableau.identifiant), _encadree(gardes.part)


def _encadree(mesure: Mesure | None) -> Bornes | None:
    """A line that counts nobody for sure may vanish: it then counts nobody."""
    return None if mesure is None else Bornes(mesure.minimum, mesure.maximum, sure=mesure.minimum > 0)


def parcours(registre: Registre, au: date) -> Reponses:
    """Where each project stands, what is due, and whose turn it is."""
    reponses: Reponses = {}
    for projet in registre.projets:
        nom, suivi = projet.identifiant, Suivi(projet, registre, au)
        reponses["etat", nom] = suivi.etat
        reponses["etats", nom] = Possibles(suivi.etats_possibles)
        reponses |= {("mission", nom, mission): etat for mission, etat in suivi.missions.items()}
        reponses |= {("agrement", nom, *cle): etat for cle, etat in suivi.agrements.items()}
        etape = suivi.prochaine_etape
        reponses["etape", nom] = None if suivi.etat is None or etape is None else etape.acte
        par_libelle: dict[Cle, list[Echeance]] = {}
        for echeance in suivi.echeances:
            assert isinstance(echeance.avant_quand, str)  # its bounds are in order
            par_libelle.setdefault((nom, echeance.code, echeance.libelle), []).append(echeance)
        for cle, echeances in par_libelle.items():
            reponses["limite", *cle] = _enveloppe(echeances)
            statuts = {echeance.statut for echeance in echeances}
            seul = next(iter(statuts)) if len(statuts) == 1 else StatutEcheance.INCERTAINE
            reponses["statut", *cle] = None if seul is StatutEcheance.INCERTAINE else seul
    return reponses


def _enveloppe(echeances: Sequence[Echeance]) -> Bornes:
    """The bounds of deadlines that bear one name, as of two applications for the same agrément."""
    premiers = [echeance.limite_le for echeance in echeances if echeance.limite_le is not None]
    derniers = [echeance.au_plus_tard_le for echeance in echeances if echeance.au_plus_tard_le is not None]
    return Bornes(
        min(premiers) if len(premiers) == len(echeances) else None,
        max(derniers) if len(derniers) == len(echeances) else None,
        sure=any(echeance.statut is not StatutEcheance.INCERTAINE for echeance in echeances),
    )


def _tient(dit: Any, precise: Any) -> bool:
    return bool(dit.admet(precise)) if isinstance(dit, Bornes | Possibles) else dit == precise


def contredites(avant: Reponses, apres: Reponses) -> dict[Cle, tuple[Any, Any]]:
    """What was certain and is not any more, or is otherwise."""
    return {
        cle: (dit, apres.get(cle)) for cle, dit in avant.items() if dit is not None and not _tient(dit, apres.get(cle))
    }


def meme_ordre(registre: Registre, precis: Registre) -> bool:
    """Whether the events of every journal follow one another as they did: their order is otherwise another story.

    The dissolution of the structure is one of them. Nor is an event received before it was made, or answered before it
    was received, or done before its act existed where only a last day was told: no precise record can mean that.
    """
    return all(
        _meme_ordre(Suivi(projet, registre, _JOUR), Suivi(precis[projet.identifiant], precis, _JOUR))
        for projet in registre.projets
    )


def _meme_ordre(vague: Suivi, precis: Suivi) -> bool:
    vagues, precises = vague.deroulement.lu.pas, precis.deroulement.lu.pas
    sans_debut = {pas.evenement.identifiant for pas in vagues if pas.evenement.intervalle[0] is None}
    return (
        [pas.evenement.identifiant for pas in vagues] == [pas.evenement.identifiant for pas in precises]
        and not any(_se_contredit(evenement) for evenement in precis.projet.journal)
        and _dits(precises, "cycle.reception") <= _dits(vagues, "cycle.reception")
        and not (_hors_du_droit(precises) - _hors_du_droit(vagues)) & sans_debut
    )


def _hors_du_droit(faits: Sequence[Pas]) -> set[str]:
    return _dits(faits, "cycle.vigueur") | {pas.evenement.identifiant for pas in faits if pas.incertain}


def _dits(faits: Sequence[Pas], code: str) -> set[str]:
    return {pas.evenement.identifiant for pas in faits if any(raison.code == code for raison in pas.raisons)}


def _se_contredit(evenement: Evenement) -> bool:
    recu, fait = evenement.recu_le, evenement.effet_le
    return recu is not None and fait is not None and recu.precede(fait) is True


def _raconter(registre: Registre, precis: Registre, au: date) -> str:
    """What to read of a contradiction, since a drawn registre is long: what was made precise, and the document."""
    changes = "\n".join(
        f"{entite.identifiant}: {champ}" for entite in comparer(registre, precis) for champ in entite.champs
    )
    return f"au {au}\n{changes}\n{en_json(registre)}"


COMPTES: Counter[str] = Counter()


@pytest.fixture(autouse=True)
def _compter(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """Counts what was really compared: a registre of which nothing is vague, or another order of events, is not."""
    COMPTES.clear()
    yield
    for quoi, nombre in COMPTES.items():
        record_property(quoi, nombre)


LARGE = settings(
    max_examples=settings().max_examples * (2 if LOIN else 1),
    # What is contradicted names its rule: to shrink a whole registre would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@LARGE
@pytest.mark.parametrize("repondre", [regles, compositions, analyses, offres, parcours])
@given(registre=dossiers() | strategies.registres(), au=JOURS, hasard=st.randoms(use_true_random=True))
def test_ce_qui_est_certain_le_reste(
    repondre: Callable[[Registre, date], Reponses], registre: Registre, au: date, hasard: Random
) -> None:
    points = points_vagues(registre)
    if not points:
        return
    avant = repondre(registre, au)
    for _ in range(PEU if repondre is offres else AFFINAGES):
        precis = affiner(hasard, registre, points)
        if precis == registre:
            COMPTES["refinements that change nothing"] += 1
        elif not meme_ordre(registre, precis):
            COMPTES["refinements that tell another order"] += 1
        else:
            COMPTES["refinements compared"] += 1
            dites = contredites(avant, repondre(precis, au))
            assert dites == {}, _raconter(registre, precis, au)
