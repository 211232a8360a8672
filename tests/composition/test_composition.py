"""Who counts in a team, what holds on a day, how many live in a territory, and which size class that makes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from soinsprimaires import (
    MSP,
    Adeli,
    Appartenance,
    CodeNomenclature,
    Delimitation,
    Estimation,
    Exercice,
    FormeDatee,
    FormeJuridique,
    Jalon,
    NatureJalon,
    NatureOrganisation,
    NatureTerritoire,
    NuanceNombre,
    Organisation,
    PeriodePartielle,
    Personne,
    PopulationDeclaree,
    Professionnel,
    Registre,
    Rpps,
    Site,
    Systeme,
    Territoire,
    referentiels,
)
from soinsprimaires.composition import (
    ClasseTaille,
    Effectif,
    classe_taille,
    comme_professionnel,
    compter,
    compter_auxiliaires_medicaux,
    compter_medecins,
    est_sisa,
    est_un_site,
    exercices_de,
    existe,
    noms_de,
    population,
    rassembler,
    valeurs_possibles,
)
from soinsprimaires.referentiels import professions as p

AU = date(2024, 7, 2)

REGISTRE = Registre(
    professionnels=(
        Professionnel(identifiant="medecin-a", profession=p.MEDECIN),
        Professionnel(identifiant="medecin-b", profession=p.MEDECIN),
        Professionnel(identifiant="infirmiere", profession=p.INFIRMIER),
        Professionnel(identifiant="pharmacien", profession=p.PHARMACIEN),
        Professionnel(identifiant="aide-soignant", profession=p.AIDE_SOIGNANT),
        Professionnel(identifiant="autre", profession=CodeNomenclature(Systeme.TRE_R291, "99")),
        # One doctor under three entries: the second has the RPPS of the first, and the ADELI of the third.
        Professionnel(identifiant="double-c", profession=p.MEDECIN, rpps=Rpps("10000000009")),
        Professionnel(identifiant="double-b", profession=p.MEDECIN, rpps=Rpps("10000000009"), adeli=Adeli("320000016")),
        Professionnel(identifiant="double-a", profession=p.INFIRMIER, adeli=Adeli("320000016")),
        Professionnel(identifiant="seul", profession=p.MEDECIN, rpps=Rpps("10000000017")),
    ),
    personnes=(
        Personne(identifiant="presidente", professionnel="medecin-a"),
        Personne(identifiant="secretaire"),
        Personne(identifiant="role-double", professionnel="double-c"),
        Personne(identifiant="egaree", professionnel="absente"),
        Personne(identifiant="perdue", professionnel="hopital"),
    ),
    organisations=(Organisation(identifiant="hopital", nom="Hôpital", nature=NatureOrganisation.ETABLISSEMENT_SANTE),),
)


def membres(*identifiants: str, certain: bool = True) -> tuple[Appartenance, ...]:
    return tuple(Appartenance(membre=identifiant, certain=certain) for identifiant in identifiants)


# -- teams --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("equipe", "medecins", "auxiliaires"),
    [
        ((), (0, 0), (0, 0)),
        (membres("medecin-a", "medecin-b", "infirmiere"), (2, 2), (1, 1)),
        (membres("medecin-a") + membres("medecin-b", certain=False), (1, 2), (0, 0)),
        (membres("medecin-a", "fantome"), (1, 2), (0, 1)),
        (membres("medecin-a", "secretaire"), (1, 2), (0, 1)),
        (membres("medecin-a", "hopital"), (1, 1), (0, 0)),
        (membres("pharmacien", "aide-soignant"), (0, 0), (0, 0)),
        (membres("autre"), (0, 0), (0, 1)),
        (membres("medecin-a", "medecin-a"), (1, 1), (0, 0)),
        (membres("medecin-a", certain=False) + membres("medecin-a"), (1, 1), (0, 0)),
        (membres("medecin-a", "presidente"), (1, 1), (0, 0)),
        (membres("presidente"), (1, 1), (0, 0)),
        (membres("egaree"), (0, 1), (0, 1)),
        (membres("perdue"), (0, 0), (0, 0)),
        (membres("double-b", "double-c"), (1, 1), (1, 1)),
        (membres("role-double", "double-c", certain=False) + membres("double-a"), (1, 1), (1, 1)),
        (membres("seul", "double-b"), (2, 2), (1, 1)),
    ],
    ids=[
        "personne",
        "trois professionnels",
        "un medecin incertain",
        "une reference vers rien",
        "une personne connue par son role",
        "une organisation",
        "ni l'un ni l'autre",
        "une profession non jugee",
        "inscrit deux fois",
        "incertain puis certain",
        "sous son nom et sous son role",
        "sous son seul role",
        "un role qui designe un absent",
        "un role qui designe une organisation",
        "deux fiches d'un meme RPPS",
        "un role et deux fiches, par le RPPS et par l'ADELI",
        "deux RPPS",
    ],
)
def test_compter(equipe: tuple[Appartenance, ...], medecins: tuple[int, int], auxiliaires: tuple[int, int]) -> None:
    assert attrs.astuple(compter_medecins(REGISTRE, equipe)) == medecins
    assert attrs.astuple(compter_auxiliaires_medicaux(REGISTRE, equipe)) == auxiliaires


@pytest.mark.parametrize("nom", ["double-a", "double-b", "double-c", "role-double"])
def test_une_personne_est_une_sous_tous_ses_identifiants(nom: str) -> None:
    assert comme_professionnel(REGISTRE, nom) == "double-a"
    assert [fiche.identifiant for fiche in REGISTRE.fiches(nom)] == ["double-a", "double-b", "double-c"]
    assert noms_de(REGISTRE, nom) == {"double-a", "double-b", "double-c", "role-double"}


def test_les_exercices_d_une_personne_sont_ceux_de_toutes_ses_fiches() -> None:
    ici, ailleurs = Exercice(structure="ici"), Exercice(structure="ailleurs")
    deux = [
        Professionnel(identifiant=nom, profession=p.MEDECIN, rpps=Rpps("10000000009"), exercices=exercices)
        for nom, exercices in (("a", (ici,)), ("b", (ailleurs, ici)))
    ]
    registre = Registre(professionnels=tuple(deux))
    assert exercices_de(registre, deux[0]) == exercices_de(registre, deux[1]) == (ici, ailleurs)
    assert exercices_de(Registre(), deux[1]) == (ailleurs, ici)


@pytest.mark.parametrize("sens", [1, -1], ids=["le plus vague d'abord", "le plus sûr d'abord"])
def test_l_ordre_de_la_liste_ne_change_pas_qui_en_est(sens: int) -> None:
    """Listed twice, once under dates that cannot tell: somebody is in the team all the same, whatever is read first."""
    deux_fois = (*membres("medecin-a", certain=False), *membres("medecin-a"))[::sens]
    assert rassembler(REGISTRE, deux_fois) == membres("medecin-a")
    assert compter_medecins(REGISTRE, deux_fois) == Effectif(minimum=1, maximum=1)


@pytest.mark.parametrize(
    ("creee_le", "dissoute_le", "attendu"),
    [
        (None, None, True),
        ("2024-07-02", None, True),
        ("2024-07-03", None, False),
        ("2024", None, None),
        ("../2024-07-03", None, None),
        (None, "2024-07-02", True),
        (None, "2024-07-01", False),
        (None, "2024", None),
        ("2024", "2024-06", False),
        ("2024-08", "2024", False),
    ],
)
def test_exister_un_jour(creee_le: str | None, dissoute_le: str | None, *, attendu: bool | None) -> None:
    msp = MSP(identifiant="msp", nom="MSP", creee_le=creee_le, dissoute_le=dissoute_le)
    assert existe(msp, au=AU) is attendu


@pytest.mark.parametrize(
    ("jalons", "attendu"),
    [
        ({"ouverture": "2020"}, True),
        ({"fermeture": "2024-07-02"}, True),
        ({"fermeture": "2024-07-01"}, False),
        ({"fermeture": "2024-07"}, None),
        ({"fermeture": "2023", "ouverture": "2022"}, False),
        ({"fermeture": "2023", "ouverture": "2024"}, None),
        ({"fermeture": "2023", "ouverture": "2024-07-01"}, True),
        ({"fermeture": "2023", "ouverture": "2024-07-02"}, True),
        ({"fermeture": "2023", "ouverture": "2024-07-03"}, False),
        ({"fermeture": "2023", "ouverture": "2023"}, None),
        ({"fermeture": "2023-05-01", "premiers_patients": "2023-05-01"}, False),
        ({"fermeture": "2023", "inauguration": "2024"}, False),
    ],
)
def test_etre_encore_un_site(jalons: dict[str, str], *, attendu: bool | None) -> None:
    site = Site(identifiant="s", jalons=tuple(Jalon(nature=NatureJalon(n), le=le) for n, le in jalons.items()))
    assert est_un_site(site, au=AU) is attendu


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [("2020", None, True), ("2024-07-03", None, False), ("2024", None, None), ("2020", "2023", False)],
)
def test_etre_un_site_dans_sa_periode(debut: str, fin: str | None, *, attendu: bool | None) -> None:
    assert est_un_site(Site(identifiant="s", periode=PeriodePartielle(debut=debut, fin=fin)), au=AU) is attendu


def test_compter_un_autre_critere() -> None:
    equipe = membres("medecin-a", "pharmacien", "infirmiere")
    compte = compter(REGISTRE, equipe, lambda pro: pro.profession in {p.PHARMACIEN, p.INFIRMIER})
    assert compte == Effectif(minimum=2, maximum=2)


@pytest.mark.parametrize(
    ("identifiant", "attendu"),
    [
        ("presidente", "medecin-a"),
        ("secretaire", "secretaire"),
        ("medecin-a", "medecin-a"),
        ("hopital", "hopital"),
        ("fantome", "fantome"),
    ],
)
def test_comme_professionnel(identifiant: str, attendu: str) -> None:
    assert comme_professionnel(REGISTRE, identifiant) == attendu


# -- what changes over time ---------------------------------------------------------------------------------------


def forme(nom: str, periode: PeriodePartielle | None = None) -> FormeDatee:
    return FormeDatee(forme=FormeJuridique(nom), periode=periode)


@pytest.mark.parametrize(
    ("formes", "attendu"),
    [
        ((), []),
        ((forme("sisa"),), [("sisa", True)]),
        ((forme("sisa", PeriodePartielle()),), [("sisa", False)]),
        ((forme("sisa", PeriodePartielle(debut="2024-07-02")),), [("sisa", True)]),
        ((forme("sisa", PeriodePartielle(debut="2024-07-03")),), []),
        ((forme("sisa", PeriodePartielle(debut="2020", fin="2024-07-02")),), [("sisa", True)]),
        ((forme("sisa", PeriodePartielle(debut="2020", fin="2024-07-01")),), []),
        ((forme("sisa", PeriodePartielle(debut="2024")),), [("sisa", False)]),
        ((forme("scm"), forme("sisa")), [("scm", False), ("sisa", False)]),
        ((forme("scm"), forme("sisa", PeriodePartielle(debut="2020"))), [("scm", False), ("sisa", True)]),
    ],
    ids=[
        "aucune",
        "seule et sans periode",
        "seule, de periode inconnue",
        "a partir de ce jour",
        "a partir du lendemain",
        "jusqu'a ce jour",
        "jusqu'a la veille",
        "depuis cette annee",
        "deux sans periode",
        "l'une sans periode, l'autre datee",
    ],
)
def test_valeurs_possibles(formes: tuple[FormeDatee, ...], attendu: list[tuple[str, bool]]) -> None:
    assert [(une.forme.value, certaine) for une, certaine in valeurs_possibles(formes, au=AU)] == attendu


# -- territories --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formes", "attendu"),
    [
        ((), None),
        ((forme("sisa"),), True),
        ((forme("association_loi_1901"),), False),
        ((forme("sisa", PeriodePartielle(debut="2020-01-01")),), True),
        ((forme("sisa", PeriodePartielle(debut="2025-01-01")),), None),
        # In the year of a change, one or the other.
        (
            (
                forme("association_loi_1901", PeriodePartielle(fin="2024")),
                forme("sisa", PeriodePartielle(debut="2024")),
            ),
            None,
        ),
        ((forme("sisa", PeriodePartielle(debut="2024")),), None),
    ],
)
def test_une_maison_est_une_sisa(formes: tuple[FormeDatee, ...], attendu: bool | None) -> None:  # noqa: FBT001
    assert est_sisa(MSP(identifiant="msp", nom="MSP", formes=formes), AU) is attendu


@pytest.mark.parametrize(
    ("immatriculee_le", "attendu"),
    [("2024-07-01", True), ("2024-07-02", True), ("2024-07-03", False), ("2024-07", None), ("2024-06", True)],
)
def test_une_maison_n_est_une_sisa_qu_une_fois_immatriculee(
    immatriculee_le: str,
    attendu: bool | None,  # noqa: FBT001
) -> None:
    maison = MSP(identifiant="msp", nom="MSP", formes=(forme("sisa"),), immatriculee_le=immatriculee_le)
    assert est_sisa(maison, AU) is attendu
    assert est_sisa(attrs.evolve(maison, formes=(forme("gcs"),)), AU) is False


def territoire(*communes: str, delimitation: Delimitation = Delimitation.COMPLETE, **champs: Any) -> Territoire:
    return Territoire(
        identifiant="territoire",
        nom="Territoire",
        nature=NatureTerritoire.ACTION_CPTS,
        communes=communes,
        delimitation=delimitation,
        **champs,
    )


def declare(nombre: int | str, nuance: NuanceNombre = NuanceNombre.EXACT) -> Territoire:
    declaree = PopulationDeclaree(nombre=Estimation(valeur=nombre, nuance=nuance), annee=2022, source="ARS")
    return territoire(delimitation=Delimitation.INCONNUE, population=declaree)


@pytest.fixture
def peupler(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give communes a chosen population, whatever the shipped vintage says."""

    def donner(**populations: int | None) -> None:
        vraie = referentiels.commune

        def commune(code: str, au: date | None = None) -> referentiels.Commune:
            return attrs.evolve(vraie(code, au), population=populations[f"c{code}"])

        monkeypatch.setattr(referentiels, "commune", commune)

    return donner


def test_la_population_d_un_territoire_complet_est_la_somme_de_ses_communes() -> None:
    lectoure, fleurance = referentiels.commune("32208", AU), referentiels.commune("32132", AU)
    habitants = population(territoire("32208", "32132"), au=AU)
    assert lectoure.population is not None
    assert fleurance.population is not None
    assert habitants.exacte == lectoure.population + fleurance.population
    assert habitants.raison is None
    assert habitants.source == f"communes, populations municipales {lectoure.millesime_population}"


@pytest.mark.parametrize(
    ("delimitation", "raison"),
    [
        (Delimitation.PARTIELLE, "la délimitation du territoire est partielle"),
        (Delimitation.INCONNUE, "la délimitation du territoire est inconnue"),
    ],
)
def test_un_territoire_incomplet_ne_donne_qu_un_minimum(
    delimitation: Delimitation, raison: str, peupler: Callable[..., None]
) -> None:
    peupler(c32208=3_600)
    habitants = population(territoire("32208", delimitation=delimitation), au=AU)
    assert (habitants.minimum, habitants.maximum, habitants.exacte, habitants.raison) == (3_600, None, None, raison)


def test_un_territoire_sans_commune() -> None:
    habitants = population(territoire(delimitation=Delimitation.INCONNUE), au=AU)
    assert (habitants.minimum, habitants.maximum) == (0, None)
    assert habitants.source == "communes, populations municipales sans objet"


def test_une_commune_que_le_referentiel_ne_connait_pas(peupler: Callable[..., None]) -> None:
    peupler(c32208=3_600)
    habitants = population(territoire("32208", "32999"), au=AU)
    assert (habitants.minimum, habitants.maximum) == (3_600, None)
    assert habitants.raison == "population inconnue pour 32999"


def test_une_commune_dont_la_population_n_est_pas_connue() -> None:
    habitants = population(territoire("98412"), au=AU)
    assert (habitants.minimum, habitants.maximum) == (0, None)
    assert habitants.raison == "population inconnue pour 98412"


def test_une_population_dont_l_annee_n_est_pas_connue(monkeypatch: pytest.MonkeyPatch) -> None:
    sans_annee = attrs.evolve(referentiels.commune("32208"), population=10, millesime_population=None)
    monkeypatch.setattr(referentiels, "commune", lambda *_: sans_annee)
    assert population(territoire("32208"), au=AU).source == "communes, populations municipales sans date"


@pytest.mark.parametrize(
    ("nombre", "nuance", "bornes", "raison"),
    [
        (29_000, NuanceNombre.EXACT, (29_000, 29_000), None),
        (29_000, NuanceNombre.AU_MOINS, (29_000, None), "la source dit « au moins 29000 »"),
        (29_000, NuanceNombre.PLUS_DE, (29_001, None), "la source dit « plus de 29000 »"),
        (29_000, NuanceNombre.AU_PLUS, (0, 29_000), "la source dit « au plus 29000 »"),
        (29_000, NuanceNombre.MOINS_DE, (0, 28_999), "la source dit « moins de 29000 »"),
        (
            29_000,
            NuanceNombre.ENVIRON,
            (26_100, 31_900),
            "la source dit « environ 29000 », lu à 10 % près (usage, aucun texte ne le dit)",
        ),
        ("28999.5", NuanceNombre.AU_MOINS, (29_000, None), "la source dit « au moins 28999.5 »"),
        ("28999.5", NuanceNombre.PLUS_DE, (29_000, None), "la source dit « plus de 28999.5 »"),
        ("29000.5", NuanceNombre.AU_PLUS, (0, 29_000), "la source dit « au plus 29000.5 »"),
        ("29000.5", NuanceNombre.MOINS_DE, (0, 29_000), "la source dit « moins de 29000.5 »"),
    ],
)
def test_une_population_declaree_l_emporte(
    nombre: int | str, nuance: NuanceNombre, bornes: tuple[int, int | None], raison: str | None
) -> None:
    habitants = population(declare(nombre, nuance), au=AU)
    assert (habitants.minimum, habitants.maximum) == bornes
    assert (habitants.source, habitants.raison) == ("ARS (2022)", raison)


@pytest.mark.parametrize(
    ("bornes", "attendues", "lu"),
    [
        ({"minimum": 28_000, "maximum": 30_000}, (28_000, 30_000), False),
        ({"minimum": 28_000}, (28_000, 31_900), True),
        ({"maximum": 41_000}, (26_100, 41_000), True),
    ],
)
def test_les_bornes_que_la_source_donne_l_emportent_sur_l_usage(
    bornes: dict[str, Any],
    attendues: tuple[int, int],
    lu: bool,  # noqa: FBT001 - a row of the table
) -> None:
    vers_29000 = Estimation(valeur=29_000, nuance=NuanceNombre.ENVIRON, **bornes)
    habitants = population(territoire(delimitation=Delimitation.INCONNUE, population=sans_annee(vers_29000)), au=AU)
    assert (habitants.minimum, habitants.maximum) == attendues
    assert ("lu à 10 % près" in (habitants.raison or "")) is lu
    assert habitants.source == "ARS (année non dite)"


def sans_annee(nombre: Estimation) -> PopulationDeclaree:
    return PopulationDeclaree(nombre=nombre, source="ARS")


@pytest.mark.parametrize(
    ("nombre", "classe", "possibles"),
    [
        (0, 1, (1,)),
        (39_999, 1, (1,)),
        (40_000, 2, (2,)),
        (40_001, 2, (2,)),
        (79_999, 2, (2,)),
        (80_000, None, (2, 3)),
        (80_001, 3, (3,)),
        (174_999, 3, (3,)),
        (175_000, 3, (3,)),
        (175_001, 4, (4,)),
        (2_000_000, 4, (4,)),
    ],
)
def test_la_classe_de_part_et_d_autre_des_seuils(nombre: int, classe: int | None, possibles: tuple[int, ...]) -> None:
    obtenue = classe_taille(declare(nombre), au=AU)
    assert (obtenue.classe, obtenue.possibles) == (classe, possibles)
    attendue = None if classe else f"{nombre} habitants : aucun texte lu ne range ce seuil exact"
    assert obtenue.raison == attendue


@pytest.mark.parametrize(
    ("nombre", "nuance", "classe", "possibles"),
    [
        (39_000, NuanceNombre.AU_MOINS, None, (1, 2, 3, 4)),
        (40_000, NuanceNombre.PLUS_DE, None, (2, 3, 4)),
        (40_000, NuanceNombre.AU_MOINS, None, (2, 3, 4)),
        (175_000, NuanceNombre.AU_MOINS, None, (3, 4)),
        (175_000, NuanceNombre.PLUS_DE, 4, (4,)),
        (40_000, NuanceNombre.MOINS_DE, 1, (1,)),
        (40_000, NuanceNombre.AU_PLUS, None, (1, 2)),
        (29_000, NuanceNombre.ENVIRON, 1, (1,)),
        (37_000, NuanceNombre.ENVIRON, None, (1, 2)),
    ],
)
def test_la_classe_d_une_population_estimee(
    nombre: int, nuance: NuanceNombre, classe: int | None, possibles: tuple[int, ...]
) -> None:
    obtenue = classe_taille(declare(nombre, nuance), au=AU)
    assert (obtenue.classe, obtenue.possibles) == (classe, possibles)
    assert (obtenue.raison is None) == (classe is not None)


def test_la_somme_des_communes_peut_tomber_sur_un_seuil(peupler: Callable[..., None]) -> None:
    peupler(c32208=15_000, c32132=65_000)
    assert classe_taille(territoire("32208", "32132"), au=AU).possibles == (2, 3)


def test_les_communes_connues_d_un_grand_territoire_suffisent_a_la_plus_grande_classe() -> None:
    assert classe_taille(territoire("75056", delimitation=Delimitation.PARTIELLE), au=AU).classe == 4


@pytest.mark.parametrize(("jour", "classe"), [(date(2019, 8, 24), None), (date(2019, 8, 25), 1)])
def test_avant_l_accord_conventionnel_il_n_y_a_pas_de_classe(jour: date, classe: int | None) -> None:
    obtenue = classe_taille(declare(29_000), au=jour)
    assert obtenue.classe == classe
    assert repr(obtenue).startswith(f"ClasseTaille({classe or 'aucune'}, 29000 habitants")
    if classe is None:
        assert obtenue == ClasseTaille(
            classe=None,
            possibles=(),
            population=population(declare(29_000), au=jour),
            raison="« seuils de population des tailles de CPTS » n'existe pas avant le 2019-08-25",
        )
