"""Buildings and addresses, and the sites that structures have in them."""

from datetime import date, time
from decimal import Decimal

import attrs

from soinsprimaires._classement import LIBRE
from soinsprimaires._typage import exiger, nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import CODE_COMMUNE, CODE_POSTAL, FINESS, SLUG, Finess
from soinsprimaires.jours import JourSemaine
from soinsprimaires.mesures import LATITUDES, LONGITUDES, MINUTES, Estimation, en_decimal
from soinsprimaires.modele._base import Donnee, Entite, reference, vers
from soinsprimaires.modele.organisations import AutreIdentifiant
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle

__all__ = ["Horaire", "Jalon", "Lieu", "LieuAnterieur", "NatureJalon", "NatureLieu", "NatureSite", "Position", "Site"]


class NatureLieu(Vocabulaire):
    """What stands there."""

    BATIMENT_DE_SANTE = "batiment_de_sante"
    SALLE = "salle"
    ADRESSE = "adresse"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Position(Donnee):
    """A point on the ground, in degrees (WGS 84).

    Attributes:
        latitude: degrees from the equator, to the north.
        longitude: degrees from the meridian of Greenwich, to the east.
        source: who placed it there, and how far that can be trusted, in its words.
    """

    latitude: Decimal = attrs.field(converter=en_decimal, validator=LATITUDES)
    longitude: Decimal = attrs.field(converter=en_decimal, validator=LONGITUDES)
    source: str | None = attrs.field(default=None, metadata=LIBRE)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Lieu(Entite):
    """A hall, a building, an address; several sites may share it.

    Attributes:
        nom: as people call it.
        nature: what stands there.
        commune: INSEE code.
        code_postal: postal code, which does not determine the commune.
        adresse: number and street.
        position: where it stands.
        surface: how large it is, in square metres unless its unit says otherwise.
    """

    nom: str = attrs.field(metadata=LIBRE)
    nature: NatureLieu = NatureLieu.AUTRE
    commune: str | None = attrs.field(default=None, validator=CODE_COMMUNE)
    code_postal: str | None = attrs.field(default=None, validator=CODE_POSTAL)
    adresse: str | None = attrs.field(default=None, metadata=LIBRE)
    position: Position | None = attrs.field(default=None, metadata=LIBRE)
    surface: Estimation | None = None


class NatureSite(Vocabulaire):
    """Rank of a site in its structure; an *antenne* depends on a centre de santé (CSP, art. D6323-1)."""

    PRINCIPAL = "principal"
    SECONDAIRE = "secondaire"
    ANTENNE = "antenne"


class NatureJalon(Vocabulaire):
    """A dated step in the life of a site."""

    OUVERTURE = "ouverture"
    PREMIERS_PATIENTS = "premiers_patients"
    INAUGURATION = "inauguration"
    TRANSFERT = "transfert"
    FERMETURE = "fermeture"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Jalon(Donnee):
    """One step in the life of a site.

    Attributes:
        nature: which step.
        le: when, as vague as the source.
    """

    nature: NatureJalon
    le: DatePartielle = attrs.field(converter=en_date_partielle)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Horaire(Donnee):
    """Opening hours that repeat every week.

    Attributes:
        jours: weekdays; none when the source does not name them.
        ouvre: opening time, to the minute.
        ferme: closing time, later the same day.
    """

    jours: tuple[JourSemaine, ...] = ()
    ouvre: time
    ferme: time

    def _exiger_coherence(self) -> None:
        if self.ferme <= self.ouvre:
            message = f"la fermeture ({self.ferme:%H:%M}) ne suit pas l'ouverture ({self.ouvre:%H:%M})"
            raise ValeurInvalide(message, "horaire.ordre", "ferme")


@attrs.frozen(kw_only=True, repr=False, eq=False)
class LieuAnterieur(Donnee):
    """Premises that a site has left.

    Attributes:
        lieu: the building.
        periode: when the site was there.
    """

    lieu: str = attrs.field(metadata=vers("lieux"))
    periode: PeriodePartielle | None = None

    def couvre(self, au: date) -> bool | None:
        """Whether the site was there on a day: it has left, and without a last day nothing tells when."""
        if self.periode is None:
            return None
        couvre = self.periode.couvre(au)
        return None if self.periode.fin is None and couvre else couvre


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Site(Donnee):
    """A place where a structure receives patients.

    Attributes:
        identifiant: slug, unique in the whole registre: presences point to it.
        lieu: the building, the latest when it moved.
        lieux_anterieurs: buildings where it was before.
        commune: INSEE code, when the building is not known.
        nature: rank of the site.
        finess: FINESS number of the *entité géographique*.
        autres_identifiants: what other registers call it, kept as it was read.
        categorie_finess: category under which FINESS lists it (TRE_R66, or TRE_R397 which replaces it).
        horaires: opening hours.
        periode: when it was a site of the structure.
        jalons: dated steps of its life.
        eloignement_minutes: of an antenne, the minutes that part it from its centre.
        systeme_information_partage: of an antenne, whether it shares the information system of its centre.
        gestion_propre: of an antenne, whether it is run by itself and not by its centre.
    """

    identifiant: str = attrs.field(validator=SLUG)
    lieu: str | None = reference("lieux")
    lieux_anterieurs: tuple[LieuAnterieur, ...] = ()
    commune: str | None = attrs.field(default=None, validator=CODE_COMMUNE)
    nature: NatureSite = NatureSite.PRINCIPAL
    finess: Finess | None = attrs.field(default=None, validator=FINESS)
    autres_identifiants: tuple[AutreIdentifiant, ...] = ()
    categorie_finess: CodeNomenclature | None = None
    horaires: tuple[Horaire, ...] = ()
    periode: PeriodePartielle | None = None
    jalons: tuple[Jalon, ...] = ()
    eloignement_minutes: int | None = attrs.field(default=None, validator=MINUTES)
    systeme_information_partage: bool | None = None
    gestion_propre: bool | None = None

    def situations(self, *, au: date | None) -> "tuple[Site, ...]":
        """The site where it may be on a day, one for each premises; one is nowhere when it may be in others still.

        Before the premises that it left, before a transfer, and between two of them, nothing tells where it was.
        ``None`` is any day.
        """
        transferts = [jalon.le for jalon in self.jalons if jalon.nature is NatureJalon.TRANSFERT]
        if not self.lieux_anterieurs and not transferts:
            return (self,)
        if au is None:
            return (*(self._dans(ancien.lieu) for ancien in self.lieux_anterieurs), self)
        exiger(au, date, "au")
        anciens = [(ancien, ancien.couvre(au)) for ancien in self.lieux_anterieurs]
        alors = [self._dans(ancien.lieu) for ancien, couvre in anciens if couvre is not False]
        if any(couvre for _, couvre in anciens):
            return tuple(alors)
        debuts = [
            a.periode.debut for a in self.lieux_anterieurs if a.periode is not None and a.periode.debut is not None
        ]
        ailleurs = [] if all(venue.au_plus_tard_le(au) for venue in (*debuts, *transferts)) else [self._dans(None)]
        return (*alors, *ailleurs, self)

    def lieu_au(self, jour: date) -> str | None:
        """The premises on a day; ``None`` too when nothing tells which."""
        lieux = {alors.lieu for alors in self.situations(au=jour)}
        return lieux.pop() if len(lieux) == 1 else None

    def _dans(self, lieu: str | None) -> "Site":
        return self if lieu is not None and lieu == self.lieu else attrs.evolve(self, lieu=lieu, commune=None)
