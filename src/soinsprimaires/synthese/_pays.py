"""A country drawn from a seed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import accumulate, count
from random import Random
from typing import Final

import attrs

from soinsprimaires import referentiels
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import Finess, Rpps, Siren, Siret, cle_luhn
from soinsprimaires.jours import JourSemaine
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.evenements import Acte, Acteur, Evenement, QualiteActeur
from soinsprimaires.modele.lieux import Jalon, Lieu, NatureJalon, NatureLieu, NatureSite, Site
from soinsprimaires.modele.organisations import NatureOrganisation, Organisation
from soinsprimaires.modele.personnes import Fonction, NatureFonction, Personne
from soinsprimaires.modele.professionnels import Exercice, ModeExercice, Presence, Professionnel
from soinsprimaires.modele.projets import NatureProjet, Projet, Referent
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import (
    CPTS,
    MSP,
    Adhesion,
    CentreSante,
    FormeDatee,
    FormeJuridique,
    Rattachement,
    Signature,
)
from soinsprimaires.modele.territoires import Delimitation, Direction, NatureTerritoire, Repere, Territoire
from soinsprimaires.referentiels import Commune, professions
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.temps import DatePartielle, PeriodePartielle, echeance

PROFESSIONNELS: Final = 100_000
_MSP: Final = 2_600
_CENTRES: Final = 3_000
_CPTS: Final = 850
_FIN: Final = date(2025, 12, 31)
"""Last day of what is told."""

_METIERS: Final[tuple[tuple[CodeNomenclature, tuple[CodeNomenclature, ...], int], ...]] = (
    (professions.INFIRMIER, (), 330),
    (professions.INFIRMIER, (professions.IPA_PATHOLOGIES_CHRONIQUES,), 10),
    (professions.MEDECIN, (professions.MEDECINE_GENERALE_SPECIALISTE,), 150),
    (professions.MEDECIN, (professions.MEDECINE_GENERALE,), 50),
    (professions.MEDECIN, (professions.PEDIATRIE,), 8),
    (professions.MEDECIN, (professions.GYNECOLOGIE_OBSTETRIQUE,), 7),
    (professions.MEDECIN, (professions.CARDIOLOGIE,), 7),
    (professions.MEDECIN, (professions.PSYCHIATRIE,), 7),
    (professions.MEDECIN, (professions.PEDIATRIE, professions.GENETIQUE), 1),
    (professions.MASSEUR_KINESITHERAPEUTE, (), 175),
    (professions.PHARMACIEN, (), 147),
    (professions.CHIRURGIEN_DENTISTE, (), 91),
    (professions.ORTHOPHONISTE, (), 35),
    (professions.SAGE_FEMME, (), 49),
    (professions.PEDICURE_PODOLOGUE, (), 18),
    (professions.PSYCHOLOGUE, (), 8),
    (professions.DIETETICIEN, (), 6),
)
"""Who practises, by a share. Of general practitioners, pharmacists, dentists and midwives the proportions are those of
1 January 2023: 99,500, 73,400, 45,200 and 24,600 (DREES, reported by Concours pluripro)."""
_POIDS_METIERS: Final = tuple(accumulate(poids for _, _, poids in _METIERS))
_NUANCES: Final[tuple[Callable[[date], str], ...]] = (
    date.isoformat,
    lambda jour: f"{jour:%Y-%m}",
    lambda jour: f"{jour:%Y}",
    lambda jour: f"{jour:%Y}~",
    lambda jour: f"{jour:%Y}/..",
    lambda jour: f"../{jour:%Y-%m}",
)
_POIDS_NUANCES: Final = tuple(accumulate((45, 20, 18, 4, 9, 4)))
_SEMAINE: Final = tuple(JourSemaine)
_NOMBRES_JOURS: Final = tuple(map(Decimal, ("0.5", "1", "2", "2.5", "3", "4", "4.5", "5")))
_GESTIONNAIRES: Final = (
    NatureOrganisation.ASSOCIATION,
    NatureOrganisation.COMMUNE,
    NatureOrganisation.ETABLISSEMENT_SANTE,
    NatureOrganisation.ORGANISME_SECURITE_SOCIALE,
)
_QUOTITES: Final = tuple(map(Decimal, ("0.2", "0.5", "0.5", "0.8", "1", "1", "1")))
_CGSS: Final = frozenset({"971", "972", "973", "974"})
_ETAPES: Final = (
    Acte.EMERGENCE,
    Acte.DEPOT_LETTRE_INTENTION,
    Acte.ACCORD_LETTRE_INTENTION,
    Acte.DEBUT_REDACTION,
    Acte.DEPOT_PROJET,
    Acte.VALIDATION_PROJET,
    Acte.SIGNATURE_CONTRAT,
    Acte.MISE_EN_FONCTIONNEMENT,
    Acte.RAPPORT_TRANSMIS,
    Acte.CHANGEMENT_PRESIDENCE,
)
"""The events of a project, in order; a younger project has the first ones only."""
_POIDS_ETAPES: Final = tuple(accumulate((9, 8, 5, 6, 12, 25, 20, 15)))
"""Of 3 to 10 events: 72 % have signed, 6 % are validated, as 530 and 45 of 738 CPTS had and were on 1 February 2024
(fédération nationale des CPTS, reported by Concours pluripro)."""
_AGE_DE_DIPLOME: Final = 24
_NAISSANCES: Final = (1953, 2000, 1982)
_NAISSANCES_MEDECINS: Final = (1950, 1997, 1978)
"""First, last and commonest year: doctors are then 50 on average in 2025, as the DREES finds (49.9), others 47."""
_EQUIPE_MSP: Final = (4, 30, 9)
"""Smallest, largest and commonest team: 14 on average, as 30,000 people in 2,150 MSP (AVECsanté, November 2022)."""
_DATES_ADMINISTRATIVES: Final = frozenset({Acte.DEPOT_PROJET, Acte.VALIDATION_PROJET, Acte.SIGNATURE_CONTRAT})


def pays(graine: int = 0, part: float = 0.01) -> Registre:
    """Draw the country of a seed.

    The same seed and the same share give an equal registre in every process and on every machine, as long as the
    version of the library and its referential of communes are the same.

    Args:
        graine: seed; another one gives another country.
        part: share of the country, above 0 and at most 1; at least one entity of each kind is drawn.

    Raises:
        ValeurInvalide: the share is not above 0 and at most 1.
    """
    if not 0 < part <= 1:
        raise ValeurInvalide(f"la part {part} n'est pas comprise entre 0 et 1", "synthese.part", "part")
    alea = Random(graine)  # noqa: S311 - a country to test with, no secret
    codes = _codes_epci()
    bassins = [Bassin.ouvrir(code) for code in alea.sample(codes, max(1, round(len(codes) * part)))]
    return Registre().avec(*Atelier(alea, part, bassins).produire())


@cache
def _codes_epci() -> tuple[str, ...]:
    return tuple(sorted({commune.epci for commune in referentiels.communes() if commune.epci is not None}))


@attrs.define
class Bassin:
    """An EPCI while it is being peopled.

    Attributes:
        code: SIREN of the EPCI.
        communes: its communes.
        poids: their populations, cumulated.
        structures: identifiants of its MSP and centres.
        soignants: identifiants of those who practise in it.
    """

    code: str
    communes: Sequence[Commune]
    poids: Sequence[int]
    structures: list[str] = attrs.Factory(list)
    soignants: list[str] = attrs.Factory(list)

    @classmethod
    def ouvrir(cls, code: str) -> "Bassin":
        communes = referentiels.communes_de(epci=code)
        return cls(code, communes, tuple(accumulate(commune.population or 1 for commune in communes)))


class Atelier:
    """Draws the country in a fixed order from one source of chance."""

    def __init__(self, alea: Random, part: float, bassins: Sequence[Bassin]) -> None:
        self.alea = alea
        self.part = part
        self.bassins = bassins
        self.poids = tuple(accumulate(bassin.poids[-1] for bassin in self.bassins))
        self.places = self._nombre(PROFESSIONNELS)
        self.rang_soignant = count(1)
        self.rang_finess = count(1)
        self.rang_siren = count(1)
        self.organisations: dict[str, Organisation] = {}

    def produire(self) -> Iterator[Entite]:
        """Every entity of the country."""
        territoires = self.alea.sample(self.bassins, min(len(self.bassins), self._nombre(_CPTS)))
        noms_territoires = {bassin.code: f"territoire-{bassin.code}" for bassin in territoires}
        yield from self.soigner(noms_territoires)
        for rang, bassin in enumerate(territoires, start=1):
            yield from self.cpts(f"cpts-{rang:04d}", bassin, self._territoire(bassin, noms_territoires[bassin.code]))
        yield from self.organisations.values()

    def soigner(self, noms_territoires: Mapping[str, str]) -> Iterator[Entite]:
        """The MSP, the centres and the professionals; the MSP of some EPCI are of its territory."""
        for rang in range(1, self._nombre(_MSP) + 1):
            bassin = self.alea.choice(self.bassins)
            yield from self._msp(f"msp-{rang:05d}", bassin, noms_territoires.get(bassin.code))
        for rang in range(1, self._nombre(_CENTRES) + 1):
            yield from self._centre(f"centre-{rang:05d}", self._bassin_peuple())
        while self.places:
            bassin = self._bassin_peuple()
            yield self._soignant(bassin, self._exercice_liberal(self._commune(bassin)))

    def _nombre(self, national: int) -> int:
        return max(1, round(national * self.part))

    # -- chance --------------------------------------------------------------------------------------------------

    def _bassin_peuple(self) -> Bassin:
        return self.alea.choices(self.bassins, cum_weights=self.poids)[0]

    def _commune(self, bassin: Bassin) -> Commune:
        return self.alea.choices(bassin.communes, cum_weights=bassin.poids)[0]

    def _jour(self, premier: date, dernier: date) -> date:
        return premier + timedelta(days=self.alea.randint(0, (dernier - premier).days))

    def _dater(self, jour: date) -> DatePartielle:
        """The day as a source would tell it."""
        [ecrire] = self.alea.choices(_NUANCES, cum_weights=_POIDS_NUANCES)
        return DatePartielle.lire(ecrire(jour))

    def _depuis(self, premier: date, dernier: date) -> PeriodePartielle:
        return PeriodePartielle(debut=self._dater(self._jour(premier, dernier)))

    # -- numbers -------------------------------------------------------------------------------------------------

    def _finess(self) -> Finess:
        corps = f"00{next(self.rang_finess):06d}"
        return Finess(corps + cle_luhn(corps))

    def _siren_siret(self) -> tuple[Siren, Siret]:
        corps = f"0{next(self.rang_siren):07d}"
        siren = corps + cle_luhn(corps)
        siege = siren + "0001"
        return Siren(siren), Siret(siege + cle_luhn(siege))

    # -- professionals -------------------------------------------------------------------------------------------

    def _soignant(self, bassin: Bassin, exercice: Exercice) -> Professionnel:
        self.places -= 1
        rang = next(self.rang_soignant)
        [(profession, savoir_faire, _)] = self.alea.choices(_METIERS, cum_weights=_POIDS_METIERS)
        naissances = _NAISSANCES_MEDECINS if profession == professions.MEDECIN else _NAISSANCES
        naissance = round(self.alea.triangular(*naissances))
        exercices = (exercice, *self._autres_exercices(bassin))
        debuts = [e.periode.debut.annee for e in exercices if e.periode is not None and e.periode.debut is not None]
        corps = f"9{rang:09d}"
        soignant = Professionnel(
            identifiant=f"soignant-{rang:06d}",
            profession=profession,
            savoir_faire=savoir_faire,
            rpps=None if profession == professions.PSYCHOLOGUE else Rpps(corps + cle_luhn(corps)),
            # Nobody practises before the end of their studies.
            annee_naissance=min(naissance, *(debut - _AGE_DE_DIPLOME for debut in debuts)),
            exercices=exercices,
        )
        bassin.soignants.append(soignant.identifiant)
        return soignant

    def _autres_exercices(self, bassin: Bassin) -> tuple[Exercice, ...]:
        """For one professional in four, a former practice or a second one."""
        tirage = self.alea.randrange(8)
        if tirage == 0:
            debut = self._jour(date(1998, 1, 1), date(2009, 12, 31))
            fin = self._jour(date(2012, 1, 1), _FIN)
            periode = PeriodePartielle(debut=self._dater(debut), fin=fin)
            presence = self._presence(commune=self._commune(bassin).code)
            return (Exercice(mode=ModeExercice.LIBERAL, periode=periode, presences=(presence,)),)
        return (self._exercice_liberal(self._commune(bassin)),) if tirage == 1 else ()

    def _exercice_liberal(self, commune: Commune) -> Exercice:
        return Exercice(
            mode=ModeExercice.LIBERAL,
            periode=self._depuis(date(1998, 1, 1), _FIN),
            presences=(self._presence(commune=commune.code),),
        )

    def _presence(self, *, site: str | None = None, commune: str | None = None) -> Presence:
        """Days by their names, by their number, or not told."""
        tirage = self.alea.randrange(10)
        if tirage < 7:  # noqa: PLR2004 - seven sources in ten name the days
            rangs = sorted(self.alea.sample(range(6), self.alea.randint(1, 5)))
            return Presence(site=site, commune=commune, jours=tuple(_SEMAINE[rang] for rang in rangs))
        nombre = self.alea.choice(_NOMBRES_JOURS) if tirage < 9 else None  # noqa: PLR2004 - two others count them
        return Presence(site=site, commune=commune, nombre_jours=nombre)

    # -- structures ----------------------------------------------------------------------------------------------

    def _site(self, structure: str, commune: Commune, creation: date) -> tuple[Lieu, Site]:
        lieu = Lieu(
            identifiant=f"lieu-{structure}",
            nom=f"Bâtiment de santé de {commune.nom}",
            nature=NatureLieu.BATIMENT_DE_SANTE,
            commune=commune.code,
            code_postal=commune.codes_postaux[0] if commune.codes_postaux else None,
        )
        ouverture = Jalon(nature=NatureJalon.OUVERTURE, le=self._dater(creation))
        site = Site(
            identifiant=f"site-{structure}",
            lieu=lieu.identifiant,
            nature=NatureSite.PRINCIPAL,
            finess=self._finess(),
            jalons=(ouverture,),
        )
        return lieu, site

    def _equipe(self, bassin: Bassin, taille: int, exercer: Callable[[], Exercice]) -> list[Professionnel]:
        return [self._soignant(bassin, exercer()) for _ in range(min(taille, self.places))]

    def _msp(self, nom: str, bassin: Bassin, territoire: str | None) -> Iterator[Entite]:
        creation = self._jour(date(2008, 1, 1), date(2024, 6, 30))
        commune = self._commune(bassin)
        lieu, site = self._site(nom, commune, creation)

        def exercer() -> Exercice:
            return Exercice(
                mode=ModeExercice.LIBERAL,
                structure=nom,
                periode=self._depuis(creation, _FIN),
                presences=(self._presence(site=site.identifiant),),
            )

        equipe = self._equipe(bassin, round(self.alea.triangular(*_EQUIPE_MSP)), exercer)
        # The law of the SISA is of 10 August 2011.
        sisa = creation.year > 2011 and self.alea.random() < 0.8  # noqa: PLR2004 - year of the law, four in five
        forme = FormeJuridique.SISA if sisa else FormeJuridique.ASSOCIATION_LOI_1901
        siren, siret = self._siren_siret()
        yield lieu
        yield from equipe
        yield MSP(
            identifiant=nom,
            nom=f"Maison de santé de {commune.nom}",
            formes=(FormeDatee(forme=forme, periode=PeriodePartielle(debut=self._dater(creation))),),
            territoires=() if territoire is None else (Rattachement(territoire=territoire),),
            sites=(site,),
            finess=self._finess(),
            siren=siren,
            siret=siret,
            creee_le=self._dater(creation),
            signataires=tuple(
                Signature(signataire=soignant.identifiant, signee_le=self._dater(creation)) for soignant in equipe
            ),
            associes=tuple(Adhesion(membre=soignant.identifiant) for soignant in equipe) if sisa else (),
        )
        bassin.structures.append(nom)

    def _centre(self, nom: str, bassin: Bassin) -> Iterator[Entite]:
        creation = self._jour(date(1975, 1, 1), date(2024, 6, 30))
        commune = self._commune(bassin)
        lieu, site = self._site(nom, commune, creation)
        gestionnaire = self._gestionnaire(bassin)

        def exercer() -> Exercice:
            return Exercice(
                mode=ModeExercice.SALARIE,
                structure=nom,
                employeur=gestionnaire,
                quotite=self.alea.choice(_QUOTITES),
                periode=self._depuis(max(creation, date(1998, 1, 1)), _FIN),
                presences=(self._presence(site=site.identifiant),),
            )

        yield lieu
        yield from self._equipe(bassin, round(self.alea.triangular(1, 14, 3)), exercer)
        yield CentreSante(
            identifiant=nom,
            nom=f"Centre de santé de {commune.nom}",
            sites=(site,),
            finess=self._finess(),
            creee_le=self._dater(creation),
            gestionnaire=gestionnaire,
        )
        bassin.structures.append(nom)

    # -- organisations -------------------------------------------------------------------------------------------

    def _organisation(self, organisation: Organisation) -> str:
        self.organisations.setdefault(organisation.identifiant, organisation)
        return organisation.identifiant

    def _gestionnaire(self, bassin: Bassin) -> str:
        nom = f"gestionnaire-{bassin.code}"
        if nom not in self.organisations:
            nature = self.alea.choice(_GESTIONNAIRES)
            siren, siret = self._siren_siret()
            libelle = f"Gestionnaire de centres de santé n° {siren}"
            self._organisation(Organisation(identifiant=nom, nom=libelle, nature=nature, siren=siren, siret=siret))
        return nom

    def _ars(self, region: str) -> str:
        nom = f"Agence régionale de santé ({referentiels.region(region).nom})"
        return self._organisation(
            Organisation(identifiant=f"ars-{region}", nom=nom, nature=NatureOrganisation.ARS, region=region)
        )

    def _caisse(self, departement: str) -> tuple[QualiteActeur, str]:
        outre_mer = departement in _CGSS
        nature = NatureOrganisation.CGSS if outre_mer else NatureOrganisation.CPAM
        caisse = Organisation(
            identifiant=f"{nature.value}-{departement.lower()}",
            nom=f"{nature.value.upper()} ({referentiels.departement(departement).nom})",
            nature=nature,
            departement=departement,
        )
        return QualiteActeur.CGSS if outre_mer else QualiteActeur.CPAM, self._organisation(caisse)

    # -- CPTS ----------------------------------------------------------------------------------------------------

    def cpts(self, nom: str, bassin: Bassin, territoire: Territoire) -> Iterator[Entite]:
        """A CPTS, its territory, its project and who answers for it."""
        soignants = self.alea.sample(bassin.soignants, min(len(bassin.soignants), self.alea.randint(5, 60)))
        nombre = 3 + self.alea.choices(range(len(_POIDS_ETAPES)), cum_weights=_POIDS_ETAPES)[0]
        jours = self._calendrier(nombre)
        siren, siret = self._siren_siret()
        yield territoire
        yield CPTS(
            identifiant=nom,
            nom=f"CPTS {territoire.nom}",
            formes=(FormeDatee(forme=FormeJuridique.ASSOCIATION_LOI_1901),),
            territoires=(Rattachement(territoire=territoire.identifiant),),
            siren=siren,
            siret=siret,
            creee_le=self._dater(jours[0]),
            adherents=tuple(
                Adhesion(membre=membre, periode=self._depuis(jours[0], _FIN))
                for membre in (*bassin.structures, *soignants)
            ),
        )
        yield from self._responsables(nom, soignants, jours[0])
        yield self._projet(nom, territoire, soignants[:3], jours)

    def _territoire(self, bassin: Bassin, nom: str) -> Territoire:
        codes = [commune.code for commune in bassin.communes]
        complet = self.alea.random() < 0.85 or len(codes) < 4  # noqa: PLR2004 - most are described whole
        reperes = () if complet else (Repere(commune=codes[0], direction=self.alea.choice(tuple(Direction))),)
        return Territoire(
            identifiant=nom,
            nom=referentiels.epci(bassin.code).nom,
            nature=NatureTerritoire.ACTION_CPTS,
            communes=tuple(codes if complet else self.alea.sample(codes, len(codes) // 2)),
            delimitation=Delimitation.COMPLETE if complet else Delimitation.PARTIELLE,
            departement=bassin.communes[0].departement,
            region=bassin.communes[0].region,
            epci=bassin.code,
            reperes=reperes,
        )

    def _responsables(self, cpts: str, soignants: Sequence[str], debut: date) -> Iterator[Personne]:
        """Who presides over the CPTS, once somebody practises there, and who coordinates it."""
        natures = {NatureFonction.COORDINATION: None, NatureFonction.PRESIDENCE: next(iter(soignants), None)}
        for nature, soignant in natures.items():
            if nature is NatureFonction.COORDINATION or soignant is not None:
                fonction = Fonction(nature=nature, au_sein_de=cpts, periode=self._depuis(debut, _FIN))
                yield Personne(identifiant=f"{nature.value}-{cpts}", fonctions=(fonction,), professionnel=soignant)

    def _calendrier(self, nombre: int) -> list[date]:
        """A day for each event, far enough from the last to keep their order."""
        jour = self._jour(date(2019, 9, 1), echeance(_FIN, mois=-5 * nombre))
        jours = [jour]
        for acte in _ETAPES[1:nombre]:
            # A project is validated before the two months of tacit validation are over.
            ecart = self.alea.randint(15, 50) if acte is Acte.VALIDATION_PROJET else self.alea.randint(40, 150)
            jour += timedelta(days=ecart)
            jours.append(jour)
        return jours

    def _projet(self, cpts: str, territoire: Territoire, porteurs: Sequence[str], jours: Sequence[date]) -> Projet:
        ars = self._ars(territoire.region or "")
        qualite, caisse = self._caisse(territoire.departement or "")
        autorites = (
            Acteur(qualite=QualiteActeur.ARS, entite=ars),
            Acteur(qualite=qualite, entite=caisse),
        )
        demandeur = Acteur(qualite=QualiteActeur.PORTEURS, entite=cpts)
        acteurs = {
            Acte.ACCORD_LETTRE_INTENTION: autorites,
            Acte.VALIDATION_PROJET: autorites[:1],
            Acte.SIGNATURE_CONTRAT: (demandeur, *autorites),
        }
        etapes = zip(_ETAPES, jours, strict=False)
        return Projet(
            identifiant=f"projet-{cpts}",
            nom=f"Projet de {cpts}",
            nature=NatureProjet.CPTS,
            structure=cpts,
            porteurs=tuple(porteurs),
            territoire=territoire.identifiant,
            referents=tuple(Referent(qualite=autorite.qualite, organisation=autorite.entite) for autorite in autorites),
            journal=tuple(
                self._evenement(rang, acte, jour, acteurs.get(acte, (demandeur,)))
                for rang, (acte, jour) in enumerate(etapes, start=1)
            ),
        )

    def _evenement(self, rang: int, acte: Acte, jour: date, acteurs: tuple[Acteur, ...]) -> Evenement:
        recu_le = jour if acte in {Acte.DEPOT_LETTRE_INTENTION, Acte.DEPOT_PROJET} else None
        return Evenement(
            identifiant=f"e{rang:02d}",
            acte=acte,
            acteurs=acteurs,
            effet_le=DatePartielle.exacte(jour) if acte in _DATES_ADMINISTRATIVES else self._dater(jour),
            enregistre_le=jour + timedelta(days=10),
            recu_le=None if recu_le is None else DatePartielle.exacte(recu_le),
        )
