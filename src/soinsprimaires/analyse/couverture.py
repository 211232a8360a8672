"""Which communes and how many inhabitants are in a CPTS, and what two CPTS share."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import merge
from itertools import combinations

import attrs

from soinsprimaires import referentiels
from soinsprimaires._typage import exiger
from soinsprimaires.analyse._zones import ecrire, etendue_de_cpts
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, encadrer
from soinsprimaires.apparence import Affichable, Recueil
from soinsprimaires.composition import departements_possibles, ecrites_le, existe, rassembler, valeurs_possibles
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CPTS, Structure
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.referentiels import Commune

__all__ = ["CommuneCouverte", "Couverture", "Partage", "couverture", "partages"]


@attrs.frozen(kw_only=True)
class CommuneCouverte:
    """A commune and the CPTS that have it in their territory.

    Attributes:
        commune: the commune.
        certaines: identifiants of the CPTS of which it surely is.
        possibles: identifiants of those of which it may be: limits or dates that are not known.
    """

    commune: Commune
    certaines: tuple[str, ...] = ()
    possibles: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Couverture(Affichable):
    """How the CPTS of a registre share communes; each commune stands in one of the five lists.

    Attributes:
        departement: code of the département, ``None`` for a région or the country.
        region: code of the région, ``None`` for a département or the country.
        millesime: vintage of the communes.
        sans: communes that are surely in no CPTS of the registre.
        une: communes that are surely in one and in no other.
        plusieurs: communes that are surely in two or more.
        au_moins_une: communes that are surely in one, and may be in others.
        incertaines: communes that are surely in none, and may be in one.
        habitants_sans: inhabitants of no CPTS.
        habitants_couverts: those of one CPTS at least.
        habitants_partages: those of two CPTS or more.
        imprecises: identifiants of the CPTS whose territory is not complete, or not described: what to write down for
            ``au_moins_une`` and ``incertaines`` to shorten.
        ecartees: identifiants of the CPTS without a described territory that are taken to lie in the départements of
            their sites, none of which is here: what would have to be checked, were one of them to reach here.
    """

    departement: str | None
    region: str | None
    millesime: int
    sans: tuple[CommuneCouverte, ...]
    une: tuple[CommuneCouverte, ...]
    plusieurs: tuple[CommuneCouverte, ...]
    au_moins_une: tuple[CommuneCouverte, ...]
    incertaines: tuple[CommuneCouverte, ...]
    habitants_sans: Mesure
    habitants_couverts: Mesure
    habitants_partages: Mesure
    imprecises: tuple[str, ...]
    ecartees: tuple[str, ...]

    def __repr__(self) -> str:
        noms = ("sans", "une", "plusieurs", "au_moins_une", "incertaines")
        comptes = ", ".join(f"{nom}={len(getattr(self, nom))}" for nom in noms)
        ou = {"departement": self.departement, "region": self.region}
        return f"Couverture({''.join(f'{quoi}={code!r}, ' for quoi, code in ou.items() if code)}{comptes})"


@attrs.frozen
class _Etendue:
    """What is known of the communes of a CPTS; ``partout`` are the départements any commune of which may be its own."""

    nom: str
    certaines: frozenset[str]
    possibles: frozenset[str]
    partout: frozenset[str] | None = frozenset()
    """``None`` is any département."""
    situee: bool = False
    """Whether its sites alone say where it is."""


def couverture(
    registre: Registre, *, au: date, departement: str | None = None, region: str | None = None
) -> Couverture:
    """Which communes of a département, a région or the country are in no CPTS of the registre, in one, in several.

    A CPTS whose territory is not wholly known may reach any commune of the départements that it is said to lie in, or
    those of its sites when no territory is described; any commune at all when nothing says where it is.

    Args:
        registre: whose CPTS.
        au: the day, which chooses the vintage of the communes.
        departement: code of the département.
        region: code of the région; the country by default.

    Raises:
        CodeInconnu: no département, or no région, has this code.
        ValeurInvalide: both are given, or ``au`` is not a full day.
    """
    exiger(registre, Registre, "registre")
    exiger(au, date, "au")
    communes = (
        referentiels.communes(au)
        if departement is None and region is None
        else referentiels.communes_de(departement=departement, region=region, au=au)
    )
    ici = frozenset(commune.departement for commune in communes)
    etendues = [_etendre(registre, cpts, au) for cpts in _cpts(registre, au)]
    couvertes = list(_couvrir(communes, etendues))
    listes = {nom: tuple(c for c in couvertes if _liste(c) == nom) for nom in _LISTES}
    return Couverture(
        departement=departement,
        region=region,
        millesime=referentiels.millesime_au(au),
        **listes,
        habitants_sans=_compter(listes["sans"], listes["incertaines"]),
        habitants_couverts=_compter(
            (*listes["une"], *listes["plusieurs"], *listes["au_moins_une"]), listes["incertaines"]
        ),
        habitants_partages=_compter(
            listes["plusieurs"],
            (*listes["au_moins_une"], *(c for c in listes["incertaines"] if len(c.possibles) > 1)),
        ),
        imprecises=tuple(e.nom for e in etendues if e.partout is None or e.partout & ici),
        ecartees=tuple(e.nom for e in etendues if e.situee and e.partout is not None and not e.partout & ici),
    )


_LISTES = ("sans", "une", "plusieurs", "au_moins_une", "incertaines")


def _liste(couverte: CommuneCouverte) -> str:
    match len(couverte.certaines), len(couverte.possibles):
        case 0, 0:
            return "sans"
        case 0, _:
            return "incertaines"
        case 1, 0:
            return "une"
        case 1, _:
            return "au_moins_une"
        case _:
            return "plusieurs"


def _cpts(registre: Registre, au: date) -> Iterator[CPTS]:
    for structure in registre.structures:
        if isinstance(structure, CPTS) and existe(structure, au=au) is not False:
            yield structure


def _etendre(registre: Registre, cpts: CPTS, au: date) -> _Etendue:
    etendue = etendue_de_cpts(registre, cpts, au=au)
    certaines = frozenset(etendue.communes)
    if etendue.possibles is not None:
        return _Etendue(cpts.identifiant, certaines, frozenset(etendue.possibles))
    tenus = valeurs_possibles(cpts.territoires, au=au)
    territoires = [registre.obtenir(rattachement.territoire) for rattachement, _ in tenus]
    decrits = [territoire for territoire in territoires if isinstance(territoire, Territoire)]
    ecritures = [ecrire(territoire.communes, au, ecrites_le(territoire)) for territoire in decrits]
    possibles = frozenset().union(*(ecriture.entieres | ecriture.entamees for ecriture in ecritures))
    # If none holds for sure, the territory may be another one, which nothing describes.
    decrite = len(decrits) == len(tenus) and any(certain for _, certain in tenus)
    if decrite:
        lieux = [departements_possibles(territoire) for territoire in decrits]
    else:
        communes = [registre.commune_du_site(site, au=au) for site in cpts.sites]
        lieux = [None if code is None else frozenset({referentiels.departement_de(code)}) for code in communes]
    connus = [lieu for lieu in lieux if lieu is not None]
    partout = frozenset().union(*connus) if connus and len(connus) == len(lieux) else None
    return _Etendue(cpts.identifiant, certaines, possibles, partout, situee=not decrite)


def _couvrir(communes: Iterable[Commune], etendues: Sequence[_Etendue]) -> Iterator[CommuneCouverte]:
    """Each commune with its CPTS, in a time that grows as their communes do and not as their product."""
    certaines, possibles = (
        _indexer((e.nom, e.certaines) for e in etendues),
        _indexer((e.nom, e.possibles - e.certaines) for e in etendues),
    )
    floues = [e for e in etendues if e.partout is None or e.partout]
    par_departement: dict[str, tuple[str, ...]] = {}
    for commune in communes:
        ou = commune.departement
        if ou not in par_departement:
            par_departement[ou] = tuple(e.nom for e in floues if e.partout is None or ou in e.partout)
        sures, reste = certaines.get(commune.code, ()), par_departement[ou]
        nommees = possibles.get(commune.code, ())
        if sures or nommees:
            dites = dict.fromkeys(merge(nommees, reste))
            reste = tuple(nom for nom in dites if nom not in sures)
        yield CommuneCouverte(commune=commune, certaines=sures, possibles=reste)


def _indexer(listes: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    groupes: dict[str, list[str]] = defaultdict(list)
    for nom, communes in listes:
        for commune in communes:
            groupes[commune].append(nom)
    return {commune: tuple(noms) for commune, noms in groupes.items()}


def _compter(sures: Sequence[CommuneCouverte], possibles: Sequence[CommuneCouverte]) -> Mesure:
    """Inhabitants of communes that surely count, and of those that may."""
    minimum, _ = _peupler(sures)
    maximum, absentes = _peupler((*sures, *possibles))
    raisons = [Raison(motif=Motif.ETENDUE, nombre=len(possibles))] if possibles else []
    if absentes:
        raisons.append(Raison(motif=Motif.POPULATION, nombre=absentes))
    annees = {c.commune.millesime_population for c in (*sures, *possibles)} - {None}
    dites = ", ".join(map(str, sorted(annee for annee in annees if annee is not None))) or "sans objet"
    return encadrer(
        minimum,
        None if absentes else maximum,
        unite="habitants",
        raisons=raisons,
        sources=(f"communes, populations municipales {dites}",),
    )


def _peupler(couvertes: Iterable[CommuneCouverte]) -> tuple[int, int]:
    """Inhabitants, and how many communes have no known number of them."""
    nombres = [couverte.commune.population for couverte in couvertes]
    return sum(nombre for nombre in nombres if nombre is not None), nombres.count(None)


# -- what CPTS share ----------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Partage:
    """What two CPTS have in common on a day.

    Attributes:
        cpts: identifiant of one.
        autre: identifiant of the other, which comes after it.
        structures: identifiants of the structures that surely are members of both.
        structures_possibles: those of the structures that may be.
        communes: INSEE codes that surely are of both territories.
        communes_possibles: those that may be, as far as the territories are described.
    """

    cpts: str
    autre: str
    structures: tuple[str, ...] = ()
    structures_possibles: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    communes_possibles: tuple[str, ...] = ()


def partages(registre: Registre, *, au: date) -> Recueil[Partage]:
    """The pairs of CPTS that share a member structure or a commune, surely or possibly, in order.

    A territory that is not wholly delimited shares no more than what it names.

    Raises:
        ValeurInvalide: ``au`` is not a full day.
    """
    exiger(registre, Registre, "registre")
    exiger(au, date, "au")
    toutes = list(_cpts(registre, au))
    etendues = [_etendre(registre, cpts, au) for cpts in toutes]
    membres = [_structures(registre, cpts, au) for cpts in toutes]
    communes = [dict.fromkeys(e.possibles, False) | dict.fromkeys(e.certaines, True) for e in etendues]
    noms = [cpts.identifiant for cpts in toutes]
    par_structure, par_commune = _croiser(noms, membres), _croiser(noms, communes)
    paires = sorted(par_structure.keys() | par_commune.keys())
    return Recueil(
        Partage,
        (
            Partage(
                cpts=paire[0],
                autre=paire[1],
                structures=_dits(par_structure.get(paire, {}), True),
                structures_possibles=_dits(par_structure.get(paire, {}), False),
                communes=_dits(par_commune.get(paire, {}), True),
                communes_possibles=_dits(par_commune.get(paire, {}), False),
            )
            for paire in paires
        ),
    )


def _structures(registre: Registre, cpts: CPTS, au: date) -> dict[str, bool]:
    """Members of a CPTS that are structures and may exist, each with whether it surely is one of them."""
    certaine = existe(cpts, au=au) is True
    membres: dict[str, bool] = {}
    for membre in rassembler(registre, registre.membres(cpts.identifiant, au=au)):
        structure = registre.obtenir(membre.membre)
        if isinstance(structure, Structure) and (vit := existe(structure, au=au)) is not False:
            membres[membre.membre] = certaine and membre.certain and vit is True
    return membres


def _croiser(noms: Sequence[str], listes: Sequence[dict[str, bool]]) -> dict[tuple[str, str], dict[str, bool]]:
    """What each pair has in common, with whether it surely is of both."""
    porteurs: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for nom, liste in zip(noms, listes, strict=True):
        for chose, certaine in liste.items():
            porteurs[chose].append((nom, certaine))
    paires: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for chose, siens in porteurs.items():
        for (une, sure), (autre, aussi) in combinations(siens, 2):
            paires[une, autre][chose] = sure and aussi
    return paires


def _dits(communs: dict[str, bool], certain: bool) -> tuple[str, ...]:  # noqa: FBT001 - which of both lists
    return tuple(sorted(chose for chose, sure in communs.items() if sure is certain))
