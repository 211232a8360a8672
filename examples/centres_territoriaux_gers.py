"""The third centre territorial de santé of the Gers, inside a maison de santé, and the paediatrician it receives.

Two structures, two sites, one building. The département employs the doctors, and what they intend (the on-call rota) is
not what they do yet.
"""

from datetime import date
from typing import Final

import attrs

from soinsprimaires import (
    CTS,
    MSP,
    Acte,
    Acteur,
    AideFinanciere,
    Carence,
    Contact,
    Delimitation,
    Dispositif,
    Engagement,
    Estimation,
    Evenement,
    Exercice,
    Fonction,
    Jalon,
    Lieu,
    ModeExercice,
    Moment,
    Mouvement,
    NatureContact,
    NatureDispositif,
    NatureEngagement,
    NatureFonction,
    NatureJalon,
    NatureLieu,
    NatureMouvement,
    NatureOrganisation,
    NatureProjet,
    NatureProvenance,
    NatureReunion,
    NatureSoutien,
    NatureTerritoire,
    NuanceNombre,
    ObjectifChiffre,
    Organisation,
    Participation,
    PeriodePartielle,
    Personne,
    Presence,
    Professionnel,
    Projet,
    Provenance,
    QualiteActeur,
    Registre,
    Reunion,
    Siren,
    Site,
    Soutien,
    Statistique,
    StatutExercice,
    StatutMouvement,
    StatutReunion,
    Territoire,
    en_json,
)
from soinsprimaires.referentiels import communes_de, professions

TITRE = "Gers : ouverture du troisième centre territorial de santé"

# The day of the inauguration that the article tells.
AU = date(2022, 9, 12)

# The day on which the article was entered here: of no source, and the same in every example.
ENREGISTRE_LE: Final = date(2026, 11, 22)

ARTICLE: Final = Provenance(titre="Ouverture du 3ème Centre Territorial de Santé et arrivée d'un médecin spécialiste")


def selon(passage: str, nature: NatureProvenance = NatureProvenance.ECRITE) -> Provenance:
    """The article, and where it says the fact."""
    return attrs.evolve(ARTICLE, passage=passage, nature=nature)


TERRITOIRES: Final = (
    Territoire(
        identifiant="gers",
        nom="Gers",
        nature=NatureTerritoire.DEPARTEMENT,
        departement="32",
        provenance=selon("département du Gers"),
    ),
    Territoire(
        identifiant="occitanie",
        nom="Occitanie",
        nature=NatureTerritoire.REGION,
        region="76",
        provenance=selon("une première en Occitanie"),
    ),
    Territoire(
        identifiant="artagnan-en-fezensac",
        nom="Artagnan de Fezensac",
        nature=NatureTerritoire.EPCI,
        definition="la communauté de communes d'Artagnan en Fezensac",
        communes=tuple(commune.code for commune in communes_de(epci="243200607")),
        delimitation=Delimitation.COMPLETE,
        departement="32",
        epci="243200607",
        provenance=selon("communes du référentiel", NatureProvenance.DEDUITE),
    ),
)

LIEUX: Final = (
    Lieu(
        identifiant="maison-de-sante-vic-fezensac",
        nom="Maison de santé de Vic-Fezensac",
        nature=NatureLieu.BATIMENT_DE_SANTE,
        commune="32462",
        provenance=selon("dans les locaux de la Maison de Santé"),
    ),
)

ORGANISATIONS: Final = (
    Organisation(
        identifiant="departement-gers",
        nom="Conseil départemental du Gers",
        nature=NatureOrganisation.CONSEIL_DEPARTEMENTAL,
        territoire="gers",
        departement="32",
        provenance=selon("1er paragraphe"),
    ),
    Organisation(
        identifiant="cc-artagnan-en-fezensac",
        nom="CC Artagnan de Fezensac",
        nature=NatureOrganisation.EPCI,
        autres_noms=("Communauté de Communes d'Artagnan en Fezensac",),
        territoire="artagnan-en-fezensac",
        departement="32",
        siren=Siren("243200607"),
        provenance=selon("1er paragraphe"),
    ),
)

PERSONNES: Final = (
    Personne(
        identifiant="president-departement",
        fonctions=(Fonction(nature=NatureFonction.PRESIDENCE, au_sein_de="departement-gers", intitule="président"),),
        provenance=selon("1er paragraphe"),
    ),
    Personne(
        identifiant="presidente-communaute-de-communes",
        fonctions=(
            Fonction(nature=NatureFonction.PRESIDENCE, au_sein_de="cc-artagnan-en-fezensac", intitule="présidente"),
        ),
        provenance=selon("1er paragraphe"),
    ),
    *(
        Personne(
            identifiant=f"conseil-departemental-fezensac-{rang}",
            fonctions=(
                Fonction(
                    nature=NatureFonction.MANDAT_ELECTIF,
                    au_sein_de="departement-gers",
                    intitule="conseillers départementaux du Fezensac",
                ),
            ),
            provenance=selon("2e paragraphe"),
        )
        for rang in (1, 2)
    ),
    Personne(
        identifiant="secretaire-pediatre",
        fonctions=(
            Fonction(nature=NatureFonction.SECRETARIAT, au_sein_de="cts-vic-fezensac", intitule="sa secrétaire"),
        ),
        provenance=selon("un bouquet de fleurs"),
    ),
)


def centre_territorial(nom: str, site: Site, passage: str, *contacts: Contact) -> CTS:
    """A centre of the département, with what the article says of all of them."""
    return CTS(
        identifiant=f"cts-{site.identifiant.removeprefix('site-cts-')}",
        nom=f"Centre territorial de santé de {nom}",
        gestionnaire="departement-gers",
        sites=(site,),
        contacts=contacts,
        soutiens=(
            Soutien(
                nature=NatureSoutien.ADMINISTRATIF,
                par="departement-gers",
                objet="partie administrative du parcours de soin",
            ),
        ),
        engagements=(
            Engagement(
                nature=NatureEngagement.PERMANENCE_SOINS,
                enonce="les médecins salariés s'inscriront sur les tableaux de garde",
                le="2022-09-12",
            ),
        ),
        provenance=selon(passage),
    )


STRUCTURES: Final = (
    MSP(
        identifiant="maison-de-sante-vic",
        nom="Maison de santé de Vic-Fezensac",
        sites=(Site(identifiant="site-maison-de-sante-vic", lieu="maison-de-sante-vic-fezensac"),),
        provenance=selon("1er paragraphe"),
    ),
    centre_territorial(
        "Fleurance",
        Site(
            identifiant="site-cts-fleurance",
            commune="32132",
            jalons=(Jalon(nature=NatureJalon.OUVERTURE, le="2022-05"),),
        ),
        "Fleurance au mois de mai dernier",
    ),
    # "Le premier à Fleurance au mois de mai", and this one "vient de s'ouvrir" on 12 September: in between.
    centre_territorial(
        "Plaisance",
        Site(
            identifiant="site-cts-plaisance",
            commune="32319",
            jalons=(Jalon(nature=NatureJalon.OUVERTURE, le="[2022-05..2022-09-12]"),),
        ),
        "vient de s'ouvrir à Plaisance du Gers",
    ),
    centre_territorial(
        "Vic-Fezensac",
        Site(
            identifiant="site-cts-vic-fezensac",
            lieu="maison-de-sante-vic-fezensac",
            jalons=(
                Jalon(nature=NatureJalon.OUVERTURE, le="2022-09-12"),
                Jalon(nature=NatureJalon.INAUGURATION, le="2022-09-12"),
            ),
        ),
        "1er paragraphe",
        Contact(nature=NatureContact.TELEPHONE, valeur="05 62 07 33 33", objet="prise de rendez-vous"),
        Contact(nature=NatureContact.PRISE_RENDEZ_VOUS, valeur="mondoc.gers", objet="prise de rendez-vous en ligne"),
    ),
)

# Three days and two make five, "à mi-temps": the share is stated, the days are stated, neither gives the other.
TROIS_JOURS_A_VIC_DEUX_A_FLEURANCE: Final = (
    Presence(site="site-cts-vic-fezensac", nombre_jours=3),
    Presence(site="site-cts-fleurance", nombre_jours=2),
)

PROFESSIONNELS: Final = (
    Professionnel(
        identifiant="pediatre-geneticienne",
        profession=professions.MEDECIN,
        savoir_faire=(professions.PEDIATRIE, professions.GENETIQUE),
        exercices=(
            Exercice(
                mode=ModeExercice.SALARIE,
                structure="cts-vic-fezensac",
                employeur="departement-gers",
                quotite="0.5",
                statut=StatutExercice.PREVU,
                presences=TROIS_JOURS_A_VIC_DEUX_A_FLEURANCE,
            ),
        ),
        provenance=selon("pédiatre et généticienne, à mi-temps"),
    ),
    # Of three codes for general practice, the one that says no more than the article.
    Professionnel(
        identifiant="generaliste-attendu",
        profession=professions.MEDECIN,
        savoir_faire=(professions.MEDECINE_GENERALE,),
        exercices=(
            Exercice(
                mode=ModeExercice.SALARIE,
                structure="cts-vic-fezensac",
                employeur="departement-gers",
                statut=StatutExercice.PREVU,
                presences=TROIS_JOURS_A_VIC_DEUX_A_FLEURANCE,
            ),
        ),
        provenance=selon("bientôt rejointe par un médecin généraliste"),
    ),
)

MOUVEMENTS: Final = (
    Mouvement(
        identifiant="arrivee-pediatre",
        nature=NatureMouvement.ARRIVEE,
        statut=StatutMouvement.CONSTATE,
        professionnel="pediatre-geneticienne",
        structure="cts-vic-fezensac",
        le="2022-09-12",
        provenance=selon("arrivée d'un médecin spécialiste"),
    ),
    Mouvement(
        identifiant="arrivee-generaliste",
        nature=NatureMouvement.ARRIVEE,
        statut=StatutMouvement.ANNONCE,
        professionnel="generaliste-attendu",
        structure="cts-vic-fezensac",
        provenance=selon("bientôt rejointe"),
    ),
    # The article tells a worry: whether these doctors have left already is not said.
    Mouvement(
        identifiant="departs-fezensac",
        nature=NatureMouvement.DEPART,
        statut=StatutMouvement.ANNONCE,
        profession=professions.MEDECIN,
        nombre=Estimation(valeur=2, nuance=NuanceNombre.AU_MOINS, unite="personnes"),
        territoire="artagnan-en-fezensac",
        provenance=selon(
            "l'inquiétude grandissante de la population quant au départ de plusieurs médecins", NatureProvenance.DEDUITE
        ),
    ),
    Mouvement(
        identifiant="retraites-gers",
        nature=NatureMouvement.RETRAITE,
        statut=StatutMouvement.ANNONCE,
        profession=professions.MEDECIN,
        territoire="gers",
        provenance=selon(
            "de nombreux départs de médecins qui arrivent au bout de leur carrière professionnelle",
            NatureProvenance.DEDUITE,
        ),
    ),
)

CARENCES: Final = (
    Carence(
        identifiant="pediatres-liberaux",
        profession=professions.MEDECIN,
        savoir_faire=professions.PEDIATRIE,
        mode=ModeExercice.LIBERAL,
        territoire="gers",
        le="2022-09-12",
        selon="president-departement",
        effectif=Estimation(valeur=0, unite="personnes"),
        enonce="il n'y avait plus de pédiatre libéral",
        provenance=selon("carence forte"),
    ),
)

DISPOSITIFS: Final = (
    Dispositif(
        identifiant="dites-32",
        nom="#Dites 32",
        nature=NatureDispositif.ACCUEIL_INTERNES,
        responsables=("departement-gers",),
        territoire="gers",
        periode=PeriodePartielle(debut="2016"),
        provenance=selon("La mission #Dites 32"),
    ),
    # "L'année suivante" follows 2016.
    Dispositif(
        identifiant="fonds-de-soutien",
        nom="Fonds de soutien aux communes et communautés de communes",
        nature=NatureDispositif.FONDS_SOUTIEN,
        responsables=("departement-gers",),
        territoire="gers",
        periode=PeriodePartielle(debut="2017"),
        provenance=selon("L'année suivante", NatureProvenance.DEDUITE),
    ),
    Dispositif(
        identifiant="salariat-des-medecins",
        nom="Centres territoriaux de santé du Gers",
        nature=NatureDispositif.SALARIAT_MEDECINS,
        responsables=("departement-gers",),
        territoire="gers",
        periode=PeriodePartielle(debut="2022"),
        description="le salariat des médecins, pour aller plus loin face aux départs, tout en continuant à "
        "inciter les médecins libéraux à s'installer ; l'objectif devrait être atteint et permettre de mailler le "
        "territoire en généralistes et en spécialistes",
        objectifs=(
            ObjectifChiffre(
                indicateur="centres de santé créés",
                cible=Estimation(valeur=6, unite="centres"),
                periode=PeriodePartielle(debut="2022", fin="2023"),
            ),
        ),
        provenance=selon("le salariat des médecins"),
    ),
)

AIDES: Final = (
    AideFinanciere(
        identifiant="aides-du-fonds",
        objet="soutien aux communes et communautés de communes qui créent des maisons de santé ou des pôles de santé",
        dispositif="fonds-de-soutien",
        financeurs=("departement-gers",),
        nombre_beneficiaires=Estimation(valeur=15, unite="établissements"),
        montant=Estimation(valeur=1_300_000, nuance=NuanceNombre.PLUS_DE, unite="EUR"),
        provenance=selon("15 établissements soutenus, soit plus d'1.3M €"),
    ),
)

STATISTIQUES: Final = (
    Statistique(
        identifiant="internes-accueillis",
        indicateur="internes stagiaires accueillis",
        valeur=Estimation(valeur=100, unite="personnes par an"),
        territoire="gers",
        organisation="departement-gers",
        dispositif="dites-32",
        periode=PeriodePartielle(debut="2016"),
        provenance=selon("100 internes stagiaires par an"),
    ),
    Statistique(
        identifiant="medecins-installes",
        indicateur="médecins installés grâce à la mission",
        valeur=Estimation(valeur=35, unite="personnes"),
        territoire="gers",
        organisation="departement-gers",
        dispositif="dites-32",
        periode=PeriodePartielle(debut="2016"),
        provenance=selon("l'installation de 35 médecins"),
    ),
    Statistique(
        identifiant="centres-ouverts",
        indicateur="centres territoriaux de santé ouverts",
        valeur=Estimation(valeur=3, unite="centres"),
        territoire="gers",
        dispositif="salariat-des-medecins",
        le="2022-09-12",
        provenance=selon("3ème Centre Territorial de Santé"),
    ),
    Statistique(
        identifiant="rang-des-centres",
        indicateur="rang pour l'ouverture de centres territoriaux de santé",
        valeur=Estimation(valeur=1, unite="rang"),
        territoire="occitanie",
        organisation="departement-gers",
        le="2022",
        provenance=selon("l'ouverture en 2022 des premiers Centres Territoriaux de Santé d'Occitanie"),
    ),
    Statistique(
        identifiant="rang-du-gers",
        indicateur="rang pour l'ouverture d'un centre territorial de santé qui accueille un médecin spécialiste",
        valeur=Estimation(valeur=1, unite="rang"),
        territoire="occitanie",
        organisation="departement-gers",
        le="2022-09-12",
        selon="president-departement",
        provenance=selon("une première en Occitanie"),
    ),
)

REUNIONS: Final = (
    Reunion(
        identifiant="inauguration-vic",
        objet="inauguration du centre territorial de santé de Vic-Fezensac",
        nature=NatureReunion.INAUGURATION,
        statut=StatutReunion.TENUE,
        le="2022-09-12",
        organisateurs=("departement-gers", "cc-artagnan-en-fezensac"),
        lieu="maison-de-sante-vic-fezensac",
        commune="32462",
        presences=(
            Participation(
                categorie="conseillers départementaux du Fezensac",
                nombre=Estimation(valeur=2, unite="personnes"),
                participants=("conseil-departemental-fezensac-1", "conseil-departemental-fezensac-2"),
            ),
            Participation(categorie="de nombreux représentants des instances publiques"),
            Participation(
                categorie="médecin accueilli et sa secrétaire",
                participants=("pediatre-geneticienne", "secretaire-pediatre"),
            ),
        ),
        intervenants=("presidente-communaute-de-communes", "president-departement"),
        deroulement=(
            Moment(
                par="presidente-communaute-de-communes",
                enonce="une bonne nouvelle pour le territoire, face à l'inquiétude de la population",
            ),
            Moment(
                par="presidente-communaute-de-communes",
                enonce="remercie les professionnels de santé d'accueillir le centre, après beaucoup de patience pour "
                "s'organiser malgré la situation difficile, et le département de mener à bien cette mission",
            ),
            Moment(
                par="president-departement",
                enonce="depuis 2016, des actions significatives contre la désertification médicale galopante",
            ),
            Moment(
                par="president-departement",
                enonce="complémentarité, et non opposition, entre les médecins libéraux et les médecins salariés",
            ),
            Moment(
                par="president-departement",
                enonce="le parcours des patients est le même ; la partie administrative est prise en charge par le "
                "département",
            ),
            Moment(enonce="un bouquet de fleurs offert à la pédiatre, des présents du département à sa secrétaire"),
            Moment(enonce="visite de la maison de santé"),
        ),
        projets=("projet-cts-vic-fezensac",),
        provenance=selon("Lundi 12 septembre 2022"),
    ),
)

PROJETS: Final = (
    Projet(
        identifiant="projet-cts-vic-fezensac",
        nom="Centre territorial de santé de Vic-Fezensac",
        nature=NatureProjet.CENTRE_SANTE,
        structure="cts-vic-fezensac",
        porteurs=("departement-gers", "cc-artagnan-en-fezensac"),
        territoire="artagnan-en-fezensac",
        journal=(
            # Open on that day; of the steps before it the article tells one only.
            Evenement(
                identifiant="reprise",
                acte=Acte.REPRISE,
                etat="ouvert",
                effet_le="2022-09-12",
                enregistre_le=ENREGISTRE_LE,
                provenance=selon("Pour cette ouverture"),
            ),
            Evenement(
                identifiant="candidature",
                acte=Acte.CANDIDATURE_RETENUE,
                acteurs=(Acteur(qualite=QualiteActeur.GESTIONNAIRE, entite="departement-gers"),),
                effet_le="../2022-09-12",
                enregistre_le=ENREGISTRE_LE,
                # Who retained it, the article leaves to be understood.
                provenance=selon("candidature de la communauté de communes retenue", NatureProvenance.DEDUITE),
            ),
            Evenement(
                identifiant="site-ouvert",
                acte=Acte.SITE_OUVERT,
                acteurs=(Acteur(qualite=QualiteActeur.GESTIONNAIRE, entite="departement-gers"),),
                effet_le="2022-09-12",
                enregistre_le=ENREGISTRE_LE,
                site="site-cts-vic-fezensac",
                provenance=selon("Pour cette ouverture"),
            ),
            Evenement(
                identifiant="inauguration",
                acte=Acte.INAUGURATION,
                acteurs=(
                    Acteur(qualite=QualiteActeur.GESTIONNAIRE, entite="departement-gers"),
                    Acteur(qualite=QualiteActeur.COLLECTIVITE, entite="cc-artagnan-en-fezensac"),
                ),
                effet_le="2022-09-12",
                enregistre_le=ENREGISTRE_LE,
                site="site-cts-vic-fezensac",
                reunion="inauguration-vic",
                provenance=selon("Lundi 12 septembre 2022"),
            ),
        ),
        provenance=selon("3e et 4e paragraphes"),
    ),
)


def construire() -> Registre:
    """Everything that the article says, in one registre."""
    return Registre(
        aides_financieres=AIDES,
        carences=CARENCES,
        dispositifs=DISPOSITIFS,
        lieux=LIEUX,
        mouvements=MOUVEMENTS,
        organisations=ORGANISATIONS,
        personnes=PERSONNES,
        professionnels=PROFESSIONNELS,
        projets=PROJETS,
        reunions=REUNIONS,
        statistiques=STATISTIQUES,
        structures=STRUCTURES,
        territoires=TERRITOIRES,
    )


if __name__ == "__main__":
    print(en_json(construire()))
