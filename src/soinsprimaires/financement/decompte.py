"""What a structure will receive: lines, each with its formula, its figures and its texts, and what is not known."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

import attrs

from soinsprimaires.financement._fourchettes import Fourchette
from soinsprimaires.financement.bareme import Bareme
from soinsprimaires.financement.faits import FaitsACICPTS, FaitsACIMSP
from soinsprimaires.sources import Fiabilite, NatureSource, SourceJuridique

__all__ = ["ARRONDI", "Decompte", "EcartLigne", "Ligne", "Quantite", "Versement", "comparer_decomptes"]

ARRONDI: Final = Decimal("0.01")
"""No rule of rounding was read. Nothing is rounded but the total, its bounds and the payments, once, at the cent."""


def la_plus_faible(fiabilites: Iterable[Fiabilite]) -> Fiabilite:
    """The weakest reliability of several; of none, nothing was read that could be doubted."""
    rangs = list(Fiabilite)
    return max(fiabilites, key=rangs.index, default=Fiabilite.VERIFIEE)


def arrondir(fourchette: Fourchette) -> Fourchette:
    """Bounds at the cent, away from one another, so that no amount leaves them."""
    if (valeur := fourchette.valeur) is not None:
        rond = valeur.quantize(ARRONDI, ROUND_HALF_UP)
        return Fourchette(rond, rond)
    maximum = None if fourchette.maximum is None else fourchette.maximum.quantize(ARRONDI, ROUND_CEILING)
    return Fourchette(fourchette.minimum.quantize(ARRONDI, ROUND_FLOOR), maximum)


@attrs.frozen(kw_only=True)
class Quantite:
    """A figure of which a line is made.

    Attributes:
        code: name of the fact, code of the line of the scale, or a word for what is computed from others.
        libelle: what it is.
        valeur: the figure; ``None`` when it is not known.
        minimum: at least so much.
        maximum: at most so much; ``None`` when nothing bounds it.
        unite: its unit.
        sources: where a figure of the scale was read; a fact has none.
        raison: why it is not known.
    """

    code: str
    libelle: str
    valeur: Decimal | None
    minimum: Decimal
    maximum: Decimal | None
    unite: str
    sources: tuple[SourceJuridique, ...] = ()
    raison: str | None = None


@attrs.frozen(kw_only=True)
class Ligne:
    """A line of a decompte.

    Attributes:
        code: that of the indicator, of the mission, or a word.
        libelle: what it pays.
        formule: how it is computed, in words.
        quantites: the figures of the formula: facts, then lines of the scale, in the order in which they are read.
        points: points of an indicator, before the value of the point; ``None`` when there are none, or not known.
        montant: euros, never rounded; ``None`` when they are not known.
        minimum: at least so many euros; ``None`` for what takes away from lines that nothing bounds.
        maximum: at most so many; ``None`` when nothing bounds them.
        sources: texts.
        fiabilite: that of the weakest figure of the scale.
        raison: why the amount is not known, and what would make it known; a reserve on one that is.
        inconnus: names of the facts that are not known, or vague.
    """

    code: str
    libelle: str
    formule: str
    quantites: tuple[Quantite, ...] = ()
    points: Decimal | None = None
    montant: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    sources: tuple[SourceJuridique, ...]
    fiabilite: Fiabilite
    raison: str | None = None
    inconnus: tuple[str, ...] = ()

    @property
    def de_l_utilisateur(self) -> bool:
        """Whether a figure of the line comes from a scale that was laid over ours."""
        return any(source.nature is NatureSource.UTILISATEUR for source in self.sources)


@attrs.frozen(kw_only=True)
class Versement:
    """A payment.

    Attributes:
        code: what is paid: ``avance``, ``solde`` ...
        libelle: the same in words.
        le: the day on which it is due, or the last one; ``None`` when the facts do not tell.
        montant: euros; ``None`` when they are not known.
        minimum: at least so many, fewer than none when they may be taken back; ``None`` when nothing bounds that.
        maximum: at most so many; ``None`` when nothing bounds them.
        regle: how it is computed, in words.
        sources: texts.
        fiabilite: how it was established.
        raison: why the amount, or the day, is not known.
    """

    code: str
    libelle: str
    le: date | None
    montant: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    regle: str
    sources: tuple[SourceJuridique, ...]
    fiabilite: Fiabilite
    raison: str | None = None


@attrs.frozen(kw_only=True)
class Decompte:
    """What a structure receives for an exercise, or a year of its contract.

    Attributes:
        faits: what it was computed from.
        bareme: the scale that was applied.
        lignes: lines; they add up to the total, before it is rounded at the cent.
        total: euros; ``None`` when a line that counts is not known.
        minimum: at least so many euros.
        maximum: at most so many; ``None`` when nothing bounds them.
        bloque_par: codes of the prerequisites that are not reached: nothing is paid.
        echeancier: payments, in order of time.
        reserves: what the total does not say, in words.
        sources: every text of the lines.
        fiabilite: that of the weakest line.
    """

    faits: FaitsACIMSP | FaitsACICPTS
    bareme: Bareme
    lignes: tuple[Ligne, ...]
    total: Decimal | None
    minimum: Decimal
    maximum: Decimal | None
    bloque_par: tuple[str, ...] = ()
    echeancier: tuple[Versement, ...] = ()
    reserves: tuple[str, ...] = ()
    sources: tuple[SourceJuridique, ...] = ()
    fiabilite: Fiabilite

    def ligne(self, code: str) -> Ligne:
        """The line of a code.

        Raises:
            LookupError: no line has it.
        """
        for ligne in self.lignes:
            if ligne.code == code:
                return ligne
        raise LookupError(f"aucune ligne « {code} » : {', '.join(ligne.code for ligne in self.lignes)}")


@attrs.frozen(kw_only=True)
class EcartLigne:
    """What a line is in two decomptes.

    Attributes:
        code: that of the line, ``total`` for the last one.
        libelle: what it pays.
        avant: euros in the first one; ``None`` when they are not known, 0 when the line is not there.
        avant_minimum: at least so many in the first one.
        avant_maximum: at most so many in the first one.
        apres: euros in the second one.
        apres_minimum: at least so many in the second one.
        apres_maximum: at most so many in the second one.
        ecart: the difference; ``None`` when an amount is not known.
    """

    code: str
    libelle: str
    avant: Decimal | None
    avant_minimum: Decimal | None
    avant_maximum: Decimal | None
    apres: Decimal | None
    apres_minimum: Decimal | None
    apres_maximum: Decimal | None
    ecart: Decimal | None


def comparer_decomptes(avant: Decompte, apres: Decompte) -> tuple[EcartLigne, ...]:
    """Two decomptes line by line, then their totals: what opening on Saturdays would change.

    Lines that are the same in both are left out, not the totals.
    """
    codes = dict.fromkeys(ligne.code for decompte in (avant, apres) for ligne in decompte.lignes)
    gauches, droites = ({ligne.code: ligne for ligne in decompte.lignes} for decompte in (avant, apres))
    ecarts = [
        _ecart(code, (droites.get(code) or gauches[code]).libelle, gauches.get(code), droites.get(code))
        for code in codes
        if _montants(gauches.get(code)) != _montants(droites.get(code))
    ]
    return (*ecarts, _ecart("total", "total", avant, apres))


def _montants(quoi: Ligne | Decompte | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    if quoi is None:
        return Decimal(0), Decimal(0), Decimal(0)
    return quoi.total if isinstance(quoi, Decompte) else quoi.montant, quoi.minimum, quoi.maximum


def _ecart(code: str, libelle: str, avant: Ligne | Decompte | None, apres: Ligne | Decompte | None) -> EcartLigne:
    gauche, droite = _montants(avant), _montants(apres)
    return EcartLigne(
        code=code,
        libelle=libelle,
        avant=gauche[0],
        avant_minimum=gauche[1],
        avant_maximum=gauche[2],
        apres=droite[0],
        apres_minimum=droite[1],
        apres_maximum=droite[2],
        ecart=None if gauche[0] is None or droite[0] is None else droite[0] - gauche[0],
    )
