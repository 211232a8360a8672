"""Permanence des soins ambulatoires: the on-call rota of a territory (CSP, art. R6315-1 and following).

A version of a rule judges the slots of its own days: what a rota says of other days belongs to other versions. Whether
the articles of before still stood in a région, until its ARS had made a cahier des charges, was not read, nor what the
decree 2025-152 made of articles R6315-2 and R6315-4: of the days of such a doubt nothing is certain, whenever the rota
is checked.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final

from soinsprimaires.anomalies import Chemin
from soinsprimaires.composition import comme_professionnel
from soinsprimaires.droit import (
    CONCOURS_DEPUIS,
    DUREE_TABLEAU,
    PERMANENCE_DEPUIS,
    PERMANENCE_ELARGIE_DEPUIS,
    PERMANENCE_LUE_DEPUIS,
    TRANSMISSION_TABLEAU_ARS,
    TRANSMISSION_TABLEAU_ORDRE,
    textes,
)
from soinsprimaires.droit.delais import LISTE_EFFECTIVE
from soinsprimaires.modele.lieux import Lieu
from soinsprimaires.modele.permanence import CreneauGarde, TableauGarde
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater, jour_en_lettres
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.referentiels.professions import (
    CHIRURGIEN_DENTISTE,
    INFIRMIER,
    INFIRMIER_PSYCHIATRIQUE,
    MEDECIN,
    SAGE_FEMME,
)
from soinsprimaires.regles.constats import Resultat
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
from soinsprimaires.temps import UN_JOUR, DatePartielle, Periode, echeance

__all__ = ["REGLES_PERMANENCE"]

DEPUIS_2010, DEPUIS_2025 = Periode.contigues(PERMANENCE_DEPUIS, PERMANENCE_ELARGIE_DEPUIS)
REGIME: Final = Periode(debut=PERMANENCE_DEPUIS)

Doutes = Mapping[Periode, str]
"""Days of which what the text asked was not read, and why."""
DOUTES_2010: Final[Doutes] = {
    Periode(debut=PERMANENCE_DEPUIS, fin=PERMANENCE_LUE_DEPUIS - UN_JOUR): (
        "les derniers articles du décret n° 2010-809 du 13 juillet 2010 n'ont pas été lus : ceux d'avant pouvaient "
        "valoir encore dans une région dont l'ARS n'avait pas arrêté le cahier des charges"
    )
}
DOUTES: Final[Doutes] = {
    **DOUTES_2010,
    DEPUIS_2025: "la rédaction que le décret n° 2025-152 du 19 février 2025 donne de l'article n'a pas été lue",
}
"""Those of articles R6315-2 and R6315-4, of which the version of 2019 is the last that was read."""


def _doute(jour: date, doutes: Doutes) -> str | None:
    return next((raison for jours, raison in doutes.items() if jour in jours), None)


def _reserves(jour: date) -> Iterator[SousReserve]:
    """Under what the whole of a rota is judged whose text is that of a day."""
    raison = _doute(jour, DOUTES)
    if raison is not None:
        yield SousReserve(f"le {jour_en_lettres(jour)}, {raison}", (), ("periode",))


JugerCreneau = Callable[[CreneauGarde, Chemin], Iterator[Verdict]]


def par_creneau(
    tableau: TableauGarde, regime: Periode, registre: Registre, juger: JugerCreneau, doutes: Doutes = DOUTES
) -> Iterator[Verdict]:
    """Judge each slot of the days of a version, but for those of dentists and those of days in doubt."""
    if not tableau.creneaux:
        yield Indetermine("aucun créneau n'est enregistré", ("creneaux",), ("creneaux",))
        return
    rangs = [rang for rang, creneau in enumerate(tableau.creneaux) if creneau.jour in regime]
    if not rangs:
        yield SansObjet("aucun créneau n'est du temps de cette rédaction")
    dentistes = _dentistes(tableau, registre)
    dits: set[str] = set()
    for rang in rangs:
        creneau, chemin = tableau.creneaux[rang], ("creneaux", rang)
        raison = _doute(creneau.jour, doutes)
        if raison is not None:
            # Said once: the nights of a whole rota may be of those days.
            if raison not in dits:
                yield Indetermine(f"le {jour_en_lettres(creneau.jour)}, {raison}", (), chemin)
            dits.add(raison)
            continue
        if creneau.professionnel in dentistes:
            message = (
                f"« {creneau.professionnel} », de garde le {jour_en_lettres(creneau.jour)}, est chirurgien-dentiste"
            )
            yield Indetermine(f"{message} : {_DENTAIRE}", (), chemin)
        else:
            yield from juger(creneau, chemin)


_DENTAIRE: Final = (
    "la permanence des soins dentaires a ses propres articles (CSP, art. R6315-7 à R6315-9), qui font établir le "
    "tableau par l'ordre lui-même"
)


def _dentaire(tableau: TableauGarde, registre: Registre) -> Iterator[Verdict]:
    """Under what the whole of a rota is judged on which a dentist is on call: it may be of another permanence."""
    if _dentistes(tableau, registre):
        yield SousReserve(f"un chirurgien-dentiste est de garde : {_DENTAIRE}", (), ("creneaux",))


def _dentistes(tableau: TableauGarde, registre: Registre) -> frozenset[str]:
    de_garde = {creneau.professionnel for creneau in tableau.creneaux}
    return frozenset(qui for qui in de_garde if _profession(registre, qui) == CHIRURGIEN_DENTISTE)


def _debut(tableau: TableauGarde) -> date | Verdict:
    """First day of a rota, or why it cannot be judged from it."""
    debut = tableau.periode.debut
    if debut is None:
        return Indetermine("le premier jour du tableau n'est pas connu", ("debut",), ("periode",))
    if debut not in REGIME:
        return SansObjet("le tableau est antérieur à ce régime")
    return debut


# -- rota ---------------------------------------------------------------------------------------------------------


@regle(
    "PDSA-002",
    titre="Un tableau de garde est établi pour trois mois au moins",
    cible=TableauGarde,
    portee=Portee.LOI_REGLEMENT,
    vigueur=REGIME,
    sources=(textes.R6315_2_I,),
    fiabilite=Fiabilite.VERIFIEE,
)
def duree_du_tableau(tableau: TableauGarde, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R6315-2, I."""
    yield from _dentaire(tableau, contexte.registre)
    debut, mois = _debut(tableau), DUREE_TABLEAU.au(contexte.au).valeur
    if not isinstance(debut, date):
        yield debut
        return
    fin = tableau.periode.fin
    if fin is None:
        yield Indetermine("le dernier jour du tableau n'est pas connu", ("fin",), ("periode",))
        return
    if mois is None:
        yield _DUREE_INCONNUE
        return
    yield from _reserves(debut)
    try:
        minimum = echeance(debut, mois=mois) - UN_JOUR
    except (OverflowError, ValueError):  # past the end of the calendar
        minimum = date.max
    if fin < minimum:
        yield NonConforme(
            f"le tableau va du {jour_en_lettres(debut)} au {jour_en_lettres(fin)} : il faut trois mois au "
            f"moins, jusqu'au {jour_en_lettres(minimum)}",
            ("periode",),
        )


@regle(
    "PDSA-003",
    titre="Le tableau de garde est transmis au conseil départemental de l'ordre quarante-cinq jours au moins avant sa "
    "mise en œuvre",
    cible=TableauGarde,
    portee=Portee.LOI_REGLEMENT,
    vigueur=REGIME,
    sources=(textes.R6315_2_I,),
    fiabilite=Fiabilite.VERIFIEE,
)
def transmission_a_l_ordre(tableau: TableauGarde, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R6315-2, I."""
    yield from _dentaire(tableau, contexte.registre)
    jours = TRANSMISSION_TABLEAU_ORDRE.au(contexte.au).valeur
    yield from _transmission(tableau, contexte.au, jours, "au conseil départemental de l'ordre", "transmis_ordre_le")


@regle(
    "PDSA-004",
    titre="L'ordre transmet le tableau de garde à l'ARS, au préfet, au SAMU, aux médecins et aux caisses dix jours au "
    "moins avant sa mise en œuvre",
    cible=TableauGarde,
    portee=Portee.LOI_REGLEMENT,
    vigueur=REGIME,
    sources=(textes.R6315_2_II,),
    fiabilite=Fiabilite.VERIFIEE,
)
def transmission_a_l_ars(tableau: TableauGarde, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R6315-2, II; the model holds one day for all those to whom the order sends it."""
    yield from _dentaire(tableau, contexte.registre)
    jours = TRANSMISSION_TABLEAU_ARS.au(contexte.au).valeur
    yield from _transmission(tableau, contexte.au, jours, "à l'ARS et aux autres destinataires", "transmis_ars_le")


_DUREE_INCONNUE: Final = Indetermine("ce que le texte demande à cette date n'a pas été lu", ())


def _transmission(tableau: TableauGarde, au: date, jours: int | None, a_qui: str, champ: str) -> Iterator[Verdict]:
    debut = _debut(tableau)
    if not isinstance(debut, date):
        yield debut
        return
    if jours is None:
        yield _DUREE_INCONNUE
        return
    yield from _reserves(debut)
    limite = debut - timedelta(days=jours)
    if limite not in REGIME:
        message = f"le délai finissait le {jour_en_lettres(limite)}, avant que ce texte soit en vigueur"
        yield SousReserve(message, (), ("periode",))
    le: DatePartielle | None = getattr(tableau, champ)
    a_temps = None if le is None else le.au_plus_tard_le(limite)
    if a_temps:
        return
    if au <= limite and (le is None or a_temps is False):
        yield SansObjet(f"le délai court jusqu'au {jour_en_lettres(limite)}")
    elif a_temps is None:
        yield Indetermine(
            f"on ne sait pas si le tableau a été transmis {a_qui} le {jour_en_lettres(limite)} au plus tard", (champ,)
        )
    elif le is not None:
        avant = f"le {jour_en_lettres(limite)} au plus tard, {jours} jours avant sa mise en œuvre"
        yield NonConforme(f"le tableau a été transmis {a_qui} {dater(le)} : c'était {avant}", (champ,))


@regle(
    "PDSA-005",
    titre="Le tableau de garde précise le nom, la modalité et le lieu de dispensation des actes de chaque médecin",
    cible=TableauGarde,
    portee=Portee.LOI_REGLEMENT,
    vigueur=REGIME,
    sources=(textes.R6315_2_I,),
    fiabilite=Fiabilite.VERIFIEE,
    jamais=(Resultat.NON_CONFORME,),
)
def lignes_completes(tableau: TableauGarde, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R6315-2, I; what the record leaves out, the rota itself may well state: the rule then asks for it."""

    def juger(creneau: CreneauGarde, chemin: Chemin) -> Iterator[Verdict]:
        connus = {
            "professionnel": isinstance(contexte.registre.obtenir(creneau.professionnel), Professionnel),
            "modalite": creneau.modalite is not None,
            "lieu": creneau.commune is not None or isinstance(contexte.registre.obtenir(creneau.lieu), Lieu),
        }
        absents = tuple(champ for champ, connu in connus.items() if not connu)
        if absents:
            mots = " et ".join(_MOTS[champ] for champ in absents)
            yield Indetermine(f"le créneau du {jour_en_lettres(creneau.jour)} n'indique pas {mots}", absents, chemin)

    yield from par_creneau(tableau, REGIME, contexte.registre, juger)


_MOTS: Final = {"professionnel": "qui est de garde", "modalite": "la modalité", "lieu": "le lieu"}


# -- who ----------------------------------------------------------------------------------------------------------


@regle(
    "PDSA-006",
    titre="Seuls des volontaires sont de garde, sauf réquisition du préfet",
    cible=TableauGarde,
    portee=Portee.LOI_REGLEMENT,
    vigueur=REGIME,
    sources=(textes.R6315_4,),
    fiabilite=Fiabilite.VERIFIEE,
)
def volontariat(tableau: TableauGarde, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R6315-4; a replacement takes over the duty of a volunteer, see PDSA-007."""
    corps = partial(comme_professionnel, contexte.registre)
    volontaires = set(map(corps, tableau.volontaires))

    def juger(creneau: CreneauGarde, chemin: Chemin) -> Iterator[Verdict]:
        nommes = {corps(nom) for nom in (creneau.professionnel, creneau.remplace) if nom is not None}
        if creneau.requisition or volontaires & nommes:
            return
        if volontaires and creneau.requisition is False:
            yield NonConforme(
                f"« {creneau.professionnel} » est de garde le {jour_en_lettres(creneau.jour)} sans "
                "volontariat ni réquisition",
                chemin,
            )
        else:
            champs = ("volontaires", "requisition", "remplace") if volontaires else ("volontaires",)
            yield Indetermine(
                f"on ne sait pas à quel titre « {creneau.professionnel} » est de garde le "
                f"{jour_en_lettres(creneau.jour)} : volontaire, "
                "remplaçant ou réquisitionné",
                champs,
                chemin,
            )

    yield from par_creneau(tableau, REGIME, contexte.registre, juger)


@regle(
    "PDSA-007",
    titre="La garde d'un médecin remplacé est assurée par le médecin qui le remplace",
    cible=TableauGarde,
    portee=Portee.LOI_REGLEMENT,
    vigueur=REGIME,
    sources=(textes.R6315_4,),
    fiabilite=Fiabilite.VERIFIEE,
)
def remplacement(tableau: TableauGarde, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R6315-4."""
    if not any(creneau.remplace for creneau in tableau.creneaux):
        yield SansObjet("aucun remplacement n'est enregistré")
        return
    corps = partial(comme_professionnel, contexte.registre)

    def juger(creneau: CreneauGarde, chemin: Chemin) -> Iterator[Verdict]:
        if creneau.remplace is None:
            return
        if corps(creneau.remplace) == corps(creneau.professionnel):
            # A slip of the record, of which the text says nothing.
            qui = creneau.professionnel
            message = f"le registre dit de « {qui} » qu'il se remplace, ce qui ne dit pas qui est de garde"
            yield Indetermine(message, ("professionnel", "remplace"), (*chemin, "remplace"))
            return
        professions = [_profession(contexte.registre, qui) for qui in (creneau.remplace, creneau.professionnel)]
        if professions[0] not in {None, MEDECIN}:
            return
        if None in professions:
            yield Indetermine(
                f"on ne sait pas si la garde du {jour_en_lettres(creneau.jour)} est celle d'un médecin, "
                "reprise par un médecin",
                ("profession",),
                chemin,
            )
        elif professions[1] != MEDECIN:
            yield NonConforme(
                f"la garde de « {creneau.remplace} », médecin, est reprise par « {creneau.professionnel} », qui ne "
                "l'est pas",
                chemin,
            )

    yield from par_creneau(tableau, REGIME, contexte.registre, juger)


def _profession(registre: Registre, identifiant: str) -> CodeNomenclature | None:
    trouve = registre.obtenir(identifiant)
    return trouve.profession if isinstance(trouve, Professionnel) else None


@regle(
    "PDSA-008",
    titre="La permanence des soins est assurée par des médecins, salariés des centres de santé compris",
    cible=TableauGarde,
    portee=Portee.LOI_REGLEMENT,
    vigueur=DEPUIS_2010,
    sources=(textes.R6315_1,),
    fiabilite=Fiabilite.VERIFIEE,
)
def medecins_seuls(tableau: TableauGarde, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R6315-1, until 20 February 2025: doctors, whatever their mode of practice.

    Since 21 May 2023 art. L6314-1 calls nurses and midwives to contribute, as no decree said how before 2025: whether
    they could is not certain.
    """
    yield from _admis(tableau, contexte.registre, DEPUIS_2010)


@regle(
    "PDSA-008",
    titre="La permanence des soins est assurée par des médecins, salariés des centres de santé compris, avec le "
    "concours d'infirmiers et de sages-femmes",
    cible=TableauGarde,
    portee=Portee.LOI_REGLEMENT,
    vigueur=DEPUIS_2025,
    sources=(textes.R6315_1_2025, textes.DECRET_2025_152),
    fiabilite=Fiabilite.SECONDAIRE,
)
def concours_des_infirmiers_et_sages_femmes(tableau: TableauGarde, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R6315-1, since 21 February 2025.

    Nurses and midwives contribute as volunteers, where the demand and the medical offer call for it, and on conditions
    set by the ARS, which no record holds.
    """
    yield from _admis(tableau, contexte.registre, DEPUIS_2025)


# Whether a nurse of psychiatric sector is an "infirmier diplômé d'Etat" of the law is said nowhere that was read.
_CONCOURENT: Final = frozenset({INFIRMIER, SAGE_FEMME})


def _admis(tableau: TableauGarde, registre: Registre, regime: Periode) -> Iterator[Verdict]:
    def juger(creneau: CreneauGarde, chemin: Chemin) -> Iterator[Verdict]:
        profession = _profession(registre, creneau.professionnel)
        if profession == MEDECIN:
            return
        depuis_la_loi = creneau.jour >= CONCOURS_DEPUIS
        if depuis_la_loi and profession in _CONCOURENT:
            yield Indetermine(
                f"« {creneau.professionnel} », de garde le {jour_en_lettres(creneau.jour)}, peut l'être "
                "comme volontaire et aux "
                "conditions que fixe le directeur général de l'ARS, que le registre ne dit pas",
                (),
                chemin,
            )
        elif profession is None or (depuis_la_loi and profession == INFIRMIER_PSYCHIATRIQUE):
            yield Indetermine(
                f"on ne sait pas si « {creneau.professionnel} », de garde le "
                f"{jour_en_lettres(creneau.jour)}, peut l'être",
                ("profession",),
                chemin,
            )
        else:
            yield NonConforme(
                f"« {creneau.professionnel} » est de garde le {jour_en_lettres(creneau.jour)} : sa "
                "profession ne l'admet pas ce jour-là",
                chemin,
            )

    yield from par_creneau(tableau, regime, registre, juger, DOUTES_2010)


@regle(
    "PDSA-009",
    titre="Dans le mois qui suit la fin du tableau, les associations transmettent à l'ordre la liste de ceux qui ont "
    "effectivement assuré la garde",
    cible=TableauGarde,
    portee=Portee.LOI_REGLEMENT,
    vigueur=REGIME,
    sources=LISTE_EFFECTIVE.sources,
    fiabilite=LISTE_EFFECTIVE.fiabilite,
)
def liste_effective(tableau: TableauGarde, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R6315-2, II; it binds the associations that take part in the rota."""
    if not tableau.associations:
        yield SansObjet("aucune association de permanence des soins n'est enregistrée")
        return
    yield from _dentaire(tableau, contexte.registre)
    fin = tableau.periode.fin
    if fin is None:
        yield Indetermine("le dernier jour du tableau n'est pas connu", ("fin",), ("periode",))
        return
    if fin not in REGIME:
        yield SansObjet("le tableau est antérieur à ce régime")
        return
    yield from _reserves(fin)
    premier, dernier = LISTE_EFFECTIVE.bornes(fin)
    le = tableau.liste_effective_le
    a_temps = None if le is None else le.au_plus_tard_le(premier)
    if a_temps:
        return
    if contexte.au <= premier and (le is None or a_temps is False):
        yield SansObjet(f"le délai court jusqu'au {jour_en_lettres(premier)}")
    elif le is not None and le.au_plus_tard_le(dernier) is False:
        message = f"la liste des gardes effectives a été transmise {dater(le)}"
        yield NonConforme(f"{message} : c'était le {jour_en_lettres(dernier)} au plus tard", ("liste_effective_le",))
    else:
        yield Indetermine(
            "on ne sait pas si la liste des gardes effectives a été transmise dans le mois qui suit le "
            f"{jour_en_lettres(fin)}",
            ("liste_effective_le",),
        )


REGLES_PERMANENCE: tuple[Regle, ...] = (
    duree_du_tableau,
    transmission_a_l_ordre,
    transmission_a_l_ars,
    lignes_completes,
    volontariat,
    remplacement,
    medecins_seuls,
    concours_des_infirmiers_et_sages_femmes,
    liste_effective,
)
