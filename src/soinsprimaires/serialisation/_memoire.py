"""What is built on first use, once, whatever the threads that ask for it together."""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any, ParamSpec, TypeVar

__all__ = ["memoriser"]

P = ParamSpec("P")
R = TypeVar("R")

_VERROU = RLock()


def memoriser(fonction: Callable[P, R]) -> Callable[P, R]:
    """``functools.cache`` under one lock: without it, msgspec kills the process when two threads build one record.

    ``tests/pannes/test_concurrence.py`` makes eight threads meet there: three of five runs without the lock died. What
    is known already is given without it.
    """
    connus: dict[Any, R] = {}

    @wraps(fonction)
    def appel(*arguments: P.args, **nommes: P.kwargs) -> R:
        cle = (arguments, *nommes.items()) if nommes else arguments
        if cle not in connus:
            with _VERROU:
                if cle not in connus:
                    connus[cle] = fonction(*arguments, **nommes)
        return connus[cle]

    return appel
