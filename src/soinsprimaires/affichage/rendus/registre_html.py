"""A registre as the sections of its page: the same chapters as in a terminal, and the life of each project drawn.

Names of people are shown, as the reader of a report expects; their numbers, years of birth and telephones are not.
"""

from collections.abc import Iterator
from typing import Final

import attrs

from soinsprimaires.affichage.contenu.fiches import Dit, Fiche
from soinsprimaires.affichage.contenu.lignes import Ton
from soinsprimaires.affichage.contenu.registre import Case, Chapitre, Presentation, Table, ancre
from soinsprimaires.affichage.frise import dessiner
from soinsprimaires.affichage.html import Html, Marque, balise, deplier, joindre, lien, pastille, tableau
from soinsprimaires.affichage.libelles import libeller, limite
from soinsprimaires.affichage.rendus.verification_html import FORMES, verification
from soinsprimaires.affichage.vie import STATUTS, echeances, etapes, histoire, reste, situation
from soinsprimaires.composition import comme_professionnel
from soinsprimaires.cycle import StatutEcheance, Suivi
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import grouper
from soinsprimaires.regles.rapport import Rapport

__all__ = ["Page", "SectionHtml", "composer"]

_DEPLIES: Final = 3
"""Up to so many projects, everything is unfolded."""
_LIGNES: Final = 40
"""A longer table or list is folded behind its title."""
_URGENCES: Final = 12


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
    """

    resume: Html
    sections: tuple[SectionHtml, ...]


def composer(registre: Registre, rapport: Rapport) -> Page:
    """The sections of the page of a registre, on the day of its findings."""
    contenu = Presentation(registre, rapport.au)
    sections = (
        _section(contenu.fil),
        SectionHtml("projets", "Projets", _projets(contenu)),
        *map(_section, contenu.autres),
        SectionHtml("verification", "Vérification du registre", verification(rapport)),
        _section(contenu.sources),
    )
    return Page(_resumer(contenu), sections)


def _section(chapitre: Chapitre) -> SectionHtml:
    return SectionHtml(chapitre.ancre, chapitre.titre, joindre(_morceaux(chapitre)))


def _morceaux(chapitre: Chapitre) -> Iterator[Html]:
    for table in chapitre.tables:
        yield _table(table)
    for titre, fiches in chapitre.fiches:
        corps = balise("div", *map(_fiche, fiches), classe="fiches")
        entete = balise("h3", titre)
        replie = len(fiches) > _LIGNES
        yield deplier(f"{titre} ({len(fiches)})", corps) if replie else balise("div", entete, corps)
    yield from (balise("p", note.texte, classe="sp-discret") for note in chapitre.notes)


def _table(table: Table) -> Html:
    html = _tableau(table)
    if len(table.lignes) > _LIGNES:
        html = deplier(f"{table.titre} ({len(table.lignes)})", html)
    return joindre((html, *(balise("p", note, classe="sp-discret") for note in table.notes)))


def _tableau(table: Table, classe: str | None = None) -> Html:
    return tableau(table.titre, table.entetes, ([*map(_case, ligne)] for ligne in table.lignes), classe=classe)


def _case(case: Case) -> Html:
    texte = lien(case.ancre, case.texte)
    if case.ton is not Ton.NEUTRE:
        texte = pastille(FORMES[case.ton], case.texte)
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


def _resumer(contenu: Presentation) -> Html:
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
    annoncees = tableau(
        "Étapes annoncées, sans date",
        ("Projet", "Quoi", "D'où"),
        ((_renvoi(suivi), echeance.libelle, echeance.calcul) for suivi, echeance in contenu.annoncees),
    )
    return joindre((balise("ul", *cartes, classe="chiffres"), _urgences(contenu), annoncees))


def _renvoi(suivi: Suivi) -> Html:
    return lien(f"#{ancre(suivi.projet)}", suivi.projet.nom)


def _urgences(contenu: Presentation) -> Html:
    ouvertes = contenu.limites
    a_venir = [paire for paire in ouvertes if paire[1].statut is not StatutEcheance.DEPASSEE]
    depassees = [paire for paire in ouvertes if paire[1].statut is StatutEcheance.DEPASSEE]
    montrees = [*depassees[-_URGENCES // 2 :], *a_venir][:_URGENCES]
    table = tableau(
        "Échéances à suivre",
        ("Projet", "Avant quand", "Quoi", "Qui doit agir", "Statut"),
        (
            (
                _renvoi(suivi),
                limite(echeance),
                echeance.libelle,
                ", ".join(qualite.libelle for qualite in echeance.acteurs),
                pastille(STATUTS[echeance.statut], libeller(echeance.statut)),
            )
            for suivi, echeance in montrees
        ),
    )
    if len(montrees) == len(ouvertes):
        return table
    texte = (
        f"{len(montrees)} échéances montrées sur {len(ouvertes)} ouvertes ; toutes sont au chapitre de chaque projet."
    )
    return joindre((table, balise("p", texte, classe="sp-discret")))


# -- projects -----------------------------------------------------------------------------------------------------


def _projets(contenu: Presentation) -> Html:
    deplie = len(contenu.suivis) <= _DEPLIES
    blocs = joindre(_projet(suivi, contenu, deplie=deplie) for suivi in contenu.suivis)
    index = (_tableau(table, "index") for table in contenu.projets.tables)
    return joindre((*index, blocs)) if len(contenu.suivis) > 1 else blocs


def _projet(suivi: Suivi, contenu: Presentation, *, deplie: bool) -> Html:
    projet, etat = suivi.projet, suivi.etat
    dit = "état non déterminé" if etat is None else libeller(etat)
    resume = joindre((balise("h3", projet.nom), balise("span", f"{libeller(projet.nature)} : {dit}")))
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
    return balise("p", pastille(Marque.DOUTE, texte))
