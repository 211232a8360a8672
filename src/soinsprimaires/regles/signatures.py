"""The projet de santé of a maison de santé, signed by each of its member professionals."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires.composition import au_moins_un, comme_professionnel, comptes_sans_nom, rassembler
from soinsprimaires.droit import textes
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.conventions import Document, NatureDocument
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.structures import MSP, Signature
from soinsprimaires.regles._evenements import suivre
from soinsprimaires.regles._professions import est_profession_de_sante
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, Verdict, regle
from soinsprimaires.regles.msp import DEPUIS_2011, depuis_2016, peut_constituer, projets_de_la_maison
from soinsprimaires.sources import Fiabilite, Portee

__all__ = ["REGLES_SIGNATURES"]


@regle(
    "MSP-003",
    titre="Le projet de santé d'une maison de santé est signé par chacun de ses professionnels membres",
    cible=MSP,
    portee=Portee.LOI_REGLEMENT,
    vigueur=DEPUIS_2011,
    sources=(textes.L6323_3_2011,),
    fiabilite=Fiabilite.VERIFIEE,
)
def signatures(msp: MSP, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-3: signed by each member professional, in the version in force when the record names one.

    An associate is a member; who practises in the house may be its tenant or its employee.
    """
    associes = rassembler(contexte.registre, contexte.registre.associes(msp, au=contexte.au))
    certains = {associe.membre for associe in associes if associe.certain}
    exercent = contexte.registre.membres(msp.identifiant, au=contexte.au)
    membres = rassembler(contexte.registre, (*associes, *exercent))
    if not any(membre.certain for membre in membres):
        yield Indetermine("aucun professionnel de la maison de santé n'est connu à cette date", ("exercices",))
    projet_signe = _projet_signe(msp, contexte)
    if not projet_signe.signatures:
        yield Indetermine(f"les signatures {projet_signe} ne sont pas enregistrées", ("signataires",), ("signataires",))
        return
    compte = comptes_sans_nom(contexte.registre, msp, "associes", au=contexte.au)
    if compte is not None:
        yield Indetermine(f"{compte} : on ne sait pas si les autres ont signé", ("associes",), ("associes",))
    for membre in membres:
        doit = _doit_signer(contexte.registre.obtenir(membre.membre))
        reponses = projet_signe.reponses(membre.membre, contexte)
        signe = au_moins_un(signe for signe, _ in reponses)
        if doit is False or signe is True:
            continue
        if doit and membre.membre in certains and signe is False:
            yield NonConforme(f"« {membre.membre} » est membre et n'a pas signé {projet_signe.nom}", ("signataires",))
        else:
            doutes = {
                "associes": membre.certain and membre.membre not in certains,
                "periode": not membre.certain,
                "profession": doit is None,
                **{champ: True for reponse, champ in reponses if reponse is None},
            }
            inconnus = tuple(champ for champ, doute in doutes.items() if doute)
            questions = ", ni ".join(_QUESTIONS[champ] for champ in inconnus)
            signature = f" n'a pas signé {projet_signe.nom}, et" if signe is False else " :"
            message = f"« {membre.membre} »{signature} on ne sait pas {questions}"
            yield Indetermine(message, inconnus, ("signataires",))


_QUESTIONS: Final = {
    "associes": "s'il est membre",
    "periode": "s'il est membre à cette date",
    "profession": "s'il est de ceux qui doivent signer",
    "signee_le": "s'il avait signé à cette date",
    "version": "si ce qu'il a signé est la version en vigueur",
}
"""What is asked of a member whose signature cannot be judged, by the field that would tell."""


signatures_2016: Final = depuis_2016(signatures)


@attrs.frozen
class ProjetSigne:
    """The projet de santé that the members must have signed on a day.

    Attributes:
        version: the version in force; ``None`` when the record names none.
        signatures: each with whether it is of that version (``None``: the record does not tell).
    """

    version: str | None
    signatures: tuple[tuple[Signature, bool | None], ...]

    @property
    def nom(self) -> str:
        """What the members sign, as a sentence names it."""
        return "le projet de santé" if self.version is None else f"la version « {self.version} » du projet de santé"

    def __str__(self) -> str:
        return "du projet de santé" if self.version is None else f"de {self.nom}"

    def reponses(self, membre: str, contexte: Contexte) -> list[tuple[bool | None, str]]:
        """For each signature of a member, whether it counts on that day, and the field that would tell."""
        siennes = [
            (signature, du_bon)
            for signature, du_bon in self.signatures
            if comme_professionnel(contexte.registre, signature.signataire) == membre
        ]
        reponses: list[tuple[bool | None, str]] = []
        for signature, du_bon in siennes:
            le = signature.signee_le
            signe = None if le is None else le.au_plus_tard_le(contexte.au)
            champ = "signee_le" if signe is None else "version"
            reponses.append((False if False in {signe, du_bon} else (None if None in {signe, du_bon} else True), champ))
        return reponses


def _projet_signe(msp: MSP, contexte: Contexte) -> ProjetSigne:
    documents = _documents_en_vigueur(msp, contexte)
    if not documents:
        versions = {signature.version for signature in msp.signataires} - {None}
        # Several versions and no document that says which one holds: a signature of one of them may be of another.
        certaine = True if len(versions) <= 1 else None
        return ProjetSigne(None, tuple((signature, certaine) for signature in msp.signataires))
    if len(documents) > 1:
        toutes = (*msp.signataires, *(signature for document in documents for signature in document.signatures))
        return ProjetSigne(None, tuple((signature, None) for signature in toutes))
    (document,) = documents
    propres = tuple((signature, True) for signature in document.signatures)
    if document.version is None:
        return ProjetSigne(None, (*propres, *((s, True if s.version is None else None) for s in msp.signataires)))
    autres = [
        (s, None if s.version is None else True) for s in msp.signataires if s.version in {None, document.version}
    ]
    return ProjetSigne(document.version, (*propres, *autres))


def _documents_en_vigueur(msp: MSP, contexte: Contexte) -> list[Document]:
    """The projets de santé, sent with events of the projects of a house, that may be the one in force on a day."""
    registre, au = contexte.registre, contexte.au
    pieces = {
        piece
        for projet in projets_de_la_maison(msp, contexte)
        for evenement in suivre(projet, contexte).evenements
        for piece in evenement.pieces
    }
    documents = [
        document
        for piece in sorted(pieces)
        if isinstance(document := registre.obtenir(piece), Document) and document.nature is NatureDocument.PROJET_SANTE
    ]
    possibles = [
        document for document in documents if document.le is None or document.le.au_plus_tard_le(au) is not False
    ]
    dates = [document.le for document in possibles if document.le is not None and document.le.au_plus_tard_le(au)]
    depuis = max((le.au_plus_tot or date.min for le in dates), default=date.min)
    return [d for d in possibles if d.le is None or d.le.au_plus_tard is None or d.le.au_plus_tard >= depuis]


def _doit_signer(membre: Entite | None) -> bool | None:
    """The *professionnels de santé membres* must sign; others may (CSP, art. L6323-3, fourth paragraph).

    Whether an aide-soignant, who is a health professional and cannot constitute the house, is a member of it, is said
    by no text.
    """
    if not isinstance(membre, Professionnel):
        return None if membre is None or isinstance(membre, Personne) else False
    if est_profession_de_sante(membre.profession) is False:
        return False
    return peut_constituer(membre.profession, pharmaciens=True) or None


REGLES_SIGNATURES: tuple[Regle, ...] = (signatures, signatures_2016)
