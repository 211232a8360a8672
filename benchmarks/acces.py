"""What distances and access cost over the whole country: 34,969 communes, a quarter of which are places.

``python -m benchmarks.acces [rounds]``
"""

import sys
from datetime import date
from decimal import Decimal
from typing import Final

from benchmarks._mesure import Ligne, chronometrer, releve

from soinsprimaires import referentiels
from soinsprimaires.analyse import Decroissance, Distances, UniteDistance, e2sfca

AU: Final = date(2026, 1, 1)
UNE_PLACE_SUR: Final = 4
PALIERS: Final = Decroissance(
    paliers=((5, 1), (10, Decimal("0.3")), (20, Decimal("0.1"))), unite=UniteDistance.KILOMETRES, source="mesure"
)
PROCHE_S: Final = 2.0
E2SFCA_S: Final = 5.0


def lignes(tours: int = 3) -> list[Ligne]:
    """The targets, in seconds of processor, the shipped centres already read."""
    communes = referentiels.communes(AU)
    codes = [commune.code for commune in communes]
    places = codes[::UNE_PLACE_SUR]
    distances = Distances.a_vol_d_oiseau(au=AU)
    habitants, offres = {commune.code: commune.population for commune in communes}, dict.fromkeys(places, 1)
    proche, acces = f"le plus proche de {len(places)} lieux", f"E2SFCA de {len(places)} lieux à 20 km"
    mesures = chronometrer(
        {
            proche: lambda: distances.plus_proches(codes, places),
            acces: lambda: e2sfca(habitants, offres, distances, PALIERS),
        },
        tours,
    )
    return [
        releve(f"{nom} pour {len(codes)} communes, s", mesures[nom], cible)
        for nom, cible in ((proche, PROCHE_S), (acces, E2SFCA_S))
    ]


if __name__ == "__main__":
    print(*lignes(int(sys.argv[1]) if len(sys.argv) > 1 else 3), sep="\n")
