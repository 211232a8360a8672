"""Arrow tables as those of pandas (extra ``notebook``)."""

from typing import TYPE_CHECKING, Any

from soinsprimaires.erreurs import ExtraManquant
from soinsprimaires.tables._arrow import exiger_pyarrow

if TYPE_CHECKING:
    import pandas as pd


def exiger_pandas() -> Any:
    """The module, or what to install.

    Raises:
        ExtraManquant: pandas is not installed.
    """
    try:
        import pandas as pd
    except ModuleNotFoundError as erreur:
        raise ExtraManquant("notebook", "Une vue en tables pandas") from erreur
    return pd


def en_pandas(table: Any) -> "pd.DataFrame":
    """A table in types of pandas that know what is missing; days in seconds, since nanoseconds stop in 2262."""
    pa, pandas = exiger_pyarrow(), exiger_pandas()
    simple = table
    # A time goes by whole seconds to its text.
    for proches in ({pa.date32(): pa.timestamp("s"), pa.time32("ms"): pa.time32("s")}, {pa.time32("s"): pa.string()}):
        types = [
            pa.float64() if pa.types.is_decimal(nature) else proches.get(nature, nature)
            for nature in simple.schema.types
        ]
        simple = simple.cast(pa.schema(list(zip(simple.column_names, types, strict=True))))
    connus = {
        pa.string(): pandas.StringDtype(),
        pa.bool_(): pandas.BooleanDtype(),
        pa.int32(): pandas.Int64Dtype(),
        pa.int64(): pandas.Int64Dtype(),
        pa.float64(): pandas.Float64Dtype(),
    }
    vue: pd.DataFrame = simple.to_pandas(types_mapper=connus.get)
    return vue
