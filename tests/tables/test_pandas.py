"""A registre as pandas tables."""

import sys
from datetime import date
from types import ModuleType

import attrs
import pandas as pd
import pytest
from examples import centres_territoriaux_gers
from tests.donnees import complet
from tests.exemples.test_exemples import EXEMPLES

from soinsprimaires import (
    CPTS,
    Adhesion,
    CodeNomenclature,
    Estimation,
    Evenement,
    Exercice,
    Extensions,
    ExtraManquant,
    ModeExercice,
    Mouvement,
    NatureMouvement,
    NuanceNombre,
    Presence,
    Professionnel,
    Registre,
    Rpps,
    StatutMouvement,
    charger,
)
from soinsprimaires.jours import JourSemaine
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.referentiels import Systeme, professions
from soinsprimaires.tables import vers_pandas

REGISTRE = Registre(
    professionnels=(
        Professionnel(
            identifiant="generaliste",
            profession=professions.MEDECIN,
            savoir_faire=(professions.MEDECINE_GENERALE, professions.PEDIATRIE),
            rpps=Rpps("00000000019"),
            annee_naissance=1960,
            exercices=(
                Exercice(),
                Exercice(
                    mode=ModeExercice.SALARIE,
                    quotite="0.5",
                    presences=(Presence(commune="01004", jours=(JourSemaine.LUNDI, JourSemaine.JEUDI)),),
                ),
            ),
            extensions=Extensions({"fr.exemple": {"a": 1}}),
        ),
        Professionnel(identifiant="inconnu", profession=CodeNomenclature(Systeme.TRE_G15, "zz")),
    ),
    mouvements=(
        Mouvement(
            identifiant="departs",
            nature=NatureMouvement.DEPART,
            statut=StatutMouvement.ANNONCE,
            nombre=Estimation(valeur=2, nuance=NuanceNombre.AU_MOINS),
            le="9999~",
        ),
        Mouvement(
            identifiant="retraite", nature=NatureMouvement.RETRAITE, statut=StatutMouvement.CONSTATE, le="2022-05"
        ),
    ),
    structures=(CPTS(identifiant="cpts", nom="CPTS", adherents=(Adhesion(membre="generaliste"),)),),
)
VUES = vers_pandas(REGISTRE, nominatif=True, vides=True)


def test_une_ligne_une_entite_et_ses_types() -> None:
    table = VUES["professionnels"]
    assert list(table.loc[0, ["identifiant", "profession", "profession_systeme", "profession_libelle"]]) == [
        "generaliste",
        "10",
        "TRE_G15",
        "Médecin",
    ]
    assert table["rpps"].dtype == "string"
    assert table["rpps"][0] == "00000000019"
    assert table["annee_naissance"].dtype == "Int64"
    assert table["annee_naissance"][0] == 1960
    assert table["extensions"][0] == '{"fr.exemple":{"a":1}}'
    inconnu = table.iloc[1]
    assert inconnu["profession"] == "zz"
    assert inconnu[["profession_libelle", "rpps", "annee_naissance", "provenance_titre"]].isna().all()
    assert table.columns[0] == "identifiant"
    assert table.columns[-1] == "extensions"


def test_une_date_vague_garde_son_texte_ses_bornes_et_sa_precision() -> None:
    table = VUES["mouvements"]
    assert table["le"].tolist() == ["9999~", "2022-05"]
    assert table["le_au_plus_tot"].dtype == "datetime64[s]"
    assert table["le_au_plus_tot"].tolist() == [pd.Timestamp("9998-01-01"), pd.Timestamp("2022-05-01")]
    assert table["le_au_plus_tard"][1] == pd.Timestamp("2022-05-31")
    assert pd.isna(table["le_au_plus_tard"][0])
    assert table["le_precision"].tolist() == ["annee", "mois"]


def test_un_mot_est_une_categorie_de_tous_les_mots() -> None:
    assert VUES["mouvements"]["nature"].cat.categories.tolist() == ["arrivee", "depart", "retraite"]
    assert VUES["structures"]["type"].tolist() == ["cpts"]
    assert VUES["structures"]["type"].cat.categories.tolist() == [
        "msp",
        "centre_sante",
        "cts",
        "cpts",
        "equipe_soins_primaires",
        "equipe_soins_specialises",
    ]


def test_un_nombre_vague_garde_sa_nuance() -> None:
    table = VUES["mouvements"].set_index("identifiant")
    assert list(table.loc["departs", ["nombre_valeur", "nombre_nuance"]]) == [2.0, "au_moins"]
    assert table.loc["retraite", ["nombre_valeur", "nombre_nuance"]].isna().all()


def test_une_liste_est_une_table_jointe_par_l_entite() -> None:
    exercices = VUES["professionnels_exercices"]
    assert exercices["identifiant_entite"].tolist() == ["generaliste", "generaliste"]
    assert exercices["mode"].isna().tolist() == [True, False]
    assert exercices["quotite"].fillna(-1).tolist() == [-1, 0.5]
    assert exercices["rang_exercices"].tolist() == [0, 1]
    assert VUES["professionnels_savoir_faire"]["valeur_libelle"].tolist() == [
        "Médecine générale (SM)",
        "Pédiatrie (SM)",
    ]
    jours = VUES["professionnels_exercices_presences_jours"]
    assert jours.to_numpy().tolist() == [["generaliste", 1, 0, 0, "lundi"], ["generaliste", 1, 0, 1, "jeudi"]]
    assert list(jours.columns) == [
        "identifiant_entite",
        "rang_exercices",
        "rang_presences",
        "rang_jours",
        "valeur",
    ]
    assert VUES["professionnels_exercices_presences"]["commune"].tolist() == ["01004"]
    joints = VUES["structures_adherents"].merge(VUES["professionnels"], left_on="membre", right_on="identifiant")
    assert joints["profession_libelle"].tolist() == ["Médecin"]


def test_les_memes_colonnes_pour_tout_registre() -> None:
    complete = vers_pandas(charger(complet.CHEMIN), nominatif=True, vides=True)
    vides = vers_pandas(Registre(), nominatif=True, vides=True)
    attendus = {nom: table.dtypes.to_dict() for nom, table in complete.items()}
    assert {nom: table.dtypes.to_dict() for nom, table in vides.items()} == attendus
    assert set(LISTES) < set(vides)
    assert all(table.empty for table in vides.values())
    # The document uses every field: no table is empty, no column is without a value, but for ends "at the latest".
    assert [nom for nom, table in complete.items() if table.empty] == []
    vierges = {f"{nom}.{c}" for nom, table in complete.items() for c in table.columns if table[c].isna().all()}
    assert {nom for nom in vierges if not nom.endswith("fin_au_plus_tot")} == set()


@pytest.mark.parametrize("exemple", EXEMPLES)
def test_les_exemples_ont_leur_compte(exemple: ModuleType) -> None:
    registre: Registre = exemple.construire()
    vues = vers_pandas(registre, vides=True)
    assert {genre: len(vues[genre]) for genre in LISTES} == {genre: len(getattr(registre, genre)) for genre in LISTES}
    assert len(vues["projets_journal"]) == sum(len(projet.journal) for projet in registre.projets)
    champs = {champ.name for champ in attrs.fields(Evenement)}
    assert {"acte", "motif", "enregistre_le"} < champs & set(vues["projets_journal"].columns)


def test_le_jour_de_l_ecriture_est_une_date() -> None:
    journal = vers_pandas(centres_territoriaux_gers.construire())["projets_journal"]
    assert journal["enregistre_le"].dtype == "datetime64[s]"
    assert journal["enregistre_le"][0].date() == date(2026, 11, 22)


def test_sans_pandas_l_extra_est_nomme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ExtraManquant, match=r"soinsprimaires\[notebook\]"):
        vers_pandas(REGISTRE)
