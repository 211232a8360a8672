"""What differs between two registres, as a table and as plain lines."""

from collections.abc import Iterator
from typing import Final

from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Section, Ton
from soinsprimaires.affichage.libelles import libeller
from soinsprimaires.affichage.tableaux import SANS_OBJET, Colonne, Tableau
from soinsprimaires.comparaison import Comparaison, Difference, DifferenceEntite

__all__ = ["raconter_comparaison", "tableau_comparaison"]

_COLONNES_COMPARAISON: Final = (
    Colonne("changement", "Changement"),
    Colonne("genre", "Liste"),
    Colonne("identifiant", "Entité"),
    Colonne("pointeur", "Champ"),
    Colonne("message", "Différence"),
)


def tableau_comparaison(comparaison: Comparaison) -> Tableau:
    """One line an addition, a removal or a field that changes; what names a person is never quoted."""
    return Tableau(
        titre="Ce qui change d'un registre à l'autre",
        nom="Comparaison",
        colonnes=_COLONNES_COMPARAISON,
        lignes=(
            *(("modification", "registre", SANS_OBJET, champ.pointeur, _suite(champ)) for champ in comparaison.champs),
            *(("ajout", d.genre, d.identifiant, "", "ajout") for d in comparaison.ajouts),
            *(("retrait", d.genre, d.identifiant, "", "retrait") for d in comparaison.retraits),
            *(
                ("modification", d.genre, d.identifiant, champ.pointeur, _suite(champ))
                for d in comparaison.modifications
                for champ in d.champs
            ),
        ),
        notes=(resumer_comparaison(comparaison),),
    )


def resumer_comparaison(comparaison: Comparaison) -> str:
    """The comparison in one sentence."""
    if not comparaison:
        return "Aucune différence."
    nombres = [
        (len(comparaison.ajouts), "ajout", "ajouts"),
        (len(comparaison.retraits), "retrait", "retraits"),
        (len(comparaison.modifications), "entité modifiée", "entités modifiées"),
        (len(comparaison.champs), "champ du registre modifié", "champs du registre modifiés"),
    ]
    mots = (f"{nombre} {un if nombre == 1 else plusieurs}" for nombre, un, plusieurs in nombres if nombre)
    return f"{', '.join(mots)}."


def raconter_comparaison(comparaison: Comparaison) -> Iterator[Section]:
    """The comparison in plain lines, as one reads the difference of two texts: ``+``, ``-`` and ``~``."""
    yield Section("Ce qui change", (LigneDeTexte(resumer_comparaison(comparaison)),))
    for titre, lignes in (
        ("Registre", tuple(LigneDeTexte(f"~ {champ.message}") for champ in comparaison.champs)),
        ("Ajouts", tuple(LigneDeTexte(f"+ {_nommer(d)}", Ton.BON) for d in comparaison.ajouts)),
        ("Retraits", tuple(LigneDeTexte(f"- {_nommer(d)}", Ton.GRAVE) for d in comparaison.retraits)),
        ("Modifications", tuple(ligne for d in comparaison.modifications for ligne in _lignes_modification(d))),
    ):
        if lignes:
            yield Section(titre, lignes)


def _lignes_modification(difference: DifferenceEntite) -> Iterator[LigneDeTexte]:
    yield LigneDeTexte(f"~ {_nommer(difference)}", Ton.DOUTE)
    for champ in difference.champs:
        yield LigneDeTexte(f"    {champ.message}")


def _nommer(difference: DifferenceEntite) -> str:
    return f"{libeller(difference.genre)} « {difference.identifiant} »"


def _suite(champ: Difference) -> str:
    """What the message says after the path of the field."""
    _, _, suite = champ.message.partition(" : ")
    return suite
