"""A table is found wherever it stands: what people really have is read the same, or refused with the remedy."""

import gzip
import sys
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.echanges.fichiers import classeur, ligne_finess

from soinsprimaires import DocumentInvalide, Estimation, ExtraManquant, Gravite, NatureProjet, NuanceNombre
from soinsprimaires.echanges import Lecture, apl, finess, populations, tableau, zonage
from soinsprimaires.echanges._grammaire import SEPARATEURS, Rangees
from soinsprimaires.echanges.populations import PopulationCommune

LUES = [("32208", 3670), ("32345", 540)]


def lire(octets: str | bytes | BytesIO, **options: Any) -> Lecture[PopulationCommune]:
    source = (
        BytesIO(octets.encode() if isinstance(octets, str) else octets) if not isinstance(octets, BytesIO) else octets
    )
    return populations.lire(source, **options)


def nombres(lecture: Lecture[PopulationCommune]) -> list[tuple[str, int]]:
    return [(lue.commune, lue.municipale) for lue in lecture]


def codes(lecture: Lecture[Any]) -> list[str]:
    return [premiere.code for premiere, _ in lecture.anomalies.par_raison()]


def zipper(**membres: bytes) -> BytesIO:
    tampon = BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for nom, contenu in membres.items():
            archive.writestr(nom, contenu)
    tampon.seek(0)
    return tampon


# -- where the titles stand ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texte",
    [
        pytest.param("COM;PMUN\n32208;3670\n32345;540\n", id="habituelle"),
        pytest.param("sep=;\nCOM;PMUN\n32208;3670\n32345;540\n", id="séparateur dit"),
        pytest.param('"sep=;"\r\nCOM;PMUN\r\n32208;3670\r\n32345;540\r\n', id="séparateur dit, cité"),
        pytest.param("Populations;\n;\nau 1er janvier;\nCOM;PMUN\n32208;3670\n32345;540\n", id="titre au-dessus"),
        pytest.param("\n\nCOM;PMUN\n\n32208;3670\n;\n ; \n32345;540\n;;;\n", id="lignes vides"),
        pytest.param('COM;PMUN;"Notes (source, date, auteur)"\n32208;3670;\n32345;540;a,b\n', id="virgules d'un titre"),
        pytest.param('"COM";"Population\nmunicipale"\n32208;3670\n32345;540\n', id="titre sur deux lignes"),
        pytest.param("DEPCOM;COM;PMUN\n32208;Lectoure;3670\n32345;La Romieu;540\n", id="le nom sous COM"),
        pytest.param("Code Insee,Nom,Population municipale\n32208,A,3670\n32345,B,540\n", id="synonymes"),
        pytest.param(
            "Année de publication;Code Officiel Commune / Arrondissement Municipal;Population municipale\n"
            "2023;32208;3670\n2023;32345;540\n",
            id="opendatasoft",
        ),
        pytest.param("COM;PMUN;;\n32208;3670\n32345;540;;;\n", id="titres vides à la fin"),
        pytest.param("COM;PMUN\r32208;3670\r32345;540\r", id="fins de ligne du Macintosh"),
        pytest.param("COM;PMUN\n32208;3670\n32345;540\nSource : INSEE\n* en 2023\n", id="notes sous le tableau"),
    ],
)
def test_une_table_se_trouve_ou_qu_elle_soit(texte: str) -> None:
    lecture = lire(texte)
    assert nombres(lecture) == LUES
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (2, 2, 0)
    assert {anomalie.gravite for anomalie in lecture.anomalies} <= {Gravite.INFORMATION}


TEXTES = (
    st.text(alphabet=st.sampled_from("abé ;,|\t\"'\n=#°"), max_size=8)
    .map(str.strip)
    .filter(lambda texte: texte[:1] not in {"=", "#", "'", '"'} and '"' not in texte)
)


@given(
    noms=st.lists(TEXTES, min_size=1, max_size=5),
    separateur=st.sampled_from(SEPARATEURS),
    encodage=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    fin=st.sampled_from(["\n", "\r\n"]),
    avant=st.lists(st.sampled_from(["Populations légales", "", "au 1er janvier"]), max_size=3),
    vides=st.integers(0, 2),
    emballer=st.sampled_from([bytes, gzip.compress, lambda octets: zipper(**{"a.csv": octets}).getvalue()]),
)
def test_la_meme_table_se_lit_de_toutes_les_facons_de_l_ecrire(
    *, noms: list[str], separateur: str, encodage: str, fin: str, avant: list[str], vides: int, emballer: Any
) -> None:
    """Whatever the separator, the encoding, the titles above, the blank lines: the same rows, nothing refused."""
    # Of a cell of several lines that hold as many cells as a record, nothing tells that they are one.
    assume(not any("\n" in nom and separateur in nom for nom in noms))

    def citer(cellule: str) -> str:
        return f'"{cellule}"' if any(c in cellule for c in f'{separateur}\n"') else cellule

    communes = [f"{32001 + rang}" for rang in range(len(noms))]
    rangees = [["Nom", "COM", "PMUN"], *([nom, code, "10"] for nom, code in zip(noms, communes, strict=True))]
    lignes = [*(titre + separateur * 2 for titre in avant), *(separateur.join(map(citer, r)) for r in rangees)]
    lignes += [separateur * 2] * vides
    lecture = lire(emballer((fin.join(lignes) + fin).encode(encodage)))
    lues = list(lecture)
    dits = {a.code for a in lecture.anomalies if a.gravite is not Gravite.INFORMATION}
    assert [lue.commune for lue in lues] == communes
    assert (dits - {"commune.inconnue"}, lecture.lues, lecture.refusees) == (set(), len(noms), 0)


# -- grammar ------------------------------------------------------------------------------------------------------


def rangees(texte: str, nombre: int) -> list[tuple[int, list[str]]]:
    lues = Rangees(enumerate(texte.split("\n"), start=1), ";")
    lues.nombre = nombre
    return list(lues)


@pytest.mark.parametrize(
    ("texte", "attendues"),
    [
        pytest.param('A;"B ""C"" ; D"', [(1, ["A", 'B "C" ; D'])], id="citée"),
        pytest.param('MSP "Les Tilleuls";B', [(1, ['MSP "Les Tilleuls"', "B"])], id="guillemets du texte"),
        pytest.param('"LES TILLEULS" MSP;B', [(1, ['"LES TILLEULS" MSP', "B"])], id="guillemets au début du texte"),
        pytest.param('"Projet\nA";B\nC;D', [(1, ["Projet\nA", "B"]), (3, ["C", "D"])], id="sur deux lignes"),
        pytest.param('A;"note\n\nsuite"\nC;D', [(1, ["A", "note\n\nsuite"]), (4, ["C", "D"])], id="la dernière"),
        pytest.param('"A;B\nC;D', [(1, ['"A', "B"]), (2, ["C", "D"])], id="un guillemet seul"),
        pytest.param('"A;B\nC";D\nE;F', [(1, ['"A', "B"]), (2, ['C"', "D"]), (3, ["E", "F"])], id="deux lignes"),
        pytest.param('A;B\n"C', [(1, ["A", "B"]), (2, ['"C'])], id="un guillemet seul à la fin"),
    ],
)
def test_la_grammaire_d_un_texte(texte: str, attendues: list[tuple[int, list[str]]]) -> None:
    assert rangees(texte, 2) == attendues


def test_une_cellule_ouverte_ne_fait_pas_disparaitre_des_lignes() -> None:
    texte = 'COM;PMUN;Note\n32208;3670;"ouverte\n' + "".join(f"{32001 + rang};1;\n" for rang in range(150))
    lecture = lire(texte)
    assert len(list(lecture)) == 151
    assert lecture.lues == 151


def test_une_ligne_courte_est_lue_et_dite_ou_refusee() -> None:
    lecture = lire("COM;PMUN;PTOT\n32208;3670\n32345\n32253;530;1;2\n")
    assert nombres(lecture) == [("32208", 3670)]
    assert [anomalie.message for anomalie in lecture.anomalies] == [
        "ligne 2 : 2 champs au lieu de 3 : les derniers sont lus vides",
        "ligne 3 : 1 champs au lieu de 3",
        "ligne 4 : 4 champs au lieu de 3 : une cellule contient « ; » sans guillemets",
    ]
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (3, 1, 2)


# -- several years ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "titres", ["CODGEO;PMUN2022;PMUN2023", "CODGEO;PMUN22;PMUN23", "CODGEO;P22_POP;P23_POP", "COM;PMUN 2022;PMUN 2023"]
)
@pytest.mark.parametrize(("annee", "lue", "dite"), [(None, 3670, 2023), (2023, 3670, 2023), (2022, 3685, 2022)])
def test_de_plusieurs_annees_la_derniere_ou_celle_qui_est_demandee(
    titres: str, annee: int | None, lue: int, dite: int
) -> None:
    lecture = lire(f"{titres}\n32208;3685;3670\n", annee=annee)
    [population] = lecture
    assert (population.municipale, population.annee) == (lue, dite)
    [anomalie] = lecture.anomalies
    assert anomalie.message == f"ligne 1 : plusieurs années côte à côte (2022, 2023) : celle de {dite} est lue"


def test_une_annee_absente_est_refusee_avec_celles_du_fichier() -> None:
    with pytest.raises(DocumentInvalide, match=r"l'année 2019 n'y est pas ; le fichier donne 2022, 2023 \(annee=\)"):
        list(lire("CODGEO;PMUN2022;PMUN2023\n32208;3685;3670\n", annee=2019))


def test_de_plusieurs_zonages_le_dernier() -> None:
    texte = "Code commune;Zonage 2019;Zonage 2022;Zonage 2025\n32208;ZAC;ZV;ZIP\n"
    lecture = zonage.lire(BytesIO(texte.encode()))
    assert [lu.ecrit for lu in lecture] == ["ZIP"]
    assert codes(lecture) == ["annee.choisie"]
    assert [lu.ecrit for lu in zonage.lire(BytesIO(texte.encode()), annee=2022)] == ["ZV"]


# -- what a spreadsheet does to values ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ligne", "lu", "dits"),
    [
        ("1001;860", ("01001", 860), ["zero.perdu"]),
        ("1001.0;860", ("01001", 860), ["zero.perdu"]),
        ("2a004;1", ("2A004", 1), []),
        ("97101;2", ("97101", 2), []),
        ("32253;530,0", ("32253", 530), []),
        ("32253;530.0", ("32253", 530), []),
        ("32208;3 670", ("32208", 3670), []),
        ("32208;3\xa0670", ("32208", 3670), []),
        ("32208;3\u202f670", ("32208", 3670), []),
        ('="01002";270', ("01002", 270), ["cellule.texte_force"]),
        ('"=""01002""";270', ("01002", 270), ["cellule.texte_force"]),
        ("'01001;860", ("01001", 860), ["cellule.texte_force"]),
        ("\u200b32208\ufeff;3670", ("32208", 3670), []),
    ],
)
def test_ce_qu_un_tableur_fait_aux_valeurs_est_defait_et_dit(ligne: str, lu: tuple[str, int], dits: list[str]) -> None:
    lecture = lire(f"COM;PMUN\n{ligne}\n")
    assert nombres(lecture) == [lu]
    assert codes(lecture) == dits
    assert {anomalie.gravite for anomalie in lecture.anomalies} <= {Gravite.INFORMATION}


def test_un_code_qui_n_existe_pas_n_est_pas_complete() -> None:
    lecture = lire("COM;PMUN\n9999;1\n")
    assert nombres(lecture) == []
    assert [anomalie.message for anomalie in lecture.anomalies] == [
        "ligne 2, « COM » : '9999' n'est pas un code de commune"
    ]


@pytest.mark.parametrize("valeur", ["N/A - résultat non disponible", "nd", "1,00E+10", "#REF!", "530,5", "-1", ""])
def test_ce_qui_n_est_pas_un_nombre_est_refuse(valeur: str) -> None:
    lecture = lire(f"COM;PMUN\n32208;{valeur}\n")
    assert nombres(lecture) == []
    assert (lecture.lues, lecture.refusees) == (1, 1)
    assert lecture.anomalies[-1].code == "population.forme"


# -- characters ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ecrit", "lu", "dits"),
    [
        ("SANTÃ‰", "SANTÉ", ["encodage.double"]),
        ("SANTÃ\x89", "SANTÉ", ["caractere.controle", "encodage.double"]),
        ("D\x92Å“uilly", "D’œuilly", ["caractere.controle", "encodage.double"]),
        ("PÃ´le dâ€™Ã©tÃ©", "Pôle d’été", ["encodage.double"]),
        ("L'ISLE\x00\x00", "L'ISLE", ["caractere.nul"]),
        ("SANT\ufffd", "SANT\ufffd", ["caractere.perdu"]),
        ("SANTÉ\xa0: «\xa0Âge\xa0», château n° 3", "SANTÉ\xa0: «\xa0Âge\xa0», château n° 3", []),
    ],
)
def test_des_caracteres_abimes_sont_remis_quand_c_est_sur_et_dits(ecrit: str, lu: str, dits: list[str]) -> None:
    octets = f"finess;etalab;111;2026-05-12\n{ligne_finess(rslongue=ecrit)}\n".encode()
    lecture = finess.lire_csv(BytesIO(octets))
    assert list(lecture)[-1].nom == lu
    assert codes(lecture) == dits


# -- workbooks ----------------------------------------------------------------------------------------------------


def suivi(source: BytesIO) -> Lecture[Any]:
    from datetime import date

    return tableau.lire(source, enregistre_le=date(2026, 11, 22), nature=NatureProjet.MSP)


def livre(*lignes: Sequence[Any], fusions: Sequence[str] = (), cachee: Sequence[Sequence[Any]] = ()) -> BytesIO:
    openpyxl = pytest.importorskip("openpyxl")
    classeur = openpyxl.Workbook()
    titres = ["Nom", "Commune", "État", "Depuis le", "Référent"]
    for ligne in (titres, *lignes):
        classeur.active.append(ligne)
    for fusion in fusions:
        classeur.active.merge_cells(fusion)
    if cachee:
        feuille = classeur.create_sheet("2025 (archive)")
        for ligne in (titres, *cachee):
            feuille.append(ligne)
        feuille.sheet_state = "hidden"
    tampon = BytesIO()
    classeur.save(tampon)
    tampon.seek(0)
    return tampon


def test_des_cellules_fusionnees_valent_pour_chaque_ligne() -> None:
    source = livre(
        ["A1", "Lectoure", "émergence", 2024, "Mme X"],
        ["A2", None, "émergence"],
        ["A3", None, "émergence"],
        fusions=["D2:D4", "E2:E3"],
    )
    lecture = suivi(source)
    projets = [lu for lu in lecture if hasattr(lu, "journal")]
    assert [str(projet.journal[0].effet_le) for projet in projets] == ["2024", "2024", "2024"]
    assert [len(projet.referents) for projet in projets] == [1, 1, 0]
    assert [anomalie.message for anomalie in lecture.anomalies] == [
        "ligne 2 : des cellules fusionnées valent pour 2 lignes",
        "ligne 2 : des cellules fusionnées valent pour 3 lignes",
    ]


def test_une_feuille_cachee_n_est_pas_lue_et_le_dit() -> None:
    lecture = suivi(
        livre(["A1", None, "émergence"], cachee=[["A1", "Lectoure", "émergence"], ["B", None, "émergence"]])
    )
    assert [lu.nom for lu in lecture] == ["A1"]
    assert [anomalie.message for anomalie in lecture.anomalies] == ["la feuille cachée '2025 (archive)' n'est pas lue"]


def test_une_formule_cassee_est_lue_vide_et_dite() -> None:
    lecture = suivi(livre(["A1", "Lectoure", "émergence", None, "#VALUE!"], ["#REF!", None, "émergence"]))
    assert [lu.nom for lu in lecture] == ["A1", "A1"]
    assert [anomalie.message for anomalie in lecture.anomalies] == [
        "ligne 2, « Référent » : '#VALUE!' : la formule est cassée ; lue vide",
        "ligne 3, « Nom » : '#REF!' : la formule est cassée ; lue vide",
        "ligne 3, « Nom » : le projet n'a pas de nom ; lui en donner un, ou ôter la ligne",
    ]


def test_une_formule_sans_valeur_est_dite() -> None:
    lecture = suivi(livre(["A1", "=B3", "émergence", "=TODAY()"], ["A2", "Lectoure", "émergence"]))
    list(lecture)
    assert [anomalie.pointeur for anomalie in lecture.anomalies] == ["/lignes/2/Commune", "/lignes/2/Depuis le"]
    assert "enregistrer le classeur depuis un tableur" in lecture.anomalies[0].message


def test_un_titre_et_des_notes_autour_d_une_feuille() -> None:
    feuille: list[list[Any]] = [
        ["Zonage des médecins"],
        ["Arrêté du 31 mars"],
        [None],
        ["Code commune", "Commune", "Zonage"],
    ]
    lecture = zonage.lire(classeur(z=[*feuille, ["32208", "Lectoure", "ZIP"], [None], ["Source > ARS"]]))
    assert [(lu.commune, lu.ecrit) for lu in lecture] == [("32208", "ZIP")]
    assert (lecture.lues, codes(lecture)) == (1, ["ligne.note"])


DEUX_TITRES: list[list[Any]] = [
    ["Suivi 2026"],
    ["Projet", None, "Avancement", None, "ARS"],
    ["Nom", "Commune", "État", "Depuis le", "Référent"],
]


def en_texte(feuille: Sequence[Sequence[Any]]) -> BytesIO:
    return BytesIO("\n".join(";".join(cellule or "" for cellule in rangee) for rangee in feuille).encode())


@pytest.mark.parametrize("ecrire", [en_texte, lambda feuille: classeur(s=feuille)], ids=["texte", "classeur"])
def test_deux_lignes_de_titres_se_lisent_comme_une(ecrire: Callable[[Sequence[Sequence[Any]]], BytesIO]) -> None:
    """Each column by its own title, else by the one above it; the second line is counted, and is no project."""
    lecture = suivi(ecrire([*DEUX_TITRES, ["A1", "Lectoure", "émergence", "2024", "Mme X"]]))
    [territoire, personne, projet] = lecture
    assert (territoire.communes, personne.nom, projet.nom) == (("32208",), "Mme X", "A1")
    assert str(projet.journal[0].effet_le) == "2024"
    assert (lecture.lues, lecture.gardees, lecture.refusees, codes(lecture)) == (2, 1, 0, [])
    assert lecture.ecartees_par_raison == (("une seconde ligne de titres", 1),)


def test_un_titre_que_seule_la_premiere_ligne_donne_reste() -> None:
    lecture = suivi(
        en_texte([["Projet", "Commune", "Avancement"], ["Nom", "", "État"], ["A1", "Lectoure", "émergence"]])
    )
    assert [getattr(lu, "communes", None) for lu in lecture] == [("32208",), None]


@pytest.mark.parametrize(
    "ligne", [["Nom", "", "émergence"], ["Projet", "Commune", ""], ["Nom", "Lectoure", "État"], ["A1", "Ville", "État"]]
)
def test_un_projet_qui_porte_un_mot_de_titre_est_un_projet(ligne: list[str]) -> None:
    lecture = suivi(en_texte([["Projet", "Commune", "Avancement"], ligne, ["A2", "Lectoure", "émergence"]]))
    assert [lu.nom for lu in lecture if hasattr(lu, "journal")] == [ligne[0], "A2"]
    assert (lecture.lues, lecture.gardees, lecture.ecartees) == (2, 2, 0)


def test_un_classeur_se_lit_dans_une_archive() -> None:
    feuille: list[list[Any]] = [["Code commune INSEE", "APL aux médecins généralistes"], ["32208", 3.2]]
    archive = zipper(**{"APL.xlsx": classeur(APL_2023=feuille).getvalue(), "Lisez-moi.txt": b"a"})
    for source in (archive, zipper(**{"APL.zip": archive.getvalue()})):
        assert [(lue.commune, lue.annee) for lue in apl.lire(source)] == [("32208", 2023)]


def ods(*lignes: Sequence[str]) -> BytesIO:
    cellules = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in ligne
        )
        + "</table:table-row>"
        for ligne in lignes
    )
    espaces = " ".join(
        f'xmlns:{un}="urn:oasis:names:tc:opendocument:xmlns:{un}:1.0"' for un in ("office", "table", "text")
    )
    contenu = (
        f'<office:document-content {espaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{cellules}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifeste = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/></manifest:manifest>'
    )
    return zipper(
        **{"mimetype": mime.encode(), "content.xml": contenu.encode(), "META-INF/manifest.xml": manifeste.encode()}
    )


def test_un_ods_se_lit_et_dit_ce_qu_il_ne_dit_pas() -> None:
    pytest.importorskip("python_calamine")
    lecture = lire(ods(["Populations"], ["COM", "PMUN"], ["32208", "3670"], ["32345", "540"]))
    assert nombres(lecture) == LUES
    assert [anomalie.message for anomalie in lecture.anomalies] == [
        "classeur .ods : une formule en erreur ou sans valeur y est lue vide"
    ]


def test_un_classeur_ancien_illisible_est_refuse() -> None:
    pytest.importorskip("python_calamine")
    with pytest.raises(DocumentInvalide, match=r"ce n'est pas un classeur \.xls lisible : l'enregistrer en \.xlsx"):
        list(lire(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)))


def test_un_classeur_sous_mot_de_passe_est_refuse() -> None:
    octets = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    with pytest.raises(DocumentInvalide, match="le classeur demande un mot de passe : l'enregistrer sans"):
        list(lire(octets))


def test_sans_calamine_l_extra_est_nomme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(ExtraManquant, match=r"Lire un classeur \.ods"):
        list(lire(ods(["COM", "PMUN"])))


def test_une_formule_a_cheval_sur_deux_blocs_est_vue(monkeypatch: pytest.MonkeyPatch) -> None:
    from soinsprimaires.echanges import _classeurs

    source = livre(*([f"A{rang}", "=B3", "émergence"] for rang in range(60)))
    monkeypatch.setattr(_classeurs, "BLOC", 100)
    lecture = suivi(source)
    list(lecture)
    assert codes(lecture) == ["cellule.formule"]
    assert len(lecture.anomalies) == 60


# -- archives -----------------------------------------------------------------------------------------------------

POPULATIONS = b"COM;PMUN\n32208;3670\n32345;540\n"


@pytest.mark.parametrize(
    "membres",
    [
        pytest.param({"a.csv": POPULATIONS, "__MACOSX/._a.csv": b"\x00\x05"}, id="d'un Mac"),
        pytest.param({"a.csv": POPULATIONS, "LISEZMOI.pdf": b"x", "notice/Lisez-moi.txt": b"x"}, id="notice"),
        pytest.param(
            {"Communes.csv": POPULATIONS, "Communes_associees_ou_deleguees.csv": b"x", "Departements.csv": b"x"},
            id="ensemble de l'INSEE",
        ),
        pytest.param({"x/donnees_communes.csv": POPULATIONS, "x/communes_deleguees.csv": b"x"}, id="dans un dossier"),
        pytest.param({"a.csv.gz": gzip.compress(POPULATIONS)}, id="gz dans un zip"),
    ],
)
def test_le_fichier_d_une_archive_se_choisit(membres: dict[str, bytes]) -> None:
    assert nombres(lire(zipper(**membres))) == LUES


# -- what is not the file -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (b"<!DOCTYPE html><html><head><title>404</title></head></html>", "c'est une page web (HTML)"),
        (b"\xef\xbb\xbf\n<HTML><body>", "c'est une page web (HTML)"),
        (
            b'<?xml version="1.0"?><ServiceExceptionReport><ServiceException>Feature type unknown</ServiceException>',
            "c'est une réponse XML du service, qui dit 'Feature type unknown'",
        ),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', "l'enregistrer en .xlsx"),
        (b"<?xml version='1.0'?><kml>", "c'est un document XML"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", "un pointeur Git LFS"),
        (b"%PDF-1.7", "c'est un PDF"),
        (b"\x89PNG\r\n", "c'est une image"),
        (b'{"COM": 1}', "c'est un JSON : une table est attendue"),
        (b"7z\xbc\xaf\x27\x1c\x00", "une archive 7z : la décompresser"),
    ],
)
def test_ce_qui_n_est_pas_une_table_est_nomme(octets: bytes, dit: str) -> None:
    lecture = lire(octets)
    with pytest.raises(DocumentInvalide) as refus:
        list(lecture)
    [anomalie] = refus.value.anomalies
    assert anomalie.code == "fichier.nature"
    assert anomalie.message.startswith("ce n'est pas ce fichier : ")
    assert dit in anomalie.message


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        ("Identifiant PP|Code savoir-faire|\n8|SM54|\n", "c'est celui des savoir-faire de l'Annuaire santé : prendre"),
        (
            "structureej;000000117;ASSOCIATION\n",
            "c'est celui des entités juridiques de FINESS : prendre etalab-cs1100502",
        ),
        ("TYPECOM,COM,REG,NCCENR\nCOM,32208,76,Lectoure\n", "c'est le Code officiel géographique"),
        ("Code commune INSEE;APL aux médecins généralistes\n32208;3,2\n", "c'est l'APL de la DREES, que lit apl.lire"),
    ],
)
def test_un_autre_fichier_connu_est_nomme(texte: str, dit: str) -> None:
    with pytest.raises(DocumentInvalide) as refus:
        list(lire(texte))
    assert dit in refus.value.anomalies[0].message


def test_des_archives_sans_fin_sont_refusees() -> None:
    octets = POPULATIONS
    for _ in range(4):
        octets = zipper(**{"a.zip": octets}).getvalue()
    with pytest.raises(DocumentInvalide, match="trop d'archives les unes dans les autres"):
        list(lire(octets))


# -- Paris, Lyon, Marseille ---------------------------------------------------------------------------------------


def declaree(lue: PopulationCommune) -> Estimation:
    population = lue.territoire().population
    assert population is not None
    return population.nombre


def test_les_arrondissements_font_la_population_de_leur_commune() -> None:
    texte = "COM;PMUN;PCAP\n32208;3670;81\n" + "".join(f"{69381 + rang};{100 + rang};{rang}\n" for rang in range(9))
    lues = list(populations.reunir(lire(texte, annee=2023)))
    assert [(lue.commune, lue.municipale, lue.comptee_a_part, lue.partielle) for lue in lues] == [
        ("32208", 3670, 81, False),
        ("69123", 936, 36, False),
    ]
    assert declaree(lues[1]) == Estimation(valeur=936)


def test_des_arrondissements_qui_manquent_ne_font_qu_un_minimum() -> None:
    lues = list(populations.reunir(lire("COM;PMUN\n75101;16000\n75102;21000\n", annee=2023)))
    [paris] = lues
    assert (paris.commune, paris.municipale, paris.partielle) == ("75056", 37000, True)
    assert declaree(paris) == Estimation(valeur=37000, nuance=NuanceNombre.AU_MOINS)


def test_une_commune_reunie_depuis_a_une_autre_ne_fait_qu_un_minimum() -> None:
    lues = tuple(lire("COM;PMUN\n32260;80\n32365;500\n32208;3670\n", annee=2021))
    reunies = populations.reunir(lues)
    assert [(lue.commune, lue.municipale, lue.partielle) for lue in reunies] == [
        ("32365", 500, True),
        ("32208", 3670, False),
    ]
    assert declaree(reunies[0]) == Estimation(valeur=500, nuance=NuanceNombre.AU_MOINS)
    assert [lue.commune for lue in populations.ont_fusionne(lues)] == ["32260"]


@pytest.mark.parametrize(
    ("departement", "gardees"),
    [
        # Ajaccio was 20004. 20090 is a postal code of Ajaccio and was Renno, both in Corse-du-Sud; 75016 is one of
        # Paris, and was Cachan.
        ("2A", ["20004", "20090"]),
        ("75", ["75016"]),
        ("94", ["75016"]),
        ("32", []),
    ],
)
def test_un_code_d_autrefois_est_du_departement_d_aujourd_hui(departement: str, gardees: list[str]) -> None:
    lecture = lire("COM;PMUN\n20004;70000\n20090;50\n75016;160000\n", annee=2023, departement=departement)
    assert [lue.commune for lue in lecture] == gardees
    dits = [(anomalie.code, anomalie.pointeur) for anomalie in lecture.anomalies]
    attendus = [("20090", 3), ("75016", 4)]
    assert dits == [("commune.ambigue", f"/lignes/{rang}/COM") for code, rang in attendus if code in gardees]


def test_une_commune_donnee_l_emporte_sur_ses_arrondissements() -> None:
    lues = list(populations.reunir(lire("COM;PMUN\n75101;16000\n75056;2100000\n")))
    assert [(lue.commune, lue.municipale) for lue in lues] == [("75056", 2100000)]


# -- one figure a line --------------------------------------------------------------------------------------------

MELODI = "GEO;GEO_OBJECT;FREQ;POPREF_MEASURE;TIME_PERIOD;OBS_VALUE"


def melodi(*lignes: str) -> bytes:
    citees = (";".join(f'"{cellule}"' for cellule in ligne.split(";")) for ligne in lignes)
    return "\n".join((MELODI, *citees, "")).encode()


def test_un_chiffre_par_ligne_fait_la_population_d_une_commune() -> None:
    octets = melodi(
        *("32208;COM;A;PMUN;2023;3670", "32;DEP;A;PMUN;2023;190000", "2025-COM-32345;COM;A;PMUN;2023;540"),
        *("32208;COM;A;PTOT;2023;3751", "32208;COM;A;PCAP;2023;81", "COM-75101;ARM;A;PMUN;2023;16000"),
    )
    membres = {"DS_POPULATIONS_REFERENCE_2023_metadata.csv": b"x;y\n", "DS_POPULATIONS_REFERENCE_2023_data.csv": octets}
    lecture = lire(zipper(**membres))
    assert [(lue.commune, lue.municipale, lue.comptee_a_part, lue.totale, lue.annee) for lue in lecture] == [
        ("32208", 3670, 81, 3751, 2023),
        ("32345", 540, None, None, 2023),
        ("75101", 16000, None, None, 2023),
    ]
    assert (lecture.lues, lecture.gardees, lecture.ecartees, lecture.refusees) == (6, 5, 1, 0)


@pytest.mark.parametrize(("annee", "lue"), [(None, (3670, 2023)), (2022, (3685, 2022))])
def test_de_plusieurs_annees_l_une_sous_l_autre_la_derniere_ou_celle_demandee(
    annee: int | None, lue: tuple[int, int]
) -> None:
    lignes = ("32208;COM;A;PMUN;2022;3685", "32208;COM;A;PMUN;2023;3670", "32208;COM;A;PMUN;2017;3700")
    lecture = lire(melodi(*lignes), annee=annee)
    assert [(une.municipale, une.annee) for une in lecture] == [lue]
    assert (lecture.lues, lecture.gardees, lecture.ecartees) == (3, 1, 2)


def test_les_fautes_d_un_chiffre_par_ligne_sont_dites() -> None:
    lignes = (
        "32208;COM;A;PMUN;2023;nd",
        "xx;COM;A;PMUN;2023;1",
        "32345;COM;A;PMUN;2023;540",
        "32345;COM;A;PMUN;2023;1",
    )
    lecture = lire(melodi(*lignes, "32253;COM;A;PMUN;;3"))
    assert nombres(lecture) == [("32345", 540)]
    assert [anomalie.code for anomalie in lecture.anomalies] == [
        *("population.forme", "commune.forme", "identifiant.doublon")
    ]
    assert (lecture.lues, lecture.gardees, lecture.refusees, lecture.ecartees) == (5, 1, 3, 1)
