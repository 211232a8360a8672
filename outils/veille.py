"""Compare each article of a code that the library cites with a dump of that code, and say what is to be read again.

    python -m outils.veille RELEVE... [--code CSP] [--json]

A dump is a JSON file of ``@socialgouv/legi-data``, an archive or a folder of the LEGI base of the DILA (XML), a folder
of Markdown articles whose front matter gives their dates, or a git repository of codes in Markdown whose commits do.
Nothing is downloaded and nothing is written. Exit code: 0 when nothing changed, 1 when something is to be read again, 2
when a dump cannot be used.
"""

import argparse
import json
import re
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import attrs
from outils._depots import Depot, DepotIllisible, depots, numero_nu

from soinsprimaires.droit import textes
from soinsprimaires.sources import NatureSource, SourceJuridique

CODES: Final = {
    "LEGITEXT000006072665": "CSP",
    "LEGITEXT000006073189": "CSS",
}
DOSSIERS: Final = {"code_de_la_sante_publique": "CSP", "code_de_la_securite_sociale": "CSS"}
_LEGI: Final = "LEGI"
_JOUR_D_UNE_ARCHIVE: Final = re.compile(r"(\d{8})-\d{6}")
"""``Freemium_legi_global_20250713-140000.tar.gz``, ``LEGI_20260102-213045.tar.gz``."""
SANS_DATE: Final = 2200
"""From this year on, LEGI says that it knows no date (2222-02-22, 2999-01-01)."""
_SANS_DATE: Final = datetime(SANS_DATE, 1, 1, tzinfo=UTC).timestamp()
MORT_NE: Final = "MODIFIE_MORT_NE"
"""State of a version that never came into force."""


class ReleveInutilisable(Exception):
    """A dump that is none of those this tool reads."""


@attrs.frozen(order=True)
class Version:
    """A version of an article.

    Attributes:
        debut: first day; ``None`` when the dump says that it is not fixed yet.
        fin: last day, or ``None``.
        identifiant: its identifier.
    """

    debut: date | None = attrs.field(order=lambda jour: jour or date.max)
    fin: date | None = attrs.field(order=False)
    identifiant: str


@attrs.define
class Releve:
    """What a dump says of the articles of some codes.

    Attributes:
        articles: versions by code and number.
        jours: day of the dump of each code that it covers, when it says it.
        depots: codes kept in a git repository, which dates its states and not its articles.
    """

    articles: dict[tuple[str, str], set[Version]] = attrs.field(factory=lambda: defaultdict(set))
    jours: dict[str, date | None] = attrs.field(factory=dict)
    depots: dict[str, Depot] = attrs.field(factory=dict)


@attrs.frozen
class Ecart:
    """What is said of an article.

    Attributes:
        article: the article, as ``CSP, art. L1434-12``.
        sorte: ``inchange``, ``change``, ``abroge``, ``absent``, ``sans_date`` or ``identifiant``.
        dit: what, in French.
    """

    article: str
    sorte: str
    dit: str


# -- what the library cites ----------------------------------------------------------------------------------------

_ARTICLES: Final = re.compile(r"^(CSP|CSS), art\. (.*?)(?=\(|, version| :|, rédaction|$)")
_NUMERO: Final = re.compile(r"\b([LRD])\.? ?(\d+(?:-\d+)*)-(\d+)(?: à \1\2-(\d+))?|\b([LRD]\d+)\b")


def cites(sources: Iterable[SourceJuridique]) -> dict[tuple[str, str], list[SourceJuridique]]:
    """The sources that stand on each article of a code."""
    par_article: dict[tuple[str, str], list[SourceJuridique]] = defaultdict(list)
    for source in sources:
        trouve = _ARTICLES.match(source.reference)
        if source.nature is NatureSource.CODE and trouve is not None:
            for numero in _numeros(trouve[2]):
                par_article[trouve[1], numero].append(source)
    return par_article


def _numeros(texte: str) -> Iterator[str]:
    for trouve in _NUMERO.finditer(texte):
        lettre, racine, premier, dernier, seul = trouve.groups()
        if seul:
            yield seul
        else:
            for rang in range(int(premier), int(dernier or premier) + 1):
                yield f"{lettre}{racine}-{rang}"


# -- dumps ---------------------------------------------------------------------------------------------------------


def lire(chemin: Path, releve: Releve, code: str | None = None) -> None:
    """Add a dump to what was read.

    Args:
        chemin: file or folder.
        releve: what is filled.
        code: code of a folder of Markdown whose name does not tell it.

    Raises:
        ReleveInutilisable: it is none of the four kinds.
    """
    if chemin.is_dir():
        siens = dict(depots(chemin, {**CODES, **DOSSIERS}))
        releve.depots.update(siens)
        releve.jours.update((nom, depot.dernier) for nom, depot in siens.items())
        if siens:
            pass
        elif any(chemin.rglob("*.md")):
            _lire_markdown(chemin, releve, code)
        else:
            for fichier in sorted(chemin.rglob("*.xml")):
                _lire_xml(fichier.read_bytes(), releve)
    elif tarfile.is_tarfile(chemin):
        trouve = _JOUR_D_UNE_ARCHIVE.search(chemin.name)
        jour = None if trouve is None else date.fromisoformat(trouve[1])
        with tarfile.open(chemin, "r|*") as archive:
            for membre in archive:
                contenu = archive.extractfile(membre) if "/article/" in f"/{membre.name}" else None
                if contenu is not None and any(code in membre.name for code in CODES):
                    _lire_xml(contenu.read(), releve, jour)
    else:
        _lire_json(chemin, releve)
    if not releve.jours:
        raise ReleveInutilisable(f"{chemin} : aucun article du code de la santé publique ni de la sécurité sociale")


def _lire_json(chemin: Path, releve: Releve) -> None:
    try:
        arbre = json.loads(chemin.read_text(encoding="utf-8"))
        entete = arbre["data"]
        code = CODES.get(entete["cid"])
    except (OSError, ValueError, KeyError, TypeError) as erreur:
        raise ReleveInutilisable(f"{chemin} : ni un JSON de legi-data, ni une archive LEGI, ni un dossier") from erreur
    if code is None:
        raise ReleveInutilisable(f"{chemin} : {entete.get('title')} n'est pas un code que la bibliothèque cite")
    releve.jours[code] = _jour(entete.get("dateDebutVersion"))
    attente: list[Any] = [arbre]
    while attente:
        noeud = attente.pop()
        attente += noeud.get("children", ())
        donnees = noeud["data"]
        if noeud["type"] == "article" and donnees.get("num"):
            versions = donnees.get("articleVersions") or (donnees,)
            _ajouter(
                releve, code, donnees["num"], ((v["id"], v["dateDebut"], v["dateFin"], v["etat"]) for v in versions)
            )


def _lire_xml(contenu: bytes, releve: Releve, jour: date | None = None) -> None:
    if b"<!ENTITY" in contenu:
        raise ReleveInutilisable("un fichier XML définit des entités : ce n'est pas un article de LEGI")
    try:
        article = ET.fromstring(contenu)  # noqa: S314  # nosec B314 - without entities, nothing expands
    except ET.ParseError as erreur:
        raise ReleveInutilisable(f"un fichier XML ne se lit pas : {erreur}") from erreur
    texte = article.find("CONTEXTE/TEXTE")
    code = None if texte is None else CODES.get(texte.get("cid", ""))
    numero = article.findtext("META/META_SPEC/META_ARTICLE/NUM")
    if code is None or not numero:
        return
    releve.jours.setdefault(code, jour)
    # The Journal officiel publishes an article that LEGI then dates: its own link says no day.
    liens = [
        lien.attrib
        for lien in article.iterfind("VERSIONS/VERSION/LIEN_ART")
        if lien.get("origine", _LEGI) == _LEGI and lien.get("num", numero) == numero
    ]
    meta = {enfant.tag: enfant.text for enfant in article.iterfind("META/META_SPEC/META_ARTICLE/*")}
    _ajouter(
        releve,
        code,
        numero,
        [
            (article.findtext("META/META_COMMUN/ID"), meta.get("DATE_DEBUT"), meta.get("DATE_FIN"), meta.get("ETAT")),
            *((lien.get("id"), lien.get("debut"), lien.get("fin"), lien.get("etat")) for lien in liens),
        ],
    )


_TETE: Final = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def _lire_markdown(dossier: Path, releve: Releve, code: str | None) -> None:
    code = code or next((DOSSIERS[p] for p in dossier.resolve().parts if p in DOSSIERS), None)
    if code is None:
        raise ReleveInutilisable(f"{dossier} : dire de quel code sont ces articles, avec --code")
    for fichier in sorted(dossier.rglob("*.md")):
        tete = _TETE.match(fichier.read_text(encoding="utf-8"))
        numero = re.search(r"(?:^|[_ ])([LRD]\*?\.? ?\d+(?:-\d+)*)$", fichier.stem, re.IGNORECASE)
        if tete is None or numero is None:
            continue
        champs = dict(re.findall(r"^([^:\n]+?) *: *['\"]?(.*?)['\"]?$", tete[1], re.MULTILINE))
        releve.jours.setdefault(code, None)
        _ajouter(
            releve,
            code,
            numero[1],
            [(champs.get("Identifiant"), champs.get("Date de début"), champs.get("Date de fin"), champs.get("État"))],
        )


def _ajouter(releve: Releve, code: str, numero: str, versions: Iterable[tuple[Any, Any, Any, Any]]) -> None:
    cle = (code, numero_nu(numero))
    for identifiant, debut, fin, etat in versions:
        if etat != MORT_NE and identifiant:
            dernier = _jour(fin)
            veille = None if dernier is None else date.fromordinal(dernier.toordinal() - 1)
            releve.articles[cle].add(Version(_jour(debut), veille, identifiant))


def _jour(valeur: object) -> date | None:
    """A day written as text or in milliseconds; ``None`` for those by which LEGI says that it knows none."""
    if isinstance(valeur, int):
        lu = datetime.fromtimestamp(valeur / 1000, UTC).date() if valeur / 1000 < _SANS_DATE else None
    else:
        lu = date.fromisoformat(str(valeur)[:10]) if valeur else None
    return None if lu is None or lu.year >= SANS_DATE else lu


# -- what is to be read again --------------------------------------------------------------------------------------


def comparer(releve: Releve, sources: Iterable[SourceJuridique]) -> Iterator[Ecart]:
    """What the dump says of each article that the sources cite, of the codes that it covers."""
    for (code, numero), siennes in sorted(cites(sources).items()):
        article, depot = f"{code}, art. {numero}", releve.depots.get(code)
        if depot is not None:
            yield Ecart(article, *_comparer_les_mots(depot, numero, siennes))
        elif code in releve.jours:
            sorte, dit = _juger(sorted(releve.articles.get((code, numero), ())), siennes, releve.jours[code])
            yield Ecart(article, sorte, dit)


def _comparer_les_mots(depot: Depot, numero: str, sources: list[SourceJuridique]) -> tuple[str, str]:
    """Compare the words of an article in the state that was read with those of the latest state."""
    lu = max((source.etat_au for source in sources if source.etat_au is not None), default=None)
    _, apres = depot.au(depot.dernier) or (depot.dernier, {})
    if lu is None:
        dit = "le contient" if numero in apres else "ne le contient pas"
        return "sans_date", f"aucune copie lue ne porte de date ; le dépôt {dit} le {depot.dernier}"
    passe = depot.au(lu)
    if passe is None:
        return "sans_date", f"lu dans son état au {lu} ; le dépôt ne commence que le {depot.premier}"
    depuis, avant = passe
    dit = f"lu dans son état au {lu}, que le dépôt date du {depuis}"
    match avant.get(numero), apres.get(numero):
        case None, None:
            return "absent", "le relevé ne le contient pas"
        case _, None:
            return "abroge", f"{dit} ; le dépôt ne le contient plus le {depot.dernier}"
        case ancien, nouveau if ancien != nouveau:
            return "change", f"{dit} ; ses mots sont autres le {depot.dernier}"
    return "inchange", f"{dit} ; ses mots sont les mêmes le {depot.dernier}"


def _juger(versions: list[Version], sources: list[SourceJuridique], jour: date | None) -> tuple[str, str]:
    if not versions:
        return "absent", "le relevé ne le contient pas"
    derniere = versions[-1]
    etats = [source.etat_au for source in sources if source.etat_au is not None]
    if not etats:
        return "sans_date", f"aucune copie lue ne porte de date ; la dernière version du relevé : {_dire(derniere)}"
    lu = max(etats)
    nouvelles = [version for version in versions if version.debut is None or version.debut > lu]
    if nouvelles:
        return "change", f"lu dans son état au {lu} ; depuis : {' ; '.join(map(_dire, nouvelles))}"
    if derniere.fin is not None and (jour is None or derniere.fin < jour):
        return "abroge", f"lu dans son état au {lu} ; plus en vigueur après le {derniere.fin}"
    inconnus = {
        source.identifiant_legifrance
        for source in sources
        if (source.identifiant_legifrance or "").startswith("LEGIARTI")
    } - {version.identifiant for version in versions}
    if inconnus:
        return "identifiant", f"{', '.join(sorted(map(str, inconnus)))} n'est aucune des versions du relevé"
    suite = "" if jour is None or jour <= lu else f" ; le relevé en témoigne jusqu'au {jour}"
    return "inchange", f"lu dans son état au {lu}, {_dire(derniere)}{suite}"


def _dire(version: Version) -> str:
    depuis = "à une date qui n'est pas fixée" if version.debut is None else f"depuis le {version.debut}"
    return f"{version.identifiant}, {depuis}"


def resumer(ecarts: Iterable[Ecart], jours: Mapping[str, date | None]) -> Iterator[str]:
    """What a person reads."""
    for code, jour in sorted(jours.items()):
        yield f"{code} : {'relevé sans date' if jour is None else f'relevé du {jour}'}"
    for ecart in ecarts:
        yield f"{'  ' if ecart.sorte == 'inchange' else '! '}{ecart.article} [{ecart.sorte}] {ecart.dit}"


def principal(arguments: list[str] | None = None) -> int:
    """Read the dumps and print what is to be read again."""
    lecteur = argparse.ArgumentParser(prog="python -m outils.veille", description=__doc__)
    lecteur.add_argument("releves", nargs="+", type=Path, metavar="RELEVE")
    lecteur.add_argument("--code", choices=sorted(CODES.values()), help="code of a folder of Markdown")
    lecteur.add_argument("--json", action="store_true", help="write JSON")
    demande = lecteur.parse_args(arguments)
    releve = Releve()
    try:
        for chemin in demande.releves:
            lire(chemin, releve, demande.code)
        ecarts = list(comparer(releve, textes.toutes().values()))
    except (ReleveInutilisable, DepotIllisible, OSError, tarfile.TarError) as erreur:
        print(erreur, file=sys.stderr)
        return 2
    if demande.json:
        print(json.dumps([attrs.asdict(ecart) for ecart in ecarts], ensure_ascii=False, indent=2))
    else:
        print("\n".join(resumer(ecarts, releve.jours)))
    return int(any(ecart.sorte != "inchange" for ecart in ecarts))


if __name__ == "__main__":
    sys.exit(principal())
