"""What a maison de santé receives for an exercise under the ACI, indicator by indicator.

The formulas are those of the guide of the indicators (amendment 1, exercises 2022 and after); what they read stands in
the scale, of which nothing is known for the exercises that another text governs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires.droit import (
    ACI_MSP_APPROUVE_LE,
    ANCIENNETE_NOUVELLE_STRUCTURE,
    INDICATEURS_ACI_MSP,
    INDICATEURS_SOCLES_ACI_MSP,
    PREREQUIS_ACI_MSP,
    IndicateurACI,
    Reponse,
)
from soinsprimaires.droit.textes import ACI_MSP_CALCUL, ACI_MSP_PRECARITE, ACI_MSP_VERSEMENTS, GUIDE_ACI_MSP
from soinsprimaires.financement._fourchettes import (
    INCONNU,
    PEUT_ETRE,
    UN,
    ZERO,
    Fourchette,
    au_moins,
    exact,
    l_un_ou_l_autre,
    plafonner,
)
from soinsprimaires.financement._releve import Releve, au_long, en_precision_fixe, parts_de_l_annee
from soinsprimaires.financement.bareme import BAREME, Bareme
from soinsprimaires.financement.decompte import Decompte, Ligne, Versement, arrondir, la_plus_faible
from soinsprimaires.financement.faits import FaitsACIMSP
from soinsprimaires.sources import Fiabilite
from soinsprimaires.temps import echeance

__all__ = ["decompte_aci_msp"]

PREREQUIS: Final = "PREREQUIS"
PRECARITE: Final = "PRECARITE"
PRORATA: Final = "PRORATA"
_MOIS_AVANCE: Final = 3
_AUTANT: Final = 1_000
"""More than any indicator pays, and as many files as patients."""


@attrs.frozen
class _PointsAtteints:
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
    return lu.bareme_de(code) * lu.nombre("patientele") / lu.bareme_de("patientele_reference")


def _par_niveau(niveau: Fourchette, rang: int) -> Fourchette:
    return au_moins(niveau, exact(rang))


def _horaires(lu: Releve) -> _PointsAtteints:
    amplitude, derogation = lu.nombre("amplitude_heures"), lu.oui("derogation_pdsa")
    sous_entiere = _non(au_moins(amplitude, lu.bareme_de("A1-HORAIRES/amplitude_entiere")))
    sous_moyenne = _non(au_moins(amplitude, lu.bareme_de("A1-HORAIRES/amplitude_moyenne")))
    premiere = lu.bareme_de("A1-HORAIRES/reduction_amplitude_moyenne")
    seconde = lu.bareme_de("A1-HORAIRES/reduction_amplitude_faible")
    vacances = lu.nombre("semaines_fermees_vacances")
    reductions = (
        _non(derogation) * (sous_entiere * premiere + sous_moyenne * (seconde - premiere))
        + _non(lu.oui("samedi_matin")) * lu.bareme_de("A1-HORAIRES/reduction_samedi")
        + au_moins(vacances, UN) * lu.bareme_de("A1-HORAIRES/reduction_vacances")
    )
    atteint = (
        lu.oui("soins_non_programmes")
        * l_un_ou_l_autre(derogation, au_moins(amplitude, lu.bareme_de("A1-HORAIRES/amplitude_minimale")))
        * au_moins(lu.bareme_de("A1-HORAIRES/semaines_vacances"), vacances)
        * au_moins(lu.bareme_de("A1-HORAIRES/semaines_hors_vacances"), lu.nombre("semaines_fermees_hors_vacances"))
    )
    return _PointsAtteints(atteint * (lu.bareme_de("A1-HORAIRES/fixe") - reductions), atteint)


def _oui(fait: str, code: str) -> Callable[[Releve], _PointsAtteints]:
    """An indicator that is reached or not, for fixed points."""

    def calculer(lu: Releve) -> _PointsAtteints:
        atteint = lu.oui(fait)
        return _PointsAtteints(atteint * lu.bareme_de(code), atteint)

    return calculer


def _oui_variable(fait: str, code: str) -> Callable[[Releve], _PointsAtteints]:
    """An indicator that is reached or not, for variable points."""

    def calculer(lu: Releve) -> _PointsAtteints:
        atteint = lu.oui(fait)
        return _PointsAtteints(atteint * _variable(lu, code), atteint)

    return calculer


def _actions_de_crise(lu: Releve) -> _PointsAtteints:
    atteint = lu.oui("crise_declaree") * lu.oui("plan_crise") * lu.oui("actions_crise")
    if lu.faits.actions_crise and lu.faits.crise_declaree is False:
        lu.noter("aucune crise n'est déclarée (crise_declaree) : les actions menées (actions_crise) ne sont pas payées")
    return _PointsAtteints(atteint * _variable(lu, "A1-CRISE-ACTIONS/variable"), atteint)


def _deux_niveaux(fait: str, code: str) -> Callable[[Releve], _PointsAtteints]:
    """The same points for each of two levels."""

    def calculer(lu: Releve) -> _PointsAtteints:
        niveau = lu.niveau(fait, 2)
        return _PointsAtteints(niveau * lu.bareme_de(code), _par_niveau(niveau, 1))

    return calculer


def _sante_publique(lu: Releve) -> _PointsAtteints:
    missions, maximum = lu.nombre("missions_sante_publique"), lu.bareme_de("A1-SP/maximum")
    ipa = lu.oui("ipa") * au_moins(missions, maximum) * lu.bareme_de("A1-SP/fixe_ipa")
    return _PointsAtteints(plafonner(missions, maximum) * _variable(lu, "A1-SP/variable") + ipa, au_moins(missions, UN))


def _usagers(lu: Releve) -> _PointsAtteints:
    niveau = lu.niveau("usagers", 2)
    fixe = _par_niveau(niveau, 1) * lu.bareme_de("A1-USAGERS/fixe")
    return _PointsAtteints(fixe + _par_niveau(niveau, 2) * _variable(lu, "A1-USAGERS/variable"), _par_niveau(niveau, 1))


def _sas(lu: Releve) -> _PointsAtteints:
    niveau = lu.niveau("sas", 2)
    moitie, tous = lu.bareme_de("A1-SAS/fixe_niveau_1"), lu.bareme_de("A1-SAS/fixe_niveau_2")
    points = _par_niveau(niveau, 1) * moitie + _par_niveau(niveau, 2) * (tous - moitie)
    return _PointsAtteints(points, _par_niveau(niveau, 1))


def _coordination(lu: Releve) -> _PointsAtteints:
    tenue, seuil = lu.oui("coordination"), lu.bareme_de("A2-COORD/seuil")
    patients = lu.nombre("patientele")
    variables = (
        lu.bareme_de("A2-COORD/variable") * plafonner(patients, seuil)
        + lu.bareme_de("A2-COORD/variable_au_dela") * (patients - seuil)
    ) / lu.bareme_de("patientele_reference")
    return _PointsAtteints(tenue * (lu.bareme_de("A2-COORD/fixe") + variables), tenue)


def _protocoles(lu: Releve) -> _PointsAtteints:
    payes = plafonner(lu.nombre("protocoles"), lu.bareme_de("A2-PROTO/maximum"))
    chacun = lu.bareme_de("A2-PROTO/fixe") + lu.oui("ipa") * lu.bareme_de("A2-PROTO/fixe_ipa")
    return _PointsAtteints(payes * chacun, au_moins(payes, UN))


_CENTIEMES: Final = Decimal("0.0001")
"""The share of files is cut at two decimals of a percent, as in the example of the guide: 30 / 650 is 4.61 %."""


def _couper(nombre: Decimal) -> Decimal:
    return nombre.quantize(_CENTIEMES, ROUND_FLOOR)


def _concertation(lu: Releve) -> _PointsAtteints:
    dossiers, base = lu.nombre("dossiers_concertes"), lu.nombre("base_concertation")
    if base.maximum == 0:
        lu.noter("la base de la concertation est nulle : la part des dossiers n'a pas de sens")
    part = plafonner(dossiers / base, UN)
    coupee = Fourchette(_couper(part.minimum), None if part.maximum is None else _couper(part.maximum))
    taux = plafonner(coupee / lu.bareme_de("A2-RCP/taux"), UN)
    lu.deduire("part_concertee", "part des dossiers, coupée à deux décimales de pour cent", "part", coupee)
    lu.deduire("taux_concertation", "taux de concertation", "part", taux)
    reunions = lu.nombre("reunions_concertation")
    assez = au_moins(reunions, lu.bareme_de("A2-RCP/reunions"))
    if assez.valeur == 0:
        lu.noter("moins de réunions que le minimum : la proratisation au nombre de réunions n'a pas été lue")
        assez = PEUT_ETRE
    if reunions.maximum == 0 or dossiers.maximum == 0:
        assez = ZERO
    points = assez * taux * (_variable(lu, "A2-RCP/variable") + lu.oui("ipa") * _variable(lu, "A2-RCP/variable_ipa"))
    return _PointsAtteints(points if points.maximum == 0 else points * _part_de_contrat(lu), au_moins(dossiers, UN))


def _part_de_contrat(lu: Releve) -> Fourchette:
    """The part of the exercise during which the contract runs."""
    le, (premier, _) = lu.faits.contrat_effet_le, _annee(lu.faits.exercice)
    if le is None:
        lu.inconnus["contrat_effet_le"] = None
        return PEUT_ETRE
    part = parts_de_l_annee(le, premier, date(premier.year + 1, 1, 1))
    if part.valeur is None:
        lu.noter(f"le contrat prend effet le {le} : le prorata se compte en jours ou en mois, la règle n'a pas été lue")
    return part


def _stages(lu: Releve) -> _PointsAtteints:
    stagiaires, minimum = lu.nombre("stagiaires"), lu.bareme_de("A2-STAGES/minimum")
    suivants = plafonner(stagiaires, lu.bareme_de("A2-STAGES/maximum")) - minimum
    atteint = au_moins(stagiaires, minimum)
    points = atteint * lu.bareme_de("A2-STAGES/fixe") + suivants * lu.bareme_de("A2-STAGES/fixe_suivant")
    return _PointsAtteints(points, atteint)


def _qualite(lu: Releve) -> _PointsAtteints:
    niveau = lu.niveau("qualite", 3)
    points = (
        _par_niveau(niveau, 1) * lu.bareme_de("A2-QUAL/fixe")
        + _par_niveau(niveau, 2) * _variable(lu, "A2-QUAL/variable_niveau_2")
        + _par_niveau(niveau, 3) * _variable(lu, "A2-QUAL/variable_niveau_3")
    )
    return _PointsAtteints(points, _par_niveau(niveau, 1))


def _protocoles_nationaux(lu: Releve) -> _PointsAtteints:
    payes = plafonner(lu.nombre("protocoles_nationaux"), lu.bareme_de("A2-PNC/maximum"))
    return _PointsAtteints(payes * lu.bareme_de("A2-PNC/fixe"), au_moins(payes, UN))


def _surpoids(lu: Releve) -> _PointsAtteints:
    missions, suivi = lu.nombre("missions_sante_publique"), lu.oui("surpoids_enfant")
    condition = l_un_ou_l_autre(au_moins(missions, exact(2)), au_moins(missions, UN) * lu.oui("mission_obesite"))
    if missions.minimum == 0:
        if missions.maximum == 0 and suivi.maximum:
            lu.noter("aucune mission de santé publique : le guide ne dit pas si le parcours est alors payé")
        condition = Fourchette(condition.minimum, Decimal(1))
    return _PointsAtteints(suivi * condition * lu.bareme_de("A2-OBESITE/fixe"), suivi)


def _systeme(lu: Releve) -> _PointsAtteints:
    associes, seuil = lu.nombre("associes"), lu.bareme_de("A3-SI-STD/seuil")
    entiers = (
        lu.bareme_de("A3-SI-STD/fixe")
        + lu.bareme_de("A3-SI-STD/par_associe") * plafonner(associes, seuil)
        + lu.bareme_de("A3-SI-STD/par_associe_au_dela") * (associes - seuil)
    )
    part, atteint = _depuis(lu, "si_standard")
    return _PointsAtteints(part * entiers, atteint)


def _systeme_avance(lu: Releve) -> _PointsAtteints:
    part, atteint = _depuis(lu, "si_avance")
    return _PointsAtteints(part * lu.bareme_de("A3-SI-AV/fixe"), atteint)


def _depuis(lu: Releve, fait: str) -> tuple[Fourchette, Fourchette]:
    """The part of the exercise for which a label counts, and whether it counts at all."""
    atteint = lu.oui(fait)
    premier, dernier = _annee(lu.faits.exercice)
    le: date | None = getattr(lu.faits, f"{fait}_depuis")
    if atteint.maximum == 0:
        return ZERO, ZERO
    if le is None:
        lu.inconnus[f"{fait}_depuis"] = None
        return atteint * PEUT_ETRE, atteint * PEUT_ETRE
    if le > dernier:
        lu.noter(f"acquis le {le}, après l'exercice")
        return ZERO, ZERO
    part = parts_de_l_annee(le, premier, date(premier.year + 1, 1, 1))
    if part.valeur is None:
        lu.noter(f"acquis le {le} : la proratisation se compte en jours ou en mois, la règle n'a pas été lue")
    return atteint * part, atteint


_CALCULS: Final[Mapping[str, tuple[str, Callable[[Releve], _PointsAtteints]]]] = MappingProxyType(
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


def _annee(exercice: int) -> tuple[date, date]:
    return date(exercice, 1, 1), date(exercice, 12, 31)


def _jours_du_bareme(exercice: int) -> tuple[date, date]:
    """The days of an exercise on which the scale must say one thing: in 2017, from the agreement on."""
    premier, dernier = _annee(exercice)
    return max(premier, ACI_MSP_APPROUVE_LE), dernier


def _liste(parametre: Callable[[date], Reponse[tuple[str, ...]]], exercice: int) -> tuple[str, ...] | None:
    """A list of indicators for an exercise; ``None`` when two texts share it, or it is not known."""
    premier, dernier = (parametre(jour).valeur for jour in _jours_du_bareme(exercice))
    return premier if premier == dernier else None


@attrs.frozen
class _Indicateur:
    """An indicator of an exercise, computed."""

    definition: IndicateurACI
    calcul: _PointsAtteints
    montant: Fourchette
    ligne: Ligne
    prerequis: bool


def _calculer(faits: FaitsACIMSP, bareme: Bareme) -> Iterator[_Indicateur]:
    prerequis = _liste(PREREQUIS_ACI_MSP.au, faits.exercice) or ()
    for definition in INDICATEURS_ACI_MSP:
        formule, calculer = _CALCULS[definition.code]
        lu = Releve(bareme, faits, _jours_du_bareme(faits.exercice))
        calcul = calculer(lu)
        montant = calcul.points * lu.bareme_de("point")
        if lu.bareme_muet:  # under a text that was not read, even what is not done may be paid
            calcul, montant = _PointsAtteints(INCONNU, calcul.atteint), INCONNU
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
        lignes.append(_retrait(PREREQUIS, "prérequis non atteint : rien n'est payé", avant, perdus))
    elif doutes:
        lignes.append(_retrait(PREREQUIS, "ce qui est perdu si un prérequis n'est pas atteint", avant, doutes))
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
        bloque_par=() if _est_peut_etre_nouvelle(faits) else perdus,
        echeancier=tuple(_echeancier(faits, bareme, total)),
        reserves=tuple(_reserves(faits)),
        sources=tuple(dict.fromkeys(source for ligne in lignes for source in ligne.sources)),
        fiabilite=la_plus_faible(ligne.fiabilite for ligne in lignes),
    )


def _majorer(faits: FaitsACIMSP, bareme: Bareme, points: Fourchette, brut: Fourchette) -> tuple[Ligne, Fourchette]:
    """The uplift for precarity, and its line."""
    lu = Releve(bareme, faits, _jours_du_bareme(faits.exercice))
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
    part = lu.part(fait)
    return ZERO if part.maximum == 0 else part - lu.bareme_de(nationale, inconnu=PEUT_ETRE)


def _retrait(code: str, libelle: str, avant: Fourchette, causes: Iterable[str | _Indicateur]) -> Ligne:
    """What a prerequisite that is not reached, or perhaps not, takes away from the other lines."""
    codes = [cause if isinstance(cause, str) else cause.definition.code for cause in causes]
    doutes = [cause for cause in causes if isinstance(cause, _Indicateur)]
    inconnus = tuple(dict.fromkeys(fait for cause in doutes for fait in cause.ligne.inconnus))
    montant = None if doutes or avant.valeur is None else -avant.valeur
    raison = f"{'on ne sait pas si sont atteints' if doutes else 'non atteint'} : {', '.join(codes)}"
    return Ligne(
        code=code,
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


def _est_peut_etre_nouvelle(faits: FaitsACIMSP) -> bool:
    """Whether the regime of a new structure may apply: that of the two first civil years of its contract."""
    le = faits.contrat_effet_le
    return faits.nouvelle_structure is not False and (le is None or le.year >= faits.exercice - 1)


def _proratiser(faits: FaitsACIMSP, avant: Fourchette) -> tuple[Ligne, Fourchette] | None:
    """What the first years of a contract change to a total, and its line.

    A year that is not whole takes away a part that was not read; the regime of a new structure may pay anything.
    """
    le, nouvelle = faits.contrat_effet_le, _est_peut_etre_nouvelle(faits)
    entiere = le is not None and le <= _annee(faits.exercice)[0]
    if not nouvelle and (entiere or avant.maximum == 0):
        return None
    raisons, inconnus = [], []
    if le is None:
        inconnus.append("contrat_effet_le")
        raisons.append("à renseigner : date d'effet du contrat ; sans elle, on ne sait pas si l'exercice est entier")
    elif not entiere:
        raisons.append(f"le contrat prend effet le {le} : le prorata de la première année n'a pas été lu")
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
    if not _est_peut_etre_nouvelle(faits):
        return
    anciennete = ANCIENNETE_NOUVELLE_STRUCTURE.au(date(faits.exercice, 1, 1)).valeur
    mois = "" if anciennete is None else f" (projet de santé déposé moins de {anciennete} mois avant le contrat)"
    yield (
        f"les lignes sont celles du régime général : une structure nouvelle{mois} a, pendant les deux premières années "
        "civiles de son contrat, un régime dérogatoire qui n'a pas été lu (ameli.fr, page du 9 octobre 2020)"
    )


# -- payments ----------------------------------------------------------------------------------------------------------


def _echeancier(faits: FaitsACIMSP, bareme: Bareme, total: Fourchette) -> Iterator[Versement]:
    """The advance, then the balance."""
    exercice, le = faits.exercice, faits.contrat_effet_le
    lu = Releve(bareme, faits, _jours_du_bareme(exercice))
    avance = _avance(lu, faits)
    premier, _ = _annee(exercice)
    raisons = []
    if le is None:
        quand, avance = None, Fourchette(Decimal(0), avance.maximum)
        raisons.append("la date d'effet du contrat n'est pas connue")
    elif le > premier:
        quand, avance = echeance(le, mois=_MOIS_AVANCE), Fourchette(Decimal(0), avance.maximum)
        raisons.append("contrat de l'année : le prorata de l'avance n'a pas été lu")
    else:
        quand = date(exercice, 4, 30)
    if _est_peut_etre_nouvelle(faits):
        avance = INCONNU
        raisons.append("l'avance d'une structure nouvelle n'a pas été lue")
    if lu.inconnus and avance.valeur is None:
        raisons.append(f"à renseigner : {', '.join(lu.inconnus)}")
    raisons += lu.raisons
    avance = arrondir(avance)
    yield Versement(
        code="avance",
        libelle=f"avance de l'exercice {exercice}",
        le=quand,
        montant=avance.valeur,
        minimum=avance.minimum,
        maximum=avance.maximum,
        regle="part du montant des prérequis et des socles atteints à 100 %, au moins l'avance minimale ; sur quelle "
        "patientèle et quels associés n'a pas été lu : ceux de l'exercice sont pris",
        sources=(ACI_MSP_CALCUL, ACI_MSP_VERSEMENTS),
        fiabilite=la_plus_faible([Fiabilite.DEDUITE, *lu.fiabilites]),
        raison=" ; ".join(dict.fromkeys(raisons)) or None,
    )
    yield _solde(exercice, total, avance, la_plus_faible([Fiabilite.DEDUITE, *lu.fiabilites]))


def _solde(exercice: int, total: Fourchette, avance: Fourchette, fiabilite: Fiabilite) -> Versement:
    """The total minus the advance; what is taken back of an advance that passes it was not read."""
    minimum = None if avance.maximum is None else total.minimum - avance.maximum
    maximum = None if total.maximum is None else max(Decimal(0), total.maximum - avance.minimum)
    raisons = []
    if total.valeur is None or avance.valeur is None:
        raisons.append("le total n'est pas connu" if total.valeur is None else "l'avance n'est pas connue")
    if minimum is None or minimum < 0:
        verbe = "dépasse" if total.maximum is not None and total.maximum < avance.minimum else "dépasse peut-être"
        raisons.append(f"l'avance {verbe} le total : la règle de reprise n'a pas été lue")
    return Versement(
        code="solde",
        libelle=f"solde de l'exercice {exercice}",
        le=date(exercice + 1, 4, 30),
        montant=None if raisons else maximum,
        minimum=minimum,
        maximum=maximum,
        regle="total moins l'avance",
        sources=(ACI_MSP_CALCUL, ACI_MSP_VERSEMENTS),
        fiabilite=fiabilite,
        raison=" ; ".join(raisons) or None,
    )


def _avance(lu: Releve, faits: FaitsACIMSP) -> Fourchette:
    """What is paid in advance: a part of the prerequisites and socles, as if each were wholly reached."""
    prerequis, socles = (_liste(liste.au, faits.exercice) for liste in (PREREQUIS_ACI_MSP, INDICATEURS_SOCLES_ACI_MSP))
    if prerequis is None or socles is None:
        lu.noter("les prérequis et les socles de l'exercice ne sont pas connus")
        return Fourchette(Decimal(0), None)
    atteints = attrs.evolve(
        faits,
        amplitude_heures=Decimal(24),
        samedi_matin=True,
        semaines_fermees_vacances=0,
        semaines_fermees_hors_vacances=0,
        soins_non_programmes=True,
        plan_crise=True,
        coordination=True,
        si_standard=True,
        si_standard_depuis=_annee(faits.exercice)[0],
        protocoles=_AUTANT,
        reunions_concertation=_AUTANT,
        dossiers_concertes=_AUTANT,
        base_concertation=_AUTANT,
        contrat_effet_le=_annee(faits.exercice)[0],
    )
    complet = Releve(lu.bareme, atteints, lu.jours)
    codes = {i.mot: i.code for i in INDICATEURS_ACI_MSP}
    points = au_long(_CALCULS[codes[mot]][1](complet).points for mot in (*prerequis, *socles))
    part = points * complet.bareme_de("point") * complet.bareme_de("avance_part")
    avance = l_un_ou_l_autre(part, complet.bareme_de("avance_minimum"))
    for nom in ("fiabilites", "raisons"):
        getattr(lu, nom).extend(getattr(complet, nom))
    if not complet.bareme_muet:
        lu.inconnus.update(complet.inconnus)
    return avance
