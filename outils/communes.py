"""Build the vintages of the communes of France from the npm package ``@etalab/decoupage-administratif``.

    for v in 1.1.1 2.3.1 3.1.1 4.1.0 5.3.0 6.0.0; do
      npm pack @etalab/decoupage-administratif@$v && mkdir $v
      tar xzf etalab-decoupage-administratif-$v.tgz -C $v --strip-components 1
    done
    python -m outils.communes [--sortie FOLDER] 1.1.1 2.3.1 3.1.1 4.1.0 5.3.0 6.0.0

A vintage is the major version of its package plus 2020. The latest is written whole; each other one as what differs
from it. The same packages always give the same bytes under the same zlib. A file is a text compressed by zlib: one line
a column, ``table.column`` and then the values, tab-separated; a column without any value is left out.
"""

import argparse
import json
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from outils._manifeste import DONNEES, ecrire

Ligne = dict[str, Any]
Colonnes = dict[str, list[str]]

CLES: Final = {
    "regions": ("nom", "chef_lieu"),
    "departements": ("nom", "chef_lieu", "region"),
    "epci": ("nom", "nature"),
    "communes": ("nom", "epci", "codes_postaux"),
    "rattachements": ("nom", "nature", "commune"),
}
"""Columns of each table beside ``code``, of which a vintage repeats the rows that differ from the latest."""

MAYOTTE: Final = ("976", 2017)


class Populations(NamedTuple):
    """Years that the populations of a package describe.

    ``communes.json`` is not rebuilt with the vintage: it gives the latest figures there were on the day of the package,
    and for a commune nouvelle of the year those of its seat alone. ``epci.json`` gives for each member the figure in
    force on 1 January of the vintage, on the perimeter of the year: it is taken when ``des_epci``.
    """

    en_vigueur: int
    hors_epci: int
    des_epci: bool


POPULATIONS: Final = {
    2021: Populations(2018, 2019, des_epci=True),
    2022: Populations(2019, 2020, des_epci=True),
    2023: Populations(2020, 2020, des_epci=True),
    2024: Populations(2021, 2022, des_epci=True),
    2025: Populations(2022, 2023, des_epci=True),
    2026: Populations(2023, 2023, des_epci=False),
}
NATURES_EPCI: Final = {
    "CC": "communaute_communes",
    "CA": "communaute_agglomeration",
    "CU": "communaute_urbaine",
    "METRO": "metropole",
    "MET69": "metropole_lyon",
}
NATURES_RATTACHEMENT: Final = {
    "commune-deleguee": "commune_deleguee",
    "commune-associee": "commune_associee",
    "arrondissement-municipal": "arrondissement_municipal",
}


class Millesime(NamedTuple):
    """One package, read.

    Attributes:
        annee: year of the Code officiel géographique.
        version: version of the package.
        epci: year of the list of EPCI, older when the package repeats the list of the one before.
        colonnes: every column, by ``table.column``, in the order of the codes.
    """

    annee: int
    version: str
    epci: int
    colonnes: Colonnes


# -- reading a package --------------------------------------------------------------------------------------------


def lire(paquet: Path, nom: str) -> list[Ligne]:
    """One JSON file of the package, in the order of its codes."""
    lignes: list[Ligne] = json.loads((paquet / "data" / f"{nom}.json").read_text(encoding="utf-8"))
    return sorted(lignes, key=lambda ligne: str(ligne["code"]))


def version_de(paquet: Path) -> str:
    """Version of a package."""
    return str(json.loads((paquet / "package.json").read_text(encoding="utf-8"))["version"])


def annee_de(paquet: Path) -> int:
    """Vintage of a package."""
    return 2020 + int(version_de(paquet).partition(".")[0])


def rattachements(communes: list[Ligne], actuelles: list[Ligne]) -> list[Ligne]:
    """Codes that are no current commune's, with what they name and the commune they now belong to.

    Where one code is both a current commune and a commune déléguée, the current commune wins.
    """
    connus = {
        ancien: {"code": ancien, "nom": None, "nature": "ancien_code", "commune": commune["code"]}
        for commune in actuelles
        for ancien in commune.get("anciensCodes", ())
    }
    for commune in communes:
        if commune["type"] in NATURES_RATTACHEMENT:
            connus[commune["code"]] = {
                "code": commune["code"],
                "nom": commune["nom"],
                "nature": NATURES_RATTACHEMENT[commune["type"]],
                "commune": commune.get("commune") or commune["chefLieu"],
            }
    codes_actuels = {commune["code"] for commune in actuelles}
    return [connus[code] for code in sorted(connus.keys() - codes_actuels)]


def champ(lignes: list[Ligne], cle: str) -> list[object]:
    """One key of every row, ``None`` where it is absent."""
    return [ligne.get(cle) for ligne in lignes]


def annees_des_populations(departements: list[Ligne], courante: int) -> list[object]:
    """The year for each département; the package does not date those of the overseas collectivities."""
    annees = {MAYOTTE[0]: MAYOTTE[1]}
    return [None if d.get("zone") == "com" else annees.get(d["code"], courante) for d in departements]


def populations_des_communes(actuelles: list[Ligne], epci: list[Ligne], sources: Populations) -> list[object]:
    """Municipal population of each commune, from the source that is right for the vintage."""
    en_vigueur = {m["code"]: m["populationMunicipale"] for g in epci for m in g["membres"]} if sources.des_epci else {}
    return [en_vigueur.get(commune["code"], commune.get("population")) for commune in actuelles]


def lire_millesime(paquet: Path, precedent: Path | None, suivant: Path | None) -> Millesime:
    """Read a package.

    Args:
        paquet: its folder.
        precedent: folder of the package of the year before, to see whether its list of EPCI is only repeated.
        suivant: folder of the package of the year after, which completes the overseas collectivities of 2021.
    """
    annee = annee_de(paquet)
    communes, regions, departements, epci = (lire(paquet, n) for n in ("communes", "regions", "departements", "epci"))
    if suivant is not None and not any(d.get("zone") == "com" for d in departements):
        regions = completer(regions, lire(suivant, "regions"))
        departements = completer(departements, lire(suivant, "departements"))
    actuelles = [commune for commune in communes if commune["type"] == "commune-actuelle"]
    anciennes = rattachements(communes, actuelles)
    siren = {membre["code"]: groupement["code"] for groupement in epci for membre in groupement["membres"]}
    populations = POPULATIONS[annee]
    colonnes: dict[str, list[object]] = {
        "regions.code": champ(regions, "code"),
        "regions.nom": champ(regions, "nom"),
        "regions.chef_lieu": champ(regions, "chefLieu"),
        "departements.code": champ(departements, "code"),
        "departements.nom": champ(departements, "nom"),
        "departements.chef_lieu": champ(departements, "chefLieu"),
        "departements.region": champ(departements, "region"),
        "departements.population": annees_des_populations(departements, populations.en_vigueur),
        "departements.population_hors_epci": annees_des_populations(departements, populations.hors_epci),
        "epci.code": champ(epci, "code"),
        "epci.nom": champ(epci, "nom"),
        "epci.nature": [NATURES_EPCI[groupement["type"]] for groupement in epci],
        "communes.code": champ(actuelles, "code"),
        "communes.nom": champ(actuelles, "nom"),
        "communes.epci": [siren.get(commune["code"]) for commune in actuelles],
        "communes.population": populations_des_communes(actuelles, epci, populations),
        "communes.codes_postaux": [" ".join(commune.get("codesPostaux", ())) for commune in actuelles],
        "rattachements.code": champ(anciennes, "code"),
        "rattachements.nom": champ(anciennes, "nom"),
        "rattachements.nature": champ(anciennes, "nature"),
        "rattachements.commune": champ(anciennes, "commune"),
    }
    repete = precedent is not None and lire(precedent, "epci") == epci
    textes = {nom: ["" if v is None else str(v) for v in valeurs] for nom, valeurs in colonnes.items()}
    return Millesime(annee, version_de(paquet), annee - repete, textes)


def completer(lignes: list[Ligne], suivantes: list[Ligne]) -> list[Ligne]:
    """Add the overseas collectivities, which the first package lists beside its communes only."""
    connus = {ligne["code"] for ligne in lignes}
    collectivites = [s for s in suivantes if s.get("zone") == "com" and s["code"] not in connus]
    return sorted([*lignes, *collectivites], key=lambda ligne: str(ligne["code"]))


# -- writing ------------------------------------------------------------------------------------------------------


def ecrire_texte(colonnes: Mapping[str, Iterable[str]]) -> str:
    """One line a column, its name first; a value that would break the format is refused."""
    lignes = []
    for nom, valeurs in colonnes.items():
        textes = list(valeurs)
        if any("\t" in texte or "\n" in texte for texte in textes):
            raise ValueError(nom)
        if textes:
            lignes.append("\t".join([nom, *textes]))
    return "\n".join(lignes)


def numeros_par_departement(codes: list[str], departements: list[str]) -> list[str]:
    """Codes of the communes without their département, in its order: the reader puts the two together again.

    Raises:
        ValueError: a code begins with no département.
    """
    groupes: dict[str, list[str]] = {departement: [] for departement in departements}
    for code in codes:
        departement = code[:2] if code[:2] in groupes else code[:3]
        if departement not in groupes:
            raise ValueError(f"{code} est hors de tout département")
        groupes[departement].append(code.removeprefix(departement))
    return [" ".join(numeros) for numeros in groupes.values()]


def base(millesime: Millesime) -> Colonnes:
    """The columns of the latest vintage, written whole: ranks stand for SIREN, numbers for codes."""
    colonnes = dict(millesime.colonnes)
    rangs = {code: str(rang) for rang, code in enumerate(colonnes["epci.code"])} | {"": ""}
    codes = colonnes.pop("communes.code")
    colonnes["departements.communes"] = numeros_par_departement(codes, colonnes["departements.code"])
    colonnes["communes.epci"] = [rangs[siren] for siren in colonnes["communes.epci"]]
    return {"millesimes.epci": [str(millesime.epci)], **colonnes}


def differences(millesime: Millesime, dernier: Millesime) -> Colonnes:
    """What a vintage has that the latest has not: rows taken away, rows added or changed, change of each population."""
    avant, apres = millesime.colonnes, dernier.colonnes
    colonnes: Colonnes = {
        "millesimes.epci": [str(millesime.epci)],
        "departements.population": avant["departements.population"],
        "departements.population_hors_epci": avant["departements.population_hors_epci"],
        "communes.population": ecarts_de_population(avant, apres),
    }
    for table, noms in CLES.items():
        lignes, finales = par_code(avant, table, noms), par_code(apres, table, noms)
        colonnes[f"{table}.retires"] = [code for code in finales if code not in lignes]
        changes = [code for code, ligne in lignes.items() if finales.get(code) != ligne]
        colonnes[f"{table}.code"] = changes
        for rang, nom in enumerate(noms):
            colonnes[f"{table}.{nom}"] = [lignes[code][rang] for code in changes]
    return colonnes


def par_code(colonnes: Colonnes, table: str, noms: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The rows of a table, by their code."""
    lignes = zip(*(colonnes[f"{table}.{nom}"] for nom in noms), strict=True)
    return dict(zip(colonnes[f"{table}.code"], lignes, strict=True))


def ecarts_de_population(avant: Colonnes, apres: Colonnes) -> list[str]:
    """Population of each commune less that of the latest vintage (0 where it has none); empty when unknown."""
    finales = dict(zip(apres["communes.code"], apres["communes.population"], strict=True))
    lignes = zip(avant["communes.code"], avant["communes.population"], strict=True)
    return [str(int(p) - int(finales.get(code) or 0)) if p else "" for code, p in lignes]


def remarque(millesime: Millesime) -> str:
    """What the manifest says of a vintage."""
    populations = POPULATIONS[millesime.annee]
    parties = [
        f"populations municipales {populations.en_vigueur}, en vigueur au 1er janvier {millesime.annee}",
        "Mayotte 2017",
        "collectivités d'outre-mer sans millésime relevé",
    ]
    if populations.hors_epci != populations.en_vigueur:
        parties.insert(1, f"{populations.hors_epci} pour les communes hors EPCI")
    if millesime.epci != millesime.annee:
        parties.append(f"le paquet répète la liste des EPCI de {millesime.epci}")
    return " ; ".join(parties)


def fiche(millesime: Millesime) -> dict[str, object]:
    """Entry of the manifest for a vintage, without its digest."""
    return {
        "fichier": f"communes-{millesime.annee}.zlib",
        "source": f"npm @etalab/decoupage-administratif {millesime.version} (INSEE, DGCL, La Poste)",
        "adresse": f"https://www.npmjs.com/package/@etalab/decoupage-administratif/v/{millesime.version}",
        "licence": "Licence Ouverte 2.0 (Etalab)",
        "version": str(millesime.annee),
        "lignes": len(millesime.colonnes["communes.code"]),
        "complet": True,
        "remarque": remarque(millesime),
    }


def ecrire_territoires(sortie: Path, paquet: Path, version: str) -> int:
    """Write the territories of the Métropole du Grand Paris: SIREN, name and communes; how many there are."""
    lus = json.loads((paquet / "data" / "ept.json").read_text(encoding="utf-8"))
    lignes = [f"{un['code']};{un['nom']};{' '.join(sorted(m['code'] for m in un['membres']))}" for un in lus]
    entree = {
        "fichier": "ept.csv",
        "source": f"npm @etalab/decoupage-administratif {version} (INSEE, DGCL)",
        "adresse": f"https://www.npmjs.com/package/@etalab/decoupage-administratif/v/{version}",
        "licence": "Licence Ouverte 2.0 (Etalab)",
        "version": str(annee_de(paquet)),
        "lignes": len(lignes),
        "complet": True,
        "remarque": "établissements publics territoriaux de la Métropole du Grand Paris ; Paris n'est d'aucun",
    }
    ecrire(sortie, entree, ("\n".join(sorted(lignes)) + "\n").encode())
    return len(lignes)


def principal() -> None:
    """Read the command line and write the data files."""
    analyseur = argparse.ArgumentParser(description="Construit les millésimes des communes de France.")
    analyseur.add_argument("paquets", type=Path, nargs="+", help="dossiers des paquets npm décompressés")
    analyseur.add_argument("--sortie", type=Path, default=DONNEES)
    options = analyseur.parse_args()
    paquets = sorted(options.paquets, key=annee_de)
    voisins = zip(paquets, [None, *paquets], [*paquets[1:], None], strict=False)
    *autres, dernier = [lire_millesime(*trois) for trois in voisins]
    print(f"ept: {ecrire_territoires(options.sortie, paquets[-1], dernier.version)}")
    ecrits = [(dernier, base(dernier)), *((autre, differences(autre, dernier)) for autre in autres)]
    for millesime, colonnes in ecrits:
        octets = zlib.compress(ecrire_texte(colonnes).encode("utf-8"), 9)
        ecrire(options.sortie, fiche(millesime), octets)
        print(f"communes {millesime.annee}: {len(millesime.colonnes['communes.code'])}, {len(octets)} octets")


if __name__ == "__main__":
    principal()
