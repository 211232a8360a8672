"""Legal populations of the communes, as the INSEE publishes them each December (file ``donnees_communes.csv``).

Its layout changed with the years: the code of the commune stands in ``COM``, or in ``CODDEP`` and ``CODCOM`` when
``COM`` is the name. Nothing in the file tells its year, so the caller does.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import LIMITES, Limites, Source, ouvrir
from soinsprimaires.echanges._lecture import Journal, Lecture, produire
from soinsprimaires.echanges._tables import Colonnes, tableaux, texte_de_cellule
from soinsprimaires.echanges._valeurs import Communes, en_nombre, exiger_annee, exiger_departement
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import CODE_COMMUNE
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele.territoires import Delimitation, NatureTerritoire, PopulationDeclaree, Territoire
from soinsprimaires.referentiels import commune as chercher_commune
from soinsprimaires.sources import Provenance

__all__ = ["PopulationCommune", "lire"]

TITRE: Final = "Populations légales des communes"
EDITEUR: Final = "INSEE"

_VOULUES: Final = {
    "commune": ("COM", "CODGEO", "Code commune", "DEPCOM"),
    "departement": ("CODDEP", "DEP", "Code département"),
    "numero": ("CODCOM",),
    "municipale": ("PMUN", "Population municipale"),
    "a_part": ("PCAP", "Population comptée à part"),
    "totale": ("PTOT", "Population totale"),
}
_CODE_ENTIER: Final = 5
_NOMBRES: Final = frozenset({"municipale", "a_part", "totale"})


@attrs.frozen(kw_only=True)
class PopulationCommune:
    """Inhabitants of a commune.

    Attributes:
        commune: INSEE code.
        municipale: municipal population (PMUN), the one that laws and conventions count.
        comptee_a_part: people counted apart (PCAP), who also live elsewhere.
        totale: sum of both (PTOT).
        annee: year that they describe, two to three before they come into force; ``None`` when nobody said it.
    """

    commune: str
    municipale: int
    comptee_a_part: int | None = None
    totale: int | None = None
    annee: int | None = None

    def territoire(self) -> Territoire:
        """The commune as a territory of a registre, whose population this one overrides.

        Raises:
            ValeurInvalide: the year is not known.
            CodeInconnu: the referential has no name for the commune.
        """
        if self.annee is None:
            raise ValeurInvalide("une population sans année ne se déclare pas", "population.annee", "annee")
        connue = chercher_commune(self.commune)
        source = f"{EDITEUR}, {TITRE.lower()}"
        return Territoire(
            identifiant=f"commune-{self.commune.lower()}",
            nom=connue.nom,
            nature=NatureTerritoire.COMMUNE,
            communes=(self.commune,),
            delimitation=Delimitation.COMPLETE,
            departement=connue.departement,
            region=connue.region,
            population=PopulationDeclaree(nombre=Estimation(valeur=self.municipale), annee=self.annee, source=source),
            provenance=Provenance(titre=TITRE, editeur=EDITEUR),
        )


def lire(
    source: Source,
    *,
    annee: int | None = None,
    departement: str | None = None,
    membre: str | None = None,
    limites: Limites = LIMITES,
) -> Lecture[PopulationCommune]:
    """Read the populations of the communes, from the CSV, its zip or a workbook of the same columns.

    Args:
        source: path or binary stream.
        annee: year that the populations describe, which the file does not tell.
        departement: keep the communes of this one only.
        membre: pattern of the wanted file in an archive of several; without it, ``*communes*.csv``.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a column is absent, or the archive is refused.
        ValeurInvalide: ``annee`` is no year.
    """
    journal = Journal()
    lecteur = _Lecteur(journal, exiger_annee(annee), exiger_departement(departement))
    return produire(journal, lecteur.lire(source, membre, limites))


class _Lecteur:
    """The state of one reading."""

    def __init__(self, journal: Journal, annee: int | None, departement: str | None) -> None:
        self._journal = journal
        self._annee = annee
        self._departement = departement
        self._communes = Communes(journal)
        self._vues: set[str] = set()
        journal.provenance = Provenance(titre=TITRE, editeur=EDITEUR)

    def lire(self, source: Source, membre: str | None, limites: Limites) -> Iterator[PopulationCommune]:
        with ouvrir(source, self._journal, limites, membre, "*communes*.csv") as ouvert:
            for tableau in tableaux(ouvert, self._journal, _VOULUES, ("commune", "municipale")):
                for numero, cellules in tableau.lignes:
                    lue = self._population(tableau.colonnes, numero, cellules)
                    if lue is not None:
                        self._journal.gardees += 1
                        yield lue

    def _population(self, colonnes: Colonnes, numero: int, cellules: Sequence[Any]) -> PopulationCommune | None:
        journal, titres = self._journal, colonnes.titres
        commune = self._communes.retenir(_code(colonnes, cellules), self._departement, numero, titres["commune"])
        if commune is None:
            return None
        if commune in self._vues:
            journal.refuser(numero, "identifiant.doublon", f"la commune {commune} est déjà lue plus haut")
            return None
        nombres = {nom: en_nombre(cellules[rang]) for nom, rang in colonnes.rangs.items() if nom in _NOMBRES}
        municipale = nombres.get("municipale")
        if municipale is None:
            ecrit = texte_de_cellule(cellules[colonnes.rangs["municipale"]])
            message = f"{citer(ecrit)} n'est pas un nombre d'habitants"
            journal.refuser(numero, "population.forme", message, titres["municipale"])
            return None
        self._vues.add(commune)
        return PopulationCommune(
            commune=commune,
            municipale=municipale,
            comptee_a_part=nombres.get("a_part"),
            totale=nombres.get("totale"),
            annee=self._annee,
        )


def _code(colonnes: Colonnes, cellules: Sequence[Any]) -> str:
    """The five characters, from two columns where ``COM`` is the name: overseas, ``971`` and ``101`` make ``97101``."""
    texte = texte_de_cellule(cellules[colonnes.rangs["commune"]])
    if {"numero", "departement"} <= colonnes.rangs.keys() and CODE_COMMUNE.raison(texte) is not None:
        departement = texte_de_cellule(cellules[colonnes.rangs["departement"]])
        return departement.zfill(2)[:2] + texte_de_cellule(cellules[colonnes.rangs["numero"]]).zfill(3)
    return texte.zfill(_CODE_ENTIER) if texte else texte  # a spreadsheet makes 01001 the number 1001
