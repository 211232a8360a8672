"""Training of health professionals: what the law asks, and what a session says of itself."""

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from soinsprimaires import referentiels
from soinsprimaires.composition import comme_professionnel, noms_de
from soinsprimaires.droit import textes
from soinsprimaires.droit._parametre import Parametre
from soinsprimaires.droit.delais import ajouter_mois
from soinsprimaires.droit.formation import (
    PERIODE_CERTIFICATION,
    PERIODE_DPC,
    PREMIERE_PERIODE_CERTIFICATION,
    PREMIERE_PERIODE_DPC,
    TYPES_DPC,
)
from soinsprimaires.modele.formations import (
    NatureActionDpc,
    ProgrammeDpc,
    ProgrammeFormation,
    SeanceFormation,
    StatutSeance,
)
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater, durer, jour_en_lettres
from soinsprimaires.referentiels.codes import CodeNomenclature
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
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    SansObjet,
    SousReserve,
    Verdict,
    coherence,
    regle,
)
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import UN_JOUR, DatePartielle, Periode, PeriodePartielle, echeance

__all__ = ["REGLES_FORMATION"]

# Décret of 8 July 2016, published on the 10th; the undated copy that was read is of 28 December 2023 at the latest.
DPC_DEPUIS: Final = Periode(debut=date(2016, 7, 11))
DPC_LU: Final = date(2023, 12, 28)


def _profession(professionnel: Professionnel) -> str:
    """What gathers those of whom the same is asked."""
    return _nommer(professionnel.profession)


@cache
def _nommer(profession: CodeNomenclature) -> str:
    """A profession, by its code where the tables do not name it."""
    nom = referentiels.libelle(profession) if referentiels.existe(profession) else str(profession)
    return f"professionnel(s) ({nom})"


@regle(
    "DPC-001",
    titre="Tout professionnel de santé satisfait, par période de trois ans, à son obligation de développement "
    "professionnel continu",
    cible=Professionnel,
    portee=Portee.LOI_REGLEMENT,
    vigueur=DPC_DEPUIS,
    lue_depuis=DPC_LU,
    sources=(textes.R4021_4,),
    fiabilite=Fiabilite.SECONDAIRE,
    par_groupe=_profession,
    jamais=(Resultat.NON_CONFORME,),
)
def obligation_triennale(professionnel: Professionnel, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R4021-4: over "une période de trois ans", that is the official one that runs, or the one before it.

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
    types = TYPES_DPC.au(contexte.au).valeur
    periodes = _periodes(contexte.au)
    if types is None or not periodes:
        yield SansObjet("aucune période de trois ans n'a commencé")
        return
    seances = [seance for seance in _seances(professionnel, contexte) if seance.statut is StatutSeance.TENUE]
    par_periode = [_actions_dpc(seances, contexte, periode) for periode in periodes]
    if any(_suffisent(suivies, types) for suivies in par_periode):
        return
    natures = {programme.nature for suivies in par_periode for programme in suivies}
    if not natures:
        yield _rien_d_enregistre(periodes)
        return
    connues = ", ".join(nature.libelle for nature in NatureActionDpc if nature in natures)
    message = (
        f"les actions enregistrées ({connues}), {_dire(periodes)}, ne disent pas à elles seules si l'obligation est "
        "tenue : il en faut de deux types dans une même période, dont une d'orientation prioritaire, un parcours ou "
        "une accréditation"
    )
    yield Indetermine(message, ("seances_formation",))


@lru_cache(maxsize=64)
def _rien_d_enregistre(periodes: tuple[Periode, ...]) -> Indetermine:
    message = f"les actions de développement professionnel continu suivies {_dire(periodes)} ne sont pas enregistrées"
    return Indetermine(message, ("seances_formation",))


@lru_cache(maxsize=64)  # the same day is asked for each professional of a country
def _periodes(au: date) -> tuple[Periode, ...]:
    """The official period of three years that runs on a day, before it the last one that is over."""
    mois = PERIODE_DPC.au(au).valeur
    if mois is None or au < PREMIERE_PERIODE_DPC:
        return ()
    ecoules = (au.year - PREMIERE_PERIODE_DPC.year) * _MOIS_PAR_AN + au.month - PREMIERE_PERIODE_DPC.month
    debuts = [
        ajouter_mois(PREMIERE_PERIODE_DPC, rang * mois) for rang in range(ecoules // mois - 1, ecoules // mois + 2)
    ]
    return tuple(
        Periode(debut=debut, fin=date.max if suivant is None else suivant - UN_JOUR)
        for debut, suivant in pairwise(debuts)
        if debut is not None and debut >= PREMIERE_PERIODE_DPC
    )


_MOIS_PAR_AN: Final = 12


@lru_cache(maxsize=64)
def _dire(periodes: tuple[Periode, ...]) -> str:
    return " ou ".join(map(durer, periodes))


def _suffisent(suivies: list[ProgrammeDpc], types: int) -> bool:
    return len({programme.nature for programme in suivies}) >= types and any(map(_est_prioritaire, suivies))


def _actions_dpc(seances: list[SeanceFormation], contexte: Contexte, periode: Periode) -> list[ProgrammeDpc]:
    """DPC attributes of the sessions that surely took place in a period, by the day of the check."""
    registre = contexte.registre
    debut, fin = periode.debut or date.min, min(periode.fin or date.max, contexte.au)
    programmes = [registre.obtenir(s.programme) for s in seances if _entre(s.le, debut, fin)]
    return [p.dpc for p in programmes if isinstance(p, ProgrammeFormation) and p.dpc is not None]


def _seances(professionnel: Professionnel, contexte: Contexte) -> list[SeanceFormation]:
    """Sessions whose attendance names a professional, in person or under the name of a role."""
    registre = contexte.registre
    noms = noms_de(registre, professionnel.identifiant)
    trouvees = {seance.identifiant: seance for nom in noms for seance in registre.seances_suivies(nom)}
    return [seance for _, seance in sorted(trouvees.items())]


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
    lue_depuis=DPC_LU,
    sources=(textes.R4021_4_III,),
    fiabilite=Fiabilite.SECONDAIRE,
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
    sources=(textes.L4022_2,),
    fiabilite=Fiabilite.VERIFIEE,
    par_groupe=_profession,
    jamais=(Resultat.CONFORME, Resultat.NON_CONFORME),
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
    elif contexte.au <= longue and _exercait(professionnel, contexte.registre, CERTIFICATION_DEPUIS):
        yield SansObjet(f"la première période de neuf ans court jusqu'au {jour_en_lettres(longue)}")
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


def _exercait(professionnel: Professionnel, registre: Registre, jour: date) -> bool:
    """Whether somebody surely practised on a day."""
    return any(situe.certain for situe in registre.exercices(au=jour, professionnel=professionnel.identifiant))


# -- sessions -----------------------------------------------------------------------------------------------------


@coherence(
    "FOR-001",
    titre="Une séance a lieu pendant la période de son programme",
    cible=SeanceFormation,
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


@coherence(
    "FOR-002",
    titre="Un intervenant d'une séance ne compte pas parmi ses participants",
    cible=SeanceFormation,
    jamais=(Resultat.INDETERMINE,),
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
