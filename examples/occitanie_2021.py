"""Nineteen MSP validated in Occitanie, and the federation that helps those who build them.

The nineteen are counted and none is named: they are figures of a région, not projects of the registre.
"""

from datetime import date
from typing import Final

import attrs

from soinsprimaires import (
    Accompagnement,
    Convention,
    Estimation,
    Fonction,
    NatureAccompagnement,
    NatureConvention,
    NatureFonction,
    NatureOrganisation,
    NatureProvenance,
    NatureTerritoire,
    NuanceNombre,
    Organisation,
    PartStatistique,
    PeriodePartielle,
    Personne,
    Professionnel,
    Provenance,
    Registre,
    Statistique,
    Territoire,
    en_json,
)
from soinsprimaires.referentiels import professions

TITRE = "Occitanie : dix-neuf maisons de santé de plus"

# The article bears no date and looks back on 2020 as a whole year: the end of the year that followed.
AU = date(2021, 12, 31)

ARTICLE: Final = Provenance(
    titre="Article sans titre : validation de 19 projets de maisons de santé en Occitanie",
    publie_le="2021~",
)


def selon(passage: str, nature: NatureProvenance = NatureProvenance.ECRITE) -> Provenance:
    """The article, and where it says the fact."""
    return attrs.evolve(ARTICLE, passage=passage, nature=nature)


TERRITOIRES: Final = (
    Territoire(
        identifiant="occitanie",
        nom="Occitanie",
        nature=NatureTerritoire.REGION,
        region="76",
        provenance=selon("région Occitanie"),
    ),
)

ORGANISATIONS: Final = (
    Organisation(
        identifiant="ars-occitanie",
        nom="ARS Occitanie",
        nature=NatureOrganisation.ARS,
        sigle="ARS",
        region="76",
        territoire="occitanie",
        provenance=selon("2e paragraphe"),
    ),
    Organisation(
        identifiant="delegations-departementales",
        nom="Délégations départementales de l'ARS Occitanie",
        nature=NatureOrganisation.ARS_DELEGATION_DEPARTEMENTALE,
        parent="ars-occitanie",
        territoire="occitanie",
        provenance=selon("1er paragraphe"),
    ),
    Organisation(
        identifiant="cpam-occitanie",
        nom="CPAM d'Occitanie",
        nature=NatureOrganisation.CPAM,
        sigle="CPAM",
        territoire="occitanie",
        provenance=selon("1er paragraphe"),
    ),
    Organisation(
        identifiant="forms",
        nom="Fédération Occitanie Roussillon des maisons de santé",
        nature=NatureOrganisation.FEDERATION,
        sigle="Forms",
        territoire="occitanie",
        provenance=selon("1er paragraphe"),
    ),
    Organisation(
        identifiant="urps-occitanie",
        nom="Unions régionales des professionnels de santé d'Occitanie",
        nature=NatureOrganisation.URPS,
        sigle="URPS",
        territoire="occitanie",
        provenance=selon("1er paragraphe"),
    ),
)

PERSONNES: Final = (
    Personne(
        identifiant="responsable-soins-primaires",
        fonctions=(
            Fonction(
                nature=NatureFonction.RESPONSABLE,
                au_sein_de="ars-occitanie",
                intitule="responsable du pôle soins primaires",
            ),
        ),
        provenance=selon("2e paragraphe"),
    ),
)

PROFESSIONNELS: Final = (
    Professionnel(
        identifiant="president-forms",
        profession=professions.MEDECIN,
        fonctions=(Fonction(nature=NatureFonction.PRESIDENCE, au_sein_de="forms", intitule="président"),),
        # The article gives the title of doctor, from which the profession is deduced.
        provenance=selon("3e paragraphe", NatureProvenance.DEDUITE),
    ),
)

CONVENTIONS: Final = (
    Convention(
        identifiant="cpom-ars-forms",
        nature=NatureConvention.CPOM,
        parties=("ars-occitanie", "forms"),
        provenance=selon("contrat pluriannuel d'objectifs de moyens"),
    ),
)

# On the method of a project, "les différents partenaires" together, whom another sentence names; then what the
# federation says that it does besides.
ACCOMPAGNEMENTS: Final = (
    *(
        Accompagnement(
            identifiant=f"methode-{partenaire}",
            par=partenaire,
            nature=NatureAccompagnement.METHODE_PROJET,
            territoire="occitanie",
            provenance=selon("méthode de projet, avec les différents partenaires", NatureProvenance.DEDUITE),
        )
        for partenaire in ("ars-occitanie", "delegations-departementales", "cpam-occitanie", "forms", "urps-occitanie")
    ),
    Accompagnement(
        identifiant="sensibilisation-forms",
        par="forms",
        nature=NatureAccompagnement.SENSIBILISATION,
        territoire="occitanie",
        provenance=selon(
            "les sensibiliser à l'exercice coordonné, jouer un rôle de facilitateurs dans les différentes étapes"
        ),
    ),
    Accompagnement(
        identifiant="suivi-forms",
        par="forms",
        nature=NatureAccompagnement.SUIVI,
        territoire="occitanie",
        provenance=selon("être présents une fois que la MSP créée, en cas de problèmes"),
    ),
    Accompagnement(
        identifiant="juridique-forms",
        par="forms",
        nature=NatureAccompagnement.JURIDIQUE,
        territoire="occitanie",
        provenance=selon("travailler sur les évolutions réglementaires"),
    ),
)

STATISTIQUES: Final = (
    # Four are named, and the list is left open: "URPS… Autant de partenaires".
    Statistique(
        identifiant="partenaires",
        indicateur="partenaires de ce résultat : délégations départementales de l'ARS, CPAM, Forms, URPS…",
        valeur=Estimation(valeur=4, nuance=NuanceNombre.AU_MOINS, unite="partenaires"),
        territoire="occitanie",
        provenance=selon("autant de partenaires qui ont travaillé ces derniers mois pour ce résultat"),
    ),
    Statistique(
        identifiant="projets-msp-valides",
        indicateur="projets de MSP qui viennent d'être validés",
        valeur=Estimation(valeur=19, unite="projets"),
        territoire="occitanie",
        provenance=selon("19 projets viennent d'être validés en région Occitanie"),
    ),
    Statistique(
        identifiant="msp-occitanie",
        indicateur="MSP",
        valeur=Estimation(valeur=248, unite="structures"),
        territoire="occitanie",
        # The article counts them; the person whom it quotes says why.
        explique_par="responsable-soins-primaires",
        explications=(
            "l'attrait pour l'exercice coordonné des jeunes médecins, qui ne souhaitent plus travailler seuls",
            "un véritable accompagnement des équipes sur la méthode de projet, avec les différents partenaires",
        ),
        provenance=selon("ce qui porte leur nombre total à 248"),
    ),
    Statistique(
        identifiant="rang-occitanie",
        indicateur="rang parmi les régions pour les MSP, en termes de population",
        valeur=Estimation(valeur=1, unite="rang"),
        territoire="occitanie",
        provenance=selon("en tête des régions"),
    ),
    Statistique(
        identifiant="msp-dix-ans-avant",
        indicateur="MSP, dix ans plus tôt",
        valeur=Estimation(valeur=10, nuance=NuanceNombre.MOINS_DE, unite="structures"),
        territoire="occitanie",
        # Ten years before an article that is itself dated from what it says of 2020.
        le="2011~",
        provenance=selon("il y a dix ans", NatureProvenance.DEDUITE),
    ),
    Statistique(
        identifiant="facilitateurs-forms",
        indicateur="professionnels de santé facilitateurs",
        valeur=Estimation(valeur=40, unite="personnes"),
        organisation="forms",
        selon="president-forms",
        provenance=selon("40 professionnels de santé facilitateurs et 9 salariés"),
    ),
    Statistique(
        identifiant="salaries-forms",
        indicateur="salariés",
        valeur=Estimation(valeur=9, unite="personnes"),
        organisation="forms",
        selon="president-forms",
        dont=(PartStatistique(indicateur="chargés de mission", valeur=Estimation(valeur=5, unite="personnes")),),
        provenance=selon("9 salariés, dont 5 chargés de mission"),
    ),
    Statistique(
        identifiant="equipes-accompagnees",
        indicateur="équipes accompagnées, pas toujours adhérentes à la fédération",
        valeur=Estimation(valeur=320, unite="équipes"),
        territoire="occitanie",
        organisation="forms",
        periode=PeriodePartielle(debut="2020", fin="2020"),
        dont=(
            PartStatistique(indicateur="groupes en fonctionnement", valeur=Estimation(valeur="0.5", unite="part")),
            PartStatistique(
                indicateur="équipes en réflexion d'une future coordination",
                valeur=Estimation(valeur="0.5", unite="part"),
            ),
        ),
        provenance=selon("En 2020, la Forms a ainsi accompagné 320 équipes"),
    ),
    Statistique(
        identifiant="part-projets-suivis",
        indicateur="projets pluriprofessionnels de la région suivis ces dernières années",
        valeur=Estimation(valeur=80, nuance=NuanceNombre.ENVIRON, unite="pour_cent"),
        territoire="occitanie",
        organisation="forms",
        selon="president-forms",
        provenance=selon("autour de 80 % des projets pluriprofessionnels"),
    ),
)


def construire() -> Registre:
    """Everything that the article says, in one registre."""
    return Registre(
        accompagnements=ACCOMPAGNEMENTS,
        conventions=CONVENTIONS,
        organisations=ORGANISATIONS,
        personnes=PERSONNES,
        professionnels=PROFESSIONNELS,
        statistiques=STATISTIQUES,
        territoires=TERRITOIRES,
    )


if __name__ == "__main__":
    print(en_json(construire()))
