"""Distances by air and of a table: each expected value is computed by hand, from the radius of 6,371.0088 km."""

import pickle
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soinsprimaires import CodeInconnu, Lieu, Position, ValeurInvalide
from soinsprimaires.analyse import Distances, Motif, PairesAbsentes, PlusProche, UniteDistance
from soinsprimaires.analyse._points import ArbrePoints, carre_de_corde, metres, vecteur
from soinsprimaires.erreurs import ExtraManquant

AU = date(2026, 6, 1)
HORS, INCONNUES = PairesAbsentes


def lieu(nom: str, latitude: str, longitude: str) -> Lieu:
    return Lieu(identifiant=nom, nom=nom, position=Position(latitude=Decimal(latitude), longitude=Decimal(longitude)))


def table(*lignes: Any, absentes: PairesAbsentes = INCONNUES, **options: Any) -> Distances:
    donnees = options.pop("donnees", lignes)
    return Distances.depuis_table(donnees, unite=UniteDistance.MINUTES, source="essai", absentes=absentes, **options)


def bornes(ligne: PlusProche) -> Any:
    assert ligne.distance is not None
    return ligne.distance.minimum, ligne.distance.maximum


def motifs(ligne: PlusProche) -> list[tuple[Motif, int]]:
    assert ligne.distance is not None
    return [(raison.motif, raison.nombre) for raison in ligne.distance.raisons]


@pytest.fixture(scope="module")
def vol() -> Distances:
    lieux = [
        lieu("equateur", "0", "0"),
        lieu("un-degre-nord", "1", "0"),
        lieu("un-degre-est", "0", "1"),
        lieu("antipode", "0", "180"),
        lieu("presque-180", "0", "179.5"),
        lieu("passe-180", "0", "-179.5"),
        lieu("pole", "90", "12"),
        lieu("soixante-nord", "60", "0"),
        lieu("soixante-nord-un-est", "60", "1"),
        Lieu(identifiant="sans-position", nom="Sans position"),
    ]
    return Distances.a_vol_d_oiseau(au=AU, lieux=lieux)


# -- by air -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origine", "destination", "kilometres"),
    [
        # A degree of a great circle is 6371.0088 x pi / 180 = 111.195 080 km.
        ("equateur", "un-degre-nord", "111.195"),
        ("equateur", "un-degre-est", "111.195"),
        ("presque-180", "passe-180", "111.195"),
        ("equateur", "pole", "10007.557"),
        ("pole", "soixante-nord", "3335.852"),
        ("equateur", "antipode", "20015.114"),
        # 2 asin(cos 60 x sin 0.5 degree) = 0.499 990 5 degree.
        ("soixante-nord", "soixante-nord-un-est", "55.597"),
        ("equateur", "equateur", "0"),
        ("32208", "32208", "0"),
    ],
)
def test_le_grand_cercle(vol: Distances, origine: str, destination: str, kilometres: str) -> None:
    assert vol.entre(origine, destination) == Decimal(kilometres) == vol.entre(destination, origine)


def test_une_commune_sans_centre_est_a_une_distance_inconnue_de_tout_sauf_d_elle_meme(vol: Distances) -> None:
    assert vol.entre("12218", "12202") is None
    assert vol.entre("12218", "12218") == 0
    assert (vol.connait("12218"), vol.connait("12202"), vol.connait("75101")) == (False, True, False)


@pytest.mark.parametrize(
    ("nom", "message"),
    [
        ("75101", r"Paris \(75056\)"),
        ("32260", "Cap d'Astarac"),
        ("99999", "communes de France"),
        ("sans-position", "communes de France"),
    ],
)
def test_un_nom_que_rien_ne_porte_est_refuse(vol: Distances, nom: str, message: str) -> None:
    for demander in (
        lambda: vol.entre("32208", nom),
        lambda: vol.plus_proches([nom], ["32208"]),
        lambda: vol.plus_proches(["32208"], [nom]),
    ):
        with pytest.raises(CodeInconnu, match=message):
            demander()


def test_un_lieu_nomme_comme_une_commune_est_refuse() -> None:
    with pytest.raises(ValeurInvalide, match="code d'une commune"):
        Distances.a_vol_d_oiseau(au=AU, lieux=[lieu("32208", "43.9", "0.6")])


def test_le_millesime_choisit_les_communes_et_la_source_le_dit() -> None:
    avant = Distances.a_vol_d_oiseau(au=date(2024, 6, 1))
    assert avant.entre("93059", "93066") is not None
    assert avant.source == (
        "à vol d'oiseau, centres des communes, contours IGN Admin Express 2018 (communes au 1er janvier 2024)"
    )
    with pytest.raises(CodeInconnu, match="93066"):
        Distances.a_vol_d_oiseau(au=AU).entre("93059", "93066")


def test_le_plus_proche_et_tous_ceux_qui_le_sont_autant(vol: Distances) -> None:
    [ligne] = vol.plus_proches(["equateur"], ["pole", "un-degre-est", "un-degre-nord"])
    assert ligne.destinations == ("un-degre-est", "un-degre-nord")
    assert ligne.distance is not None
    assert (ligne.distance.exacte, ligne.distance.unite) == (Decimal("111.195"), "km")
    assert ligne.distance.sources == (vol.source,)
    assert vol.plus_proches(["equateur"], ["pole"]).en_arrow().column("destinations").to_pylist() == [["pole"]]


def test_le_plus_proche_parmi_aucun_n_a_pas_de_distance(vol: Distances) -> None:
    [ligne] = vol.plus_proches(["32208"], [])
    assert (ligne.destinations, ligne.distance) == ((), None)


def test_une_destination_sans_centre_laisse_le_plus_proche_ouvert(vol: Distances) -> None:
    [ligne] = vol.plus_proches(["12202"], ["12145", "12218"])
    assert ligne.destinations == ("12145",)
    assert bornes(ligne) == (0, vol.entre("12202", "12145"))
    assert motifs(ligne) == [(Motif.TRAJET, 1)]


def test_d_une_commune_sans_centre_rien_n_est_su_sauf_chez_elle(vol: Distances) -> None:
    ailleurs, chez_elle = vol.plus_proches(["12218"], ["12145"]), vol.plus_proches(["12218"], ["12145", "12218"])
    assert bornes(ailleurs[0]) == (0, None)
    assert chez_elle[0].destinations == ("12218",)
    assert bornes(chez_elle[0]) == (0, 0)
    assert motifs(chez_elle[0]) == []


def test_une_portee_tient_ses_bornes(vol: Distances) -> None:
    def rangs(*bornes: str) -> dict[str, int]:
        [(_, portee)] = vol.portees(["equateur"], ["un-degre-nord", "pole", "equateur"], [Decimal(b) for b in bornes])
        return dict(portee.atteintes)

    assert rangs("0", "111.194") == {"equateur": 0}
    assert rangs("0", "111.195") == {"equateur": 0, "un-degre-nord": 1}
    assert rangs("0", "50", "111.1954") == {"equateur": 0, "un-degre-nord": 2}


def test_une_commune_sans_centre_n_est_peut_etre_a_portee_que_de_son_departement(vol: Distances) -> None:
    bornes = [Decimal(10)]
    portees = dict(vol.portees(["12218", "12202", "75056"], ["12202", "31555", "12218"], bornes))
    assert portees["12218"].atteintes == [("12218", 0)]
    assert portees["12218"].inconnues == {"12202"}
    assert portees["12202"].inconnues == {"12218"}
    assert (portees["75056"].atteintes, portees["75056"].inconnues) == ([], set())


def test_deux_communes_d_une_collectivite_sans_centre_sont_peut_etre_a_portee(vol: Distances) -> None:
    portees = dict(vol.portees(["98735", "98818"], ["98718", "98735", "75056"], [Decimal(10)]))
    assert (portees["98735"].atteintes, portees["98735"].inconnues) == ([("98735", 0)], {"98718"})
    assert (portees["98818"].atteintes, portees["98818"].inconnues) == ([], set())


degres = st.integers(-900, 900).map(lambda dixieme: dixieme / 10)
POINTS = st.lists(st.builds(vecteur, degres, degres.map(lambda x: 2 * x)), max_size=60)


@given(POINTS, st.builds(vecteur, degres, degres), st.integers(0, 20_100_000))
def test_l_arbre_trouve_ce_que_trouve_une_recherche_a_la_main(
    points: list[tuple[float, float, float]], ici: tuple[float, float, float], rayon: int
) -> None:
    noms = [(str(rang), point) for rang, point in enumerate(points)]
    distances = {nom: metres(carre_de_corde(point, ici)) for nom, point in noms}
    arbre = ArbrePoints(noms)
    assert sorted(arbre.autour(ici, rayon)) == sorted((n, d) for n, d in distances.items() if d <= rayon)
    moindre = min(distances.values(), default=None)
    proches = sorted((n, d) for n, d in distances.items() if d == moindre)
    assert sorted(arbre.plus_proches(ici)) == proches
    if points:
        assert sorted(arbre.plus_proches(ici, carre_de_corde(points[0], ici))) == proches


def test_l_arbre_d_un_pays_trouve_le_plus_proche_de_chaque_point() -> None:
    noms = [(f"{nord} {est}", vecteur(42 + nord / 7, est / 11)) for nord in range(20) for est in range(30)]
    arbre = ArbrePoints(noms)
    for rang, (nom, point) in enumerate(noms):
        assert (nom, 0) in arbre.plus_proches(point)
        ailleurs = vecteur(41 + rang % 23 / 2.9, rang % 17 / 5.3)
        moindre = min(metres(carre_de_corde(un, ailleurs)) for _, un in noms)
        assert {distance for _, distance in arbre.plus_proches(ailleurs)} == {moindre}


# -- a table ------------------------------------------------------------------------------------------------------

LIGNES: Any = [("A", "x", 0), ("B", "x", "7.5"), ("C", "x", 25), ("C", "y", None), ("A", "y", float("inf"))]


def test_une_table_dit_ce_que_vaut_une_paire_absente() -> None:
    hors, inconnues = table(*LIGNES, absentes=HORS), table(*LIGNES)
    assert hors.entre("B", "x") == inconnues.entre("B", "x") == Decimal("7.5")
    infini = Decimal("Infinity")
    assert hors.entre("C", "y") == hors.entre("B", "y") == infini
    assert [inconnues.entre("C", "y"), inconnues.entre("B", "y")] == [None, None]
    # Whatever is said of the absent ones, a way that does not exist was told.
    assert hors.entre("A", "y") == inconnues.entre("A", "y") == infini


def test_ce_que_la_table_ne_nomme_jamais_est_inconnu_et_non_hors_de_portee() -> None:
    distances = table(*LIGNES, absentes=HORS)
    # Beside a destination that it names, another one was left out; of those alone that it does not name, nobody knows.
    [(_, portee)] = distances.portees(["B"], ["x", "z"], [Decimal(9)])
    assert (portee.atteintes, portee.inconnues) == ([("x", 0)], frozenset())
    [(_, portee)] = distances.portees(["B"], ["z", "t"], [Decimal(9)])
    assert (portee.atteintes, portee.inconnues) == ([], {"z", "t"})
    assert [distances.entre("D", "x"), distances.entre("A", "z"), distances.entre("x", "A")] == [None, None, None]
    assert distances.entre("D", "D") == 0
    assert [distances.connait(nom) for nom in "AxDz"] == [True, True, False, False]
    assert sorted(distances.origines) == ["A", "B", "C"]


def test_le_plus_proche_d_une_table() -> None:
    hors = {ligne.origine: ligne for ligne in table(*LIGNES, absentes=HORS).plus_proches([*"ABCD"], ["x", "y"])}
    assert (hors["B"].destinations, str(hors["B"].distance)) == (("x",), "7,5 min")
    assert bornes(hors["D"]) == (0, None)
    [loin] = table(*LIGNES, absentes=HORS).plus_proches(["A"], ["y"])
    assert (loin.destinations, loin.distance) == ((), None)
    [ouvert] = table(*LIGNES).plus_proches(["C"], ["x", "y"])
    assert (ouvert.destinations, bornes(ouvert)) == (("x",), (0, 25))


def test_le_plus_proche_n_est_que_possible_quand_un_autre_trajet_n_est_pas_connu() -> None:
    [ligne] = table(("B", "x", 9), ("C", "y", 3)).plus_proches(["B"], ["x", "y"])
    assert (ligne.destinations, bornes(ligne)) == (("x",), (0, 9))
    assert ligne.distance is not None
    dites = [str(raison) for raison in ligne.distance.raisons]
    assert dites == ["trajet non connu (1) : une autre destination est peut-être plus proche"]
    [seule] = table(("B", "x", None), ("C", "x", 3)).plus_proches(["B"], ["x"])
    assert seule.distance is not None
    assert [str(raison) for raison in seule.distance.raisons] == ["trajet non connu (1)"]


@pytest.mark.parametrize("source", ["", "  "])
def test_une_source_sans_nom_est_refusee(source: str) -> None:
    with pytest.raises(ValeurInvalide, match="la source des distances se nomme"):
        Distances.depuis_table(
            [("A", "x", 1)], unite=UniteDistance.MINUTES, source=source, absentes=PairesAbsentes.INCONNUES
        )


def test_de_chez_soi_a_chez_soi_il_n_y_a_rien_sauf_si_la_table_le_dit() -> None:
    distances = table(("A", "A", 4), ("B", "A", 9), absentes=HORS)
    assert distances.entre("A", "A") == 4
    assert distances.entre("B", "B") == 0
    [(_, portee)] = distances.portees(["B"], ["A", "B"], [Decimal(5), Decimal(9)])
    assert sorted(portee.atteintes) == [("A", 1), ("B", 0)]


def test_ce_que_donne_arrow_est_lu_par_ses_colonnes() -> None:
    cadre = pl.DataFrame({"depart": ["A", "B"], "minutes": [0.1, None], "arrivee": ["x", "x"]})
    distances = table(donnees=cadre, colonnes=("depart", "arrivee", "minutes"), absentes=HORS)
    assert distances.entre("A", "x") == Decimal("0.1")
    assert distances.entre("B", "x") == Decimal("Infinity")
    lots = pa.table({"origine": ["A"], "destination": ["x"], "distance": pa.array([7], pa.int32())})
    assert table(donnees=lots).entre("A", "x") == 7
    with pytest.raises(ValeurInvalide, match="colonne absente : 'distance' ; colonnes : 'depart'"):
        table(
            donnees=cadre.rename({"arrivee": "destination", "minutes": "duree"}),
            colonnes=("depart", "destination", "distance"),
        )


def test_des_lignes_nommees_sont_lues_par_leurs_noms() -> None:
    distances = table({"distance": 3, "origine": "A", "destination": "x", "reste": "?"})
    assert distances.entre("A", "x") == 3
    with pytest.raises(ValeurInvalide, match="ligne 2 : origine, destination, distance sont attendus"):
        table({"distance": 3, "origine": "A", "destination": "x"}, {"distance": 3, "origine": "A"})


def test_arrow_demande_son_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    cadre = pl.DataFrame({"origine": ["A"], "destination": ["x"], "distance": [1]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExtraManquant, match="tables"):
        table(donnees=cadre)


@pytest.mark.parametrize(
    ("lignes", "messages"),
    [
        ([("A", "x", -1)], ["ligne 1, de 'A' à 'x' : une distance n'est pas négative (-1)"]),
        ([("A", "x", 1), ("A", "x", 2)], ["ligne 2, de 'A' à 'x' : une autre ligne donne 1"]),
        ([("A", "x", 1), (1001, "x", 2)], ["ligne 2 : un code est un texte, pas 1001"]),
        ([("A", 7, 1)], ["ligne 1 : un code est un texte, pas 7"]),
        ([("A", "x", float("nan"))], ["ce n'est pas un nombre ; une case sans distance reste vide"]),
        ([("A", "x", True), ("A", "y", -0.5)], ["True n'est pas un nombre", "ligne 2", "(-0.5)"]),
        ([("A", "x", "7,5")], ["'7,5' n'est pas un nombre décimal"]),
        ([("A", "x", b"7")], ["n'est pas un nombre"]),
        ([("A", "x")], ["ligne 1 : origine, destination, distance sont attendus"]),
        (["AB7"], ["ligne 1 : origine, destination, distance sont attendus"]),
    ],
)
def test_une_mauvaise_ligne_est_refusee_avec_sa_place(lignes: list[Any], messages: list[str]) -> None:
    with pytest.raises(ValeurInvalide) as levee:
        table(*lignes)
    assert [message for message in messages if message not in str(levee.value)] == []


def test_une_ligne_repetee_a_l_identique_est_admise() -> None:
    assert table(("A", "x", 1), ("A", "x", "1")).entre("A", "x") == 1


@pytest.mark.parametrize("donnees", ["A,x,1", {"A": 1}, 7])
def test_une_table_qui_n_en_est_pas_une_est_refusee(donnees: object) -> None:
    with pytest.raises(ValeurInvalide, match="des lignes de trois valeurs"):
        table(donnees=donnees)


def test_un_seul_nom_n_est_pas_une_liste(vol: Distances) -> None:
    with pytest.raises(ValeurInvalide, match="plusieurs noms sont attendus"):
        vol.plus_proches("32208", ["32132"])


def test_deux_tables_se_comparent_par_ce_qu_elles_disent() -> None:
    une, meme, autre = table(("A", "x", 1)), table(("A", "x", "1")), table(("A", "x", 2))
    assert une == meme != autre
    assert hash(une) == hash(meme)
    assert pickle.loads(pickle.dumps(une)) == une  # noqa: S301 - our own bytes
    assert repr(une) == "Distances(min, 'essai')"
    assert une != table(("A", "x", 1), absentes=HORS)
