"""The page of the rules (``docs/reference/regles.md``), from the rules themselves and from their tests."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from outils.exemples import Exemple, Exemples

from soinsprimaires.affichage.catalogue import rubriques
from soinsprimaires.regles import REGLES, Regle, Resultat

PAGE: Final = "docs/reference/regles.md"
ENTETE: Final = """\
# Rules

<!-- Written by outils/regles.py from the rules and from their tests; `make docs` writes it again. -->

A rule has a version for each state of the law. Outside the days on which its text was read in force, its outcome is
*indéterminé*. `soinsprimaires regles CODE` prints the same, but for the examples, which come from the tests of the
rule. The [law line by line](table-du-droit.md) says where the rest of the law stands.
"""
TITRES: Final = {
    Resultat.CONFORME: "Conforming",
    Resultat.NON_CONFORME: "Failing",
    Resultat.INDETERMINE: "Undetermined",
}


def page(exemples: Exemples, regles: Mapping[str, tuple[Regle, ...]] = REGLES) -> str:
    """The whole page.

    Args:
        exemples: see :func:`outils.exemples.exemples`.
        regles: the rules.
    """
    morceaux = [ENTETE]
    for code, versions in regles.items():
        morceaux.append(f"## {code}\n")
        for version in versions:
            morceaux.append("\n".join(_version(version)) + "\n")
            siens = exemples.get(code, {}).get(str(version.vigueur.debut), {})
            morceaux += [_exemple(titre, siens[r.value]) for r, titre in TITRES.items() if _montre(r, siens)]
    return "\n".join(morceaux)


def _montre(resultat: Resultat, siens: Mapping[str, Exemple]) -> bool:
    """A rule that no document fails, or none meets, for want of what would tell, shows what it is undetermined on."""
    en_doute = resultat is Resultat.INDETERMINE
    return resultat.value in siens and not (en_doute and len(siens) == len(TITRES))


def _version(version: Regle) -> Iterator[str]:
    yield f"**{version.titre}**"
    yield ""
    yield from (f"- {nom} : {texte}" for nom, texte in rubriques(version))


def _exemple(titre: str, exemple: Exemple) -> str:
    messages = "".join(f"> {message}\n" for message in exemple["messages"])
    return f"{titre} on {exemple['au']}:\n\n```json\n{_contenu(exemple['contenu'])}\n```\n" + (
        f"\n{messages}" if messages else ""
    )


def _contenu(contenu: Mapping[str, list[object]]) -> str:
    """A document with one entity a line."""
    listes = (
        f'"{nom}": [\n' + ",\n".join(f"  {json.dumps(entite, ensure_ascii=False)}" for entite in entites) + "\n]"
        for nom, entites in contenu.items()
    )
    return "{" + ", ".join(listes) + "}"
