"""Territories: communes that exist, and at most one CPTS for each."""

from collections import defaultdict
from collections.abc import Iterator

from soinsprimaires import referentiels
from soinsprimaires.anomalies import Chemin
from soinsprimaires.composition import actualiser, ecrites_le, existe, valeurs_possibles
from soinsprimaires.droit import textes
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CPTS
from soinsprimaires.modele.territoires import Delimitation, Territoire
from soinsprimaires.mots import citer_les_premiers
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    SansObjet,
    SousReserve,
    Verdict,
    chemin_de,
    regle,
)
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_TERRITOIRES"]


@regle(
    "TER-001",
    titre="Les communes d'un territoire existent à la date du contrôle",
    cible=Territoire,
    portee=Portee.BONNE_PRATIQUE,
    vigueur=Periode(),
    sources=(textes.COMMUNES_INSEE,),
    fiabilite=Fiabilite.VERIFIEE,
)
def communes_existantes(territoire: Territoire, contexte: Contexte) -> Iterator[Verdict]:
    """A code that no vintage knows is a mistake; one that has merged since is followed, and told."""
    codes: list[tuple[Chemin, str]] = [(("communes", rang), code) for rang, code in enumerate(territoire.communes)]
    codes += [(("reperes", rang, "commune"), repere.commune) for rang, repere in enumerate(territoire.reperes)]
    if not codes:
        yield SansObjet("le territoire n'énumère aucune commune")
        return
    ecart = referentiels.ecart_de_millesime(contexte.au)
    for chemin, code in codes:
        message = _absence(code, contexte)
        if message is not None and ecart is not None:
            yield Indetermine(f"{message} ({ecart})", (), chemin)
        elif message is not None:
            yield NonConforme(message, chemin)


def _absence(code: str, contexte: Contexte) -> str | None:
    try:
        referentiels.commune(code, contexte.au)
    except CodeInconnu:
        suite = actualiser((code,), au=contexte.au)
        if suite.inconnues:
            return f"aucune commune n'a le code {code}"
        noms = ", ".join(str(referentiels.commune(c, contexte.au)) for c in (*suite.communes, *suite.partielles))
        return f"la commune {code} n'existe pas à cette date ; son territoire relève de {noms}"
    return None


@regle(
    "CPTS-013",
    titre="Les territoires de deux CPTS ne se recouvrent pas",
    cible=Registre,
    portee=Portee.DOCTRINE_ADMINISTRATIVE,
    vigueur=Periode(),
    sources=(textes.USAGE_UNE_CPTS,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def territoires_disjoints(registre: Registre, contexte: Contexte) -> Iterator[Verdict]:
    """Practice of the ARS; a territory that is not wholly known may reach any other."""
    toutes = [cpts for cpts in registre.structures if isinstance(cpts, CPTS)]
    existantes = {
        cpts.identifiant: reponse for cpts in toutes if (reponse := existe(cpts, au=contexte.au)) is not False
    }
    if len(existantes) < 2:  # noqa: PLR2004 - one alone overlaps nothing
        yield SansObjet("moins de deux CPTS existent à cette date")
        return
    if [*existantes.values()].count(True) < 2:  # noqa: PLR2004 - as above
        yield SousReserve("on ne sait pas si deux CPTS existent à cette date", ("creee_le", "dissoute_le"))
    par_commune: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for cpts in toutes:
        if cpts.identifiant not in existantes:
            continue
        communes, bornee = _communes(cpts, contexte)
        for commune, certaine in communes.items():
            par_commune[commune].append((cpts.identifiant, certaine and existantes[cpts.identifiant] is True))
        if not bornee:
            message = (
                f"le territoire de « {cpts.identifiant} » n'est pas entièrement connu : il peut en recouvrir un autre"
            )
            yield Indetermine(
                message, ("territoires", "communes", "delimitation"), chemin_de(registre, cpts.identifiant)
            )
    yield from _recouvrements(registre, par_commune)


def _communes(cpts: CPTS, contexte: Contexte) -> tuple[dict[str, bool], bool]:
    """Communes of a CPTS, each with whether it surely is one of its, and whether nothing else may be."""
    rattachements = valeurs_possibles(cpts.territoires, au=contexte.au)
    communes: dict[str, bool] = {}
    # If none holds for sure, none may: the territory is then another one, which is not described.
    bornee = any(certain for _, certain in rattachements)
    for rattachement, certain in rattachements:
        territoire = contexte.registre.obtenir(rattachement.territoire)
        if not isinstance(territoire, Territoire):
            bornee = False
            continue
        suite = actualiser(territoire.communes, au=contexte.au, ecrites_le=ecrites_le(territoire))
        communes |= {code: communes.get(code, False) for code in suite.partielles}
        communes |= {code: certain or communes.get(code, False) for code in suite.communes}
        bornee = bornee and territoire.delimitation is Delimitation.COMPLETE and not suite.inconnues
    return communes, bornee


def _recouvrements(registre: Registre, par_commune: dict[str, list[tuple[str, bool]]]) -> Iterator[Verdict]:
    partagees: dict[tuple[tuple[str, ...], bool], list[str]] = defaultdict(list)
    for commune, siennes in sorted(par_commune.items()):
        noms = tuple(sorted({nom for nom, _ in siennes}))
        if len(noms) > 1:
            partagees[noms, all(certaine for _, certaine in siennes)].append(commune)
    for (noms, certain), communes in sorted(partagees.items()):
        qui, quoi = citer_les_premiers([f"« {nom} »" for nom in noms]), citer_les_premiers(communes)
        if certain:
            message = f"les CPTS {qui} ont en commun {len(communes)} commune(s) : {quoi}"
            yield NonConforme(message, chemin_de(registre, noms[0]))
        else:
            message = f"on ne sait pas si les CPTS {qui} ont en commun à cette date {quoi}"
            yield Indetermine(message, ("periode", "communes"), chemin_de(registre, noms[0]))


REGLES_TERRITOIRES: tuple[Regle, ...] = (communes_existantes, territoires_disjoints)
