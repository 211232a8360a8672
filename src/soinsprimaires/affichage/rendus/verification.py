"""A report for a person (text, Markdown) and for other tools (JSON, SARIF); each is deterministic and harmless."""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

import attrs

from soinsprimaires.affichage.contenu.documents import en_json as ecrire_document
from soinsprimaires.affichage.contenu.documents import extraire, raconter_rapport
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Ton
from soinsprimaires.affichage.contenu.lignes import en_texte as ecrire_lignes
from soinsprimaires.affichage.contenu.verification import RegleJugee, conclure, presenter, raconter
from soinsprimaires.anomalies import Gravite, assainir, desarmer_json, echapper_markdown
from soinsprimaires.regles.constats import Constat, Resultat, ResultatRegle
from soinsprimaires.regles.rapport import Bilan, Rapport
from soinsprimaires.serialisation import Emplacement

__all__ = [
    "conclusion_en_objet",
    "document",
    "en_json",
    "en_markdown",
    "en_sarif",
    "en_texte",
    "lignes_du_rapport",
]


SANS_REGIONS: Final[Mapping[str, Emplacement]] = MappingProxyType({})


def _quoi(constat: Constat) -> str:
    return constat.message if constat.entite is None else f"{constat.entite} : {constat.message}"


def _ou(constat: Constat) -> str:
    return constat.pointeur or "registre entier"


def lignes_du_rapport(rapport: Rapport, *, montres: int | None = None) -> Iterator[LigneDeTexte]:
    """The report in plain lines, without its title.

    Args:
        rapport: what is told.
        montres: how many findings of a rule at most; all by default.
    """
    verification = raconter(rapport)
    yield from verification.conclusion
    yield from verification.avertissements
    for regle in verification.regles:
        yield LigneDeTexte("")
        yield from _paragraphe(regle, montres)
    yield LigneDeTexte("")
    yield from verification.notes


def _paragraphe(regle: RegleJugee, montres: int | None) -> Iterator[LigneDeTexte]:
    yield LigneDeTexte(f"[{regle.issue}] {regle.regle}", regle.ton)
    yield from (LigneDeTexte(f"    {_quoi(constat)} ({_ou(constat)})") for constat in regle.constats[:montres])
    if montres is not None and len(regle.constats) > montres:
        yield LigneDeTexte(f"    … et {len(regle.constats) - montres} autre(s) constat(s)")
    yield LigneDeTexte(f"    {regle.fondement}", Ton.DISCRET)


def document(rapport: Rapport) -> Iterator[LigneDeTexte]:
    """The whole report, under its title."""
    yield LigneDeTexte(rapport.titre, Ton.TITRE)
    yield LigneDeTexte("")
    yield from lignes_du_rapport(rapport)


def en_texte(rapport: Rapport) -> str:
    """The report in plain lines."""
    return ecrire_lignes(document(rapport))


def en_markdown(rapport: Rapport) -> str:
    """The report as Markdown, one table row a finding."""
    verification = raconter(rapport)
    conclusion, *suite = (echapper_markdown(ligne.texte) for ligne in verification.conclusion)
    ecrites = [f"# {echapper_markdown(verification.titre)}", "", f"**{conclusion}**", "", *suite, ""]
    ecrites += [f"> {echapper_markdown(ligne.texte)}\n" for ligne in verification.avertissements]
    ecrites += ["| Résultat | Règle | Constat | Où | Source |", "| --- | --- | --- | --- | --- |"]
    for regle in verification.regles:
        for message, ou in [(_quoi(c), _ou(c)) for c in regle.constats] or [("", "")]:
            cellules = (regle.issue, regle.regle, message, ou, regle.fondement)
            ecrites.append("| " + " | ".join(map(echapper_markdown, cellules)) + " |")
    for note in verification.notes:
        ecrites += ["", echapper_markdown(note.texte)]
    return "\n".join(ecrites) + "\n"


def en_json(rapport: Rapport) -> str:
    """The report as JSON, keys sorted: every version of every rule, with its findings."""
    return ecrire_document(raconter_rapport(rapport))


def conclusion_en_objet(rapport: Rapport) -> dict[str, Any]:
    """What a program repeats to a person, and the codes of the blocking rules in force by outcome."""
    conclusion, *_ = conclure(rapport)
    return {
        "conclusion": conclusion.texte,
        "bilan": extraire(rapport.bilan, *(champ.name for champ in attrs.fields(Bilan))),
    }


def _ecrire(document: dict[str, Any]) -> str:
    return desarmer_json(json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2)) + "\n"


_NIVEAUX: Final = {Gravite.BLOQUANT: "error", Gravite.AVERTISSEMENT: "warning", Gravite.INFORMATION: "note"}
_GENRES: Final = {
    Resultat.CONFORME: "pass",
    Resultat.NON_CONFORME: "fail",
    Resultat.INDETERMINE: "open",
    Resultat.EN_PANNE: "review",
}


def en_sarif(rapport: Rapport, fichier: str | None = None, regions: Mapping[str, Emplacement] = SANS_REGIONS) -> str:
    """The report as SARIF 2.1.0: an undetermined rule is ``open``, a crashed one asks for a review.

    Args:
        rapport: the report.
        fichier: path of the document that was checked, without which a code host shows no result.
        regions: where in that file the pointers of the findings lead.
    """
    codes = list(dict.fromkeys(resultat.code for resultat in rapport.resultats))
    dernieres = {resultat.code: resultat for resultat in rapport.resultats}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "columnKind": "unicodeCodePoints",
                "tool": {
                    "driver": {
                        "name": "soinsprimaires",
                        "rules": [_regle_sarif(dernieres[code]) for code in codes],
                    }
                },
                "results": [
                    _constat_sarif(
                        resultat, constat, codes.index(resultat.code), _lieu_sarif(constat, fichier, regions)
                    )
                    for resultat in rapport.resultats
                    for constat in resultat.constats
                ],
                "properties": {
                    "au": rapport.au.isoformat(),
                    "conforme": rapport.conforme,
                    **conclusion_en_objet(rapport),
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
        "fullDescription": {"text": presenter(resultat).fondement},
        "defaultConfiguration": {"level": _NIVEAUX[resultat.gravite]},
    }


def _lieu_sarif(constat: Constat, fichier: str | None, regions: Mapping[str, Emplacement]) -> dict[str, Any]:
    lieu: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": constat.pointeur or "/", "kind": "object"}]}
    if fichier is not None:
        lieu["physicalLocation"] = {"artifactLocation": {"uri": quote(fichier)}}
        if constat.pointeur in regions:
            lieu["physicalLocation"]["region"] = _region_sarif(regions[constat.pointeur])
    return lieu


def _region_sarif(region: Emplacement) -> dict[str, int]:
    bornes = {
        "startLine": region.ligne,
        "startColumn": region.colonne,
        "endLine": region.derniere_ligne,
        "endColumn": region.derniere_colonne,
    }
    return {nom: nombre for nom, nombre in bornes.items() if nombre is not None}


def _constat_sarif(resultat: ResultatRegle, constat: Constat, rang: int, lieu: dict[str, Any]) -> dict[str, Any]:
    genre = _GENRES[constat.resultat]
    return {
        "ruleId": constat.code,
        "ruleIndex": rang,
        "kind": genre,
        # SARIF gives a level to failures only.
        "level": _NIVEAUX[resultat.gravite] if genre == "fail" else "none",
        "message": {"text": assainir(constat.message)},
        "locations": [lieu],
    }
