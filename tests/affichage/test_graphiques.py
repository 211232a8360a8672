"""The plots: what they say, what they do with what is not known, with nothing, and with hostile texts."""

import gzip
import itertools
import json
import math
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from outils.figures import FIGURES, dessiner
from tests.affichage.fabrique import AU, FEZENSAC, GERS, PROJET, REGISTRE
from tests.affichage.hostiles import HOSTILES
from tests.cycle.outils import Q, cpts, fait

from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    Delimitation,
    ExtraManquant,
    Lieu,
    LieuAnterieur,
    Mouvement,
    NatureMouvement,
    NatureReunion,
    NatureTerritoire,
    PeriodePartielle,
    Presence,
    ProchaineEtape,
    Professionnel,
    ProgrammeFormation,
    Provenance,
    Registre,
    Reunion,
    SeanceFormation,
    Site,
    StatutEtape,
    StatutMouvement,
    StatutReunion,
    StatutSeance,
    Territoire,
    ValeurInvalide,
)
from soinsprimaires.affichage import graphiques
from soinsprimaires.affichage.graphiques import PALETTE
from soinsprimaires.affichage.graphiques._cadre import limite
from soinsprimaires.modele.professionnels import Exercice
from soinsprimaires.referentiels import professions

mpl.use("Agg")

VIDE = Registre()
SANS_JOURNAL = cpts()
CARRE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
DEUX_CONTOURS = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"code": code}, "geometry": CARRE} for code in (FEZENSAC[0], FEZENSAC[1])
    ],
}


@pytest.fixture(autouse=True)
def _fermer() -> Iterator[None]:
    yield
    plt.close("all")


def rangs(ax: Axes) -> list[str]:
    return [etiquette.get_text() for etiquette in ax.get_yticklabels()]


def textes(ax: Axes) -> list[str]:
    """What is written on the axes, the caption apart, which is written last."""
    return [texte.get_text() for texte in ax.texts]


def legende(ax: Axes) -> list[str]:
    boite = ax.get_legend()
    return [] if boite is None else [texte.get_text() for texte in boite.get_texts()]


def note(ax: Axes) -> str:
    return " ".join(ax.texts[-1].get_text().replace("\u00a0", " ").split())


# -- what they say ------------------------------------------------------------------------------------------------


def test_la_vie_d_un_projet() -> None:
    ax = graphiques.chronologie(PROJET, REGISTRE, au=AU)
    assert ax.get_title(loc="left") == "CPTS d'exemple : vie du projet"
    assert rangs(ax)[:4] == [
        "réunion tenue (au plus tard en juin 2022)",
        "dépôt de la lettre d'intention (vers octobre 2022)",
        "accord sur la lettre d'intention (en février 2023)",
        "accord sur la lettre d'intention (le 14 mars 2023)",
    ]
    assert rangs(ax)[-1] == "Terme du contrat, à renouveler\n(entre le 15 et le 16 janvier 2029)"
    assert legende(ax) == [
        "événement",
        "jours possibles",
        "écriture annulée",
        "échéance tenue",
        "échéance à venir",
        "le 1er juin 2024",
    ]
    assert note(ax) == (
        "Au 1er juin 2024. État : contrat signé, le 15 janvier 2024. Source : « Données inventées pour l'exemple »."
    )
    assert [graduation.get_text() for graduation in ax.get_xticklabels()] == [str(a) for a in range(2023, 2030)]


def test_une_forme_par_genre_en_plus_de_la_couleur() -> None:
    projet = cpts(
        fait(Acte.MISE_EN_FONCTIONNEMENT, "2024-01-02", Q.STRUCTURE),
        fait(Acte.DEPOT_LETTRE_INTENTION, "2024-02-01", Q.PORTEURS),
    )
    ax = graphiques.chronologie(projet, VIDE, au=date(2024, 3, 1))
    formes = {str(ligne.get_marker()) for ligne in ax.lines}
    assert {"o", "^"} < formes
    # Within a quarter the marks are days.
    assert ax.get_xticklabels()[0].get_text().split()[0].isdigit()
    assert "événement que la procédure ne prévoit pas à ce moment" in legende(ax)


def test_ce_qui_n_a_pas_de_date_a_son_rang() -> None:
    projet = cpts(fait(Acte.REPRISE, "2024-01-01"))
    etapes = (
        ProchaineEtape(objet="Rédiger les statuts"),
        ProchaineEtape(objet="Élire un bureau", echeance="../2024-02", statut=StatutEtape.FAITE),
    )
    reunion = Reunion(
        identifiant="reunion",
        objet="Réunion",
        nature=NatureReunion.INFORMATION,
        statut=StatutReunion.TENUE,
        le="2024-01-01",
        projets=("projet",),
        prochaines_etapes=etapes,
    )
    ax = graphiques.chronologie(projet, Registre(projets=(projet,), reunions=(reunion,)), au=AU)
    assert rangs(ax)[-2:] == [
        "Élire un bureau (en février 2024)",
        "Rédiger les statuts (sans date)",
    ]
    assert textes(ax)[0] == "  sans date"
    assert "État : non déterminé par le journal." in note(ax)


@pytest.mark.parametrize(
    ("code", "nom"),
    [
        ("32999", "commune 32999"),
        ("75101", "Paris 1er Arrondissement (arrondissement municipal : Paris)"),
        ("59355", "Lomme (commune associée : Lille)"),
    ],
)
def test_une_partie_de_commune_est_nommee_et_un_code_inconnu_garde(code: str, nom: str) -> None:
    exercice = Exercice(periode=PeriodePartielle(debut="2020"), presences=(Presence(commune=code),))
    perdu = Professionnel(identifiant="p", profession=professions.INFIRMIER, exercices=(exercice,))
    [rang] = rangs(graphiques.presences(Registre(professionnels=(perdu,)), au=AU))
    assert " ".join(rang.split()) == nom


@pytest.mark.parametrize(("au", "lieu"), [(date(2016, 1, 1), "Halle, Lectoure"), (date(2020, 1, 1), "Gare, Auch")])
def test_une_presence_est_dans_les_locaux_du_jour(au: date, lieu: str) -> None:
    ancien = LieuAnterieur(lieu="halle", periode=PeriodePartielle(debut="2015-01-01", fin="2018-12-31"))
    maison = MSP(identifiant="msp", nom="MSP", sites=(Site(identifiant="s", lieu="gare", lieux_anterieurs=(ancien,)),))
    lieux = (
        Lieu(identifiant="halle", nom="Halle", commune="32208"),
        Lieu(identifiant="gare", nom="Gare", commune="32013"),
    )
    exercice = Exercice(periode=PeriodePartielle(debut="2015"), presences=(Presence(site="s"),))
    infirmier = Professionnel(identifiant="p", profession=professions.INFIRMIER, exercices=(exercice,))
    registre = Registre(professionnels=(infirmier,), structures=(maison,), lieux=lieux)
    assert rangs(graphiques.presences(registre, au=au)) == [lieu]


def test_un_grand_territoire_n_ecrit_pas_le_nom_de_chaque_commune() -> None:
    codes = [f"32{rang:03d}" for rang in range(1, 460)]
    grand = attrs.evolve(REGISTRE["lomagne"], communes=tuple(codes))
    ax = graphiques.carte_territoire(grand, GERS, au=AU)
    ecrits = len(textes(ax)) - 1
    # Of the 459 codes, that of Blousson-Sérian and a few others are no commune's any more, and have no contour.
    sans = int(re.search(r"absentes de la carte : (\d+)", note(ax))[1])  # type: ignore[index]
    assert f"Noms de commune omis faute de place : {459 - sans - ecrits}." in note(ax)
    assert 30 < ecrits < 300


def test_une_cpts_sans_contour_n_est_pas_cernee() -> None:
    ax = graphiques.carte_couverture(REGISTRE, DEUX_CONTOURS, departement="32", au=AU)
    assert len(textes(ax)) == 1


@pytest.mark.parametrize("le", ["0001", "9999-12-31", "../0001-01-01", "9999~", "2020/.."])
def test_les_bords_du_calendrier(le: str) -> None:
    ax = graphiques.chronologie(cpts(fait(Acte.EMERGENCE, le)), VIDE, au=AU)
    ax.get_figure(root=True).draw_without_rendering()  # type: ignore[union-attr]
    assert len(rangs(ax)) == 1


def test_l_offre_de_soins_separe_le_sur_du_possible_et_du_prevu() -> None:
    ax = graphiques.offre_de_soins(REGISTRE, au=AU)
    assert list(zip(rangs(ax), textes(ax)[:-1], strict=True)) == [
        ("Médecin (médecine générale)", "3 + 1 incertain"),
        ("Infirmier", "3"),
        ("Masseur-Kinésithérapeute", "1 + 1 incertain"),
        ("Médecin (pédiatrie, génétique médicale)", "1 prévu"),
        ("Médecin (spécialité non renseignée)", "1"),
        ("Pharmacien", "1"),
        ("Sage-Femme", "1"),
    ]
    assert legende(ax) == ["en exercice", "incertain", "prévu"]
    assert "1 professionnel(s) sans exercice renseigné ne sont pas comptés." in note(ax)


def test_l_offre_d_une_structure_et_de_communes() -> None:
    ax = graphiques.offre_de_soins(REGISTRE, au=AU, structure="msp-exemple", communes=["32345"])
    assert rangs(ax) == ["Pharmacien"]
    assert ax.get_title(loc="left") == "Offre de soins par profession : MSP d'exemple"
    assert rangs(graphiques.offre_de_soins(REGISTRE, au=AU, structure="absente")) == []


def test_la_pyramide_compte_aussi_l_age_inconnu_et_les_departs_sans_nom() -> None:
    ax = graphiques.pyramide_des_ages(REGISTRE, au=AU)
    assert rangs(ax) == [
        "65-69 ans",
        "60-64 ans",
        "55-59 ans",
        "50-54 ans",
        "45-49 ans",
        "40-44 ans",
        "35-39 ans",
        "30-34 ans",
        "25-29 ans",
        "non renseigné",
    ]
    assert textes(ax)[:2] == ["1 dont 1 départ", "1 dont 1 départ"]
    assert legende(ax) == ["départ annoncé", "médecins", "autres professions"]
    assert "Départs annoncés sans nommer personne, hors du graphique : 1 (au moins 1)." in note(ax)
    # Ten rows, their title, their legend and their caption stand on half a sheet of paper.
    assert ax.get_figure(root=True).get_figheight() < 29.7 / 2.54 / 2  # type: ignore[union-attr]


def test_un_depart_passe_n_est_plus_attendu() -> None:
    ax = graphiques.pyramide_des_ages(REGISTRE, au=date(2025, 1, 1))
    assert rangs(ax)[0] == "65-69 ans"
    assert textes(ax)[0] == "2 dont 1 départ"


def test_les_presences_par_lieu_et_par_jour() -> None:
    ax = graphiques.presences(REGISTRE, au=AU)
    assert rangs(ax) == ["La Romieu", "MSP d'exemple, Fleurance", "Pôle de santé, Lectoure"]
    assert [colonne.get_text() for colonne in ax.get_xticklabels()] == [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "jours non\nprécisés",
    ]
    cases = textes(ax)[:-1]
    assert cases[:8] == ["–", "–", "–", "–", "–", "–", "–", "1"]
    assert cases[8:16] == [
        "2",
        "2\n+ 1 incertain",
        "2",
        "2\n+ 1 incertain",
        "2",
        "–",
        "–",
        "1 incertain\n+ 1 prévu\n(2,5 j + 2 j)",
    ]
    assert cases[16:] == ["4", "3", "3", "2", "3", "2", "1", "1 prévu\n(3 j)"]
    assert "1 exercice(s) sans présence renseignée ne sont pas montrés." in note(ax)
    # From the first place at the top to the last one, and no empty row.
    assert ax.get_ylim() == (2.5, -0.5)


def test_la_participation_garde_les_nuances() -> None:
    ax = graphiques.participation(REGISTRE, au=AU)
    assert ax.get_title(loc="left") == "Participation : Soirées de formation (exemple)"
    assert list(zip(rangs(ax), textes(ax)[:-1], strict=True)) == [
        ("Insuffisance cardiaque (le 12 octobre 2023)", "24"),
        ("Plaies et cicatrisation (vers novembre 2023)", "environ 20"),
        ("Diabète (le 18 janvier 2024)", "non renseigné"),
        ("thème non renseigné (le 14 mars 2024)", "au moins 3"),
        ("Urgences pédiatriques (le 11 avril 2024)", "séance annulée"),
        ("Soins palliatifs (le 16 mai 2024)", "plus de 30"),
        ("Santé mentale (le 12 septembre 2024)", "séance prévue"),
        ("Addictions (sans date)", "séance prévue"),
    ]
    assert "1 séance(s) tenue(s) dont le nombre de participants n'est pas renseigné." in note(ax)
    assert rangs(graphiques.participation(REGISTRE, au=AU, programme="autre")) == []


def test_la_couverture_par_cpts() -> None:
    ax = graphiques.couverture(REGISTRE, departement="32", au=AU)
    assert list(zip(rangs(ax), textes(ax)[:-1], strict=True)) == [
        ("CPTS Bastides (exemple)", "41"),
        ("CPTS Lomagne (exemple)", "51"),
        ("Aucune CPTS", "377"),
    ]
    assert [round(barre.get_width()) for barre in ax.patches] == [33, 8, 43, 8, 377]  # type: ignore[attr-defined]


def test_une_cpts_sans_territoire_rend_tout_incertain() -> None:
    registre = Registre(structures=(CPTS(identifiant="cpts", nom="CPTS floue"),))
    ax = graphiques.couverture(registre, departement="32", au=AU)
    assert legende(ax) == ["incertaine"]
    assert "Territoire incomplet ou non décrit : CPTS floue." in note(ax)


def test_la_carte_d_un_territoire() -> None:
    ax = graphiques.carte_territoire(REGISTRE["fezensac"], GERS, au=AU)
    assert {"Vic-Fezensac", "Roques", "Préneron"} <= set(textes(ax))
    assert legende(ax) == ["commune du territoire", "repère : ouest", "repère : sud"]
    assert "omis" not in note(ax)
    # The window is that of the territory, a fifth larger than the longer of its sides, and square on the ground.
    (gauche, droite), (bas, haut) = ax.get_xlim(), ax.get_ylim()
    assert 0.2 < haut - bas < 0.4
    assert (droite - gauche) * math.cos(math.radians((bas + haut) / 2)) == pytest.approx(haut - bas)
    assert "Délimitation partielle : d'autres communes peuvent en faire partie." in note(ax)


def carres(codes: Sequence[str], ouest: float, sud: float, cote: float = 0.1) -> dict[str, Any]:
    """Contours of communes side by side, three on a row, from the south-west."""
    traits = []
    for rang, code in enumerate(codes):
        x, y = ouest + cote * (rang % 3), sud + cote * (rang // 3)
        sommets = [[x, y], [x + cote, y], [x + cote, y + cote], [x, y + cote], [x, y]]
        forme = {"type": "Polygon", "coordinates": [sommets]}
        traits.append({"type": "Feature", "properties": {"code": code}, "geometry": forme})
    return {"type": "FeatureCollection", "features": traits}


@pytest.mark.parametrize(
    ("codes", "ouest", "sud", "noms"),
    [
        pytest.param(
            ("97401", "97402", "97405", "97407", "97413", "97424"),
            55.2,
            -21.3,
            {"Les Avirons", "Bras-Panon", "Petite-Île", "Le Port", "Saint-Leu", "Cilaos"},
            id="à La Réunion",
        ),
        pytest.param(
            ("97101", "97104", "97106", "97109", "97111", "97112"),
            -61.7,
            16,
            {"Les Abymes", "Baillif", "Bouillante", "Gourbeyre", "Deshaies", "Grand-Bourg"},
            id="en Guadeloupe",
        ),
    ],
)
def test_une_carte_nomme_ses_communes_a_l_est_comme_a_l_ouest(
    codes: tuple[str, ...], ouest: float, sud: float, noms: set[str]
) -> None:
    territoire = Territoire(identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, communes=codes)
    ax = graphiques.carte_territoire(territoire, carres(codes, ouest, sud), au=AU)
    assert {*textes(ax)[:-1]} == noms
    assert chevauchements(ax) == []
    # Where all of them have no room, one that would stand on another is omitted, and the caption counts it.
    serres = graphiques.carte_territoire(
        territoire, carres(codes, ouest, sud), au=AU, ax=plt.subplots(figsize=(1, 1))[1]
    )
    assert 0 < len(textes(serres)[:-1]) < 6
    assert f"Noms de commune omis faute de place : {6 - len(textes(serres)[:-1])}." in note(serres)


def test_le_nom_d_un_repere_se_tient_contre_sa_marque() -> None:
    ax = graphiques.carte_territoire(REGISTRE["fezensac"], GERS, au=AU)
    figure: Any = ax.get_figure(root=True)
    figure.draw_without_rendering()
    ecrits: list[Any] = [*ax.texts]
    traces: list[Any] = [*ax.lines]
    noms = {tuple(ecrit.xy): ecrit.get_window_extent() for ecrit in ecrits}
    reperes = [trace for trace in traces if tuple(trace.get_xydata()[0]) in noms]
    assert len(reperes) == 2
    for repere in reperes:
        marque, nom = repere.get_window_extent(), noms[tuple(repere.get_xydata()[0])]
        entre = max(nom.y0 - marque.y1, marque.y0 - nom.y1)
        assert 0 <= entre < marque.height


def test_une_commune_sans_contour_est_nommee() -> None:
    ax = graphiques.carte_territoire(REGISTRE["fezensac"], DEUX_CONTOURS, au=AU)
    assert "Sans contour, donc absentes de la carte : 23 commune(s) (" in note(ax)


def test_la_carte_de_couverture() -> None:
    ax = graphiques.carte_couverture(REGISTRE, GERS, departement="32", au=AU)
    assert legende(ax) == ["dans une seule CPTS (76)", "dans plusieurs CPTS (8)", "dans aucune CPTS (377)"]
    assert {"CPTS Bastides (exemple)", "CPTS Lomagne (exemple)"} <= set(textes(ax))


def test_les_contours_se_lisent_dans_un_fichier_et_sous_un_autre_nom(tmp_path: Path) -> None:
    chemin = tmp_path / "contours.geojson"
    autres = json.loads(json.dumps(DEUX_CONTOURS).replace('"code"', '"insee"'))
    chemin.write_text(json.dumps(autres), encoding="utf-8")
    ax = graphiques.carte_territoire(REGISTRE["fezensac"], chemin, au=AU, cle="insee")
    assert textes(ax)[:2] == ["Bazian", "Belmont"]
    with pytest.raises(ValeurInvalide, match=r"propriété 'code' ; propriétés : 'insee'"):
        graphiques.carte_territoire(REGISTRE["fezensac"], chemin, au=AU)


@pytest.mark.parametrize(
    "contenu",
    [
        "\x1f\x8b",
        "",
        "[]",
        "{}",
        '{"features": "x"}',
        '{"features": [1]}',
        '{"features": [{"geometry": {"type": "X"}}]}',
        "\x00",
    ],
)
def test_ce_qui_n_est_pas_un_geojson_est_refuse(contenu: str, tmp_path: Path) -> None:
    chemin = tmp_path / "contours.geojson"
    chemin.write_text(contenu, encoding="utf-8")
    with pytest.raises(ValeurInvalide):
        graphiques.carte_territoire(REGISTRE["fezensac"], chemin, au=AU)


def test_un_fichier_comprime_et_abime_est_refuse(tmp_path: Path) -> None:
    chemin = tmp_path / "contours.geojson.gz"
    for octets in (GERS.read_bytes()[:5000], b"\x1f\x8b", gzip.compress(b"{")):
        chemin.write_bytes(octets)
        with pytest.raises(ValeurInvalide, match="n'est pas un GeoJSON"):
            graphiques.carte_territoire(REGISTRE["fezensac"], chemin, au=AU)


# -- axes, nothing, extras ----------------------------------------------------------------------------------------

TRACES: dict[str, Callable[..., Axes]] = {
    "chronologie": lambda registre, **o: graphiques.chronologie(SANS_JOURNAL, registre, au=AU, **o),
    "offre": lambda registre, **o: graphiques.offre_de_soins(registre, au=AU, **o),
    "pyramide": lambda registre, **o: graphiques.pyramide_des_ages(registre, au=AU, **o),
    "presences": lambda registre, **o: graphiques.presences(registre, au=AU, **o),
    "participation": lambda registre, **o: graphiques.participation(registre, au=AU, **o),
    "couverture": lambda registre, **o: graphiques.couverture(registre, departement="32", au=AU, **o),
    "carte_couverture": lambda registre, **o: graphiques.carte_couverture(
        registre, {"features": []}, departement="32", au=AU, **o
    ),
    "carte_territoire": lambda _, **o: graphiques.carte_territoire(REGISTRE["lomagne"], {"features": []}, au=AU, **o),
}
tous = pytest.mark.parametrize("trace", TRACES.values(), ids=TRACES)


@tous
def test_rien_a_dessiner_se_lit_sur_les_axes_donnes(trace: Callable[..., Axes]) -> None:
    figure, (gauche, droite) = plt.subplots(1, 2, layout="constrained")
    assert trace(VIDE, ax=droite) is droite
    assert len(gauche.texts) == 0
    assert droite.get_title(loc="left")
    assert note(droite).startswith("Au 1er juin 2024.")
    figure.draw_without_rendering()


@pytest.mark.parametrize(
    ("nom", "dit"),
    [
        ("chronologie", "Ni événement ni échéance"),
        ("offre", "Aucun professionnel en exercice ni prévu"),
        ("pyramide", "Aucun professionnel en exercice"),
        ("presences", "Aucun jour de présence renseigné"),
        ("participation", "Aucune séance de formation"),
        ("carte_couverture", "Aucun contour d'une commune de ce département"),
        ("carte_territoire", "Aucun contour de commune"),
    ],
)
def test_rien_a_dessiner_dit_pourquoi(nom: str, dit: str) -> None:
    assert textes(TRACES[nom](VIDE))[0] == dit


@tous
@pytest.mark.parametrize(("module", "extra"), [("matplotlib", "notebook"), ("geopandas", "carte")])
def test_sans_l_extra_il_est_nomme(
    trace: Callable[..., Axes], module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    if module == "geopandas" and trace not in {TRACES["carte_couverture"], TRACES["carte_territoire"]}:
        assert trace(VIDE).get_title(loc="left")
        return
    with pytest.raises(ExtraManquant, match=rf"soinsprimaires\[{extra}\]"):
        trace(VIDE)


def test_les_couleurs_sont_distinctes() -> None:
    assert len(set(PALETTE.values())) == len(PALETTE)


# -- hostile texts ------------------------------------------------------------------------------------------------


def registre_hostile() -> Registre:
    provenances = [Provenance(titre=texte) for texte in HOSTILES]
    return Registre(
        professionnels=tuple(
            Professionnel(
                identifiant=f"p-{rang}",
                profession=professions.INFIRMIER,
                exercices=(Exercice(structure="cpts", presences=(Presence(site=HOSTILES[rang]),)),),
                provenance=provenance,
            )
            for rang, provenance in enumerate(provenances)
        ),
        programmes_formation=(ProgrammeFormation(identifiant="programme", intitule=HOSTILES[15]),),
        seances_formation=tuple(
            SeanceFormation(identifiant=f"s-{rang}", programme="programme", statut=StatutSeance.TENUE, theme=texte)
            for rang, texte in enumerate(HOSTILES)
        ),
        structures=(CPTS(identifiant="cpts", nom=HOSTILES[15]), CPTS(identifiant="cpts-2", nom=HOSTILES[6])),
    )


HOSTILE = registre_hostile()
PROJET_HOSTILE = attrs.evolve(
    PROJET, nom=HOSTILES[15], provenance=Provenance(titre=HOSTILES[16]), journal=PROJET.journal[:1]
)
TERRITOIRE_HOSTILE = Territoire(
    identifiant="t",
    nom=HOSTILES[15],
    nature=NatureTerritoire.AUTRE,
    communes=("32208", FEZENSAC[0]),
    delimitation=Delimitation.INCONNUE,
    provenance=Provenance(titre=HOSTILES[14]),
)


@pytest.mark.parametrize(
    "tracer",
    [
        lambda: graphiques.chronologie(PROJET_HOSTILE, HOSTILE, au=AU),
        lambda: graphiques.offre_de_soins(HOSTILE, au=AU, structure="cpts"),
        lambda: graphiques.pyramide_des_ages(HOSTILE, au=AU, structure="cpts"),
        lambda: graphiques.presences(HOSTILE, au=AU),
        lambda: graphiques.participation(HOSTILE, au=AU),
        lambda: graphiques.couverture(HOSTILE, departement="32", au=AU),
        lambda: graphiques.carte_couverture(HOSTILE, DEUX_CONTOURS, departement="32", au=AU),
        lambda: graphiques.carte_territoire(TERRITOIRE_HOSTILE, DEUX_CONTOURS, au=AU),
    ],
    ids=TRACES,
)
def test_un_texte_hostile_est_un_texte(tracer: Callable[[], Axes], tmp_path: Path) -> None:
    with mpl.rc_context({"svg.fonttype": "none"}):
        tracer().get_figure(root=True).savefig(tmp_path / "f.svg")  # type: ignore[union-attr]
    racine = ET.parse(tmp_path / "f.svg").getroot()  # noqa: S314 - written here
    assert not [element for element in racine.iter() if element.tag.endswith("script")]
    dits = "".join(racine.itertext())
    assert not [signe for signe in dits if signe < " " and signe not in "\n\t"]


# -- nothing over anything else -----------------------------------------------------------------------------------


def chevauchements(ax: Axes) -> list[tuple[str, str]]:
    """What is written over something else or out of the picture, and a legend over a bar, once laid out."""
    figure: Any = ax.get_figure(root=True)
    figure.draw_without_rendering()
    (gauche, droite), (bas, haut) = sorted(ax.get_xlim()), sorted(ax.get_ylim())
    vues = [e for x, e in zip(ax.get_xticks(), ax.get_xticklabels(), strict=True) if gauche <= x <= droite]
    vues += [e for y, e in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True) if bas <= y <= haut]
    boite = ax.get_legend()
    ecrits = [*ax.texts, *vues, ax.xaxis.label, *([] if boite is None else boite.get_texts())]
    boites = [(un.get_text(), un.get_window_extent().padded(-0.5)) for un in ecrits if un.get_text().strip()]
    couples = [(a, b) for (a, une), (b, autre) in itertools.combinations(boites, 2) if une.overlaps(autre)]
    couples += [(mots, "dehors") for mots, une in boites if not figure.bbox.containsx(une.x1) or une.x0 < -1]
    if boite is not None:
        cadre = boite.get_window_extent()
        couples += [("légende", "barre") for barre in ax.patches if barre.get_window_extent().overlaps(cadre)]
    return couples


def une_equipe(medecins: int, autres: int, partants: int) -> Registre:
    """So many of one age, of whom some doctors announce their departure."""
    exercices = (Exercice(periode=PeriodePartielle(debut="2019")),)
    metiers = [professions.MEDECIN] * medecins + [professions.INFIRMIER] * autres
    gens = tuple(
        Professionnel(identifiant=f"p-{rang:03}", profession=metier, annee_naissance=1957, exercices=exercices)
        for rang, metier in enumerate(metiers)
    )
    departs = tuple(
        Mouvement(
            identifiant=f"depart-{rang:03}",
            nature=NatureMouvement.RETRAITE,
            statut=StatutMouvement.ANNONCE,
            professionnel=f"p-{rang:03}",
        )
        for rang in range(partants)
    )
    return Registre(professionnels=gens, mouvements=departs)


UN_JOUR = cpts(
    fait(Acte.REPRISE, "2022-09-12"), fait(Acte.INAUGURATION, "2022-09-12"), fait(Acte.SITE_OUVERT, "../2022-09-12")
)
LISIBLES: dict[str, Callable[[], Axes]] = {
    **FIGURES,
    **{
        f"pyramide {nombres}": partial(graphiques.pyramide_des_ages, une_equipe(*nombres), au=AU)
        for nombres in ((2, 0, 2), (0, 3, 0), (1, 1, 1), (150, 4, 12), (3, 240, 3))
    },
    "un seul jour": lambda: graphiques.chronologie(UN_JOUR, VIDE, au=date(2022, 9, 12)),
    "un an et demi": lambda: graphiques.chronologie(UN_JOUR, VIDE, au=date(2024, 2, 1)),
    "une profession": lambda: graphiques.offre_de_soins(une_equipe(1, 0, 0), au=AU),
    "un millier": lambda: graphiques.offre_de_soins(une_equipe(2, 998, 0), au=AU),
    "la Lomagne": lambda: graphiques.carte_territoire(REGISTRE["lomagne"], GERS, au=AU),
}


@pytest.mark.parametrize("trace", [graphiques.offre_de_soins, graphiques.pyramide_des_ages])
def test_deux_traces_d_un_meme_axe_gardent_leurs_barres_entieres(trace: Callable[..., Axes]) -> None:
    _, (gauche, droite) = plt.subplots(1, 2, sharex=True, layout="constrained")
    trace(une_equipe(30, 0, 0), au=AU, ax=gauche)
    trace(une_equipe(1, 0, 0), au=AU, ax=droite)
    assert max(map(abs, gauche.get_xlim())) > 30


def test_un_axe_laisse_leur_place_aux_mots_qui_suivent_les_barres() -> None:
    # Of forty characters, "90" and the space on each side of it take four: a tenth, beyond the end of the bar.
    assert limite([(90, "90"), (10, "10 dont 3")], 40) == pytest.approx(100)
    # Words never take more than three quarters from the bars.
    assert limite([(10, "dont un nombre qui n'est pas renseigné")], 40) == pytest.approx(40)


@pytest.mark.parametrize("nom", LISIBLES)
def test_rien_n_est_ecrit_sur_autre_chose(nom: str) -> None:
    assert chevauchements(LISIBLES[nom]()) == []


# -- figures of the documentation ---------------------------------------------------------------------------------


@pytest.mark.parametrize("nom", FIGURES)
def test_les_figures_de_la_documentation_se_dessinent(nom: str, tmp_path: Path) -> None:
    chemin = tmp_path / f"{nom}.svg"
    dessiner(nom, chemin)
    contenu: Any = chemin.read_bytes()
    ET.fromstring(contenu)  # noqa: S314 - written here
    assert 10_000 < len(contenu) < 1_500_000


def test_des_axes_etroits_gardent_leurs_mots() -> None:
    figure, (gauche, droite) = plt.subplots(1, 2, figsize=(8, 5), layout="constrained")
    graphiques.couverture(REGISTRE, departement="32", au=AU, ax=gauche)
    graphiques.participation(REGISTRE, au=AU, ax=droite)
    figure.draw_without_rendering()
    assert droite.get_title(loc="left") == "Participation : Soirées\nde formation (exemple)"
    assert legende(gauche) == ["dans une seule CPTS", "dans plusieurs CPTS", "dans aucune CPTS"]
