"""Maisons de santé pluriprofessionnelles and their SISA."""

from collections.abc import Iterable, Iterator
from datetime import date

from soinsprimaires.composition import (
    Effectif,
    comme_professionnel,
    compter_auxiliaires_medicaux,
    compter_medecins,
    est_sisa,
)
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Appartenance, appartenances
from soinsprimaires.modele.structures import MSP
from soinsprimaires.parametres import textes
from soinsprimaires.parametres.equipes import (
    COMPOSITION_MSP,
    COMPOSITION_SISA,
    MinimumEquipe,
)
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.referentiels.professions import (
    PHARMACIEN,
    FamilleProfessionnelle,
    famille,
)
from soinsprimaires.regles._professions import est_profession_de_sante
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, SansObjet, Verdict, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_MSP"]

MSP_001_DEPUIS_2009, MSP_001_DEPUIS_2011 = Periode.contigues(date(2009, 7, 23), date(2011, 8, 12))


def _fondateurs(msp: MSP, contexte: Contexte) -> tuple[str, tuple[Appartenance, ...]]:
    """The associates when they are recorded, else those who practise there."""
    if msp.associes:
        return "associes", appartenances(msp.associes, au=contexte.au)
    return "exercices", contexte.registre.membres(msp.identifiant, au=contexte.au)


def _constitution(msp: MSP, contexte: Contexte, *, pharmaciens: bool) -> Iterator[Verdict]:
    origine, fondateurs = _fondateurs(msp, contexte)
    if not fondateurs:
        yield Indetermine(
            "aucun professionnel de la maison de santé n'est connu à cette date", ("associes", "exercices")
        )
    for fondateur in fondateurs:
        membre = contexte.registre.obtenir(comme_professionnel(contexte.registre, fondateur.membre))
        if not isinstance(membre, Professionnel):
            yield Indetermine(f"la profession de « {fondateur.membre} » n'est pas connue", ("profession",), (origine,))
            continue
        admis = _peut_constituer(membre.profession, pharmaciens=pharmaciens)
        if admis is None:
            yield Indetermine(
                f"la famille de la profession de « {membre.identifiant} » n'est pas connue", ("profession",)
            )
        elif not admis and origine == "associes" and fondateur.certain:
            yield NonConforme(
                f"« {membre.identifiant} » n'est pas d'une profession qui peut constituer une maison de santé",
                (origine,),
            )
        elif not admis:
            # Practising in the house is not being one of those who constitute it.
            yield Indetermine(
                f"on ne sait pas si « {membre.identifiant} », dont la profession ne permet pas de constituer une "
                "maison de santé, compte à cette date parmi ceux qui la constituent",
                ("periode" if origine == "associes" else "associes",),
            )


def _peut_constituer(profession: CodeNomenclature, *, pharmaciens: bool) -> bool | None:
    nom = famille(profession)
    if nom is None:
        return None
    admises = {FamilleProfessionnelle.MEDICALE, FamilleProfessionnelle.AUXILIAIRE_MEDICAL}
    return nom in admises or (pharmaciens and profession == PHARMACIEN)


@regle(
    "MSP-001",
    titre="Une maison de santé est constituée entre professionnels médicaux et auxiliaires médicaux",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=MSP_001_DEPUIS_2009,
    sources=(textes.L6323_3_2009,),
    fiabilite=Fiabilite.VERIFIEE,
)
def constitution_2009(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-3, before 12 August 2011."""
    return _constitution(msp, contexte, pharmaciens=False)


@regle(
    "MSP-001",
    titre="Une maison de santé est constituée entre professionnels médicaux, auxiliaires médicaux ou pharmaciens",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=MSP_001_DEPUIS_2011,
    sources=(textes.L6323_3,),
    fiabilite=Fiabilite.VERIFIEE,
)
def constitution_2011(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-3, since 12 August 2011."""
    return _constitution(msp, contexte, pharmaciens=True)


@regle(
    "MSP-003",
    titre="Le projet de santé d'une maison de santé est signé par chacun de ses professionnels membres",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=date(2011, 8, 12)),
    sources=(textes.L6323_3,),
    fiabilite=Fiabilite.VERIFIEE,
)
def signatures(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-3: signed by each member professional."""
    membres = contexte.registre.membres(msp.identifiant, au=contexte.au)
    if not membres:
        yield Indetermine("aucun professionnel de la maison de santé n'est connu à cette date", ("exercices",))
    if not msp.signataires:
        yield Indetermine(
            "les signatures du projet de santé ne sont pas enregistrées", ("signataires",), ("signataires",)
        )
        return
    for membre in membres:
        professionnel = contexte.registre[membre.membre]
        doit = _doit_signer(professionnel.profession)
        signe = _a_signe(msp, membre.membre, contexte)
        if doit is False or signe is True:
            continue
        if doit and membre.certain and signe is False:
            yield NonConforme(f"« {membre.membre} » est membre et n'a pas signé le projet de santé", ("signataires",))
        else:
            doutes = {"periode": not membre.certain, "profession": doit is None, "signee_le": signe is None}
            yield Indetermine(
                f"on ne sait pas si « {membre.membre} » est membre, doit signer, ou a signé, à cette date",
                tuple(champ for champ, doute in doutes.items() if doute),
                ("signataires",),
            )


def _doit_signer(profession: CodeNomenclature) -> bool | None:
    """The *professionnels de santé membres* must sign; others may (CSP, art. L6323-3, fourth paragraph).

    Whether an aide-soignant, who is a health professional and cannot constitute the house, is a member of it, is said
    by no text.
    """
    if est_profession_de_sante(profession) is False:
        return False
    return _peut_constituer(profession, pharmaciens=True) or None


def _a_signe(msp: MSP, membre: str, contexte: Contexte) -> bool | None:
    """Whether a member had signed by the day, in person or under the name of a role; ``None`` when no date tells."""
    siennes = [s for s in msp.signataires if comme_professionnel(contexte.registre, s.signataire) == membre]
    reponses = {None if s.signee_le is None else s.signee_le.au_plus_tard_le(contexte.au) for s in siennes}
    if True in reponses:
        return True
    return None if None in reponses else False


def _minimum(effectifs: Iterable[tuple[str, Effectif, int]], chemin: tuple[str, ...]) -> Iterator[Verdict]:
    for nom, effectif, minimum in effectifs:
        if effectif.maximum < minimum:
            yield NonConforme(f"{effectif.maximum} {nom}, il en faut au moins {minimum}", chemin)
        elif effectif.minimum < minimum:
            yield Indetermine(
                f"de {effectif.minimum} à {effectif.maximum} {nom} selon les dates et les professions connues, il en "
                f"faut au moins {minimum}",
                ("periode", "profession"),
                chemin,
            )


def _composer(
    contexte: Contexte, membres: tuple[Appartenance, ...], minimum: MinimumEquipe
) -> tuple[tuple[str, Effectif, int], ...]:
    registre = contexte.registre
    return (
        ("médecin(s)", compter_medecins(registre, membres), minimum.medecins),
        ("auxiliaire(s) médical(aux)", compter_auxiliaires_medicaux(registre, membres), minimum.auxiliaires_medicaux),
    )


@regle(
    "MSP-005",
    titre="L'équipe d'une maison de santé compte au moins deux médecins et un auxiliaire médical",
    cible=MSP,
    portee=Portee.DOCTRINE_ADMINISTRATIVE,
    vigueur=Periode(debut=date(2010, 7, 27)),
    verifiee_sur=Periode(debut=date(2023, 1, 1)),
    sources=(textes.CRITERES_MSP,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def composition_msp(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """Criteria of recognition by the ARS; the page that was read dates from about 2022."""
    membres = contexte.registre.membres(msp.identifiant, au=contexte.au)
    minimum = COMPOSITION_MSP.au(contexte.au).valeur
    if not membres or minimum is None:
        yield Indetermine("aucun professionnel de la maison de santé n'est connu à cette date", ("exercices",))
        return
    yield from _minimum(_composer(contexte, membres, minimum), ())


@regle(
    "SISA-001",
    titre="Une SISA compte au moins deux médecins et un auxiliaire médical parmi ses associés",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=date(2011, 8, 12)),
    sources=(textes.L4041_4_I,),
    fiabilite=Fiabilite.VERIFIEE,
)
def composition_sisa(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L4041-4, I."""
    sisa = est_sisa(msp, contexte.au)
    if sisa is False:
        yield SansObjet("la maison de santé n'est pas une SISA à cette date")
        return
    if sisa is None:
        yield Indetermine("la forme juridique à cette date n'est pas connue", ("formes",), ("formes",))
        return
    associes = appartenances(msp.associes, au=contexte.au)
    minimum = COMPOSITION_SISA.au(contexte.au).valeur
    # A company without associates does not exist: if none is known on that day, the record lacks them.
    if not associes or minimum is None:
        yield Indetermine("les associés de la SISA à cette date ne sont pas enregistrés", ("associes",), ("associes",))
        return
    yield from _minimum(_composer(contexte, associes, minimum), ("associes",))


REGLES_MSP: tuple[Regle, ...] = (constitution_2009, constitution_2011, signatures, composition_msp, composition_sisa)
