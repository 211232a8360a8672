"""``importer suivi`` and ``gabarit``: the tracking sheet of a unit, in and month after month."""

import json
import re
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, Final

import typer

from soinsprimaires.affichage.contenu.documents import extraire
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Section, Ton, derouler
from soinsprimaires.anomalies import Anomalie, Gravite
from soinsprimaires.cli._cible import ChoixFeuille, CibleRegistre
from soinsprimaires.cli._commun import A_REVOIR, CONFORME, afficher, jour, lire, refuser, refuser_document
from soinsprimaires.cli._fichiers import FLUX, deposer, dire_en_json, entree, exiger_extension
from soinsprimaires.echanges import evenements, tableau
from soinsprimaires.echanges._colonnes_de_suivi import ACTES_DATES
from soinsprimaires.echanges.tableau import Correspondance, Integration
from soinsprimaires.erreurs import DocumentInvalide, ErreurSoinsPrimaires, ValeurInvalide
from soinsprimaires.modele.registre import Registre


class _FeuilleARemplir(Enum):
    """What is to be filled."""

    SUIVI = "suivi"
    EVENEMENTS = "evenements"


def gabarit(
    quoi: Annotated[
        _FeuilleARemplir,
        typer.Argument(metavar="QUOI", help="suivi : un projet par ligne ; evenements : un acte par ligne."),
    ],
    vers: Annotated[Path, typer.Option("--sortie", "-o", metavar="FICHIER", help="Classeur .xlsx à écrire.")],
    dans: Annotated[
        str | None, typer.Option("--dans", metavar="REGISTRE", help="Registre dont les projets sont proposés.")
    ] = None,
) -> None:
    """Écrire un classeur à remplir : choix dans les cellules, dates, et une feuille qui explique.

    Codes de retour : 0 il est écrit ; 2 il ne peut pas l'être.
    """
    if exiger_extension(vers, (".xlsx",)) != ".xlsx":
        refuser(f"{vers} : un classeur à remplir est un fichier .xlsx")
    if vers.exists():
        refuser(f"{vers} : ce fichier existe déjà, il n'est pas remplacé ; en nommer un autre")
    suite = "-o registre.json" if quoi is _FeuilleARemplir.SUIVI else f"--dans {dans or 'registre.json'} --sur-place"
    afficher([LigneDeTexte(f"{vers} : à remplir, puis soinsprimaires importer {quoi.value} {vers} {suite}")])
    with deposer(vers) as fichier:
        if quoi is _FeuilleARemplir.SUIVI:
            tableau.ecrire_gabarit_suivi(fichier)
        else:
            evenements.ecrire_gabarit_evenements(fichier, None if dans is None else lire(dans))


def importer_suivi(fichier: str, dans: str | None, cible: CibleRegistre, choix: ChoixFeuille) -> int:
    """Bring a tracking sheet into a registre, and tell what changed and what is left to decide; the exit code.

    When the file of the words does not exist yet, it is proposed and nothing else is written: the same command, once it
    was looked at, reads it.
    """
    if fichier == FLUX:
        refuser("une feuille de suivi se lit dans un fichier, pas sur l'entrée standard")
    le = jour(choix.au)
    registre = Registre() if dans is None else lire(dans)
    fichier_mots = choix.correspondance
    propose = fichier_mots if fichier_mots is not None and not fichier_mots.exists() else None
    correspondance = Correspondance() if fichier_mots is None or propose is not None else _lire_mots(fichier_mots)
    try:
        integration = tableau.integrer(
            registre,
            entree(fichier),
            au=le,
            correspondance=correspondance,
            departement=choix.departement,
            titre=f"Tableau de suivi {Path(fichier).name}",
        )
    except DocumentInvalide as erreur:
        refuser_document(fichier, erreur, f"\n{_mots_cherches(erreur)}")
    except ValeurInvalide as erreur:
        refuser(f"{fichier} : {erreur.message}")
    except ErreurSoinsPrimaires as erreur:
        refuser(f"{fichier} : {erreur}")
    if integration.lues and integration.lues == integration.refusees:
        refusees = "\n".join(f"  {anomalie.message}" for anomalie in integration.anomalies)
        refuser(f"{fichier} : aucune ligne n'a pu être lue, rien n'est écrit\n{refusees}")
    if choix.en_json:
        dire_en_json(_en_objet(fichier, integration) | {"ecrit": propose is None})
    else:
        afficher(derouler(_raconter(fichier, integration, cible)), cible.console)
    if propose is not None:
        with deposer(propose) as ecrite:
            ecrite.write(integration.correspondance.en_toml(integration.mots_inconnus, integration.non_lues).encode())
        if not choix.en_json:
            afficher(derouler([_proposer(propose, integration.mots_inconnus, cible)]), cible.console)
        return A_REVOIR
    cible.remettre(integration.registre)
    if not choix.en_json:
        if fichier_mots is not None and integration.mots_inconnus:
            lignes = [
                LigneDeTexte(f'[{json.dumps(mot, ensure_ascii=False)}, "..."],') for mot in integration.mots_inconnus
            ]
            titre = f"{fichier_mots} ne dit pas ce que veulent dire ces mots : l'ajouter dans « etats = [ ] »"
            afficher(derouler([Section(titre, tuple(lignes))]), cible.console)
        cible.dire_ecrit()
    douteuses = any(a.gravite is not Gravite.INFORMATION for a in integration.anomalies)
    return A_REVOIR if integration.questions or douteuses else CONFORME


def _lire_mots(fichier_mots: Path) -> Correspondance:
    try:
        return tableau.lire_correspondance(Path(entree(fichier_mots)).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        refuser(f"{fichier_mots} : ce n'est pas un texte en UTF-8")
    except ErreurSoinsPrimaires as erreur:
        refuser(f"{fichier_mots} : {erreur}")


def _mots_cherches(erreur: DocumentInvalide) -> str:
    """When no line has the columns: what they may be called."""
    if not any(anomalie.code == "colonne.absente" for anomalie in erreur.anomalies):
        return ""
    lignes = [f"  {_COLONNES.get(nom, nom)} : {', '.join(tableau.titres_de(nom))}" for nom in ("nom", "etat", "nature")]
    return "\n".join(
        [
            "Aucune ligne n'a les titres attendus. Mots cherchés :",
            *lignes,
            "Sinon, --correspondance FICHIER.toml les dit.",
        ]
    )


def _place(anomalie: Anomalie) -> tuple[int, int]:
    """In the order of the sheets and of their lines, what is said of the whole first."""
    trouve = _LIEU.match(anomalie.pointeur)
    return (int(trouve[1] or 0), int(trouve[2])) if trouve else (-1, 0)


_LIEU: Final = re.compile(r"(?:/feuilles/(\d+))?/lignes/(\d+)")


def _dire_colonne(nom: str) -> str:
    acte = ACTES_DATES.get(nom)
    return _COLONNES.get(nom, nom) if acte is None else acte.libelle


def _proposer(fichier_mots: Path, inconnus: Sequence[str], cible: CibleRegistre) -> Section:
    """What to do with the file of the words that was just written."""
    mots = f" ; y dire ce que veulent dire {', '.join(f'« {mot} »' for mot in inconnus)}" if inconnus else ""
    suite = f"la relire{mots}, puis relancer la même commande, qui la lira et écrira {cible.nom}"
    return Section(
        f"{fichier_mots} : comment la feuille est lue ; le registre n'est pas encore écrit", (LigneDeTexte(suite),)
    )


def _raconter(fichier: str, integration: Integration, cible: CibleRegistre) -> Iterator[Section]:
    lues, refusees, titres = integration.lues, integration.refusees, integration.correspondance.titres
    colonnes = ", ".join(f"« {titre} » ({_dire_colonne(nom)})" for nom, titre in titres.items())
    tete = [
        LigneDeTexte(
            f"{lues} ligne(s) lue(s), {refusees} refusée(s) ; {len(integration.registre.projets)} projets suivis"
        ),
        LigneDeTexte(f"colonnes lues : {colonnes}", Ton.DISCRET),
    ]
    if integration.non_lues:
        autres = ", ".join(f"« {titre} »" for titre in integration.non_lues)
        dit = f"colonnes dont rien n'est lu : {autres} ; --correspondance mots.toml dit ce qu'elles sont"
        tete.append(LigneDeTexte(dit, Ton.DISCRET))
    yield Section(fichier, tuple(tete))
    questions = [question.replace("REGISTRE", cible.nom) for question in integration.questions]
    anomalies = sorted(integration.anomalies, key=_place)
    douteuses = [a.message for a in anomalies if a.gravite is not Gravite.INFORMATION]
    sues = [a.message for a in anomalies if a.gravite is Gravite.INFORMATION]
    for titre, textes, ton in (
        ("Projets nouveaux", integration.ajouts, Ton.BON),
        ("Reconnus sous une autre écriture", integration.reconnus, Ton.DISCRET),
        ("Ce qui change", integration.changements, Ton.NEUTRE),
        ("À décider : rien n'en est changé", questions, Ton.ALERTE),
        ("À savoir", sues, Ton.DISCRET),
        ("À corriger dans la feuille", douteuses, Ton.DOUTE),
    ):
        if textes:
            yield Section(titre, tuple(LigneDeTexte(texte, ton) for texte in textes))


_COLONNES: Final = {
    "etat": "état",
    "departement": "département",
    "depuis": "depuis le",
    "referent": "référent",
    "recu": "réception",
}


def _en_objet(fichier: str, integration: Integration) -> dict[str, object]:
    return {
        "nature": "suivi",
        "fichier": fichier,
        **extraire(integration, "lues", "refusees", "ajouts", "changements", "questions", "reconnus"),
        "anomalies": [
            extraire(anomalie, "code", "gravite", "message", "pointeur") for anomalie in integration.anomalies
        ],
    }
