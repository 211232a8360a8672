"""Small files in the exact layouts of the national ones, whose every cell is made up or of a public institution."""

from collections.abc import Iterable, Sequence
from io import BytesIO, UnsupportedOperation
from typing import Any, Final

import pytest

PREMIERE_LIGNE: Final = "finess;etalab;111;2026-05-12"
CHAMPS: Final = (
    *("section", "nofinesset", "nofinessej", "rs", "rslongue", "complrs", "compldistrib", "numvoie", "typvoie"),
    *("voie", "compvoie", "lieuditbp", "commune", "departement", "libdepartement", "ligneacheminement", "telephone"),
    *("telecopie", "categetab", "libcategetab", "categagretab", "libcategagretab", "siret", "codeape", "codemft"),
    *("libmft", "codesph", "libsph", "dateouv", "dateautor", "datemaj", "numuai"),
)
LECTOURE: Final = {
    "section": "structureet",
    "nofinesset": "000000109",
    "nofinessej": "000000117",
    "rs": "MSP DE LECTOURE",
    "rslongue": "MAISON DE SANTE DE LECTOURE",
    "numvoie": "4",
    "typvoie": "R",
    "voie": "NATIONALE",
    "compvoie": "BIS",
    "commune": "208",
    "departement": "32",
    "libdepartement": "GERS",
    "ligneacheminement": "32700 LECTOURE",
    "telephone": "0500000000",
    "categetab": "603",
    "libcategetab": "Maison de santé (L.6223-3)",
    "siret": "13000323900014",
    "dateouv": "2014-09-01",
    "dateautor": "2014-09-01",
    "datemaj": "2024-01-01",
}


class SansRetour(BytesIO):
    """A pipe: it goes one way."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise UnsupportedOperation("seek")


def ligne_finess(**cellules: str) -> str:
    """A line of ``etalab-cs1100502``: the maison de santé of Lectoure, with other cells."""
    pleines = LECTOURE | cellules
    return ";".join(pleines.get(champ, "") for champ in CHAMPS)


def csv_finess(*lignes: str, premiere: str = PREMIERE_LIGNE, encodage: str = "utf-8") -> bytes:
    """A file of these lines."""
    return ("\n".join((premiere, *lignes)) + "\n").encode(encodage)


TITRES_ANNUAIRE: Final = (
    *("Type d'identifiant PP", "Identifiant PP", "Identification nationale PP", "Code civilité d'exercice"),
    *("Libellé civilité exercice", "Code civilité", "Libellé civilité", "Nom d'exercice", "Prénom d'exercice"),
    *("Code profession", "Libellé profession", "Code catégorie professionnelle", "Libellé catégorie professionnelle"),
    *("Code type savoir-faire", "Libellé type savoir-faire", "Code savoir-faire", "Libellé savoir-faire"),
    *("Code mode exercice", "Libellé mode exercice", "Numéro SIRET site", "Numéro SIREN site", "Numéro FINESS site"),
    *("Numéro FINESS établissement juridique", "Identifiant technique de la structure", "Raison sociale site"),
    *("Enseigne commerciale site", "Complément destinataire (coord. structure)"),
    *("Complément point géographique (coord. structure)", "Numéro Voie (coord. structure)"),
    *("Indice répétition voie (coord. Structure)", "Code type de voie (coord. structure)"),
    *("Libellé type de voie (coord. structure)", "Libellé Voie (coord. structure)"),
    *("Mention distribution (coord. structure)", "Bureau cedex (coord. structure)", "Code postal (coord. structure)"),
    *("Code commune (coord. structure)", "Libellé commune (coord. structure)", "Code pays (coord. structure)"),
    *("Libellé pays (coord. structure)", "Téléphone (coord. structure)", "Téléphone 2 (coord. structure)"),
    *("Télécopie (coord. structure)", "Adresse e-mail (coord. structure)", "Code département (coord. structure)"),
    *("Libellé département (coord. structure)", "Ancien identifiant de la structure", "Autorité d'enregistrement"),
    *("Code secteur d'activité", "Libellé secteur d'activité", "Code section tableau pharmaciens"),
    *("Libellé section tableau pharmaciens", "Code fonction", "Libellé fonction", "Code genre d'activité"),
    "Libellé genre d'activité",
)
GENERALISTE: Final = {
    "Type d'identifiant PP": "8",
    "Identifiant PP": "10000000009",
    "Identification nationale PP": "810000000009",
    "Nom d'exercice": "EXEMPLE",
    "Prénom d'exercice": "FICTIVE",
    "Code profession": "10",
    "Code type savoir-faire": "S",
    "Code savoir-faire": "SM54",
    "Code mode exercice": "L",
    "Code postal (coord. structure)": "32700",
    "Code commune (coord. structure)": "32208",
}


def ligne_annuaire(titres: Iterable[str] = TITRES_ANNUAIRE, **cellules: str) -> str:
    """A line of the Annuaire santé: a general practitioner of Lectoure, with other cells; it ends with its separator.

    ``profession="60"`` is the cell « Code profession »; see :data:`NOMS`.
    """
    pleines = GENERALISTE | {NOMS[nom]: valeur for nom, valeur in cellules.items()}
    return "|".join(pleines.get(titre, "") for titre in titres) + "|"


NOMS: Final = {
    "type_": "Type d'identifiant PP",
    "identifiant": "Identifiant PP",
    "nom": "Nom d'exercice",
    "prenom": "Prénom d'exercice",
    "profession": "Code profession",
    "type_savoir": "Code type savoir-faire",
    "savoir": "Code savoir-faire",
    "mode": "Code mode exercice",
    "finess": "Numéro FINESS site",
    "finess_ej": "Numéro FINESS établissement juridique",
    "structure": "Identifiant technique de la structure",
    "commune": "Code commune (coord. structure)",
    "departement": "Code département (coord. structure)",
    "postal": "Code postal (coord. structure)",
    "categorie": "Code catégorie professionnelle",
    "activite": "Code genre d'activité",
    "fonction": "Code fonction",
}


def texte_annuaire(*lignes: str, titres: Iterable[str] = TITRES_ANNUAIRE) -> bytes:
    """A file of these lines."""
    return ("\n".join(("|".join(titres) + "|", *lignes)) + "\n").encode()


def ege(**changes: Any) -> dict[str, Any]:
    """An *entité géographique* of ``finess-structures-1``: a centre de santé of Vic-Fezensac."""
    informations = {
        "egeId": "1",
        "numFinessEge": "000000125",
        "nomEgeCourt": "CDS VIC",
        "nomEgeLong": "CENTRE DE SANTE DE VIC-FEZENSAC",
        "siret": "13000323900014",
        "dateOuverture": "2022-09-12 00:00:00",
    }
    siege = {"usageAdresse": "02", "cogCommune": "32013", "codePostal": "32000", "ligneQuatre": "1 PLACE DU SIEGE"}
    soins = {
        "usageAdresse": "03",
        "numeroVoie": "3",
        "typeVoie": "AV",
        "libelleVoie": "DES SOINS",
        "lieuDit": "BP 1",
        "cogCommune": "32462 ",
        "codePostal": "32190",
        "coordonneesGeographique": {"directionLatitude": "43.759", "directionLongitude": "0.303"},
    }
    champs = {cle: changes.pop(cle) for cle in list(changes) if cle in {*informations, "dateFermeture"}}
    return {
        "informationsGeneralesEGE": informations | champs,
        "categorieentiteGeographiqueExercice": "124",
        "adresse": [siege, soins],
        "contact": [{"typeContact": {"roleContact": "01"}, "telecom": {"telephone": "0500000001"}}],
        "etatObjet": "A",
        **changes,
    }


def pmej(*geographiques: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An *entité juridique*: a département that runs centres."""
    informations = {
        "pmSmsseId": "2",
        "denominationPm": "DEPARTEMENT DU GERS",
        "numFinessPm": "000000133",
        "siren": "130003239",
        "statutJuridique": "02",
    }
    return {"informationsGeneralesPMEJ": informations | changes, "ege": list(geographiques), "etatObjet": "A"}


def document(*juridiques: dict[str, Any]) -> dict[str, Any]:
    """A whole file."""
    return {
        "schemaVersion": "v1.0.0",
        "generatedAt": "2026-03-09T15:49:37.615611300Z",
        "gcc": [{"pmejDuGcc": [{"pmSmsseId": "2"}]}],
        "gco": [],
        "pmej": list(juridiques),
    }


def classeur(**feuilles: Sequence[Sequence[Any]]) -> BytesIO:
    """A workbook of these sheets."""
    openpyxl = pytest.importorskip("openpyxl")
    livre = openpyxl.Workbook()
    livre.remove(livre.worksheets[0])
    for nom, rangees in feuilles.items():
        feuille = livre.create_sheet(nom)
        for rangee in rangees:
            feuille.append(rangee)
    tampon = BytesIO()
    livre.save(tampon)
    tampon.seek(0)
    return tampon
