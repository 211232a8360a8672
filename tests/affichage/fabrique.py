"""What the plots are tried on, and the figures of the documentation show: all of it is made up, but the contours."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs
from tests.cycle.outils import Q, annuler, cpts, fait

from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    Adhesion,
    DatePartielle,
    Delimitation,
    Direction,
    Estimation,
    Exercice,
    JourSemaine,
    Lieu,
    MissionCPTS,
    ModeExercice,
    Mouvement,
    NatureMouvement,
    NatureTerritoire,
    NuanceNombre,
    PeriodePartielle,
    Presence,
    Professionnel,
    ProgrammeFormation,
    Projet,
    Provenance,
    Rattachement,
    Registre,
    Repere,
    SeanceFormation,
    Site,
    StatutExercice,
    StatutMouvement,
    StatutSeance,
    Structure,
    Territoire,
)
from soinsprimaires.referentiels import communes_de, professions

AU: Final = date(2024, 6, 1)
SOURCE: Final = Provenance(titre="Données inventées pour l'exemple")
J = JourSemaine

_ACCORD_PAR_ERREUR: Final = fait(Acte.ACCORD_LETTRE_INTENTION, "2023-02", Q.ARS, Q.CPAM)

PROJET: Final[Projet] = attrs.evolve(
    cpts(
        fait(Acte.REUNION_TENUE, "../2022-06", Q.PORTEURS),
        fait(Acte.DEPOT_LETTRE_INTENTION, "2022-10~", Q.PORTEURS),
        _ACCORD_PAR_ERREUR,
        annuler(_ACCORD_PAR_ERREUR, "annulation"),
        fait(Acte.ACCORD_LETTRE_INTENTION, "2023-03-14", Q.ARS, Q.CPAM),
        fait(Acte.DEPOT_PROJET, "2023-10-02", Q.PORTEURS, recu_le="2023-10-05"),
        fait(Acte.VALIDATION_PROJET, "2023-11-20", Q.ARS),
        fait(Acte.SIGNATURE_CONTRAT, "2024-01-15", Q.STRUCTURE, Q.ARS, Q.CPAM),
        fait(Acte.DEMARRAGE_MISSION, "2024-05-02", Q.STRUCTURE, mission=MissionCPTS.ACCES_AUX_SOINS),
    ),
    identifiant="projet-exemple",
    nom="CPTS d'exemple",
    provenance=SOURCE,
)


def soignant(rang: int, metier: Any, naissance: int | None, *presences: Presence, **exercice: Any) -> Professionnel:
    profession, *savoir_faire = metier if isinstance(metier, tuple) else (metier,)
    donnees: dict[str, Any] = {
        "mode": ModeExercice.LIBERAL,
        "structure": "msp-exemple",
        "periode": PeriodePartielle(debut="2019"),
    }
    return Professionnel(
        identifiant=f"soignant-{rang:02d}",
        profession=profession,
        savoir_faire=tuple(savoir_faire),
        annee_naissance=naissance,
        exercices=(Exercice(**(donnees | exercice), presences=presences),),
        provenance=SOURCE,
    )


def a_lectoure(*jours: JourSemaine, **reste: Any) -> Presence:
    return Presence(site="site-lectoure", jours=jours, **reste)


def a_fleurance(*jours: JourSemaine, **reste: Any) -> Presence:
    return Presence(site="site-fleurance", jours=jours, **reste)


GENERALISTE: Final = (professions.MEDECIN, professions.MEDECINE_GENERALE)
KINESITHERAPEUTE: Final = professions.MASSEUR_KINESITHERAPEUTE
PREVU: Final = StatutExercice.PREVU
PEDIATRE: Final = (professions.MEDECIN, professions.PEDIATRIE, professions.GENETIQUE)

SOIGNANTS: Final = (
    soignant(1, GENERALISTE, 1957, a_lectoure(J.LUNDI, J.MARDI, J.JEUDI, J.VENDREDI)),
    soignant(2, GENERALISTE, 1960, a_lectoure(J.LUNDI, J.MERCREDI), a_fleurance(J.JEUDI)),
    soignant(3, GENERALISTE, 1984, a_fleurance(J.LUNDI, J.MARDI, J.MERCREDI, J.VENDREDI)),
    soignant(4, GENERALISTE, None, a_fleurance(nombre_jours="2.5"), periode=None),
    soignant(5, PEDIATRE, 1988, a_lectoure(nombre_jours=3), a_fleurance(nombre_jours=2), statut=PREVU, periode=None),
    soignant(6, professions.MEDECIN, 1971, a_lectoure(J.SAMEDI)),
    soignant(7, professions.INFIRMIER, 1990, a_lectoure(*tuple(J)[:6])),
    soignant(8, professions.INFIRMIER, 1978, a_lectoure(J.LUNDI, J.MARDI, J.DIMANCHE)),
    soignant(9, professions.INFIRMIER, 1994, a_fleurance(*tuple(J)[:5])),
    soignant(10, KINESITHERAPEUTE, 1963, a_fleurance(J.MARDI, J.JEUDI), periode=PeriodePartielle(fin="2024~")),
    soignant(11, KINESITHERAPEUTE, 1996, a_lectoure(J.MERCREDI, J.VENDREDI)),
    soignant(12, professions.PHARMACIEN, 1969, Presence(commune="32345")),
    soignant(13, professions.SAGE_FEMME, 1982),
    soignant(14, professions.ORTHOPHONISTE, 1975, periode=PeriodePartielle(debut="2010", fin="2020")),
    Professionnel(identifiant="sans-exercice", profession=professions.INFIRMIER),
)

MOUVEMENTS: Final = (
    Mouvement(
        identifiant="retraite-1",
        nature=NatureMouvement.RETRAITE,
        statut=StatutMouvement.ANNONCE,
        professionnel="soignant-01",
        structure="msp-exemple",
        le="2024-12",
    ),
    Mouvement(
        identifiant="retraite-2",
        nature=NatureMouvement.RETRAITE,
        statut=StatutMouvement.ANNONCE,
        professionnel="soignant-02",
        structure="msp-exemple",
    ),
    Mouvement(
        identifiant="departs-anonymes",
        nature=NatureMouvement.DEPART,
        statut=StatutMouvement.ANNONCE,
        profession=professions.INFIRMIER,
        nombre=Estimation(valeur=1, nuance=NuanceNombre.AU_MOINS),
        structure="msp-exemple",
    ),
)


def seance(rang: int, theme: str | None, le: str | None, statut: StatutSeance, **reste: Any) -> SeanceFormation:
    return SeanceFormation(
        identifiant=f"seance-{rang}", programme="soirees", theme=theme, le=le, statut=statut, provenance=SOURCE, **reste
    )


SEANCES: Final = (
    seance(1, "Insuffisance cardiaque", "2023-10-12", StatutSeance.TENUE, nombre_participants=Estimation(valeur=24)),
    seance(
        2,
        "Plaies et cicatrisation",
        "2023-11~",
        StatutSeance.TENUE,
        nombre_participants=Estimation(valeur=20, nuance=NuanceNombre.ENVIRON),
    ),
    seance(3, "Diabète", "2024-01-18", StatutSeance.TENUE),
    seance(4, None, "2024-03-14", StatutSeance.TENUE, participants=("soignant-01", "soignant-07", "soignant-09")),
    seance(5, "Urgences pédiatriques", "2024-04-11", StatutSeance.ANNULEE),
    seance(
        6,
        "Soins palliatifs",
        "2024-05-16",
        StatutSeance.TENUE,
        nombre_participants=Estimation(valeur=30, nuance=NuanceNombre.PLUS_DE),
    ),
    seance(7, "Santé mentale", "2024-09-12", StatutSeance.PREVUE),
    seance(8, "Addictions", None, StatutSeance.PREVUE),
)

GERS: Final = Path(__file__).resolve().parents[2] / "examples" / "contours" / "communes-32-gers.geojson.gz"
"""True contours; the rest is made up."""
LOMAGNE: Final = tuple(c.code for c in communes_de(epci="243200391"))
BASTIDES: Final = tuple(c.code for c in communes_de(epci="200034726"))
FEZENSAC: Final = tuple(c.code for c in communes_de(epci="243200607"))


def territoire(identifiant: str, nom: str, communes: Iterable[str], **reste: Any) -> Territoire:
    donnees: dict[str, Any] = {"delimitation": Delimitation.COMPLETE, "departement": "32", "provenance": SOURCE}
    return Territoire(
        identifiant=identifiant,
        nom=nom,
        nature=NatureTerritoire.ACTION_CPTS,
        communes=tuple(communes),
        **(donnees | reste),
    )


TERRITOIRES: Final = (
    territoire("lomagne", "Lomagne (exemple)", (*LOMAGNE, *BASTIDES[:8])),
    territoire("bastides", "Bastides (exemple)", BASTIDES),
    territoire(
        "fezensac",
        "Fezensac (exemple)",
        FEZENSAC,
        delimitation=Delimitation.PARTIELLE,
        reperes=(
            Repere(commune="32403", direction=Direction.OUEST),
            Repere(commune="32144", direction=Direction.SUD),
        ),
    ),
)

STRUCTURES: Final[tuple[Structure, ...]] = (
    MSP(
        identifiant="msp-exemple",
        nom="MSP d'exemple",
        sites=(Site(identifiant="site-lectoure", lieu="lieu"), Site(identifiant="site-fleurance", commune="32132")),
        associes=tuple(Adhesion(membre=f"soignant-{rang:02d}") for rang in range(1, 5)),
        provenance=SOURCE,
    ),
    *(
        CPTS(
            identifiant=f"cpts-{nom}",
            nom=f"CPTS {nom.capitalize()} (exemple)",
            territoires=(Rattachement(territoire=nom),),
            creee_le=DatePartielle.lire("2021"),
            provenance=SOURCE,
        )
        for nom in ("lomagne", "bastides")
    ),
)

REGISTRE: Final = Registre(
    lieux=(Lieu(identifiant="lieu", nom="Pôle de santé", commune="32208"),),
    mouvements=MOUVEMENTS,
    professionnels=SOIGNANTS,
    programmes_formation=(ProgrammeFormation(identifiant="soirees", intitule="Soirées de formation (exemple)"),),
    projets=(PROJET,),
    seances_formation=SEANCES,
    structures=STRUCTURES,
    territoires=TERRITOIRES,
)
