"""The contract of a project: when it takes effect, how long it lasts, what has prolonged it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires.cycle._ordre import Intervalle
from soinsprimaires.droit.delais import CONTRAT_CPTS, CONTRAT_MSP, DelaiLegal, ajouter_mois
from soinsprimaires.modele.conventions import Avenant, Convention, NatureConvention, ObjetAvenant
from soinsprimaires.modele.evenements import Acte, Evenement
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.sources import NatureProvenance
from soinsprimaires.temps import DatePartielle

__all__ = ["Contrat", "Signe", "a_pu_finir", "contrat_de", "convention_de", "effet_de"]

_DUREES: Final = {NatureProjet.CPTS: CONTRAT_CPTS, NatureProjet.MSP: CONTRAT_MSP}
_DES_ACCORDS: Final = {NatureConvention.ACI_CPTS: CONTRAT_CPTS, NatureConvention.ACI_MSP: CONTRAT_MSP}


@attrs.frozen
class Signe:
    """What the journal tells of a contract.

    Attributes:
        signature: the event that made it: when each party signs in its own, the last of them.
        renouvellements: those that followed it, in order of effect.
        fin: the event that ended it.
    """

    signature: Evenement
    renouvellements: tuple[Evenement, ...] = ()
    fin: Evenement | None = None

    def renouvele(self, par: Evenement) -> "Signe":
        """The same contract, renewed by one more event."""
        return attrs.evolve(self, renouvellements=(*self.renouvellements, par))

    def fini(self, au: date) -> bool:
        """Whether it had surely ended by a day: an act says so, for its term alone ends nothing for sure."""
        dernier = None if self.fin is None else self.fin.intervalle[1]
        return dernier is not None and dernier <= au


PeriodeContrat = tuple[Intervalle, DelaiLegal]
"""A period of a contract: when it began, and how long it lasts."""


@attrs.frozen(kw_only=True)
class Contrat:
    """A contract that all its parties have signed.

    Attributes:
        signature: the event that made it.
        effet: when it took effect, from which its missions run.
        depart: when its present period began: its effect, or its last renewal.
        duree: how long that period lasts.
        a_compter: from what the duration runs, in French.
        anterieures: the periods that a renewal has ended.
        peut_etre: those that a renewal may have begun after the present one.
        atteste_le: day on which a source finds it running and does not tell since when.
    """

    signature: Evenement
    effet: Intervalle
    depart: Intervalle
    duree: DelaiLegal
    a_compter: str
    anterieures: tuple[PeriodeContrat, ...] = ()
    peut_etre: tuple[PeriodeContrat, ...] = ()
    atteste_le: date | None = None

    @property
    def periodes(self) -> tuple[PeriodeContrat, ...]:
        """The periods that surely began."""
        return (*self.anterieures, (self.depart, self.duree))

    @property
    def presentes(self) -> tuple[PeriodeContrat, ...]:
        """The periods of which one is the present one."""
        return ((self.depart, self.duree), *self.peut_etre)

    @property
    def commencee_le(self) -> date | None:
        """Last day on which the present period may have begun; ``None`` where nothing bounds it."""
        fins = [fin for (_, fin), _ in self.presentes if fin is not None]
        return max(fins) if len(fins) == len(self.presentes) else None

    @property
    def terme(self) -> Intervalle:
        """First and last candidate for its last day."""
        premiers = [duree.bornes(debut)[0] for (debut, _), duree in self.presentes if debut is not None]
        dernier = self.dernier_terme
        return (
            min(premiers) if len(premiers) == len(self.presentes) else None,
            None if dernier is None else dernier[1],
        )

    def a_pu_echoir(self, jour: date | None) -> bool:
        """Whether its term may have come before a day: no text that was read says what becomes of it without an act.

        Of a contract whose day nothing bounds, what is known is that none precedes its agreement.
        """
        return jour is None or jour > min(
            duree.bornes(max(debut or date.min, duree.applicable_depuis, self.atteste_le or date.min))[0]
            for (debut, _), duree in self.presentes
        )

    def a_pu_courir(self, jour: date | None) -> bool:
        """Whether its term may not have come before a day."""
        return jour is None or jour <= max(
            duree.bornes(max(fin or date.max, self.atteste_le or date.min))[0] for (_, fin), duree in self.presentes
        )

    @property
    def dernier_terme(self) -> tuple[date, date] | None:
        """The two readings of its last day where the present period began on the last day on which it may have."""
        derniers = [duree.bornes(fin) for (_, fin), duree in self.presentes if fin is not None]
        return max(derniers) if len(derniers) == len(self.presentes) else None


def contrat_de(signe: Signe, nature: NatureProjet, registre: Registre, *, au: date | None) -> Contrat | None:
    """A contract as it stood on a day, renewals included; ``None`` for a nature of project that has none.

    On a day that nothing bounds, every renewal that is dated has taken effect.
    """
    legale = _DUREES.get(nature)
    if legale is None:
        return None
    convention = convention_de(signe.signature, registre)
    return _renouvele(_initial(signe.signature, convention, legale), convention, signe.renouvellements, au or date.max)


def convention_de(signature: Evenement, registre: Registre) -> Convention | None:
    """The contract that a signature names, when the registre holds it: it says its effect, its length, its renewals."""
    convention = registre.obtenir(signature.convention)
    return convention if isinstance(convention, Convention) else None


def _initial(signature: Evenement, convention: Convention | None, legale: DelaiLegal) -> Contrat:
    dit = None if convention is None else convention.prend_effet_le
    effet = signature.intervalle if dit is None else (dit.au_plus_tot, dit.au_plus_tard)
    return Contrat(
        signature=signature,
        effet=effet,
        depart=effet,
        duree=_de(legale, None if convention is None else convention.duree_mois),
        a_compter="de la signature, faute de date d'effet distincte"
        if dit is None
        else "de la date d'effet du contrat",
        atteste_le=_atteste_le(signature),
    )


def _atteste_le(signature: Evenement) -> date | None:
    """The day of the source that tells where a project stands, and from which the signature is deduced, if any."""
    source = signature.provenance
    deduite = source is not None and source.nature is NatureProvenance.DEDUITE
    if signature.acte is not Acte.REPRISE and not deduite:
        return None
    if source is not None and source.publie_le is not None:
        return source.publie_le.au_plus_tot
    return signature.enregistre_le if signature.effet_le is None else None


def _de(duree: DelaiLegal, mois: int | None) -> DelaiLegal:
    return duree if mois is None else attrs.evolve(duree, mois=mois)


@attrs.frozen
class _Renouvellement:
    """What begins another period of a contract.

    Attributes:
        le: when it took effect, or was made.
        duree: how long the period lasts; ``None`` when its source does not say.
        avenant: whether an amendment of the contract tells it, or an act of the journal.
        effet_dit: whether its source tells the effect, apart from the act.
    """

    le: Intervalle
    duree: DelaiLegal | None = None
    avenant: bool = False
    effet_dit: bool = False

    def periode(self, contrat: Contrat, duree: DelaiLegal) -> PeriodeContrat:
        """The period that follows a contract.

        What is signed before the term may prolong the contract from its term, as well as from that day.
        """
        (debut, fin), termes, suivante = self.le, contrat.dernier_terme, self.duree or duree
        if self.effet_dit or fin is None:
            return self.le, suivante
        if termes is None:
            return (debut, None), suivante
        terme, dernier = termes
        return self.le if debut is not None and debut >= terme else (debut, max(fin, dernier)), suivante


def _renouvele(
    contrat: Contrat, convention: Convention | None, renouvellements: Iterable[Evenement], au: date
) -> Contrat:
    """The contract with its renewals of that day: those that had surely taken effect, and those that may."""
    prolonges = [_Renouvellement(e.intervalle) for e in renouvellements]
    prolonges += _avenants(contrat, convention)
    passes = [(prolonge.le[1], prolonge) for prolonge in prolonges if prolonge.le[1] is not None]
    legale, precedent = contrat.duree, contrat
    memes: list[_Renouvellement] = []
    for _, prolonge in sorted(((fin, p) for fin, p in passes if fin <= au), key=lambda passe: passe[0]):
        debut, depart = prolonge.le[0], contrat.commencee_le
        if debut is not None and depart is not None and debut > depart:
            precedent, memes = contrat, []
        elif contrat.peut_etre or not all(_dit_le_meme(autre, prolonge, precedent) for autre in memes):
            # Which of their periods runs, nothing tells.
            contrat = _peut_etre(contrat, prolonge, legale)
            continue
        memes.append(prolonge)
        dites = [autre.duree for autre in memes if autre.duree is not None]
        periode = prolonge.periode(precedent, dites[0] if dites else legale)
        contrat = attrs.evolve(
            precedent,
            depart=periode[0],
            duree=periode[1],
            a_compter="du renouvellement"
            if periode[0] == prolonge.le
            else "du renouvellement, ou du terme qu'il prolonge",
            anterieures=(*precedent.periodes, *precedent.peut_etre),
            peut_etre=(),
        )
    for prolonge in prolonges:
        if (prolonge.le[0] is None or prolonge.le[0] <= au) and (prolonge.le[1] is None or prolonge.le[1] > au):
            contrat = _peut_etre(contrat, prolonge, legale)
    return contrat


def _dit_le_meme(premier: _Renouvellement, second: _Renouvellement, contrat: Contrat) -> bool:
    """Whether an act and an amendment surely tell one renewal: the second, before the first could take effect.

    They end one period, not two. Two of one kind are two renewals.
    """
    fait, (debut, fin), depart = premier.le[1], second.le, contrat.depart[0]
    if premier.avenant is second.avenant or fait is None or debut is None or fin is None or depart is None:
        return False
    terme, _ = contrat.duree.bornes(depart)
    return fait <= debut and fin <= (fait if premier.effet_dit else terme)


def _peut_etre(contrat: Contrat, prolonge: _Renouvellement, duree: DelaiLegal) -> Contrat:
    return attrs.evolve(contrat, peut_etre=(*contrat.peut_etre, prolonge.periode(contrat, duree)))


def effet_de(convention: Convention) -> DatePartielle | None:
    """When a contract took effect, by what says it best."""
    debut = None if convention.periode is None else convention.periode.debut
    return convention.prend_effet_le or convention.signee_le or debut


def a_pu_finir(convention: Convention, renouveles: Iterable[Intervalle], jour: date) -> bool:
    """Whether a contract of an agreement may have been over on a day: it had ended, or nothing surely passes its term.

    One that nothing dates has no term that could be told.

    Args:
        convention: the contract.
        renouveles: when the journals of its parties renew one.
        jour: the day.
    """
    fin = None if convention.periode is None else convention.periode.fin
    if fin is not None:
        return fin.precede(jour) is not False
    legale, le = _DES_ACCORDS.get(convention.nature), effet_de(convention)
    if legale is None or le is None:
        return False
    duree = convention.duree_mois or legale.mois
    debut = max(le.au_plus_tot or date.min, legale.applicable_depuis)
    ecrits = [((d.au_plus_tot, d.au_plus_tard), avenant.duree_mois or duree) for d, avenant in _avenants_de(convention)]
    suites = [*ecrits, *((intervalle, duree) for intervalle in renouveles)]
    faits = [(tot, mois) for (tot, tard), mois in suites if tot is not None and tard is not None and tard <= jour]
    termes = [ajouter_mois(d, mois) or date.max for d, mois in [(debut, duree), *faits]]
    return max(termes) <= jour


def _avenants_de(convention: Convention) -> Iterator[tuple[DatePartielle, Avenant]]:
    """The amendments that renew a contract, each with when it took effect, or was signed."""
    for avenant in convention.avenants:
        le = avenant.prend_effet_le or avenant.signe_le
        if le is not None and ObjetAvenant.RENOUVELLEMENT in avenant.objets:
            yield le, avenant


def _avenants(contrat: Contrat, convention: Convention | None) -> Iterator[_Renouvellement]:
    for le, avenant in () if convention is None else _avenants_de(convention):
        yield _Renouvellement(
            (le.au_plus_tot, le.au_plus_tard),
            None if avenant.duree_mois is None else _de(contrat.duree, avenant.duree_mois),
            avenant=True,
            effet_dit=avenant.prend_effet_le is not None,
        )
