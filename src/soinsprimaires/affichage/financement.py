"""A decompte in words, in tables and for a program: each line with its formula, its figures and its texts."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final

from soinsprimaires.affichage.contenu.documents import extraire
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Ton
from soinsprimaires.affichage.tableaux import Colonne, Tableau
from soinsprimaires.financement import (
    ARRONDI,
    Decompte,
    EcartLigne,
    FaitsACIMSP,
    Ligne,
    Quantite,
    Question,
    Versement,
    ce_qui_changerait,
)
from soinsprimaires.mots import grouper, jour_en_lettres
from soinsprimaires.sources import SourceJuridique

__all__ = ["en_objet", "fourchette", "lignes_des_ecarts", "lignes_du_decompte", "tableau_decompte", "total_en_mots"]

_DECIMALES: Final = 6
_QUESTIONS: Final = 12
_ESPACE: Final = "\u00a0"


def euros(montant: Decimal) -> str:
    """An amount with all its digits: lines that are rounded do not add up to their total."""
    entier, _, centimes = f"{round(montant, _DECIMALES).normalize():f}".partition(".")
    return f"{grouper(Decimal(entier))}{f',{centimes:0<2}' if centimes else ''}{_ESPACE}€"


def fourchette(montant: Decimal | None, minimum: Decimal | None, maximum: Decimal | None) -> str:
    """What is known of an amount."""
    if montant is not None:
        return euros(montant)
    minimum = None if minimum is None else minimum.quantize(ARRONDI, ROUND_FLOOR)
    maximum = None if maximum is None else maximum.quantize(ARRONDI, ROUND_CEILING)
    if maximum is None:
        return "non connu" if not minimum or minimum < 0 else f"au moins {euros(minimum)}"
    if minimum is None:
        return f"au plus {euros(maximum)}"
    return f"entre {euros(minimum)} et {euros(maximum)}" if minimum else f"au plus {euros(maximum)}"


def total_en_mots(decompte: Decompte) -> str:
    """The total in one sentence."""
    dit = fourchette(decompte.total, decompte.minimum, decompte.maximum)
    if decompte.bloque_par:
        return f"{dit} : prérequis non atteint ({', '.join(decompte.bloque_par)}), rien n'est payé"
    return f"{dit} (fiabilité : {decompte.fiabilite.libelle})"


# -- text --------------------------------------------------------------------------------------------------------------


def lignes_du_decompte(decompte: Decompte, titre: str, *, detail: bool = False) -> Iterator[LigneDeTexte]:
    """The decompte for a terminal.

    Args:
        decompte: what is shown.
        titre: of whom, and for when.
        detail: also the formula, the figures and the texts of each line.
    """
    yield LigneDeTexte(titre, Ton.TITRE)
    ton = Ton.GRAVE if decompte.bloque_par else Ton.DOUTE if decompte.total is None else Ton.BON
    yield LigneDeTexte(f"Total : {total_en_mots(decompte)}", ton)
    yield LigneDeTexte(f"Barème : {decompte.bareme.nom}", Ton.DISCRET)
    yield LigneDeTexte("")
    for ligne in decompte.lignes:
        yield from _ligne(ligne, detail=detail)
    connus = [v for v in decompte.echeancier if v.le is not None or v.montant is not None]
    autres = len(decompte.echeancier) - len(connus)
    sans = [f"et {autres} dont ni le jour ni le montant ne sont connus"] if autres else []
    yield from _suite("Versements", [*map(_versement, connus), *sans])
    yield from _suite("À savoir", decompte.reserves)
    questions = ce_qui_changerait(decompte)
    reste = len(questions) - _QUESTIONS
    dites = [*map(_question, questions[:_QUESTIONS]), *([f"et {reste} autre(s)"] if reste > 0 else [])]
    yield from _suite("À renseigner d'abord", dites)


def _suite(titre: str, dites: Iterable[str]) -> Iterator[LigneDeTexte]:
    for rang, dite in enumerate(dites):
        if not rang:
            yield LigneDeTexte("")
            yield LigneDeTexte(titre, Ton.TITRE)
        yield LigneDeTexte(f"  {dite}")


def _ligne(ligne: Ligne, *, detail: bool) -> Iterator[LigneDeTexte]:
    points = "" if ligne.points is None else f" ({_nombre(ligne.points)} points)"
    marque = " [d'après votre barème]" if ligne.de_l_utilisateur else ""
    montant = fourchette(ligne.montant, ligne.minimum, ligne.maximum)
    ton = Ton.NEUTRE if ligne.montant is not None else Ton.DOUTE
    yield LigneDeTexte(f"{ligne.code}, {ligne.libelle} : {montant}{points}{marque}", ton)
    if ligne.raison is not None:
        yield LigneDeTexte(f"    {ligne.raison}", Ton.DISCRET)
    if detail:
        yield LigneDeTexte(f"    formule : {ligne.formule}")
        yield from (LigneDeTexte(f"    - {_quantite(quantite)}") for quantite in ligne.quantites)
        yield LigneDeTexte(f"    fiabilité : {ligne.fiabilite.libelle}", Ton.DISCRET)
        yield from (LigneDeTexte(f"    d'après {_source(source)}", Ton.DISCRET) for source in ligne.sources)


def _quantite(quantite: Quantite) -> str:
    if quantite.unite == "oui ou non" and quantite.valeur is not None:
        return f"{quantite.libelle} : {'oui' if quantite.valeur else 'non'}"
    if quantite.valeur is not None:
        return f"{quantite.libelle} : {_nombre(quantite.valeur)} {quantite.unite}"
    return f"{quantite.libelle} : {quantite.raison or 'non renseigné'}"


def _nombre(nombre: Decimal) -> str:
    """A figure that is read, of which a part of a year would have digits without end."""
    return grouper(round(nombre, _DECIMALES))


def _source(source: SourceJuridique) -> str:
    return source.reference if source.lu_dans is None else f"{source.reference} (lu dans : {source.lu_dans})"


def _versement(versement: Versement) -> str:
    quand = "date non connue" if versement.le is None else f"le {jour_en_lettres(versement.le)}"
    montant = fourchette(versement.montant, versement.minimum, versement.maximum)
    raison = "" if versement.raison is None else f" ; {versement.raison}"
    return f"{versement.libelle} : {montant}, {quand} ({versement.regle}){raison}"


def _question(question: Question) -> str:
    ecart = "sans elle, rien ne borne le total" if question.ecart is None else f"jusqu'à {euros(question.ecart)}"
    return f"{question.libelle} ({question.fait}) : {ecart if question.ecart != 0 else 'avec une autre réponse'}"


def lignes_des_ecarts(ecarts: Iterable[EcartLigne]) -> Iterator[LigneDeTexte]:
    """Two decomptes line by line."""
    yield LigneDeTexte("Ce qui change", Ton.TITRE)
    for ecart in ecarts:
        avant = fourchette(ecart.avant, ecart.avant_minimum, ecart.avant_maximum)
        apres = fourchette(ecart.apres, ecart.apres_minimum, ecart.apres_maximum)
        signe = "" if ecart.ecart is None else f" ({'+' if ecart.ecart > 0 else ''}{euros(ecart.ecart)})"
        nom = "Total" if ecart.code == "total" else f"{ecart.code}, {ecart.libelle}"
        yield LigneDeTexte(f"  {nom} : {avant} -> {apres}{signe}")


# -- tables and programs -----------------------------------------------------------------------------------------------

_COLONNES: Final = (
    Colonne("code", "Ligne"),
    Colonne("libelle", "Ce qu'elle paie"),
    Colonne("points", "Points"),
    Colonne("montant", "Montant (€)"),
    Colonne("minimum", "Au moins (€)"),
    Colonne("maximum", "Au plus (€)"),
    Colonne("fiabilite", "Fiabilité"),
    Colonne("raison", "À savoir"),
)


def tableau_decompte(decompte: Decompte, titre: str) -> Tableau:
    """The decompte as a table, the total on its last line."""
    lignes = [
        (
            ligne.code,
            ligne.libelle,
            ligne.points,
            ligne.montant,
            ligne.minimum,
            ligne.maximum,
            ligne.fiabilite.libelle,
            ligne.raison or "",
        )
        for ligne in decompte.lignes
    ]
    total = (decompte.total, decompte.minimum, decompte.maximum, decompte.fiabilite.libelle)
    lignes.append(("total", "total", None, *total, ", ".join(decompte.bloque_par)))
    notes = (f"Barème : {decompte.bareme.nom}.", *decompte.reserves)
    return Tableau(titre=titre, colonnes=_COLONNES, lignes=tuple(lignes), notes=notes)


_BORNES: Final = ("minimum", "maximum")


def en_objet(decompte: Decompte) -> dict[str, Any]:
    """The decompte for a program: amounts are texts, as in the documents."""
    return {
        "exercice": decompte.faits.exercice if isinstance(decompte.faits, FaitsACIMSP) else None,
        "bareme": decompte.bareme.nom,
        "licence": decompte.bareme.licence,
        **extraire(decompte, "total", *_BORNES, "bloque_par", "fiabilite", "reserves"),
        "lignes": [_objet_ligne(ligne) for ligne in decompte.lignes],
        "echeancier": [
            extraire(versement, "code", "libelle", "le", "montant", *_BORNES, "regle", "fiabilite", "raison")
            for versement in decompte.echeancier
        ],
        "questions": [
            extraire(question, "fait", "libelle", "unite", "ecart", "lignes")
            for question in ce_qui_changerait(decompte)
        ],
    }


def _objet_ligne(ligne: Ligne) -> dict[str, Any]:
    return {
        **extraire(ligne, "code", "libelle", "formule", "points", "montant", *_BORNES, "fiabilite", "raison"),
        **extraire(ligne, "inconnus", "de_l_utilisateur"),
        "quantites": [
            {
                **extraire(quantite, "code", "libelle", "unite", "valeur", *_BORNES, "raison"),
                "sources": [source.reference for source in quantite.sources],
            }
            for quantite in ligne.quantites
        ],
        "sources": [extraire(source, "reference", "lu_le", "lu_dans") for source in ligne.sources],
    }
