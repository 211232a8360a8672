"""Small builders for the tests of the rules: people who practise, structures, and the outcome of one rule on a day."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

import attrs

from soinsprimaires import (
    MSP,
    Acte,
    Acteur,
    Adhesion,
    CodeNomenclature,
    Evenement,
    Exercice,
    FormeDatee,
    FormeJuridique,
    Mouvement,
    NatureMouvement,
    NatureProjet,
    PeriodePartielle,
    Personne,
    Professionnel,
    Projet,
    QualiteActeur,
    Registre,
    Signature,
    StatutExercice,
    StatutMouvement,
    controler,
)
from soinsprimaires.modele._base import Donnee, Entite
from soinsprimaires.modele.origines import ChampLu, Origine
from soinsprimaires.referentiels.professions import INFIRMIER, IPA_PATHOLOGIES_CHRONIQUES, MEDECIN
from soinsprimaires.regles import REGLES, Regle, Resultat, ResultatRegle


def _classes(classe: Any = Donnee) -> Iterator[Any]:
    """What a document is made of, but for what it remembers of the files from which it was read."""
    for fille in filter(attrs.has, {*classe.__subclasses__()} - {ChampLu, Origine}):
        yield fille
        yield from _classes(fille)


CHAMPS: Final = {champ.name for classe in _classes() for champ in attrs.fields(classe)} | {
    liste.name for liste in attrs.fields(Registre)
}
"""What a finding may say to be missing."""


def periode(debut: str | None, fin: str | None = None) -> PeriodePartielle:
    return PeriodePartielle(debut=debut, fin=fin)


def exercice(
    structure: str | None, debut: str | None = "2009-01-01", fin: str | None = None, **champs: Any
) -> Exercice:
    """A practice from one day to another; without a beginning its period is unknown."""
    return Exercice(structure=structure, periode=None if debut is None else periode(debut, fin), **champs)


def professionnel(
    identifiant: str, profession: CodeNomenclature = MEDECIN, *exercices: Exercice, **champs: Any
) -> Professionnel:
    return Professionnel(identifiant=identifiant, profession=profession, exercices=exercices, **champs)


def equipe(structure: str, **professions: CodeNomenclature) -> tuple[Professionnel, ...]:
    """Professionals who practise in a structure since 2009: ``equipe("msp", medecin_a=MEDECIN)``."""
    return tuple(
        professionnel(nom.replace("_", "-"), profession, exercice(structure)) for nom, profession in professions.items()
    )


def ipa(*exercices: Exercice, identifiant: str = "ipa") -> Professionnel:
    return professionnel(identifiant, INFIRMIER, *exercices, savoir_faire=(IPA_PATHOLOGIES_CHRONIQUES,))


def annonce(structure: str) -> Exercice:
    """A practice that is announced and does not take place yet."""
    return exercice(structure, statut=StatutExercice.PREVU)


def parti(qui: str, le: str | None, nature: str = "retraite", **champs: Any) -> Mouvement:
    """A departure that was seen."""
    return Mouvement(
        identifiant=f"depart-{qui}",
        nature=NatureMouvement(nature),
        statut=StatutMouvement.CONSTATE,
        professionnel=qui,
        le=le,
        **champs,
    )


def associe(membre: str, debut: str | None = "2009-01-01", fin: str | None = None) -> Adhesion:
    return Adhesion(membre=membre, periode=None if debut is None else periode(debut, fin))


def signe(signataire: str, le: str | None = "2009-01-01") -> Signature:
    return Signature(signataire=signataire, signee_le=le)


def maison(*, signatures: Iterable[Signature] = (), associes: Iterable[Adhesion] = (), **champs: Any) -> MSP:
    return MSP(
        identifiant="msp", nom="Maison de santé", signataires=tuple(signatures), associes=tuple(associes), **champs
    )


def forme(nom: str, debut: str | None = None, fin: str | None = None) -> FormeDatee:
    """A legal form; its period is unknown when neither end is given."""
    connue = debut is not None or fin is not None
    return FormeDatee(forme=FormeJuridique(nom), periode=periode(debut, fin) if connue else None)


def role(identifiant: str, de: str | None = None) -> Personne:
    """Somebody known by a role, and the professional of the same body."""
    return Personne(identifiant=identifiant, professionnel=de)


def evenement(acte: str, le: str | None, *qualites: str, **champs: Any) -> Evenement:
    """An event named after its act and its date."""
    nom = re.sub(r"[^a-z0-9]+", "-", f"{acte}-{le or 'sans-date'}")
    return Evenement(
        identifiant=champs.pop("identifiant", nom),
        acte=Acte(acte),
        effet_le=le,
        enregistre_le=champs.pop("enregistre_le", date(2026, 1, 1)),
        acteurs=tuple(Acteur(qualite=QualiteActeur(qualite)) for qualite in qualites),
        **champs,
    )


def projet(nature: str, *journal: Evenement, **champs: Any) -> Projet:
    return Projet(identifiant="projet", nom="Projet", nature=NatureProjet(nature), journal=journal, **champs)


def version(code: str, au: str) -> Regle:
    """The version of a rule in force on a day."""
    (une,) = (regle for regle in REGLES[code] if date.fromisoformat(au) in regle.vigueur)
    return une


def juger(code: str, *entites: Entite, au: str) -> ResultatRegle:
    """What one rule says of a registre on a day: its version in force, else its first one."""
    rapport = controler(Registre().avec(*entites), au=date.fromisoformat(au), regles={code: REGLES[code]})
    assert {mot for r in rapport.resultats for constat in r.constats for mot in constat.manquants} <= CHAMPS
    en_vigueur = [r for r in rapport.resultats if r.resultat is not Resultat.HORS_VIGUEUR]
    return (en_vigueur or list(rapport.resultats))[0]


def resultat(code: str, *entites: Entite, au: str) -> str:
    return juger(code, *entites, au=au).resultat.value


def messages(juge: ResultatRegle) -> list[str]:
    return [constat.message for constat in juge.constats]


def manquants(juge: ResultatRegle) -> list[tuple[str, ...]]:
    return [constat.manquants for constat in juge.constats]


def pointeurs(juge: ResultatRegle) -> list[str]:
    return [constat.pointeur for constat in juge.constats]


def references(code: str, au: str) -> list[str]:
    """The full references of the sources of a rule on a day."""
    return [source.reference for source in version(code, au).sources]
