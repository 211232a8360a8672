"""Training of health professionals: what the law asks, and what a session says of itself."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from soinsprimaires.composition import comme_professionnel, noms_de
from soinsprimaires.droit import textes
from soinsprimaires.droit._parametre import Parametre
from soinsprimaires.droit.formation import PERIODE_CERTIFICATION, PERIODE_DPC, PREMIERE_PERIODE_CERTIFICATION
from soinsprimaires.modele.formations import (
    NatureActionDpc,
    ProgrammeDpc,
    ProgrammeFormation,
    SeanceFormation,
    StatutSeance,
)
from soinsprimaires.modele.professionnels import Professionnel, StatutExercice
from soinsprimaires.mots import dater, durer
from soinsprimaires.referentiels.professions import (
    CHIRURGIEN_DENTISTE,
    INFIRMIER,
    INFIRMIER_PSYCHIATRIQUE,
    MASSEUR_KINESITHERAPEUTE,
    MEDECIN,
    PEDICURE_PODOLOGUE,
    PHARMACIEN,
    SAGE_FEMME,
)
from soinsprimaires.regles._professions import est_profession_de_sante
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    SansObjet,
    SousReserve,
    Verdict,
    regle,
)
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import UN_JOUR, DatePartielle, Periode, PeriodePartielle, echeance

__all__ = ["REGLES_FORMATION"]

DPC_DEPUIS: Final = Periode(debut=date(2016, 7, 10))
DPC_LU: Final = Periode(debut=date(2025, 1, 21))
NATURES_DPC: Final = 2
_TOUJOURS: Final = Periode()


@regle(
    "DPC-001",
    titre="Tout professionnel de santé satisfait, par période de trois ans, à son obligation de développement "
    "professionnel continu",
    cible=Professionnel,
    portee=Portee.LOI_REGLEMENT,
    vigueur=DPC_DEPUIS,
    verifiee_sur=DPC_LU,
    sources=(textes.R4021_4,),
    fiabilite=Fiabilite.VERIFIEE,
)
def obligation_triennale(professionnel: Professionnel, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R4021-4; the copy that was read shows a state between 21 May 2023 and 21 January 2025.

    Two kinds of actions, one of them under a priority orientation, meet it. Fewer prove nothing: the recommended
    parcours, an accreditation and the actions followed elsewhere meet it too, and no record here holds them.
    """
    de_sante = est_profession_de_sante(professionnel.profession)
    if de_sante is False:
        yield SansObjet("la profession n'est pas une profession de santé du code")
        return
    if de_sante is None:
        yield Indetermine(
            "on ne sait pas si la profession est une profession de santé du code", ("profession",), ("profession",)
        )
        return
    suivies = _actions_dpc(professionnel, contexte)
    natures = {programme.nature for programme in suivies}
    if len(natures) >= NATURES_DPC and any(_est_prioritaire(programme) for programme in suivies):
        return
    if not suivies:
        message = "les actions de développement professionnel continu suivies sur trois ans ne sont pas enregistrées"
    else:
        connues = ", ".join(nature.value for nature in NatureActionDpc if nature in natures)
        message = (
            f"les actions enregistrées sur trois ans ({connues}) ne disent pas à elles seules si l'obligation est "
            "tenue : il en faut de deux types, dont une d'orientation prioritaire, un parcours ou une accréditation"
        )
    yield Indetermine(message, ("seances_formation",))


def _actions_dpc(professionnel: Professionnel, contexte: Contexte) -> list[ProgrammeDpc]:
    """DPC attributes of the sessions that a professional surely attended over the last three years."""
    registre, mois = contexte.registre, PERIODE_DPC.au(contexte.au).valeur
    seances = [s for s in _seances(professionnel, contexte) if s.statut is StatutSeance.TENUE]
    if mois is None or not seances:
        return []
    depuis = echeance(contexte.au, mois=-mois) + UN_JOUR
    programmes = [registre.obtenir(s.programme) for s in seances if _entre(s.le, depuis, contexte.au)]
    return [p.dpc for p in programmes if isinstance(p, ProgrammeFormation) and p.dpc is not None]


def _seances(professionnel: Professionnel, contexte: Contexte) -> list[SeanceFormation]:
    """Sessions whose attendance names a professional, in person or under the name of a role."""
    suivies = contexte.une_fois(_seances_par_participant)
    trouvees = {
        s.identifiant: s for nom in noms_de(contexte.registre, professionnel.identifiant) for s in suivies.get(nom, ())
    }
    return [seance for _, seance in sorted(trouvees.items())]


def _seances_par_participant(contexte: Contexte) -> dict[str, list[SeanceFormation]]:
    seances: dict[str, list[SeanceFormation]] = defaultdict(list)
    for seance in contexte.registre.seances_formation:
        for participant in seance.participants:
            seances[participant].append(seance)
    return seances


def _entre(le: DatePartielle | None, premier: date, dernier: date) -> bool:
    return (
        le is not None
        and le.au_plus_tot is not None
        and le.au_plus_tot >= premier
        and le.au_plus_tard_le(dernier) is True
    )


def _est_prioritaire(programme: ProgrammeDpc) -> bool:
    """Whether an action counts as one of the priority orientations: not when its body is known not to be registered."""
    return programme.orientation_prioritaire is True and programme.organisme_enregistre is not False


@regle(
    "DPC-002",
    titre="Une action de développement professionnel continu d'orientation prioritaire est mise en œuvre par un "
    "organisme enregistré",
    cible=ProgrammeFormation,
    portee=Portee.LOI_REGLEMENT,
    vigueur=DPC_DEPUIS,
    verifiee_sur=DPC_LU,
    sources=(textes.R4021_4_III,),
    fiabilite=Fiabilite.VERIFIEE,
)
def organisme_enregistre(programme: ProgrammeFormation, _contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R4021-4, III; the other actions may be delivered by anybody."""
    dpc = programme.dpc
    if dpc is None or dpc.orientation_prioritaire is False:
        yield SansObjet("ce n'est pas une action d'orientation prioritaire")
        return
    if dpc.orientation_prioritaire is None:
        message = "on ne sait pas si l'action relève d'une orientation prioritaire"
        yield SousReserve(message, ("orientation_prioritaire",), ("dpc",))
    if dpc.organisme_enregistre is None:
        yield Indetermine(
            "on ne sait pas si l'organisme est enregistré auprès de l'agence du DPC",
            ("organisme_enregistre",),
            ("dpc",),
        )
    elif not dpc.organisme_enregistre:
        yield NonConforme("l'organisme qui met en œuvre l'action n'est pas enregistré", ("dpc", "organisme_enregistre"))


# -- certification ------------------------------------------------------------------------------------------------

CERTIFICATION_DEPUIS: Final = date(2023, 1, 1)
_CERTIFIEES: Final = frozenset(
    {
        MEDECIN,
        CHIRURGIEN_DENTISTE,
        SAGE_FEMME,
        PHARMACIEN,
        INFIRMIER,
        INFIRMIER_PSYCHIATRIQUE,
        MASSEUR_KINESITHERAPEUTE,
        PEDICURE_PODOLOGUE,
    }
)


@regle(
    "CERT-001",
    titre="Les professionnels de sept professions à ordre satisfont, par période de six ans, à leur certification",
    cible=Professionnel,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=CERTIFICATION_DEPUIS),
    sources=(textes.L4022_2, textes.DECRET_2024_258),
    fiabilite=Fiabilite.VERIFIEE,
)
def certification(professionnel: Professionnel, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L4022-2: nine years for those in practice on 1 January 2023, six from the registration for the others.

    Nothing is due before the end of the first period; the actions and the registration with the order are no data of
    the model.
    """
    if professionnel.profession not in _CERTIFIEES:
        yield SansObjet("la profession n'est pas soumise à la certification périodique")
        return
    longue, courte = (_fin_de_periode(p) for p in (PREMIERE_PERIODE_CERTIFICATION, PERIODE_CERTIFICATION))
    # The first to register after 1 January 2023 did so on the 2nd at the earliest.
    if contexte.au <= courte + UN_JOUR:
        yield SansObjet("aucune période de certification n'est achevée")
    elif contexte.au <= longue and _exercait(professionnel, CERTIFICATION_DEPUIS):
        yield SansObjet(f"la première période de neuf ans court jusqu'au {longue}")
    elif contexte.au <= longue:
        yield Indetermine(
            "on ne sait pas quand la période de certification a commencé : la date d'inscription à l'ordre n'est pas "
            "enregistrée",
            (),
        )
    else:
        yield Indetermine("les actions de certification ne sont pas enregistrées", ())


# The same two days for every professional of a country.
@cache
def _fin_de_periode(parametre: Parametre[int]) -> date:
    mois = parametre.au(CERTIFICATION_DEPUIS).valeur or 0
    return echeance(CERTIFICATION_DEPUIS, mois=mois) - UN_JOUR


def _exercait(professionnel: Professionnel, jour: date) -> bool:
    """Whether somebody surely practised on a day."""
    return any(
        exercice.statut is StatutExercice.EFFECTIF
        and exercice.periode is not None
        and exercice.periode.couvre(jour) is True
        for exercice in professionnel.exercices
    )


# -- sessions -----------------------------------------------------------------------------------------------------


@regle(
    "FOR-001",
    titre="Une séance a lieu pendant la période de son programme",
    cible=SeanceFormation,
    portee=Portee.BONNE_PRATIQUE,
    vigueur=_TOUJOURS,
    sources=(textes.COHERENCE,),
    fiabilite=Fiabilite.DEDUITE,
)
def seance_dans_son_programme(seance: SeanceFormation, contexte: Contexte) -> Iterator[Verdict]:
    """No text: one of the two dates is wrong, or the session belongs to another programme."""
    programme = contexte.registre.obtenir(seance.programme)
    periode = programme.periode if isinstance(programme, ProgrammeFormation) else None
    if periode is None or seance.statut is StatutSeance.ANNULEE:
        yield SansObjet("la séance n'a pas de programme daté, ou est annulée")
    elif seance.le is None:
        yield Indetermine("la date de la séance n'est pas enregistrée", ("le",))
    elif _surement_dehors(seance.le, periode):
        message = f"la séance ({dater(seance.le)}) est hors de la période du programme ({durer(periode)})"
        yield NonConforme(message, ("le",))
    elif not _surement_dedans(seance.le, periode):
        yield Indetermine(
            f"on ne sait pas si la séance ({dater(seance.le)}) est dans la période du programme", ("le", "periode")
        )


def _surement_dehors(le: DatePartielle, periode: PeriodePartielle) -> bool:
    debut = None if periode.debut is None else periode.debut.au_plus_tot
    fin = None if periode.fin is None else periode.fin.au_plus_tard
    avant = debut is not None and le.au_plus_tard is not None and le.au_plus_tard < debut
    return avant or (fin is not None and le.au_plus_tot is not None and le.au_plus_tot > fin)


def _surement_dedans(le: DatePartielle, periode: PeriodePartielle) -> bool:
    if le.au_plus_tot is None or le.au_plus_tard is None:
        return False
    return periode.couvre(le.au_plus_tot) is True and periode.couvre(le.au_plus_tard) is True


@regle(
    "FOR-002",
    titre="Un intervenant d'une séance ne compte pas parmi ses participants",
    cible=SeanceFormation,
    portee=Portee.BONNE_PRATIQUE,
    vigueur=_TOUJOURS,
    sources=(textes.COHERENCE,),
    fiabilite=Fiabilite.DEDUITE,
)
def intervenant_participant(seance: SeanceFormation, contexte: Contexte) -> Iterator[Verdict]:
    """No text: who teaches a session does not attend it, and counted twice would be paid or credited twice."""
    intervenants = [intervenant.personne for intervenant in seance.intervenants]
    if not seance.participants or not any(intervenants):
        yield SansObjet("les intervenants ou les participants ne sont pas nommés")
        return
    participants = {comme_professionnel(contexte.registre, qui) for qui in seance.participants}
    for rang, qui in enumerate(intervenants):
        if qui is not None and comme_professionnel(contexte.registre, qui) in participants:
            yield NonConforme(f"« {qui} » est à la fois intervenant et participant", ("intervenants", rang))


REGLES_FORMATION: tuple[Regle, ...] = (
    obligation_triennale,
    organisme_enregistre,
    certification,
    seance_dans_son_programme,
    intervenant_participant,
)
