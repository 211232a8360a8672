"""Dates, periods and numbers in words, as one would say them."""

from datetime import date

import pytest

from soinsprimaires import DatePartielle, Estimation, NuanceNombre, Periode, PeriodePartielle
from soinsprimaires.mots import dater, durer, estimer, grouper, jour_en_lettres, mois_entier


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("2022", "en 2022"),
        ("2022-08", "en août 2022"),
        ("2022-05-01", "le 1er mai 2022"),
        ("2022-09-12", "le 12 septembre 2022"),
        ("2022~", "vers 2022"),
        ("2022-05~", "vers mai 2022"),
        ("2022-05-12~", "vers le 12 mai 2022"),
        ("../2024-03", "au plus tard en mars 2024"),
        ("../2022-09-12", "au plus tard le 12 septembre 2022"),
        ("2017/..", "depuis 2017"),
        ("2017-02/..", "depuis février 2017"),
        ("2017-02-03/..", "depuis le 3 février 2017"),
        ("2021-21", "au printemps 2021"),
        ("2021-22", "à l'été 2021"),
        ("2021-23", "à l'automne 2021"),
        ("2021-24", "à l'hiver 2021"),
        ("2021-21/..", "depuis le printemps 2021"),
        ("2021-24/..", "depuis l'hiver 2021"),
        ("[2023..2024]", "entre 2023 et 2024"),
        ("[2018-10..2019-12]", "entre octobre 2018 et décembre 2019"),
        ("[2019-10..2019-12]", "entre octobre et décembre 2019"),
        ("[2017-04-01..2017-04-15]", "entre le 1er et le 15 avril 2017"),
        ("[2017-02-03..2017-04-30]", "entre le 3 février et le 30 avril 2017"),
        ("[2016-12-03..2017-04-30]", "entre le 3 décembre 2016 et le 30 avril 2017"),
        ("[2017-02-03..2017-04]", "entre le 3 février 2017 et avril 2017"),
        ("[2017..2017-04]", "entre 2017 et avril 2017"),
    ],
)
def test_une_date_vague_se_dit_comme_on_la_dirait(texte: str, attendu: str) -> None:
    assert dater(DatePartielle.lire(texte)) == attendu


def test_un_jour_en_lettres() -> None:
    assert jour_en_lettres(date(2024, 12, 31)) == "31 décembre 2024"


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        (None, None, ""),
        ("2023", None, "depuis 2023"),
        ("2017/..", None, "depuis 2017"),
        ("2022-05", None, "depuis mai 2022"),
        ("2022-05-12", None, "depuis le 12 mai 2022"),
        ("2021-22", None, "depuis l'été 2021"),
        ("2022~", None, "depuis 2022 environ"),
        ("../2024-03", None, "depuis mars 2024 au plus tard"),
        ("[2023..2024]", None, "depuis un jour entre 2023 et 2024"),
        (None, "2024", "jusqu'en 2024"),
        (None, "2024-03-01", "jusqu'au 1er mars 2024"),
        (None, "2021-21", "jusqu'au printemps 2021"),
        (None, "2021-24", "jusqu'à l'hiver 2021"),
        (None, "../2024-03", "jusqu'en mars 2024 au plus tard"),
        (None, "[2023..2024]", "fin entre 2023 et 2024"),
        ("2020", "2020", "en 2020"),
        ("2022", "2023", "de 2022 à 2023"),
        ("2022-10", "2023-08", "d'octobre 2022 à août 2023"),
        ("2022-05-12", "2023-06-01", "du 12 mai 2022 au 1er juin 2023"),
        ("2021-21", "2021-22", "du printemps 2021 à l'été 2021"),
        ("2022-05", "../2024", "depuis mai 2022, jusqu'en 2024 au plus tard"),
    ],
)
def test_une_periode_se_dit_comme_on_la_dirait(debut: str | None, fin: str | None, attendu: str) -> None:
    assert durer(PeriodePartielle(debut=debut, fin=fin)) == attendu


@pytest.mark.parametrize(
    ("premier", "dernier", "attendu"),
    [
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-02-28", None),
        ("2024-02-01", "2025-02-28", None),
        ("0543-07-01", "0543-07-31", "0543-07"),
    ],
)
def test_le_mois_dont_deux_jours_sont_les_bouts(premier: str, dernier: str, attendu: str | None) -> None:
    """A year of three digits is written with four: the deadlines of a record of that year could not be said."""
    mois = mois_entier(date.fromisoformat(premier), date.fromisoformat(dernier))
    assert (None if mois is None else str(mois)) == attendu


def test_une_periode_de_jours_pleins_et_l_absence_de_periode() -> None:
    assert durer(Periode(debut=date(2024, 1, 1), fin=date(2024, 3, 31))) == "du 1er janvier 2024 au 31 mars 2024"
    assert durer(Periode(fin=date(2024, 3, 31))) == "jusqu'au 31 mars 2024"
    assert durer(None) == ""


@pytest.mark.parametrize(
    ("valeur", "nuance", "unite", "attendu"),
    [
        (36, NuanceNombre.EXACT, "personnes", "36 personnes"),
        (20, NuanceNombre.ENVIRON, "professionnels de santé", "environ 20 professionnels de santé"),
        (4, NuanceNombre.AU_MOINS, "séances", "au moins 4 séances"),
        (3, NuanceNombre.AU_PLUS, None, "au plus 3"),
        (10, NuanceNombre.MOINS_DE, "structures", "moins de 10 structures"),
        (1_300_000, NuanceNombre.PLUS_DE, "EUR", "plus d'1,3 M€"),
        (1_300_000, NuanceNombre.EXACT, "habitants", "1 300 000 habitants"),
        (1_300, NuanceNombre.PLUS_DE, "habitants", "plus de 1 300 habitants"),
        (12, NuanceNombre.PLUS_DE, "EUR", "plus de 12 €"),
        (1, NuanceNombre.MOINS_DE, "séance", "moins d'1 séance"),
        (1_234_567, NuanceNombre.EXACT, "EUR", "1 234 567 €"),
        ("1250.5", NuanceNombre.EXACT, "EUR", "1 250,5 €"),
        (80, NuanceNombre.ENVIRON, "pour_cent", "environ 80 %"),
        ("0.5", NuanceNombre.EXACT, "part", "la moitié"),
        ("0.125", NuanceNombre.EXACT, "part", "12,5 %"),
        (1, NuanceNombre.EXACT, "part", "100 %"),
        (1, NuanceNombre.EXACT, "rang", "1er rang"),
        (2, NuanceNombre.EXACT, "rang", "2e rang"),
    ],
)
def test_un_nombre_se_lit_avec_sa_nuance(
    valeur: int | str, nuance: NuanceNombre, unite: str | None, attendu: str
) -> None:
    dit = estimer(Estimation(valeur=valeur, nuance=nuance, unite=unite))
    assert dit.replace("\u202f", " ").replace("\u00a0", " ") == attendu


def test_un_nombre_se_groupe_par_trois() -> None:
    assert grouper(1_300_000) == "1\u202f300\u202f000"
