"""Sociétés interprofessionnelles de soins ambulatoires: who may leave them, whom they employ, what they send."""

from collections.abc import Iterator
from datetime import date

import attrs

from soinsprimaires.composition import (
    Effectif,
    au_moins_un,
    compter,
    compter_auxiliaires_medicaux,
    compter_medecins,
    est_sisa,
    tous,
)
from soinsprimaires.droit import textes
from soinsprimaires.droit.equipes import (
    COMPOSITION_SISA,
    PROLONGATION_TOLERANCE_SISA,
    TOLERANCE_SISA,
    TRANSMISSION_STATUTS_SISA,
)
from soinsprimaires.modele.professionnels import Exercice, ModeExercice, Mouvement, Professionnel
from soinsprimaires.modele.reponses import Appartenance
from soinsprimaires.modele.structures import MSP
from soinsprimaires.mots import dater, encadrer, jour_en_lettres
from soinsprimaires.regles._professions import est_profession_de_sante
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    Remarque,
    SansObjet,
    Verdict,
    regle,
)
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import UN_JOUR, DatePartielle, Periode, echeance

__all__ = ["REGLES_SISA"]

SANS_TOLERANCE, SIX_MOIS, TROIS_ANS = Periode.contigues(date(2011, 8, 12), date(2021, 5, 14), date(2023, 12, 29))
SALARIAT_INTERDIT, SALARIAT_OUVERT = Periode.contigues(date(2011, 8, 12), date(2021, 5, 14))
_ASSOCIES = ("associes",)


def _ecarter(msp: MSP, au: date) -> Verdict | None:
    """Why a house is not judged as a SISA, ``None`` when it is one."""
    sisa = est_sisa(msp, au)
    if sisa is False:
        return SansObjet("la maison de santé n'est pas une SISA à cette date")
    if sisa is None:
        return Indetermine("la forme juridique à cette date n'est pas connue", ("formes",), ("formes",))
    return None


# -- since when the company no longer has its two doctors and its auxiliaire médical -------------------------------


def _composee(msp: MSP, contexte: Contexte, au: date) -> bool | None:
    """Whether a SISA had two doctors and one auxiliaire médical on a day; ``None`` when the record cannot tell."""
    associes = contexte.registre.associes(msp, au=au)
    minimum = COMPOSITION_SISA.au(au).valeur
    if not associes or minimum is None or not est_sisa(msp, au):
        return None
    effectifs = (
        (compter_medecins(contexte.registre, associes), minimum.medecins),
        (compter_auxiliaires_medicaux(contexte.registre, associes), minimum.auxiliaires_medicaux),
    )
    if any(effectif.maximum < requis for effectif, requis in effectifs):
        return False
    return True if all(effectif.minimum >= requis for effectif, requis in effectifs) else None


def _jours_de_changement(msp: MSP, contexte: Contexte) -> list[date]:
    """Days up to that of the context on which the composition may change, from the last to the first.

    An associate who is seen to leave may be gone from the day after; who practises again since then is back.
    """
    fiches = [fiche for associe in msp.associes for fiche in contexte.registre.fiches(associe.membre)]
    citants = [entite for fiche in fiches for entite in contexte.registre.citants(fiche.identifiant)]
    departs = [entite.le for entite in citants if isinstance(entite, Mouvement)]
    exercices = [exercice.periode for fiche in fiches for exercice in fiche.exercices]
    datees = [*(associe.periode for associe in msp.associes), *(forme.periode for forme in msp.formes), *exercices]
    periodes = [periode for periode in datees if periode is not None]
    debuts = [borne for le in (msp.immatriculee_le, *(p.debut for p in periodes)) for borne in _bornes(le)]
    fins = [borne for le in (*departs, *(p.fin for p in periodes)) for borne in _bornes(le) if borne < contexte.au]
    lois = [etape.depuis for etape in COMPOSITION_SISA.valeurs]
    jours = (*debuts, *(fin + UN_JOUR for fin in fins), *lois)
    return sorted({jour for jour in jours if jour <= contexte.au}, reverse=True)


def _bornes(le: DatePartielle | None) -> tuple[date, ...]:
    return () if le is None else tuple(jour for jour in (le.au_plus_tot, le.au_plus_tard) if jour is not None)


@attrs.frozen
class Manque:
    """Since when a condition is not met any more.

    Attributes:
        au_plus_tot: first day on which it may have been unmet.
        au_plus_tard: first day on which it surely was.
    """

    au_plus_tot: date
    au_plus_tard: date

    def __str__(self) -> str:
        sur = self.au_plus_tot == self.au_plus_tard
        return f"depuis {'' if sur else 'un jour '}{encadrer(self.au_plus_tot, self.au_plus_tard)}"


def _depuis_quand(msp: MSP, contexte: Contexte) -> Manque | None:
    """Since when a SISA that does not meet its composition does not; ``None`` when nothing shows that it ever did."""
    tard = tot = contexte.au
    sur = True
    for jour in _jours_de_changement(msp, contexte):
        composee = _composee(msp, contexte, jour)
        if composee:
            return Manque(tot, tard)
        sur = sur and composee is False
        tard = jour if sur else tard
        tot = jour
    return None


def _tolerance(msp: MSP, contexte: Contexte, vigueur: Periode) -> Iterator[Verdict]:
    ecart = _ecarter(msp, contexte.au)
    if ecart is not None:
        yield ecart
        return
    composee = _composee(msp, contexte, contexte.au)
    if composee:
        return
    if composee is None:
        message = (
            "on ne sait pas si la SISA compte à cette date deux médecins et un auxiliaire médical parmi ses associés"
        )
        yield Indetermine(message, ("associes", "periode", "profession"), _ASSOCIES)
        return
    manque = _depuis_quand(msp, contexte)
    if manque is None:
        message = (
            "les associés connus ne remplissent la condition de composition à aucune date antérieure : on ne sait pas "
            "depuis quand elle ne l'est plus"
        )
        yield Indetermine(message, ("associes",), _ASSOCIES)
        return
    yield _juger_tolerance(manque, contexte.au, vigueur)


def _juger_tolerance(manque: Manque, au: date, vigueur: Periode) -> Verdict:
    mois = TOLERANCE_SISA.au(au).valeur
    debut = f"la condition de composition n'est plus remplie {manque}"
    if not mois:
        suite = "tout intéressé peut demander la dissolution, et le juge accorder six mois pour régulariser"
        return NonConforme(f"{debut} : {suite}", _ASSOCIES)
    # Whether days before this version count is said by no text that was read: both readings stand.
    neuf = max(manque.au_plus_tard, vigueur.debut or manque.au_plus_tard)
    premier = min(_derniers_jours(manque.au_plus_tot, mois))
    dernier = max(_derniers_jours(neuf, mois))
    if au <= premier:
        bornes = (
            f"jusqu'au {jour_en_lettres(premier)}"
            if premier == dernier
            else f"jusqu'au {jour_en_lettres(premier)} au moins"
        )
        return Remarque(f"{debut} ; la dissolution ne peut être demandée {bornes}", _ASSOCIES)
    prolonge = echeance(dernier, mois=PROLONGATION_TOLERANCE_SISA.au(au).valeur or 0)
    if au > prolonge:
        suite = (
            f"tout intéressé peut demander la dissolution depuis le {jour_en_lettres(prolonge + UN_JOUR)} au plus tard"
        )
        return NonConforme(f"{debut} : {suite}", _ASSOCIES)
    if au > dernier:
        suite = (
            f"la tolérance a pris fin le {jour_en_lettres(dernier)}, sauf si le tribunal l'a prolongée de "
            "six mois, ou si elle l'est "
            "d'un an, de droit, parce que la société emploie les professionnels qui manquent"
        )
        return Indetermine(f"{debut} : {suite}", (), _ASSOCIES)
    message = f"{debut} : on ne sait pas si la tolérance, qui finit {encadrer(premier, dernier)}, court encore"
    return Indetermine(message, ("periode",), _ASSOCIES)


def _derniers_jours(premier_jour: date, mois: int) -> tuple[date, date]:
    """The two last days that a duration in months may have: counted from its first day, or from the day before."""
    return echeance(premier_jour, mois=mois) - UN_JOUR, echeance(premier_jour - UN_JOUR, mois=mois)


@regle(
    "SISA-002",
    titre="Une SISA qui ne compte plus deux médecins et un auxiliaire médical peut être dissoute sans délai",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=SANS_TOLERANCE,
    sources=(textes.L4041_4_2011,),
    fiabilite=Fiabilite.SECONDAIRE,
    listes=("associes",),
)
def sans_tolerance(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L4041-4, until 13 May 2021: no tolerance, the court could give six months."""
    return _tolerance(msp, contexte, SANS_TOLERANCE)


@regle(
    "SISA-003",
    titre="Une SISA peut rester six mois sans deux médecins et un auxiliaire médical",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=SIX_MOIS,
    sources=(textes.L4041_4_2021,),
    fiabilite=Fiabilite.VERIFIEE,
    listes=("associes",),
)
def tolerance_de_six_mois(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L4041-4, I, from 14 May 2021 to 28 December 2023."""
    return _tolerance(msp, contexte, SIX_MOIS)


@regle(
    "SISA-004",
    titre="Une SISA peut rester trois ans sans deux médecins et un auxiliaire médical",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=TROIS_ANS,
    sources=(textes.L4041_4_2023,),
    fiabilite=Fiabilite.VERIFIEE,
    listes=("associes",),
)
def tolerance_de_trois_ans(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L4041-4, I, since 29 December 2023."""
    return _tolerance(msp, contexte, TROIS_ANS)


# -- whom the company employs --------------------------------------------------------------------------------------


def _exercices(professionnel: Professionnel, contexte: Contexte) -> list[tuple[Exercice, bool | None]]:
    """Practices that take place, or may take place, on a day, each with whether it does."""
    situes = contexte.registre.exercices(au=contexte.au, professionnel=professionnel.identifiant)
    return [(situe.exercice, situe.certain or None) for situe in situes]


def _salarie(msp: MSP, professionnel: Professionnel, contexte: Contexte) -> bool | None:
    """Whether the company employs somebody, as a health professional, on a day."""
    emplois = [
        tous([_mode(exercice, ModeExercice.SALARIE), _employe(msp, exercice), couvert])
        for exercice, couvert in _exercices(professionnel, contexte)
    ]
    return tous([est_profession_de_sante(professionnel.profession), au_moins_un(emplois)])


def _mode(exercice: Exercice, mode: ModeExercice) -> bool | None:
    return None if exercice.mode is None else exercice.mode is mode


def _employe(msp: MSP, exercice: Exercice) -> bool | None:
    if exercice.employeur is not None:
        return exercice.employeur == msp.identifiant
    return None if exercice.structure == msp.identifiant else False


def _liberal(professionnel: Professionnel, contexte: Contexte) -> bool | None:
    """Whether an associate is a *professionnel de santé libéral*; without any known practice, nothing tells."""
    exercices = _exercices(professionnel, contexte)
    if not exercices:
        return None
    modes = [tous([_mode(exercice, ModeExercice.LIBERAL), couvert]) for exercice, couvert in exercices]
    return tous([est_profession_de_sante(professionnel.profession), au_moins_un(modes)])


def _salaries(msp: MSP, contexte: Contexte) -> Effectif:
    citants = (p for p in contexte.registre.citants(msp.identifiant) if isinstance(p, Professionnel))
    employes = (Appartenance(membre=employe.identifiant, certain=True) for employe in citants)
    return compter(contexte.registre, employes, lambda p: _salarie(msp, p, contexte))


def _liberaux_associes(msp: MSP, contexte: Contexte) -> Effectif:
    associes = contexte.registre.associes(msp, au=contexte.au)
    return compter(contexte.registre, associes, lambda p: _liberal(p, contexte))


@regle(
    "SISA-005",
    titre="Une SISA salarie moins de professionnels de santé qui exercent des activités de soins qu'elle ne compte de "
    "libéraux associés",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=SALARIAT_OUVERT,
    sources=(textes.L4041_4_II,),
    fiabilite=Fiabilite.VERIFIEE,
    jamais=(Resultat.NON_CONFORME,),
)
def moins_de_salaries_que_de_liberaux(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L4041-4, II.

    It counts those employees alone who are "exerçant des activités de soins": no record says what an employee does, a
    nurse who coordinates is none of them, and no count fails.
    """
    ecart = _ecarter(msp, contexte.au)
    if ecart is not None:
        yield ecart
        return
    salaries = _salaries(msp, contexte)
    if not salaries.maximum:
        yield SansObjet("aucun professionnel de santé salarié par la SISA n'est connu à cette date")
        return
    liberaux = _liberaux_associes(msp, contexte)
    if not liberaux.maximum:
        message = "les libéraux associés de la SISA à cette date ne sont pas enregistrés"
        yield Indetermine(message, _ASSOCIES, _ASSOCIES)
    elif salaries.minimum >= liberaux.maximum:
        message = (
            f"{salaries.minimum} professionnel(s) salarié(s) pour {liberaux.maximum} libéral(aux) associé(s) : il en "
            "faut moins qui exercent des activités de soins, ce que le registre ne dit pas des salariés"
        )
        yield Indetermine(message, (), _ASSOCIES)
    elif salaries.maximum >= liberaux.minimum:
        message = (
            f"de {salaries.minimum} à {salaries.maximum} professionnel(s) salarié(s) pour {liberaux.minimum} à "
            f"{liberaux.maximum} libéral(aux) associé(s), selon les exercices connus"
        )
        yield Indetermine(message, ("mode", "employeur", "periode"), _ASSOCIES)


@regle(
    "SISA-006",
    titre="Une SISA ne salarie pas de professionnels de santé",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=SALARIAT_INTERDIT,
    sources=(textes.L4041_2_2011,),
    fiabilite=Fiabilite.DEDUITE,
    jamais=(Resultat.NON_CONFORME,),
)
def pas_de_salaries(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """Deduced from the ordinance of 2021, which opens what the law of 2011 did not name.

    It opens the salaried practice of care: a nurse who coordinates may be an employee of before, and no record says it.
    """
    ecart = _ecarter(msp, contexte.au)
    if ecart is not None:
        yield ecart
        return
    salaries = _salaries(msp, contexte)
    if salaries.minimum:
        message = (
            f"{salaries.minimum} professionnel(s) de santé salarié(s) par la SISA avant le 14 mai 2021 : on ne sait "
            "pas s'ils y exercent des activités de soins"
        )
        yield Indetermine(message, ())
    elif salaries.maximum:
        message = "on ne sait pas si des professionnels qui exercent là sont salariés par la SISA"
        yield Indetermine(message, ("mode", "employeur", "periode"))


@regle(
    "SISA-007",
    titre="Les statuts d'une SISA sont transmis aux ordres et à l'ARS un mois au moins avant leur enregistrement",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=date(2011, 8, 12)),
    sources=(textes.L4041_7,),
    fiabilite=Fiabilite.SECONDAIRE,
    jamais=(Resultat.CONFORME, Resultat.NON_CONFORME),
)
def transmission_des_statuts(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L4041-7, of which reports were read: the month ends with the *enregistrement* of the statutes.

    The record holds the day of the *immatriculation*. Whether the text means that day, or another formality that comes
    before or after it, none of them says: the dates are told, and nobody is judged late.
    """
    ecart = _ecarter(msp, contexte.au)
    if ecart is not None:
        yield ecart
        return
    registre_le, mois = msp.immatriculee_le, TRANSMISSION_STATUTS_SISA.au(contexte.au).valeur
    if mois is None or registre_le is None:
        message = "la date d'immatriculation de la SISA n'est pas enregistrée"
        yield Indetermine(message, ("immatriculee_le",), ("immatriculee_le",))
        return
    for champ, nom, transmis_le in (
        ("statuts_transmis_ordres_le", "aux ordres", msp.statuts_transmis_ordres_le),
        ("statuts_transmis_ars_le", "à l'ARS", msp.statuts_transmis_ars_le),
    ):
        if transmis_le is None:
            message = f"la date de transmission des statuts {nom} n'est pas enregistrée"
            yield Indetermine(message, (champ,), (champ,))
        else:
            yield _un_mois_avant(transmis_le, registre_le, nom, champ, mois)


def _un_mois_avant(transmis_le: DatePartielle, registre_le: DatePartielle, nom: str, champ: str, mois: int) -> Verdict:
    fin = registre_le.au_plus_tard
    if fin is not None and transmis_le.au_plus_tard_le(echeance(fin, mois=-mois)) is False:
        message = (
            f"statuts transmis {nom} {dater(transmis_le)}, moins d'un mois avant l'immatriculation "
            f"({dater(registre_le)}) : trop tard si elle est leur enregistrement, dont le registre ne dit pas le jour"
        )
        return Indetermine(message, (), (champ,))
    message = (
        f"on ne sait pas si les statuts ont été transmis {nom} un mois avant leur enregistrement, dont le registre ne "
        "dit pas le jour"
    )
    return Indetermine(message, ("immatriculee_le",), (champ,))


REGLES_SISA: tuple[Regle, ...] = (
    sans_tolerance,
    tolerance_de_six_mois,
    tolerance_de_trois_ans,
    moins_de_salaries_que_de_liberaux,
    pas_de_salaries,
    transmission_des_statuts,
)
