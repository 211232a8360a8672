"""Where care is organised: communes put together, often not along any administrative border."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from soinsprimaires._classement import PUBLIC
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import CODE_COMMUNE, CODE_EPCI
from soinsprimaires.mesures import ANNEES, Estimation
from soinsprimaires.modele._base import Donnee, Entite
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle

if TYPE_CHECKING:
    from soinsprimaires.referentiels import Commune

__all__ = ["Delimitation", "Direction", "Etendue", "NatureTerritoire", "PopulationDeclaree", "Repere", "Territoire"]


class NatureTerritoire(Vocabulaire):
    """What the territory is for, or which administrative unit it is."""

    ACTION_CPTS = "action_cpts"
    BASSIN_DE_VIE = "bassin_de_vie"
    PERMANENCE_SOINS = "permanence_soins"
    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    AUTRE = "autre"


class Delimitation(Vocabulaire):
    """How much of the territory its list of communes covers."""

    COMPLETE = "complete"
    PARTIELLE = "partielle"
    INCONNUE = "inconnue"


class Direction(Vocabulaire):
    """On which side of the territory a landmark lies."""

    NORD = "nord"
    SUD = "sud"
    EST = "est"
    OUEST = "ouest"
    CENTRE = "centre"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Repere(Donnee):
    """A landmark that a source gives instead of a border: "à l'Ouest jusqu'à Baugy".

    Attributes:
        commune: INSEE code.
        direction: on which side of the territory it lies.
    """

    commune: str = attrs.field(validator=CODE_COMMUNE)
    direction: Direction


@attrs.frozen(kw_only=True, repr=False, eq=False)
class PopulationDeclaree(Donnee):
    """A population stated by a source, which overrides the one computed from the communes.

    Attributes:
        nombre: inhabitants.
        annee: year of the figure; ``None`` when the source does not say it.
        source: who states it.
    """

    nombre: Estimation
    annee: int | None = attrs.field(default=None, validator=ANNEES)
    source: str = attrs.field(metadata=PUBLIC)


def _trier(communes: Iterable[str], champ: str = "communes") -> tuple[str, ...]:
    if isinstance(communes, str) or not isinstance(communes, Iterable):
        raise ValeurInvalide(f"un tuple est attendu, pas {citer(communes)}", "type.inattendu", champ)
    donnees = tuple(communes)
    # Before the sort: the rank is the one that the caller, or the document, gave.
    for rang, commune in enumerate(donnees):
        if raison := CODE_COMMUNE.raison(commune):
            message = f"{CODE_COMMUNE.nom} ({CODE_COMMUNE.attendu}) : {raison}"
            raise ValeurInvalide(message, "identifiant.forme", f"{champ}/{rang}")
    return tuple(sorted(donnees))


def _trier_possibles(communes: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if communes is None else _trier(communes, "possibles")


def _exiger_distinctes(triees: tuple[str, ...], champ: str) -> None:
    for une, suivante in pairwise(triees):
        if une == suivante:
            raise ValeurInvalide(f"la commune {une} figure deux fois", "liste.doublon", champ)


class _Ensemble:
    """Union, intersection and difference of extents, whatever bears them."""

    __slots__ = ()

    @property
    def etendue(self) -> "Etendue":
        raise NotImplementedError

    def contient(self, commune: str) -> bool | None:
        """Whether a commune is in it; ``None`` when the limits that are known cannot tell."""
        etendue = self.etendue
        if commune in etendue.communes:
            return True
        return None if etendue.possibles is None or commune in etendue.possibles else False

    def __or__(self, autre: "_Ensemble") -> "Etendue":
        un, deux = _etendues(self, autre)
        bornes = None if un.possibles is None or deux.possibles is None else {*un.possibles, *deux.possibles}
        return _etendue({*un.communes, *deux.communes}, bornes)

    def __and__(self, autre: "_Ensemble") -> "Etendue":
        un, deux = _etendues(self, autre)
        if un.possibles is None or deux.possibles is None:
            bornes = un.possibles if deux.possibles is None else deux.possibles
        else:
            bornes = tuple({*un.possibles} & {*deux.possibles})
        return _etendue({*un.communes} & {*deux.communes}, bornes)

    def __sub__(self, autre: "_Ensemble") -> "Etendue":
        un, deux = _etendues(self, autre)
        certaines = set() if deux.possibles is None else {*un.communes} - {*deux.possibles}
        return _etendue(certaines, None if un.possibles is None else {*un.possibles} - {*deux.communes})


def _etendues(un: _Ensemble, deux: _Ensemble) -> "tuple[Etendue, Etendue]":
    if not isinstance(deux, _Ensemble):
        raise TypeError(f"un territoire ou une étendue est attendu, pas {citer(deux)}")
    return un.etendue, deux.etendue


def _etendue(communes: Iterable[str], possibles: Iterable[str] | None) -> "Etendue":
    return Etendue(communes=tuple(communes), possibles=None if possibles is None else tuple(possibles))


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Etendue(Donnee, _Ensemble):
    """What is known of a set of communes: those that are surely in it, and those that may be.

    It is what ``|``, ``&`` and ``-`` give, between territories as between extents; of a territory that is not wholly
    delimited, any other commune may be part.

    Attributes:
        communes: INSEE codes that are surely in it (sorted by the constructor).
        possibles: INSEE codes outside which nothing is, the sure ones included; ``None`` when nothing bounds it.
    """

    communes: tuple[str, ...] = attrs.field(default=(), converter=_trier, metadata=PUBLIC)
    possibles: tuple[str, ...] | None = attrs.field(default=None, converter=_trier_possibles, metadata=PUBLIC)

    def _exiger_coherence(self) -> None:
        for champ, codes in (("communes", self.communes), ("possibles", self.possibles or ())):
            _exiger_distinctes(codes, champ)
        if self.possibles is not None and not {*self.communes} <= {*self.possibles}:
            raise ValeurInvalide("une commune certaine est aussi possible", "etendue.bornes", "possibles")

    @property
    def etendue(self) -> "Etendue":
        """Itself."""
        return self

    @property
    def delimitation(self) -> Delimitation:
        """Complete when nothing else may be part of it, else unknown."""
        return Delimitation.COMPLETE if self.possibles == self.communes else Delimitation.INCONNUE

    def en_territoire(self, *, identifiant: str, nom: str, nature: NatureTerritoire) -> "Territoire":
        """A territory of these limits; the communes that are only possible are not among its own.

        Raises:
            ValeurInvalide: it is surely empty.
        """
        return Territoire(
            identifiant=identifiant, nom=nom, nature=nature, communes=self.communes, delimitation=self.delimitation
        )


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Territoire(Entite, _Ensemble):
    """A territory: a set of communes, never assumed to be one EPCI.

    The territory of action of a CPTS is that of its projet de santé (CSP, art. L1434-12).

    Attributes:
        nom: as its actors call it.
        nature: what it is for, or which administrative unit it is.
        definition: its limits as the source writes them.
        communes: INSEE codes, in any order (sorted by the constructor); one that is repeated is refused.
        nombre_communes: how many they are, when the source counts without naming.
        delimitation: whether ``communes`` is the whole territory, a part of it, or unknown.
        departement: INSEE code of the département that it is or lies in (``32``, ``2A``, ``974``).
        region: INSEE code of the région that it is or lies in (``76``).
        epci: SIREN of the EPCI that it is, when it is one.
        reperes: landmarks given instead of a border.
        population: stated population, when it overrides the computed one.
    """

    nom: str = attrs.field(metadata=PUBLIC)
    nature: NatureTerritoire
    definition: str | None = attrs.field(default=None, metadata=PUBLIC)
    communes: tuple[str, ...] = attrs.field(default=(), converter=_trier, metadata=PUBLIC)
    nombre_communes: Estimation | None = None
    delimitation: Delimitation = Delimitation.INCONNUE
    departement: str | None = attrs.field(default=None, metadata=PUBLIC)
    region: str | None = attrs.field(default=None, metadata=PUBLIC)
    epci: str | None = attrs.field(default=None, validator=CODE_EPCI)
    reperes: tuple[Repere, ...] = ()
    population: PopulationDeclaree | None = None

    def _exiger_coherence(self) -> None:
        _exiger_distinctes(self.communes, "communes")
        if self.delimitation is Delimitation.COMPLETE and not self.communes:
            raise ValeurInvalide(
                "une délimitation complète énumère ses communes", "territoire.delimitation", "communes"
            )

    @classmethod
    def depuis_epci(
        cls,
        code: str,
        *,
        au: date,
        identifiant: str | None = None,
        nom: str | None = None,
        nature: NatureTerritoire = NatureTerritoire.EPCI,
    ) -> "Territoire":
        """The communes of an EPCI, in the vintage nearest to a day.

        Args:
            code: SIREN of the EPCI.
            au: chooses the vintage; ``definition`` tells the year of the list.
            identifiant: ``epci-`` and the SIREN when it is not given.
            nom: the name of the EPCI when it is not given.
            nature: what the territory is for: a CPTS may take the limits of an EPCI.

        Raises:
            CodeInconnu: no EPCI has this code in the vintage.
        """
        from soinsprimaires import referentiels

        epci = referentiels.epci(code, au)
        communes = referentiels.communes_de(epci=code, au=au)
        return cls(
            identifiant=identifiant or f"epci-{code}",
            nom=nom or epci.nom,
            nature=nature,
            definition=f"communes de {epci} au 1er janvier {epci.millesime}",
            communes=epci.communes,
            delimitation=Delimitation.COMPLETE,
            departement=_commun({commune.departement for commune in communes}),
            region=_commun({commune.region for commune in communes}),
            epci=code,
            provenance=_au_code_officiel(epci.millesime),
        )

    @classmethod
    def depuis_communes(
        cls,
        communes: Iterable[str],
        *,
        au: date,
        identifiant: str,
        nom: str,
        nature: NatureTerritoire,
        delimitation: Delimitation = Delimitation.COMPLETE,
    ) -> "Territoire":
        """A territory made of these communes, each of which is found in the vintage nearest to a day.

        Args:
            communes: INSEE codes, never postal codes.
            au: chooses the vintage.
            identifiant: slug.
            nom: as its actors call it.
            nature: what it is for.
            delimitation: whether these are all its communes.

        Raises:
            CodeInconnu: no commune has one of these codes in the vintage; the message tells what it became.
            ValeurInvalide: a commune stands twice, or there is none in a complete territory.
        """
        from soinsprimaires import referentiels

        trouvees: list[Commune] = [referentiels.commune(code, au) for code in _trier(communes)]
        return cls(
            identifiant=identifiant,
            nom=nom,
            nature=nature,
            communes=tuple(commune.code for commune in trouvees),
            delimitation=delimitation,
            departement=_commun({commune.departement for commune in trouvees}),
            region=_commun({commune.region for commune in trouvees}),
            provenance=_au_code_officiel(referentiels.millesime_au(au)),
        )

    @property
    def etendue(self) -> Etendue:
        """Its sure and possible communes; unless it is complete, any other commune may be part of it."""
        complete = self.delimitation is Delimitation.COMPLETE
        return Etendue(communes=self.communes, possibles=self.communes if complete else None)


def _au_code_officiel(annee: int) -> Provenance:
    """Of which year codes are: a merger of communes may take one of theirs."""
    return Provenance(titre="Code officiel géographique", editeur="INSEE", publie_le=DatePartielle.lire(str(annee)))


def _commun(codes: set[str]) -> str | None:
    """The only one of these codes, ``None`` when there are several."""
    return next(iter(codes)) if len(codes) == 1 else None
