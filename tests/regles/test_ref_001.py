"""REF-001: each reference names an entity of the document, of a kind that may stand there. No text: plain coherence."""

from tests.regles.fabrique import (
    juger,
    maison,
    manquants,
    messages,
    pointeurs,
    professionnel,
    references,
    resultat,
    signe,
    version,
)

from soinsprimaires import Gravite, NatureOrganisation, Organisation, Portee

CODE = "REF-001"
AU = "2024-07-02"


def test_une_reference_tenue() -> None:
    assert resultat(CODE, maison(signatures=[signe("medecin")]), professionnel("medecin"), au=AU) == "conforme"


def test_une_reference_vers_rien() -> None:
    juge = juger(CODE, maison(signatures=[signe("medecin"), signe("fantome")]), professionnel("medecin"), au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["« msp » désigne « fantome », que le registre ne contient pas"]
    assert pointeurs(juge) == ["/contenu/structures/0/signataires/1/signataire"]
    assert [constat.entite for constat in juge.constats] == [None]
    assert manquants(juge) == [()]


def test_une_reference_vers_un_autre_genre() -> None:
    commune = Organisation(identifiant="commune", nom="Lectoure", nature=NatureOrganisation.COMMUNE, parent="msp")
    juge = juger(CODE, maison(), commune, au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["« commune » désigne « msp », du genre structures ; attendu : organisations"]
    assert pointeurs(juge) == ["/contenu/organisations/0/parent"]


def test_un_dossier_sans_reference() -> None:
    assert resultat(CODE, maison(), au=AU) == "sans_objet"


def test_la_regle_vaut_a_toute_date_et_informe() -> None:
    for au in ("1900-01-01", AU, "2100-01-01"):
        assert resultat(CODE, maison(signatures=[signe("fantome")]), au=au) == "non_conforme"
    assert references(CODE, AU) == ["Cohérence du registre : aucun texte, ce que le document dit de lui-même"]
    assert version(CODE, AU).portee is Portee.BONNE_PRATIQUE
    assert version(CODE, AU).gravite is Gravite.INFORMATION
