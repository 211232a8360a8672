"""The facts that a registre knows; what it does not say stays unknown, and a count is that of what is recorded."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Final, TypeVar

from soinsprimaires.composition import (
    classe_taille,
    compter,
    est_un_site,
    existe,
    minutes_ouvertes,
    ouvre_sans_trou,
    population,
    rassembler,
    tous,
    valeurs_possibles,
)
from soinsprimaires.cycle import Suivi
from soinsprimaires.cycle.contrats import a_pu_finir, effet_de
from soinsprimaires.cycle.tables import TRANSITIONS
from soinsprimaires.droit import ACI_CPTS_DEPUIS, ACI_MSP_APPROUVE_LE, INDICATEURS_ACI_MSP, OUVERTURE_ACI_MSP
from soinsprimaires.droit.usages import lire_environ
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.financement.faits import FaitsACICPTS, FaitsACIMSP, MissionEngagee
from soinsprimaires.jours import JourSemaine
from soinsprimaires.mesures import Estimation, NuanceNombre, bornes_entieres
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele._etats import Etat, EtatCPTS, EtatMSP
from soinsprimaires.modele.aides import BilanAnnuel
from soinsprimaires.modele.conventions import (
    Convention,
    Label,
    NatureConvention,
    NatureLabel,
    NatureProtocole,
    Protocole,
)
from soinsprimaires.modele.evenements import Acte, Evenement, MissionCPTS
from soinsprimaires.modele.lieux import Horaire, Site
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.reunions import NatureReunion, Reunion, StatutReunion
from soinsprimaires.modele.structures import CPTS, MSP
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.referentiels.professions import est_ipa
from soinsprimaires.temps import UN_JOUR, DatePartielle, echeance

__all__ = ["faits_aci_cpts", "faits_aci_msp"]

S = TypeVar("S")
P = TypeVar("P", BilanAnnuel, Label, Protocole)

_SEMAINE: Final = tuple(jour for jour in JourSemaine if jour not in {JourSemaine.SAMEDI, JourSemaine.DIMANCHE})
_MINUTES: Final = 60
_MOIS: Final = 12


def faits_aci_msp(registre: Registre, msp: MSP | str, *, exercice: int) -> FaitsACIMSP:
    """What a registre knows of the facts of a maison de santé for an exercise.

    A fact that it does not hold, or only vaguely, stays ``None``; protocols and meetings are at least those recorded,
    since a registre does not say that it holds them all. Trainees, weeks of closure, levels and shares of patients
    stand nowhere in a registre. Nor is the effect of a contract known that may have come to its term, or that another
    one follows within the exercise: what is then paid was not read.

    Raises:
        ValeurInvalide: no MSP of the registre has this identifiant, or the exercise precedes the agreement.
    """
    FaitsACIMSP(exercice=exercice)  # an exercise that cannot be is told as such
    maison = _structure(registre, msp, MSP)
    premier, dernier = date(exercice, 1, 1), date(exercice, 12, 31)
    bilans = [bilan for bilan in _de(registre, maison, BilanAnnuel) if bilan.annee == exercice]
    bilan = bilans[0] if len(bilans) == 1 else None
    reponses = _reponses(bilan)
    amplitude, samedi = _ouverture(maison, dernier)
    standard, standard_depuis = _label(registre, maison, NatureLabel.SYSTEME_INFORMATION_STANDARD, dernier)
    avance, avance_depuis = _label(registre, maison, NatureLabel.SYSTEME_INFORMATION_AVANCE, dernier)
    signatures = _dates_du_contrat(registre, maison, NatureConvention.ACI_MSP, depuis=premier, jusqua=dernier)
    effets = [effet for effet in signatures if effet is not None and ACI_MSP_APPROUVE_LE <= effet <= dernier]
    douteux = None in signatures or (len(effets) > 1 and max(effets) > premier)
    standard = standard if standard is not None else reponses.get("A3-SI-STD")
    if avance and standard is False:  # one label goes with the other: nobody knows which of the two records is right
        standard = avance = standard_depuis = avance_depuis = None
    return FaitsACIMSP(
        exercice=exercice,
        patientele=_en_nombre(None if bilan is None else bilan.patientele),
        associes=_associes(registre, maison, dernier),
        ipa=_ipa(registre, maison, dernier),
        amplitude_heures=amplitude,
        samedi_matin=samedi,
        plan_crise=reponses.get("A1-CRISE-PLAN"),
        coordination=reponses.get("A2-COORD"),
        si_standard=standard,
        si_standard_depuis=standard_depuis,
        si_avance=avance,
        si_avance_depuis=avance_depuis,
        protocoles=_protocoles(registre, maison, dernier),
        reunions_concertation=_concertations(registre, maison, premier, dernier),
        contrat_effet_le=None if douteux else max(effets, default=None),
    )


def faits_aci_cpts(registre: Registre, cpts: CPTS | str, *, au: date) -> FaitsACICPTS:
    """What a registre knows on a day of the facts of a CPTS, for the year of its contract in which that day falls.

    A contract that may have come to its term is not known, nor the population where the size changes within the year.

    Raises:
        ValeurInvalide: no CPTS of the registre has this identifiant.
    """
    communaute = _structure(registre, cpts, CPTS)
    suivis = [Suivi(projet, registre, au) for projet in registre.projets_de(structure=communaute.identifiant)]
    suivi = suivis[0] if len(suivis) == 1 else None
    signatures = _dates_du_contrat(registre, communaute, NatureConvention.ACI_CPTS, depuis=None, jusqua=au)
    signe = signatures[0] if len(signatures) == 1 else None
    if signe is not None and not ACI_CPTS_DEPUIS <= signe <= au:
        signe = None  # what was signed before the agreement is no contract of it
    lettre = None if suivi is None else _seul_jour(suivi, Acte.ACCORD_LETTRE_INTENTION)
    return FaitsACICPTS(
        population=_population(registre, communaute, _jours_payes(communaute, signe, au), au),
        contrat_signe_le=signe,
        annee_contrat=None if signe is None else _rang(signe, au),
        missions=None if suivi is None or signe is None else _missions(suivi, signe),
        lettre_validee_le=lettre if lettre is None or signe is None or lettre <= signe else None,
    )


def _structure(registre: Registre, quoi: Entite | str, classe: type[S]) -> S:
    nom = quoi if isinstance(quoi, str) else quoi.identifiant
    trouve = registre.obtenir(nom)
    if isinstance(trouve, classe):
        return trouve
    raise ValeurInvalide(f"« {nom} » n'est pas une {classe.__name__} du registre", "financement.structure", "structure")


def _citants(registre: Registre, structure: str, classe: type[S]) -> Iterator[S]:
    return (entite for entite in registre.citants(structure) if isinstance(entite, classe))


def _de(registre: Registre, maison: MSP, classe: type[P]) -> Iterator[P]:
    """What belongs to a house, of one kind."""
    return (
        entite for entite in _citants(registre, maison.identifiant, classe) if entite.structure == maison.identifiant
    )


# -- a contract --------------------------------------------------------------------------------------------------------


def _jour(le: DatePartielle | None) -> date | None:
    """A full day, and nothing vaguer."""
    return le.au_plus_tot if le is not None and le.au_plus_tot == le.au_plus_tard else None


_ABANDONNES: Final[frozenset[Etat]] = frozenset({EtatMSP.ABANDONNE, EtatCPTS.ABANDONNE})
_ARRETES: Final[frozenset[Etat]] = frozenset(
    {
        *(EtatMSP.SUSPENDU, EtatMSP.RESILIE, EtatMSP.ECHU, EtatMSP.FUSIONNE, EtatMSP.DISSOUS),
        *(EtatCPTS.SUSPENDU, EtatCPTS.RESILIE, EtatCPTS.ECHU, EtatCPTS.FUSIONNE, EtatCPTS.SCINDE, EtatCPTS.DISSOUS),
    }
)
"""States in which a contract is over, or in which its money may be stopped."""

_ARRETS: Final = frozenset(
    ligne.acte for lignes in TRANSITIONS.values() for ligne in lignes if ligne.vers in _ARRETES | _ABANDONNES
)
"""The acts that lead there."""


def _dates_du_contrat(
    registre: Registre, structure: MSP | CPTS, nature: NatureConvention, *, depuis: date | None, jusqua: date
) -> list[date | None]:
    """The day of effect of each contract that is recorded; ``None`` for one whose day is vague; each day once.

    ``None`` too for one that has not surely run until a day without a stop: what is then paid was not read. One that
    was surely over before, or begins later, is not told: it would hide the one that runs.

    Args:
        registre: what is known.
        structure: who signed.
        nature: which contract.
        depuis: first day of what is paid; ``None`` for the last anniversary of each contract.
        jusqua: the day until which it must run.
    """
    nom, ouverture = structure.identifiant, depuis or jusqua
    conventions = [
        convention
        for convention in _citants(registre, nom, Convention)
        if convention.nature is nature and nom in convention.parties
    ]
    suivis = [Suivi(projet, registre, ouverture) for projet in registre.projets_de(structure=nom)]
    effets = list(_effets(conventions, suivis, ouverture, jusqua) if conventions else _signes(suivis, jusqua))
    if existe(structure, au=jusqua) is not True:
        return [None for _ in effets[:1]]
    return list(dict.fromkeys(None if _arrete(effet, suivis, depuis, jusqua) else effet for effet in effets))


def _signes(suivis: Iterable[Suivi], jusqua: date) -> Iterator[date | None]:
    """Those of the contracts that journals alone tell."""
    for suivi in suivis:
        echus = {contrat.signature for contrat in suivi.le(jusqua).contrats if contrat.a_pu_echoir(jusqua)}
        for contrat in suivi.contrats:
            premier, dernier = suivi.dates(contrat.signature)
            if premier is None or premier <= jusqua:
                yield premier if premier == dernier and contrat.signature not in echus else None


def _effets(
    conventions: Iterable[Convention], suivis: Iterable[Suivi], ouverture: date, jusqua: date
) -> Iterator[date | None]:
    """Those of the contracts that may run between two days, the replaced ones left out."""
    renouveles = [suivi.dates(evenement) for suivi in suivis for evenement in suivi.actes(Acte.RENOUVELLEMENT)]
    courants = [
        (convention, le)
        for convention in conventions
        for le in [effet_de(convention)]
        if _fini(convention, ouverture) is not True
        and (le is None or le.au_plus_tot is None or le.au_plus_tot <= jusqua)
    ]
    surs = [
        jour
        for convention, le in courants
        if (jour := _jour(le)) is not None and not a_pu_finir(convention, renouveles, jusqua)
    ]
    relais = max((jour for jour in surs if jour <= ouverture), default=None)
    for jour in (_jour(le) for _, le in courants):
        if jour in surs:
            yield jour
        elif jour is None or relais is None or jour > relais:  # one that began before the relay no longer matters
            yield None


def _fini(convention: Convention, jour: date) -> bool | None:
    """Whether a contract was over before a day, from the end that is recorded: its last day is still one of its own."""
    fin = None if convention.periode is None else convention.periode.fin
    return False if fin is None else fin.precede(jour)


def _arrete(effet: date | None, suivis: list[Suivi], depuis: date | None, jusqua: date) -> bool:
    """Whether a journal leaves a contract perhaps stopped on one of the days that are paid.

    A journal without an act that stops it since its effect, nor a state told later, says nothing of it; nor does
    another project that was given up.
    """
    if effet is None:
        return False
    arretes = _ARRETES if len(suivis) > 1 else _ARRETES | _ABANDONNES
    debut = max(effet, depuis or echeance(effet, mois=_MOIS * (_rang(effet, jusqua) - 1)))
    return any(arretes & _etats_entre(suivi, effet, debut, jusqua) for suivi in suivis)


def _etats_entre(suivi: Suivi, effet: date, debut: date, jusqua: date) -> frozenset[Etat]:
    """The states that the journal tells between two days; none when it tells no stop since the effect of a contract."""
    lignes = [ligne for ligne in suivi.historique if not ligne.annule]
    if not any(_dit_un_arret(ligne.evenement) and _touche(ligne.evenement, effet, jusqua) for ligne in lignes):
        return frozenset()
    au_debut = suivi.le(debut)
    etats = au_debut.etats_possibles if au_debut.evenements_certains else frozenset()
    return etats.union(*(ligne.etats for ligne in lignes if _touche(ligne.evenement, debut, jusqua)))


def _dit_un_arret(evenement: Evenement) -> bool:
    """Whether an event may tell one; of what an unforeseen act leaves possible, the rest is no more than a guess."""
    return evenement.acte in _ARRETS or evenement.etat is not None or bool(evenement.etats_possibles)


def _touche(evenement: Evenement, debut: date, jusqua: date) -> bool:
    premier, dernier = evenement.intervalle
    return (premier is None or premier <= jusqua) and (dernier is None or dernier >= debut)


def _seul_jour(suivi: Suivi, acte: Acte, mission: MissionCPTS | None = None) -> date | None:
    """The day of an act that took place once, when it is known to the day."""
    actes = [e for e in suivi.actes(acte) if mission is None or e.mission is mission]
    bornes = {suivi.dates(evenement) for evenement in actes}
    if len(bornes) != 1:
        return None
    premier, dernier = bornes.pop()
    return premier if premier == dernier else None


def _rang(signe: date, au: date) -> int:
    rang = 1
    while echeance(signe, mois=_MOIS * rang) <= au:
        rang += 1
    return rang


def _missions(suivi: Suivi, signe: date) -> tuple[MissionEngagee, ...] | None:
    """The missions that have started; ``None`` when the journal cannot tell of one of them."""
    engagees = []
    for mission, etat in suivi.missions.items():
        if etat is None:
            return None
        if etat.value != "non_demarree":
            le = _seul_jour(suivi, Acte.DEMARRAGE_MISSION, mission)
            engagees.append(MissionEngagee(mission=mission, demarree_le=None if le is None or le < signe else le))
    return tuple(engagees)


# -- people ------------------------------------------------------------------------------------------------------------


def _en_nombre(nombre: Estimation | None) -> int | Estimation | None:
    if nombre is None or nombre.nuance is not NuanceNombre.EXACT or nombre.valeur != int(nombre.valeur):
        return nombre
    return int(nombre.valeur)


def _territoire(registre: Registre, cpts: CPTS, au: date) -> Territoire | None:
    possibles = valeurs_possibles(cpts.territoires, au=au)
    territoire = registre.obtenir(possibles[0][0].territoire) if len(possibles) == 1 and possibles[0][1] else None
    return territoire if isinstance(territoire, Territoire) else None


def _population(registre: Registre, cpts: CPTS, jours: Iterable[date], au: date) -> int | Estimation | None:
    """Who lives there; not known where the size class differs from one day to another: which is paid was not read."""
    territoires = {jour: _territoire(registre, cpts, jour) for jour in jours}
    tailles = {None if ou is None else classe_taille(ou, au=jour).possibles for jour, ou in territoires.items()}
    territoire = territoires[au]
    if territoire is None or len(tailles) > 1:
        return None
    habitants = population(territoire, au=au)
    if habitants.exacte is not None:
        return habitants.exacte
    if territoire.population is not None:
        return lire_environ(territoire.population.nombre, au)[0]
    return Estimation(valeur=habitants.minimum, nuance=NuanceNombre.AU_MOINS)


def _jours_payes(cpts: CPTS, signe: date | None, au: date) -> set[date]:
    """Days of the year of a contract between which the territory may change, that of the question included."""
    if signe is None:
        return {au}
    rang = _rang(signe, au)
    debut, fin = echeance(signe, mois=_MOIS * (rang - 1)), echeance(signe, mois=_MOIS * rang) - UN_JOUR
    periodes = [rattachement.periode for rattachement in cpts.territoires if rattachement.periode is not None]
    changements = [le for periode in periodes for le in (periode.debut, periode.fin) if le is not None]
    bornes = [jour for le in changements for jour in (le.au_plus_tot, le.au_plus_tard) if jour is not None]
    return {debut, au, fin, *(jour for jour in bornes if debut <= jour <= fin)}


def _associes(registre: Registre, maison: MSP, au: date) -> int | None:
    associes = rassembler(registre, registre.associes(maison, au=au))
    certains = all(associe.certain and registre.fiches(associe.membre) for associe in associes)
    declares = maison.nombre_associes
    autres = declares is not None and not _tient(len(associes), declares)  # the list does not name them all
    return len(associes) if associes and certains and not autres else None


def _tient(nombre: int, declares: Estimation) -> bool:
    bas, haut = bornes_entieres(declares)
    return bas <= nombre and (haut is None or nombre <= haut)


def _ipa(registre: Registre, maison: MSP, au: date) -> bool | None:
    """Whether a nurse in advanced practice surely is in the team; that none is cannot be read in a registre."""
    equipe = [*registre.membres(maison.identifiant, au=au), *registre.associes(maison, au=au)]
    return True if compter(registre, equipe, _est_ipa).minimum else None


def _est_ipa(professionnel: Professionnel) -> bool:
    return any(est_ipa(savoir_faire) for savoir_faire in professionnel.savoir_faire)


# -- what the house does -----------------------------------------------------------------------------------------------


def _reponses(bilan: BilanAnnuel | None) -> dict[str, bool]:
    """What a yearly report says of the indicators that are reached, or not."""
    mots = {indicateur.mot: indicateur.code for indicateur in INDICATEURS_ACI_MSP if indicateur.mot is not None}
    reponses = {}
    for part in () if bilan is None else bilan.indicateurs:
        if part.indicateur in mots and part.valeur.au_moins == part.valeur.au_plus in {0, 1}:
            reponses[mots[part.indicateur]] = part.valeur.au_plus == 1
    return reponses


def _ouverture(maison: MSP, au: date) -> tuple[Decimal | None, bool | None]:
    """Hours of a weekday and Saturday morning at the site that opens least; unknown when one site does not say."""
    heures = OUVERTURE_ACI_MSP.au(au).valeur
    certitudes = {site: est_un_site(site, au=au) for site in maison.sites}
    sites = [site for site, certain in certitudes.items() if certain is not False]
    muet = any(not site.horaires or any(not horaire.jours for horaire in site.horaires) for site in sites)
    if not sites or muet or None in certitudes.values() or heures is None:
        return None, None
    jours = [_du_jour(site, jour) for site in sites for jour in _SEMAINE]
    amplitude = min(Decimal(minutes_ouvertes(jour)) / _MINUTES for jour in jours)
    continus = all(
        not jour or ouvre_sans_trou(jour, min(h.ouvre for h in jour), max(h.ferme for h in jour)) for jour in jours
    )
    samedis = [_samedi(_du_jour(site, JourSemaine.SAMEDI), time(heures[2]), time(heures[3])) for site in sites]
    samedi = False if False in samedis else None if None in samedis else True
    # A day with a break opens for as long as it opens, or from its first hour to its last: the guide does not say.
    return _en_heures(amplitude) if continus else None, samedi


def _en_heures(amplitude: Decimal) -> Decimal:
    return amplitude.quantize(Decimal("0.01")).normalize()


def _du_jour(site: Site, jour: JourSemaine) -> list[Horaire]:
    return [horaire for horaire in site.horaires if jour in horaire.jours]


def _samedi(horaires: list[Horaire], debut: time, fin: time) -> bool | None:
    if not any(horaire.ouvre < fin for horaire in horaires):
        return False
    return True if ouvre_sans_trou(horaires, debut, fin) else None


def _label(registre: Registre, maison: MSP, nature: NatureLabel, au: date) -> tuple[bool | None, date | None]:
    """Whether a label is surely borne on the last day of the exercise, and since which day."""
    for label in _de(registre, maison, Label):
        if label.nature is nature and label.periode is not None and label.periode.couvre(au):
            return True, _jour(label.periode.debut)
    return None, None


def _protocoles(registre: Registre, maison: MSP, au: date) -> Estimation | None:
    return _compter(
        None if protocole.periode is None else protocole.periode.couvre(au)
        for protocole in _de(registre, maison, Protocole)
        if protocole.nature is NatureProtocole.PLURIPROFESSIONNEL
    )


def _concertations(registre: Registre, maison: MSP, premier: date, dernier: date) -> Estimation | None:
    return _compter(
        _entre(reunion.le, premier, dernier)
        for reunion in _citants(registre, maison.identifiant, Reunion)
        if reunion.nature is NatureReunion.CONCERTATION
        and maison.identifiant in {*reunion.organisateurs, *reunion.hotes}
        and reunion.statut is StatutReunion.TENUE
    )


def _entre(le: DatePartielle | None, premier: date, dernier: date) -> bool | None:
    if le is None:
        return None
    avant = le.precede(premier)
    return tous((None if avant is None else not avant, le.au_plus_tard_le(dernier)))


def _compter(reponses: Iterable[bool | None]) -> Estimation | None:
    """At least how many surely are; ``None`` when no one surely is."""
    certains = sum(reponse is True for reponse in reponses)
    return Estimation(valeur=certains, nuance=NuanceNombre.AU_MOINS) if certains else None
