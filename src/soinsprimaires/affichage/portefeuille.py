"""The portfolio and the counts as tables."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

import attrs

from soinsprimaires import cycle
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Ton
from soinsprimaires.affichage.libelles import (
    TONS_DES_STATUTS,
    date_en_bref,
    etats_en_bref,
    libeller,
    limite_en_bref,
    raccourcir,
)
from soinsprimaires.affichage.noms import commune_du_territoire, nom_connu, nommer
from soinsprimaires.affichage.tableaux import SANS_OBJET, Cellule, Colonne, Tableau
from soinsprimaires.analyse import Compte, Critere, LignePortefeuille, denombrer, portefeuille
from soinsprimaires.analyse.portefeuille import echeances_a_suivre, resumer_suivi, sans_jour
from soinsprimaires.cycle import StatutEcheance, Suivi
from soinsprimaires.cycle._echeance import qualites_en_bref
from soinsprimaires.modele.evenements import Evenement
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.mots import jour_en_lettres, mois_entier
from soinsprimaires.temps import DatePartielle, Nuance

__all__ = [
    "A_VERIFIER",
    "communes",
    "dire_sans_jour",
    "echeances_en_lignes",
    "ensuite_en_bref",
    "portefeuille_en_bref",
    "referents",
    "tableau_comptes",
    "tableau_echeances",
    "tableau_portefeuille",
]

_Lire = Callable[[Suivi, LignePortefeuille], Cellule]

_PORTEFEUILLE: Final[tuple[tuple[str, str, _Lire], ...]] = (
    ("projet", "Identifiant", lambda _, ligne: ligne.projet),
    ("nom", "Nom", lambda _, ligne: ligne.nom),
    ("nature", "Nature", lambda _, ligne: ligne.nature),
    ("communes", "Communes", lambda suivi, _: tuple(f"{nom} ({code})" for code, nom in communes(suivi).items())),
    ("region", "Code région", lambda _, ligne: ligne.region),
    ("nom_region", "Région", lambda _, ligne: _nom_region(ligne.region)),
    ("etat", "État", lambda _, ligne: ligne.etat),
    (
        "etats_possibles",
        "États possibles",
        lambda _, ligne: tuple(etat for etat in cycle.ETATS[ligne.nature] if etat in ligne.etats_possibles),
    ),
    ("depuis", "Depuis", lambda _, ligne: ligne.depuis),
    ("dernier_acte", "Dernier événement", lambda _, ligne: _de(ligne.dernier_evenement, "acte")),
    ("dernier_acte_le", "Date du dernier événement", lambda _, ligne: _de(ligne.dernier_evenement, "effet_le")),
    ("jours_sans_nouvelles", "Jours sans nouvelles", lambda _, ligne: ligne.jours_sans_nouvelles),
    ("prochaine_etape", "Prochaine étape", lambda _, ligne: _de(ligne.prochaine_etape, "acte")),
    ("acteurs_etape", "Qui peut faire l'étape", lambda _, ligne: _de(ligne.prochaine_etape, "acteurs")),
    ("prochaine_echeance", "Prochaine échéance", lambda _, ligne: _de(ligne.prochaine_echeance, "libelle")),
    ("limite_le", "Limite, au plus tôt", lambda _, ligne: _de(ligne.prochaine_echeance, "limite_le")),
    ("au_plus_tard_le", "Limite, au plus tard", lambda _, ligne: _de(ligne.prochaine_echeance, "au_plus_tard_le")),
    ("statut_echeance", "Statut de l'échéance", lambda _, ligne: _de(ligne.prochaine_echeance, "statut")),
    ("doit_agir", "Qui doit agir", lambda _, ligne: ligne.doit_agir),
    ("referents", "Référents", lambda suivi, _: referents(suivi)),
)
"""The columns of the portfolio: the word and the head of each, and what stands in it."""


def _de(quoi: Evenement | cycle.Etape | cycle.Echeance | None, champ: str) -> Cellule:
    cellule: Cellule = SANS_OBJET if quoi is None else getattr(quoi, champ)
    return cellule


def tableau_portefeuille(registre: Registre, *, au: date) -> Tableau:
    """One line a project on a day: where it stands, since when, what comes next, whose turn it is."""
    suivis = (Suivi(projet, registre, au) for projet in registre.projets)
    resumes = [(suivi, resumer_suivi(suivi)) for suivi in suivis]
    return Tableau(
        titre=f"Portefeuille des projets au {jour_en_lettres(au)}",
        nom="Portefeuille",
        colonnes=tuple(Colonne(cle, titre) for cle, titre, _ in _PORTEFEUILLE),
        lignes=tuple(tuple(lire(*resume) for _, _, lire in _PORTEFEUILLE) for resume in resumes),
        notes=(
            "Un état n'est pas renseigné quand le journal en laisse plusieurs possibles.",
            "Les jours sans nouvelles sont comptés depuis le dernier événement dont la date est sûre, au moins.",
        ),
    )


def _nom_region(code: str | None) -> str | None:
    return None if code is None else nom_connu("region", code) or "code inconnu"


def communes(suivi: Suivi) -> dict[str, str]:
    """The communes of the territory of a project, by code."""
    territoire = suivi.registre.obtenir(suivi.projet.territoire)
    if not isinstance(territoire, Territoire):
        return {}
    return {code: commune_du_territoire(code, territoire, suivi.au) for code in territoire.communes}


def referents(suivi: Suivi) -> tuple[str, ...]:
    """Who follows a project: by name, else by the capacity in which they do."""
    return tuple(
        nommer(suivi.registre, referent.personne or referent.organisation, suivi.au) or referent.qualite.libelle
        for referent in suivi.projet.referents
    )


# -- for who reads a screen ---------------------------------------------------------------------------------------


def portefeuille_en_bref(registre: Registre, *, au: date) -> Tableau:
    """One short line a project, what presses first: where it stands, what comes next, before when, who."""
    lignes = sorted(portefeuille(registre, au=au), key=_urgence)
    colonnes = ("Nom", "État", "Depuis", "Ensuite", "Avant le", "Qui")
    dites = tuple(
        (
            ligne.nom,
            etats_en_bref(ligne.etats_possibles),
            "" if ligne.depuis is None else _depuis(ligne.depuis),
            ensuite_en_bref(ligne),
            "" if ligne.prochaine_echeance is None else _avant(ligne.prochaine_echeance),
            ", ".join(qualites_en_bref(ligne.doit_agir)),
        )
        for ligne in lignes
    )
    doute = any(cellule.endswith(_DOUTE) for ligne in dites for cellule in (ligne[2], ligne[4]))
    return Tableau(
        titre=f"{len(lignes)} projet{'s' if len(lignes) > 1 else ''} au {jour_en_lettres(au)}",
        colonnes=tuple(Colonne(titre.lower(), titre) for titre in colonnes),
        lignes=dites,
        notes=(_DOUTE_EXPLIQUE,) if doute else (),
    )


_DOUTE: Final = "?"
_DOUTE_EXPLIQUE: Final = (
    "? : ce jour n'est pas sûr, ou l'échéance, à vérifier ; chronologie --projet dit ce qu'on en sait."
)


def _depuis(le: DatePartielle) -> str:
    """Since when, in the few characters of a column, with a mark where the source does not know the day."""
    if le.nuance in {Nuance.AU_PLUS_TARD, Nuance.VERS}:
        return date_en_bref(attrs.evolve(le, nuance=Nuance.EXACTE)) + _DOUTE
    return date_en_bref(le)


def _avant(echeance: cycle.Echeance) -> str:
    """Before when: the first day that may be the last one, with a mark where it is not sure, or not surely due."""
    tot, tard = echeance.limite_le, echeance.au_plus_tard_le
    jour = tot or tard
    if jour is None:
        return ""
    doute = _DOUTE if echeance.statut is StatutEcheance.INCERTAINE else ""
    if tot is not None and tard is not None and (mois := mois_entier(tot, tard)) is not None:
        return date_en_bref(mois) + doute
    return f"{jour:%d/%m/%Y}{doute if tot == tard else _DOUTE}"


def _urgence(ligne: LignePortefeuille) -> tuple[date, str]:
    echeance = ligne.prochaine_echeance
    limite = None if echeance is None else echeance.limite_le or echeance.au_plus_tard_le
    return limite or date.max, ligne.nom


def ensuite_en_bref(ligne: LignePortefeuille) -> str:
    """What comes next in a few words: what the next deadline asks, or else the next step, which no day awaits."""
    if ligne.prochaine_echeance is not None:
        return ligne.prochaine_echeance.en_bref
    return "" if ligne.prochaine_etape is None else raccourcir(ligne.prochaine_etape.acte.libelle)


_ECHEANCES: Final[tuple[tuple[str, str, Callable[[Suivi, cycle.Echeance], Cellule]], ...]] = (
    ("limite_le", "Avant le", lambda _, echeance: echeance.limite_le),
    ("au_plus_tard_le", "Au plus tard le", lambda _, echeance: echeance.au_plus_tard_le),
    ("nom", "Projet", lambda suivi, _: suivi.projet.nom),
    ("en_bref", "Quoi", lambda _, echeance: echeance.en_bref),
    ("acteurs", "Qui doit agir", lambda _, echeance: echeance.qui),
    ("statut", "Statut", lambda _, echeance: echeance.statut),
    ("referents", "Référents", lambda suivi, _: referents(suivi)),
    ("calcul", "Calcul", lambda _, echeance: echeance.calcul),
    ("echeance", "En toutes lettres", lambda _, echeance: echeance.libelle),
    ("projet", "Identifiant", lambda suivi, _: suivi.projet.identifiant),
)


def tableau_echeances(suivis: Sequence[Suivi], *, au: date) -> Tableau:
    """What must be done before when, of several projects, what is over first; what is done is left out."""
    return Tableau(
        titre=f"Échéances au {jour_en_lettres(au)}",
        nom="Échéances",
        colonnes=tuple(Colonne(cle, titre) for cle, titre, _ in _ECHEANCES),
        lignes=tuple(tuple(lire(*paire) for _, _, lire in _ECHEANCES) for paire in echeances_a_suivre(suivis)),
        notes=(
            "« Avant le » est le premier jour qui puisse être le dernier ; une date inconnue est une cellule vide.",
            A_VERIFIER,
            *dire_sans_jour(suivis),
        ),
    )


def echeances_en_lignes(suivis: Sequence[Suivi], *, au: date) -> Iterator[LigneDeTexte]:
    """The same, one line each."""
    ouvertes = echeances_a_suivre(suivis)
    yield LigneDeTexte(f"{len(ouvertes)} échéance(s) à suivre au {jour_en_lettres(au)}", Ton.TITRE)
    marge = max((len(limite_en_bref(e)) for _, e in ouvertes), default=0)
    for suivi, e in ouvertes:
        qui = ", ".join(e.qui)
        fin = f" ; {qui}" if qui else ""
        texte = f"  {limite_en_bref(e):<{marge}}  {suivi.projet.nom} : {e.en_bref} ({e.statut.libelle}{fin})"
        yield LigneDeTexte(texte, TONS_DES_STATUTS[e.statut])
    if any(e.statut is StatutEcheance.INCERTAINE for _, e in ouvertes):
        yield LigneDeTexte(A_VERIFIER, Ton.DISCRET)
    yield from (LigneDeTexte(dit, Ton.DOUTE) for dit in dire_sans_jour(suivis))


A_VERIFIER: Final = "À vérifier : le registre ne dit pas si c'est fait, ou si c'est encore dû."
"""What the word of a deadline that is not certain asks for."""


def dire_sans_jour(suivis: Iterable[Suivi]) -> Iterator[str]:
    """The deadlines that no day can be given to, counted by project; nothing when there is none."""
    comptes = [f"{suivi.projet.nom} ({len(echeances)})" for suivi, echeances in sans_jour(suivis)]
    if comptes:
        yield f"Sans jour assez sûr, faute de dates dans le registre : {', '.join(comptes)}"


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
