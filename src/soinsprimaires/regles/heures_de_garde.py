"""Hours of the permanence des soins: whether each slot of a rota lies in those that the text allows."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires.anomalies import Chemin
from soinsprimaires.composition import departements_possibles
from soinsprimaires.droit import HEURES_PERMANENCE, HeuresPermanence, textes
from soinsprimaires.droit.permanence import (
    ALSACE_MOSELLE,
    est_d_outre_mer,
    est_ouverte_de_jour,
    est_samedi_de_pont,
    ferie_alsace_moselle,
)
from soinsprimaires.jours import est_jour_ferie
from soinsprimaires.modele.lieux import Lieu
from soinsprimaires.modele.permanence import CreneauGarde, TableauGarde
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.referentiels import departement_de
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, Verdict, regle
from soinsprimaires.regles.permanence import DEPUIS_2010, DEPUIS_2025, DOUTES_2010, REGIME, par_creneau
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import UN_JOUR

__all__ = ["REGLES_HEURES_DE_GARDE"]


@regle(
    "PDSA-001",
    titre="Chaque créneau de garde est aux heures où la permanence des soins peut être organisée",
    cible=TableauGarde,
    portee=Portee.LOI_REGLEMENT,
    vigueur=DEPUIS_2010,
    sources=(textes.R6315_1,),
    fiabilite=Fiabilite.VERIFIEE,
)
def heures_legales(tableau: TableauGarde, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. R6315-1: nights, Sundays and public holidays, and, as needs command, the days of its 3°.

    Whether the needs of the population command those is for the ARS to say: such a slot is inside the legal hours.
    """
    heures = HEURES_PERMANENCE.au(contexte.au).valeur
    if heures is None:
        yield Indetermine("les heures de la permanence des soins à cette date ne sont pas connues", ())
        return
    connues = heures

    def juger(creneau: CreneauGarde, chemin: Chemin) -> Iterator[Verdict]:
        hors = [
            jour
            for jour, matinee in _journees(creneau, connues)
            if not est_ouverte_de_jour(jour, matinee, est_jour_ferie)
        ]
        if not hors:
            return
        horaire = f"le créneau du {jour_en_lettres(creneau.jour)}, de {creneau.debut:%Hh%M} à {creneau.fin:%Hh%M}"
        if all(est_samedi_de_pont(jour, est_jour_ferie) for jour in hors):
            yield Indetermine(
                f"{horaire}, est un samedi matin, surlendemain d'un jeudi férié : on ne sait pas si le texte "
                "(« le vendredi et le samedi lorsqu'ils suivent un jour férié ») le vise",
                (),
                chemin,
            )
            return
        departements = _departements(tableau, creneau, contexte.registre)
        if not departements:
            yield Indetermine(
                f"{horaire}, n'est aux heures légales qu'un jour férié propre au département, qui n'est pas connu",
                ("departement",),
                chemin,
            )
        elif any(_ferie_local(jour, departements) for jour in hors):
            yield Indetermine(
                f"{horaire}, n'est aux heures légales que si le jour est férié dans le département",
                (),
                chemin,
            )
        else:
            yield NonConforme(f"{horaire}, déborde des heures de la permanence des soins", chemin)

    yield from par_creneau(tableau, REGIME, contexte.registre, juger, DOUTES_2010)


heures_legales_2025: Final = attrs.evolve(
    heures_legales, vigueur=DEPUIS_2025, sources=(textes.R6315_1_2025,), fiabilite=Fiabilite.SECONDAIRE
)


def _journees(creneau: CreneauGarde, heures: HeuresPermanence) -> Iterator[tuple[date, bool]]:
    """Days of which the slot takes some time between 8h and 20h, each with whether it takes some before noon.

    Every night from 20h to 8h belongs to the permanence: only these hours are to be judged.
    """
    lendemain = creneau.fin <= creneau.debut
    if creneau.debut < heures.soir and (lendemain or creneau.fin > heures.matin):
        yield creneau.jour, creneau.debut < heures.samedi
    if lendemain and creneau.fin > heures.matin and creneau.jour != date.max:
        yield creneau.jour + UN_JOUR, True


def _departements(tableau: TableauGarde, creneau: CreneauGarde, registre: Registre) -> frozenset[str]:
    lieu = registre.obtenir(creneau.lieu)
    commune = creneau.commune or (lieu.commune if isinstance(lieu, Lieu) else None)
    if commune is not None:
        return frozenset({departement_de(commune)})
    territoire = registre.obtenir(tableau.territoire)
    if not isinstance(territoire, Territoire):
        return frozenset()
    return departements_possibles(territoire) or frozenset()


def _ferie_local(jour: date, departements: frozenset[str]) -> bool:
    """Whether the day may be by law a holiday, or beside one, in one of the départements alone.

    The holidays of Alsace-Moselle are two; those of overseas are not listed here, any day may be one.
    """
    if any(map(est_d_outre_mer, departements)):
        return True
    if not departements & ALSACE_MOSELLE:
        return False
    return est_ouverte_de_jour(jour, True, ferie_alsace_moselle) or est_samedi_de_pont(jour, ferie_alsace_moselle)


REGLES_HEURES_DE_GARDE: tuple[Regle, ...] = (heures_legales, heures_legales_2025)
