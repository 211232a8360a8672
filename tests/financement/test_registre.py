"""The facts that a registre knows, and those that it does not."""

from datetime import date, time
from decimal import Decimal

import pytest
from tests.cycle.outils import Q, fait

from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    Adhesion,
    Avenant,
    BilanAnnuel,
    Convention,
    Delimitation,
    Estimation,
    Evenement,
    Exercice,
    Horaire,
    JourSemaine,
    Label,
    MissionCPTS,
    ModeExercice,
    NatureConvention,
    NatureLabel,
    NatureOrganisation,
    NatureProjet,
    NatureProtocole,
    NatureReunion,
    NatureTerritoire,
    NuanceNombre,
    ObjetAvenant,
    Organisation,
    PartStatistique,
    PeriodePartielle,
    PopulationDeclaree,
    Professionnel,
    Projet,
    Protocole,
    Rattachement,
    Registre,
    Reunion,
    Site,
    StatutReunion,
    Territoire,
    ValeurInvalide,
)
from soinsprimaires.financement import FaitsACICPTS, FaitsACIMSP, MissionEngagee, faits_aci_cpts, faits_aci_msp
from soinsprimaires.referentiels import professions

DEPUIS = PeriodePartielle(debut="2018-01-01")
LUNDI_VENDREDI = tuple(JourSemaine)[:5]


def professionnel(nom: str, **champs: object) -> Professionnel:
    ici = Exercice(mode=ModeExercice.LIBERAL, structure="msp", periode=DEPUIS)
    return Professionnel(identifiant=nom, profession=professions.MEDECIN, exercices=(ici,), **champs)  # type: ignore[arg-type]


def semaine(ouvre: int, ferme: int) -> Horaire:
    return Horaire(jours=LUNDI_VENDREDI, ouvre=time(ouvre), ferme=time(ferme))


SAMEDI = Horaire(jours=(JourSemaine.SAMEDI,), ouvre=time(8), ferme=time(12))
CPAM = Organisation(identifiant="cpam", nom="CPAM", nature=NatureOrganisation.CPAM)


def maison(**champs: object) -> MSP:
    gens = {"associes": tuple(Adhesion(membre=f"p{rang}", periode=DEPUIS) for rang in range(3))}
    return MSP(identifiant="msp", nom="MSP", **gens | champs)  # type: ignore[arg-type]


EQUIPE = tuple(professionnel(f"p{rang}") for rang in range(3))


def test_un_registre_vide_ne_sait_rien() -> None:
    vide = Registre(structures=(MSP(identifiant="msp", nom="MSP"),))
    assert faits_aci_msp(vide, "msp", exercice=2023) == FaitsACIMSP(exercice=2023)


def test_ce_qu_un_registre_sait_d_une_maison() -> None:
    registre = Registre(
        structures=(
            maison(
                sites=(
                    Site(identifiant="site", horaires=(semaine(8, 20), SAMEDI), periode=DEPUIS),
                    Site(identifiant="annexe", horaires=(semaine(9, 19),), periode=DEPUIS),
                )
            ),
        ),
        professionnels=(*EQUIPE, professionnel("ipa", savoir_faire=())),
        organisations=(CPAM,),
        conventions=(
            Convention(
                identifiant="aci",
                nature=NatureConvention.ACI_MSP,
                parties=("msp", "cpam"),
                signee_le="2019-01-15",
                prend_effet_le="2019-02-01",
            ),
        ),
        protocoles=tuple(
            Protocole(
                identifiant=f"protocole-{rang}",
                nature=NatureProtocole.PLURIPROFESSIONNEL,
                structure="msp",
                periode=PeriodePartielle(debut=f"202{rang}-01-01"),
            )
            for rang in (1, 2, 5)
        ),
        reunions=tuple(
            Reunion(
                identifiant=f"reunion-{mois}",
                objet="concertation",
                nature=NatureReunion.CONCERTATION,
                statut=StatutReunion.TENUE,
                le=f"2023-{mois:02}",
                organisateurs=("msp",),
            )
            for mois in (1, 6, 12)
        ),
        labels=(
            Label(
                identifiant="label",
                nature=NatureLabel.SYSTEME_INFORMATION_STANDARD,
                structure="msp",
                periode=PeriodePartielle(debut="2020-03-01"),
            ),
        ),
        bilans_annuels=(
            BilanAnnuel(
                identifiant="bilan",
                structure="msp",
                annee=2023,
                patientele=Estimation(valeur=4_200),
                indicateurs=(
                    PartStatistique(indicateur="fonction_de_coordination", valeur=Estimation(valeur=1)),
                    PartStatistique(indicateur="preparation_aux_crises_sanitaires", valeur=Estimation(valeur=0)),
                ),
            ),
        ),
    )
    assert faits_aci_msp(registre, "msp", exercice=2023) == FaitsACIMSP(
        exercice=2023,
        patientele=4_200,
        associes=3,
        amplitude_heures=Decimal(10),
        samedi_matin=False,
        plan_crise=False,
        coordination=True,
        si_standard=True,
        si_standard_depuis=date(2020, 3, 1),
        # Those recorded: others may not be.
        protocoles=Estimation(valeur=2, nuance=NuanceNombre.AU_MOINS),
        reunions_concertation=Estimation(valeur=3, nuance=NuanceNombre.AU_MOINS),
        contrat_effet_le=date(2019, 2, 1),
    )


@pytest.mark.parametrize(
    ("horaires", "amplitude", "samedi"),
    [
        ((semaine(8, 20), SAMEDI), Decimal(12), True),
        ((semaine(8, 20),), Decimal(12), False),
        # A break: the guide does not say whether the amplitude counts it.
        ((semaine(8, 12), semaine(14, 20)), None, False),
        ((semaine(8, 20), Horaire(jours=(JourSemaine.SAMEDI,), ouvre=time(9), ferme=time(12))), Decimal(12), None),
        ((Horaire(ouvre=time(8), ferme=time(20)),), None, None),
        ((), None, None),
    ],
)
def test_les_horaires_se_lisent_au_site_qui_ouvre_le_moins(
    horaires: tuple[Horaire, ...], amplitude: Decimal | None, *, samedi: bool | None
) -> None:
    msp = maison(sites=(Site(identifiant="site", horaires=horaires, periode=DEPUIS),))
    faits = faits_aci_msp(Registre(structures=(msp,), professionnels=EQUIPE), msp, exercice=2023)
    assert (faits.amplitude_heures, faits.samedi_matin) == (amplitude, samedi)


def test_un_associe_dont_les_dates_sont_vagues_laisse_le_nombre_inconnu() -> None:
    vague = Adhesion(membre="p0", periode=PeriodePartielle(debut="2023"))
    for associes in ((vague,), (Adhesion(membre="inconnu", periode=DEPUIS),), (Adhesion(membre="p0"),)):
        registre = Registre(structures=(maison(associes=associes),), professionnels=EQUIPE)
        attendu = 1 if associes == (vague,) else None
        assert faits_aci_msp(registre, "msp", exercice=2023).associes == attendu
        assert faits_aci_msp(registre, "msp", exercice=2022).associes is None


def test_un_ipa_de_l_equipe_est_vu_et_son_absence_jamais_sue() -> None:
    ici = Exercice(mode=ModeExercice.SALARIE, structure="msp", periode=DEPUIS)
    ipa = Professionnel(
        identifiant="ipa",
        profession=professions.INFIRMIER,
        savoir_faire=(professions.IPA_PATHOLOGIES_CHRONIQUES,),
        exercices=(ici,),
    )
    registre = Registre(structures=(maison(),), professionnels=(*EQUIPE, ipa))
    assert faits_aci_msp(registre, "msp", exercice=2023).ipa is True
    assert faits_aci_msp(registre.sans("ipa"), "msp", exercice=2023).ipa is None


TERRITOIRE = Territoire(
    identifiant="territoire",
    nom="Territoire",
    nature=NatureTerritoire.ACTION_CPTS,
    delimitation=Delimitation.INCONNUE,
    population=PopulationDeclaree(nombre=Estimation(valeur=62_000), annee=2022, source="ARS"),
)


def cpts(*journal: Evenement, **champs: object) -> Registre:
    return Registre(
        structures=(
            CPTS(identifiant="cpts", nom="CPTS", territoires=(Rattachement(territoire="territoire", periode=DEPUIS),)),
        ),
        territoires=(TERRITOIRE,),
        organisations=(CPAM,),
        projets=(
            Projet(identifiant="projet", nom="Projet", nature=NatureProjet.CPTS, structure="cpts", journal=journal),
        ),
        **champs,  # type: ignore[arg-type]
    )


def contrat(le: str) -> Convention:
    return Convention(identifiant=f"aci-{le}", nature=NatureConvention.ACI_CPTS, parties=("cpts", "cpam"), signee_le=le)


@pytest.mark.parametrize(
    ("au", "annee"),
    [
        (date(2022, 5, 31), None),
        (date(2022, 6, 1), 1),
        (date(2023, 5, 31), 1),
        (date(2023, 6, 1), 2),
        (date(2026, 11, 29), 5),
    ],
)
def test_l_annee_du_contrat_d_une_cpts(au: date, annee: int | None) -> None:
    faits = faits_aci_cpts(cpts(conventions=(contrat("2022-06-01"),)), "cpts", au=au)
    assert faits.annee_contrat == annee
    assert faits.population == 62_000


def test_ce_qui_fut_signe_avant_l_accord_n_en_est_pas_un_contrat() -> None:
    # The agreement is in force since 25 August 2019.
    avant = faits_aci_cpts(cpts(conventions=(contrat("2019-08-24"),)), "cpts", au=date(2019, 9, 1))
    assert (avant.contrat_signe_le, avant.annee_contrat) == (None, None)
    depuis = faits_aci_cpts(cpts(conventions=(contrat("2019-08-25"),)), "cpts", au=date(2019, 9, 1))
    assert (depuis.contrat_signe_le, depuis.annee_contrat) == (date(2019, 8, 25), 1)


def test_un_contrat_de_date_vague_laisse_l_annee_inconnue() -> None:
    faits = faits_aci_cpts(cpts(conventions=(contrat("2022-06"),)), "cpts", au=date(2024, 1, 1))
    assert faits == FaitsACICPTS(population=62_000)
    deux = cpts(conventions=(contrat("2022-06-01"), contrat("2022-06-02")))
    assert faits_aci_cpts(deux, "cpts", au=date(2024, 1, 1)).contrat_signe_le is None


def test_une_population_vague_reste_vague() -> None:
    vague = Estimation(valeur=62_000, nuance=NuanceNombre.PLUS_DE)
    territoire = Territoire(
        identifiant="territoire",
        nom="Territoire",
        nature=NatureTerritoire.ACTION_CPTS,
        population=PopulationDeclaree(nombre=vague, annee=2022, source="ARS"),
    )
    registre = cpts().sans("territoire").avec(territoire)
    assert faits_aci_cpts(registre, "cpts", au=date(2024, 1, 1)).population == vague


def test_une_taille_qui_change_dans_l_annee_du_contrat_laisse_la_population_inconnue() -> None:
    """From 1 January 2025 a CPTS of 62,000 inhabitants (size 2) has 30,000 (size 1): which is paid was not read."""
    petit = Territoire(
        identifiant="petit",
        nom="Petit",
        nature=NatureTerritoire.ACTION_CPTS,
        population=PopulationDeclaree(nombre=Estimation(valeur=30_000), annee=2022, source="ARS"),
    )

    def population(au: date, apres: str) -> object:
        communaute = CPTS(
            identifiant="cpts",
            nom="CPTS",
            territoires=(
                Rattachement(territoire="territoire", periode=PeriodePartielle(debut="2018-01-01", fin="2024-12-31")),
                Rattachement(territoire=apres, periode=PeriodePartielle(debut="2025-01-01")),
            ),
        )
        registre = cpts(conventions=(contrat("2023-06-01"),)).sans("cpts").avec(communaute, petit)
        return faits_aci_cpts(registre, "cpts", au=au).population

    # The year of the contract goes from 1 June 2024 to 31 May 2025.
    assert population(date(2024, 5, 31), "petit") == 62_000
    assert population(date(2024, 6, 1), "petit") is population(date(2025, 5, 31), "petit") is None
    assert population(date(2025, 6, 1), "petit") == 30_000
    # Another territory of the same size changes nothing.
    assert population(date(2024, 6, 1), "territoire") == 62_000


def test_une_population_environ_est_lue_comme_ailleurs() -> None:
    vague = Estimation(valeur=29_000, nuance=NuanceNombre.ENVIRON)
    lue = Estimation(valeur=29_000, nuance=NuanceNombre.ENVIRON, minimum=26_100, maximum=31_900)
    territoire = Territoire(
        identifiant="territoire",
        nom="Territoire",
        nature=NatureTerritoire.ACTION_CPTS,
        population=PopulationDeclaree(nombre=vague, annee=2022, source="ARS"),
    )
    registre = cpts().sans("territoire").avec(territoire)
    assert faits_aci_cpts(registre, "cpts", au=date(2024, 1, 1)).population == lue


VIE = (
    fait(Acte.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS),
    fait(Acte.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.ARS, Q.CPAM),
    fait(Acte.DEPOT_PROJET, "2023-09-04", Q.PORTEURS, recu_le="2023-09-04"),
    fait(Acte.VALIDATION_PROJET, "2023-10-16", Q.ARS),
    fait(Acte.SIGNATURE_CONTRAT, "2024-01-31", Q.STRUCTURE, Q.ARS, Q.CPAM),
    fait(Acte.DEMARRAGE_MISSION, "2024-06-03", Q.STRUCTURE, mission=MissionCPTS.PARCOURS),
)


@pytest.mark.parametrize(
    ("au", "annee", "missions"),
    [
        (date(2024, 3, 1), 1, ()),
        (date(2024, 7, 1), 1, (MissionEngagee(mission=MissionCPTS.PARCOURS, demarree_le=date(2024, 6, 3)),)),
        (date(2025, 2, 1), 2, (MissionEngagee(mission=MissionCPTS.PARCOURS, demarree_le=date(2024, 6, 3)),)),
    ],
)
def test_le_contrat_les_missions_et_la_lettre_viennent_du_journal(
    au: date, annee: int, missions: tuple[MissionEngagee, ...]
) -> None:
    assert faits_aci_cpts(cpts(*VIE), "cpts", au=au) == FaitsACICPTS(
        population=62_000,
        contrat_signe_le=date(2024, 1, 31),
        annee_contrat=annee,
        missions=missions,
        lettre_validee_le=date(2023, 3, 1),
    )


@pytest.mark.parametrize(("nom", "exercice"), [("cpts", 2023), ("absente", 2023), ("msp", 2016), ("msp", 0)])
def test_ce_qui_n_est_pas_une_maison_ou_un_exercice_est_refuse(nom: str, exercice: int) -> None:
    registre = cpts().avec(maison(associes=()))
    with pytest.raises(ValeurInvalide):
        faits_aci_msp(registre, nom, exercice=exercice)


@pytest.mark.parametrize(
    ("declares", "associes"),
    [
        (None, 3),
        (Estimation(valeur=3), 3),
        (Estimation(valeur=2, nuance=NuanceNombre.AU_MOINS), 3),
        # The list does not name them all.
        (Estimation(valeur=14), None),
        (Estimation(valeur=10, nuance=NuanceNombre.AU_MOINS), None),
    ],
)
def test_une_liste_d_associes_que_leur_nombre_dement_n_en_donne_pas_le_compte(
    declares: Estimation | None, associes: int | None
) -> None:
    registre = Registre(structures=(maison(nombre_associes=declares),), professionnels=EQUIPE)
    assert faits_aci_msp(registre, "msp", exercice=2023).associes == associes


def aci(**champs: object) -> Convention:
    return Convention(
        identifiant="aci",
        nature=NatureConvention.ACI_MSP,
        parties=("msp", "cpam"),
        prend_effet_le="2021-02-01",
        **champs,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("fin", "effet"),
    [
        (None, date(2021, 2, 1)),
        ("2024-01-01", date(2021, 2, 1)),
        # Both ends of a period are included: the last day of the exercise is still one of the contract.
        ("2023-12-31", date(2021, 2, 1)),
        # Ended in the exercise, before it, or perhaps: nobody may say that the year was paid.
        ("2023-12-30", None),
        ("2023-06-30", None),
        ("2022-06-30", None),
        ("2023", None),
    ],
)
def test_un_contrat_fini_dans_l_exercice_ne_le_paie_pas_a_coup_sur(fin: str | None, effet: date | None) -> None:
    periode = None if fin is None else PeriodePartielle(debut="2021-02-01", fin=fin)
    registre = Registre(structures=(maison(associes=()),), organisations=(CPAM,), conventions=(aci(periode=periode),))
    assert faits_aci_msp(registre, "msp", exercice=2023).contrat_effet_le == effet


@pytest.mark.parametrize("acte", [Acte.RESILIATION, Acte.SUSPENSION, Acte.DISSOLUTION])
@pytest.mark.parametrize(("le", "effet"), [("2023-06-30", None), ("2024-01-01", date(2021, 2, 1)), ("2023~", None)])
def test_un_contrat_arrete_au_journal_ne_paie_pas_l_exercice_a_coup_sur(
    acte: Acte, le: str, effet: date | None
) -> None:
    journal = (fait(acte, le, Q.ARS, motif="motif"),)
    projet = Projet(identifiant="projet", nom="Projet", nature=NatureProjet.MSP, structure="msp", journal=journal)
    registre = Registre(
        structures=(maison(associes=()),), organisations=(CPAM,), conventions=(aci(),), projets=(projet,)
    )
    assert faits_aci_msp(registre, "msp", exercice=2023).contrat_effet_le == effet


@pytest.mark.parametrize(("le", "effet"), [("2023-06-30", None), ("2023", None), ("2024-06-30", date(2021, 2, 1))])
def test_une_maison_dissoute_dans_l_exercice_n_est_pas_payee_a_coup_sur(le: str, effet: date | None) -> None:
    dissoute = maison(associes=(), dissoute_le=le)
    registre = Registre(structures=(dissoute,), organisations=(CPAM,), conventions=(aci(),))
    assert faits_aci_msp(registre, "msp", exercice=2023).contrat_effet_le == effet


def test_un_contrat_de_cpts_resilie_ne_donne_plus_rien_a_coup_sur() -> None:
    fin = fait(Acte.RESILIATION, "2025-06-30", Q.ARS, motif="motif")
    registre = cpts(*VIE, fin)
    assert faits_aci_cpts(registre, "cpts", au=date(2025, 6, 29)).annee_contrat == 2
    apres = faits_aci_cpts(registre, "cpts", au=date(2025, 7, 1))
    assert (apres.contrat_signe_le, apres.annee_contrat, apres.missions) == (None, None, None)


def conventions_msp(*contrats: dict[str, object]) -> tuple[Convention, ...]:
    return tuple(
        Convention(
            identifiant=f"aci-{rang}",
            nature=NatureConvention.ACI_MSP,
            parties=("msp", "cpam"),
            **champs,  # type: ignore[arg-type]
        )
        for rang, champs in enumerate(contrats)
    )


def effet_msp(
    conventions: tuple[Convention, ...], *journaux: tuple[Evenement, ...], exercice: int = 2024
) -> date | None:
    projets = tuple(
        Projet(identifiant=f"projet-{rang}", nom="Projet", nature=NatureProjet.MSP, structure="msp", journal=journal)
        for rang, journal in enumerate(journaux)
    )
    registre = Registre(
        structures=(maison(associes=()),), organisations=(CPAM,), conventions=conventions, projets=projets
    )
    return faits_aci_msp(registre, "msp", exercice=exercice).contrat_effet_le


@pytest.mark.parametrize(
    ("fin", "exercice", "effet"),
    [
        ("2021-12-31", 2024, date(2022, 1, 1)),
        ("2021-12-31", 2022, date(2022, 1, 1)),
        ("2021-12-31", 2021, date(2017, 9, 1)),
        # The one that followed runs from the first day of the exercise on, whenever the first one ended.
        ("2022", 2022, date(2022, 1, 1)),
        ("2024", 2024, date(2022, 1, 1)),
    ],
)
def test_un_contrat_fini_n_en_cache_pas_un_autre(fin: str, exercice: int, effet: date | None) -> None:
    conventions = conventions_msp(
        {"periode": PeriodePartielle(debut="2017-09-01", fin=fin)}, {"prend_effet_le": "2022-01-01"}
    )
    assert effet_msp(conventions, exercice=exercice) == effet


def test_deux_contrats_qui_se_suivent_dans_l_exercice_le_laissent_inconnu() -> None:
    # Counted from July alone, the year would be paid for half of it.
    conventions = conventions_msp(
        {"periode": PeriodePartielle(debut="2017-09-01", fin="2022-06-30")}, {"prend_effet_le": "2022-07-01"}
    )
    assert (effet_msp(conventions, exercice=2022), effet_msp(conventions, exercice=2023)) == (None, date(2022, 7, 1))


def test_deux_contrats_surs_dont_le_second_commence_dans_l_exercice_le_laissent_inconnu() -> None:
    """The first, of 1 September 2019, runs until 1 September 2024: what each is paid for 2022 was not read."""
    conventions = conventions_msp({"prend_effet_le": "2019-09-01"}, {"prend_effet_le": "2022-07-01"})
    attendus = {2021: date(2019, 9, 1), 2022: None, 2023: date(2022, 7, 1)}
    assert {exercice: effet_msp(conventions, exercice=exercice) for exercice in attendus} == attendus


def signature(le: str) -> Evenement:
    return fait(Acte.SIGNATURE_CONTRAT, le, Q.STRUCTURE, Q.ARS, Q.CPAM)


def test_un_contrat_resilie_au_journal_n_en_cache_pas_un_autre() -> None:
    journal = (
        fait(Acte.REPRISE, "2018-01-01", etat="projet_valide"),
        signature("2019-02-01"),
        fait(Acte.RESILIATION, "2021-06-30", Q.ARS, motif="motif"),
        signature("2022-03-01"),
    )
    attendus = {2020: date(2019, 2, 1), 2021: None, 2022: date(2022, 3, 1), 2024: date(2022, 3, 1)}
    assert {exercice: effet_msp((), journal, exercice=exercice) for exercice in attendus} == attendus


DE_2018 = conventions_msp(
    {
        "prend_effet_le": "2018-01-01",
        "avenants": (Avenant(objets=(ObjetAvenant.RENOUVELLEMENT,), prend_effet_le="2023-01-01"),),
    }
)
EN_COURS = fait(Acte.REPRISE, "2018-06-01", etat="en_fonctionnement")


@pytest.mark.parametrize(
    ("journaux", "effet"),
    [
        (((EN_COURS,),), date(2018, 1, 1)),
        (
            (
                (
                    EN_COURS,
                    fait(Acte.SUSPENSION, "2019-03-01", Q.ARS, motif="motif"),
                    fait(Acte.LEVEE_SUSPENSION, "2020-03-01", Q.ARS),
                ),
            ),
            date(2018, 1, 1),
        ),
        (
            (
                (
                    EN_COURS,
                    fait(Acte.SUSPENSION, "2024-03-01", Q.ARS, motif="motif"),
                    fait(Acte.LEVEE_SUSPENSION, "2024-04-01", Q.ARS),
                ),
            ),
            None,
        ),
        (((EN_COURS,), (fait(Acte.ABANDON, "2020-01-01", Q.PORTEURS),)), date(2018, 1, 1)),
        (((fait(Acte.REPRISE, "2021-01-01", etat="resilie"),),), None),
        # Before the follow-up began, the journal says nothing.
        (((fait(Acte.REPRISE, "2024-06-01", etat="en_fonctionnement"),),), date(2018, 1, 1)),
        # Neither an act that stops nothing nor a state that is not told puts it in doubt.
        (((fait(Acte.RENOUVELLEMENT, "2023-01-01", Q.STRUCTURE, Q.ARS, Q.CPAM),),), date(2018, 1, 1)),
        (((fait(Acte.REPRISE, "2021-01-01"),),), date(2018, 1, 1)),
        (((fait(Acte.RESILIATION, "2017-09-01", Q.ARS, motif="motif"),),), date(2018, 1, 1)),
    ],
    ids=[
        "en cours",
        "suspension levée",
        "suspendu dans l'exercice",
        "autre projet",
        "repris résilié",
        "repris tard",
        "renouvelé, sans le début",
        "repris sans état",
        "arrêté avant",
    ],
)
def test_ce_que_le_journal_dit_du_contrat_se_lit_dans_ses_etats(
    journaux: tuple[tuple[Evenement, ...], ...], effet: date | None
) -> None:
    assert effet_msp(DE_2018, *journaux) == effet


@pytest.mark.parametrize(
    ("exercice", "champs", "effet"),
    [
        # 60 months from 1 January 2018 end on 31 December 2022.
        (2022, {}, date(2018, 1, 1)),
        (2023, {}, None),
        (2024, {}, None),
        (
            2024,
            {"avenants": (Avenant(objets=(ObjetAvenant.RENOUVELLEMENT,), prend_effet_le="2023-01-01"),)},
            date(2018, 1, 1),
        ),
    ],
)
def test_un_contrat_dont_le_terme_est_passe_n_est_plus_sur(
    exercice: int, champs: dict[str, object], effet: date | None
) -> None:
    # The agreement says sixty months of a contract that does not say how long it lasts.
    for duree in (60, None):
        conventions = conventions_msp({"prend_effet_le": "2018-01-01", "duree_mois": duree, **champs})
        assert effet_msp(conventions, exercice=exercice) == effet


def test_un_contrat_du_journal_dont_le_terme_passe_dans_l_exercice_n_est_plus_sur() -> None:
    """Signed on 1 March 2019: its term comes on 1 March 2024."""
    journal = (fait(Acte.REPRISE, "2018-01-01", etat="projet_valide"), signature("2019-03-01"))
    renouvele = (*journal, fait(Acte.RENOUVELLEMENT, "2024-03-01", Q.STRUCTURE, Q.ARS, Q.CPAM))
    attendus = {2023: date(2019, 3, 1), 2024: None, 2026: None}
    assert {exercice: effet_msp((), journal, exercice=exercice) for exercice in attendus} == attendus
    assert effet_msp((), renouvele, exercice=2024) == date(2019, 3, 1)


@pytest.mark.parametrize(("renouvele_le", "effet"), [("2022-06", date(2018, 1, 1)), ("[2022-06..2026-01]", None)])
def test_un_renouvellement_qui_n_est_pas_encore_sur_ne_recule_aucun_terme(
    renouvele_le: str, effet: date | None
) -> None:
    avenant = Avenant(objets=(ObjetAvenant.RENOUVELLEMENT,), signe_le=renouvele_le)
    conventions = conventions_msp({"prend_effet_le": "2018-01-01", "avenants": (avenant,)})
    assert effet_msp(conventions, exercice=2024) == effet


def test_une_cpts_suspendue_dans_l_annee_de_son_contrat_n_en_est_pas_payee_a_coup_sur() -> None:
    suspension = fait(Acte.SUSPENSION, "2024-08-01", Q.ARS, motif="motif")
    registre = cpts(*VIE, suspension, fait(Acte.LEVEE_SUSPENSION, "2024-09-01", Q.ARS))
    # The second year begins on 31 January 2025.
    assert faits_aci_cpts(registre, "cpts", au=date(2025, 1, 30)).contrat_signe_le is None
    assert faits_aci_cpts(registre, "cpts", au=date(2025, 1, 31)).contrat_signe_le == date(2024, 1, 31)


def test_un_contrat_de_cpts_a_venir_n_en_cache_pas_un_autre() -> None:
    registre = cpts(conventions=(contrat("2020-06-01"), contrat("2025-06-01")))
    assert faits_aci_cpts(registre, "cpts", au=date(2024, 1, 1)).contrat_signe_le == date(2020, 6, 1)
