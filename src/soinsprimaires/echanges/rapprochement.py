"""A registre and what was read in a national file: what is new, what changed, what is no longer there.

Each field remembers the file in which it was read (:class:`~soinsprimaires.Origine`), with a digest of what was read.
A value of another digest was changed by hand, and is kept whatever the file says; one that nobody touched follows it.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from hashlib import blake2b
from typing import Any, Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.comparaison import Comparaison, comparer
from soinsprimaires.echanges._appariement import Appariement
from soinsprimaires.echanges._valeurs import departement_de
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._base import ChampLu, Entite, Origine
from soinsprimaires.modele._objets import en_objet
from soinsprimaires.modele.genres import LISTES, liste_de
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, Nuance, PeriodePartielle

__all__ = ["ConstatRapprochement", "NatureConstat", "Rapprochement", "origine", "rapprocher"]

_HORS_FUSION: Final = frozenset({"identifiant", "provenance", "origines"})
_EXTENSIONS: Final = "extensions"
_JOURNAL: Final = "journal"


class NatureConstat(Vocabulaire):
    """What the reconciliation found.

    ``AJOUT``: an entity, a site, an element that the file adds. ``COMPLEMENT``: a field that was blank.
    ``MISE_A_JOUR``: a field that came from a file, and follows it. ``FIN``: what the file no longer says, taken away,
    or ended at the latest on its vintage when it has dates. ``CONSERVE``: a hand-made value that the file contradicts.
    ``DIVERGENCE``: two files that contradict one another. ``DISPARITION``: an entity that the file no longer holds;
    nothing is taken away. ``DOUTE``: what could not be reconciled, and was left out.
    """

    AJOUT = "ajout"
    COMPLEMENT = "complement"
    MISE_A_JOUR = "mise_a_jour"
    FIN = "fin"
    CONSERVE = "conserve"
    DIVERGENCE = "divergence"
    DISPARITION = "disparition"
    DOUTE = "doute"


@attrs.frozen(kw_only=True)
class ConstatRapprochement:
    """One thing that the reconciliation found.

    Attributes:
        nature: what it is.
        entite: identifiant, in the registre; of what was left out, in the file.
        champ: field concerned, ``None`` when it is the whole entity.
        message: the finding in one sentence, without any value.
        actuel: value of the registre before.
        lu: value of the file.
    """

    nature: NatureConstat
    entite: str
    champ: str | None
    message: str
    actuel: Any = attrs.field(default=None, repr=False)
    lu: Any = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.entite} : {self.message}"


@attrs.frozen(kw_only=True)
class Rapprochement:
    """What came of a reconciliation.

    Attributes:
        registre: the registre with what the file adds and changes.
        comparaison: what differs from the registre that was given.
        constats: everything that was found, in the order of the identifiants.
    """

    registre: Registre
    comparaison: Comparaison
    constats: tuple[ConstatRapprochement, ...]

    def de_nature(self, *natures: NatureConstat) -> tuple[ConstatRapprochement, ...]:
        """The findings of some natures.

        Raises:
            ValeurInvalide: a nature is a word.
        """
        exiger(natures, tuple[NatureConstat, ...], "natures")
        return tuple(constat for constat in self.constats if constat.nature in natures)

    @property
    def ajouts(self) -> tuple[ConstatRapprochement, ...]:
        """What the file adds."""
        return self.de_nature(NatureConstat.AJOUT)

    @property
    def changements(self) -> tuple[ConstatRapprochement, ...]:
        """What the file changes: blanks that it fills, values that follow it, what it no longer says."""
        return self.de_nature(NatureConstat.COMPLEMENT, NatureConstat.MISE_A_JOUR, NatureConstat.FIN)

    @property
    def disparitions(self) -> tuple[ConstatRapprochement, ...]:
        """Entities that the file no longer holds."""
        return self.de_nature(NatureConstat.DISPARITION)

    @property
    def a_trancher(self) -> tuple[ConstatRapprochement, ...]:
        """What somebody must decide: hand-made values and files that contradict one another, doubts."""
        return self.de_nature(NatureConstat.CONSERVE, NatureConstat.DIVERGENCE, NatureConstat.DOUTE)


def rapprocher(
    registre: Registre,
    lu: Iterable[Entite],
    *,
    departement: str | None = None,
    attendue: Callable[[Entite], bool] | None = None,
) -> Rapprochement:
    """Reconcile a registre with the entities read in one file or several.

    An entity is the same when it has the same identifiant, or the same official number: FINESS of a site or SIRET of a
    structure, RPPS or ADELI of a professional for the same profession, SIRET, SIREN or FINESS of an organisation. What
    the file says then goes field by field: a blank is filled, a value that came from a file follows it, a hand-made one
    is kept and told. A list keeps the elements added by hand, and does not take back those removed by hand.

    Args:
        registre: the registre; it is left as it is.
        lu: what the readers of :mod:`soinsprimaires.echanges` give; each entity has its provenance.
        departement: the one to which the reading was limited: nothing that is known to be elsewhere is expected.
        attendue: which of the entities that came from the file it should hold again, when it was read in part (some
            categories).

    Raises:
        ValeurInvalide: an entity of ``lu`` has no provenance, so that nobody could say where its values come from.
    """
    lues = tuple(lu)
    for lue in lues:
        if lue.provenance is None:
            message = f"l'entité lue « {lue.identifiant} » ne dit pas d'où elle vient"
            raise ValeurInvalide(message, "rapprochement.provenance", "provenance")
    fusion = _Fusion(registre, departement)
    appariement = Appariement(registre, lues)
    for identifiant, message in appariement.doutes:
        fusion.noter(NatureConstat.DOUTE, identifiant, None, message)
    for entite in _reunir(appariement.traduites()):
        fusion.recevoir(entite)
    if getattr(lu, "interrompue", False):
        fusion.noter(NatureConstat.DOUTE, "", None, "le fichier est tronqué : les disparitions ne sont pas jugées")
    else:
        fusion.disparaitre(lues, appariement.cibles, attendue, _reserve(lu))
    neuf = fusion.registre()
    constats = tuple(sorted(fusion.constats, key=lambda c: (c.entite, c.champ or "", c.nature.value)))
    return Rapprochement(registre=neuf, comparaison=comparer(registre, neuf), constats=constats)


def _reserve(lu: Iterable[Entite]) -> str:
    """Why an absence from what was read proves less than it seems."""
    refusees = getattr(lu, "refusees", 0)
    return f" ; {refusees} ligne(s) du fichier n'ont pas pu être lues" if refusees else ""


def _reunir(lues: Iterable[Entite]) -> Iterator[Entite]:
    """One entity for all that one file says of it in several places."""
    par_fichier: dict[tuple[str, str, DatePartielle | None], Entite] = {}
    for lue in lues:
        provenance = lue.provenance or Provenance(titre="")
        cle = (lue.identifiant, provenance.titre, provenance.publie_le)
        deja = par_fichier.get(cle)
        par_fichier[cle] = lue if deja is None or type(deja) is not type(lue) else _unir(deja, lue)
    yield from par_fichier.values()


def _unir(un: Any, deux: Any) -> Any:
    changes: dict[str, Any] = {}
    for champ in _champs(un):
        avant, apres = getattr(un, champ), getattr(deux, champ)
        if isinstance(avant, tuple):
            connus = {getattr(element, "identifiant", element) for element in avant}
            changes[champ] = avant + tuple(e for e in apres if getattr(e, "identifiant", e) not in connus)
        elif avant is None:
            changes[champ] = apres
    return attrs.evolve(un, **changes)


def origine(entite: Entite, champ: str) -> Origine | None:
    """The file in which the present value of a field was read, ``None`` when it was written by hand.

    Args:
        entite: an entity of a registre.
        champ: name of a field, ``sites/site-1/lieu`` for one of a site. A list has an origin when all its elements
            are those of one file.

    Raises:
        ValueError: the entity has no such field.
    """
    valeur = _atteindre(entite, champ)
    if _nommes(valeur):
        chemins = [f"{champ}/{element.identifiant}" for element in valeur]
        return next((o for o in entite.origines if {*chemins} <= {lu.champ for lu in o.champs}), None)
    empreintes = _empreintes(valeur) if isinstance(valeur, tuple) else (_empreinte(valeur),)
    lus = ((o, lu) for o in entite.origines for lu in o.champs if lu.champ == champ and not _vide(valeur))
    return next((o for o, lu in lus if lu.empreintes == empreintes), None)


def _atteindre(objet: Any, champ: str) -> Any:
    nom, _, suite = champ.partition("/")
    if nom not in _champs(objet):
        raise ValueError(f"{type(objet).__name__} n'a pas de champ {nom!r}")
    valeur = getattr(objet, nom)
    if not suite:
        return valeur
    if isinstance(valeur, Extensions):
        return valeur[suite]
    identifiant, _, reste = suite.partition("/")
    element = next((e for e in valeur if e.identifiant == identifiant), None)
    if element is None:
        raise ValueError(f"{nom} n'a pas d'élément {identifiant!r}")
    return _atteindre(element, reste)


# -- digests ------------------------------------------------------------------------------------------------------


def _empreinte(valeur: Any) -> str:
    texte = json.dumps(en_objet(valeur), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(texte.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _cle(element: Any) -> str:
    """Digest of an element of a list, its period aside: a file that is read again gives it another one."""
    return _empreinte(attrs.evolve(element, periode=None) if hasattr(element, "periode") else element)


def _empreintes(elements: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(sorted({_cle(element) for element in elements}))


def _vide(valeur: Any) -> bool:
    return valeur is None or valeur == ()


@attrs.frozen
class _Trace:
    """What a file gave for a field."""

    source: str
    millesime: DatePartielle | None
    empreintes: tuple[str, ...]


_Traces = dict[str, dict[str, _Trace]]
"""By field, then by file: a list may come from several, another field has one owner."""


def _lire_traces(entite: Entite) -> _Traces:
    traces: _Traces = {}
    for connue in entite.origines:
        for lu in connue.champs:
            traces.setdefault(lu.champ, {})[connue.source] = _Trace(connue.source, connue.millesime, lu.empreintes)
    return traces


def _ecrire_traces(traces: _Traces) -> tuple[Origine, ...]:
    groupes: dict[tuple[str, DatePartielle | None], list[ChampLu]] = {}
    for champ in sorted(traces):
        for trace in traces[champ].values():
            lu = ChampLu(champ=champ, empreintes=trace.empreintes)
            groupes.setdefault((trace.source, trace.millesime), []).append(lu)
    ordre = sorted(groupes, key=lambda cle: (cle[0], str(cle[1] or "")))
    return tuple(Origine(source=cle[0], millesime=cle[1], champs=tuple(groupes[cle])) for cle in ordre)


# -- merging ------------------------------------------------------------------------------------------------------


class _Fusion:
    """The registre being written, and what is found on the way."""

    def __init__(self, registre: Registre, departement: str | None) -> None:
        self._depart = registre
        self._departement = departement
        self._entites: dict[str, Entite] = {entite.identifiant: entite for entite in registre}
        self.constats: list[ConstatRapprochement] = []

    def registre(self) -> Registre:
        listes: dict[str, Any] = {genre: [] for genre in LISTES}
        for entite in self._entites.values():
            listes[liste_de(entite)].append(entite)
        return attrs.evolve(self._depart, **listes)

    def noter(self, nature: NatureConstat, entite: str, champ: str | None, message: str, **valeurs: Any) -> None:
        self.constats.append(
            ConstatRapprochement(nature=nature, entite=entite, champ=champ, message=message, **valeurs)
        )

    def recevoir(self, lue: Entite) -> None:
        """Add an entity, or merge it into the one of the same identifiant."""
        actuelle = self._entites.get(lue.identifiant)
        fusion = _FusionEntite(self, lue, actuelle)
        if actuelle is None:
            self.noter(NatureConstat.AJOUT, lue.identifiant, None, f"ajouté d'après {fusion.fichier}", lu=lue)
        self._entites[lue.identifiant] = fusion.resultat()

    def disparaitre(
        self,
        lues: tuple[Entite, ...],
        cibles: frozenset[str],
        attendue: Callable[[Entite], bool] | None,
        reserve: str,
    ) -> None:
        """Tell the entities that came from these files and that they no longer hold."""
        sources = {lue.provenance.titre: lue.provenance for lue in lues if lue.provenance is not None}
        for entite in self._depart:
            provenance = next((sources[o.source] for o in entite.origines if o.source in sources), None)
            if provenance is None or entite.identifiant in cibles or not self.attend(entite):
                continue
            if attendue is None or attendue(entite):
                message = f"ne figure plus dans {_nommer(provenance)} ; rien n'est retiré{reserve}"
                self.noter(NatureConstat.DISPARITION, entite.identifiant, None, message)

    def attend(self, objet: Any) -> bool:
        """Whether a file read for one département should hold this: yes, unless it is known to be elsewhere."""
        if self._departement is None:
            return True
        departements = {departement_de(commune) for commune in self._communes(objet)}
        return not departements or self._departement in departements

    def _communes(self, objet: Any) -> Iterator[str]:
        if getattr(objet, "commune", None) is not None:
            yield objet.commune
        for lie in (getattr(objet, "lieu", None), getattr(objet, "site", None)):
            if (cible := self._depart.obtenir(lie)) is not None:
                yield from self._communes(cible)
        for element in (e for nom in ("sites", "exercices", "presences") for e in getattr(objet, nom, ())):
            yield from self._communes(element)


def _nommer(provenance: Provenance) -> str:
    return provenance.titre if provenance.publie_le is None else f"{provenance.titre} ({dater(provenance.publie_le)})"


class _FusionEntite:
    """One entity of the registre and the same in the file."""

    def __init__(self, fusion: _Fusion, lue: Entite, actuelle: Entite | None) -> None:
        provenance = lue.provenance
        if provenance is None:
            raise ValueError(lue.identifiant)
        self._fusion = fusion
        self._lue = lue
        self._actuelle = actuelle
        self._source, self._millesime = provenance.titre, provenance.publie_le
        self._traces = {} if actuelle is None else _lire_traces(actuelle)
        self.fichier = _nommer(provenance)

    def resultat(self) -> Entite:
        if self._actuelle is None:
            self._estampiller(self._lue, "")
            return attrs.evolve(self._lue, origines=_ecrire_traces(self._traces))
        actuelle = self._actuelle
        if type(actuelle) is not type(self._lue):
            self._noter(
                NatureConstat.CONSERVE, "type", "le fichier la range dans une autre sorte ; la sienne est gardée"
            )
        fusionnee = self._fusionner(actuelle, self._lue, "")
        achevee: Entite = attrs.evolve(fusionnee, origines=_ecrire_traces(self._traces))
        return achevee

    def _noter(self, nature: NatureConstat, champ: str, message: str, **valeurs: Any) -> None:
        self._fusion.noter(nature, self._lue.identifiant, champ, f"{champ} : {message}", **valeurs)

    def _tracer(self, champ: str, empreintes: tuple[str, ...]) -> None:
        self._traces.setdefault(champ, {})[self._source] = _Trace(self._source, self._millesime, empreintes)

    def _estampiller(self, objet: Any, prefixe: str) -> None:
        """Note that every value of an added object comes from the file."""
        for champ in _champs(objet):
            valeur, chemin = getattr(objet, champ), prefixe + champ
            if _vide(valeur):
                continue
            if isinstance(valeur, Extensions):
                for cle in valeur:
                    self._posseder(f"{chemin}/{cle}", valeur[cle])
            elif _nommes(valeur):
                for element in valeur:
                    self._tracer(f"{chemin}/{element.identifiant}", ())
                    self._estampiller(element, f"{chemin}/{element.identifiant}/")
            else:
                self._tracer(chemin, _empreintes(valeur) if isinstance(valeur, tuple) else (_empreinte(valeur),))

    def _fusionner(self, actuel: Any, lu: Any, prefixe: str) -> Any:
        changes: dict[str, Any] = {}
        for champ in _champs(actuel):
            if champ not in _champs(lu):
                continue
            avant, apres = getattr(actuel, champ), getattr(lu, champ)
            valeur: Any
            if champ == _JOURNAL and avant:
                self._journal(avant, apres)
                continue
            if champ == _EXTENSIONS:
                valeur = self._extensions(prefixe + champ, avant, apres)
            elif not isinstance(avant, tuple):
                valeur = self._valeur(prefixe + champ, avant, apres)
            elif _nommes(avant) or _nommes(apres):
                valeur = self._elements_nommes(prefixe + champ, avant, apres)
            else:
                valeur = self._elements(prefixe + champ, avant, apres)
            if valeur != avant:
                changes[champ] = valeur
        return attrs.evolve(actuel, **changes) if changes else actuel

    def _journal(self, actuel: tuple[Any, ...], lu: tuple[Any, ...]) -> None:
        """A journal is never rewritten: what another file says of it is told."""
        absents = tuple(evenement for evenement in lu if evenement not in actuel)
        if absents:
            message = f"gardé tel quel, un journal ne se réécrit pas ; {self.fichier} dit autre chose"
            self._noter(NatureConstat.CONSERVE, _JOURNAL, message, actuel=actuel, lu=absents)

    # -- one value -----------------------------------------------------------------------------------------------

    def _valeur(self, champ: str, actuel: Any, lu: Any) -> Any:
        traces = self._traces.get(champ, {})
        empreinte = (_empreinte(actuel),)
        proprietaire = next((trace for trace in traces.values() if trace.empreintes == empreinte), None)
        if actuel == lu:
            if proprietaire is not None and not self._est_plus_ancien(proprietaire):
                self._posseder(champ, lu)
            return actuel
        if proprietaire is None:
            return self._completer_ou_garder(champ, actuel, lu, deja_lu=bool(traces))
        if proprietaire.source != self._source and (_vide(lu) or not self._est_plus_recent(proprietaire)):
            if not _vide(lu):
                message = f"{proprietaire.source} et {self.fichier} se contredisent ; la première est gardée"
                self._noter(NatureConstat.DIVERGENCE, champ, message, actuel=actuel, lu=lu)
            return actuel
        if self._est_plus_ancien(proprietaire):
            self._noter(
                NatureConstat.DIVERGENCE, champ, f"{self.fichier} est plus ancien ; non repris", actuel=actuel, lu=lu
            )
            return actuel
        self._posseder(champ, lu)
        if _vide(lu):
            self._noter(NatureConstat.FIN, champ, f"absent de {self.fichier}, donc retiré", actuel=actuel)
        else:
            self._noter(NatureConstat.MISE_A_JOUR, champ, f"mis à jour d'après {self.fichier}", actuel=actuel, lu=lu)
        return lu

    def _extensions(self, champ: str, actuelles: Extensions | None, lues: Extensions | None) -> Extensions | None:
        avant, apres = dict(actuelles or {}), dict(lues or {})
        fusionnees = dict(avant)
        for cle in (*avant, *(cle for cle in apres if cle not in avant)):
            chemin = f"{champ}/{cle}"
            if cle in avant and avant[cle] is None:  # no reader writes a null: it says something to who did
                self._completer_ou_garder(chemin, None, apres.get(cle), deja_lu=True)
                continue
            valeur = self._valeur(chemin, avant.get(cle), apres.get(cle))
            if valeur is not None:
                fusionnees[cle] = valeur
            elif avant.get(cle) is not None:
                del fusionnees[cle]
        return actuelles if fusionnees == avant else Extensions(fusionnees)

    def _completer_ou_garder(self, champ: str, actuel: Any, lu: Any, *, deja_lu: bool) -> Any:
        if _vide(lu):
            return actuel
        if _vide(actuel) and not deja_lu:
            self._posseder(champ, lu)
            self._noter(NatureConstat.COMPLEMENT, champ, f"complété d'après {self.fichier}", lu=lu)
            return lu
        geste = "effacé" if _vide(actuel) else "saisi"
        message = f"{geste} à la main, gardé tel quel ; {self.fichier} dit autre chose"
        self._noter(NatureConstat.CONSERVE, champ, message, actuel=actuel, lu=lu)
        return actuel

    def _posseder(self, champ: str, valeur: Any) -> None:
        self._traces.pop(champ, None)
        if not _vide(valeur):
            self._tracer(champ, (_empreinte(valeur),))

    def _est_plus_recent(self, trace: _Trace) -> bool:
        un, deux = _jour(self._millesime), _jour(trace.millesime)
        return un is not None and deux is not None and un > deux

    def _est_plus_ancien(self, trace: _Trace) -> bool:
        un, deux = _jour(self._millesime), _jour(trace.millesime)
        return un is not None and deux is not None and un < deux

    # -- lists ---------------------------------------------------------------------------------------------------

    def _elements(self, champ: str, actuels: tuple[Any, ...], lus: tuple[Any, ...]) -> tuple[Any, ...]:
        traces = self._traces.get(champ, {})
        trace = traces.get(self._source)
        if trace is not None and self._est_plus_ancien(trace):
            return actuels
        deja = set() if trace is None else set(trace.empreintes)
        ailleurs = {e for autre in traces.values() if autre.source != self._source for e in autre.empreintes}
        cles = {_cle(element) for element in lus}
        du_fichier, resultat = deja & cles, []
        for element in actuels:
            cle, garde = _cle(element), element
            if cle in deja - cles:
                if cle not in ailleurs and self._fusion.attend(element):
                    garde = self._finir(champ, element)
                if garde is element and not _finie(element):
                    du_fichier.add(cle)
            # Ended, it may be what somebody had written already.
            if garde is element or (garde is not None and garde not in actuels):
                resultat.append(garde)
        presentes = {_cle(element) for element in actuels if not _finie(element)}
        for element in lus:
            if (cle := _cle(element)) not in deja | presentes and element not in actuels:
                resultat.append(element)
                presentes.add(cle)
                du_fichier.add(cle)
                message = f"ajout de {_sorte(element)} d'après {self.fichier}"
                self._noter(NatureConstat.AJOUT, champ, message, lu=element)
        if du_fichier or trace is not None:
            self._tracer(champ, tuple(sorted(du_fichier)))
        return tuple(resultat)

    def _finir(self, champ: str, element: Any) -> Any | None:
        """An element that the file no longer lists: ended when it has dates, else taken away."""
        sorte = _sorte(element)
        if not hasattr(element, "periode"):
            message = f"retrait de {sorte}, absent de {self.fichier}"
            self._noter(NatureConstat.FIN, champ, message, actuel=element)
            return None
        if _finie(element):
            return element
        finie = None if self._millesime is None else _terminer(element, self._millesime)
        if finie is None:
            message = f"{sorte} ne figure plus dans {self.fichier} ; gardé, faute de date de fin"
            self._noter(NatureConstat.DISPARITION, champ, message, actuel=element)
            return element
        self._noter(NatureConstat.FIN, champ, f"{sorte} terminé, absent de {self.fichier}", actuel=element, lu=finie)
        return finie

    def _elements_nommes(self, champ: str, actuels: tuple[Any, ...], lus: tuple[Any, ...]) -> tuple[Any, ...]:
        par_nom = {element.identifiant: element for element in lus}
        resultat = []
        for element in actuels:
            chemin = f"{champ}/{element.identifiant}"
            lu = par_nom.pop(element.identifiant, None)
            if lu is not None:
                resultat.append(self._fusionner(element, lu, f"{chemin}/"))
            elif self._source in self._traces.get(chemin, {}):
                fini = self._finir(chemin, element)
                resultat += [] if fini is None else [fini]
            else:
                resultat.append(element)
        for nom, lu in par_nom.items():
            chemin = f"{champ}/{nom}"
            if self._source in self._traces.get(chemin, {}):
                message = f"retiré à la main, non repris ; {self.fichier} le donne encore"
                self._noter(NatureConstat.CONSERVE, chemin, message, lu=lu)
                continue
            self._tracer(chemin, ())
            self._estampiller(lu, f"{chemin}/")
            resultat.append(lu)
            self._noter(NatureConstat.AJOUT, chemin, f"ajouté d'après {self.fichier}", lu=lu)
        return tuple(resultat)


def _champs(objet: Any) -> list[str]:
    return [champ.name for champ in attrs.fields(type(objet)) if champ.name not in _HORS_FUSION]


def _nommes(valeur: Any) -> bool:
    return isinstance(valeur, tuple) and bool(valeur) and all(hasattr(element, "identifiant") for element in valeur)


def _sorte(element: Any) -> str:
    """What an element of a list is, without what it says of anybody."""
    nature = getattr(element, "nature", None)
    return type(element).__name__ + (f" {nature.value}" if isinstance(nature, Enum) else "")


def _finie(element: Any) -> bool:
    periode = getattr(element, "periode", None)
    return periode is not None and periode.fin is not None


def _terminer(element: Any, millesime: DatePartielle) -> Any | None:
    """The element, ended at the latest on the vintage; ``None`` when it began later."""
    fin = attrs.evolve(millesime, nuance=Nuance.AU_PLUS_TARD)
    try:
        periode = PeriodePartielle(debut=None if element.periode is None else element.periode.debut, fin=fin)
    except ValeurInvalide:
        return None
    return attrs.evolve(element, periode=periode)


def _jour(millesime: DatePartielle | None) -> Any:
    return None if millesime is None else millesime.au_plus_tard
