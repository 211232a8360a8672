"""A report for a person (text, Markdown) and for other tools (JSON, SARIF); each is deterministic and harmless."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from soinsprimaires.anomalies import Gravite, assainir, desarmer_json, echapper_markdown
from soinsprimaires.regles.rapport import Constat, Rapport, Resultat, ResultatRegle
from soinsprimaires.sources import SourceJuridique
from soinsprimaires.temps import Periode

__all__ = [
    "conclusion",
    "en_json",
    "en_markdown",
    "en_sarif",
    "en_texte",
    "fondement",
    "paragraphe",
    "periode_en_objet",
    "resume_des_tues",
]

_TUES: Final = frozenset({Resultat.HORS_VIGUEUR, Resultat.SANS_OBJET})


def conclusion(rapport: Rapport) -> str:
    """The sentence that opens a report."""
    match rapport.conforme:
        case True:
            return "Conclusion : conforme aux règles bloquantes"
        case False:
            return "Conclusion : non conforme, une règle bloquante au moins n'est pas respectée"
        case None:
            return "Conclusion : indéterminée, les données ne suffisent pas pour dire « conforme »"


def fondement(resultat: ResultatRegle) -> str:
    """What founds the outcome of a rule: its reach, its severity, its sources and how far they are trusted."""
    modifiee = " (gravité choisie par l'appelant)" if resultat.gravite_modifiee else ""
    sources = " ; ".join(map(_dater, resultat.sources))
    return (
        f"{resultat.portee.libelle}, {resultat.gravite.libelle}{modifiee} ; source {resultat.fiabilite.libelle} : "
        f"{sources}"
    )


def _dater(source: SourceJuridique) -> str:
    """A text and the state in which it was read."""
    return str(source) if source.etat_au is None else f"{source}, état au {source.etat_au}"


def resume_des_tues(rapport: Rapport) -> str:
    """How many versions of rules had nothing to judge or were not in force."""
    tus = Counter(resultat.resultat for resultat in rapport.resultats)
    return f"{tus[Resultat.SANS_OBJET]} règle(s) sans objet, {tus[Resultat.HORS_VIGUEUR]} hors vigueur à cette date"


def _juges(rapport: Rapport) -> Iterator[ResultatRegle]:
    return (resultat for resultat in rapport.resultats if resultat.resultat not in _TUES)


def _quoi(constat: Constat) -> str:
    return constat.message if constat.entite is None else f"{constat.entite} : {constat.message}"


def _ou(constat: Constat) -> str:
    return constat.pointeur or "dossier entier"


def paragraphe(resultat: ResultatRegle, *, montres: int | None = None) -> Iterator[str]:
    """A rule in plain lines: its title, its findings (so many at most), and what founds it."""
    yield f"[{resultat.resultat.libelle}] {resultat.code} {resultat.titre}"
    yield from (f"    {_quoi(constat)} ({_ou(constat)})" for constat in resultat.constats[:montres])
    if montres is not None and len(resultat.constats) > montres:
        yield f"    … et {len(resultat.constats) - montres} autre(s) constat(s)"
    yield f"    {fondement(resultat)}"


def en_texte(rapport: Rapport) -> str:
    """The report in plain lines."""
    lignes = [rapport.titre, "", conclusion(rapport), *rapport.avertissements]
    for resultat in _juges(rapport):
        lignes += ["", *paragraphe(resultat)]
    lignes += ["", resume_des_tues(rapport)]
    if rapport.non_jugees:
        lignes.append("Structures qu'aucune règle n'a jugées : " + ", ".join(rapport.non_jugees))
    return "\n".join(map(assainir, lignes)) + "\n"


def en_markdown(rapport: Rapport) -> str:
    """The report as Markdown, one table row a finding."""
    lignes = [f"# {echapper_markdown(rapport.titre)}", "", f"**{echapper_markdown(conclusion(rapport))}**", ""]
    lignes += [f"> {echapper_markdown(avertissement)}\n" for avertissement in rapport.avertissements]
    lignes += ["| Résultat | Règle | Constat | Où | Source |", "| --- | --- | --- | --- | --- |"]
    for resultat in _juges(rapport):
        regle = f"{resultat.code} {resultat.titre}"
        for message, ou in [(_quoi(c), _ou(c)) for c in resultat.constats] or [("", "")]:
            cellules = (resultat.resultat.libelle, regle, message, ou, fondement(resultat))
            lignes.append("| " + " | ".join(map(echapper_markdown, cellules)) + " |")
    lignes += ["", echapper_markdown(resume_des_tues(rapport))]
    if rapport.non_jugees:
        lignes.append(
            "\nStructures qu'aucune règle n'a jugées : " + ", ".join(map(echapper_markdown, rapport.non_jugees))
        )
    return "\n".join(lignes) + "\n"


def en_json(rapport: Rapport) -> str:
    """The report as JSON, keys sorted: every version of every rule, with its findings."""
    document = {
        "titre": rapport.titre,
        "au": rapport.au.isoformat(),
        "conforme": rapport.conforme,
        "avertissements": list(rapport.avertissements),
        "etat_du_droit": None if rapport.etat_du_droit is None else rapport.etat_du_droit.isoformat(),
        "regles": [_regle_en_objet(resultat) for resultat in rapport.resultats],
        "non_jugees": list(rapport.non_jugees),
    }
    return _ecrire(document)


def _ecrire(document: dict[str, Any]) -> str:
    return desarmer_json(json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2)) + "\n"


def periode_en_objet(periode: Periode) -> dict[str, str | None]:
    """The two days of a period for a program."""
    return {
        "debut": None if periode.debut is None else periode.debut.isoformat(),
        "fin": None if periode.fin is None else periode.fin.isoformat(),
    }


def _regle_en_objet(resultat: ResultatRegle) -> dict[str, Any]:
    return {
        "code": resultat.code,
        "titre": resultat.titre,
        "resultat": resultat.resultat.value,
        "portee": resultat.portee.value,
        "gravite": resultat.gravite.value,
        "gravite_modifiee": resultat.gravite_modifiee,
        "fiabilite": resultat.fiabilite.value,
        "etat_au": None if resultat.etat_au is None else resultat.etat_au.isoformat(),
        "vigueur": periode_en_objet(resultat.vigueur),
        "sources": [source.reference for source in resultat.sources],
        "constats": [
            {
                "code": constat.code,
                "resultat": constat.resultat.value,
                "message": constat.message,
                "pointeur": constat.pointeur,
                "entite": constat.entite,
                "manquants": list(constat.manquants),
            }
            for constat in resultat.constats
        ],
    }


_NIVEAUX: Final = {Gravite.BLOQUANT: "error", Gravite.AVERTISSEMENT: "warning", Gravite.INFORMATION: "note"}
_GENRES: Final = {
    Resultat.CONFORME: "pass",
    Resultat.NON_CONFORME: "fail",
    Resultat.INDETERMINE: "open",
    Resultat.EN_PANNE: "review",
}


def en_sarif(rapport: Rapport) -> str:
    """The report as SARIF 2.1.0: an undetermined rule is ``open``, a crashed one asks for a review."""
    codes = list(dict.fromkeys(resultat.code for resultat in rapport.resultats))
    dernieres = {resultat.code: resultat for resultat in rapport.resultats}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "soinsprimaires",
                        "rules": [_regle_sarif(dernieres[code]) for code in codes],
                    }
                },
                "results": [
                    _constat_sarif(resultat, constat, codes.index(resultat.code))
                    for resultat in _juges(rapport)
                    for constat in resultat.constats
                ],
                "properties": {
                    "au": rapport.au.isoformat(),
                    "conforme": rapport.conforme,
                    "avertissements": list(rapport.avertissements),
                },
            }
        ],
    }
    return _ecrire(document)


def _regle_sarif(resultat: ResultatRegle) -> dict[str, Any]:
    return {
        "id": resultat.code,
        "shortDescription": {"text": resultat.titre},
        "fullDescription": {"text": fondement(resultat)},
        "defaultConfiguration": {"level": _NIVEAUX[resultat.gravite]},
    }


def _constat_sarif(resultat: ResultatRegle, constat: Constat, rang: int) -> dict[str, Any]:
    genre = _GENRES[constat.resultat]
    return {
        "ruleId": constat.code,
        "ruleIndex": rang,
        "kind": genre,
        # SARIF gives a level to failures only.
        "level": _NIVEAUX[resultat.gravite] if genre == "fail" else "none",
        "message": {"text": assainir(constat.message)},
        "locations": [{"logicalLocations": [{"fullyQualifiedName": constat.pointeur or "/", "kind": "object"}]}],
    }
