"""The projects of a tracking sheet: those that a registre has not, and what changed of those that it has."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from hashlib import blake2b
from typing import Final

import attrs

from soinsprimaires import cycle, referentiels
from soinsprimaires.cycle.poursuite import dates_laissees, poursuivre
from soinsprimaires.cycle.reconstitution import reconstituer
from soinsprimaires.echanges._lecteur_suivi import LecteurSuivi, LigneSuivie, cle_du_nom
from soinsprimaires.echanges._titres import en_slug, normaliser
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.evenements import Acte, restants
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.projets import NatureProjet, Projet, Referent
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import EquipeSoinsPrimaires
from soinsprimaires.modele.territoires import Delimitation, NatureTerritoire, Territoire
from soinsprimaires.mots import dater
from soinsprimaires.referentiels import Commune
from soinsprimaires.sources import Provenance

LueDuSuivi = Projet | Territoire | Personne | EquipeSoinsPrimaires
"""What a line gives."""

_FINS: Final = frozenset({Acte.ABANDON, Acte.FUSION, Acte.DISSOLUTION, Acte.CESSATION})
"""What may take a project out of a sheet."""


def territoire_de(
    projet: Projet, communes: Iterable[Commune], departement: str | None, provenance: Provenance
) -> Territoire | None:
    """The territory of a project of which a line tells communes, maybe not all of them, or the département alone."""
    codes = tuple(commune.code for commune in communes)
    if not codes and departement is None:
        return None
    return Territoire(
        identifiant=f"territoire-{projet.identifiant}",
        nom=projet.nom,
        nature=NatureTerritoire.ACTION_CPTS if projet.nature is NatureProjet.CPTS else NatureTerritoire.AUTRE,
        departement=None if codes else departement,
        communes=codes,
        delimitation=Delimitation.INCONNUE,
        provenance=provenance,
    )


def personnes_de(noms: Iterable[str], provenance: Provenance) -> tuple[Personne, ...]:
    """The people who follow a project, as a cell names them: one name is one person."""
    # An identifiant is shown in findings, where a name must not be.
    empreintes = {nom: blake2b(normaliser(nom).encode(), digest_size=8).hexdigest() for nom in noms}
    return tuple(
        Personne(identifiant=f"referent-{empreinte}", nom=nom, provenance=provenance)
        for nom, empreinte in empreintes.items()
    )


def _redit(connu: Territoire | None, lu: Territoire) -> bool:
    """Whether a line tells of a territory nothing new: the same communes, or a département where it is."""
    if connu is None:
        return False
    return {*lu.communes} == {*connu.communes} if lu.communes else _departements(lu) <= _departements(connu)


def _departements(territoire: Territoire) -> set[str]:
    """The départements where a territory surely is."""
    communes = set(map(referentiels.departement_de, territoire.communes))
    return communes if territoire.departement is None else {territoire.departement, *communes}


class FabriqueProjets:
    """Makes the entities of projects that a registre has not."""

    def __init__(self, registre: Registre, provenance: Provenance) -> None:
        self._registre = registre
        self._provenance = provenance
        self._pris = {projet.identifiant for projet in registre.projets}
        self._personnes: set[str] = set()

    def entites(self, fiche: LigneSuivie) -> tuple[LueDuSuivi, ...] | None:
        """The territory, the referent and the project of a line; ``None`` when its identifiant is taken."""
        base = (
            fiche.identifiant or f"projet-{fiche.nature.value.replace('_', '-')}-{en_slug(fiche.nom) or fiche.numero}"
        )
        situes = () if fiche.identifiant else tuple(f"{base}-{commune.code.lower()}" for commune in fiche.communes[:1])
        identifiant = next((essai for essai in (base, *situes) if essai not in self._pris), None)
        if identifiant is None:
            return None
        self._pris.add(identifiant)
        personnes = personnes_de(fiche.referents, self._provenance)
        projet = Projet(
            identifiant=identifiant,
            nom=fiche.nom,
            nature=fiche.nature,
            referents=tuple(Referent(qualite=fiche.qualite, personne=p.identifiant) for p in personnes),
            provenance=self._provenance,
        )
        territoire = territoire_de(projet, fiche.communes, fiche.departement, self._provenance)
        projet = attrs.evolve(projet, territoire=None if territoire is None else territoire.identifiant)
        autour = self._registre if territoire is None else self._registre.avec(territoire)
        entites: list[LueDuSuivi] = [] if territoire is None else [territoire]
        entites += [personne for personne in personnes if personne.identifiant not in self._personnes]
        self._personnes |= {personne.identifiant for personne in personnes}
        return (*entites, attrs.evolve(projet, journal=reconstituer(projet, fiche.dit, autour)))


def _sujet(fiche: LigneSuivie) -> object:
    """What a line speaks of: who gives two projects one name tells them apart by their identifiants."""
    return fiche.identifiant or fiche.cle


class MoisSuivi:
    """One sheet that comes into a registre."""

    def __init__(self, registre: Registre, fiches: Sequence[LigneSuivie], lecteur: LecteurSuivi) -> None:
        self.registre = registre
        self.ajouts: list[str] = []
        self.changements: list[str] = []
        self.questions: list[str] = []
        self.reconnus: list[str] = []
        self._fiches = fiches
        self._lecteur = lecteur
        self._renommes: set[str] = set()
        self._provenance = lecteur.provenance
        self._fabrique = FabriqueProjets(registre, lecteur.provenance)

    def suivre(self) -> None:
        connus = {projet.identifiant: projet for projet in self.registre.projets}
        apparies = {fiche.numero: projet for fiche in self._fiches if (projet := self._trouver(fiche)) is not None}
        natures = {fiche.nature for fiche in self._fiches}
        absents = [p for p in connus.values() if p.nature in natures and p not in apparies.values()]
        if absents and not apparies and any(fiche.identifiant is None for fiche in self._fiches):
            message = (
                f"aucun des {len(self._fiches)} projets de la feuille n'est dans ce registre, qui en suit "
                f"{len(absents)} autres ({', '.join(p.nom for p in absents[:3])} ...) : est-ce la bonne "
                "feuille ? Si oui, donner à chacun un identifiant dans une colonne « Identifiant » l'ajoute"
            )
            raise ValeurInvalide(message, "tableau.autre", "registre")
        doubles = {cle for cle, nombre in Counter(p.identifiant for p in apparies.values()).items() if nombre > 1}
        sujets = Counter(map(_sujet, self._fiches))
        for fiche in self._fiches:
            projet = apparies.get(fiche.numero)
            if projet is None and sujets[_sujet(fiche)] == 1:
                self._ajouter(fiche, absents)
            elif projet is None or projet.identifiant in doubles:
                self._demander(
                    fiche.nom,
                    f"deux lignes en parlent (dont la {self._lecteur.lieu(fiche.numero)}) : laquelle est juste ? Si ce "
                    "sont deux projets, donner un identifiant à chacun dans une colonne « Identifiant »",
                )
            else:
                self._poursuivre(projet, fiche)
        for absent in absents:
            suivi = cycle.Suivi(absent, self.registre, self._lecteur.le)
            if absent.identifiant in self._renommes or suivi.vit is False:
                continue  # asked already, or over: a sheet need not hold it any more
            fins = [acte for acte in suivi.actes_possibles() if acte in _FINS]
            dits = " ou ".join(f"{acte.libelle} ({acte.value})" for acte in fins)
            remede = (
                f" ; si c'est {dits}, le noter (soinsprimaires noter REGISTRE {absent.identifiant} ...)" if fins else ""
            )
            self._demander(absent.nom, f"n'est plus dans la feuille, rien n'est changé{remede}")
        self.registre = self.registre.avec(*self._lecteur.equipes)

    def _trouver(self, fiche: LigneSuivie) -> Projet | None:
        """The project of a line: by its identifiant, else by its name, and by its communes when two share it."""
        if fiche.identifiant is not None and isinstance(projet := self.registre.obtenir(fiche.identifiant), Projet):
            return projet
        memes = [p for p in self.registre.projets if (p.nature, cle_du_nom(p.nom)) == fiche.cle]
        if len(memes) > 1:
            communes = {commune.code for commune in fiche.communes}
            memes = [p for p in memes if set(self._communes(p)) == communes]
        return memes[0] if len(memes) == 1 else None

    def _communes(self, projet: Projet) -> tuple[str, ...]:
        territoire = self.registre.obtenir(projet.territoire)
        return territoire.communes if isinstance(territoire, Territoire) else ()

    def _demander(self, nom: str, question: str) -> None:
        self.questions.append(f"{nom} : {question}")

    def _ajouter(self, fiche: LigneSuivie, absents: Sequence[Projet]) -> None:
        """A project that the registre has not; without an identifiant of its own it may be one under another name."""
        communes = {commune.code for commune in fiche.communes}
        noms = {cle_du_nom(p.nom): p for p in absents if p.nature is fiche.nature}
        proches = [noms[nom] for nom in get_close_matches(cle_du_nom(fiche.nom), noms, n=1)]
        proches += [p for p in noms.values() if communes and communes == set(self._communes(p))]
        if proches and fiche.identifiant is None:
            ancien = proches[0]
            self._renommes.add(ancien.identifiant)
            self._demander(
                fiche.nom,
                f"est-ce « {ancien.nom} », qui n'est plus dans la feuille ? Si oui : soinsprimaires renommer REGISTRE "
                f"{ancien.identifiant} --nom {json.dumps(fiche.nom, ensure_ascii=False)} --sur-place, puis importer de "
                "nouveau (--dans REGISTRE --sur-place) ; sinon, lui donner un identifiant dans une colonne "
                "« Identifiant »",
            )
            return
        entites = self._fabrique.entites(fiche)
        if entites is None:
            self._demander(
                fiche.nom, f"{self._lecteur.lieu(fiche.numero)} : c'est le nom d'un autre projet ; lequel est lequel ?"
            )
            return
        self._lecteur.journal.gardees += 1
        self.ajouts.append(fiche.nom)
        self.registre = self.registre.avec(*entites)
        self._dire_laissees(next(entite for entite in entites if isinstance(entite, Projet)), fiche)

    def _poursuivre(self, projet: Projet, fiche: LigneSuivie) -> None:
        self._lecteur.journal.gardees += 1
        if fiche.nom != projet.nom and cle_du_nom(fiche.nom) == cle_du_nom(projet.nom):
            self.reconnus.append(f"« {fiche.nom} » ({self._lecteur.lieu(fiche.numero)}) est {projet.nom}")
        elif fiche.nom != projet.nom:
            self._demander(
                projet.nom,
                f"la feuille l'appelle « {fiche.nom} » ({self._lecteur.lieu(fiche.numero)}) : a-t-il changé de nom ? "
                f"Si oui : soinsprimaires renommer REGISTRE {projet.identifiant} --nom "
                f"{json.dumps(fiche.nom, ensure_ascii=False)} --sur-place",
            )
        suite = poursuivre(projet, fiche.dit, self.registre)
        if suite.question is not None:
            self._demander(projet.nom, suite.question)
        nouveau = attrs.evolve(projet, journal=(*projet.journal, *suite.evenements))
        deja = {(e.acte, e.effet_le, e.recu_le, e.avis) for e in restants(projet.journal)}
        # What is only written again, after a better date, changes nothing.
        ajoutes = [e for e in restants(nouveau.journal) if (e.acte, e.effet_le, e.recu_le, e.avis) not in deja]
        for evenement in sorted(ajoutes, key=lambda e: e.intervalle[1] or date.max):
            le = "" if evenement.effet_le is None else f" {dater(evenement.effet_le)}"
            self.changements.append(f"{projet.nom} : {evenement.acte.libelle}{le}")
        self._dire_laissees(nouveau, fiche, suite.question or "")
        nouveau = self._referer(self._situer(nouveau, fiche), fiche)
        if nouveau != projet:
            self.registre = self.registre.avec(nouveau)

    def _dire_laissees(self, projet: Projet, fiche: LigneSuivie, demande: str = "") -> None:
        """Each day of the line that the journal does not hold, but those that are asked already."""
        for champ, le, raison in dates_laissees(projet, fiche.dit, self.registre):
            if dater(le) not in demande:
                self._lecteur.dire_date_laissee(fiche, champ, f"{dater(le)} {raison}")

    def _situer(self, projet: Projet, fiche: LigneSuivie) -> Projet:
        lu, connu = (
            territoire_de(projet, fiche.communes, fiche.departement, self._provenance),
            self.registre.obtenir(projet.territoire),
        )
        if lu is None or not isinstance(connu, Territoire | None) or _redit(connu, lu):
            return projet
        ou = ", ".join(commune.nom for commune in fiche.communes) or f"département {lu.departement}"
        if connu is not None:
            if connu.communes or connu.identifiant != lu.identifiant or not _departements(connu) <= _departements(lu):
                question = f"la feuille situe le projet ailleurs ({ou}) : le territoire a-t-il changé ?"
                self._demander(projet.nom, question)
                return projet
            departement = connu.departement or lu.departement
            lu = attrs.evolve(connu, communes=lu.communes, departement=departement, provenance=lu.provenance)
        self.registre = self.registre.avec(lu)
        self.changements.append(f"{projet.nom} : territoire connu, {ou}")
        return attrs.evolve(projet, territoire=lu.identifiant)

    def _referer(self, projet: Projet, fiche: LigneSuivie) -> Projet:
        """Who follows the project in the capacity of the sheet; somebody who follows it in another is there already."""
        personnes = personnes_de(fiche.referents, self._provenance)
        anciens, autres = (
            [r for r in projet.referents if (r.qualite is fiche.qualite) is meme] for meme in (True, False)
        )
        nouveaux = [p for p in personnes if p.identifiant not in {r.personne for r in autres}]
        if not nouveaux or {p.identifiant for p in nouveaux} == {r.personne for r in anciens}:
            return projet
        noms = [nom for r in anciens if isinstance(p := self.registre.obtenir(r.personne), Personne) and (nom := p.nom)]
        self.registre = self.registre.avec(*(p for p in nouveaux if self.registre.obtenir(p.identifiant) is None))
        apres = f", après {', '.join(noms)}" if noms else ""
        self.changements.append(f"{projet.nom} : suivi par {', '.join(p.nom or '' for p in nouveaux)}{apres}")
        suivants = tuple(Referent(qualite=fiche.qualite, personne=p.identifiant) for p in nouveaux)
        return attrs.evolve(projet, referents=(*autres, *suivants))
