"""Why some mutants of the code live: the mutated line, and the reason why no document tells it from the other."""

from typing import Final

RAISONS: Final[dict[str, str]] = {}
