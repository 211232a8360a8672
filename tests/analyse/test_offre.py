"""The offer of care of a territory, counted by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from tests.analyse.outils import AILLEURS, ICI, bornes, exercice, motifs, soignant, territoire

from soinsprimaires import (
    CPTS,
    MSP,
    DatePartielle,
    Delimitation,
    Etendue,
    Exercice,
    Jalon,
    JourSemaine,
    Lieu,
    LieuAnterieur,
    ModeExercice,
    NatureJalon,
    PeriodePartielle,
    Presence,
    Professionnel,
    Provenance,
    Rattachement,
    Registre,
    Rpps,
    Site,
    StatutExercice,
    ValeurInvalide,
    analyse,
)
from soinsprimaires.analyse import LigneOffre, Mesure, Motif, Par, Surete, Tranche
from soinsprimaires.analyse.repartition import age_possible
from soinsprimaires.identifiants import cle_luhn
from soinsprimaires.referentiels import est_generaliste, professions

AU = date(2024, 6, 1)
J = JourSemaine
DATES = {Motif.DATES: 1}
GENERALISTE = (professions.MEDECINE_GENERALE,)
RPPS = Rpps("9000000001" + cle_luhn("9000000001"))


def presence(commune: str, *jours: JourSemaine, **champs: Any) -> Presence:
    return Presence(commune=commune, jours=jours, **champs)


AU_CABINET = soignant(
    "a",
    professions.MEDECIN,
    exercice(presence(ICI, J.LUNDI, J.MARDI)),
    savoir_faire=GENERALISTE,
    annee_naissance=1960,
    rpps=RPPS,
)
# The same person, whom another file tells as well: counted once.
AU_CABINET_ENCORE = attrs.evolve(AU_CABINET, identifiant="a-bis")
PARTAGE = soignant(
    "b",
    professions.MEDECIN,
    exercice(presence(ICI, J.LUNDI)),
    exercice(presence(AILLEURS, nombre_jours=3), mode=ModeExercice.SALARIE),
    annee_naissance=1959,
)
SANS_DATES = soignant("c", professions.INFIRMIER, exercice(presence(ICI), periode=None, mode=None))
SANS_LIEU = soignant("d", professions.INFIRMIER, exercice(Presence(site="inconnu")))
PREVU = soignant("e", professions.INFIRMIER, exercice(presence(ICI), statut=StatutExercice.PREVU))
PARTI = soignant(
    "f", professions.INFIRMIER, exercice(presence(ICI), periode=PeriodePartielle(debut="2010", fin="2020"))
)
D_AILLEURS = soignant("g", professions.PHARMACIEN, exercice(presence(AILLEURS)))
REGISTRE = Registre(
    professionnels=(AU_CABINET, AU_CABINET_ENCORE, PARTAGE, SANS_DATES, SANS_LIEU, PREVU, PARTI, D_AILLEURS),
    territoires=(territoire(),),
)


def lignes(*par: Par, **options: Any) -> dict[tuple[Any, ...], LigneOffre]:
    trouvees = analyse.offre(REGISTRE, "ici", au=AU, par=par, **options)
    return {tuple(getattr(ligne, critere.value) for critere in par): ligne for ligne in trouvees}


def test_par_profession_les_surs_les_possibles_et_les_prevus() -> None:
    toutes = lignes(Par.PROFESSION)
    assert list(toutes) == [(professions.MEDECIN,), (professions.INFIRMIER,)]
    medecins, infirmiers = toutes.values()
    assert bornes(medecins.effectif) == (2, 2)
    # 10,000 x 2 / 4,000
    assert bornes(medecins.densite) == (5, 5)
    assert (bornes(infirmiers.effectif), infirmiers.prevus) == ((0, 2), 1)
    assert motifs(infirmiers.effectif) == {Motif.DATES: 1, Motif.LIEU: 1}
    assert bornes(infirmiers.densite) == (0, 5)
    assert infirmiers.densite is not None
    assert infirmiers.densite.sources == ("registre, sans provenance indiquée", "Insee (année non dite)")


def test_la_presence_partage_chacun_entre_ses_lieux() -> None:
    medecins = lignes(Par.PROFESSION)[professions.MEDECIN,]
    # One here all the time, one here a day out of four.
    assert bornes(medecins.presence) == (Decimal("1.25"), Decimal("1.25"))
    sans_jours = attrs.evolve(PARTAGE, exercices=(exercice(presence(ICI)), PARTAGE.exercices[1]))
    [ligne] = analyse.offre(REGISTRE.avec(sans_jours), "ici", au=AU, par=(), parmi=lambda p: p.annee_naissance == 1959)
    assert (bornes(ligne.effectif), bornes(ligne.presence)) == ((1, 1), (0, 1))
    assert motifs(ligne.presence) == {Motif.JOURS: 1}


@pytest.mark.parametrize(
    ("ici", "ailleurs", "part", "doute"),
    [
        # Two days out of four, or both of them.
        ({"nombre_jours": 2}, {"nombre_jours": 2, "periode": None}, ("0.5", 1), DATES),
        ({"nombre_jours": 2}, {"nombre_jours": 2, "periode": PeriodePartielle(debut="2024")}, ("0.5", 1), DATES),
        # It may be here that it does not take place: then somebody may not be here at all.
        ({"nombre_jours": 1, "periode": None}, {"nombre_jours": 3}, (0, "0.25"), DATES),
        ({"nombre_jours": 1, "periode": None}, {"nombre_jours": 3, "periode": None}, (0, 1), DATES),
        ({"nombre_jours": 2}, {"periode": None}, (0, 1), {Motif.JOURS: 1}),
        ({"nombre_jours": 2}, {"nombre_jours": 2, "commune": None, "site": "inconnu"}, (0, 1), {Motif.LIEU: 1}),
    ],
)
def test_la_presence_d_un_exercice_aux_dates_vagues_va_de_sans_lui_a_avec_lui(
    ici: dict[str, Any], ailleurs: dict[str, Any], part: tuple[str | int, str | int], doute: dict[Motif, int]
) -> None:
    def faire(commune: str, champs: dict[str, Any]) -> Any:
        dates = {"periode": champs["periode"]} if "periode" in champs else {}
        return exercice(
            Presence(**({"commune": commune} | {k: v for k, v in champs.items() if k != "periode"})), **dates
        )

    qui = soignant("s", professions.MEDECIN, faire(ICI, ici), faire(AILLEURS, ailleurs))
    [ligne] = analyse.offre(Registre(professionnels=(qui,)), territoire(), au=AU, par=())
    assert bornes(ligne.presence) == tuple(Decimal(borne) for borne in part)
    assert motifs(ligne.presence) == doute


def test_un_exercice_vague_qui_se_partage_ne_donne_que_des_parts_possibles() -> None:
    # Here a day; perhaps four more, three of them here; perhaps five elsewhere: 1, 4/5, 1/6 or 4/10.
    qui = soignant(
        "s",
        professions.MEDECIN,
        exercice(presence(ICI, nombre_jours=1)),
        exercice(presence(ICI, nombre_jours=3), presence(AILLEURS, nombre_jours=1), periode=None),
        exercice(presence(AILLEURS, nombre_jours=5), periode=None),
    )
    [ligne] = analyse.offre(Registre(professionnels=(qui,)), territoire(), au=AU, par=())
    assert bornes(ligne.presence) == (Decimal("0.166666666666"), Decimal(1))


def test_la_presence_de_tous_les_territoires_fait_leur_nombre() -> None:
    deux = REGISTRE.avec(territoire(AILLEURS, nom="ailleurs"))
    parts = [analyse.offre(deux, nom, au=AU, par=(), parmi=_est(PARTAGE))[0].presence for nom in ("ici", "ailleurs")]
    assert bornes(parts[0] + parts[1]) == (1, 1)


def _est(qui: Any) -> analyse.Critique:
    return lambda professionnel: professionnel.identifiant == qui.identifiant


def test_une_specialite_non_connue_peut_etre_chacune() -> None:
    toutes = lignes(Par.PROFESSION, Par.SAVOIR_FAIRE)
    assert bornes(toutes[professions.MEDECIN, GENERALISTE[0]].effectif) == (1, 2)
    assert bornes(toutes[professions.MEDECIN, None].effectif) == (0, 1)
    assert motifs(toutes[professions.MEDECIN, None].effectif) == {Motif.METIER: 1}
    assert bornes(toutes[professions.INFIRMIER, None].effectif) == (0, 2)


def test_un_age_tombe_dans_une_tranche_ou_dans_deux() -> None:
    toutes = lignes(Par.TRANCHE_AGE, parmi=lambda p: p.profession == professions.MEDECIN)
    # Born in 1960: 63 or 64 years old. Born in 1959: 64 or 65.
    assert {str(tranche): bornes(ligne.effectif) for (tranche,), ligne in toutes.items()} == {
        "de 60 à 64 ans": (1, 2),
        "65 ans et plus": (0, 1),
    }
    infirmiers = lignes(Par.TRANCHE_AGE, parmi=lambda p: p.profession == professions.INFIRMIER)
    assert [str(tranche) for (tranche,) in infirmiers] == [
        "moins de 35 ans",
        "de 35 à 44 ans",
        "de 45 à 54 ans",
        "de 55 à 59 ans",
        "de 60 à 64 ans",
        "65 ans et plus",
    ]
    assert {bornes(ligne.effectif) for ligne in infirmiers.values()} == {(0, 2)}


def test_au_dernier_jour_de_l_annee_l_age_est_connu() -> None:
    fete = analyse.offre(REGISTRE, "ici", au=date(2024, 12, 31), par=(Par.TRANCHE_AGE,), parmi=_est(PARTAGE))
    assert [(ligne.tranche_age, bornes(ligne.effectif)) for ligne in fete] == [
        (Tranche(minimum=65, maximum=None), (1, 1))
    ]


def test_deux_fiches_d_une_personne_qui_disent_deux_annees_laissent_l_age_entre_elles() -> None:
    fiches = [soignant("une", professions.MEDECIN, annee_naissance=annee) for annee in (1950, 1985)]
    assert age_possible(fiches, date(2024, 12, 31), exerce_le=AU) == (39, 74)
    assert age_possible(fiches, AU, exerce_le=AU) == (38, 74)


@pytest.mark.parametrize(("annee", "connu"), [(2030, False), (2024, False), (2009, False), (2008, True)])
def test_une_naissance_que_personne_qui_exerce_ne_peut_avoir_ne_dit_aucun_age(annee: int, connu: bool) -> None:  # noqa: FBT001
    qui = attrs.evolve(AU_CABINET, annee_naissance=annee, rpps=None)
    par_age = analyse.offre(Registre(professionnels=(qui,)), territoire(), au=AU, par=(Par.TRANCHE_AGE,))
    if connu:
        assert [(str(ligne.tranche_age), bornes(ligne.effectif)) for ligne in par_age] == [("moins de 35 ans", (1, 1))]
        return
    assert {(bornes(ligne.effectif), *motifs(ligne.effectif).items()) for ligne in par_age} == {
        ((0, 1), (Motif.NAISSANCE, 1))
    }
    [depart] = analyse.departs(
        Registre(professionnels=(qui,)), territoire(), au=AU, horizon=date(2034, 6, 1), age=67, par=()
    )
    assert (bornes(depart.departs), motifs(depart.departs)) == ((0, 1), {Motif.NAISSANCE: 1})


def test_le_mode_est_celui_de_l_exercice_d_ici() -> None:
    toutes = lignes(Par.MODE)
    assert bornes(toutes[ModeExercice.LIBERAL,].effectif) == (2, 4)
    # The salaried practice is elsewhere; of one here nobody knows the mode.
    assert bornes(toutes[ModeExercice.SALARIE,].effectif) == (0, 1)


def test_parmi_qui_compter() -> None:
    [ligne] = lignes(parmi=lambda p: any(map(est_generaliste, p.savoir_faire)) or None).values()
    assert (bornes(ligne.effectif), motifs(ligne.effectif)) == (
        (1, 4),
        {Motif.DATES: 1, Motif.METIER: 1, Motif.LIEU: 1},
    )
    [personne] = lignes(parmi=lambda _: False).values()
    assert bornes(personne.effectif) == (0, 0)


def test_un_autre_denominateur() -> None:
    ages = Mesure(minimum=400, maximum=500, unite="habitants de 75 ans et plus")
    [ligne] = lignes(parmi=lambda p: p.profession == professions.MEDECIN, population=lambda _: ages, pour=1000).values()
    assert bornes(ligne.densite) == (4, 5)
    assert ligne.densite is not None
    assert ligne.densite.unite == "professionnels pour 1000 habitants de 75 ans et plus"
    [tous] = lignes(parmi=lambda p: p.profession == professions.MEDECIN, pour=1000).values()
    assert tous.densite is not None
    assert tous.densite.unite == "professionnels pour 1000 habitants"
    for comparer in (tous.densite.ecart, tous.densite.situer):
        with pytest.raises(ValeurInvalide, match="ne se comparent pas"):
            comparer(ligne.densite)


@pytest.mark.parametrize(
    ("communes", "lieu", "attendu"),
    [
        # A city and its arrondissements.
        (("75056",), "75113", (1, 1)),
        (("75113",), "75113", (1, 1)),
        (("75113",), "75114", (0, 0)),
        (("75113",), "75056", (0, 1)),
        (tuple(f"751{rang:02}" for rang in range(1, 21)), "75056", (1, 1)),
        # Cap d'Astarac is made of four communes of before 2025.
        (("32365",), "32260", (1, 1)),
        (("32260",), "32260", (1, 1)),
        (("32260",), "32365", (0, 1)),
        # With Lomme, which is in it since 2000, Lille is whole.
        (("59350", "59355"), "59350", (1, 1)),
        # Beside Clefs, Baugé-en-Anjou may be the Baugé of before they merged.
        (("49018", "49101"), "49018", (0, 1)),
        (("49018", "49101"), "49101", (1, 1)),
        # No vintage knows this code.
        ((ICI,), "32999", (0, 1)),
    ],
)
def test_fusions_et_arrondissements_sont_suivis(communes: tuple[str, ...], lieu: str, attendu: tuple[int, int]) -> None:
    registre = Registre(professionnels=(soignant("s", professions.INFIRMIER, exercice(presence(lieu))),))
    etendue = Etendue(communes=communes, possibles=communes)
    [ligne] = analyse.offre(registre, etendue, au=date(2026, 6, 1), par=())
    assert bornes(ligne.effectif) == attendu


@pytest.mark.parametrize(
    ("au", "communes", "attendu"),
    [
        # Who is in 32365 was, before the merger of 2025, in one of the four communes that made it.
        (date(2024, 6, 1), ("32260",), (0, 1)),
        (date(2024, 6, 1), ("32365",), (0, 1)),
        (date(2024, 6, 1), ("32067", "32260", "32365", "32413"), (1, 1)),
        (date(2024, 6, 1), ("32208",), (0, 0)),
        (date(2026, 6, 1), ("32365",), (1, 1)),
    ],
)
def test_un_code_repris_par_une_fusion_n_est_pas_un_lieu_sur_avant_elle(
    au: date, communes: tuple[str, ...], attendu: tuple[int, int]
) -> None:
    registre = Registre(professionnels=(soignant("s", professions.INFIRMIER, exercice(presence("32365"))),))
    etendue = Etendue(communes=communes, possibles=communes)
    [ligne] = analyse.offre(registre, etendue, au=au, par=())
    assert bornes(ligne.effectif) == attendu


def test_un_territoire_partiel_peut_atteindre_plus_loin() -> None:
    partiel = territoire(nom="partiel", delimitation=Delimitation.PARTIELLE)
    [ligne] = analyse.offre(REGISTRE, partiel, au=AU, par=(), parmi=_est(D_AILLEURS))
    assert (bornes(ligne.effectif), motifs(ligne.effectif)) == ((0, 1), {Motif.ETENDUE: 1})


def test_sans_presence_on_exerce_dans_un_site_de_la_structure() -> None:
    maison = MSP(identifiant="msp", nom="MSP", sites=(Site(identifiant="s1", commune=ICI),))
    deux_sites = attrs.evolve(maison, sites=(*maison.sites, Site(identifiant="s2", commune=AILLEURS)))
    sans_site = attrs.evolve(maison, sites=())
    qui = soignant("s", professions.INFIRMIER, exercice(structure="msp"))
    comptes = [
        bornes(
            analyse.offre(Registre(professionnels=(qui,), structures=(une,)), territoire(), au=AU, par=())[0].effectif
        )
        for une in (maison, deux_sites, sans_site)
    ]
    assert comptes == [(1, 1), (0, 1), (0, 1)]
    ailleurs = Registre(professionnels=(qui,), structures=(maison,))
    assert analyse.offre(ailleurs, territoire(AILLEURS), au=AU) == ()


def test_le_territoire_d_une_cpts_se_nomme_par_elle() -> None:
    cpts = CPTS(identifiant="cpts", nom="CPTS", territoires=(Rattachement(territoire="ici"),))
    registre = REGISTRE.avec(cpts)
    medecins = analyse.offre(registre, "cpts", au=AU)[0]
    assert (medecins.territoire, bornes(medecins.effectif)) == ("CPTS", (2, 2))
    sans = attrs.evolve(cpts, creee_le=DatePartielle.lire("2024"))
    assert bornes(analyse.offre(REGISTRE.avec(sans), "cpts", au=AU)[0].effectif) == (0, 2)
    with pytest.raises(KeyError, match="aucun territoire ni aucune CPTS"):
        analyse.offre(registre, "icy", au=AU)
    with pytest.raises(ValeurInvalide, match="ne nomme ni un territoire, ni une CPTS"):
        analyse.offre(registre, "a", au=AU)


@pytest.mark.parametrize(
    ("options", "dit"),
    [
        ({"par": (Par.MODE, Par.MODE)}, "deux fois"),
        ({"par": ("mode",)}, "Par"),
        ({"ages": (40, 40)}, "en ordre"),
        ({"ages": (0, 40)}, "au-dessus de 0"),
        ({"pour": 0}, "au moins un habitant"),
        ({"au": 2024}, "date"),
    ],
)
def test_une_question_mal_posee_est_refusee(options: dict[str, Any], dit: str) -> None:
    with pytest.raises(ValeurInvalide, match=dit):
        analyse.offre(REGISTRE, "ici", **({"au": AU} | options))


def test_chaque_chiffre_dit_sa_source() -> None:
    annuaire = Provenance(titre="Annuaire santé", publie_le=DatePartielle.lire("2024-05-03"))
    qui = attrs.evolve(AU_CABINET, provenance=annuaire)
    [ligne] = analyse.offre(Registre(professionnels=(qui,)), territoire(), au=AU)
    assert ligne.effectif.sources == ("Annuaire santé (le 3 mai 2024)",)


def test_qui_est_compte_se_lit() -> None:
    gens = analyse.praticiens(REGISTRE, au=AU, territoire="ici")
    assert [(qui.identifiant, qui.surete) for qui in gens] == [
        ("a", Surete.SUR),
        ("b", Surete.SUR),
        ("c", Surete.INCERTAIN),
        ("d", Surete.INCERTAIN),
        ("e", Surete.PREVU),
    ]
    assert [fiche.identifiant for fiche in gens[0].fiches] == ["a", "a-bis"]
    assert len(gens[1].ailleurs) == 1
    assert len(analyse.praticiens(REGISTRE, au=AU)) == 6


@pytest.mark.parametrize(
    ("parti", "au", "attendu"),
    [
        # The house was in Lectoure, and moved to Auch on 30 June 2024.
        ("2024-06-30", date(2024, 6, 1), (1, 1)),
        ("2024-06-30", date(2024, 7, 1), (0, 0)),
        # It moved some day of 2024.
        ("2024", date(2023, 12, 31), (1, 1)),
        ("2024", date(2024, 7, 1), (0, 1)),
        ("2024", date(2025, 1, 1), (0, 0)),
    ],
)
@pytest.mark.parametrize("nomme", [True, False])
def test_un_site_est_la_ou_il_etait_ce_jour_la(parti: str, au: date, attendu: tuple[int, int], nomme: bool) -> None:  # noqa: FBT001
    ancien = LieuAnterieur(lieu="ancien", periode=PeriodePartielle(debut="2010", fin=parti))
    site = Site(identifiant="site", lieu="nouveau", lieux_anterieurs=(ancien,))
    presences = (Presence(site="site"),) if nomme else ()
    exercice = Exercice(structure="msp", periode=PeriodePartielle(debut="2015"), presences=presences)
    registre = Registre(
        structures=(MSP(identifiant="msp", nom="MSP", sites=(site,)),),
        lieux=(
            Lieu(identifiant="ancien", nom="Ancien", commune="32208"),
            Lieu(identifiant="nouveau", nom="Nouveau", commune="32013"),
        ),
        professionnels=(Professionnel(identifiant="a", profession=professions.MEDECIN, exercices=(exercice,)),),
    )
    [ligne] = analyse.offre(registre, Etendue(communes=("32208",), possibles=("32208",)), au=au, par=())
    assert bornes(ligne.effectif) == attendu


def _demenage(*anciens: LieuAnterieur, **champs: Any) -> Registre:
    """A house that is now in Auch, and was in these premises: Lectoure, then Condom."""
    site = Site(identifiant="site", lieux_anterieurs=anciens, **({"lieu": "auch"} | champs))
    communes = {"auch": "32013", "lectoure": "32208", "condom": "32107", "lectoure-bis": "32208"}
    return Registre(
        structures=(MSP(identifiant="msp", nom="MSP", sites=(site,)),),
        lieux=tuple(Lieu(identifiant=nom, nom=nom, commune=code) for nom, code in communes.items()),
    )


def _ancien(lieu: str, debut: str | None, fin: str | None) -> LieuAnterieur:
    return LieuAnterieur(lieu=lieu, periode=PeriodePartielle(debut=debut, fin=fin))


LECTOURE, CONDOM = _ancien("lectoure", "2015-01-01", "2018-12-31"), _ancien("condom", "2020-01-01", "2021-12-31")


@pytest.mark.parametrize(
    ("registre", "au", "commune", "lieu"),
    [
        (_demenage(LECTOURE, CONDOM), date(2016, 1, 1), "32208", "lectoure"),
        (_demenage(LECTOURE, CONDOM), date(2021, 1, 1), "32107", "condom"),
        (_demenage(LECTOURE, CONDOM), date(2022, 1, 1), "32013", "auch"),
        # Before the first one, and between the two, nothing tells where it was.
        (_demenage(LECTOURE, CONDOM), date(2010, 1, 1), None, None),
        (_demenage(LECTOURE, CONDOM), date(2019, 6, 1), None, None),
        (_demenage(LECTOURE, lieu=None, commune="32013"), date(2010, 1, 1), None, None),
        # It came some day of 2015; before, nobody knows.
        (_demenage(_ancien("lectoure", "2015", "2018")), date(2015, 6, 1), None, None),
        # It has left, some day that is not said.
        (_demenage(_ancien("lectoure", "2015-01-01", None)), date(2016, 1, 1), None, None),
        (_demenage(LieuAnterieur(lieu="lectoure")), date(2016, 1, 1), None, None),
        # Of two premises of one commune, it does not matter which.
        (_demenage(LieuAnterieur(lieu="lectoure"), lieu="lectoure-bis"), date(2016, 1, 1), "32208", None),
        (_demenage(LieuAnterieur(lieu="lectoure"), commune="32107"), date(2016, 1, 1), None, None),
    ],
)
def test_un_site_n_est_surement_a_sa_derniere_adresse_qu_apres_les_autres(
    registre: Registre, au: date, commune: str | None, lieu: str | None
) -> None:
    [site] = registre.structures[0].sites
    assert (registre.commune_du_site(site, au=au), site.lieu_au(au)) == (commune, lieu)
    assert registre.commune_de_presence(Presence(site="site"), au=au) == commune
    # What the presence says of its commune is kept when the site says nothing.
    assert registre.commune_de_presence(Presence(site="site", commune="32370"), au=au) == (commune or "32370")


def _closes(registre: Registre, au: date) -> dict[str, tuple[object, object]]:
    registre = registre.avec(territoire(ICI, nom="ici"), territoire(AILLEURS, nom="la"))
    return {nom: bornes(analyse.offre(registre, nom, au=au, par=())[0].effectif) for nom in ("ici", "la")}


FERME_EN_2021 = (
    {"periode": PeriodePartielle(fin="2020-12-31")},
    {"jalons": (Jalon(nature=NatureJalon.FERMETURE, le="2020-12-31"),)},
)


@pytest.mark.parametrize("fin", FERME_EN_2021)
def test_qui_est_dit_dans_un_site_ferme_n_y_est_pas_surement(fin: dict[str, Any]) -> None:
    sites = (Site(identifiant="ferme", commune=ICI, **fin), Site(identifiant="ouvert", commune=AILLEURS))
    maison = MSP(identifiant="msp", nom="MSP", sites=sites)
    seul = soignant("a", professions.MEDECIN, exercice(Presence(site="ferme", jours=(J.LUNDI,)), structure="msp"))
    registre = Registre(structures=(maison,), professionnels=(seul,))
    assert _closes(registre, date(2020, 12, 31)) == {"ici": (1, 1), "la": (0, 0)}
    assert _closes(registre, AU) == {"ici": (0, 1), "la": (0, 0)}
    [lundi, *_] = analyse.presences(registre.avec(territoire(ICI)), "ici", au=AU)
    assert (lundi.surs, lundi.possibles) == ((), ("a",))
    # Who is in an open site too is surely there.
    deux = exercice(Presence(site="ferme"), Presence(site="ouvert"), structure="msp")
    registre = Registre(structures=(maison,), professionnels=(soignant("a", professions.MEDECIN, deux),))
    assert _closes(registre, AU) == {"ici": (0, 1), "la": (1, 1)}


@pytest.mark.parametrize(
    ("dissoute_le", "attendu"), [(None, (1, 1)), ("2024-06-01", (1, 1)), ("2024", (0, 1)), ("2023", (0, 1))]
)
def test_qui_exerce_dans_une_structure_dissoute_n_y_est_pas_surement(
    dissoute_le: str | None, attendu: tuple[int, int]
) -> None:
    maison = MSP(identifiant="msp", nom="MSP", dissoute_le=dissoute_le, sites=(Site(identifiant="s", commune=ICI),))
    qui = soignant("a", professions.MEDECIN, exercice(Presence(site="s"), structure="msp"))
    registre = Registre(structures=(maison,), professionnels=(qui,))
    assert _closes(registre, AU)["ici"] == attendu
    certain = attendu == (1, 1)
    assert [un.certain for un in registre.membres("msp", au=AU)] == [certain]
    assert [un.certain for un in registre.exercices(au=AU, structure="msp")] == [certain]


@pytest.mark.parametrize(
    ("le", "au", "commune"),
    [
        ("2020-12-31", date(2020, 12, 30), None),
        ("2020-12-31", date(2020, 12, 31), ICI),
        ("2020", date(2020, 6, 1), None),
        ("2020", date(2021, 1, 1), ICI),
        ("2020/..", date(2021, 1, 1), ICI),
    ],
)
def test_avant_son_transfert_un_site_etait_on_ne_sait_ou(le: str, au: date, commune: str | None) -> None:
    site = Site(identifiant="s", commune=ICI, jalons=(Jalon(nature=NatureJalon.TRANSFERT, le=le),))
    assert Registre().commune_du_site(site, au=au) == commune
