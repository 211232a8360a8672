"""The portfolio and the counts as tables."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from soinsprimaires import cycle, referentiels
from soinsprimaires.affichage.libelles import libeller
from soinsprimaires.affichage.tableaux import SANS_OBJET, Cellule, Colonne, Tableau
from soinsprimaires.analyse import Compte, Critere, LignePortefeuille, denombrer, portefeuille
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.modele.projets import NatureProjet, Referent
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import jour_en_lettres

__all__ = ["tableau_comptes", "tableau_portefeuille"]

_COLONNES_PORTEFEUILLE: Final = (
    Colonne("projet", "Projet"),
    Colonne("nom", "Nom"),
    Colonne("nature", "Nature"),
    Colonne("region", "Code région"),
    Colonne("nom_region", "Région"),
    Colonne("etat", "État"),
    Colonne("etats_possibles", "États possibles"),
    Colonne("depuis", "Depuis"),
    Colonne("dernier_acte", "Dernier événement"),
    Colonne("dernier_acte_le", "Date du dernier événement"),
    Colonne("jours_sans_nouvelles", "Jours sans nouvelles"),
    Colonne("prochaine_etape", "Prochaine étape"),
    Colonne("doit_agir", "Qui doit agir"),
    Colonne("prochaine_echeance", "Prochaine échéance"),
    Colonne("limite_le", "Limite, au plus tôt"),
    Colonne("au_plus_tard_le", "Limite, au plus tard"),
    Colonne("statut_echeance", "Statut de l'échéance"),
    Colonne("referents", "Référents"),
)


def tableau_portefeuille(registre: Registre, *, au: date) -> Tableau:
    """One line a project on a day: where it stands, since when, what comes next, whose turn it is."""
    return Tableau(
        titre=f"Portefeuille des projets au {jour_en_lettres(au)}",
        nom="Portefeuille",
        colonnes=_COLONNES_PORTEFEUILLE,
        lignes=tuple(_ligne_portefeuille(ligne) for ligne in portefeuille(registre, au=au)),
        notes=(
            "Un état n'est pas renseigné quand le journal en laisse plusieurs possibles.",
            "Les jours sans nouvelles sont comptés depuis le dernier événement dont la date est sûre, au moins.",
        ),
    )


def _ligne_portefeuille(ligne: LignePortefeuille) -> tuple[Cellule, ...]:
    dernier, etape, echeance = ligne.dernier_evenement, ligne.prochaine_etape, ligne.prochaine_echeance
    return (
        ligne.projet,
        ligne.nom,
        ligne.nature,
        ligne.region,
        _nom_region(ligne.region),
        ligne.etat,
        _etats_possibles(ligne),
        ligne.depuis,
        SANS_OBJET if dernier is None else dernier.acte,
        SANS_OBJET if dernier is None else dernier.effet_le,
        ligne.jours_sans_nouvelles,
        SANS_OBJET if etape is None else etape.acte,
        ligne.doit_agir,
        SANS_OBJET if echeance is None else echeance.libelle,
        SANS_OBJET if echeance is None else echeance.limite_le,
        SANS_OBJET if echeance is None else echeance.au_plus_tard_le,
        SANS_OBJET if echeance is None else echeance.statut,
        tuple(_referent(referent) for referent in ligne.referents),
    )


def _nom_region(code: str | None) -> str | None:
    if code is None:
        return None
    try:
        return referentiels.region(code).nom
    except CodeInconnu:
        return "code inconnu"


def _etats_possibles(ligne: LignePortefeuille) -> tuple[cycle.Etat, ...]:
    return tuple(etat for etat in cycle.ETATS[ligne.nature] if etat in ligne.etats_possibles)


def _referent(referent: Referent) -> str:
    qui = referent.organisation or referent.personne
    return referent.qualite.value if qui is None else f"{referent.qualite.value} : {qui}"


_CRITERES: Final = {
    Critere.REGION: (Colonne("region", "Code région"), Colonne("nom_region", "Région")),
    Critere.NATURE: (Colonne("nature", "Nature"),),
    Critere.ETAT: (Colonne("etat", "État"),),
}


def tableau_comptes(
    registre: Registre, *, au: date, par: Sequence[Critere] = (Critere.REGION, Critere.NATURE, Critere.ETAT)
) -> Tableau:
    """How many projects stand where on a day; what is not known is counted on lines of its own.

    Raises:
        ValeurInvalide: a criterion stands twice.
    """
    return Tableau(
        titre=f"Nombre de projets au {jour_en_lettres(au)}",
        nom="Nombres",
        colonnes=(*(colonne for critere in par for colonne in _CRITERES[critere]), Colonne("nombre", "Projets")),
        lignes=tuple((*_valeurs(compte, par), compte.nombre) for compte in denombrer(registre, par=par, au=au)),
        notes=(f"La somme des lignes est le nombre des projets du registre : {len(registre.projets)}.",),
    )


def _valeurs(compte: Compte, par: Sequence[Critere]) -> Iterator[Cellule]:
    nature = dict(zip(par, compte.valeurs, strict=True)).get(Critere.NATURE)
    for critere, valeur in zip(par, compte.valeurs, strict=True):
        match critere:
            case Critere.REGION:
                yield valeur
                yield _nom_region(valeur)
            case Critere.NATURE:
                yield None if valeur is None else NatureProjet(valeur)
            case Critere.ETAT:
                yield None if valeur is None else _etat(valeur, nature)


def _etat(mot: str, nature: str | None) -> Cellule:
    """The member of the state; its words where natures, which name states alike, are counted together."""
    if nature is None:
        return libeller(mot)
    return next(etat for etat in cycle.ETATS[NatureProjet(nature)] if etat.value == mot)
