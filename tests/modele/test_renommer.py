"""What is called otherwise is so wherever something points to it, and nowhere else."""

from datetime import date

import pytest

from soinsprimaires import (
    MSP,
    Acte,
    Evenement,
    Exercice,
    ModeExercice,
    NatureProjet,
    Professionnel,
    Projet,
    Registre,
    Signature,
    Site,
    ValeurInvalide,
)
from soinsprimaires.referentiels import professions

MAISON = MSP(
    identifiant="msp-vic",
    nom="Maison de santé de Vic",
    sites=(Site(identifiant="site-vic"),),
    signataires=(Signature(signataire="medecin"), Signature(signataire="infirmiere")),
)
MEDECIN = Professionnel(
    identifiant="medecin",
    profession=professions.MEDECIN,
    exercices=(
        Exercice(mode=ModeExercice.LIBERAL, structure="msp-vic"),
        Exercice(mode=ModeExercice.LIBERAL, structure="msp-ailleurs"),
    ),
)
PROJET = Projet(
    identifiant="projet-vic",
    nom="Projet de Vic",
    nature=NatureProjet.MSP,
    structure="msp-vic",
    # An event is named in its journal only: it may bear the word of an entity.
    journal=(Evenement(identifiant="msp-vic", acte=Acte.DEPOT_PROJET, enregistre_le=date(2024, 7, 2)),),
)
REGISTRE = Registre().avec(MAISON, MEDECIN, PROJET)


def test_une_structure_change_de_nom_partout_ou_on_la_designe() -> None:
    apres = REGISTRE.renommer("msp-vic", "msp-de-vic")
    assert [entite.identifiant for entite in apres] == ["medecin", "projet-vic", "msp-de-vic"]
    (medecin,), (projet,), (maison,) = apres.professionnels, apres.projets, apres.structures
    assert [exercice.structure for exercice in medecin.exercices] == ["msp-de-vic", "msp-ailleurs"]
    assert (projet.structure, projet.journal) == ("msp-de-vic", PROJET.journal)
    assert isinstance(maison, MSP)
    assert (maison.nom, maison.sites, maison.signataires) == (MAISON.nom, MAISON.sites, MAISON.signataires)


def test_d_une_liste_de_references_une_seule_change() -> None:
    maison = REGISTRE.renommer("medecin", "docteure")["msp-vic"]
    assert isinstance(maison, MSP)
    assert [signature.signataire for signature in maison.signataires] == ["docteure", "infirmiere"]


def test_ce_que_rien_ne_cite_garde_le_reste_tel_quel() -> None:
    apres = REGISTRE.renommer("projet-vic", "projet-2")
    assert (apres["msp-vic"], apres["medecin"]) == (MAISON, MEDECIN)
    assert "projet-vic" not in apres
    assert apres["projet-2"].nom == "Projet de Vic"


@pytest.mark.parametrize(
    ("ancien", "nouveau", "code", "champ"),
    [
        ("msp-inconnue", "autre", "identifiant.inconnu", "ancien"),
        # Named by a reference only, nothing is called so.
        ("infirmiere", "autre", "identifiant.inconnu", "ancien"),
        ("msp-vic", "MSP de Vic", "identifiant.forme", "nouveau"),
        ("msp-vic", "medecin", "identifiant.doublon", "nouveau"),
        ("msp-vic", "site-vic", "identifiant.doublon", "nouveau"),
        ("msp-vic", "msp-vic", "identifiant.doublon", "nouveau"),
    ],
)
def test_un_nouveau_nom_refuse(ancien: str, nouveau: str, code: str, champ: str) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        REGISTRE.renommer(ancien, nouveau)
    assert (refus.value.code, refus.value.champ) == (code, champ)
