"""Areas where professionals are lacking, as each ARS names them (zonage), by commune or by territoire de vie-santé.

The layouts are those of the national workbook and of the tables of the ARS; a table may have one column a year.
"""

import re
from collections.abc import Iterator
from typing import Final

import attrs

from soinsprimaires.analyse.publications import Qualification, Zonage
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import Limites, Source
from soinsprimaires.echanges._lecture import Journal, Lecture
from soinsprimaires.echanges._squelette import LecteurCommunal, lire_tableaux
from soinsprimaires.echanges._tables import LIMITES_CLASSEUR, Forme, Rangee, TableLue, normaliser
from soinsprimaires.echanges._valeurs import HORS_DEPARTEMENT, exiger_annee, exiger_departement
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.sources import Provenance

__all__ = ["Qualification", "Zonage", "lire"]

EDITEUR: Final = "Agences régionales de santé"

_COMMUNES: Final = (
    *("Code commune", "Code commune INSEE", "INSEE_COM", "CODGEO", "DEPCOM", "Code INSEE", "Code INSEE commune"),
    *("code_commune_insee", "codecom", "com_code", "insee", "depcom*", "Code"),
)
_TERRITOIRES: Final = (
    *("Code TVS", "Code_TVS", "TVS", "AGR", "Code du territoire de vie-santé", "code territoire vie*"),
    *("Code BVCV", "BVCV", "Code du bassin de vie", "code bassin vie*"),
)
_QUARTIERS: Final = ("Code QPV", "code_qp", "code_qpv", "QPV", "Code quartier")
_COLONNES: Final = {
    "medecin": ("zmed*", "zonage medecin*"),
    "chirurgien_dentiste": ("zdent*", "zonage *dentiste*"),
    "infirmier": ("zide*", "zinf*", "zonage infirmier*"),
    "masseur_kinesitherapeute": ("zmk*", "zkine*", "zonage *kine*"),
    "sage_femme": ("zsf*", "zonage sage*"),
    "orthophoniste": ("zortho*", "zonage orthophoniste*"),
}
"""The columns of a table that zones several professions."""
_QUALIFICATION: Final = (
    *("Qualification attribuée par l'arrêté régional", "Qualification", "Zonage", "Zone", "Classement"),
    *("qualification attribuee*", "*zonage*", "*qualification*", "classement*"),
)
_ANNUELLES: Final = frozenset({"qualification"})


def _formes(profession: str) -> tuple[Forme, Forme]:
    """By commune, else by territory; the columns of the profession before those that name none."""
    autres = [titre for autre, titres in _COLONNES.items() if autre != profession for titre in titres]
    titres = (*_COLONNES[profession], *_QUALIFICATION)
    communes = Forme(
        colonnes={"qualification": titres, "commune": _COMMUNES, "territoire": _TERRITOIRES, "quartier": _QUARTIERS},
        requises=("commune", "qualification"),
        annuelles=_ANNUELLES,
        sauf=autres,
    )
    territoires = attrs.evolve(
        communes,
        colonnes={"qualification": titres, "territoire": _TERRITOIRES},
        requises=("territoire", "qualification"),
    )
    return communes, territoires


_INDISPONIBLE: Final = re.compile(r"$|n a\b|nd$|nc$|non (?:disponible|renseigne|concerne)|sans objet|secret")
"""What a table writes where it has no answer."""


_QUALIFICATIONS: Final = {une.value: une for une in Qualification}
_ECRITES: Final = {
    "zone intervention prioritaire": Qualification.ZIP,
    "zone action complementaire": Qualification.ZAC,
    "zone accompagnement regional": Qualification.ZAR,
    "zone vigilance": Qualification.ZV,
    "hors vivier": Qualification.HV,
    "hors zone": Qualification.HZ,
    "hors zonage": Qualification.HZ,
    "tres sous dotee": Qualification.TRES_SOUS_DOTEE,
    "tres sous dote": Qualification.TRES_SOUS_DOTEE,
    "sous dense": Qualification.SOUS_DENSE,
    "non prioritaire": Qualification.NON_PRIORITAIRE,
    "sous dotee": Qualification.SOUS_DOTEE,
    "sous dote": Qualification.SOUS_DOTEE,
    "intermediaire": Qualification.INTERMEDIAIRE,
    "tres dotee": Qualification.TRES_DOTEE,
    "tres dote": Qualification.TRES_DOTEE,
    "sur dotee": Qualification.SUR_DOTEE,
    "sur dote": Qualification.SUR_DOTEE,
    "surdotee": Qualification.SUR_DOTEE,
}
"""The words of the qualifications, once normalised; of two, one of which holds the other, the longer is meant."""


def lire(
    source: Source,
    *,
    profession: str = "medecin",
    annee: int | None = None,
    departement: str | None = None,
    membre: str | None = None,
    limites: Limites = LIMITES_CLASSEUR,
) -> Lecture[Zonage]:
    """Read the workbook, each of its sheets that has the columns, or a text of the same columns.

    Args:
        source: path or binary stream.
        profession: of which the zoning is wanted, in a table that has several: ``medecin``, ``chirurgien_dentiste``,
            ``infirmier``, ``masseur_kinesitherapeute``, ``sage_femme``, ``orthophoniste``.
        annee: the year wanted, in a table that has one column a year; the latest without it, which is told.
        departement: keep the communes (else the territories) whose code is of this one only.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; a column is absent, or the archive is refused.
        ExtraManquant: while reading a workbook; the package that reads it is not installed.
        ValeurInvalide: ``annee`` is no year, or ``profession`` is not one of these.
    """
    if profession not in _COLONNES:
        raise ValeurInvalide(
            f"{citer(profession)} n'est pas {', '.join(_COLONNES)}", "profession.inconnue", "profession"
        )
    journal = Journal(provenance=Provenance(titre=f"Zonage : {profession.replace('_', '-')}", editeur=EDITEUR))
    lecteur = _LecteurZonage(journal, exiger_annee(annee), exiger_departement(departement))
    return lire_tableaux(
        source,
        journal,
        _formes(profession),
        lecteur.lire,
        membre=membre,
        limites=limites,
        usuels=("*zonage*",),
        annee=annee,
    )


class _LecteurZonage(LecteurCommunal):
    def lire(self, tableau: TableLue) -> Iterator[Zonage]:
        for ligne in tableau.lignes:
            lu = self._zonage(ligne)
            if lu is not None:
                self._journal.gardees += 1
                yield lu

    def _zonage(self, ligne: Rangee) -> Zonage | None:
        ecrit, commune, territoire = ligne.texte("qualification"), None, ligne.texte("territoire") or None
        if "commune" in ligne.colonnes.rangs:
            commune = self._communes.de_la_ligne(ligne)
            if commune is None:
                return None
        elif territoire is None:
            self._journal.refuser(
                ligne.numero, "zonage.territoire", "la ligne ne dit pas de quel territoire elle parle"
            )
            return None
        elif not self._communes.est_voulue(territoire):
            self._journal.ecarter(HORS_DEPARTEMENT)
            return None
        qualification = _qualifier(ecrit)
        if qualification is None and _INDISPONIBLE.match(normaliser(ecrit)):
            message = "le zonage n'est pas disponible"
            self._journal.informer(ligne.numero, "zonage.indisponible", message)
        elif qualification is None:
            message = f"qualification {citer(ecrit)} inconnue, gardée telle quelle"
            self._journal.signaler(ligne.numero, "code.inconnu", message, ligne.titre("qualification"))
        quartier = ligne.texte("quartier").upper() or None
        return Zonage(
            qualification=qualification, ecrit=ecrit, commune=commune, territoire=territoire, quartier=quartier
        )


def _qualifier(ecrit: str) -> Qualification | None:
    """The area that a cell names: ``ZIP``, ``3_QPV_ZIP``, ``Zone d'action complémentaire (ZAC)``; one, or none."""
    plie = normaliser(ecrit)
    mots = [mot for mot in plie.upper().split() if not mot.isdigit()]
    if (exacte := _QUALIFICATIONS.get("_".join(mots))) is not None:
        return exacte
    phrases = [phrase for phrase in _ECRITES if f" {phrase} " in f" {plie} "]
    trouvees = {
        _ECRITES[phrase] for phrase in phrases if not any(phrase in autre and phrase != autre for autre in phrases)
    }
    trouvees |= {_QUALIFICATIONS[mot] for mot in mots if mot in _QUALIFICATIONS and not trouvees}
    return trouvees.pop() if len(trouvees) == 1 and "QPV" not in mots else None
