"""Codes, labels and validity of the shipped nomenclatures; expected values are those of the official tables."""

import hashlib
import json
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from outils._processus import sans_mesure

from soinsprimaires import referentiels
from soinsprimaires.erreurs import CodeInconnu, ValeurInvalide
from soinsprimaires.referentiels import (
    CodeNomenclature,
    FamilleProfessionnelle,
    StatutConcept,
    Systeme,
    categories,
    codes,
)
from soinsprimaires.referentiels import professions as p
from soinsprimaires.referentiels._fichiers import lire_fichier
from soinsprimaires.temps import Periode

RACINE = Path(__file__).resolve().parents[2]
DONNEES = RACINE / "src" / "soinsprimaires" / "referentiels" / "donnees"
TABLES = RACINE.parent / "shared" / "reference" / "tables"
PSYCHOLOGUE_G15 = CodeNomenclature(Systeme.TRE_G15, "93")


def test_chaque_systeme_a_son_adresse_officielle() -> None:
    nos = "https://mos.esante.gouv.fr/NOS/"
    assert {systeme.name: systeme.uri for systeme in Systeme} == {
        "TRE_G15": nos + "TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante",
        "TRE_R02": nos + "TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite",
        "TRE_R23": nos + "TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice",
        "TRE_R291": nos + "TRE_R291-AutreProfession/FHIR/TRE-R291-AutreProfession",
        "TRE_R38": nos + "TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale",
        "TRE_R397": "https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r397-categorie-entite-geographique-exercice",
        "TRE_R66": nos + "TRE_R66-CategorieEtablissement/FHIR/TRE-R66-CategorieEtablissement",
        "TRE_R94": nos + "TRE_R94-ProfessionSocial/FHIR/TRE-R94-ProfessionSocial",
        "TRE_R95": nos + "TRE_R95-UsagerTitre/FHIR/TRE-R95-UsagerTitre",
    }


def test_la_valeur_d_un_systeme_est_son_nom() -> None:
    assert [systeme.value for systeme in Systeme] == [systeme.name for systeme in Systeme]


@pytest.mark.parametrize("code", ["", "1" * 33, "SM 26", "é", "10\n", "１０", 10, None])
def test_une_mauvaise_forme_est_refusee(code: object) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        CodeNomenclature(Systeme.TRE_G15, code)  # type: ignore[arg-type]
    assert (refus.value.champ, refus.value.code) == ("code", "code.forme")


def test_un_systeme_est_un_membre_et_non_son_nom() -> None:
    with pytest.raises(ValeurInvalide) as refus:
        CodeNomenclature("TRE_G15", "10")  # type: ignore[arg-type]
    assert (refus.value.champ, refus.value.code) == ("systeme", "code.systeme")


def test_un_code_est_une_valeur() -> None:
    code = CodeNomenclature(systeme=Systeme.TRE_R38, code="SM40")
    assert code == p.PEDIATRIE
    assert pickle.loads(pickle.dumps(code)) == code  # noqa: S301
    assert str(code) == "TRE_R38:SM40"
    assert len({code, p.PEDIATRIE, p.GENETIQUE}) == 2


def test_les_memes_chiffres_dans_deux_systemes_sont_deux_codes() -> None:
    assert CodeNomenclature(Systeme.TRE_R95, "93") == p.PSYCHOLOGUE
    assert p.PSYCHOLOGUE != PSYCHOLOGUE_G15


@pytest.mark.parametrize(
    ("code", "libelle"),
    [
        (p.MEDECIN, "Médecin"),
        (p.PHARMACIEN, "Pharmacien"),
        (p.AUDIOPROTHESISTE, "Audioprothésiste"),
        (p.OPTICIEN_LUNETIER, "Opticien-Lunetier"),
        (p.ASSISTANT_DENTAIRE, "Assistant dentaire"),
        (p.PHYSICIEN_MEDICAL, "Physicien médical"),
        (p.AIDE_SOIGNANT, "Aide-soignant"),
        (p.AMBULANCIER, "Ambulancier"),
        (p.AUXILIAIRE_PUERICULTURE, "Auxiliaire de puériculture"),
        (p.PREPARATEUR_PHARMACIE_HOSPITALIERE, "Préparateur en pharmacie hospitalière"),
        (p.PREPARATEUR_PHARMACIE, "Préparateur en pharmacie (officine)"),
        (p.CHIRURGIEN_DENTISTE, "Chirurgien-Dentiste"),
        (p.SAGE_FEMME, "Sage-Femme"),
        (p.INFIRMIER, "Infirmier"),
        (p.INFIRMIER_PSYCHIATRIQUE, "Infirmier psychiatrique"),
        (p.MASSEUR_KINESITHERAPEUTE, "Masseur-Kinésithérapeute"),
        (p.PEDICURE_PODOLOGUE, "Pédicure-Podologue"),
        (p.ORTHOPROTHESISTE, "Orthoprothésiste"),
        (p.PODO_ORTHESISTE, "Podo-Orthésiste"),
        (p.ORTHOPEDISTE_ORTHESISTE, "Orthopédiste-Orthésiste"),
        (p.OCULARISTE, "Oculariste"),
        (p.EPITHESISTE, "Epithésiste"),
        (p.TECHNICIEN_LABORATOIRE, "Technicien de laboratoire médical"),
        (p.ORTHOPHONISTE, "Orthophoniste"),
        (p.ORTHOPTISTE, "Orthoptiste"),
        (p.ERGOTHERAPEUTE, "Ergothérapeute"),
        (p.DIETETICIEN, "Diététicien"),
        (p.PSYCHOMOTRICIEN, "Psychomotricien"),
        (p.MANIPULATEUR_ERM, "Manipulateur ERM"),
        (p.OSTEOPATHE, "Ostéopathe"),
        (p.PSYCHOTHERAPEUTE, "Psychothérapeute"),
        (p.CHIROPRACTEUR, "Chiropracteur"),
        (p.PSYCHOLOGUE, "Psychologue"),
        (p.ASSISTANT_SERVICE_SOCIAL, "Assistant de service social"),
        (p.AUTRE_ACTEUR, "Acteur participant au système de santé caractérisé par rôle"),
        (p.CARDIOLOGIE, "Cardiologie et Maladies vasculaires (SM)"),
        (p.CHIRURGIE_ORTHOPEDIQUE, "Chirurgie orthopédique et Traumatologie (SM)"),
        (p.CHIRURGIE_VISCERALE, "Chirurgie viscérale et digestive (SM)"),
        (p.DERMATOLOGIE, "Dermatologie et Vénéréologie (SM)"),
        (p.GENETIQUE, "Génétique médicale (SM)"),
        (p.GERIATRIE, "Gériatrie (SM)"),
        (p.GYNECOLOGIE_MEDICALE, "Gynécologie médicale (SM)"),
        (p.GYNECOLOGIE_OBSTETRIQUE, "Gynécologie-obstétrique (SM)"),
        (p.MEDECINE_GENERALE_QUALIFIE, "Qualifié en Médecine générale (SM)"),
        (p.MEDECINE_GENERALE_SPECIALISTE, "Spécialiste en Médecine générale (SM)"),
        (p.MEDECINE_GENERALE, "Médecine générale (SM)"),
        (p.OPHTALMOLOGIE, "Ophtalmologie (SM)"),
        (p.PEDIATRIE, "Pédiatrie (SM)"),
        (p.PSYCHIATRIE, "Psychiatrie (SM)"),
        (p.RHUMATOLOGIE, "Rhumatologie (SM)"),
        (p.MALADIES_INFECTIEUSES, "Maladies infectieuses et tropicales (SM)"),
        (
            p.IPA_PATHOLOGIES_CHRONIQUES,
            "Exercice infirmier en pratique avancée pathologies chroniques stabilisées (SI)",
        ),
        (p.IPA_ONCOLOGIE, "Exercice infirmier en pratique avancée oncologie et hémato-oncologie (SI)"),
        (
            p.IPA_MALADIE_RENALE,
            "Exercice infirmier en pratique avancée maladie rénale chronique, dialyse et transplantation rénale (SI)",
        ),
        (p.IPA_SANTE_MENTALE, "Exercice infirmier en pratique avancée santé mentale (SI)"),
        (p.MODE_SALARIE, "Salarié"),
        (p.MODE_LIBERAL, "Libéral, indépendant, artisan, commerçant"),
        (p.MODE_BENEVOLE, "Bénévole"),
        (p.MODE_INDIRECT, "Indirect"),
        (categories.CENTRE_SANTE, "Centre de Santé"),
        (categories.SAAS, "Service autonomie aide et soins (SAAS)"),
        (categories.SSIAD, "Service de Soins Infirmiers A Domicile (S.S.I.A.D)"),
        (categories.MAISON_SANTE, "Maison de santé (L.6223-3)"),
        (categories.CPTS, "Communauté Professionnelle Territoriale de Santé (CPTS)"),
        (categories.DAC, "Dispositif d'appui à la coordination (DAC)"),
        (categories.LABORATOIRE_BIOLOGIE_MEDICALE, "Laboratoire de Biologie Médicale"),
        (categories.SOINS_NON_PROGRAMMES, "Lieu de soins non programmés"),
        (categories.PHARMACIE_OFFICINE, "Pharmacie d'Officine"),
        (categories.EQUIPE_SOINS_SPECIALISES, "Equipe de Soins Spécialisés"),
        (categories.STRUCTURE_SAS, "Structure qui contribue au Service d'Accès aux Soins"),
        (categories.CENTRE_SANTE_SEXUELLE_MEDIATION, "Centre de santé et de médiation en santé sexuelle"),
        (CodeNomenclature(Systeme.TRE_R02, "SA52"), "Maison de santé ou Pôle de santé"),
        (CodeNomenclature(Systeme.TRE_R02, "SA05"), "Centre de santé"),
        (CodeNomenclature(Systeme.TRE_R397, "604"), "Communauté Professionnelle Territoriale de Santé (CPTS)"),
    ],
    ids=str,
)
def test_libelle_officiel(code: CodeNomenclature, libelle: str) -> None:
    assert referentiels.libelle(code) == libelle
    assert str(referentiels.concept(code)) == libelle


@pytest.mark.parametrize(
    ("systeme", "nombre", "complet"),
    [
        (Systeme.TRE_G15, 30, True),
        (Systeme.TRE_R02, 69, False),
        (Systeme.TRE_R23, 4, True),
        (Systeme.TRE_R291, 1, False),
        (Systeme.TRE_R38, 102, False),
        (Systeme.TRE_R397, 15, False),
        (Systeme.TRE_R66, 66, False),
        (Systeme.TRE_R94, 1, False),
        (Systeme.TRE_R95, 4, False),
    ],
)
def test_nombre_de_codes(systeme: Systeme, nombre: int, complet: bool) -> None:  # noqa: FBT001
    fiche = next(f for f in referentiels.manifeste() if f.fichier == f"{systeme.value}.csv")
    assert (len(referentiels.concepts(systeme)), fiche.lignes, fiche.complet) == (nombre, nombre, complet)
    assert all(concept.code.systeme is systeme for concept in referentiels.concepts(systeme))


def test_le_psychologue_a_quitte_les_professions_de_sante() -> None:
    ancien = referentiels.concept(PSYCHOLOGUE_G15)
    assert ancien.statut is StatutConcept.DEPRECIE
    assert ancien.periode == Periode(fin=date(2021, 12, 17))
    assert referentiels.existe(PSYCHOLOGUE_G15) is True
    assert referentiels.existe(PSYCHOLOGUE_G15, au=date(2021, 12, 18)) is False
    assert referentiels.existe(p.PSYCHOLOGUE, au=date(2026, 3, 30)) is True
    with pytest.raises(CodeInconnu, match="code valide jusqu'au 17 décembre 2021, pas le 2 juillet 2024"):
        referentiels.concept(PSYCHOLOGUE_G15, au=date(2024, 7, 2))


def test_le_mode_indirect_commence_en_2026() -> None:
    assert referentiels.concept(p.MODE_INDIRECT).periode == Periode(debut=date(2026, 2, 2))
    assert referentiels.existe(p.MODE_INDIRECT, au=date(2026, 2, 1)) is False
    assert referentiels.existe(p.MODE_INDIRECT, au=date(2026, 2, 2)) is True
    assert referentiels.existe(p.MODE_LIBERAL, au=date(2007, 7, 25)) is True
    assert referentiels.concept(p.MODE_INDIRECT, au=date(2026, 2, 2)).libelle == "Indirect"


def test_les_cpts_entrent_au_finess_en_2020() -> None:
    assert referentiels.existe(categories.CPTS, au=date(2020, 5, 28)) is False
    assert referentiels.existe(categories.CPTS, au=date(2020, 5, 29)) is True


def test_les_centres_de_sante_de_2013() -> None:
    dentaire = referentiels.concept(CodeNomenclature(Systeme.TRE_R66, "125"))
    assert dentaire.periode == Periode(debut=date(1979, 1, 1), fin=date(2013, 12, 19))
    assert {code.code for code in categories.CENTRES_SANTE} == {"124", "125", "130", "289", "439"}


def test_un_premier_jour_inconnu_ne_se_devine_pas() -> None:
    # The table of the professions was read in its version of 2025-03-28, without first days.
    assert referentiels.existe(p.MEDECIN, au=date(2025, 3, 27)) is None
    assert referentiels.existe(p.MEDECIN, au=date(2025, 3, 28)) is True
    assert referentiels.concept(p.MEDECIN, au=date(1990, 1, 1)).libelle == "Médecin"


def test_un_statut_non_releve_ne_se_devine_pas() -> None:
    assert referentiels.concept(categories.SSIAD).statut is StatutConcept.NON_RELEVE
    assert referentiels.existe(categories.SSIAD) is True
    assert referentiels.existe(categories.SSIAD, au=date(2026, 6, 1)) is None


def test_une_remarque_et_un_parent_sont_gardes() -> None:
    sport = referentiels.concept(CodeNomenclature(Systeme.TRE_R66, "700"))
    assert (sport.libelle, sport.statut) == ("Maison sport-santé", StatutConcept.ACTIF)
    assert sport.remarque == "ROR seulement, absent de FINESS"
    assert referentiels.concept(CodeNomenclature(Systeme.TRE_R397, "603")).parent == CodeNomenclature(
        Systeme.TRE_R397, "2103"
    )
    assert referentiels.concept(p.MEDECIN).parent is None


def test_un_code_dans_un_autre_systeme_est_inconnu() -> None:
    ailleurs = CodeNomenclature(Systeme.TRE_G15, "SM26")
    assert referentiels.existe(ailleurs) is False
    with pytest.raises(CodeInconnu) as refus:
        referentiels.libelle(ailleurs)
    assert str(refus.value) == "code 'SM26' inconnu : TRE_G15, professions de santé, version 20250328120000"


def test_un_extrait_ne_prouve_pas_une_absence() -> None:
    absent = CodeNomenclature(Systeme.TRE_R66, "101")
    assert referentiels.existe(absent) is None
    assert referentiels.existe(absent, au=date(2026, 1, 1)) is None
    with pytest.raises(CodeInconnu, match=r"extrait de 66 codes \(un code absent peut exister\)"):
        referentiels.concept(absent)


@pytest.mark.parametrize(
    ("attendue", "codes"),
    [
        (FamilleProfessionnelle.MEDICALE, "10 40 50"),
        (FamilleProfessionnelle.PHARMACIE, "21 32 38 39"),
        (FamilleProfessionnelle.AUXILIAIRE_MEDICAL, "26 28 60 69 70 80 81 82 83 84 85 86 91 92 94 95 96 98"),
        (FamilleProfessionnelle.AUCUNE, "31 35 36 37 93"),
    ],
)
def test_famille_des_professions_de_sante(attendue: FamilleProfessionnelle, codes: str) -> None:
    for code in codes.split():
        assert referentiels.famille(CodeNomenclature(Systeme.TRE_G15, code)) is attendue, code


def test_toute_profession_de_sante_a_une_famille() -> None:
    sans = [c.code for c in referentiels.concepts(Systeme.TRE_G15) if referentiels.famille(c.code) is None]
    assert sans == []


def test_ce_qui_est_propose_a_qui_ecrit_une_profession_en_toutes_lettres_existe() -> None:
    proposees = {nom: getattr(p, nom) for nom in codes._COURANTES}
    assert len(proposees) == 14
    assert None not in map(p.famille, proposees.values())


def test_famille_hors_des_professions_de_sante() -> None:
    for titre in (p.OSTEOPATHE, p.PSYCHOTHERAPEUTE, p.CHIROPRACTEUR, p.PSYCHOLOGUE):
        assert referentiels.famille(titre) is FamilleProfessionnelle.AUCUNE
    assert referentiels.famille(p.ASSISTANT_SERVICE_SOCIAL) is None
    assert referentiels.famille(p.AUTRE_ACTEUR) is None
    assert referentiels.famille(p.PEDIATRIE) is None


def test_medecin_et_auxiliaire_medical() -> None:
    assert [referentiels.est_medecin(code) for code in (p.MEDECIN, p.SAGE_FEMME)] == [True, False]
    assert referentiels.est_auxiliaire_medical(p.INFIRMIER) is True
    assert referentiels.est_auxiliaire_medical(p.AIDE_SOIGNANT) is False
    assert referentiels.est_auxiliaire_medical(p.PHARMACIEN) is False
    assert referentiels.est_auxiliaire_medical(p.ASSISTANT_SERVICE_SOCIAL) is None


def test_generaliste_et_ipa() -> None:
    generalistes = [c.code.code for c in referentiels.concepts(Systeme.TRE_R38) if referentiels.est_generaliste(c.code)]
    assert generalistes == ["SM26", "SM53", "SM54"]
    ipa = [c.code.code for c in referentiels.concepts(Systeme.TRE_R38) if referentiels.est_ipa(c.code)]
    assert ipa == ["SI01", "SI02", "SI03", "SI04"]


def test_le_manifeste_dit_vrai_de_chaque_fichier() -> None:
    embarques = {chemin.name for chemin in DONNEES.iterdir()} - {"manifeste.json"}
    assert {fiche.fichier for fiche in referentiels.manifeste()} == embarques
    for fiche in referentiels.manifeste():
        octets = (DONNEES / fiche.fichier).read_bytes()
        assert hashlib.sha256(octets).hexdigest() == fiche.sha256, fiche.fichier
        assert fiche.adresse.startswith("https://")
        assert fiche.licence


def test_un_fichier_que_le_paquet_ne_donne_pas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pkgutil.get_data", lambda _paquet, _nom: None)
    with pytest.raises(FileNotFoundError, match=r"absent\.csv"):
        lire_fichier("absent.csv")


def test_les_referentiels_restent_legers() -> None:
    assert sum(chemin.stat().st_size for chemin in DONNEES.iterdir()) < 1_200_000


@pytest.mark.skipif(not TABLES.is_dir(), reason="official tables not at hand")
def test_l_outil_refait_les_memes_octets(tmp_path: Path) -> None:
    tables = sorted(str(chemin) for systeme in ("JDV", "TRE") for chemin in TABLES.glob(f"{systeme}_*.csv"))
    subprocess.run(
        [sys.executable, "-m", "outils.nomenclatures", "--sortie", str(tmp_path), *tables],
        cwd=RACINE,
        check=True,
        capture_output=True,
    )
    refaits = json.loads((tmp_path / "manifeste.json").read_text(encoding="utf-8"))
    embarques = json.loads((DONNEES / "manifeste.json").read_text(encoding="utf-8"))
    assert refaits == [fiche for fiche in embarques if fiche["fichier"].startswith("TRE_")]
    for fiche in refaits:
        assert (tmp_path / fiche["fichier"]).read_bytes() == (DONNEES / fiche["fichier"]).read_bytes()


def test_importer_les_codes_ne_lit_aucune_donnee() -> None:
    # The hook sees every file that Python opens: the interpreter's own start may open some, none of ours.
    code = """
import sys
ouverts = []
sys.addaudithook(lambda nom, arguments: ouverts.append(str(arguments[0])) if nom == "open" else None)
from soinsprimaires import referentiels
from soinsprimaires.referentiels import categories, codes, professions
assert not [m for m in ("json", "csv", "lzma", "zlib", "importlib.resources", "pkgutil") if m in sys.modules], "module"
assert not [m for m in sys.modules if m.startswith("soinsprimaires.referentiels._")], "private"
assert not [o for o in ouverts if "donnees" in o], "data"
referentiels.commune
assert not [o for o in ouverts if "donnees" in o], "data of a function that was not called"
assert referentiels.libelle(professions.MEDECIN) == "Médecin"
assert [o.rsplit("donnees", 1)[1][1:] for o in ouverts if "donnees" in o] == ["manifeste.json", "TRE_G15.csv"]
print("lu")
"""
    # Measuring coverage in the new interpreter would open files and import modules of its own.
    resultat = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", code],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=sans_mesure(),
    )
    assert (resultat.returncode, resultat.stdout.strip()) == (0, "lu"), resultat.stderr


def test_le_paquet_ne_montre_que_ses_noms_publics() -> None:
    assert dir(referentiels) == sorted(referentiels.__all__)
    assert all(getattr(referentiels, nom) is not None for nom in referentiels.__all__)
    with pytest.raises(AttributeError, match="inexistant"):
        _ = referentiels.inexistant  # type: ignore[attr-defined]
