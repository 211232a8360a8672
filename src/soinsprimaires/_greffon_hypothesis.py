"""Makes ``hypothesis.strategies.from_type`` draw the values of the library: an entry point that Hypothesis calls.

It names the classes and no more: what draws them is imported when one is asked for. ``HYPOTHESIS_NO_PLUGINS`` turns it
off.
"""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

__all__ = ["enregistrer"]


def enregistrer() -> None:
    """Register the classes of the model, the registre, and the official identifiers."""
    from soinsprimaires.anomalies import Anomalie
    from soinsprimaires.extensions import Extensions
    from soinsprimaires.identifiants import SORTES
    from soinsprimaires.mesures import Estimation
    from soinsprimaires.modele import registre
    from soinsprimaires.modele._base import Valeur
    from soinsprimaires.referentiels.codes import CodeNomenclature
    from soinsprimaires.sources import Provenance, SourceJuridique
    from soinsprimaires.temps import DatePartielle, Periode

    for classe in (*_descendantes(Valeur), Anomalie, Estimation, Provenance, SourceJuridique):
        st.register_type_strategy(classe, _deriver)
    st.register_type_strategy(registre.Registre, lambda _: _strategies().registres())
    st.register_type_strategy(DatePartielle, lambda _: _strategies().dates_partielles())
    st.register_type_strategy(Periode, lambda _: _strategies().periodes())
    st.register_type_strategy(Extensions, lambda _: _strategies().extensions())
    st.register_type_strategy(CodeNomenclature, lambda _: _strategies().codes_nomenclature())
    nature: Any  # a NewType, which the annotation of Hypothesis forgets
    for nature in SORTES:
        st.register_type_strategy(nature, _identifier)


def _descendantes(classe: type[Any]) -> Iterator[type[Any]]:
    """Public classes under another; those whose values are of a class below them are not drawn themselves."""
    for fille in classe.__subclasses__():
        yield from _descendantes(fille)
        if not fille.__name__.startswith("_") and not fille.__subclasses__():
            yield fille


def _strategies() -> Any:
    from soinsprimaires import strategies

    return strategies


def _deriver(classe: type[Any]) -> SearchStrategy[Any]:
    from soinsprimaires.strategies._derivation import valeurs

    return valeurs(classe)


def _identifier(nature: Any) -> SearchStrategy[Any]:
    from soinsprimaires.identifiants import SORTES
    from soinsprimaires.strategies._primitives import identifiants

    return identifiants(SORTES[nature])
