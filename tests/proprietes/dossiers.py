"""Registres on which rules have much to say, with vague dates and numbers in every place where there may be some.

What :func:`soinsprimaires.strategies.registres` draws is of every form, and so of few answers: here people practise
where they are associates, contracts bind the structures that are there, and dates lie within a few years.
"""

from datetime import date, time
from decimal import Decimal
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from soinsprimaires import (
    CPTS,
    CTS,
    MSP,
    Accompagnement,
    Acte,
    Acteur,
    ActiviteAgreee,
    Adhesion,
    Avenant,
    AvisComite,
    BilanAnnuel,
    CentreSante,
    CodeNomenclature,
    Convention,
    CreneauGarde,
    DatePartielle,
    Delimitation,
    Document,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    Estimation,
    Evenement,
    Exercice,
    FondementOpposition,
    FormeDatee,
    FormeJuridique,
    Horaire,
    Indemnite,
    Jalon,
    JourSemaine,
    MissionCPTS,
    ModaliteGarde,
    ModeExercice,
    NatureAccompagnement,
    NatureActionDpc,
    NatureConvention,
    NatureDocument,
    NatureIndemnite,
    NatureJalon,
    NatureOrganisation,
    NatureProjet,
    NatureProtocole,
    NatureReunion,
    NatureSite,
    NatureTerritoire,
    NuanceNombre,
    ObjetAvenant,
    Organisation,
    PartStatistique,
    Periode,
    PeriodePartielle,
    Personne,
    PopulationDeclaree,
    Presence,
    Professionnel,
    ProgrammeDpc,
    ProgrammeFormation,
    Projet,
    Protocole,
    QualiteActeur,
    Rattachement,
    Registre,
    Reunion,
    Rpps,
    SeanceFormation,
    Signature,
    Site,
    Statistique,
    StatutExercice,
    StatutReunion,
    StatutSeance,
    Systeme,
    TableauGarde,
    Territoire,
    ValeurInvalide,
)
from soinsprimaires.cycle import ETATS, NEUTRES, TRANSITIONS
from soinsprimaires.referentiels import professions as p

JOURS: Final = st.dates(date(2018, 1, 1), date(2026, 12, 31))
_ENREGISTRE: Final = date(2026, 11, 1)
_STRUCTURES: Final = ("msp", "cpts", "autre-cpts", "centre", "cts", "esp", "ess")
_SOIGNANTS: Final = ("soignant-1", "soignant-2", "soignant-3", "soignant-4", "soignant-5")
_GENS: Final = (*_SOIGNANTS, "role")
_COMMUNES: Final = ("32208", "18033", "32013", "32147")


_SOUVENT: Final = st.sampled_from([True, True, True, False])


def _ecrire(jour: date, forme: str) -> DatePartielle:
    return DatePartielle.lire(forme.format(a=jour.year, m=f"{jour.month:02}", j=f"{jour.day:02}"))


_FORMES: Final = (
    "{a}-{m}-{j}",
    "{a}-{m}-{j}",
    "{a}-{m}",
    "{a}",
    "{a}-{m}~",
    "../{a}-{m}",
    "../{a}",
    "{a}/..",
    "[{a}..{a}-{m}]",
)
DATES: Final = st.builds(_ecrire, JOURS, st.sampled_from(_FORMES))


def _periode(debut: DatePartielle | None, fin: DatePartielle | None) -> PeriodePartielle:
    try:
        return PeriodePartielle(debut=debut, fin=fin)
    except ValeurInvalide:
        return PeriodePartielle(debut=fin, fin=debut)


_CERTAINE: Final = st.just(PeriodePartielle(debut="2016"))
PERIODES: Final = st.one_of(
    st.none(),
    _CERTAINE,
    _CERTAINE,
    st.builds(_periode, st.none() | DATES, st.none() | DATES),
)
NOMBRES: Final = st.builds(
    lambda valeur, nuance: Estimation(valeur=valeur, nuance=nuance),
    st.sampled_from([Decimal(1), Decimal(2), Decimal(10), Decimal(39_000), Decimal(40_000), Decimal(90_000)]),
    st.sampled_from(NuanceNombre),
)


def plusieurs(
    strategie: st.SearchStrategy[Any], au_plus: int, *, au_moins: int = 0
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategie, min_size=au_moins, max_size=au_plus).map(tuple)


def _vie(classe: Any, **champs: Any) -> st.SearchStrategy[Any]:
    """A structure created and dissolved some day, if that is told, and that the constructor admits."""

    def batir(creee_le: Any, dissoute_le: Any, **reste: Any) -> Any:
        try:
            return classe(creee_le=creee_le, dissoute_le=dissoute_le, **reste)
        except ValeurInvalide:
            return classe(creee_le=dissoute_le, dissoute_le=creee_le, **reste)

    fin = st.one_of(st.none(), st.none(), st.none(), DATES)
    return st.builds(
        batir,
        creee_le=st.one_of(st.none(), st.just("2015"), DATES),
        dissoute_le=fin,
        nom=st.just("Nom"),
        formes=plusieurs(st.builds(FormeDatee, forme=st.sampled_from(_FORMES_JURIDIQUES), periode=PERIODES), 2),
        territoires=plusieurs(st.builds(Rattachement, territoire=st.sampled_from(_TERRITOIRES), periode=PERIODES), 2),
        **champs,
    )


_FORMES_JURIDIQUES: Final = (FormeJuridique.SISA, FormeJuridique.SISA, FormeJuridique.ASSOCIATION_LOI_1901)
_TERRITOIRES: Final = ("territoire-1", "territoire-2")
_ADHESIONS: Final = plusieurs(st.builds(Adhesion, membre=st.sampled_from(_GENS), periode=PERIODES), 6)
_SIGNATURES: Final = plusieurs(
    st.builds(
        Signature,
        signataire=st.sampled_from(_GENS),
        signee_le=st.none() | DATES,
        version=st.sampled_from([None, None, "1", "2"]),
    ),
    5,
)
_HORAIRES: Final = plusieurs(
    st.builds(
        Horaire,
        jours=st.sampled_from([tuple(JourSemaine)[:6], (JourSemaine.LUNDI,), ()]),
        ouvre=st.sampled_from([time(8), time(9)]),
        ferme=st.sampled_from([time(12), time(20)]),
    ),
    2,
)


def _sites(prefixe: str) -> st.SearchStrategy[tuple[Site, ...]]:
    un = st.builds(
        Site,
        identifiant=st.just("x"),
        nature=st.sampled_from(NatureSite),
        periode=PERIODES,
        horaires=_HORAIRES,
        jalons=plusieurs(st.builds(Jalon, nature=st.sampled_from(NatureJalon), le=DATES), 3),
    )
    return plusieurs(un, 2).map(
        lambda sites: tuple(attrs.evolve(s, identifiant=f"site-{prefixe}-{rang}") for rang, s in enumerate(sites))
    )


_PROFESSIONS: Final = (
    (p.MEDECIN, ()),
    (p.MEDECIN, (p.MEDECINE_GENERALE,)),
    (p.MEDECIN, (p.OPHTALMOLOGIE,)),
    (p.INFIRMIER, ()),
    (p.INFIRMIER, (p.IPA_PATHOLOGIES_CHRONIQUES,)),
    (p.PHARMACIEN, ()),
    (p.CHIRURGIEN_DENTISTE, ()),
    (CodeNomenclature(Systeme.TRE_R291, "99"), ()),
)
_EXERCICES: Final = st.builds(
    Exercice,
    mode=st.none() | st.sampled_from(ModeExercice),
    structure=st.sampled_from([None, "msp", "msp", "msp", "centre", "cts", "cpts"]),
    employeur=st.sampled_from([None, None, "msp"]),
    quotite=st.sampled_from([None, Decimal("0.5"), Decimal(1)]),
    statut=st.sampled_from([StatutExercice.EFFECTIF, StatutExercice.EFFECTIF, StatutExercice.PREVU]),
    periode=PERIODES,
    presences=plusieurs(
        st.builds(
            Presence,
            site=st.sampled_from([None, "site-centre-0", "site-cts-0"]),
            commune=st.just("32208"),
            jours=st.sampled_from([(), tuple(JourSemaine)[:4]]),
            nombre_jours=st.sampled_from([None, Decimal(2), Decimal(5)]),
        ),
        2,
    ),
    acces_direct=st.none() | st.booleans(),
)


def _soignant(nom: str) -> st.SearchStrategy[Professionnel]:
    return st.builds(
        lambda profession, exercices, rpps: Professionnel(
            identifiant=nom,
            profession=profession[0],
            savoir_faire=profession[1],
            exercices=exercices,
            rpps=rpps,
        ),
        st.sampled_from(_PROFESSIONS),
        plusieurs(_EXERCICES, 2),
        st.sampled_from([None, None, None, Rpps("10000000009")]),
    )


_GESTIONNAIRES: Final = st.sampled_from([None, "association", "region"])
_ACTES: Final = {
    NatureProjet.CPTS: (
        Acte.DEPOT_LETTRE_INTENTION,
        Acte.ACCORD_LETTRE_INTENTION,
        Acte.DEPOT_PROJET,
        Acte.VALIDATION_PROJET,
        Acte.OPPOSITION_ARS,
        Acte.SIGNATURE_CONTRAT,
        Acte.MISE_EN_FONCTIONNEMENT,
        Acte.DEMARRAGE_MISSION,
        Acte.RAPPORT_TRANSMIS,
        Acte.RESILIATION,
    ),
    NatureProjet.MSP: (
        Acte.DEPOT_PROJET,
        Acte.AVIS_COMITE,
        Acte.VALIDATION_PROJET,
        Acte.REFUS_PROJET,
        Acte.SIGNATURE_CONTRAT,
        Acte.MISE_EN_FONCTIONNEMENT,
        Acte.RAPPORT_TRANSMIS,
    ),
    NatureProjet.CENTRE_SANTE: (
        Acte.DEPOT_ENGAGEMENT_CONFORMITE,
        Acte.DELIVRANCE_RECEPISSE,
        Acte.OUVERTURE,
        Acte.DEMANDE_AGREMENT,
        Acte.AGREMENT_PROVISOIRE,
        Acte.AGREMENT_DEFINITIF,
        Acte.FERMETURE_ADMINISTRATIVE,
        Acte.SUSPENSION,
    ),
}
_PAR_TOUS: Final = tuple(
    Acteur(qualite=q)
    for q in (
        QualiteActeur.ARS,
        QualiteActeur.CPAM,
        QualiteActeur.STRUCTURE,
        QualiteActeur.PORTEURS,
        QualiteActeur.GESTIONNAIRE,
    )
)


_TOUS: Final = {
    nature: sorted({ligne.acte for ligne in TRANSITIONS[nature]} | NEUTRES, key=lambda acte: acte.value)
    for nature in _ACTES
}


@st.composite
def _actes(draw: st.DrawFn, nature: NatureProjet) -> list[Acte]:
    """Those of a life in the usual order, whole or with steps left out; or any of the table, in any order."""
    connus = _ACTES[nature]
    complete = [*connus[: draw(st.integers(0, len(connus)))]]
    match draw(st.integers(0, 3)):
        case 0 | 1:
            return complete
        case 2:
            return [acte for acte in connus if draw(st.booleans())]
        case _:
            return [*complete, *draw(st.lists(st.sampled_from(connus) | st.sampled_from(_TOUS[nature]), max_size=5))]


@st.composite
def _reprise(draw: st.DrawFn, nature: NatureProjet) -> Evenement:
    etats = [etat.value for etat in ETATS[nature]]
    dits = draw(st.lists(st.sampled_from(etats), unique=True, max_size=3))
    return Evenement(
        identifiant="reprise",
        acte=Acte.REPRISE,
        effet_le=draw(st.none() | DATES),
        enregistre_le=_ENREGISTRE,
        etat=dits[0] if len(dits) == 1 else None,
        etats_possibles=tuple(dits) if len(dits) > 1 else (),
    )


@st.composite
def _projet(draw: st.DrawFn, nom: str, nature: NatureProjet, structure: str | None) -> Projet:
    """A life, each act of which is dated as vaguely as may be."""
    actes = draw(_actes(nature))
    jours = sorted(draw(JOURS) for _ in actes)
    journal = [draw(_reprise(nature))] if draw(st.integers(0, 3)) == 3 else []
    journal += [
        Evenement(
            identifiant=f"e{rang}",
            acte=acte,
            acteurs=draw(st.sampled_from([_PAR_TOUS, _PAR_TOUS, ()])),
            effet_le=draw(st.none() | st.just(_ecrire(jour, draw(st.sampled_from(_FORMES))))),
            recu_le=draw(st.none() | st.just(_ecrire(jour, draw(st.sampled_from(_FORMES))))),
            enregistre_le=_ENREGISTRE,
            site=draw(st.sampled_from([None, "site-centre-0"])) if nature is NatureProjet.CENTRE_SANTE else None,
            activite=draw(st.sampled_from(ActiviteAgreee)) if "agrement" in acte.value else None,
            mission=draw(st.sampled_from(MissionCPTS)) if "mission" in acte.value else None,
            avis=draw(st.sampled_from(AvisComite)) if acte is Acte.AVIS_COMITE else None,
            fondement=FondementOpposition.OBJECTIFS_PROJET_REGIONAL_SANTE,
            motif="motif",
            pieces=("document-1",) if acte is Acte.DEPOT_PROJET else (),
            convention="convention-1" if acte is Acte.SIGNATURE_CONTRAT and nature is NatureProjet.CPTS else None,
        )
        for rang, (acte, jour) in enumerate(zip(actes, jours, strict=True))
    ]
    if journal and draw(st.integers(0, 7)) == 7:
        annule = draw(st.sampled_from(journal)).identifiant
        journal.append(
            Evenement(identifiant="annulation", acte=Acte.ANNULATION, annule=annule, enregistre_le=_ENREGISTRE)
        )
    return Projet(
        identifiant=nom,
        nom="Projet",
        nature=nature,
        structure=structure,
        territoire="territoire-1",
        journal=tuple(journal),
    )


def _organisation(nom: str, nature: NatureOrganisation) -> Organisation:
    return Organisation(identifiant=nom, nom=nom, nature=nature)


_ORGANISATIONS: Final = (
    _organisation("ars", NatureOrganisation.ARS),
    _organisation("cpam", NatureOrganisation.CPAM),
    _organisation("association", NatureOrganisation.ASSOCIATION),
    _organisation("region", NatureOrganisation.REGION),
)


_AVENANT: Final = st.builds(
    Avenant,
    objets=st.sampled_from([(ObjetAvenant.RENOUVELLEMENT,), (ObjetAvenant.TERRITOIRE,)]),
    signe_le=st.none() | DATES,
    prend_effet_le=st.none() | DATES,
    duree_mois=st.sampled_from([None, 60, 24]),
)


def _convention(nom: str) -> st.SearchStrategy[Convention]:
    return st.builds(
        Convention,
        identifiant=st.just(nom),
        nature=st.sampled_from([NatureConvention.ACI_CPTS, NatureConvention.ACI_MSP]),
        parties=st.sampled_from([("cpts", "ars", "cpam"), ("msp", "ars", "cpam"), ("msp", "cpam")]),
        periode=PERIODES,
        signee_le=st.none() | DATES,
        prend_effet_le=st.none() | DATES,
        duree_mois=st.sampled_from([None, 60, 60, 36]),
        avenants=st.lists(_AVENANT, max_size=2).map(tuple),
    )


def _territoire(nom: str) -> st.SearchStrategy[Territoire]:
    return st.builds(
        Territoire,
        identifiant=st.just(nom),
        nom=st.just("Territoire"),
        nature=st.just(NatureTerritoire.EPCI),
        communes=st.lists(st.sampled_from(_COMMUNES), min_size=1, max_size=3, unique=True).map(tuple),
        delimitation=st.sampled_from(Delimitation),
        departement=st.sampled_from([None, "32"]),
        region=st.sampled_from([None, "76"]),
        population=st.none()
        | st.builds(PopulationDeclaree, nombre=NOMBRES, annee=st.just(2020), source=st.just("source")),
    )


_AUTRES: Final = st.one_of(
    st.builds(
        Indemnite,
        identifiant=st.just("indemnite"),
        nature=st.sampled_from(NatureIndemnite),
        payeur=st.just("cpts"),
        beneficiaire=st.sampled_from(_GENS),
        montant=st.sampled_from([Decimal(1000), Decimal(42_000), Decimal(60_000)]),
        versee_le=st.none() | DATES,
    ),
    st.builds(
        BilanAnnuel,
        identifiant=st.just("bilan"),
        structure=st.just("msp"),
        annee=st.integers(2018, 2026),
        convention=st.sampled_from([None, "convention-1"]),
        patientele=st.none() | NOMBRES,
        indicateurs=plusieurs(
            st.builds(
                PartStatistique,
                indicateur=st.sampled_from(["horaires", "coordination", "systeme_information"]),
                valeur=NOMBRES,
            ),
            3,
        ),
    ),
    st.builds(
        Protocole,
        identifiant=st.just("protocole"),
        nature=st.just(NatureProtocole.ORGANISATION_IPA),
        signataires=_SIGNATURES,
        periode=PERIODES,
    ),
    st.builds(
        SeanceFormation,
        identifiant=st.just("seance"),
        programme=st.just("programme"),
        statut=st.sampled_from(StatutSeance),
        le=st.none() | DATES,
        participants=st.lists(st.sampled_from(_GENS), max_size=3, unique=True).map(tuple),
        nombre_participants=st.none() | NOMBRES,
    ),
    st.builds(
        ProgrammeFormation,
        identifiant=st.just("programme"),
        intitule=st.just("Programme"),
        periode=PERIODES,
        dpc=st.none()
        | st.builds(
            ProgrammeDpc,
            nature=st.sampled_from(NatureActionDpc),
            orientation_prioritaire=st.none() | st.booleans(),
            organisme_enregistre=st.none() | st.booleans(),
        ),
    ),
    st.builds(
        TableauGarde,
        identifiant=st.just("tableau"),
        periode=st.sampled_from(
            [Periode(debut=date(2024, 1, 1), fin=date(2024, 6, 30)), Periode(debut=date(2023, 1, 1))]
        ),
        volontaires=st.lists(st.sampled_from(_SOIGNANTS), max_size=2, unique=True).map(tuple),
        associations=st.sampled_from([(), ("association",)]),
        creneaux=plusieurs(
            st.builds(
                CreneauGarde,
                jour=st.dates(date(2024, 1, 1), date(2024, 6, 30)),
                debut=st.just(time(20)),
                fin=st.just(time(0)),
                professionnel=st.sampled_from(_SOIGNANTS),
                modalite=st.none() | st.sampled_from(ModaliteGarde),
                remplace=st.none() | st.sampled_from(_SOIGNANTS),
                requisition=st.none() | st.booleans(),
            ),
            2,
        ),
        transmis_ordre_le=st.none() | DATES,
        transmis_ars_le=st.none() | DATES,
        liste_effective_le=st.none() | DATES,
    ),
    st.builds(
        Reunion,
        identifiant=st.just("reunion"),
        objet=st.just("Comité"),
        nature=st.just(NatureReunion.COMITE),
        statut=st.sampled_from(StatutReunion),
        le=st.none() | DATES,
        organisateurs=st.just(("centre",)),
    ),
    st.builds(
        Statistique,
        identifiant=st.just("statistique"),
        indicateur=st.just("projets"),
        valeur=NOMBRES,
        dont=plusieurs(st.builds(PartStatistique, indicateur=st.sampled_from(["avant", "ajouts"]), valeur=NOMBRES), 2),
    ),
    st.builds(
        Accompagnement,
        identifiant=st.just("accompagnement"),
        par=st.just("association"),
        nature=st.sampled_from(NatureAccompagnement),
        beneficiaire=st.sampled_from(["msp", "projet-cpts"]),
        periode=PERIODES,
    ),
)


def _document(nom: str) -> st.SearchStrategy[Document]:
    return st.builds(
        Document,
        identifiant=st.just(nom),
        nature=st.just(NatureDocument.PROJET_SANTE),
        titre=st.just("Projet de santé"),
        le=st.none() | DATES,
        version=st.sampled_from([None, "1", "2"]),
        signatures=_SIGNATURES,
    )


@st.composite
def dossiers(draw: st.DrawFn) -> Registre:
    """A registre of a few structures, those who work there, their contracts, their projects and what is around."""
    entites: list[Any] = [*_ORGANISATIONS, Personne(identifiant="role", professionnel="soignant-1")]
    entites += [draw(_soignant(nom)) for nom in _SOIGNANTS if draw(_SOUVENT)]
    entites += [draw(_territoire(nom)) for nom in _TERRITOIRES]
    structures = {
        "msp": _vie(
            MSP,
            identifiant=st.just("msp"),
            associes=_ADHESIONS,
            signataires=_SIGNATURES,
            sites=_sites("msp"),
            immatriculee_le=st.none() | DATES,
            statuts_transmis_ordres_le=st.none() | DATES,
            statuts_transmis_ars_le=st.none() | DATES,
        ),
        "cpts": _vie(CPTS, identifiant=st.just("cpts"), adherents=_ADHESIONS),
        "autre-cpts": _vie(CPTS, identifiant=st.just("autre-cpts"), adherents=_ADHESIONS),
        "centre": _vie(CentreSante, identifiant=st.just("centre"), gestionnaire=_GESTIONNAIRES, sites=_sites("centre")),
        "cts": _vie(
            CTS,
            identifiant=st.just("cts"),
            centre=st.sampled_from([None, "centre"]),
            gestionnaire=_GESTIONNAIRES,
            sites=_sites("cts"),
        ),
        "esp": _vie(EquipeSoinsPrimaires, identifiant=st.just("esp"), membres=_ADHESIONS),
        "ess": _vie(EquipeSoinsSpecialises, identifiant=st.just("ess"), membres=_ADHESIONS),
    }
    entites += [draw(structures[nom]) for nom in draw(st.lists(st.sampled_from(_STRUCTURES), unique=True, min_size=2))]
    projets = (
        ("projet-cpts", NatureProjet.CPTS, "cpts"),
        ("projet-msp", NatureProjet.MSP, "msp"),
        ("projet-centre", NatureProjet.CENTRE_SANTE, "centre"),
        ("projet-ferme", NatureProjet.CENTRE_SANTE, "cts"),
    )
    entites += [draw(_projet(*projet)) for projet in projets if draw(_SOUVENT)]
    entites += [draw(_convention(nom)) for nom in ("convention-1", "convention-2") if draw(_SOUVENT)]
    entites += [draw(_document(nom)) for nom in ("document-1", "document-2") if draw(st.booleans())]
    autres = draw(st.lists(_AUTRES, max_size=8, unique_by=lambda entite: entite.identifiant))
    return Registre().avec(*entites, *autres)
