"""Who is in a team, and which dated value holds on a day."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol, TypeVar

import attrs

from soinsprimaires.composition._existence import au_moins_un, tous
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.professionnels import Exercice, Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.reponses import Appartenance
from soinsprimaires.modele.structures import MSP, FormeJuridique, Structure
from soinsprimaires.mots import estimer
from soinsprimaires.referentiels.professions import est_auxiliaire_medical, est_medecin
from soinsprimaires.temps import PeriodePartielle


@attrs.frozen(kw_only=True)
class Effectif:
    """A number of people between what is certain and what is possible.

    Attributes:
        minimum: those who certainly count.
        maximum: those who may.
    """

    minimum: int
    maximum: int


def comptes_sans_nom(registre: Registre, structure: Structure, liste: str, *, au: date) -> str | None:
    """That a source counts more people in a list of a structure than the registre names, in French; else ``None``.

    Args:
        registre: names them.
        structure: has the list.
        liste: ``associes``, ``adherents``, ``membres``; ``professionnels`` are those who practise or take part in it.
        au: the day.
    """
    nombre: Estimation | None = getattr(structure, f"nombre_{liste}", None)
    if nombre is None or nombre.au_moins is None:
        return None
    nommes = len(inscrits(registre, structure, liste, au=au))
    if nombre.au_moins <= nommes:
        return None
    return f"la source compte {estimer(nombre)} ({liste}), le registre en nomme {nommes}"


def inscrits(registre: Registre, structure: Structure, liste: str, *, au: date) -> tuple[Appartenance, ...]:
    """Those whom a list of a structure names on a day, each once.

    Args:
        registre: holds the structure.
        structure: has the list.
        liste: as for :func:`comptes_sans_nom`.
        au: the day.
    """
    if isinstance(structure, MSP) and liste == "associes":
        return rassembler(registre, registre.associes(structure, au=au))
    return rassembler(registre, registre.membres(structure.identifiant, au=au))


# -- one person, once ---------------------------------------------------------------------------------------------


def comme_professionnel(registre: Registre, identifiant: str) -> str:
    """The one identifiant under which somebody counts, however many the registre has for the same body.

    An associate or a signatory may be recorded as a :class:`Personne` who points to a professional, and a professional
    may stand twice in the registre, under the same RPPS or ADELI.
    """
    fiches = registre.fiches(identifiant)
    if fiches:
        return fiches[0].identifiant
    entite = registre.obtenir(identifiant)
    return identifiant if not isinstance(entite, Personne) else entite.professionnel or identifiant


def noms_de(registre: Registre, identifiant: str) -> frozenset[str]:
    """Every identifiant under which somebody may be named: those of the same body, and of its roles."""
    fiches = {identifiant, *(fiche.identifiant for fiche in registre.fiches(identifiant))}
    citants = (entite for nom in fiches for entite in registre.citants(nom))
    roles = (entite for entite in citants if isinstance(entite, Personne) and entite.professionnel in fiches)
    return frozenset({*fiches, *(role.identifiant for role in roles)})


def fiches_de(registre: Registre, professionnel: Professionnel) -> tuple[Professionnel, ...]:
    """The entries that describe somebody; the one that is given, where the registre does not hold it."""
    return registre.fiches(professionnel.identifiant) or (professionnel,)


def exercices_de(registre: Registre, professionnel: Professionnel) -> tuple[Exercice, ...]:
    """What somebody practises, under whatever identifiant; a practice that two entries tell alike is one."""
    fiches = fiches_de(registre, professionnel)
    if len(fiches) == 1:
        return fiches[0].exercices
    return tuple(dict.fromkeys(exercice for fiche in fiches for exercice in fiche.exercices))


def rassembler(registre: Registre, appartenances: Iterable[Appartenance]) -> tuple[Appartenance, ...]:
    """Members, each once however often and under how many identifiants they are listed; certain if one place is."""
    certitudes: dict[str, bool] = {}
    for appartenance in appartenances:
        nom = comme_professionnel(registre, appartenance.membre)
        certitudes[nom] = certitudes.get(nom, False) or appartenance.certain
    return tuple(Appartenance(membre=nom, certain=certain) for nom, certain in certitudes.items())


CritereMembre = Callable[[Professionnel], bool | None]


def compter(registre: Registre, appartenances: Iterable[Appartenance], critere: CritereMembre) -> Effectif:
    """Count the members that meet a criterion, each person once.

    A member that the registre does not hold, that it knows by a role only, or whose profession the criterion cannot
    judge, may count; an organisation or a structure never does.
    """
    reponses = [
        tous([_repond(registre, membre.membre, critere), membre.certain or None])
        for membre in rassembler(registre, appartenances)
    ]
    return Effectif(minimum=reponses.count(True), maximum=len(reponses) - reponses.count(False))


def _repond(registre: Registre, nom: str, critere: CritereMembre) -> bool | None:
    fiches = registre.fiches(nom)
    if fiches:
        return au_moins_un(map(critere, fiches))
    connu = registre.obtenir(nom)
    return None if connu is None or isinstance(connu, Personne) else False


def compter_medecins(registre: Registre, appartenances: Iterable[Appartenance]) -> Effectif:
    """Count the doctors, whatever their speciality."""
    return compter(registre, appartenances, lambda p: est_medecin(p.profession))


def compter_auxiliaires_medicaux(registre: Registre, appartenances: Iterable[Appartenance]) -> Effectif:
    """Count the auxiliaires médicaux (CSP, book III, titles I to VII)."""
    return compter(registre, appartenances, lambda p: est_auxiliaire_medical(p.profession))


# -- what changes over time ---------------------------------------------------------------------------------------


class _Datee(Protocol):
    @property
    def periode(self) -> PeriodePartielle | None: ...


D = TypeVar("D", bound=_Datee)


def valeurs_possibles(datees: Iterable[D], *, au: date) -> tuple[tuple[D, bool], ...]:
    """Dated values (legal forms, territories ...) that may hold on a day, each with whether it surely does.

    One value alone, without any period, is that of any day: the record knows no other. As soon as it bears a period,
    or stands beside another, only its dates decide.
    """
    toutes = tuple(datees)
    couvertures = [(valeur, None if valeur.periode is None else valeur.periode.couvre(au)) for valeur in toutes]
    return tuple(
        (valeur, couverture is True or (len(toutes) == 1 and valeur.periode is None))
        for valeur, couverture in couvertures
        if couverture is not False
    )


def est_sisa(msp: MSP, au: date) -> bool | None:
    """Whether a house is a SISA on a day; ``None`` when its forms, or the day of its registration, cannot tell.

    It bears that form, and was registered by then when the record says when.
    """
    possibles = valeurs_possibles(msp.formes, au=au)
    reponses = {forme.forme is FormeJuridique.SISA for forme, _ in possibles}
    formee = reponses.pop() if len(reponses) == 1 and any(certaine for _, certaine in possibles) else None
    return tous([formee, True if msp.immatriculee_le is None else msp.immatriculee_le.au_plus_tard_le(au)])
