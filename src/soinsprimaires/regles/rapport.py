"""What the rules found, with what founds it."""

import json
from datetime import date
from enum import Enum
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import Gravite
from soinsprimaires.sources import Fiabilite, Portee, SourceJuridique
from soinsprimaires.temps import Periode

__all__ = ["Constat", "Rapport", "Resultat", "ResultatRegle"]


class Resultat(Enum):
    """Outcome of one version of a rule."""

    CONFORME = "conforme"
    NON_CONFORME = "non_conforme"
    INDETERMINE = "indetermine"
    HORS_VIGUEUR = "hors_vigueur"
    SANS_OBJET = "sans_objet"
    EXCLUE = "exclue"
    EN_PANNE = "en_panne"


_JUGES: Final = frozenset({Resultat.CONFORME, Resultat.NON_CONFORME, Resultat.INDETERMINE, Resultat.EN_PANNE})
_SANS_REPONSE: Final = frozenset({Resultat.INDETERMINE, Resultat.EXCLUE, Resultat.EN_PANNE})


@attrs.frozen(kw_only=True)
class Constat:
    """One finding.

    Attributes:
        code: code of the rule.
        resultat: ``non_conforme``, ``indetermine`` or ``en_panne``.
        message: French sentence.
        pointeur: JSON pointer of the datum, from the document of a registre, or from an entity judged alone.
        entite: identifiant of the entity; ``None`` for the whole registre.
        manquants: fields that would settle an undetermined rule.
    """

    code: str
    resultat: Resultat
    message: str
    pointeur: str
    entite: str | None
    manquants: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class ResultatRegle:
    """Outcome of one version of a rule, with what founds it.

    Attributes:
        code: code of the rule.
        titre: what it requires.
        resultat: outcome over all its targets.
        portee: what binds.
        gravite: severity, capped by reliability, or changed by the caller.
        gravite_modifiee: ``True`` when the caller changed it.
        fiabilite: how the rule was established.
        vigueur: when this version is in force.
        sources: texts.
        constats: findings.
    """

    code: str
    titre: str
    resultat: Resultat
    portee: Portee
    gravite: Gravite
    gravite_modifiee: bool
    fiabilite: Fiabilite
    vigueur: Periode
    sources: tuple[SourceJuridique, ...]
    constats: tuple[Constat, ...]

    def _en_objet(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "titre": self.titre,
            "resultat": self.resultat.value,
            "portee": self.portee.value,
            "gravite": self.gravite.value,
            "gravite_modifiee": self.gravite_modifiee,
            "fiabilite": self.fiabilite.value,
            "vigueur": {
                "debut": None if self.vigueur.debut is None else self.vigueur.debut.isoformat(),
                "fin": None if self.vigueur.fin is None else self.vigueur.fin.isoformat(),
            },
            "sources": [source.reference for source in self.sources],
            "constats": [
                {
                    "code": constat.code,
                    "resultat": constat.resultat.value,
                    "message": constat.message,
                    "pointeur": constat.pointeur,
                    "entite": constat.entite,
                    "manquants": list(constat.manquants),
                }
                for constat in self.constats
            ],
        }


@attrs.frozen(kw_only=True)
class Rapport:
    """The outcome of every rule, in force or not.

    Attributes:
        au: day of the judgement.
        resultats: one a version of a rule, by code then period.
        non_jugees: identifiants of the structures that no rule of their kind reached.
    """

    au: date
    resultats: tuple[ResultatRegle, ...]
    non_jugees: tuple[str, ...] = ()

    @property
    def titre(self) -> str:
        """Title of the report."""
        return f"Vérification du dossier au {self.au}"

    @property
    def conforme(self) -> bool | None:
        """Whether the blocking rules are met.

        ``False`` when one is not. ``None`` when one is undetermined, excluded or crashed, or when none applied.
        """
        bloquants = {r.resultat for r in self.resultats if r.gravite is Gravite.BLOQUANT}
        if Resultat.NON_CONFORME in bloquants:
            return False
        if bloquants & _SANS_REPONSE or not bloquants & _JUGES:
            return None
        return True

    @property
    def constats(self) -> tuple[Constat, ...]:
        """Every finding, by rule."""
        return tuple(constat for resultat in self.resultats for constat in resultat.constats)

    def resultat(self, code: str) -> Resultat:
        """Outcome of a rule: that of its version in force, ``hors_vigueur`` when none is.

        Raises:
            KeyError: no rule has that code.
        """
        siens = [r.resultat for r in self.resultats if r.code == code]
        if not siens:
            raise KeyError(code)
        return next((r for r in siens if r is not Resultat.HORS_VIGUEUR), Resultat.HORS_VIGUEUR)

    def en_json(self) -> str:
        """The report as JSON, keys sorted: every version of every rule, with its findings."""
        document = {
            "titre": self.titre,
            "au": self.au.isoformat(),
            "conforme": self.conforme,
            "regles": [resultat._en_objet() for resultat in self.resultats],  # noqa: SLF001 - same module
            "non_jugees": list(self.non_jugees),
        }
        return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
