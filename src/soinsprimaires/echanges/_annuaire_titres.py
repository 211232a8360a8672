"""What the files of the Annuaire santé say of a person: profession, savoir-faire, diplomas; the last two are joined."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from typing import Any, Final, TypeVar

import attrs

from soinsprimaires import referentiels
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._dates import CodeEtMessage
from soinsprimaires.echanges._flux import LIMITES, Limites, Source
from soinsprimaires.echanges._lecture import Journal, Lecture
from soinsprimaires.echanges._squelette import lire_tableaux
from soinsprimaires.echanges._tables import Forme, Rangee, TableLue
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.sources import Provenance

EDITEUR: Final = "Agence du numérique en santé"
TITRE_SAVOIRS: Final = "Annuaire santé, savoir-faire des professionnels"
TITRE_DIPLOMES: Final = "Annuaire santé, diplômes et autorisations d'exercice"

TITRES_D_UNE_PERSONNE: Final = {
    "type": ("Type d'identifiant PP",),
    "identifiant": ("Identifiant PP",),
    "profession": ("Code profession",),
}
"""Titles of the columns that name a person, the same in every file."""
TITRES_D_UN_SAVOIR: Final = {
    "type_savoir_faire": ("Code type savoir-faire",),
    "savoir_faire": ("Code savoir-faire",),
}
_SAVOIRS: Final = Forme(
    colonnes=TITRES_D_UNE_PERSONNE | TITRES_D_UN_SAVOIR,
    requises=("type", "identifiant", "savoir_faire"),
    stricte=True,
)
_DU_DIPLOME: Final = {
    "nature": ("Code type diplôme obtenu",),
    "code": ("Code diplôme obtenu",),
    "libelle": ("Libellé diplôme obtenu",),
    "autorisation": ("Code type autorisation",),
    "discipline": ("Code discipline autorisation",),
}
_DIPLOMES: Final = Forme(
    colonnes=TITRES_D_UNE_PERSONNE | _DU_DIPLOME,
    requises=("type", "identifiant", "code"),
    stricte=True,
)
EXTENSION: Final = "fr.esante.annuaire"

E = TypeVar("E", bound=Entite)

TYPE_RPPS: Final = "8"
TYPE_ADELI: Final = "0"
_SPECIALITE: Final = "S"
_NOMME: Final = re.compile(r"ps-[0-9a-f]{16}-", re.ASCII)
_SYSTEMES: Final = (Systeme.TRE_R95, Systeme.TRE_R94, Systeme.TRE_R291, Systeme.TRE_G15)
"""Systems of the professions, that of the widest last: 93 is a psychologue in R95, and a withdrawn code of G15."""


@cache
def _professions_connues() -> dict[str, CodeNomenclature]:
    """Code of each profession with its system, a code in force before its withdrawn twin."""
    trouvees: dict[str, CodeNomenclature] = {}
    for systeme in _SYSTEMES:
        for concept in referentiels.concepts(systeme):
            trouvees.setdefault(concept.code.code, concept.code)
    return trouvees


@attrs.frozen(kw_only=True)
class SavoirFaire:
    """A speciality of a person, as the file of the savoir-faire gives it.

    Attributes:
        personne: the kind of number and the number (``8``, an RPPS), which is personal data.
        profession: code of the profession of which it is one, ``None`` where the file does not tell.
        code: spécialité ordinale (TRE_R38).
    """

    personne: tuple[str, str] = attrs.field(repr=False)
    profession: str | None = None
    code: CodeNomenclature


@attrs.frozen(kw_only=True)
class Diplome:
    """A diploma of a person, or an authorisation to practise, as the file of the diplômes gives it.

    Attributes:
        personne: the kind of number and the number, which is personal data.
        nature: code of the kind of diploma.
        code: of the diploma, whose nomenclatures are not shipped.
        libelle: its name in the file.
        autorisation: code of the kind of authorisation, instead of a diploma or beside it.
        discipline: code of what is authorised.
    """

    personne: tuple[str, str] = attrs.field(repr=False)
    nature: str | None = None
    code: str | None = None
    libelle: str | None = None
    autorisation: str | None = None
    discipline: str | None = None

    def en_extension(self) -> dict[str, str]:
        """What is kept of it in the extension of a professional."""
        return {nom: valeur for nom in _DU_DIPLOME if (valeur := getattr(self, nom)) is not None}


def lire_savoir_faire(source: Source, *, membre: str | None = None, limites: Limites = LIMITES) -> Lecture[SavoirFaire]:
    """Read ``ps-libreacces-savoirfaire``: the activities of the recent extractions no longer hold the savoir-faire.

    Raises:
        DocumentInvalide: while reading; a column is absent, or the archive is refused.
    """
    journal = Journal(provenance=Provenance(titre=TITRE_SAVOIRS, editeur=EDITEUR))

    def savoirs(tableau: TableLue) -> Iterator[SavoirFaire]:
        for ligne in tableau.lignes:
            code, faute = juger_savoir(ligne.texte("type_savoir_faire"), ligne.texte("savoir_faire"))
            if code is None:
                journal.ecarter("savoir-faire d'un autre genre que les spécialités")
            if faute is not None:
                journal.signaler(ligne.numero, *faute, ligne.titre("savoir_faire"))
            if code is not None:
                journal.gardees += 1
                yield SavoirFaire(personne=_personne(ligne), profession=ligne.texte("profession") or None, code=code)

    return lire_tableaux(source, journal, (_SAVOIRS,), savoirs, membre=membre, limites=limites, usuels=("*savoir*",))


def lire_diplomes(source: Source, *, membre: str | None = None, limites: Limites = LIMITES) -> Lecture[Diplome]:
    """Read ``ps-libreacces-dipl-autexerc``: the diplomas and the authorisations to practise.

    Raises:
        DocumentInvalide: while reading; a column is absent, or the archive is refused.
    """
    journal = Journal(provenance=Provenance(titre=TITRE_DIPLOMES, editeur=EDITEUR))

    def diplomes(tableau: TableLue) -> Iterator[Diplome]:
        for ligne in tableau.lignes:
            dits = {nom: ligne.texte(nom) or None for nom in _DU_DIPLOME}
            if not (dits["code"] or dits["autorisation"]):
                journal.refuser(ligne.numero, "code.absent", "ni diplôme ni autorisation", ligne.titre("code"))
                continue
            journal.gardees += 1
            yield Diplome(personne=_personne(ligne), **dits)

    return lire_tableaux(source, journal, (_DIPLOMES,), diplomes, membre=membre, limites=limites, usuels=("*dipl*",))


def _personne(ligne: Rangee) -> tuple[str, str]:
    return ligne.texte("type"), ligne.texte("identifiant")


def joindre(
    lus: Iterable[E], *, savoirs: Iterable[SavoirFaire] = (), diplomes: Iterable[Diplome] = ()
) -> tuple[E, ...]:
    """The same entities, the professionals with what the other files of the Annuaire say of them.

    A speciality goes to the profession that the file gives with it; a diploma, which the model does not hold, stands in
    the extension ``fr.esante.annuaire``. Those of other people are let go one by one: the files, of millions of lines,
    are never in memory.
    """
    entites: list[Any] = list(lus)
    rangs: dict[str, list[int]] = {}
    for rang, entite in enumerate(entites):
        for cle in _cles(entite) if isinstance(entite, Professionnel) else ():
            rangs.setdefault(cle, []).append(rang)
    siens: dict[int, list[CodeNomenclature]] = {}
    for savoir in savoirs:
        for rang in rangs.get(empreinte(*savoir.personne), ()):
            if savoir.profession in {None, entites[rang].profession.code}:
                siens.setdefault(rang, []).append(savoir.code)
    obtenus: dict[int, list[dict[str, str]]] = {}
    for diplome in diplomes:
        for rang in rangs.get(empreinte(*diplome.personne), ()):
            obtenus.setdefault(rang, []).append(diplome.en_extension())
    for rang, codes in siens.items():
        tous = dict.fromkeys((*entites[rang].savoir_faire, *codes))
        entites[rang] = attrs.evolve(entites[rang], savoir_faire=tuple(tous))
    for rang, dits in obtenus.items():
        uniques = [dit for place, dit in enumerate(dits) if dit not in dits[:place]]
        dites = {**(entites[rang].extensions or {}), EXTENSION: {"diplomes": uniques}}
        entites[rang] = attrs.evolve(entites[rang], extensions=Extensions(dites))
    return tuple(entites)


def _cles(lu: Professionnel) -> Iterator[str]:
    """What the numbers of a professional are in his identifiant, or would be."""
    if lu.rpps is not None:
        yield empreinte(TYPE_RPPS, lu.rpps)
    if lu.adeli is not None:
        yield empreinte(TYPE_ADELI, lu.adeli)
    if lu.rpps is None and lu.adeli is None and (trouve := _NOMME.match(lu.identifiant)):
        yield trouve[0]


def empreinte(type_: str, identifiant: str) -> str:
    """How the identifiant of a person begins: a number must not be read in it."""
    return f"ps-{blake2b(f'{type_}:{identifiant}'.encode(), digest_size=8).hexdigest()}-"


def juger_code(systeme: Systeme, texte: str) -> tuple[CodeNomenclature | None, CodeEtMessage | None]:
    """A code of a nomenclature, and what is wrong with it: ``None`` where it has not the form of one."""
    try:
        code = CodeNomenclature(systeme, texte)
    except ValeurInvalide as erreur:
        return None, (erreur.code, erreur.message)
    if referentiels.existe(code) is True:
        return code, None
    return code, ("code.inconnu", f"code {code} absent de la table livrée, gardé tel quel")


def juger_profession(texte: str) -> tuple[CodeNomenclature | None, CodeEtMessage | None]:
    """The code with its system; an unknown one is taken for one of the widest system, G15, and told."""
    connue = _professions_connues().get(texte)
    return juger_code(Systeme.TRE_G15, texte) if connue is None else (connue, None)


def juger_savoir(genre: str, texte: str) -> tuple[CodeNomenclature | None, CodeEtMessage | None]:
    """A spécialité ordinale; the other kinds (capacités, compétences ...) stand in systems that are not shipped."""
    if genre in {_SPECIALITE, ""}:
        return juger_code(Systeme.TRE_R38, texte)
    return None, ("code.systeme", f"savoir-faire de type {citer(genre)} : seules les spécialités (S) sont gardées")
