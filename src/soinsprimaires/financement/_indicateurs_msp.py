"""The formula of each indicator of the ACI of a maison de santé, in words and as a function of what is declared."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires.financement._fourchettes import (
    PEUT_ETRE,
    UN,
    ZERO,
    Fourchette,
    au_moins,
    exact,
    l_un_ou_l_autre,
    plafonner,
)
from soinsprimaires.financement._releve import Releve, parts_de_l_annee
from soinsprimaires.mots import jour_en_lettres


@attrs.frozen
class PointsAtteints:
    """What an indicator gives.

    Attributes:
        points: its points.
        atteint: whether it is reached, for a prerequisite.
    """

    points: Fourchette
    atteint: Fourchette


def _non(reponse: Fourchette) -> Fourchette:
    return UN - reponse


def _variable(lu: Releve, code: str) -> Fourchette:
    """Points for the patients that one has, from points for those of reference: in proportion, above and below."""
    return lu.bareme_de(code) * lu.fait("patientele") / lu.bareme_de("patientele_reference")


def _par_niveau(niveau: Fourchette, rang: int) -> Fourchette:
    return au_moins(niveau, exact(rang))


def _horaires(lu: Releve) -> PointsAtteints:
    amplitude, derogation = lu.fait("amplitude_heures"), lu.fait("derogation_pdsa")
    sous_entiere = _non(au_moins(amplitude, lu.bareme_de("A1-HORAIRES/amplitude_entiere")))
    sous_moyenne = _non(au_moins(amplitude, lu.bareme_de("A1-HORAIRES/amplitude_moyenne")))
    premiere = lu.bareme_de("A1-HORAIRES/reduction_amplitude_moyenne")
    seconde = lu.bareme_de("A1-HORAIRES/reduction_amplitude_faible")
    vacances = lu.fait("semaines_fermees_vacances")
    reductions = (
        _non(derogation) * (sous_entiere * premiere + sous_moyenne * (seconde - premiere))
        + _non(lu.fait("samedi_matin")) * lu.bareme_de("A1-HORAIRES/reduction_samedi")
        + au_moins(vacances, UN) * lu.bareme_de("A1-HORAIRES/reduction_vacances")
    )
    atteint = (
        lu.fait("soins_non_programmes")
        * l_un_ou_l_autre(derogation, au_moins(amplitude, lu.bareme_de("A1-HORAIRES/amplitude_minimale")))
        * au_moins(lu.bareme_de("A1-HORAIRES/semaines_vacances"), vacances)
        * au_moins(lu.bareme_de("A1-HORAIRES/semaines_hors_vacances"), lu.fait("semaines_fermees_hors_vacances"))
    )
    return PointsAtteints(atteint * (lu.bareme_de("A1-HORAIRES/fixe") - reductions), atteint)


def _oui(fait: str, code: str) -> Callable[[Releve], PointsAtteints]:
    """An indicator that is reached or not, for fixed points."""

    def calculer(lu: Releve) -> PointsAtteints:
        atteint = lu.fait(fait)
        return PointsAtteints(atteint * lu.bareme_de(code), atteint)

    return calculer


def _oui_variable(fait: str, code: str) -> Callable[[Releve], PointsAtteints]:
    """An indicator that is reached or not, for variable points."""

    def calculer(lu: Releve) -> PointsAtteints:
        atteint = lu.fait(fait)
        return PointsAtteints(atteint * _variable(lu, code), atteint)

    return calculer


def _actions_de_crise(lu: Releve) -> PointsAtteints:
    atteint = lu.fait("crise_declaree") * lu.fait("plan_crise") * lu.fait("actions_crise")
    if lu.faits.actions_crise and lu.faits.crise_declaree is False:
        lu.noter("aucune crise n'est déclarée (crise_declaree) : les actions menées (actions_crise) ne sont pas payées")
    return PointsAtteints(atteint * _variable(lu, "A1-CRISE-ACTIONS/variable"), atteint)


def _deux_niveaux(fait: str, code: str) -> Callable[[Releve], PointsAtteints]:
    """The same points for each of two levels."""

    def calculer(lu: Releve) -> PointsAtteints:
        niveau = lu.fait(fait)
        return PointsAtteints(niveau * lu.bareme_de(code), _par_niveau(niveau, 1))

    return calculer


def _sante_publique(lu: Releve) -> PointsAtteints:
    missions, maximum = lu.fait("missions_sante_publique"), lu.bareme_de("A1-SP/maximum")
    ipa = lu.fait("ipa") * au_moins(missions, maximum) * lu.bareme_de("A1-SP/fixe_ipa")
    return PointsAtteints(plafonner(missions, maximum) * _variable(lu, "A1-SP/variable") + ipa, au_moins(missions, UN))


def _usagers(lu: Releve) -> PointsAtteints:
    niveau = lu.fait("usagers")
    fixe = _par_niveau(niveau, 1) * lu.bareme_de("A1-USAGERS/fixe")
    return PointsAtteints(fixe + _par_niveau(niveau, 2) * _variable(lu, "A1-USAGERS/variable"), _par_niveau(niveau, 1))


def _sas(lu: Releve) -> PointsAtteints:
    niveau = lu.fait("sas")
    moitie, tous = lu.bareme_de("A1-SAS/fixe_niveau_1"), lu.bareme_de("A1-SAS/fixe_niveau_2")
    points = _par_niveau(niveau, 1) * moitie + _par_niveau(niveau, 2) * (tous - moitie)
    return PointsAtteints(points, _par_niveau(niveau, 1))


def _coordination(lu: Releve) -> PointsAtteints:
    tenue, seuil = lu.fait("coordination"), lu.bareme_de("A2-COORD/seuil")
    patients = lu.fait("patientele")
    variables = (
        lu.bareme_de("A2-COORD/variable") * plafonner(patients, seuil)
        + lu.bareme_de("A2-COORD/variable_au_dela") * (patients - seuil)
    ) / lu.bareme_de("patientele_reference")
    return PointsAtteints(tenue * (lu.bareme_de("A2-COORD/fixe") + variables), tenue)


def _protocoles(lu: Releve) -> PointsAtteints:
    payes = plafonner(lu.fait("protocoles"), lu.bareme_de("A2-PROTO/maximum"))
    chacun = lu.bareme_de("A2-PROTO/fixe") + lu.fait("ipa") * lu.bareme_de("A2-PROTO/fixe_ipa")
    return PointsAtteints(payes * chacun, au_moins(payes, UN))


_CENTIEMES: Final = Decimal("0.0001")
"""The share of files is cut at two decimals of a percent, as in the example of the guide: 30 / 650 is 4.61 %."""


def _couper(nombre: Decimal) -> Decimal:
    return nombre.quantize(_CENTIEMES, ROUND_FLOOR)


def _concertation(lu: Releve) -> PointsAtteints:
    dossiers, base = lu.fait("dossiers_concertes"), lu.fait("base_concertation")
    if base.maximum == 0:
        lu.noter("la base de la concertation est nulle : la part des dossiers n'a pas de sens")
    part = plafonner(dossiers / base, UN)
    coupee = Fourchette(_couper(part.minimum), None if part.maximum is None else _couper(part.maximum))
    taux = plafonner(coupee / lu.bareme_de("A2-RCP/taux"), UN)
    lu.deduire("part_concertee", "part des dossiers, coupée à deux décimales de pour cent", "part", coupee)
    lu.deduire("taux_concertation", "taux de concertation", "part", taux)
    reunions = lu.fait("reunions_concertation")
    assez = au_moins(reunions, lu.bareme_de("A2-RCP/reunions"))
    if assez.valeur == 0:
        lu.noter("moins de réunions que le minimum : la proratisation au nombre de réunions n'a pas été lue")
        assez = PEUT_ETRE
    if reunions.maximum == 0 or dossiers.maximum == 0:
        assez = ZERO
    points = assez * taux * (_variable(lu, "A2-RCP/variable") + lu.fait("ipa") * _variable(lu, "A2-RCP/variable_ipa"))
    return PointsAtteints(points if points.maximum == 0 else points * _part_de_contrat(lu), au_moins(dossiers, UN))


def _part_de_contrat(lu: Releve) -> Fourchette:
    """The part of the exercise during which the contract runs."""
    le, (premier, _) = lu.faits.contrat_effet_le, annee_civile(lu.faits.exercice)
    if le is None:
        lu.inconnus["contrat_effet_le"] = None
        return PEUT_ETRE
    part = parts_de_l_annee(le, premier, date(premier.year + 1, 1, 1))
    if part.valeur is None:
        lu.noter(
            f"le contrat prend effet le {jour_en_lettres(le)} : le prorata se compte en jours ou en mois, "
            "la règle n'a pas été lue"
        )
    return part


def _stages(lu: Releve) -> PointsAtteints:
    stagiaires, minimum = lu.fait("stagiaires"), lu.bareme_de("A2-STAGES/minimum")
    suivants = plafonner(stagiaires, lu.bareme_de("A2-STAGES/maximum")) - minimum
    atteint = au_moins(stagiaires, minimum)
    points = atteint * lu.bareme_de("A2-STAGES/fixe") + suivants * lu.bareme_de("A2-STAGES/fixe_suivant")
    return PointsAtteints(points, atteint)


def _qualite(lu: Releve) -> PointsAtteints:
    niveau = lu.fait("qualite")
    points = (
        _par_niveau(niveau, 1) * lu.bareme_de("A2-QUAL/fixe")
        + _par_niveau(niveau, 2) * _variable(lu, "A2-QUAL/variable_niveau_2")
        + _par_niveau(niveau, 3) * _variable(lu, "A2-QUAL/variable_niveau_3")
    )
    return PointsAtteints(points, _par_niveau(niveau, 1))


def _protocoles_nationaux(lu: Releve) -> PointsAtteints:
    payes = plafonner(lu.fait("protocoles_nationaux"), lu.bareme_de("A2-PNC/maximum"))
    return PointsAtteints(payes * lu.bareme_de("A2-PNC/fixe"), au_moins(payes, UN))


def _surpoids(lu: Releve) -> PointsAtteints:
    missions, suivi = lu.fait("missions_sante_publique"), lu.fait("surpoids_enfant")
    seule = ZERO if missions.maximum == 0 else au_moins(missions, UN) * lu.fait("mission_obesite")
    condition = l_un_ou_l_autre(au_moins(missions, exact(2)), seule)
    if missions.minimum == 0:
        if missions.maximum == 0 and suivi.maximum:
            lu.noter("aucune mission de santé publique : le guide ne dit pas si le parcours est alors payé")
        condition = Fourchette(condition.minimum, Decimal(1))
    return PointsAtteints(suivi * condition * lu.bareme_de("A2-OBESITE/fixe"), suivi)


def _systeme(lu: Releve) -> PointsAtteints:
    associes, seuil = lu.fait("associes"), lu.bareme_de("A3-SI-STD/seuil")
    entiers = (
        lu.bareme_de("A3-SI-STD/fixe")
        + lu.bareme_de("A3-SI-STD/par_associe") * plafonner(associes, seuil)
        + lu.bareme_de("A3-SI-STD/par_associe_au_dela") * (associes - seuil)
    )
    part, atteint = _depuis(lu, "si_standard")
    return PointsAtteints(part * entiers, atteint)


def _systeme_avance(lu: Releve) -> PointsAtteints:
    part, atteint = _depuis(lu, "si_avance")
    return PointsAtteints(part * lu.bareme_de("A3-SI-AV/fixe"), atteint)


def _depuis(lu: Releve, fait: str) -> tuple[Fourchette, Fourchette]:
    """The part of the exercise for which a label counts, and whether it counts at all."""
    atteint = lu.fait(fait)
    premier, dernier = annee_civile(lu.faits.exercice)
    le: date | None = getattr(lu.faits, f"{fait}_depuis")
    if atteint.maximum == 0:
        return ZERO, ZERO
    if le is None:
        lu.inconnus[f"{fait}_depuis"] = None
        return atteint * PEUT_ETRE, atteint * PEUT_ETRE
    if le > dernier:
        lu.noter(f"acquis le {jour_en_lettres(le)}, après l'exercice")
        return ZERO, ZERO
    part = parts_de_l_annee(le, premier, date(premier.year + 1, 1, 1))
    if part.valeur is None:
        lu.noter(
            f"acquis le {jour_en_lettres(le)} : la proratisation se compte en jours ou en mois, la règle "
            "n'a pas été lue"
        )
    return atteint * part, atteint


CALCULS: Final[Mapping[str, tuple[str, Callable[[Releve], PointsAtteints]]]] = MappingProxyType(
    {
        "A1-HORAIRES": (
            (
                "points fixes moins les réductions (amplitude, sauf dérogation ; samedi ; vacances) ; rien sans soins "
                "non programmés, sous l'amplitude minimale sans dérogation, ou fermé trop longtemps"
            ),
            _horaires,
        ),
        "A1-CRISE-PLAN": ("points fixes si le plan est écrit", _oui("plan_crise", "A1-CRISE-PLAN/fixe")),
        "A1-CRISE-ACTIONS": (
            "points × patientèle ÷ patientèle de référence, si une crise est déclarée, le plan écrit et appliqué",
            _actions_de_crise,
        ),
        "A1-DIV": ("points fixes × niveau", _deux_niveaux("diversite", "A1-DIV/fixe")),
        "A1-VAC": ("points fixes × niveau", _deux_niveaux("vacations", "A1-VAC/fixe")),
        "A1-CSTM": ("points fixes", _oui("cstm", "A1-CSTM/fixe")),
        "A1-SP": (
            (
                "min(missions, maximum) × points × patientèle ÷ patientèle de référence, plus des points fixes avec un "
                "IPA et toutes les missions payées"
            ),
            _sante_publique,
        ),
        "A1-USAGERS": (
            "points fixes au niveau 1, plus points × patientèle ÷ patientèle de référence au niveau 2",
            _usagers,
        ),
        "A1-SAS": ("points fixes du niveau atteint, jamais les deux", _sas),
        "A2-COORD": (
            (
                "points fixes, plus (points × patientèle jusqu'au seuil + points × patientèle au-delà) ÷ patientèle de "
                "référence"
            ),
            _coordination,
        ),
        "A2-PROTO": ("min(protocoles, maximum) × points fixes, relevés avec un IPA", _protocoles),
        "A2-RCP": (
            (
                "points, relevés avec un IPA, × patientèle ÷ patientèle de référence × min(1 ; part des dossiers "
                "coupée à deux décimales de pour cent ÷ part cible) × part de l'exercice depuis l'effet du contrat"
            ),
            _concertation,
        ),
        "A2-STAGES": ("points des deux premiers, puis points de chaque suivant jusqu'au maximum", _stages),
        "A2-EXT": (
            "points × patientèle ÷ patientèle de référence",
            _oui_variable("coordination_externe", "A2-EXT/variable"),
        ),
        "A2-QUAL": (
            "points fixes au niveau 1, plus points × patientèle ÷ patientèle de référence à chaque niveau suivant",
            _qualite,
        ),
        "A2-PNC": ("min(protocoles nationaux, maximum) × points fixes", _protocoles_nationaux),
        "A2-IC": (
            "points × patientèle ÷ patientèle de référence",
            _oui_variable("insuffisance_cardiaque", "A2-IC/variable"),
        ),
        "A2-OBESITE": (
            "points fixes ; avec une seule mission de santé publique, elle porte sur l'obésité de l'enfant",
            _surpoids,
        ),
        "A3-SI-STD": (
            (
                "(points fixes + points × associés jusqu'au seuil + points × associés au-delà) × part de l'exercice "
                "depuis la première acquisition"
            ),
            _systeme,
        ),
        "A3-SI-AV": ("points fixes × part de l'exercice depuis l'acquisition", _systeme_avance),
    }
)
"""The formula of each indicator, in words and as a function."""


def annee_civile(exercice: int) -> tuple[date, date]:
    return date(exercice, 1, 1), date(exercice, 12, 31)
