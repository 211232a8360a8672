"""Five meetings that prepared CPTS in the Cher, the Loiret and the Indre-et-Loire, before the ACI and its clocks.

Five territories are talked of: the agglomeration of Bourges, Est du Cher, Chinonais, Giennois and, north of the
Indre-et-Loire, "one or several" CPTS. One day is written with its year, the announced 6 April 2017, which dates the
others.
"""

from datetime import date
from typing import Final

import attrs

from soinsprimaires import (
    Acte,
    Acteur,
    Action,
    Axe,
    Decision,
    Delimitation,
    Direction,
    Dispositif,
    DomaineAction,
    Estimation,
    Evenement,
    GroupeTravail,
    ModeExercice,
    NatureDecision,
    NatureDispositif,
    NatureGroupe,
    NatureOrganisation,
    NatureProjet,
    NatureProvenance,
    NatureReunion,
    NatureTerritoire,
    NuanceNombre,
    Organisation,
    Participation,
    ProchaineEtape,
    Projet,
    Provenance,
    PublicVise,
    QualiteActeur,
    Registre,
    Repere,
    Reunion,
    StatutAction,
    StatutGroupe,
    StatutReunion,
    Territoire,
    en_json,
)
from soinsprimaires.referentiels import professions

TITRE = "Centre-Val de Loire : cinq réunions pour préparer des CPTS"

# The day of the last meeting told: all that is told was done, all that is announced is still to come.
AU = date(2017, 2, 27)

# The day on which the article was entered here: of no source, and the same in every example.
ENREGISTRE_LE: Final = date(2026, 11, 22)

# The article announces a meeting of 6 April 2017, so it was published by then.
ARTICLE: Final = Provenance(
    titre="CPTS : retour sur les réunions de Bourges, Gien, Chinon, Semblançay et Sancoins",
    publie_le="../2017-04-06",
)


# "Début avril": in its first half, as far as can be said.
DEBUT_AVRIL: Final = "[2017-04-01..2017-04-15]"


def selon(passage: str, nature: NatureProvenance = NatureProvenance.ECRITE) -> Provenance:
    """The article, and where it says the fact."""
    return attrs.evolve(ARTICLE, passage=passage, nature=nature)


def selon_jour(passage: str) -> Provenance:
    """The article, for a day whose year is deduced."""
    return selon(passage, NatureProvenance.DEDUITE)


TERRITOIRES: Final = (
    Territoire(
        identifiant="cher",
        nom="Cher",
        nature=NatureTerritoire.DEPARTEMENT,
        departement="18",
        provenance=selon("Bourges"),
    ),
    Territoire(
        identifiant="loir-et-cher",
        nom="Loir-et-Cher",
        nature=NatureTerritoire.DEPARTEMENT,
        departement="41",
        provenance=selon("Bourges"),
    ),
    Territoire(
        identifiant="agglomeration-bourges",
        nom="Agglomération de Bourges",
        nature=NatureTerritoire.ACTION_CPTS,
        definition="l'agglomération de Bourges",
        communes=("18033",),
        delimitation=Delimitation.PARTIELLE,
        departement="18",
        provenance=selon("Bourges"),
    ),
    # Three landmarks and no list: which communes lie between them is not said.
    Territoire(
        identifiant="est-du-cher",
        nom="Est du Cher",
        nature=NatureTerritoire.ACTION_CPTS,
        definition="axe Nord-Sud de Sancergues à Sancoins, à l'Ouest jusqu'à Baugy",
        departement="18",
        reperes=(
            Repere(commune="18240", direction=Direction.NORD),
            Repere(commune="18242", direction=Direction.SUD),
            Repere(commune="18023", direction=Direction.OUEST),
        ),
        provenance=selon("Sancoins"),
    ),
    Territoire(
        identifiant="chinonais",
        nom="Chinonais",
        nature=NatureTerritoire.ACTION_CPTS,
        departement="37",
        provenance=selon("Chinon"),
    ),
    # Its limits are what the meeting left to think over.
    Territoire(
        identifiant="giennois",
        nom="Giennois",
        nature=NatureTerritoire.ACTION_CPTS,
        departement="45",
        provenance=selon("Giennois"),
    ),
    Territoire(
        identifiant="nord-indre-et-loire",
        nom="Nord Indre-et-Loire",
        nature=NatureTerritoire.ACTION_CPTS,
        definition="le Nord du département, territoire Nord-Touraine",
        departement="37",
        provenance=selon("Semblançay"),
    ),
)

ORGANISATIONS: Final = (
    Organisation(
        identifiant="urps-ml",
        nom="URPS-ML",
        nature=NatureOrganisation.URPS,
        sigle="URPS-ML",
        region="24",
        provenance=selon("1er paragraphe"),
    ),
)

DISPOSITIFS: Final = (
    Dispositif(
        identifiant="pais",
        nom="PAÏS",
        nature=NatureDispositif.SOINS_NON_PROGRAMMES,
        territoire="loir-et-cher",
        provenance=selon("Bourges"),
    ),
)

REUNIONS_TENUES: Final = (
    Reunion(
        identifiant="reunion-bourges",
        objet="informer de la démarche CPTS",
        nature=NatureReunion.INFORMATION,
        statut=StatutReunion.TENUE,
        le="2017-01-11",
        organisateurs=("urps-ml",),
        commune="18033",
        territoire="cher",
        public=(PublicVise(profession=professions.MEDECIN, territoire="cher"),),
        presences=(Participation(categorie="personnes présentes", nombre=Estimation(valeur=36, unite="personnes")),),
        decisions=(
            Decision(
                nature=NatureDecision.CREATION_GROUPE,
                enonce="deux groupes de travail ont émergé",
                groupes=("groupe-agglomeration-bourges", "groupe-est-cher"),
            ),
        ),
        provenance=selon_jour("Bourges (11 janvier)"),
    ),
    Reunion(
        identifiant="reunion-chinon",
        objet="axes d'un projet de santé dans le Chinonais",
        nature=NatureReunion.CONCERTATION,
        statut=StatutReunion.TENUE,
        le="2017-02-01",
        organisateurs=("urps-ml",),
        commune="37072",
        territoire="chinonais",
        presences=(
            Participation(
                categorie="professionnels de santé libéraux",
                nombre=Estimation(valeur=58, unite="personnes"),
                mode=ModeExercice.LIBERAL,
            ),
        ),
        volontaires=Estimation(valeur=20, nuance=NuanceNombre.ENVIRON, unite="personnes"),
        projets=("projet-cpts-chinonais",),
        prochaines_etapes=(
            ProchaineEtape(
                objet="réflexion sur les aspects formels et organisationnels de la CPTS (règles d'adhésion, statuts, "
                "gouvernance, partenariats)",
                projets=("projet-cpts-chinonais",),
            ),
            ProchaineEtape(
                objet="réflexion sur les trois axes stratégiques",
                projets=("projet-cpts-chinonais",),
            ),
        ),
        provenance=selon_jour("Chinon (1er février)"),
    ),
    Reunion(
        identifiant="reunion-gien",
        objet="idées d'action qu'une CPTS pourrait porter",
        nature=NatureReunion.CONCERTATION,
        statut=StatutReunion.TENUE,
        le="2017-02-03",
        organisateurs=("urps-ml",),
        commune="45155",
        territoire="giennois",
        presences=(Participation(categorie="MSP du territoire", nombre=Estimation(valeur=3, unite="structures")),),
        # "... développer la télé-expertise…": a list left open.
        nombre_actions=Estimation(valeur=5, nuance=NuanceNombre.AU_MOINS, unite="idées d'action"),
        projets=("projet-cpts-giennois",),
        prochaines_etapes=(
            ProchaineEtape(
                objet="réflexion sur les limites géographiques de la CPTS",
                projets=("projet-cpts-giennois",),
            ),
            ProchaineEtape(
                objet="grande réunion d'information à destination de tous les professionnels du territoire",
                # "D'ici le mois d'avril": before it begins or before it ends is not said.
                echeance="../2017-04",
                reunion="information-giennois",
                projets=("projet-cpts-giennois",),
            ),
        ),
        provenance=selon_jour("Giennois (3 février)"),
    ),
    Reunion(
        identifiant="reunion-semblancay",
        objet="constitution d'une ou plusieurs CPTS sur le Nord du département",
        nature=NatureReunion.PREMIER_CONTACT,
        statut=StatutReunion.TENUE,
        le="2017-02-07",
        organisateurs=("urps-ml",),
        commune="37245",
        territoire="nord-indre-et-loire",
        presences=(Participation(categorie="leaders des maisons et pôles de santé du territoire"),),
        projets=("projet-cpts-nord-indre-et-loire",),
        prochaines_etapes=(
            ProchaineEtape(
                objet="réunion d'information sur les CPTS",
                echeance=DEBUT_AVRIL,
                reunion="information-nord-touraine",
                projets=("projet-cpts-nord-indre-et-loire",),
            ),
        ),
        provenance=selon_jour("Semblançay (7 février)"),
    ),
    Reunion(
        identifiant="reunion-sancoins",
        objet="préparer la réunion d'information de l'Est du Cher",
        nature=NatureReunion.GROUPE,
        statut=StatutReunion.TENUE,
        le="2017-02-27",
        organisateurs=("urps-ml",),
        commune="18242",
        territoire="est-du-cher",
        projets=("projet-cpts-est-du-cher",),
        groupes=("groupe-est-cher",),
        suite_de="reunion-bourges",
        prepare="information-est-du-cher",
        prochaines_etapes=(
            ProchaineEtape(
                objet="réunion d'information",
                echeance="2017-04-06",
                reunion="information-est-du-cher",
                projets=("projet-cpts-est-du-cher",),
            ),
        ),
        provenance=selon_jour("Sancoins (27 février)"),
    ),
)

REUNIONS_PREVUES: Final = (
    Reunion(
        identifiant="information-est-du-cher",
        objet="réunion d'information à destination de tous les professionnels de santé",
        nature=NatureReunion.INFORMATION,
        statut=StatutReunion.PREVUE,
        le="2017-04-06",
        territoire="est-du-cher",
        public=(PublicVise(libelle="tous les professionnels de santé", territoire="est-du-cher"),),
        projets=("projet-cpts-est-du-cher",),
        suite_de="reunion-sancoins",
        provenance=selon("prévue le 6 avril 2017"),
    ),
    Reunion(
        identifiant="information-giennois",
        objet="grande réunion d'information",
        nature=NatureReunion.INFORMATION,
        statut=StatutReunion.PREVUE,
        # It is announced on 3 February.
        le="[2017-02-03..2017-04]",
        territoire="giennois",
        public=(PublicVise(libelle="tous les professionnels du territoire", territoire="giennois"),),
        projets=("projet-cpts-giennois",),
        suite_de="reunion-gien",
        provenance=selon_jour("organisée d'ici le mois d'avril"),
    ),
    Reunion(
        identifiant="information-nord-touraine",
        objet="réunion d'information sur les CPTS",
        nature=NatureReunion.INFORMATION,
        statut=StatutReunion.PREVUE,
        le=DEBUT_AVRIL,
        territoire="nord-indre-et-loire",
        public=(
            PublicVise(
                libelle="ensemble des professionnels de santé libéraux",
                mode=ModeExercice.LIBERAL,
                territoire="nord-indre-et-loire",
            ),
        ),
        projets=("projet-cpts-nord-indre-et-loire",),
        suite_de="reunion-semblancay",
        provenance=selon_jour("sera organisée début avril"),
    ),
)

GROUPES_TRAVAIL: Final = (
    GroupeTravail(
        identifiant="groupe-agglomeration-bourges",
        nom="Agglomération de Bourges",
        nature=NatureGroupe.TERRITORIAL,
        statut=StatutGroupe.CONSTITUE,
        territoire="agglomeration-bourges",
        projet="projet-cpts-agglomeration-bourges",
        issu_de="reunion-bourges",
        provenance=selon("deux groupes de travail ont émergé"),
    ),
    GroupeTravail(
        identifiant="groupe-est-cher",
        nom="Est Cher",
        nature=NatureGroupe.TERRITORIAL,
        statut=StatutGroupe.CONSTITUE,
        territoire="est-du-cher",
        projet="projet-cpts-est-du-cher",
        issu_de="reunion-bourges",
        provenance=selon("constitué lors de la réunion du 11 janvier"),
    ),
    GroupeTravail(
        identifiant="groupe-chinonais-administration",
        nom="Administration",
        nature=NatureGroupe.ADMINISTRATION,
        statut=StatutGroupe.EN_CONSTITUTION,
        territoire="chinonais",
        projet="projet-cpts-chinonais",
        issu_de="reunion-chinon",
        provenance=selon("Chinon, groupe « Administration »"),
    ),
    *(
        GroupeTravail(
            identifiant=f"groupe-{axe}",
            nom=nom,
            nature=NatureGroupe.THEMATIQUE,
            statut=StatutGroupe.EN_CONSTITUTION,
            territoire="chinonais",
            projet="projet-cpts-chinonais",
            axe=axe,
            issu_de="reunion-chinon",
            provenance=selon("Chinon, un groupe par axe"),
        )
        for axe, nom in (
            ("chinonais-parcours", "Parcours de santé"),
            ("chinonais-communication", "Communication et information partagée"),
            ("chinonais-attractivite", "Conditions d'exercice et attractivité"),
        )
    ),
)

AXES_CHINONAIS: Final = (
    Axe(
        identifiant="chinonais-parcours",
        intitule="une meilleure structuration du parcours de santé",
        sous_themes=("articulation 1er-2ème-3ème recours", "parcours complexes", "prévention", "ETP"),
    ),
    Axe(
        identifiant="chinonais-communication",
        intitule="le développement de la communication et de l'information partagée",
        sous_themes=("télémédecine", "outils de communication dans la CPTS"),
    ),
    Axe(
        identifiant="chinonais-attractivite",
        intitule="l'amélioration des conditions d'exercice et l'attractivité du territoire",
        sous_themes=("aide à l'installation", "formation", "protocoles pluri-professionnels"),
    ),
)

URPS: Final = (Acteur(qualite=QualiteActeur.URPS, entite="urps-ml"),)

PROJETS: Final = (
    Projet(
        identifiant="projet-cpts-est-du-cher",
        nom="CPTS de l'Est du Cher",
        nature=NatureProjet.CPTS,
        territoire="est-du-cher",
        issu_de=("reunion-bourges", "groupe-est-cher"),
        journal=(
            Evenement(
                identifiant="emergence",
                acte=Acte.EMERGENCE,
                effet_le="2017-01-11",
                enregistre_le=ENREGISTRE_LE,
                reunion="reunion-bourges",
                provenance=selon_jour("groupe constitué le 11 janvier"),
            ),
            Evenement(
                identifiant="reunion-du-groupe",
                acte=Acte.REUNION_TENUE,
                acteurs=URPS,
                effet_le="2017-02-27",
                enregistre_le=ENREGISTRE_LE,
                reunion="reunion-sancoins",
                provenance=selon_jour("Sancoins (27 février)"),
            ),
        ),
        provenance=selon("Sancoins : cette future CPTS"),
    ),
    Projet(
        identifiant="projet-cpts-chinonais",
        nom="CPTS du Chinonais",
        nature=NatureProjet.CPTS,
        territoire="chinonais",
        axes=AXES_CHINONAIS,
        issu_de=("reunion-chinon",),
        journal=(
            Evenement(
                identifiant="emergence",
                acte=Acte.EMERGENCE,
                acteurs=URPS,
                # The project is spoken of on that day; since when, the article does not say.
                effet_le="../2017-02-01",
                enregistre_le=ENREGISTRE_LE,
                reunion="reunion-chinon",
                provenance=selon_jour("Chinon (1er février) : cette future CPTS"),
            ),
        ),
        provenance=selon("Chinon : cette future CPTS"),
    ),
    Projet(
        identifiant="projet-cpts-giennois",
        nom="CPTS du Giennois",
        nature=NatureProjet.CPTS,
        territoire="giennois",
        issu_de=("reunion-gien",),
        journal=(
            Evenement(
                identifiant="emergence",
                acte=Acte.EMERGENCE,
                acteurs=URPS,
                effet_le="../2017-02-03",
                enregistre_le=ENREGISTRE_LE,
                reunion="reunion-gien",
                provenance=selon_jour("Giennois (3 février) : les limites géographiques de la CPTS"),
            ),
        ),
        provenance=selon("Giennois : une CPTS"),
    ),
    Projet(
        identifiant="projet-cpts-agglomeration-bourges",
        nom="CPTS de l'agglomération de Bourges",
        nature=NatureProjet.CPTS,
        territoire="agglomeration-bourges",
        issu_de=("reunion-bourges", "groupe-agglomeration-bourges"),
        journal=(
            Evenement(
                identifiant="emergence",
                acte=Acte.EMERGENCE,
                effet_le="2017-01-11",
                enregistre_le=ENREGISTRE_LE,
                reunion="reunion-bourges",
                provenance=selon_jour("deux groupes de travail ont émergé de cette réunion"),
            ),
        ),
        provenance=selon("Bourges : un groupe sur l'agglomération", NatureProvenance.DEDUITE),
    ),
    Projet(
        identifiant="projet-cpts-nord-indre-et-loire",
        nom="CPTS du Nord Indre-et-Loire",
        nature=NatureProjet.CPTS,
        nombre_structures=Estimation(valeur=1, nuance=NuanceNombre.AU_MOINS, unite="CPTS"),
        territoire="nord-indre-et-loire",
        issu_de=("reunion-semblancay",),
        journal=(
            Evenement(
                identifiant="emergence",
                acte=Acte.EMERGENCE,
                acteurs=URPS,
                effet_le="../2017-02-07",
                enregistre_le=ENREGISTRE_LE,
                reunion="reunion-semblancay",
                provenance=selon_jour("la constitution d'une ou plusieurs CPTS sur le Nord du département"),
            ),
        ),
        provenance=selon("Semblançay : une ou plusieurs CPTS"),
    ),
)

ACTIONS_CHER: Final = (
    Action(
        identifiant="secretariat-mutualise",
        intitule="secrétariat mutualisé pour décharger des tâches administratives",
        statut=StatutAction.IDEE,
        domaines=(DomaineAction.CONDITIONS_EXERCICE,),
        professions=(professions.MEDECIN, professions.INFIRMIER, professions.MASSEUR_KINESITHERAPEUTE),
        evoquee_en="reunion-bourges",
        territoire="cher",
        provenance=selon("Bourges"),
    ),
    Action(
        identifiant="regulation-liberale",
        intitule="régulation libérale des soins non programmés",
        statut=StatutAction.IDEE,
        domaines=(DomaineAction.SOINS_NON_PROGRAMMES,),
        inspiree_de="pais",
        evoquee_en="reunion-bourges",
        territoire="cher",
        provenance=selon("Bourges"),
    ),
    Action(
        identifiant="partage-experiences",
        intitule="partage d'expériences et diffusion de protocoles sur des pathologies identifiées",
        statut=StatutAction.IDEE,
        domaines=(DomaineAction.PROTOCOLES,),
        evoquee_en="reunion-bourges",
        territoire="cher",
        provenance=selon("Bourges"),
    ),
)

ACTIONS_GIENNOIS: Final = tuple(
    Action(
        identifiant=f"giennois-{nom}",
        intitule=intitule,
        statut=StatutAction.IDEE,
        domaines=domaines,
        projet="projet-cpts-giennois",
        evoquee_en="reunion-gien",
        territoire="giennois",
        provenance=selon("Giennois, idées d'action"),
    )
    for nom, intitule, domaines in (
        (
            "protocoles",
            "développer et diffuser des protocoles de coopération pluri-professionnelle",
            (DomaineAction.PROTOCOLES,),
        ),
        (
            "hopital",
            "renforcer la communication avec le 3ème recours (hôpital)",
            (DomaineAction.COORDINATION_HOPITAL, DomaineAction.COMMUNICATION),
        ),
        ("recours", "renforcer l'articulation entre le 1er et le 2ème recours", (DomaineAction.PARCOURS,)),
        ("permanence", "promouvoir la continuité et la permanence des soins", (DomaineAction.PERMANENCE_SOINS,)),
        ("tele-expertise", "développer la télé-expertise", (DomaineAction.TELESANTE,)),
    )
)


def construire() -> Registre:
    """Everything that the article says, in one registre."""
    return Registre(
        actions=(*ACTIONS_CHER, *ACTIONS_GIENNOIS),
        dispositifs=DISPOSITIFS,
        groupes_travail=GROUPES_TRAVAIL,
        organisations=ORGANISATIONS,
        projets=PROJETS,
        reunions=(*REUNIONS_TENUES, *REUNIONS_PREVUES),
        territoires=TERRITOIRES,
    )


if __name__ == "__main__":
    print(en_json(construire()))
