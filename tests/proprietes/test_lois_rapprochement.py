"""Reconciliation: a second reading changes nothing, and what was written by hand survives any file."""

from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from soinsprimaires import PeriodePartielle, Provenance, Registre, ValeurInvalide, serialisation, strategies
from soinsprimaires.echanges.rapprochement import NatureConstat, origine, rapprocher

MAI = Provenance(titre="Fichier", publie_le="2026-05")
SEPTEMBRE = Provenance(titre="Fichier", publie_le="2026-09")
GENRES = ("lieux", "organisations", "professionnels", "structures")
PERIODES = st.sampled_from(
    [None, *(PeriodePartielle(debut=d, fin=f) for d in (None, "2020") for f in (None, "../2026-05", "../2026-09"))]
)
REGISTRES = strategies.registres(genres=GENRES, max_entites=6)


def lues(registre: Registre, provenance: Provenance) -> list[Any]:
    return [attrs.evolve(entite, provenance=provenance, origines=()) for entite in registre]


@given(fichier=REGISTRES)
def test_relire_ne_change_rien(fichier: Registre) -> None:
    premiere = rapprocher(Registre(), lues(fichier, MAI)).registre
    seconde = rapprocher(premiere, lues(fichier, MAI))
    assert seconde.registre == premiere
    assert not seconde.comparaison
    assert {c.nature for c in seconde.constats} <= {NatureConstat.DOUTE, NatureConstat.DIVERGENCE}
    assert serialisation.depuis_json(serialisation.en_json(premiere)) == premiere


@st.composite
def autrement(draw: st.DrawFn, registre: Registre) -> Registre:
    """The same entities, with fewer elements in their lists, in another order, on other periods."""
    dites: list[Any] = []
    for entite in registre:
        listes: dict[str, Any] = {}
        for champ in attrs.fields(type(entite)):
            valeur = getattr(entite, champ.name)
            if isinstance(valeur, tuple) and champ.name not in {"origines", "sites"}:
                gardes = [element for element in valeur if draw(st.booleans())]
                dates = [
                    attrs.evolve(element, periode=draw(PERIODES))
                    if hasattr(element, "periode") and draw(st.booleans())
                    else element
                    for element in gardes
                ]
                listes[champ.name] = tuple(draw(st.permutations(dates)))
        try:
            dites.append(attrs.evolve(entite, **listes))
        except ValeurInvalide:  # elements that must go together
            dites.append(entite)
    return Registre().avec(*dites)


@given(registre=REGISTRES, fichier=REGISTRES, encore=REGISTRES)
def test_ce_qui_est_saisi_a_la_main_n_est_jamais_perdu(registre: Registre, fichier: Registre, encore: Registre) -> None:
    exiger_main_gardee(registre, fichier, encore)


@given(donnees=st.data())
def test_ce_qu_un_fichier_dit_autrement_reste_tel_qu_il_est_saisi(donnees: st.DataObject) -> None:
    registre = donnees.draw(REGISTRES)
    saisi, fichier, encore = (donnees.draw(autrement(registre)) for _ in range(3))
    exiger_main_gardee(saisi, fichier, encore)


def exiger_main_gardee(registre: Registre, fichier: Registre, encore: Registre) -> None:
    sans_origine: dict[str, Any] = {g: [attrs.evolve(e, origines=()) for e in getattr(registre, g)] for g in GENRES}
    main = Registre(**sans_origine)
    apres = rapprocher(rapprocher(main, lues(fichier, MAI)).registre, lues(encore, SEPTEMBRE)).registre
    for entite in main:
        tenue = apres[entite.identifiant]
        for champ in attrs.fields(type(entite)):
            avant, maintenant = getattr(entite, champ.name), getattr(tenue, champ.name)
            if champ.name == "origines" or avant is None:
                continue
            if champ.name == "extensions":
                assert dict(avant).items() <= dict(maintenant).items()
            elif champ.name == "sites":
                assert {site.identifiant for site in avant} <= {site.identifiant for site in maintenant}
            elif isinstance(avant, tuple):
                assert [element for element in maintenant if element in avant] == list(avant)
            else:
                assert maintenant == avant
                assert champ.name in {"identifiant", "provenance"} or origine(tenue, champ.name) is None


@given(fichier=REGISTRES, donnees=st.data())
def test_une_valeur_changee_apres_la_lecture_est_gardee(fichier: Registre, donnees: st.DataObject) -> None:
    lu = rapprocher(Registre(), lues(fichier, MAI)).registre
    if not lu.structures:
        return
    choisie = donnees.draw(st.sampled_from(lu.structures))
    nom = donnees.draw(st.text())
    main = lu.avec(attrs.evolve(choisie, nom=nom))
    assert rapprocher(main, lues(fichier, SEPTEMBRE)).registre[choisie.identifiant].nom == nom
