"""CDS-001: the récépissé of the ARS comes before a centre, or an antenne, opens (CSP, art. L6323-1-11, I).

It "vaut autorisation [...] dans le centre ou l'antenne concerné", since 1 April 2018. A centre territorial de santé is
a site or an antenne of a centre: the rule reaches it.
"""

from collections.abc import Callable
from datetime import date

import attrs
import pytest
from tests.regles.fabrique import (
    evenement,
    exercice,
    juger,
    manquants,
    messages,
    periode,
    pointeurs,
    professionnel,
    projet,
    references,
    resultat,
    version,
)

from soinsprimaires import (
    CTS,
    CentreSante,
    Evenement,
    Gravite,
    Jalon,
    NatureJalon,
    NatureSite,
    Portee,
    Professionnel,
    Projet,
    Site,
)
from soinsprimaires.referentiels import professions as p

CODE = "CDS-001"
AU = "2024-07-02"
Fabrique = Callable[..., CentreSante | CTS]


def site(ouverture: str | None = "2022-05-09", identifiant: str = "site", **champs: object) -> Site:
    jalons = () if ouverture is None else (Jalon(nature=NatureJalon.OUVERTURE, le=ouverture),)
    return Site(identifiant=identifiant, **{"jalons": jalons, **champs})  # type: ignore[arg-type]


def centre(*sites: Site, **champs: object) -> CentreSante:
    return CentreSante(identifiant="centre", nom="Centre départemental de santé", sites=sites, **champs)  # type: ignore[arg-type]


def cts(*sites: Site, **champs: object) -> CTS:
    champs = {"identifiant": "centre", **champs}
    return CTS(nom="Centre territorial de santé", sites=sites, **champs)  # type: ignore[arg-type]


def recepisse(le: str | None, pour: str | None = None, **champs: object) -> Evenement:
    return evenement("delivrance_recepisse", le, "ars", site=pour, **champs)


def dossier(*journal: Evenement, structure: str = "centre") -> Projet:
    return projet("centre_sante", *journal, structure=structure)


les_deux = pytest.mark.parametrize("faire", [centre, cts], ids=["centre de sante", "centre territorial de sante"])


@les_deux
@pytest.mark.parametrize("au", ["2024-06-21", "2024-06-22", AU], ids=["la veille du decret", "le jour", "depuis"])
@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2022-05-08", "conforme"),
        ("2022-05-09", "conforme"),
        ("2022-05-10", "non_conforme"),
        ("2022-05", "indetermine"),
    ],
    ids=["la veille", "le jour", "un jour trop tard", "dans le mois"],
)
def test_le_recepisse_et_le_jour_de_l_ouverture(faire: Fabrique, le: str, attendu: str, au: str) -> None:
    assert resultat(CODE, faire(site()), dossier(recepisse(le)), au=au) == attendu


@les_deux
def test_un_jour_trop_tard_est_dit(faire: Fabrique) -> None:
    juge = juger(CODE, faire(site()), dossier(recepisse("2022-05-10")), au=AU)
    assert messages(juge) == ["le site « site » a ouvert (2022-05-09) avant son récépissé"]
    assert pointeurs(juge) == ["/contenu/structures/0/sites/0"]


@les_deux
def test_le_recepisse_n_est_pas_enregistre(faire: Fabrique) -> None:
    juge = juger(CODE, faire(site()), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("journal",)]
    assert messages(juge) == ["le récépissé de l'engagement de conformité du site « site » n'est pas enregistré"]


@les_deux
def test_la_date_d_ouverture_n_est_pas_enregistree(faire: Fabrique) -> None:
    juge = juger(CODE, faire(site(None)), dossier(recepisse("2022-05-08")), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("jalons",)]


@les_deux
def test_aucun_site_n_est_enregistre(faire: Fabrique) -> None:
    juge = juger(CODE, faire(), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("sites",)]


@les_deux
@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2018-03-01", "hors_vigueur"),
        ("2018-03-02", "sans_objet"),
        ("2018-04-01", "sans_objet"),
        ("2022-05-08", "sans_objet"),
        ("2022-05-09", "non_conforme"),
    ],
    ids=["veille du decret", "jour du decret", "1er avril 2018", "veille de l'ouverture", "jour de l'ouverture"],
)
def test_la_question_se_pose_le_jour_de_l_ouverture(faire: Fabrique, au: str, attendu: str) -> None:
    assert resultat(CODE, faire(site()), dossier(recepisse("2022-05-10")), au=au) == attendu


@pytest.mark.parametrize(
    ("ouverture", "attendu"),
    [
        ("2018-03-01", "sans_objet"),
        ("2018-03-02", "indetermine"),
        ("2018-03-31", "indetermine"),
        ("2018-04-01", "non_conforme"),
        ("2018-02", "sans_objet"),
        ("2018-03", "indetermine"),
        ("2018", "indetermine"),
        ("../2022-09-12", "indetermine"),
        ("2010/..", "sans_objet"),
    ],
    ids=[
        "la veille du decret",
        "le jour du decret",
        "la veille du regime",
        "le premier jour",
        "en fevrier 2018",
        "en mars 2018",
        "en 2018",
        "au plus tard en 2022",
        "depuis 2010",
    ],
)
def test_un_centre_plus_ancien_que_le_regime_ne_l_enfreint_pas(ouverture: str, attendu: str) -> None:
    assert resultat(CODE, centre(site(ouverture)), dossier(recepisse("2023-01-10")), au=AU) == attendu


@pytest.mark.parametrize(
    ("ouverture", "le", "attendu"),
    [
        ("2022-05", "2022-05-01", "conforme"),
        ("2022-05", "2022-05-02", "indetermine"),
        ("2022-05", "2022-05-31", "indetermine"),
        ("2022-05", "2022-06-01", "non_conforme"),
        ("2022-05-09", "2022-05", "indetermine"),
        ("2022-05-09", "2022-04", "conforme"),
        ("2022-05-09", "2022-06", "non_conforme"),
        ("2022-05-09", "../2022-05-09", "conforme"),
        ("2022-05-09", "../2022-05-10", "indetermine"),
    ],
)
def test_des_dates_vagues(ouverture: str, le: str, attendu: str) -> None:
    juge = juger(CODE, centre(site(ouverture)), dossier(recepisse(le)), au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("effet_le", "jalons")]


def test_un_recepisse_sans_date_a_pris_effet_au_plus_tard_le_jour_de_sa_saisie() -> None:
    saisi = recepisse(None, enregistre_le=date(2022, 5, 9))
    assert resultat(CODE, centre(site()), dossier(saisi), au=AU) == "conforme"
    assert resultat(CODE, centre(site("2022-05-08")), dossier(saisi), au=AU) == "indetermine"


def test_une_ouverture_vague_n_a_peut_etre_pas_encore_eu_lieu() -> None:
    ouvert_en_2022 = centre(site("2022"))
    assert resultat(CODE, ouvert_en_2022, dossier(recepisse("2023-01-10")), au="2022-07-02") == "indetermine"
    assert resultat(CODE, ouvert_en_2022, dossier(recepisse("2023-01-10")), au="2022-12-31") == "non_conforme"


def test_les_premiers_patients_font_l_ouverture_et_la_plus_precoce_des_dates_compte() -> None:
    patients = Jalon(nature=NatureJalon.PREMIERS_PATIENTS, le="2022-05-01")
    ouverture = Jalon(nature=NatureJalon.OUVERTURE, le="2022-05-09")
    vague = Jalon(nature=NatureJalon.OUVERTURE, le="2022")
    assert resultat(CODE, centre(site(jalons=(ouverture, patients))), dossier(recepisse("2022-05-02")), au=AU) == (
        "non_conforme"
    )
    assert resultat(CODE, centre(site(jalons=(vague, patients))), dossier(recepisse("2022-04-15")), au=AU) == (
        "indetermine"
    )


def test_une_inauguration_n_est_pas_une_ouverture() -> None:
    inaugure = site(jalons=(Jalon(nature=NatureJalon.INAUGURATION, le="2022-05-09"),))
    assert manquants(juger(CODE, centre(inaugure), dossier(recepisse("2022-05-10")), au=AU)) == [("jalons",)]


def test_le_recepisse_du_centre_ne_vaut_pas_pour_une_antenne_qu_il_ne_nomme_pas() -> None:
    antenne = site("2022-09-02", "antenne", nature=NatureSite.ANTENNE)
    general = recepisse("2022-05-08")
    juge = juger(CODE, centre(site(), antenne), dossier(general), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("site",)]
    assert pointeurs(juge) == ["/contenu/structures/0/sites/1"]
    nomme = recepisse("2022-09-01", "antenne")
    assert resultat(CODE, centre(site(), antenne), dossier(general, nomme), au=AU) == "conforme"
    tardif = recepisse("2022-09-03", "antenne")
    assert resultat(CODE, centre(antenne), dossier(tardif), au=AU) == "non_conforme"


def test_le_recepisse_d_un_autre_site_ne_compte_pas() -> None:
    assert manquants(juger(CODE, centre(site()), dossier(recepisse("2022-05-08", "autre-site")), au=AU)) == [
        ("journal",)
    ]


def test_le_recepisse_d_une_autre_structure_ne_compte_pas() -> None:
    assert manquants(juger(CODE, centre(site()), dossier(recepisse("2022-05-08"), structure="autre"), au=AU)) == [
        ("journal",)
    ]


@pytest.mark.parametrize(
    ("pour", "attendu"), [("site", "conforme"), (None, "indetermine")], ids=["nomme le site", "du centre entier"]
)
def test_un_centre_territorial_a_le_recepisse_que_son_centre_a_recu_pour_lui(pour: str | None, attendu: str) -> None:
    territorial = cts(site(), identifiant="cts-vic", centre="centre")
    departemental = centre(site("2022-05-09", "siege"))
    recu = (recepisse("2022-05-08", "siege"), recepisse("2022-05-08", pour, identifiant="second"))
    assert resultat(CODE, departemental, territorial, dossier(*recu), au=AU) == attendu


def test_un_recepisse_annule_ne_compte_pas() -> None:
    donne = recepisse("2022-05-08", identifiant="recu")
    annule = evenement("annulation", None, annule="recu")
    assert manquants(juger(CODE, centre(site()), dossier(donne, annule), au=AU)) == [("journal",)]


def test_les_autres_actes_du_dossier_ne_sont_pas_le_recepisse() -> None:
    engagement = evenement("depot_engagement_conformite", "2022-04-01", "gestionnaire")
    assert manquants(juger(CODE, centre(site()), dossier(engagement), au=AU)) == [("journal",)]


def test_un_site_ferme_ou_quitte_n_est_plus_juge_s_il_n_a_pas_rouvert() -> None:
    ouverture = Jalon(nature=NatureJalon.OUVERTURE, le="2022-05-09")
    fermeture = Jalon(nature=NatureJalon.FERMETURE, le="2023-06-30")
    reouverture = Jalon(nature=NatureJalon.OUVERTURE, le="2023-09-01")
    tard = dossier(recepisse("2022-05-10"))
    ferme = centre(site(jalons=(ouverture, fermeture)))
    assert resultat(CODE, ferme, tard, au="2023-06-30") == "non_conforme"
    assert resultat(CODE, ferme, tard, au="2023-07-01") == "sans_objet"
    assert resultat(CODE, centre(site(jalons=(ouverture, fermeture, reouverture))), tard, au=AU) == "non_conforme"
    assert resultat(CODE, centre(site(periode=periode("2022-05-09", "2023-06-30"))), tard, au=AU) == "sans_objet"
    le_meme_jour = Jalon(nature=NatureJalon.FERMETURE, le="2022-05-09")
    assert resultat(CODE, centre(site(jalons=(ouverture, le_meme_jour))), tard, au=AU) == "sans_objet"


def jalons(*faits: tuple[str, str]) -> tuple[Jalon, ...]:
    return tuple(Jalon(nature=NatureJalon(nature), le=le) for nature, le in faits)


@pytest.mark.parametrize(
    ("vie", "le", "attendu"),
    [
        ([("ouverture", "2022-05-09"), ("transfert", "2023-05-01")], "2022-05-09", "conforme"),
        ([("ouverture", "2022-05-09"), ("transfert", "2023-05-01")], "2023-04-20", "indetermine"),
        ([("ouverture", "2022-05-09"), ("fermeture", "2022-12-31"), ("ouverture", "2023-05-01")], "2022-12-30", "non"),
        ([("ouverture", "2022-05-09"), ("fermeture", "2022-12-31"), ("ouverture", "2023-05-01")], "2022-12-31", ""),
        ([("ouverture", "2022-05-09"), ("fermeture", "2022-12-31"), ("ouverture", "2023-05-01")], "2023-04-20", ""),
        ([("ouverture", "2015-05-09"), ("fermeture", "2018-02-28"), ("ouverture", "2018-03-01")], "2020-01-01", "rien"),
        ([("ouverture", "2015-05-09"), ("fermeture", "2018-02-28"), ("ouverture", "2018-03-02")], "2020-01-01", ""),
    ],
)
def test_le_recepisse_est_peut_etre_celui_d_un_demenagement_ou_d_une_reouverture(
    vie: list[tuple[str, str]], le: str, attendu: str
) -> None:
    """Of an opening that comes before a récépissé, another was perhaps given, which the record does not hold."""
    mots = {"": "indetermine", "non": "non_conforme", "rien": "sans_objet"}
    objet = centre(site(jalons=jalons(*vie)))
    assert resultat(CODE, objet, dossier(recepisse(le)), au=AU) == mots.get(attendu, attendu)


def test_ce_qui_precede_une_reprise_est_inconnu() -> None:
    repris = evenement("reprise", "2022-06-01", etat="ouvert")
    juge = juger(CODE, centre(site()), dossier(repris, recepisse("2023-01-10")), au=AU)
    assert juge.resultat.value == "indetermine"


def test_de_deux_sites_le_recepisse_du_centre_ne_dit_pas_le_sien() -> None:
    general = dossier(recepisse("2022-05-08"))
    deux = centre(site(), site("2022-09-02", "second"))
    assert manquants(juger(CODE, deux, general, au=AU)) == [("site",), ("site",)]
    antenne = site("2022-09-02", "antenne", nature=NatureSite.ANTENNE)
    assert manquants(juger(CODE, centre(site(), antenne), general, au=AU)) == [("site",)]


@pytest.mark.parametrize(
    ("fin", "au", "attendu"),
    [
        ("fermeture_administrative", "2023-06-14", "non_conforme"),
        ("fermeture_administrative", "2023-06-15", "sans_objet"),
        ("fermeture_administrative", "2023-06-16", "sans_objet"),
        ("cessation", "2023-06-15", "sans_objet"),
        ("suspension", "2023-06-15", "non_conforme"),
    ],
)
def test_un_centre_que_son_journal_ferme_n_a_plus_de_site(fin: str, au: str, attendu: str) -> None:
    qui = "gestionnaire" if fin == "cessation" else "ars"
    journal = (
        evenement("depot_engagement_conformite", "2022-04-01", "gestionnaire"),
        evenement("delivrance_recepisse", "2022-05-10", "ars", site="site"),
        evenement("ouverture", "2022-05-11", "gestionnaire"),
        evenement(fin, "2023-06-15", qui, motif="danger"),
    )
    assert resultat(CODE, centre(site()), dossier(*journal), au=au) == attendu


def test_un_site_en_faute_suffit_et_les_autres_sont_juges() -> None:
    deux = centre(site(), site("2022-09-02", "second"))
    journal = (recepisse("2022-05-08", "site"), recepisse("2022-09-03", "second", identifiant="tardif"))
    juge = juger(CODE, deux, dossier(*journal), au=AU)
    assert juge.resultat.value == "non_conforme"
    assert pointeurs(juge) == ["/contenu/structures/0/sites/1"]
    ancien = centre(site("2010-01-01", "ancien"), site())
    assert resultat(CODE, ancien, dossier(recepisse("2022-05-08", "site")), au=AU) == "conforme"


@pytest.mark.parametrize(
    ("ouverture", "avec_dentiste", "avec_un_medecin_aussi", "sans_personne"),
    [
        ("2024-06-21", "indetermine", "indetermine", "indetermine"),
        ("2024-06-22", "sans_objet", "indetermine", "indetermine"),
        ("2024-06-23", "sans_objet", "indetermine", "indetermine"),
    ],
)
def test_un_centre_dentaire_ouvre_sur_son_agrement_depuis_le_22_juin_2024(
    ouverture: str, avec_dentiste: str, avec_un_medecin_aussi: str, sans_personne: str
) -> None:
    """Décret n° 2024-568, published on 21 June 2024: the récépissé is for the other activities."""
    ouvert = centre(site(ouverture))
    dentiste = professionnel("dentiste", p.CHIRURGIEN_DENTISTE, exercice("centre"))
    medecin = professionnel("medecin", p.MEDECIN, exercice("centre"), savoir_faire=(p.PEDIATRIE,))
    assert resultat(CODE, ouvert, dentiste, au="2025-01-10") == avec_dentiste
    assert resultat(CODE, ouvert, dentiste, medecin, au="2025-01-10") == avec_un_medecin_aussi
    assert resultat(CODE, ouvert, au="2025-01-10") == sans_personne
    en_retard = dossier(recepisse("2024-12-01"))
    assert resultat(CODE, ouvert, dentiste, medecin, en_retard, au="2025-01-10") == "non_conforme"
    if ouverture == "2024-06-21":
        assert resultat(CODE, ouvert, dentiste, en_retard, au="2025-01-10") == "indetermine"


@pytest.mark.parametrize(
    ("ouverture", "dentaire", "avec_un_medecin", "sans_personne"),
    [
        ("2023-05-20", "non_conforme", "non_conforme", "non_conforme"),
        ("2023-05-21", "indetermine", "non_conforme", "indetermine"),
        ("2023-05-22", "indetermine", "non_conforme", "indetermine"),
        ("2024-06-20", "indetermine", "non_conforme", "indetermine"),
    ],
)
def test_un_centre_dentaire_ouvert_depuis_la_loi_de_2023_avait_peut_etre_assez_de_son_agrement(
    ouverture: str, dentaire: str, avec_un_medecin: str, sans_personne: str
) -> None:
    """L6323-1-11, II: the agrément "vaut autorisation de dispenser des soins"; the décret of 2024 is not yet there."""
    ouvert, tard = centre(site(ouverture)), dossier(recepisse("2024-06-21"))
    dentiste = professionnel("dentiste", p.CHIRURGIEN_DENTISTE, exercice("centre"))
    medecin = professionnel("medecin", p.MEDECIN, exercice("centre"), savoir_faire=(p.PEDIATRIE,))
    assert resultat(CODE, ouvert, dentiste, tard, au="2024-06-21") == dentaire
    assert resultat(CODE, ouvert, dentiste, medecin, tard, au="2024-06-21") == avec_un_medecin
    assert resultat(CODE, ouvert, tard, au="2024-06-21") == sans_personne


INFIRMIERE = professionnel("infirmiere", p.INFIRMIER, exercice("centre", "2026-01-05"))


@pytest.mark.parametrize(
    ("autre", "attendu"),
    [
        (INFIRMIERE, "sans_objet"),
        (attrs.evolve(INFIRMIERE, exercices=(exercice("centre", "2024-09-02", "2025-01-01"),)), "non_conforme"),
        (attrs.evolve(INFIRMIERE, exercices=(exercice("centre", "2024-09"),)), "indetermine"),
        (attrs.evolve(INFIRMIERE, exercices=(exercice("centre", None),)), "indetermine"),
        (professionnel("medecin", p.MEDECIN, exercice("centre")), "indetermine"),
        (professionnel("medecin", p.MEDECIN, exercice("centre"), savoir_faire=(p.OPHTALMOLOGIE,)), "sans_objet"),
    ],
    ids=[
        "venue depuis",
        "partie depuis",
        "venue le mois",
        "sans date",
        "medecin de quelle specialite",
        "ophtalmologue",
    ],
)
def test_ce_qui_s_exerce_le_jour_de_l_ouverture_dit_s_il_fallait_un_recepisse(
    autre: Professionnel, attendu: str
) -> None:
    """D6323-9 asks it "préalablement à l'ouverture": whom the centre takes on later changes nothing of it."""
    dentiste = professionnel("dentiste", p.CHIRURGIEN_DENTISTE, exercice("centre"))
    en_retard = dossier(recepisse("2025-12-20"))
    assert resultat(CODE, centre(site("2024-09-02")), dentiste, autre, en_retard, au="2026-06-01") == attendu


@pytest.mark.parametrize(
    ("debut", "attendu"),
    [
        ("2009-01-01", "sans_objet"),
        ("2025-03-01", "sans_objet"),
        (None, "indetermine"),
        ("2025", "indetermine"),
        ("2025-09-01", "indetermine"),
    ],
)
def test_il_faut_que_quelqu_un_exerce_surement_le_jour_de_l_ouverture(debut: str | None, attendu: str) -> None:
    """A dentist who may have come later than 1 March 2025 does not tell what the site opened with."""
    dentiste = professionnel("dentiste", p.CHIRURGIEN_DENTISTE, exercice("centre", debut))
    assert resultat(CODE, centre(site("2025-03-01")), dentiste, au="2026-06-01") == attendu


@pytest.mark.parametrize(
    ("ouverture", "attendu"),
    [
        ("2024-07", "non_conforme"),
        ("2024-08", "indetermine"),
        ("2024-09", "sans_objet"),
        ("2024-10", "indetermine"),
        ("2024", "indetermine"),
        ("2025", "sans_objet"),
        ("[2024-11..2025-12]", "sans_objet"),
        ("[2024-11..2026-01]", "indetermine"),
    ],
)
def test_une_ouverture_vague_se_juge_a_chacun_de_ses_jours(ouverture: str, attendu: str) -> None:
    dentiste = professionnel("dentiste", p.CHIRURGIEN_DENTISTE, exercice("centre"))
    partie, une_semaine = exercice("centre", "2009-01-01", "2024-08-15"), exercice("centre", "2024-10-10", "2024-10-16")
    infirmiere = attrs.evolve(INFIRMIERE, exercices=(partie, une_semaine))
    en_retard = dossier(recepisse("2026-01-20"))
    assert resultat(CODE, centre(site(ouverture)), dentiste, infirmiere, en_retard, au="2026-06-01") == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2018-03-02", "indetermine"), ("2018-03-31", "indetermine"), ("2018-04-01", "non_conforme")]
)
def test_en_mars_2018_on_ne_sait_pas_si_le_regime_est_en_vigueur(au: str, attendu: str) -> None:
    """In force with its décret, "au plus tard" on 1 April 2018; the décret n° 2018-143 is of 2 March."""
    ouverture = au if au == "2018-04-01" else "2018-03-02"
    assert resultat(CODE, centre(site(ouverture)), dossier(recepisse("2018-06-01")), au=au) == attendu


def test_source_et_gravite() -> None:
    article, decret = (
        "CSP, art. L6323-1-11, I",
        "CSP, art. D6323-9, rédaction du décret n° 2024-568 du 20 juin 2024 (JO du 21 juin 2024)",
    )
    for au, sources, gravite in (
        ("2024-06-21", [article], Gravite.BLOQUANT),
        ("2024-06-22", [article, decret], Gravite.AVERTISSEMENT),
    ):
        assert references(CODE, au) == sources
        assert version(CODE, au).portee is Portee.LOI_REGLEMENT
        assert version(CODE, au).gravite is gravite
        assert version(CODE, au).cible == (CentreSante, CTS)
