"""A set of communes as figures read it: what is inside on a day, and how many live there."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

import attrs

from soinsprimaires import referentiels
from soinsprimaires._typage import exiger
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison
from soinsprimaires.anomalies import citer
from soinsprimaires.composition import actualiser, ecrites_le, population, valeurs_possibles
from soinsprimaires.composition import existe as structure_existe
from soinsprimaires.erreurs import IdentifiantInconnu, ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CPTS
from soinsprimaires.modele.territoires import Etendue, Territoire

Perimetre = Territoire | Etendue | str
"""A territory, an extent, or the identifiant of a territory or of a CPTS of the registre."""


@attrs.frozen(eq=False)
class Zone:
    """Communes on a day, under whatever codes they are written: those of the vintage, older ones, arrondissements.

    Attributes:
        nom: how it is called.
        etendue: communes that are surely in it, and those that may be.
        territoire: the territory that it is, when it is one: a stated population overrides that of its communes.
        au: the day.
    """

    nom: str
    etendue: Etendue
    territoire: Territoire | None
    au: date

    @cached_property
    def ecriture(self) -> "Ecriture":
        """Its communes under all the codes of the day."""
        return ecrire(self.etendue.communes, self.au, ecrites_le(self.territoire))

    @cached_property
    def _certaines(self) -> frozenset[str]:
        return self.ecriture.entieres

    @cached_property
    def _possibles(self) -> "Ecriture | None":
        if self.etendue.possibles is None:
            return None
        possibles = ecrire(self.etendue.possibles, self.au, ecrites_le(self.territoire))
        # A code that no vintage knows may be that of any commune.
        return None if possibles.inconnues else possibles

    @cached_property
    def _reponses(self) -> dict[str, bool | None]:
        return {}

    def contient(self, commune: str) -> bool | None:
        """Whether a commune, or an arrondissement, is inside; ``None`` when its limits or its code cannot tell."""
        if commune not in self._reponses:
            self._reponses[commune] = self._contient(commune)
        return self._reponses[commune]

    def abrite(self, commune: str) -> bool | None:
        """Whether what stands in a commune, written on a day that nothing tells, is inside.

        Of a code that a merger has taken, it may be in any of the communes that merged.
        """
        lue = actualiser((commune,), au=self.au)
        reponses = {self.contient(un) for un in (commune, *(lue.partielles if lue.communes else ()))}
        return reponses.pop() if len(reponses) == 1 else None

    def _contient(self, commune: str) -> bool | None:
        lien = referentiels.rattachement(commune, self.au)
        formes = {commune} if lien is None else {commune, lien.commune}
        if formes & self._certaines:
            return True
        if self._possibles is None or not est_connue(commune, self.au):
            return None
        # Of a commune of which a part is inside, a former commune or an arrondissement that is not named is outside.
        entamee = lien is None and commune in self._possibles.entamees
        return None if entamee or formes & self._possibles.entieres else False


def est_connue(code: str, au: date) -> bool:
    """Whether a vintage knows a code, as a commune or as a part of one."""
    return bool(actualiser((code,), au=au, ecrites_le=au).communes) or referentiels.rattachement(code, au) is not None


@attrs.frozen
class Ecriture:
    """Communes under all the codes of a day.

    Attributes:
        entieres: codes of those that are wholly among what was given, as they were given and in the vintage.
        entamees: communes of the vintage of which a part is.
        inconnues: codes that no vintage knows.
    """

    entieres: frozenset[str]
    entamees: frozenset[str]
    inconnues: frozenset[str]


def ecrire(codes: Iterable[str], au: date, ecrits_le: date | None) -> Ecriture:
    """Follow communes and arrondissements to the vintage of a day, from that of the day when they were written."""
    donnes = frozenset(codes)
    actuelles = actualiser(donnes, au=au, ecrites_le=ecrits_le)
    entamees, inconnues = frozenset(actuelles.partielles), frozenset(actuelles.inconnues)
    return Ecriture((donnes | {*actuelles.communes}) - inconnues - entamees, entamees, inconnues)


def ouvrir(registre: Registre, perimetre: Perimetre, *, au: date) -> Zone:
    """The zone of a territory, of an extent, or of what an identifiant names.

    Raises:
        KeyError: nothing of the registre has that identifiant.
        ValeurInvalide: it names neither a territory nor a CPTS, or ``au`` is not a full day.
    """
    exiger(au, date, "au")
    if not isinstance(perimetre, str):
        return delimiter(perimetre, au=au)
    nomme = registre.obtenir(perimetre)
    if nomme is None:
        connus = [entite.identifiant for entite in (*registre.territoires, *registre.structures)]
        raise IdentifiantInconnu(perimetre, "aucun territoire ni aucune CPTS", connus)
    if isinstance(nomme, CPTS):
        return Zone(nomme.nom, etendue_de_cpts(registre, nomme, au=au), None, au)
    if not isinstance(nomme, Territoire):
        message = f"{citer(perimetre)} ne nomme ni un territoire, ni une CPTS"
        raise ValeurInvalide(message, "identifiant.sorte", "territoire")
    return delimiter(nomme, au=au)


def delimiter(territoire: Territoire | Etendue, *, au: date) -> Zone:
    """The zone of a territory or of an extent."""
    exiger(territoire, Territoire | Etendue, "territoire")
    if isinstance(territoire, Territoire):
        return Zone(territoire.nom, territoire.etendue, territoire, au)
    return Zone("étendue", territoire, None, au)


def etendue_de_cpts(registre: Registre, cpts: CPTS, *, au: date) -> Etendue:
    """Communes, under the codes of the vintage, that are surely of a CPTS on a day, and those that may be.

    If none of its territories holds for sure, none may: the territory is then another one, which is not described.
    """
    certaine = structure_existe(cpts, au=au) is True
    rattachements = valeurs_possibles(cpts.territoires, au=au)
    certaines, possibles = set[str](), set[str]()
    bornee = any(certain for _, certain in rattachements)
    for rattachement, certain in rattachements:
        territoire = registre.obtenir(rattachement.territoire)
        if not isinstance(territoire, Territoire):
            bornee = False
            continue
        ecriture = ecrire(territoire.communes, au, ecrites_le(territoire))
        possibles |= ecriture.entieres | ecriture.entamees
        if certain and certaine:
            certaines |= ecriture.entieres
        bornee &= territoire.etendue.possibles is not None and not ecriture.inconnues
    return Etendue(communes=tuple(certaines), possibles=tuple(possibles) if bornee else None)


def habitants(zone: Zone) -> Mesure:
    """Municipal inhabitants of a zone, or those that its territory states."""
    connus = population(zone.territoire or zone.etendue, au=zone.au)
    motif = Motif.ETENDUE if zone.etendue.possibles != zone.etendue.communes else Motif.POPULATION
    return Mesure(
        minimum=connus.minimum,
        maximum=connus.maximum,
        unite="habitants",
        raisons=() if connus.exacte is not None else (Raison(motif=motif, precision=connus.raison),),
        sources=(connus.source,),
    )
