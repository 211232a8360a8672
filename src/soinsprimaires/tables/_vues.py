"""Tables that depend on a day: what is asked of the objects, so that nobody has to write its logic again in SQL."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires.analyse import LignePortefeuille, portefeuille
from soinsprimaires.cycle import Echeance, Suivi
from soinsprimaires.identifiants import CODE_COMMUNE
from soinsprimaires.modele._base import reference, vers
from soinsprimaires.modele.professionnels import ModeExercice
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.reponses import ExerciceSitue
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.tables._plan import ENTITE, Plan, plan_des_lignes

_EXERCICES: Final = "professionnels_exercices"


@attrs.frozen(kw_only=True)
class ExerciceAu:
    """An effective practice that takes place on the day, or may.

    Attributes:
        identifiant_entite: who practises.
        rang_exercices: which of their practices.
        certain: whether it surely takes place; false when its dates, or a departure seen since, leave a doubt.
        profession: profession of the one who practises.
        mode: mode of practice.
        structure: structure in which it takes place.
    """

    identifiant_entite: str = attrs.field(metadata=vers("professionnels"))
    rang_exercices: int
    certain: bool
    profession: CodeNomenclature
    mode: ModeExercice | None
    structure: str | None = reference("structures")


@attrs.frozen(kw_only=True)
class ExerciceEnUnLieu(ExerciceAu):
    """An effective practice on the day, or that may be, at each of its places; one line too when no place is known.

    Attributes:
        rang_presences: which of its places; 0 when none is known.
        site: site of a structure.
        lieu: building or address.
        commune: INSEE code of where it is: of the site, else of the place, else of the presence itself.
    """

    rang_presences: int
    site: str | None = reference("sites")
    lieu: str | None = reference("lieux")
    commune: str | None = attrs.field(default=None, validator=CODE_COMMUNE)


@attrs.frozen(kw_only=True)
class EcheanceDeProjet:
    """A deadline of a project on the day.

    Attributes:
        projet: whose.
        rang: its place among those of the project.
        echeance: the deadline.
    """

    projet: str = attrs.field(metadata=vers("projets"))
    rang: int
    echeance: Echeance


def _exercices(registre: Registre, au: date) -> Iterator[tuple[int, ExerciceSitue]]:
    """The practices of a day with their ranks, which the same one may have twice."""
    for _, situes in groupby(registre.exercices(au=au), key=lambda situe: situe.professionnel.identifiant):
        tous = list(situes)
        rangs = enumerate(tous[0].professionnel.exercices)
        for situe in tous:
            yield next(rang for rang, exercice in rangs if exercice is situe.exercice), situe


def _commun(rang: int, situe: ExerciceSitue) -> dict[str, Any]:
    return {
        "identifiant_entite": situe.professionnel.identifiant,
        "rang_exercices": rang,
        "certain": situe.certain,
        "profession": situe.professionnel.profession,
        "mode": situe.exercice.mode,
        "structure": situe.exercice.structure,
    }


def _exercices_au(registre: Registre, au: date) -> Iterator[ExerciceAu]:
    return (ExerciceAu(**_commun(rang, situe)) for rang, situe in _exercices(registre, au))


def _exercices_situes(registre: Registre, au: date) -> Iterator[ExerciceEnUnLieu]:
    for rang, situe in _exercices(registre, au):
        commun = _commun(rang, situe)
        for place, presence in enumerate(situe.exercice.presences):
            yield ExerciceEnUnLieu(
                **commun,
                rang_presences=place,
                site=presence.site,
                lieu=presence.lieu,
                commune=registre.commune_de_presence(presence, au=au),
            )
        if not situe.exercice.presences:
            yield ExerciceEnUnLieu(**commun, rang_presences=0)


def _echeances(registre: Registre, au: date) -> Iterator[EcheanceDeProjet]:
    for projet in registre.projets:
        for rang, echeance in enumerate(Suivi(projet, registre, au).echeances):
            yield EcheanceDeProjet(projet=projet.identifiant, rang=rang, echeance=echeance)


@attrs.frozen(kw_only=True)
class Vue:
    """A table of a day.

    Attributes:
        plan: its columns.
        lire: its lines, of a registre and a day.
    """

    plan: Plan
    lire: Callable[[Registre, date], Iterable[Any]]


def _vue(
    nom: str,
    classe: Any,
    cle: tuple[str, ...],
    lire: Callable[[Registre, date], Iterable[Any]],
    parent: str | None = None,
) -> Vue:
    plan: Plan = plan_des_lignes(classe)
    # A deadline and its project make one line: it needs no prefix.
    colonnes = tuple(attrs.evolve(colonne, nom=colonne.nom.removeprefix("echeance_")) for colonne in plan.colonnes)
    return Vue(plan=attrs.evolve(plan, nom=nom, cle=cle, parent=parent, colonnes=colonnes), lire=lire)


VUES: Final[Mapping[str, Vue]] = MappingProxyType(
    {
        vue.plan.nom: vue
        for vue in (
            _vue("exercices_au", ExerciceAu, (ENTITE, "rang_exercices"), _exercices_au, _EXERCICES),
            _vue(
                "exercices_situes",
                ExerciceEnUnLieu,
                (ENTITE, "rang_exercices", "rang_presences"),
                _exercices_situes,
                _EXERCICES,
            ),
            _vue("portefeuille", LignePortefeuille, ("projet",), lambda registre, au: portefeuille(registre, au=au)),
            _vue("echeances", EcheanceDeProjet, ("projet", "rang"), _echeances),
        )
    }
)
"""Every view, by name."""
