"""The five articles as a reader finds them on the screen, in the text and in the page: their sentences, by hand."""

import re
from functools import cache
from html import unescape
from types import ModuleType

import pytest
from examples import (
    centres_territoriaux_gers,
    ceze_cevennes,
    lomagne_gersoise,
    occitanie_2021,
    reunions_centre_val_de_loire,
)

from soinsprimaires import controler, cycle
from soinsprimaires.affichage.rapport import page
from soinsprimaires.affichage.rendus.registre import resumer

# What each article says, and how the screen says it; « | » stands between the items of its lists.
LOMAGNE = (
    # "propose depuis 2023 des formations pluridisciplinaires aux professionnels de santé de la Lomagne Gersoise"
    "depuis 2023 : programme de formation « Formations pluridisciplinaires »",
    "organisé par : MSP du bassin lectourois",
    "définition : Lectoure, Fleurance, St Clar, Miradoux, La Romieu",
    "Saint-Clar (CC Bastides de Lomagne)",
    # "(médecins, infirmiers, pharmaciens, kinésithérapeutes, diététicien, biologiste…)"
    "Médecin, Lomagne gersoise|Infirmier, Lomagne gersoise|Pharmacien, Lomagne gersoise",
    "Masseur-Kinésithérapeute, Lomagne gersoise|Diététicien, Lomagne gersoise|biologiste, Lomagne gersoise",
    "liste du public laissée ouverte : oui",
    "se retrouver, de manière conviviale, autour d'un thème et d'une spécialité choisis en amont",
    "thèmes choisis par les participants : oui",
    # "(ophtalmologue, chirurgiens orthopédique, viscérale, infectiologue…) se sont succédé, les jeudis soir"
    "ophtalmologue|chirurgien orthopédique|chirurgien viscéral|infectiologue",
    "rythme : jeudi, soir",
    "lieu : Salle des fêtes de Castelnau-d'Arbieu",
    "nombre de séances tenues : au moins 4 soirées",
    # "ne se veulent pas descendantes mais participatives"
    "formes : participative",
    "renforcer les liens entre la médecine hospitalière et la médecine de ville",
    # "se poursuivront tout au long de l'année 2024 (pédiatrie, gynécologie, antibiothérapie, mycologie médicale…)"
    "en 2024 : séance de formation « pédiatrie » (prévue)",
    "en 2024 : séance de formation « mycologie médicale » (prévue)",
    "nombre de séances prévues : au moins 4 soirées",
    "s'étendre à de nouveaux spécialistes ou thèmes",
    # "fédérer des professionnels de santé (libéraux et salariés) autour d'un nouveau projet de CPTS"
    "professionnels de santé libéraux, mode : libéral",
    "professionnels de santé salariés, mode : salarié",
    "né de : Formations pluridisciplinaires",
    # "une vingtaine ont rédigé une lettre d'intention, qui vient d'être validée par l'ARS et la CPAM du GERS"
    "nombre de porteurs : environ 20 professionnels de santé",
    "dépôt de la lettre d'intention|les porteurs|accord sur la lettre d'intention",
    "l'ARS (Agence régionale de santé Occitanie), la CPAM (CPAM du Gers)",
    "lettre d'intention validée par l'ARS et l'assurance maladie",
    "entré dans cet état au plus tard le 31 décembre 2024",
    "apporter une réponse collective aux enjeux d'accès et de qualité des soins de proximité",
    "comme l'espèrent les porteurs",
    "peut-être attirer de nouveaux professionnels",
    "remplacer ceux qui légitimement prendront leur retraite",
    "spécialistes qui font défaut dans le bassin de vie",
    "publié entre 2023 et 2024",
)
OCCITANIE = (
    # "Délégations départementales de l'ARS, CPAM, Forms, URPS… Autant de partenaires"
    "valeur : au moins 4 partenaires",
    "projets de MSP qui viennent d'être validés|valeur : 19 projets",
    "valeur : 248 structures",
    "rang parmi les régions pour les MSP, en termes de population|valeur : 1er rang",
    # "il y a dix ans, le territoire n'en comptait moins d'une dizaine"
    "vers 2011 : chiffre « MSP, dix ans plus tôt » : moins de 10 structures",
    # what the head of the pôle soins primaires says of it
    "expliqué par : responsable du pôle soins primaires (ARS Occitanie)",
    "l'attrait pour l'exercice coordonné des jeunes médecins, qui ne souhaitent plus travailler seuls",
    "un véritable accompagnement des équipes sur la méthode de projet, avec les différents partenaires",
    # "un contrat pluriannuel d'objectifs de moyens"
    "ARS Occitanie|Fédération Occitanie Roussillon des maisons de santé",
    "professionnels de santé facilitateurs|valeur : 40 personnes",
    "valeur : 9 personnes|dont : 5 personnes : chargés de mission",
    "selon : Médecin « president-forms »",
    "président (présidence), Fédération Occitanie Roussillon des maisons de santé",
    "sensibilisation|suivi|juridique",
    "être présents une fois que la MSP créée, en cas de problèmes",
    # "En 2020, la Forms a ainsi accompagné 320 équipes, pas toujours adhérentes, dont pour moitié ... l'autre"
    "en 2020 : chiffre « équipes accompagnées, pas toujours adhérentes à la fédération » : 320 équipes",
    "la moitié : groupes en fonctionnement|la moitié : équipes en réflexion d'une future coordination",
    # "autour de 80 % des projets pluriprofessionnels"
    "valeur : environ 80 %",
)
CENTRE_VAL_DE_LOIRE = (
    "organisé par : URPS-ML",
    "le 11 janvier 2017 : réunion « informer de la démarche CPTS » (tenue)",
    "public visé : Médecin, Cher",
    "36 personnes : personnes présentes",
    "secrétariat mutualisé pour décharger des tâches administratives",
    "professions : Médecin, Infirmier, Masseur-Kinésithérapeute",
    "régulation libérale des soins non programmés",
    "inspirée de : PAÏS",
    "partage d'expériences et diffusion de protocoles sur des pathologies identifiées",
    "groupe créé : deux groupes de travail ont émergé, groupes : Agglomération de Bourges, Est Cher",
    "CPTS de l'agglomération de Bourges",
    "entré dans cet état le 11 janvier 2017",
    # Chinon
    "le 1er février 2017 : réunion « axes d'un projet de santé dans le Chinonais » (tenue)",
    "58 personnes : professionnels de santé libéraux",
    "une meilleure structuration du parcours de santé : articulation 1er-2ème-3ème recours",
    "parcours complexes, prévention, ETP",
    "le développement de la communication et de l'information partagée : télémédecine",
    "l'amélioration des conditions d'exercice et l'attractivité du territoire : aide à l'installation",
    "réflexion sur les aspects formels et organisationnels de la CPTS",
    "règles d'adhésion, statuts, gouvernance, partenariats",
    "réflexion sur les trois axes stratégiques",
    "Administration|Parcours de santé|Communication et information partagée|Conditions d'exercice et attractivité",
    "statut : en constitution",
    "volontaires : environ 20 personnes",
    "CPTS du Chinonais",
    "entré dans cet état au plus tard le 1er février 2017",
    # Giennois
    "3 structures : MSP du territoire",
    "développer et diffuser des protocoles de coopération pluri-professionnelle",
    "renforcer la communication avec le 3ème recours (hôpital)",
    "renforcer l'articulation entre le 1er et le 2ème recours",
    "promouvoir la continuité et la permanence des soins",
    "développer la télé-expertise",
    "nombre d'actions évoquées : au moins 5 idées d'action",
    "réflexion sur les limites géographiques de la CPTS",
    "organisée d'ici le mois d'avril",
    "CPTS du Giennois",
    "entré dans cet état au plus tard le 3 février 2017",
    # Semblançay
    "leaders des maisons et pôles de santé du territoire",
    "CPTS du Nord Indre-et-Loire",
    "entré dans cet état au plus tard le 7 février 2017",
    "nombre de structures qui peuvent en naître : au moins 1 CPTS",
    "annoncée à la réunion « reunion-gien », au plus tard en avril 2017",
    "entre le 1er et le 15 avril 2017 : réunion « réunion d'information sur les CPTS » (prévue)",
    "sera organisée début avril",
    # Sancoins
    "le 27 février 2017 : réunion « préparer la réunion d'information de l'Est du Cher » (tenue)",
    "le 6 avril 2017 : réunion « réunion d'information à destination de tous les professionnels de santé » (prévue)",
    "prévue le 6 avril 2017",
    "définition : axe Nord-Sud de Sancergues à Sancoins, à l'Ouest jusqu'à Baugy",
    "nord : Sancergues, sud : Sancoins, ouest : Baugy",
    "publié au plus tard le 6 avril 2017",
)
GERS = (
    "le 12 septembre 2022 : réunion « inauguration du centre territorial de santé de Vic-Fezensac » (tenue)",
    "Maison de santé de Vic-Fezensac (principal)",
    "président (présidence), Conseil départemental du Gers",
    "présidente (présidence), CC Artagnan de Fezensac",
    "aussi nommé : Communauté de Communes d'Artagnan en Fezensac",
    "2 personnes : conseillers départementaux du Fezensac",
    "de nombreux représentants des instances publiques",
    "l'inquiétude grandissante de la population quant au départ de plusieurs médecins",
    "nombre : au moins 2 personnes",
    "candidature retenue, par le gestionnaire (Conseil départemental du Gers)",
    "remercie les professionnels de santé d'accueillir le centre, après beaucoup de patience",
    "depuis 2016, des actions significatives contre la désertification médicale galopante",
    "depuis 2016 : chiffre « internes stagiaires accueillis » : 100 personnes par an",
    "médecins installés grâce à la mission » : 35 personnes",
    "depuis 2017 : dispositif « Fonds de soutien aux communes et communautés de communes »",
    "nombre de bénéficiaires : 15 établissements",
    "montant : plus d'1,3 M€",
    "depuis 2022 : dispositif « Centres territoriaux de santé du Gers »",
    "tout en continuant à inciter les médecins libéraux à s'installer",
    "en mai 2022 : centre territorial de santé « Centre territorial de santé de Fleurance » : ouverture",
    "entre mai 2022 et le 12 septembre 2022 : centre territorial de santé « Centre territorial de santé de Plaisance »",
    "rang pour l'ouverture d'un centre territorial de santé qui accueille un médecin spécialiste » : 1er rang",
    "il n'y avait plus de pédiatre libéral",
    "savoir-faire : Pédiatrie (SM), Génétique médicale (SM)",
    "mi-temps, 3 jours par semaine (Maison de santé de Vic-Fezensac), 2 jours par semaine (Fleurance)",
    "bientôt rejointe par un médecin généraliste",
    "de 2022 à 2023 : dispositif « Centres territoriaux de santé du Gers » : 6 centres : centres de santé créés",
    "l'objectif devrait être atteint et permettre de mailler le territoire",
    "complémentarité, et non opposition, entre les médecins libéraux et les médecins salariés",
    "permanence des soins : les médecins salariés s'inscriront sur les tableaux de garde",
    "administratif : partie administrative du parcours de soin, par Conseil départemental du Gers",
    "un bouquet de fleurs offert à la pédiatre, des présents du département à sa secrétaire",
    "visite de la maison de santé",
    "prise de rendez-vous : mondoc.gers",
)
CEZE_CEVENNES = (
    "le 2 juillet 2024 : réunion « 2ème rencontre de présentation de la CPTS, en conseil communautaire",
    "le 30 janvier 2024 : réunion « 1ère rencontre de présentation de la CPTS » (tenue)",
    "fait suite à : 1ère rencontre de présentation de la CPTS",
    "présents : élus communautaires, adjoints, professionnels de santé",
    "la pénurie criante de médecins, soignants et infirmiers",
    "président (présidence), Communauté Professionnelle Territoriale de Santé (CPTS)",
    "vice-présidente (vice-présidence), Communauté Professionnelle Territoriale de Santé (CPTS)",
    "coordinatrice (coordination), Communauté Professionnelle Territoriale de Santé (CPTS)",
    "directeur régional (direction), Filieris Sud",
    "effectif (Bessèges)",
    "acteurs libéraux des secteurs sanitaires, médico-sociaux et sociaux",
    "coordonner les efforts sur le territoire",
    "améliorer la prise en charge des soins ambulatoires",
    "le territoire risque d'être totalement dépourvu de médecins",
    "met en péril : Infirmier, en pratique avancée (IPA)",
    "les IPA ne peuvent travailler sans la supervision d'un médecin",
    "présentation des statistiques, des bilans et des plans d'action",
    "président (présidence), CC de Cèze Cévennes",
    "demandé, sans que la source dise obtenu : mandat : la légitimité de ses pairs pour s'engager dans la recherche",
    "offrir un cabinet|offrir un logement|mettre en avant la qualité de vie du territoire",
    "investir dans la culture|investir dans les crèches|investir dans les centres de loisirs",
    "nombre d'actions évoquées : au moins 6 actions",
    "« Chacun dans son coin, nous ne pouvons pas faire grand-chose, mais tous ensemble, nous pouvons agir",
    "le début d'une mobilisation territoriale",
    "aussi nommé : communauté de communes de Cèze Cévennes, De Cèze Cévennes",
    "publié le 3 juillet 2024",
)
ARTICLES = (
    (lomagne_gersoise, LOMAGNE),
    (occitanie_2021, OCCITANIE),
    (reunions_centre_val_de_loire, CENTRE_VAL_DE_LOIRE),
    (centres_territoriaux_gers, GERS),
    (ceze_cevennes, CEZE_CEVENNES),
)
# What no article says, and that the screen said or could say.
JAMAIS = (
    (lomagne_gersoise, "Formations pluridisciplinaires » : en 2023"),
    (lomagne_gersoise, "novembre 2026 ;"),
    (lomagne_gersoise, "séance tenue (4)"),
    (reunions_centre_val_de_loire, ": le 30 avril 2017"),
    (ceze_cevennes, "CPTS Cèze Cévennes"),
    (ceze_cevennes, "décisions : mandat"),
    (ceze_cevennes, "anciens noms"),
    (ceze_cevennes, "ou bien émergence"),
    (ceze_cevennes, "oncologie"),
    (centres_territoriaux_gers, "anciens noms"),
    (occitanie_2021, "selon : responsable du pôle"),
)
SIGNES = str.maketrans({"\u00a0": " ", "\u202f": " "})


@cache
def texte(exemple: ModuleType) -> str:
    registre = exemple.construire()
    sections = resumer(registre, controler(registre, au=exemple.AU))
    lignes = (ligne.texte.strip() for section in sections for ligne in section.lignes)
    return "\n".join(lignes).translate(SIGNES)


@cache
def ecran(exemple: ModuleType) -> str:
    """What one reads of the page: a term and what it is, a cell and the next, stand apart by a colon as in the text."""
    html = re.sub(r"<style>.*?</style>", "", page(exemple.construire(), au=exemple.AU), flags=re.DOTALL)
    html = re.sub(r'</dt><dd>|</th><td(?: data-titre="[^"]*")?>', " : ", html)
    html = re.sub(r"</li><li>", ", ", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)).translate(SIGNES))


def absentes(phrases: tuple[str, ...], montre: str) -> list[str]:
    return [morceau for phrase in phrases for morceau in phrase.split("|") if morceau not in montre]


articles = pytest.mark.parametrize(("exemple", "phrases"), ARTICLES, ids=lambda cas: getattr(cas, "TITRE", ""))


@articles
def test_les_phrases_de_l_article_se_lisent_dans_le_texte(exemple: ModuleType, phrases: tuple[str, ...]) -> None:
    assert absentes(phrases, texte(exemple)) == []


@articles
def test_les_phrases_de_l_article_se_lisent_dans_la_page(exemple: ModuleType, phrases: tuple[str, ...]) -> None:
    assert absentes(phrases, ecran(exemple)) == []


@pytest.mark.parametrize(("exemple", "morceau"), JAMAIS)
def test_ce_qu_aucun_article_ne_dit_n_est_pas_montre(exemple: ModuleType, morceau: str) -> None:
    assert morceau not in texte(exemple)
    assert morceau not in ecran(exemple)


@pytest.mark.parametrize("exemple", [module for module, _ in ARTICLES], ids=lambda module: str(module.TITRE))
def test_seules_les_reunions_annoncent_des_echeances(exemple: ModuleType) -> None:
    registre = exemple.construire()
    codes = {e.code for projet in registre.projets for e in cycle.echeances(projet, registre, au=exemple.AU)}
    assert codes <= {"REUNION"}
