"""The tracking sheet of a unit: one line a project, with its state, in a CSV or a workbook, as people made it.

The columns are recognised by their words and the states by those that people use. The first sheet of a unit makes
projects, whose journals hold the acts that lead to the state that it tells; the next ones add events to these journals.
A cell that cannot be trusted is told with its line and its column, and what is sure of the line is kept; what could be
understood in several ways is asked.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from soinsprimaires.echanges._colonnes_de_suivi import NOMMEES
from soinsprimaires.echanges._correspondance import HABITUELLE, Correspondance, lire_correspondance, titres_de
from soinsprimaires.echanges._flux import Limites, Source
from soinsprimaires.echanges._lecteur_suivi import LecteurSuivi
from soinsprimaires.echanges._lecture import Anomalies, Lecture, produire
from soinsprimaires.echanges._projets_suivis import FabriqueProjets, LueDuSuivi, MoisSuivi
from soinsprimaires.echanges._tableau_ecrit import ecrire, ecrire_gabarit_suivi
from soinsprimaires.echanges._tables import LIMITES_CLASSEUR
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, exiger_jour

__all__ = [
    "Correspondance",
    "Integration",
    "ecrire",
    "ecrire_gabarit_suivi",
    "integrer",
    "lire",
    "lire_correspondance",
    "titres_de",
]


def lire(
    source: Source,
    *,
    enregistre_le: date,
    correspondance: Correspondance = HABITUELLE,
    nature: NatureProjet | None = None,
    departement: str | None = None,
    titre: str = "Tableau de suivi",
    publie_le: DatePartielle | date | str | None = None,
    limites: Limites = LIMITES_CLASSEUR,
) -> Lecture[LueDuSuivi]:
    """Read the projects of a tracking sheet, each after its territory and its referent.

    Args:
        source: path or binary stream of a CSV (UTF-8 or Windows-1252, any usual separator) or of an ``.xlsx``.
        enregistre_le: day on which the sheet speaks and the entries are made here.
        correspondance: titles of the columns and words that are not the usual ones.
        nature: of the projects, when neither a column nor their name tells it.
        departement: that of the lines that do not tell theirs: where a name that several communes bear is looked for
            first, and whose caisse takes part.
        titre: title of the sheet, the source of what is read.
        publie_le: date of the sheet; a state without a date was reached at the latest then, else on ``enregistre_le``.
        limites: bounds once unpacked.

    Raises:
        ValeurInvalide: ``nature`` is a word.
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a column is absent.
        ExtraManquant: while reading; a workbook without openpyxl.
    """
    provenance = Provenance(titre=titre, publie_le=publie_le)
    lecteur = LecteurSuivi(enregistre_le, correspondance, nature, departement, provenance)
    return produire(lecteur.journal, _entites(lecteur, source, limites))


def _entites(lecteur: LecteurSuivi, source: Source, limites: Limites) -> Iterator[LueDuSuivi]:
    fabrique = FabriqueProjets(Registre(), lecteur.provenance)
    for fiche in lecteur.fiches(source, limites):
        entites = fabrique.entites(fiche)
        if entites is None:
            lecteur.refuser(fiche.numero, "nom", ("identifiant.doublon", "ce projet est déjà lu plus haut"))
        else:
            lecteur.journal.gardees += 1
            yield from entites
    yield from lecteur.equipes


# -- month after month --------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Integration:
    """What came of a sheet in a registre.

    Attributes:
        registre: the registre with what the sheet adds.
        ajouts: names of the projects that it had not.
        changements: what changed of the others, project by project, in French.
        questions: what the sheet leaves to decide, project by project, in French; nothing was done of it.
        reconnus: projects that it writes otherwise than the registre, in French.
        correspondance: how the sheet was read, titles recognised included.
        non_lues: titles of the columns of which nothing is read.
        mots_inconnus: words of states that were not understood.
        lues: lines read.
        refusees: lines that could not be read.
        anomalies: what was wrong in the sheet, with its lines.
    """

    registre: Registre
    ajouts: tuple[str, ...]
    changements: tuple[str, ...]
    questions: tuple[str, ...]
    reconnus: tuple[str, ...]
    correspondance: Correspondance
    non_lues: tuple[str, ...]
    mots_inconnus: tuple[str, ...]
    lues: int
    refusees: int
    anomalies: Anomalies


def integrer(
    registre: Registre,
    source: Source,
    *,
    au: date,
    correspondance: Correspondance = HABITUELLE,
    nature: NatureProjet | None = None,
    departement: str | None = None,
    titre: str = "Tableau de suivi",
    limites: Limites = LIMITES_CLASSEUR,
) -> Integration:
    """Bring a tracking sheet into a registre: new projects, and events in the journals of those that it holds.

    Args:
        registre: where; an empty one for the first sheet.
        source: path or binary stream, as for :func:`lire`.
        au: day on which the sheet speaks; a state without a date was reached at the latest then.
        correspondance: titles of the columns and words that are not the usual ones.
        nature: of the projects, when neither a column nor their name tells it.
        departement: that of the lines that do not tell theirs: where a name that several communes bear is looked for
            first, and whose caisse takes part.
        titre: title of the sheet, the source of what is read.
        limites: bounds once unpacked.

    Raises:
        ValeurInvalide: the registre already speaks of a later day, or knows none of the projects of the sheet.
        CodeInconnu: no such département.
        DocumentInvalide: a column is absent.
        ExtraManquant: a workbook without openpyxl.
    """
    ecrits = max((e.enregistre_le for p in registre.projets for e in p.journal), default=None)
    if ecrits is not None and exiger_jour(au, "au") < ecrits:
        message = (
            f"le registre dit déjà ce qui était su le {jour_en_lettres(ecrits)} : une feuille du {jour_en_lettres(au)} "
            "ne peut plus s'y ajouter ; dire le jour de la feuille (--au)"
        )
        raise ValeurInvalide(message, "tableau.ancien", "au")
    lecteur = LecteurSuivi(au, correspondance, nature, departement, Provenance(titre=titre, publie_le=au))
    fiches = list(lecteur.fiches(source, limites))
    mois = MoisSuivi(registre, fiches, lecteur)
    mois.suivre()
    titres = lecteur.colonnes
    usuels: dict[str, Any] = {nom: titres.get(nom) for nom in NOMMEES}
    return Integration(
        registre=mois.registre,
        ajouts=tuple(mois.ajouts),
        changements=tuple(mois.changements),
        questions=tuple(mois.questions),
        reconnus=tuple(mois.reconnus),
        correspondance=attrs.evolve(
            correspondance,
            **usuels,
            dates=tuple((nom, titre) for nom, titre in titres.items() if nom not in NOMMEES),
            qualite_referent=lecteur.qualite() if "referent" in titres else correspondance.qualite_referent,
        ),
        non_lues=tuple(lecteur.non_lues),
        mots_inconnus=tuple(lecteur.inconnus),
        lues=lecteur.journal.lues,
        refusees=lecteur.journal.refusees,
        anomalies=lecteur.journal.anomalies,
    )
