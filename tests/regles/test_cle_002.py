"""CLE-002: a number is that of one person, of one place, of one body; both bearers are told, never the number."""

from typing import Any

import attrs
import pytest
from tests.regles.fabrique import juger, maison, messages, pointeurs, professionnel, references, resultat, version

from soinsprimaires import (
    CPTS,
    CTS,
    MSP,
    Adeli,
    AutreIdentifiant,
    CentreSante,
    EquipeSoinsPrimaires,
    Filiation,
    Finess,
    Gravite,
    Jalon,
    NatureFiliation,
    NatureJalon,
    NatureOrganisation,
    NatureTerritoire,
    Organisation,
    Portee,
    Registre,
    Rpps,
    Siren,
    Siret,
    Site,
    Territoire,
)
from soinsprimaires.modele._base import Entite

CODE = "CLE-002"
AU = "2024-07-02"
ET, AUTRE_ET, EJ = Finess("010000024"), Finess("010000032"), Finess("010000016")
SIREN, SIRET = Siren("356000000"), Siret("35600000000048")


def site(nom: str, numero: Finess = ET, **jalons: str) -> Site:
    dates = tuple(Jalon(nature=NatureJalon(nature), le=le) for nature, le in jalons.items())
    return Site(identifiant=nom, finess=numero, jalons=dates)


def msp(nom: str, *sites: Site, **champs: Any) -> MSP:
    return MSP(identifiant=nom, nom=nom, sites=sites, **champs)


def centre(nom: str, *sites: Site, **champs: Any) -> CentreSante:
    return CentreSante(identifiant=nom, nom=nom, sites=sites, **champs)


def organisation(nom: str, nature: str = "association", **champs: Any) -> Organisation:
    return Organisation(identifiant=nom, nom=nom, nature=NatureOrganisation(nature), **champs)


@pytest.mark.parametrize(
    ("entites", "sorte", "pointeur"),
    [
        (
            (professionnel("a", rpps=Rpps("10000000009")), professionnel("b", rpps=Rpps("10000000009"))),
            "RPPS",
            "/contenu/professionnels/{}/rpps",
        ),
        (
            (professionnel("a", adeli=Adeli("320000016")), professionnel("b", adeli=Adeli("320000016"))),
            "ADELI",
            "/contenu/professionnels/{}/adeli",
        ),
        ((msp("a", site("x")), msp("b", site("y"))), "FINESS", "/contenu/structures/{}/sites/0/finess"),
        ((msp("a", siret=SIRET), msp("b", siret=SIRET)), "SIRET", "/contenu/structures/{}/siret"),
        ((msp("a", siren=SIREN), msp("b", siren=SIREN)), "SIREN", "/contenu/structures/{}/siren"),
        (
            (organisation("a", siren=SIREN), organisation("b", siren=SIREN)),
            "SIREN",
            "/contenu/organisations/{}/siren",
        ),
        (
            (organisation("a", "commune", commune="32208"), organisation("b", "commune", commune="32208")),
            "code commune",
            "/contenu/organisations/{}/commune",
        ),
    ],
    ids=["RPPS", "ADELI", "FINESS de deux sites", "SIRET", "SIREN de structures", "SIREN d'organisations", "commune"],
)
def test_le_meme_numero_deux_fois(entites: tuple[Entite, ...], sorte: str, pointeur: str) -> None:
    juge = juger(CODE, *entites, au=AU)
    noms = ("x", "y") if sorte == "FINESS" else ("a", "b")
    assert juge.resultat.value == "non_conforme"
    assert pointeurs(juge) == [pointeur.format(0), pointeur.format(1)]
    assert messages(juge) == [
        f"le numéro {sorte} de « {un} » est aussi celui de « {autre} », en {pointeur.format(rang)}"
        for un, autre, rang in ((*noms, 1), (*reversed(noms), 0))
    ]


@pytest.mark.parametrize(
    "entites",
    [
        (centre("a", siren=SIREN, gestionnaire="g"), centre("b", siren=SIREN, gestionnaire="g")),
        (organisation("g", siren=SIREN), centre("a", siren=SIREN, gestionnaire="g")),
        (organisation("ars", "ars", siren=SIREN), organisation("dd", siren=SIREN, parent="ars")),
        (msp("a", siren=SIREN, finess=EJ), msp("b", siren=SIREN, finess=EJ)),
        (msp("a", siret=SIRET), EquipeSoinsPrimaires(identifiant="e", nom="E", siret=SIRET, portee_par="a")),
        (
            msp("a", siren=SIREN),
            msp("b", siren=SIREN, predecesseurs=(Filiation(predecesseur="a", nature=NatureFiliation.TRANSFORMATION),)),
        ),
        (centre("a", finess=EJ), organisation("hopital", finess=EJ)),
        (centre("a", site("x")), CTS(identifiant="c", nom="C", centre="a", sites=(site("y"),))),
        (msp("a", site("x"), finess=EJ, siren=SIREN, siret=SIRET),),
        (
            Territoire(identifiant="t", nom="T", nature=NatureTerritoire.EPCI, epci="200035129"),
            Territoire(identifiant="u", nom="U", nature=NatureTerritoire.EPCI, epci="200035129"),
        ),
    ],
    ids=[
        "deux centres d'un gestionnaire",
        "un centre et son gestionnaire",
        "une organisation et celle dont elle est une partie",
        "deux maisons d'une entite juridique",
        "une equipe et la maison qui la porte",
        "une structure et celle dont elle vient",
        "deux etablissements d'une entite juridique",
        "un centre et son centre territorial",
        "un numero de chaque sorte",
        "deux compositions d'un EPCI",
    ],
)
def test_ce_qui_se_partage_a_bon_droit(entites: tuple[Entite, ...]) -> None:
    assert resultat(CODE, *entites, au=AU) in {"conforme", "sans_objet"}


@pytest.mark.parametrize(
    "entites",
    [
        (msp("a", site("x", EJ), finess=EJ),),
        (msp("a", site("x", EJ)), organisation("hopital", finess=EJ)),
        (centre("a", site("x"), site("z")),),
        (CPTS(identifiant="c", nom="C", siren=SIREN), msp("a", siren=SIREN)),
        (CPTS(identifiant="c", nom="C", finess=EJ), msp("a", finess=EJ)),
        (centre("a", siren=SIREN, gestionnaire="g"), centre("b", siren=SIREN, gestionnaire="h")),
    ],
    ids=[
        "une entite juridique et son etablissement",
        "celle d'une autre",
        "deux sites d'un centre",
        "une CPTS et une maison",
        "l'entite juridique d'une CPTS et d'une maison",
        "deux gestionnaires",
    ],
)
def test_ce_qui_ne_se_partage_pas(entites: tuple[Entite, ...]) -> None:
    juge = juger(CODE, *entites, au=AU)
    assert juge.resultat.value == "non_conforme"
    assert len(juge.constats) == 2


def test_deux_sites_d_un_centre_restent_deux_avec_le_centre_territorial() -> None:
    cts = CTS(identifiant="c", nom="C", centre="a", sites=(site("y"),))
    assert resultat(CODE, centre("a", site("x"), site("z")), cts, au=AU) == "non_conforme"


@pytest.mark.parametrize(
    ("fermeture", "attendu"), [("2024-07-01", "conforme"), ("2024", "indetermine"), ("2024-07-02", "non_conforme")]
)
def test_un_numero_passe_d_un_site_ferme_a_un_autre(fermeture: str, attendu: str) -> None:
    assert resultat(CODE, msp("a", site("x", fermeture=fermeture)), msp("b", site("y")), au=AU) == attendu


@pytest.mark.parametrize(("fin", "attendu"), [("2023", "conforme"), ("2024", "indetermine")])
def test_une_structure_dissoute_ne_porte_plus_de_numero(fin: str, attendu: str) -> None:
    assert resultat(CODE, maison(siren=SIREN, dissoute_le=fin), msp("b", siren=SIREN), au=AU) == attendu


def test_le_numero_n_est_pas_repete() -> None:
    juge = juger(
        CODE, professionnel("a", rpps=Rpps("10000000009")), professionnel("b", rpps=Rpps("10000000009")), au=AU
    )
    assert not any("10000000009" in message for message in messages(juge))


@pytest.mark.parametrize(
    ("systeme", "valeur", "attendu"),
    [
        # The idNatPs is 8 and the RPPS, or 0 and the ADELI; the identifiant PP is the number alone.
        ("IDNPS", "810000000009", "non_conforme"),
        ("IDNPS", "0320000013", "non_conforme"),
        ("IDPP", "10000000009", "non_conforme"),
        ("IDPP", "320000013", "non_conforme"),
        ("IDPP", "810000000009", "non_conforme"),
        ("IDNPS", "810100000008", "conforme"),
        # Of another type (a number inside a SIRET, a practice), or of another register: it is no RPPS.
        ("IDNPS", "10000000009", "conforme"),
        ("IDNPS", "3320000013", "conforme"),
        ("IDNPS", "510000000009", "conforme"),
        ("RPPSRG", "10000000009", "conforme"),
    ],
)
def test_un_numero_dit_par_un_autre_repertoire_est_celui_d_une_seule_personne(
    systeme: str, valeur: str, attendu: str
) -> None:
    autre = AutreIdentifiant(systeme=systeme, valeur=valeur)
    deux = (
        professionnel("a", rpps=Rpps("10000000009"), adeli=Adeli("320000013")),
        professionnel("b", autres_identifiants=(autre, autre)),
    )
    juge = juger(CODE, *deux, au=AU)
    assert juge.resultat.value == attendu
    meme = attendu == "non_conforme"
    if meme:
        assert pointeurs(juge)[1] == "/contenu/professionnels/1/autres_identifiants/1/valeur"
    # What is one person for the rule is one for all that counts.
    assert [un.identifiant for un in Registre(professionnels=deux).fiches("b")] == (["a", "b"] if meme else ["b"])


def test_un_rpps_et_un_identifiant_national_qui_en_dit_un_autre() -> None:
    autre = AutreIdentifiant(systeme="IDNPS", valeur="810100000008")
    a = professionnel("a", rpps=Rpps("10000000009"), autres_identifiants=(autre,))
    b = professionnel("b", rpps=Rpps("10100000008"))
    juge = juger(CODE, a, b, au=AU)
    assert messages(juge) == ["« a » a deux numéros RPPS : le sien, et celui d'un répertoire"]
    assert pointeurs(juge) == ["/contenu/professionnels/0/autres_identifiants/0/valeur"]
    # Which of the two is right, nobody knows: they stay two.
    assert [un.identifiant for un in Registre(professionnels=(a, b)).fiches("a")] == ["a"]
    assert resultat(
        CODE, attrs.evolve(a, autres_identifiants=(attrs.evolve(autre, valeur="810000000009"),)), au=AU
    ) == ("conforme")


def test_beaucoup_de_numeros_egaux_se_disent_une_fois_chacun() -> None:
    gens = [professionnel(f"p{rang}", rpps=Rpps("10000000009")) for rang in range(500)]
    assert len(juger(CODE, *gens, au=AU).constats) == 500


def test_sans_numero() -> None:
    assert resultat(CODE, maison(), au=AU) == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["Cohérence du registre : aucun texte, ce que le document dit de lui-même"]
    assert (version(CODE, AU).portee, version(CODE, AU).gravite) == (Portee.BONNE_PRATIQUE, Gravite.INFORMATION)


def test_une_cpts_saisie_deux_fois_se_voit_a_tous_ses_numeros() -> None:
    juge = juger(CODE, *(CPTS(identifiant=nom, nom="C", siren=SIREN, finess=EJ) for nom in "cd"), au=AU)
    assert sorted(constat.pointeur for constat in juge.constats) == [
        f"/contenu/structures/{rang}/{champ}" for rang in (0, 1) for champ in ("finess", "siren")
    ]
