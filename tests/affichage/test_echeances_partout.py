"""One content, four renderings: the screen, the page, the workbook and the calendar tell the same deadlines alike."""

import io
import re
from collections import Counter
from datetime import date, timedelta
from html import unescape
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook
from tests.cycle.outils import Q, cpts, fait
from tests.proprietes.dossiers import dossiers

from soinsprimaires import Acte, Registre
from soinsprimaires.affichage.classeur import ecrire_classeur
from soinsprimaires.affichage.portefeuille import echeances_en_lignes, portefeuille_en_bref, tableau_echeances
from soinsprimaires.affichage.rapport import page
from soinsprimaires.analyse import portefeuille
from soinsprimaires.cycle import StatutEcheance, Suivi
from soinsprimaires.echanges.calendrier import calendrier_ics

Ligne = tuple[str, str, str, str]
"""Project, what, status, who."""
UN_JOUR = timedelta(days=1)


def ecran(registre: Registre, au: date) -> list[tuple[Ligne, str]]:
    suivis = [Suivi(projet, registre, au) for projet in registre.projets]
    motif = re.compile(
        r"  (?P<avant>.+?)  +(?P<nom>Projet \d+) : (?P<quoi>.+) \((?P<statut>[^;]+?)(?: ; (?P<qui>.+))?\)"
    )
    dites = [motif.fullmatch(ligne.texte) for ligne in echeances_en_lignes(suivis, au=au)]
    return [((d["nom"], d["quoi"], d["statut"], d["qui"] or ""), d["avant"]) for d in dites if d is not None]


def classeur(registre: Registre, au: date) -> list[tuple[Ligne, date, date | None]]:
    suivis = [Suivi(projet, registre, au) for projet in registre.projets]
    tampon = io.BytesIO()
    ecrire_classeur([tableau_echeances(suivis, au=au)], tampon)
    feuille = load_workbook(tampon)["Échéances"]
    tetes = [str(case.value) for case in feuille[1]]
    lues: list[dict[str, Any]] = [
        dict(zip(tetes, rangee, strict=True)) for rangee in feuille.iter_rows(min_row=2, values_only=True)
    ]
    return [
        (
            (li["Projet"], li["Quoi"], li["Statut"], li["Qui doit agir"] or ""),
            li["Avant le"].date(),
            None if li["Au plus tard le"] is None else li["Au plus tard le"].date(),
        )
        for li in lues
    ]


def la_page(registre: Registre, au: date) -> list[tuple[Ligne, str]]:
    html = page(registre, au=au)
    bref = html[html.index('<section id="bref"') : html.index("</section>")]
    lignes: list[tuple[Ligne, str]] = []
    for titre, table in re.findall(r"<caption>(.*?)</caption>(.*?)</table>", bref, re.DOTALL):
        if titre in {"Échéances à suivre", "Échéances suivantes"}:
            for rangee in re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.DOTALL):
                cases = re.findall(r'<t[hd](?: scope="row"| data-titre="(.*?)")*>(.*?)</t[hd]>', rangee, re.DOTALL)
                dit = {tete: unescape(re.sub("<[^>]*>", "", case)).strip().replace("\xa0", " ") for tete, case in cases}
                ligne = (dit[""], dit["Quoi"], dit["Statut"], dit.get("Qui doit agir", ""))
                lignes.append((ligne, dit["Avant quand"]))
    return lignes


def calendrier(registre: Registre, au: date) -> Counter[tuple[Ligne, date, date, str]]:
    texte = calendrier_ics(registre.projets, registre, au=au)
    lues: Counter[tuple[Ligne, date, date, str]] = Counter()
    evenements: list[Any] = list(Calendar.from_ical(texte).walk("VEVENT"))
    for evenement in evenements:
        dit = dict(li.split(" : ", 1) for li in str(evenement["description"]).split("\n") if " : " in li)
        statut = dit["Statut"].partition(" (")[0]
        nom, _, quoi = str(evenement["summary"]).removesuffix(f" ({statut})").partition(" : ")
        if statut != "tenue":
            ligne = (nom, quoi, statut, dit.get("Qui doit agir", ""))
            lues[ligne, evenement["dtstart"].dt, evenement["dtend"].dt, dit["Avant quand"]] += 1
    return lues


def comparer_les_quatre(registre: Registre, au: date) -> int:
    dits, lus, vus = ecran(registre, au), classeur(registre, au), la_page(registre, au)
    assert [ligne for ligne, _ in dits] == [ligne for ligne, *_ in lus] == [ligne for ligne, _ in vus]
    attendus: Counter[tuple[Ligne, date, date, str]] = Counter()
    for (ligne, tot, tard), (_, en_bref), (_, avant) in zip(lus, dits, vus, strict=True):
        entier = tard is not None and tot.day == 1 and (tard.year, tard.month) == (tot.year, tot.month)
        if entier and tard is not None and (tard + UN_JOUR).day == 1:
            assert (f"en {en_bref}", str(tot.year) in en_bref) == (avant, True)
        else:
            assert (f"{tard or tot:%d/%m/%Y}" in en_bref, f"{tot:%d}" in en_bref) == (True, True)
        borne = tot if tard is None or (tard - tot).days > 92 else tard
        attendus[ligne, tot, borne + UN_JOUR, avant] += 1
    assert calendrier(registre, au) == attendus
    return len(lus)


@settings(max_examples=15)
@given(dossiers(), st.dates(date(2019, 1, 1), date(2027, 12, 31)))
def test_les_quatre_rendus_disent_les_memes_echeances(registre: Registre, au: date) -> None:
    nommes = (attrs.evolve(projet, nom=f"Projet {rang}") for rang, projet in enumerate(registre.projets))
    comparer_les_quatre(attrs.evolve(registre, projets=tuple(nommes)), au)


@settings(max_examples=15)
@given(dossiers(), st.dates(date(2019, 1, 1), date(2027, 12, 31)))
def test_le_portefeuille_met_un_doute_ou_les_echeances_le_disent(registre: Registre, au: date) -> None:
    nommes = (attrs.evolve(projet, nom=f"Projet {rang}") for rang, projet in enumerate(registre.projets))
    numerotes = attrs.evolve(registre, projets=tuple(nommes))
    avant = {ligne[0]: str(ligne[4]) for ligne in portefeuille_en_bref(numerotes, au=au).lignes}
    for ligne in portefeuille(numerotes, au=au):
        if (echeance := ligne.prochaine_echeance) is not None:
            sure = echeance.limite_le == echeance.au_plus_tard_le and echeance.statut is not StatutEcheance.INCERTAINE
            assert (re.fullmatch(r"\d{2}/\d{2}/\d{4}", avant[ligne.nom]) is not None) == sure


def test_celles_d_un_contrat_et_d_un_silence_le_jour_ou_l_une_est_passee() -> None:
    contrat = fait(Acte.SIGNATURE_CONTRAT, "2024-02-29", Q.STRUCTURE, Q.ARS, Q.CPAM)
    depot = fait(Acte.DEPOT_PROJET, "2024-01-31", Q.PORTEURS)
    validation = fait(Acte.VALIDATION_PROJET, "2024-02-15", Q.ARS)
    projets = (
        attrs.evolve(cpts(depot, validation, contrat), identifiant="a", nom="Projet 1"),
        attrs.evolve(cpts(depot), identifiant="b", nom="Projet 2"),
    )
    registre = Registre(projets=projets)
    assert comparer_les_quatre(registre, date(2024, 9, 1)) == 12
    assert ecran(registre, date(2024, 9, 1))[0] == (
        ("Projet 2", "réponse de l'ARS", "à vérifier", "ARS"),
        "31/03/2024 au plus tôt",
    )


def test_l_echeance_d_un_contrat_suspendu_est_mise_en_doute_dans_le_portefeuille() -> None:
    """Whether a suspension delays what a contract makes due was read nowhere: the day is known, and not sure."""
    contrat = fait(Acte.SIGNATURE_CONTRAT, "2024-02-29", Q.STRUCTURE, Q.ARS, Q.CPAM)
    reprise = fait(Acte.REPRISE, "2023-01-01", etat="projet_valide")
    suspension = fait(Acte.SUSPENSION, "2024-06-01", Q.ARS)
    avants = [
        portefeuille_en_bref(Registre(projets=(cpts(*actes),)), au=date(2024, 9, 1)).lignes[0][4]
        for actes in ((reprise, contrat), (reprise, contrat, suspension))
    ]
    assert avants == ["28/02/2025", "28/02/2025?"]
