"""Lists of the maisons de santé and of the CPTS, as régions, ARS and those who work with them keep them.

Nobody publishes one for the whole country, and no two have the same columns: those that were seen are known by their
titles. A list of the CPTS has one line a CPTS, or one a commune; the communes of a CPTS make its territory.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from typing import Final

import attrs

from soinsprimaires import referentiels
from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._finess_points import placer
from soinsprimaires.echanges._flux import Limites, Source
from soinsprimaires.echanges._lecture import DOCUMENT, Journal, Lecture
from soinsprimaires.echanges._lieux import Lieux
from soinsprimaires.echanges._squelette import lire_tableaux
from soinsprimaires.echanges._tables import LIMITES_CLASSEUR, Forme, Rangee, TableLue
from soinsprimaires.echanges._titres import en_slug, normaliser
from soinsprimaires.echanges._valeurs import (
    HORS_DEPARTEMENT,
    JUGE_FINESS,
    JUGE_SIRET,
    LIEU_INCONNU,
    SANS_LIEU,
    Communes,
    departement_de,
    exiger_departement,
)
from soinsprimaires.echanges.contours import StatutContour, statut_de
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.identifiants import CODE_POSTAL, Finess
from soinsprimaires.modele.lieux import Lieu, NatureLieu, Site
from soinsprimaires.modele.structures import CPTS, MSP, Rattachement
from soinsprimaires.modele.territoires import Delimitation, NatureTerritoire, Territoire
from soinsprimaires.sources import Provenance

__all__ = ["lire_cpts", "lire_msp"]

_LIEU: Final = {
    "commune": (
        *("Code INSEE", "Code commune", "INSEE_COM", "CODGEO", "DEPCOM", "Code commune INSEE", "cod_comm", "com_code"),
        *("insee", "code_insee", "Code INSEE commune", "Code insee de la commune"),
    ),
    "ville": (
        *("Commune", "Nom commune", "Libellé commune", "lib_com", "LIBGEO", "lib_comm", "Nom de la commune", "Ville"),
        *("Communes", "Liste des communes", "Communes du territoire", "Communes couvertes"),
    ),
    "departement": ("Dpt", "Département", "DEP", "Dept", "Code département", "insee_dep"),
    "postal": ("Code postal", "CP", "code_postal", "adresse_cp"),
}
_NUMERO: Final = ("FINESS", "N° FINESS", "Numéro FINESS", "FINESS géographique", "finess_et", "FINESS ET", "nofinesset")
_ETATS: Final = ("Statut", "État", "Statut CPTS", "Statut MSP", "Avancement", "État d'avancement", "status")
_CPTS: Final = Forme(
    colonnes={
        "nom": (
            *("Nom de la CPTS", "Nom CPTS", "nom_cpts", "lib_cpts", "Libellé CPTS", "Label CPTS", "label_cpts_opex"),
            *("CPTS", "Nom de la communauté", "cpts *"),
        ),
        "finess": _NUMERO,
        "etat": _ETATS,
        **_LIEU,
    },
    requises=("nom",),
    sauf=("code cpts*", "id cpts*", "site *"),
)
_MSP: Final = Forme(
    colonnes={
        "nom": (
            *("Nom de la MSP", "Nom MSP", "nom_msp", "lib_psla", "Nom de la maison de santé", "MSP", "Maison de santé"),
            *("Raison sociale", "Dénomination", "Nom de la structure", "Nom"),
        ),
        "finess": _NUMERO,
        "etat": _ETATS,
        "siret": ("SIRET",),
        "adresse": ("Adresse", "Adresse 1", "Voie", "rue"),
        "x": ("geo_x", "x", "longitude", "lon", "coordonnee x"),
        "y": ("geo_y", "y", "latitude", "lat", "coordonnee y"),
        **_LIEU,
    },
    requises=("nom",),
)
_CITEES: Final = 3
"""Communes that a message names."""
_A_VENIR: Final = frozenset({StatutContour.INITIATIVE, StatutContour.REDACTION})
_EN_PROJET: Final = re.compile(r"\b(?:projets?|cours|etude|reflexion|initiative|abandonnee?|fermee?|cessation)\b")


def lire_cpts(
    source: Source,
    *,
    titre: str = "Liste de CPTS",
    departement: str | None = None,
    delimitation: Delimitation = Delimitation.PARTIELLE,
    membre: str | None = None,
    limites: Limites = LIMITES_CLASSEUR,
) -> Lecture[CPTS | Territoire]:
    """Read CPTS and the communes of their territories, each territory before its CPTS, once the file is read.

    Args:
        source: path or binary stream.
        titre: of the file, for the provenance of what it gives.
        departement: keep the communes, and the CPTS, of this one only; the territories are then partial.
        delimitation: whether the file holds all the communes of a territory, which nothing in it tells.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a column is absent, or the archive is refused.
        ExtraManquant: while reading a workbook; the package that reads it is not installed.
    """
    exiger(delimitation, Delimitation, "delimitation")
    journal = Journal(provenance=Provenance(titre=titre))
    lecteur = _LecteurListes(journal, exiger_departement(departement))
    dite = Delimitation.PARTIELLE if departement is not None else delimitation
    return lire_tableaux(
        source, journal, (_CPTS,), partial(lecteur.cpts, delimitation=dite), membre=membre, limites=limites
    )


def lire_msp(
    source: Source,
    *,
    titre: str = "Liste de maisons de santé",
    departement: str | None = None,
    membre: str | None = None,
    limites: Limites = LIMITES_CLASSEUR,
) -> Lecture[MSP | Lieu]:
    """Read maisons de santé, each after its building; those that the list says to be a project are left aside.

    Args:
        source: path or binary stream.
        titre: of the file, for the provenance of what it gives.
        departement: keep those of this one only.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a column is absent, or the archive is refused.
        ExtraManquant: while reading a workbook; the package that reads it is not installed.
    """
    journal = Journal(provenance=Provenance(titre=titre))
    lecteur = _LecteurListes(journal, exiger_departement(departement))
    return lire_tableaux(source, journal, (_MSP,), lecteur.msp, membre=membre, limites=limites)


@attrs.define
class _Reunie:
    """A CPTS while its lines are read.

    Attributes:
        nom: as the first line writes it.
        finess: its number, where a line gives it.
        communes: those of the lines that could be read.
        entiere: whether all of them could.
    """

    nom: str
    finess: Finess | None = None
    communes: dict[str, None] = attrs.Factory(dict)
    entiere: bool = True


class _LecteurListes:
    """The state of one reading."""

    def __init__(self, journal: Journal, departement: str | None) -> None:
        self._journal = journal
        self._communes = Communes(journal, departement)
        self._lieux = Lieux(date(referentiels.MILLESIME, 1, 1), departement)

    # -- CPTS ----------------------------------------------------------------------------------------------------

    def cpts(self, tableau: TableLue, delimitation: Delimitation) -> Iterator[CPTS | Territoire]:
        reunies: dict[str, _Reunie] = {}
        self._dire_colonnes(tableau)
        for ligne in tableau.lignes:
            nom, etat = ligne.texte("nom"), ligne.texte("etat")
            statut = statut_de(etat)
            if nom and etat and statut is None:
                message = f"statut {citer(etat)} inconnu : lue comme une CPTS qui existe"
                self._journal.signaler(ligne.numero, "statut.inconnu", message, ligne.titre("etat"))
            if not nom:
                self._journal.ecarter("sans CPTS")
            elif statut in _A_VENIR:
                self._journal.ecarter("un projet, et pas encore une CPTS (importer suivi)")
            else:
                self._reunir(ligne, nom, reunies)
        for cle, reunie in reunies.items():
            yield from self._cpts(cle, reunie, delimitation)

    def _reunir(self, ligne: Rangee, nom: str, reunies: dict[str, _Reunie]) -> None:
        cle = en_slug(nom)
        if not cle:
            self._journal.refuser(ligne.numero, "nom.forme", f"{citer(nom)} ne nomme rien", ligne.titre("nom"))
            return
        communes, lue = self._situer(ligne)
        voulues = [commune for commune in communes if self._communes.est_voulue(commune)]
        if communes and not voulues:
            self._journal.ecarter(HORS_DEPARTEMENT)
            return
        reunie = reunies.setdefault(cle, _Reunie(nom))
        reunie.finess = reunie.finess or JUGE_FINESS.lire(ligne, "finess", self._journal)
        reunie.entiere &= lue
        if not lue:
            return
        if voulues and all(commune in reunie.communes for commune in voulues):
            message = f"{', '.join(voulues[:_CITEES])} : déjà lu plus haut pour cette CPTS"
            self._journal.refuser(ligne.numero, "identifiant.doublon", message)
            return
        reunie.communes |= dict.fromkeys(voulues)
        self._journal.gardees += 1

    def _cpts(self, cle: str, reunie: _Reunie, delimitation: Delimitation) -> Iterator[CPTS | Territoire]:
        provenance, finess = self._journal.provenance, reunie.finess
        identifiant = f"finess-{finess.lower()}" if finess else cle if cle.startswith("cpts-") else f"cpts-{cle}"
        territoire = f"territoire-{identifiant}"
        if reunie.communes:
            departements = set(map(departement_de, reunie.communes))
            if len(departements) > 1:
                message = f"{citer(reunie.nom)} est dans plusieurs départements ({', '.join(sorted(departements))})"
                self._journal.signaler(DOCUMENT, "cpts.departements", f"{message} : une CPTS, ou plusieurs de ce nom ?")
            yield Territoire(
                identifiant=territoire,
                nom=reunie.nom,
                nature=NatureTerritoire.ACTION_CPTS,
                communes=tuple(reunie.communes),
                delimitation=delimitation if reunie.entiere else Delimitation.PARTIELLE,
                departement=departements.pop() if len(departements) == 1 else None,
                provenance=provenance,
            )
        yield CPTS(
            identifiant=identifiant,
            nom=reunie.nom,
            sites=(Site(identifiant=f"site-{identifiant}", finess=finess),) if finess else (),
            territoires=(Rattachement(territoire=territoire),) if reunie.communes else (),
            provenance=provenance,
        )

    # -- maisons de santé ----------------------------------------------------------------------------------------

    def msp(self, tableau: TableLue) -> Iterator[MSP | Lieu]:
        self._dire_colonnes(tableau)
        vues = set[str]()
        for ligne in tableau.lignes:
            nom, finess = ligne.texte("nom"), JUGE_FINESS.lire(ligne, "finess", self._journal)
            communes, lue = self._situer(ligne)
            if lue and len(communes) > 1:
                message = f"plusieurs communes ({', '.join(communes[:_CITEES])}) pour un seul lieu"
                self._journal.refuser(ligne.numero, "commune.ambigue", message, ligne.titre("ville"))
                continue
            if not lue:
                continue
            commune = communes[0] if communes else None
            if commune is not None and not self._communes.est_voulue(commune):
                self._journal.ecarter(HORS_DEPARTEMENT)
                continue
            if commune is None and self._communes.voulu is not None:
                self._journal.signaler(ligne.numero, *LIEU_INCONNU)
                self._journal.ecarter(SANS_LIEU)
                continue
            if _EN_PROJET.search(normaliser(ligne.texte("etat"))):
                self._journal.ecarter("un projet, ou fermée")
                continue
            cle = f"finess-{finess}" if finess else "-".join(filter(None, ("msp", en_slug(nom), commune)))
            identifiant = cle.lower()
            if not en_slug(nom):
                self._journal.refuser(ligne.numero, "nom.absent", "la ligne n'a pas de nom", ligne.titre("nom"))
            elif identifiant in vues:
                message = "cette maison de santé est déjà lue plus haut"
                self._journal.refuser(ligne.numero, "identifiant.doublon", message)
            else:
                vues.add(identifiant)
                self._journal.gardees += 1
                yield from self._msp(ligne, identifiant, commune, finess)

    def _msp(self, ligne: Rangee, identifiant: str, commune: str | None, finess: Finess | None) -> Iterator[MSP | Lieu]:
        provenance, nom = self._journal.provenance, ligne.texte("nom")
        siret = JUGE_SIRET.lire(ligne, "siret", self._journal)
        postal, point = ligne.texte("postal"), (ligne.texte("x"), ligne.texte("y"), "")
        departement = departement_de(commune) if commune is not None else ""
        lieu = Lieu(
            identifiant=f"lieu-{identifiant}",
            nom=nom,
            nature=NatureLieu.ADRESSE,
            commune=commune,
            code_postal=postal if CODE_POSTAL.raison(postal) is None else None,
            adresse=ligne.texte("adresse") or None,
            position=placer(point, departement, ligne.numero, self._journal),
            provenance=provenance,
        )
        site = Site(identifiant=f"site-{identifiant}", lieu=lieu.identifiant, commune=commune, finess=finess)
        yield lieu
        yield MSP(identifiant=identifiant, nom=nom, sites=(site,), siret=siret, provenance=provenance)

    def _dire_colonnes(self, tableau: TableLue) -> None:
        """Tell the columns of which nothing is read."""
        numero, entete = tableau.entete
        lues = set(tableau.colonnes.rangs.values())
        for rang, titre in enumerate(entete):
            if titre.strip() and rang not in lues:
                message = "une colonne inconnue, dont rien n'est lu"
                self._journal.informer(numero, "colonne.inconnue", message, " ".join(titre.split()))

    # -- cells ---------------------------------------------------------------------------------------------------

    def _situer(self, ligne: Rangee) -> tuple[tuple[str, ...], bool]:
        """The communes of a line, by their codes else by their names, and whether it can be read; refused otherwise."""
        codes, ville, departement = (ligne.texte(nom) for nom in ("commune", "ville", "departement"))
        if codes:
            lues = self._communes.de_la_cellule(ligne, "commune", departement)
            return tuple(lues or ()), lues is not None
        if not ville:
            return (), True
        numero = _departement(departement)
        texte = f"{ville} ({numero})" if numero is not None and "(" not in ville else ville
        trouvees, fautes = self._lieux.communes(texte)
        partie = any(quoi == "commune.rattachee" for quoi, _ in fautes)
        if trouvees and not partie:
            return tuple(commune.code for commune in trouvees), True
        code, message = fautes[0] if fautes else ("commune.inconnue", f"{citer(ville)} n'est le nom d'aucune commune")
        suite = " ; une partie de commune se dit par son code" if partie else ""
        self._journal.refuser(ligne.numero, code, f"{message}{suite}", ligne.titre("ville"))
        return (), False


@lru_cache(maxsize=512)
def _departement(texte: str) -> str | None:
    """The code of a département as people write it, by its code or its name."""
    try:
        return exiger_departement(texte)
    except CodeInconnu:
        return None
