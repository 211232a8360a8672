"""The catalogue of the rules, as the command and the documentation show it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from soinsprimaires.affichage.libelles import libeller
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTES
from soinsprimaires.regles._formats import periode_en_objet
from soinsprimaires.regles.definition import Regle
from soinsprimaires.sources import SourceJuridique

__all__ = ["en_objet", "fiche", "page"]

_MOTS: Final = {classe: mot for mot, classe in ETIQUETTES.items()}
_LEGIFRANCE: Final = {
    "LEGIARTI": "https://www.legifrance.gouv.fr/codes/article_lc/",
    "LEGITEXT": "https://www.legifrance.gouv.fr/codes/texte_lc/",
    "JORFTEXT": "https://www.legifrance.gouv.fr/jorf/id/",
    "JORFARTI": "https://www.legifrance.gouv.fr/jorf/article_jo/",
}


def _cible(classes: Iterable[type[Any]]) -> str:
    return ", ".join(
        "le dossier entier" if classe is Registre else libeller(_MOTS.get(classe, classe.__name__.lower()))
        for classe in classes
    )


def adresse(source: SourceJuridique) -> str | None:
    """Where a source can be read, derived from its identifier."""
    identifiant = source.identifiant_legifrance
    return source.adresse if identifiant is None else _LEGIFRANCE[identifiant[:8]] + identifiant


def _source(source: SourceJuridique) -> str:
    ou = adresse(source)
    lu = f", lu dans {source.lu_dans}" if source.lu_dans else ""
    return f"{source.reference} ({source.nature.value}{lu}, vérifié le {source.verifie_le}){f' <{ou}>' if ou else ''}"


def fiche(versions: tuple[Regle, ...]) -> Iterator[str]:
    """What one rule requires, for whom, since when, until when, and what founds it: plain lines."""
    for version in versions:
        yield f"{version.code} {version.titre}"
        yield f"  pour : {_cible(version.cible)}"
        yield f"  en vigueur : {version.vigueur}"
        if version.verifiee_sur is not None:
            yield f"  lue en vigueur : {version.verifiee_sur} ; en dehors, indéterminé"
        yield (
            f"  portée : {version.portee.libelle} ; gravité : {version.gravite.libelle} ; "
            f"source {version.fiabilite.libelle}"
        )
        for source in version.sources:
            yield f"  source : {_source(source)}"


def en_objet(regles: Mapping[str, tuple[Regle, ...]]) -> list[dict[str, Any]]:
    """The catalogue for a program: one object a version."""
    return [
        {
            "code": version.code,
            "titre": version.titre,
            "cible": [_MOTS.get(classe, classe.__name__) for classe in version.cible],
            "vigueur": periode_en_objet(version.vigueur),
            "verifiee_sur": None if version.verifiee_sur is None else periode_en_objet(version.verifiee_sur),
            "portee": version.portee.value,
            "gravite": version.gravite.value,
            "fiabilite": version.fiabilite.value,
            "sources": [source.reference for source in version.sources],
        }
        for versions in regles.values()
        for version in versions
    ]


def page(regles: Mapping[str, tuple[Regle, ...]], essais: Mapping[str, str]) -> str:
    """The documentation page of the catalogue.

    Args:
        regles: the rules.
        essais: for each code, the path of the file that holds its conforming, failing and undetermined cases.
    """
    lignes = [
        "# Rules",
        "",
        "Written from the rules themselves. A rule has a version for each state of the law; outside the days on which",
        "its text was read in force, its outcome is *indéterminé*.",
        "",
    ]
    for code, versions in regles.items():
        lignes += [f"## {code}", ""]
        for version in versions:
            lignes += [
                f"**{version.titre}**",
                "",
                f"- For: {_cible(version.cible)}",
                f"- In force: {version.vigueur}",
            ]
            if version.verifiee_sur is not None:
                lignes.append(f"- Read in force: {version.verifiee_sur}")
            portee, fiabilite = version.portee.libelle.capitalize(), version.fiabilite.libelle
            lignes.append(f"- {portee}, {version.gravite.libelle}; source {fiabilite}")
            lignes += [f"- {_source(source)}" for source in version.sources]
            lignes.append("")
        if code in essais:
            lignes += [f"Conforming, failing and undetermined cases: [`{essais[code]}`](../../{essais[code]})", ""]
    return "\n".join(lignes)
