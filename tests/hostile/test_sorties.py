"""Every output of the library, with every hostile text in every field: one row an output, one column a text.

A text that holds half of a surrogate pair cannot be in a document: the command refuses the file, with its own message.
"""

import io
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from tests.cli.test_commande import lancer
from tests.hostile import milieux
from tests.hostile.registre import AU, TEXTES, hostile

from soinsprimaires import (
    DocumentInvalide,
    ErreurSoinsPrimaires,
    Extensions,
    Lieu,
    Registre,
    charger,
    charger_lignes,
    comparaison,
    controler,
    depuis_json,
    ecrire,
    ecrire_lignes,
    en_json,
)
from soinsprimaires.affichage import chronologie, graphiques, portefeuille, rapport, tableaux, vues
from soinsprimaires.affichage import comparaison as vues_comparaison
from soinsprimaires.affichage.classeur import ecrire_classeur
from soinsprimaires.affichage.rendus import registre as texte
from soinsprimaires.cli._json import convertir
from soinsprimaires.cycle import Suivi
from soinsprimaires.echanges import calendrier, tableau

JOUR: Final = date.fromisoformat(AU)
MOITIE: Final = "moitié de paire"
AVEC_SVG: Final[Any] = {"svg.fonttype": "none"}

Sortie = Callable[[Registre], Any]


@cache
def juge(registre: Registre) -> Any:
    return controler(registre, au=JOUR)


def svg(tracer: Callable[[Registre], Any]) -> Sortie:
    def dessiner(registre: Registre) -> str:
        tampon = io.StringIO()
        with mpl.rc_context(AVEC_SVG):
            figure = tracer(registre).get_figure(root=True)
            figure.savefig(tampon, format="svg")
        plt.close(figure)
        return tampon.getvalue()

    return dessiner


def lignes(sections: Any) -> str:
    return "\n".join(
        line for section in sections for line in (section.titre, *(ligne.texte for ligne in section.lignes))
    )


def les_tableaux(registre: Registre) -> list[tableaux.Tableau]:
    compare = comparaison.comparer(Registre(), registre)
    return [
        portefeuille.tableau_portefeuille(registre, au=JOUR),
        portefeuille.tableau_comptes(registre, au=JOUR),
        vues_comparaison.tableau_comparaison(compare),
    ]


def classeur(registre: Registre) -> bytes:
    tampon = io.BytesIO()
    ecrire_classeur(les_tableaux(registre), tampon)
    return tampon.getvalue()


def projet(registre: Registre) -> Any:
    return registre["projet"]


SORTIES: Final[dict[str, tuple[Sortie, Callable[[Any], Any]]]] = {
    "repr": (lambda r: "\n".join(map(repr, (r, *r))), milieux.terminal),
    "repr des valeurs": (lambda r: "\n".join(repr(e.provenance) for e in r), milieux.terminal),
    "rapport en texte": (lambda r: juge(r).en_texte(), milieux.terminal),
    "rapport en Markdown": (lambda r: juge(r).en_markdown(), milieux.markdown),
    "rapport en JSON": (lambda r: juge(r).en_json(), milieux.donnees),
    "rapport en SARIF": (lambda r: juge(r).en_sarif(), milieux.sarif),
    "rapport en HTML": (lambda r: rapport.page(r, au=JOUR, rapport=juge(r)), milieux.html),
    "résumé": (lambda r: lignes(texte.resumer(r, juge(r))), milieux.terminal),
    "chronologie": (lambda r: lignes(chronologie.raconter(Suivi(projet(r), r, JOUR))), milieux.terminal),
    "carnet": (lambda r: "".join(vues.en_html(o) for o in (r, juge(r), projet(r), *r)), milieux.html),
    "tableaux en texte": (lambda r: "\n".join(map(tableaux.en_texte, les_tableaux(r))), milieux.terminal),
    "tableaux en Markdown": (lambda r: "\n".join(map(tableaux.en_markdown, les_tableaux(r))), milieux.markdown),
    "tableaux en HTML": (lambda r: tableaux.en_page(les_tableaux(r), titre=r["cpts"].nom), milieux.html),
    "tableaux en JSON": (lambda r: tableaux.en_json(les_tableaux(r)), milieux.donnees),
    "portefeuille en CSV": (lambda r: tableaux.en_csv(les_tableaux(r)[0]), milieux.valeurs_csv),
    "comparaison en CSV": (lambda r: tableaux.en_csv(les_tableaux(r)[2]), milieux.valeurs_csv),
    "classeur": (classeur, milieux.classeur),
    "comparaison": (
        lambda r: lignes(vues_comparaison.raconter_comparaison(comparaison.comparer(Registre(), r))),
        milieux.terminal,
    ),
    "comparaison en JSON": (lambda r: comparaison.comparer(Registre(), r).en_json(), milieux.donnees),
    "calendrier": (lambda r: calendrier.calendrier_ics(projet(r), r, au=JOUR), milieux.calendrier),
    "frise": (lambda r: vues.en_html(projet(r)), milieux.html),
    "SVG d'une chronologie": (svg(lambda r: graphiques.chronologie(projet(r), r, au=JOUR)), milieux.svg),
    "SVG des présences": (svg(lambda r: graphiques.presences(r, au=JOUR)), milieux.svg),
}


@pytest.mark.parametrize("nom", TEXTES)
@pytest.mark.parametrize("sortie", SORTIES)
def test_une_sortie_ne_commande_rien(sortie: str, nom: str) -> None:
    produire, juger = SORTIES[sortie]
    juger(produire(hostile(nom)))


@pytest.mark.parametrize("nom", TEXTES)
@pytest.mark.parametrize("suffixe", [".csv", ".xlsx"])
def test_un_tableau_de_suivi_ne_commande_rien(suffixe: str, nom: str, tmp_path: Path) -> None:
    chemin = tmp_path / f"suivi{suffixe}"
    tableau.ecrire(hostile(nom), chemin, au=JOUR)
    if suffixe == ".csv":
        milieux.valeurs_csv(chemin.read_bytes().decode("utf-8-sig"))
    else:
        milieux.classeur(chemin.read_bytes())


# -- the command --------------------------------------------------------------------------------------------------

AU_TERMINAL: Final = ("balise", "formule", "ANSI", "contrôles", "droite à gauche")
COMMANDES: Final[dict[str, tuple[tuple[str, ...], Callable[[str], Any]]]] = {
    "controler": (("controler", "{dossier}", "--au", AU), milieux.terminal),
    "controler --json": (("controler", "{dossier}", "--au", AU, "--json"), milieux.donnees),
    "controler --format markdown": (("controler", "{dossier}", "--au", AU, "--format", "markdown"), milieux.markdown),
    "controler --format sarif": (("controler", "{dossier}", "--au", AU, "--format", "sarif"), milieux.sarif),
    "chronologie": (("chronologie", "{dossier}", "--au", AU), milieux.terminal),
    "chronologie --json": (("chronologie", "{dossier}", "--au", AU, "--json"), milieux.donnees),
    "portefeuille": (("portefeuille", "{dossier}", "--au", AU), milieux.terminal),
    "portefeuille --json": (("portefeuille", "{dossier}", "--au", AU, "--json"), milieux.donnees),
    "rapport": (("rapport", "{dossier}", "--au", AU), milieux.html),
    "comparer": (("comparer", "{vide}", "{dossier}"), milieux.terminal),
    "comparer --json": (("comparer", "{vide}", "{dossier}", "--json"), milieux.donnees),
    "comparer --format html": (("comparer", "{vide}", "{dossier}", "--format", "html"), milieux.html),
    "un projet inconnu": (("chronologie", "{dossier}", "--projet", "{texte}"), milieux.terminal),
    "une règle inconnue": (("regles", "{texte}"), milieux.terminal),
    "un fichier absent": (("controler", "{texte}"), milieux.terminal),
    "un jour qui n'en est pas un": (("controler", "{dossier}", "--au", "{texte}"), milieux.terminal),
    "une option inconnue": (("controler", "{dossier}", "--{texte}"), milieux.terminal),
    "une commande inconnue": (("{texte}",), milieux.terminal),
}


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dossier = tmp_path_factory.mktemp("hostile")
    ecrire(Registre(), dossier / "vide.json")
    for nom in AU_TERMINAL:
        ecrire(hostile(nom), dossier / f"{nom}.json")
    return dossier


@pytest.mark.parametrize("nom", AU_TERMINAL)
@pytest.mark.parametrize("commande", COMMANDES)
def test_la_commande_ne_commande_pas_le_terminal(commande: str, nom: str, dossiers: Path) -> None:
    arguments, juger = COMMANDES[commande]
    places = {"{dossier}": str(dossiers / f"{nom}.json"), "{vide}": str(dossiers / "vide.json"), "{texte}": TEXTES[nom]}
    for place, valeur in places.items():
        arguments = tuple(argument.replace(place, valeur) for argument in arguments)
    fait = lancer(*arguments)
    assert fait.exit_code in {0, 1, 2}
    juger(fait.stdout or fait.stderr)
    milieux.terminal(fait.stderr)


@pytest.mark.parametrize("suffixe", [".json", ".jsonl"])
def test_un_dossier_montre_a_l_ecran_ne_le_commande_pas(
    suffixe: str, tmp_path: Path, capsys: Any, monkeypatch: Any
) -> None:
    registre = Registre(lieux=(Lieu(identifiant="lieu", nom="\x9b31m\u202e é"),))
    chemin = tmp_path / f"dossier{suffixe}"
    (ecrire_lignes if suffixe == ".jsonl" else ecrire)(registre, chemin)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    convertir(str(chemin), None, sur_place=False, compact=False)
    montre = capsys.readouterr().out
    milieux.terminal(montre)
    assert r"\u009b31m\u202e é" in montre
    (tmp_path / f"copie{suffixe}").write_text(montre, encoding="utf-8")
    lu = charger(tmp_path / "copie.json") if suffixe == ".json" else charger_lignes(tmp_path / "copie.jsonl").registre()
    assert lu == registre


# -- reading and writing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nom", TEXTES)
def test_les_messages_d_un_document_refuse_sont_inoffensifs(nom: str) -> None:
    texte = TEXTES[nom].encode(errors="replace").decode()
    entite = {"identifiant": texte, texte: texte, "nom": [texte], "commune": texte, "nature": texte}
    document = {
        "format": "soinsprimaires/registre",
        "version": 1,
        texte: texte,
        "contenu": {"lieux": [entite], texte: 1},
    }

    with pytest.raises(DocumentInvalide) as refus:
        depuis_json(json.dumps(document))
    milieux.terminal(str(refus.value))
    for anomalie in refus.value.anomalies:
        milieux.terminal(anomalie.message)
        milieux.terminal(repr(anomalie))


def test_une_moitie_de_paire_ne_s_ecrit_pas_et_le_message_ne_cite_personne() -> None:
    with pytest.raises(ErreurSoinsPrimaires) as refus:
        en_json(hostile(MOITIE))
    milieux.terminal(str(refus.value))
    assert "d'une paire" not in str(refus.value)


def test_une_cle_d_extension_ne_cache_aucun_champ() -> None:

    piege = Extensions({"identifiant": "autre", "nom": "autre", "__class__": "autre", "extensions": {"nom": "autre"}})
    lieu = Lieu(identifiant="lieu", nom="Halle", extensions=piege)
    relu = depuis_json(en_json(Registre(lieux=(lieu,), extensions=piege)))
    assert relu == Registre(lieux=(lieu,), extensions=piege)
    assert (relu["lieu"].identifiant, relu["lieu"].nom, type(relu["lieu"])) == ("lieu", "Halle", Lieu)
    assert not hasattr(piege, "nom")
