"""Deadlines as an iCalendar file: read back by the same library, and line by line as a client does."""

import sys
from datetime import date
from typing import Any

import attrs
import pytest
from icalendar import Calendar
from tests.cycle.outils import Q, cpts, fait, jour

from soinsprimaires import (
    Acte,
    DatePartielle,
    ExtraManquant,
    MissionCPTS,
    NatureReunion,
    ProchaineEtape,
    Projet,
    Registre,
    Reunion,
    StatutReunion,
)
from soinsprimaires.echanges.calendrier import calendrier_ics

A = Acte
DEPOT = fait(A.DEPOT_PROJET, "2024-01-31", Q.PORTEURS, recu_le="2024-01-31")
VALIDATION = fait(A.VALIDATION_PROJET, "2024-02-15", Q.ARS)
CONTRAT = fait(A.SIGNATURE_CONTRAT, "2024-02-29", Q.STRUCTURE, Q.ARS, Q.CPAM)


def evenements(objet: Projet, au: str, registre: Registre | None = None) -> list[Any]:
    texte = calendrier_ics(objet, registre or Registre(), au=jour(au))
    return list(Calendar.from_ical(texte).walk("VEVENT"))


def reunion(**champs: Any) -> Reunion:
    return Reunion(
        identifiant="reunion",
        objet="Comité",
        nature=NatureReunion.COMITE,
        statut=StatutReunion.TENUE,
        le="2024-01-10",
        prochaines_etapes=(ProchaineEtape(projets=("projet",), **champs),),
    )


def test_le_calendrier_dit_ce_qu_il_est() -> None:
    texte = calendrier_ics(cpts(DEPOT), Registre(), au=date(2024, 2, 1))
    lignes = texte.split("\r\n")
    assert lignes[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "METHOD:PUBLISH", "PRODID:-//soinsprimaires//Calendrier des projets//FR"} <= set(lignes)
    assert lignes[-2:] == ["END:VCALENDAR", ""]
    assert all(len(ligne.encode()) <= 75 for ligne in lignes)


def test_une_echeance_incertaine_couvre_ses_deux_jours_et_les_dit() -> None:
    (un,) = evenements(cpts(DEPOT), "2024-02-01")
    # Received on 31 January: 31 March is Easter Sunday, the next working day is Tuesday 2 April.
    assert (un["dtstart"].dt, un["dtend"].dt) == (date(2024, 3, 31), date(2024, 4, 3))
    assert un["summary"] == "Projet : réponse de l'ARS"
    assert str(un["description"]).split("\n") == [
        "Opposition de l'ARS, sans laquelle le projet de santé est réputé validé",
        "Avant quand : entre le 31 mars et le 2 avril 2024",
        "Calcul : 2 mois à compter de la réception par l'ARS ; ou le jour ouvré suivant, le texte lu ne le dit pas",
        "Qui doit agir : ARS",
        "Source : CSP, art. L1434-12, al. 4 (loi n° 2019-774 du 24 juillet 2019, JO du 26 juillet 2019)",
        "Statut : à venir",
    ]
    assert un["transp"] == "TRANSPARENT"
    assert un["categories"].to_ical() == b"CPTS-002"


def test_un_jour_dont_la_fin_n_est_pas_bornee() -> None:
    (un,) = evenements(cpts(fait(A.DEPOT_PROJET, "2024-01-31", Q.PORTEURS)), "2024-02-01")
    assert (un["dtstart"].dt, un["dtend"].dt) == (date(2024, 3, 31), date(2024, 4, 1))
    assert str(un["description"]).split("\n")[1] == "Avant quand : le 31 mars 2024 au plus tôt"


def test_un_jour_trop_vague_n_est_pas_un_bandeau() -> None:
    # Some day of 2024: the two months end between 1 March 2024 and 3 March 2025, the first working day of that month.
    (un,) = evenements(cpts(fait(A.DEPOT_PROJET, "2024", Q.PORTEURS, recu_le="2024")), "2024-02-01")
    assert (un["dtstart"].dt, un["dtend"].dt) == (date(2024, 3, 1), date(2024, 3, 2))
    assert "Avant quand : entre le 1er mars 2024 et le 3 mars 2025" in str(un["description"])
    # Some day of two years: nobody can go by it, and the calendar says so in its description.
    deux_ans = DatePartielle.lire("[2023..2024]")
    large = cpts(attrs.evolve(DEPOT, effet_le=deux_ans, recu_le=deux_ans))
    calendrier = Calendar.from_ical(calendrier_ics(large, Registre(), au=date(2024, 2, 1)))
    assert list(calendrier.walk("VEVENT")) == []
    assert calendrier["x-wr-caldesc"] == "Sans jour assez sûr : réponse de l'ARS"


def test_les_echeances_d_un_contrat_signe_un_29_fevrier() -> None:
    objet = cpts(DEPOT, VALIDATION, CONTRAT)
    jours = {str(un["summary"]).removeprefix("Projet : "): un["dtstart"].dt for un in evenements(objet, "2024-03-01")}
    assert jours == {
        "Mission « accès aux soins » démarrée": date(2024, 8, 29),
        "Mission « réponse aux crises sanitaires » démarrée": date(2024, 8, 29),
        "Mission « parcours pluriprofessionnels » démarrée": date(2025, 2, 28),
        "Mission « prévention » démarrée": date(2025, 2, 28),
        "bilan annuel et solde": date(2025, 2, 28),
        "Rapport d'activité 2024-2025": date(2025, 2, 28),
        "Mission « accès aux soins » déployée": date(2025, 8, 29),
        "Mission « réponse aux crises sanitaires » déployée": date(2025, 8, 29),
        "Mission « parcours pluriprofessionnels » déployée": date(2026, 2, 28),
        "Mission « prévention » déployée": date(2026, 2, 28),
        "Terme du contrat, à renouveler": date(2029, 2, 28),
    }


def test_une_mise_a_jour_deplace_l_echeance_au_lieu_d_en_ajouter_une() -> None:
    avant = evenements(cpts(DEPOT), "2024-02-01")
    corrige = attrs.evolve(DEPOT, identifiant="depot-corrige", recu_le="2024-02-05")
    apres = evenements(cpts(corrige), "2024-02-06")
    assert [str(un["uid"]) for un in avant] == [str(un["uid"]) for un in apres]
    assert (avant[0]["dtstart"].dt, apres[0]["dtstart"].dt) == (date(2024, 3, 31), date(2024, 4, 5))
    assert apres[0]["sequence"] > avant[0]["sequence"]
    assert apres[0]["dtstamp"].dt > avant[0]["dtstamp"].dt


def test_l_anniversaire_de_l_annee_suivante_remplace_le_precedent() -> None:
    objet = cpts(DEPOT, VALIDATION, CONTRAT)

    def anniversaire(au: str) -> tuple[str, date]:
        (un,) = (e for e in evenements(objet, au) if "bilan annuel" in e["summary"])
        return str(un["uid"]), un["dtstart"].dt

    assert anniversaire("2024-03-01") == (anniversaire("2025-03-01")[0], date(2025, 2, 28))
    assert anniversaire("2025-03-01")[1] == date(2026, 2, 28)


def test_chaque_echeance_a_son_identifiant_et_chaque_projet_les_siens() -> None:
    objet = cpts(DEPOT, VALIDATION, CONTRAT)
    uids = [str(un["uid"]) for un in evenements(objet, "2024-03-01")]
    autres = [str(un["uid"]) for un in evenements(attrs.evolve(objet, identifiant="autre"), "2024-03-01")]
    assert len(set(uids)) == 11
    assert not set(uids) & set(autres)


def test_deux_echeances_de_meme_nom_restent_deux() -> None:
    etape = ProchaineEtape(objet="Rendre la copie", echeance="2024-03-01", projets=("projet",))
    double = attrs.evolve(reunion(objet="x"), prochaines_etapes=(etape, attrs.evolve(etape, echeance="2024-04-01")))
    uids = {str(un["uid"]) for un in evenements(cpts(), "2024-02-01", Registre().avec(double))}
    assert len(uids) == 2


def test_un_nom_ne_peut_ni_casser_le_fichier_ni_en_sortir() -> None:
    piege = "A;B,C\\D\nEND:VCALENDAR\r\nBEGIN:VEVENT"
    (un,) = evenements(attrs.evolve(cpts(DEPOT), nom=piege), "2024-02-01")
    assert str(un["summary"]).startswith("A;B,C\\D\ufffdEND:VCALENDAR\ufffd\ufffdBEGIN:VEVENT : réponse")
    lignes = calendrier_ics(attrs.evolve(cpts(DEPOT), nom=piege), Registre(), au=date(2024, 2, 1)).split("\r\n")
    assert lignes.count("END:VCALENDAR") == 1
    assert lignes.count("BEGIN:VEVENT") == 1


def test_ce_que_rien_ne_date_est_dit_dans_la_description_du_calendrier() -> None:
    registre = Registre().avec(reunion(objet="Écrire le diagnostic"))
    calendrier = Calendar.from_ical(calendrier_ics(cpts(), registre, au=date(2024, 2, 1)))
    assert list(calendrier.walk("VEVENT")) == []
    assert calendrier["x-wr-caldesc"] == "Sans jour assez sûr : Écrire le diagnostic"


def test_une_echeance_tenue_le_dit() -> None:
    demarrage = fait(A.DEMARRAGE_MISSION, "2024-05-02", Q.STRUCTURE, mission=MissionCPTS.ACCES_AUX_SOINS)
    objet = cpts(DEPOT, VALIDATION, CONTRAT, demarrage)
    titres = [str(un["summary"]) for un in evenements(objet, "2024-06-01")]
    assert "Projet : Mission « accès aux soins » démarrée (tenue)" in titres
    descriptions = [str(un["description"]) for un in evenements(objet, "2024-06-01") if "tenue" in str(un["summary"])]
    assert [description.splitlines()[-1] for description in descriptions] == ["Statut : tenue (le 2 mai 2024)"]


def test_sans_l_extra_le_message_dit_lequel_installer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(ExtraManquant, match=r"soinsprimaires\[calendrier\]"):
        calendrier_ics(cpts(DEPOT), Registre(), au=date(2024, 2, 1))
