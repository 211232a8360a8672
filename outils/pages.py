"""Write the reference pages, from the tables of the lifecycle, from the rules and from the help of the command.

    python -m outils.pages [--verifier]

``--verifier`` writes nothing, shows what differs and exits with 1 when a page is not what it should be.
"""

import argparse
import difflib
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Final

from outils import commande, format_json, regles, tables
from outils.exemples import exemples

from soinsprimaires._classement import Classement, Personnelle
from soinsprimaires.affichage.libelles import libeller
from soinsprimaires.cycle import ETATS, NEUTRES, SOUS_CYCLES, TRANSITIONS, EtatAgrement, EtatMission, Transition
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele._champs import Champ, champs
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.temps import Periode

RACINE: Final = Path(__file__).resolve().parent.parent
DOSSIER: Final = "docs/reference"

TITRES: Final = {
    NatureProjet.CPTS: ("cycle-cpts.md", "Lifecycle of a CPTS project"),
    NatureProjet.MSP: ("cycle-msp.md", "Lifecycle of an MSP project"),
    NatureProjet.CENTRE_SANTE: ("cycle-centre-sante.md", "Lifecycle of a centre de santé project"),
    NatureProjet.EQUIPE_SOINS_PRIMAIRES: ("cycle-esp.md", "Lifecycle of the project of an équipe de soins primaires"),
    NatureProjet.EQUIPE_SOINS_SPECIALISES: (
        "cycle-ess.md",
        "Lifecycle of the project of an équipe de soins spécialisés",
    ),
}
SOUS_CYCLES_DE: Final[dict[NatureProjet, tuple[str, type[EtatMission] | type[EtatAgrement]]]] = {
    NatureProjet.CPTS: ("Missions", EtatMission),
    NatureProjet.CENTRE_SANTE: ("Agréments, for each site and activity", EtatAgrement),
}
ENTETE: Final = """\
# {titre}

<!-- Written by outils/pages.py from the tables of soinsprimaires.cycle; `make docs` writes it again. -->

A row says from which states an act can take place, where it leads and who may do it. *Every one of* lists groups that
must all agree, by one event or several. An act without a state to lead to is recorded and leaves the state as it is.
*(unusual)* marks a way that the texts allow and practice seldom takes. *Source* carries its reliability: `vérifiée`,
`secondaire`, `déduite`, `non vérifiée`. What a region is used to is not here: see `charger_procedure`.
"""
PARTOUT: Final = """\
Recorded anywhere, these acts change no state: {neutres}. `reprise` opens the journal of a project whose past is not
known, and `annulation` cancels an event recorded by mistake.
"""
COLONNES: Final = (
    "From",
    "Act",
    "To",
    "Decides",
    "Examines",
    "Gives an opinion",
    "Documents",
    "The act must say",
    "In force",
    "Source",
)


def page(nature: NatureProjet) -> str:
    """The whole page of a nature of project."""
    _, titre = TITRES[nature]
    morceaux = [
        ENTETE.format(titre=titre),
        "## States\n",
        "\n".join(f"- `{etat.value}`: {libeller(etat)}" for etat in ETATS[nature]) + "\n",
        "## Diagram\n",
        "\n".join(_diagramme(nature)) + "\n",
        "## Acts\n",
        "\n".join(_tableau(TRANSITIONS[nature])) + "\n",
    ]
    if nature in SOUS_CYCLES_DE:
        titre_sous_cycle, etats = SOUS_CYCLES_DE[nature]
        morceaux += [f"## {titre_sous_cycle}\n", "\n".join(_sous_cycle(etats)) + "\n"]
    neutres = ", ".join(f"`{acte}`" for acte in sorted(acte.value for acte in NEUTRES))
    morceaux += ["## Acts of every procedure\n", PARTOUT.format(neutres=neutres)]
    return "\n".join(morceaux)


def _diagramme(nature: NatureProjet) -> Iterator[str]:
    """Acts that change the state, as Mermaid draws them."""
    etats = ETATS[nature]
    sortants = {etat for ligne in TRANSITIONS[nature] for etat in ligne.depuis}
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {etats[0].value}"
    for ligne in TRANSITIONS[nature]:
        if ligne.vers is not None:
            for depuis in _ranges(ligne.depuis, etats):
                yield f"    {depuis} --> {ligne.vers.value}: {ligne.acte.value}"
    for etat in etats:
        if etat not in sortants:
            yield f"    {etat.value} --> [*]"
    yield "```"


def _sous_cycle(etats: type[EtatMission] | type[EtatAgrement]) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {next(iter(etats)).value}"
    for passage in SOUS_CYCLES.values():
        if isinstance(passage.vers, etats):
            for depuis in _ranges(passage.depuis, tuple(etats)):
                yield f"    {depuis} --> {passage.vers.value}: {passage.acte.value}"
    yield "```"


def _ranges(depuis: Iterable[Enum], ordre: Iterable[Enum]) -> list[str]:
    voulus = set(depuis)
    return [str(etat.value) for etat in ordre if etat in voulus]


def _tableau(lignes: Iterable[Transition]) -> Iterator[str]:
    yield "| " + " | ".join(COLONNES) + " |"
    yield "| " + " | ".join("---" for _ in COLONNES) + " |"
    for ligne in lignes:
        yield "| " + " | ".join(cellule.replace("|", "\\|") for cellule in _cellules(ligne)) + " |"


def _cellules(ligne: Transition) -> Iterator[str]:
    ordre = next(etats for etats in ETATS.values() if ligne.depuis <= set(etats))
    yield ", ".join(f"`{etat}`" for etat in _ranges(ligne.depuis, ordre))
    yield f"`{ligne.acte.value}`" + ("" if ligne.usuelle else " (unusual)")
    yield "" if ligne.vers is None else f"`{ligne.vers.value}`"
    yield _qualites(ligne.decide_par) if not ligne.accords else _accords(ligne)
    yield _qualites(ligne.instruit_par)
    yield _qualites(ligne.avis_de)
    yield ", ".join(f"`{document.value}`" for document in ligne.documents)
    yield " ; ".join(mention.message for mention in ligne.mentions)
    yield "" if ligne.vigueur == Periode() else str(ligne.vigueur)
    yield " ; ".join(f"{source} ({ligne.fiabilite.libelle})" for source in ligne.sources)


def _accords(ligne: Transition) -> str:
    groupes = (" or ".join(sorted(qualite.libelle for qualite in groupe)) for groupe in ligne.accords)
    return "every one of: " + " ; ".join(groupes)


def _qualites(qualites: Iterable[Enum]) -> str:
    return ", ".join(sorted(libeller(qualite) for qualite in qualites))


def pages() -> dict[str, str]:
    """Every page of the lifecycle, by its path from the root of the repository."""
    return {f"{DOSSIER}/{nom}": page(nature) for nature, (nom, _) in TITRES.items()}


PERSONNES: Final = "docs/explications/donnees-personnelles.md"
_DEBUT: Final = "<!-- Written by outils/pages.py from the declarations of the model; `make docs` writes it again. -->"
_FIN: Final = "<!-- End of what is written. -->"
_CLASSEMENTS: Final = {
    Classement.PERSONNEL: "Personal",
    Classement.RESERVE: "Reserved",
    Classement.LIBRE: "Free",
}


def page_des_personnes() -> str:
    """The page on people, with what each class of the format may hold about them."""
    avant, reste = (RACINE / PERSONNES).read_text(encoding="utf-8").split(_DEBUT)
    apres = reste.split(_FIN)[1]
    lignes = ["| Class | " + " | ".join(_CLASSEMENTS.values()) + " |", "|---" * (1 + len(_CLASSEMENTS)) + "|"]
    communs = {champ.nom: champ.classement for champ in champs(Entite)}
    entite: type[Any] = Entite
    for classe in (entite, *classes_du_format()):
        dits = [champ for champ in champs(classe) if _en_dit_plus(champ)]
        if classe is not Entite and issubclass(classe, Entite):
            dits = [champ for champ in dits if communs.get(champ.nom) is not champ.classement]
        noms = [
            ", ".join(f"`{champ.nom}`" for champ in dits if champ.classement is classement)
            for classement in _CLASSEMENTS
        ]
        if any(noms):
            lignes.append(f"| `{classe.__name__}` | {' | '.join(noms)} |")
    return "\n".join([f"{avant}{_DEBUT}\n", *lignes, f"\n{_FIN}{apres}"])


def _en_dit_plus(champ: Champ) -> bool:
    """Whether a field says by itself what it holds: one of other values says no more than they do."""
    return bool(champ.declare or issubclass(champ.porteur, Personnelle)) or not any(map(champs, champ.classes))


def classes_du_format() -> list[type[Any]]:
    """Every class of values that a document may hold, in the order of their names."""
    vues: dict[type[Any], None] = {}
    attente: list[type[Any]] = [Registre]
    while attente:
        classe = attente.pop()
        if champs(classe) and classe not in vues:
            vues[classe] = None
            attente += [interne for champ in champs(classe) for interne in champ.classes]
    return sorted(vues, key=lambda classe: classe.__name__)


def main() -> int:
    """Write the pages, or compare them."""
    analyseur = argparse.ArgumentParser(description="Pages of docs/reference/ written from the tables.")
    analyseur.add_argument("--verifier", action="store_true", help="compare, write nothing")
    verifier = analyseur.parse_args().verifier
    ecarts: list[str] = []
    attendues = {
        **pages(),
        PERSONNES: page_des_personnes(),
        regles.PAGE: regles.page(exemples()),
        commande.PAGE: commande.page(),
        format_json.PAGE: format_json.page(),
        tables.PAGE: tables.page(),
    }
    for nom, attendu in attendues.items():
        chemin = RACINE / nom
        actuel = chemin.read_text(encoding="utf-8") if chemin.exists() else ""
        if verifier:
            lignes = difflib.unified_diff(actuel.splitlines(), attendu.splitlines(), nom, "tables", lineterm="", n=0)
            ecarts += lignes
        elif actuel != attendu:
            chemin.parent.mkdir(parents=True, exist_ok=True)
            chemin.write_text(attendu, encoding="utf-8")
            print(f"written: {nom}")
    if ecarts:
        print(*ecarts, "If this is meant: make docs", sep="\n")
    return 1 if ecarts else 0


if __name__ == "__main__":
    sys.exit(main())
