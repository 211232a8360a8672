"""From text to a registre, with every fault of the document at once."""

import gc
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from soinsprimaires._flux import Source, tamponner
from soinsprimaires._typage import nommer_valeur
from soinsprimaires.anomalies import Anomalie, Gravite, lire_pointeur
from soinsprimaires.erreurs import DocumentInvalide, ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation import migrations
from soinsprimaires.serialisation._document import Contenu, dire_ecartees, juger_enveloppe
from soinsprimaires.serialisation._fautes import TROP_PROFOND, Faute, Fautes, anomalies, limiter, rapporter
from soinsprimaires.serialisation._fichiers import empreinte
from soinsprimaires.serialisation._limites import ANOMALIES_MAX, PROFONDEUR_MAX, TAILLE_MAX, LimitesDocument
from soinsprimaires.serialisation._memoire import memoriser
from soinsprimaires.serialisation._places import Emplacement, Places, Situable, TexteLu, situer
from soinsprimaires.serialisation._texte import analyser
from soinsprimaires.serialisation.migrations import FORMAT, VERSION

_ENVELOPPE: Final = ("format", "version", "contenu")
_BLOC: Final = 1 << 24


@attrs.frozen(kw_only=True)
class Chargement:
    """What was read, and how.

    Attributes:
        registre: the value.
        version_origine: version of the document as it was read.
        anomalies: what was dropped under ``tolerant=True``, one anomaly a key, never anything blocking.
        empreinte: fingerprint of the file, for ``ecrire(..., si_inchange=...)``; ``None`` of what is no file.
        places: what was read, to find again where a datum stands in it.
    """

    registre: Registre
    version_origine: int
    anomalies: tuple[Anomalie, ...] = ()
    empreinte: str | None = None
    places: Places | None = attrs.field(default=None, eq=False, repr=False)

    def situer(self, constat: Situable) -> str:
        """Where what a finding points at stands in what was read, as a JSON pointer.

        ``constat.pointeur`` counts in the order in which the library writes, which may not be that of the document; the
        lines of JSON Lines are ``/lignes/N``, and a document of an earlier version is pointed at as it was.

        Raises:
            ValeurInvalide: nothing was kept of what was read: the value was made by hand, or read again from its
                object.
        """
        return situer(self.places, self.registre, constat)

    def region(self, pointeur: str) -> Emplacement | None:
        """Where in the text stands what :meth:`situer` points at; ``None`` when that cannot be said.

        What is absent from the document is where the nearest object that should contain it is.
        """
        return self.regions([pointeur]).get(pointeur)

    def regions(self, pointeurs: Iterable[str]) -> Mapping[str, Emplacement]:
        """The same of many pointers, in one reading of the text."""
        chemins = {lire_pointeur(pointeur): pointeur for pointeur in pointeurs}
        trouvees = {} if self.places is None else self.places.regions(chemins)
        return {chemins[chemin]: region for chemin, region in trouvees.items()}


def depuis_json(
    document: str | bytes,
    *,
    taille_max: int = TAILLE_MAX,
    profondeur_max: int = PROFONDEUR_MAX,
    anomalies_max: int = ANOMALIES_MAX,
) -> Registre:
    """Read a document.

    Args:
        document: text, or UTF-8 bytes without a byte order mark.
        taille_max: bytes (characters of a text) beyond which nothing is read.
        profondeur_max: lists and objects inside one another that are accepted, the document itself included.
        anomalies_max: faults that are kept; another one says that there were more.

    Raises:
        DocumentInvalide: with every fault at once; no other exception, whatever the document.
        ValeurInvalide: a limit is not a positive integer, or the document neither text nor bytes.
    """
    bornes = LimitesDocument(taille_max=taille_max, profondeur_max=profondeur_max, anomalies_max=anomalies_max)
    _exiger_document(document, bornes)
    registre = _lire_vite(document, bornes)
    return _lire_completement(document, bornes)[0] if registre is None else registre


def depuis_json_en_detail(
    document: str | bytes,
    *,
    tolerant: bool = False,
    taille_max: int = TAILLE_MAX,
    profondeur_max: int = PROFONDEUR_MAX,
    anomalies_max: int = ANOMALIES_MAX,
) -> Chargement:
    """Read a document, and tell how.

    Args:
        document: text, or UTF-8 bytes without a byte order mark.
        tolerant: drop the unknown keys instead of refusing them, and report each with its pointer and value.
        taille_max: see :func:`depuis_json`.
        profondeur_max: see :func:`depuis_json`.
        anomalies_max: see :func:`depuis_json`; the dropped keys count too.

    Raises:
        DocumentInvalide: with every fault at once; no other exception, whatever the document.
        ValeurInvalide: a limit is not a positive integer, or the document neither text nor bytes.
    """
    bornes = LimitesDocument(taille_max=taille_max, profondeur_max=profondeur_max, anomalies_max=anomalies_max)
    return _lire(document, bornes, tolerant=tolerant)


def charger(
    source: Source,
    *,
    taille_max: int = TAILLE_MAX,
    profondeur_max: int = PROFONDEUR_MAX,
    anomalies_max: int = ANOMALIES_MAX,
) -> Registre:
    """Read a file; see :func:`depuis_json`.

    Args:
        source: path, or binary stream that is left open.
        taille_max: see :func:`depuis_json`.
        profondeur_max: see :func:`depuis_json`.
        anomalies_max: see :func:`depuis_json`.

    Raises:
        DocumentInvalide: with every fault at once.
        OSError: the file cannot be opened or read.
        ValeurInvalide: a limit is not a positive integer, or the source neither a path nor a binary stream.
    """
    bornes = LimitesDocument(taille_max=taille_max, profondeur_max=profondeur_max, anomalies_max=anomalies_max)
    return _lire(_octets(source, bornes), bornes).registre


def charger_en_detail(
    source: Source,
    *,
    tolerant: bool = False,
    taille_max: int = TAILLE_MAX,
    profondeur_max: int = PROFONDEUR_MAX,
    anomalies_max: int = ANOMALIES_MAX,
) -> Chargement:
    """Read a file, and tell how; see :func:`depuis_json_en_detail`.

    Args:
        source: path, or binary stream that is left open.
        tolerant: see :func:`depuis_json_en_detail`.
        taille_max: see :func:`depuis_json`.
        profondeur_max: see :func:`depuis_json`.
        anomalies_max: see :func:`depuis_json_en_detail`.

    Raises:
        DocumentInvalide: with every fault at once.
        OSError: the file cannot be opened or read.
        ValeurInvalide: a limit is not a positive integer, or the source neither a path nor a binary stream.
    """
    bornes = LimitesDocument(taille_max=taille_max, profondeur_max=profondeur_max, anomalies_max=anomalies_max)
    octets = _octets(source, bornes)
    chargement = _lire(octets, bornes, tolerant=tolerant)
    return attrs.evolve(chargement, empreinte=empreinte(octets))


def _octets(source: Source, bornes: LimitesDocument) -> bytes:
    """What a file holds, and no more of it than it takes to see that it is too long."""
    with tamponner(source) as (brut, tampon, _):
        # At once where the size is known; a pipe, a device or a stream of memory tells none.
        taille = os.fstat(brut.fileno()).st_size if isinstance(source, str | Path) else 0
        lus = [tampon.read(min(taille, bornes.taille_max) + 1)]
        while sum(map(len, lus)) <= bornes.taille_max and (bloc := tampon.read(_BLOC)):
            lus.append(bloc)
    return b"".join(lus)


def _lire(document: str | bytes, bornes: LimitesDocument, *, tolerant: bool = False) -> Chargement:
    _exiger_document(document, bornes)
    registre, version = _lire_vite(document, bornes), VERSION
    ecartees: tuple[Anomalie, ...] = ()
    if registre is None:
        registre, version, ecartees = _lire_completement(document, bornes, tolerant=tolerant)
    return Chargement(registre=registre, version_origine=version, anomalies=ecartees, places=TexteLu(document))


_CONSEILS: Final[Mapping[type[Any], str]] = {
    Path: " ; charger lit un fichier",
    dict: " ; depuis_objet lit ce que json.loads a donné",
}


def _exiger_document(document: object, bornes: LimitesDocument) -> None:
    """Refuse what is no document, and one that is too long."""
    if not isinstance(document, str | bytes | bytearray):
        conseil = next((dit for classe, dit in _CONSEILS.items() if isinstance(document, classe)), "")
        message = f"un texte ou des octets sont attendus, pas {nommer_valeur(document)}{conseil}"
        raise ValeurInvalide(message, "type.inattendu", "document")
    if len(document) > bornes.taille_max:
        unite = "caractères" if isinstance(document, str) else "octets"
        message = f"le document dépasse {bornes.taille_max} {unite} (taille_max)"
        raise DocumentInvalide([Anomalie(code="json.taille", message=message, pointeur="")])


def _lire_vite(document: str | bytes, bornes: LimitesDocument) -> Registre | None:
    """The registre of a sound document, with the extra ``rapide``; ``None`` leaves it to the complete reader."""
    if migrations.CHAINE.version != VERSION or bornes.profondeur_max < PROFONDEUR_MAX:
        return None
    lire = lecteur_rapide()
    with sans_ramasse_miettes():
        return None if lire is None else lire(document)


@memoriser
def lecteur_rapide() -> Callable[[str | bytes], Registre | None] | None:
    """The fast path, where its parser is installed."""
    try:
        from soinsprimaires.serialisation._rapide import lire
    except ModuleNotFoundError as erreur:
        if erreur.name != "msgspec":
            raise
        return None
    return lire


def _lire_completement(
    document: str | bytes, bornes: LimitesDocument, *, tolerant: bool = False
) -> tuple[Registre, int, tuple[Anomalie, ...]]:
    """The registre, the version of the document, and the keys that were left out."""
    brut: Any = None
    fautes: list[Faute] = []
    ecartees: list[Faute] = []
    with sans_ramasse_miettes(), limiter(bornes.anomalies_max):
        try:
            brut, fautes = analyser(document)
            graves, inconnues = juger_enveloppe(brut, FORMAT, _ENVELOPPE)
            fautes += graves if tolerant else [*graves, *inconnues]
            if not graves:
                registre, ecartees = Contenu(brut["contenu"], brut["version"]).lire(tolerant=tolerant)
                ecartees += dire_ecartees(brut, inconnues)
        except Fautes as trouvees:
            fautes += trouvees.fautes
        except RecursionError:
            fautes = [TROP_PROFOND]
        # What is sound and whole is never deeper than the model, whose readers know how deep they are.
        if fautes or ecartees or brut["version"] < migrations.CHAINE.version or bornes.profondeur_max < PROFONDEUR_MAX:
            refus = rapporter(fautes, brut, bornes.profondeur_max)
            if refus:
                raise DocumentInvalide(refus)
        return registre, brut["version"], anomalies(ecartees, brut, Gravite.AVERTISSEMENT)


class sans_ramasse_miettes:  # noqa: N801 - entered like a function of contextlib, in a third of its time
    """Reading makes values by the million and no cycle: the collector would cost a third of the time for nothing."""

    __slots__ = ("_actif",)

    def __enter__(self) -> None:
        self._actif = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._actif:
            gc.enable()
