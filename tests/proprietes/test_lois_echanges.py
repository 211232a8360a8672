"""Lines: what is written in them is read back, and a damaged line of a national file is read or reported, no more."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.echanges.fichiers import CHAMPS, PREMIERE_LIGNE, csv_finess, ligne_annuaire, ligne_finess, texte_annuaire
from tests.proprietes.outils import MOITIE

from soinsprimaires import DocumentInvalide, NatureProjet, Registre, charger_lignes, ecrire_lignes, strategies
from soinsprimaires.echanges import Lecture, annuaire, apl, finess, populations, tableau, zonage

LECTEURS: Final[dict[str, Callable[[io.BytesIO], Lecture[Any]]]] = {
    "finess": finess.lire_csv,
    "annuaire": annuaire.lire_activites,
    "populations": populations.lire,
    "apl": apl.lire,
    "zonage": zonage.lire,
}
COLONNES: Final = tableau.Correspondance(commune=None, referent=None)
LISIBLES: Final[dict[str, tuple[str, bytes, Callable[[io.BytesIO], Lecture[Any]]]]] = {
    "finess": (";", csv_finess(ligne_finess(), ligne_finess(nofinesset="000000125")), finess.lire_csv),
    "annuaire": (
        "|",
        texte_annuaire(ligne_annuaire(), ligne_annuaire(identifiant="10000000017")),
        annuaire.lire_activites,
    ),
    "populations": (";", b"COM;PMUN\n32208;3670\n32370;1062\n", populations.lire),
    "zonage": (",", b"CODGEO,Zonage\n32208,ZIP\n32370,ZAC\n", zonage.lire),
    "tableau": (
        "\t",
        "Nom\tÉtat\tDepuis le\nA\tabandonné\t\nB\tabandonné\t2024\n".encode(),
        lambda texte: tableau.lire(
            texte, enregistre_le=date(2026, 3, 2), nature=NatureProjet.MSP, correspondance=COLONNES
        ),
    ),
}
"""A small file of each kind, its separator and its reader."""
CELLULES: Final = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "0", "603", "2A", "31/02/2024", "2024-02-30", "9" * 40, '"', "structureet", "=1+1", "\x00"]),
)


@MOITIE
@given(strategies.registres())
def test_un_registre_ecrit_en_lignes_se_relit(registre: Registre) -> None:
    tampon = io.BytesIO()
    ecrire_lignes(registre, tampon)
    tampon.seek(0)
    assert charger_lignes(tampon).registre() == registre


@pytest.mark.parametrize("nom", LISIBLES)
@given(blancs=st.lists(st.text(" \t\u00a0\u2003;", max_size=4), min_size=1, max_size=3), apres=st.integers(1, 3))
@example(blancs=[" "], apres=2)
@example(blancs=["", ";;", " ; "], apres=3)
def test_une_ligne_de_blancs_ne_dit_rien(nom: str, blancs: list[str], apres: int) -> None:
    separateur, octets, lire = LISIBLES[nom]
    lignes = octets.decode().splitlines()
    percees = [*lignes[:apres], *(blanc.replace(";", separateur) for blanc in blancs), *lignes[apres:]]
    attendue, lecture = lire(io.BytesIO(octets)), lire(io.BytesIO("\n".join(percees).encode()))
    assert list(lecture) == list(attendue)
    assert (lecture.lues, lecture.gardees, lecture.refusees, list(lecture.anomalies)) == (2, 2, 0, [])


@given(st.dictionaries(st.sampled_from(CHAMPS), CELLULES, max_size=5), st.integers(1, len(CHAMPS)))
def test_une_ligne_de_finess_est_lue_ou_dite_et_les_autres_sont_lues(cellules: dict[str, str], colonnes: int) -> None:
    propre = {champ: re.sub(r"[;\"\s\x00-\x1f\x85\u2028\u2029]", " ", cellule) for champ, cellule in cellules.items()}
    abimee = ";".join(ligne_finess(**propre).split(";")[:colonnes])
    texte = "\n".join([PREMIERE_LIGNE, ligne_finess(), abimee, ligne_finess(nofinesset="000000125")])
    lecture = finess.lire_csv(io.BytesIO(texte.encode(errors="replace")))
    numeros = {site.finess for entite in lecture for site in getattr(entite, "sites", ())}
    assert {"000000109", "000000125"} <= numeros
    assert (
        lecture.lues
        == 2 + bool(abimee.replace(";", "").strip())
        == lecture.gardees + lecture.refusees + lecture.ecartees
    )
    assert lecture.refusees == 0 or lecture.anomalies


@pytest.mark.parametrize("nom", LECTEURS)
@given(octets=st.binary(max_size=200) | st.text(max_size=200).map(lambda texte: texte.encode(errors="replace")))
def test_des_octets_quelconques_sont_lus_ou_refuses(nom: str, octets: bytes) -> None:
    try:
        lecture = LECTEURS[nom](io.BytesIO(octets))
        gardees = len(list(lecture))
    except DocumentInvalide:
        return
    assert gardees == lecture.gardees <= lecture.lues
