"""The findings of the rules as HTML, each with what founds it."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final

from soinsprimaires.affichage.catalogue import adresse
from soinsprimaires.affichage.html import Forme, Html, balise, deplier, joindre, lien, pastille, tableau
from soinsprimaires.affichage.libelles import jour_en_lettres
from soinsprimaires.affichage.texte import CONSTATS_MONTRES
from soinsprimaires.anomalies import Gravite
from soinsprimaires.regles._formats import conclusion, resume_des_tues
from soinsprimaires.regles.rapport import Constat, EvolutionRapport, Rapport, Resultat, ResultatRegle
from soinsprimaires.sources import SourceJuridique

__all__ = ["conclure", "evolution", "sources", "verification"]

_GRAVITES: Final = MappingProxyType(
    {Gravite.BLOQUANT: Forme.GRAVE, Gravite.AVERTISSEMENT: Forme.ALERTE, Gravite.INFORMATION: Forme.INFO}
)
_RESULTATS: Final = MappingProxyType(
    {
        Resultat.INDETERMINE: Forme.DOUTE,
        Resultat.CONFORME: Forme.BON,
        Resultat.EN_PANNE: Forme.ALERTE,
        Resultat.EXCLUE: Forme.ATTENTE,
    }
)
_CONCLUSIONS: Final = MappingProxyType({True: Forme.BON, False: Forme.GRAVE, None: Forme.DOUTE})
_ORDRE: Final = (Resultat.NON_CONFORME, Resultat.EN_PANNE, Resultat.INDETERMINE, Resultat.EXCLUE, Resultat.CONFORME)
_ENTETES: Final = ("Règle", "Résultat", "Constats", "Fondement")


def conclure(rapport: Rapport) -> Html:
    """The conclusion of a report, and what its reader must know first."""
    return balise(
        "div",
        balise("p", pastille(_CONCLUSIONS[rapport.conforme], conclusion(rapport)), classe="sp-conclusion"),
        *(balise("p", pastille(Forme.ALERTE, avertissement)) for avertissement in rapport.avertissements),
    )


def verification(rapport: Rapport) -> Html:
    """Every rule that was judged: first what is not met, then what lacks data, at last what is met, folded."""
    juges = sorted((r for r in rapport.resultats if r.resultat in _ORDRE), key=_rang)
    a_voir = [r for r in juges if r.resultat is not Resultat.CONFORME or r.constats]
    tenues = [r for r in juges if r.resultat is Resultat.CONFORME and not r.constats]
    titre = f"Vérification du dossier au {jour_en_lettres(rapport.au)}"
    suite: list[object] = [tableau(titre, _ENTETES, map(_ligne, a_voir))]
    if tenues:
        table = tableau("Règles respectées", ("Règle", "Résultat", "Fondement"), map(_ligne_tenue, tenues))
        suite.append(deplier(f"{len(tenues)} règle(s) respectée(s)", table))
    suite.append(balise("p", resume_des_tues(rapport), classe="sp-discret"))
    if rapport.non_jugees:
        texte = f"Structures qu'aucune règle n'a jugées : {', '.join(rapport.non_jugees)}"
        suite.append(balise("p", pastille(Forme.DOUTE, texte)))
    return joindre(suite)


def _rang(resultat: ResultatRegle) -> tuple[int, int]:
    return _ORDRE.index(resultat.resultat), -resultat.gravite.rang


def _ligne(resultat: ResultatRegle) -> tuple[object, ...]:
    return _regle(resultat), _resultat(resultat), _constats(resultat.constats), _fondement(resultat)


def _ligne_tenue(resultat: ResultatRegle) -> tuple[object, ...]:
    return _regle(resultat), _resultat(resultat), _fondement(resultat)


def _regle(resultat: ResultatRegle) -> Html:
    return joindre((balise("code", resultat.code), " ", resultat.titre))


def _resultat(resultat: ResultatRegle) -> Html:
    forme = _RESULTATS.get(resultat.resultat, _GRAVITES[resultat.gravite])
    return pastille(forme, f"{resultat.resultat.libelle} ({resultat.gravite.libelle})")


def _constats(constats: Sequence[Constat]) -> Html:
    if not constats:
        return Html()
    lignes = [balise("li", _constat(constat)) for constat in constats[:CONSTATS_MONTRES]]
    if len(constats) > CONSTATS_MONTRES:
        lignes.append(balise("li", f"… et {len(constats) - CONSTATS_MONTRES} autre(s) constat(s)"))
    return balise("ul", *lignes)


def _constat(constat: Constat) -> Html:
    ou = constat.entite or "dossier entier"
    return joindre((constat.message, " ", balise("code", ou, title=constat.pointeur or None)))


def _fondement(resultat: ResultatRegle) -> Html:
    modifiee = ", gravité choisie par l'appelant" if resultat.gravite_modifiee else ""
    return joindre(
        (f"{resultat.portee.libelle} ; source {resultat.fiabilite.libelle}{modifiee}", sources(resultat.sources))
    )


def sources(textes: Iterable[SourceJuridique]) -> Html:
    """Legal texts, each with the address where it can be read; nothing without a text."""
    lignes = [balise("li", lien(adresse(source), source.reference)) for source in textes]
    return balise("ul", *lignes, classe="sp-sources") if lignes else Html()


def evolution(changement: EvolutionRapport) -> Html:
    """What changed between two reports."""
    nombres = (
        (Forme.ALERTE, "nouveau(x)", changement.nouveaux),
        (Forme.BON, "résolu(s)", changement.resolus),
        (Forme.ATTENTE, "inchangé(s)", changement.inchanges),
    )
    return joindre(
        deplier(pastille(forme, f"{len(constats)} constat(s) {mot}"), _constats(constats), ouvert=bool(constats))
        for forme, mot, constats in nombres
    )
