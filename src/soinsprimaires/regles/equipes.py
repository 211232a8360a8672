"""Équipes de soins primaires and équipes de soins spécialisés: around whom they are formed."""

from collections.abc import Callable, Iterator
from datetime import date

from soinsprimaires.composition import compter
from soinsprimaires.droit import textes
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.reponses import Appartenance
from soinsprimaires.modele.structures import EquipeSoinsPrimaires, EquipeSoinsSpecialises, Structure
from soinsprimaires.referentiels.professions import est_medecin
from soinsprimaires.regles._professions import generaliste
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, Verdict, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_EQUIPES"]

# The undated copy that was read is of 28 December 2023 at the latest.
_LU_DEPUIS = date(2023, 12, 28)


def _membres(
    equipe: EquipeSoinsPrimaires | EquipeSoinsSpecialises, portes: tuple[Appartenance, ...], contexte: Contexte
) -> tuple[Appartenance, ...]:
    """The members of a team, those of what bears it where it lists none; then those who may be, and are in no list."""
    listes = contexte.registre.membres(equipe.identifiant, au=contexte.au)
    exercent = contexte.registre.exercices(au=contexte.au, structure=equipe.identifiant)
    autres = [situe.professionnel.identifiant for situe in exercent]
    autres += [porte.membre for porte in portes if listes]
    return (*(listes or portes), *(Appartenance(membre=autre, certain=False) for autre in autres))


def _autour_de(
    membres: tuple[Appartenance, ...], contexte: Contexte, critere: Callable[[Professionnel], bool | None], nom: str
) -> Iterator[Verdict]:
    if not any(membre.certain for membre in membres):
        yield Indetermine("aucun membre de l'équipe n'est connu à cette date", ("membres",), ("membres",))
        return
    effectif = compter(contexte.registre, membres, critere)
    if not effectif.maximum:
        yield NonConforme(f"aucun {nom} parmi les membres de l'équipe")
    elif not effectif.minimum:
        yield Indetermine(
            f"on ne sait pas si un {nom} est membre de l'équipe à cette date", ("periode", "savoir_faire", "profession")
        )


@regle(
    "ESP-001",
    titre="Une équipe de soins primaires est constituée autour de médecins généralistes de premier recours",
    cible=EquipeSoinsPrimaires,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=date(2016, 1, 28)),
    lue_depuis=_LU_DEPUIS,
    sources=(textes.L1411_11_1,),
    fiabilite=Fiabilite.SECONDAIRE,
    listes=("membres", "professionnels"),
)
def autour_de_generalistes(equipe: EquipeSoinsPrimaires, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L1411-11-1; a team that takes the form of a centre or of an MSP has its members."""
    porteuse = contexte.registre.obtenir(equipe.portee_par)
    portes = contexte.registre.membres(porteuse.identifiant, au=contexte.au) if isinstance(porteuse, Structure) else ()
    return _autour_de(_membres(equipe, portes, contexte), contexte, generaliste, "médecin généraliste")


@regle(
    "ESS-001",
    titre="Une équipe de soins spécialisés est constituée autour de médecins de spécialités autres que la médecine "
    "générale",
    cible=EquipeSoinsSpecialises,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=date(2019, 7, 27)),
    lue_depuis=_LU_DEPUIS,
    sources=(textes.L1411_11_1,),
    fiabilite=Fiabilite.SECONDAIRE,
    listes=("membres", "professionnels"),
)
def autour_de_specialistes(equipe: EquipeSoinsSpecialises, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L1411-11-1."""
    nom = "médecin d'une spécialité autre que la médecine générale"
    return _autour_de(_membres(equipe, (), contexte), contexte, _specialiste, nom)


def _specialiste(professionnel: Professionnel) -> bool | None:
    if not est_medecin(professionnel.profession):
        return False
    # A doctor of general practice may have another speciality beside.
    est_generaliste = generaliste(professionnel)
    if est_generaliste is None:
        return None
    return not est_generaliste or (None if len(professionnel.savoir_faire) > 1 else False)


REGLES_EQUIPES: tuple[Regle, ...] = (autour_de_generalistes, autour_de_specialistes)
