"""How many projects stand where, and whether that is what a source states."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

import attrs

from soinsprimaires import cycle
from soinsprimaires._typage import exiger
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.apparence import Recueil
from soinsprimaires.cycle import Etat
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mesures import Estimation, NuanceNombre
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.statistiques import Statistique
from soinsprimaires.modele.territoires import NatureTerritoire, Territoire

__all__ = ["Compte", "Confrontation", "Critere", "confronter", "denombrer"]


class Critere(Vocabulaire):
    """By what projects are counted."""

    REGION = "region"
    NATURE = "nature"
    ETAT = "etat"


@attrs.frozen(kw_only=True)
class Compte:
    """How many projects share the same values.

    Attributes:
        valeurs: code of the région, word of the nature, word of the state, in the order that was asked; ``None`` is
            not known.
        nombre: how many.
    """

    valeurs: tuple[str | None, ...]
    nombre: int


def denombrer(
    registre: Registre,
    *,
    par: Sequence[Critere] = (Critere.REGION, Critere.NATURE, Critere.ETAT),
    au: date,
) -> Recueil[Compte]:
    """Count the projects of a registre on a day; the counts always sum to their number.

    Args:
        registre: what is counted.
        par: criteria, in order; none of them counts everything together.
        au: day.

    Returns:
        One count for each combination that occurs, sorted, what is not known last.

    Raises:
        ValeurInvalide: a criterion is a word, or stands twice; ``au`` is not a full day.
    """
    exiger(tuple(par), tuple[Critere, ...], "par")
    exiger(au, date, "au")
    if len(set(par)) < len(par):
        raise ValeurInvalide("un critère est demandé deux fois", "analyse.critere", "par")
    comptes = Counter(tuple(_valeur(critere, projet, registre, au) for critere in par) for projet in registre.projets)
    triees = sorted(comptes, key=lambda valeurs: tuple((valeur is None, valeur or "") for valeur in valeurs))
    return Recueil(Compte, (Compte(valeurs=valeurs, nombre=comptes[valeurs]) for valeurs in triees))


def _valeur(critere: Critere, projet: Projet, registre: Registre, au: date) -> str | None:
    match critere:
        case Critere.REGION:
            return cycle.region_de(projet, registre, au=au)
        case Critere.NATURE:
            return str(projet.nature.value)
        case Critere.ETAT:
            etat = cycle.etat(projet, au=au, registre=registre)
            return None if etat is None else str(etat.value)


@attrs.frozen(kw_only=True)
class Confrontation:
    """What a source states beside what the registre counts.

    Attributes:
        declare: figure of the source.
        compte_minimum: projects that surely count.
        compte_maximum: those and the ones whose state or région is not known.
        concorde: whether the count surely is the figure; ``None`` when one or the other is too vague. "At least 19" is
            not 19: a count of 20 does not contradict it, and is not known to be what it stands for.
        incertains: identifiants of the projects that may count.
    """

    declare: Estimation
    compte_minimum: int
    compte_maximum: int
    concorde: bool | None
    incertains: tuple[str, ...] = ()


def confronter(
    registre: Registre,
    statistique: Statistique,
    *,
    nature: NatureProjet,
    etats: Collection[Etat],
    au: date,
) -> Confrontation:
    """Put a stated figure beside the count of the projects of a nature in some states.

    The words of an indicator do not say to a program what they count: the caller does. Where the statistic names the
    territory of a région, only its projects count.

    Raises:
        ValeurInvalide: the territory of the statistic is not a région, so that nobody can tell which projects are in
            it; the nature or a state is a word.
    """
    exiger(nature, NatureProjet, "nature")
    exiger(tuple(etats), tuple[Etat, ...], "etats")
    region = _perimetre(registre, statistique)
    suretes = {
        projet.identifiant: _compte(projet, registre, region, frozenset(etats), au)
        for projet in registre.projets_de(nature=nature)
    }
    minimum = sum(surete is True for surete in suretes.values())
    incertains = tuple(nom for nom, surete in suretes.items() if surete is None)
    return Confrontation(
        declare=statistique.valeur,
        compte_minimum=minimum,
        compte_maximum=minimum + len(incertains),
        concorde=_concorde(statistique.valeur, minimum, minimum + len(incertains)),
        incertains=incertains,
    )


def _perimetre(registre: Registre, statistique: Statistique) -> str | None:
    if statistique.territoire is None:
        return None
    territoire = registre.obtenir(statistique.territoire)
    if isinstance(territoire, Territoire) and territoire.nature is NatureTerritoire.REGION and territoire.region:
        return territoire.region
    message = f"« {statistique.territoire} » n'est pas un territoire de région : quels projets y compter ?"
    raise ValeurInvalide(message, "analyse.perimetre", "territoire")


def _compte(projet: Projet, registre: Registre, region: str | None, etats: frozenset[Etat], au: date) -> bool | None:
    possibles = cycle.etats_possibles(projet, au=au, registre=registre)
    if not possibles & etats:
        return False
    ou = cycle.region_de(projet, registre, au=au) if region is not None else None
    if ou != region and ou is not None:
        return False
    return True if possibles <= etats and ou == region else None


def _concorde(declare: Estimation, minimum: int, maximum: int) -> bool | None:
    """One answer for every count that is possible, else none."""
    reponses = {_admet(declare, nombre) for nombre in range(minimum, maximum + 1)}
    return reponses.pop() if len(reponses) == 1 else None


def _admet(declare: Estimation, nombre: int) -> bool | None:
    """Whether a number is the one that a figure gives: one with a nuance excludes some, and gives none."""
    bas, haut = declare.au_moins, declare.au_plus
    strict = declare.nuance in {NuanceNombre.PLUS_DE, NuanceNombre.MOINS_DE} and nombre == declare.valeur
    if strict or (bas is not None and nombre < bas) or (haut is not None and nombre > haut):
        return False
    return True if declare.nuance is NuanceNombre.EXACT else None
