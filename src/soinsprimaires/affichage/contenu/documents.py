"""What the library answers, as documents for programs: a report, a chronology, deadlines, a comparison.

Each names its ``format`` and its ``version``, writes every key, and has a schema that is made from these classes.
"""

import json
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires.affichage.contenu.verification import conclure
from soinsprimaires.anomalies import Gravite, desarmer_json
from soinsprimaires.comparaison.differences import Comparaison, DocumentComparaison
from soinsprimaires.cycle import Echeance, Etape, LigneHistorique, StatutEcheance, Suivi
from soinsprimaires.modele._objets import en_objet
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.regles.constats import Constat, Resultat, ResultatRegle
from soinsprimaires.regles.rapport import Bilan, Rapport
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import DatePartielle, Periode

__all__ = [
    "DOCUMENTS",
    "comparaison_en_json",
    "echeances_en_json",
    "en_json",
    "raconter_echeances",
    "raconter_rapport",
    "raconter_suivis",
]


@attrs.frozen(kw_only=True)
class RegleRapportee:
    """One version of a rule, with what it found; ``sources`` are the references of its texts, in full."""

    code: str
    titre: str
    resultat: Resultat
    portee: Portee
    gravite: Gravite
    gravite_modifiee: bool
    fiabilite: Fiabilite
    etat_au: date | None
    vigueur: Periode
    sources: tuple[str, ...]
    constats: tuple[Constat, ...]


@attrs.frozen(kw_only=True)
class DocumentRapport:
    """A report: every version of every rule, what it found, what they come to; ``conforme`` is null when unknown."""

    titre: str
    au: date
    conforme: bool | None
    conclusion: str
    bilan: Bilan
    avertissements: tuple[str, ...]
    etat_du_droit: date | None
    regles: tuple[RegleRapportee, ...]
    non_jugees: tuple[str, ...]


@attrs.frozen(kw_only=True)
class EvenementRaconte:
    """An event of a journal, the states that are possible after it, and whether it counts."""

    evenement: str
    acte: Acte
    effet_le: DatePartielle | None
    enregistre_le: date
    acteurs: tuple[QualiteActeur, ...]
    etats: tuple[str, ...]
    coherent: bool
    annule: bool


@attrs.frozen(kw_only=True)
class EcheanceRacontee:
    """A deadline; ``sources`` are the references of its texts, in full."""

    code: str
    libelle: str
    limite_le: date | None
    au_plus_tard_le: date | None
    acteurs: tuple[QualiteActeur, ...]
    calcul: str
    statut: StatutEcheance
    tenue_le: DatePartielle | None
    a_temps: bool | None
    sources: tuple[str, ...]


@attrs.frozen(kw_only=True)
class EtapeRacontee:
    """A step to a working structure."""

    acte: Acte
    vers: str
    acteurs: tuple[QualiteActeur, ...]
    documents: tuple[NatureDocument, ...]
    conditions: tuple[str, ...]
    au_plus_tot_le: date
    usages: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ProjetRaconte:
    """The life of a project on a day; a state is a word of its nature, and ``etat`` is null when nobody can tell."""

    projet: str
    nature: NatureProjet
    au: date
    etat: str | None
    etats_possibles: tuple[str, ...]
    depuis: DatePartielle | None
    historique: tuple[EvenementRaconte, ...]
    echeances: tuple[EcheanceRacontee, ...]
    ce_qui_manque: tuple[EtapeRacontee, ...]
    actes_possibles: tuple[Acte, ...]


@attrs.frozen(kw_only=True)
class DocumentChronologie:
    """The life of projects."""

    projets: tuple[ProjetRaconte, ...]


@attrs.frozen(kw_only=True)
class DocumentEcheances:
    """Deadlines, the first ones first."""

    echeances: tuple[EcheanceRacontee, ...]


DOCUMENTS: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {
        "rapport": DocumentRapport,
        "chronologie": DocumentChronologie,
        "echeances": DocumentEcheances,
        "comparaison": DocumentComparaison,
    }
)
"""What each document holds beside its ``format`` and its ``version``."""


def en_json(contenu: Any) -> str:
    """A document as JSON, keys sorted, in which nothing obeys a terminal."""
    [nom] = (nom for nom, classe in DOCUMENTS.items() if isinstance(contenu, classe))
    document = {"format": f"soinsprimaires/{nom}", "version": 1, **en_objet(contenu, complet=True)}
    return desarmer_json(json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)) + "\n"


def raconter_rapport(rapport: Rapport) -> DocumentRapport:
    """A report."""
    conclusion, *_ = conclure(rapport)
    return DocumentRapport(
        titre=rapport.titre,
        au=rapport.au,
        conforme=rapport.conforme,
        conclusion=conclusion.texte,
        bilan=rapport.bilan,
        avertissements=tuple(rapport.avertissements),
        etat_du_droit=rapport.etat_du_droit,
        regles=tuple(map(_regle, rapport.resultats)),
        non_jugees=rapport.non_jugees,
    )


def _regle(resultat: ResultatRegle) -> RegleRapportee:
    siens = {champ.name: getattr(resultat, champ.name) for champ in attrs.fields(RegleRapportee)}
    return RegleRapportee(**{**siens, "sources": tuple(source.reference for source in resultat.sources)})


def raconter_suivis(*suivis: Suivi) -> DocumentChronologie:
    """The life of projects."""
    return DocumentChronologie(projets=tuple(map(_suivi, suivis)))


def _suivi(suivi: Suivi) -> ProjetRaconte:
    return ProjetRaconte(
        projet=suivi.projet.identifiant,
        nature=suivi.projet.nature,
        au=suivi.au,
        etat=None if suivi.etat is None else suivi.etat.value,
        etats_possibles=tuple(sorted(possible.value for possible in suivi.etats_possibles)),
        depuis=suivi.depuis,
        historique=tuple(map(_ligne, suivi.historique)),
        echeances=tuple(map(_echeance, suivi.echeances)),
        ce_qui_manque=tuple(map(_etape, suivi.ce_qui_manque or ())),
        actes_possibles=tuple(suivi.actes_possibles()),
    )


def _ligne(ligne: LigneHistorique) -> EvenementRaconte:
    evenement = ligne.evenement
    return EvenementRaconte(
        evenement=evenement.identifiant,
        acte=evenement.acte,
        effet_le=evenement.effet_le,
        enregistre_le=evenement.enregistre_le,
        acteurs=tuple(acteur.qualite for acteur in evenement.acteurs),
        etats=tuple(sorted(etat.value for etat in ligne.etats)),
        coherent=ligne.coherent,
        annule=ligne.annule,
    )


def raconter_echeances(echeances: "tuple[Echeance, ...]") -> DocumentEcheances:
    """Deadlines."""
    return DocumentEcheances(echeances=tuple(map(_echeance, echeances)))


def _echeance(echeance: Echeance) -> EcheanceRacontee:
    siens = {champ.name: getattr(echeance, champ.name) for champ in attrs.fields(EcheanceRacontee)}
    return EcheanceRacontee(**{**siens, "sources": tuple(map(str, echeance.sources))})


def _etape(etape: Etape) -> EtapeRacontee:
    siens = {champ.name: getattr(etape, champ.name) for champ in attrs.fields(EtapeRacontee)}
    return EtapeRacontee(**{**siens, "vers": etape.vers.value})


def echeances_en_json(echeances: "tuple[Echeance, ...]") -> str:
    """Deadlines as a document."""
    return en_json(raconter_echeances(echeances))


def comparaison_en_json(comparaison: Comparaison) -> str:
    """A comparison as a document."""
    return en_json(comparaison.en_document())
