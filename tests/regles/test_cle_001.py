"""CLE-001: the key of an official number. Official files hold wrong ones: they are told, never refused."""

import attrs
import pytest
from tests.regles.fabrique import juger, maison, messages, pointeurs, professionnel, references, resultat, version

from soinsprimaires import CTS, Finess, Gravite, NatureTerritoire, Portee, Rpps, Siren, Siret, Site, Territoire
from soinsprimaires.modele._base import Donnee, Entite

CODE = "CLE-001"
AU = "2024-07-02"


@pytest.mark.parametrize(
    "entite",
    [
        professionnel("medecin", rpps=Rpps("10000000009")),
        maison(siren=Siren("356000000")),
        maison(siret=Siret("35600000000048")),
        maison(finess=Finess("010000024")),
        maison(finess=Finess("2A0000014")),
    ],
    ids=["RPPS", "SIREN", "SIRET", "FINESS", "FINESS de Corse, dont la cle n'est pas connue"],
)
def test_une_cle_juste_ou_dont_la_regle_n_est_pas_connue(entite: Entite) -> None:
    assert resultat(CODE, entite, au=AU) == "conforme"


@pytest.mark.parametrize(
    ("entite", "message", "pointeur"),
    [
        (
            professionnel("medecin", rpps=Rpps("10000000008")),
            "la clé du numéro RPPS de « medecin » est fausse",
            "/contenu/professionnels/0/rpps",
        ),
        (
            maison(siret=Siret("35600000000049")),
            "la clé du numéro SIRET de « msp » est fausse",
            "/contenu/structures/0/siret",
        ),
        (
            CTS(identifiant="cts", nom="CTS", sites=(Site(identifiant="site", finess=Finess("010000025")),)),
            "la clé du numéro FINESS de « site » est fausse",
            "/contenu/structures/0/sites/0/finess",
        ),
        (
            Territoire(identifiant="cc", nom="CC", nature=NatureTerritoire.EPCI, epci="200035128"),
            "la clé du numéro code EPCI de « cc » est fausse",
            "/contenu/territoires/0/epci",
        ),
    ],
    ids=["RPPS", "SIRET", "FINESS d'un site", "EPCI"],
)
def test_un_chiffre_faux(entite: Entite, message: str, pointeur: str) -> None:
    juge = juger(CODE, entite, au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == [message]
    assert pointeurs(juge) == [pointeur]


def test_un_site_est_le_seul_porteur_d_un_numero_qui_ne_soit_pas_une_entite() -> None:
    """A message names the bearer of a number: the entity, or its site."""
    numeros = {"rpps", "adeli", "finess", "siren", "siret", "epci"}
    classes = [Donnee]
    for classe in classes:
        classes += classe.__subclasses__()
    porteurs = {c for c in classes if attrs.has(c) and numeros & {champ.name for champ in attrs.fields(c)}}
    du_modele = {c for c in porteurs if c.__module__.startswith("soinsprimaires.modele.")}
    assert {c for c in du_modele if not issubclass(c, Entite)} == {Site}


def test_le_message_ne_repete_pas_le_numero() -> None:
    juge = juger(CODE, professionnel("medecin", rpps=Rpps("10000000008")), au=AU)
    assert "10000000008" not in repr(juge)


def test_un_dossier_sans_numero() -> None:
    assert resultat(CODE, maison(), au=AU) == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == [
        "Clé de contrôle (Luhn) des numéros RPPS, ADELI, FINESS, SIREN (dont celui d'un EPCI) et SIRET"
    ]
    assert version(CODE, AU).portee is Portee.BONNE_PRATIQUE
    assert version(CODE, AU).gravite is Gravite.INFORMATION
