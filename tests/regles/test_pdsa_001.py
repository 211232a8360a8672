"""PDSA-001: when the permanence des soins may be organised (CSP, art. R6315-1).

"1° Tous les jours de 20 heures à 8 heures ; 2° Les dimanches et jours fériés de 8 heures à 20 heures ; 3° En fonction
des besoins [...] : le samedi à partir de midi, le lundi lorsqu'il précède un jour férié, le vendredi et le samedi
lorsqu'ils suivent un jour férié." In force since 18 July 2010, and kept by the decree 2025-152.
"""

import attrs
import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, references, resultat, version
from tests.regles.gardes import GERS, creneau, tableau

from soinsprimaires import Delimitation, Gravite, Lieu, NatureTerritoire, Portee, Territoire

CODE = "PDSA-001"
AU = "2026-11-21"


def issue(le: str, debut: str, fin: str, au: str = AU) -> str:
    return resultat(CODE, tableau(creneau(le, debut, fin)), GERS, au=au)


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("20:00", "08:00", "conforme"),
        ("20:00", "00:00", "conforme"),
        ("00:00", "08:00", "conforme"),
        ("03:00", "07:59", "conforme"),
        ("19:59", "00:00", "non_conforme"),
        ("19:59", "08:00", "non_conforme"),
        ("20:00", "08:01", "non_conforme"),
        ("07:59", "08:00", "conforme"),
        ("08:00", "12:00", "non_conforme"),
        ("12:00", "14:00", "non_conforme"),
        ("20:00", "20:00", "non_conforme"),
    ],
)
def test_un_mardi_ordinaire_seule_la_nuit_de_20h_a_8h(debut: str, fin: str, attendu: str) -> None:
    for au in ("2025-02-20", "2025-02-21", AU):
        assert issue("2024-07-02", debut, fin, au) == attendu


@pytest.mark.parametrize(
    ("le", "debut", "fin", "attendu"),
    [
        ("2024-07-07", "08:00", "20:00", "conforme"),
        ("2024-08-15", "08:00", "20:00", "conforme"),
        ("2024-07-06", "12:00", "20:00", "conforme"),
        ("2024-07-06", "11:59", "20:00", "non_conforme"),
        ("2024-07-06", "08:00", "12:00", "non_conforme"),
        ("2024-07-06", "20:00", "20:00", "conforme"),
        ("2024-07-05", "20:00", "12:00", "non_conforme"),
        ("2023-08-14", "08:00", "20:00", "conforme"),
        ("2024-07-08", "08:00", "20:00", "non_conforme"),
        ("2024-08-16", "08:00", "20:00", "conforme"),
        ("2024-08-14", "08:00", "20:00", "non_conforme"),
        ("2024-11-02", "08:00", "12:00", "conforme"),
        ("2024-05-02", "08:00", "20:00", "non_conforme"),
        ("2024-05-21", "08:00", "20:00", "non_conforme"),
        ("2024-05-10", "08:00", "20:00", "conforme"),
        ("2024-05-11", "08:00", "12:00", "indetermine"),
        ("2024-05-11", "12:00", "20:00", "conforme"),
        ("2024-05-10", "20:00", "12:00", "indetermine"),
        ("2024-05-04", "08:00", "12:00", "non_conforme"),
    ],
    ids=[
        "dimanche",
        "15 aout",
        "samedi a midi",
        "samedi une minute avant midi",
        "samedi matin",
        "du samedi soir au dimanche soir",
        "du vendredi soir au samedi midi",
        "lundi qui precede le 15 aout",
        "lundi ordinaire",
        "vendredi qui suit le 15 aout",
        "mercredi qui precede le 15 aout",
        "samedi qui suit la Toussaint",
        "jeudi qui suit le 1er mai",
        "mardi qui suit la Pentecote",
        "vendredi qui suit l'Ascension",
        "samedi matin, surlendemain de l'Ascension",
        "samedi apres-midi, surlendemain de l'Ascension",
        "nuit et matin, surlendemain de l'Ascension",
        "samedi d'une semaine dont le mercredi est ferie",
    ],
)
def test_les_autres_jours(le: str, debut: str, fin: str, attendu: str) -> None:
    assert issue(le, debut, fin) == attendu


def test_le_samedi_suit_peut_etre_un_jeudi_ferie() -> None:
    """ "le vendredi et le samedi lorsqu'ils suivent un jour férié": both, or each when it comes the day after."""
    matin = creneau("2024-05-11", "08:00", "12:00")
    for au in ("2024-06-01", "2025-02-20", "2025-02-21", AU):
        juge = juger(CODE, tableau(matin), GERS, au=au)
        assert juge.resultat.value == "indetermine"
        assert messages(juge) == [
            (
                "le créneau du 11 mai 2024, de 08h00 à 12h00, est un samedi matin, surlendemain d'un jeudi férié : on "
                "ne sait pas si le texte (« le vendredi et le samedi lorsqu'ils suivent un jour férié ») le vise"
            )
        ]


def test_un_samedi_de_pont_n_excuse_pas_un_autre_creneau() -> None:
    creneaux = (creneau("2024-05-11", "08:00", "12:00"), creneau("2024-05-14", "08:00", "12:00"))
    assert resultat(CODE, tableau(*creneaux), GERS, au=AU) == "non_conforme"


def test_ce_qui_deborde_est_dit_creneau_par_creneau() -> None:
    juge = juger(CODE, tableau(creneau(), creneau("2024-07-02", "19:59", "00:00")), GERS, au=AU)
    assert messages(juge) == [
        "le créneau du 2 juillet 2024, de 19h59 à 00h00, déborde des heures de la permanence des soins"
    ]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/creneaux/1"]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2010-07-17", "hors_vigueur"),
        ("2010-07-18", "non_conforme"),
        ("2010-07-19", "non_conforme"),
        ("2025-02-20", "non_conforme"),
        ("2025-02-21", "non_conforme"),
    ],
)
def test_depuis_le_18_juillet_2010_et_encore_apres_le_decret_de_2025(au: str, attendu: str) -> None:
    assert issue("2018-07-20", "08:00", "20:00", au=au) == attendu


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2010-07-16", "sans_objet"),
        ("2010-07-17", "sans_objet"),
        ("2010-07-19", "indetermine"),
        ("2017-09-22", "indetermine"),
        ("2017-09-25", "non_conforme"),
        ("2025-02-20", "non_conforme"),
        ("2025-02-21", "non_conforme"),
    ],
)
def test_un_creneau_d_avant_ce_regime_ou_de_sa_transition_n_est_pas_juge(le: str, attendu: str) -> None:
    assert issue(le, "08:00", "11:00") == attendu


def test_aucun_creneau_n_est_enregistre() -> None:
    for au in ("2025-02-20", "2025-02-21", AU):
        juge = juger(CODE, tableau(), GERS, au=au)
        assert juge.resultat.value == "indetermine"
        assert manquants(juge) == [("creneaux",)]


def test_sans_departement_un_jour_ferie_local_reste_possible() -> None:
    seul = creneau("2024-07-02", "08:00", "20:00", commune=None)
    juge = juger(CODE, tableau(seul, territoire=None), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("departement",)]
    assert messages(juge) == [
        (
            "le créneau du 2 juillet 2024, de 08h00 à 20h00, n'est aux heures légales qu'un jour férié propre au "
            "département, qui n'est pas connu"
        )
    ]
    assert resultat(CODE, tableau(creneau(commune=None), territoire=None), au=AU) == "conforme"


@pytest.mark.parametrize(
    ("le", "departement", "attendu"),
    [
        ("2024-03-29", "67", "indetermine"),
        ("2024-03-29", "32", "non_conforme"),
        ("2024-03-30", "57", "indetermine"),
        ("2024-12-26", "68", "indetermine"),
        ("2024-12-28", "67", "indetermine"),
        ("2024-12-28", "32", "non_conforme"),
        ("2024-12-27", "68", "indetermine"),
        ("2024-12-26", "32", "non_conforme"),
        ("2024-03-28", "67", "non_conforme"),
        ("2024-07-02", "67", "non_conforme"),
        ("2024-07-02", "974", "indetermine"),
    ],
)
def test_les_feries_d_alsace_moselle_et_d_outre_mer(le: str, departement: str, attendu: str) -> None:
    secteur = attrs.evolve(GERS, departement=departement)
    juge = juger(CODE, tableau(creneau(le, "08:00", "11:00", commune=None)), secteur, au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [()]


def test_le_departement_se_lit_au_lieu_puis_aux_communes_du_territoire() -> None:
    salle = Lieu(identifiant="salle", nom="Maison médicale de garde", commune="67482")
    au_lieu = creneau("2024-12-26", "08:00", "11:00", commune=None, lieu="salle")
    assert resultat(CODE, tableau(au_lieu), GERS, salle, au=AU) == "indetermine"
    communes = Territoire(
        identifiant="secteur", nom="Secteur", nature=NatureTerritoire.PERMANENCE_SOINS, communes=("97411",)
    )
    ailleurs = creneau("2024-12-20", "08:00", "11:00", commune=None)
    assert resultat(CODE, tableau(ailleurs), communes, au=AU) == "indetermine"
    au_gers = creneau("2024-12-26", "08:00", "11:00", commune="32208")
    assert resultat(CODE, tableau(au_gers), communes, au=AU) == "non_conforme"


@pytest.mark.parametrize(
    ("delimitation", "departement", "attendu"),
    [
        (Delimitation.COMPLETE, None, "non_conforme"),
        # The rest of the sector may be in Alsace, where 26 December is a holiday.
        (Delimitation.PARTIELLE, None, "indetermine"),
        (Delimitation.INCONNUE, None, "indetermine"),
        (Delimitation.PARTIELLE, "88", "non_conforme"),
        # A département that is said does not silence a commune of another.
        (Delimitation.PARTIELLE, "67", "indetermine"),
    ],
)
def test_une_liste_incomplete_ne_borne_pas_le_departement(
    delimitation: Delimitation, departement: str | None, attendu: str
) -> None:
    secteur = attrs.evolve(GERS, communes=("88413",), delimitation=delimitation, departement=departement)
    assert resultat(CODE, tableau(creneau("2024-12-26", "08:00", "11:00", commune=None)), secteur, au=AU) == attendu


def test_le_dernier_jour_du_calendrier_ne_fait_pas_echouer_la_regle() -> None:
    assert issue("9999-12-31", "20:00", "09:00") == "conforme"


def test_source_et_gravite() -> None:
    for au, source, gravite in (
        ("2025-02-20", "CSP, art. R6315-1", Gravite.BLOQUANT),
        # Of the wording of the décret n° 2025-152 an undated copy was read.
        (
            "2025-02-21",
            "CSP, art. R6315-1, rédaction du décret n° 2025-152 du 19 février 2025",
            Gravite.AVERTISSEMENT,
        ),
    ):
        assert references(CODE, au) == [source]
        assert version(CODE, au).portee is Portee.LOI_REGLEMENT
        assert version(CODE, au).gravite is gravite
