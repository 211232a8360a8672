"""What somebody who begins writes, and the sentence that gets them on."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import attrs
import pytest

import soinsprimaires as sp
from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    CodeNomenclature,
    DatePartielle,
    Estimation,
    Horaire,
    JourSemaine,
    Lieu,
    ModeExercice,
    NatureProjet,
    Professionnel,
    Projet,
    Registre,
    Site,
    analyse,
    composition,
    controler,
    cycle,
    referentiels,
)

REGISTRE = Registre(
    structures=(MSP(identifiant="msp", nom="MSP"), CPTS(identifiant="cpts", nom="CPTS")),
    lieux=(Lieu(identifiant="halle", nom="Halle"),),
)
AU = date(2026, 1, 1)
PROJET: dict[str, Any] = {"identifiant": "p", "nom": "P"}
HORAIRE: dict[str, Any] = {"jours": (JourSemaine.LUNDI,), "ouvre": time(8), "ferme": time(19)}


def faux(fonction: Any) -> Any:
    """A function that no type checker looks at: these calls are wrong on purpose."""
    return fonction


@pytest.mark.parametrize(
    ("essai", "dit"),
    [
        # -- a name --
        (lambda: REGISTRE.membres("mps", au=AU), "aucune structure ne s'appelle 'mps' ; vouliez-vous dire « msp » ?"),
        (lambda: REGISTRE.membres("halle", au=AU), "aucune structure ne s'appelle 'halle'"),
        (lambda: REGISTRE["hale"], "aucune entité ne s'appelle 'hale' ; vouliez-vous dire « halle » ?"),
        (lambda: REGISTRE.sans("x"), "aucune entité ne s'appelle 'x'"),
        (lambda: REGISTRE.pointeur("mps"), "aucune entité ne s'appelle 'mps' ; vouliez-vous dire « msp » ?"),
        (lambda: controler(REGISTRE, au=AU).regle("MSP-01"), "aucune règle ne s'appelle 'MSP-01' ; vouliez-vous dire"),
        (lambda: controler(REGISTRE, au=AU, exclues=["MSP-01"]), "'MSP-01' ; vouliez-vous dire « MSP-001 » ?"),
        # -- a word --
        (lambda: Acte("signature"), "'signature' n'est pas un mot de Acte ; vouliez-vous dire « signature_contrat »"),
        (lambda: NatureProjet("CPTS"), "'CPTS' n'est pas un mot de NatureProjet ; vouliez-vous dire « cpts » ?"),
        (lambda: ModeExercice("libéral"), "vouliez-vous dire « liberal » ?"),
        (lambda: NatureProjet("ehpad"), "admis : cpts, msp, centre_sante"),
        (lambda: NatureProjet(faux(3)), "3 n'est pas un mot de NatureProjet ; admis : cpts, msp, centre_sante"),
        (lambda: faux(Projet)(**PROJET, nature="msp"), "écrire NatureProjet.MSP"),
        (lambda: faux(Projet)(**PROJET, nature="MSP"), "écrire NatureProjet.MSP"),
        (lambda: faux(CodeNomenclature)("TRE_G15", "10"), "écrire Systeme.TRE_G15"),
        (lambda: faux(REGISTRE.projets_de)(nature="msp"), "écrire NatureProjet.MSP"),
        # -- a constructor --
        (
            lambda: faux(MSP)(identifiant="a", non="x"),
            "MSP n'a pas de champ « non » ; vouliez-vous dire « nom » ?",
        ),
        (lambda: faux(MSP)(identifiant="a"), "MSP demande « nom »"),
        (lambda: faux(MSP)("a", "b"), "les champs de MSP se nomment : MSP(identifiant=..., nom=...)"),
        (lambda: faux(Estimation)(3), "les champs de Estimation se nomment : Estimation(valeur=...)"),
        (lambda: faux(DatePartielle)("2022"), "un texte se lit par DatePartielle.lire(...)"),
        (lambda: faux(attrs.evolve)(REGISTRE["msp"], non="x"), "MSP n'a pas de champ « non »"),
        (lambda: faux(REGISTRE.modifier)("msp", non="x"), "vouliez-vous dire « nom » ?"),
        (
            lambda: faux(Registre)(structure=()),
            "Registre n'a pas de champ « structure » ; vouliez-vous",
        ),
        (
            lambda: faux(MSP)(identifiant="a", nom="b", sites=Site(identifiant="s")),
            "écrire (valeur,) pour une seule",
        ),
        (lambda: faux(Registre)(lieux=REGISTRE["halle"]), "écrire (entite,) pour une seule"),
        (
            lambda: faux(Projet)(**PROJET, nature=NatureProjet.MSP, structure=REGISTRE["msp"]),
            "identifiant : 'msp'",
        ),
        # -- days, hours, numbers --
        (lambda: faux(controler)(REGISTRE, au="2024-01-31"), "pas '2024-01-31' ; écrire date(2024, 1, 31)"),
        (lambda: controler(REGISTRE, au=datetime(2024, 1, 1)), "écrire .date()"),  # noqa: DTZ001 - what one writes
        (lambda: faux(Horaire)(**{**HORAIRE, "ouvre": "08:00"}), "écrire time(8, 0)"),
        (lambda: faux(Professionnel)(identifiant="a", profession=None, annee_naissance="1970"), "écrire 1970"),
        (lambda: DatePartielle.lire("12/05/2022"), "écrire 2022-05-12"),
        (lambda: DatePartielle.lire("5/2022"), "écrire 2022-05"),
        # -- referentials --
        (lambda: faux(Professionnel)(identifiant="a", profession="médecin"), "professions : professions.MEDECIN"),
        (lambda: faux(Professionnel)(identifiant="a", profession="infirmière"), "professions : professions.INFIRMIER"),
        (lambda: faux(Professionnel)(identifiant="a", profession="chef"), "professions : MEDECIN par exemple"),
        (lambda: referentiels.commune("Lectoure"), "chercher_communes('Lectoure') cherche par le nom"),
        (lambda: referentiels.commune("32700"), "c'est un code postal : communes_par_code_postal('32700')"),
        (lambda: faux(referentiels.commune)(32208), "un code est un texte : '32208'"),
        (lambda: referentiels.departement("gers"), "'gers' a le code '32'"),
        # -- what is given to a function --
        (lambda: faux(sp.vers_pandas)(REGISTRE.structures), "une valeur de Registre est attendue"),
        (
            lambda: faux(composition.classe_taille)(REGISTRE["cpts"], au=AU),
            "Territoire est attendue, pas une val",
        ),
        (lambda: faux(composition.population)(REGISTRE["cpts"], au=AU), "Territoire est attendue"),
        (
            lambda: faux(cycle.etat)(REGISTRE["msp"], au=AU),
            "une valeur de Projet est attendue, pas",
        ),
        (lambda: faux(analyse.portefeuille)(REGISTRE["msp"], au=AU), "une valeur de Registre est attendue"),
        (lambda: faux(REGISTRE.avec)([REGISTRE["msp"]]), "écrire *entites pour en donner plusieurs"),
        (lambda: faux(sp.en_json)(REGISTRE["msp"]), "en_objet écrit une valeur"),
        (lambda: faux(sp.depuis_json)({"format": "x"}), "depuis_objet lit ce que json.loads a donné"),
        (lambda: faux(sp.depuis_json)(Path("a.json")), "charger lit un fichier"),
        (lambda: sp.depuis_json("registre.json"), "charger lit un fichier par son nom"),
        (lambda: REGISTRE.sans(faux(REGISTRE["msp"])), "une entité se désigne par son identifiant : 'msp'"),
    ],
)
def test_une_faute_dit_quoi_ecrire(essai: Callable[[], Any], dit: str) -> None:
    with pytest.raises((sp.ErreurSoinsPrimaires, TypeError)) as faute:
        essai()
    assert dit in str(faute.value)


def test_une_valeur_qui_ne_change_pas_dit_comment_en_faire_une_autre() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError) as faute:
        REGISTRE["msp"].nom = "Maison"
    [note] = faute.value.__notes__
    assert note == (
        "une valeur ne change pas : attrs.evolve(valeur, nom=...) en donne une autre, "
        "et registre.modifier('msp', nom=...) un autre registre"
    )


def test_une_liste_et_un_dictionnaire_sont_admis() -> None:
    site = Site(identifiant="s")
    maison = faux(MSP)(identifiant="a", nom="b", sites=[site], extensions={"a": 1})
    assert maison == MSP(identifiant="a", nom="b", sites=(site,), extensions=sp.Extensions({"a": 1}))
    assert faux(Registre)(extensions={"a": 1}).extensions == sp.Extensions({"a": 1})
    assert faux(attrs.evolve)(maison, sites=[]).sites == ()
    assert faux(controler)(REGISTRE, au=AU, exclues="MSP-001") == controler(REGISTRE, au=AU, exclues=("MSP-001",))


def test_un_nom_public_mal_ecrit_en_propose_un() -> None:
    with pytest.raises(AttributeError) as faute:
        _ = faux(sp).charge
    assert (faute.value.name, faute.value.obj) == ("charge", sp)  # from which Python suggests the nearest


def test_les_anciennes_communes_et_les_saints_se_cherchent() -> None:
    assert [commune.nom for commune in referentiels.chercher_communes("Annecy-le-Vieux")] == ["Annecy"]
    assert [commune.code for commune in referentiels.chercher_communes("St Clar")] == ["32370"]
    assert referentiels.chercher_communes("Nulle-Part-sur-Rien") == ()
