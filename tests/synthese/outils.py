"""What a seed draws, in a word."""

import hashlib

from soinsprimaires import Registre


def tirage(registre: Registre) -> str:
    """A print of who was born when and practises since when, of when each structure stands, of what each project did.

    It is of this seed on every machine and with every Python; what changes it changes the figures of those who gave
    the seed for a source, and the changelog says so.
    """
    lignes = [
        f"{un.identifiant} {un.profession} {un.annee_naissance} {[str(exercice.periode) for exercice in un.exercices]}"
        for un in registre.professionnels
    ]
    lignes += [f"{structure.identifiant} {structure.creee_le}" for structure in registre.structures]
    lignes += [f"{projet.identifiant} {[str(fait.effet_le) for fait in projet.journal]}" for projet in registre.projets]
    return hashlib.sha256("\n".join(lignes).encode()).hexdigest()[:12]
