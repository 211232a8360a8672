"""Every public value is copied and pickled: the same, with the same hash."""

import copy
import pickle
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

import attrs
import pytest
from tests.donnees import complet
from tests.donnees.test_donnees import valeurs

import soinsprimaires as sp
from soinsprimaires import schemas
from soinsprimaires.cycle import etat
from soinsprimaires.referentiels import commune
from soinsprimaires.temps import Chronologie

JOUR = date(2026, 11, 22)
JETABLES = {"Lignes"}
"""What is read once and is no value."""


@cache
def exemples() -> tuple[Any, ...]:
    """At least a value of every public class."""
    registre = sp.charger(complet.CHEMIN)
    registre.pointages()  # its indexes are built: they are no part of the value
    projet = registre.projets[0]
    anomalie = sp.Anomalie(code="a.b", message="m", pointeur="/a")
    periode = sp.Periode(debut=JOUR)
    refus = sp.ValeurInvalide("m", "c.d", "champ")
    membres = [m for s in registre.structures for m in registre.membres(s.identifiant, au=JOUR)]
    lus = [
        valeur for champ in ("lieux", "personnes") for entite in getattr(registre, champ) for valeur in valeurs(entite)
    ]
    return (
        *valeurs(registre),
        *lus,
        *registre.pointages()[:3],
        *membres[:1],
        *registre.exercices(au=JOUR)[:1],
        *registre.fonctions_de("organisations-1")[:1],
        sp.Appartenance(membre="a", certain=True),
        sp.ExerciceSitue(professionnel=registre.professionnels[0], exercice=sp.Exercice(), certain=False),
        sp.FonctionTenue(titulaire=registre.personnes[0], fonction=registre.personnes[0].fonctions[0]),
        sp.Pointage(entite="a", pointeur="/a", cible="b", genres=("lieux",)),
        sp.Etendue(communes=("32208",), possibles=("32208", "32370")),
        sp.DatePartielle.lire("2022-05~"),
        sp.Estimation(valeur=1),
        periode,
        Chronologie(((periode, "a"),)),
        sp.SourceJuridique(nature=sp.NatureSource.CODE, reference="CSP, art. L6323-3", lu_le=JOUR),
        sp.VersionNonLue(reference="Décret d'essai", depuis=JOUR),
        sp.Extensions({"a": [1, {"b": None}]}),
        commune("32208"),
        anomalie,
        sp.Chargement(registre=registre, version_origine=1, anomalies=(anomalie,)),
        schemas.Publication(version=1, sha256="0" * 64, le=JOUR),
        sp.controler(registre, au=JOUR),
        etat(projet, au=JOUR),
        sp.identifiants.FINESS,
        refus,
        sp.CodeInconnu("a", "b"),
        sp.ErreurSoinsPrimaires("a"),
        sp.ExtraManquant("a", "b"),
        sp.IdentifiantInconnu("a", "aucune entité", ["b"]),
        sp.Emplacement(1, 2, 3, 4),
        sp.ConflitDeModification([anomalie]),
        sp.DocumentInvalide([anomalie]),
        sp.TransitionRefusee(None, projet.journal[0], [anomalie]),
    )


def publiques() -> dict[str, type]:
    noms = {nom: getattr(sp, nom) for nom in sp.__all__ if nom not in JETABLES}
    return {nom: valeur for nom, valeur in noms.items() if isinstance(valeur, type) and not issubclass(valeur, Enum)}


@pytest.mark.parametrize("nom", sorted(publiques()))
def test_une_valeur_se_copie_et_se_conserve(nom: str) -> None:
    classe = publiques()[nom]
    miennes = [valeur for valeur in exemples() if isinstance(valeur, classe)]
    assert miennes, f"no example of {nom}"
    for valeur in miennes[:3]:
        for copie in (copy.copy(valeur), copy.deepcopy(valeur), *en_conserve(valeur)):
            assert type(copie) is type(valeur)
            if isinstance(valeur, Exception) and isinstance(copie, Exception):
                assert (copie.args, str(copie)) == (valeur.args, str(valeur))
            else:
                assert copie == valeur
                assert repr(copie) == repr(valeur)
                if attrs.has(classe):
                    assert hash(copie) == hash(valeur)


def en_conserve(valeur: Any) -> list[Any]:
    protocoles = range(2, pickle.HIGHEST_PROTOCOL + 1)
    return [pickle.loads(pickle.dumps(valeur, protocol=protocole)) for protocole in protocoles]  # noqa: S301


def test_un_mot_reste_le_meme() -> None:
    publics = (getattr(sp, nom) for nom in sp.__all__)
    membres = [membre for mots in publics if isinstance(mots, type) and issubclass(mots, Enum) for membre in mots]
    assert len(membres) > 300
    for membre in membres:
        assert copy.deepcopy(membre) is copy.copy(membre) is membre
        assert all(copie is membre for copie in en_conserve(membre))
