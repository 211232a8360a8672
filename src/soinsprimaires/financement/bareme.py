"""The scale that a decompte applies: that of the library, over which a region or a user lays theirs, line by line."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.droit import LICENCE_BAREME, POSTES_ACI, TAILLES_CPTS
from soinsprimaires.droit._parametre import Parametre, Reponse, StatutReponse, ValeurDatee
from soinsprimaires.droit.bareme import CODES_MISSIONS, Nombre, PosteBareme
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.sources import Fiabilite, NatureSource, SourceJuridique
from soinsprimaires.temps import UN_JOUR

__all__ = ["BAREME", "Bareme", "charger_bareme"]

ClePoste = tuple[str, int | None]


@attrs.frozen(kw_only=True)
class Bareme:
    """Every number that a decompte reads, with its period, its source and its reliability.

    Attributes:
        postes: one number each.
        nom: whose it is.
        licence: on what terms it may be passed on.
    """

    postes: tuple[PosteBareme, ...] = attrs.field(repr=False)
    nom: str = "barème de la bibliothèque"
    licence: str = LICENCE_BAREME
    _par_cle: Mapping[ClePoste, PosteBareme] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_par_cle", {(poste.code, poste.taille): poste for poste in self.postes})

    def poste(self, code: str, taille: int | None = None) -> PosteBareme:
        """The line of a code.

        Raises:
            ValeurInvalide: no line has this code, for this size.
        """
        trouve = self._par_cle.get((code, taille))
        if trouve is None:
            de_la_taille = "" if taille is None else f" pour la taille {taille}"
            raise ValeurInvalide(f"le barème n'a pas de ligne {citer(code)}{de_la_taille}", "bareme.code", "code")
        return trouve

    def au(self, code: str, jour: date, taille: int | None = None) -> Reponse[Any]:
        """What a line says on a day."""
        return self.poste(code, taille).valeur.au(jour)

    def sur(self, code: str, debut: date, fin: date, taille: int | None = None) -> tuple[ValeurDatee[Any], ...]:
        """What a line says from a day to another: each of its steps in force on some day between them."""
        valeurs: tuple[ValeurDatee[Any], ...] = self.poste(code, taille).valeur.valeurs
        rangs = [rang for rang, valeur in enumerate(valeurs) if valeur.depuis <= debut]
        premier = rangs[-1] if rangs else 0
        return tuple(valeur for valeur in valeurs[premier:] if valeur.depuis <= fin)


BAREME: Final = Bareme(postes=POSTES_ACI)
"""That of the library."""


# -- laying another one over it ----------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class _EtapePosee:
    """A number that a user gives, for a period."""

    cle: ClePoste
    ou: str
    depuis: date
    jusqua: date | None
    montant: Decimal
    sources: tuple[SourceJuridique, ...]
    fiabilite: Fiabilite


def charger_bareme(chemin: str | Path, bareme: Bareme = BAREME) -> Bareme:
    """Lay the figures of a file over those of the library, line by line; what comes from them is marked as theirs.

    The file is TOML: a table ``[sources.NAME]`` for each document (``titre``, ``lu_dans``, ``date``, ``lu_le``), then
    lines ``[[msp.parametre]]`` (``code``, ``valeurs``), ``[[msp.indicateur]]`` (``code``, a part such as ``fixe``),
    ``[[cpts.fonctionnement]]``, ``[[cpts.total_maximum]]`` ... (``taille_1`` to ``taille_4``) and ``[[cpts.mission]]``
    (``code``, ``fixe`` and ``variable`` by size). Each says ``depuis``, ``jusqua`` (included) and ``sources``; an
    amount is a text (``"25000"``) or a whole number.

    Raises:
        ValeurInvalide: an unknown code or key, a float, a missing source or date, two periods that overlap, or missions
            that do not add up to the greatest total of their size. The first fault carries the others.
        OSError: the file cannot be read.
    """
    try:
        donnees = tomllib.loads(Path(chemin).read_text(encoding="utf-8"), parse_float=_Flottant)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as erreur:
        raise ValeurInvalide(f"ce n'est pas du TOML : {erreur}", "bareme.toml") from None
    if not donnees:
        raise ValeurInvalide("ce fichier ne donne aucun montant", "bareme.vide")
    lecture = _Lecture(donnees, bareme)
    etapes = list(lecture.etapes())
    lecture.fautes.extend(_chevauchements(etapes))
    if not lecture.fautes:
        pose = _poser(bareme, etapes, nom=f"barème de la bibliothèque, et {Path(chemin).name}")
        lecture.fautes.extend(_totaux_incoherents(pose, etapes))
    if lecture.fautes:
        premiere, *autres = lecture.fautes
        premiere.autres = tuple(autres)
        raise premiere
    return pose


class _Flottant(str):
    """A number with a point, as it was typed: its digits would not survive a float."""

    __slots__ = ()


_NOMBRE: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?", re.ASCII)
_DATES: Final = frozenset({"depuis", "jusqua"})
_COMMUNES: Final = _DATES | {"sources", "fiabilite", "code", "libelle", "reserve", "pages", "inconnu", "raison"}
_D_UN_NOMBRE: Final = _COMMUNES | {"montant"}
_D_UN_PARAMETRE: Final = frozenset({"code", "libelle", "unite", "pages", "reserve", "valeurs"})
_D_UNE_SOURCE: Final = frozenset({"titre", "nature", "lu_dans", "date", "lu_le"})
_TAILLES: Final = {f"taille_{taille}": taille for taille in TAILLES_CPTS}
_FIABILITES: Final = {"secondaire": Fiabilite.SECONDAIRE, "lue": Fiabilite.SECONDAIRE, "deduite": Fiabilite.DEDUITE}
_ENTETES: Final = frozenset({"version", "etabli_le", "sources", "msp", "cpts"})


class _Lecture:
    """The reading of a file, which keeps every fault."""

    def __init__(self, donnees: Mapping[str, Any], bareme: Bareme) -> None:
        self.fautes: list[ValeurInvalide] = []
        self._bareme = bareme
        self._donnees = donnees
        self._sources = dict(self._lire_sources())
        self._refuser_les_cles(donnees, _ENTETES)

    def _refuser(self, code: str, ou: str, message: str) -> None:
        self.fautes.append(ValeurInvalide(message, code, ou))

    def _refuser_les_cles(self, table: Mapping[str, Any], connues: frozenset[str], ou: str = "") -> None:
        """What nobody reads would change nothing, and its author would not know it."""
        for cle in sorted(set(table) - connues):
            self._refuser("bareme.cle", f"{ou}{cle}", "cette clé n'est pas connue")

    def _lire_sources(self) -> Iterator[tuple[str, SourceJuridique]]:
        sources = self._donnees.get("sources", {})
        for nom, source in sources.items() if isinstance(sources, dict) else ():
            titre = source.get("titre") if isinstance(source, dict) else None
            if not isinstance(titre, str) or not titre.strip():
                self._refuser("bareme.source", f"sources/{nom}", "une source a un titre")
                continue
            self._refuser_les_cles(source, _D_UNE_SOURCE, f"sources/{nom}/")
            le = source.get("lu_le", source.get("date", self._donnees.get("etabli_le")))
            if type(le) is not date:
                self._refuser("bareme.source", f"sources/{nom}", "une source dit quand elle a été lue (lu_le)")
                continue
            etat = source.get("date")
            lu_dans = source.get("lu_dans")
            yield (
                nom,
                SourceJuridique(
                    nature=NatureSource.UTILISATEUR,
                    reference=titre,
                    lu_le=le,
                    etat_au=etat if type(etat) is date else None,
                    lu_dans=lu_dans if isinstance(lu_dans, str) else None,
                ),
            )

    def etapes(self) -> Iterator[_EtapePosee]:
        """Every number of the file, the faulty ones left out and told."""
        for accord in ("msp", "cpts"):
            sections = self._donnees.get(accord, {})
            if not isinstance(sections, dict):
                self._refuser("bareme.forme", accord, "une table est attendue")
                continue
            for section, rangees in sections.items():
                ou = f"{accord}/{section}"
                if not isinstance(rangees, list) or not all(isinstance(rangee, dict) for rangee in rangees):
                    self._refuser("bareme.forme", ou, f"des lignes [[{accord}.{section}]] sont attendues")
                    continue
                for rang, rangee in enumerate(rangees):
                    yield from self._rangee(section, rangee, f"{ou}/{rang}")

    def _rangee(self, section: str, rangee: Mapping[str, Any], ou: str) -> Iterator[_EtapePosee]:
        if section == "parametre":
            valeurs = rangee.get("valeurs")
            if not isinstance(valeurs, list) or not valeurs or not all(isinstance(valeur, dict) for valeur in valeurs):
                self._refuser("bareme.forme", ou, f"un paramètre a au moins une valeur : {citer(rangee.get('code'))}")
                return
            self._refuser_les_cles(rangee, _D_UN_PARAMETRE, f"{ou}/")
            for numero, valeur in enumerate(valeurs):
                yield from self._nombre((str(rangee.get("code")), None), valeur, valeur, f"{ou}/valeurs/{numero}")
        elif section in {"indicateur", "mission"}:
            parts = {part: valeur for part, valeur in rangee.items() if part not in _COMMUNES}
            if not parts:
                self._refuser("bareme.forme", ou, f"une ligne donne au moins une part : {citer(rangee.get('code'))}")
            for part, valeur in parts.items():
                yield from self._part(f"{rangee.get('code')}/{part}", valeur, rangee, f"{ou}/{part}")
        else:
            yield from self._part(section, {c: v for c, v in rangee.items() if c not in _COMMUNES}, rangee, ou)

    def _part(self, code: str, valeur: Any, rangee: Mapping[str, Any], ou: str) -> Iterator[_EtapePosee]:
        """A number, or one for each size."""
        if not isinstance(valeur, dict) or not set(valeur) & set(_TAILLES):
            yield from self._nombre((code, None), valeur, rangee, ou)
            return
        for cle, nombre in valeur.items():
            if cle in _TAILLES:
                yield from self._nombre((code, _TAILLES[cle]), nombre, rangee, f"{ou}/{cle}")
            else:
                self._refuser("bareme.cle", f"{ou}/{cle}", "cette clé n'est pas connue")

    def _nombre(self, cle: ClePoste, valeur: Any, rangee: Mapping[str, Any], ou: str) -> Iterator[_EtapePosee]:
        propre = {**rangee, **valeur} if isinstance(valeur, dict) else {**rangee, "montant": valeur}
        avant = len(self.fautes)
        try:
            unite = self._bareme.poste(*cle).valeur.unite
        except ValeurInvalide as erreur:
            self._refuser(erreur.code, ou, erreur.message)
            return
        if isinstance(valeur, dict):
            self._refuser_les_cles(valeur, _D_UN_NOMBRE, f"{ou}/")
        if propre.get("inconnu") is True:  # what is not known lays nothing over what is
            if not isinstance(propre.get("raison"), str):
                self._refuser("bareme.raison", ou, "ce qui n'est pas connu a une raison")
            return
        depuis: Any = propre.get("depuis")
        jusqua: Any = propre.get("jusqua")
        if type(depuis) is not date or (jusqua is not None and (type(jusqua) is not date or jusqua < depuis)):
            self._refuser("bareme.periode", ou, "une ligne a une période : depuis, et jusqua s'il y a lieu")
        sources = propre.get("sources")
        if not isinstance(sources, list) or not sources or not all(s in self._sources for s in sources):
            self._refuser("bareme.source", ou, "une ligne cite au moins une des sources du fichier")
        fiabilite = _FIABILITES.get(str(propre.get("fiabilite", "secondaire")))
        if fiabilite is None:
            self._refuser("bareme.fiabilite", ou, "la fiabilité est « secondaire », « lue » ou « deduite »")
        montant = self._montant(propre.get("montant"), ou)
        if montant is not None and montant > 1 and unite == "part":
            self._refuser("bareme.montant", ou, f'une part va de 0 à 1 : 7,8 % s\'écrit "0.078", pas {montant:f}')
        if len(self.fautes) == avant and montant is not None and fiabilite is not None:
            yield _EtapePosee(
                cle=cle,
                ou=ou,
                depuis=depuis,
                jusqua=jusqua,
                montant=montant,
                sources=tuple(self._sources[nom] for nom in sources or ()),
                fiabilite=fiabilite,
            )

    def _montant(self, donne: Any, ou: str) -> Decimal | None:
        if (isinstance(donne, int) and not isinstance(donne, bool)) or (
            isinstance(donne, str) and not isinstance(donne, _Flottant) and _NOMBRE.fullmatch(donne)
        ):
            nombre = Decimal(donne)
        else:
            message = f'un montant est un texte ("12.5") ou un nombre entier, pas {citer(donne)}'
            self._refuser("bareme.montant", ou, message)
            return None
        if nombre < 0:
            self._refuser("bareme.montant", ou, "un montant n'est pas négatif ; une réduction s'écrit sans son signe")
            return None
        return nombre


def _chevauchements(etapes: Iterable[_EtapePosee]) -> Iterator[ValeurInvalide]:
    def cle(etape: _EtapePosee) -> tuple[str, int, date]:
        return (etape.cle[0], etape.cle[1] or 0, etape.depuis)

    for _, groupe in groupby(sorted(etapes, key=cle), key=lambda etape: etape.cle):
        precedente: _EtapePosee | None = None
        for etape in groupe:
            if precedente is not None and (precedente.jusqua is None or precedente.jusqua >= etape.depuis):
                message = f"cette période recouvre celle de {precedente.ou}"
                yield ValeurInvalide(message, "bareme.chevauchement", etape.ou)
            precedente = etape


def _poser(bareme: Bareme, etapes: Iterable[_EtapePosee], *, nom: str) -> Bareme:
    par_cle: dict[ClePoste, list[_EtapePosee]] = {}
    for etape in etapes:
        par_cle.setdefault(etape.cle, []).append(etape)
    postes = tuple(
        attrs.evolve(poste, valeur=_recouvrir(poste.valeur, par_cle[poste.code, poste.taille]))
        if (poste.code, poste.taille) in par_cle
        else poste
        for poste in bareme.postes
    )
    return Bareme(postes=postes, nom=nom)


def _recouvrir(parametre: Parametre[Any], etapes: Iterable[_EtapePosee]) -> Parametre[Nombre]:
    """A value over time with periods of it replaced; the day after each of them, ours goes on."""
    valeurs: dict[date, ValeurDatee[Any]] = {valeur.depuis: valeur for valeur in parametre.valeurs}
    for etape in etapes:
        reprise = None if etape.jusqua is None or etape.jusqua == date.max else etape.jusqua + UN_JOUR
        suite = None if reprise is None else _ensuite(parametre, reprise, etape)
        valeurs = {
            depuis: valeur
            for depuis, valeur in valeurs.items()
            if depuis < etape.depuis or (reprise is not None and depuis >= reprise)
        }
        valeurs[etape.depuis] = ValeurDatee(
            depuis=etape.depuis,
            valeur=etape.montant,
            sources=etape.sources,
            fiabilite=etape.fiabilite,
        )
        if reprise is not None and suite is not None:
            valeurs.setdefault(reprise, suite)
    return Parametre(nom=parametre.nom, unite=parametre.unite, valeurs=tuple(valeurs[j] for j in sorted(valeurs)))


def _ensuite(parametre: Parametre[Any], jour: date, etape: _EtapePosee) -> ValeurDatee[Any]:
    reponse = parametre.au(jour)
    if reponse.etape is not None:
        return attrs.evolve(reponse.etape, depuis=jour)
    return ValeurDatee(
        depuis=jour,
        valeur=None,
        statut=StatutReponse.INCONNU,
        sources=etape.sources,
        fiabilite=Fiabilite.NON_VERIFIEE,
        raison=reponse.raison,
    )


def _totaux_incoherents(bareme: Bareme, etapes: Iterable[_EtapePosee]) -> Iterator[ValeurInvalide]:
    """Functioning and every part of every mission are the greatest total, wherever all are known and one is theirs."""
    codes = ("fonctionnement", *(f"{code}/{part}" for code in CODES_MISSIONS.values() for part in ("fixe", "variable")))
    touchees = {(etape.depuis, etape.cle[1]): etape.ou for etape in etapes if etape.cle[1] is not None}
    for (jour, taille), ou in touchees.items():
        reponses = [bareme.au(code, jour, taille) for code in codes]
        parts = [reponse.valeur for reponse in reponses if reponse.statut is not StatutReponse.PAS_ENCORE_EN_VIGUEUR]
        total = bareme.au("total_maximum", jour, taille).valeur
        connues = [part for part in parts if part is not None]
        if total is None or sum(connues) == total or (len(connues) < len(parts) and sum(connues) < total):
            continue
        message = (
            f"au {jour_en_lettres(jour)}, taille {taille} : le fonctionnement et les missions font "
            f"{sum(connues)}, le total {total}"
        )
        yield ValeurInvalide(message, "bareme.total", ou)
