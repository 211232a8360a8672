"""Figures by commune: populations, APL, zonage; and the contours of the CPTS."""

import errno
import json
import sys
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from tests.echanges.fichiers import classeur

from soinsprimaires import (
    Delimitation,
    DocumentInvalide,
    Estimation,
    ExtraManquant,
    Gravite,
    NatureTerritoire,
    PopulationDeclaree,
    Registre,
    ValeurInvalide,
)
from soinsprimaires.echanges import _classeurs, apl, contours, populations, zonage
from soinsprimaires.echanges.contours import StatutContour
from soinsprimaires.echanges.zonage import Qualification

# -- populations --------------------------------------------------------------------------------------------------

COURANTE = "CODREG;CODDEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT"


@pytest.mark.parametrize(
    ("texte", "attendues"),
    [
        pytest.param(f"{COURANTE}\n76;32;1;01;208;32208;Lectoure;3670;81;3751\n", [("32208", 3670)], id="2023"),
        pytest.param("REG;DEP;COM;PMUN;PCAP;PTOT\n76;32;32208;3670;81;3751\n", [("32208", 3670)], id="2019"),
        pytest.param(
            "CODREG;REG;CODDEP;CODARR;CODCAN;CODCOM;COM;PMUN;PCAP;PTOT\n"
            "84;Auvergne-Rhône-Alpes;1;4;01;1;L'Abergement;860;20;880\n"
            "01;Guadeloupe;971;1;01;101;Les Abymes;53491;300;53791\n"
            "94;Corse;2A;1;01;4;Ajaccio;75000;9;75009\n",
            [("01001", 860), ("97101", 53491), ("2A004", 75000)],
            id="ancienne, le code en deux colonnes",
        ),
        pytest.param('"COM","PMUN"\n"32208","3 670"\n', [("32208", 3670)], id="virgules et guillemets"),
    ],
)
def test_chaque_disposition_des_populations_se_lit(texte: str, attendues: list[tuple[str, int]]) -> None:
    lecture = populations.lire(BytesIO(texte.encode()), annee=2023)
    assert [(lue.commune, lue.municipale) for lue in lecture] == attendues
    assert {(une.code, une.gravite) for une in lecture.anomalies} <= {("zero.perdu", Gravite.INFORMATION)}


def test_une_population_devient_le_territoire_de_sa_commune() -> None:
    [lue] = populations.lire(BytesIO(b"COM;PMUN;PCAP;PTOT\n32208;3670;81;3751\n"), annee=2023)
    assert (lue.municipale, lue.comptee_a_part, lue.totale, lue.annee) == (3670, 81, 3751, 2023)
    territoire = lue.territoire()
    assert (territoire.identifiant, territoire.nom, territoire.nature) == (
        "commune-32208",
        "Lectoure",
        NatureTerritoire.COMMUNE,
    )
    assert (territoire.communes, territoire.delimitation) == (("32208",), Delimitation.COMPLETE)
    assert (territoire.departement, territoire.region) == ("32", "76")
    assert territoire.population == PopulationDeclaree(
        nombre=Estimation(valeur=3670), annee=2023, source="INSEE, populations légales des communes"
    )
    Registre().avec(territoire)


def test_une_population_sans_annee_ne_se_declare_pas() -> None:
    [lue] = populations.lire(BytesIO(b"COM;PMUN\n32208;3670\n"))
    with pytest.raises(ValeurInvalide, match="sans année"):
        lue.territoire()


def test_un_classeur_de_populations_se_lit() -> None:
    lignes: list[list[Any]] = [["COM", "PMUN"], [1001, 860], ["32208", "3 670"], [None, None], ["32370", 1062.0]]
    lecture = populations.lire(classeur(Communes=lignes), departement="32")
    assert [(lue.commune, lue.municipale) for lue in lecture] == [("32208", 3670), ("32370", 1062)]
    assert (lecture.lues, lecture.gardees, lecture.ecartees) == (3, 2, 1)


def test_les_fautes_des_populations_sont_dites() -> None:
    texte = "COM;PMUN\n32208;3670\n32208;1\n99999;1\n;1\n32370\n32132;" + "1" * 5000 + "\n"
    lecture = populations.lire(BytesIO(texte.encode()))
    assert [lue.commune for lue in lecture] == ["32208"]
    assert (lecture.lues, lecture.refusees) == (6, 5)
    assert [anomalie.message for anomalie in lecture.anomalies] == [
        "ligne 3 : la commune 32208 est déjà lue plus haut",
        "ligne 4, « COM » : '99999' n'est pas un code de commune",
        "ligne 5, « COM » : '' n'est pas un code de commune",
        "ligne 6 : 1 champs au lieu de 2",
        "ligne 7 : un champ de plus de 4000 caractères",
    ]


def test_une_colonne_absente_des_populations_est_nommee() -> None:
    with pytest.raises(DocumentInvalide, match="colonne absente : « PMUN »"):
        list(populations.lire(BytesIO(b"COM;Commune\n32208;Lectoure\n")))


# -- APL ----------------------------------------------------------------------------------------------------------

TITRES_APL = [
    *("Code commune INSEE", "Commune", "APL aux médecins généralistes"),
    *("APL aux médecins généralistes de 65 ans et moins", "APL aux médecins généralistes de 62 ans et moins"),
    *("APL aux médecins généralistes de 60 ans et moins", "Population standardisée 2022 pour la médecine générale"),
    "Population totale 2022",
]
UNITES = [None, None, "C/V par an", "C/V par an", "C/V par an", "C/V par an", "habitants", "habitants"]


def feuille_apl(*lignes: Sequence[Any]) -> list[Sequence[Any]]:
    return [*([f"titre {rang}"] for rang in range(8)), TITRES_APL, UNITES, *lignes]


LECTOURE = ["32208", "Lectoure", 2.5, 2.1, 1.9, 1.5, 4000.5, 3700]
SAINT_CLAR = ["32370", "Saint-Clar", 4.0, 3.0, 3.0, 2.0, 2000.25, 1000]


def test_l_apl_se_lit_sous_ses_lignes_de_titre() -> None:
    lecture = apl.lire(classeur(Paramètres=[["a"]], APL_2022=feuille_apl(LECTOURE, SAINT_CLAR)))
    lectoure, _ = lecture
    assert lectoure == apl.AplCommune(
        commune="32208",
        indicateur="APL aux médecins généralistes",
        apl=Decimal("2.5"),
        selon_age=((65, Decimal("2.1")), (62, Decimal("1.9")), (60, Decimal("1.5"))),
        population_standardisee=Decimal("4000.5"),
        population_totale=Decimal(3700),
        annee=2022,
    )
    assert (lecture.lues, lecture.gardees) == (2, 2)
    assert [anomalie.message for anomalie in lecture.anomalies] == [
        "la feuille 'Paramètres' n'a pas les colonnes, elle n'est pas lue"
    ]


def test_l_apl_d_une_annee_est_celle_de_sa_feuille() -> None:
    livre = {"APL_2022": feuille_apl(LECTOURE), "APL_2023": feuille_apl(SAINT_CLAR)}
    assert [lue.annee for lue in apl.lire(classeur(**livre))] == [2022, 2023]
    assert [lue.commune for lue in apl.lire(classeur(**livre), annee=2023, departement="32")] == ["32370"]


def test_l_apl_d_une_autre_profession_se_lit() -> None:
    titres = ["Code commune INSEE", "Commune", "APL aux sages-femmes", "Population féminine standardisée 2022", "x"]
    [lue] = apl.lire(classeur(APL_2024=[["APL"], titres, [None, None, "ETP"], ["32208", "Lectoure", 12.5, 1500.5, 1]]))
    assert (lue.indicateur, lue.apl) == ("APL aux sages-femmes", Decimal("12.5"))
    assert lue.population_standardisee == Decimal("1500.5")


def test_les_fautes_de_l_apl_sont_dites() -> None:
    lignes = (LECTOURE, ["32132", "Fleurance", "n.d."], LECTOURE, ["x", "?", 1.0], ["31555", "Toulouse", 3.0])
    lecture = apl.lire(classeur(APL_2022=feuille_apl(*lignes)), departement="32")
    assert [lue.commune for lue in lecture] == ["32208"]
    assert (lecture.lues, lecture.gardees, lecture.refusees, lecture.ecartees) == (5, 1, 3, 1)
    assert [(anomalie.code, anomalie.pointeur.split("/")[2]) for anomalie in lecture.anomalies] == [
        ("apl.forme", "12"),
        ("identifiant.doublon", "13"),
        ("commune.forme", "14"),
    ]


def test_un_classeur_sans_les_colonnes_les_nomme() -> None:
    with pytest.raises(DocumentInvalide, match="colonne absente : « APL aux médecins généralistes »"):
        list(apl.lire(classeur(A=[["Code commune INSEE", "Commune"]])))


@pytest.mark.parametrize("ligne", ['32208;"3670"\r"";', '"32208"\r;3670'])
def test_un_retour_de_chariot_entre_des_guillemets_ne_coupe_pas_la_lecture(ligne: str) -> None:
    lecture = populations.lire(BytesIO(f"COM;PMUN\n{ligne}\n32370;1062\n".encode()))
    assert [lue.commune for lue in lecture] == ["32370"]
    assert (lecture.lues, lecture.refusees) == (2, 1)


def test_un_faux_classeur_est_refuse() -> None:
    tampon = BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        archive.writestr("[Content_Types].xml", "rien")
    tampon.seek(0)
    pytest.importorskip("openpyxl")
    with pytest.raises(DocumentInvalide, match="classeur"):
        list(apl.lire(tampon))


def changer_classeur(classeur: BytesIO, membre: str, avant: bytes, apres: bytes) -> BytesIO:
    """The same workbook with other bytes in one of its members."""
    tampon = BytesIO()
    with zipfile.ZipFile(classeur) as ancien, zipfile.ZipFile(tampon, "w") as nouveau:
        for nom in ancien.namelist():
            contenu = ancien.read(nom)
            assert nom != membre or avant in contenu
            nouveau.writestr(nom, contenu.replace(avant, apres) if nom == membre else contenu)
    tampon.seek(0)
    return tampon


FEUILLE = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("membre", "avant", "apres"),
    [
        pytest.param("[Content_Types].xml", b"sheet.main+xml", b"autre+xml", id="sans classeur"),
        pytest.param("xl/workbook.xml", b'sheetId="1"', b'sheetId="a"', id="feuille sans rang"),
    ],
)
def test_un_classeur_mal_forme_est_refuse(membre: str, avant: bytes, apres: bytes) -> None:
    abime = changer_classeur(classeur(APL_2022=feuille_apl(LECTOURE)), membre, avant, apres)
    with pytest.raises(DocumentInvalide, match=r"classeur \.xlsx lisible"):
        list(apl.lire(abime))


def test_une_feuille_mal_formee_donne_ce_qui_precede() -> None:
    livre = classeur(APL_2022=feuille_apl(LECTOURE, SAINT_CLAR))
    lecture = apl.lire(changer_classeur(livre, FEUILLE, b'r="A12"', b'r="A12" s="x"'))
    assert [lue.commune for lue in lecture] == ["32208"]
    assert (lecture.interrompue, lecture.anomalies[-1].code) == (True, "flux.tronque")


def test_une_feuille_qui_se_dit_immense_se_lit_comme_elle_est() -> None:
    livre = classeur(APL_2022=feuille_apl(LECTOURE, SAINT_CLAR))
    lecture = apl.lire(changer_classeur(livre, FEUILLE, b'<dimension ref="A1:H12"', b'<dimension ref="A1:XFD1048576"'))
    assert [lue.commune for lue in lecture] == ["32208", "32370"]
    assert lecture.terminee


def test_une_ligne_d_un_rang_impossible_arrete_la_lecture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_classeurs, "_RANGEES_MAX", 1000)
    livre = classeur(APL_2022=feuille_apl(LECTOURE, SAINT_CLAR))
    lecture = apl.lire(changer_classeur(livre, FEUILLE, b'<row r="12"', b'<row r="999999999999"'))
    assert [lue.commune for lue in lecture] == ["32208"]
    assert (lecture.interrompue, lecture.anomalies[-1].code) == (True, "flux.tronque")


def test_une_panne_du_disque_n_est_pas_la_faute_du_classeur(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacher(*_: Any, **__: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("openpyxl.load_workbook", lacher)
    with pytest.raises(OSError, match="Input/output"):
        list(apl.lire(classeur(APL_2022=feuille_apl(LECTOURE))))


def test_sans_openpyxl_l_extra_est_nomme(monkeypatch: pytest.MonkeyPatch) -> None:
    livre = classeur(A=[["Code commune INSEE"]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ExtraManquant, match=r"soinsprimaires\[donnees\]"):
        list(apl.lire(livre))


# -- zonage -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ecrit", "qualification"),
    [
        ("ZIP", Qualification.ZIP),
        ("1_ZIP", Qualification.ZIP),
        ("2_ZAC", Qualification.ZAC),
        ("3_QPV_ZIP", Qualification.QPV_ZIP),
        ("ZV", Qualification.ZV),
        ("HV", Qualification.HV),
        ("6_HZ", Qualification.HZ),
    ],
)
def test_une_qualification_s_ecrit_de_deux_facons(ecrit: str, qualification: Qualification) -> None:
    texte = f"INSEE_COM;Qualification attribuée par l'arrêté régional\n32208;{ecrit}\n"
    [lu] = zonage.lire(BytesIO(texte.encode("cp1252")))
    assert (lu.commune, lu.qualification, lu.ecrit) == ("32208", qualification, ecrit)


@pytest.mark.parametrize(
    ("ecrit", "qualification"),
    [
        ("Zone d'intervention prioritaire", Qualification.ZIP),
        ("Zone d’action complémentaire (ZAC)", Qualification.ZAC),
        ("Zone de vigilance", Qualification.ZV),
        ("Hors vivier", Qualification.HV),
        ("Zone d'accompagnement régional", Qualification.ZAR),
        ("1_Tres_sous_dotee", Qualification.TRES_SOUS_DOTEE),
        ("Zone très sous-dotée", Qualification.TRES_SOUS_DOTEE),
        ("Sous dotée", Qualification.SOUS_DOTEE),
        ("3_intermediaire", Qualification.INTERMEDIAIRE),
        ("1b_Sous_dense", Qualification.SOUS_DENSE),
        ("5b_Non_prioritaire", Qualification.NON_PRIORITAIRE),
        ("4_ZAR", Qualification.ZAR),
        ("3_HZ", Qualification.HZ),
        ("Très dotée", Qualification.TRES_DOTEE),
        ("Surdotée", Qualification.SUR_DOTEE),
        ("ZIP ou ZAC", None),
        ("QPV", None),
    ],
)
def test_une_qualification_s_ecrit_en_mots(ecrit: str, qualification: Qualification | None) -> None:
    [lu] = zonage.lire(BytesIO(f"Code commune;Zonage\n32208;{ecrit}\n".encode()))
    assert (lu.qualification, lu.ecrit) == (qualification, ecrit)


def test_une_qualification_inconnue_est_gardee_et_dite() -> None:
    lecture = zonage.lire(BytesIO(b"CODGEO;Zonage\n32208;ZFA\n"))
    assert [(lu.qualification, lu.ecrit) for lu in lecture] == [(None, "ZFA")]
    assert lecture.anomalies[0].message == "ligne 2, « Zonage » : qualification 'ZFA' inconnue, gardée telle quelle"


def test_un_zonage_par_territoire_de_vie_sante_se_lit() -> None:
    titres = ["Code de la région", "Code TVS", "Qualification attribuée par l'arrêté régional"]
    livre = classeur(Zonage_TVS=[titres, ["76", "32208", "ZIP"], ["76", "31555", "ZAC"], ["76", None, "ZIP"]])
    lecture = zonage.lire(livre, departement="32")
    assert [(lu.territoire, lu.commune, lu.qualification) for lu in lecture] == [("32208", None, Qualification.ZIP)]
    assert (lecture.gardees, lecture.ecartees, lecture.refusees) == (1, 1, 1)


def test_une_commune_mal_formee_du_zonage_est_refusee() -> None:
    lecture = zonage.lire(BytesIO(b"CODGEO;Zonage\nxx;ZIP\n"))
    assert list(lecture) == []
    assert lecture.refusees == 1


@pytest.mark.parametrize(
    ("texte", "colonne"), [("Code TVS;Nom\n", "Qualification"), ("Zonage;Nom\nZIP;A\n", "Code commune")]
)
def test_une_colonne_absente_du_zonage_est_nommee(texte: str, colonne: str) -> None:
    with pytest.raises(DocumentInvalide, match=f"colonne absente : « {colonne}"):
        list(zonage.lire(BytesIO(texte.encode())))


@pytest.mark.parametrize(
    ("profession", "lue", "annees"),
    [("medecin", "ZIP", (2019, 2022)), ("infirmier", "2_Sous_dotee", (2022,)), ("sage_femme", "5_Sur_dotee", ())],
)
def test_d_une_table_de_plusieurs_professions_une_seule_est_lue(
    profession: str, lue: str, annees: tuple[int, ...]
) -> None:
    texte = "depcom;agr;zmed_2019;zide_2022;zmed_2022;zsf\n32208;32208;ZAC;2_Sous_dotee;ZIP;5_Sur_dotee\n"
    lecture = zonage.lire(BytesIO(texte.encode()), profession=profession)
    assert [lu.ecrit for lu in lecture] == [lue]
    assert len(lecture.anomalies) == (len(annees) > 1)


def test_une_table_de_la_cartographie_de_l_assurance_maladie_se_lit() -> None:
    texte = (
        "Zonage conventionnel des infirmiers;;\nCode;Libellé;Zonage en vigueur\n"
        "01001;L'Abergement-Clémenciat;4_Tres_dotee\n97701;Saint-Barthélemy;N/A - résultat non disponible\n"
    )
    lecture = zonage.lire(BytesIO(texte.encode()), profession="infirmier")
    assert [(lu.commune, lu.qualification) for lu in lecture] == [
        ("01001", Qualification.TRES_DOTEE),
        ("97701", None),
    ]
    assert [(anomalie.code, anomalie.gravite) for anomalie in lecture.anomalies] == [
        ("zonage.indisponible", Gravite.INFORMATION)
    ]


def test_le_zonage_d_une_autre_profession_n_est_pas_pris_pour_celui_qui_est_demande() -> None:
    texte = b"depcom;zide_2022\n32208;2_Sous_dotee\n"
    with pytest.raises(DocumentInvalide, match="colonne absente"):
        list(zonage.lire(BytesIO(texte)))
    with pytest.raises(ValeurInvalide, match="'notaire' n'est pas medecin"):
        zonage.lire(BytesIO(texte), profession="notaire")


# -- contours -----------------------------------------------------------------------------------------------------


def geojson(*proprietes: Any) -> BytesIO:
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0.6, 43.9]}, "properties": une}
        for une in proprietes
    ]
    return BytesIO(json.dumps({"type": "FeatureCollection", "features": features}).encode())


def test_un_contour_garde_ses_proprietes() -> None:
    lecture = contours.lire(
        geojson({"nom_cpts": "CPTS d'essai", "Statut": "Projet de santé validé", "finess_geo": "950047225", "n": 3})
    )
    [lu] = lecture
    assert (lu.nom, lu.statut, lu.statut_ecrit) == ("CPTS d'essai", StatutContour.VALIDE, "Projet de santé validé")
    assert (lu.finess, lu.proprietes["n"]) == ("950047225", 3)
    assert (lecture.lues, lecture.gardees, len(lecture.anomalies)) == (1, 1, 0)


@pytest.mark.parametrize(
    ("ecrit", "statut"),
    [
        ("Initiative", StatutContour.INITIATIVE),
        ("En rédaction", StatutContour.REDACTION),
        ("Signataire ACI", StatutContour.SIGNATAIRE),
        ("ACI signé", StatutContour.SIGNATAIRE),
        ("Contrat signé", StatutContour.SIGNATAIRE),
        ("Validée", StatutContour.VALIDE),
        ("Lettre d’intention", StatutContour.INITIATIVE),
        ("LI validée", StatutContour.INITIATIVE),
        ("Projet de santé en attente de validation", None),
        ("Contrat non signé", None),
    ],
)
def test_un_statut_se_reconnait_a_son_mot(ecrit: str, statut: StatutContour | None) -> None:
    [lu] = contours.lire(geojson({"nom": "A", "statut": ecrit}))
    assert lu.statut is statut


def test_les_proprietes_d_un_autre_nom_se_designent() -> None:
    source = geojson({"appellation": "A", "phase": "en cours"})
    lecture = contours.lire(source, correspondance={"nom": "appellation", "statut": "phase"})
    assert [(lu.nom, lu.statut, lu.statut_ecrit) for lu in lecture] == [("A", None, "en cours")]
    assert lecture.anomalies[0].pointeur == "/features/0/properties/statut"
    with pytest.raises(ValeurInvalide, match="'type' n'est pas nom, statut, finess"):
        contours.lire(source, correspondance={"type": "a"})


def test_les_fautes_d_un_contour_sont_dites() -> None:
    lecture = contours.lire(
        geojson(None, {"x": 1}, {"nom": "A" * 5000}, {"nom": "A", "finess": "12"}, {"nom": "B", "finess": "458174839"})
    )
    assert [(lu.nom, lu.finess) for lu in lecture] == [("A", None), ("B", "458174839")]
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (5, 2, 3)
    assert [anomalie.code for anomalie in lecture.anomalies] == [
        *("type.inattendu", "nom.absent", "champ.longueur", "identifiant.forme", "identifiant.cle"),
    ]


def test_un_autre_document_qu_un_geojson_est_refuse() -> None:
    with pytest.raises(DocumentInvalide, match="clé « features » absente"):
        list(contours.lire(BytesIO(b"{}")))
    with pytest.raises(DocumentInvalide, match="classeur"):
        list(contours.lire(classeur(A=[["a"]])))


def test_un_geojson_se_lit_avec_sa_marque_d_ordre_ou_une_ligne_par_contour() -> None:
    octets = geojson({"nom": "A"}, {"nom": "B"}).getvalue()
    assert [lu.nom for lu in contours.lire(BytesIO(b"\xef\xbb\xbf" + octets))] == ["A", "B"]
    lignes = "".join(f"{json.dumps(une)}\n" for une in json.loads(octets)["features"])
    lecture = contours.lire(BytesIO(lignes.encode()))
    assert [lu.nom for lu in lecture] == ["A", "B"]
    assert lecture.terminee


def test_un_nombre_qui_n_en_est_pas_un_est_nomme() -> None:
    with pytest.raises(DocumentInvalide, match="le JSON contient NaN, qu'aucun JSON n'admet : le réécrire avec null"):
        list(contours.lire(geojson({"nom": "A", "pop": float("nan")})))


def test_une_erreur_du_service_est_dite() -> None:
    reponse = b'<?xml version="1.0"?><ServiceExceptionReport><ServiceException>Inconnu</ServiceException>'
    with pytest.raises(DocumentInvalide, match="une réponse XML du service, qui dit 'Inconnu'"):
        list(contours.lire(BytesIO(reponse)))
