"""From what was said of each target to the report."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any

import attrs

from soinsprimaires.anomalies import Chemin, Gravite, pointeur_json
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import Structure
from soinsprimaires.regles._jugement import SANS_OBJET, CiblesDuControle, Issue
from soinsprimaires.regles.constats import ORDRE, Constat, Resultat, ResultatRegle
from soinsprimaires.regles.definition import EnPanne, Juge, Regle
from soinsprimaires.regles.rapport import Rapport

__all__ = ["Demande", "Issues", "ReponseRegle", "assembler", "noter", "repondre", "repondre_a_tout"]

Issues = dict[str | None, Issue]
"""What a version says of its targets, by identifiant, ``None`` for the registre; those of whom it says nothing are not
among them."""


def noter(issues: Issues, cible: Any, issue: Issue) -> None:
    """Keep what a version says of a target, if it says something."""
    if issue is not SANS_OBJET:
        issues[None if isinstance(cible, Registre) else cible.identifiant] = issue


@attrs.frozen(kw_only=True)
class Demande:
    """What is asked of a check.

    Attributes:
        au: day of the judgement.
        versions: versions of the rules, by code then period.
        gravites: severities that the caller changes, by code.
        exclues: codes that the caller sets aside.
    """

    au: date
    versions: tuple[Regle, ...]
    gravites: Mapping[str, Gravite]
    exclues: frozenset[str]

    @property
    def jugees(self) -> Iterator[tuple[int, Regle]]:
        """The versions that are to be judged, in force and not set aside, with their rank."""
        for rang, version in enumerate(self.versions):
            if self.au in version.vigueur and version.code not in self.exclues:
                yield rang, version


@attrs.frozen
class ReponseRegle:
    """What became of one version of a rule, and the structures of which it said something.

    Attributes:
        resultat: what the report says of it.
        atteintes: identifiants of the structures that it judged, for a rule of the law or of a convention.
    """

    resultat: ResultatRegle
    atteintes: frozenset[str] = frozenset()


def repondre(
    demande: Demande, version: Regle, objet: Registre | Entite, cibles: Sequence[Any], issues: Issues
) -> ReponseRegle:
    """What became of a version, from what it said of its targets."""
    sienne = version.gravite_au(demande.au)
    gravite = demande.gravites.get(version.code, sienne)
    par_groupe = version.par_groupe is not None and isinstance(objet, Registre)
    resultat, constats, atteintes = Resultat.SANS_OBJET, tuple[Constat, ...](), frozenset[str]()
    if demande.au not in version.vigueur:
        resultat = Resultat.HORS_VIGUEUR
    elif version.code in demande.exclues:
        resultat = Resultat.EXCLUE
    else:
        # A target of which nothing is said has no issue: most of a country.
        dites = [
            (cible, issues[nom])
            for cible in cibles
            if (nom := None if isinstance(cible, Registre) else cible.identifiant) in issues
        ]
        trouvees = [issue for _, (issue, _) in dites]
        resultat = next((issue for issue in ORDRE if issue in trouvees), Resultat.SANS_OBJET)
        dits = ((cible, juge) for cible, (_, juges) in dites for juge in juges)
        # Many findings of a rule point at one list of one structure.
        pointer = cache(partial(_pointer, objet))
        constats = tuple((_grouper if par_groupe else _traduire)(version, pointer, dits))
        if version.portee.gravite is Gravite.BLOQUANT:
            atteintes = frozenset(cible.identifiant for cible, _ in dites if isinstance(cible, Structure))
    return ReponseRegle(
        ResultatRegle(
            code=version.code,
            titre=version.titre,
            resultat=resultat,
            portee=version.portee,
            gravite=gravite,
            gravite_modifiee=gravite is not sienne,
            fiabilite=version.fiabilite,
            perimee=version.perimee(demande.au),
            du_registre=not par_groupe,
            vigueur=version.vigueur,
            sources=version.sources,
            constats=constats,
        ),
        atteintes,
    )


def repondre_a_tout(
    demande: Demande, objet: Registre | Entite, cibles: CiblesDuControle, jugees: Iterable[tuple[int, Issues]]
) -> tuple[ReponseRegle, ...]:
    """What became of every version, from what those that were judged, by rank, said of their targets.

    What one of them said is let go before the next one is judged: of a country it takes as much room as the registre.
    """
    reponses = dict[int, ReponseRegle]()
    for rang, issues in jugees:
        reponses[rang] = _repondre(demande, objet, cibles, rang, issues)
        del issues
    return tuple(
        reponses.get(rang) or _repondre(demande, objet, cibles, rang, {}) for rang in range(len(demande.versions))
    )


def _repondre(
    demande: Demande, objet: Registre | Entite, cibles: CiblesDuControle, rang: int, issues: Issues
) -> ReponseRegle:
    version = demande.versions[rang]
    return repondre(demande, version, objet, cibles.de(version), issues)


def assembler(demande: Demande, cibles: CiblesDuControle, reponses: Sequence[ReponseRegle]) -> Rapport:
    """The report of what became of every version."""
    atteintes = frozenset[str]().union(*(reponse.atteintes for reponse in reponses))
    return Rapport(
        au=demande.au,
        resultats=tuple(reponse.resultat for reponse in reponses),
        non_jugees=tuple(sorted(cibles.structures - atteintes)),
    )


Dits = Iterable[tuple[Any, Juge | EnPanne]]
"""Targets, each with something that is said of it."""


Pointer = Callable[[str | None, Chemin], str]
"""Where something of an entity stands in the document that the library writes."""


def _pointer(objet: Registre | Entite, entite: str | None, chemin: Chemin) -> str:
    racine = objet.pointeur(entite) if isinstance(objet, Registre) and entite is not None else ""
    return racine + pointeur_json(chemin)


def _traduire(version: Regle, pointer: Pointer, dits: Dits) -> Iterable[Constat]:
    return (_constat(version, pointer, cible, juge) for cible, juge in dits)


def _grouper(version: Regle, pointer: Pointer, dits: Dits) -> Iterable[Constat]:
    """One finding for each group of which the same is said, by group then by words; who is alone keeps its place."""
    premiers: dict[tuple[str, str, str], tuple[Any, Juge | EnPanne]] = {}
    nombres: dict[tuple[str, str, str], int] = {}
    for cible, juge in dits:
        groupe = "" if version.par_groupe is None else version.par_groupe(cible)
        cle = groupe, juge.message, juge.resultat.value
        premiers.setdefault(cle, (cible, juge))
        nombres[cle] = nombres.get(cle, 0) + 1
    for cle in sorted(premiers):
        constat = attrs.evolve(_constat(version, pointer, *premiers[cle]), groupe=cle[0])
        yield constat if nombres[cle] == 1 else constat.rassembler(nombres[cle])


def _constat(version: Regle, pointer: Pointer, cible: Any, juge: Juge | EnPanne) -> Constat:
    entite = None if isinstance(cible, Registre) else cible.identifiant
    return Constat(
        code=version.code,
        resultat=juge.resultat,
        message=juge.message,
        pointeur=pointer(entite, juge.chemin),
        entite=entite,
        manquants=juge.manquants,
        chemin=juge.chemin,
    )
