"""The service of ``examples/application``, as its users meet it over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from examples import lomagne_gersoise
from examples.application.service import application
from jsonschema import Draft202012Validator

from soinsprimaires import Registre, controler, cycle, depuis_json, empreinte, en_objet

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
    reponse = client.put(ICI, json={"registre": en_objet(REGISTRE)})
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
    assert dites(client.put(ICI, json={"registre": {}}), 409) == [("registre.existe", "")]
    assert dites(client.get("/registres/ailleurs"), 404) == [("registre.inconnu", "")]


def test_ce_qui_est_mal_ecrit_est_dit_a_sa_place(client: Client) -> None:
    corps = {"registre": {"structures": [{"type": "msp", "identifiant": "MSP", "non": "x"}]}, "commentaire": 3}
    assert dites(client.put(ICI, json=corps), 422) == [
        ("cle.absente", "/registre/structures/0/nom"),
        ("identifiant.forme", "/registre/structures/0/identifiant"),
        ("cle.inconnue", "/registre/structures/0/non"),
        ("string_type", "/commentaire"),
    ]


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
    assert dites(mauvaise, 428) == [("version.inconnue", "")]
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
    assert composants["DepotDeRegistre"]["properties"]["registre"]["$ref"] == "#/components/schemas/Registre"
    assert composants["ProjetChange"]["properties"]["projet"]["$ref"] == "#/components/schemas/Projet"
    assert "soinsprimaires.invalid" not in json.dumps(decrite)
    schema = {"$ref": "#/components/schemas/DepotDeRegistre", "components": decrite["components"]}
    valideur = Draft202012Validator(schema)
    assert [*valideur.iter_errors({"registre": en_objet(REGISTRE)})] == []
    assert [*valideur.iter_errors({"registre": {"structures": [{"type": "msp"}]}})] != []
