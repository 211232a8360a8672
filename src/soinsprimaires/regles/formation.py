"""Continuous training of health professionals."""

from collections.abc import Iterator
from datetime import date

from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.parametres import textes
from soinsprimaires.regles._professions import est_profession_de_sante
from soinsprimaires.regles.definition import Contexte, Indetermine, Regle, SansObjet, Verdict, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_FORMATION"]


@regle(
    "DPC-001",
    titre="Tout professionnel de santé satisfait, par période de trois ans, à son obligation de développement "
    "professionnel continu",
    cible=Professionnel,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=date(2016, 7, 10)),
    verifiee_sur=Periode(debut=date(2025, 1, 21)),
    sources=(textes.R4021_4,),
    fiabilite=Fiabilite.VERIFIEE,
)
def obligation_triennale(professionnel: Professionnel, _contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R4021-4; the copy that was read shows a state between 21 May 2023 and 21 January 2025."""
    de_sante = est_profession_de_sante(professionnel.profession)
    if de_sante is False:
        yield SansObjet("la profession n'est pas une profession de santé du code")
        return
    if de_sante is None:
        yield Indetermine(
            "on ne sait pas si la profession est une profession de santé du code", ("profession",), ("profession",)
        )
        return
    yield Indetermine(
        "les actions de développement professionnel continu suivies sur trois ans ne sont pas enregistrées",
        ("participations",),
    )


REGLES_FORMATION: tuple[Regle, ...] = (obligation_triennale,)
