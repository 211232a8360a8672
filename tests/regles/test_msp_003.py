"""MSP-003: the projet de santé is signed by each of the professionnels de santé membres (CSP, art. L6323-3).

"Il peut également être signé par toute personne dont la participation [...] est explicitement prévue": may, not must.
"""

import attrs
import pytest
from tests.regles.fabrique import (
    annonce,
    associe,
    equipe,
    evenement,
    exercice,
    juger,
    maison,
    manquants,
    messages,
    pointeurs,
    professionnel,
    projet,
    references,
    resultat,
    role,
    signe,
    version,
)

from soinsprimaires import (
    MSP,
    Adhesion,
    CodeNomenclature,
    Document,
    Gravite,
    NatureDocument,
    NatureOrganisation,
    Organisation,
    Portee,
    Projet,
    Signature,
    Systeme,
)
from soinsprimaires.referentiels import professions as p

CODE = "MSP-003"
AU = "2024-07-02"
EQUIPE = equipe("msp", medecin=p.MEDECIN, infirmiere=p.INFIRMIER, pharmacien=p.PHARMACIEN)
TOUS = (signe("medecin"), signe("infirmiere"), signe("pharmacien"))
ASSOCIES = tuple(associe(nom) for nom in ("medecin", "infirmiere", "pharmacien"))


def maison_de(*autres: Adhesion, signatures: tuple[Signature, ...] = ()) -> MSP:
    """A house whose three professionals are associates."""
    return maison(associes=(*ASSOCIES, *autres), signatures=signatures)


@pytest.mark.parametrize(
    ("au", "attendu"), [("2011-08-11", "hors_vigueur"), ("2011-08-12", "conforme"), ("2011-08-13", "conforme")]
)
def test_tous_ont_signe(au: str, attendu: str) -> None:
    assert resultat(CODE, maison_de(signatures=TOUS), *EQUIPE, au=au) == attendu


@pytest.mark.parametrize("au", ["2011-08-12", "2016-01-27", "2016-01-28"])
def test_chaque_redaction_demande_chaque_signature(au: str) -> None:
    assert resultat(CODE, maison_de(signatures=TOUS), *EQUIPE, au=au) == "conforme"
    assert resultat(CODE, maison_de(signatures=TOUS[:2]), *EQUIPE, au=au) == "non_conforme"
    assert resultat(CODE, maison_de(), *EQUIPE, au=au) == "indetermine"


def test_il_manque_une_signature() -> None:
    juge = juger(CODE, maison_de(signatures=TOUS[:2]), *EQUIPE, au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["« pharmacien » est membre et n'a pas signé le projet de santé"]
    assert pointeurs(juge) == ["/contenu/structures/0/signataires"]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [("2024-03-10", "non_conforme"), ("2024-03-11", "conforme"), ("2024-03-12", "conforme")],
    ids=["la veille de la signature", "le jour", "le lendemain"],
)
def test_la_signature_compte_a_partir_de_son_jour(au: str, attendu: str) -> None:
    signatures = (*TOUS[:2], signe("pharmacien", "2024-03-11"))
    assert resultat(CODE, maison_de(signatures=signatures), *EQUIPE, au=au) == attendu


@pytest.mark.parametrize(
    ("le", "au", "attendu"),
    [
        ("2024-03", "2024-02-29", "non_conforme"),
        ("2024-03", "2024-03-01", "indetermine"),
        ("2024-03", "2024-03-31", "conforme"),
        ("../2024-03", "2012-01-01", "indetermine"),
        (None, AU, "indetermine"),
    ],
    ids=["avant le mois", "dans le mois", "fin du mois", "au plus tard", "sans date"],
)
def test_une_signature_vague_ne_tranche_pas(le: str | None, au: str, attendu: str) -> None:
    juge = juger(CODE, maison_de(signatures=(*TOUS[:2], signe("pharmacien", le))), *EQUIPE, au=au)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("signee_le",)]


def test_une_nouvelle_version_signee_plus_tard_ne_retire_pas_la_premiere_signature() -> None:
    signatures = (*TOUS, signe("medecin", "2025-01-10"))
    assert resultat(CODE, maison_de(signatures=signatures), *EQUIPE, au=AU) == "conforme"


def test_la_signature_donnee_au_titre_d_une_fonction_est_celle_du_professionnel() -> None:
    signatures = (signe("presidente"), *TOUS[1:])
    presidente = role("presidente", de="medecin")
    assert resultat(CODE, maison_de(signatures=signatures), presidente, *EQUIPE, au=AU) == "conforme"


def test_la_psychologue_peut_signer_sans_y_etre_tenue() -> None:
    psychologue = equipe("msp", psychologue=p.PSYCHOLOGUE)
    assert resultat(CODE, maison_de(signatures=TOUS), *EQUIPE, *psychologue, au=AU) == "conforme"
    assert (
        resultat(CODE, maison_de(signatures=(*TOUS, signe("psychologue"))), *EQUIPE, *psychologue, au=AU) == "conforme"
    )


@pytest.mark.parametrize(
    "profession",
    [p.AIDE_SOIGNANT, p.ASSISTANT_DENTAIRE, CodeNomenclature(Systeme.TRE_R291, "99")],
    ids=["aide-soignant", "assistant dentaire", "profession non jugee"],
)
def test_on_ne_sait_pas_si_celui_ci_est_membre(profession: CodeNomenclature) -> None:
    juge = juger(CODE, maison_de(signatures=TOUS), *EQUIPE, *equipe("msp", autre=profession), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("associes", "profession")]


@pytest.mark.parametrize("au", ["2011-08-12", "2016-01-27", "2016-01-28", AU])
def test_celui_qui_exerce_la_sans_etre_associe_n_est_peut_etre_pas_membre(au: str) -> None:
    """ "Signé par chacun des professionnels de santé membres": a tenant or an employee need not be one."""
    kine = professionnel("kine", p.MASSEUR_KINESITHERAPEUTE, exercice("msp", "2009-01-01"))
    juge = juger(CODE, maison_de(signatures=TOUS), *EQUIPE, kine, au=au)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("associes",)]
    assert resultat(CODE, maison_de(associe("kine"), signatures=TOUS), *EQUIPE, kine, au=au) == "non_conforme"
    assert resultat(CODE, maison_de(signatures=(*TOUS, signe("kine"))), *EQUIPE, kine, au=au) == "conforme"


def test_sans_associe_enregistre_aucun_membre_n_est_certain() -> None:
    juge = juger(CODE, maison(signatures=TOUS[:2]), *EQUIPE, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("associes",)]


def test_un_associe_absent_du_dossier_doit_peut_etre_signer_une_commune_non() -> None:
    juge = juger(CODE, maison_de(associe("inconnu"), signatures=TOUS), *EQUIPE, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("profession",)]
    commune = Organisation(identifiant="commune", nom="Commune", nature=NatureOrganisation.COMMUNE)
    assert resultat(CODE, maison_de(associe("commune"), signatures=TOUS), *EQUIPE, commune, au=AU) == "conforme"


def test_celui_qui_est_parti_n_a_plus_a_signer() -> None:
    parti = professionnel("kine", p.MASSEUR_KINESITHERAPEUTE, exercice("msp", "2012-01-01", "2024-07-01"))
    msp = maison_de(associe("kine", "2012-01-01", "2024-07-01"), signatures=TOUS)
    assert resultat(CODE, msp, *EQUIPE, parti, au="2024-07-01") == "non_conforme"
    assert resultat(CODE, msp, *EQUIPE, parti, au="2024-07-02") == "conforme"


def test_celui_dont_l_arrivee_est_annoncee_n_est_pas_encore_membre() -> None:
    attendu = professionnel("generaliste", p.MEDECIN, annonce("msp"))
    assert resultat(CODE, maison_de(signatures=TOUS), *EQUIPE, attendu, au=AU) == "conforme"


def test_un_exercice_sans_date_et_sans_signature_laisse_la_question_ouverte() -> None:
    kine = professionnel("kine", p.MASSEUR_KINESITHERAPEUTE, exercice("msp", None))
    juge = juger(CODE, maison_de(signatures=TOUS), *EQUIPE, kine, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("periode",)]
    assert messages(juge) == [
        "« kine » n'a pas signé le projet de santé, et on ne sait pas s'il est membre à cette date"
    ]


def test_sans_aucune_signature_enregistree() -> None:
    juge = juger(CODE, maison_de(), *EQUIPE, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("signataires",)]


def test_sans_membre_connu() -> None:
    juge = juger(CODE, maison(signatures=TOUS), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("exercices",)]


# -- the version in force -----------------------------------------------------------------------------------------


def document(identifiant: str, le: str, version_: str | None, *signatures: Signature) -> Document:
    return Document(
        identifiant=identifiant,
        nature=NatureDocument.PROJET_SANTE,
        titre="Projet de santé",
        le=le,
        version=version_,
        signatures=signatures,
    )


def depots(*documents: Document) -> Projet:
    evenements = [
        evenement("depot_projet", str(d.le), "structure", identifiant=f"depot-{d.identifiant}", pieces=(d.identifiant,))
        for d in documents
    ]
    return projet("msp", *evenements, structure="msp")


ANCIEN = document("projet-v1", "2015-01-10", "1")
NOUVEAU = document("projet-v2", "2024-03-11", "2", signe("medecin", "2024-03-01"), signe("infirmiere", "2024-03-01"))


def en_version(signataire: str, numero: str | None, le: str = "2014-12-01") -> Signature:
    return Signature(signataire=signataire, signee_le=le, version=numero)


V1 = tuple(en_version(nom, "1") for nom in ("medecin", "infirmiere", "pharmacien"))


@pytest.mark.parametrize(
    ("au", "attendu"),
    [("2024-03-10", "conforme"), ("2024-03-11", "non_conforme"), ("2024-03-12", "non_conforme")],
    ids=["la veille de la nouvelle version", "le jour", "le lendemain"],
)
def test_c_est_la_version_en_vigueur_qui_est_signee(au: str, attendu: str) -> None:
    entites = (maison_de(signatures=V1), *EQUIPE, ANCIEN, NOUVEAU, depots(ANCIEN, NOUVEAU))
    assert resultat(CODE, *entites, au=au) == attendu


def test_le_constat_nomme_la_version() -> None:
    entites = (maison_de(signatures=V1), *EQUIPE, ANCIEN, NOUVEAU, depots(ANCIEN, NOUVEAU))
    juge = juger(CODE, *entites, au=AU)
    assert messages(juge) == ["« pharmacien » est membre et n'a pas signé la version « 2 » du projet de santé"]


def test_une_signature_de_la_structure_vaut_pour_sa_version() -> None:
    signatures = (*V1, en_version("pharmacien", "2", "2024-06-01"))
    entites = (maison_de(signatures=signatures), *EQUIPE, ANCIEN, NOUVEAU, depots(ANCIEN, NOUVEAU))
    assert resultat(CODE, *entites, au="2024-05-31") == "non_conforme"
    assert resultat(CODE, *entites, au="2024-06-01") == "conforme"


def test_une_signature_sans_version_laisse_la_question_ouverte() -> None:
    signatures = (*V1, en_version("pharmacien", None, "2024-06-01"))
    juge = juger(CODE, maison_de(signatures=signatures), *EQUIPE, ANCIEN, NOUVEAU, depots(ANCIEN, NOUVEAU), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("version",)]
    assert messages(juge) == ["« pharmacien » : on ne sait pas si ce qu'il a signé est la version en vigueur"]


def test_une_version_dont_rien_n_est_signe() -> None:
    vide = document("projet-v3", "2024-06-01", "3")
    juge = juger(CODE, maison_de(signatures=V1), *EQUIPE, ANCIEN, vide, depots(ANCIEN, vide), au=AU)
    assert juge.resultat.value == "indetermine"
    assert messages(juge) == ["les signatures de la version « 3 » du projet de santé ne sont pas enregistrées"]
    assert manquants(juge) == [("signataires",)]


def test_une_seule_version_sans_document_est_celle_qui_vaut() -> None:
    assert resultat(CODE, maison_de(signatures=V1), *EQUIPE, au=AU) == "conforme"


def test_des_versions_sans_document_ne_disent_pas_laquelle_vaut() -> None:
    signatures = (*V1[:2], en_version("pharmacien", "2"))
    juge = juger(CODE, maison_de(signatures=signatures), *EQUIPE, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("version",)] * 3


def test_deux_documents_de_dates_vagues_ne_disent_pas_lequel_vaut() -> None:
    vague = document("projet-v2", "2024-03", "2")
    autre = document("projet-v3", "2024-03-11", "3")
    juge = juger(CODE, maison_de(signatures=V1), *EQUIPE, vague, autre, depots(vague, autre), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("version",)] * 3


@pytest.mark.parametrize(("numero", "attendu"), [(None, "conforme"), ("1", "indetermine")])
def test_un_document_sans_numero_de_version(numero: str | None, attendu: str) -> None:
    """A signature without a number is of the only document; one of a numbered version may be of another."""
    seul = document("projet-sans-numero", "2015-01-10", None)
    signatures = tuple(en_version(nom, numero) for nom in ("medecin", "infirmiere", "pharmacien"))
    juge = juger(CODE, maison_de(signatures=signatures), *EQUIPE, seul, depots(seul), au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("version",)] * 3


def test_les_autres_pieces_du_depot_ne_sont_pas_le_projet_de_sante() -> None:
    statuts = attrs.evolve(document("statuts", "2015-01-10", "9"), nature=NatureDocument.STATUTS)
    depot = evenement("depot_projet", "2015-01-10", "structure", pieces=("projet-v1", "statuts", "absente"))
    dossier = (ANCIEN, statuts, projet("msp", depot, structure="msp"))
    assert resultat(CODE, maison_de(signatures=V1), *EQUIPE, *dossier, au=AU) == "conforme"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L6323-3"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
    assert version(CODE, "2016-01-27").gravite is Gravite.BLOQUANT
