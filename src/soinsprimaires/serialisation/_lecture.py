"""From text to a registre, with every fault of the document at once."""

import gc
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from soinsprimaires._flux import Source, tamponner
from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import Anomalie, Gravite, citer, lire_pointeur
from soinsprimaires.erreurs import DocumentInvalide, ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation import migrations
from soinsprimaires.serialisation._contenu import Contenu, dire_ecartee
from soinsprimaires.serialisation._fautes import (
    ANOMALIES_MAX,
    Faute,
    Fautes,
    anomalies,
    cle_inconnue,
    faute,
    inattendu,
    limiter,
    nommer,
)
from soinsprimaires.serialisation._fichiers import empreinte
from soinsprimaires.serialisation._limites import (
    PROFONDEUR_MAX,
    TAILLE_MAX,
    TROP_PROFOND,
    LimitesDocument,
    est_profond,
    verifier_profondeur,
)
from soinsprimaires.serialisation._memoire import memoriser
from soinsprimaires.serialisation._places import Emplacement, Places, Situable, TexteLu, situer
from soinsprimaires.serialisation._texte import DES_LIGNES, analyser
from soinsprimaires.serialisation.migrations import FORMAT, FORMAT_LIGNES, VERSION

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
    registre = _lire_sain(document, bornes)
    return _lire_completement(document, bornes).registre if registre is None else registre


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
    registre = _lire_sain(document, bornes)
    if registre is None:
        return _lire_completement(document, bornes, tolerant=tolerant)
    return Chargement(registre=registre, version_origine=VERSION, places=TexteLu(document))


def _lire_sain(document: str | bytes, bornes: LimitesDocument) -> Registre | None:
    """The registre of a document that is surely sound and within the usual bounds, where that is soon said."""
    if type(document) is not bytes and type(document) is not str:
        _exiger_document(document)
    if len(document) > bornes.taille_max or bornes.profondeur_max < PROFONDEUR_MAX:
        return None
    with sans_ramasse_miettes():
        return _lire_vite(document)


def _exiger_document(document: object) -> None:
    if isinstance(document, Path | dict):
        suite = "charger lit un fichier" if isinstance(document, Path) else "depuis_objet lit ce que json.loads a donné"
        message = f"un texte ou des octets sont attendus, pas {type(document).__name__} ; {suite}"
        raise ValeurInvalide(message, "type.inattendu", "document")
    exiger(document, str | bytes | bytearray, "document")


def _lire_completement(document: str | bytes, bornes: LimitesDocument, *, tolerant: bool = False) -> Chargement:
    with sans_ramasse_miettes(), limiter(bornes.anomalies_max):
        return attrs.evolve(_juger(document, bornes, tolerant=tolerant), places=TexteLu(document))


def _juger(document: str | bytes, bornes: LimitesDocument, *, tolerant: bool) -> Chargement:
    brut: Any = None
    fautes: list[Faute] = []
    try:
        _verifier_taille(document, bornes)
        brut, fautes = analyser(document)
        # A document without a fault is never deeper than the model, whose readers know how deep they are.
        if tolerant or bornes.profondeur_max < PROFONDEUR_MAX:
            verifier_profondeur(brut, bornes)
        chargement = _lire_document(brut, bornes, tolerant=tolerant)
        if not fautes:
            return chargement
    except Fautes as trouvees:
        fautes = [*fautes, *trouvees.fautes]
    except RecursionError:
        fautes = [TROP_PROFOND]
    raise DocumentInvalide(rapporter(fautes, brut, bornes))


def _lire_vite(document: str | bytes) -> Registre | None:
    """The registre of a sound document, with the extra ``rapide``; ``None`` leaves it to the complete reader."""
    lire = lecteur_rapide() if migrations.CHAINE.version == VERSION else None
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


def rapporter(fautes: list[Faute], brut: Any, bornes: LimitesDocument) -> tuple[Anomalie, ...]:
    """The anomalies of a document; of one that is too deep, nothing else is said."""
    if est_profond(brut, bornes.profondeur_max):
        fautes = [TROP_PROFOND]
    return anomalies(fautes, brut)


class sans_ramasse_miettes:  # noqa: N801 - entered like a function of contextlib, in a third of its time
    """Reading makes values by the million and no cycle: the collector would cost a third of the time for nothing."""

    __slots__ = ("_actif",)

    def __enter__(self) -> None:
        self._actif = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._actif:
            gc.enable()


def _verifier_taille(document: str | bytes, bornes: LimitesDocument) -> None:
    if len(document) > bornes.taille_max:
        unite = "caractères" if isinstance(document, str) else "octets"
        raise faute("json.taille", f"le document dépasse {bornes.taille_max} {unite} (taille_max)")


# -- text ---------------------------------------------------------------------------------------------------------


# -- envelope and contents ----------------------------------------------------------------------------------------


def _lire_document(brut: Any, bornes: LimitesDocument, *, tolerant: bool) -> Chargement:
    if type(brut) is not dict:
        raise inattendu("un objet", brut)
    version, inconnues = _juger_enveloppe(brut, tolerant=tolerant)
    try:
        contenu = Contenu(brut["contenu"], version, bornes)
        registre, ecartees = _lire_tolerant(contenu) if tolerant else (_lire_strict(contenu), [])
    except Fautes as trouvees:
        raise Fautes([*([] if tolerant else inconnues), *trouvees.sous("contenu")]) from None
    if inconnues and not tolerant:
        raise Fautes(inconnues)
    ecartees = [(("contenu", *chemin), code, message) for chemin, code, message in ecartees]
    ecartees += [(chemin, code, dire_ecartee(brut, chemin, refus)) for chemin, code, refus in inconnues]
    return Chargement(
        registre=registre,
        version_origine=version,
        anomalies=anomalies(ecartees, brut, Gravite.AVERTISSEMENT),
    )


def _lire_strict(contenu: Contenu) -> Registre:
    try:
        return contenu.lire()
    except Fautes as trouvees:
        raise Fautes(contenu.situer(trouvees.fautes)) from None


def _lire_tolerant(contenu: Contenu) -> tuple[Registre, list[Faute]]:
    ecartees: list[Faute] = []
    while True:
        try:
            return contenu.lire(), ecartees
        except Fautes as trouvees:
            inconnues = [faute for faute in trouvees.fautes if faute[1] == "cle.inconnue"]
            if not inconnues:
                raise Fautes(contenu.situer(trouvees.fautes)) from None
            # The rest is judged anew: an unknown key may have hidden what the constructor refuses.
            ecartees += contenu.ecarter(inconnues)


def _juger_enveloppe(brut: dict[str, Any], *, tolerant: bool) -> tuple[int, list[Faute]]:
    """The version, and the unknown keys.

    Without a known format and version nobody can say what the contents should be.
    """
    absentes: list[Faute] = [
        ((cle,), "cle.absente", f"la clé « {cle} » est obligatoire") for cle in _ENVELOPPE if cle not in brut
    ]
    inconnues = [cle_inconnue(cle, _ENVELOPPE) for cle in brut if cle not in _ENVELOPPE]
    version: Any = brut.get("version")
    graves = [*absentes, *fautes_format(brut, FORMAT), *(fautes_version(version) if "version" in brut else [])]
    if graves:
        raise Fautes([*graves, *([] if tolerant else inconnues)])
    return version, inconnues


def fautes_format(brut: Mapping[str, Any], attendu: str) -> list[Faute]:
    """What is wrong with the name of the format, where there is one."""
    if "format" not in brut or brut["format"] == attendu:
        return []
    suite = DES_LIGNES if brut["format"] == FORMAT_LIGNES else ""
    message = f"le format attendu est {attendu!r}, pas {nommer(brut['format'])}{suite}"
    return [(("format",), "enveloppe.format", message)]


def fautes_version(version: Any) -> list[Faute]:
    """What is wrong with a version, whatever the document."""
    if type(version) is not int:
        return inattendu("un nombre entier, sans point ni exposant,", version).sous("version")
    if version > migrations.CHAINE.version:
        derniere = migrations.CHAINE.version
        message = f"le document est de version {citer(version)} ; cette bibliothèque lit jusqu'à la version {derniere}"
        return [(("version",), "version.ulterieure", message)]
    if version < 1:
        return [(("version",), "version.inconnue", f"aucune version {citer(version)} n'a été publiée")]
    return []
