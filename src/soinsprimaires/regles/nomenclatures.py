"""Codes that a record holds, against the nomenclatures that define them and their dates."""

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from soinsprimaires.droit import textes
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.structures import CPTS, CTS, MSP, CentreSante
from soinsprimaires.referentiels import categories, existe
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, SansObjet, Verdict, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_NOMENCLATURES"]

_PROFESSIONS: Final = frozenset({Systeme.TRE_G15, Systeme.TRE_R94, Systeme.TRE_R95, Systeme.TRE_R291})


@regle(
    "PRO-001",
    titre="La profession est un code en vigueur de sa nomenclature",
    cible=Professionnel,
    portee=Portee.BONNE_PRATIQUE,
    vigueur=Periode(debut=date(2026, 7, 30)),
    sources=(textes.ANS_PROFESSIONS,),
    fiabilite=Fiabilite.VERIFIEE,
)
def profession_en_vigueur(professionnel: Professionnel, contexte: Contexte) -> Iterator[Verdict]:
    """Nomenclatures of the ANS; what is shipped as an extract cannot prove that a code does not exist."""
    profession = professionnel.profession
    connue = existe(profession, contexte.au) if profession.systeme in _PROFESSIONS else False
    if connue is None:
        yield Indetermine(
            f"on ne sait pas si {profession} est en vigueur dans sa nomenclature", ("profession",), ("profession",)
        )
    elif not connue:
        yield NonConforme(f"{profession} n'est pas un code de profession en vigueur à cette date", ("profession",))


def _regroupement(code: str) -> CodeNomenclature:
    return CodeNomenclature(Systeme.TRE_R397, code)


_CENTRES: Final = categories.CENTRES_SANTE | {_regroupement("2206")}
_ATTENDUES: Final = MappingProxyType(
    {
        MSP: frozenset({categories.MAISON_SANTE, _regroupement("603")}),
        CentreSante: _CENTRES,
        CTS: _CENTRES,
        CPTS: frozenset({categories.CPTS, _regroupement("604")}),
    }
)


@regle(
    "FIN-001",
    titre="La catégorie FINESS d'un site est celle de la structure, et en vigueur",
    cible=(MSP, CentreSante, CTS, CPTS),
    portee=Portee.BONNE_PRATIQUE,
    vigueur=Periode(),
    sources=(textes.ANS_TRE_R66,),
    fiabilite=Fiabilite.VERIFIEE,
)
def categorie_finess(structure: MSP | CentreSante | CTS | CPTS, contexte: Contexte) -> Iterator[Verdict]:
    """603 for an MSP, 124 (until 19 December 2013: 125, 130, 289, 439) for a centre, 604 for a CPTS."""
    rangs = [rang for rang, site in enumerate(structure.sites) if site.finess or site.categorie_finess]
    if not rangs:
        yield SansObjet("aucun site n'a de numéro ni de catégorie FINESS")
    for rang in rangs:
        yield from _categorie(type(structure), structure.sites[rang], ("sites", rang, "categorie_finess"), contexte.au)


def _categorie(classe: type[Any], site: Site, chemin: tuple[str | int, ...], au: date) -> Iterator[Verdict]:
    categorie = site.categorie_finess
    if categorie is None:
        yield Indetermine(
            f"la catégorie FINESS du site « {site.identifiant} » n'est pas enregistrée", ("categorie_finess",), chemin
        )
        return
    attendue = categorie in _ATTENDUES[classe]
    connue = existe(categorie, au) if categorie.systeme in {Systeme.TRE_R66, Systeme.TRE_R397} else False
    if not attendue and (connue is not None or categorie.systeme is Systeme.TRE_R66):
        yield NonConforme(f"la catégorie {categorie} du site « {site.identifiant} » n'est pas celle attendue", chemin)
    elif connue is False:
        yield NonConforme(f"la catégorie {categorie} du site « {site.identifiant} » n'est pas en vigueur", chemin)
    elif connue is None:
        yield Indetermine(
            f"on ne sait pas si la catégorie {categorie} du site « {site.identifiant} » convient à cette date",
            ("categorie_finess",),
            chemin,
        )


REGLES_NOMENCLATURES: tuple[Regle, ...] = (profession_en_vigueur, categorie_finess)
