"""When a maison de santé is paid: the advance, then the balance."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from soinsprimaires.droit import (
    ACI_MSP_APPROUVE_LE,
    DELAI_AVANCE_ACI_MSP,
    INDICATEURS_ACI_MSP,
    INDICATEURS_SOCLES_ACI_MSP,
    PREREQUIS_ACI_MSP,
    Reponse,
)
from soinsprimaires.droit.textes import ACI_MSP_CALCUL, ACI_MSP_VERSEMENTS
from soinsprimaires.financement._fourchettes import Fourchette, l_un_ou_l_autre
from soinsprimaires.financement._indicateurs_msp import CALCULS, annee_civile
from soinsprimaires.financement._releve import Releve, au_long
from soinsprimaires.financement.bareme import Bareme
from soinsprimaires.financement.decompte import Versement, arrondir, la_plus_faible
from soinsprimaires.financement.faits import FAITS, FaitsACIMSP
from soinsprimaires.mots import grouper
from soinsprimaires.sources import Fiabilite
from soinsprimaires.temps import echeance

_AUTANT: Final = 1_000
"""More than any indicator pays, and as many files as patients."""

_BASE_NON_LUE: Final = "sur quelle patientèle et quels associés l'avance se compte n'a pas été lu"
"""On 30 April nobody knows those of the exercise."""


def jours_du_bareme(exercice: int) -> tuple[date, date]:
    """The days of an exercise on which the scale must say one thing: in 2017, from the agreement on."""
    premier, dernier = annee_civile(exercice)
    return max(premier, ACI_MSP_APPROUVE_LE), dernier


def liste_de(parametre: Callable[[date], Reponse[tuple[str, ...]]], exercice: int) -> tuple[str, ...] | None:
    """A list of indicators for an exercise; ``None`` when two texts share it, or it is not known."""
    premier, dernier = (parametre(jour).valeur for jour in jours_du_bareme(exercice))
    return premier if premier == dernier else None


def est_peut_etre_nouvelle(faits: FaitsACIMSP) -> bool:
    """Whether the regime of a new structure may apply: that of the two first civil years of its contract."""
    le = faits.contrat_effet_le
    return faits.nouvelle_structure is not False and (le is None or le.year >= faits.exercice - 1)


def echeancier(faits: FaitsACIMSP, bareme: Bareme, total: Fourchette) -> Iterator[Versement]:
    """The advance, of which the minimum alone is known, then the balance."""
    exercice, le = faits.exercice, faits.contrat_effet_le
    lu = Releve(bareme, faits, jours_du_bareme(exercice))
    de_l_exercice = arrondir(_avance(lu, faits))
    premier, _ = annee_civile(exercice)
    au_moins = lu.bareme_de("avance_minimum").minimum
    raisons = [_BASE_NON_LUE]
    if le is None:
        quand, au_moins = None, Decimal(0)
        raisons.append("la date d'effet du contrat n'est pas connue")
    elif le > premier:
        delai = DELAI_AVANCE_ACI_MSP.au(premier).valeur
        quand, au_moins = None if delai is None else echeance(le, mois=delai), Decimal(0)
        raisons.append("contrat de l'année : le prorata de l'avance n'a pas été lu")
    else:
        quand = date(exercice, 4, 30)
        if de_l_exercice.valeur is not None:
            raisons.append(f"avec ceux de l'exercice, elle serait de {grouper(de_l_exercice.valeur)} €")
    if est_peut_etre_nouvelle(faits):
        au_moins = Decimal(0)
        raisons.append("l'avance d'une structure nouvelle n'a pas été lue")
    if lu.inconnus and de_l_exercice.valeur is None:
        raisons.append(f"à renseigner : {', '.join(FAITS[fait].libelle for fait in lu.inconnus)}")
    raisons += lu.raisons
    avance = Fourchette(au_moins, None)
    avance = arrondir(avance)
    yield Versement(
        code="avance",
        libelle=f"avance de l'exercice {exercice}",
        le=quand,
        montant=avance.valeur,
        minimum=avance.minimum,
        maximum=avance.maximum,
        regle="part du montant des prérequis et des socles atteints à 100 %, au moins l'avance minimale",
        sources=(ACI_MSP_CALCUL, ACI_MSP_VERSEMENTS),
        fiabilite=la_plus_faible([Fiabilite.DEDUITE, *lu.fiabilites]),
        raison=" ; ".join(dict.fromkeys(raisons)),
    )
    yield _solde(exercice, total, avance, la_plus_faible([Fiabilite.DEDUITE, *lu.fiabilites]))


def _solde(exercice: int, total: Fourchette, avance: Fourchette, fiabilite: Fiabilite) -> Versement:
    """The total minus the advance; what is taken back of an advance that passes it was not read."""
    sans_total = ["le total n'est pas connu"] if total.valeur is None else []
    depasse = total.maximum is not None and total.maximum < avance.minimum
    reprise = "l'avance dépasse le total" if depasse else "l'avance reçue se retire du total ; si elle le dépasse"
    return Versement(
        code="solde",
        libelle=f"solde de l'exercice {exercice}",
        le=date(exercice + 1, 4, 30),
        montant=None,
        minimum=None,
        maximum=None if total.maximum is None else max(Decimal(0), total.maximum - avance.minimum),
        regle="total moins l'avance reçue",
        sources=(ACI_MSP_CALCUL, ACI_MSP_VERSEMENTS),
        fiabilite=fiabilite,
        raison=" ; ".join([*sans_total, f"{reprise}, la règle de reprise n'a pas été lue"]),
    )


def _avance(lu: Releve, faits: FaitsACIMSP) -> Fourchette:
    """What is paid in advance: a part of the prerequisites and socles, as if each were wholly reached."""
    prerequis, socles = (
        liste_de(liste.au, faits.exercice) for liste in (PREREQUIS_ACI_MSP, INDICATEURS_SOCLES_ACI_MSP)
    )
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
        si_standard_depuis=annee_civile(faits.exercice)[0],
        protocoles=_AUTANT,
        reunions_concertation=_AUTANT,
        dossiers_concertes=_AUTANT,
        base_concertation=_AUTANT,
        contrat_effet_le=jours_du_bareme(faits.exercice)[0],
    )
    complet = Releve(lu.bareme, atteints, lu.jours)
    codes = {i.mot: i.code for i in INDICATEURS_ACI_MSP}
    points = au_long(CALCULS[codes[mot]][1](complet).points for mot in (*prerequis, *socles))
    part = points * complet.bareme_de("point") * complet.bareme_de("avance_part")
    avance = l_un_ou_l_autre(part, complet.bareme_de("avance_minimum"))
    for nom in ("fiabilites", "raisons"):
        getattr(lu, nom).extend(getattr(complet, nom))
    if not complet.bareme_muet:
        lu.inconnus.update(complet.inconnus)
    return avance
