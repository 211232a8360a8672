"""The engine: it dates, runs and reports rules.

``controler`` never raises for what the data hold: a rule that crashes becomes a finding.
"""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from soinsprimaires._typage import exiger
from soinsprimaires._voisins import voisin_de
from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.registre import Registre
from soinsprimaires.regles._actualisation import controler_en_se_souvenant
from soinsprimaires.regles._assemblage import Demande, assembler, repondre_a_tout
from soinsprimaires.regles._jugement import CiblesDuControle
from soinsprimaires.regles._processus import juger_en_parallele, juger_tout
from soinsprimaires.regles.catalogue import REGLES
from soinsprimaires.regles.definition import Regle
from soinsprimaires.regles.rapport import Rapport
from soinsprimaires.temps import exiger_jour

__all__ = ["controler", "exiger_les_reglages"]

_SOUVENIRS: Final = 10_000
"""Entities up to which a report remembers what each judgement asked, unless told otherwise."""


def controler(
    objet: Registre | Entite,
    *,
    au: date,
    regles: Mapping[str, tuple[Regle, ...]] | None = None,
    registre: Registre | None = None,
    gravites: Mapping[str, Gravite] = MappingProxyType({}),
    exclues: Collection[str] = (),
    parmi: Collection[str | None] | None = None,
    traces: bool | None = None,
    processus: int = 1,
) -> Rapport:
    """Judge a registre or one entity under the rules in force on a day.

    Args:
        objet: what to judge.
        au: day of the judgement.
        regles: rules, by default all those of the library.
        registre: what surrounds an entity judged alone; pointers then start from the entity.
        gravites: severities that the caller changes, by code; the report says so.
        exclues: codes that the caller sets aside; the report says so.
        parmi: identifiants of the entities of the registre that are to be judged, ``None`` for what is asked of the
            registre as a whole; :meth:`Rapport.fondre` makes of such reports the one of all they judge. By default
            everything is judged.
        traces: whether the report remembers what each judgement asked, so that :meth:`Rapport.actualiser` judges again
            only what a change touches. By default it does up to 10,000 entities, in one process.
        processus: how many processes share the work, on this machine. Rules travel by their code: a caller's own set is
            judged in one process, with a warning.

    Raises:
        ValeurInvalide: ``au`` is not a full day, a code of ``gravites`` or ``exclues`` names no rule, a severity is a
            word, ``parmi`` names nothing or is given with an entity, traces are asked of something else than a whole
            registre in one process, or the ``registre`` holds something else under the identifiant of the entity, be it
            the same entity as it was before (``registre.avec(entite)`` puts the new one in its place).
    """
    exiger_jour(au, "au")
    regles = REGLES if regles is None else regles
    exclues = exiger_les_reglages(gravites, exclues, regles)
    if exiger(processus, int, "processus") < 1:
        raise ValeurInvalide("il faut au moins un processus", "processus.nombre", "processus")
    entoure = _entourer(objet, registre)
    choisis = None if parmi is None else _exiger_les_noms(parmi, objet)
    demande = Demande(
        au=au,
        versions=tuple(version for versions in regles.values() for version in versions),
        gravites=dict(gravites),
        exclues=exclues,
    )
    entier = isinstance(objet, Registre) and choisis is None and processus == 1
    if traces and not entier:
        raise ValeurInvalide("on ne se souvient que d'un registre entier, en un processus", "traces.partie", "traces")
    if isinstance(objet, Registre) and entier and (len(objet) <= _SOUVENIRS if traces is None else traces):
        return controler_en_se_souvenant(demande, objet)
    cibles = CiblesDuControle(objet, au, choisis)
    if processus > 1 and isinstance(objet, Registre):
        issues = juger_en_parallele(demande, objet, cibles, processus)
    else:
        issues = juger_tout(demande, cibles, entoure)
    return assembler(demande, cibles, repondre_a_tout(demande, objet, cibles, issues))


def exiger_les_reglages(
    gravites: Mapping[str, Gravite], exclues: Collection[str], regles: Mapping[str, tuple[Regle, ...]] | None = None
) -> frozenset[str]:
    """The codes that are set aside, when they and those whose severity is changed are those of rules.

    Raises:
        ValeurInvalide: a code names no rule, or a severity is a word.
    """
    if isinstance(exclues, str):
        exclues = (exclues,)
    regles = REGLES if regles is None else regles
    for code in (*gravites, *exclues):
        if code not in regles:
            voisin = voisin_de(str(code), regles)
            suite = "" if voisin is None else f" ; vouliez-vous dire « {voisin} » ?"
            raise ValeurInvalide(f"aucune règle ne s'appelle {citer(code)}{suite}", "regle.inconnue")
    for code, gravite in gravites.items():
        exiger(gravite, Gravite, f"gravites/{code}")
    return frozenset(exclues)


def _exiger_les_noms(parmi: Collection[str | None], objet: Registre | Entite) -> frozenset[str | None]:
    if not isinstance(objet, Registre):
        raise ValeurInvalide("une entité se juge seule", "type.inattendu", "parmi")
    if isinstance(parmi, str):
        parmi = (parmi,)
    for nom in parmi:
        if nom is not None and not isinstance(objet[nom], Entite):
            raise ValeurInvalide(f"{citer(nom)} n'est pas une entité", "identifiant.sorte", "parmi")
    return frozenset(parmi)


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
