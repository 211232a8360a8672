"""What an annotation says of one value, and the fields that are held to it."""

from typing import Any

import attrs
import pytest

from soinsprimaires._typage import Typee, decomposer
from soinsprimaires.erreurs import ValeurInvalide


@pytest.mark.parametrize(
    ("annotation", "attendu"),
    [
        (int, (int, None, False)),
        (int | None, (int, None, True)),
        (int | str, (int | str, None, False)),
        (int | str | None, (int | str, None, True)),
        (tuple[int, ...], (int, tuple, False)),
        (tuple[int, ...] | None, (int, tuple, True)),
        (tuple[int | str, ...], (int | str, tuple, False)),
        # Of two elements, each in its place: that is one value, and no list.
        (tuple[int, str], (tuple[int, str], None, False)),
        (frozenset[int] | None, (int, frozenset, True)),
    ],
)
def test_une_annotation_se_decompose(annotation: Any, attendu: tuple[Any, Any, bool]) -> None:
    assert decomposer(annotation) == attendu


@attrs.frozen(kw_only=True)
class Seul(Typee):
    """A class of one field."""

    mot: str


def test_un_seul_champ_se_juge_comme_plusieurs() -> None:
    assert Seul(mot="mot").mot == "mot"
    for autre in (3, None, ("mot",)):
        with pytest.raises(ValeurInvalide, match="mot : un texte est attendu"):
            Seul(mot=autre)  # type: ignore[arg-type]
    assert Seul(mot="mot").mot == "mot"
