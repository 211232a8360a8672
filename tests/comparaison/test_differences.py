"""What differs between two registres: written by hand, field by field."""

import json
import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    CentreSante,
    Contact,
    Evenement,
    Exercice,
    Extensions,
    ModeExercice,
    NatureContact,
    NatureOrganisation,
    NatureProjet,
    NatureTerritoire,
    Organisation,
    Professionnel,
    Projet,
    Registre,
    Rpps,
    Site,
    Territoire,
)
from soinsprimaires.comparaison import ABSENT, Comparaison, Difference, comparer, comparer_entites
from soinsprimaires.referentiels import professions

MEDECIN = Professionnel(
    identifiant="medecin",
    profession=professions.MEDECIN,
    nom="Nom",
    rpps=Rpps("10000000009"),
    exercices=(Exercice(structure="msp", mode=ModeExercice.LIBERAL), Exercice(structure="autre")),
)
MAISON = MSP(identifiant="msp", nom="MSP", sites=(Site(identifiant="s-1"), Site(identifiant="s-2", commune="32208")))
PROJET = Projet(
    identifiant="projet",
    nom="Projet",
    nature=NatureProjet.MSP,
    journal=(Evenement(identifiant="e-1", acte=Acte.EMERGENCE, enregistre_le=date(2024, 1, 2)),),
)
REGISTRE = Registre(professionnels=(MEDECIN,), structures=(MAISON,), projets=(PROJET,))

ENTETE = {"format": "soinsprimaires/comparaison", "version": 1}


def differences(avant: Any, apres: Any) -> list[tuple[str, str]]:
    return [(champ.pointeur, champ.message) for champ in comparer_entites(avant, apres)]


def test_deux_registres_egaux_ne_different_en_rien() -> None:
    comparaison = comparer(REGISTRE, attrs.evolve(REGISTRE))
    assert comparaison == Comparaison()
    assert not comparaison
    assert (list(comparaison), str(comparaison)) == ([], "aucune différence")
    assert json.loads(comparaison.en_json()) == {
        **ENTETE,
        "ajouts": [],
        "retraits": [],
        "modifications": [],
        "champs": [],
    }


def test_ajouts_retraits_et_modifications_dans_l_ordre() -> None:
    autre = (
        REGISTRE.sans("projet")
        .avec(attrs.evolve(MAISON, nom="Maison"))
        .avec(Organisation(identifiant="ars", nom="ARS", nature=NatureOrganisation.ARS))
        .avec(Organisation(identifiant="aaa", nom="A", nature=NatureOrganisation.AUTRE))
    )
    comparaison = comparer(REGISTRE, autre)
    assert [d.identifiant for d in comparaison.ajouts] == ["aaa", "ars"]
    assert str(comparaison).split("\n") == [
        "organisations « aaa » : ajout",
        "organisations « ars » : ajout",
        "projets « projet » : retrait",
        "structures « msp » : nom : 'MSP' devient 'Maison'",
    ]
    assert [(d.genre, d.avant is None, d.apres is None) for d in comparaison] == [
        ("organisations", True, False),
        ("organisations", True, False),
        ("projets", False, True),
        ("structures", False, False),
    ]


@pytest.mark.parametrize(
    ("avant", "apres", "attendues"),
    [
        (
            MEDECIN,
            attrs.evolve(
                MEDECIN,
                exercices=(
                    Exercice(structure="msp", mode=ModeExercice.SALARIE, quotite=Decimal("0.5")),
                    MEDECIN.exercices[1],
                ),
            ),
            [
                ("/exercices/0/mode", "exercices/0/mode : 'liberal' devient 'salarie'"),
                ("/exercices/0/quotite", "exercices/0/quotite : ajout de '0.5'"),
            ],
        ),
        (
            MEDECIN,
            attrs.evolve(MEDECIN, exercices=MEDECIN.exercices[1:]),
            [("/exercices/0", "exercices/0 : retrait de Exercice")],
        ),
        (
            MAISON,
            attrs.evolve(MAISON, sites=(Site(identifiant="s-0"), attrs.evolve(MAISON.sites[1], commune="32132"))),
            [
                ("/sites/0", "sites/0 : retrait de Site 's-1'"),
                ("/sites/0", "sites/0 : ajout de Site 's-0'"),
                ("/sites/1/commune", "sites/1/commune : '32208' devient '32132'"),
            ],
        ),
        (
            PROJET,
            attrs.evolve(
                PROJET,
                journal=(
                    *PROJET.journal,
                    Evenement(identifiant="e-2", acte=Acte.ABANDON, enregistre_le=date(2024, 5, 6)),
                ),
            ),
            [("/journal/1", "journal/1 : ajout de Evenement 'e-2'")],
        ),
        (
            Territoire(identifiant="t", nom="T", nature=NatureTerritoire.AUTRE, communes=("32001", "32002")),
            Territoire(identifiant="t", nom="T", nature=NatureTerritoire.AUTRE, communes=("32002", "32003")),
            [
                ("/communes/0", "communes/0 : retrait de '32001'"),
                ("/communes/1", "communes/1 : ajout de '32003'"),
            ],
        ),
        (
            MAISON,
            CentreSante(identifiant="msp", nom="MSP", sites=MAISON.sites, gestionnaire="cd"),
            [
                ("/type", "type : 'msp' devient 'centre_sante'"),
                ("/gestionnaire", "gestionnaire : ajout de 'cd'"),
            ],
        ),
        (
            MAISON,
            attrs.evolve(MAISON, creee_le="2020-03", extensions=Extensions({"b": 1, "a": 2})),
            [
                ("/extensions", "extensions : ajout de Extensions(a, b)"),
                ("/creee_le", "creee_le : ajout de '2020-03'"),
            ],
        ),
        (
            attrs.evolve(MAISON, dissoute_le="2024"),
            MAISON,
            [("/dissoute_le", "dissoute_le : retrait de '2024'")],
        ),
    ],
    ids=["mode", "exercice", "sites", "journal", "communes", "type", "ajouts", "retrait"],
)
def test_chaque_difference_a_sa_place(avant: Any, apres: Any, attendues: list[tuple[str, str]]) -> None:
    assert differences(avant, apres) == attendues


def test_ce_qui_nomme_une_personne_n_est_pas_dit() -> None:
    apres = attrs.evolve(MEDECIN, nom="Autre", rpps=Rpps("10100000008"), prenom="Prénom")
    assert differences(MEDECIN, apres) == [
        ("/nom", "nom : une autre valeur"),
        ("/prenom", "prenom : ajout de une valeur"),
        ("/rpps", "rpps : une autre valeur"),
    ]
    contact = Contact(nature=NatureContact.TELEPHONE, valeur="05 00 00 00 00")
    [champ] = comparer_entites(
        attrs.evolve(MAISON, contacts=(contact,)),
        attrs.evolve(MAISON, contacts=(attrs.evolve(contact, valeur="05 11 11 11 11"),)),
    )
    assert (champ.message, champ.avant, champ.apres) == (
        "contacts/0/valeur : une autre valeur",
        "05 00 00 00 00",
        "05 11 11 11 11",
    )
    assert "05" not in repr(champ)


def test_ce_qui_est_ajoute_n_a_pas_d_avant() -> None:
    [champ] = comparer_entites(MAISON, attrs.evolve(MAISON, sites=(*MAISON.sites, Site(identifiant="s-3"))))
    assert (champ.chemin, champ.avant, champ.apres) == (("sites", 2), ABSENT, Site(identifiant="s-3"))


def test_la_comparaison_s_ecrit_en_json() -> None:
    autre = REGISTRE.avec(attrs.evolve(MAISON, nom="Maison", sites=MAISON.sites[1:])).sans("projet")
    autre = autre.avec(CPTS(identifiant="cpts", nom="CPTS"))
    document = json.loads(comparer(REGISTRE, autre).en_json())
    assert document == {
        **ENTETE,
        "ajouts": [
            {
                "identifiant": "cpts",
                "genre": "structures",
                "message": "structures « cpts » : ajout",
                "apres": {"type": "cpts", "identifiant": "cpts", "nom": "CPTS"},
            }
        ],
        "retraits": [
            {
                "identifiant": "projet",
                "genre": "projets",
                "message": "projets « projet » : retrait",
                "avant": {
                    "identifiant": "projet",
                    "nom": "Projet",
                    "nature": "msp",
                    "journal": [{"identifiant": "e-1", "acte": "emergence", "enregistre_le": "2024-01-02"}],
                },
            }
        ],
        "modifications": [
            {
                "identifiant": "msp",
                "genre": "structures",
                "message": ("structures « msp » : nom : 'MSP' devient 'Maison' ; sites/0 : retrait de Site 's-1'"),
                "champs": [
                    {"pointeur": "/nom", "message": "nom : 'MSP' devient 'Maison'", "avant": "MSP", "apres": "Maison"},
                    {
                        "pointeur": "/sites/0",
                        "message": "sites/0 : retrait de Site 's-1'",
                        "avant": {"identifiant": "s-1", "nature": "principal"},
                    },
                ],
            }
        ],
        "champs": [],
    }


def test_les_extensions_du_registre_se_comparent() -> None:
    autre = attrs.evolve(REGISTRE, extensions=Extensions({"fr.exemple": 1}))
    comparaison = comparer(REGISTRE, autre)
    assert str(comparaison) == "extensions : ajout de Extensions(fr.exemple)"
    assert comparaison.appliquer(REGISTRE) == autre


def test_un_identifiant_qui_change_de_liste_est_un_retrait_et_un_ajout() -> None:
    autre = Registre(organisations=(Organisation(identifiant="msp", nom="M", nature=NatureOrganisation.AUTRE),))
    comparaison = comparer(Registre(structures=(MAISON,)), autre)
    assert [(d.genre, d.identifiant) for d in comparaison.ajouts] == [("organisations", "msp")]
    assert [(d.genre, d.identifiant) for d in comparaison.retraits] == [("structures", "msp")]
    assert comparaison.appliquer(Registre(structures=(MAISON,))) == autre


def test_une_comparaison_est_une_valeur() -> None:
    comparaison = comparer(REGISTRE, REGISTRE.sans("projet"))
    assert pickle.loads(pickle.dumps(comparaison)) == comparaison  # noqa: S301 - our own bytes
    assert hash(comparaison) == hash(comparer(REGISTRE, REGISTRE.sans("projet")))
    assert isinstance(
        next(iter(comparer(REGISTRE, REGISTRE.avec(attrs.evolve(MAISON, nom="M"))))).champs[0], Difference
    )
