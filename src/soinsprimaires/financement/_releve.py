"""The one engine of the lines: it reads facts and figures of a scale, and remembers what each line was made of."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Context, Decimal, localcontext
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from soinsprimaires.droit._parametre import ValeurDatee
from soinsprimaires.financement._fourchettes import INCONNU, UN, ZERO, Fourchette, exact
from soinsprimaires.financement.bareme import Bareme
from soinsprimaires.financement.decompte import Ligne, Quantite, la_plus_faible
from soinsprimaires.financement.faits import FAITS
from soinsprimaires.mesures import Estimation, bornes_entieres
from soinsprimaires.sources import Fiabilite, SourceJuridique
from soinsprimaires.temps import echeance

P = ParamSpec("P")
R = TypeVar("R")
_PRECISION: Final = 50


def en_precision_fixe(calcul: Callable[P, R]) -> Callable[P, R]:
    """Compute with the same digits whatever the caller set for the decimals of their thread."""

    @wraps(calcul)
    def calculer(*args: P.args, **kwargs: P.kwargs) -> R:
        with localcontext(Context(prec=_PRECISION)):
            return calcul(*args, **kwargs)

    return calculer


class Releve:
    """What one line reads.

    Args:
        bareme: the scale.
        faits: the facts.
        jours: first and last day on which the figures of the scale must be the same.
    """

    def __init__(self, bareme: Bareme, faits: Any, jours: tuple[date, date]) -> None:
        self.bareme = bareme
        self.faits = faits
        self.jours = jours
        self.quantites: dict[tuple[str, int | None], Quantite] = {}
        self.fiabilites: list[Fiabilite] = []
        self.raisons: list[str] = []
        self.inconnus: dict[str, None] = {}
        self.bareme_muet = False
        """Whether a figure of the scale that was read is not known, and nothing bounds it."""

    # -- facts -----------------------------------------------------------------------------------------------------

    def fait(self, nom: str) -> Fourchette:
        """A fact as a number: a yes is 1, a no is 0; what it may be when it is not known."""
        libelle, unite, au_plus = FAITS[nom]
        valeur = getattr(self.faits, nom)
        if valeur is None:
            bas, haut = 0, au_plus
        else:
            bas, haut = bornes_entieres(valeur) if isinstance(valeur, Estimation) else (valeur, valeur)
        fourchette = Fourchette(Decimal(bas), None if haut is None else Decimal(haut))
        if fourchette.valeur is None:
            self.inconnus[nom] = None
        self.quantites.setdefault((nom, None), _quantite(nom, libelle, unite, fourchette))
        return fourchette

    # -- the scale -------------------------------------------------------------------------------------------------

    def bareme_de(self, code: str, taille: int | None = None, *, inconnu: Fourchette = INCONNU) -> Fourchette:
        """A figure of the scale over the days of the line; what it may be when it is not known."""
        parametre = self.bareme.poste(code, taille).valeur
        etapes = self.bareme.sur(code, *self.jours, taille)
        fourchette, raison = _lire(etapes, inconnu)
        sources = tuple(dict.fromkeys(source for etape in etapes for source in etape.sources))
        if (code, taille) not in self.quantites:
            self.fiabilites += [etape.fiabilite for etape in etapes]
            if raison is not None:
                self.raisons.append(raison)
                self.bareme_muet |= fourchette.maximum is None
            self.quantites[code, taille] = _quantite(
                code, parametre.nom, parametre.unite, fourchette, sources=sources, raison=raison
            )
        return fourchette

    def deduire(self, code: str, libelle: str, unite: str, fourchette: Fourchette) -> None:
        """Show a figure that was computed from the others."""
        raison = None if fourchette.valeur is not None else "dépend de ce qui n'est pas connu"
        self.quantites[code, None] = _quantite(code, libelle, unite, fourchette, raison=raison)

    def noter(self, raison: str) -> None:
        """Say why a line is not known, or under what reserve it is."""
        self.raisons.append(raison)

    # -- the line --------------------------------------------------------------------------------------------------

    def ligne(
        self,
        code: str,
        libelle: str,
        formule: str,
        montant: Fourchette,
        *,
        points: Decimal | None = None,
        sources: Iterable[SourceJuridique] = (),
    ) -> Ligne:
        """The line, with all that was read for it."""
        connue = montant.valeur is not None
        lues = (source for quantite in self.quantites.values() for source in quantite.sources)
        raisons = list(dict.fromkeys(self.raisons))
        if not connue and self.inconnus:
            mots = ", ".join(FAITS[fait].libelle for fait in self.inconnus)
            raisons.insert(0, f"à renseigner : {mots}")
        return Ligne(
            code=code,
            libelle=libelle,
            formule=formule,
            quantites=tuple(self.quantites.values()),
            points=points,
            montant=montant.valeur,
            minimum=montant.minimum,
            maximum=montant.maximum,
            sources=tuple(dict.fromkeys([*lues, *sources])),
            fiabilite=la_plus_faible(self.fiabilites),
            raison=" ; ".join(raisons) or None,
            inconnus=() if connue else tuple(self.inconnus),
        )


def _quantite(
    code: str,
    libelle: str,
    unite: str,
    fourchette: Fourchette,
    *,
    sources: tuple[SourceJuridique, ...] = (),
    raison: str | None = None,
) -> Quantite:
    return Quantite(
        code=code,
        libelle=libelle,
        valeur=fourchette.valeur,
        minimum=fourchette.minimum,
        maximum=fourchette.maximum,
        unite=unite,
        sources=sources,
        raison=raison,
    )


def _lire(etapes: tuple[ValeurDatee[Any], ...], inconnu: Fourchette) -> tuple[Fourchette, str | None]:
    """One figure over several days: known when every step of it says the same."""
    muettes = [etape for etape in etapes if etape.valeur is None]
    if muettes:
        return inconnu, muettes[0].raison
    valeurs = {Decimal(etape.valeur) for etape in etapes if etape.valeur is not None}
    if not valeurs:
        return inconnu, "cette ligne du barème n'existe pas encore"
    if len(valeurs) == 1:
        return exact(valeurs.pop()), None
    jours = ", ".join(str(etape.depuis) for etape in etapes[1:])
    return Fourchette(
        min(valeurs), max(valeurs)
    ), f"le barème change pendant l'année ({jours}) : la règle n'est pas lue"


# -- a part of a year --------------------------------------------------------------------------------------------------

_MOIS: Final = 12


def parts_de_l_annee(debut: date, premier: date, suivant: date) -> Fourchette:
    """The part of a year that is left on a day: between days and months no text was read.

    Every reading is inside: whole months left, months begun, days; the first day counts.

    Args:
        debut: the day from which it is counted.
        premier: first day of the year, which need not be civil.
        suivant: first day of the next one.
    """
    if debut <= premier:
        return UN
    if debut >= suivant:
        return ZERO
    mensuels = [echeance(premier, mois=mois) for mois in range(1, _MOIS)]
    entiers = sum(jour >= debut for jour in mensuels)
    entames = entiers + (debut not in mensuels)
    reste, duree = (suivant - debut).days, (suivant - premier).days
    lectures = [Decimal(entiers) / _MOIS, Decimal(entames) / _MOIS, Decimal(reste) / duree]
    return Fourchette(min(lectures), max(lectures))


def au_long(nombres: Iterable[Fourchette]) -> Fourchette:
    """The sum of several numbers."""
    somme = ZERO
    for nombre in nombres:
        somme += nombre
    return somme
