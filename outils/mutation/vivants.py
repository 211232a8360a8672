"""Why some mutants of the code live: the mutated line, and the reason why no document tells it from the other."""

from typing import Final

_NOMMES: Final = "its fields are named wherever it is made; no document goes by their order"

RAISONS: Final[dict[str, str]] = {
    "@attrs.frozen(kw_only=False)": _NOMMES,
    "@attrs.frozen(kw_only=False, order=True)": _NOMMES,
    "_acquis: dict[Any, Any] = attrs.field(init=False, factory=dict, repr=False, eq=True)": (
        "no two contexts are ever compared"
    ),
    "manquants: tuple[str, ...] = attrs.field(default=(), init=True)": "nobody gives it; it is empty either way",
    "if rang == len(evenements) + 1:": "a short cut; the loop that it spares has nothing to run over",
    "if debut is None or terme is None or debut.year > date.max.year:": (
        "the last year of the calendar is caught by the next test"
    ),
    "if mois is None and not seances:": (
        "the length is known for as long as the rule is in force, and no session gives no action"
    ),
}
