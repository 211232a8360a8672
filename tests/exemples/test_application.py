"""The service of ``examples/application``, as its users meet it over HTTP."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import httpx
import pytest
from examples import lomagne_gersoise
from examples.application.champs import VALEUR
from examples.application.service import application
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from soinsprimaires import Registre, controler, cycle, depuis_json, empreinte, en_json, en_objet

REGISTRE: Registre = lomagne_gersoise.construire()
(PROJET,) = REGISTRE.projets
AU = "2026-11-04"
ICI = "/registres/gers"
LE_PROJET = f"{ICI}/projets/{PROJET.identifiant}"


class Client:
    """Asks the service without a network."""

    def __init__(self, dossier: Path) -> None:
        self._transport = httpx.ASGITransport(application(dossier, octets_max=1_000_000))

    def __call__(self, methode: str, adresse: str, **options: Any) -> httpx.Response:
        async def demander() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://service") as client:
                return await client.request(methode, adresse, **options)

        return asyncio.run(demander())

    def get(self, adresse: str, **options: Any) -> httpx.Response:
        return self("GET", adresse, **options)

    def put(self, adresse: str, **options: Any) -> httpx.Response:
        return self("PUT", adresse, **options)

    def post(self, adresse: str, **options: Any) -> httpx.Response:
        return self("POST", adresse, **options)


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path)


@pytest.fixture
def version(client: Client) -> str:
    """That of the registre, once it is there."""
    reponse = client.put(ICI, content=en_json(REGISTRE))
    assert reponse.status_code == 201, reponse.text
    return str(reponse.headers["ETag"])


def dites(reponse: Any, statut: int) -> list[tuple[str, str]]:
    """Code and pointer of what is refused."""
    assert reponse.status_code == statut, reponse.text
    return [(anomalie["code"], anomalie["pointeur"]) for anomalie in reponse.json()["anomalies"]]


def evenement(identifiant: str, acte: str) -> dict[str, Any]:
    acteurs = [{"qualite": "porteurs"}]
    fait = {"identifiant": identifiant, "acte": acte, "acteurs": acteurs}
    return {"evenement": {**fait, "effet_le": "2026-12-01", "enregistre_le": "2026-12-02"}}


def test_ce_qui_est_depose_se_relit(client: Client, version: str) -> None:
    assert version == f'"{empreinte(REGISTRE)}"'
    reponse = client.get(ICI)
    assert reponse.headers["ETag"] == version
    assert depuis_json(reponse.text) == REGISTRE
    assert client.get(ICI, headers={"If-None-Match": version}).status_code == 304
    assert dites(client.put(ICI, content=en_json(Registre())), 409) == [("registre.existe", "")]
    assert client.get(ICI, headers={"If-None-Match": f"W/{version}"}).status_code == 304
    # What is read is what is written: nothing is between the two.
    copie = client.put("/registres/copie", content=reponse.content)
    assert (copie.status_code, copie.headers["ETag"]) == (201, version)
    assert dites(client.get("/registres/ailleurs"), 404) == [("registre.inconnu", "")]


def test_ce_qui_est_mal_ecrit_est_dit_a_sa_place(client: Client) -> None:
    contenu = {"structures": [{"type": "msp", "identifiant": "MSP", "non": "x"}]}
    corps = {"format": "soinsprimaires/registre", "version": 1, "contenu": contenu}
    assert dites(client.put(ICI, json=corps), 422) == [
        ("cle.absente", "/contenu/structures/0/nom"),
        ("identifiant.forme", "/contenu/structures/0/identifiant"),
        ("cle.inconnue", "/contenu/structures/0/non"),
    ]
    corps["version"] = 99
    assert dites(client.put(ICI, json=corps), 422) == [("version.ulterieure", "/version")]


def test_une_cle_a_cote_de_la_valeur_est_refusee(client: Client, version: str) -> None:
    faux = {"projet": {**en_objet(PROJET), "nom": 3}, "comentaire": "x", "a/b": 1}
    assert dites(client.put(LE_PROJET, json=faux, headers={"If-Match": version}), 422) == [
        ("type.inattendu", "/projet/nom"),
        ("extra_forbidden", "/comentaire"),
        ("extra_forbidden", "/a~1b"),
    ]
    faux = {**evenement("redaction", "debut_redaction"), "au": "2026-12-01"}
    assert dites(client.post(f"{LE_PROJET}/evenements", json=faux), 422) == [("extra_forbidden", "/au")]


TEXTES = [
    (b'{"evenement":{"acte":"a","acte":"b"}}', ("cle.repetee", "/evenement/acte")),
    (b'{"evenement":{"acte":', ("json.syntaxe", "")),
    ('{"evenement":"é"}'.encode("latin1"), ("json.encodage", "")),
    (b"[" * 5000 + b"]" * 5000, ("json.profondeur", "")),
    (b'{"evenement":' + b"9" * 5000 + b"}", ("json.nombre", "")),
    (b'{"evenement":NaN}', ("json.constante", "")),
]


@pytest.mark.parametrize(("corps", "dite"), TEXTES)
def test_un_texte_qui_n_est_pas_du_json_est_dit_comme_par_la_bibliotheque(
    client: Client, version: str, corps: bytes, dite: tuple[str, str]
) -> None:
    """Wherever it is sent, and nothing else is said of it."""
    en_tete = {"Content-Type": "application/json", "If-Match": version}
    assert dites(client.post(f"{LE_PROJET}/evenements", content=corps, headers=en_tete), 422) == [dite]
    assert dites(client.put(LE_PROJET, content=corps, headers=en_tete), 422) == [dite]
    assert dite in dites(client.put("/registres/autre", content=corps), 422)


def test_ce_que_le_serveur_refuse_a_la_meme_forme(client: Client, version: str) -> None:
    assert dites(client.get("/ailleurs"), 404) == [("http.404", "")]
    refus = client.post(ICI)
    assert dites(refus, 405) == [("http.405", "")]
    assert refus.headers["Allow"]
    (dite,) = client.get(f"{ICI}/rapport", params={"au": "hier"}).json()["anomalies"]
    assert (dite["ou"], dite["pointeur"]) == ("query", "/au")


def test_ce_qui_n_est_pas_un_projet_n_en_a_pas_l_usage(client: Client, version: str) -> None:
    autre = REGISTRE.structures[0].identifiant
    inconnu = [("projet.inconnu", "")]
    assert dites(client.get(f"{ICI}/projets/{autre}/echeances", params={"au": AU}), 404) == inconnu
    fait = evenement("redaction", "debut_redaction")
    assert dites(client.post(f"{ICI}/projets/{autre}/evenements", json=fait), 404) == inconnu
    corps = {"projet": {**en_objet(PROJET), "identifiant": autre}}
    assert dites(client.put(f"{ICI}/projets/{autre}", json=corps, headers={"If-Match": version}), 404) == inconnu


def test_le_journal_ne_s_ecrit_que_par_ses_evenements(client: Client, version: str) -> None:
    def changer(projet: str, corps: dict[str, Any]) -> httpx.Response:
        adresse = f"{ICI}/projets/{projet}"
        return client.put(adresse, json={"projet": {**corps, "identifiant": projet}}, headers={"If-Match": version})

    signe = {"identifiant": "signe", "acte": "signature_contrat", "effet_le": "2026", "enregistre_le": "2026-12-02"}
    sans_journal = {cle: dit for cle, dit in en_objet(PROJET).items() if cle != "journal"}
    tenu = [("journal.tenu", "")]
    assert dites(changer(PROJET.identifiant, {**sans_journal, "journal": [signe]}), 422) == tenu
    assert dites(changer(PROJET.identifiant, sans_journal), 422) == tenu
    assert dites(changer("neuf", {**sans_journal, "journal": [signe]}), 422) == tenu
    assert client.get(ICI).headers["ETag"] == version
    neuf = {"nom": "CPTS du Lac", "nature": "cpts"}
    assert changer("neuf", neuf).status_code == 201
    assert depuis_json(client.get(ICI).text)["neuf"].nom == "CPTS du Lac"
    # Another one makes a project of the same name, of the version that had none.
    assert dites(changer("neuf", {**neuf, "nom": "CPTS du Bois"}), 409)


def test_l_etat_des_projets_est_d_un_jour(client: Client, version: str) -> None:
    (ligne,) = client.get(f"{ICI}/projets", params={"au": AU}).json()
    assert (ligne["projet"], ligne["etat"]) == (PROJET.identifiant, "cpts.lettre_intention_validee")
    assert ligne["doit_agir"] == ["porteurs", "structure"]


def test_un_corps_trop_long_est_refuse_avant_d_etre_lu(client: Client) -> None:
    envoyes = []

    async def envoyer() -> AsyncIterator[bytes]:
        for rang in range(10):
            envoyes.append(rang)
            yield b"x" * 400_000

    assert dites(client.put(ICI, content=envoyer()), 413) == [("corps.taille", "")]
    assert envoyes == [0, 1, 2]


def test_le_rapport_les_echeances_le_calendrier_et_la_page_sont_d_un_jour(client: Client, version: str) -> None:
    jour = {"au": AU}
    rapport = client.get(f"{ICI}/rapport", params=jour)
    assert rapport.text == controler(REGISTRE, au=date(2026, 11, 4)).en_json()
    assert client.get(f"{ICI}/rapport", params=jour).text == rapport.text
    assert client.get(f"{ICI}/calendrier.ics", params=jour).text.startswith("BEGIN:VCALENDAR")
    assert client.get(f"{ICI}/page", params=jour).text.lower().startswith("<!doctype html>")
    echeances = client.get(f"{LE_PROJET}/echeances", params=jour)
    assert echeances.text == cycle.echeances(PROJET, REGISTRE, au=date(2026, 11, 4)).en_json()
    assert dites(client.get(f"{ICI}/projets/autre/echeances", params=jour), 404) == [("projet.inconnu", "")]
    assert dites(client.get(f"{ICI}/rapport"), 422) == [("missing", "/au")]


def test_un_evenement_s_ajoute_ou_ses_empechements_sont_dits(client: Client, version: str) -> None:
    fait = client.post(f"{LE_PROJET}/evenements", json=evenement("redaction", "debut_redaction"))
    assert fait.status_code == 201, fait.text
    lu = depuis_json(client.get(ICI).text)
    assert lu.projets[0].journal[-1].identifiant == "redaction"
    assert cycle.etat(lu.projets[0], au=date(2026, 12, 1)) is cycle.EtatCPTS.PROJET_EN_REDACTION
    refus = client.post(f"{LE_PROJET}/evenements", json=evenement("signe", "signature_contrat"))
    assert dites(refus, 409)
    assert depuis_json(client.get(ICI).text) == lu
    faux = client.post(f"{LE_PROJET}/evenements", json={"evenement": {"identifiant": "x", "acte": "dormir"}})
    assert ("valeur.hors_liste", "/evenement/acte") in dites(faux, 422)


def test_une_ecriture_de_demain_s_annule_aujourd_hui(client: Client, version: str) -> None:
    ecrire = f"{LE_PROJET}/evenements"
    demain = evenement("redaction", "debut_redaction")
    demain["evenement"]["enregistre_le"] = "2098-01-15"
    assert client.post(ecrire, json=demain).status_code == 201
    suite = evenement("reunion", "reunion_tenue")
    assert dites(client.post(ecrire, json=suite), 409) == [("cycle.enregistrement", "/enregistre_le")]
    annulation = {"identifiant": "erreur", "acte": "annulation", "annule": "redaction", "enregistre_le": "2026-12-02"}
    assert client.post(ecrire, json={"evenement": annulation}).status_code == 201
    assert client.post(ecrire, json=suite).status_code == 201


def test_deux_changements_se_joignent_ou_le_conflit_est_dit(client: Client, version: str) -> None:
    def changer(**champs: Any) -> Any:
        corps = {"projet": {**en_objet(PROJET), **champs}}
        return client.put(LE_PROJET, json=corps, headers={"If-Match": version})

    assert changer(nom="CPTS de Lomagne").status_code == 204
    # Another one, who had read the same version, changes something else: both stand.
    assert changer(objectifs=["installer des médecins"]).status_code == 204
    projet = depuis_json(client.get(ICI).text).projets[0]
    assert (projet.nom, projet.objectifs) == ("CPTS de Lomagne", ("installer des médecins",))
    conflit = changer(nom="CPTS de Gascogne")
    assert [pointeur for _, pointeur in dites(conflit, 409)] == ["/contenu/projets/0/nom"]
    assert dites(client.put(LE_PROJET, json={"projet": en_objet(PROJET)}), 428) == [("version.inconnue", "")]
    mauvaise = client.put(LE_PROJET, json={"projet": en_objet(PROJET)}, headers={"If-Match": '"../../../etc/passwd"'})
    assert dites(mauvaise, 412) == [("version.inconnue", "")]
    # A proxy that compresses weakens the digest; ``*`` is whatever stands.
    objet = en_objet(depuis_json(client.get(ICI).text).projets[0])
    for si in (f"W/{client.get(ICI).headers['ETag']}", "*"):
        corps = {"projet": {**objet, "nom": f"CPTS {len(si)}"}}
        assert client.put(LE_PROJET, json=corps, headers={"If-Match": si}).status_code == 204
        assert depuis_json(client.get(ICI).text).projets[0].nom == f"CPTS {len(si)}"
    autre = {"projet": {**en_objet(PROJET), "identifiant": "autre"}}
    assert dites(client.put(LE_PROJET, json=autre, headers={"If-Match": version}), 422) == [("identifiant.fixe", "")]


def test_ceux_qui_ecrivent_a_la_fois_ne_se_perdent_pas(client: Client, version: str) -> None:
    def noter(rang: int) -> int:
        champs = {"identifiant": f"rapport-{rang}", "acte": "candidature_retenue"}
        corps = {"evenement": {**champs, "effet_le": "2026-12-01", "enregistre_le": "2026-12-02"}}
        return client.post(f"{LE_PROJET}/evenements", json=corps).status_code

    with ThreadPoolExecutor(4) as fils:
        statuts = list(fils.map(noter, range(8)))
    ajoutes = len(depuis_json(client.get(ICI).text).projets[0].journal) - len(PROJET.journal)
    assert set(statuts) <= {201, 503}
    assert ajoutes == statuts.count(201) > 0


def test_la_description_de_l_application_dit_les_classes_de_la_bibliotheque(client: Client) -> None:
    decrite = client.get("/openapi.json").json()
    composants = decrite["components"]["schemas"]
    depot = decrite["paths"]["/registres/{nom}"]["put"]["requestBody"]["content"]["application/json"]["schema"]
    assert depot == {"$ref": "#/components/schemas/DocumentRegistre"}
    lu = decrite["paths"]["/registres/{nom}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert lu == depot
    assert composants["ProjetChange"]["properties"]["projet"]["$ref"] == "#/components/schemas/Projet"
    assert "soinsprimaires.invalid" not in json.dumps(decrite)
    schema = {**depot, "components": decrite["components"]}
    valideur = Draft202012Validator(schema)
    assert [*valideur.iter_errors(json.loads(en_json(REGISTRE)))] == []
    enveloppe = {"format": "soinsprimaires/registre", "version": 1}
    assert [*valideur.iter_errors({**enveloppe, "contenu": {"structures": [{"type": "msp"}]}})] != []


def test_la_description_dit_ce_que_le_service_repond(client: Client) -> None:
    decrite = client.get("/openapi.json").json()
    references = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(decrite)))
    assert references <= decrite["components"]["schemas"].keys()
    assert "HTTPValidationError" not in decrite["components"]["schemas"]
    reponses = {
        (methode, adresse.removeprefix("/registres/{nom}")): " ".join(sorted(operation["responses"]))
        for adresse, operations in decrite["paths"].items()
        for methode, operation in operations.items()
    }
    assert reponses == {
        ("put", ""): "201 409 413 422",
        ("get", ""): "200 304 404 422",
        ("get", "/rapport"): "200 404 422",
        ("get", "/page"): "200 404 422",
        ("get", "/calendrier.ics"): "200 404 422",
        ("get", "/projets"): "200 404 422",
        ("get", "/projets/{projet}/echeances"): "200 404 422",
        ("post", "/projets/{projet}/evenements"): "201 404 409 413 422 503",
        ("put", "/projets/{projet}"): "201 204 404 409 412 413 422 428 503",
    }


def test_ce_qui_ne_tient_dans_aucun_document_se_decrit_sans_schema() -> None:
    class Dues(BaseModel):
        dues: list[Annotated[cycle.Echeance, VALEUR]]

    assert Dues.model_json_schema()["properties"]["dues"]["items"] == {"type": "object"}
