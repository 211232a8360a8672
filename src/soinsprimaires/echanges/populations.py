"""Legal populations of the communes, as the INSEE publishes them each December (file ``donnees_communes.csv``).

Its layout changed with the years: the code of the commune stands in ``COM``, or in ``CODDEP`` and ``CODCOM`` when
``COM`` is the name. Nothing in the file tells its year, so the caller does.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from soinsprimaires import referentiels
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import LIMITES, Limites, Source, ouvrir
from soinsprimaires.echanges._lecture import Journal, Lecture, produire
from soinsprimaires.echanges._tables import Forme, Rangee, tableaux
from soinsprimaires.echanges._valeurs import Communes, en_nombre, exiger_annee, exiger_departement
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mesures import Estimation, NuanceNombre
from soinsprimaires.modele.territoires import Delimitation, NatureTerritoire, PopulationDeclaree, Territoire
from soinsprimaires.sources import Provenance

__all__ = ["PopulationCommune", "lire", "ont_fusionne", "reunir"]

TITRE: Final = "Populations légales des communes"
EDITEUR: Final = "INSEE"

_COURANTE: Final = Forme(
    colonnes={
        "commune": (
            *("CODGEO", "DEPCOM", "Code commune INSEE", "Code INSEE", "Code officiel géographique", "INSEE_COM"),
            *("code officiel commune*", "COM", "Code commune", "Code géographique", "com_code", "Code"),
        ),
        "departement": ("CODDEP", "DEP", "Code département"),
        "numero": ("CODCOM",),
        "municipale": ("PMUN", "P_POP", "Population municipale", "pop_muni", "P pop", "population municipale*"),
        "a_part": ("PCAP", "Population comptée à part"),
        "totale": ("PTOT", "Population totale", "Population légale"),
        "annee": ("Année de publication", "Année recensement", "Année"),
    },
    requises=("commune", "municipale"),
    annuelles=frozenset({"municipale", "a_part", "totale"}),
)
_MELODI: Final = Forme(
    colonnes={
        "commune": ("GEO",),
        "objet": ("GEO_OBJECT",),
        "mesure": ("POPREF_MEASURE",),
        "annee": ("TIME_PERIOD",),
        "valeur": ("OBS_VALUE",),
    },
    requises=("commune", "objet", "mesure", "annee", "valeur"),
)
"""The layout of the new site of the INSEE: one line for each figure, each year and each kind of territory."""
_MESURES: Final = {"PMUN": "municipale", "PCAP": "comptee_a_part", "PTOT": "totale"}
_COMMUNES: Final = frozenset({"COM", "ARM"})
_USUELS: Final = ("*_data.csv", "donnees_communes.csv", "communes.csv", "*communes*.csv")


_ARRONDISSEMENT: Final = referentiels.NatureCodeRattache.ARRONDISSEMENT_MUNICIPAL
_EXACT: Final = NuanceNombre.EXACT
_AU_MOINS: Final = NuanceNombre.AU_MOINS


@attrs.frozen(kw_only=True)
class PopulationCommune:
    """Inhabitants of a commune.

    Attributes:
        commune: INSEE code.
        municipale: municipal population (PMUN), the one that laws and conventions count.
        comptee_a_part: people counted apart (PCAP), who also live elsewhere.
        totale: sum of both (PTOT).
        annee: year that they describe, two to three before they come into force; ``None`` when nobody said it.
        partielle: whether a part of it may not be counted (an arrondissement, a commune that has joined it): there are
            at least so many.
    """

    commune: str
    municipale: int
    comptee_a_part: int | None = None
    totale: int | None = None
    annee: int | None = None
    partielle: bool = False

    def territoire(self) -> Territoire:
        """The commune as a territory of a registre, whose population this one overrides.

        Raises:
            ValeurInvalide: the year is not known.
            CodeInconnu: the referential has no name for the commune.
        """
        if self.annee is None:
            raise ValeurInvalide("une population sans année ne se déclare pas", "population.annee", "annee")
        connue = referentiels.commune(self.commune)
        nombre = Estimation(valeur=self.municipale, nuance=_AU_MOINS if self.partielle else _EXACT)
        return Territoire(
            identifiant=f"commune-{self.commune.lower()}",
            nom=connue.nom,
            nature=NatureTerritoire.COMMUNE,
            communes=(self.commune,),
            delimitation=Delimitation.COMPLETE,
            departement=connue.departement,
            region=connue.region,
            population=PopulationDeclaree(nombre=nombre, annee=self.annee, source=f"{EDITEUR}, {TITRE.lower()}"),
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
    lecteur = _LecteurPopulations(journal, exiger_annee(annee), exiger_departement(departement))
    return produire(journal, lecteur.lire(source, membre, limites))


def reunir(populations: Iterable[PopulationCommune]) -> tuple[PopulationCommune, ...]:
    """The populations of the communes of today: what the files give besides is put in them, or left out of them.

    The INSEE counts the arrondissements of Paris, Lyon and Marseille: their sum is the population of the commune, at
    least when one is missing (``partielle``); a commune that is given itself is kept as it is. Of a commune that has
    merged since, nothing tells whether it was counted with that of today: this one has at least what it is given.
    """
    lues = tuple(populations)
    liens = [(lue, referentiels.rattachement(lue.commune)) for lue in lues]
    arrondissements: dict[str, list[PopulationCommune]] = {}
    fusionnees: set[str] = set()
    actuelles: list[PopulationCommune] = []
    for lue, lien in liens:
        if lien is None:
            actuelles.append(lue)
        elif lien.nature is _ARRONDISSEMENT:
            arrondissements.setdefault(lien.commune, []).append(lue)
        else:
            fusionnees.add(lien.commune)
    donnees = {lue.commune for lue in actuelles}
    sommes = (_somme(commune, parties) for commune, parties in arrondissements.items() if commune not in donnees)
    restantes = (attrs.evolve(lue, partielle=True) if lue.commune in fusionnees else lue for lue in actuelles)
    return (*restantes, *sommes)


def ont_fusionne(populations: Iterable[PopulationCommune]) -> tuple[PopulationCommune, ...]:
    """Those of communes that are a part of another one today."""
    liens = ((lue, referentiels.rattachement(lue.commune)) for lue in populations)
    return tuple(lue for lue, lien in liens if lien is not None and lien.nature is not _ARRONDISSEMENT)


def _somme(commune: str, parties: list[PopulationCommune]) -> PopulationCommune:
    a_part = [partie.comptee_a_part for partie in parties]
    totales = [partie.totale for partie in parties]
    annees = {partie.annee for partie in parties}
    return PopulationCommune(
        commune=commune,
        municipale=sum(partie.municipale for partie in parties),
        comptee_a_part=None if None in a_part else sum(filter(None, a_part)),
        totale=None if None in totales else sum(filter(None, totales)),
        annee=annees.pop() if len(annees) == 1 else None,
        partielle=len(parties) < len(referentiels.arrondissements(commune)),
    )


class _LecteurPopulations:
    """The state of one reading."""

    def __init__(self, journal: Journal, annee: int | None, departement: str | None) -> None:
        self._journal = journal
        self._annee = annee
        self._departement = departement
        self._communes = Communes(journal)
        self._vues: set[str] = set()
        journal.provenance = Provenance(titre=TITRE, editeur=EDITEUR)

    def lire(self, source: Source, membre: str | None, limites: Limites) -> Iterator[PopulationCommune]:
        with ouvrir(source, self._journal, limites, membre, _USUELS) as ouvert:
            for tableau in tableaux(ouvert, self._journal, _COURANTE, _MELODI, annee=self._annee):
                if tableau.forme is _MELODI:
                    yield from self._chiffre_par_chiffre(tableau.lignes)
                    continue
                for ligne in tableau.lignes:
                    lue = self._population(ligne)
                    if lue is not None:
                        self._journal.gardees += 1
                        yield lue

    def _chiffre_par_chiffre(self, lignes: Iterable[Rangee]) -> Iterator[PopulationCommune]:
        """The populations of a table of one figure a line: those of the year asked, else of the latest.

        What is kept is one year of communes, however many years the file has.
        """
        journal, annee = self._journal, self._annee
        lues: dict[str, dict[str, int]] = {}
        for ligne in lignes:
            mesure, periode = _MESURES.get(ligne.texte("mesure")), en_nombre(ligne.cellule("annee"))
            if mesure is None or periode is None or ligne.texte("objet") not in _COMMUNES:
                journal.ecartees += 1
                continue
            if periode != self._annee if self._annee is not None else annee is not None and periode < annee:
                journal.ecartees += 1
                continue
            if periode != annee:  # a later year: what was kept of the one before is set aside
                anciennes = sum(map(len, lues.values()))
                journal.gardees, journal.ecartees = journal.gardees - anciennes, journal.ecartees + anciennes
                annee = periode
                lues.clear()
            self._chiffre(ligne, mesure, lues)
        for commune, nombres in lues.items():
            if "municipale" in nombres:
                yield PopulationCommune(
                    commune=commune,
                    municipale=nombres["municipale"],
                    comptee_a_part=nombres.get("comptee_a_part"),
                    totale=nombres.get("totale"),
                    annee=annee,
                )

    def _chiffre(self, ligne: Rangee, mesure: str, lues: dict[str, dict[str, int]]) -> None:
        journal = self._journal
        commune = self._communes.de_la_ligne(ligne, self._departement)
        if commune is None:
            return
        nombre = en_nombre(ligne.cellule("valeur"))
        if nombre is None:
            message = f"{citer(ligne.texte('valeur'))} n'est pas un nombre d'habitants"
            journal.refuser(ligne.numero, "population.forme", message, ligne.titre("valeur"))
        elif mesure in lues.setdefault(commune, {}):
            message = f"la commune {commune} est déjà lue plus haut"
            journal.refuser(ligne.numero, "identifiant.doublon", message)
        else:
            lues[commune][mesure] = nombre
            journal.gardees += 1

    def _population(self, ligne: Rangee) -> PopulationCommune | None:
        commune = self._communes.de_la_ligne(ligne, self._departement)
        if commune is None:
            return None
        if commune in self._vues:
            message = f"la commune {commune} est déjà lue plus haut"
            self._journal.refuser(ligne.numero, "identifiant.doublon", message)
            return None
        municipale = en_nombre(ligne.cellule("municipale"))
        if municipale is None:
            message = f"{citer(ligne.texte('municipale'))} n'est pas un nombre d'habitants"
            self._journal.refuser(ligne.numero, "population.forme", message, ligne.titre("municipale"))
            return None
        self._vues.add(commune)
        return PopulationCommune(
            commune=commune,
            municipale=municipale,
            comptee_a_part=en_nombre(ligne.cellule("a_part")),
            totale=en_nombre(ligne.cellule("totale")),
            annee=ligne.colonnes.annee if self._annee is None else self._annee,
        )
