"""The facts from which a decompte is computed: each may be unknown, which is neither no nor zero."""

import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

import attrs

from soinsprimaires._typage import Typee, decomposer, nommer_les_champs, refuser
from soinsprimaires.anomalies import citer
from soinsprimaires.droit import ACI_CPTS_DEPUIS, ACI_MSP_APPROUVE_LE
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mesures import Bornes, Dimension, Estimation, NuanceNombre, dimension, en_decimal_ou_rien
from soinsprimaires.modele.evenements import MissionCPTS
from soinsprimaires.mots import jour_en_lettres

__all__ = ["FAITS", "FaitsACICPTS", "FaitsACIMSP", "MissionEngagee", "charger_faits"]

_EXERCICES: Final = Bornes(minimum=ACI_MSP_APPROUVE_LE.year, maximum=9998)
_COMPTES: Final = Bornes(minimum=0, maximum=100_000)
_SEMAINES: Final = Bornes(minimum=0, maximum=53)
_PATIENTS: Final = Bornes(minimum=0, maximum=10_000_000)
_HEURES: Final = Bornes(minimum=0, maximum=24)
_PARTS: Final = Bornes(minimum=0, maximum=1)
_NIVEAUX: Final = {maximum: Bornes(minimum=0, maximum=maximum) for maximum in (2, 3)}
_ANNEES_DE_CONTRAT: Final = Bornes(minimum=1, maximum=100)


@attrs.frozen
class _Compte:
    """Refuses what counts nothing, or a number that cannot be, whether it is exact or vague."""

    bornes: Bornes
    quoi: str

    def __call__(self, instance: object, attribut: "attrs.Attribute[Any]", valeur: Any) -> None:
        if not isinstance(valeur, Estimation):
            self.bornes(instance, attribut, valeur)
            return
        if dimension(valeur.unite) in {Dimension.PART, Dimension.ARGENT}:
            message = f"{self.quoi} sont comptées, pas {citer(valeur.unite)}"
            raise ValeurInvalide(message, "nombre.unite", attribut.name)
        self.bornes(instance, attribut, valeur.valeur)


_DES_GENS: Final = _Compte(_PATIENTS, "des personnes")
_DES_UNITES: Final = _Compte(_COMPTES, "des unités")


class FaitDeDecompte(NamedTuple):
    """What a fact is.

    Attributes:
        libelle: the same in words.
        unite: its unit.
        au_plus: the greatest number that it may be when it is not known; ``None`` when nothing bounds it.
    """

    libelle: str
    unite: str
    au_plus: int | None


_DIT: Final = "fait"
_OUI_OU_NON: Final = "oui ou non"


def _fait(
    libelle: str,
    unite: str = _OUI_OU_NON,
    juger: Any = None,
    *,
    convertir: Any = None,
    au_plus: int | None = None,
) -> Any:
    """A fact that may be unknown; a yes is at most 1."""
    dit = FaitDeDecompte(libelle, unite, 1 if unite == _OUI_OU_NON else au_plus)
    return attrs.field(default=None, validator=juger, converter=convertir, metadata={_DIT: dit})


@attrs.frozen(kw_only=True, field_transformer=nommer_les_champs)
class FaitsACIMSP(Typee):
    """What the decompte of a maison de santé asks; every fact but the exercise may be unknown (``None``).

    Attributes:
        exercice: calendar year.
        patientele: patients whose médecin traitant is an associate, or collaborates with one.
        associes: associates of the SISA.
        ipa: whether a nurse in advanced practice, liberal or salaried, is in the team.
        amplitude_heures: hours of opening of a weekday, at the site that opens least.
        samedi_matin: whether every site opens on Saturday morning.
        semaines_fermees_vacances: weeks of closure in school holidays.
        semaines_fermees_hors_vacances: weeks of closure outside them.
        soins_non_programmes: whether unscheduled care is organised each working day.
        derogation_pdsa: whether the contract bears a derogation under the permanence des soins.
        plan_crise: whether the plan for health crises is written.
        crise_declaree: whether the authorities declared an exceptional crisis in the year.
        actions_crise: whether the actions of the plan were carried out then.
        coordination: whether the function of coordination is held, with its job sheet.
        si_standard: whether the information system bears the label "standard".
        si_standard_depuis: first day on which its software was acquired.
        si_avance: whether it bears the label "avancé".
        si_avance_depuis: first day on which that software was acquired.
        protocoles: pluriprofessional protocols.
        reunions_concertation: meetings of concertation in the year.
        dossiers_concertes: files of patients on which they concerted.
        base_concertation: patients with a long illness, or older than 75, on 31 December.
        missions_sante_publique: missions of public health that meet the conditions, on different themes.
        mission_obesite: whether one of them is about child obesity.
        diversite: level reached, 0 to 2.
        vacations: level reached by the consultations of outside professionals, 0 to 2.
        cstm: whether a doctor under the contract of territorial solidarity consults.
        usagers: level reached, 0 to 2.
        sas: level reached, 0 to 2: half of the doctors, then all of them.
        stagiaires: trainees received in the year.
        coordination_externe: whether the procedure with those outside is written.
        qualite: level reached, 0 to 3.
        protocoles_nationaux: national cooperation protocols carried out.
        insuffisance_cardiaque: whether the pathway of heart failure is followed.
        surpoids_enfant: whether that of child overweight is.
        part_c2s: share of the patients under the complémentaire santé solidaire.
        part_ame: share of those under the aide médicale de l'État.
        contrat_effet_le: first day of the contract that runs until the end of the exercise, without a stop.
        nouvelle_structure: whether its projet de santé was filed less than a year before the contract.
    """

    exercice: int = attrs.field(validator=_EXERCICES, metadata={_DIT: FaitDeDecompte("exercice", "année civile", None)})
    patientele: int | Estimation | None = _fait("patientèle des médecins associés", "patients", _DES_GENS)
    associes: int | None = _fait("associés de la SISA", "associés", _COMPTES)
    ipa: bool | None = _fait("présence d'un infirmier en pratique avancée")
    amplitude_heures: Decimal | None = _fait(
        "amplitude d'ouverture en semaine", "heures", _HEURES, convertir=en_decimal_ou_rien
    )
    samedi_matin: bool | None = _fait("ouverture le samedi matin")
    semaines_fermees_vacances: int | None = _fait(
        "semaines de fermeture pendant les vacances scolaires", "semaines", _SEMAINES
    )
    semaines_fermees_hors_vacances: int | None = _fait(
        "semaines de fermeture hors des vacances scolaires", "semaines", _SEMAINES
    )
    soins_non_programmes: bool | None = _fait("organisation des soins non programmés chaque jour ouvré")
    derogation_pdsa: bool | None = _fait("dérogation au titre de la permanence des soins")
    plan_crise: bool | None = _fait("plan de préparation aux crises sanitaires rédigé")
    crise_declaree: bool | None = _fait("crise sanitaire déclarée par les autorités")
    actions_crise: bool | None = _fait("actions du plan menées pendant la crise")
    coordination: bool | None = _fait("fonction de coordination tenue")
    si_standard: bool | None = _fait("système d'information labellisé standard")
    si_standard_depuis: date | None = _fait("première acquisition du système d'information standard", "date")
    si_avance: bool | None = _fait("système d'information labellisé avancé")
    si_avance_depuis: date | None = _fait("acquisition du système d'information avancé", "date")
    protocoles: int | Estimation | None = _fait("protocoles pluriprofessionnels", "protocoles", _DES_UNITES)
    reunions_concertation: int | Estimation | None = _fait(
        "réunions de concertation dans l'année", "réunions", _DES_UNITES
    )
    dossiers_concertes: int | None = _fait("dossiers de patients concertés", "dossiers", _COMPTES)
    base_concertation: int | None = _fait("patients en ALD ou de plus de 75 ans au 31 décembre", "patients", _PATIENTS)
    missions_sante_publique: int | None = _fait("missions de santé publique", "missions", _COMPTES)
    mission_obesite: bool | None = _fait("mission de santé publique sur l'obésité de l'enfant")
    diversite: int | None = _fait("niveau de diversité des associés", "niveau", _NIVEAUX[2], au_plus=2)
    vacations: int | None = _fait("niveau de vacations de professionnels extérieurs", "niveau", _NIVEAUX[2], au_plus=2)
    cstm: bool | None = _fait("médecin sous contrat de solidarité territoriale")
    usagers: int | None = _fait("niveau d'implication des usagers", "niveau", _NIVEAUX[2], au_plus=2)
    sas: int | None = _fait("niveau de participation au service d'accès aux soins", "niveau", _NIVEAUX[2], au_plus=2)
    stagiaires: int | None = _fait("stagiaires accueillis dans l'année", "stagiaires", _COMPTES)
    coordination_externe: bool | None = _fait("procédure de coordination externe")
    qualite: int | None = _fait("niveau de démarche qualité", "niveau", _NIVEAUX[3], au_plus=3)
    protocoles_nationaux: int | None = _fait("protocoles nationaux de coopération", "protocoles", _COMPTES)
    insuffisance_cardiaque: bool | None = _fait("parcours insuffisance cardiaque")
    surpoids_enfant: bool | None = _fait("parcours surpoids ou obésité de l'enfant")
    part_c2s: Decimal | None = _fait(
        "part des patients à la C2S", "part", _PARTS, convertir=en_decimal_ou_rien, au_plus=1
    )
    part_ame: Decimal | None = _fait(
        "part des patients à l'AME", "part", _PARTS, convertir=en_decimal_ou_rien, au_plus=1
    )
    contrat_effet_le: date | None = _fait("date d'effet du contrat (qui court jusqu'à la fin de l'exercice)", "date")
    nouvelle_structure: bool | None = _fait("projet de santé déposé moins d'un an avant le contrat")

    def _exiger_coherence(self) -> None:
        refuser(self._fautes())

    def _fautes(self) -> Iterable[ValeurInvalide]:
        if self.derogation_pdsa and self.contrat_effet_le is None:
            message = "une dérogation est écrite dans un contrat : sa date d'effet (contrat_effet_le) est attendue"
            yield ValeurInvalide(message, "faits.derogation", "derogation_pdsa")
        if self.contrat_effet_le is not None and self.contrat_effet_le > date(self.exercice, 12, 31):
            message = (
                f"le contrat ne prend effet que le {jour_en_lettres(self.contrat_effet_le)}, après l'exercice "
                f"{self.exercice}"
            )
            yield ValeurInvalide(message, "faits.contrat", "contrat_effet_le")
        if self.contrat_effet_le is not None and self.contrat_effet_le < ACI_MSP_APPROUVE_LE:
            message = f"l'accord des maisons de santé n'existe que depuis le {jour_en_lettres(ACI_MSP_APPROUVE_LE)}"
            yield ValeurInvalide(message, "faits.contrat", "contrat_effet_le")
        if self.si_avance and self.si_standard is False:
            message = "le label avancé s'ajoute au label standard, et si_standard est faux"
            yield ValeurInvalide(message, "faits.label", "si_avance")
        if (self.part_c2s or 0) + (self.part_ame or 0) > 1:
            message = f"part_c2s et part_ame font plus que tous les patients : {self.part_c2s} et {self.part_ame}"
            yield ValeurInvalide(message, "faits.parts", "part_ame")
        dossiers, base = self.dossiers_concertes, self.base_concertation
        if dossiers is not None and base is not None and dossiers > base:
            message = f"plus de dossiers (dossiers_concertes : {dossiers}) que de patients (base_concertation : {base})"
            yield ValeurInvalide(message, "faits.dossiers", "dossiers_concertes")
        for nom in ("si_standard", "si_avance"):
            if getattr(self, nom) is False and getattr(self, f"{nom}_depuis") is not None:
                message = f"une date d'acquisition est donnée, et {nom} est faux"
                yield ValeurInvalide(message, "faits.acquisition", f"{nom}_depuis")
        if self.mission_obesite and self.missions_sante_publique == 0:
            message = "une mission porte sur l'obésité de l'enfant, et missions_sante_publique est nul"
            yield ValeurInvalide(message, "faits.mission", "mission_obesite")


@attrs.frozen(kw_only=True, field_transformer=nommer_les_champs)
class MissionEngagee(Typee):
    """A mission that a CPTS has started.

    Attributes:
        mission: the mission.
        demarree_le: when it started; ``None`` is not known.
        atteinte: share of its variable part that its indicators give; ``None`` is not known.
    """

    mission: MissionCPTS
    demarree_le: date | None = None
    atteinte: Decimal | None = attrs.field(default=None, converter=en_decimal_ou_rien, validator=_PARTS)


def _en_missions(valeur: Any) -> Any:
    """Missions alone are missions of which nothing more is known."""
    if not isinstance(valeur, tuple | list | frozenset | set):
        return valeur
    missions = (MissionEngagee(mission=m) if isinstance(m, MissionCPTS) else m for m in valeur)
    return tuple(sorted(missions, key=_rang) if isinstance(valeur, frozenset | set) else missions)


def _rang(mission: Any) -> int:
    return list(MissionCPTS).index(mission.mission) if isinstance(mission, MissionEngagee) else -1


@attrs.frozen(kw_only=True, field_transformer=nommer_les_champs)
class FaitsACICPTS(Typee):
    """What the decompte of a CPTS asks; every fact may be unknown (``None``).

    Attributes:
        population: inhabitants of its territory.
        contrat_signe_le: when its contract was signed.
        annee_contrat: which year of the contract is counted, 1 from the signature to the first anniversary.
        missions: those that have started; none is an empty tuple.
        lettre_validee_le: when its letter of intent was validated.
    """

    population: int | Estimation | None = _fait("population du territoire", "habitants", _DES_GENS)
    contrat_signe_le: date | None = _fait("date de signature du contrat", "date")
    annee_contrat: int | None = _fait("année du contrat", "année", _ANNEES_DE_CONTRAT)
    missions: tuple[MissionEngagee, ...] | None = _fait("missions démarrées", "missions", convertir=_en_missions)
    lettre_validee_le: date | None = _fait("validation de la lettre d'intention", "date")

    def _exiger_coherence(self) -> None:
        refuser(self._fautes())

    def _fautes(self) -> Iterable[ValeurInvalide]:
        signe, lettre = self.contrat_signe_le, self.lettre_validee_le
        if signe is not None and signe < ACI_CPTS_DEPUIS:
            message = f"l'accord des CPTS n'est en vigueur que depuis le {jour_en_lettres(ACI_CPTS_DEPUIS)}"
            yield ValeurInvalide(message, "faits.contrat", "contrat_signe_le")
        if signe is not None and lettre is not None and lettre > signe:
            message = "la lettre d'intention est validée avant la signature du contrat"
            yield ValeurInvalide(message, "faits.lettre", "lettre_validee_le")
        missions = [engagee.mission for engagee in self.missions or ()]
        if len(set(missions)) < len(missions):
            yield ValeurInvalide("une mission n'est comptée qu'une fois", "faits.missions", "missions")
        for rang, engagee in enumerate(self.missions or ()):
            if signe is not None and engagee.demarree_le is not None and engagee.demarree_le < signe:
                message = f"la mission « {engagee.mission.libelle} » démarre avant la signature du contrat"
                yield ValeurInvalide(message, "faits.missions", f"missions/{rang}")


FAITS: Final = MappingProxyType(
    {champ.name: champ.metadata[_DIT] for classe in (FaitsACIMSP, FaitsACICPTS) for champ in attrs.fields(classe)}
)
"""What each fact is."""

F = TypeVar("F", FaitsACIMSP, FaitsACICPTS)


def charger_faits(chemin: str | Path, faits: F) -> F:
    """Lay the facts of a TOML file over those that are known already.

    A fact that the file names replaces that of the registre. A number with a point is a text (``"0.12"``); a vague one
    is a table (``patientele = { valeur = 3000, nuance = "environ" }``).

    Raises:
        ValeurInvalide: an unknown fact, a value that it cannot have, or another exercise than that of the facts.
        OSError: the file cannot be read.
    """
    try:
        donnees = tomllib.loads(Path(chemin).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as erreur:
        raise ValeurInvalide(f"ce n'est pas du TOML : {erreur}", "faits.toml") from None
    if not donnees:
        raise ValeurInvalide("ce fichier ne donne aucun fait", "faits.vide")
    types = {champ.name: champ.type for champ in attrs.fields(attrs.resolve_types(type(faits)))}
    refuser(
        ValeurInvalide(f"ce fait n'existe pas ; les faits sont {', '.join(types)}", "faits.inconnu", nom)
        for nom in donnees
        if nom not in types
    )
    exercice = getattr(faits, "exercice", None)
    if donnees.get("exercice", exercice) != exercice:
        message = (
            f"le fichier est celui de l'exercice {donnees['exercice']}, et c'est l'exercice {exercice} qui est compté"
        )
        raise ValeurInvalide(message, "faits.exercice", "exercice")
    return attrs.evolve(faits, **{nom: _lire(nom, types[nom], valeur) for nom, valeur in donnees.items()})


def _lire(nom: str, annotation: Any, valeur: Any) -> Any:
    if isinstance(valeur, float):
        raise ValeurInvalide(f'un nombre à virgule est un texte ("{valeur}")', "faits.nombre", nom)
    cible = decomposer(annotation)[0]
    if isinstance(valeur, dict) and Estimation in getattr(cible, "__args__", ()):
        return _estimer(nom, valeur)
    if nom == "missions" and isinstance(valeur, list):
        return tuple(_mission(nom, mission) for mission in valeur)
    return valeur


def _estimer(nom: str, valeur: dict[str, Any]) -> Estimation:
    try:
        nuance = NuanceNombre(valeur.get("nuance", "exact"))
        inconnues = sorted(set(valeur) - {"valeur", "nuance"})
        if inconnues or "valeur" not in valeur:
            raise ValeurInvalide("une estimation a une valeur et une nuance", "faits.estimation", nom)
        return Estimation(valeur=valeur["valeur"], nuance=nuance)
    except ValeurInvalide as erreur:
        raise ValeurInvalide(erreur.message, erreur.code, nom) from None
    except ValueError:
        nuances = ", ".join(nuance.value for nuance in NuanceNombre)
        raise ValeurInvalide(f"la nuance est l'une de {nuances}", "faits.estimation", nom) from None


def _mission(nom: str, valeur: Any) -> MissionEngagee:
    table = {"mission": valeur} if isinstance(valeur, str) else valeur
    if not isinstance(table, dict) or set(table) - {"mission", "demarree_le", "atteinte"} or "mission" not in table:
        raise ValeurInvalide("une mission a un nom (mission), demarree_le et atteinte", "faits.missions", nom)
    try:
        mission = MissionCPTS(table["mission"])
    except ValueError:
        mots = ", ".join(mission.value for mission in MissionCPTS)
        raise ValeurInvalide(f"la mission est l'une de {mots}", "faits.missions", nom) from None
    if isinstance(table.get("atteinte"), float):
        raise ValeurInvalide('un nombre à virgule est un texte ("0.8")', "faits.missions", nom)
    return MissionEngagee(mission=mission, demarree_le=table.get("demarree_le"), atteinte=table.get("atteinte"))
