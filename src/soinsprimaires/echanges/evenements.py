"""Events as people write them: one at a time, or one a line of a sheet, added to the journals of a registre."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from enum import Enum
from types import MappingProxyType
from typing import Any, BinaryIO, Final, TypeVar

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.cycle import ETATS, Suivi, appliquer, notices
from soinsprimaires.cycle.parcours import accords_attendus
from soinsprimaires.cycle.reconstitution import nommer_evenement
from soinsprimaires.cycle.tables import NEUTRES, lignes_de
from soinsprimaires.echanges._dates import lire_date
from soinsprimaires.echanges._designation import designer_un
from soinsprimaires.echanges._flux import Limites, Source, ouvrir
from soinsprimaires.echanges._gabarits import ColonneARemplir, ecrire_gabarit
from soinsprimaires.echanges._lecture import Anomalies, Journal
from soinsprimaires.echanges._mots_de_suivi import etats_de, lire_etat
from soinsprimaires.echanges._refus_d_evenement import CHAMPS, dire_les_fautes, expliquer_refus
from soinsprimaires.echanges._tables import LIMITES_CLASSEUR, Forme, normaliser, tableaux
from soinsprimaires.erreurs import TransitionRefusee, ValeurInvalide
from soinsprimaires.identifiants import SLUG
from soinsprimaires.modele.evenements import (
    Acte,
    Acteur,
    ActiviteAgreee,
    AvisComite,
    Evenement,
    FondementOpposition,
    MissionCPTS,
    QualiteActeur,
    restants,
)
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater, jour_en_lettres
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle

__all__ = [
    "CHAMPS",
    "EvenementNote",
    "EvenementsNotes",
    "dire_les_fautes",
    "ecrire_gabarit_evenements",
    "expliquer_refus",
    "noter",
    "noter_feuille",
]

E = TypeVar("E", bound=Enum)

_RESSEMBLANCE: Final = 0.7
"""From which a word is near another, as difflib measures it: « déposé » and « dépôt »."""

_ENUMERATIONS: Final[Mapping[str, type[Enum]]] = MappingProxyType(
    {"mission": MissionCPTS, "avis": AvisComite, "fondement": FondementOpposition, "activite": ActiviteAgreee}
)


@attrs.frozen(kw_only=True)
class EvenementNote:
    """An event that was added.

    Attributes:
        registre: the registre that holds it.
        projet: its project, with the event.
        evenement: the event.
        notices: what deserves a word, in French.
        attendus: who must still agree to the act, in French; nothing when it is done.
    """

    registre: Registre
    projet: Projet
    evenement: Evenement
    notices: tuple[str, ...] = ()
    attendus: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class EvenementsNotes:
    """What came of a sheet of events.

    Attributes:
        registre: the registre with those that could be added.
        notes: those, in order.
        refus: why the others could not, each with its line, in French.
        attendus: who must still agree to an act once all are added, in French.
        anomalies: what was wrong in the sheet.
    """

    registre: Registre
    notes: tuple[EvenementNote, ...]
    refus: tuple[str, ...]
    attendus: tuple[str, ...]
    anomalies: Anomalies


def noter(
    registre: Registre, dits: Mapping[str, Any], *, au: date, provenance: Provenance | None = None
) -> EvenementNote:
    """Add an event to the journal of a project, as a person says it.

    Args:
        registre: what is known.
        dits: what is said of the event, by the names of :data:`CHAMPS`; a blank says nothing.
        au: day on which it is written here.
        provenance: who says it.

    Raises:
        ValeurInvalide: a word cannot be understood, or the project is not found; every fault at once.
        TransitionRefusee: the event cannot take place, with every reason.
    """
    projet = designer_un(registre.projets, str(dits.get("projet") or ""))
    mots = _MotsDeLEvenement(registre, projet, dits)
    evenement = mots.evenement(au, provenance)
    apres = appliquer(projet, evenement, registre=registre)
    remarques = [*mots.remarques, *(notice.message for notice in notices(projet, evenement, registre=registre))]
    if evenement.effet_le is None and lignes_de(projet.nature, evenement.acte):
        remarques.append("sans date : aucun délai ne court de cet acte")
    remarques += [
        f"rien ne s'appelle {citer(nom)} dans le registre, qui devrait le dire"
        for nom in (evenement.site, evenement.convention, evenement.territoire, *evenement.pieces)
        if nom is not None and registre.obtenir(nom) is None
    ]
    return EvenementNote(
        registre=registre.avec(apres),
        projet=apres,
        evenement=evenement,
        notices=tuple(remarques),
        attendus=_dire_attendus(apres, registre, au, acte=evenement.acte),
    )


def _dire_attendus(projet: Projet, registre: Registre, au: date, *, acte: Acte) -> tuple[str, ...]:
    """Who must still agree to an act to which somebody has agreed."""
    manquants = accords_attendus(Suivi(projet, registre, au), acte)
    dit = f"« {acte.libelle} » n'est pas encore acquis : {', '.join(manquants)} ; le noter aussi"
    return (dit,) if manquants else ()


@attrs.define
class _MotsDeLEvenement:
    """The words of one event."""

    _registre: Registre
    _projet: Projet
    _dits: Mapping[str, Any]
    _fautes: list[ValeurInvalide] = attrs.field(init=False, factory=list)
    remarques: list[str] = attrs.field(init=False, factory=list)

    def evenement(self, au: date, provenance: Provenance | None) -> Evenement:
        inconnus = sorted(self._dits.keys() - CHAMPS.keys())
        if inconnus:
            raise ValeurInvalide(
                f"{citer(inconnus[0])} n'est rien qui se dise d'un événement", "champ.inconnu", inconnus[0]
            )
        acte = self._acte()
        lus: dict[str, Any] = {champ: self._enumere(champ, classe) for champ, classe in _ENUMERATIONS.items()}
        lus |= {champ: self._date(champ, au) for champ in ("le", "recu_le", "delai_le")}
        lus["effet_le"] = lus.pop("le")
        lus |= {champ: self._slug(champ, self._texte(champ)) for champ in ("site", "convention", "territoire")}
        lus["pieces"] = tuple(filter(None, (self._slug("pieces", mot) for mot in self._liste("pieces"))))
        lus["projets_lies"] = tuple(self._lies())
        lus["acteurs"] = tuple(self._acteurs())
        lus["annule"] = self._annule()
        lus["etat"] = self._etat()
        lus["motif"] = self._texte("motif") or None
        if self._fautes:
            premiere, *autres = self._fautes
            premiere.autres = tuple(autres)
            raise premiere
        return Evenement(
            identifiant=nommer_evenement(self._projet, acte), acte=acte, enregistre_le=au, provenance=provenance, **lus
        )

    def _texte(self, champ: str) -> str:
        return " ".join(str(self._dits.get(champ) or "").split())

    def _liste(self, champ: str) -> list[str]:
        return [mot.strip() for mot in self._texte(champ).replace(";", ",").split(",") if mot.strip()]

    def _faute(self, champ: str, message: str) -> None:
        self._fautes.append(ValeurInvalide(message, "evenement.mot", champ))

    def _acte(self) -> Acte:
        acte = membre_nomme(Acte, self._texte("acte"))
        if acte is None:
            raise ValeurInvalide(self._inconnu(Acte, self._texte("acte")), "acte.inconnu", "acte")
        if not lignes_de(self._projet.nature, acte) and acte not in NEUTRES | {Acte.ANNULATION, Acte.REPRISE}:
            actes = [un for un in Acte if lignes_de(self._projet.nature, un)]
            message = f"« {acte.libelle} » n'est pas un acte de ce projet ; actes : {', '.join(a.value for a in actes)}"
            raise ValeurInvalide(message, "acte.nature", "acte")
        return acte

    def _inconnu(self, classe: type[Enum], texte: str) -> str:
        """A word that is none of those of a list: the nearest ones, then all."""
        membres: Sequence[Enum] = list(classe)
        if classe is Acte:
            membres = [a for a in Acte if lignes_de(self._projet.nature, a) or a in NEUTRES | {Acte.ANNULATION}]
        dits = _plier(texte).split()
        proches = [
            str(membre.value)
            for membre in membres
            if any(get_close_matches(dit, " ".join(_noms(membre)).split(), cutoff=_RESSEMBLANCE) for dit in dits)
        ]
        quoi = f"{citer(texte)} inconnu" if texte else "rien n'est dit"
        voisins = f" ; proches : {', '.join(proches)}" if proches else ""
        return f"{quoi}{voisins} ; mots : {', '.join(str(membre.value) for membre in membres)}"

    def _enumere(self, champ: str, classe: type[E]) -> E | None:
        texte = self._texte(champ)
        membre = membre_nomme(classe, texte) if texte else None
        if texte and membre is None:
            self._faute(champ, self._inconnu(classe, texte))
        return membre

    def _date(self, champ: str, au: date) -> DatePartielle | None:
        lue, faute = lire_date(self._dits.get(champ))
        if faute is not None and lue is None:
            self._faute(champ, faute[1])
        elif faute is not None:
            self.remarques.append(faute[1])
        if champ == "le" and lue is not None and lue.au_plus_tot is not None and lue.au_plus_tot > au:
            self._faute(
                champ,
                f"{dater(lue)} est après le jour de l'écriture ({jour_en_lettres(au)}) : on note ce qui a été fait",
            )
        return lue

    def _slug(self, champ: str, texte: str) -> str | None:
        if texte and SLUG.raison(texte) is not None:
            self._faute(champ, f"{citer(texte)} n'est pas un identifiant (minuscules, chiffres et tirets)")
            return None
        return texte or None

    def _lies(self) -> Iterator[str]:
        for mot in self._liste("projets_lies"):
            try:
                yield designer_un(self._registre.projets, mot).identifiant
            except ValeurInvalide as erreur:
                self._faute("projets_lies", erreur.message)

    def _acteurs(self) -> Iterator[Acteur]:
        for mot in self._liste("par"):
            qualite = membre_nomme(QualiteActeur, mot)
            if qualite is None:
                self._faute("par", self._inconnu(QualiteActeur, mot))
            else:
                yield Acteur(qualite=qualite)

    def _annule(self) -> str | None:
        texte = self._texte("annule")
        ecrits = restants(self._projet.journal)
        if texte not in {"dernier", "dernière"} or not ecrits:
            return texte or None
        dernier = ecrits[-1]
        if dernier.provenance is not None:
            # "The last one" is what somebody just noted by mistake, not what a sheet told and nobody has in mind.
            quand = "sans date" if dernier.effet_le is None else dater(dernier.effet_le)
            self._faute(
                "annule",
                f"la dernière écriture, « {dernier.acte.libelle} », {quand}, n'a pas été notée à la main "
                f"({dernier.provenance.titre}) : si c'est bien elle, la nommer ({dernier.identifiant})",
            )
        return dernier.identifiant

    def _etat(self) -> str | None:
        texte = self._texte("etat")
        mot = lire_etat(texte, self._projet.nature) if texte else None
        etats = frozenset() if mot is None else etats_de(mot, self._projet.nature)
        if len(etats) == 1:
            return str(next(iter(etats)).value)
        if texte:
            connus = ", ".join(etat.value for etat in ETATS[self._projet.nature])
            self._faute("etat", f"{citer(texte)} n'est pas un état de ce projet ; états : {connus}")
        return None


def membre_nomme(classe: type[E], texte: str) -> E | None:
    """The member that a person names, by its word or by its label, articles aside."""
    voulu = _plier(texte)
    return next((membre for membre in classe if voulu and voulu in _noms(membre)), None)


def _noms(membre: Enum) -> tuple[str, str]:
    """The word and the label of a member, folded."""
    return _plier(str(membre.value)), _plier(str(getattr(membre, "libelle", membre.value)))


def _plier(texte: str) -> str:
    return normaliser(texte.replace("_", " "))


# -- sheets -------------------------------------------------------------------------------------------------------


def noter_feuille(
    registre: Registre,
    source: Source,
    *,
    au: date,
    titre: str = "Feuille d'événements",
    limites: Limites = LIMITES_CLASSEUR,
) -> EvenementsNotes:
    """Add the events of a sheet, one a line, each after those above it; a line that is refused stops nothing.

    Raises:
        DocumentInvalide: a column is absent.
        ExtraManquant: a workbook without openpyxl.
    """
    journal = Journal()
    forme = Forme(colonnes={nom: (colonne,) for nom, (colonne, _) in CHAMPS.items()}, requises=("projet", "acte"))
    notes: list[EvenementNote] = []
    refus: list[str] = []
    with ouvrir(source, journal, limites) as ouvert:
        for table in tableaux(ouvert, journal, forme):
            for rangee in table.lignes:
                dits = {nom: rangee.cellule(nom) for nom in CHAMPS if rangee.texte(nom)}
                source_ = Provenance(titre=titre, publie_le=au, passage=f"ligne {rangee.numero}")
                try:
                    note = noter(registre, dits, au=au, provenance=source_)
                except TransitionRefusee as erreur:
                    dit = " ; ".join(expliquer_refus(registre, dits, erreur, au=au, nommer=_colonne))
                    refus.append(f"ligne {rangee.numero} : {dit}")
                except ValeurInvalide as erreur:
                    refus += [f"ligne {rangee.numero}, {dit}" for dit in dire_les_fautes(erreur, _colonne)]
                else:
                    notes.append(note)
                    registre = note.registre
    # What a line lacked, another one may have brought.
    derniers = {(note.projet.identifiant, note.evenement.acte): note for note in notes}
    attendus = (f"{note.projet.nom} : {dit}" for note in derniers.values() for dit in note.attendus)
    return EvenementsNotes(
        registre=registre, notes=tuple(notes), attendus=tuple(attendus), refus=tuple(refus), anomalies=journal.anomalies
    )


def _colonne(champ: str) -> str:
    return f"« {CHAMPS[champ][0]} »"


def ecrire_gabarit_evenements(cible: BinaryIO, registre: Registre | None = None) -> None:
    """Write a workbook to fill with events, which :func:`noter_feuille` reads.

    Args:
        cible: where.
        registre: whose projects are offered as choices.

    Raises:
        ExtraManquant: openpyxl is not installed.
    """
    choix: dict[str, tuple[str, ...]] = {
        "projet": () if registre is None else tuple(projet.nom for projet in registre.projets),
        "acte": tuple(acte.libelle for acte in Acte),
        "par": tuple(qualite.value for qualite in QualiteActeur),
    }
    libeller: Callable[[Enum], str] = lambda membre: str(getattr(membre, "libelle", membre.value))  # noqa: E731 - a word
    choix |= {champ: tuple(map(libeller, classe)) for champ, classe in _ENUMERATIONS.items()}
    colonnes = [
        ColonneARemplir(
            titre=titre,
            choix=choix.get(champ, ()),
            jour=champ == "le" or champ.endswith("_le"),
            stricte=champ not in {"projet", "par"},
            aide=f"{aide}.",
        )
        for champ, (titre, aide) in CHAMPS.items()
    ]
    explications = (
        "Une ligne par événement, dans la feuille « Événements » : le projet, l'acte, le jour, et qui l'a fait.",
        "La lire : soinsprimaires importer evenements evenements.xlsx --dans registre.json --sur-place",
    )
    ecrire_gabarit(cible, "Événements", colonnes, explications)
