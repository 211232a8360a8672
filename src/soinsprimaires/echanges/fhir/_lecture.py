"""The readings of FHIR resources, from files or from what a program has already decoded."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import LIMITES, Limites, Source
from soinsprimaires.echanges._lecture import DOCUMENT, Lecture, produire
from soinsprimaires.echanges._valeurs import exiger_departement
from soinsprimaires.echanges.fhir._assemblage import Assemblage, provenance_de
from soinsprimaires.echanges.fhir._documents import du_document, lire_source
from soinsprimaires.echanges.fhir._journal import JournalFhir
from soinsprimaires.echanges.fhir._lecteur import RecueilFhir
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation._lecture import sans_ramasse_miettes
from soinsprimaires.temps import DatePartielle


def lire(
    source: Source,
    *autres: Source,
    millesime: date | None = None,
    departement: str | None = None,
    registre: Registre | None = None,
    membre: str | None = None,
    limites: Limites = LIMITES,
) -> Lecture[Entite]:
    """Read resources: a resource, a Bundle, a list, or one resource a line (NDJSON).

    The pages of a search, or the files of an export, are given together: references are tied across them. A resource
    is read and let go; what was understood of it is kept until the end, when all that it names is there.

    Args:
        source: path or binary stream, plain, ``.gz`` or ``.zip``.
        autres: the other pages or files.
        millesime: day of the extraction; else the latest update that a resource tells.
        departement: keep what takes place there only.
        registre: where a reference to a FINESS number that is not read is tied to its site, or to an employer.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a file is no JSON, or is the error of a server.
    """
    journal = JournalFhir()

    def ressources() -> Iterator[Any]:
        for une in (source, *autres):
            yield from lire_source(une, journal, limites, membre)

    return _lire(journal, ressources(), millesime, exiger_departement(departement), registre)


def depuis(
    objet: Mapping[str, Any] | Iterable[Mapping[str, Any]],
    *,
    millesime: date | None = None,
    departement: str | None = None,
    registre: Registre | None = None,
) -> Lecture[Entite]:
    """Read resources that are decoded already: what an API client gives, or ``model_dump()`` of fhir.resources.

    Args:
        objet: a resource, a Bundle, or several resources; nothing of it is changed.
        millesime: see :func:`lire`.
        departement: see :func:`lire`.
        registre: see :func:`lire`.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; it is no resource, or the error of a server.
        ValeurInvalide: neither an object nor several.
    """
    journal = JournalFhir()
    if not _est_lisible(objet):
        raise ValeurInvalide(
            f"une ressource ou plusieurs sont attendues, pas {citer(objet)}", "type.inattendu", "objet"
        )

    def ressources() -> Iterator[Any]:
        try:
            document = _aplanir(objet) if isinstance(objet, Mapping) else [_aplanir(un) for un in objet]
        except RecursionError:
            raise journal.renoncer("json.profondeur", "trop de listes ou d'objets imbriqués") from None
        yield from du_document(document, journal)

    return _lire(journal, ressources(), millesime, exiger_departement(departement), registre)


def _lire(
    journal: JournalFhir,
    ressources: Iterator[Any],
    millesime: date | None,
    departement: str | None,
    registre: Registre | None,
) -> Lecture[Entite]:
    def entites() -> Iterator[Entite]:
        recueil = RecueilFhir(journal, departement)
        with sans_ramasse_miettes():
            for lue in ressources:
                recueil.prendre(lue)
        for total, trouvees in journal.trouvees.items():
            if trouvees < total:
                message = f"{trouvees} résultat(s) sur {total} annoncé(s) (total) : donner toutes les pages ensemble"
                journal.signaler(DOCUMENT, "bundle.incomplet", message)
        le = None if millesime is None else DatePartielle.exacte(millesime)
        journal.provenance = provenance_de(recueil.lues, le)
        yield from Assemblage(recueil.lues, journal, recueil.communes, registre).entites()

    return produire(journal, entites())


def _est_lisible(objet: object) -> bool:
    return isinstance(objet, Iterable) and not isinstance(objet, str | bytes)


def _aplanir(valeur: Any) -> Any:
    """The same as JSON writes it: a copy of plain objects, which the reading may empty."""
    if isinstance(valeur, Mapping):
        return {str(cle): _aplanir(contenu) for cle, contenu in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [_aplanir(element) for element in valeur]
    if isinstance(valeur, datetime | date):
        return valeur.isoformat()
    if isinstance(valeur, Decimal):
        return float(valeur)
    return valeur
