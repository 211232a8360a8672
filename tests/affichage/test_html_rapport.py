"""The report page, apart from the browser: what it says, what it hides, when it refuses."""

import re
import runpy
import sys
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import attrs
import pytest
from tests.navigateur.documents import AU, HOSTILE, dossier

from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    Adhesion,
    Evenement,
    ExtraManquant,
    Intervenant,
    JourSemaine,
    MomentJournee,
    NatureOrganisation,
    NatureProjet,
    NatureTerritoire,
    Organisation,
    ProchaineEtape,
    Professionnel,
    ProgrammeFormation,
    Projet,
    Provenance,
    Recurrence,
    Registre,
    Rpps,
    SeanceFormation,
    Site,
    StatutSeance,
    Territoire,
    ValeurInvalide,
    controler,
)
from soinsprimaires.affichage import rapport as module
from soinsprimaires.affichage.contenu.fiches import Dit
from soinsprimaires.affichage.rapport import page, pages
from soinsprimaires.affichage.rendus.registre_html import _textes
from soinsprimaires.affichage.rendus.verification_html import _constat, _constats
from soinsprimaires.referentiels import professions
from soinsprimaires.regles import Constat, Resultat

EXEMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.py"))


def texte(html: str) -> str:
    """What one reads of a page."""
    nu = re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))
    return unescape(re.sub(r"[ \n]+", " ", nu))


@pytest.mark.parametrize("script", EXEMPLES, ids=lambda script: script.stem)
def test_chaque_article_source_a_sa_page(script: Path) -> None:
    exemple = runpy.run_path(str(script))
    registre: Registre = exemple["construire"]()
    html = page(registre, au=exemple["AU"])
    assert html.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert len(html) < 80_000
    for nom in (*(p.nom for p in registre.projets), *(s.nom for s in registre.structures)):
        assert nom.replace("'", "&#x27;") in html


def test_la_page_du_gers_dit_ce_que_dit_l_article() -> None:
    exemple = runpy.run_path(str(next(script for script in EXEMPLES if script.stem == "centres_territoriaux_gers")))
    lu = texte(page(exemple["construire"](), au=exemple["AU"]))
    assert "Vérification du registre au 12 septembre 2022" in lu
    assert "plus d'1,3\u00a0M€" in lu
    assert "7\u202f006 habitants" in lu
    assert "retraite, Médecin" in lu


def test_ce_que_le_dossier_ne_dit_pas_est_dit() -> None:
    lu = texte(page(Registre(), au=AU))
    assert "Le registre ne dit rien de : projets ; territoires et population ; structures" in lu
    assert "Soins primaires" in lu


def test_une_seule_structure_donne_son_nom_a_la_page() -> None:
    assert "<h1>Maison</h1>" in page(Registre(structures=(MSP(identifiant="m", nom="Maison"),)), au=AU)


def test_un_rapport_fourni_est_celui_qui_est_montre() -> None:
    registre = dossier()
    choisi = controler(registre, au=AU, exclues=("CPTS-001",))
    assert "exclue (avertissement)" in page(registre, au=AU, rapport=choisi)
    with pytest.raises(ValeurInvalide, match="le rapport est du 2 juillet 2024, la page du 3 juillet 2024"):
        page(registre, au=date(2024, 7, 3), rapport=choisi)


def test_ni_numero_ni_annee_de_naissance() -> None:
    soignant = Professionnel(
        identifiant="s", profession=professions.MEDECIN, nom="Nom", rpps=Rpps("90000000008"), annee_naissance=1961
    )
    html = page(Registre(professionnels=(soignant,), structures=(_cpts("c", "s"),)), au=AU)
    assert "Nom" in texte(html)
    assert "90000000008" not in html
    assert "1961" not in html


def _cpts(identifiant: str, *membres: str) -> CPTS:
    adherents = tuple(Adhesion(membre=membre) for membre in membres)
    return CPTS(identifiant=identifiant, nom=identifiant.upper(), adherents=adherents)


def test_une_personne_inscrite_deux_fois_n_est_comptee_qu_une() -> None:
    deux = tuple(
        Professionnel(identifiant=nom, profession=professions.MEDECIN, rpps=Rpps("10000000009")) for nom in ("a", "b")
    )
    lu = texte(page(Registre(professionnels=deux, structures=(_cpts("c", "a", "b"),)), au=AU))
    assert "1 professionnel " in lu
    assert "2 professionnels" not in lu
    assert lu.count("dates incertaines") == 1


def test_au_dela_de_quarante_structures_les_membres_de_ce_jour_sont_comptes() -> None:
    soignants = tuple(
        Professionnel(identifiant=f"s{n}", profession=professions.MEDECIN, nom=f"Nom{n}") for n in range(41)
    )
    structures = tuple(_cpts(f"c{n}", f"s{n}") for n in range(41))
    lu = texte(page(Registre(professionnels=soignants, structures=structures), au=AU))
    assert "Structures (41)" in lu
    assert "Qui est dans chaque structure à cette date (41)" in lu
    assert "Membres (41)" not in lu
    assert lu.count("Médecin ; dont 1 incertain(s) à cette date") == 41


def test_plus_de_trois_projets_se_replient() -> None:
    nombreux = tuple(Projet(identifiant=f"p{n}", nom=f"P{n}", nature=NatureProjet.MSP) for n in range(4))
    html = page(Registre(projets=nombreux), au=AU)
    assert "<h1>4 projets de soins primaires</h1>" in html
    assert html.count('class="projet"><details><summary>') == 4
    assert page(Registre(projets=nombreux[:3]), au=AU).count('class="projet"><details open="">') == 3


def test_la_page_ne_depend_que_du_registre_et_du_jour() -> None:
    registre = dossier()
    assert page(registre, au=AU) == page(attrs.evolve(registre), au=AU)


def test_un_nom_hostile_reste_un_texte() -> None:
    html = page(dossier(HOSTILE), au=AU)
    assert html.count("<script") == html.count("<img") == 0
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert "{{ 7 * 7 }}" in html


def test_sans_jinja_l_extra_est_nomme(monkeypatch: pytest.MonkeyPatch) -> None:
    module._gabarit.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(ExtraManquant, match=r"soinsprimaires\[rapport\]"):
        page(Registre(), au=AU)


def _fait(identifiant: str, acte: Acte, le: str, **champs: Any) -> Evenement:
    return Evenement(identifiant=identifiant, acte=acte, effet_le=le, enregistre_le=date(2024, 1, 1), **champs)


def test_un_journal_dit_ses_delais_ses_annulations_et_ce_que_la_procedure_ne_prevoit_pas() -> None:
    journal = (
        _fait("lettre", Acte.DEPOT_LETTRE_INTENTION, "2023-01-10"),
        _fait("doublon", Acte.REUNION_TENUE, "2023-01-11"),
        _fait("erreur", Acte.ANNULATION, "2023-01-12", annule="doublon"),
        _fait("contrat", Acte.SIGNATURE_CONTRAT, "2023-02-01", delai_le="2024-03-01"),
    )
    projet = Projet(identifiant="p", nom="P", nature=NatureProjet.MSP, journal=journal)
    lu = texte(page(Registre(projets=(projet,)), au=AU))
    assert "délai : le 1er mars 2024" in lu
    assert "écriture annulée" in lu
    assert "acte que la procédure ne prévoit pas à ce moment" in lu
    assert "Ce qui manque ne se déduit pas" in lu


def test_beaucoup_d_echeances_ne_sont_pas_toutes_au_debut() -> None:
    etapes = tuple(ProchaineEtape(objet=f"étape {n}", echeance="2024-09", projets=("projet",)) for n in range(14))
    registre = dossier()
    (reunion,) = registre.reunions
    lu = texte(page(registre.avec(attrs.evolve(reunion, prochaines_etapes=etapes)), au=AU))
    # The twelve that come first, then the others behind their number.
    assert "Les 3 suivantes Échéances suivantes" in lu
    assert "étape 13, en septembre 2024, à faire" in lu


def test_l_index_dit_la_region_connue_inconnue_ou_absente() -> None:
    projets = tuple(
        Projet(identifiant=f"p{n}", nom=f"P{n}", nature=NatureProjet.MSP, territoire=f"t{n}") for n in range(3)
    )
    territoires = tuple(
        Territoire(identifiant=f"t{n}", nom=f"T{n}", nature=NatureTerritoire.REGION, region=region)
        for n, region in enumerate(("76", "00", None))
    )
    lu = texte(page(Registre(projets=projets, territoires=territoires), au=AU))
    for ligne in ("P0 MSP Occitanie", "P1 MSP code inconnu 00", "P2 MSP non connue"):
        assert ligne in lu


def test_une_formation_dit_son_rythme_et_ses_intervenants() -> None:
    programme = ProgrammeFormation(
        identifiant="f",
        intitule="Soirées",
        recurrence=Recurrence(jours=(JourSemaine.JEUDI,), moment=MomentJournee.SOIR, toutes_les=2),
    )
    seance = SeanceFormation(
        identifiant="s",
        programme="f",
        statut=StatutSeance.TENUE,
        savoir_faire=professions.PEDIATRIE,
        participants=("m",),
        intervenants=(Intervenant(personne="m"), Intervenant(libelle="une équipe"), Intervenant()),
    )
    soignant = Professionnel(identifiant="m", profession=professions.MEDECIN, prenom="Prénom", nom="Nom")
    lu = texte(
        page(
            Registre(programmes_formation=(programme,), seances_formation=(seance,), professionnels=(soignant,)), au=AU
        )
    )
    assert "jeudi, soir, toutes les 2 semaines" in lu
    assert "Prénom Nom, une équipe" in lu


def test_un_membre_ou_un_site_que_le_dossier_ne_connait_pas_se_montre() -> None:
    cpts = attrs.evolve(_cpts("c", "absent", "o"), sites=(Site(identifiant="site", commune="32999"),))
    organisation = Organisation(identifiant="o", nom="Nom", nature=NatureOrganisation.URPS)
    lu = texte(page(Registre(structures=(cpts,), organisations=(organisation,)), au=AU))
    assert "membre inconnu du registre, organisation" in lu
    assert "code inconnu 32999 (principal)" in lu


def _projets(nombre: int) -> Registre:
    projets = (Projet(identifiant=f"p{n:03}", nom=f"Projet {n}", nature=NatureProjet.MSP) for n in range(1, nombre + 1))
    return Registre(projets=tuple(projets))


@pytest.mark.parametrize(
    ("nombre", "noms"),
    [
        (100, ["l'état é.html"]),
        (101, ["l'état é-projets-1.html", "l'état é-projets-2.html", "l'état é.html"]),
        (1001, [*(f"l'état é-projets-{n:02}.html" for n in range(1, 12)), "l'état é.html"]),
    ],
)
def test_au_dela_de_cent_projets_ils_sont_a_cote_et_l_index_y_mene(nombre: int, noms: list[str]) -> None:
    registre = _projets(nombre)
    ecrites = dict(pages(registre, au=AU, fichier=Path("rapports") / "l'état é.html"))
    assert list(ecrites) == [Path("rapports") / nom for nom in noms]
    textes = {chemin.name: html for chemin, html in ecrites.items()}
    menes = set()
    for nom, html in textes.items():
        for adresse in re.findall(r'href="([^"]+)"', html):
            fichier, _, place = unescape(adresse).partition("#")
            if fichier.startswith("data:"):
                continue
            cible = unquote(fichier) or nom
            assert f'id="{place}"' in textes[cible], adresse
            menes |= {place} if nom == noms[-1] else set()
    assert {f"projet-p{n:03}" for n in range(1, nombre + 1)} <= menes
    assert sum(html.count('class="projet"') for html in textes.values()) == nombre


def test_une_page_unique_tient_tous_les_projets() -> None:
    assert page(_projets(101), au=AU).count('class="projet"') == 101


def test_les_sources_sont_un_chapitre_de_la_page() -> None:
    registre = Registre(
        projets=(Projet(identifiant="p", nom="P", nature=NatureProjet.MSP, provenance=Provenance(titre="Un article")),)
    )
    assert '<th scope="col">N°</th><th scope="col">Source</th>' in page(registre, au=AU)


def test_un_constat_suit_le_nom_et_plusieurs_sont_une_liste() -> None:
    un, deux = (
        Constat(code="X-001", resultat=Resultat.NON_CONFORME, message=message, pointeur="", entite="msp")
        for message in ("sans toit", "sans nom")
    )
    assert "".join(map(str, _constat("msp", [un]))) == "<strong>msp</strong> : <span>sans toit</span>"
    liste = "<ul><li><span>sans toit</span></li><li><span>sans nom</span></li></ul>"
    assert "".join(map(str, _constat("msp", [un, deux]))) == f"<strong>msp</strong> : {liste}"


def test_ce_qui_tient_en_une_ligne_n_est_pas_une_liste() -> None:
    courts = ("05 00 00 00 00", "05 00 00 00 01")
    longs = ("court", "un texte dont la longueur ne tient pas à côté d'un autre" * 2)
    assert _textes(Dit(mot="Téléphones", textes=courts)) == "05 00 00 00 00, 05 00 00 00 01"
    assert _textes(Dit(mot="Seul", textes=longs[1:])) == longs[1]
    assert str(_textes(Dit(mot="Deux", textes=longs))).startswith("<ul><li>court</li><li>un texte")


@pytest.mark.parametrize(
    ("nombre", "fin"), [(10, ""), (11, "… et 1 autre(s) constat(s)"), (24, "… et 14 autre(s) constat(s)")]
)
def test_dix_constats_sont_montres_et_les_autres_comptes(nombre: int, fin: str) -> None:
    constats = [
        Constat(
            code="X-001", resultat=Resultat.NON_CONFORME, message=f"faute {rang}", pointeur="", entite=f"msp-{rang}"
        )
        for rang in range(nombre)
    ]
    html = str(_constats(constats))
    assert html.count("faute ") == 10
    assert html.endswith(f"<li>{fin}</li></ul>" if fin else "faute 9</span></li></ul>")
    assert str(_constats([])) == ""
