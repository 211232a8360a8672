"""What a rule finds: its outcome, what it says of each datum, what founds it."""

from datetime import date
from typing import Final

import attrs

from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.anomalies import Chemin, Gravite
from soinsprimaires.apparence import Affichable
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.sources import Fiabilite, Portee, SourceJuridique, etat_des_copies
from soinsprimaires.temps import Periode

__all__ = ["ORDRE", "Constat", "Resultat", "ResultatRegle"]


class Resultat(Vocabulaire):
    """Outcome of one version of a rule."""

    CONFORME = "conforme"
    NON_CONFORME = "non_conforme", "non conforme"
    INDETERMINE = "indetermine", "indéterminé"
    HORS_VIGUEUR = "hors_vigueur", "hors vigueur"
    SANS_OBJET = "sans_objet", "sans objet"
    EXCLUE = "exclue"
    EN_PANNE = "en_panne", "en panne"


ORDRE: Final = (Resultat.NON_CONFORME, Resultat.EN_PANNE, Resultat.INDETERMINE, Resultat.CONFORME)
"""Outcomes, the one that the others make first."""


# A country has more findings than professionals: none carries the room of a weak reference.
@attrs.frozen(kw_only=True, weakref_slot=False)
class Constat(Affichable):
    """One finding.

    Attributes:
        code: code of the rule.
        resultat: ``non_conforme``, ``indetermine`` or ``en_panne``; ``conforme`` for a remark.
        message: French sentence.
        pointeur: JSON pointer of the datum, from the document of a registre, or from an entity judged alone.
        entite: identifiant of the entity; ``None`` for the whole registre.
        manquants: fields that would settle an undetermined rule.
        chemin: keys and ranks from the entity to the datum, from the document when ``entite`` is ``None``: they stay
            right wherever the entity stands. ``Chargement.situer`` gives the pointer in what was read.
        groupe: for the obligation of persons judged in a registre, those of whom the same is asked, a profession.
        nombre: how many of them it is said of; of one alone, ``entite`` is the person.
    """

    code: str
    resultat: Resultat
    message: str
    pointeur: str
    entite: str | None
    manquants: tuple[str, ...] = ()
    chemin: Chemin = ()
    groupe: str = ""
    nombre: int = 1

    def rassembler(self, nombre: int) -> "Constat":
        """The same finding, said once for so many of its group."""
        return attrs.evolve(
            self,
            message=f"{nombre} {self.groupe} : {self.propos}",
            pointeur="/contenu/professionnels",
            entite=None,
            chemin=("contenu", "professionnels"),
            nombre=nombre,
        )

    @property
    def propos(self) -> str:
        """The message without whom it is said of."""
        return self.message.removeprefix(f"{self.nombre} {self.groupe} : ")


@attrs.frozen(kw_only=True)
class ResultatRegle(Affichable):
    """Outcome of one version of a rule, with what founds it.

    Attributes:
        code: code of the rule.
        titre: what it requires.
        resultat: outcome over all its targets.
        portee: what binds.
        gravite: severity, capped by reliability, or changed by the caller.
        gravite_modifiee: ``True`` when the caller changed it.
        fiabilite: how the rule was established.
        vigueur: when this version is in force.
        sources: texts.
        constats: findings.
        du_registre: ``False`` for the obligation of a person judged in a registre: the conclusion does not wait for it.
        perimee: ``True`` when the day of the judgement follows the state in which its texts were read.
    """

    code: str
    titre: str
    resultat: Resultat
    portee: Portee
    gravite: Gravite
    gravite_modifiee: bool
    fiabilite: Fiabilite
    vigueur: Periode
    sources: tuple[SourceJuridique, ...]
    constats: tuple[Constat, ...]
    perimee: bool = False
    du_registre: bool = True

    @property
    def etat_au(self) -> date | None:
        """Last day of which every dated copy of its texts is a witness; ``None`` when none bears a date."""
        return etat_des_copies(self.sources)

    @property
    def oblige(self) -> bool:
        """Whether the law or a convention requires it: not met, it may block, or keeps from concluding."""
        return self.portee.gravite is Gravite.BLOQUANT

    @property
    def plafonnee(self) -> bool:
        """Whether it would block, and how its text was read, or when, keeps it from doing so."""
        return self.oblige and self.gravite is not Gravite.BLOQUANT and not self.gravite_modifiee

    @property
    def reserve(self) -> str | None:
        """Why it does not block, in French; ``None`` when nothing caps it."""
        if not self.plafonnee:
            return None
        if self.perimee and self.fiabilite is Fiabilite.VERIFIEE and self.etat_au is not None:
            return f"son texte ayant été lu dans son état au {jour_en_lettres(self.etat_au)}"
        return f"sa source étant {self.fiabilite.libelle}"

    @property
    def decide(self) -> bool:
        """Whether the conclusion waits for its answer: it blocks, or would if its text were read in a later state."""
        verifiee = self.plafonnee and self.perimee and self.fiabilite is Fiabilite.VERIFIEE
        return self.du_registre and (self.gravite is Gravite.BLOQUANT or verifiee)
