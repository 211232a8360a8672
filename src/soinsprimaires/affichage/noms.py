"""How an entity is named to a person: by its name, by its role, at worst by its identifiant."""

from typing import Any

from soinsprimaires.affichage.libelles import libeller
from soinsprimaires.affichage.texte import libelle_du_code
from soinsprimaires.modele.personnes import Fonction, Personne
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Registre

__all__ = ["fonction_en_mots", "metier", "nommer"]

_CHAMPS = ("nom", "intitule", "titre", "objet", "theme", "indicateur")


def nommer(registre: Registre, identifiant: str | None) -> str:
    """The name of what an identifiant designates, which a report may show: never a number nor a telephone."""
    if identifiant is None:
        return ""
    entite = registre.obtenir(identifiant)
    if isinstance(entite, Personne | Professionnel):
        return _personne(entite, registre)
    return next((nom for champ in _CHAMPS if isinstance(nom := getattr(entite, champ, None), str)), identifiant)


def _personne(entite: Personne | Professionnel, registre: Registre) -> str:
    nom = " ".join(mot for mot in (entite.prenom, entite.nom) if mot)
    if isinstance(entite, Professionnel):
        return nom or f"{metier(entite)} «\u00a0{entite.identifiant}\u00a0»"
    if not nom and entite.fonctions:
        return fonction_en_mots(entite.fonctions[0], registre)
    return nom or entite.identifiant


def fonction_en_mots(fonction: Fonction, registre: Registre) -> str:
    """A function and where it is held."""
    ou: Any = registre.obtenir(fonction.au_sein_de)
    lieu = "" if ou is None else f", {nommer(registre, fonction.au_sein_de)}"
    return f"{fonction.intitule or libeller(fonction.nature)}{lieu}"


def metier(professionnel: Professionnel) -> str:
    """The profession, with the savoir-faire that makes it precise."""
    precisions = ", ".join(libelle_du_code(code) for code in professionnel.savoir_faire)
    profession = libelle_du_code(professionnel.profession)
    return f"{profession} ({precisions})" if precisions else profession
