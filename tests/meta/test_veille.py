"""The watch on the law, on small dumps of each kind."""

import io
import json
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from outils import veille

from soinsprimaires.droit import textes
from soinsprimaires.sources import NatureSource, SourceJuridique

CSP = "LEGITEXT000006072665"
LU = date(2026, 11, 29)
ANCIENNE, NOUVELLE = "LEGIARTI000000000001", "LEGIARTI000000000002"


def source(reference: str, etat_au: date | None = None, **champs: Any) -> SourceJuridique:
    return SourceJuridique(nature=NatureSource.CODE, reference=reference, lu_le=LU, etat_au=etat_au, **champs)


def en_json(dossier: Path, *versions: tuple[str, object, object, str], cid: str = CSP) -> Path:
    """As ``@socialgouv/legi-data`` writes a code: the days of the versions are milliseconds."""
    article = {"num": "L1434-12", "id": versions[-1][0], "articleVersions": [
        {"id": nom, "dateDebut": debut, "dateFin": fin, "etat": etat} for nom, debut, fin, etat in versions
    ]}  # fmt: skip
    section = {"type": "section", "data": {"title": "Titre"}, "children": [{"type": "article", "data": article}]}
    entete = {"cid": cid, "title": "Un code", "dateDebutVersion": "2026-03-14"}
    chemin = dossier / "code.json"
    chemin.write_text(json.dumps({"type": "code", "data": entete, "children": [section]}))
    return chemin


def article_xml(*, debut: str = "2019-07-27", fin: str = "2999-01-01", liens: str = "", cid: str = CSP) -> str:
    return (
        f"<ARTICLE><META><META_COMMUN><ID>{ANCIENNE}</ID></META_COMMUN><META_SPEC><META_ARTICLE><NUM>L1434-12</NUM>"
        f"<ETAT>VIGUEUR</ETAT><DATE_DEBUT>{debut}</DATE_DEBUT><DATE_FIN>{fin}</DATE_FIN></META_ARTICLE></META_SPEC>"
        f'</META><CONTEXTE><TEXTE cid="{cid}"/></CONTEXTE><VERSIONS>{liens}</VERSIONS></ARTICLE>'
    )


def en_dossier_xml(dossier: Path, texte: str) -> Path:
    (dossier / "legi").mkdir()
    (dossier / "legi" / "article.xml").write_text(texte)
    return dossier / "legi"


def en_archive(dossier: Path, texte: str) -> Path:
    chemin = dossier / "legi.tar.gz"
    with tarfile.open(chemin, "w:gz") as archive:
        for nom in (f"legi/{CSP}/article/a.xml", f"legi/{CSP}/section_ta/b.xml", "legi/LEGITEXT1/article/c.xml"):
            membre = tarfile.TarInfo(nom)
            membre.size = len(texte.encode())
            archive.addfile(membre, io.BytesIO(texte.encode()))
    return chemin


def en_markdown(dossier: Path, debut: str, fin: str = "2999-01-01") -> Path:
    articles = dossier / "code_de_la_sante_publique"
    articles.mkdir()
    tete = f"---\nÉtat: VIGUEUR\nDate de début: {debut}\nDate de fin: {fin}\nIdentifiant: {ANCIENNE}\n---\n"
    (articles / "article_l1434-12.md").write_text(f"{tete}\n###### Article L1434-12\n\nTexte.\n", encoding="utf-8")
    (articles / "README.md").write_text("Le code.\n")
    return articles


def juger(chemin: Path, *sources: SourceJuridique, code: str | None = None) -> list[tuple[str, str]]:
    releve = veille.Releve()
    veille.lire(chemin, releve, code)
    return [(ecart.sorte, ecart.dit) for ecart in veille.comparer(releve, sources)]


SIENNE = source("CSP, art. L1434-12, al. 4 (loi d'essai, art. 3)", date(2022, 6, 30))
ORIGINE = (ANCIENNE, 1564185600000, 32472144000000, "VIGUEUR")
"""From 27 July 2019, without end."""


@pytest.mark.parametrize(
    "ecrire",
    [
        lambda d: en_json(d, ORIGINE),
        lambda d: en_dossier_xml(d, article_xml()),
        lambda d: en_archive(d, article_xml()),
        lambda d: en_markdown(d, "2019-07-27"),
    ],
    ids=["json", "xml", "archive", "markdown"],
)
def test_chaque_sorte_de_releve_se_lit(tmp_path: Path, ecrire: Callable[[Path], Path]) -> None:
    ((sorte, dit),) = juger(ecrire(tmp_path), SIENNE)
    assert sorte == "inchange"
    assert dit.startswith(f"lu dans son état au 2022-06-30, {ANCIENNE}, depuis le 2019-07-27")


@pytest.mark.parametrize(
    ("debut", "attendu"),
    [("2022-06-30", "inchange"), ("2022-07-01", "change"), ("2027-01-01", "change"), ("2222-02-22", "change")],
)
def test_une_version_qui_suit_l_etat_lu_est_a_lire(tmp_path: Path, debut: str, attendu: str) -> None:
    lien = (
        f'<VERSION etat="VIGUEUR"><LIEN_ART debut="{debut}" etat="VIGUEUR" fin="2999-01-01" id="{NOUVELLE}"/></VERSION>'
    )
    ((sorte, dit),) = juger(en_dossier_xml(tmp_path, article_xml(fin=debut, liens=lien)), SIENNE)
    assert sorte == attendu
    assert NOUVELLE in dit


def test_une_version_mort_nee_ne_change_rien(tmp_path: Path) -> None:
    mort_nee = (NOUVELLE, 1700000000000, 1700000000000, veille.MORT_NE)
    ((sorte, _),) = juger(en_json(tmp_path, ORIGINE, mort_nee), SIENNE)
    assert sorte == "inchange"


def test_ce_qui_n_est_plus_en_vigueur_est_dit(tmp_path: Path) -> None:
    ((sorte, dit),) = juger(en_json(tmp_path, (ANCIENNE, "2019-07-27", "2022-01-01", "ABROGE")), SIENNE)
    assert (sorte, dit) == ("abroge", "lu dans son état au 2022-06-30 ; plus en vigueur après le 2021-12-31")


def test_le_plus_recent_des_etats_lus_compte(tmp_path: Path) -> None:
    lien = f'<VERSION etat="V"><LIEN_ART debut="2024-01-01" etat="VIGUEUR" fin="2999-01-01" id="{NOUVELLE}"/></VERSION>'
    chemin = en_dossier_xml(tmp_path, article_xml(liens=lien))
    recente = source("CSP, art. L1434-12, version du 1er janvier 2024", date(2024, 1, 1))
    assert [sorte for sorte, _ in juger(chemin, SIENNE, recente)] == ["inchange"]


def test_une_copie_sans_date_est_a_dater(tmp_path: Path) -> None:
    ((sorte, dit),) = juger(en_json(tmp_path, ORIGINE), source("CSP, art. L1434-12"))
    assert sorte == "sans_date"
    assert ANCIENNE in dit


def test_un_article_absent_et_un_identifiant_inconnu_sont_dits(tmp_path: Path) -> None:
    chemin = en_json(tmp_path, ORIGINE)
    autre = source("CSP, art. L1434-12", date(2026, 1, 1), identifiant_legifrance=NOUVELLE)
    assert juger(chemin, source("CSP, art. L9999-1", date(2026, 1, 1))) == [("absent", "le relevé ne le contient pas")]
    assert juger(chemin, autre) == [("identifiant", f"{NOUVELLE} n'est aucune des versions du relevé")]


def test_un_code_que_le_releve_ne_couvre_pas_n_est_pas_juge(tmp_path: Path) -> None:
    assert juger(en_json(tmp_path, ORIGINE), source("CSS, art. L162-14-1", date(2026, 3, 14))) == []


@pytest.mark.parametrize(
    ("reference", "attendus"),
    [
        ("CSP, art. R4041-6 à R4041-8 (décret n° 2023-617, art. 2)", {"R4041-6", "R4041-7", "R4041-8"}),
        ("CSP, art. L6323-1-4 et D6323-8-1 (décrets)", {"L6323-1-4", "D6323-8-1"}),
        ("CSP, art. L4041-4, I, rédaction de la loi n° 2023-1268 du 27 décembre 2023, art. 13", {"L4041-4"}),
        ("CSP, art. L6323-1-11, III : l'agrément de l'article L6323-1-3", {"L6323-1-11"}),
        ("Décret n° 2018-143, art. 3", set()),
    ],
)
def test_les_articles_d_une_reference(reference: str, attendus: set[str]) -> None:
    assert {numero for _, numero in veille.cites([source(reference)])} == attendus


def test_chaque_article_de_code_que_la_bibliotheque_cite_est_compris() -> None:
    suivies = {source for siennes in veille.cites(textes.toutes().values()).values() for source in siennes}
    des_codes = {s for s in textes.toutes().values() if s.reference.startswith(("CSP, ", "CSS, "))}
    assert des_codes
    assert des_codes == suivies


@pytest.mark.parametrize(
    ("nom", "contenu", "attendu"),
    [
        ("a.json", "[]", "ni un JSON de legi-data"),
        ("b.json", '{"data": {"cid": "LEGITEXT000006070721", "title": "Code civil"}}', "Code civil n'est pas"),
        ("c.txt", "bonjour", "ni un JSON de legi-data"),
    ],
)
def test_un_autre_fichier_est_refuse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], nom: str, contenu: str, attendu: str
) -> None:
    (tmp_path / nom).write_text(contenu)
    assert veille.principal([str(tmp_path / nom)]) == 2
    assert attendu in capsys.readouterr().err


@pytest.mark.parametrize("texte", ["<!DOCTYPE a [<!ENTITY b 'c'>]><ARTICLE>&b;</ARTICLE>", "<ARTICLE>"])
def test_un_xml_qui_n_est_pas_un_article_est_refuse(tmp_path: Path, texte: str) -> None:
    with pytest.raises(veille.ReleveInutilisable):
        juger(en_dossier_xml(tmp_path, texte), SIENNE)


def test_un_dossier_sans_le_nom_d_un_code_le_demande(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nIdentifiant: x\n---\n")
    with pytest.raises(veille.ReleveInutilisable, match="--code"):
        juger(tmp_path, SIENNE)
    assert veille.principal([str(tmp_path), "--code", "CSP"]) == 2


def test_la_commande_dit_ce_qui_est_a_relire(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chemin = str(en_json(tmp_path, ORIGINE, (NOUVELLE, "2025-01-01", "2999-01-01", "VIGUEUR")))
    assert veille.principal([chemin]) == 1
    lu = capsys.readouterr().out
    assert "CSP : relevé du 2026-03-14" in lu
    assert f"! CSP, art. L1434-12 [change] lu dans son état au 2022-06-30 ; depuis : {NOUVELLE}" in lu
    assert veille.principal([chemin, "--json"]) == 1
    ecarts = json.loads(capsys.readouterr().out)
    assert {ecart["sorte"] for ecart in ecarts if ecart["article"] == "CSP, art. L1434-12"} == {"change"}
    assert {ecart["sorte"] for ecart in ecarts if ecart["article"] == "CSP, art. L6323-3"} == {"absent"}
