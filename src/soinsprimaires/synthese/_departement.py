"""One département with all that an analyst meets in it, and the same five years later."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import accumulate
from math import asin, ceil, cos, radians, sin, sqrt
from random import Random
from typing import Final, NamedTuple, TypeVar

import attrs

from soinsprimaires import referentiels
from soinsprimaires.analyse.publications import AplCommune, PopulationParAge, Qualification, TrancheAge, Zonage
from soinsprimaires.mesures import Estimation, NuanceNombre
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.permanence import CreneauGarde, ModaliteGarde, TableauGarde
from soinsprimaires.modele.professionnels import (
    Exercice,
    Mouvement,
    NatureMouvement,
    Professionnel,
    StatutMouvement,
)
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CPTS, Adhesion
from soinsprimaires.modele.territoires import Delimitation, NatureTerritoire, Territoire
from soinsprimaires.referentiels import Commune, professions
from soinsprimaires.sources import Provenance
from soinsprimaires.synthese._pays import Atelier, Bassin
from soinsprimaires.temps import DatePartielle, Periode, PeriodePartielle

_AU: Final = date(2026, 1, 1)
_APRES: Final = date(2031, 1, 1)
_PUBLIE: Final = 2023
_AGE_DE_DEPART: Final = 67
_CPTS: Final = 3
_GARDE_DEBUT: Final = date(2026, 1, 5)
_GARDE_JOURS: Final = 91
_NUIT_SANS_PERSONNE: Final = date(2026, 2, 14)
_SANS_APL: Final = 3
_PORTEE: Final = 30
_KM_PAR_MINUTE: Final = 0.75
_DETOUR: Final = 1.3
_RAYON: Final = 6371.0088
_SOURCE: Final = Provenance(titre="Département synthétique")
_SEUILS: Final = ((Decimal("2.8"), Qualification.ZIP), (Decimal("3.1"), Qualification.ZAC))
_BANDES: Final = (
    (0, 14, "0.15"),
    (15, 29, "0.13"),
    (30, 44, "0.16"),
    (45, 59, "0.2"),
    (60, 74, "0.22"),
    (75, None, "0.14"),
)


class DepartementSynthetique(NamedTuple):
    """A registre of one département, its next edition, and the tables that go with it; nothing in it is true.

    Attributes:
        code: code of the département.
        au: day of the registre.
        registre: MSP, centres, professionals, three CPTS that overlap and one without a territory, named and anonymous
            movements, and two rotas, of which one has a hole.
        au_suivant: day of the next edition, five years later.
        registre_suivant: the same people, those who were old enough having left and some having come.
        apl: an APL by commune, of which a few lack.
        zonage: what an order of the ARS would make of it, by commune, and of one quartier prioritaire.
        quartiers: inhabitants of that quartier, by its code.
        ages: inhabitants by age, by commune.
        temps: minutes by road from a commune to another, no farther than half an hour.
    """

    code: str
    au: date
    registre: Registre
    au_suivant: date
    registre_suivant: Registre
    apl: tuple[AplCommune, ...]
    zonage: tuple[Zonage, ...]
    quartiers: tuple[tuple[str, int], ...]
    ages: tuple[PopulationParAge, ...]
    temps: tuple[tuple[str, str, int], ...]

    def __repr__(self) -> str:
        return f"DepartementSynthetique({self.code!r}, {self.registre!r})"


def departement(code: str, *, graine: int = 0) -> DepartementSynthetique:
    """Draw a département of a seed: as :func:`pays`, the same everywhere.

    >>> from soinsprimaires import synthese
    >>> gers = synthese.departement("32", graine=1)
    >>> len(gers.registre.tableaux_garde), len(gers.apl)
    (2, 455)

    Args:
        code: code of the département.
        graine: seed; another one gives another département.

    Raises:
        CodeInconnu: no département has this code.
    """
    communes = referentiels.communes_de(departement=code, au=_AU)
    alea = Random(f"{code} {graine}")  # noqa: S311 - a département to test with, no secret
    registre = Registre().avec(*_peupler(alea, communes))
    moyens = {commune.code: Decimal(alea.randint(120, 480)) / 100 for commune in communes}
    quartier = ("QN99901Z", max(1, _habitants(_chef_lieu(code, communes)) // 10))
    return DepartementSynthetique(
        code=code,
        au=_AU,
        registre=registre,
        au_suivant=_APRES,
        registre_suivant=_vieillir(alea, registre),
        apl=tuple(_apl(alea, communes, moyens)),
        zonage=tuple(_zoner(communes, moyens, _chef_lieu(code, communes).code, quartier[0])),
        quartiers=(quartier,),
        ages=tuple(map(_ages, communes)),
        temps=tuple(_temps(communes)),
    )


def _chef_lieu(code: str, communes: Sequence[Commune]) -> Commune:
    chef = referentiels.departement(code, _AU).chef_lieu
    return next((commune for commune in communes if commune.code == chef), communes[0])


def _habitants(commune: Commune) -> int:
    return commune.population or 1


# -- people and structures ----------------------------------------------------------------------------------------


def _peupler(alea: Random, communes: Sequence[Commune]) -> Iterator[Entite]:
    habitants = sum(map(_habitants, communes))
    pays = sum(map(_habitants, referentiels.communes(_AU)))
    fabrique = Atelier(alea, habitants / pays, _bassins(communes))
    gens = tuple(fabrique.soigner({}))
    medecins = {un.identifiant for un in gens if isinstance(un, Professionnel) and un.profession == professions.MEDECIN}
    yield from gens
    territoires = list(_territoires(fabrique.bassins, communes[0].departement))
    for rang, (territoire, bassin) in enumerate(territoires, start=1):
        # The last one is as a list names it: some of its communes.
        partiel = rang == len(territoires)
        siennes = bassin.communes[: len(bassin.communes) // 2] if partiel else bassin.communes
        yield from fabrique.cpts(
            f"cpts-{rang:04d}",
            bassin,
            attrs.evolve(
                territoire,
                communes=tuple(commune.code for commune in siennes),
                delimitation=Delimitation.PARTIELLE if partiel else Delimitation.COMPLETE,
            ),
        )
        yield from _mouvements(alea, bassin, territoire.identifiant, rang)
    yield CPTS(identifiant="cpts-sans-territoire", nom="CPTS sans territoire décrit", provenance=_SOURCE)
    yield from fabrique.organisations.values()
    for rang, (territoire, bassin) in enumerate(territoires[:2], start=1):
        yield _garde(
            alea,
            f"garde-{rang}",
            territoire.identifiant,
            [n for n in bassin.soignants if n in medecins],
            trou=rang == 1,
        )


def _bassins(communes: Sequence[Commune]) -> list[Bassin]:
    """The EPCI of the département, from the west to the east, and the communes that belong to none."""
    par_epci: dict[str, list[Commune]] = {}
    for commune in communes:
        par_epci.setdefault(commune.epci or "", []).append(commune)
    bassins = [
        Bassin(code or communes[0].code, siennes, tuple(accumulate(map(_habitants, siennes))))
        for code, siennes in par_epci.items()
    ]
    return sorted(bassins, key=lambda bassin: _longitude(bassin.communes[0]))


def _longitude(commune: Commune) -> tuple[float, str]:
    point = referentiels.centre(commune.code, _AU).point
    return (float(point[1]) if point is not None else 0.0), commune.code


def _territoires(bassins: Sequence[Bassin], code: str) -> Iterator[tuple[Territoire, Bassin]]:
    """Neighbouring EPCI put together; two territories that follow one another share one, its structures and people."""
    pas = max(1, ceil(len(bassins) / _CPTS))
    for rang, debut in enumerate(range(0, len(bassins), pas), start=1):
        siens = bassins[debut : debut + pas + 1]
        reuni = Bassin(
            siens[0].code,
            [commune for bassin in siens for commune in bassin.communes],
            (),
            [nom for bassin in siens for nom in bassin.structures],
            [nom for bassin in siens for nom in bassin.soignants],
        )
        nom = f"territoire-{code.lower()}-{rang}"
        yield (
            Territoire(
                identifiant=nom,
                nom=f"Territoire {rang}",
                nature=NatureTerritoire.ACTION_CPTS,
                departement=code,
                region=reuni.communes[0].region,
                provenance=_SOURCE,
            ),
            reuni,
        )


def _mouvements(alea: Random, bassin: Bassin, territoire: str, rang: int) -> Iterator[Mouvement]:
    """One retirement with a name and a day, one with a name alone, and some departures of nobody by name."""
    noms = alea.sample(bassin.soignants, min(2, len(bassin.soignants)))
    for numero, (nom, le) in enumerate(zip(noms, (DatePartielle.lire("2028"), None), strict=False), start=1):
        yield Mouvement(
            identifiant=f"retraite-{rang}-{numero}",
            nature=NatureMouvement.RETRAITE,
            statut=StatutMouvement.ANNONCE,
            professionnel=nom,
            le=le,
            provenance=_SOURCE,
        )
    yield Mouvement(
        identifiant=f"departs-{rang}",
        nature=NatureMouvement.DEPART,
        statut=StatutMouvement.ANNONCE,
        profession=professions.MEDECIN,
        nombre=Estimation(valeur=alea.randint(1, 4), nuance=NuanceNombre.AU_MOINS),
        territoire=territoire,
        le=DatePartielle.lire("../2030"),
        provenance=_SOURCE,
    )


def _garde(alea: Random, nom: str, territoire: str, soignants: Sequence[str], *, trou: bool) -> TableauGarde:
    """Every night and Sunday of three months; nobody on one night of the first rota."""
    jours = [_GARDE_DEBUT + timedelta(days=rang) for rang in range(_GARDE_JOURS)]
    creneaux = []
    for jour in jours:
        plages = [(time(20), time(8))]
        if jour.weekday() == 6:  # noqa: PLR2004 - Sunday
            plages.insert(0, (time(8), time(20)))
        for debut, fin in plages:
            if trou and jour == _NUIT_SANS_PERSONNE:
                continue
            muet = not trou and alea.randrange(20) == 0
            creneaux.append(
                CreneauGarde(
                    jour=jour,
                    debut=debut,
                    fin=fin,
                    professionnel=alea.choice(soignants),
                    modalite=None if muet else ModaliteGarde.EFFECTION_FIXE,
                )
            )
    return TableauGarde(
        identifiant=nom,
        periode=Periode(debut=jours[0], fin=jours[-1]),
        territoire=territoire,
        creneaux=tuple(creneaux),
        provenance=_SOURCE,
    )


# -- five years later ---------------------------------------------------------------------------------------------


def _vieillir(alea: Random, registre: Registre) -> Registre:
    """Those who have the age, or whose retirement was dated, have left; one in two of them was replaced."""
    annonces = {m.professionnel: m.le for m in registre.mouvements if m.professionnel is not None and m.le is not None}
    suivants: list[Entite] = []
    fins: dict[str, DatePartielle] = {}
    for soignant in registre.professionnels:
        nom, age = soignant.identifiant, _APRES.year - (soignant.annee_naissance or _APRES.year)
        if age <= _AGE_DE_DEPART and nom not in annonces:
            continue
        hasard = DatePartielle.exacte(date(alea.randint(_AU.year, _APRES.year - 1), alea.randint(1, 12), 1))
        fin = fins[nom] = annonces.get(nom, hasard)
        suivants.append(attrs.evolve(soignant, exercices=tuple(_finir(un, fin) for un in soignant.exercices)))
        if alea.random() < 0.5:  # noqa: PLR2004 - one in two
            suivants.append(_releve(alea, soignant, fin))
    for structure in registre.structures:
        if isinstance(structure, CPTS):
            adherents = tuple(_finir(un, fins[un.membre]) if un.membre in fins else un for un in structure.adherents)
            suivants.append(attrs.evolve(structure, adherents=adherents))
    suivants += [attrs.evolve(m, statut=StatutMouvement.CONSTATE) for m in registre.mouvements if m.le is not None]
    return registre.avec(*suivants)


D = TypeVar("D", Exercice, Adhesion)


def _finir(datee: D, fin: DatePartielle) -> D:
    if datee.periode is None or datee.periode.fin is not None:
        return datee
    return attrs.evolve(datee, periode=attrs.evolve(datee.periode, fin=fin))


def _releve(alea: Random, ancien: Professionnel, debut: DatePartielle) -> Professionnel:
    """Somebody younger, at the same places."""
    return Professionnel(
        identifiant=f"{ancien.identifiant}-releve",
        profession=ancien.profession,
        savoir_faire=ancien.savoir_faire,
        annee_naissance=alea.randint(1985, 2002),
        exercices=tuple(
            attrs.evolve(exercice, periode=PeriodePartielle(debut=debut))
            for exercice in ancien.exercices
            if exercice.periode is None or exercice.periode.fin is None
        ),
        provenance=_SOURCE,
    )


# -- tables -------------------------------------------------------------------------------------------------------


def _apl(alea: Random, communes: Sequence[Commune], moyens: dict[str, Decimal]) -> Iterator[AplCommune]:
    absentes = {commune.code for commune in alea.sample(communes, min(_SANS_APL, len(communes) - 1))}
    for commune in communes:
        poids = Decimal(alea.randint(90, 115)) / 100
        if commune.code not in absentes:
            yield AplCommune(
                commune=commune.code,
                indicateur="APL aux médecins généralistes",
                apl=moyens[commune.code],
                population_standardisee=_habitants(commune) * poids,
                population_totale=Decimal(_habitants(commune)),
                annee=_PUBLIE,
            )


def _zoner(communes: Sequence[Commune], moyens: dict[str, Decimal], chef_lieu: str, quartier: str) -> Iterator[Zonage]:
    """By the mean of each EPCI, under which the tool of the DREES would class a territoire de vie-santé."""
    par_zone: dict[str, list[Commune]] = {}
    for commune in communes:
        par_zone.setdefault(commune.epci or commune.code, []).append(commune)
    for siennes in par_zone.values():
        tvs = max(siennes, key=_habitants).code
        moyenne = sum((moyens[commune.code] for commune in siennes), Decimal(0)) / len(siennes)
        qualification = next((une for seuil, une in _SEUILS if moyenne < seuil), Qualification.HV)
        for commune in siennes:
            yield Zonage(qualification=qualification, ecrit=qualification.value, commune=commune.code, territoire=tvs)
            if commune.code == chef_lieu:
                yield Zonage(
                    qualification=Qualification.QPV_ZIP,
                    ecrit="QPV_ZIP",
                    commune=commune.code,
                    territoire=tvs,
                    quartier=quartier,
                )


def _ages(commune: Commune) -> PopulationParAge:
    tranches = (
        TrancheAge(minimum=de, maximum=a, nombre=_habitants(commune) * Decimal(part)) for de, a, part in _BANDES
    )
    return PopulationParAge(commune=commune.code, tranches=tuple(tranches), annee=_PUBLIE)


def _temps(communes: Sequence[Commune]) -> Iterator[tuple[str, str, int]]:
    """By roads that are longer than the air by a third, at 45 km/h."""
    points = [
        (commune.code, radians(float(point[0])), radians(float(point[1])))
        for commune in communes
        if (point := referentiels.centre(commune.code, _AU).point) is not None
    ]
    for depart, lat1, lon1 in points:
        for arrivee, lat2, lon2 in points:
            corde = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
            minutes = ceil(2 * _RAYON * asin(sqrt(corde)) * _DETOUR / _KM_PAR_MINUTE)
            if minutes <= _PORTEE:
                yield depart, arrivee, minutes
