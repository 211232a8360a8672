"""What a notebook shows: names, escaped; never a number, a year of birth nor a telephone."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import attrs
import pytest
from tests.cycle.outils import ENREGISTRE_LE, Q, centre, cpts, fait
from tests.navigateur.documents import AU, HOSTILE, dossier

import soinsprimaires
from soinsprimaires import (
    CPTS,
    Acte,
    Action,
    Contact,
    Delimitation,
    DomaineAction,
    Evenement,
    Exercice,
    ModeExercice,
    NatureContact,
    NatureOrganisation,
    Organisation,
    PeriodePartielle,
    Professionnel,
    Provenance,
    Registre,
    Rpps,
    StatutAction,
    Territoire,
    composition,
    controler,
    cycle,
    mots,
)
from soinsprimaires.affichage.portefeuille import tableau_portefeuille
from soinsprimaires.affichage.vues import en_html, montrer
from soinsprimaires.analyse import portefeuille
from soinsprimaires.comparaison import comparer
from soinsprimaires.referentiels import professions

A = Acte
DEPOT = fait(A.DEPOT_PROJET, "2025-12-31", Q.PORTEURS, recu_le="2025-12-31")
JOURNAL = (
    fait(A.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS),
    fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.ARS, Q.CPAM),
    DEPOT,
)


def test_un_import_nu_suffit_a_montrer() -> None:
    code = (
        "import sys, soinsprimaires as s\n"
        "o = s.Organisation(identifiant='o', nom='<b>', nature=s.NatureOrganisation.ARS)\n"
        "assert 'soinsprimaires.affichage' not in sys.modules\n"
        "print(o._repr_html_())"
    )
    sortie = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert '<div class="soinsprimaires" lang="fr"><style>' in sortie
    assert "&lt;b&gt;" in sortie


def test_une_entite_montre_les_champs_qui_disent_quelque_chose() -> None:
    action = Action(
        identifiant="creche",
        intitule="Crèche & halte",
        statut=StatutAction.IDEE,
        domaines=(DomaineAction.CRECHE, DomaineAction.LOGEMENT),
        provenance=Provenance(titre="Article", editeur="Journal", publie_le="2024-07", adresse="https://exemple.fr"),
    )
    html = montrer(action)
    assert "<caption>Action «\u00a0creche\u00a0»</caption>" in html
    assert '<code>intitule</code></th><td data-titre="Valeur">Crèche &amp; halte</td>' in html
    assert '<code>statut</code></th><td data-titre="Valeur">idée</td>' in html
    assert '<td data-titre="Valeur">crèche, logement</td>' in html
    assert '<a href="https://exemple.fr" rel="noreferrer">Article</a> (Journal, publié en juillet 2024)' in html
    assert "porteurs" not in html
    assert html.index("intitule") < html.index("provenance")


def test_ni_numero_ni_annee_de_naissance_ni_telephone() -> None:
    soignant = Professionnel(
        identifiant="soignant",
        profession=professions.MEDECIN,
        nom="Nom",
        rpps=Rpps("90000000008"),
        annee_naissance=1961,
        exercices=(Exercice(mode=ModeExercice.LIBERAL, periode=PeriodePartielle(debut="2020")),),
    )
    html = montrer(soignant)
    assert '<td data-titre="Valeur">Nom</td>' in html
    assert "90000000008" not in html
    assert "1961" not in html
    assert html.count("renseigné, non montré") == 2
    assert "Médecin <code>10</code>" in html
    assert "libéral" in html
    structure = CPTS(
        identifiant="c", nom="C", contacts=(Contact(nature=NatureContact.TELEPHONE, valeur="05 00 00 00 00"),)
    )
    assert "05 00" not in montrer(structure)


def test_une_longue_liste_se_replie() -> None:
    structure = CPTS(
        identifiant="c",
        nom="C",
        contacts=tuple(Contact(nature=NatureContact.COURRIEL, valeur=str(n)) for n in range(13)),
    )
    assert "<summary>13 éléments</summary>" in montrer(structure)


def test_un_projet_montre_ses_etapes_au_jour_de_sa_derniere_ecriture() -> None:
    projet = cpts(*JOURNAL)
    html = montrer(projet)
    assert f"État au 1er janvier {ENREGISTRE_LE.year}, dernière écriture du journal" in html
    assert html.count('<li class="sp-passe">') == 3
    assert '<li class="sp-courant" aria-current="step"><span class="sp-cache">à cette date : </span>projet' in html
    assert html.count('<li class="sp-avenir">') == 3
    assert '<svg class="sp-frise"' in html
    assert "<summary>3 événement(s)</summary>" in html


def test_un_projet_sans_journal_est_a_son_debut() -> None:
    html = montrer(centre())
    assert "Journal vide" in html
    assert "sp-frise" not in html


def test_un_etat_inconnu_se_dit_par_une_forme_et_des_mots() -> None:
    html = montrer(cpts(fait(A.REPRISE, "2024-01-30")))
    assert '<use href="#sp-doute"/></svg> état non déterminé</span>' in html


def test_un_projet_repris_en_cours_ne_montre_pas_un_debut_que_rien_ne_dit() -> None:
    def franchis(*journal: Evenement) -> list[str]:
        return re.findall(r"franchi : </span>.*?</svg> (.*?)</span></li>", montrer(cpts(*journal)))

    assert franchis(fait(A.REPRISE, "2024-01-30", etat="projet_depose")) == ["projet de santé déposé"]
    assert franchis(fait(A.DEPOT_PROJET, "2024-01-30", Q.PORTEURS)) == ["émergence", "projet de santé déposé"]


def test_un_registre_montre_ses_listes_et_ses_projets() -> None:
    html = montrer(dossier())
    assert "<caption>Registre de 6 entité(s)</caption>" in html
    assert '<code>projets</code></th><td data-titre="Nombre">1</td>' in html
    assert '<td data-titre="État">projet de santé déposé</td><td data-titre="Événements">3</td>' in html
    assert montrer(Registre()) == "<p>Registre vide</p>"


def test_au_dela_de_trente_projets_le_nombre_est_dit() -> None:
    nombreux = Registre(projets=tuple(attrs.evolve(cpts(), identifiant=f"p{n}") for n in range(32)))
    assert "… et 2 autre(s) projet(s)" in montrer(nombreux)


def test_un_rapport_montre_chaque_constat_avec_ce_qui_le_fonde() -> None:
    html = montrer(controler(dossier(), au=AU))
    assert "Conclusion : indéterminée" in html
    assert "<code>CPTS-001</code> Une CPTS est constituée en association" in html
    assert '<use href="#sp-doute"/></svg> indéterminé (avertissement)</span>' in html
    assert "CSP, art. L1434-12-1" in html
    assert "règle(s) respectée(s)</summary>" in html


def test_ce_qui_change_entre_deux_rapports() -> None:
    avant, apres = controler(Registre(), au=AU), controler(dossier(), au=AU)
    html = montrer(apres.depuis(avant))
    assert f"{len(apres.constats)} constat(s) nouveau(x)" in html
    assert "0 constat(s) résolu(s)" in html


def test_les_echeances_sont_un_tuple_qui_se_montre() -> None:
    projet = cpts(*JOURNAL)
    limites = cycle.echeances(projet, Registre(projets=(projet,)), au=date(2026, 1, 2))
    assert isinstance(limites, tuple)
    html = montrer(limites)
    assert "<caption>Échéances</caption>" in html
    assert '<use href="#sp-attente"/></svg> à venir</span>' in html
    assert montrer(cycle.Echeances()) == "<p>Aucune échéance</p>"


def test_ce_que_rendent_le_cycle_et_l_analyse_se_montre_aussi() -> None:
    registre = dossier()
    projet = registre.projets[0]
    for valeur in (
        *cycle.historique(projet),
        *(cycle.Suivi(projet, registre, AU).ce_qui_manque or ()),
        *portefeuille(registre, au=AU),
        *cycle.echeances(projet, registre, au=AU),
        *controler(registre, au=AU).constats[:1],
    ):
        assert f"<caption>{type(valeur).__name__}</caption>" in valeur._repr_html_()


def test_un_tableau_et_une_comparaison_se_montrent() -> None:
    html = tableau_portefeuille(dossier(), au=AU)._repr_html_()
    assert "<caption>Portefeuille des projets au 2 juillet 2024</caption>" in html
    assert html.count("<tr>") == 2
    change = comparer(Registre(), dossier())._repr_html_()
    assert "6 ajouts." in change
    assert "Aucune différence." in comparer(dossier(), dossier())._repr_html_()


@pytest.mark.parametrize("valeur", [dossier(HOSTILE), *dossier(HOSTILE), controler(dossier(HOSTILE), au=AU)])
def test_un_nom_hostile_reste_un_texte(valeur: object) -> None:
    html = en_html(valeur)
    assert "<script" not in html
    assert "<img" not in html
    assert "\u202e" not in html
    assert "\x1b" not in html


def test_une_organisation_n_a_pas_de_nom_dans_son_repr() -> None:
    organisation = Organisation(identifiant="ars", nom="Nom", nature=NatureOrganisation.ARS)
    assert repr(organisation) == "Organisation('ars')"


def test_une_seule_couche_en_atteint_une_plus_haute_par_son_nom() -> None:
    paquet = Path(soinsprimaires.__file__).parent
    modules = {chemin.relative_to(paquet): chemin.read_text(encoding="utf-8") for chemin in paquet.rglob("*.py")}
    # A name in quotes is reached; one in a docstring only tells where something is.
    appelants = {str(nom) for nom, texte in modules.items() if re.search(r"[\"']soinsprimaires\.affichage", texte)}
    dehors = {nom for nom in appelants if not nom.startswith(("affichage", "cli"))}
    assert dehors == {"apparence.py"}


def test_une_population_et_une_taille_se_lisent_dans_un_carnet() -> None:
    au = date(2025, 6, 30)
    lomagne = Territoire.depuis_epci("243200391", au=au)
    entiere = composition.classe_taille(lomagne, au=au)
    vu = montrer(entiere)
    assert "Taille 1" in vu
    assert f"{mots.grouper(entiere.population.minimum)} habitants" in vu
    assert "Source : communes, populations municipales 2022" in vu
    partielle = attrs.evolve(lomagne, delimitation=Delimitation.PARTIELLE)
    vague = montrer(composition.classe_taille(partielle, au=au))
    assert "Taille 1 ou 2 ou 3 ou 4" in vague
    assert f"au moins {mots.grouper(entiere.population.minimum)} habitants" in vague
    assert vague.count("la délimitation du territoire est partielle") == 2
    avant = montrer(composition.classe_taille(lomagne, au=date(2015, 1, 1)))
    assert "Pas de taille" in avant
    bornee = montrer(composition.Population(minimum=1000, maximum=2000, source="<b>", raison=None))
    assert "de 1\u202f000 à 2\u202f000 habitants" in bornee
    assert "&lt;b&gt;" in bornee
    assert "habitants" in composition.population(lomagne, au=au)._repr_html_()
