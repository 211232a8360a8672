"""Official numbers: their keys, and that each names one person, one place or one body."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import Chemin, pointeur_json
from soinsprimaires.composition import est_un_site, existe, tous
from soinsprimaires.droit import textes
from soinsprimaires.identifiants import ADELI, CODE_COMMUNE, CODE_EPCI, FINESS, RPPS, SIREN, SIRET, SorteIdentifiant
from soinsprimaires.modele._base import Entite, Recherche
from soinsprimaires.modele._tables import numero_lu
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.organisations import NatureFiliation, NatureOrganisation, Organisation
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CPTS, CTS, CentreSante, EquipeSoinsPrimaires, Structure
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    SansObjet,
    Verdict,
    chemin_de,
    coherence,
    regle,
)
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_NUMEROS"]

_TOUJOURS: Final = Periode()
_A_CLE: Final[MappingProxyType[str, SorteIdentifiant[Any]]] = MappingProxyType(
    {"rpps": RPPS, "adeli": ADELI, "finess": FINESS, "siren": SIREN, "siret": SIRET, "epci": CODE_EPCI}
)

_numeros = Recherche(lambda champ: champ.nom in _A_CLE)


@regle(
    "CLE-001",
    titre="La clé de chaque numéro officiel correspond à ses autres chiffres",
    cible=Registre,
    portee=Portee.BONNE_PRATIQUE,
    vigueur=_TOUJOURS,
    sources=(textes.CLES,),
    fiabilite=Fiabilite.DEDUITE,
    jamais=(Resultat.INDETERMINE,),
)
def cles(registre: Registre, contexte: Contexte) -> Iterator[Verdict]:
    """Official files hold wrong keys: they are told, never refused, and the number itself is not repeated."""
    vus = False
    for entite in registre:
        for chemin, sorte, juste in contexte.de(entite, _cles):
            vus = True
            if not juste:
                porteur = _site_de(entite, chemin) or entite
                message = f"la clé du numéro {sorte} de « {porteur.identifiant} » est fausse"
                yield NonConforme(message, (*chemin_de(registre, entite.identifiant), *chemin))
    if not vus:
        yield SansObjet("le registre ne contient aucun numéro officiel")


def _cles(entite: Entite, _au: date) -> tuple[tuple[Chemin, str, bool], ...]:
    """The numbers of an entity: where, of which kind, and whether their key may be right."""
    return tuple(
        (chemin, sorte.nom, sorte.cle_valide(numero) is not False)
        for chemin, champ, numero in _numeros(entite)
        for sorte in (_A_CLE[champ.nom],)
    )


# -- one number, one body -----------------------------------------------------------------------------------------


@attrs.frozen
class Porteur:
    """Who bears a number.

    Attributes:
        nom: identifiant of the entity, or of the site.
        entite: identifiant of the entity.
        chemin: path of the number in the entity.
        liens: what two bearers of one number may have in common, by which it is lawfully that of both.
        ici: whether it is there on the day.
    """

    nom: str
    entite: str
    chemin: Chemin
    liens: frozenset[str]
    ici: bool | None


@coherence(
    "CLE-002",
    titre="Un numéro officiel est celui d'une seule personne, d'un seul établissement, d'un seul organisme",
    cible=Registre,
)
def numeros_uniques(registre: Registre, contexte: Contexte) -> Iterator[Verdict]:
    """The same number twice is the same body entered twice, or a number typed for another; it is not repeated here.

    A SIREN and a SIRET are those of a legal person, an *entité juridique* of FINESS too: the centres of one
    gestionnaire, a team and the house that carries it, an organisation and its parent share them. The number of an
    *établissement* of FINESS is that of one site, and never that of an entité juridique; a centre territorial is a site
    of its centre.
    """
    premiers: dict[tuple[str, str], Entite] = {}
    repetes: set[tuple[str, str]] = set()
    concernees: set[str] = set()
    for entite in registre:
        for cle in contexte.de(entite, _numeros_portes):
            if cle in premiers:
                repetes.add(cle)
                concernees |= {premiers[cle].identifiant, entite.identifiant}
            else:
                premiers[cle] = entite
        yield from _contredits(entite, registre)
    if not premiers:
        yield SansObjet("le registre ne contient aucun numéro officiel")
    # Nearly every number is that of one: only the bearers of the others are looked at.
    par_numero: dict[tuple[str, str], list[Porteur]] = defaultdict(list)
    for entite in registre if repetes else ():
        if entite.identifiant in concernees:
            for sorte, numero, chemin in _portes(entite):
                if (sorte.nom, numero) in repetes:
                    par_numero[sorte.nom, numero].append(_porteur(entite, sorte, chemin, contexte.au))
    for (nom, _), porteurs in par_numero.items():
        yield from _doubles(nom, porteurs, registre)


def _contredits(entite: Entite, registre: Registre) -> Iterator[Verdict]:
    """A person has one RPPS and one ADELI, whoever tells them."""
    for chemin, champ, numero in _nationaux(entite):
        sien = getattr(entite, champ)
        if sien is not None and sien != numero:
            message = f"« {entite.identifiant} » a deux numéros {_A_CLE[champ].nom} : le sien, et celui d'un répertoire"
            yield NonConforme(message, (*chemin_de(registre, entite.identifiant), *chemin))


def _nationaux(entite: Entite) -> Iterator[tuple[Chemin, str, str]]:
    """The numbers of somebody that another register tells, each with its path and its kind."""
    autres = entite.autres_identifiants if isinstance(entite, Professionnel) else ()
    for rang, autre in enumerate(autres):
        if (lu := numero_lu(autre)) is not None:
            yield ("autres_identifiants", rang, "valeur"), *lu


def _doubles(sorte: str, porteurs: list[Porteur], registre: Registre) -> Iterator[Verdict]:
    groupes = _groupes(porteurs)
    # One bearer of each group tells of it: those that are surely there first.
    tries = sorted(range(len(porteurs)), key=lambda rang: porteurs[rang].ici is not True)
    premiers = {groupes[rang]: porteurs[rang] for rang in reversed(tries) if porteurs[rang].ici is not False}
    for porteur, groupe in zip(porteurs, groupes, strict=True):
        autres = [autre for autre in tuple(premiers)[-2:] if autre != groupe]
        if porteur.ici is False or not autres:
            continue
        autre = premiers[autres[-1]]
        quoi = f"le numéro {sorte} de « {porteur.nom} » est aussi celui de « {autre.nom} »"
        quoi += f", en {registre.pointeur(autre.entite)}{pointeur_json(autre.chemin)}"
        chemin = (*chemin_de(registre, porteur.entite), *porteur.chemin)
        if porteur.ici and autre.ici:
            yield NonConforme(quoi, chemin)
        else:
            message = f"{quoi} : on ne sait pas si les deux existent à cette date"
            yield Indetermine(message, ("creee_le", "dissoute_le", "jalons"), chemin)


def _groupes(porteurs: list[Porteur]) -> list[tuple[int, int]]:
    """For each bearer, those with which it has something in common, step by step; a place apart for the twins of one.

    Two sites of one structure are two places, whatever they have in common with a third.
    """
    peres = list(range(len(porteurs)))

    def racine(rang: int) -> int:
        while peres[rang] != rang:
            peres[rang] = rang = peres[peres[rang]]
        return rang

    par_lien: dict[str, int] = {}
    for rang, porteur in enumerate(porteurs):
        for lien in porteur.liens:
            peres[racine(rang)] = racine(par_lien.setdefault(lien, rang))
    vus: Counter[tuple[int, str]] = Counter()
    groupes: list[tuple[int, int]] = []
    for rang, porteur in enumerate(porteurs):
        cle = racine(rang), porteur.entite
        groupes.append((cle[0], vus[cle]))
        vus[cle] += 1
    return groupes


def _numeros_portes(entite: Entite, _: date) -> tuple[tuple[str, str], ...]:
    return tuple((sorte.nom, numero) for sorte, numero, _ in _portes(entite))


def _portes(entite: Entite) -> Iterator[tuple[SorteIdentifiant[str], str, Chemin]]:
    """Every number of an entity, its kind and its path."""
    for chemin, champ, numero in _numeros(entite):
        sorte = _A_CLE[champ.nom]
        if sorte is not CODE_EPCI:  # a territory may be described once for each composition of its EPCI
            yield sorte, numero, chemin
    nationaux = {(nom, lu): ou for ou, nom, lu in _nationaux(entite) if getattr(entite, nom) is None}
    for (nom, lu), ou in nationaux.items():
        yield _A_CLE[nom], lu, ou
    if isinstance(entite, Organisation) and entite.nature is NatureOrganisation.COMMUNE and entite.commune is not None:
        yield CODE_COMMUNE, entite.commune, ("commune",)


def _porteur(entite: Entite, sorte: SorteIdentifiant[str], chemin: Chemin, au: date) -> Porteur:
    nom = entite.identifiant
    ici = existe(entite, au=au) if isinstance(entite, Structure) else True
    if sorte is CODE_COMMUNE:
        return Porteur(nom, nom, chemin, frozenset(), ici)
    site = _site_de(entite, chemin)
    if site is not None:
        present = tous([ici, est_un_site(site, au=au)])
        return Porteur(site.identifiant, nom, chemin, _liens_du_site(entite), present)
    # A CPTS is itself the association: its number is that of no other body.
    partage = sorte is FINESS and not isinstance(entite, CPTS)
    return Porteur(nom, nom, chemin, frozenset({"juridique"}) if partage else _liens(entite), ici)


def _site_de(entite: Entite, chemin: Chemin) -> Site | None:
    """The site of an entity that bears a number."""
    if chemin[0] != "sites" or not isinstance(entite, Structure):
        return None
    return entite.sites[int(chemin[1])]


def _liens_du_site(entite: Entite) -> frozenset[str]:
    """A centre territorial is a site of its centre, which may list it too."""
    centre = entite.centre if isinstance(entite, CTS) else entite.identifiant
    return frozenset({f"site de {centre or entite.identifiant}"})


def _liens(entite: Entite) -> frozenset[str]:
    """What says that two entities may be of one legal person."""
    noms: list[str | None] = [entite.identifiant]
    if isinstance(entite, CentreSante | CTS):
        noms.append(entite.gestionnaire)
    if isinstance(entite, CTS):
        noms.append(entite.centre)
    if isinstance(entite, EquipeSoinsPrimaires):
        noms.append(entite.portee_par)
    if isinstance(entite, Organisation):
        noms.append(entite.parent)
    if isinstance(entite, Organisation | Structure):
        # Those that draw near one another stay the persons that they were.
        noms += [f.predecesseur for f in entite.predecesseurs if f.nature is not NatureFiliation.RAPPROCHEMENT]
    if isinstance(entite, Organisation | Structure) and not isinstance(entite, CPTS) and entite.finess is not None:
        noms.append(f"FINESS {entite.finess}")
    return frozenset(nom for nom in noms if nom is not None)


REGLES_NUMEROS: tuple[Regle, ...] = (cles, numeros_uniques)
