"""Inhabitants of the communes by age, as the census of the INSEE estimates them.

Its layouts: one figure a line (``DS_RP_POPULATION_PRINC``; ``TD_POP1B``, by single year), one column a band
(``base-cc-evol-struct-pop``) or one a single year (``BTX_TD_POP1B``). The figures are estimates, with decimals.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from soinsprimaires.analyse.publications import PopulationParAge, TrancheAge
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import LIMITES, Limites, Source
from soinsprimaires.echanges._lecture import Journal, Lecture
from soinsprimaires.echanges._squelette import AnneeRetenue, LecteurCommunal, lire_tableaux
from soinsprimaires.echanges._tables import Forme, Rangee, TableLue
from soinsprimaires.echanges._valeurs import en_quantite, exiger_annee, exiger_departement
from soinsprimaires.echanges.populations import COMMUNES_MELODI, EDITEUR, PAR_QUARTIER
from soinsprimaires.sources import Provenance

__all__ = ["PopulationParAge", "TrancheAge", "lire"]

TITRE: Final = "Recensement de la population, population par âge"

_COMMUNES: Final = ("CODGEO", "DEPCOM", "COM", "Code commune", "Code INSEE", "Code commune INSEE")
_BANDES: Final = (
    *("0014", "1529", "3044", "4559", "6074", "7589", "90P", "75P"),
    *("0002", "0305", "0610", "1117", "1824", "2539", "4054", "5564", "6579", "80P", "0019", "2064", "65P"),
)
"""Bands of the columns of the INSEE, those that every file has first."""
_AGE_MAX: Final = 100
"""The last single year of the INSEE, which is "and more"."""

_Bornes = tuple[int, int | None]


def _d_un_an(age: int) -> _Bornes:
    return age, None if age == _AGE_MAX else age


_DES_BANDES: Final[Mapping[str, _Bornes]] = {
    bande: (int(bande[:2]), None if bande.endswith("P") else int(bande[2:])) for bande in _BANDES
}
_DES_AGES: Final[Mapping[str, _Bornes]] = {
    f"SEXE{sexe}_AGED100{age:03d}": _d_un_an(age) for sexe in (1, 2) for age in range(_AGE_MAX + 1)
}
_LARGE: Final = Forme(
    colonnes={"commune": _COMMUNES, **{bande: (f"P_POP{bande}",) for bande in _BANDES}},
    requises=("commune", "0014"),
    annuelles=frozenset(_BANDES),
    etrangers=PAR_QUARTIER,
)
_PAR_AGE: Final = Forme(
    colonnes={"commune": _COMMUNES, **{titre: (titre,) for titre in _DES_AGES}}, requises=("commune", *_DES_AGES)
)
_LONGUE: Final = Forme(
    colonnes={
        "commune": ("GEO", "CODGEO"),
        "objet": ("GEO_OBJECT", "NIVGEO"),
        "age": ("AGE", "AGED100"),
        "sexe": ("SEX", "SEXE"),
        "annee": ("TIME_PERIOD",),
        "mesure": ("RP_MEASURE",),
        "valeur": ("OBS_VALUE", "NB"),
    },
    requises=("commune", "age", "sexe", "valeur"),
)
_AGE: Final = re.compile(r"Y(\d{1,3})T(\d{1,3})|Y_LT(\d{1,3})|Y_GE(\d{1,3})|Y?(\d{1,3})", re.ASCII)
_SEXES: Final = frozenset({"_T", "1", "2"})
"""Both together, or each in a file that does not give their sum; ``F`` and ``M`` stand beside ``_T``."""


def lire(
    source: Source,
    *,
    annee: int | None = None,
    departement: str | None = None,
    membre: str | None = None,
    limites: Limites = LIMITES,
) -> Lecture[PopulationParAge]:
    """Read the populations by age of the communes.

    Args:
        source: path or binary stream.
        annee: year wanted of a file that has several, the latest without it; of one that tells none, its year.
        departement: keep the communes of this one only.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a column is absent, or the archive is refused.
        ValeurInvalide: ``annee`` is no year.
    """
    journal = Journal(provenance=Provenance(titre=TITRE, editeur=EDITEUR))
    lecteur = _LecteurAges(journal, exiger_annee(annee), exiger_departement(departement))
    return lire_tableaux(
        source,
        journal,
        (_LARGE, _PAR_AGE, _LONGUE),
        lecteur.lire,
        membre=membre,
        limites=limites,
        usuels=("*_data.csv", "*evol-struct-pop*", "*POP1B*"),
        annee=annee,
    )


class _LecteurAges(LecteurCommunal):
    def lire(self, tableau: TableLue) -> Iterator[PopulationParAge]:
        if tableau.forme is _LONGUE:
            return self._chiffre_par_chiffre(tableau)
        return self._par_ligne(tableau, _DES_BANDES if tableau.forme is _LARGE else _DES_AGES)

    def _par_ligne(self, tableau: TableLue, bornes: Mapping[str, _Bornes]) -> Iterator[PopulationParAge]:
        presentes = {nom: bande for nom, bande in bornes.items() if nom in tableau.colonnes.rangs}
        annee = tableau.colonnes.annee if self._annee is None else self._annee
        for ligne in tableau.lignes:
            commune = self._communes.de_la_ligne(ligne)
            if commune is None or not self._est_nouvelle(commune, ligne):
                continue
            self._vues.add(commune)
            nombres: dict[_Bornes, Decimal] = {}
            for nom, bande in presentes.items():
                nombre = self._habitants(ligne, nom, en_quantite)
                if nombre is None:
                    break
                nombres[bande] = nombres.get(bande, Decimal(0)) + nombre
            else:
                self._journal.gardees += 1
                yield _population(commune, nombres, annee)

    def _chiffre_par_chiffre(self, tableau: TableLue) -> Iterator[PopulationParAge]:
        """The bands of a table of one figure a line: of one with years, the year that is kept stands in memory."""
        datee, periode = "annee" in tableau.colonnes.rangs, None
        retenue = AnneeRetenue(self._journal, self._annee)
        lues: dict[str, dict[_Bornes, dict[str, Decimal | None]]] = {}

        def vider() -> int:
            nombre = sum(len(sexes) for bandes in lues.values() for sexes in bandes.values())
            lues.clear()
            return nombre

        def rendre() -> Iterator[PopulationParAge]:
            for commune, bandes in lues.items():
                sommes = {bande: [*sexes.values()] for bande, sexes in bandes.items()}
                nombres = {
                    bande: sum(filter(None, tous), Decimal(0)) for bande, tous in sommes.items() if None not in tous
                }
                yield _population(commune, nombres, retenue.annee)

        for ligne in tableau.lignes:
            bande = self._bande(ligne)
            if bande is None or (datee and (periode := self._periode(ligne, "annee")) is None):
                continue
            if periode is not None and not retenue.retient(periode, vider):
                continue
            commune = self._communes.de_la_ligne(ligne)
            if commune is None:
                continue
            if not datee and commune not in lues:  # the lines of a commune follow one another
                yield from rendre()
                lues.clear()
                if not self._est_nouvelle(commune, ligne):
                    continue
                self._vues.add(commune)
            nombre, sexe = self._habitants(ligne, "valeur", en_quantite), ligne.texte("sexe")
            sexes = lues.setdefault(commune, {}).setdefault(bande, {})
            if nombre is None:
                sexes[sexe] = None  # of which the other sex is not the whole
            elif sexe in sexes:
                self._journal.refuser(ligne.numero, "identifiant.doublon", "ce chiffre est déjà lu plus haut")
            else:
                sexes[sexe] = nombre
                self._journal.gardees += 1
        retenue.conclure()
        yield from rendre()

    def _bande(self, ligne: Rangee) -> _Bornes | None:
        """The ages of a row that counts the inhabitants of a commune; it is left aside, or refused, without."""
        if ligne.texte("objet") not in {*COMMUNES_MELODI, ""} or ligne.texte("mesure") not in {"POP", ""}:
            self._journal.ecarter("un autre chiffre que la population d'une commune")
        elif ligne.texte("sexe") not in _SEXES:
            self._journal.ecarter("d'un seul sexe")
        elif ligne.texte("age") == "_T":
            self._journal.ecarter("de tous les âges ensemble")
        elif (bande := _bornes(ligne.texte("age"))) is None:
            message = f"{citer(ligne.texte('age'))} n'est pas un âge"
            self._journal.refuser(ligne.numero, "age.forme", message, ligne.titre("age"))
        else:
            return bande
        return None


def _bornes(texte: str) -> _Bornes | None:
    """The ages of a code: ``Y15T24``, ``Y_LT15``, ``Y_GE65``, ``015``."""
    trouve = _AGE.fullmatch(texte)
    if trouve is None:
        return None
    debut, fin, moins, plus, age = (None if un is None else int(un) for un in trouve.groups())
    if age is not None:
        return _d_un_an(age)
    if moins is not None:
        return (0, moins - 1) if moins else None
    if plus is not None:
        return plus, None
    return (debut, fin) if debut is not None and fin is not None and debut <= fin else None


def _population(commune: str, nombres: Mapping[_Bornes, Decimal], annee: int | None) -> PopulationParAge:
    tranches = (TrancheAge(minimum=de, maximum=a, nombre=nombre) for (de, a), nombre in nombres.items())
    ordre = sorted(tranches, key=lambda un: (un.minimum, _AGE_MAX + 1 if un.maximum is None else un.maximum))
    return PopulationParAge(commune=commune, tranches=tuple(ordre), annee=annee)
