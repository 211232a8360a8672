"""FINESS in its two layouts: the same establishment gives the same entity."""

import gzip
import json
import sys
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from tests.echanges.fichiers import CHAMPS, SansRetour, csv_finess, document, ege, ligne_finess, pmej

from soinsprimaires import (
    CPTS,
    MSP,
    CentreSante,
    CodeInconnu,
    Contact,
    DocumentInvalide,
    EquipeSoinsSpecialises,
    ExtraManquant,
    FormeDatee,
    FormeJuridique,
    Gravite,
    Jalon,
    Lieu,
    NatureContact,
    NatureJalon,
    NatureLieu,
    NatureOrganisation,
    NatureSite,
    Organisation,
    Position,
    Registre,
    Site,
)
from soinsprimaires.echanges import Lecture, finess
from soinsprimaires.echanges.finess import EntiteFiness
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme

AUTRE = "000000141"
ECHANTILLONS = Path(__file__).parents[3] / "shared/reference/samples"


def lire(*lignes: str, premiere: str | None = None, **options: Any) -> Lecture[EntiteFiness]:
    octets = csv_finess(*lignes) if premiere is None else csv_finess(*lignes, premiere=premiere)
    return finess.lire_csv(BytesIO(octets), **options)


def lire_json(*juridiques: dict[str, Any], **options: Any) -> Lecture[EntiteFiness]:
    return finess.lire_json(BytesIO(json.dumps(document(*juridiques)).encode()), **options)


def centre_de(lecture: Lecture[EntiteFiness]) -> CentreSante:
    [centre] = [entite for entite in lecture if isinstance(entite, CentreSante)]
    return centre


def lieu_de(lecture: Lecture[EntiteFiness]) -> Lieu:
    [lieu] = [entite for entite in lecture if isinstance(entite, Lieu)]
    return lieu


# -- CSV ----------------------------------------------------------------------------------------------------------


def test_une_maison_de_sante_vient_avec_son_site_et_son_lieu() -> None:
    lecture = lire(ligne_finess())
    lieu, msp = lecture
    provenance = lecture.provenance
    assert provenance is not None
    assert (provenance.editeur, str(provenance.publie_le)) == ("Agence du numérique en santé", "2026-05-12")
    assert lieu == Lieu(
        identifiant="lieu-finess-000000109",
        nom="MAISON DE SANTE DE LECTOURE",
        nature=NatureLieu.ADRESSE,
        commune="32208",
        code_postal="32700",
        adresse="4 BIS R NATIONALE",
        provenance=provenance,
    )
    assert msp == MSP(
        identifiant="finess-000000109",
        nom="MAISON DE SANTE DE LECTOURE",
        sites=(
            Site(
                identifiant="site-finess-000000109",
                lieu="lieu-finess-000000109",
                commune="32208",
                finess="000000109",  # type: ignore[arg-type]
                categorie_finess=CodeNomenclature(Systeme.TRE_R66, "603"),
                jalons=(Jalon(nature=NatureJalon.OUVERTURE, le="2014-09-01"),),
            ),
        ),
        finess="000000117",  # type: ignore[arg-type]
        siret="13000323900014",  # type: ignore[arg-type]
        contacts=(Contact(nature=NatureContact.TELEPHONE, valeur="0500000000"),),
        provenance=provenance,
    )
    assert (lecture.lues, lecture.gardees, lecture.refusees, lecture.ecartees) == (1, 1, 0, 0)
    assert len(lecture.anomalies) == 0
    Registre().avec(lieu, msp)


@pytest.mark.parametrize(
    ("categorie", "classe"),
    [("603", MSP), ("604", CPTS), ("124", CentreSante), ("439", CentreSante), ("647", EquipeSoinsSpecialises)],
)
def test_une_categorie_de_soins_primaires_donne_sa_structure(categorie: str, classe: type) -> None:
    *_, structure = lire(ligne_finess(categetab=categorie))
    assert type(structure) is classe


@pytest.mark.parametrize(
    ("categorie", "nature"),
    [
        ("606", NatureOrganisation.DAC),
        ("355", NatureOrganisation.ETABLISSEMENT_SANTE),
        ("620", NatureOrganisation.AUTRE),
    ],
)
def test_les_autres_sont_des_organisations_que_le_constructeur_donnerait(
    categorie: str, nature: NatureOrganisation
) -> None:
    [lue] = lire(ligne_finess(categetab=categorie))
    assert isinstance(lue, Organisation)
    assert lue == Organisation(
        identifiant="finess-000000109",
        nom="MAISON DE SANTE DE LECTOURE",
        nature=nature,
        departement="32",
        commune="32208",
        siret="13000323900014",  # type: ignore[arg-type]
        finess="000000117",  # type: ignore[arg-type]
        provenance=lue.provenance,
        extensions=lue.extensions,
    )
    assert attrs.evolve(lue) == lue


def test_une_categorie_absente_des_extraits_est_gardee_et_dite_une_fois() -> None:
    lecture = lire(ligne_finess(categetab="999"), ligne_finess(categetab="999", nofinesset=AUTRE))
    inconnue = CodeNomenclature(Systeme.TRE_R66, "999")
    assert [finess.categorie_de(entite) for entite in lecture] == [inconnue, inconnue]
    [anomalie] = lecture.anomalies
    assert (anomalie.code, anomalie.gravite) == ("code.inconnu", Gravite.INFORMATION)
    assert anomalie.message == "ligne 2 : catégorie absente des extraits livrés, gardée telle quelle"


def test_le_gestionnaire_d_un_centre_vient_une_fois_et_le_precede() -> None:
    centre = {"categetab": "124", "nofinessej": "000000117"}
    entites = list(lire(ligne_finess(**centre), ligne_finess(nofinesset=AUTRE, **centre)))
    assert [type(entite) for entite in entites] == [Organisation, Lieu, CentreSante, Lieu, CentreSante]
    gestionnaire = entites[0]
    assert isinstance(gestionnaire, Organisation)
    assert gestionnaire.nom == "Entité juridique FINESS 000000117"
    assert [c.gestionnaire for c in entites if isinstance(c, CentreSante)] == [gestionnaire.identifiant] * 2
    registre = Registre().avec(*entites)
    assert all(pointage.cible in registre for pointage in registre.pointages())


@pytest.mark.parametrize(
    ("departement", "commune", "attendue"),
    [
        ("01", "451", "01451"),
        ("2A", "004", "2A004"),
        ("2B", "033", "2B033"),
        ("9A", "105", "97105"),
        ("9A", "123", "97701"),
        ("9A", "127", "97801"),
        ("9B", "209", "97209"),
        ("9C", "302", "97302"),
        ("9D", "411", "97411"),
        ("9E", "502", "97502"),
        ("9F", "610", "97610"),
        ("9J", "613", "98613"),
    ],
)
def test_la_commune_se_compose_du_departement_et_du_numero(departement: str, commune: str, attendue: str) -> None:
    lecture = lire(ligne_finess(departement=departement, commune=commune))
    assert lieu_de(lecture).commune == attendue
    assert len(lecture.anomalies) == 0


def test_une_commune_inconnue_est_gardee_et_dite() -> None:
    lecture = lire(ligne_finess(commune="999"))
    assert lieu_de(lecture).commune == "32999"
    assert lecture.anomalies[0].message == (
        "ligne 2, « commune » : commune 32999 inconnue au 1er janvier 2026, gardée telle quelle"
    )


def test_une_commune_mal_formee_est_dite_et_le_reste_garde() -> None:
    lecture = lire(ligne_finess(commune="2X"))
    assert lieu_de(lecture).commune is None
    assert [anomalie.code for anomalie in lecture.anomalies] == ["commune.forme"]


@pytest.mark.parametrize(
    ("departement", "commune", "lue"), [("1", "53", "01053"), ("01", "53", "01053"), ("2A", "4", "2A004")]
)
def test_des_zeros_perdus_sont_remis_et_dits(departement: str, commune: str, lue: str) -> None:
    lecture = lire(ligne_finess(departement=departement, commune=commune), departement=lue[:2])
    assert lieu_de(lecture).commune == lue
    assert [anomalie.code for anomalie in lecture.anomalies] == ["zero.perdu"]


def test_un_numero_abime_par_un_tableur_est_remis_si_sa_cle_le_confirme_et_dit() -> None:
    lecture = lire(ligne_finess(nofinesset="10000024", siret="2,601E+13"))
    *_, msp = lecture
    assert isinstance(msp, MSP)
    assert (msp.identifiant, msp.siret) == ("finess-010000024", None)
    zero, notation = (anomalie.message for anomalie in lecture.anomalies)
    assert zero == "ligne 2, « nofinesset » : FINESS : un zéro perdu est remis devant"
    assert "SIRET : notation scientifique d'un tableur, des chiffres sont perdus" in notation


def test_un_departement_s_ecrit_de_plusieurs_facons() -> None:
    for departement in ("1", "01", " 01"):
        assert lire(ligne_finess(departement="01", commune="053"), departement=departement).ecartees == 0
    assert len(list(lire(ligne_finess(departement="9D", commune="411"), departement="9d"))) == 2
    assert len(list(lire(ligne_finess(departement="2A", commune="004"), departement="2a"))) == 2


def test_un_lieu_que_rien_ne_situe_est_ecarte_et_dit() -> None:
    sans = {"commune": "", "departement": ""}
    lignes = (ligne_finess(**sans), ligne_finess(nofinesset=AUTRE, ligneacheminement="AUCH", **sans))
    lecture = lire(*lignes, departement="32")
    assert [lu.identifiant for lu in lecture] == ["lieu-finess-000000109", "finess-000000109"]
    assert (lecture.lues, lecture.gardees, lecture.ecartees) == (2, 1, 1)
    assert [anomalie.message for anomalie in lecture.anomalies] == [
        "ligne 3 : rien ne dit dans quel département c'est : écartée, puisqu'un département est demandé"
    ]


@pytest.mark.parametrize(
    ("departement", "communes", "gardees"),
    [("32", ("32", "208"), 1), ("31", ("32", "208"), 0), ("2A", ("2A", "004"), 1), ("977", ("9A", "123"), 1)],
)
def test_seul_le_departement_est_garde(departement: str, communes: tuple[str, str], gardees: int) -> None:
    lecture = lire(ligne_finess(departement=communes[0], commune=communes[1]), departement=departement)
    assert len(list(lecture)) == 2 * gardees
    assert (lecture.gardees, lecture.ecartees) == (gardees, 1 - gardees)


def test_sans_commune_le_departement_du_fichier_decide() -> None:
    assert lieu_de(lire(ligne_finess(commune="", departement="9D"), departement="974")).commune is None


def test_un_departement_inconnu_est_refuse() -> None:
    with pytest.raises(CodeInconnu):
        lire(departement="9Z")


def test_seules_les_categories_demandees_sont_gardees() -> None:
    lecture = lire(ligne_finess(), ligne_finess(nofinesset=AUTRE, categetab="620"), categories=finess.CATEGORIES.keys())
    assert [type(entite) for entite in lecture] == [Lieu, MSP]
    assert (lecture.lues, lecture.ecartees) == (2, 1)


def test_les_cellules_sont_debarrassees_de_leurs_blancs() -> None:
    assert list(lire(ligne_finess(categetab="603 ", commune=" 208", nofinesset="000000109  "))) == list(
        lire(ligne_finess())
    )


@pytest.mark.parametrize("ouverture", ["2014-09-01 00:00:00", "2014-09-01T00:00:00", " 2014-09-01 ", "01/09/2014"])
def test_une_date_peut_porter_son_heure(ouverture: str) -> None:
    assert list(lire(ligne_finess(dateouv=ouverture))) == list(lire(ligne_finess()))


@pytest.mark.parametrize(
    ("ouverture", "code"), [("hier", "date.forme"), ("2014-02-30", "date.forme"), ("30/02/2014", "date.forme")]
)
def test_une_date_illisible_est_dite_et_le_reste_garde(ouverture: str, code: str) -> None:
    lecture = lire(ligne_finess(dateouv=ouverture))
    *_, msp = lecture
    assert isinstance(msp, MSP)
    assert msp.sites[0].jalons == ()
    assert [(a.code, a.pointeur) for a in lecture.anomalies] == [(code, "/lignes/2/dateouv")]


@pytest.mark.parametrize(
    ("cellules", "code"),
    [
        pytest.param({"nofinesset": "458174839"}, "identifiant.cle", id="FINESS d'un exemple officiel"),
        pytest.param({"nofinessej": "754567860"}, "identifiant.cle", id="entité juridique"),
        pytest.param({"siret": "13000323900015"}, "identifiant.cle", id="SIRET"),
    ],
)
def test_une_cle_fausse_est_dite_et_le_numero_garde(cellules: dict[str, str], code: str) -> None:
    lecture = lire(ligne_finess(**cellules))
    *_, msp = lecture
    assert isinstance(msp, MSP)
    [valeur] = cellules.values()
    assert valeur in {msp.finess, msp.siret, msp.sites[0].finess}
    assert [anomalie.code for anomalie in lecture.anomalies] == [code]


@pytest.mark.parametrize("siret", ["35600000000048", "35600000049837"])
def test_un_siret_de_la_poste_n_a_pas_de_faute(siret: str) -> None:
    lecture = lire(ligne_finess(siret=siret))
    list(lecture)
    assert len(lecture.anomalies) == 0


def test_un_numero_mal_forme_est_dit_et_non_garde() -> None:
    lecture = lire(ligne_finess(siret="130003239", nofinessej="12"))
    *_, msp = lecture
    assert isinstance(msp, MSP)
    assert (msp.siret, msp.finess) == (None, None)
    assert [anomalie.pointeur for anomalie in lecture.anomalies] == ["/lignes/2/nofinessej", "/lignes/2/siret"]


def test_un_finess_de_corse_se_lit() -> None:
    lecture = lire(ligne_finess(nofinesset="2A0000019", departement="2A", commune="004"))
    *_, msp = lecture
    assert msp.identifiant == "finess-2a0000019"
    assert len(lecture.anomalies) == 0


@pytest.mark.parametrize(
    ("ligne", "raison"),
    [
        pytest.param(ligne_finess(nofinesset="12"), "« nofinesset » : FINESS : 2 caractère(s)", id="numéro"),
        pytest.param(ligne_finess(rs="", rslongue=""), "« rs » : l'établissement n'a pas de nom", id="nom"),
        pytest.param(ligne_finess(categetab=""), "« categetab » : '' n'est pas un code", id="catégorie"),
        pytest.param(ligne_finess(section="autre"), "« section » : 'autre' n'est pas", id="section"),
        pytest.param(ligne_finess(rs="A;B"), "33 champs au lieu de 32", id="séparateur dans un nom"),
        pytest.param("structureet;000000109", "2 champs au lieu de 32", id="ligne courte"),
        pytest.param(ligne_finess(rs="A" * 5000), "un champ de plus de 4000 caractères", id="ligne longue"),
    ],
)
def test_une_ligne_illisible_est_une_anomalie_et_le_reste_est_lu(ligne: str, raison: str) -> None:
    lecture = lire(ligne, ligne_finess(nofinesset=AUTRE))
    assert len(list(lecture)) == 2
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (2, 1, 1)
    [anomalie] = lecture.anomalies
    assert anomalie.gravite is Gravite.BLOQUANT
    assert anomalie.message.startswith("ligne 2")
    assert raison in anomalie.message


def test_un_doublon_est_refuse() -> None:
    lecture = lire(ligne_finess(), ligne_finess(rslongue="AUTRE"))
    assert [e.nom for e in lecture if isinstance(e, MSP)] == ["MAISON DE SANTE DE LECTOURE"]
    assert lecture.anomalies[0].message == "ligne 3, « nofinesset » : le FINESS 000000109 est déjà lu plus haut"


def test_le_separateur_final_et_les_coordonnees_ne_genent_pas() -> None:
    lecture = lire(ligne_finess() + ";", "geolocalisation;000000117;1;2;3;2026-05-12", "")
    assert len(list(lecture)) == 2
    assert (lecture.lues, lecture.gardees, lecture.ecartees, len(lecture.anomalies)) == (2, 1, 1, 0)


def test_un_autre_fichier_est_refuse() -> None:
    with pytest.raises(DocumentInvalide, match="colonne absente : « rs »"):
        list(lire(premiere="nofinesset;nofinessej"))


def test_une_edition_sans_date_est_dite() -> None:
    lecture = lire(ligne_finess(), premiere="finess;etalab;111;hier")
    assert len(list(lecture)) == 2
    assert [anomalie.code for anomalie in lecture.anomalies] == ["date.forme"]


def test_la_voie_et_le_lieu_dit_font_l_adresse() -> None:
    assert lieu_de(lire(ligne_finess(lieuditbp="BP 12"))).adresse == "4 BIS R NATIONALE, BP 12"
    vide = {"numvoie": "", "typvoie": "", "voie": "", "compvoie": ""}
    assert lieu_de(lire(ligne_finess(lieuditbp="BP 12", **vide))).adresse == "BP 12"


# -- JSON ---------------------------------------------------------------------------------------------------------


def test_un_centre_du_json_vient_avec_son_gestionnaire_nomme() -> None:
    lecture = lire_json(pmej(ege()))
    gestionnaire, lieu, centre = lecture
    assert isinstance(gestionnaire, Organisation)
    assert (gestionnaire.nom, gestionnaire.nature) == ("DEPARTEMENT DU GERS", NatureOrganisation.CONSEIL_DEPARTEMENTAL)
    assert (gestionnaire.finess, gestionnaire.siren) == ("000000133", "130003239")
    assert isinstance(lieu, Lieu)
    assert (lieu.commune, lieu.code_postal, lieu.adresse) == ("32462", "32190", "3 AV DES SOINS, BP 1")
    assert isinstance(centre, CentreSante)
    assert (centre.gestionnaire, centre.finess, centre.siret) == (
        gestionnaire.identifiant,
        "000000133",
        "13000323900014",
    )
    assert centre.formes == (FormeDatee(forme=FormeJuridique.COLLECTIVITE_TERRITORIALE),)
    assert centre.contacts == (Contact(nature=NatureContact.TELEPHONE, valeur="0500000001"),)
    assert centre.sites[0].jalons == (Jalon(nature=NatureJalon.OUVERTURE, le="2022-09-12"),)
    assert finess.categorie_de(centre) == CodeNomenclature(Systeme.TRE_R397, "124")
    assert finess.categorie_de(gestionnaire) is None
    assert str(centre.provenance.publie_le) == "2026-03-09"  # type: ignore[union-attr]
    assert len(lecture.anomalies) == 0


def test_une_msp_du_json_a_la_forme_et_le_siren_de_son_entite_juridique() -> None:
    *_, msp = lire_json(pmej(ege(categorieentiteGeographiqueExercice="603"), statutJuridique="80"))
    assert isinstance(msp, MSP)
    assert (msp.siren, msp.formes) == ("130003239", (FormeDatee(forme=FormeJuridique.SISA),))


@pytest.mark.parametrize(
    ("statut", "forme"),
    [
        ("60", FormeJuridique.ASSOCIATION_LOI_1901),
        ("62", FormeJuridique.ASSOCIATION_DROIT_LOCAL),
        ("14", FormeJuridique.ETABLISSEMENT_PUBLIC),
        ("28", FormeJuridique.GIP),
        ("89", FormeJuridique.GCS),
        ("73", FormeJuridique.AUTRE),
    ],
)
def test_le_statut_donne_la_forme(statut: str, forme: FormeJuridique) -> None:
    assert centre_de(lire_json(pmej(ege(), statutJuridique=statut))).formes == (FormeDatee(forme=forme),)


def test_un_statut_inconnu_est_dit() -> None:
    lecture = lire_json(pmej(ege(), statutJuridique="ZZ"))
    assert centre_de(lecture).formes == ()
    [anomalie] = lecture.anomalies
    assert anomalie.message == (
        "entité juridique n° 1, établissement n° 1, « statutJuridique » : statut juridique 'ZZ' inconnu de TRE_R72"
    )
    assert anomalie.pointeur == "/pmej/0/ege/0/statutJuridique"


def test_les_cles_et_les_codes_du_schema_se_lisent_aussi() -> None:
    brut = ege(categorieentiteGeographiqueExercice={"code": "124", "system": "https://exemple.fr/TRE_R66-Categorie"})
    brut["informationsGeneralesEge"] = brut.pop("informationsGeneralesEGE")
    juridique = pmej(brut)
    informations = juridique.pop("informationsGeneralesPMEJ")
    juridique["informations_generales_pmej"] = {
        "num_finess_pm": informations["numFinessPm"],
        "statut_juridique": {"code": "02", "system": "https://exemple.fr/TRE_R72"},
    }
    centre = centre_de(lire_json(juridique))
    assert (centre.finess, centre.formes[0].forme) == ("000000133", FormeJuridique.COLLECTIVITE_TERRITORIALE)
    assert finess.categorie_de(centre) == CodeNomenclature(Systeme.TRE_R66, "124")


def position(latitude: float, longitude: float, source: str | None = None) -> Position:
    return Position(latitude=Decimal(str(latitude)), longitude=Decimal(str(longitude)), source=source)


# A point of Lectoure, in metres and, as PROJ gives them, in degrees.
LAMBERT: Final = ("510000.7", "6320000.0")
EN_DEGRES: Final = (43.953368, 0.632696)


@pytest.mark.parametrize(
    ("coordonnees", "commune", "attendu"),
    [
        pytest.param(LAMBERT, "32208", EN_DEGRES, id="Lambert-93"),
        pytest.param((LAMBERT[1], LAMBERT[0]), "32208", EN_DEGRES, id="Lambert-93 permuté"),
        pytest.param(("43.759", "0.303"), "32462", (43.759, 0.303), id="en ordre"),
        pytest.param(("0.303", "43.759"), "32462", (43.759, 0.303), id="permutées"),
        pytest.param(("-21.115", "55.536"), "97411", (-21.115, 55.536), id="La Réunion"),
        pytest.param(("55.536", "-21.115"), "97411", (-21.115, 55.536), id="La Réunion permutée"),
        pytest.param(("-13.28", "-176.17"), "98613", (-13.28, -176.17), id="Wallis"),
    ],
)
def test_les_coordonnees_sont_remises_en_ordre(
    coordonnees: tuple[str, str], commune: str, attendu: tuple[float, float]
) -> None:
    brut = ege()
    brut["adresse"][1] |= {
        "cogCommune": commune,
        "coordonneesGeographique": dict(zip(("directionLatitude", "directionLongitude"), coordonnees, strict=True)),
    }
    lecture = lire_json(pmej(brut))
    assert lieu_de(lecture).position == position(*attendu)
    assert len(lecture.anomalies) == 0


def test_des_coordonnees_a_virgule_sont_lues_et_dites() -> None:
    brut = ege()
    brut["adresse"][1]["coordonneesGeographique"] = {"directionLatitude": "43,759", "directionLongitude": "0,303"}
    lecture = lire_json(pmej(brut))
    assert lieu_de(lecture).position == position(43.759, 0.303)
    assert [anomalie.code for anomalie in lecture.anomalies] == ["coordonnees.virgule"]


@pytest.mark.parametrize("coordonnees", [("12", "13"), ("510000.7", "1"), ("1e300", "43"), ("x", "y")])
def test_des_coordonnees_d_ailleurs_ne_sont_pas_gardees_et_c_est_dit(coordonnees: tuple[str, str]) -> None:
    brut = ege()
    x, y = coordonnees
    brut["adresse"][1]["coordonneesGeographique"] = {"coordonneeX": x, "coordonneeY": y}
    lecture = lire_json(pmej(brut))
    assert lieu_de(lecture).position is None
    assert [anomalie.code for anomalie in lecture.anomalies] == ["coordonnees.hors_champ"]


def test_un_site_porte_par_un_autre_n_est_pas_une_seconde_structure() -> None:
    role = {"roleEge": [{"idEgePorteuse": "525", "idEgeNonPorteuse": "526"}]}
    principal = ege(egeId="525", categorieentiteGeographiqueExercice="603", **role)
    second = ege(egeId="526", numFinessEge="000000109", categorieentiteGeographiqueExercice="603", **role)
    lecture = lire_json(pmej(second, principal))
    lieu, autre, msp = lecture
    assert isinstance(msp, MSP)
    assert {lieu.identifiant, autre.identifiant} == {"lieu-finess-000000109", "lieu-finess-000000125"}
    assert [(site.finess, site.nature) for site in msp.sites] == [
        ("000000125", NatureSite.PRINCIPAL),
        ("000000109", NatureSite.SECONDAIRE),
    ]
    assert [anomalie.code for anomalie in lecture.anomalies] == ["site.porte"]
    assert (lecture.lues, lecture.gardees) == (2, 2)


def test_un_site_porte_dont_le_porteur_n_est_pas_lu_reste_une_structure_et_c_est_dit() -> None:
    role = {"roleEge": [{"idEgePorteuse": "525", "idEgeNonPorteuse": "526"}]}
    lecture = lire_json(pmej(ege(egeId="526", categorieentiteGeographiqueExercice="603", **role)))
    assert [type(lu).__name__ for lu in lecture] == ["Lieu", "MSP"]
    assert [anomalie.code for anomalie in lecture.anomalies] == ["site.porte"]


# -- the other layouts of the CSV ---------------------------------------------------------------------------------

GEOLOCALISATION: Final = "1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93"


def test_les_lignes_de_coordonnees_placent_les_etablissements(tmp_path: Path) -> None:
    ligne = f"geolocalisation;000000109;{LAMBERT[0]};{LAMBERT[1]};{GEOLOCALISATION};2020-01-01"
    octets = csv_finess(
        ligne_finess(), ligne_finess(nofinesset=AUTRE, categetab="355"), ligne, f"geolocalisation;{AUTRE};;;;"
    )
    (tmp_path / "f.csv.gz").write_bytes(gzip.compress(octets))
    for source in (BytesIO(octets), tmp_path / "f.csv.gz"):
        lecture = finess.lire_csv(source)
        lieu, *_ = lecture
        assert isinstance(lieu, Lieu)
        assert lieu.position == position(*EN_DEGRES, GEOLOCALISATION)
        assert (lecture.lues, lecture.gardees, lecture.ecartees, len(lecture.anomalies)) == (4, 3, 1, 0)


def test_un_fichier_coupe_garde_les_coordonnees_qui_precedent() -> None:
    ligne = f"geolocalisation;000000109;{LAMBERT[0]};{LAMBERT[1]};{GEOLOCALISATION};2020-01-01"
    octets = gzip.compress(csv_finess(ligne_finess(), ligne, f"geolocalisation;{AUTRE};;;;"))
    source = BytesIO(b"avant" + octets[:-8])
    source.seek(5)
    lecture = finess.lire_csv(source)
    assert lieu_de(lecture).position == position(*EN_DEGRES, GEOLOCALISATION)
    assert lecture.interrompue


def test_d_un_flux_sans_retour_les_coordonnees_ne_sont_pas_lues_et_c_est_dit() -> None:
    ligne = f"geolocalisation;000000109;{LAMBERT[0]};{LAMBERT[1]};{GEOLOCALISATION};2020-01-01"
    lecture = finess.lire_csv(SansRetour(csv_finess(ligne_finess(), ligne)))
    assert lieu_de(lecture).position is None
    assert [anomalie.code for anomalie in lecture.anomalies] == ["coordonnees.sans_retour"]
    assert (lecture.lues, lecture.gardees, lecture.ecartees) == (2, 1, 1)


def test_le_fichier_reexpose_avec_ses_titres_se_lit() -> None:
    titres = (*CHAMPS[1:], "coordxet", "coordyet", "sourcecoordet", "datemajcoord")
    ligne = ligne_finess().partition(";")[2] + f";{LAMBERT[0]};{LAMBERT[1]};{GEOLOCALISATION};2020-01-01"
    lecture = finess.lire_csv(BytesIO(f"{';'.join(titres)}\n{ligne}\n".encode()))
    lieu, msp = lecture
    assert isinstance(lieu, Lieu)
    assert (msp.identifiant, lieu.position) == ("finess-000000109", position(*EN_DEGRES, GEOLOCALISATION))
    [anomalie] = lecture.anomalies
    assert (anomalie.code, lecture.provenance is None or lecture.provenance.publie_le) == ("date.absente", None)


def test_le_fichier_des_entites_juridiques_est_reconnu() -> None:
    with pytest.raises(DocumentInvalide, match="celui des entités juridiques de FINESS : prendre etalab-cs1100502"):
        list(lire("structureej;000000117;ASSOCIATION X;ASSO X;;4;R;NATIONALE", "structureej;000000133;Y"))


def test_un_autre_fichier_de_finess_est_reconnu_a_ses_lignes() -> None:
    lignes = ("structureet;000000109;000000117", "equipementsocial;000000109;924;HEBERGEMENT;11")
    with pytest.raises(DocumentInvalide, match="celui des équipements sociaux de FINESS : prendre etalab-cs1100502"):
        list(lire(*lignes))


def test_un_nom_entre_guillemets_perd_ceux_du_fichier() -> None:
    *_, msp = lire(ligne_finess(rslongue='"MSP ""LES TILLEULS"""'))
    assert msp.nom == 'MSP "LES TILLEULS"'


def test_les_degres_peuvent_etre_ou_l_on_attend_des_metres() -> None:
    brut = ege()
    brut["adresse"][1]["coordonneesGeographique"] = {
        "coordonneeX": "43.759",
        "coordonneeY": "0.303",
        "directionLatitude": "6297000.12",
        "directionLongitude": "483000.45",
    }
    assert lieu_de(lire_json(pmej(brut))).position == position(43.759, 0.303)


def test_des_coordonnees_d_ailleurs_sont_dites_et_non_gardees() -> None:
    brut = ege()
    brut["adresse"][1]["coordonneesGeographique"] = {"directionLatitude": "10.0", "directionLongitude": "20.0"}
    lecture = lire_json(pmej(brut))
    assert lieu_de(lecture).extensions is None
    assert [anomalie.code for anomalie in lecture.anomalies] == ["coordonnees.hors_champ"]


def test_sans_adresse_de_soins_celle_du_siege_est_prise() -> None:
    brut = ege()
    del brut["adresse"][1]
    assert lieu_de(lire_json(pmej(brut))).commune == "32013"


@pytest.mark.parametrize(
    ("changes", "fermee"),
    [
        pytest.param({}, False, id="ouvert"),
        pytest.param({"etatObjet": "I"}, True, id="inactif"),
        pytest.param({"dateFermeture": "2020-01-01 00:00:00"}, True, id="fermé"),
        pytest.param({"dateFermeture": "2026-12-31"}, False, id="fermeture annoncée"),
    ],
)
def test_un_etablissement_ferme_est_ecarte_sauf_demande(changes: dict[str, str], *, fermee: bool) -> None:
    lecture = lire_json(pmej(ege(**changes)))
    assert len(list(lecture)) == (0 if fermee else 3)
    assert lecture.ecartees == int(fermee)
    centre = centre_de(lire_json(pmej(ege(**changes)), fermees=True))
    fermetures = [str(jalon.le) for jalon in centre.sites[0].jalons if jalon.nature is NatureJalon.FERMETURE]
    assert fermetures == [texte[:10] for cle, texte in changes.items() if cle == "dateFermeture"]


def test_le_departement_est_celui_du_lieu_de_soins() -> None:
    assert centre_de(lire_json(pmej(ege()), departement="32")).nom == "CENTRE DE SANTE DE VIC-FEZENSAC"
    lecture = lire_json(pmej(ege()), departement="31")
    assert list(lecture) == []
    assert (lecture.lues, lecture.ecartees) == (1, 1)


def test_un_etablissement_illisible_est_une_anomalie_et_le_reste_est_lu() -> None:
    illisibles = (
        ege(numFinessEge="X"),
        ege(nomEgeLong="", nomEgeCourt=""),
        ege(categorieentiteGeographiqueExercice=None),
        ege(nomEgeLong="A" * 1_000_000),
        "texte",
    )
    lecture = lire_json(pmej(*illisibles, ege()))  # type: ignore[arg-type]
    assert len(list(lecture)) == 3
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (6, 1, 5)
    assert [anomalie.pointeur.split("/")[4] for anomalie in lecture.anomalies] == ["0", "1", "2", "3", "4"]
    assert [anomalie.code for anomalie in lecture.anomalies] == [
        "identifiant.forme",
        "nom.absent",
        "code.forme",
        "champ.longueur",
        "code.forme",
    ]


def test_une_entite_juridique_illisible_est_refusee_et_le_reste_est_lu() -> None:
    lecture = lire_json(pmej(ege(), denominationPm="A" * 5000), pmej(ege()))
    assert len(list(lecture)) == 3
    assert [anomalie.pointeur for anomalie in lecture.anomalies] == ["/pmej/0/denominationpm"]
    assert (lecture.lues, lecture.refusees) == (2, 1)


def test_un_json_tronque_donne_ce_qui_precede() -> None:
    octets = json.dumps(document(pmej(ege()), pmej(ege(numFinessEge=AUTRE)))).encode()
    lecture = finess.lire_json(BytesIO(octets[:-200]))
    assert len(list(lecture)) == 3
    assert lecture.interrompue
    assert lecture.anomalies[-1].message == (
        "entité juridique n° 2 : le JSON est tronqué ou mal formé ; ce qui précède est lu"
    )


def test_un_gz_de_json_tronque_le_dit() -> None:
    documents = document(*(pmej(ege(nomEgeLong=str(rang * 7919))) for rang in range(4_000)))
    octets = gzip.compress(json.dumps(documents).encode())
    lecture = finess.lire_json(BytesIO(octets[: len(octets) // 2]))
    list(lecture)
    assert lecture.interrompue
    assert "le fichier compressé est tronqué" in lecture.anomalies[-1].message


@pytest.mark.parametrize(
    ("octets", "attendu"),
    [
        pytest.param(b"pas du JSON", "rien n'a pu", id="autre chose"),
        pytest.param(b'{"structures": []}', "clé « pmej » absente", id="autre JSON"),
        pytest.param(b"", "rien n'a pu", id="vide"),
    ],
)
def test_un_autre_json_est_refuse(octets: bytes, attendu: str) -> None:
    with pytest.raises(DocumentInvalide, match=attendu):
        list(finess.lire_json(BytesIO(octets)))


def test_une_entite_juridique_sans_fin_est_refusee(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soinsprimaires.echanges._json.ELEMENT_MAX", 1 << 20)
    octets = b'{"pmej": [{"ege": ["' + b"x" * (2 << 20) + b'"]}]}'
    with pytest.raises(DocumentInvalide, match="un élément de plus de"):
        list(finess.lire_json(BytesIO(octets)))


def test_sans_ijson_l_extra_est_nomme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ijson", None)
    with pytest.raises(ExtraManquant, match=r"soinsprimaires\[donnees\]"):
        list(lire_json(pmej(ege())))


# -- both ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lire_fichier", [finess.lire_csv, finess.lire_json])
def test_un_classeur_est_refuse(lire_fichier: Any) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    tampon = BytesIO()
    openpyxl.Workbook().save(tampon)
    tampon.seek(0)
    with pytest.raises(DocumentInvalide, match=r"classeur|colonne absente : « nofinesset »"):
        list(lire_fichier(tampon))


def test_le_json_se_reconnait(tmp_path: Path) -> None:
    for nom, octets, attendu in (
        ("a.csv", csv_finess(ligne_finess()), False),
        ("b.json.gz", gzip.compress(json.dumps(document()).encode()), True),
    ):
        chemin = tmp_path / nom
        chemin.write_bytes(octets)
        assert finess.est_json(chemin) is attendu


@pytest.mark.skipif(not ECHANTILLONS.is_dir(), reason="the samples are not beside the checkout")
def test_les_echantillons_publies_sont_lus_en_entier() -> None:
    lecture: Lecture[EntiteFiness] = finess.lire_csv(ECHANTILLONS / "finess_etalab_cs1100502_extract_20260512.csv")
    lues = {entite.identifiant: entite for entite in lecture}
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (8, 8, 0)
    assert {getattr(entite, "commune", None) for entite in lues.values()} == {
        *("01451", "97701", "97801", "97302", "97411", "97610", "98613", "97209"),
    }
    assert {anomalie.gravite for anomalie in lecture.anomalies} == {Gravite.INFORMATION}
    lecture = finess.lire_json(ECHANTILLONS / "finess_plus_structures_extract_20260309.json")
    [clinique] = lecture
    assert isinstance(clinique, Organisation)
    assert (clinique.commune, clinique.finess, clinique.siret) == ("01053", "010000156", "77220148900022")


def test_un_jour_impossible_du_json_est_dit_une_fois() -> None:
    fichier = document(pmej(ege())) | {"generatedAt": "2026-23-09T15:49:37Z"}
    lecture = finess.lire_json(BytesIO(json.dumps(fichier).encode()))
    assert len(list(lecture)) == 3
    assert [(anomalie.pointeur, anomalie.message) for anomalie in lecture.anomalies] == [
        ("", "generatedAt : '2026-23-09' n'existe pas au calendrier")
    ]
    assert lecture.provenance is not None
    assert lecture.provenance.publie_le is None
