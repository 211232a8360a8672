"""JSON Lines: a header, then one tagged entity a line, in constant memory whatever their number."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import chain
from typing import Any, Final, Self

import attrs

from soinsprimaires._flux import LIMITES, Flux, Interruption, Limites, Source, deballer, tamponner
from soinsprimaires.anomalies import Anomalie, citer
from soinsprimaires.erreurs import DocumentInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele._tables import identifies
from soinsprimaires.modele.genres import CLASSES, GENRES
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTE, ETIQUETTES
from soinsprimaires.serialisation import migrations
from soinsprimaires.serialisation._convertisseur import LireValeur, convertisseur, faute_etiquette, lecteur_union
from soinsprimaires.serialisation._document import Contenu, juger_enveloppe
from soinsprimaires.serialisation._fautes import TROP_PROFOND, Faute, Fautes, inattendu, limiter, rapporter
from soinsprimaires.serialisation._lecture import Chargement, sans_ramasse_miettes
from soinsprimaires.serialisation._limites import ANOMALIES_MAX, PROFONDEUR_MAX, LimitesDocument, exiger_positif
from soinsprimaires.serialisation._memoire import memoriser
from soinsprimaires.serialisation._places import LignesLues
from soinsprimaires.serialisation._texte import analyser
from soinsprimaires.serialisation.migrations import FORMAT_LIGNES, VERSION

LIGNE_MAX: Final = 64 << 20
_LOT: Final = 64 << 10
"""Bytes of lines that are read together: their values stand in the cache of the processor."""

_ENTETE: Final = ("format", "version")


@attrs.frozen
class _Ligne:
    """What came of a line: its entities (a step of a migration may make several of one) or what is wrong in it."""

    numero: int
    entites: tuple[Any, ...] = ()
    anomalies: tuple[Anomalie, ...] = ()


def charger_lignes(
    source: Source,
    *,
    continuer: bool = False,
    taille_max: int = LIMITES.taille_max,
    ratio_max: int = LIMITES.ratio_max,
    ligne_max: int = LIGNE_MAX,
    profondeur_max: int = PROFONDEUR_MAX,
    anomalies_max: int = ANOMALIES_MAX,
) -> "Lignes":
    """Read entities one by one, or gather them: ``charger_lignes(chemin).registre()``.

    The entities may come in any order: a reference may name one that follows.

    Args:
        source: path, or binary stream that is left open; packed by gzip or not, which its first bytes tell.
        continuer: leave out a line that cannot be read and go on, instead of raising.
        taille_max: bytes, once unpacked, beyond which nothing more is read.
        ratio_max: bytes unpacked for one byte packed, judged above 16 MiB.
        ligne_max: bytes of one line.
        profondeur_max: lists and objects inside one another that are accepted in a line.
        anomalies_max: faults that are kept; another one says that there were more.

    Raises:
        DocumentInvalide: the header cannot be read, or announces another format or a later version.
        OSError: the path cannot be opened.
        ValeurInvalide: a limit is not a positive integer.
    """
    bornes = LimitesDocument(taille_max=taille_max, profondeur_max=profondeur_max, anomalies_max=anomalies_max)
    exiger_positif(ligne_max, "ligne_max")
    limites = Limites(taille_max=taille_max, ratio_max=ratio_max)
    return Lignes(source, bornes, limites, ligne_max, continuer=continuer)


class Lignes(Iterator[Any]):
    r"""The entities of a file, one at a time: it is read as they are asked for, and once.

    The counts and the anomalies grow meanwhile. A line that cannot be read stops the iteration with a
    ``DocumentInvalide``, unless the caller asked to go on; the iteration may be resumed after it.

    >>> from io import BytesIO
    >>> fichier = BytesIO(
    ...     b'{"format": "soinsprimaires/lignes", "version": 1}\n'
    ...     b'{"type": "lieu", "identifiant": "halle", "nom": "Halle", "nature": "salle"}\n'
    ...     b'{"type": "lieu", "identifiant": "mairie"}\n'
    ... )
    >>> lignes = charger_lignes(fichier, continuer=True)
    >>> [lieu.nom for lieu in lignes]
    ['Halle']
    >>> print(*lignes.anomalies)
    /lignes/3/nom : ligne 3 : la clé « nom » est obligatoire [cle.absente]

    Attributes:
        version_origine: version of the format in which the lines are written.
        extensions: what other programs add to the registre, ``None`` when there is nothing.
        lues: lines read so far, the header aside.
        gardees: lines that gave something.
        refusees: lines that could not be read.
        interrompue: whether the file broke before its end: cut or corrupt; an anomaly tells where.
    """

    def __init__(
        self, source: Source, bornes: LimitesDocument, limites: Limites, ligne_max: int, *, continuer: bool
    ) -> None:
        self._bornes = bornes
        self._limites = limites
        self._ligne_max = ligne_max
        self._continuer = continuer
        self._anomalies: list[Anomalie] = []
        self._attente: deque[Any] = deque()
        self._numeros: dict[str, int] | None = None
        self.lues = self.gardees = self.refusees = 0
        self.interrompue = False
        self.version_origine = VERSION
        self.extensions: Extensions | None = None
        self._lire_vite: Callable[[bytes], list[Any] | None] | None = None
        self._suite = self._parcourir(source)
        next(self._suite)  # the header is judged at once
        # Of the present version, what is sound is never deeper than the model.
        self._profondes = self.version_origine < migrations.CHAINE.version or bornes.profondeur_max < PROFONDEUR_MAX
        if not self._profondes:
            self._lire_vite = lecteur_rapide()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:
        while not self._attente:
            ligne = next(self._suite)
            if ligne.anomalies:
                self._noter(ligne.anomalies)
                if not self._continuer:
                    raise DocumentInvalide(ligne.anomalies)
            self._attente.extend(ligne.entites)
        return self._attente.popleft()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.fermer()

    def fermer(self) -> None:
        """Read no more; the file is closed at once, where otherwise it is at its end."""
        self._suite.close()
        self._attente.clear()

    @property
    def anomalies(self) -> tuple[Anomalie, ...]:
        """What was wrong so far, in the order of the file."""
        return tuple(self._anomalies)

    def registre(self) -> Registre:
        """Gather the entities that were not yet given.

        Raises:
            DocumentInvalide: with every fault of every line, unless the caller asked to go on; one identifiant of two
                entities is a fault of the second, which is left out.
        """
        entites = list(self._attente)
        connus = {interieur.identifiant for entite in entites for _, interieur in identifies(entite)}
        with sans_ramasse_miettes():
            for ligne in self._suite:
                self._noter(ligne.anomalies)
                nouvelles = [entite for entite in ligne.entites if self._est_nouvelle(entite, ligne.numero, connus)]
                entites += nouvelles
                if self._numeros is not None:
                    self._numeros |= {entite.identifiant: ligne.numero for entite in nouvelles}
            self._attente.clear()
            if self._anomalies and not self._continuer:
                raise DocumentInvalide(self._anomalies)
            return Registre(extensions=self.extensions).avec(*entites)

    def chargement(self) -> Chargement:
        """The same as :meth:`registre`, with the line of each entity: see :meth:`Chargement.situer`.

        Raises:
            DocumentInvalide: see :meth:`registre`.
        """
        self._numeros = {}
        registre = self.registre()
        return Chargement(
            registre=registre,
            version_origine=self.version_origine,
            anomalies=self.anomalies,
            places=LignesLues(self._numeros),
        )

    def _est_nouvelle(self, entite: Any, numero: int, connus: set[str]) -> bool:
        """Whether an entity has identifiants of its own; else it is noted."""
        doublons = _repetes(entite, connus)
        if doublons:
            self.gardees, self.refusees = self.gardees - 1, self.refusees + 1
            self._noter(self._rapporter(numero, doublons, None))
        return not doublons

    def _noter(self, anomalies: Iterable[Anomalie]) -> None:
        limite = self._bornes.anomalies_max
        for anomalie in anomalies:
            if len(self._anomalies) < limite:
                self._anomalies.append(anomalie)
            elif len(self._anomalies) == limite:
                message = f"d'autres suivent, qui ne sont pas montrées (anomalies_max={limite})"
                self._anomalies.append(Anomalie(code="anomalies.limite", message=message, pointeur=""))

    def _parcourir(self, source: Source) -> Generator[_Ligne, None, None]:
        """First the header, which gives an empty line, then the others."""
        with ExitStack() as pile:
            _, tampon, compteur = pile.enter_context(tamponner(source))
            flux = pile.enter_context(deballer(tampon, compteur, self._limites, _refuser_bombe))
            numero = 0
            try:
                for lot in _decouper(flux, self._ligne_max):
                    for ligne in self._lire_lot(numero + 1, lot) if numero else (self._entete(lot),):
                        numero = ligne.numero
                        yield ligne
            except Interruption as erreur:
                self.interrompue = True
                anomalies = self._rapporter(numero + 1, [((), "flux.tronque", str(erreur))], None)
                if not numero:
                    raise DocumentInvalide(anomalies) from None
                yield _Ligne(numero + 1, anomalies=anomalies)
            if not numero:
                raise DocumentInvalide(self._rapporter(1, [((), "fichier.vide", "le fichier est vide")], None))

    def _lire_lot(self, numero: int, lot: bytes | None) -> Iterator[_Ligne]:
        """What comes of lines, the first of which has this number: together when all are sound, else one by one."""
        entites = None if lot is None or self._lire_vite is None else self._lire_vite(lot)
        if entites is not None:
            for rang, entite in enumerate(entites, numero):
                self.lues += 1
                self.gardees += 1
                yield _Ligne(rang, (entite,))
        elif lot is None or b"\n" not in lot:
            yield self._lire(numero, lot)
        else:
            for rang, ligne in enumerate(lot.split(b"\n"), numero):
                yield from self._lire_lot(rang, ligne)

    def _entete(self, octets: bytes | None) -> _Ligne:
        brut: Any = None
        fautes: list[Faute] = []
        with limiter(self._bornes.anomalies_max):
            try:
                brut, fautes = self._analyser(octets, 1)
                fautes += chain(*juger_enveloppe(brut, FORMAT_LIGNES, _ENTETE, ("extensions",)))
                if not fautes:
                    self.version_origine = brut["version"]
                    self.extensions = _lire_extensions(brut.get("extensions"))
            except Fautes as trouvees:
                fautes += trouvees.fautes
            if fautes:
                raise DocumentInvalide(self._rapporter(1, fautes, brut))
        return _Ligne(1)

    def _lire(self, numero: int, octets: bytes | None) -> _Ligne:
        brut: Any = None
        fautes: list[Faute] = []
        entites: tuple[Any, ...] = ()
        self.lues += 1
        with limiter(self._bornes.anomalies_max):
            try:
                brut, fautes = self._analyser(octets, numero)
                entites = self._entites(brut)
            except Fautes as trouvees:
                fautes += trouvees.fautes
            except RecursionError:
                fautes = [TROP_PROFOND]
            anomalies = self._rapporter(numero, fautes, brut) if fautes or self._profondes else ()
        self.refusees += bool(anomalies)
        self.gardees += not anomalies
        return _Ligne(numero, () if anomalies else entites, anomalies)

    def _analyser(self, octets: bytes | None, numero: int) -> tuple[Any, list[Faute]]:
        if octets is None:
            raise Fautes([((), "ligne.longueur", f"plus de {self._ligne_max} octets (ligne_max)")])
        return analyser(octets, numero)

    def _entites(self, brut: Any) -> tuple[Any, ...]:
        if self.version_origine == migrations.CHAINE.version:
            return (_lecteur()(brut),)
        return self._migrer(brut)

    def _migrer(self, brut: Any) -> tuple[Any, ...]:
        """A line of an earlier version is a document of one entity."""
        if type(brut) is not dict:
            raise inattendu("un objet", brut)
        genres = {**_LISTE_DE, **migrations.CHAINE.mots.get(self.version_origine, {})}
        mot = brut.get(ETIQUETTE)
        if not isinstance(mot, str) or mot not in genres:
            raise Fautes([faute_etiquette(brut, genres)])
        # The tag of a structure is a key of its own in a document too.
        entite = brut if mot in ETIQUETTES else {cle: valeur for cle, valeur in brut.items() if cle != ETIQUETTE}
        try:
            registre, _ = Contenu({genres[mot]: [entite]}, self.version_origine).lire()
        except Fautes as trouvees:
            raise Fautes((chemin[3:], code, message) for chemin, code, message in trouvees.fautes) from None
        return tuple(registre)

    def _rapporter(self, numero: int, fautes: list[Faute], brut: Any) -> tuple[Anomalie, ...]:
        return tuple(
            attrs.evolve(
                anomalie,
                message=f"ligne {numero} : {anomalie.message}",
                pointeur=f"/lignes/{numero}{anomalie.pointeur}",
            )
            for anomalie in rapporter(fautes, brut, self._bornes.profondeur_max)
        )

    def __repr__(self) -> str:
        comptes = f"lues={self.lues}, gardees={self.gardees}, refusees={self.refusees}"
        return f"<Lignes {comptes}, anomalies={len(self._anomalies)}>"


_EXTENSIONS: Final[Any] = Extensions | None


@memoriser
def _lecteur() -> LireValeur:
    return lecteur_union(CLASSES, Entite, convertisseur())


@memoriser
def lecteur_rapide() -> Callable[[bytes], Any] | None:
    """The fast path, where its parser is installed."""
    try:
        from soinsprimaires.serialisation._rapide_lignes import LecteurRapide
    except ModuleNotFoundError as erreur:
        if erreur.name != "msgspec":
            raise
        return None
    return LecteurRapide(CLASSES)


_LISTE_DE: Final[Mapping[str, str]] = {genre.mot: genre.liste for genre in GENRES}
"""The list of ``contenu`` that each tag of the present version names."""


def _lire_extensions(brut: Any) -> Extensions | None:
    try:
        extensions: Extensions | None = convertisseur().structure(brut, _EXTENSIONS)
    except Fautes as trouvees:
        raise Fautes(trouvees.sous("extensions")) from None
    return extensions


def _repetes(entite: Any, connus: set[str]) -> list[Faute]:
    """Identifiants of an entity that others have already; unless there are some, they are known from now on."""
    noms = [(chemin, interieur.identifiant) for chemin, interieur in identifies(entite)]
    repetes: list[Faute] = [
        ((*chemin, "identifiant"), "identifiant.doublon", f"{citer(nom)} nomme déjà une autre entité")
        for rang, (chemin, nom) in enumerate(noms)
        if nom in connus or nom in {autre for _, autre in noms[:rang]}
    ]
    if not repetes:
        connus.update(nom for _, nom in noms)
    return repetes


def _decouper(flux: Flux, ligne_max: int) -> Iterator[bytes | None]:
    """The first line, then as many whole ones together as were read.

    ``None`` stands for one that is too long, of which no more is kept.
    """
    attente, entete, perdue = list[bytes](), True, False
    while bloc := flux.read(_LOT):
        if perdue:
            _, saut, bloc = bloc.partition(b"\n")
            if not saut:
                continue
            yield None
            entete = False
        finies, saut, reste = bloc.rpartition(b"\n")
        if saut:
            lignes = b"".join((*attente, finies))
            if entete:
                premiere, saut, lignes = lignes.partition(b"\n")
                yield from _borner(premiere, ligne_max)
                entete = False
            if saut:
                yield from _borner(lignes, ligne_max)
            attente = []
        attente.append(reste)
        perdue = sum(map(len, attente)) > ligne_max
        if perdue:
            attente = []
    if perdue or any(attente):
        yield None if perdue else b"".join(attente)


def _borner(lignes: bytes, ligne_max: int) -> Iterator[bytes | None]:
    if len(lignes) <= ligne_max:
        yield lignes
    else:
        yield from (ligne if len(ligne) <= ligne_max else None for ligne in lignes.split(b"\n"))


def _refuser_bombe(exces: str) -> DocumentInvalide:
    return DocumentInvalide([Anomalie(code="flux.bombe", message=exces, pointeur="")])
