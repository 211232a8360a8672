"""What came of a national file, and how it is told to people and to programs."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from soinsprimaires.affichage.contenu.documents import extraire
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Ton
from soinsprimaires.cli._commun import refuser_document
from soinsprimaires.echanges import Lecture, finess, populations
from soinsprimaires.echanges.rapprochement import Rapprochement
from soinsprimaires.erreurs import DocumentInvalide
from soinsprimaires.mots import dater
from soinsprimaires.sources import Provenance

_RAISONS_MONTREES: Final = 15
_CONSTATS_MONTRES: Final = 10
_FUSIONNEES_MONTREES: Final = 5


@attrs.frozen
class FichierJoint:
    """A file that says more of what another one gives.

    Attributes:
        nature: what it holds.
        chemin: its name.
        lecture: its reading.
    """

    nature: str
    chemin: str
    lecture: Lecture[Any]

    def elements(self) -> Iterator[Any]:
        """What it holds; it is refused under its own name."""
        try:
            yield from self.lecture
        except DocumentInvalide as erreur:
            refuser_document(self.chemin, erreur)


@attrs.frozen
class BilanImport:
    """What came of a file.

    Attributes:
        lecture: the reading, over.
        rapprochement: the registre with what the file adds.
        inconnues: communes without a name in the referential, which were left out.
        fusionnees: populations of communes that are a part of another one today.
        jointes: the files that said more of it.
    """

    lecture: Lecture[Any]
    rapprochement: Rapprochement
    inconnues: int = 0
    fusionnees: tuple[populations.PopulationCommune, ...] = ()
    jointes: tuple[FichierJoint, ...] = ()

    @property
    def a_revoir(self) -> bool:
        """Whether somebody has something to look at."""
        lectures = (self.lecture, *(jointe.lecture for jointe in self.jointes))
        mal_lues = any(lecture.refusees or lecture.interrompue for lecture in lectures)
        return bool(mal_lues or self.rapprochement.a_trancher or self.inconnues)


def en_objet(nature: str, chemin: str, resultat: BilanImport) -> dict[str, Any]:
    """What came of a file, for a program; the reasons are counted, each with its first place."""
    rapprochement = resultat.rapprochement
    return {
        **_compter(nature, chemin, resultat.lecture),
        "ajouts": len(rapprochement.ajouts),
        "changements": len(rapprochement.changements),
        "disparitions": [str(constat) for constat in rapprochement.disparitions],
        "a_trancher": [str(constat) for constat in rapprochement.a_trancher],
        "communes_inconnues": resultat.inconnues,
        "communes_fusionnees": [population.commune for population in resultat.fusionnees],
        "jointes": [_compter(jointe.nature, jointe.chemin, jointe.lecture) for jointe in resultat.jointes],
    }


def _compter(nature: str, chemin: str, lecture: Lecture[Any]) -> dict[str, Any]:
    return {
        "nature": nature,
        "fichier": chemin,
        **extraire(lecture, "lues", "gardees", "refusees", "ecartees", "interrompue"),
        "ecartees_par_raison": dict(lecture.ecartees_par_raison),
        "anomalies": [
            {**extraire(une, "code", "gravite", "message"), "nombre": nombre, "premiere": une.pointeur}
            for une, nombre in lecture.anomalies.par_raison()
        ],
    }


def raconter(nature: str, chemin: str, resultat: BilanImport) -> Iterator[LigneDeTexte]:
    lecture, rapprochement = resultat.lecture, resultat.rapprochement
    yield from _raconter_les_comptes(nature, chemin, lecture)
    if (age := _age(lecture.provenance)) is not None:
        yield LigneDeTexte(f"  {age}")
    a_trancher = rapprochement.a_trancher
    yield LigneDeTexte(
        f"  registre : {len(rapprochement.ajouts)} ajout(s), {len(rapprochement.changements)} changement(s), "
        f"{len(rapprochement.disparitions)} disparition(s), {len(a_trancher)} contradiction(s) à trancher"
    )
    if resultat.inconnues:
        yield LigneDeTexte(f"  {resultat.inconnues} commune(s) sans nom au référentiel, non importée(s)")
    if resultat.fusionnees:
        codes = ", ".join(population.commune for population in resultat.fusionnees[:_FUSIONNEES_MONTREES])
        suite = " ..." if len(resultat.fusionnees) > _FUSIONNEES_MONTREES else ""
        nombre = len(resultat.fusionnees)
        yield LigneDeTexte(
            f"  {nombre} commune(s) réunie(s) depuis à une autre, dont la population est au moins : {codes}{suite}"
        )
    yield from _enumerer(_raisons(lecture), _RAISONS_MONTREES, "raison(s)")
    constats = (str(constat) for constat in (*a_trancher, *rapprochement.disparitions))
    yield from _enumerer(constats, _CONSTATS_MONTRES, "constat(s)")
    for jointe in resultat.jointes:
        yield from _raconter_les_comptes(jointe.nature, jointe.chemin, jointe.lecture)
        yield from _enumerer(_raisons(jointe.lecture), _RAISONS_MONTREES, "raison(s)")


def _raconter_les_comptes(nature: str, chemin: str, lecture: Lecture[Any]) -> Iterator[LigneDeTexte]:
    yield LigneDeTexte(
        f"{nature} {chemin} : {lecture.lues} ligne(s) lue(s), {lecture.gardees} gardée(s), "
        f"{lecture.refusees} refusée(s), {lecture.ecartees} écartée(s)",
        Ton.TITRE,
    )
    if lecture.ecartees:
        dites = ", ".join(f"{nombre} {raison}" for raison, nombre in lecture.ecartees_par_raison)
        yield LigneDeTexte(f"  écartées : {dites}")


def _age(provenance: Provenance | None) -> str | None:
    """What the file is and the day it describes, which is as old as what is known from it."""
    if provenance is None:
        return None
    date_dite = "sans date" if provenance.publie_le is None else f"publié {dater(provenance.publie_le)}"
    arrete = " ; il n'est plus mis à jour depuis mai 2026, que remplace finess-structures-1 (JSON)"
    return f"fichier : {provenance.titre}, {date_dite}{arrete if provenance.titre == finess.TITRE_CSV else ''}"


def _raisons(lecture: Lecture[Any]) -> Iterator[str]:
    for (premiere, nombre), lieux in zip(lecture.anomalies.par_raison(), lecture.anomalies.lieux(), strict=True):
        autres = f" ; puis {', '.join(lieux[1:])}{' ...' if nombre > len(lieux) else ''}" if len(lieux) > 1 else ""
        yield f"{nombre} × {premiere.message} [{premiere.code}, {premiere.gravite.value}]{autres}"


def _enumerer(lignes: Iterable[str], montrees: int, nom: str) -> Iterator[LigneDeTexte]:
    toutes = list(lignes)
    for ligne in toutes[:montrees]:
        yield LigneDeTexte(f"  {ligne}", Ton.DISCRET)
    if len(toutes) > montrees:
        yield LigneDeTexte(f"  et {len(toutes) - montrees} autre(s) {nom}, que --json donne", Ton.DISCRET)
