"""What forbids an act beside the state of the project and what the act carries: a contract, a delay, a closure."""

from collections.abc import Iterator
from typing import Final

from soinsprimaires.anomalies import Anomalie, Gravite, pointeur_json
from soinsprimaires.cycle._pliage import a_sa_place, est_repris, etats_de, plier, signatures
from soinsprimaires.cycle.contrats import contrats, convention_de
from soinsprimaires.cycle.interdictions import ACTES_INTERDITS, Interdiction, interdictions
from soinsprimaires.cycle.ouvertures import ouverture
from soinsprimaires.cycle.tables import SOUS_CONTRAT
from soinsprimaires.droit.delais import AGREMENT_PROVISOIRE, INTERDICTION_APRES_FERMETURE
from soinsprimaires.modele.evenements import Acte, Evenement
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre

__all__ = ["doutes_d_une_fermeture", "information", "obstacles", "raison"]

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


def raison(code: str, message: str, *chemin: str, gravite: Gravite = Gravite.BLOQUANT) -> Anomalie:
    """A reason of a refusal; its pointer starts from the event."""
    return Anomalie(code=code, message=message, pointeur=pointeur_json(chemin), gravite=gravite)


def information(code: str, message: str, *chemin: str) -> Anomalie:
    """What deserves a word and prevents nothing."""
    return raison(code, message, *chemin, gravite=Gravite.INFORMATION)


def obstacles(projet: Projet, evenement: Evenement, registre: Registre | None) -> Iterator[Anomalie]:
    """Every one of them, for an act of a table."""
    yield from _du_contrat(projet, evenement)
    yield from _du_terme(projet, evenement, registre)
    yield from _de_l_ouverture(projet, evenement)
    yield from _de_l_annee_provisoire(projet, evenement, registre)
    yield from _d_une_fermeture(projet, evenement, registre)


def _du_contrat(projet: Projet, evenement: Evenement) -> Iterator[Anomalie]:
    """One contract at a time; what is done to a contract waits for it, which a maison de santé may never sign."""
    if evenement.acte not in _DU_CONTRAT | {Acte.SIGNATURE_CONTRAT}:
        return
    evenements, rang = a_sa_place(projet, evenement)
    pas = plier(projet.nature, evenements)
    if not etats_de(pas[rang].avant) <= SOUS_CONTRAT:
        return
    signe = any(True for _ in signatures(projet.nature, evenements[:rang]))
    if signe and evenement.acte is Acte.SIGNATURE_CONTRAT:
        message = "un contrat est déjà signé : un avenant le modifie, un renouvellement le prolonge"
        yield raison("cycle.contrat", message, "acte")
    if (
        not signe
        and evenement.acte in _DU_CONTRAT
        and not est_repris(evenements)
        and all(p.coherent for p in pas[:rang])
    ):
        message = f"« {evenement.acte.libelle} » demande un contrat, et le journal n'en porte aucun de signé"
        yield raison("cycle.contrat", message, "acte")


def _du_terme(projet: Projet, evenement: Evenement, registre: Registre | None) -> Iterator[Anomalie]:
    """A contract expires at its term; before it, it is terminated."""
    _, fin = evenement.intervalle
    if evenement.acte is not Acte.EXPIRATION or fin is None:
        return
    evenements, rang = a_sa_place(projet, evenement)
    for contrat in contrats(projet.nature, evenements[:rang], registre or Registre(), au=fin):
        nom = contrat.signature.convention
        connue = nom is None or (registre is not None and convention_de(contrat.signature, registre) is not None)
        terme, _ = contrat.terme
        if connue and terme is not None and fin < terme:
            message = f"le contrat court jusqu'au {terme} ({contrat.duree.calcul(contrat.a_compter)})"
            yield raison("cycle.terme", f"{message} : avant son terme, il se résilie", "effet_le")


def _de_l_ouverture(projet: Projet, evenement: Evenement) -> Iterator[Anomalie]:
    """Without a récépissé, a centre opens on the agrément of its only activity."""
    if projet.nature is not NatureProjet.CENTRE_SANTE or evenement.acte is not Acte.OUVERTURE:
        return
    evenements, rang = a_sa_place(projet, evenement)
    passes = {e.acte for e in evenements[:rang]}
    if not passes & {Acte.DELIVRANCE_RECEPISSE, Acte.AGREMENT_PROVISOIRE, Acte.AGREMENT_DEFINITIF, Acte.REPRISE}:
        message = (
            "sans récépissé, un centre de santé n'ouvre que sur l'agrément de sa seule activité dentaire, "
            "ophtalmologique ou orthoptique, et aucun n'est accordé"
        )
        yield raison("cycle.agrement", message, "acte")


def _de_l_annee_provisoire(projet: Projet, evenement: Evenement, registre: Registre | None) -> Iterator[Anomalie]:
    """An agrément stays provisional until a year after the opening of the centre."""
    _, fin = evenement.intervalle
    if evenement.acte is not Acte.AGREMENT_DEFINITIF or fin is None:
        return
    debut, _ = ouverture(projet, registre)
    terme = None if debut is None else AGREMENT_PROVISOIRE.bornes(debut)[0]
    if terme is not None and fin < terme:
        source = AGREMENT_PROVISOIRE.sources[0]
        message = f"l'agrément est provisoire jusqu'à un an après l'ouverture du centre, le {terme} ({source})"
        yield raison("cycle.annee_provisoire", message, "effet_le")


def _d_une_fermeture(projet: Projet, evenement: Evenement, registre: Registre | None) -> Iterator[Anomalie]:
    if registre is None or evenement.acte not in ACTES_INTERDITS:
        return
    for interdiction in interdictions(projet, evenement.intervalle, registre):
        if interdiction.certaine:
            yield raison("cycle.interdiction", interdiction.message, "effet_le")


def doutes_d_une_fermeture(projet: Projet, evenement: Evenement, registre: Registre | None) -> Iterator[Anomalie]:
    """What the registre cannot tell of the eight years that follow a closure."""
    code = "cycle.interdiction_indeterminee"
    _, fin = evenement.intervalle
    if fin is not None and fin < INTERDICTION_APRES_FERMETURE.applicable_depuis:
        return
    if registre is None:
        message = (
            "sans le registre, l'interdiction qui suit la suspension d'un centre, ou pendant huit ans sa fermeture, "
            "n'est pas examinée"
        )
        yield information(code, message, "acte")
        return
    par_doute: dict[str, list[str]] = {}
    for interdiction in interdictions(projet, evenement.intervalle, registre):
        doute = _doute(interdiction)
        if doute is not None:
            par_doute.setdefault(doute, []).append(interdiction.projet.identifiant)
    for doute, noms in par_doute.items():
        sanctions = f"suspension, ou fermeture depuis moins de huit ans, autant qu'on le sache : {', '.join(noms)}"
        yield information(code, f"{sanctions} ; {doute}", "acte")


def _doute(interdiction: Interdiction) -> str | None:
    if interdiction.certaine:
        return None
    if interdiction.memes_gestionnaires is None:
        return "le gestionnaire de l'un ou de l'autre centre n'est pas enregistré : l'interdiction est indéterminée"
    if not interdiction.memes_gestionnaires and not interdiction.meme_dirigeant:
        return (
            "le gestionnaire est un autre, mais l'interdiction vaut aussi pour le même représentant légal et les "
            "membres de l'instance dirigeante, que le registre ne dit pas : elle est indéterminée"
        )
    return "le gestionnaire, ou un dirigeant, est le même, et les dates ne disent pas si l'interdiction a pris fin"
