"""What differs between two registres, as a table and as plain lines."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Section, Ton
from soinsprimaires.affichage.contenu.mots_des_champs import mot_du_champ, un_seul
from soinsprimaires.affichage.libelles import (
    date_en_bref,
    etats_en_bref,
    libeller,
    limite_en_bref,
)
from soinsprimaires.affichage.portefeuille import communes, referents
from soinsprimaires.affichage.tableaux import SANS_OBJET, Colonne, Tableau
from soinsprimaires.analyse.portefeuille import echeances_a_suivre
from soinsprimaires.comparaison import Comparaison, Difference, DifferenceEntite, comparer, comparer_entites
from soinsprimaires.cycle import Suivi
from soinsprimaires.modele.evenements import Acte
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.temps import DatePartielle

__all__ = [
    "ChangementDeProjet",
    "changements_des_projets",
    "dernier_jour",
    "raconter_comparaison",
    "raconter_les_projets",
    "tableau_changements",
    "tableau_comparaison",
]

_COLONNES_COMPARAISON: Final = (
    Colonne("changement", "Changement"),
    Colonne("genre", "Liste"),
    Colonne("identifiant", "Entité"),
    Colonne("pointeur", "Champ"),
    Colonne("message", "Différence"),
)


def tableau_comparaison(comparaison: Comparaison) -> Tableau:
    """One line an addition, a removal or a field that changes; what names a person is never quoted."""
    return Tableau(
        titre="Ce qui change d'un registre à l'autre",
        nom="Comparaison",
        colonnes=_COLONNES_COMPARAISON,
        lignes=(
            *(("modification", "registre", SANS_OBJET, champ.pointeur, _suite(champ)) for champ in comparaison.champs),
            *(("ajout", d.genre, d.identifiant, "", "ajout") for d in comparaison.ajouts),
            *(("retrait", d.genre, d.identifiant, "", "retrait") for d in comparaison.retraits),
            *(
                ("modification", d.genre, d.identifiant, champ.pointeur, _suite(champ))
                for d in comparaison.modifications
                for champ in d.champs
            ),
        ),
        notes=(resumer_comparaison(comparaison),),
    )


def resumer_comparaison(comparaison: Comparaison) -> str:
    """The comparison in one sentence."""
    if not comparaison:
        return "Aucune différence."
    nombres = [
        (len(comparaison.ajouts), "ajout", "ajouts"),
        (len(comparaison.retraits), "retrait", "retraits"),
        (len(comparaison.modifications), "entité modifiée", "entités modifiées"),
        (len(comparaison.champs), "champ du registre modifié", "champs du registre modifiés"),
    ]
    mots = (f"{nombre} {un if nombre == 1 else plusieurs}" for nombre, un, plusieurs in nombres if nombre)
    return f"{', '.join(mots)}."


def raconter_comparaison(comparaison: Comparaison) -> Iterator[Section]:
    """The comparison in plain lines, as one reads the difference of two texts: ``+``, ``-`` and ``~``."""
    yield Section("Ce qui change", (LigneDeTexte(resumer_comparaison(comparaison)),))
    for titre, lignes in (
        ("Registre", tuple(LigneDeTexte(f"~ {champ.message}") for champ in comparaison.champs)),
        ("Ajouts", tuple(LigneDeTexte(f"+ {_nommer(d)}", Ton.BON) for d in comparaison.ajouts)),
        ("Retraits", tuple(LigneDeTexte(f"- {_nommer(d)}", Ton.GRAVE) for d in comparaison.retraits)),
        ("Modifications", tuple(ligne for d in comparaison.modifications for ligne in _lignes_modification(d))),
    ):
        if lignes:
            yield Section(titre, lignes)


def _lignes_modification(difference: DifferenceEntite) -> Iterator[LigneDeTexte]:
    yield LigneDeTexte(f"~ {_nommer(difference)}", Ton.DOUTE)
    for champ in difference.champs:
        yield LigneDeTexte(f"    {champ.message}")


def _nommer(difference: DifferenceEntite) -> str:
    return f"{libeller(difference.genre)} « {difference.identifiant} »"


def _suite(champ: Difference) -> str:
    """What the message says after the path of the field."""
    _, _, suite = champ.message.partition(" : ")
    return suite


# -- project by project -------------------------------------------------------------------------------------------


def raconter_les_projets(avant: Registre, apres: Registre, *, au: date) -> Iterator[Section]:
    """What changed of each project, in one line of words, then what else changed, counted.

    The first registre speaks of the day of its last entry, the second one of ``au``.
    """
    comparaison = comparer(avant, apres)
    changements, autres = changements_des_projets(avant, apres, au=au), _autres(comparaison)
    lignes = [LigneDeTexte(f"{change.nom} : {' ; '.join(change.dits)}", change.ton) for change in changements]
    if not lignes and not autres:
        lignes = [LigneDeTexte("Aucun projet ne change." if comparaison else "Rien ne change.")]
    if lignes:
        yield Section(f"Ce qui change, projet par projet, {_jours(avant, au)}", tuple(lignes))
    if autres:
        yield Section("Ce qui change aussi (--details le dit)", (LigneDeTexte(autres),))


def tableau_changements(avant: Registre, apres: Registre, *, au: date) -> Tableau:
    """The same as a table, one line a project that changes."""
    changements, autres = changements_des_projets(avant, apres, au=au), _autres(comparer(avant, apres))
    return Tableau(
        titre=f"Ce qui a changé {_jours(avant, au)}",
        nom="Ce qui change",
        colonnes=(Colonne("nom", "Projet"), Colonne("changements", "Ce qui change")),
        lignes=tuple((change.nom, " ; ".join(change.dits)) for change in changements),
        notes=(f"Ce qui change aussi : {autres}.",) if autres else (),
    )


def _jours(avant: Registre, au: date) -> str:
    return f"du {jour_en_lettres(dernier_jour(avant, au))} au {jour_en_lettres(au)}"


@attrs.frozen
class ChangementDeProjet:
    """What changed of a project, in words.

    Attributes:
        nom: its name.
        dits: what changed.
        ton: how it is shown.
    """

    nom: str
    dits: tuple[str, ...]
    ton: Ton = Ton.NEUTRE


def dernier_jour(registre: Registre, au: date) -> date:
    """The day of which a registre speaks: that of its last entry, at the latest ``au``."""
    return min(au, max((e.enregistre_le for p in registre.projets for e in p.journal), default=au))


def changements_des_projets(avant: Registre, apres: Registre, *, au: date) -> tuple[ChangementDeProjet, ...]:
    """The projects that changed, new or gone ones too."""
    jadis = dernier_jour(avant, au)
    connus = {projet.identifiant: projet for projet in avant.projets}
    changements: list[ChangementDeProjet] = []
    for projet in apres.projets:
        ancien = connus.pop(projet.identifiant, None)
        suivi = Suivi(projet, apres, au)
        if ancien is None:
            changements.append(
                ChangementDeProjet(projet.nom, (f"projet nouveau, {_etats(suivi)}{_depuis(suivi)}",), Ton.BON)
            )
        elif dits := tuple(_changements(Suivi(ancien, avant, jadis), suivi)):
            changements.append(ChangementDeProjet(projet.nom, dits))
    disparus = (
        ChangementDeProjet(disparu.nom, ("n'est plus dans le registre",), Ton.GRAVE) for disparu in connus.values()
    )
    return (*changements, *disparus)


def _autres(comparaison: Comparaison) -> str:
    """What else than the projects changed, counted."""
    du_projet = {"projets", "territoires", "personnes"}
    autres = Counter(d.genre for d in comparaison if d.genre not in du_projet)
    dits = [f"{nombre} {un_seul(genre)}(s)" for genre, nombre in autres.items()]
    return ", ".join([*dits, *([f"{len(comparaison.champs)} champ(s) du registre"] if comparaison.champs else [])])


def _etats(suivi: Suivi) -> str:
    return etats_en_bref(suivi.etats_possibles, "état non déterminé")


def _depuis(suivi: Suivi) -> str:
    return "" if suivi.depuis is None else f" ({date_en_bref(suivi.depuis)})"


def _changements(avant: Suivi, apres: Suivi) -> Iterator[str]:
    ancien, projet = avant.projet, apres.projet
    if ancien.nom != projet.nom:
        yield f"s'appelait « {ancien.nom} »"
    yield from _etat_change(avant, apres)
    connues = {(e.code, e.limite_le) for e in avant.echeances}
    nouvelles = [e for _, e in echeances_a_suivre((apres,)) if (e.code, e.limite_le) not in connues]
    for premiere in nouvelles[:1]:
        suite = f", et {len(nouvelles) - 1} autre(s)" if len(nouvelles) > 1 else ""
        yield f"échéance : {premiere.en_bref}, {limite_en_bref(premiere)}{suite}"
    if (qui := ", ".join(referents(apres))) != (qui_avant := ", ".join(referents(avant))):
        yield f"suivi par {qui or 'personne'}{f', après {qui_avant}' if qui_avant else ''}"
    (ou, limites), (ou_avant, limites_avant) = map(_territoire, (apres, avant))
    if ou != ou_avant or (ou and limites != limites_avant):
        ici, la = ou or "inconnu", f", au lieu de {ou_avant}" if ou_avant else ""
        if ou and ou_avant and limites != limites_avant:
            ici, la = f"{ici} (délimitation {limites})", f"{la} (délimitation {limites_avant})"
        yield f"territoire : {ici}{la}"
    dits = {"nom", "journal", "referents", "territoire"}
    champs = (str(d.chemin[0]) for d in comparer_entites(ancien, projet))
    autres = dict.fromkeys(mot_du_champ(champ) for champ in champs if champ not in dits)
    if autres:
        yield f"aussi : {', '.join(autres)}"


def _territoire(suivi: Suivi) -> tuple[str, str | None]:
    """The communes of the territory of a project in words, and whether they are all of it."""
    territoire = suivi.registre.obtenir(suivi.projet.territoire)
    limites = libeller(territoire.delimitation) if isinstance(territoire, Territoire) and territoire.communes else None
    return ", ".join(communes(suivi).values()), limites


def _etat_change(avant: Suivi, apres: Suivi) -> Iterator[str]:
    ancien, nouveau = avant.projet.journal, apres.projet.journal
    deplace = avant.etats_possibles != apres.etats_possibles
    # A delay that ran out between the two days moves a state as an act does, whatever was noted beside.
    prolonge = nouveau[: len(ancien)] == ancien
    de_soi = (
        deplace and prolonge and Suivi(avant.projet, avant.registre, apres.au).etats_possibles == apres.etats_possibles
    )
    if deplace:
        yield f"{_etats(avant)} → {_etats(apres)}{_depuis(apres)}{', par le temps qui passe' if de_soi else ''}"
    elif ancien != nouveau and apres.depuis is not None and avant.depuis != apres.depuis:
        connue = _precise(apres.depuis) and not _precise(avant.depuis)
        yield f"{_etats(apres)} : date {'connue' if connue else 'dite autrement'}, {date_en_bref(apres.depuis)}"
        return
    if ancien != nouveau and (de_soi or not deplace):
        ajoutes = nouveau[len(ancien) :] if prolonge else ()
        actes = [e.acte.libelle for e in ajoutes if e.acte is not Acte.ANNULATION]
        yield f"noté : {', '.join(actes)}" if actes else "le journal a été corrigé"


def _precise(le: DatePartielle | None) -> bool:
    return le is not None and le.au_plus_tot is not None and le.au_plus_tot == le.au_plus_tard
