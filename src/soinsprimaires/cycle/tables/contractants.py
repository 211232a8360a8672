"""The procedures of those who sign an accord conventionnel interprofessionnel: CPTS and maisons de santé."""

from datetime import date
from typing import Any, Final

from soinsprimaires.cycle.mentions import AVIS, FONDEMENT_LEGAL, MISSION, MOTIF, OBJET_AVENANT, PROJETS_LIES
from soinsprimaires.cycle.tables.rangees import (
    ASSURANCE_MALADIE,
    AUTORITES,
    PORTEURS,
    Q,
    Transition,
    complements,
    dissolution,
    ligne,
)
from soinsprimaires.droit.aci_msp import ACI_MSP_APPROUVE_LE
from soinsprimaires.droit.textes import (
    ACI_CPTS,
    ACI_MSP,
    INSTRUCTION_2019_218,
    L1434_12,
    L1434_12_2016,
    L6323_3,
    USAGE_CYCLE,
    USAGE_LETTRE,
    USAGE_MSP,
)
from soinsprimaires.modele._etats import Etat, EtatCPTS, EtatMSP
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, QualiteActeur
from soinsprimaires.sources import Fiabilite, SourceJuridique
from soinsprimaires.temps import Periode

__all__ = ["SOUS_CONTRAT", "table_cpts", "table_msp"]

_PARTIES: Final = (PORTEURS, ASSURANCE_MALADIE, frozenset({Q.ARS}))
# The ACI of the CPTS is in force from the day after its publication, that of the MSP from its approval.
_ACI_CPTS_EN_VIGUEUR: Final = Periode(debut=date(2019, 8, 25))
_ACI_MSP_EN_VIGUEUR: Final = Periode(debut=ACI_MSP_APPROUVE_LE)

# The sentence on the initiative of the ARS came with the CPTS themselves; the copy of 30 June 2022 no longer has it.
_INITIATIVE_ARS: Final = Periode(debut=date(2016, 1, 28), fin=date(2022, 6, 29))


def _sous_contrat(e: type[EtatCPTS] | type[EtatMSP]) -> tuple[Etat, ...]:
    return (e.CONTRAT_SIGNE, e.EN_FONCTIONNEMENT, e.SUSPENDU)


SOUS_CONTRAT: Final[frozenset[Etat]] = frozenset({*_sous_contrat(EtatCPTS), *_sous_contrat(EtatMSP)})
"""States in which a contract may be in force; that of an MSP which works may have none."""


def table_cpts() -> tuple[Transition, ...]:
    """A CPTS: letter, project, contract with its missions."""
    e, a, d = EtatCPTS, Acte, NatureDocument
    sous_contrat = _sous_contrat(e)
    depot: dict[str, Any] = {
        "documents": (d.PROJET_SANTE, d.DIAGNOSTIC_TERRITORIAL),
        "instruit_par": frozenset({Q.ARS}),
    }
    contrat = _contrat(ACI_CPTS, Fiabilite.VERIFIEE, _ACI_CPTS_EN_VIGUEUR)
    mission: dict[str, Any] = {"mentions": (MISSION,), "vigueur": _ACI_CPTS_EN_VIGUEUR}
    return (
        ligne(
            [e.EMERGENCE],
            a.INITIATIVE_ARS,
            None,
            [Q.ARS],
            L1434_12_2016,
            Fiabilite.NON_VERIFIEE,
            vigueur=_INITIATIVE_ARS,
            usuelle=False,
        ),
        *_lettre(e, USAGE_LETTRE, accords=(frozenset({Q.ARS}), ASSURANCE_MALADIE), texte_accord=INSTRUCTION_2019_218),
        ligne(
            [e.LETTRE_INTENTION_VALIDEE],
            a.DEBUT_REDACTION,
            e.PROJET_EN_REDACTION,
            PORTEURS,
            USAGE_LETTRE,
            Fiabilite.SECONDAIRE,
        ),
        ligne(
            [e.LETTRE_INTENTION_VALIDEE, e.PROJET_EN_REDACTION, e.OPPOSITION_ARS],
            a.DEPOT_PROJET,
            e.PROJET_DEPOSE,
            PORTEURS,
            L1434_12,
            **depot,
        ),
        # The code asks for no letter of intent.
        ligne([e.EMERGENCE], a.DEPOT_PROJET, e.PROJET_DEPOSE, PORTEURS, L1434_12, usuelle=False, **depot),
        *complements(e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES),
        ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.VALIDATION_PROJET,
            e.PROJET_VALIDE,
            [Q.ARS],
            L1434_12,
            documents=(d.DECISION,),
            instruit_par=frozenset({Q.ARS}),
        ),
        ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.OPPOSITION_ARS,
            e.OPPOSITION_ARS,
            [Q.ARS],
            L1434_12,
            documents=(d.DECISION,),
            mentions=(FONDEMENT_LEGAL,),
            instruit_par=frozenset({Q.ARS}),
        ),
        ligne([e.PROJET_VALIDE], a.SIGNATURE_CONTRAT, e.CONTRAT_SIGNE, **contrat),
        _autre_contrat(e, contrat),
        ligne(
            [e.CONTRAT_SIGNE],
            a.MISE_EN_FONCTIONNEMENT,
            e.EN_FONCTIONNEMENT,
            PORTEURS,
            ACI_CPTS,
            vigueur=_ACI_CPTS_EN_VIGUEUR,
        ),
        ligne(sous_contrat, a.DEMARRAGE_MISSION, None, PORTEURS, ACI_CPTS, **mission),
        ligne(sous_contrat, a.DEPLOIEMENT_MISSION, None, PORTEURS, ACI_CPTS, **mission),
        *_vie_du_contrat(e, sous_contrat, _ACI_CPTS_EN_VIGUEUR),
        ligne(
            [*sous_contrat, e.PROJET_VALIDE],
            a.SCISSION,
            e.SCINDE,
            PORTEURS,
            USAGE_CYCLE,
            Fiabilite.NON_VERIFIEE,
            mentions=(PROJETS_LIES,),
        ),
        *_sorties(e, sous_contrat),
    )


def table_msp() -> tuple[Transition, ...]:
    """A maison de santé, which may work before the ARS validates its project, and long before it signs."""
    e, a, d = EtatMSP, Acte, NatureDocument
    sous_contrat = _sous_contrat(e)
    # The agreement was read through the page of a federation.
    contrat = _contrat(ACI_MSP, Fiabilite.SECONDAIRE, _ACI_MSP_EN_VIGUEUR)
    instruits: dict[str, Any] = {
        "instruit_par": AUTORITES,
        "avis_de": frozenset({Q.COMITE_REGIONAL, Q.URPS, Q.FEDERATION}),
    }
    return (
        *_lettre(e, USAGE_MSP, accords=(frozenset({Q.ARS}),), texte_accord=USAGE_MSP),
        # The letter exists in some regions only.
        ligne(
            [e.EMERGENCE, e.LETTRE_INTENTION_VALIDEE],
            a.DEBUT_REDACTION,
            e.PROJET_EN_REDACTION,
            PORTEURS,
            USAGE_MSP,
            Fiabilite.SECONDAIRE,
        ),
        ligne(
            [e.EMERGENCE, e.LETTRE_INTENTION_VALIDEE, e.PROJET_EN_REDACTION],
            a.DEPOT_PROJET,
            e.PROJET_DEPOSE,
            PORTEURS,
            L6323_3,
            Fiabilite.SECONDAIRE,
            documents=(d.PROJET_SANTE,),
            instruit_par=frozenset({Q.ARS}),
        ),
        *complements(e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES),
        ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.AVIS_COMITE,
            None,
            [Q.COMITE_REGIONAL],
            USAGE_MSP,
            Fiabilite.SECONDAIRE,
            mentions=(AVIS,),
            documents=(d.COMPTE_RENDU,),
        ),
        ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.VALIDATION_PROJET,
            e.PROJET_VALIDE,
            [Q.ARS],
            USAGE_MSP,
            Fiabilite.SECONDAIRE,
            documents=(d.DECISION,),
            **instruits,
        ),
        ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.REFUS_PROJET,
            e.PROJET_EN_REDACTION,
            [Q.ARS],
            USAGE_CYCLE,
            Fiabilite.NON_VERIFIEE,
            mentions=(MOTIF,),
            documents=(d.DECISION,),
            **instruits,
        ),
        ligne([e.PROJET_VALIDE], a.SIGNATURE_CONTRAT, e.CONTRAT_SIGNE, **contrat),
        _autre_contrat(e, contrat),
        # A maison de santé may work long before it signs.
        ligne([e.EN_FONCTIONNEMENT], a.SIGNATURE_CONTRAT, None, **contrat),
        ligne(
            [e.PROJET_VALIDE, e.CONTRAT_SIGNE],
            a.MISE_EN_FONCTIONNEMENT,
            e.EN_FONCTIONNEMENT,
            PORTEURS,
            L6323_3,
            Fiabilite.SECONDAIRE,
        ),
        # The code asks that the project be sent to the ARS for information, and no validation: it may come later.
        ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.MISE_EN_FONCTIONNEMENT,
            e.EN_FONCTIONNEMENT,
            PORTEURS,
            L6323_3,
            Fiabilite.SECONDAIRE,
            usuelle=False,
        ),
        ligne(
            [e.EN_FONCTIONNEMENT],
            a.VALIDATION_PROJET,
            None,
            [Q.ARS],
            USAGE_MSP,
            Fiabilite.SECONDAIRE,
            documents=(d.DECISION,),
            usuelle=False,
            **instruits,
        ),
        *_vie_du_contrat(e, sous_contrat, _ACI_MSP_EN_VIGUEUR),
        *_sorties(e, sous_contrat),
    )


def _lettre(
    e: type[EtatCPTS] | type[EtatMSP],
    usage: SourceJuridique,
    *,
    accords: tuple[frozenset[QualiteActeur], ...],
    texte_accord: SourceJuridique,
) -> tuple[Transition, ...]:
    """The letter of intent: filed, examined, agreed, refused or taken back; one that was may be filed anew."""
    a, decideurs = Acte, frozenset(qualite for groupe in accords for qualite in groupe)
    lettre = (NatureDocument.LETTRE_INTENTION,)
    deposee, secondaire = e.LETTRE_INTENTION_DEPOSEE, Fiabilite.SECONDAIRE
    return (
        ligne(
            [e.EMERGENCE],
            a.DEPOT_LETTRE_INTENTION,
            deposee,
            PORTEURS,
            usage,
            secondaire,
            documents=lettre,
            instruit_par=AUTORITES,
            avis_de=frozenset({Q.URPS, Q.MSA}),
        ),
        ligne([deposee], a.DEMANDE_COMPLEMENTS, None, decideurs, USAGE_CYCLE, Fiabilite.NON_VERIFIEE),
        ligne([deposee], a.DEPOT_COMPLEMENTS, None, PORTEURS, USAGE_CYCLE, Fiabilite.NON_VERIFIEE),
        ligne(
            [deposee],
            a.ACCORD_LETTRE_INTENTION,
            e.LETTRE_INTENTION_VALIDEE,
            decideurs,
            texte_accord,
            secondaire,
            accords=accords,
            instruit_par=AUTORITES,
            avis_de=frozenset({Q.URPS, Q.MSA}),
        ),
        ligne(
            [deposee],
            a.REFUS_LETTRE_INTENTION,
            e.EMERGENCE,
            decideurs,
            USAGE_CYCLE,
            Fiabilite.NON_VERIFIEE,
            mentions=(MOTIF,),
        ),
        # Those who sent it may take it back, agreed or not; no text that was read speaks of it.
        ligne(
            [deposee, e.LETTRE_INTENTION_VALIDEE],
            a.RETRAIT_LETTRE_INTENTION,
            e.EMERGENCE,
            PORTEURS,
            USAGE_CYCLE,
            Fiabilite.NON_VERIFIEE,
            usuelle=False,
        ),
    )


def _contrat(accord: SourceJuridique, fiabilite: Fiabilite, vigueur: Periode) -> dict[str, Any]:
    """The columns of a contract between the structure, the assurance maladie and the ARS."""
    return {
        "par": PORTEURS | AUTORITES,
        "source": accord,
        "fiabilite": fiabilite,
        "accords": _PARTIES,
        "documents": (NatureDocument.CONTRAT, NatureDocument.STATUTS),
        "instruit_par": ASSURANCE_MALADIE,
        "vigueur": vigueur,
    }


def _autre_contrat(e: type[EtatCPTS] | type[EtatMSP], contrat: dict[str, Any]) -> Transition:
    """After one that ended: no text that was read forbids it, and the end of a contract ends no project."""
    colonnes = contrat | {"fiabilite": Fiabilite.NON_VERIFIEE, "usuelle": False}
    return ligne([e.RESILIE, e.ECHU], Acte.SIGNATURE_CONTRAT, e.CONTRAT_SIGNE, **colonnes)


def _vie_du_contrat(
    e: type[EtatCPTS] | type[EtatMSP], sous_contrat: tuple[Etat, ...], vigueur: Periode
) -> tuple[Transition, ...]:
    """Amendments, renewal, suspension, termination and term; their clauses were not read in the agreements."""
    a, usage, tous = Acte, Fiabilite.NON_VERIFIEE, PORTEURS | AUTORITES
    contrat = (NatureDocument.CONTRAT,)
    return (
        ligne(
            sous_contrat, a.DEMANDE_AVENANT, None, tous, USAGE_CYCLE, usage, mentions=(OBJET_AVENANT,), vigueur=vigueur
        ),
        ligne(
            sous_contrat,
            a.SIGNATURE_AVENANT,
            None,
            tous,
            USAGE_CYCLE,
            usage,
            mentions=(OBJET_AVENANT,),
            documents=contrat,
            vigueur=vigueur,
        ),
        ligne(sous_contrat, a.REFUS_AVENANT, None, AUTORITES, USAGE_CYCLE, usage, mentions=(MOTIF,), vigueur=vigueur),
        ligne(
            sous_contrat,
            a.RENOUVELLEMENT,
            None,
            tous,
            USAGE_CYCLE,
            usage,
            accords=_PARTIES,
            documents=contrat,
            vigueur=vigueur,
        ),
        ligne(
            [e.CONTRAT_SIGNE, e.EN_FONCTIONNEMENT],
            a.SUSPENSION,
            e.SUSPENDU,
            AUTORITES,
            USAGE_CYCLE,
            usage,
            mentions=(MOTIF,),
            vigueur=vigueur,
        ),
        ligne([e.SUSPENDU], a.LEVEE_SUSPENSION, e.EN_FONCTIONNEMENT, AUTORITES, USAGE_CYCLE, usage, vigueur=vigueur),
        ligne(sous_contrat, a.RESILIATION, e.RESILIE, tous, USAGE_CYCLE, usage, mentions=(MOTIF,), vigueur=vigueur),
        ligne(sous_contrat, a.EXPIRATION, e.ECHU, tous, USAGE_CYCLE, usage, vigueur=vigueur),
    )


def _sorties(e: type[EtatCPTS] | type[EtatMSP], sous_contrat: tuple[Etat, ...]) -> tuple[Transition, ...]:
    """Merger, once there is something to merge; abandonment, before any contract; dissolution. No text was read."""
    etats: tuple[EtatCPTS | EtatMSP, ...] = tuple(e)
    avant_contrat = etats[: etats.index(e.CONTRAT_SIGNE)]
    usage = Fiabilite.NON_VERIFIEE
    return (
        ligne(
            [*sous_contrat, e.PROJET_VALIDE],
            Acte.FUSION,
            e.FUSIONNE,
            PORTEURS,
            USAGE_CYCLE,
            usage,
            mentions=(PROJETS_LIES,),
        ),
        ligne(avant_contrat, Acte.ABANDON, e.ABANDONNE, PORTEURS, USAGE_CYCLE, usage),
        dissolution([*avant_contrat, *sous_contrat, e.RESILIE, e.ECHU], e.DISSOUS, PORTEURS),
    )
