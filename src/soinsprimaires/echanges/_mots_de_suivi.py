"""The words of those who follow projects: titles of columns, natures and states, each with where it was read.

A word is here when it has one meaning in a tracking sheet. What may mean several states says which; what tells no state
says why. The words of the states themselves, and those that our own pages write, need no line.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires.cycle import OBJECTIFS
from soinsprimaires.echanges._titres import normaliser, separer
from soinsprimaires.modele._etats import ETATS, Etat
from soinsprimaires.modele.evenements import AvisComite
from soinsprimaires.modele.projets import NatureProjet

_ATLAS: Final = "DGOS, atlas des CPTS, janvier 2022 : lettre d'intention validée, projet de santé validé, ACI validé"
_FCPTS: Final = (
    "Fédération nationale des CPTS, recensement de février 2023 : préprojet, construction du projet, ACI signé"
)
_CARTES: Final = "Cartes des ARS, citées par entractes.fr, janvier 2021 : en cours de réflexion, opérationnelle"
_LABEL: Final = "MACSF, critères de labellisation d'une MSP par l'ARS, 2022 : l'ARS labellise en validant le projet"
_COMITES: Final = "Comités régionaux de sélection des MSP : avis favorable, avec réserves, ajourné, défavorable"
_CODE: Final = "CSP, art. L6323-1-11 : engagement de conformité, récépissé, agrément"
_USAGE: Final = "usage des tableaux de suivi, relevé dans des feuilles d'unités"

_C, _M, _S = NatureProjet.CPTS, NatureProjet.MSP, NatureProjet.CENTRE_SANTE
_PROJETS: Final = (_C, _M)
_TOUTES: Final = (_C, _M, _S)


@attrs.frozen(kw_only=True)
class MotDeSuivi:
    """Words of people, and what they mean.

    Attributes:
        mots: ways to write it, given as one text (``abandon / sans suite``).
        etats: words of the states that they leave possible, one when they tell; none when they tell no state.
        natures: of the projects of which it is said.
        avis: opinion of the committee that they also tell.
        remarque: why they tell no state, or several.
        source: where they were read.
    """

    mots: tuple[str, ...] = attrs.field(converter=separer)
    etats: tuple[str, ...]
    natures: tuple[NatureProjet, ...] = _PROJETS
    avis: AvisComite | None = None
    remarque: str | None = None
    source: str = _USAGE


def _vivants(nature: NatureProjet) -> tuple[str, ...]:
    """Up to the state where a project of this nature wants to be."""
    etats = ETATS[nature]
    return tuple(etat.value for etat in etats[: etats.index(OBJECTIFS[nature]) + 1])


_EN_SOMMEIL: Final = "en sommeil / stand-by / en stand by / en pause / en attente / à l'arrêt / gelé / au point mort"
_PAS_UN_ETAT: Final = "ne dit pas jusqu'où le projet était allé : écrire le dernier état atteint"

MOTS: Final = (
    MotDeSuivi(
        mots=(
            "en émergence / émergent / en réflexion / réflexion / réflexion en cours / en cours de réflexion / "
            "à l'étude"
        ),
        etats=("emergence",),
        natures=_TOUTES,
        source=_CARTES,
    ),
    MotDeSuivi(
        mots="préprojet / pré-projet / en phase de préprojet / idée / amorçage",
        etats=("emergence",),
        source=_FCPTS,
    ),
    MotDeSuivi(
        mots=(
            "lettre déposée / lettre d'intention envoyée / lettre d'intention transmise / "
            "lettre d'intention reçue / lettre d'intention en instruction / dépôt de la lettre d'intention"
        ),
        etats=("lettre_intention_deposee",),
    ),
    MotDeSuivi(
        mots=("lettre validée / lettre d'intention validée / lettre d'intention acceptée / lettre d'intention agréée"),
        etats=("lettre_intention_validee",),
        source=_ATLAS,
    ),
    MotDeSuivi(
        mots=(
            "en rédaction / rédaction / rédaction en cours / en cours de rédaction / "
            "projet en cours de rédaction / projet en rédaction / rédaction du projet / "
            "rédaction du projet de santé / projet de santé en cours / projet de santé en cours de rédaction / "
            "en cours d'écriture / projet en cours d'écriture / écriture / "
            "projet de santé en cours d'écriture / écriture du projet de santé / en élaboration / "
            "en cours d'élaboration / élaboration du projet de santé / construction du projet de santé"
        ),
        etats=("projet_en_redaction",),
        source=_FCPTS,
    ),
    MotDeSuivi(
        mots=(
            "déposé / projet déposé / dossier déposé / dossier transmis / projet transmis / projet envoyé / "
            "projet de santé transmis / projet de santé envoyé / projet de santé reçu / "
            "dépôt du projet de santé / projet en instruction / projet de santé en instruction / "
            "instruction du projet de santé"
        ),
        etats=("projet_depose",),
    ),
    MotDeSuivi(
        mots="instruction en cours / en instruction / en cours d'instruction / instruction",
        etats=("projet_depose",),
        natures=(_M,),
        source=_COMITES,
    ),
    MotDeSuivi(
        mots="instruction en cours / en instruction / en cours d'instruction / instruction",
        etats=("lettre_intention_deposee", "projet_depose"),
        natures=(_C,),
        remarque="la lettre d'intention s'instruit aussi : dire laquelle des deux",
    ),
    MotDeSuivi(
        mots="instruction en cours / en instruction / en cours d'instruction / instruction",
        etats=("engagement_depose",),
        natures=(_S,),
        source=_CODE,
    ),
    MotDeSuivi(
        mots=("passage en comité / en comité / passage en commission / en attente de comité / en attente du comité"),
        etats=("projet_depose",),
        natures=(_M,),
        source=_COMITES,
    ),
    *(
        MotDeSuivi(mots=mots, etats=("projet_depose",), natures=(_M,), avis=avis, source=_COMITES)
        for avis, mots in (
            (AvisComite.FAVORABLE, "avis favorable / avis favorable du comité"),
            (AvisComite.AVEC_RESERVES, "avis favorable avec réserves / avis avec réserves / favorable sous réserves"),
            (AvisComite.AJOURNE, "ajourné / avis ajourné / projet ajourné"),
            (AvisComite.DEFAVORABLE, "avis défavorable / défavorable"),
        )
    ),
    MotDeSuivi(
        mots="compléments / en attente de compléments / demande de compléments / dossier incomplet",
        etats=("complements_demandes",),
    ),
    MotDeSuivi(
        mots="validé / projet validé / validation / validation du projet", etats=("projet_valide",), source=_ATLAS
    ),
    MotDeSuivi(
        mots="labellisé / labellisé ARS / label ARS / label obtenu / projet labellisé",
        etats=("projet_valide",),
        natures=(_M,),
        source=_LABEL,
    ),
    MotDeSuivi(
        mots=(
            "signé / contrat conclu / conventionné / contrat conventionné / contrat validé / "
            "contrat tripartite signé / accord conventionnel signé / "
            "accord conventionnel interprofessionnel signé / signature du contrat"
        ),
        etats=("contrat_signe",),
        source=_FCPTS,
    ),
    MotDeSuivi(
        mots="sous contrat / sous ACI / adhérent à l'ACI / adhésion ACI",
        etats=("contrat_signe", "en_fonctionnement"),
        remarque="un contrat est signé, et la structure fonctionne peut-être déjà : dire lequel des deux",
    ),
    MotDeSuivi(
        mots=("opérationnel / en activité / fonctionnel / en exercice / actif / en service / ouvert / fonctionnement"),
        etats=("en_fonctionnement",),
        source=_CARTES,
    ),
    MotDeSuivi(
        mots="en fonctionnement / opérationnel / en activité / fonctionnel / en exercice / actif / en service",
        etats=("ouvert",),
        natures=(_S,),
    ),
    MotDeSuivi(
        mots="récépissé obtenu / récépissé reçu / récépissé",
        etats=("recepisse_delivre",),
        natures=(_S,),
        source=_CODE,
    ),
    MotDeSuivi(
        mots="engagement déposé / engagement de conformité reçu / dossier déposé / projet déposé / déposé",
        etats=("engagement_depose",),
        natures=(_S,),
        source=_CODE,
    ),
    MotDeSuivi(
        mots="agrément provisoire / agrément définitif / agréé / agrément obtenu / agrément demandé",
        etats=("engagement_depose", "recepisse_delivre", "ouvert"),
        natures=(_S,),
        remarque="l'agrément est celui d'une activité d'un site : dire aussi l'état du centre, et noter l'agrément",
        source=_CODE,
    ),
    MotDeSuivi(
        mots="abandon / projet abandonné / sans suite / classé sans suite", etats=("abandonne",), natures=_TOUTES
    ),
    MotDeSuivi(mots="contrat résilié / résiliation / résiliation du contrat", etats=("resilie",)),
    MotDeSuivi(mots="contrat échu / contrat expiré / expiré", etats=("echu",)),
    MotDeSuivi(
        mots="arrêté / projet arrêté / arrêt du projet / clos / terminé",
        etats=(),
        natures=_TOUTES,
        remarque="est-ce un abandon, une suspension, une fin de contrat ? L'écrire",
    ),
    MotDeSuivi(
        mots="refusé / rejeté / projet refusé / dossier refusé",
        etats=(),
        natures=_TOUTES,
        remarque="un refus se note (soinsprimaires noter) ; écrire où en est le projet depuis",
    ),
    MotDeSuivi(
        mots="ACI en cours / ACI en cours de signature / en attente de signature / signature en cours",
        etats=(),
        remarque="le contrat n'est pas signé : écrire le dernier état atteint",
    ),
    MotDeSuivi(mots="dissous / dissoute / dissolution", etats=("dissous",), natures=_TOUTES),
    MotDeSuivi(
        mots="fermé / fermeture / cessé / cessation",
        etats=("cessation", "fermeture_administrative"),
        natures=(_S,),
    ),
    *(
        MotDeSuivi(mots=_EN_SOMMEIL, etats=_vivants(nature), natures=(nature,), remarque=_PAS_UN_ETAT)
        for nature in _TOUTES
    ),
    MotDeSuivi(
        mots="SISA créée / SISA constituée / SISA immatriculée / SISA / association créée",
        etats=(),
        natures=_TOUTES,
        remarque="une société ou une association se crée à plusieurs moments ; écrire où en est le projet",
    ),
)
"""What people write in the column of the state, beside the words of the states themselves."""

_ABREGES: Final = MappingProxyType(
    {"li": "lettre intention", "pds": "projet sante", "ps": "projet sante", "aci": "contrat", "standby": "stand by"}
)

_NATURES: Final = MappingProxyType(
    {
        "msp": _M,
        "mspu": _M,
        "maison sante": _M,
        "cpts": _C,
        "communaute professionnelle territoriale sante": _C,
        "cds": _S,
        "cts": _S,
        "csp": _S,
        "centre sante": _S,
        "centre territorial sante": _S,
    }
)
"""How a cell may begin that tells a nature, without the s of the plural: a centre territorial is a centre de santé."""
_EQUIPES: Final = ("esp", "equipe soin primaire")
_SIGLE: Final = 4
"""Letters of the longest acronym."""


NOS_COLONNES: Final = frozenset(
    map(
        normaliser,
        (
            *("Code région", "Région", "États possibles", "Dernier événement", "Date du dernier événement"),
            *("Jours sans nouvelles", "Prochaine étape", "Qui peut faire l'étape", "Prochaine échéance"),
            *("Limite, au plus tôt", "Limite, au plus tard", "Statut de l'échéance", "Qui doit agir"),
        ),
    )
)
"""What our own portfolio tells beside what is read, folded: a registre computes it again."""


def plier(texte: str) -> str:
    """What two ways to write a word have in common: abbreviations, plural and feminine aside.

    >>> plier("LI validées") == plier("Lettre d'intention validée")
    True
    >>> plier("opérationnelles") == plier("opérationnel"), plier("active") == plier("actif")
    (True, True)
    """
    mots = normaliser(re.sub(r"(?<=\b\w)\.", "", texte)).split()
    entiers = [mot for abrege in mots for mot in _ABREGES.get(abrege, abrege).split()]
    plies = [_FEMININ.sub(_au_masculin, mot.rstrip("s").rstrip("e")) for mot in entiers]
    return " ".join(mot for mot, avant in zip(plies, ["", *plies], strict=False) if mot != avant)


_FEMININ: Final = re.compile(r"(?<=[a-z]{2})(?:ll|nn|tt|iv)$")


def _au_masculin(fin: re.Match[str]) -> str:
    return "if" if fin[0] == "iv" else fin[0][0]


@cache
def etats_en_mots(nature: NatureProjet) -> Mapping[str, MotDeSuivi]:
    """Every word that tells where a project of a nature stands, folded."""
    propres = (
        MotDeSuivi(mots=f"{etat.value.replace('_', ' ')} / {etat.libelle}", etats=(etat.value,))
        for etat in ETATS[nature]
    )
    connus: dict[str, MotDeSuivi] = {}
    for mot in (*propres, *(mot for mot in MOTS if nature in mot.natures)):
        for ecrit in mot.mots:
            connus.setdefault(plier(ecrit), mot)
    return MappingProxyType(connus)


def lire_etat(texte: str, nature: NatureProjet) -> MotDeSuivi | None:
    """What a cell tells of the state of a project, its number in a list and who decided aside.

    >>> lire_etat("3 - Projet validé par l'ARS", NatureProjet.MSP).etats
    ('projet_valide',)
    """
    if "?" in texte:
        return _DOUTE
    connus, plie = etats_en_mots(nature), plier(_NUMERO.sub("", texte))
    return connus.get(plie) or connus.get(_QUI.sub("", plie))


_NUMERO: Final = re.compile(r"^\s*(?:(?:phase|étape|etape|stade)\s*)?\d{1,2}\s*[-.:)–/]+\s*", re.IGNORECASE)
_QUI: Final = re.compile(r"(?: (?:par|a|au|et|ar|cpam|dd|dt|agenc))+$")
"""Who decided, once folded; « ARS » has lost what looks like a plural."""
_DOUTE: Final = MotDeSuivi(
    mots="?", etats=(), remarque="le point d'interrogation dit un doute : l'écrire sans lui quand c'est sûr"
)


def etats_de(mot: MotDeSuivi, nature: NatureProjet) -> frozenset[Etat]:
    """The states that a word leaves possible."""
    return frozenset(etat for etat in ETATS[nature] if etat.value in mot.etats)


def lire_nature(texte: str) -> NatureProjet | None:
    """The nature that a cell names: ``M.S.P.``, ``Maisons de santé pluriprofessionnelles``, ``MSP multisite``."""
    trouvees = set(_commencements(texte, _NATURES))
    return trouvees.pop() if len(trouvees) == 1 else None


def est_equipe(texte: str) -> bool:
    """Whether a cell names an équipe de soins primaires, of which sheets tell no state that is known here."""
    return any(_commencements(texte, dict.fromkeys(_EQUIPES, _M)))


def _commencements(texte: str, mots: Mapping[str, NatureProjet]) -> Iterator[NatureProjet]:
    plie = " ".join(mot if len(mot) <= _SIGLE else mot.rstrip("s") for mot in normaliser(texte).split())
    serre = plie.replace(" ", "")
    yield from (nature for debut, nature in mots.items() if f"{plie} ".startswith(f"{debut} ") or serre == debut)
