"""A local newspaper on the inauguration of a maison de santé: an association, a programme, a purchase, works.

Facts of the article of Centre Presse Aveyron of 13 December 2019, in other words; nobody is named.
"""

from datetime import date
from pathlib import Path

import pytest

from soinsprimaires import (
    MSP,
    Acte,
    Acteur,
    Action,
    Contact,
    DomaineAction,
    EtapeTravaux,
    Evenement,
    Lieu,
    NatureContact,
    NatureLieu,
    NatureOrganisation,
    NatureProjet,
    NatureReunion,
    NatureTravaux,
    Organisation,
    Participation,
    PeriodePartielle,
    ProchaineEtape,
    Projet,
    Provenance,
    QualiteActeur,
    Registre,
    Reunion,
    Site,
    StatutAction,
    StatutReunion,
    charger_lignes,
    controler,
    cycle,
    depuis_json,
    ecrire_lignes,
    en_json,
)
from soinsprimaires.affichage.contenu.fiches import Redaction
from soinsprimaires.regles import Resultat

AU = date(2019, 12, 13)
ENREGISTRE_LE = date(2026, 11, 22)
ARTICLE = Provenance(
    titre="La maison de santé pluriprofessionnelle officiellement inaugurée",
    editeur="Centre Presse Aveyron",
    publie_le="2019-12-13",
)

REGISTRE = Registre(
    lieux=(
        Lieu(
            identifiant="batiment",
            nom="Maison de santé de Saint-Cyprien-sur-Dourdou",
            nature=NatureLieu.BATIMENT_DE_SANTE,
            commune="12218",
        ),
    ),
    organisations=(
        Organisation(identifiant="communaute", nom="CC Conques-Marcillac", nature=NatureOrganisation.EPCI),
        Organisation(
            identifiant="association",
            nom="Association Conques-Marcillac-Santé",
            nature=NatureOrganisation.ASSOCIATION,
            creee_le="2015-07",
            contacts=(Contact(nature=NatureContact.SITE_INTERNET, valeur="https://association.invalid"),),
        ),
        Organisation(identifiant="ars", nom="ARS Occitanie", nature=NatureOrganisation.ARS, region="76"),
    ),
    structures=(
        MSP(
            identifiant="maison",
            nom="Maison de santé de Saint-Cyprien-sur-Dourdou",
            sites=(Site(identifiant="site", lieu="batiment"),),
            # The article tells of several sites that it does not name.
        ),
    ),
    reunions=(
        Reunion(
            identifiant="rencontre-ars",
            objet="rencontre entre élus, médecins et ARS",
            nature=NatureReunion.CONCERTATION,
            statut=StatutReunion.TENUE,
            le="2015-03",
        ),
        Reunion(
            identifiant="comite-de-pilotage",
            objet="suivi de la construction",
            nature=NatureReunion.COMITE_PILOTAGE,
            statut=StatutReunion.TENUE,
            presences=(
                Participation(categorie="élus de la communauté de communes"),
                Participation(categorie="membres du bureau de l'association"),
            ),
        ),
    ),
    projets=(
        Projet(
            identifiant="projet",
            nom="Maison de santé de Saint-Cyprien-sur-Dourdou",
            nature=NatureProjet.MSP,
            structure="maison",
            porteurs=("association",),
            prochaines_etapes=(
                ProchaineEtape(objet="financer une coordination pour écrire le projet de santé", echeance="2016"),
            ),
            issu_de=("rencontre-ars",),
            journal=(
                # What precedes the label of the ARS, a deposit for one, the article does not tell.
                Evenement(
                    identifiant="reprise",
                    acte=Acte.REPRISE,
                    etat="projet_valide",
                    acteurs=(Acteur(qualite=QualiteActeur.ARS, entite="ars"),),
                    effet_le="2016-09",
                    enregistre_le=ENREGISTRE_LE,
                    provenance=ARTICLE,
                ),
                Evenement(
                    identifiant="inauguration",
                    acte=Acte.INAUGURATION,
                    effet_le="2019-12-07",
                    enregistre_le=ENREGISTRE_LE,
                    site="site",
                    provenance=ARTICLE,
                ),
            ),
        ),
    ),
    actions=(
        Action(
            identifiant="construction",
            intitule="Transformer un bâtiment en maison de santé",
            statut=StatutAction.REALISEE,
            domaines=(DomaineAction.LOCAUX,),
            projet="projet",
            porteurs=("communaute",),
            periode=PeriodePartielle(debut="2016-10", fin="../2019-12-07"),
            lieu="batiment",
            travaux=(
                EtapeTravaux(nature=NatureTravaux.PROGRAMMATION, le="2016-10", par="communaute"),
                EtapeTravaux(nature=NatureTravaux.ACQUISITION, le="2017-10", par="communaute"),
                EtapeTravaux(nature=NatureTravaux.TRAVAUX, periode=PeriodePartielle(debut="2018-10", fin="../2019-12")),
            ),
            provenance=ARTICLE,
        ),
    ),
)


def test_le_document_se_relit(tmp_path: Path) -> None:
    assert depuis_json(en_json(REGISTRE)) == REGISTRE
    ecrire_lignes(REGISTRE, tmp_path / "maison.jsonl")
    assert Registre().avec(*charger_lignes(tmp_path / "maison.jsonl")) == REGISTRE


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2016-08-31", None),
        ("2016-09-30", "projet_valide"),
        ("2019-12-13", "projet_valide"),
    ],
)
def test_le_projet_est_valide_depuis_septembre_2016(le: str, attendu: str | None) -> None:
    """That the house works the article shows of the building, and does not say of the team."""
    trouve = cycle.etat(REGISTRE["projet"], au=date.fromisoformat(le))
    assert (None if trouve is None else trouve.value) == attendu


def test_les_travaux_se_lisent_dans_l_ordre() -> None:
    fiche = Redaction(REGISTRE, AU).fiche(REGISTRE["construction"])
    dits = {dit.mot: dit.textes for dit in fiche.dits}
    assert dits["travaux"] == (
        "programme des travaux : en octobre 2016, par CC Conques-Marcillac",
        "acquisition : en octobre 2017, par CC Conques-Marcillac",
        "travaux : depuis octobre 2018, jusqu'en décembre 2019 au plus tard",
    )
    assert dits["lieu"] == ("Maison de santé de Saint-Cyprien-sur-Dourdou",)
    assert dits["période"] == ("depuis octobre 2016, jusqu'au 7 décembre 2019 au plus tard",)


def test_l_association_a_une_vie_et_une_adresse() -> None:
    dits = {dit.mot: dit.textes for dit in Redaction(REGISTRE, AU).fiche(REGISTRE["association"]).dits}
    assert dits["création"] == ("en juillet 2015",)
    assert dits["contacts"] == ("site internet : https://association.invalid",)


def test_aucune_regle_n_y_voit_de_faute() -> None:
    issues = {resultat.resultat for resultat in controler(REGISTRE, au=AU).resultats}
    assert not issues & {Resultat.NON_CONFORME, Resultat.EN_PANNE}
