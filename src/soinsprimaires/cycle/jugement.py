"""Every reason why an event may not come where it comes: one judge for what one would add and what a journal holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from soinsprimaires.anomalies import Anomalie, Gravite, pointeur_json
from soinsprimaires.cycle._situations import FINALS, Situations, etats_de
from soinsprimaires.cycle.contrats import Contrat, Signe, contrat_de, convention_de
from soinsprimaires.cycle.interdictions import (
    ACTES_INTERDITS,
    Interdiction,
    interdictions,
    peut_etre_ouvert,
    vise_une_partie,
)
from soinsprimaires.cycle.ouvertures import ouverture
from soinsprimaires.cycle.sous_cycles import SOUS_CYCLES, Objet, SousEtat, initiaux, objet
from soinsprimaires.cycle.tables import NEUTRES, TRANSITIONS, lignes_de
from soinsprimaires.cycle.tables.contractants import SOUS_CONTRAT
from soinsprimaires.cycle.tables.rangees import Transition
from soinsprimaires.droit.delais import AGREMENT_PROVISOIRE, CONTRAT_CPTS, CONTRAT_MSP, ajouter_mois
from soinsprimaires.modele._etats import Etat
from soinsprimaires.modele.evenements import Acte, Evenement, MissionCPTS
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater, durer, jour_en_lettres

__all__ = [
    "HORS_TABLE",
    "Cours",
    "Jugement",
    "est_silence",
    "information",
    "juger",
    "met_en_doute",
    "ote_ses_effets",
    "raison",
]

HORS_TABLE: Final = NEUTRES | {Acte.REPRISE, Acte.ANNULATION}
"""Acts that no table governs."""

_DU_CONTRAT: Final = frozenset(
    {
        Acte.DEMANDE_AVENANT,
        Acte.SIGNATURE_AVENANT,
        Acte.REFUS_AVENANT,
        Acte.RENOUVELLEMENT,
        Acte.RESILIATION,
        Acte.EXPIRATION,
    }
)
"""Acts on a contract that is signed."""

_AVANT_D_OUVRIR: Final = frozenset({Acte.DELIVRANCE_RECEPISSE, Acte.AGREMENT_PROVISOIRE, Acte.AGREMENT_DEFINITIF})
"""One of them comes before a centre de santé opens."""

_REPOND_A: Final[Mapping[Acte, Acte]] = {
    Acte.ACCORD_LETTRE_INTENTION: Acte.DEPOT_LETTRE_INTENTION,
    Acte.REFUS_LETTRE_INTENTION: Acte.DEPOT_LETTRE_INTENTION,
    Acte.DEMANDE_COMPLEMENTS: Acte.DEPOT_PROJET,
    Acte.VALIDATION_PROJET: Acte.DEPOT_PROJET,
    Acte.REFUS_PROJET: Acte.DEPOT_PROJET,
    Acte.OPPOSITION_ARS: Acte.DEPOT_PROJET,
    Acte.DELIVRANCE_RECEPISSE: Acte.DEPOT_ENGAGEMENT_CONFORMITE,
    Acte.REFUS_AVENANT: Acte.DEMANDE_AVENANT,
}
"""What an authority answers: it has received it before."""

_HORIZON_MOIS: Final = max(CONTRAT_CPTS.mois, CONTRAT_MSP.mois)
"""Nothing that a procedure knows looks further ahead than the term of a contract, written on the day it is signed."""

_DE_L_ECRITURE: Final = frozenset({"cycle.avenir", "cycle.enregistrement"})
_DE_SES_CHAMPS: Final = frozenset(
    (mention.code, f"/{mention.champ}")
    for lignes in TRANSITIONS.values()
    for ligne in lignes
    for mention in ligne.mentions
)
_SANS_EFFET: Final = frozenset({"cycle.acte", "cycle.acteur", "cycle.reception", "cycle.vigueur"})
"""Reasons for which an act may have had no effect at all, whatever came before it."""


@attrs.define
class Cours:
    """Where a journal stands just before an event, and what it has built so far: what the event is judged by.

    Attributes:
        projet: the project.
        registre: what surrounds it.
        repris: whether its past is unknown.
        situations: where it may stand.
        ecrits_avant: of the events that were written before what stands above them, the day of that.
        sous_etats: where each mission, or activity at a site, that an event has moved may stand.
        actes: the last event of each act that was done so far.
        contrats: the contracts signed so far.
        court: the one under which the project stands, or in which a ``reprise`` finds it, ended or not.
        coherent: whether no event so far is in doubt.
    """

    projet: Projet
    registre: Registre
    repris: bool
    situations: Situations
    ecrits_avant: Mapping[str, date]
    sous_etats: dict[Objet, frozenset[SousEtat]] = attrs.field(factory=dict)
    actes: dict[Acte, Evenement] = attrs.field(factory=dict)
    contrats: list[Signe] = attrs.field(factory=list)
    court: Signe | None = None
    coherent: bool = True

    def contrat_au(self, jour: date | None) -> Contrat | None:
        """The contract under which the project stands, renewals of that day included."""
        return None if self.court is None else contrat_de(self.court, self.projet.nature, self.registre, au=jour)

    def sous_etats_de(self, de: Objet) -> frozenset[SousEtat]:
        """Where a mission, or an activity at a site, may stand."""
        return self.sous_etats.get(de) or initiaux(de, repris=self.repris)


@attrs.frozen
class Jugement:
    """What the judge says of an event.

    Attributes:
        raisons: every reason against it; the pointer of each starts from the event.
        lignes: rows of the table that admit it, whatever stands against it elsewhere.
        notices: what deserves a word and prevents nothing.
    """

    raisons: tuple[Anomalie, ...]
    lignes: tuple[Transition, ...] = ()
    notices: tuple[Anomalie, ...] = ()


def raison(code: str, message: str, *chemin: str, gravite: Gravite = Gravite.BLOQUANT) -> Anomalie:
    """A reason of a refusal; its pointer starts from the event."""
    return Anomalie(code=code, message=message, pointeur=pointeur_json(chemin), gravite=gravite)


def information(code: str, message: str, *chemin: str) -> Anomalie:
    """What deserves a word and prevents nothing."""
    return raison(code, message, *chemin, gravite=Gravite.INFORMATION)


def est_silence(dite: Anomalie, evenement: Evenement) -> bool:
    """Whether a reason is only what the event does not say: who did it, the ground of an opposition, a motive.

    An event that was read is taken at its word: a validation is what the ARS does, and a contract that is terminated is
    so, whether its source gives a motive or not. What one adds oneself has to say it.
    """
    return (dite.code, dite.pointeur) in _DE_SES_CHAMPS or (dite.code == "cycle.acteur" and not evenement.acteurs)


def met_en_doute(dite: Anomalie, evenement: Evenement) -> bool:
    """Whether a reason leaves open whether the event took place as its journal tells.

    When it was written here says nothing of it.
    """
    return dite.code not in _DE_L_ECRITURE and not est_silence(dite, evenement)


def ote_ses_effets(dite: Anomalie, evenement: Evenement) -> bool:
    """Whether the act itself may have had no effect: a step that lacks before it takes none of them away."""
    return dite.code in _SANS_EFFET and met_en_doute(dite, evenement)


def juger(evenement: Evenement, cours: Cours) -> Jugement:
    """Every reason against an event, where it comes."""
    raisons = [*_de_son_ecriture(evenement, cours), *_de_ses_dates(evenement), *_d_une_reponse(evenement, cours)]
    if evenement.acte in HORS_TABLE:
        return Jugement(tuple(raisons))
    lignes = lignes_de(cours.projet.nature, evenement.acte)
    if not lignes:
        message = f"« {evenement.acte.libelle} » n'appartient pas à la procédure d'un projet de cette nature"
        return Jugement((*raisons, raison("cycle.acte", message, "acte")))
    # Rows that the law of that day holds, if it holds any: what it allows from elsewhere is an act, a step lacks.
    lignes = tuple(ligne for ligne in lignes if _en_vigueur(ligne, evenement)) or lignes
    ouvertes = [ligne for ligne in lignes if any(s.etat in ligne.depuis for s in cours.situations)]
    # What strikes an antenna alone may come wherever the centre stands.
    if not ouvertes and not vise_une_partie(evenement, cours.projet, cours.registre):
        raisons.append(raison("cycle.transition", _pas_d_ici(evenement.acte, lignes, cours.situations), "acte"))
    des_lignes, admises = _des_lignes(ouvertes or lignes, evenement)
    raisons += des_lignes
    if ouvertes:
        raisons += _du_sous_cycle(evenement, cours)
    raisons += _du_contrat(evenement, cours)
    raisons += _du_terme(evenement, cours)
    raisons += _de_l_ouverture(evenement, cours)
    raisons += _de_l_annee_provisoire(evenement, cours)
    barrieres = [*_interdictions(evenement, cours)]
    raisons += (raison("cycle.interdiction", une.message, "effet_le") for une in barrieres if une.certaine)
    if not ouvertes:
        return Jugement(tuple(raisons))
    return Jugement(tuple(raisons), tuple(admises), tuple(_doutes(barrieres)))


# -- its own dates -------------------------------------------------------------------------------------------------


def _de_son_ecriture(evenement: Evenement, cours: Cours) -> Iterator[Anomalie]:
    dernier = cours.ecrits_avant.get(evenement.identifiant)
    # An entry dated too late could not be cancelled before that day.
    if dernier is not None and evenement.acte is not Acte.ANNULATION:
        message = f"le journal s'écrit à la suite : la dernière écriture est du {jour_en_lettres(dernier)}"
        yield raison("cycle.enregistrement", message, "enregistre_le")


def _de_ses_dates(evenement: Evenement) -> Iterator[Anomalie]:
    effet_le, recu_le, ecrit_le = evenement.effet_le, evenement.recu_le, evenement.enregistre_le
    fait = None if effet_le is None else effet_le.au_plus_tot
    if effet_le is None or fait is None:
        return
    recu = None if recu_le is None else recu_le.au_plus_tard
    # What a reprise says to have been received was filed before it.
    if recu_le is not None and recu is not None and recu < fait and evenement.acte is not Acte.REPRISE:
        message = f"reçu ({dater(recu_le)}) avant d'avoir été fait ({dater(effet_le)})"
        yield raison("cycle.reception", message, "recu_le")
    horizon = ajouter_mois(ecrit_le, _HORIZON_MOIS) if fait > ecrit_le else None
    if horizon is not None and fait > horizon:
        quand = f"{dater(effet_le)}) plus de cinq ans après son écriture ({jour_en_lettres(ecrit_le)}"
        yield raison("cycle.avenir", f"prend effet ({quand})", "effet_le")


def _d_une_reponse(evenement: Evenement, cours: Cours) -> Iterator[Anomalie]:
    """Nobody answers what was not received yet."""
    demande = cours.actes.get(_REPOND_A.get(evenement.acte, evenement.acte))
    if demande is None or demande.recu_le is None:
        return
    recu, (_, fin) = demande.recu_le.au_plus_tot, evenement.intervalle
    if recu is not None and fin is not None and fin < recu:
        quoi = f"« {demande.acte.libelle} » ({demande.identifiant})"
        message = f"répond à {quoi} avant sa réception ({dater(demande.recu_le)})"
        yield raison("cycle.reception", message, "effet_le")


# -- the table -----------------------------------------------------------------------------------------------------


def _pas_d_ici(acte: Acte, lignes: Iterable[Transition], situations: Situations) -> str:
    """Why an act cannot be done from where the project stands."""
    etats, suivies = etats_de(situations), tuple(lignes)
    presents = " ou ".join(_nommer(etats))
    if all(situation.par_silence for situation in situations):
        presents += " (réputé validé : l'ARS ne s'est pas opposée dans le délai)"
    admis = ", ".join(_nommer(etat_ for ligne in suivies for etat_ in ligne.depuis))
    deja = " : le projet y est déjà" if etats <= {ligne.vers for ligne in suivies} else ""
    refus = f"« {acte.libelle} » n'est pas possible depuis {presents}{deja} ; possible depuis : {admis}"
    return (
        f"{refus} ; si cette fin est juste, la suite est un autre projet, issu de celui-ci"
        if etats <= FINALS
        else refus
    )


def _nommer(etats: Iterable[Etat | SousEtat]) -> list[str]:
    return sorted({f"« {etat_.libelle} »" for etat_ in etats})


def _des_lignes(lignes: Sequence[Transition], evenement: Evenement) -> tuple[list[Anomalie], list[Transition]]:
    """What the rows ask that the event has not, and those of them that admit it.

    One row is enough; when none will do, each says why, and the same reason is said once.
    """
    jugees = [(ligne, [*_de_la_ligne(ligne, evenement)]) for ligne in lignes]
    admises = [(ligne, dites) for ligne, dites in jugees if not any(met_en_doute(d, evenement) for d in dites)]
    retenues = admises or jugees
    raisons = dict.fromkeys(dite for _, dites in retenues for dite in dites) if all(d for _, d in retenues) else ()
    return list(raisons), [ligne for ligne, _ in admises]


def _de_la_ligne(ligne: Transition, evenement: Evenement) -> Iterator[Anomalie]:
    for mention in ligne.mentions:
        if not mention.tient(evenement):
            yield raison(mention.code, mention.message, mention.champ)
    if not evenement.qualites & ligne.decide_par:
        attendus = ", ".join(sorted(qualite.libelle for qualite in ligne.decide_par))
        message = f"« {evenement.acte.libelle} » revient à l'un de ceux-ci : {attendus}"
        yield raison("cycle.acteur", message, "acteurs")
    if not _en_vigueur(ligne, evenement):
        message = f"« {evenement.acte.libelle} » n'existe que {durer(ligne.vigueur)} ({ligne.sources[0]})"
        yield raison("cycle.vigueur", message, "effet_le")


def _en_vigueur(ligne: Transition, evenement: Evenement) -> bool:
    (debut, fin), vigueur = evenement.intervalle, ligne.vigueur
    commencee = fin is None or vigueur.debut is None or vigueur.debut <= fin
    return commencee and (debut is None or vigueur.fin is None or debut <= vigueur.fin)


def _du_sous_cycle(evenement: Evenement, cours: Cours) -> Iterator[Anomalie]:
    vise = objet(evenement)
    if vise is None:  # its guard says so
        return
    presents, passage = cours.sous_etats_de(vise), SOUS_CYCLES[evenement.acte]
    if not presents & passage.depuis:
        quoi = "la mission" if isinstance(vise, MissionCPTS) else "l'agrément"
        admis, dits = (" ou ".join(_nommer(etats)) for etats in (passage.depuis, presents))
        message = f"« {evenement.acte.libelle} » demande que l'état de {quoi} soit {admis}, pas {dits}"
        yield raison("cycle.sous_cycle", message, "acte")


# -- what forbids it beside the table ------------------------------------------------------------------------------


def _du_contrat(evenement: Evenement, cours: Cours) -> Iterator[Anomalie]:
    """One contract at a time; what is done to a contract waits for it, which a maison de santé may never sign."""
    if not etats_de(cours.situations) <= SOUS_CONTRAT:
        return
    if cours.contrats and evenement.acte is Acte.SIGNATURE_CONTRAT:
        message = "un contrat est déjà signé : un avenant le modifie, un renouvellement le prolonge"
        yield raison("cycle.contrat", message, "acte")
    if not cours.contrats and evenement.acte in _DU_CONTRAT and cours.coherent and not cours.repris:
        message = f"« {evenement.acte.libelle} » demande un contrat, et le journal n'en porte aucun de signé"
        yield raison("cycle.contrat", message, "acte")


def _du_terme(evenement: Evenement, cours: Cours) -> Iterator[Anomalie]:
    """A contract expires at its term; before it, it is terminated."""
    _, fin = evenement.intervalle
    if evenement.acte is not Acte.EXPIRATION or fin is None or not cours.contrats:
        return
    signature = cours.contrats[-1].signature
    contrat = contrat_de(cours.contrats[-1], cours.projet.nature, cours.registre, au=fin)
    connue = signature.convention is None or convention_de(signature, cours.registre) is not None
    terme = None if contrat is None else contrat.terme[0]
    if contrat is not None and connue and terme is not None and fin < terme:
        message = f"le contrat court jusqu'au {jour_en_lettres(terme)} ({contrat.duree.calcul(contrat.a_compter)})"
        yield raison("cycle.terme", f"{message} : avant son terme, il se résilie", "effet_le")


def _de_l_ouverture(evenement: Evenement, cours: Cours) -> Iterator[Anomalie]:
    """Without a récépissé, a centre opens on the agrément of its only activity."""
    if evenement.acte is Acte.OUVERTURE and not cours.repris and not cours.actes.keys() & _AVANT_D_OUVRIR:
        message = (
            "sans récépissé, un centre de santé n'ouvre que sur l'agrément de sa seule activité dentaire, "
            "ophtalmologique ou orthoptique, et aucun n'est accordé"
        )
        yield raison("cycle.agrement", message, "acte")


def _de_l_annee_provisoire(evenement: Evenement, cours: Cours) -> Iterator[Anomalie]:
    """An agrément stays provisional until a year after the opening of the centre."""
    _, fin = evenement.intervalle
    if evenement.acte is not Acte.AGREMENT_DEFINITIF or fin is None:
        return
    debut, _ = ouverture(cours.projet, cours.registre)
    terme = None if debut is None else AGREMENT_PROVISOIRE.bornes(debut)[0]
    if terme is not None and fin < terme:
        source = AGREMENT_PROVISOIRE.sources[0]
        le = jour_en_lettres(terme)
        message = f"l'agrément est provisoire jusqu'à un an après l'ouverture du centre, le {le} ({source})"
        yield raison("cycle.annee_provisoire", message, "effet_le")


def _interdictions(evenement: Evenement, cours: Cours) -> Iterator[Interdiction]:
    """What follows the sanction of a centre, and bars the event or may."""
    if evenement.acte in ACTES_INTERDITS:
        ouvert = cours.repris or peut_etre_ouvert(cours.actes)
        yield from interdictions(cours.projet, evenement.intervalle, cours.registre, ouvert=ouvert)


def _doutes(barrieres: Iterable[Interdiction]) -> Iterator[Anomalie]:
    """What the registre cannot tell of them."""
    par_doute: dict[str, list[str]] = {}
    for une in barrieres:
        if not une.certaine:
            par_doute.setdefault(une.doute, []).append(une.projet.identifiant)
    for doute, noms in par_doute.items():
        sanctions = f"suspension, ou fermeture depuis moins de huit ans, autant qu'on le sache : {', '.join(noms)}"
        yield information("cycle.interdiction_indeterminee", f"{sanctions} ; {doute}", "acte")
