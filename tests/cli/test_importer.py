"""``soinsprimaires importer``: from the national files to a registre that can be judged."""

import gzip
import json
import zipfile
from datetime import date
from pathlib import Path

import attrs
import pytest
from tests.echanges.fichiers import (
    TITRES_ANNUAIRE,
    csv_finess,
    document,
    ege,
    ligne_annuaire,
    ligne_finess,
    pmej,
    texte_annuaire,
)
from typer.testing import CliRunner, Result

from soinsprimaires import MSP, Delimitation, NuanceNombre, Presence, charger, composition, ecrire
from soinsprimaires.cli._commandes import application

SITE = "000000109"


def importer(*arguments: str | Path) -> Result:
    return CliRunner().invoke(application, ["importer", *map(str, arguments)])


@pytest.fixture
def fichiers(tmp_path: Path) -> dict[str, Path]:
    contenus = {
        "finess": ("finess.csv", csv_finess(ligne_finess(), ligne_finess(nofinesset="000000141", commune="132"))),
        "annuaire": (
            "ps.txt.gz",
            gzip.compress(
                texte_annuaire(
                    ligne_annuaire(finess=SITE),
                    ligne_annuaire(identifiant="10100000008", commune="31555"),
                    ligne_annuaire(commune="32132"),
                )
            ),
        ),
        "populations": ("populations.csv", b"COM;PMUN\n32208;3670\n31555;1\n"),
    }
    chemins = {nature: tmp_path / nom for nature, (nom, _) in contenus.items()}
    for nature, chemin in chemins.items():
        chemin.write_bytes(contenus[nature][1])
    return chemins


def test_une_commande_batit_le_registre_d_un_departement(fichiers: dict[str, Path], tmp_path: Path) -> None:
    cible = tmp_path / "registre.json"
    paires = [str(mot) for paire in reversed(fichiers.items()) for mot in paire]
    resultat = importer(*paires, "--departement", "32", "--annee", "2023", "--millesime", "2026-09-01", "-o", cible)
    assert resultat.exit_code == 0, resultat.output
    assert "finess.csv : 2 ligne(s) lue(s), 2 gardée(s), 0 refusée(s), 0 écartée(s)" in resultat.output
    assert "ps.txt.gz : 3 ligne(s) lue(s), 2 gardée(s), 0 refusée(s), 1 écartée(s)" in resultat.output
    assert "EXEMPLE" not in resultat.output
    registre = charger(cible)
    assert {type(structure) for structure in registre.structures} == {MSP}
    [medecin] = registre.professionnels
    assert [exercice.structure for exercice in medecin.exercices] == [f"finess-{SITE}", None]
    assert medecin.exercices[0].presences == (Presence(site=f"site-finess-{SITE}", commune="32208"),)
    assert len(registre.exercices(au=date(2026, 9, 1), structure=f"finess-{SITE}")) == 1
    [commune] = registre.territoires
    assert composition.population(commune, au=date(2026, 9, 1)).exacte == 3670
    controle = CliRunner().invoke(application, ["controler", str(cible), "--au", "2026-09-01"])
    assert controle.exit_code in {0, 1}
    assert "Conclusion" in controle.output


def test_un_registre_existant_est_complete_et_la_main_n_est_jamais_perdue(
    fichiers: dict[str, Path], tmp_path: Path
) -> None:
    cible = tmp_path / "registre.json"
    assert importer("finess", fichiers["finess"], "-o", cible).exit_code == 0
    registre = charger(cible)
    nommee = attrs.evolve(registre[f"finess-{SITE}"], nom="Maison de santé de Lectoure")
    ecrire(registre.avec(nommee), cible)
    resultat = importer("finess", fichiers["finess"], "annuaire", fichiers["annuaire"], "--dans", cible, "--sur-place")
    assert resultat.exit_code == 1
    assert "1 contradiction(s) à trancher" in resultat.output
    relu = charger(cible)
    assert relu[f"finess-{SITE}"].nom == "Maison de santé de Lectoure"
    assert len(relu.structures) == 2
    assert relu.professionnels


@pytest.mark.parametrize(
    ("options", "attendu"),
    [
        pytest.param(["-o", "registre.json"], "--dans registre.json --sur-place le complète", id="sortie existante"),
        pytest.param(["--dans", "registre.json"], "il manque l'option --sortie", id="sans sortie"),
        pytest.param(["--sur-place"], "--sur-place remplace le registre qui est lu", id="sans registre"),
        pytest.param(
            ["--dans", "registre.json", "--sur-place", "-o", "autre.json"], "ne va pas avec -o", id="deux sorties"
        ),
        pytest.param(["--dans", "-", "--sur-place"], "--sur-place remplace le registre qui est lu", id="flux"),
    ],
)
def test_un_registre_ne_se_remplace_que_si_on_le_dit(
    options: list[str],
    attendu: str,
    fichiers: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert importer("finess", fichiers["finess"], "-o", "registre.json").exit_code == 0
    avant = (tmp_path / "registre.json").read_bytes()
    resultat = importer("finess", fichiers["finess"], *options)
    assert (resultat.exit_code, attendu in resultat.stderr) == (2, True)
    assert (tmp_path / "registre.json").read_bytes() == avant


def test_un_registre_se_complete_dans_un_autre_fichier(fichiers: dict[str, Path], tmp_path: Path) -> None:
    premier, second = tmp_path / "a.json", tmp_path / "b.json"
    assert importer("finess", fichiers["finess"], "-o", premier).exit_code == 0
    avant = premier.read_bytes()
    suite = ("annuaire", fichiers["annuaire"], "--departement", "32", "--dans", premier, "-o", second)
    assert importer(*suite).exit_code == 0
    assert (premier.read_bytes(), len(charger(second)) > len(charger(premier))) == (avant, True)


def test_le_json_de_finess_se_reconnait(tmp_path: Path) -> None:
    source = tmp_path / "structures.json.gz"
    source.write_bytes(gzip.compress(json.dumps(document(pmej(ege()))).encode()))
    cible = tmp_path / "registre.json"
    assert importer("finess", source, "--categorie", "124", "--categorie", "603", "-o", cible).exit_code == 0
    assert [centre.nom for centre in charger(cible).structures] == ["CENTRE DE SANTE DE VIC-FEZENSAC"]
    assert importer("finess", source, "--categorie", "603", "--dans", cible, "--sur-place").exit_code == 0
    assert len(charger(cible).structures) == 1


def test_des_lignes_refusees_rendent_1_avec_leurs_raisons(tmp_path: Path) -> None:
    source = tmp_path / "finess.csv"
    refusees = [ligne_finess(nofinesset=f"X{rang}\x1b[31m") for rang in range(3)]
    diverses = [ligne_finess(nofinesset="000000141", categetab="é" * rang) for rang in range(1, 25)]
    source.write_bytes(csv_finess(*refusees, *diverses, ligne_finess()))
    cible = tmp_path / "registre.json"
    resultat = importer("finess", source, "-o", cible)
    assert resultat.exit_code == 1
    assert "28 ligne(s) lue(s), 1 gardée(s), 27 refusée(s)" in resultat.output
    assert "3 × ligne 2, « nofinesset » : FINESS : 7 caractère(s) au lieu de 9" in resultat.output
    assert "[identifiant.forme, bloquant] ; puis ligne 3, ligne 4" in " ".join(resultat.output.split())
    assert "et 10 autre(s) raison(s), que --json donne" in resultat.output
    assert "\x1b" not in resultat.output
    assert len(charger(cible).structures) == 1


def test_l_age_d_un_fichier_est_dit(tmp_path: Path) -> None:
    source = tmp_path / "finess.csv"
    source.write_bytes(csv_finess(ligne_finess()))
    resultat = importer("finess", source, "--departement", " 32", "-o", tmp_path / "r.json")
    assert resultat.exit_code == 0
    quoi = "fichier : FINESS, établissements (etalab-cs1100502), publié le 12 mai 2026"
    dit = f"{quoi} ; il n'est plus mis à jour depuis mai 2026"
    assert dit in " ".join(resultat.output.split())


def test_le_membre_d_une_archive_et_l_annee_d_un_fichier_qui_la_dit(tmp_path: Path) -> None:
    archive, cible = tmp_path / "a.zip", tmp_path / "r.json"
    with zipfile.ZipFile(archive, "w") as contenu:
        contenu.writestr("un.csv", "CODGEO;PMUN2022;PMUN2023\n32208;3685;3670\n")
        contenu.writestr("deux.csv", "CODGEO;PMUN2020\n32208;1\n")
    assert importer("populations", archive, "-o", cible).exit_code == 2
    assert importer("populations", archive, "--membre", "un.csv", "-o", cible).exit_code == 0
    [lectoure] = charger(cible).territoires
    assert lectoure.population is not None
    assert (lectoure.population.annee, int(lectoure.population.nombre.valeur)) == (2023, 3670)


def test_les_arrondissements_donnent_paris(tmp_path: Path) -> None:
    source, cible = tmp_path / "p.csv", tmp_path / "r.json"
    source.write_text("COM;PMUN\n75101;16000\n75102;21000\n")
    assert importer("populations", source, "--annee", "2023", "--departement", "75", "-o", cible).exit_code == 0
    [paris] = charger(cible).territoires
    assert paris.population is not None
    assert (paris.communes, paris.population.nombre.nuance) == (("75056",), NuanceNombre.AU_MOINS)


def test_un_fichier_tronque_rend_1(tmp_path: Path) -> None:
    source = tmp_path / "populations.csv.gz"
    entier = gzip.compress(b"COM;PMUN\n" + b"".join(b"%05d;%d\n" % (c, c * 7919) for c in range(1001, 40_000)))
    source.write_bytes(entier[: len(entier) // 2])
    resultat = importer("populations", source, "--annee", "2023", "--departement", "01", "-o", tmp_path / "r.json")
    assert resultat.exit_code == 1
    assert "le fichier compressé est tronqué" in resultat.output


def test_une_commune_sans_nom_n_est_pas_importee_et_est_dite(tmp_path: Path) -> None:
    source = tmp_path / "populations.csv"
    source.write_bytes(b"COM;PMUN\n32208;3670\n32999;1\n")
    cible = tmp_path / "registre.json"
    resultat = importer("populations", source, "--annee", "2023", "-o", cible)
    assert resultat.exit_code == 1
    assert "1 commune(s) sans nom au référentiel, non importée(s)" in resultat.output
    assert len(charger(cible).territoires) == 1


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        pytest.param(
            ["sirene", "x.csv"],
            "la nature d'un fichier est suivi (une feuille), finess, msp, cpts, annuaire",
            id="nature",
        ),
        pytest.param(["finess"], "puis un fichier sont attendus", id="sans fichier"),
        pytest.param(["finess", "absent.csv"], "absent.csv", id="fichier absent"),
        pytest.param(["finess", "mauvais.csv"], "ce n'est pas ce fichier", id="autre fichier"),
        pytest.param(["populations", "sans-annee.csv"], "--annee", id="année"),
        pytest.param(["zonage", "mauvais.csv"], "soinsprimaires.echanges.zonage.lire", id="zonage"),
        pytest.param(["finess", "mauvais.csv", "--departement", "20"], "la Corse a 2A et 2B", id="Corse"),
        pytest.param(["annuaire", "mauvais.csv", "--departement", "99"], "code '99' inconnu", id="département"),
        pytest.param(["annuaire", "mauvais.csv", "--millesime", "hier"], "--millesime", id="millésime"),
        pytest.param(["annuaire", "mauvais.csv"], "colonne absente : « Type d'identifiant PP »", id="colonne"),
    ],
)
def test_ce_qui_est_inutilisable_rend_2_et_n_ecrit_rien(
    arguments: list[str], attendu: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mauvais.csv").write_text("a;b\n1;2\n")
    Path("sans-annee.csv").write_text("COM;PMUN\n32208;3670\n")
    resultat = importer(*arguments, "-o", "registre.json")
    assert resultat.exit_code == 2
    assert attendu in resultat.stderr
    assert not Path("registre.json").exists()


def test_une_commune_reunie_depuis_a_une_autre_est_dite(tmp_path: Path) -> None:
    source, cible = tmp_path / "populations.csv", tmp_path / "registre.json"
    source.write_bytes(b"COM;PMUN\n32260;80\n32365;500\n")
    resultat = importer("populations", source, "--annee", "2021", "-o", cible)
    assert resultat.exit_code == 0
    dit = "1 commune(s) réunie(s) depuis à une autre, dont la population est au moins : 32260"
    assert dit in " ".join(resultat.output.split())
    assert len(charger(cible).territoires) == 1


def test_une_sortie_impossible_rend_2(fichiers: dict[str, Path], tmp_path: Path) -> None:
    resultat = importer("finess", fichiers["finess"], "-o", tmp_path / "absent" / "registre.json")
    assert resultat.exit_code == 2
    assert "registre.json" in resultat.stderr


def test_les_autres_fichiers_de_l_annuaire_se_joignent(tmp_path: Path) -> None:
    personne = "Type d'identifiant PP|Identifiant PP|Nom d'exercice|Code profession|"
    contenus = {
        "ps.txt": texte_annuaire(ligne_annuaire(savoir="", type_savoir="")).decode(),
        "savoirs.txt": f"{personne}Code type savoir-faire|Code savoir-faire|\n8|10000000009|E|10|S|SM54|\n"
        "8|1|E|10|C|C12|\n",
        "diplomes.txt": f"{personne}Code type diplôme obtenu|Code diplôme obtenu|\n8|10000000009|E|10|DE|DE09|\n"
        "8|1|E|10|||\n",
    }
    ps, savoirs, diplomes = (tmp_path / nom for nom in contenus)
    for chemin, contenu in zip((ps, savoirs, diplomes), contenus.values(), strict=True):
        chemin.write_text(contenu, encoding="utf-8")
    cible = tmp_path / "r.json"
    resultat = importer("annuaire", ps, "--savoir-faire", savoirs, "--diplomes", diplomes, "-o", cible)
    assert resultat.exit_code == 1, resultat.output  # a line of the diplomas says nothing
    assert "savoirs.txt : 2 ligne(s) lue(s), 1 gardée(s), 0 refusée(s), 1 écartée(s)" in resultat.output
    assert "écartées : 1 savoir-faire d'un autre genre que les spécialités" in resultat.output
    [medecin] = charger(cible).professionnels
    assert [code.code for code in medecin.savoir_faire] == ["SM54"]
    assert medecin.extensions is not None
    assert medecin.extensions["fr.esante.annuaire"] == {"diplomes": [{"nature": "DE", "code": "DE09"}]}
    autre = importer("annuaire", ps, "--savoir-faire", diplomes, "-o", tmp_path / "s.json")
    assert autre.exit_code == 2
    assert "diplomes.txt : ce n'est pas ce fichier, c'est celui des diplômes de l'Annuaire santé" in autre.output


def test_l_adresse_d_un_cabinet_est_un_lieu_du_registre(tmp_path: Path) -> None:
    titres = [*TITRES_ANNUAIRE]
    cellules = dict(zip(titres, ligne_annuaire().split("|"), strict=False))
    cellules |= {"Libellé Voie (coord. structure)": "DES SOINS", "Numéro Voie (coord. structure)": "12"}
    ps = tmp_path / "ps.txt"
    ps.write_bytes(texte_annuaire("|".join(cellules[titre] for titre in titres) + "|"))
    assert importer("annuaire", ps, "-o", tmp_path / "r.json").exit_code == 0
    registre = charger(tmp_path / "r.json")
    [lieu] = registre.lieux
    assert (lieu.adresse, lieu.commune) == ("12 DES SOINS", "32208")
    assert registre.professionnels[0].exercices[0].presences[0].lieu == lieu.identifiant


@pytest.mark.parametrize(
    ("option", "nature"),
    [("--savoir-faire", "annuaire"), ("--diplomes", "annuaire"), ("--activites", "finess")],
)
def test_ce_qui_se_joint_a_un_fichier_qui_n_est_pas_donne_est_refuse(option: str, nature: str, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("Nom MSP;Commune\nMSP du Port;Lectoure\n")
    resultat = importer("msp", tmp_path / "m.csv", option, "absent.txt", "-o", tmp_path / "r.json")
    assert resultat.exit_code == 2
    assert resultat.stderr == f"{option} dit plus d'un fichier {nature}, qui n'est pas donné : {nature} FICHIER\n"
    assert not (tmp_path / "r.json").exists()


def test_les_activites_se_joignent_aux_etablissements(tmp_path: Path) -> None:
    bloc = {"typeActiviteASDR": {"activiteSanitaireDiverseRegulee": "850"}}
    activite = {
        "caracteristiquesGeneriques": {"etatObjet": "A"},
        "nature": {"codeNature": "ASDR", "caracteristiquesSpecifiques": bloc},
    }
    etablissement = {"numFinessEge": "000000109", "activitesExercees": [activite]}
    activites = tmp_path / "activites.json"
    activites.write_text(json.dumps({"pmej": [{"activitesAutorisees": [activite], "ege": [etablissement]}]}))
    source, cible = tmp_path / "finess.csv", tmp_path / "r.json"
    source.write_bytes(csv_finess(ligne_finess()))
    resultat = importer("finess", source, "--activites", activites, "-o", cible, "--json")
    assert resultat.exit_code == 0, resultat.output
    [jointe] = json.loads(resultat.output)["jointes"]
    assert (jointe["lues"], jointe["gardees"], jointe["ecartees"]) == (2, 1, 1)
    [msp] = charger(cible).structures
    assert msp.extensions is not None
    assert msp.extensions["fr.esante.finess"]["activites"] == [{"nature": "ASDR", "code": "850"}]


def test_les_listes_d_une_region_donnent_des_structures(tmp_path: Path) -> None:
    cpts, msp, cible = tmp_path / "cpts.csv", tmp_path / "msp.csv", tmp_path / "r.json"
    cpts.write_text("Code INSEE;CPTS\n32208;CPTS Lomagne\n32132;CPTS Lomagne\n33063;CPTS Bordeaux\n")
    msp.write_text("Nom MSP;Commune;Code postal\nMSP de Lectoure;Lectoure;32700\n")
    options = ("--departement", "32", "-o", cible)
    resultat = importer("msp", msp, "cpts", cpts, *options)
    assert resultat.exit_code == 0, resultat.output
    assert "écartées : 1 hors du département demandé" in resultat.output
    registre = charger(cible)
    assert [structure.identifiant for structure in registre.structures] == ["cpts-lomagne", "msp-msp-lectoure-32208"]
    assert registre.territoires[0].delimitation is Delimitation.PARTIELLE
    entiers = importer("cpts", cpts, "--territoires-complets", "-o", tmp_path / "s.json")
    assert entiers.exit_code == 0, entiers.output
    assert {un.delimitation for un in charger(tmp_path / "s.json").territoires} == {Delimitation.COMPLETE}
