"""The columns of a tracking sheet: those that are written, the titles by which each is known, those that date acts."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from soinsprimaires.echanges._titres import separer
from soinsprimaires.modele.evenements import Acte

USUELLES: Final = ("identifiant", "nature", "nom", "commune", "etat", "depuis", "referent")
"""The columns that are written."""
NOMMEES: Final = (*USUELLES, "departement")
"""The columns that date nothing."""
COLONNES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        nom: separer(titres)
        for nom, titres in {
            "identifiant": "Identifiant / Id",
            "nature": "Nature / Type / Type de structure / Type de projet / Catégorie / type * / nature *",
            "nom": (
                "Nom / Nom du projet / Nom de la structure / Projet / Intitulé / Dénomination / Structure / nom * / "
                "intitule * / projet"
            ),
            "commune": (
                "Commune / Communes / Commune(s) / Commune d'implantation / Ville / Lieu / Localisation / "
                "commune * / communes * / implantation* / ville *"
            ),
            "departement": (
                "Département / Départements / Dépt / Dpt / Dép / Code département / N° département / departement * / "
                "dept * / dpt *"
            ),
            "etat": (
                "État / État d'avancement / Avancement / Statut / Stade / Phase / Étape / Situation / etat * / "
                "avancement * / statut * / stade * / ou en est*"
            ),
            "depuis": (
                "Depuis le / Depuis / Date / Date de l'état / depuis * / date etat* / date statut* / date avancement*"
            ),
            "referent": (
                "Référent / Référents / Référent ARS / Suivi par / Chargé de mission / Interlocuteur / referent * / "
                "suivi par * / charge mission * / facilitateur*"
            ),
            "accord_lettre_intention": (
                "Lettre validée le / *lettre*valid* / *valid*lettre* / *accord*lettre* / li valid* / *valid* li / "
                "*valid* li * / *accord* li / *accord* li * / li accord* / accord li*"
            ),
            "depot_lettre_intention": (
                "Lettre déposée le / *depot*lettre* / *lettre*depo* / *lettre intention* / date li / *depot li / "
                "li depo* / *depot li *"
            ),
            "recu": "Reçu le / Date de réception / recu * / *reception* / *accuse*",
            "depot_projet": (
                "Projet déposé le / Date de dépôt / Dépôt / *depot*projet* / *projet*depo* / *pds*depo* / depot * / "
                "depose *"
            ),
            "validation_projet": (
                "Projet validé le / Date de validation / Validation / *validation*projet* / *projet*valid* / "
                "*valid*pds* / *pds*valid* / *valid*ars* / *labellisation* / valide *"
            ),
            "signature_contrat": "Contrat signé le / Signature / *signature* / *contrat* / *aci*",
            "ouverture": "Ouverture le / Ouverture / *ouverture* / *mise fonctionnement* / *mise en fonctionnement*",
            "depot_engagement_conformite": "Engagement déposé le / *engagement*",
            "delivrance_recepisse": "Récépissé délivré le / *recepisse*",
        }.items()
    }
)
"""For each column, the titles that it may have, in order of preference; one that holds a ``*`` is a pattern."""

ACTES_DATES: Final = MappingProxyType(
    {
        nom: Acte(nom)
        for nom in (
            *("depot_lettre_intention", "accord_lettre_intention", "depot_projet", "validation_projet"),
            *("signature_contrat", "ouverture", "depot_engagement_conformite", "delivrance_recepisse"),
        )
    }
)
"""The columns that hold the day of an act."""
