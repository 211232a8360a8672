"""What grows faster than what it works on: each operation at two sizes, the second four times the first.

Then what a few of them take at the size of a real application.

    python -m benchmarks.croissance [rounds]

A figure is the time of the larger over four times that of the smaller: 1 is proportional, 4 quadratic. Sorting, caches
of the processor and memory make it a little more than 1.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Final

import attrs
from benchmarks._mesure import Ligne, chronometrer, rapport, releve

from soinsprimaires import (
    CPTS,
    MSP,
    Delimitation,
    Evenement,
    Extensions,
    NatureProjet,
    NatureTerritoire,
    Presence,
    Professionnel,
    Projet,
    Rattachement,
    Registre,
    Site,
    Territoire,
    comparaison,
    controler,
    referentiels,
)
from soinsprimaires.affichage.rapport import pages
from soinsprimaires.echanges import fhir
from soinsprimaires.modele.evenements import Acte
from soinsprimaires.modele.professionnels import Exercice
from soinsprimaires.referentiels import professions

AU: Final = date(2025, 6, 1)
FOIS: Final = 4
CROISSANCE: Final = 1.5

Travail = Callable[[], object]


def _professionnels(nombre: int) -> tuple[Professionnel, ...]:
    return tuple(Professionnel(identifiant=f"p-{rang:06d}", profession=professions.MEDECIN) for rang in range(nombre))


# Each on a registre that has answered nothing yet, so that what it remembers counts.


def remplacer(taille: int, *, parmi: int = 5) -> Travail:
    registre = Registre(professionnels=_professionnels(parmi * taille))
    nouveaux = [attrs.evolve(professionnel) for professionnel in registre.professionnels[::parmi]]
    return lambda: attrs.evolve(registre).avec(*nouveaux)


def retirer(taille: int) -> Travail:
    registre = Registre(professionnels=_professionnels(5 * taille))
    retires = [professionnel.identifiant for professionnel in registre.professionnels[::5]]
    return lambda: attrs.evolve(registre).sans(*retires)


def controler_un_journal(taille: int) -> Travail:
    actes = (
        *(Acte.EMERGENCE, Acte.DEPOT_LETTRE_INTENTION, Acte.ACCORD_LETTRE_INTENTION, Acte.DEBUT_REDACTION),
        *(Acte.DEPOT_PROJET, Acte.VALIDATION_PROJET, Acte.SIGNATURE_CONTRAT),
    )
    journal = tuple(
        Evenement(
            identifiant=f"e-{rang}",
            acte=actes[rang % len(actes)],
            enregistre_le=AU,
            effet_le=f"{2010 + rang * 14 // taille}-{1 + rang % 12:02d}-{1 + rang % 28:02d}",
        )
        for rang in range(taille)
    )
    projet = Projet(identifiant="projet", nom="Projet", nature=NatureProjet.CPTS, journal=journal)
    return lambda: controler(Registre(projets=(projet,)), au=AU)


def lire_les_extensions(taille: int) -> Travail:
    valeurs = {f"cle-{rang}": {"rang": rang} for rang in range(taille)}
    return lambda: dict(Extensions(valeurs))


def comparer_des_elements_sans_nom(taille: int) -> Travail:
    def ailleurs(communes: int) -> Registre:
        presences = tuple(Presence(commune=f"{32001 + rang % communes}") for rang in range(taille))
        exercice = Exercice(presences=presences)
        medecin = Professionnel(identifiant="p", profession=professions.MEDECIN, exercices=(exercice,))
        return Registre(professionnels=(medecin,))

    un, deux = ailleurs(3), ailleurs(2)
    return lambda: str(comparaison.comparer(un, deux))


def partager_des_communes(taille: int, *, cpts: int = 20) -> Travail:
    codes = tuple(commune.code for commune in referentiels.communes(AU)[:taille])
    entites = (
        entite
        for rang in range(cpts)
        for entite in (
            Territoire(
                identifiant=f"territoire-{rang}",
                nom="Territoire",
                nature=NatureTerritoire.ACTION_CPTS,
                communes=codes,
                delimitation=Delimitation.COMPLETE,
            ),
            CPTS(identifiant=f"cpts-{rang}", nom="CPTS", territoires=(Rattachement(territoire=f"territoire-{rang}"),)),
        )
    )
    registre = Registre().avec(*entites)
    return lambda: controler(registre.sans(), au=AU)


def partager_entre_plus_de_cpts(taille: int) -> Travail:
    return partager_des_communes(200, cpts=taille)


def relire_en_fhir(taille: int) -> Travail:
    """Much of one person, and of one structure."""
    sites = tuple(Site(identifiant=f"site-{rang:06d}", commune="32208") for rang in range(taille))
    exercices = tuple(Exercice(presences=(Presence(site=site.identifiant),)) for site in sites)
    registre = Registre(
        professionnels=(Professionnel(identifiant="p", profession=professions.MEDECIN, exercices=exercices),),
        structures=(MSP(identifiant="msp", nom="MSP", sites=sites),),
    )
    lignes = "\n".join(json.dumps(ressource) for ressource in fhir.en_ressources(registre)).encode()
    return lambda: list(fhir.lire(BytesIO(lignes)))


def ecrire_la_page(taille: int) -> Callable[[], list[tuple[Path, str]]]:
    projets = tuple(
        Projet(
            identifiant=f"projet-{rang}",
            nom=f"Projet n° {rang}",
            nature=NatureProjet.MSP,
            journal=(
                Evenement(identifiant="e-1", acte=Acte.EMERGENCE, enregistre_le=AU, effet_le="2024-01-01"),
                Evenement(identifiant="e-2", acte=Acte.DEBUT_REDACTION, enregistre_le=AU, effet_le="2024-06-01"),
            ),
        )
        for rang in range(taille)
    )
    return lambda: [*pages(Registre(projets=projets), au=AU, fichier=Path("projets.html"))]


OPERATIONS: Final[dict[str, tuple[Callable[[int], Travail], int]]] = {
    "avec": (remplacer, 2_000),
    "sans": (retirer, 2_000),
    "vérifier un projet, par événement": (controler_un_journal, 250),
    "lire des extensions, par clé": (lire_les_extensions, 2_000),
    "comparer des éléments sans nom": (comparer_des_elements_sans_nom, 500),
    "vérifier vingt CPTS sur les mêmes communes, par commune": (partager_des_communes, 500),
    "vérifier des CPTS sur les mêmes communes, par CPTS": (partager_entre_plus_de_cpts, 20),
    "écrire la page, par projet": (ecrire_la_page, 100),
    "relire en FHIR une personne et une structure, par exercice et par site": (relire_en_fhir, 2_500),
}


def _repeter(travail: Travail) -> None:
    for _ in range(FOIS):
        travail()


def lignes(tours: int = 3) -> Iterator[Ligne]:
    """One line an operation."""
    for nom, (preparer, taille) in OPERATIONS.items():
        petit, grand = preparer(taille), preparer(taille * FOIS)
        petit()  # what a process reads once
        mesures = chronometrer({"petit": partial(_repeter, petit), "grand": grand}, tours)
        yield rapport(f"croissance : {nom}", mesures, "grand", "petit", CROISSANCE, au_moins=False)


def tailles(tours: int = 3) -> Iterator[Ligne]:
    """One line for each operation that has a target of its own at the size of an application."""
    page = ecrire_la_page(2_000)
    operations = {"journal": controler_un_journal(3_000), "avec": remplacer(10_000, parmi=10), "page": page}
    durees = chronometrer(operations, tours)
    yield releve("vérifier un projet de 3 000 événements (s)", durees["journal"], 0.5)
    yield releve("avec, 10 000 entités parmi 100 000 (s)", durees["avec"], 0.5)
    yield releve("page de 2 000 projets (s)", durees["page"], 8)
    plus_long = max(len(texte.encode()) for _, texte in page())
    yield releve("page de 2 000 projets, son plus long fichier (Mo)", [plus_long / 1e6], 5)


if __name__ == "__main__":
    choix = [int(argument) for argument in sys.argv[1:2]]
    for ligne in chain(lignes(*choix), tailles(*choix)):
        print(ligne, flush=True)
