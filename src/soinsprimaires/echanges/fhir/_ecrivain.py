"""From entities to resources, one entity after the other; what FHIR cannot carry is told.

A structure is one Organization, of which each site with a FINESS number is another one; each site and each place is a
Location, each professional a Practitioner with a PractitionerRole for each practice, each member that is a structure or
an organisation an OrganizationAffiliation. Nothing is written that would say more than the registre: a practice that is
only planned, or that ended on a vague date, is not.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.echanges._valeurs import departement_de
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._assemblage import MEMBRES
from soinsprimaires.echanges.fhir._bilan import BilanEcriture, nettoyer
from soinsprimaires.echanges.fhir._elements import (
    CATEGORIES_ECRITES,
    CODES_JOURS,
    adresse_de,
    autre_identifiant,
    codage,
    concept,
    est_finie,
    formes_de,
    horaire_de,
    identifiant_notre,
    jalon_de,
    numero,
    numeros_de,
    position_de,
    telecom_de,
    type_annuaire,
    types_de_finess,
    vie_datee,
)
from soinsprimaires.echanges.fhir._formes import ObjetJson
from soinsprimaires.echanges.fhir._personnes import PROFESSIONS
from soinsprimaires.modele.lieux import Lieu, NatureJalon, Site
from soinsprimaires.modele.organisations import AutreIdentifiant, Organisation
from soinsprimaires.modele.professionnels import Exercice, Presence, Professionnel, StatutExercice
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CTS, ETIQUETTE_DE, CentreSante, Structure
from soinsprimaires.referentiels.codes import Systeme

ECRITES: Final = ("lieux", "organisations", "structures", "professionnels")
"""Lists of the registre that FHIR carries, in the order in which they are written."""
_NUMEROS: Final = (("FINEJ", "finess"), ("SIREN", "siren"), ("SIRET", "siret"))
"""Those of a structure and of an organisation, with their fields."""


class EcrivainFhir:
    """Writes the entities of a registre, under the profile of each kind of resource; ``lien`` writes a reference."""

    def __init__(
        self, registre: Registre, journal: Journal, profils: Mapping[str, str], lien: Callable[[str, str], str]
    ) -> None:
        self._registre = registre
        self._journal = journal
        self._profils = profils
        self._lien = lien
        nommees = (*registre.lieux, *registre.organisations, *registre.structures)
        self._sans_nom = {entite.identifiant for entite in nommees if not nettoyer(entite.nom)}
        muettes = (structure for structure in registre.structures if structure.identifiant in self._sans_nom)
        self._sans_nom |= {site.identifiant for structure in muettes for site in structure.sites}
        self._ecrire: dict[str, Callable[[Any, BilanEcriture], Iterator[ObjetJson]]] = {
            "lieux": self._lieu,
            "organisations": self._organisation,
            "structures": self._structure,
            "professionnels": self._professionnel,
        }

    def ecrire(self, liste: str, entite: Any, place: int) -> Iterator[ObjetJson]:
        """The resources of an entity."""
        bilan = BilanEcriture(self._journal, place, entite)
        if entite.identifiant in self._sans_nom:
            bilan.perdre((), "sans nom que FHIR puisse tenir, rien n'en est écrit")
        elif isinstance(entite, Professionnel) and entite.profession.systeme not in PROFESSIONS:
            bilan.perdre((), "sans code d'une profession de santé, rien n'en est écrit")
        else:
            yield from self._ecrire[liste](entite, bilan)
        bilan.clore()

    def _ressource(self, type_: str, slug: str, **champs: Any) -> ObjetJson:
        profil = self._profils.get(type_)
        entete: ObjetJson = {"resourceType": type_, "id": s.identifiant_fhir(slug)}
        if profil is not None:
            entete["meta"] = {"profile": [profil]}
        for cle, valeur in champs.items():
            lacunes = type(valeur) is list and None in valeur
            dite = [une for une in valeur if une is not None] if lacunes else valeur
            if dite not in (None, [], {}):
                entete[cle] = dite
        return entete

    def _vers(self, type_: str, slug: str | None) -> ObjetJson | None:
        return None if slug is None else {"reference": self._lien(type_, s.identifiant_fhir(slug))}

    def _genre(self, slug: str | None) -> str | None:
        return None if slug is None or slug in self._sans_nom else self._registre.genre(slug)

    def _en(self, liste: str, slug: str | None, bilan: BilanEcriture, *chemin: str | int) -> str | None:
        """The name that stands in a field, where it is the one of something of that list which is written."""
        if self._genre(slug) != liste:
            return None
        bilan.porter(chemin)
        return slug

    # -- places --------------------------------------------------------------------------------------------------

    def _lieu(self, lieu: Lieu, bilan: BilanEcriture) -> Iterator[ObjetJson]:
        bilan.porter(("nature",))
        nom = bilan.texte(lieu.nom, "nom")
        adresse = adresse_de(bilan, lieu.commune, lieu)
        bilan.porter(("commune",), ("code_postal",))
        yield self._ressource(
            "Location",
            lieu.identifiant,
            identifier=[identifiant_notre(s.SLUG_LIEU, lieu.identifiant)],
            name=nom,
            type=[concept(s.NATURE_LIEU, lieu.nature.value)],
            address=adresse,
            position=position_de(lieu, bilan),
        )

    def _site(self, structure: Structure, site: Site, rang: int, bilan: BilanEcriture) -> ObjetJson:
        chemin = ("sites", rang)
        bilan.porter((*chemin, "identifiant"), (*chemin, "nature"))
        lieu = self._en("lieux", site.lieu, bilan, *chemin, "lieu")
        bilan.porter((*chemin, "commune"))
        autres = [] if site.finess is not None else self._autres(site.autres_identifiants, bilan, *chemin)
        identifiants = [identifiant_notre(s.SLUG_SITE, site.identifiant), *autres]
        porteur = structure.identifiant if site.finess is None else site.identifiant
        return self._ressource(
            "Location",
            site.identifiant,
            identifier=identifiants,
            status="inactive" if est_finie(site) else None,
            name=nettoyer(structure.nom),
            type=[concept(s.NATURE_SITE, site.nature.value)],
            address=adresse_de(None, site.commune, None),
            managingOrganization=self._vers("Organization", porteur),
            partOf=self._vers("Location", lieu),
            hoursOfOperation=[horaire_de(h, bilan, *chemin, "horaires", rang) for rang, h in enumerate(site.horaires)],
        )

    # -- structures and organisations ----------------------------------------------------------------------------

    def _structure(self, structure: Structure, bilan: BilanEcriture) -> Iterator[ObjetJson]:
        yield self._principale(structure, bilan)
        for rang, site in enumerate(structure.sites):
            if site.finess is not None:
                yield self._etablissement(structure, site, rang, bilan)
        for rang, site in enumerate(structure.sites):
            yield self._site(structure, site, rang, bilan)
        champ = MEMBRES.get(type(structure))
        for rang, adhesion in enumerate(getattr(structure, champ) if champ else ()):
            affiliation = self._affiliation(structure, adhesion, (champ or "", rang), bilan)
            if affiliation is not None:
                yield affiliation

    def _principale(self, structure: Any, bilan: BilanEcriture) -> ObjetJson:
        identifiants = [identifiant_notre(s.SLUG, structure.identifiant), *numeros_de(structure, _NUMEROS, bilan)]
        identifiants += self._autres(structure.autres_identifiants, bilan)
        types = [concept(s.SORTE, ETIQUETTE_DE[type(structure)])]
        if structure.finess is not None or structure.siren is not None:
            types.append(type_annuaire(s.ENTITES, s.JURIDIQUE))
        types += formes_de(structure.formes, bilan)
        dates = (structure.creee_le, ("creee_le",)), (structure.dissoute_le, ("dissoute_le",))
        ouverte, periode = vie_datee(bilan, *dates)
        dit = structure.gestionnaire if isinstance(structure, CentreSante | CTS) else None
        gestionnaire = self._en("organisations", dit, bilan, "gestionnaire")
        premier = next((site for site in structure.sites if site.finess is None and not est_finie(site)), None)
        return self._ressource(
            "Organization",
            structure.identifiant,
            extension=periode,
            identifier=identifiants,
            active=ouverte,
            type=types,
            name=bilan.texte(structure.nom, "nom"),
            telecom=telecom_de(structure.contacts, bilan),
            address=[None if premier is None else self._adresse_de(premier)],
            partOf=self._vers("Organization", gestionnaire),
        )

    def _etablissement(self, structure: Structure, site: Site, rang: int, bilan: BilanEcriture) -> ObjetJson:
        chemin = ("sites", rang)
        bilan.porter((*chemin, "finess"), (*chemin, "categorie_finess"))
        identifiants = [
            identifiant_notre(s.SLUG, structure.identifiant),
            identifiant_notre(s.SLUG_SITE, site.identifiant),
            numero("FINEG", site.finess),
            *self._autres(site.autres_identifiants, bilan, *chemin),
        ]
        types = [type_annuaire(s.ENTITES, s.GEOGRAPHIQUE)]
        if site.categorie_finess is not None:
            if site.categorie_finess.systeme in CATEGORIES_ECRITES:
                types.append({"coding": [codage(site.categorie_finess)]})
            else:
                bilan.perdre((*chemin, "categorie_finess"), "ce n'est pas une catégorie d'établissement, non écrite")
        dates = (jalon_de(site, nature, *chemin) for nature in (NatureJalon.OUVERTURE, NatureJalon.FERMETURE))
        ouvert, periode = vie_datee(bilan, *dates)
        return self._ressource(
            "Organization",
            site.identifiant,
            extension=periode,
            identifier=identifiants,
            active=False if est_finie(site) else ouvert,
            type=types,
            name=nettoyer(structure.nom),
            address=[self._adresse_de(site)],
            partOf=self._vers("Organization", structure.identifiant),
        )

    def _adresse_de(self, site: Site) -> ObjetJson | None:
        """The address of a site, that its place tells first."""
        lieu = self._registre.obtenir(site.lieu, Lieu)
        return adresse_de(None, site.commune or (None if lieu is None else lieu.commune), lieu)

    def _organisation(self, organisation: Organisation, bilan: BilanEcriture) -> Iterator[ObjetJson]:
        identifiants = [identifiant_notre(s.SLUG, organisation.identifiant), *numeros_de(organisation, _NUMEROS, bilan)]
        lieu = self._registre.obtenir(self._en("lieux", organisation.lieu, bilan, "lieu"), Lieu)
        if lieu is not None:
            identifiants.append(identifiant_notre(s.SLUG_LIEU, lieu.identifiant))
        identifiants += self._autres(organisation.autres_identifiants, bilan)
        bilan.porter(("nature",), ("commune",))
        if organisation.commune is not None and organisation.departement == departement_de(organisation.commune):
            bilan.porter(("departement",))
        types = [concept(s.NATURE, organisation.nature.value), *types_de_finess(organisation, bilan)]
        parent = None if organisation.parent == organisation.identifiant else organisation.parent
        dates = (organisation.creee_le, ("creee_le",)), (organisation.dissoute_le, ("dissoute_le",))
        active, extensions = vie_datee(bilan, *dates)
        sigle = bilan.texte(organisation.sigle, "sigle")
        if sigle is not None:
            extensions.append({"url": s.NOM_COURT, "valueString": sigle})
        yield self._ressource(
            "Organization",
            organisation.identifiant,
            extension=extensions,
            identifier=identifiants,
            active=active,
            type=types,
            name=bilan.texte(organisation.nom, "nom"),
            alias=[bilan.texte(nom, "autres_noms", rang) for rang, nom in enumerate(organisation.autres_noms)],
            telecom=telecom_de(organisation.contacts, bilan),
            address=[adresse_de(None, organisation.commune, lieu)],
            partOf=self._vers("Organization", self._en("organisations", parent, bilan, "parent")),
        )

    def _autres(
        self, autres: tuple[AutreIdentifiant, ...], bilan: BilanEcriture, *chemin: str | int
    ) -> list[ObjetJson]:
        ecrits = []
        for rang, autre in enumerate(autres):
            ici = (*chemin, "autres_identifiants", rang)
            if not autre.systeme.strip() or not autre.valeur.strip() or autre in autres[:rang]:
                bilan.perdre(ici, "un identifiant sans système ou sans valeur, ou répété, non écrit")
                continue
            bilan.porter(ici)
            ecrits.append(autre_identifiant(autre))
        return ecrits

    def _affiliation(self, structure: Structure, adhesion: Any, chemin: Any, bilan: BilanEcriture) -> ObjetJson | None:
        genre = self._genre(adhesion.membre)
        if genre not in {"structures", "organisations"}:
            message = "l'adhésion d'une personne n'est pas écrite : elle passerait pour un exercice"
            bilan.perdre(chemin, message, "perte.adhesion")
            return None
        periode = bilan.periode(adhesion.periode, *chemin, "periode")
        if periode is None:
            bilan.perdre(chemin, "une adhésion finie à une date vague n'est pas écrite", "perte.adhesion")
            return None
        bilan.porter((*chemin, "membre"))
        return self._ressource(
            "OrganizationAffiliation",
            f"{structure.identifiant} {chemin[1]} {adhesion.membre}",
            period=periode,
            organization=self._vers("Organization", structure.identifiant),
            participatingOrganization=self._vers("Organization", adhesion.membre),
            code=[concept(s.ROLE, "member")],
        )

    # -- people --------------------------------------------------------------------------------------------------

    def _professionnel(self, professionnel: Professionnel, bilan: BilanEcriture) -> Iterator[ObjetJson]:
        profession = professionnel.profession
        bilan.porter(("profession",))
        identifiants = [
            identifiant_notre(s.SLUG, professionnel.identifiant),
            *numeros_de(professionnel, (("RPPS", "rpps"), ("ADELI", "adeli")), bilan),
            *self._autres(professionnel.autres_identifiants, bilan),
        ]
        qualifications = [{"code": {"coding": [codage(profession)]}}]
        for rang, savoir in enumerate(professionnel.savoir_faire):
            if savoir.systeme is Systeme.TRE_R38 and savoir not in professionnel.savoir_faire[:rang]:
                bilan.porter(("savoir_faire", rang))
                qualifications.append({"code": {"coding": [codage(savoir), {"system": s.SAVOIRS, "code": "S"}]}})
        nom, prenom = bilan.texte(professionnel.nom, "nom"), bilan.texte(professionnel.prenom, "prenom")
        nomme: ObjetJson = {"use": "usual"} if nom or prenom else {}
        nomme |= {"family": nom} if nom else {}
        nomme |= {"given": [prenom]} if prenom else {}
        yield self._ressource(
            "Practitioner",
            professionnel.identifiant,
            identifier=identifiants,
            name=[nomme] if nomme else [],
            qualification=qualifications,
        )
        for rang, exercice in enumerate(professionnel.exercices):
            role = self._role(professionnel, exercice, rang, bilan)
            if role is not None:
                yield role

    def _role(
        self, professionnel: Professionnel, exercice: Exercice, rang: int, bilan: BilanEcriture
    ) -> ObjetJson | None:
        chemin = ("exercices", rang)
        if exercice.statut is not StatutExercice.EFFECTIF:
            message = "un exercice prévu n'est pas écrit : il passerait pour effectif"
            bilan.perdre(chemin, message, "perte.exercice")
            return None
        periode = bilan.periode(exercice.periode, *chemin, "periode")
        if periode is None:
            bilan.perdre(chemin, "un exercice fini à une date vague n'est pas écrit", "perte.exercice")
            return None
        bilan.porter((*chemin, "mode"))
        organisation = self._chez(exercice, chemin, bilan)
        contenues: list[ObjetJson] = []
        lieux = [
            self._presence(p, (*chemin, "presences", place), contenues, bilan)
            for place, p in enumerate(exercice.presences)
        ]
        jours = [place for place, presence in enumerate(exercice.presences) if presence.jours]
        horaires = []
        if len(exercice.presences) == 1 and None not in lieux and jours:
            uniques = tuple(dict.fromkeys(exercice.presences[0].jours))
            bilan.porter((*chemin, "presences", 0, "jours"))
            horaires = [{"daysOfWeek": [CODES_JOURS[jour] for jour in uniques]}]
        codage = {"system": Systeme.TRE_R23.uri, "code": exercice.mode.code} if exercice.mode is not None else None
        return self._ressource(
            "PractitionerRole",
            f"{professionnel.identifiant} {rang}",
            contained=contenues,
            period=periode,
            practitioner=self._vers("Practitioner", professionnel.identifiant),
            organization=self._vers("Organization", organisation),
            code=[] if codage is None else [{"coding": [codage]}],
            location=lieux,
            availableTime=horaires,
        )

    def _chez(self, exercice: Exercice, chemin: Any, bilan: BilanEcriture) -> str | None:
        """The one organisation that a practice may name: the structure, else who employs."""
        if exercice.structure is not None:
            return self._en("structures", exercice.structure, bilan, *chemin, "structure")
        return self._en("organisations", exercice.employeur, bilan, *chemin, "employeur")

    def _presence(
        self, presence: Presence, chemin: Any, contenues: list[ObjetJson], bilan: BilanEcriture
    ) -> ObjetJson | None:
        site = self._en("sites", presence.site, bilan, *chemin, "site")
        nomme = site or self._en("lieux", presence.lieu, bilan, *chemin, "lieu")
        if presence.commune is None:
            return self._vers("Location", nomme)
        bilan.porter((*chemin, "commune"))
        nom = f"presence-{len(contenues) + 1}"
        contenues.append(
            {
                "resourceType": "Location",
                "id": nom,
                "address": adresse_de(None, presence.commune, None),
                **({} if nomme is None else {"partOf": self._vers("Location", nomme)}),
            }
        )
        return {"reference": f"#{nom}"}
