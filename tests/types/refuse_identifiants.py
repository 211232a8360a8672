"""What a type checker must refuse of official numbers."""

from soinsprimaires.identifiants import FINESS, RPPS, SIRET, Finess, Rpps, SorteIdentifiant

MEDECIN: Rpps = "10000000009"  # E: assignment reportAssignmentType
MAISON: Finess = RPPS.lire("10000000009")  # E: assignment reportAssignmentType
SIRET.lire(35600000000048)  # E: arg-type reportArgumentType
RPPS.nom = "autre"  # E: misc reportAttributeAccessIssue
PERSONNES: SorteIdentifiant[Rpps] = FINESS  # E: assignment reportAssignmentType
FINESS.cle_valide("010000024") + 1  # E: operator reportOptionalOperand


def appeler(rpps: Rpps) -> Rpps:
    return rpps


appeler(FINESS.lire("010000024"))  # E: arg-type reportArgumentType
