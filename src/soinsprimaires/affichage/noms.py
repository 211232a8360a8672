"""How an entity is named to a person: by its name, by its role, at worst by its identifiant."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, Final

from soinsprimaires import referentiels
from soinsprimaires.affichage.libelles import libeller
from soinsprimaires.composition import ecrites_le
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.personnes import Fonction, Personne
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.referentiels._communes import correspondance, est_commune

__all__ = [
    "commune_connue",
    "commune_du_territoire",
    "commune_en_mots",
    "est_nomme",
    "fonction_en_mots",
    "libelle_du_code",
    "metier",
    "nom_connu",
    "nommer",
    "unite_en_mots",
]

_CHAMPS: Final = ("nom", "intitule", "titre", "objet", "theme", "indicateur", "nature")


def libelle_du_code(code: referentiels.CodeNomenclature) -> str:
    """Words of a code of a nomenclature, which may be unknown."""
    try:
        return referentiels.libelle(code)
    except CodeInconnu:
        return f"code inconnu {code.code} ({code.systeme.value})"


_UNITES: Final[Mapping[str, Callable[..., Any]]] = {
    "commune": referentiels.commune,
    "departement": referentiels.departement,
    "region": referentiels.region,
    "epci": referentiels.epci,
}


def nom_connu(unite: str, code: str, au: date | None = None) -> str | None:
    """The name of a commune, a département, a région or an EPCI on a day; ``None`` of an unknown code."""
    try:
        nom: str = _UNITES[unite](code, au).nom
    except CodeInconnu:
        return None
    return nom


def commune_en_mots(code: str, au: date | None = None) -> str:
    """The name of a commune on a day; its code may be that of a part of one, or unknown."""
    return commune_connue(code, au) or f"code inconnu {code}"


def commune_connue(code: str, au: date | None = None) -> str | None:
    """The name of a commune on a day, or of a part of one with its commune; ``None`` of an unknown code."""
    partie = referentiels.rattachement(code, au)
    if partie is not None:
        return f"{partie.nom or code} ({partie.nature.libelle} : {commune_en_mots(partie.commune, au)})"
    return nom_connu("commune", code, au)


def commune_du_territoire(code: str, territoire: Territoire, au: date) -> str:
    """The name of a commune of a territory; of a code that a merger took since it was written, that of then."""
    le = ecrites_le(territoire)
    if le is None or not est_commune(code) or correspondance(code, le, au) is None:
        return commune_en_mots(code, au)
    return f"{commune_en_mots(code, le)} (en {le.year})"


def unite_en_mots(champ: str, code: str, au: date | None = None) -> str:
    """The name of a département, a région or an EPCI, with its code, which may be unknown."""
    nom = nom_connu(champ, code, au)
    return f"code inconnu {code}" if nom is None else f"{nom} ({code})"


def est_nomme(entite: object) -> bool:
    """Whether an entity bears a name, a title, a subject of its own."""
    return any(isinstance(nom := getattr(entite, champ, None), str) and nom for champ in _CHAMPS)


def nommer(registre: Registre, identifiant: str | None, au: date) -> str:
    """The name on a day of what an identifiant designates, which a report may show: never a number nor a telephone.

    A site has that of its premises; while nothing tells which, those of all where it may be.
    """
    if identifiant is None:
        return ""
    entite = registre.obtenir(identifiant)
    if isinstance(entite, Personne | Professionnel):
        return _personne(entite, registre, au)
    if isinstance(entite, Site):
        noms = {_locaux(alors, registre, au): None for alors in entite.situations(au=au)}
        connus = [*filter(None, noms), *(["ailleurs"] if "" in noms else [])]
        return " ou ".join(connus) if any(noms) else identifiant
    for champ in _CHAMPS:
        nom = getattr(entite, champ, None)
        if isinstance(nom, str) and nom:
            return nom
        if isinstance(nom, Enum):
            return libeller(nom)
    return identifiant


def _locaux(site: Site, registre: Registre, au: date) -> str:
    if site.lieu is not None:
        return nommer(registre, site.lieu, au)
    return "" if site.commune is None else commune_en_mots(site.commune, au)


def _personne(entite: Personne | Professionnel, registre: Registre, au: date) -> str:
    nom = " ".join(mot for mot in (entite.prenom, entite.nom) if mot)
    if isinstance(entite, Professionnel):
        return nom or f"{metier(entite)} «\u00a0{entite.identifiant}\u00a0»"
    if not nom and entite.fonctions:
        tenues = (f for f in entite.fonctions if f.periode is None or f.periode.couvre(au) is not False)
        return fonction_en_mots(next(tenues, entite.fonctions[0]), registre, au)
    return nom or entite.identifiant


def fonction_en_mots(fonction: Fonction, registre: Registre, au: date) -> str:
    """A function and where it is held."""
    ou: Any = registre.obtenir(fonction.au_sein_de)
    lieu = "" if ou is None else f" ({nommer(registre, fonction.au_sein_de, au)})"
    return f"{fonction.intitule or libeller(fonction.nature)}{lieu}"


def metier(professionnel: Professionnel) -> str:
    """The profession, with the savoir-faire that makes it precise."""
    precisions = ", ".join(libelle_du_code(code) for code in professionnel.savoir_faire)
    profession = libelle_du_code(professionnel.profession)
    return f"{profession} ({precisions})" if precisions else profession
