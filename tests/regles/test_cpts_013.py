"""CPTS-013: one CPTS at most for a territory; a practice of the ARS that no text was found to found."""

import attrs
import pytest
from tests.regles.fabrique import juger, manquants, messages, periode, pointeurs, references, resultat, version

from soinsprimaires import (
    CPTS,
    Delimitation,
    Fiabilite,
    Gravite,
    NatureTerritoire,
    Portee,
    Provenance,
    Rattachement,
    Territoire,
)
from soinsprimaires.modele._base import Entite

CODE = "CPTS-013"
AU = "2024-07-02"


def cpts(
    nom: str, *communes: str, delimitation: Delimitation = Delimitation.COMPLETE, **champs: object
) -> list[Entite]:
    """A CPTS and its territory."""
    depuis = champs.pop("depuis", None)
    territoire = Territoire(
        identifiant=f"territoire-{nom}",
        nom=nom,
        nature=NatureTerritoire.ACTION_CPTS,
        communes=communes,
        delimitation=delimitation,
    )
    rattachement = Rattachement(
        territoire=f"territoire-{nom}",
        periode=None if depuis is None else periode(str(depuis)),
    )
    return [CPTS(identifiant=nom, nom=nom, territoires=(rattachement,), **champs), territoire]  # type: ignore[arg-type]


def test_deux_territoires_voisins() -> None:
    assert resultat(CODE, *cpts("est", "32208", "32132"), *cpts("ouest", "32462"), au=AU) == "conforme"


def test_une_commune_en_commun() -> None:
    juge = juger(CODE, *cpts("est", "32208", "32132"), *cpts("ouest", "32462", "32132"), au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["les CPTS « est », « ouest » ont en commun 1 commune(s) : 32132"]
    assert pointeurs(juge) == ["/contenu/structures/0"]


def test_ce_qui_est_long_se_cite_par_ses_premiers() -> None:
    # The twelve first communes of the Ain.
    ain = [f"010{numero:02d}" for numero in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)]
    juge = juger(CODE, *cpts("est", *ain), *cpts("ouest", *ain), au=AU)
    assert messages(juge) == [
        f"les CPTS « est », « ouest » ont en commun 12 commune(s) : {', '.join(ain[:10])} et 2 autres"
    ]


def test_une_cpts_dissoute_ne_cache_pas_les_suivantes() -> None:
    dissoute = cpts("ancienne", "32208", dissoute_le="2020-12-31")
    juge = juger(CODE, *dissoute, *cpts("est", "32208", "32132"), *cpts("ouest", "32462", "32132"), au=AU)
    assert messages(juge) == ["les CPTS « est », « ouest » ont en commun 1 commune(s) : 32132"]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2023-12-31", "conforme"), ("2024-01-01", "non_conforme"), ("2024-01-02", "non_conforme")]
)
def test_le_territoire_compte_a_partir_de_son_jour(au: str, attendu: str) -> None:
    ouest = cpts("ouest", "32132", depuis="2024-01-01")
    sud = cpts("sud", "32013")
    entites = [*cpts("est", "32208", "32132"), *ouest, *sud]
    juge = juger(CODE, *entites, au=au)
    if au < "2024-01-01":
        # Before its territory is its own, nothing says where that CPTS acts.
        assert manquants(juge) == [("territoires", "communes", "delimitation")]
        assert pointeurs(juge) == ["/contenu/structures/1"]
    else:
        assert juge.resultat.value == attendu


@pytest.mark.parametrize(
    ("publie_le", "au", "attendu"),
    [
        ("2022", "2022-12-31", "conforme"),
        ("2022", "2023-01-01", "indetermine"),
        # Written since, 01138 is Culoz-Béon: Béon is in both.
        ("2023", "2022-12-31", "non_conforme"),
        ("2023", "2023-01-01", "indetermine"),
        # Nothing tells which of them it is.
        (None, "2022-12-31", "indetermine"),
        (None, "2023-01-01", "indetermine"),
    ],
)
def test_une_commune_et_celle_dans_laquelle_elle_a_fusionne(publie_le: str | None, au: str, attendu: str) -> None:
    # Béon (01039) merged into Culoz (01138) on 1 January 2023: a part of Culoz-Béon, not the whole.
    ouest, territoire = cpts("ouest", "01138")
    source = Provenance(titre="Arrêté", publie_le=publie_le)
    entites = [*cpts("est", "01039"), ouest, attrs.evolve(territoire, provenance=source)]
    assert resultat(CODE, *entites, au=au) == attendu


def test_un_territoire_incomplet_peut_en_recouvrir_un_autre() -> None:
    juge = juger(CODE, *cpts("est", "32208", delimitation=Delimitation.PARTIELLE), *cpts("ouest", "32462"), au=AU)
    assert juge.resultat.value == "indetermine"
    assert messages(juge) == ["le territoire de « est » n'est pas entièrement connu : il peut en recouvrir un autre"]


def test_une_cpts_dissoute_ne_recouvre_plus_rien() -> None:
    ancienne = cpts("ouest", "32208", dissoute_le="2023-12-31")
    assert resultat(CODE, *cpts("est", "32208"), *ancienne, au="2023-12-31") == "non_conforme"
    assert resultat(CODE, *cpts("est", "32208"), *ancienne, au="2024-01-01") == "sans_objet"


def test_une_existence_vague_laisse_la_question_ouverte() -> None:
    vague = cpts("ouest", "32208", creee_le="2024")
    juge = juger(CODE, *cpts("est", "32208"), *vague, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("creee_le", "dissoute_le"), ("periode", "communes")]


def test_une_seule_cpts() -> None:
    assert resultat(CODE, *cpts("est", "32208"), au=AU) == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["Usage des ARS : une CPTS au plus par territoire"]
    regle = version(CODE, AU)
    assert (regle.portee, regle.fiabilite) == (Portee.DOCTRINE_ADMINISTRATIVE, Fiabilite.SECONDAIRE)
    assert regle.gravite is Gravite.AVERTISSEMENT
