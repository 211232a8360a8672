"""The synthetic département: what an analyst meets is in it, and the figures read it."""

from datetime import date
from decimal import Decimal

import pytest
from tests.analyse.outils import bornes
from tests.synthese.outils import tirage

from soinsprimaires import CPTS, CodeInconnu, Etendue, analyse, controler, synthese
from soinsprimaires.analyse import Distances, PairesAbsentes, Ponderation, UniteDistance
from soinsprimaires.echanges.zonage import Qualification
from soinsprimaires.referentiels import communes_de
from soinsprimaires.regles import Resultat
from soinsprimaires.synthese import DepartementSynthetique


@pytest.fixture(scope="module")
def gers() -> DepartementSynthetique:
    return synthese.departement("32", graine=1)


def test_une_graine_donne_toujours_le_meme_departement(gers: DepartementSynthetique) -> None:
    assert synthese.departement("32", graine=1) == gers
    assert synthese.departement("32", graine=2) != gers
    with pytest.raises(CodeInconnu):
        synthese.departement("20")


def test_une_graine_tire_la_meme_chose_sur_toute_machine(gers: DepartementSynthetique) -> None:
    assert (tirage(gers.registre), tirage(gers.registre_suivant)) == ("63f38e4969ff", "3710c7595734")
    assert (gers.au, gers.au_suivant) == (date(2026, 1, 1), date(2031, 1, 1))


def test_des_cpts_se_recouvrent_et_partagent_des_maisons(gers: DepartementSynthetique) -> None:
    partages = analyse.partages(gers.registre, au=gers.au)
    assert [(partage.cpts, partage.autre) for partage in partages] == [
        ("cpts-0001", "cpts-0002"),
        ("cpts-0002", "cpts-0003"),
    ]
    assert all(partage.communes or partage.communes_possibles for partage in partages)
    assert any(partage.structures or partage.structures_possibles for partage in partages)


def test_la_couverture_a_de_tout(gers: DepartementSynthetique) -> None:
    trouvee = analyse.couverture(gers.registre, departement="32", au=gers.au)
    assert (trouvee.sans, trouvee.une) == ((), ())
    assert min(map(len, (trouvee.plusieurs, trouvee.au_moins_une, trouvee.incertaines))) > 0
    assert trouvee.imprecises == ("cpts-0003", "cpts-sans-territoire")


def test_un_tableau_a_un_trou_et_l_autre_des_modalites_non_dites(gers: DepartementSynthetique) -> None:
    assert [tableau.identifiant for tableau in gers.registre.tableaux_garde] == ["garde-1", "garde-2"]
    premier, second = (analyse.couverture_gardes(gers.registre, f"garde-{rang}") for rang in (1, 2))
    assert [str(trou) for trou in premier.trous] == ["2026-02-14, de 20h00 à 08h00"]
    assert (second.trous, len(second.trous_possibles) > 0) == ((), True)


def test_des_departs_nommes_et_anonymes(gers: DepartementSynthetique) -> None:
    [ligne] = analyse.departs(gers.registre, "cpts-0001", au=gers.au, horizon=gers.au_suivant, age=67, par=())
    assert ligne.surs
    assert ligne.possibles
    assert bornes(ligne.anonymes) == (0, None)


def test_cinq_ans_apres_on_est_parti_et_venu(gers: DepartementSynthetique) -> None:
    avant, apres = (
        {p.identifiant for p in analyse.praticiens(registre, au=jour) if p.surete is analyse.Surete.SUR}
        for registre, jour in ((gers.registre, gers.au), (gers.registre_suivant, gers.au_suivant))
    )
    assert avant - apres
    assert apres - avant
    partis = {p.identifiant for p in gers.registre.professionnels if (p.annee_naissance or 9999) < 2031 - 67}
    assert partis
    assert not partis & apres


def test_les_tables_vont_avec(gers: DepartementSynthetique) -> None:
    codes = tuple(commune.code for commune in communes_de(departement="32", au=gers.au))
    tout = Etendue(communes=codes, possibles=codes)
    apl = analyse.apl_publiee(tout, gers.apl, au=gers.au, ponderation=Ponderation.STANDARDISEE, serie="synthétique")
    assert (apl.maximum, len(gers.apl)) == (None, len(codes) - 3)
    # Between 1.2 and 4.8 consultations a year, for people who need 0.9 to 1.15 times what others do.
    assert (min(une.apl for une in gers.apl), max(une.apl for une in gers.apl)) == (Decimal("1.21"), Decimal("4.8"))
    besoins = [(une.population_standardisee or 0) / (une.population_totale or 1) for une in gers.apl]
    assert (min(besoins), max(besoins)) == (Decimal("0.9"), Decimal("1.15"))
    parts = [
        analyse.part_zonee(
            tout, gers.zonage, au=gers.au, profession="medecin", qualifications=(une,), qpv=dict(gers.quartiers)
        ).exacte
        for une in (Qualification.ZIP, Qualification.ZAC, Qualification.HV)
    ]
    assert None not in parts
    assert float(sum(part or 0 for part in parts)) == pytest.approx(1)
    vieux = analyse.population_par_age(tout, gers.ages, au=gers.au, minimum=75)
    tous = analyse.population_par_age(tout, gers.ages, au=gers.au, minimum=0)
    assert vieux.exacte is not None
    assert tous.exacte is not None
    assert float(vieux.exacte / tous.exacte) == pytest.approx(0.14)
    bornes_d_age = [(tranche.minimum, tranche.maximum) for tranche in gers.ages[0].tranches]
    assert bornes_d_age == [(0, 14), (15, 29), (30, 44), (45, 59), (60, 74), (75, None)]
    minutes = Distances.depuis_table(
        gers.temps, unite=UniteDistance.MINUTES, source="synthétique", absentes=PairesAbsentes.HORS_DE_PORTEE
    )
    assert minutes.entre("32208", "32208") == 0
    assert 10 < (minutes.entre("32208", "32132") or 0) < 30
    # From L'Isle-Jourdain to Gimont, 16.2 km to the west: 21.1 km by road, at 45 km/h.
    assert minutes.entre("32160", "32147") == 29


def test_rien_n_y_est_absurde(gers: DepartementSynthetique) -> None:
    for registre, jour in ((gers.registre, gers.au), (gers.registre_suivant, gers.au_suivant)):
        rapport = controler(registre, au=jour)
        fautes = [
            (constat.code, constat.message)
            for resultat in rapport.resultats
            for constat in resultat.constats
            if resultat.code.startswith(("VRA-", "REF-", "CLE-")) and constat.resultat is Resultat.NON_CONFORME
        ]
        assert fautes == []


@pytest.mark.parametrize("code", ["976", "75", "48"])
def test_tout_departement_se_dessine(code: str) -> None:
    trouve = synthese.departement(code)
    assert len([une for une in trouve.registre.structures if isinstance(une, CPTS)]) >= 2
    assert trouve.au == date(2026, 1, 1)
