"""CDS-002: dental, ophthalmological and orthoptic activities need an agrément (CSP, art. L6323-1-11, II).

"soumis, pour leurs seules activités dentaires, à l'agrément du directeur général de l'agence régionale de santé", since
21 May 2023; a centre older than the law had until 21 November 2023 to ask.
"""

import attrs
import pytest
from tests.regles.fabrique import (
    evenement,
    exercice,
    juger,
    manquants,
    messages,
    pointeurs,
    professionnel,
    references,
    resultat,
    version,
)
from tests.regles.lieux_de_soins import Fabrique, acte, au_site, centre, cts, dossier, les_deux, site

from soinsprimaires import CodeNomenclature, Gravite, Jalon, NatureJalon, Portee, Professionnel, Systeme
from soinsprimaires.referentiels import professions as p

CODE = "CDS-002"
AU = "2024-07-02"
NEUF = site(ouverture="2023-09-01")


def dentiste(identifiant: str = "dentiste", debut: str | None = "2020-01-01") -> Professionnel:
    return professionnel(identifiant, p.CHIRURGIEN_DENTISTE, au_site(debut=debut))


def accorde(le: str | None = "2024-01-10", activite: str = "dentaire", pour: str = "site"):  # type: ignore[no-untyped-def] # noqa: ANN201
    return acte("agrement_provisoire", le, pour, activite)


@les_deux
@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2024-07-01", "conforme"),
        ("2024-07-02", "conforme"),
        ("2024-07-03", "non_conforme"),
        ("2024-07", "indetermine"),
        ("2024-06", "conforme"),
        ("2024-08", "non_conforme"),
    ],
    ids=["la veille", "le jour", "le lendemain", "en juillet", "en juin", "en aout"],
)
def test_l_agrement_est_accorde_au_jour_du_controle(faire: Fabrique, le: str, attendu: str) -> None:
    assert resultat(CODE, faire(NEUF), dentiste(), dossier(accorde(le)), au=AU) == attendu


@les_deux
def test_un_agrement_qui_ne_vient_que_le_lendemain(faire: Fabrique) -> None:
    juge = juger(CODE, faire(NEUF), dentiste(), dossier(accorde("2024-07-03")), au=AU)
    assert messages(juge) == ["l'agrément de l'activité dentaire au site « site » n'est pas accordé à cette date"]
    assert pointeurs(juge) == ["/contenu/structures/0"]


@les_deux
def test_l_agrement_n_est_pas_enregistre(faire: Fabrique) -> None:
    juge = juger(CODE, faire(NEUF), dentiste(), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("journal",)]
    assert messages(juge) == ["l'agrément de l'activité dentaire au site « site » n'est pas enregistré"]


@pytest.mark.parametrize(
    ("profession", "savoir_faire", "activite"),
    [
        (p.CHIRURGIEN_DENTISTE, (), "dentaire"),
        (p.ORTHOPTISTE, (), "orthoptique"),
        (p.MEDECIN, (p.OPHTALMOLOGIE,), "ophtalmologique"),
    ],
)
def test_chaque_activite_a_son_agrement(profession: object, savoir_faire: tuple[object, ...], activite: str) -> None:
    quelqu_un = Professionnel(
        identifiant="x",
        profession=profession,  # type: ignore[arg-type]
        savoir_faire=savoir_faire,  # type: ignore[arg-type]
        exercices=(au_site(),),
    )
    assert resultat(CODE, centre(NEUF), quelqu_un, dossier(accorde(activite=activite)), au=AU) == "conforme"
    autre = "orthoptique" if activite == "dentaire" else "dentaire"
    juge = juger(CODE, centre(NEUF), quelqu_un, dossier(accorde(activite=autre)), au=AU)
    assert manquants(juge) == [("journal",)]


@pytest.mark.parametrize(
    "autre",
    [professionnel("x", p.INFIRMIER, au_site()), professionnel("x", p.MEDECIN, au_site(), savoir_faire=(p.PEDIATRIE,))],
    ids=["infirmier", "pediatre"],
)
def test_les_autres_activites_n_en_ont_pas_besoin(autre: Professionnel) -> None:
    assert resultat(CODE, centre(NEUF), autre, au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("code", "attendu"),
    [("SM50", "indetermine"), ("SM56", "indetermine"), ("SM06", "indetermine"), ("SM54", "sans_objet")],
)
def test_un_stomatologue_a_peut_etre_une_activite_dentaire(code: str, attendu: str) -> None:
    """Stomatologie, chirurgie orale or maxillo-faciale: what was read does not say; médecine générale has none."""
    savoir_faire = (CodeNomenclature(Systeme.TRE_R38, code),)
    quelqu_un = professionnel("x", p.MEDECIN, au_site(), savoir_faire=savoir_faire)
    refus = dossier(acte("refus_agrement", "2024-01-10", "site", "dentaire"))
    assert resultat(CODE, centre(NEUF), quelqu_un, refus, au=AU) == attendu


def test_sans_professionnel_connu_les_activites_ne_le_sont_pas() -> None:
    juge = juger(CODE, centre(NEUF), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("exercices",)]


@pytest.mark.parametrize(
    ("ouverture", "au", "attendu"),
    [
        ("2023-05-20", "2023-05-20", "hors_vigueur"),
        ("2023-05-20", "2023-05-21", "sans_objet"),
        ("2023-05-20", "2023-11-20", "sans_objet"),
        ("2023-05-20", "2023-11-21", "indetermine"),
        ("2023-05-20", "2023-11-22", "indetermine"),
        ("2023-05-21", "2023-05-21", "non_conforme"),
        ("2023-05-22", "2023-11-20", "non_conforme"),
        ("2023-05", "2023-11-20", "indetermine"),
        (None, "2023-11-20", "indetermine"),
    ],
)
def test_un_centre_plus_ancien_que_la_loi_a_jusqu_au_21_novembre_2023(
    ouverture: str | None, au: str, attendu: str
) -> None:
    """What is granted in June 2024 was asked for before, nobody knows when: in time, and the old centre goes on."""
    tard = accorde("2024-06-01")
    assert resultat(CODE, centre(site(ouverture=ouverture)), dentiste(), dossier(tard), au=au) == attendu


@pytest.mark.parametrize(
    ("demande_le", "au", "attendu"),
    [
        ("2023-11-22", "2023-11-20", "sans_objet"),
        ("2023-11-22", "2023-11-21", "indetermine"),
        ("2024-02-05", "2023-11-21", "indetermine"),
        ("2024-02-05", "2023-11-22", "non_conforme"),
        ("2024-02-05", "2024-02-04", "non_conforme"),
        ("2024-02-05", "2024-02-05", "indetermine"),
        ("2024-02", "2024-02-01", "indetermine"),
        (None, "2024-02-01", "indetermine"),
    ],
)
def test_un_ancien_centre_qui_demande_trop_tard(demande_le: str | None, au: str, attendu: str) -> None:
    """ "Avant le" 21 November 2023, or "d'ici au" 21: on that very day nobody knows; after it, the request is due."""
    demande = acte("demande_agrement", demande_le, "site", "dentaire")
    ancien = centre(site(ouverture="2020-01-01"))
    assert resultat(CODE, ancien, dentiste(), dossier(demande, accorde("2024-06-01")), au=au) == attendu


@pytest.mark.parametrize(
    ("debut", "au", "attendu"),
    [
        ("2023-05-20", "2023-07-01", "sans_objet"),
        ("2023-05-21", "2023-07-01", "indetermine"),
        ("2023-05", "2023-07-01", "indetermine"),
        ("2023-06-01", "2023-11-20", "indetermine"),
    ],
)
def test_une_activite_que_l_ancien_centre_a_peut_etre_commencee_sous_la_loi(debut: str, au: str, attendu: str) -> None:
    """Of a dentist who came since, nobody knows whether another was there before: whether there is time is open."""
    ancien = centre(site(ouverture="2020-01-01"))
    assert resultat(CODE, ancien, dentiste(debut=debut), dossier(accorde("2024-06-01")), au=au) == attendu


def test_un_site_ferme_avant_la_loi_et_rouvert_sous_elle_est_nouveau() -> None:
    jalons = [("ouverture", "2015-01-05"), ("fermeture", "2022-06-30"), ("ouverture", "2023-06-01")]
    rouvert = site(jalons=tuple(Jalon(nature=NatureJalon(nature), le=le) for nature, le in jalons))
    tard = dossier(accorde("2024-06-01"))
    assert resultat(CODE, centre(rouvert), dentiste(), tard, au="2023-05-31") == "sans_objet"
    assert resultat(CODE, centre(rouvert), dentiste(), tard, au="2023-06-01") == "non_conforme"


@pytest.mark.parametrize(
    ("au", "attendu"), [("2024-06-29", "non_conforme"), ("2024-06-30", "non_conforme"), ("2024-07-01", "sans_objet")]
)
def test_un_site_ferme_n_a_plus_d_activite(au: str, attendu: str) -> None:
    jalons = [("ouverture", "2023-09-01"), ("fermeture", "2024-06-30")]
    ferme = site(jalons=tuple(Jalon(nature=NatureJalon(nature), le=le) for nature, le in jalons))
    assert resultat(CODE, centre(ferme), dentiste(), dossier(accorde("2024-09-01")), au=au) == attendu


@pytest.mark.parametrize(
    ("ouverture", "au", "attendu"),
    [
        ("2024-07-02", "2024-07-01", "sans_objet"),
        ("2024-07-02", "2024-07-02", "non_conforme"),
        ("2024-07-02", "2024-07-03", "non_conforme"),
        ("2024-07", "2024-07-02", "indetermine"),
        ("2024-07", "2024-07-31", "non_conforme"),
    ],
)
def test_avant_l_ouverture_ceux_qui_sont_recrutes_n_exercent_pas(ouverture: str, au: str, attendu: str) -> None:
    journal = dossier(acte("refus_agrement", "2024-06-20", "site", "dentaire"))
    assert resultat(CODE, centre(site(ouverture=ouverture)), dentiste(debut="2024-06-01"), journal, au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2024-03-03", "conforme"), ("2024-03-04", "sans_objet"), ("2024-03-05", "sans_objet")]
)
def test_un_centre_ferme_par_l_ars_n_a_plus_d_activite(au: str, attendu: str) -> None:
    """Closed on 4 March 2024, its agrément withdrawn on that day; nobody closed the practice of its dentist."""
    journal = dossier(
        evenement("depot_engagement_conformite", "2023-07-01", "gestionnaire"),
        acte("delivrance_recepisse", "2023-07-20"),
        acte("demande_agrement", "2023-07-01", "site", "dentaire"),
        accorde("2023-08-20"),
        evenement("ouverture", "2023-09-01", "gestionnaire"),
        acte("retrait_agrement", "2024-03-04", "site", "dentaire"),
        evenement("fermeture_administrative", "2024-03-04", "ars", motif="danger"),
    )
    assert resultat(CODE, centre(NEUF), dentiste(), journal, au=au) == attendu


@pytest.mark.parametrize(
    ("pour", "au", "attendu"),
    [
        (None, "2024-03-03", "non_conforme"),
        (None, "2024-03-04", "indetermine"),
        (None, "2024-04-30", "indetermine"),
        (None, "2024-05-01", "non_conforme"),
        ("site", "2024-03-04", "indetermine"),
        ("ailleurs", "2024-03-04", "non_conforme"),
    ],
)
def test_une_suspension_laisse_peut_etre_sans_activite(pour: str | None, au: str, attendu: str) -> None:
    """Suspended, "totalement ou partiellement" (D6323-11), from 4 March 2024 to 1 May: is there care at all?"""
    journal = dossier(
        acte("refus_agrement", "2024-01-10", "site", "dentaire"),
        evenement("suspension", "2024-03-04", "ars", site=pour, motif="danger"),
        evenement("levee_suspension", "2024-05-01", "ars", site=pour),
    )
    assert resultat(CODE, centre(NEUF, site("ailleurs")), dentiste(), journal, au=au) == attendu


def test_pendant_les_six_mois_seul_le_site_ouvert_depuis_la_loi_est_juge() -> None:
    ancien, neuf = site("ancien", "2020-01-01"), site("neuf", "2023-06-01")
    deux = [professionnel(f"dentiste-{n}", p.CHIRURGIEN_DENTISTE, au_site(n)) for n in ("ancien", "neuf")]
    tard = [accorde("2024-06-01", pour=n) for n in ("ancien", "neuf")]
    juge = juger(CODE, centre(ancien, neuf), *deux, dossier(*tard), au="2023-11-20")
    assert messages(juge) == ["l'agrément de l'activité dentaire au site « neuf » n'est pas accordé à cette date"]


@pytest.mark.parametrize(
    ("ouverture", "attendu"),
    [("2023-05-20", "indetermine"), ("2023-05-21", "non_conforme"), (None, "indetermine")],
    ids=["ancien", "nouveau", "inconnu"],
)
def test_une_demande_n_est_pas_un_agrement_mais_un_ancien_centre_attend_peut_etre_la_reponse(
    ouverture: str | None, attendu: str
) -> None:
    demande = acte("demande_agrement", "2024-05-10", "site", "dentaire")
    assert resultat(CODE, centre(site(ouverture=ouverture)), dentiste(), dossier(demande), au=AU) == attendu


@pytest.mark.parametrize(
    ("demande_le", "recu_le", "attendu"),
    [
        ("2024-05-02", None, "non_conforme"),
        ("2024-05-01", None, "indetermine"),
        ("2024-05-01", "2024-05-02", "non_conforme"),
        ("2023-11-10", "2023-11-10", "indetermine"),
        (None, None, "indetermine"),
    ],
)
def test_le_silence_de_deux_mois_vaut_peut_etre_acceptation(
    demande_le: str | None, recu_le: str | None, attendu: str
) -> None:
    """CRPA, art. L231-1; which décrets except from it (L231-4, L231-5) was not read. Judged on 2 July 2024."""
    demande = acte("demande_agrement", demande_le, "site", "dentaire", recu_le=recu_le)
    assert resultat(CODE, centre(NEUF), dentiste(), dossier(demande), au=AU) == attendu
    refus = acte("refus_agrement", "2024-06-30", "site", "dentaire")
    if demande_le is not None:
        assert resultat(CODE, centre(NEUF), dentiste(), dossier(demande, refus), au=AU) == "non_conforme"


@pytest.mark.parametrize("demande_le", [None, "2024-05-01"])
def test_une_demande_dont_deux_mois_ont_peut_etre_passe(demande_le: str | None) -> None:
    """Of a request without a date, nobody knows since when; the day on which the ARS received it starts the delay."""
    demande = acte("demande_agrement", demande_le, "site", "dentaire")
    assert messages(juger(CODE, centre(NEUF), dentiste(), dossier(demande), au=AU)) == [
        (
            "l'agrément de l'activité dentaire au site « site » est demandé, peut-être depuis plus de deux mois : le "
            "silence de l'ARS vaut alors acceptation, sauf si un décret, qui n'a pas été lu, en dispose autrement"
        )
    ]


def test_un_medecin_sans_specialite_connue_est_peut_etre_ophtalmologue() -> None:
    juge = juger(CODE, centre(NEUF), professionnel("x", p.MEDECIN, au_site()), au=AU)
    assert juge.resultat.value == "indetermine"
    assert ("periode", "savoir_faire", "jalons") in manquants(juge)


@pytest.mark.parametrize("fin", ["refus_agrement", "retrait_agrement"])
@pytest.mark.parametrize(
    ("ouverture", "au", "attendu"),
    [
        ("2023-05-21", "2024-07-01", "conforme"),
        ("2023-05-21", "2024-07-02", "non_conforme"),
        ("2023-05-20", "2024-07-01", "conforme"),
        ("2023-05-20", "2024-07-02", "indetermine"),
        ("2023-05", "2024-07-02", "indetermine"),
        ("2023-05-20", "2025-11-18", "indetermine"),
        ("2023-05-20", "2025-11-24", "indetermine"),
        ("2023-05-20", "2025-11-25", "non_conforme"),
        (None, "2025-11-25", "non_conforme"),
    ],
)
def test_un_agrement_refuse_ou_retire(fin: str, ouverture: str | None, au: str, attendu: str) -> None:
    """Of a centre older than the law, an account says that none goes on without agrément after thirty months.

    What its article 4 leaves one that is refused before was not read. They end on 19 or 21 November 2025, or on the
    next working day: Monday 24.
    """
    perdu = dossier(
        acte("demande_agrement", "2023-10-01", "site", "dentaire"),
        accorde("2024-01-10"),
        acte(fin, "2024-07-02", "site", "dentaire"),
    )
    juge = juger(CODE, centre(site(ouverture=ouverture)), dentiste(), perdu, au=au)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [()]
        assert messages(juge) == [
            (
                "l'agrément de l'activité dentaire au site « site » est refusé ou retiré : l'article 4 de la loi du 19 "
                "mai 2023, qui laisse peut-être un centre plus ancien qu'elle continuer jusqu'au trentième mois, n'a "
                "pas été lu"
            )
        ]


def test_ce_qui_precede_une_reprise_est_inconnu() -> None:
    repris = dossier(evenement("reprise", "2023-01-01", etat="ouvert"), accorde("2024-07-03"))
    assert resultat(CODE, centre(NEUF), dentiste(), repris, au=AU) == "indetermine"


@pytest.mark.parametrize(
    ("muet", "suite", "attendu"),
    [
        ("agrement_provisoire", "refus_agrement", "indetermine"),
        ("demande_agrement", "refus_agrement", "indetermine"),
        ("retrait_agrement", "agrement_provisoire", "indetermine"),
        ("demande_agrement", "agrement_provisoire", "conforme"),
        ("agrement_provisoire", "agrement_provisoire", "conforme"),
    ],
)
@pytest.mark.parametrize(
    ("pour", "activite"), [(None, "dentaire"), ("site", None), (None, None), ("b", "dentaire"), ("site", "orthoptique")]
)
def test_un_acte_qui_ne_dit_pas_son_site_ou_son_activite_est_peut_etre_le_sien(
    muet: str, suite: str, attendu: str, pour: str | None, activite: str | None
) -> None:
    autre = pour == "b" or activite == "orthoptique"
    journal = dossier(acte(muet, "2023-09-10", pour, activite), acte(suite, "2024-06-20", "site", "dentaire"))
    juge = juger(CODE, centre(NEUF, site("b")), dentiste(), journal, au=AU)
    sans_lui = "non_conforme" if suite == "refus_agrement" else "conforme"
    assert juge.resultat.value == (sans_lui if autre else attendu)
    if juge.resultat.value == "indetermine":
        assert manquants(juge)[0] == ("site", "activite")


@pytest.mark.parametrize(
    ("le", "attendu"), [("2024-07-01", "indetermine"), ("2024-07-02", "indetermine"), ("2024-07-03", "conforme")]
)
def test_un_retrait_sans_site_qui_vient_le_lendemain_n_a_rien_retire(le: str, attendu: str) -> None:
    journal = dossier(accorde(), acte("retrait_agrement", le, None, "dentaire"))
    assert resultat(CODE, centre(NEUF), dentiste(), journal, au=AU) == attendu


def test_deux_projets_qui_se_contredisent() -> None:
    retire = attrs.evolve(dossier(acte("retrait_agrement", "2024-03-20", "site", "dentaire")), identifiant="autre")
    assert resultat(CODE, centre(NEUF), dentiste(), dossier(accorde()), retire, au="2024-03-19") == "conforme"
    assert resultat(CODE, centre(NEUF), dentiste(), dossier(accorde()), retire, au="2024-03-20") == "indetermine"
    encore = attrs.evolve(dossier(accorde("2024-02-01")), identifiant="autre")
    assert resultat(CODE, centre(NEUF), dentiste(), dossier(accorde()), encore, au="2024-03-20") == "conforme"


def test_un_agrement_vaut_pour_son_site() -> None:
    deux = centre(NEUF, site("antenne", "2023-09-01"))
    assert manquants(juger(CODE, deux, dentiste(), dossier(accorde(pour="antenne")), au=AU)) == [("journal",)]
    sans_site = professionnel("dentiste", p.CHIRURGIEN_DENTISTE, exercice("centre"))
    juge = juger(CODE, deux, sans_site, dossier(accorde()), au=AU)
    assert manquants(juge) == [("presences",)]
    assert messages(juge) == ["on ne sait pas sur quel site s'exerce l'activité dentaire"]
    assert resultat(CODE, centre(NEUF), sans_site, dossier(accorde()), au=AU) == "conforme"


def test_un_centre_territorial_a_l_agrement_que_son_centre_a_recu_pour_lui() -> None:
    territorial = cts(NEUF, centre="siege")
    departemental = centre(site("ailleurs"), identifiant="siege")
    recu = dossier(accorde(), structure="siege")
    assert resultat(CODE, territorial, departemental, dentiste(), recu, au=AU) == "indetermine"
    juge = juger(CODE, territorial, departemental, dentiste(), recu, au=AU)
    assert [constat.entite for constat in juge.constats] == ["siege"]


@pytest.mark.parametrize(
    ("debut", "attendu"), [("2024-07-02", "non_conforme"), (None, "indetermine"), ("2024-07", "indetermine")]
)
def test_un_dentiste_dont_l_exercice_est_incertain(debut: str | None, attendu: str) -> None:
    assert resultat(CODE, centre(NEUF), dentiste(debut=debut), dossier(accorde("2024-07-03")), au=AU) == attendu


def test_provisoire_ou_deja_definitif_c_est_un_agrement() -> None:
    """The definitive one came at some time of the year: which of the two holds is not known, and one of them does."""
    journal = dossier(accorde(), acte("agrement_definitif", "2024", "site", "dentaire"))
    assert resultat(CODE, centre(NEUF), dentiste(), journal, au=AU) == "conforme"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == [
        "CSP, art. L6323-1-11, II (loi n° 2023-378 du 19 mai 2023)",
        "Loi n° 2023-378 du 19 mai 2023 visant à améliorer l'encadrement des centres de santé (JO du 20 mai 2023)",
        "Loi n° 2023-378 du 19 mai 2023, art. 4 : aucun soin sans agrément à l'issue d'un délai de trente mois",
        "CRPA, art. L231-1 : le silence de deux mois vaut acceptation, sauf exceptions de décrets non lus",
    ]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
