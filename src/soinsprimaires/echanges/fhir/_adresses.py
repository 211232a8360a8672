"""Addresses of FHIR: the commune by its code, the street by its parts or its line, the postal code."""

from typing import Final

import attrs

from soinsprimaires import referentiels
from soinsprimaires.anomalies import Chemin
from soinsprimaires.echanges._tables import normaliser
from soinsprimaires.echanges._valeurs import Communes
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._releve import Depouillement, ObjetJson
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.identifiants import CODE_POSTAL

__all__ = ["AdresseLue", "lire_adresse", "nom_de_commune"]

_PARTIES: Final = (*s.VOIE, *s.COMPLEMENTS)


@attrs.frozen
class AdresseLue:
    """An address.

    Attributes:
        commune: INSEE code.
        code_postal: postal code.
        voie: number and street.
    """

    commune: str | None
    code_postal: str | None
    voie: str | None


def nom_de_commune(code: str) -> str:
    """Official name of the commune of a code, of the one it is a part of; blank when there is none."""
    lien = referentiels.rattachement(code)
    try:
        return referentiels.commune(code if lien is None else lien.commune).nom
    except CodeInconnu:
        return ""


def lire_adresse(releve: Depouillement, adresse: ObjetJson, chemin: Chemin, communes: Communes) -> AdresseLue | None:
    """Take an address out of a resource; ``None`` when nothing of it can be kept."""
    lue = AdresseLue(
        commune=_commune(releve, adresse, chemin, communes),
        code_postal=_code_postal(releve, adresse),
        voie=_voie(releve, adresse) or None,
    )
    if lue.commune is not None:
        nom = adresse.get("city")
        if isinstance(nom, str) and normaliser(nom) == normaliser(nom_de_commune(lue.commune)):
            releve.oter(adresse, "city")
    return None if lue == _RIEN else lue


_RIEN: Final = AdresseLue(None, None, None)


def _commune(releve: Depouillement, adresse: ObjetJson, chemin: Chemin, communes: Communes) -> str | None:
    for rang, extension in releve.elements(adresse, "extension"):
        if extension.get("url") != s.COMMUNE or not isinstance(extension.get("valueCoding"), dict):
            continue
        codage = extension["valueCoding"]
        texte = codage.get("code")
        if not isinstance(texte, str):
            continue
        code, faute = communes.juger(texte)
        releve.dire(faute, (*chemin, "extension", rang))
        if code is not None:
            releve.marquer(adresse, extension)
            releve.vider(codage, "code")
            if s.table_de(str(codage.get("system"))) == "TRE_R13":
                del codage["system"]
            releve.oter(extension, "url")
            return code
    return None


def _code_postal(releve: Depouillement, adresse: ObjetJson) -> str | None:
    texte = adresse.get("postalCode")
    if not isinstance(texte, str) or CODE_POSTAL.raison(texte) is not None:
        return None
    releve.oter(adresse, "postalCode")
    return texte


def _voie(releve: Depouillement, adresse: ObjetJson) -> str:
    """The line as it is written; else made of its parts, which are told when the line does not repeat them."""
    parties: list[tuple[ObjetJson, list[ObjetJson], str, str]] = []
    for _, complement in releve.elements(adresse, "_line"):
        for _, extension in releve.elements(complement, "extension"):
            adresse_, valeur = extension.get("url"), extension.get("valueString")
            nom = adresse_.removeprefix(s.ADRESSE) if isinstance(adresse_, str) else ""
            if nom in _PARTIES and isinstance(valeur, str) and valeur.strip():
                parties.append((extension, [adresse, complement], nom, valeur.strip()))
    lignes = releve.textes(adresse, "line")
    voie = ", ".join(lignes) or _composer({nom: valeur for _, _, nom, valeur in parties})
    for extension, parents, _, valeur in parties:
        if valeur in voie:
            releve.marquer(*parents)
            releve.vider(extension, "url", "valueString")
    return voie


def _composer(parties: dict[str, str]) -> str:
    rue = " ".join(parties[nom] for nom in s.VOIE if nom in parties)
    return ", ".join(filter(None, (rue, *(parties[nom] for nom in s.COMPLEMENTS if nom in parties))))
