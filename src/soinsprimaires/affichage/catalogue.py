"""The catalogue of the rules, as the command and the documentation show it."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from soinsprimaires.affichage.contenu.documents import extraire
from soinsprimaires.affichage.libelles import libeller
from soinsprimaires.droit.delais import DELAIS, DelaiLegal, RendezVous
from soinsprimaires.modele.genres import mot_de
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import durer, jour_en_lettres
from soinsprimaires.regles import REGLES
from soinsprimaires.regles.definition import Regle
from soinsprimaires.sources import SourceJuridique

__all__ = [
    "DELAIS_SEULS",
    "delais_en_objet",
    "en_objet",
    "fiche",
    "fiche_du_delai",
    "fiche_du_registre",
    "rubriques",
]


def _cible(classes: Iterable[type[Any]]) -> str:
    return ", ".join(
        "le registre entier" if classe is Registre else libeller(mot_de(classe) or classe.__name__.lower())
        for classe in classes
    )


def _source(source: SourceJuridique) -> str:
    ou = source.page
    lu = f", lu dans {source.lu_dans}" if source.lu_dans else ""
    etat = f"dans son état au {jour_en_lettres(source.etat_au)}" if source.etat_au is not None else "sans date"
    quand = f"lu le {jour_en_lettres(source.lu_le)}" + (f", {etat}" if source.texte else "")
    suite = f" ; version plus récente non lue : {source.suite.reference}" if source.suite is not None else ""
    return f"{source.reference} ({source.nature.value}{lu}, {quand}{suite}){f' <{ou}>' if ou else ''}"


def rubriques(version: Regle) -> Iterator[tuple[str, str]]:
    """For whom a version of a rule is, since when, until when, what binds, and what founds it: names and texts."""
    yield "pour", _cible(version.cible)
    yield "en vigueur", durer(version.vigueur)
    if version.lue_depuis is not None:
        yield "lue en vigueur", f"depuis le {jour_en_lettres(version.lue_depuis)} ; avant, indéterminé"
    gravite, fiabilite = version.gravite.libelle, version.fiabilite.libelle
    yield "portée", f"{version.portee.libelle} ; gravité : {gravite} ; source {fiabilite}"
    for source in version.sources:
        yield "source", _source(source)


def fiche(versions: tuple[Regle, ...]) -> Iterator[str]:
    """What one rule requires, and the headings of each version: plain lines."""
    for version in versions:
        yield f"{version.code} {version.titre}"
        yield from (f"  {nom} : {texte}" for nom, texte in rubriques(version))


def en_objet(regles: Mapping[str, tuple[Regle, ...]]) -> list[dict[str, Any]]:
    """The catalogue for a program: one object a version."""
    return [
        {
            **extraire(version, "code", "titre", "lue_depuis", "etat_au", "portee", "gravite", "fiabilite"),
            "cible": [mot_de(classe) or classe.__name__ for classe in version.cible],
            "vigueur": extraire(version.vigueur, "debut", "fin"),
            "sources": [source.reference for source in version.sources],
        }
        for versions in regles.values()
        for version in versions
    ]


# -- delays that no rule judges --------------------------------------------------------------------------------------

DELAIS_SEULS: Final[Mapping[str, DelaiLegal | RendezVous]] = MappingProxyType(
    {delai.code: delai for delai in DELAIS if delai.code not in REGLES}
)
"""What a deadline may bear the code of, beside the rules."""


def fiche_du_delai(delai: DelaiLegal | RendezVous) -> Iterator[str]:
    """What a delay governs, how long it lasts, and what founds it: plain lines."""
    yield f"{delai.code} {delai.titre}"
    yield f"  délai : {f'{delai.mois} mois ; {delai.fin.enonce}' if isinstance(delai, DelaiLegal) else 'chaque année'}"
    yield from (f"  source : {_source(source)}" for source in delai.sources)


def fiche_du_registre(code: str, titre: str) -> Iterator[str]:
    """What a deadline that the record itself sets is: plain lines."""
    yield f"{code} {titre}"
    yield "  délai : celui que dit le registre ; aucun texte ne l'impose"


def delais_en_objet(
    delais: Iterable[DelaiLegal | RendezVous], du_registre: Mapping[str, str] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """The same for a program."""
    lus: list[dict[str, Any]] = [
        {
            **extraire(delai, "code", "titre", "fiabilite"),
            "delai_mois": delai.mois if isinstance(delai, DelaiLegal) else None,
            "sources": [source.reference for source in delai.sources],
        }
        for delai in delais
    ]
    return lus + [
        {"code": code, "titre": titre, "delai_mois": None, "fiabilite": None, "sources": []}
        for code, titre in du_registre.items()
    ]
