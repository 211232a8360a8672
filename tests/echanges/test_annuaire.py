"""The Annuaire santé: one professional for his lines, whatever their traps."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.echanges.fichiers import GENERALISTE, NOMS, TITRES_ANNUAIRE, ligne_annuaire, texte_annuaire

from soinsprimaires import (
    MSP,
    CodeInconnu,
    CodeNomenclature,
    DocumentInvalide,
    Exercice,
    Finess,
    Gravite,
    Lieu,
    ModeExercice,
    NatureOrganisation,
    Organisation,
    PeriodePartielle,
    Presence,
    Professionnel,
    Provenance,
    Registre,
    Rpps,
    Site,
    Systeme,
    depuis_json,
    en_json,
)
from soinsprimaires.echanges import Lecture, annuaire
from soinsprimaires.referentiels import professions

RPPS_2 = "10100000008"
RPPS_3 = "10999999997"
FINESS_SITE = "000000109"
FINESS_EJ = "000000117"


def lire(*lignes: str, titres: Iterable[str] = TITRES_ANNUAIRE, **options: Any) -> Lecture[Any]:
    """What lines give: professionals, and places if they are asked for."""
    return annuaire.lire_activites(BytesIO(texte_annuaire(*lignes, titres=titres)), **options)


def un(*lignes: str, **options: Any) -> Professionnel:
    [professionnel] = lire(*lignes, **options)
    assert isinstance(professionnel, Professionnel)
    return professionnel


def raisons(lecture: Lecture[Professionnel]) -> list[str]:
    list(lecture)
    return [anomalie.message for anomalie in lecture.anomalies]


def test_une_ligne_donne_un_professionnel_et_son_exercice() -> None:
    lu = un(ligne_annuaire())
    assert lu == Professionnel(
        identifiant="ps-e1a45781f980d535-10",
        profession=professions.MEDECIN,
        savoir_faire=(professions.MEDECINE_GENERALE,),
        nom="EXEMPLE",
        prenom="FICTIVE",
        rpps=Rpps("10000000009"),
        exercices=(Exercice(mode=ModeExercice.LIBERAL, presences=(Presence(commune="32208"),)),),
        provenance=Provenance(
            titre="Annuaire santé, extraction en libre accès des activités des professionnels",
            editeur="Agence du numérique en santé",
        ),
    )
    assert "10000000009" not in repr(lu)
    assert hash(lu) == hash(un(ligne_annuaire()))


def test_les_lignes_qui_se_suivent_sont_un_seul_professionnel() -> None:
    lecture = lire(
        ligne_annuaire(structure="R1"),
        ligne_annuaire(structure="R1", savoir="SM40"),
        ligne_annuaire(structure="R2", commune="32132", mode="S"),
        ligne_annuaire(identifiant=RPPS_2, profession="60", type_savoir="", savoir=""),
    )
    premier, second = lecture
    assert premier.savoir_faire == (professions.MEDECINE_GENERALE, professions.PEDIATRIE)
    assert premier.exercices == (
        Exercice(mode=ModeExercice.LIBERAL, presences=(Presence(commune="32208"),)),
        Exercice(mode=ModeExercice.SALARIE, presences=(Presence(commune="32132"),)),
    )
    assert (second.profession, second.savoir_faire) == (professions.INFIRMIER, ())
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (4, 4, 0)
    assert len(lecture.anomalies) == 0


def test_deux_cabinets_d_une_meme_commune_sont_deux_exercices() -> None:
    assert len(un(ligne_annuaire(structure="R1"), ligne_annuaire(structure="R2")).exercices) == 2


def test_deux_etablissements_que_le_registre_ignore_sont_deux_exercices_egaux() -> None:
    premier, second = un(
        ligne_annuaire(finess=FINESS_SITE, structure=""), ligne_annuaire(finess=FINESS_EJ, structure="")
    ).exercices
    assert premier == second == Exercice(mode=ModeExercice.LIBERAL, presences=(Presence(commune="32208"),))


def test_ce_qu_on_retient_des_exercices_peut_etre_oublie_en_chemin(monkeypatch: pytest.MonkeyPatch) -> None:
    lignes = [ligne_annuaire(structure=f"R{rang % 2}", commune=c) for rang, c in enumerate(("32208", "32132") * 3)]
    attendu = un(*lignes)
    monkeypatch.setattr(annuaire, "_CACHE", 1)
    assert un(*lignes) == attendu
    assert len(attendu.exercices) == 2


def test_deux_professions_sont_deux_professionnels() -> None:
    medecin, osteopathe = lire(ligne_annuaire(), ligne_annuaire(profession="71", savoir="", type_savoir=""))
    assert (medecin.profession, osteopathe.profession) == (professions.MEDECIN, professions.OSTEOPATHE)
    assert medecin.rpps == osteopathe.rpps
    assert medecin.identifiant != osteopathe.identifiant


@pytest.mark.parametrize(
    ("code", "attendu"),
    [
        ("93", professions.PSYCHOLOGUE),
        ("73", professions.CHIROPRACTEUR),
        ("41", professions.ASSISTANT_SERVICE_SOCIAL),
        ("99", professions.AUTRE_ACTEUR),
        ("60 ", professions.INFIRMIER),
        ("35", professions.AIDE_SOIGNANT),
    ],
)
def test_une_profession_a_le_systeme_de_son_code(code: str, attendu: CodeNomenclature) -> None:
    assert un(ligne_annuaire(profession=code)).profession == attendu


def test_une_profession_inconnue_est_gardee_sous_son_systeme_et_dite() -> None:
    lecture = lire(ligne_annuaire(profession="77"))
    assert [lu.profession for lu in lecture] == [CodeNomenclature(Systeme.TRE_G15, "77")]
    [anomalie] = lecture.anomalies
    assert (anomalie.code, anomalie.pointeur) == ("code.inconnu", "/lignes/2/Code profession")
    assert (
        anomalie.message == "ligne 2, « Code profession » : code TRE_G15:77 absent de la table livrée, gardé tel quel"
    )
    assert anomalie.gravite is Gravite.AVERTISSEMENT


def test_un_savoir_faire_inconnu_est_garde_et_dit() -> None:
    lecture = lire(ligne_annuaire(savoir="SM99"))
    assert [lu.savoir_faire for lu in lecture] == [(CodeNomenclature(Systeme.TRE_R38, "SM99"),)]
    assert lecture.anomalies[0].code == "code.inconnu"


def test_une_capacite_n_est_pas_une_specialite() -> None:
    lecture = lire(ligne_annuaire(type_savoir="C", savoir="CAP01"))
    assert [lu.savoir_faire for lu in lecture] == [()]
    assert "seules les spécialités (S) sont gardées" in lecture.anomalies[0].message


def test_un_mode_inconnu_est_dit_et_l_exercice_garde() -> None:
    lecture = lire(ligne_annuaire(mode="Z"), ligne_annuaire(identifiant=RPPS_2, mode=""))
    assert [lu.exercices[0].mode for lu in lecture] == [None, None]
    assert [anomalie.message for anomalie in lecture.anomalies] == [
        "ligne 2, « Code mode exercice » : mode 'Z' inconnu de TRE_R23 ; l'exercice est gardé sans"
    ]


# -- identifiers --------------------------------------------------------------------------------------------------


def test_une_cle_fausse_est_dite_sans_le_numero() -> None:
    lecture = lire(ligne_annuaire(identifiant="10102727017"))
    assert [lu.rpps for lu in lecture] == ["10102727017"]
    [anomalie] = lecture.anomalies
    assert anomalie.code == "identifiant.cle"
    assert "10102727017" not in str(anomalie)


def test_un_rpps_mal_forme_refuse_toutes_ses_lignes() -> None:
    lecture = lire(ligne_annuaire(identifiant="1234"), ligne_annuaire(identifiant="1234"), ligne_annuaire())
    assert len(list(lecture)) == 1
    assert (lecture.gardees, lecture.refusees) == (1, 2)
    assert {anomalie.code for anomalie in lecture.anomalies} == {"identifiant.forme"}
    assert "1234" not in str(lecture.anomalies[0])


def test_un_adeli_et_un_autre_identifiant_sont_lus() -> None:
    adeli, autre, rien = lire(
        ligne_annuaire(type_="0", identifiant="329300011"),
        ligne_annuaire(type_="3", identifiant="13000323900014/0001"),
        ligne_annuaire(type_="4", identifiant="13000323900014/0001"),
    )
    assert (adeli.adeli, adeli.rpps) == ("329300011", None)
    assert (autre.adeli, autre.rpps) == (None, None)
    assert len({adeli.identifiant, autre.identifiant, rien.identifiant}) == 3


def test_une_ligne_sans_identifiant_est_refusee() -> None:
    [raison] = raisons(lire(ligne_annuaire(type_="3", identifiant="")))
    assert raison == "ligne 2, « Identifiant PP » : la ligne ne dit pas de qui elle parle"


def test_une_profession_absente_est_refusee() -> None:
    lecture = lire(ligne_annuaire(profession=""), ligne_annuaire())
    assert len(list(lecture)) == 1
    assert [(a.pointeur, a.code) for a in lecture.anomalies] == [("/lignes/2/Code profession", "code.forme")]


@pytest.mark.parametrize(
    ("type_", "identifiant"), [("8", "10000000009"), ("8", "10102727017"), ("0", "329300011"), ("3", "X1")]
)
def test_un_professionnel_qui_revient_plus_bas_est_refuse_et_dit(type_: str, identifiant: str) -> None:
    revenu = ligne_annuaire(type_=type_, identifiant=identifiant)
    lecture = lire(revenu, ligne_annuaire(identifiant=RPPS_2), revenu, revenu, ligne_annuaire(identifiant=RPPS_3))
    assert len(list(lecture)) == 3
    assert (lecture.gardees, lecture.refusees) == (3, 2)
    refus = [anomalie for anomalie in lecture.anomalies if anomalie.code == "identifiant.disperse"]
    assert [anomalie.pointeur for anomalie in refus] == ["/lignes/4/Identifiant PP", "/lignes/5/Identifiant PP"]
    assert "en_memoire" in refus[0].message


def test_en_memoire_les_lignes_d_un_professionnel_se_rejoignent() -> None:
    lecture = lire(
        ligne_annuaire(),
        ligne_annuaire(identifiant=RPPS_2),
        ligne_annuaire(commune="32132"),
        en_memoire=True,
    )
    premier, second = lecture
    assert [exercice.presences[0].commune for exercice in premier.exercices] == ["32208", "32132"]
    assert second.rpps == RPPS_2
    assert lecture.refusees == 0


# -- where and when -----------------------------------------------------------------------------------------------


def test_le_millesime_borne_le_debut_de_l_exercice() -> None:
    lu = un(ligne_annuaire(), millesime=date(2026, 9, 1))
    assert lu.exercices[0].periode == PeriodePartielle(debut="../2026-09-01")
    assert lu.exercices[0].periode.couvre(date(2026, 9, 1)) is True
    assert lu.provenance is not None
    assert str(lu.provenance.publie_le) == "2026-09-01"


@pytest.mark.parametrize(
    ("departement", "commune", "lieu", "garde"),
    [
        ("32", "32208", "", True),
        ("32", "31555", "", False),
        ("32", "", "32", True),
        ("31", "", "", False),  # its postal code is in the Gers
        ("2A", "2A004", "", True),
        ("2B", "2A004", "", False),
        ("974", "97411", "", True),
        ("971", "97411", "", False),
        ("977", "97123", "", True),
    ],
)
def test_seules_les_activites_du_departement_sont_gardees(
    departement: str, commune: str, lieu: str, *, garde: bool
) -> None:
    lecture = lire(ligne_annuaire(commune=commune, departement=lieu), departement=departement)
    assert len(list(lecture)) == garde
    assert (lecture.lues, lecture.gardees, lecture.ecartees) == (1, int(garde), int(not garde))


def test_un_departement_inconnu_est_refuse_avant_de_lire() -> None:
    with pytest.raises(CodeInconnu):
        lire(departement="99")


def test_une_commune_inconnue_ou_mal_formee_est_dite() -> None:
    lecture = lire(ligne_annuaire(commune="32999"), ligne_annuaire(identifiant=RPPS_2, commune="9999"))
    inconnue, mal_formee = lecture
    assert inconnue.exercices[0].presences == (Presence(commune="32999"),)
    assert mal_formee.exercices[0].presences == ()
    assert [anomalie.code for anomalie in lecture.anomalies] == ["commune.inconnue", "commune.forme"]


def test_un_arrondissement_est_garde_tel_quel() -> None:
    lecture = lire(ligne_annuaire(commune="75101"))
    assert [lu.exercices[0].presences for lu in lecture] == [(Presence(commune="75101"),)]
    assert len(lecture.anomalies) == 0


def test_un_exercice_rejoint_le_site_et_l_employeur_du_registre() -> None:
    site = Site(identifiant="site", commune="32208", finess=Finess(FINESS_SITE))
    employeur = Organisation(
        identifiant="ej", nom="Gestionnaire", nature=NatureOrganisation.ASSOCIATION, finess=Finess(FINESS_EJ)
    )
    registre = Registre(structures=(MSP(identifiant="msp", nom="MSP", sites=(site,)),), organisations=(employeur,))
    lu = un(ligne_annuaire(mode="S", finess=FINESS_SITE, finess_ej=FINESS_EJ), registre=registre)
    presence = Presence(site="site", commune="32208")
    assert lu.exercices == (
        Exercice(mode=ModeExercice.SALARIE, structure="msp", employeur="ej", presences=(presence,)),
    )
    liberal = un(ligne_annuaire(finess="000000133", finess_ej=FINESS_EJ), registre=registre)
    assert liberal.exercices == (Exercice(mode=ModeExercice.LIBERAL, presences=(Presence(commune="32208"),)),)


def test_un_finess_mal_forme_est_dit() -> None:
    [raison] = raisons(lire(ligne_annuaire(finess="12")))
    assert raison.startswith("ligne 2, « Numéro FINESS site » : FINESS : 2 caractère(s) au lieu de 9")


# -- layouts ------------------------------------------------------------------------------------------------------


def test_les_colonnes_se_trouvent_par_leur_titre() -> None:
    anciens = [titre.replace("(coord. structure)", "(structure)").upper() for titre in reversed(TITRES_ANNUAIRE)]
    cellules = dict(zip(TITRES_ANNUAIRE, ligne_annuaire().split("|"), strict=False))
    ligne = "|".join(cellules[titre] for titre in reversed(TITRES_ANNUAIRE)) + "|"
    assert un(ligne, titres=anciens) == un(ligne_annuaire())


def test_les_colonnes_facultatives_peuvent_manquer() -> None:
    titres = [t for t in TITRES_ANNUAIRE if "savoir-faire" not in t and "juridique" not in t and "technique" not in t]
    lu = un(ligne_annuaire(titres), titres=titres)
    assert lu.savoir_faire == ()
    assert lu.exercices == un(ligne_annuaire()).exercices


def test_une_colonne_absente_est_nommee() -> None:
    titres = [titre for titre in TITRES_ANNUAIRE if titre not in {"Code profession", "Code mode exercice"}]
    lecture = lire(ligne_annuaire(titres), titres=titres)
    with pytest.raises(DocumentInvalide, match="colonne absente : « Code profession », « Code mode exercice »"):
        list(lecture)
    assert lecture.anomalies[0].code == "colonne.absente"


def test_le_separateur_final_peut_manquer() -> None:
    assert un(ligne_annuaire().removesuffix("|")) == un(ligne_annuaire())
    en_tete = "|".join(TITRES_ANNUAIRE)
    lecture = annuaire.lire_activites(BytesIO(f"{en_tete}\n{ligne_annuaire()}\n\n{ligne_annuaire()}x".encode()))
    assert list(lecture) == [un(ligne_annuaire())]
    assert [anomalie.message for anomalie in lecture.anomalies] == ["ligne 4 : 57 champs au lieu de 56"]


def test_une_ligne_d_un_autre_nombre_de_champs_est_refusee() -> None:
    lecture = lire("8|10000000009|", ligne_annuaire() + "x|", ligne_annuaire())
    assert raisons(lecture) == ["ligne 2 : 3 champs au lieu de 56", "ligne 3 : 58 champs au lieu de 56"]
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (3, 1, 2)


def test_les_cellules_sont_debarrassees_de_leurs_blancs() -> None:
    assert un(ligne_annuaire(commune=" 32208 ", mode="L ", identifiant="10000000009 ")) == un(ligne_annuaire())


def test_un_classeur_sans_ses_colonnes_est_refuse() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    tampon = BytesIO()
    openpyxl.Workbook().save(tampon)
    tampon.seek(0)
    with pytest.raises(DocumentInvalide, match="colonne absente : « Type d'identifiant PP »"):
        list(annuaire.lire_activites(tampon))


def test_l_echantillon_publie_est_lu() -> None:
    chemin = Path(__file__).parents[3] / "shared/reference/samples/ps_libreacces_personne_activite_FICTIF.txt"
    if not chemin.exists():
        pytest.skip("the samples are not beside the checkout")
    lecture = annuaire.lire_activites(chemin)
    assert list(lecture) == [un(ligne_annuaire())]
    assert len(lecture.anomalies) == 0


def test_une_premiere_ligne_qui_ne_nomme_personne_dit_pourquoi_elle_est_refusee() -> None:
    lecture = annuaire.lire_activites(BytesIO(texte_annuaire(ligne_annuaire(type_="", identifiant=""))))
    assert list(lecture) == []
    assert [(anomalie.code, anomalie.pointeur) for anomalie in lecture.anomalies] == [
        ("identifiant.absent", "/lignes/2/Identifiant PP")
    ]


# -- who practises, where -----------------------------------------------------------------------------------------


def test_un_etudiant_n_est_pas_un_professionnel_en_exercice() -> None:
    lecture = lire(ligne_annuaire(categorie="E"), ligne_annuaire(identifiant="10100000008", categorie="C"))
    assert [lu.rpps for lu in lecture] == ["10100000008"]
    assert (lecture.lues, lecture.gardees, lecture.ecartees) == (2, 1, 1)
    assert [anomalie.code for anomalie in lecture.anomalies] == ["activite.etudiant"]


@pytest.mark.parametrize("cellules", [{"activite": "GENR02"}, {"activite": "GENR03"}, {"fonction": "FON-22"}])
def test_un_remplacement_n_est_pas_un_exercice(cellules: dict[str, str]) -> None:
    lecture = lire(ligne_annuaire(**cellules), ligne_annuaire(commune="32132", activite="GENR01"))
    [lu] = lecture
    assert [exercice.presences[0].commune for exercice in lu.exercices] == ["32132"]
    assert (lecture.lues, lecture.gardees) == (2, 2)
    assert [anomalie.code for anomalie in lecture.anomalies] == ["activite.remplacement"]


def test_un_identifiant_national_est_celui_de_la_personne() -> None:
    lecture = lire(ligne_annuaire(identifiant="810000000009"))
    assert [lu.rpps for lu in lecture] == ["10000000009"]


@pytest.mark.parametrize(
    ("departement", "cellules", "garde"),
    [
        ("32", {"commune": "", "postal": "32700"}, True),
        ("31", {"commune": "", "postal": "32700"}, False),
        ("974", {"commune": "", "departement": "9D", "postal": ""}, True),
        ("01", {"commune": "", "departement": "1", "postal": ""}, True),
    ],
)
def test_le_code_postal_ou_le_departement_situe_ce_que_la_commune_ne_dit_pas(
    *, departement: str, cellules: dict[str, str], garde: bool
) -> None:
    lecture = lire(ligne_annuaire(**cellules), departement=departement)
    assert len(list(lecture)) == garde
    assert (lecture.ecartees, len(lecture.anomalies)) == (1 - garde, 0)


def test_une_activite_que_rien_ne_situe_est_ecartee_et_dite() -> None:
    lecture = lire(ligne_annuaire(commune="", postal=""), departement="32")
    assert list(lecture) == []
    assert (lecture.ecartees, [anomalie.code for anomalie in lecture.anomalies]) == (1, ["lieu.inconnu"])


def test_un_fichier_a_points_virgules_et_guillemets_se_lit() -> None:
    def citer(ligne: str) -> str:
        return ";".join(f'"{cellule}"' for cellule in ligne.removesuffix("|").split("|"))

    texte = "\n".join(map(citer, ("|".join(TITRES_ANNUAIRE), ligne_annuaire())))
    assert list(annuaire.lire_activites(BytesIO(texte.encode()))) == [un(ligne_annuaire())]


SAVOIRS = (
    "Type d'identifiant PP|Identifiant PP|Nom d'exercice|Code profession|Code type savoir-faire|Code savoir-faire|"
)


def test_les_savoir_faire_d_un_autre_fichier_rejoignent_leur_personne() -> None:
    lignes = [
        *(SAVOIRS, "8|10000000009|E|10|S|SM54|", "8|10000000009|E|10|S|SM40|"),
        *("8|10100000008|E|10|S|SM26|", "8|10000000009|E|10|C|C12|", "8|1|2|"),
    ]
    lecture = annuaire.lire_savoir_faire(BytesIO("\n".join(lignes).encode()))
    savoirs = tuple(lecture)
    assert (lecture.lues, lecture.gardees, lecture.ecartees, lecture.refusees) == (5, 3, 1, 1)
    assert [anomalie.code for anomalie in lecture.anomalies] == ["code.systeme", "ligne.champs"]
    lus = lire(ligne_annuaire(savoir="", type_savoir=""))
    [joint] = annuaire.joindre(lus, savoirs=savoirs)
    assert [code.code for code in joint.savoir_faire] == ["SM54", "SM40"]


def test_un_savoir_faire_est_celui_d_une_profession() -> None:
    lignes = (ligne_annuaire(savoir="", type_savoir=""), ligne_annuaire(profession="21", savoir="", type_savoir=""))
    lus = tuple(lire(*lignes))
    savoirs = annuaire.lire_savoir_faire(BytesIO(f"{SAVOIRS}\n8|10000000009|E|10|S|SM54|".encode()))
    assert [len(lu.savoir_faire) for lu in annuaire.joindre(lus, savoirs=savoirs)] == [1, 0]


DIPLOMES = (
    "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|Prénom d'exercice|"
    "Code type diplôme obtenu|Libellé type diplôme obtenu|Code diplôme obtenu|Libellé diplôme obtenu|"
    "Code type autorisation|Libellé type autorisation|Code discipline autorisation|Libellé discipline autorisation"
)


def test_les_diplomes_d_un_autre_fichier_rejoignent_leur_personne() -> None:
    lignes = [
        *(DIPLOMES, "8|10000000009|8|E|F|DE|Diplôme d'État|DE09|DE docteur en médecine|||||"),
        *(
            "8|10000000009|8|E|F|DE|Diplôme d'État|DE09|DE docteur en médecine|||||",
            "8|10100000008|8|E|F|DE||DE28|X|||||",
        ),
        *("8|10000000009|8|E|F|||||APE|Autorisation|PAC1|X|", "8|10000000009|8|E|F|||||||||"),
    ]
    lecture = annuaire.lire_diplomes(BytesIO("\n".join(lignes).encode()))
    lus = lire(ligne_annuaire())
    [joint] = annuaire.joindre(lus, diplomes=lecture)
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (5, 4, 1)
    assert joint.extensions is not None
    assert joint.extensions["fr.esante.annuaire"] == {
        "diplomes": [
            {"nature": "DE", "code": "DE09", "libelle": "DE docteur en médecine"},
            {"autorisation": "APE", "discipline": "PAC1"},
        ]
    }
    [lu] = annuaire.lire_diplomes(BytesIO("\n".join(lignes[:2]).encode()))
    assert "10000000009" not in repr(lu)


def test_ce_qui_se_joint_trouve_un_professionnel_saisi_a_la_main_par_son_numero() -> None:
    saisi = Professionnel(identifiant="dr-fictif", profession=professions.MEDECIN, rpps=Rpps("10000000009"))
    savoirs = tuple(annuaire.lire_savoir_faire(BytesIO(f"{SAVOIRS}\n8|10000000009|E|10|S|SM54|".encode())))
    [joint] = annuaire.joindre([saisi], savoirs=savoirs)
    assert [code.code for code in joint.savoir_faire] == ["SM54"]
    # Of another kind of number, only the digest of the identifiant tells.
    lu = un(ligne_annuaire(type_="3", identifiant="ABC", savoir="", type_savoir=""))
    [savoir] = annuaire.lire_savoir_faire(BytesIO(f"{SAVOIRS}\n3|ABC|E|10|S|SM54|".encode()))
    assert [code.code for code in annuaire.joindre([lu], savoirs=[savoir])[0].savoir_faire] == ["SM54"]


ICI = {
    "Numéro Voie (coord. structure)": "12",
    "Indice répétition voie (coord. Structure)": "BIS",
    "Libellé type de voie (coord. structure)": "Rue",
    "Libellé Voie (coord. structure)": "DES SOINS",
    "Mention distribution (coord. structure)": "BP 1",
}


def _a_l_adresse(**cellules: str) -> str:
    pleines = GENERALISTE | {NOMS[nom]: valeur for nom, valeur in cellules.items()} | ICI
    return "|".join(pleines.get(titre, "") for titre in TITRES_ANNUAIRE) + "|"


def test_l_adresse_d_un_exercice_hors_d_une_structure_connue_est_un_lieu() -> None:
    lignes = (_a_l_adresse(), _a_l_adresse(mode="S"), _a_l_adresse(identifiant="10100000008"))
    lieu, premier, second = lire(*lignes, adresses=True)
    assert isinstance(lieu, Lieu)
    assert (lieu.adresse, lieu.code_postal, lieu.commune) == ("12 BIS Rue DES SOINS, BP 1", "32700", "32208")
    assert [(p.lieu, p.commune) for e in premier.exercices for p in e.presences] == [(lieu.identifiant, "32208")] * 2
    assert second.exercices[0].presences[0].lieu == lieu.identifiant
    registre = Registre().avec(lieu, premier, second)
    assert depuis_json(en_json(registre)) == registre
    assert list(registre.exercices(au=date(2026, 1, 1), commune="32208"))


def test_l_adresse_d_un_site_connu_n_est_pas_un_autre_lieu() -> None:
    site = Site(identifiant="s", finess=Finess("000000109"))
    registre = Registre(structures=(MSP(identifiant="m", nom="M", sites=(site,)),))
    lu = un(_a_l_adresse(finess="000000109"), adresses=True, registre=registre)
    assert (lu.exercices[0].presences[0].site, lu.exercices[0].presences[0].lieu) == ("s", None)


def test_sans_le_demander_aucune_adresse_n_est_gardee() -> None:
    lu = un(_a_l_adresse())
    assert lu.exercices[0].presences[0].lieu is None


def test_un_savoir_faire_ne_montre_pas_de_qui_il_est() -> None:
    [savoir] = annuaire.lire_savoir_faire(BytesIO(f"{SAVOIRS}\n8|10000000009|E|10|S|SM54|".encode()))
    assert "10000000009" not in repr(savoir)


def test_le_fichier_des_activites_n_est_pas_celui_des_savoir_faire() -> None:
    with pytest.raises(DocumentInvalide, match="c'est celui des savoir-faire de l'Annuaire santé : prendre celui"):
        list(annuaire.lire_activites(BytesIO(SAVOIRS.encode())))


def test_les_zeros_perdus_d_un_exercice_sont_remis_et_dits() -> None:
    site = Site(identifiant="s", finess=Finess("010000024"))
    registre = Registre(structures=(MSP(identifiant="m", nom="M", sites=(site,)),))
    ligne = ligne_annuaire(commune="1053", finess="10000024")
    lecture = lire(ligne, registre=registre, departement="1")
    [lu] = lecture
    assert (lu.exercices[0].structure, lu.exercices[0].presences[0].commune) == ("m", "01053")
    assert [anomalie.code for anomalie in lecture.anomalies] == ["zero.perdu", "zero.perdu"]
