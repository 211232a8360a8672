"""FHIR resources written and checked: what they say, what is told as lost, what other programs accept."""

import copy
import gzip
import io
import json
from datetime import time
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from tests.echanges.test_fhir import EXEMPLES, OFFICIELS, codes, lire, lu, ressource

from soinsprimaires import (
    CPTS,
    CTS,
    MSP,
    Adhesion,
    AutreIdentifiant,
    CentreSante,
    Contact,
    DatePartielle,
    DocumentInvalide,
    EquipeSoinsPrimaires,
    Exercice,
    FormeDatee,
    FormeJuridique,
    Horaire,
    Jalon,
    Lieu,
    ModeExercice,
    NatureContact,
    NatureJalon,
    NatureOrganisation,
    NatureTerritoire,
    Organisation,
    PeriodePartielle,
    Presence,
    Professionnel,
    Registre,
    Rpps,
    Siren,
    Site,
    StatutExercice,
    Territoire,
    charger,
)
from soinsprimaires.echanges import fhir
from soinsprimaires.identifiants import Finess
from soinsprimaires.jours import JourSemaine
from soinsprimaires.referentiels import professions
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme

COMPLET: Final = Path(__file__).parents[1] / "donnees" / "v1" / "complet.json"

REGISTRE: Final = Registre(
    lieux=(Lieu(identifiant="halle", nom="La halle", commune="32208", code_postal="32700", adresse="1 place du Lac"),),
    organisations=(
        Organisation(identifiant="commune", nom="Lectoure", nature=NatureOrganisation.COMMUNE, commune="32208"),
    ),
    professionnels=(
        Professionnel(
            identifiant="medecin",
            profession=professions.MEDECIN,
            savoir_faire=(CodeNomenclature(Systeme.TRE_R38, "SM54"),),
            nom="EXEMPLE",
            prenom="Anne Marie",
            rpps=Rpps("10000000009"),
            exercices=(
                Exercice(
                    mode=ModeExercice.LIBERAL,
                    structure="msp",
                    periode=PeriodePartielle(debut="2019-09"),
                    presences=(Presence(site="site", commune="32208", jours=(JourSemaine.LUNDI, JourSemaine.JEUDI)),),
                ),
            ),
        ),
    ),
    structures=(
        CPTS(
            identifiant="cpts", nom="CPTS", adherents=(Adhesion(membre="msp", periode=PeriodePartielle(debut="2021")),)
        ),
        EquipeSoinsPrimaires(identifiant="esp", nom="Équipe"),
        MSP(
            identifiant="msp",
            nom="MSP de Lectoure",
            finess=Finess("320000011"),
            siren=Siren("732829320"),
            formes=(FormeDatee(forme=FormeJuridique.SISA),),
            contacts=(Contact(nature=NatureContact.TELEPHONE, valeur="05 00 00 00 00"),),
            creee_le="2014-03",
            sites=(
                Site(
                    identifiant="site",
                    lieu="halle",
                    finess=Finess("320000029"),
                    categorie_finess=CodeNomenclature(Systeme.TRE_R66, "603"),
                    jalons=(Jalon(nature=NatureJalon.OUVERTURE, le="2015-09-01"),),
                    horaires=(Horaire(jours=(JourSemaine.LUNDI,), ouvre=time(8), ferme=time(20)),),
                ),
                Site(identifiant="annexe", commune="32132"),
            ),
        ),
    ),
)
"""All that FHIR carries whole."""


def ecrites(registre: Registre, **options: Any) -> dict[str, dict[str, Any]]:
    return {f"{r['resourceType']}/{r['id']}": r for r in fhir.en_ressources(registre, **options)}


def pertes(registre: Registre) -> list[tuple[str, str]]:
    return [(une.code, une.pointeur) for une in fhir.en_bundle(registre).anomalies]


# -- writing ------------------------------------------------------------------------------------------------------


def test_ce_que_fhir_porte_revient_tel_quel() -> None:
    assert pertes(REGISTRE) == []
    lues, lecture = lire(fhir.en_bundle(REGISTRE).objet)
    sans_provenance = [attrs.evolve(une, provenance=None) for une in lues.values()]
    attendu = REGISTRE.modifier("commune", departement="32")  # it follows from the commune
    assert Registre().avec(*sans_provenance) == attendu
    assert codes(lecture) == []


def _champs(entite: Any) -> list[str]:
    return [champ.name for champ in attrs.fields(type(entite)) if champ.name != "provenance"]


def test_une_structure_est_une_organisation_et_une_autre_par_site_numerote() -> None:
    ecrite = ecrites(REGISTRE)
    juridique, place = ecrite["Organization/msp"], ecrite["Organization/site"]
    assert juridique["extension"] == [
        {"url": "http://hl7.org/fhir/StructureDefinition/organization-period", "valuePeriod": {"start": "2014-03"}}
    ]
    assert place["partOf"] == {"reference": "Organization/msp"}
    assert place["address"][0]["line"] == ["1 place du Lac"]
    assert place["address"][0]["city"] == "Lectoure"
    codees = {codage["code"] for type_ in (*juridique["type"], *place["type"]) for codage in type_["coding"]}
    assert codees == {"msp", "LEGAL-ENTITY", "80", "GEOGRAPHICAL-ENTITY", "603"}
    assert ecrite["Location/site"]["hoursOfOperation"] == [
        {"daysOfWeek": ["mon"], "openingTime": "08:00:00", "closingTime": "20:00:00"}
    ]
    assert {cle.partition("/")[0] for cle in ecrite} == {
        "Location",
        "Organization",
        "OrganizationAffiliation",
        "Practitioner",
        "PractitionerRole",
    }


@pytest.mark.parametrize("ecrite", ["2015~", "../2015", "2015-21", "[2015..2016]"])
def test_une_date_vague_n_est_jamais_ecrite_comme_sure(ecrite: str) -> None:
    registre = Registre(structures=(MSP(identifiant="msp", nom="MSP", creee_le=ecrite, dissoute_le=None),))
    assert "extension" not in ecrites(registre)["Organization/msp"]
    assert pertes(registre) == [("perte.date", "/contenu/structures/0/creee_le")]
    finie = Registre(structures=(MSP(identifiant="msp", nom="MSP", dissoute_le=ecrite),))
    assert ecrites(finie)["Organization/msp"]["active"] is False  # over, without a date
    assert pertes(finie) == [("perte.date", "/contenu/structures/0/dissoute_le")]


def test_depuis_est_ecrit_sans_son_mot() -> None:
    registre = Registre(structures=(MSP(identifiant="msp", nom="MSP", creee_le="2017/.."),))
    periode = ecrites(registre)["Organization/msp"]["extension"][0]["valuePeriod"]
    assert periode == {"start": "2017"}
    assert pertes(registre) == [("perte.nuance", "/contenu/structures/0/creee_le")]


@pytest.mark.parametrize(
    "exercice",
    [
        Exercice(statut=StatutExercice.PREVU),
        Exercice(periode=PeriodePartielle(fin="../2026-05-12")),
        Exercice(periode=PeriodePartielle(debut="2019", fin="2024~")),
    ],
)
def test_un_exercice_prevu_ou_fini_a_une_date_vague_n_est_pas_ecrit(exercice: Exercice) -> None:
    medecin = Professionnel(identifiant="m", profession=professions.MEDECIN, exercices=(exercice,))
    registre = Registre(professionnels=(medecin,))
    assert [cle for cle in ecrites(registre) if cle.startswith("PractitionerRole")] == []
    assert ("perte.exercice", "/contenu/professionnels/0/exercices/0") in pertes(registre)


def test_l_adhesion_d_une_personne_est_dite_perdue() -> None:
    medecin = Professionnel(identifiant="m", profession=professions.MEDECIN)
    cpts = CPTS(identifiant="cpts", nom="CPTS", adherents=(Adhesion(membre="m"),))
    assert pertes(Registre(professionnels=(medecin,), structures=(cpts,))) == [
        ("perte.adhesion", "/contenu/structures/0/adherents/0")
    ]


def test_un_contact_repete_est_ecrit_une_fois_et_le_dit() -> None:
    telephone = Contact(nature=NatureContact.TELEPHONE, valeur="05 00 00 00 00")
    repete = attrs.evolve(telephone, valeur="05 00 00 00 00 ")
    registre = Registre(structures=(MSP(identifiant="msp", nom="MSP", contacts=(telephone, repete)),))
    assert ("perte.champ", "/contenu/structures/0/contacts/1") in pertes(registre)
    assert lire(fhir.en_bundle(registre).objet)[0]["msp"].contacts == (telephone,)


def test_une_adhesion_finie_a_une_date_vague_est_perdue_entiere() -> None:
    msp = MSP(identifiant="msp", nom="MSP")
    adhesion = Adhesion(membre="msp", periode=PeriodePartielle(debut="2019", fin="2024~"))
    cpts = CPTS(identifiant="cpts", nom="CPTS", adherents=(adhesion,))
    registre = Registre(structures=(cpts, msp))
    assert ("perte.adhesion", "/contenu/structures/0/adherents/0") in pertes(registre)
    assert not any(cle.startswith("OrganizationAffiliation/") for cle in ecrites(registre))


def test_une_reference_qui_ne_mene_nulle_part_n_est_pas_ecrite() -> None:
    cts = CTS(identifiant="cts", nom="CTS", gestionnaire="absent", centre="absent")
    registre = Registre(structures=(cts,))
    assert "partOf" not in ecrites(registre)["Organization/cts"]
    assert [pointeur for _, pointeur in pertes(registre)] == [
        "/contenu/structures/0/centre",
        "/contenu/structures/0/gestionnaire",
    ]


def test_une_liste_que_fhir_n_a_pas_est_dite_une_fois_avec_son_nombre() -> None:
    registre = Registre(
        territoires=tuple(
            Territoire(identifiant=f"t{n}", nom="T", nature=NatureTerritoire.ACTION_CPTS) for n in range(3)
        )
    )
    [perte] = fhir.en_bundle(registre).perdues
    assert (perte.code, perte.pointeur) == ("perte.liste", "/contenu/territoires")
    assert "3 entité(s)" in perte.message
    assert "(territoires)" in perte.message  # two lists are two reasons


def test_deux_listes_que_fhir_n_a_pas_sont_deux_raisons() -> None:
    registre = charger(COMPLET)
    listes = {anomalie.pointeur for anomalie in fhir.en_bundle(registre).anomalies if anomalie.code == "perte.liste"}
    raisons = [une for une, _ in fhir.en_bundle(registre).anomalies.par_raison() if une.code == "perte.liste"]
    assert {une.pointeur for une in raisons} == listes
    assert len(listes) > 1


def test_un_identifiant_trop_long_pour_fhir_revient() -> None:
    nom = "m" * 100
    registre = Registre(structures=(MSP(identifiant=nom, nom="MSP", sites=(Site(identifiant=f"{nom[:-1]}-"),)),))
    assert all(len(r["id"]) <= 64 for r in ecrites(registre).values())
    lues, _ = lire(fhir.en_bundle(registre).objet)
    assert list(lues) == [nom]


def test_un_exemple_officiel_lu_ecrit_relu_ne_change_plus() -> None:
    for exemple in EXEMPLES:
        premiere = Registre().avec(*fhir.lire(exemple))
        seconde = lire(fhir.en_bundle(premiere).objet)[0]
        assert {n: _nue(e) for n, e in seconde.items()} == {e.identifiant: _nue(e) for e in premiere}


def _nue(entite: Any) -> Any:
    return [getattr(entite, nom) for nom in _champs(entite)]


def test_rien_n_est_ecrit_actif_que_le_registre_ne_dit_pas() -> None:
    """No entity says that its record is kept: only what is over is written otherwise."""
    for registre in (REGISTRE, charger(COMPLET)):
        for profil in fhir.Profil:
            assert True not in {une.get("active") for une in fhir.en_ressources(registre, profil=profil)}
    page = lu("annuaire.json")
    for entree in page["entry"]:
        entree["resource"]["active"] = False
    assert {une.get("active") for une in fhir.en_ressources(Registre().avec(*lire(page)[0].values()))} == {None}


# -- files --------------------------------------------------------------------------------------------------------


def test_le_fichier_a_la_forme_de_son_nom(tmp_path: Path) -> None:
    for nom in ("r.json", "r.ndjson", "r.ndjson.gz"):
        assert fhir.ecrire(REGISTRE, tmp_path / nom).ecrites == 11
        assert len(list(fhir.lire(tmp_path / nom))) == len(REGISTRE)
    bundle = json.loads((tmp_path / "r.json").read_bytes())
    assert (bundle["resourceType"], bundle["type"], len(bundle["entry"])) == ("Bundle", "collection", 11)
    assert gzip.decompress((tmp_path / "r.ndjson.gz").read_bytes()) == (tmp_path / "r.ndjson").read_bytes()
    dossier = tmp_path / "dossier"
    dossier.mkdir()
    fhir.ecrire(REGISTRE, dossier)
    noms = sorted(chemin.name for chemin in dossier.iterdir())
    assert noms == [
        f"{type_}.ndjson"
        for type_ in ("Location", "Organization", "OrganizationAffiliation", "Practitioner", "PractitionerRole")
    ]
    assert {e.identifiant for e in fhir.lire(*sorted(dossier.iterdir()))} == {e.identifiant for e in REGISTRE}
    flux = io.BytesIO()
    fhir.ecrire(REGISTRE, flux)
    assert flux.getvalue() == (tmp_path / "r.json").read_bytes()


@pytest.mark.parametrize("nom", ["r.json", "r.ndjson"])
def test_strict_n_ecrit_rien_quand_un_fait_serait_perdu(tmp_path: Path, nom: str) -> None:
    registre = charger(COMPLET)
    (tmp_path / nom).write_text("avant")
    with pytest.raises(DocumentInvalide) as refus:
        fhir.ecrire(registre, tmp_path / nom, strict=True)
    assert {anomalie.gravite.value for anomalie in refus.value.anomalies} == {"avertissement"}
    assert (tmp_path / nom).read_text() == "avant"
    fhir.ecrire(REGISTRE, tmp_path / nom, strict=True)
    assert (tmp_path / nom).read_text() != "avant"


def test_une_transaction_dit_ou_chaque_ressource_va() -> None:
    bundle = fhir.en_bundle(REGISTRE, genre=fhir.GenreBundle.TRANSACTION).objet or {}
    assert fhir.controler(bundle) == ()
    entree = bundle["entry"][0]
    assert entree["request"] == {"method": "PUT", "url": "Location/halle"}
    adresses = {une["fullUrl"] for une in bundle["entry"]}
    nommees = {valeur for valeur in _references(bundle) if not valeur.startswith("#")}
    assert nommees <= adresses


def _references(objet: Any) -> list[str]:
    if isinstance(objet, dict):
        ici = [objet["reference"]] if isinstance(objet.get("reference"), str) else []
        return ici + [une for valeur in objet.values() for une in _references(valeur)]
    return [une for element in objet for une in _references(element)] if isinstance(objet, list) else []


# -- the profile of the SAS ---------------------------------------------------------------------------------------

DU_SAS: Final = frozenset({"sas.json", "Organization-ExampleOrgaCPTS1.json", "Bundle-ExampleBundleCPTS1.json"})
"""The examples that tell of a CPTS."""
IDNST: Final = AutreIdentifiant(systeme="IDNST", valeur="1320000037")
CPTS_NUMEROTEE: Final = CPTS(
    identifiant="cpts-lomagne",
    nom="CPTS de Lomagne",
    contacts=(Contact(nature=NatureContact.TELEPHONE, valeur="05 00 00 00 00"),),
    sites=(Site(identifiant="siege", commune="32208", finess=Finess("320000037"), autres_identifiants=(IDNST,)),),
)


@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda chemin: chemin.name)
def test_la_cpts_du_sas_revient_telle_quelle_sous_son_profil(exemple: Path) -> None:
    registre = Registre().avec(*fhir.lire(exemple))
    ecriture = fhir.en_bundle(registre, profil=fhir.Profil.SAS_CPTS)
    bundle = ecriture.objet or {}
    assert fhir.controler(bundle) == ()
    ressources = [entree["resource"] for entree in bundle.get("entry", [])]
    assert [une for r in ressources for une in fhir.controler(r, profil=fhir.Profil.SAS_CPTS)] == []
    relues = lire(bundle)[0]
    assert {n: _nue(e) for n, e in relues.items()} == {e.identifiant: _nue(e) for e in registre if isinstance(e, CPTS)}
    assert bool(relues) is (exemple.name in DU_SAS)
    assert len(ecriture.perdues) == len(registre) - len(relues)  # the others, each told whole


def test_sous_le_profil_du_sas_ce_qui_manque_est_dit() -> None:
    ecriture = fhir.en_ressources(Registre(structures=(CPTS_NUMEROTEE,)), profil=fhir.Profil.SAS_CPTS)
    [ecrite] = ecriture
    assert fhir.controler(ecrite, profil=fhir.Profil.SAS_CPTS) == ()
    assert "active" not in ecrite  # the registre does not say that its record is kept
    assert (ecrite["name"], ecrite["telecom"]) == (
        "CPTS de Lomagne",
        [{"system": "phone", "value": "05 00 00 00 00"}],
    )
    assert [identifiant["value"] for identifiant in ecrite["identifier"]] == ["1320000037"]
    assert [(une.code, une.pointeur) for une in ecriture.anomalies] == [
        ("perte.identifiant", "/contenu/structures/0/identifiant"),
        ("perte.champ", "/contenu/structures/0/sites/0/identifiant"),
        ("perte.champ", "/contenu/structures/0/sites/0/commune"),
    ]


@pytest.mark.parametrize(
    "autres",
    [
        (),
        (AutreIdentifiant(systeme="IDNST", valeur="1320000029"),),  # of another place
        (AutreIdentifiant(systeme="IDNST", valeur="3732829320"),),
        (AutreIdentifiant(systeme="autre", valeur="1320000037"),),
    ],
)
def test_sous_le_profil_du_sas_un_numero_n_est_pas_construit(
    autres: tuple[AutreIdentifiant, ...], tmp_path: Path
) -> None:
    site = attrs.evolve(CPTS_NUMEROTEE.sites[0], autres_identifiants=autres)
    registre = Registre(structures=(attrs.evolve(CPTS_NUMEROTEE, sites=(site,)),))
    ecriture = fhir.en_bundle(registre, profil=fhir.Profil.SAS_CPTS)
    assert (ecriture.ecrites, [une.pointeur for une in ecriture.perdues]) == (0, ["/contenu/structures/0"])
    with pytest.raises(DocumentInvalide):
        fhir.ecrire(registre, tmp_path / "cpts.json", profil=fhir.Profil.SAS_CPTS, strict=True)


# -- what other programs accept -----------------------------------------------------------------------------------


@pytest.mark.parametrize("registre", [REGISTRE, charger(COMPLET)], ids=["porte", "complet"])
def test_fhir_resources_accepte_ce_qui_est_ecrit(registre: Registre) -> None:
    r4b = pytest.importorskip("fhir.resources.R4B")
    for adresse in fhir.en_ressources(registre):
        modele = r4b.get_fhir_model_class(adresse["resourceType"])
        assert json.loads(modele.model_validate(adresse).model_dump_json()) == adresse
    bundle = fhir.en_bundle(registre).objet
    r4b.get_fhir_model_class("Bundle").model_validate(bundle)


def test_ce_que_donne_fhir_resources_se_lit() -> None:
    r4b = pytest.importorskip("fhir.resources.R4B")
    modele = r4b.get_fhir_model_class("Practitioner").model_validate(ressource("Practitioner"))
    assert lire(modele.model_dump())[0].keys() == lire(ressource("Practitioner"))[0].keys()


# -- the check ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda chemin: chemin.name)
def test_un_exemple_officiel_est_conforme(exemple: Path) -> None:
    document = json.loads(exemple.read_text(encoding="utf-8"))
    assert [str(une) for une in fhir.controler(document) if une.gravite.value == "bloquant"] == []


def changee(chemin: str, valeur: Any) -> dict[str, Any]:
    """The MSP of the example, claimed to keep as-organization, with something changed or (``None``) taken away."""
    msp = ressource("Organization")
    msp["meta"] = {"profile": ["https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-organization"]}
    porteur: Any = msp
    *pas, dernier = [int(un) if un.isdecimal() else un for un in chemin.split("/")]
    for un in pas:
        porteur = porteur[un]
    if valeur is None:
        del porteur[dernier]
    else:
        porteur[dernier] = valeur
    return msp


def test_la_msp_de_l_exemple_est_conforme() -> None:
    assert fhir.controler(changee("language", "fr")) == ()


@pytest.mark.parametrize(
    ("chemin", "valeur", "code", "pointeur"),
    [
        ("inconnu", 1, "element.inconnu", "/inconnu"),
        ("name", "", "element.forme", "/name"),
        ("name", ["A"], "element.forme", "/name"),
        ("active", "true", "element.forme", "/active"),
        ("identifier", {}, "element.forme", "/identifier"),
        ("alias", [], "element.vide", "/alias"),
        ("id", "a_b", "element.forme", "/id"),
        ("id", "a" * 65, "element.forme", "/id"),
        ("telecom/0/system", "telephone", "code.inconnu", "/telecom/0/system"),
        ("telecom/0/rank", 0, "element.forme", "/telecom/0/rank"),
        ("telecom/0/use", "home", "invariant", "/telecom/0"),
        ("extension/0/valuePeriod/start", "2015-02-30", "element.forme", "/extension/0/valuePeriod/start"),
        ("extension/0/valuePeriod/start", "2015-9", "element.forme", "/extension/0/valuePeriod/start"),
        ("extension/0/valuePeriod/end", "2014", "invariant", "/extension/0/valuePeriod"),
        ("extension/0/valueString", "x", "element.choix", "/extension/0"),
        ("extension/0/valuePeriod", None, "invariant", "/extension/0"),
        ("address/0/_line/0", {"x": 1}, "element.forme", "/address/0/_line/0"),
        # Of the profile: an idNatSt is official, has a type and a value; a number has its system.
        ("identifier/0/use", None, "profil.absent", "/identifier/0/use"),
        ("identifier/0/use", "usual", "profil.valeur", "/identifier/0/use"),
        ("identifier/0/value", None, "profil.absent", "/identifier/0/value"),
        ("telecom/0/system", None, "profil.absent", "/telecom/0/system"),
        ("telecom/0/value", None, "profil.absent", "/telecom/0/value"),
        ("type/0/coding/0/system", None, "profil.absent", "/type/0/coding/system"),
        ("type/1/coding", [{"system": "urn:a"}, {"system": "urn:b"}], "profil.trop", "/type/1/coding"),
    ],
)
def test_ce_qui_n_est_pas_conforme_est_dit(chemin: str, valeur: Any, code: str, pointeur: str) -> None:
    dites = [(une.code, une.pointeur) for une in fhir.controler(changee(chemin, valeur))]
    assert (code, pointeur) in dites or (code, pointeur.replace("/coding/system", "/coding/0/system")) in dites, dites


def test_deux_periodes_d_usage_sont_de_trop() -> None:
    msp = changee("language", "fr")
    msp["extension"] *= 2
    assert [(une.code, une.pointeur) for une in fhir.controler(msp)] == [("profil.trop", "/extension")]


def test_la_cpts_du_sas_a_exactement_un_idnatst() -> None:
    cpts = ressource("Organization", "sas.json")
    assert fhir.controler(cpts) == ()
    deux = copy.deepcopy(cpts)
    deux["identifier"] *= 2
    assert [une.code for une in fhir.controler(deux)] == ["profil.trop"]
    cpts["identifier"][0]["value"] = "2320000037"
    assert [(une.code, une.pointeur) for une in fhir.controler(cpts)] == [("profil.motif", "/identifier/0/value")]


def test_un_profil_se_demande() -> None:
    donnees_publiques = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-dp-organization"
    msp = ecrites(REGISTRE)["Organization/msp"]
    assert fhir.controler(msp) == fhir.controler(msp, profil=fhir.Profil.FR_CORE) == ()
    assert {une.code for une in fhir.controler(msp, profil=donnees_publiques)} >= {"profil.absent"}
    assert [une.code for une in fhir.controler(msp, profil="urn:inconnu")] == ["profil.inconnu"]
    praticien = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-practitioner"
    assert [une.code for une in fhir.controler(msp, profil=praticien)] == ["profil.type"]


def test_ce_qui_n_est_pas_controle_est_dit() -> None:
    [dite] = fhir.controler({"resourceType": "Slot"})
    assert (dite.code, dite.gravite.value) == ("ressource.inconnue", "information")
    [absente] = fhir.controler({"id": "a"})
    assert (absente.code, absente.gravite.value) == ("element.absent", "bloquant")
    profond: Any = {"resourceType": "Organization", "name": "A"}
    for _ in range(2_000):
        profond = {"resourceType": "Organization", "name": "A", "contained": [profond]}
    assert {une.code for une in fhir.controler(profond)} <= {"json.profondeur", "invariant"}


def test_les_tables_disent_d_ou_elles_viennent() -> None:
    assert dict(fhir.sources_des_profils()) == {
        "hl7.fhir.r4.core": "4.0.1",
        "ans.fhir.fr.annuaire": "1.2.0-snapshot-2",
        "ans.fhir.fr.sas": "1.2.0",
        "hl7.fhir.fr.core": "2.2.0-ballot-2",
    }


@pytest.mark.skipif(not OFFICIELS.exists(), reason="the packages of the guides are not here")
def test_les_tables_sont_celles_des_paquets() -> None:
    from outils import profils_fhir

    assert profils_fhir.main(["--verifier"]) == 0


def test_sans_les_paquets_les_tables_restent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from outils import profils_fhir

    assert profils_fhir.main(["--paquets", str(tmp_path)]) == 0
    assert "left as they are" in capsys.readouterr().out


def test_une_date_de_fhir_reste_une_date_vague() -> None:
    assert lire(lu("annuaire.json"))[0]["finess-320000029"].creee_le == DatePartielle(annee=2014, mois=3)


def test_le_lieu_sans_nom_d_une_organisation_est_perdu_et_le_dit() -> None:
    sans_nom = Lieu(identifiant="lieu", nom="")
    universite = Organisation(identifiant="u", nom="Université", nature=NatureOrganisation.UNIVERSITE, lieu="lieu")
    ecriture = fhir.en_bundle(Registre(lieux=(sans_nom,), organisations=(universite,)))
    perdus = {anomalie.pointeur for anomalie in ecriture.anomalies}
    assert {"/contenu/lieux/0", "/contenu/organisations/0/lieu"} <= perdus


def test_une_organisation_qui_serait_sa_propre_mere_le_perd_et_le_dit() -> None:
    ars = Organisation(identifiant="ars", nom="ARS", nature=NatureOrganisation.ARS, parent="ars")
    ecriture = fhir.en_bundle(Registre(organisations=(ars,)))
    assert [anomalie.pointeur for anomalie in ecriture.anomalies] == ["/contenu/organisations/0/parent"]


def test_une_ouverture_vague_est_perdue_entiere() -> None:
    site = Site(identifiant="s", finess=Finess("320000029"), jalons=(Jalon(nature=NatureJalon.OUVERTURE, le="2015~"),))
    registre = Registre(structures=(MSP(identifiant="msp", nom="MSP", sites=(site,)),))
    assert pertes(registre) == [("perte.date", "/contenu/structures/0/sites/0/jalons/0")]


def test_ce_que_la_bibliotheque_a_ecrit_ne_prend_pas_le_finess_de_son_parent() -> None:
    hopital = Organisation(
        identifiant="hopital", nom="Hôpital", nature=NatureOrganisation.ETABLISSEMENT_SANTE, finess=Finess("320000011")
    )
    service = attrs.evolve(hopital, identifiant="service", finess=None, parent="hopital")
    centre = CentreSante(identifiant="centre", nom="Centre", gestionnaire="hopital")
    registre = Registre(organisations=(hopital, service), structures=(centre,))
    relues, _ = lire(fhir.en_bundle(registre).objet)
    assert [relues[nom].finess for nom in ("hopital", "service", "centre")] == ["320000011", None, None]


def test_deux_organisations_qui_sont_chacune_la_mere_de_l_autre_reviennent() -> None:
    une = Organisation(identifiant="une", nom="Une", nature=NatureOrganisation.AUTRE, parent="autre")
    autre = attrs.evolve(une, identifiant="autre", parent="une")
    relues, _ = lire(fhir.en_bundle(Registre(organisations=(une, autre))).objet)
    assert {nom: relue.parent for nom, relue in relues.items()} == {"une": "autre", "autre": "une"}
