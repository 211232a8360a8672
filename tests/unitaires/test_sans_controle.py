"""The quick constructor of the readers gives what the constructor of the class gives."""

import pickle
from typing import Any

import attrs
import pytest

from soinsprimaires._sans_controle import constructeur_sans_controle
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.lieux import Lieu, NatureLieu
from soinsprimaires.modele.organisations import NatureOrganisation, Organisation
from soinsprimaires.modele.professionnels import Exercice, Professionnel
from soinsprimaires.referentiels.professions import MEDECIN

VALEURS: dict[type[Entite], dict[str, Any]] = {
    Organisation: {"identifiant": "ehpad", "nom": "EHPAD", "nature": NatureOrganisation.AUTRE, "commune": "32208"},
    Professionnel: {"identifiant": "ps-1", "profession": MEDECIN, "exercices": (Exercice(),)},
    Lieu: {"identifiant": "lieu-1", "nom": "Mairie", "nature": NatureLieu.ADRESSE},
}


@pytest.mark.parametrize("classe", VALEURS)
def test_un_objet_moule_est_celui_du_constructeur(classe: type[Entite]) -> None:
    rapide, lent = constructeur_sans_controle(classe)(**VALEURS[classe]), classe(**VALEURS[classe])

    assert type(rapide) is classe
    assert rapide == lent
    assert hash(rapide) == hash(lent)
    assert attrs.asdict(rapide) == attrs.asdict(lent)
    assert pickle.loads(pickle.dumps(rapide)) == lent  # noqa: S301 - its own bytes
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        rapide.identifiant = "autre"  # type: ignore[misc]


def test_un_champ_requis_reste_requis() -> None:
    with pytest.raises(TypeError, match="nom"):
        constructeur_sans_controle(Organisation)(identifiant="ehpad", nature=NatureOrganisation.AUTRE)  # type: ignore[call-arg]
