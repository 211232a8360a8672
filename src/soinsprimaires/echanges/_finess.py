"""From an establishment of FINESS, in whichever file it was read, to entities of the model."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar

import attrs

from soinsprimaires import referentiels
from soinsprimaires._sans_controle import constructeur_sans_controle
from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.echanges._dates import CodeEtMessage, lire_date
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.echanges._valeurs import (
    JUGE_FINESS,
    JUGE_SIREN,
    JUGE_SIRET,
    Communes,
    JugeNumero,
    NumerosVus,
    departement_de,
)
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import CODE_POSTAL, Finess
from soinsprimaires.modele.lieux import Jalon, Lieu, NatureJalon, NatureLieu, Position, Site
from soinsprimaires.modele.organisations import Contact, NatureContact, NatureOrganisation, Organisation
from soinsprimaires.modele.structures import (
    CPTS,
    MSP,
    CentreSante,
    EquipeSoinsSpecialises,
    FormeDatee,
    FormeJuridique,
    Structure,
)
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.sources import Provenance

CATEGORIES: Final[Mapping[str, type[Structure]]] = MappingProxyType(
    {
        "124": CentreSante,
        "125": CentreSante,
        "130": CentreSante,
        "289": CentreSante,
        "439": CentreSante,
        "603": MSP,
        "604": CPTS,
        "647": EquipeSoinsSpecialises,
    }
)
"""Categories that are structures of primary care; every other is an organisation."""

EDITEUR: Final = "Agence du numérique en santé"
EXTENSION: Final = "fr.esante.finess"
FERME: Final = "fermé"

NATURES: Final = {
    "101": NatureOrganisation.ETABLISSEMENT_SANTE,
    "106": NatureOrganisation.ETABLISSEMENT_SANTE,
    "355": NatureOrganisation.ETABLISSEMENT_SANTE,
    "606": NatureOrganisation.DAC,
    "697": NatureOrganisation.ETABLISSEMENT_SANTE,
}

# Legal status of FINESS: TRE_R72-FinessStatutJuridique, version 20240329120000.
_HOPITAUX: Final = ("10", "11", "12", "13", "14", "15")
_COLLECTIVITES: Final = ("02", "03", "04", "05", "06", "07")
_ETABLISSEMENTS_PUBLICS: Final = ("08", "16", "17", *map(str, range(18, 28)))
_AUTRES_STATUTS: Final = (
    *("01", "30", *map(str, range(40, 53)), "63", "64", "65", "66"),
    *(*map(str, range(70, 79)), "90", "93", "95"),
)
FORMES: Final[Mapping[str, FormeJuridique]] = {
    **dict.fromkeys(_AUTRES_STATUTS, FormeJuridique.AUTRE),
    **dict.fromkeys(_COLLECTIVITES, FormeJuridique.COLLECTIVITE_TERRITORIALE),
    **dict.fromkeys((*_HOPITAUX, *_ETABLISSEMENTS_PUBLICS), FormeJuridique.ETABLISSEMENT_PUBLIC),
    "28": FormeJuridique.GIP,
    **dict.fromkeys(("29", "89"), FormeJuridique.GCS),
    **dict.fromkeys(("60", "61"), FormeJuridique.ASSOCIATION_LOI_1901),
    "62": FormeJuridique.ASSOCIATION_DROIT_LOCAL,
    "79": FormeJuridique.SCM,
    "80": FormeJuridique.SISA,
    **dict.fromkeys(("85", "86", "87", "91"), FormeJuridique.SEL),
    "88": FormeJuridique.SCP,
}
NATURES_JURIDIQUES: Final[Mapping[str, NatureOrganisation]] = {
    "01": NatureOrganisation.ETAT,
    "02": NatureOrganisation.CONSEIL_DEPARTEMENTAL,
    "03": NatureOrganisation.COMMUNE,
    "04": NatureOrganisation.REGION,
    **dict.fromkeys(_HOPITAUX, NatureOrganisation.ETABLISSEMENT_SANTE),
    **dict.fromkeys(("40", "41"), NatureOrganisation.ORGANISME_SECURITE_SOCIALE),
    "43": NatureOrganisation.MSA,
    **dict.fromkeys(("60", "61", "62"), NatureOrganisation.ASSOCIATION),
}
_SYSTEMES: Final = (Systeme.TRE_R66, Systeme.TRE_R397)
_CACHE: Final = 50_000

_LIEU: Final = constructeur_sans_controle(Lieu)
_ORGANISATION: Final = constructeur_sans_controle(Organisation)
_CENTRE: Final = constructeur_sans_controle(CentreSante)
_STRUCTURES: Final = {
    code: constructeur_sans_controle(classe) for code, classe in CATEGORIES.items() if classe is not CentreSante
}
_AUTRE: Final = NatureOrganisation.AUTRE
"""Python 3.11 takes ten times longer to find a member of an enumeration than a name."""

S = TypeVar("S", bound=str)


@attrs.frozen
class Juridique:
    """What a file says of an *entité juridique* beside its number; every part may be blank."""

    nom: str = ""
    siren: str = ""
    statut: str = ""


_SANS_DETAIL: Final = Juridique()


@attrs.define
class Etablissement:
    """An *entité géographique* as a file writes it: cells stripped, blank where it says nothing."""

    numero: str
    juridique: str
    nom: str
    categorie: CodeNomenclature
    commune: str
    code_postal: str
    adresse: str
    telephone: str
    siret: str
    ouverture: str
    fermeture: str = ""
    position: Position | None = None
    detail: Juridique = _SANS_DETAIL


@attrs.frozen
class Titres:
    """How a file names what the messages quote."""

    numero: str
    juridique: str
    nom: str
    commune: str
    siret: str
    ouverture: str
    fermeture: str


EntiteFiness = Organisation | Lieu | Structure


class Fabrique:
    """Makes the entities of a file; keeps what must be remembered from one establishment to the next."""

    def __init__(self, journal: Journal, titres: Titres, departement: str | None) -> None:
        self._journal = journal
        self._titres = titres
        self._communes = Communes(journal, departement)
        self._vus = NumerosVus()
        self._extensions: dict[str, Extensions] = {}
        self._jalons: dict[tuple[NatureJalon, str], Jalon] = {}
        self._precedent: tuple[str, Finess | None] = ("", None)
        self._place = (0, -1)
        self.provenance: Provenance | None = None

    def retenir(self, place: tuple[int, int], commune: str, departement: str, code_postal: str) -> bool:
        """Whether an establishment stands where the caller asked; else it is left aside, and told if nothing tells."""
        return self._communes.retenir(place, commune, departement, code_postal)

    def fabriquer(self, lu: Etablissement, place: int, sous_place: int = -1) -> tuple[EntiteFiness, ...]:
        """The entities of an establishment, those that others point to first; none when it is refused."""
        self._place = (place, sous_place)
        numero = self._accepter(lu)
        if numero is None:
            return ()
        self._journal.gardees += 1
        commune, faute = self._communes.juger(lu.commune) if lu.commune else (None, None)
        if faute is not None:
            self._signaler(faute, self._titres.commune)
        if lu.categorie.code not in CATEGORIES:
            return (self._organisation(lu, numero, commune),)
        return self._structure(lu, numero, commune)

    # -- entities ------------------------------------------------------------------------------------------------

    def _accepter(self, lu: Etablissement) -> Finess | None:
        """The number of an establishment that can be read and was not yet."""
        numero, faute = JUGE_FINESS.juger(lu.numero)
        if numero is None and faute is not None:
            self._refuser(faute, self._titres.numero)
            return None
        if not lu.nom:
            self._refuser(("nom.absent", "l'établissement n'a pas de nom"), self._titres.nom)
            return None
        if numero is None or not self._vus.ajouter(_entier(numero)):
            self._refuser(("identifiant.doublon", f"le FINESS {numero} est déjà lu plus haut"), self._titres.numero)
            return None
        if faute is not None:
            self._signaler(faute, self._titres.numero)
        return numero

    def _organisation(self, lu: Etablissement, numero: Finess, commune: str | None) -> Organisation:
        return _ORGANISATION(
            identifiant=nommer(numero),
            nom=lu.nom,
            nature=NATURES.get(lu.categorie.code, _AUTRE),
            departement=None if commune is None else departement_de(commune),
            commune=commune,
            siret=self._identifiant(JUGE_SIRET, lu.siret, self._titres.siret),
            finess=self._juridique(lu.juridique),
            provenance=self.provenance,
            extensions=self._categorie(lu.categorie),
        )

    def _structure(self, lu: Etablissement, numero: Finess, commune: str | None) -> tuple[EntiteFiness, ...]:
        lieu = _LIEU(
            identifiant=f"lieu-{nommer(numero)}",
            nom=lu.nom,
            nature=NatureLieu.ADRESSE,
            commune=commune,
            code_postal=lu.code_postal if CODE_POSTAL.raison(lu.code_postal) is None else None,
            adresse=lu.adresse or None,
            provenance=self.provenance,
            position=lu.position,
        )
        ouverture = self._jalon(NatureJalon.OUVERTURE, lu.ouverture, self._titres.ouverture)
        fermeture = self._jalon(NatureJalon.FERMETURE, lu.fermeture, self._titres.fermeture)
        site = Site(
            identifiant=f"site-{nommer(numero)}",
            lieu=lieu.identifiant,
            commune=commune,
            finess=numero,
            categorie_finess=lu.categorie,
            jalons=(*ouverture, *fermeture),
        )
        juridique = self._juridique(lu.juridique)
        champs: dict[str, Any] = {
            "identifiant": nommer(numero),
            "nom": lu.nom,
            "formes": self._formes(lu.detail.statut),
            "sites": (site,),
            "finess": juridique,
            "siret": self._identifiant(JUGE_SIRET, lu.siret, self._titres.siret),
            "contacts": (Contact(nature=NatureContact.TELEPHONE, valeur=lu.telephone),) if lu.telephone else (),
            "provenance": self.provenance,
        }
        mouler = _STRUCTURES.get(lu.categorie.code)
        if mouler is not None:
            return lieu, mouler(siren=self._identifiant(JUGE_SIREN, lu.detail.siren, "siren"), **champs)
        if juridique is None or juridique == numero:
            return lieu, _CENTRE(**champs)
        centre = _CENTRE(gestionnaire=nommer(juridique), **champs)
        if not self._vus.ajouter(_entier(juridique)):
            return lieu, centre
        return self._gestionnaire(juridique, lu.detail), lieu, centre

    def _gestionnaire(self, numero: Finess, detail: Juridique) -> Organisation:
        return _ORGANISATION(
            identifiant=nommer(numero),
            nom=detail.nom or f"Entité juridique FINESS {numero}",
            nature=NATURES_JURIDIQUES.get(detail.statut, _AUTRE),
            siren=self._identifiant(JUGE_SIREN, detail.siren, "siren"),
            finess=numero,
            provenance=self.provenance,
            extensions=Extensions({EXTENSION: {"statut_juridique": detail.statut}}) if detail.statut else None,
        )

    # -- fields --------------------------------------------------------------------------------------------------

    def _identifiant(self, juge: JugeNumero[S], texte: str, champ: str) -> S | None:
        if not texte:
            return None
        lu, faute = juge.juger(texte)
        if faute is not None:
            self._signaler(faute, champ)
        return lu

    def _juridique(self, texte: str) -> Finess | None:
        """The number of the entité juridique, judged once while its establishments follow one another."""
        if texte != self._precedent[0]:
            self._precedent = texte, self._identifiant(JUGE_FINESS, texte, self._titres.juridique)
        return self._precedent[1]

    def _jalon(self, nature: NatureJalon, texte: str, champ: str) -> tuple[Jalon, ...]:
        jalon = self._jalons.get((nature, texte))
        if jalon is None:
            lue, faute = lire_date(texte)
            if faute is not None:
                self._signaler((faute[0], faute[1] if lue is not None else f"{faute[1]} ; non gardée"), champ)
            if lue is None:
                return ()
            jalon = Jalon(nature=nature, le=lue)
            if len(self._jalons) < _CACHE:
                self._jalons[nature, texte] = jalon
        return (jalon,)

    def _formes(self, statut: str) -> tuple[FormeDatee, ...]:
        if not statut:
            return ()
        forme = FORMES.get(statut)
        if forme is None:
            self._signaler(("code.inconnu", f"statut juridique {citer(statut)} inconnu de TRE_R72"), "statutJuridique")
            return ()
        return (FormeDatee(forme=forme),)

    def _categorie(self, code: CodeNomenclature) -> Extensions:
        """The category as an extension; one that the shipped extracts do not hold is told once."""
        connue = self._extensions.get(code.code)
        if connue is not None:
            return connue
        connue = Extensions({EXTENSION: {"categorie": {"systeme": code.systeme.value, "code": code.code}}})
        self._extensions[code.code] = connue
        if not any(referentiels.existe(CodeNomenclature(systeme, code.code)) for systeme in _SYSTEMES):
            message = "catégorie absente des extraits livrés, gardée telle quelle"
            self._signaler(("code.inconnu", message), None, Gravite.INFORMATION)
        return connue

    def _refuser(self, faute: CodeEtMessage, champ: str) -> None:
        self._journal.refuser(self._place[0], *faute, champ, sous_place=self._place[1])

    def _signaler(self, faute: CodeEtMessage, champ: str | None, gravite: Gravite = Gravite.AVERTISSEMENT) -> None:
        self._journal.signaler(self._place[0], *faute, champ, sous_place=self._place[1], gravite=gravite)


def nommer(numero: Finess) -> str:
    """The identifiant of what has a FINESS number, the same in every file."""
    return f"finess-{numero.lower()}"


def _entier(numero: Finess) -> int:
    """A number of its own for each FINESS: the letter of Corsica and overseas goes before the digits."""
    if numero.isdigit():
        return int(numero)
    return ord(numero[1]) * 10**9 + int(numero[0] + numero[2:])
