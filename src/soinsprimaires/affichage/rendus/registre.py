"""A registre in plain lines: what is dated, where projects stand, all that the document holds, what the rules say."""

import re
from collections.abc import Iterator
from typing import Final

from soinsprimaires.affichage.contenu.fiches import Fiche
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Section, Ton
from soinsprimaires.affichage.contenu.registre import Case, Chapitre, Presentation, Table
from soinsprimaires.affichage.contenu.verification import CONSTATS_MONTRES
from soinsprimaires.affichage.libelles import TONS_DES_STATUTS, libeller, pourquoi
from soinsprimaires.affichage.rendus.verification import lignes_du_rapport
from soinsprimaires.cycle import Echeance, Suivi
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater
from soinsprimaires.regles.rapport import Rapport

__all__ = ["resumer"]


def resumer(registre: Registre, rapport: Rapport) -> Iterator[Section]:
    """All that a registre says, on the day of a report."""
    contenu = Presentation(registre, rapport.au)
    for titre, lignes in (
        ("Au fil des dates", _tables(contenu.fil)),
        ("Projets", (ligne for suivi in contenu.suivis for ligne in _projet(suivi, contenu))),
        ("Échéances", (_echeance(*paire) for paire in contenu.limites)),
        (contenu.sans_jour.titre, _table(contenu.sans_jour)),
        *(partie for chapitre in contenu.autres for partie in _chapitre(chapitre)),
        ("Sources", (*_tables(contenu.sources), *contenu.sources.notes)),
        (rapport.titre, lignes_du_rapport(rapport, montres=CONSTATS_MONTRES)),
    ):
        dites = tuple(lignes)
        if dites:
            yield Section(titre, dites)


def _chapitre(chapitre: Chapitre) -> Iterator[tuple[str, Iterator[LigneDeTexte]]]:
    for table in chapitre.tables:
        yield table.titre, _table(table)
    for titre, fiches in chapitre.fiches:
        yield titre, _fiches(fiches)
    if chapitre.notes:
        yield chapitre.titre, iter(chapitre.notes)


def _tables(chapitre: Chapitre) -> Iterator[LigneDeTexte]:
    for table in chapitre.tables:
        yield from _table(table)


_NOMBRE: Final = re.compile(r"\d+|de \d+ à \d+")
"""A cell that only says how many: the head of its column says what."""


def _table(table: Table) -> Iterator[LigneDeTexte]:
    """A table, a line each: the first cell, then the others behind the heads of their columns."""
    _, *entetes = table.entetes
    for tete, *suite in table.lignes:
        dites = [
            f"{entete.lower()} {_case(case)}" if _NOMBRE.fullmatch(case.texte) else _case(case)
            for entete, case in zip(entetes, suite, strict=True)
            if case.texte
        ]
        yield LigneDeTexte(f"{_case(tete)} : {' ; '.join(dites)}" if dites else _case(tete))
    for note in table.notes:
        yield LigneDeTexte(note, Ton.DISCRET)


def _case(case: Case) -> str:
    return f"{case.texte} ({case.precision})" if case.precision else case.texte


def _fiches(fiches: tuple[Fiche, ...]) -> Iterator[LigneDeTexte]:
    for fiche in fiches:
        yield LigneDeTexte(f"{fiche.titre} ({fiche.genre})" if fiche.genre else fiche.titre)
        yield from _dits(fiche)


def _dits(fiche: Fiche) -> Iterator[LigneDeTexte]:
    for dit in fiche.dits:
        if dit.en_ligne:
            yield LigneDeTexte(f"    {dit.mot} : {', '.join(dit.textes)}")
        else:
            yield LigneDeTexte(f"    {dit.mot} :")
            yield from (LigneDeTexte(f"      - {texte}") for texte in dit.textes)
    if fiche.source:
        yield LigneDeTexte(f"    d'après {fiche.source}", Ton.DISCRET)


def _projet(suivi: Suivi, contenu: Presentation) -> Iterator[LigneDeTexte]:
    if suivi.etat is None:
        yield LigneDeTexte(f"{suivi.projet.nom} : état non déterminé ({pourquoi(suivi)})", Ton.DOUTE)
    else:
        quand = "date d'entrée inconnue" if suivi.depuis is None else f"entré dans cet état {dater(suivi.depuis)}"
        yield LigneDeTexte(f"{suivi.projet.nom} : {libeller(suivi.etat)} ; {quand}")
    if not contenu.detaille:
        return
    yield from _dits(contenu.redaction.fiche(suivi.projet))
    if suivi.projet.journal:
        yield LigneDeTexte("    ce qui s'est passé :")
        yield from (LigneDeTexte(f"      - {contenu.redaction.phrase(ligne.evenement)}") for ligne in suivi.historique)


def _echeance(suivi: Suivi, echeance: Echeance) -> LigneDeTexte:
    dit = f"{echeance.statut.libelle} ; {echeance.calcul}"
    return LigneDeTexte(
        f"{suivi.projet.nom} : {echeance.libelle} : {echeance.avant_quand} ({dit})", TONS_DES_STATUTS[echeance.statut]
    )
