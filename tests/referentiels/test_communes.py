"""Communes of France: populations, EPCI and postal codes are written here by hand from the official publications."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from soinsprimaires import referentiels
from soinsprimaires.erreurs import CodeInconnu, ValeurInvalide
from soinsprimaires.referentiels import CodeRattache, CorrespondanceCommunes, NatureCodeRattache, NatureEpci

RACINE = Path(__file__).resolve().parents[2]

LOMAGNE = "243200391"
REGIONS = {"18": "24", "30": "76", "32": "76", "37": "24", "45": "24"}


@pytest.mark.parametrize(
    ("code", "nom", "code_postal", "population", "epci"),
    [
        ("32208", "Lectoure", "32700", 3670, LOMAGNE),
        ("32132", "Fleurance", "32500", 6247, LOMAGNE),
        ("32253", "Miradoux", "32340", 530, LOMAGNE),
        ("32345", "La Romieu", "32480", 540, LOMAGNE),
        ("32078", "Castelnau-d'Arbieu", "32500", 223, LOMAGNE),
        ("32370", "Saint-Clar", "32380", 1062, "200034726"),
        ("32462", "Vic-Fezensac", "32190", 3577, "243200607"),
        ("32319", "Plaisance", "32160", 1430, "243200508"),
        ("30037", "Bessèges", "30160", 2606, "200035129"),
        ("18033", "Bourges", "18000", 64186, "241800507"),
        ("18242", "Sancoins", "18600", 2951, "241800432"),
        ("18240", "Sancergues", "18140", 620, "200032514"),
        ("18023", "Baugy", "18800", 1598, "241800374"),
        ("45155", "Gien", "45500", 13459, "244500211"),
        ("37072", "Chinon", "37500", 8144, "200043081"),
        ("37245", "Semblançay", "37360", 2200, "200073237"),
    ],
)
def test_communes_des_articles(code: str, nom: str, code_postal: str, population: int, epci: str) -> None:
    commune = referentiels.commune(code)
    assert (commune.code, commune.nom, commune.departement, commune.region) == (code, nom, code[:2], REGIONS[code[:2]])
    assert (commune.codes_postaux, commune.epci) == ((code_postal,), epci)
    assert (commune.population, commune.millesime_population, commune.millesime) == (population, 2023, 2026)


@pytest.mark.parametrize(
    ("code", "nom", "nature", "membres"),
    [
        (LOMAGNE, "CC de la Lomagne Gersoise", NatureEpci.COMMUNAUTE_COMMUNES, 43),
        ("200034726", "CC Bastides de Lomagne", NatureEpci.COMMUNAUTE_COMMUNES, 41),
        ("243200607", "CC Artagnan de Fezensac", NatureEpci.COMMUNAUTE_COMMUNES, 25),
        ("200035129", "CC de Cèze Cévennes", NatureEpci.COMMUNAUTE_COMMUNES, 23),
        ("241800507", "CA Bourges Plus", NatureEpci.COMMUNAUTE_AGGLOMERATION, 17),
        ("200046977", "Métropole de Lyon", NatureEpci.METROPOLE_LYON, 58),
    ],
)
def test_epci(code: str, nom: str, nature: NatureEpci, membres: int) -> None:
    epci = referentiels.epci(code)
    assert (epci.code, epci.nom, epci.nature, len(epci.communes)) == (code, nom, nature, membres)
    assert [commune.code for commune in referentiels.communes_de(epci=code)] == list(epci.communes)
    assert epci.population == sum(commune.population or 0 for commune in referentiels.communes_de(epci=code))
    # The package of 2026 repeats the list of EPCI of 2025.
    assert (epci.millesime_population, epci.millesime) == (2023, 2025)


def test_la_population_d_un_epci_est_du_millesime_de_ses_communes() -> None:
    # The older figure published for the same perimeter is 19 309.
    assert referentiels.epci(LOMAGNE).population == 19335


def test_saint_clar_n_est_pas_en_lomagne_gersoise() -> None:
    assert "32370" in referentiels.epci("200034726").communes
    assert "32370" not in referentiels.epci(LOMAGNE).communes


def test_une_ile_sans_epci() -> None:
    assert [(code, referentiels.commune(code).epci) for code in ("22016", "29083", "29155", "85113")] == [
        ("22016", None),
        ("29083", None),
        ("29155", None),
        ("85113", None),
    ]


def test_les_homonymes_sont_tous_rendus() -> None:
    plaisance = referentiels.chercher_communes("Plaisance")
    assert [(c.code, c.departement) for c in plaisance] == [
        ("12183", "12"),
        ("24168", "24"),
        ("32319", "32"),
        ("86192", "86"),
    ]
    assert [c.code for c in referentiels.chercher_communes("Baugy")] == ["18023", "60048", "71024"]


@pytest.mark.parametrize(
    ("nom", "code"),
    [
        ("besseges", "30037"),
        ("  LA   ROMIEU ", "32345"),
        ("vic fezensac", "32462"),
        ("castelnau d’arbieu", "32078"),
        ("Semblançay", "37245"),
        ("coeuvres-et-valsery", "02201"),
    ],
)
def test_une_recherche_ignore_l_orthographe_des_signes(nom: str, code: str) -> None:
    assert [commune.code for commune in referentiels.chercher_communes(nom)] == [code]


def test_une_recherche_sans_reponse_est_vide() -> None:
    assert referentiels.chercher_communes("Lomagne") == ()
    assert referentiels.chercher_communes("") == ()


def test_un_code_postal_sert_plusieurs_communes() -> None:
    noms = [commune.nom for commune in referentiels.communes_par_code_postal("32500")]
    assert noms == [
        "Brugnens",
        "Castelnau-d'Arbieu",
        "Céran",
        "Fleurance",
        "Goutz",
        "Lalanne",
        "Lamothe-Goas",
        "Pauilhac",
        "Pis",
        "Sainte-Radegonde",
        "La Sauvetat",
        "Urdens",
    ]
    assert referentiels.communes_par_code_postal("99999") == ()
    assert referentiels.communes_par_code_postal("") == ()


def test_une_commune_a_plusieurs_codes_postaux() -> None:
    ajaccio = referentiels.commune("2A004")
    assert (ajaccio.departement, ajaccio.region) == ("2A", "94")
    assert ajaccio.codes_postaux == ("20000", "20090", "20167")


def test_un_departement_et_une_region() -> None:
    gers = referentiels.departement("32")
    assert (gers.nom, gers.region, gers.chef_lieu, str(gers)) == ("Gers", "76", "32013", "Gers (32)")
    occitanie = referentiels.region("76")
    assert (occitanie.nom, occitanie.chef_lieu, str(occitanie)) == ("Occitanie", "31555", "Occitanie (76)")
    assert len(referentiels.departements()) == 109
    assert len(referentiels.regions()) == 26


def test_les_communes_d_un_departement_et_d_une_region() -> None:
    gers = referentiels.communes_de(departement="32")
    assert {commune.departement for commune in gers} == {"32"}
    assert "32208" in {commune.code for commune in gers}
    corse = referentiels.communes_de(region="94")
    assert {commune.departement for commune in corse} == {"2A", "2B"}
    assert len(referentiels.communes_de(departement="75")) == 1


def test_toutes_les_communes() -> None:
    toutes = referentiels.communes()
    assert len(toutes) == 34969
    assert [commune.code for commune in toutes] == sorted(commune.code for commune in toutes)
    assert sum(len(referentiels.communes_de(region=region.code)) for region in referentiels.regions()) == 34969


@pytest.mark.parametrize(
    ("code", "departement", "region"),
    [("97105", "971", "01"), ("97302", "973", "03"), ("97411", "974", "04")],
)
def test_les_departements_d_outre_mer(code: str, departement: str, region: str) -> None:
    commune = referentiels.commune(code)
    assert (commune.departement, commune.region, commune.millesime_population) == (departement, region, 2023)


def test_les_populations_disent_leur_annee_ou_qu_elle_est_inconnue() -> None:
    mamoudzou = referentiels.commune("97611")
    assert (mamoudzou.nom, mamoudzou.population, mamoudzou.millesime_population) == ("Mamoudzou", 71437, 2017)
    papeete = referentiels.commune("98735")
    assert (papeete.population, papeete.millesime_population) == (26654, None)
    assert (papeete.departement, papeete.region, papeete.epci) == ("987", "987", None)
    deserte = referentiels.commune("98411")
    assert (deserte.population, deserte.millesime_population, deserte.codes_postaux) == (None, None, ())


def test_la_commune_actuelle_l_emporte_sur_la_deleguee_de_meme_code() -> None:
    assert referentiels.commune("18023").population == 1598
    assert referentiels.rattachement("18023") is None


@pytest.mark.parametrize(
    ("code", "attendu", "texte"),
    [
        (
            "18123",
            CodeRattache(code="18123", nom=None, nature=NatureCodeRattache.ANCIEN_CODE, commune="18023"),
            "ancien code 18123, aujourd'hui dans la commune Baugy (18023)",
        ),
        (
            "20004",
            CodeRattache(code="20004", nom=None, nature=NatureCodeRattache.ANCIEN_CODE, commune="2A004"),
            "ancien code 20004, aujourd'hui dans la commune Ajaccio (2A004)",
        ),
        (
            "75101",
            CodeRattache(
                code="75101",
                nom="Paris 1er Arrondissement",
                nature=NatureCodeRattache.ARRONDISSEMENT_MUNICIPAL,
                commune="75056",
            ),
            "arrondissement municipal Paris 1er Arrondissement (75101), aujourd'hui dans la commune Paris (75056)",
        ),
        (
            "02285",
            CodeRattache(code="02285", nom="Escaufourt", nature=NatureCodeRattache.COMMUNE_ASSOCIEE, commune="59545"),
            "commune associée Escaufourt (02285), aujourd'hui dans la commune Saint-Souplet (59545)",
        ),
    ],
)
def test_un_code_qui_n_est_plus_celui_d_une_commune(code: str, attendu: CodeRattache, texte: str) -> None:
    assert referentiels.rattachement(code) == attendu
    with pytest.raises(CodeInconnu) as refus:
        referentiels.commune(code)
    assert str(refus.value) == f"code {code!r} inconnu : communes de France au 1er janvier 2026 ; {texte}"


@pytest.mark.parametrize("code", ["99999", "", "32 208", "2C001", "Lectoure"])
def test_un_code_de_commune_inconnu(code: str) -> None:
    assert referentiels.rattachement(code) is None
    with pytest.raises(CodeInconnu) as refus:
        referentiels.commune(code)
    assert refus.value.code == code
    assert refus.value.referentiel.partition(" ; ")[0] == "communes de France au 1er janvier 2026"


def test_un_epci_un_departement_une_region_inconnus() -> None:
    with pytest.raises(CodeInconnu, match="EPCI au 1er janvier 2026"):
        referentiels.epci("999999999")
    with pytest.raises(CodeInconnu, match="départements au 1er janvier 2026"):
        referentiels.departement("20")
    with pytest.raises(CodeInconnu, match="régions au 1er janvier 2026"):
        referentiels.region("99")
    with pytest.raises(CodeInconnu, match="EPCI au 1er janvier 2026"):
        referentiels.communes_de(epci="999999999")
    with pytest.raises(CodeInconnu, match="départements au 1er janvier 2026"):
        referentiels.communes_de(departement="20")


def test_un_seul_critere_a_la_fois() -> None:
    with pytest.raises(ValeurInvalide, match="et un seul"):
        referentiels.communes_de()
    with pytest.raises(ValeurInvalide, match="et un seul"):
        referentiels.communes_de(departement="32", region="76")


def test_une_date_sans_millesime_recoit_le_plus_proche_et_le_dit() -> None:
    jour = date(2017, 11, 22)
    assert referentiels.commune("18033", au=jour) == referentiels.commune("18033", au=date(2021, 1, 1))
    assert referentiels.commune("18033", au=jour).millesime == 2021
    assert referentiels.ecart_de_millesime(jour) == (
        "communes au 1er janvier 2021, millésime embarqué le plus proche du 22 novembre 2017"
    )
    assert referentiels.ecart_de_millesime(date(2021, 1, 1)) is None
    assert referentiels.ecart_de_millesime(date(2026, 12, 31)) is None
    assert referentiels.millesime_au(date(2020, 12, 31)) == 2021
    assert referentiels.millesime_au(date(2023, 12, 31)) == 2023
    assert referentiels.millesime_au(date(2031, 1, 1)) == 2026
    assert (referentiels.MILLESIME, referentiels.MILLESIMES) == (2026, (2021, 2022, 2023, 2024, 2025, 2026))


@pytest.mark.parametrize(
    ("annee", "communes", "lectoure", "bourges", "lomagne", "annee_population"),
    [
        (2021, 35059, 3665, 64668, 19185, 2018),
        (2022, 35049, 3672, 64541, 19173, 2019),
        (2023, 35039, 3687, 64362, 19135, 2020),
        (2024, 35029, 3690, 63702, 19234, 2021),
        (2025, 34969, 3685, 64238, 19309, 2022),
        (2026, 34969, 3670, 64186, 19335, 2023),
    ],
)
def test_chaque_millesime_a_les_populations_en_vigueur(
    annee: int, communes: int, *, lectoure: int, bourges: int, lomagne: int, annee_population: int
) -> None:
    jour = date(annee, 6, 30)
    assert len(referentiels.communes(jour)) == communes
    for code, population in (("32208", lectoure), ("18033", bourges)):
        commune = referentiels.commune(code, jour)
        assert (commune.population, commune.millesime_population, commune.millesime) == (
            population,
            annee_population,
            annee,
        )
    epci = referentiels.epci(LOMAGNE, jour)
    assert (epci.population, epci.millesime_population) == (lomagne, annee_population)
    assert referentiels.commune("97611", jour).millesime_population == 2017


@pytest.mark.parametrize(("annee", "population", "vintage"), [(2021, 352, 2019), (2024, 427, 2022), (2026, 429, 2023)])
def test_la_population_d_une_ile_sans_epci_est_d_une_autre_annee(annee: int, population: int, vintage: int) -> None:
    brehat = referentiels.commune("22016", date(annee, 1, 1))
    assert (brehat.nom, brehat.population, brehat.millesime_population) == ("Île-de-Bréhat", population, vintage)


def test_les_collectivites_d_outre_mer_sont_du_premier_millesime_aussi() -> None:
    jour = date(2021, 1, 1)
    papeete = referentiels.commune("98735", jour)
    assert (papeete.departement, papeete.region, papeete.population, papeete.millesime_population) == (
        "987",
        "987",
        26925,
        None,
    )
    assert (len(referentiels.departements(jour)), len(referentiels.regions(jour))) == (109, 26)


def test_le_chef_lieu_de_mayotte_a_change() -> None:
    chefs = [referentiels.departement("976", date(annee, 1, 1)).chef_lieu for annee in (2023, 2024)]
    assert chefs == ["97608", "97611"]


def test_une_commune_nouvelle_remplace_celles_qui_l_ont_formee() -> None:
    avant, apres = date(2024, 12, 31), date(2025, 1, 1)
    formee = ["32067", "32260", "32365", "32413"]
    noms = [(referentiels.commune(code, avant).nom, referentiels.commune(code, avant).population) for code in formee]
    assert noms == [("Cabas-Loumassès", 49), ("Monbardon", 71), ("Saint-Blancard", 307), ("Sarcos", 82)]
    nouvelle = referentiels.commune("32365", apres)
    assert (nouvelle.nom, nouvelle.population) == ("Cap d'Astarac", 480)
    with pytest.raises(CodeInconnu, match=r"commune déléguée Monbardon .32260., alors dans la commune Cap d'Astarac"):
        referentiels.commune("32260", apres)
    with pytest.raises(CodeInconnu, match="aujourd'hui dans la commune Cap d'Astarac"):
        referentiels.commune("32260")


def test_une_commune_retablie_n_existait_pas() -> None:
    assert referentiels.commune("85165", date(2024, 1, 1)).nom == "L'Oie"
    with pytest.raises(CodeInconnu, match=r"alors dans la commune Essarts en Bocage .85084."):
        referentiels.commune("85165", date(2023, 12, 31))


@pytest.mark.parametrize(
    ("de", "a", "avant", "apres"),
    [
        (2024, 2025, ("93059", "93066"), ("93066",)),
        (2024, 2025, ("32067", "32260", "32365", "32413"), ("32365",)),
        (2024, 2025, ("15141",), ("15031", "15035", "15047", "15141", "15171")),
        (2023, 2024, ("85084",), ("85084", "85165", "85212")),
        (2024, 2025, ("12076",), ("12218",)),
        (2022, 2023, ("27058",), ("27676",)),
        (2021, 2026, ("24089", "24314", "24325"), ("24325",)),
        (2026, 2021, ("32365",), ("32067", "32260", "32365", "32413")),
    ],
    ids=["fusion", "à quatre", "séparation", "retour", "chef-lieu", "autre code", "cinq ans", "à rebours"],
)
def test_ce_que_sont_devenues_des_communes(de: int, a: int, avant: tuple[str, ...], apres: tuple[str, ...]) -> None:
    liens = referentiels.correspondances(date(de, 1, 1), date(a, 1, 1))
    assert CorrespondanceCommunes(avant=avant, apres=apres) in liens


def test_toute_commune_disparue_est_suivie() -> None:
    liens = referentiels.correspondances(date(2021, 1, 1), date(2026, 1, 1))
    assert len(liens) == 82
    assert all(lien.apres for lien in liens)
    disparues = {c.code for c in referentiels.communes(date(2021, 1, 1))} - {c.code for c in referentiels.communes()}
    assert len(disparues) == 102
    assert disparues < {code for lien in liens for code in lien.avant}
    assert referentiels.correspondances(date(2025, 1, 1), date(2026, 1, 1)) == ()


@pytest.mark.parametrize(
    ("code", "annee", "avant", "apres"),
    [
        ("06039", 2022, "240600593", "200030195"),
        ("30013", 2022, "243000684", "200034379"),
        ("31188", 2024, "200023620", "243100781"),
        ("82098", 2025, "200066884", "248200099"),
    ],
)
def test_une_commune_change_d_epci(code: str, annee: int, avant: str, apres: str) -> None:
    assert referentiels.commune(code, date(annee - 1, 12, 31)).epci == avant
    assert referentiels.commune(code, date(annee, 1, 1)).epci == apres


def test_un_epci_qui_nait_et_un_qui_disparait() -> None:
    assert referentiels.epci("200096956", date(2022, 1, 1)).nom == "CA Agglomération d'Agen"
    assert len(referentiels.epci("200096956", date(2022, 1, 1)).communes) == 44
    with pytest.raises(CodeInconnu, match="EPCI au 1er janvier 2021"):
        referentiels.epci("200096956", date(2021, 1, 1))
    assert referentiels.epci("200035459", date(2021, 1, 1)).nom == "CA d'Agen"
    with pytest.raises(CodeInconnu, match="EPCI au 1er janvier 2026"):
        referentiels.epci("200035459")


def test_une_date_est_un_jour() -> None:
    with pytest.raises(ValeurInvalide) as refus:
        referentiels.commune("32208", au="2026-01-01")  # type: ignore[arg-type]
    assert refus.value.champ == "au"


def test_deux_demandes_rendent_le_meme_objet() -> None:
    assert referentiels.commune("32208") is referentiels.commune("32208")


def test_une_commune_et_un_epci_se_lisent() -> None:
    assert str(referentiels.commune("32208")) == "Lectoure (32208)"
    assert str(referentiels.epci(LOMAGNE)) == f"CC de la Lomagne Gersoise ({LOMAGNE})"


COMMUNES: list[dict[str, object]] = [
    {"code": "01004", "nom": "Neuve", "type": "commune-actuelle", "departement": "01", "population": 12}
    | {"codesPostaux": ["01000", "01001"], "anciensCodes": ["01009"]},
    {"code": "01004", "nom": "Neuve", "type": "commune-deleguee", "departement": "01", "chefLieu": "01004"},
    {"code": "01005", "nom": "Jointe", "type": "commune-deleguee", "departement": "01", "chefLieu": "01004"},
    {"code": "97501", "nom": "Île", "type": "commune-actuelle", "departement": "975"},
]
AVANT: list[dict[str, object]] = [
    {"code": "01004", "nom": "Ancienne", "type": "commune-actuelle", "departement": "01", "population": 90},
    {"code": "01005", "nom": "Jointe", "type": "commune-actuelle", "departement": "01", "population": 91},
    {"code": "97501", "nom": "Île", "type": "commune-actuelle", "departement": "975", "population": 7},
]


def ecrire_paquet(
    dossier: Path, version: str, communes: list[dict[str, object]], populations: dict[str, int], zones: dict[str, str]
) -> Path:
    """A package of a few communes, in the layout of the real one."""
    (dossier / "data").mkdir(parents=True)
    membres = [{"code": code, "populationMunicipale": nombre} for code, nombre in populations.items()]
    contenus: dict[str, object] = {
        "package.json": {"version": version},
        "data/communes.json": communes,
        "data/departements.json": [
            {"code": code, "nom": "D", "region": "84", "chefLieu": "01004", "zone": zone}
            for code, zone in zones.items()
        ],
        "data/regions.json": [{"code": "84", "nom": "R", "chefLieu": "01004"}],
        "data/ept.json": [{"code": "200000002", "nom": "EPT N", "type": "EPT", "membres": membres}],
        "data/epci.json": [{"code": "200000001", "nom": "CC N", "type": "CC", "membres": membres}],
    }
    for nom, contenu in contenus.items():
        (dossier / nom).write_text(json.dumps(contenu), encoding="utf-8")
    return dossier


@pytest.fixture
def paquets(tmp_path: Path) -> list[Path]:
    """The latest package and an older one, which lists no overseas collectivity."""
    return [
        ecrire_paquet(tmp_path / "6", "6.0.0", COMMUNES, {"01004": 11}, {"01": "metro", "975": "com"}),
        ecrire_paquet(tmp_path / "1", "1.1.1", AVANT, {"01004": 5, "01005": 6}, {"01": "metro"}),
    ]


def construire(paquets: list[Path], sortie: Path) -> dict[str, bytes]:
    subprocess.run(
        [sys.executable, "-m", "outils.communes", "--sortie", str(sortie), *map(str, paquets)],
        cwd=RACINE,
        check=True,
        capture_output=True,
    )
    return {fichier.name: fichier.read_bytes() for fichier in sortie.iterdir()}


def test_l_outil_ecrit_ce_que_le_paquet_relit(
    paquets: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fichiers = construire(paquets, tmp_path / "un")
    assert construire(paquets, tmp_path / "deux") == fichiers
    assert sorted(fichiers) == ["communes-2021.zlib", "communes-2026.zlib", "ept.csv", "manifeste.json"]
    module = sys.modules["soinsprimaires.referentiels._millesimes"]
    monkeypatch.setattr(module, "lire_fichier", fichiers.__getitem__)
    annee = module.Annee(2026)
    neuve = annee.commune("01004")
    assert (neuve.nom, neuve.epci, neuve.population, neuve.codes_postaux) == (
        "Neuve",
        "200000001",
        12,
        ("01000", "01001"),
    )
    ile = annee.commune("97501")
    assert (ile.nom, ile.departement, ile.epci, ile.population, ile.millesime_population) == (
        "Île",
        "975",
        None,
        None,
        None,
    )
    assert {code: lien.commune for code, lien in annee.rattachements.items()} == {"01005": "01004", "01009": "01004"}


def test_l_outil_ecrit_un_millesime_par_ses_differences(
    paquets: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fichiers = construire(paquets, tmp_path / "un")
    module = sys.modules["soinsprimaires.referentiels._millesimes"]
    monkeypatch.setattr(module, "lire_fichier", fichiers.__getitem__)
    finale = module.Annee(2026)
    monkeypatch.setattr(module, "annee", {2026: finale}.__getitem__)
    annee = module.Annee(2021)
    assert [(c.code, c.nom, c.population, c.millesime_population) for c in map(annee.commune, annee.codes)] == [
        ("01004", "Ancienne", 5, 2018),
        ("01005", "Jointe", 6, 2018),
        ("97501", "Île", 7, None),
    ]
    assert [c.codes_postaux for c in map(annee.commune, annee.codes)] == [(), (), ()]
    assert annee.rattachements == {}
    assert (annee.epci["200000001"].communes, annee.epci["200000001"].millesime) == (("01004", "01005"), 2021)


def test_l_outil_dit_qu_une_liste_d_epci_est_repetee(paquets: list[Path], tmp_path: Path) -> None:
    paquets.append(ecrire_paquet(tmp_path / "5", "5.3.0", AVANT, {"01004": 11}, {"01": "metro", "975": "com"}))
    fiches = json.loads(construire(paquets, tmp_path / "un")["manifeste.json"])
    assert [
        fiche["remarque"].partition("le paquet répète")[2] for fiche in fiches if fiche["fichier"] != "ept.csv"
    ] == [
        "",
        "",
        " la liste des EPCI de 2025",
    ]


def test_l_outil_refuse_un_code_hors_de_son_departement(tmp_path: Path) -> None:
    fautive = ecrire_paquet(tmp_path / "6", "6.0.0", COMMUNES, {}, {"975": "com", "01": "metro"})
    lignes = json.loads((fautive / "data" / "communes.json").read_text(encoding="utf-8"))
    lignes[0]["code"] = "99004"
    (fautive / "data" / "communes.json").write_text(json.dumps(lignes), encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError) as echec:
        construire([fautive], tmp_path / "un")
    assert "hors de tout département" in echec.value.stderr.decode()


# -- arrondissements, ways of writing a name -------------------------------------------------------------------------


@pytest.mark.parametrize(("commune", "nombre"), [("75056", 20), ("69123", 9), ("13055", 16), ("32208", 0)])
def test_les_arrondissements_d_une_commune(commune: str, nombre: int) -> None:
    assert len(referentiels.arrondissements(commune)) == nombre


@pytest.mark.parametrize(
    ("ecrit", "code"),
    [
        ("ST CLAR", "32370"),
        ("Ste-Foy-la-Grande", "33402"),
        ("ROMIEU (LA)", "32345"),
        ("CHALON S/SAONE", "71076"),
        ("AUCH CEDEX 9", "32013"),
        ("L'Isle-Jourdain", None),
    ],
)
def test_un_nom_s_ecrit_comme_on_l_ecrit(ecrit: str, code: str | None) -> None:
    trouvees = [une.code for une in referentiels.chercher_communes(ecrit)]
    assert trouvees == [code] if code else len(trouvees) == 2


def test_une_commune_deleguee_se_cherche_par_son_nom() -> None:
    [monbardon] = referentiels.chercher_codes_rattaches("Monbardon")
    assert (monbardon.code, monbardon.commune) == ("32260", "32365")
    assert referentiels.chercher_codes_rattaches("Nulle part") == ()


# -- EPCI by name and by place ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nom", "attendus"),
    [
        ("lomagne", ["200034726", "243200391", "248200065"]),
        ("Lomagne gersoise", ["243200391"]),
        ("LA LOMAGNE-GERSOISE", ["243200391"]),
        ("CC de Cèze Cévennes", ["200035129"]),
        ("ceze cevennes", ["200035129"]),
        ("gersoise lomagne", []),
        ("lomag", []),
        ("", []),
        ("  ", []),
    ],
)
def test_un_epci_se_cherche_par_son_nom(nom: str, attendus: list[str]) -> None:
    assert [un.code for un in referentiels.chercher_epci(nom)] == attendus


def test_les_epci_d_un_departement_d_une_region_et_du_pays() -> None:
    du_gers = referentiels.liste_epci(departement="32")
    assert LOMAGNE in {un.code for un in du_gers}
    assert [un.code for un in du_gers] == sorted(un.code for un in du_gers)
    communes = {commune.code for commune in referentiels.communes_de(departement="32")}
    assert all(communes & {*un.communes} for un in du_gers)
    assert {un.code for un in du_gers} == {referentiels.commune(code).epci for code in communes} - {None}
    occitanie = {un.code for un in referentiels.liste_epci(region="76")}
    assert {un.code for un in du_gers} < occitanie < {un.code for un in referentiels.liste_epci()}
    with pytest.raises(CodeInconnu):
        referentiels.liste_epci(departement="999")
    with pytest.raises(ValeurInvalide):
        referentiels.liste_epci(departement="32", region="76")
