"""A registre as Arrow tables."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.donnees import complet
from tests.proprietes.outils import exemples

from soinsprimaires import (
    CPTS,
    MSP,
    Adeli,
    Adhesion,
    AideFinanciere,
    CentreSante,
    CodeNomenclature,
    Contact,
    DatePartielle,
    Estimation,
    Exercice,
    Extensions,
    Lieu,
    Mouvement,
    NatureContact,
    NatureMouvement,
    PeriodePartielle,
    Personne,
    Presence,
    Professionnel,
    Registre,
    Rpps,
    Site,
    StatutExercice,
    StatutMouvement,
    Systeme,
    ValeurInvalide,
    analyse,
    charger,
    cycle,
    strategies,
    synthese,
)
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.referentiels import professions
from soinsprimaires.tables import en_arrow

AU = date(2025, 6, 1)
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guides" / "tables.md"
COMPLET = charger(complet.CHEMIN)
TOUTES = en_arrow(COMPLET, au=AU, nominatif=True, vides=True)


def test_chaque_entite_et_chaque_element_a_sa_ligne() -> None:
    assert {genre: TOUTES[genre].num_rows for genre in LISTES} == {
        genre: len(getattr(COMPLET, genre)) for genre in LISTES
    }
    journaux = [(p.identifiant, rang, e.identifiant) for p in COMPLET.projets for rang, e in enumerate(p.journal)]
    vus = TOUTES["projets_journal"].select(["identifiant_entite", "rang_journal", "identifiant"])
    assert [tuple(ligne.values()) for ligne in vus.to_pylist()] == journaux
    origines = [(e.identifiant, rang) for e in COMPLET for rang, _ in enumerate(e.origines)]
    vues = TOUTES["origines"].select(["identifiant_entite", "rang_origines"])
    assert [tuple(ligne.values()) for ligne in vues.to_pylist()] == origines


def test_les_memes_tables_et_les_memes_colonnes_pour_tout_registre() -> None:
    vides = en_arrow(Registre(), au=AU, nominatif=True, vides=True)
    assert list(vides) == list(TOUTES)
    for nom, table in vides.items():
        assert table.num_rows == 0
        assert table.schema.equals(TOUTES[nom].schema, check_metadata=True), nom


def test_les_tables_sans_ligne_ne_sont_montrees_que_si_on_le_demande() -> None:
    assert en_arrow(Registre(), au=AU) == {}
    seule = Registre(structures=(CPTS(identifiant="cpts", nom="CPTS", adherents=(Adhesion(membre="ars"),)),))
    assert list(en_arrow(seule)) == ["structures", "structures_adherents"]


def test_chaque_table_et_chaque_colonne_est_decrite() -> None:
    for table in TOUTES.values():
        assert table.schema.metadata[b"description"]
        assert [champ.name for champ in table.schema if not champ.metadata.get(b"description")] == []
    structures = TOUTES["structures"].schema
    assert structures.metadata[b"cle"] == b'["identifiant"]'
    assert structures.field("gestionnaire").metadata[b"types"] == b"centre_sante cts"
    assert structures.field("gestionnaire").metadata[b"references"] == b"organisations"
    assert b"types" not in structures.field("nom").metadata
    exercices = TOUTES["professionnels_exercices"].schema
    assert exercices.metadata[b"cle"] == b'["identifiant_entite", "rang_exercices"]'
    assert exercices.field("employeur").metadata[b"references"] == b"organisations structures"
    assert exercices.field("periode_fin").metadata[b"absence"].startswith(b"sans fin")
    assert exercices.field("mode").metadata[b"mots"] == b"liberal salarie benevole indirect"


def test_les_types_sont_ceux_des_faits() -> None:
    journal, horaires = TOUTES["projets_journal"].schema, TOUTES["structures_sites_horaires"].schema
    assert journal.field("enregistre_le").type == pa.date32()
    assert journal.field("effet_le").type == pa.string()
    assert journal.field("effet_le_au_plus_tot").type == pa.date32()
    assert journal.field("montant_valeur").type == pa.decimal128(38, 18)
    assert horaires.field("ouvre").type == pa.time32("ms")
    exact = AideFinanciere(identifiant="aide", objet="x", montant=Estimation(valeur="1300000.05", unite="EUR"))
    (aide,) = en_arrow(Registre(aides_financieres=(exact,)))["aides_financieres"].to_pylist()
    assert aide["montant_valeur"] == Decimal("1300000.05")
    assert aide["montant_minimum"] is None


@exemples(20)
@given(st.lists(strategies.dates_partielles(), min_size=1, max_size=5))
def test_une_date_vague_ne_devient_jamais_certaine(dates: list[DatePartielle]) -> None:
    mouvements = [depart(rang, le) for rang, le in enumerate(dates)]
    lignes = en_arrow(Registre(mouvements=tuple(mouvements)))["mouvements"].to_pylist()
    for le, ligne in zip(dates, lignes, strict=True):
        assert DatePartielle.lire(ligne["le"]) == le
        assert (ligne["le_au_plus_tot"], ligne["le_au_plus_tard"]) == (le.au_plus_tot, le.au_plus_tard)
        assert ligne["le_precision"] == le.precision.value


def depart(rang: int, le: DatePartielle) -> Mouvement:
    return Mouvement(identifiant=f"m-{rang}", nature=NatureMouvement.DEPART, statut=StatutMouvement.ANNONCE, le=le)


# -- people -------------------------------------------------------------------------------------------------------


def textes(registre: Registre, *, nominatif: bool) -> set[str]:
    vues = en_arrow(registre, nominatif=nominatif)
    return {str(valeur) for vue in vues.values() for colonne in vue.columns for valeur in colonne.to_pylist()}


def test_ce_qui_identifie_quelqu_un_n_est_montre_que_si_on_le_demande() -> None:
    contact = Contact(nature=NatureContact.TELEPHONE, valeur="0562000000")
    registre = Registre(
        personnes=(Personne(identifiant="p-1", nom="Exemple", prenom="Fictive"),),
        professionnels=(
            Professionnel(
                identifiant="m-1",
                profession=professions.MEDECIN,
                nom="Modèle",
                prenom="Imaginaire",
                rpps=Rpps("00000000019"),
                adeli=Adeli("320000001"),
                annee_naissance=1967,
                extensions=Extensions({"fr.exemple": {"portable": "0600000000"}}),
            ),
        ),
        structures=(MSP(identifiant="msp", nom="MSP", contacts=(contact,)),),
    )
    caches = {"Exemple", "Fictive", "Modèle", "Imaginaire", "00000000019", "320000001", "1967", "0562000000"}
    caches |= {'{"fr.exemple":{"portable":"0600000000"}}'}
    assert caches <= textes(registre, nominatif=True)
    assert caches & textes(registre, nominatif=False) == set()
    retires = {"nom", "prenom", "rpps", "adeli", "annee_naissance", "extensions"}
    sans = en_arrow(registre)["professionnels"]
    assert set(TOUTES["professionnels"].column_names) - set(sans.column_names) == retires


def test_la_decennie_de_naissance_reste() -> None:
    medecin = Professionnel(identifiant="m", profession=professions.MEDECIN, annee_naissance=1967)
    inconnu = Professionnel(identifiant="n", profession=professions.MEDECIN)
    table = en_arrow(Registre(professionnels=(medecin, inconnu)))["professionnels"]
    assert table["decennie_naissance"].to_pylist() == [1960, None]


# -- views --------------------------------------------------------------------------------------------------------

SQL = """
    with bornes as (
        select *,
            periode_debut_au_plus_tard <= $au and (periode_fin is null or periode_fin_au_plus_tot >= $au) as certain,
            periode_debut_au_plus_tot > $au or periode_fin_au_plus_tard < $au as exclu
        from exercices where statut = 'effectif'
    )
    select identifiant_entite, rang_exercices, coalesce(certain, false)
    from bornes where not coalesce(exclu, false) order by all
"""
"""As the reference writes it: what is excluded is out, what is not surely in may be."""


def par_sql(registre: Registre, au: date) -> list[tuple[Any, ...]]:
    vue = en_arrow(registre, tables=["professionnels_exercices"], vides=True)["professionnels_exercices"]
    with duckdb.connect() as base:
        base.register("exercices", vue)
        trouves: list[tuple[Any, ...]] = base.execute(SQL, {"au": au}).fetchall()
    return trouves


def par_vue(registre: Registre, au: date) -> list[tuple[Any, ...]]:
    vue = en_arrow(registre, tables=["exercices_au"], au=au, vides=True)["exercices_au"]
    lignes = vue.select(["identifiant_entite", "rang_exercices", "certain"]).to_pylist()
    return [tuple(ligne.values()) for ligne in lignes]


@pytest.mark.parametrize("au", [date(2019, 3, 1), date(2022, 7, 15), AU], ids=str)
def test_le_sql_d_un_jour_repond_ce_que_repondent_les_objets(au: date) -> None:
    registre = synthese.pays(graine=3, part=0.005)
    objets = registre.exercices(au=au)
    trouves = par_sql(registre, au)
    assert len(trouves) == len(objets) > 100
    assert sum(certain for _, _, certain in trouves) == sum(objet.certain for objet in objets)
    assert sorted(par_vue(registre, au)) == trouves


@exemples(20)
@given(
    st.lists(
        st.builds(
            Exercice,
            periode=st.none() | strategies.periodes_partielles(),
            statut=st.sampled_from(StatutExercice),
        ),
        min_size=1,
        max_size=4,
    ),
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
)
def test_le_sql_d_un_jour_vaut_pour_toute_periode_vague(exercices: list[Exercice], au: date) -> None:
    # The same practice twice has two ranks.
    medecin = Professionnel(identifiant="m", profession=professions.MEDECIN, exercices=(*exercices, exercices[0]))
    registre = Registre(professionnels=(medecin,))
    attendus = [
        ("m", rang, couvre is True)
        for rang, exercice in enumerate(medecin.exercices)
        if exercice.statut is StatutExercice.EFFECTIF
        and (couvre := None if exercice.periode is None else exercice.periode.couvre(au)) is not False
    ]
    assert par_sql(registre, au) == attendus
    assert par_vue(registre, au) == attendus


def test_un_exercice_a_une_ligne_par_lieu_et_une_quand_on_n_en_sait_aucun() -> None:
    site = Site(identifiant="site", lieu="halle")
    presences = (Presence(site="site"), Presence(lieu="halle"), Presence(commune="32132"), Presence(site="absent"))
    registre = Registre(
        lieux=(Lieu(identifiant="halle", nom="Halle", commune="32208"),),
        structures=(MSP(identifiant="msp", nom="MSP", sites=(site,)),),
        professionnels=(
            Professionnel(
                identifiant="m",
                profession=professions.MEDECIN,
                exercices=(
                    Exercice(presences=presences, periode=PeriodePartielle(debut="2020")),
                    Exercice(structure="msp"),
                ),
            ),
        ),
    )
    vue = en_arrow(registre, au=AU)["exercices_situes"]
    colonnes = ["rang_exercices", "rang_presences", "certain", "site", "commune"]
    assert [tuple(ligne.values()) for ligne in vue.select(colonnes).to_pylist()] == [
        (0, 0, True, "site", "32208"),
        (0, 1, True, None, "32208"),
        (0, 2, True, None, "32132"),
        (0, 3, True, "absent", None),
        (1, 0, False, None, None),
    ]


def test_le_portefeuille_et_les_echeances_sont_ceux_des_objets() -> None:
    portefeuille, echeances = TOUTES["portefeuille"], TOUTES["echeances"]
    lignes = analyse.portefeuille(COMPLET, au=AU)
    assert portefeuille["projet"].to_pylist() == [ligne.projet for ligne in lignes]
    attendues = [
        (projet.identifiant, rang, echeance.code, echeance.limite_le, echeance.statut.value)
        for projet in COMPLET.projets
        for rang, echeance in enumerate(cycle.echeances(projet, COMPLET, au=AU))
    ]
    lues = echeances.select(["projet", "rang", "code", "limite_le", "statut"]).to_pylist()
    assert [tuple(ligne.values()) for ligne in lues] == attendues != []


# -- what is asked ------------------------------------------------------------------------------------------------


def test_on_ne_fait_que_les_tables_que_l_on_demande() -> None:
    noms = ["structures_sites_horaires_jours", "origines_champs", "portefeuille"]
    vues = en_arrow(COMPLET, tables=noms, au=AU, nominatif=True)
    assert list(vues) == noms
    assert all(vues[nom].equals(TOUTES[nom]) for nom in noms)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"tables": ["structure"]}, "aucune table 'structure' ; vouliez-vous dire « structures » ?"),
        ({"tables": ["exercices_au"]}, "« exercices_au » est la vue d'un jour"),
        ({"au": "2025-06-01"}, "un jour"),
    ],
    ids=["inconnue", "sans jour", "jour"],
)
def test_une_demande_mal_faite_dit_comment_la_faire(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValeurInvalide, match=message.replace("?", r"\?")):
        en_arrow(Registre(), **options)


def test_polars_et_duckdb_joignent_les_tables_sans_nous() -> None:
    registre = synthese.pays(graine=3, part=0.002)
    vues = en_arrow(registre)
    gens, exercices = pl.DataFrame(vues["professionnels"]), pl.DataFrame(vues["professionnels_exercices"])
    joints = exercices.join(gens, left_on="identifiant_entite", right_on="identifiant")
    comptes = dict(joints.group_by("profession").len().iter_rows())
    attendus: dict[str, int] = {}
    for medecin in registre.professionnels:
        for _ in medecin.exercices:
            attendus[medecin.profession.code] = attendus.get(medecin.profession.code, 0) + 1
    assert comptes == attendus
    with duckdb.connect() as base:
        for nom, vue in vues.items():
            base.register(nom, vue)
        lus = base.sql(
            "select profession, count(*) from professionnels_exercices e join professionnels p "
            "on e.identifiant_entite = p.identifiant group by 1"
        ).fetchall()
    assert dict(lus) == attendus


def test_la_requete_du_guide_compte_les_medecins_de_chaque_msp_et_parmi_eux_les_generalistes() -> None:
    """Doctors twice in a house, uncertain, without a savoir-faire, elsewhere; a house that has none."""
    en_cours, peut_etre = PeriodePartielle(debut="2020-01-01"), PeriodePartielle(debut="2020-01-01", fin="2025~")
    sm = {code: CodeNomenclature(Systeme.TRE_R38, code) for code in ("SM04", "SM26", "SM53", "SM54")}

    def qui(
        nom: str, savoirs: str, *exercices: Exercice, profession: CodeNomenclature = professions.MEDECIN
    ) -> Professionnel:
        codes = tuple(sm[code] for code in savoirs.split())
        return Professionnel(identifiant=nom, profession=profession, savoir_faire=codes, exercices=exercices)

    def a(structure: str, periode: PeriodePartielle = en_cours) -> Exercice:
        return Exercice(structure=structure, periode=periode)

    registre = Registre(
        structures=(
            MSP(identifiant="deserte", nom="Déserte"),
            MSP(identifiant="pleine", nom="Pleine"),
            MSP(identifiant="vague", nom="Vague"),
            CentreSante(identifiant="centre", nom="Centre"),
        ),
        professionnels=(
            qui("qualifie", "SM26", a("pleine"), a("centre")),
            qui("double", "SM04 SM53", a("pleine", peut_etre), a("pleine"), a("vague", peut_etre)),
            qui("cardiologue", "SM04", a("pleine")),
            qui("sans-savoir", "", a("pleine"), a("vague")),
            qui("incertain", "SM54", a("pleine", peut_etre)),
            qui("infirmier", "", a("pleine"), profession=professions.INFIRMIER),
            qui("seul", "SM54", Exercice(periode=en_cours)),
        ),
    )
    requete = re.search(r'>>> medecins = """\n(.*?)\n\.\.\. """', GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert requete is not None
    with duckdb.connect() as base:
        for nom, vue in en_arrow(registre, au=AU).items():
            base.register(nom, vue)
        lus = base.sql(requete[1].replace("\n...", "\n").removeprefix("...")).fetchall()
    assert lus == [("deserte", 0, 0, 0, 0), ("pleine", 4, 5, 2, 4), ("vague", 1, 2, 0, 2)]
