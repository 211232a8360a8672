"""The differences, and the registre to which they are applied."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import attrs

from soinsprimaires._classement import taire
from soinsprimaires.anomalies import Anomalie, Chemin, citer, pointeur_json
from soinsprimaires.apparence import rendre
from soinsprimaires.comparaison._alignement import aligner
from soinsprimaires.comparaison._fusion import Signaler, reporter, sont_nommes
from soinsprimaires.erreurs import ConflitDeModification
from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._base import Entite, Valeur
from soinsprimaires.modele._champs import champs
from soinsprimaires.modele._objets import ABSENT, en_objet
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTE, ETIQUETTE_DE
from soinsprimaires.temps import DatePartielle

__all__ = ["Comparaison", "Difference", "DifferenceEntite", "comparer", "comparer_entites", "fusionner"]


@attrs.frozen(kw_only=True, repr=False)
class Difference(Valeur):
    """One field, or one element of a list, that differs.

    Attributes:
        chemin: keys and ranks from the entity; the rank of an element is the one that it has after, before when it was
            taken away.
        avant: value before, ``ABSENT`` when there was none.
        apres: value after, ``ABSENT`` when there is none any more.
        message: the difference in one sentence, without what names a person.
    """

    chemin: Chemin
    avant: Any = attrs.field(repr=False)
    apres: Any = attrs.field(repr=False)
    message: str

    @property
    def pointeur(self) -> str:
        """JSON pointer from the entity."""
        return pointeur_json(self.chemin)

    def __str__(self) -> str:
        return self.message


@attrs.frozen(kw_only=True, repr=False)
class DifferenceEntite(Valeur):
    """One entity that was added, taken away or changed.

    Attributes:
        identifiant: the entity.
        genre: list of the registre that holds it.
        avant: the entity before, ``None`` when it was added.
        apres: the entity after, ``None`` when it was taken away.
    """

    identifiant: str
    genre: str
    avant: Entite | None = attrs.field(default=None, repr=False)
    apres: Entite | None = attrs.field(default=None, repr=False)

    @cached_property
    def champs(self) -> tuple[Difference, ...]:
        """What differs in a changed entity, in the order of its fields."""
        return () if self.avant is None or self.apres is None else comparer_entites(self.avant, self.apres)

    @property
    def message(self) -> str:
        """The difference in one sentence."""
        nom = f"{self.genre} « {self.identifiant} »"
        if self.avant is None:
            return f"{nom} : ajout"
        if self.apres is None:
            return f"{nom} : retrait"
        return f"{nom} : {' ; '.join(champ.message for champ in self.champs)}"

    def __str__(self) -> str:
        return self.message


@attrs.frozen(kw_only=True, repr=False)
class Comparaison(Valeur):
    """What differs from a registre to another; it is false when nothing does.

    Attributes:
        ajouts: entities of the second only, in the order of their lists and identifiants.
        retraits: entities of the first only.
        modifications: entities of both, that differ.
        champs: what differs in the registre itself (``extensions``).
    """

    ajouts: tuple[DifferenceEntite, ...] = ()
    retraits: tuple[DifferenceEntite, ...] = ()
    modifications: tuple[DifferenceEntite, ...] = ()
    champs: tuple[Difference, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ajouts or self.retraits or self.modifications or self.champs)

    def __iter__(self) -> Iterator[DifferenceEntite]:
        yield from (*self.ajouts, *self.retraits, *self.modifications)

    def __str__(self) -> str:
        lignes = [*map(str, self.champs), *map(str, self)]
        return "\n".join(lignes) if lignes else "aucune différence"

    def appliquer(self, registre: Registre) -> Registre:
        """The registre with these differences, whatever else was changed in it meanwhile.

        Of the first registre it makes the second. Of another it changes only what differs here: the other fields, the
        other elements of the lists and the other entities stay as they are.

        Raises:
            ConflitDeModification: something that these differences change is no longer what it was, nor already what
                it becomes; every conflict at once.
            ValeurInvalide: an entity would take the identifiant of a site or an axis.
        """
        listes: dict[str, dict[str, Any]] = {
            liste: {entite.identifiant: entite for entite in getattr(registre, liste)} for liste in LISTES
        }
        conflits: list[Anomalie] = []
        for difference in (*self.retraits, *self.modifications, *self.ajouts):
            lot, nom = listes[difference.genre], difference.identifiant
            trois = (difference.avant, difference.apres, lot.get(nom))
            reportee = reporter(trois, (), _releve(conflits, registre, difference))
            if reportee is None:
                lot.pop(nom, None)
            else:
                lot[nom] = reportee
        extensions = registre.extensions
        for champ in self.champs:
            trois = (champ.avant, champ.apres, extensions)
            extensions = reporter(trois, champ.chemin, _releve(conflits, registre, None))
        if conflits:
            raise ConflitDeModification(conflits)
        lots: dict[str, Any] = {liste: tuple(lot.values()) for liste, lot in listes.items()}
        return attrs.evolve(registre, **lots, extensions=extensions)

    def en_json(self) -> str:
        """The comparison as JSON, keys sorted: programs read ``avant`` and ``apres``, people ``message``."""
        return rendre("contenu.documents:comparaison_en_json", self)

    def en_document(self) -> "DocumentComparaison":
        """What :meth:`en_json` writes."""
        return DocumentComparaison(
            ajouts=tuple(EntiteComparee(**_entete(d), apres=en_objet(d.apres)) for d in self.ajouts),
            retraits=tuple(EntiteComparee(**_entete(d), avant=en_objet(d.avant)) for d in self.retraits),
            modifications=tuple(
                EntiteComparee(**_entete(d), champs=tuple(map(_comparer_champ, d.champs))) for d in self.modifications
            ),
            champs=tuple(map(_comparer_champ, self.champs)),
        )


@attrs.frozen(kw_only=True)
class ChampCompare:
    """A field that differs.

    Attributes:
        pointeur: JSON pointer of the field, from the entity, or from the registre for its own fields.
        message: the difference in one French sentence, without what names a person.
        avant: the value before, ``None`` for a field that said nothing; absent of an element that was added.
        apres: the value after, ``None`` for a field that says nothing; absent of an element that was taken away.
    """

    pointeur: str
    message: str
    avant: Any = ABSENT
    apres: Any = ABSENT


@attrs.frozen(kw_only=True)
class EntiteComparee:
    """An entity that was added, taken away or changed.

    Attributes:
        identifiant: its identifiant.
        genre: list of the registre that holds it.
        message: the difference in one French sentence, without what names a person.
        avant: the entity before; only of what was taken away.
        apres: the entity after; only of what was added.
        champs: the fields that differ; only of what was changed.
    """

    identifiant: str
    genre: str
    message: str
    avant: Any = ABSENT
    apres: Any = ABSENT
    champs: tuple[ChampCompare, ...] = ABSENT  # type: ignore[assignment]


@attrs.frozen(kw_only=True)
class DocumentComparaison:
    """What differs from a registre to another.

    Attributes:
        ajouts: entities that only the second holds.
        retraits: entities that only the first holds.
        modifications: entities that both hold, and that differ.
        champs: the fields of the registre itself that differ.
    """

    ajouts: tuple[EntiteComparee, ...]
    retraits: tuple[EntiteComparee, ...]
    modifications: tuple[EntiteComparee, ...]
    champs: tuple[ChampCompare, ...]


def _releve(conflits: list[Anomalie], registre: Registre, difference: DifferenceEntite | None) -> Signaler:
    """Writes the conflicts of an entity, each at its place in the registre that was to be changed."""
    nom = None if difference is None else difference.identifiant
    racine = "/contenu" if nom is None or nom not in registre else registre.pointeur(nom)
    de = "" if difference is None else f"{difference.genre} « {nom} » : "

    def signaler(chemin: Chemin, avant: Any, apres: Any, actuel: Any) -> None:
        secret = _est_tu(type(None if difference is None else difference.avant), chemin)
        voulu, trouve = (_changement(avant, valeur, chemin, secret=secret) for valeur in (apres, actuel))
        message = f"{de}{voulu} ; or depuis, {trouve}"
        conflits.append(Anomalie(code="conflit.modification", message=message, pointeur=racine + pointeur_json(chemin)))

    return signaler


def _est_tu(classe: type[Any], chemin: Chemin) -> bool:
    """Whether what stands at a path is not quoted."""
    classes: tuple[type[Any], ...] = (classe,)
    for nom in chemin:
        suivis = [champ for porteur in classes for champ in champs(porteur) if champ.nom == nom]
        if any(taire(champ.attribut) for champ in suivis):
            return True
        # A rank leaves the same classes.
        classes = tuple(interne for champ in suivis for interne in champ.classes) or classes
    return False


def _changement(avant: Any, apres: Any, chemin: Chemin, *, secret: bool) -> str:
    return _difference(avant, apres, chemin or ("entité",), secret=secret).message


def _entete(difference: DifferenceEntite) -> dict[str, Any]:
    return {"identifiant": difference.identifiant, "genre": difference.genre, "message": difference.message}


def _comparer_champ(difference: Difference) -> ChampCompare:
    avant, apres = (v if v is ABSENT else en_objet(v) for v in (difference.avant, difference.apres))
    return ChampCompare(pointeur=difference.pointeur, message=difference.message, avant=avant, apres=apres)


def comparer(a: Registre, b: Registre) -> Comparaison:
    """What differs from a registre to another.

    An entity is the same when it has the same identifiant in the same list; an element of a list (a site, an event)
    when it has the same identifiant, else when it stands between the same neighbours.
    """
    ajouts, retraits, modifications = [], [], []
    for genre in LISTES:
        avant = {entite.identifiant: entite for entite in getattr(a, genre)}
        apres = {entite.identifiant: entite for entite in getattr(b, genre)}
        for nom in sorted(avant.keys() | apres.keys()):
            un, deux = avant.get(nom), apres.get(nom)
            if un is None:
                ajouts.append(DifferenceEntite(identifiant=nom, genre=genre, apres=deux))
            elif deux is None:
                retraits.append(DifferenceEntite(identifiant=nom, genre=genre, avant=un))
            elif un != deux:
                modifications.append(DifferenceEntite(identifiant=nom, genre=genre, avant=un, apres=deux))
    return Comparaison(
        ajouts=tuple(ajouts),
        retraits=tuple(retraits),
        modifications=tuple(modifications),
        champs=tuple(_comparer(a.extensions, b.extensions, ("extensions",), secret=False)),
    )


def fusionner(base: Registre, a: Registre, b: Registre) -> Registre:
    """The registre in which two changes of one registre meet.

    Args:
        base: what both started from.
        a: what became of it on one side; where nothing decides, the order of a list is its.
        b: what became of it on the other side.

    Raises:
        ConflitDeModification: both changed the same thing in two ways; every conflict at once.
        ValeurInvalide: an entity added by one has the identifiant of a site or an axis added by the other.
    """
    return comparer(base, b).appliquer(a)


def comparer_entites(a: Entite, b: Entite) -> tuple[Difference, ...]:
    """What differs between two entities, field by field; a structure that changes its kind differs by ``type``."""
    return tuple(_comparer(a, b, (), secret=False))


def _comparer(avant: Any, apres: Any, chemin: Chemin, *, secret: bool) -> Iterator[Difference]:
    if avant is apres or avant == apres:
        return
    if isinstance(avant, tuple) and isinstance(apres, tuple):
        yield from _comparer_listes(avant, apres, chemin, secret=secret)
    elif _se_detaillent(avant, apres):
        yield from _comparer_champs(avant, apres, chemin)
    else:
        yield _difference(avant, apres, chemin, secret=secret)


def _se_detaillent(avant: Any, apres: Any) -> bool:
    if type(avant) is not type(apres) and not (type(avant) in ETIQUETTE_DE and type(apres) in ETIQUETTE_DE):
        return False
    return attrs.has(type(avant)) and not isinstance(avant, Extensions | DatePartielle)


def _comparer_champs(avant: Any, apres: Any, chemin: Chemin) -> Iterator[Difference]:
    if type(avant) is not type(apres):
        yield _difference(ETIQUETTE_DE[type(avant)], ETIQUETTE_DE[type(apres)], (*chemin, ETIQUETTE), secret=False)
    reunis = {champ.name: champ for classe in (type(avant), type(apres)) for champ in attrs.fields(classe)}
    for nom, champ in reunis.items():
        defaut = () if champ.default == () else None
        # A message may end in a log: what may name somebody is said to differ, and not quoted.
        tu = taire(champ)
        yield from _comparer(getattr(avant, nom, defaut), getattr(apres, nom, defaut), (*chemin, nom), secret=tu)


def _comparer_listes(
    avant: tuple[Any, ...], apres: tuple[Any, ...], chemin: Chemin, *, secret: bool
) -> Iterator[Difference]:
    nommes = sont_nommes(avant) and sont_nommes(apres)
    un, deux = ([e.identifiant if nommes else e for e in liste] for liste in (avant, apres))
    depuis = (0, 0)
    for i, j in (*aligner(un, deux), (len(un), len(deux))):
        # Two names are two elements; without a name, what stands between the same two is taken for the same.
        entre_deux = 0 if nommes else min(i - depuis[0], j - depuis[1])
        debut_i, debut_j = depuis[0] + entre_deux, depuis[1] + entre_deux
        for a, b in zip(range(depuis[0], debut_i), range(depuis[1], debut_j), strict=True):
            yield from _comparer(avant[a], apres[b], (*chemin, b), secret=secret)
        for rang in range(debut_i, i):
            yield _difference(avant[rang], ABSENT, (*chemin, rang), secret=secret)
        for rang in range(debut_j, j):
            yield _difference(ABSENT, apres[rang], (*chemin, rang), secret=secret)
        if i < len(un):
            yield from _comparer(avant[i], apres[j], (*chemin, j), secret=secret)
        depuis = (i + 1, j + 1)


def _difference(avant: Any, apres: Any, chemin: Chemin, *, secret: bool) -> Difference:
    champ = "/".join(map(str, chemin))
    if avant is ABSENT or (avant is None and apres is not ABSENT):
        suite = f"ajout de {_nommer(apres, secret=secret)}"
    elif apres is ABSENT or apres is None:
        suite = f"retrait de {_nommer(avant, secret=secret)}"
    elif secret and not isinstance(avant, Extensions):
        suite = "une autre valeur"
    else:
        suite = f"{_nommer(avant, secret=secret)} devient {_nommer(apres, secret=secret)}"
    return Difference(chemin=chemin, avant=avant, apres=apres, message=f"{champ} : {suite}")


def _nommer(valeur: Any, *, secret: bool) -> str:
    if isinstance(valeur, Extensions):
        return repr(valeur)
    if secret:
        return "une valeur"
    if attrs.has(type(valeur)) and not isinstance(valeur, DatePartielle):
        nom = getattr(valeur, "identifiant", None)
        return type(valeur).__name__ if nom is None else f"{type(valeur).__name__} {citer(nom)}"
    return citer(en_objet(valeur))
