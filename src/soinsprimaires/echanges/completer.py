"""What a registre lacks, each datum asked once with all that waits for it, and the answers brought back into it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, BinaryIO, Final

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.cycle import ETATS, Suivi
from soinsprimaires.cycle.jugement import HORS_TABLE
from soinsprimaires.cycle.poursuite import corriger, poursuivre
from soinsprimaires.cycle.reconstitution import EtatDit
from soinsprimaires.cycle.tables import lignes_de
from soinsprimaires.droit.delais import VALIDATION_TACITE
from soinsprimaires.echanges._dates import lire_date
from soinsprimaires.echanges._flux import Limites, Source, ouvrir
from soinsprimaires.echanges._gabarits import ColonneARemplir, ecrire_gabarit
from soinsprimaires.echanges._lecteur_suivi import noms_de
from soinsprimaires.echanges._lecture import Anomalies, Journal
from soinsprimaires.echanges._lieux import Lieux
from soinsprimaires.echanges._mots_de_suivi import etats_de, lire_etat
from soinsprimaires.echanges._projets_suivis import personnes_de, territoire_de
from soinsprimaires.echanges._tables import LIMITES_CLASSEUR, Forme, tableaux
from soinsprimaires.echanges._titres import normaliser
from soinsprimaires.echanges.evenements import membre_nomme
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele._champs import Champ, champs
from soinsprimaires.modele.evenements import Acte, Acteur, Evenement, QualiteActeur, restants
from soinsprimaires.modele.projets import Projet, Referent
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import FormeDatee, FormeJuridique, Structure
from soinsprimaires.mots import dater, jour_en_lettres
from soinsprimaires.regles import Rapport
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.sources import NatureProvenance, Provenance
from soinsprimaires.temps import DatePartielle

__all__ = ["Completement", "DonneeManquante", "completer_feuille", "demander", "ecrire_gabarit_completer"]

_DE_L_EVENEMENT: Final[Mapping[str, str]] = {
    "effet_le": "le jour de « {} »",
    "recu_le": "le jour où fut reçu « {} »",
    "acteurs": "qui a fait « {} »",
    "motif": "le motif de « {} »",
}
_COLONNES: Final = {
    "entite": "Identifiant",
    "nom": "Nom",
    "quoi": "À compléter",
    "reponse": "Réponse",
    "codes": "Ce qui l'attend",
    "cle": "Clé",
}
_EVENEMENT: Final = re.compile(r"/journal/(\d+)(?:/|$)")
_OUI_NON: Final = {"oui": True, "non": False}


@attrs.frozen(kw_only=True)
class DonneeManquante:
    """A datum that a registre lacks.

    Attributes:
        entite: identifiant of what lacks it.
        nom: its name, for people.
        cle: what the datum is, for the sheet that brings the answer back; ``None`` when the sheet cannot.
        quoi: what is asked, in French.
        codes: rules and deadlines that wait for it, in order.
        choix: what may be answered; anything when there is none.
    """

    entite: str
    nom: str
    cle: str | None
    quoi: str
    codes: tuple[str, ...]
    choix: tuple[str, ...] = ()


# -- what is asked ------------------------------------------------------------------------------------------------


def demander(registre: Registre, rapport: Rapport) -> tuple[DonneeManquante, ...]:
    """What a registre lacks, on the day of a report: what unlocks most first, each datum once.

    Args:
        registre: the one that was checked.
        rapport: what its check says.
    """
    codes: dict[tuple[str, str | None, str], dict[str, None]] = defaultdict(dict)
    choix: dict[tuple[str, str | None, str], tuple[str, ...]] = {}
    for code, entite, cle, quoi, admis in (*_des_regles(registre, rapport), *_du_suivi(registre, rapport.au)):
        codes[entite, cle, quoi][code] = None
        choix[entite, cle, quoi] = admis
    manques = (
        DonneeManquante(
            entite=entite,
            nom=getattr(registre.obtenir(entite), "nom", None) or entite,
            cle=cle,
            quoi=quoi,
            codes=tuple(attendus),
            choix=choix[entite, cle, quoi],
        )
        for (entite, cle, quoi), attendus in codes.items()
    )
    return tuple(sorted(manques, key=lambda manque: (-len(manque.codes), manque.quoi, manque.nom)))


_Demande = tuple[str, str, str | None, str, tuple[str, ...]]
"""Code, entity, key, what is asked, what may be answered."""


def _des_regles(registre: Registre, rapport: Rapport) -> Iterator[_Demande]:
    for resultat in rapport.resultats:
        for constat in resultat.constats:
            entite = registre.obtenir(constat.entite)
            if constat.resultat is not Resultat.INDETERMINE or entite is None:
                continue
            for manquant in constat.manquants:
                if isinstance(entite, Projet):
                    yield from _du_projet(constat.code, entite, manquant, constat.pointeur)
                else:
                    yield _du_champ(constat.code, entite, manquant)


def _du_projet(code: str, projet: Projet, manquant: str, pointeur: str) -> Iterator[_Demande]:
    if manquant in _DE_L_EVENEMENT:
        situe = _EVENEMENT.search(pointeur)
        if situe is not None:
            vises = [projet.journal[int(situe[1])]]
        else:  # what was deduced is of little use, but the contract, from which every delay runs
            vises = [e for e in restants(projet.journal) if not _est_deduit(e) or e.acte is Acte.SIGNATURE_CONTRAT]
        for evenement in vises:
            if evenement.acte not in HORS_TABLE and _manque(evenement, manquant):
                yield code, projet.identifiant, f"{manquant}:{evenement.identifiant}", _quoi(manquant, evenement), ()
    elif manquant == "journal":
        yield code, projet.identifiant, None, "les actes qui ne sont pas notés (soinsprimaires noter)", ()
    else:
        yield _du_champ(code, projet, manquant)


def _est_deduit(evenement: Evenement) -> bool:
    return evenement.provenance is not None and evenement.provenance.nature is NatureProvenance.DEDUITE


def _quoi(manquant: str, evenement: Evenement) -> str:
    return _DE_L_EVENEMENT[manquant].format(evenement.acte.libelle)


def _manque(evenement: Evenement, champ: str) -> bool:
    valeur = getattr(evenement, champ)
    return not valeur or (isinstance(valeur, DatePartielle) and valeur.au_plus_tot != valeur.au_plus_tard)


def _du_champ(code: str, entite: Entite, manquant: str) -> _Demande:
    if manquant == "formes":
        return code, entite.identifiant, "formes", "la forme juridique", tuple(forme.value for forme in FormeJuridique)
    champ = _champ_simple(entite, manquant)
    mot = manquant.replace("_", " ")
    if champ is None:
        return code, entite.identifiant, None, mot, ()
    return code, entite.identifiant, f"champ:{manquant}", mot, _choix(champ)


def _champ_simple(entite: Entite, nom: str) -> Champ | None:
    """A field that one cell can tell."""
    champ = next((c for c in champs(type(entite)) if c.nom == nom and not c.liste and c.references is None), None)
    if champ is None or champ.sorte is not None or len(champ.classes) != 1:
        return None
    [classe] = champ.classes
    return champ if classe in {str, int, bool, date, DatePartielle} or issubclass(classe, Enum) else None


def _choix(champ: Champ) -> tuple[str, ...]:
    [classe] = champ.classes
    if issubclass(classe, Enum):
        return tuple(str(membre.value) for membre in classe)
    return tuple(_OUI_NON) if classe is bool else ()


def _du_suivi(registre: Registre, au: date) -> Iterator[_Demande]:
    """What the deadlines and the follow-up wait for, beside the rules: what a sheet left open too."""
    suivis = any(projet.referents for projet in registre.projets)
    for projet in registre.projets:
        suivi = Suivi(projet, registre, au)
        if suivi.vit is False:
            continue
        if suivi.etat is None and suivi.repris:
            yield "suivi", projet.identifiant, "etat", "l'état du projet", ()
        if projet.territoire is None:
            yield "suivi", projet.identifiant, "communes", "les communes", ()
        if suivis and not projet.referents:
            yield "suivi", projet.identifiant, "referents", "qui le suit", ()
        if (entree := _entree_sans_jour(projet)) is not None:
            yield "suivi", projet.identifiant, f"effet_le:{entree.identifiant}", _quoi("effet_le", entree), ()
        for evenement in restants(projet.journal):
            attendu = any(e.code == VALIDATION_TACITE.code for e in suivi.echeances)
            if evenement.acte is Acte.DEPOT_PROJET and attendu and evenement.recu_le is None:
                cle, quoi = f"recu_le:{evenement.identifiant}", _quoi("recu_le", evenement)
                yield VALIDATION_TACITE.code, projet.identifiant, cle, quoi, ()


def _entree_sans_jour(projet: Projet) -> Evenement | None:
    """The last event that changed the state, when nothing tells after when it took place."""
    menent = (
        e for e in restants(projet.journal) if any(ligne.vers is not None for ligne in lignes_de(projet.nature, e.acte))
    )
    dernier = next(reversed([*menent]), None)
    if dernier is None or (dernier.effet_le is not None and dernier.effet_le.au_plus_tot is not None):
        return None
    return dernier


def ecrire_gabarit_completer(cible: BinaryIO, manques: Iterable[DonneeManquante]) -> None:
    """Write a workbook of what is asked, to answer in its column, which :func:`completer_feuille` takes back.

    Raises:
        ExtraManquant: openpyxl is not installed.
    """
    lignes = [
        (
            m.entite,
            m.nom,
            m.quoi,
            "",
            ", ".join(m.codes) + (f" ; réponses : {', '.join(m.choix)}" if m.choix else ""),
            m.cle,
        )
        for m in manques
        if m.cle is not None
    ]
    explications = (
        "Répondre dans la colonne « Réponse » ; laisser vide ce qu'on ne sait pas. Ne pas toucher aux autres colonnes.",
        "La lire : soinsprimaires importer completer a-completer.xlsx --dans registre.json --sur-place",
    )
    colonnes = [ColonneARemplir(titre=titre) for titre in _COLONNES.values()]
    ecrire_gabarit(cible, "À compléter", colonnes, explications, [tuple(c or "" for c in ligne) for ligne in lignes])


# -- what is answered ---------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Completement:
    """What came of the answers.

    Attributes:
        registre: the registre with them.
        faits: what was completed, in French.
        refus: why the others could not be, each with its line, in French.
        remarques: what was understood and deserves a look, likewise.
        anomalies: what was wrong in the sheet.
    """

    registre: Registre
    faits: tuple[str, ...]
    refus: tuple[str, ...]
    remarques: tuple[str, ...]
    anomalies: Anomalies


def completer_feuille(
    registre: Registre,
    source: Source,
    *,
    au: date,
    departement: str | None = None,
    titre: str = "Feuille à compléter",
    limites: Limites = LIMITES_CLASSEUR,
) -> Completement:
    """Bring back the answers of a sheet; a line that cannot be understood stops nothing.

    Raises:
        DocumentInvalide: a column is absent.
        ExtraManquant: a workbook without openpyxl.
    """
    journal = Journal()
    forme = Forme(colonnes={nom: (t,) for nom, t in _COLONNES.items()}, requises=("entite", "reponse", "cle"))
    faits: list[str] = []
    refus: list[str] = []
    remarques: list[str] = []
    with ouvrir(source, journal, limites) as ouvert:
        for table in tableaux(ouvert, journal, forme):
            for rangee in table.lignes:
                if not rangee.texte("reponse"):
                    continue
                provenance = Provenance(titre=titre, publie_le=au, passage=f"ligne {rangee.numero}")
                reponse = _Reponse(registre, au, departement, provenance)
                try:
                    apres = reponse.prendre(rangee.texte("entite"), rangee.texte("cle"), rangee.cellule("reponse"))
                except ValeurInvalide as erreur:
                    colonne = _COLONNES.get(erreur.champ or "", _COLONNES["reponse"])
                    refus.append(f"ligne {rangee.numero}, « {colonne} » : {erreur.message}")
                else:
                    registre = apres
                    faits.append(f"{rangee.texte('nom') or rangee.texte('entite')} : {rangee.texte('quoi')}")
                remarques += [f"ligne {rangee.numero}, « {_COLONNES['reponse']} » : {dit}" for dit in reponse.remarques]
    return Completement(
        registre=registre,
        faits=tuple(faits),
        refus=tuple(refus),
        remarques=tuple(remarques),
        anomalies=journal.anomalies,
    )


@attrs.frozen
class _Reponse:
    """Takes one answer."""

    registre: Registre
    au: date
    departement: str | None
    provenance: Provenance
    remarques: list[str] = attrs.field(factory=list)

    def prendre(self, identifiant: str, cle: str, reponse: Any) -> Registre:
        entite = self.registre.obtenir(identifiant)
        if not isinstance(entite, Entite):
            raise ValeurInvalide(
                f"rien ne s'appelle {citer(identifiant)} dans le registre", "completer.entite", "entite"
            )
        quoi, _, nom = cle.partition(":")
        if quoi == "champ" and (champ := _champ_simple(entite, nom)) is not None:
            return self.registre.avec(attrs.evolve(entite, **{nom: self._valeur(champ, reponse)}))
        if cle == "formes" and isinstance(entite, Structure):
            forme = FormeDatee(forme=_mot(FormeJuridique, str(reponse)))
            return self.registre.avec(attrs.evolve(entite, formes=(*entite.formes, forme)))
        if isinstance(entite, Projet) and quoi in _DE_L_EVENEMENT:
            return self._corriger(entite, nom, quoi, reponse)
        if isinstance(entite, Projet) and cle == "etat":
            return self._etat(entite, str(reponse))
        if isinstance(entite, Projet) and cle == "communes":
            return self._communes(entite, str(reponse))
        if isinstance(entite, Projet) and cle == "referents":
            personnes = personnes_de(noms_de(str(reponse)), self.provenance)
            nouvelles = [personne for personne in personnes if self.registre.obtenir(personne.identifiant) is None]
            referents = tuple(Referent(qualite=QualiteActeur.AUTRE, personne=p.identifiant) for p in personnes)
            return self.registre.avec(*nouvelles, attrs.evolve(entite, referents=referents))
        raise ValeurInvalide(f"{citer(cle)} n'est pas une clé de cette feuille", "completer.cle", "cle")

    def _corriger(self, projet: Projet, nom: str, champ: str, reponse: Any) -> Registre:
        nomme = next((e for e in projet.journal if e.identifiant == nom), None)
        vivants = restants(projet.journal)
        # Another answer of the sheet may have written it again already.
        memes = [e for e in vivants if nomme is not None and e.acte is nomme.acte]
        evenement = nomme if nomme in vivants else next(reversed(memes), None)
        if evenement is None:
            raise ValeurInvalide(f"{projet.nom} n'a pas d'événement {citer(nom)}", "completer.evenement", "cle")
        valeur: Any = " ".join(str(reponse).split())
        if champ in {"effet_le", "recu_le"}:
            valeur = self._date(reponse)
        elif champ == "acteurs":
            valeur = tuple(self._acteurs(valeur))
        corrige = corriger(projet, evenement, {champ: valeur}, self.registre, le=self.au, provenance=self.provenance)
        return self.registre.avec(corrige)

    def _date(self, reponse: Any) -> DatePartielle:
        lue, faute = lire_date(reponse)
        if lue is None:
            message = "une date est attendue" if faute is None else faute[1]
            raise ValeurInvalide(message, "completer.date", "reponse")
        if faute is not None:
            self.remarques.append(faute[1])
        if lue.au_plus_tot is not None and lue.au_plus_tot > self.au:
            message = f"{dater(lue)} : c'est après le {jour_en_lettres(self.au)}, jour de la réponse"
            raise ValeurInvalide(message, "completer.date", "reponse")
        return lue

    @staticmethod
    def _acteurs(texte: str) -> Iterator[Acteur]:
        for mot in filter(None, map(str.strip, texte.replace(";", ",").split(","))):
            qualite = membre_nomme(QualiteActeur, mot)
            if qualite is None:
                mots = ", ".join(q.value for q in QualiteActeur)
                raise ValeurInvalide(f"{citer(mot)} n'est pas un acteur ; mots : {mots}", "completer.acteur", "reponse")
            yield Acteur(qualite=qualite)

    def _etat(self, projet: Projet, texte: str) -> Registre:
        mot = lire_etat(texte, projet.nature)
        etats = frozenset() if mot is None else etats_de(mot, projet.nature)
        if not etats:
            connus = ", ".join(etat.libelle for etat in ETATS[projet.nature])
            message = f"{citer(texte)} n'est pas un état de ce projet ; états : {connus}"
            raise ValeurInvalide(message, "completer.etat", "reponse")
        suite = poursuivre(projet, EtatDit(le=self.au, etats=etats, provenance=self.provenance), self.registre)
        if suite.question is not None:
            raise ValeurInvalide(suite.question, "completer.etat", "reponse")
        return self.registre.avec(attrs.evolve(projet, journal=(*projet.journal, *suite.evenements)))

    def _communes(self, projet: Projet, texte: str) -> Registre:
        trouvees, fautes = Lieux(self.au, self.departement).communes(texte)
        if not trouvees:
            raise ValeurInvalide(
                " ; ".join(m for _, m in fautes) or "une commune est attendue", "completer.commune", "reponse"
            )
        self.remarques.extend(message for _, message in fautes)
        territoire = territoire_de(projet, trouvees, None, self.provenance)
        if territoire is None:
            return self.registre
        return self.registre.avec(territoire, attrs.evolve(projet, territoire=territoire.identifiant))

    def _valeur(self, champ: Champ, reponse: Any) -> Any:
        [classe] = champ.classes
        texte = " ".join(str(reponse).split())
        if classe in {date, DatePartielle}:
            lue = self._date(reponse)
            if classe is date and lue.jour is None:
                raise ValeurInvalide("un jour entier est attendu", "completer.date", "reponse")
            return lue.jour if classe is date else lue
        if classe is str:
            return texte
        if classe is int:
            if not texte.replace(" ", "").isdecimal():
                raise ValeurInvalide(f"{citer(texte)} n'est pas un nombre entier", "completer.nombre", "reponse")
            return int(texte.replace(" ", ""))
        return _mot(classe, texte)


def _mot(classe: type[Any], texte: str) -> Any:
    """What a word of a closed list stands for."""
    admis = _OUI_NON if classe is bool else {str(membre.value): membre for membre in classe}
    mots = {normaliser(mot.replace("_", " ")): valeur for mot, valeur in admis.items()}
    if normaliser(texte.replace("_", " ")) not in mots:
        raise ValeurInvalide(f"{citer(texte)} : réponses admises : {', '.join(admis)}", "completer.mot", "reponse")
    return mots[normaliser(texte.replace("_", " "))]
