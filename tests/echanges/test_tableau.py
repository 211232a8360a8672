"""The tracking sheet: read with every doubtful cell told, written so that no cell is a formula, read back the same."""

import csv
import sys
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given

from soinsprimaires import (
    Acte,
    Acteur,
    AvisComite,
    DatePartielle,
    Delimitation,
    DocumentInvalide,
    Evenement,
    ExtraManquant,
    Gravite,
    NatureProjet,
    NatureTerritoire,
    Personne,
    Projet,
    Provenance,
    QualiteActeur,
    Referent,
    Registre,
    Territoire,
    ValeurInvalide,
    cycle,
)
from soinsprimaires.cycle import EtatCentreSante, EtatCPTS, EtatMSP
from soinsprimaires.echanges import tableau
from soinsprimaires.echanges._dates import lire_date
from soinsprimaires.echanges.rapprochement import NatureConstat, rapprocher
from soinsprimaires.echanges.tableau import Correspondance, Integration
from soinsprimaires.mots import dater
from soinsprimaires.strategies import dates_partielles

JOUR = date(2026, 3, 2)
LOMAGNE = " ; proches : Lomné (65278), La Romagne (08369), La Romagne (49260)"
TITRES = "Nom;Commune;État;Depuis le;Référent"


def lire(*lignes: str, titres: str = TITRES, **options: Any) -> Any:
    texte = "\r\n".join([titres, *lignes])
    choix: dict[str, Any] = {"enregistre_le": JOUR, "nature": NatureProjet.MSP} | options
    return tableau.lire(BytesIO(texte.encode()), **choix)


def registre_de(*lignes: str, **options: Any) -> Registre:
    return Registre().avec(*lire(*lignes, **options))


def seul(*lignes: str, **options: Any) -> Projet:
    [projet] = registre_de(*lignes, **options).projets
    return projet


def anomalies(*lignes: str, **options: Any) -> list[tuple[str, str]]:
    lecture = lire(*lignes, **options)
    list(lecture)
    return [(anomalie.pointeur, anomalie.message) for anomalie in lecture.anomalies]


# -- reading ------------------------------------------------------------------------------------------------------


def test_une_ligne_fait_un_projet_dont_le_journal_a_l_acte_qui_mene_a_son_etat() -> None:
    lecture = lire("MSP de Lectoure;Lectoure;projet déposé;12/05/2024;Un référent", publie_le="2026-02")
    territoire, personne, projet = list(lecture)
    assert isinstance(territoire, Territoire)
    assert (territoire.identifiant, territoire.communes) == ("territoire-projet-msp-msp-lectoure", ("32208",))
    assert (territoire.nature, territoire.delimitation) == (NatureTerritoire.AUTRE, Delimitation.INCONNUE)
    assert isinstance(personne, Personne)
    assert personne.nom == "Un référent"
    assert "referent-" in personne.identifiant
    assert "un" not in personne.identifiant.split("-")
    provenance = Provenance(titre="Tableau de suivi", publie_le="2026-02")
    assert projet == Projet(
        identifiant="projet-msp-msp-lectoure",
        nom="MSP de Lectoure",
        nature=NatureProjet.MSP,
        territoire=territoire.identifiant,
        referents=(Referent(qualite=QualiteActeur.AUTRE, personne=personne.identifiant),),
        journal=(
            Evenement(
                identifiant="depot-projet",
                acte=Acte.DEPOT_PROJET,
                acteurs=(Acteur(qualite=QualiteActeur.PORTEURS),),
                effet_le="2024-05-12",
                enregistre_le=JOUR,
                provenance=attrs.evolve(provenance, passage="ligne 2, projet déposé"),
            ),
        ),
        provenance=provenance,
    )
    assert cycle.etat(projet, au=JOUR) is EtatMSP.PROJET_DEPOSE
    assert cycle.etat(projet, au=date(2024, 5, 11)) is EtatMSP.EMERGENCE
    assert (lecture.lues, lecture.gardees, lecture.refusees, len(lecture.anomalies)) == (1, 1, 0, 0)


def test_une_ligne_presque_vide_est_gardee() -> None:
    projet = seul("Maison du lac;;en fonctionnement;;")
    assert (projet.territoire, projet.referents, projet.journal[0].effet_le) == (None, (), None)
    assert cycle.etat(projet, au=JOUR) is EtatMSP.EN_FONCTIONNEMENT


def test_les_mots_du_tableau_sont_ceux_de_l_unite() -> None:
    mots = Correspondance(
        nom="Projet",
        etat="Avancement",
        commune=None,
        depuis=None,
        referent=None,
        nature="Type",
        identifiant="Id",
        etats=(("En cours", "projet_en_redaction"), ("ouverte", "en_fonctionnement")),
    )
    registre = registre_de(
        "p-1;Maison de santé;A;EN COURS",
        "p-2;pôle;B;Contrat signé",
        "p-3;CPTS;C;Ouverte",
        "p-4;centre de santé;D;ouvert",
        titres="Id;Type;Projet;Avancement",
        correspondance=mots,
        nature=None,
    )
    assert [(p.identifiant, p.nature.value, cycle.etat(p, au=JOUR)) for p in registre.projets] == [
        ("p-1", "msp", EtatMSP.PROJET_EN_REDACTION),
        ("p-3", "cpts", EtatCPTS.EN_FONCTIONNEMENT),
        ("p-4", "centre_sante", EtatCentreSante.OUVERT),
    ]


def test_une_cpts_a_un_territoire_d_action_de_plusieurs_communes() -> None:
    registre = registre_de("CPTS;Lectoure, Fleurance et La Romieu;émergence;;", nature=NatureProjet.CPTS)
    [territoire] = registre.territoires
    assert territoire.communes == ("32132", "32208", "32345")
    assert (territoire.nature, territoire.delimitation) == (NatureTerritoire.ACTION_CPTS, Delimitation.INCONNUE)
    assert cycle.etat(registre.projets[0], au=JOUR) is EtatCPTS.EMERGENCE


@pytest.mark.parametrize(
    ("cellule", "communes"),
    [
        ("lectoure", ("32208",)),
        ("32208", ("32208",)),
        ("Lectoure (32208)", ("32208",)),
        ("32500 Fleurance", ("32132",)),
        ("Castelnau-d'Arbieu 32500", ("32078",)),
        ("2A004", ("2A004",)),
        ("Plaisance", ("32319",)),
        ("32253/32370", ("32253", "32370")),
    ],
)
def test_une_commune_s_ecrit_de_plusieurs_facons(cellule: str, communes: tuple[str, ...]) -> None:
    registre = registre_de(f"P;{cellule};émergence;;", departement="32")
    assert [territoire.communes for territoire in registre.territoires] == [communes]


@pytest.mark.parametrize(
    ("ligne", "pointeur", "message"),
    [
        (
            "P;Plaisance;émergence;;",
            "/lignes/2/Commune",
            (
                "ligne 2, « Commune » : plusieurs communes s'appellent 'Plaisance' : Plaisance (12183), "
                "Plaisance (24168), Plaisance (32319), Plaisance (86192) ; écrire laquelle ainsi"
            ),
        ),
        (
            "P;Lomagne;émergence;;",
            "/lignes/2/Commune",
            f"ligne 2, « Commune » : 'Lomagne' n'est le nom d'aucune commune{LOMAGNE}",
        ),
        (
            "P;Lectoure, Lomagne;émergence;;",
            "/lignes/2/Commune",
            f"ligne 2, « Commune » : 'Lomagne' n'est le nom d'aucune commune{LOMAGNE}",
        ),
        (
            "P;32500;émergence;;",
            "/lignes/2/Commune",
            "ligne 2, « Commune » : le code postal 32500 sert 12 communes ; écrire le nom",
        ),
        (
            "P;Fleurance (32208);émergence;;",
            "/lignes/2/Commune",
            "ligne 2, « Commune » : 'Fleurance (32208)' : ce nom n'est pas celui du code 32208 ; corriger l'un",
        ),
        (
            "P;93059;émergence;;",
            "/lignes/2/Commune",
            (
                "ligne 2, « Commune » : commune déléguée Pierrefitte-sur-Seine (93059) : "
                "c'est la commune Saint-Denis (93066) qui est lue"
            ),
        ),
        (
            "P;;presque fini;;",
            "/lignes/2/État",
            (
                "ligne 2, « État » : 'presque fini' n'est pas un état connu d'un projet de MSP ; écrire un état "
                "(gabarit suivi les liste), ou dire ce que ce mot veut dire (--correspondance)"
            ),
        ),
        ("P;;;;", "/lignes/2/État", "ligne 2, « État » : l'état n'est pas dit ; l'écrire, ou dater une étape"),
        (
            "P;;émergence;bientôt;",
            "/lignes/2/Depuis le",
            (
                "ligne 2, « Depuis le » : 'bientôt' n'est pas une date que l'on puisse lire sans la deviner ; "
                "une date s'écrit « 12/05/2026 », « mai 2026 », « 2026 » ou « avant mai 2026 »"
            ),
        ),
        (
            "P;;émergence;29/02/2026;",
            "/lignes/2/Depuis le",
            (
                "ligne 2, « Depuis le » : '29/02/2026' n'existe pas, février 2026 a 28 jours ; "
                "corriger le jour, ou écrire « février 2026 »"
            ),
        ),
        (
            "P;;émergence;12/05/2027;",
            "/lignes/2/Depuis le",
            (
                "ligne 2, « Depuis le » : le 12 mai 2027 : c'est après le jour où parle la feuille (2 mars 2026) ; "
                "cette date n'est pas gardée ; la corriger, ou dire le jour de la feuille (--au)"
            ),
        ),
        (
            ";Lectoure;émergence;;",
            "/lignes/2/Nom",
            "ligne 2, « Nom » : le projet n'a pas de nom ; lui en donner un, ou ôter la ligne",
        ),
        ("P;;émergence", "/lignes/2", "ligne 2 : 3 champs au lieu de 5 : les derniers sont lus vides"),
    ],
)
def test_chaque_cellule_douteuse_est_dite_avec_sa_place(ligne: str, pointeur: str, message: str) -> None:
    assert anomalies(ligne) == [(pointeur, message)]


def test_une_cellule_douteuse_ne_fait_perdre_qu_elle() -> None:
    projet = seul("P;Lectoure;presque fini;bientôt;Un référent")
    assert projet.territoire is not None
    assert (projet.journal[0].etat, projet.journal[0].effet_le, len(projet.referents)) == (None, None, 1)
    assert cycle.etat(projet, au=JOUR) is None


def test_une_partie_des_communes_n_est_pas_le_territoire() -> None:
    assert seul("P;Lectoure, Lomagne;émergence;;").territoire is None


def test_un_etat_d_une_autre_nature_est_douteux() -> None:
    [(pointeur, _)] = anomalies("P;;récépissé délivré;;")
    assert pointeur == "/lignes/2/État"


def test_deux_projets_du_meme_nom() -> None:
    lignes = ["P;Lectoure;émergence;;", "P;Fleurance;émergence;;", "P;Fleurance;émergence;;", "P;;émergence;;"]
    assert [p.identifiant for p in registre_de(*lignes).projets] == ["projet-msp-p", "projet-msp-p-32132"]
    assert anomalies(*lignes) == [
        ("/lignes/4", "ligne 4 : la même ligne qu'une autre, lue une fois"),
        ("/lignes/5/Nom", "ligne 5, « Nom » : ce projet est déjà lu plus haut"),
    ]


def test_le_meme_referent_est_une_seule_personne() -> None:
    registre = registre_de("A;;émergence;;Un  Référent", "B;;émergence;;un référent", "C;;émergence;;Autre")
    assert len(registre.personnes) == 2


def test_un_identifiant_et_une_nature_douteux() -> None:
    colonnes = Correspondance(nature="Nature", identifiant="Id", commune=None, depuis=None, referent=None)
    titres = "Id;Nature;Nom;État"
    assert anomalies("Ma MSP;MSP;P;émergence", "p;hôpital;Q;émergence", titres=titres, correspondance=colonnes) == [
        (
            "/lignes/2/Id",
            "ligne 2, « Id » : 'Ma MSP' n'est pas un identifiant ; minuscules, chiffres et tirets : cpts-armagnac",
        ),
        (
            "/lignes/3/Nature",
            "ligne 3, « Nature » : 'hôpital' n'est ni une MSP, ni une CPTS, ni un centre de santé ; l'écrire",
        ),
    ]


def test_une_colonne_absente_est_nommee() -> None:
    with pytest.raises(DocumentInvalide, match="colonne absente : « État »"):
        list(lire("P;;", titres="Nom;Commune;Référent"))
    # What is recognised by its words may be absent; what is asked by its title is told.
    assert anomalies("P;émergence", titres="Nom;État") == []
    demandee = Correspondance(commune="Ville")
    assert anomalies("P;émergence", titres="Nom;État", correspondance=demandee) == [
        ("/lignes/1", "ligne 1 : colonne absente : « Ville » ; rien n'y est lu"),
    ]


@pytest.mark.parametrize(
    ("ecrite", "nature"),
    [
        ("M.S.P.", "msp"),
        ("MSP multisite", "msp"),
        ("Maisons de santé pluriprofessionnelles", "msp"),
        ("C.P.T.S.", "cpts"),
        ("Communauté professionnelle territoriale de santé", "cpts"),
        ("CDS", "centre_sante"),
        ("CTS", "centre_sante"),
        ("Centre territorial de santé", "centre_sante"),
    ],
)
def test_une_nature_s_ecrit_de_plusieurs_facons(ecrite: str, nature: str) -> None:
    colonnes = Correspondance(nature="Type", commune=None, depuis=None, referent=None)
    registre = registre_de(f"{ecrite};P;", titres="Type;Nom;État", correspondance=colonnes, nature=None)
    assert [projet.nature.value for projet in registre.projets] == [nature]


@pytest.mark.parametrize(
    ("cellule", "communes", "code"),
    [
        ("32021", ("32021",), "commune.ambigue"),  # Avensac, or AUCH CEDEX 9
        ("32021 AUCH CEDEX 9", ("32013",), None),
        ("AUCH CEDEX", ("32013",), None),
        ("St-Clar", ("32370",), None),
        ("STE FOY LA GRANDE", ("33402",), None),
        ("ROMIEU (LA)", ("32345",), None),
        ("CHALON S/SAONE", ("71076",), None),
        ("Plaisance (32)", ("32319",), None),
        ("32 - Lectoure", ("32208",), None),
        ("Lectoure - 32", ("32208",), None),
        ("Plaisance (33)", None, "commune.inconnue"),
        ("Paris 15e", ("75056",), "commune.rattachee"),
        ("Lyon 3", ("69123",), "commune.rattachee"),
        ("MARSEILLE 8ème arrondissement", ("13055",), "commune.rattachee"),
        ("Lyon 12", None, "commune.inconnue"),
        ("75115", ("75056",), "commune.rattachee"),
        ("75015", ("75056",), None),
        ("Monbardon", ("32365",), "commune.rattachee"),
        ("Pierrefitte-sur-Seine", ("93066",), "commune.rattachee"),
        ("1053", ("01053",), "zero.perdu"),
        ("2a004", ("2A004",), "commune.ambigue"),
        ("Casaubon", None, "commune.inconnue"),
    ],
)
def test_un_lieu_est_lu_comme_on_l_ecrit(cellule: str, communes: tuple[str, ...] | None, code: str | None) -> None:
    lecture = lire(f"P;{cellule};émergence;;")
    territoires = [lu.communes for lu in lecture if isinstance(lu, Territoire)]
    assert territoires == ([] if communes is None else [communes])
    dits = [anomalie.code for anomalie in lecture.anomalies]
    assert dits == ([] if code is None else [code]) or (code == "zero.perdu" and code in dits)


@pytest.mark.parametrize(
    ("cellule", "departement", "communes", "code"),
    [
        # Béon is a commune of the Yonne, and was one of the Ain until 2023; Dommartin is one of four départements.
        ("Béon", None, ("89037",), "commune.homonyme"),
        ("Béon", "01", ("01138",), "commune.rattachee"),
        ("Béon", "89", ("89037",), None),
        ("Béon", "32", ("89037",), "commune.ailleurs"),
        ("Béon (01)", None, ("01138",), "commune.rattachee"),
        ("Béon (89)", None, ("89037",), None),
        ("Dommartin", None, None, "commune.homonyme"),
        ("Dommartin", "01", ("01025",), "commune.rattachee"),
        ("Dommartin", "69", ("69076",), None),
        ("Dommartin", "32", None, "commune.homonyme"),
    ],
)
def test_le_nom_d_une_commune_est_aussi_celui_d_une_autre_qui_a_fusionne(
    cellule: str, departement: str | None, communes: tuple[str, ...] | None, code: str | None
) -> None:
    lecture = lire(f"P;{cellule};émergence;;", departement=departement)
    assert [lu.communes for lu in lecture if isinstance(lu, Territoire)] == ([] if communes is None else [communes])
    assert [anomalie.code for anomalie in lecture.anomalies] == ([] if code is None else [code])


def test_une_commune_inconnue_donne_les_plus_proches() -> None:
    [(_, message)] = anomalies("P;Casaubon;émergence;;")
    assert message.startswith(
        "ligne 2, « Commune » : 'Casaubon' n'est le nom d'aucune commune ; proches : Cazaubon (32096)"
    )


def test_un_etat_inconnu_donne_les_plus_proches() -> None:
    [(_, message)] = anomalies("P;;emergense;;")
    assert (
        "n'est pas un état connu d'un projet de MSP ; proches : 'émergent', 'émergence', 'en émergence' ; écrire"
    ) in message


def test_une_commune_d_un_autre_departement_est_dite_et_les_proches_en_sont() -> None:
    def dites(texte: str) -> list[str]:
        return [
            message for _, message in anomalies(f"P;{texte};émergence;;", "Q;Lectoure;émergence;;", departement="32")
        ]

    ailleurs = (
        "ligne 2, « Commune » : Tarbes (65440) n'est pas du département 32, et est gardée ; "
        "si c'est elle, écrire « Tarbes (65) »"
    )
    assert dites("Tarbes") == [ailleurs]
    assert dites("Auch et Tarbes") == [ailleurs]
    assert dites("Tarbes (65)") == dites("65000 Tarbes") == dites("Auch") == []
    assert ailleurs in dites("65440")
    [proches] = dites("Castera")
    assert "proches : Castéra-Lectourois (32082), Castéra-Verduzan (32083), Castéron (32084)" in proches


def test_ce_que_demande_une_lecture() -> None:
    with pytest.raises(ValeurInvalide) as mot:
        tableau.lire(BytesIO(b""), enregistre_le=JOUR, nature="msp")  # type: ignore[arg-type]
    assert mot.value.champ == "nature"
    with pytest.raises(ValeurInvalide) as jour:
        tableau.lire(BytesIO(b""), enregistre_le="2026", nature=NatureProjet.MSP)  # type: ignore[arg-type]
    assert jour.value.champ == "enregistre_le"
    with pytest.raises(LookupError):
        lire(departement="20")


def test_une_correspondance_se_verifie() -> None:
    with pytest.raises(ValeurInvalide) as etat:
        Correspondance(etats=(("en cours", "en_cours"),))
    assert (etat.value.code, etat.value.champ) == ("etat.inconnu", "etats/0/1")
    with pytest.raises(ValeurInvalide) as double:
        Correspondance(nom="Projet", commune="projet")
    assert double.value.code == "liste.doublon"


@pytest.mark.parametrize(
    ("cellule", "date_lue"),
    [
        ("12/05/2024", "2024-05-12"),
        ("1.5.2024", "2024-05-01"),
        ("05/2024", "2024-05"),
        ("2024", "2024"),
        ("2024-05-12", "2024-05-12"),
        ("2024-05~", "2024-05~"),
        ("mai 2024", "2024-05"),
        ("1er août 2023", "2023-08-01"),
        ("12 déc. 2023", "2023-12-12"),
        ("2024/03/01", "2024-03-01"),
        ("2024-02-01T00:00:00", "2024-02-01"),
        ("12/05/2024 00:00", "2024-05-12"),
        ("depuis 2023", "2023/.."),
        ("depuis le 1er mars 2023", "2023-03-01/.."),
        ("vers 2024", "2024~"),
        ("avant 2024", "../2023"),
        ("avant mars 2024", "../2024-02"),
        ("avant le 01/03/2024", "../2024-02-29"),
        ("au plus tard mars 2024", "../2024-03"),
        ("T1 2024", "[2024-01..2024-03]"),
        ("4e trimestre 2024", "[2024-10..2024-12]"),
        ("2ème semestre 2024", "[2024-07..2024-12]"),
        ("entre mars 2023 et 2024", "[2023-03..2024]"),
        ("été 2024", "2024-22"),
        (2024, "2024"),
        (2024.0, "2024"),
        (date(2024, 5, 12), "2024-05-12"),
        (datetime(2024, 5, 12, 8, 30), "2024-05-12"),  # noqa: DTZ001 - what a workbook gives
    ],
)
def test_une_date_s_ecrit_de_plusieurs_facons(cellule: Any, date_lue: str) -> None:
    assert lire_date(cellule) == (DatePartielle.lire(date_lue), None)


@pytest.mark.parametrize(
    ("cellule", "date_lue", "code"),
    [
        ("45352", "2024-03-01", "date.numero"),
        (45352, "2024-03-01", "date.numero"),
        ("fin 2024", "2024", "date.vague"),
        ("début mars 2024", "2024-03", "date.vague"),
    ],
)
def test_une_date_lue_autrement_qu_ecrite_est_dite(cellule: Any, date_lue: str, code: str) -> None:
    lue, faute = lire_date(cellule)
    assert lue == DatePartielle.lire(date_lue)
    assert faute is not None
    assert faute[0] == code


@pytest.mark.parametrize(
    "cellule",
    ["12/05/24", "31/02/2024", "13/2024", "20240512", "brumaire 2024", "mars-24", "?", "en cours", "avant", "T5 2024"],
)
def test_une_date_ne_se_devine_pas(cellule: str) -> None:
    lue, faute = lire_date(cellule)
    assert lue is None
    assert faute is not None
    assert faute[0] == "date.forme"


@pytest.mark.parametrize("cellule", ["", None, "  "])
def test_une_date_vide_n_est_pas_une_faute(cellule: Any) -> None:
    assert lire_date(cellule) == (None, None)


# -- writing ------------------------------------------------------------------------------------------------------

LIGNES = (
    "MSP de Lectoure;Lectoure;projet déposé;12/05/2024;Un référent",
    "Maison du lac;Plaisance (32319);en fonctionnement;2023;",
    "Projet sans état;;;;Autre",
    "+33 la ligne;La Romieu, Miradoux;abandonné;2025-03~;@quelqu'un",
)


@pytest.mark.parametrize("suffixe", ["csv", "xlsx"])
def test_ce_qui_est_ecrit_se_relit(suffixe: str, tmp_path: Path) -> None:
    registre = registre_de(*LIGNES)
    chemin = tmp_path / f"suivi.{suffixe}"
    tableau.ecrire(registre, chemin, au=JOUR)
    lecture = tableau.lire(chemin, enregistre_le=JOUR)
    relu = Registre().avec(*lecture)
    assert [a.code for a in lecture.anomalies if a.gravite is not Gravite.INFORMATION] == ["etat.absent"]
    assert (relu.territoires, relu.personnes) == (registre.territoires, registre.personnes)
    assert [dire(projet) for projet in relu.projets] == [dire(projet) for projet in registre.projets]


def dire(projet: Projet) -> Any:
    """What a sheet tells of a project, where it tells it aside."""
    journal = [attrs.evolve(evenement, provenance=None) for evenement in projet.journal]
    return attrs.evolve(projet, journal=tuple(journal))


def test_les_cellules_d_un_csv(tmp_path: Path) -> None:
    chemin = tmp_path / "suivi.csv"
    tableau.ecrire(registre_de(*LIGNES), chemin, au=JOUR)
    assert chemin.read_bytes().startswith(b"\xef\xbb\xbf")
    with chemin.open(encoding="utf-8-sig", newline="") as fichier:
        assert list(csv.reader(fichier, delimiter=";")) == [
            ["Identifiant", "Nature", "Nom", "Commune", "État", "Depuis le", "Référent"],
            [
                *("projet-msp-33-ligne", "MSP", "'+33 la ligne", "Miradoux (32253), La Romieu (32345)"),
                *("abandonné", "vers mars 2025", "'@quelqu'un"),
            ],
            ["projet-msp-maison-lac", "MSP", "Maison du lac", "Plaisance (32319)", "en fonctionnement", "en 2023", ""],
            [
                *("projet-msp-msp-lectoure", "MSP", "MSP de Lectoure", "Lectoure (32208)"),
                *("projet de santé déposé", "12/05/2024", "Un référent"),
            ],
            ["projet-msp-projet-sans-etat", "MSP", "Projet sans état", "", "", "", "Autre"],
        ]


def test_les_mots_de_l_unite_sont_ecrits(tmp_path: Path) -> None:
    mots = Correspondance(etats=(("Déposé", "projet_depose"), ("déposé (ARS)", "projet_depose")), nature="Nature")
    registre = registre_de("P;;déposé (ARS);;", correspondance=attrs.evolve(mots, nature=None))
    tableau.ecrire(registre, tmp_path / "s.csv", au=JOUR, correspondance=mots)
    assert "MSP;P;;Déposé;au plus tard le 2 mars 2026;" in (tmp_path / "s.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("debut", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n@"])
@pytest.mark.parametrize("suffixe", ["csv", "xlsx"])
def test_aucune_cellule_ne_commence_comme_une_formule(debut: str, suffixe: str, tmp_path: Path) -> None:
    projet = seul("P;;émergence;;")
    chemin = tmp_path / f"suivi.{suffixe}"
    tableau.ecrire(Registre(projets=(attrs.evolve(projet, nom=f"{debut}1+1\x00"),)), chemin, au=JOUR)
    if suffixe == "csv":
        with chemin.open(encoding="utf-8-sig", newline="") as fichier:
            cellules = [cellule for rangee in csv.reader(fichier, delimiter=";") for cellule in rangee]
    else:
        from openpyxl import load_workbook

        feuille = load_workbook(chemin).worksheets[0]
        assert {cellule.data_type for rangee in feuille.iter_rows() for cellule in rangee} <= {"s", "n", "inlineStr"}
        cellules = [str(cellule.value or "") for rangee in feuille.iter_rows() for cellule in rangee]
    assert any("1+1" in cellule for cellule in cellules)
    assert [cellule for cellule in cellules if cellule[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []


def test_les_projets_choisis_dans_leur_ordre(tmp_path: Path) -> None:
    registre = registre_de(*LIGNES)
    choisis = [registre.projets[2], registre.projets[0]]
    tableau.ecrire(registre, tmp_path / "s.csv", au=JOUR, projets=choisis)
    lignes = (tmp_path / "s.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [ligne.split(";")[2] for ligne in lignes[1:]] == ["MSP de Lectoure", "'+33 la ligne"]


def test_une_commune_disparue_s_ecrit_par_son_code(tmp_path: Path) -> None:
    territoire = Territoire(identifiant="t", nom="T", nature=NatureTerritoire.AUTRE, communes=("32260",))
    registre = Registre(territoires=(territoire,), projets=(attrs.evolve(seul("P;;émergence;;"), territoire="t"),))
    tableau.ecrire(registre, tmp_path / "s.csv", au=JOUR)
    assert "P;32260;émergence;au plus tard le 2 mars 2026;" in (tmp_path / "s.csv").read_text(encoding="utf-8-sig")


def test_un_autre_format_est_refuse(tmp_path: Path) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        tableau.ecrire(Registre(), tmp_path / "s.ods", au=JOUR)
    assert refus.value.code == "tableau.format"


def test_sans_openpyxl_l_extra_est_nomme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ExtraManquant, match=r"soinsprimaires\[donnees\]"):
        tableau.ecrire(Registre(), tmp_path / "s.xlsx", au=JOUR)


def test_deux_cent_cinquante_lignes() -> None:
    lignes = [f"MSP {numero};Lectoure;projet déposé;2024;Référent {numero % 7}" for numero in range(250)]
    lecture = lire(*lignes)
    registre = Registre().avec(*lecture)
    assert (len(registre.projets), len(registre.personnes), len(lecture.anomalies)) == (250, 7, 0)
    assert (lecture.lues, lecture.gardees) == (250, 250)


# -- read again ---------------------------------------------------------------------------------------------------


def test_un_tableau_plus_recent_ne_reecrit_pas_un_journal() -> None:
    registre = rapprocher(Registre(), lire("P;;projet déposé;2024;")).registre
    suite = rapprocher(registre, lire("P;;en fonctionnement;2025;", publie_le="2026-03"))
    assert suite.registre.projets[0].journal == registre.projets[0].journal
    assert [(c.nature, c.champ) for c in suite.a_trancher] == [(NatureConstat.CONSERVE, "journal")]
    assert rapprocher(registre, lire("P;;projet déposé;2024;")).constats == ()


# -- month after month --------------------------------------------------------------------------------------------

FEUILLES = Path(__file__).parent.parent / "donnees" / "suivi"
OCTOBRE, NOVEMBRE = date(2026, 10, 31), date(2026, 11, 29)


def integrer(
    registre: Registre, *lignes: str, titres: str = TITRES, au: date = NOVEMBRE, **options: Any
) -> Integration:
    texte = "\n".join([titres, *lignes])
    return tableau.integrer(registre, BytesIO(texte.encode()), au=au, **({"nature": NatureProjet.CPTS} | options))


def test_les_mots_des_gens_sont_lus() -> None:
    mois = tableau.integrer(Registre(), FEUILLES / "mots-d-etat.csv", au=OCTOBRE, departement="32")
    etats = {p.nom: cycle.etat(p, au=OCTOBRE, registre=mois.registre) for p in mois.registre.projets}
    assert {nom: None if etat is None else etat.value for nom, etat in etats.items()} == {
        "Projet 0": "lettre_intention_validee",
        "Projet 1": "lettre_intention_deposee",
        "Projet 2": "lettre_intention_validee",
        "Projet 3": "projet_valide",
        "Projet 4": "projet_valide",
        "Projet 5": "projet_valide",
        "Projet 6": "contrat_signe",
        "Projet 7": None,  # « SISA créée » is no state
        "Projet 8": None,  # « en sommeil », « stand-by »: up to where is not said
        "Projet 9": None,
        "Projet 10": "emergence",
        "Projet 11": "projet_en_redaction",
        "Projet 12": "projet_depose",
        "Projet 13": "projet_depose",
        "Projet 14": "projet_depose",
        "Projet 16": "en_fonctionnement",
        "Projet 17": "contrat_signe",
        "Projet 18": None,  # a provisional agrément is that of an activity
    }
    [avis] = [e for p in mois.registre.projets for e in p.journal if e.acte is Acte.AVIS_COMITE]
    assert avis.avis is AvisComite.AVEC_RESERVES
    assert [structure.nom for structure in mois.registre.structures] == ["Projet 15"]
    assert {anomalie.code for anomalie in mois.anomalies} == {"etat.ouvert", "nature.equipe"}


@pytest.fixture(scope="module")
def octobre() -> Registre:
    return tableau.integrer(Registre(), FEUILLES / "suivi-octobre.csv", au=OCTOBRE, departement="32").registre


def test_octobre_entre_avec_ses_quinze_projets(octobre: Registre) -> None:
    assert len(octobre.projets) == 15
    armagnac = octobre["projet-cpts-cpts-bas-armagnac"]
    assert cycle.etat(armagnac, au=OCTOBRE, registre=octobre) is EtatCPTS.PROJET_DEPOSE
    assert armagnac.referents[0].qualite is QualiteActeur.ARS


def test_novembre_ajoute_ce_qui_a_change(octobre: Registre) -> None:
    mois = tableau.integrer(octobre, FEUILLES / "suivi-novembre.csv", au=NOVEMBRE, departement="32")
    assert (mois.ajouts, mois.questions) == ((), ())
    assert mois.changements == (
        "CPTS Armagnac : dépôt du projet de santé le 20 novembre 2026",
        "CPTS Bas Armagnac : validation du projet de santé le 13 novembre 2026",
        "MSP de Vic : dépôt du projet de santé le 28 février 2026",
        "MSP de l'Isle : suivi par Mme Roy, après M. Petit",
        "MSP de Cazaubon : territoire connu, Cazaubon",
        "CPTS Astarac : émergence du projet le 1er octobre 2026",
    )
    for avant, apres in zip(octobre.projets, mois.registre.projets, strict=True):
        assert apres.journal[: len(avant.journal)] == avant.journal
    encore = tableau.integrer(mois.registre, FEUILLES / "suivi-novembre.csv", au=NOVEMBRE, departement="32")
    assert encore.registre == mois.registre


@pytest.mark.parametrize(
    ("lignes", "question"),
    [
        (("CPTS A;Lectoure;en émergence;20/11/2026;", "CPTS B;Auch;déposé;;"), "CPTS A : la feuille dit « émergence »"),
        (("CPTS B;Auch;déposé;;",), "CPTS A : n'est plus dans la feuille"),
        (("CPTS Aa;Lectoure;déposé;;", "CPTS B;Auch;déposé;;"), "CPTS Aa : est-ce « CPTS A »"),
        (
            ("CPTS A;Fleurance;déposé;;", "CPTS B;Auch;déposé;;"),
            "CPTS A : la feuille situe le projet ailleurs (Fleurance)",
        ),
        (
            ("CPTS A;Lectoure;déposé;;", "CPTS A;Lectoure;validé;;", "CPTS B;Auch;déposé;;"),
            "CPTS A : deux lignes en parlent",
        ),
        (
            ("CPTS A;Lectoure;déposé;01/09/2026;", "CPTS B;Auch;déposé;;"),
            "CPTS A : « dépôt du projet de santé » est daté",
        ),
    ],
)
def test_ce_qui_se_comprend_de_plusieurs_facons_est_demande(lignes: tuple[str, ...], question: str) -> None:
    avant = integrer(Registre(), "CPTS A;Lectoure;déposé;12/10/2026;", "CPTS B;Auch;déposé;;", au=OCTOBRE).registre
    mois = integrer(avant, *lignes)
    assert mois.questions[0].startswith(question)
    assert mois.changements == ()
    assert mois.registre == avant


def test_deux_lignes_d_un_meme_nom_sont_demandees_des_la_premiere_feuille() -> None:
    question = (
        "deux lignes en parlent (dont la ligne {}) : laquelle est juste ? Si ce sont deux projets, donner un "
        "identifiant à chacun dans une colonne « Identifiant »"
    )
    mois = integrer(Registre(), "CPTS A;Lectoure;déposé;;", "CPTS B;Auch;déposé;;", "cpts a;Auch;validé;;")
    assert mois.ajouts == ("CPTS B",)
    assert mois.questions == (f"CPTS A : {question.format(2)}", f"cpts a : {question.format(4)}")
    # The remedy that it tells is one.
    titres = "Nom;Communes;État;Identifiant"
    deux = integrer(Registre(), "CPTS A;Lectoure;déposé;a-un", "CPTS A;Auch;validé;a-deux", titres=titres)
    assert ([p.identifiant for p in deux.registre.projets], deux.questions) == (["a-deux", "a-un"], ())


def test_la_feuille_d_une_autre_unite_et_celle_d_avant_sont_refusees() -> None:
    avant = integrer(Registre(), "CPTS A;Lectoure;déposé;12/10/2026;").registre
    with pytest.raises(ValeurInvalide, match="est-ce la bonne feuille") as autre:
        integrer(avant, "CPTS de la Thiérache;Hirson;déposé;;")
    assert autre.value.code == "tableau.autre"
    with pytest.raises(ValeurInvalide, match="ne peut plus s'y ajouter"):
        integrer(avant, "CPTS A;Lectoure;validé;;", au=OCTOBRE)


def test_les_colonnes_de_dates_donnent_les_actes_et_l_etat_qui_manque() -> None:
    titres = "Projet;Dépôt de la lettre;Validation de la lettre;Date de dépôt du projet;Reçu le;Signature ACI"
    mois = integrer(Registre(), "CPTS A;10/01/2025;;01/02/2026;03/02/2026;", titres=titres)
    [projet] = mois.registre.projets
    assert [(e.acte.value, str(e.effet_le)) for e in projet.journal] == [
        ("depot_lettre_intention", "2025-01-10"),
        ("accord_lettre_intention", "../2026-02-01"),
        ("depot_projet", "2026-02-01"),
    ]
    assert str(projet.journal[-1].recu_le) == "2026-02-03"


@pytest.mark.parametrize(
    ("ligne", "message"),
    [
        ("A;en rédaction;;01/02/2026", "alors que l'état dit « projet de santé en rédaction »"),
        ("A;validé;01/03/2026;01/02/2026", "après l'étape qui la suit"),
    ],
)
def test_un_etat_et_une_date_qui_se_contredisent_sont_dits(ligne: str, message: str) -> None:
    mois = integrer(Registre(), ligne, titres="Nom;État;Date de dépôt;Date de validation")
    assert [anomalie.code for anomalie in mois.anomalies] == ["date.contradiction"]
    assert message in mois.anomalies[0].message


DATEES = "Nom;Département;Commune;Lettre déposée le;Projet validé le;Contrat signé le"


@pytest.mark.parametrize("ecrit", ["49", "49 - Maine-et-Loire", "Maine et Loire", "MAINE-ET-LOIRE (49)"])
def test_un_departement_dit_quelle_caisse_a_signe_et_situe_le_projet(ecrit: str) -> None:
    """Without it nobody knows whether a CPAM or a CGSS signed, and no day of the line could be kept."""
    mois = integrer(Registre(), f"CPTS A;{ecrit};;12/03/2022;10/10/2022;02/03/2023", titres=DATEES)
    [projet] = mois.registre.projets
    assert {(e.acte.value, str(e.effet_le)) for e in projet.journal} >= {
        ("depot_lettre_intention", "2022-03-12"),
        ("validation_projet", "2022-10-10"),
        ("signature_contrat", "2023-03-02"),
    }
    assert not mois.anomalies
    [territoire] = mois.registre.territoires
    assert (territoire.departement, territoire.communes) == ("49", ())
    assert cycle.region_de(projet, mois.registre, au=NOVEMBRE) == "52"


def test_sans_lieu_les_jours_qui_ne_sont_pas_gardes_sont_dits_avec_leur_remede() -> None:
    mois = integrer(Registre(), "CPTS A;;;12/03/2022;10/10/2022;02/03/2023", titres=DATEES)
    assert {anomalie.code for anomalie in mois.anomalies} == {"date.laissee"}
    assert all("quelle caisse" in anomalie.message for anomalie in mois.anomalies)
    assert len(mois.anomalies) == 3


@pytest.mark.parametrize("ecrit", ["20", "Sarthe (49)", "49 et 53", "Anjou"])
def test_un_departement_qui_n_en_est_pas_un_est_dit(ecrit: str) -> None:
    mois = integrer(Registre(), f"CPTS A;{ecrit};;12/03/2022;;", titres=DATEES)
    assert ("departement.inconnu", "/lignes/2/Département") in {(une.code, une.pointeur) for une in mois.anomalies}
    assert not mois.registre.territoires


def test_un_nom_de_commune_est_cherche_dans_le_departement_de_sa_ligne() -> None:
    lignes = "CPTS A;49;Saint-Georges-sur-Loire;;;", "CPTS B;28;Courville;12/03/2022;;"
    mois = integrer(Registre(), *lignes, titres=DATEES, departement="32")
    [ailleurs] = [une.message for une in mois.anomalies if une.code.startswith("commune")]
    assert ailleurs.startswith("ligne 3, « Commune » : Courville (51194) n'est pas du département 28, et est gardée")
    assert {t.communes for t in mois.registre.territoires} == {("49283",), ("51194",)}


@pytest.mark.parametrize(
    ("apres", "communes", "question"),
    [
        ("49;", (), None),
        ("49;Angers", ("49007",), None),
        ("44;", (), "la feuille situe le projet ailleurs (département 44)"),
        ("44;Nantes", (), "la feuille situe le projet ailleurs (Nantes)"),
    ],
)
def test_d_un_mois_a_l_autre_la_commune_precise_le_departement(
    apres: str, communes: tuple[str, ...], question: str | None
) -> None:
    avant = integrer(Registre(), "CPTS A;49;;12/03/2022;;", titres=DATEES, au=OCTOBRE).registre
    mois = integrer(avant, f"CPTS A;{apres};12/03/2022;;", titres=DATEES)
    [territoire] = mois.registre.territoires
    assert (territoire.departement, territoire.communes) == ("49", communes)
    assert (question is None) == (not mois.questions)
    assert question is None or question in mois.questions[0]
    encore = integrer(mois.registre, f"CPTS A;{apres};12/03/2022;;", titres=DATEES)
    assert encore.registre == mois.registre


def test_un_departement_deja_dit_par_les_communes_n_est_pas_redemande() -> None:
    avant = integrer(Registre(), "CPTS A;;Angers;12/03/2022;;", titres=DATEES, au=OCTOBRE).registre
    mois = integrer(avant, "CPTS A;49;;12/03/2022;;", titres=DATEES)
    assert (mois.registre.territoires, mois.questions) == (avant.territoires, ())
    autre = integrer(avant, "CPTS A;44;;12/03/2022;;", titres=DATEES)
    assert "département 44" in autre.questions[0]
    assert autre.registre.territoires == avant.territoires


def test_une_correspondance_se_propose_et_se_garde() -> None:
    mois = integrer(Registre(), "CPTS A;à relancer", titres="Intitulé;Stade", au=OCTOBRE)
    propose = mois.correspondance.en_toml(mois.mots_inconnus)
    assert '# ["à relancer", "..."],' in propose
    relue = tableau.lire_correspondance(propose.replace('# ["à relancer", "..."]', '["à relancer", "emergence"]'))
    assert (relue.nom, relue.etat, relue.etats) == ("Intitulé", "Stade", (("à relancer", "emergence"),))
    encore = integrer(Registre(), "CPTS A;à relancer", titres="Intitulé;Stade", au=OCTOBRE, correspondance=relue)
    assert cycle.etat(encore.registre.projets[0], au=OCTOBRE) is EtatCPTS.EMERGENCE
    with pytest.raises(ValeurInvalide, match="ce n'est pas du TOML"):
        tableau.lire_correspondance("nom = ")
    for faux in ('colonne = "Nom"', 'etats = "emergence"', 'etats = [["a"]]', 'qualite_referent = "dd"', "nom = 3"):
        with pytest.raises(ValeurInvalide):
            tableau.lire_correspondance(faux)


@given(dates_partielles(min_jour=date(1900, 1, 1), max_jour=date(2500, 1, 1)))
def test_une_date_que_nos_pages_ecrivent_se_relit(le: DatePartielle) -> None:
    assert lire_date(dater(le)) == (le, None)


def test_ce_qui_est_fini_peut_quitter_la_feuille() -> None:
    avant = integrer(Registre(), "CPTS A;Lectoure;abandonné;;", "CPTS B;Auch;déposé;;", au=OCTOBRE).registre
    assert integrer(avant, "CPTS B;Auch;déposé;;").questions == ()


def test_des_projets_tous_nouveaux_s_ajoutent_quand_ils_ont_un_identifiant() -> None:
    avant = integrer(Registre(), "CPTS A;Lectoure;déposé;;", au=OCTOBRE).registre
    remede = "donner à chacun un identifiant dans une colonne « Identifiant » l'ajoute"
    with pytest.raises(ValeurInvalide, match=remede):
        integrer(avant, "CPTS B;Auch;déposé;;")
    titres = "Nom;Communes;État;Identifiant"
    apres = integrer(avant, "CPTS B;Auch;déposé;cpts-b", "CPTS Aa;Lectoure;déposé;cpts-aa", titres=titres)
    assert apres.ajouts == ("CPTS B", "CPTS Aa")
    assert [question.partition(" : ")[2].partition(",")[0] for question in apres.questions] == [
        "n'est plus dans la feuille"
    ]
    encore = integrer(apres.registre, "CPTS B;Auch;déposé;cpts-b", "CPTS Aa;Lectoure;déposé;cpts-aa", titres=titres)
    assert encore.registre == apres.registre


def test_un_nom_qui_change_n_est_demande_qu_une_fois() -> None:
    avant = integrer(Registre(), "CPTS A;Lectoure;déposé;;", "CPTS B;Auch;déposé;;", au=OCTOBRE).registre
    questions = integrer(avant, "CPTS Aa;Lectoure;déposé;;", "CPTS B;Auch;déposé;;").questions
    assert (
        'renommer REGISTRE projet-cpts-cpts-a --nom "CPTS Aa" --sur-place, puis importer de nouveau (--dans REGISTRE '
        "--sur-place)"
    ) in questions[0]
    assert [question.partition(" : ")[0] for question in questions] == ["CPTS Aa"]
