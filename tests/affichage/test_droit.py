"""What the library says of the copies of the law that were read, and of the size of a territory."""

from datetime import date

import attrs
import pytest

from soinsprimaires import Delimitation, NatureTerritoire, SourceJuridique, Territoire
from soinsprimaires.affichage.contenu.registre import _taille
from soinsprimaires.affichage.droit import EtatDuTexte, _etat, textes_cites
from soinsprimaires.sources import NatureSource, VersionNonLue

LU_LE = date(2026, 11, 21)
TEXTE = SourceJuridique(
    nature=NatureSource.LOI, reference="CSP, art. L4041-4, I", lu_le=LU_LE, etat_au=date(2026, 6, 30), officielle=True
)
SUITE = VersionNonLue(depuis=date(2026, 9, 1), reference="Loi n° 2026-1")


@pytest.mark.parametrize(
    ("source", "au", "etat"),
    [
        pytest.param(TEXTE, "2026-06-29", "a_jour", id="la copie témoigne de la veille"),
        pytest.param(TEXTE, "2026-06-30", "a_jour", id="et de son dernier jour"),
        pytest.param(TEXTE, "2026-07-01", "ancien", id="du lendemain, plus"),
        pytest.param(attrs.evolve(TEXTE, etat_au=None), "2026-06-29", "sans_date", id="une copie sans date"),
        pytest.param(attrs.evolve(TEXTE, suite=SUITE), "2026-08-31", "ancien", id="la veille d'une suite"),
        pytest.param(attrs.evolve(TEXTE, suite=SUITE), "2026-09-01", "suite_non_lue", id="le jour d'une suite"),
    ],
)
def test_ou_en_est_la_lecture_d_un_texte(source: SourceJuridique, au: str, etat: str) -> None:
    assert _etat(source, ["une règle"], date.fromisoformat(au)) is EtatDuTexte(etat)


def test_parmi_les_textes_d_un_etat_les_plus_anciens_d_abord() -> None:
    """Who reads the law again begins with what was read the longest ago, and with what has no date."""
    par_etat: dict[EtatDuTexte, list[date | None]] = {}
    for texte in textes_cites(date(2024, 7, 2)):
        par_etat.setdefault(texte.etat, []).append(texte.source.etat_au)
    assert [*par_etat] == [*EtatDuTexte]
    assert par_etat[EtatDuTexte.ANCIEN][:3] == [date(2018, 3, 5), date(2018, 6, 27), date(2019, 5, 5)]
    assert par_etat[EtatDuTexte.SANS_TEXTE][-4:] == [None, date(2026, 1, 1), date(2026, 3, 30), date(2026, 7, 30)]


@pytest.mark.parametrize(("au", "fonde"), [("2017-07-23", False), ("2017-07-24", True), ("2026-07-13", True)])
def test_le_point_de_l_accord_des_msp_se_fonde_sur_lui_depuis_son_premier_jour(au: str, *, fonde: bool) -> None:
    fondes = [texte.source.reference for texte in textes_cites(date.fromisoformat(au)) if "barème point" in texte.fonde]
    assert any("maisons de santé" in reference or "ACI" in reference for reference in fondes) == fonde


def test_ce_qui_n_est_pas_un_texte_ou_ne_fonde_rien() -> None:
    usage = attrs.evolve(TEXTE, nature=NatureSource.USAGE)
    assert _etat(usage, ["une règle"], LU_LE) is EtatDuTexte.SANS_TEXTE
    assert _etat(TEXTE, [], LU_LE) is EtatDuTexte.PASSE


def test_une_taille_que_rien_ne_borne_n_en_enumere_aucune() -> None:
    lomagne = Territoire(identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS)
    au = date(2024, 7, 2)
    assert _taille(lomagne, au).startswith("non déterminée (")
    complet = attrs.evolve(lomagne, communes=("32208",), delimitation=Delimitation.COMPLETE)
    assert _taille(complet, au) == "taille 1"
    assert _taille(attrs.evolve(complet, nature=NatureTerritoire.BASSIN_DE_VIE), au) == ""
