"""Communes of France: populations, EPCI and postal codes are written here by hand from the official publications."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from soinsprimaires import referentiels
from soinsprimaires.erreurs import CodeInconnu, ValeurInvalide
from soinsprimaires.referentiels import CodeRattache, NatureCodeRattache, NatureEpci

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
    assert (epci.millesime_population, epci.millesime) == (2023, 2026)


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
    assert (refus.value.code, refus.value.referentiel) == (code, "communes de France au 1er janvier 2026")


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
    assert referentiels.commune("18033", au=jour) == referentiels.commune("18033")
    assert referentiels.commune("18033", au=jour).millesime == 2026
    assert referentiels.ecart_de_millesime(jour) == (
        "communes au 1er janvier 2026, millésime embarqué le plus proche du 2017-11-22"
    )
    assert referentiels.ecart_de_millesime(date(2026, 12, 31)) is None
    assert referentiels.millesime_au(date(2031, 1, 1)) == 2026
    assert (referentiels.MILLESIME, referentiels.MILLESIMES) == (2026, (2026,))


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


@pytest.fixture
def paquet(tmp_path: Path) -> Path:
    """A package of two communes, in the layout of the real one."""
    (tmp_path / "data").mkdir()
    zones = [("01", "metro"), ("975", "com")]
    contenus: dict[str, object] = {
        "package.json": {"version": "6.0.0"},
        "data/communes.json": COMMUNES,
        "data/departements.json": [
            {"code": code, "nom": "D", "region": "84", "chefLieu": "01004", "zone": zone} for code, zone in zones
        ],
        "data/regions.json": [{"code": "84", "nom": "R", "chefLieu": "01004"}],
        "data/epci.json": [{"code": "200000001", "nom": "CC N", "type": "CC", "membres": [{"code": "01004"}]}],
    }
    for nom, contenu in contenus.items():
        (tmp_path / nom).write_text(json.dumps(contenu), encoding="utf-8")
    return tmp_path


def construire(paquet: Path, sortie: Path) -> bytes:
    subprocess.run(
        [sys.executable, "-m", "outils.communes", "--sortie", str(sortie), str(paquet)],
        cwd=RACINE,
        check=True,
        capture_output=True,
    )
    return (sortie / "communes-2026.zlib").read_bytes()


def test_l_outil_ecrit_ce_que_le_paquet_relit(paquet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    octets = construire(paquet, tmp_path / "un")
    assert construire(paquet, tmp_path / "deux") == octets
    module = sys.modules["soinsprimaires.referentiels._communes"]
    monkeypatch.setattr(module, "lire_fichier", lambda _: octets)
    annee = module._Annee(2026)
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


def test_l_outil_refuse_un_code_hors_de_son_departement(paquet: Path, tmp_path: Path) -> None:
    fautives = [COMMUNES[0] | {"departement": "975"}]
    (paquet / "data" / "communes.json").write_text(json.dumps(fautives), encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError) as echec:
        construire(paquet, tmp_path / "un")
    assert b"ordre des d" in echec.value.stderr
