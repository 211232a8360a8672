"""What a type checker must refuse of estimates."""

from soinsprimaires.mesures import Estimation, NuanceNombre, en_decimal

Estimation(20)  # E: call-arg reportCallIssue
Estimation(nuance=NuanceNombre.ENVIRON)  # E: call-arg reportCallIssue
Estimation(valeur=0.5)  # E: arg-type reportArgumentType
Estimation(valeur=20, nuance="environ")  # E: arg-type reportArgumentType
Estimation(valeur=20).depasse(None)  # E: arg-type reportArgumentType
Estimation(valeur=20).au_moins + 1  # E: operator reportOptionalOperand

en_decimal(0.5)  # E: arg-type reportArgumentType
