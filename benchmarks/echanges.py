"""Lines a second and peak memory of the readers of national files, on synthetic files in their layouts.

The files are written first (:func:`ecrire_annuaire`, :func:`ecrire_finess_csv`, :func:`ecrire_finess_json`): communes
drawn by their populations, categories of FINESS in their national shares, numbers with a right key where no register
issues any, nobody's name. Every line is read, judged and made into entities, which are then let go, in a process of its
own whose peak is that of the whole interpreter. Seconds are those of the processor; since a shared core is slower, what
``csv.reader`` takes to cut the same lines and do nothing of them is given beside.

    python -m benchmarks.echanges [lines]
"""

import csv
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from time import process_time
from typing import Any, Final, NamedTuple, TextIO

from benchmarks._mesure import Ligne, rapport, releve
from outils._processus import megaoctets_au_plus_haut

from soinsprimaires import referentiels
from soinsprimaires.echanges import annuaire, finess
from soinsprimaires.identifiants import cle_luhn
from soinsprimaires.referentiels import Commune

RACINE: Final = Path(__file__).parent.parent
LIGNES: Final = 200_000
OBJECTIF_LIGNES: Final = 50_000
OBJECTIF_MO: Final = 200
FOIS: Final = 4
CONSTANTE: Final = 1.2
"""Memory of a file so many times as long, over that of the other."""

TITRES: Final = (
    "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|"
    "Libellé civilité exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|Code profession|"
    "Libellé profession|"
    "Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|"
    "Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|Numéro SIRET site|"
    "Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|"
    "Raison sociale site|Enseigne commerciale site|Complément destinataire (coord. structure)|"
    "Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|"
    "Indice répétition voie (coord. Structure)|Code type de voie (coord. structure)|"
    "Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|Mention distribution (coord. structure)|"
    "Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|"
    "Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|"
    "Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|"
    "Adresse e-mail (coord. structure)|Code département (coord. structure)|Libellé département (coord. structure)|"
    "Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|"
    "Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code fonction|Libellé fonction|"
    "Code genre d'activité|Libellé genre d'activité|"
)
METIERS: Final = (
    ("60", "Infirmier", "", ""),
    ("10", "Médecin", "SM54", "Médecine générale"),
    ("70", "Masseur-Kinésithérapeute", "", ""),
    ("21", "Pharmacien", "", ""),
    ("40", "Chirurgien-Dentiste", "", ""),
)
CATEGORIES: Final = (
    ("603", "Maison de santé (L.6223-3)", 3),
    ("124", "Centre de Santé", 4),
    ("604", "Communauté Professionnelle Territoriale de Santé (CPTS)", 1),
    ("620", "Pharmacie d'Officine", 20),
    ("500", "Etablissement d'hébergement pour personnes âgées dépendantes", 8),
    ("354", "Service de Soins Infirmiers A Domicile (S.S.I.A.D)", 2),
    ("611", "Laboratoire de Biologie Médicale", 4),
    ("183", "Institut Médico-Educatif (I.M.E.)", 58),
)
"""Codes, labels and shares of a hundred: eight are structures of primary care."""


_DEPARTEMENTS: Final = {"971": "9A", "972": "9B", "973": "9C", "974": "9D", "975": "9E", "976": "9F", "986": "9J"}


class Tirage:
    """What the three files draw from."""

    def __init__(self) -> None:
        self.alea = Random(1)  # noqa: S311 - a file to read, no secret
        self.communes = [commune for commune in referentiels.communes() if commune.population]
        self._poids = tuple(accumulate(commune.population or 0 for commune in self.communes))
        self._poids_categories = tuple(accumulate(part for _, _, part in CATEGORIES))

    def commune(self) -> Commune:
        """One, the more often the more people live there."""
        return self.alea.choices(self.communes, cum_weights=self._poids)[0]

    def categorie(self) -> tuple[str, str, int]:
        """One, in its share."""
        return self.alea.choices(CATEGORIES, cum_weights=self._poids_categories)[0]

    def numero(self, prefixe: str, rang: int, chiffres: int) -> str:
        """A number with a right key."""
        corps = f"{prefixe}{rang:0{chiffres - len(prefixe) - 1}d}"
        return corps + cle_luhn(corps)


def lignes_annuaire(nombre: int) -> Iterator[str]:
    """The titles, then activities: one to three for a person, one in three in an establishment of FINESS."""
    tirage, ecrites, rang = Tirage(), 0, 0
    yield TITRES
    while ecrites < nombre:
        rang += 1
        rpps = tirage.numero("9", rang, 11)
        code, metier, savoir, libelle_savoir = tirage.alea.choice(METIERS)
        for _ in range(tirage.alea.choice((1, 1, 2, 2, 3))):
            commune = tirage.commune()
            salarie = tirage.alea.random() < 1 / 3
            site = tirage.numero("00", tirage.alea.randrange(20_000), 9) if salarie else ""
            ecrites += 1
            yield "|".join(
                (
                    *("8", rpps, f"8{rpps}", "DR", "Docteur", "MME", "Madame", "EXEMPLE", "FICTIVE", code, metier),
                    *("C", "Civil", "S" if savoir else "", "Spécialité ordinale" if savoir else "", savoir),
                    *(libelle_savoir, "S" if salarie else "L", "Salarié" if salarie else "Libéral", "", "", site, ""),
                    *(f"R{ecrites:014d}", "STRUCTURE D'EXEMPLE", "", "", "", "12", "", "R", "RUE", "DE L'EXEMPLE", ""),
                    *(f"{commune.codes_postaux[0] if commune.codes_postaux else ''} {commune.nom}",),
                    *(commune.codes_postaux[0] if commune.codes_postaux else "", commune.code, commune.nom, "99000"),
                    *(
                        "FRANCE",
                        "0500000000",
                        "",
                        "",
                        "",
                        commune.departement,
                        "",
                        "",
                        "",
                        "SA07",
                        "Cabinet individuel",
                    ),
                    *("", "", "", "", "GENR01", "Activité standard de soin", ""),
                )
            )


def lignes_finess(nombre: int) -> Iterator[str]:
    """The first line, then establishments, two for each legal entity."""
    tirage = Tirage()
    yield "finess;etalab;111;2026-05-12"
    for rang in range(1, nombre + 1):
        commune = tirage.commune()
        departement = _DEPARTEMENTS.get(commune.departement, commune.departement)
        code, libelle, _ = tirage.categorie()
        ouverture = f"{tirage.alea.randint(1960, 2025)}-{tirage.alea.randint(1, 12):02d}-01"
        postal = commune.codes_postaux[0] if commune.codes_postaux else ""
        etablissement = tirage.numero("0", rang, 9) + "0001"
        yield ";".join(
            (
                *("structureet", tirage.numero("0", rang, 9), tirage.numero("9", rang // 2, 9), "EXEMPLE"),
                *(f"ETABLISSEMENT D'EXEMPLE N° {rang}", "", "", "12", "R", "DE L'EXEMPLE", "", "BP 1"),
                *(commune.code[2:], departement, "", f"{postal} {commune.nom}", "0500000000", "", code, libelle),
                *("1102", "", etablissement + cle_luhn(etablissement), "8610Z", "99", "", "", "", ouverture, ouverture),
                *("2025-01-01", ""),
            )
        )


def elements_finess(nombre: int) -> Iterator[dict[str, Any]]:
    """Legal entities of two establishments."""
    tirage = Tirage()
    for rang in range(1, nombre // 2 + 1):
        yield {
            "informationsGeneralesPMEJ": {
                "numFinessPm": tirage.numero("9", rang, 9),
                "denominationPm": "EXEMPLE",
                "siren": tirage.numero("0", rang, 9),
                "statutJuridique": "60",
            },
            "ege": [_ege(tirage, 2 * rang + place) for place in range(2)],
            "etatObjet": "A",
        }


def _ege(tirage: Tirage, rang: int) -> dict[str, Any]:
    commune = tirage.commune()
    return {
        "informationsGeneralesEGE": {
            "numFinessEge": tirage.numero("0", rang, 9),
            "nomEgeLong": f"ETABLISSEMENT D'EXEMPLE N° {rang}",
            "dateOuverture": "2001-01-01 00:00:00",
        },
        "categorieentiteGeographiqueExercice": tirage.categorie()[0],
        "adresse": [
            {
                "usageAdresse": "03",
                "ligneQuatre": "12 RUE DE L'EXEMPLE",
                "cogCommune": commune.code,
                "codePostal": commune.codes_postaux[0] if commune.codes_postaux else "",
                "coordonneesGeographique": {"directionLatitude": "46.2", "directionLongitude": "5.2"},
            }
        ],
        "contact": [{"telecom": {"telephone": "0500000000"}}],
        "etatObjet": "A",
    }


def ecrire_annuaire(chemin: Path, nombre: int) -> None:
    """``ps-libreacces-personne-activite``."""
    with chemin.open("w", encoding="utf-8") as fichier:
        fichier.writelines(f"{ligne}\n" for ligne in lignes_annuaire(nombre))


def ecrire_annuaire_gz(chemin: Path, nombre: int) -> None:
    """The same, packed."""
    with gzip.open(chemin, "wt", encoding="utf-8", compresslevel=1) as fichier:
        fichier.writelines(f"{ligne}\n" for ligne in lignes_annuaire(nombre))


def ecrire_finess_csv(chemin: Path, nombre: int) -> None:
    """``etalab-cs1100502``."""
    with chemin.open("w", encoding="utf-8") as fichier:
        fichier.writelines(f"{ligne}\n" for ligne in lignes_finess(nombre))


def ecrire_finess_json(chemin: Path, nombre: int) -> None:
    """``finess-structures-1``."""
    with chemin.open("w", encoding="utf-8") as fichier:
        fichier.write('{"schemaVersion":"v1.0.0","generatedAt":"2026-03-09T15:49:37Z","gcc":[],"gco":[],"pmej":[')
        for rang, element in enumerate(elements_finess(nombre)):
            fichier.write("," * (rang > 0) + json.dumps(element, ensure_ascii=False))
        fichier.write("]}")


class Cas(NamedTuple):
    """How a file is written and read, and whether it is a table: JSON has no target of speed, its lines are longer."""

    ecrire: Callable[[Path, int], None]
    lire: Callable[[str], Any]
    table: bool


CAS: Final = {
    "Annuaire santé": Cas(ecrire_annuaire, annuaire.lire_activites, table=True),
    "Annuaire santé, .gz": Cas(ecrire_annuaire_gz, annuaire.lire_activites, table=True),
    "FINESS CSV": Cas(ecrire_finess_csv, finess.lire_csv, table=True),
    "FINESS JSON": Cas(ecrire_finess_json, finess.lire_json, table=False),
}


class Releve(NamedTuple):
    """What reading a file took.

    Attributes:
        lues: lines.
        refusees: lines that could not be read.
        entites: what they gave.
        duree: seconds of the processor.
        pointe: megabytes of the process at its highest.
        coupees: lines a second that ``csv.reader`` cuts, ``None`` of what is no table.
    """

    lues: int
    refusees: int
    entites: int
    duree: float
    pointe: float
    coupees: float | None

    @property
    def debit(self) -> float:
        """Lines a second."""
        return self.lues / self.duree


def lire(nom: str, chemin: str) -> None:
    """Read a file to its end and print what it took, as JSON."""
    referentiels.commune("32208")  # loaded once for a program, not for a file
    depart = process_time()
    cas = CAS[nom]
    lecture = cas.lire(chemin)
    entites = sum(1 for _ in lecture)
    duree = process_time() - depart
    pointe = megaoctets_au_plus_haut()
    coupees = lecture.lues / couper(chemin) if cas.table else None
    print(json.dumps(Releve(lecture.lues, lecture.refusees, entites, duree, pointe, coupees)))


def couper(chemin: str) -> float:
    """Seconds that ``csv.reader`` takes to cut the lines of a text and do nothing of them."""
    separateur = "|" if TITRES[:20] in debut(chemin) else ";"
    depart = process_time()
    with ouvrir(chemin) as fichier:
        sum(1 for _ in csv.reader(fichier, delimiter=separateur, quoting=csv.QUOTE_NONE))
    return process_time() - depart


def ouvrir(chemin: str) -> TextIO:
    """A text, packed or not."""
    return gzip.open(chemin, "rt", encoding="utf-8") if chemin.endswith(".gz") else Path(chemin).open(encoding="utf-8")


def debut(chemin: str) -> str:
    """The first line of a text."""
    with ouvrir(chemin) as fichier:
        return fichier.readline()


def mesurer(nombres: Sequence[int], tours: int = 1) -> Iterator[tuple[str, list[Releve]]]:
    """Every case, with files of so many lines, or half as many of JSON."""
    with tempfile.TemporaryDirectory() as dossier:
        for nom, cas in CAS.items():
            chemin = Path(dossier) / f"fichier{'.gz' if nom.endswith('.gz') else ''}"
            for nombre in nombres:
                cas.ecrire(chemin, nombre if cas.table else nombre // 2)
                commande = [sys.executable, "-m", "benchmarks.echanges", "--lire", nom, str(chemin)]
                sorties = (
                    subprocess.run(commande, cwd=RACINE, check=True, capture_output=True, text=True).stdout
                    for _ in range(tours)
                )
                yield nom, [Releve(*json.loads(sortie)) for sortie in sorties]


def lignes(nombre: int = LIGNES, tours: int = 3) -> Iterator[Ligne]:
    """The targets: lines a second of the tables, the memory of each file, and whether it grows with the file."""
    cas = mesurer([nombre // FOIS, nombre], tours)
    for (nom, courts), (_, longs) in zip(cas, cas, strict=True):
        if CAS[nom].table:
            debits = [un.debit for un in longs]
            yield releve(f"lire : {nom}, lignes par seconde", debits, OBJECTIF_LIGNES, au_moins=True)
        pointes = [un.pointe for un in longs]
        yield releve(f"lire : {nom}, {longs[0].lues} lignes, mémoire (Mo)", pointes, OBJECTIF_MO)
        mesures = {"courts": [un.pointe for un in courts], "longs": pointes}
        titre = f"lire : {nom}, mémoire d'un fichier quatre fois plus long"
        yield rapport(titre, mesures, "longs", "courts", CONSTANTE, au_moins=False)


def principal(nombre: int) -> None:
    """Print every case, each twice as long the second time: the memory must not follow."""
    print(f"Python {sys.version.split()[0]}; targets: {OBJECTIF_LIGNES} lines/s, {OBJECTIF_MO} MB")
    for nom, (un,) in mesurer([nombre // 2, nombre]):
        tenu = un.pointe < OBJECTIF_MO and (un.debit >= OBJECTIF_LIGNES or not CAS[nom].table)
        print(
            f"{nom:<20} {un.lues:>9} lines, {un.entites:>9} entities: {un.debit:>8.0f} lines/s, "
            f"peak {un.pointe:>5.0f} MB, {un.refusees} refused",
            f"(csv.reader alone: {un.coupees:.0f} lines/s)" if un.coupees else "",
            "" if tenu else "<< target missed",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--lire"]:
        lire(*sys.argv[2:4])
    else:
        principal(int(sys.argv[1]) if len(sys.argv) > 1 else LIGNES)
