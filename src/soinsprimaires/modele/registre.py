"""The registre: every entity in one immutable value, with the questions that one asks of it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, Final

import attrs

from soinsprimaires._classement import LIBRE
from soinsprimaires._typage import Construite, exiger
from soinsprimaires.anomalies import Chemin, citer, pointeur_json
from soinsprimaires.apparence import Affichable
from soinsprimaires.erreurs import IdentifiantInconnu, ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import SLUG
from soinsprimaires.modele._base import Entite, pointages
from soinsprimaires.modele._departs import cesser
from soinsprimaires.modele._questions import Questions
from soinsprimaires.modele._renommage import renommer
from soinsprimaires.modele._tables import (
    IDENTIFIANT,
    SOUS_LISTE_DE,
    Repertoire,
    exiger_nom,
    grouper,
    identifies,
    numeros_de_personne,
)
from soinsprimaires.modele.accompagnement import Accompagnement
from soinsprimaires.modele.actions import Action
from soinsprimaires.modele.aides import AideFinanciere, BilanAnnuel, Dispositif, Indemnite
from soinsprimaires.modele.conventions import Convention, Document, Label, Protocole
from soinsprimaires.modele.formations import ProgrammeFormation, SeanceFormation
from soinsprimaires.modele.genres import LISTES, classes_de, liste_de
from soinsprimaires.modele.lieux import Lieu
from soinsprimaires.modele.organisations import Organisation
from soinsprimaires.modele.permanence import TableauGarde
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.procedures import ProcedureRegionale
from soinsprimaires.modele.professionnels import Carence, Mouvement, Professionnel
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.reponses import Pointage
from soinsprimaires.modele.reunions import GroupeTravail, Reunion
from soinsprimaires.modele.statistiques import Statistique
from soinsprimaires.modele.structures import Structure
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.temps import exiger_jour

__all__ = ["Registre"]


def _ordonner(entites: Iterable[Any], champ: "attrs.Attribute[Any]") -> tuple[Any, ...]:
    if entites == ():
        return ()
    if isinstance(entites, str) or not isinstance(entites, Iterable):
        seule = " ; écrire (entite,) pour une seule" if isinstance(entites, Entite) else ""
        raise ValeurInvalide(f"un tuple est attendu, pas {citer(entites)}{seule}", "type.inattendu", champ.name)
    donnees = tuple(entites)
    admises = classes_de(champ.name)
    if not set(map(type, donnees)) <= {*admises}:
        for rang, entite in enumerate(donnees):
            if type(entite) not in admises:
                message = f"{citer(entite)} n'a pas sa place dans « {champ.name} »"
                raise ValeurInvalide(message, "type.inattendu", f"{champ.name}/{rang}")
    return tuple(sorted(donnees, key=IDENTIFIANT))


def _collection() -> Any:
    # Returning Any lets type checkers keep the annotation of the field as the type of the argument.
    return attrs.field(default=(), converter=attrs.Converter(_ordonner, takes_field=True))


@attrs.frozen(kw_only=True, repr=False)
class Registre(Questions, Construite, Affichable):
    """Every entity of a document, one tuple a kind, put in order of ``identifiant``.

    ``Registre()`` is the empty one. It is immutable: :meth:`avec` and :meth:`sans` give another. Its indexes are built
    once, on first use, and count neither for equality nor for the hash.

    Raises:
        ValeurInvalide: two entities, sites or axes have the same identifiant, or an entity stands in the list of
            another kind.
    """

    accompagnements: tuple[Accompagnement, ...] = _collection()
    actions: tuple[Action, ...] = _collection()
    aides_financieres: tuple[AideFinanciere, ...] = _collection()
    bilans_annuels: tuple[BilanAnnuel, ...] = _collection()
    carences: tuple[Carence, ...] = _collection()
    conventions: tuple[Convention, ...] = _collection()
    dispositifs: tuple[Dispositif, ...] = _collection()
    documents: tuple[Document, ...] = _collection()
    groupes_travail: tuple[GroupeTravail, ...] = _collection()
    indemnites: tuple[Indemnite, ...] = _collection()
    labels: tuple[Label, ...] = _collection()
    lieux: tuple[Lieu, ...] = _collection()
    mouvements: tuple[Mouvement, ...] = _collection()
    organisations: tuple[Organisation, ...] = _collection()
    personnes: tuple[Personne, ...] = _collection()
    procedures_regionales: tuple[ProcedureRegionale, ...] = _collection()
    professionnels: tuple[Professionnel, ...] = _collection()
    programmes_formation: tuple[ProgrammeFormation, ...] = _collection()
    projets: tuple[Projet, ...] = _collection()
    protocoles: tuple[Protocole, ...] = _collection()
    reunions: tuple[Reunion, ...] = _collection()
    seances_formation: tuple[SeanceFormation, ...] = _collection()
    statistiques: tuple[Statistique, ...] = _collection()
    structures: tuple[Structure, ...] = _collection()
    tableaux_garde: tuple[TableauGarde, ...] = _collection()
    territoires: tuple[Territoire, ...] = _collection()
    extensions: Extensions | None = attrs.field(default=None, metadata=LIBRE)

    def __attrs_post_init__(self) -> None:
        if self.extensions is not None:
            exiger(self.extensions, Extensions | None, "extensions")
        # Counting the names is enough to know that none stands twice, which is nearly always so.
        noms = [*map(IDENTIFIANT, self)]
        for structure in self.structures:
            noms += map(IDENTIFIANT, structure.sites)
        for projet in self.projets:
            noms += map(IDENTIFIANT, projet.axes)
        if len(set(noms)) != len(noms):
            doublons = trouver_doublons((genre, getattr(self, genre)) for genre in LISTES)
            chemin, identifiant = doublons[0]
            raise _doublon(identifiant, chemin)

    # -- entities ------------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Entite]:
        return chain.from_iterable(_LISTES(self))

    def __len__(self) -> int:
        return sum(map(len, _LISTES(self)))

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        comptes = ", ".join(f"{genre}={len(getattr(self, genre))}" for genre in LISTES if getattr(self, genre))
        return f"Registre({comptes})"

    def pointeur(self, identifiant: str) -> str:
        """JSON pointer of the entity, site or axis in the document that the library writes.

        Raises:
            KeyError: nothing has that identifiant.
        """
        trouve = self[identifiant]
        entite, chemin = self._porteurs[identifiant] if type(trouve) in SOUS_LISTE_DE else (trouve, ())
        genre = liste_de(entite)
        rang = bisect_left(getattr(self, genre), entite.identifiant, key=IDENTIFIANT)
        return pointeur_json(("contenu", genre, rang, *chemin))

    def avec(self, *entites: Entite) -> "Registre":
        """Another registre, with these entities added, or put in the place of those of the same identifiant.

        Raises:
            ValeurInvalide: two of them have the same identifiant, or one would take that of another kind (a CPTS that
                of an MSP too), of a site or of an axis.
        """
        listes: dict[str, dict[str, Entite]] = {}
        donnees: set[str] = set()
        for entite in entites:
            genre, nom = liste_de(entite), entite.identifiant
            if genre not in listes:
                listes[genre] = {autre.identifiant: autre for autre in getattr(self, genre)}
            if nom in donnees:
                raise _doublon(nom)
            donnees.add(nom)
            if type(listes[genre].get(nom, entite)) is not type(entite):
                message = f"{citer(nom)} nomme une entité d'une autre sorte : elle se retire d'abord"
                raise ValeurInvalide(message, "identifiant.sorte", "identifiant")
            listes[genre][nom] = entite
        return self._avec_listes({genre: tuple(lot.values()) for genre, lot in listes.items()})

    def modifier(self, identifiant: str, /, **champs: Any) -> "Registre":
        """Another registre, in which some fields of an entity, a site or an axis have other values.

        >>> from soinsprimaires import Lieu
        >>> registre = Registre(lieux=(Lieu(identifiant="halle", nom="Halle"),))
        >>> registre.modifier("halle", nom="Grande halle")["halle"].nom
        'Grande halle'

        Raises:
            KeyError: nothing has that identifiant.
            ValeurInvalide: a value that the constructor refuses, or another identifiant: what points to it would be
                lost.
            TypeError: it has no such field.
        """
        avant = self[identifiant]
        if champs.get("identifiant", identifiant) != identifiant:
            message = f"un identifiant ne change pas : retirer {citer(identifiant)}, puis ajouter l'autre"
            raise ValeurInvalide(message, "identifiant.fixe", "identifiant")
        entite, chemin = self._porteurs.get(identifiant) or (avant, ())
        apres = attrs.evolve(avant, **champs)
        if chemin:
            liste = str(chemin[0])
            autres = (apres if element is avant else element for element in getattr(entite, liste))
            apres = attrs.evolve(entite, **{liste: tuple(autres)})
        return self.avec(apres)

    def sans(self, *identifiants: str) -> "Registre":
        """Another registre, without these entities; references to them are left as they are.

        Raises:
            KeyError: no entity has one of these identifiants.
        """
        genres = {self._genre_entite(identifiant) for identifiant in identifiants}
        retires = frozenset(identifiants)
        restants = {genre: tuple(e for e in getattr(self, genre) if e.identifiant not in retires) for genre in genres}
        return self._avec_listes(restants)

    def renommer(self, ancien: str, nouveau: str) -> "Registre":
        """The registre where what was called ``ancien`` is called ``nouveau``, and all that points to it too.

        Raises:
            ValeurInvalide: nothing has the first one, something has the second, or it has not the form of one.
        """
        nomme = self.obtenir(ancien)
        if nomme is None:
            raise ValeurInvalide(f"rien ne s'appelle {citer(ancien)} dans le registre", "identifiant.inconnu", "ancien")
        if (raison := SLUG.raison(nouveau)) is not None:
            raise ValeurInvalide(f"{citer(nouveau)} : {raison}", "identifiant.forme", "nouveau")
        if self.obtenir(nouveau) is not None:
            raise ValeurInvalide(f"{citer(nouveau)} est déjà pris dans le registre", "identifiant.doublon", "nouveau")
        suivantes = {entite.identifiant: renommer(entite, nomme, nouveau) for entite in self}
        changees = {nom: suivante for nom, suivante in suivantes.items() if suivante != self[nom]}
        return self.sans(*changees).avec(*changees.values())

    def sans_exercices(self, *identifiants: str, au: date) -> "Registre":
        """The registre where these people practise no more from that day on: "and if these two leave?".

        The days before are told as they were. Nothing else changes: the movements that announce a departure, the lists
        of members and the functions stay.

        Args:
            identifiants: professionals, or roles that point to one; every entry of the same body is meant.
            au: first day without them.

        Raises:
            KeyError: no professional has one of these identifiants.
            ValeurInvalide: ``au`` is not a full day.
        """
        exiger_jour(au, "au")
        partants: dict[str, Professionnel] = {}
        for identifiant in identifiants:
            fiches = self.fiches(identifiant)
            if not fiches:
                connus = [professionnel.identifiant for professionnel in self.professionnels]
                raise IdentifiantInconnu(identifiant, "aucun professionnel", connus)
            partants |= {fiche.identifiant: fiche for fiche in fiches}
        return self.avec(*(cesser(fiche, au) for fiche in partants.values()))

    def pseudonymiser(self, *, cle: bytes) -> "Registre":
        """The same registre without the names of people, their identifiers replaced by synthetic ones.

        Names, free texts, contacts, extensions and origins are removed; identifiants of people and official numbers
        (RPPS, ADELI, FINESS, SIREN, SIRET) become others, the same everywhere, that nobody can find without the key.
        It is not anonymous: professions, places, dates and years of birth stay.

        Args:
            cle: secret key, at least sixteen bytes drawn at random; the same key gives the same identifiants again.

        Raises:
            ValeurInvalide: the key is not bytes, or is too short.
        """
        from soinsprimaires.modele._pseudonymes import pseudonymiser

        listes = pseudonymiser({genre: getattr(self, genre) for genre in LISTES}, self._index, cle)
        return attrs.evolve(self._avec_listes(listes), extensions=None)

    def _avec_listes(self, listes: Mapping[str, Any]) -> "Registre":
        return attrs.evolve(self, **listes)

    def _genre_entite(self, identifiant: str) -> str:
        genre = self.genre(identifiant)
        if genre not in LISTES:
            raise IdentifiantInconnu(identifiant, "aucune entité", [entite.identifiant for entite in self])
        return genre

    def pointages(self) -> tuple[Pointage, ...]:
        """Every reference of the registre, dangling ones included."""
        return self._pointages

    def pointant_vers(self, identifiant: str) -> tuple[Pointage, ...]:
        """Who points to this entity, site or axis, and from where."""
        return self._arrivees.get(exiger_nom(identifiant), ())

    # -- what the questions read -------------------------------------------------------------------------------

    def _trouver(self, identifiant: Any) -> Any:
        return self._index.get(identifiant)

    def _noms(self) -> tuple[str, ...]:
        return tuple(self._index)

    def _parmi(self, table: Repertoire, cle: str) -> Any:
        if table not in self._tables:
            self._tables[table] = table.construire(self)
        return self._tables[table].get(cle, ())

    def _corps(self, professionnel: str) -> tuple[Professionnel, ...]:
        return self._fiches.get(professionnel, ())

    def _presents(self, commune: str) -> tuple[Professionnel, ...]:
        return self._professionnels_par_commune.get(commune, ())

    @cached_property
    def _memoire(self) -> dict[Any, Any]:
        """What was computed of it once for all (``modele._observation.une_fois``)."""
        return {}

    @cached_property
    def _tables(self) -> dict[Repertoire, Mapping[str, tuple[Any, ...]]]:
        return {}

    @cached_property
    def _index(self) -> Mapping[str, Any]:
        return {interieur.identifiant: interieur for entite in self for _, interieur in identifies(entite)}

    @cached_property
    def _porteurs(self) -> Mapping[str, tuple[Entite, Chemin]]:
        """What bears each site and each axis, and where."""
        return {
            interieur.identifiant: (entite, chemin)
            for entite in self
            for chemin, interieur in identifies(entite)
            if chemin
        }

    @cached_property
    def _pointages(self) -> tuple[Pointage, ...]:
        return tuple(
            Pointage(
                entite=entite.identifiant,
                pointeur=self.pointeur(entite.identifiant) + pointeur_json(chemin),
                cible=cible,
                genres=genres,
            )
            for entite in self
            for chemin, cible, genres in pointages(entite)
        )

    @cached_property
    def _arrivees(self) -> Mapping[str, tuple[Pointage, ...]]:
        return grouper(self._pointages, lambda pointage: (pointage.cible,))

    @cached_property
    def _fiches(self) -> Mapping[str, tuple[Professionnel, ...]]:
        """The entries of one body, for those alone that have several."""
        par_numero = grouper(self.professionnels, numeros_de_personne)
        corps: dict[str, set[str]] = {}
        for groupe in par_numero.values():
            if len(groupe) > 1:
                noms = {fiche.identifiant for fiche in groupe}
                noms = noms.union(*(corps.get(nom, ()) for nom in noms))
                corps |= dict.fromkeys(noms, noms)
        return {nom: tuple(self[autre] for autre in sorted(noms)) for nom, noms in corps.items()}

    @cached_property
    def _professionnels_par_commune(self) -> Mapping[str, tuple[Professionnel, ...]]:
        return grouper(self.professionnels, lambda p: {c for e in p.exercices for c in self.communes_d_exercice(e)})


_LISTES: Final = attrgetter(*LISTES)


def _doublon(identifiant: str, chemin: Chemin = ("identifiant",)) -> ValeurInvalide:
    message = f"{citer(identifiant)} nomme déjà une autre entité"
    return ValeurInvalide(message, "identifiant.doublon", "/".join(map(str, chemin)))


def trouver_doublons(listes: Iterable[tuple[str, Iterable[Any]]]) -> list[tuple[tuple[str | int, ...], str]]:
    """Identifiants that stand twice: for each, the path of the later one, and the identifiant."""
    connus: set[str] = set()
    doublons: list[tuple[tuple[str | int, ...], str]] = []
    for genre, entites in listes:
        for rang, entite in enumerate(entites):
            for chemin, interieur in identifies(entite):
                if interieur.identifiant in connus:
                    doublons.append(((genre, rang, *chemin, "identifiant"), interieur.identifiant))
                connus.add(interieur.identifiant)
    return doublons
