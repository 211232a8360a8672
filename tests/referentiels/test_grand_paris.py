"""The territories of the Métropole du Grand Paris, each of which is an EPCI within one."""

from datetime import date

from soinsprimaires import referentiels
from soinsprimaires.referentiels import NatureEpci


def test_un_territoire_du_grand_paris_a_ses_communes() -> None:
    plaine = referentiels.epci("200057867")
    assert (plaine.nom, plaine.nature) == ("Plaine Commune", NatureEpci.ETABLISSEMENT_PUBLIC_TERRITORIAL)
    assert plaine.communes == ("93001", "93027", "93031", "93039", "93066", "93070", "93072", "93079")
    assert plaine.population == sum(referentiels.commune(code).population or 0 for code in plaine.communes)
    assert [une.code for une in referentiels.communes_de(epci="200057867")] == list(plaine.communes)
    assert referentiels.commune("93066").epci == "200054781"  # the Métropole, of which it is a part


def test_avant_une_fusion_un_territoire_avait_une_commune_de_plus() -> None:
    avant = referentiels.epci("200057867", date(2024, 6, 1))
    assert {"93059", "93066"} <= {*avant.communes}
    assert len(avant.communes) == 9
