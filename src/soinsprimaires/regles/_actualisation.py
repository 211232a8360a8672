"""A report that remembers what each judgement asked, and judges again only what a change can touch."""

from collections.abc import Iterator
from typing import Any

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.modele._observation import Demandee, Ecarts, Observation, changements, heriter, touchees
from soinsprimaires.modele.registre import Registre
from soinsprimaires.regles._assemblage import Demande, Issues, ReponseRegle, assembler, noter, repondre, repondre_a_tout
from soinsprimaires.regles._jugement import CiblesDuControle, juger
from soinsprimaires.regles.definition import Contexte, Regle
from soinsprimaires.regles.rapport import Rapport

__all__ = ["controler_en_se_souvenant"]

Demandeurs = dict[Demandee, set[Demandee]]
"""Who asked each thing: a version, by rank, of a target; or a calculation. Some may not ask it any more."""


@attrs.frozen(eq=False)
class Suite:
    """What lets a report follow its registre.

    Attributes:
        demande: what was asked of the check.
        registre: what was judged.
        issues: what each version that was judged, by rank, says of its targets.
        reponses: what became of every version.
        demandeurs: who asked what; every suite of one check adds to it, and none takes away.
        retenus: what was found in each entity alone.
    """

    demande: Demande
    registre: Registre
    issues: dict[int, Issues]
    reponses: tuple[ReponseRegle, ...]
    demandeurs: Demandeurs
    retenus: dict[Any, Any]

    def reprendre(self, nouveau: Registre) -> Rapport:
        """The report of another registre, from that of the one that it follows."""
        quoi = changements(self.registre, exiger(nouveau, Registre, "registre"))
        cibles = CiblesDuControle(nouveau, self.demande.au)
        if not quoi:
            return _rendre(self, cibles)
        heriter(self.registre, nouveau, quoi)
        reprise = _Reprise(self, nouveau, cibles, quoi)
        issues, reponses = {**self.issues}, [*self.reponses]
        for rang in self.issues:
            issues[rang], reponses[rang] = reprise.reprendre(rang)
        reprise.jugements.retenir(self.demandeurs)
        suite = attrs.evolve(self, registre=nouveau, issues=issues, reponses=tuple(reponses))
        return _rendre(suite, cibles)


class _Jugements:
    """Judgements in one registre, which remember what they ask."""

    def __init__(self, demande: Demande, registre: Registre, retenus: dict[Any, Any]) -> None:
        self._demande = demande
        self._observation = Observation(registre)
        self._vue = self._observation.regarder(set())
        # What is asked of the registre as a whole is asked again after any change: nobody needs to know what it asks.
        self._entier = Contexte(au=demande.au, registre=registre, retenus=retenus)
        self._contexte = Contexte(au=demande.au, registre=self._vue)
        self._vus: list[tuple[Demandee, set[Demandee]]] = []

    def juger(self, rang: int, cible: Any, issues: Issues) -> None:
        """Put what a version says of a target among its issues."""
        version = self._demande.versions[rang]
        if isinstance(cible, Registre):
            noter(issues, cible, juger(version, cible, self._entier))
            return
        vus: set[Demandee] = set()
        object.__setattr__(self._vue, "vus", vus)
        noter(issues, cible, juger(version, cible, self._contexte))
        if vus:
            self._vus.append(((rang, cible.identifiant), vus))

    def retenir(self, demandeurs: Demandeurs) -> None:
        """Write down who asked what, now that what is asked late was asked."""
        for demandeur, vus in (*self._vus, *self._observation.demandes):
            for cle in vus:
                demandeurs.setdefault(cle, set()).add(demandeur)


class _Reprise:
    """What is judged again of a registre that has changed."""

    def __init__(self, suite: Suite, registre: Registre, cibles: CiblesDuControle, quoi: Ecarts) -> None:
        self.jugements = _Jugements(suite.demande, registre, suite.retenus)
        self._suite = suite
        self._registre = registre
        self._cibles = cibles
        self._quoi = quoi
        self._partis = {entite.identifiant for entite in quoi.avant}
        self._demandeurs: dict[int, set[str]] = {}
        atteintes = touchees(suite.registre, registre, quoi)
        attente = [*atteintes]
        while attente:
            for demandeur in suite.demandeurs.get(attente.pop(), set()) - atteintes:
                atteintes.add(demandeur)
                if isinstance(demandeur[0], int):
                    self._demandeurs.setdefault(demandeur[0], set()).add(demandeur[1])
                else:
                    attente.append(demandeur)

    def reprendre(self, rang: int) -> tuple[Issues, ReponseRegle]:
        """What a version says now, and what becomes of it."""
        version, avant = self._suite.demande.versions[rang], self._suite.issues[rang]
        a_juger = [*self._a_juger(version, self._demandeurs.get(rang, set()))]
        oublies = {None if isinstance(cible, Registre) else cible.identifiant for cible in a_juger}
        oublies |= self._partis & avant.keys()
        nouvelles = Issues()
        for cible in a_juger:
            self.jugements.juger(rang, cible, nouvelles)
        reponse = self._suite.reponses[rang]
        if self._quoi.deplacees and reponse.resultat.constats:
            change = True  # the findings point elsewhere
        else:
            change = any(
                avant.get(nom) != nouvelles.get(nom) or self._change_de_groupe(version, nom) for nom in oublies
            )
        if not change:
            return avant, reponse
        issues = {nom: issue for nom, issue in avant.items() if nom not in oublies} | nouvelles
        return issues, repondre(self._suite.demande, version, self._registre, self._cibles.de(version), issues)

    def _change_de_groupe(self, version: Regle, nom: str | None) -> bool:
        """Whether somebody is no more of those with whom a rule told of it."""
        if version.par_groupe is None or nom is None:
            return False
        entites = self._suite.registre.obtenir(nom), self._registre.obtenir(nom)
        return len({None if entite is None else version.par_groupe(entite) for entite in entites}) > 1

    def _a_juger(self, version: Regle, demandeurs: set[str]) -> Iterator[Any]:
        if Registre in version.cible:
            yield self._registre
            return
        changees = {entite.identifiant: entite for entite in self._quoi.apres if isinstance(entite, version.cible)}
        for nom in sorted(changees.keys() | (demandeurs - self._partis)):
            # Who asked may be no more, or may have become something else.
            if nom in self._cibles.noms:
                yield changees.get(nom) or self._registre[nom]


def controler_en_se_souvenant(demande: Demande, registre: Registre) -> Rapport:
    """Judge a whole registre; the report can follow it."""
    cibles, retenus, demandeurs = CiblesDuControle(registre, demande.au), dict[Any, Any](), Demandeurs()
    jugements = _Jugements(demande, registre, retenus)
    toutes: dict[int, Issues] = {}
    for rang, version in demande.jugees:
        issues = toutes[rang] = Issues()
        for cible in cibles.de(version):
            jugements.juger(rang, cible, issues)
    jugements.retenir(demandeurs)
    reponses = repondre_a_tout(demande, registre, cibles, toutes.items())
    return _rendre(Suite(demande, registre, toutes, reponses, demandeurs, retenus), cibles)


def _rendre(suite: Suite, cibles: CiblesDuControle) -> Rapport:
    rapport = assembler(suite.demande, cibles, suite.reponses)
    object.__setattr__(rapport, "_suite", suite)
    return rapport
