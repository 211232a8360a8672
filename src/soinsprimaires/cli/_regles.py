"""``soinsprimaires regles`` and ``droit``: the catalogue of the rules, and that of the texts that they cite."""

from typing import Annotated

import typer

from soinsprimaires.affichage import catalogue
from soinsprimaires.affichage import droit as textes
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte
from soinsprimaires.cli._commun import Au, afficher, jour, refuser
from soinsprimaires.cli._fichiers import dire_en_json
from soinsprimaires.cycle._echeance import SANS_TEXTE
from soinsprimaires.regles import REGLES


def completer(debut: str) -> list[str]:
    """Codes of rules and delays that begin so, for the shell."""
    return [code for code in (*REGLES, *catalogue.DELAIS_SEULS, *SANS_TEXTE) if code.startswith(debut.upper())]


def regles(
    code: Annotated[
        str | None,
        typer.Argument(metavar="CODE", autocompletion=completer, help="Une seule règle, ou un seul délai."),
    ] = None,
    *,
    en_json: Annotated[bool, typer.Option("--json", help="Écrire le catalogue en JSON, pour un programme.")] = False,
) -> None:
    """Lister les règles, et les délais des échéances : ce que chacune exige, pour qui, depuis quand, sur quel texte.

    Codes de retour : 0 elles sont listées ; 2 rien n'a ce code.
    """
    voulu = None if code is None else code.upper()
    choisies = {une: versions for une, versions in REGLES.items() if voulu in {None, une}}
    delais = [delai for un, delai in catalogue.DELAIS_SEULS.items() if voulu in {None, un}]
    du_registre = {un: titre for un, titre in SANS_TEXTE.items() if voulu in {None, un}}
    if not choisies and not delais and not du_registre:
        connus = ", ".join((*REGLES, *catalogue.DELAIS_SEULS, *SANS_TEXTE))
        refuser(f"aucune règle ne s'appelle « {voulu} », ni aucun délai ; codes : {connus}")
    if en_json:
        dire_en_json(catalogue.en_objet(choisies) or catalogue.delais_en_objet(delais, du_registre), indent=2)
        return
    fiches = [*map(catalogue.fiche, choisies.values()), *map(catalogue.fiche_du_delai, delais)]
    fiches += [catalogue.fiche_du_registre(un, titre) for un, titre in du_registre.items()]
    for fiche in fiches:
        afficher(map(LigneDeTexte, (*fiche, "")))


def droit(
    *,
    au: Au = None,
    en_json: Annotated[bool, typer.Option("--json", help="Écrire les textes en JSON, pour un programme.")] = False,
) -> None:
    """Lister les textes que les règles citent : quand chacun a été lu, dans quel état, et ce qui est à relire.

    Codes de retour : 0 ils sont listés ; 2 la date est inutilisable.
    """
    if en_json:
        dire_en_json(textes.en_objet(jour(au)), indent=2)
    else:
        afficher(map(LigneDeTexte, textes.lignes(jour(au))))
