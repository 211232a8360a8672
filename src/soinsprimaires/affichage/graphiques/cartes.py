"""Maps of communes, from contours that the user supplies (extra ``carte``).

The contours are a GeoJSON, or its path, whose features bear the INSEE code of their commune; gzip may compress a file.
The library ships none.
"""

import gzip
import itertools
import json
import math
import zlib
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
    replier,
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

_LARGEUR_DE_LA_CARTE: Final = 6.0
_HORS_DE_LA_CARTE: Final = 0.9
_HAUTEUR_MAXIMALE: Final = 10.0
"""Inches."""
_MARGE: Final = 1.2
"""How much larger than what it shows a window is."""
_SIGNES_D_UNE_LIGNE: Final = 14
_LARGEUR_D_UN_SIGNE: Final = 0.0088
_HAUTEUR_D_UNE_LIGNE: Final = 0.0185
"""Inches, for each point of the size of the letters."""
_MARQUE: Final = 0.16
"""Inches."""
_POINTS_PAR_POUCE: Final = 72
_MANQUANTES_CITEES: Final = 6
_GZIP: Final = b"\x1f\x8b"
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
    ax = ouvrir(ax, largeur=8, hauteur=7, mise_en_page="compressed")
    codes = {*territoire.communes}
    siennes = formes[formes["code"].isin(codes)]
    if formes.empty:
        dessiner_vide(ax, "Aucun contour de commune")
    else:
        formes.plot(ax=ax, facecolor=_FOND, edgecolor=_CONTOUR, linewidth=0.4)
    reperes = {}
    tus = 0
    if not siennes.empty:
        _cadrer(ax, formes[formes["code"].isin({*codes, *_codes(territoire)})])
        reperes["commune du territoire"] = _remplir(ax, siennes, Teinte.CLAIR, "")
        ecriture = _Ecriture(ax)
        for repere in territoire.reperes:
            ecriture.eviter(formes[formes["code"] == repere.commune].geometry.representative_point())
        # The largest first: they are those that one looks for, and that have room.
        grandes = sorted(zip(siennes["code"], siennes.geometry, strict=True), key=lambda une: (-une[1].area, une[0]))
        noms = [(nom_commune(code, au), forme.representative_point()) for code, forme in grandes]
        tus = sum(not ecriture.ecrire(nom, point, fontsize=7) for nom, point in noms)
    for repere in territoire.reperes:
        reperes |= _placer(ax, formes, repere)
    effacer_axes(ax)
    ax.set_anchor("NW")
    legender(ax, reperes, loc="upper left", bbox_to_anchor=(1, 1))
    notes = [
        _delimitation(territoire),
        _sans_contour(formes, [*territoire.communes, *_codes(territoire)]),
        f"Noms de commune omis faute de place : {tus}." if tus else "",
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
    classes = _classer(bilan)
    du_departement = formes[formes["code"].isin(itertools.chain(*classes.values()))]
    ax = ouvrir(ax, largeur=8, hauteur=_hauteur(du_departement), mise_en_page="compressed")
    reperes = {}
    dessinees = 0
    for sorte, (teinte, hachures) in STYLES.items():
        communes = formes[formes["code"].isin(classes[sorte])]
        if not communes.empty:
            dessinees += len(communes)
            reperes[f"{sorte} ({len(classes[sorte])})"] = _remplir(ax, communes, teinte, hachures)
    tus = _cerner(ax, formes, registre, bilan)
    if not dessinees:
        dessiner_vide(ax, "Aucun contour d'une commune de ce département")
    effacer_axes(ax)
    ax.set_anchor("NW")
    legender(ax, reperes, loc="upper left", bbox_to_anchor=(1, 1), title="Commune")
    notes = [
        f"Communes au 1er janvier {bilan.millesime}, hors CPTS absentes du registre.",
        imprecises(registre, bilan),
        f"Noms sans place sur la carte : {', '.join(texte(nom, 40) for nom in tus)}." if tus else "",
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
    octets = chemin.read_bytes()
    try:
        return json.loads(gzip.decompress(octets) if octets.startswith(_GZIP) else octets)
    except (EOFError, OSError, RecursionError, ValueError, zlib.error) as erreur:
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


def _hauteur(formes: Any) -> float:
    """Inches of a picture of these shapes, with its title and its caption."""
    if formes.empty:
        return 3
    gauche, bas, droite, haut = formes.total_bounds
    largeur = (droite - gauche) * math.cos(math.radians((bas + haut) / 2))
    return min(_HAUTEUR_MAXIMALE, _HORS_DE_LA_CARTE + _LARGEUR_DE_LA_CARTE * float((haut - bas) / largeur))


def _cadrer(ax: "Axes", formes: Any) -> None:
    """A square window around them, with some room on each side."""
    gauche, bas, droite, haut = formes.total_bounds
    milieu = (bas + haut) / 2
    degre = math.cos(math.radians(milieu))  # a degree of longitude, in degrees of latitude
    moitie = _MARGE * max((droite - gauche) * degre, haut - bas) / 2
    ax.set_xlim((gauche + droite) / 2 - moitie / degre, (gauche + droite) / 2 + moitie / degre)
    ax.set_ylim(milieu - moitie, milieu + moitie)


_Boite = tuple[float, float, float, float]
"""Left, bottom, right, top, in inches."""


class _Ecriture:
    """Names written on a map, none over another: about, since no text is laid out yet."""

    def __init__(self, ax: "Axes") -> None:
        self._ax = ax
        (gauche, droite), (bas, haut) = ax.get_xlim(), ax.get_ylim()
        degre = math.cos(math.radians((bas + haut) / 2))
        boite = ax.get_window_extent()
        pouce = min(boite.width / ((droite - gauche) * degre), boite.height / (haut - bas)) / ax.figure.figure.dpi
        self._par_degre = pouce * degre, pouce
        self._prises: list[_Boite] = []

    def eviter(self, points: Iterable[Any]) -> None:
        """Keep names off the marks that stand there."""
        for point in points:
            self._prises.append(self._autour(point, _MARQUE, _MARQUE))

    def ecrire(self, mots: str, point: Any, *, fontsize: float, **style: Any) -> bool:
        """Write a name at a point, or just above or under it, on one line or on several; whether there was room."""
        for ecrit in dict.fromkeys((texte(mots, 40), replier(mots, _SIGNES_D_UNE_LIGNE))):
            lignes = ecrit.split("\n")
            largeur = max(map(len, lignes)) * fontsize * _LARGEUR_D_UN_SIGNE
            hauteur = len(lignes) * fontsize * _HAUTEUR_D_UNE_LIGNE
            pas = max(hauteur, (hauteur + _MARQUE) / 2)
            for decalage in (0, pas, -pas):
                boite = self._autour(point, largeur, hauteur, decalage)
                if not any(_se_touchent(boite, prise) for prise in self._prises):
                    self._prises.append(boite)
                    self._ax.annotate(
                        ecrit,
                        (point.x, point.y),
                        xytext=(0, decalage * _POINTS_PAR_POUCE),
                        textcoords="offset points",
                        ha="center",
                        va="center",
                        fontsize=fontsize,
                        linespacing=1,
                        **style,
                    )
                    return True
        return False

    def _autour(
        self, point: Any, largeur: float, hauteur: float, decalage: float = 0
    ) -> tuple[float, float, float, float]:
        x, y = point.x * self._par_degre[0], point.y * self._par_degre[1] + decalage
        return x - largeur / 2, y - hauteur / 2, x + largeur / 2, y + hauteur / 2


def _se_touchent(une: _Boite, autre: _Boite) -> bool:
    return une[0] < autre[2] and autre[0] < une[2] and une[1] < autre[3] and autre[1] < une[3]


def _cerner(ax: "Axes", formes: Any, registre: Registre, bilan: Couverture) -> list[str]:
    """Draw the edge of each CPTS, where its communes are sure, and write its name; the names that had no room."""
    par_cpts: dict[str, list[str]] = {}
    points: list[tuple[str, Any]] = []
    for couverte in (*bilan.une, *bilan.plusieurs, *bilan.au_moins_une, *bilan.incertaines):
        for nom in couverte.certaines:
            par_cpts.setdefault(nom, []).append(couverte.commune.code)
    for nom, codes in par_cpts.items():
        siennes = formes[formes["code"].isin(codes)]
        if siennes.empty:
            continue
        ensemble = siennes.dissolve()
        ensemble.boundary.plot(ax=ax, color=PALETTE[Teinte.ENCRE], linewidth=1.6)
        points.append((registre[nom].nom, ensemble.geometry.representative_point().iloc[0]))
    fond = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5}
    ecriture = _Ecriture(ax)
    return [nom for nom, point in points if not ecriture.ecrire(nom, point, fontsize=8, fontweight="bold", bbox=fond)]


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
