"""Layouts and accidents of files that people really have, each with what it should give.

Titles are those of the files; cells are made up, or of public institutions.
"""

import gzip
import json
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import attrs
import pytest

from soinsprimaires import (
    CPTS,
    MSP,
    CentreSante,
    Delimitation,
    DocumentInvalide,
    Gravite,
    Lieu,
    Position,
    Registre,
    Territoire,
    depuis_json,
    en_json,
)
from soinsprimaires.echanges import Lecture, ages, annuaire, apl, finess, listes, populations, qpv, zonage


def lire(lecteur: Callable[..., Lecture[Any]], texte: str, **options: Any) -> tuple[list[Any], Lecture[Any]]:
    lecture = lecteur(BytesIO(texte.encode()), **options)
    return list(lecture), lecture


def codes(lecture: Lecture[Any]) -> list[str]:
    return [anomalie.code for anomalie in lecture.anomalies]


def comptes(lecture: Lecture[Any]) -> tuple[int, int, int, int]:
    return lecture.lues, lecture.gardees, lecture.refusees, lecture.ecartees


# -- populations by age -------------------------------------------------------------------------------------------

STRUCTURE = (
    "CODGEO;P16_POP;P16_POP0014;P16_POP1529;P16_POP90P;P22_POP;P22_POP0014;P22_POP1529;P22_POP3044;P22_POP4559;"
    "P22_POP6074;P22_POP7589;P22_POP90P;P22_POPH\n"
    "32208;3500;1;2;3;3670;500.5;400;500,25;700;800;600;169.25;1700\n"
    "1001;3500;1;2;3;860;100;100;100;100;100;200;60;1700\n"
    "01002;3500;1;2;3;250;100;s;100;100;100;200;60;1700\n"
)
"""``base-cc-evol-struct-pop``: one column a band, several years side by side."""


def test_une_colonne_par_tranche_d_age() -> None:
    [lectoure, abergement], lecture = lire(ages.lire, STRUCTURE)
    assert (lectoure.commune, lectoure.annee, len(lectoure.tranches)) == ("32208", 2022, 7)
    assert lectoure.entre(0) == Decimal(3670)
    assert lectoure.entre(60) == Decimal("1569.25")
    assert lectoure.entre(0, 29) == Decimal("900.5")
    assert lectoure.entre(65) is None  # no band begins at 65
    assert abergement.commune == "01001"
    assert comptes(lecture) == (3, 2, 1, 0)
    assert codes(lecture) == ["annee.choisie", "zero.perdu", "population.forme"]


def test_une_annee_demandee_des_tranches_d_age() -> None:
    [lectoure, *_], _ = lire(ages.lire, STRUCTURE, annee=2016, departement="32")
    assert (lectoure.annee, lectoure.entre(0, 29), lectoure.entre(0)) == (2016, Decimal(3), None)


MELODI = (
    '"AGE";"GEO";"GEO_OBJECT";"RP_MEASURE";"SEX";"TIME_PERIOD";"OBS_VALUE"\n'
    '"Y_LT15";"32208";"COM";"POP";"_T";2016;400\n'
    '"Y_LT15";"32208";"COM";"POP";"_T";2022;500.5\n'
    '"Y15T64";"32208";"COM";"POP";"_T";2022;1940\n'
    '"Y_GE65";"32208";"COM";"POP";"_T";2022;1229.5\n'
    '"Y_GE80";"32208";"COM";"POP";"_T";2022;400\n'
    '"Y_GE80";"32208";"COM";"POP";"F";2022;250\n'
    '"_T";"32208";"COM";"POP";"_T";2022;3670\n'
    '"Y_GE80";"32";"DEP";"POP";"_T";2022;15000\n'
    '"Y_LT15";"75115";"ARM";"POP";"_T";2022;30000\n'
    '"Y64T15";"32208";"COM";"POP";"_T";2022;3\n'
    '"Y_GE65";"32208";"COM";"POP";"_T";2022;1\n'
)
"""``DS_RP_POPULATION_PRINC``, of the new site of the INSEE."""


def test_un_chiffre_par_ligne_et_par_age() -> None:
    [lectoure, paris], lecture = lire(ages.lire, MELODI)
    assert (lectoure.annee, lectoure.entre(65), lectoure.entre(0), lectoure.entre(15)) == (
        *(2022, Decimal("1229.5"), Decimal(3670), Decimal("3169.5")),
    )
    assert (lectoure.entre(80), lectoure.entre(65, 79), paris.commune) == (Decimal(400), None, "75115")
    assert comptes(lecture) == (11, 5, 2, 4)
    assert dict(lecture.ecartees_par_raison) == {
        "d'une autre année": 1,
        "d'un seul sexe": 1,
        "de tous les âges ensemble": 1,
        "un autre chiffre que la population d'une commune": 1,
    }
    assert codes(lecture) == ["age.forme", "identifiant.doublon", "annee.choisie"]


def test_une_annee_que_le_fichier_n_a_pas_est_dite() -> None:
    lus, lecture = lire(ages.lire, MELODI, annee=2011)
    assert not lus
    assert lecture.anomalies[-1].message == "l'année 2011 n'y est pas ; le fichier donne 2016, 2022 (annee=)"


def test_par_annee_d_age_et_par_sexe() -> None:
    """``TD_POP1B``: the last age is a hundred and more; a figure that cannot be read spoils its age, not the others."""
    [lectoure, paris], lecture = lire(
        ages.lire,
        "NIVGEO;CODGEO;LIBGEO;SEXE;AGED100;NB\nCOM;32208;Lectoure;1;000;10.5\nCOM;32208;Lectoure;2;000;11\n"
        "COM;32208;Lectoure;1;001;9\nCOM;32208;Lectoure;2;001;x\nCOM;32208;Lectoure;2;100;1.5\n"
        "ARM;75115;Paris;1;000;3\nCOM;32208;Lectoure;1;002;4\n",
        annee=2022,
    )
    assert [(un.minimum, un.maximum, un.nombre) for un in lectoure.tranches] == [
        (0, 0, Decimal("21.5")),
        (100, None, Decimal("1.5")),
    ]
    assert (lectoure.annee, paris.commune) == (2022, "75115")
    assert comptes(lecture) == (7, 5, 2, 0)
    assert codes(lecture) == ["population.forme", "identifiant.doublon"]


def test_une_colonne_par_annee_d_age() -> None:
    """``BTX_TD_POP1B``, as it was published for years."""
    titres = [f"SEXE{sexe}_AGED100{age:03d}" for sexe in (1, 2) for age in range(101)]
    [lue], _ = lire(ages.lire, f"NIVEAU;CODGEO;{';'.join(titres)}\nCOM;32208;{';'.join(['1.5'] * 202)}\n")
    assert (len(lue.tranches), lue.entre(100), lue.entre(0), lue.entre(65)) == (101, 3, 303, 108)


@pytest.mark.parametrize("lecteur", [ages.lire, populations.lire])
def test_un_fichier_par_quartier_n_est_pas_celui_des_communes(lecteur: Callable[..., Lecture[Any]]) -> None:
    """``base-ic-evol-struct-pop``: the first quartier of a commune would pass for the commune."""
    texte = "IRIS;COM;TYP_IRIS;P21_POP;P21_POP0014\n060880101;06088;H;1000;200\n060880102;06088;H;900;200\n"
    with pytest.raises(DocumentInvalide, match=r"celui des quartiers \(IRIS\).*prendre celui des communes"):
        lire(lecteur, texte)


# -- populations --------------------------------------------------------------------------------------------------


def test_plusieurs_annees_les_unes_sous_les_autres_sous_un_titre() -> None:
    texte = "Code INSEE;Année;Population municipale\n32208;2021;3600\n32208;2023;3670\n32132;2023-01-01;6247\n1;x;2\n"
    lues, lecture = lire(populations.lire, texte)
    assert [(lue.commune, lue.municipale, lue.annee) for lue in lues] == [("32208", 3670, 2023), ("32132", 6247, 2023)]
    assert comptes(lecture) == (4, 2, 1, 1)
    assert codes(lecture) == ["annee.forme", "annee.choisie"]
    [ancienne], _ = lire(populations.lire, texte, annee=2021)
    assert ancienne.municipale == 3600


def test_la_base_historique_de_melodi() -> None:
    """``DS_POPULATIONS_HISTORIQUES``: bassins de vie stand among the communes; one commune has no municipal figure."""
    lues, lecture = lire(
        populations.lire,
        '"FREQ";"GEO";"GEO_OBJECT";"POPREF_MEASURE";"TIME_PERIOD";"OBS_VALUE"\n"A";"32208";"COM";"PMUN";1999;3600\n'
        '"A";"32208";"COM";"PMUN";2023;3670\n"A";"32208";"BV2022";"PMUN";2023;9000\n"A";"32132";"COM";"PTOT";2023;7\n',
    )
    assert [(lue.commune, lue.municipale) for lue in lues] == [("32208", 3670)]
    assert comptes(lecture) == (4, 1, 0, 3)


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        ('"AGE";"GEO";"GEO_OBJECT";"RP_MEASURE";"SEX";"TIME_PERIOD";"OBS_VALUE"\n', "que lit ages.lire"),
        ("NIVGEO;CODGEO;LIBGEO;SEXE;AGED100;NB\n", "que lit ages.lire"),
        ("code_qp;lib_qp;insee_com\n", "que lit qpv.lire"),
    ],
)
def test_un_fichier_voisin_est_nomme_avec_ce_qui_le_lit(texte: str, dit: str) -> None:
    with pytest.raises(DocumentInvalide, match=dit):
        lire(populations.lire, texte)


# -- APL ----------------------------------------------------------------------------------------------------------


def test_l_apl_de_l_observatoire_des_territoires() -> None:
    """``codgeo;libgeo;an;apl_mg_hmep``: the years stand one under the other."""
    texte = "codgeo;libgeo;an;apl_mg_hmep\n32208;Lectoure;2021;3.4\n32208;Lectoure;2023;3,5\n32208;Lectoure;2023;1\n"
    lues, lecture = lire(apl.lire, texte)
    assert [(lue.annee, lue.apl, lue.indicateur) for lue in lues] == [
        (2021, Decimal("3.4"), "apl_mg_hmep"),
        (2023, Decimal("3.5"), "apl_mg_hmep"),
    ]
    assert codes(lecture) == ["identifiant.doublon"]
    [lue], lecture = lire(apl.lire, texte, annee=2021)
    assert (lue.apl, dict(lecture.ecartees_par_raison)) == (Decimal("3.4"), {"d'une autre année": 2})


def test_une_population_comptee_a_part_qui_ne_se_lit_pas_est_dite() -> None:
    texte = "CODGEO;PMUN;PCAP;PTOT\n32208;800;abc;810\n32013;900;;\n"
    lues, lecture = lire(populations.lire, texte)
    assert [(lue.municipale, lue.comptee_a_part, lue.totale) for lue in lues] == [(800, None, 810), (900, None, None)]
    assert [une.pointeur for une in lecture.anomalies] == ["/lignes/2/PCAP"]


def test_une_cellule_de_l_apl_qui_ne_se_lit_pas_est_dite() -> None:
    """No APL is negative, a year that cannot be read is not the wanted one, and a lost population is told."""
    titres = "Code commune INSEE;an;APL aux médecins généralistes;Population totale 2021\n"
    texte = titres + "32208;2021;-1;10\n32210;20a1;2;10\n32013;2021;2;N/A\n32160;2021;2;\n"
    lues, lecture = lire(apl.lire, texte, annee=2021)
    assert [(lue.commune, lue.population_totale) for lue in lues] == [("32013", None), ("32160", None)]
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (4, 2, 2)
    assert [(une.pointeur, une.code) for une in lecture.anomalies] == [
        ("/lignes/2/APL aux médecins généralistes", "apl.forme"),
        ("/lignes/3/an", "apl.forme"),
        ("/lignes/4/Population totale 2021", "apl.forme"),
    ]


# -- FINESS -------------------------------------------------------------------------------------------------------

ATLASANTE = (
    "source,date_maj,finess,finess8,etat,date_extract_finess,rs,type,ej_finess,ej_rs,et_finess,et_rs,siren,siret,"
    "date_autorisation,date_ouverture,date_maj_finess,adresse_num_voie,adresse_comp_voie,adresse_type_voie,"
    "adresse_nom_voie,adresse_lieuditbp,adresse_code_postal,adresse_lib_routage,telephone,telecopie,com_code,"
    "categ_code,categ_lib,geoloc_4326_long,geoloc_4326_lat"
)


def test_le_finess_geocode_d_atlasante() -> None:
    """``t-finess.csv``: entités juridiques and closed establishments stand among the others."""
    msp = {
        "etat": "ACTUEL",
        "date_extract_finess": "2026-05-04",
        "rs": "MSP DE LECTOURE",
        "type": "ET",
        "ej_finess": "000000117",
        "et_finess": "000000109",
        "date_ouverture": "2014-09-01",
        "adresse_num_voie": "4",
        "adresse_type_voie": "R",
        "adresse_nom_voie": "NATIONALE",
        "com_code": "32208",
        "adresse_code_postal": "32700",
        "categ_code": "603",
        "geoloc_4326_long": "0.62",
        "geoloc_4326_lat": "43.93",
    }
    fermee = msp | {"etat": "FERME", "et_finess": "000000125"}
    lignes = (msp, fermee, msp | {"type": "EJ", "et_finess": ""})
    corps = (",".join(f'"{ligne.get(titre, "")}"' for titre in ATLASANTE.split(",")) for ligne in lignes)
    [lieu, structure], lecture = lire(finess.lire_csv, "\n".join((ATLASANTE, *corps)), departement="32")
    assert (lieu.adresse, lieu.code_postal) == ("4 R NATIONALE", "32700")
    assert lieu.position == Position(latitude=Decimal("43.93"), longitude=Decimal("0.62"))
    assert (type(structure), structure.finess, structure.sites[0].finess) == (MSP, "000000117", "000000109")
    assert dict(lecture.ecartees_par_raison) == {"une entité juridique": 1, "fermé": 1}
    assert lecture.provenance is not None
    assert str(lecture.provenance.publie_le) == "2026-05-04"


def _activite(etat: str, bloc: dict[str, Any], nature: str = "ASDR") -> dict[str, Any]:
    generales = {"etatObjet": etat, "dateDebutActiviteAutorisee": "2016-01-01", "dateFinActiviteAutorisee": None}
    specifiques = {"activiteAeId": "1", "typeActiviteASDR": bloc}
    return {
        "caracteristiquesGeneriques": generales,
        "nature": {"codeNature": nature, "caracteristiquesSpecifiques": specifiques},
    }


ACTIVITE = {"activiteSanitaireDiverseRegulee": "850", "modeFonctionnement": "60", "public": "990"}
ACTIVITES = {
    "schemaVersion": "v1.0.0",
    "generatedAt": "2026-08-18T02:16:50Z",
    "pmej": [
        {
            "numFiness": "000000117",
            "pmSmsseId": "2",
            "activitesAutorisees": [_activite("A", ACTIVITE)],
            "ege": [
                {
                    "egeId": "1",
                    "numFinessEge": "000000125",
                    "activitesExercees": [
                        _activite("A", ACTIVITE),
                        _activite("I", {**ACTIVITE, "activiteSanitaireDiverseRegulee": "204"}),
                        _activite("A", {}),
                    ],
                }
            ],
        }
    ],
}


def test_les_activites_de_finess_rejoignent_leur_etablissement() -> None:
    lues, lecture = lire(finess.lire_activites, json.dumps(ACTIVITES))
    assert [(lue.finess, lue.nature, lue.code, lue.active, str(lue.debut)) for lue in lues] == [
        ("000000125", "ASDR", "850", True, "2016-01-01"),
        ("000000125", "ASDR", "204", False, "2016-01-01"),
    ]
    assert lues[0].details == (("modeFonctionnement", "60"), ("public", "990"))
    assert comptes(lecture) == (4, 2, 1, 1)
    centres = finess.lire_csv(
        BytesIO(
            b"finess;etalab;111;2026-05-12\nstructureet;000000125;000000117;CDS;CENTRE DE SANTE;;;;;;;;132;32;GERS;"
            b"32500 FLEURANCE;;;124;;;;;;;;;;2022-09-12;;;\nstructureet;000000141;000000117;EHPAD;EHPAD;;;;;;;;132;32;"
            b"GERS;32500 FLEURANCE;;;500;;;;;;;;;;2022-09-12;;;\n"
        )
    )
    jointes = finess.joindre_activites(centres, [*lues, finess.Activite(finess=lues[0].finess, code="9")])
    [centre] = (une for une in jointes if isinstance(une, CentreSante))
    assert centre.extensions is not None
    assert centre.extensions[finess.EXTENSION]["activites"] == [
        {
            "nature": "ASDR",
            "code": "850",
            "debut": "2016-01-01",
            "details": {"modeFonctionnement": "60", "public": "990"},
        },
        {"code": "9"},
    ]
    [autre] = finess.joindre_activites(jointes[-1:], [attrs.evolve(lues[0], finess="000000141")])
    assert autre.extensions is not None
    assert {*autre.extensions[finess.EXTENSION]} == {"activites", "categorie"}
    registre = Registre().avec(*jointes)
    assert depuis_json(en_json(registre)) == registre


def test_les_autorisations_d_activites_de_soins_en_csv() -> None:
    lues, lecture = lire(
        finess.lire_activites,
        "finess;etalab;111;2026-05-12\nstructureet;010000024;010780054\n"
        "activiteoffresoin;010780054;CH FLEYRIAT;14;Urgences;01;ml;02;fl;n;2000-01-01;010000024;CH DE FLEYRIAT\n"
        "activiteoffresoin;010780054;CH FLEYRIAT;;;01;ml;02;fl;n;2000-01-01;010000024;CH DE FLEYRIAT\n"
        "autre;x;x\nactiviteoffresoin;1;CH;14;;;;;;;;12;CH\n",
    )
    assert [(lue.finess, lue.code, lue.details, lue.active, str(lue.debut)) for lue in lues] == [
        ("010000024", "14", (("modalite", "01"), ("forme", "02")), None, "2000-01-01")
    ]
    assert lecture.lues == lecture.gardees + lecture.refusees + lecture.ecartees
    assert lecture.refusees == 3


@pytest.mark.parametrize(
    ("lecteur", "document", "dit"),
    [
        (finess.lire_json, ACTIVITES, "celui des activités de FINESS : prendre finess-structures-1"),
        (
            finess.lire_activites,
            {"pmej": [{"informationsGeneralesPMEJ": {}, "ege": []}]},
            "celui des structures de FINESS",
        ),
    ],
)
def test_les_deux_json_de_finess_ne_se_confondent_pas(
    lecteur: Callable[..., Lecture[Any]], document: dict[str, Any], dit: str
) -> None:
    with pytest.raises(DocumentInvalide, match=dit):
        list(lecteur(BytesIO(gzip.compress(json.dumps(document).encode()))))


# -- lists of regions ---------------------------------------------------------------------------------------------


def test_les_communes_des_cpts_d_une_region() -> None:
    """One line a commune, as the tables of correspondence of the dispositifs d'appui."""
    lues, lecture = lire(
        listes.lire_cpts,
        "Dpt;Code INSEE;Libellé;CPTS\n32;32208;Lectoure (32);CPTS Lomagne\n4;4001;Aiglun (04);CPTS Digne\n"
        "32;32132;Fleurance (32);CPTS de la Lomagne\n4;0999X;X;CPTS Digne\n"
        "32;32013;Auch (32);\n32;32208;L;CPTS Lomagne\n",
        delimitation=Delimitation.COMPLETE,
    )
    lomagne, cpts, digne, _ = lues
    assert isinstance(cpts, CPTS)
    assert (cpts.identifiant, cpts.nom, cpts.territoires[0].territoire) == (
        *("cpts-lomagne", "CPTS Lomagne", "territoire-cpts-lomagne"),
    )
    assert isinstance(lomagne, Territoire)
    assert (lomagne.communes, lomagne.departement, lomagne.delimitation) == (
        *(("32132", "32208"), "32", Delimitation.COMPLETE),
    )
    assert (digne.communes, digne.delimitation) == (("04001",), Delimitation.PARTIELLE)  # a line of it was not read
    assert comptes(lecture) == (6, 3, 2, 1)
    registre = Registre().avec(*lues)
    assert depuis_json(en_json(registre)) == registre


def test_une_liste_de_cpts_par_nom_de_commune_et_par_avancement() -> None:
    lues, lecture = lire(
        listes.lire_cpts,
        "Commune,Nom CPTS,Statut,FINESS\nLectoure (32),Lomagne,ACI signé,000000109\nMarseille 1er,Phocéenne,ACI,\n"
        "Vic-Fezensac,Armagnac,projet en rédaction,\nAgen (47),Lomagne,ACI signé,\n"
        ",Sans commune,validée,\n01,-,validée,\n",
    )
    assert [lue.identifiant for lue in lues] == [
        *("territoire-finess-000000109", "finess-000000109", "cpts-phoceenne", "cpts-sans-commune"),
    ]
    assert lues[0].departement is None
    assert comptes(lecture) == (6, 3, 2, 1)
    assert dict(lecture.ecartees_par_raison) == {"un projet, et pas encore une CPTS (importer suivi)": 1}
    # A part of a commune is not the whole of it.
    assert codes(lecture) == ["commune.rattachee", "nom.forme", "cpts.departements"]


def test_ce_qu_une_liste_dit_et_que_personne_ne_lit_est_dit() -> None:
    """Each column once, with its title; each status with its lines; and the line is kept."""
    lues, lecture = lire(
        listes.lire_cpts,
        "Nom CPTS;Statut;Président;Code INSEE;Chargé de\tmission;\nLomagne;feu vert;X;32208;Y;\n"
        "Armagnac;ACI signé;X;32462;;\nGascogne;feu vert;;32013;;\nSavès;;;32210;;\n",
    )
    assert [lue.nom for lue in lues if isinstance(lue, CPTS)] == ["Lomagne", "Armagnac", "Gascogne", "Savès"]
    assert comptes(lecture) == (4, 4, 0, 0)
    assert [(anomalie.gravite, anomalie.message) for anomalie in lecture.anomalies] == [
        (Gravite.INFORMATION, "ligne 1, « Président » : une colonne inconnue, dont rien n'est lu"),
        (Gravite.INFORMATION, "ligne 1, « Chargé de mission » : une colonne inconnue, dont rien n'est lu"),
        (Gravite.AVERTISSEMENT, "ligne 2, « Statut » : statut 'feu vert' inconnu : lue comme une CPTS qui existe"),
        (Gravite.AVERTISSEMENT, "ligne 4, « Statut » : statut 'feu vert' inconnu : lue comme une CPTS qui existe"),
    ]
    assert [nombre for _, nombre in lecture.anomalies.par_raison()] == [2, 1, 1]
    _, maisons = lire(listes.lire_msp, "Nom MSP;Code INSEE;Label\nMSP A;32208;or\n")
    assert [anomalie.pointeur for anomalie in maisons.anomalies] == ["/lignes/1/Label"]


def test_un_departement_demande_ne_donne_que_des_territoires_partiels() -> None:
    texte = "Code INSEE;CPTS\n32208;Lomagne\n47001;Lomagne\n"
    [territoire, _], lecture = lire(
        listes.lire_cpts, texte, departement="32", delimitation=Delimitation.COMPLETE, titre="ARS, CPTS au 1er juin"
    )
    assert (territoire.communes, territoire.delimitation) == (("32208",), Delimitation.PARTIELLE)
    assert (lecture.ecartees, lecture.provenance and lecture.provenance.titre) == (1, "ARS, CPTS au 1er juin")


def test_les_poles_de_sante_d_une_region() -> None:
    """The layer of the Normandie: SIRET, name, commune, point, status."""
    lues, lecture = lire(
        listes.lire_msp,
        "siret;siren;lib_psla;cod_comm;lib_comm;geo_X;geo_Y;statut\n"
        "13000323900014;;PSLA de Lectoure;32208;Lectoure;0.62;43.93;Ouvert\n;;PSLA d'Auch;32013;Auch;;;En projet\n"
        ";;;32013;Auch;;;Ouvert\n;;PSLA de Lectoure;32208;Lectoure;;;Ouvert\n123;;PSLA sans lieu;;;;;Ouvert\n"
        ";;PSLA X;abcde;;;;Ouvert\n",
    )
    lieu, msp, _, sans_lieu = lues
    assert isinstance(lieu, Lieu)
    assert lieu.position == Position(latitude=Decimal("43.93"), longitude=Decimal("0.62"))
    assert (msp.identifiant, msp.siret, msp.sites[0].commune) == (
        *("msp-psla-lectoure-32208", "13000323900014", "32208"),
    )
    assert sans_lieu.identifiant == "msp-psla-sans-lieu"
    assert comptes(lecture) == (6, 2, 3, 1)
    assert codes(lecture) == [
        *("colonne.inconnue", "nom.absent", "identifiant.doublon", "identifiant.forme", "commune.forme"),
    ]
    registre = Registre().avec(*lues)
    assert depuis_json(en_json(registre)) == registre


def test_une_liste_de_maisons_de_sante_par_finess_et_par_departement() -> None:
    lues, lecture = lire(
        listes.lire_msp,
        "N° FINESS;Nom MSP;Adresse;Code postal;Commune;Département\n109;MSP A;1 rue X;32700;Lectoure;32\n"
        "000000125;MSP B;;32500;Fleurance (32);32\n000000133;MSP C;;1;Bourg-en-Bresse;1\n000000141;MSP D;;;;\n",
        departement="32",
    )
    assert [(lue.identifiant, lue.sites[0].finess) for lue in lues if isinstance(lue, MSP)] == [
        ("msp-msp-a-32208", None),
        ("finess-000000125", "000000125"),
    ]
    assert (lues[0].adresse, lues[0].code_postal) == ("1 rue X", "32700")
    assert comptes(lecture) == (4, 2, 0, 2)
    assert codes(lecture) == ["identifiant.forme", "lieu.inconnu"]


def test_une_cellule_de_plusieurs_communes_est_le_territoire() -> None:
    lues, lecture = lire(
        listes.lire_cpts,
        "Nom CPTS;Communes;Code INSEE\nLomagne;Lectoure, Fleurance (32);\nArmagnac;;32462 / 32013\n"
        "Savès;Lectoure, Nullepart;\nArmagnac;;32462\n",
    )
    territoires = [lu for lu in lues if isinstance(lu, Territoire)]
    assert [un.communes for un in territoires] == [("32132", "32208"), ("32013", "32462")]
    assert comptes(lecture) == (4, 2, 2, 0)
    assert codes(lecture) == ["commune.inconnue", "identifiant.doublon"]
    lues, lecture = lire(listes.lire_msp, "Nom;Communes\nMSP;Lectoure, Fleurance\n")
    assert (lues, codes(lecture)) == ([], ["commune.ambigue"])


# -- quartiers prioritaires ---------------------------------------------------------------------------------------


def test_la_liste_des_quartiers_prioritaires() -> None:
    """Its cells force the text of the codes, of which a quartier may have several."""
    texte = (
        "code_qp;lib_qp;insee_reg;lib_reg;insee_dep;lib_dep;insee_com;lib_com;siren_epci;lib_epci\r\n"
        'QN06099M;Saint-Lucien;32;Hauts-de-France;60;Oise;"=""60057""";Beauvais;200067999;CA\r\n'
        'QN01341I;Les Escourtines;93;PACA;13;BdR;"=""13055;13070""";"Marseille; La Penne";200054807;Métropole\r\n'
        "QP001002;Croix;84;ARA;1;Ain;1004;Ambérieu;;\r\nQN06099M;X;;;;;60057;;;\r\nQN1;X;;;;;60057;;;\r\n"
        "QN06099N;X;;;;;;;;\r\nQN06099P;X;;;;;60057 6005X;;;\r\n"
    )
    lus, lecture = lire(qpv.lire, texte)
    assert [(lu.code, lu.communes) for lu in lus] == [
        ("QN06099M", ("60057",)),
        ("QN01341I", ("13055", "13070")),
        ("QP001002", ("01004",)),
    ]
    assert comptes(lecture) == (7, 3, 4, 0)
    assert codes(lecture)[-4:] == ["identifiant.doublon", "quartier.forme", "commune.absente", "commune.forme"]
    lus, lecture = lire(qpv.lire, texte, departement="13")
    assert ([lu.code for lu in lus], dict(lecture.ecartees_par_raison)) == (
        ["QN01341I"],
        {"hors du département demandé": 3},
    )


def test_une_ligne_de_zonage_peut_ne_parler_que_d_un_quartier() -> None:
    texte = "Code QPV;Nom;Code commune;Zonage\nqn03201m;Garros;32013;QPV_ZIP\n;;32208;ZAC\n"
    garros, lectoure = lire(zonage.lire, texte)[0]
    assert (garros.quartier, garros.qualification) == ("QN03201M", zonage.Qualification.QPV_ZIP)
    assert (lectoure.quartier, lectoure.commune) == (None, "32208")


# -- Annuaire santé -----------------------------------------------------------------------------------------------


def test_l_extraction_d_une_seule_table_d_autrefois() -> None:
    """``ExtractionMonoTable_CAT18``: quoted, separated by semicolons; a person has as many lines as diplomas."""
    titres = (
        '"Type d\'identifiant PP";"Identifiant PP";"Identification nationale PP";"Nom d\'exercice";'
        '"Prénom d\'exercice";"Code profession";"Code savoir-faire";"Code type savoir-faire";"Code mode exercice";'
        '"Numéro FINESS site";"Code commune (coord. structure)";"Libellé savoir-faire"'
    )
    ligne = '"8";"10000000009";"810000000009";"EXEMPLE";"FICTIVE";"10";"SM54";"S";"L";"";"32208";"x ; y"'
    [lu], lecture = lire(annuaire.lire_activites, f"{titres}\n{ligne}\n{ligne}\n")
    assert (len(lu.exercices), [code.code for code in lu.savoir_faire], lecture.gardees) == (1, ["SM54"], 2)


def test_un_libelle_aux_accents_perdus_est_dit_une_fois() -> None:
    """Since July 2026 some labels of the Annuaire are written with lost characters."""
    titres = (
        "Type d'identifiant PP|Identifiant PP|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|"
        "Code mode exercice|Numéro FINESS site|Code commune (coord. structure)|"
    )
    lignes = (f"8|1000000000{cle}|E|F|10|M��decin|L||32208|" for cle in (9, 0))
    lus, lecture = lire(annuaire.lire_activites, "\n".join((titres, *lignes)))
    assert {anomalie.code: nombre for anomalie, nombre in lecture.anomalies.par_raison()} == {
        "identifiant.cle": 1,
        "caractere.perdu": 2,
    }
    assert len(lus) == 2


# -- archives -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cote", ["meta_base-cc-evol-struct-pop-2022.CSV", "DS_X_metadata.csv", "varmod_pop.csv"])
def test_les_descriptions_de_l_insee_dans_une_archive_ne_sont_pas_lues(cote: str) -> None:
    octets = BytesIO()
    with ZipFile(octets, "w") as archive:
        archive.writestr(cote, "COD_VAR;LIB\n1;2\n")
        archive.writestr("base-cc-evol-struct-pop-2022.CSV", "CODGEO;P22_POP0014\n32208;2\n")
    octets.seek(0)
    assert [lue.commune for lue in ages.lire(octets)] == ["32208"]


# -- what is no table ---------------------------------------------------------------------------------------------


def test_une_page_qu_un_tableur_a_ecrite_dit_comment_la_reprendre() -> None:
    """Named ``.xls``, it opens in a spreadsheet, so that nobody sees that it is a page."""
    page = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head></head><body><table><tr><td>1</td></table>'
    with pytest.raises(DocumentInvalide, match=r"un tableau enregistré en page web.*l'enregistrer en \.xlsx"):
        lire(zonage.lire, page)
