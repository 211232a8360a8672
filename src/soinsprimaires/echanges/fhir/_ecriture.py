"""A registre written as FHIR resources: one by one, in a Bundle, or in a file; what FHIR cannot carry is told."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final, Self, cast
from uuid import NAMESPACE_URL, uuid5

import attrs

from soinsprimaires._flux import Source
from soinsprimaires._typage import exiger
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.anomalies import Anomalie, Gravite
from soinsprimaires.echanges._lecture import Anomalies, Journal
from soinsprimaires.echanges.fhir._ecrivain import ECRITES, EcrivainFhir
from soinsprimaires.echanges.fhir._ecrivain_sas import EcrivainSas
from soinsprimaires.echanges.fhir._formes import ObjetJson
from soinsprimaires.echanges.fhir._profils import PROFILS_ECRITS, Profil
from soinsprimaires.erreurs import DocumentInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation._fichiers import ouvrir_en_ecriture

_REFUS_MAX: Final = 1_000
_LISTE: Final = -2
"""Place of the first list of the registre; those of the others are below."""


class GenreBundle(Vocabulaire):
    """What a Bundle is for: a ``COLLECTION`` is a file, a ``TRANSACTION`` what a server is asked to keep."""

    COLLECTION = "collection"
    TRANSACTION = "transaction"


@attrs.frozen(kw_only=True, eq=False)
class EcritureFhir:
    """What came of a writing.

    Attributes:
        ecrites: resources written.
        anomalies: what FHIR does not carry, each with its pointer in the document of the registre: ``AVERTISSEMENT``
            for a fact that is lost, ``INFORMATION`` for what is said of facts (provenance, origins, extensions).
        objet: the Bundle, when it was made and not written in a file.
    """

    ecrites: int
    anomalies: Anomalies
    objet: ObjetJson | None = attrs.field(default=None, repr=False)

    @property
    def perdues(self) -> tuple[Anomalie, ...]:
        """The facts that are lost."""
        return tuple(une for une in self.anomalies if une.gravite is not Gravite.INFORMATION)


class RessourcesFhir(Iterator[ObjetJson]):
    """The resources of a registre, one at a time: they are made as they are asked for, and once.

    What FHIR does not carry grows meanwhile, and is complete once the iteration is over.
    """

    def __init__(self, registre: Registre, profil: Profil, lien: Callable[[str, str], str]) -> None:
        exiger(registre, Registre, "registre")
        exiger(profil, Profil, "profil")
        self._registre = registre
        self._entites: list[Entite] = list(registre)
        self._debuts: dict[str, int] = {}
        self._journal = Journal(self._situer)
        self._ecrivain = (
            EcrivainSas(self._journal)
            if profil is Profil.SAS_CPTS
            else EcrivainFhir(registre, self._journal, PROFILS_ECRITS[profil], lien)
        )
        self._suite = self._toutes()
        self.ecrites = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> ObjetJson:
        ressource = next(self._suite)
        self.ecrites += 1
        return ressource

    @property
    def anomalies(self) -> Anomalies:
        """What FHIR does not carry, so far."""
        return self._journal.anomalies

    def _toutes(self) -> Iterator[ObjetJson]:
        rang = 0
        for liste in LISTES:
            self._debuts[liste] = rang
            rang += len(getattr(self._registre, liste))
        for liste in ECRITES:
            for place, entite in enumerate(getattr(self._registre, liste), self._debuts[liste]):
                yield from self._ecrivain.ecrire(liste, entite, place)
        for numero, liste in enumerate(LISTES):
            nombre = len(getattr(self._registre, liste))
            if nombre and liste not in ECRITES:
                message = f"{nombre} entité(s) d'une sorte que FHIR n'a pas ({liste}), non écrite(s)"
                self._journal.signaler(_LISTE - numero, "perte.liste", message)
        if self._registre.extensions is not None:
            message = "les extensions du registre ne sont pas écrites"
            self._journal.informer(_LISTE - len(LISTES), "perte.propos", message)

    def _situer(self, place: int, _: int) -> tuple[str, str]:
        """Pointer in the document of the registre, and the name of the entity."""
        if place <= _LISTE:
            noms = (*LISTES, "extensions")
            return f"/contenu/{noms[_LISTE - place]}", noms[_LISTE - place]
        entite = self._entites[place]
        liste = next(nom for nom in reversed(LISTES) if self._debuts[nom] <= place and getattr(self._registre, nom))
        return f"/contenu/{liste}/{place - self._debuts[liste]}", entite.identifiant


def en_ressources(registre: Registre, *, profil: Profil = Profil.AS) -> RessourcesFhir:
    """The resources of a registre, one by one: places, organisations, structures, professionals.

    Args:
        registre: what is written.
        profil: what they say that they keep.

    Raises:
        ValeurInvalide: something else than a registre or a profile.
    """
    return RessourcesFhir(registre, profil, lambda type_, nom: f"{type_}/{nom}")


def en_bundle(
    registre: Registre, *, profil: Profil = Profil.AS, genre: GenreBundle = GenreBundle.COLLECTION
) -> EcritureFhir:
    """The resources of a registre in one Bundle, whose references name its entries.

    Args:
        registre: what is written.
        profil: what they say that they keep.
        genre: what the Bundle is for.

    Raises:
        ValeurInvalide: something else than a registre, a profile or a kind of Bundle.
    """
    exiger(genre, GenreBundle, "genre")
    ressources = RessourcesFhir(registre, profil, _adresse_stable)
    entrees = []
    for ressource in ressources:
        type_, nom = ressource["resourceType"], ressource["id"]
        entree: ObjetJson = {"fullUrl": _adresse_stable(type_, nom), "resource": ressource}
        if genre is GenreBundle.TRANSACTION:
            entree["request"] = {"method": "PUT", "url": f"{type_}/{nom}"}
        entrees.append(entree)
    bundle: ObjetJson = {"resourceType": "Bundle", "type": genre.value}
    if entrees:
        bundle["entry"] = entrees
    return EcritureFhir(ecrites=ressources.ecrites, anomalies=ressources.anomalies, objet=bundle)


def ecrire(registre: Registre, cible: Source, *, profil: Profil = Profil.AS, strict: bool = False) -> EcritureFhir:
    """Write a registre, whole or not at all, the same bytes for equal registres.

    Args:
        registre: what is written.
        cible: a path: ``.ndjson`` or ``.ndjson.gz`` for one resource a line, a folder that exists for one such file for
            each kind of resource, another name (``.json``) for a Bundle; or a binary stream, which is given a Bundle.
        profil: what the resources say that they keep.
        strict: write nothing when a fact would be lost.

    Raises:
        DocumentInvalide: ``strict``, and facts would be lost: each is an anomaly.
        OSError: the file cannot be written; what stood there is untouched.
        ValeurInvalide: something else than a registre, a profile, a path or a stream.
    """
    nom = str(cible).lower() if isinstance(cible, str | Path) else ""
    if isinstance(cible, str | Path) and Path(cible).is_dir():
        return _ecrire_lignes(registre, lambda type_: Path(cible) / f"{type_}.ndjson", profil, strict=strict)
    if nom.endswith((".ndjson", ".ndjson.gz")):
        return _ecrire_lignes(registre, lambda _: cible, profil, strict=strict)
    ecriture = en_bundle(registre, profil=profil)
    _exiger_tout(ecriture, strict=strict)
    with ExitStack() as pile:
        fichier = _ouvrir(cible, pile)
        fichier.write(json.dumps(ecriture.objet, ensure_ascii=False, indent=2).encode() + b"\n")
    return attrs.evolve(ecriture, objet=None)


def _ecrire_lignes(registre: Registre, ou: Callable[[str], Source], profil: Profil, *, strict: bool) -> EcritureFhir:
    ressources = en_ressources(registre, profil=profil)
    with ExitStack() as pile:
        ouverts: dict[str, BinaryIO] = {}
        un_seul = ou("") == ou("Bundle")
        for ressource in ressources:
            type_ = "" if un_seul else ressource["resourceType"]
            if type_ not in ouverts:
                ouverts[type_] = _ouvrir(ou(type_), pile)
            ligne = json.dumps(ressource, ensure_ascii=False, separators=(",", ":"))
            ouverts[type_].write(ligne.encode() + b"\n")
        if un_seul and not ouverts:
            _ouvrir(ou(""), pile)
        ecriture = EcritureFhir(ecrites=ressources.ecrites, anomalies=ressources.anomalies)
        _exiger_tout(ecriture, strict=strict)  # what is open is then thrown away
    return ecriture


def _ouvrir(cible: Source, pile: ExitStack) -> BinaryIO:
    fichier = pile.enter_context(ouvrir_en_ecriture(cible, None))
    if isinstance(cible, str | Path) and str(cible).lower().endswith(".gz"):
        # Neither date nor name: the same bytes for the same resources.
        comprime = pile.enter_context(gzip.GzipFile(filename="", fileobj=fichier, mode="wb", mtime=0))
        return cast("BinaryIO", comprime)
    return fichier


def _exiger_tout(ecriture: EcritureFhir, *, strict: bool) -> None:
    if strict and (perdues := ecriture.perdues):
        raise DocumentInvalide(perdues[:_REFUS_MAX])


def _adresse_stable(type_: str, nom: str) -> str:
    """The address of an entry: the same for the same entity, whatever the file."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:soinsprimaires:{type_}/{nom}')}"
