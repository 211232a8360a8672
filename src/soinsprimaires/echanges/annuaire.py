"""The Annuaire santé of the ANS: professionals and their practices (``ps-libreacces-personne-activite``).

One line is one activity of one professional: his lines follow one another and make one :class:`Professionnel`. The
columns are found by their titles, which changed with the years. The file is under Licence Ouverte, and holds personal
data: names are kept as it has them and never stand in a message, nor do numbers.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b
from typing import Final

import attrs

from soinsprimaires._sans_controle import constructeur_sans_controle
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._annuaire_titres import (
    EDITEUR,
    TITRES_D_UN_SAVOIR,
    TITRES_D_UNE_PERSONNE,
    TYPE_ADELI,
    TYPE_RPPS,
    Diplome,
    SavoirFaire,
    empreinte,
    joindre,
    juger_profession,
    juger_savoir,
    lire_diplomes,
    lire_savoir_faire,
)
from soinsprimaires.echanges._dates import CodeEtMessage
from soinsprimaires.echanges._flux import LIMITES, Limites, Source, ouvrir
from soinsprimaires.echanges._lecture import Journal, Lecture, produire
from soinsprimaires.echanges._tables import Forme, TableLue, preneur, tableaux
from soinsprimaires.echanges._valeurs import (
    JUGE_ADELI,
    JUGE_FINESS,
    JUGE_RPPS,
    ZERO_REMIS,
    Communes,
    NumerosVus,
    completer_commune,
    exiger_departement,
)
from soinsprimaires.identifiants import CODE_POSTAL, Adeli, Rpps
from soinsprimaires.modele.lieux import Lieu, NatureLieu, Site
from soinsprimaires.modele.professionnels import Exercice, ModeExercice, Presence, Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, Nuance, PeriodePartielle

__all__ = ["Diplome", "SavoirFaire", "joindre", "lire_activites", "lire_diplomes", "lire_savoir_faire"]

TITRE: Final = "Annuaire santé, extraction en libre accès des activités des professionnels"

_FORME: Final = Forme(
    colonnes={
        "type": TITRES_D_UNE_PERSONNE["type"],
        "identifiant": TITRES_D_UNE_PERSONNE["identifiant"],
        "nom": ("Nom d'exercice",),
        "prenom": ("Prénom d'exercice",),
        "profession": TITRES_D_UNE_PERSONNE["profession"],
        "mode": ("Code mode exercice",),
        "finess": ("Numéro FINESS site",),
        "commune": ("Code commune (coord. structure)",),
        "type_savoir_faire": TITRES_D_UN_SAVOIR["type_savoir_faire"],
        "savoir_faire": TITRES_D_UN_SAVOIR["savoir_faire"],
        "finess_ej": ("Numéro FINESS établissement juridique",),
        "structure": ("Identifiant technique de la structure",),
        "departement": ("Code département (coord. structure)",),
        "code_postal": ("Code postal (coord. structure)",),
        "categorie": ("Code catégorie professionnelle",),
        "genre": ("Code genre d'activité", "Code genre activité"),
        "fonction": ("Code fonction", "Code rôle"),
        "voie": ("Libellé Voie (coord. structure)",),
        "numero_voie": ("Numéro Voie (coord. structure)",),
        "indice": ("Indice répétition voie (coord. structure)",),
        "type_voie": ("Libellé type de voie (coord. structure)",),
        "mention": ("Mention distribution (coord. structure)",),
    },
    requises=("type", "identifiant", "nom", "prenom", "profession", "mode", "finess", "commune"),
    stricte=True,
)

_ADRESSE: Final = ("voie", "numero_voie", "indice", "type_voie", "mention")
_SANS_ADRESSE: Final = tuple(nom for nom in _FORME.colonnes if nom not in _ADRESSE)

MODES: Final = {mode.code: mode for mode in ModeExercice}
_SALARIE: Final = ModeExercice.SALARIE
_CACHE: Final = 50_000
_PROFESSIONNEL: Final = constructeur_sans_controle(Professionnel)
_LIEU: Final = constructeur_sans_controle(Lieu)
_EXERCICE: Final = constructeur_sans_controle(Exercice)
_PRESENCE: Final = constructeur_sans_controle(Presence)

_ETUDIANT: Final = "E"
REMPLACEMENTS: Final = frozenset({"GENR02", "GENR03", "FON-22", "FON-47"})
"""Genres and functions of those who stand in for others: their practice is not theirs."""
_UN_ETUDIANT: Final[CodeEtMessage] = (
    "activite.etudiant",
    "une personne en formation (catégorie E), laissée de côté : elle n'exerce pas encore sa profession",
)
UN_REMPLACEMENT: Final[CodeEtMessage] = (
    "activite.remplacement",
    "un remplacement : le professionnel est gardé, sans cet exercice, qui est celui d'un autre",
)
_SANS_FAUTE: Final[CodeEtMessage] = ("", "")
_DISPERSEE: Final[CodeEtMessage] = (
    "identifiant.disperse",
    "ce professionnel est déjà lu plus haut, avant d'autres : trier le fichier, ou le lire avec en_memoire",
)


_Cle = tuple[str, ...]
"""Mode, FINESS numbers of the place and of the legal entity, commune, postal code and address: a practice."""


@attrs.define
class _Titre:
    """One profession of one person, while the lines are read."""

    profession: CodeNomenclature
    suffixe: str
    savoir_faire: dict[str, CodeNomenclature] = attrs.Factory(dict)
    exercices: dict[tuple[_Cle, str], Exercice] = attrs.Factory(dict)


@attrs.define
class _Personne:
    """One person, while the lines are read."""

    prefixe: str
    rpps: Rpps | None
    adeli: Adeli | None
    nom: str | None
    prenom: str | None
    titres: dict[str, _Titre] = attrs.Factory(dict)


def lire_activites(
    source: Source,
    *,
    millesime: date | None = None,
    departement: str | None = None,
    registre: Registre | None = None,
    adresses: bool = False,
    en_memoire: bool = False,
    membre: str | None = None,
    limites: Limites = LIMITES,
) -> Lecture[Lieu | Professionnel]:
    """Read the professionals with their practices.

    A professional is named by a digest of his number and by his profession (``ps-3f0c...-10``), the same in every
    extraction: the identifiant is shown in findings, where a number must not be. Somebody of two professions is two
    professionnels.

    The lines of one person must follow one another, as they do in the published file, so that memory stays constant
    whatever its size. A line that comes back later is refused, and told; ``en_memoire`` reads such a file.

    Args:
        source: path or binary stream.
        millesime: day of the extraction, which the file does not tell. The practices then began at the latest on that
            day; without it, their periods are unknown.
        departement: keep the activities that take place there only.
        registre: where a practice in a place of a known FINESS number is tied to its site and its structure, and a
            salaried one to the organisation of its legal entity. Elsewhere a practice has its commune.
        adresses: give the address of a practice outside a known structure as a :class:`Lieu`, before the first
            professional who practises there; it takes a quarter more time.
        en_memoire: gather the lines of a person wherever they stand; all that is kept then stands in memory.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a column is absent, or the archive is refused.
    """
    journal = Journal()
    lecteur = _LecteurAnnuaire(
        journal, millesime, exiger_departement(departement), registre, adresses=adresses, en_memoire=en_memoire
    )
    return produire(journal, lecteur.lire(source, membre, limites))


class _LecteurAnnuaire:
    """The state of one reading."""

    def __init__(
        self,
        journal: Journal,
        millesime: date | None,
        departement: str | None,
        registre: Registre | None,
        *,
        adresses: bool,
        en_memoire: bool,
    ) -> None:
        self._journal = journal
        self._en_memoire = en_memoire
        self._adresses = adresses
        publie_le = None if millesime is None else DatePartielle.exacte(millesime)
        journal.provenance = self._provenance = Provenance(titre=TITRE, editeur=EDITEUR, publie_le=publie_le)
        debut = None if publie_le is None else attrs.evolve(publie_le, nuance=Nuance.AU_PLUS_TARD)
        self._periode = None if debut is None else PeriodePartielle(debut=debut)
        self._communes = Communes(journal, departement)
        self._sites, self._employeurs = indexer(registre)
        self._professions: dict[str, tuple[CodeNomenclature | None, str, CodeEtMessage | None]] = {}
        self._savoirs_justes: dict[tuple[str, str], CodeNomenclature] = {}
        self._exercices: dict[_Cle, Exercice] = {}
        self._fautes: dict[_Cle, list[tuple[str, CodeEtMessage]]] = {}
        self._communs: dict[tuple[str | None, ...], Exercice] = {}
        self._lieux_vus: set[int] = set()
        self._nouveaux: list[Lieu] = []
        self._vus = NumerosVus()
        self._autres_vus: set[str] = set()
        self._en_attente: dict[tuple[str, str], _Personne] = {}
        self._titres: Mapping[str, str] = {}

    def lire(self, source: Source, membre: str | None, limites: Limites) -> Iterator[Lieu | Professionnel]:
        with ouvrir(source, self._journal, limites, membre, ("*activite*",)) as ouvert:
            for tableau in tableaux(ouvert, self._journal, _FORME):
                yield from self._lire(tableau)

    def _lire(self, tableau: TableLue) -> Iterator[Lieu | Professionnel]:
        journal, departement, retenir = self._journal, self._communes.voulu, self._communes.retenir
        prendre = preneur(tableau.colonnes, tuple(_FORME.colonnes) if self._adresses else _SANS_ADRESSE)
        self._titres = tableau.colonnes.titres
        courante: tuple[str, str] | None = None
        personne: _Personne | None = None
        refus = _SANS_FAUTE
        for numero, cellules in tableau.rangees:
            type_, identifiant, nom, prenom, profession, mode, finess, commune, genre, savoir, ej, structure, *suite = (
                map(str.strip, prendre(cellules))
            )
            lieu, code_postal, categorie, activite, fonction, *adresse = suite
            if departement is not None and not retenir((numero, -1), commune, lieu, code_postal):
                continue
            if categorie == _ETUDIANT:
                journal.ecarter("en formation")
                journal.informer(numero, *_UN_ETUDIANT)
                continue
            if courante != (type_, identifiant):
                if personne is not None and not self._en_memoire:
                    for un_titre in personne.titres.values():
                        yield self._professionnel(personne, un_titre)
                courante = (type_, identifiant)
                personne, refus = self._commencer(type_, identifiant, nom, prenom, numero)
            if personne is None:
                journal.refuser(numero, *refus, self._titres["identifiant"])
                continue
            titre = personne.titres.get(profession) or self._titre(personne, profession, numero)
            if titre is None:
                continue
            if savoir:
                code = self._savoirs_justes.get((genre, savoir)) or self._savoir(genre, savoir, numero)
                if code is not None:
                    titre.savoir_faire[code.code] = code
            journal.gardees += 1
            if activite in REMPLACEMENTS or fonction in REMPLACEMENTS:
                journal.informer(numero, *UN_REMPLACEMENT)
                continue
            cle = (mode, finess, ej, commune, code_postal, *adresse)
            titre.exercices[cle, structure] = self._exercices.get(cle) or self._exercice(cle)
            if self._nouveaux:
                yield from self._nouveaux
                self._nouveaux.clear()
            if cle in self._fautes:
                for champ, faute in self._fautes[cle]:
                    journal.signaler(numero, *faute, self._titres[champ])
        for en_attente in self._en_attente.values() if self._en_memoire else [personne]:
            if en_attente is not None:
                for un_titre in en_attente.titres.values():
                    yield self._professionnel(en_attente, un_titre)

    # -- people --------------------------------------------------------------------------------------------------

    def _commencer(
        self, type_: str, identifiant: str, nom: str, prenom: str, numero: int
    ) -> tuple[_Personne | None, CodeEtMessage]:
        """A person seen for the first time, or why this one cannot be read."""
        if self._en_memoire and (connue := self._en_attente.get((type_, identifiant))):
            return connue, _SANS_FAUTE
        rpps, adeli = None, None
        faute: CodeEtMessage | None = None
        if type_ == TYPE_RPPS:
            rpps, faute = JUGE_RPPS.juger(identifiant)
        elif type_ == TYPE_ADELI:
            adeli, faute = JUGE_ADELI.juger(identifiant)
        elif not identifiant:
            return None, ("identifiant.absent", "la ligne ne dit pas de qui elle parle")
        if faute is not None and rpps is None and adeli is None:
            return None, faute
        if not self._est_nouvelle(type_, identifiant, cle_juste=faute is None):
            return None, _DISPERSEE
        if faute is not None:
            self._journal.signaler(numero, *faute, self._titres["identifiant"])
        personne = _Personne(empreinte(type_, identifiant), rpps, adeli, nom or None, prenom or None)
        if self._en_memoire:
            self._en_attente[type_, identifiant] = personne
        return personne, _SANS_FAUTE

    def _est_nouvelle(self, type_: str, identifiant: str, *, cle_juste: bool) -> bool:
        if type_ == TYPE_RPPS and cle_juste:
            return self._vus.ajouter(int(identifiant[:-1]))  # the key adds nothing: ten times fewer bits
        nom = f"{type_}:{identifiant}"
        if nom in self._autres_vus:
            return False
        self._autres_vus.add(nom)
        return True

    def _titre(self, personne: _Personne, profession: str, numero: int) -> _Titre | None:
        jugee = self._professions.get(profession)
        if jugee is None:
            code, faute = juger_profession(profession)
            jugee = code, "" if code is None else code.code.lower().replace("_", "-"), faute
            if len(self._professions) < _CACHE:
                self._professions[profession] = jugee
        code, suffixe, faute = jugee
        if faute is not None:
            noter = self._journal.refuser if code is None else self._journal.signaler
            noter(numero, *faute, self._titres["profession"])
        if code is None:
            return None
        titre = personne.titres[profession] = _Titre(code, suffixe)
        return titre

    def _professionnel(self, personne: _Personne, titre: _Titre) -> Professionnel:
        return _PROFESSIONNEL(
            identifiant=personne.prefixe + titre.suffixe,
            provenance=self._provenance,
            profession=titre.profession,
            savoir_faire=tuple(titre.savoir_faire.values()),
            nom=personne.nom,
            prenom=personne.prenom,
            rpps=personne.rpps,
            adeli=personne.adeli,
            exercices=tuple(titre.exercices.values()),
        )

    # -- practices -----------------------------------------------------------------------------------------------

    def _savoir(self, genre: str, texte: str, numero: int) -> CodeNomenclature | None:
        code, faute = juger_savoir(genre, texte)
        if faute is not None:
            self._journal.signaler(numero, *faute, self._titres["savoir_faire"])
        elif code is not None:
            self._savoirs_justes[genre, texte] = code
        return code

    def _exercice(self, cle: _Cle) -> Exercice:
        mode, finess, ej, commune, postal, *voie = cle
        if len(self._exercices) >= _CACHE:
            self._exercices.clear()
            self._communs.clear()
            self._fautes.clear()
        fautes: list[tuple[str, CodeEtMessage | None]] = []
        if mode and mode not in MODES:
            fautes.append(
                ("mode", ("code.inconnu", f"mode {citer(mode)} inconnu de TRE_R23 ; l'exercice est gardé sans"))
            )
        site = employeur = code = None
        if finess:
            site, faute = JUGE_FINESS.juger(finess)
            fautes.append(("finess", faute))
        if ej:
            employeur, faute = JUGE_FINESS.juger(ej)
            fautes.append(("finess_ej", faute))
        if commune:
            texte, remis = completer_commune(commune)
            code, faute = self._communes.juger(texte)
            fautes.append(("commune", faute or (("zero.perdu", ZERO_REMIS) if remis else None)))
        if vraies := [(champ, faute) for champ, faute in fautes if faute is not None]:
            self._fautes[cle] = vraies
        exercice = self._exercices[cle] = self._commun(mode, site, employeur, code, (postal, _adresse(*voie)))
        return exercice

    def _commun(
        self, mode: str, finess: str | None, ej: str | None, commune: str | None, adresse: tuple[str, str]
    ) -> Exercice:
        """The practice of all those whose places are the same for the registre."""
        structure, connu = self._sites.get(finess or "", (None, None))
        site = None if connu is None else connu.identifiant
        lieu = self._lieu(commune, *adresse) if site is None and adresse[1] else None
        lu = MODES.get(mode)
        employeur = self._employeurs.get(ej or "") if lu is _SALARIE else None
        contenu = (mode if lu else None, structure, site, employeur, commune, lieu)
        exercice = self._communs.get(contenu)
        if exercice is None:
            exercice = self._communs[contenu] = _EXERCICE(
                mode=lu,
                structure=structure,
                employeur=employeur,
                periode=self._periode,
                presences=(_PRESENCE(site=site, lieu=lieu, commune=commune),) if site or lieu or commune else (),
            )
        return exercice

    def _lieu(self, commune: str | None, postal: str, adresse: str) -> str:
        """The place of an address, given once."""
        empreinte = blake2b(f"{commune}:{postal}:{adresse}".encode(), digest_size=8)
        identifiant = f"lieu-{empreinte.hexdigest()}"
        numero = int.from_bytes(empreinte.digest())
        if numero not in self._lieux_vus:
            self._lieux_vus.add(numero)
            lieu = _LIEU(
                identifiant=identifiant,
                provenance=self._provenance,
                nom=adresse,
                nature=NatureLieu.ADRESSE,
                commune=commune,
                code_postal=postal if CODE_POSTAL.raison(postal) is None else None,
                adresse=adresse,
            )
            self._nouveaux.append(lieu)
        return identifiant


def _adresse(voie: str = "", numero: str = "", indice: str = "", type_voie: str = "", mention: str = "") -> str:
    """Number, street and distribution, blank where none is written."""
    if not voie:
        return mention
    return f"{' '.join(filter(None, (numero, indice, type_voie, voie)))}{f', {mention}' if mention else ''}"


def indexer(registre: Registre | None) -> tuple[dict[str, tuple[str, Site]], dict[str, str]]:
    """Sites by their FINESS number, with their structure; organisations by that of the legal entity."""
    if registre is None:
        return {}, {}
    sites: dict[str, tuple[str, Site]] = {
        site.finess: (structure.identifiant, site)
        for structure in registre.structures
        for site in structure.sites
        if site.finess is not None
    }
    employeurs: dict[str, str] = {o.finess: o.identifiant for o in registre.organisations if o.finess is not None}
    return sites, employeurs
