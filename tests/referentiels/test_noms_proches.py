"""Which communes a name that none bears may be: a letter too many, a column that cuts it, an abridged word."""

import pytest

from soinsprimaires.referentiels._communes import noms_proches


@pytest.mark.parametrize(
    ("ecrit", "departement", "premier"),
    [
        ("Lectour", None, "Lectoure"),
        ("Lectou", None, "Lectoure"),  # two letters are missing
        ("Lectourree", None, "Lectoure"),  # two are too many
        ("Tarbez", "32", "Tarbes"),  # nothing near it in the Gers
        ("Saint Clare", "32", "Saint-Clar"),
        ("St Clare", "32", "Saint-Clar"),  # as one writes it in a column
        ("St Médarre", "32", "Saint-Médard"),
        # Of a name that several départements have, the one of here; a part of a name is enough here, and not elsewhere.
        ("Mauvesin", "32", "Mauvezin"),
        ("Vic", "32", "Vic-Fezensac"),
    ],
)
def test_les_noms_les_plus_proches_de_celui_que_personne_ne_porte(
    ecrit: str, departement: str | None, premier: str
) -> None:
    proches = noms_proches(ecrit, departement=departement)
    assert proches[0].nom == premier
    if premier not in {"Tarbes", "Lectoure"}:
        assert {commune.departement for commune in proches} == {departement}


def test_un_nom_coupe_par_une_colonne_etroite_se_reconnait() -> None:
    assert noms_proches("Villefranche de Rou")[0].nom == "Villefranche-de-Rouergue"
    assert [une.nom for une in noms_proches("Montestruc-sur-G")] == ["Montestruc-sur-Gers"]


def test_trois_noms_proches_au_plus() -> None:
    assert [commune.code for commune in noms_proches("Mauvesin")] == ["31333", "32249", "65306"]
    assert [commune.code for commune in noms_proches("Mauvesin", departement="32")] == ["32249"]
    assert len(noms_proches("Lectour")) == 3
    assert noms_proches("Zzzzzz") == ()
    # Three letters more are another name, when it is short.
    assert "Auch" not in {commune.nom for commune in noms_proches("Auchois")}
