"""What the tests of figures share."""

from soinsprimaires.analyse import Mesure


def bornes(mesure: Mesure | None) -> tuple[object, object]:
    """Both bounds, to compare with numbers of any type."""
    assert mesure is not None
    return mesure.minimum, mesure.maximum
