"""JRN-002: an act that concerns two projects stands in both journals. No text: plain coherence."""

from typing import Any

import attrs
import pytest
from tests.regles.fabrique import (
    evenement,
    juger,
    manquants,
    messages,
    pointeurs,
    projet,
    references,
    resultat,
    version,
)

from soinsprimaires import CPTS, Filiation, Gravite, NatureFiliation, Portee, Projet

CODE = "JRN-002"
AU = "2024-07-02"
AVENANT = "signature-avenant-2024-03-01"


def cpts(nom: str, *journal: Any, **champs: Any) -> Projet:
    return attrs.evolve(projet("cpts", *journal, **champs), identifiant=nom)


def avenant(avec: str, **champs: Any) -> Any:
    return evenement("signature_avenant", "2024-03-01", "ars", projets_lies=(avec,), territoire="t", **champs)


def test_une_commune_passe_d_une_cpts_a_l_autre_et_chacune_le_dit() -> None:
    donne, recoit = cpts("donne", avenant("recoit")), cpts("recoit", avenant("donne"))
    assert resultat(CODE, donne, recoit, au=AU) == "conforme"


def test_l_autre_cpts_n_en_dit_rien() -> None:
    juge = juger(CODE, cpts("donne", avenant("recoit")), cpts("recoit"), au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == [
        f"« signature d'un avenant » ({AVENANT}) nomme le projet « recoit », dont le journal ne dit rien de tel"
    ]
    assert pointeurs(juge) == ["/contenu/projets/0/journal/0/projets_lies/0"]


@pytest.mark.parametrize(
    ("reprise", "attendu"), [("2024-02-29", "non_conforme"), ("2024-03-01", "indetermine"), ("2024", "indetermine")]
)
def test_ce_qui_precede_la_reprise_de_l_autre_est_inconnu(reprise: str, attendu: str) -> None:
    """The amendment is of 1 March 2024: a journal that begins before says it, or lacks it."""
    repris = cpts("recoit", evenement("reprise", reprise, etat="en_fonctionnement"))
    assert resultat(CODE, cpts("donne", avenant("recoit")), repris, au=AU) == attendu


def test_une_demande_ne_repond_pas_a_une_signature() -> None:
    demande = evenement("demande_avenant", "2024-02-01", "structure", projets_lies=("donne",))
    juge = juger(CODE, cpts("donne", avenant("recoit")), cpts("recoit", demande), au=AU)
    assert pointeurs(juge) == [
        "/contenu/projets/0/journal/0/projets_lies/0",
        "/contenu/projets/1/journal/0/projets_lies/0",
    ]


def test_une_reponse_annulee_ne_repond_plus() -> None:
    annulee = (avenant("donne"), evenement("annulation", None, annule="signature-avenant-2024-03-01"))
    assert resultat(CODE, cpts("donne", avenant("recoit")), cpts("recoit", *annulee), au=AU) == "non_conforme"


def test_une_fusion_a_la_cpts_qui_en_nait() -> None:
    """The journal of the new project begins with the merger: its structure says of whom it comes."""
    fusion = evenement("fusion", "2024-01-01", "structure", projets_lies=("nouvelle",))
    nee = CPTS(
        identifiant="c-nouvelle",
        nom="Nouvelle",
        predecesseurs=(Filiation(predecesseur="c-mere", nature=NatureFiliation.FUSION),),
    )
    mere = cpts("mere", fusion, structure="c-mere")
    assert resultat(CODE, mere, cpts("nouvelle", structure="c-nouvelle"), nee, au=AU) == "conforme"
    assert resultat(CODE, mere, cpts("nouvelle"), nee, au=AU) == "non_conforme"


def test_une_scission_a_ses_successeurs() -> None:
    scission = evenement("scission", "2024-03-01", "structure", projets_lies=("est", "ouest"))
    mere, est = cpts("mere", scission), cpts("est", issu_de=("mere",))
    assert resultat(CODE, mere, est, cpts("ouest", issu_de=("mere",)), au=AU) == "conforme"
    juge = juger(CODE, mere, est, cpts("ouest"), au=AU)
    assert pointeurs(juge) == ["/contenu/projets/1/journal/0/projets_lies/1"]


def test_une_fusion_se_dit_dans_chaque_projet() -> None:
    def fusion(avec: str) -> Any:
        return evenement("fusion", "2024-03-01", "structure", projets_lies=(avec,))

    assert resultat(CODE, cpts("a", fusion("b")), cpts("b", fusion("a")), au=AU) == "conforme"
    assert resultat(CODE, cpts("a", fusion("b")), cpts("b", avenant("a")), au=AU) == "conforme"
    assert resultat(CODE, cpts("a", fusion("b")), cpts("b"), au=AU) == "non_conforme"


def test_un_projet_que_le_dossier_ne_contient_pas() -> None:
    juge = juger(CODE, cpts("donne", avenant("ailleurs")), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("projets",)]


def test_un_projet_ne_se_lie_pas_a_lui_meme() -> None:
    assert resultat(CODE, cpts("donne", avenant("donne")), au=AU) == "conforme"
    juge = juger("VRA-005", cpts("donne", avenant("donne")), au=AU)
    assert messages(juge) == ["« donne » se désigne soi-même (projets_lies)"]


def test_aucun_lien() -> None:
    assert resultat(CODE, cpts("a"), cpts("b"), au=AU) == "sans_objet"


def test_la_regle_vaut_a_toute_date_et_informe() -> None:
    for au in ("1900-01-01", "2100-01-01"):
        assert resultat(CODE, cpts("donne", avenant("recoit")), cpts("recoit"), au=au) == "non_conforme"
    assert references(CODE, AU) == ["Cohérence du registre : aucun texte, ce que le document dit de lui-même"]
    assert version(CODE, AU).portee is Portee.BONNE_PRATIQUE
    assert version(CODE, AU).gravite is Gravite.INFORMATION
