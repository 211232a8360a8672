"""Where a statement comes from, and how far it can be trusted.

A *legal source* founds a rule; a *provenance* tells who said a fact. "An article says" is never a legal source.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from soinsprimaires._classement import LIBRE
from soinsprimaires._typage import Typee, exiger, nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.temps import DatePartielle, en_date_partielle_ou_rien

__all__ = [
    "Fiabilite",
    "NatureProvenance",
    "NatureSource",
    "Portee",
    "Provenance",
    "SourceJuridique",
    "VersionNonLue",
    "etat_des_copies",
]


class Portee(Vocabulaire):
    """What binds: the law, a convention, the practice of an administration, or good sense."""

    LOI_REGLEMENT = "loi_reglement", "loi ou règlement"
    CONVENTION = "convention", "convention"
    DOCTRINE_ADMINISTRATIVE = "doctrine_administrative", "doctrine administrative"
    BONNE_PRATIQUE = "bonne_pratique", "bonne pratique"

    @property
    def gravite(self) -> Gravite:
        """Severity of an unmet rule of this reach, before its reliability caps it."""
        return _GRAVITES[self]


_GRAVITES: Final = {
    Portee.LOI_REGLEMENT: Gravite.BLOQUANT,
    Portee.CONVENTION: Gravite.BLOQUANT,
    Portee.DOCTRINE_ADMINISTRATIVE: Gravite.AVERTISSEMENT,
    Portee.BONNE_PRATIQUE: Gravite.INFORMATION,
}


class Fiabilite(Vocabulaire):
    """How a legal statement was established.

    ``VERIFIEE``: read in an official text or its reprint. ``SECONDAIRE``: read elsewhere. ``DEDUITE``: follows from
    verified facts. ``NON_VERIFIEE``: from memory, or sought and not found.
    """

    VERIFIEE = "verifiee", "vérifiée"
    SECONDAIRE = "secondaire", "secondaire"
    DEDUITE = "deduite", "déduite"
    NON_VERIFIEE = "non_verifiee", "non vérifiée"

    def plafonner(self, gravite: Gravite) -> Gravite:
        """Cap a severity: only what was verified may block."""
        exiger(gravite, Gravite, "gravite")
        if self is Fiabilite.VERIFIEE or gravite is not Gravite.BLOQUANT:
            return gravite
        return Gravite.AVERTISSEMENT


class NatureSource(Vocabulaire):
    """What kind of text a rule or an amount stands on.

    A ``NOMENCLATURE``, an ``USAGE`` or a ``DEDUCTION`` says that there is no text; an ``UTILISATEUR`` is a document
    that the user brought, which the library did not read.
    """

    LOI = "loi"
    CODE = "code"
    ORDONNANCE = "ordonnance"
    DECRET = "decret"
    ARRETE = "arrete"
    INSTRUCTION = "instruction"
    CONVENTION = "convention"
    NOMENCLATURE = "nomenclature"
    USAGE = "usage"
    DEDUCTION = "deduction"
    UTILISATEUR = "utilisateur"


SANS_TEXTE: Final = frozenset({NatureSource.USAGE, NatureSource.DEDUCTION})
"""Kinds of sources that say that no text stands behind a rule: no later version of it can exist."""

_LEGIFRANCE: Final = re.compile(r"(LEGIARTI|LEGITEXT|JORFTEXT|JORFARTI)\d{12}", re.ASCII)
_PAGES: Final = {
    "LEGIARTI": "https://www.legifrance.gouv.fr/codes/article_lc/",
    "LEGITEXT": "https://www.legifrance.gouv.fr/codes/texte_lc/",
    "JORFTEXT": "https://www.legifrance.gouv.fr/jorf/id/",
    "JORFARTI": "https://www.legifrance.gouv.fr/jorf/article_jo/",
}


@attrs.frozen(kw_only=True)
class VersionNonLue(Typee):
    """A later version of a text, which is known to exist and was not read.

    Attributes:
        reference: what it is, as a lawyer writes it.
        depuis: first day on which it is in force, or may be.
    """

    reference: str
    depuis: date


@attrs.frozen(kw_only=True)
class SourceJuridique(Typee):
    """A text, the place in it, when and where it was read, and of what state of the law that copy is a witness.

    Attributes:
        nature: kind of text.
        reference: full reference as a lawyer writes it (``CSP, art. L4041-4, I``).
        lu_le: day on which the copy was read.
        etat_au: last day of which the copy is a witness; ``None`` for a copy that bears no date.
        officielle: whether the copy is the official publication, or repeats one dated official version of the text.
        lu_dans: the copy that was read, when it is not the official site.
        suite: a later version, known and not read: from its first day on, what stands on this text is undetermined.
        identifiant_legifrance: ``LEGIARTI``, ``JORFTEXT`` ... and twelve digits, when known.
        adresse: address of a source that Légifrance does not hold.
    """

    nature: NatureSource
    reference: str
    lu_le: date
    etat_au: date | None = None
    officielle: bool = False
    lu_dans: str | None = None
    suite: VersionNonLue | None = None
    identifiant_legifrance: str | None = None
    adresse: str | None = None

    def _exiger_coherence(self) -> None:
        if not self.reference.strip():
            raise ValeurInvalide("une source a une référence", "source.reference", "reference")
        identifiant = self.identifiant_legifrance
        if identifiant is not None and not _LEGIFRANCE.fullmatch(identifiant):
            raise ValeurInvalide(
                f"{citer(identifiant)} n'est pas un identifiant Légifrance",
                "source.identifiant",
                "identifiant_legifrance",
            )

    @property
    def texte(self) -> bool:
        """Whether a text stands behind it, which somebody may change."""
        return self.nature not in SANS_TEXTE

    @property
    def page(self) -> str | None:
        """Where it can be read, derived from its identifier; ``None`` when nothing tells."""
        identifiant = self.identifiant_legifrance
        return self.adresse if identifiant is None else _PAGES[identifiant[:8]] + identifiant

    def temoigne(self, jour: date) -> bool:
        """Whether an official copy of it, that was read, is a witness of a day."""
        return self.officielle and self.etat_au is not None and jour <= self.etat_au

    @property
    def fiabilite_au_mieux(self) -> Fiabilite:
        """How reliable at most what stands on it can be: only a dated official copy verifies."""
        if self.nature is NatureSource.DEDUCTION:
            return Fiabilite.DEDUITE
        datee = self.texte and self.officielle and self.etat_au is not None
        return Fiabilite.VERIFIEE if datee else Fiabilite.SECONDAIRE

    def __str__(self) -> str:
        return self.reference


def etat_des_copies(sources: Iterable[SourceJuridique]) -> date | None:
    """Last day of which every dated copy of several texts is a witness; ``None`` when none bears a date."""
    return min((source.etat_au for source in sources if source.etat_au is not None), default=None)


class NatureProvenance(Vocabulaire):
    """How a fact reached the document."""

    ECRITE = "ecrite"
    DEDUITE = "deduite"
    ORALE = "orale"


@attrs.frozen(kw_only=True, field_transformer=nommer_les_champs)
class Provenance(Typee):
    """Who says a fact, where and when.

    Attributes:
        titre: title of the article, the minutes, the file.
        editeur: who published it.
        publie_le: date of publication, as vague as it is known.
        passage: the words that say it, or where they stand; they may name somebody, so ``repr`` keeps them out of logs.
        nature: written in the source, deduced from it, or heard.
        adresse: where it can be read.
    """

    titre: str = attrs.field(metadata=LIBRE)
    editeur: str | None = attrs.field(default=None, metadata=LIBRE)
    publie_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    passage: str | None = attrs.field(default=None, repr=False, metadata=LIBRE)
    nature: NatureProvenance = NatureProvenance.ECRITE
    adresse: str | None = attrs.field(default=None, metadata=LIBRE)
