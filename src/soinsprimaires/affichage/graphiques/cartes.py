"""Maps of communes, from contours that the user supplies (extra ``carte``).

The contours are a GeoJSON, or its path, whose features bear the INSEE code of their commune. The library ships none.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from soinsprimaires import analyse
from soinsprimaires.affichage.graphiques._cadre import (
    PALETTE,
    Teinte,
    dessiner_vide,
    effacer_axes,
    habiller,
    legender,
    nom_commune,
    ouvrir,
    pave,
    remplissage,
    sources,
    texte,
)
from soinsprimaires.affichage.graphiques.territoires import STYLES, imprecises, noms_departement
from soinsprimaires.analyse import Couverture
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ExtraManquant, ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.territoires import Delimitation, Direction, Repere, Territoire

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["carte_couverture", "carte_territoire"]

Contours = Mapping[str, Any] | str | PathLike[str]
"""A GeoJSON already read, or where it is."""

_NOMS_MONTRES: Final = 45
_MANQUANTES_CITEES: Final = 6
_FOND: Final = "#F2F2F2"
_CONTOUR: Final = "#777777"
_FORMES: Final = {
    Direction.NORD: "^",
    Direction.SUD: "v",
    Direction.EST: ">",
    Direction.OUEST: "<",
    Direction.CENTRE: "o",
}


def carte_territoire(
    territoire: Territoire, contours: Contours, *, au: date, cle: str = "code", ax: "Axes | None" = None
) -> "Axes":
    """The communes of a territory among those of the contours, and its landmarks.

    Args:
        territoire: what is drawn; when it is not wholly delimited, the caption says so.
        contours: a GeoJSON of communes in longitudes and latitudes, or its path.
        au: day, which names the communes.
        cle: property that holds the INSEE code.
        ax: axes to draw on; new ones by default.

    Raises:
        ValeurInvalide: the contours are no GeoJSON, or none of its features has that property.
        ExtraManquant: geopandas or matplotlib is not installed.
        OSError: the file cannot be read.
    """
    formes = _lire(contours, cle)
    ax = ouvrir(ax, largeur=8, hauteur=7)
    codes = {*territoire.communes}
    siennes = formes[formes["code"].isin(codes)]
    if formes.empty:
        dessiner_vide(ax, "Aucun contour de commune")
    else:
        formes.plot(ax=ax, facecolor=_FOND, edgecolor=_CONTOUR, linewidth=0.4)
    reperes = {}
    if not siennes.empty:
        _cadrer(ax, formes[formes["code"].isin({*codes, *_codes(territoire)})])
        reperes["commune du territoire"] = _remplir(ax, siennes, Teinte.CLAIR, "")
        if len(siennes) <= _NOMS_MONTRES:
            _nommer(ax, siennes, au, _codes(territoire))
    for repere in territoire.reperes:
        reperes |= _placer(ax, formes, repere)
    effacer_axes(ax)
    ax.set_anchor("NW")
    legender(ax, reperes, loc="upper left", bbox_to_anchor=(1, 1))
    notes = [
        _delimitation(territoire),
        _sans_contour(formes, [*territoire.communes, *_codes(territoire)]),
        sources([territoire]),
    ]
    habiller(ax, territoire.nom, au=au, notes=notes)
    return ax


def carte_couverture(
    registre: Registre,
    contours: Contours,
    *,
    departement: str,
    au: date,
    cle: str = "code",
    ax: "Axes | None" = None,
) -> "Axes":
    """The communes of a département that are in no CPTS of the registre, in one, in several, or that nobody can tell.

    Args:
        registre: whose CPTS.
        contours: a GeoJSON of communes in longitudes and latitudes, or its path.
        departement: code of the département.
        au: day, which chooses the vintage of the communes.
        cle: property that holds the INSEE code.
        ax: axes to draw on; new ones by default.

    Raises:
        CodeInconnu: no département has this code.
        ValeurInvalide: the contours are no GeoJSON, or none of its features has that property.
        ExtraManquant: geopandas or matplotlib is not installed.
        OSError: the file cannot be read.
    """
    bilan = analyse.couverture(registre, departement=departement, au=au)
    formes = _lire(contours, cle)
    ax = ouvrir(ax, largeur=8, hauteur=7)
    classes = _classer(bilan)
    reperes = {}
    dessinees = 0
    for sorte, (teinte, hachures) in STYLES.items():
        communes = formes[formes["code"].isin(classes[sorte])]
        if not communes.empty:
            dessinees += len(communes)
            reperes[f"{sorte} ({len(classes[sorte])})"] = _remplir(ax, communes, teinte, hachures)
    _cerner(ax, formes, registre, bilan)
    if not dessinees:
        dessiner_vide(ax, "Aucun contour d'une commune de ce département")
    effacer_axes(ax)
    ax.set_anchor("NW")
    legender(ax, reperes, loc="upper left", bbox_to_anchor=(1, 1), title="Commune")
    notes = [
        f"Communes au 1er janvier {bilan.millesime}, hors CPTS absentes du registre.",
        imprecises(registre, bilan),
        _sans_contour(formes, [code for codes in classes.values() for code in codes]),
    ]
    habiller(ax, f"Couverture par les CPTS : {noms_departement(departement)}", au=au, notes=notes)
    return ax


def _classer(bilan: Couverture) -> dict[str, list[str]]:
    communes = (bilan.une, bilan.plusieurs, bilan.au_moins_une, bilan.incertaines, bilan.sans)
    return {sorte: [couverte.commune.code for couverte in lot] for sorte, lot in zip(STYLES, communes, strict=True)}


# -- contours -----------------------------------------------------------------------------------------------------


def _lire(contours: Contours, cle: str) -> Any:
    """The contours as a GeoDataFrame with a column ``code``."""
    try:
        import geopandas as gpd
        from shapely.errors import ShapelyError
    except ModuleNotFoundError as erreur:
        raise ExtraManquant("carte", "Une carte") from erreur
    brut = contours if isinstance(contours, Mapping) else _lire_fichier(Path(contours))
    elements = brut.get("features") if isinstance(brut, Mapping) else None
    if not isinstance(elements, Sequence) or isinstance(elements, str):
        raise ValeurInvalide("les contours ne sont pas un GeoJSON (une liste « features »)", "contours.forme")
    if not elements:
        return gpd.GeoDataFrame({"code": []}, geometry=[], crs="EPSG:4326")
    try:
        formes = gpd.GeoDataFrame.from_features(elements, crs="EPSG:4326")
    except (AttributeError, KeyError, ShapelyError, TypeError, ValueError) as erreur:
        message = f"les contours ne se lisent pas : {type(erreur).__name__}"
        raise ValeurInvalide(message, "contours.forme") from erreur
    if cle not in formes.columns:
        connues = ", ".join(map(citer, formes.columns.drop("geometry")[:10]))
        raise ValeurInvalide(f"aucun contour n'a la propriété {citer(cle)} ; propriétés : {connues}", "contours.cle")
    formes["code"] = formes[cle].astype(str)
    return formes[formes.geometry.notna() & ~formes.geometry.is_empty]


def _lire_fichier(chemin: Path) -> Any:
    try:
        return json.loads(chemin.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as erreur:
        raise ValeurInvalide(f"{chemin} n'est pas un GeoJSON", "contours.forme") from erreur


def _sans_contour(formes: Any, codes: Iterable[str]) -> str:
    manquants = sorted({*codes} - {*formes["code"]})
    if not manquants:
        return ""
    cites = ", ".join(manquants[:_MANQUANTES_CITEES])
    suite = " …" if len(manquants) > _MANQUANTES_CITEES else ""
    return f"Sans contour, donc absentes de la carte : {len(manquants)} commune(s) ({cites}{suite})."


# -- drawing ------------------------------------------------------------------------------------------------------


def _remplir(ax: "Axes", formes: Any, teinte: Teinte, hachures: str) -> Any:
    # Once for all of them: a hatching drawn for each commune takes seconds.
    formes.dissolve().plot(ax=ax, linewidth=0.4, **remplissage(teinte, hachures))
    formes.boundary.plot(ax=ax, color=_CONTOUR if hachures else "white", linewidth=0.5)
    return pave(teinte, hachures)


def _cadrer(ax: "Axes", formes: Any) -> None:
    """A square window around them, twice as wide as they are."""
    gauche, bas, droite, haut = formes.total_bounds
    milieu = (bas + haut) / 2
    degre = math.cos(math.radians(milieu))  # a degree of longitude, in degrees of latitude
    moitie = max((droite - gauche) * degre, haut - bas)
    ax.set_xlim((gauche + droite) / 2 - moitie / degre, (gauche + droite) / 2 + moitie / degre)
    ax.set_ylim(milieu - moitie, milieu + moitie)


def _cerner(ax: "Axes", formes: Any, registre: Registre, bilan: Couverture) -> None:
    """Draw the edge of each CPTS, where its communes are sure, and write its name."""
    par_cpts: dict[str, list[str]] = {}
    for couverte in (*bilan.une, *bilan.plusieurs, *bilan.au_moins_une, *bilan.incertaines):
        for nom in couverte.certaines:
            par_cpts.setdefault(nom, []).append(couverte.commune.code)
    for nom, codes in par_cpts.items():
        siennes = formes[formes["code"].isin(codes)]
        if siennes.empty:
            continue
        ensemble = siennes.dissolve()
        ensemble.boundary.plot(ax=ax, color=PALETTE[Teinte.ENCRE], linewidth=1.6)
        point = ensemble.geometry.representative_point().iloc[0]
        fond = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5}
        mots = texte(registre[nom].nom, 40)
        ax.text(point.x, point.y, mots, ha="center", va="center", fontsize=8, fontweight="bold", bbox=fond)


def _nommer(ax: "Axes", formes: Any, au: date, reperes: Sequence[str]) -> None:
    """Write the name of each commune, above its landmark where it is one."""
    for code, point in zip(formes["code"], formes.geometry.representative_point(), strict=True):
        ax.annotate(
            texte(nom_commune(code, au), 30),
            (point.x, point.y),
            xytext=(0, 9 if code in reperes else 0),
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=7,
        )


def _placer(ax: "Axes", formes: Any, repere: Repere) -> dict[str, Any]:
    trouvees = formes[formes["code"] == repere.commune]
    if trouvees.empty:
        return {}
    point = trouvees.geometry.representative_point().iloc[0]
    [marque] = ax.plot(
        [point.x], [point.y], _FORMES[repere.direction], color=PALETTE[Teinte.GRAVE], markersize=9, linestyle=""
    )
    return {f"repère : {repere.direction.value}": marque}


def _codes(territoire: Territoire) -> list[str]:
    return [repere.commune for repere in territoire.reperes]


def _delimitation(territoire: Territoire) -> str:
    match territoire.delimitation:
        case Delimitation.COMPLETE:
            return ""
        case Delimitation.PARTIELLE:
            return "Délimitation partielle : d'autres communes peuvent en faire partie."
        case Delimitation.INCONNUE:
            return "Délimitation inconnue : d'autres communes peuvent en faire partie."
