"""FHIR resources read: the entities that FINESS and the Annuaire give, and nothing of a resource lost in silence."""

import copy
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from tests.echanges.fichiers import ligne_annuaire, texte_annuaire

from soinsprimaires import (
    CPTS,
    MSP,
    DocumentInvalide,
    Finess,
    Lieu,
    LieuAnterieur,
    ModeExercice,
    Organisation,
    PeriodePartielle,
    Presence,
    Professionnel,
    Registre,
    Site,
    en_objet,
)
from soinsprimaires.echanges import Lecture, annuaire, fhir
from soinsprimaires.echanges.fhir import _documents
from soinsprimaires.echanges.rapprochement import rapprocher
from soinsprimaires.modele._base import Entite

DONNEES: Final = Path(__file__).parents[1] / "donnees" / "fhir"
OFFICIELS: Final = Path(__file__).parents[3] / "shared" / "reference" / "fhir"
EXEMPLES: Final = (*sorted(DONNEES.glob("*.json")), *sorted(OFFICIELS.glob("*/*.json")))

MUETTES: Final = frozenset(
    {"resourceType", "system", "code", "use", "url", "valueCode", "reference", "active", "mode"},
)
"""What names a kind, a code system or another resource: it is in the entities as a class, a code or a tie."""


def lu(nom: str) -> Any:
    return json.loads((DONNEES / nom).read_text(encoding="utf-8"))


def ressource(type_: str, nom: str = "annuaire.json") -> dict[str, Any]:
    """A resource of the example, to be changed."""
    entrees = (entree["resource"] for entree in lu(nom)["entry"])
    return next(une for une in entrees if une["resourceType"] == type_)


def lire(*objets: Any, **options: Any) -> tuple[dict[str, Any], Lecture[Entite]]:
    lecture = fhir.depuis(objets[0] if len(objets) == 1 else objets, **options)
    return {entite.identifiant: entite for entite in lecture}, lecture


def codes(lecture: Lecture[Entite]) -> list[tuple[str, str]]:
    return [
        (anomalie.code, anomalie.pointeur) for anomalie in lecture.anomalies if anomalie.gravite.value != "information"
    ]


def feuilles(objet: Any, pointeur: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(objet, dict | list):
        for cle, valeur in objet.items() if isinstance(objet, dict) else enumerate(objet):
            yield from feuilles(valeur, f"{pointeur}/{cle}")
    else:
        yield pointeur, objet


def couverte(pointeur: str, anomalies: set[str]) -> bool:
    return any(pointeur == dit or pointeur.startswith(f"{dit}/") for dit in anomalies)


# -- what is read -------------------------------------------------------------------------------------------------


def test_une_msp_absorbe_son_entite_juridique_comme_dans_finess() -> None:
    lues, lecture = lire(lu("annuaire.json"))
    msp = lues["finess-320000029"]
    assert isinstance(msp, MSP)
    assert (msp.nom, msp.finess, msp.siren, msp.siret) == (
        "MSP DE LECTOURE",
        "320000011",
        "732829320",
        "73282932000074",
    )
    assert [forme.forme.value for forme in msp.formes] == ["sisa"]
    assert (str(msp.creee_le), msp.dissoute_le) == ("2014-03", None)
    assert [(contact.nature.value, contact.valeur) for contact in msp.contacts] == [
        ("telephone", "0500000000"),
        ("courriel", "accueil@msp.example"),
    ]
    [site] = msp.sites
    assert (site.identifiant, site.lieu, site.commune, site.finess) == (
        "site-finess-320000029",
        "lieu-finess-320000029",
        "32208",
        "320000029",
    )
    assert str(site.categorie_finess) == "TRE_R66:603"
    assert [(jalon.nature.value, str(jalon.le)) for jalon in site.jalons] == [("ouverture", "2015-09-01")]
    lieu = lues["lieu-finess-320000029"]
    assert (lieu.adresse, lieu.code_postal, lieu.commune) == ("12 R NATIONALE", "32700", "32208")
    assert "finess-320000011" not in lues
    assert (lecture.lues, lecture.gardees, lecture.refusees, lecture.ecartees) == (4, 4, 0, 0)


@pytest.mark.parametrize(
    ("valeur", "champs"),
    [
        ("732829320", ("732829320", None)),
        ("732 829 320", ("732829320", None)),
        ("73282932000074", (None, "73282932000074")),
    ],
    ids=["siren", "siren par groupes", "siret"],
)
def test_un_numero_de_sirene_sans_type_se_dit_par_sa_longueur(valeur: str, champs: tuple[str | None, ...]) -> None:
    numero = {"system": "https://sirene.fr", "value": valeur}
    lues, lecture = lire({"resourceType": "Organization", "name": "SISA", "identifier": [numero]})
    [organisation] = lues.values()
    assert (organisation.siren, organisation.siret) == champs
    assert codes(lecture) == []


def test_un_medecin_a_l_identifiant_de_l_annuaire() -> None:
    # blake2b("8:10000000009"), as the extraction of the Annuaire names him.
    lues, _ = lire(lu("annuaire.json"))
    [medecin] = [une for une in lues.values() if isinstance(une, Professionnel)]
    assert medecin.identifiant == "ps-e1a45781f980d535-10"
    assert (medecin.nom, medecin.prenom, medecin.rpps) == ("EXEMPLE", "Camille", "10000000009")
    assert [str(code) for code in medecin.savoir_faire] == ["TRE_R38:SM54"]
    [exercice] = medecin.exercices
    assert (exercice.mode, exercice.structure, exercice.periode) == (ModeExercice.LIBERAL, "finess-320000029", None)
    assert [(une.site, une.commune) for une in exercice.presences] == [("site-finess-320000029", "32208")]


def test_la_provenance_est_celle_de_l_annuaire_au_dernier_jour_dit() -> None:
    lues, lecture = lire(lu("annuaire.json"))
    provenance = lecture.provenance
    assert provenance is not None
    assert (provenance.titre, str(provenance.publie_le)) == ("Annuaire santé, API FHIR", "2026-06-02")
    assert {entite.provenance for entite in lues.values()} == {provenance}
    datee = lire(lu("annuaire.json"), millesime=date(2026, 9, 1))[1].provenance
    assert datee is not None
    assert str(datee.publie_le) == "2026-09-01"


def test_une_page_dit_qu_une_autre_la_suit() -> None:
    assert ("bundle.suite", "") in codes(lire(lu("annuaire.json"))[1])


def test_un_centre_de_sante_a_son_entite_juridique_pour_gestionnaire() -> None:
    page = lu("annuaire.json")
    for entree in page["entry"]:
        for type_ in entree["resource"].get("type", []):
            codage = type_["coding"][0]
            codage["code"] = {"603": "124", "80": "60", "SA52": "SA05"}.get(codage["code"], codage["code"])
    lues, _ = lire(page)
    centre, gestionnaire = lues["finess-320000029"], lues["finess-320000011"]
    assert (centre.gestionnaire, centre.finess, centre.siren) == ("finess-320000011", "320000011", None)
    assert (gestionnaire.nature.value, gestionnaire.siren, str(gestionnaire.creee_le)) == (
        "association",
        "732829320",
        "2014-03",
    )


def test_la_cpts_du_sas_est_lue_a_son_idnatst_et_les_creneaux_sont_ecartes() -> None:
    lues, lecture = lire(lu("sas.json"))
    [cpts] = lues.values()
    assert isinstance(cpts, CPTS)
    assert (cpts.identifiant, cpts.finess, cpts.sites[0].finess) == ("finess-320000037", None, "320000037")
    assert (lecture.lues, lecture.gardees, lecture.refusees, lecture.ecartees) == (4, 1, 0, 3)
    assert codes(lecture) == [
        ("profession.absente", "/entry/1/resource"),
        ("reference.inconnue", "/entry/2/resource/organization"),
        ("exercice.orphelin", "/entry/2/resource"),
    ]


def test_plusieurs_fichiers_se_tiennent() -> None:
    lignes = [json.dumps(entree["resource"]).encode() + b"\r\n" for entree in lu("annuaire.json")["entry"]]
    ensemble = {e.identifiant: e for e in fhir.lire(*(io.BytesIO(ligne + b"\n") for ligne in lignes))}
    assert ensemble == lire(lu("annuaire.json"))[0]
    a_la_suite = {e.identifiant: e for e in fhir.lire(io.BytesIO(b"\xef\xbb\xbf" + b"".join(lignes)))}
    assert a_la_suite == ensemble


def test_un_fichier_de_lignes_dit_la_ligne() -> None:
    ligne = json.dumps(ressource("Practitioner")).encode()
    lecture = fhir.lire(io.BytesIO(ligne + b'\n\n{"resourceType": "Organization", "name": "A"}\n[1]\n{"a":1,"a":2}\n{'))
    assert len(list(lecture)) == 2
    assert [a.pointeur for a in lecture.anomalies if a.gravite.value == "bloquant"] == [
        "/lignes/4",
        "/lignes/5",
        "/lignes/6",
    ]
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (5, 2, 3)


def test_une_premiere_ligne_fautive_est_refusee_seule() -> None:
    ligne = json.dumps(ressource("Practitioner")).encode()
    lecture = fhir.lire(io.BytesIO(b'{"resourceType": "Organization", "name": "A", "name": "B"}\n' + ligne + b"\n"))
    assert len(list(lecture)) == 1
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (2, 1, 1)
    assert ("cle.repetee", "/lignes/1") in codes(lecture)


def test_un_document_peut_commencer_par_un_objet_sur_une_ligne() -> None:
    texte = '{"resourceType":\n"Organization",\n"name": "A", "identifier":\n[{"system": "urn:a", "value": "1"}]}\n'
    lecture = fhir.lire(io.BytesIO(texte.encode()))
    assert [entite.nom for entite in lecture if isinstance(entite, Organisation)] == ["A"]


def test_le_departement_demande() -> None:
    assert len(lire(lu("annuaire.json"), departement="32")[0]) == 3
    lues, lecture = lire(lu("annuaire.json"), departement="31")
    assert lues == {}
    assert lecture.lues == lecture.gardees + lecture.refusees + lecture.ecartees == 4


def test_un_exercice_se_rattache_a_un_site_du_registre_par_son_numero() -> None:
    role = ressource("PractitionerRole")
    role["organization"] = {"identifier": {"system": "https://finess.esante.gouv.fr", "value": "320000029"}}
    site = Site(identifiant="site", finess=Finess("320000029"))
    registre = Registre(structures=(MSP(identifiant="msp", nom="MSP", sites=(site,)),))
    lues, _ = lire(role, ressource("Practitioner"), registre=registre)
    [medecin] = lues.values()
    assert [(e.structure, e.presences[0].site) for e in medecin.exercices] == [("msp", "site")]


@pytest.mark.parametrize(("departement", "lus"), [("32", 1), ("31", 1), ("65", 0)])
def test_un_exercice_dans_un_site_qui_a_demenage_est_ou_le_site_etait(departement: str, lus: int) -> None:
    role = ressource("PractitionerRole")
    role["organization"] = {"identifier": {"system": "https://finess.esante.gouv.fr", "value": "320000029"}}
    ancien = LieuAnterieur(lieu="toulouse", periode=PeriodePartielle(debut="2000-01-01", fin="2024-12-31"))
    site = Site(identifiant="site", finess=Finess("320000029"), commune="32013", lieux_anterieurs=(ancien,))
    registre = Registre(
        lieux=(Lieu(identifiant="toulouse", nom="Toulouse", commune="31555"),),
        structures=(MSP(identifiant="msp", nom="MSP", sites=(site,)),),
    )
    lues, _ = lire(role, ressource("Practitioner"), registre=registre, departement=departement)
    exercices = [exercice for une in lues.values() if isinstance(une, Professionnel) for exercice in une.exercices]
    # The resource tells no commune; the site does, day by day.
    assert [exercice.presences for exercice in exercices] == [(Presence(site="site"),)] * lus


def test_l_annuaire_et_fhir_disent_un_meme_exercice() -> None:
    page = Registre().avec(*fhir.depuis(lu("annuaire.json")))
    ligne = ligne_annuaire(identifiant="10000000009", finess="320000029", commune="32208", mode="L", profession="10")
    lus = annuaire.lire_activites(io.BytesIO(texte_annuaire(ligne)), registre=page, millesime=date(2026, 9, 1))
    registre = rapprocher(page, lus).registre
    [medecin] = registre.professionnels
    assert [(e.mode, e.structure) for e in medecin.exercices] == [(ModeExercice.LIBERAL, "finess-320000029")]


# -- traps --------------------------------------------------------------------------------------------------------


def test_une_reference_qui_ne_mene_nulle_part_est_dite() -> None:
    role = ressource("PractitionerRole")
    lues, lecture = lire(role, ressource("Practitioner"))
    assert [e.structure for une in lues.values() for e in une.exercices] == [None]
    assert ("reference.inconnue", "/0/organization/reference") in codes(lecture)


def test_un_enregistrement_inactif_ne_date_aucune_fermeture() -> None:
    page = lu("annuaire.json")
    for entree in page["entry"]:
        entree["resource"]["active"] = False
    lues, lecture = lire(page)
    msp = lues["finess-320000029"]
    assert (msp.dissoute_le, len(msp.sites[0].jalons)) == (None, 1)
    assert [une.exercices for une in lues.values() if isinstance(une, Professionnel)] == [()]
    assert [code for code, _ in codes(lecture)].count("active.faux") == 4


@pytest.mark.parametrize(
    ("ecrite", "lue"), [("2019", "2019"), ("2019-09", "2019-09"), ("2019-09-04T10:00:00Z", "2019-09-04")]
)
def test_une_date_garde_sa_precision(ecrite: str, lue: str) -> None:
    page = lu("annuaire.json")
    page["entry"][3]["resource"]["extension"][0]["valuePeriod"] = {"start": ecrite}
    assert str(lire(page)[0]["finess-320000029"].creee_le) == lue


@pytest.mark.parametrize("ecrite", ["2019-21", "0000", "2019-02-30", "2019/..", "2015~", "20190904", 2019])
def test_une_date_impossible_n_est_pas_lue_et_est_dite(ecrite: Any) -> None:
    page = lu("annuaire.json")
    page["entry"][3]["resource"]["extension"][0]["valuePeriod"] = {"start": ecrite}
    lues, lecture = lire(page)
    assert lues["finess-320000029"].creee_le is None
    dites = {anomalie.pointeur for anomalie in lecture.anomalies}
    assert couverte("/entry/3/resource/extension/0/valuePeriod/start", dites)


@pytest.mark.parametrize(("ancien", "present"), [("97123", "97701"), ("97127", "97801")])
def test_une_commune_sous_son_ancien_code_est_lue_sous_le_sien_et_c_est_dit(ancien: str, present: str) -> None:
    page = lu("annuaire.json")
    page["entry"][2]["resource"]["address"][0]["extension"][0]["valueCoding"]["code"] = ancien
    lues, lecture = lire(page)
    assert lues["finess-320000029"].sites[0].commune == present
    ou = "/entry/2/resource/address/0/extension/0"
    assert "commune.ancienne" in {une.code for une in lecture.anomalies if une.pointeur == ou}


def test_une_meme_ressource_revient_de_page_en_page() -> None:
    role, page = ressource("PractitionerRole"), lu("annuaire.json")
    lues, lecture = lire(page["entry"][1]["resource"], role, copy.deepcopy(role), role | {"language": "en"})
    assert len(next(iter(lues.values())).exercices) == 1
    assert (lecture.gardees, lecture.ecartees, lecture.refusees) == (2, 1, 1)
    assert ("ressource.contradictoire", "/3") in codes(lecture)


def test_une_extension_modifiante_fait_refuser() -> None:
    lues, lecture = lire(ressource("Practitioner") | {"modifierExtension": [{"url": "urn:x"}]})
    assert (lues, lecture.refusees) == ({}, 1)


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ('{"resourceType": "OperationOutcome", "issue": [{"diagnostics": "clé refusée"}]}', "document.erreur"),
        ('{"resourceType": "Organization", "name": "A", "name": "B"}', "cle.repetee"),
        ('{"resourceType": "Organization", "name": "\\ud800"}', "texte.surrogat"),
        ('{"resourceType": "Organization", "name": "\\u0000"}', "texte.nul"),
        ('{"resourceType": "Organization", "name": NaN}', "json.constante"),
        ('{"a":' * 3000 + "1" + "}" * 3000, "json.profondeur"),
        ('"Organization"', "ressource.illisible"),
        ("", "json.syntaxe"),
        ("<Organization/>", "fichier.nature"),
    ],
)
def test_ce_qui_n_est_pas_du_fhir_est_refuse(texte: str, code: str) -> None:
    with pytest.raises(DocumentInvalide) as refus:
        list(fhir.lire(io.BytesIO(texte.encode())))
    assert [anomalie.code for anomalie in refus.value.anomalies] == [code]


def test_un_document_d_un_seul_tenant_a_une_taille(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is held whole before it is read: one byte more than is allowed, and it is asked for line by line."""
    octets = json.dumps(lu("annuaire.json")).encode() + b" " * (1 << 19)
    monkeypatch.setattr(_documents, "DOCUMENT_MAX", len(octets))
    assert {e.identifiant: e for e in fhir.lire(io.BytesIO(octets))} == lire(lu("annuaire.json"))[0]
    with pytest.raises(DocumentInvalide) as refus:
        list(fhir.lire(io.BytesIO(octets + b" ")))
    assert [anomalie.code for anomalie in refus.value.anomalies] == ["document.taille"]


def test_un_rpps_et_un_adeli_ne_se_contredisent_pas() -> None:
    def numero(sorte: str, systeme: str, valeur: str) -> dict[str, Any]:
        codage = {"system": "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203", "code": sorte}
        return {"type": {"coding": [codage]}, "system": systeme, "value": valeur}

    rpps, adeli = "https://rpps.esante.gouv.fr", "urn:oid:1.2.250.1.213.1.6.1.1"
    les_deux = [numero("RPPS", rpps, "10000000009"), numero("ADELI", adeli, "320000016")]
    for identifiants in (les_deux, les_deux[::-1]):
        (medecin,) = lire(ressource("Practitioner") | {"identifier": identifiants})[0].values()
        assert (medecin.rpps, medecin.adeli) == ("10000000009", "320000016")
    # A second number of one kind is another body's, or a mistake: the first is kept and the other told.
    deux = [*les_deux, numero("RPPS", rpps, "10000000017"), numero("ADELI", adeli, "320000024")]
    lues, lecture = lire(ressource("Practitioner") | {"identifier": deux})
    (medecin,) = lues.values()
    assert (medecin.rpps, medecin.adeli) == ("10000000009", "320000016")
    assert [a.pointeur for a in lecture.anomalies if a.code == "identifiant.contradictoire"] == [
        "/identifier/2",
        "/identifier/3",
    ]


def test_aucun_message_ne_montre_un_numero_ni_un_nom() -> None:
    for exemple in EXEMPLES:
        lecture = fhir.lire(exemple)
        list(lecture)
        dit = " ".join(anomalie.message for anomalie in lecture.anomalies)
        assert not any(mot in dit for mot in ("EXEMPLE", "Camille", "10000000009", "mssante.example", "Saucier"))


def test_ce_que_l_on_donne_n_est_pas_change() -> None:
    page = lu("annuaire.json")
    lire(page)
    assert page == lu("annuaire.json")


# -- an end, a status or a day that cannot be read ---------------------------------------------------------------------

FINS_ILLISIBLES: Final = (
    {"start": "2020", "end": "30/06/2024"},
    {"start": "2020", "end": "2024-06-31"},
    {"start": "2020", "end": "2024-06-31T10:00:00Z"},
    {"start": "2020", "end": "2019"},
    {"start": "2020", "end": 2024},
    {"start": "2020", "end": ""},
    {"start": "2020", "end": ["2024"]},
    {"start": "2020", "_end": {"extension": [{"url": "urn:x", "valueCode": "masked"}]}},
    {"start": "2020", "end": "2" * 65},
    "2020/2024",
)
"""Periods of something that is over, on a day that cannot be read."""
MEMBRE: Final = {"coding": [{"system": "http://hl7.org/fhir/organization-role", "code": "member"}]}


def page_de_cpts(**changes: Any) -> list[dict[str, Any]]:
    """A CPTS, an organisation that is its member, and the affiliation of the two."""
    sorte = {"coding": [{"system": "urn:soinsprimaires:sorte", "code": "cpts"}]}
    affiliation = {
        "resourceType": "OrganizationAffiliation",
        "organization": {"reference": "Organization/cpts"},
        "participatingOrganization": {"reference": "Organization/m"},
        "code": [MEMBRE],
    }
    return [
        {"resourceType": "Organization", "id": "cpts", "name": "CPTS", "type": [sorte]},
        {"resourceType": "Organization", "id": "m", "name": "M"},
        affiliation | changes,
    ]


def exercices_lus(**changes: Any) -> tuple[list[str], Lecture[Entite]]:
    page = lu("annuaire.json")
    page["entry"][0]["resource"].update(changes)
    lues, lecture = lire(page)
    [medecin] = [une for une in lues.values() if isinstance(une, Professionnel)]
    return [str(exercice.periode) for exercice in medecin.exercices], lecture


@pytest.mark.parametrize("periode", FINS_ILLISIBLES, ids=repr)
def test_une_fin_qui_ne_se_lit_pas_n_est_jamais_prise_pour_aucune(periode: Any) -> None:
    """Without its end the fact would pass for going on: it is left aside, and that is no mere information."""
    exercices, lecture = exercices_lus(period=periode)
    assert exercices == []
    dites = dict(codes(lecture))
    assert dites["exercice.ecarte"] == "/entry/0/resource"
    assert dites["periode.fin"].startswith("/entry/0/resource/period")
    perdus = {une.pointeur for une in lecture.anomalies if une.code == "element.perdu"}
    assert not couverte(dites["periode.fin"], perdus)  # the model has a place for it
    lues, lecture = lire(page_de_cpts(period=periode))
    assert [une.adherents for une in lues.values() if isinstance(une, CPTS)] == [()]
    assert {"periode.fin", "affiliation.ecartee"} <= dict(codes(lecture)).keys()
    # Of the place where patients are received, then of its legal entity, which the maison absorbs.
    for rang in (2, 3):
        page = lu("annuaire.json")
        page["entry"][rang]["resource"]["extension"][0]["valuePeriod"] = periode
        lues, lecture = lire(page)
        assert not any(isinstance(une, MSP | Organisation) for une in lues.values())
        assert {"periode.fin", "organisation.ecartee"} <= dict(codes(lecture)).keys()
        assert lecture.lues == lecture.gardees + lecture.refusees + lecture.ecartees


def test_une_fin_qui_se_lit_et_un_debut_qui_ne_se_lit_pas() -> None:
    assert exercices_lus(period={"start": "2020", "end": "2024-06-30"})[0] == ["de 2020 à 2024-06-30"]
    exercices, lecture = exercices_lus(period={"start": "le 3 mai", "end": "2024"})
    assert exercices == ["jusqu'à 2024"]
    assert ("date.forme", "/entry/0/resource/period/start") in codes(lecture)
    assert exercices_lus(period={"start": "2020", "end": None, "_end": {}})[0] == ["depuis 2020"]


def test_une_maison_ecartee_laisse_son_entite_juridique_a_l_autre() -> None:
    """Two maisons of one legal entity: the end of one says nothing of the other, whose numbers are still hers."""
    page = lu("annuaire.json")
    seconde = copy.deepcopy(page["entry"][2])
    texte = json.dumps(seconde).replace("320000029", "320000037").replace(seconde["resource"]["id"], "seconde")
    page["entry"].append(json.loads(texte))
    page["entry"][2]["resource"]["extension"][0]["valuePeriod"] = {"start": "2015", "end": "bientôt"}
    lues, lecture = lire(page)
    assert [(une.identifiant, une.finess) for une in lues.values() if isinstance(une, MSP)] == [
        ("finess-320000037", "320000011")
    ]
    assert (lecture.lues, lecture.gardees, lecture.refusees, lecture.ecartees) == (5, 4, 0, 1)


def test_une_seconde_periode_qui_finit_fait_ecarter() -> None:
    page = lu("annuaire.json")
    periode = {"url": "http://hl7.org/fhir/StructureDefinition/organization-period", "valuePeriod": {"end": "2020"}}
    page["entry"][2]["resource"]["extension"].append(periode)
    assert not any(isinstance(une, MSP) for une in lire(page)[0].values())


@pytest.mark.parametrize("actif", ["false", "true", 0, 1, [], {}, [False]])
def test_un_statut_qui_ne_se_lit_pas_fait_ecarter_l_exercice_et_l_adhesion(actif: Any) -> None:
    exercices, lecture = exercices_lus(active=actif)
    assert exercices == []
    assert {("element.forme", "/entry/0/resource/active"), ("exercice.ecarte", "/entry/0/resource")} <= {
        *codes(lecture)
    }
    lues, lecture = lire(page_de_cpts(active=actif))
    assert [une.adherents for une in lues.values() if isinstance(une, CPTS)] == [()]
    assert {"element.forme", "affiliation.ecartee"} <= dict(codes(lecture)).keys()
    page = lu("annuaire.json")
    page["entry"][2]["resource"]["active"] = actif
    assert ("element.forme", "/entry/2/resource/active") in codes(lire(page)[1])


def test_ce_qui_n_est_plus_tenu_et_finit_est_de_l_histoire() -> None:
    finie, a_venir = {"start": "2020", "end": "2024-06-30"}, {"start": "2020", "end": "2030-06-30"}
    assert exercices_lus(active=False, period=finie)[0] == ["de 2020 à 2024-06-30"]
    for periode in ({"start": "2020"}, a_venir):  # the page was published in June 2026
        exercices, lecture = exercices_lus(active=False, period=periode)
        assert exercices == []
        assert {("active.faux", "/entry/0/resource/active"), ("exercice.ecarte", "/entry/0/resource")} <= {
            *codes(lecture)
        }
    lues, _ = lire(page_de_cpts(active=False, period=finie))
    [cpts] = [une for une in lues.values() if isinstance(une, CPTS)]
    assert [str(adhesion.periode) for adhesion in cpts.adherents] == ["de 2020 à 2024-06-30"]
    lues, lecture = lire(page_de_cpts(active=False, period=a_venir), millesime=date(2026, 9, 1))
    assert [une.adherents for une in lues.values() if isinstance(une, CPTS)] == [()]
    assert "affiliation.ecartee" in dict(codes(lecture))


@pytest.mark.parametrize(
    ("instant", "jour"),
    [
        ("2024-05-31T22:00:00Z", "2024-06-01"),
        ("2024-05-31T21:59:59Z", "2024-05-31"),
        ("2024-12-31T22:30:00.000Z", "2024-12-31"),
        ("2024-12-31T23:00:00+00:00", "2025-01-01"),
        ("2024-06-01T03:00:00+04:00", "2024-06-01"),
        ("2024-06-01T01:00:00+04:00", "2024-05-31"),
        ("2024-06-01T00:00:00+02:00", "2024-06-01"),
        ("2024-05-31T22:00:00", "2024-05-31"),
    ],
)
def test_le_jour_d_un_instant_est_celui_de_paris(instant: str, jour: str) -> None:
    assert exercices_lus(period={"start": instant})[0] == [f"depuis {jour}"]
    page = lu("annuaire.json")
    for entree in page["entry"]:
        entree["resource"]["meta"]["lastUpdated"] = instant
    provenance = lire(page)[1].provenance
    assert provenance is not None
    assert str(provenance.publie_le) == jour


# -- what is no longer, beside what is ---------------------------------------------------------------------------------

REVOLUS: Final = ({"use": "old"}, {"use": "temp"}, {"period": {"end": "2020"}}, {"period": {"end": "?"}})


@pytest.mark.parametrize("revolu", REVOLUS, ids=repr)
@pytest.mark.parametrize("premier", [True, False])
def test_l_ancien_ne_passe_pas_devant_l_actuel(revolu: dict[str, Any], *, premier: bool) -> None:
    def rangs(ancien: dict[str, Any], actuel: dict[str, Any]) -> list[dict[str, Any]]:
        return [revolu | ancien, actuel] if premier else [actuel, revolu | ancien]

    page, place = lu("annuaire.json"), 0 if premier else 1
    msp, medecin = page["entry"][2]["resource"], page["entry"][1]["resource"]
    [adresse] = msp["address"]
    msp["address"] = rangs({"line": ["1 VIEILLE RUE"]}, adresse)
    msp["telecom"] = rangs({"system": "phone", "value": "0511111111"}, {"system": "phone", "value": "0522222222"})
    medecin["name"] = rangs({"family": "ANCIEN"}, {"family": "EXEMPLE"})
    idnps, _ = medecin["identifier"]
    medecin["identifier"][0:0] = rangs(
        {"type": idnps["type"], "system": idnps["system"], "value": "810000000017"}, idnps
    )
    lues, lecture = lire(page)
    assert lues["lieu-finess-320000029"].adresse == "12 R NATIONALE"
    assert "0511111111" not in [contact.valeur for contact in lues["finess-320000029"].contacts]
    assert "0522222222" in [contact.valeur for contact in lues["finess-320000029"].contacts]
    [lu_medecin] = [une for une in lues.values() if isinstance(une, Professionnel)]
    assert (lu_medecin.nom, lu_medecin.rpps) == ("EXEMPLE", "10000000009")
    assert "810000000017" not in [autre.valeur for autre in lu_medecin.autres_identifiants]
    assert {
        ("adresse.ancienne", f"/entry/2/resource/address/{place}"),
        ("contact.ancien", f"/entry/2/resource/telecom/{place}"),
    } <= {*codes(lecture)}


def test_une_adresse_qui_n_est_plus_n_est_pas_le_siege() -> None:
    page = lu("annuaire.json")
    page["entry"][2]["resource"]["address"][0]["use"] = "old"
    lues, _ = lire(page)
    assert "lieu-finess-320000029" not in lues
    lues, lecture = lire({"resourceType": "Location", "name": "L", "address": {"use": "old", "line": ["1 RUE"]}})
    assert [lieu.adresse for lieu in lues.values()] == [None]
    assert codes(lecture) == [("adresse.ancienne", "/address")]


def test_une_qualification_qui_a_fini_est_dite() -> None:
    personne = ressource("Practitioner")
    rang = next(
        n
        for n, une in enumerate(personne["qualification"])
        if "TRE-G15" in json.dumps(une) or "TRE_G15" in json.dumps(une)
    )
    personne["qualification"][rang]["period"] = {"end": "2010"}
    assert ("qualification.finie", f"/qualification/{rang}/period") in codes(lire(personne)[1])


@pytest.mark.parametrize("statut", ["inactive", "suspended"])
def test_un_lieu_qui_n_est_plus_tenu_est_dit(statut: str) -> None:
    assert codes(lire({"resourceType": "Location", "name": "L", "status": statut})[1]) == [("active.faux", "/status")]


# -- what a Bundle says of its entries ---------------------------------------------------------------------------------


def test_une_suppression_n_est_pas_une_existence() -> None:
    """With its resource or without, as a server may write it."""
    msp = ressource("Organization")
    demande = {"method": "DELETE", "url": f"Organization/{msp['id']}"}
    for entree in ({"request": demande, "resource": msp}, {"request": demande}):
        lues, lecture = lire({"resourceType": "Bundle", "type": "transaction", "entry": [entree]})
        assert lues == {}
        assert codes(lecture) == [("entree.supprimee", "/entry/0")]
        assert (lecture.lues, lecture.gardees, lecture.ecartees) == (1, 0, 1)
    ajout = {"request": {"method": "PUT", "url": demande["url"]}, "resource": msp}
    assert "finess-320000029" in lire({"resourceType": "Bundle", "type": "transaction", "entry": [ajout]})[0]


def test_un_historique_est_refuse() -> None:
    demandes = [{"method": "DELETE"}, {"method": "POST"}]
    entrees = [{"request": demandes[0]}, {"request": demandes[1], "resource": ressource("Organization")}]
    with pytest.raises(DocumentInvalide) as refus:
        lire({"resourceType": "Bundle", "type": "history", "entry": entrees})
    assert [anomalie.code for anomalie in refus.value.anomalies] == ["bundle.historique"]


def test_des_pages_qui_ne_font_pas_le_total_le_disent() -> None:
    def page(total: Any, *rangs: int) -> io.BytesIO:
        entrees: list[Any] = [
            {"resource": {"resourceType": "Organization", "id": f"o{n}", "name": "O"}, "search": {"mode": "match"}}
            for n in rangs
        ]
        entrees.append({"resource": ressource("Practitioner"), "search": {"mode": "include"}})
        bundle = {"resourceType": "Bundle", "type": "searchset", "total": total, "entry": entrees}
        return io.BytesIO(json.dumps(bundle).encode())

    def dit(*pages: io.BytesIO) -> list[str]:
        lecture = fhir.lire(*pages)
        list(lecture)
        return [anomalie.message for anomalie in lecture.anomalies if anomalie.code == "bundle.incomplet"]

    [message] = dit(page(300, 1), page(300, 2, 3))
    assert "3 résultat(s) sur 300" in message
    assert dit(page(3, 1), page(3, 2, 3)) == dit(page("trois", 1)) == dit(page(None, 1)) == []
    assert len(dit(page(2, 1), page(1, 2))) == 1


def test_un_exercice_orphelin_dit_de_qui_sauf_par_son_numero() -> None:
    def message(reference: dict[str, Any]) -> str:
        _, lecture = lire(ressource("PractitionerRole") | {"practitioner": reference})
        [dite] = [anomalie for anomalie in lecture.anomalies if anomalie.code == "exercice.orphelin"]
        return dite.message

    assert "(Practitioner/absent)" in message({"reference": "Practitioner/absent"})
    assert "(#moi)" in message({"reference": "#moi"})
    numero = {"system": "https://rpps.esante.gouv.fr", "value": "10000000009"}
    for reference in ({"reference": "Practitioner/10000000009"}, {"identifier": numero}):
        assert "10000000009" not in message(reference)


def test_une_personne_de_deux_professions_dont_l_exercice_n_en_nomme_aucune() -> None:
    personne = ressource("Practitioner")
    codage = {"system": "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante"}
    personne["qualification"] += [{"code": {"coding": [codage | {"code": code}]}} for code in ("10", "60")]
    role = ressource("PractitionerRole")
    lues, lecture = lire(personne, role)
    assert [une.exercices for une in lues.values()] == [(), ()]
    assert ("exercice.profession", "/1") in codes(lecture)


def test_plusieurs_prenoms_sont_gardes_en_un_texte_et_c_est_dit() -> None:
    personne = ressource("Practitioner")
    personne["name"][0]["given"] = ["Paul", "Luc"]
    lues, lecture = lire(personne)
    assert [une.prenom for une in lues.values()] == ["Paul Luc"]
    assert "/name/0/given" in [anomalie.pointeur for anomalie in lecture.anomalies if anomalie.code == "prenom.joint"]


# -- nothing is lost in silence -----------------------------------------------------------------------------------


def verifier(document: Any, *, muettes: frozenset[str] = frozenset()) -> None:
    """Each leaf is in the entities, under the pointer of an anomaly, or names a kind."""
    lecture = fhir.depuis(copy.deepcopy(document))
    entites = json.dumps([en_objet(entite) for entite in lecture], ensure_ascii=False)
    dites = {anomalie.pointeur for anomalie in lecture.anomalies}
    # The pointer of the root of a document covers what a single resource says only when it is the one left aside.
    entiere = lecture.gardees == 0
    perdues = [
        pointeur
        for pointeur, valeur in feuilles(document)
        if pointeur.rpartition("/")[2] not in muettes
        and not couverte(pointeur, dites - ({""} if not entiere else set()))
        and str(valeur) not in entites
        and not _est_muette(pointeur, valeur)
    ]
    assert perdues == []


def _est_muette(pointeur: str, valeur: Any) -> bool:
    """Names inside a document: how an entry was found, what a contained resource is called, the city of a commune."""
    return (
        (pointeur.endswith("/search/mode") and valeur in {"match", "include"})
        or pointeur.endswith("/contained/0/id")
        or (pointeur.endswith("/city") and valeur in {"LECTOURE", "Lectoure", "PARIS"})
    )


def test_ce_qui_reste_en_nombre_est_dit_aussi() -> None:
    """Beyond what is told together of many resources, and under a key too long to be shown."""
    cles = {f"cle{rang}": rang for rang in range(100)}
    for surplus in (cles, cles | {"c" * 65: 1}):
        _, lecture = lire(ressource("Practitioner") | surplus)
        dites = {anomalie.pointeur for anomalie in lecture.anomalies if anomalie.code == "element.perdu"}
        assert {f"/{cle}" for cle in cles} <= dites
        assert ("" in dites) is (len(surplus) > 100)


@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda chemin: chemin.name)
def test_rien_d_un_exemple_n_est_perdu_en_silence(exemple: Path) -> None:
    verifier(json.loads(exemple.read_text(encoding="utf-8")), muettes=MUETTES)


@pytest.mark.skipif(not OFFICIELS.exists(), reason="the official examples are not here")
def test_les_exemples_officiels_sont_la() -> None:
    assert len(EXEMPLES) == 2 + 8


@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda chemin: chemin.name)
def test_rien_d_un_exemple_change_n_est_perdu_en_silence(exemple: Path) -> None:
    """Each leaf in turn says something else, and so it does in a key that nobody expects."""
    document = json.loads(exemple.read_text(encoding="utf-8"))
    for rang, (pointeur, _) in enumerate(feuilles(document)):
        for inattendue in (False, True):
            jeton = f"zz-jeton-{rang}"
            change = copy.deepcopy(document)
            porteur: Any = change
            *pas, dernier = pointeur.split("/")[1:]
            for un in pas:
                porteur = porteur[int(un) if isinstance(porteur, list) else un]
            if inattendue and isinstance(porteur, dict):
                porteur["inattendue"] = jeton
            else:
                porteur[int(dernier) if isinstance(porteur, list) else dernier] = jeton
            lecture = fhir.depuis(change)
            entites = json.dumps([en_objet(entite) for entite in lecture], ensure_ascii=False)
            place = (
                f"{pointeur.rpartition('/')[0]}/inattendue" if inattendue and isinstance(porteur, dict) else pointeur
            )
            dites = {anomalie.pointeur for anomalie in lecture.anomalies}
            assert jeton in entites or couverte(place, dites) or place.endswith("/contained/0/id"), (place, jeton)
