"""A registre as chapters, on a day: what is computed of it in tables, then all that it holds, entity by entity."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Final

import attrs

from soinsprimaires import composition, referentiels
from soinsprimaires.affichage.contenu.fiches import Fiche, Redaction
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Ton
from soinsprimaires.affichage.contenu.mots_des_champs import GENRES, un_seul
from soinsprimaires.affichage.financement import fourchette, total_en_mots
from soinsprimaires.affichage.libelles import libeller, nature_en_bref, population_en_mots, pourquoi
from soinsprimaires.affichage.noms import commune_du_territoire, libelle_du_code, metier, nom_connu, nommer
from soinsprimaires.affichage.portefeuille import ensuite_en_bref
from soinsprimaires.analyse.portefeuille import echeances_a_suivre, resumer_suivi, sans_jour
from soinsprimaires.cycle import Echeance, Suivi
from soinsprimaires.cycle._echeance import qualites_en_bref
from soinsprimaires.droit import ACI_MSP_APPROUVE_LE
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.financement import (
    Decompte,
    decompte_aci_cpts,
    decompte_aci_msp,
    faits_aci_cpts,
    faits_aci_msp,
)
from soinsprimaires.modele.professionnels import ModeExercice, Professionnel
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CPTS, MSP
from soinsprimaires.modele.territoires import NatureTerritoire, Territoire
from soinsprimaires.mots import dater, grouper

__all__ = ["Case", "Chapitre", "Presentation", "Table", "ancre"]

_ENTITES: Final = 2_000
"""Beyond so many entities, they are counted: a page of tens of thousands is read by nobody."""
_STRUCTURES_DETAILLEES: Final = 40
"""Beyond, the members of structures on that day are counted, not listed again."""


@attrs.frozen
class Case:
    """A cell of a table.

    Attributes:
        texte: what it says.
        ton: how it is shown.
        ancre: the place of the page that tells more.
        precision: what is said beside, in small.
    """

    texte: str
    ton: Ton = Ton.NEUTRE
    ancre: str | None = None
    precision: str = ""


@attrs.frozen
class Table:
    """A table.

    Attributes:
        titre: title.
        entetes: heads of its columns.
        lignes: its lines; the first cell names the line.
        notes: what its reader must know.
    """

    titre: str
    entetes: tuple[str, ...]
    lignes: tuple[tuple[Case, ...], ...]
    notes: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Chapitre:
    """A part of what is said of a registre.

    Attributes:
        ancre: identifier in the page.
        titre: title.
        tables: what is computed, tables without a line left out.
        fiches: what is held, list by list.
        notes: what its reader must know.
    """

    ancre: str
    titre: str
    tables: tuple[Table, ...] = ()
    fiches: tuple[tuple[str, tuple[Fiche, ...]], ...] = ()
    notes: tuple[LigneDeTexte, ...] = ()


def _table(titre: str, entetes: Sequence[str], lignes: Iterable[Sequence[Case | str | int]], *notes: str) -> Table:
    cases = (tuple(case if isinstance(case, Case) else Case(str(case)) for case in ligne) for ligne in lignes)
    return Table(titre, tuple(entetes), tuple(cases), notes)


def ancre(projet: Projet) -> str:
    """The place of a project in the page."""
    return f"projet-{projet.identifiant}"


_CHAPITRES: Final = (
    ("territoires", "Territoires et population", ("territoires", "lieux")),
    ("structures", "Structures et membres", ("structures", "organisations", "personnes")),
    ("offre", "Offre de soins", ("professionnels", "mouvements", "carences", "tableaux_garde")),
    ("formations", "Formations", ("programmes_formation", "seances_formation")),
    ("reunions", "Réunions et décisions", ("reunions", "groupes_travail")),
    ("actions", "Actions", ("actions",)),
    (
        "appuis",
        "Appuis, aides et conventions",
        (
            "accompagnements",
            "dispositifs",
            "aides_financieres",
            "indemnites",
            "conventions",
            "protocoles",
            "labels",
            "bilans_annuels",
            "documents",
            "procedures_regionales",
        ),
    ),
    ("financement", "Ce que verse l'accord conventionnel (ACI)", ()),
    ("chiffres", "Chiffres cités", ("statistiques",)),
)
"""The chapters and the lists that each of them holds; those of the projects come first."""


@attrs.frozen(eq=False)
class Presentation:
    """What is said of a registre on a day, as data.

    Attributes:
        registre: what is shown.
        au: the day.
    """

    registre: Registre
    au: date

    @cached_property
    def redaction(self) -> Redaction:
        """The registre in words."""
        return Redaction(self.registre, self.au)

    @cached_property
    def suivis(self) -> tuple[Suivi, ...]:
        """The view of each project on that day."""
        return tuple(Suivi(projet, self.registre, self.au) for projet in self.registre.projets)

    @property
    def detaille(self) -> bool:
        """Whether every entity is shown."""
        return len(self.registre) <= _ENTITES

    # -- chapters ------------------------------------------------------------------------------------------------

    @cached_property
    def fil(self) -> Chapitre:
        """All that is dated, in order."""
        faits = self.redaction.faits if self.detaille else ()
        lignes = ((fait.quand, fait.quoi, fait.source) for fait in faits)
        return self._chapitre(
            "fil", "Au fil des dates", (), _table("Tout ce qui est daté", ("Quand", "Quoi", "D'après"), lignes)
        )

    @cached_property
    def projets(self) -> Chapitre:
        """Where the projects stand, then what the document holds of them."""
        return self._chapitre("projets", "Projets", ("projets",), self._index())

    @cached_property
    def autres(self) -> tuple[Chapitre, ...]:
        """The other chapters, in order."""
        calculees = {
            "territoires": (self._territoires(),),
            "structures": (self._structures(), self._membres()),
            "offre": (self._professions(),),
            "financement": tuple(self._financements()),
        }
        return tuple(self._chapitre(cle, titre, listes, *calculees.get(cle, ())) for cle, titre, listes in _CHAPITRES)

    @cached_property
    def _comptes(self) -> tuple[tuple[str, Decompte], ...]:
        """What each structure under a contract of the agreements receives: the last civil year, or that of the day."""
        if not self.detaille:
            return ()
        comptes: list[tuple[str, Decompte]] = []
        for structure in self.registre.structures:
            if isinstance(structure, MSP) and self.au.year > ACI_MSP_APPROUVE_LE.year:
                exercice = self.au.year - 1
                faits = faits_aci_msp(self.registre, structure, exercice=exercice)
                if faits.contrat_effet_le is not None:
                    comptes.append((f"{structure.nom} : exercice {exercice}", decompte_aci_msp(faits)))
            elif isinstance(structure, CPTS):
                de_la_cpts = faits_aci_cpts(self.registre, structure, au=self.au)
                if de_la_cpts.annee_contrat is not None:
                    titre = f"{structure.nom} : année {de_la_cpts.annee_contrat} du contrat"
                    comptes.append((titre, decompte_aci_cpts(de_la_cpts)))
        return tuple(comptes)

    def _financements(self) -> Iterator[Table]:
        for titre, compte in self._comptes:
            lignes: list[tuple[Case | str, ...]] = [
                (
                    Case(ligne.libelle, precision=ligne.formule),
                    "" if ligne.points is None else grouper(ligne.points),
                    Case(fourchette(ligne.montant, ligne.minimum, ligne.maximum), precision=ligne.raison or ""),
                    Case(ligne.fiabilite.libelle, precision=" ; ".join(map(str, ligne.sources))),
                )
                for ligne in compte.lignes
            ]
            lignes.append((Case("total"), "", Case(total_en_mots(compte)), ""))
            yield _table(
                titre, ("Ce qui est payé", "Points", "Montant", "Fiabilité et textes"), lignes, *compte.reserves
            )

    @cached_property
    def sources(self) -> Chapitre:
        """Where the facts come from."""
        sans = sum(entite.provenance is None for entite in self.registre)
        lignes = (
            (
                f"[{source.rang}]",
                source.texte,
                Case(source.provenance.adresse or "", ancre=source.provenance.adresse),
                source.nombre,
            )
            for source in self.redaction.sources
        )
        notes = (
            (LigneDeTexte(f"{sans} élément(s) dont le registre ne dit pas la source.", Ton.DISCRET),) if sans else ()
        )
        table = _table("Sources", ("N°", "Source", "Adresse", "Éléments"), lignes)
        return attrs.evolve(self._chapitre("sources", "D'où viennent ces faits", (), table), notes=notes)

    def _chapitre(self, cle: str, titre: str, listes: Sequence[str], *tables: Table) -> Chapitre:
        tenues = [liste for liste in listes if getattr(self.registre, liste)]
        notes: tuple[LigneDeTexte, ...] = ()
        if tenues and not self.detaille:
            comptes = (f"{grouper(len(getattr(self.registre, liste)))} {un_seul(liste)}(s)" for liste in tenues)
            notes = (LigneDeTexte(f"Trop d'entités pour les montrer une à une : {', '.join(comptes)}.", Ton.DISCRET),)
            tenues = []
        return Chapitre(
            ancre=cle,
            titre=titre,
            tables=tuple(table for table in tables if table.lignes),
            fiches=tuple((GENRES[liste][1], self.redaction.fiches(liste)) for liste in tenues),
            notes=notes,
        )

    # -- deadlines -----------------------------------------------------------------------------------------------

    @cached_property
    def limites(self) -> tuple[tuple[Suivi, Echeance], ...]:
        """The deadlines to follow, of all projects, in order."""
        return echeances_a_suivre(self.suivis)

    @cached_property
    def sans_jour(self) -> Table:
        """What nothing dates well enough to be followed, one line a project; who announced it, if somebody."""
        lignes = (
            (
                Case(suivi.projet.nom, ancre=f"#{ancre(suivi.projet)}"),
                " ; ".join(f"{e.en_bref} ({e.calcul})" if e.annoncee else e.en_bref for e in echeances),
            )
            for suivi, echeances in sans_jour(self.suivis)
        )
        return _table("Sans jour assez sûr, faute de dates", ("Projet", "Quoi"), lignes)

    # -- tables --------------------------------------------------------------------------------------------------

    def _index(self) -> Table:
        entetes: tuple[str, ...] = (
            *("Projet", "Nature", "Région", "État"),
            *("Depuis", "Ensuite", "Avant le", "Qui doit agir"),
        )
        lignes = [*map(self._resume, self.suivis)]
        region = entetes.index("Région")
        if len({ligne[region] for ligne in lignes}) == 1:  # what all share tells nothing of any
            entetes = (*entetes[:region], *entetes[region + 1 :])
            lignes = [(*ligne[:region], *ligne[region + 1 :]) for ligne in lignes]
        return _table("Tous les projets", entetes, lignes)

    def _resume(self, suivi: Suivi) -> tuple[Case | str, ...]:
        ligne = resumer_suivi(suivi)
        return (
            Case(ligne.nom, ancre=f"#{ancre(suivi.projet)}"),
            nature_en_bref(ligne.nature),
            _region(ligne.region),
            libeller(suivi.etat) if suivi.etat else Case(f"non déterminé ({pourquoi(suivi)})", Ton.DOUTE),
            "" if ligne.depuis is None else dater(ligne.depuis),
            ensuite_en_bref(ligne),
            "" if ligne.prochaine_echeance is None else ligne.prochaine_echeance.avant_quand,
            ", ".join(qualites_en_bref(ligne.doit_agir)),
        )

    def _territoires(self) -> Table:
        territoires = self.registre.territoires
        ecart = referentiels.ecart_de_millesime(self.au) if any(t.communes for t in territoires) else None
        lignes = (
            (
                territoire.nom,
                _communes_par_epci(territoire, self.au) or territoire.definition or "communes inconnues",
                _population(territoire, self.au),
                _taille(territoire, self.au),
            )
            for territoire in territoires
            if territoire.communes or territoire.population or territoire.nature is NatureTerritoire.ACTION_CPTS
        )
        entetes = ("Territoire", "Communes", "Population", "Taille de CPTS")
        return _table("Population et taille", entetes, lignes, *([ecart] if ecart else ()))

    def _structures(self) -> Table:
        lignes = (
            (structure.nom, comptes)
            for structure in self.registre.structures
            if (comptes := self._effectif(structure.identifiant))
        )
        return _table("Qui est dans chaque structure à cette date", ("Structure", "Membres"), lignes)

    def _effectif(self, structure: str) -> str:
        appartenances = composition.rassembler(self.registre, self.registre.membres(structure, au=self.au))
        comptes = Counter(self._qualite(appartenance.membre) for appartenance in appartenances)
        dit = ", ".join(mot if nombre == 1 else f"{mot} ({nombre})" for mot, nombre in sorted(comptes.items()))
        incertains = sum(not appartenance.certain for appartenance in appartenances)
        return f"{dit}{f' ; dont {incertains} incertain(s) à cette date' if incertains else ''}"

    def _qualite(self, identifiant: str) -> str:
        """What a member is: a profession, else its kind."""
        entite = self.registre.obtenir(composition.comme_professionnel(self.registre, identifiant))
        if isinstance(entite, Professionnel):
            return libelle_du_code(entite.profession)
        genre = self.registre.genre(identifiant)
        return "membre inconnu du registre" if genre is None else un_seul(genre)

    def _membres(self) -> Table:
        structures = self.registre.structures if len(self.registre.structures) <= _STRUCTURES_DETAILLEES else ()
        lignes = (
            (
                nommer(self.registre, appartenance.membre, self.au),
                structure.nom,
                self._metier(appartenance.membre),
                Case("certain", Ton.BON) if appartenance.certain else Case("dates incertaines", Ton.DOUTE),
            )
            for structure in structures
            for appartenance in composition.rassembler(
                self.registre, self.registre.membres(structure.identifiant, au=self.au)
            )
        )
        return _table("Membres", ("Membre", "Structure", "Profession ou qualité", "À cette date"), lignes)

    def _metier(self, identifiant: str) -> str:
        entite = self.registre.obtenir(composition.comme_professionnel(self.registre, identifiant))
        return metier(entite) if isinstance(entite, Professionnel) else self._qualite(identifiant)

    def _professions(self) -> Table:
        situes = self.registre.exercices(au=self.au)
        corps = partial(composition.comme_professionnel, self.registre)
        surs = {corps(situe.professionnel.identifiant) for situe in situes if situe.certain}
        possibles = {corps(situe.professionnel.identifiant) for situe in situes} - surs
        modes: dict[tuple[str, ModeExercice | None, bool], set[str]] = defaultdict(set)
        for situe in situes:
            profession = libelle_du_code(situe.professionnel.profession)
            modes[profession, situe.exercice.mode, situe.certain].add(corps(situe.professionnel.identifiant))
        racontes = {corps(p.identifiant) for p in self.registre.professionnels if p.exercices}

        def compter(profession: str, mode: ModeExercice) -> int | str:
            """Those who practise it so, or may: their dates, or their mode, cannot tell."""
            certains = modes[profession, mode, True]
            peut_etre = ((mode, False), (None, True), (None, False))
            au_plus = certains.union(*(modes[profession, autre, certain] for autre, certain in peut_etre))
            return len(certains) if certains == au_plus else f"de {len(certains)} à {len(au_plus)}"

        connus: dict[str, set[str]] = defaultdict(set)
        for professionnel in self.registre.professionnels:
            connus[libelle_du_code(professionnel.profession)].add(corps(professionnel.identifiant))
        lignes = (
            (
                profession,
                len(ids),
                len(ids & surs),
                len(ids & possibles),
                len(ids - racontes),
                compter(profession, ModeExercice.LIBERAL),
                compter(profession, ModeExercice.SALARIE),
            )
            for profession, ids in sorted(connus.items(), key=lambda paire: (-len(paire[1]), paire[0]))
        )
        quand = ("Exercent à cette date", "Peut-être", "Sans exercice enregistré")
        entetes = ("Profession", "Connus", *quand, "Libéraux", "Salariés")
        return _table("Professionnels du registre, par profession", entetes, lignes)


def _region(code: str | None) -> str:
    return "non connue" if code is None else nom_connu("region", code) or f"code inconnu {code}"


def _population(territoire: Territoire, au: date) -> Case:
    if not territoire.communes and territoire.population is None:
        return Case("")
    population = composition.population(territoire, au=au)
    raison = "" if population.exacte is not None else f"{population.raison} ; "
    return Case(population_en_mots(population), precision=f"{raison}{population.source}")


_TAILLES: Final = (1, 2, 3, 4)


def _taille(territoire: Territoire, au: date) -> str:
    if territoire.nature is not NatureTerritoire.ACTION_CPTS:
        return ""
    taille = composition.classe_taille(territoire, au=au)
    if taille.classe is not None:
        return f"taille {taille.classe}"
    if taille.possibles == _TAILLES:
        return f"non déterminée ({taille.raison})"
    possibles = " ou ".join(map(str, taille.possibles))
    return f"taille {possibles} ({taille.raison})" if possibles else taille.raison or ""


def _communes_par_epci(territoire: Territoire, au: date) -> str:
    """Names of the communes, under their EPCI: a territory is seldom one EPCI."""
    groupes: dict[str, list[str]] = {}
    for code, epci in _situees(territoire.communes, au):
        groupes.setdefault(epci, []).append(commune_du_territoire(code, territoire, au))
    return " ; ".join(f"{', '.join(noms)} ({epci})" for epci, noms in groupes.items())


def _situees(codes: Iterable[str], au: date) -> Iterator[tuple[str, str]]:
    for code in codes:
        try:
            commune = referentiels.commune(code, au)
        except CodeInconnu:
            connu = referentiels.rattachement(code, au) is not None
            yield code, "pas une commune à cette date" if connu else "code inconnu du millésime"
        else:
            yield code, "sans EPCI" if commune.epci is None else referentiels.epci(commune.epci, au).nom
