"""Communes and inhabitants in a CPTS, and what two of them share: counted by hand."""

from datetime import date

import attrs
import pytest
from tests.analyse.outils import bornes, motifs

from soinsprimaires import (
    CPTS,
    MSP,
    Adhesion,
    CodeInconnu,
    DatePartielle,
    Delimitation,
    NatureTerritoire,
    PeriodePartielle,
    Rattachement,
    Registre,
    Site,
    Territoire,
    ValeurInvalide,
    analyse,
    referentiels,
)
from soinsprimaires.affichage.vues import en_html
from soinsprimaires.analyse import CommuneCouverte, Motif

EN_2025 = date(2025, 6, 30)


def zone(*communes: str, nom: str = "t", delimitation: Delimitation = Delimitation.COMPLETE) -> Territoire:
    return Territoire(
        identifiant=nom, nom=nom, nature=NatureTerritoire.ACTION_CPTS, communes=communes, delimitation=delimitation
    )


def cpts(nom: str, *territoires: str, **champs: object) -> CPTS:
    rattachements = tuple(Rattachement(territoire=t) for t in territoires)
    return CPTS(identifiant=nom, nom=nom, **({"territoires": rattachements} | champs))  # type: ignore[arg-type]


def codes(liste: tuple[CommuneCouverte, ...]) -> set[str]:
    return {couverte.commune.code for couverte in liste}


# Mayotte: 17 communes, 97601 to 97617.
MAYOTTE = {f"976{numero:02}" for numero in range(1, 18)}


def test_les_communes_d_un_departement_dans_aucune_une_ou_deux_cpts() -> None:
    registre = Registre(
        territoires=(zone("97601", "97602", nom="t-1"), zone("97602", "97603", nom="t-2")),
        structures=(cpts("cpts-1", "t-1"), cpts("cpts-2", "t-2")),
    )
    trouvee = analyse.couverture(registre, departement="976", au=EN_2025)
    assert (trouvee.departement, trouvee.millesime) == ("976", 2025)
    assert codes(trouvee.sans) == MAYOTTE - {"97601", "97602", "97603"}
    assert codes(trouvee.une) == {"97601", "97603"}
    [double] = trouvee.plusieurs
    assert (double.commune.code, double.certaines, double.possibles) == ("97602", ("cpts-1", "cpts-2"), ())
    assert (trouvee.incertaines, trouvee.au_moins_une, trouvee.imprecises) == ((), (), ())
    assert repr(trouvee) == "Couverture(departement='976', sans=14, une=2, plusieurs=1, au_moins_une=0, incertaines=0)"


def test_un_territoire_partiel_peut_atteindre_tout_le_departement() -> None:
    registre = Registre(
        territoires=(
            zone("97601", nom="t-1", delimitation=Delimitation.PARTIELLE),
            zone("97602", nom="t-2"),
        ),
        structures=(cpts("cpts-1", "t-1"), cpts("cpts-2", "t-2")),
    )
    trouvee = analyse.couverture(registre, departement="976", au=EN_2025)
    assert (trouvee.sans, trouvee.plusieurs) == ((), ())
    assert codes(trouvee.une) == {"97601"}
    assert codes(trouvee.au_moins_une) == {"97602"}
    assert codes(trouvee.incertaines) == MAYOTTE - {"97601", "97602"}
    assert trouvee.imprecises == ("cpts-1",)


def test_un_territoire_incomplet_va_aussi_ou_il_nomme_une_commune() -> None:
    a_cheval = attrs.evolve(zone("32208", "82121", nom="t-1", delimitation=Delimitation.PARTIELLE), departement="32")
    registre = Registre(territoires=(a_cheval,), structures=(cpts("une", "t-1"),))
    tarn_et_garonne = analyse.couverture(registre, departement="82", au=EN_2025)
    assert (len(tarn_et_garonne.sans), tarn_et_garonne.imprecises) == (0, ("une",))


def test_un_territoire_partiel_d_un_autre_departement_n_atteint_pas_celui_ci() -> None:
    ailleurs = attrs.evolve(zone("32208", nom="t-1", delimitation=Delimitation.PARTIELLE), departement="32")
    registre = Registre(territoires=(ailleurs,), structures=(cpts("cpts-1", "t-1"),))
    assert codes(analyse.couverture(registre, departement="976", au=EN_2025).sans) == MAYOTTE


@pytest.mark.parametrize("structure", [cpts("cpts-1"), cpts("cpts-1", "inconnu")], ids=["sans territoire", "pendant"])
def test_une_cpts_sans_territoire_connu_rend_tout_incertain(structure: CPTS) -> None:
    trouvee = analyse.couverture(Registre(structures=(structure,)), departement="976", au=EN_2025)
    assert codes(trouvee.incertaines) == MAYOTTE
    assert trouvee.imprecises == ("cpts-1",)


@pytest.mark.parametrize(
    ("champs", "liste"),
    [
        ({"creee_le": DatePartielle.lire("2024-01-01")}, "une"),
        ({"creee_le": DatePartielle.lire("2026-01-01")}, "sans"),
        ({"creee_le": DatePartielle.lire("2025")}, "incertaines"),
        ({"dissoute_le": DatePartielle.lire("2024-01-01")}, "sans"),
        ({"dissoute_le": DatePartielle.lire("2025")}, "incertaines"),
        (
            {
                "territoires": (
                    Rattachement(
                        territoire="t-1",
                        periode=PeriodePartielle(debut="2020", fin="2021"),
                    ),
                    Rattachement(territoire="t-2", periode=PeriodePartielle(debut="2022")),
                )
            },
            "sans",
        ),
    ],
)
def test_la_couverture_est_celle_d_un_jour(champs: dict[str, object], liste: str) -> None:
    registre = Registre(
        territoires=(zone("97601", nom="t-1"), zone("97602", nom="t-2")),
        structures=(cpts("cpts-1", "t-1", **champs),),
    )
    trouvee = analyse.couverture(registre, departement="976", au=EN_2025)
    assert "97601" in codes(getattr(trouvee, liste))


def test_une_fusion_a_cheval_laisse_la_commune_incertaine() -> None:
    registre = Registre(territoires=(zone("32260", "32208", nom="t-1"),), structures=(cpts("cpts-1", "t-1"),))
    trouvee = analyse.couverture(registre, departement="32", au=EN_2025)
    assert codes(trouvee.une) == {"32208"}
    assert codes(trouvee.incertaines) == {"32365"}
    assert trouvee.imprecises == ()


def test_un_departement_inconnu() -> None:
    with pytest.raises(CodeInconnu):
        analyse.couverture(Registre(), departement="20", au=EN_2025)


# -- where nothing is described -----------------------------------------------------------------------------------


def test_une_cpts_sans_territoire_laisse_au_moins_une_a_qui_en_a_une() -> None:
    registre = Registre(territoires=(zone("97601", nom="t-1"),), structures=(cpts("cpts-1", "t-1"), cpts("sans")))
    trouvee = analyse.couverture(registre, departement="976", au=EN_2025)
    [une] = trouvee.au_moins_une
    assert (une.commune.code, une.certaines, une.possibles) == ("97601", ("cpts-1",), ("sans",))
    assert codes(trouvee.incertaines) == MAYOTTE - {"97601"}


def test_une_cpts_sans_territoire_est_ou_sont_ses_sites() -> None:
    # As FINESS tells them: a name and a seat.
    du_gers = cpts("du-gers", sites=(Site(identifiant="siege", commune="32013"),))
    mayotte = analyse.couverture(Registre(structures=(du_gers,)), departement="976", au=EN_2025)
    assert (codes(mayotte.sans), mayotte.imprecises, mayotte.ecartees) == (MAYOTTE, (), ("du-gers",))
    gers = analyse.couverture(Registre(structures=(du_gers,)), departement="32", au=EN_2025)
    assert (len(gers.incertaines), gers.imprecises, gers.ecartees) == (458, ("du-gers",), ())


# -- inhabitants, wider extents -----------------------------------------------------------------------------------


def habitants(*communes: str) -> int:
    return sum(referentiels.commune(code, EN_2025).population or 0 for code in communes)


def test_les_habitants_de_chaque_liste_ont_leurs_bornes() -> None:
    tous = habitants(*MAYOTTE)
    registre = Registre(
        territoires=(
            zone("97601", "97602", nom="t-1"),
            zone("97602", nom="t-2"),
            zone("97603", nom="t-3", delimitation=Delimitation.PARTIELLE),
        ),
        structures=(cpts("cpts-1", "t-1"), cpts("cpts-2", "t-2"), cpts("cpts-3", "t-3")),
    )
    trouvee = analyse.couverture(registre, departement="976", au=EN_2025)
    assert bornes(trouvee.habitants_sans) == (0, tous - habitants("97601", "97602", "97603"))
    assert bornes(trouvee.habitants_couverts) == (habitants("97601", "97602", "97603"), tous)
    assert bornes(trouvee.habitants_partages) == (habitants("97602"), habitants("97601", "97602"))
    assert motifs(trouvee.habitants_sans) == {Motif.ETENDUE: 14}
    assert trouvee.habitants_sans.sources == ("communes, populations municipales 2017",)


def test_une_region_et_le_pays() -> None:
    registre = Registre(territoires=(zone("32208", "32013", nom="t-1"),), structures=(cpts("cpts-1", "t-1"),))
    region = analyse.couverture(registre, region="76", au=EN_2025)
    assert (region.departement, region.region, codes(region.une)) == (None, "76", {"32208", "32013"})
    assert bornes(region.habitants_couverts) == (habitants("32208", "32013"),) * 2
    pays = analyse.couverture(registre, au=EN_2025)
    assert len(pays.sans) == len(referentiels.communes(EN_2025)) - 2
    with pytest.raises(ValeurInvalide, match="un seul"):
        analyse.couverture(registre, departement="32", region="76", au=EN_2025)


def test_la_couverture_se_montre() -> None:
    registre = Registre(territoires=(zone("97601", nom="t-1"),), structures=(cpts("cpts-1", "t-1"), cpts("sans")))
    html = en_html(analyse.couverture(registre, departement="976", au=EN_2025))
    assert "dans une CPTS au moins" in html
    assert "cpts-1" not in html
    assert "sans" in html


# -- what two CPTS share ------------------------------------------------------------------------------------------


def test_deux_cpts_partagent_une_maison_et_des_communes() -> None:
    maison = MSP(identifiant="msp", nom="MSP")
    a_dater = MSP(identifiant="a-dater", nom="MSP", creee_le=DatePartielle.lire("2025"))
    annee = PeriodePartielle(debut="2020")
    adherents = tuple(Adhesion(membre=nom, periode=annee) for nom in ("msp", "a-dater", "inconnue"))
    registre = Registre(
        territoires=(
            zone("97601", "97602", nom="t-1"),
            zone("97602", "97603", nom="t-2"),
            zone("97603", nom="t-3", delimitation=Delimitation.PARTIELLE),
        ),
        structures=(
            maison,
            a_dater,
            cpts("cpts-1", "t-1", adherents=adherents),
            cpts("cpts-2", "t-2", adherents=adherents),
            cpts("cpts-3", "t-3", creee_le=DatePartielle.lire("2025")),
            cpts("cpts-4"),
        ),
    )
    premier, second = analyse.partages(registre, au=EN_2025)
    assert [(p.cpts, p.autre) for p in (premier, second)] == [("cpts-1", "cpts-2"), ("cpts-2", "cpts-3")]
    assert (premier.structures, premier.structures_possibles) == (("msp",), ("a-dater",))
    assert (premier.communes, premier.communes_possibles) == (("97602",), ())
    # The third may not exist yet.
    assert (second.communes, second.communes_possibles) == ((), ("97603",))
    assert analyse.partages(registre, au=date(2019, 6, 1))[0].structures == ()
