"""Whom a sanction of the ARS bars from a récépissé or an agrément, and what a registre cannot tell (CSP, L6323-1-12).

The suspension of a centre bars until it is lifted; the closure of a centre or of an antenna, for eight years. Both bar
the same gestionnaire, the same legal representative, and any member of the governing body. Of the days since a later
version of the text, which was not read, nothing is certain.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires.composition import noms_de
from soinsprimaires.cycle._ordre import Intervalle, ordonner
from soinsprimaires.cycle.tables import peut_agir
from soinsprimaires.droit.delais import INTERDICTION_APRES_FERMETURE
from soinsprimaires.modele._observation import une_fois
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur, restants
from soinsprimaires.modele.lieux import NatureSite, Site
from soinsprimaires.modele.personnes import Fonction, NatureFonction
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.mots import dater, jour_en_lettres

__all__ = [
    "ACTES_INTERDITS",
    "Interdiction",
    "Sanction",
    "gestionnaires_du_projet",
    "interdictions",
    "peut_etre_ouvert",
    "sanctions",
    "texte_lu_au",
    "vise_une_partie",
]

ACTES_INTERDITS: Final = frozenset({Acte.DELIVRANCE_RECEPISSE, Acte.AGREMENT_PROVISOIRE})
"""What who is barred does not receive; whether a provisional agrément may still become definitive was read nowhere."""

_SANCTIONS: Final = frozenset({Acte.SUSPENSION, Acte.LEVEE_SUSPENSION, Acte.FERMETURE_ADMINISTRATIVE})
_GESTIONNAIRES: Final = frozenset({QualiteActeur.GESTIONNAIRE, QualiteActeur.COLLECTIVITE})
_REPRESENTENT: Final = frozenset({NatureFonction.REPRESENTATION_LEGALE, NatureFonction.PRESIDENCE})
"""Functions of who opens a centre for its gestionnaire; another member of its governing body may open none."""
_DIRIGENT: Final = frozenset(
    {*_REPRESENTENT, NatureFonction.MEMBRE_INSTANCE_DIRIGEANTE, NatureFonction.VICE_PRESIDENCE}
)
"""Functions of who represents or governs a gestionnaire; whether a director does, nothing says."""


@attrs.frozen(kw_only=True)
class Sanction:
    """A suspension or a closure by the ARS.

    Attributes:
        projet: project of the centre.
        decision: the act.
        levee: the lifting of a suspension; ``None`` while it lasts, and for a closure.
        allegement: its first lifting for another site than the one that it names: whether it goes on is doubtful then.
    """

    projet: Projet
    decision: Evenement
    levee: Evenement | None = None
    allegement: Evenement | None = None

    @property
    def fermeture(self) -> bool:
        """Whether the centre was closed."""
        return self.decision.acte is Acte.FERMETURE_ADMINISTRATIVE

    @property
    def bornes(self) -> Intervalle:
        """First and last candidate for the last day of the bar; ``None`` where nothing bounds it."""
        if self.fermeture:
            debut, fin = self.decision.intervalle
            delai = INTERDICTION_APRES_FERMETURE
            return None if debut is None else delai.bornes(debut)[0], None if fin is None else delai.bornes(fin)[1]
        premiere = self.allegement or self.levee
        return (
            None if premiere is None else premiere.intervalle[0],
            None if self.levee is None else self.levee.intervalle[1],
        )

    def interdit(self, le: Intervalle) -> bool | None:
        """Whether an act falls inside the bar; ``None`` when the dates cannot tell."""
        debut, fin = le
        tot, tard = self.decision.intervalle
        premier, dernier = self.bornes
        loi = INTERDICTION_APRES_FERMETURE.applicable_depuis
        avant = fin is not None and (fin < loi or (tot is not None and fin < tot))
        if avant or self._sans_effet(loi, tard, dernier):
            return False
        if debut is not None and dernier is not None and (debut > dernier or (not self.fermeture and debut == dernier)):
            return False
        if debut is None or fin is None or tot is None or tard is None:
            return None
        sans_fin = self.levee is None and self.allegement is None and not self.fermeture
        dedans = fin < premier if premier is not None else sans_fin
        return True if tot >= loi and debut > tard and dedans and texte_lu_au(fin) else None

    def _sans_effet(self, loi: date, tard: date | None, dernier: date | None) -> bool:
        """Whether all of it was over, or for a closure decided, before the law that bars."""
        if self.fermeture:
            return tard is not None and tard < loi
        return dernier is not None and dernier < loi


def texte_lu_au(jour: date) -> bool:
    """Whether the text that bars was read as it stands on a day: a later version is known, and was not."""
    suites = [source.suite for source in INTERDICTION_APRES_FERMETURE.sources if source.suite is not None]
    return all(jour < suite.depuis for suite in suites)


def sanctions(registre: Registre) -> tuple[Sanction, ...]:
    """Every suspension and closure of the registre, looked for once."""
    return une_fois(registre, _toutes)


def _toutes(registre: Registre) -> tuple[Sanction, ...]:
    return tuple(
        sanction for projet in registre.projets_de(nature=NatureProjet.CENTRE_SANTE) for sanction in _sanctions(projet)
    )


def _sanctions(projet: Projet) -> Iterator[Sanction]:
    evenements = ordonner(e for e in restants(projet.journal) if e.acte in _SANCTIONS)
    for rang, evenement in enumerate(evenements):
        if evenement.acte is Acte.FERMETURE_ADMINISTRATIVE:
            yield Sanction(projet=projet, decision=evenement)
        elif evenement.acte is Acte.SUSPENSION:
            levees = [suivant for suivant in evenements[rang + 1 :] if suivant.acte is Acte.LEVEE_SUSPENSION]
            entiere = next((levee for levee in levees if levee.site in {evenement.site, None}), None)
            premiere = next(iter(levees), None)
            allegement = None if premiere is entiere else premiere
            yield Sanction(projet=projet, decision=evenement, levee=entiere, allegement=allegement)


@attrs.frozen(kw_only=True)
class Interdiction:
    """What the sanction of a centre does to an act.

    Attributes:
        sanction: the suspension or the closure.
        memes_gestionnaires: whether the two centres have the same gestionnaire; ``None`` when the registre cannot tell.
        meme_dirigeant: whether who opens surely sat in the governing body of the other; ``None`` when the registre
            cannot tell, which says little of who represents or governs whom.
        en_cours: whether the act falls inside the bar; ``None`` when the dates cannot tell, or whether the text means
            that sanction.
        ouvert: whether the centre may be open already: what it is granted may then be for nothing new.
    """

    sanction: Sanction
    memes_gestionnaires: bool | None
    meme_dirigeant: bool | None
    en_cours: bool | None
    ouvert: bool

    @property
    def projet(self) -> Projet:
        """Project of the centre that was suspended or closed."""
        return self.sanction.projet

    @property
    def certaine(self) -> bool:
        """Whether nothing is missing to say that the act is barred."""
        return self._vise and not self.ouvert

    @property
    def _vise(self) -> bool:
        """Whether the bar surely runs, and reaches those who run the centre."""
        return self.en_cours is True and (self.memes_gestionnaires is True or self.meme_dirigeant is True)

    @property
    def bornes(self) -> Intervalle:
        """First and last candidate for the last day of the bar."""
        return self.sanction.bornes

    @property
    def message(self) -> str:
        """Why the act is barred, in French."""
        lien = "du même gestionnaire" if self.memes_gestionnaires else "dont un dirigeant est le même"
        le, source = self.sanction.decision.effet_le, INTERDICTION_APRES_FERMETURE.sources[0]
        fait, quand = ("fermé" if self.sanction.fermeture else "suspendu"), "" if le is None else f" {dater(le)}"
        dit = f"un centre {lien} ({self.projet.identifiant}) a été {fait} par l'ARS{quand} : ni récépissé ni agrément"
        if not self.sanction.fermeture:
            return f"{dit} avant la levée ({source})"
        premier, _ = self.bornes
        jusque = "" if premier is None else f", jusqu'au {jour_en_lettres(premier)}"
        return f"{dit} pendant huit ans{jusque} ({source})"

    @property
    def doute(self) -> str:
        """Why nobody can say whether the act is barred, in French, when it is not certain."""
        if self._vise:
            return (
                "le centre est peut-être ouvert déjà, et elle ne vaut que pour l'ouverture d'un nouveau centre ou "
                "d'une nouvelle antenne : elle est indéterminée"
            )
        if self.memes_gestionnaires is None:
            return "le gestionnaire de l'un ou de l'autre centre n'est pas enregistré : l'interdiction est indéterminée"
        if not self.memes_gestionnaires and not self.meme_dirigeant:
            return (
                "le gestionnaire est un autre, mais l'interdiction vaut aussi pour le même représentant légal et les "
                "membres de l'instance dirigeante, que le registre ne dit pas : elle est indéterminée"
            )
        return (
            "le gestionnaire, ou un dirigeant, est le même, et ni les dates ni ce qui a été lu du texte ne disent si "
            "l'interdiction court ce jour-là"
        )


def peut_etre_ouvert(actes: Collection[Acte]) -> bool:
    """Whether the acts done so far leave a centre that may be open: its journal opened it, or begins on its way."""
    return Acte.OUVERTURE in actes or Acte.REPRISE in actes


def interdictions(
    projet: Projet, le: Intervalle, registre: Registre, *, ouvert: bool = False
) -> Iterator[Interdiction]:
    """The sanctions whose bar holds an act of these days, or may.

    Args:
        projet: the project of which one would know it.
        le: first and last day of the act.
        registre: what surrounds it.
        ouvert: whether the centre may be open on those days. The text bars a new centre and a new antenne: what a
            centre that is open is granted may be for neither.
    """
    toutes = sanctions(registre)
    siens = gestionnaires_du_projet(projet, registre) if toutes else frozenset[str]()
    for sanction in toutes:
        sienne = sanction.projet.identifiant == projet.identifiant
        en_cours = sanction.interdit(le)
        # What follows the closure of a centre in its own journal, the procedure itself does not foresee.
        if en_cours is False or (sienne and sanction.fermeture):
            continue
        leurs = gestionnaires_du_projet(sanction.projet, registre)
        yield Interdiction(
            sanction=sanction,
            memes_gestionnaires=True if sienne else _se_recoupent(siens, leurs),
            meme_dirigeant=_meme_dirigeant(siens, leurs, registre, le, sanction.decision),
            # What was decided by somebody who cannot may have had no effect.
            en_cours=en_cours
            if peut_agir(sanction.projet.nature, sanction.decision) and _visee(sanction, registre)
            else None,
            ouvert=ouvert,
        )


def _visee(sanction: Sanction, registre: Registre) -> bool:
    """Whether the text surely means a sanction: of suspensions, it names that "de l'activité d'un centre" alone."""
    if sanction.fermeture:
        return True
    suspendu, structure = sanction.decision.site, registre.obtenir(sanction.projet.structure)
    if suspendu is None:
        sites: tuple[object, ...] = (structure.sites or (None,)) if isinstance(structure, CTS) else ()
    else:
        sites = (registre.obtenir(suspendu),)
    return all(isinstance(site, Site) and site.nature is not NatureSite.ANTENNE for site in sites)


def vise_une_partie(evenement: Evenement, projet: Projet, registre: Registre) -> bool | None:
    """Whether a sanction is of an antenna alone, which leaves the centre as it is; ``None`` when nothing tells.

    The text knows "la fermeture d'un centre ou de l'une de ses antennes": what names no site is of the whole centre.
    """
    if projet.nature is not NatureProjet.CENTRE_SANTE or evenement.acte not in _SANCTIONS or evenement.site is None:
        return False
    structure, site = registre.obtenir(projet.structure), registre.obtenir(evenement.site)
    sites = structure.sites if isinstance(structure, CentreSante | CTS) else ()
    if [autre.identifiant for autre in sites] == [evenement.site]:
        return False
    return True if isinstance(site, Site) and site.nature is NatureSite.ANTENNE else None


def _se_recoupent(siens: frozenset[str], leurs: frozenset[str]) -> bool | None:
    return bool(siens & leurs) if siens and leurs else None


def _meme_dirigeant(
    siens: frozenset[str], leurs: frozenset[str], registre: Registre, le: Intervalle, decision: Evenement
) -> bool | None:
    ici = _titulaires(_REPRESENTENT, siens, registre, le)
    la = _titulaires(_DIRIGENT, leurs, registre, decision.intervalle)
    return True if ici & la else None


def _titulaires(
    natures: frozenset[NatureFonction], organisations: frozenset[str], registre: Registre, le: Intervalle
) -> frozenset[str]:
    """Who surely holds one of some functions on some days, under every identifiant known to be theirs."""
    return frozenset(
        nom
        for organisation in organisations
        for tenue in registre.fonctions_de(organisation)
        if tenue.fonction.nature in natures and _couvre(tenue.fonction, le)
        for nom in noms_de(registre, tenue.titulaire.identifiant)
    )


def _couvre(fonction: Fonction, le: Intervalle) -> bool:
    periode = fonction.periode
    return periode is not None and all(jour is not None and periode.couvre(jour) is True for jour in le)


def gestionnaires_du_projet(projet: Projet, registre: Registre) -> frozenset[str]:
    """Who runs the centre of a project: its structure says it, else those who filed; empty when nothing does."""
    structure = registre.obtenir(projet.structure)
    if isinstance(structure, CTS) and structure.gestionnaire is None:
        structure = registre.obtenir(structure.centre)
    if isinstance(structure, CentreSante | CTS) and structure.gestionnaire is not None:
        return frozenset({structure.gestionnaire})
    return frozenset(
        acteur.entite
        for evenement in restants(projet.journal)
        for acteur in evenement.acteurs
        if acteur.qualite in _GESTIONNAIRES and acteur.entite is not None
    )
