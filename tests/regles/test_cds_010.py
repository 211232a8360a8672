"""CDS-010: a closure by the ARS bars "pour une durée de huit ans", a suspension until it is lifted.

It bars the same gestionnaire, the same legal representative, a member of the governing body, from a new récépissé or
agrément.

CSP, art. L6323-1-12, IV, since 21 May 2023: "pour l'ouverture d'un nouveau centre de santé ou d'une nouvelle antenne".
What the version of 29 December 2023 makes of it was not read: from then on nothing is certain.
"""

import attrs
import pytest
from tests.regles.fabrique import evenement, juger, manquants, messages, references, resultat, version
from tests.regles.lieux_de_soins import Fabrique, acte, centre, cts, dossier, les_deux, organisation, site

from soinsprimaires import (
    Evenement,
    Fonction,
    Gravite,
    NatureFonction,
    NatureSite,
    PeriodePartielle,
    Personne,
    Portee,
    Professionnel,
    Projet,
)
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels import professions

CODE = "CDS-010"
AU = "2023-12-28"
"""The last day before a version that was not read."""
NEUF = site(ouverture="2023-12-28")


def recepisse(le: str) -> Evenement:
    return acte("delivrance_recepisse", le, identifiant="recu")


def fermeture(le: str | None, **champs: object) -> Projet:
    ferme = evenement("fermeture_administrative", le, "ars", **champs)
    return dossier(ferme, structure="ancien", identifiant="fermeture")


def monde(faire: Fabrique, *entites: Entite, gestionnaire: str | None = "gestionnaire") -> tuple[Entite, ...]:
    """The centre that is judged, another of the same gestionnaire, and what happened to both."""
    ancien = centre(identifiant="ancien", gestionnaire="gestionnaire")
    return (
        faire(NEUF, gestionnaire=gestionnaire),
        ancien,
        organisation("association"),
        *entites,
    )


@les_deux
@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2023-06-14", "conforme"),
        ("2023-06-15", "indetermine"),
        ("2023-06-16", "non_conforme"),
        ("2023-12-28", "non_conforme"),
        ("2023-12", "indetermine"),
        ("../2023-06-20", "indetermine"),
    ],
)
def test_le_lendemain_d_une_fermeture(faire: Fabrique, le: str, attendu: str) -> None:
    juge = juger(CODE, *monde(faire, fermeture("2023-06-15"), dossier(recepisse(le))), au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        # A month may be still to come in part, follow the opening, or be of the version that was not read.
        assert {*manquants(juge)} == ({("effet_le",), ("jalons",)} if le == "2023-12" else {("effet_le",)})


@pytest.mark.parametrize(
    ("au", "attendu"),
    [("2023-12-28", "non_conforme"), ("2023-12-29", "indetermine"), ("2023-12-30", "indetermine")],
)
def test_la_version_du_29_decembre_2023_n_a_pas_ete_lue(au: str, attendu: str) -> None:
    juge = juger(CODE, *monde(centre, fermeture("2023-06-15"), dossier(recepisse("2023-06-16"))), au=au)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert messages(juge) == [
            (
                "une version plus récente du texte n'a pas été lue : version du 29 décembre 2023, dont le début seul a "
                "été lu, depuis le 29 décembre 2023"
            )
        ]


@les_deux
@pytest.mark.parametrize(
    ("ouverture", "attendu"),
    [
        ("2022-05-09", "sans_objet"),
        ("2023-09-09", "sans_objet"),
        ("2023-09-10", "non_conforme"),
        ("2023-09-11", "non_conforme"),
        ("2023-09", "indetermine"),
        (None, "indetermine"),
    ],
)
@pytest.mark.parametrize("nom", ["delivrance_recepisse", "agrement_provisoire"])
def test_seule_une_ouverture_nouvelle_est_interdite(
    faire: Fabrique, nom: str, ouverture: str | None, attendu: str
) -> None:
    """What is granted on 10 September 2023 to a site that opened before is for no new centre or antenna."""
    activite = "dentaire" if nom == "agrement_provisoire" else None
    _, *reste = monde(faire, fermeture("2023-06-15"), dossier(acte(nom, "2023-09-10", "site", activite)))
    juge = juger(CODE, faire(site(ouverture=ouverture), gestionnaire="gestionnaire"), *reste, au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("jalons",)]


def test_un_recepisse_sans_site_d_un_centre_ouvert_est_peut_etre_celui_d_une_antenne() -> None:
    sans_site = acte("delivrance_recepisse", "2023-09-10", None, identifiant="recu")
    _, *reste = monde(centre, fermeture("2023-06-15"), dossier(sans_site))
    juge = juger(CODE, centre(site(), gestionnaire="gestionnaire"), *reste, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("jalons",)]
    assert messages(juge)[0].startswith(
        "on ne sait pas si « délivrance du récépissé » (recu) est pour un nouveau centre ou une nouvelle antenne"
    )


def test_une_fermeture_sans_premier_jour_possible_laisse_la_question_ouverte() -> None:
    juge = juger(CODE, *monde(centre, fermeture("../2023-08-01"), dossier(recepisse("2023-09-15"))), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("effet_le",)]


@les_deux
def test_un_recepisse_le_lendemain_d_une_fermeture(faire: Fabrique) -> None:
    juge = juger(CODE, *monde(faire, fermeture("2023-06-15"), dossier(recepisse("2023-06-16"))), au=AU)
    assert messages(juge) == [
        (
            "« délivrance du récépissé » (recu) : un centre du même gestionnaire (fermeture) a été fermé par l'ARS le "
            "15 juin 2023 : ni récépissé ni agrément pendant huit ans, jusqu'au 15 juin 2031 (CSP, art. L6323-1-12, IV "
            "(loi n° 2023-378 du 19 mai 2023, art. 8))"
        )
    ]


def test_un_agrement_provisoire_est_refuse_de_meme() -> None:
    accorde = acte("agrement_provisoire", "2023-09-15", "site", "dentaire")
    definitif = acte("agrement_definitif", "2023-09-15", "site", "dentaire")
    assert resultat(CODE, *monde(centre, fermeture("2023-06-15"), dossier(accorde)), au=AU) == "non_conforme"
    assert resultat(CODE, *monde(centre, fermeture("2023-06-15"), dossier(definitif)), au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2023-05-20", "conforme"),
        ("2023-05-21", "non_conforme"),
        ("2023-05-22", "non_conforme"),
        ("2023", "indetermine"),
    ],
)
def test_une_fermeture_d_avant_la_loi_n_interdit_rien(le: str, attendu: str) -> None:
    assert resultat(CODE, *monde(centre, fermeture(le), dossier(recepisse("2023-06-16"))), au=AU) == attendu


@les_deux
def test_le_gestionnaire_n_est_pas_enregistre(faire: Fabrique) -> None:
    entites = monde(faire, fermeture("2023-06-15"), dossier(recepisse("2023-06-16")), gestionnaire=None)
    juge = juger(CODE, *entites, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("gestionnaire",)]


def test_un_autre_gestionnaire_peut_etre_frappe_par_ses_dirigeants() -> None:
    """The bar follows the legal representative and the members of the governing body, of whom the record is silent."""
    entites = monde(centre, fermeture("2023-06-15"), dossier(recepisse("2023-06-16")), gestionnaire="autre")
    juge = juger(CODE, *entites, organisation("association", "autre"), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("gestionnaire", "fonctions")]


@pytest.mark.parametrize(
    ("nature", "debut"),
    [(NatureFonction.SECRETARIAT, "2020-01-01"), (NatureFonction.REPRESENTATION_LEGALE, "2024-01-01")],
    ids=["une fonction qui ne dirige pas", "une fonction venue apres"],
)
def test_qui_ne_dirigeait_pas_alors_ne_dit_rien(nature: NatureFonction, debut: str) -> None:
    entites = monde(centre, fermeture("2023-06-15"), dossier(recepisse("2023-06-16")), gestionnaire="autre")
    fonctions = tuple(
        Fonction(nature=nature, au_sein_de=nom, periode=PeriodePartielle(debut=debut))
        for nom in ("gestionnaire", "autre")
    )
    elle = Personne(identifiant="quelqu-un", fonctions=fonctions)
    assert resultat(CODE, *entites, organisation("association", "autre"), elle, au=AU) == "indetermine"


def test_une_meme_personne_sous_deux_identifiants() -> None:
    entites = monde(centre, fermeture("2023-06-15"), dossier(recepisse("2023-06-16")), gestionnaire="autre")

    def dirige(nom: str) -> tuple[Fonction, ...]:
        depuis = PeriodePartielle(debut="2020-01-01")
        return (Fonction(nature=NatureFonction.REPRESENTATION_LEGALE, au_sein_de=nom, periode=depuis),)

    docteur = Professionnel(identifiant="docteur", profession=professions.MEDECIN, fonctions=dirige("gestionnaire"))
    elu = Personne(identifiant="elu", professionnel="docteur", fonctions=dirige("autre"))
    assert resultat(CODE, *entites, organisation("association", "autre"), docteur, elu, au=AU) == "non_conforme"


@pytest.mark.parametrize(
    ("ici", "la", "attendu"),
    [
        ("presidence", "vice_presidence", "non_conforme"),
        ("vice_presidence", "presidence", "indetermine"),
        ("direction", "presidence", "indetermine"),
        ("presidence", "direction", "indetermine"),
        ("representation_legale", "presidence", "non_conforme"),
        ("representation_legale", "representation_legale", "non_conforme"),
        ("presidence", "membre_instance_dirigeante", "non_conforme"),
        ("membre_instance_dirigeante", "representation_legale", "indetermine"),
    ],
)
def test_qui_ouvre_et_qui_dirigeait(ici: str, la: str, attendu: str) -> None:
    """The opening is refused to "un membre de son instance dirigeante": who may open none is not surely barred."""
    entites = monde(centre, fermeture("2023-06-15"), dossier(recepisse("2023-06-16")), gestionnaire="autre")
    fonctions = tuple(
        Fonction(nature=NatureFonction(nature), au_sein_de=nom, periode=PeriodePartielle(debut="2020-01-01"))
        for nom, nature in (("autre", ici), ("gestionnaire", la))
    )
    quelqu_un = Personne(identifiant="quelqu-un", fonctions=fonctions)
    assert resultat(CODE, *entites, organisation("association", "autre"), quelqu_un, au=AU) == attendu


@pytest.mark.parametrize(
    ("acte_de_l_ars", "nature", "attendu"),
    [
        ("suspension", "principal", "non_conforme"),
        ("suspension", "antenne", "indetermine"),
        ("fermeture_administrative", "principal", "non_conforme"),
        ("fermeture_administrative", "antenne", "non_conforme"),
    ],
)
def test_la_suspension_d_une_antenne_n_est_pas_nommee(acte_de_l_ars: str, nature: str, attendu: str) -> None:
    """ "La suspension de l'activité d'un centre ou la fermeture d'un centre ou de l'une de ses antennes"."""
    frappe = dossier(
        evenement(acte_de_l_ars, "2023-06-15", "ars", site="la"), structure="ancien", identifiant="sanction"
    )
    neuf, _, *reste = monde(centre, frappe, dossier(recepisse("2023-06-16")))
    ancien = centre(site("la", nature=NatureSite(nature)), identifiant="ancien", gestionnaire="gestionnaire")
    assert resultat(CODE, neuf, ancien, *reste, au=AU) == attendu


@pytest.mark.parametrize(("nature", "attendu"), [("principal", "non_conforme"), ("antenne", "indetermine")])
def test_un_centre_territorial_suspendu_peut_n_etre_qu_une_antenne(nature: str, attendu: str) -> None:
    suspendu = dossier(evenement("suspension", "2023-06-15", "ars"), structure="ancien", identifiant="suspension")
    neuf, _, *reste = monde(centre, suspendu, dossier(recepisse("2023-06-16")))
    ancien = cts(site("la", nature=NatureSite(nature)), identifiant="ancien", gestionnaire="gestionnaire")
    assert resultat(CODE, neuf, ancien, *reste, au=AU) == attendu
    sans_site = attrs.evolve(ancien, sites=())
    assert resultat(CODE, neuf, sans_site, *reste, au=AU) == "indetermine"


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2023-06-14", "conforme"),
        ("2023-06-15", "indetermine"),
        ("2023-06-16", "non_conforme"),
        ("2023-08-31", "non_conforme"),
        ("2023-09-01", "conforme"),
        ("2023-09-02", "conforme"),
    ],
)
def test_une_suspension_interdit_jusqu_a_sa_levee(le: str, attendu: str) -> None:
    """Suspended on 15 June 2023, lifted on 1 September."""
    suspendu = dossier(
        evenement("suspension", "2023-06-15", "ars"),
        evenement("levee_suspension", "2023-09-01", "ars"),
        structure="ancien",
        identifiant="suspension",
    )
    assert resultat(CODE, *monde(centre, suspendu, dossier(recepisse(le))), au=AU) == attendu


def test_la_fermeture_d_un_centre_territorial_frappe_le_gestionnaire_de_son_centre() -> None:
    siege = centre(identifiant="siege", gestionnaire="gestionnaire")
    ferme = cts(identifiant="ancien", centre="siege")
    recu = dossier(recepisse("2023-06-16"))
    entites = (
        centre(NEUF, gestionnaire="gestionnaire"),
        siege,
        ferme,
        organisation("conseil_departemental"),
    )
    assert resultat(CODE, *entites, fermeture("2023-06-15"), recu, au=AU) == "non_conforme"


def test_une_fermeture_annulee_ne_compte_pas() -> None:
    annulee = dossier(
        evenement("fermeture_administrative", "2023-06-15", "ars", identifiant="fermee"),
        evenement("annulation", None, annule="fermee"),
        structure="ancien",
        identifiant="fermeture",
    )
    assert resultat(CODE, *monde(centre, annulee, dossier(recepisse("2023-06-16"))), au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2023-05-20", "hors_vigueur"),
        ("2023-05-21", "sans_objet"),
        ("2023-06-15", "sans_objet"),
        ("2023-06-16", "non_conforme"),
        ("2023-06-17", "non_conforme"),
    ],
)
def test_la_question_se_pose_au_recepisse_d_un_site_qui_ouvre_ensuite(au: str, attendu: str) -> None:
    assert resultat(CODE, *monde(centre, fermeture("2023-06-15"), dossier(recepisse("2023-06-16"))), au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L6323-1-12, IV (loi n° 2023-378 du 19 mai 2023, art. 8)"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
