"""What a check costs grows as what is checked does, and what it remembers neither lasts nor depends on the order.

Cost is counted in calls, which no busy machine changes.
"""

from collections.abc import Mapping
from cProfile import Profile
from datetime import date
from pstats import Stats
from typing import Any

import pytest
from tests.regles.fabrique import associe, exercice

from soinsprimaires import (
    CPTS,
    Delimitation,
    EquipeSoinsPrimaires,
    Evenement,
    NatureProjet,
    NatureTerritoire,
    Professionnel,
    Projet,
    Rattachement,
    Registre,
    Territoire,
    controler,
    referentiels,
    synthese,
)
from soinsprimaires.modele.evenements import Acte
from soinsprimaires.referentiels import professions
from soinsprimaires.regles import REGLES, Contexte, Regle
from soinsprimaires.regles._evenements import suivre

AU = date(2025, 6, 1)


def appels(registre: Registre, regles: Mapping[str, tuple[Regle, ...]] = REGLES) -> int:
    """Calls of one check, what is read or prepared once in a process left out."""
    controler(registre.sans(), au=AU, regles=regles)
    profil = Profile()
    profil.runcall(controler, registre.sans(), au=AU, regles=regles)
    total: int = Stats(profil).total_calls  # type: ignore[attr-defined]
    return total


def test_une_entite_coute_autant_dans_un_pays_quatre_fois_plus_grand() -> None:
    petit, grand = synthese.pays(graine=1, part=0.003), synthese.pays(graine=1, part=0.012)
    assert appels(grand) / len(grand) == pytest.approx(appels(petit) / len(petit), rel=0.2)


def ipa_en_equipe(nombre: int) -> Registre:
    noms = [f"ipa-{rang:04d}" for rang in range(nombre)]
    soignants = (
        Professionnel(
            identifiant=nom,
            profession=professions.INFIRMIER,
            savoir_faire=(professions.IPA_PATHOLOGIES_CHRONIQUES,),
            exercices=(exercice("cpts"),),
        )
        for nom in noms
    )
    equipe = EquipeSoinsPrimaires(identifiant="esp", nom="ESP", membres=tuple(map(associe, noms)))
    return Registre().avec(*soignants, equipe, CPTS(identifiant="cpts", nom="CPTS"))


def projets_de_cpts(nombre: int) -> Registre:
    journal = (Evenement(identifiant="e1", acte=Acte.EMERGENCE, enregistre_le=AU, effet_le="2024-01-01"),)
    return Registre().avec(
        *(
            Projet(identifiant=f"projet-{rang}", nom="Projet", nature=NatureProjet.CPTS, journal=journal)
            for rang in range(nombre)
        )
    )


@pytest.mark.parametrize("code", ["IPA-002", "IPA-003"])
def test_une_equipe_ne_se_relit_pas_pour_chacun_de_ses_membres(code: str) -> None:
    regles = {code: REGLES[code]}
    assert appels(ipa_en_equipe(400), regles) / appels(ipa_en_equipe(100), regles) < 4.4


def cpts_des_memes_communes(nombre: int, communes: int) -> Registre:
    codes = tuple(commune.code for commune in referentiels.communes(AU)[:communes])
    champs: dict[str, Any] = {"nom": "T", "nature": NatureTerritoire.ACTION_CPTS, "delimitation": Delimitation.COMPLETE}
    return Registre().avec(
        *(Territoire(identifiant=f"t-{rang}", communes=codes, **champs) for rang in range(nombre)),
        *(
            CPTS(identifiant=f"cpts-{rang}", nom="CPTS", territoires=(Rattachement(territoire=f"t-{rang}"),))
            for rang in range(nombre)
        ),
    )


def test_des_cpts_sur_les_memes_communes_coutent_ce_qu_elles_enumerent() -> None:
    regles = {"CPTS-013": REGLES["CPTS-013"]}
    petit, large, nombreux = (cpts_des_memes_communes(*tailles) for tailles in ((5, 50), (5, 200), (20, 50)))
    assert appels(large, regles) / appels(petit, regles) < 4.4
    assert appels(nombreux, regles) / appels(petit, regles) < 4.4
    rapports = (controler(registre, au=AU, regles=regles) for registre in (petit, large, nombreux))
    assert all(len(constat.message) < 400 for rapport in rapports for constat in rapport.constats)


def test_le_meme_rapport_dans_un_autre_ordre_des_regles() -> None:
    pays = synthese.pays(graine=1, part=0.002)
    envers = {code: REGLES[code] for code in sorted(REGLES, reverse=True)}
    droit = {(r.code, r.vigueur): r for r in controler(pays, au=AU).resultats}
    assert {(r.code, r.vigueur): r for r in controler(pays, au=AU, regles=envers).resultats} == droit


def test_un_controle_ne_calcule_qu_une_fois_et_ne_laisse_rien_au_suivant() -> None:
    demandes = []

    def compter(contexte: Contexte, cle: str) -> str:
        demandes.append(cle)
        return f"{cle} au {contexte.au}"

    premier, second = (Contexte(au=jour, registre=Registre()) for jour in (AU, date(2025, 6, 2)))
    assert [premier.une_fois(compter, "a"), premier.une_fois(compter, "a")] == ["a au 2025-06-01"] * 2
    assert premier.une_fois(compter, "b") == "b au 2025-06-01"
    assert second.une_fois(compter, "a") == "a au 2025-06-02"
    assert demandes == ["a", "b", "a"]


def test_un_projet_est_suivi_une_fois_par_controle() -> None:
    registre = projets_de_cpts(1)
    contexte = Contexte(au=AU, registre=registre)
    suivi = suivre(registre.projets[0], contexte)
    assert suivre(registre.projets[0], contexte) is suivi
    assert [e.identifiant for e in suivi.actes(Acte.EMERGENCE)] == ["e1"]
    assert suivi.actes(Acte.DEPOT_PROJET) == ()
    assert not suivi.repris
