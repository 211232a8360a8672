"""Who leaves a territory within some years: what is announced, what ends, and how old people will be."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.analyse._zones import Perimetre, Zone, delimiter, ouvrir
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, cumuler, encadrer
from soinsprimaires.analyse.offre import AGES
from soinsprimaires.analyse.praticiens import Praticien, Surete, est_ici, situer_praticiens
from soinsprimaires.analyse.repartition import (
    UNITE,
    Combinaison,
    Critique,
    Par,
    Repartition,
    Retenu,
    Tranche,
    age_possible,
    mesurer,
    ranger,
    titres,
)
from soinsprimaires.apparence import Recueil
from soinsprimaires.composition import au_moins_un, comme_professionnel, tous
from soinsprimaires.droit.usages import lire_environ
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mesures import bornes_entieres
from soinsprimaires.modele.professionnels import Exercice, ModeExercice, Mouvement, NatureMouvement, StatutMouvement
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import Structure
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.referentiels import CodeNomenclature
from soinsprimaires.temps import DatePartielle

__all__ = ["LigneDepart", "departs", "departs_attendus"]

_MAJORITE: Final = 18
_DOYEN: Final = 120


@attrs.frozen(kw_only=True)
class LigneDepart:
    """Who leaves a territory between two days, of one combination of what was asked.

    Attributes:
        territoire: its name.
        au: the day on which people are counted.
        horizon: the day by which they have left.
        age: the hypothesis: the age at which somebody is taken to have stopped.
        profession: profession.
        savoir_faire: speciality or qualification.
        tranche_age: age band on the first day.
        mode: mode of practice.
        effectif: who practise on the first day.
        surs: identifiants of those who surely practise there and surely leave.
        possibles: identifiants of those who may: never those of ``surs``.
        departs: how many they are.
        anonymes: departures that are announced of nobody by name; they may be those of the same people, so that they
            are neither added to the others nor taken from those who stay.
        restants: of ``effectif``, who has not left.
    """

    territoire: str
    au: date
    horizon: date
    age: int
    profession: CodeNomenclature | None = None
    savoir_faire: CodeNomenclature | None = None
    tranche_age: Tranche | None = None
    mode: ModeExercice | None = None
    effectif: Mesure
    surs: tuple[str, ...]
    possibles: tuple[str, ...]
    departs: Mesure
    anonymes: Mesure
    restants: Mesure


def departs(
    registre: Registre,
    territoire: Perimetre,
    *,
    au: date,
    horizon: date,
    age: int,
    par: Sequence[Par] = (Par.PROFESSION,),
    parmi: Critique | None = None,
    ages: Sequence[int] = AGES,
) -> Recueil[LigneDepart]:
    """Who practises in a territory on a day and has left by another one.

    Somebody leaves who has the age of the hypothesis by the horizon, whose practices there are all over by then, or
    whose departure is announced or was seen between the two days. What a date or a year of birth leaves open is
    possible, and so is a departure whose day is past while the practice that it ends is still open.

    Args:
        registre: whose professionals and movements.
        territoire: a territory, an extent, or the identifiant of a territory or of a CPTS.
        au: first day.
        horizon: last day, after the first.
        age: at what age somebody is taken to have stopped: a hypothesis, which no text sets.
        par: what the lines are made of; without any, one line counts everybody.
        parmi: of whom alone they are made.
        ages: where the age bands begin, in order.

    Raises:
        KeyError: nothing has that identifiant.
        ValeurInvalide: the horizon is not after the day, the age is not of somebody who practises, or a criterion is
            a word or stands twice.
    """
    exiger(horizon, date, "horizon")
    if not _MAJORITE <= exiger(age, int, "age") <= _DOYEN:
        raise ValeurInvalide(f"un âge de départ va de {_MAJORITE} à {_DOYEN} ans, pas {age}", "analyse.age", "age")
    zone = ouvrir(registre, territoire, au=au)
    if horizon <= au:
        raise ValeurInvalide(f"l'horizon ({horizon}) n'est pas après le {au}", "analyse.horizon", "horizon")
    repartition = Repartition(registre, zone, par, parmi, ages)
    attente = _Attente(registre, zone, horizon, age)
    lignes: dict[Combinaison, list[Retenu]] = repartition.combinaisons()
    if Par.PROFESSION in par:
        # A departure that is announced of a profession which nobody has there is told all the same.
        lieu = repartition.par.index(Par.PROFESSION)
        for profession in {m.profession for m in attente.anonymes} - {combinaison[lieu] for combinaison in lignes}:
            lignes[tuple(profession if rang == lieu else None for rang in range(len(repartition.par)))] = []
    precise = parmi is None
    faites = (attente.ligne(repartition, un, lignes[un], precise=precise) for un in ranger(lignes))
    return Recueil(LigneDepart, faites)


class _Attente:
    """What is known of the departures between two days."""

    def __init__(self, registre: Registre, zone: Zone, horizon: date, age: int) -> None:
        self._registre = registre
        self._zone = zone
        self._horizon = horizon
        self._age = age
        self._alors = {p.identifiant: p for p in situer_praticiens(registre, zone, None, horizon)}
        partants = [m for m in registre.mouvements if m.nature is not NatureMouvement.ARRIVEE]
        sans_nom = [m for m in partants if m.professionnel is None and self._a_temps(m) is not False]
        self.anonymes = [m for m in sans_nom if self._concerne(m) is not False]
        self._nommes: dict[str, list[Mouvement]] = {}
        for mouvement in partants:
            if mouvement.professionnel is not None:
                nom = comme_professionnel(registre, mouvement.professionnel)
                self._nommes.setdefault(nom, []).append(mouvement)

    def ligne(
        self, repartition: Repartition, combinaison: Combinaison, gens: Sequence[Retenu], *, precise: bool
    ) -> LigneDepart:
        """One line; ``precise`` is whether its people are all those of its profession."""
        presents = [retenu for retenu in gens if retenu.praticien.surete is not Surete.PREVU]
        verdicts = [(retenu, *self._part(retenu.praticien)) for retenu in presents]
        surs = [retenu for retenu, part, _ in verdicts if part and retenu.motif is None]
        possibles = [
            Retenu(retenu.praticien, retenu.motif or motif)
            for retenu, part, motif in verdicts
            if part is not False and not (part and retenu.motif is None)
        ]
        restants = [Retenu(r.praticien, r.motif or motif) for r, part, motif in verdicts if part is not True]
        criteres = repartition.nommer(combinaison)
        return LigneDepart(
            territoire=self._zone.nom,
            au=self._zone.au,
            horizon=self._horizon,
            age=self._age,
            **criteres,
            effectif=mesurer(presents),
            surs=tuple(retenu.praticien.identifiant for retenu in surs),
            possibles=tuple(retenu.praticien.identifiant for retenu in possibles),
            departs=mesurer([*surs, *possibles]),
            anonymes=self._compter_anonymes(criteres, precise=precise),
            restants=mesurer(restants),
        )

    # -- somebody ------------------------------------------------------------------------------------------------

    def _part(self, praticien: Praticien) -> tuple[bool | None, Motif | None]:
        """Whether somebody has left by the horizon, and otherwise why it is not known."""
        siens = self._nommes.get(praticien.identifiant, ())
        verdicts = [
            (self._a_l_age(praticien), Motif.NAISSANCE),
            (self._a_fini(praticien), Motif.DATES),
            *((self._le_vise(mouvement, praticien), Motif.DATES) for mouvement in siens),
        ]
        part = au_moins_un(verdict for verdict, _ in verdicts)
        return part, next((motif for verdict, motif in verdicts if verdict is None), None) if part is None else None

    def _a_l_age(self, praticien: Praticien) -> bool | None:
        possibles = age_possible(praticien.fiches, self._horizon, exerce_le=self._zone.au)
        if possibles is None:
            return None
        au_moins, au_plus = possibles
        return True if au_moins >= self._age else None if au_plus >= self._age else False

    def _a_fini(self, praticien: Praticien) -> bool | None:
        """Whether nothing that is known of the person is practised there any more."""
        alors = self._alors.get(praticien.identifiant)
        if alors is None:
            return True
        return False if alors.surete is Surete.SUR else None

    # -- movements -----------------------------------------------------------------------------------------------

    def _a_temps(self, mouvement: Mouvement) -> bool | None:
        """Whether a departure takes place after the day and by the horizon."""
        if mouvement.le is None:
            return None
        passe = mouvement.le.au_plus_tard_le(self._zone.au)
        return tous((None if passe is None else not passe, mouvement.le.au_plus_tard_le(self._horizon)))

    def _le_vise(self, mouvement: Mouvement, praticien: Praticien) -> bool | None:
        """Whether a departure of somebody makes them leave the zone, and not one of their practices alone.

        One whose day is past while what it ends goes on may be late, given up, or true and not noted.
        """
        quittes = [self._quitte(mouvement, pratique.exercice) for pratique in praticien.comptees]
        part = quittes[0] if len(set(quittes)) == 1 else None
        if mouvement.le is None or mouvement.le.au_plus_tard_le(self._zone.au) is not True:
            return tous((self._a_temps(mouvement), part))
        dementi = any(
            quitte is not False and not _suivi_de(mouvement.le, pratique.exercice)
            for quitte, pratique in zip(quittes, praticien.comptees, strict=True)
        )
        return None if dementi else False

    def _quitte(self, mouvement: Mouvement, exercice: Exercice) -> bool | None:
        if mouvement.nature is NatureMouvement.RETRAITE:
            return True
        if mouvement.structure is not None and mouvement.structure != exercice.structure:
            return None if exercice.structure is None else False
        if mouvement.territoire is None:
            return True
        territoire = self._registre.obtenir(mouvement.territoire)
        if not isinstance(territoire, Territoire):
            return None
        return est_ici(self._registre, exercice, delimiter(territoire, au=self._zone.au))[0]

    def _concerne(self, mouvement: Mouvement) -> bool | None:
        """Whether a departure that names nobody is from the zone."""
        structure = self._registre.obtenir(mouvement.structure)
        territoire = self._registre.obtenir(mouvement.territoire)
        communes: Iterable[str | None] = ()
        if isinstance(structure, Structure):
            communes = (self._registre.commune_du_site(site, au=self._zone.au) for site in structure.sites)
        elif isinstance(territoire, Territoire):
            communes = territoire.communes if territoire.etendue.possibles is not None else (*territoire.communes, None)
        reponses = {None if commune is None else self._zone.abrite(commune) for commune in communes}
        return reponses.pop() if len(reponses) == 1 else None

    def _compter_anonymes(self, criteres: dict[str, Any], *, precise: bool) -> Mesure:
        """Those of a line: of its profession, or of one that is not said; the line of no profession has these alone."""
        precise &= criteres.keys() <= {"profession"}
        voulue = criteres.get("profession")
        admises = {None, voulue} if criteres.keys() >= {"profession"} else {m.profession for m in self.anonymes}
        retenus = [m for m in self.anonymes if m.profession in admises]
        mesures = [self._mesurer(m, precise and (voulue in {None, m.profession})) for m in retenus]
        return attrs.evolve(cumuler(mesures, unite=UNITE), sources=titres(retenus))

    def _mesurer(self, mouvement: Mouvement, du_metier: bool) -> Mesure:  # noqa: FBT001 - a fact, not an option
        verdicts = {
            Motif.DATES: self._a_temps(mouvement),
            Motif.LIEU: self._concerne(mouvement),
            Motif.METIER: du_metier or None,
        }
        doute = next((motif for motif, verdict in verdicts.items() if verdict is None), Motif.NOMBRE)
        bas, haut = _nombre(mouvement, self._zone.au)
        bas = 0 if doute is not Motif.NOMBRE else bas
        return encadrer(bas, haut, unite=UNITE, raisons=(Raison(motif=doute),))


def _suivi_de(le: DatePartielle, exercice: Exercice) -> bool | None:
    """Whether a practice began after the day of a departure, which ended another one."""
    debut = None if exercice.periode is None else exercice.periode.debut
    return None if debut is None else le.precede(debut)


def _nombre(mouvement: Mouvement, au: date) -> tuple[int, int | None]:
    """How many a departure without a name is of: one at least."""
    if mouvement.nombre is None:
        return 1, None
    return bornes_entieres(lire_environ(mouvement.nombre, au)[0])


def departs_attendus(registre: Registre, *, au: date, structure: str | None = None) -> tuple[Mouvement, ...]:
    """The departures and retirements that are announced and have not surely taken place on a day.

    Args:
        registre: whose movements.
        au: the day.
        structure: identifiant of the structure that they are from; any by default.
    """
    return tuple(
        mouvement
        for mouvement in registre.mouvements
        if mouvement.nature is not NatureMouvement.ARRIVEE
        and mouvement.statut is StatutMouvement.ANNONCE
        and structure in {None, mouvement.structure}
        and (mouvement.le is None or mouvement.le.au_plus_tard_le(au) is not True)
    )
