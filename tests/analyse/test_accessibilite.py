"""What is within reach in a territory: the worked examples of a registre, each value computed by hand."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soinsprimaires import (
    MSP,
    Delimitation,
    Etendue,
    Exercice,
    IdentifiantInconnu,
    JourSemaine,
    Lieu,
    NatureTerritoire,
    PeriodePartielle,
    Position,
    Presence,
    Professionnel,
    Registre,
    Site,
    StatutExercice,
    Territoire,
    ValeurInvalide,
    referentiels,
)
from soinsprimaires.analyse import (
    Accessibilite,
    Decroissance,
    Distances,
    Mesure,
    Motif,
    PairesAbsentes,
    UniteDistance,
    VolumeActivite,
    accessibilite,
    variation,
)
from soinsprimaires.referentiels import professions

AU = date(2025, 6, 1)
A, B, C = "32132", "32208", "32462"  # Fleurance, Lectoure, Vic-Fezensac
X, Y = A, C
MINUTES = {(A, X): 0, (B, X): 12, (C, X): 25, (A, Y): 25, (B, Y): 18, (C, Y): 5}
HABITANTS = {A: 1000, B: 2000, C: 3000}
TROIS_MILLE = VolumeActivite(nombre=3000, unite="consultations", source="hypothèse")
LES_TROIS = Etendue(communes=(A, B, C), possibles=(A, B, C))
DEPUIS_2019 = PeriodePartielle(debut="2019")


def trajets(minutes: Mapping[tuple[str, str], Any] = MINUTES) -> Distances:
    return Distances.depuis_table(
        [(*paire, valeur) for paire, valeur in minutes.items()],
        unite=UniteDistance.MINUTES,
        source="exemple",
        absentes=PairesAbsentes.HORS_DE_PORTEE,
    )


def a(commune: str, *jours: JourSemaine, **reste: Any) -> Presence:
    return Presence(commune=commune, jours=jours, **reste)


def exerce(*presences: Presence, periode: PeriodePartielle | None = DEPUIS_2019, **reste: Any) -> Exercice:
    return Exercice(presences=presences, periode=periode, **reste)


def medecin(nom: str, *exercices: Exercice, **reste: Any) -> Professionnel:
    return Professionnel(identifiant=nom, profession=professions.MEDECIN, exercices=exercices, **reste)


def equipe(*autres: Professionnel) -> Registre:
    """Three doctors at x, two at y, of whom some may be replaced."""
    noms = {"x1": X, "x2": X, "x3": X, "y1": Y, "y2": Y}
    tous = {nom: medecin(nom, exerce(a(lieu))) for nom, lieu in noms.items()}
    return Registre(professionnels=tuple({**tous, **{autre.identifiant: autre for autre in autres}}.values()))


def calculer(registre: Registre, territoire: Any = LES_TROIS, **options: Any) -> Accessibilite:
    reste: dict[str, Any] = {
        "au": AU,
        "profession": professions.MEDECIN,
        "distances": trajets(),
        "decroissance": Decroissance.APL_2012,
        "activite": TROIS_MILLE,
        "demande": HABITANTS,
        "pour": 1,
    }
    return accessibilite(registre, territoire, **{**reste, **options})


def bornes(mesure: Mesure | None) -> Any:
    assert mesure is not None
    return mesure.minimum, mesure.maximum


def acces(answer: Accessibilite) -> dict[str, Any]:
    """The bounds of each commune, one number when they are the same."""
    lus = {ligne.commune: bornes(ligne.acces) for ligne in answer.lignes}
    return {code: bas if bas == haut else (bas, haut) for code, (bas, haut) in lus.items()}


def motifs(mesure: Mesure | None) -> list[tuple[Motif, int]]:
    assert mesure is not None
    return [(raison.motif, raison.nombre) for raison in mesure.raisons]


# -- worked examples ----------------------------------------------------------------------------------------------


def test_ce_que_chacun_a_a_sa_portee() -> None:
    lu = calculer(equipe())
    assert acces(lu) == {A: Decimal("7.5"), B: Decimal("0.75"), C: 2}
    assert bornes(lu.ensemble) == (Decimal("2.5"), Decimal("2.5"))
    assert lu.lignes[0].acces.unite == "consultations pour 1 habitants"
    assert lu.lignes[0].acces.sources == (
        "registre, sans provenance indiquée",
        "hypothèse",
        "exemple",
        Decroissance.APL_2012.source,
    )


def test_un_depart_et_ce_qu_il_change() -> None:
    avant, apres = calculer(equipe()), calculer(equipe().sans_exercices("x3", au=AU))
    assert acces(apres) == {A: 5, B: Decimal("0.5"), C: 2}
    assert bornes(apres.ensemble) == (2, 2)
    lignes = variation(avant, apres)
    assert [ligne.commune for ligne in lignes] == [A, B, C, None]
    assert lignes.en_arrow().column("ecart_minimum").to_pylist()[0] == Decimal("-2.5")
    assert avant.lignes.en_arrow().num_rows == avant.en_arrow().num_rows == 3
    assert [bornes(ligne.ecart) for ligne in lignes] == [
        (Decimal("-2.5"), Decimal("-2.5")),
        (Decimal("-0.25"), Decimal("-0.25")),
        (0, 0),
        (Decimal("-0.5"), Decimal("-0.5")),
    ]
    assert (bornes(lignes[0].avant), bornes(lignes[0].apres)) == ((Decimal("7.5"), Decimal("7.5")), (5, 5))


def test_un_depart_dont_on_ne_sait_s_il_a_eu_lieu() -> None:
    lu = calculer(equipe(medecin("x3", exerce(a(X), periode=None))))
    assert acces(lu) == {A: (5, Decimal("7.5")), B: (Decimal("0.5"), Decimal("0.75")), C: 2}
    assert motifs(lu.lignes[0].acces) == [(Motif.DATES, 1)]
    a_deux = calculer(equipe(medecin("x3", exerce(a(X), periode=None))), Etendue(communes=(A, B), possibles=(A, B)))
    assert bornes(a_deux.ensemble) == (2, 3)
    assert a_deux.ensemble is not None
    assert a_deux.ensemble.est_sous(Decimal("2.5")) is None
    assert motifs(a_deux.ensemble) == [(Motif.DATES, 1)]


def test_un_doute_qui_ne_change_pas_ne_trouble_pas_la_difference() -> None:
    doute = equipe(medecin("x1", exerce(a(X), periode=None)))
    lignes = variation(calculer(doute), calculer(doute.sans_exercices("x3", au=AU)))
    assert bornes(lignes[0].avant) == (5, Decimal("7.5"))
    assert bornes(lignes[0].apres) == (Decimal("2.5"), 5)
    assert bornes(lignes[0].ecart) == (Decimal("-2.5"), Decimal("-2.5"))


def test_un_acces_dit_pour_qui_il_se_compte() -> None:
    def peser(unite: str) -> dict[str, Mesure]:
        return {nom: Mesure(minimum=combien, maximum=combien, unite=unite) for nom, combien in HABITANTS.items()}

    standardise = calculer(equipe(), demande=peser("habitants standardisés"))
    assert acces(standardise) == acces(calculer(equipe()))
    assert standardise.lignes[0].acces.unite == "consultations pour 1 habitants standardisés"
    with pytest.raises(ValeurInvalide, match="ne se comparent pas"):
        variation(calculer(equipe()), standardise)
    melange = {**peser("habitants"), A: peser("habitants standardisés")[A]}
    with pytest.raises(ValeurInvalide, match="deux unités : habitants, habitants standardisés"):
        calculer(equipe(), demande=melange)


def test_deux_demandes_se_comparent_par_leurs_bornes() -> None:
    doute = equipe(medecin("x1", exerce(a(X), periode=None)))
    plus = calculer(doute, demande={**HABITANTS, A: 2200})
    # x: 6000 to 9000 for 1200, then for 2400.
    assert acces(plus)[A] == (Decimal("2.5"), Decimal("3.75"))
    lignes = variation(calculer(doute), plus)
    assert bornes(lignes[0].ecart) == (Decimal(-5), Decimal("-1.25"))


# -- where people practise ----------------------------------------------------------------------------------------

L, MA, ME, J, V = tuple(JourSemaine)[:5]


@pytest.mark.parametrize(
    ("presences", "parts", "motif"),
    [
        # Three days at x, two at y: 3/5 of 3000 for 1200, 2/5 of 3000 for 3000.
        ((a(X, L, MA, ME), a(Y, J, V)), {A: Decimal("1.5"), C: Decimal("0.4")}, None),
        (
            (a(X, nombre_jours=Decimal("1.5")), a(Y, nombre_jours=Decimal("0.5"))),
            {A: Decimal("1.875"), C: Decimal("0.25")},
            None,
        ),
        ((a(X, L), a(X, J)), {A: Decimal("2.5"), C: 0}, None),
        ((a(X, L), a(Y)), {A: (0, Decimal("2.5")), C: (0, 1)}, Motif.JOURS),
        (
            (a(X, L), Presence(lieu="inconnu", jours=(MA,))),
            {A: (Decimal("1.25"), Decimal("2.75")), C: (0, Decimal("0.5"))},
            Motif.LIEU,
        ),
    ],
)
def test_chacun_se_partage_par_ses_jours(presences: Any, parts: dict[str, Any], motif: Motif | None) -> None:
    lu = calculer(Registre(professionnels=(medecin("m", exerce(*presences)),)))
    assert {code: acces(lu)[code] for code in parts} == parts
    assert {raison.motif for ligne in lu.lignes for raison in ligne.acces.raisons} == ({motif} if motif else set())


def test_qui_exerce_on_ne_sait_ou_n_ajoute_qu_au_plus_sa_part_d_une_commune() -> None:
    lu = calculer(equipe(medecin("perdu", exerce())))
    # 3000 for the 1000 inhabitants of A if it is there alone that it is reached, and so on; 3000 for 6000 together.
    assert acces(lu) == {A: (Decimal("7.5"), Decimal("10.5")), B: (Decimal("0.75"), Decimal("2.25")), C: (2, 3)}
    assert bornes(lu.ensemble) == (Decimal("2.5"), 3)
    assert motifs(lu.ensemble) == [(Motif.LIEU, 1)]


def test_d_une_structure_a_deux_sites_on_ne_sait_pas_lequel() -> None:
    def structure(*communes: str) -> Registre:
        sites = tuple(Site(identifiant=f"s-{commune}", commune=commune) for commune in communes)
        maison = MSP(identifiant="msp", nom="Maison", sites=sites)
        return Registre(structures=(maison,), professionnels=(medecin("m", exerce(structure="msp")),))

    assert acces(calculer(structure(X))) == {A: Decimal("2.5"), B: Decimal("0.25"), C: 0}
    deux = calculer(structure(X, Y))
    assert acces(deux) == {A: (0, Decimal("2.5")), B: (0, Decimal("0.25")), C: (0, 1)}
    assert motifs(deux.lignes[0].acces) == [(Motif.LIEU, 1)]
    # 3000 at x for A, or 3000 at y for C: the bounds of a place alone do not know that it is one or the other.
    assert bornes(deux.ensemble) == (0, 1)


def test_ce_qui_est_annonce_fini_ou_d_un_autre_metier_ne_compte_pas() -> None:
    registre = Registre(
        professionnels=(
            medecin("prevu", exerce(a(X), statut=StatutExercice.PREVU)),
            medecin("parti", exerce(a(X), periode=PeriodePartielle(debut="2019", fin="2025-05"))),
            attrs.evolve(medecin("infirmier", exerce(a(X))), profession=professions.INFIRMIER),
        )
    )
    assert acces(calculer(registre)) == {A: 0, B: 0, C: 0}


def test_celui_dont_on_ne_sait_s_il_est_de_ceux_que_l_on_compte_borne() -> None:
    def generaliste(professionnel: Professionnel) -> bool | None:
        if not professionnel.savoir_faire:
            return None
        return professions.MEDECINE_GENERALE in professionnel.savoir_faire

    registre = Registre(
        professionnels=(
            medecin("sur", exerce(a(X)), savoir_faire=(professions.MEDECINE_GENERALE,)),
            medecin("autre", exerce(a(X)), savoir_faire=(professions.CARDIOLOGIE,)),
            medecin("inconnu", exerce(a(X))),
        )
    )
    lu = calculer(registre, parmi=generaliste)
    assert acces(lu)[A] == (Decimal("2.5"), 5)
    assert motifs(lu.lignes[0].acces) == [(Motif.METIER, 1)]


def test_une_personne_de_deux_fiches_compte_une_fois() -> None:
    registre = Registre(
        professionnels=(
            medecin("m-1", exerce(a(X)), rpps="10003456784"),
            medecin("m-2", exerce(a(X)), rpps="10003456784"),
        )
    )
    assert acces(calculer(registre))[A] == Decimal("2.5")


def test_sans_volume_on_compte_des_tetes_et_par_defaut_pour_dix_mille_habitants() -> None:
    lu = accessibilite(
        equipe(),
        LES_TROIS,
        au=AU,
        profession=professions.MEDECIN,
        distances=trajets(),
        decroissance=Decroissance.APL_2012,
        demande=HABITANTS,
    )
    assert acces(lu) == {A: 25, B: Decimal("2.5"), C: Decimal("6.66666666667")}
    assert lu.lignes[0].acces.unite == "professionnels pour 10000 habitants"


def test_un_volume_se_lit_de_la_fiche_et_peut_manquer() -> None:
    volumes = {"x1": 5000, "x2": 1000, "x3": None, "y1": 6000, "y2": 0}
    activite = VolumeActivite(nombre=lambda fiche: volumes[fiche.identifiant], unite="actes", source="relevé")
    lu = calculer(equipe(), activite=activite)
    assert acces(lu) == {A: (5, None), B: (Decimal("0.5"), None), C: 2}
    assert motifs(lu.lignes[0].acces) == [(Motif.NOMBRE, 1)]


# -- places -------------------------------------------------------------------------------------------------------


def test_une_ancienne_commune_et_un_arrondissement_sont_dans_la_leur() -> None:
    # 32260 Monbardon is in Cap d'Astarac (32365) since 2025; the first arrondissement is in Paris.
    registre = Registre(professionnels=(medecin("m", exerce(a("32260"))), medecin("p", exerce(a("75101")))))
    au = date(2025, 6, 1)
    dix = Decroissance(paliers=((10, 1),), unite=UniteDistance.KILOMETRES, source="exemple")
    lu = calculer(
        registre,
        Etendue(communes=("32365", "75056"), possibles=("32365", "75056")),
        distances=Distances.a_vol_d_oiseau(au=au),
        decroissance=dix,
        demande={"32365": 300, "75056": 3000},
    )
    assert acces(lu) == {"32365": 10, "75056": 1}


def test_un_lieu_compte_la_ou_il_est_quand_les_distances_le_savent() -> None:
    cabinet = Lieu(
        identifiant="cabinet",
        nom="Cabinet",
        commune=X,
        position=Position(latitude=Decimal("44.2"), longitude=Decimal(1)),
    )
    registre = Registre(lieux=(cabinet,), professionnels=(medecin("m", exerce(Presence(lieu="cabinet", jours=(L,)))),))
    centre = referentiels.centre(X).point
    assert centre == (Decimal("43.8401"), Decimal("0.6423"))
    dix = Decroissance(paliers=((10, 1),), unite=UniteDistance.KILOMETRES, source="exemple")
    options: dict[str, Any] = {"decroissance": dix, "demande": HABITANTS}
    chez_elle = calculer(registre, distances=Distances.a_vol_d_oiseau(au=AU), **options)
    assert acces(chez_elle) == {A: 3, B: 0, C: 0}
    assert chez_elle.lignes[0].plus_proche.destinations == (X,)
    la_ou_il_est = calculer(registre, distances=Distances.a_vol_d_oiseau(au=AU, lieux=registre.lieux), **options)
    assert acces(la_ou_il_est) == {A: 0, B: 0, C: 0}
    proche = la_ou_il_est.lignes[0].plus_proche
    # 0.3599 degree to the north, 0.3577 to the east at 44.02 degrees: some 40.02 and 28.60 km.
    assert proche.destinations == ("cabinet",)
    assert proche.distance is not None
    assert proche.distance.exacte is not None
    assert Decimal("49.1") < proche.distance.exacte < Decimal("49.3")


def test_le_plus_proche_est_entre_qui_est_sur_et_qui_est_possible() -> None:
    registre = Registre(professionnels=(medecin("sur", exerce(a(Y))), medecin("doute", exerce(a(X), periode=None))))
    proches = [ligne.plus_proche for ligne in calculer(registre).lignes]
    assert [proche.destinations for proche in proches] == [(Y,)] * 3
    assert [bornes(proche.distance) for proche in proches] == [(0, 25), (12, 18), (5, 5)]
    assert motifs(proches[0].distance) == [(Motif.DATES, 1)]
    perdu = calculer(registre.avec(medecin("perdu", exerce()))).lignes[2].plus_proche
    assert bornes(perdu.distance) == (0, 5)
    assert motifs(perdu.distance) == [(Motif.LIEU, 1)]
    [aucun, *_] = calculer(Registre()).lignes
    assert (aucun.plus_proche.destinations, aucun.plus_proche.distance) == ((), None)


# -- limits -------------------------------------------------------------------------------------------------------


def test_hors_du_territoire_on_soigne_et_on_se_soigne() -> None:
    # Of A alone, x is shared with B, and y is out of reach.
    seule = calculer(equipe(), Etendue(communes=(A,), possibles=(A,)))
    assert acces(seule) == {A: Decimal("7.5")}
    assert bornes(seule.ensemble) == (Decimal("7.5"), Decimal("7.5"))


# Within eleven kilometres of Fleurance (6130 inhabitants), a band of one and ten of doubt: 6120 more inhabitants.
VOISINES_DE_FLEURANCE = (
    *("32026", "32066", "32068", "32078", "32101", "32142", "32150", "32184", "32188", "32223", "32255", "32258"),
    *("32286", "32306", "32318", "32329", "32337", "32341", "32347", "32368", "32385", "32405", "32417", "32441"),
    *("32442", "32457"),
)


def d_un_seul(
    *lignes: tuple[str, str, int], unite: UniteDistance = UniteDistance.KILOMETRES, autres: tuple[str, ...] = ()
) -> Mesure:
    """What Fleurance has of the only doctor there, as far as the rows tell."""
    lu = calculer(
        Registre(professionnels=(medecin("seul", exerce(a(A))),)),
        Etendue(communes=(A, *autres), possibles=(A, *autres)),
        distances=Distances.depuis_table(
            [(A, A, 0), *lignes], unite=unite, source="exemple", absentes=PairesAbsentes.HORS_DE_PORTEE
        ),
        decroissance=Decroissance(paliers=((1, 1),), unite=unite, source="exemple"),
        demande=None,
        activite=None,
        pour=10_000,
    )
    return next(ligne.acces for ligne in lu.lignes if ligne.commune == A)


def test_une_table_qui_s_arrete_pres_d_un_lieu_ne_dit_pas_combien_partagent() -> None:
    dix_mille_par = {gens: float(Decimal(10_000) / gens) for gens in (6130, 12_250)}
    seule = d_un_seul()
    assert float(seule.minimum) == pytest.approx(dix_mille_par[12_250])
    assert float(seule.maximum or 0) == pytest.approx(dix_mille_par[6130])
    assert "trajet non connu (26) : communes voisines dont les distances ne disent rien" in map(str, seule.raisons)
    loin = d_un_seul(*((code, A, 30) for code in VOISINES_DE_FLEURANCE))
    assert loin.exacte == pytest.approx(Decimal(10_000) / 6130)
    presque = d_un_seul(*((code, A, 30) for code in VOISINES_DE_FLEURANCE if code != "32026"))
    assert float(presque.minimum) == pytest.approx(10_000 / 6238)  # Bajonnette has 108


def test_une_commune_tue_par_la_table_compte_de_meme_dans_le_territoire_et_dehors() -> None:
    # Lectoure is too far by air, Bajonnette is not: neither is in the table.
    assert d_un_seul(autres=(B,)) == d_un_seul(autres=("32026",)) == d_un_seul()


def test_d_un_lieu_que_rien_ne_situe_une_commune_tue_par_la_table_est_peut_etre_proche() -> None:
    lieu = Lieu(identifiant="cabinet", nom="Cabinet")
    lu = calculer(
        Registre(professionnels=(medecin("seul", exerce(Presence(lieu="cabinet"))),), lieux=(lieu,)),
        Etendue(communes=(A, B), possibles=(A, B)),
        distances=trajets({(A, "cabinet"): 0}),
        demande=None,
    )
    assert [ligne.acces.minimum for ligne in lu.lignes] == [0, 0]
    assert all(ligne.acces.maximum for ligne in lu.lignes)


def test_une_minute_ne_mene_pas_plus_loin_que_la_vitesse_supposee_que_la_reponse_dit() -> None:
    # 130 km an hour are three kilometres in a minute, at most: Lectoure (11.15 km) and Saint-Clar (11.16) count then.
    en_minutes = d_un_seul(unite=UniteDistance.MINUTES)
    assert en_minutes.sources == (
        "registre, sans provenance indiquée",
        (
            "hypothèse du calcul : une commune dont les distances ne disent rien peut être à portée d'un lieu à vol "
            "d'oiseau, à 130 km/h au plus pour des minutes, et à 10 km près"
        ),
        "exemple",
    )
    assert en_minutes.minimum < Decimal(10_000) / (12_250 + 3685 + 1052)


@pytest.mark.parametrize("sauf", [A, B, C])
def test_le_territoire_ne_change_pas_ce_que_la_table_sait(sauf: str) -> None:
    toutes = acces(calculer(equipe(), demande=None))
    autres = tuple(code for code in (A, B, C) if code != sauf)
    moins = acces(calculer(equipe(), Etendue(communes=autres, possibles=autres), demande=None))
    assert moins == {code: toutes[code] for code in autres}


def test_d_un_territoire_incomplet_l_ensemble_n_est_que_borne() -> None:
    partiel = Territoire(
        identifiant="t", nom="T", nature=NatureTerritoire.AUTRE, communes=(A, B), delimitation=Delimitation.PARTIELLE
    )
    lu = calculer(equipe().avec(partiel), "t")
    assert list(acces(lu)) == [A, B]
    assert bornes(lu.ensemble) == (0, None)
    assert motifs(lu.ensemble) == [(Motif.ETENDUE, 1)]
    borne = calculer(equipe(), Etendue(communes=(A,), possibles=(A, C)))
    assert bornes(borne.ensemble) == (2, Decimal("7.5"))
    assert motifs(borne.ensemble) == [(Motif.ETENDUE, 1)]


def test_la_ou_personne_n_habite_il_n_y_a_pas_d_ensemble() -> None:
    lu = calculer(equipe(), Etendue(communes=(A,), possibles=(A,)), demande={A: 0, B: 2000})
    assert lu.ensemble is None
    assert acces(lu)[A] == 45  # 9000 for 200: what one who would live there would have
    assert [ligne.commune for ligne in variation(lu, lu)] == [A]


# -- bad input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"demande": {A: 1000, B: 2000}}, f"sans demande : {C}"),
        ({"pour": 0}, "au moins un habitant"),
        ({"profession": "médecin"}, "profession"),
        ({"distances": Distances.a_vol_d_oiseau(au=AU)}, "des distances en km, des paliers en min"),
    ],
)
def test_une_question_mal_posee_est_refusee(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValeurInvalide, match=message):
        calculer(equipe(), **options)


def test_un_territoire_que_rien_ne_nomme_est_refuse() -> None:
    with pytest.raises(IdentifiantInconnu, match="nulle-part"):
        calculer(equipe(), "nulle-part")


@pytest.mark.parametrize(
    ("options", "dit"),
    [
        ({"distances": trajets({**MINUTES, (B, X): 9})}, "les distances (les lignes)"),
        (
            {
                "distances": Distances.depuis_table(
                    [(*paire, valeur) for paire, valeur in MINUTES.items()],
                    unite=UniteDistance.MINUTES,
                    source="autre",
                    absentes=PairesAbsentes.INCONNUES,
                )
            },
            "les distances (la source, ce que vaut une paire absente)",
        ),
        (
            {"decroissance": Decroissance(paliers=((15, 1),), unite=UniteDistance.MINUTES, source="autre")},
            "les paliers (les bornes ou les poids, la source)",
        ),
        ({"activite": None}, "ce que l'on compte (donné d'un seul côté)"),
        (
            {"activite": VolumeActivite(nombre=4000, unite="consultations", source="hypothèse")},
            "ce que l'on compte (le nombre)",
        ),
        ({"pour": 1000}, "le nombre d'habitants"),
        ({"profession": professions.INFIRMIER}, "la profession"),
        ({"parmi": lambda _: True}, "ceux que l'on compte (donné d'un seul côté)"),
    ],
)
def test_deux_situations_calculees_autrement_ne_se_comparent_pas(options: dict[str, Any], dit: str) -> None:
    with pytest.raises(ValeurInvalide, match=f"pas pareil pour {re.escape(dit)}$"):
        variation(calculer(equipe()), calculer(equipe(), **options))


def test_l_air_et_une_table_different_par_leur_source() -> None:
    paliers = Decroissance(paliers=((20, 1),), unite=UniteDistance.KILOMETRES, source="exemple")
    table = Distances.depuis_table(
        [(A, A, 0)], unite=UniteDistance.KILOMETRES, source="exemple", absentes=PairesAbsentes.HORS_DE_PORTEE
    )
    un, autre = (
        calculer(equipe(), distances=distances, decroissance=paliers)
        for distances in (Distances.a_vol_d_oiseau(au=AU), table)
    )
    with pytest.raises(ValeurInvalide, match=r"les distances \(la source\)$"):
        variation(un, autre)


def test_deux_fonctions_ne_sont_pas_la_meme_question() -> None:
    un, autre = (calculer(equipe(), parmi=lambda _, admis=admis: admis) for admis in (True, True))
    with pytest.raises(ValeurInvalide, match="deux fonctions : une seule, qui a un nom, sert aux deux"):
        variation(un, autre)


def test_deux_territoires_ne_se_comparent_pas_commune_par_commune() -> None:
    with pytest.raises(ValeurInvalide, match="les communes"):
        variation(calculer(equipe()), calculer(equipe(), Etendue(communes=(A,), possibles=(A,))))


def test_deux_tables_egales_sont_la_meme() -> None:
    lignes = variation(calculer(equipe()), calculer(equipe(), distances=trajets(dict(MINUTES))))
    assert {bornes(ligne.ecart) for ligne in lignes} == {(0, 0)}


# -- precision never contradicts ----------------------------------------------------------------------------------

SEMAINE = tuple(JourSemaine)
JOURS = st.lists(st.sampled_from(SEMAINE), min_size=1, max_size=3, unique=True)
PRECISES = st.lists(
    st.lists(st.tuples(st.sampled_from((A, B, C)), JOURS), min_size=1, max_size=2), min_size=1, max_size=4
)
VAGUES = st.sets(st.sampled_from(("date", "jours", "lieu", "metier")), max_size=2)


def generaliste(professionnel: Professionnel) -> bool | None:
    return professions.MEDECINE_GENERALE in professionnel.savoir_faire if professionnel.savoir_faire else None


def raconter(equipe: list[Any], tu: list[set[str]]) -> Registre:
    """The same people, of whom some things are not told."""
    gens = []
    for rang, (lieux, tus) in enumerate(zip(equipe, tu, strict=True)):
        presences = [
            Presence(
                commune=None if "lieu" in tus and not autre else commune,
                lieu="on-ne-sait-ou" if "lieu" in tus and not autre else None,
                jours=() if "jours" in tus else tuple(jours),
            )
            for autre, (commune, jours) in enumerate(lieux)
        ]
        savoir = () if "metier" in tus else (professions.MEDECINE_GENERALE,)
        periode = None if "date" in tus else DEPUIS_2019
        gens.append(medecin(f"m{rang}", exerce(*presences, periode=periode), savoir_faire=savoir))
    return Registre(professionnels=tuple(gens))


def contient(vague: Mesure | None, vraie: Mesure | None) -> bool:
    """Whether bounds hold an exact figure, of which the last of twelve digits is rounded."""
    assert vague is not None
    assert vraie is not None
    assert vraie.exacte is not None
    marge = abs(vraie.exacte) / 10**10
    return vague.minimum <= vraie.exacte + marge and (vague.maximum is None or vraie.exacte - marge <= vague.maximum)


@given(PRECISES, st.data())
def test_ce_que_l_on_tait_ne_contredit_pas_ce_qui_est(equipe: list[Any], data: st.DataObject) -> None:
    tu = [data.draw(VAGUES) for _ in equipe]
    vrai, dit = raconter(equipe, [set()] * len(equipe)), raconter(equipe, tu)
    partout = trajets({**MINUTES, (B, B): 0, (A, B): 9, (C, B): 14})
    options: dict[str, Any] = {"parmi": generaliste, "activite": None, "distances": partout}
    vraie, vague = calculer(vrai, **options), calculer(dit, **options)
    assert contient(vague.ensemble, vraie.ensemble)
    for su, cru in zip(vraie.lignes, vague.lignes, strict=True):
        assert contient(cru.acces, su.acces)
        if su.plus_proche.distance is not None:
            assert contient(cru.plus_proche.distance, su.plus_proche.distance)
    reste = [calculer(registre.sans_exercices("m0", au=AU), **options) for registre in (vrai, dit)]
    ecarts = zip(variation(vraie, reste[0]), variation(vague, reste[1]), strict=True)
    assert all(contient(cru.ecart, su.ecart) for su, cru in ecarts)
