"""Writing where msgspec is installed: records are made of the values, and msgspec encodes them.

The bytes are those of ``json.dumps``; whatever is not surely so is left to the other writers.
"""

from collections.abc import Callable
from typing import Any, Final

import attrs
import msgspec
from msgspec import Raw

from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._champs import Champ, champs
from soinsprimaires.modele._objets import ECRITS
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTE_DE, Structure
from soinsprimaires.serialisation._constructeurs import REPETEES, RETENUES, Renoncement
from soinsprimaires.serialisation._ecrivains import REFUS, texte_date_partielle
from soinsprimaires.serialisation._memoire import memoriser
from soinsprimaires.serialisation._primitives import LONGUEUR_TEXTE, exiger_lisibles
from soinsprimaires.serialisation._rapide import ABSENT, annotation, fiche
from soinsprimaires.serialisation.migrations import FORMAT, VERSION
from soinsprimaires.temps import DatePartielle

MiseEnFiche = Callable[[Any], Any]

_ECRIRE: Final = msgspec.json.Encoder(order="sorted").encode


def ecrire(registre: Registre, *, compact: bool) -> str | None:
    """The text of a document; ``None`` leaves it to the other writers."""
    try:
        contenu = _generer(Registre)(registre)
        octets = _ECRIRE({"contenu": contenu, "format": FORMAT, "version": VERSION})
    except (*REFUS, msgspec.MsgspecError):
        return None
    if b"\\u0000" in octets:
        return None
    return (octets if compact else msgspec.json.format(octets, indent=2)).decode() + "\n"


@memoriser
def _mise_en_fiche(cible: Any) -> MiseEnFiche | None:
    """What makes a record of a value, or of a leaf what msgspec writes as we do; ``None`` when it is so already."""
    if cible == Structure:
        par_classe: dict[Any, Any] = {classe: _mise_en_fiche(classe) for classe in ETIQUETTE_DE}
        return lambda valeur: par_classe[valeur.__class__](valeur)
    if cible is Extensions:
        return _brut
    if cible in _TEXTES:
        return _TEXTES[cible]
    if cible is str:
        return _texte
    if cible in REPETEES:
        return _memoriser(_generer(cible))
    return _generer(cible) if isinstance(cible, type) and attrs.has(cible) else None


def _memoriser(mettre_en_fiche: MiseEnFiche) -> MiseEnFiche:
    """A small value that stands in many places, as those that were read do, has one record."""
    faites: dict[int, tuple[Any, Any]] = {}

    def mettre_en_fiche_une_fois(valeur: Any) -> Any:
        faite = faites.get(id(valeur))
        if faite is None or faite[0] is not valeur:
            if len(faites) >= RETENUES:
                faites.clear()
            faite = faites[id(valeur)] = (valeur, mettre_en_fiche(valeur))
        return faite[1]

    return mettre_en_fiche_une_fois


def _brut(valeur: Extensions) -> Raw:
    exiger_lisibles(valeur)  # the text that is kept is canonical already
    return Raw(valeur.texte.encode())


def _texte(valeur: Any) -> Any:
    if valeur.__class__ is not str or len(valeur) > LONGUEUR_TEXTE:
        raise Renoncement
    return valeur


_TEXTES: Final[dict[Any, MiseEnFiche]] = {**ECRITS, DatePartielle: texte_date_partielle}


@memoriser
def _generer(classe: Any) -> MiseEnFiche:
    noms: dict[str, Any] = {
        "Fiche": fiche(classe, ETIQUETTE_DE.get(classe)),
        "absent": ABSENT,
        "Renoncement": Renoncement,
    }
    lignes = []
    for champ in champs(classe):
        lignes += _champ(champ, noms)
    arguments = ", ".join(f"{champ.nom}=v_{champ.nom}" for champ in champs(classe))
    source = "\n    ".join(["def mettre_en_fiche(valeur):", *lignes, f"return Fiche({arguments})"])
    exec(compile(source, f"<{__name__} {classe.__name__}>", "exec"), noms)  # noqa: S102  # nosec B102
    mettre_en_fiche: MiseEnFiche = noms["mettre_en_fiche"]
    return mettre_en_fiche


def _champ(champ: Champ, noms: dict[str, Any]) -> list[str]:
    """Lines that put in a variable what the record holds for a field."""
    nom, cible = champ.nom, champ.cible
    prendre = f"v_{nom} = valeur.{nom}"
    mettre_en_fiche = None if champ.sorte is not None else _mise_en_fiche(cible)
    if mettre_en_fiche is None:
        return [prendre]
    noms[f"f_{nom}"] = mettre_en_fiche
    if champ.liste:
        return [
            prendre,
            f"if v_{nom}.__class__ is not tuple: raise Renoncement",
            f"if v_{nom}: v_{nom} = tuple(map(f_{nom}, v_{nom}))",
        ]
    if cible is str:
        juger = f"v_{nom}.__class__ is not str or len(v_{nom}) > {LONGUEUR_TEXTE}"
        return [prendre, f"if v_{nom} is not None and ({juger}): raise Renoncement"]
    vide = "absent" if annotation(cible) is Raw else "None"
    return [prendre, f"v_{nom} = {vide} if v_{nom} is None else f_{nom}(v_{nom})"]
