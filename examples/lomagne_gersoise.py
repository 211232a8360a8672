"""Trainings of the MSP du bassin lectourois, and the CPTS project that was born from them.

The article bears neither title nor date. What it says dates it: evenings held since 2023, others that will go on all
through 2024. Of the project it tells two things, a letter of intent and its agreement; its state is derived from them.
"""

from datetime import date
from typing import Final

import attrs

from soinsprimaires import (
    MSP,
    Acte,
    Acteur,
    Carence,
    CodeNomenclature,
    Delimitation,
    Document,
    Estimation,
    Evenement,
    FormePedagogique,
    Intervenant,
    JourSemaine,
    Lieu,
    ModeExercice,
    MomentJournee,
    Mouvement,
    NatureDocument,
    NatureLieu,
    NatureMouvement,
    NatureOrganisation,
    NatureProjet,
    NatureProvenance,
    NatureTerritoire,
    NuanceNombre,
    Organisation,
    Participation,
    PeriodePartielle,
    ProgrammeFormation,
    Projet,
    Provenance,
    PublicVise,
    QualiteActeur,
    Rattachement,
    Recurrence,
    Registre,
    SeanceFormation,
    StatutMouvement,
    StatutSeance,
    Territoire,
    en_json,
)
from soinsprimaires.referentiels import professions

TITRE = "Lomagne gersoise : des soirées de formation à un projet de CPTS"

# The day on which the article was entered here: of no source, and the same in every example.
ENREGISTRE_LE: Final = date(2026, 11, 22)

# What it tells was done when it was written, at the latest at the end of 2024.
AU = date(2024, 12, 31)

ARTICLE: Final = Provenance(
    titre="Article sans titre : formations de la MSP et projet de CPTS Lomagne gersoise",
    # "Depuis 2023", then "tout au long de l'année 2024".
    publie_le="[2023..2024]",
)


def selon(passage: str, nature: NatureProvenance = NatureProvenance.ECRITE) -> Provenance:
    """The article, and where it says the fact."""
    return attrs.evolve(ARTICLE, passage=passage, nature=nature)


TERRITOIRES: Final = (
    # Saint-Clar is not in the CC de la Lomagne Gersoise: the territory is a set of communes, of which these are named.
    Territoire(
        identifiant="lomagne-gersoise",
        nom="Lomagne gersoise",
        nature=NatureTerritoire.ACTION_CPTS,
        definition="Lectoure, Fleurance, St Clar, Miradoux, La Romieu",
        communes=("32132", "32208", "32253", "32345", "32370"),
        delimitation=Delimitation.PARTIELLE,
        departement="32",
        provenance=selon("1er paragraphe, entre parenthèses"),
    ),
    Territoire(
        identifiant="bassin-lectourois",
        nom="Bassin lectourois",
        nature=NatureTerritoire.AUTRE,
        provenance=selon("MSP du bassin lectourois"),
    ),
)

LIEUX: Final = (
    Lieu(
        identifiant="salle-des-fetes-castelnau-d-arbieu",
        nom="Salle des fêtes de Castelnau-d'Arbieu",
        nature=NatureLieu.SALLE,
        commune="32078",
        provenance=selon("3e paragraphe"),
    ),
)

ORGANISATIONS: Final = (
    Organisation(
        identifiant="ars-occitanie",
        nom="Agence régionale de santé Occitanie",
        nature=NatureOrganisation.ARS,
        sigle="ARS",
        region="76",
        provenance=selon("6e paragraphe"),
    ),
    Organisation(
        identifiant="cpam-gers",
        nom="CPAM du Gers",
        nature=NatureOrganisation.CPAM,
        sigle="CPAM",
        departement="32",
        provenance=selon("6e paragraphe"),
    ),
)

STRUCTURES: Final = (
    MSP(
        identifiant="msp-bassin-lectourois",
        nom="MSP du bassin lectourois",
        territoires=(Rattachement(territoire="bassin-lectourois"),),
        provenance=selon("1er paragraphe"),
    ),
)

PROGRAMMES: Final = (
    ProgrammeFormation(
        identifiant="formations-lomagne",
        intitule="Formations pluridisciplinaires",
        organisateurs=("msp-bassin-lectourois",),
        objectifs=(
            "se retrouver, de manière conviviale, autour d'un thème et d'une spécialité choisis en amont",
            "des échanges riches d'enseignement entre les professionnels et les intervenants",
            "renforcer les liens entre la médecine hospitalière et la médecine de ville",
            "rassembler tous les acteurs impliqués autour des patients",
            "attirer encore les professionnels du territoire et s'étendre à de nouveaux spécialistes ou thèmes",
        ),
        public=(
            PublicVise(profession=professions.MEDECIN, territoire="lomagne-gersoise"),
            PublicVise(profession=professions.INFIRMIER, territoire="lomagne-gersoise"),
            PublicVise(profession=professions.PHARMACIEN, territoire="lomagne-gersoise"),
            PublicVise(profession=professions.MASSEUR_KINESITHERAPEUTE, territoire="lomagne-gersoise"),
            PublicVise(profession=professions.DIETETICIEN, territoire="lomagne-gersoise"),
            # A biologiste is a doctor or a pharmacist: no profession code says as much.
            PublicVise(libelle="biologiste", territoire="lomagne-gersoise"),
        ),
        public_ouvert=True,
        territoire="lomagne-gersoise",
        lieu="salle-des-fetes-castelnau-d-arbieu",
        recurrence=Recurrence(jours=(JourSemaine.JEUDI,), moment=MomentJournee.SOIR),
        periode=PeriodePartielle(debut="2023"),
        formes=(FormePedagogique.PARTICIPATIVE,),
        choisi_par_participants=True,
        # "(ophtalmologue, ... infectiologue…)", "(pédiatrie, ... mycologie médicale…)": two lists left open.
        nombre_seances_tenues=Estimation(valeur=4, nuance=NuanceNombre.AU_MOINS, unite="soirées"),
        nombre_seances_prevues=Estimation(valeur=4, nuance=NuanceNombre.AU_MOINS, unite="soirées"),
        provenance=selon("propose depuis 2023 des formations pluridisciplinaires"),
    ),
)


def soiree_tenue(nom: str, libelle: str, savoir_faire: CodeNomenclature) -> SeanceFormation:
    """One evening with one hospital doctor, known by a speciality alone."""
    return SeanceFormation(
        identifiant=f"soiree-{nom}",
        programme="formations-lomagne",
        statut=StatutSeance.TENUE,
        intervenants=(
            Intervenant(profession=professions.MEDECIN, savoir_faire=savoir_faire, hospitalier=True, libelle=libelle),
        ),
        # Between the first evenings and the article.
        le="[2023..2024]",
        lieu="salle-des-fetes-castelnau-d-arbieu",
        provenance=selon("se sont succédé, les jeudis soir", NatureProvenance.DEDUITE),
    )


def soiree_prevue(nom: str, theme: str, savoir_faire: CodeNomenclature | None = None) -> SeanceFormation:
    """One evening announced by its theme."""
    return SeanceFormation(
        identifiant=f"soiree-{nom}",
        programme="formations-lomagne",
        statut=StatutSeance.PREVUE,
        theme=theme,
        savoir_faire=savoir_faire,
        le="2024",
        provenance=selon("tout au long de l'année 2024"),
    )


SEANCES: Final = (
    soiree_tenue("ophtalmologie", "ophtalmologue", professions.OPHTALMOLOGIE),
    soiree_tenue("chirurgie-orthopedique", "chirurgien orthopédique", professions.CHIRURGIE_ORTHOPEDIQUE),
    soiree_tenue("chirurgie-viscerale", "chirurgien viscéral", professions.CHIRURGIE_VISCERALE),
    soiree_tenue("infectiologie", "infectiologue", professions.MALADIES_INFECTIEUSES),
    soiree_prevue("pediatrie", "pédiatrie", professions.PEDIATRIE),
    # Médicale or obstétrique: the article does not say which, and they are two specialities.
    soiree_prevue("gynecologie", "gynécologie"),
    soiree_prevue("antibiotherapie", "antibiothérapie"),
    soiree_prevue("mycologie-medicale", "mycologie médicale"),
)

DOCUMENTS: Final = (
    Document(
        identifiant="lettre-intention-lomagne",
        nature=NatureDocument.LETTRE_INTENTION,
        titre="Lettre d'intention de la CPTS Lomagne gersoise",
        provenance=selon("6e paragraphe"),
    ),
)

PROJETS: Final = (
    Projet(
        identifiant="projet-cpts-lomagne-gersoise",
        nom="CPTS Lomagne gersoise",
        nature=NatureProjet.CPTS,
        nombre_porteurs=Estimation(valeur=20, nuance=NuanceNombre.ENVIRON, unite="professionnels de santé"),
        rassemble=(
            Participation(categorie="professionnels de santé libéraux", mode=ModeExercice.LIBERAL),
            Participation(categorie="professionnels de santé salariés", mode=ModeExercice.SALARIE),
        ),
        territoire="lomagne-gersoise",
        objectifs=(
            "apporter une réponse collective aux enjeux d'accès et de qualité des soins de proximité",
            "améliorer les conditions d'exercice par la coordination du travail, comme l'espèrent les porteurs",
            "peut-être attirer de nouveaux professionnels, pour remplacer les retraités ou pallier les manques",
        ),
        issu_de=("formations-lomagne",),
        journal=(
            Evenement(
                identifiant="depot-lettre",
                acte=Acte.DEPOT_LETTRE_INTENTION,
                acteurs=(Acteur(qualite=QualiteActeur.PORTEURS),),
                pieces=("lettre-intention-lomagne",),
                enregistre_le=ENREGISTRE_LE,
                # The article says that the letter was written and agreed: it was sent in between.
                provenance=selon("ont rédigé une lettre d'intention", NatureProvenance.DEDUITE),
            ),
            Evenement(
                identifiant="accord-lettre",
                acte=Acte.ACCORD_LETTRE_INTENTION,
                acteurs=(
                    Acteur(qualite=QualiteActeur.ARS, entite="ars-occitanie"),
                    Acteur(qualite=QualiteActeur.CPAM, entite="cpam-gers"),
                ),
                pieces=("lettre-intention-lomagne",),
                enregistre_le=ENREGISTRE_LE,
                provenance=selon("qui vient d'être validée par l'ARS et la CPAM"),
            ),
        ),
        provenance=selon("trois derniers paragraphes"),
    ),
)

MOUVEMENTS: Final = (
    Mouvement(
        identifiant="retraites-attendues",
        nature=NatureMouvement.RETRAITE,
        statut=StatutMouvement.ANNONCE,
        territoire="lomagne-gersoise",
        provenance=selon("remplacer ceux qui légitimement prendront leur retraite"),
    ),
)

CARENCES: Final = (
    Carence(
        identifiant="specialistes-manquants",
        profession=professions.MEDECIN,
        territoire="lomagne-gersoise",
        enonce="spécialistes qui font défaut dans le bassin de vie",
        # That a spécialiste is a doctor is ours.
        provenance=selon("dernier paragraphe", NatureProvenance.DEDUITE),
    ),
)


def construire() -> Registre:
    """Everything that the article says, in one registre."""
    return Registre(
        carences=CARENCES,
        documents=DOCUMENTS,
        lieux=LIEUX,
        mouvements=MOUVEMENTS,
        organisations=ORGANISATIONS,
        programmes_formation=PROGRAMMES,
        projets=PROJETS,
        seances_formation=SEANCES,
        structures=STRUCTURES,
        territoires=TERRITOIRES,
    )


if __name__ == "__main__":
    print(en_json(construire()))
