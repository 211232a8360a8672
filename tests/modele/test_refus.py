"""What no date and no law can make right: every refusal of a constructor, with its sentence, its code and its field."""

import typing
from datetime import UTC, date, datetime, time
from enum import Enum
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import attrs
import pytest

import soinsprimaires.modele
from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    Axe,
    CentreSante,
    CodeNomenclature,
    Convention,
    CreneauGarde,
    Delimitation,
    EtapeProcedure,
    Evenement,
    Exercice,
    Fonction,
    Horaire,
    JourSemaine,
    Lieu,
    ModeExercice,
    NatureConvention,
    NatureDelai,
    NatureFonction,
    NatureOrganisation,
    NatureProjet,
    NatureTerritoire,
    Organisation,
    Presence,
    Professionnel,
    Projet,
    Recurrence,
    Registre,
    Repere,
    Site,
    Systeme,
    Territoire,
    ValeurInvalide,
)
from soinsprimaires.identifiants import CODE_COMMUNE
from soinsprimaires.modele._base import Entite

MEDECIN = CodeNomenclature(Systeme.TRE_G15, "10")
ENREGISTRE_LE = date(2024, 7, 2)


def evenement(identifiant: str, acte: Acte = Acte.REUNION_TENUE, **champs: Any) -> Evenement:
    return Evenement(identifiant=identifiant, acte=acte, enregistre_le=ENREGISTRE_LE, **champs)


def projet(*journal: Evenement) -> Projet:
    return Projet(identifiant="cpts-lomagne", nom="CPTS Lomagne", nature=NatureProjet.CPTS, journal=journal)


REFUS = [
    pytest.param(
        lambda: MSP(identifiant="MSP Lectoure", nom="MSP"),
        "identifiant.forme",
        "identifiant",
        "identifiant (1 à 100 lettres minuscules sans accent, chiffres et tirets, sans tiret au début) : "
        "lettre 'M' en position 1",
        id="un identifiant n'est pas un nom",
    ),
    pytest.param(
        lambda: EtapeProcedure(acte=Acte.VALIDATION_PROJET, delai_mois=2),
        "procedure.delai",
        "nature_delai",
        "un délai dit s'il est usuel ou annoncé",
        id="un délai de procédure sans sa nature",
    ),
    pytest.param(
        lambda: EtapeProcedure(acte=Acte.VALIDATION_PROJET, nature_delai=NatureDelai.USUEL),
        "procedure.delai",
        "nature_delai",
        "la nature d'un délai ne se dit qu'avec sa durée (delai_mois)",
        id="une nature de délai sans délai",
    ),
    pytest.param(
        lambda: MSP(identifiant="msp", nom="MSP", creee_le="2024", dissoute_le="2023"),
        "periode.ordre",
        "dissoute_le",
        "dissoute avant d'être créée",
        id="dissoute avant d'être créée",
    ),
    pytest.param(
        lambda: CentreSante(identifiant="cds", nom="CDS", finess="32078"),  # type: ignore[arg-type]
        "identifiant.forme",
        "finess",
        "FINESS (9 caractères, des chiffres sauf le 2e qui peut être une lettre majuscule) : "
        "5 caractère(s) au lieu de 9",
        id="FINESS trop court",
    ),
    pytest.param(
        lambda: Organisation(identifiant="cd32", nom="Département", nature=None, siren="22320001"),  # type: ignore[arg-type]
        "identifiant.forme",
        "siren",
        "SIREN (9 chiffres) : 8 caractère(s) au lieu de 9",
        id="SIREN trop court",
    ),
    pytest.param(
        lambda: Professionnel(identifiant="medecin-1", profession=MEDECIN, rpps="1000000000X"),  # type: ignore[arg-type]
        "identifiant.forme",
        "rpps",
        "RPPS (11 chiffres) : lettre 'X' en position 11",
        id="une lettre dans un RPPS",
    ),
    pytest.param(
        lambda: Lieu(identifiant="halle", nom="Halle", commune="Lectoure"),
        "identifiant.forme",
        "commune",
        "code commune (5 caractères : département 01 à 95, 2A, 2B, 971 à 978, 984 ou 986 à 989, "
        "puis le numéro de la commune) : 8 caractère(s) au lieu de 5, lettre 'L' en position 1",
        id="un nom de commune n'est pas un code",
    ),
    pytest.param(
        lambda: Site(identifiant="site", commune="99999"),
        "identifiant.forme",
        "commune",
        "code commune (5 caractères : département 01 à 95, 2A, 2B, 971 à 978, 984 ou 986 à 989, "
        "puis le numéro de la commune) : ce début n'est pas admis",
        id="un département qui n'existe pas",
    ),
    pytest.param(
        lambda: CreneauGarde(
            jour=ENREGISTRE_LE, debut=time(20), fin=time(8), professionnel="medecin-1", commune="3208"
        ),
        "identifiant.forme",
        "commune",
        "code commune (5 caractères : département 01 à 95, 2A, 2B, 971 à 978, 984 ou 986 à 989, "
        "puis le numéro de la commune) : 4 caractère(s) au lieu de 5",
        id="la commune d'une garde",
    ),
    pytest.param(
        lambda: Repere(commune="", direction=None),  # type: ignore[arg-type]
        "identifiant.forme",
        "commune",
        "code commune (5 caractères : département 01 à 95, 2A, 2B, 971 à 978, 984 ou 986 à 989, "
        "puis le numéro de la commune) : 0 caractère(s) au lieu de 5",
        id="un repère sans commune",
    ),
    pytest.param(
        lambda: Horaire(jours=(JourSemaine.JEUDI,), ouvre=time(14), ferme=time(12)),
        "horaire.ordre",
        "ferme",
        "la fermeture (12:00) ne suit pas l'ouverture (14:00)",
        id="fermé avant d'ouvrir",
    ),
    pytest.param(
        lambda: Horaire(jours=(JourSemaine.JEUDI,), ouvre=time(8), ferme=time(8)),
        "horaire.ordre",
        "ferme",
        "la fermeture (08:00) ne suit pas l'ouverture (08:00)",
        id="ouvert zéro minute",
    ),
    pytest.param(
        lambda: CreneauGarde(
            jour=datetime(2024, 7, 2, tzinfo=UTC), debut=time(20), fin=time(8), professionnel="medecin-1"
        ),
        "date.type",
        "jour",
        (
            "un jour (date) est attendu, pas datetime.datetime(2024, 7, 2, 0, 0, tzinfo=datetime.timezone.utc) ; "
            "écrire .date()"
        ),
        id="une garde commence un jour plein",
    ),
    pytest.param(
        lambda: Exercice(mode=ModeExercice.SALARIE, quotite=0),
        "nombre.bornes",
        "quotite",
        "un nombre de plus de 0 à 1 est attendu, pas 0",
        id="quotité nulle",
    ),
    pytest.param(
        lambda: Exercice(mode=ModeExercice.SALARIE, quotite="1.1"),
        "nombre.bornes",
        "quotite",
        "un nombre de plus de 0 à 1 est attendu, pas 1.1",
        id="plus d'un temps plein",
    ),
    pytest.param(
        lambda: Exercice(mode=ModeExercice.SALARIE, quotite=0.5),  # type: ignore[arg-type]
        "decimal.type",
        "quotite",
        "0.5 n'est ni un entier, ni un Decimal, ni un texte",
        id="quotité flottante",
    ),
    pytest.param(
        lambda: Fonction(nature=NatureFonction.COORDINATION, au_sein_de="cpts", quotite="-0.5"),
        "nombre.bornes",
        "quotite",
        "un nombre de plus de 0 à 1 est attendu, pas -0.5",
        id="quotité négative",
    ),
    pytest.param(
        lambda: Presence(jours=(JourSemaine.LUNDI,)),
        "presence.lieu",
        None,
        "une présence a un site, un lieu ou une commune",
        id="présent nulle part",
    ),
    pytest.param(
        lambda: Presence(commune="32462", nombre_jours=8),
        "nombre.bornes",
        "nombre_jours",
        "un nombre de plus de 0 à 7 est attendu, pas 8",
        id="huit jours par semaine",
    ),
    pytest.param(
        lambda: Presence(commune="32462", nombre_jours=0),
        "nombre.bornes",
        "nombre_jours",
        "un nombre de plus de 0 à 7 est attendu, pas 0",
        id="aucun jour par semaine",
    ),
    pytest.param(
        lambda: Recurrence(toutes_les=0),
        "nombre.bornes",
        "toutes_les",
        "un nombre de 1 à 1200 est attendu, pas 0",
        id="toutes les zéro semaines",
    ),
    pytest.param(
        lambda: Convention(identifiant="convention", nature=NatureConvention.CPOM, parties=("ars", "ars")),
        "convention.parties",
        "parties",
        "une convention lie au moins deux parties différentes",
        id="une convention avec soi-même",
    ),
    pytest.param(
        lambda: Organisation(
            identifiant="o", nom="O", nature=NatureOrganisation.ASSOCIATION, creee_le="2020", dissoute_le="2019"
        ),
        "periode.ordre",
        "dissoute_le",
        "dissoute avant d'être créée",
        id="association dissoute avant d'être créée",
    ),
    pytest.param(
        lambda: Territoire(
            identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, delimitation=Delimitation.COMPLETE
        ),
        "territoire.delimitation",
        "communes",
        "une délimitation complète énumère ses communes",
        id="territoire complet sans commune",
    ),
    pytest.param(
        lambda: Territoire(
            identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, communes=("32208", "32132", "32208")
        ),
        "liste.doublon",
        "communes",
        "la commune 32208 figure deux fois",
        id="une commune deux fois",
    ),
    pytest.param(
        lambda: Territoire(identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, communes=("32208", "3213")),
        "identifiant.forme",
        "communes/1",
        f"code commune ({CODE_COMMUNE.attendu}) : 4 caractère(s) au lieu de 5",
        id="un code commune trop court",
    ),
    pytest.param(
        lambda: Territoire(identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, communes=(32208,)),  # type: ignore[arg-type]
        "identifiant.forme",
        "communes/0",
        f"code commune ({CODE_COMMUNE.attendu}) : un texte est attendu, pas int",
        id="un code commune en nombre",
    ),
    pytest.param(
        lambda: Territoire(identifiant="t", nom="T", nature=NatureTerritoire.ACTION_CPTS, communes="32208"),
        "type.inattendu",
        "communes",
        "un tuple est attendu, pas '32208'",
        id="un texte pour des communes",
    ),
    pytest.param(
        lambda: Territoire(identifiant="t", nom="T", nature=NatureTerritoire.EPCI, epci="213202088"),
        "identifiant.forme",
        "epci",
        "code EPCI (SIREN de 9 chiffres commençant par 200 ou 24) : ce début n'est pas admis",
        id="le SIREN d'une commune n'est pas un EPCI",
    ),
    pytest.param(
        lambda: Axe(identifiant="accès", intitule="Accès aux soins"),
        "identifiant.forme",
        "identifiant",
        "identifiant (1 à 100 lettres minuscules sans accent, chiffres et tirets, sans tiret au début) : "
        "lettre 'è' en position 4",
        id="un accent dans un identifiant",
    ),
    pytest.param(
        lambda: evenement("e", Acte.ANNULATION),
        "evenement.annule",
        "annule",
        "une annulation, et elle seule, nomme l'événement qu'elle annule",
        id="annuler quoi",
    ),
    pytest.param(
        lambda: evenement("e", annule="autre"),
        "evenement.annule",
        "annule",
        "une annulation, et elle seule, nomme l'événement qu'elle annule",
        id="annuler sans le dire",
    ),
    pytest.param(
        lambda: evenement("e", etat="projet_depose"),
        "evenement.etat",
        "etat",
        "seule une reprise donne un état : il est dérivé du journal",
        id="un état écrit hors d'une reprise",
    ),
    pytest.param(
        lambda: Evenement(identifiant="e", acte=Acte.EMERGENCE, enregistre_le="2024-07-02"),  # type: ignore[arg-type]
        "date.type",
        "enregistre_le",
        "un jour (date) est attendu, pas '2024-07-02' ; écrire date(2024, 7, 2)",
        id="enregistré un jour plein",
    ),
    pytest.param(
        lambda: projet(evenement("e1"), evenement("e1")),
        "evenement.doublon",
        "journal/1/identifiant",
        "deux événements s'appellent 'e1'",
        id="deux événements du même nom",
    ),
    pytest.param(
        lambda: projet(evenement("e1", Acte.ANNULATION, annule="e2"), evenement("e2")),
        "evenement.annule",
        "journal/0/annule",
        "'e2' n'est pas un événement antérieur du journal",
        id="annuler ce qui n'est pas encore arrivé",
    ),
    pytest.param(
        lambda: projet(evenement("e1", Acte.ANNULATION, annule="e1")),
        "evenement.annule",
        "journal/0/annule",
        "'e1' n'est pas un événement antérieur du journal",
        id="s'annuler soi-même",
    ),
    pytest.param(
        lambda: projet(evenement("e1"), evenement("e2", Acte.REPRISE)),
        "evenement.reprise",
        "journal/1/acte",
        "une reprise ouvre le journal",
        id="une reprise en cours de journal",
    ),
    pytest.param(
        lambda: CPTS(identifiant="cpts", nom="CPTS", adherents="msp"),  # type: ignore[arg-type]
        "type.inattendu",
        "adherents",
        "un tuple est attendu, pas 'msp'",
        id="un texte pour des adhérents",
    ),
    pytest.param(
        lambda: MSP(identifiant="msp", nom="MSP", sites={Site(identifiant="site")}),  # type: ignore[arg-type]
        "type.inattendu",
        "sites",
        "un tuple est attendu, pas une valeur de set",
        id="un ensemble pour des sites",
    ),
    pytest.param(
        lambda: Registre(structures="msp"),  # type: ignore[arg-type]
        "type.inattendu",
        "structures",
        "un tuple est attendu, pas 'msp'",
        id="un texte pour des structures",
    ),
    pytest.param(
        lambda: Registre(structures=(MSP(identifiant="msp", nom="MSP"), projet())),  # type: ignore[arg-type]
        "type.inattendu",
        "structures/1",
        "Projet('cpts-lomagne') n'a pas sa place dans « structures »",
        id="un projet parmi les structures",
    ),
    pytest.param(
        lambda: Registre(projets=(None,)),  # type: ignore[arg-type]
        "type.inattendu",
        "projets/0",
        "None n'a pas sa place dans « projets »",
        id="rien parmi les projets",
    ),
    pytest.param(
        lambda: Registre(extensions=[("fr.exemple", 1)]),  # type: ignore[arg-type]
        "type.inattendu",
        "extensions",
        "une valeur de Extensions est attendue, pas une liste de 1 élément(s)",
        id="des extensions qui n'en sont pas",
    ),
    pytest.param(
        lambda: Registre(projets=3),  # type: ignore[arg-type]
        "type.inattendu",
        "projets",
        "un tuple est attendu, pas 3",
        id="un nombre pour des projets",
    ),
    pytest.param(
        lambda: CodeNomenclature("TRE_G15", "10"),  # type: ignore[arg-type]
        "code.systeme",
        "systeme",
        "'TRE_G15' n'est pas un système de codes ; écrire Systeme.TRE_G15",
        id="un système en texte",
    ),
    pytest.param(
        lambda: Professionnel(identifiant="medecin-1", profession=MEDECIN, savoir_faire=MEDECIN),  # type: ignore[arg-type]
        "type.inattendu",
        "savoir_faire",
        "un tuple est attendu, pas une valeur de CodeNomenclature",
        id="un seul savoir-faire",
    ),
]


@pytest.mark.parametrize(("construire", "code", "champ", "message"), REFUS)
def test_un_constructeur_refuse_et_dit_pourquoi(
    construire: typing.Callable[[], object], code: str, champ: str | None, message: str
) -> None:
    with pytest.raises(ValeurInvalide) as releve:
        construire()
    assert (releve.value.code, releve.value.champ, releve.value.message) == (code, champ, message)


ADMIS = [
    pytest.param(
        lambda: MSP(identifiant="msp", nom="MSP", creee_le="2024-06", dissoute_le="2024"), id="la même année, vague"
    ),
    pytest.param(
        lambda: MSP(identifiant="msp", nom="MSP", creee_le="../2024", dissoute_le="2020"), id="créée on ne sait quand"
    ),
    pytest.param(lambda: MSP(identifiant="msp", nom="MSP", dissoute_le="2020"), id="dissoute, création inconnue"),
    pytest.param(lambda: MSP(identifiant="msp", nom="MSP", creee_le="2024", dissoute_le="9999~"), id="fin sans borne"),
    pytest.param(lambda: Exercice(mode=ModeExercice.SALARIE, quotite=1), id="temps plein"),
    pytest.param(Exercice, id="mode non dit"),
    pytest.param(lambda: Horaire(jours=(JourSemaine.JEUDI,), ouvre=time(8), ferme=time(20)), id="ouvert de 8 h à 20 h"),
    pytest.param(lambda: Presence(commune="32462", nombre_jours="2.5"), id="deux jours et demi"),
    pytest.param(lambda: Presence(commune="2A004", nombre_jours=7), id="sept jours, en Corse"),
    pytest.param(lambda: projet(evenement("e1", Acte.REPRISE, etat="projet_valide"), evenement("e2")), id="reprise"),
    pytest.param(lambda: projet(evenement("e1"), evenement("e2", Acte.ANNULATION, annule="e1")), id="annulation"),
    pytest.param(
        lambda: CreneauGarde(jour=ENREGISTRE_LE, debut=time(20), fin=time(8), professionnel="m"), id="garde de nuit"
    ),
    pytest.param(
        lambda: EtapeProcedure(acte=Acte.VALIDATION_PROJET), id="une étape de procédure dont la région tait le délai"
    ),
    pytest.param(
        lambda: MSP(identifiant="msp", nom="MSP d'un seul associé, sans médecin"), id="hors la loi, mais existante"
    ),
]


@pytest.mark.parametrize("construire", ADMIS)
def test_ce_qui_peut_exister_se_construit(construire: typing.Callable[[], object]) -> None:
    assert attrs.has(type(construire()))


# -- what holds for every class of the model -------------------------------------------------------------------------

TYPES = sorted(
    {
        objet
        for module in iter_modules(soinsprimaires.modele.__path__, "soinsprimaires.modele.")
        for objet in vars(import_module(module.name)).values()
        if isinstance(objet, type) and objet.__module__ == module.name
    },
    key=lambda classe: classe.__name__,
)
CLASSES = [classe for classe in TYPES if attrs.has(classe)]
ENUMERATIONS = [classe for classe in TYPES if issubclass(classe, Enum)]


def test_une_entite_ne_montre_que_son_identifiant() -> None:
    entites = {classe for classe in CLASSES if issubclass(classe, Entite)}
    assert len(entites) > 25
    assert {classe for classe in entites if classe.__repr__ is not Entite.__repr__} == set()


def test_une_enumeration_n_est_pas_un_texte_et_s_ecrit_en_ascii() -> None:
    for enumeration in ENUMERATIONS:
        assert not issubclass(enumeration, str), enumeration  # a str-enum would pass for a text where a text is due
        assert [valeur.value for valeur in enumeration] == [valeur.name.lower() for valeur in enumeration]
