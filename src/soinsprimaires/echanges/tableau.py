"""The tracking sheet of a unit: one line a project, with its state, in a CSV or a workbook, as people made it.

The columns are recognised by their words and the states by those that people use. The first sheet of a unit makes
projects, whose journals hold the acts that lead to the state that it tells; the next ones add events to these journals.
A cell that cannot be trusted is told with its line and its column, and what is sure of the line is kept; what could be
understood in several ways is asked.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date
from io import StringIO
from pathlib import Path
from typing import BinaryIO, Final

import attrs

from soinsprimaires import cycle, referentiels
from soinsprimaires._typage import Typee
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._classeurs import EXTRA
from soinsprimaires.echanges._flux import Limites, Source
from soinsprimaires.echanges._gabarits import ColonneARemplir, ecrire_gabarit
from soinsprimaires.echanges._lecteur_suivi import USUELLES, LecteurSuivi, bref
from soinsprimaires.echanges._lecture import Anomalies, Lecture, produire
from soinsprimaires.echanges._mots_de_suivi import (
    ACTES_DATES,
    COLONNES,
)
from soinsprimaires.echanges._projets_suivis import FabriqueProjets, LueDuSuivi, MoisSuivi
from soinsprimaires.echanges._tables import LIMITES_CLASSEUR, normaliser
from soinsprimaires.erreurs import CodeInconnu, ExtraManquant, ValeurInvalide
from soinsprimaires.modele.evenements import QualiteActeur
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, Nuance, exiger_jour

__all__ = [
    "Correspondance",
    "Integration",
    "ecrire",
    "ecrire_gabarit_suivi",
    "integrer",
    "lire",
    "lire_correspondance",
    "titres_de",
]

_FORMULE: Final = ("=", "+", "-", "@", "\t", "\r")


@attrs.frozen(kw_only=True)
class Correspondance(Typee):
    """The titles of the columns of a sheet, and its words; what it does not give is recognised.

    Attributes:
        nom: title of the column of the name of the project; ``None`` is the one that its words tell, likewise below.
        etat: column of its state.
        commune: column of its commune or communes.
        depuis: column of the date since which it is in that state.
        referent: column of who follows it.
        nature: column of what it wants to bring to life: MSP, CPTS, centre de santé.
        identifiant: column of its identifiant.
        dates: columns that hold the day of an act, or ``recu``: the act, then the title.
        qualite_referent: in what capacity the referents follow the projects; ``None`` is what the title tells.
        natures: words of the sheet, each with the nature that it stands for (``("pôle", "msp")``).
        etats: words of the sheet, each with the word of the state that it stands for (``("en cours",
            "projet_en_redaction")``); those of the states, and the usual ones, are always understood.
    """

    nom: str | None = None
    etat: str | None = None
    commune: str | None = None
    depuis: str | None = None
    referent: str | None = None
    nature: str | None = None
    identifiant: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    qualite_referent: QualiteActeur | None = None
    natures: tuple[tuple[str, str], ...] = ()
    etats: tuple[tuple[str, str], ...] = ()

    def _exiger_coherence(self) -> None:
        etats = {etat.value for tous in cycle.ETATS.values() for etat in tous}
        for champ, paires, rang_du_mot, admis, quoi in (
            ("etats", self.etats, 1, etats, "n'est le mot d'aucun état"),
            ("natures", self.natures, 1, {nature.value for nature in NatureProjet}, "n'est aucune nature de projet"),
            ("dates", self.dates, 0, {*ACTES_DATES, "recu"}, "n'est aucune colonne de date"),
        ):
            for place, paire in enumerate(paires):
                if paire[rang_du_mot] not in admis:
                    connus = ", ".join(sorted(admis))
                    message = f"{citer(paire[rang_du_mot])} {quoi} ; mots : {connus}"
                    raise ValeurInvalide(
                        message, f"{champ.removesuffix('s')}.inconnu", f"{champ}/{place}/{rang_du_mot}"
                    )
        titres = [normaliser(titre) for titre in self.titres.values()]
        if len(set(titres)) != len(titres):
            raise ValeurInvalide("une colonne figure deux fois", "liste.doublon")

    @property
    def titres(self) -> Mapping[str, str]:
        """The titles that it gives, each under the name of what the column holds."""
        donnes = {nom: titre for nom in USUELLES if (titre := getattr(self, nom)) is not None}
        return donnes | dict(self.dates)

    def en_toml(self, inconnus: Iterable[str] = ()) -> str:
        """The same as a file that people correct: each column and each word on its line.

        Args:
            inconnus: words of states that were not understood, which the file asks.
        """
        lignes = ["# Comment la feuille est lue. Corriger ce qui est faux, puis relancer la même commande."]
        lignes += [f"{nom} = {_toml(titre)}" for nom in USUELLES if (titre := getattr(self, nom)) is not None]
        if self.qualite_referent is not None:
            lignes.append(f"qualite_referent = {_toml(self.qualite_referent.value)}")
        for champ, paires in (("dates", self.dates), ("natures", self.natures), ("etats", self.etats)):
            demandes = [f'    # [{_toml(mot)}, "..."],' for mot in inconnus] if champ == "etats" else []
            lignes += ["", f"{champ} = ["] if paires or demandes else []
            if demandes:
                connus = sorted({etat.value for etats in cycle.ETATS.values() for etat in etats})
                lignes += ["    # Ôter le dièse et mettre un de ces mots : " + ", ".join(connus)]
            lignes += [f"    [{_toml(mot)}, {_toml(sens)}]," for mot, sens in paires] + demandes
            lignes += ["]"] if paires or demandes else []
        return "\n".join(lignes) + "\n"


def _toml(texte: str) -> str:
    """A basic string of TOML, which JSON writes too."""
    return json.dumps(texte, ensure_ascii=False)


def lire_correspondance(texte: str) -> Correspondance:
    """The correspondence that a TOML file holds.

    Raises:
        ValeurInvalide: it is not TOML, or it says something else.
    """
    import tomllib

    try:
        lu = tomllib.loads(texte)
    except tomllib.TOMLDecodeError as erreur:
        raise ValeurInvalide(f"ce n'est pas du TOML : {erreur}", "correspondance.toml") from None
    champs = attrs.fields_dict(Correspondance)
    if inconnus := sorted(lu.keys() - champs.keys()):
        message = f"{citer(inconnus[0])} n'est pas un réglage ; réglages : {', '.join(champs)}"
        raise ValeurInvalide(message, "correspondance.cle", inconnus[0])
    for nom in ("dates", "natures", "etats"):
        paires = lu.get(nom, [])
        if not isinstance(paires, list) or any(not isinstance(p, list) or len(p) != 2 for p in paires):  # noqa: PLR2004 - a pair
            raise ValeurInvalide(
                f'{nom} : des paires sont attendues, [["mot", "sens"], ...]', "correspondance.forme", nom
            )
        lu[nom] = tuple(map(tuple, paires))
    if (qualite := lu.get("qualite_referent")) is not None:
        connues = {une.value: une for une in QualiteActeur}
        if qualite not in connues:
            message = f"{citer(str(qualite))} n'est pas une qualité ; qualités : {', '.join(connues)}"
            raise ValeurInvalide(message, "correspondance.qualite", "qualite_referent")
        lu["qualite_referent"] = connues[qualite]
    return Correspondance(**lu)


def titres_de(colonne: str) -> tuple[str, ...]:
    """The titles by which a column is recognised, patterns aside."""
    return tuple(titre for titre in COLONNES[colonne] if "*" not in titre)


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
) -> Lecture[LueDuSuivi]:
    """Read the projects of a tracking sheet, each after its territory and its referent.

    Args:
        source: path or binary stream of a CSV (UTF-8 or Windows-1252, any usual separator) or of an ``.xlsx``.
        enregistre_le: day on which the sheet speaks and the entries are made here.
        correspondance: titles of the columns and words that are not the usual ones.
        nature: of the projects, when neither a column nor their name tells it.
        departement: where a name that several communes bear is looked for first.
        titre: title of the sheet, the source of what is read.
        publie_le: date of the sheet; a state without a date was reached at the latest then, else on ``enregistre_le``.
        limites: bounds once unpacked.

    Raises:
        ValeurInvalide: ``nature`` is a word.
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a column is absent.
        ExtraManquant: while reading; a workbook without openpyxl.
    """
    lecteur = LecteurSuivi(
        enregistre_le=enregistre_le,
        correspondance=correspondance,
        nature=nature,
        departement=departement,
        provenance=Provenance(titre=titre, publie_le=publie_le),
    )
    return produire(lecteur.journal, _entites(lecteur, source, limites))


def _entites(lecteur: LecteurSuivi, source: Source, limites: Limites) -> Iterator[LueDuSuivi]:
    fabrique = FabriqueProjets(Registre(), lecteur.provenance)
    for fiche in lecteur.fiches(source, limites):
        entites = fabrique.entites(fiche)
        if entites is None:
            lecteur.refuser(fiche.numero, "nom", ("identifiant.doublon", "ce projet est déjà lu plus haut"))
        else:
            lecteur.journal.gardees += 1
            yield from entites
    yield from lecteur.equipes


# -- month after month --------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Integration:
    """What came of a sheet in a registre.

    Attributes:
        registre: the registre with what the sheet adds.
        ajouts: names of the projects that it had not.
        changements: what changed of the others, project by project, in French.
        questions: what the sheet leaves to decide, project by project, in French; nothing was done of it.
        correspondance: how the sheet was read, titles recognised included.
        mots_inconnus: words of states that were not understood.
        lues: lines read.
        refusees: lines that could not be read.
        anomalies: what was wrong in the sheet, with its lines.
    """

    registre: Registre
    ajouts: tuple[str, ...]
    changements: tuple[str, ...]
    questions: tuple[str, ...]
    correspondance: Correspondance
    mots_inconnus: tuple[str, ...]
    lues: int
    refusees: int
    anomalies: Anomalies


def integrer(
    registre: Registre,
    source: Source,
    *,
    au: date,
    correspondance: Correspondance = _HABITUELLE,
    nature: NatureProjet | None = None,
    departement: str | None = None,
    titre: str = "Tableau de suivi",
    limites: Limites = LIMITES_CLASSEUR,
) -> Integration:
    """Bring a tracking sheet into a registre: new projects, and events in the journals of those that it holds.

    Args:
        registre: where; an empty one for the first sheet.
        source: path or binary stream, as for :func:`lire`.
        au: day on which the sheet speaks; a state without a date was reached at the latest then.
        correspondance: titles of the columns and words that are not the usual ones.
        nature: of the projects, when neither a column nor their name tells it.
        departement: where a name that several communes bear is looked for first.
        titre: title of the sheet, the source of what is read.
        limites: bounds once unpacked.

    Raises:
        ValeurInvalide: the registre already speaks of a later day, or knows none of the projects of the sheet.
        CodeInconnu: no such département.
        DocumentInvalide: a column is absent.
        ExtraManquant: a workbook without openpyxl.
    """
    ecrits = max((e.enregistre_le for p in registre.projets for e in p.journal), default=None)
    if ecrits is not None and exiger_jour(au, "au") < ecrits:
        message = f"le registre dit déjà ce qui était su le {ecrits} : une feuille du {au} ne peut plus s'y ajouter"
        raise ValeurInvalide(message, "tableau.ancien", "au")
    lecteur = LecteurSuivi(
        enregistre_le=au,
        correspondance=correspondance,
        nature=nature,
        departement=departement,
        provenance=Provenance(titre=titre, publie_le=au),
    )
    fiches = list(lecteur.fiches(source, limites))
    mois = MoisSuivi(registre, fiches, lecteur)
    mois.suivre()
    titres = lecteur.colonnes
    return Integration(
        registre=mois.registre,
        ajouts=tuple(mois.ajouts),
        changements=tuple(mois.changements),
        questions=tuple(mois.questions),
        correspondance=attrs.evolve(
            correspondance,
            nom=titres.get("nom"),
            etat=titres.get("etat"),
            commune=titres.get("commune"),
            depuis=titres.get("depuis"),
            referent=titres.get("referent"),
            nature=titres.get("nature"),
            identifiant=titres.get("identifiant"),
            dates=tuple((nom, titre) for nom, titre in titres.items() if nom not in USUELLES),
            qualite_referent=lecteur.qualite() if "referent" in titres else correspondance.qualite_referent,
        ),
        mots_inconnus=tuple(lecteur.inconnus),
        lues=lecteur.journal.lues,
        refusees=lecteur.journal.refusees,
        anomalies=lecteur.journal.anomalies,
    )


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
        correspondance: titles of the columns and words of the states that are not the usual ones.
        projets: those to write, in their order; by default all, in the order of their identifiants.

    Raises:
        ValeurInvalide: another suffix.
        ExtraManquant: a workbook without openpyxl.
        OSError: the folder is absent, read-only or full; what stood there is untouched.
    """
    cible = Path(chemin)
    choisis = registre.projets if projets is None else tuple(projets)
    rangees = [[getattr(correspondance, nom) or COLONNES[nom][0] for nom in USUELLES]]
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
        "nature": bref(projet.nature),
        "nom": projet.nom,
        "commune": ", ".join(_nommer(code, au) for code in territoire.communes) if territoire else "",
        "etat": "" if etat is None else mots.get(etat.value, etat.libelle),
        "depuis": "" if depuis is None else _ecrire_date(depuis),
        "referent": ", ".join(filter(None, noms)),
    }
    return [cellules[nom] for nom in USUELLES]


def _ecrire_date(le: DatePartielle) -> str:
    """A full day as a spreadsheet has it, a vague one in words; both are read back."""
    return f"{le.jour:%d/%m/%Y}" if le.nuance is Nuance.EXACTE and le.jour is not None else dater(le)


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


def ecrire_gabarit_suivi(cible: BinaryIO) -> None:
    """Write a workbook to fill, which :func:`integrer` reads: choices in the cells, dates as dates, explanations.

    Raises:
        ExtraManquant: openpyxl is not installed.
    """
    etats = dict.fromkeys(etat.libelle for tous in cycle.ETATS.values() for etat in tous)
    aides = {
        "nom": "comme on l'appelle ; c'est par lui que le mois suivant retrouve le projet.",
        "nature": "ce que le projet veut faire naître.",
        "commune": "une ou plusieurs, séparées par des virgules ; un département entre parenthèses lève un doute.",
        "etat": "où en est le projet ; les mots de l'unité sont lus aussi.",
        "depuis": "le jour où il y est entré ; « mars 2026 », « 2024 », « avant mai 2025 » se lisent aussi.",
        "referent": "qui le suit à l'ARS.",
        "recu": "le jour où l'ARS a reçu le projet : son délai court de ce jour.",
    }
    choix = {"nature": tuple(map(bref, NatureProjet)), "etat": tuple(etats)}
    titres = {"referent": "Référent ARS"}
    colonnes = (*(nom for nom in USUELLES if nom != "identifiant"), *ACTES_DATES, "recu")
    cases = [
        ColonneARemplir(
            titre=titres.get(nom, COLONNES[nom][0]),
            choix=choix.get(nom, ()),
            jour=nom in {"depuis", "recu", *ACTES_DATES},
            stricte=nom != "etat",
            aide=aides.get(nom, "si on le connaît." if nom in ACTES_DATES else ""),
        )
        for nom in colonnes
    ]
    explications = (
        "Une ligne par projet, dans la feuille « Suivi ». Le nom, la nature et l'état suffisent.",
        "Une cellule vide est une chose qu'on ne sait pas encore.",
        "La lire : soinsprimaires importer suivi suivi.xlsx -o registre.json",
        "Le mois suivant, corriger la même feuille, puis ajouter --dans registre.json --sur-place",
    )
    ecrire_gabarit(cible, "Suivi", cases, explications)
