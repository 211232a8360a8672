"""The drawing of a project: every dated event and deadline, where it may be, in any span of time."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from tests.cycle.outils import Q, annuler, cpts, fait, publie

from soinsprimaires import Acte, cycle
from soinsprimaires.affichage.frise import dessiner, lettre
from soinsprimaires.cycle import Echeance, StatutEcheance
from soinsprimaires.modele.evenements import Evenement

A = Acte
AU = date(2024, 7, 2)
LETTRE = fait(A.DEPOT_LETTRE_INTENTION, "2022-05-10", Q.PORTEURS)


def limite(tot: date | None, tard: date | None, statut: StatutEcheance = StatutEcheance.A_VENIR) -> Echeance:
    return Echeance(
        code="X", libelle="à faire", limite_le=tot, au_plus_tard_le=tard, acteurs=(), calcul="", statut=statut
    )


def dessin(*journal: Evenement, echeances: tuple[Echeance, ...] = (), au: date | None = AU) -> ET.Element:
    html = dessiner(cycle.historique(cpts(*journal)), au=au, echeances=echeances)
    (svg,) = ET.fromstring(re.sub(r' xmlns="[^"]+"', "", html))  # noqa: S314 - what was just written
    return svg


def textes(svg: ET.Element) -> list[str]:
    return [texte.text or "" for texte in svg.iter("text")]


@pytest.mark.parametrize(("rang", "signe"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")])
def test_les_reperes_des_echeances(rang: int, signe: str) -> None:
    assert lettre(rang) == signe


def test_rien_de_date_ne_se_dessine_pas() -> None:
    assert dessiner((), au=AU) == ""
    assert dessiner((), au=AU, echeances=(limite(None, None),)) == ""


def test_un_evenement_et_une_echeance_ont_leur_signe_et_leur_titre() -> None:
    svg = dessin(LETTRE, echeances=(limite(None, None), limite(date(2025, 1, 1), date(2025, 1, 1))))
    assert [titre.text for titre in svg.iter("title")] == [
        "1. dépôt de la lettre d'intention, le 10 mai 2022",
        "B. à faire",
    ]
    assert textes(svg)[-2:] == ["1", "B"]
    assert "2 juil. 2024" in textes(svg)
    assert svg.get("aria-label") == (
        "Frise du projet au 2 juillet 2024 : 1 événement(s) : 1, dépôt de la lettre d'intention, le 10 mai 2022. "
        "1 échéance(s) datée(s), détaillée(s) dans le tableau des échéances."
    )


def test_la_frise_se_parcourt_au_clavier() -> None:
    """It is wider than a telephone: who has no mouse reaches what scrolls, and hears what it is."""
    html = dessiner(cycle.historique(cpts(LETTRE)), au=AU, echeances=())
    assert html.startswith('<div class="sp-cadre" tabindex="0"><svg ')
    (svg,) = ET.fromstring(re.sub(r' xmlns="[^"]+"', "", html))  # noqa: S314 - what was just written
    assert (svg.get("role"), bool(svg.get("aria-label"))) == ("img", True)


def test_le_temps_va_de_gauche_a_droite() -> None:
    accord = fait(A.ACCORD_LETTRE_INTENTION, "2023-05-10", Q.ARS, Q.CPAM)
    svg = dessin(LETTRE, accord, echeances=(limite(date(2025, 1, 1), date(2025, 1, 1)),))
    centres = [float(rond.get("cx", "")) for rond in svg.iter("circle")]
    carre = next(svg.iter("rect"))
    assert 0 < centres[0] < centres[1] < float(carre.get("x", "")) < 760


def test_une_date_vague_est_un_trait_ouvert_ou_ferme() -> None:
    vague = dessin(fait(A.DEPOT_LETTRE_INTENTION, "2022", Q.PORTEURS))
    depot = fait(A.DEPOT_LETTRE_INTENTION, None, Q.PORTEURS, provenance=publie("2022-05-10"))
    sans_debut = dessin(depot, fait(A.REUNION_TENUE, "2022-06-01"))
    pointilles = [[trait.get("stroke-dasharray") for trait in svg.findall("g/path")] for svg in (vague, sans_debut)]
    assert pointilles == [[None, None], ["2 3", None]]


def test_un_journal_sans_aucune_date_n_a_pas_de_frise() -> None:
    depot = fait(A.DEPOT_LETTRE_INTENTION, None, Q.PORTEURS, provenance=publie("2022-05-10"))
    assert not dessiner(cycle.historique(cpts(depot)), au=None)


def test_un_evenement_annule_ne_se_dessine_pas_et_un_incoherent_se_distingue() -> None:
    contrat = fait(A.SIGNATURE_CONTRAT, "2022-06-01", Q.ARS)
    svg = dessin(LETTRE, annuler(LETTRE, "annulation"), contrat)
    assert [groupe.get("class") for groupe in svg.iter("g")] == ["sp-doute"]
    assert textes(svg)[-1] == "1"


def test_des_evenements_du_meme_jour_ne_se_cachent_pas() -> None:
    faits = [fait(A.REUNION_TENUE, "2022-05-10", identifiant=f"r{rang}") for rang in range(12)]
    hauteurs = [float(rond.get("cy", "")) for rond in dessin(*faits).iter("circle")]
    assert len(set(hauteurs)) == 8


def test_une_echeance_sans_fin_et_une_depassee() -> None:
    svg = dessin(
        echeances=(
            limite(date(2024, 1, 30), None, StatutEcheance.INCERTAINE),
            limite(date(2024, 1, 1), date(2024, 1, 3), StatutEcheance.DEPASSEE),
            limite(date(2024, 1, 1), date(2024, 1, 3), StatutEcheance.TENUE),
        )
    )
    assert [groupe.get("class") for groupe in svg.iter("g")] == ["sp-attente", "sp-grave", "sp-bon"]


@pytest.mark.parametrize("annee", ["0001", "9999"])
def test_les_bouts_du_calendrier_se_dessinent(annee: str) -> None:
    svg = dessin(LETTRE, fait(A.REUNION_TENUE, annee), au=None)
    assert len(list(svg.iter("circle"))) == 2
    assert len(textes(svg)) <= 2 + 9
