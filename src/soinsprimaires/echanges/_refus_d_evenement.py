"""Why an event is refused, in the words of who notes it, and what would have been admitted."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from soinsprimaires.cycle import Suivi
from soinsprimaires.cycle.regions import caisses_de, region_de
from soinsprimaires.cycle.tables import lignes_de
from soinsprimaires.cycle.tables.rangees import ASSURANCE_MALADIE
from soinsprimaires.echanges._designation import designer_un
from soinsprimaires.erreurs import TransitionRefusee, ValeurInvalide
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur, restants
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import jour_en_lettres

ETATS_NOMMES: Final = 3
"""States that a message names."""

CHAMPS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "projet": ("Projet", "nom du projet, ou une partie"),
        "acte": ("Acte", "ce qui a été fait"),
        "le": ("Le", "jour où ce fut fait ; « mars 2026 » ou « avant le 3 mars 2026 » se lisent aussi"),
        "par": ("Par", "qui l'a fait : ars, cpam, porteurs ..., séparés par des virgules"),
        "recu_le": ("Reçu le", "jour où le destinataire l'a reçu : son délai court de ce jour"),
        "delai_le": ("Délai jusqu'au", "jour avant lequel faire ce que la décision demande"),
        "mission": ("Mission", "mission de la CPTS"),
        "avis": ("Avis", "avis du comité"),
        "fondement": ("Fondement", "motif légal d'une opposition de l'ARS"),
        "site": ("Site", "site du centre de santé"),
        "activite": ("Activité", "activité soumise à agrément"),
        "annule": ("Annule", "écriture à annuler, ou « dernier »"),
        "etat": ("État", "état du projet, pour une reprise"),
        "convention": ("Convention", "contrat signé, modifié ou résilié"),
        "territoire": ("Territoire", "territoire qu'un avenant demande"),
        "projets_lies": ("Projets liés", "autres projets concernés, séparés par des virgules"),
        "pieces": ("Pièces", "documents joints, séparés par des virgules"),
        "motif": ("Motif", "raison donnée"),
    }
)
"""What can be said of an event: the title of its column, and what it is."""


def dire_les_fautes(fautes: ValeurInvalide, nommer: Callable[[str], str]) -> Iterator[str]:
    """What cannot be understood, each word under the name of where it was said, in French.

    Args:
        fautes: as :func:`noter` raises them.
        nommer: how one calls, where it was said, a name of :data:`CHAMPS`: a column, an option.
    """
    for faute in (fautes, *fautes.autres):
        champ = _DANS_L_EVENEMENT.get(faute.champ or "", faute.champ or "")
        yield f"{nommer(champ)} : {faute.message}" if champ in CHAMPS else str(faute)


def expliquer_refus(
    registre: Registre, dits: Mapping[str, Any], refus: TransitionRefusee, *, au: date, nommer: Callable[[str], str]
) -> Iterator[str]:
    """Every reason of a refusal, and what can be done instead, in French.

    Args:
        registre: as it was given to :func:`noter`, likewise for the others.
        dits: what was said.
        refus: what came of it.
        au: day of the entry.
        nommer: as for :func:`dire_les_fautes`.
    """
    projet, evenement = designer_un(registre.projets, str(dits.get("projet") or "")), refus.evenement
    autres = ASSURANCE_MALADIE - caisses_de(region_de(projet, registre, au=au))
    for anomalie in refus.anomalies:
        champ = anomalie.pointeur.removeprefix("/")
        champ = _DANS_L_EVENEMENT.get(champ, champ)
        if anomalie.code == "cycle.acteur" and isinstance(evenement, Evenement):
            yield f"{anomalie.message} ({nommer('par')} {_qui(projet.nature, evenement.acte, autres)})"
        elif champ in CHAMPS and champ != "acte":
            yield f"{anomalie.message} ({nommer(champ)})"
        else:
            yield anomalie.message
    suivi = Suivi(projet, registre, au)
    jour = evenement.effet_le.jour if isinstance(evenement, Evenement) and evenement.effet_le else None
    if jour is not None and (ce_jour := Suivi(projet, registre, jour)).etats_possibles != suivi.etats_possibles:
        etats = " ou ".join(sorted(f"« {etat.libelle} »" for etat in ce_jour.etats_possibles))
        if len(ce_jour.etats_possibles) > ETATS_NOMMES:
            etats = "un état que le registre ne sait pas"
        yield f"le {jour_en_lettres(jour)}, {projet.nom} en était à {etats} ; est-ce le bon jour ?"
    reprise = next((e for e in reversed(restants(projet.journal)) if e.acte is Acte.REPRISE), None)
    if reprise is not None and jour is not None and jour <= (reprise.intervalle[1] or date.max):
        yield (
            "son journal commence par « début du suivi », dont le registre ne sait rien avant : si l'acte est d'avant, "
            "dater son étape dans la feuille de suivi et l'importer de nouveau, ou annuler ce début (annulation, "
            f"{nommer('annule')} {reprise.identifiant}) puis noter les actes dans leur ordre"
        )
    possibles = ", ".join(f"{acte.libelle} ({acte.value})" for acte in suivi.actes_possibles())
    yield f"ce qui peut être noté de {projet.nom} : {possibles or 'rien qui change son état'}"


_DANS_L_EVENEMENT: Final[Mapping[str, str]] = {"effet_le": "le", "acteurs": "par"}
"""The words of people for two fields of an event."""


def _qui(nature: NatureProjet, acte: Acte, autres: frozenset[QualiteActeur]) -> str:
    """The words of those who may do an act, or must all agree to it, but for the caisses of elsewhere."""
    lignes = lignes_de(nature, acte)
    groupes = dict.fromkeys(groupe - autres for ligne in lignes for groupe in ligne.accords or (ligne.decide_par,))
    mots = " ; ".join(" ou ".join(sorted(qualite.value for qualite in groupe)) for groupe in groupes)
    return f"chacun : {mots}" if len(groupes) > 1 else mots
