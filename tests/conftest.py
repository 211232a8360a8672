"""Hypothesis profiles. HYPOTHESIS_PROFILE names one; without it, ci where CI is set, else dev.

``dev`` is quick, ``ci`` draws the same examples at each run, ``nuit`` looks far (``make proprietes``).
"""

import os

from hypothesis import settings

settings.register_profile("dev", max_examples=20, deadline=None)
settings.register_profile("ci", max_examples=25, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("nuit", max_examples=int(os.environ.get("EXEMPLES", "5000")), deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))
