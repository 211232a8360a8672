"""The sections of the report of a registre: what a facilitator or an ARS reads, in this order.

Names of people are shown, as the reader of a report expects; their numbers, years of birth and contact details are not.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import attrs

from soinsprimaires import composition, referentiels
from soinsprimaires.affichage.frise import dessiner
from soinsprimaires.affichage.html import Forme, Html, balise, deplier, joindre, lien, pastille, tableau
from soinsprimaires.affichage.libelles import dater, durer, estimer, grouper, libeller, limite, nature_en_bref
from soinsprimaires.affichage.noms import fonction_en_mots, metier, nommer
from soinsprimaires.affichage.rendus.verification_html import verification
from soinsprimaires.affichage.texte import (
    communes_par_epci,
    compter,
    habitants,
    libelle_du_code,
    pourquoi,
    unite,
)
from soinsprimaires.affichage.vie import (
    STATUTS,
    echeances,
    etapes,
    histoire,
    provenance,
    reste,
    situation,
)
from soinsprimaires.analyse.portefeuille import resumer_suivi
from soinsprimaires.cycle import StatutEcheance, Suivi
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele.formations import Intervenant, Recurrence, SeanceFormation
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.professionnels import ModeExercice, Professionnel
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.reunions import ProchaineEtape, Reunion
from soinsprimaires.modele.structures import ETIQUETTE_DE, Structure
from soinsprimaires.modele.territoires import NatureTerritoire, Territoire
from soinsprimaires.regles.rapport import Rapport
from soinsprimaires.sources import Provenance

__all__ = ["Contenu", "SectionHtml", "composer"]

_DEPLIES: Final = 3
"""Up to so many projects, everything is unfolded."""
_LIGNES: Final = 40
"""A longer table is folded behind its title."""
_STRUCTURES_DETAILLEES: Final = 40
"""Beyond, the members of structures are counted, not named."""
_URGENCES: Final = 12


@attrs.frozen
class SectionHtml:
    """One section of the page.

    Attributes:
        ancre: identifier of the section in the page.
        titre: title.
        contenu: what it shows; empty when the registre says nothing of it.
    """

    ancre: str
    titre: str
    contenu: Html


@attrs.frozen
class Contenu:
    """What the page holds.

    Attributes:
        resume: figures, and the deadlines that come first.
        sections: every section, the empty ones too: what is absent is said.
    """

    resume: Html
    sections: tuple[SectionHtml, ...]


def composer(registre: Registre, rapport: Rapport) -> Contenu:
    """The content of the report of a registre, on the day of its findings."""
    au = rapport.au
    suivis = [Suivi(projet, registre, au) for projet in registre.projets]
    sections = (
        SectionHtml("projets", "Projets", _projets(suivis, registre)),
        SectionHtml("territoires", "Territoires et population", _territoires(registre, au)),
        SectionHtml("structures", "Structures et membres", _structures(registre, au)),
        SectionHtml("offre", "Offre de soins", _offre(registre, au)),
        SectionHtml("formations", "Formations", _formations(registre)),
        SectionHtml("reunions", "Réunions et décisions", _reunions(registre)),
        SectionHtml("actions", "Actions, appuis et conventions", _actions(registre)),
        SectionHtml("chiffres", "Chiffres cités", _chiffres(registre)),
        SectionHtml("verification", "Vérification du dossier", verification(rapport)),
        SectionHtml("sources", "D'où viennent ces faits", _sources(registre)),
    )
    return Contenu(_resumer(registre, suivis), sections)


# -- summary ------------------------------------------------------------------------------------------------------


def _resumer(registre: Registre, suivis: Sequence[Suivi]) -> Html:
    nombres = (
        (len(registre.projets), "projet", "projets"),
        (len(registre.structures), "structure", "structures"),
        (len(registre.professionnels), "professionnel", "professionnels"),
        (len(registre.territoires), "territoire", "territoires"),
        (len(registre.reunions), "réunion", "réunions"),
        (len(registre.programmes_formation), "programme de formation", "programmes de formation"),
    )
    cartes = (
        balise("li", balise("strong", grouper(nombre)), " ", un if nombre == 1 else plusieurs)
        for nombre, un, plusieurs in nombres
        if nombre
    )
    return joindre((balise("ul", *cartes, classe="chiffres"), _urgences(suivis)))


def _urgences(suivis: Sequence[Suivi]) -> Html:
    ouvertes = [
        (suivi.projet, echeance)
        for suivi in suivis
        for echeance in suivi.echeances
        if echeance.statut is not StatutEcheance.TENUE
    ]
    ouvertes.sort(key=lambda paire: paire[1].limite_le or date.max)
    a_venir = [p for p in ouvertes if p[1].statut is not StatutEcheance.DEPASSEE]
    depassees = [p for p in ouvertes if p[1].statut is StatutEcheance.DEPASSEE]
    montrees = [*depassees[-_URGENCES // 2 :], *a_venir][:_URGENCES]
    table = tableau(
        "Échéances à suivre",
        ("Projet", "Avant quand", "Quoi", "Qui doit agir", "Statut"),
        (
            (
                lien(f"#{_ancre(projet)}", projet.nom),
                limite(echeance),
                echeance.libelle,
                ", ".join(qualite.libelle for qualite in echeance.acteurs),
                pastille(STATUTS[echeance.statut], libeller(echeance.statut)),
            )
            for projet, echeance in montrees
        ),
    )
    if len(montrees) == len(ouvertes):
        return table
    texte = (
        f"{len(montrees)} échéances montrées sur {len(ouvertes)} ouvertes ; toutes sont au chapitre de chaque projet."
    )
    return joindre((table, balise("p", texte, classe="sp-discret")))


# -- projects -----------------------------------------------------------------------------------------------------


def _ancre(projet: Projet) -> str:
    return f"projet-{projet.identifiant}"


def _projets(suivis: Sequence[Suivi], registre: Registre) -> Html:
    deplie = len(suivis) <= _DEPLIES
    blocs = joindre(_projet(suivi, registre, deplie=deplie) for suivi in suivis)
    return joindre((_index(suivis), blocs)) if len(suivis) > 1 else blocs


def _index(suivis: Sequence[Suivi]) -> Html:
    return tableau(
        "Tous les projets",
        ("Projet", "Nature", "Région", "État", "Depuis", "Prochaine échéance", "Qui doit agir"),
        (
            (
                lien(f"#{_ancre(suivi.projet)}", ligne.nom),
                nature_en_bref(ligne.nature),
                _region(ligne.region),
                _etat(suivi),
                "" if ligne.depuis is None else dater(ligne.depuis),
                "" if ligne.prochaine_echeance is None else limite(ligne.prochaine_echeance),
                ", ".join(qualite.libelle for qualite in ligne.doit_agir),
            )
            for suivi, ligne in ((suivi, resumer_suivi(suivi)) for suivi in suivis)
        ),
        classe="index",
    )


def _region(code: str | None) -> str:
    if code is None:
        return "non connue"
    try:
        return referentiels.region(code).nom
    except CodeInconnu:
        return f"code inconnu {code}"


def _etat(suivi: Suivi) -> Html | str:
    if suivi.etat is None:
        return pastille(Forme.DOUTE, f"non déterminé ({pourquoi(suivi)})")
    return libeller(suivi.etat)


def _projet(suivi: Suivi, registre: Registre, *, deplie: bool) -> Html:
    projet, etat = suivi.projet, suivi.etat
    dit = "état non déterminé" if etat is None else libeller(etat)
    resume = joindre((balise("h3", projet.nom), balise("span", f"{libeller(projet.nature)} : {dit}")))
    contenu = (
        etapes(suivi),
        situation(suivi),
        _contexte(projet, registre),
        dessiner(suivi.historique, au=suivi.au, echeances=suivi.echeances),
        _reste(suivi),
        echeances(suivi.echeances),
        histoire(suivi.historique, registre),
    )
    return balise("article", deplier(resume, *contenu, ouvert=deplie), id=_ancre(projet), classe="projet")


def _reste(suivi: Suivi) -> Html:
    if suivi.ce_qui_manque is not None:
        return reste(suivi.ce_qui_manque)
    texte = (
        "Ce qui manque ne se déduit pas : l'état n'est pas connu, ou la procédure de ce jour n'a pas de suite connue."
    )
    return balise("p", pastille(Forme.DOUTE, texte))


def _contexte(projet: Projet, registre: Registre) -> Html:
    def noms(identifiants: Sequence[str]) -> str:
        return ", ".join(nommer(registre, identifiant) for identifiant in identifiants)

    porteurs = noms(projet.porteurs)
    if projet.nombre_porteurs is not None:
        nombre = estimer(projet.nombre_porteurs)
        porteurs = f"{porteurs} ({nombre})" if porteurs else nombre
    referents = (
        f"{r.qualite.libelle} : {nommer(registre, r.personne or r.organisation) or 'sans nom'}"
        for r in projet.referents
    )
    lignes = (
        ("Structure", nommer(registre, projet.structure)),
        ("Territoire", nommer(registre, projet.territoire)),
        ("Porteurs", porteurs),
        ("Rassemble", ", ".join(_participation(p.categorie, p.nombre) for p in projet.rassemble)),
        ("Signataires", noms([signature.signataire for signature in projet.signataires])),
        ("Objectifs", _puces(projet.objectifs)),
        ("Axes", _puces([_axe(axe.intitule, axe.sous_themes) for axe in projet.axes])),
        ("Missions", ", ".join(libeller(mission) for mission in projet.missions)),
        ("Suivi par", ", ".join(referents)),
        ("Né de", noms(projet.issu_de)),
        ("Réunions", noms([reunion.identifiant for reunion in registre.reunions_de(projet.identifiant)])),
    )
    dits = joindre(joindre((balise("dt", terme), balise("dd", valeur))) for terme, valeur in lignes if valeur)
    return balise("dl", dits) if dits else Html()


def _axe(intitule: str, sous_themes: Sequence[str]) -> str:
    return f"{intitule} : {', '.join(sous_themes)}" if sous_themes else intitule


def _participation(categorie: str, nombre: Estimation | None) -> str:
    return categorie if nombre is None else f"{estimer(nombre)} : {categorie}"


def _puces(textes: Sequence[object]) -> Html:
    return balise("ul", *(balise("li", texte) for texte in textes)) if textes else Html()


def _replier(titre: str, table: Html, nombre: int) -> Html:
    """A long table behind its title and its number of lines."""
    return deplier(f"{titre} ({nombre})", table) if nombre > _LIGNES else table


# -- territories and structures -----------------------------------------------------------------------------------


def _territoires(registre: Registre, au: date) -> Html:
    table = tableau(
        "Territoires",
        ("Territoire", "Nature", "Communes", "Population", "Taille de CPTS"),
        (
            (
                territoire.nom,
                libeller(territoire.nature),
                communes_par_epci(territoire, au) or territoire.definition or unite(territoire),
                _population(territoire, au),
                _taille(territoire, au),
            )
            for territoire in registre.territoires
        ),
    )
    ecart = referentiels.ecart_de_millesime(au) if any(t.communes for t in registre.territoires) else None
    note = balise("p", ecart, classe="sp-discret") if ecart else ""
    return joindre((_replier("Territoires", table, len(registre.territoires)), note))


def _population(territoire: Territoire, au: date) -> Html:
    if not territoire.communes and territoire.population is None:
        return Html()
    nombre, precision = habitants(territoire, au)
    return joindre((nombre, " ", balise("small", precision)))


def _taille(territoire: Territoire, au: date) -> str:
    if territoire.nature is not NatureTerritoire.ACTION_CPTS:
        return ""
    taille = composition.classe_taille(territoire, au=au)
    if taille.classe is not None:
        return f"taille {taille.classe}"
    possibles = " ou ".join(map(str, taille.possibles))
    return f"{possibles} ({taille.raison})" if possibles else taille.raison or ""


def _structures(registre: Registre, au: date) -> Html:
    table = tableau(
        "Structures",
        ("Structure", "Nature", "Forme juridique", "Sites", "Gérée par", "Qui y est"),
        (
            (
                structure.nom,
                libeller(ETIQUETTE_DE[type(structure)]),
                _forme(structure, au),
                _puces([_site(site, registre, au) for site in structure.sites]),
                nommer(registre, getattr(structure, "gestionnaire", None)),
                _effectif(structure, registre, au),
            )
            for structure in registre.structures
        ),
    )
    membres = _membres(registre, au) if len(registre.structures) <= _STRUCTURES_DETAILLEES else Html()
    return joindre((_replier("Structures", table, len(registre.structures)), membres, _fonctions(registre, au)))


def _forme(structure: Structure, au: date) -> str:
    possibles = composition.valeurs_possibles(structure.formes, au=au)
    return " ou ".join(libeller(forme.forme) for forme, _ in possibles)


def _site(site: Any, registre: Registre, au: date) -> str:
    code = registre.commune_du_site(site)
    lieu = nommer(registre, site.lieu) or libeller(site.nature)
    finess = f", FINESS {site.finess}" if site.finess is not None else ""
    return f"{lieu}{'' if code is None else ', ' + _commune(code, au)}{finess}"


def _commune(code: str, au: date) -> str:
    try:
        return referentiels.commune(code, au).nom
    except CodeInconnu:
        return f"code inconnu {code}"


def _effectif(structure: Structure, registre: Registre, au: date) -> str:
    appartenances = registre.membres(structure.identifiant, au=au)
    if not appartenances:
        return ""
    comptes = compter(_qualite(registre, appartenance.membre) for appartenance in appartenances)
    incertains = sum(not appartenance.certain for appartenance in appartenances)
    return f"{comptes}{f' ; dont {incertains} incertain(s) à cette date' if incertains else ''}"


def _qualite(registre: Registre, identifiant: str) -> str:
    """What a member is: a profession, else its kind."""
    entite = registre.obtenir(composition.comme_professionnel(registre, identifiant))
    if isinstance(entite, Professionnel):
        return libelle_du_code(entite.profession)
    return libeller((registre.genre(identifiant) or "membre inconnu du dossier").removesuffix("s"))


def _membres(registre: Registre, au: date) -> Html:
    lignes = [
        (nommer(registre, appartenance.membre), structure.nom, _metier(registre, appartenance.membre), certitude)
        for structure in registre.structures
        for appartenance in registre.membres(structure.identifiant, au=au)
        for certitude in ("" if appartenance.certain else pastille(Forme.DOUTE, "dates incertaines"),)
    ]
    entetes = ("Membre", "Structure", "Profession ou qualité", "À cette date")
    return _replier("Membres", tableau("Membres", entetes, lignes), len(lignes))


def _metier(registre: Registre, identifiant: str) -> str:
    entite = registre.obtenir(composition.comme_professionnel(registre, identifiant))
    return metier(entite) if isinstance(entite, Professionnel) else _qualite(registre, identifiant)


def _fonctions(registre: Registre, au: date) -> Html:
    titulaires: tuple[Personne | Professionnel, ...] = (*registre.personnes, *registre.professionnels)
    lignes = [
        (fonction_en_mots(fonction, registre), _titulaire(titulaire, registre), durer(fonction.periode))
        for titulaire in titulaires
        for fonction in titulaire.fonctions
        if fonction.periode is None or fonction.periode.couvre(au) is not False
    ]
    table = tableau("Fonctions", ("Fonction", "Qui", "Période"), lignes)
    return _replier("Fonctions", table, len(lignes))


def _titulaire(titulaire: Personne | Professionnel, registre: Registre) -> str:
    """Who holds a function; nothing for somebody known by that function alone."""
    nomme = isinstance(titulaire, Professionnel) or titulaire.nom or titulaire.prenom
    return nommer(registre, titulaire.identifiant) if nomme else ""


# -- offer of care ------------------------------------------------------------------------------------------------


def _offre(registre: Registre, au: date) -> Html:
    return joindre((_professions(registre, au), _mouvements(registre), _carences(registre)))


def _professions(registre: Registre, au: date) -> Html:
    situes = registre.exercices(au=au)
    surs = {situe.professionnel.identifiant for situe in situes if situe.certain}
    possibles = {situe.professionnel.identifiant for situe in situes} - surs
    modes: dict[tuple[str, ModeExercice | None], set[str]] = defaultdict(set)
    for situe in situes:
        modes[libelle_du_code(situe.professionnel.profession), situe.exercice.mode].add(situe.professionnel.identifiant)
    connus, certains, incertains = Counter[str](), Counter[str](), Counter[str]()
    for professionnel in registre.professionnels:
        profession = libelle_du_code(professionnel.profession)
        connus[profession] += 1
        certains[profession] += professionnel.identifiant in surs
        incertains[profession] += professionnel.identifiant in possibles
    return tableau(
        "Professionnels du dossier, par profession",
        ("Profession", "Connus", "Exercent à cette date", "Peut-être", "Libéraux", "Salariés"),
        (
            (
                profession,
                nombre,
                certains[profession],
                incertains[profession],
                len(modes[profession, ModeExercice.LIBERAL]),
                len(modes[profession, ModeExercice.SALARIE]),
            )
            for profession, nombre in sorted(connus.items(), key=lambda paire: (-paire[1], paire[0]))
        ),
        classe="nombres",
    )


def _mouvements(registre: Registre) -> Html:
    return tableau(
        "Arrivées et départs",
        ("Mouvement", "Qui", "Où", "Quand", "D'après"),
        (
            (
                f"{libeller(mouvement.nature)} ({libeller(mouvement.statut)})",
                _concernes(registre, mouvement),
                nommer(registre, mouvement.structure or mouvement.territoire),
                "sans date" if mouvement.le is None else dater(mouvement.le),
                provenance(mouvement.provenance),
            )
            for mouvement in registre.mouvements
        ),
    )


def _concernes(registre: Registre, mouvement: Any) -> str:
    if mouvement.professionnel is not None:
        return nommer(registre, mouvement.professionnel)
    profession = "professionnels" if mouvement.profession is None else libelle_du_code(mouvement.profession)
    return (
        f"{profession}, nombre non précisé"
        if mouvement.nombre is None
        else f"{estimer(mouvement.nombre)} : {profession}"
    )


def _carences(registre: Registre) -> Html:
    return tableau(
        "Professions qui manquent",
        ("Profession", "Où", "Ce qui est dit", "Selon", "D'après"),
        (
            (
                ", ".join(libelle_du_code(code) for code in (carence.profession, carence.savoir_faire) if code)
                or "non précisée",
                nommer(registre, carence.territoire),
                carence.enonce or "",
                nommer(registre, carence.selon),
                provenance(carence.provenance),
            )
            for carence in registre.carences
        ),
    )


# -- trainings and meetings ---------------------------------------------------------------------------------------


def _formations(registre: Registre) -> Html:
    programmes = tableau(
        "Programmes",
        ("Programme", "Organisé par", "Objectifs", "Rythme", "Période", "Lieu"),
        (
            (
                programme.intitule,
                ", ".join(nommer(registre, qui) for qui in programme.organisateurs),
                _puces(programme.objectifs),
                _rythme(programme.recurrence),
                durer(programme.periode),
                nommer(registre, programme.lieu),
            )
            for programme in registre.programmes_formation
        ),
    )
    seances = tableau(
        "Séances",
        ("Thème", "Programme", "Quand", "Statut", "Intervenants", "Participants"),
        (_seance(seance, registre) for seance in registre.seances_formation),
    )
    return joindre((programmes, _replier("Séances", seances, len(registre.seances_formation))))


def _rythme(recurrence: Recurrence | None) -> str:
    if recurrence is None:
        return ""
    jours = [*(libeller(jour) for jour in recurrence.jours)]
    mots = [" et ".join(jours), "" if recurrence.moment is None else libeller(recurrence.moment)]
    if recurrence.toutes_les is not None:
        semaines = "chaque semaine" if recurrence.toutes_les == 1 else f"toutes les {recurrence.toutes_les} semaines"
        mots.append(semaines)
    return ", ".join(mot for mot in mots if mot)


def _seance(seance: SeanceFormation, registre: Registre) -> tuple[object, ...]:
    theme = seance.theme or (
        "thème non précisé" if seance.savoir_faire is None else libelle_du_code(seance.savoir_faire)
    )
    presents = len(seance.participants) if seance.nombre_participants is None else estimer(seance.nombre_participants)
    return (
        theme,
        nommer(registre, seance.programme),
        "sans date" if seance.le is None else dater(seance.le),
        libeller(seance.statut),
        ", ".join(_intervenant(intervenant, registre) for intervenant in seance.intervenants),
        presents or "",
    )


def _intervenant(intervenant: Intervenant, registre: Registre) -> str:
    if intervenant.personne is not None:
        return nommer(registre, intervenant.personne)
    code = intervenant.savoir_faire or intervenant.profession
    return intervenant.libelle or ("intervenant" if code is None else libelle_du_code(code))


def _reunions(registre: Registre) -> Html:
    table = tableau(
        "Réunions",
        ("Réunion", "Quand", "Statut", "Présents", "Ce qui fut décidé", "Ce qui reste à faire"),
        (_reunion(reunion, registre) for reunion in registre.reunions),
    )
    groupes = tableau(
        "Groupes de travail",
        ("Groupe", "Nature", "Statut", "Territoire ou projet", "Membres"),
        (
            (
                groupe.nom,
                libeller(groupe.nature),
                libeller(groupe.statut),
                nommer(registre, groupe.projet or groupe.territoire),
                ", ".join(nommer(registre, membre) for membre in groupe.membres)
                or ("" if groupe.volontaires is None else f"{estimer(groupe.volontaires)} volontaires"),
            )
            for groupe in registre.groupes_travail
        ),
    )
    return joindre((_replier("Réunions", table, len(registre.reunions)), groupes))


def _reunion(reunion: Reunion, registre: Registre) -> tuple[object, ...]:
    return (
        reunion.objet,
        "sans date" if reunion.le is None else dater(reunion.le),
        f"{libeller(reunion.nature)}, {libeller(reunion.statut)}",
        _puces([_participation(presence.categorie, presence.nombre) for presence in reunion.presences]),
        _puces([f"{libeller(decision.nature)} : {decision.enonce}" for decision in reunion.decisions]),
        _puces([_suite(etape, registre) for etape in reunion.prochaines_etapes]),
    )


def _suite(etape: ProchaineEtape, registre: Registre) -> str:
    precisions = (
        "" if etape.echeance is None else dater(etape.echeance),
        ", ".join(nommer(registre, qui) for qui in etape.responsables),
        libeller(etape.statut),
    )
    return f"{etape.objet} ({' ; '.join(mot for mot in precisions if mot)})"


# -- the rest -----------------------------------------------------------------------------------------------------


def _actions(registre: Registre) -> Html:
    actions = tableau(
        "Actions",
        ("Action", "Statut", "Domaines", "Portée par", "Projet ou territoire"),
        (
            (
                action.intitule,
                libeller(action.statut),
                ", ".join(libeller(domaine) for domaine in action.domaines),
                ", ".join(nommer(registre, porteur) for porteur in action.porteurs),
                nommer(registre, action.projet or action.territoire),
            )
            for action in registre.actions
        ),
    )
    return joindre((_replier("Actions", actions, len(registre.actions)), _appuis(registre), _conventions(registre)))


def _appuis(registre: Registre) -> Html:
    accompagnements = tableau(
        "Accompagnements",
        ("Qui aide", "Qui est aidé", "En quoi", "Période"),
        (
            (
                nommer(registre, a.par),
                nommer(registre, a.beneficiaire or a.territoire),
                libeller(a.nature),
                durer(a.periode),
            )
            for a in registre.accompagnements
        ),
    )
    aides = tableau(
        "Aides financières",
        ("Objet", "Financeurs", "Bénéficiaires", "Montant", "Quand"),
        (
            (
                aide.objet,
                ", ".join(nommer(registre, qui) for qui in aide.financeurs),
                ", ".join(nommer(registre, qui) for qui in aide.beneficiaires)
                or ("" if aide.nombre_beneficiaires is None else estimer(aide.nombre_beneficiaires)),
                "non connu" if aide.montant is None else estimer(aide.montant),
                durer(aide.periode) if aide.le is None else dater(aide.le),
            )
            for aide in registre.aides_financieres
        ),
    )
    return joindre((_replier("Accompagnements", accompagnements, len(registre.accompagnements)), aides))


def _conventions(registre: Registre) -> Html:
    table = tableau(
        "Conventions",
        ("Convention", "Parties", "Signée", "Prend effet", "Durée"),
        (
            (
                convention.objet or libeller(convention.nature),
                ", ".join(nommer(registre, partie) for partie in convention.parties),
                "" if convention.signee_le is None else dater(convention.signee_le),
                durer(convention.periode) if convention.prend_effet_le is None else dater(convention.prend_effet_le),
                "" if convention.duree_mois is None else f"{convention.duree_mois} mois",
            )
            for convention in registre.conventions
        ),
    )
    return _replier("Conventions", table, len(registre.conventions))


def _chiffres(registre: Registre) -> Html:
    return tableau(
        "Chiffres",
        ("Indicateur", "Valeur", "Dont", "Quand", "D'après"),
        (
            (
                statistique.indicateur,
                estimer(statistique.valeur),
                _puces([f"{part.indicateur} : {estimer(part.valeur)}" for part in statistique.dont]),
                durer(statistique.periode) if statistique.le is None else dater(statistique.le),
                provenance(statistique.provenance),
            )
            for statistique in registre.statistiques
        ),
    )


def _sources(registre: Registre) -> Html:
    """Where the facts come from, once each, with how many entities stand on each."""
    sans = sum(entite.provenance is None for entite in registre)
    comptes = Counter(_source(entite.provenance) for entite in registre if entite.provenance is not None)
    table = tableau(
        "Provenances",
        ("Source", "Nature", "Entités"),
        (
            (provenance(source), libeller(source.nature), nombre)
            for source, nombre in sorted(comptes.items(), key=lambda paire: (-paire[1], paire[0].titre))
        ),
    )
    note = f"{sans} entité(s) sans provenance enregistrée." if sans else ""
    return joindre((table, balise("p", note, classe="sp-discret") if note else ""))


def _source(source: Provenance) -> Provenance:
    """The source without the passage, which differs from one fact to the next."""
    return attrs.evolve(source, passage=None)
