"""``importer suivi`` and ``gabarit``: the tracking sheet of a unit, in and month after month."""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated, Final

import attrs
import typer

from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Section, Ton, derouler
from soinsprimaires.anomalies import Gravite
from soinsprimaires.cli._cible import CibleRegistre
from soinsprimaires.cli._commun import A_REVOIR, CONFORME, afficher, jour, lire, refuser, refuser_document
from soinsprimaires.cli._fichiers import FLUX, deposer, dire_en_json, entree, exiger_extension
from soinsprimaires.echanges import evenements, tableau
from soinsprimaires.echanges.tableau import Correspondance, Integration
from soinsprimaires.erreurs import DocumentInvalide, ErreurSoinsPrimaires
from soinsprimaires.modele.registre import Registre

__all__ = ["gabarit", "importer_suivi"]


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


@attrs.frozen(kw_only=True)
class ChoixSuivi:
    """What the options ask of a tracking sheet."""

    au: str | None
    departement: str | None
    correspondance: Path | None
    en_json: bool


def importer_suivi(fichier: str, dans: str | None, cible: CibleRegistre, choix: ChoixSuivi) -> int:
    """Bring a tracking sheet into a registre, and tell what changed and what is left to decide; the exit code."""
    if fichier == FLUX:
        refuser("une feuille de suivi se lit dans un fichier, pas sur l'entrée standard")
    le = jour(choix.au)
    registre = Registre() if dans is None else lire(dans)
    garde, correspondance = choix.correspondance, Correspondance()
    deja = garde is not None and garde.exists()
    try:
        if garde is not None and deja:
            correspondance = tableau.lire_correspondance(Path(entree(garde)).read_text(encoding="utf-8-sig"))
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
    except UnicodeDecodeError:
        refuser(f"{garde} : ce n'est pas un texte en UTF-8")
    except ErreurSoinsPrimaires as erreur:
        refuser(f"{fichier} : {erreur}")
    if choix.en_json:
        dire_en_json(_en_objet(fichier, integration))
    else:
        afficher(derouler(_raconter(fichier, integration, garde if not deja else None, cible)), cible.console)
    cible.remettre(integration.registre)
    if garde is not None and not deja:
        with deposer(garde) as ecrite:
            ecrite.write(integration.correspondance.en_toml(integration.mots_inconnus).encode())
    if not choix.en_json:
        cible.dire_ecrit()
    douteuses = any(a.gravite is not Gravite.INFORMATION for a in integration.anomalies)
    return A_REVOIR if integration.questions or douteuses else CONFORME


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


def _raconter(fichier: str, integration: Integration, garde: Path | None, cible: CibleRegistre) -> Iterator[Section]:
    lues, refusees, titres = integration.lues, integration.refusees, integration.correspondance.titres
    colonnes = ", ".join(f"« {titre} » ({_COLONNES.get(nom, nom.replace('_', ' '))})" for nom, titre in titres.items())
    tete = [
        LigneDeTexte(
            f"{lues} ligne(s) lue(s), {refusees} refusée(s) ; {len(integration.registre.projets)} projets suivis"
        ),
        LigneDeTexte(f"colonnes lues : {colonnes}", Ton.DISCRET),
    ]
    if garde is not None:
        tete.append(LigneDeTexte(f"{garde} : comment la feuille est lue, à corriger au besoin", Ton.DISCRET))
    yield Section(fichier, tuple(tete))
    questions = [question.replace("REGISTRE", cible.nom) for question in integration.questions]
    douteuses = [a.message for a in integration.anomalies if a.gravite is not Gravite.INFORMATION]
    for titre, textes, ton in (
        ("Projets nouveaux", integration.ajouts, Ton.BON),
        ("Reconnus sous une autre écriture", integration.reconnus, Ton.DISCRET),
        ("Ce qui change", integration.changements, Ton.NEUTRE),
        ("À décider : rien n'en est changé", questions, Ton.ALERTE),
        ("À corriger dans la feuille", douteuses, Ton.DOUTE),
    ):
        if textes:
            yield Section(titre, tuple(LigneDeTexte(texte, ton) for texte in textes))


_COLONNES: Final = {"etat": "état", "depuis": "depuis le", "referent": "référent", "recu": "réception"}


def _en_objet(fichier: str, integration: Integration) -> dict[str, object]:
    return {
        "nature": "suivi",
        "fichier": fichier,
        "lues": integration.lues,
        "refusees": integration.refusees,
        "ajouts": list(integration.ajouts),
        "changements": list(integration.changements),
        "questions": list(integration.questions),
        "reconnus": list(integration.reconnus),
        "anomalies": [
            {"code": a.code, "gravite": a.gravite.value, "message": a.message, "pointeur": a.pointeur}
            for a in integration.anomalies
        ],
    }
