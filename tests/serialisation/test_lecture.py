"""What is not a document is refused, with everything that is wrong and where."""

import contextlib
import gc
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.proprietes.outils import resoudre
from tests.serialisation.outils import EVENEMENT, LIEU, MSP, PROJET, anomalies, document, enveloppe, fautes, messages

from soinsprimaires import DocumentInvalide, Extensions, Registre, depuis_json, depuis_json_en_detail, en_json
from soinsprimaires.serialisation import charger, charger_en_detail
from soinsprimaires.serialisation._texte import _SYNTAXE

ADMISES = "admis : msp, centre_sante, cts, cpts, equipe_soins_primaires, equipe_soins_specialises"
MEDECIN = {"identifiant": "p", "profession": {"systeme": "TRE_G15", "code": "10"}}
SURROGAT = "le texte contient une moitié de caractère (surrogat)"
SALLE = " ; vouliez-vous dire « salle » ?"
PETIT = document(structures=[MSP | {"nom": "Maison de santé"}])


def test_un_document_vide_et_un_petit() -> None:
    assert depuis_json(document()) == Registre()
    assert depuis_json(document().encode()) == Registre()
    assert [structure.identifiant for structure in depuis_json(PETIT).structures] == ["msp-lectoure"]
    detail = depuis_json_en_detail(PETIT)
    assert (detail.version_origine, detail.anomalies) == (1, ())


def test_un_fichier(tmp_path: Path) -> None:
    chemin = tmp_path / "registre.json"
    chemin.write_text(PETIT)
    assert charger(chemin) == charger(str(chemin)) == charger_en_detail(chemin).registre == depuis_json(PETIT)
    with pytest.raises(FileNotFoundError):
        charger(tmp_path / "absent.json")


# -- not JSON -----------------------------------------------------------------------------------------------------


def test_tronque_a_chaque_octet() -> None:
    octets = json.dumps(enveloppe({"structures": [MSP | {"nom": "santé"}]}), ensure_ascii=False).encode()
    for fin in range(len(octets)):
        (anomalie,) = anomalies(octets[:fin])
        assert anomalie.code in {"json.syntaxe", "json.encodage"}
        assert anomalie.pointeur == ""


@pytest.mark.parametrize(
    ("texte", "message"),
    [
        ("", "ce n'est pas du JSON : une valeur est attendue (ligne 1, colonne 1)"),
        ("{", "ce n'est pas du JSON : une clé entre guillemets est attendue (ligne 1, colonne 2)"),
        ('{"a" 1}', "ce n'est pas du JSON : « : » est attendu (ligne 1, colonne 6)"),
        ("[1\n2]", "ce n'est pas du JSON : « , » est attendue (ligne 2, colonne 1)"),
        ('["a', "ce n'est pas du JSON : un texte n'est pas fermé (ligne 1, colonne 2)"),
        ('["a\tb"]', "ce n'est pas du JSON : un texte contient un caractère de contrôle (ligne 1, colonne 4)"),
        (r'["\x"]', "ce n'est pas du JSON : une séquence d'échappement n'existe pas (ligne 1, colonne 3)"),
        (r'["\u12"]', "ce n'est pas du JSON : une séquence \\uXXXX est mal formée (ligne 1, colonne 4)"),
        ("{} {}", "ce n'est pas du JSON : du texte suit la fin du document (ligne 1, colonne 4)"),
        ("\u00a0{}", "ce n'est pas du JSON : une valeur est attendue (ligne 1, colonne 1)"),
    ],
)
def test_une_faute_de_syntaxe_se_dit_en_francais(texte: str, message: str) -> None:
    assert messages(texte) == [message]


def test_les_messages_de_json_sont_ceux_que_l_on_traduit() -> None:
    cas = [
        "",
        "{",
        '{"a" 1}',
        "[1 2]",
        '["a',
        '["\t"]',
        r'["\x"]',
        r'["\u1"]',
        "{} {}",
        '{"a":1,}',
        "[1,]",
        '{"a"',
        "[1",
    ]
    for texte in cas:
        with pytest.raises(json.JSONDecodeError) as refus:
            json.loads(texte)
        assert refus.value.msg in _SYNTAXE


@pytest.mark.parametrize(
    ("octets", "code", "message"),
    [
        ("\ufeff{}".encode(), "json.encodage", "le document commence par une marque d'ordre des octets (BOM)"),
        (document().encode("utf-16"), "json.encodage", "l'octet 0 n'est pas de l'UTF-8"),
        (b'{"a": "\xe9"}', "json.encodage", "l'octet 7 n'est pas de l'UTF-8"),
        (b'{"a": "\xed\xa0\x80"}', "json.encodage", "l'octet 7 n'est pas de l'UTF-8"),
        (document().encode("utf-16-le"), "json.syntaxe", None),
    ],
)
def test_d_autres_octets_que_de_l_utf_8(octets: bytes, code: str, message: str | None) -> None:
    (anomalie,) = anomalies(octets)
    assert anomalie.code == code
    assert message in {None, anomalie.message}


@pytest.mark.parametrize("constante", ["NaN", "Infinity", "-Infinity"])
def test_ce_qui_n_est_pas_un_nombre(constante: str) -> None:
    assert messages('{"contenu": ' + constante + "}") == [f"{constante} n'est pas un nombre JSON"]


def test_un_nombre_de_cinq_mille_chiffres() -> None:
    assert fautes('{"version": ' + "9" * 5000 + "}") == ["json.nombre "]


@pytest.mark.parametrize(("ouvre", "ferme"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("niveaux", [10_000, 100_000])
def test_des_milliers_de_niveaux(ouvre: str, ferme: str, niveaux: int) -> None:
    profond = ouvre * niveaux + "1" + ferme * niveaux
    modele = '{{"format": "soinsprimaires/registre", "version": 1, "contenu": {}}}'
    for texte in (
        profond,
        modele.format(profond),
        modele.format('{"extensions": {"a": ' + profond + "}}"),
        modele.format('{"structures": ' + profond + "}"),
        modele.format('{"inconnue": ' + profond + "}"),
    ):
        for anomalie in anomalies(texte):
            assert len(anomalie.message) <= 400
            assert len(anomalie.pointeur) < 100
        with contextlib.suppress(DocumentInvalide):
            assert depuis_json_en_detail(texte, tolerant=True).registre == Registre()


def test_un_texte_de_cinquante_millions_de_caracteres() -> None:
    long = "x" * 50_000_000
    assert messages(document(structures=[MSP | {"nom": long}])) == ["50000000 caractères, au plus 1000000"]
    assert fautes(document(**{long: 1})) == ["cle.inconnue /contenu"]
    assert fautes(document(structures=[MSP | {"type": long}])) == [
        "union.etiquette_inconnue /contenu/structures/0/type"
    ]
    assert fautes(json.dumps(enveloppe(format=long))) == ["enveloppe.format /format"]
    assert all(len(message) <= 400 for message in messages(document(lieux=[LIEU | {"nature": long[:2_000_000]}])))


# -- envelope -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("brut", "attendues"),
    [
        (None, ["type.inattendu "]),
        ([], ["type.inattendu "]),
        ("texte", ["type.inattendu "]),
        ({}, ["cle.absente /format", "cle.absente /version", "cle.absente /contenu"]),
        (enveloppe(format="autre"), ["enveloppe.format /format"]),
        (enveloppe(format=None), ["enveloppe.format /format"]),
        (enveloppe(version=2), ["version.ulterieure /version"]),
        (enveloppe(version=0), ["version.inconnue /version"]),
        (enveloppe(version=-1), ["version.inconnue /version"]),
        (enveloppe(version=1.0), ["type.inattendu /version"]),
        (enveloppe(version=True), ["type.inattendu /version"]),
        (enveloppe(version="1"), ["type.inattendu /version"]),
        (enveloppe(version=None), ["type.inattendu /version"]),
        (enveloppe(contenu=[]), ["type.inattendu /contenu"]),
        (enveloppe(contenu=0), ["type.inattendu /contenu"]),
        (enveloppe(auteur="x"), ["cle.inconnue /auteur"]),
        (enveloppe({"lieux": 1}, auteur="x"), ["type.inattendu /contenu/lieux", "cle.inconnue /auteur"]),
        (enveloppe(version=3, format="x", auteur=1), ["enveloppe.format /format", "version.ulterieure /version"]),
    ],
)
def test_une_enveloppe_fautive(brut: Any, attendues: list[str]) -> None:
    trouvees = fautes(json.dumps(brut))
    assert [faute for faute in trouvees if faute in attendues] == attendues
    assert set(trouvees) - set(attendues) <= {"cle.inconnue /auteur"}


def test_les_messages_de_l_enveloppe() -> None:
    assert messages(json.dumps(enveloppe(version=7))) == [
        "le document est de version 7 ; cette bibliothèque lit jusqu'à la version 1"
    ]
    assert messages(json.dumps(enveloppe(version=1.0))) == [
        "un nombre entier, sans point ni exposant, est attendu, pas le nombre 1.0"
    ]
    assert messages(json.dumps(enveloppe(format=None))) == ["le format attendu est 'soinsprimaires/registre', pas null"]
    assert len(messages('{"format": "soinsprimaires/registre", "contenu": {}, "version": ' + "9" * 4000 + "}")[0]) < 200


# -- values -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contenu", "faute", "message"),
    [
        (
            {"structure": []},
            "cle.inconnue /contenu/structure",
            "la clé 'structure' n'existe pas ici ; vouliez-vous dire « structures » ?",
        ),
        ({"zzz": []}, "cle.inconnue /contenu/zzz", "la clé 'zzz' n'existe pas ici"),
        (
            {"lieux": None},
            "type.inattendu /contenu/lieux",
            "une liste est attendue, pas null : sans élément, omettre la clé",
        ),
        ({"lieux": {}}, "type.inattendu /contenu/lieux", "une liste est attendue, pas un objet de 0 élément(s)"),
        ({"lieux": "halle"}, "type.inattendu /contenu/lieux", "une liste est attendue, pas le texte 'halle'"),
        ({"lieux": [[]]}, "type.inattendu /contenu/lieux/0", "un objet est attendu, pas une liste de 0 élément(s)"),
        ({"structures": [3]}, "type.inattendu /contenu/structures/0", "un objet est attendu, pas le nombre 3"),
        ({"lieux": [{"identifiant": "a"}]}, "cle.absente /contenu/lieux/0/nom", "la clé « nom » est obligatoire"),
        ({"lieux": [LIEU | {"nom": None}]}, "type.inattendu /contenu/lieux/0/nom", "un texte est attendu, pas null"),
        (
            {"lieux": [LIEU | {"nom": 3}]},
            "type.inattendu /contenu/lieux/0/nom",
            "un texte est attendu, pas le nombre 3",
        ),
        (
            {"lieux": [LIEU | {"nature": "sale"}]},
            "valeur.hors_liste /contenu/lieux/0/nature",
            f"'sale' n'est pas admis ici{SALLE} ; admis : batiment_de_sante, salle, adresse, autre",
        ),
        ({"lieux": [LIEU | {"commune": "Lectoure"}]}, "identifiant.forme /contenu/lieux/0/commune", None),
        ({"lieux": [LIEU | {"identifiant": "Halle"}]}, "identifiant.forme /contenu/lieux/0/identifiant", None),
        ({"structures": [MSP | {"finess": "32078"}]}, "identifiant.forme /contenu/structures/0/finess", None),
        (
            {"structures": [MSP | {"finess": 320780117}]},
            "type.inattendu /contenu/structures/0/finess",
            "un texte est attendu, pas un grand nombre",
        ),
        (
            {"structures": [MSP | {"type": "ehpad"}]},
            "union.etiquette_inconnue /contenu/structures/0/type",
            "le texte 'ehpad' n'est pas admis ici ; " + ADMISES,
        ),
        ({"structures": [MSP | {"type": "cpst"}]}, "union.etiquette_inconnue /contenu/structures/0/type", None),
        ({"structures": [MSP | {"type": None}]}, "union.etiquette_inconnue /contenu/structures/0/type", None),
        (
            {"structures": [{"identifiant": "a", "nom": "A"}]},
            "union.etiquette_absente /contenu/structures/0/type",
            "la clé « type » est obligatoire ; " + ADMISES,
        ),
        ({"structures": [MSP | {"creee_le": "20240131"}]}, "date.forme /contenu/structures/0/creee_le", None),
        (
            {"structures": [MSP | {"creee_le": "2024-02-30"}]},
            "date.calendrier /contenu/structures/0/creee_le",
            "'2024-02-30' n'existe pas au calendrier",
        ),
        ({"structures": [MSP | {"creee_le": 2024}]}, "type.inattendu /contenu/structures/0/creee_le", None),
        (
            {"projets": [PROJET | {"journal": [EVENEMENT | {"enregistre_le": "20240131"}]}]},
            "date.forme /contenu/projets/0/journal/0/enregistre_le",
            "'20240131' n'est pas une date AAAA-MM-JJ",
        ),
        (
            {"projets": [PROJET | {"journal": [EVENEMENT | {"enregistre_le": "2024-W05-3"}]}]},
            "date.forme /contenu/projets/0/journal/0/enregistre_le",
            "'2024-W05-3' n'est pas une date AAAA-MM-JJ",
        ),
        (
            {"projets": [PROJET | {"journal": [EVENEMENT | {"enregistre_le": "2024-01-31T00:00:00"}]}]},
            "date.forme /contenu/projets/0/journal/0/enregistre_le",
            None,
        ),
        (
            {"projets": [PROJET | {"journal": [EVENEMENT | {"par_delegation": "false"}]}]},
            "type.inattendu /contenu/projets/0/journal/0/par_delegation",
            "true ou false est attendu, pas le texte 'false'",
        ),
        (
            {"projets": [PROJET | {"journal": [EVENEMENT | {"par_delegation": 0}]}]},
            "type.inattendu /contenu/projets/0/journal/0/par_delegation",
            "true ou false est attendu, pas le nombre 0",
        ),
        (
            {"professionnels": [MEDECIN | {"annee_naissance": True}]},
            "type.inattendu /contenu/professionnels/0/annee_naissance",
            "un nombre entier est attendu, pas true",
        ),
        (
            {"professionnels": [MEDECIN | {"annee_naissance": 1970.0}]},
            "type.inattendu /contenu/professionnels/0/annee_naissance",
            "un nombre entier est attendu, pas le nombre 1970.0",
        ),
        (
            {"professionnels": [MEDECIN | {"profession": {"systeme": "TRE_G15", "code": "dix!"}}]},
            "code.forme /contenu/professionnels/0/profession/code",
            "'dix!' n'est pas un code (1 à 32 lettres, chiffres, « - » ou « _ »)",
        ),
        (
            {"extensions": []},
            "type.inattendu /contenu/extensions",
            "un objet est attendu, pas une liste de 0 élément(s)",
        ),
        ({"extensions": {"a": [0, 1e400]}}, "json.nombre /contenu/extensions/a/1", "ce nombre est trop grand"),
        ({"extensions": {"a": {"b": "x" * 1_000_001}}}, "texte.longueur /contenu/extensions/a/b", None),
        ({"extensions": {"a": {"b": "\ud800"}}}, "texte.surrogat /contenu/extensions/a/b", SURROGAT),
        ({"extensions": {"a": {"\udfff": 1}}}, "texte.surrogat /contenu/extensions/a", None),
        ({"lieux": [LIEU | {"nom": "\ud800"}]}, "texte.surrogat /contenu/lieux/0/nom", None),
        ({"lieux": [LIEU | {"nom": "a\0b"}]}, "texte.nul /contenu/lieux/0/nom", None),
        ({"extensions": {"a": {"b": "\0"}}}, "texte.nul /contenu/extensions/a/b", None),
        ({"lieux": [LIEU | {"\ud800": 1}]}, "cle.inconnue /contenu/lieux/0", "la clé '\\ud800' n'existe pas ici"),
    ],
)
def test_une_valeur_fautive(contenu: dict[str, Any], faute: str, message: str | None) -> None:
    texte = json.dumps(enveloppe(contenu)).replace("Infinity", "1e400")
    (anomalie,) = anomalies(texte)
    assert f"{anomalie.code} {anomalie.pointeur}" == faute
    assert message in {None, anomalie.message}
    assert len(anomalie.message) <= 400
    str(anomalie).encode()  # it can be printed


@pytest.mark.parametrize(
    ("heure", "juste"),
    [
        ("08:30", True),
        ("00:00", True),
        ("8:30", False),
        ("24:00", False),
        ("08:60", False),
        ("08:30:00", False),
        ("0830", False),
        ("08h30", False),
        ("٠٨:٣٠", False),
        ("", False),
    ],
)
def test_une_heure_s_ecrit_a_la_minute(heure: str, *, juste: bool) -> None:
    horaire = {"jours": ["lundi"], "ouvre": heure, "ferme": "23:59"}
    texte = document(structures=[MSP | {"sites": [{"identifiant": "site", "horaires": [horaire]}]}])
    if juste:
        assert f"{depuis_json(texte)['site'].horaires[0].ouvre:%H:%M}" == heure
    else:
        assert fautes(texte) == ["heure.forme /contenu/structures/0/sites/0/horaires/0/ouvre"]


def test_des_extensions_trop_profondes() -> None:
    def profond(niveaux: int) -> Any:
        valeur: Any = 1
        for _ in range(niveaux):
            valeur = [valeur]
        return valeur

    assert depuis_json(document(extensions={"a": profond(63)})).extensions == Extensions({"a": profond(63)})
    assert fautes(document(extensions={"b": 1, "a": profond(64)})) == ["json.profondeur /contenu/extensions/a"]
    assert messages(document(lieux=[LIEU | {"extensions": {"a": profond(90)}}])) == ["plus de 64 niveaux d'imbrication"]


def test_les_extensions_sont_gardees_telles_quelles() -> None:
    extensions = {"fr.exemple": {"b": [1, 2.5, True, None, "é\u2028"], "a": {}, "": -0.0}}
    registre = depuis_json(document(extensions=extensions, lieux=[LIEU | {"extensions": extensions}]))
    assert registre.extensions == Extensions(extensions)
    assert json.loads(en_json(registre))["contenu"]["lieux"][0]["extensions"] == extensions
    assert depuis_json(document(extensions={})).extensions == Extensions({})


# -- several faults -----------------------------------------------------------------------------------------------


def test_six_fautes_differentes_les_six() -> None:
    texte = json.dumps(
        enveloppe(
            {
                "lieux": [LIEU | {"nature": "sale"}, {"identifiant": "mairie"}],
                "structures": [
                    MSP | {"rpps": "x"},
                    MSP | {"identifiant": "cpts", "type": "cpst", "finess": 3},
                ],
                "projets": [PROJET | {"journal": [EVENEMENT | {"enregistre_le": "hier"}]}],
            }
        )
    )
    assert fautes(texte) == [
        "valeur.hors_liste /contenu/lieux/0/nature",
        "cle.absente /contenu/lieux/1/nom",
        "cle.inconnue /contenu/structures/0/rpps",
        "union.etiquette_inconnue /contenu/structures/1/type",
        "type.inattendu /contenu/structures/1/finess",
        "date.forme /contenu/projets/0/journal/0/enregistre_le",
    ]


def test_les_fautes_suivent_l_ordre_du_document() -> None:
    texte = """{"contenu": {"structures": [{"siren": 1, "type": "msp", "nom": 2, "nom": 3}],
        "lieux": [{"zz": 1, "nom": 4}], "lieux": [{"zz": 1, "identifiant": "A", "nom": 4}]},
        "auteur": 1, "version": 1, "format": "soinsprimaires/registre"}"""
    assert fautes(texte) == [
        "cle.absente /contenu/structures/0/identifiant",
        "type.inattendu /contenu/structures/0/siren",
        "cle.repetee /contenu/structures/0/nom",
        "type.inattendu /contenu/structures/0/nom",
        "cle.repetee /contenu/lieux",
        "cle.inconnue /contenu/lieux/0/zz",
        "identifiant.forme /contenu/lieux/0/identifiant",
        "type.inattendu /contenu/lieux/0/nom",
        "cle.inconnue /auteur",
    ]


def test_une_etiquette_inconnue_laisse_juger_ce_que_les_structures_partagent() -> None:
    structure = {"type": "ehpad", "nom": 3, "finess": "1", "creee_le": "2024", "dissoute_le": "2023", "lits": 4}
    assert fautes(document(structures=[structure | {"identifiant": "a"}])) == [
        "union.etiquette_inconnue /contenu/structures/0/type",
        "type.inattendu /contenu/structures/0/nom",
        "identifiant.forme /contenu/structures/0/finess",
    ]
    juste = {"identifiant": "a", "nom": "A", "creee_le": "2024", "dissoute_le": "2023", "lits": 4}
    assert fautes(document(structures=[juste])) == [
        "union.etiquette_absente /contenu/structures/0/type",
        "periode.ordre /contenu/structures/0/dissoute_le",
    ]


def test_une_cle_inconnue_ne_cache_pas_ce_que_le_constructeur_refuse() -> None:
    structure = MSP | {"creee_le": "2024", "dissoute_le": "2023", "lits": 4}
    assert fautes(document(structures=[structure])) == [
        "periode.ordre /contenu/structures/0/dissoute_le",
        "cle.inconnue /contenu/structures/0/lits",
    ]


def test_chaque_commune_fautive_a_son_rang() -> None:
    territoire = {"identifiant": "t", "nom": 3, "nature": "autre", "communes": ["32208", "Lectoure", "32132", "9"]}
    attendues = [
        "identifiant.forme /contenu/territoires/0/communes/1",
        "identifiant.forme /contenu/territoires/0/communes/3",
    ]
    assert fautes(document(territoires=[territoire])) == ["type.inattendu /contenu/territoires/0/nom", *attendues]
    assert fautes(document(territoires=[territoire | {"nom": "T"}])) == attendues


def test_toutes_les_fautes_d_un_journal() -> None:
    journal = [
        EVENEMENT,
        EVENEMENT,
        {"identifiant": "e-2", "acte": "annulation", "annule": "inconnu", "enregistre_le": "2024-07-02"},
        {"identifiant": "e-3", "acte": "reprise", "etat": "projet_valide", "enregistre_le": "2024-07-02"},
    ]
    assert fautes(document(projets=[PROJET | {"journal": journal}])) == [
        "evenement.doublon /contenu/projets/0/journal/1/identifiant",
        "evenement.annule /contenu/projets/0/journal/2/annule",
        "evenement.reprise /contenu/projets/0/journal/3/acte",
    ]
    double = EVENEMENT | {"annule": "e-0", "etat": "projet_valide"}
    assert fautes(document(projets=[PROJET | {"journal": [double]}])) == [
        "evenement.annule /contenu/projets/0/journal/0/annule",
        "evenement.etat /contenu/projets/0/journal/0/etat",
    ]


def test_une_faute_de_l_objet_entier_est_a_sa_place() -> None:
    presence: dict[str, object] = {"jours": ["lundi"], "nombre_jours": "9"}
    professionnel = {
        "identifiant": "p",
        "profession": {"systeme": "TRE_G15", "code": "10"},
        "exercices": [{"presences": [presence]}],
    }
    ici = "/contenu/professionnels/0/exercices/0/presences/0"
    assert fautes(document(professionnels=[professionnel])) == [f"nombre.bornes {ici}/nombre_jours"]
    presence["nombre_jours"] = "7"
    assert fautes(document(professionnels=[professionnel])) == [f"presence.lieu {ici}"]


# -- keys and identifiants written twice --------------------------------------------------------------------------


def test_une_cle_ecrite_deux_fois_partout() -> None:
    texte = """{"format": "soinsprimaires/registre", "version": 1, "version": 1, "contenu": {
        "extensions": {"a": {"b": [{"c": 1, "c": 2, "c": 3}]}},
        "lieux": [{"identifiant": "halle", "nom": "A", "nom": "B", "extensions": {"d~/": 1, "d~/": 2}}]}}"""
    assert fautes(texte) == [
        "cle.repetee /version",
        "cle.repetee /contenu/extensions/a/b/0/c",
        "cle.repetee /contenu/lieux/0/nom",
        "cle.repetee /contenu/lieux/0/extensions/d~0~1",
    ]
    assert messages(texte)[0] == "la clé 'version' est écrite deux fois"


def test_cent_mille_cles_dont_une_deux_fois() -> None:
    cles = ", ".join(f'"k{rang}": 0' for rang in range(100_000))
    texte = '{"format": "soinsprimaires/registre", "version": 1, "contenu": {"extensions": {"k7": 1, ' + cles + "}}}"
    assert fautes(texte) == ["cle.repetee /contenu/extensions/k7"]


def test_un_identifiant_nomme_une_seule_chose() -> None:
    site = {"identifiant": "halle"}
    texte = document(
        lieux=[LIEU, LIEU],
        structures=[MSP | {"sites": [site]}, MSP | {"identifiant": "cpts", "type": "cpts"}],
        projets=[PROJET | {"axes": [{"identifiant": "cpts", "intitule": "Accès"}]}],
    )
    assert fautes(texte) == [
        "identifiant.doublon /contenu/lieux/1/identifiant",
        "identifiant.doublon /contenu/structures/0/sites/0/identifiant",
        "identifiant.doublon /contenu/projets/0/axes/0/identifiant",
    ]
    assert messages(texte) == [
        "'halle' nomme déjà une autre entité : /contenu/lieux/0",
        "'halle' nomme déjà une autre entité : /contenu/lieux/0",
        "'cpts' nomme déjà une autre entité : /contenu/structures/1",
    ]


def dire(genre: str, **champs: Any) -> list[str]:
    """What is said of one entity, each after the end of its pointer."""
    depart = f"/contenu/{genre}/0"
    return [
        f"{anomalie.pointeur.removeprefix(depart)} : {anomalie.message}"
        for anomalie in anomalies(document(**{genre: [{"identifiant": "un", **champs}]}))
    ]


@pytest.mark.parametrize(
    ("etape", "message"),
    [
        ({"delai_mois": 2}, "un délai dit s'il est usuel ou annoncé"),
        ({"nature_delai": "usuel"}, "la nature d'un délai ne se dit qu'avec sa durée (delai_mois)"),
    ],
)
def test_un_delai_et_sa_nature(etape: dict[str, Any], message: str) -> None:
    lu = dire(
        "procedures_regionales",
        nature="cpts",
        region="76",
        vigueur={},
        titre="Procédure",
        etapes=[{"acte": "emergence", **etape}],
    )
    assert f"/etapes/0/nature_delai : {message}" in lu


def test_ce_qui_est_refuse_dit_comment_l_ecrire() -> None:
    assert dire("documents", nature="projet_sante", titre="Projet", empreinte="A" * 64) == [
        f"/empreinte : {'A' * 64!r} n'est pas une empreinte SHA-256 : 64 chiffres hexadécimaux en minuscules"
    ]
    assert dire("conventions", nature="aci_msp", parties=["a", "a"]) == [
        "/parties : une convention lie au moins deux parties différentes"
    ]
    territoire = {"nom": "T", "nature": "action_cpts"}
    assert dire("territoires", **territoire, communes=["32208", "32132", "32208"]) == [
        "/communes : la commune 32208 figure deux fois"
    ]
    [code] = dire("territoires", **territoire, communes=["32208", "3213"])
    assert code.startswith("/communes/1 : code commune (5 caractères : ")
    assert dire("territoires", **territoire, communes=None) == [
        "/communes : une liste est attendue, pas null : sans élément, omettre la clé"
    ]
    dits = dire(
        "actions",
        intitule="Action",
        projet="p",
        montant={"valeur": "9" * 41},
        le="[2021-21..2022]",
    )
    assert {
        "/montant/valeur : un nombre de 41 caractères, au plus 40",
        "/le : une borne est une année, un mois ou un jour",
    } <= set(dits)


def test_des_lignes_prises_pour_un_document_sont_reconnues() -> None:
    entete = '{"format": "soinsprimaires/lignes", "version": 1}'
    dit = " ; ce sont des lignes : leur fichier s'appelle .jsonl"
    for lignes in (f'{entete}\n{{"type": "lieu"}}\n', f"{entete}\n"):
        assert any(message.endswith(dit) for message in messages(lignes))
    assert not any(message.endswith(dit) for message in messages("{} {}"))


def test_les_doublons_se_disent_avec_les_autres_fautes() -> None:
    texte = document(
        lieux=[LIEU, LIEU | {"nom": 3}, 4, {"identifiant": 5, "nom": "A"}],
        structures=[MSP | {"identifiant": "halle", "sites": 3}],
        inconnue=[LIEU],
        extensions={"lieux": [LIEU]},
    )
    assert fautes(texte) == [
        "identifiant.doublon /contenu/lieux/1/identifiant",
        "type.inattendu /contenu/lieux/1/nom",
        "type.inattendu /contenu/lieux/2",
        "type.inattendu /contenu/lieux/3/identifiant",
        "identifiant.doublon /contenu/structures/0/identifiant",
        "type.inattendu /contenu/structures/0/sites",
        "cle.inconnue /contenu/inconnue",
    ]


# -- tolerance ----------------------------------------------------------------------------------------------------


def test_la_tolerance_ecarte_les_cles_inconnues_et_les_montre() -> None:
    texte = json.dumps(
        enveloppe(
            {"lieux": [LIEU | {"etage": 2, "plan": {"salles": [1, 2]}, "note": "é" * 200}], "inconnue": None},
            auteur="moi",
        )
    )
    detail = depuis_json_en_detail(texte, tolerant=True)
    assert detail.registre == depuis_json(document(lieux=[LIEU]))
    assert [(a.pointeur, a.gravite.value, a.code) for a in detail.anomalies] == [
        ("/contenu/lieux/0/etage", "avertissement", "cle.inconnue"),
        ("/contenu/lieux/0/plan", "avertissement", "cle.inconnue"),
        ("/contenu/lieux/0/note", "avertissement", "cle.inconnue"),
        ("/contenu/inconnue", "avertissement", "cle.inconnue"),
        ("/auteur", "avertissement", "cle.inconnue"),
    ]
    debut = "n'existe pas ici, elle est écartée avec sa valeur :"
    assert [a.message for a in detail.anomalies] == [
        f"la clé 'etage' {debut} 2",
        f"la clé 'plan' {debut} " + '{"salles": [1, 2]}',
        f"la clé 'note' {debut} " + '"' + "é" * 78 + "…",
        f"la clé 'inconnue' {debut} null",
        f"la clé 'auteur' {debut} " + '"moi"',
    ]


def test_la_tolerance_n_excuse_rien_d_autre() -> None:
    texte = document(lieux=[LIEU | {"etage": 2, "nom": 3}], structures=[MSP | {"type": "ehpad", "lits": 3}])
    assert fautes(texte, tolerant=True) == [
        "type.inattendu /contenu/lieux/0/nom",
        "union.etiquette_inconnue /contenu/structures/0/type",
    ]
    assert fautes(json.dumps(enveloppe(version=2, auteur=1)), tolerant=True) == ["version.ulterieure /version"]
    assert fautes("{", tolerant=True) == ["json.syntaxe "]
    assert fautes('{"a": 1, "a": 2}', tolerant=True) == [
        "cle.absente /format",
        "cle.absente /version",
        "cle.absente /contenu",
        "cle.repetee /a",
    ]


def test_la_tolerance_dit_ce_que_les_cles_ecartees_cachaient() -> None:
    site = {
        "identifiant": "site",
        "etage": 2,
        "horaires": [{"jours": [], "ouvre": "10:00", "ferme": "09:00", "pause": 1}],
    }
    texte = document(structures=[MSP | {"sites": [site], "creee_le": "2024", "dissoute_le": "2023"}])
    assert fautes(texte, tolerant=True) == [
        "horaire.ordre /contenu/structures/0/sites/0/horaires/0/ferme",
    ]
    corrige = texte.replace('"09:00"', '"19:00"')
    assert fautes(corrige) == [
        "cle.inconnue /contenu/structures/0/sites/0/etage",
        "cle.inconnue /contenu/structures/0/sites/0/horaires/0/pause",
    ]
    assert fautes(corrige, tolerant=True) == ["periode.ordre /contenu/structures/0/dissoute_le"]


def test_une_valeur_ecartee_qui_ne_s_imprime_pas() -> None:
    profond: Any = 1
    for _ in range(90):
        profond = [profond]
    texte = json.dumps(enveloppe({"\ud800": "\udfff", "profond": profond}))
    premiere, seconde = depuis_json_en_detail(texte, tolerant=True).anomalies
    assert premiere.pointeur == "/contenu"
    str(premiere).encode()
    assert seconde.message.endswith(" : " + "[" * 79 + "…")


# -- the rest -----------------------------------------------------------------------------------------------------


def test_chaque_pointeur_mene_quelque_part() -> None:
    brut = enveloppe({"lieux": [{"a/b~c": 1, "nom": 3}], "structures": [{"": 1}], "x": 0}, é=2)
    for anomalie in anomalies(json.dumps(brut)):
        absente = anomalie.code in {"cle.absente", "union.etiquette_absente"}
        resoudre(brut, anomalie.pointeur.rpartition("/")[0] if absente else anomalie.pointeur)


@pytest.mark.parametrize("actif", [True, False])
@pytest.mark.parametrize("texte", [PETIT, "{"])
def test_le_ramasse_miettes_revient_comme_il_etait(texte: str, *, actif: bool) -> None:
    avant = gc.isenabled()
    (gc.enable if actif else gc.disable)()
    try:
        depuis_json(texte)
    except DocumentInvalide:
        assert texte == "{"
    finally:
        apres = gc.isenabled()
        (gc.enable if avant else gc.disable)()
    assert apres is actif


def test_un_refus_s_imprime() -> None:
    code = (
        "import soinsprimaires as s\ntry: s.depuis_json('{\"\\\\ud800\": 1}')\nexcept s.DocumentInvalide as e: print(e)"
    )
    lance = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONUTF8": "1"})
    assert "cle.inconnue" in lance.stdout.decode()
