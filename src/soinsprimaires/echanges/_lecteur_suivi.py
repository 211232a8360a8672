"""Each line of a tracking sheet, as what it tells of a project; each doubtful cell is told, with its place."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache, partial
from typing import Any, Final

import attrs

from soinsprimaires import cycle, referentiels
from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.cycle.reconstitution import EtatDit, rang
from soinsprimaires.cycle.tables import lignes_de
from soinsprimaires.echanges._colonnes_de_suivi import ACTES_DATES, COLONNES
from soinsprimaires.echanges._correspondance import Correspondance
from soinsprimaires.echanges._dates import CodeEtMessage, lire_date
from soinsprimaires.echanges._flux import Limites, Source, ouvrir
from soinsprimaires.echanges._lecture import Journal, situer_ligne
from soinsprimaires.echanges._lieux import Lieux, lire_departement
from soinsprimaires.echanges._mots_de_suivi import (
    NOS_COLONNES,
    est_equipe,
    etats_de,
    etats_en_mots,
    lire_etat,
    lire_nature,
    plier,
)
from soinsprimaires.echanges._tables import Forme, Rangee, TableLue, tableaux
from soinsprimaires.echanges._titres import en_slug, normaliser
from soinsprimaires.identifiants import SLUG
from soinsprimaires.modele.evenements import Acte, AvisComite, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.structures import EquipeSoinsPrimaires
from soinsprimaires.mots import dater, jour_en_lettres
from soinsprimaires.referentiels import Commune
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, Nuance, exiger_jour

_LIGNES: Final = 32
"""Bits of the number of a line; above them stands that of its sheet, so that no two lines of a workbook share one."""
_ETAT_DATE: Final = re.compile(
    r"(\D+?)[\s,(:–-]+(?:(?:depuis|le|en|du)\s+)*((?:\d{1,2}(?:er)?\s+)?[^\W\d]*\s*[\d/.-]*\d{4})\)?", re.IGNORECASE
)
"""The word of a state, then a date."""
_REFERENTS: Final = re.compile(r"[,;/\n]| et ")
_QUALITES: Final = tuple(
    (mot, QualiteActeur(valeur))
    for mot, valeur in (
        *(("dd ars", "ars_delegation_departementale"), ("delegation", "ars_delegation_departementale"), ("ars", "ars")),
        *(("cpam", "cpam"), ("cgss", "cgss"), ("msa", "msa"), ("urps", "urps"), ("federation", "federation")),
    )
)
"""Words of the title of a column that tell in what capacity its people follow a project."""


@attrs.frozen(kw_only=True)
class LigneSuivie:
    """What a line tells of a project."""

    numero: int
    nom: str
    nature: NatureProjet
    identifiant: str | None
    communes: tuple[Commune, ...]
    departement: str | None
    dit: EtatDit
    referents: tuple[str, ...]
    qualite: QualiteActeur

    @property
    def cle(self) -> tuple[NatureProjet, str]:
        """What tells a project from the others of a sheet."""
        return self.nature, cle_du_nom(self.nom)


_FORME_IDENTIFIANT: Final = "minuscules, chiffres et tirets : cpts-armagnac"


class LecteurSuivi:
    """The state of one reading."""

    def __init__(
        self,
        enregistre_le: date,
        correspondance: Correspondance,
        nature: NatureProjet | None,
        departement: str | None,
        provenance: Provenance,
    ) -> None:
        exiger(nature, NatureProjet | None, "nature")
        self.journal = Journal(self._situer)
        self.journal.provenance = self.provenance = provenance
        self.colonnes: dict[str, str] = {}
        self.non_lues: dict[str, None] = {}
        self.inconnus: dict[str, None] = {}
        self.equipes: list[EquipeSoinsPrimaires] = []
        self._correspondance = correspondance
        self._nature = nature
        self._departement = None if departement is None else referentiels.departement(departement).code
        self.le = exiger_jour(enregistre_le, "enregistre_le")
        self._lieux = cache(partial(Lieux, enregistre_le))
        self._lignes: set[tuple[str, ...]] = set()
        self._feuilles: list[str] = []
        self._mots = {plier(mot): etat for mot, etat in correspondance.etats}
        self._natures = {normaliser(mot): NatureProjet(valeur) for mot, valeur in correspondance.natures}

    def fiches(self, source: Source, limites: Limites) -> Iterator[LigneSuivie]:
        with ouvrir(source, self.journal, limites) as ouvert:
            for tableau in tableaux(ouvert, self.journal, *self._formes()):
                self._feuilles.append(tableau.nom)
                rangs = self._reconnaitre(tableau)
                for ligne in tableau.lignes:
                    numero = len(self._feuilles) - 1 << _LIGNES | ligne.numero
                    fiche = self._ligne(numero, attrs.evolve(ligne, colonnes=rangs))
                    if fiche is not None:
                        yield fiche

    def lieu(self, numero: int) -> str:
        """The line of a number, in a message; with its sheet after the first one."""
        return self._situer(numero, 0)[1]

    def _situer(self, numero: int, _: int) -> tuple[str, str]:
        feuille, ligne = numero >> _LIGNES, numero & (1 << _LIGNES) - 1
        if not 0 < feuille < len(self._feuilles):
            return situer_ligne(numero, 0)
        pointeur, lieu = situer_ligne(ligne, 0)
        return f"/feuilles/{feuille}{pointeur}", f"feuille « {self._feuilles[feuille]} », {lieu}"

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
        titres = (" ".join(titre.split()) for place, titre in enumerate(tableau.entete[1]) if place not in pris)
        self.non_lues |= {titre: None for titre in titres if titre and normaliser(titre) not in NOS_COLONNES}
        for nom, titre in self._correspondance.titres.items():
            if nom not in rangs:
                message = f"colonne absente : « {titre} » ; rien n'y est lu"
                numero = len(self._feuilles) - 1 << _LIGNES | tableau.entete[0]
                self.journal.signaler(numero, "colonne.absente", message)
        return attrs.evolve(colonnes, rangs=rangs)

    def _ligne(self, numero: int, ligne: Rangee) -> LigneSuivie | None:
        de_la_feuille = lire_nature(self._feuilles[-1])
        cellules = (str(de_la_feuille), *(" ".join(str(ligne.texte(nom)).split()) for nom in self.colonnes))
        if cellules in self._lignes:
            self.journal.informer(numero, "ligne.repetee", "la même ligne qu'une autre, lue une fois")
            self.journal.ecarter("la même ligne qu'une autre")
            return None
        self._lignes.add(cellules)
        nom = _texte(ligne, "nom")
        if not nom:
            self.refuser(numero, "nom", ("nom.absent", "le projet n'a pas de nom ; lui en donner un, ou ôter la ligne"))
            return None
        nature = self._lire_nature(numero, ligne, nom)
        if nature is None:
            return None
        departement = self._lire_departement(numero, ligne)
        ou = departement or self._departement
        trouvees, fautes = self._lieux(ou).communes(_texte(ligne, "commune"))
        for faute in fautes:
            self._signaler(numero, "commune", faute)
        return LigneSuivie(
            numero=numero,
            nom=nom,
            nature=nature,
            identifiant=self._identifiant(numero, _texte(ligne, "identifiant")),
            communes=trouvees,
            departement=departement,
            dit=self._dire(numero, ligne, nature, ou),
            referents=noms_de(_texte(ligne, "referent")),
            qualite=self.qualite(),
        )

    def _signaler(
        self, numero: int, champ: str, faute: CodeEtMessage, gravite: Gravite = Gravite.AVERTISSEMENT
    ) -> None:
        self.journal.signaler(numero, *faute, self.colonnes.get(champ, COLONNES[champ][0]), gravite=gravite)

    def dire_date_laissee(self, fiche: LigneSuivie, quoi: str, message: str) -> None:
        """A day that could not be kept, in its cell: of the state, of the reception, or of an act."""
        champ = {"depuis": "depuis", "recu_le": "recu"}.get(quoi) or _colonne_de(Acte(quoi), fiche.nature)
        remede = "le corriger, ou noter l'acte une fois l'état connu"
        if not fiche.communes and fiche.dit.region is None:
            remede += " ; la commune ou le département du projet dirait quelle caisse y a part"
        if quoi == "depuis":
            remede = "corriger la cellule, ou dater l'acte dans une colonne à lui (« Projet déposé le »)"
        self._signaler(fiche.numero, champ, ("date.laissee", f"{message} ; {remede}"))

    def refuser(self, numero: int, champ: str, faute: CodeEtMessage) -> None:
        self.journal.refuser(numero, *faute, self.colonnes.get(champ, COLONNES[champ][0]))

    # -- cells ---------------------------------------------------------------------------------------------------

    def _lire_nature(self, numero: int, ligne: Rangee, nom: str) -> NatureProjet | None:
        texte = _texte(ligne, "nature")
        if est_equipe(texte):
            equipe = EquipeSoinsPrimaires(
                identifiant=f"esp-{en_slug(nom) or numero}", nom=nom, provenance=self.provenance
            )
            self.equipes.append(equipe)
            message = "une équipe de soins primaires est gardée comme structure : son état n'est pas lu"
            self._signaler(numero, "nature", ("nature.equipe", message), Gravite.INFORMATION)
            self.journal.gardees += 1
            return None
        sinon = lire_nature(self._feuilles[-1]) or self._nature
        nature = self._natures.get(normaliser(texte)) or (lire_nature(texte) if texte else sinon)
        du_nom = lire_nature(nom)
        if nature is not None and du_nom not in {None, nature}:
            message = f"lu {bref(nature)}, alors que le nom du projet, {citer(nom)}, dit autre chose ; corriger l'un"
            self._signaler(numero, "nature", ("nature.contradiction", message))
        if nature is None and du_nom is not None:
            if texte:
                message = (
                    f"{citer(texte)} n'est aucune nature connue ; lu {bref(du_nom)}, comme le dit le nom du projet"
                )
                self._signaler(numero, "nature", ("nature.du_nom", message))
            return du_nom
        if nature is None:
            quoi = f"{citer(texte)} n'est" if texte else "rien ne dit si c'est"
            fin = (
                "ni une MSP, ni une CPTS, ni un centre de santé" if texte else "une MSP, une CPTS ou un centre de santé"
            )
            self.refuser(numero, "nature", ("nature.inconnue", f"{quoi} {fin} ; l'écrire"))
        return nature

    def _lire_departement(self, numero: int, ligne: Rangee) -> str | None:
        texte = _texte(ligne, "departement")
        lu = lire_departement(texte, self.le)
        if texte and lu is None:
            message = f"{citer(texte)} n'est pas un département ; écrire son numéro ou son nom"
            self._signaler(numero, "departement", ("departement.inconnu", message))
        return lu

    def _identifiant(self, numero: int, ecrit: str) -> str | None:
        if ecrit and SLUG.raison(ecrit) is not None:
            self._signaler(
                numero,
                "identifiant",
                ("identifiant.forme", f"{citer(ecrit)} n'est pas un identifiant ; {_FORME_IDENTIFIANT}"),
            )
            return None
        return ecrit or None

    def qualite(self) -> QualiteActeur:
        """In what capacity the referents follow the projects, as the file of the words or the title tells."""
        if self._correspondance.qualite_referent is not None:
            return self._correspondance.qualite_referent
        titre = f" {normaliser(self.colonnes.get('referent', ''))} "
        return next((qualite for mot, qualite in _QUALITES if f" {mot} " in titre), QualiteActeur.AUTRE)

    def _dire(self, numero: int, ligne: Rangee, nature: NatureProjet, departement: str | None) -> EtatDit:
        """What the line says of where the project stands: its state, and the days of what was done."""
        dates: dict[Acte, DatePartielle] = {}
        for champ, acte in ACTES_DATES.items():
            lue = self._date(numero, ligne, champ)
            if lue is not None:
                dates[_acte_de(acte, nature)] = lue
        texte = _texte(ligne, "etat")
        dit, jour = self._separer(texte, nature)
        etats, avis = self._etat(numero, dit, nature, dates)
        depuis = self._date(numero, ligne, "depuis") or jour
        if jour not in {None, depuis}:
            message = f"{citer(texte)} : la colonne de la date dit autre chose, et elle est gardée ; corriger l'une"
            self._signaler(numero, "etat", ("date.contradiction", message))
        if depuis is not None and depuis.nuance is Nuance.DEPUIS:
            depuis = attrs.evolve(depuis, nuance=Nuance.EXACTE)  # the column itself says « depuis »
        return EtatDit(
            le=self.le,
            etats=etats,
            depuis=depuis,
            dates=self._coherentes(numero, nature, etats, dates),
            recu_le=self._date(numero, ligne, "recu"),
            avis=avis,
            region=None if departement is None else referentiels.departement(departement).region,
            provenance=attrs.evolve(self.provenance, passage=self.lieu(numero) + (f", {texte}" if texte else "")),
        )

    def _separer(self, texte: str, nature: NatureProjet) -> tuple[str, DatePartielle | None]:
        """The word of a state and the date that a cell gives after it: « déposé le 12/09/2026 »."""
        trouve = _ETAT_DATE.fullmatch(texte)
        if trouve is None or self._connait(texte, nature) or not self._connait(trouve[1], nature):
            return texte, None
        lue, faute = lire_date(trouve[2])
        future = lue is not None and lue.au_plus_tot is not None and lue.au_plus_tot > self.le
        return (texte, None) if faute is not None or future else (trouve[1], lue)

    def _connait(self, texte: str, nature: NatureProjet) -> bool:
        return plier(texte) in self._mots or lire_etat(texte, nature) is not None

    def _etat(
        self, numero: int, texte: str, nature: NatureProjet, dates: Mapping[Acte, DatePartielle]
    ) -> tuple[frozenset[cycle.Etat], AvisComite | None]:
        if not texte and dates:
            atteints = [ligne.vers for acte in dates for ligne in lignes_de(nature, acte) if ligne.vers is not None]
            return frozenset({max(atteints, key=rang)} if atteints else ()), None
        if not texte:
            self._signaler(numero, "etat", ("etat.absent", "l'état n'est pas dit ; l'écrire, ou dater une étape"))
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
            voisins = f" ; proches : {proches}" if proches else ""
            message = (
                f"{citer(texte)} n'est pas un état connu d'un projet de {bref(nature)}{voisins} ; écrire un état "
                "(gabarit suivi les liste), ou dire ce que ce mot veut dire (--correspondance)"
            )
            self._signaler(numero, "etat", ("etat.inconnu", message))
            return frozenset(), None
        etats = self._departager(etats_de(mot, nature), nature, dates)
        if mot.remarque is not None and len(etats) != 1:
            self._signaler(numero, "etat", ("etat.ouvert", f"{citer(texte)} : {mot.remarque}"))
        return etats, mot.avis

    def _departager(
        self, etats: frozenset[cycle.Etat], nature: NatureProjet, dates: Mapping[Acte, DatePartielle]
    ) -> frozenset[cycle.Etat]:
        """Of the states that a word leaves open, those that the columns of dates admit.

        A project stands at least where a dated act led, and not where an act would have led whose column is blank.
        """
        atteints = [ligne.vers for acte in dates for ligne in lignes_de(nature, acte) if ligne.vers is not None]
        if len(etats) < 2 or not atteints:  # noqa: PLR2004 - several
            return etats
        suivis = {_acte_de(acte, nature) for champ, acte in ACTES_DATES.items() if champ in self.colonnes}
        vides = {ligne.vers for acte in suivis - dates.keys() for ligne in lignes_de(nature, acte)} - {*atteints}
        return frozenset(e for e in etats if rang(e) >= max(map(rang, atteints)) and e not in vides) or etats

    def _coherentes(
        self, numero: int, nature: NatureProjet, etats: frozenset[cycle.Etat], dates: dict[Acte, DatePartielle]
    ) -> Mapping[Acte, DatePartielle]:
        """The days that the state and one another allow; the others are told, and left."""
        gardees: dict[Acte, DatePartielle] = {}
        suivante: DatePartielle | None = None
        atteints = {acte: [li.vers for li in lignes_de(nature, acte) if li.vers is not None] for acte in dates}
        for acte in sorted(dates, key=lambda acte: max(map(rang, atteints[acte]), default=-1), reverse=True):
            le, vers = dates[acte], atteints[acte]
            champ = _colonne_de(acte, nature)
            if not vers:
                message = f"{dater(le)} : « {acte.libelle} » n'est pas d'un projet de {bref(nature)} ; vider la cellule"
            elif etats and max(map(rang, vers)) > max(map(rang, etats)):
                dits = " ou ".join(f"« {etat.libelle} »" for etat in sorted(etats, key=rang)[:2])
                message = f"{dater(le)}, alors que l'état dit {dits} : l'état est gardé, pas cette date ; corriger l'un"
            elif (
                suivante is not None
                and suivante.au_plus_tard is not None
                and le.au_plus_tot is not None
                and (le.au_plus_tot > suivante.au_plus_tard)
            ):
                message = (
                    f"{dater(le)}, après l'étape qui la suit ({dater(suivante)}) : cette date n'est pas gardée ; "
                    "corriger l'une des deux"
                )
            else:
                gardees[acte] = suivante = le
                continue
            self._signaler(numero, champ, ("date.contradiction", message))
        return gardees

    def _date(self, numero: int, ligne: Rangee, champ: str) -> DatePartielle | None:
        lue, faute = lire_date(ligne.cellule(champ))
        if faute is not None:
            self._signaler(numero, champ, faute)
        if lue is not None and lue.au_plus_tot is not None and lue.au_plus_tot > self.le:
            message = (
                f"{dater(lue)} : c'est après le jour où parle la feuille ({jour_en_lettres(self.le)}) ; cette date "
                "n'est pas gardée ; la corriger, ou dire le jour de la feuille (--au)"
            )
            self._signaler(numero, champ, ("date.future", message))
            return None
        return lue


def _acte_de(acte: Acte, nature: NatureProjet) -> Acte:
    """An MSP or a CPTS begins to work where a centre opens."""
    return Acte.MISE_EN_FONCTIONNEMENT if acte is Acte.OUVERTURE and nature is not NatureProjet.CENTRE_SANTE else acte


def cle_du_nom(nom: str) -> str:
    """What two ways to write the name of a project have in common: « M.S.P. de Vic » is « MSP Vic »."""
    return normaliser(re.sub(r"(?<=\b\w)\.", "", nom))


def noms_de(texte: str) -> tuple[str, ...]:
    """The names of the people of a cell."""
    return tuple(filter(None, map(str.strip, _REFERENTS.split(texte))))


def _colonne_de(acte: Acte, nature: NatureProjet) -> str:
    """The column that holds the day of an act."""
    return next(nom for nom, autre in ACTES_DATES.items() if _acte_de(autre, nature) is acte)


def bref(nature: NatureProjet) -> str:
    """A nature in the few letters of a cell."""
    return "centre de santé" if nature is NatureProjet.CENTRE_SANTE else nature.value.upper()


def _texte(ligne: Rangee, nom: str) -> str:
    """The text of a cell on one line."""
    return " ".join(ligne.texte(nom).split())
