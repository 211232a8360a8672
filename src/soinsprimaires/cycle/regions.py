"""In which region a project stands, and how that region does it: usages, never law."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from soinsprimaires import referentiels
from soinsprimaires.cycle.tables.rangees import ASSURANCE_MALADIE
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.modele.evenements import Acte, QualiteActeur
from soinsprimaires.modele.organisations import Organisation
from soinsprimaires.modele.procedures import EtapeProcedure, NatureDelai, ProcedureRegionale
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import Structure
from soinsprimaires.modele.territoires import Territoire

__all__ = ["caisses_de", "procedures_de", "region_de", "region_de_structure", "usages"]


def region_de(projet: Projet, registre: Registre, *, au: date) -> str | None:
    """Code of the région of a project: that of its territory, else of its structure, else of those who follow it.

    Returns:
        ``None`` when nothing says it, or when what says it disagrees.
    """
    structure = registre.obtenir(projet.structure)
    de_la_structure = _de_la_structure(structure, registre, au) if isinstance(structure, Structure) else ()
    for indices in (_du_projet(projet, registre, au), de_la_structure, _suivi(projet, registre)):
        regions = set(indices)
        if regions:
            return regions.pop() if len(regions) == 1 else None
    return None


def region_de_structure(structure: Structure, registre: Registre, *, au: date) -> str | None:
    """Code of the région of a structure, from its sites and territories; ``None`` when they say none, or disagree."""
    regions = set(_de_la_structure(structure, registre, au))
    return regions.pop() if len(regions) == 1 else None


def _du_projet(projet: Projet, registre: Registre, au: date) -> Iterator[str]:
    yield from _du_territoire(registre.obtenir(projet.territoire), au)


def _du_territoire(territoire: object, au: date) -> Iterator[str]:
    if not isinstance(territoire, Territoire):
        return
    if territoire.region is not None:
        yield territoire.region
    elif territoire.departement is not None:
        yield from _du_departement(territoire.departement, au)
    else:
        for commune in territoire.communes:
            yield from _de_la_commune(commune, au)


def _du_departement(code: str, au: date) -> Iterator[str]:
    try:
        yield referentiels.departement(code, au).region
    except CodeInconnu:
        return  # what the referential does not know says nothing of the region


def _de_la_commune(code: str | None, au: date) -> Iterator[str]:
    if code is None:
        return
    partie = referentiels.rattachement(code, au)
    try:
        region = referentiels.commune(code if partie is None else partie.commune, au).region
    except CodeInconnu:
        return
    if region is not None:
        yield region


def _de_la_structure(structure: Structure, registre: Registre, au: date) -> Iterator[str]:
    yield from _des_sites(structure, registre, au)
    for rattachement in structure.territoires:
        if rattachement.periode is not None and rattachement.periode.couvre(au) is False:
            continue
        yield from _du_territoire(registre.obtenir(rattachement.territoire), au)


def _des_sites(structure: Structure, registre: Registre, au: date) -> Iterator[str]:
    for site in structure.sites:
        for commune in registre.communes_du_site(site, au=au):
            yield from _de_la_commune(commune, au)


def _suivi(projet: Projet, registre: Registre) -> Iterator[str]:
    for referent in projet.referents:
        organisation = registre.obtenir(referent.organisation)
        if isinstance(organisation, Organisation) and organisation.region is not None:
            yield organisation.region


_CGSS: Final = frozenset({"01", "02", "03", "04"})
"""Regions where a caisse générale stands for the caisse primaire (CSS, art. L752-1)."""
_AUTRES: Final = frozenset({"06", "975", "977", "978", "984", "986", "987", "988", "989"})
"""Mayotte and the collectivities, each with a caisse of its own or of another: no text was read that says which."""


def caisses_de(region: str | None) -> frozenset[QualiteActeur]:
    """The caisses that may speak for the assurance maladie in a region: one of them where the region tells which."""
    if region is None or region in _AUTRES:
        return ASSURANCE_MALADIE
    return frozenset({QualiteActeur.CGSS if region in _CGSS else QualiteActeur.CPAM})


def procedures_de(projet: Projet, registre: Registre, *, au: date) -> tuple[ProcedureRegionale, ...]:
    """The procedures of the registre that are those of the region and of the nature of a project."""
    candidates = tuple(p for p in registre.procedures_regionales if p.nature is projet.nature)
    region = region_de(projet, registre, au=au) if candidates else None
    return tuple(p for p in candidates if p.region == region)


def etapes_de(procedure: ProcedureRegionale, acte: Acte) -> tuple[EtapeProcedure, ...]:
    """The steps of a procedure that an act ends."""
    return tuple(etape for etape in procedure.etapes if etape.acte is acte)


def etiquette(procedure: ProcedureRegionale) -> str:
    """What goes before anything that a procedure says."""
    return f"usage de la région ({procedure.nom})"


def delai_en_mots(etape: EtapeProcedure) -> str | None:
    """The delay of a step, in French; ``None`` when it is not known."""
    if etape.delai_mois is None:
        return None
    return f"délai {'annoncé' if etape.nature_delai is NatureDelai.ANNONCE else 'usuel'} de {etape.delai_mois} mois"


def usages(projet: Projet, registre: Registre, acte: Acte, *, au: date) -> tuple[str, ...]:
    """What the region of a project adds to a step, in French sentences that each say that it is its usage."""
    return tuple(
        f"{etiquette(procedure)} : {usage}"
        for procedure in procedures_de(projet, registre, au=au)
        for etape in etapes_de(procedure, acte)
        for usage in _enoncer(etape)
    )


def _enoncer(etape: EtapeProcedure) -> Iterator[str]:
    if etape.instruit_par:
        yield "instruction par " + ", ".join(qualite.libelle for qualite in etape.instruit_par)
    if etape.avis_de:
        yield "avis de " + ", ".join(qualite.libelle for qualite in etape.avis_de)
    if etape.comite is not None:
        yield f"passage en {etape.comite}"
    if etape.documents:
        yield "pièces demandées : " + ", ".join(document.value for document in etape.documents)
    delai = delai_en_mots(etape)
    if delai is not None:
        yield delai
