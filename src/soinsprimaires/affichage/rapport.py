"""The report of a registre on a day: one page that asks for nothing outside itself, to read, print or send."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from soinsprimaires.affichage.html import Html, echapper, formes, lire_gabarit
from soinsprimaires.affichage.rendus.registre_html import composer
from soinsprimaires.erreurs import ExtraManquant, ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.regles import controler
from soinsprimaires.regles.rapport import Rapport

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["page", "pages"]


def page(registre: Registre, *, au: date, rapport: Rapport | None = None, avant: Registre | None = None) -> str:
    """The whole page: deadlines, projects, what is missing, territories, members, offer, meetings, findings.

    Names are shown and escaped; RPPS and ADELI numbers, years of birth and telephones are not. Beyond three projects,
    each is folded behind its name; everything is printed all the same.

    Args:
        registre: what is shown.
        au: day of the question.
        rapport: findings of that day; by default those of every rule.
        avant: the registre of an earlier day, of which the page then tells what changed.

    Returns:
        An HTML document, with its style, without a script.

    Raises:
        ExtraManquant: the extra ``rapport`` is not installed.
        ValeurInvalide: ``rapport`` is of another day, or ``au`` is not a full day.
    """
    ((_, texte),) = _ecrire(registre, au, rapport, None, avant)
    return texte


def pages(
    registre: Registre,
    *,
    au: date,
    fichier: str | Path,
    rapport: Rapport | None = None,
    avant: Registre | None = None,
) -> Iterator[tuple[Path, str]]:
    """The page and, beyond a hundred projects, one file beside it for each hundred, to which its index leads.

    Args:
        registre: what is shown.
        au: day of the question.
        fichier: where the page is to be written.
        rapport: findings of that day; by default those of every rule.
        avant: the registre of an earlier day, of which the page then tells what changed.

    Yields:
        Where each file goes and what it holds, composed as it is asked for; the page itself comes last.

    Raises:
        ExtraManquant: the extra ``rapport`` is not installed.
        ValeurInvalide: ``rapport`` is of another day, or ``au`` is not a full day.
    """
    yield from _ecrire(registre, au, rapport, Path(fichier), avant)


def _ecrire(
    registre: Registre, au: date, rapport: Rapport | None, fichier: Path | None, avant: Registre | None
) -> Iterator[tuple[Path, str]]:
    gabarit = _gabarit()
    rapport = controler(registre, au=au) if rapport is None else rapport
    if rapport.au != au:
        raise ValeurInvalide(
            f"le rapport est du {jour_en_lettres(rapport.au)}, la page du {jour_en_lettres(au)}",
            "rapport.jour",
            "rapport",
        )
    contenu = composer(registre, rapport, fichier, avant)
    style = Html(lire_gabarit("commun.css") + lire_gabarit("rapport.css"))
    cible = Path() if fichier is None else fichier
    commun = {
        "titre": _titre(registre),
        "au": jour_en_lettres(au),
        "droit": None if rapport.etat_du_droit is None else jour_en_lettres(rapport.etat_du_droit),
        "style": style,
        "formes": formes(),
        "empreinte": b64encode(sha256(style.encode()).digest()).decode(),
    }
    for nom, section in contenu.parties:
        yield cible.with_name(nom), gabarit.render(commun, depart=quote(cible.name), bref=None, sections=[section])
    yield cible, gabarit.render(commun, depart=None, bref=contenu.resume, sections=contenu.sections)


def _titre(registre: Registre) -> str:
    if len(registre.projets) == 1:
        return registre.projets[0].nom
    noms = [structure.nom for structure in registre.structures]
    if registre.projets:
        return f"{len(registre.projets)} projets de soins primaires"
    return noms[0] if len(noms) == 1 else "Soins primaires"


@cache
def _gabarit() -> "Template":
    try:
        from jinja2 import Environment, StrictUndefined
    except ModuleNotFoundError:
        raise ExtraManquant("rapport", "La page de rapport") from None
    # What the template writes passes through the same door as the rest of the HTML.
    environnement = Environment(
        autoescape=True, finalize=_finir, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environnement.from_string(lire_gabarit("rapport.html"))


def _finir(valeur: Any) -> Any:
    return echapper(valeur) if isinstance(valeur, str) else valeur
