"""The texts on which the library stands, with the state in which each was read and what may have changed since."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

import attrs

from soinsprimaires import droit
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.affichage.contenu.documents import extraire
from soinsprimaires.cycle import TRANSITIONS
from soinsprimaires.droit import Parametre, delais, textes
from soinsprimaires.droit.delais import DelaiLegal
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.regles import REGLES
from soinsprimaires.sources import NatureSource, SourceJuridique

__all__ = ["EtatDuTexte", "TexteCite", "en_objet", "lignes", "textes_cites"]


class EtatDuTexte(Vocabulaire):
    """Where the reading of a text stands on a day, from what needs a lawyer most to what needs none."""

    SUITE_NON_LUE = "suite_non_lue", "Une version plus récente est connue et n'a pas été lue"
    SANS_DATE = "sans_date", "La copie lue ne porte pas de date"
    ANCIEN = "ancien", "Lu dans un état antérieur à ce jour"
    A_JOUR = "a_jour", "La copie lue témoigne de ce jour"
    PASSE = "passe", "Ne fonde rien ce jour-là"
    SANS_TEXTE = "sans_texte", "Usages, nomenclatures et déductions : aucun article à relire"


_SANS_ARTICLE: Final = frozenset({NatureSource.USAGE, NatureSource.DEDUCTION, NatureSource.NOMENCLATURE})


@attrs.frozen(kw_only=True)
class TexteCite:
    """A text, and what stands on it on a day.

    Attributes:
        source: the text.
        etat: where its reading stands.
        fonde: codes of rules, names of values and delays, acts of the lifecycle that stand on it that day.
    """

    source: SourceJuridique
    etat: EtatDuTexte
    fonde: tuple[str, ...]


def _citations(au: date) -> Iterator[tuple[str, tuple[SourceJuridique, ...]]]:
    """What stands on texts on a day, with its sources."""
    for code, versions in REGLES.items():
        yield from ((code, version.sources) for version in versions if au in version.vigueur)
    for nom in droit.__all__:
        parametre = getattr(droit, nom)
        if isinstance(parametre, Parametre):
            etape = parametre.au(au).etape
            yield f"droit.{nom}", () if etape is None else etape.sources
    for poste in droit.POSTES_ACI:
        etape = poste.valeur.au(au).etape
        yield f"barème {poste.code}", () if etape is None else etape.sources
    yield from ((f"aide {aide.code}", aide.sources) for aide in droit.AIDES)
    for nom in delais.__all__:
        delai = getattr(delais, nom)
        if isinstance(delai, DelaiLegal) and au >= delai.applicable_depuis:
            yield f"droit.delais.{nom}", delai.sources
    for nature, table in TRANSITIONS.items():
        for transition in table:
            if au in transition.vigueur:
                yield f"cycle {nature.value} : {transition.acte.value}", transition.sources


def _etat(source: SourceJuridique, fonde: Iterable[str], au: date) -> EtatDuTexte:
    if source.nature in _SANS_ARTICLE:
        return EtatDuTexte.SANS_TEXTE
    if not fonde:
        return EtatDuTexte.PASSE
    if source.suite is not None and source.suite.depuis <= au:
        return EtatDuTexte.SUITE_NON_LUE
    if source.etat_au is None:
        return EtatDuTexte.SANS_DATE
    return EtatDuTexte.ANCIEN if source.etat_au < au else EtatDuTexte.A_JOUR


def textes_cites(au: date) -> list[TexteCite]:
    """Each text that the library cites, those that need a reading most first, the oldest states before the others."""
    fondes: dict[SourceJuridique, list[str]] = {source: [] for source in textes.toutes().values()}
    for nom, sources in _citations(au):
        for source in sources:
            fondes.setdefault(source, []).append(nom)
    rangs = {etat: rang for rang, etat in enumerate(EtatDuTexte)}
    cites = [
        TexteCite(source=source, etat=_etat(source, noms, au), fonde=tuple(dict.fromkeys(noms)))
        for source, noms in fondes.items()
    ]
    return sorted(cites, key=lambda t: (rangs[t.etat], t.source.etat_au or date.min, t.source.reference))


def lignes(au: date) -> Iterator[str]:
    """What a person reads: a heading for each state, then its texts."""
    cites = textes_cites(au)
    yield f"Les textes que la bibliothèque cite, au {jour_en_lettres(au)}"
    for etat in EtatDuTexte:
        siens = [texte for texte in cites if texte.etat is etat]
        if siens:
            yield ""
            yield f"{etat.libelle} ({len(siens)})"
            for texte in siens:
                yield from (f"  {ligne}" for ligne in _fiche(texte))


def _fiche(texte: TexteCite) -> Iterator[str]:
    source = texte.source
    etat = "sans date" if source.etat_au is None else f"état au {jour_en_lettres(source.etat_au)}"
    officielle = ", copie officielle" if source.officielle else ""
    yield f"{source.reference} : {etat}{officielle}, lu le {jour_en_lettres(source.lu_le)}"
    if source.suite is not None:
        yield f"  non lu : {source.suite.reference} ({jour_en_lettres(source.suite.depuis)})"
    if source.lu_dans is not None:
        yield f"  lu dans : {source.lu_dans}"
    if (ou := source.page) is not None:
        yield f"  à relire sur : {ou}"
    if texte.fonde:
        yield f"  fonde : {', '.join(texte.fonde)}"


def en_objet(au: date) -> dict[str, Any]:
    """The same for a program."""
    return {"au": au.isoformat(), "textes": [_objet_texte(texte) for texte in textes_cites(au)]}


def _objet_texte(texte: TexteCite) -> dict[str, Any]:
    source = texte.source
    return {
        **extraire(source, "reference", "nature", "etat_au", "lu_le", "officielle", "lu_dans"),
        **extraire(texte, "etat", "fonde"),
        "adresse": source.page,
        "suite": None if source.suite is None else extraire(source.suite, "reference", "depuis"),
    }
