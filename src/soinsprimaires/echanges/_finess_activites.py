"""The activities of the establishments of FINESS: the JSON ``finess-activites-1``, or the CSV of the authorisations.

An activity is a code of the nomenclature of its nature, with details that depend on it; nothing here interprets them.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs

from soinsprimaires.echanges._dates import lire_date
from soinsprimaires.echanges._finess_json import lieu_de, lire_liste, plier, texte_de
from soinsprimaires.echanges._flux import Flux, Limites, Source, ouvrir
from soinsprimaires.echanges._json import elements
from soinsprimaires.echanges._lecture import Journal, Lecture, produire, situer_ligne
from soinsprimaires.echanges._tables import Forme, Rangee, tableaux
from soinsprimaires.echanges._valeurs import JUGE_FINESS
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import Finess
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle

_TITRE: Final = "FINESS, activités des établissements"
_CSV: Final = Forme(
    colonnes={nom: (nom,) for nom in ("section", "juridique", "activite", "modalite", "forme", "debut", "nofinesset")},
    requises=("section", "juridique", "activite", "nofinesset"),
    stricte=True,
    champs=(
        *("section", "juridique", "rsej", "activite", "libactivite", "modalite", "libmodalite", "forme", "libforme"),
        *("noautor", "debut", "nofinesset", "rset"),
    ),
    premiere=("finess", "etalab"),
    sections=frozenset({"structureet", "structureej"}),
)
"""The first fields of the lines; those that follow depend on the year of the file."""
_SECTION: Final = "activiteoffresoin"
_OUVERT: Final = "A"
_JURIDIQUE: Final = "de l'entité juridique, que ses établissements redisent"


@attrs.frozen(kw_only=True)
class Activite:
    """What an establishment is authorised to do, or does.

    Attributes:
        finess: number of the establishment.
        nature: family of the activity (``ASDR``, ``AMF`` ...), whose nomenclature ``code`` is of; ``None`` in the CSV.
        code: of the activity.
        details: what else the file says of it in codes (mode, public, form ...), by the name of the file.
        active: whether it is in force; ``None`` where the file does not tell.
        debut: since when.
        fin: until when it is authorised, or was.
    """

    finess: Finess
    nature: str | None = None
    code: str
    details: tuple[tuple[str, str], ...] = ()
    active: bool | None = None
    debut: DatePartielle | None = None
    fin: DatePartielle | None = None

    def en_extension(self) -> dict[str, Any]:
        """What is kept of it in the extension of an entity, without what is not known."""
        champs = {"nature": self.nature, "code": self.code, "debut": self.debut and str(self.debut)}
        fin = {"fin": self.fin and str(self.fin), "details": dict(self.details)}
        return {nom: valeur for nom, valeur in {**champs, **fin}.items() if valeur}


def lire_activites(source: Source, *, membre: str | None, limites: Limites) -> Lecture[Activite]:
    """Read either file; see :func:`soinsprimaires.echanges.finess.lire_activites`."""
    situer: Callable[[int, int], tuple[str, str]] = situer_ligne
    journal = Journal(lambda place, sous_place: situer(place, sous_place))  # noqa: PLW0108 - which one is known later
    journal.provenance = Provenance(titre=_TITRE, editeur="Agence du numérique en santé")

    def activites() -> Iterator[Activite]:
        nonlocal situer
        with ouvrir(source, journal, limites, membre, ("*activites*",), json=True) as ouvert:
            if isinstance(ouvert, Flux) and ouvert.regarder(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
                situer = lieu_de
                for rang, entite in elements(ouvert, journal, "pmej", "pmej.item", "Lire les activités de FINESS"):
                    yield from _entite(entite, rang, journal)
                return
            for tableau in tableaux(ouvert, journal, _CSV):
                for ligne in tableau.lignes:
                    lue = _de_la_ligne(ligne, journal)
                    if lue is not None:
                        yield lue

    return produire(journal, activites())


def _entite(brute: Any, rang: int, journal: Journal) -> Iterator[Activite]:
    entite = plier(brute)
    if "informationsgeneralespmej" in entite:
        raise journal.renoncer("fichier.nature", "ce n'est pas ce fichier, c'est celui des structures de FINESS")
    de_la_personne = len(lire_liste(entite.get("activitesautorisees")))
    journal.lues += de_la_personne
    journal.ecarter(_JURIDIQUE, de_la_personne)
    for sous_rang, etablissement in enumerate(lire_liste(entite.get("ege"))):
        plie = plier(etablissement)
        for activite in lire_liste(plie.get("activitesexercees")):
            journal.lues += 1
            try:
                lue = _activite(plier(activite), texte_de(plie, "numfinessege"))
            except ValeurInvalide as erreur:
                journal.refuser(rang, erreur.code, erreur.message, erreur.champ, sous_place=sous_rang)
                continue
            journal.gardees += 1
            yield lue


def _activite(brute: Mapping[str, Any], numero: str) -> Activite:
    generales, nature = plier(brute.get("caracteristiquesgeneriques")), plier(brute.get("nature"))
    specifiques = plier(nature.get("caracteristiquesspecifiques"))
    bloc = next((valeur for cle, valeur in specifiques.items() if cle.startswith("typeactivite")), None)
    codes = [(cle, texte_de(bloc, cle)) for cle in bloc] if isinstance(bloc, dict) else []
    codes = [(cle, code) for cle, code in codes if code]
    # The code of the activity is under a key of that name; the others say how.
    principal = next((un for un in codes if un[0].lower().startswith("activite")), codes[0] if codes else None)
    if principal is None:
        raise ValeurInvalide("l'activité n'a pas de code", "code.absent", "caracteristiquesSpecifiques")
    etat = texte_de(generales, "etatobjet")
    return Activite(
        finess=_numero(numero, "numFinessEge"),
        nature=texte_de(nature, "codenature") or None,
        code=principal[1],
        details=tuple(un for un in codes if un is not principal),
        active=etat == _OUVERT if etat else None,
        debut=_date(texte_de(generales, "datedebutactiviteautorisee")),
        fin=_date(texte_de(generales, "datefineffectiveactivite", "datefinactiviteautorisee")),
    )


def _de_la_ligne(ligne: Rangee, journal: Journal) -> Activite | None:
    section = ligne.texte("section")
    if section != _SECTION:
        journal.ecarter(f"une ligne « {section} »" if section in _CSV.sections else "une ligne d'une autre sorte")
        return None
    try:
        finess, code = _numero(ligne.texte("nofinesset"), "nofinesset"), ligne.texte("activite")
        if not code:
            raise ValeurInvalide("l'activité n'a pas de code", "code.absent", "activite")
    except ValeurInvalide as erreur:
        journal.refuser(ligne.numero, erreur.code, erreur.message, erreur.champ)
        return None
    journal.gardees += 1
    details = ((nom, ligne.texte(nom)) for nom in ("modalite", "forme"))
    return Activite(
        finess=finess,
        code=code,
        details=tuple((nom, texte) for nom, texte in details if texte),
        debut=_date(ligne.texte("debut")),
    )


def _numero(texte: str, champ: str) -> Finess:
    """The number of an establishment.

    Raises:
        ValeurInvalide: it has not the form of one.
    """
    numero, faute = JUGE_FINESS.juger(texte)
    if numero is None:
        raise ValeurInvalide(faute[1] if faute else "", faute[0] if faute else "", champ)
    return numero


def _date(texte: str) -> DatePartielle | None:
    return lire_date(texte)[0] if texte else None
