"""Public Hypothesis strategies: what an application needs to test itself with values of the model.

One function for each public class, named like it in the plural. What it draws satisfies the constructor, and nothing
more is promised: an illegal organisation, a dangling reference (outside :func:`registres`) or a wrong key are among the
examples, as they are among real documents. A class of words (``NatureReunion`` ...) needs none:
``hypothesis.strategies.sampled_from`` does it.

Beside them, :func:`registres` are coherent in their references, :func:`registres_conformes` have a report that is
conforme, :func:`journaux` are lives that the procedures allow; :func:`documents_json` and :func:`mutations` serve those
who write a reader of the format.

Once the extra is installed, ``hypothesis.strategies.from_type`` draws every class of the model.

The functions that take ``**champs`` restrict any field of their class, by a value or by a strategy; fields that the
constructor judges together are given together.

>>> from datetime import date
>>> from soinsprimaires import strategies
>>> from soinsprimaires.referentiels import professions
>>> infirmiers = strategies.professionnels(profession=professions.INFIRMIER, rpps=strategies.rpps(cle_valide=True))
>>> anciennes = strategies.msps(creee_le=strategies.dates_partielles(max_jour=date(2011, 8, 10)))
>>> equipes = strategies.registres(genres=("professionnels", "structures"), max_entites=12)

Needs the extra ``hypothesis``.
"""

from datetime import date
from importlib.util import find_spec
from typing import Any, Final

from soinsprimaires.erreurs import ExtraManquant

if find_spec("hypothesis") is None:
    raise ExtraManquant("hypothesis", "soinsprimaires.strategies")

from hypothesis.strategies import SearchStrategy, lists, one_of

from soinsprimaires.anomalies import Anomalie
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele.accompagnement import Accompagnement
from soinsprimaires.modele.actions import Action, EtapeTravaux
from soinsprimaires.modele.aides import AideFinanciere, BilanAnnuel, Dispositif, Indemnite, ObjectifChiffre
from soinsprimaires.modele.conventions import Avenant, Convention, Document, Label, Protocole
from soinsprimaires.modele.evenements import Acteur, Evenement, Reserve
from soinsprimaires.modele.formations import (
    Intervenant,
    ProgrammeDpc,
    ProgrammeFormation,
    Recurrence,
    SeanceFormation,
)
from soinsprimaires.modele.lieux import Horaire, Jalon, Lieu, LieuAnterieur, Position, Site
from soinsprimaires.modele.organisations import AutreIdentifiant, Contact, Filiation, NomAnterieur, Organisation
from soinsprimaires.modele.origines import ChampLu, Origine
from soinsprimaires.modele.permanence import CreneauGarde, TableauGarde
from soinsprimaires.modele.personnes import Fonction, Personne
from soinsprimaires.modele.procedures import EtapeProcedure, ProcedureRegionale
from soinsprimaires.modele.professionnels import Carence, Exercice, Mouvement, Presence, Professionnel, PublicVise
from soinsprimaires.modele.projets import Axe, Projet, Referent
from soinsprimaires.modele.reponses import Appartenance, ExerciceSitue, FonctionTenue, Pointage
from soinsprimaires.modele.reunions import (
    Decision,
    Emargement,
    GroupeTravail,
    Moment,
    Participation,
    ProchaineEtape,
    Reunion,
)
from soinsprimaires.modele.statistiques import PartStatistique, Statistique
from soinsprimaires.modele.structures import (
    CPTS,
    CTS,
    MSP,
    Adhesion,
    CentreSante,
    Engagement,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    FormeDatee,
    Partenariat,
    Rattachement,
    Signature,
    Soutien,
    Structure,
)
from soinsprimaires.modele.territoires import Etendue, PopulationDeclaree, Repere, Territoire
from soinsprimaires.sources import Provenance, SourceJuridique, VersionNonLue
from soinsprimaires.strategies._conformes import registres_conformes
from soinsprimaires.strategies._derivation import de, valeurs
from soinsprimaires.strategies._documents import documents_json, mutations
from soinsprimaires.strategies._primitives import (
    adelis,
    chronologies,
    codes_communes,
    codes_epci,
    codes_nomenclature,
    codes_postaux,
    dates_partielles,
    extensions,
    finess,
    periodes,
    rpps,
    sirens,
    sirets,
    slugs,
)
from soinsprimaires.strategies._registre import registres
from soinsprimaires.strategies._vies import journaux
from soinsprimaires.temps import Nuance, PeriodePartielle, Precision

__all__ = [
    "accompagnements",
    "acteurs",
    "actions",
    "adelis",
    "adhesions",
    "aides_financieres",
    "anomalies",
    "appartenances",
    "autres_identifiants",
    "avenants",
    "axes",
    "bilans_annuels",
    "carences",
    "centres_sante",
    "champs_lus",
    "chronologies",
    "codes_communes",
    "codes_epci",
    "codes_nomenclature",
    "codes_postaux",
    "contacts",
    "conventions",
    "cpts",
    "creneaux_garde",
    "cts",
    "dates_partielles",
    "decisions",
    "dispositifs",
    "documents",
    "documents_json",
    "emargements",
    "engagements",
    "equipes_soins_primaires",
    "equipes_soins_specialises",
    "estimations",
    "etapes_procedure",
    "etapes_travaux",
    "etendues",
    "evenements",
    "exercices",
    "exercices_situes",
    "extensions",
    "filiations",
    "finess",
    "fonctions",
    "fonctions_tenues",
    "formes_datees",
    "groupes_travail",
    "horaires",
    "indemnites",
    "intervenants",
    "jalons",
    "journaux",
    "labels",
    "lieux",
    "lieux_anterieurs",
    "moments",
    "mouvements",
    "msps",
    "mutations",
    "noms_anterieurs",
    "objectifs_chiffres",
    "organisations",
    "origines",
    "partenariats",
    "participations",
    "parts_statistiques",
    "periodes",
    "periodes_partielles",
    "personnes",
    "pointages",
    "populations_declarees",
    "positions",
    "presences",
    "procedures_regionales",
    "prochaines_etapes",
    "professionnels",
    "programmes_dpc",
    "programmes_formation",
    "projets",
    "protocoles",
    "provenances",
    "publics_vises",
    "rattachements",
    "recurrences",
    "referents",
    "registres",
    "registres_conformes",
    "reperes",
    "reserves",
    "reunions",
    "rpps",
    "seances_formation",
    "signatures",
    "sirens",
    "sirets",
    "sites",
    "slugs",
    "sources_juridiques",
    "soutiens",
    "statistiques",
    "structures",
    "tableaux_garde",
    "territoires",
    "versions_non_lues",
]

accompagnements: Final = de(Accompagnement)
acteurs: Final = de(Acteur)
actions: Final = de(Action)
adhesions: Final = de(Adhesion)
aides_financieres: Final = de(AideFinanciere)
anomalies: Final = de(Anomalie)
appartenances: Final = de(Appartenance)
autres_identifiants: Final = de(AutreIdentifiant)
avenants: Final = de(Avenant)
axes: Final = de(Axe)
bilans_annuels: Final = de(BilanAnnuel)
carences: Final = de(Carence)
centres_sante: Final = de(CentreSante)
champs_lus: Final = de(ChampLu)
contacts: Final = de(Contact)
conventions: Final = de(Convention)
creneaux_garde: Final = de(CreneauGarde)
cts: Final = de(CTS)
decisions: Final = de(Decision)
dispositifs: Final = de(Dispositif)
documents: Final = de(Document)
emargements: Final = de(Emargement)
engagements: Final = de(Engagement)
equipes_soins_primaires: Final = de(EquipeSoinsPrimaires)
equipes_soins_specialises: Final = de(EquipeSoinsSpecialises)
estimations: Final = de(Estimation)
etendues: Final = de(Etendue)
etapes_procedure: Final = de(EtapeProcedure)
etapes_travaux: Final = de(EtapeTravaux)
evenements: Final = de(Evenement)
exercices: Final = de(Exercice)
exercices_situes: Final = de(ExerciceSitue)
filiations: Final = de(Filiation)
fonctions: Final = de(Fonction)
fonctions_tenues: Final = de(FonctionTenue)
formes_datees: Final = de(FormeDatee)
groupes_travail: Final = de(GroupeTravail)
horaires: Final = de(Horaire)
indemnites: Final = de(Indemnite)
intervenants: Final = de(Intervenant)
jalons: Final = de(Jalon)
labels: Final = de(Label)
lieux: Final = de(Lieu)
lieux_anterieurs: Final = de(LieuAnterieur)
moments: Final = de(Moment)
mouvements: Final = de(Mouvement)
msps: Final = de(MSP)
noms_anterieurs: Final = de(NomAnterieur)
objectifs_chiffres: Final = de(ObjectifChiffre)
organisations: Final = de(Organisation)
origines: Final = de(Origine)
partenariats: Final = de(Partenariat)
participations: Final = de(Participation)
parts_statistiques: Final = de(PartStatistique)
periodes_partielles: Final = de(PeriodePartielle)
personnes: Final = de(Personne)
pointages: Final = de(Pointage)
populations_declarees: Final = de(PopulationDeclaree)
positions: Final = de(Position)
presences: Final = de(Presence)
procedures_regionales: Final = de(ProcedureRegionale)
prochaines_etapes: Final = de(ProchaineEtape)
professionnels: Final = de(Professionnel)
programmes_dpc: Final = de(ProgrammeDpc)
programmes_formation: Final = de(ProgrammeFormation)
projets: Final = de(Projet)
protocoles: Final = de(Protocole)
provenances: Final = de(Provenance)
publics_vises: Final = de(PublicVise)
rattachements: Final = de(Rattachement)
recurrences: Final = de(Recurrence)
referents: Final = de(Referent)
reperes: Final = de(Repere)
reserves: Final = de(Reserve)
reunions: Final = de(Reunion)
seances_formation: Final = de(SeanceFormation)
signatures: Final = de(Signature)
sites: Final = de(Site)
sources_juridiques: Final = de(SourceJuridique)
versions_non_lues: Final = de(VersionNonLue)
soutiens: Final = de(Soutien)
statistiques: Final = de(Statistique)
tableaux_garde: Final = de(TableauGarde)
territoires: Final = de(Territoire)


def cpts(*, au: date | None = None, taille: int | None = None, **champs: Any) -> SearchStrategy[CPTS]:
    """Values of :class:`~soinsprimaires.CPTS`.

    Args:
        au: a day on which it surely exists.
        taille: its number of adherents.
        champs: fields.
    """
    if au is not None:
        exacte = dates_partielles(max_jour=au, nuances=(Nuance.EXACTE,), precisions=(Precision.JOUR,))
        champs = {"creee_le": exacte, "dissoute_le": None} | champs
    if taille is not None:
        champs = {"adherents": lists(adhesions(), min_size=taille, max_size=taille).map(tuple)} | champs
    return valeurs(CPTS, champs)


def structures(**champs: Any) -> SearchStrategy[Structure]:
    """Structures of every kind; ``champs`` are fields that they have in common."""
    return one_of(
        msps(**champs),
        centres_sante(**champs),
        cts(**champs),
        cpts(**champs),
        equipes_soins_primaires(**champs),
        equipes_soins_specialises(**champs),
    )
