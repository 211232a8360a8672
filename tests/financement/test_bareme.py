"""Laying figures over those of the library: what is replaced, what is refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from tests.financement.test_exemples_du_guide import TOUT

from soinsprimaires import ValeurInvalide
from soinsprimaires.financement import (
    BAREME,
    Bareme,
    FaitsACICPTS,
    FaitsACIMSP,
    MissionEngagee,
    charger_bareme,
    decompte_aci_cpts,
    decompte_aci_msp,
)
from soinsprimaires.modele.evenements import MissionCPTS
from soinsprimaires.sources import NatureSource

SOURCE = """
[sources.notification]
titre = "Notification de la CPAM, avril 2025"
lu_le = 2025-04-30
"""
TAUX = (
    SOURCE
    + """
[[msp.parametre]]
code = "part_nationale_c2s"
valeurs = [{ depuis = 2024-01-01, jusqua = 2024-12-31, montant = "0.08", sources = ["notification"] }]
[[msp.parametre]]
code = "part_nationale_ame"
valeurs = [{ depuis = 2024-01-01, jusqua = 2024-12-31, montant = "0.004", sources = ["notification"] }]
"""
)
# Eleven amounts typed for the test alone: with 50 000 of functioning they add up to 220 000.
MISSIONS = SOURCE + "".join(
    f"""
[[cpts.mission]]
code = "{code}"
depuis = 2019-08-25
jusqua = 2022-03-30
sources = ["notification"]
fixe = {{ taille_1 = "20000" }}
variable = {{ taille_1 = "14000" }}
"""
    for code in ("ACCES_AUX_SOINS", "PARCOURS", "PREVENTION", "QUALITE", "ACCOMPAGNEMENT")
)


def charger(texte: str, tmp_path: Path) -> Bareme:
    chemin = tmp_path / "bareme.toml"
    chemin.write_text(texte, encoding="utf-8")
    return charger_bareme(chemin)


def test_un_taux_notifie_rend_le_total_connu(tmp_path: Path) -> None:
    bareme = charger(TAUX, tmp_path)
    faits = FaitsACIMSP(exercice=2024, part_c2s=Decimal("0.18"), part_ame=Decimal(0))
    assert decompte_aci_msp(faits).ligne("PRECARITE").quantites[1].valeur is None
    ligne = decompte_aci_msp(faits, bareme).ligne("PRECARITE")
    assert ligne.quantites[1].valeur == Decimal("0.08")
    assert ligne.de_l_utilisateur
    assert [s.reference for s in ligne.sources if s.nature is NatureSource.UTILISATEUR] == [
        "Notification de la CPAM, avril 2025"
    ]


def test_seule_la_ligne_et_seule_la_periode_changent(tmp_path: Path) -> None:
    bareme = charger(TAUX, tmp_path)
    touches = {"part_nationale_c2s", "part_nationale_ame"}
    for poste in BAREME.postes:
        if poste.code not in touches:
            assert bareme.poste(poste.code, poste.taille) == poste
    for jour in (date(2023, 12, 31), date(2025, 1, 1), date(2018, 1, 1)):
        for code in touches:
            avant, apres = BAREME.au(code, jour), bareme.au(code, jour)
            assert (avant.statut, avant.valeur, avant.raison) == (apres.statut, apres.valeur, apres.raison)


def test_le_tableau_des_missions_rend_le_total_d_une_cpts_connu(tmp_path: Path) -> None:
    bareme = charger(MISSIONS, tmp_path)
    signe = date(2020, 1, 1)
    missions = tuple(
        MissionEngagee(mission=mission, demarree_le=signe, atteinte=Decimal("0.5"))
        for mission in (MissionCPTS.ACCES_AUX_SOINS, MissionCPTS.PARCOURS)
    )
    faits = FaitsACICPTS(population=30_000, contrat_signe_le=signe, annee_contrat=2, missions=missions)
    decompte = decompte_aci_cpts(faits, bareme)
    # 50 000 of functioning, twice 20 000 of the fixed part and half of 14 000.
    assert decompte.total == Decimal(104_000)
    versements = {v.code: (v.le, v.montant) for v in decompte.echeancier if v.code.startswith("PARCOURS")}
    assert versements["PARCOURS/avance"] == (date(2021, 1, 1), Decimal(15_000))
    assert sum(v.montant or 0 for v in decompte.echeancier) == decompte.total


def test_la_raison_d_une_part_nulle_n_est_pas_celle_du_taux_national(tmp_path: Path) -> None:
    # 18 % less the 8 % of the notification; no AME exceeds no share, whatever the national one of 2024.
    ame = TAUX.index('[[msp.parametre]]\ncode = "part_nationale_ame"')
    bareme = charger(TAUX[:ame], tmp_path)
    faits = FaitsACIMSP(exercice=2024, **TOUT | {"part_c2s": Decimal("0.18"), "part_ame": Decimal(0)})
    ligne = decompte_aci_msp(faits, bareme).ligne("PRECARITE")
    assert (ligne.montant, ligne.raison) == (Decimal(10_479), None)
    inconnues = decompte_aci_msp(attrs.evolve(faits, patientele=None), bareme).ligne("PRECARITE")
    assert inconnues.montant is None
    assert "2022 et 2023" not in (inconnues.raison or "")


REFUS = [
    ("aucune valeur", '[[msp.parametre]]\ncode = "zzz"\nvaleurs = []\n', "bareme.forme", "msp/parametre/0"),
    ("aucune part", '[[msp.indicateur]]\ncode = "zzz"\n', "bareme.forme", "msp/indicateur/0"),
    ("pas du TOML", "= 3", "bareme.toml", None),
    # A misspelt end would have left the period without one.
    (
        "fin mal écrite",
        TAUX.replace("jusqua", "jusque", 1),
        "bareme.cle",
        "msp/parametre/0/valeurs/0/jusque",
    ),
    (
        "fin au mauvais endroit",
        TAUX.replace('code = "part_nationale_c2s"', 'code = "part_nationale_c2s"\njusqua = 2024-06-30'),
        "bareme.cle",
        "msp/parametre/0/jusqua",
    ),
    ("source mal écrite", TAUX.replace("lu_le", "date_lue = 1\nlu_le"), "bareme.cle", "sources/notification/date_lue"),
    ("part en pour cent", TAUX.replace("0.08", "7.8"), "bareme.montant", "msp/parametre/0/valeurs/0"),
    ("clé inconnue", SOURCE + "[region]\nnom = 'Occitanie'\n", "bareme.cle", "region"),
    ("code inconnu", TAUX.replace("part_nationale_c2s", "part_c2s"), "bareme.code", "msp/parametre/0/valeurs/0"),
    ("partie inconnue", MISSIONS.replace("variable =", "bonus ="), "bareme.code", "cpts/mission/0/bonus/taille_1"),
    ("taille inconnue", MISSIONS.replace("taille_1", "taille_5"), "bareme.code", "cpts/mission/0/fixe"),
    ("flottant", TAUX.replace('"0.08"', "0.08"), "bareme.montant", "msp/parametre/0/valeurs/0"),
    ("oui ou non", TAUX.replace('"0.08"', "true"), "bareme.montant", "msp/parametre/0/valeurs/0"),
    ("négatif", TAUX.replace('"0.08"', '"-0.08"'), "bareme.montant", "msp/parametre/0/valeurs/0"),
    ("virgule", TAUX.replace('"0.08"', '"0,08"'), "bareme.montant", "msp/parametre/0/valeurs/0"),
    ("source absente", TAUX.replace('["notification"]', "[]"), "bareme.source", "msp/parametre/0/valeurs/0"),
    ("source inconnue", TAUX.replace('["notification"]', '["ailleurs"]'), "bareme.source", "msp/parametre/0/valeurs/0"),
    ("source sans titre", TAUX.replace("titre =", "nom ="), "bareme.source", "sources/notification"),
    ("source sans date", TAUX.replace("lu_le =", "vu_le ="), "bareme.source", "sources/notification"),
    ("période absente", TAUX.replace("depuis = 2024-01-01, ", ""), "bareme.periode", "msp/parametre/0/valeurs/0"),
    (
        "période à l'envers",
        TAUX.replace("jusqua = 2024-12-31", "jusqua = 2023-12-31"),
        "bareme.periode",
        "msp/parametre/0/valeurs/0",
    ),
    (
        "fiabilité trop belle",
        TAUX.replace('montant = "0.08"', 'montant = "0.08", fiabilite = "verifiee"'),
        "bareme.fiabilite",
        "msp/parametre/0/valeurs/0",
    ),
    (
        "inconnu sans raison",
        TAUX.replace('montant = "0.08"', "inconnu = true"),
        "bareme.raison",
        "msp/parametre/0/valeurs/0",
    ),
    (
        "clé inconnue de ce qui est inconnu",
        TAUX.replace('montant = "0.08"', 'inconnu = true, raison = "non notifié", zz = 1'),
        "bareme.cle",
        "msp/parametre/0/valeurs/0/zz",
    ),
    (
        "périodes qui se recouvrent",
        TAUX
        + '[[msp.parametre]]\ncode = "part_nationale_c2s"\n'
        + 'valeurs = [{ depuis = 2024-06-01, montant = "0.09", sources = ["notification"] }]\n',
        "bareme.chevauchement",
        "msp/parametre/2/valeurs/0",
    ),
    ("total incohérent", MISSIONS.replace("14000", "14001"), "bareme.total", "cpts/mission/4/variable/taille_1"),
]


@pytest.mark.parametrize(("texte", "code", "champ"), [r[1:] for r in REFUS], ids=[r[0] for r in REFUS])
def test_ce_qui_est_refuse_est_situe(texte: str, code: str, champ: str | None, tmp_path: Path) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        charger(texte, tmp_path)
    toutes = [refus.value, *refus.value.autres]
    assert code in {faute.code for faute in toutes}
    assert champ in {faute.champ for faute in toutes}


def test_une_part_refusee_est_dite_comme_elle_s_ecrit(tmp_path: Path) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        charger(TAUX.replace("0.08", "7.8"), tmp_path)
    assert refus.value.message == 'une part va de 0 à 1 : 7,8 % s\'écrit "0.078", pas 7.8'


def test_ce_qui_n_est_pas_connu_ne_recouvre_rien(tmp_path: Path) -> None:
    texte = TAUX.replace('montant = "0.08"', 'inconnu = true, raison = "non notifié"')
    assert charger(texte, tmp_path).poste("part_nationale_c2s") == BAREME.poste("part_nationale_c2s")


def test_un_zero_de_trop_ne_change_pas_un_nombre(tmp_path: Path) -> None:
    bareme = charger(TAUX.replace('"0.08"', '"0.080"'), tmp_path)
    assert bareme.au("part_nationale_c2s", date(2024, 5, 1)).valeur == Decimal("0.08")


def test_d_un_code_inconnu_rien_d_autre_n_est_dit(tmp_path: Path) -> None:
    texte = TAUX.replace("part_nationale_c2s", "part_c2s").replace('"0.08"', "0.08")
    with pytest.raises(ValeurInvalide) as refus:
        charger(texte, tmp_path)
    assert (refus.value.code, refus.value.autres) == ("bareme.code", ())


def test_toutes_les_fautes_sont_dites(tmp_path: Path) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        charger(TAUX.replace('"0.08"', "0.08").replace('"0.004"', "0.004"), tmp_path)
    assert len(refus.value.autres) == 1
    assert str(refus.value).count("0.0") == 2


def test_un_code_absent_du_bareme_est_refuse() -> None:
    with pytest.raises(ValeurInvalide, match="pas de ligne 'fonctionnement' pour la taille 9"):
        BAREME.poste("fonctionnement", 9)
