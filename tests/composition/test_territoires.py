"""Territories made of communes, put together, followed over the years, counted, and what of a département they cover.

The communes and populations are written by hand from the lists of the years.
"""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from soinsprimaires import (
    CodeInconnu,
    Delimitation,
    Estimation,
    Etendue,
    NatureTerritoire,
    PopulationDeclaree,
    Provenance,
    Territoire,
    ValeurInvalide,
    composition,
    referentiels,
)
from soinsprimaires.composition import NatureChangement

LOMAGNE, BASTIDES = "243200391", "200034726"
CAP_D_ASTARAC = ("32067", "32260", "32365", "32413")
EN_2021, EN_2024, EN_2025 = date(2021, 5, 1), date(2024, 6, 30), date(2025, 6, 30)


def territoire(*communes: str, delimitation: Delimitation = Delimitation.COMPLETE, nom: str = "t") -> Territoire:
    return Territoire(
        identifiant=nom,
        nom=nom,
        nature=NatureTerritoire.ACTION_CPTS,
        communes=communes,
        delimitation=delimitation,
    )


# -- from the referential -----------------------------------------------------------------------------------------


def test_le_territoire_d_un_epci() -> None:
    lomagne = Territoire.depuis_epci(LOMAGNE, au=EN_2021)
    assert (lomagne.identifiant, lomagne.nom) == ("epci-243200391", "CC de la Lomagne Gersoise")
    assert (lomagne.nature, lomagne.delimitation) == (NatureTerritoire.EPCI, Delimitation.COMPLETE)
    assert (lomagne.departement, lomagne.region, lomagne.epci) == ("32", "76", LOMAGNE)
    assert len(lomagne.communes) == 43
    assert lomagne.definition == "communes de CC de la Lomagne Gersoise (243200391) au 1er janvier 2021"
    assert composition.population(lomagne, au=EN_2021).exacte == 19185


def test_un_epci_sur_deux_departements_n_a_pas_de_departement() -> None:
    redon = Territoire.depuis_epci("243500741", au=EN_2025)
    assert (redon.departement, redon.region) == (None, None)
    assert {code[:2] for code in redon.communes} == {"35", "44", "56"}


def test_une_cpts_prend_les_limites_d_un_epci() -> None:
    cpts = Territoire.depuis_epci(
        LOMAGNE, au=EN_2025, identifiant="t-cpts", nom="CPTS", nature=NatureTerritoire.ACTION_CPTS
    )
    assert (cpts.identifiant, cpts.nom, cpts.nature) == ("t-cpts", "CPTS", NatureTerritoire.ACTION_CPTS)


def test_la_definition_dit_de_quelle_annee_est_la_liste() -> None:
    definition = Territoire.depuis_epci(LOMAGNE, au=date(2026, 3, 1)).definition
    assert definition == "communes de CC de la Lomagne Gersoise (243200391) au 1er janvier 2025"


def test_un_epci_qui_n_existe_pas_encore() -> None:
    with pytest.raises(CodeInconnu, match="EPCI au 1er janvier 2021"):
        Territoire.depuis_epci("200096956", au=EN_2021)


def test_le_territoire_d_une_liste_de_communes() -> None:
    bassin = Territoire.depuis_communes(
        ["32370", "32208"], au=EN_2025, identifiant="b", nom="Bassin", nature=NatureTerritoire.BASSIN_DE_VIE
    )
    assert (bassin.communes, bassin.delimitation) == (("32208", "32370"), Delimitation.COMPLETE)
    assert (bassin.departement, bassin.region, bassin.epci) == ("32", "76", None)


def test_une_commune_disparue_est_refusee_avec_ce_qu_elle_est_devenue() -> None:
    with pytest.raises(CodeInconnu, match="alors dans la commune Cap d'Astarac"):
        Territoire.depuis_communes(
            CAP_D_ASTARAC, au=EN_2025, identifiant="b", nom="B", nature=NatureTerritoire.BASSIN_DE_VIE
        )


def test_un_territoire_dit_de_quelle_annee_sont_ses_codes() -> None:
    """32365 was Saint-Blancard in 2021, and is all Cap d'Astarac since."""
    autrefois = Territoire.depuis_communes(
        ["32365"], au=EN_2021, identifiant="b", nom="B", nature=NatureTerritoire.BASSIN_DE_VIE
    )
    assert autrefois.provenance is not None
    assert str(autrefois.provenance.publie_le) == "2021"
    assert composition.population(autrefois, au=EN_2021).exacte is not None
    assert composition.population(autrefois, au=date(2026, 6, 1)).exacte is None
    aujourdhui = attrs.evolve(autrefois, provenance=attrs.evolve(autrefois.provenance, publie_le="2026"))
    assert composition.population(aujourdhui, au=date(2026, 6, 1)).exacte is not None


def test_un_code_postal_ou_une_repetition_sont_refuses() -> None:
    nature = NatureTerritoire.AUTRE
    with pytest.raises(ValeurInvalide) as double:
        Territoire.depuis_communes(["32208", "32208"], au=EN_2025, identifiant="b", nom="B", nature=nature)
    assert (double.value.code, double.value.champ) == ("liste.doublon", "communes")
    with pytest.raises(CodeInconnu):
        Territoire.depuis_communes(["32500"], au=EN_2025, identifiant="b", nom="B", nature=nature)


# -- put together -------------------------------------------------------------------------------------------------


def test_union_intersection_difference_de_territoires_complets() -> None:
    gauche, droite = territoire("32001", "32002"), territoire("32002", "32003")
    assert (gauche | droite).communes == ("32001", "32002", "32003")
    assert (gauche & droite).communes == ("32002",)
    assert (gauche - droite).communes == ("32001",)
    assert {(e.delimitation) for e in (gauche | droite, gauche & droite, gauche - droite)} == {Delimitation.COMPLETE}


def test_le_vide_est_une_etendue_connue() -> None:
    vide = territoire("32001") & territoire("32002")
    assert (vide.communes, vide.possibles, vide.delimitation) == ((), (), Delimitation.COMPLETE)
    assert vide.contient("32001") is False
    with pytest.raises(ValeurInvalide):
        vide.en_territoire(identifiant="v", nom="V", nature=NatureTerritoire.AUTRE)


@pytest.mark.parametrize("delimitation", [Delimitation.PARTIELLE, Delimitation.INCONNUE])
def test_ce_qui_n_est_pas_delimite_reste_possible(delimitation: Delimitation) -> None:
    complet = territoire("32001", "32002", "32003")
    flou = territoire("32002", "32009", delimitation=delimitation)
    assert complet | flou == Etendue(communes=("32001", "32002", "32003", "32009"), possibles=None)
    # Only the communes of the complete one may be in both, and only 32002 surely is.
    assert complet & flou == Etendue(communes=("32002",), possibles=("32001", "32002", "32003"))
    # What the other does not list may still be its own: nothing is surely left.
    assert complet - flou == Etendue(communes=(), possibles=("32001", "32003"))
    assert flou - complet == Etendue(communes=("32009",), possibles=None)
    assert flou & flou == Etendue(communes=("32002", "32009"), possibles=None)
    assert (complet & flou).delimitation is Delimitation.INCONNUE


def test_ce_qu_une_etendue_contient() -> None:
    etendue = territoire("32001", "32002") & territoire("32002", delimitation=Delimitation.PARTIELLE)
    assert [etendue.contient(code) for code in ("32002", "32001", "32009")] == [True, None, False]
    assert territoire("32001").contient("32002") is False
    assert territoire("32001", delimitation=Delimitation.PARTIELLE).contient("32002") is None


def test_une_etendue_devient_un_territoire() -> None:
    somme = territoire("32001") | territoire("32002")
    assert somme.en_territoire(identifiant="s", nom="S", nature=NatureTerritoire.ACTION_CPTS) == Territoire(
        identifiant="s",
        nom="S",
        nature=NatureTerritoire.ACTION_CPTS,
        communes=("32001", "32002"),
        delimitation=Delimitation.COMPLETE,
    )


@pytest.mark.parametrize(
    ("champs", "code", "champ"),
    [
        ({"communes": ("32001", "32001")}, "liste.doublon", "communes"),
        ({"communes": (), "possibles": ("32001", "32001")}, "liste.doublon", "possibles"),
        ({"communes": ("32001",), "possibles": ("32002",)}, "etendue.bornes", "possibles"),
        ({"communes": "32001"}, "type.inattendu", "communes"),
        ({"communes": ("32001", "99")}, "identifiant.forme", "communes/1"),
        ({"possibles": ("99",)}, "identifiant.forme", "possibles/0"),
    ],
)
def test_une_etendue_refuse(champs: dict[str, tuple[str, ...]], code: str, champ: str) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        Etendue(**champs)
    assert (refus.value.code, refus.value.champ) == (code, champ)


def test_seules_des_etendues_se_combinent() -> None:
    with pytest.raises(TypeError, match="un territoire ou une étendue"):
        territoire("32001") | ("32002",)  # type: ignore[operator]


# -- population ---------------------------------------------------------------------------------------------------


def test_la_population_suit_les_communes_qui_fusionnent() -> None:
    ancien = territoire(*CAP_D_ASTARAC)
    assert composition.population(ancien, au=EN_2024).exacte == 49 + 71 + 307 + 82
    assert composition.population(ancien, au=EN_2025).exacte == 480


def test_une_fusion_avec_d_autres_laisse_la_population_inconnue() -> None:
    habitants = composition.population(territoire("32260", "32208"), au=EN_2025)
    assert (habitants.minimum, habitants.maximum) == (3685, None)
    assert habitants.raison == "une partie seulement de 32365 : on ne sait pas combien de personnes y vivent"


def test_la_population_d_une_etendue_est_entre_deux_bornes() -> None:
    etendue = territoire("32208", "32370") & territoire("32208", delimitation=Delimitation.PARTIELLE)
    habitants = composition.population(etendue, au=EN_2025)
    assert (habitants.minimum, habitants.maximum) == (3685, 3685 + 1052)
    assert habitants.raison == "des communes sont seulement possibles"
    sans_borne = territoire("32208") | territoire("32370", delimitation=Delimitation.INCONNUE)
    habitants = composition.population(sans_borne, au=EN_2025)
    assert (habitants.minimum, habitants.maximum, habitants.raison) == (4737, None, "rien ne borne cette étendue")


def test_une_population_declaree_n_est_pas_celle_de_l_etendue() -> None:
    declaree = PopulationDeclaree(nombre=Estimation(valeur=Decimal(40000)), annee=2020, source="projet de santé")
    cpts = attrs.evolve(territoire("32208"), population=declaree)
    assert composition.population(cpts, au=EN_2025).exacte == 40000
    assert composition.population(cpts | territoire("32370"), au=EN_2025).exacte == 4737


@pytest.mark.parametrize(
    ("nombre", "classe", "possibles"),
    [
        ("39999", 1, (1,)),
        ("40000", 2, (2,)),
        ("40001", 2, (2,)),
        ("80000", None, (2, 3)),
        ("175000", 3, (3,)),
        ("175001", 4, (4,)),
    ],
)
def test_classe_de_taille_aux_bornes(nombre: str, classe: int | None, possibles: tuple[int, ...]) -> None:
    declaree = PopulationDeclaree(nombre=Estimation(valeur=Decimal(nombre)), annee=2020, source="projet de santé")
    reponse = composition.classe_taille(attrs.evolve(territoire("32208"), population=declaree), au=EN_2025)
    assert (reponse.classe, reponse.possibles) == (classe, possibles)


def test_classe_de_taille_d_une_etendue() -> None:
    gers = territoire("32208") | territoire("32370")
    assert composition.classe_taille(gers, au=EN_2025).classe == 1
    flou = territoire("93066") | territoire("32370", delimitation=Delimitation.PARTIELLE)
    reponse = composition.classe_taille(flou, au=EN_2025)
    assert (reponse.classe, reponse.possibles) == (None, (3, 4))


# -- over the years -----------------------------------------------------------------------------------------------


def test_des_communes_de_2021_sont_comprises_en_2026() -> None:
    assert composition.actualiser((*CAP_D_ASTARAC, "32208"), au=date(2026, 1, 1)).communes == ("32208", "32365")
    partielle = composition.actualiser(("32260", "32208"), au=date(2026, 1, 1))
    assert (partielle.communes, partielle.partielles) == (("32208",), ("32365",))
    assert composition.actualiser(("12076",), au=date(2026, 1, 1)).communes == ("12218",)
    assert composition.actualiser(("85084", "85165", "85212"), au=date(2021, 1, 1)).communes == ("85084",)
    assert composition.actualiser(("85084", "85165"), au=date(2021, 1, 1)).partielles == ("85084",)
    assert composition.actualiser(("32999",), au=date(2021, 1, 1)).inconnues == ("32999",)


def test_une_partie_de_commune_est_suivie_comme_telle() -> None:
    arrondissements = tuple(f"751{rang:02}" for rang in range(1, 21))
    for donnes, communes, partielles in (
        (("49101",), (), ("49018",)),
        # Listed with the commune of today, it was written before they merged.
        (("49018", "49101"), (), ("49018",)),
        (arrondissements, ("75056",), ()),
        (arrondissements[1:], (), ("75056",)),
        (("75056", "75113"), ("75056",), ()),
        # Lomme joined Lille in 2000, Hellemmes in 1977: Lille is whole with them as without.
        (("59350", "59355"), ("59350",), ()),
        (("59350", "59298", "59355"), ("59350",), ()),
        (("59355",), (), ("59350",)),
    ):
        trouvee = composition.actualiser(donnes, au=EN_2025)
        assert (trouvee.communes, trouvee.partielles, trouvee.inconnues) == (communes, partielles, ())
    assert composition.population(territoire(*arrondissements), au=EN_2025) == composition.population(
        territoire("75056"), au=EN_2025
    )
    assert composition.population(territoire("59350", "59355"), au=EN_2025).exacte == 238_695


def test_ce_qui_a_change_dans_un_territoire() -> None:
    trouves = composition.changements(territoire(*CAP_D_ASTARAC, "32208"), de=EN_2021, a=EN_2025)
    assert (trouves.de, trouves.a, trouves.inconnues, trouves.remarques) == (2021, 2025, (), ())
    [fusion] = trouves.changements
    assert (fusion.nature, fusion.dehors) == (NatureChangement.FUSION, ())
    assert [c.population for c in fusion.avant] == [52, 79, 338, 79]
    assert [c.code for c in fusion.apres] == ["32365"]
    assert str(fusion) == (
        "Cabas-Loumassès (32067), Monbardon (32260), Saint-Blancard (32365), Sarcos (32413) : "
        "forment Cap d'Astarac (32365)"
    )


@pytest.mark.parametrize(
    ("code", "de", "a", "nature", "message"),
    [
        (
            "93059",
            EN_2024,
            EN_2025,
            NatureChangement.FUSION,
            (
                "Pierrefitte-sur-Seine (93059), Saint-Denis (93066) : forment Saint-Denis (93066)"
                " ; hors du territoire : 93066"
            ),
        ),
        (
            "85084",
            EN_2021,
            EN_2024,
            NatureChangement.SEPARATION,
            (
                "Essarts en Bocage (85084) : se sépare en Essarts-en-Bocage (85084), L'Oie (85165),"
                " Sainte-Florence (85212)"
            ),
        ),
        (
            "12076",
            EN_2024,
            EN_2025,
            NatureChangement.CODE,
            "Conques-en-Rouergue (12076) : change de code et devient Conques-en-Rouergue (12218)",
        ),
        (
            "32289",
            date(2022, 1, 1),
            date(2023, 1, 1),
            NatureChangement.NOM,
            "Montpézat (32289) s'appelle Montpezat",
        ),
        (
            "31188",
            date(2023, 1, 1),
            date(2024, 1, 1),
            NatureChangement.EPCI,
            (
                "Fontenilles (31188) passe de CC de la Gascogne Toulousaine (200023620) à CC Le Grand Ouest Toulousain"
                " (243100781)"
            ),
        ),
    ],
    ids=["fusion", "séparation", "code", "nom", "epci"],
)
def test_chaque_changement_se_dit(code: str, de: date, a: date, nature: NatureChangement, message: str) -> None:
    [changement] = composition.changements(territoire(code), de=de, a=a).changements
    assert (changement.nature, changement.message) == (nature, message)


def test_rien_n_a_change() -> None:
    assert composition.changements(territoire("32208"), de=EN_2021, a=date(2026, 1, 1)).changements == ()


def test_ce_que_les_millesimes_ne_savent_pas_est_dit() -> None:
    trouves = composition.changements(territoire("32208", "32999"), de=date(2017, 11, 22), a=date(2026, 1, 1))
    assert trouves.inconnues == ("32999",)
    assert trouves.remarques == (
        "communes au 1er janvier 2021, millésime embarqué le plus proche du 22 novembre 2017",
        "les EPCI du millésime 2026 sont ceux de la liste de 2025",
    )


# -- codes that a merger or a separation took --------------------------------------------------------------------------

EN_2022, EN_2026 = date(2022, 5, 1), date(2026, 6, 30)
AUTRES = ("32067", "32260", "32413")


@pytest.mark.parametrize(
    ("communes", "ecrites_le", "au", "certaines", "partielles"),
    [
        # Cap d'Astarac has since 2025 the code of Saint-Blancard, one of the four communes that merged.
        (("32365",), EN_2022, EN_2026, (), ("32365",)),
        (CAP_D_ASTARAC, EN_2022, EN_2026, ("32365",), ()),
        (("32365",), EN_2026, EN_2024, CAP_D_ASTARAC, ()),
        (("32365",), EN_2022, EN_2024, ("32365",), ()),
        (("32365",), EN_2026, EN_2026, ("32365",), ()),
        # Nothing tells when it was written: of today, or of the day asked.
        (("32365",), None, EN_2024, ("32365",), AUTRES),
        (("32365",), None, EN_2026, ("32365",), ()),
        # One of those that merged, beside it, tells that both were written before.
        (("32260", "32365"), None, EN_2024, ("32260", "32365"), ()),
        (CAP_D_ASTARAC, None, EN_2024, CAP_D_ASTARAC, ()),
        # Bois-d'Arcy and Lectoure are those of every year.
        (("32208", "78073"), None, EN_2021, ("32208", "78073"), ()),
        (("32208", "78073"), EN_2022, EN_2026, ("32208", "78073"), ()),
        # 60694 has left 60054 in 2024, which has kept its code.
        (("60054",), EN_2022, EN_2026, ("60054", "60694"), ()),
        (("60054",), EN_2026, EN_2022, (), ("60054",)),
        (("60054", "60694"), EN_2026, EN_2022, ("60054",), ()),
        (("60054",), None, EN_2022, (), ("60054",)),
        (("60054",), None, EN_2026, ("60054",), ()),
    ],
)
def test_un_code_repris_est_lu_au_jour_ou_il_est_ecrit(
    communes: tuple[str, ...],
    ecrites_le: date | None,
    au: date,
    certaines: tuple[str, ...],
    partielles: tuple[str, ...],
) -> None:
    lue = composition.actualiser(communes, au=au, ecrites_le=ecrites_le)
    assert (lue.communes, lue.partielles, lue.inconnues) == (certaines, partielles, ())


@pytest.mark.parametrize("ecrites_le", [None, date(2021, 1, 1), EN_2022, EN_2024, EN_2026])
@pytest.mark.parametrize("au", [EN_2021, EN_2022, EN_2024, EN_2025])
def test_toutes_les_communes_d_une_annee_sont_celles_d_une_autre(au: date, ecrites_le: date | None) -> None:
    """Every code that a merger or a separation took, at once: France stays France."""
    toutes = {commune.code for commune in referentiels.communes(ecrites_le or EN_2026)}
    lue = composition.actualiser(toutes, au=au, ecrites_le=ecrites_le or EN_2026)
    assert (lue.partielles, lue.inconnues) == ((), ())
    assert {*lue.communes} == {commune.code for commune in referentiels.communes(au)}


@pytest.mark.parametrize(
    ("publie_le", "jour"),
    [
        ("2022-05-01", date(2022, 5, 1)),
        ("2022", date(2022, 12, 31)),
        # Before the first vintage, the first one is taken for all the years.
        ("2017-11-22", date(2017, 11, 22)),
        ("[2022..2024]", None),
        ("../2022", None),
        (None, None),
    ],
)
def test_le_jour_d_une_liste_de_communes_est_celui_de_sa_source(publie_le: str | None, jour: date | None) -> None:
    source = Provenance(titre="Arrêté", publie_le=publie_le)
    assert composition.ecrites_le(attrs.evolve(territoire("32365"), provenance=source)) == jour


UNE_PARTIE = "une partie seulement de 32365 : on ne sait pas combien de personnes y vivent"


@pytest.mark.parametrize(
    ("publie_le", "au", "raison"), [("2022", EN_2024, None), ("2022", EN_2025, UNE_PARTIE), ("2025", EN_2025, None)]
)
def test_la_population_d_une_liste_d_avant_une_fusion_n_est_pas_celle_de_la_commune_nouvelle(
    publie_le: str, au: date, raison: str | None
) -> None:
    ecrit = attrs.evolve(territoire("32365"), provenance=Provenance(titre="Arrêté", publie_le=publie_le))
    trouvee = composition.population(ecrit, au=au)
    assert trouvee.raison == raison
    assert (trouvee.minimum, trouvee.maximum) == (0, None) or raison is None
