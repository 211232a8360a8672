"""The questions that one asks of a registre, whatever gives it its entities."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar, overload

from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import IdentifiantInconnu, ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele._departs import a_quitte
from soinsprimaires.modele._tables import (
    CITANTS,
    DEPARTS_PAR_PROFESSIONNEL,
    IDENTIFIANT,
    PROFESSIONNELS_PAR_STRUCTURE,
    PROJETS_PAR_NATURE,
    PROJETS_PAR_STRUCTURE,
    REUNIONS_PAR_PROJET,
    SEANCES_PAR_PARTICIPANT,
    SOUS_LISTE_DE,
    TITULAIRES_PAR_CADRE,
    Repertoire,
    exiger_nom,
)
from soinsprimaires.modele.formations import SeanceFormation
from soinsprimaires.modele.genres import liste_de
from soinsprimaires.modele.lieux import Lieu, Site
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.professionnels import Exercice, Presence, Professionnel, StatutExercice
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.reponses import Appartenance, ExerciceSitue, FonctionTenue, couvre
from soinsprimaires.modele.reunions import Reunion
from soinsprimaires.modele.structures import (
    CPTS,
    MSP,
    Adhesion,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    Structure,
)
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.temps import PeriodePartielle

__all__ = ["Questions"]

T = TypeVar("T")


class Questions:
    """What one asks of the lists of a registre, of what bears a name, and of its tables, and of nothing else.

    A class that gives these answers otherwise (:mod:`~soinsprimaires.modele._observation`) is asked the same questions.
    """

    __slots__ = ()

    professionnels: tuple[Professionnel, ...]
    projets: tuple[Projet, ...]
    structures: tuple[Structure, ...]

    def _trouver(self, identifiant: Any) -> Any:
        """The entity, site or axis of that name, ``None`` when nothing has it."""
        raise NotImplementedError

    def _noms(self) -> tuple[str, ...]:
        """Every name."""
        raise NotImplementedError

    def _parmi(self, table: Repertoire, cle: str) -> Any:
        """The entities of a table under a key."""
        raise NotImplementedError

    def _corps(self, professionnel: str) -> tuple[Professionnel, ...]:
        """The entries of one body, none when there is one alone."""
        raise NotImplementedError

    def _presents(self, commune: str) -> tuple[Professionnel, ...]:
        """Those who practise in a commune on some day."""
        raise NotImplementedError

    def __getitem__(self, identifiant: str) -> Any:
        """The entity, site or axis of that identifiant.

        Raises:
            KeyError: nothing has it.
            ValeurInvalide: it is no text, as in every question below: what is asked of an object would find nothing.
        """
        trouve = self._trouver(exiger_nom(identifiant))
        if trouve is None:
            raise IdentifiantInconnu(identifiant, "aucune entité", self._noms())
        return trouve

    def __contains__(self, identifiant: object) -> bool:
        return self._trouver(identifiant) is not None

    @overload
    def obtenir(self, identifiant: str | None) -> Any: ...

    @overload
    def obtenir(self, identifiant: str | None, classe: type[T]) -> T | None: ...

    def obtenir(self, identifiant: str | None, classe: Any = None) -> Any:
        """The entity, site or axis of that identifiant, ``None`` when nothing has it.

        Args:
            identifiant: its name; nothing has ``None``.
            classe: what it has to be.

        Raises:
            ValeurInvalide: it is of another class.
        """
        trouve = None if identifiant is None else self._trouver(exiger_nom(identifiant))
        if trouve is None or classe is None or isinstance(trouve, classe):
            return trouve
        voulu = getattr(classe, "__name__", str(classe))
        message = f"{citer(identifiant)} nomme une entité de classe {type(trouve).__name__}, pas {voulu}"
        raise ValeurInvalide(message, "identifiant.sorte", "identifiant")

    def genre(self, identifiant: str) -> str | None:
        """The kind (``structures``, ``sites`` ...) of what has that identifiant."""
        trouve = self._trouver(exiger_nom(identifiant))
        return None if trouve is None else SOUS_LISTE_DE.get(type(trouve)) or liste_de(trouve)

    # -- questions -----------------------------------------------------------------------------------------------

    def citants(self, identifiant: str) -> tuple[Entite, ...]:
        """The entities that point to this entity, site or axis, each once, in order of ``identifiant``.

        It does not say from where, as :meth:`pointant_vers` does, and takes far less memory.
        """
        citants: tuple[Entite, ...] = self._parmi(CITANTS, exiger_nom(identifiant))
        return tuple(sorted(citants, key=IDENTIFIANT))

    def exercices(
        self,
        *,
        au: date,
        professionnel: str | None = None,
        structure: str | None = None,
        commune: str | None = None,
        profession: CodeNomenclature | None = None,
    ) -> tuple[ExerciceSitue, ...]:
        """Effective practices on a day, of one professional, structure, commune or profession, or of all.

        Those whose dates cannot tell are among them, with ``certain=False``, as are those of somebody who was seen to
        leave since they began, in a structure that may be dissolved, or in a site that may have been in another
        commune; announced ones are not.

        Raises:
            ValeurInvalide: ``au`` is not a full day, the professional, the structure or the commune no text, or the
                profession a code without its system.
        """
        exiger(au, date, "au")
        for nom, voulu in (("professionnel", professionnel), ("structure", structure), ("commune", commune)):
            if voulu is not None:
                exiger_nom(voulu, nom)
        if profession is not None:
            exiger(profession, CodeNomenclature, "profession")
        candidats: tuple[Professionnel, ...]
        if professionnel is not None:
            seul = self.obtenir(professionnel)
            candidats = (seul,) if isinstance(seul, Professionnel) else ()
        elif structure is not None:
            candidats = self._parmi(PROFESSIONNELS_PAR_STRUCTURE, structure)
        elif commune is not None:
            candidats = self._presents(commune)
        else:
            candidats = self.professionnels
        return tuple(
            ExerciceSitue(
                professionnel=candidat,
                exercice=exercice,
                certain=couverture is True
                and (commune is None or self._est_a(commune, exercice, au))
                and self._demeure(
                    self._corps(candidat.identifiant) or (candidat,), exercice.periode, exercice.structure, au
                ),
            )
            for candidat in candidats
            for exercice in candidat.exercices
            if exercice.statut is StatutExercice.EFFECTIF
            and (structure is None or exercice.structure == structure)
            and (commune is None or commune in self.communes_d_exercice(exercice, au=au))
            and (profession is None or candidat.profession == profession)
            and (couverture := couvre(exercice.periode, au)) is not False
        )

    def membres(self, structure: str, *, au: date) -> tuple[Appartenance, ...]:
        """Who is in a structure on a day: the adherents of a CPTS, the members of a team, else those who practise.

        Those whose dates cannot tell are among them, with ``certain=False``, as are those who were seen to leave since,
        and all those of a structure that may be dissolved.

        Raises:
            KeyError: no structure has that identifiant.
            ValeurInvalide: ``au`` is not a full day, or the structure no text.
        """
        exiger(au, date, "au")
        if self.genre(exiger_nom(structure, "structure")) != "structures":
            raise IdentifiantInconnu(structure, "aucune structure", [une.identifiant for une in self.structures])
        entite = self[structure]
        if isinstance(entite, CPTS):
            adhesions = entite.adherents
        elif isinstance(entite, EquipeSoinsPrimaires | EquipeSoinsSpecialises):
            adhesions = entite.membres
        else:
            certitudes: dict[str, bool] = defaultdict(bool)
            for situe in self.exercices(au=au, structure=structure):
                certitudes[situe.professionnel.identifiant] |= situe.certain
            return tuple(Appartenance(membre=membre, certain=certain) for membre, certain in certitudes.items())
        return self._appartenances(entite, adhesions, au)

    def associes(self, maison: MSP, *, au: date) -> tuple[Appartenance, ...]:
        """The associates of the SISA of a house on a day.

        Those whose dates cannot tell are among them, with ``certain=False``, as are those who were seen to leave since,
        and all those of a structure that may be dissolved.

        Raises:
            ValeurInvalide: ``au`` is not a full day, or the house no MSP.
        """
        exiger(au, date, "au")
        exiger(maison, MSP, "maison")
        return self._appartenances(maison, maison.associes, au)

    def _appartenances(self, structure: Structure, adhesions: Iterable[Adhesion], au: date) -> tuple[Appartenance, ...]:
        return tuple(
            Appartenance(
                membre=adhesion.membre,
                certain=couverture is True
                and self._demeure(self.fiches(adhesion.membre), adhesion.periode, structure.identifiant, au),
            )
            for adhesion in adhesions
            if (couverture := couvre(adhesion.periode, au)) is not False
        )

    def demeure(self, qui: str, structure: str | None, periode: PeriodePartielle | None, *, au: date) -> bool:
        """Whether nothing makes it doubtful that somebody still does on a day what began before.

        Neither a departure since, nor the dissolution of the structure.

        Args:
            qui: identifiant of the professional, or of a role.
            structure: where it is done; ``None`` is in no structure.
            periode: when it is done.
            au: the day.

        Raises:
            ValeurInvalide: ``au`` is not a full day, or a name no text.
        """
        exiger(au, date, "au")
        exiger(structure, str | None, "structure")
        return self._demeure(self.fiches(exiger_nom(qui, "qui")), periode, structure, au)

    def _demeure(
        self, fiches: tuple[Professionnel, ...], periode: PeriodePartielle | None, structure: str | None, au: date
    ) -> bool:
        dissolution = getattr(self.obtenir(structure), "dissoute_le", None)
        if dissolution is not None and dissolution.precede(au) is not False:
            return False
        departs = [depart for fiche in fiches for depart in self._parmi(DEPARTS_PAR_PROFESSIONNEL, fiche.identifiant)]
        exercices = [exercice for fiche in fiches if departs for exercice in fiche.exercices]
        return all(a_quitte(depart, structure, periode, exercices, au=au) is False for depart in departs)

    def fiches(self, identifiant: str) -> tuple[Professionnel, ...]:
        """The entries that describe the professional of an identifiant, or of a role, in order of ``identifiant``.

        There are several when the registre holds the same RPPS, or the same ADELI, under several identifiants: they are
        of one body. There is none when nothing says that it is a professional.
        """
        entite = self.obtenir(identifiant)
        if isinstance(entite, Personne):
            entite = self.obtenir(entite.professionnel)
        if not isinstance(entite, Professionnel):
            return ()
        return self._corps(entite.identifiant) or (entite,)

    def projets_de(self, *, nature: NatureProjet | None = None, structure: str | None = None) -> tuple[Projet, ...]:
        """Projects of a nature, of a structure, or of both.

        Raises:
            ValeurInvalide: the nature is a word, or the structure no text.
        """
        exiger(nature, NatureProjet | None, "nature")
        exiger(structure, str | None, "structure")
        if structure is not None:
            siens = self._parmi(PROJETS_PAR_STRUCTURE, structure)
            return tuple(projet for projet in siens if nature in {None, projet.nature})
        return self.projets if nature is None else self._parmi(PROJETS_PAR_NATURE, nature.value)

    def reunions_de(self, projet: str) -> tuple[Reunion, ...]:
        """Meetings about a project, and those that left something to do for it."""
        reunions: tuple[Reunion, ...] = self._parmi(REUNIONS_PAR_PROJET, exiger_nom(projet, "projet"))
        return reunions

    def fonctions_de(self, identifiant: str) -> tuple[FonctionTenue, ...]:
        """Functions held in an organisation, a structure, a project or a working group."""
        return tuple(
            FonctionTenue(titulaire=titulaire, fonction=fonction)
            for titulaire in self._parmi(TITULAIRES_PAR_CADRE, exiger_nom(identifiant))
            for fonction in titulaire.fonctions
            if fonction.au_sein_de == identifiant
        )

    def seances_suivies(self, participant: str) -> tuple[SeanceFormation, ...]:
        """Sessions whose attendance names this person."""
        seances: tuple[SeanceFormation, ...] = self._parmi(
            SEANCES_PAR_PARTICIPANT, exiger_nom(participant, "participant")
        )
        return seances

    def communes_du_site(self, site: Site, *, au: date | None) -> frozenset[str | None]:
        """INSEE codes of where a site is, or may be, on a day: its own, else that of its building.

        ``None`` among them is somewhere unknown; as a day, it is on some day or other.
        """
        exiger(site, Site, "site")
        return frozenset(map(self._commune, site.situations(au=au)))

    def _commune(self, alors: Site) -> str | None:
        if alors.commune is not None:
            return alors.commune
        lieu = self.obtenir(alors.lieu)
        return lieu.commune if isinstance(lieu, Lieu) else None

    def commune_du_site(self, site: Site, *, au: date) -> str | None:
        """INSEE code of a site on a day; none while nothing tells where it was, among several communes."""
        return _la_seule(self.communes_du_site(site, au=au))

    def commune_de_presence(self, presence: Presence, *, au: date) -> str | None:
        """INSEE code of where somebody is on a day: that of the site or of the place, else its own."""
        exiger(presence, Presence, "presence")
        return _la_seule(self._communes(presence, au))

    def communes_d_exercice(self, exercice: Exercice, *, au: date | None = None) -> frozenset[str]:
        """INSEE codes of where a practice takes place, or may, on a day; ``None`` is on some day or other."""
        return frozenset(code for presence in exercice.presences for code in self._communes(presence, au) if code)

    def _est_a(self, commune: str, exercice: Exercice, au: date) -> bool:
        """Whether a practice surely takes place in a commune."""
        return any(self._communes(presence, au) == {commune} for presence in exercice.presences)

    def _communes(self, presence: Presence, au: date | None) -> frozenset[str | None]:
        """Where somebody is or may be; what the presence says of its commune stands where the site says nothing."""
        site, lieu = self.obtenir(presence.site), self.obtenir(presence.lieu)
        dite = frozenset({(lieu.commune if isinstance(lieu, Lieu) else None) or presence.commune})
        if not isinstance(site, Site):
            return dite
        du_site = self.communes_du_site(site, au=au)
        if len(du_site) > 1:
            return dite if au is not None and None not in dite else du_site | dite
        return dite if None in du_site else du_site


def _la_seule(communes: frozenset[str | None]) -> str | None:
    return next(iter(communes)) if len(communes) == 1 else None
