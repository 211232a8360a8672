"""One entity of a registre and the same in a file, merged field by field, with what is found on the way."""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, Final

import attrs

from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.echanges._traces import (
    Trace,
    champs,
    ecrire_traces,
    empreinte_hors_periode,
    empreintes_de,
    est_vide,
    lire_traces,
    nommes,
)
from soinsprimaires.echanges._valeurs import departement_de
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.genres import LISTES, liste_de
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, Nuance, PeriodePartielle

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


class Fusion:
    """The registre being written, and what is found on the way."""

    def __init__(self, registre: Registre, departement: str | None) -> None:
        self._depart = registre
        self._departement = departement
        self._entites: dict[str, Entite] = {entite.identifiant: entite for entite in registre}
        self.constats: list[ConstatRapprochement] = []

    def registre(self) -> Registre:
        """The registre as it stands."""
        listes: dict[str, Any] = {genre: [] for genre in LISTES}
        for entite in self._entites.values():
            listes[liste_de(entite)].append(entite)
        return attrs.evolve(self._depart, **listes)

    def noter(self, nature: NatureConstat, entite: str, champ: str | None, message: str, **valeurs: Any) -> None:
        """Keep a finding."""
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
        anciens = (ancien.lieu for ancien in getattr(objet, "lieux_anterieurs", ()))
        for lie in (getattr(objet, "lieu", None), getattr(objet, "site", None), *anciens):
            if (cible := self._depart.obtenir(lie)) is not None:
                yield from self._communes(cible)
        for element in (e for nom in ("sites", "exercices", "presences") for e in getattr(objet, nom, ())):
            yield from self._communes(element)


def _nommer(provenance: Provenance) -> str:
    return provenance.titre if provenance.publie_le is None else f"{provenance.titre} ({dater(provenance.publie_le)})"


class _FusionEntite:
    """One entity of the registre and the same in the file."""

    def __init__(self, fusion: Fusion, lue: Entite, actuelle: Entite | None) -> None:
        provenance = lue.provenance
        if provenance is None:
            raise ValueError(lue.identifiant)
        self._fusion = fusion
        self._lue = lue
        self._actuelle = actuelle
        self._source, self._millesime = provenance.titre, provenance.publie_le
        self._traces = {} if actuelle is None else lire_traces(actuelle)
        self.fichier = _nommer(provenance)

    def resultat(self) -> Entite:
        if self._actuelle is None:
            self._estampiller(self._lue, "")
            return attrs.evolve(self._lue, origines=ecrire_traces(self._traces))
        actuelle = self._actuelle
        if type(actuelle) is not type(self._lue):
            self._noter(
                NatureConstat.CONSERVE, "type", "le fichier la range dans une autre sorte ; la sienne est gardée"
            )
        fusionnee = self._fusionner(actuelle, self._lue, "")
        achevee: Entite = attrs.evolve(fusionnee, origines=ecrire_traces(self._traces))
        return achevee

    def _noter(self, nature: NatureConstat, champ: str, message: str, **valeurs: Any) -> None:
        self._fusion.noter(nature, self._lue.identifiant, champ, f"{champ} : {message}", **valeurs)

    def _tracer(self, champ: str, empreintes: tuple[str, ...]) -> None:
        self._traces.setdefault(champ, {})[self._source] = Trace(self._source, self._millesime, empreintes)

    def _estampiller(self, objet: Any, prefixe: str) -> None:
        """Note that every value of an added object comes from the file."""
        for champ in champs(objet):
            valeur, chemin = getattr(objet, champ), prefixe + champ
            if est_vide(valeur):
                continue
            if isinstance(valeur, Extensions):
                for cle in valeur:
                    self._posseder(f"{chemin}/{cle}", valeur[cle])
            elif nommes(valeur):
                for element in valeur:
                    self._tracer(f"{chemin}/{element.identifiant}", ())
                    self._estampiller(element, f"{chemin}/{element.identifiant}/")
            else:
                self._tracer(chemin, empreintes_de(valeur))

    def _fusionner(self, actuel: Any, lu: Any, prefixe: str) -> Any:
        changes: dict[str, Any] = {}
        for champ in champs(actuel):
            if champ not in champs(lu):
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
            elif nommes(avant) or nommes(apres):
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
        empreintes = empreintes_de(actuel)
        proprietaire = next((trace for trace in traces.values() if trace.empreintes == empreintes), None)
        if actuel == lu:
            if proprietaire is not None and not self._est_plus_ancien(proprietaire):
                self._posseder(champ, lu)
            return actuel
        if proprietaire is None:
            return self._completer_ou_garder(champ, actuel, lu, deja_lu=bool(traces))
        if proprietaire.source != self._source and (est_vide(lu) or not self._est_plus_recent(proprietaire)):
            if not est_vide(lu):
                message = f"{proprietaire.source} et {self.fichier} se contredisent ; la première est gardée"
                self._noter(NatureConstat.DIVERGENCE, champ, message, actuel=actuel, lu=lu)
            return actuel
        if self._est_plus_ancien(proprietaire):
            self._noter(
                NatureConstat.DIVERGENCE, champ, f"{self.fichier} est plus ancien ; non repris", actuel=actuel, lu=lu
            )
            return actuel
        self._posseder(champ, lu)
        if est_vide(lu):
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
        if est_vide(lu):
            return actuel
        if est_vide(actuel) and not deja_lu:
            self._posseder(champ, lu)
            self._noter(NatureConstat.COMPLEMENT, champ, f"complété d'après {self.fichier}", lu=lu)
            return lu
        geste = "effacé" if est_vide(actuel) else "saisi"
        message = f"{geste} à la main, gardé tel quel ; {self.fichier} dit autre chose"
        self._noter(NatureConstat.CONSERVE, champ, message, actuel=actuel, lu=lu)
        return actuel

    def _posseder(self, champ: str, valeur: Any) -> None:
        self._traces.pop(champ, None)
        if not est_vide(valeur):
            self._tracer(champ, empreintes_de(valeur))

    def _est_plus_recent(self, trace: Trace) -> bool:
        return _precede(trace.millesime, self._millesime)

    def _est_plus_ancien(self, trace: Trace) -> bool:
        return _precede(self._millesime, trace.millesime)

    # -- lists ---------------------------------------------------------------------------------------------------

    def _elements(self, champ: str, actuels: tuple[Any, ...], lus: tuple[Any, ...]) -> tuple[Any, ...]:
        traces = self._traces.get(champ, {})
        trace = traces.get(self._source)
        if trace is not None and self._est_plus_ancien(trace):
            return actuels
        deja = set() if trace is None else set(trace.empreintes)
        ailleurs = {e for autre in traces.values() if autre.source != self._source for e in autre.empreintes}
        cles = {empreinte_hors_periode(element) for element in lus}
        du_fichier, resultat = deja & cles, []
        for element in actuels:
            cle, retenu = empreinte_hors_periode(element), element
            if cle in deja - cles:
                if cle not in ailleurs and self._fusion.attend(element):
                    retenu = self._finir(champ, element)
                if retenu is element and not _finie(element):
                    du_fichier.add(cle)
            # Ended, it may be what somebody had written already.
            if retenu is element or (retenu is not None and retenu not in actuels):
                resultat.append(retenu)
        presentes = {empreinte_hors_periode(element) for element in actuels if not _finie(element)}
        for element in lus:
            if (cle := empreinte_hors_periode(element)) not in deja | presentes and element not in actuels:
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


def _precede(un: DatePartielle | None, deux: DatePartielle | None) -> bool:
    """Whether a vintage is known to be before another."""
    jours = [None if millesime is None else millesime.au_plus_tard for millesime in (un, deux)]
    return jours[0] is not None and jours[1] is not None and jours[0] < jours[1]
