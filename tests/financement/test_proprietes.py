"""What stays true of every decompte, whatever the facts."""

from decimal import Decimal, localcontext
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.financement.strategies import connus_et_caches, cpts_connues_et_cachees

from soinsprimaires.financement import (
    ARRONDI,
    BAREME,
    Decompte,
    FaitsACICPTS,
    FaitsACIMSP,
    Ligne,
    ce_qui_changerait,
    comparer_decomptes,
    decompte_aci_cpts,
    decompte_aci_msp,
)
from soinsprimaires.financement.bareme import Bareme
from soinsprimaires.sources import Fiabilite, NatureSource, SourceJuridique

RANGS = list(Fiabilite)


def contient(vague: Decompte | Ligne, precis: Decompte | Ligne) -> bool:
    """Whether the bounds of a vague answer hold those of a more precise one."""
    bas = vague.minimum is None or (precis.minimum is not None and vague.minimum <= precis.minimum)
    haut = vague.maximum is None or (precis.maximum is not None and precis.maximum <= vague.maximum)
    return bas and haut


def verifier_les_lignes(decompte: Decompte) -> None:
    """The lines add up, each between its bounds, and nothing is surer than its weakest line."""
    montants = [ligne.montant for ligne in decompte.lignes]
    if decompte.total is not None and None not in montants:
        assert abs(sum(m for m in montants if m is not None) - decompte.total) <= ARRONDI / 2
    if None in montants and not decompte.bloque_par:
        assert decompte.total is None
    for ligne in decompte.lignes:
        assert (ligne.montant is None) == (ligne.minimum is None or ligne.minimum != ligne.maximum)
        assert ligne.montant is not None or ligne.raison
        assert ligne.sources
        assert RANGS.index(ligne.fiabilite) <= RANGS.index(decompte.fiabilite)
        assert not any(isinstance(q.valeur, float) for q in ligne.quantites)
    assert decompte.fiabilite in {ligne.fiabilite for ligne in decompte.lignes}
    assert decompte.minimum >= 0
    assert decompte.total is None or decompte.minimum == decompte.maximum == decompte.total
    assert decompte.minimum == decompte.minimum.quantize(ARRONDI)
    minima = [ligne.minimum for ligne in decompte.lignes]
    if None not in minima:
        assert sum(m for m in minima if m is not None) - ARRONDI <= decompte.minimum


@given(connus_et_caches())
def test_les_bornes_contiennent_toute_completion(paire: tuple[FaitsACIMSP, FaitsACIMSP]) -> None:
    complet, cache = map(decompte_aci_msp, paire)
    assert contient(cache, complet)
    assert set(cache.bloque_par) <= set(complet.bloque_par)
    lignes = {ligne.code: ligne for ligne in complet.lignes}
    for ligne in cache.lignes:
        if ligne.code in lignes:
            assert contient(ligne, lignes[ligne.code]), ligne.code
        if ligne.points is not None:
            assert lignes[ligne.code].points == ligne.points


@given(connus_et_caches())
def test_les_lignes_d_une_maison_s_additionnent(paire: tuple[FaitsACIMSP, FaitsACIMSP]) -> None:
    for faits in paire:
        verifier_les_lignes(decompte_aci_msp(faits))


@given(connus_et_caches(), st.integers(0, 5_000))
def test_plus_de_patients_ne_paient_jamais_moins(paire: tuple[FaitsACIMSP, FaitsACIMSP], de_plus: int) -> None:
    for faits in paire:
        if isinstance(faits.patientele, int):
            plus = attrs.evolve(faits, patientele=faits.patientele + de_plus)
            avant, apres = decompte_aci_msp(faits), decompte_aci_msp(plus)
            assert avant.minimum <= apres.minimum
            assert avant.maximum is None or (apres.maximum is not None and avant.maximum <= apres.maximum)


@given(cpts_connues_et_cachees())
def test_les_bornes_d_une_cpts_contiennent_toute_completion(paire: tuple[FaitsACICPTS, FaitsACICPTS]) -> None:
    complet, cache = map(decompte_aci_cpts, paire)
    assert contient(cache, complet)
    for decompte in (complet, cache):
        verifier_les_lignes(decompte)
    lignes = {ligne.code: ligne for ligne in complet.lignes}
    for ligne in cache.lignes:
        if ligne.code in lignes:
            assert contient(ligne, lignes[ligne.code]), ligne.code


@given(cpts_connues_et_cachees(), st.data())
def test_les_bornes_d_une_cpts_tiennent_sous_un_tableau_de_missions(
    paire: tuple[FaitsACICPTS, FaitsACICPTS], tirages: st.DataObject
) -> None:
    """With a table of the missions, whatever its figures within the total of each size, amounts stand in the bounds."""
    parts = [p for p in BAREME.postes if p.taille is not None and p.valeur.valeurs[0].valeur is None and "/" in p.code]
    montants = tirages.draw(st.lists(st.integers(0, 10_000), min_size=len(parts), max_size=len(parts)))
    bareme = recouvrir(BAREME, {(p.code, p.taille): Decimal(m) for p, m in zip(parts, montants, strict=True)})
    complet = decompte_aci_cpts(paire[0], bareme)
    assert contient(decompte_aci_cpts(paire[1], bareme), complet)
    assert contient(decompte_aci_cpts(paire[0]), complet)
    assert contient(decompte_aci_cpts(paire[1]), complet)


ICI = SourceJuridique(
    nature=NatureSource.UTILISATEUR, reference="Barème d'essai", lu_le=BAREME.postes[0].valeur.valeurs[0].depuis
)


def recouvrir(bareme: Bareme, montants: dict[Any, Decimal]) -> Bareme:
    """A scale of which some lines are, on every day, other numbers."""

    def autre(poste: Any) -> Any:
        if (poste.code, poste.taille) not in montants:
            return poste
        etape = attrs.evolve(
            poste.valeur.valeurs[0],
            depuis=BAREME.postes[0].valeur.valeurs[0].depuis,
            valeur=montants[poste.code, poste.taille],
            statut=BAREME.postes[0].valeur.valeurs[0].statut,
            raison=None,
            sources=(ICI,),
            fiabilite=Fiabilite.SECONDAIRE,
        )
        return attrs.evolve(poste, valeur=attrs.evolve(poste.valeur, valeurs=(etape,)))

    return Bareme(postes=tuple(map(autre, bareme.postes)))


@given(connus_et_caches(), st.sampled_from([p.code for p in BAREME.postes if p.taille is None]), st.integers(1, 50))
def test_un_bareme_pose_ne_change_que_sa_ligne_et_ce_qui_en_decoule(
    paire: tuple[FaitsACIMSP, FaitsACIMSP], code: str, nombre: int
) -> None:
    bareme = recouvrir(BAREME, {(code, None): Decimal(nombre)})
    avant, apres = decompte_aci_msp(paire[0]), decompte_aci_msp(paire[0], bareme)
    propres = {ligne.code for ligne in apres.lignes if ligne.de_l_utilisateur}
    for ligne in apres.lignes:
        lues = {quantite.code for quantite in ligne.quantites}
        assert (ligne.code in propres) == (code in lues)
        ancienne = next((une for une in avant.lignes if une.code == ligne.code), None)
        if (
            ancienne is not None
            and ligne.code not in propres
            and ligne.code not in {"PRECARITE", "PREREQUIS", "PRORATA"}
        ):
            assert (ligne.montant, ligne.points, ligne.maximum) == (
                ancienne.montant,
                ancienne.points,
                ancienne.maximum,
            )


@given(connus_et_caches())
def test_le_contexte_de_l_appelant_ne_change_rien(paire: tuple[FaitsACIMSP, FaitsACIMSP]) -> None:
    with localcontext() as contexte:
        contexte.prec = 3
        etroit = decompte_aci_msp(paire[1])
    assert etroit == decompte_aci_msp(paire[1])


@given(connus_et_caches())
def test_on_ne_demande_que_ce_qui_n_est_pas_connu(paire: tuple[FaitsACIMSP, FaitsACIMSP]) -> None:
    decompte = decompte_aci_msp(paire[1])
    questions = ce_qui_changerait(decompte)
    assert not questions or decompte.total is None
    ecarts = [question.ecart for question in questions]
    assert ecarts == sorted(ecarts, key=lambda ecart: (ecart is not None, -(ecart or 0)))
    for question in questions:
        valeur = getattr(paire[1], question.fait)
        assert valeur is None or not isinstance(valeur, int | bool)


@given(connus_et_caches())
def test_un_decompte_ne_differe_pas_de_lui_meme(paire: tuple[FaitsACIMSP, FaitsACIMSP]) -> None:
    for faits in paire:
        decompte = decompte_aci_msp(faits)
        [total] = comparer_decomptes(decompte, decompte)
        assert total.code == "total"
        assert total.ecart == (None if decompte.total is None else 0)
