"""A small service over HTTP: registres that are kept, checked, followed and changed by several people at once.

    uvicorn --factory examples.application.service:application

Every answer about a day takes it in ``au``. A version has its digest for ETag: a change says in ``If-Match`` from which
one it was made, and is made again of the current one, unless both change the same thing.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final

from examples.application.champs import VALEUR, anomalies_de, decrire
from examples.application.depot import Depot
from fastapi import FastAPI, Header, Request, Response
from fastapi import Path as DansLeChemin
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from soinsprimaires import (
    Anomalie,
    ConflitDeModification,
    Evenement,
    Projet,
    Registre,
    TransitionRefusee,
    affichage,
    comparaison,
    controler,
    cycle,
    echanges,
    en_json,
    en_objet,
)

OCTETS_MAX: Final = 20_000_000
"""Of a body: a whole département is less."""
_REPONSES: Final = 256
"""Answers that are kept: that of a version and a day is the same for ever."""
_ESSAIS: Final = 5
"""Times that a change is made again of what somebody has just written."""

Nom = Annotated[str, DansLeChemin(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
EnTete = Annotated[str | None, Header()]


class DepotDeRegistre(BaseModel):
    """A registre that somebody hands over."""

    registre: Annotated[Registre, VALEUR]
    commentaire: str | None = None


class ProjetChange(BaseModel):
    """A project as its form leaves it."""

    projet: Annotated[Projet, VALEUR]


class EvenementNouveau(BaseModel):
    """What happened to a project."""

    evenement: Annotated[Evenement, VALEUR]


class Refus(Exception):
    """An answer that is not the one that was asked."""

    def __init__(self, statut: int, anomalies: list[Any]) -> None:
        super().__init__(statut, anomalies)
        self.statut = statut
        self.anomalies = anomalies


def _dire(statut: int, code: str, message: str) -> Refus:
    return Refus(statut, [Anomalie(code=code, message=message, pointeur="")])


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
                refus = _refuser(_dire(413, "corps.taille", f"plus de {self._octets_max} octets"))
                await refus(portee, recevoir, envoyer)
                return
        lu = [{"type": "http.request", "body": bytes(corps), "more_body": False}]

        async def rendre() -> Any:
            return lu.pop() if lu else await recevoir()

        await self._application(portee, rendre, envoyer)


def _refuser(refus: Refus) -> Response:
    dites = [anomalie if isinstance(anomalie, dict) else en_objet(anomalie) for anomalie in refus.anomalies]
    return JSONResponse({"anomalies": dites}, status_code=refus.statut)


def application(dossier: Path = Path("registres"), *, octets_max: int = OCTETS_MAX) -> FastAPI:
    """The service, which keeps its registres in a folder.

    The functions are plain ones: FastAPI runs them in threads, which share values that never change.
    """
    service, depot = FastAPI(title="Registres de soins primaires"), Depot(dossier)
    service.add_middleware(Limite, octets_max=octets_max)

    def courant(nom: str) -> tuple[str, Registre]:
        version = depot.courante(nom)
        if version is None:
            raise _dire(404, "registre.inconnu", f"aucun registre « {nom} »")
        return version, depot.lire(nom, version)

    def projet_de(registre: Registre, identifiant: str) -> Projet:
        projet = registre.obtenir(identifiant, Projet)
        if projet is None:
            raise _dire(404, "projet.inconnu", f"aucun projet « {identifiant} »")
        return projet

    def changer(nom: str, faire: Callable[[Registre], Registre]) -> str:
        """Make a change of the current version; again, when somebody wrote meanwhile."""
        for _ in range(_ESSAIS):
            version, registre = courant(nom)
            neuve = depot.ecrire(nom, faire(registre), apres=version)
            if neuve is not None:
                return neuve
        raise _dire(503, "registre.dispute", "trop d'écritures à la fois : réessayer")

    @lru_cache(_REPONSES)
    def repondre(quoi: Callable[[Registre, date], str], nom: str, version: str, au: date) -> str:
        return quoi(depot.lire(nom, version), au)

    @service.put("/registres/{nom}", status_code=201)
    def deposer(nom: Nom, corps: DepotDeRegistre) -> Response:
        version = depot.ecrire(nom, corps.registre, apres=None)
        if version is None:
            raise _dire(409, "registre.existe", f"« {nom} » existe : un projet se change avec If-Match")
        return Response(status_code=201, headers={"ETag": f'"{version}"'})

    @service.get("/registres/{nom}")
    def lire(nom: Nom, if_none_match: EnTete = None) -> Response:
        version, registre = courant(nom)
        if if_none_match == f'"{version}"':
            return Response(status_code=304)
        return Response(en_json(registre), media_type="application/json", headers={"ETag": f'"{version}"'})

    @service.get("/registres/{nom}/rapport")
    def rapport(nom: Nom, au: date) -> Response:
        version, _ = courant(nom)
        return Response(repondre(_rapport, nom, version, au), media_type="application/json")

    @service.get("/registres/{nom}/page")
    def page(nom: Nom, au: date) -> Response:
        version, _ = courant(nom)
        return Response(repondre(_page, nom, version, au), media_type="text/html; charset=utf-8")

    @service.get("/registres/{nom}/calendrier.ics")
    def calendrier(nom: Nom, au: date) -> Response:
        version, _ = courant(nom)
        return Response(repondre(_calendrier, nom, version, au), media_type="text/calendar; charset=utf-8")

    @service.get("/registres/{nom}/projets/{projet}/echeances")
    def echeances(nom: Nom, projet: str, au: date) -> Response:
        _, registre = courant(nom)
        dues = cycle.echeances(projet_de(registre, projet), registre, au=au)
        return Response(dues.en_json(), media_type="application/json")

    @service.post("/registres/{nom}/projets/{projet}/evenements", status_code=201)
    def noter(nom: Nom, projet: str, corps: EvenementNouveau) -> Response:
        def faire(registre: Registre) -> Registre:
            return registre.avec(cycle.appliquer(projet_de(registre, projet), corps.evenement, registre=registre))

        version = changer(nom, faire)
        return Response(status_code=201, headers={"ETag": f'"{version}"'})

    @service.put("/registres/{nom}/projets/{projet}")
    def modifier(nom: Nom, projet: str, corps: ProjetChange, if_match: EnTete = None) -> Response:
        if corps.projet.identifiant != projet:
            raise _dire(422, "identifiant.fixe", f"le projet est « {projet} »")
        try:
            avant = depot.lire(nom, (if_match or "").strip('"'))
        except FileNotFoundError:
            raise _dire(428, "version.inconnue", "If-Match dit la version d'où vient le changement") from None
        changement = comparaison.comparer(avant, avant.avec(corps.projet))
        version = changer(nom, changement.appliquer)
        return Response(status_code=204, headers={"ETag": f'"{version}"'})

    _dire_les_refus(service)
    standard = service.openapi
    service.openapi = lambda: decrire(standard())  # type: ignore[method-assign]
    return service


def _dire_les_refus(service: FastAPI) -> None:
    """Answer what cannot be done with anomalies, each with its pointer: 422 what is wrong, 409 what came too late."""

    @service.exception_handler(Refus)
    def refuser(_: Request, refus: Refus) -> Response:
        return _refuser(refus)

    @service.exception_handler(RequestValidationError)
    def mal_ecrit(_: Request, refus: RequestValidationError) -> Response:
        return _refuser(Refus(422, anomalies_de(refus.errors())))

    @service.exception_handler(TransitionRefusee)
    @service.exception_handler(ConflitDeModification)
    def contredit(_: Request, refus: TransitionRefusee | ConflitDeModification) -> Response:
        return _refuser(Refus(409, list(refus.anomalies)))


def _rapport(registre: Registre, au: date) -> str:
    return controler(registre, au=au).en_json()


def _page(registre: Registre, au: date) -> str:
    return affichage.page(registre, au=au)


def _calendrier(registre: Registre, au: date) -> str:
    return echanges.calendrier.calendrier_ics(registre.projets, registre, au=au)
