"""A type checker refuses a name that the package does not have."""

import soinsprimaires

soinsprimaires.Promoteur  # E: attr-defined reportAttributeAccessIssue
soinsprimaires.Registre.structures.append  # E: attr-defined reportAttributeAccessIssue
