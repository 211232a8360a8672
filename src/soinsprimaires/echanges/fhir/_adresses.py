"""Addresses of FHIR: the commune by its code, the street by its parts or its line, the postal code."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import attrs

from soinsprimaires import referentiels
from soinsprimaires.anomalies import Chemin, Gravite
from soinsprimaires.echanges._tables import normaliser
from soinsprimaires.echanges._valeurs import Communes
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._formes import ObjetJson, en_texte
from soinsprimaires.echanges.fhir._releve import Depouillement
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.identifiants import CODE_POSTAL

_PARTIES: Final = frozenset({*s.VOIE, *s.COMPLEMENTS})


@attrs.frozen
class AdresseLue:
    """An address, which is false when it says nothing."""

    commune: str | None = None
    code_postal: str | None = None
    voie: str | None = None

    def __bool__(self) -> bool:
        return bool(self.commune or self.code_postal or self.voie)


SANS_ADRESSE: Final = AdresseLue()


def nom_de_commune(code: str) -> str:
    """Official name of the commune of a code, of the one it is a part of; blank when there is none."""
    lien = referentiels.rattachement(code)
    try:
        return referentiels.commune(code if lien is None else lien.commune).nom
    except CodeInconnu:
        return ""


def en_cours(releve: Depouillement, adresse: ObjetJson, chemin: Chemin) -> bool:
    """Whether an address is neither old, nor temporary, nor said to have an end; else it is told."""
    if not s.est_revolu(adresse):
        return True
    releve.signaler("adresse.ancienne", "une adresse ancienne, provisoire ou qui a une fin, non gardée", chemin)
    return False


def lire_adresse(releve: Depouillement, adresse: ObjetJson, chemin: Chemin, communes: Communes) -> AdresseLue:
    """What an address says, and what is left of it."""
    prises: list[str] = []
    commune = None
    code_postal = adresse.get("postalCode")
    if type(code_postal) is str and CODE_POSTAL.raison(code_postal) is None:
        prises.append("postalCode")
    else:
        code_postal = None
    if "extension" in adresse:
        commune = _commune(releve, adresse["extension"], (*chemin, "extension"), communes)
        prises.append("extension")
    prises += [cle for cle in ("line", "_line") if cle in adresse]
    voie = _voie(releve, adresse, chemin) or None
    if commune is not None:
        nom = adresse.get("city")
        if type(nom) is str and _est_le_nom(nom, commune):
            prises.append("city")
    if len(prises) < len(adresse):
        releve.laisser_sauf(adresse, tuple(prises), chemin)
    return AdresseLue(commune, code_postal, voie)


@lru_cache(maxsize=4_096)
def _est_le_nom(nom: str, commune: str) -> bool:
    """Whether the name of a city says no more than the code of its commune."""
    return normaliser(nom) == normaliser(nom_de_commune(commune))


def _commune(releve: Depouillement, extensions: Any, chemin: Chemin, communes: Communes) -> str | None:
    commune = None
    for rang, extension in releve.objets(extensions, chemin):
        ici, codage = (*chemin, rang), extension.get("valueCoding")
        if type(codage) is not dict or extension.get("url") != s.COMMUNE or commune is not None:
            releve.laisser(ici, extension)
            continue
        texte = codage.get("code")
        code, faute = communes.juger(texte) if type(texte) is str else (None, None)
        releve.dire(faute, ici)
        if code is None:
            releve.laisser(ici, extension)
            continue
        commune = code
        if code != texte:
            message = f"{texte} est l'ancien code de {nom_de_commune(code)}, lue sous {code}"
            releve.signaler("commune.ancienne", message, ici, Gravite.INFORMATION)
        if len(extension) > _URL_ET_VALEUR:
            releve.laisser_sauf(extension, ("url", "valueCoding"), ici)
        prises = ("code", "system") if s.table_de(str(codage.get("system"))) == "TRE_R13" else ("code",)
        releve.laisser_sauf(codage, prises, (*ici, "valueCoding"))
    return commune


_URL_ET_VALEUR: Final = 2


def _voie(releve: Depouillement, adresse: ObjetJson, chemin: Chemin) -> str:
    """The line as it is written; else made of its parts, which are told when the line does not repeat them."""
    lignes = releve.textes(adresse["line"], (*chemin, "line")) if "line" in adresse else []
    parties: list[tuple[str, str, Chemin]] = []
    if "_line" in adresse:
        for rang, complement in releve.objets(adresse["_line"], (*chemin, "_line")):
            ici = (*chemin, "_line", rang)
            if "extension" not in complement or len(complement) > 1:
                releve.laisser_sauf(complement, ("extension",), ici)
            if "extension" in complement:
                parties += _parties(releve, complement["extension"], (*ici, "extension"))
    voie = ", ".join(lignes) or _composer({nom: valeur for nom, valeur, _ in parties})
    for _, valeur, ici in parties:
        if valeur not in voie:
            releve.laisser(ici, valeur)
    return voie


def _parties(releve: Depouillement, extensions: Any, chemin: Chemin) -> Iterator[tuple[str, str, Chemin]]:
    """The parts of a line: name, text, and where each stands."""
    for rang, extension in releve.objets(extensions, chemin):
        url = extension.get("url")
        nom = url.removeprefix(s.ADRESSE) if type(url) is str else ""
        valeur = en_texte(extension.get("valueString"))
        if nom not in _PARTIES or not valeur:
            releve.laisser((*chemin, rang), extension)
            continue
        if len(extension) > _URL_ET_VALEUR:
            releve.laisser_sauf(extension, ("url", "valueString"), (*chemin, rang))
        yield nom, valeur, (*chemin, rang)


def _composer(parties: dict[str, str]) -> str:
    rue = " ".join(parties[nom] for nom in s.VOIE if nom in parties)
    return ", ".join(filter(None, (rue, *(parties[nom] for nom in s.COMPLEMENTS if nom in parties))))
