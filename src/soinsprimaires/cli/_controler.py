"""``soinsprimaires controler``: what the rules say of a document."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Annotated

import typer

from soinsprimaires.affichage.contenu.verification import nommer_les_lieux
from soinsprimaires.affichage.rendus.verification import document, en_sarif
from soinsprimaires.anomalies import Gravite
from soinsprimaires.cli._commun import A_REVOIR, CONFORME, Fichier, Sortie, afficher, erreurs, jour, lire_en_detail
from soinsprimaires.cli._fhir import controler_fhir
from soinsprimaires.cli._fichiers import FLUX, choisir, remettre
from soinsprimaires.cli._regles import completer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.regles import REGLES, Rapport
from soinsprimaires.regles import controler as juger
from soinsprimaires.serialisation import Chargement


class _FormatRapport(Enum):
    """What is written."""

    TEXTE = "texte"
    MARKDOWN = "markdown"
    JSON = "json"
    SARIF = "sarif"


_ECRIRE: dict[_FormatRapport, Callable[[Rapport], str]] = {
    _FormatRapport.TEXTE: Rapport.en_texte,
    _FormatRapport.MARKDOWN: Rapport.en_markdown,
    _FormatRapport.JSON: Rapport.en_json,
}


def controler(
    fichier: Fichier,
    au: Annotated[
        str | None, typer.Option("--au", metavar="DATE", help="Jour du contrôle, AAAA-MM-JJ ; aujourd'hui par défaut.")
    ] = None,
    *,
    exclues: Annotated[
        list[str] | None,
        typer.Option(
            "--exclure",
            metavar="CODE",
            autocompletion=completer,
            help="Règle à écarter, autant de fois que voulu ; le rapport le dit.",
        ),
    ] = None,
    droit_lu: Annotated[
        list[str] | None,
        typer.Option(
            "--droit-lu",
            metavar="CODE",
            autocompletion=completer,
            help="Règle dont vous avez lu le texte en vigueur ce jour-là, et qu'il exige encore : elle bloque, et le "
            "rapport dit que c'est votre choix.",
        ),
    ] = None,
    forme: Annotated[
        _FormatRapport | None, typer.Option("--format", help="Ce qui est écrit ; celui du nom du fichier par défaut.")
    ] = None,
    en_json: Annotated[bool, typer.Option("--json", help="Comme --format json, pour un programme.")] = False,
    fhir: Annotated[
        bool,
        typer.Option("--fhir", help="Le fichier est de ressources FHIR : les contrôler d'après R4 et leurs profils."),
    ] = False,
    sortie: Sortie = None,
) -> None:
    """Contrôler un registre : ce que les règles en vigueur ce jour-là en disent, chacune avec son texte.

    Avec --fhir, le fichier est une ressource FHIR, un Bundle, ou une ressource par ligne : ce qui n'est pas conforme à
    R4 ou aux profils français qu'elle annonce est dit, une anomalie par ligne, sans réseau.

    « Conforme » ne vaut que pour les règles bloquantes que le registre permet de juger ; leur nombre est dit. Une
    référence à personne ou une clé fausse (REF-001, CLE-001) ne change par elle-même ni la conclusion ni le code :
    les lire dans les constats (en JSON, regles[].constats).

    Codes de retour : 0 conforme ; 1 non conforme, ou on ne peut pas le dire (données absentes, source trop peu sûre,
    trop peu de règles à juger) ; 2 document illisible.
    """
    if fhir:
        raise typer.Exit(controler_fhir(fichier, pour_programme=en_json))
    le = jour(au)
    choisie = choisir(sortie, _FormatRapport.JSON if en_json else forme, _FormatRapport.TEXTE)
    with erreurs.status("Lecture et contrôle du registre"):
        lu = lire_en_detail(fichier)
        rapport = juger(lu.registre, au=le, exclues=exclues or (), gravites=_bloquantes(droit_lu or ())).situer(
            lu.situer
        )
    pour_qui_lit = nommer_les_lieux(rapport, lu.registre) if choisie is _FormatRapport.TEXTE else rapport
    if choisie is _FormatRapport.TEXTE and sortie is None:
        afficher(document(pour_qui_lit))
    else:
        texte = _en_sarif(rapport, fichier, lu) if choisie is _FormatRapport.SARIF else _ECRIRE[choisie](pour_qui_lit)
        remettre(texte, sortie, pour_programme=choisie is not _FormatRapport.TEXTE)
    raise typer.Exit(CONFORME if rapport.conforme else A_REVOIR)


def _bloquantes(codes: Iterable[str]) -> dict[str, Gravite]:
    """The severity of the rules of which somebody read the text; a usage binds nobody, whoever reads it."""
    for code in codes:
        if any(version.portee.gravite is not Gravite.BLOQUANT for version in REGLES.get(code, ())):
            raise ValeurInvalide(f"{code} n'est une règle ni de la loi ni d'une convention", "regle.usage", "droit-lu")
    return dict.fromkeys(codes, Gravite.BLOQUANT)


def _en_sarif(rapport: Rapport, fichier: str, lu: Chargement) -> str:
    """SARIF, with the lines of a file; those of a stream are of nothing that somebody could open."""
    if fichier == FLUX:
        return en_sarif(rapport)
    return en_sarif(rapport, fichier, lu.regions(constat.pointeur for constat in rapport.constats))
