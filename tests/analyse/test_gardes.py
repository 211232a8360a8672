"""The hours of a rota, counted by hand."""

from datetime import date, time
from typing import Any

import pytest
from tests.analyse.outils import bornes, motifs, territoire

from soinsprimaires import (
    CreneauGarde,
    Delimitation,
    ModaliteGarde,
    Periode,
    Registre,
    TableauGarde,
    Territoire,
    ValeurInvalide,
    analyse,
)
from soinsprimaires.analyse import CouvertureGardes, Motif

M = ModaliteGarde
LUNDI, MERCREDI, SAMEDI, DIMANCHE = date(2025, 1, 6), date(2025, 1, 8), date(2025, 1, 11), date(2025, 1, 12)


def nuit(jour: date, modalite: ModaliteGarde | None = M.EFFECTION_FIXE, **champs: Any) -> CreneauGarde:
    donnees: dict[str, Any] = {"debut": time(20), "fin": time(8), "professionnel": "a"}
    return CreneauGarde(jour=jour, modalite=modalite, **(donnees | champs))


def de_jour(jour: date, debut: int, fin: int, modalite: ModaliteGarde | None = M.EFFECTION_FIXE) -> CreneauGarde:
    return nuit(jour, modalite, debut=time(debut), fin=time(fin))


def compter(*creneaux: CreneauGarde, debut: date = LUNDI, fin: date = DIMANCHE, ou: Any = None) -> CouvertureGardes:
    tableau = TableauGarde(
        identifiant="tableau",
        periode=Periode(debut=debut, fin=fin),
        creneaux=creneaux,
        territoire=None if ou is None else ou.identifiant,
    )
    registre = Registre(tableaux_garde=(tableau,), territoires=() if ou is None else (ou,))
    return analyse.couverture_gardes(registre, "tableau")


NUITS = tuple(nuit(date(2025, 1, jour)) for jour in range(6, 13) if jour != MERCREDI.day)


def test_une_semaine_sans_sa_nuit_de_mercredi() -> None:
    # Seven nights and a Sunday: 7 x 12 + 12 = 96 hours, and 8 of Saturday afternoon as needs command.
    trouvee = compter(*NUITS, de_jour(DIMANCHE, 8, 20))
    assert bornes(trouvee.heures) == (96, 104)
    # The Wednesday night is missing; nobody is on call on Saturday afternoon.
    assert bornes(trouvee.couvertes) == (84, 84)
    # 84 / 104 and 84 / 96
    assert (float(trouvee.part.minimum), float(trouvee.part.maximum or 0)) == pytest.approx((21 / 26, 7 / 8))
    assert [str(trou) for trou in trouvee.trous] == ["2025-01-08, de 20h00 à 08h00"]
    assert [str(trou) for trou in trouvee.trous_possibles] == ["2025-01-11, de 12h00 à 20h00"]
    assert motifs(trouvee.heures) == {Motif.NOMBRE: 1}
    assert "CSP, art. R6315-1" in trouvee.heures.sources


def test_un_trou_au_milieu_d_une_nuit() -> None:
    trouvee = compter(nuit(LUNDI, fin=time(0)), nuit(date(2025, 1, 7), debut=time(2)), debut=LUNDI, fin=LUNDI)
    assert [str(trou) for trou in trouvee.trous] == ["2025-01-07, de 00h00 à 02h00"]
    assert bornes(trouvee.couvertes) == (10, 10)
    assert float(trouvee.part.exacte or 0) == pytest.approx(10 / 12)


def test_deux_creneaux_qui_se_chevauchent_comptent_une_fois() -> None:
    trouvee = compter(nuit(LUNDI), nuit(LUNDI, M.EFFECTION_MOBILE), nuit(LUNDI, M.REGULATION), fin=LUNDI)
    assert (bornes(trouvee.heures), bornes(trouvee.couvertes), bornes(trouvee.part)) == ((12, 12), (12, 12), (1, 1))
    assert {ligne.modalite: bornes(ligne.heures) for ligne in trouvee.par_modalite} == {
        M.EFFECTION_FIXE: (12, 12),
        M.EFFECTION_MOBILE: (12, 12),
        M.REGULATION: (12, 12),
    }


def test_la_regulation_seule_n_est_pas_une_effection() -> None:
    trouvee = compter(nuit(LUNDI, M.REGULATION), fin=LUNDI)
    assert (bornes(trouvee.couvertes), len(trouvee.trous)) == ((0, 0), 1)


def test_une_modalite_non_dite_peut_etre_une_effection() -> None:
    trouvee = compter(nuit(LUNDI, None), fin=LUNDI)
    assert (bornes(trouvee.couvertes), bornes(trouvee.part)) == ((0, 12), (0, 1))
    assert (len(trouvee.trous), len(trouvee.trous_possibles)) == (0, 1)
    assert motifs(trouvee.couvertes) == {Motif.MODALITE: 1}
    assert [str(raison) for raison in trouvee.couvertes.raisons] == ["modalité de garde non dite (1)"]
    assert {ligne.modalite: bornes(ligne.heures) for ligne in trouvee.par_modalite} == {None: (0, 12)}


def test_un_jour_ferie_et_le_lundi_qui_le_precede() -> None:
    # Tuesday 11 November 2025; the Monday is as needs command, the whole day.
    assert bornes(compter(debut=date(2025, 11, 10), fin=date(2025, 11, 11)).heures) == (36, 48)
    # 26 December is a holiday in Alsace-Moselle, elsewhere a Friday after a holiday.
    lendemain = {"debut": date(2025, 12, 26), "fin": date(2025, 12, 26)}
    assert bornes(compter(**lendemain).heures) == (12, 24)
    assert bornes(compter(**lendemain, ou=territoire("67482", departement="67")).heures) == (24, 24)


VAGUE = territoire("67482", delimitation=Delimitation.PARTIELLE)


@pytest.mark.parametrize(
    ("ou", "heures", "part"),
    [
        # Fifteen nights (180 hours), three Sundays, Christmas and New Year's Day (60) are due everywhere. Saturday the
        # 26th and 2 January are as needs command, 12 hours each; the first is due in Alsace, where it is a holiday.
        # Only the 26th has somebody: 12 hours of 252 when it is due and 2 January is not.
        (territoire("32208", departement="32"), (240, 264), (0, 12 / 252)),
        (territoire("67482", departement="67"), (252, 264), (12 / 264, 12 / 252)),
        (territoire("67482", "88413"), (240, 264), (0, 12 / 252)),
        (VAGUE, (240, 264), (0, 12 / 252)),
        (None, (240, 264), (0, 12 / 252)),
    ],
)
def test_chaque_jour_selon_les_besoins_est_du_ou_non(
    ou: Territoire | None, heures: tuple[int, int], part: tuple[float, float]
) -> None:
    garde = de_jour(date(2026, 12, 26), 8, 20)
    trouvee = compter(garde, debut=date(2026, 12, 20), fin=date(2027, 1, 3), ou=ou)
    assert bornes(trouvee.heures) == heures
    assert (float(trouvee.part.minimum), float(trouvee.part.maximum or 0)) == pytest.approx(part)


def test_un_territoire_complet_a_cheval_sur_l_alsace_ne_s_y_trouve_pas_en_entier() -> None:
    vendredi_saint = date(2026, 4, 3)
    for ou in (territoire("67482", "88413"), VAGUE, None):
        [raison] = compter(debut=vendredi_saint, fin=vendredi_saint, ou=ou).heures.raisons
        assert raison.precision == (
            "jour férié en Alsace-Moselle : les limites connues ne disent pas que tout le territoire s'y trouve"
        )


@pytest.mark.parametrize(
    "periode", [Periode(debut=LUNDI), Periode(fin=LUNDI), Periode(debut=LUNDI, fin=date(2099, 1, 1))]
)
def test_un_tableau_sans_fin_ne_se_compte_pas(periode: Periode) -> None:
    registre = Registre(tableaux_garde=(TableauGarde(identifiant="tableau", periode=periode),))
    with pytest.raises(ValeurInvalide):
        analyse.couverture_gardes(registre, "tableau")


def test_ce_qui_n_est_pas_un_tableau_est_refuse() -> None:
    registre = Registre(territoires=(territoire(),))
    with pytest.raises(KeyError, match="aucun tableau de garde"):
        analyse.couverture_gardes(registre, "tableau")
    with pytest.raises(ValeurInvalide, match="ne nomme pas un tableau"):
        analyse.couverture_gardes(registre, "ici")


@pytest.mark.parametrize(
    ("ou", "attendu"),
    [
        # Good Friday, 3 April 2026: 12 hours of night, and 12 of day where it is a holiday.
        (territoire("67482", departement="67"), (24, 24)),
        (territoire("32208", departement="32"), (12, 12)),
        (territoire("67482", "88413"), (12, 24)),
        (territoire("32208", delimitation=Delimitation.PARTIELLE), (12, 24)),
        (territoire("32208", delimitation=Delimitation.PARTIELLE, departement="32"), (12, 12)),
        (None, (12, 24)),
    ],
)
def test_un_jour_ferie_d_alsace_moselle_selon_les_limites(ou: Territoire | None, attendu: tuple[int, int]) -> None:
    vendredi_saint = date(2026, 4, 3)
    trouvee = compter(nuit(vendredi_saint), debut=vendredi_saint, fin=vendredi_saint, ou=ou)
    assert bornes(trouvee.heures) == attendu
    incertain = attendu == (12, 24)
    assert motifs(trouvee.heures) == ({Motif.ETENDUE: 1} if incertain else {})
    assert [str(trou) for trou in trouvee.trous_possibles] == (["2026-04-03, de 08h00 à 20h00"] if incertain else [])


def test_outre_mer_les_jours_feries_sont_une_hypothese() -> None:
    def sources(ou: Territoire) -> list[str]:
        return [une for une in compter(nuit(LUNDI), fin=LUNDI, ou=ou).heures.sources if une.startswith("hypothèse")]

    assert [len(sources(territoire(code, departement=dep))) for code, dep in (("97411", "974"), ("32208", "32"))] == [
        1,
        0,
    ]
