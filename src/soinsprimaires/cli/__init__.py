"""The command ``soinsprimaires`` (extra ``cli``).

Exit codes: 0 conforme; 1 non conforme, or nobody may say; 2 unusable input, or the extra is absent.
"""

import sys

from soinsprimaires.erreurs import ExtraManquant

__all__ = ["principal"]

_BESOIN = "La commande soinsprimaires"


def principal() -> None:
    """Run the command; without its extra, say which one to install."""
    try:
        from soinsprimaires.cli._commandes import application
    except ModuleNotFoundError as erreur:
        if (erreur.name or "").partition(".")[0] not in {"typer", "rich"}:
            raise
        print(ExtraManquant("cli", _BESOIN), file=sys.stderr)  # noqa: T201 - rich may be what is absent
        sys.exit(2)
    application()
