"""The eight years that follow a closure by the ARS: whom they bar, and what a registre cannot tell (CSP, L6323-1-12).

A suspension bars nobody: the text that was read speaks of closures.
"""

from collections.abc import Iterator
from typing import Final

import attrs

from soinsprimaires.cycle._pliage import Bornes, actifs
from soinsprimaires.droit.delais import INTERDICTION_APRES_FERMETURE
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CTS, CentreSante

__all__ = ["ACTES_INTERDITS", "Interdiction", "est_interdit", "gestionnaires_du_projet", "interdictions"]

ACTES_INTERDITS: Final = frozenset({Acte.DELIVRANCE_RECEPISSE, Acte.AGREMENT_PROVISOIRE})
"""What a barred gestionnaire does not receive; whether a provisional agrément may still become definitive was read
nowhere."""

_GESTIONNAIRES: Final = frozenset({QualiteActeur.GESTIONNAIRE, QualiteActeur.COLLECTIVITE})


@attrs.frozen(kw_only=True)
class Interdiction:
    """What the closure of another centre does to an act.

    Attributes:
        projet: project of the centre that was closed.
        fermeture: the closure.
        meme_gestionnaire: whether the two centres have the same gestionnaire; ``None`` when the registre cannot tell.
        en_cours: whether the act falls inside the eight years; ``None`` when the dates cannot tell.
    """

    projet: Projet
    fermeture: Evenement
    meme_gestionnaire: bool | None
    en_cours: bool | None

    @property
    def certaine(self) -> bool:
        """Whether nothing is missing to say that the act is barred."""
        return self.meme_gestionnaire is True and self.en_cours is True

    @property
    def message(self) -> str:
        """Why the act is barred, in French."""
        premier, _ = self.bornes
        return (
            f"un centre du même gestionnaire ({self.projet.identifiant}) a été fermé par l'ARS le "
            f"{self.fermeture.effet_le} : ni récépissé ni agrément pendant huit ans, jusqu'au {premier} "
            f"({INTERDICTION_APRES_FERMETURE.sources[0]})"
        )

    @property
    def bornes(self) -> Bornes:
        """First and last candidate for the last day of the eight years."""
        debut, fin = self.fermeture.intervalle
        delai = INTERDICTION_APRES_FERMETURE
        return None if debut is None else delai.bornes(debut)[0], None if fin is None else delai.bornes(fin)[1]


def interdictions(projet: Projet, le: Bornes, registre: Registre) -> Iterator[Interdiction]:
    """The closures of other centres whose eight years hold an act of these days, or may."""
    siens = gestionnaires_du_projet(projet, registre)
    for autre in registre.projets_de(nature=NatureProjet.CENTRE_SANTE):
        fermetures = [e for e in actifs(autre.journal) if e.acte is Acte.FERMETURE_ADMINISTRATIVE]
        for fermeture in fermetures if autre.identifiant != projet.identifiant else ():
            en_cours = est_interdit(le, fermeture)
            if en_cours is not False:
                leurs = gestionnaires_du_projet(autre, registre)
                yield Interdiction(
                    projet=autre,
                    fermeture=fermeture,
                    meme_gestionnaire=_se_recoupent(siens, leurs),
                    en_cours=en_cours,
                )


def _se_recoupent(siens: frozenset[str], leurs: frozenset[str]) -> bool | None:
    return bool(siens & leurs) if siens and leurs else None


def gestionnaires_du_projet(projet: Projet, registre: Registre) -> frozenset[str]:
    """Who runs the centre of a project: its structure says it, else those who filed; empty when nothing does."""
    structure = registre.obtenir(projet.structure)
    if isinstance(structure, CTS) and structure.gestionnaire is None:
        structure = registre.obtenir(structure.centre)
    if isinstance(structure, CentreSante | CTS) and structure.gestionnaire is not None:
        return frozenset({structure.gestionnaire})
    return frozenset(
        acteur.entite
        for evenement in actifs(projet.journal)
        for acteur in evenement.acteurs
        if acteur.qualite in _GESTIONNAIRES and acteur.entite is not None
    )


def est_interdit(le: Bornes, fermeture: Evenement) -> bool | None:
    """Whether an act falls inside the eight years that follow a closure; ``None`` when the dates cannot tell."""
    debut, fin = le
    tot, tard = fermeture.intervalle
    delai = INTERDICTION_APRES_FERMETURE
    if tard is not None and tard < delai.applicable_depuis:
        return False
    if fin is not None and tot is not None and fin < tot:
        return False
    if debut is not None and tard is not None and debut > delai.bornes(tard)[1]:
        return False
    if debut is None or fin is None or tot is None or tard is None:
        return None
    sous_la_loi = tot >= delai.applicable_depuis
    return True if sous_la_loi and debut > tard and fin < delai.bornes(tot)[0] else None
