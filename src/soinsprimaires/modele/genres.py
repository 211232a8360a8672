"""The one table of the kinds of entities: the class, the word that names it in JSON, the list of the registre."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.accompagnement import Accompagnement
from soinsprimaires.modele.actions import Action
from soinsprimaires.modele.aides import AideFinanciere, BilanAnnuel, Dispositif, Indemnite
from soinsprimaires.modele.conventions import Convention, Document, Label, Protocole
from soinsprimaires.modele.formations import ProgrammeFormation, SeanceFormation
from soinsprimaires.modele.lieux import Lieu, Site
from soinsprimaires.modele.organisations import Organisation
from soinsprimaires.modele.permanence import TableauGarde
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.procedures import ProcedureRegionale
from soinsprimaires.modele.professionnels import Carence, Mouvement, Professionnel
from soinsprimaires.modele.projets import Axe, Projet
from soinsprimaires.modele.reunions import GroupeTravail, Reunion
from soinsprimaires.modele.statistiques import Statistique
from soinsprimaires.modele.structures import ETIQUETTES
from soinsprimaires.modele.territoires import Territoire

__all__ = ["CLASSES", "GENRES", "LISTES", "SOUS_LISTES", "classes_de", "genres_parmi", "liste_de", "mot_de"]


@attrs.frozen
class Genre:
    """A kind of entity.

    Attributes:
        liste: the list of the registre in which its entities stand, a key of ``contenu`` in JSON.
        mot: its tag in JSON Lines, and in a document for the members of a union; never a class name.
        classe: its class.
    """

    liste: str
    mot: str
    classe: type[Entite]


GENRES: Final[tuple[Genre, ...]] = (
    Genre("accompagnements", "accompagnement", Accompagnement),
    Genre("actions", "action", Action),
    Genre("aides_financieres", "aide_financiere", AideFinanciere),
    Genre("bilans_annuels", "bilan_annuel", BilanAnnuel),
    Genre("carences", "carence", Carence),
    Genre("conventions", "convention", Convention),
    Genre("dispositifs", "dispositif", Dispositif),
    Genre("documents", "document", Document),
    Genre("groupes_travail", "groupe_travail", GroupeTravail),
    Genre("indemnites", "indemnite", Indemnite),
    Genre("labels", "label", Label),
    Genre("lieux", "lieu", Lieu),
    Genre("mouvements", "mouvement", Mouvement),
    Genre("organisations", "organisation", Organisation),
    Genre("personnes", "personne", Personne),
    Genre("procedures_regionales", "procedure_regionale", ProcedureRegionale),
    Genre("professionnels", "professionnel", Professionnel),
    Genre("programmes_formation", "programme_formation", ProgrammeFormation),
    Genre("projets", "projet", Projet),
    Genre("protocoles", "protocole", Protocole),
    Genre("reunions", "reunion", Reunion),
    Genre("seances_formation", "seance_formation", SeanceFormation),
    Genre("statistiques", "statistique", Statistique),
    *(Genre("structures", mot, classe) for mot, classe in ETIQUETTES.items()),
    Genre("tableaux_garde", "tableau_garde", TableauGarde),
    Genre("territoires", "territoire", Territoire),
)
"""Every kind, in the order of the lists of the registre."""

LISTES: Final[tuple[str, ...]] = tuple(dict.fromkeys(genre.liste for genre in GENRES))
"""The lists of the registre."""

SOUS_LISTES: Final[Mapping[str, type[Any]]] = MappingProxyType({"axes": Axe, "sites": Site})
"""Lists inside an entity whose elements are pointed to as entities are."""

CLASSES: Final[Mapping[str, type[Entite]]] = MappingProxyType({genre.mot: genre.classe for genre in GENRES})
"""The class of each word."""

_PAR_CLASSE: Final[Mapping[type, Genre]] = {genre.classe: genre for genre in GENRES}


def mot_de(classe: type) -> str | None:
    """The word of a class, ``None`` when it is not that of a kind of entities."""
    genre = _PAR_CLASSE.get(classe)
    return None if genre is None else genre.mot


def classes_de(liste: str) -> tuple[type[Entite], ...]:
    """The classes whose entities stand in a list; empty when the registre has no such list."""
    return tuple(genre.classe for genre in GENRES if genre.liste == liste)


def genres_parmi(union: tuple[type[Any], ...]) -> Mapping[str, type[Any]]:
    """The classes of the entities that a field of these may hold, by their word; none when no word has to tell them."""
    if union == (Entite,):
        return CLASSES
    if len(union) == 1 or not _PAR_CLASSE.keys() >= {*union}:
        return MappingProxyType({})
    return MappingProxyType({_PAR_CLASSE[classe].mot: classe for classe in union})


def liste_de(entite: Entite) -> str:
    """The list of the registre in which an entity stands.

    Raises:
        TypeError: the value is not an entity of the model.
    """
    genre = _PAR_CLASSE.get(type(entite))
    if genre is None:
        suite = " ; écrire *entites pour en donner plusieurs" if isinstance(entite, list | tuple) else ""
        raise TypeError(f"{citer(entite)} n'est pas une entité du registre{suite}")
    return genre.liste
