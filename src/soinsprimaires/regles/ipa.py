"""Infirmiers en pratique avancée, before and after 22 January 2025."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Final

import attrs

from soinsprimaires.composition import comme_professionnel, noms_de, rassembler
from soinsprimaires.droit import textes
from soinsprimaires.modele.conventions import NatureProtocole, Protocole
from soinsprimaires.modele.organisations import NatureOrganisation, Organisation
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.professionnels import Exercice, Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.reponses import ExerciceSitue
from soinsprimaires.modele.structures import (
    CPTS,
    CTS,
    MSP,
    CentreSante,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    Signature,
)
from soinsprimaires.referentiels.professions import est_ipa, est_medecin
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    SansObjet,
    SousReserve,
    Verdict,
    juger_chacun,
    regle,
)
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_IPA"]

SOUS_PROTOCOLE, ACCES_DIRECT = Periode.contigues(date(2018, 7, 20), date(2025, 1, 22))
ACCES_DIRECT_2023, ACCES_DIRECT_2025 = Periode.contigues(date(2025, 1, 22), date(2025, 6, 29))

# CPTS are not among them: an experiment opens direct access in those of six départements, which were not read.
_STRUCTURES_OUVERTES = (MSP, CentreSante, CTS, EquipeSoinsPrimaires, EquipeSoinsSpecialises)


def _exercices(professionnel: Professionnel, contexte: Contexte) -> list[tuple[int, ExerciceSitue]]:
    """Practices that take place, or may take place, on a day, with their rank."""
    situes = contexte.registre.exercices(au=contexte.au, professionnel=professionnel.identifiant)
    par_exercice = {situe.exercice: situe for situe in situes}
    return [
        (rang, par_exercice[exercice])
        for rang, exercice in enumerate(professionnel.exercices)
        if exercice in par_exercice
    ]


def _ecarter(professionnel: Professionnel, contexte: Contexte) -> Verdict | None:
    """Why a professional is not judged, or not surely, as a nurse in advanced practice; ``None`` for one who is."""
    if not any(est_ipa(savoir_faire) for savoir_faire in professionnel.savoir_faire):
        return SansObjet("ce n'est pas un infirmier en pratique avancée")
    if not professionnel.exercices:
        return Indetermine("aucun exercice n'est enregistré", ("exercices",), ("exercices",))
    exercices = _exercices(professionnel, contexte)
    if not exercices:
        return SansObjet("aucun exercice n'a lieu à cette date")
    if not any(situe.certain for _, situe in exercices):
        return SousReserve("on ne sait pas si un exercice a lieu à cette date", ("periode",), ("exercices",))
    return None


@regle(
    "IPA-001",
    titre="Un infirmier en pratique avancée exerce sous un protocole d'organisation conclu avec un médecin",
    cible=Professionnel,
    portee=Portee.LOI_REGLEMENT,
    vigueur=SOUS_PROTOCOLE,
    sources=(textes.R4301_1_2018,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def protocole_d_organisation(professionnel: Professionnel, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R4301-1 to R4301-6, until 21 January 2025."""
    ecart = _ecarter(professionnel, contexte)
    if ecart is not None:
        yield ecart
    if isinstance(ecart, SansObjet | Indetermine):
        return
    protocoles = _protocoles(professionnel, contexte.registre)
    if not protocoles:
        yield Indetermine("le protocole d'organisation avec un médecin n'est pas enregistré", ("protocoles",))
        return
    juges = [_juger_protocole(protocole, noms, contexte) for protocole, noms in protocoles]
    if any(not faux and not doutes for faux, doutes in juges):
        return
    douteux = {champ for faux, doutes in juges if not faux for champ in doutes}
    if douteux:
        yield Indetermine(
            "on ne sait pas si le protocole d'organisation enregistré vaut à cette date, avec un médecin",
            tuple(sorted(douteux)),
        )
        return
    for (protocole, _), (faux, _) in zip(protocoles, juges, strict=True):
        yield NonConforme(f"le protocole d'organisation « {protocole.identifiant} » ne vaut pas : {' ; '.join(faux)}")


def _protocoles(professionnel: Professionnel, registre: Registre) -> list[tuple[Protocole, frozenset[str]]]:
    """The protocoles d'organisation that name a nurse, each with the names under which the nurse may sign it."""
    noms = noms_de(registre, professionnel.identifiant)
    protocoles = {
        entite.identifiant: entite
        for nom in noms
        for entite in registre.citants(nom)
        if isinstance(entite, Protocole) and entite.nature is NatureProtocole.ORGANISATION_IPA
    }
    return [(protocole, noms) for _, protocole in sorted(protocoles.items())]


def _juger_protocole(protocole: Protocole, noms: frozenset[str], contexte: Contexte) -> tuple[list[str], list[str]]:
    """Why a protocole surely does not hold on a day, and the fields that leave it in doubt."""
    couvre = None if protocole.periode is None else protocole.periode.couvre(contexte.au)
    ipa = _signe([s for s in protocole.signataires if s.signataire in noms], contexte.au)
    medecins = [(s, _est_medecin(s, contexte.registre)) for s in protocole.signataires if s.signataire not in noms]
    medecin = _signe([s for s, oui in medecins if oui], contexte.au)
    inconnu = any(oui is None for _, oui in medecins)
    raisons = {
        "il a pris fin, ou ne vaut pas encore": couvre,
        "l'infirmier ne l'avait pas signé": ipa,
        "aucun médecin ne l'avait signé": None if medecin is False and inconnu else medecin,
    }
    faux = [raison for raison, vrai in raisons.items() if vrai is False]
    champs = {
        "periode": couvre,
        "signee_le": ipa is not None and medecin is not None,
        "signataires": not inconnu or medecin,
    }
    return faux, [champ for champ, su in champs.items() if not su]


def _signe(signatures: list[Signature], au: date) -> bool | None:
    """Whether one of several signatures had been given by a day."""
    reponses = {None if s.signee_le is None else s.signee_le.au_plus_tard_le(au) for s in signatures}
    if True in reponses:
        return True
    return None if None in reponses else False


def _est_medecin(signature: Signature, registre: Registre) -> bool | None:
    entite = registre.obtenir(comme_professionnel(registre, signature.signataire))
    if entite is None or isinstance(entite, Personne):
        return None
    return isinstance(entite, Professionnel) and est_medecin(entite.profession)


@regle(
    "IPA-002",
    titre="L'accès direct à un infirmier en pratique avancée n'est ouvert que dans les structures d'exercice "
    "coordonné, les établissements de santé et les établissements médico-sociaux",
    cible=Professionnel,
    portee=Portee.LOI_REGLEMENT,
    vigueur=ACCES_DIRECT_2023,
    # The article was read in an official copy, the décret that makes it effective in reports only.
    sources=(textes.L4301_2, textes.EXPERIMENTATION_IPA, textes.R4301_1_2025),
    fiabilite=Fiabilite.SECONDAIRE,
    jamais=(Resultat.NON_CONFORME,),
)
def acces_direct(professionnel: Professionnel, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L4301-2, effective since the decree 2025-55; nowhere may a record say that it is surely closed."""
    ecart = _ecarter(professionnel, contexte)
    if ecart is not None:
        yield ecart
    if isinstance(ecart, SansObjet | Indetermine):
        return
    for rang, situe in _exercices(professionnel, contexte):
        exercice = situe.exercice
        if exercice.acces_direct is False or _ouvert(professionnel, exercice, contexte):
            continue
        if _directement_en_cpts(situe, contexte):
            yield Indetermine(_EXPERIMENTATION, (), ("exercices", rang))
        else:
            yield Indetermine(
                "hors des structures où l'accès direct est ouvert, le suivi doit avoir été confié par un médecin : "
                "l'exercice ne dit pas si des patients sont reçus directement",
                _manquants(exercice),
                ("exercices", rang),
            )


acces_direct_2025: Final = attrs.evolve(
    acces_direct,
    titre="L'accès direct à un infirmier en pratique avancée n'est ouvert que dans les structures d'exercice "
    "coordonné, les établissements de santé, les établissements médico-sociaux et les lieux que la loi du 27 juin 2025 "
    "ajoute",
    vigueur=ACCES_DIRECT_2025,
    sources=(textes.L4301_2_2025, textes.EXPERIMENTATION_IPA, textes.R4301_1_2025),
)
"""The teams of the protection maternelle et infantile, schools, the aide sociale à l'enfance and early childhood are
added; infirmiers anesthésistes, de bloc opératoire and puériculteurs practise under the III of the article."""


_EXPERIMENTATION: Final = (
    "des patients sont reçus directement dans une CPTS : une expérimentation l'ouvre dans les CPTS de six "
    "départements, qui n'ont pas été lus"
)


def _directement_en_cpts(situe: ExerciceSitue, contexte: Contexte) -> bool:
    """Whether patients surely come directly to a practice in a CPTS on a day."""
    directement = situe.certain and bool(situe.exercice.acces_direct)
    return directement and isinstance(contexte.registre.obtenir(situe.exercice.structure), CPTS)


def _manquants(exercice: Exercice) -> tuple[str, ...]:
    return ("acces_direct",) if exercice.acces_direct is None else ("structure", "periode")


def _ouvert(professionnel: Professionnel, exercice: Exercice, contexte: Contexte) -> bool | None:
    """Whether direct access is open where a nurse practises; ``None`` when it is if the nurse is of some team.

    ``False`` is not that it is closed: nowhere may a record say so.
    """
    registre = contexte.registre
    # Where the nurse practises counts, not who pays: the employer tells it only when no structure is named.
    cadre = registre.obtenir(exercice.employeur if exercice.structure is None else exercice.structure)
    if isinstance(cadre, _STRUCTURES_OUVERTES):
        return True
    if isinstance(cadre, Organisation) and cadre.nature is NatureOrganisation.ETABLISSEMENT_SANTE:
        return True
    # A team opens direct access to its member, wherever the practice is.
    nom = comme_professionnel(registre, professionnel.identifiant)
    membre = contexte.une_fois(_membres_d_equipes).get(nom)
    return False if membre is None else membre or None


def _membres_d_equipes(contexte: Contexte) -> dict[str, bool]:
    """Members of the teams of the registre, each with whether it surely is one of some team."""
    equipes = (e for e in contexte.registre.structures if isinstance(e, EquipeSoinsPrimaires | EquipeSoinsSpecialises))
    listes = (contexte.registre.membres(equipe.identifiant, au=contexte.au) for equipe in equipes)
    membres = rassembler(contexte.registre, chain.from_iterable(listes))
    return {membre.membre: membre.certain for membre in membres}


@regle(
    "IPA-003",
    titre="Hors des structures où l'accès direct est ouvert, un infirmier en pratique avancée suit des patients qu'un "
    "médecin lui a confiés",
    cible=Professionnel,
    portee=Portee.LOI_REGLEMENT,
    vigueur=ACCES_DIRECT,
    sources=(textes.R4301_1_2025,),
    fiabilite=Fiabilite.SECONDAIRE,
    jamais=(Resultat.NON_CONFORME,),
)
def suivi_confie(professionnel: Professionnel, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R4301-1, of which summaries were read: the doctor who entrusts the follow-up decides of the care."""
    ecart = _ecarter(professionnel, contexte)
    if ecart is not None:
        yield ecart
    if isinstance(ecart, SansObjet | Indetermine):
        return
    yield from juger_chacun(
        (_suivi(rang, situe, contexte) for rang, situe in _exercices(professionnel, contexte)),
        "tous ses exercices sont là où l'accès direct est ouvert",
    )


def _suivi(rang: int, situe: ExerciceSitue, contexte: Contexte) -> Iterator[Verdict]:
    exercice = situe.exercice
    chemin, ouvert = ("exercices", rang), _ouvert(situe.professionnel, exercice, contexte)
    if ouvert:
        yield SansObjet("l'accès direct est ouvert")
        return
    if ouvert is None or not situe.certain:
        yield SousReserve("on ne sait pas si l'exercice a lieu à cette date hors d'une équipe", ("periode",), chemin)
    if exercice.acces_direct is False:
        return
    if _directement_en_cpts(situe, contexte):
        yield Indetermine(_EXPERIMENTATION, (), chemin)
    else:
        message = "on ne sait pas si les patients suivis ont été confiés par un médecin, ou devaient l'être"
        yield Indetermine(message, _manquants(exercice), chemin)


REGLES_IPA: tuple[Regle, ...] = (protocole_d_organisation, acces_direct, acces_direct_2025, suivi_confie)
