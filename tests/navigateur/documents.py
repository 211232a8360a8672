"""What the browser is given to show."""

from datetime import date
from functools import cache

import attrs

from soinsprimaires import (
    CPTS,
    Acte,
    Acteur,
    Adhesion,
    Delimitation,
    Evenement,
    Fonction,
    NatureFonction,
    NatureProjet,
    NatureReunion,
    NatureTerritoire,
    Personne,
    Professionnel,
    Projet,
    QualiteActeur,
    Registre,
    Reunion,
    StatutReunion,
    Territoire,
    synthese,
)
from soinsprimaires.affichage.rapport import page
from soinsprimaires.referentiels import professions

AU = date(2024, 7, 2)
HOSTILE = "\u202e<script>pirate()</script>\"'><img src=x onerror=pirate()>\x1b[31m{{ 7 * 7 }}&lt;"
"""What somebody may type for a name: markup, quotes, a template, an escape of terminals, a text direction override."""


def dossier(nom: str = "CPTS d'essai") -> Registre:
    """One project with a deadline, its territory, members, meeting; the same name everywhere."""
    return Registre(
        projets=(
            Projet(
                identifiant="projet",
                nom=nom,
                nature=NatureProjet.CPTS,
                structure="cpts",
                territoire="territoire",
                objectifs=(nom,),
                journal=(
                    _fait("lettre", Acte.DEPOT_LETTRE_INTENTION, "2022-05~", QualiteActeur.PORTEURS),
                    _fait("accord", Acte.ACCORD_LETTRE_INTENTION, "2022-09", QualiteActeur.ARS, QualiteActeur.CPAM),
                    _fait("depot", Acte.DEPOT_PROJET, "2024-06-10", QualiteActeur.PORTEURS, motif=nom),
                ),
            ),
        ),
        structures=(CPTS(identifiant="cpts", nom=nom, adherents=(Adhesion(membre="medecin"),)),),
        professionnels=(Professionnel(identifiant="medecin", profession=professions.MEDECIN, nom=nom),),
        personnes=(
            Personne(
                identifiant="coordinatrice",
                nom=nom,
                fonctions=(Fonction(nature=NatureFonction.COORDINATION, au_sein_de="cpts", intitule=nom),),
            ),
        ),
        reunions=(Reunion(identifiant="reunion", objet=nom, nature=NatureReunion.GROUPE, statut=StatutReunion.TENUE),),
        territoires=(
            Territoire(
                identifiant="territoire",
                nom=nom,
                nature=NatureTerritoire.ACTION_CPTS,
                communes=("32208", "32370"),
                delimitation=Delimitation.COMPLETE,
            ),
        ),
    )


def _fait(identifiant: str, acte: Acte, le: str, *par: QualiteActeur, motif: str | None = None) -> Evenement:
    return Evenement(
        identifiant=identifiant,
        acte=acte,
        effet_le=le,
        enregistre_le=date(2024, 6, 11),
        acteurs=tuple(Acteur(qualite=qualite) for qualite in par),
        motif=motif,
    )


@cache
def une_page() -> str:
    return page(dossier(), au=AU)


@cache
def trois_cents_projets() -> Registre:
    """Projects drawn, then each written again under other identifiants: drawing 300 takes too long here."""
    petit = synthese.pays(graine=1, part=0.012)
    copies = (
        attrs.evolve(projet, identifiant=f"{projet.identifiant}-{rang}", nom=f"{projet.nom} {rang}")
        for rang in range(30)
        for projet in petit.projets[:10]
    )
    return petit.sans(*(projet.identifiant for projet in petit.projets)).avec(*copies)


@cache
def grande_page() -> str:
    return page(trois_cents_projets(), au=date(2025, 6, 1))
