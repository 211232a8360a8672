"""Each line of the law that was read is a rule, a version, a parameter, a condition, a delay, or a stated reason."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from soinsprimaires import droit
from soinsprimaires.cycle import TRANSITIONS, Mention
from soinsprimaires.droit import DelaisMission, Parametre, PosteBareme
from soinsprimaires.droit.delais import DelaiLegal
from soinsprimaires.identifiants import SorteIdentifiant
from soinsprimaires.regles import REGLES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "table-du-droit.md"
NATURES: Final = {"règle", "version", "paramètre", "mention", "forme", "délai", "motif"}
JOUR = re.compile(r"\d{4}-\d{2}-\d{2}")


def tables() -> list[list[tuple[str, ...]]]:
    """The rows of each table of the page, without its headings."""
    trouvees: list[list[tuple[str, ...]]] = []
    dedans = False
    for ligne in PAGE.read_text(encoding="utf-8").splitlines():
        if ligne.startswith("| ---"):
            trouvees.append([])
        elif ligne.startswith("| ") and dedans:
            trouvees[-1].append(tuple(cellule.strip() for cellule in ligne.strip("|").split("|")))
        dedans = ligne.startswith("| ---") or (dedans and ligne.startswith("| "))
    return trouvees


PREMIERE, NON_LUS = tables()
LIGNES = [(code, nature, ou) for code, nature, ou in PREMIERE]


def designe(nom: str) -> Any:
    """What a name of the table designates: the versions of a rule, or a value of a module of the package."""
    if nom in REGLES:
        return REGLES[nom]
    module, _, valeur = nom.rpartition(".")
    return getattr(import_module(f"soinsprimaires.{module}"), valeur)


def nature_de(valeur: Any) -> str:
    if isinstance(valeur, Parametre) or (
        isinstance(valeur, tuple) and isinstance(valeur[0], DelaisMission | PosteBareme)
    ):
        return "paramètre"
    if isinstance(valeur, DelaiLegal):
        return "délai"
    if isinstance(valeur, SorteIdentifiant):
        return "forme"
    return "mention" if isinstance(valeur, Mention) else "règle"


def test_chaque_ligne_du_droit_y_est_une_fois_dans_l_ordre() -> None:
    codes = [code for code, _, _ in LIGNES]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"[A-Z]{3,4}-\d{3}[a-z]?", code) for code in codes)


def test_un_texte_qui_n_a_pas_ete_lu_dit_ce_qui_manque_et_ou_le_lire() -> None:
    assert NON_LUS
    for texte, manque, ou in NON_LUS:
        assert all((texte, manque))
        assert "legifrance.gouv.fr" in ou
    for _, natures, ou in LIGNES:
        if natures == "motif" and ou.startswith("Texte absent"):
            assert "à lire sur" in ou


def test_aucune_cellule_n_est_vide() -> None:
    assert all(cellule for ligne in LIGNES for cellule in ligne)


def test_chaque_ligne_designe_ce_qu_elle_dit() -> None:
    for code, nature, ou in LIGNES:
        _verifier_ligne(code, nature, ou)


def _verifier_ligne(code: str, nature: str, ou: str) -> None:
    natures = nature.split(" ; ")
    assert set(natures) <= NATURES
    noms = re.findall(r"`([^`]+)`", ou)
    if natures == ["motif"]:
        assert all(callable(designe(nom)) for nom in noms)
        assert re.match(r"(Donnée|Texte|Donnée et texte) absente?s? : .{20,}", ou)
        assert code not in REGLES
        return
    trouvees = ["règle" if nom in REGLES else nature_de(designe(nom)) for nom in noms]
    assert set(trouvees) == {"règle" if n == "version" else n for n in natures}
    if "règle" in natures:
        assert code in noms
    if "version" in natures or "version" in ou:
        debuts = {str(version.vigueur.debut) for nom in noms if nom in REGLES for version in REGLES[nom]}
        assert set(JOUR.findall(ou)) <= debuts
        assert JOUR.findall(ou)


def test_un_delai_porte_le_code_de_sa_ligne_et_une_source() -> None:
    for code, _, ou in LIGNES:
        for nom in re.findall(r"`([^`]+)`", ou):
            valeur = designe(nom)
            if isinstance(valeur, DelaiLegal):
                assert (valeur.code, bool(valeur.sources)) == (code, True)


def test_une_mention_tient_une_transition_qui_a_une_source() -> None:
    tenues = [t for table in TRANSITIONS.values() for t in table]
    for _, _, ou in LIGNES:
        for nom in re.findall(r"`(cycle\.mentions\.[^`]+)`", ou):
            siennes = [transition for transition in tenues if designe(nom) in transition.mentions]
            assert siennes
            assert all(transition.sources for transition in siennes)


def test_une_regle_du_droit_est_dans_la_table() -> None:
    # Those that no text founds: the document itself, good sense, and trainings.
    hors_table = {"CLE", "EXE", "FOR", "JRN", "MEM", "REF", "TER", "VRA"}
    codes = {code for code in REGLES if code.partition("-")[0] not in hors_table}
    assert codes - {code for code, _, _ in LIGNES} == set()


def test_chaque_parametre_dit_une_source_a_chaque_date() -> None:
    tous: list[Parametre[Any]] = [v for nom in droit.__all__ if isinstance(v := getattr(droit, nom), Parametre)]
    tous += [poste.valeur for poste in droit.POSTES_ACI]
    for parametre in tous:
        for etape in parametre.valeurs:
            assert etape.sources
            assert (etape.valeur is None) == (etape.raison is not None)
