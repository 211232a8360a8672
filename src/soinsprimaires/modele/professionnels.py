"""Health professionals, where and how they practise, who arrives, who leaves, who is missing."""

from decimal import Decimal

import attrs

from soinsprimaires._classement import LIBRE, PERSONNEL, PUBLIC, RESERVE, Personnelle
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import ADELI, CODE_COMMUNE, RPPS, Adeli, Rpps
from soinsprimaires.jours import JourSemaine
from soinsprimaires.mesures import ANNEES, JOURS_PAR_SEMAINE, QUOTITES, Estimation, en_decimal_ou_rien
from soinsprimaires.modele._base import Donnee, Entite, reference
from soinsprimaires.modele.organisations import AutreIdentifiant
from soinsprimaires.modele.personnes import Fonction
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle_ou_rien

__all__ = [
    "Carence",
    "Exercice",
    "ModeExercice",
    "Mouvement",
    "NatureMouvement",
    "Presence",
    "Professionnel",
    "PublicVise",
    "StatutExercice",
    "StatutMouvement",
]


class ModeExercice(Vocabulaire):
    """Mode of practice; ``code`` is the one of the nomenclature TRE_R23-ModeExercice."""

    LIBERAL = "liberal"
    SALARIE = "salarie"
    BENEVOLE = "benevole"
    INDIRECT = "indirect"

    @property
    def code(self) -> str:
        """Code in TRE_R23: L, S, B, and I since 2026-02-02."""
        return self.value[0].upper()


class StatutExercice(Vocabulaire):
    """Whether the practice is announced or takes place."""

    PREVU = "prevu"
    EFFECTIF = "effectif"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Presence(Donnee, Personnelle):
    """Days of a week spent at a place.

    Attributes:
        site: site of a structure.
        lieu: building or address, outside the sites of structures.
        commune: INSEE code, when neither tells it.
        jours: weekdays, when the source names them.
        nombre_jours: days a week, when the source counts them, above 0 and at most 7.
    """

    site: str | None = reference("sites")
    lieu: str | None = reference("lieux")
    commune: str | None = attrs.field(default=None, validator=CODE_COMMUNE)
    jours: tuple[JourSemaine, ...] = ()
    nombre_jours: Decimal | None = attrs.field(default=None, converter=en_decimal_ou_rien, validator=JOURS_PAR_SEMAINE)

    def _exiger_coherence(self) -> None:
        if self.site is None and self.lieu is None and self.commune is None:
            raise ValeurInvalide("une présence a un site, un lieu ou une commune", "presence.lieu")


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Exercice(Donnee, Personnelle):
    """One employment or one libéral activity.

    Attributes:
        mode: libéral, salarié, bénévole or indirect; ``None`` when the source does not say.
        structure: structure in which it takes place, when there is one.
        employeur: who employs, for a salaried practice.
        quotite: share of a full-time post; never derived from the days of presence.
        statut: announced or effective.
        periode: when it takes place.
        presences: days of presence by site, place or commune.
        acces_direct: for a nurse in advanced practice, whether patients come without having been entrusted by a
            doctor; ``None`` is not known.
    """

    mode: ModeExercice | None = None
    structure: str | None = reference("structures")
    employeur: str | None = reference("organisations", "structures")
    quotite: Decimal | None = attrs.field(default=None, converter=en_decimal_ou_rien, validator=QUOTITES)
    statut: StatutExercice = StatutExercice.EFFECTIF
    periode: PeriodePartielle | None = None
    presences: tuple[Presence, ...] = ()
    acces_direct: bool | None = None


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Professionnel(Entite, Personnelle):
    """A health professional (CSP, fourth part), or a user of a protected title.

    Attributes:
        profession: code of the profession with its system: 93 is a psychologue in TRE_R95 only.
        savoir_faire: specialities and qualifications; several may stand together (pédiatre **and** généticienne).
        nom: family name; optional, a role is enough.
        prenom: given name; optional.
        rpps: RPPS number.
        adeli: ADELI number, which RPPS replaces.
        autres_identifiants: what other registers call them, kept as it was read.
        annee_naissance: year of birth.
        exercices: employments and activities, past, present and announced.
        fonctions: functions held beside care (presidency of a CPTS ...).
    """

    profession: CodeNomenclature
    savoir_faire: tuple[CodeNomenclature, ...] = ()
    nom: str | None = attrs.field(default=None, metadata=PERSONNEL)
    prenom: str | None = attrs.field(default=None, metadata=PERSONNEL)
    rpps: Rpps | None = attrs.field(default=None, validator=RPPS, metadata=RESERVE)
    adeli: Adeli | None = attrs.field(default=None, validator=ADELI, metadata=RESERVE)
    autres_identifiants: tuple[AutreIdentifiant, ...] = ()
    annee_naissance: int | None = attrs.field(default=None, validator=ANNEES, metadata=RESERVE)
    exercices: tuple[Exercice, ...] = ()
    fonctions: tuple[Fonction, ...] = ()


class NatureMouvement(Vocabulaire):
    """Which way professionals move."""

    ARRIVEE = "arrivee"
    DEPART = "depart"
    RETRAITE = "retraite"


class StatutMouvement(Vocabulaire):
    """Whether the movement was seen or is expected."""

    CONSTATE = "constate"
    ANNONCE = "annonce"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Mouvement(Entite, Personnelle):
    """An arrival, a departure or a retirement, of a named professional or of some.

    Attributes:
        nature: which way.
        statut: seen or expected.
        professionnel: who, when it is somebody of the registre.
        profession: profession, when nobody is named.
        nombre: how many.
        territoire: where.
        structure: in which structure.
        le: when.
    """

    nature: NatureMouvement
    statut: StatutMouvement
    professionnel: str | None = reference("professionnels")
    profession: CodeNomenclature | None = None
    nombre: Estimation | None = None
    territoire: str | None = reference("territoires")
    structure: str | None = reference("structures")
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class PublicVise(Donnee):
    """Professionals whom a programme or a meeting is for, or whom a shortage puts at risk.

    Attributes:
        profession: profession; ``None`` is any.
        libelle: the words of the source, when no profession code says as much.
        mode: mode of practice; ``None`` is any.
        territoire: where they practise.
    """

    profession: CodeNomenclature | None = None
    libelle: str | None = attrs.field(default=None, metadata=PUBLIC)
    mode: ModeExercice | None = None
    territoire: str | None = reference("territoires")


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Carence(Entite):
    """A profession or a speciality that is missing somewhere, as somebody states it.

    Attributes:
        profession: missing profession.
        savoir_faire: missing speciality.
        mode: mode of practice concerned, when the statement is limited to it.
        territoire: where.
        le: when it was stated.
        selon: who states it.
        effectif: how many are left, when the source says it.
        met_en_peril: professions and savoir-faire whose practice depends on what is missing.
        publics_en_peril: the same, for those that no single code names.
        enonce: the words of the source.
    """

    profession: CodeNomenclature | None = None
    savoir_faire: CodeNomenclature | None = None
    mode: ModeExercice | None = None
    territoire: str | None = reference("territoires")
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    selon: str | None = reference("organisations", "structures", "personnes", "professionnels")
    effectif: Estimation | None = None
    met_en_peril: tuple[CodeNomenclature, ...] = ()
    publics_en_peril: tuple[PublicVise, ...] = ()
    enonce: str | None = attrs.field(default=None, metadata=LIBRE)
