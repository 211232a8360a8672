"""A registre without the names of people: what goes, what becomes another, what stays."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from soinsprimaires import (
    CPTS,
    MSP,
    Adeli,
    Adhesion,
    ChampLu,
    Contact,
    Extensions,
    Fonction,
    Mouvement,
    NatureContact,
    NatureFonction,
    NatureMouvement,
    NatureOrganisation,
    Organisation,
    Origine,
    Personne,
    Professionnel,
    Provenance,
    Registre,
    Rpps,
    Siren,
    Siret,
    StatutMouvement,
    ValeurInvalide,
    controler,
    depuis_json,
    en_json,
)
from soinsprimaires._classement import Classement
from soinsprimaires.identifiants import ADELI, FINESS, RPPS, SIREN, SIRET
from soinsprimaires.modele import _pseudonymes
from soinsprimaires.modele._champs import champs
from soinsprimaires.referentiels import professions
from soinsprimaires.regles import Resultat

CLE = b"une cle de tests, publique"
COMPLET = Path(__file__).parents[1] / "donnees" / "v1" / "complet.json"

PRESIDENTE = Professionnel(
    identifiant="dr-exemple",
    profession=professions.MEDECIN,
    nom="Exemple",
    prenom="Camille",
    rpps=Rpps("10000000009"),
    adeli=Adeli("321000013"),
    annee_naissance=1970,
    fonctions=(Fonction(nature=NatureFonction.PRESIDENCE, au_sein_de="cpts", intitule="présidente, Dr Exemple"),),
    provenance=Provenance(
        titre="Portrait du Dr Exemple", passage="Camille Exemple reçoit", adresse="https://a.invalid"
    ),
    origines=(Origine(source="annuaire", champs=(ChampLu(champ="rpps", empreintes=("0" * 64,)),)),),
    extensions=Extensions({"fr.exemple.logiciel": {"telephone": "0500000000"}}),
)
REGISTRE = Registre(
    professionnels=(PRESIDENTE,),
    personnes=(Personne(identifiant="camille-exemple", nom="Exemple", professionnel="dr-exemple"),),
    mouvements=(
        Mouvement(
            identifiant="depart-du-dr-exemple",
            nature=NatureMouvement.DEPART,
            statut=StatutMouvement.ANNONCE,
            professionnel="dr-exemple",
        ),
    ),
    organisations=(
        Organisation(
            identifiant="commune",
            nom="Commune",
            nature=NatureOrganisation.COMMUNE,
            siren=Siren("213202080"),
            siret=Siret("21320208000013"),
        ),
    ),
    structures=(
        CPTS(
            identifiant="cpts",
            nom="CPTS de la vallée",
            adherents=(Adhesion(membre="dr-exemple"), Adhesion(membre="dr-absent"), Adhesion(membre="commune")),
            contacts=(Contact(nature=NatureContact.TELEPHONE, valeur="0500000000"),),
        ),
        MSP(identifiant="msp", nom="MSP", siren=Siren("213202080")),
    ),
    extensions=Extensions({"auteur": "Camille Exemple"}),
)
AILLEURS = REGISTRE.pseudonymiser(cle=CLE)

RESTENT = {
    "carences.publics_en_peril.libelle",
    "actions.intitule",
    "bilans_annuels.indicateurs.indicateur",
    "dispositifs.nom",
    "dispositifs.objectifs.indicateur",
    "documents.signatures.version",
    "documents.version",
    "groupes_travail.nom",
    "organisations.autres_identifiants.systeme",
    "organisations.autres_noms",
    "organisations.departement",
    "organisations.nom",
    "organisations.noms_anterieurs.nom",
    "organisations.region",
    "organisations.sigle",
    "procedures_regionales.etapes.comite",
    "procedures_regionales.nom",
    "procedures_regionales.region",
    "professionnels.autres_identifiants.systeme",
    "programmes_formation.dpc.numero",
    "programmes_formation.intitule",
    "programmes_formation.public.libelle",
    "projets.axes.intitule",
    "projets.axes.sous_themes",
    "projets.nom",
    "projets.objectifs_chiffres.indicateur",
    "projets.rassemble.categorie",
    "projets.signataires.version",
    "protocoles.signataires.version",
    "protocoles.theme",
    "reunions.presences.categorie",
    "reunions.public.libelle",
    "seances_formation.theme",
    "statistiques.dont.indicateur",
    "statistiques.indicateur",
    "structures.autres_identifiants.systeme",
    "structures.nom",
    "structures.noms_anterieurs.nom",
    "structures.rassemble.categorie",
    "structures.signataires.version",
    "structures.sites.autres_identifiants.systeme",
    "territoires.definition",
    "territoires.departement",
    "territoires.nom",
    "territoires.population.source",
    "territoires.region",
}
PARTENT = {
    "reunions.demandes.enonce",
    "reunions.deroulement.enonce",
    "statistiques.explications",
    "actions.description",
    "aides_financieres.objet",
    "carences.enonce",
    "conventions.objet",
    "dispositifs.description",
    "documents.titre",
    "lieux.adresse",
    "lieux.nom",
    "personnes.fonctions.intitule",
    "professionnels.fonctions.intitule",
    "programmes_formation.objectifs",
    "projets.journal.motif",
    "projets.objectifs",
    "protocoles.intitule",
    "reunions.decisions.enonce",
    "reunions.objet",
    "reunions.prochaines_etapes.objet",
    "seances_formation.intervenants.libelle",
    "organisations.autres_identifiants.valeur",
    "organisations.contacts.objet",
    "organisations.contacts.valeur",
    "professionnels.autres_identifiants.valeur",
    "projets.journal.reserves.enonce",
    "projets.prochaines_etapes.objet",
    "structures.autres_identifiants.valeur",
    "structures.sites.autres_identifiants.valeur",
    "structures.contacts.objet",
    "structures.contacts.valeur",
    "structures.engagements.enonce",
    "structures.partenariats.objet",
    "structures.soutiens.objet",
}


def textes(valeur: Any, chemin: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a document and the keys that lead to it."""
    if isinstance(valeur, str):
        yield chemin, valeur
    for cle, enfant in valeur.items() if isinstance(valeur, dict) else ():
        yield from textes(enfant, (*chemin, cle))
    for enfant in valeur if isinstance(valeur, list) else ():
        yield from textes(enfant, chemin)


@pytest.mark.parametrize(
    "dit", ["exemple", "camille", "10000000009", "321000013", "0500000000", "a.invalid", "dr-absent"]
)
def test_rien_de_la_personne_ne_reste(dit: str) -> None:
    assert dit not in en_json(AILLEURS).lower()


def test_ce_qui_reste() -> None:
    (elle,) = AILLEURS.professionnels
    assert re.fullmatch(r"professionnel-[0-9a-f]{24}", elle.identifiant)
    assert attrs.evolve(elle, identifiant="x", rpps=None, adeli=None) == Professionnel(
        identifiant="x",
        profession=professions.MEDECIN,
        annee_naissance=1970,
        fonctions=(Fonction(nature=NatureFonction.PRESIDENCE, au_sein_de="cpts", intitule="[retiré]"),),
        provenance=Provenance(titre="[retiré]", passage="[retiré]", adresse="[retiré]"),
    )
    assert AILLEURS["cpts"].nom == "CPTS de la vallée"
    assert AILLEURS["cpts"].contacts == (Contact(nature=NatureContact.TELEPHONE, valeur="[retiré]"),)
    assert AILLEURS.extensions is None


def test_les_references_suivent() -> None:
    (elle,) = AILLEURS.professionnels
    assert AILLEURS.personnes[0].professionnel == elle.identifiant
    assert AILLEURS.mouvements[0].professionnel == elle.identifiant
    membres = [adhesion.membre for adhesion in AILLEURS["cpts"].adherents]
    assert membres[0] == elle.identifiant
    assert re.fullmatch(r"absent-[0-9a-f]{24}", membres[1])
    assert membres[2] == "commune"
    assert [pointage.cible for pointage in AILLEURS.pointages() if pointage.cible not in AILLEURS] == [membres[1]]


def numero(objet: Any, champ: str) -> str:
    valeur = getattr(objet, champ)
    assert isinstance(valeur, str)
    return valeur


def test_les_numeros_sont_justes_et_ne_sont_a_personne() -> None:
    (elle,), (commune,) = AILLEURS.professionnels, AILLEURS.organisations
    assert RPPS.cle_valide(numero(elle, "rpps"))
    assert numero(elle, "rpps").startswith("9")
    assert ADELI.cle_valide(numero(elle, "adeli"))
    assert numero(elle, "adeli").startswith("00")
    assert SIREN.cle_valide(numero(commune, "siren"))
    assert numero(commune, "siren").startswith("0")
    assert SIRET.cle_valide(numero(commune, "siret"))


def test_un_meme_numero_en_devient_un_seul() -> None:
    (commune,) = AILLEURS.organisations
    assert commune.siren == AILLEURS["msp"].siren
    assert numero(commune, "siret").startswith(numero(commune, "siren"))


def test_la_cle_decide() -> None:
    assert REGISTRE.pseudonymiser(cle=CLE) == AILLEURS
    assert REGISTRE.pseudonymiser(cle=CLE[::-1]).professionnels[0].rpps != AILLEURS.professionnels[0].rpps


@pytest.mark.parametrize("cle", [b"", b"quinze octets !", "une cle de tests, publique", None])
def test_une_cle_qui_n_en_est_pas_une(cle: Any) -> None:
    with pytest.raises(ValeurInvalide, match="au moins 16 octets") as refus:
        REGISTRE.pseudonymiser(cle=cle)
    assert (refus.value.code, refus.value.champ) == ("cle.forme", "cle")


def dernier_mot(_atelier: object, _sorte: str, valeur: str) -> bytes:
    return valeur.rpartition("/")[2].encode()


def test_deux_numeros_qui_tombent_au_meme_endroit_restent_deux(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash that gives one value for the first two attempts on any number."""
    monkeypatch.setattr(_pseudonymes._Atelier, "_hacher", lambda _, _sorte, valeur: valeur.rpartition("/")[2].encode())
    numeros = [Rpps("10000000009"), Rpps("10000000017"), Rpps("90000000540")]
    registre = Registre(
        professionnels=tuple(
            Professionnel(identifiant=f"p{rang}", profession=professions.MEDECIN, rpps=numero)
            for rang, numero in enumerate(numeros)
        )
    )
    tires = _pseudonymes._Atelier(registre.professionnels, frozenset(), CLE)._numeros[RPPS]
    # The attempts are 90000000488, 90000000496 ...: one that is already somebody's is passed over.
    assert len({*tires.values(), *numeros}) == 6


def test_un_numero_a_la_cle_fausse_en_devient_un_juste() -> None:
    faux = Registre(
        professionnels=tuple(
            Professionnel(identifiant=f"p{cle}", profession=professions.MEDECIN, rpps=Rpps(f"1000000000{cle}"))
            for cle in range(10)
        )
    )
    ailleurs = faux.pseudonymiser(cle=CLE)
    assert all(RPPS.cle_valide(p.rpps) for p in ailleurs.professionnels if p.rpps is not None)
    assert len({p.rpps for p in ailleurs.professionnels}) == 10


def test_un_finess_de_corse_devient_un_numero_comme_les_autres() -> None:
    registre = Registre(structures=(MSP(identifiant="msp", nom="MSP", finess=FINESS.lire("2A0000001")),))
    (msp,) = registre.pseudonymiser(cle=CLE).structures
    assert FINESS.cle_valide(msp.finess or "") is True


def test_pseudonymiser_deux_fois() -> None:
    encore = AILLEURS.pseudonymiser(cle=CLE)
    assert encore.professionnels[0].rpps != AILLEURS.professionnels[0].rpps
    assert len(encore) == len(REGISTRE)


def test_chaque_champ_du_format() -> None:
    """Every text of a document that fills every field says where it stands, and the list of those kept is by hand."""
    document = json.loads(COMPLET.read_text(encoding="utf-8"))
    lu = depuis_json(json.dumps(document))
    ailleurs = json.loads(en_json(lu.pseudonymiser(cle=CLE)))["contenu"]
    restent = {".".join(chemin) for chemin, texte in textes(ailleurs) if texte == "Texte"}
    partent = {".".join(chemin) for chemin, texte in textes(ailleurs) if texte == "[retiré]"}
    assert {chemin for chemin in restent if not chemin.endswith(".unite")} == RESTENT
    assert {chemin for chemin in partent if ".provenance." not in f".{chemin}."} == PARTENT
    assert not {"origines", "extensions"} & set(" ".join(".".join(chemin) for chemin, _ in textes(ailleurs)).split("."))


def test_un_texte_que_rien_ne_classe_part() -> None:
    @attrs.frozen(kw_only=True)
    class Nouvelle:
        dit: str
        tu: str | None = None
        nombre: int = 1

    plan = {champ.nom: champ.classement for champ in champs(Nouvelle)}
    assert plan == {"dit": None, "tu": None, "nombre": Classement.PUBLIC}
    atelier = _pseudonymes._Atelier((), frozenset(), CLE)
    assert atelier.refaire(Nouvelle(dit="qui", tu="quoi")) == Nouvelle(dit="[retiré]", tu="[retiré]")


def test_les_regles_disent_la_meme_chose() -> None:
    lu = depuis_json(COMPLET.read_text(encoding="utf-8"))
    au = date(2026, 11, 4)

    def resultats(registre: Registre) -> list[tuple[str, Resultat]]:
        return [(r.code, r.resultat) for r in controler(registre, au=au).resultats if r.code != "CLE-001"]

    assert resultats(lu.pseudonymiser(cle=CLE)) == resultats(lu)
