"""Each row of the tables, as the texts and the usages read give it: from where, to where, by whom, since when.

A row is written: from, act, to, who decides. ``+`` parts groups that must all agree; ``-`` leaves the state as it is.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Any

import attrs
import pytest

from soinsprimaires import Fiabilite, NatureProjet
from soinsprimaires.cycle import SOUS_CYCLES, TRANSITIONS, Transition

PORTEURS = "porteurs structure"
AUTORITES = "ars cpam cgss"
TOUS = f"{PORTEURS} {AUTORITES}"
PARTIES = f"{PORTEURS} + cpam cgss + ars"
GESTION = "gestionnaire collectivite"
CONTRAT = "contrat_signe en_fonctionnement suspendu"
LETTRES = "lettre_intention_deposee lettre_intention_validee"
DEPOSE = "projet_depose complements_demandes"
VIVANT = f"projet_valide {CONTRAT}"
AGREABLE = "engagement_depose recepisse_delivre ouvert suspendu"

# What founds a row: the beginning of its source, and how it was read.
USAGE = ("Usage : le texte de cette étape n'a pas été lu", "non_verifiee")
USAGE_LETTRE = ("Usage des ARS et de l'assurance maladie : lettre d'intention avant le projet", "secondaire")
USAGE_MSP = ("Usage des ARS : validation du projet d'une MSP", "secondaire")
INSTRUCTION = ("Instruction DGOS/DIR/CNAM/2019/218 du 9 octobre 2019", "secondaire")
L1434_12 = ("CSP, art. L1434-12", "verifiee")
L6323_3 = ("CSP, art. L6323-3", "secondaire")
INITIATIVE = ("CSP, art. L1434-12, rédaction de la loi n° 2016-41", "non_verifiee")
ENGAGEMENT = ("CSP, art. L6323-1-11, I", "verifiee")
AGREMENT = ("CSP, art. L6323-1-11, II (loi n° 2023-378 du 19 mai 2023)", "verifiee")
SUITE_DE_L_AGREMENT = (
    (
        "CSP, art. L6323-1-11, III (loi n° 2023-378 du 19 mai 2023) : agrément provisoire, définitif un an après "
        "l'ouverture du centre"
    ),
    "secondaire",
)
# Under article L6323-1-12 since 2018, under L6323-1 before, of which an undated copy was read.
SANCTION = ("CSP, art. L6323-1, rédaction de la loi n° 2009-879", "secondaire")
MODIFICATION = ("CSP, art. D6323-10", "secondaire")
DECRET_2024 = ("CSP, art. D6323-9, rédaction du décret n° 2024-568", "secondaire")
ACI_CPTS = ("Accord conventionnel interprofessionnel en faveur des CPTS du 20 juin 2019", "verifiee")
ACI_MSP = ("Accord conventionnel interprofessionnel des structures de santé pluriprofessionnelles", "secondaire")

# That a contract may be signed after another was read nowhere.
NON_LU_CPTS, NON_LU_MSP, SIGNER = (ACI_CPTS[0], "non_verifiee"), (ACI_MSP[0], "non_verifiee"), "signature_contrat"

# The ACI of the CPTS, the day after its publication; that of the MSP, the day of its approval.
DEPUIS_ACI_CPTS, DEPUIS_ACI_MSP = "2019-08-25", "2017-07-24"
DEPUIS_2018, DEPUIS_2023, DEPUIS_2024 = "2018-03-02", "2023-05-21", "2024-06-22"


@attrs.frozen
class Ligne:
    depuis: frozenset[str]
    acte: str
    vers: str
    accords: frozenset[frozenset[str]]
    decide: frozenset[str]
    texte: tuple[str, str]
    debut: str | None
    fin: str | None
    mention: str | None
    documents: frozenset[str]
    instruit: frozenset[str]
    avis: frozenset[str]
    usuelle: bool


def mots(texte: str) -> frozenset[str]:
    return frozenset(texte.split())


def ligne(  # noqa: PLR0917 - a row reads as a row
    depuis: str,
    acte: str,
    vers: str,
    par: str,
    texte: tuple[str, str] = USAGE,
    debut: str | None = None,
    *,
    fin: str | None = None,
    mention: str | None = None,
    documents: str = "",
    instruit: str = "",
    avis: str = "",
    usuelle: bool = True,
    ensemble: bool = False,
) -> Ligne:
    groupes = frozenset(mots(groupe) for groupe in par.split("+"))
    return Ligne(
        depuis=mots(depuis),
        acte=acte,
        vers=vers,
        accords=groupes if len(groupes) > 1 or ensemble else frozenset(),
        decide=frozenset().union(*groupes),
        texte=texte,
        debut=debut,
        fin=fin,
        mention=None if mention is None else f"cycle.{mention}",
        documents=mots(documents),
        instruit=mots(instruit),
        avis=mots(avis),
        usuelle=usuelle,
    )


def lettre(decideurs: str, usage: tuple[str, str], accord: tuple[str, str]) -> list[Ligne]:
    chacun = decideurs.replace("+", "")
    regards: dict[str, Any] = {"instruit": AUTORITES, "avis": "urps msa"}
    deposee = "lettre_intention_deposee"
    return [
        ligne("emergence", "depot_lettre_intention", deposee, PORTEURS, usage, documents="lettre_intention", **regards),
        ligne(deposee, "demande_complements", "-", chacun),
        ligne(deposee, "depot_complements", "-", PORTEURS),
        ligne(
            deposee, "accord_lettre_intention", "lettre_intention_validee", decideurs, accord, ensemble=True, **regards
        ),
        ligne(deposee, "refus_lettre_intention", "emergence", chacun, mention="motif"),
        ligne(f"{deposee} lettre_intention_validee", "retrait_lettre_intention", "emergence", PORTEURS, usuelle=False),
    ]


def vie_du_contrat(aci: str) -> list[Ligne]:
    return [
        ligne("projet_depose", "demande_complements", "complements_demandes", AUTORITES),
        ligne("complements_demandes", "depot_complements", "projet_depose", PORTEURS),
        ligne(CONTRAT, "demande_avenant", "-", TOUS, USAGE, aci, mention="avenant"),
        ligne(CONTRAT, "signature_avenant", "-", TOUS, USAGE, aci, mention="avenant", documents="contrat"),
        ligne(CONTRAT, "refus_avenant", "-", AUTORITES, USAGE, aci, mention="motif"),
        ligne(CONTRAT, "renouvellement", "-", PARTIES, USAGE, aci, documents="contrat"),
        ligne("contrat_signe en_fonctionnement", "suspension", "suspendu", AUTORITES, USAGE, aci, mention="motif"),
        ligne("suspendu", "levee_suspension", "en_fonctionnement", AUTORITES, USAGE, aci),
        ligne(CONTRAT, "resiliation", "resilie", TOUS, USAGE, aci, mention="motif"),
        ligne(CONTRAT, "expiration", "echu", TOUS, USAGE, aci),
        ligne(VIVANT, "fusion", "fusionne", PORTEURS, mention="projets_lies"),
    ]


SIGNATURE: dict[str, Any] = {"documents": "contrat statuts", "instruit": "cpam cgss"}
DOSSIER_CPTS: dict[str, Any] = {"documents": "projet_sante diagnostic_territorial", "instruit": "ars"}
DECISION: dict[str, Any] = {"documents": "decision", "instruit": "ars"}
COLLEGIALE: dict[str, Any] = {
    "documents": "decision",
    "instruit": AUTORITES,
    "avis": "comite_regional urps federation",
}
PAR_SITE: dict[str, Any] = {"mention": "agrement", "documents": "decision"}


def agrements(depuis: str, texte: tuple[str, str], suite: tuple[str, str], debut: str) -> list[Ligne]:
    demande: dict[str, Any] = {"mention": "agrement", "documents": "projet_sante", "instruit": "ars"}
    return [
        ligne(depuis, "demande_agrement", "-", GESTION, texte, debut, **demande),
        ligne(depuis, "agrement_provisoire", "-", "ars", suite, debut, **PAR_SITE),
        ligne(depuis, "agrement_definitif", "-", "ars", suite, debut, **PAR_SITE),
        ligne(depuis, "refus_agrement", "-", "ars", texte, debut, **PAR_SITE),
        ligne(depuis, "retrait_agrement", "-", "ars", suite, debut, **PAR_SITE),
    ]


def sanctions(debut: str) -> list[Ligne]:
    ferme = "fermeture_administrative"
    return [
        ligne("ouvert", "suspension", "suspendu", "ars", SANCTION, debut, mention="motif", documents="decision"),
        ligne("suspendu", "levee_suspension", "ouvert", "ars", SANCTION, debut, documents="decision"),
        ligne("ouvert suspendu", ferme, ferme, "ars", SANCTION, debut, mention="motif", documents="decision"),
    ]


def equipe(fiabilite: str) -> list[Ligne]:
    """CSP, art. L1411-11-1: "sur la base d'un projet de santé"; the instruction of 2016 and the ARS validate it."""
    usage = ("Usage des ARS : validation du projet d'une équipe de soins", fiabilite)
    avant = f"emergence projet_en_redaction {DEPOSE} projet_valide"
    return [
        ligne("emergence", "debut_redaction", "projet_en_redaction", PORTEURS),
        ligne(
            "emergence projet_en_redaction",
            "depot_projet",
            "projet_depose",
            PORTEURS,
            usage,
            documents="projet_sante",
            instruit="ars",
        ),
        ligne("projet_depose", "demande_complements", "complements_demandes", AUTORITES),
        ligne("complements_demandes", "depot_complements", "projet_depose", PORTEURS),
        ligne(DEPOSE, "validation_projet", "projet_valide", "ars", usage, documents="decision", instruit="ars"),
        ligne(
            DEPOSE, "refus_projet", "projet_en_redaction", "ars", mention="motif", documents="decision", instruit="ars"
        ),
        ligne("projet_valide", "mise_en_fonctionnement", "en_fonctionnement", PORTEURS, usage),
        ligne(
            f"projet_en_redaction {DEPOSE}",
            "mise_en_fonctionnement",
            "en_fonctionnement",
            PORTEURS,
            ("CSP, art. L1411-11-1", "secondaire"),
            usuelle=False,
        ),
        ligne(
            "en_fonctionnement",
            "validation_projet",
            "-",
            "ars",
            usage,
            documents="decision",
            instruit="ars",
            usuelle=False,
        ),
        ligne(avant, "abandon", "abandonne", PORTEURS),
        ligne(f"{avant} en_fonctionnement", "dissolution", "dissous", PORTEURS, usuelle=False),
    ]


LIGNES: dict[NatureProjet, list[Ligne]] = {
    NatureProjet.EQUIPE_SOINS_PRIMAIRES: equipe("secondaire"),
    NatureProjet.EQUIPE_SOINS_SPECIALISES: equipe("non_verifiee"),
    NatureProjet.CPTS: [
        *lettre("ars + cpam cgss", USAGE_LETTRE, INSTRUCTION),
        *vie_du_contrat(DEPUIS_ACI_CPTS),
        # The copy of 30 June 2022 has no sentence on it.
        ligne("emergence", "initiative_ars", "-", "ars", INITIATIVE, "2016-01-28", fin="2022-06-29", usuelle=False),
        ligne("lettre_intention_validee", "debut_redaction", "projet_en_redaction", PORTEURS, USAGE_LETTRE),
        ligne(
            "lettre_intention_validee projet_en_redaction opposition_ars",
            "depot_projet",
            "projet_depose",
            PORTEURS,
            L1434_12,
            **DOSSIER_CPTS,
        ),
        ligne("emergence", "depot_projet", "projet_depose", PORTEURS, L1434_12, usuelle=False, **DOSSIER_CPTS),
        ligne(DEPOSE, "validation_projet", "projet_valide", "ars", L1434_12, **DECISION),
        ligne(DEPOSE, "opposition_ars", "opposition_ars", "ars", L1434_12, mention="fondement", **DECISION),
        ligne("projet_valide", "signature_contrat", "contrat_signe", PARTIES, ACI_CPTS, DEPUIS_ACI_CPTS, **SIGNATURE),
        ligne(
            "resilie echu", SIGNER, "contrat_signe", PARTIES, NON_LU_CPTS, DEPUIS_ACI_CPTS, usuelle=False, **SIGNATURE
        ),
        ligne("contrat_signe", "mise_en_fonctionnement", "en_fonctionnement", PORTEURS, ACI_CPTS, DEPUIS_ACI_CPTS),
        ligne(CONTRAT, "demarrage_mission", "-", PORTEURS, ACI_CPTS, DEPUIS_ACI_CPTS, mention="mission"),
        ligne(CONTRAT, "deploiement_mission", "-", PORTEURS, ACI_CPTS, DEPUIS_ACI_CPTS, mention="mission"),
        ligne(VIVANT, "scission", "scinde", PORTEURS, mention="projets_lies"),
        ligne(
            f"emergence {LETTRES} projet_en_redaction {DEPOSE} projet_valide opposition_ars",
            "abandon",
            "abandonne",
            PORTEURS,
        ),
        ligne(
            f"emergence {LETTRES} projet_en_redaction {DEPOSE} projet_valide opposition_ars {CONTRAT} resilie echu",
            "dissolution",
            "dissous",
            PORTEURS,
            usuelle=False,
        ),
    ],
    NatureProjet.MSP: [
        *lettre("ars", USAGE_MSP, USAGE_MSP),
        *vie_du_contrat(DEPUIS_ACI_MSP),
        ligne("emergence lettre_intention_validee", "debut_redaction", "projet_en_redaction", PORTEURS, USAGE_MSP),
        ligne(
            "emergence lettre_intention_validee projet_en_redaction",
            "depot_projet",
            "projet_depose",
            PORTEURS,
            L6323_3,
            documents="projet_sante",
            instruit="ars",
        ),
        ligne(DEPOSE, "avis_comite", "-", "comite_regional", USAGE_MSP, mention="avis", documents="compte_rendu"),
        ligne(DEPOSE, "validation_projet", "projet_valide", "ars", USAGE_MSP, **COLLEGIALE),
        ligne(DEPOSE, "refus_projet", "projet_en_redaction", "ars", mention="motif", **COLLEGIALE),
        ligne("projet_valide", "signature_contrat", "contrat_signe", PARTIES, ACI_MSP, DEPUIS_ACI_MSP, **SIGNATURE),
        ligne("resilie echu", SIGNER, "contrat_signe", PARTIES, NON_LU_MSP, DEPUIS_ACI_MSP, usuelle=False, **SIGNATURE),
        ligne("en_fonctionnement", "signature_contrat", "-", PARTIES, ACI_MSP, DEPUIS_ACI_MSP, **SIGNATURE),
        ligne("projet_valide contrat_signe", "mise_en_fonctionnement", "en_fonctionnement", PORTEURS, L6323_3),
        # The project is sent for information: the code asks for no validation.
        ligne(DEPOSE, "mise_en_fonctionnement", "en_fonctionnement", PORTEURS, L6323_3, usuelle=False),
        ligne("en_fonctionnement", "validation_projet", "-", "ars", USAGE_MSP, usuelle=False, **COLLEGIALE),
        ligne(
            f"emergence {LETTRES} projet_en_redaction {DEPOSE} projet_valide",
            "abandon",
            "abandonne",
            PORTEURS,
        ),
        ligne(
            f"emergence {LETTRES} projet_en_redaction {DEPOSE} projet_valide {CONTRAT} resilie echu",
            "dissolution",
            "dissous",
            PORTEURS,
            usuelle=False,
        ),
    ],
    NatureProjet.CENTRE_SANTE: [
        ligne(
            "emergence",
            "depot_engagement_conformite",
            "engagement_depose",
            GESTION,
            ENGAGEMENT,
            DEPUIS_2018,
            documents="projet_sante engagement_conformite reglement_fonctionnement",
            instruit="ars",
        ),
        ligne(
            "engagement_depose",
            "delivrance_recepisse",
            "recepisse_delivre",
            "ars",
            ENGAGEMENT,
            DEPUIS_2018,
            documents="recepisse",
            instruit="ars",
        ),
        ligne(
            "ouvert suspendu",
            "depot_engagement_conformite",
            "-",
            GESTION,
            ENGAGEMENT,
            DEPUIS_2018,
            documents="projet_sante engagement_conformite",
        ),
        ligne("ouvert suspendu", "delivrance_recepisse", "-", "ars", ENGAGEMENT, DEPUIS_2018, documents="recepisse"),
        ligne("recepisse_delivre", "ouverture", "ouvert", GESTION, ENGAGEMENT, DEPUIS_2018),
        # Décret n° 2024-568, published on 21 June 2024: with no other activity, a centre opens on its agrément.
        ligne("emergence engagement_depose", "ouverture", "ouvert", GESTION, DECRET_2024, DEPUIS_2024, usuelle=False),
        *agrements(AGREABLE, AGREMENT, SUITE_DE_L_AGREMENT, DEPUIS_2023),
        *agrements("emergence", DECRET_2024, DECRET_2024, DEPUIS_2024),
        ligne(
            "ouvert suspendu",
            "modification_substantielle",
            "-",
            GESTION,
            MODIFICATION,
            "2018-03-02",
            documents="projet_sante",
        ),
        *sanctions("2009-07-23"),
        ligne("ouvert suspendu", "cessation", "cessation", GESTION),
        ligne("emergence engagement_depose recepisse_delivre", "abandon", "abandonne", GESTION),
        ligne(
            "emergence engagement_depose recepisse_delivre ouvert suspendu",
            "dissolution",
            "dissous",
            GESTION,
            usuelle=False,
        ),
    ],
}

SOUS_ETATS = {
    "demarrage_mission": ("non_demarree", "demarree"),
    "deploiement_mission": ("demarree", "deployee"),
    "demande_agrement": ("aucun refuse retire", "demande"),
    "agrement_provisoire": ("demande", "provisoire"),
    "agrement_definitif": ("provisoire", "definitif"),
    "refus_agrement": ("demande provisoire", "refuse"),
    "retrait_agrement": ("provisoire definitif", "retire"),
}


def valeurs(membres: Iterable[Enum]) -> frozenset[str]:
    return frozenset(str(membre.value) for membre in membres)


def lue(transition: Transition, texte: tuple[str, str]) -> Ligne:
    """A row of the table in the words of this file; its source is shortened to what is expected of it."""
    source = transition.sources[0]
    (mention,) = transition.mentions or (None,)
    return Ligne(
        depuis=valeurs(transition.depuis),
        acte=transition.acte.value,
        vers="-" if transition.vers is None else str(transition.vers.value),
        accords=frozenset(valeurs(groupe) for groupe in transition.accords),
        decide=valeurs(transition.decide_par),
        texte=(source.reference[: len(texte[0])], transition.fiabilite.value),
        debut=None if transition.vigueur.debut is None else str(transition.vigueur.debut),
        fin=None if transition.vigueur.fin is None else str(transition.vigueur.fin),
        mention=None if mention is None else mention.code,
        documents=valeurs(transition.documents),
        instruit=valeurs(transition.instruit_par),
        avis=valeurs(transition.avis_de),
        usuelle=transition.usuelle,
    )


CAS = [(nature, attendue) for nature, attendues in LIGNES.items() for attendue in attendues]


@pytest.mark.parametrize(
    ("nature", "attendue"), CAS, ids=lambda v: v.value if isinstance(v, NatureProjet) else f"{v.acte}-{v.vers}"
)
def test_la_ligne_de_l_acte(nature: NatureProjet, attendue: Ligne) -> None:
    siennes = [lue(t, attendue.texte) for t in TRANSITIONS[nature] if t.acte.value == attendue.acte]
    assert attendue in siennes


@pytest.mark.parametrize("nature", list(NatureProjet), ids=lambda nature: nature.value)
def test_aucune_autre_ligne(nature: NatureProjet) -> None:
    assert sorted(t.acte.value for t in TRANSITIONS[nature]) == sorted(attendue.acte for attendue in LIGNES[nature])


def test_les_passages_des_sous_cycles() -> None:
    lus = {acte.value: (valeurs(p.depuis), str(p.vers.value)) for acte, p in SOUS_CYCLES.items()}
    assert lus == {acte: (mots(depuis), vers) for acte, (depuis, vers) in SOUS_ETATS.items()}


def test_ce_qui_n_est_fonde_que_sur_un_usage_n_est_jamais_dit_verifie() -> None:
    for table in TRANSITIONS.values():
        for transition in table:
            if transition.sources[0].reference.startswith("Usage"):
                assert transition.fiabilite in {Fiabilite.SECONDAIRE, Fiabilite.NON_VERIFIEE}


@pytest.mark.parametrize(
    ("nature", "acte", "veille"),
    [
        (NatureProjet.CPTS, "initiative_ars", "2016-01-27"),
        (NatureProjet.CPTS, "signature_contrat", "2019-08-24"),
        (NatureProjet.MSP, "signature_contrat", "2017-07-23"),
        (NatureProjet.CENTRE_SANTE, "modification_substantielle", "2018-03-01"),
        (NatureProjet.CENTRE_SANTE, "depot_engagement_conformite", "2018-03-01"),
        (NatureProjet.CENTRE_SANTE, "suspension", "2009-07-22"),
    ],
    ids=str,
)
def test_la_veille_du_texte_l_acte_n_existe_pas(nature: NatureProjet, acte: str, veille: str) -> None:
    jours = [date.fromisoformat(veille), date.fromordinal(date.fromisoformat(veille).toordinal() + 1)]
    siennes = [t for t in TRANSITIONS[nature] if t.acte.value == acte]
    assert [any(jour in t.vigueur for t in siennes) for jour in jours] == [False, True]
