"""The JSON of FINESS (``finess-structures-1``), one *entité juridique* at a time.

Its keys changed between its schema and its flux (``informationsGeneralesPmej``, ``informationsGeneralesPMEJ``), and its
codes are texts or objects: keys are compared without case nor underscore, codes are taken where they stand.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from soinsprimaires.echanges._dates import CodeEtMessage
from soinsprimaires.echanges._finess import EDITEUR, FERME, EntiteFiness, Etablissement, Fabrique, Juridique, Titres
from soinsprimaires.echanges._finess_points import situer
from soinsprimaires.echanges._flux import Flux
from soinsprimaires.echanges._json import elements
from soinsprimaires.echanges._lecture import DOCUMENT, Journal
from soinsprimaires.echanges._tables import LONGUEUR_CELLULE
from soinsprimaires.echanges._valeurs import AUTRE_CATEGORIE, departement_de
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.lieux import NatureSite, Position
from soinsprimaires.modele.structures import Structure
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle

TITRES: Final = Titres(
    numero="numFinessEge",
    juridique="numFinessPm",
    nom="nomEgeLong",
    commune="cogCommune",
    siret="siret",
    ouverture="dateOuverture",
    fermeture="dateFermeture",
)

TITRE: Final = "FINESS, structures (finess-structures-1)"
_EXERCICE: Final = "03"
"""Usage of the address where care is given; 02 is that of the seat."""
_OUVERT: Final = "A"
_GENERE: Final = re.compile(rb'"generatedAt"\s*:\s*"(\d{4}-\d{2}-\d{2})')


def lieu_de(juridique: int, geographique: int) -> tuple[str, str]:
    """Place of an establishment: its JSON pointer and its name in a message."""
    pointeur, nom = f"/pmej/{juridique}", f"entité juridique n° {juridique + 1}"
    if geographique < 0:
        return pointeur, nom
    return f"{pointeur}/ege/{geographique}", f"{nom}, établissement n° {geographique + 1}"


def parcourir(
    flux: Flux, journal: Journal, fabrique: Fabrique, categories: Collection[str] | None, *, fermees: bool
) -> Iterator[EntiteFiness]:
    """The entities of the file.

    Raises:
        ExtraManquant: ijson is not installed.
        DocumentInvalide: the file is no JSON of FINESS.
    """
    fabrique.provenance = journal.provenance = Provenance(titre=TITRE, editeur=EDITEUR)
    datee = False

    def dater(debut: bytes) -> None:
        nonlocal datee
        genere = None if datee else _GENERE.search(debut)
        if genere is None:
            return
        datee = True
        try:
            publie_le = DatePartielle.lire(genere[1].decode("ascii"))
        except ValeurInvalide as erreur:
            journal.signaler(DOCUMENT, erreur.code, f"generatedAt : {erreur.message}")
            return
        fabrique.provenance = journal.provenance = Provenance(titre=TITRE, editeur=EDITEUR, publie_le=publie_le)

    for rang, entite in elements(flux, journal, "pmej", "pmej.item", "Lire le JSON de FINESS", observer=dater):
        try:
            yield from _entite(entite, rang, journal, fabrique, categories, fermees=fermees)
        except ValeurInvalide as erreur:
            journal.lues += 1
            journal.refuser(rang, erreur.code, erreur.message, erreur.champ)


# -- one entity ---------------------------------------------------------------------------------------------------


def _entite(
    brute: Any,
    rang: int,
    journal: Journal,
    fabrique: Fabrique,
    categories: Collection[str] | None,
    *,
    fermees: bool,
) -> Iterator[EntiteFiness]:
    entite = plier(brute)
    if "activitesautorisees" in entite:
        message = "ce n'est pas ce fichier, c'est celui des activités de FINESS : prendre finess-structures-1"
        raise journal.renoncer("fichier.nature", message)
    information = plier(entite.get("informationsgeneralespmej"))
    numero = texte_de(information, "numfinesspm")
    juridique = Juridique(
        nom=texte_de(information, "denominationlonguepmsmsse", "denominationlonguepm", "denominationpm"),
        siren=texte_de(information, "siren"),
        statut=texte_de(information, "statutjuridique"),
    )
    etablissements = lire_liste(entite.get("ege"))
    porteurs = _porteurs(etablissements)
    rattaches: dict[str, tuple[EntiteFiness, ...]] = {}
    for sous_rang, etablissement in enumerate(etablissements):
        journal.lues += 1
        try:
            lu = _etablissement(plier(etablissement), numero, juridique)
        except ValeurInvalide as erreur:
            journal.refuser(rang, erreur.code, erreur.message, erreur.champ, sous_place=sous_rang)
            continue
        if categories is not None and lu.categorie.code not in categories:
            journal.ecarter(AUTRE_CATEGORIE)
            continue
        if not fermees and _est_fermee(plier(etablissement), lu.fermeture, journal):
            journal.ecarter(FERME)
            continue
        if not fabrique.retenir((rang, sous_rang), lu.commune, "", lu.code_postal):
            continue
        faites = fabrique.fabriquer(lu, rang, sous_rang)
        for code, message in _dire_coordonnees(etablissement, lu.position):
            journal.informer(rang, code, message, sous_place=sous_rang)
        if not porteurs:
            yield from faites
        else:
            identifiant = _identifiant(etablissement)
            rattaches[identifiant] = faites
            if identifiant in porteurs:
                message = "site secondaire d'un autre établissement (roleEge), joint à sa structure si elle est lue"
                journal.informer(rang, "site.porte", message, sous_place=sous_rang)
    for faites in _joindre(rattaches, porteurs):
        yield from faites


def _identifiant(etablissement: Any) -> str:
    return texte_de(plier(plier(etablissement).get("informationsgeneralesege")), "egeid")


def _porteurs(etablissements: Iterable[Any]) -> dict[str, str]:
    """For each establishment that another carries, that other one: a second site is no second structure."""
    roles = (plier(role) for un in etablissements for role in lire_liste(plier(un).get("roleege")))
    liens = ((texte_de(role, "idegenonporteuse"), texte_de(role, "idegeporteuse")) for role in roles)
    return {porte: porteur for porte, porteur in liens if porte and porteur and porte != porteur}


def _joindre(
    lues: dict[str, tuple[EntiteFiness, ...]], porteurs: Mapping[str, str]
) -> Iterable[tuple[EntiteFiness, ...]]:
    """The entities of each establishment, the sites that are carried put in the structure that carries them."""
    for porte, porteur in porteurs.items():
        secondaire, principale = _structure(lues.get(porte, ())), _structure(lues.get(porteur, ()))
        if secondaire is None or principale is None or type(secondaire) is not type(principale):
            continue
        sites = (attrs.evolve(site, nature=NatureSite.SECONDAIRE) for site in secondaire.sites)
        jointe = attrs.evolve(principale, sites=(*principale.sites, *sites))
        lues[porteur] = (
            *(une for une in lues[porte] if une is not secondaire),
            *(jointe if une is principale else une for une in lues[porteur]),
        )
        lues[porte] = ()
    return lues.values()


def _structure(faites: Iterable[EntiteFiness]) -> Structure | None:
    return next((une for une in faites if isinstance(une, Structure)), None)


def _etablissement(brut: Mapping[str, Any], juridique: str, detail: Juridique) -> Etablissement:
    information = plier(brut.get("informationsgeneralesege"))
    adresse = _adresse(brut)
    commune = texte_de(adresse, "cogcommune")
    return Etablissement(
        numero=texte_de(information, "numfinessege"),
        juridique=juridique,
        nom=texte_de(information, "nomegelong", "nomegecourt"),
        categorie=_categorie(brut.get("categorieentitegeographiqueexercice")),
        commune=commune,
        code_postal=texte_de(adresse, "codepostal"),
        adresse=_voie(adresse),
        telephone=_telephone(brut),
        siret=texte_de(information, "siret"),
        ouverture=texte_de(information, "dateouverture"),
        fermeture=texte_de(information, "datefermeture"),
        position=_position(adresse, commune),
        detail=detail,
    )


def _est_fermee(brut: Mapping[str, Any], fermeture: str, journal: Journal) -> bool:
    """Whether it is closed on the day of the file: a closing may be dated ahead."""
    le = None if journal.provenance is None else journal.provenance.publie_le
    annoncee = le is not None and fermeture[:10] > str(le)
    return texte_de(brut, "etatobjet") not in {_OUVERT, ""} or (bool(fermeture) and not annoncee)


def _categorie(valeur: Any) -> CodeNomenclature:
    """The code with its system: R397 where the file does not name one, since it replaced R66."""
    code, systeme = (valeur.get("code"), str(valeur.get("system", ""))) if isinstance(valeur, dict) else (valeur, "")
    trouve = Systeme.TRE_R66 if "r66" in systeme.lower() else Systeme.TRE_R397
    try:
        return CodeNomenclature(trouve, str("" if code is None else code).strip())
    except ValeurInvalide as erreur:
        raise ValeurInvalide(erreur.message, erreur.code, "categorieentiteGeographiqueExercice") from None


def _adresse(brut: Mapping[str, Any]) -> Mapping[str, Any]:
    """The address where care is given, else that of the seat."""
    adresses = [plier(adresse) for adresse in lire_liste(brut.get("adresse"))]
    exercice = (adresse for adresse in adresses if texte_de(adresse, "usageadresse") == _EXERCICE)
    return next(exercice, adresses[0] if adresses else {})


def _voie(adresse: Mapping[str, Any]) -> str:
    voie = texte_de(adresse, "lignequatre") or " ".join(
        texte for cle in ("numerovoie", "typevoie", "libellevoie") if (texte := texte_de(adresse, cle))
    )
    return ", ".join(texte for texte in (voie, texte_de(adresse, "lieudit")) if texte)


def _telephone(brut: Mapping[str, Any]) -> str:
    contacts = (plier(plier(contact).get("telecom")) for contact in lire_liste(brut.get("contact")))
    return next((numero for contact in contacts if (numero := texte_de(contact, "telephone"))), "")


# -- coordinates --------------------------------------------------------------------------------------------------


def _position(adresse: Mapping[str, Any], commune: str) -> Position | None:
    coordonnees = plier(adresse.get("coordonneesgeographique"))
    paires = [
        (texte_de(coordonnees, premiere), texte_de(coordonnees, seconde))
        for premiere, seconde in (("directionlatitude", "directionlongitude"), ("coordonneex", "coordonneey"))
    ]
    score = texte_de(coordonnees, "scoreban")
    return situer(paires, departement_de(commune), f"BAN, score {score}" if score else "")


def _dire_coordonnees(etablissement: Any, position: Position | None) -> Iterator[CodeEtMessage]:
    """What to say of the position that the file gives, of which nothing may have been kept."""
    coordonnees = plier(_adresse(plier(etablissement)).get("coordonneesgeographique"))
    ecrite = texte_de(coordonnees, "directionlatitude", "coordonneex")
    if ecrite and position is None:
        yield "coordonnees.hors_champ", "coordonnées hors du territoire de la commune, non gardées"
    elif "," in ecrite:
        yield "coordonnees.virgule", "coordonnées écrites avec une virgule, lues comme des décimales"


# -- values -------------------------------------------------------------------------------------------------------


def plier(objet: Any) -> dict[str, Any]:
    """The keys of an object without case nor underscore; nothing of what is no object."""
    if not isinstance(objet, dict):
        return {}
    return {cle.lower().replace("_", ""): valeur for cle, valeur in objet.items()}


def lire_liste(valeur: Any) -> list[Any]:
    return valeur if isinstance(valeur, list) else []


def texte_de(objet: Mapping[str, Any], *cles: str) -> str:
    """Text of the first of these keys that says something; that of a code given as an object is its code.

    Raises:
        ValeurInvalide: a text too long to be one of the file.
    """
    for cle in cles:
        valeur = objet.get(cle)
        if isinstance(valeur, dict):
            valeur = valeur.get("code")
        texte = "" if valeur is None or isinstance(valeur, bool | list | dict) else str(valeur).strip()
        if len(texte) > LONGUEUR_CELLULE:
            raise ValeurInvalide(f"un texte de plus de {LONGUEUR_CELLULE} caractères", "champ.longueur", cle)
        if texte:
            return texte
    return ""
