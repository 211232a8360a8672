"""What an entity says that FHIR cannot carry: each field is written, or told with its pointer in the document."""

from typing import Any, Final

import attrs

from soinsprimaires.anomalies import Chemin, Gravite
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.modele._champs import champs
from soinsprimaires.temps import DatePartielle, Nuance, PeriodePartielle, Precision

_A_PROPOS: Final = frozenset({"provenance", "origines", "extensions"})
"""What tells of the document rather than of what it describes."""
_SANS_PLACE: Final = "n'a pas de place dans FHIR, non écrit"
_VAGUE: Final = "date vague, non écrite : sans sa nuance elle passerait pour sûre"


def nettoyer(texte: str) -> str:
    """A text as FHIR may hold it: no control character, no blank around, nor two of them together beside one."""
    ecrit = texte.strip()
    if ecrit.isprintable():
        return ecrit
    return " ".join("".join(c if c.isprintable() else " " for c in ecrit).split())


@attrs.define
class BilanEcriture:
    """The account of one entity; ``sans_place`` is what is said of a field that is not written."""

    _journal: Journal
    _place: int
    _entite: Any
    _sans_place: str = _SANS_PLACE
    _portes: set[Chemin] = attrs.field(init=False, factory=lambda: {("identifiant",)})
    _entames: set[Chemin] = attrs.field(init=False, factory=set)

    def porter(self, *chemins: Chemin) -> None:
        """Note what is written."""
        for chemin in chemins:
            self._portes.add(chemin)
            self._entames.update(chemin[:longueur] for longueur in range(1, len(chemin)))

    def perdre(self, chemin: Chemin, message: str, code: str = "perte.champ") -> None:
        """Tell what is not written."""
        self.porter(chemin)
        self._dire(chemin, message, code)

    def texte(self, valeur: str | None, *chemin: str | int) -> str | None:
        """A text as FHIR may hold it: not blank, without blanks around."""
        if valeur is None:
            return None
        self.porter(chemin)
        ecrit = nettoyer(valeur)
        if ecrit != valeur or not ecrit:
            self._dire(chemin, "des blancs ou des caractères de contrôle ne sont pas écrits", "perte.texte")
        return ecrit or None

    def date(self, date: DatePartielle | None, *chemin: str | int) -> str | None:
        """A date as FHIR may hold it: a year, a month or a day, whose nuance could not be told."""
        if date is None:
            return None
        self.porter(chemin)
        if date.precision is Precision.SAISON or date.nuance not in {Nuance.EXACTE, Nuance.DEPUIS}:
            self._dire(chemin, _VAGUE, "perte.date")
            return None
        if date.nuance is Nuance.DEPUIS:
            self._dire(chemin, "« depuis » n'est pas écrit, la date l'est", "perte.nuance", Gravite.INFORMATION)
        return str(attrs.evolve(date, nuance=Nuance.EXACTE))

    def periode(self, periode: PeriodePartielle | None, *chemin: str | int) -> dict[str, str] | None:
        """A Period; ``None`` when it ended on a vague date, which no Period could tell from one that goes on."""
        if periode is None:
            return {}
        debut = self.date(periode.debut, *chemin, "debut")
        fin = self.date(periode.fin, *chemin, "fin")
        if periode.fin is not None and fin is None:
            return None
        dites = {"start": debut, "end": fin}
        return {cle: date for cle, date in dites.items() if date is not None}

    def clore(self) -> None:
        """Tell all that was not written."""
        if () not in self._portes:
            self._reste((), self._entite)

    def _reste(self, chemin: Chemin, objet: Any) -> None:
        for champ in champs(type(objet)):
            valeur = getattr(objet, champ.nom)
            if valeur is None or valeur in ((), champ.defaut):
                continue
            self._valeur((*chemin, champ.nom), valeur)

    def _valeur(self, chemin: Chemin, valeur: Any) -> None:
        if chemin in self._portes:
            return
        if chemin not in self._entames:
            a_propos = chemin[-1] in _A_PROPOS
            gravite = Gravite.INFORMATION if a_propos else Gravite.AVERTISSEMENT
            self._dire(chemin, self._sans_place, "perte.propos" if a_propos else "perte.champ", gravite)
        elif isinstance(valeur, tuple):
            for rang, element in enumerate(valeur):
                self._valeur((*chemin, rang), element)
        else:
            self._reste(chemin, valeur)

    def _dire(self, chemin: Chemin, message: str, code: str, gravite: Gravite = Gravite.AVERTISSEMENT) -> None:
        self._journal.signaler(self._place, code, message, chemin or None, gravite=gravite)
