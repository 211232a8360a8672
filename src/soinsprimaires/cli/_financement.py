"""``soinsprimaires financement``: what a maison de santé or a CPTS receives, line by line."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, TypeVar

import attrs
import typer

from soinsprimaires.affichage import tableaux
from soinsprimaires.affichage.financement import en_objet, lignes_des_ecarts, lignes_du_decompte, tableau_decompte
from soinsprimaires.cli._commun import Au, Fichier, Sortie, erreurs, jour, lire, raison, refuser, rendre
from soinsprimaires.cli._fichiers import choisir, entree, remettre, texte_json
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.financement import (
    BAREME,
    Bareme,
    Decompte,
    EcartLigne,
    FaitsACICPTS,
    FaitsACIMSP,
    charger_bareme,
    charger_faits,
    comparer_decomptes,
    decompte_aci_cpts,
    decompte_aci_msp,
    faits_aci_cpts,
    faits_aci_msp,
)
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CPTS, MSP

T = TypeVar("T")


class _FormatFinancement(Enum):
    """What is written."""

    TEXTE = "texte"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


def financement(
    fichier: Fichier,
    au: Au = None,
    *,
    structure: Annotated[
        str | None,
        typer.Option("--structure", metavar="IDENTIFIANT", help="Maison de santé ou CPTS ; la seule par défaut."),
    ] = None,
    exercice: Annotated[
        int | None,
        typer.Option(
            "--exercice", metavar="AAAA", help="Année d'une maison de santé ; la dernière achevée par défaut."
        ),
    ] = None,
    faits: Annotated[
        str | None,
        typer.Option(
            "--faits", metavar="FAITS", help="Faits en TOML que le registre ne dit pas, ou qui passent devant."
        ),
    ] = None,
    et_si: Annotated[
        str | None,
        typer.Option(
            "--et-si", metavar="FAITS", help="Autres faits, en TOML : ce qu'ils changeraient, ligne par ligne."
        ),
    ] = None,
    bareme: Annotated[
        str | None,
        typer.Option("--bareme", metavar="BAREME", help="Montants, en TOML, à poser sur ceux de la bibliothèque."),
    ] = None,
    detail: Annotated[
        bool, typer.Option("--detail", help="La formule, les chiffres et les textes de chaque ligne.")
    ] = False,
    en_json: Annotated[bool, typer.Option("--json", help="Écrire en JSON, pour un programme.")] = False,
    vers: Sortie = None,
) -> None:
    """Compter ce qu'une maison de santé ou une CPTS reçoit de l'ACI, ligne par ligne, et ce qui n'est pas connu.

    Ce que le registre ne dit pas n'est pas supposé : le montant est alors entre deux bornes, et ce qui est à renseigner
    d'abord est dit. Pour une CPTS, l'année de contrat est celle du jour donné par --au.

    Codes de retour : 0 c'est compté, même si le total n'est pas connu ; 2 document, faits ou barème inutilisables.
    """
    le = jour(au)
    choisie = choisir(vers, _FormatFinancement.JSON if en_json else None, _FormatFinancement.TEXTE)
    with erreurs.status("Lecture et décompte"):
        registre = lire(fichier)
        quoi = _structure(registre, structure)
        applique = BAREME if bareme is None else _charger("--bareme", bareme, charger_bareme)
        connus = _faits(registre, quoi, exercice, le)
        if faits is not None:
            connus = _completer("--faits", faits, connus)
        compte = _compter(connus, applique)
        autre = None if et_si is None else _compter(_completer("--et-si", et_si, connus), applique)
    titre = _titre(quoi, connus)
    if choisie is _FormatFinancement.JSON:
        objet = {"titre": titre, **en_objet(compte)}
        if autre is not None:
            objet["et_si"] = [_ecart_en_objet(ecart) for ecart in comparer_decomptes(compte, autre)]
        remettre(texte_json(objet, indent=2), vers, pour_programme=True)
    elif choisie in {_FormatFinancement.CSV, _FormatFinancement.HTML}:
        tableau = tableau_decompte(compte, titre)
        csv = choisie is _FormatFinancement.CSV
        texte = tableaux.en_csv(tableau) if csv else tableaux.en_page([tableau], titre=titre)
        remettre(texte, vers, encodage="utf-8-sig" if csv else "utf-8", pour_programme=True)
    else:
        lignes = [*lignes_du_decompte(compte, titre, detail=detail)]
        if autre is not None:
            lignes += lignes_des_ecarts(comparer_decomptes(compte, autre))
        rendre(lignes, vers)


def _ecart_en_objet(ecart: EcartLigne) -> dict[str, str | None]:
    return {nom: f"{v:f}" if isinstance(v, Decimal) else v for nom, v in attrs.asdict(ecart).items()}


def _structure(registre: Registre, nom: str | None) -> MSP | CPTS:
    candidates = [s for s in registre.structures if isinstance(s, MSP | CPTS)]
    if nom is None and len(candidates) == 1:
        return candidates[0]
    if nom is None:
        noms = ", ".join(s.identifiant for s in candidates) or "aucune dans ce registre"
        refuser(f"--structure : dire laquelle des maisons de santé et des CPTS ({noms})")
    trouvee = next((candidate for candidate in candidates if candidate.identifiant == nom), None)
    if trouvee is None:
        refuser(f"--structure : « {nom} » n'est ni une maison de santé ni une CPTS du registre")
    return trouvee


def _faits(registre: Registre, quoi: MSP | CPTS, exercice: int | None, le: date) -> FaitsACIMSP | FaitsACICPTS:
    if isinstance(quoi, CPTS):
        if exercice is not None:
            refuser("--exercice est celui d'une maison de santé ; l'année d'une CPTS se choisit par --au")
        return faits_aci_cpts(registre, quoi, au=le)
    try:
        return faits_aci_msp(registre, quoi, exercice=le.year - 1 if exercice is None else exercice)
    except ValeurInvalide as erreur:
        refuser(f"--exercice : {erreur.message}")


def _compter(faits: FaitsACIMSP | FaitsACICPTS, bareme: Bareme) -> Decompte:
    return decompte_aci_msp(faits, bareme) if isinstance(faits, FaitsACIMSP) else decompte_aci_cpts(faits, bareme)


def _completer(option: str, chemin: str, faits: FaitsACIMSP | FaitsACICPTS) -> FaitsACIMSP | FaitsACICPTS:
    if isinstance(faits, FaitsACIMSP):
        msp = faits
        return _charger(option, chemin, lambda fichier: charger_faits(fichier, msp))
    cpts = faits
    return _charger(option, chemin, lambda fichier: charger_faits(fichier, cpts))


def _charger(option: str, chemin: str, charger: Callable[[str], T]) -> T:
    try:
        return charger(entree(chemin))
    except ValeurInvalide as erreur:
        refuser(f"{option} {chemin} : {erreur}")
    except OSError as erreur:
        refuser(f"{option} {chemin} : {raison(erreur)}")


def _titre(quoi: MSP | CPTS, faits: FaitsACIMSP | FaitsACICPTS) -> str:
    if isinstance(faits, FaitsACIMSP):
        return f"{quoi.nom} : ACI, exercice {faits.exercice}"
    annee = "année de contrat non connue" if faits.annee_contrat is None else f"année {faits.annee_contrat} du contrat"
    return f"{quoi.nom} : ACI, {annee}"
