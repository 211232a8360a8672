"""A registre as the sections of its page: the same chapters as in a terminal, and the life of each project drawn.

Names of people are shown, as the reader of a report expects; their numbers, years of birth and telephones are not.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

import attrs

from soinsprimaires.affichage.comparaison import tableau_changements
from soinsprimaires.affichage.contenu.fiches import Dit, Fiche
from soinsprimaires.affichage.contenu.lignes import Ton
from soinsprimaires.affichage.contenu.registre import Case, Chapitre, Presentation, Table, ancre
from soinsprimaires.affichage.contenu.verification import conclure as conclusion_du
from soinsprimaires.affichage.contenu.verification import nommer_les_lieux
from soinsprimaires.affichage.frise import dessiner
from soinsprimaires.affichage.html import Html, balise, deplier, joindre, lien, pastille, tableau
from soinsprimaires.affichage.libelles import libeller, nature_en_bref
from soinsprimaires.affichage.portefeuille import A_VERIFIER
from soinsprimaires.affichage.rendus.verification_html import conclure, verification
from soinsprimaires.affichage.vie import STATUTS, echeances, etapes, histoire, reste, situation
from soinsprimaires.composition import comme_professionnel
from soinsprimaires.cycle import Echeance, StatutEcheance, Suivi
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import grouper
from soinsprimaires.regles.rapport import Rapport

__all__ = ["Page", "SectionHtml", "composer"]

_PAR_PAGE: Final = 100
"""Beyond so many projects, those of a page that is written to a file stand in others beside it."""
_DEPLIES: Final = 3
"""Up to so many projects, everything is unfolded."""
_LIGNES: Final = 12
"""A longer table or list is folded behind its title."""
_URGENCES: Final = 12
_ECHEANCES: Final = 200
"""So many deadlines are listed at the head of the page, of which the first are unfolded."""


@attrs.frozen
class SectionHtml:
    """One section of the page.

    Attributes:
        ancre: identifier of the section in the page.
        titre: title.
        contenu: what it shows; empty when the registre says nothing of it.
    """

    ancre: str
    titre: str
    contenu: Html


@attrs.frozen
class Page:
    """What the page holds.

    Attributes:
        resume: figures, and the deadlines that come first.
        sections: every section, the empty ones too: what is absent is said.
        parties: the projects that stand in other files, a section each, by the name of the file.
    """

    resume: Html
    sections: tuple[SectionHtml, ...]
    parties: Iterator[tuple[str, SectionHtml]]


def composer(registre: Registre, rapport: Rapport, fichier: Path | None = None, avant: Registre | None = None) -> Page:
    """The sections of the page of a registre, on the day of its findings.

    Args:
        registre: what is shown.
        rapport: what the rules say of it.
        fichier: where the page is written: beside it, many projects may have files of their own.
        avant: the registre of an earlier day, of which the page then tells what changed.
    """
    contenu = Presentation(registre, rapport.au)
    nomme = nommer_les_lieux(rapport, registre)
    if fichier is None or len(contenu.suivis) <= _PAR_PAGE:
        projets, parties, ailleurs = _projets(contenu), {}, {}
    else:
        parties = _partager(contenu.suivis, fichier)
        ailleurs = {ancre(suivi.projet): quote(nom) for nom, suivis in parties.items() for suivi in suivis}
        projets = _index(contenu, ailleurs)
    replie = len(contenu.suivis) > _DEPLIES
    sections = (
        SectionHtml("projets", "Projets", projets),
        *(_section(chapitre, replie=replie) for chapitre in contenu.autres),
        _section(contenu.fil),
        SectionHtml("verification", "Vérification du registre", joindre((conclure(nomme), verification(nomme)))),
        _section(contenu.sources),
    )
    return Page(_resumer(contenu, ailleurs, nomme, avant), sections, _parties(contenu, parties))


def _partager(suivis: Sequence[Suivi], fichier: Path) -> dict[str, tuple[Suivi, ...]]:
    """The projects of each file beside the page."""
    lots = [suivis[debut : debut + _PAR_PAGE] for debut in range(0, len(suivis), _PAR_PAGE)]
    chiffres = len(str(len(lots)))
    suffixe = fichier.suffix or ".html"
    return {f"{fichier.stem}-projets-{rang:0{chiffres}}{suffixe}": tuple(lot) for rang, lot in enumerate(lots, start=1)}


def _parties(contenu: Presentation, parties: Mapping[str, Sequence[Suivi]]) -> Iterator[tuple[str, SectionHtml]]:
    premier = 1
    for nom, suivis in parties.items():
        titre = f"Projets {premier} à {premier + len(suivis) - 1} sur {grouper(len(contenu.suivis))}"
        blocs = joindre(_projet(suivi, contenu, deplie=False) for suivi in suivis)
        yield nom, SectionHtml("projets", titre, blocs)
        premier += len(suivis)


def _section(chapitre: Chapitre, *, replie: bool = False) -> SectionHtml:
    """A chapter; where several projects are followed, what is held of each entity is folded."""
    return SectionHtml(chapitre.ancre, chapitre.titre, joindre(_morceaux(chapitre, replie=replie)))


def _morceaux(chapitre: Chapitre, *, replie: bool) -> Iterator[Html]:
    for table in chapitre.tables:
        yield _table(table)
    for titre, fiches in chapitre.fiches:
        corps = balise("div", *map(_fiche, fiches), classe="fiches")
        entete = balise("h3", titre)
        long = replie or len(fiches) > _LIGNES
        yield deplier(f"{titre} ({len(fiches)})", corps) if long else balise("div", entete, corps)
    yield from (balise("p", note.texte, classe="sp-discret") for note in chapitre.notes)


def _table(table: Table) -> Html:
    html = _tableau(table)
    if len(table.lignes) > _LIGNES:
        html = deplier(f"{table.titre} ({len(table.lignes)})", html)
    return joindre((html, *(balise("p", note, classe="sp-discret") for note in table.notes)))


def _tableau(table: Table) -> Html:
    return tableau(table.titre, table.entetes, ([*map(_case, ligne)] for ligne in table.lignes))


def _case(case: Case) -> Html:
    texte = lien(case.ancre, case.texte)
    if case.ton is not Ton.NEUTRE:
        texte = pastille(case.ton, case.texte)
    return joindre((texte, " ", balise("small", case.precision))) if case.precision else texte


def _fiche(fiche: Fiche) -> Html:
    return balise(
        "article",
        balise("h4", fiche.titre, " ", balise("small", fiche.genre) if fiche.genre else ""),
        _dits(fiche.dits),
        balise("p", f"d'après {fiche.source}", classe="sp-discret") if fiche.source else "",
        id=f"entite-{fiche.identifiant}",
        classe="fiche",
    )


def _dits(dits: tuple[Dit, ...]) -> Html:
    paires = joindre(joindre((balise("dt", dit.mot), balise("dd", _textes(dit)))) for dit in dits)
    return balise("dl", paires) if paires else Html()


def _textes(dit: Dit) -> Html | str:
    return ", ".join(dit.textes) if dit.en_ligne else balise("ul", *(balise("li", texte) for texte in dit.textes))


# -- summary ------------------------------------------------------------------------------------------------------


def _resumer(contenu: Presentation, ailleurs: Mapping[str, str], rapport: Rapport, avant: Registre | None) -> Html:
    """What one opens the page for: how many, what changed, what is due; then the one sentence of the rules."""
    registre = contenu.registre
    nombres = (
        (len(registre.projets), "projet", "projets"),
        (len(registre.structures), "structure", "structures"),
        (
            len({comme_professionnel(registre, p.identifiant) for p in registre.professionnels}),
            "professionnel",
            "professionnels",
        ),
        (len(registre.territoires), "territoire", "territoires"),
        (len(registre.reunions), "réunion", "réunions"),
        (len(registre.programmes_formation), "programme de formation", "programmes de formation"),
    )
    cartes = (
        balise("li", balise("strong", grouper(nombre)), " ", un if nombre == 1 else plusieurs)
        for nombre, un, plusieurs in nombres
        if nombre
    )
    change = Html() if avant is None else _changements(contenu, ailleurs, avant)
    conclusion, *_ = conclusion_du(rapport)
    dit = f"Vérification du registre : {conclusion.texte.removeprefix('Conclusion : ')}"
    return joindre(
        (
            balise("ul", *cartes, classe="chiffres"),
            change,
            _urgences(contenu, ailleurs),
            _table(contenu.sans_jour),
            balise("p", pastille(conclusion.ton, lien("#verification", dit))),
        )
    )


def _changements(contenu: Presentation, ailleurs: Mapping[str, str], avant: Registre) -> Html:
    """What changed since the registre of an earlier day, project by project."""
    dit = tableau_changements(avant, contenu.registre, au=contenu.au)
    places = {projet.nom: _renvoi(projet, ailleurs) for projet in contenu.registre.projets}
    lignes = ((places.get(str(nom), nom), changements) for nom, changements in dit.lignes)
    notes = (balise("p", note, classe="sp-discret") for note in dit.notes)
    table = tableau(dit.titre, [colonne.libelle for colonne in dit.colonnes], lignes)
    return joindre((table or balise("p", f"{dit.titre} : rien."), *notes))


def _renvoi(projet: Projet, ailleurs: Mapping[str, str]) -> Html:
    place = ancre(projet)
    return balise("a", projet.nom, href=f"{ailleurs.get(place, '')}#{place}")


def _urgences(contenu: Presentation, ailleurs: Mapping[str, str]) -> Html:
    """The deadlines to follow: those that come first, then the others behind their number."""
    ouvertes = contenu.limites
    pressees, suivantes = ouvertes[:_URGENCES], ouvertes[_URGENCES:_ECHEANCES]
    suite = [_limites("Échéances à suivre", pressees, ailleurs)]
    if suivantes:
        table = _limites("Échéances suivantes", suivantes, ailleurs)
        suite.append(deplier(f"Les {len(suivantes)} suivantes", table))
    if any(e.statut is StatutEcheance.INCERTAINE for _, e in ouvertes):
        suite.append(balise("p", A_VERIFIER, classe="sp-discret"))
    if len(ouvertes) > _ECHEANCES:
        texte = f"{_ECHEANCES} échéances montrées sur {len(ouvertes)} ; toutes sont au chapitre de chaque projet."
        suite.append(balise("p", texte, classe="sp-discret"))
    return joindre(suite)


def _limites(titre: str, paires: Sequence[tuple[Suivi, Echeance]], ailleurs: Mapping[str, str]) -> Html:
    return tableau(
        titre,
        ("Projet", "Avant quand", "Quoi", "Qui doit agir", "Statut"),
        (
            (
                _renvoi(suivi.projet, ailleurs),
                echeance.avant_quand,
                echeance.en_bref,
                ", ".join(echeance.qui),
                pastille(STATUTS[echeance.statut], echeance.statut.libelle),
            )
            for suivi, echeance in paires
        ),
        classe="echeances serre",
    )


# -- projects -----------------------------------------------------------------------------------------------------


def _projets(contenu: Presentation) -> Html:
    deplie = len(contenu.suivis) <= _DEPLIES
    blocs = joindre(_projet(suivi, contenu, deplie=deplie) for suivi in contenu.suivis)
    return joindre((_index(contenu, {}), blocs)) if len(contenu.suivis) > 1 else blocs


def _index(contenu: Presentation, ailleurs: Mapping[str, str]) -> Html:
    (table,) = contenu.projets.tables
    lignes = (
        (_renvoi(suivi.projet, ailleurs), *map(_case, ligne[1:]))
        for suivi, ligne in zip(contenu.suivis, table.lignes, strict=True)
    )
    return tableau(table.titre, table.entetes, lignes, classe="index serre")


def _projet(suivi: Suivi, contenu: Presentation, *, deplie: bool) -> Html:
    projet, etat = suivi.projet, suivi.etat
    dit = "état non déterminé" if etat is None else libeller(etat)
    resume = joindre((balise("h3", projet.nom), balise("span", f"{nature_en_bref(projet.nature)} : {dit}")))
    fiche = contenu.redaction.fiche(projet)
    corps = (
        etapes(suivi),
        situation(suivi),
        _dits(fiche.dits),
        balise("p", f"d'après {fiche.source}", classe="sp-discret") if fiche.source else "",
        dessiner(suivi.historique, au=suivi.au, echeances=suivi.echeances),
        _reste(suivi),
        echeances(suivi.echeances),
        histoire(suivi.historique, contenu.redaction),
    )
    return balise("article", deplier(resume, *corps, ouvert=deplie), id=ancre(projet), classe="projet")


def _reste(suivi: Suivi) -> Html:
    if suivi.ce_qui_manque is not None:
        return reste(suivi.ce_qui_manque)
    texte = (
        "Ce qui manque ne se déduit pas : l'état n'est pas connu, ou la procédure de ce jour n'a pas de suite connue."
    )
    return balise("p", pastille(Ton.DOUTE, texte))
