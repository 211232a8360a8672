"""Accessibilité potentielle localisée (APL), the indicator of the DREES: one workbook, one sheet a year.

It counts consultations (or full-time professionals) within reach of an inhabitant, by commune and by arrondissement of
Paris, Lyon and Marseille; Mayotte is not in it.
"""

import re
from collections.abc import Iterator
from typing import Final

import attrs

from soinsprimaires.analyse.publications import AplCommune
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import Limites, Source
from soinsprimaires.echanges._lecture import DOCUMENT, Journal, Lecture
from soinsprimaires.echanges._squelette import AUTRE_ANNEE, LecteurCommunal, lire_tableaux
from soinsprimaires.echanges._tables import LIMITES_CLASSEUR, Forme, Rangee, TableLue
from soinsprimaires.echanges._valeurs import (
    en_annee,
    en_decimal_ou_rien,
    en_quantite,
    exiger_annee,
    exiger_departement,
)
from soinsprimaires.sources import Provenance

__all__ = ["AplCommune", "lire"]

TITRE: Final = "Accessibilité potentielle localisée (APL)"
EDITEUR: Final = "DREES"

_AGES: Final = (65, 62, 60)
_FORME: Final = Forme(
    colonnes={
        "commune": ("Code commune INSEE", "Code commune", "CODGEO", "DEPCOM", "Code INSEE", "INSEE_COM"),
        "apl": ("APL aux médecins généralistes", "apl aux *", "apl *"),
        "annee": ("an", "Année"),
        **{f"apl_{age}": (f"apl aux * {age} ans*",) for age in _AGES},
        "population_standardisee": ("population standardisee*", "population * standardisee*"),
        "population_totale": ("population totale*",),
    },
    requises=("commune", "apl"),
)
_AUTRES: Final = (*(f"apl_{age}" for age in _AGES), "population_standardisee", "population_totale")
_ANNEE: Final = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)


def lire(
    source: Source,
    *,
    annee: int | None = None,
    departement: str | None = None,
    membre: str | None = None,
    limites: Limites = LIMITES_CLASSEUR,
) -> Lecture[AplCommune]:
    """Read the workbook of one profession, or a text of the same columns.

    Args:
        source: path or binary stream.
        annee: keep the sheet, or the rows, of this year only; a text that names none is taken to be of this year.
        departement: keep the communes of this one only.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; no sheet has the columns, or the archive is refused.
        ExtraManquant: while reading a workbook; openpyxl is not installed.
        ValeurInvalide: ``annee`` is no year.
    """
    journal = Journal(provenance=Provenance(titre=TITRE, editeur=EDITEUR))
    lecteur = _LecteurApl(journal, exiger_annee(annee), exiger_departement(departement))
    return lire_tableaux(source, journal, (_FORME,), lecteur.lire, membre=membre, limites=limites)


class _LecteurApl(LecteurCommunal):
    def lire(self, tableau: TableLue) -> Iterator[AplCommune]:
        """The communes of a sheet, which may hold several years in rows."""
        journal, voulue = self._journal, self._annee
        trouvee = _ANNEE.search(tableau.nom)
        de_la_feuille = None if trouvee is None else int(trouvee[0])
        if voulue is not None and de_la_feuille not in {None, voulue}:
            message = f"la feuille {citer(tableau.nom)} est d'une autre année, elle n'est pas lue"
            journal.informer(DOCUMENT, "feuille.autre", message)
            return
        premiere, vues = True, set[tuple[str, int | None]]()
        for ligne in tableau.lignes:
            unites = premiere and not ligne.texte("commune") and en_decimal_ou_rien(ligne.cellule("apl")) is None
            premiere = False
            if unites:  # « En nombre de consultations ... », under the titles
                journal.lues -= 1
                continue
            dite = ligne.texte("annee")
            annee = en_annee(ligne.cellule("annee"))
            if dite and annee is None:
                journal.refuser(ligne.numero, "apl.forme", f"{citer(dite)} n'est pas une année", ligne.titre("annee"))
                continue
            annee = annee or de_la_feuille or voulue
            if voulue is not None and annee != voulue:
                journal.ecarter(AUTRE_ANNEE)
                continue
            commune = self._communes.de_la_ligne(ligne)
            if commune is None:
                continue
            if (commune, annee) in vues:
                message = f"la commune {commune} est déjà lue plus haut"
                journal.refuser(ligne.numero, "identifiant.doublon", message)
            elif (apl := en_quantite(ligne.cellule("apl"))) is None:
                message = f"{citer(ligne.texte('apl'))} n'est pas un nombre, ou est négatif"
                journal.refuser(ligne.numero, "apl.forme", message, ligne.titre("apl"))
            else:
                vues.add((commune, annee))
                journal.gardees += 1
                yield _apl(ligne, journal, AplCommune(commune=commune, indicateur="", apl=apl, annee=annee))


def _apl(ligne: Rangee, journal: Journal, lue: AplCommune) -> AplCommune:
    """What else the row says, each cell that cannot be read being told."""
    autres = {nom: en_quantite(ligne.cellule(nom)) for nom in _AUTRES}
    for nom, valeur in autres.items():
        if valeur is None and (texte := ligne.texte(nom)):
            message = f"{citer(texte)} n'est pas un nombre, ou est négatif ; non gardé"
            journal.signaler(ligne.numero, "apl.forme", message, ligne.titre(nom))
    ages = ((age, autres[f"apl_{age}"]) for age in _AGES)
    return attrs.evolve(
        lue,
        indicateur=ligne.colonnes.titres["apl"],
        selon_age=tuple((age, valeur) for age, valeur in ages if valeur is not None),
        population_standardisee=autres["population_standardisee"],
        population_totale=autres["population_totale"],
    )
