"""JRN-001: each event of a journal is foreseen by the procedure where it stands. No text: plain coherence."""

from tests.regles.fabrique import evenement, juger, messages, pointeurs, projet, references, resultat, version

from soinsprimaires import Gravite, Portee

CODE = "JRN-001"
AU = "2024-07-02"
LETTRE = evenement("depot_lettre_intention", "2021-01-15", "porteurs")
ACCORD = evenement("accord_lettre_intention", "2021-03-01", "ars", "cpam")
CONTRAT = evenement("signature_contrat", "2021-06-01", "structure", "ars", "cpam")


def test_un_journal_suivi() -> None:
    assert resultat(CODE, projet("cpts", LETTRE, ACCORD), au=AU) == "conforme"


def test_un_contrat_signe_sans_projet_valide() -> None:
    juge = juger(CODE, projet("cpts", LETTRE, ACCORD, CONTRAT), au=AU)
    assert juge.resultat.value == "non_conforme"
    signature, lettre = "« signature du contrat »", "« lettre d'intention validée par l'ARS et l'assurance maladie »"
    depuis = "possible depuis : « projet de santé validé », « résilié », « échu »"
    assert messages(juge) == [
        f"{signature} ({CONTRAT.identifiant}) : {signature} n'est pas possible depuis {lettre} ; {depuis}"
    ]
    assert pointeurs(juge) == ["/contenu/projets/0/journal/2/acte"]


def test_qui_a_agi_sans_que_le_journal_le_dise_est_demande_une_fois() -> None:
    lettre, accord = (evenement(e.acte.value, "2021-01-15") for e in (LETTRE, ACCORD))
    juge = juger(CODE, projet("cpts", lettre, accord), au=AU)
    assert juge.resultat.value == "indetermine"
    assert messages(juge) == [
        f"{lettre.identifiant} et 1 autre(s) ne disent pas qui a agi : on ne sait pas s'il le pouvait"
    ]
    assert pointeurs(juge) == ["/contenu/projets/0/journal"]
    assert messages(juger(CODE, projet("cpts", lettre), au=AU)) == [
        f"{lettre.identifiant} ne dit pas qui a agi : on ne sait pas s'il le pouvait"
    ]


def test_le_rang_est_celui_du_journal_et_non_celui_des_dates() -> None:
    juge = juger(CODE, projet("cpts", CONTRAT, LETTRE, ACCORD), au=AU)
    assert pointeurs(juge) == ["/contenu/projets/0/journal/0/acte"]


def test_un_recepisse_n_appartient_pas_a_la_procedure_d_une_cpts() -> None:
    assert resultat(CODE, projet("cpts", evenement("delivrance_recepisse", "2021-01-15", "ars")), au=AU) == (
        "non_conforme"
    )


def test_un_acte_neutre_est_a_sa_place_partout() -> None:
    assert resultat(CODE, projet("cpts", evenement("changement_presidence", "2021-01-15")), au=AU) == "conforme"


def test_un_evenement_annule_ne_compte_pas() -> None:
    annulation = evenement("annulation", None, annule="signature-contrat-2021-06-01")
    assert resultat(CODE, projet("cpts", LETTRE, ACCORD, CONTRAT, annulation), au=AU) == "conforme"


def test_apres_une_reprise_d_etat_inconnu_tout_est_possible() -> None:
    assert resultat(CODE, projet("cpts", evenement("reprise", "2021-01-01"), CONTRAT), au=AU) == "conforme"


def test_un_journal_vide() -> None:
    assert resultat(CODE, projet("cpts"), au=AU) == "sans_objet"


def test_la_regle_vaut_a_toute_date_et_informe() -> None:
    for au in ("1900-01-01", "2100-01-01"):
        assert resultat(CODE, projet("cpts", CONTRAT), au=au) == "non_conforme"
    assert references(CODE, AU) == ["Cohérence du registre : aucun texte, ce que le document dit de lui-même"]
    assert version(CODE, AU).portee is Portee.BONNE_PRATIQUE
    assert version(CODE, AU).gravite is Gravite.INFORMATION
