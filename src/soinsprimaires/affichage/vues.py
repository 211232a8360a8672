"""What a notebook shows of an object of the library: HTML that takes the colours of its page, light or dark.

Names are shown, escaped, as a facilitator expects; RPPS and ADELI numbers, years of birth and contact details are not:
a notebook is often sent or published with its outputs. ``repr`` shows identifiants only.
"""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import singledispatch
from typing import Any, Final

import attrs

from soinsprimaires.affichage import tableaux
from soinsprimaires.affichage.comparaison import tableau_comparaison
from soinsprimaires.affichage.contenu.fiches import TU, Redaction, est_tu
from soinsprimaires.affichage.frise import dessiner
from soinsprimaires.affichage.html import Html, balise, deplier, echapper, formes, joindre, lire_gabarit, tableau
from soinsprimaires.affichage.libelles import libeller, population_en_mots
from soinsprimaires.affichage.noms import libelle_du_code
from soinsprimaires.affichage.rendus.verification_html import conclure, evolution, verification
from soinsprimaires.affichage.tableaux import Tableau
from soinsprimaires.affichage.vie import echeances, etapes, histoire, provenance, reste, situation
from soinsprimaires.analyse import Couverture, Mesure
from soinsprimaires.comparaison import Comparaison
from soinsprimaires.composition import ClasseTaille, Population
from soinsprimaires.cycle import ETATS, Echeances, Suivi, historique
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele._champs import champs
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater, durer, estimer, jour_en_lettres
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.regles.rapport import EvolutionRapport, Rapport
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, Periode, PeriodePartielle

__all__ = ["en_html", "montrer"]

_MONTRES: Final = 12
"""Beyond so many, the elements of a list are folded."""
_PROJETS: Final = 30
_COMMUNS: Final = frozenset({"provenance", "origines", "extensions"})


def en_html(objet: object) -> Html:
    """An object as a notebook shows it, with the style that it needs."""
    style = balise("style", lire_gabarit("commun.css"))
    return balise("div", style, formes(), montrer(objet), classe="soinsprimaires", lang="fr")


@singledispatch
def montrer(objet: object) -> Html:
    """An object of the library, without style: each field that says something."""
    identifiant = getattr(objet, "identifiant", None)
    titre = type(objet).__name__ if identifiant is None else f"{type(objet).__name__} « {identifiant} »"
    return _fiche(titre, objet, tus=("identifiant",))


@montrer.register
def _(objet: Projet) -> Html:
    """On the day of the last entry of its journal: a project alone does not know the day of the question."""
    au = max((evenement.enregistre_le for evenement in objet.journal), default=date.min)
    seul = Registre(projets=(objet,))
    suivi = Suivi(objet, seul, au)
    lignes, manque = suivi.historique, reste(suivi.ce_qui_manque or ())
    titre = f"État au {jour_en_lettres(au)}, dernière écriture du journal" if objet.journal else "Journal vide"
    return joindre(
        (
            balise("p", balise("strong", objet.nom), f" : {libeller(objet.nature)} « {objet.identifiant} »"),
            balise("p", titre),
            etapes(suivi),
            situation(suivi),
            dessiner(lignes, au=au),
            deplier(f"{len(lignes)} événement(s)", histoire(lignes, Redaction(seul, au))) if lignes else "",
            deplier("Ce qui manque", manque) if manque else "",
            deplier("Autres champs", _fiche(f"Projet « {objet.identifiant} »", objet, tus=("identifiant", "journal"))),
        )
    )


@montrer.register
def _(objet: Registre) -> Html:
    comptes = tableau(
        f"Registre de {len(objet)} entité(s)",
        ("Liste", "Nombre"),
        ((balise("code", genre), len(getattr(objet, genre))) for genre in LISTES if getattr(objet, genre)),
    )
    projets = tableau(
        "Projets, après le dernier événement de leur journal",
        ("Projet", "Nature", "État", "Événements"),
        (
            (_nom(projet), libeller(projet.nature), _dernier_etat(projet), len(projet.journal))
            for projet in objet.projets[:_PROJETS]
        ),
    )
    if len(objet.projets) > _PROJETS:
        projets = joindre((projets, balise("p", f"… et {len(objet.projets) - _PROJETS} autre(s) projet(s)")))
    return joindre((comptes or balise("p", "Registre vide"), projets))


def _nom(projet: Projet) -> Html:
    return joindre((projet.nom, " ", balise("code", projet.identifiant)))


def _dernier_etat(projet: Projet) -> str:
    lignes = [ligne for ligne in historique(projet) if not ligne.annule]
    etats = lignes[-1].etats if lignes else frozenset({ETATS[projet.nature][0]})
    return libeller(next(iter(etats))) if len(etats) == 1 else "non déterminé"


@montrer.register
def _(objet: Rapport) -> Html:
    return joindre((conclure(objet), verification(objet)))


@montrer.register
def _(objet: EvolutionRapport) -> Html:
    return evolution(objet)


@montrer.register
def _(objet: Echeances) -> Html:
    return echeances(objet) or balise("p", "Aucune échéance")


@montrer.register
def _(objet: Tableau) -> Html:
    return tableaux.en_html(objet)


@montrer.register
def _(objet: Mesure) -> Html:
    """The figure first, then why it is not exact, then its sources."""
    dits = (("Raisons", objet.raisons), ("Sources", objet.sources))
    listes = (joindre((balise("p", titre), _suite(valeurs))) for titre, valeurs in dits if valeurs)
    return joindre((balise("p", balise("strong", str(objet))), *listes))


@montrer.register
def _(objet: Population) -> Html:
    dits = (balise("p", mot) for mot in (objet.raison, f"Source : {objet.source}") if mot)
    return joindre((balise("p", balise("strong", population_en_mots(objet))), *dits))


@montrer.register
def _(objet: ClasseTaille) -> Html:
    possibles = f"Taille {' ou '.join(map(str, objet.possibles))}" if objet.possibles else "Pas de taille"
    dits = (balise("p", objet.raison),) if objet.raison else ()
    return joindre((balise("p", balise("strong", possibles)), *dits, montrer(objet.population)))


@montrer.register
def _(objet: Couverture) -> Html:
    """How many communes and inhabitants, before the lists, which are long."""
    listes = (objet.sans, objet.une, objet.plusieurs, objet.au_moins_une, objet.incertaines)
    comptes = tableau(
        f"Communes au 1er janvier {objet.millesime}",
        ("Dans les CPTS du registre", "Communes"),
        ((mot, len(liste)) for mot, liste in zip(_COUVERTES, listes, strict=True)),
    )
    habitants = tableau(
        "Habitants",
        ("Dans les CPTS du registre", "Habitants"),
        (
            ("dans aucune CPTS", objet.habitants_sans),
            ("dans une CPTS au moins", objet.habitants_couverts),
            ("dans plusieurs CPTS", objet.habitants_partages),
        ),
    )
    dites = (("Territoire incomplet ou non décrit", objet.imprecises), ("Placées par leurs sites", objet.ecartees))
    notes = (balise("p", f"{mot} : {', '.join(noms)}") for mot, noms in dites if noms)
    return joindre((comptes, habitants, *notes))


_COUVERTES: Final = (
    "dans aucune CPTS",
    "dans une seule CPTS",
    "dans plusieurs CPTS",
    "dans une CPTS au moins",
    "incertaine",
)


@montrer.register
def _(objet: Comparaison) -> Html:
    return montrer(tableau_comparaison(objet))


# -- any value ----------------------------------------------------------------------------------------------------


def _fiche(titre: str, objet: Any, *, tus: tuple[str, ...] = ()) -> Html:
    lignes = ((balise("code", champ), valeur) for champ, valeur in _dits(objet) if champ not in tus)
    return tableau(titre, ("Champ", "Valeur"), lignes) or balise("p", titre)


def _dits(objet: Any) -> Iterator[tuple[str, Html]]:
    """The fields of a value that hold something."""
    # What every entity has comes after what makes this one.
    for champ in sorted(champs(type(objet)), key=lambda champ: champ.nom in _COMMUNS):
        valeur = getattr(objet, champ.nom)
        if valeur is not None and valeur != ():
            yield champ.nom, echapper(TU) if est_tu(objet, champ) else _valeur(valeur)


def _valeur(valeur: Any) -> Html:
    match valeur:
        case bool():
            return echapper("oui" if valeur else "non")
        case Enum():
            return echapper(libeller(valeur))
        case DatePartielle():
            return echapper(dater(valeur))
        case PeriodePartielle() | Periode():
            return echapper(durer(valeur))
        case Estimation():
            return echapper(estimer(valeur))
        case date():
            return echapper(jour_en_lettres(valeur))
        case CodeNomenclature():
            return joindre((libelle_du_code(valeur), " ", balise("code", valeur.code)))
        case Provenance():
            return provenance(valeur)
        case tuple():
            return _suite(valeur)
        case _ if attrs.has(type(valeur)) and "__str__" not in vars(type(valeur)):
            return joindre((joindre((balise("code", champ), " ", dit)) for champ, dit in _dits(valeur)), " ; ")
        case _:
            return echapper(valeur)


def _suite(valeurs: tuple[Any, ...]) -> Html:
    lignes = balise("ul", *(balise("li", _valeur(valeur)) for valeur in valeurs))
    if len(valeurs) > _MONTRES:
        return deplier(f"{len(valeurs)} éléments", lignes)
    return lignes if any(attrs.has(type(valeur)) for valeur in valeurs) else joindre(map(_valeur, valeurs), ", ")
