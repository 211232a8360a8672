"""Legal populations of the communes, as the INSEE publishes them each December (file ``donnees_communes.csv``).

Its layout changed with the years: the code of the commune stands in ``COM``, or in ``CODDEP`` and ``CODCOM`` when
``COM`` is the name. Nothing in the file tells its year, so the caller does.
"""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires import referentiels
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import LIMITES, Limites, Source
from soinsprimaires.echanges._lecture import Journal, Lecture
from soinsprimaires.echanges._squelette import AnneeRetenue, LecteurCommunal, lire_tableaux
from soinsprimaires.echanges._tables import Forme, Rangee, TableLue
from soinsprimaires.echanges._valeurs import en_nombre, exiger_annee, exiger_departement
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mesures import Estimation, NuanceNombre
from soinsprimaires.modele.territoires import Delimitation, NatureTerritoire, PopulationDeclaree, Territoire
from soinsprimaires.sources import Provenance

__all__ = ["PopulationCommune", "lire", "ont_fusionne", "reunir"]

TITRE: Final = "Populations légales des communes"
EDITEUR: Final = "INSEE"

PAR_QUARTIER: Final = MappingProxyType(
    {"iris": "c'est celui des quartiers (IRIS), où une commune a plusieurs lignes : prendre celui des communes"}
)
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
        "annee": ("Année recensement", "Année du recensement", "Année", "an"),
        "publication": ("Année de publication",),
    },
    requises=("commune", "municipale"),
    annuelles=frozenset({"municipale", "a_part", "totale"}),
    etrangers=PAR_QUARTIER,
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
COMMUNES_MELODI: Final = frozenset({"COM", "ARM"})
"""Kinds of territories of the new site of the INSEE that are communes."""
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
    journal = Journal(provenance=Provenance(titre=TITRE, editeur=EDITEUR))
    lecteur = _LecteurPopulations(journal, exiger_annee(annee), exiger_departement(departement))
    return lire_tableaux(
        source,
        journal,
        (_COURANTE, _MELODI),
        lecteur.lire,
        membre=membre,
        limites=limites,
        usuels=_USUELS,
        annee=annee,
    )


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


class _LecteurPopulations(LecteurCommunal):
    def lire(self, tableau: TableLue) -> Iterator[PopulationCommune]:
        """The populations of a table; of one that has several years, what is kept is one year of communes."""
        if tableau.forme is _MELODI:
            return self._chiffre_par_chiffre(tableau.lignes)
        colonne = next((nom for nom in ("annee", "publication") if nom in tableau.colonnes.rangs), None)
        return self._au_fil(tableau.lignes) if colonne is None else self._par_annee(tableau.lignes, colonne)

    def _au_fil(self, lignes: Iterable[Rangee]) -> Iterator[PopulationCommune]:
        for ligne in lignes:
            lue = self._population(ligne, ligne.colonnes.annee if self._annee is None else self._annee)
            if lue is not None:
                self._journal.gardees += 1
                yield lue

    def _par_annee(self, lignes: Iterable[Rangee], colonne: str) -> Iterator[PopulationCommune]:
        decrite = colonne == "annee"
        retenue, lues = AnneeRetenue(self._journal, self._annee if decrite else None), list[PopulationCommune]()

        def vider() -> int:
            nombre = len(lues)
            lues.clear()
            self._vues.clear()
            return nombre

        for ligne in lignes:
            periode = self._periode(ligne, colonne)
            if periode is None or not retenue.retient(periode, vider):
                continue
            lue = self._population(ligne, periode if decrite else self._annee)
            if lue is not None:
                lues.append(lue)
                self._journal.gardees += 1
        retenue.conclure()
        yield from lues

    def _chiffre_par_chiffre(self, lignes: Iterable[Rangee]) -> Iterator[PopulationCommune]:
        """The populations of a table of one figure a line."""
        journal, retenue = self._journal, AnneeRetenue(self._journal, self._annee)
        lues: dict[str, dict[str, int]] = {}

        def vider() -> int:
            nombre = sum(map(len, lues.values()))
            lues.clear()
            return nombre

        for ligne in lignes:
            mesure, periode = _MESURES.get(ligne.texte("mesure")), en_nombre(ligne.cellule("annee"))
            if mesure is None or periode is None or ligne.texte("objet") not in COMMUNES_MELODI:
                journal.ecarter("un autre chiffre que la population d'une commune")
            elif retenue.retient(periode, vider):
                self._chiffre(ligne, mesure, lues)
        retenue.conclure()
        for commune, nombres in lues.items():
            if "municipale" not in nombres:
                journal.gardees -= len(nombres)
                journal.ecarter("commune sans population municipale", len(nombres))
                continue
            yield PopulationCommune(
                commune=commune,
                municipale=nombres["municipale"],
                comptee_a_part=nombres.get("comptee_a_part"),
                totale=nombres.get("totale"),
                annee=retenue.annee,
            )

    def _chiffre(self, ligne: Rangee, mesure: str, lues: dict[str, dict[str, int]]) -> None:
        journal = self._journal
        commune = self._communes.de_la_ligne(ligne)
        if commune is None:
            return
        nombre = self._habitants(ligne, "valeur", en_nombre)
        if nombre is None:
            return
        if mesure in lues.setdefault(commune, {}):
            message = f"la commune {commune} est déjà lue plus haut"
            journal.refuser(ligne.numero, "identifiant.doublon", message)
        else:
            lues[commune][mesure] = nombre
            journal.gardees += 1

    def _population(self, ligne: Rangee, annee: int | None) -> PopulationCommune | None:
        commune = self._communes.de_la_ligne(ligne)
        if commune is None or not self._est_nouvelle(commune, ligne):
            return None
        municipale = self._habitants(ligne, "municipale", en_nombre)
        if municipale is None:
            return None
        self._vues.add(commune)
        return PopulationCommune(
            commune=commune,
            municipale=municipale,
            comptee_a_part=self._autre(ligne, "a_part"),
            totale=self._autre(ligne, "totale"),
            annee=annee,
        )

    def _autre(self, ligne: Rangee, nom: str) -> int | None:
        nombre = en_nombre(ligne.cellule(nom))
        if nombre is None and (texte := ligne.texte(nom)):
            message = f"{citer(texte)} n'est pas un nombre d'habitants ; non gardé"
            self._journal.signaler(ligne.numero, "population.forme", message, ligne.titre(nom))
        return nombre
