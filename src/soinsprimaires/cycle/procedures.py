"""The procedure of a region, read from a TOML file that its users can write and correct."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeVar

import attrs

from soinsprimaires import referentiels
from soinsprimaires.anomalies import Anomalie, Chemin, citer, pointeur_json
from soinsprimaires.cycle.tables import NEUTRES, TRANSITIONS
from soinsprimaires.erreurs import CodeInconnu, DocumentInvalide, ValeurInvalide
from soinsprimaires.identifiants import SLUG
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, QualiteActeur
from soinsprimaires.modele.procedures import EtapeProcedure, NatureDelai, ProcedureRegionale
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.sources import NatureProvenance, Provenance
from soinsprimaires.temps import DatePartielle

__all__ = ["FORMAT", "charger_procedure", "lire_procedure"]

FORMAT: Final = "soinsprimaires/procedure-regionale"
VERSION: Final = 1

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
Lecteur = Callable[["_Releve", Any, Chemin], Any]

_POSITION: Final = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


def charger_procedure(chemin: str | Path) -> ProcedureRegionale:
    """Read the procedure of a region.

    Args:
        chemin: a TOML file in UTF-8; the guide *Procédures régionales* describes it.

    Raises:
        DocumentInvalide: with every fault at once, each at its key (``/etapes/2/acte``) or, for the syntax, its line.
        OSError: the file cannot be opened or read.
    """
    return lire_procedure(Path(chemin).read_bytes())


def lire_procedure(document: bytes) -> ProcedureRegionale:
    """Read the procedure of a region from the contents of its file.

    Raises:
        DocumentInvalide: with every fault at once.
    """
    releve = _Releve()
    procedure = _procedure(releve, _analyser(document), ())
    if releve.anomalies or procedure is None:
        raise DocumentInvalide(releve.anomalies)
    return procedure


def _analyser(document: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(document.decode("utf-8"))
    except UnicodeDecodeError as erreur:
        faute = ("toml.encodage", f"l'octet {erreur.start} n'est pas de l'UTF-8")
    except (ValueError, RecursionError) as erreur:  # a number of thousands of digits is not a TOMLDecodeError
        position = _POSITION.search(str(erreur))
        ou = f"ligne {position[1]}, colonne {position[2]}" if position and position[1] else "à la fin du document"
        faute = ("toml.syntaxe", f"ce n'est pas du TOML ({ou})")
    raise DocumentInvalide([Anomalie(code=faute[0], message=faute[1], pointeur="")])


@attrs.define
class _Releve:
    """Every fault met on the way; a reader that meets one answers ``None``."""

    anomalies: list[Anomalie] = attrs.Factory(list)

    def noter(self, chemin: Chemin, code: str, message: str) -> None:
        self.anomalies.append(Anomalie(code=code, message=message, pointeur=pointeur_json(chemin)))

    def champs(
        self, brut: Any, chemin: Chemin, lecteurs: Mapping[str, Lecteur], requis: Iterable[str]
    ) -> dict[str, Any] | None:
        """The fields of a table, each read by its reader; ``None`` when something of it is wrong."""
        if not isinstance(brut, dict):
            self.noter(chemin, "type.inattendu", f"une table est attendue, pas {citer(brut)}")
            return None
        avant = len(self.anomalies)
        for cle in requis:
            if cle not in brut:
                self.noter((*chemin, cle), "cle.absente", f"la clé « {cle} » est obligatoire")
        lus: dict[str, Any] = {}
        for cle, valeur in brut.items():
            if cle in lecteurs:
                lus[cle] = lecteurs[cle](self, valeur, (*chemin, cle))
            else:
                connues = ", ".join(lecteurs)
                self.noter((*chemin, cle), "cle.inconnue", f"la clé {citer(cle)} n'existe pas ici ; clés : {connues}")
        return lus if len(self.anomalies) == avant else None

    def construire(self, classe: type[T], champs: dict[str, Any], chemin: Chemin) -> T | None:
        """What the constructor makes of the fields, or its refusals."""
        try:
            return classe(**champs)
        except ValeurInvalide as erreur:
            for faute in (erreur, *erreur.autres):
                self.noter((*chemin, faute.champ) if faute.champ else chemin, faute.code, faute.message)
            return None


def _texte(releve: _Releve, valeur: Any, chemin: Chemin) -> str | None:
    if isinstance(valeur, str) and valeur.strip():
        return valeur
    releve.noter(chemin, "type.inattendu", f"un texte est attendu, pas {citer(valeur)}")
    return None


def _entier(releve: _Releve, valeur: Any, chemin: Chemin) -> int | None:
    if type(valeur) is int and valeur > 0:
        return valeur
    releve.noter(chemin, "type.inattendu", f"un nombre entier, au moins 1, est attendu, pas {citer(valeur)}")
    return None


def _mot(enum: type[E]) -> Lecteur:
    def lire(releve: _Releve, valeur: Any, chemin: Chemin) -> E | None:
        mots = {membre.value: membre for membre in enum}
        if isinstance(valeur, str) and valeur in mots:
            return mots[valeur]
        releve.noter(chemin, "valeur.hors_liste", f"{citer(valeur)} n'est pas admis ici ; admis : {', '.join(mots)}")
        return None

    return lire


def _liste(lire: Lecteur) -> Lecteur:
    def lire_liste(releve: _Releve, valeur: Any, chemin: Chemin) -> tuple[Any, ...] | None:
        if not isinstance(valeur, list):
            releve.noter(chemin, "type.inattendu", f"une liste est attendue, pas {citer(valeur)}")
            return None
        return tuple(lire(releve, element, (*chemin, rang)) for rang, element in enumerate(valeur))

    return lire_liste


def _identifiant(releve: _Releve, valeur: Any, chemin: Chemin) -> str | None:
    texte = _texte(releve, valeur, chemin)
    if texte is not None and (raison := SLUG.raison(texte)):
        releve.noter(chemin, "identifiant.forme", raison)
    return texte


def _region(releve: _Releve, valeur: Any, chemin: Chemin) -> str | None:
    code = _texte(releve, valeur, chemin)
    if code is not None:
        try:
            referentiels.region(code)
        except CodeInconnu as erreur:
            releve.noter(chemin, "code.inconnu", str(erreur))
    return code


def _date(releve: _Releve, valeur: Any, chemin: Chemin) -> DatePartielle | None:
    try:
        return DatePartielle.lire(valeur if isinstance(valeur, str) else str(valeur))
    except ValeurInvalide as erreur:
        releve.noter(chemin, erreur.code, erreur.message)
        return None


def _format(releve: _Releve, valeur: Any, chemin: Chemin) -> None:
    if valeur != FORMAT:
        releve.noter(chemin, "enveloppe.format", f"le format attendu est {FORMAT!r}, pas {citer(valeur)}")


def _version(releve: _Releve, valeur: Any, chemin: Chemin) -> None:
    if type(valeur) is not int or valeur != VERSION:
        releve.noter(chemin, "version.inconnue", f"la version lue est {VERSION}, pas {citer(valeur)}")


_PROVENANCE: Final[Mapping[str, Lecteur]] = {
    "titre": _texte,
    "editeur": _texte,
    "publie_le": _date,
    "passage": _texte,
    "adresse": _texte,
    "nature": _mot(NatureProvenance),
}


def _provenance(releve: _Releve, valeur: Any, chemin: Chemin) -> Provenance | None:
    champs = releve.champs(valeur, chemin, _PROVENANCE, ["titre"])
    return None if champs is None else releve.construire(Provenance, champs, chemin)


_ETAPE: Final[Mapping[str, Lecteur]] = {
    "acte": _mot(Acte),
    "instruit_par": _liste(_mot(QualiteActeur)),
    "avis_de": _liste(_mot(QualiteActeur)),
    "comite": _texte,
    "documents": _liste(_mot(NatureDocument)),
    "delai_mois": _entier,
    "nature_delai": _mot(NatureDelai),
}


def _etape(releve: _Releve, valeur: Any, chemin: Chemin) -> EtapeProcedure | None:
    champs = releve.champs(valeur, chemin, _ETAPE, ["acte"])
    return None if champs is None else releve.construire(EtapeProcedure, champs, chemin)


_RACINE: Final[Mapping[str, Lecteur]] = {
    "format": _format,
    "version": _version,
    "identifiant": _identifiant,
    "nom": _texte,
    "nature": _mot(NatureProjet),
    "region": _region,
    "organisation": _identifiant,
    "provenance": _provenance,
    "etapes": _liste(_etape),
    "nombre_medecins": _entier,
    "nombre_generalistes": _entier,
    "nombre_auxiliaires_medicaux": _entier,
}
_REQUIS: Final = ("format", "version", "identifiant", "nom", "nature", "region", "etapes")


def _procedure(releve: _Releve, brut: Any, chemin: Chemin) -> ProcedureRegionale | None:
    champs = releve.champs(brut, chemin, _RACINE, _REQUIS)
    _juger_les_actes(releve, brut)
    if champs is None:
        return None
    contenu = {cle: valeur for cle, valeur in champs.items() if cle not in {"format", "version"}}
    return releve.construire(ProcedureRegionale, contenu, chemin)


def _juger_les_actes(releve: _Releve, brut: dict[str, Any]) -> None:
    """An act of another nature of project is no step of this one."""
    natures = {nature.value: nature for nature in NatureProjet}
    nature, etapes = brut.get("nature"), brut.get("etapes")
    if not isinstance(nature, str) or nature not in natures or not isinstance(etapes, list):
        return
    admis = {ligne.acte.value for ligne in TRANSITIONS[natures[nature]]} | {acte.value for acte in NEUTRES}
    actes = {acte.value for acte in Acte}
    for rang, etape in enumerate(etapes):
        acte = etape.get("acte") if isinstance(etape, dict) else None
        if isinstance(acte, str) and acte in actes - admis:
            message = f"l'acte {acte} n'appartient pas à la procédure d'un projet de cette nature"
            releve.noter(("etapes", rang, "acte"), "procedure.acte", message)
