"""The engine of the rules: which version applies, what a report says and does not say, and what never stops it."""

import json
import pickle
import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from examples import (
    centres_territoriaux_gers,
    ceze_cevennes,
    lomagne_gersoise,
    occitanie_2021,
    reunions_centre_val_de_loire,
)
from tests.regles.fabrique import associe, equipe, evenement, exercice, forme, ipa, maison, professionnel, projet, signe
from tests.unitaires.test_sources import GRAVITES

from soinsprimaires import (
    CPTS,
    CTS,
    MSP,
    CentreSante,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    Fiabilite,
    Gravite,
    NatureTerritoire,
    Periode,
    Portee,
    Professionnel,
    Registre,
    SourceJuridique,
    Structure,
    Territoire,
    ValeurInvalide,
    controler,
    en_json,
)
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels import professions as p
from soinsprimaires.regles import (
    REGLES,
    Constat,
    Contexte,
    Indetermine,
    NonConforme,
    Rapport,
    Regle,
    Remarque,
    Resultat,
    ResultatRegle,
    SansObjet,
    SousReserve,
    Verdict,
    registre_de_regles,
    regle,
)
from soinsprimaires.sources import NatureSource, VersionNonLue

RACINE = Path(__file__).resolve().parents[2]
AU = date(2024, 7, 2)
SOURCE = SourceJuridique(nature=NatureSource.LOI, reference="Loi d'essai", lu_le=date(2026, 11, 21))
MAISON = MSP(identifiant="msp", nom="Maison de santé")
EXEMPLES = [
    pytest.param(module.construire(), module.AU, id=module.__name__.rpartition(".")[2])
    for module in (
        centres_territoriaux_gers,
        ceze_cevennes,
        lomagne_gersoise,
        occitanie_2021,
        reunions_centre_val_de_loire,
    )
]
FAUTIF = Registre(
    professionnels=(
        *equipe("msp", medecin=p.MEDECIN, psychologue=p.PSYCHOLOGUE),
        ipa(exercice("cpts")),
    ),
    structures=(
        maison(
            formes=(forme("sisa"),), associes=[associe("medecin"), associe("fantome")], signatures=[signe("absent")]
        ),
        CPTS(identifiant="cpts", nom="CPTS", formes=(forme("gcs"),)),
        CTS(identifiant="cts", nom="CTS"),
    ),
    projets=(
        projet(
            "cpts",
            evenement("depot_projet", "2023-01-01", "porteurs"),
            evenement("depot_lettre_intention", "2022-01-01", "porteurs"),
            evenement("accord_lettre_intention", "2022-02-01", "ars"),
        ),
    ),
)
"""A document in which many rules, on each kind of entity, find something to say."""


def une_regle(*verdicts: Verdict | Exception, code: str = "ESSAI-001", **champs: Any) -> Regle:
    """A rule that gives these verdicts of any maison de santé; an exception is raised when its turn comes."""

    def controle(_cible: Any, _contexte: Contexte) -> Iterator[Verdict]:
        for verdict in verdicts:
            if isinstance(verdict, Exception):
                raise verdict
            yield verdict

    defauts: dict[str, Any] = {
        "titre": "Une règle d'essai",
        "cible": MSP,
        "portee": Portee.LOI_REGLEMENT,
        "vigueur": Periode(),
        "sources": (SOURCE,),
        "fiabilite": Fiabilite.VERIFIEE,
    }
    return regle(code, **{**defauts, **champs})(controle)


@regle(
    "ESSAI-002",
    titre="Une structure est celle du registre, et ses associés y sont",
    cible=(CPTS, MSP),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(),
    sources=(SOURCE,),
    fiabilite=Fiabilite.VERIFIEE,
)
def MEME_DANS_LE_REGISTRE(structure: Any, contexte: Contexte) -> Iterator[Verdict]:  # noqa: N802 - a value
    """It reads what surrounds an entity."""
    if contexte.registre[structure.identifiant] != structure:
        yield NON
    if any(contexte.registre.obtenir(associe.membre) is None for associe in getattr(structure, "associes", ())):
        yield Indetermine("un associé n'est pas connu", ("associes",))


def rapport(*regles: Regle, objet: Registre | Entite = MAISON, au: date = AU, **options: Any) -> Rapport:
    return controler(objet, au=au, regles=registre_de_regles(*regles), **options)


NON = NonConforme("il manque un médecin", ("associes", 1))
PEUT_ETRE = Indetermine("la date n'est pas connue", ("signee_le",), ("signataires",))
BON_A_SAVOIR = Remarque("la tolérance court jusqu'au 30 juin 2027", ("associes",))
RIEN = SansObjet("ce n'est pas une SISA")
TELEPHONE = "05 62 00 00 00"
UN_CODE = min(REGLES)


# -- outcomes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdicts", "attendu", "constats"),
    [
        ((), Resultat.CONFORME, 0),
        ((NON,), Resultat.NON_CONFORME, 1),
        ((PEUT_ETRE,), Resultat.INDETERMINE, 1),
        ((PEUT_ETRE, NON), Resultat.NON_CONFORME, 2),
        ((BON_A_SAVOIR,), Resultat.CONFORME, 1),
        ((BON_A_SAVOIR, PEUT_ETRE), Resultat.INDETERMINE, 2),
        ((RIEN,), Resultat.SANS_OBJET, 0),
        ((RIEN, NON), Resultat.SANS_OBJET, 0),
        ((KeyError("associe"),), Resultat.EN_PANNE, 1),
        ((NON, KeyError("associe")), Resultat.EN_PANNE, 1),
    ],
    ids=[
        "rien a dire",
        "non conforme",
        "indetermine",
        "l'un et l'autre",
        "une remarque",
        "une remarque et un doute",
        "sans objet",
        "sans objet l'emporte",
        "en panne",
        "en panne apres un constat",
    ],
)
def test_l_issue_d_une_cible(verdicts: tuple[Any, ...], attendu: Resultat, constats: int) -> None:
    juge = rapport(une_regle(*verdicts))
    assert juge.resultat("ESSAI-001") is attendu
    assert len(juge.constats) == constats


def test_un_constat_dit_tout() -> None:
    juge = rapport(une_regle(NON, PEUT_ETRE))
    assert juge.constats == (
        Constat(
            code="ESSAI-001",
            resultat=Resultat.NON_CONFORME,
            message="il manque un médecin",
            pointeur="/associes/1",
            entite="msp",
            chemin=("associes", 1),
        ),
        Constat(
            code="ESSAI-001",
            resultat=Resultat.INDETERMINE,
            message="la date n'est pas connue",
            pointeur="/signataires",
            entite="msp",
            manquants=("signee_le",),
            chemin=("signataires",),
        ),
    )


def selon_la_cible(**issues: Verdict | Exception | None) -> Regle:
    """A rule whose verdict depends on the identifiant of the maison de santé."""

    def controle(cible: MSP, _contexte: Contexte) -> Iterator[Verdict]:
        issue = issues[cible.identifiant]
        if isinstance(issue, Exception):
            raise issue
        if issue is not None:
            yield issue

    return attrs.evolve(une_regle(), controle=controle)


@pytest.mark.parametrize(
    ("a", "b", "attendu"),
    [
        (None, None, Resultat.CONFORME),
        (None, RIEN, Resultat.CONFORME),
        (RIEN, RIEN, Resultat.SANS_OBJET),
        (None, PEUT_ETRE, Resultat.INDETERMINE),
        (PEUT_ETRE, ZeroDivisionError(), Resultat.EN_PANNE),
        (NON, ZeroDivisionError(), Resultat.NON_CONFORME),
        (NON, PEUT_ETRE, Resultat.NON_CONFORME),
    ],
    ids=[
        "toutes conformes",
        "l'une sans objet",
        "toutes sans objet",
        "l'une indeterminee",
        "une panne l'emporte sur l'indetermine",
        "une faute l'emporte sur une panne",
        "une faute l'emporte sur l'indetermine",
    ],
)
def test_l_issue_de_plusieurs_cibles(a: Any, b: Any, attendu: Resultat) -> None:
    deux = Registre(structures=(MSP(identifiant="a", nom="A"), MSP(identifiant="b", nom="B")))
    assert rapport(selon_la_cible(a=a, b=b), objet=deux).resultat("ESSAI-001") is attendu
    assert rapport(selon_la_cible(a=b, b=a), objet=deux).resultat("ESSAI-001") is attendu


def test_une_regle_en_panne_n_empeche_pas_les_autres() -> None:
    juge = rapport(
        une_regle(ValueError(TELEPHONE), code="A-001"), une_regle(NON, code="B-001"), une_regle(code="C-001")
    )
    assert [r.resultat.value for r in juge.resultats] == ["en_panne", "non_conforme", "conforme"]


def test_une_panne_dit_ou_sans_repeter_les_mots_de_l_exception() -> None:
    (constat,) = rapport(une_regle(ValueError(TELEPHONE))).constats
    assert constat.resultat is Resultat.EN_PANNE
    assert constat.message.startswith("la règle a échoué : ValueError (test_moteur.py, ligne ")
    assert TELEPHONE not in constat.message
    assert (constat.pointeur, constat.entite, constat.manquants) == ("", "msp", ())


def test_une_panne_dit_la_ligne_qui_tombe_et_non_celle_qui_appelle() -> None:
    def tomber() -> None:
        raise ValueError(TELEPHONE)

    def essayer() -> None:
        tomber()

    def controle(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
        essayer()
        yield from ()

    tombante = regle(
        "ESSAI-002",
        titre="Essai",
        cible=MSP,
        portee=Portee.LOI_REGLEMENT,
        vigueur=Periode(),
        sources=(SOURCE,),
        fiabilite=Fiabilite.VERIFIEE,
    )(controle)
    (constat,) = rapport(tombante).constats
    assert constat.message.endswith(f"ligne {tomber.__code__.co_firstlineno + 1})")


def test_une_regle_sans_cible_dans_le_dossier_est_sans_objet() -> None:
    assert rapport(une_regle(NON), objet=Registre()).resultat("ESSAI-001") is Resultat.SANS_OBJET
    assert rapport(une_regle(NON, cible=CPTS)).resultat("ESSAI-001") is Resultat.SANS_OBJET


def test_une_regle_peut_viser_plusieurs_genres() -> None:
    deux = Registre(structures=(MAISON, CTS(identifiant="cts", nom="CTS")))
    juge = rapport(une_regle(NON, cible=(MSP, CTS)), objet=deux)
    assert [constat.entite for constat in juge.constats] == ["cts", "msp"]


def test_une_regle_sur_le_dossier_entier() -> None:
    (constat,) = rapport(une_regle(NON, cible=Registre), objet=Registre(structures=(MAISON,))).constats
    assert (constat.entite, constat.pointeur) == (None, "/associes/1")
    assert rapport(une_regle(NON, cible=Registre)).resultat("ESSAI-001") is Resultat.SANS_OBJET


# -- time ---------------------------------------------------------------------------------------------------------

ANCIENNE, NOUVELLE = Periode.contigues(date(2009, 7, 23), date(2011, 8, 12))
VERSIONS = (une_regle(vigueur=NOUVELLE), une_regle(NON, vigueur=ANCIENNE))


@pytest.mark.parametrize(
    ("au", "resultats", "retenu"),
    [
        (date(2009, 7, 22), ["hors_vigueur", "hors_vigueur"], "hors_vigueur"),
        (date(2009, 7, 23), ["non_conforme", "hors_vigueur"], "non_conforme"),
        (date(2011, 8, 11), ["non_conforme", "hors_vigueur"], "non_conforme"),
        (date(2011, 8, 12), ["hors_vigueur", "conforme"], "conforme"),
    ],
)
def test_une_seule_version_s_applique_et_toutes_sont_dites(au: date, resultats: list[str], retenu: str) -> None:
    juge = rapport(*VERSIONS, au=au)
    assert [r.resultat.value for r in juge.resultats] == resultats
    assert [r.vigueur for r in juge.resultats] == [ANCIENNE, NOUVELLE]
    assert juge.resultat("ESSAI-001").value == retenu


@pytest.mark.parametrize(
    ("au", "verdicts", "attendu", "manquants"),
    [
        (date(2022, 6, 29), (), Resultat.INDETERMINE, [()]),
        (date(2022, 6, 29), (NON,), Resultat.INDETERMINE, [()]),
        (date(2022, 6, 29), (PEUT_ETRE, NON), Resultat.INDETERMINE, [(), ("signee_le",)]),
        (date(2022, 6, 29), (RIEN,), Resultat.SANS_OBJET, []),
        (date(2022, 6, 29), (KeyError(),), Resultat.EN_PANNE, [()]),
        (date(2022, 6, 30), (NON,), Resultat.NON_CONFORME, [()]),
        (date(2024, 12, 31), (), Resultat.CONFORME, []),
        (date(2015, 12, 31), (NON,), Resultat.HORS_VIGUEUR, []),
    ],
)
def test_avant_le_jour_ou_le_texte_a_ete_lu(
    au: date, verdicts: tuple[Any, ...], attendu: Resultat, manquants: list[tuple[str, ...]]
) -> None:
    depuis = date(2022, 6, 30)
    juge = rapport(une_regle(*verdicts, vigueur=Periode(debut=date(2016, 1, 1)), lue_depuis=depuis), au=au)
    assert juge.resultat("ESSAI-001") is attendu
    assert [constat.manquants for constat in juge.constats] == manquants


def test_le_jour_est_exige_en_entier() -> None:
    for jour in (datetime(2024, 7, 2), "2024-07-02"):  # noqa: DTZ001 - what is refused
        with pytest.raises(ValeurInvalide) as refus:
            controler(MAISON, au=jour)  # type: ignore[arg-type]
        assert (refus.value.code, refus.value.champ) == ("date.type", "au")


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        (date(2022, 2, 28), Resultat.SANS_OBJET),
        (date(2022, 3, 1), Resultat.NON_CONFORME),
        (date(2023, 1, 1), Resultat.NON_CONFORME),
        (date(2023, 1, 2), Resultat.INDETERMINE),
        (date(2023, 12, 31), Resultat.INDETERMINE),
        (date(2024, 1, 1), Resultat.SANS_OBJET),
    ],
    ids=["la veille", "le jour", "au plus tot", "peut-etre dissoute", "au plus tard", "apres la dissolution"],
)
def test_une_structure_n_est_jugee_que_durant_sa_vie(au: date, attendu: Resultat) -> None:
    ephemere = MSP(identifiant="msp", nom="Maison", creee_le="2022-03-01", dissoute_le="2023")
    juge = rapport(une_regle(NON), objet=ephemere, au=au)
    assert juge.resultat("ESSAI-001") is attendu
    assert juge.non_jugees == ()  # nothing was to be judged before its life nor after


@pytest.mark.parametrize(
    ("verdicts", "attendu", "manquants"),
    [
        ((), Resultat.INDETERMINE, [("creee_le",)]),
        ((NON,), Resultat.INDETERMINE, [("creee_le",)]),
        ((NON, PEUT_ETRE), Resultat.INDETERMINE, [("creee_le",), ("signee_le",)]),
        ((RIEN,), Resultat.SANS_OBJET, []),
        ((SousReserve("?", ("periode",)), NON), Resultat.INDETERMINE, [("creee_le",), ("periode",)]),
        ((KeyError(),), Resultat.EN_PANNE, [()]),
    ],
)
def test_rien_n_est_certain_de_ce_qui_n_existe_peut_etre_pas(
    verdicts: tuple[Any, ...], attendu: Resultat, manquants: list[tuple[str, ...]]
) -> None:
    vague = MSP(identifiant="msp", nom="Maison", creee_le="2024")
    juge = rapport(une_regle(*verdicts), objet=vague, au=date(2024, 7, 2))
    assert juge.resultat("ESSAI-001") is attendu
    assert [constat.manquants for constat in juge.constats] == manquants


@pytest.mark.parametrize(
    ("verdicts", "attendu"),
    [
        ((SousReserve("?", ("signee_le",)),), Resultat.INDETERMINE),
        ((SousReserve("?", ("signee_le",)), NON), Resultat.INDETERMINE),
        ((NON, SousReserve("?", ("signee_le",))), Resultat.INDETERMINE),
        ((SousReserve("?", ("signee_le",)), RIEN), Resultat.SANS_OBJET),
    ],
)
def test_une_regle_peut_reserver_ce_qu_elle_trouve(verdicts: tuple[Any, ...], attendu: Resultat) -> None:
    juge = rapport(une_regle(*verdicts))
    assert juge.resultat("ESSAI-001") is attendu
    assert [c.manquants for c in juge.constats] == ([] if attendu is Resultat.SANS_OBJET else [("signee_le",)])


# -- what the caller changes, never silently ----------------------------------------------------------------------


def test_une_regle_exclue_est_dite_et_ouvre_la_question() -> None:
    juge = rapport(une_regle(NON), une_regle(code="B-001"), exclues=["ESSAI-001"])
    assert juge.resultat("ESSAI-001") is Resultat.EXCLUE
    assert juge.resultat("B-001") is Resultat.CONFORME
    assert juge.constats == ()
    assert juge.conforme is None


def test_hors_vigueur_passe_avant_l_exclusion_et_avant_le_controle() -> None:
    juge = rapport(une_regle(KeyError(), vigueur=ANCIENNE), exclues=["ESSAI-001"])
    assert juge.resultat("ESSAI-001") is Resultat.HORS_VIGUEUR


def test_une_gravite_changee_est_dite() -> None:
    juge = rapport(une_regle(NON), une_regle(NON, code="B-001"), gravites={"ESSAI-001": Gravite.INFORMATION})
    une, autre = juge.resultats[1], juge.resultats[0]
    assert (une.gravite, une.gravite_modifiee) == (Gravite.INFORMATION, True)
    assert (autre.gravite, autre.gravite_modifiee) == (Gravite.BLOQUANT, False)
    assert json.loads(juge.en_json())["regles"][1]["gravite_modifiee"] is True


def test_une_gravite_redite_n_est_pas_changee() -> None:
    (seule,) = rapport(une_regle(NON), gravites={"ESSAI-001": Gravite.BLOQUANT}).resultats
    assert seule.gravite_modifiee is False


@pytest.mark.parametrize("options", [{"exclues": ["MSP-999"]}, {"gravites": {"MSP-999": Gravite.BLOQUANT}}])
def test_un_code_qui_n_existe_pas_est_refuse(options: dict[str, Any]) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        controler(MAISON, au=AU, **options)
    assert refus.value.code == "regle.inconnue"
    assert refus.value.message == "aucune règle ne s'appelle 'MSP-999'"


# -- conforme -----------------------------------------------------------------------------------------------------


def resultat(rang: int, issue: str, **autres: Any) -> ResultatRegle:
    defauts: dict[str, Any] = {
        "code": f"R-{rang:03}",
        "titre": "Une règle d'essai",
        "resultat": Resultat(issue),
        "portee": Portee.LOI_REGLEMENT,
        "gravite": Gravite.BLOQUANT,
        "gravite_modifiee": False,
        "fiabilite": Fiabilite.VERIFIEE,
        "vigueur": Periode(),
        "sources": (SOURCE,),
        "constats": (),
    }
    return ResultatRegle(**defauts | autres)


SANS_FORCE: Final[tuple[dict[str, Any], ...]] = (
    {"portee": Portee.DOCTRINE_ADMINISTRATIVE, "gravite": Gravite.AVERTISSEMENT},
    {"portee": Portee.BONNE_PRATIQUE, "gravite": Gravite.INFORMATION},
)
"""Rules that bind nobody."""


@pytest.mark.parametrize(
    ("bloquantes", "autres", "attendu"),
    [
        ((), (), None),
        (("hors_vigueur",), (), None),
        (("sans_objet",), (), None),
        (("hors_vigueur", "sans_objet"), ("conforme",), None),
        (("conforme",), (), True),
        (("conforme", "sans_objet", "hors_vigueur"), (), None),
        (("conforme", "conforme", "sans_objet", "hors_vigueur"), (), True),
        (("conforme",), ("non_conforme", "indetermine", "en_panne", "exclue"), True),
        (("conforme", "indetermine"), (), None),
        (("conforme", "exclue"), (), None),
        (("conforme", "en_panne"), (), None),
        (("exclue",), (), None),
        (("non_conforme",), (), False),
        (("non_conforme", "conforme", "indetermine", "exclue", "en_panne", "sans_objet", "hors_vigueur"), (), False),
        ((), ("non_conforme",), None),
    ],
)
def test_conforme(*, bloquantes: tuple[str, ...], autres: tuple[str, ...], attendu: bool | None) -> None:
    resultats = [resultat(rang, issue) for rang, issue in enumerate(bloquantes)]
    resultats += [resultat(100 + rang, issue, **force) for rang, issue in enumerate(autres) for force in SANS_FORCE]
    assert Rapport(au=AU, resultats=tuple(resultats)).conforme is attendu


PLAFONNEE: Final[dict[str, Any]] = {"gravite": Gravite.AVERTISSEMENT, "fiabilite": Fiabilite.SECONDAIRE}
ANCIENNE_COPIE: Final[dict[str, Any]] = {"gravite": Gravite.AVERTISSEMENT, "perimee": True}


@pytest.mark.parametrize("portee", [Portee.LOI_REGLEMENT, Portee.CONVENTION])
@pytest.mark.parametrize(
    ("autre", "issue", "attendu"),
    [
        (PLAFONNEE, "non_conforme", None),
        (PLAFONNEE, "conforme", True),
        # What a secondary source leaves open, no verified rule asks.
        (PLAFONNEE, "indetermine", True),
        (ANCIENNE_COPIE, "non_conforme", None),
        (ANCIENNE_COPIE, "conforme", True),
        (ANCIENNE_COPIE, "indetermine", None),
        (ANCIENNE_COPIE, "en_panne", None),
        (ANCIENNE_COPIE, "exclue", None),
        # The caller chose it, and the report says so.
        ({"gravite": Gravite.AVERTISSEMENT, "gravite_modifiee": True}, "non_conforme", True),
    ],
)
def test_une_regle_plafonnee_empeche_de_dire_conforme(
    *, portee: Portee, autre: dict[str, Any], issue: str, attendu: bool | None
) -> None:
    tenue = resultat(1, "conforme")
    rapport = Rapport(au=AU, resultats=(tenue, resultat(2, issue, portee=portee, **autre)))
    assert rapport.conforme is attendu
    assert [r.code for r in rapport.plafonnees] == (["R-002"] if attendu is None and issue == "non_conforme" else [])


def test_un_manquement_certain_l_emporte_sur_une_regle_plafonnee() -> None:
    certain, plafonne = resultat(1, "non_conforme"), resultat(2, "non_conforme", **PLAFONNEE)
    assert Rapport(au=AU, resultats=(certain, plafonne)).conforme is False


# -- the state in which a text was read ---------------------------------------------------------------------------

ETAT: Final = date(2023, 12, 29)


def lue(etat: date | None = ETAT, **champs: Any) -> SourceJuridique:
    return SourceJuridique(
        nature=NatureSource.LOI, reference="Loi lue", lu_le=date(2026, 11, 29), etat_au=etat, **champs
    )


@pytest.mark.parametrize(
    ("au", "gravite", "conforme"),
    [
        (date(2023, 12, 28), Gravite.BLOQUANT, False),
        (date(2023, 12, 29), Gravite.BLOQUANT, False),
        (date(2023, 12, 30), Gravite.AVERTISSEMENT, None),
    ],
)
def test_apres_l_etat_lu_une_regle_ne_bloque_plus_et_le_dit(
    *, au: date, gravite: Gravite, conforme: bool | None
) -> None:
    juge = rapport(une_regle(NON, sources=(lue(),)), au=au)
    (seule,) = juge.resultats
    assert (seule.gravite, seule.gravite_modifiee, juge.conforme) == (gravite, False, conforme)
    assert seule.etat_au == juge.etat_du_droit == ETAT
    dits = " ".join(juge.avertissements)
    assert ("29 décembre 2023" in dits) is (au > ETAT)
    assert ("ESSAI-001 n'est pas respectée et ne bloque pas" in dits) is (conforme is None)


def test_ce_qui_est_respecte_l_est_dans_l_etat_lu() -> None:
    juge = rapport(une_regle(sources=(lue(),)), au=date(2026, 11, 29))
    assert juge.conforme is True
    assert "lu dans son état au 29 décembre 2023" in juge.avertissements[0]
    assert "Loi lue, état au 29 décembre 2023" in juge.en_texte()


def test_le_rapport_dit_le_plus_ancien_etat_sur_lequel_il_s_appuie() -> None:
    plus_vieille = lue(date(2018, 3, 2))
    juge = rapport(
        une_regle(code="A-001", sources=(lue(),)),
        une_regle(code="B-001", sources=(plus_vieille, lue())),
        # What has nothing to judge, and what binds nobody, is not relied on.
        une_regle(RIEN, code="C-001", sources=(lue(date(2001, 1, 1)),)),
        une_regle(code="D-001", sources=(lue(date(2002, 1, 1)),), portee=Portee.BONNE_PRATIQUE),
        une_regle(code="E-001", sources=(lue(None),)),
    )
    assert juge.etat_du_droit == date(2018, 3, 2)
    assert json.loads(juge.en_json())["etat_du_droit"] == "2018-03-02"
    assert rapport(une_regle(sources=(lue(None),))).etat_du_droit is None


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        (date(2025, 2, 20), Resultat.NON_CONFORME),
        (date(2025, 2, 21), Resultat.INDETERMINE),
        (date(2025, 2, 22), Resultat.INDETERMINE),
    ],
)
def test_une_version_connue_et_non_lue_rend_indetermine_et_est_nommee(au: date, attendu: Resultat) -> None:
    suite = VersionNonLue(reference="Décret d'essai n° 2025-152", depuis=date(2025, 2, 21))
    juge = rapport(une_regle(NON, sources=(lue(date(2025, 2, 20), suite=suite), lue())), au=au)
    assert juge.resultat("ESSAI-001") is attendu
    (constat,) = juge.constats
    assert constat.manquants == ()
    assert ("Décret d'essai n° 2025-152" in constat.message) is (attendu is Resultat.INDETERMINE)


def test_une_ligne_conforme_montre_sa_source() -> None:
    assert "    loi ou règlement, bloquant ; source vérifiée : Loi d'essai" in rapport(une_regle()).en_texte()


def test_un_code_que_le_rapport_ne_contient_pas() -> None:
    rapport = controler(MAISON, au=AU)
    for demander in (rapport.resultat, rapport.regle):
        with pytest.raises(KeyError, match="MSP-999"):
            demander("MSP-999")


def test_la_version_d_une_regle_est_celle_qui_etait_en_vigueur() -> None:
    premiere = une_regle(vigueur=Periode(debut=date(2018, 3, 2), fin=date(2022, 2, 22)))
    seconde = une_regle(vigueur=Periode(debut=date(2022, 2, 23), fin=date(2023, 12, 28)))
    assert rapport(premiere, seconde, au=date(2022, 2, 22)).regle("ESSAI-001").vigueur == premiere.vigueur
    assert rapport(premiere, seconde, au=date(2022, 2, 23)).regle("ESSAI-001").vigueur == seconde.vigueur
    abrogee = rapport(premiere, seconde, au=date(2024, 1, 1)).regle("ESSAI-001")
    assert (abrogee.resultat, abrogee.vigueur) == (Resultat.HORS_VIGUEUR, seconde.vigueur)


def test_un_rapport_s_affiche_en_une_ligne_et_s_imprime_en_clair() -> None:
    rapport = controler(Registre(), au=AU)
    assert repr(rapport) == f"Rapport(au={AU}, conforme=None, constats=0)"
    assert str(rapport) == rapport.en_texte()


# -- entities, registres, pointers --------------------------------------------------------------------------------


def test_une_entite_jugee_seule_ou_dans_son_dossier() -> None:
    seule = controler(FAUTIF["cpts"], au=AU, registre=FAUTIF)
    ensemble = controler(FAUTIF, au=AU)
    siens = [constat for constat in ensemble.constats if constat.entite == "cpts"]
    racine = FAUTIF.pointeur("cpts")
    assert [attrs.evolve(constat, pointeur=racine + constat.pointeur) for constat in seule.constats] == siens
    assert len({constat.code for constat in siens}) > 1


def test_le_dossier_qui_entoure_une_entite_n_en_tient_pas_une_autre() -> None:
    corrigee = CPTS(identifiant="cpts", nom="CPTS", formes=(forme("association_loi_1901"),))
    with pytest.raises(
        ValeurInvalide, match="'cpts' est dans le registre, et ce n'est pas ce qui est à juger"
    ) as refus:
        controler(corrigee, au=AU, registre=FAUTIF)
    assert (refus.value.code, refus.value.champ) == ("identifiant.doublon", "objet")
    for autour in (FAUTIF.avec(corrigee), FAUTIF.sans("cpts")):
        assert rapport(MEME_DANS_LE_REGISTRE, objet=corrigee, registre=autour).conforme is True


def test_un_dossier_entier_n_est_entoure_de_rien() -> None:
    with pytest.raises(ValeurInvalide, match="un registre se juge seul"):
        controler(FAUTIF, au=AU, registre=FAUTIF)


@pytest.mark.parametrize("objet", ["cpts", None, ("cpts",)])
def test_on_ne_juge_qu_un_registre_ou_une_entite(objet: Any) -> None:
    with pytest.raises(ValeurInvalide, match="une valeur de Entite est attendue"):
        controler(objet, au=AU)


def test_ce_qui_entoure_une_entite_jugee_seule_est_inconnu() -> None:
    seule = rapport(MEME_DANS_LE_REGISTRE, objet=maison(associes=[associe("medecin")]))
    assert seule.resultat("ESSAI-002") is Resultat.INDETERMINE
    with pytest.raises(ValeurInvalide):
        controler(MSP(identifiant="medecin", nom="MSP"), au=AU, registre=FAUTIF)


def suivre(document: Any, pointeur: str) -> Any:
    """What an RFC 6901 pointer names; a field left out of the document is told by its parent."""
    for pas in pointeur.split("/")[1:]:
        cle = pas.replace("~1", "/").replace("~0", "~")
        document = document[int(cle)] if isinstance(document, list) else document[cle]
    return document


@pytest.mark.parametrize(("registre", "au"), [*EXEMPLES, pytest.param(FAUTIF, AU, id="un registre fautif")])
@pytest.mark.parametrize("jour", [None, date(2009, 7, 23), date(2019, 10, 9), date(2025, 1, 22), date(2026, 11, 22)])
def test_chaque_pointeur_mene_a_sa_donnee_dans_le_document(registre: Registre, au: date, jour: date | None) -> None:
    document = json.loads(en_json(registre))
    juge = controler(registre, au=jour or au)
    for constat in juge.constats:
        assert constat.message
        if constat.entite is not None:
            racine = registre.pointeur(constat.entite)
            assert suivre(document, racine)["identifiant"] == constat.entite
            assert constat.pointeur.startswith(racine)
        # What is missing is pointed at where it would stand: its parent must exist.
        parent = constat.pointeur.rpartition("/")[0] if constat.resultat is Resultat.INDETERMINE else constat.pointeur
        assert suivre(document, parent) is not None


def test_le_dossier_fautif_fait_parler_les_regles() -> None:
    parlants = {constat.code for constat in controler(FAUTIF, au=AU).constats}
    parlants |= {constat.code for constat in controler(FAUTIF, au=date(2025, 1, 22)).constats}
    assert len(parlants) > 13


def test_les_structures_qu_aucune_regle_n_atteint_sont_dites() -> None:
    registre = Registre(
        structures=(
            MAISON,
            EquipeSoinsPrimaires(identifiant="esp", nom="ESP"),
            EquipeSoinsSpecialises(identifiant="ess", nom="ESS"),
        )
    )
    de_msp = {code: versions for code, versions in REGLES.items() if code.startswith("MSP-")}
    assert controler(registre, au=AU, regles=de_msp).non_jugees == ("esp", "ess")
    assert controler(registre, au=date(2000, 1, 1), regles=de_msp).non_jugees == ("esp", "ess", "msp")
    assert controler(registre, au=AU, regles=de_msp, exclues=list(de_msp)).non_jugees == ("esp", "ess", "msp")


# -- the report ---------------------------------------------------------------------------------------------------


def test_le_rapport_en_json_a_les_cles_prevues() -> None:
    texte = controler(FAUTIF, au=AU).en_json()
    document = json.loads(texte)
    assert document["titre"] == "Vérification du registre au 2 juillet 2024"
    # What is not met was read in states of the law that are older than that day: nothing blocks.
    assert (document["au"], document["conforme"], document["non_jugees"]) == ("2024-07-02", None, [])
    for objet in document["regles"]:
        assert {"code", "resultat", "portee", "gravite", "sources", "constats"} <= set(objet)
        assert set(objet) == {
            *("code", "resultat", "portee", "gravite", "sources", "constats"),
            *("titre", "gravite_modifiee", "fiabilite", "vigueur", "etat_au"),
        }
        for constat in objet["constats"]:
            assert set(constat) == {
                *("code", "message", "pointeur", "entite", "resultat", "manquants", "chemin", "groupe", "nombre")
            }
            assert constat["code"] == objet["code"]


def test_une_regle_en_json() -> None:
    juge = rapport(une_regle(NON, vigueur=NOUVELLE))
    assert json.loads(juge.en_json())["regles"] == [
        {
            "code": "ESSAI-001",
            "titre": "Une règle d'essai",
            "resultat": "non_conforme",
            "portee": "loi_reglement",
            "gravite": "bloquant",
            "gravite_modifiee": False,
            "fiabilite": "verifiee",
            "etat_au": None,
            "vigueur": {"debut": "2011-08-12", "fin": None},
            "sources": ["Loi d'essai"],
            "constats": [
                {
                    "code": "ESSAI-001",
                    "resultat": "non_conforme",
                    "message": "il manque un médecin",
                    "pointeur": "/associes/1",
                    "entite": "msp",
                    "manquants": [],
                    "chemin": ["associes", 1],
                    "groupe": "",
                    "nombre": 1,
                }
            ],
        }
    ]


def test_les_cles_sont_triees_et_les_accents_ecrits() -> None:
    texte = controler(FAUTIF, au=AU).en_json()
    assert texte == json.dumps(json.loads(texte), ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    assert "Vérification" in texte


@pytest.mark.parametrize("au", [date(1900, 1, 1), date(2011, 8, 12), AU, date(2100, 1, 1)])
def test_le_rapport_dit_chaque_code_et_chaque_version(au: date) -> None:
    document = json.loads(controler(Registre(), au=au).en_json())
    attendus = [
        (code, None if v.vigueur.debut is None else v.vigueur.debut.isoformat())
        for code, versions in REGLES.items()
        for v in versions
    ]
    assert [(objet["code"], objet["vigueur"]["debut"]) for objet in document["regles"]] == attendus
    assert [code for code, _ in attendus] == sorted(code for code, _ in attendus)


@pytest.mark.parametrize(("registre", "au"), [*EXEMPLES, pytest.param(FAUTIF, AU, id="un registre fautif")])
def test_deux_controles_donnent_le_meme_rapport_quel_que_soit_l_ordre_des_entites(registre: Registre, au: date) -> None:
    premier = controler(registre, au=au)
    entites = list(registre)
    random.Random(7).shuffle(entites)  # noqa: S311 - an order, not a secret
    melange = Registre(extensions=registre.extensions).avec(*entites)
    assert controler(registre, au=au) == premier
    assert controler(melange, au=au).en_json() == premier.en_json()


def test_un_rapport_est_une_valeur() -> None:
    juge = controler(FAUTIF, au=AU)
    assert pickle.loads(pickle.dumps(juge)) == juge  # noqa: S301 - our own bytes
    assert hash(juge) == hash(controler(FAUTIF, au=AU))


def test_un_constat_ne_montre_ni_nom_ni_numero() -> None:
    medecin = professionnel("medecin", p.MEDECIN, exercice("msp"), nom="NOM-DE-FAMILLE", rpps="10000000008")
    texte = controler(Registre().avec(maison(), medecin), au=AU).en_json()
    assert "NOM-DE-FAMILLE" not in texte
    assert "10000000008" not in texte


# -- what a rule is -----------------------------------------------------------------------------------------------


def test_une_regle_sans_source_est_refusee() -> None:
    with pytest.raises(ValeurInvalide) as refus:
        une_regle(sources=())
    assert (refus.value.code, refus.value.champ) == ("regle.source", "sources")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Periode(), Periode(debut=date(2020, 1, 1))),
        (Periode(fin=date(2020, 1, 1)), Periode(debut=date(2020, 1, 1))),
        (Periode(debut=date(2011, 1, 1)), Periode(debut=date(2015, 1, 1), fin=date(2016, 1, 1))),
    ],
    ids=["l'une sans borne", "un jour commun", "l'une dans l'autre"],
)
def test_deux_versions_qui_se_chevauchent_sont_refusees(a: Periode, b: Periode) -> None:
    for premiere, seconde in ((a, b), (b, a)):
        with pytest.raises(ValeurInvalide) as refus:
            registre_de_regles(une_regle(vigueur=premiere), une_regle(vigueur=seconde))
        assert refus.value.code == "regle.versions"
        assert refus.value.message == "deux versions de ESSAI-001 se chevauchent"


def test_deux_codes_peuvent_valoir_en_meme_temps() -> None:
    assert list(registre_de_regles(une_regle(code="B-001"), une_regle(code="A-001"))) == ["A-001", "B-001"]


@pytest.mark.parametrize(("portee", "fiabilite", "gravite"), GRAVITES)
def test_la_gravite_est_celle_de_la_portee_plafonnee(portee: Portee, fiabilite: Fiabilite, gravite: Gravite) -> None:
    assert une_regle(portee=portee, fiabilite=fiabilite).gravite is gravite
    (juge,) = rapport(une_regle(portee=portee, fiabilite=fiabilite)).resultats
    assert (juge.gravite, juge.gravite_modifiee) == (gravite, False)


def test_le_registre_des_regles_est_immuable() -> None:
    assert isinstance(REGLES, Mapping)
    with pytest.raises(TypeError):
        REGLES[UN_CODE] = ()  # type: ignore[index]
    with pytest.raises(AttributeError):
        REGLES[UN_CODE][0].titre = "autre"  # type: ignore[misc]
    assert all(type(versions) is tuple for versions in REGLES.values())


# -- the rules of the library -------------------------------------------------------------------------------------


def test_chaque_regle_a_son_fichier_de_tests() -> None:
    fichiers = {chemin.stem.removeprefix("test_") for chemin in Path(__file__).parent.glob("test_*_[0-9]*.py")}
    assert {code.lower().replace("-", "_") for code in REGLES} == fichiers


def test_chaque_regle_dit_ses_sources_et_quand_elles_ont_ete_lues() -> None:
    for version in (version for versions in REGLES.values() for version in versions):
        assert version.sources, version.code
        for source in version.sources:
            assert type(source.lu_le) is date, version.code
            assert source.reference.strip(), version.code
        assert version.titre.strip(), version.code
        assert version.lue_depuis is None or version.lue_depuis in version.vigueur, version.code


def test_les_regles_sur_les_centres_atteignent_le_centre_territorial() -> None:
    cibles = [version.cible for versions in REGLES.values() for version in versions]
    assert [cible for cible in cibles if CentreSante in cible and CTS not in cible] == []


SIX: tuple[Structure, ...] = (
    MSP(identifiant="une", nom="MSP"),
    CentreSante(identifiant="une", nom="Centre de santé"),
    CTS(identifiant="une", nom="Centre territorial de santé"),
    CPTS(identifiant="une", nom="CPTS"),
    EquipeSoinsPrimaires(identifiant="une", nom="ESP"),
    EquipeSoinsSpecialises(identifiant="une", nom="ESS"),
)


@pytest.mark.parametrize("structure", SIX, ids=lambda s: type(s).__name__)
def test_chaque_genre_de_structure_passe_par_chaque_regle(structure: Structure) -> None:
    for au in (date(1900, 1, 1), date(2011, 8, 11), AU, date(2025, 1, 22), date.max, date.min):
        for objet in (structure, Registre(structures=(structure,))):
            juge = controler(objet, au=au)
            assert Resultat.EN_PANNE not in {r.resultat for r in juge.resultats}
            assert Resultat.NON_CONFORME not in {r.resultat for r in juge.resultats}


@pytest.mark.parametrize("entite", [Registre(), *FAUTIF], ids=lambda e: getattr(e, "identifiant", "vide"))
def test_aucune_regle_ne_tombe_en_panne_sur_une_entite_seule(entite: Registre | Entite) -> None:
    for au in (date.min, AU, date.max):
        assert Resultat.EN_PANNE not in {r.resultat for r in controler(entite, au=au).resultats}


def test_un_dossier_vide_ne_dit_rien() -> None:
    juge = controler(Registre(), au=AU)
    assert (juge.conforme, juge.constats, juge.non_jugees) == (None, (), ())


def test_un_genre_que_nulle_regle_ne_vise() -> None:
    territoire = Territoire(identifiant="lomagne", nom="Lomagne", nature=NatureTerritoire.AUTRE)
    assert {r.resultat for r in controler(territoire, au=AU).resultats} <= {Resultat.SANS_OBJET, Resultat.HORS_VIGUEUR}


def test_un_professionnel_seul() -> None:
    infirmiere = Professionnel(identifiant="infirmiere", profession=p.INFIRMIER)
    siennes = rapport(une_regle(RIEN, cible=Professionnel), une_regle(code="ESSAI-003"), objet=infirmiere).resultats
    assert [resultat.resultat for resultat in siennes] == [Resultat.SANS_OBJET, Resultat.SANS_OBJET]
