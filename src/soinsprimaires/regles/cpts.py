"""Communautés professionnelles territoriales de santé and their projects."""

from collections.abc import Iterator
from datetime import date

from soinsprimaires import cycle
from soinsprimaires.composition import classe_taille
from soinsprimaires.cycle.etats import EtatCPTS
from soinsprimaires.cycle.tables import ASSURANCE_MALADIE
from soinsprimaires.modele.evenements import Acte, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.structures import CPTS, FormeJuridique
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.parametres import textes
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, SansObjet, Verdict, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

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
    vigueur=Periode(debut=date(2021, 5, 14)),
    sources=(textes.L1434_12_1,),
    fiabilite=Fiabilite.VERIFIEE,
)
def forme_association(cpts: CPTS, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L1434-12-1: association of the law of 1901, or of the local law of Alsace-Moselle."""
    couvertures = [(f.forme, None if f.periode is None else f.periode.couvre(contexte.au)) for f in cpts.formes]
    possibles = [(forme, couverture) for forme, couverture in couvertures if couverture is not False]
    if not possibles:
        yield Indetermine("la forme juridique à cette date n'est pas connue", ("formes",), ("formes",))
    seule = len(couvertures) == 1
    for forme, couverture in possibles:
        if forme in _ASSOCIATIONS:
            continue
        if couverture is True or seule:
            yield NonConforme(f"la forme juridique est {forme.value}, une association est exigée", ("formes",))
        else:
            yield Indetermine(f"on ne sait pas si la forme {forme.value} vaut à cette date", ("periode",), ("formes",))


@regle(
    "CPTS-004",
    titre="Le projet de santé d'une CPTS précise son territoire d'action",
    cible=Projet,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=date(2016, 1, 28)),
    verifiee_sur=Periode(debut=date(2022, 6, 30)),
    sources=(textes.L1434_12,),
    fiabilite=Fiabilite.VERIFIEE,
)
def territoire_d_action(projet: Projet, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L1434-12; asked of a filed project, not of a letter of intent."""
    if projet.nature is not NatureProjet.CPTS:
        yield SansObjet("ce n'est pas un projet de CPTS")
        return
    possibles = cycle.etats_possibles(projet, au=contexte.au)
    if possibles <= _AVANT_LE_DEPOT:
        yield SansObjet("le projet de santé n'est pas encore déposé")
        return
    territoire = contexte.registre.obtenir(projet.territoire)
    if not isinstance(territoire, Territoire):
        yield Indetermine("le territoire d'action n'est pas enregistré", ("territoire",), ("territoire",))
    elif territoire.communes or territoire.reperes or territoire.epci:
        return
    elif territoire.definition:
        message = f"le territoire « {territoire.identifiant} » n'est décrit qu'en mots, qui ne se vérifient pas"
        yield Indetermine(message, ("communes",), ("territoire",))
    elif possibles & _AVANT_LE_DEPOT:
        yield Indetermine("on ne sait pas si le projet de santé est déposé à cette date", ("journal",), ("journal",))
    else:
        message = f"le territoire « {territoire.identifiant} » n'a ni communes, ni limites"
        yield NonConforme(message, ("territoire",))


@regle(
    "CPTS-007",
    titre="La taille d'une CPTS se déduit de la population de son territoire",
    cible=CPTS,
    portee=Portee.CONVENTION,
    vigueur=Periode(debut=date(2019, 8, 25)),
    sources=(textes.ACI_CPTS_TAILLES,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def taille(cpts: CPTS, contexte: Contexte) -> Iterator[Verdict]:
    """ACI CPTS: four sizes; nothing but the population decides, so the rule says when it cannot."""
    territoires = [
        contexte.registre.obtenir(rattachement.territoire)
        for rattachement in cpts.territoires
        if rattachement.periode is None or rattachement.periode.couvre(contexte.au) is not False
    ]
    if len(territoires) != 1 or not isinstance(territoires[0], Territoire):
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
    vigueur=Periode(debut=date(2019, 10, 9)),
    sources=(textes.INSTRUCTION_2019_218,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def double_accord(projet: Projet, contexte: Contexte) -> Iterator[Verdict]:
    """Instruction 2019/218: one joint letter or two; judged once one of the two has agreed or a next step was taken."""
    if projet.nature is not NatureProjet.CPTS:
        yield SansObjet("ce n'est pas un projet de CPTS")
        return
    evenements = [ligne.evenement for ligne in cycle.historique(projet) if not ligne.annule]
    passes = [e for e in evenements if _a_eu_lieu(e.intervalle, contexte.au) is not False]
    lettre = [e for e in passes if e.acte in {Acte.DEPOT_LETTRE_INTENTION, Acte.ACCORD_LETTRE_INTENTION}]
    suites = [e for e in passes if e.acte in {Acte.ACCORD_LETTRE_INTENTION, Acte.DEBUT_REDACTION, Acte.DEPOT_PROJET}]
    if not lettre or not suites:
        yield SansObjet("aucune lettre d'intention n'a reçu de réponse à cette date")
        return
    accords = [e for e in lettre if e.acte is Acte.ACCORD_LETTRE_INTENTION]
    certains = {a.qualite for e in accords if _a_eu_lieu(e.intervalle, contexte.au) for a in e.acteurs}
    possibles = {a.qualite for e in accords for a in e.acteurs}
    for nom, groupe in (("l'ARS", {QualiteActeur.ARS}), ("l'assurance maladie (CPAM ou CGSS)", ASSURANCE_MALADIE)):
        if certains & groupe:
            continue
        if possibles & groupe or any(not e.acteurs for e in accords):
            yield Indetermine(
                f"on ne sait pas si l'accord de {nom} est donné à cette date", ("effet_le", "acteurs"), ("journal",)
            )
        else:
            yield NonConforme(f"l'accord de {nom} manque", ("journal",))


def _a_eu_lieu(intervalle: tuple[date | None, date | None], au: date) -> bool | None:
    debut, fin = intervalle
    if fin is not None and fin <= au:
        return True
    return False if debut is not None and debut > au else None


REGLES_CPTS: tuple[Regle, ...] = (forme_association, territoire_d_action, taille, double_accord)
