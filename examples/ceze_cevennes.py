"""A CPTS presented to the council of its communauté de communes, on a territory short of doctors.

The CPTS has a president, a coordinator and results to present: it is no longer emerging, and it is alive. Whether its
projet de santé is validated is not said: its journal begins with a ``reprise`` that leaves several states possible.
"""

from datetime import date
from typing import Final

import attrs

from soinsprimaires import (
    CPTS,
    Acte,
    Action,
    Carence,
    Decision,
    Delimitation,
    DomaineAction,
    Estimation,
    Evenement,
    Exercice,
    Fonction,
    ModeExercice,
    Moment,
    NatureDecision,
    NatureFonction,
    NatureOrganisation,
    NatureProjet,
    NatureProvenance,
    NatureReunion,
    NatureTerritoire,
    NuanceNombre,
    Organisation,
    Participation,
    Personne,
    Presence,
    ProchaineEtape,
    Professionnel,
    Projet,
    Provenance,
    PublicVise,
    Rattachement,
    Registre,
    Reunion,
    Siren,
    StatutAction,
    StatutReunion,
    Territoire,
    en_json,
)
from soinsprimaires.referentiels import communes_de, professions

TITRE = "Cèze Cévennes : la CPTS devant le conseil communautaire"

# The day of the council: what is said there of the IPA was right on that day; the law has changed since.
AU = date(2024, 7, 2)

# The day on which the article was entered here: of no source, and the same in every example.
ENREGISTRE_LE: Final = date(2026, 11, 22)

# "Hier, mardi 2 juillet 2024" dates the article.
ARTICLE: Final = Provenance(
    titre="Article sans titre : deuxième rencontre de présentation de la CPTS",
    editeur="Communauté de communes de Cèze Cévennes",
    publie_le="2024-07-03",
)


def selon(passage: str, nature: NatureProvenance = NatureProvenance.ECRITE) -> Provenance:
    """The article, and where it says the fact."""
    return attrs.evolve(ARTICLE, passage=passage, nature=nature)


TERRITOIRES: Final = (
    Territoire(
        identifiant="ceze-cevennes",
        nom="Cèze Cévennes",
        nature=NatureTerritoire.EPCI,
        definition="la communauté de communes de Cèze Cévennes",
        communes=tuple(commune.code for commune in communes_de(epci="200035129")),
        delimitation=Delimitation.COMPLETE,
        epci="200035129",
        provenance=selon("communes du référentiel", NatureProvenance.DEDUITE),
    ),
    # That of the CPTS is never given: it is not assumed to be the EPCI.
    Territoire(
        identifiant="territoire-cpts",
        nom="Territoire de la CPTS",
        nature=NatureTerritoire.ACTION_CPTS,
        definition="le territoire",
        provenance=selon("2e paragraphe"),
    ),
)

ORGANISATIONS: Final = (
    Organisation(
        identifiant="cc-ceze-cevennes",
        nom="CC de Cèze Cévennes",
        nature=NatureOrganisation.EPCI,
        autres_noms=("communauté de communes de Cèze Cévennes", "De Cèze Cévennes"),
        territoire="ceze-cevennes",
        siren=Siren("200035129"),
        provenance=selon("1er paragraphe"),
    ),
    Organisation(
        identifiant="filieris-sud",
        nom="Filieris Sud",
        nature=NatureOrganisation.ORGANISME_SECURITE_SOCIALE,
        provenance=selon("3e paragraphe"),
    ),
)

STRUCTURES: Final = (
    CPTS(
        identifiant="cpts-ceze-cevennes",
        # The article never names it.
        nom="Communauté Professionnelle Territoriale de Santé (CPTS)",
        territoires=(Rattachement(territoire="territoire-cpts"),),
        rassemble=(
            Participation(
                categorie="acteurs libéraux des secteurs sanitaires, médico-sociaux et sociaux",
                mode=ModeExercice.LIBERAL,
            ),
            Participation(
                categorie="acteurs salariés des secteurs sanitaires, médico-sociaux et sociaux",
                mode=ModeExercice.SALARIE,
            ),
        ),
        provenance=selon("présentation de la Communauté Professionnelle Territoriale de Santé (CPTS)"),
    ),
)

PERSONNES: Final = tuple(
    Personne(
        identifiant=identifiant,
        fonctions=(Fonction(nature=nature, au_sein_de=au_sein_de, intitule=intitule),),
        provenance=selon(passage),
    )
    for identifiant, nature, au_sein_de, intitule, passage in (
        ("president-cpts", NatureFonction.PRESIDENCE, "cpts-ceze-cevennes", "président", "3e paragraphe"),
        (
            "vice-presidente-cpts",
            NatureFonction.VICE_PRESIDENCE,
            "cpts-ceze-cevennes",
            "vice-présidente",
            "3e paragraphe",
        ),
        ("coordinatrice-cpts", NatureFonction.COORDINATION, "cpts-ceze-cevennes", "coordinatrice", "3e paragraphe"),
        ("directeur-filieris", NatureFonction.DIRECTION, "filieris-sud", "directeur régional", "3e paragraphe"),
        ("president-cc", NatureFonction.PRESIDENCE, "cc-ceze-cevennes", "président", "tour de table"),
    )
)

PROFESSIONNELS: Final = (
    # Libéral or salarié: the article does not say.
    Professionnel(
        identifiant="medecin-besseges",
        profession=professions.MEDECIN,
        exercices=(Exercice(presences=(Presence(commune="30037"),)),),
        provenance=selon("médecin à Bessèges"),
    ),
)

CARENCES: Final = (
    Carence(
        identifiant="medecins",
        profession=professions.MEDECIN,
        territoire="ceze-cevennes",
        le="2024-07-02",
        # "Les IPA", whatever their mention.
        publics_en_peril=(PublicVise(profession=professions.INFIRMIER, libelle="en pratique avancée (IPA)"),),
        enonce="risque d'un territoire sans médecin ; les IPA ne peuvent travailler sans la supervision d'un médecin",
        provenance=selon("la pénurie criante de médecins, soignants et infirmiers"),
    ),
    Carence(
        identifiant="infirmiers",
        profession=professions.INFIRMIER,
        territoire="ceze-cevennes",
        le="2024-07-02",
        provenance=selon("pénurie criante"),
    ),
    Carence(
        identifiant="soignants",
        territoire="ceze-cevennes",
        le="2024-07-02",
        enonce="soignants",
        provenance=selon("pénurie criante"),
    ),
)

REUNIONS: Final = (
    Reunion(
        identifiant="rencontre-1",
        objet="1ère rencontre de présentation de la CPTS",
        nature=NatureReunion.INFORMATION,
        statut=StatutReunion.TENUE,
        le="2024-01-30",
        projets=("projet-cpts-ceze-cevennes",),
        # "Le 30 janvier dernier", in an article of July 2024.
        provenance=selon("30 janvier dernier", NatureProvenance.DEDUITE),
    ),
    Reunion(
        identifiant="rencontre-2",
        objet="2ème rencontre de présentation de la CPTS, en conseil communautaire extraordinaire",
        nature=NatureReunion.CONSEIL_COMMUNAUTAIRE,
        statut=StatutReunion.TENUE,
        le="2024-07-02",
        hotes=("cc-ceze-cevennes",),
        territoire="ceze-cevennes",
        presences=(
            Participation(categorie="élus communautaires"),
            Participation(categorie="adjoints"),
            Participation(categorie="professionnels de santé"),
        ),
        intervenants=(
            "president-cpts",
            "vice-presidente-cpts",
            "coordinatrice-cpts",
            "medecin-besseges",
            "directeur-filieris",
            "president-cc",
        ),
        projets=("projet-cpts-ceze-cevennes",),
        suite_de="rencontre-1",
        deroulement=(
            Moment(par="cpts-ceze-cevennes", enonce="présentation de ses objectifs et de ses missions"),
            Moment(enonce="sans action immédiate, le territoire risque d'être totalement dépourvu de médecins"),
            Moment(par="cpts-ceze-cevennes", enonce="présentation des statistiques, des bilans et des plans d'action"),
            Moment(
                par="president-cc",
                enonce="un tour de table, moins pour recueillir des avis, l'urgence faisant consensus, que pour "
                "obtenir la légitimité de ses pairs",
            ),
            Moment(
                par="president-cc",
                enonce="une approche globale pour attirer les médecins, qui viennent avec leur famille",
            ),
            Moment(
                par="president-cc",
                enonce="« Chacun dans son coin, nous ne pouvons pas faire grand-chose, mais tous ensemble, nous "
                "pouvons agir efficacement. »",
            ),
            Moment(enonce="le début d'une mobilisation territoriale pour relever le défi de l'accès aux soins"),
        ),
        # Sought from his peers: whether they gave it is not said.
        demandes=(
            Decision(
                nature=NatureDecision.MANDAT,
                enonce="la légitimité de ses pairs pour s'engager dans la recherche de partenariats",
                projets=("projet-cpts-ceze-cevennes",),
            ),
        ),
        # "la culture, les crèches, les centres de loisirs (…)": a list left open.
        nombre_actions=Estimation(valeur=6, nuance=NuanceNombre.AU_MOINS, unite="actions"),
        prochaines_etapes=(ProchaineEtape(objet="recherche de partenariats", responsables=("cc-ceze-cevennes",)),),
        provenance=selon("Hier, mardi 2 juillet 2024"),
    ),
)

ETATS_POSSIBLES: Final = (
    "lettre_intention_deposee",
    "lettre_intention_validee",
    "projet_en_redaction",
    "projet_depose",
    "complements_demandes",
    "projet_valide",
    "contrat_signe",
    "en_fonctionnement",
)

PROJETS: Final = (
    Projet(
        identifiant="projet-cpts-ceze-cevennes",
        nom="Projet de la Communauté Professionnelle Territoriale de Santé (CPTS)",
        nature=NatureProjet.CPTS,
        structure="cpts-ceze-cevennes",
        territoire="territoire-cpts",
        objectifs=(
            "coordonner les efforts sur le territoire",
            "améliorer la prise en charge des soins ambulatoires",
            "améliorer les conditions d'exercice des professionnels de santé",
        ),
        journal=(
            Evenement(
                identifiant="reprise",
                acte=Acte.REPRISE,
                # A CPTS that has a team and results is past its emergence, and one that presents its plans has neither
                # given up nor ended: so it stood on the day of the second meeting, since when is not said.
                etats_possibles=ETATS_POSSIBLES,
                effet_le="../2024-07-02",
                enregistre_le=ENREGISTRE_LE,
                provenance=selon(
                    "président, vice-présidente et coordinatrice de la CPTS ; statistiques, bilans et plans d'action",
                    NatureProvenance.DEDUITE,
                ),
            ),
            Evenement(
                identifiant="premiere-rencontre",
                acte=Acte.REUNION_TENUE,
                effet_le="2024-01-30",
                enregistre_le=ENREGISTRE_LE,
                reunion="rencontre-1",
                provenance=selon("30 janvier dernier", NatureProvenance.DEDUITE),
            ),
            Evenement(
                identifiant="deuxieme-rencontre",
                acte=Acte.REUNION_TENUE,
                effet_le="2024-07-02",
                enregistre_le=ENREGISTRE_LE,
                reunion="rencontre-2",
                provenance=selon("Hier, mardi 2 juillet 2024"),
            ),
        ),
        provenance=selon("4e paragraphe"),
    ),
)

ACTIONS: Final = tuple(
    Action(
        identifiant=f"attirer-{nom}",
        intitule=intitule,
        statut=StatutAction.IDEE,
        domaines=(DomaineAction.ATTRACTIVITE, *domaines),
        professions=(professions.MEDECIN,),
        # Who would carry them is not said: "tous ensemble".
        evoquee_en="rencontre-2",
        territoire="ceze-cevennes",
        provenance=selon("approche globale pour attirer les médecins"),
    )
    for nom, intitule, domaines in (
        ("cabinet", "offrir un cabinet", (DomaineAction.LOCAUX,)),
        ("logement", "offrir un logement", (DomaineAction.LOGEMENT,)),
        ("qualite-de-vie", "mettre en avant la qualité de vie du territoire", ()),
        ("culture", "investir dans la culture", (DomaineAction.CULTURE,)),
        ("creches", "investir dans les crèches", (DomaineAction.CRECHE,)),
        ("loisirs", "investir dans les centres de loisirs", (DomaineAction.LOISIRS,)),
    )
)


def construire() -> Registre:
    """Everything that the article says, in one registre."""
    return Registre(
        actions=ACTIONS,
        carences=CARENCES,
        organisations=ORGANISATIONS,
        personnes=PERSONNES,
        professionnels=PROFESSIONNELS,
        projets=PROJETS,
        reunions=REUNIONS,
        structures=STRUCTURES,
        territoires=TERRITOIRES,
    )


if __name__ == "__main__":
    print(en_json(construire()))
