"""What a rule is: data, and a pure generator of verdicts. Declaring one registers nothing."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

import attrs

from soinsprimaires._typage import Typee
from soinsprimaires.anomalies import Chemin, Gravite, lire_pointeur
from soinsprimaires.cycle import Suivi
from soinsprimaires.droit import textes
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele._observation import RegistreObserve
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.sources import Fiabilite, Portee, SourceJuridique, VersionNonLue, etat_des_copies
from soinsprimaires.temps import Periode

__all__ = [
    "Contexte",
    "EnPanne",
    "Indetermine",
    "Juge",
    "NonConforme",
    "Regle",
    "Remarque",
    "SansObjet",
    "SousReserve",
    "Verdict",
    "chemin_de",
    "coherence",
    "juger_chacun",
    "registre_de_regles",
    "regle",
    "trancher",
]


T = TypeVar("T")


def chemin_de(registre: Registre, identifiant: str) -> Chemin:
    """Path of an entity, site or axis in the document, for what a rule on the whole registre finds in it."""
    return lire_pointeur(registre.pointeur(identifiant))


@attrs.frozen(kw_only=True)
class Contexte:
    """What a rule may read beside its target; it lasts for one check.

    Attributes:
        au: day on which the target is judged.
        registre: what surrounds the target.
    """

    au: date
    registre: Registre
    _acquis: dict[Any, Any] = attrs.field(init=False, factory=dict, repr=False, eq=False)
    _retenus: dict[Any, Any] | None = attrs.field(default=None, repr=False, eq=False)

    def suivi(self, projet: Projet) -> Suivi:
        """The view of a project of the registre on that day, the same for every rule."""
        return self.une_fois(_suivre, projet.identifiant)

    def une_fois(self, calcul: Callable[..., T], *cles: Hashable) -> T:
        """What a pure function of the context and of keys gives, computed for the first rule that asks.

        A rule that would look through the whole registre for each of its targets asks here for an index instead: the
        cost of a check stays in proportion to what is checked.
        """
        cle = (calcul, *cles)
        if isinstance(self.registre, RegistreObserve):
            return self.registre.calculer(cle, lambda vu: calcul(attrs.evolve(self, registre=vu), *cles))
        if cle not in self._acquis:
            self._acquis[cle] = calcul(self, *cles)
        acquis: T = self._acquis[cle]
        return acquis

    def de(self, entite: Entite, calcul: Callable[[Entite, date], T]) -> T:
        """What a pure function of one entity and of the day gives, kept until the entity changes.

        A rule on the whole registre asks here for what it reads in each entity: after a change, the others are not read
        again.
        """
        if self._retenus is None:
            return calcul(entite, self.au)
        cle = (calcul, entite.identifiant)
        connue, trouve = self._retenus.get(cle, (None, None))
        if connue is not entite:
            trouve = calcul(entite, self.au)
            self._retenus[cle] = (entite, trouve)
        retenu: T = trouve
        return retenu


def _suivre(contexte: Contexte, projet: str) -> Suivi:
    return Suivi(contexte.registre[projet], contexte.registre, contexte.au)


@attrs.frozen
class NonConforme(Typee):
    """The rule is not met.

    Attributes:
        message: French sentence that a non-lawyer understands.
        chemin: path of the datum in the target.
    """

    message: str
    chemin: Chemin = ()
    manquants: tuple[str, ...] = attrs.field(default=(), init=False)
    resultat: ClassVar[Resultat] = Resultat.NON_CONFORME


@attrs.frozen
class Indetermine(Typee):
    """The rule cannot be judged: a datum is absent, or too vague.

    Attributes:
        message: French sentence.
        manquants: fields that would settle it, or lists of the registre; none when no field of the model would (an
            amount that no text gives, a fact that the model does not hold).
        chemin: path of the datum in the target.
    """

    message: str
    manquants: tuple[str, ...]
    chemin: Chemin = ()
    resultat: ClassVar[Resultat] = Resultat.INDETERMINE


@attrs.frozen
class Remarque(Typee):
    """The rule is met, and the reader should know something: a tolerance that runs, and until when.

    Attributes:
        message: French sentence.
        chemin: path of the datum in the target.
    """

    message: str
    chemin: Chemin = ()
    manquants: tuple[str, ...] = attrs.field(default=(), init=False)
    resultat: ClassVar[Resultat] = Resultat.CONFORME


@attrs.frozen
class EnPanne(Typee):
    """The rule crashed.

    Attributes:
        message: what happened.
    """

    message: str
    chemin: Chemin = attrs.field(default=(), init=False)
    manquants: tuple[str, ...] = attrs.field(default=(), init=False)
    resultat: ClassVar[Resultat] = Resultat.EN_PANNE


@attrs.frozen
class SansObjet(Typee):
    """The target is none of those that the rule is about.

    Attributes:
        raison: why.
    """

    raison: str


@attrs.frozen
class SousReserve(Typee):
    """Whether the rule is about the target at all is not known: whatever it finds there is undetermined.

    Attributes:
        message: what is not known, in French.
        manquants: names of the fields that would tell.
        chemin: path of the datum in the target.
    """

    message: str
    manquants: tuple[str, ...]
    chemin: Chemin = ()


Juge = NonConforme | Indetermine | Remarque
Verdict = Juge | SousReserve | SansObjet
Controle = Callable[[Any, Contexte], Iterator[Verdict]]


def trancher(verdicts: Iterable[Verdict]) -> list[Juge] | None:
    """What verdicts come to: nothing to judge (``None``), or the findings, none of them certain under a reserve.

    Were what a reserve doubts made precise, the answer would be the certain one, or *sans objet*: the undetermined one
    allows both.
    """
    donnes = list(verdicts)
    if any(isinstance(verdict, SansObjet) for verdict in donnes):
        return None
    reserves = [verdict for verdict in donnes if isinstance(verdict, SousReserve)]
    juges: list[Juge] = [verdict for verdict in donnes if not isinstance(verdict, SansObjet | SousReserve)]
    if not reserves:
        return juges
    douteux: list[Juge] = [Indetermine(reserve.message, reserve.manquants, reserve.chemin) for reserve in reserves]
    return [*douteux, *(juge for juge in juges if isinstance(juge, Indetermine))]


def juger_chacun(parties: Iterable[Iterable[Verdict]], sans_objet: str) -> Iterator[Verdict]:
    """Findings on the parts of a target, the sites of a centre for instance, each with its own reserves."""
    tranchees = [juges for juges in map(trancher, parties) if juges is not None]
    if not tranchees:
        yield SansObjet(sans_objet)
    for juges in tranchees:
        yield from juges


@attrs.frozen(kw_only=True)
class Regle(Typee):
    """One version of a rule.

    Attributes:
        code: code, shared by the versions of the rule.
        titre: what it requires, in French.
        cible: classes that it judges; ``Registre`` for what concerns the whole.
        portee: what binds.
        vigueur: full days on which this version is in force.
        sources: texts; never empty.
        fiabilite: how it was established.
        controle: generator of verdicts; none, or remarks alone, is *conforme*.
        par_groupe: for the obligation of a person, what gathers those of whom the same is asked, a profession; in a
            registre each group is told once, and the conclusion on the registre does not wait for it.
        jamais: outcomes that it never has, when something is judged: what it looks for may exist and not be recorded,
        or no record can show all that its text attaches.
        listes: lists of a structure of which it asks enough people, the first that names somebody being read: when a
            source counts more of them than the registre names, what is not met is not certain.
        lue_depuis: first day on which the text was read in force; before it the outcome is *indéterminé*. ``None`` is
            the first day of ``vigueur``.
    """

    code: str
    titre: str
    cible: tuple[type[Any], ...]
    portee: Portee
    vigueur: Periode
    sources: tuple[SourceJuridique, ...]
    fiabilite: Fiabilite
    controle: Controle = attrs.field(repr=False)
    lue_depuis: date | None = None
    par_groupe: Callable[[Any], str] | None = attrs.field(default=None, repr=False)
    jamais: tuple[Resultat, ...] = ()
    listes: tuple[str, ...] = ()

    def _exiger_coherence(self) -> None:
        if not self.sources:
            raise ValeurInvalide(f"la règle {self.code} n'a pas de source", "regle.source", "sources")

    @property
    def gravite(self) -> Gravite:
        """Severity of its reach, capped by its reliability."""
        return self.fiabilite.plafonner(self.portee.gravite)

    @property
    def etat_au(self) -> date | None:
        """Last day of which every dated copy of its texts is a witness; ``None`` when none bears a date."""
        return etat_des_copies(self.sources)

    def perimee(self, au: date) -> bool:
        """Whether a day follows the state in which its texts were read: the rule may have changed since."""
        return self.etat_au is not None and au > self.etat_au

    def gravite_au(self, au: date) -> Gravite:
        """Severity on a day: after the state in which its texts were read, it blocks no more."""
        return Fiabilite.SECONDAIRE.plafonner(self.gravite) if self.perimee(au) else self.gravite

    def suite_non_lue(self, au: date) -> VersionNonLue | None:
        """A later version of one of its texts, in force on a day, that was not read."""
        suites = (source.suite for source in self.sources)
        return next((suite for suite in suites if suite is not None and suite.depuis <= au), None)


def regle(
    code: str,
    *,
    titre: str,
    cible: type[Any] | tuple[type[Any], ...],
    portee: Portee,
    vigueur: Periode,
    sources: tuple[SourceJuridique, ...],
    fiabilite: Fiabilite,
    lue_depuis: date | None = None,
    par_groupe: Callable[[Any], str] | None = None,
    jamais: tuple[Resultat, ...] = (),
    listes: tuple[str, ...] = (),
) -> Callable[[Controle], Regle]:
    """Make a rule of a generator; nothing is registered, see :func:`registre_de_regles`."""

    def faire(controle: Controle) -> Regle:
        return Regle(
            code=code,
            titre=titre,
            cible=cible if isinstance(cible, tuple) else (cible,),
            portee=portee,
            vigueur=vigueur,
            sources=sources,
            fiabilite=fiabilite,
            controle=controle,
            lue_depuis=lue_depuis,
            par_groupe=par_groupe,
            jamais=jamais,
            listes=listes,
        )

    return faire


def coherence(
    code: str, *, titre: str, cible: type[Any] | tuple[type[Any], ...], jamais: tuple[Resultat, ...] = ()
) -> Callable[[Controle], Regle]:
    """Make a rule that no text founds: what a record cannot say without contradicting itself, or good sense."""
    return regle(
        code,
        titre=titre,
        cible=cible,
        portee=Portee.BONNE_PRATIQUE,
        vigueur=Periode(),
        sources=(textes.COHERENCE,),
        fiabilite=Fiabilite.DEDUITE,
        jamais=jamais,
    )


def registre_de_regles(*regles: Regle) -> Mapping[str, tuple[Regle, ...]]:
    """An immutable registry: code to versions ordered by period.

    Raises:
        ValeurInvalide: two versions of one code are in force on a same day.
    """
    versions: dict[str, list[Regle]] = {}
    for une in regles:
        versions.setdefault(une.code, []).append(une)
    for code, liste in versions.items():
        liste.sort(key=lambda r: r.vigueur.debut or date.min)
        for gauche, droite in pairwise(liste):
            if gauche.vigueur.chevauche(droite.vigueur):
                raise ValeurInvalide(f"deux versions de {code} se chevauchent", "regle.versions", "vigueur")
    return MappingProxyType({code: tuple(versions[code]) for code in sorted(versions)})
