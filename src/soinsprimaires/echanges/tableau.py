"""The tracking sheet of a unit: one line a project, with its state, in a CSV or a workbook, as people made it.

The columns are recognised by their words and the states by those that people use. The first sheet of a unit makes
projects, whose journals hold the acts that lead to the state that it tells; the next ones add events to these journals.
A cell that cannot be trusted is told with its line and its column, and what is sure of the line is kept; what could be
understood in several ways is asked.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from difflib import get_close_matches
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO, Final

import attrs

from soinsprimaires import cycle, referentiels
from soinsprimaires._typage import Typee, exiger
from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.cycle.reconstitution import EtatDit, poursuivre, rang, reconstituer
from soinsprimaires.cycle.tables import lignes_de
from soinsprimaires.echanges._classeurs import EXTRA
from soinsprimaires.echanges._dates import CodeEtMessage, lire_date
from soinsprimaires.echanges._flux import Limites, Source, ouvrir
from soinsprimaires.echanges._gabarits import ColonneARemplir, ecrire_gabarit
from soinsprimaires.echanges._lecture import Anomalies, Journal, Lecture, produire
from soinsprimaires.echanges._lieux import Lieux
from soinsprimaires.echanges._mots_de_suivi import (
    ACTES_DATES,
    COLONNES,
    est_equipe,
    etats_de,
    etats_en_mots,
    lire_etat,
    lire_nature,
    plier,
)
from soinsprimaires.echanges._tables import LIMITES_CLASSEUR, Forme, Rangee, TableLue, normaliser, tableaux
from soinsprimaires.erreurs import CodeInconnu, ExtraManquant, ValeurInvalide
from soinsprimaires.identifiants import SLUG
from soinsprimaires.modele.evenements import Acte, AvisComite, QualiteActeur
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.projets import NatureProjet, Projet, Referent
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import EquipeSoinsPrimaires
from soinsprimaires.modele.territoires import Delimitation, NatureTerritoire, Territoire
from soinsprimaires.mots import dater
from soinsprimaires.referentiels import Commune
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

Lue = Projet | Territoire | Personne | EquipeSoinsPrimaires
"""What a line gives."""

_FORMULE: Final = ("=", "+", "-", "@", "\t", "\r")
_USUELLES: Final = ("identifiant", "nature", "nom", "commune", "etat", "depuis", "referent")
"""The columns that are written."""
_QUALITES: Final = tuple(
    (mot, QualiteActeur(valeur))
    for mot, valeur in (
        *(("dd ars", "ars_delegation_departementale"), ("delegation", "ars_delegation_departementale"), ("ars", "ars")),
        *(("cpam", "cpam"), ("cgss", "cgss"), ("msa", "msa"), ("urps", "urps"), ("federation", "federation")),
    )
)
"""Words of the title of a column that tell in what capacity its people follow a project."""


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
        donnes = {nom: titre for nom in _USUELLES if (titre := getattr(self, nom)) is not None}
        return donnes | dict(self.dates)

    def en_toml(self, inconnus: Iterable[str] = ()) -> str:
        """The same as a file that people correct: each column and each word on its line.

        Args:
            inconnus: words of states that were not understood, which the file asks.
        """
        lignes = ["# Comment la feuille est lue. Corriger ce qui est faux, puis relancer la même commande."]
        lignes += [f"{nom} = {_toml(titre)}" for nom in _USUELLES if (titre := getattr(self, nom)) is not None]
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


@attrs.frozen(kw_only=True)
class _LigneSuivie:
    """What a line tells of a project."""

    numero: int
    nom: str
    nature: NatureProjet
    identifiant: str | None
    communes: tuple[Commune, ...]
    dit: EtatDit
    referent: str
    qualite: QualiteActeur

    @property
    def cle(self) -> tuple[NatureProjet, str]:
        """What tells a project from the others of a sheet."""
        return self.nature, normaliser(self.nom)


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
) -> Lecture[Lue]:
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
    lecteur = _LecteurSuivi(
        enregistre_le=enregistre_le,
        correspondance=correspondance,
        nature=nature,
        departement=departement,
        provenance=Provenance(titre=titre, publie_le=publie_le),
    )
    return produire(lecteur.journal, lecteur.entites(source, limites))


class _LecteurSuivi:
    """The state of one reading."""

    def __init__(
        self,
        *,
        enregistre_le: date,
        correspondance: Correspondance,
        nature: NatureProjet | None,
        departement: str | None,
        provenance: Provenance,
    ) -> None:
        exiger(nature, NatureProjet | None, "nature")
        region = None if departement is None else referentiels.departement(departement).region
        self.journal = Journal()
        self.journal.provenance = self._provenance = provenance
        self.colonnes: dict[str, str] = {}
        self.inconnus: dict[str, None] = {}
        self.equipes: list[EquipeSoinsPrimaires] = []
        self._correspondance = correspondance
        self._nature = nature
        self._region = region
        self._le = exiger_jour(enregistre_le, "enregistre_le")
        self._lieux = Lieux(enregistre_le, departement)
        self._lignes: set[tuple[str, ...]] = set()
        self._mots = {plier(mot): etat for mot, etat in correspondance.etats}
        self._natures = {normaliser(mot): NatureProjet(valeur) for mot, valeur in correspondance.natures}

    def entites(self, source: Source, limites: Limites) -> Iterator[Lue]:
        fabrique = _FabriqueProjets(Registre(), self._provenance)
        for fiche in self.fiches(source, limites):
            yield from self._equipes()
            entites = fabrique.entites(fiche)
            if entites is None:
                self._refuser(fiche.numero, "nom", ("identifiant.doublon", "ce projet est déjà lu plus haut"))
            else:
                self.journal.gardees += 1
                yield from entites
        yield from self._equipes()

    def _equipes(self) -> Iterator[EquipeSoinsPrimaires]:
        yield from self.equipes
        self.equipes.clear()

    def fiches(self, source: Source, limites: Limites) -> Iterator[_LigneSuivie]:
        with ouvrir(source, self.journal, limites) as ouvert:
            for tableau in tableaux(ouvert, self.journal, *self._formes()):
                rangs = self._reconnaitre(tableau)
                for ligne in tableau.lignes:
                    fiche = self._ligne(ligne.numero, attrs.evolve(ligne, colonnes=rangs))
                    if fiche is not None:
                        yield fiche

    def _formes(self) -> Iterator[Forme]:
        """The sheet tells the state, or else the day of an act at least."""
        donnes = self._correspondance.titres
        colonnes = {nom: (donnes[nom],) if nom in donnes else mots for nom, mots in COLONNES.items()}
        for dit in ("etat", *(() if "etat" in donnes else ACTES_DATES)):
            yield Forme(colonnes=colonnes, requises=("nom", dit), necessaires=("nom",))

    def _reconnaitre(self, tableau: TableLue) -> Any:
        """The columns, each once: a title that could be two of them is the first."""
        colonnes, pris = tableau.colonnes, set[int]()
        rangs: dict[str, int] = {}
        for nom, place in sorted(colonnes.rangs.items(), key=lambda paire: [*COLONNES].index(paire[0])):
            if place not in pris:
                rangs[nom] = place
                pris.add(place)
        self.colonnes |= {nom: colonnes.titres[nom] for nom in rangs}
        for nom, titre in self._correspondance.titres.items():
            if nom not in rangs:
                message = f"colonne absente : « {titre} » ; rien n'y est lu"
                self.journal.signaler(tableau.entete[0], "colonne.absente", message)
        return attrs.evolve(colonnes, rangs=rangs)

    def _ligne(self, numero: int, ligne: Rangee) -> _LigneSuivie | None:
        cellules = tuple(" ".join(str(ligne.texte(nom)).split()) for nom in self.colonnes)
        if cellules in self._lignes:
            self.journal.signaler(
                numero, "ligne.repetee", "la même ligne qu'une autre, lue une fois", gravite=Gravite.INFORMATION
            )
            self.journal.ecarter("la même ligne qu'une autre")
            return None
        self._lignes.add(cellules)
        nom = _texte(ligne, "nom")
        if not nom:
            self._refuser(numero, "nom", ("nom.absent", "le projet n'a pas de nom"))
            return None
        nature = self._lire_nature(numero, ligne, nom)
        if nature is None:
            return None
        trouvees, fautes = self._lieux.communes(_texte(ligne, "commune"))
        for faute in fautes:
            self._signaler(numero, "commune", faute)
        return _LigneSuivie(
            numero=numero,
            nom=nom,
            nature=nature,
            identifiant=self._identifiant(numero, _texte(ligne, "identifiant")),
            communes=trouvees,
            dit=self._dire(numero, ligne, nature),
            referent=_texte(ligne, "referent"),
            qualite=self.qualite(),
        )

    def _signaler(
        self, numero: int, champ: str, faute: CodeEtMessage, gravite: Gravite = Gravite.AVERTISSEMENT
    ) -> None:
        self.journal.signaler(numero, *faute, self.colonnes.get(champ, COLONNES[champ][0]), gravite=gravite)

    def _refuser(self, numero: int, champ: str, faute: CodeEtMessage) -> None:
        self.journal.refuser(numero, *faute, self.colonnes.get(champ, COLONNES[champ][0]))

    # -- cells ---------------------------------------------------------------------------------------------------

    def _lire_nature(self, numero: int, ligne: Rangee, nom: str) -> NatureProjet | None:
        texte = _texte(ligne, "nature")
        if est_equipe(texte):
            equipe = EquipeSoinsPrimaires(
                identifiant=f"esp-{_slug(nom) or numero}", nom=nom, provenance=self._provenance
            )
            self.equipes.append(equipe)
            message = "une équipe de soins primaires est gardée comme structure : son état n'est pas lu"
            self._signaler(numero, "nature", ("nature.equipe", message), Gravite.INFORMATION)
            self.journal.gardees += 1
            return None
        nature = self._natures.get(normaliser(texte)) or (lire_nature(texte) if texte else self._nature)
        du_nom = lire_nature(nom)
        if nature is None and du_nom is not None:
            if texte:
                message = (
                    f"{citer(texte)} n'est aucune nature connue ; lu {_bref(du_nom)}, comme le dit le nom du projet"
                )
                self._signaler(numero, "nature", ("nature.du_nom", message))
            return du_nom
        if nature is None:
            quoi = f"{citer(texte)} n'est" if texte else "rien ne dit si c'est"
            fin = (
                "ni une MSP, ni une CPTS, ni un centre de santé" if texte else "une MSP, une CPTS ou un centre de santé"
            )
            self._refuser(numero, "nature", ("nature.inconnue", f"{quoi} {fin}"))
        return nature

    def _identifiant(self, numero: int, ecrit: str) -> str | None:
        if ecrit and SLUG.raison(ecrit) is not None:
            self._signaler(numero, "identifiant", ("identifiant.forme", f"{citer(ecrit)} n'est pas un identifiant"))
            return None
        return ecrit or None

    def qualite(self) -> QualiteActeur:
        """In what capacity the referents follow the projects, as the file of the words or the title tells."""
        if self._correspondance.qualite_referent is not None:
            return self._correspondance.qualite_referent
        titre = f" {normaliser(self.colonnes.get('referent', ''))} "
        return next((qualite for mot, qualite in _QUALITES if f" {mot} " in titre), QualiteActeur.AUTRE)

    def _dire(self, numero: int, ligne: Rangee, nature: NatureProjet) -> EtatDit:
        """What the line says of where the project stands: its state, and the days of what was done."""
        dates: dict[Acte, DatePartielle] = {}
        for champ, acte in ACTES_DATES.items():
            lue = self._date(numero, ligne, champ)
            if lue is not None:
                dates[_acte_de(acte, nature)] = lue
        texte = _texte(ligne, "etat")
        etats, avis = self._etat(numero, texte, nature, dates)
        depuis = self._date(numero, ligne, "depuis")
        if depuis is not None and depuis.nuance is Nuance.DEPUIS:
            depuis = attrs.evolve(depuis, nuance=Nuance.EXACTE)  # the column itself says « depuis »
        return EtatDit(
            le=self._le,
            etats=etats,
            depuis=depuis,
            dates=self._coherentes(numero, nature, etats, dates),
            recu_le=self._date(numero, ligne, "recu"),
            avis=avis,
            region=self._region,
            provenance=attrs.evolve(self._provenance, passage=f"ligne {numero}" + (f", {texte}" if texte else "")),
        )

    def _etat(
        self, numero: int, texte: str, nature: NatureProjet, dates: Mapping[Acte, DatePartielle]
    ) -> tuple[frozenset[cycle.Etat], AvisComite | None]:
        if not texte and dates:
            atteints = [ligne.vers for acte in dates for ligne in lignes_de(nature, acte) if ligne.vers is not None]
            return frozenset({max(atteints, key=rang)} if atteints else ()), None
        if not texte:
            self._signaler(numero, "etat", ("etat.absent", "l'état n'est pas dit"))
            return frozenset(), None
        propre = self._mots.get(plier(texte))
        if propre is not None:
            etats = frozenset(etat for etat in cycle.ETATS[nature] if etat.value == propre)
            if etats:
                return etats, None
        mot = lire_etat(texte, nature)
        if mot is None:
            self.inconnus[texte] = None
            mots = {plier(ecrit): ecrit for connu in etats_en_mots(nature).values() for ecrit in connu.mots}
            proches = ", ".join(citer(mots[un]) for un in get_close_matches(plier(texte), mots, n=3))
            suite = f" ; proches : {proches}" if proches else ""
            message = f"{citer(texte)} n'est pas un état connu d'un projet de {_bref(nature)}{suite}"
            self._signaler(numero, "etat", ("etat.inconnu", message))
            return frozenset(), None
        if mot.remarque is not None:
            self._signaler(numero, "etat", ("etat.ouvert", f"{citer(texte)} : {mot.remarque}"))
        return etats_de(mot, nature), mot.avis

    def _coherentes(
        self, numero: int, nature: NatureProjet, etats: frozenset[cycle.Etat], dates: dict[Acte, DatePartielle]
    ) -> Mapping[Acte, DatePartielle]:
        """The days that the state and one another allow; the others are told, and left."""
        gardees: dict[Acte, DatePartielle] = {}
        suivante: DatePartielle | None = None
        atteints = {acte: [li.vers for li in lignes_de(nature, acte) if li.vers is not None] for acte in dates}
        for acte in sorted(dates, key=lambda acte: max(map(rang, atteints[acte]), default=-1), reverse=True):
            le, vers = dates[acte], atteints[acte]
            champ = next(nom for nom, autre in ACTES_DATES.items() if _acte_de(autre, nature) is acte)
            if not vers:
                message = f"« {acte.libelle} » n'est pas un acte d'un projet de {_bref(nature)}"
            elif etats and max(map(rang, vers)) > max(map(rang, etats)):
                dits = " ou ".join(f"« {etat.libelle} »" for etat in sorted(etats, key=rang)[:2])
                message = f"{dater(le)}, alors que l'état dit {dits} : l'état est gardé, pas cette date"
            elif (
                suivante is not None
                and suivante.au_plus_tard is not None
                and le.au_plus_tot is not None
                and (le.au_plus_tot > suivante.au_plus_tard)
            ):
                message = f"{dater(le)}, après l'étape qui la suit ({dater(suivante)}) : cette date n'est pas gardée"
            else:
                gardees[acte] = suivante = le
                continue
            self._signaler(numero, champ, ("date.contradiction", message))
        return gardees

    def _date(self, numero: int, ligne: Rangee, champ: str) -> DatePartielle | None:
        lue, faute = lire_date(ligne.cellule(champ))
        if faute is not None:
            self._signaler(numero, champ, faute)
        if lue is not None and lue.au_plus_tot is not None and lue.au_plus_tot > self._le:
            message = (
                f"{dater(lue)} : c'est après le jour où parle la feuille ({self._le}) ; cette date n'est pas gardée"
            )
            self._signaler(numero, champ, ("date.future", message))
            return None
        return lue


def _acte_de(acte: Acte, nature: NatureProjet) -> Acte:
    """An MSP or a CPTS begins to work where a centre opens."""
    return Acte.MISE_EN_FONCTIONNEMENT if acte is Acte.OUVERTURE and nature is not NatureProjet.CENTRE_SANTE else acte


def _bref(nature: NatureProjet) -> str:
    return "centre de santé" if nature is NatureProjet.CENTRE_SANTE else nature.value.upper()


def _texte(ligne: Rangee, nom: str) -> str:
    """The text of a cell on one line."""
    return " ".join(ligne.texte(nom).split())


def _slug(texte: str) -> str:
    return normaliser(texte).replace(" ", "-")[:60].strip("-")


class _FabriqueProjets:
    """Makes the entities of projects that a registre has not."""

    def __init__(self, registre: Registre, provenance: Provenance) -> None:
        self._registre = registre
        self._provenance = provenance
        self._pris = {projet.identifiant for projet in registre.projets}
        self._personnes: set[str] = set()

    def entites(self, fiche: _LigneSuivie) -> tuple[Lue, ...] | None:
        """The territory, the referent and the project of a line; ``None`` when its identifiant is taken."""
        base = fiche.identifiant or f"projet-{fiche.nature.value.replace('_', '-')}-{_slug(fiche.nom) or fiche.numero}"
        situes = () if fiche.identifiant else tuple(f"{base}-{commune.code.lower()}" for commune in fiche.communes[:1])
        identifiant = next((essai for essai in (base, *situes) if essai not in self._pris), None)
        if identifiant is None:
            return None
        self._pris.add(identifiant)
        territoire = self.territoire(identifiant, fiche)
        personne = self.personne(fiche)
        projet = Projet(
            identifiant=identifiant,
            nom=fiche.nom,
            nature=fiche.nature,
            territoire=None if territoire is None else territoire.identifiant,
            referents=() if personne is None else (Referent(qualite=fiche.qualite, personne=personne.identifiant),),
            provenance=self._provenance,
        )
        autour = self._registre if territoire is None else self._registre.avec(territoire)
        entites: list[Lue] = [] if territoire is None else [territoire]
        if personne is not None and personne.identifiant not in self._personnes:
            self._personnes.add(personne.identifiant)
            entites.append(personne)
        return (*entites, attrs.evolve(projet, journal=reconstituer(projet, fiche.dit, autour)))

    def territoire(self, projet: str, fiche: _LigneSuivie) -> Territoire | None:
        est_cpts = fiche.nature is NatureProjet.CPTS
        return (
            None
            if not fiche.communes
            else Territoire(
                identifiant=f"territoire-{projet}",
                nom=fiche.nom,
                nature=NatureTerritoire.ACTION_CPTS if est_cpts else NatureTerritoire.AUTRE,
                communes=tuple(commune.code for commune in fiche.communes),
                delimitation=Delimitation.INCONNUE,
                provenance=self._provenance,
            )
        )

    def personne(self, fiche: _LigneSuivie) -> Personne | None:
        if not fiche.referent:
            return None
        # An identifiant is shown in findings, where a name must not be.
        empreinte = blake2b(normaliser(fiche.referent).encode(), digest_size=8).hexdigest()
        return Personne(identifiant=f"referent-{empreinte}", nom=fiche.referent, provenance=self._provenance)


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
    lecteur = _LecteurSuivi(
        enregistre_le=au,
        correspondance=correspondance,
        nature=nature,
        departement=departement,
        provenance=Provenance(titre=titre, publie_le=au),
    )
    fiches = list(lecteur.fiches(source, limites))
    mois = _Mois(registre, fiches, lecteur)
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
            dates=tuple((nom, titre) for nom, titre in titres.items() if nom not in _USUELLES),
            qualite_referent=lecteur.qualite() if "referent" in titres else correspondance.qualite_referent,
        ),
        mots_inconnus=tuple(lecteur.inconnus),
        lues=lecteur.journal.lues,
        refusees=lecteur.journal.refusees,
        anomalies=lecteur.journal.anomalies,
    )


class _Mois:
    """One sheet that comes into a registre."""

    def __init__(self, registre: Registre, fiches: Sequence[_LigneSuivie], lecteur: _LecteurSuivi) -> None:
        self.registre = registre
        self.ajouts: list[str] = []
        self.changements: list[str] = []
        self.questions: list[str] = []
        self._fiches = fiches
        self._lecteur = lecteur
        self._fabrique = _FabriqueProjets(registre, lecteur.journal.provenance or Provenance(titre=""))

    def suivre(self) -> None:
        connus = {projet.identifiant: projet for projet in self.registre.projets}
        apparies = {fiche.numero: projet for fiche in self._fiches if (projet := self._trouver(fiche)) is not None}
        natures = {fiche.nature for fiche in self._fiches}
        absents = [p for p in connus.values() if p.nature in natures and p not in apparies.values()]
        if absents and self._fiches and not apparies:
            message = (
                f"aucun des {len(self._fiches)} projets de la feuille n'est dans ce registre, qui en suit "
                f"{len(absents)} autres ({', '.join(p.nom for p in absents[:3])} ...) : est-ce la bonne feuille ?"
            )
            raise ValeurInvalide(message, "tableau.autre", "registre")
        doubles = {cle for cle, nombre in Counter(p.identifiant for p in apparies.values()).items() if nombre > 1}
        for fiche in self._fiches:
            projet = apparies.get(fiche.numero)
            if projet is None:
                self._ajouter(fiche, absents)
            elif projet.identifiant in doubles:
                self._demander(
                    fiche.nom, f"deux lignes en parlent (dont la ligne {fiche.numero}) : laquelle est juste ?"
                )
            else:
                self._poursuivre(projet, fiche)
        for absent in absents:
            self._demander(
                absent.nom,
                "n'est plus dans la feuille, rien n'est changé ; s'il est abandonné, fusionné ou dissous, le noter "
                f"(soinsprimaires noter REGISTRE {absent.identifiant} abandon --le JOUR)",
            )
        self.registre = self.registre.avec(*self._lecteur.equipes)

    def _trouver(self, fiche: _LigneSuivie) -> Projet | None:
        """The project of a line: by its identifiant, else by its name, and by its communes when two share it."""
        if fiche.identifiant is not None and isinstance(projet := self.registre.obtenir(fiche.identifiant), Projet):
            return projet
        memes = [p for p in self.registre.projets if (p.nature, normaliser(p.nom)) == fiche.cle]
        if len(memes) > 1:
            communes = {commune.code for commune in fiche.communes}
            memes = [p for p in memes if set(self._communes(p)) == communes]
        return memes[0] if len(memes) == 1 else None

    def _communes(self, projet: Projet) -> tuple[str, ...]:
        territoire = self.registre.obtenir(projet.territoire)
        return territoire.communes if isinstance(territoire, Territoire) else ()

    def _demander(self, nom: str, question: str) -> None:
        self.questions.append(f"{nom} : {question}")

    def _ajouter(self, fiche: _LigneSuivie, absents: Sequence[Projet]) -> None:
        """A project that the registre has not, unless it may be one that it has under another name."""
        communes = {commune.code for commune in fiche.communes}
        noms = {normaliser(p.nom): p for p in absents if p.nature is fiche.nature}
        proches = [noms[nom] for nom in get_close_matches(normaliser(fiche.nom), noms, n=1)]
        proches += [p for p in noms.values() if communes and communes == set(self._communes(p))]
        if proches:
            ancien = proches[0]
            self._demander(
                fiche.nom,
                f"est-ce « {ancien.nom} », qui n'est plus dans la feuille ? Si oui : soinsprimaires renommer REGISTRE "
                f"{ancien.identifiant} --nom {json.dumps(fiche.nom, ensure_ascii=False)}, puis importer de nouveau ; "
                "sinon, lui donner un identifiant dans une colonne « Identifiant »",
            )
            if fiche.identifiant is None:
                return
        entites = self._fabrique.entites(fiche)
        if entites is None:
            self._demander(fiche.nom, f"la ligne {fiche.numero} a le nom d'un autre projet : laquelle est laquelle ?")
            return
        self._lecteur.journal.gardees += 1
        self.ajouts.append(fiche.nom)
        self.registre = self.registre.avec(*entites)

    def _poursuivre(self, projet: Projet, fiche: _LigneSuivie) -> None:
        self._lecteur.journal.gardees += 1
        suite = poursuivre(projet, fiche.dit, self.registre)
        if suite.question is not None:
            self._demander(projet.nom, suite.question)
        for evenement in suite.evenements:
            if evenement.provenance is not None and evenement.acte is not Acte.ANNULATION:
                le = "" if evenement.effet_le is None else f" {dater(evenement.effet_le)}"
                self.changements.append(f"{projet.nom} : {evenement.acte.libelle}{le}")
        nouveau = attrs.evolve(projet, journal=(*projet.journal, *suite.evenements))
        nouveau = self._referer(self._situer(nouveau, fiche), fiche)
        if nouveau != projet:
            self.registre = self.registre.avec(nouveau)

    def _situer(self, projet: Projet, fiche: _LigneSuivie) -> Projet:
        communes, connues = {commune.code for commune in fiche.communes}, set(self._communes(projet))
        if not communes or communes == connues:
            return projet
        if connues:
            noms = ", ".join(commune.nom for commune in fiche.communes)
            self._demander(projet.nom, f"la feuille donne d'autres communes ({noms}) : le territoire a-t-il changé ?")
            return projet
        territoire = self._fabrique.territoire(projet.identifiant, fiche)
        if territoire is None or projet.territoire is not None:
            return projet
        self.registre = self.registre.avec(territoire)
        self.changements.append(f"{projet.nom} : territoire connu, {', '.join(c.nom for c in fiche.communes)}")
        return attrs.evolve(projet, territoire=territoire.identifiant)

    def _referer(self, projet: Projet, fiche: _LigneSuivie) -> Projet:
        personne = self._fabrique.personne(fiche)
        memes = [r for r in projet.referents if r.qualite is fiche.qualite]
        if personne is None or personne.identifiant in {r.personne for r in memes}:
            return projet
        self.registre = self.registre.avec(personne)
        anciens = [self.registre.obtenir(r.personne) for r in memes]
        etait = f", après {', '.join(p.nom or '' for p in anciens if isinstance(p, Personne))}" if anciens else ""
        self.changements.append(f"{projet.nom} : suivi par {fiche.referent}{etait}")
        autres = tuple(r for r in projet.referents if r.qualite is not fiche.qualite)
        return attrs.evolve(projet, referents=(*autres, Referent(qualite=fiche.qualite, personne=personne.identifiant)))


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
    rangees = [[getattr(correspondance, nom) or COLONNES[nom][0] for nom in _USUELLES]]
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
        "nature": _bref(projet.nature),
        "nom": projet.nom,
        "commune": ", ".join(_nommer(code, au) for code in territoire.communes) if territoire else "",
        "etat": "" if etat is None else mots.get(etat.value, etat.libelle),
        "depuis": "" if depuis is None else _ecrire_date(depuis),
        "referent": ", ".join(filter(None, noms)),
    }
    return [cellules[nom] for nom in _USUELLES]


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
    choix = {"nature": tuple(map(_bref, NatureProjet)), "etat": tuple(etats)}
    titres = {"referent": "Référent ARS"}
    colonnes = (*(nom for nom in _USUELLES if nom != "identifiant"), *ACTES_DATES, "recu")
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
