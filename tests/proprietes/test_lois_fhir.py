"""FHIR: what is written is read back the same or is told, and nothing that is read was not written."""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from soinsprimaires import Registre, en_objet, strategies
from soinsprimaires.echanges import fhir
from soinsprimaires.echanges._valeurs import ANCIENS_CODES
from soinsprimaires.echanges.fhir import Profil

ECRITES: Final = ("lieux", "organisations", "professionnels", "structures")
REGISTRES: Final = strategies.registres(genres=ECRITES, max_entites=6)
_RANG: Final = re.compile(r"/\d+(?=/|$)")
_HORS: Final = re.compile(r"/(?:provenance|origines|extensions)(?:/|$)|^/departement$")
"""Whence the entities come is not of the resources; a département follows from its commune."""


def feuilles(objet: Any, pointeur: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(objet, dict | list):
        for cle, valeur in objet.items() if isinstance(objet, dict) else enumerate(objet):
            yield from feuilles(valeur, f"{pointeur}/{cle}")
    else:
        yield pointeur, objet


def dites(entite: Any, racine: str, perdues: set[str]) -> Counter[tuple[str, Any]]:
    """The leaves of an entity that are not told as lost, the ranks of lists aside; a commune under its present code."""
    return Counter(
        (_RANG.sub("", pointeur), ANCIENS_CODES.get(valeur, valeur) if pointeur.endswith("/commune") else valeur)
        for pointeur, valeur in feuilles(en_objet(entite))
        if not _HORS.search(pointeur) and not any(_sous(racine + pointeur, perdue) for perdue in perdues)
    )


def _sous(pointeur: str, perdue: str) -> bool:
    return pointeur == perdue or pointeur.startswith(f"{perdue}/")


def verifier_l_aller_retour(registre: Registre, profil: Profil = Profil.AS) -> None:
    ecriture = fhir.en_bundle(registre, profil=profil)
    relu = {entite.identifiant: entite for entite in fhir.depuis(ecriture.objet or {})}
    perdues = {anomalie.pointeur for anomalie in ecriture.anomalies if anomalie.code != "perte.nuance"}
    for liste in ECRITES:
        for rang, entite in enumerate(getattr(registre, liste)):
            racine = f"/contenu/{liste}/{rang}"
            lue = relu.pop(entite.identifiant, None)
            if lue is None:
                assert racine in perdues, entite
                continue
            ecrites, lues = dites(entite, racine, perdues), dites(lue, "", set())
            assert type(lue) is type(entite)
            assert {cle: n for cle, n in (ecrites - lues).items() if "/.." not in str(cle[1])} == {}
            toutes = dites(entite, racine, set())
            invente = {cle: n for cle, n in (lues - toutes).items() if not _est_moins_dite(cle, toutes)}
            assert invente == {}
    assert relu == {}


def _est_moins_dite(cle: tuple[str, Any], toutes: Counter[tuple[str, Any]]) -> bool:
    """What is read of something told to be written with less: a page to book an appointment, a beginning, blanks."""
    pointeur, valeur = cle
    autres = [dite for chemin, dite in toutes if chemin == pointeur]
    if pointeur == "/contacts/nature":
        return valeur == "site_internet" and "prise_rendez_vous" in autres
    return any(f"{valeur}/.." == dite or _resserre(str(dite)) == _resserre(str(valeur)) for dite in autres)


def _resserre(texte: str) -> str:
    return "".join(c for c in texte if c.isprintable() and not c.isspace())


@given(registre=REGISTRES, profil=st.sampled_from(Profil))
def test_ce_qui_est_ecrit_est_relu_ou_dit(registre: Registre, profil: Profil) -> None:
    verifier_l_aller_retour(registre, profil)


@given(registre=strategies.registres(max_entites=5))
def test_ce_que_fhir_n_a_pas_est_dit(registre: Registre) -> None:
    ecriture = fhir.en_bundle(registre)
    dits = {anomalie.pointeur for anomalie in ecriture.anomalies if anomalie.code == "perte.liste"}
    genres = {registre.genre(entite.identifiant) for entite in registre}
    assert dits == {f"/contenu/{genre}" for genre in genres if genre not in ECRITES}


@given(registre=REGISTRES, profil=st.sampled_from(Profil))
def test_ce_qui_est_ecrit_garde_son_profil(registre: Registre, profil: Profil) -> None:
    bundle = fhir.en_bundle(registre, profil=profil).objet or {}
    assert fhir.controler(bundle) == ()
    assert [
        une for entree in bundle.get("entry", []) for une in fhir.controler(entree["resource"], profil=profil)
    ] == []


@given(registre=REGISTRES)
def test_les_lignes_disent_la_meme_chose_et_deux_fois_les_memes_octets(registre: Registre) -> None:
    lignes = [json.dumps(ressource) for ressource in fhir.en_ressources(registre)]
    assert lignes == [json.dumps(ressource) for ressource in fhir.en_ressources(registre)]
    du_bundle = list(fhir.depuis(fhir.en_bundle(registre).objet or {}))
    fichier = io.BytesIO("\n".join(lignes).encode())
    assert (list(fhir.lire(fichier)) if lignes else []) == du_bundle
