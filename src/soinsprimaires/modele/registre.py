"""The registre: every entity in one immutable value, with the questions that one asks of it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, TypeVar, overload

import attrs

from soinsprimaires._classement import LIBRE
from soinsprimaires._typage import Construite, exiger
from soinsprimaires.anomalies import Chemin, citer, pointeur_json
from soinsprimaires.apparence import Affichable
from soinsprimaires.erreurs import IdentifiantInconnu, ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._base import Entite, Valeur, pointages
from soinsprimaires.modele.accompagnement import Accompagnement
from soinsprimaires.modele.actions import Action
from soinsprimaires.modele.aides import AideFinanciere, BilanAnnuel, Dispositif, Indemnite
from soinsprimaires.modele.conventions import Convention, Document, Label, Protocole
from soinsprimaires.modele.formations import ProgrammeFormation, SeanceFormation
from soinsprimaires.modele.genres import LISTES, SOUS_LISTES, classes_de, liste_de
from soinsprimaires.modele.lieux import Lieu, Site
from soinsprimaires.modele.organisations import Organisation
from soinsprimaires.modele.permanence import TableauGarde
from soinsprimaires.modele.personnes import Fonction, Personne
from soinsprimaires.modele.procedures import ProcedureRegionale
from soinsprimaires.modele.professionnels import Carence, Exercice, Mouvement, Presence, Professionnel, StatutExercice
from soinsprimaires.modele.projets import Axe, NatureProjet, Projet
from soinsprimaires.modele.reunions import GroupeTravail, Reunion
from soinsprimaires.modele.statistiques import Statistique
from soinsprimaires.modele.structures import (
    CPTS,
    Adhesion,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    Structure,
)
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.temps import PeriodePartielle

__all__ = ["Appartenance", "ExerciceSitue", "FonctionTenue", "Pointage", "Registre", "appartenances"]

T = TypeVar("T")

_IDENTIFIANT: Final = attrgetter("identifiant")


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
    return tuple(sorted(donnees, key=_IDENTIFIANT))


def _collection() -> Any:
    # Returning Any lets type checkers keep the annotation of the field as the type of the argument.
    return attrs.field(default=(), converter=attrs.Converter(_ordonner, takes_field=True))


def _couvre(periode: PeriodePartielle | None, au: date) -> bool | None:
    return None if periode is None else periode.couvre(au)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Appartenance(Valeur):
    """Somebody who is in a structure on a day.

    Attributes:
        membre: identifiant.
        certain: ``False`` when the dates cannot tell.
    """

    membre: str
    certain: bool


def appartenances(adhesions: Iterable[Adhesion], *, au: date) -> tuple[Appartenance, ...]:
    """Memberships that hold on a day; those whose dates cannot tell are among them, with ``certain=False``."""
    return tuple(
        Appartenance(membre=adhesion.membre, certain=couverture is True)
        for adhesion in adhesions
        if (couverture := _couvre(adhesion.periode, au)) is not False
    )


@attrs.frozen(kw_only=True, repr=False, eq=False)
class ExerciceSitue(Valeur):
    """A practice that takes place on a day.

    Attributes:
        professionnel: who.
        exercice: which practice.
        certain: ``False`` when the dates cannot tell.
    """

    professionnel: Professionnel
    exercice: Exercice
    certain: bool


@attrs.frozen(kw_only=True, repr=False, eq=False)
class FonctionTenue(Valeur):
    """A function that somebody holds.

    Attributes:
        titulaire: who.
        fonction: which function.
    """

    titulaire: Personne | Professionnel
    fonction: Fonction


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Pointage(Valeur):
    """A reference from an entity.

    Attributes:
        entite: identifiant of the entity that points.
        pointeur: JSON pointer of the reference in the document of the registre.
        cible: identifiant that it names.
        genres: kinds that it may name.
    """

    entite: str
    pointeur: str
    cible: str
    genres: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class Registre(Construite, Affichable):
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
        exiger(self.extensions, Extensions | None, "extensions")
        # Counting the names is enough to know that none stands twice, which is nearly always so.
        noms = [*map(_IDENTIFIANT, chain(self, self._interieurs()))]
        if len(set(noms)) != len(noms):
            doublons = trouver_doublons((genre, getattr(self, genre)) for genre in LISTES)
            chemin, identifiant = doublons[0]
            raise _doublon(identifiant, chemin)

    def _interieurs(self) -> Iterator[Site | Axe]:
        return chain(
            chain.from_iterable(structure.sites for structure in self.structures),
            chain.from_iterable(projet.axes for projet in self.projets),
        )

    # -- entities ------------------------------------------------------------------------------------------------

    def __getitem__(self, identifiant: str) -> Any:
        """The entity, site or axis of that identifiant.

        Raises:
            KeyError: nothing has it.
            ValeurInvalide: it is no text, as in every question below: what is asked of an object would find nothing.
        """
        try:
            return self._index[_nom(identifiant)]
        except KeyError:
            raise IdentifiantInconnu(identifiant, "aucune entité", tuple(self._index)) from None

    def __contains__(self, identifiant: object) -> bool:
        return identifiant in self._index

    def __iter__(self) -> Iterator[Entite]:
        return chain.from_iterable(_LISTES(self))

    def __len__(self) -> int:
        return sum(map(len, _LISTES(self)))

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        comptes = ", ".join(f"{genre}={len(getattr(self, genre))}" for genre in LISTES if getattr(self, genre))
        return f"Registre({comptes})"

    @overload
    def obtenir(self, identifiant: str | None) -> Any: ...

    @overload
    def obtenir(self, identifiant: str | None, classe: type[T]) -> T | None: ...

    def obtenir(self, identifiant: str | None, classe: Any = None) -> Any:
        """The entity, site or axis of that identifiant, ``None`` when nothing has it.

        Args:
            identifiant: its name; nothing has ``None``.
            classe: what it has to be.

        Raises:
            ValeurInvalide: it is of another class.
        """
        trouve = None if identifiant is None else self._index.get(_nom(identifiant))
        if trouve is None or classe is None or isinstance(trouve, classe):
            return trouve
        voulu = getattr(classe, "__name__", str(classe))
        message = f"{citer(identifiant)} nomme une entité de classe {type(trouve).__name__}, pas {voulu}"
        raise ValeurInvalide(message, "identifiant.sorte", "identifiant")

    def genre(self, identifiant: str) -> str | None:
        """The kind (``structures``, ``sites`` ...) of what has that identifiant."""
        trouve = self._index.get(_nom(identifiant))
        return None if trouve is None else _SOUS_LISTE_DE.get(type(trouve)) or liste_de(trouve)

    def pointeur(self, identifiant: str) -> str:
        """JSON pointer of the entity, site or axis in the document that the library writes.

        Raises:
            KeyError: nothing has that identifiant.
        """
        entite, chemin = self._porteurs.get(_nom(identifiant)) or (self[identifiant], ())
        genre = liste_de(entite)
        rang = bisect_left(getattr(self, genre), entite.identifiant, key=_IDENTIFIANT)
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
        from soinsprimaires.modele._renommage import renommer

        return renommer(self, ancien, nouveau)

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
        from soinsprimaires.modele._departs import sans_exercices

        return sans_exercices(self, identifiants, au)

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

    # -- questions -----------------------------------------------------------------------------------------------

    def pointages(self) -> tuple[Pointage, ...]:
        """Every reference of the registre, dangling ones included."""
        return self._pointages

    def pointant_vers(self, identifiant: str) -> tuple[Pointage, ...]:
        """Who points to this entity, site or axis, and from where."""
        return self._arrivees.get(_nom(identifiant), ())

    def citants(self, identifiant: str) -> tuple[Entite, ...]:
        """The entities that point to this entity, site or axis, each once, in order of ``identifiant``.

        It does not say from where, as :meth:`pointant_vers` does, and takes far less memory.
        """
        return self._citants.get(_nom(identifiant), ())

    def exercices(
        self,
        *,
        au: date,
        structure: str | None = None,
        commune: str | None = None,
        profession: CodeNomenclature | None = None,
    ) -> tuple[ExerciceSitue, ...]:
        """Effective practices on a day, of one structure, commune or profession, or of all.

        Those whose dates cannot tell are among them, with ``certain=False``; announced ones are not.

        Raises:
            ValeurInvalide: ``au`` is not a full day, the structure or the commune no text, or the profession a code
                without its system.
        """
        exiger(au, date, "au")
        exiger(structure, str | None, "structure")
        exiger(commune, str | None, "commune")
        exiger(profession, CodeNomenclature | None, "profession")
        if structure is not None:
            candidats = self._professionnels_par_structure.get(structure, ())
        elif commune is not None:
            candidats = self._professionnels_par_commune.get(commune, ())
        else:
            candidats = self.professionnels
        return tuple(
            ExerciceSitue(professionnel=professionnel, exercice=exercice, certain=couverture is True)
            for professionnel in candidats
            for exercice in professionnel.exercices
            if exercice.statut is StatutExercice.EFFECTIF
            and (structure is None or exercice.structure == structure)
            and (commune is None or commune in self._communes_exercice(exercice))
            and (profession is None or professionnel.profession == profession)
            and (couverture := _couvre(exercice.periode, au)) is not False
        )

    def membres(self, structure: str, *, au: date) -> tuple[Appartenance, ...]:
        """Who is in a structure on a day: the adherents of a CPTS, the members of a team, else those who practise.

        Those whose dates cannot tell are among them, with ``certain=False``.

        Raises:
            KeyError: no structure has that identifiant.
            ValeurInvalide: ``au`` is not a full day, or the structure no text.
        """
        exiger(au, date, "au")
        if self.genre(_nom(structure, "structure")) != "structures":
            raise IdentifiantInconnu(structure, "aucune structure", [une.identifiant for une in self.structures])
        entite = self[structure]
        if isinstance(entite, CPTS):
            adhesions = entite.adherents
        elif isinstance(entite, EquipeSoinsPrimaires | EquipeSoinsSpecialises):
            adhesions = entite.membres
        else:
            certitudes: dict[str, bool] = defaultdict(bool)
            for situe in self.exercices(au=au, structure=structure):
                certitudes[situe.professionnel.identifiant] |= situe.certain
            return tuple(Appartenance(membre=membre, certain=certain) for membre, certain in certitudes.items())
        return appartenances(adhesions, au=au)

    def fiches(self, identifiant: str) -> tuple[Professionnel, ...]:
        """The entries that describe the professional of an identifiant, or of a role, in order of ``identifiant``.

        There are several when the registre holds the same RPPS, or the same ADELI, under several identifiants: they are
        of one body. There is none when nothing says that it is a professional.
        """
        entite = self.obtenir(identifiant)
        if isinstance(entite, Personne):
            entite = self.obtenir(entite.professionnel)
        if not isinstance(entite, Professionnel):
            return ()
        return self._fiches.get(entite.identifiant) or (entite,)

    def projets_de(self, *, nature: NatureProjet | None = None, structure: str | None = None) -> tuple[Projet, ...]:
        """Projects of a nature, of a structure, or of both.

        Raises:
            ValeurInvalide: the nature is a word, or the structure no text.
        """
        exiger(nature, NatureProjet | None, "nature")
        exiger(structure, str | None, "structure")
        projets = self.projets if structure is None else self._projets_par_structure.get(structure, ())
        return tuple(projet for projet in projets if nature in {None, projet.nature})

    def reunions_de(self, projet: str) -> tuple[Reunion, ...]:
        """Meetings about a project, and those that left something to do for it."""
        return self._reunions_par_projet.get(_nom(projet, "projet"), ())

    def fonctions_de(self, identifiant: str) -> tuple[FonctionTenue, ...]:
        """Functions held in an organisation, a structure, a project or a working group."""
        return self._fonctions_par_cadre.get(_nom(identifiant), ())

    def commune_du_site(self, site: Site) -> str | None:
        """INSEE code of a site: its own, else that of its building."""
        exiger(site, Site, "site")
        if site.commune is not None:
            return site.commune
        lieu = self.obtenir(site.lieu)
        return lieu.commune if isinstance(lieu, Lieu) else None

    def commune_de_presence(self, presence: Presence) -> str | None:
        """INSEE code of where somebody is: that of the site or of the place, else its own."""
        exiger(presence, Presence, "presence")
        site, lieu = self.obtenir(presence.site), self.obtenir(presence.lieu)
        du_site = self.commune_du_site(site) if isinstance(site, Site) else None
        return du_site or (lieu.commune if isinstance(lieu, Lieu) else None) or presence.commune

    def une_fois(self, calcul: Callable[..., T], *cles: Hashable) -> T:
        """What a pure function of this registre and of keys gives, computed for the first one who asks.

        A registre does not change: what is long to read in it, the journal of a project for instance, is read once,
        however many rules, pages and tables ask.
        """
        cle = (calcul, *cles)
        if cle not in self._memoire:
            self._memoire[cle] = calcul(self, *cles)
        connu: T = self._memoire[cle]
        return connu

    # -- indexes -------------------------------------------------------------------------------------------------

    # An index refers to the entities and adds as little as it can: a country has a hundred thousand of them.

    @cached_property
    def _memoire(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def _index(self) -> Mapping[str, Any]:
        return {interieur.identifiant: interieur for entite in self for _, interieur in _identifies(entite)}

    @cached_property
    def _porteurs(self) -> Mapping[str, tuple[Entite, Chemin]]:
        """What bears each site and each axis, and where."""
        return {
            interieur.identifiant: (entite, chemin)
            for entite in self
            for chemin, interieur in _identifies(entite)
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
        return _grouper(self._pointages, lambda pointage: (pointage.cible,))

    @cached_property
    def _citants(self) -> Mapping[str, tuple[Entite, ...]]:
        return _grouper(sorted(self, key=_IDENTIFIANT), lambda entite: {cible for _, cible, _ in pointages(entite)})

    @cached_property
    def _fiches(self) -> Mapping[str, tuple[Professionnel, ...]]:
        """The entries of one body, for those alone that have several."""
        par_numero = _grouper(self.professionnels, _numeros)
        corps: dict[str, set[str]] = {}
        for groupe in par_numero.values():
            if len(groupe) > 1:
                noms = {fiche.identifiant for fiche in groupe}
                noms = noms.union(*(corps.get(nom, ()) for nom in noms))
                corps |= dict.fromkeys(noms, noms)
        return {nom: tuple(self[autre] for autre in sorted(noms)) for nom, noms in corps.items()}

    @cached_property
    def _projets_par_structure(self) -> Mapping[str, tuple[Projet, ...]]:
        return _grouper(self.projets, lambda projet: () if projet.structure is None else (projet.structure,))

    @cached_property
    def _fonctions_par_cadre(self) -> Mapping[str, tuple[FonctionTenue, ...]]:
        titulaires: tuple[Personne | Professionnel, ...] = (*self.personnes, *self.professionnels)
        tenues = (FonctionTenue(titulaire=qui, fonction=fonction) for qui in titulaires for fonction in qui.fonctions)
        return _grouper(tenues, lambda tenue: (tenue.fonction.au_sein_de,))

    @cached_property
    def _reunions_par_projet(self) -> Mapping[str, tuple[Reunion, ...]]:
        return _grouper(
            self.reunions,
            lambda reunion: {*reunion.projets, *(projet for e in reunion.prochaines_etapes for projet in e.projets)},
        )

    @cached_property
    def _professionnels_par_structure(self) -> Mapping[str, tuple[Professionnel, ...]]:
        return _grouper(self.professionnels, lambda p: {e.structure for e in p.exercices if e.structure is not None})

    @cached_property
    def _professionnels_par_commune(self) -> Mapping[str, tuple[Professionnel, ...]]:
        return _grouper(self.professionnels, lambda p: {c for e in p.exercices for c in self._communes_exercice(e)})

    def _communes_exercice(self, exercice: Exercice) -> frozenset[str]:
        return frozenset(filter(None, map(self.commune_de_presence, exercice.presences)))


def _numeros(professionnel: Professionnel) -> list[str]:
    """The numbers that are each of one person."""
    numeros = (("rpps", professionnel.rpps), ("adeli", professionnel.adeli))
    return [f"{sorte} {numero}" for sorte, numero in numeros if numero is not None]


def _grouper(valeurs: Iterable[T], cles: Callable[[T], Iterable[str]]) -> Mapping[str, tuple[T, ...]]:
    groupes: dict[str, Any] = defaultdict(list)
    for valeur in valeurs:
        for cle in cles(valeur):
            groupes[cle].append(valeur)
    # In place: two such tables at once would be the most that a check holds.
    for cle, groupe in groupes.items():
        groupes[cle] = tuple(groupe)
    return MappingProxyType(groupes)


_LISTES: Final = attrgetter(*LISTES)
_SOUS_LISTE_DE: Final[Mapping[type, str]] = {classe: liste for liste, classe in SOUS_LISTES.items()}


def _nom(identifiant: str, champ: str = "identifiant") -> str:
    # Rules ask a hundred times for each entity: a plain text is judged at once.
    return identifiant if type(identifiant) is str else exiger(identifiant, str, champ)


def _doublon(identifiant: str, chemin: Chemin = ("identifiant",)) -> ValeurInvalide:
    message = f"{citer(identifiant)} nomme déjà une autre entité"
    return ValeurInvalide(message, "identifiant.doublon", "/".join(map(str, chemin)))


def _identifies(entite: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """An entity and what can be pointed to inside it, each with its path in the entity."""
    yield (), entite
    for champ in SOUS_LISTES:
        for rang, interieur in enumerate(getattr(entite, champ, ())):
            yield (champ, rang), interieur


def trouver_doublons(listes: Iterable[tuple[str, Iterable[Any]]]) -> list[tuple[tuple[str | int, ...], str]]:
    """Identifiants that stand twice: for each, the path of the later one, and the identifiant."""
    connus: set[str] = set()
    doublons: list[tuple[tuple[str | int, ...], str]] = []
    for genre, entites in listes:
        for rang, entite in enumerate(entites):
            for chemin, interieur in _identifies(entite):
                if interieur.identifiant in connus:
                    doublons.append(((genre, rang, *chemin, "identifiant"), interieur.identifiant))
                connus.add(interieur.identifiant)
    return doublons
