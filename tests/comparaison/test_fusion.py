"""Two people changed one registre: what becomes of it, and what only they can decide."""

from typing import Any

import attrs
import pytest

from soinsprimaires import (
    MSP,
    ConflitDeModification,
    Contact,
    Extensions,
    NatureContact,
    Registre,
    Site,
)
from soinsprimaires.comparaison import comparer, fusionner

COURRIEL, TELEPHONE, ADRESSE = (
    Contact(nature=nature, valeur=valeur)
    for nature, valeur in (
        (NatureContact.COURRIEL, "accueil@exemple.fr"),
        (NatureContact.TELEPHONE, "05 00 00 00 00"),
        (NatureContact.COURRIEL, "secretariat@exemple.fr"),
    )
)
MAISON = MSP(
    identifiant="msp",
    nom="Maison",
    contacts=(COURRIEL,),
    sites=(Site(identifiant="s-1"), Site(identifiant="s-2", commune="32208")),
)
BASE = Registre(structures=(MAISON,), extensions=Extensions({"outil": "un", "reste": 1}))


def change(**champs: Any) -> Registre:
    return attrs.evolve(BASE, structures=(attrs.evolve(MAISON, **champs),))


def fusion(a: Registre, b: Registre) -> MSP:
    (maison,) = fusionner(BASE, a, b).structures
    assert isinstance(maison, MSP)
    return maison


def conflits(a: Registre, b: Registre) -> list[str]:
    with pytest.raises(ConflitDeModification) as refus:
        fusionner(BASE, a, b)
    return [anomalie.pointeur for anomalie in refus.value.anomalies]


def test_ce_que_chacun_change_de_son_cote_est_change() -> None:
    maison = fusion(change(nom="Maison de Vic"), change(creee_le="2021"))
    assert (maison.nom, str(maison.creee_le)) == ("Maison de Vic", "2021")


def test_un_meme_changement_n_est_fait_qu_une_fois() -> None:
    deux = change(nom="Maison de Vic", contacts=(COURRIEL, TELEPHONE))
    assert fusion(deux, deux) == deux["msp"]


def test_deux_changements_d_un_nom_s_opposent() -> None:
    assert conflits(change(nom="Maison de Vic"), change(nom="Maison d'Auch")) == ["/contenu/structures/0/nom"]


def test_ce_que_l_un_et_l_autre_ajoutent_a_une_liste_y_est() -> None:
    avec_telephone, avec_adresse = change(contacts=(COURRIEL, TELEPHONE)), change(contacts=(COURRIEL, ADRESSE))
    assert fusion(avec_telephone, avec_adresse).contacts == (COURRIEL, TELEPHONE, ADRESSE)
    # What both added stands there once.
    les_deux = change(contacts=(COURRIEL, TELEPHONE, ADRESSE))
    assert fusion(avec_telephone, les_deux).contacts == (COURRIEL, TELEPHONE, ADRESSE)


def test_ce_que_l_un_retire_et_l_autre_garde_est_retire() -> None:
    assert fusion(change(contacts=(COURRIEL, TELEPHONE)), change(contacts=())).contacts == (TELEPHONE,)
    # What is no longer there cannot be taken away for another.
    assert conflits(change(contacts=(TELEPHONE,)), change(contacts=(ADRESSE,))) == ["/contenu/structures/0/contacts"]


def test_les_sites_se_suivent_par_leur_identifiant() -> None:
    un, deux = MAISON.sites
    maison = fusion(
        change(sites=(attrs.evolve(un, commune="32462"), deux)), change(sites=(un, attrs.evolve(deux, commune="32013")))
    )
    assert maison.sites == (attrs.evolve(un, commune="32462"), attrs.evolve(deux, commune="32013"))
    assert fusion(change(sites=(deux,)), change(sites=(un, deux, Site(identifiant="s-3")))).sites == (
        deux,
        Site(identifiant="s-3"),
    )
    assert conflits(change(sites=(deux,)), change(sites=(attrs.evolve(un, commune="32462"), deux))) == [
        "/contenu/structures/0/sites/s-1"
    ]


def test_les_extensions_se_fondent_cle_par_cle() -> None:
    un = attrs.evolve(BASE, extensions=Extensions({"outil": "deux", "reste": 1}))
    deux = attrs.evolve(BASE, extensions=Extensions({"outil": "un", "autre": True}))
    assert fusionner(BASE, un, deux).extensions == Extensions({"outil": "deux", "autre": True})


def test_deux_entites_ajoutees_sous_un_nom_s_opposent() -> None:
    autre = MSP(identifiant="msp-2", nom="Autre")
    un = BASE.avec(autre)
    assert fusionner(BASE, un, un) == un
    assert conflits(un, BASE.avec(attrs.evolve(autre, nom="Autrement"))) == ["/contenu/structures/1"]


def test_ce_que_l_un_retire_et_l_autre_change_s_oppose() -> None:
    sans = BASE.sans("msp")
    # Nothing stands any more where the conflict is: it is told of the whole document.
    assert conflits(sans, change(nom="Maison de Vic")) == ["/contenu"]
    assert conflits(change(nom="Maison de Vic"), sans) == ["/contenu/structures/0"]


def test_une_seule_difference_suffit() -> None:
    """A comparison that tells of one entity added, or of one taken away, tells of something."""
    maison = Registre(structures=(MAISON,))
    assert comparer(Registre(), maison)
    assert comparer(maison, Registre())
    assert comparer(BASE, change(nom="Maison de Vic"))
    assert comparer(BASE, attrs.evolve(BASE, extensions=Extensions({})))
    assert not comparer(BASE, BASE)
