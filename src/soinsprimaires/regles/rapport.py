"""What all the rules found: a report, what it comes to, and what changes from one to the next."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, Final, Protocol

import attrs

from soinsprimaires.anomalies import lire_pointeur
from soinsprimaires.apparence import Affichable, rendre
from soinsprimaires.droit import textes
from soinsprimaires.erreurs import IdentifiantInconnu, ValeurInvalide
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.regles.constats import ORDRE, Constat, Resultat, ResultatRegle

__all__ = ["Bilan", "EvolutionRapport", "PartJugee", "Rapport"]


_SANS_JUGER: Final = frozenset({Resultat.HORS_VIGUEUR, Resultat.EXCLUE})

_JUGES: Final = frozenset({Resultat.CONFORME, Resultat.NON_CONFORME, Resultat.INDETERMINE, Resultat.EN_PANNE})


@attrs.frozen(kw_only=True)
class PartJugee:
    """How many blocking rules of one family had something to judge.

    Attributes:
        famille: what their codes begin with: ``CPTS``, ``MSP``, ``SISA`` ...
        jugees: how many gave an answer.
        en_vigueur: how many are in force.
    """

    famille: str
    jugees: int
    en_vigueur: int

    @property
    def suffit(self) -> bool:
        """Whether more than half of them gave an answer: with fewer, nobody may say *conforme* of the family."""
        return 2 * self.jugees > self.en_vigueur


@attrs.frozen(kw_only=True)
class Bilan:
    """What became of the rules that decide of the conclusion and are in force: their codes, by outcome.

    They are those that block, and those that only the age of the text that was read keeps from blocking.

    Attributes:
        respectees: met.
        non_respectees: not met.
        bloquent: those of them that block.
        indeterminees: the data do not tell.
        sans_objet: nothing to judge in what is judged.
        exclues: set aside by the caller.
        en_panne: crashed.
    """

    respectees: tuple[str, ...]
    non_respectees: tuple[str, ...]
    bloquent: tuple[str, ...]
    indeterminees: tuple[str, ...]
    sans_objet: tuple[str, ...]
    exclues: tuple[str, ...]
    en_panne: tuple[str, ...]

    @property
    def jugees(self) -> tuple[str, ...]:
        """The rules that gave an answer."""
        return tuple(sorted(self.respectees + self.non_respectees))

    @property
    def en_vigueur(self) -> tuple[str, ...]:
        """All of them."""
        sans_reponse = self.indeterminees + self.sans_objet + self.exclues + self.en_panne
        return tuple(sorted(self.jugees + sans_reponse))

    @property
    def parts(self) -> tuple[PartJugee, ...]:
        """How far each family of which a rule was judged went."""
        jugees, en_vigueur = (Counter(map(_famille, codes)) for codes in (self.jugees, self.en_vigueur))
        return tuple(PartJugee(famille=f, jugees=n, en_vigueur=en_vigueur[f]) for f, n in sorted(jugees.items()))


def _famille(code: str) -> str:
    return code.partition("-")[0]


class _Suite(Protocol):
    """What lets a report follow its registre."""

    def reprendre(self, nouveau: Any, /) -> "Rapport": ...


@attrs.frozen(kw_only=True, repr=False)
class Rapport(Affichable):
    """The outcome of every rule, in force or not.

    Attributes:
        au: day of the judgement.
        resultats: one a version of a rule, by code then period.
        non_jugees: identifiants of the structures that may exist that day, and that no rule of law or convention
            reached.
    """

    au: date
    resultats: tuple[ResultatRegle, ...]
    non_jugees: tuple[str, ...] = ()

    @cached_property
    def _suite(self) -> "_Suite | None":
        """What lets it follow its registre; neither compared nor kept in a pickle."""
        return None

    @property
    def titre(self) -> str:
        """Title of the report."""
        return f"Vérification du registre au {jour_en_lettres(self.au)}"

    @property
    def etat_du_droit(self) -> date | None:
        """The oldest state of a text of the law or of a convention on which the report relied; ``None`` for none."""
        etats = (r.etat_au for r in self.resultats if r.oblige and r.resultat in _JUGES)
        return min((etat for etat in etats if etat is not None), default=None)

    @property
    def avertissements(self) -> tuple[str, ...]:
        """What the reader must know before the findings: how old the texts are, and which rules they cap."""
        return tuple(self._avertir())

    def _avertir(self) -> Iterator[str]:
        etat = self.etat_du_droit
        if etat is not None and etat < self.au:
            yield (
                "le plus ancien des textes sur lesquels ce rapport s'appuie a été lu dans son état au "
                f"{jour_en_lettres(etat)} : ce qui "
                "a changé depuis n'est pas pris en compte"
            )
        for resultat in self.plafonnees:
            yield _a_relire(resultat, self.au)

    @property
    def plafonnees(self) -> tuple[ResultatRegle, ...]:
        """Rules of the law or of a convention that are not met, and that their reliability keeps from blocking."""
        return tuple(r for r in self.resultats if r.plafonnee and r.resultat is Resultat.NON_CONFORME)

    @property
    def conforme(self) -> bool | None:
        """Whether the blocking rules are met.

        ``False`` when one is not. ``None`` when nobody may say so: one is undetermined, excluded or crashed, a rule of
        the law or of a convention is not met that its reliability keeps from blocking (:attr:`plafonnees`), or too
        little was judged: nothing at all, a structure by no rule of law, a family of rules by half of them or less.
        """
        bilan = self.bilan
        if bilan.bloquent:
            return False
        sans_reponse = bilan.indeterminees or bilan.exclues or bilan.en_panne
        if self.plafonnees or sans_reponse or self.non_jugees:
            return None
        if not bilan.jugees or not all(part.suffit for part in bilan.parts):
            return None
        return True

    @property
    def bilan(self) -> Bilan:
        """Which rules were judged of those that decide, and what became of the others."""
        codes: dict[Resultat, list[str]] = {}
        for resultat in self.resultats:
            if resultat.decide:
                codes.setdefault(resultat.resultat, []).append(resultat.code)
        plafonnees = {resultat.code for resultat in self.plafonnees}
        return Bilan(
            respectees=tuple(codes.get(Resultat.CONFORME, ())),
            non_respectees=tuple(codes.get(Resultat.NON_CONFORME, ())),
            bloquent=tuple(code for code in codes.get(Resultat.NON_CONFORME, ()) if code not in plafonnees),
            indeterminees=tuple(codes.get(Resultat.INDETERMINE, ())),
            sans_objet=tuple(codes.get(Resultat.SANS_OBJET, ())),
            exclues=tuple(codes.get(Resultat.EXCLUE, ())),
            en_panne=tuple(codes.get(Resultat.EN_PANNE, ())),
        )

    @property
    def constats(self) -> tuple[Constat, ...]:
        """Every finding, by rule."""
        return tuple(constat for resultat in self.resultats for constat in resultat.constats)

    def regle(self, code: str) -> ResultatRegle:
        """What became of a rule: its version in force on that day, its last one when none is.

        Raises:
            KeyError: no rule has that code.
        """
        siennes = [r for r in self.resultats if r.code == code]
        if not siennes:
            raise IdentifiantInconnu(code, "aucune règle", [resultat.code for resultat in self.resultats])
        return next((r for r in siennes if r.resultat is not Resultat.HORS_VIGUEUR), siennes[-1])

    def resultat(self, code: str) -> Resultat:
        """Outcome of a rule: that of its version in force, ``hors_vigueur`` when none is.

        Raises:
            KeyError: no rule has that code.
        """
        return self.regle(code).resultat

    def __repr__(self) -> str:
        return f"Rapport(au={self.au}, conforme={self.conforme}, constats={len(self.constats)})"

    def __str__(self) -> str:
        return self.en_texte()

    def en_json(self) -> str:
        """The report as JSON, keys sorted: every version of every rule, with its findings."""
        return rendre("rendus.verification:en_json", self)

    def en_texte(self) -> str:
        """The report in plain lines."""
        return rendre("rendus.verification:en_texte", self)

    def en_markdown(self) -> str:
        """The report as Markdown."""
        return rendre("rendus.verification:en_markdown", self)

    def en_sarif(self) -> str:
        """The report as SARIF 2.1.0."""
        return rendre("rendus.verification:en_sarif", self)

    def situer(self, situer: Callable[[Constat], str]) -> "Rapport":
        """The same report, with pointers into another document: ``rapport.situer(chargement.situer)``."""
        return attrs.evolve(
            self,
            resultats=tuple(
                attrs.evolve(r, constats=tuple(attrs.evolve(c, pointeur=situer(c)) for c in r.constats))
                if r.constats
                else r
                for r in self.resultats
            ),
        )

    def actualiser(self, registre: Any) -> "Rapport":
        """The report of the registre as it has become: what ``controler`` would say of it, with the same options.

        Only what the difference between the two registres can touch is judged again. The new report can be brought up
        to date in its turn.

        Raises:
            ValeurInvalide: this report remembers nothing: it is of an entity, of a part of a registre, of more than
                10,000 entities (``controler(..., traces=True)``), made by several processes, or comes from elsewhere.
        """
        if self._suite is None:
            message = "ce rapport ne sait pas ce qu'il a regardé : controler(registre, au=..., traces=True)"
            raise ValeurInvalide(message, "rapport.sans_traces", "traces")
        return self._suite.reprendre(registre)

    @staticmethod
    def fondre(*rapports: "Rapport") -> "Rapport":
        """The report of all that several judge, each a part of one registre (``controler(..., parmi=)``).

        It says what one check of all of them would have said, in the same order. No entity is to be in two parts.

        Raises:
            ValeurInvalide: there is none, or they were not asked the same: another day, other rules, other severities.
        """
        demandes = {(r.au, tuple(map(_identite_de_regle, r.resultats))) for r in rapports}
        if len(demandes) != 1:
            message = "on ne fond que des rapports d'un même jour, sous les mêmes règles et les mêmes gravités"
            raise ValeurInvalide(message, "rapport.parties", "rapports")
        return Rapport(
            au=rapports[0].au,
            resultats=tuple(map(_fondre, zip(*(r.resultats for r in rapports), strict=True))),
            non_jugees=tuple(sorted({nom for r in rapports for nom in r.non_jugees})),
        )

    def depuis(self, ancien: "Rapport") -> "EvolutionRapport":
        """What changed since an earlier report: of another day, or of another version of the registre.

        A finding is the same when its rule, its entity, its outcome and its words are: pointers move when entities do.
        """
        avant, apres = Counter(map(_identite, ancien.constats)), Counter(map(_identite, self.constats))
        return EvolutionRapport(
            nouveaux=_retenir(self.constats, apres - avant),
            resolus=_retenir(ancien.constats, avant - apres),
            inchanges=_retenir(self.constats, apres & avant),
            conforme_avant=ancien.conforme,
            conforme_apres=self.conforme,
        )


def _identite_de_regle(resultat: ResultatRegle) -> tuple[Any, ...]:
    return resultat.code, resultat.vigueur, resultat.gravite, resultat.resultat in _SANS_JUGER and resultat.resultat


def _fondre(parties: tuple[ResultatRegle, ...]) -> ResultatRegle:
    """One version of a rule, from what it says of each part."""
    issues = [partie.resultat for partie in parties]
    constats = [constat for partie in parties for constat in partie.constats]
    if not parties[0].du_registre:
        constats = [*_regrouper(constats)]
    elif sum(bool(partie.constats) for partie in parties) > 1:
        constats.sort(key=_place)
    resultat = next((issue for issue in ORDRE if issue in issues), issues[0])
    return attrs.evolve(parties[0], resultat=resultat, constats=tuple(constats))


def _regrouper(constats: list[Constat]) -> Iterator[Constat]:
    groupes: dict[tuple[str, str, str], list[Constat]] = {}
    for constat in constats:
        groupes.setdefault((constat.groupe, constat.propos, constat.resultat.value), []).append(constat)
    for _, siens in sorted(groupes.items()):
        yield siens[0] if len(siens) == 1 else siens[0].rassembler(sum(constat.nombre for constat in siens))


def _place(constat: Constat) -> tuple[int, int]:
    """Where the entity of a finding stands in the document."""
    _, liste, rang, *_ = lire_pointeur(constat.pointeur)
    return LISTES.index(str(liste)), int(rang)


def _a_relire(resultat: ResultatRegle, au: date) -> str:
    """What somebody must read before a rule that is not met may block, where, and how to say that it was read."""
    textes_a_lire = [source for source in resultat.sources if not source.temoigne(au)]
    lectures = " ; ".join(f"{s} ({s.page or 'legifrance.gouv.fr'})" if s.texte else str(s) for s in textes_a_lire)
    noms = ", ".join(nom for source in textes_a_lire if (nom := textes.nom_de(source)) is not None)
    pour_tous = f", et pour tous les registres, dater cette lecture dans droit/textes.py ({noms})" if noms else ""
    return (
        f"{resultat.code} n'est pas respectée et ne bloque pas, {resultat.reserve}. Pour conclure, lire la rédaction "
        f"en vigueur au {jour_en_lettres(au)} : {lectures}. Si elle l'exige encore : « controler "
        f"--droit-lu {resultat.code} »{pour_tous}"
    )


def _identite(constat: Constat) -> tuple[str, Resultat, str | None, str]:
    return constat.code, constat.resultat, constat.entite, constat.message


def _retenir(constats: tuple[Constat, ...], combien: Counter[Any]) -> tuple[Constat, ...]:
    reste = Counter(combien)
    retenus: list[Constat] = []
    for constat in constats:
        if reste[_identite(constat)] > 0:
            reste[_identite(constat)] -= 1
            retenus.append(constat)
    return tuple(retenus)


@attrs.frozen(kw_only=True)
class EvolutionRapport(Affichable):
    """What changed between two reports.

    Attributes:
        nouveaux: findings of the new one alone.
        resolus: findings of the old one alone.
        inchanges: findings of both, as the new one gives them.
        conforme_avant: conclusion of the old one.
        conforme_apres: conclusion of the new one.
    """

    nouveaux: tuple[Constat, ...]
    resolus: tuple[Constat, ...]
    inchanges: tuple[Constat, ...]
    conforme_avant: bool | None
    conforme_apres: bool | None
