"""A registre and what was read in a national file: what is new, what changed, what is no longer there.

Each field remembers the file in which it was read (:class:`~soinsprimaires.Origine`), with a digest of what was read.
A value of another digest was changed by hand, and is kept whatever the file says; one that nobody touched follows it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.comparaison import Comparaison, comparer
from soinsprimaires.echanges._appariement import Appariement
from soinsprimaires.echanges._fusion import ConstatRapprochement, Fusion, NatureConstat
from soinsprimaires.echanges._traces import champs, origine
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.registre import Registre
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle

__all__ = ["ConstatRapprochement", "NatureConstat", "Rapprochement", "origine", "rapprocher"]


@attrs.frozen(kw_only=True)
class Rapprochement:
    """What came of a reconciliation.

    Attributes:
        registre: the registre with what the file adds and changes.
        comparaison: what differs from the registre that was given.
        constats: everything that was found, in the order of the identifiants.
    """

    registre: Registre
    comparaison: Comparaison
    constats: tuple[ConstatRapprochement, ...]

    def de_nature(self, *natures: NatureConstat) -> tuple[ConstatRapprochement, ...]:
        """The findings of some natures.

        Raises:
            ValeurInvalide: a nature is a word.
        """
        exiger(natures, tuple[NatureConstat, ...], "natures")
        return tuple(constat for constat in self.constats if constat.nature in natures)

    @property
    def ajouts(self) -> tuple[ConstatRapprochement, ...]:
        """What the file adds."""
        return self.de_nature(NatureConstat.AJOUT)

    @property
    def changements(self) -> tuple[ConstatRapprochement, ...]:
        """What the file changes: blanks that it fills, values that follow it, what it no longer says."""
        return self.de_nature(NatureConstat.COMPLEMENT, NatureConstat.MISE_A_JOUR, NatureConstat.FIN)

    @property
    def disparitions(self) -> tuple[ConstatRapprochement, ...]:
        """Entities that the file no longer holds."""
        return self.de_nature(NatureConstat.DISPARITION)

    @property
    def a_trancher(self) -> tuple[ConstatRapprochement, ...]:
        """What somebody must decide: hand-made values and files that contradict one another, doubts."""
        return self.de_nature(NatureConstat.CONSERVE, NatureConstat.DIVERGENCE, NatureConstat.DOUTE)


def rapprocher(
    registre: Registre,
    lu: Iterable[Entite],
    *,
    departement: str | None = None,
    attendue: Callable[[Entite], bool] | None = None,
) -> Rapprochement:
    """Reconcile a registre with the entities read in one file or several.

    An entity is the same when it has the same identifiant, or the same official number: FINESS of a site or SIRET of a
    structure, RPPS or ADELI of a professional for the same profession, SIRET, SIREN or FINESS of an organisation. What
    the file says then goes field by field: a blank is filled, a value that came from a file follows it, a hand-made one
    is kept and told. A list keeps the elements added by hand, and does not take back those removed by hand.

    Args:
        registre: the registre; it is left as it is.
        lu: what the readers of :mod:`soinsprimaires.echanges` give; each entity has its provenance.
        departement: the one to which the reading was limited: nothing that is known to be elsewhere is expected.
        attendue: which of the entities that came from the file it should hold again, when it was read in part (some
            categories).

    Raises:
        ValeurInvalide: an entity of ``lu`` has no provenance, so that nobody could say where its values come from.
    """
    lues = tuple(lu)
    for lue in lues:
        if lue.provenance is None:
            message = f"l'entité lue « {lue.identifiant} » ne dit pas d'où elle vient"
            raise ValeurInvalide(message, "rapprochement.provenance", "provenance")
    fusion = Fusion(registre, departement)
    appariement = Appariement(registre, lues)
    for identifiant, message in appariement.doutes:
        fusion.noter(NatureConstat.DOUTE, identifiant, None, message)
    for entite in _reunir(appariement.traduites()):
        fusion.recevoir(entite)
    if getattr(lu, "interrompue", False):
        fusion.noter(NatureConstat.DOUTE, "", None, "le fichier est tronqué : les disparitions ne sont pas jugées")
    else:
        fusion.disparaitre(lues, appariement.cibles, attendue, _reserve(lu))
    neuf = fusion.registre()
    constats = tuple(sorted(fusion.constats, key=lambda c: (c.entite, c.champ or "", c.nature.value)))
    return Rapprochement(registre=neuf, comparaison=comparer(registre, neuf), constats=constats)


def _reserve(lu: Iterable[Entite]) -> str:
    """Why an absence from what was read proves less than it seems."""
    refusees = getattr(lu, "refusees", 0)
    return f" ; {refusees} ligne(s) du fichier n'ont pas pu être lues" if refusees else ""


def _reunir(lues: Iterable[Entite]) -> Iterator[Entite]:
    """One entity for all that one file says of it in several places."""
    par_fichier: dict[tuple[str, str, DatePartielle | None], Entite] = {}
    for lue in lues:
        provenance = lue.provenance or Provenance(titre="")
        cle = (lue.identifiant, provenance.titre, provenance.publie_le)
        deja = par_fichier.get(cle)
        par_fichier[cle] = lue if deja is None or type(deja) is not type(lue) else _unir(deja, lue)
    yield from par_fichier.values()


def _unir(un: Any, deux: Any) -> Any:
    changes: dict[str, Any] = {}
    for champ in champs(un):
        avant, apres = getattr(un, champ), getattr(deux, champ)
        if isinstance(avant, tuple):
            connus = {getattr(element, "identifiant", element) for element in avant}
            changes[champ] = avant + tuple(e for e in apres if getattr(e, "identifiant", e) not in connus)
        elif avant is None:
            changes[champ] = apres
    return attrs.evolve(un, **changes)
