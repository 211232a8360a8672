"""A small service over HTTP: registres that are kept, checked, followed and changed by several people at once.

    uvicorn --factory examples.application.service:application

Every answer about a day takes it in ``au``. A version has its digest for ETag: a change says in ``If-Match`` from which
one it was made, and is made again of the current one, unless both change the same thing.
"""

import json
from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final

from examples.application.champs import VALEUR, anomalies_de, decrire, json_de
from examples.application.depot import Depot
from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi import Path as DansLeChemin
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException as RefusDuServeur

from soinsprimaires import (
    Anomalie,
    ConflitDeModification,
    DocumentInvalide,
    Evenement,
    Projet,
    Registre,
    TransitionRefusee,
    ValeurInvalide,
    affichage,
    analyse,
    comparaison,
    controler,
    cycle,
    depuis_json,
    echanges,
    en_json,
    en_objet,
)

OCTETS_MAX: Final = 20_000_000
"""Of a body: a whole département is less."""
_DOCUMENT: Final[dict[str, Any]] = {
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/DocumentRegistre"}}}
}
"""In the description, what a registre is sent and answered as."""
_REPONSES: Final = 256
"""Answers that are kept: that of a version and a day is the same for ever."""
_ESSAIS: Final = 5
"""Times that a change is made again of what somebody has just written."""

Nom = Annotated[str, DansLeChemin(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
EnTete = Annotated[str | None, Header()]


class Corps(BaseModel):
    """What is sent; a key that is not read is a mistake."""

    model_config = ConfigDict(extra="forbid")


class ProjetChange(Corps):
    """A project as its form leaves it."""

    projet: Annotated[Projet, VALEUR]


class EvenementNouveau(Corps):
    """What happened to a project."""

    evenement: Annotated[Evenement, VALEUR]


class Dite(BaseModel):
    """A reason, and the pointer of what it is about: in the body, or in what ``ou`` names."""

    code: str
    message: str
    pointeur: str


class Anomalies(BaseModel):
    """Why a request is refused."""

    anomalies: list[Dite]


class Refus(HTTPException):
    """An answer that is not the one that was asked."""

    def __init__(self, statut: int, anomalies: Sequence[Anomalie]) -> None:
        super().__init__(statut, [en_objet(anomalie) for anomalie in anomalies])


def _dire(statut: int, code: str, message: str) -> Refus:
    return Refus(statut, [Anomalie(code=code, message=message, pointeur="")])


def _refus(*statuts: int) -> dict[int | str, dict[str, Any]]:
    """What the description says of the answers that refuse."""
    return {statut: {"model": Anomalies} for statut in (*statuts, 422)}


class _Requete(Request):
    async def json(self) -> Any:
        try:
            return json_de(await self.body())
        except DocumentInvalide as refus:
            raise Refus(422, refus.anomalies) from None


class Route(APIRoute):
    """Reads JSON as strictly as the library does, before pydantic sees it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers, given that request."""
        repondre = super().get_route_handler()

        async def lire(requete: Request) -> Response:
            return await repondre(_Requete(requete.scope, requete.receive))

        return lire


async def _octets(requete: Request) -> bytes:
    return await requete.body()


def _version(entete: str | None) -> str:
    """The digest of an ETag, which a proxy that compresses may have weakened."""
    return (entete or "").strip().removeprefix("W/").strip('"')


class Limite:
    """Refuses a body as soon as it is too long, whatever its head says."""

    def __init__(self, application: Any, octets_max: int) -> None:
        self._application = application
        self._octets_max = octets_max

    async def __call__(self, portee: Any, recevoir: Any, envoyer: Any) -> None:
        """Count what comes (ASGI)."""
        if portee["type"] != "http":
            await self._application(portee, recevoir, envoyer)
            return
        corps, suite = bytearray(), True
        while suite:
            message = await recevoir()
            corps += message.get("body", b"")
            suite = message.get("more_body", False)
            if len(corps) > self._octets_max:
                refus = _dire(413, "corps.taille", f"plus de {self._octets_max} octets")
                await _repondre_non(413, refus.detail)(portee, recevoir, envoyer)
                return
        lu = [{"type": "http.request", "body": bytes(corps), "more_body": False}]

        async def rendre() -> Any:
            return lu.pop() if lu else await recevoir()

        await self._application(portee, rendre, envoyer)


def _repondre_non(statut: int, dites: Any, **options: Any) -> Response:
    return JSONResponse({"anomalies": dites}, status_code=statut, **options)


class Registres:
    """Those that the service keeps, each at its current version."""

    def __init__(self, dossier: Path) -> None:
        self.depot = Depot(dossier)
        self._deja = lru_cache(_REPONSES)(self._repondre)

    def courant(self, nom: str) -> tuple[str, Registre]:
        """What it is now, and its digest."""
        version = self.depot.courante(nom)
        if version is None:
            raise _dire(404, "registre.inconnu", f"aucun registre « {nom} »")
        return version, self.depot.lire(nom, version)

    def repondre(self, quoi: Callable[[Registre, date], str], nom: str, au: date) -> str:
        """What is said of the current version on a day."""
        version, _ = self.courant(nom)
        return self._deja(quoi, nom, version, au)

    def lue(self, nom: str, if_match: str | None) -> Registre:
        """The version from which a change was made."""
        _, registre = self.courant(nom)
        if if_match is None:
            raise _dire(428, "version.inconnue", "If-Match dit la version d'où vient le changement")
        if if_match.strip() == "*":
            return registre
        try:
            return self.depot.lire(nom, _version(if_match))
        except FileNotFoundError:
            raise _dire(412, "version.inconnue", "If-Match ne dit aucune version de ce registre") from None

    def changer(self, nom: str, faire: Callable[[Registre], Registre]) -> str:
        """Make a change of the current version; again, when somebody wrote meanwhile."""
        for _ in range(_ESSAIS):
            version, registre = self.courant(nom)
            neuve = self.depot.ecrire(nom, faire(registre), apres=version)
            if neuve is not None:
                return neuve
        raise _dire(503, "registre.dispute", "trop d'écritures à la fois : réessayer")

    def _repondre(self, quoi: Callable[[Registre, date], str], nom: str, version: str, au: date) -> str:
        return quoi(self.depot.lire(nom, version), au)


def _projet_de(registre: Registre, identifiant: str) -> Projet:
    projet = registre.obtenir(identifiant)
    if not isinstance(projet, Projet):
        raise _dire(404, "projet.inconnu", f"aucun projet « {identifiant} »")
    return projet


def application(dossier: Path = Path("registres"), *, octets_max: int = OCTETS_MAX) -> FastAPI:
    """The service, which keeps its registres in a folder.

    The functions are plain ones: FastAPI runs them in threads, which share values that never change.
    """
    service, registres = FastAPI(title="Registres de soins primaires"), Registres(dossier)
    service.router.route_class = Route
    service.add_middleware(Limite, octets_max=octets_max)

    corps = {"requestBody": {"required": True, **_DOCUMENT}}

    @service.put("/registres/{nom}", status_code=201, responses=_refus(409, 413), openapi_extra=corps)
    def deposer(nom: Nom, corps: Annotated[bytes, Depends(_octets)]) -> Response:
        version = registres.depot.ecrire(nom, depuis_json(corps), apres=None)
        if version is None:
            raise _dire(409, "registre.existe", f"« {nom} » existe : un projet se change avec If-Match")
        return Response(status_code=201, headers={"ETag": f'"{version}"'})

    lu = {200: _DOCUMENT, 304: {"description": "If-None-Match is its digest"}, **_refus(404)}

    @service.get("/registres/{nom}", responses=lu)
    def lire(nom: Nom, if_none_match: EnTete = None) -> Response:
        version, registre = registres.courant(nom)
        if _version(if_none_match) == version:
            return Response(status_code=304)
        return Response(en_json(registre), media_type="application/json", headers={"ETag": f'"{version}"'})

    @service.get("/registres/{nom}/rapport", responses=_refus(404))
    def rapport(nom: Nom, au: date) -> Response:
        return Response(registres.repondre(_rapport, nom, au), media_type="application/json")

    @service.get("/registres/{nom}/page", responses=_refus(404))
    def page(nom: Nom, au: date) -> Response:
        return Response(registres.repondre(_page, nom, au), media_type="text/html; charset=utf-8")

    @service.get("/registres/{nom}/calendrier.ics", responses=_refus(404))
    def calendrier(nom: Nom, au: date) -> Response:
        return Response(registres.repondre(_calendrier, nom, au), media_type="text/calendar; charset=utf-8")

    @service.get("/registres/{nom}/projets", responses=_refus(404))
    def projets(nom: Nom, au: date) -> Response:
        return Response(registres.repondre(_projets, nom, au), media_type="application/json")

    @service.get("/registres/{nom}/projets/{projet}/echeances", responses=_refus(404))
    def echeances(nom: Nom, projet: str, au: date) -> Response:
        _, registre = registres.courant(nom)
        dues = cycle.echeances(_projet_de(registre, projet), registre, au=au)
        return Response(dues.en_json(), media_type="application/json")

    @service.post("/registres/{nom}/projets/{projet}/evenements", status_code=201, responses=_refus(404, 409, 413, 503))
    def noter(nom: Nom, projet: str, corps: EvenementNouveau) -> Response:
        def faire(registre: Registre) -> Registre:
            return registre.avec(cycle.appliquer(_projet_de(registre, projet), corps.evenement, registre=registre))

        version = registres.changer(nom, faire)
        return Response(status_code=201, headers={"ETag": f'"{version}"'})

    @service.put(
        "/registres/{nom}/projets/{projet}",
        status_code=204,
        responses={201: {"description": "A project that was not there"}, **_refus(404, 409, 412, 413, 428, 503)},
    )
    def modifier(nom: Nom, projet: str, corps: ProjetChange, if_match: EnTete = None) -> Response:
        if corps.projet.identifiant != projet:
            raise _dire(422, "identifiant.fixe", f"le projet est « {projet} »")
        avant = registres.lue(nom, if_match)
        # What happened is judged where it is noted: a form changes nothing of it.
        nouveau = projet not in avant
        if corps.projet.journal != (() if nouveau else _projet_de(avant, projet).journal):
            raise _dire(422, "journal.tenu", "le journal ne s'écrit que par ses événements")
        version = registres.changer(nom, comparaison.comparer(avant, avant.avec(corps.projet)).appliquer)
        return Response(status_code=201 if nouveau else 204, headers={"ETag": f'"{version}"'})

    _dire_les_refus(service)
    standard = service.openapi
    service.openapi = lambda: decrire(standard())  # type: ignore[method-assign]
    return service


def _dire_les_refus(service: FastAPI) -> None:
    """Answer what cannot be done with anomalies, each with its pointer: 422 what is wrong, 409 what came too late."""

    @service.exception_handler(RefusDuServeur)
    def refuser(_: Request, refus: RefusDuServeur) -> Response:
        du_serveur = [{"code": f"http.{refus.status_code}", "message": refus.detail, "pointeur": ""}]
        dites = refus.detail if isinstance(refus, Refus) else du_serveur
        return _repondre_non(refus.status_code, dites, headers=refus.headers)

    @service.exception_handler(RequestValidationError)
    def mal_ecrit(_: Request, refus: RequestValidationError) -> Response:
        return _repondre_non(422, anomalies_de(refus.errors()))

    @service.exception_handler(DocumentInvalide)
    def mal_lu(_: Request, refus: DocumentInvalide) -> Response:
        return _repondre_non(422, [en_objet(anomalie) for anomalie in refus.anomalies])

    @service.exception_handler(ValeurInvalide)
    def impossible(_: Request, refus: ValeurInvalide) -> Response:
        return _repondre_non(422, [{"code": refus.code, "message": str(refus), "pointeur": ""}])

    @service.exception_handler(TransitionRefusee)
    @service.exception_handler(ConflitDeModification)
    def contredit(_: Request, refus: TransitionRefusee | ConflitDeModification) -> Response:
        return _repondre_non(409, [en_objet(anomalie) for anomalie in refus.anomalies])


def _projets(registre: Registre, au: date) -> str:
    return json.dumps([en_objet(ligne) for ligne in analyse.portefeuille(registre, au=au)], ensure_ascii=False)


def _rapport(registre: Registre, au: date) -> str:
    return controler(registre, au=au).en_json()


def _page(registre: Registre, au: date) -> str:
    return affichage.page(registre, au=au)


def _calendrier(registre: Registre, au: date) -> str:
    return echanges.calendrier.calendrier_ics(registre.projets, registre, au=au)
