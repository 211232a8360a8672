"""Whatever a registre holds, it can be seen as tables."""

import io
import json
from datetime import date
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.proprietes.outils import exemples

from soinsprimaires import Registre, strategies, vers_pandas
from soinsprimaires.affichage import tableaux
from soinsprimaires.affichage.classeur import ecrire_classeur
from soinsprimaires.affichage.comparaison import raconter_comparaison, tableau_comparaison
from soinsprimaires.affichage.portefeuille import tableau_comptes, tableau_portefeuille
from soinsprimaires.comparaison import comparer
from soinsprimaires.modele.genres import LISTES

COLONNES = {nom: table.dtypes.to_dict() for nom, table in vers_pandas(Registre(), nominatif=True, vides=True).items()}

# A registre is slow to draw, and its tables slow to make: a few are enough here.
peu = settings(exemples(6), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@peu
@given(strategies.registres())
def test_chaque_entite_a_sa_ligne_dans_les_memes_colonnes(registre: Registre) -> None:
    vues = vers_pandas(registre, nominatif=True, vides=True)
    assert {nom: table.dtypes.to_dict() for nom, table in vues.items()} == COLONNES
    for genre in LISTES:
        assert vues[genre]["identifiant"].tolist() == [entite.identifiant for entite in getattr(registre, genre)]


@peu
@given(strategies.registres(), st.dates())
def test_le_suivi_s_ecrit_sous_toutes_ses_formes(registre: Registre, au: date) -> None:
    comparaison = comparer(Registre(), registre)
    suivi = [
        tableau_portefeuille(registre, au=au),
        tableau_comptes(registre, au=au),
        tableau_comparaison(comparaison),
    ]
    for tableau in suivi:
        for ecrire in (tableaux.en_texte, tableaux.en_markdown, tableaux.en_html, tableaux.en_csv):
            assert ecrire(tableau)
    page = tableaux.en_page(suivi, titre="Suivi")
    HTMLParser().feed(page)
    assert page.count("<tr>") == sum(len(tableau.lignes) + 1 for tableau in suivi if tableau.lignes)
    assert page.count(" (aucune ligne)</p>") == sum(not tableau.lignes for tableau in suivi)
    lus = json.loads(tableaux.en_json(suivi))
    assert len(lus[0]["lignes"]) == len(registre.projets)
    assert sum(ligne["nombre"] for ligne in lus[1]["lignes"]) == len(registre.projets)
    assert len(lus[2]["lignes"]) == len(registre) + len(comparaison.champs)
    assert list(raconter_comparaison(comparaison))
    tampon = io.BytesIO()
    ecrire_classeur(suivi, tampon)
    assert tampon.getvalue().startswith(b"PK")
