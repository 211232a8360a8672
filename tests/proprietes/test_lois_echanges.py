"""Lines: what is written in them is read back, and a damaged line of a national file is read or reported, no more."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.echanges.fichiers import (
    CHAMPS,
    PREMIERE_LIGNE,
    TITRES_ANNUAIRE,
    csv_finess,
    ligne_annuaire,
    ligne_finess,
    texte_annuaire,
)
from tests.fuzz.oracle import juger_lecture
from tests.proprietes.outils import MOITIE

from soinsprimaires import DocumentInvalide, NatureProjet, Registre, charger_lignes, ecrire_lignes, strategies
from soinsprimaires.echanges import Lecture, ages, annuaire, apl, finess, listes, populations, qpv, tableau, zonage

LECTEURS: Final[dict[str, Callable[..., Lecture[Any]]]] = {
    "finess": finess.lire_csv,
    "activites": finess.lire_activites,
    "annuaire": annuaire.lire_activites,
    "savoirs": annuaire.lire_savoir_faire,
    "diplomes": annuaire.lire_diplomes,
    "populations": populations.lire,
    "ages": ages.lire,
    "apl": apl.lire,
    "zonage": zonage.lire,
    "qpv": qpv.lire,
    "cpts": listes.lire_cpts,
    "msp": listes.lire_msp,
}
TITRES: Final = (
    *(("finess", un) for un in (";".join(CHAMPS), "et_finess;ej_finess;rs;com_code;categ_code;type;etat")),
    ("activites", "section;juridique;activite;modalite;nofinesset;debut"),
    ("annuaire", ";".join(TITRES_ANNUAIRE)),
    ("savoirs", "Type d'identifiant PP;Identifiant PP;Code profession;Code type savoir-faire;Code savoir-faire"),
    ("diplomes", "Type d'identifiant PP;Identifiant PP;Code diplôme obtenu;Code type autorisation"),
    ("populations", "CODDEP;CODCOM;COM;PMUN;PCAP"),
    ("populations", "Code INSEE;Année;Population municipale"),
    ("populations", "GEO;GEO_OBJECT;POPREF_MEASURE;TIME_PERIOD;OBS_VALUE"),
    ("ages", "CODGEO;P22_POP0014;P22_POP1529;P16_POP0014"),
    ("ages", "GEO;GEO_OBJECT;AGE;SEX;RP_MEASURE;TIME_PERIOD;OBS_VALUE"),
    ("ages", "NIVGEO;CODGEO;SEXE;AGED100;NB"),
    ("apl", "codgeo;an;apl_mg_hmep"),
    ("zonage", "Code commune;Code TVS;Code QPV;Zonage 2023;Zonage 2025"),
    ("zonage", "Code TVS;Zonage"),
    ("qpv", "code_qp;lib_qp;insee_com"),
    ("cpts", "CPTS;Code INSEE;Commune;Département;Statut;FINESS"),
    ("msp", "Nom MSP;Code INSEE;Commune;Département;Statut;FINESS;SIRET;x;y"),
)
"""The columns of each layout."""
PROBABLES: Final = (
    *(
        "",
        "32208",
        "32132",
        "1001",
        "75115",
        "2A004",
        "Lectoure",
        "Saint-Denis",
        "Marseille 1er",
        "32",
        "Gers",
        "32200",
    ),
    *(
        "603",
        "124",
        "000000109",
        "000000125",
        "12",
        "8",
        "10000000009",
        "10100000008",
        "10",
        "60",
        "S",
        "L",
        "SM54",
        "E",
    ),
    *(
        "COM",
        "ARM",
        "DEP",
        "PMUN",
        "PTOT",
        "POP",
        "2016",
        "2022",
        "2023",
        "Y_LT15",
        "Y_GE65",
        "015",
        "_T",
        "F",
        "1",
        "2",
    ),
    *(
        "3670",
        "530,0",
        "x",
        "ET",
        "EJ",
        "ACTUEL",
        "FERME",
        "activiteoffresoin",
        "structureet",
        "ZIP",
        "ACI",
        "en projet",
    ),
    *(
        "QN03201M",
        "CPTS Lomagne",
        "FON-22",
        "13000323900014",
        "0.62",
        "43.93",
        "2014-09-01",
        "Source : INSEE",
        '="32208"',
    ),
)
"""Cells among which one finds what each column wants, and what it does not."""
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
    assert list(map(_sans_numero, lecture)) == list(map(_sans_numero, attendue))
    assert (lecture.lues, lecture.gardees, lecture.refusees, list(lecture.anomalies)) == (2, 2, 0, [])


def _sans_numero(lue: Any) -> str:
    """What was read, but for the number of its line, which a blank one above moves."""
    return re.sub(r"\bligne \d+", "ligne", str(attrs.asdict(lue)))


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


@pytest.mark.parametrize(("nom", "titres"), TITRES)
@given(donnees=st.data(), departement=st.sampled_from([None, "32"]))
def test_chaque_ligne_est_gardee_refusee_ou_ecartee_avec_sa_raison(
    nom: str, titres: str, donnees: st.DataObject, departement: str | None
) -> None:
    colonnes = titres.split(";")
    rangee = st.lists(st.sampled_from(PROBABLES), min_size=len(colonnes), max_size=len(colonnes))
    rangees = [*filter(any, donnees.draw(st.lists(rangee, max_size=6)))]
    texte = "\n".join((titres, *(";".join(rangee) for rangee in rangees)))
    options = {} if nom in {"activites", "savoirs", "diplomes"} else {"departement": departement}
    juger_lecture(LECTEURS[nom](io.BytesIO(texte.encode()), **options), ecrire=True)
    lecture = LECTEURS[nom](io.BytesIO(texte.encode()), **options)
    try:
        list(lecture)
    except DocumentInvalide as refus:
        assert refus.anomalies[0].code == "fichier.nature"  # noqa: PT017 - a line of another file of FINESS
        return
    notes = sum(anomalie.code == "ligne.note" for anomalie in lecture.anomalies)
    assert lecture.lues + notes == len(rangees) - _unites(nom, rangees)


def _unites(nom: str, rangees: list[list[str]]) -> int:
    """The line of the units of an APL: under the titles, without a commune, a number as people write it, or a note."""
    if nom != "apl" or not rangees:
        return 0
    commune, _, apl = rangees[0][:3]
    pleines = [cellule for cellule in rangees[0] if cellule.strip()]
    note = len(pleines) == 1 and pleines[0].startswith("Source : ")
    return int(not commune and not note and not re.fullmatch(r"""(="|')?[\d.,]+"?""", apl))
