"""IPA-001: until 21 January 2025, an IPA practises under a protocole d'organisation with a doctor (R4301-1 to R4301-6).

"Les IPA ne peuvent travailler sans la supervision d'un médecin", said on 2 July 2024, is right on that day.
"""

import pytest
from tests.regles.fabrique import (
    annonce,
    exercice,
    ipa,
    juger,
    manquants,
    messages,
    periode,
    pointeurs,
    professionnel,
    references,
    resultat,
    role,
    signe,
    version,
)

from soinsprimaires import Gravite, NatureProtocole, PeriodePartielle, Portee, Protocole, Signature
from soinsprimaires.referentiels import professions as p

CODE = "IPA-001"


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2018-07-19", "hors_vigueur"),
        ("2018-07-20", "indetermine"),
        ("2024-07-02", "indetermine"),
        ("2025-01-21", "indetermine"),
        ("2025-01-22", "hors_vigueur"),
        ("2025-01-23", "hors_vigueur"),
    ],
)
def test_le_protocole_est_exige_du_20_juillet_2018_au_21_janvier_2025(au: str, attendu: str) -> None:
    assert resultat(CODE, ipa(exercice("msp")), au=au) == attendu


def test_le_protocole_n_est_pas_enregistre() -> None:
    juge = juger(CODE, ipa(exercice("msp")), au="2024-07-02")
    assert manquants(juge) == [("protocoles",)]
    assert messages(juge) == ["le protocole d'organisation avec un médecin n'est pas enregistré"]
    assert pointeurs(juge) == ["/contenu/professionnels/0"]


def test_la_regle_vaut_aussi_hors_de_toute_structure() -> None:
    assert resultat(CODE, ipa(exercice(None)), au="2024-07-02") == "indetermine"


def test_une_ipa_sans_exercice_enregistre() -> None:
    juge = juger(CODE, ipa(), au="2024-07-02")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("exercices",)]


def test_une_infirmiere_ou_un_medecin_ne_sont_pas_juges() -> None:
    infirmiere = professionnel("infirmiere", p.INFIRMIER, exercice("msp"))
    pediatre = professionnel("pediatre", p.MEDECIN, exercice("msp"), savoir_faire=(p.PEDIATRIE,))
    assert resultat(CODE, infirmiere, pediatre, au="2024-07-02") == "sans_objet"


@pytest.mark.parametrize(
    "savoir_faire",
    [p.IPA_PATHOLOGIES_CHRONIQUES, p.IPA_ONCOLOGIE, p.IPA_MALADIE_RENALE, p.IPA_SANTE_MENTALE],
    ids=["chroniques", "oncologie", "rein", "sante mentale"],
)
def test_toutes_les_mentions_sont_jugees(savoir_faire: object) -> None:
    nommee = professionnel("ipa", p.INFIRMIER, exercice("msp"), savoir_faire=(savoir_faire,))
    assert resultat(CODE, nommee, au="2024-07-02") == "indetermine"


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2023-12-31", "sans_objet"),
        ("2024-01-01", "indetermine"),
        ("2024-06-30", "indetermine"),
        ("2024-07-01", "sans_objet"),
    ],
)
def test_elle_n_est_jugee_que_lorsqu_elle_exerce_ou_peut_exercer(au: str, attendu: str) -> None:
    assert resultat(CODE, ipa(exercice("msp", "2024", "2024-06")), au=au) == attendu


def test_un_exercice_annonce_n_est_pas_un_exercice() -> None:
    assert resultat(CODE, ipa(annonce("msp")), au="2024-07-02") == "sans_objet"


# -- the protocole --------------------------------------------------------------------------------------------------

AU = "2024-07-02"
DEUX = (signe("ipa"), signe("medecin"))


def protocole(
    *signatures: Signature, sur: PeriodePartielle | None = None, nature: str = "organisation_ipa"
) -> Protocole:
    return Protocole(
        identifiant="protocole",
        nature=NatureProtocole(nature),
        signataires=signatures,
        periode=sur or periode("2020-01-01"),
    )


def issue(ecrit: Protocole, au: str = AU) -> str:
    return resultat(CODE, ipa(exercice("msp")), professionnel("medecin"), ecrit, au=au)


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("2024-07-02", None, "conforme"),
        ("2024-07-03", None, "non_conforme"),
        ("2020-01-01", "2024-07-01", "non_conforme"),
        ("2020-01-01", "2024-07-02", "conforme"),
        ("2020-01-01", "2024-07", "indetermine"),
        ("2024", None, "indetermine"),
    ],
    ids=["commence ce jour", "le lendemain", "fini la veille", "fini ce jour", "fini en juillet", "en 2024"],
)
def test_un_protocole_en_cours_signe_de_l_ipa_et_d_un_medecin(debut: str, fin: str | None, attendu: str) -> None:
    assert issue(protocole(*DEUX, sur=periode(debut, fin))) == attendu


@pytest.mark.parametrize(
    ("signatures", "attendu"),
    [
        ((signe("ipa", "2024-07-02"), signe("medecin", "2024-07-02")), "conforme"),
        ((signe("ipa", "2024-07-03"), signe("medecin", "2024-07-02")), "non_conforme"),
        ((signe("ipa", "2024-07-02"), signe("medecin", "2024-07-03")), "non_conforme"),
        ((signe("ipa"), signe("medecin", None)), "indetermine"),
        ((signe("ipa", "2024-07"), signe("medecin")), "indetermine"),
        ((signe("ipa"), signe("fantome")), "indetermine"),
        ((signe("ipa"),), "non_conforme"),
        ((signe("ipa"), signe("infirmiere")), "non_conforme"),
        ((signe("medecin"),), "indetermine"),
    ],
    ids=[
        "le jour",
        "l'ipa trop tard",
        "le medecin trop tard",
        "medecin sans date",
        "ipa en juillet",
        "inconnu",
        "l'ipa seule",
        "une infirmiere",
        "sans l'ipa",
    ],
)
def test_qui_l_a_signe_et_quand(signatures: tuple[Signature, ...], attendu: str) -> None:
    infirmiere = professionnel("infirmiere", p.INFIRMIER)
    entites = (ipa(exercice("msp")), professionnel("medecin"), infirmiere, protocole(*signatures))
    assert resultat(CODE, *entites, au=AU) == attendu


def test_un_protocole_fini_est_dit() -> None:
    fini = protocole(*DEUX, sur=periode("2020-01-01", "2024-07-01"))
    juge = juger(CODE, ipa(exercice("msp")), professionnel("medecin"), fini, au=AU)
    assert messages(juge) == [
        "le protocole d'organisation « protocole » ne vaut pas : il a pris fin, ou ne vaut pas encore"
    ]
    seule = juger(CODE, ipa(exercice("msp")), protocole(signe("ipa")), au=AU)
    assert messages(seule) == ["le protocole d'organisation « protocole » ne vaut pas : aucun médecin ne l'avait signé"]


def test_ce_qui_manque_au_protocole_est_nomme() -> None:
    sans_periode = Protocole(identifiant="protocole", nature=NatureProtocole.ORGANISATION_IPA, signataires=DEUX)
    for ecrit, champs in (
        (sans_periode, ("periode",)),
        (protocole(signe("ipa"), signe("medecin", None)), ("signee_le",)),
        (protocole(signe("ipa"), signe("fantome")), ("signataires",)),
    ):
        juge = juger(CODE, ipa(exercice("msp")), professionnel("medecin"), ecrit, au=AU)
        assert manquants(juge) == [champs]


def test_un_autre_protocole_n_en_est_pas_un() -> None:
    juge = juger(CODE, ipa(exercice("msp")), professionnel("medecin"), protocole(*DEUX, nature="cooperation"), au=AU)
    assert manquants(juge) == [("protocoles",)]


def test_on_signe_aussi_sous_le_nom_d_un_role() -> None:
    roles = (role("ipa-de-la-maison", de="ipa"), role("medecin-de-la-maison", de="medecin"))
    signe_par_roles = protocole(signe("ipa-de-la-maison"), signe("medecin-de-la-maison"))
    entites = (ipa(exercice("msp")), professionnel("medecin"), *roles, signe_par_roles)
    assert resultat(CODE, *entites, au=AU) == "conforme"


def test_un_protocole_qui_vaut_suffit() -> None:
    fini = Protocole(
        identifiant="ancien",
        nature=NatureProtocole.ORGANISATION_IPA,
        signataires=DEUX,
        periode=periode("2019-01-01", "2019-12-31"),
    )
    assert resultat(CODE, ipa(exercice("msp")), professionnel("medecin"), fini, protocole(*DEUX), au=AU) == "conforme"


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2018-07-19", "hors_vigueur"),
        ("2018-07-20", "non_conforme"),
        ("2018-07-21", "non_conforme"),
        ("2025-01-20", "non_conforme"),
        ("2025-01-21", "non_conforme"),
        ("2025-01-22", "hors_vigueur"),
    ],
)
def test_un_protocole_sans_medecin_du_premier_au_dernier_jour(au: str, attendu: str) -> None:
    assert issue(protocole(signe("ipa"), sur=periode("2018-01-01")), au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, "2024-07-02") == [
        "CSP, art. R4301-1 à R4301-6, rédaction du décret n° 2018-629 du 18 juillet 2018 (JO du 19 juillet 2018)"
    ]
    assert version(CODE, "2024-07-02").portee is Portee.LOI_REGLEMENT
    assert version(CODE, "2024-07-02").gravite is Gravite.AVERTISSEMENT
