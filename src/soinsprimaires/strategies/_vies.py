"""Lives of projects that every table allows."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from soinsprimaires import cycle
from soinsprimaires.erreurs import TransitionRefusee
from soinsprimaires.modele.evenements import (
    Acte,
    Acteur,
    ActiviteAgreee,
    AvisComite,
    Evenement,
    FondementOpposition,
    MissionCPTS,
    QualiteActeur,
)
from soinsprimaires.modele.projets import NatureProjet, Projet

# What a guard may ask of an event: one value of each is enough to meet it.
_GARANTIES: Final[dict[str, SearchStrategy[Any]]] = {
    "activite": st.sampled_from(ActiviteAgreee),
    "avis": st.sampled_from(AvisComite),
    "fondement": st.sampled_from(FondementOpposition),
    "mission": st.sampled_from(MissionCPTS),
    "motif": st.just("motif"),
    "projets_lies": st.just(("autre-projet",)),
}
# Drawn less often than the others, so that lives go far.
_FINS: Final = frozenset(
    {Acte.ABANDON, Acte.CESSATION, Acte.FERMETURE_ADMINISTRATIVE, Acte.FUSION, Acte.RESILIATION, Acte.SCISSION}
)
_ECARTS: Final = st.integers(0, 400)


def journaux(
    *,
    nature: NatureProjet | SearchStrategy[NatureProjet] | None = None,
    debut: date = date(2016, 1, 1),
    fin: date = date(2026, 12, 31),
    max_evenements: int = 8,
) -> SearchStrategy[tuple[Evenement, ...]]:
    """Journals of which each event is one that the procedure foresees where it stands, dated to the day.

    The acts are named after their rank, and follow one another within the days given.

    Args:
        nature: nature of the project, any by default.
        debut: first day on which something may happen.
        fin: last one.
        max_evenements: how many events at most.
    """
    natures = nature if isinstance(nature, SearchStrategy) else st.sampled_from([nature] if nature else NatureProjet)
    return natures.flatmap(lambda choisie: _journal(choisie, debut, fin, max_evenements))


@st.composite
def _journal(
    draw: st.DrawFn, nature: NatureProjet, debut: date, fin: date, max_evenements: int
) -> tuple[Evenement, ...]:
    projet = Projet(identifiant="projet", nom="Projet", nature=nature)
    jour = debut
    for ecart in draw(st.lists(_ECARTS, max_size=max_evenements)):
        jour += timedelta(days=ecart)
        actes = cycle.actes_possibles(projet, au=jour)
        if jour > fin or not actes:
            break
        evenement = _evenement(draw, projet, draw(st.sampled_from(_ponderer(actes))), jour)
        with suppress(TransitionRefusee):
            projet = cycle.appliquer(projet, evenement)
    return projet.journal


def _ponderer(actes: tuple[Acte, ...]) -> list[Acte]:
    return [acte for acte in actes for _ in range(1 if acte in _FINS else 6)]


def _evenement(draw: st.DrawFn, projet: Projet, acte: Acte, jour: date) -> Evenement:
    """An event made by those who may make it, together, and that carries what the row of the table asks."""
    possibles = cycle.etats_possibles(projet, au=jour)
    ligne = next(
        une
        for une in cycle.TRANSITIONS[projet.nature]
        if une.acte is acte and une.depuis & possibles and jour in une.vigueur
    )
    groupes = ligne.accords or (ligne.decide_par,)
    qualites = {draw(st.sampled_from(sorted(groupe, key=_mot))) for groupe in groupes}
    champs = {nom: draw(strategie) for nom, strategie in _GARANTIES.items()} if ligne.mentions else {}
    return Evenement(
        identifiant=f"evenement-{len(projet.journal) + 1}",
        acte=acte,
        effet_le=jour,
        recu_le=jour,
        enregistre_le=jour,
        acteurs=tuple(Acteur(qualite=qualite) for qualite in sorted(qualites, key=_mot)),
        site="site" if ligne.mentions else None,
        **champs,
    )


def _mot(qualite: QualiteActeur) -> str:
    return qualite.value
