"""A synthetic country: a deterministic registre of any size for benchmarks, demonstrations and load tests.

The communes and the EPCI are real (referential of the package); everybody and everything else is drawn. At ``part=1``:
100,000 professionals with one or two practices, 2,600 MSP, 3,000 centres de santé, 850 CPTS whose projects have 3 to 10
events, their territories, buildings and organisations. ``part=0.01`` is a hundredth of it, in a hundredth of the EPCI.

Where a figure was published, the country follows it: the shares of the professions that the RPPS counts, the ages of
doctors and nurses, the size of the teams, how far the projects of CPTS have come. The rest (days of presence, vague
dates, second practices) is plausible and founded on nothing; `docs/explications/pays-synthetique.md` tells which is
which. The registre claims nothing about the law: some of its structures meet the rules, others do not. Nobody has a
name. Numbers have a right key and stand where no register issues any (RPPS from 9, FINESS from 00, SIREN from 0), so
that they are nobody's.

>>> from soinsprimaires import synthese
>>> synthese.pays(graine=1, part=0.001)
Registre(lieux=6, organisations=3, personnes=2, professionnels=100, projets=1, structures=7, territoires=1)
>>> gers = synthese.departement("32", graine=1)
>>> len(gers.registre.tableaux_garde), gers.au_suivant
(2, datetime.date(2031, 1, 1))
"""

from soinsprimaires.synthese._departement import DepartementSynthetique, departement
from soinsprimaires.synthese._pays import pays

__all__ = ["DepartementSynthetique", "departement", "pays"]
