"""The life of a project as HTML: the steps done and to do, the events, the deadlines, what is missing."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from soinsprimaires.affichage.chronologie import contre, quand, quoi, situer
from soinsprimaires.affichage.contenu.fiches import Redaction, ou_c_est_dit, precisions
from soinsprimaires.affichage.contenu.lignes import Ton
from soinsprimaires.affichage.frise import lettre
from soinsprimaires.affichage.html import Html, balise, joindre, lien, pastille, tableau
from soinsprimaires.affichage.libelles import TONS_DES_STATUTS, libeller
from soinsprimaires.affichage.rendus.verification_html import sources
from soinsprimaires.cycle import ETATS, Echeance, Etape, Etat, LigneHistorique, StatutEcheance, Suivi
from soinsprimaires.modele.evenements import Acte
from soinsprimaires.sources import Provenance

__all__ = ["STATUTS", "echeances", "etapes", "histoire", "provenance", "reste", "situation"]

STATUTS: Final = MappingProxyType({**TONS_DES_STATUTS, StatutEcheance.A_VENIR: Ton.DISCRET})
"""How a deadline is shown where all of them are: those to come step back."""


def etapes(suivi: Suivi) -> Html:
    """The states that the project went through, the one of that day, those that remain on the usual way."""
    courant = suivi.etat
    passes = [etat for etat in _traverses(suivi) if etat is not courant]
    restants = [etape.vers for etape in suivi.ce_qui_manque or ()]
    actuel = pastille(Ton.DOUTE, "état non déterminé") if courant is None else libeller(courant)
    return balise(
        "ol",
        *(_pas("sp-passe", "franchi", pastille(Ton.BON, libeller(etat))) for etat in passes),
        balise("li", _discret("à cette date : "), actuel, classe="sp-courant", aria_current="step"),
        *(_pas("sp-avenir", "à franchir", pastille(Ton.DISCRET, libeller(etat))) for etat in restants),
        classe="sp-etapes",
    )


def _pas(classe: str, mot: str, contenu: Html) -> Html:
    return balise("li", _discret(f"{mot} : "), contenu, classe=classe)


def _discret(texte: str) -> Html:
    """Words for those who do not see the shape."""
    return balise("span", texte, classe="sp-cache")


def _traverses(suivi: Suivi) -> list[Etat]:
    certains = {evenement.identifiant for evenement in suivi.evenements_certains}
    lignes = [ligne for ligne in suivi.historique if ligne.evenement.identifiant in certains]
    surs = [next(iter(ligne.etats)) for ligne in lignes if len(ligne.etats) == 1]
    if lignes and lignes[0].evenement.acte is not Acte.REPRISE:
        surs.insert(0, ETATS[suivi.projet.nature][0])
    return list(dict.fromkeys(surs))


def situation(suivi: Suivi) -> Html:
    """Where it stands on that day, with its missions and its agréments."""
    return balise(
        "ul",
        *(
            balise("li", ligne.texte if ligne.ton is Ton.NEUTRE else pastille(ligne.ton, ligne.texte))
            for ligne in situer(suivi)
        ),
        classe="sp-situation",
    )


def histoire(lignes: Sequence[LigneHistorique], redaction: Redaction) -> Html:
    """The events, numbered as in the drawing."""
    return tableau(
        "Ce qui s'est passé",
        ("N°", "Quand", "Quoi", "Par qui", "État ensuite", "D'après"),
        (
            (
                rang,
                quand(ligne.evenement),
                _quoi(ligne, redaction),
                ", ".join(map(redaction.phrase, ligne.evenement.acteurs)),
                _ensuite(ligne),
                provenance(ligne.evenement.provenance),
            )
            for rang, ligne in enumerate(lignes, start=1)
        ),
    )


def _quoi(ligne: LigneHistorique, redaction: Redaction) -> Html:
    puces = joindre(balise("li", f"{dit.mot} : {', '.join(dit.textes)}") for dit in redaction.details(ligne.evenement))
    return joindre((quoi(ligne.evenement), balise("ul", puces)))


def _ensuite(ligne: LigneHistorique) -> Html | str:
    if ligne.annule:
        return pastille(Ton.NEUTRE, "écriture annulée")
    if not ligne.coherent:
        return joindre((pastille(Ton.DOUTE, "acte que la procédure ne prévoit pas à ce moment"), _liste(contre(ligne))))
    if len(ligne.etats) == 1:
        return libeller(next(iter(ligne.etats)))
    return pastille(Ton.DOUTE, "non déterminé")


def provenance(source: Provenance | None) -> Html:
    """Who says a fact, where, and whether it is written there, with the address where it can be read."""
    if source is None:
        return Html()
    suite = precisions(source)
    return joindre((lien(source.adresse, source.titre), f" ({suite})" if suite else "", ou_c_est_dit(source)))


def echeances(toutes: Sequence[Echeance]) -> Html:
    """The deadlines, lettered as in the drawing."""
    return tableau(
        "Échéances" if all(e.datee for e in toutes) else "Échéances et étapes",
        ("Repère", "Avant quand", "Quoi", "Qui doit agir", "Statut", "Calcul et sources"),
        (
            (
                lettre(rang),
                echeance.avant_quand,
                echeance.libelle,
                ", ".join(qualite.libelle for qualite in echeance.acteurs),
                pastille(STATUTS[echeance.statut], echeance.statut.libelle),
                joindre((echeance.calcul, sources(echeance.sources))),
            )
            for rang, echeance in enumerate(toutes)
        ),
    )


def reste(toutes: Sequence[Etape]) -> Html:
    """The steps that remain, in order."""
    return tableau(
        "Ce qui manque",
        ("N°", "Étape", "Qui peut agir", "Pièces", "Conditions", "Usages de la région"),
        (
            (
                rang,
                etape.acte.libelle,
                ", ".join(qualite.libelle for qualite in etape.acteurs),
                ", ".join(libeller(document) for document in etape.documents),
                _liste(etape.conditions),
                _liste(etape.usages),
            )
            for rang, etape in enumerate(toutes, start=1)
        ),
    )


def _liste(textes: Sequence[str]) -> Html:
    return balise("ul", *(balise("li", texte) for texte in textes)) if textes else Html()
