"""A rule weighs what its text weighs, and never more than how well the text is known."""

import pickle
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from soinsprimaires.anomalies import Gravite
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.sources import Fiabilite, NatureProvenance, NatureSource, Portee, Provenance, SourceJuridique
from soinsprimaires.temps import DatePartielle

LU_LE = date(2026, 11, 21)

GRAVITES: Final = [
    (Portee.LOI_REGLEMENT, Fiabilite.VERIFIEE, Gravite.BLOQUANT),
    (Portee.LOI_REGLEMENT, Fiabilite.SECONDAIRE, Gravite.AVERTISSEMENT),
    (Portee.LOI_REGLEMENT, Fiabilite.DEDUITE, Gravite.AVERTISSEMENT),
    (Portee.LOI_REGLEMENT, Fiabilite.NON_VERIFIEE, Gravite.AVERTISSEMENT),
    (Portee.CONVENTION, Fiabilite.VERIFIEE, Gravite.BLOQUANT),
    (Portee.CONVENTION, Fiabilite.SECONDAIRE, Gravite.AVERTISSEMENT),
    (Portee.CONVENTION, Fiabilite.DEDUITE, Gravite.AVERTISSEMENT),
    (Portee.CONVENTION, Fiabilite.NON_VERIFIEE, Gravite.AVERTISSEMENT),
    (Portee.DOCTRINE_ADMINISTRATIVE, Fiabilite.VERIFIEE, Gravite.AVERTISSEMENT),
    (Portee.DOCTRINE_ADMINISTRATIVE, Fiabilite.SECONDAIRE, Gravite.AVERTISSEMENT),
    (Portee.DOCTRINE_ADMINISTRATIVE, Fiabilite.DEDUITE, Gravite.AVERTISSEMENT),
    (Portee.DOCTRINE_ADMINISTRATIVE, Fiabilite.NON_VERIFIEE, Gravite.AVERTISSEMENT),
    (Portee.BONNE_PRATIQUE, Fiabilite.VERIFIEE, Gravite.INFORMATION),
    (Portee.BONNE_PRATIQUE, Fiabilite.SECONDAIRE, Gravite.INFORMATION),
    (Portee.BONNE_PRATIQUE, Fiabilite.DEDUITE, Gravite.INFORMATION),
    (Portee.BONNE_PRATIQUE, Fiabilite.NON_VERIFIEE, Gravite.INFORMATION),
]


@pytest.mark.parametrize(("portee", "fiabilite", "gravite"), GRAVITES)
def test_seul_un_texte_verifie_bloque(portee: Portee, fiabilite: Fiabilite, gravite: Gravite) -> None:
    assert fiabilite.plafonner(portee.gravite) is gravite


@pytest.mark.parametrize("identifiant", ["LEGIARTI000047561957", "JORFTEXT000038821260", "LEGITEXT000006072665"])
def test_un_identifiant_legifrance(identifiant: str) -> None:
    source = SourceJuridique(
        nature=NatureSource.CODE,
        reference="CSP, art. L4301-2",
        lu_le=LU_LE,
        identifiant_legifrance=identifiant,
    )
    assert source.identifiant_legifrance == identifiant
    assert str(source) == "CSP, art. L4301-2"
    assert pickle.loads(pickle.dumps(source)) == source  # noqa: S301


@pytest.mark.parametrize(
    ("champs", "code", "champ"),
    [
        pytest.param({"reference": ""}, "source.reference", "reference", id="sans référence"),
        pytest.param({"reference": " \n"}, "source.reference", "reference", id="référence blanche"),
        pytest.param({"lu_le": "2026-11-21"}, "date.type", "lu_le", id="jour en texte"),
        pytest.param({"lu_le": datetime(2026, 11, 21, tzinfo=UTC)}, "date.type", "lu_le", id="une heure"),
        pytest.param(
            {"identifiant_legifrance": "LEGIARTI00004756195"},
            "source.identifiant",
            "identifiant_legifrance",
            id="onze chiffres",
        ),
        pytest.param(
            {"identifiant_legifrance": "legiarti000047561957"},
            "source.identifiant",
            "identifiant_legifrance",
            id="minuscules",
        ),
        pytest.param(
            {"identifiant_legifrance": "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000047561957"},
            "source.identifiant",
            "identifiant_legifrance",
            id="une adresse",
        ),
        pytest.param(
            {"identifiant_legifrance": "LEGIARTI٠٠٠٠٤٧٥٦١٩٥٧"},
            "source.identifiant",
            "identifiant_legifrance",
            id="chiffres arabes",
        ),
    ],
)
def test_une_source_mal_formee_est_refusee(champs: dict[str, Any], code: str, champ: str) -> None:
    bons: dict[str, Any] = {"nature": NatureSource.CODE, "reference": "CSP, art. L6323-3", "lu_le": LU_LE}
    with pytest.raises(ValeurInvalide) as releve:
        SourceJuridique(**(bons | champs))
    assert (releve.value.code, releve.value.champ) == (code, champ)


def test_une_provenance_est_datee_aussi_vaguement_que_l_article() -> None:
    provenance = Provenance(titre="Un article", publie_le="2021")
    assert provenance.publie_le == DatePartielle(annee=2021)
    assert provenance.nature is NatureProvenance.ECRITE
    assert Provenance(titre="Une conversation").publie_le is None


def test_le_passage_cite_ne_va_pas_dans_les_journaux() -> None:
    assert "Dupont" not in repr(Provenance(titre="Un article", passage="le docteur Dupont a présenté le projet"))
