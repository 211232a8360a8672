"""The way from where a project stands to where it wants to be."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from heapq import heappop, heappush
from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires.apparence import Affichable
from soinsprimaires.composition import compter_auxiliaires_medicaux, compter_medecins
from soinsprimaires.cycle.avancement import Avancement
from soinsprimaires.cycle.interdictions import ACTES_INTERDITS, Interdiction, interdictions, peut_etre_ouvert
from soinsprimaires.cycle.regions import caisses_de, region_de, usages
from soinsprimaires.cycle.tables import TRANSITIONS, lignes_de
from soinsprimaires.cycle.tables.rangees import ASSURANCE_MALADIE, Transition
from soinsprimaires.droit.delais import ValidationTacite
from soinsprimaires.droit.equipes import COMPOSITION_SISA
from soinsprimaires.droit.textes import L1434_12_1, L6323_3
from soinsprimaires.modele._etats import ETATS, Etat, EtatCentreSante, EtatCPTS, EtatEquipe, EtatMSP
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import MSP
from soinsprimaires.mots import jour_en_lettres

__all__ = ["OBJECTIFS", "Etape", "accords_attendus", "chemin", "etapes_vers"]

OBJECTIFS: Final[Mapping[NatureProjet, Etat]] = MappingProxyType(
    {
        NatureProjet.CPTS: EtatCPTS.EN_FONCTIONNEMENT,
        NatureProjet.MSP: EtatMSP.EN_FONCTIONNEMENT,
        NatureProjet.CENTRE_SANTE: EtatCentreSante.OUVERT,
        NatureProjet.EQUIPE_SOINS_PRIMAIRES: EtatEquipe.EN_FONCTIONNEMENT,
        NatureProjet.EQUIPE_SOINS_SPECIALISES: EtatEquipe.EN_FONCTIONNEMENT,
    }
)
"""Where a project of each nature wants to be."""

_PEU_USUELLE = 10
"""An unusual row is taken only where the usual way would be ten steps longer, that is when there is none."""


@attrs.frozen(kw_only=True)
class Etape(Affichable):
    """A step that remains.

    Attributes:
        acte: act to be done.
        vers: state that it leads to.
        acteurs: capacities, one of which must act.
        documents: what is sent with it.
        conditions: what must be met, in French: agreements, what the event must say, composition still to be reached.
        au_plus_tot_le: first day on which it can take place under the legal delays that are known.
        usages: what the region of the project adds, in French sentences that say so; never law.
    """

    acte: Acte
    vers: Etat
    acteurs: tuple[QualiteActeur, ...]
    documents: tuple[NatureDocument, ...]
    conditions: tuple[str, ...]
    au_plus_tot_le: date
    usages: tuple[str, ...] = ()


def etapes_vers(avancement: Avancement, vers: Etat) -> tuple[Etape, ...] | None:
    """The ordered steps to another state; empty when it is reached, ``None`` when no way to it is known.

    No legal delay that was read makes an authority wait before it decides: a step can take place on the day of the
    question, save where a text forbids it for a time (the closure of another centre, the term of a contract).
    """
    nature, courant = avancement.projet.nature, avancement.etat
    suite = None if courant is None else chemin(nature, courant, vers, avancement.au)
    if suite is None:
        return None
    etapes: list[Etape] = []
    for ligne, suivant in suite:
        etape = _etape(ligne, suivant, avancement)
        avant = etapes[-1].au_plus_tot_le if etapes else avancement.au
        etapes.append(attrs.evolve(etape, au_plus_tot_le=max(avant, etape.au_plus_tot_le)))
    return (_deja_engagee(etapes[0], suite[0][0], avancement), *etapes[1:]) if etapes else ()


def accords_attendus(avancement: Avancement, acte: Acte) -> tuple[str, ...]:
    """Who must still agree to an act to which some have agreed, in French; nobody when it is done, or not begun."""
    donnes = _accords_donnes(avancement)
    lignes = [li for li in lignes_de(avancement.projet.nature, acte) if li.depuis & avancement.etats_possibles]
    groupes = dict.fromkeys(groupe for ligne in lignes for groupe in ligne.accords if not groupe & donnes)
    return tuple(_accord(groupe, avancement) for groupe in groupes) if donnes else ()


def _accords_donnes(avancement: Avancement) -> frozenset[QualiteActeur]:
    """Who has surely agreed to what comes next."""
    return frozenset.intersection(*(situation.accords for situation in avancement.situations))


def _deja_engagee(etape: Etape, ligne: Transition, avancement: Avancement) -> Etape:
    """A step that may have begun: agreements already given, a silence that runs."""
    situations, donnes = avancement.situations, _accords_donnes(avancement)
    acquis = {_accord(groupe, avancement) for groupe in ligne.accords if groupe & donnes}
    delais = {delai for s in situations if (delai := s.delai) is not None}
    silences = tuple(
        f"sans opposition de l'ARS, le projet est réputé validé : {_fin(delai)}"
        for delai in sorted(delais, key=lambda delai: delai.au_plus_tot)
        if ligne.acte is Acte.VALIDATION_PROJET
    )
    conditions = (*(condition for condition in etape.conditions if condition not in acquis), *silences)
    return attrs.evolve(etape, conditions=conditions)


def _fin(delai: ValidationTacite) -> str:
    if delai.au_plus_tard is None:
        return f"au plus tôt après le {jour_en_lettres(delai.au_plus_tot)}, sans certitude"
    tot, tard = jour_en_lettres(delai.au_plus_tot), jour_en_lettres(delai.au_plus_tard)
    return f"sûrement après le {tard}, au plus tôt après le {tot}"


def chemin(
    nature: NatureProjet, depart: Etat, vers: Etat, au: date, *, en_avant: bool = False
) -> tuple[tuple[Transition, Etat], ...] | None:
    """Cheapest way (Dijkstra), usual rows first; ties follow the order of the table.

    Args:
        nature: whose table.
        depart: from where.
        vers: to where.
        au: day of which the rows are in force.
        en_avant: whether each step must come later than the one before it in the order of the states.
    """
    ordre = ETATS[nature]
    lignes = [ligne for ligne in TRANSITIONS[nature] if au in ligne.vigueur and ligne.vers is not None]
    file: list[tuple[int, int, Etat, tuple[tuple[Transition, Etat], ...]]] = [(0, 0, depart, ())]
    vus: set[Etat] = set()
    numero = 0
    while file:
        cout, _, courant, suite = heappop(file)
        if courant is vers:
            return suite
        if courant in vus:
            continue
        vus.add(courant)
        for ligne in lignes:
            if courant in ligne.depuis and ligne.vers is not None:
                if en_avant and ordre.index(ligne.vers) <= ordre.index(courant):
                    continue
                numero += 1
                pas = 1 if ligne.usuelle else _PEU_USUELLE
                heappush(file, (cout + pas, numero, ligne.vers, (*suite, (ligne, ligne.vers))))
    return None


def _etape(ligne: Transition, vers: Etat, avancement: Avancement) -> Etape:
    projet, registre, au = avancement.projet, avancement.registre, avancement.au
    return Etape(
        acte=ligne.acte,
        vers=vers,
        acteurs=tuple(sorted(_decideurs(ligne, avancement), key=lambda qualite: qualite.value)),
        documents=ligne.documents,
        conditions=tuple(_conditions(ligne, avancement)),
        au_plus_tot_le=max([au, *_pas_avant(ligne.acte, avancement)]),
        usages=usages(projet, registre, ligne.acte, au=au),
    )


def _decideurs(ligne: Transition, avancement: Avancement) -> frozenset[QualiteActeur]:
    """Who may decide: of the caisses, that of the region of the project."""
    if not ligne.decide_par & ASSURANCE_MALADIE:
        return ligne.decide_par
    return ligne.decide_par - (ASSURANCE_MALADIE - _caisses(avancement))


def _caisses(avancement: Avancement) -> frozenset[QualiteActeur]:
    return caisses_de(region_de(avancement.projet, avancement.registre, au=avancement.au))


def _pas_avant(acte: Acte, avancement: Avancement) -> Iterator[date]:
    """Days before which a text surely forbids an act."""
    if acte in ACTES_INTERDITS:
        bornes = [interdiction.bornes for interdiction in _interdictions(avancement) if interdiction.certaine]
        yield from (premier for premier, _ in bornes if premier is not None)
    if acte is Acte.EXPIRATION:
        termes = [contrat.terme for contrat in avancement.contrats]
        yield from (premier for premier, _ in termes if premier is not None)


def _interdictions(avancement: Avancement) -> Iterator[Interdiction]:
    """What the sanction of a centre does to what the ARS would grant on that day."""
    au, faits = avancement.au, (*avancement.evenements_certains, *avancement.evenements_possibles)
    ouvert = avancement.repris or peut_etre_ouvert({evenement.acte for evenement in faits})
    return interdictions(avancement.projet, (au, au), avancement.registre, ouvert=ouvert)


def _accord(groupe: frozenset[QualiteActeur], avancement: Avancement) -> str:
    if groupe == ASSURANCE_MALADIE and len(groupe := _caisses(avancement)) > 1:
        return "il faut l'accord de l'assurance maladie : la CPAM, ou la CGSS outre-mer"
    return "il faut l'accord " + " ou ".join(f"de {q.libelle}".replace("de les", "des") for q in _tries(groupe))


def _tries(qualites: Iterable[QualiteActeur]) -> list[QualiteActeur]:
    return sorted(qualites, key=lambda qualite: qualite.libelle)


def _conditions(ligne: Transition, avancement: Avancement) -> Iterator[str]:
    projet, registre, au = avancement.projet, avancement.registre, avancement.au
    for groupe in ligne.accords:
        yield _accord(groupe, avancement)
    for mention in ligne.mentions:
        yield mention.message
    if ligne.acte in ACTES_INTERDITS:
        for interdiction in _interdictions(avancement):
            if interdiction.memes_gestionnaires or interdiction.meme_dirigeant:
                yield f"{'' if interdiction.certaine else 'à vérifier : '}{interdiction.message}"
    if ligne.acte is Acte.DEPOT_PROJET and projet.nature is NatureProjet.CPTS and projet.territoire is None:
        yield "le projet de santé précise le territoire d'action"
    if ligne.acte is Acte.DEPOT_PROJET and projet.nature is NatureProjet.MSP:
        yield f"chaque professionnel de santé membre signe le projet de santé ({L6323_3})"
    if ligne.acte is Acte.SIGNATURE_CONTRAT and projet.nature is NatureProjet.CPTS and projet.structure is None:
        yield f"la communauté est constituée en association ({L1434_12_1})"
    if ligne.acte is Acte.SIGNATURE_CONTRAT and projet.nature is NatureProjet.MSP:
        yield from _sisa(projet, registre, au)


def _sisa(projet: Projet, registre: Registre, au: date) -> Iterator[str]:
    """The ACI pays a SISA: what its associates still lack on that day."""
    minimum = COMPOSITION_SISA.au(au).valeur
    structure = registre.obtenir(projet.structure)
    if minimum is None:
        return
    if not isinstance(structure, MSP) or not structure.associes:
        yield (
            f"une SISA est constituée, d'au moins {minimum.medecins} médecins et {minimum.auxiliaires_medicaux} "
            "auxiliaire médical, au plus tard six mois après le contrat"
        )
        return
    associes = registre.associes(structure, au=au)
    for nom, effectif, voulus in (
        ("médecin(s)", compter_medecins(registre, associes), minimum.medecins),
        ("auxiliaire(s) médical(aux)", compter_auxiliaires_medicaux(registre, associes), minimum.auxiliaires_medicaux),
    ):
        sur, possible = voulus - effectif.maximum, voulus - effectif.minimum
        if sur == possible > 0:
            yield f"il manque {sur} {nom} parmi les associés de la SISA"
        elif possible > 0:
            au_plus = "" if possible == 1 else "jusqu'à "
            combien = f"de {sur} à {possible}" if sur > 0 else f"peut-être {au_plus}{possible}"
            de = f"il manque {combien} {nom} parmi les associés de la SISA"
            yield f"{de}, selon ce que disent leurs dates et leurs professions"
