"""What a constructor accepts is what the format can say: every field of the model, given everything that it is not.

An instance of each class is taken in the document that fills every field; each field is then given other values.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from importlib import import_module
from inspect import isroutine
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from tests.donnees.complet import CHEMIN

from soinsprimaires import (
    Acte,
    Chronologie,
    CodeNomenclature,
    DatePartielle,
    Estimation,
    Etendue,
    Exercice,
    Extensions,
    FormeJuridique,
    ModeExercice,
    NatureProjet,
    NatureTerritoire,
    Periode,
    PeriodePartielle,
    Professionnel,
    Projet,
    Provenance,
    Registre,
    Site,
    Statistique,
    Structure,
    Territoire,
    ValeurInvalide,
    analyse,
    charger,
    charger_en_detail,
    charger_lignes,
    controler,
    cycle,
    depuis_json,
    echanges,
    ecrire,
    en_json,
    referentiels,
    regles,
    schemas,
)
from soinsprimaires._typage import Typee, exiger
from soinsprimaires.analyse.distances import Distances, PairesAbsentes, UniteDistance
from soinsprimaires.mesures import Bornes
from soinsprimaires.modele._base import Donnee
from soinsprimaires.modele._champs import champs
from soinsprimaires.modele._questions import Questions
from soinsprimaires.modele.structures import ETIQUETTES
from soinsprimaires.referentiels import professions
from soinsprimaires.regles import Indetermine, NonConforme, Regle, Remarque, SansObjet, SousReserve
from soinsprimaires.serialisation._convertisseur import convertisseur, en_objet
from soinsprimaires.sources import Fiabilite, NatureSource, Portee, SourceJuridique, VersionNonLue


class TexteEnum(StrEnum):
    """What passes for a text."""

    A = "abc"


class Texte(str):
    """A text of somebody else's, as numpy has."""

    __slots__ = ()


class Nombre(int):
    """A whole number of somebody else's."""


SCHEMA = schemas.schema()
AUTRES: list[Any] = [
    *(None, True, 0, 3, -1, 1.5, float("nan"), Decimal("0.5"), Fraction(1, 2), 1j, object(), str, len),
    *(10**9, -(10**30), 10**5000, Decimal(-1), Decimal(10) ** 30, Decimal("1E+5000"), Decimal("NaN"), Decimal("-0")),
    *("", "abc", "2024-01-02", b"abc", bytearray(b"abc"), TexteEnum.A, Texte("abc"), Nombre(3)),
    *([], ["abc"], {}, {"a": 1}, set(), frozenset({"abc"}), (), ("abc",), (3,), (None,), ((),), (True,), iter(())),
    *(date(2024, 1, 2), datetime(2024, 1, 2, tzinfo=UTC), time(9), DatePartielle.lire("2024")),
    *(ModeExercice.LIBERAL, (ModeExercice.LIBERAL,), Acte.EMERGENCE, FormeJuridique.SISA, NatureProjet.CPTS),
    *(Exercice(), (Exercice(),), Site(identifiant="autre-site"), Provenance(titre="T"), (Provenance(titre="T"),)),
    *(Estimation(valeur=1), Extensions({"a": 1}), (Extensions({"a": 1}),), professions.MEDECIN, (professions.MEDECIN,)),
]


VALEURS = (CodeNomenclature, DatePartielle, Periode, PeriodePartielle)
"""What documents hold beside the classes of the model."""


def exemples(valeur: Any) -> Iterator[Any]:
    """Every value inside another, itself first."""
    if isinstance(valeur, tuple):
        for element in valeur:
            yield from exemples(element)
    elif isinstance(valeur, (Typee, *VALEURS)):
        yield valeur
        classe: Any = type(valeur)
        for champ in attrs.fields(classe):
            yield from exemples(getattr(valeur, champ.name))


UN_DE_CHAQUE = {type(valeur): valeur for entite in charger(CHEMIN) for valeur in exemples(entite)}
CHAMPS = [
    pytest.param(valeur, champ.name, id=f"{classe.__name__}.{champ.name}")
    for classe, valeur in sorted(UN_DE_CHAQUE.items(), key=lambda paire: paire[0].__name__)
    for champ in attrs.fields(classe)
]


def relire(valeur: Any) -> Any:
    cible: Any = Structure if type(valeur) in ETIQUETTES.values() else type(valeur)
    return convertisseur().structure(json.loads(json.dumps(en_objet(valeur))), cible)


def test_chaque_classe_d_un_document_est_essayee() -> None:
    def descendantes(classe: Any) -> set[type]:
        return {classe, *(d for fille in classe.__subclasses__() for d in descendantes(fille))}

    # attrs makes a class with slots beside the one that was written, of the same name.
    noms = {classe.__name__ for classe in descendantes(Donnee)}
    jamais_ecrites = {"Donnee", "Entite", "_StructureCommune", "Etendue"}
    valeurs = {Estimation, Provenance, *VALEURS}
    assert {classe.__name__ for classe in UN_DE_CHAQUE} - {v.__name__ for v in valeurs} == noms - jamais_ecrites


SEULS = {"type", "date", "decimal", "identifiant", "code", "empreinte", "nombre"}
"""What begins the code of a fault of one field, whatever the others hold."""


def essayer(valeur: Any, nom: str, autre: Any) -> Any:
    """The same value with another one in a field, or its refusal; no other exception."""
    try:
        return attrs.evolve(valeur, **{nom: autre})
    except ValeurInvalide as refus:
        return refus


@pytest.mark.parametrize(("valeur", "nom"), CHAMPS)
def test_un_champ_refuse_ce_que_le_format_ne_sait_pas_dire(valeur: Any, nom: str) -> None:
    essais = [(autre, essayer(valeur, nom, autre)) for autre in AUTRES]
    refus = [(autre, essai) for autre, essai in essais if isinstance(essai, ValeurInvalide)]
    assert len(refus) >= len(AUTRES) // 2
    for autre, faute in refus:
        # What fields cannot be together may be told of another one, or of none.
        if type(valeur) is DatePartielle and faute.code in {"date.calendrier", "date.forme"}:
            continue
        assert faute.code.partition(".")[0] not in SEULS or (faute.champ or "").split("/")[0] == nom, (autre, faute)
    for autre, change in essais:
        if not isinstance(change, ValeurInvalide):
            assert relire(change) == change, autre


SANS_BORNES = {
    *(f"DatePartielle.{nom}" for nom in ("annee", "mois", "numero_jour", "fin")),
    *(f"Estimation.{nom}" for nom in ("valeur", "minimum", "maximum")),
}
"""The calendar bounds the first ones together; the canonical form of a decimal bounds the length of the others."""


def test_chaque_nombre_a_ses_bornes_que_le_schema_dit() -> None:
    nombres = {
        f"{classe.__name__}.{champ.nom}": champ
        for classe in UN_DE_CHAQUE
        for champ in champs(classe)
        if champ.cible in {int, Decimal}
    }
    assert {nom for nom, champ in nombres.items() if not isinstance(champ.valideur, Bornes)} == SANS_BORNES
    for nom in nombres.keys() - SANS_BORNES:
        bornes, (classe, champ) = nombres[nom].valideur, nom.split(".")
        dit = SCHEMA["$defs"][classe]["properties"][champ]
        dit = dit.get("anyOf", [dit])[0]
        if nombres[nom].cible is int:
            assert (dit["minimum"], dit["maximum"]) == (bornes.minimum, bornes.maximum)
        else:
            for essai in (-1, 0, "0.01", 1, "0.5", "1.5", bornes.maximum, bornes.maximum + 1, f"{bornes.maximum}.01"):
                admis = bornes.minimum < Decimal(essai) <= bornes.maximum
                assert (re.search(dit["pattern"], str(essai)) is not None) is admis, (nom, essai)


def test_un_mot_n_est_pas_un_membre_et_le_message_dit_lequel_ecrire() -> None:
    mot: Any = "liberal"
    with pytest.raises(ValeurInvalide) as refus:
        Exercice(mode=mot)
    assert str(refus.value) == (
        "mode : une valeur de ModeExercice est attendue, pas 'liberal' ; écrire ModeExercice.LIBERAL"
    )
    with pytest.raises(ValeurInvalide, match=r"pas 'libéral' ; écrire ModeExercice\.LIBERAL$"):
        Exercice(mode="libéral")  # type: ignore[arg-type]


def test_toutes_les_fautes_d_un_objet_se_disent_ensemble() -> None:
    faux: Any = {"identifiant": "m", "profession": "10", "nom": 3, "savoir_faire": ("SM26",), "exercices": Exercice()}
    with pytest.raises(ValeurInvalide) as refus:
        Professionnel(**faux)
    assert str(refus.value).split("\n  ") == [
        (
            "profession : une valeur de CodeNomenclature est attendue, pas '10' ; un code se prend dans "
            "soinsprimaires.referentiels.professions : MEDECIN par exemple"
        ),
        (
            "savoir_faire/0 : une valeur de CodeNomenclature est attendue, pas 'SM26' ; un code se prend dans "
            "soinsprimaires.referentiels.professions : MEDECIN par exemple"
        ),
        "nom : un texte est attendu, pas 3",
        "exercices : un tuple est attendu, pas une valeur de Exercice ; écrire (valeur,) pour une seule",
    ]


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"objectifs": ("a", 3)}, "objectifs/1 : un texte est attendu, pas 3"),
        ({"objectifs": "ab"}, "objectifs : un tuple est attendu, pas 'ab'"),
        ({"nature": "cpts"}, "nature : une valeur de NatureProjet est attendue, pas 'cpts' ; écrire NatureProjet.CPTS"),
        ({"nature": None}, "nature : une valeur de NatureProjet est attendue, pas None"),
        ({"nom": None}, "nom : un texte est attendu, pas None"),
        ({"nom": TexteEnum.A}, "nom : un texte est attendu, pas une valeur de TexteEnum"),
        ({"nom": b"DUPONT"}, "nom : un texte est attendu, pas une valeur de bytes"),
        ({"objectifs": {"nom": "DUPONT"}}, "objectifs : un tuple est attendu, pas un objet de 1 élément(s)"),
        ({"nature": Acte.EMERGENCE}, "nature : une valeur de NatureProjet est attendue, pas une valeur de Acte"),
    ],
)
def test_le_message_dit_ce_qui_est_attendu_et_ou(champs: dict[str, Any], message: str) -> None:
    juste: dict[str, Any] = {"identifiant": "p", "nom": "P", "nature": NatureProjet.CPTS}
    with pytest.raises(ValeurInvalide) as refus:
        Projet(**{**juste, **champs})
    assert str(refus.value) == message


def test_une_combinaison_deja_jugee_ne_couvre_pas_les_elements() -> None:
    juste = Professionnel(identifiant="m", profession=professions.MEDECIN, savoir_faire=(professions.MEDECIN,))
    faux: Any = ("SM26",)
    assert attrs.evolve(juste, savoir_faire=(professions.INFIRMIER,)).savoir_faire == (professions.INFIRMIER,)
    with pytest.raises(ValeurInvalide, match="savoir_faire/0"):
        attrs.evolve(juste, savoir_faire=faux)


def test_un_texte_d_une_autre_bibliotheque_est_un_texte() -> None:
    projet = Projet(identifiant=Texte("p"), nom=Texte("Projet"), nature=NatureProjet.CPTS)
    assert relire(projet) == projet


MOT: Any = "cpts"
JOUR = date(2026, 11, 4)
EN_COURS = Projet(identifiant="p", nom="P", nature=NatureProjet.CPTS)
DOSSIER = Registre(projets=(EN_COURS,))
STATISTIQUE = Statistique(identifiant="s", indicateur="projets", valeur=Estimation(valeur=3))
LECTOURE = Etendue(communes=("32208",))
MEMBRES: dict[str, Callable[[], object]] = {
    "integrer:nature": lambda: echanges.tableau.integrer(DOSSIER, BytesIO(), au=JOUR, nature=MOT),
    "lire_cpts:delimitation": lambda: echanges.listes.lire_cpts(BytesIO(b""), delimitation=MOT),
    "Etendue.en_territoire:nature": lambda: Etendue(communes=("32208",)).en_territoire(
        identifiant="t", nom="T", nature=MOT
    ),
    "Fiabilite.plafonner:gravite": lambda: Fiabilite.DEDUITE.plafonner(MOT),
    "Rapprochement.de_nature:natures": lambda: echanges.rapprochement.rapprocher(DOSSIER, iter(())).de_nature(MOT),
    "Questions.exercices:profession": lambda: DOSSIER.exercices(au=JOUR, profession=MOT),
    "Questions.projets_de:nature": lambda: DOSSIER.projets_de(nature=MOT),
    "Suivi.actes_possibles:acteur": lambda: cycle.Suivi(EN_COURS, DOSSIER, JOUR).actes_possibles(MOT),
    "Suivi.etapes_vers:vers": lambda: cycle.Suivi(EN_COURS, DOSSIER, JOUR).etapes_vers(MOT),
    "Territoire.depuis_communes:delimitation": lambda: Territoire.depuis_communes(
        ("32208",), identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, delimitation=MOT, au=JOUR
    ),
    "Territoire.depuis_communes:nature": lambda: Territoire.depuis_communes(
        ("32208",), identifiant="t", nom="T", nature=MOT, au=JOUR
    ),
    "Territoire.depuis_epci:nature": lambda: Territoire.depuis_epci("200034726", nature=MOT, au=JOUR),
    "actes_possibles:acteur": lambda: cycle.actes_possibles(EN_COURS, au=JOUR, acteur=MOT),
    "ce_qui_manque:vers": lambda: cycle.ce_qui_manque(EN_COURS, DOSSIER, vers=MOT, au=JOUR),
    "concept:code": lambda: referentiels.concept(MOT),
    "concepts:systeme": lambda: referentiels.concepts(MOT),
    "confronter:etats": lambda: analyse.confronter(
        DOSSIER, STATISTIQUE, nature=NatureProjet.CPTS, etats=(MOT,), au=JOUR
    ),
    "confronter:nature": lambda: analyse.confronter(DOSSIER, STATISTIQUE, nature=MOT, etats=(), au=JOUR),
    "controler:gravites": lambda: controler(DOSSIER, au=JOUR, gravites={"SISA-001": MOT}),
    "denombrer:par": lambda: analyse.denombrer(DOSSIER, par=(analyse.Critere.REGION, MOT), au=JOUR),
    "est_auxiliaire_medical:profession": lambda: referentiels.est_auxiliaire_medical(MOT),
    "est_generaliste:savoir_faire": lambda: referentiels.est_generaliste(MOT),
    "est_ipa:savoir_faire": lambda: referentiels.est_ipa(MOT),
    "est_medecin:profession": lambda: referentiels.est_medecin(MOT),
    "existe:code": lambda: referentiels.existe(MOT),
    "famille:profession": lambda: referentiels.famille(MOT),
    "libelle:code": lambda: referentiels.libelle(MOT),
    "lire:nature": lambda: echanges.tableau.lire(BytesIO(), enregistre_le=JOUR, nature=MOT),
    "pieces:acte": lambda: cycle.pieces(EN_COURS, MOT),
    "regle:fiabilite": lambda: une_regle(fiabilite=MOT),
    "regle:jamais": lambda: une_regle(jamais=(MOT,)),
    "regle:portee": lambda: une_regle(portee=MOT),
    "taux_accompagnement:nature": lambda: analyse.taux_accompagnement(DOSSIER, au=JOUR, nature=MOT),
    "Distances.depuis_table:absentes": lambda: Distances.depuis_table(
        (), unite=UniteDistance.MINUTES, source="essai", absentes=MOT
    ),
    "Distances.depuis_table:unite": lambda: Distances.depuis_table(
        (), unite=MOT, source="essai", absentes=PairesAbsentes.INCONNUES
    ),
    "accessibilite:profession": lambda: analyse.accessibilite(
        DOSSIER,
        LECTOURE,
        au=JOUR,
        profession=MOT,
        distances=Distances.a_vol_d_oiseau(au=JOUR),
        decroissance=analyse.Decroissance.APL_2012,
    ),
    "apl_publiee:ponderation": lambda: analyse.apl_publiee(LECTOURE, (), au=JOUR, ponderation=MOT, serie="essai"),
    "comparer_territoires:reference": lambda: analyse.comparer_territoires(
        lambda _: None, (), au=JOUR, reference=(MOT,)
    ),
    "departs:par": lambda: analyse.departs(DOSSIER, LECTOURE, au=JOUR, horizon=date(2050, 1, 1), age=67, par=(MOT,)),
    "offre:par": lambda: analyse.offre(DOSSIER, LECTOURE, au=JOUR, par=(MOT,)),
    "part_zonee:qualifications": lambda: analyse.part_zonee(
        LECTOURE, (), au=JOUR, profession="medecin", qualifications=(MOT,)
    ),
}
"""Each question about a member of an enumeration or a code, asked with a word."""
MODULES = (
    "",
    "analyse",
    "comparaison",
    "composition",
    "cycle",
    "droit",
    "referentiels",
    "regles",
    "schemas",
    "temps",
)
FICHIERS = (
    *("ages", "annuaire", "apl", "calendrier", "contours", "finess", "listes", "populations", "qpv", "rapprochement"),
    *("tableau", "zonage"),
)


def une_regle(**champs: Any) -> Regle:
    voulus: dict[str, Any] = {
        "titre": "Règle",
        "cible": Projet,
        "portee": Portee.BONNE_PRATIQUE,
        "vigueur": Periode(),
        "sources": (SourceJuridique(nature=NatureSource.USAGE, reference="Usage", lu_le=JOUR),),
        "fiabilite": Fiabilite.DEDUITE,
    }
    return regles.regle("X-001", **{**voulus, **champs})(lambda _, __: iter(()))


REPONSES = {
    *("Anomalie", "Appartenance", "Chargement", "Commune", "Constat", "Contexte", "EvolutionRapport"),
    *("Emplacement", "ExerciceSitue", "FonctionTenue", "Pointage", "Rapport", "ResultatRegle"),
}
"""What the library alone makes, by the thousand: what it was asked is judged."""
A_PART = {"Entite", "Extensions", "SorteIdentifiant"}
"""What all entities are; what is made of a mapping and has its own tests; what is in :data:`SORTES`."""
DONNEES: list[Any] = [
    Chronologie(((Periode(), 1),)),
    Etendue(communes=("32208",)),
    Registre(),
    SourceJuridique(nature=NatureSource.USAGE, reference="Usage", lu_le=JOUR),
    VersionNonLue(depuis=JOUR, reference="Décret"),
    une_regle(),
    NonConforme("non"),
    Indetermine("peut-être", ("le",)),
    Remarque("oui"),
    SansObjet("rien"),
    SousReserve("si", ("le",)),
]
"""One of each other class that is given to the library."""


def test_chaque_classe_que_l_on_donne_est_essayee() -> None:
    publiques = {
        nom
        for module in (import_module("soinsprimaires"), regles)
        for nom in module.__all__
        if attrs.has(getattr(module, nom)) and isinstance(getattr(module, nom), type)
    }
    essayees = {classe.__name__ for classe in UN_DE_CHAQUE} | {type(donnee).__name__ for donnee in DONNEES}
    assert publiques - essayees == REPONSES | A_PART


@pytest.mark.parametrize(
    ("donnee", "champ"),
    [
        pytest.param(donnee, champ, id=f"{type(donnee).__name__}.{champ.name}")
        for donnee in DONNEES
        for champ in attrs.fields(attrs.resolve_types(type(donnee)))
        if champ.init
    ],
)
def test_ce_que_l_on_donne_est_de_son_type_ou_refuse(donnee: Any, champ: "attrs.Attribute[Any]") -> None:
    admises = 0
    for autre in AUTRES:
        essai = essayer(donnee, champ.name, autre)
        if not isinstance(essai, ValeurInvalide):
            admises += 1
            exiger(getattr(essai, champ.name), champ.type, champ.name)
    assert admises < len(AUTRES) // 2 or champ.name == "controle"


def fonctions_publiques() -> Iterator[Any]:
    noms = (*MODULES, *(f"echanges.{nom}" for nom in FICHIERS))
    for module in (import_module(f"soinsprimaires.{nom}".removesuffix(".")) for nom in noms):
        for public in (getattr(module, nom) for nom in module.__all__):
            classes = (public, Questions) if public is Registre else (public,) if isinstance(public, type) else ()
            noms_internes = [nom for classe in classes for nom in vars(classe)]
            internes = (getattr(public, nom) for nom in noms_internes if not nom.startswith("_"))
            yield from filter(isroutine, (public, *internes))


def attend_un_membre(annotation: Any) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, Enum | CodeNomenclature)
    return any(map(attend_un_membre, get_args(annotation)))


def test_chaque_question_sur_un_membre_est_posee_avec_un_mot() -> None:
    assert set(MEMBRES) == {
        f"{fonction.__qualname__}:{nom}"
        for fonction in fonctions_publiques()
        for nom, annotation in getattr(fonction, "__annotations__", {}).items()
        if nom != "return" and attend_un_membre(annotation)
    }


@pytest.mark.parametrize(("question", "poser"), MEMBRES.items())
def test_un_mot_dans_une_question_n_est_pas_une_reponse_vide(question: str, poser: Callable[[], object]) -> None:
    with pytest.raises(ValeurInvalide, match=r"une valeur de .* est attendue, pas 'cpts'") as refus:
        poser()
    assert (refus.value.champ or "").split("/")[0] in {question.partition(":")[2], "code"}


_AU_REGISTRE: list[tuple[str, Callable[[Any], object]]] = [
    ("structure", lambda mot: DOSSIER.exercices(au=JOUR, structure=mot)),
    ("commune", lambda mot: DOSSIER.exercices(au=JOUR, commune=mot)),
    ("structure", lambda mot: DOSSIER.membres(mot, au=JOUR)),
    ("maison", lambda mot: DOSSIER.associes(mot, au=JOUR)),
    ("qui", lambda mot: DOSSIER.demeure(mot, None, None, au=JOUR)),
    ("structure", lambda mot: DOSSIER.demeure("qui", mot, None, au=JOUR)),
    ("structure", lambda mot: DOSSIER.projets_de(structure=mot)),
    ("projet", DOSSIER.reunions_de),
    ("identifiant", DOSSIER.fonctions_de),
    ("identifiant", DOSSIER.pointant_vers),
    ("identifiant", DOSSIER.citants),
    ("identifiant", DOSSIER.fiches),
    ("identifiant", DOSSIER.obtenir),
    ("identifiant", DOSSIER.genre),
    ("identifiant", DOSSIER.pointeur),
    ("identifiant", DOSSIER.__getitem__),
    ("identifiant", DOSSIER.sans),
    ("identifiant", lambda mot: DOSSIER.sans_exercices(mot, au=JOUR)),
    ("identifiant", DOSSIER.modifier),
    ("identifiant", lambda mot: DOSSIER.renommer(mot, "autre")),
]
"""Every question of the registre that names something."""


def test_chaque_question_du_registre_est_posee() -> None:
    posees = {
        nom
        for nom, question in (vars(Registre) | vars(Questions)).items()
        if isroutine(question) and any("str" in str(a) for n, a in question.__annotations__.items() if n != "return")
    }
    assert {nom for nom in posees if nom[0] != "_" or nom == "__getitem__"} == {
        "__getitem__",
        "associes",
        "citants",
        "demeure",
        "exercices",
        "fiches",
        "fonctions_de",
        "genre",
        "membres",
        "modifier",
        "obtenir",
        "pointant_vers",
        "pointeur",
        "projets_de",
        "renommer",
        "reunions_de",
        "sans",
        "sans_exercices",
        "seances_suivies",
    }


@pytest.mark.parametrize("mot", [3, True, ("p",), EN_COURS])
@pytest.mark.parametrize(("champ", "poser"), _AU_REGISTRE)
def test_nommer_par_autre_chose_qu_un_texte_ne_donne_pas_une_reponse_vide(
    champ: str, poser: Callable[[Any], object], mot: Any
) -> None:
    with pytest.raises(ValeurInvalide, match=r"un texte est attendu|une valeur de MSP est attendue") as refus:
        poser(mot)
    assert refus.value.champ == champ


QUESTIONS: list[tuple[str, str, Callable[[], object]]] = [
    ("site", "Site", lambda: DOSSIER.commune_du_site(MOT, au=date(2026, 1, 1))),
    ("au", "un jour (date)", lambda: DOSSIER.exercices(au=MOT)),
    ("au", "un jour (date)", lambda: DOSSIER.membres("p", au=MOT)),
    ("au", "un jour (date)", lambda: analyse.denombrer(DOSSIER, par=(), au=MOT)),
    ("au", "un jour (date)", lambda: cycle.missions(EN_COURS, au=MOT)),
    ("au", "un jour (date)", lambda: cycle.evenements_au(EN_COURS, au=MOT)),
    ("jour", "un jour (date)", lambda: cycle.connu_le(EN_COURS, MOT)),
    ("qualite_referent", "QualiteActeur", lambda: echanges.tableau.Correspondance(qualite_referent=MOT)),
    ("registre", "Registre", lambda: en_json(MOT)),
    ("registre", "Registre", lambda: en_json(EN_COURS)),  # type: ignore[arg-type]
    ("document", "un texte", lambda: depuis_json(3)),  # type: ignore[arg-type]
    ("document", "un texte", lambda: depuis_json(None)),  # type: ignore[arg-type]
    ("annee", "un nombre entier", lambda: echanges.populations.lire(BytesIO(), annee=MOT)),
    ("annee", "une année de quatre chiffres", lambda: echanges.populations.lire(BytesIO(), annee=23)),
    ("annee", "une année de quatre chiffres", lambda: echanges.apl.lire(BytesIO(), annee=20_260)),
    ("categories", "plusieurs catégories", lambda: echanges.finess.lire_csv(BytesIO(), categories="603")),
    ("categories/1", "'cpts'", lambda: echanges.finess.lire_json(BytesIO(), categories=("603", MOT))),
    ("categories/0", "un texte", lambda: echanges.finess.lire_csv(BytesIO(), categories=[603])),  # type: ignore[list-item]
    ("source", "un flux binaire", lambda: list(echanges.finess.lire_csv(b"finess"))),  # type: ignore[arg-type]
    ("source", "un flux binaire", lambda: charger_lignes(3)),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("champ", "attendu", "poser"), QUESTIONS)
def test_une_question_mal_posee_est_refusee_en_mots(champ: str, attendu: str, poser: Callable[[], object]) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        poser()
    assert refus.value.champ == champ
    assert attendu in refus.value.message


def test_ce_qui_n_est_pas_un_registre_ne_remplace_pas_un_fichier(tmp_path: Path) -> None:
    chemin = tmp_path / "registre.json"
    ecrire(DOSSIER, chemin)
    chargement: Any = charger_en_detail(chemin)
    with pytest.raises(ValeurInvalide, match="une valeur de Registre est attendue, pas une valeur de Chargement"):
        ecrire(chargement, chemin)
    assert charger(chemin) == DOSSIER


def test_des_octets_modifiables_sont_des_octets() -> None:
    octets: Any = bytearray(en_json(DOSSIER).encode())
    assert depuis_json(octets) == DOSSIER


def test_un_mot_de_plusieurs_enumerations_les_nomme_toutes() -> None:
    mot: Any = "projet_valide"
    with pytest.raises(ValeurInvalide) as refus:
        cycle.ce_qui_manque(EN_COURS, DOSSIER, vers=mot, au=JOUR)
    assert str(refus.value) == (
        "vers : une valeur de EtatCPTS ou EtatCentreSante ou EtatEquipe ou EtatMSP est attendue, pas 'projet_valide' ; "
        "écrire EtatCPTS.PROJET_VALIDE ou EtatEquipe.PROJET_VALIDE ou EtatMSP.PROJET_VALIDE"
    )


def test_une_source_de_regle_est_jugee_de_meme() -> None:
    faux: Any = {"nature": "loi", "reference": "CSP, art. L1434-12", "lu_le": "2026-11-22"}
    with pytest.raises(ValeurInvalide) as refus:
        SourceJuridique(**faux)
    assert str(refus.value).split("\n  ") == [
        f"nature : une valeur de NatureSource est attendue, pas 'loi' ; écrire {NatureSource.LOI}",
        "lu_le : un jour (date) est attendu, pas '2026-11-22' ; écrire date(2026, 11, 22)",
    ]
