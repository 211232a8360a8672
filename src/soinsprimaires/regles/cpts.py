"""Communautés professionnelles territoriales de santé and their projects."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from soinsprimaires.composition import classe_taille, valeurs_possibles
from soinsprimaires.cycle import Echeance, StatutEcheance
from soinsprimaires.cycle.ouvertures import premiere
from soinsprimaires.cycle.tables.rangees import ASSURANCE_MALADIE
from soinsprimaires.droit import textes
from soinsprimaires.modele._etats import EtatCPTS
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.structures import CPTS, FormeJuridique
from soinsprimaires.modele.territoires import NatureTerritoire, Territoire
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.regles._evenements import a_eu_lieu, suivre
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    SansObjet,
    SousReserve,
    Verdict,
    coherence,
    regle,
)
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import UN_JOUR, Periode

DOUBLE_ACCORD_DEPUIS = date(2019, 10, 9)
_CREATION_PAR_L_ORDONNANCE = date(2021, 5, 14)
_TRANSFORMATION_AU_PLUS_TARD = date(2022, 5, 14)
"""What a CPTS of before the ordonnance had to become an association; its article was read in a report of the press."""
_ASSOCIATIONS = frozenset({FormeJuridique.ASSOCIATION_LOI_1901, FormeJuridique.ASSOCIATION_DROIT_LOCAL})
_AVANT_LE_DEPOT = frozenset(
    {
        EtatCPTS.EMERGENCE,
        EtatCPTS.LETTRE_INTENTION_DEPOSEE,
        EtatCPTS.LETTRE_INTENTION_VALIDEE,
        EtatCPTS.PROJET_EN_REDACTION,
        EtatCPTS.ABANDONNE,
    }
)

__all__ = ["REGLES_CPTS"]


@regle(
    "CPTS-001",
    titre="Une CPTS est constituée en association",
    cible=CPTS,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=_CREATION_PAR_L_ORDONNANCE),
    sources=(textes.L1434_12_1,),
    fiabilite=Fiabilite.VERIFIEE,
)
def forme_association(cpts: CPTS, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L1434-12-1: association of the law of 1901, or of the local law of Alsace-Moselle.

    A CPTS already formed had until 14 May 2022: nothing is certain of it up to that day.
    """
    ancienne = _formee_avant_l_ordonnance(cpts) if contexte.au <= _TRANSFORMATION_AU_PLUS_TARD else False
    possibles = valeurs_possibles(cpts.formes, au=contexte.au)
    if not any(certaine for _, certaine in possibles):
        manquant = "periode" if possibles else "formes"
        yield Indetermine("la forme juridique à cette date n'est pas connue", (manquant,), ("formes",))
        return
    # Of two forms that no date ends, one has replaced the other: the record does not say which.
    association = any(forme.forme in _ASSOCIATIONS for forme, _ in possibles)
    for forme, valable in possibles:
        certaine = valable and not association
        nom = forme.forme.value
        if forme.forme in _ASSOCIATIONS:
            continue
        if certaine and ancienne is False:
            yield NonConforme(f"la forme juridique est {nom}, une association est exigée", ("formes",))
        elif certaine:
            message = (
                f"la forme juridique est {nom} ; une CPTS formée avant le "
                f"{jour_en_lettres(_CREATION_PAR_L_ORDONNANCE)} a eu un an pour "
                "se constituer en association, selon un texte qui n'a pas été lu"
            )
            yield Indetermine(message, () if ancienne else ("creee_le",), ("formes",))
        else:
            yield Indetermine(f"on ne sait pas si la forme {nom} vaut à cette date", ("periode",), ("formes",))


def _formee_avant_l_ordonnance(cpts: CPTS) -> bool | None:
    return None if cpts.creee_le is None else cpts.creee_le.precede(_CREATION_PAR_L_ORDONNANCE)


@regle(
    "CPTS-004",
    titre="Le projet de santé d'une CPTS précise son territoire d'action",
    cible=Projet,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=date(2016, 1, 28)),
    lue_depuis=date(2022, 6, 30),
    sources=(textes.L1434_12,),
    fiabilite=Fiabilite.VERIFIEE,
    jamais=(Resultat.NON_CONFORME,),
)
def territoire_d_action(projet: Projet, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L1434-12; asked of a filed project, not of a letter of intent."""
    if projet.nature is not NatureProjet.CPTS:
        yield SansObjet("ce n'est pas un projet de CPTS")
        return
    etats = suivre(projet, contexte).etats_possibles
    if etats <= _AVANT_LE_DEPOT:
        yield SansObjet("le projet de santé n'est pas encore déposé")
        return
    if etats & _AVANT_LE_DEPOT:
        yield SousReserve("on ne sait pas si le projet de santé est déposé à cette date", ("journal", "effet_le"))
    territoire = contexte.registre.obtenir(projet.territoire)
    if not isinstance(territoire, Territoire):
        yield Indetermine("le territoire d'action n'est pas enregistré", ("territoire",), ("territoire",))
    elif _est_delimite(territoire):
        return
    elif territoire.definition:
        message = f"le territoire « {territoire.identifiant} » n'est décrit qu'en mots, qui ne se vérifient pas"
        yield Indetermine(message, ("communes",), ("territoire",))
    else:
        # What the record leaves out, the project itself may well state: only its text could fail this rule.
        message = f"le registre ne dit pas jusqu'où va le territoire « {territoire.identifiant} »"
        yield Indetermine(message, ("communes", "definition", "reperes"), ("territoire",))


def _est_delimite(territoire: Territoire) -> bool:
    """Whether data say how far a territory goes; one that *is* an administrative unit is limited by it."""
    unites = {
        NatureTerritoire.DEPARTEMENT: territoire.departement,
        NatureTerritoire.REGION: territoire.region,
    }
    limites = (territoire.communes, territoire.reperes, territoire.epci)
    return any(limites) or unites.get(territoire.nature) is not None


@regle(
    "CPTS-007",
    titre="La taille d'une CPTS se déduit de la population de son territoire",
    cible=CPTS,
    portee=Portee.CONVENTION,
    vigueur=Periode(debut=date(2019, 8, 25)),
    sources=(textes.ACI_CPTS_TAILLES,),
    fiabilite=Fiabilite.SECONDAIRE,
    jamais=(Resultat.NON_CONFORME,),
)
def taille(cpts: CPTS, contexte: Contexte) -> Iterator[Verdict]:
    """ACI CPTS: four sizes; nothing but the population decides, so the rule says when it cannot."""
    rattachements = valeurs_possibles(cpts.territoires, au=contexte.au)
    territoires = [contexte.registre.obtenir(r.territoire) for r, certain in rattachements if certain]
    if len(rattachements) != 1 or not territoires or not isinstance(territoires[0], Territoire):
        yield Indetermine("le territoire de la CPTS à cette date n'est pas connu", ("territoires",), ("territoires",))
        return
    classe = classe_taille(territoires[0], au=contexte.au)
    if classe.classe is None:
        possibles = " ou ".join(map(str, classe.possibles))
        yield Indetermine(
            f"taille {possibles} : {classe.raison}", ("communes", "delimitation", "population"), ("territoires",)
        )


@regle(
    "CPTS-014",
    titre="La lettre d'intention d'une CPTS reçoit l'accord de l'ARS et celui de l'assurance maladie",
    cible=Projet,
    portee=Portee.DOCTRINE_ADMINISTRATIVE,
    vigueur=Periode(debut=DOUBLE_ACCORD_DEPUIS),
    sources=(textes.INSTRUCTION_2019_218,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def double_accord(projet: Projet, contexte: Contexte) -> Iterator[Verdict]:
    """Instruction 2019/218: one joint letter or two; judged once one of the two has agreed or a next step was taken."""
    if projet.nature is not NatureProjet.CPTS:
        yield SansObjet("ce n'est pas un projet de CPTS")
        return
    actifs = suivre(projet, contexte).evenements
    passes = [e for e in actifs if a_eu_lieu(e.intervalle, contexte.au) is not False]
    lettre = [e for e in passes if e.acte in {Acte.DEPOT_LETTRE_INTENTION, Acte.ACCORD_LETTRE_INTENTION}]
    suites = [e for e in passes if e.acte in {Acte.ACCORD_LETTRE_INTENTION, Acte.DEBUT_REDACTION, Acte.DEPOT_PROJET}]
    if not lettre or not suites:
        yield SansObjet("aucune lettre d'intention n'a reçu de réponse à cette date")
        return
    avant = {a_eu_lieu(e.intervalle, DOUBLE_ACCORD_DEPUIS - UN_JOUR) for e in suites}
    if True in avant:
        yield SansObjet("la lettre d'intention a reçu sa réponse avant l'instruction qui demande deux accords")
        return
    if None in avant:
        yield SousReserve("on ne sait pas si la réponse précède l'instruction qui demande deux accords", ("effet_le",))
    if not all(any(a_eu_lieu(e.intervalle, contexte.au) for e in faits) for faits in (lettre, suites)):
        yield SousReserve("on ne sait pas si la lettre d'intention a reçu une réponse à cette date", ("effet_le",))
    doutes = ["journal"] if _est_repris(actifs) else []
    yield from _accords_manquants(passes, contexte.au, doutes)


def _est_repris(actifs: Iterable[Evenement]) -> bool:
    """Whether steps may have been taken before the journal begins: an agreement, a filing."""
    return any(e.acte is Acte.REPRISE and e.etat != EtatCPTS.EMERGENCE.value for e in actifs)


_LETTRE_EN_MOINS = frozenset({Acte.REFUS_LETTRE_INTENTION, Acte.RETRAIT_LETTRE_INTENTION})


def _accords_manquants(passes: list[Evenement], au: date, doutes: list[str]) -> Iterator[Verdict]:
    accords = [e for e in passes if e.acte is Acte.ACCORD_LETTRE_INTENTION]
    # What was agreed to a letter that was refused or taken back since is not surely agreed to the next one.
    sans_suite = max((rang for rang, e in enumerate(passes) if e.acte in _LETTRE_EN_MOINS), default=0)
    surs = [e for e in passes[sans_suite:] if e in accords and a_eu_lieu(e.intervalle, au)]
    certains = {qualite for e in surs for qualite in e.qualites}
    possibles = {qualite for e in accords for qualite in e.qualites}
    for nom, groupe in (("l'ARS", {QualiteActeur.ARS}), ("l'assurance maladie (CPAM ou CGSS)", ASSURANCE_MALADIE)):
        if certains & groupe:
            continue
        if possibles & groupe or any(not e.acteurs for e in accords):
            yield Indetermine(
                f"on ne sait pas si l'accord de {nom} est donné à cette date", ("effet_le", "acteurs"), ("journal",)
            )
        elif doutes:
            yield Indetermine(f"on ne sait pas si l'accord de {nom} manque ou était dû", tuple(doutes), ("journal",))
        else:
            yield NonConforme(f"l'accord de {nom} manque", ("journal",))


# -- the calendar of the missions ----------------------------------------------------------------------------------

_SOUS_CONTRAT = frozenset({EtatCPTS.CONTRAT_SIGNE, EtatCPTS.EN_FONCTIONNEMENT, EtatCPTS.SUSPENDU})


def _calendrier(projet: Projet, contexte: Contexte, code: str) -> Iterator[Verdict]:
    """Deadlines of the missions that a rule founds, as the calendar of the project computes them."""
    if projet.nature is not NatureProjet.CPTS:
        yield SansObjet("ce n'est pas un projet de CPTS")
        return
    suivi = suivre(projet, contexte)
    if not suivi.etats_possibles & _SOUS_CONTRAT:
        yield SansObjet("aucun contrat n'est en cours à cette date")
        return
    if not suivi.etats_possibles <= _SOUS_CONTRAT:
        yield SousReserve("on ne sait pas si un contrat est en cours à cette date", ("journal", "effet_le"))
    if not suivi.actes(Acte.SIGNATURE_CONTRAT):
        yield Indetermine("la signature du contrat n'est pas au journal", ("journal",), ("journal",))
        return
    attendues = [echeance for echeance in suivi.echeances if echeance.code == code]
    if not attendues:
        yield SansObjet("le contrat n'a pas encore pris effet à cette date")
    for attendue in attendues:
        if attendue.statut is StatutEcheance.DEPASSEE:
            message = f"{attendue.libelle} : le délai est passé, c'était {attendue.avant_quand}"
            yield NonConforme(message, ("journal",))
        elif attendue.statut is StatutEcheance.INCERTAINE and not _reste_du_temps(attendue, contexte.au):
            message = f"{attendue.libelle} : on ne sait pas si le délai, ou la mission, est tenu"
            yield Indetermine(message, ("journal", "effet_le"), ("journal",))


def _reste_du_temps(echeance: Echeance, au: date) -> bool:
    return echeance.limite_le is not None and au <= echeance.limite_le


@regle(
    "CPTS-008",
    titre="Une CPTS démarre et déploie ses missions socles dans les délais de son contrat",
    cible=Projet,
    portee=Portee.CONVENTION,
    vigueur=Periode(debut=date(2019, 8, 25)),
    sources=(textes.ACI_CPTS_TAILLES,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def missions_socles(projet: Projet, contexte: Contexte) -> Iterator[Verdict]:
    """ACI CPTS: access to care within 6 and 18 months, pathways and prevention within 12 and 24."""
    return _calendrier(projet, contexte, "CPTS-008")


@regle(
    "CPTS-009",
    titre="Une CPTS démarre et déploie sa mission de réponse aux crises sanitaires dans les délais de son contrat",
    cible=Projet,
    portee=Portee.CONVENTION,
    vigueur=Periode(debut=date(2022, 3, 31)),
    sources=(textes.ACI_CPTS_AVENANT_2, textes.ACI_CPTS_TAILLES),
    fiabilite=Fiabilite.SECONDAIRE,
)
def mission_de_crise(projet: Projet, contexte: Contexte) -> Iterator[Verdict]:
    """Amendment 2: within 6 and 18 months; what it asks of contracts signed before was not read."""
    return _calendrier(projet, contexte, "CPTS-009")


_ORDRE = (
    (Acte.DEPOT_LETTRE_INTENTION, "la lettre d'intention"),
    (Acte.DEPOT_PROJET, "le dépôt du projet de santé"),
    (Acte.VALIDATION_PROJET, "sa validation"),
    (Acte.SIGNATURE_CONTRAT, "le contrat"),
)


@coherence(
    "CPTS-012",
    titre="La lettre d'intention, le dépôt du projet, sa validation et le contrat d'une CPTS se suivent dans cet ordre",
    cible=Projet,
)
def ordre_des_dates(projet: Projet, contexte: Contexte) -> Iterator[Verdict]:
    """Two of them may stand on one day; before a reprise, another filing or validation may."""
    if projet.nature is not NatureProjet.CPTS:
        yield SansObjet("ce n'est pas un projet de CPTS")
        return
    suivi = suivre(projet, contexte)
    passes = [
        (nom, premiere([suivi.dates(e) for e in siens]), any(a_eu_lieu(suivi.dates(e), contexte.au) for e in siens))
        for acte, nom in _ORDRE
        if (siens := [e for e in suivi.actes(acte) if a_eu_lieu(suivi.dates(e), contexte.au) is not False])
    ]
    if len(passes) < 2:  # noqa: PLR2004 - one date alone follows nothing
        yield SansObjet("moins de deux de ces dates sont connues")
        return
    if sum(faite for _, _, faite in passes) < 2:  # noqa: PLR2004
        yield SousReserve("on ne sait pas si deux de ces étapes ont eu lieu à cette date", ("effet_le",))
    repris = _est_repris(suivi.evenements)
    for (avant, (debut, fin), faite), (apres, (premier, dernier), suivie) in pairwise(passes):
        doute = Indetermine(f"on ne sait pas si {apres} suit {avant}", ("effet_le",), ("journal",))
        if dernier is not None and debut is not None and dernier < debut:
            message = f"{apres} ({jour_en_lettres(dernier)}) précède {avant} ({jour_en_lettres(debut)})"
            yield NonConforme(message, ("journal",)) if faite and suivie and not repris else doute
        elif fin is None or premier is None or fin > premier:
            yield doute


REGLES_CPTS: tuple[Regle, ...] = (
    forme_association,
    territoire_d_action,
    taille,
    double_accord,
    missions_socles,
    mission_de_crise,
    ordre_des_dates,
)
