"""The one account of a report: its conclusion, how far it went, each rule that was judged, what was left aside."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Ton
from soinsprimaires.anomalies import Gravite
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.regles.constats import Constat, Resultat, ResultatRegle
from soinsprimaires.regles.rapport import Rapport
from soinsprimaires.sources import SourceJuridique

__all__ = [
    "CONSTATS_MONTRES",
    "RegleJugee",
    "Verification",
    "conclure",
    "nommer_les_lieux",
    "presenter",
    "raconter",
]

CONSTATS_MONTRES: Final = 10
"""How many findings of a rule a person is shown where the rest can be asked for."""

_CONCLUSIONS: Final = {True: Ton.BON, False: Ton.GRAVE, None: Ton.DOUTE}
_GRAVITES: Final = {Gravite.BLOQUANT: Ton.GRAVE, Gravite.AVERTISSEMENT: Ton.ALERTE, Gravite.INFORMATION: Ton.NEUTRE}
_RESULTATS: Final = {
    Resultat.CONFORME: Ton.BON,
    Resultat.INDETERMINE: Ton.DOUTE,
    Resultat.EN_PANNE: Ton.ALERTE,
    Resultat.EXCLUE: Ton.DISCRET,
}
_ACCORDES: Final = re.compile(r"\b(?:règle|bloquante|respectée|écartée)\b")
_ORDRE: Final = (Resultat.NON_CONFORME, Resultat.EN_PANNE, Resultat.INDETERMINE, Resultat.EXCLUE, Resultat.CONFORME)


@attrs.frozen(kw_only=True)
class RegleJugee:
    """What a report says of one rule.

    Attributes:
        resultat: the outcome.
        ton: how it is shown.
    """

    resultat: ResultatRegle
    ton: Ton

    @property
    def regle(self) -> str:
        """Code and title."""
        return f"{self.resultat.code} {self.resultat.titre}"

    @property
    def issue(self) -> str:
        """The outcome in words."""
        return self.resultat.resultat.libelle

    @property
    def constats(self) -> tuple[Constat, ...]:
        """Its findings."""
        return self.resultat.constats

    @property
    def tenue(self) -> bool:
        """Whether it is met and has nothing to say."""
        return self.resultat.resultat is Resultat.CONFORME and not self.constats

    @property
    def portee(self) -> str:
        """Its reach, its severity, and how far its sources are trusted."""
        modifiee = " (gravité choisie par l'appelant)" if self.resultat.gravite_modifiee else ""
        return (
            f"{self.resultat.portee.libelle}, {self.resultat.gravite.libelle}{modifiee} ; "
            f"source {self.resultat.fiabilite.libelle}"
        )

    @property
    def fondement(self) -> str:
        """Its reach and its sources."""
        return f"{self.portee} : {' ; '.join(map(_dater, self.resultat.sources))}"


def _dater(source: SourceJuridique) -> str:
    """A text and the state in which it was read."""
    return str(source) if source.etat_au is None else f"{source}, état au {jour_en_lettres(source.etat_au)}"


@attrs.frozen(kw_only=True)
class Verification:
    """A report as its reader is told it, whatever dresses it.

    Attributes:
        titre: title.
        conclusion: the one sentence that a hurried reader takes away, then how far the check went.
        avertissements: what the reader must know before the findings.
        regles: what was judged: first what is not met, the gravest first and the law before the usage, at last what is
            met.
        notes: what was not judged.
    """

    titre: str
    conclusion: tuple[LigneDeTexte, ...]
    avertissements: tuple[LigneDeTexte, ...]
    regles: tuple[RegleJugee, ...]
    notes: tuple[LigneDeTexte, ...]


def nommer_les_lieux(rapport: Rapport, registre: Registre) -> Rapport:
    """The report as a person reads it, who knows what things are called, not where they stand in a document.

    People keep their identifiants: a finding names none of them.
    """
    noms = {
        entite.identifiant: entite.nom
        for entite in (*registre.projets, *registre.structures, *registre.territoires, *registre.organisations)
        if entite.nom
    }

    def nommer(constat: Constat) -> Constat:
        nom = noms.get(constat.entite or "")
        lieu = _situer(constat.pointeur) or ("la fiche" if constat.pointeur else "")
        return attrs.evolve(constat, entite=nom or constat.entite, pointeur=lieu) if nom else constat

    resultats = tuple(
        attrs.evolve(resultat, constats=tuple(map(nommer, resultat.constats))) for resultat in rapport.resultats
    )
    return attrs.evolve(rapport, resultats=resultats)


_LIEU: Final = re.compile(r"^/contenu/\w+/\d+")


def _situer(pointeur: str) -> str:
    """A place in a record: its keys as they are spelt there, and what a list holds counted from one."""
    pas: list[str] = []
    for cle in _LIEU.sub("", pointeur).strip("/").split("/"):
        if not (pas and cle.isdecimal()):
            pas.append(cle)
        elif pas[-1] == "journal":
            pas[-1] = f"événement n° {int(cle) + 1} du journal"
        else:
            pas[-1] += f" n° {int(cle) + 1}"
    return ", ".join(pas)


def raconter(rapport: Rapport) -> Verification:
    """Tell a report."""
    jugees = sorted((r for r in rapport.resultats if r.resultat in _ORDRE), key=_rang)
    return Verification(
        titre=rapport.titre,
        conclusion=conclure(rapport),
        avertissements=tuple(LigneDeTexte(texte, Ton.ALERTE) for texte in rapport.avertissements),
        regles=tuple(map(presenter, jugees)),
        notes=tuple(_notes(rapport)),
    )


def _rang(resultat: ResultatRegle) -> tuple[int, int, bool]:
    return _ORDRE.index(resultat.resultat), -resultat.gravite.rang, not resultat.oblige


def presenter(resultat: ResultatRegle) -> RegleJugee:
    """Tell one rule."""
    return RegleJugee(resultat=resultat, ton=_RESULTATS.get(resultat.resultat, _GRAVITES[resultat.gravite]))


def conclure(rapport: Rapport) -> tuple[LigneDeTexte, ...]:
    """The conclusion of a report, and how many blocking rules bear it."""
    return (
        LigneDeTexte(f"Conclusion : {_conclusion(rapport)}", _CONCLUSIONS[rapport.conforme]),
        LigneDeTexte(f"Règles bloquantes en vigueur ce jour-là : {_compter(rapport)}"),
    )


def _conclusion(rapport: Rapport) -> str:
    bilan = rapport.bilan
    match rapport.conforme:
        case True:
            combien = len(bilan.jugees)
            aux = "à la seule règle bloquante jugée" if combien == 1 else f"aux {combien} règles bloquantes jugées"
            return f"conforme {aux}, sur {len(bilan.en_vigueur)} en vigueur ; les autres n'avaient rien à juger ici"
        case False:
            return f"non conforme, {_regles(bilan.bloquent, 'bloquante', 'non respectée')}"
        case None:
            ni = "ni « conforme » ni « non conforme »" if rapport.plafonnees else "on ne peut pas dire « conforme »"
            return f"indéterminée, {ni} : {' ; '.join(_doutes(rapport))}"


def _doutes(rapport: Rapport) -> Iterator[str]:
    """Why a report concludes nothing."""
    bilan = rapport.bilan
    plafonnees = [resultat.code for resultat in rapport.plafonnees]
    if plafonnees:
        dites = _regles(plafonnees, "non respectée")
        yield (
            f"{dites} selon ce qui fut lu du texte, à relire dans sa rédaction du "
            f"{jour_en_lettres(rapport.au)} pour conclure"
        )
    if bilan.indeterminees:
        yield f"des données manquent pour {_regles(bilan.indeterminees, 'bloquante')}"
    if bilan.exclues:
        yield _regles(bilan.exclues, "bloquante", "écartée")
    if bilan.en_panne:
        yield _regles(bilan.en_panne, "bloquante", "en panne")
    if rapport.non_jugees:
        yield f"aucune règle de droit n'a jugé {', '.join(rapport.non_jugees)}"
    if not (bilan.jugees or bilan.indeterminees or bilan.exclues or bilan.en_panne):
        yield "aucune règle bloquante n'avait rien à juger ici"
    minces = [f"{p.famille} {p.jugees} sur {p.en_vigueur}" for p in bilan.parts if not p.suffit]
    if minces and not bilan.indeterminees:
        yield f"trop peu de règles bloquantes avaient quelque chose à juger ({', '.join(minces)})"


def _regles(codes: Sequence[str], *mots: str) -> str:
    """``2 règles bloquantes non respectées (MSP-003, SISA-001)``."""
    dits = " ".join(("règle", *mots))
    if len(codes) > 1:
        dits = _ACCORDES.sub(r"\g<0>s", dits)
    return f"{len(codes)} {dits} ({', '.join(codes)})"


def _compter(rapport: Rapport) -> str:
    bilan = rapport.bilan
    nombres = (
        ("respectées", bilan.respectees),
        ("non respectées", bilan.non_respectees),
        ("indéterminées", bilan.indeterminees),
        ("sans objet", bilan.sans_objet),
    )
    rares = (("écartées", bilan.exclues), ("en panne", bilan.en_panne))
    dits = (f"{mot} : {len(codes)}" for mot, codes in (*nombres, *(rare for rare in rares if rare[1])))
    return f"{len(bilan.en_vigueur)} ({', '.join(dits)})"


def _notes(rapport: Rapport) -> Iterator[LigneDeTexte]:
    tus = Counter(resultat.resultat for resultat in rapport.resultats)
    yield LigneDeTexte(
        f"Toutes gravités : {tus[Resultat.SANS_OBJET]} règle(s) sans objet, "
        f"{tus[Resultat.HORS_VIGUEUR]} hors vigueur à cette date",
        Ton.DISCRET,
    )
    if rapport.non_jugees:
        yield LigneDeTexte(
            f"Structures qu'aucune règle de droit n'a jugées : {', '.join(rapport.non_jugees)}", Ton.DOUTE
        )
