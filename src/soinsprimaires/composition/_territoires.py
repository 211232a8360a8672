"""What became of the communes of a territory over the years."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.modele.territoires import Delimitation, Etendue, Territoire
from soinsprimaires.referentiels import CodeRattache, Commune, NatureCodeRattache

_PARTIES_ANCIENNES: Final = frozenset(
    {NatureCodeRattache.ARRONDISSEMENT_MUNICIPAL, NatureCodeRattache.COMMUNE_ASSOCIEE}
)
"""Parts of long ago, none of them made since 2011: a territory that lists one beside its commune means all of it."""


@attrs.frozen(kw_only=True)
class Actualisation:
    """Communes under the codes that they have in a vintage.

    Attributes:
        communes: codes of the vintage, wholly inside what was given.
        partielles: codes of the vintage that hold other ground too: a merger with communes that were not given.
        inconnues: codes that no vintage knows.
    """

    communes: tuple[str, ...]
    partielles: tuple[str, ...] = ()
    inconnues: tuple[str, ...] = ()


def actualiser(communes: Iterable[str], *, au: date, ecrites_le: date | None = None) -> Actualisation:
    """The communes of a vintage that cover communes written at another time.

    A code is followed from the vintage of the day when it was written, else from the nearest one that knows it, with
    the codes that it is put together with: that of a merger is often the one of a commune that merged. When nothing
    tells that day, it is the day asked, or today: on a day before a merger, its other communes may be meant too.

    One that is a commune's in no vintage may be that of a part: of an arrondissement, of a commune associée or déléguée
    that merged before them all. Beside the code of its commune, a déléguée tells that both were written before they
    merged; the first two add nothing.

    Args:
        communes: the codes.
        au: the day, which chooses the vintage.
        ecrites_le: when they were written.
    """
    donnees = frozenset(communes)
    alors = _suivre(donnees, au if ecrites_le is None else ecrites_le, au)
    if ecrites_le is not None or not _peuvent_etre_recentes(donnees, au):
        return alors
    depuis = _suivre(donnees, date.max, au)
    certaines = {*alors.communes} & {*depuis.communes}
    possibles = {*alors.communes, *alors.partielles, *depuis.communes, *depuis.partielles}
    return Actualisation(
        communes=tuple(sorted(certaines)), partielles=tuple(sorted(possibles - certaines)), inconnues=alors.inconnues
    )


def _peuvent_etre_recentes(donnees: frozenset[str], au: date) -> bool:
    """Whether codes may be of the latest vintage: none of them has stopped to be a commune's since a day."""
    from soinsprimaires.referentiels._communes import codes_des_communes

    return donnees & codes_des_communes(au) <= codes_des_communes()


def ecrites_le(territoire: Territoire | Etendue | None) -> date | None:
    """A day of the vintage in which the codes of a territory were written, that of its source, where one tells it."""
    from soinsprimaires import referentiels

    provenance = territoire.provenance if isinstance(territoire, Territoire) else None
    le = None if provenance is None else provenance.publie_le
    if le is None or le.au_plus_tot is None or le.au_plus_tard is None:
        return None
    millesimes = {referentiels.millesime_au(jour) for jour in (le.au_plus_tot, le.au_plus_tard)}
    return le.au_plus_tard if len(millesimes) == 1 else None


def _suivre(donnees: frozenset[str], de: date, au: date) -> Actualisation:
    from soinsprimaires.referentiels._communes import codes_des_communes, correspondance, rattachement

    depuis_alors, presentes = codes_des_communes(de), donnees & codes_des_communes(au)
    certaines, partielles, inconnues = set[str](), set[str](), set[str]()
    for code in sorted(donnees):
        depuis = de if code in depuis_alors else _millesime_connaissant(code, au)
        lien = None if depuis is None else correspondance(code, depuis, au)
        partie = rattachement(code, au) if depuis is None else None
        if partie is not None:
            arrondissements = _arrondissements_avec(partie, au)
            if arrondissements and arrondissements <= donnees:
                certaines.add(partie.commune)
            elif partie.nature not in _PARTIES_ANCIENNES or partie.commune not in presentes:
                partielles.add(partie.commune)
        elif lien is None and code in presentes:
            certaines.add(code)
        elif lien is None or not lien.apres:
            inconnues.add(code)
        elif donnees >= {*lien.avant}:
            certaines.update(lien.apres)
        else:
            partielles.update(lien.apres)
    return Actualisation(
        communes=tuple(sorted(certaines - partielles)),
        partielles=tuple(sorted(partielles)),
        inconnues=tuple(sorted(inconnues)),
    )


def _arrondissements_avec(partie: CodeRattache, au: date) -> set[str]:
    """The arrondissements of the commune of one of them; nothing of another part."""
    from soinsprimaires.referentiels._communes import arrondissements

    codes = {un.code for un in arrondissements(partie.commune, au)}
    return codes if partie.code in codes else set()


def _millesime_connaissant(code: str, au: date) -> date | None:
    from soinsprimaires import referentiels
    from soinsprimaires.referentiels._communes import codes_des_communes

    annees = sorted(referentiels.MILLESIMES, key=lambda annee: abs(annee - au.year))
    jours = (date(annee, 1, 1) for annee in annees)
    return next((jour for jour in jours if code in codes_des_communes(jour)), None)


def departements_possibles(territoire: Territoire) -> frozenset[str] | None:
    """The départements of which communes may be in a territory, ``None`` when nothing bounds them.

    A list of communes that is not complete tells where the territory is, and not how far it reaches.
    """
    from soinsprimaires.referentiels import departement_de

    nommes = frozenset(map(departement_de, territoire.communes))
    if territoire.departement is not None:
        return nommes | {territoire.departement}
    return nommes if territoire.delimitation is Delimitation.COMPLETE else None


class NatureChangement(Vocabulaire):
    """What happened to communes between two vintages."""

    FUSION = "fusion"
    SEPARATION = "separation"
    RECOMPOSITION = "recomposition"
    CODE = "code"
    NOM = "nom"
    EPCI = "epci"


@attrs.frozen(kw_only=True)
class Changement:
    """One change of the communes of a territory.

    Attributes:
        nature: what happened.
        avant: the communes as they were.
        apres: the communes as they are.
        message: the change in one sentence.
        dehors: codes among ``avant`` that are not of the territory: its limits do not say what became of it.
    """

    nature: NatureChangement
    avant: tuple[Commune, ...]
    apres: tuple[Commune, ...]
    message: str
    dehors: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.message


@attrs.frozen(kw_only=True)
class Changements:
    """What changed in the communes of a territory between two vintages.

    Attributes:
        de: first vintage.
        a: second vintage.
        changements: the changes, in the order of the codes.
        inconnues: codes of the territory that the first vintage does not know.
        remarques: what the vintages cannot tell.
    """

    de: int
    a: int
    changements: tuple[Changement, ...]
    inconnues: tuple[str, ...] = ()
    remarques: tuple[str, ...] = ()


def changements(territoire: Territoire | Etendue, *, de: date, a: date) -> Changements:
    """What changed in the communes of a territory between two days: mergers, separations, names, EPCI.

    Args:
        territoire: the territory, under the codes of the first day; those that are older are followed to it.
        de: first day, which chooses its vintage.
        a: second day, after the first or before it.
    """
    exiger(territoire, Territoire | Etendue, "territoire")
    from soinsprimaires import referentiels

    depart = actualiser(territoire.communes, au=de, ecrites_le=ecrites_le(territoire))
    codes = {*depart.communes, *depart.partielles}
    liens = [lien for lien in referentiels.correspondances(de, a) if codes & {*lien.avant}]
    lies = {code for lien in liens for code in lien.avant}
    trouves = [_changement_de_codes(lien.avant, lien.apres, codes, (de, a)) for lien in liens]
    trouves += [changement for code in sorted(codes - lies) for changement in _changements_de_commune(code, de, a)]
    return Changements(
        de=referentiels.millesime_au(de),
        a=referentiels.millesime_au(a),
        changements=tuple(sorted(trouves, key=lambda changement: changement.avant[0].code)),
        inconnues=depart.inconnues,
        remarques=tuple(_remarques(de, a)),
    )


def _changement_de_codes(
    avant: tuple[str, ...], apres: tuple[str, ...], codes: set[str], jours: tuple[date, date]
) -> Changement:
    from soinsprimaires import referentiels

    nature, verbe = _nature(len(avant), len(apres))
    communes = tuple(referentiels.commune(code, jours[0]) for code in avant)
    suivantes = tuple(referentiels.commune(code, jours[1]) for code in apres)
    dehors = tuple(code for code in avant if code not in codes)
    message = f"{', '.join(map(str, communes))} : {verbe} {', '.join(map(str, suivantes)) or 'une suite inconnue'}"
    if dehors:
        message += f" ; hors du territoire : {', '.join(dehors)}"
    return Changement(nature=nature, avant=communes, apres=suivantes, message=message, dehors=dehors)


def _nature(avant: int, apres: int) -> tuple[NatureChangement, str]:
    if avant > 1 and apres > 1:
        return NatureChangement.RECOMPOSITION, "deviennent"
    if avant > 1:
        return NatureChangement.FUSION, "forment"
    if apres > 1:
        return NatureChangement.SEPARATION, "se sépare en"
    return NatureChangement.CODE, "change de code et devient"


def _changements_de_commune(code: str, de: date, a: date) -> Iterator[Changement]:
    from soinsprimaires import referentiels

    avant, apres = referentiels.commune(code, de), referentiels.commune(code, a)
    if avant.nom != apres.nom:
        message = f"{avant} s'appelle {apres.nom}"
        yield Changement(nature=NatureChangement.NOM, avant=(avant,), apres=(apres,), message=message)
    if avant.epci != apres.epci:
        message = f"{avant} passe de {_nommer_epci(avant.epci, de)} à {_nommer_epci(apres.epci, a)}"
        yield Changement(nature=NatureChangement.EPCI, avant=(avant,), apres=(apres,), message=message)


def _nommer_epci(code: str | None, au: date) -> str:
    from soinsprimaires import referentiels

    return "aucun EPCI" if code is None else str(referentiels.epci(code, au))


def _remarques(de: date, a: date) -> Iterator[str]:
    from soinsprimaires import referentiels

    for jour in (de, a):
        if ecart := referentiels.ecart_de_millesime(jour):
            yield ecart
    for annee in dict.fromkeys(map(referentiels.millesime_au, (de, a))):
        liste = referentiels.millesime_epci(annee)
        if liste != annee:
            yield f"les EPCI du millésime {annee} sont ceux de la liste de {liste}"
