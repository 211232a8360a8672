"""What a commune, an EPCI, a département, a région is, and a code that stands for one of them."""

from typing import Final

import attrs

from soinsprimaires._vocabulaire import Vocabulaire

__all__ = [
    "CodeRattache",
    "Commune",
    "CorrespondanceCommunes",
    "Departement",
    "Epci",
    "NatureCodeRattache",
    "NatureEpci",
    "Region",
    "departement_de",
]


class NatureEpci(Vocabulaire):
    """Kind of intercommunal body with its own taxation; ``METROPOLE_LYON`` stands in the official list beside them.

    An *établissement public territorial* is a part of the Métropole du Grand Paris, to which its communes belong.
    """

    COMMUNAUTE_COMMUNES = "communaute_communes"
    COMMUNAUTE_AGGLOMERATION = "communaute_agglomeration"
    COMMUNAUTE_URBAINE = "communaute_urbaine"
    METROPOLE = "metropole"
    METROPOLE_LYON = "metropole_lyon"
    ETABLISSEMENT_PUBLIC_TERRITORIAL = "etablissement_public_territorial"


class NatureCodeRattache(Vocabulaire):
    """What a code that is no current commune's stands for."""

    COMMUNE_DELEGUEE = "commune_deleguee", "commune déléguée"
    COMMUNE_ASSOCIEE = "commune_associee", "commune associée"
    ARRONDISSEMENT_MUNICIPAL = "arrondissement_municipal", "arrondissement municipal"
    ANCIEN_CODE = "ancien_code", "ancien code"


@attrs.frozen(kw_only=True)
class Commune:
    """A commune as it stood on 1 January of its vintage.

    Attributes:
        code: code of the Code officiel géographique (INSEE), never a postal code.
        nom: official name, with its article.
        departement: code of the département or of the overseas collectivity.
        region: code of the région; a collectivity outside every région repeats its own code.
        epci: SIREN of the EPCI à fiscalité propre, ``None`` when it belongs to none; :attr:`Epci.millesime` is the year
            of the list.
        population: municipal population (inhabitants) in force on that day, ``None`` when the source gives none.
        millesime_population: year that the population describes, three years before the one in which it is in force;
            another in Mayotte and for the communes that belong to no EPCI, ``None`` when the source does not say.
        codes_postaux: its postal codes, in the order of the source; a postal code is often shared.
        millesime: year of the Code officiel géographique.
    """

    code: str
    nom: str
    departement: str
    region: str
    epci: str | None
    population: int | None
    millesime_population: int | None
    codes_postaux: tuple[str, ...]
    millesime: int

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


@attrs.frozen(kw_only=True)
class Epci:
    """An EPCI à fiscalité propre, the Métropole de Lyon, or a territory of the Métropole du Grand Paris.

    Attributes:
        code: SIREN.
        nom: name of the official list (``CC de la Lomagne Gersoise``).
        nature: kind.
        communes: codes of its members.
        population: sum of the municipal populations of its members, ``None`` when one is unknown.
        millesime_population: the year they all describe, ``None`` when they differ or are not dated.
        millesime: year of the list that gives its perimeter: 2025 in the vintage 2026, whose package repeats that list.
    """

    code: str
    nom: str
    nature: NatureEpci
    communes: tuple[str, ...]
    population: int | None
    millesime_population: int | None
    millesime: int

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


@attrs.frozen(kw_only=True)
class Departement:
    """A département, or an overseas collectivity that the Code officiel géographique lists like one.

    Attributes:
        code: 01 to 95, 2A, 2B, 971 to 989.
        nom: name.
        region: code of the région; a collectivity outside every région repeats its own code.
        chef_lieu: code of the chief commune.
        millesime: year of the Code officiel géographique.
    """

    code: str
    nom: str
    region: str
    chef_lieu: str
    millesime: int

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


@attrs.frozen(kw_only=True)
class Region:
    """A région, or an overseas collectivity outside every région.

    Attributes:
        code: two digits (01 to 06 are the overseas régions), three for a collectivity.
        nom: name.
        chef_lieu: code of the chief commune.
        millesime: year of the Code officiel géographique.
    """

    code: str
    nom: str
    chef_lieu: str
    millesime: int

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


@attrs.frozen(kw_only=True)
class CodeRattache:
    """A code found in older or finer data, and the current commune to which it belongs.

    Attributes:
        code: the code, which is no current commune's.
        nom: name that the source gives, ``None`` for most former codes.
        nature: what it stands for.
        commune: code of the current commune.
    """

    code: str
    nom: str | None
    nature: NatureCodeRattache
    commune: str

    def __str__(self) -> str:
        designation = self.code if self.nom is None else f"{self.nom} ({self.code})"
        return f"{self.nature.libelle} {designation}"


@attrs.frozen(kw_only=True)
class CorrespondanceCommunes:
    """Communes of one vintage that cover together the same ground as communes of another, under other codes.

    Two or more before and one after is a merger (*commune nouvelle*), the contrary a separation; one and one is the
    same commune, whose chief place, hence whose code, has changed.

    Attributes:
        avant: codes in the first vintage.
        apres: codes in the second; empty when nothing says what they became.
    """

    avant: tuple[str, ...]
    apres: tuple[str, ...]


_OUTRE_MER: Final = frozenset({"97", "98"})


def departement_de(commune: str) -> str:
    """Code of the département or of the overseas collectivity of a commune, of any vintage: ``2A``, ``32``, ``974``.

    >>> departement_de("32208"), departement_de("2A004"), departement_de("97411")
    ('32', '2A', '974')
    """
    return commune[:3] if commune[:2] in _OUTRE_MER else commune[:2]
