"""Reading and writing what others publish: the national open data, the tracking sheets of a team.

Every reader takes a path or a binary stream, plain, ``.gz`` or ``.zip``, and gives a :class:`Lecture`: it goes through
the file once, in constant memory, whatever its size. A line that cannot be read is an anomaly with its number and its
reason, and the rest is read. Nothing here reads the network.

* :mod:`~soinsprimaires.echanges.finess`: establishments, in the CSV that stopped in 2026 and the JSON that follows it;
* :mod:`~soinsprimaires.echanges.annuaire`: professionals and their practices (Annuaire santé);
* :mod:`~soinsprimaires.echanges.populations`: legal populations of the communes (INSEE);
* :mod:`~soinsprimaires.echanges.apl`: accessibilité potentielle localisée (DREES);
* :mod:`~soinsprimaires.echanges.zonage`: areas where doctors are lacking, as the ARS name them;
* :mod:`~soinsprimaires.echanges.contours`: CPTS and their projects on a map.
"""

from soinsprimaires.echanges._flux import LIMITES, Limites
from soinsprimaires.echanges._lecture import Anomalies, Lecture

__all__ = ["LIMITES", "Anomalies", "Lecture", "Limites"]
