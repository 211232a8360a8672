"""The contract of a project: when it takes effect, how long it lasts, what has prolonged it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import attrs

from soinsprimaires.cycle._pliage import Bornes, plier, signatures
from soinsprimaires.droit.delais import CONTRAT_CPTS, CONTRAT_MSP, DelaiLegal
from soinsprimaires.modele.conventions import Convention, ObjetAvenant
from soinsprimaires.modele.evenements import Acte, Evenement
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.registre import Registre

__all__ = ["Contrat", "contrats", "convention_de"]

_DUREES: Final = {NatureProjet.CPTS: CONTRAT_CPTS, NatureProjet.MSP: CONTRAT_MSP}


@attrs.frozen(kw_only=True)
class Contrat:
    """A contract that all its parties have signed.

    Attributes:
        signature: the event that made it.
        effet: when it took effect, from which its missions run.
        depart: when its present period began: its effect, or its last renewal.
        duree: how long that period lasts.
        a_compter: from what the duration runs, in French.
    """

    signature: Evenement
    effet: Bornes
    depart: Bornes
    duree: DelaiLegal
    a_compter: str

    @property
    def terme(self) -> Bornes:
        """First and last candidate for its last day."""
        debut, fin = self.depart
        return None if debut is None else self.duree.bornes(debut)[0], None if fin is None else self.duree.bornes(fin)[
            1
        ]


def contrats(
    nature: NatureProjet, evenements: Sequence[Evenement], registre: Registre, *, au: date
) -> Iterator[Contrat]:
    """The contracts that the ordered events of a journal make, as they stood on a day, renewals included."""
    legale = _DUREES.get(nature)
    if legale is None:
        return
    # Signed by some of the parties only, a renewal is not yet one.
    renouvellements = [
        pas.evenement
        for pas in plier(nature, evenements)
        if pas.evenement.acte is Acte.RENOUVELLEMENT and any(not situation.accords for situation in pas.apres)
    ]
    for signature in signatures(nature, evenements):
        convention = convention_de(signature, registre)
        yield _renouvele(_initial(signature, convention, legale), convention, renouvellements, au)


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
    )


def _de(duree: DelaiLegal, mois: int | None) -> DelaiLegal:
    return duree if mois is None else attrs.evolve(duree, mois=mois)


def _renouvele(contrat: Contrat, convention: Convention | None, renouvellements: list[Evenement], au: date) -> Contrat:
    """The contract with its last renewal that had surely taken effect, told by the journal or by an amendment."""
    prolonges = [(e.intervalle, contrat.duree) for e in renouvellements]
    for avenant in () if convention is None else convention.avenants:
        le = avenant.prend_effet_le or avenant.signe_le
        if le is not None and ObjetAvenant.RENOUVELLEMENT in avenant.objets:
            prolonges.append(((le.au_plus_tot, le.au_plus_tard), _de(contrat.duree, avenant.duree_mois)))
    passes = [(fin, debut, duree) for (debut, fin), duree in prolonges if fin is not None and fin <= au]
    if not passes:
        return contrat
    fin, debut, duree = max(passes, key=lambda passe: passe[0])
    return attrs.evolve(contrat, depart=(debut, fin), duree=duree, a_compter="du renouvellement")
