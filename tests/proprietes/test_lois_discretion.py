"""What ends in logs names entities, never people: ``repr``, findings, messages of a document that is refused."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from tests.hostile.registre import remplacer
from tests.proprietes.outils import MOITIE

from soinsprimaires import (
    Contact,
    DocumentInvalide,
    NatureContact,
    Registre,
    Rpps,
    controler,
    depuis_json,
    en_json,
    strategies,
)
from soinsprimaires.modele._pseudonymes import RETIRE

AU = date(2026, 11, 4)
NOM, PRENOM, TELEPHONE, COURRIEL = "Nomsecret", "Prenomsecret", "0500000000", "qui@secret.invalid"
RPPS = Rpps("10000000009")
SECRETS = (NOM, PRENOM, TELEPHONE, COURRIEL, RPPS, "1953")
COMPLET = Path(__file__).parents[1] / "donnees" / "v1" / "complet.json"


def nommer(registre: Registre) -> Registre:
    """The same, where everybody has a name, a number and a telephone."""
    professionnels = (
        attrs.evolve(qui, nom=NOM, prenom=PRENOM, rpps=RPPS, annee_naissance=1953) for qui in registre.professionnels
    )
    personnes = (attrs.evolve(qui, nom=NOM, prenom=PRENOM) for qui in registre.personnes)
    contacts = (
        Contact(nature=NatureContact.TELEPHONE, valeur=TELEPHONE),
        Contact(nature=NatureContact.COURRIEL, valeur=COURRIEL),
    )
    structures = (attrs.evolve(structure, contacts=contacts) for structure in registre.structures)
    return registre.avec(*professionnels, *personnes, *structures)


def valeurs(valeur: Any) -> Iterator[Any]:
    """Every value inside one, itself included."""
    yield valeur
    if isinstance(valeur, tuple):
        for element in valeur:
            yield from valeurs(element)
    elif attrs.has(type(valeur)):
        for champ in attrs.fields(type(valeur)):
            yield from valeurs(getattr(valeur, champ.name))


def montre(texte: str) -> list[str]:
    return [secret for secret in SECRETS if secret in texte]


@MOITIE
@given(strategies.registres(genres=["personnes", "professionnels", "structures", "mouvements", "reunions"]))
def test_aucun_repr_ne_nomme_personne(registre: Registre) -> None:
    nomme = nommer(registre)
    contacts = (contact for structure in nomme.structures for contact in structure.contacts)
    assert montre(" ".join(map(repr, (nomme, *nomme, *contacts)))) == []


@MOITIE
@given(strategies.registres())
def test_aucun_constat_ne_nomme_personne(registre: Registre) -> None:
    rapport = controler(nommer(registre), au=AU)
    assert montre(rapport.en_texte() + rapport.en_json() + rapport.en_sarif() + repr(rapport)) == []


def test_aucun_repr_ne_montre_ce_que_pseudonymiser_retire() -> None:
    """A text that may name somebody is out of every ``repr``: of the entity, and of each value inside it."""
    registre = depuis_json(COMPLET.read_text(encoding="utf-8")).pseudonymiser(cle=bytes(16))
    bavards = {
        type(valeur).__name__
        for valeur in valeurs(tuple(registre))
        if attrs.has(type(valeur)) and RETIRE in repr(valeur)
    }
    assert bavards == {"Provenance"}  # titles and addresses of what was published


FAUTES: dict[str, Any] = {
    "une liste": lambda valeur: [valeur],
    "un objet": lambda valeur: {valeur: valeur},
    "une moitié de paire": lambda valeur: valeur + "\ud800",
    "un texte trop long": lambda valeur: valeur * 200_000,
    "un nombre": lambda valeur: int(valeur) if valeur.isdigit() else 0,
    "une ligne de plus": lambda valeur: valeur + "\n" if valeur.isdigit() else None,
}


@pytest.mark.parametrize("faute", FAUTES)
@pytest.mark.parametrize("champ", ["nom", "prenom", "rpps"])
def test_le_refus_d_un_professionnel_ne_le_nomme_pas(champ: str, faute: str) -> None:
    valeur = {"nom": NOM, "prenom": PRENOM, "rpps": RPPS}[champ]
    entite = {"identifiant": "qui", "profession": {"systeme": "TRE_G15", "code": "10"}, champ: FAUTES[faute](valeur)}
    refuser({"professionnels": [entite]}, peut_lire=faute == "une ligne de plus")


@pytest.mark.parametrize("faute", FAUTES)
@pytest.mark.parametrize("valeur", [TELEPHONE, COURRIEL])
def test_le_refus_d_un_contact_ne_le_dit_pas(valeur: str, faute: str) -> None:
    contact = {"nature": "telephone", "valeur": FAUTES[faute](valeur)}
    refuser(
        {"structures": [{"type": "cpts", "identifiant": "c", "nom": "CPTS", "contacts": [contact]}]}, peut_lire=True
    )


def refuser(contenu: dict[str, Any], *, peut_lire: bool) -> None:
    document = json.dumps({"format": "soinsprimaires/registre", "version": 1, "contenu": contenu})
    try:
        depuis_json(document)
    except DocumentInvalide as refus:
        dits = [str(anomalie) for anomalie in refus.anomalies]
    else:
        dits = []
    assert dits or peut_lire
    assert montre(" ".join(dits)) == []


def test_ecrire_un_texte_impossible_ne_nomme_personne() -> None:
    registre = remplacer(
        depuis_json(COMPLET.read_text(encoding="utf-8")).professionnels[0],
        lambda texte: NOM + "\ud800" if texte == "Texte" else texte,
    )
    with pytest.raises(ValueError, match="surrogat") as refus:
        en_json(Registre(professionnels=(registre,)))
    assert montre(str(refus.value)) == []
