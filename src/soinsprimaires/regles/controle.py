"""The engine: it dates, runs and reports rules.

``controler`` never raises for what the data hold: a rule that crashes becomes a finding.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires._voisins import voisin_de
from soinsprimaires.anomalies import Gravite, citer, pointeur_json
from soinsprimaires.composition import comptes_sans_nom, existe
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import Structure
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.regles.catalogue import REGLES
from soinsprimaires.regles.definition import (
    Contexte,
    EnPanne,
    Juge,
    NonConforme,
    Regle,
    SousReserve,
    trancher,
)
from soinsprimaires.regles.rapport import Constat, Rapport, Resultat, ResultatRegle
from soinsprimaires.temps import exiger_jour

__all__ = ["controler"]


def controler(
    objet: Registre | Entite,
    *,
    au: date,
    regles: Mapping[str, tuple[Regle, ...]] = REGLES,
    registre: Registre | None = None,
    gravites: Mapping[str, Gravite] = MappingProxyType({}),
    exclues: Collection[str] = (),
) -> Rapport:
    """Judge a registre or one entity under the rules in force on a day.

    Args:
        objet: what to judge.
        au: day of the judgement.
        regles: rules, by default all those of the library.
        registre: what surrounds an entity judged alone; pointers then start from the entity.
        gravites: severities that the caller changes, by code; the report says so.
        exclues: codes that the caller sets aside; the report says so.

    Raises:
        ValeurInvalide: ``au`` is not a full day, a code of ``gravites`` or ``exclues`` names no rule, a severity is a
            word, or the ``registre`` holds something else under the identifiant of the entity, be it the same entity
            as it was before (``registre.avec(entite)`` puts the new one in its place).
    """
    exiger_jour(au, "au")
    if isinstance(exclues, str):
        exclues = (exclues,)
    for code in (*gravites, *exclues):
        if code not in regles:
            voisin = voisin_de(str(code), regles)
            suite = "" if voisin is None else f" ; vouliez-vous dire « {voisin} » ?"
            raise ValeurInvalide(f"aucune règle ne s'appelle {citer(code)}{suite}", "regle.inconnue")
    for code, gravite in gravites.items():
        exiger(gravite, Gravite, f"gravites/{code}")
    entoure = _entourer(objet, registre)
    controle = _Controle(objet=objet, contexte=Contexte(au=au, registre=entoure))
    resultats = [
        controle.juger(version, gravites.get(version.code), exclue=version.code in exclues)
        for versions in regles.values()
        for version in versions
    ]
    return Rapport(
        au=au,
        resultats=tuple(resultats),
        non_jugees=tuple(sorted(controle.structures - controle.jugees)),
    )


def _entourer(objet: Registre | Entite, registre: Registre | None) -> Registre:
    """The registre in which an object is judged."""
    if isinstance(objet, Registre):
        if registre is not None:
            raise ValeurInvalide("un registre se juge seul", "type.inattendu", "registre")
        return objet
    autour = Registre() if registre is None else exiger(registre, Registre, "registre")
    present = autour.obtenir(exiger(objet, Entite, "objet").identifiant)
    if present is not None and present != objet:
        message = f"{citer(objet.identifiant)} est dans le registre, et ce n'est pas ce qui est à juger"
        raise ValeurInvalide(message, "identifiant.doublon", "objet")
    return autour if present is not None else autour.avec(objet)


_ORDRE: Final = (Resultat.NON_CONFORME, Resultat.EN_PANNE, Resultat.INDETERMINE, Resultat.CONFORME)


class _Controle:
    """One run of the rules over one object."""

    def __init__(self, *, objet: Registre | Entite, contexte: Contexte) -> None:
        self.objet = objet
        self.contexte = contexte
        toutes: Iterable[Any] = objet if isinstance(objet, Registre) else (objet,)
        self._entites = [e for e in toutes if not isinstance(e, Structure) or existe(e, au=contexte.au) is not False]
        self.structures = {e.identifiant for e in self._entites if isinstance(e, Structure)}
        self.jugees: set[str] = set()
        self._par_cible: dict[tuple[type[Any], ...], tuple[Any, ...]] = {}

    def juger(self, version: Regle, choisie: Gravite | None, *, exclue: bool) -> ResultatRegle:
        """The outcome of one version of a rule."""
        resultat, constats = self._resultat(version, exclue=exclue)
        sienne = version.gravite_au(self.contexte.au)
        gravite = sienne if choisie is None else choisie
        return ResultatRegle(
            code=version.code,
            titre=version.titre,
            resultat=resultat,
            portee=version.portee,
            gravite=gravite,
            gravite_modifiee=gravite is not sienne,
            fiabilite=version.fiabilite,
            perimee=version.perimee(self.contexte.au),
            du_registre=not self._par_groupe(version),
            vigueur=version.vigueur,
            sources=version.sources,
            constats=constats,
        )

    def _resultat(self, version: Regle, *, exclue: bool) -> tuple[Resultat, tuple[Constat, ...]]:
        if self.contexte.au not in version.vigueur:
            return Resultat.HORS_VIGUEUR, ()
        if exclue:
            return Resultat.EXCLUE, ()
        issues: set[Resultat] = set()
        constats: list[Constat] = []
        groupes: list[str] = []
        for cible in self._cibles(version):
            issue, siens = self._juger_cible(version, cible)
            constats += siens
            if siens and version.par_groupe is not None:
                groupes += [version.par_groupe(cible)] * len(siens)
            if issue is not Resultat.SANS_OBJET:
                issues.add(issue)
                if isinstance(cible, Structure) and version.portee.gravite is Gravite.BLOQUANT:
                    self.jugees.add(cible.identifiant)
        if self._par_groupe(version):
            constats = _regrouper(constats, groupes)
        return next((issue for issue in _ORDRE if issue in issues), Resultat.SANS_OBJET), tuple(constats)

    def _par_groupe(self, version: Regle) -> bool:
        """Whether a rule is the obligation of persons, of whom a registre holds many."""
        return version.par_groupe is not None and isinstance(self.objet, Registre)

    def _cibles(self, version: Regle) -> Iterable[Any]:
        if Registre in version.cible:
            return (self.objet,) if isinstance(self.objet, Registre) else ()
        if version.cible not in self._par_cible:
            self._par_cible[version.cible] = tuple(e for e in self._entites if isinstance(e, version.cible))
        return self._par_cible[version.cible]

    def _juger_cible(self, version: Regle, cible: Any) -> tuple[Resultat, list[Constat]]:
        try:
            verdicts = list(version.controle(cible, self.contexte))
        except Exception as erreur:  # noqa: BLE001 - a rule that crashes is a finding, the others still run
            panne = EnPanne(f"la règle a échoué : {type(erreur).__name__} ({_endroit(erreur)})")
            return Resultat.EN_PANNE, [self._traduire(version, cible, panne)]
        reserves = [*_reserves(version, cible, self.contexte.au)]
        if any(isinstance(verdict, NonConforme) for verdict in verdicts):
            reserves += _sans_nom(version, cible, self.contexte)
        juges = trancher([*reserves, *verdicts])
        if juges is None:
            return Resultat.SANS_OBJET, []
        constats = [self._traduire(version, cible, juge) for juge in juges]
        issues = {constat.resultat for constat in constats}
        return next((issue for issue in _ORDRE if issue in issues), Resultat.CONFORME), constats

    def _traduire(self, version: Regle, cible: Any, verdict: Juge | EnPanne) -> Constat:
        entite = None if isinstance(cible, Registre) else cible.identifiant
        racine = self.objet.pointeur(entite) if isinstance(self.objet, Registre) and entite is not None else ""
        return Constat(
            code=version.code,
            resultat=verdict.resultat,
            message=verdict.message,
            pointeur=racine + pointeur_json(verdict.chemin),
            entite=entite,
            manquants=verdict.manquants,
            chemin=verdict.chemin,
        )


def _reserves(version: Regle, cible: Any, au: date) -> Iterator[SousReserve]:
    """Why whatever a rule finds of a target is not certain, before it looks."""
    suite = version.suite_non_lue(au)
    if suite is not None:
        message = (
            f"une version plus récente du texte n'a pas été lue : {suite.reference}, depuis le "
            f"{jour_en_lettres(suite.depuis)}"
        )
        yield SousReserve(message, ())
    elif version.lue_depuis is not None and au < version.lue_depuis:
        message = (
            f"le texte n'a été lu en vigueur que depuis le {jour_en_lettres(version.lue_depuis)} : ce jour n'en est pas"
        )
        yield SousReserve(message, ())
    if isinstance(cible, Structure) and existe(cible, au=au) is None:
        champs = [champ for champ in ("creee_le", "dissoute_le") if getattr(cible, champ) is not None]
        yield SousReserve(f"on ne sait pas si « {cible.identifiant} » existe à cette date", tuple(champs))


def _sans_nom(version: Regle, cible: Any, contexte: Contexte) -> Iterator[SousReserve]:
    """That those whom the registre does not name may be the ones whom a rule misses."""
    for liste in version.listes:
        compte = comptes_sans_nom(contexte.registre, cible, liste, au=contexte.au)
        if compte is not None:
            yield SousReserve(compte, (liste,))
        if getattr(cible, liste, ()):
            return


def _regrouper(constats: list[Constat], groupes: list[str]) -> list[Constat]:
    """One finding for each group of which the same is said; who is alone in a group keeps a finding of their own."""
    par_groupe: dict[tuple[str, Resultat, str], list[Constat]] = defaultdict(list)
    for constat, groupe in zip(constats, groupes, strict=True):
        par_groupe[groupe, constat.resultat, constat.message].append(constat)
    return [
        siens[0]
        if len(siens) == 1
        else attrs.evolve(
            siens[0],
            message=f"{len(siens)} {groupe} : {message}",
            pointeur="/contenu/professionnels",
            entite=None,
            chemin=("contenu", "professionnels"),
        )
        for (groupe, _, message), siens in par_groupe.items()
    ]


def _endroit(erreur: Exception) -> str:
    """Where a rule crashed; the words of the exception may quote a name or a number, and findings end in logs."""
    # Imported for a crash only: they are a tenth of the time of importing the rules.
    from pathlib import Path
    from traceback import extract_tb

    cadre = extract_tb(erreur.__traceback__)[-1]
    return f"{Path(cadre.filename).name}, ligne {cadre.lineno}"
