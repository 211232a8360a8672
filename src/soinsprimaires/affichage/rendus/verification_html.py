"""The findings of the rules as HTML, each with what founds it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Ton
from soinsprimaires.affichage.contenu.verification import CONSTATS_MONTRES, RegleJugee, raconter
from soinsprimaires.affichage.html import Html, balise, deplier, joindre, lien, pastille, tableau
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.regles.constats import Constat
from soinsprimaires.regles.rapport import EvolutionRapport, Rapport
from soinsprimaires.sources import SourceJuridique

__all__ = ["conclure", "evolution", "sources", "verification"]

_ENTETES: Final = ("Règle", "Résultat", "Constats", "Fondement")


def conclure(rapport: Rapport) -> Html:
    """The conclusion of a report, and what its reader must know first."""
    verification = raconter(rapport)
    conclusion, *suite = verification.conclusion
    return balise(
        "div",
        balise("p", _marquer(conclusion), classe="sp-conclusion"),
        *(balise("p", ligne.texte) for ligne in suite),
        *(balise("p", _marquer(ligne)) for ligne in verification.avertissements),
    )


def _marquer(ligne: LigneDeTexte) -> Html:
    return pastille(ligne.ton, ligne.texte)


def verification(rapport: Rapport) -> Html:
    """Every rule that was judged: first what is not met, then what lacks data, at last what is met, folded."""
    contee = raconter(rapport)
    a_voir = [regle for regle in contee.regles if not regle.tenue]
    tenues = [regle for regle in contee.regles if regle.tenue]
    titre = f"Vérification du registre au {jour_en_lettres(rapport.au)}"
    suite: list[object] = [tableau(titre, _ENTETES, map(_ligne, a_voir))]
    if tenues:
        table = tableau("Règles respectées", ("Règle", "Résultat", "Fondement"), map(_ligne_tenue, tenues))
        suite.append(deplier(f"{len(tenues)} règle(s) respectée(s)", table))
    for note in contee.notes:
        discrete = note.ton is Ton.DISCRET
        suite.append(balise("p", note.texte, classe="sp-discret") if discrete else balise("p", _marquer(note)))
    return joindre(suite)


def _ligne(regle: RegleJugee) -> tuple[object, ...]:
    return _regle(regle), _resultat(regle), _constats(regle.constats), _fondement(regle)


def _ligne_tenue(regle: RegleJugee) -> tuple[object, ...]:
    return _regle(regle), _resultat(regle), _fondement(regle)


def _regle(regle: RegleJugee) -> Html:
    return joindre((balise("code", regle.resultat.code), " ", regle.resultat.titre))


def _resultat(regle: RegleJugee) -> Html:
    return pastille(regle.ton, f"{regle.issue} ({regle.resultat.gravite.libelle})")


def _constats(constats: Sequence[Constat]) -> Html:
    if not constats:
        return Html()
    lignes = [balise("li", *_constat(ou, tuple(dits))) for ou, dits in groupby(constats[:CONSTATS_MONTRES], _ou)]
    if len(constats) > CONSTATS_MONTRES:
        lignes.append(balise("li", f"… et {len(constats) - CONSTATS_MONTRES} autre(s) constat(s)"))
    return balise("ul", *lignes)


def _ou(constat: Constat) -> str:
    return constat.entite or "registre entier"


def _constat(ou: str, constats: Sequence[Constat]) -> Iterator[object]:
    """What is found of one entity, named once."""
    dits = [balise("span", constat.message, title=constat.pointeur or None) for constat in constats]
    yield balise("strong", ou)
    yield " : "
    yield dits[0] if len(dits) == 1 else balise("ul", *(balise("li", dit) for dit in dits))


def _fondement(regle: RegleJugee) -> Html:
    return joindre((regle.portee, sources(regle.resultat.sources)))


def sources(textes: Iterable[SourceJuridique]) -> Html:
    """Legal texts, each with the address where it can be read; nothing without a text."""
    lignes = [balise("li", lien(source.page, source.reference)) for source in textes]
    return balise("ul", *lignes, classe="sp-sources") if lignes else Html()


def evolution(changement: EvolutionRapport) -> Html:
    """What changed between two reports."""
    nombres = (
        (Ton.ALERTE, "nouveau(x)", changement.nouveaux),
        (Ton.BON, "résolu(s)", changement.resolus),
        (Ton.DISCRET, "inchangé(s)", changement.inchanges),
    )
    return joindre(
        deplier(pastille(forme, f"{len(constats)} constat(s) {mot}"), _constats(constats), ouvert=bool(constats))
        for forme, mot, constats in nombres
    )
