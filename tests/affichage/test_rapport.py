"""A report as text, Markdown, JSON and SARIF, and what changed between two."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from soinsprimaires import (
    CTS,
    MSP,
    Adhesion,
    FormeDatee,
    FormeJuridique,
    Gravite,
    NatureOrganisation,
    Organisation,
    PeriodePartielle,
    Professionnel,
    Rapport,
    Registre,
    controler,
)
from soinsprimaires.anomalies import echapper_markdown
from soinsprimaires.referentiels import professions
from soinsprimaires.regles import NonConforme, Regle, registre_de_regles, regle
from soinsprimaires.sources import Fiabilite, NatureSource, Portee, SourceJuridique
from soinsprimaires.temps import Periode

SCHEMA = json.loads((Path(__file__).parents[1] / "donnees/sarif-2.1.0-rtm.5.json").read_text())
LU_LE = date(2026, 11, 21)


def sisa(*associes: str) -> Registre:
    periode = PeriodePartielle(debut="2020-01-01")
    return Registre(
        structures=(
            MSP(
                identifiant="sisa",
                nom="SISA",
                formes=(FormeDatee(forme=FormeJuridique.SISA, periode=periode),),
                associes=tuple(Adhesion(membre=membre, periode=periode) for membre in associes),
            ),
            CTS(identifiant="cts", nom="CTS"),
        ),
        professionnels=(
            Professionnel(identifiant="medecin-1", profession=professions.MEDECIN),
            Professionnel(identifiant="medecin-2", profession=professions.MEDECIN),
            Professionnel(identifiant="infirmiere", profession=professions.INFIRMIER),
        ),
    )


# The state of article L4041-4 that was read: a day later it blocks no more.
AU = date(2023, 12, 29)


@pytest.fixture
def rapport() -> Rapport:
    return controler(sisa("medecin-1", "infirmiere"), au=AU)


def test_le_texte_dit_la_conclusion_puis_chaque_regle_avec_ses_sources(rapport: Rapport) -> None:
    lignes = rapport.en_texte().splitlines()
    assert lignes[0] == "Vérification du registre au 29 décembre 2023"
    assert lignes[2] == "Conclusion : non conforme, 1 règle bloquante non respectée (SISA-001)"
    assert re.match(r"Règles bloquantes en vigueur ce jour-là : \d+ \(respectées : ", lignes[3])
    rang = lignes.index(
        "[non conforme] SISA-001 Une SISA compte au moins deux médecins et un auxiliaire médical parmi ses associés"
    )
    assert lignes[rang + 1] == "    sisa : 1 médecin(s), il en faut au moins 2 (/contenu/structures/1/associes)"
    assert lignes[rang + 2] == (
        "    loi ou règlement, bloquant ; source vérifiée : CSP, art. L4041-4, I, état au 22 février 2024"
    )


def test_apres_l_etat_lu_chaque_format_le_dit() -> None:
    registre = Registre(organisations=(Organisation(identifiant="o", nom="O", nature=NatureOrganisation.AUTRE),))
    regles = hostile("une maison de moins", etat_au=date(2023, 12, 29))
    rapport = controler(registre, au=date(2026, 11, 22), regles=regles)
    etat = (
        "le plus ancien des textes sur lesquels ce rapport s'appuie a été lu dans son état au 29 décembre "
        "2023 : ce qui a "
        "changé depuis n'est pas pris en compte"
    )
    plafonnee = (
        "ESS-901 n'est pas respectée et ne bloque pas, son texte ayant été lu dans son état au 29 décembre 2023. Pour "
        "conclure, lire la rédaction en vigueur au 22 novembre 2026 : Loi d'essai (legifrance.gouv.fr). Si elle "
        "l'exige encore : « controler --droit-lu ESS-901 »"
    )
    attendus = (etat, plafonnee)
    assert rapport.avertissements == attendus
    assert json.loads(rapport.en_json())["avertissements"] == list(attendus)
    for attendu in attendus:
        assert attendu in rapport.en_texte()
        assert echapper_markdown(attendu) in rapport.en_markdown()
    assert controler(registre, au=date(2023, 12, 29), regles=regles).avertissements == ()


def test_le_markdown_a_une_ligne_par_constat(rapport: Rapport) -> None:
    lignes = [ligne for ligne in rapport.en_markdown().splitlines() if ligne.startswith("| non conforme")]
    assert any("SISA\\-001" in ligne and "1 médecin\\(s\\), il en faut au moins 2" in ligne for ligne in lignes)
    assert all(ligne.count(" | ") == 4 for ligne in lignes)


def hostile(nom: str, etat_au: date | None = None) -> dict[str, tuple[Regle, ...]]:
    source = SourceJuridique(nature=NatureSource.LOI, reference="Loi d'essai", lu_le=LU_LE, etat_au=etat_au)

    @regle(
        "ESS-901",
        titre="Essai",
        cible=Organisation,
        portee=Portee.LOI_REGLEMENT,
        vigueur=Periode(),
        sources=(source,),
        fiabilite=Fiabilite.VERIFIEE,
    )
    def essai(_organisation: Organisation, _contexte: object) -> Any:
        yield NonConforme(nom)

    return dict(registre_de_regles(essai))


@pytest.mark.parametrize(
    "nom",
    ["\x1b[31mrouge", "a\nb", "<script>alert(1)</script>", "| colonne |", "[lien](http://exemple)", "\u202eenvers"],
)
def test_un_texte_hostile_ne_commande_rien(nom: str) -> None:
    registre = Registre(organisations=(Organisation(identifiant="o", nom=nom, nature=NatureOrganisation.AUTRE),))
    rapport = controler(registre, au=LU_LE, regles=hostile(nom))
    for sortie in (rapport.en_texte(), rapport.en_markdown()):
        assert "\x1b" not in sortie
        assert "\u202e" not in sortie
    markdown = rapport.en_markdown()
    assert "<script>" not in markdown
    assert "[lien](" not in markdown
    (ligne,) = [ligne for ligne in markdown.splitlines() if ligne.startswith("| non conforme")]
    assert ligne.replace("\\|", "").count("|") == 6
    jsonschema.Draft4Validator(SCHEMA).validate(json.loads(rapport.en_sarif()))


def test_le_sarif_suit_son_schema_et_dit_ce_qui_manque(rapport: Rapport) -> None:
    document = json.loads(rapport.en_sarif())
    jsonschema.Draft4Validator(SCHEMA).validate(document)
    (execution,) = document["runs"]
    regles = [regle["id"] for regle in execution["tool"]["driver"]["rules"]]
    assert regles == sorted(set(regles))
    par_code = {resultat["ruleId"]: resultat for resultat in execution["results"]}
    assert (par_code["SISA-001"]["kind"], par_code["SISA-001"]["level"]) == ("fail", "error")
    assert (par_code["CDS-001"]["kind"], par_code["CDS-001"]["level"]) == ("open", "none")
    for resultat in execution["results"]:
        assert regles[resultat["ruleIndex"]] == resultat["ruleId"]
    proprietes = execution["properties"]
    assert (proprietes["au"], proprietes["conforme"]) == ("2023-12-29", False)
    assert proprietes["avertissements"] == list(rapport.avertissements)
    assert proprietes["conclusion"].startswith("Conclusion : non conforme")
    assert "SISA-001" in proprietes["bilan"]["non_respectees"]


def test_une_gravite_changee_se_lit_dans_chaque_format() -> None:
    rapport = controler(
        sisa("medecin-1"), au=date(2025, 6, 1), gravites={"SISA-001": Gravite.INFORMATION}, exclues={"CDS-001"}
    )
    assert "information (gravité choisie par l'appelant)" in rapport.en_texte()
    assert "[exclue] CDS-001" in rapport.en_texte()
    niveaux = {r["ruleId"]: r["level"] for r in json.loads(rapport.en_sarif())["runs"][0]["results"]}
    assert niveaux["SISA-001"] == "note"


@pytest.mark.parametrize("format_", ["en_texte", "en_markdown", "en_json", "en_sarif"])
def test_chaque_format_est_deterministe(format_: str) -> None:
    registre = sisa("medecin-1", "infirmiere")
    premier, second = (getattr(controler(registre, au=date(2025, 6, 1)), format_)() for _ in range(2))
    assert premier == second
    assert premier.endswith("\n")


def test_deux_versions_d_un_registre_se_comparent() -> None:
    avant = controler(sisa("medecin-1", "infirmiere"), au=AU)
    apres = controler(sisa("medecin-1", "medecin-2"), au=AU)
    evolution = apres.depuis(avant)
    resolus = [constat.message for constat in evolution.resolus if constat.code == "SISA-001"]
    nouveaux = [constat.message for constat in evolution.nouveaux if constat.code == "SISA-001"]
    assert resolus == ["1 médecin(s), il en faut au moins 2"]
    assert nouveaux == ["0 auxiliaire(s) médical(aux), il en faut au moins 1"]
    assert (evolution.conforme_avant, evolution.conforme_apres) == (False, False)
    assert "CDS-001" in {constat.code for constat in evolution.inchanges}


def test_un_rapport_ne_change_pas_depuis_lui_meme(rapport: Rapport) -> None:
    evolution = rapport.depuis(rapport)
    assert (evolution.nouveaux, evolution.resolus) == ((), ())
    assert evolution.inchanges == rapport.constats
