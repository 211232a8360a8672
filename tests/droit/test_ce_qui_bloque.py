"""Until which day a breach makes a record *non conforme*: the last day of which the copy that was read is a witness.

The day after, the rule still says that it is not met, and the conclusion is left to a person who reads the text of that
day. The days are those that the copies bear, see ``droit/textes.py``; each version of a rule that may block is here.
"""

from datetime import date
from typing import Any, Final

import pytest
from tests.regles.fabrique import associe, equipe, evenement, forme, maison, professionnel, signe
from tests.regles.gardes import GERS, creneau, tableau
from tests.regles.lieux_de_soins import acte, centre, dossier, organisation, site

from soinsprimaires import CPTS, CreneauGarde, Gravite, Registre, controler
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels import professions as p
from soinsprimaires.regles import REGLES, Resultat

EQUIPE: Final = equipe("msp", medecin=p.MEDECIN, infirmiere=p.INFIRMIER)
SISA: Final = (forme("sisa", "2012-01-01"),)
SOIGNANT: Final = professionnel("medecin")


def sans_medecin_depuis(fin: str) -> tuple[Entite, ...]:
    """A SISA that has lost one of its two doctors."""
    gens = equipe("msp", a=p.MEDECIN, b=p.MEDECIN, c=p.INFIRMIER)
    associes = (associe("a", "2012-01-01"), associe("b", "2012-01-01", fin), associe("c", "2012-01-01"))
    return (maison(formes=SISA, associes=associes), *gens)


def ouvert_avant_son_recepisse(ouverture: str, recepisse: str) -> tuple[Entite, ...]:
    return (centre(site(ouverture=ouverture)), dossier(acte("delivrance_recepisse", recepisse)))


def garde(*creneaux: CreneauGarde, **champs: Any) -> tuple[Entite, ...]:
    """The rota of the first quarter of 2018, for which one doctor volunteers."""
    defauts = {"debut": "2018-01-01", "fin": "2018-03-31", "volontaires": ("medecin",)}
    return (tableau(*(creneaux or (creneau("2018-01-03"),)), **{**defauts, **champs}), GERS, SOIGNANT)


def ferme_puis_neuf() -> tuple[Entite, ...]:
    """The closure of a centre, and the récépissé of another of the same gestionnaire."""
    return (
        centre(identifiant="ancien", gestionnaire="gestionnaire"),
        centre(site(ouverture="2023-12-28"), gestionnaire="gestionnaire"),
        organisation("association"),
        dossier(evenement("fermeture_administrative", "2023-06-15", "ars"), structure="ancien", identifiant="ferme"),
        dossier(acte("delivrance_recepisse", "2023-06-16")),
    )


PSYCHOLOGUE_ASSOCIE: Final = (
    maison(associes=(associe("medecin"), associe("psychologue"))),
    *EQUIPE,
    professionnel("psychologue", p.PSYCHOLOGUE),
)
SANS_SIGNATURE: Final = (
    maison(associes=(associe("medecin"), associe("infirmiere")), signatures=(signe("medecin"),)),
    *EQUIPE,
)
CPTS_EN_GCS: Final = (
    CPTS(identifiant="cpts", nom="CPTS", creee_le="2021-05-14", formes=(forme("gcs", "2021-05-14"),)),
)

MANQUEMENTS: Final[dict[tuple[str, str], tuple[tuple[Entite, ...], str]]] = {
    ("CDS-001", "2018-03-02"): (ouvert_avant_son_recepisse("2022-05-09", "2022-05-10"), "2023-05-21"),
    ("CDS-007", "2018-03-02"): ((centre(gestionnaire="gestionnaire"), organisation("etat")), "2022-02-22"),
    ("CDS-007", "2022-02-23"): ((centre(gestionnaire="gestionnaire"), organisation("etat")), "2023-05-20"),
    ("CDS-010", "2023-05-21"): (ferme_puis_neuf(), "2023-12-28"),
    ("CPTS-001", "2021-05-14"): (CPTS_EN_GCS, "2021-05-14"),
    ("MSP-001", "2011-08-12"): (PSYCHOLOGUE_ASSOCIE, "2016-01-27"),
    ("MSP-003", "2011-08-12"): (SANS_SIGNATURE, "2016-01-27"),
    ("PDSA-001", "2010-07-18"): (garde(creneau("2018-01-03", "08:00", "12:00")), "2025-02-20"),
    ("PDSA-002", "2010-07-18"): (garde(fin="2018-03-30"), "2019-05-05"),
    ("PDSA-003", "2010-07-18"): (garde(transmis_ordre_le="2017-11-18"), "2019-05-05"),
    ("PDSA-004", "2010-07-18"): (garde(transmis_ars_le="2017-12-23"), "2019-05-05"),
    ("PDSA-006", "2010-07-18"): (
        (
            *garde(creneau("2018-01-03", professionnel="autre", requisition=False)),
            professionnel("autre"),
        ),
        "2019-05-05",
    ),
    ("PDSA-007", "2010-07-18"): (
        (
            *garde(creneau("2018-01-03", professionnel="infirmier", remplace="medecin")),
            professionnel("infirmier", p.INFIRMIER),
        ),
        "2019-05-05",
    ),
    ("PDSA-008", "2010-07-18"): (
        (
            *garde(creneau("2018-01-03", professionnel="infirmier")),
            professionnel("infirmier", p.INFIRMIER),
        ),
        "2025-02-20",
    ),
    ("PDSA-009", "2010-07-18"): (
        (
            *garde(associations=("association",), liste_effective_le="2018-05-03"),
            organisation("association", "association"),
        ),
        "2019-05-05",
    ),
    ("SISA-001", "2011-08-12"): (sans_medecin_depuis("2024-01-31"), "2024-02-22"),
    ("SISA-003", "2021-05-14"): (sans_medecin_depuis("2021-06-30"), "2023-12-28"),
    ("SISA-004", "2023-12-29"): (sans_medecin_depuis("2024-01-31"), ""),
}
"""A breach of each version that may block, by its code and first day, with the last day on which it does.

None of SISA-004 is possible on a day of which the copy is a witness: its three years, and the year of the court, end
later.
"""
SANS_CERTITUDE: Final = {"CERT-001", "CPTS-004", "MSP-004", "PDSA-005", "SISA-005"}
"""Rules that may block and never fail, see ``jamais``."""


def test_chaque_version_qui_peut_bloquer_est_la() -> None:
    bloquantes = {
        (code, str(version.vigueur.debut))
        for code, versions in REGLES.items()
        for version in versions
        if version.gravite is Gravite.BLOQUANT
    }
    assert {cle for cle in bloquantes if cle[0] not in SANS_CERTITUDE} == set(MANQUEMENTS)
    assert {code for code, _ in bloquantes} >= SANS_CERTITUDE
    for code in SANS_CERTITUDE:
        assert all(Resultat.NON_CONFORME in version.jamais for version in REGLES[code])


def _conclure(code: str, entites: tuple[Entite, ...], au: date) -> tuple[bool | None, str]:
    rapport = controler(Registre().avec(*entites), au=au, regles={code: REGLES[code]})
    return rapport.conforme, rapport.resultat(code).value


def _lendemain(jour: str) -> date:
    return date.fromordinal(date.fromisoformat(jour).toordinal() + 1)


@pytest.mark.parametrize("cle", [cle for cle, (_, dernier) in MANQUEMENTS.items() if dernier], ids="-".join)
def test_un_manquement_bloque_jusqu_a_l_etat_qui_fut_lu(cle: tuple[str, str]) -> None:
    (code, _), (entites, dernier) = cle, MANQUEMENTS[cle]
    assert _conclure(code, entites, date.fromisoformat(dernier)) == (False, "non_conforme")
    version_suivante_lue = (code, str(_lendemain(dernier))) in MANQUEMENTS
    assert _conclure(code, entites, _lendemain(dernier))[0] is (False if version_suivante_lue else None)


@pytest.mark.parametrize(
    "cle",
    [cle for cle in MANQUEMENTS if cle[0] in {"CDS-001", "SISA-001"} | {f"PDSA-00{n}" for n in (2, 3, 4, 6, 7, 9)}],
)
def test_le_lendemain_le_manquement_est_encore_dit(cle: tuple[str, str]) -> None:
    entites, dernier = MANQUEMENTS[cle]
    assert _conclure(cle[0], entites, _lendemain(dernier)) == (None, "non_conforme")
