"""The life of a project as a drawing: its events and its deadlines along time, as vague as they are known."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import attrs

from soinsprimaires.affichage._axe import cadrer, centrer, graduer, jour_court
from soinsprimaires.affichage.chronologie import quand, quoi
from soinsprimaires.affichage.html import Html, balise, joindre
from soinsprimaires.cycle import Echeance, LigneHistorique, StatutEcheance
from soinsprimaires.mots import jour_en_lettres

__all__ = ["dessiner", "lettre"]

_LARGEUR: Final = 760
_MARGE: Final = 26
_RAYON: Final = 9
_RANG: Final = 24
"""Height of a row of marks."""
_RANGS: Final = 8
"""Marks that find no room in so many rows share the last one."""
_HAUT: Final = 22


@attrs.frozen
class _Marque:
    """Something to draw.

    Attributes:
        signe: number or letter that names it in the tables.
        debut: first day on which it may be; ``None`` is open.
        fin: last day; ``None`` is open.
        texte: what it is.
        classe: how it is drawn.
    """

    signe: str
    debut: date | None
    fin: date | None
    texte: str
    classe: str


def lettre(rang: int) -> str:
    """A, B ... Z, AA, AB ...: the sign of a deadline."""
    reste, texte = rang + 1, ""
    while reste:
        reste, unite = divmod(reste - 1, 26)
        texte = chr(ord("A") + unite) + texte
    return texte


def dessiner(historique: Sequence[LigneHistorique], *, au: date | None, echeances: Sequence[Echeance] = ()) -> Html:
    """An SVG drawing, with a text that says what it shows; nothing when nothing is dated.

    Args:
        historique: events; their numbers are their places, from 1.
        au: day of the question.
        echeances: deadlines; their letters are their places, from A.
    """
    if historique and all(ligne.evenement.effet_le is None for ligne in historique):
        return Html()  # what bounds an undated event is the day of its source, which is no date of the project
    faits = [marque for marque in _faits(historique) if marque.debut or marque.fin]
    limites = [marque for marque in _limites(echeances) if marque.debut or marque.fin]
    if not faits and not limites:
        return Html()
    echelle = _Echelle.de([*faits, *limites], au)
    hauts, bas = _ranger(faits, echelle), _ranger(limites, echelle)
    axe = _HAUT + _RANG * (max(hauts, default=-1) + 1) + 6
    hauteur = axe + 22 + _RANG * (max(bas, default=-1) + 1)
    contenu = joindre(
        (
            _axe(echelle, axe),
            _aujourdhui(echelle, au, axe),
            *(_fait(marque, echelle, axe - 15 - _RANG * rang) for marque, rang in zip(faits, hauts, strict=True)),
            *(_limite(marque, echelle, axe + 32 + _RANG * rang) for marque, rang in zip(limites, bas, strict=True)),
        )
    )
    dessin = balise(
        "svg",
        contenu,
        classe="sp-frise",
        viewBox=f"0 0 {_LARGEUR} {hauteur + 6}",
        width=_LARGEUR,
        fill="none",
        stroke="currentColor",
        font_size=11,
        text_anchor="middle",
        role="img",
        aria_label=_resume(faits, limites, au),
        xmlns="http://www.w3.org/2000/svg",
    )
    return balise("div", dessin, classe="sp-cadre", tabindex=0)


def _faits(historique: Sequence[LigneHistorique]) -> Iterator[_Marque]:
    for rang, ligne in enumerate(historique, start=1):
        if not ligne.annule:
            debut, fin = ligne.evenement.intervalle
            texte = f"{quoi(ligne.evenement)}, {quand(ligne.evenement)}"
            yield _Marque(str(rang), debut, fin, texte, "sp-fait" if ligne.coherent else "sp-doute")


def _limites(echeances: Sequence[Echeance]) -> Iterator[_Marque]:
    classes = {StatutEcheance.DEPASSEE: "sp-grave", StatutEcheance.TENUE: "sp-bon"}
    for rang, echeance in enumerate(echeances):
        classe = classes.get(echeance.statut, "sp-attente")
        yield _Marque(lettre(rang), echeance.limite_le, echeance.au_plus_tard_le, echeance.libelle, classe)


def _resume(faits: Sequence[_Marque], limites: Sequence[_Marque], au: date | None) -> str:
    textes = [f"{marque.signe}, {marque.texte}" for marque in faits]
    jour = "" if au is None else f" au {jour_en_lettres(au)}"
    dit = f"Frise du projet{jour} : {len(faits)} événement(s) : {' ; '.join(textes) or 'aucun'}"
    return f"{dit}. {len(limites)} échéance(s) datée(s), détaillée(s) dans le tableau des échéances."


@attrs.frozen
class _Echelle:
    """From days to abscissae.

    Attributes:
        debut: first day drawn.
        fin: last day drawn.
    """

    debut: date
    fin: date

    @classmethod
    def de(cls, marques: Sequence[_Marque], au: date | None) -> "_Echelle":
        jours = [jour for marque in marques for jour in (marque.debut, marque.fin) if jour is not None]
        jours += [] if au is None else [au]
        return cls(*cadrer(min(jours), max(jours)))

    def x(self, jour: date) -> float:
        part = (jour - self.debut) / (self.fin - self.debut)  # never null: there is room on each side
        return round(_MARGE + part * (_LARGEUR - 2 * _MARGE), 1)

    def etendue(self, marque: _Marque) -> tuple[float, float, float]:
        """Ends of a mark, then where its sign stands: at the end that is known."""
        gauche = 4.0 if marque.debut is None else self.x(marque.debut)
        droite = _LARGEUR - 4.0 if marque.fin is None else self.x(marque.fin)
        return gauche, droite, round(centrer(gauche, droite, marque.debut, marque.fin), 1)


def _ranger(marques: Sequence[_Marque], echelle: _Echelle) -> list[int]:
    """The row of each mark: the first in which it hides no other."""
    pris: list[list[tuple[float, float]]] = []
    rangs = []
    for marque in marques:
        gauche, droite, centre = echelle.etendue(marque)
        place = (min(gauche, centre - _RAYON) - 2, max(droite, centre + _RAYON) + 2)
        libres = (
            rang
            for rang, places in enumerate(pris)
            if all(fin <= place[0] or place[1] <= debut for debut, fin in places)
        )
        rang = next(libres, min(len(pris), _RANGS - 1))
        if rang == len(pris):
            pris.append([])
        pris[rang].append(place)
        rangs.append(rang)
    return rangs


def _trait(points: str, **attributs: str | float | None) -> Html:
    return balise("path", d=points, **attributs)


def _texte(x: float, y: float, texte: str, **attributs: str | float | None) -> Html:
    return balise("text", texte, x=x, y=y, fill="currentColor", stroke="none", **attributs)


def _axe(echelle: _Echelle, y: int) -> Html:
    graduations = [(echelle.x(jour), texte) for jour, texte in graduer(echelle.debut, echelle.fin)]
    traits = "".join(f"M{x} {y - 4}v8" for x, _ in graduations)
    textes = (_texte(min(max(x, 30), _LARGEUR - 30), y + 17, texte) for x, texte in graduations)
    return joindre((_trait(f"M4 {y}H{_LARGEUR - 4}{traits}"), *textes))


def _aujourdhui(echelle: _Echelle, au: date | None, axe: int) -> Html:
    if au is None:
        return Html()
    x = echelle.x(au)
    trait = _trait(f"M{x} 16V{axe + 4}", stroke_dasharray="4 3")
    return joindre((trait, _texte(min(max(x, 40), _LARGEUR - 40), 11, jour_court(au), font_weight="bold")))


def _etendue(marque: _Marque, echelle: _Echelle, y: float) -> tuple[Html, float]:
    gauche, droite, centre = echelle.etendue(marque)
    if droite - gauche < 2 * _RAYON:
        return Html(), centre
    # The line stops at the sign, which is not filled: it takes the colour of any page.
    parts = ((gauche, centre - _RAYON), (centre + _RAYON, droite))
    ligne = "".join(f"M{debut:.1f} {y}H{fin:.1f}" for debut, fin in parts if fin > debut)
    bouts = "".join(f"M{x} {y - 4}v8" for x, jour in ((gauche, marque.debut), (droite, marque.fin)) if jour is not None)
    ouverte = marque.debut is None or marque.fin is None
    return joindre((_trait(ligne, stroke_dasharray="2 3" if ouverte else None), _trait(bouts))), centre


def _fait(marque: _Marque, echelle: _Echelle, y: float) -> Html:
    etendue, x = _etendue(marque, echelle, y)
    return _groupe(marque, etendue, balise("circle", cx=x, cy=y, r=_RAYON), x, y)


def _limite(marque: _Marque, echelle: _Echelle, y: float) -> Html:
    etendue, x = _etendue(marque, echelle, y)
    signe = balise("rect", x=round(x - _RAYON, 1), y=y - _RAYON, width=2 * _RAYON, height=2 * _RAYON)
    return _groupe(marque, etendue, signe, x, y)


def _groupe(marque: _Marque, etendue: Html, signe: Html, x: float, y: float) -> Html:
    titre = balise("title", f"{marque.signe}. {marque.texte}")
    return balise("g", titre, etendue, signe, _texte(x, y + 4, marque.signe), classe=marque.classe)
