"""The tracking sheet of a unit: one line a project, with its state, in a CSV or a workbook.

Reading makes projects whose journal begins with a ``reprise``: on this date the project was in that state, on the word
of the sheet. A cell that cannot be trusted is told with its line and its column, and what is sure of the line is kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date
from difflib import get_close_matches
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Final

import attrs

from soinsprimaires import cycle, referentiels
from soinsprimaires._typage import Typee, exiger
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._classeurs import EXTRA
from soinsprimaires.echanges._dates import CodeEtMessage, lire_date
from soinsprimaires.echanges._flux import Limites, Source, ouvrir
from soinsprimaires.echanges._lecture import Journal, Lecture, produire
from soinsprimaires.echanges._lieux import Lieux
from soinsprimaires.echanges._tables import LIMITES_CLASSEUR, Forme, Rangee, normaliser, tableaux
from soinsprimaires.erreurs import CodeInconnu, ExtraManquant, ValeurInvalide
from soinsprimaires.identifiants import SLUG
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.projets import NatureProjet, Projet, Referent
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.territoires import Delimitation, NatureTerritoire, Territoire
from soinsprimaires.referentiels import Commune
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, exiger_jour

__all__ = ["Correspondance", "ecrire", "lire"]

_FORMULE: Final = ("=", "+", "-", "@", "\t", "\r")
_NATURES: Final = MappingProxyType(
    {
        "msp": NatureProjet.MSP,
        "maison sante": NatureProjet.MSP,
        "cpts": NatureProjet.CPTS,
        "communaute professionnelle territoriale sante": NatureProjet.CPTS,
        "cds": NatureProjet.CENTRE_SANTE,
        "cts": NatureProjet.CENTRE_SANTE,
        "csp": NatureProjet.CENTRE_SANTE,
        "centre sante": NatureProjet.CENTRE_SANTE,
        "centre territorial sante": NatureProjet.CENTRE_SANTE,
    }
)
"""How a cell may begin that tells a nature, without the s of the plural: a centre territorial is a centre de santé."""
_SIGLE: Final = 4
"""Letters of the longest acronym."""


@attrs.frozen(kw_only=True)
class Correspondance(Typee):
    """The titles of the columns of a sheet, and its words.

    Attributes:
        nom: column of the name of the project.
        etat: column of its state.
        commune: column of its commune or communes, ``None`` when the sheet has none; likewise the next ones.
        depuis: column of the date since which it is in that state.
        referent: column of who follows it.
        nature: column of what it wants to bring to life: MSP, CPTS, centre de santé.
        identifiant: column of its identifiant.
        qualite_referent: in what capacity the referents follow the projects.
        etats: words of the sheet, each with the word of the state that it stands for (``("en cours",
            "projet_en_redaction")``); the words of the states themselves are always understood.
    """

    nom: str = "Nom"
    etat: str = "État"
    commune: str | None = "Commune"
    depuis: str | None = "Depuis le"
    referent: str | None = "Référent"
    nature: str | None = None
    identifiant: str | None = None
    qualite_referent: QualiteActeur = QualiteActeur.AUTRE
    etats: tuple[tuple[str, str], ...] = ()

    def _exiger_coherence(self) -> None:
        connus = {etat.value for etats in cycle.ETATS.values() for etat in etats}
        for rang, (_, etat) in enumerate(self.etats):
            if etat not in connus:
                raise ValeurInvalide(f"{citer(etat)} n'est le mot d'aucun état", "etat.inconnu", f"etats/{rang}/1")
        titres = [normaliser(titre) for titre in self.titres.values()]
        if len(set(titres)) != len(titres):
            raise ValeurInvalide("une colonne figure deux fois", "liste.doublon")

    @property
    def titres(self) -> Mapping[str, str]:
        """The title of each column that the sheet has, in the order in which they are written."""
        noms = ("identifiant", "nature", "nom", "commune", "etat", "depuis", "referent")
        return {nom: titre for nom in noms if (titre := getattr(self, nom)) is not None}


_HABITUELLE: Final = Correspondance()


# -- reading ------------------------------------------------------------------------------------------------------


def lire(
    source: Source,
    *,
    enregistre_le: date,
    correspondance: Correspondance = _HABITUELLE,
    nature: NatureProjet | None = None,
    departement: str | None = None,
    titre: str = "Tableau de suivi",
    publie_le: DatePartielle | date | str | None = None,
    limites: Limites = LIMITES_CLASSEUR,
) -> Lecture[Projet | Territoire | Personne]:
    """Read the projects of a tracking sheet, each after its territory and its referent.

    Args:
        source: path or binary stream of a CSV (UTF-8 or Windows-1252, any usual separator) or of an ``.xlsx``.
        enregistre_le: day on which the entries are made here.
        correspondance: titles of the columns; the sheet has at least those of the name and of the state, and the
            absence of another is told.
        nature: of the projects, when no column tells it.
        departement: where a name that several communes bear is looked for first.
        titre: title of the sheet, the source of what is read.
        publie_le: date of the sheet; a state without a date was reached at the latest then, else on ``enregistre_le``.
        limites: bounds once unpacked.

    Raises:
        ValeurInvalide: neither a column nor ``nature`` tells what the projects are, or ``nature`` is a word.
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a column is absent.
        ExtraManquant: while reading; a workbook without openpyxl.
    """
    exiger(nature, NatureProjet | None, "nature")
    if nature is None and correspondance.nature is None:
        raise ValeurInvalide("donner la nature des projets, ou la colonne qui la dit", "tableau.nature", "nature")
    if departement is not None:
        referentiels.departement(departement)
    journal = Journal()
    journal.provenance = Provenance(titre=titre, publie_le=publie_le)
    lecteur = _LecteurSuivi(journal, correspondance, nature, departement, exiger_jour(enregistre_le, "enregistre_le"))
    return produire(journal, lecteur.lire(source, limites))


class _LecteurSuivi:
    """The state of one reading."""

    def __init__(
        self,
        journal: Journal,
        correspondance: Correspondance,
        nature: NatureProjet | None,
        departement: str | None,
        enregistre_le: date,
    ) -> None:
        self._journal = journal
        self._correspondance = correspondance
        self._nature = nature
        self._lieux = Lieux(enregistre_le, departement)
        self._enregistre_le = enregistre_le
        self._provenance = journal.provenance
        self._projets: set[str] = set()
        self._personnes: set[str] = set()
        self._mots = {normaliser(mot): etat for mot, etat in correspondance.etats}

    def lire(self, source: Source, limites: Limites) -> Iterator[Projet | Territoire | Personne]:
        titres = self._correspondance.titres
        colonnes = {nom: (titre,) for nom, titre in titres.items()}
        forme = Forme(colonnes=colonnes, requises=("nom", "etat"), necessaires=("nom",))
        with ouvrir(source, self._journal, limites) as ouvert:
            for tableau in tableaux(ouvert, self._journal, forme):
                self._dire_absentes(tableau.entete[0], tableau.colonnes.manquantes(titres))
                for ligne in tableau.lignes:
                    yield from self._ligne(ligne.numero, ligne)

    def _dire_absentes(self, numero: int, absentes: Iterable[str]) -> None:
        for nom in absentes:
            message = f"colonne absente : « {self._correspondance.titres[nom]} » ; rien n'y est lu"
            self._journal.signaler(numero, "colonne.absente", message)

    def _ligne(self, numero: int, ligne: Rangee) -> Iterator[Projet | Territoire | Personne]:
        nom, nature = _texte(ligne, "nom"), self._lire_nature(numero, ligne)
        if nature is None:
            return
        if not nom:
            self._refuser(numero, "nom", ("nom.absent", "le projet n'a pas de nom"))
            return
        communes = self._communes(numero, _texte(ligne, "commune"))
        identifiant = self._identifier(numero, _texte(ligne, "identifiant"), nom, nature, communes)
        if identifiant is None:
            return
        territoire = None if not communes else self._territoire(identifiant, nom, nature, communes)
        personne = self._personne(_texte(ligne, "referent"))
        self._journal.gardees += 1
        if territoire is not None:
            yield territoire
        if personne is not None and personne.identifiant not in self._personnes:
            self._personnes.add(personne.identifiant)
            yield personne
        yield Projet(
            identifiant=identifiant,
            nom=nom,
            nature=nature,
            territoire=None if territoire is None else territoire.identifiant,
            referents=()
            if personne is None
            else (Referent(qualite=self._correspondance.qualite_referent, personne=personne.identifiant),),
            journal=(self._reprise(numero, ligne, nature),),
            provenance=self._provenance,
        )

    def _signaler(self, numero: int, champ: str, faute: CodeEtMessage) -> None:
        self._journal.signaler(numero, *faute, self._correspondance.titres[champ])

    def _refuser(self, numero: int, champ: str, faute: CodeEtMessage) -> None:
        self._journal.refuser(numero, *faute, self._correspondance.titres[champ])

    # -- cells ---------------------------------------------------------------------------------------------------

    def _lire_nature(self, numero: int, ligne: Rangee) -> NatureProjet | None:
        texte = _texte(ligne, "nature")
        nature = _nature(texte) if texte else self._nature
        if nature is None:
            faute = ("nature.inconnue", f"{citer(texte)} n'est ni une MSP, ni une CPTS, ni un centre de santé")
            self._refuser(numero, "nature", faute)
        return nature

    def _identifier(
        self, numero: int, ecrit: str, nom: str, nature: NatureProjet, communes: tuple[Commune, ...]
    ) -> str | None:
        if ecrit and SLUG.raison(ecrit) is not None:
            self._signaler(numero, "identifiant", ("identifiant.forme", f"{citer(ecrit)} n'est pas un identifiant"))
            ecrit = ""
        base = ecrit or f"projet-{nature.value.replace('_', '-')}-{_slug(nom) or f'ligne-{numero}'}"
        situes = () if ecrit else tuple(f"{base}-{commune.code.lower()}" for commune in communes[:1])
        identifiant = next((essai for essai in (base, *situes) if essai not in self._projets), None)
        if identifiant is None:
            self._refuser(numero, "nom", ("identifiant.doublon", "ce projet est déjà lu plus haut"))
            return None
        self._projets.add(identifiant)
        return identifiant

    def _reprise(self, numero: int, ligne: Rangee, nature: NatureProjet) -> Evenement:
        return Evenement(
            identifiant="reprise",
            acte=Acte.REPRISE,
            etat=self._etat(numero, _texte(ligne, "etat"), nature),
            effet_le=self._date(numero, ligne.cellule("depuis")),
            enregistre_le=self._enregistre_le,
            provenance=self._provenance,
        )

    def _etat(self, numero: int, texte: str, nature: NatureProjet) -> str | None:
        if not texte:
            self._signaler(numero, "etat", ("etat.absent", "l'état n'est pas dit"))
            return None
        mot = normaliser(texte)
        admis = {normaliser(etat.value): etat.value for etat in cycle.ETATS[nature]}
        etat = self._mots.get(mot, admis.get(mot))
        if etat is None or etat not in admis.values():
            proches = ", ".join(map(citer, get_close_matches(mot, (*self._mots, *admis), n=3)))
            suite = f" ; proches : {proches}" if proches else ""
            faute = ("etat.inconnu", f"{citer(texte)} n'est pas un état d'un projet de nature {nature.value}{suite}")
            self._signaler(numero, "etat", faute)
            return None
        return etat

    def _date(self, numero: int, cellule: Any) -> DatePartielle | None:
        lue, faute = lire_date(cellule)
        if faute is not None:
            self._signaler(numero, "depuis", faute)
        if lue is not None and lue.au_plus_tot is not None and lue.au_plus_tot > self._enregistre_le:
            faute = ("date.future", f"{lue} est après le jour de la saisie, {self._enregistre_le} ; gardée")
            self._signaler(numero, "depuis", faute)
        return lue

    def _communes(self, numero: int, texte: str) -> tuple[Commune, ...]:
        trouvees, fautes = self._lieux.communes(texte)
        for faute in fautes:
            self._signaler(numero, "commune", faute)
        return trouvees

    def _territoire(
        self, identifiant: str, nom: str, nature: NatureProjet, communes: tuple[Commune, ...]
    ) -> Territoire:
        est_cpts = nature is NatureProjet.CPTS
        return Territoire(
            identifiant=f"territoire-{identifiant}",
            nom=nom,
            nature=NatureTerritoire.ACTION_CPTS if est_cpts else NatureTerritoire.AUTRE,
            communes=tuple(commune.code for commune in communes),
            delimitation=Delimitation.INCONNUE,
            provenance=self._provenance,
        )

    def _personne(self, texte: str) -> Personne | None:
        if not texte:
            return None
        # An identifiant is shown in findings, where a name must not be.
        empreinte = blake2b(normaliser(texte).encode(), digest_size=8).hexdigest()
        return Personne(identifiant=f"referent-{empreinte}", nom=texte, provenance=self._provenance)


def _nature(texte: str) -> NatureProjet | None:
    """The nature that a cell names: ``M.S.P.``, ``Maisons de santé pluriprofessionnelles``, ``MSP multisite``."""
    plie = " ".join(mot if len(mot) <= _SIGLE else mot.rstrip("s") for mot in normaliser(texte).split())
    serre = plie.replace(" ", "")
    trouvees = {nature for mots, nature in _NATURES.items() if f"{plie} ".startswith(f"{mots} ") or serre == mots}
    return trouvees.pop() if len(trouvees) == 1 else None


def _texte(ligne: Rangee, nom: str) -> str:
    """The text of a cell on one line."""
    return " ".join(ligne.texte(nom).split())


def _slug(texte: str) -> str:
    return normaliser(texte).replace(" ", "-")[:60].strip("-")


# -- writing ------------------------------------------------------------------------------------------------------


def ecrire(
    registre: Registre,
    chemin: str | Path,
    *,
    au: date,
    correspondance: Correspondance = _HABITUELLE,
    projets: Iterable[Projet] | None = None,
) -> None:
    """Write the projects of a registre as a tracking sheet, whole or not at all, which :func:`lire` reads back.

    A state that the journal does not settle is left blank. No cell begins as a formula would.

    Args:
        registre: where the territories and the referents of the projects are found.
        chemin: a ``.csv`` (UTF-8 with a byte order mark, ``;``) or an ``.xlsx``.
        au: day of which the states are those.
        correspondance: titles of the columns and words of the states.
        projets: those to write, in their order; by default all, in the order of their identifiants.

    Raises:
        ValeurInvalide: another suffix.
        ExtraManquant: a workbook without openpyxl.
        OSError: the folder is absent, read-only or full; what stood there is untouched.
    """
    cible = Path(chemin)
    choisis = registre.projets if projets is None else tuple(projets)
    rangees = [list(correspondance.titres.values())]
    rangees += [[_proteger(c) for c in _rangee(registre, projet, au, correspondance)] for projet in choisis]
    ecrivain = {".csv": _ecrire_csv, ".xlsx": _ecrire_classeur}.get(cible.suffix.lower())
    if ecrivain is None:
        raise ValeurInvalide(f"un .csv ou un .xlsx est attendu, pas {citer(cible.name)}", "tableau.format", "chemin")
    ecrivain(rangees, cible)


def _rangee(registre: Registre, projet: Projet, au: date, correspondance: Correspondance) -> list[str]:
    territoire, suivi = registre.obtenir(projet.territoire), cycle.Suivi(projet, registre, au)
    etat, depuis = suivi.etat, suivi.depuis
    mots = {valeur: mot for mot, valeur in reversed(correspondance.etats)}
    referents = (registre.obtenir(referent.personne) for referent in projet.referents)
    noms = (" ".join(filter(None, (p.prenom, p.nom))) for p in referents if isinstance(p, Personne))
    cellules = {
        "identifiant": projet.identifiant,
        "nature": projet.nature.value.replace("_", " ").replace("sante", "santé"),
        "nom": projet.nom,
        "commune": ", ".join(_nommer(code, au) for code in territoire.communes) if territoire else "",
        "etat": "" if etat is None else mots.get(etat.value, etat.value.replace("_", " ")),
        "depuis": "" if depuis is None else str(depuis),
        "referent": ", ".join(filter(None, noms)),
    }
    return [cellules[nom] for nom in correspondance.titres]


def _nommer(code: str, au: date) -> str:
    try:
        return str(referentiels.commune(code, au))
    except CodeInconnu:
        return code


def _proteger(texte: str) -> str:
    """One line, and no beginning that a spreadsheet would take for a formula."""
    ligne = " ".join("".join(c if c.isprintable() else " " for c in texte).split())
    return f"'{ligne}" if ligne.startswith(_FORMULE) else ligne


def _ecrire_csv(rangees: list[list[str]], chemin: Path) -> None:
    import csv

    texte = StringIO(newline="")
    csv.writer(texte, delimiter=";", lineterminator="\r\n").writerows(rangees)
    with _remplacer(chemin) as fichier:
        fichier.write(texte.getvalue().encode("utf-8-sig"))


def _ecrire_classeur(rangees: list[list[str]], chemin: Path) -> None:
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError:
        raise ExtraManquant(EXTRA, "Écrire un classeur .xlsx") from None
    livre = Workbook(write_only=True)
    feuille = livre.create_sheet("Projets")
    for rangee in rangees:
        feuille.append(rangee)
    with _remplacer(chemin) as fichier:
        livre.save(fichier)


def _remplacer(chemin: Path) -> AbstractContextManager[BinaryIO]:
    from soinsprimaires.serialisation._fichiers import remplacer

    return remplacer(chemin)
