"""The tables of the nomenclatures, each loaded when one of its codes is first asked for."""

from datetime import date
from functools import cache

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.mots import durer, jour_en_lettres
from soinsprimaires.referentiels._fichiers import FichierEmbarque, lire_fichier, manifeste
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.temps import Periode, exiger_jour, lire_jour

__all__ = ["Concept", "StatutConcept", "concept", "concepts", "existe", "libelle"]


class StatutConcept(Vocabulaire):
    """What the publisher says of a code at the version that was read.

    ``ACTIF``: marked active, or listed in a value set in force. ``DEPRECIE``: no longer to be used. ``NON_RELEVE``:
    only its label was read.
    """

    ACTIF = "actif"
    DEPRECIE = "deprecie"
    NON_RELEVE = "non_releve"


@attrs.frozen(kw_only=True)
class Concept:
    """A code with its label and its validity.

    Attributes:
        code: the code and its system.
        libelle: official label, in French.
        periode: days of validity, both included; a bound that the source does not give is ``None``.
        statut: status at the version of the table.
        parent: code of the same system above it, in a table with levels.
        remarque: what the table says besides.
    """

    code: CodeNomenclature
    libelle: str
    periode: Periode
    statut: StatutConcept
    parent: CodeNomenclature | None = None
    remarque: str | None = None

    def __str__(self) -> str:
        return self.libelle


@cache
def _fiche(systeme: Systeme) -> FichierEmbarque:
    return next(fiche for fiche in manifeste() if fiche.fichier == f"{systeme.value}.csv")


@cache
def _table(systeme: Systeme) -> dict[str, Concept]:
    import csv

    texte = lire_fichier(_fiche(systeme).fichier).decode("utf-8")
    return {ligne["code"]: _concept(systeme, ligne) for ligne in csv.DictReader(texte.splitlines())}


def _concept(systeme: Systeme, ligne: dict[str, str]) -> Concept:
    debut, fin = (lire_jour(ligne[borne]) if ligne[borne] else None for borne in ("debut", "fin"))
    return Concept(
        code=CodeNomenclature(systeme, ligne["code"]),
        libelle=ligne["libelle"],
        periode=Periode(debut=debut, fin=fin),
        statut=StatutConcept(ligne["statut"]),
        parent=CodeNomenclature(systeme, ligne["parent"]) if ligne["parent"] else None,
        remarque=ligne["remarque"] or None,
    )


def _lue_le(systeme: Systeme) -> date:
    version = _fiche(systeme).version
    return date(int(version[:4]), int(version[4:6]), int(version[6:8]))


def _designation(systeme: Systeme) -> str:
    fiche = _fiche(systeme)
    extrait = "" if fiche.complet else f", extrait de {fiche.lignes} codes (un code absent peut exister)"
    return f"{systeme.value}, {systeme.intitule}, version {fiche.version}{extrait}"


def _en_vigueur(connu: Concept, jour: date) -> bool | None:
    if jour not in connu.periode:
        return False
    if connu.statut is StatutConcept.NON_RELEVE:
        return None
    # Without a first day, the only day on which the code is seen in force is that of the table.
    return True if connu.periode.debut is not None or jour >= _lue_le(connu.code.systeme) else None


def concept(code: CodeNomenclature, au: date | None = None) -> Concept:
    """The concept that a code names.

    Args:
        code: code and system.
        au: day on which it must be usable; without it, deprecated codes are answered too.

    Raises:
        CodeInconnu: the table does not hold the code, or its validity excludes that day. A code whose validity is not
            known on that day is answered: see :func:`existe`.
    """
    connu = _table(exiger(code, CodeNomenclature, "code").systeme).get(code.code)
    if connu is None:
        raise CodeInconnu(code.code, _designation(code.systeme))
    if au is not None and _en_vigueur(connu, exiger_jour(au, "au")) is False:
        raise CodeInconnu(
            code.code,
            f"{_designation(code.systeme)} ; code valide {durer(connu.periode)}, pas le {jour_en_lettres(au)}",
        )
    return connu


def libelle(code: CodeNomenclature) -> str:
    """Official label of a code, deprecated or not.

    Raises:
        CodeInconnu: the table does not hold the code.
    """
    return concept(code).libelle


def concepts(systeme: Systeme) -> tuple[Concept, ...]:
    """All the shipped concepts of a system, in the order of their codes."""
    return tuple(_table(exiger(systeme, Systeme, "systeme")).values())


def existe(code: CodeNomenclature, au: date | None = None) -> bool | None:
    """Whether a code stands in its system, and with ``au`` whether it was in force on that day.

    Returns:
        ``True`` or ``False`` where the shipped table proves it, else ``None``: the code is absent from a table shipped
        as an extract, its status was not read, or its first day is unknown and ``au`` precedes the version of the
        table.
    """
    connu = _table(exiger(code, CodeNomenclature, "code").systeme).get(code.code)
    if connu is None:
        return False if _fiche(code.systeme).complet else None
    return True if au is None else _en_vigueur(connu, exiger_jour(au, "au"))
