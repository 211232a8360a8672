"""Periods, vague dates, dated functions and deadlines."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.proprietes.outils import essayer

from soinsprimaires import DatePartielle, Nuance, Periode, PeriodePartielle, Precision, ValeurInvalide, strategies
from soinsprimaires.temps import Chronologie, echeance, lire_jour

UN_JOUR = timedelta(days=1)
CERTITUDES = {False: 0, None: 1, True: 2}
"""What a day tells of a past fact, in the order in which days can tell it."""

printemps = st.dates(date(2024, 3, 1), date(2024, 5, 31))
courtes = strategies.periodes(min_debut=date(2024, 3, 1), max_fin=date(2024, 5, 31))


def jours(periode: Periode) -> set[date]:
    assert periode.debut is not None
    assert periode.fin is not None
    return {periode.debut + UN_JOUR * n for n in range((periode.fin - periode.debut).days + 1)}


@given(strategies.periodes())
def test_une_periode_comprend_ses_deux_bornes_et_rien_au_dela(periode: Periode) -> None:
    if periode.debut is not None:
        assert periode.debut in periode
        assert periode.debut == date.min or periode.debut - UN_JOUR not in periode
    if periode.fin is not None:
        assert periode.fin in periode
        assert periode.fin == date.max or periode.fin + UN_JOUR not in periode


@given(strategies.periodes(), st.dates())
def test_une_borne_inconnue_n_exclut_rien(periode: Periode, jour: date) -> None:
    assert (jour in periode) == (jour in Periode(debut=periode.debut) and jour in Periode(fin=periode.fin))
    assert jour in Periode()


@given(courtes, courtes)
def test_deux_periodes_se_chevauchent_quand_elles_ont_un_jour_en_commun(une: Periode, autre: Periode) -> None:
    assert une.chevauche(autre) == autre.chevauche(une) == bool(jours(une) & jours(autre))


@given(strategies.periodes(), strategies.periodes(), st.dates())
def test_un_jour_commun_prouve_le_chevauchement(une: Periode, autre: Periode, jour: date) -> None:
    assert une.chevauche(autre) == autre.chevauche(une)
    if jour in une and jour in autre:
        assert une.chevauche(autre)


@given(st.lists(printemps, min_size=1, max_size=6, unique=True), st.none() | st.just(date(2024, 6, 15)), printemps)
def test_des_periodes_contigues_n_ont_ni_trou_ni_recouvrement(
    premiers: list[date], fin: date | None, jour: date
) -> None:
    premiers.sort()
    periodes = Periode.contigues(*premiers, fin=fin)
    assert [periode.debut for periode in periodes] == premiers
    assert periodes[-1].fin == fin
    assert sum(jour in periode for periode in periodes) == (jour >= premiers[0])


@given(st.lists(st.dates(), min_size=2, max_size=5))
def test_des_premiers_jours_en_desordre_sont_refuses(premiers: list[date]) -> None:
    if premiers == sorted(set(premiers)):
        Periode.contigues(*premiers)
    else:
        with pytest.raises(ValeurInvalide):
            Periode.contigues(*premiers)


@given(strategies.dates_partielles())
def test_le_texte_d_une_date_la_redonne(le: DatePartielle) -> None:
    assert DatePartielle.lire(str(le)) == le


@given(
    st.text()
    | st.from_regex(r"(\.\./)?\d{4}(-\d\d){0,2}(~|/\.\.)?")
    | st.from_regex(r"\A\[\d{4}(-\d\d){0,2}\.\.\d{4}(-\d\d){0,2}\]\Z")
)
def test_un_texte_est_une_date_dans_sa_seule_forme_ou_est_refuse(texte: str) -> None:
    lu = essayer(DatePartielle.lire, texte)
    if isinstance(lu, ValeurInvalide):
        assert lu.code in {"date.forme", "date.calendrier", "periode.ordre"}
    else:
        assert str(lu) == texte


@given(strategies.dates_partielles(), st.dates(), st.dates())
def test_le_temps_qui_passe_ne_fait_que_confirmer(le: DatePartielle, un: date, autre: date) -> None:
    avant, apres = le.au_plus_tard_le(min(un, autre)), le.au_plus_tard_le(max(un, autre))
    assert CERTITUDES[avant] <= CERTITUDES[apres]


@given(st.dates(), st.dates())
def test_un_jour_exact_a_toujours_une_reponse(fait: date, jour: date) -> None:
    le = DatePartielle.exacte(fait)
    assert (le.jour, le.au_plus_tot, le.au_plus_tard) == (fait, fait, fait)
    assert le.au_plus_tard_le(jour) is (fait <= jour)


@given(strategies.dates_partielles())
def test_les_bornes_d_une_date_encadrent_son_jour(le: DatePartielle) -> None:
    if le.au_plus_tot is not None and le.au_plus_tard is not None:
        assert le.au_plus_tot <= le.au_plus_tard
    if le.jour is not None:
        assert le.precision is Precision.JOUR
        assert le.au_plus_tot == le.au_plus_tard == le.jour


@given(
    strategies.dates_partielles(nuances=[Nuance.EXACTE], precisions=[Precision.ANNEE, Precision.MOIS, Precision.JOUR]),
    strategies.dates_partielles(nuances=[Nuance.EXACTE]),
)
def test_vers_et_au_plus_tard_sont_moins_surs_que_la_date(le: DatePartielle, autre: DatePartielle) -> None:
    assume(autre.au_plus_tard is not None)
    jour = autre.au_plus_tard
    assert jour is not None
    certitude = le.au_plus_tard_le(jour)
    for nuance in (Nuance.VERS, Nuance.AU_PLUS_TARD):
        vague = DatePartielle(annee=le.annee, mois=le.mois, numero_jour=le.numero_jour, nuance=nuance)
        assert vague.au_plus_tard_le(jour) in {certitude, None}


@given(strategies.periodes(), st.dates())
def test_une_periode_partielle_de_jours_exacts_est_une_periode(periode: Periode, jour: date) -> None:
    partielle = PeriodePartielle(debut=periode.debut, fin=periode.fin)
    # Without a beginning nothing says when the fact began, while a law without one has always been.
    attendu = False if jour not in periode else True if periode.debut is not None else None
    assert partielle.couvre(jour) is attendu


def precisions(le: DatePartielle) -> st.SearchStrategy[date]:
    return st.dates(le.au_plus_tot or date.min, le.au_plus_tard or date.max)


@given(strategies.periodes_partielles(), st.dates(), st.data())
def test_ce_que_des_bornes_vagues_affirment_reste_vrai_quand_on_les_precise(
    vague: PeriodePartielle, jour: date, data: st.DataObject
) -> None:
    debut = None if vague.debut is None else data.draw(precisions(vague.debut))
    fin = None if vague.fin is None else data.draw(precisions(vague.fin))
    assume(debut is None or fin is None or debut <= fin)
    couvre = vague.couvre(jour)
    if couvre is not None:
        assert PeriodePartielle(debut=debut, fin=fin).couvre(jour) is couvre


@given(strategies.chronologies(st.integers()), st.dates())
def test_une_chronologie_a_au_plus_une_valeur_par_jour(chronologie: Chronologie[int], jour: date) -> None:
    en_vigueur = [valeur for periode, valeur in chronologie if jour in periode]
    assert len(en_vigueur) <= 1
    assert chronologie.au(jour) == (en_vigueur[0] if en_vigueur else None)


siecle = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@given(siecle, st.integers(-10_000, 10_000))
def test_des_jours_se_comptent_un_a_un(depart: date, nombre: int) -> None:
    assert echeance(depart, jours=nombre) == depart + timedelta(days=nombre)


@given(siecle, st.integers(-600, 600))
def test_des_mois_gardent_le_quantieme_ou_le_dernier_jour(depart: date, nombre: int) -> None:
    arrivee = echeance(depart, mois=nombre)
    assert arrivee.year * 12 + arrivee.month == depart.year * 12 + depart.month + nombre
    assert arrivee.day == depart.day or (arrivee.day < depart.day and (arrivee + UN_JOUR).day == 1)


@given(siecle, siecle, st.integers(-600, 600), st.integers(-100, 100))
def test_partir_plus_tard_n_avance_aucune_echeance(un: date, autre: date, mois: int, nombre: int) -> None:
    premier, second = sorted((un, autre))
    assert echeance(premier, mois=mois, jours=nombre) <= echeance(second, mois=mois, jours=nombre)


@given(st.dates())
def test_un_jour_se_lit_comme_il_s_ecrit(jour: date) -> None:
    assert lire_jour(jour.isoformat()) == jour
