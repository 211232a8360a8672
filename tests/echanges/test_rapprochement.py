"""Reconciliation with national files: nothing hand-made is lost, everything is told."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import attrs
import pytest

from soinsprimaires import (
    CPTS,
    CTS,
    MSP,
    AutreIdentifiant,
    CentreSante,
    Contact,
    DatePartielle,
    Exercice,
    Extensions,
    Finess,
    Horaire,
    Jalon,
    JourSemaine,
    Lieu,
    LieuAnterieur,
    ModeExercice,
    NatureContact,
    NatureJalon,
    NatureOrganisation,
    Organisation,
    PeriodePartielle,
    Presence,
    Professionnel,
    Provenance,
    Registre,
    Rpps,
    Siret,
    Site,
    ValeurInvalide,
    serialisation,
)
from soinsprimaires.echanges.rapprochement import NatureConstat, Rapprochement, origine, rapprocher
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels import professions

FINESS_MAI = Provenance(titre="FINESS", publie_le="2026-05-12")
FINESS_SEPTEMBRE = Provenance(titre="FINESS", publie_le="2026-09-05")
ANNUAIRE_MAI = Provenance(titre="Annuaire santé", publie_le="2026-05-01")
ANNUAIRE_SEPTEMBRE = Provenance(titre="Annuaire santé", publie_le="2026-09-01")

NUMERO, JURIDIQUE = Finess("010780054"), Finess("010000024")


def centre(provenance: Provenance = FINESS_MAI, **champs: Any) -> CentreSante:
    site = Site(identifiant="site-finess-010780054", lieu="lieu-finess-010780054", commune="01053", finess=NUMERO)
    telephone = Contact(nature=NatureContact.TELEPHONE, valeur="04 00 00 00 00")
    base: dict[str, Any] = {
        "identifiant": "finess-010780054",
        "nom": "CENTRE DE SANTE",
        "sites": (site,),
        "finess": JURIDIQUE,
        "contacts": (telephone,),
        "gestionnaire": "finess-010000024",
        "extensions": Extensions({"fr.esante.finess": {"categorie": "124"}}),
        "provenance": provenance,
    }
    return CentreSante(**(base | champs))


def lieu(provenance: Provenance = FINESS_MAI, **champs: Any) -> Lieu:
    base: dict[str, Any] = {
        "identifiant": "lieu-finess-010780054",
        "nom": "CENTRE DE SANTE",
        "commune": "01053",
        "adresse": "1 rue A",
        "provenance": provenance,
    }
    return Lieu(**(base | champs))


def gestionnaire(provenance: Provenance = FINESS_MAI) -> Organisation:
    return Organisation(
        identifiant="finess-010000024",
        nom="DEPARTEMENT",
        nature=NatureOrganisation.CONSEIL_DEPARTEMENTAL,
        finess=JURIDIQUE,
        provenance=provenance,
    )


def medecin(*exercices: Exercice, provenance: Provenance = ANNUAIRE_MAI, **champs: Any) -> Professionnel:
    base: dict[str, Any] = {
        "identifiant": "ps-3f0c-10",
        "profession": professions.MEDECIN,
        "nom": "NOM",
        "rpps": Rpps("10000000009"),
        "exercices": exercices,
        "provenance": provenance,
    }
    return Professionnel(**(base | champs))


def exercice(commune: str, au_plus_tard: str | None = None) -> Exercice:
    periode = None if au_plus_tard is None else PeriodePartielle(debut=f"../{au_plus_tard}")
    return Exercice(mode=ModeExercice.LIBERAL, presences=(Presence(commune=commune),), periode=periode)


def lire(*entites: Entite, registre: Registre | None = None, **options: Any) -> Rapprochement:
    return rapprocher(registre or Registre(), entites, **options)


def constats(resultat: Rapprochement) -> list[tuple[str, str | None, str]]:
    return [(constat.nature.value, constat.champ, constat.message) for constat in resultat.constats]


def changer(registre: Registre, identifiant: str, changement: Callable[[Any], Any]) -> Registre:
    """What somebody does by hand, with any program."""
    return registre.avec(changement(registre[identifiant]))


MAI = lire(gestionnaire(), lieu(), centre()).registre


# -- additions ----------------------------------------------------------------------------------------------------


def test_ce_qui_est_lu_entre_dans_un_registre_vide_avec_son_origine() -> None:
    resultat = lire(gestionnaire(), lieu(), centre())
    assert constats(resultat) == [("ajout", None, "ajouté d'après FINESS (le 12 mai 2026)")] * 3
    assert len(resultat.comparaison.ajouts) == len(resultat.ajouts) == 3
    lu = resultat.registre["finess-010780054"]
    for champ in ("nom", "finess", "contacts", "sites", "sites/site-finess-010780054/commune", "gestionnaire"):
        trouvee = origine(lu, champ)
        assert trouvee is not None
        assert (trouvee.source, str(trouvee.millesime)) == ("FINESS", "2026-05-12")
    assert origine(lu, "siret") is None
    assert origine(lu, "extensions/fr.esante.finess") == origine(lu, "nom")


def test_relire_le_meme_fichier_ne_change_rien() -> None:
    resultat = lire(gestionnaire(), lieu(), centre(), registre=MAI)
    assert (constats(resultat), bool(resultat.comparaison), resultat.registre == MAI) == ([], False, True)


def test_l_origine_est_dans_le_format() -> None:
    relu = serialisation.depuis_json(serialisation.en_json(MAI))
    assert relu == MAI
    assert lire(gestionnaire(), lieu(), centre(), registre=relu).registre == MAI


def test_le_meme_fichier_plus_recent_change_de_millesime() -> None:
    resultat = lire(gestionnaire(FINESS_SEPTEMBRE), lieu(FINESS_SEPTEMBRE), centre(FINESS_SEPTEMBRE), registre=MAI)
    assert constats(resultat) == []
    trouvee = origine(resultat.registre["finess-010780054"], "nom")
    assert trouvee is not None
    assert str(trouvee.millesime) == "2026-09-05"


def test_une_entite_lue_dit_d_ou_elle_vient() -> None:
    with pytest.raises(ValeurInvalide) as refus:
        lire(attrs.evolve(centre(), provenance=None))
    assert (refus.value.code, refus.value.champ) == ("rapprochement.provenance", "provenance")


# -- changes ------------------------------------------------------------------------------------------------------


def test_une_valeur_venue_du_fichier_le_suit() -> None:
    resultat = lire(gestionnaire(), lieu(), centre(FINESS_SEPTEMBRE, nom="CDS DU LAC"), registre=MAI)
    assert constats(resultat) == [("mise_a_jour", "nom", "nom : mis à jour d'après FINESS (le 5 septembre 2026)")]
    assert resultat.registre["finess-010780054"].nom == "CDS DU LAC"
    [modification] = resultat.comparaison.modifications
    assert ("/nom", "CENTRE DE SANTE", "CDS DU LAC") in [(c.pointeur, c.avant, c.apres) for c in modification.champs]


def test_une_structure_qui_demenage() -> None:
    ailleurs = lieu(FINESS_SEPTEMBRE, commune="01004", adresse="2 rue B")
    resultat = lire(gestionnaire(), ailleurs, centre(), registre=MAI)
    assert [(c.champ, c.actuel, c.lu) for c in resultat.changements] == [
        ("adresse", "1 rue A", "2 rue B"),
        ("commune", "01053", "01004"),
    ]
    assert resultat.registre["lieu-finess-010780054"].commune == "01004"


def test_une_structure_qui_ferme() -> None:
    fermeture = Jalon(nature=NatureJalon.FERMETURE, le="2026-08-31")
    [site] = centre().sites
    ferme = centre(FINESS_SEPTEMBRE, sites=(attrs.evolve(site, jalons=(fermeture,)),))
    resultat = lire(gestionnaire(), lieu(), ferme, registre=MAI)
    assert constats(resultat) == [
        (
            "ajout",
            "sites/site-finess-010780054/jalons",
            "sites/site-finess-010780054/jalons : ajout de Jalon fermeture d'après FINESS (le 5 septembre 2026)",
        )
    ]
    assert resultat.registre["site-finess-010780054"].jalons == (fermeture,)


def test_un_champ_que_le_fichier_ne_donne_plus_est_retire() -> None:
    resultat = lire(gestionnaire(), lieu(FINESS_SEPTEMBRE, adresse=None), centre(contacts=()), registre=MAI)
    assert [(c.nature.value, c.champ) for c in resultat.constats] == [("fin", "contacts"), ("fin", "adresse")]
    assert resultat.registre["lieu-finess-010780054"].adresse is None
    assert resultat.registre["finess-010780054"].contacts == ()


def test_une_cle_d_extension_que_le_fichier_ne_donne_plus_est_retiree() -> None:
    resultat = lire(centre(FINESS_SEPTEMBRE, extensions=None), registre=MAI)
    assert dict(resultat.registre["finess-010780054"].extensions) == {}
    assert [(c.nature.value, c.champ) for c in resultat.changements] == [("fin", "extensions/fr.esante.finess")]


def test_un_site_que_le_fichier_ne_donne_plus_est_termine() -> None:
    resultat = lire(centre(FINESS_SEPTEMBRE, sites=()), registre=MAI)
    assert resultat.registre["site-finess-010780054"].periode == PeriodePartielle(fin="../2026-09-05")
    assert [(c.nature.value, c.message) for c in resultat.changements] == [
        ("fin", "sites/site-finess-010780054 : Site principal terminé, absent de FINESS (le 5 septembre 2026)")
    ]
    assert lire(centre(FINESS_SEPTEMBRE, sites=()), registre=resultat.registre).changements == ()


def test_un_fichier_plus_ancien_ne_defait_rien() -> None:
    septembre = lire(centre(FINESS_SEPTEMBRE, nom="CDS DU LAC"), registre=MAI).registre
    resultat = lire(centre(), registre=septembre)
    assert resultat.registre["finess-010780054"].nom == "CDS DU LAC"
    assert [c.nature for c in resultat.constats if c.champ == "nom"] == [NatureConstat.DIVERGENCE]


# -- by hand ------------------------------------------------------------------------------------------------------


def test_une_valeur_saisie_a_la_main_est_gardee_et_dite() -> None:
    main = changer(MAI, "finess-010780054", lambda c: attrs.evolve(c, nom="Centre du lac"))
    assert origine(main["finess-010780054"], "nom") is None
    resultat = lire(gestionnaire(), lieu(), centre(FINESS_SEPTEMBRE), registre=main)
    assert constats(resultat) == [
        ("conserve", "nom", "nom : saisi à la main, gardé tel quel ; FINESS (le 5 septembre 2026) dit autre chose")
    ]
    assert [(c.actuel, c.lu) for c in resultat.a_trancher] == [("Centre du lac", "CENTRE DE SANTE")]
    assert resultat.registre["finess-010780054"].nom == "Centre du lac"


def test_un_champ_efface_a_la_main_n_est_pas_repris() -> None:
    main = changer(MAI, "lieu-finess-010780054", lambda e: attrs.evolve(e, adresse=None))
    resultat = lire(lieu(FINESS_SEPTEMBRE), registre=main)
    assert resultat.registre["lieu-finess-010780054"].adresse is None
    assert [c.message for c in resultat.constats if c.champ == "adresse"] == [
        "adresse : effacé à la main, gardé tel quel ; FINESS (le 5 septembre 2026) dit autre chose"
    ]


def test_un_champ_vide_est_complete() -> None:
    registre = Registre(structures=(CentreSante(identifiant="finess-010780054", nom="Centre du lac"),))
    resultat = lire(centre(), registre=registre)
    assert ("complement", "finess", "finess : complété d'après FINESS (le 12 mai 2026)") in constats(resultat)
    assert resultat.registre["finess-010780054"].nom == "Centre du lac"
    trouvee = origine(resultat.registre["finess-010780054"], "finess")
    assert trouvee is not None
    assert trouvee.source == "FINESS"


def test_les_horaires_saisis_sur_un_site_du_fichier_sont_gardes() -> None:
    horaire = Horaire(jours=(JourSemaine.LUNDI,), ouvre=time(8), ferme=time(20))
    main = changer(
        MAI, "finess-010780054", lambda c: attrs.evolve(c, sites=(attrs.evolve(c.sites[0], horaires=(horaire,)),))
    )
    [site] = centre().sites
    deplace = centre(FINESS_SEPTEMBRE, sites=(attrs.evolve(site, commune="01004"),))
    lu = lire(gestionnaire(), lieu(), deplace, registre=main).registre["site-finess-010780054"]
    assert (lu.horaires, lu.commune) == ((horaire,), "01004")


def test_ce_qui_est_ajoute_ou_retire_d_une_liste_a_la_main_le_reste() -> None:
    internet = Contact(nature=NatureContact.SITE_INTERNET, valeur="https://exemple.fr")
    main = changer(MAI, "finess-010780054", lambda c: attrs.evolve(c, contacts=(internet,)))
    resultat = lire(gestionnaire(), lieu(), centre(FINESS_SEPTEMBRE), registre=main)
    assert resultat.registre["finess-010780054"].contacts == (internet,)
    nouveau = Contact(nature=NatureContact.TELEPHONE, valeur="04 11 11 11 11")
    change = lire(centre(FINESS_SEPTEMBRE, contacts=(nouveau,)), registre=main).registre["finess-010780054"]
    assert change.contacts == (internet, nouveau)


def test_un_site_ajoute_a_la_main_reste_et_un_site_retire_n_est_pas_repris() -> None:
    antenne = Site(identifiant="antenne", commune="01004")
    main = changer(MAI, "finess-010780054", lambda c: attrs.evolve(c, sites=(antenne,)))
    resultat = lire(gestionnaire(), lieu(), centre(FINESS_SEPTEMBRE), registre=main)
    assert resultat.registre["finess-010780054"].sites == (antenne,)
    assert [(c.nature.value, c.champ) for c in resultat.a_trancher] == [("conserve", "sites/site-finess-010780054")]


def test_les_extensions_d_un_autre_programme_restent() -> None:
    main = changer(
        MAI,
        "finess-010780054",
        lambda c: attrs.evolve(c, extensions=Extensions({"fr.exemple": 1, **dict(c.extensions)})),
    )
    change = centre(FINESS_SEPTEMBRE, extensions=Extensions({"fr.esante.finess": {"categorie": "125"}}))
    lu = lire(gestionnaire(), lieu(), change, registre=main).registre["finess-010780054"]
    assert dict(lu.extensions) == {"fr.exemple": 1, "fr.esante.finess": {"categorie": "125"}}


def test_un_null_ecrit_a_la_main_reste_et_se_dit() -> None:
    main = changer(
        MAI, "finess-010780054", lambda c: attrs.evolve(c, extensions=Extensions({"fr.esante.finess": None}))
    )
    resultat = lire(gestionnaire(), lieu(), centre(FINESS_SEPTEMBRE), registre=main)
    assert dict(resultat.registre["finess-010780054"].extensions) == {"fr.esante.finess": None}
    assert [(c.nature.value, c.champ) for c in resultat.a_trancher] == [("conserve", "extensions/fr.esante.finess")]


# -- the same entity ----------------------------------------------------------------------------------------------


def test_un_centre_decrit_a_la_main_est_reconnu_a_son_siege() -> None:
    registre = Registre(
        lieux=(Lieu(identifiant="mairie", nom="Ancienne mairie", commune="01053"),),
        organisations=(
            Organisation(
                identifiant="cd-ain",
                nom="Département de l'Ain",
                nature=NatureOrganisation.CONSEIL_DEPARTEMENTAL,
                finess=JURIDIQUE,
            ),
        ),
        structures=(
            CentreSante(
                identifiant="centre",
                nom="Centre du lac",
                sites=(Site(identifiant="site", lieu="mairie", finess=NUMERO),),
            ),
        ),
    )
    resultat = lire(gestionnaire(), lieu(), centre(), registre=registre)
    assert len(resultat.registre) == 3
    trouve = resultat.registre["centre"]
    assert (trouve.nom, trouve.gestionnaire, trouve.finess) == ("Centre du lac", "cd-ain", JURIDIQUE)
    assert (trouve.sites[0].identifiant, trouve.sites[0].lieu, trouve.sites[0].commune) == ("site", "mairie", "01053")
    assert (resultat.registre["mairie"].nom, resultat.registre["mairie"].adresse) == ("Ancienne mairie", "1 rue A")
    assert lire(gestionnaire(), lieu(), centre(), registre=resultat.registre).registre == resultat.registre


@pytest.mark.parametrize("finess", [NUMERO, None])
@pytest.mark.parametrize(
    ("arrivee", "commune", "adresse"),
    [
        # The file of May describes the premises of May.
        ("2026-04-30", "01053", "1 rue A"),
        # In August the centre left them, for those of the lake: the file of May says nothing of these.
        ("2026-08-01", None, None),
    ],
)
def test_un_fichier_d_avant_un_demenagement_ne_dit_rien_des_locaux_d_apres(
    finess: Finess | None, arrivee: str, commune: str | None, adresse: str | None
) -> None:
    depart = date.fromisoformat(arrivee) - timedelta(days=1)
    ancien = LieuAnterieur(lieu="mairie", periode=PeriodePartielle(debut="2010-01-01", fin=depart.isoformat()))
    ou = "01053" if commune else "01001"
    registre = Registre(
        lieux=(
            Lieu(identifiant="lac", nom="Maison du lac", commune=ou),
            Lieu(identifiant="mairie", nom="Ancienne mairie", commune="01053"),
        ),
        structures=(
            CentreSante(
                identifiant="centre",
                nom="Centre du lac",
                finess=JURIDIQUE,
                sites=(Site(identifiant="site", lieu="lac", lieux_anterieurs=(ancien,), finess=finess),),
            ),
        ),
    )
    apres = lire(lieu(), centre(), registre=registre).registre
    [site] = apres["centre"].sites
    assert (site.identifiant, site.lieu, site.commune) == ("site", "lac", commune)
    assert apres["lac"].adresse == adresse
    assert apres["mairie"].adresse == (None if adresse else "1 rue A")
    assert apres.commune_du_site(site, au=date(2026, 10, 1)) == ou
    assert apres.commune_du_site(site, au=date(2026, 4, 1)) == "01053"


@pytest.mark.parametrize("numero", [JURIDIQUE, NUMERO])
def test_un_centre_sans_site_est_reconnu_a_son_seul_numero(numero: Finess) -> None:
    registre = Registre(structures=(CentreSante(identifiant="centre", nom="Centre du lac", finess=numero),))
    assert lire(centre(), registre=registre).registre.genre("finess-010780054") is None
    # The legal entity of two centres names neither.
    autre = centre(
        identifiant="finess-010000032",
        sites=(Site(identifiant="site-finess-010000032", finess=Finess("010000032")),),
    )
    deux = lire(centre(), autre, registre=registre).registre
    assert (deux.genre("finess-010780054") is None) == (numero == NUMERO)


@pytest.mark.parametrize("numero", [JURIDIQUE, NUMERO])
def test_une_cpts_lue_sans_site_est_reconnue_au_numero_de_celle_du_registre(numero: Finess) -> None:
    """Which of the two numbers a source holds does not depend on the side: the registre's site, or the file's."""
    site = Site(identifiant="site", finess=NUMERO)
    connue = CPTS(identifiant="cpts", nom="CPTS du lac", finess=JURIDIQUE, sites=(site,))
    lue = CPTS(identifiant="finess-lue", nom="CPTS DU LAC", finess=numero, provenance=FINESS_MAI)
    resultat = lire(lue, registre=Registre(structures=(connue,)))
    assert [e.identifiant for e in resultat.registre.structures] == ["cpts"]
    assert resultat.registre["cpts"].sites == (site,)
    # Read twice in one file, the number names neither.
    autre = attrs.evolve(lue, identifiant="finess-autre")
    assert len(lire(lue, autre, registre=Registre(structures=(connue,))).registre.structures) == 3
    # A structure of another kind that the same legal entity carries is another one.
    msp = MSP(identifiant="finess-msp", nom="MSP", finess=numero, provenance=FINESS_MAI)
    assert len(lire(msp, registre=Registre(structures=(connue,))).registre.structures) == 2


def test_l_entite_juridique_de_plusieurs_centres_fait_un_doute() -> None:
    connus = (
        CentreSante(identifiant="a", nom="A", finess=JURIDIQUE, sites=(Site(identifiant="s-a", finess=NUMERO),)),
        CTS(identifiant="b", nom="B", finess=JURIDIQUE),
    )
    lu = CentreSante(identifiant="finess-lu", nom="CENTRE", finess=JURIDIQUE, provenance=FINESS_MAI)
    resultat = lire(lu, registre=Registre(structures=connus))
    assert constats(resultat) == [("doute", None, "peut être plusieurs entités du registre : a, b ; non repris")]


def test_un_siret_reconnait_une_structure() -> None:
    siret = Siret("26010004500012")
    registre = Registre(structures=(MSP(identifiant="msp", nom="Maison", siret=siret),))
    lue = MSP(identifiant="finess-010780054", nom="MSP", siret=siret, provenance=FINESS_MAI)
    assert [e.identifiant for e in lire(lue, registre=registre).registre.structures] == ["msp"]


def test_deux_numeros_finess_d_un_meme_siret_sont_deux_structures() -> None:
    siret = Siret("26010004500012")
    numeros = (NUMERO, Finess("010000032"))
    lues = [
        MSP(
            identifiant=f"finess-{n}",
            nom="MSP",
            siret=siret,
            sites=(Site(identifiant=f"site-finess-{n}", finess=n),),
            provenance=FINESS_MAI,
        )
        for n in numeros
    ]
    assert len(lire(*lues).registre.structures) == 2
    organisations = [
        Organisation(
            identifiant=f"finess-{n}", nom="O", nature=NatureOrganisation.AUTRE, siret=siret, provenance=FINESS_MAI
        )
        for n in numeros
    ]
    assert len(lire(*organisations).registre.organisations) == 2


def test_deux_candidats_font_un_doute() -> None:
    registre = Registre(
        structures=(
            CentreSante(identifiant="a", nom="A", sites=(Site(identifiant="s-a", finess=NUMERO),)),
            CentreSante(identifiant="b", nom="B", sites=(Site(identifiant="s-b", finess=NUMERO),)),
        )
    )
    resultat = lire(centre(), registre=registre)
    assert constats(resultat) == [("doute", None, "peut être plusieurs entités du registre : a, b ; non repris")]
    assert resultat.registre == registre


def test_un_identifiant_deja_pris_par_autre_chose_fait_un_doute() -> None:
    registre = Registre(lieux=(Lieu(identifiant="finess-010780054", nom="Lieu"),))
    resultat = lire(centre(), registre=registre)
    assert constats(resultat) == [("doute", None, "'finess-010780054' nomme déjà autre chose ; non repris")]


def test_un_site_dont_le_nom_est_deja_pris_fait_un_doute() -> None:
    registre = Registre(lieux=(Lieu(identifiant="site-finess-010780054", nom="Lieu"),))
    resultat = lire(centre(), registre=registre)
    assert constats(resultat) == [("doute", None, "'site-finess-010780054' nomme déjà autre chose ; non repris")]
    assert resultat.registre == registre
    entre_eux = lire(centre(), Lieu(identifiant="site-finess-010780054", nom="Lieu", provenance=FINESS_MAI))
    assert [c.nature for c in entre_eux.a_trancher] == [NatureConstat.DOUTE]


def test_une_autre_sorte_de_structure_est_dite() -> None:
    cts = CTS(identifiant="cts", nom="CTS", sites=(Site(identifiant="s", finess=NUMERO),))
    resultat = lire(centre(), registre=Registre(structures=(cts,)))
    assert ("conserve", "type", "type : le fichier la range dans une autre sorte ; la sienne est gardée") in constats(
        resultat
    )
    assert isinstance(resultat.registre["cts"], CTS)
    assert resultat.registre["cts"].finess == JURIDIQUE


def test_un_medecin_est_reconnu_a_son_rpps_pour_sa_profession() -> None:
    registre = Registre(
        professionnels=(
            Professionnel(identifiant="dr", profession=professions.MEDECIN, rpps=Rpps("10000000009")),
            Professionnel(identifiant="ph", profession=professions.PHARMACIEN, rpps=Rpps("10000000009")),
        )
    )
    resultat = lire(medecin(exercice("32208")), registre=registre)
    assert [len(p.exercices) for p in resultat.registre.professionnels] == [1, 0]


def test_un_medecin_est_reconnu_au_rpps_que_dit_son_identifiant_national() -> None:
    idnps = AutreIdentifiant(systeme="IDNPS", valeur="810000000009")
    connu = Professionnel(identifiant="dr", profession=professions.MEDECIN, autres_identifiants=(idnps,))
    [dr] = lire(medecin(exercice("32208")), registre=Registre(professionnels=(connu,))).registre.professionnels
    assert (dr.identifiant, dr.rpps, len(dr.exercices)) == ("dr", "10000000009", 1)


# -- two files ----------------------------------------------------------------------------------------------------


def test_le_meme_centre_dans_deux_fichiers() -> None:
    ameli = Provenance(titre="Annuaire Ameli", publie_le="2026-04-01")
    autre = CentreSante(
        identifiant="ameli-1",
        nom="Centre de santé",
        sites=(Site(identifiant="site-ameli-1", finess=NUMERO),),
        contacts=(Contact(nature=NatureContact.SITE_INTERNET, valeur="https://exemple.fr"),),
        provenance=ameli,
    )
    resultat = lire(centre(), autre)
    assert [e.identifiant for e in resultat.registre.structures] == ["finess-010780054"]
    trouve = resultat.registre["finess-010780054"]
    assert (trouve.nom, len(trouve.contacts), len(trouve.sites)) == ("CENTRE DE SANTE", 2, 1)
    assert [(c.nature.value, c.message) for c in resultat.constats if c.champ == "nom"] == [
        ("divergence", "nom : FINESS et Annuaire Ameli (le 1er avril 2026) se contredisent ; la première est gardée")
    ]
    # A later reading of one takes nothing of the other away.
    suite = lire(centre(FINESS_SEPTEMBRE, contacts=()), registre=resultat.registre).registre
    assert [c.nature for c in suite["finess-010780054"].contacts] == [NatureContact.SITE_INTERNET]


def test_deux_fichiers_le_plus_recent_l_emporte() -> None:
    ameli = Provenance(titre="Annuaire Ameli", publie_le="2026-09-01")
    autre = attrs.evolve(centre(), nom="Centre de santé du lac", provenance=ameli)
    resultat = lire(autre, registre=MAI)
    assert resultat.registre["finess-010780054"].nom == "Centre de santé du lac"
    trouvee = origine(resultat.registre["finess-010780054"], "nom")
    assert trouvee is not None
    assert trouvee.source == "Annuaire Ameli"


# -- practices ----------------------------------------------------------------------------------------------------


def test_plusieurs_lignes_d_activite_font_plusieurs_exercices() -> None:
    resultat = lire(medecin(exercice("32208")), medecin(exercice("32370"), exercice("32208")))
    [lu] = resultat.registre.professionnels
    assert [e.presences[0].commune for e in lu.exercices] == ["32208", "32370"]


def test_un_exercice_qui_continue_garde_son_premier_debut() -> None:
    mai = lire(medecin(exercice("32208", "2026-05-01"))).registre
    resultat = lire(medecin(exercice("32208", "2026-09-01"), provenance=ANNUAIRE_SEPTEMBRE), registre=mai)
    assert constats(resultat) == []
    [seul] = resultat.registre["ps-3f0c-10"].exercices
    assert seul.periode == PeriodePartielle(debut="../2026-05-01")


def test_un_exercice_disparu_est_termine_et_un_retour_est_un_autre() -> None:
    mai = lire(medecin(exercice("32208", "2026-05-01"), exercice("32370", "2026-05-01"))).registre
    septembre = lire(medecin(exercice("32370", "2026-09-01"), provenance=ANNUAIRE_SEPTEMBRE), registre=mai)
    assert [(c.nature.value, c.message) for c in septembre.constats] == [
        ("fin", "exercices : Exercice terminé, absent de Annuaire santé (le 1er septembre 2026)")
    ]
    termine = septembre.registre["ps-3f0c-10"].exercices[0]
    assert termine.periode == PeriodePartielle(debut="../2026-05-01", fin="../2026-09-01")
    decembre = Provenance(titre="Annuaire santé", publie_le="2026-12-01")
    retour = lire(
        medecin(exercice("32370", "2026-12-01"), exercice("32208", "2026-12-01"), provenance=decembre),
        registre=septembre.registre,
    )
    assert [(c.nature.value, c.champ) for c in retour.constats] == [("ajout", "exercices")]
    assert len(retour.registre["ps-3f0c-10"].exercices) == 3


def test_un_exercice_saisi_a_la_main_n_est_ni_double_ni_termine() -> None:
    mai = lire(medecin(exercice("32208", "2026-05-01"))).registre
    main = changer(
        mai,
        "ps-3f0c-10",
        lambda p: attrs.evolve(
            p, exercices=(attrs.evolve(p.exercices[0], periode=PeriodePartielle(debut="2011")), exercice("32370"))
        ),
    )
    resultat = lire(medecin(exercice("32208", "2026-09-01"), provenance=ANNUAIRE_SEPTEMBRE), registre=main)
    assert resultat.registre["ps-3f0c-10"].exercices == main["ps-3f0c-10"].exercices


def test_un_exercice_termine_a_la_main_comme_le_fichier_le_terminerait_n_est_pas_double() -> None:
    termine = attrs.evolve(exercice("32462"), periode=PeriodePartielle(fin="../2026-09-01"))
    main = Registre(professionnels=(medecin(termine, provenance=Provenance(titre="Saisie")),))
    mai = lire(medecin(exercice("32462")), registre=main).registre
    assert mai["ps-3f0c-10"].exercices == (termine, exercice("32462"))
    assert lire(medecin(provenance=ANNUAIRE_SEPTEMBRE), registre=mai).registre["ps-3f0c-10"].exercices == (termine,)


def test_sans_millesime_rien_ne_se_termine() -> None:
    sans = Provenance(titre="Annuaire santé")
    mai = lire(medecin(exercice("32208"), exercice("32370"), provenance=sans)).registre
    resultat = lire(medecin(exercice("32370"), provenance=sans), registre=mai)
    assert resultat.registre == mai
    assert [c.message for c in resultat.disparitions] == [
        "exercices : Exercice ne figure plus dans Annuaire santé ; gardé, faute de date de fin"
    ]


def test_un_exercice_termine_que_le_fichier_dit_de_meme_n_est_pas_double() -> None:
    ancien = attrs.evolve(exercice("32208"), periode=PeriodePartielle(debut="2011", fin="2020"))
    registre = Registre(professionnels=(attrs.evolve(medecin(ancien), provenance=None),))
    assert lire(medecin(ancien), registre=registre).registre["ps-3f0c-10"].exercices == (ancien,)


def test_un_exercice_annonce_puis_disparu_est_garde() -> None:
    annonce = attrs.evolve(exercice("32208"), periode=PeriodePartielle(debut="2026-12-01"))
    mai = lire(medecin(annonce)).registre
    resultat = lire(medecin(provenance=ANNUAIRE_SEPTEMBRE), registre=mai)
    assert resultat.registre["ps-3f0c-10"].exercices == (annonce,)
    assert [c.champ for c in resultat.disparitions] == ["exercices"]


def test_un_exercice_sur_un_site_est_dans_le_departement_du_site() -> None:
    sur_site = Exercice(mode=ModeExercice.SALARIE, presences=(Presence(site="site-finess-010780054"),))
    mai = lire(medecin(sur_site), registre=MAI).registre
    ailleurs = lire(medecin(provenance=ANNUAIRE_SEPTEMBRE), registre=mai, departement="32").registre
    assert ailleurs["ps-3f0c-10"].exercices == (sur_site,)
    ain = lire(medecin(provenance=ANNUAIRE_SEPTEMBRE), registre=mai, departement="01").registre
    assert ain["ps-3f0c-10"].exercices[0].periode == PeriodePartielle(fin="../2026-09-01")


def test_la_lecture_d_un_departement_ne_dit_rien_des_autres() -> None:
    mai = lire(
        medecin(exercice("32208"), exercice("31555")),
        medecin(exercice("31555"), identifiant="ps-autre-10", rpps=Rpps("10100000008")),
    ).registre
    septembre = medecin(exercice("32132"), provenance=ANNUAIRE_SEPTEMBRE)
    resultat = lire(septembre, registre=mai, departement="32")
    assert [e.periode for e in resultat.registre["ps-3f0c-10"].exercices] == [
        PeriodePartielle(fin="../2026-09-01"),
        None,
        None,
    ]
    assert resultat.disparitions == ()
    partout = lire(septembre, registre=mai)
    assert [c.entite for c in partout.disparitions] == ["ps-autre-10"]
    # What was out of reach still belongs to the file, and is ended when it is read whole.
    suite = lire(attrs.evolve(septembre, exercices=(exercice("32132"),)), registre=resultat.registre)
    assert [e.periode is not None for e in suite.registre["ps-3f0c-10"].exercices] == [True, True, False]


# -- disappearances -----------------------------------------------------------------------------------------------


def test_ce_qui_n_est_plus_dans_le_fichier_est_dit_et_reste() -> None:
    registre = MAI.avec(CPTS(identifiant="cpts", nom="CPTS saisie à la main"))
    resultat = lire(gestionnaire(FINESS_SEPTEMBRE), registre=registre)
    assert [(c.entite, c.message) for c in resultat.disparitions] == [
        ("finess-010780054", "ne figure plus dans FINESS (le 5 septembre 2026) ; rien n'est retiré"),
        ("lieu-finess-010780054", "ne figure plus dans FINESS (le 5 septembre 2026) ; rien n'est retiré"),
    ]
    assert "finess-010780054" in resultat.registre


def test_un_autre_fichier_ne_fait_rien_disparaitre() -> None:
    assert lire(medecin(exercice("32208")), registre=MAI).disparitions == ()


def test_le_perimetre_attendu_est_celui_de_l_appelant() -> None:
    resultat = lire(
        gestionnaire(FINESS_SEPTEMBRE), registre=MAI, attendue=lambda entite: isinstance(entite, CentreSante)
    )
    assert [c.entite for c in resultat.disparitions] == ["finess-010780054"]


class Lecture(list[Entite]):
    """What a reader gives of a file that was cut, or of which lines were refused."""

    def __init__(self, *entites: Entite, interrompue: bool = False, refusees: int = 0) -> None:
        super().__init__(entites)
        self.interrompue = interrompue
        self.refusees = refusees


def test_un_fichier_tronque_ne_fait_rien_disparaitre() -> None:
    resultat = rapprocher(MAI, Lecture(gestionnaire(FINESS_SEPTEMBRE), interrompue=True))
    assert constats(resultat) == [("doute", None, "le fichier est tronqué : les disparitions ne sont pas jugées")]


def test_des_lignes_refusees_sont_rappelees() -> None:
    resultat = rapprocher(MAI, Lecture(gestionnaire(FINESS_SEPTEMBRE), refusees=2))
    assert {c.message for c in resultat.disparitions} == {
        (
            "ne figure plus dans FINESS (le 5 septembre 2026) ; rien n'est retiré ; 2 ligne(s) du fichier n'ont pas pu "
            "être lues"
        )
    }


# -- origins ------------------------------------------------------------------------------------------------------


def test_une_origine_se_demande_pour_un_champ_qui_existe() -> None:
    lu = MAI["finess-010780054"]
    with pytest.raises(ValueError, match="'absent'"):
        origine(lu, "absent")
    with pytest.raises(ValueError, match="'autre'"):
        origine(lu, "sites/autre/lieu")
    change = attrs.evolve(lu, sites=(*lu.sites, Site(identifiant="antenne")))
    assert origine(change, "sites") is None
    assert origine(change, "sites/antenne/nature") is None
    assert origine(attrs.evolve(lu, contacts=()), "contacts") is None


def test_rien_n_est_dit_des_valeurs() -> None:
    resultat = lire(medecin(exercice("32208")), registre=Registre())
    change = lire(medecin(exercice("32208"), provenance=ANNUAIRE_SEPTEMBRE, nom="AUTRE"), registre=resultat.registre)
    assert "NOM" not in repr(change.constats)
    assert "AUTRE" not in "".join(map(str, change.constats))
    assert [(str(c), c.actuel, c.lu) for c in change.changements] == [
        ("ps-3f0c-10 : nom : mis à jour d'après Annuaire santé (le 1er septembre 2026)", "NOM", "AUTRE")
    ]


def test_les_millesimes_se_comparent_par_leur_dernier_jour() -> None:
    annee = Provenance(titre="FINESS", publie_le=DatePartielle.lire("2025"))
    resultat = lire(centre(annee, nom="ANCIEN"), registre=MAI)
    assert resultat.registre["finess-010780054"].nom == "CENTRE DE SANTE"
