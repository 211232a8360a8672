"""The tables of a registre and the views of a day, one after the other."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from soinsprimaires._typage import exiger
from soinsprimaires._voisins import conseiller
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.tables._arrow import assembler, exiger_pyarrow, tables_du_registre
from soinsprimaires.tables._plan import PLANS, Plan
from soinsprimaires.tables._vues import VUES

if TYPE_CHECKING:
    import pyarrow as pa


def plan_de(nom: str) -> Plan:
    """The plan of a table or of a view.

    Raises:
        ValeurInvalide: ``table.inconnue``, no table has that name.
    """
    if nom in VUES:
        return VUES[nom].plan
    if nom in PLANS:
        return PLANS[nom]
    raise ValeurInvalide(f"aucune table {citer(nom)}{conseiller(nom, [*PLANS, *VUES])}", "table.inconnue", "tables")


def une_a_une(
    registre: Registre, tables: Collection[str] | None, au: date | None, *, nominatif: bool
) -> "Iterator[tuple[str, pa.Table]]":
    """The wanted tables, each made when it is asked for; without a day there are no views.

    Raises:
        ExtraManquant: pyarrow is not installed.
        ValeurInvalide: ``table.inconnue``, or ``table.jour``, a view is wanted without its day.
    """
    exiger_pyarrow()
    exiger(registre, Registre, "registre")
    exiger(au, date | None, "au")
    voulues = frozenset((*PLANS, *VUES) if tables is None else (plan_de(nom).nom for nom in tables))
    if tables is not None and au is None and not voulues.isdisjoint(VUES):
        noms = ", ".join(sorted(voulues.intersection(VUES)))
        raise ValeurInvalide(f"« {noms} » est la vue d'un jour : au=date(...)", "table.jour", "au")
    yield from tables_du_registre(registre, voulues, nominatif=nominatif)
    for nom, vue in VUES.items():
        if au is not None and nom in voulues:
            yield nom, assembler(vue.plan, vue.plan.visibles(nominatif=nominatif), list(vue.lire(registre, au)))
