"""What a hurried reader takes away of a report: never more than what was judged."""

from datetime import date
from typing import Any

import attrs
import pytest

from soinsprimaires import CPTS, FormeDatee, FormeJuridique, Gravite, Registre, controler
from soinsprimaires.affichage.contenu.lignes import Ton
from soinsprimaires.affichage.contenu.verification import conclure, nommer_les_lieux, raconter
from soinsprimaires.affichage.rendus.verification_html import conclure as conclure_en_html
from soinsprimaires.affichage.rendus.verification_html import verification
from soinsprimaires.regles import Constat, Rapport, Resultat, ResultatRegle
from soinsprimaires.sources import Fiabilite, NatureSource, Portee, SourceJuridique
from soinsprimaires.temps import Periode

AU = date(2026, 11, 4)
SOURCE = SourceJuridique(nature=NatureSource.USAGE, reference="Usage", lu_le=AU)


def issue(code: str, resultat: str, *, gravite: Gravite = Gravite.BLOQUANT, modifiee: bool = False) -> ResultatRegle:
    return ResultatRegle(
        code=code,
        titre="Titre",
        resultat=Resultat(resultat),
        portee=Portee.LOI_REGLEMENT,
        gravite=gravite,
        gravite_modifiee=modifiee,
        fiabilite=Fiabilite.VERIFIEE,
        vigueur=Periode(),
        sources=(SOURCE,),
        constats=(),
    )


def rapport(*resultats: ResultatRegle, non_jugees: tuple[str, ...] = ()) -> Rapport:
    return Rapport(au=AU, resultats=resultats, non_jugees=non_jugees)


TENUE = issue("AAA-001", "conforme")


@pytest.mark.parametrize(
    ("juge", "ton", "attendu"),
    [
        pytest.param(
            rapport(TENUE, issue("BBB-001", "sans_objet"), issue("CCC-001", "hors_vigueur")),
            Ton.BON,
            "conforme à la seule règle bloquante jugée, sur 2 en vigueur ; les autres n'avaient rien à juger ici",
            id="une règle jugée",
        ),
        pytest.param(
            rapport(TENUE, issue("AAA-002", "conforme"), issue("AAA-003", "sans_objet")),
            Ton.BON,
            "conforme aux 2 règles bloquantes jugées, sur 3 en vigueur ; les autres n'avaient rien à juger ici",
            id="plus de la moitié",
        ),
        pytest.param(
            rapport(TENUE, issue("AAA-002", "sans_objet"), issue("AAA-003", "sans_objet")),
            Ton.DOUTE,
            "indéterminée, on ne peut pas dire « conforme » : trop peu de règles bloquantes avaient quelque chose à "
            "juger (AAA 1 sur 3)",
            id="presque rien",
        ),
        pytest.param(
            rapport(issue("AAA-001", "sans_objet")),
            Ton.DOUTE,
            "indéterminée, on ne peut pas dire « conforme » : aucune règle bloquante n'avait rien à juger ici",
            id="rien",
        ),
        pytest.param(
            rapport(TENUE, issue("AAA-002", "indetermine"), issue("BBB-001", "exclue"), issue("BBB-002", "en_panne")),
            Ton.DOUTE,
            "indéterminée, on ne peut pas dire « conforme » : des données manquent pour 1 règle bloquante (AAA-002) ; "
            "1 règle bloquante écartée (BBB-001) ; 1 règle bloquante en panne (BBB-002)",
            id="sans réponse",
        ),
        pytest.param(
            rapport(TENUE, issue("BBB-001", "non_conforme", gravite=Gravite.AVERTISSEMENT)),
            Ton.DOUTE,
            "indéterminée, ni « conforme » ni « non conforme » : 1 règle non respectée (BBB-001) selon ce qui fut lu "
            "du texte, à relire dans sa rédaction du 4 novembre 2026 pour conclure",
            id="plafonnée",
        ),
        pytest.param(
            rapport(TENUE, issue("BBB-001", "non_conforme", gravite=Gravite.AVERTISSEMENT, modifiee=True)),
            Ton.BON,
            "conforme à la seule règle bloquante jugée, sur 1 en vigueur ; les autres n'avaient rien à juger ici",
            id="gravité choisie",
        ),
        pytest.param(
            rapport(TENUE, non_jugees=("esp", "ess")),
            Ton.DOUTE,
            "indéterminée, on ne peut pas dire « conforme » : aucune règle de droit n'a jugé esp, ess",
            id="structure non jugée",
        ),
        pytest.param(
            rapport(TENUE, issue("AAA-002", "non_conforme"), issue("BBB-001", "non_conforme")),
            Ton.GRAVE,
            "non conforme, 2 règles bloquantes non respectées (AAA-002, BBB-001)",
            id="non conforme",
        ),
    ],
)
def test_la_conclusion_ne_dit_que_ce_qui_fut_juge(juge: Rapport, ton: Ton, attendu: str) -> None:
    conclusion, combien = conclure(juge)
    assert (conclusion.texte, conclusion.ton) == (f"Conclusion : {attendu}", ton)
    assert combien.texte.startswith("Règles bloquantes en vigueur ce jour-là : ")
    assert {Ton.BON: True, Ton.DOUTE: None, Ton.GRAVE: False}[ton] is juge.conforme


def test_les_regles_bloquantes_se_comptent_par_issue() -> None:
    juge = rapport(
        TENUE,
        issue("AAA-002", "non_conforme"),
        issue("AAA-003", "indetermine"),
        issue("AAA-004", "sans_objet"),
        issue("AAA-005", "hors_vigueur"),
        issue("BBB-001", "exclue"),
        issue("BBB-002", "en_panne"),
        issue("BBB-003", "conforme", gravite=Gravite.INFORMATION),
    )
    assert conclure(juge)[1].texte == (
        "Règles bloquantes en vigueur ce jour-là : 6 (respectées : 1, non respectées : 1, indéterminées : 1, "
        "sans objet : 1, écartées : 1, en panne : 1)"
    )
    assert (juge.bilan.jugees, len(juge.bilan.en_vigueur)) == (("AAA-001", "AAA-002"), 6)


CPTS_SANS_PROJET = Registre(
    structures=(CPTS(identifiant="c", nom="C", formes=(FormeDatee(forme=FormeJuridique.ASSOCIATION_LOI_1901),)),)
)


def test_une_cpts_dont_on_ne_sait_que_la_forme_n_est_pas_conforme() -> None:
    juge = controler(CPTS_SANS_PROJET, au=AU)
    assert juge.resultat("CPTS-001") is Resultat.CONFORME
    assert juge.conforme is None


@pytest.mark.parametrize("forme", ["en_texte", "en_markdown", "en_json", "en_sarif", "page"])
def test_chaque_forme_dit_la_meme_conclusion_et_les_memes_nombres(forme: str) -> None:
    juge = controler(CPTS_SANS_PROJET, au=AU)
    rendu: Any = conclure_en_html(juge) if forme == "page" else getattr(juge, forme)()
    nu = rendu.replace("\\", "").replace("\u00a0", " ")
    conclusion, combien = (ligne.texte for ligne in raconter(juge).conclusion)
    assert conclusion in nu
    if forme in {"en_json", "en_sarif"}:
        assert '"sans_objet": [' in nu
    else:
        assert combien in nu


def test_une_regle_respectee_montre_son_texte_comme_les_autres() -> None:
    juge = rapport(TENUE)
    for rendu in (juge.en_texte(), juge.en_markdown(), str(verification(juge))):
        assert "Usage" in rendu


def test_ce_qui_n_est_pas_respecte_vient_avant_ce_qui_l_est() -> None:
    juge = rapport(TENUE, issue("ZZZ-001", "non_conforme"))
    for rendu in (juge.en_texte(), juge.en_markdown(), str(verification(juge))):
        nu = rendu.replace("\\", "")
        assert nu.rindex("ZZZ-001") < nu.rindex("AAA-001")


def test_la_loi_qui_n_est_pas_respectee_vient_avant_l_usage() -> None:
    usage = attrs.evolve(
        issue("AAA-002", "non_conforme", gravite=Gravite.AVERTISSEMENT), portee=Portee.DOCTRINE_ADMINISTRATIVE
    )
    loi = issue("ZZZ-001", "non_conforme", gravite=Gravite.AVERTISSEMENT)
    assert [regle.resultat.code for regle in raconter(rapport(usage, loi)).regles] == ["ZZZ-001", "AAA-002"]


@pytest.mark.parametrize(
    ("pointeur", "attendu"),
    [
        ("/contenu/structures/0", "la fiche"),
        ("/contenu/structures/0/statuts_transmis_ars_le", "statuts_transmis_ars_le"),
        ("/contenu/structures/3/sites/0/horaires/1", "sites n° 1, horaires n° 2"),
        ("/contenu/projets/0/journal", "journal"),
        ("/contenu/projets/0/journal/1", "événement n° 2 du journal"),
        ("/contenu/projets/0/journal/1/acte", "événement n° 2 du journal, acte"),
        ("/contenu/projets/0/journal/1/projets_lies/0", "événement n° 2 du journal, projets_lies n° 1"),
    ],
)
def test_une_place_se_compte_d_une_seule_facon(pointeur: str, attendu: str) -> None:
    """From one, whatever follows; and a key is spelt as in the document, where it must be found."""
    constat = Constat(code="A-1", resultat=Resultat.NON_CONFORME, message="Dit.", pointeur=pointeur, entite="cpts")
    juge = rapport(attrs.evolve(TENUE, resultat=Resultat.NON_CONFORME, constats=(constat,)))
    dit = nommer_les_lieux(juge, Registre(structures=(CPTS(identifiant="cpts", nom="CPTS d'essai"),)))
    assert [(c.entite, c.pointeur) for c in dit.constats] == [("CPTS d'essai", attendu)]
