"""The CPTS as the SAS wants them: one Organization each, under the one identifier that its profile admits.

That is the idNatSt of the CPTS, which is neither built nor interpreted: it is written where a source gave it.
"""

from collections.abc import Iterator
from typing import Any, Final

from soinsprimaires.echanges._finess import nommer
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._bilan import BilanEcriture, nettoyer
from soinsprimaires.echanges.fhir._elements import autre_identifiant, telecom_de
from soinsprimaires.echanges.fhir._formes import ObjetJson
from soinsprimaires.identifiants import Finess
from soinsprimaires.modele.organisations import AutreIdentifiant
from soinsprimaires.modele.structures import CPTS

_SANS_PLACE: Final = "n'est pas écrit sous le profil du SAS"
_SANS_NUMERO: Final = (
    "sans l'idNatSt d'un site numéroté, que le profil du SAS exige et qui ne se construit pas : non écrite"
)


class EcrivainSas:
    """Writes the CPTS of a registre, and tells the journal what is lost."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def ecrire(self, _: str, entite: Any, place: int) -> Iterator[ObjetJson]:
        """The resource of an entity, if it is a CPTS of which the number is known."""
        bilan = BilanEcriture(self._journal, place, entite, _SANS_PLACE)
        trouve = _idnatst(entite) if isinstance(entite, CPTS) else None
        if not isinstance(entite, CPTS):
            bilan.perdre((), "le profil du SAS n'a que les CPTS : non écrit")
        elif trouve is None or not nettoyer(entite.nom):
            bilan.perdre((), _SANS_NUMERO if trouve is None else "sans nom que FHIR puisse tenir, rien n'en est écrit")
        else:
            yield _organisation(entite, *trouve, bilan)
        bilan.clore()


def _idnatst(cpts: CPTS) -> tuple[int, tuple[str | int, ...], AutreIdentifiant] | None:
    """The rank of the first site of which the idNatSt is known, where that one stands, and itself."""
    for rang, site in enumerate(cpts.sites):
        for chemin, porteur in ((("sites", rang), site), ((), cpts)):
            for place, autre in enumerate(porteur.autres_identifiants):
                connu = site.finess is not None and autre.valeur == f"1{site.finess}" and autre.valeur.isdigit()
                if autre.systeme == "IDNST" and connu:
                    return rang, (*chemin, "autres_identifiants", place), autre
    return None


def _organisation(
    cpts: CPTS, rang: int, chemin: tuple[str | int, ...], numero: AutreIdentifiant, bilan: BilanEcriture
) -> ObjetJson:
    nom = nommer(Finess(numero.valeur[1:]))
    bilan.porter(chemin, ("sites", rang, "finess"), ("sites", rang, "nature"))
    if cpts.identifiant != nom:
        message = "le profil du SAS n'admet que l'idNatSt : qui le lit nommera la CPTS par son FINESS"
        bilan.perdre(("identifiant",), message, "perte.identifiant")
    if cpts.sites[rang].identifiant == f"site-{nom}":
        bilan.porter(("sites", rang, "identifiant"))
    telecom = telecom_de(cpts.contacts, bilan)
    return {
        "resourceType": "Organization",
        "id": s.identifiant_fhir(cpts.identifiant),
        "meta": {"profile": [s.CPTS_SAS]},
        "identifier": [autre_identifiant(numero)],
        **({} if cpts.dissoute_le is None else {"active": False}),
        "name": bilan.texte(cpts.nom, "nom"),
        **({"telecom": telecom} if telecom else {}),
    }
