"""What an aid says: who may ask it, where, and what it gives."""

from datetime import date
from decimal import Decimal

import attrs

from soinsprimaires._typage import Typee, nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.sources import Fiabilite, SourceJuridique
from soinsprimaires.temps import DatePartielle, en_date_partielle_ou_rien

__all__ = ["AideOuverte", "BeneficiaireAide", "MontantAide", "ZoneAide"]


class BeneficiaireAide(Vocabulaire):
    """Who may ask an aid."""

    MEDECIN = "medecin"
    INFIRMIER = "infirmier"
    IPA = "ipa"
    ETUDIANT = "etudiant"
    MSP = "msp"
    CPTS = "cpts"
    CENTRE_SANTE = "centre_sante"
    EQUIPE_SOINS_SPECIALISES = "equipe_soins_specialises"
    TOUT_PROFESSIONNEL = "tout_professionnel"


class ZoneAide(Vocabulaire):
    """Where an aid is open: zoning of doctors (ZIP, ZAC), quartiers prioritaires, rural zones of taxes."""

    ZIP = "zip"
    ZAC = "zac"
    QPV = "qpv"
    FRR = "frr"
    ZRR = "zrr"


@attrs.frozen(kw_only=True)
class MontantAide(Typee):
    """A number of an aid.

    Attributes:
        libelle: of what.
        montant: the number.
        unite: its unit.
    """

    libelle: str
    montant: Decimal
    unite: str


@attrs.frozen(kw_only=True, field_transformer=nommer_les_champs)
class AideOuverte(Typee):
    """An aid, for the period in which it may be asked.

    Attributes:
        code: its short name.
        libelle: what it is.
        beneficiaires: who may ask it.
        aupres_de: of whom.
        depuis: from when; ``None`` is not known.
        jusqua: last day on which it may be asked; ``None`` when no end is known.
        lue_jusqua: last day of which a text was read, where its sources do not tell it (:attr:`connue_jusqua`).
        zones: where; none when everywhere.
        region: INSEE code of the only region in which it is given; ``None`` for a national one.
        montants: what it gives.
        conditions: on what terms, in words.
        sources: texts.
        fiabilite: how it was established.
        raison: why no amount is given.
    """

    code: str
    libelle: str
    beneficiaires: tuple[BeneficiaireAide, ...]
    aupres_de: str
    depuis: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    jusqua: date | None = None
    lue_jusqua: date | None = None
    zones: tuple[ZoneAide, ...] = ()
    region: str | None = None
    montants: tuple[MontantAide, ...] = ()
    conditions: str = ""
    sources: tuple[SourceJuridique, ...]
    fiabilite: Fiabilite = Fiabilite.SECONDAIRE
    raison: str | None = None

    @property
    def connue_jusqua(self) -> date | None:
        """Last day of which a text was read: nobody can say of a later one that it may be asked, nor that it may not.

        That of the copies of its sources, or of their reading where they bear no date; where a text ends the aid
        itself, that end.
        """
        lues = (source.etat_au or source.lu_le for source in self.sources)
        return self.lue_jusqua or self.jusqua or max(lues, default=None)

    def _exiger_coherence(self) -> None:
        if bool(self.montants) == (self.raison is not None):
            raise ValeurInvalide("une aide a des montants, ou la raison de leur absence", "aide.montants", "montants")
