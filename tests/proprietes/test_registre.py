"""The registre: an immutable set of entities whose indexes never disagree with a plain search."""

import copy
import pickle
from datetime import date
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.proprietes.outils import MOITIE

from soinsprimaires import (
    CPTS,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    Exercice,
    ExerciceSitue,
    Registre,
    StatutExercice,
    strategies,
)
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.referentiels import professions

COMMUNES = ("32208", "18033", "75056")
STRUCTURES = ("structure-0", "structure-1")
LIEUX = ("lieu-0", "lieu-1")
SITES = ("site-0", "site-1")


def champs(registre: Registre) -> dict[str, Any]:
    return {champ.name: getattr(registre, champ.name) for champ in attrs.fields(Registre)}


def suivre(registre: Registre, pointeur: str) -> Any:
    """What a pointer of the document names, in the registre itself."""
    racine, contenu, *pas = pointeur.split("/")
    assert (racine, contenu) == ("", "contenu")
    valeur: Any = registre
    for etape in pas:
        valeur = valeur[int(etape)] if isinstance(valeur, tuple) else getattr(valeur, etape)
    return valeur


@MOITIE
@given(strategies.registres(), st.randoms(use_true_random=False))
def test_l_ordre_dans_lequel_on_donne_les_entites_ne_compte_pas(registre: Registre, hasard: Any) -> None:
    melanges = champs(registre)
    for genre in LISTES:
        melanges[genre] = hasard.sample(melanges[genre], len(melanges[genre]))
    autre = Registre(**melanges)
    assert autre == registre
    assert hash(autre) == hash(registre)


@MOITIE
@given(strategies.registres())
def test_chaque_entite_est_a_sa_place(registre: Registre) -> None:
    for genre in LISTES:
        noms = [entite.identifiant for entite in getattr(registre, genre)]
        assert noms == sorted(set(noms))
    assert len(registre) == len(list(registre))
    for entite in registre:
        assert registre[entite.identifiant] is entite
        assert entite.identifiant in registre
        assert suivre(registre, registre.pointeur(entite.identifiant)) is entite
        assert entite in getattr(registre, str(registre.genre(entite.identifiant)))


@MOITIE
@given(strategies.registres())
def test_un_registre_est_fait_de_ses_entites(registre: Registre) -> None:
    assert Registre(extensions=registre.extensions).avec(*registre) == registre
    assert registre.avec(*registre) == registre
    assert registre.sans(*(entite.identifiant for entite in registre)) == Registre(extensions=registre.extensions)


@MOITIE
@given(strategies.registres(), st.data())
def test_avec_defait_ce_que_sans_a_fait(registre: Registre, data: st.DataObject) -> None:
    retirees = data.draw(st.lists(st.sampled_from(list(registre)), unique=True)) if len(registre) else []
    reste = registre.sans(*(entite.identifiant for entite in retirees))
    assert set(reste) == set(registre) - set(retirees)
    assert reste.avec(*retirees) == registre


@MOITIE
@given(strategies.registres(max_entites=5), strategies.structures(), strategies.lieux())
def test_ajouter_ensemble_ou_l_un_apres_l_autre(registre: Registre, structure: Any, lieu: Any) -> None:
    structure = attrs.evolve(structure, identifiant="ajout-1", sites=())
    lieu = attrs.evolve(lieu, identifiant="ajout-2")
    vide = registre.sans(*(nom for nom in ("ajout-1", "ajout-2") if nom in registre))
    ensemble = vide.avec(structure, lieu)
    assert ensemble == vide.avec(structure).avec(lieu) == vide.avec(lieu).avec(structure)
    assert ensemble.sans("ajout-1", "ajout-2") == vide


@MOITIE
@given(strategies.registres())
def test_les_questions_posees_ne_changent_ni_l_egalite_ni_le_voyage(registre: Registre) -> None:
    neuf = Registre(**champs(registre))
    registre.pointages()
    for entite in registre:
        registre.pointant_vers(entite.identifiant)
    for autre in (neuf, copy.deepcopy(registre), pickle.loads(pickle.dumps(registre))):  # noqa: S301 - written just here
        assert autre == registre
        assert hash(autre) == hash(registre)
        assert autre.pointages() == registre.pointages()


@MOITIE
@given(strategies.registres())
def test_chaque_reference_est_la_ou_son_pointeur_le_dit_et_se_retrouve_par_sa_cible(registre: Registre) -> None:
    for pointage in registre.pointages():
        assert suivre(registre, pointage.pointeur) == pointage.cible
        assert pointage.pointeur.startswith(registre.pointeur(pointage.entite) + "/")
    cibles = {pointage.cible for pointage in registre.pointages()} | {entite.identifiant for entite in registre}
    for cible in cibles:
        attendus = tuple(pointage for pointage in registre.pointages() if pointage.cible == cible)
        assert registre.pointant_vers(cible) == attendus


def certitude(exercice: Exercice, au: date) -> bool | None:
    return None if exercice.periode is None else exercice.periode.couvre(au)


def communes(registre: Registre, exercice: Exercice) -> set[str]:
    """Where a practice takes place, found without any index."""
    sites = {site.identifiant: site for structure in registre.structures for site in structure.sites}
    lieux = {lieu.identifiant: lieu for lieu in registre.lieux}
    trouvees: set[str | None] = set()
    for presence in exercice.presences:
        site = sites.get(presence.site or "")
        du_site = None
        if site is not None:
            lieu = lieux.get(site.lieu or "")
            du_site = site.commune or (lieu.commune if lieu is not None else None)
        trouvees.add(du_site or presence.commune)
    return {commune for commune in trouvees if commune is not None}


def tous(registre: Registre, au: date) -> list[ExerciceSitue]:
    return [
        ExerciceSitue(professionnel=professionnel, exercice=exercice, certain=certitude(exercice, au) is True)
        for professionnel in registre.professionnels
        for exercice in professionnel.exercices
        if exercice.statut is StatutExercice.EFFECTIF and certitude(exercice, au) is not False
    ]


def au_choix(*valeurs: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *valeurs])


def tuples(strategie: st.SearchStrategy[Any], nombre: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategie, max_size=nombre).map(tuple)


def nommer(prefixe: str, entites: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(attrs.evolve(entite, identifiant=f"{prefixe}-{rang}") for rang, entite in enumerate(entites))


sites = strategies.sites(
    lieu=au_choix(*LIEUX), commune=au_choix(*COMMUNES), periode=None, horaires=(), jalons=(), finess=None
)
presences = strategies.presences(site=st.sampled_from(SITES), commune=au_choix(*COMMUNES), jours=())
exercices = strategies.exercices(structure=au_choix(*STRUCTURES), presences=tuples(presences, 2))
soignants = strategies.professionnels(
    profession=st.sampled_from([professions.MEDECIN, professions.INFIRMIER]), exercices=tuples(exercices, 2)
)
habites = st.builds(
    lambda soignants, structures, sites, lieux: Registre(
        professionnels=nommer("soignant", soignants),
        structures=tuple(
            attrs.evolve(structure, sites=(site,))
            for structure, site in zip(nommer("structure", structures), nommer("site", sites), strict=True)
        ),
        lieux=nommer("lieu", lieux),
    ),
    tuples(soignants, 3),
    st.tuples(strategies.structures(sites=()), strategies.structures(sites=())),
    st.tuples(sites, sites),
    tuples(strategies.lieux(commune=au_choix(*COMMUNES)), 2),
)
"""Registres where somebody practises, in structures and at places that may stand in them or not."""


@MOITIE
@given(habites, st.dates(), st.sampled_from(COMMUNES))
def test_les_exercices_d_un_jour_sont_ceux_d_une_recherche_naive(registre: Registre, au: date, commune: str) -> None:
    presents = tous(registre, au)
    medecins = [situe for situe in presents if situe.professionnel.profession == professions.MEDECIN]
    ici = [situe for situe in presents if commune in communes(registre, situe.exercice)]
    assert list(registre.exercices(au=au)) == presents
    assert list(registre.exercices(au=au, profession=professions.MEDECIN)) == medecins
    assert list(registre.exercices(au=au, commune=commune)) == ici
    for structure in STRUCTURES:
        dedans = [situe for situe in presents if situe.exercice.structure == structure]
        assert list(registre.exercices(au=au, structure=structure)) == dedans
        cumul = registre.exercices(au=au, structure=structure, commune=commune, profession=professions.MEDECIN)
        assert list(cumul) == [situe for situe in dedans if situe in ici and situe in medecins]


@MOITIE
@given(habites, st.dates())
def test_les_membres_d_une_structure_sont_ceux_d_une_recherche_naive(registre: Registre, au: date) -> None:
    for structure in registre.structures:
        match structure:
            case CPTS():
                certitudes = [(a.membre, a.periode and a.periode.couvre(au)) for a in structure.adherents]
            case EquipeSoinsPrimaires() | EquipeSoinsSpecialises():
                certitudes = [(a.membre, a.periode and a.periode.couvre(au)) for a in structure.membres]
            case _:
                situes = [s for s in tous(registre, au) if s.exercice.structure == structure.identifiant]
                surs = {s.professionnel.identifiant for s in situes if s.certain}
                noms = dict.fromkeys(s.professionnel.identifiant for s in situes)
                certitudes = [(nom, nom in surs or None) for nom in noms]
        attendus = [(membre, certain is True) for membre, certain in certitudes if certain is not False]
        trouves = [(a.membre, a.certain) for a in registre.membres(structure.identifiant, au=au)]
        assert trouves == attendus
