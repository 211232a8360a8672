"""The watch on the law, on small dumps of each kind."""

import io
import json
import os
import shutil
import subprocess
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
GIT = shutil.which("git") or "git"


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


# -- the layouts as they are -----------------------------------------------------------------------------------------

ARTICLE_REEL = f"""<?xml version="1.0" encoding="UTF-8"?>
<ARTICLE>
<META>
<META_COMMUN>
<ID>{ANCIENNE}</ID>
<ANCIEN_ID/>
<ORIGINE>LEGI</ORIGINE>
<URL>article/LEGI/ARTI/00/00/38/88/70/LEGIARTI000038887089.xml</URL>
<NATURE>Article</NATURE>
</META_COMMUN>
<META_SPEC>
<META_ARTICLE>
<NUM>L1434-12</NUM>
<MCS_ART/>
<ETAT>MODIFIE</ETAT>
<DATE_DEBUT>2019-07-27</DATE_DEBUT>
<DATE_FIN>2022-03-31</DATE_FIN>
<TYPE>AUTONOME</TYPE>
</META_ARTICLE>
</META_SPEC>
</META>
<CONTEXTE>
<TEXTE autorite="" cid="LEGITEXT000006072665" date_publi="2999-01-01" date_signature="2999-01-01" ministere=""
 nature="CODE" nor="" num="" num_parution_jo="">
<TITRE_TXT c_titre_court="Code de la santé publique" debut="1953-10-05" fin="2999-01-01"
 id_txt="LEGITEXT000006072665">Code de la santé publique</TITRE_TXT>
<TM><TITRE_TM debut="2000-06-22" fin="2999-01-01" id="LEGISCTA000006132221">Partie législative</TITRE_TM></TM>
</TEXTE>
</CONTEXTE>
<VERSIONS>
<VERSION etat="MODIFIE"><LIEN_ART debut="2019-07-27" etat="MODIFIE" fin="2022-03-31" id="{ANCIENNE}" num="L1434-12"
 origine="LEGI"/></VERSION>
<VERSION etat="VIGUEUR"><LIEN_ART debut="2022-03-31" etat="VIGUEUR" fin="2999-01-01" id="{NOUVELLE}" num="L1434-12"
 origine="LEGI"/></VERSION>
<VERSION etat="MODIFIE_MORT_NE"><LIEN_ART debut="2024-01-01" etat="MODIFIE_MORT_NE" fin="2023-12-20"
 id="LEGIARTI000000000003" num="L1434-12" origine="LEGI"/></VERSION>
<VERSION etat=""><LIEN_ART debut="2999-01-01" etat="" fin="2999-01-01" id="JORFARTI000000000004" num="65"
 origine="JORF"/></VERSION>
</VERSIONS>
<NOTA><CONTENU/></NOTA>
<BLOC_TEXTUEL><CONTENU><p>Texte.</p></CONTENU></BLOC_TEXTUEL>
<LIENS><LIEN cidtexte="" datesignatexte="" id="" naturetexte="" nortexte="" num="" numtexte="" sens="cible"
 typelien="CITATION">un lien</LIEN></LIENS>
</ARTICLE>
"""


@pytest.mark.parametrize("prefixe", ["", "20260102-213045/"], ids=["base entière", "livraison du jour"])
def test_une_archive_de_la_dila_se_lit_comme_elle_est(tmp_path: Path, prefixe: str) -> None:
    """One file a version, deep under its code; the article that the Journal officiel published bears no day."""
    chemin = tmp_path / "Freemium_legi_global_20250713-140000.tar.gz"
    racine = f"{prefixe}legi/global/code_et_TNC_en_vigueur/code_en_vigueur/LEGI/TEXT/00/00/06/07/26/{CSP}"
    contenu = ARTICLE_REEL.encode()
    with tarfile.open(chemin, "w:gz") as archive:
        for nom in (
            f"{racine}/article/LEGI/ARTI/00/00/38/88/70/{ANCIENNE}.xml",
            f"{racine}/section_ta/LEGI/SCTA/00/00/06/13/22/LEGISCTA000006132221.xml",
            f"{racine}/texte/version/{CSP}.xml",
        ):
            membre = tarfile.TarInfo(nom)
            membre.size = len(contenu)
            archive.addfile(membre, io.BytesIO(contenu))
    releve = veille.Releve()
    veille.lire(chemin, releve)
    assert releve.jours == {"CSP": date(2025, 7, 13)}
    assert {version.identifiant for version in releve.articles["CSP", "L1434-12"]} == {ANCIENNE, NOUVELLE}
    temoin = f"{NOUVELLE}, depuis le 2022-03-31 ; le relevé en témoigne jusqu'au 2025-07-13"
    assert juger(chemin, SIENNE) == [("inchange", f"lu dans son état au 2022-06-30, {temoin}")]
    ((sorte, dit),) = juger(chemin, source("CSP, art. L1434-12", date(2022, 3, 30)))
    assert (sorte, NOUVELLE in dit) == ("change", True)


ETATS_DU_CODE = (
    ("2019-07-27", "Article L1434-12\n\nLe projet de santé\nest réputé validé.\n\nArticle L1434-13\n\nContrat.\n"),
    ("2022-03-31", "Article L1434-12\n\nLe projet de santé est réputé validé.\n\nArticle L1434-13\n\nContrat.\n"),
    ("2026-04-03", "Article L1434-12\n\nLe projet est validé.\n\nArticle R.* 6315-2\n\nTableau.\n"),
)


def git(depot: Path, *arguments: str, **environnement: str) -> str:
    identite = {
        f"GIT_{qui}_{quoi}": "essai@example.org" for qui in ("AUTHOR", "COMMITTER") for quoi in ("NAME", "EMAIL")
    }
    sans_reglage = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    fini = subprocess.run(
        [GIT, "-C", str(depot), *arguments],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **identite, **sans_reglage, **environnement},
    )
    return fini.stdout.strip()


def en_depot(dossier: Path, nom: str, titre: str = "") -> Path:
    """A repository of codes: a file a code, its front matter, a title a line, a commit a state, dated as the law is."""
    depot = dossier / "depot"
    (depot / "fr").mkdir(parents=True)
    (depot / "README.md").write_text("Des codes.\n", encoding="utf-8")
    git(depot, "init", "--quiet")
    for jour, articles in ETATS_DU_CODE:
        tete = f'---\ntitle: "Code de la santé publique"\nidentifier: "{CSP}"\nlast_updated: "{jour}"\n---\n'
        texte = f"{tete}# Code de la santé publique\n\nPartie législative\n\n{articles}"
        (depot / "fr" / nom).write_text(texte.replace("Article ", f"{titre}Article "), encoding="utf-8")
        git(depot, "add", "--all")
        git(depot, "commit", "--quiet", "--message", "[reform] Un code", GIT_AUTHOR_DATE=f"{jour}T00:00:00+02:00")
    return depot


@pytest.mark.parametrize(
    ("nom", "titre"),
    [(f"{CSP}.md", ""), ("code_de_la_santé_publique.md", "####### ")],
    ids=["un identifiant", "un nom"],
)
def test_un_depot_de_codes_se_compare_mot_a_mot(tmp_path: Path, nom: str, titre: str) -> None:
    depot = en_depot(tmp_path, nom, titre)
    for article, lu, sorte in (
        ("L1434-12", "2026-04-03", "inchange"),
        ("L1434-12", "2022-06-30", "change"),
        ("L1434-13", "2022-06-30", "abroge"),
        ("R6315-2", "2022-06-30", "change"),
        ("L9999-1", "2022-06-30", "absent"),
        ("L1434-12", "2019-07-26", "sans_date"),
        ("L1434-12", None, "sans_date"),
    ):
        jour = None if lu is None else date.fromisoformat(lu)
        ((trouve, dit),) = juger(depot, source(f"CSP, art. {article}", jour))
        assert trouve == sorte, article
        if sorte == "change":
            assert dit.startswith(
                "lu dans son état au 2022-06-30, que le dépôt date du 2022-03-31 ; ses mots sont autres"
            )


def test_des_lignes_coupees_autrement_ne_changent_rien(tmp_path: Path) -> None:
    depot = en_depot(tmp_path, f"{CSP}.md")
    git(depot, "reset", "--quiet", "--hard", "HEAD~1")
    assert [sorte for sorte, _ in juger(depot, source("CSP, art. L1434-12", date(2020, 1, 1)))] == ["inchange"]


def test_un_depot_dont_un_etat_manque_est_refuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    depot = en_depot(tmp_path, f"{CSP}.md")
    objet = git(depot, "rev-parse", f"HEAD:fr/{CSP}.md")
    (depot / ".git" / "objects" / objet[:2] / objet[2:]).unlink()
    assert veille.principal([str(depot)]) == 2
    assert str(depot) in capsys.readouterr().err
