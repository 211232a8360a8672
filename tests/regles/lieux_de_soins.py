"""Small builders for the tests of the rules on centres de santé: both kinds are built alike."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from tests.regles.fabrique import evenement, exercice, projet

from soinsprimaires import (
    CTS,
    ActiviteAgreee,
    CentreSante,
    Evenement,
    Exercice,
    Jalon,
    NatureJalon,
    NatureOrganisation,
    Organisation,
    Presence,
    Projet,
    Site,
)

Fabrique = Callable[..., CentreSante | CTS]


def site(identifiant: str = "site", ouverture: str | None = "2022-05-09", **champs: Any) -> Site:
    jalons = () if ouverture is None else (Jalon(nature=NatureJalon.OUVERTURE, le=ouverture),)
    return Site(identifiant=identifiant, **{"jalons": jalons, **champs})


def centre(*sites: Site, **champs: Any) -> CentreSante:
    defauts = {"identifiant": "centre", "nom": "Centre de santé"}
    return CentreSante(sites=sites, **{**defauts, **champs})


def cts(*sites: Site, **champs: Any) -> CTS:
    defauts = {"identifiant": "centre", "nom": "Centre territorial de santé"}
    return CTS(sites=sites, **{**defauts, **champs})


les_deux = pytest.mark.parametrize("faire", [centre, cts], ids=["centre de sante", "centre territorial de sante"])


def organisation(nature: str, identifiant: str = "gestionnaire") -> Organisation:
    return Organisation(identifiant=identifiant, nom="Gestionnaire", nature=NatureOrganisation(nature))


def dossier(*journal: Evenement, structure: str = "centre", identifiant: str = "projet") -> Projet:
    return attrs.evolve(projet("centre_sante", *journal, structure=structure), identifiant=identifiant)


def ferme_le(le: str | None, acte: str = "fermeture_administrative") -> Projet:
    """A centre that opened on 1 June 2019, and what ended it."""
    qui = "ars" if acte == "fermeture_administrative" else "gestionnaire"
    return dossier(
        evenement("depot_engagement_conformite", "2019-04-01", "gestionnaire"),
        evenement("delivrance_recepisse", "2019-05-02", "ars", site="site"),
        evenement("ouverture", "2019-06-01", "gestionnaire"),
        evenement(acte, le, qui, motif="danger"),
    )


def acte(nom: str, le: str | None, pour: str | None = "site", activite: str | None = None, **champs: Any) -> Evenement:
    """An act of the ARS, or asked of it, on a site and, for an agrément, on an activity."""
    champs = {"identifiant": f"{nom}-{le}-{pour}-{activite}".replace("_", "-").lower(), **champs}
    connue = None if activite is None else ActiviteAgreee(activite)
    return evenement(nom, le, "ars", site=pour, activite=connue, **champs)


def au_site(nom: str = "site", debut: str | None = "2020-01-01", fin: str | None = None, **champs: Any) -> Exercice:
    return exercice("centre", debut, fin, presences=(Presence(site=nom),), **champs)
