"""What a maison de santé receives for an exercise under the ACI, indicator by indicator.

The formulas are those of the guide of the indicators (amendment 1, exercises 2022 and after); what they read stands in
the scale, of which nothing is known for the exercises that another text governs.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from soinsprimaires.droit import ANCIENNETE_NOUVELLE_STRUCTURE, INDICATEURS_ACI_MSP, PREREQUIS_ACI_MSP, IndicateurACI
from soinsprimaires.droit.textes import ACI_MSP_CALCUL, ACI_MSP_PRECARITE, GUIDE_ACI_MSP
from soinsprimaires.financement._fourchettes import INCONNU, PEUT_ETRE, ZERO, Fourchette, plafonner
from soinsprimaires.financement._indicateurs_msp import CALCULS, PointsAtteints, annee_civile
from soinsprimaires.financement._releve import Releve, au_long, en_precision_fixe
from soinsprimaires.financement._versements_msp import echeancier, est_peut_etre_nouvelle, jours_du_bareme, liste_de
from soinsprimaires.financement.bareme import BAREME, Bareme
from soinsprimaires.financement.decompte import Decompte, Ligne, arrondir, la_plus_faible
from soinsprimaires.financement.faits import FaitsACIMSP
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.sources import Fiabilite

__all__ = ["decompte_aci_msp"]

PREREQUIS: Final = "PREREQUIS"
PRECARITE: Final = "PRECARITE"
PRORATA: Final = "PRORATA"


@attrs.frozen
class _Indicateur:
    """An indicator of an exercise, computed."""

    definition: IndicateurACI
    calcul: PointsAtteints
    montant: Fourchette
    ligne: Ligne
    prerequis: bool


def _calculer(faits: FaitsACIMSP, bareme: Bareme) -> Iterator[_Indicateur]:
    prerequis = liste_de(PREREQUIS_ACI_MSP.au, faits.exercice) or ()
    for definition in INDICATEURS_ACI_MSP:
        formule, calculer = CALCULS[definition.code]
        lu = Releve(bareme, faits, jours_du_bareme(faits.exercice))
        calcul = calculer(lu)
        montant = calcul.points * lu.bareme_de("point")
        if lu.bareme_muet:  # under a text that was not read, even what is not done may be paid
            calcul, montant = PointsAtteints(INCONNU, calcul.atteint), INCONNU
            lu.inconnus.clear()  # no answer makes it known
        ligne = lu.ligne(
            definition.code,
            definition.libelle,
            f"{formule} ; × valeur du point (guide, p. {definition.pages})",
            montant,
            points=calcul.points.valeur,
        )
        yield _Indicateur(definition, calcul, montant, ligne, definition.mot in prerequis)


@en_precision_fixe
def decompte_aci_msp(faits: FaitsACIMSP, bareme: Bareme = BAREME) -> Decompte:
    """What a maison de santé receives for an exercise, as far as the facts and the texts tell.

    Args:
        faits: what is known of it.
        bareme: the scale; ours, or one that :func:`charger_bareme` laid over it.
    """
    indicateurs = list(_calculer(faits, bareme))
    lignes = [indicateur.ligne for indicateur in indicateurs]
    brut = au_long(indicateur.montant for indicateur in indicateurs)
    points = au_long(indicateur.calcul.points for indicateur in indicateurs)
    precarite, majoration = _majorer(faits, bareme, points, brut)
    lignes.append(precarite)
    avant = brut + majoration
    perdus = tuple(i.definition.code for i in indicateurs if i.prerequis and i.calcul.atteint.maximum == 0)
    doutes = [i for i in indicateurs if i.prerequis and i.calcul.atteint.valeur is None]
    total = avant
    if perdus:
        total = ZERO
        lignes.append(_retrait("prérequis non atteint : rien n'est payé", avant, perdus))
    elif doutes:
        lignes.append(_retrait("ce qui est perdu si un prérequis n'est pas atteint", avant, doutes))
        total = Fourchette(Decimal(0), total.maximum)
    if (prorata := _proratiser(faits, total)) is not None:
        ligne, total = prorata
        lignes.append(ligne)
    total = arrondir(total)
    return Decompte(
        faits=faits,
        bareme=bareme,
        lignes=tuple(lignes),
        total=total.valeur,
        minimum=total.minimum,
        maximum=total.maximum,
        bloque_par=() if est_peut_etre_nouvelle(faits) else perdus,
        echeancier=tuple(echeancier(faits, bareme, total)),
        reserves=tuple(_reserves(faits)),
        sources=tuple(dict.fromkeys(source for ligne in lignes for source in ligne.sources)),
        fiabilite=la_plus_faible(ligne.fiabilite for ligne in lignes),
    )


def _majorer(faits: FaitsACIMSP, bareme: Bareme, points: Fourchette, brut: Fourchette) -> tuple[Ligne, Fourchette]:
    """The uplift for precarity, and its line."""
    lu = Releve(bareme, faits, jours_du_bareme(faits.exercice))
    taux = _depassement(lu, "part_c2s", "part_nationale_c2s") + _depassement(lu, "part_ame", "part_nationale_ame")
    plafond = lu.bareme_de("precarite_plafond")
    retenu = plafonner(taux, plafond)
    montant = INCONNU if plafond.maximum is None else retenu * brut
    if lu.bareme_muet:
        lu.inconnus.clear()
    lu.deduire("points", "total des points", "points", points)
    lu.deduire("montant_avant_majoration", "montant avant majoration", "EUR", brut)
    lu.deduire("taux_precarite", "taux de majoration", "part", retenu)
    if montant.valeur is None and brut.valeur is None:
        lu.noter("le montant avant majoration n'est pas connu")
    ligne = lu.ligne(
        PRECARITE,
        "majoration de précarité",
        "montant avant majoration × min(plafond ; dépassement de la part nationale C2S + dépassement de la part AME)",
        montant,
        sources=(ACI_MSP_PRECARITE,),
    )
    return ligne, montant


def _depassement(lu: Releve, fait: str, nationale: str) -> Fourchette:
    """What a share exceeds the national one by; none exceeds it by nothing, whatever it is."""
    part = lu.fait(fait)
    return ZERO if part.maximum == 0 else part - lu.bareme_de(nationale, inconnu=PEUT_ETRE)


def _retrait(libelle: str, avant: Fourchette, causes: Iterable[str | _Indicateur]) -> Ligne:
    """What a prerequisite that is not reached, or perhaps not, takes away from the other lines."""
    codes = [cause if isinstance(cause, str) else cause.definition.code for cause in causes]
    doutes = [cause for cause in causes if isinstance(cause, _Indicateur)]
    inconnus = tuple(dict.fromkeys(fait for cause in doutes for fait in cause.ligne.inconnus))
    montant = None if doutes or avant.valeur is None else -avant.valeur
    raison = f"{'on ne sait pas si sont atteints' if doutes else 'non atteint'} : {', '.join(codes)}"
    return Ligne(
        code=PREREQUIS,
        libelle=libelle,
        formule="moins toutes les lignes précédentes, si un prérequis n'est pas atteint",
        montant=montant,
        minimum=None if avant.maximum is None else -avant.maximum,
        maximum=Decimal(0) if doutes else -avant.minimum,
        sources=(GUIDE_ACI_MSP,),
        fiabilite=Fiabilite.SECONDAIRE,
        raison=raison,
        inconnus=inconnus,
    )


def _proratiser(faits: FaitsACIMSP, avant: Fourchette) -> tuple[Ligne, Fourchette] | None:
    """What the first years of a contract change to a total, and its line.

    A year that is not whole takes away a part that was not read; the regime of a new structure may pay anything.
    """
    le, nouvelle = faits.contrat_effet_le, est_peut_etre_nouvelle(faits)
    entiere = le is not None and le <= annee_civile(faits.exercice)[0]
    if not nouvelle and (entiere or avant.maximum == 0):
        return None
    raisons, inconnus = [], []
    if le is None:
        inconnus.append("contrat_effet_le")
        raisons.append(
            "à renseigner : date d'effet du contrat (qui court jusqu'à la fin de l'exercice) ; ce que paie un contrat "
            "suspendu ou fini dans l'année n'a pas été lu"
        )
    elif not entiere:
        raisons.append(
            f"le contrat prend effet le {jour_en_lettres(le)} : le prorata de la première année n'a pas été lu"
        )
    if nouvelle:
        raisons.append(
            "le régime dérogatoire d'une structure nouvelle (20 000 euros cités par la presse de 2017) n'a pas été lu"
        )
        if faits.nouvelle_structure is None:
            inconnus.append("nouvelle_structure")
            raisons.append("à renseigner : projet de santé déposé moins d'un an avant le contrat")
    total = Fourchette(Decimal(0), None if nouvelle else avant.maximum)
    ligne = Ligne(
        code=PRORATA,
        libelle="premières années du contrat",
        formule="prorata de la date d'effet du contrat, ou régime dérogatoire d'une structure nouvelle",
        montant=None,
        minimum=None if avant.maximum is None else -avant.maximum,
        maximum=None if nouvelle else Decimal(0),
        sources=(ACI_MSP_CALCUL,),
        fiabilite=Fiabilite.NON_VERIFIEE,
        raison=" ; ".join(raisons),
        inconnus=tuple(inconnus),
    )
    return ligne, total


def _reserves(faits: FaitsACIMSP) -> Iterator[str]:
    """What the two first civil years of a contract may change."""
    if not est_peut_etre_nouvelle(faits):
        return
    anciennete = ANCIENNETE_NOUVELLE_STRUCTURE.au(date(faits.exercice, 1, 1)).valeur
    mois = "" if anciennete is None else f" (projet de santé déposé moins de {anciennete} mois avant le contrat)"
    yield (
        f"les lignes sont celles du régime général : une structure nouvelle{mois} a, pendant les deux premières années "
        "civiles de son contrat, un régime dérogatoire qui n'a pas été lu (ameli.fr, page du 9 octobre 2020)"
    )
