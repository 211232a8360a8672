"""What the library answers, as documents for programs: a report, a chronology, deadlines, a comparison.

Each names its ``format`` and its ``version``, writes every key, and has a schema that is made from these classes.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeVar

import attrs

from soinsprimaires.affichage.contenu.verification import conclure
from soinsprimaires.analyse.portefeuille import echeances_a_suivre, sans_jour
from soinsprimaires.anomalies import Gravite, desarmer_json
from soinsprimaires.comparaison.differences import Comparaison, DocumentComparaison
from soinsprimaires.cycle import Echeance, Etape, Etat, LigneHistorique, StatutEcheance, Suivi
from soinsprimaires.modele._objets import en_objet
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.regles.constats import Constat, Resultat, ResultatRegle
from soinsprimaires.regles.rapport import Bilan, Rapport
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import DatePartielle, Periode

__all__ = [
    "DOCUMENTS",
    "D_APRES",
    "comparaison_en_json",
    "echeances_en_json",
    "en_json",
    "extraire",
    "raconter_echeances",
    "raconter_rapport",
    "raconter_suivis",
]


T = TypeVar("T", bound=attrs.AttrsInstance)


@attrs.frozen(kw_only=True)
class RegleRapportee:
    """One version of a rule, with what it found.

    Attributes:
        etat_au: last day of which every dated copy of its texts is a witness; ``None`` when none bears a date.
        sources: references of its texts, in full.
    """

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
    """A report: every version of every rule, what it found, what they come to.

    Attributes:
        titre: title of the report.
        conforme: whether every obligation is met; ``None`` when nobody can say so.
        conclusion: the same in a French sentence.
        bilan: codes of the rules that decide of it, by outcome.
        avertissements: what must be known before the findings, in French sentences.
        etat_du_droit: oldest state of a text on which the report relied; ``None`` for none.
        regles: one a version of a rule, by code then period.
    """

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
    """An event of a journal, the states that are possible after it, and whether it counts.

    Attributes:
        evenement: identifiant of the event.
        acteurs: capacities in which somebody acted.
        etats: states possible after it, one when the journal can tell; words of the nature of the project.
        coherent: ``False`` when the procedure does not allow it then.
        annule: ``True`` when a later event cancels it; it then changes nothing.
    """

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
    """A deadline.

    Attributes:
        projet: identifiant of the project; ``None`` when the deadlines were given without it (``Echeances.en_json``).
        sources: references of the texts, in full; empty where there is none.
        a_temps: whether what was due was done in time; ``None`` when it was not done, or when the dates cannot tell.
    """

    projet: str | None
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
    """The life of a project on a day; a state is a word of its nature.

    Attributes:
        projet: identifiant of the project.
        nom: its name.
        nature: its nature.
        au: the day.
        etat: state on that day; ``None`` when the journal leaves several possible.
        etats_possibles: every state that the journal leaves possible.
        depuis: when the state of that day was reached; ``None`` when the journal does not tell.
        historique: every event, in order of effect, the cancelled ones after them.
        echeances: deadlines, the first ones first, those that are met too.
        ce_qui_manque: ordered steps to a working structure; empty when it works, ``None`` when no way is known.
        actes_possibles: acts that may change the state.
    """

    projet: str
    nom: str
    nature: NatureProjet
    au: date
    etat: str | None
    etats_possibles: tuple[str, ...]
    depuis: DatePartielle | None
    historique: tuple[EvenementRaconte, ...]
    echeances: tuple[EcheanceRacontee, ...]
    ce_qui_manque: tuple[EtapeRacontee, ...] | None
    actes_possibles: tuple[Acte, ...]


@attrs.frozen(kw_only=True)
class DocumentChronologie:
    """The life of projects.

    Attributes:
        projets: one a project.
    """

    projets: tuple[ProjetRaconte, ...]


@attrs.frozen(kw_only=True)
class DocumentEcheances:
    """Deadlines.

    Attributes:
        echeances: those of one project by last day, those that are met too (``Echeances.en_json``); or what is not met
            of several (``soinsprimaires echeances --json``): what is over, what comes, what no day can be given to.
    """

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

D_APRES: Final[Mapping[type[Any], type[Any]]] = MappingProxyType(
    {
        DocumentRapport: Rapport,
        RegleRapportee: ResultatRegle,
        EvenementRaconte: Evenement,
        EcheanceRacontee: Echeance,
        EtapeRacontee: Etape,
    }
)
"""What each of these classes tells of: a field is said there once, and here where it is told otherwise."""


def en_json(contenu: Any) -> str:
    """A document as JSON, keys sorted, in which nothing obeys a terminal."""
    [nom] = (nom for nom, classe in DOCUMENTS.items() if isinstance(contenu, classe))
    document = {"format": f"soinsprimaires/{nom}", "version": 1, **en_objet(contenu, complet=True)}
    return desarmer_json(json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)) + "\n"


def extraire(quoi: Any, *champs: str) -> dict[str, Any]:
    """Some fields of a value for a program: words of the format, days and amounts as texts."""
    return {champ: en_objet(getattr(quoi, champ)) for champ in champs}


def _dire(classe: type[T], quoi: Any, **autrement: Any) -> T:
    """A value as a document tells it: its fields as they are, but those that are told otherwise."""
    champs = (champ.name for champ in attrs.fields(classe) if champ.name not in autrement)
    return classe(**{champ: getattr(quoi, champ) for champ in champs}, **autrement)


def raconter_rapport(rapport: Rapport) -> DocumentRapport:
    """A report."""
    conclusion, *_ = conclure(rapport)
    return _dire(
        DocumentRapport,
        rapport,
        conclusion=conclusion.texte,
        avertissements=tuple(rapport.avertissements),
        regles=tuple(
            _dire(RegleRapportee, resultat, sources=tuple(source.reference for source in resultat.sources))
            for resultat in rapport.resultats
        ),
    )


def raconter_suivis(*suivis: Suivi) -> DocumentChronologie:
    """The life of projects."""
    return DocumentChronologie(projets=tuple(map(_suivi, suivis)))


def _suivi(suivi: Suivi) -> ProjetRaconte:
    projet, manque = suivi.projet, suivi.ce_qui_manque
    return _dire(
        ProjetRaconte,
        suivi,
        projet=projet.identifiant,
        nom=projet.nom,
        nature=projet.nature,
        etat=None if suivi.etat is None else suivi.etat.value,
        etats_possibles=_mots(suivi.etats_possibles),
        historique=tuple(map(_ligne, suivi.historique)),
        echeances=tuple(_echeance(echeance, projet.identifiant) for echeance in suivi.echeances),
        ce_qui_manque=manque and tuple(_dire(EtapeRacontee, etape, vers=etape.vers.value) for etape in manque),
        actes_possibles=tuple(suivi.actes_possibles()),
    )


def _mots(etats: Iterable[Etat]) -> tuple[str, ...]:
    return tuple(sorted(str(etat.value) for etat in etats))


def _ligne(ligne: LigneHistorique) -> EvenementRaconte:
    return _dire(
        EvenementRaconte,
        ligne.evenement,
        evenement=ligne.evenement.identifiant,
        acteurs=tuple(acteur.qualite for acteur in ligne.evenement.acteurs),
        etats=_mots(ligne.etats),
        coherent=ligne.coherent,
        annule=ligne.annule,
    )


def raconter_echeances(suivis: Iterable[Suivi]) -> DocumentEcheances:
    """What is not met of several projects: first what is to be followed, then what nothing dates well enough."""
    connus = tuple(suivis)
    sans = ((suivi, echeance) for suivi, echeances in sans_jour(connus) for echeance in echeances)
    return DocumentEcheances(
        echeances=tuple(_echeance(e, suivi.projet.identifiant) for suivi, e in (*echeances_a_suivre(connus), *sans))
    )


def _echeance(echeance: Echeance, projet: str | None) -> EcheanceRacontee:
    return _dire(EcheanceRacontee, echeance, projet=projet, sources=tuple(map(str, echeance.sources)))


def echeances_en_json(echeances: "tuple[Echeance, ...]") -> str:
    """Deadlines as a document."""
    return en_json(DocumentEcheances(echeances=tuple(_echeance(echeance, None) for echeance in echeances)))


def comparaison_en_json(comparaison: Comparaison) -> str:
    """A comparison as a document."""
    return en_json(comparaison.en_document())
