"""What the library raises: one root, French sentences, and nothing lost between two processes."""

import pickle
from enum import Enum

import pytest

from soinsprimaires.anomalies import Anomalie
from soinsprimaires.cycle import EtatCPTS
from soinsprimaires.erreurs import (
    CodeInconnu,
    DocumentInvalide,
    ErreurSoinsPrimaires,
    ExtraManquant,
    TransitionRefusee,
    ValeurInvalide,
)


class EtatEssai(Enum):
    EMERGENCE = "emergence"


FORME = Anomalie(code="date.forme", message="pas une date", pointeur="/contenu/projets/0/le")
CLE = Anomalie(code="cle.inconnue", message="clé inconnue", pointeur="/contenu/x")


@pytest.mark.parametrize(
    ("erreur", "texte"),
    [
        pytest.param(ValeurInvalide("refusée"), "refusée", id="valeur, objet entier"),
        pytest.param(ValeurInvalide("refusée", "date.forme", "le"), "le : refusée", id="valeur, champ nommé"),
        pytest.param(
            CodeInconnu("99999", "communes de 2026"), "code '99999' inconnu : communes de 2026", id="code inconnu"
        ),
        pytest.param(
            ExtraManquant("cli", "la commande soinsprimaires"),
            "la commande soinsprimaires demande l'extra « cli » : python -m pip install 'soinsprimaires[cli]'",
            id="extra absent",
        ),
        pytest.param(
            DocumentInvalide([FORME, CLE]),
            "document invalide, 2 anomalie(s)\n"
            "  /contenu/projets/0/le : pas une date [date.forme]\n"
            "  /contenu/x : clé inconnue [cle.inconnue]",
            id="document",
        ),
        pytest.param(
            TransitionRefusee(EtatEssai.EMERGENCE, "depot_projet", [CLE]),
            "transition refusée depuis « emergence »\n  /contenu/x : clé inconnue [cle.inconnue]",
            id="transition",
        ),
        pytest.param(
            TransitionRefusee(EtatCPTS.LETTRE_INTENTION_DEPOSEE, "depot_projet", []),
            "transition refusée depuis « lettre d'intention déposée »",
            id="transition, en français",
        ),
        pytest.param(
            TransitionRefusee(None, "depot_projet", []),
            "transition refusée depuis un état non déterminé",
            id="transition, état inconnu",
        ),
    ],
)
def test_une_erreur_se_lit_et_traverse_deux_processus(erreur: ErreurSoinsPrimaires, texte: str) -> None:
    assert str(erreur) == texte
    relue = pickle.loads(pickle.dumps(erreur))  # noqa: S301
    assert type(relue) is type(erreur)
    assert vars(relue) == vars(erreur)
    assert str(relue) == texte


def test_un_code_inconnu_n_emporte_pas_le_document() -> None:
    assert len(str(CodeInconnu("9" * 1000, "communes"))) < 120


@pytest.mark.parametrize(
    ("classe", "famille"),
    [(ValeurInvalide, ValueError), (CodeInconnu, LookupError), (ExtraManquant, ImportError)],
)
def test_une_erreur_est_aussi_de_sa_famille_python(classe: type[Exception], famille: type[Exception]) -> None:
    assert issubclass(classe, famille)
    assert issubclass(classe, ErreurSoinsPrimaires)


def test_les_anomalies_d_un_document_sont_un_tuple() -> None:
    assert DocumentInvalide([FORME, CLE]).anomalies == (FORME, CLE)
    assert TransitionRefusee(None, None, [CLE]).anomalies == (CLE,)


def test_les_attributs_d_une_valeur_invalide() -> None:
    erreur = ValeurInvalide("refusée")
    assert (erreur.message, erreur.code, erreur.champ) == ("refusée", "valeur.invalide", None)
