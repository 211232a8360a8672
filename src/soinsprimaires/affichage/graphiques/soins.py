"""Who gives care, how old they are, where and when."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from soinsprimaires.affichage.graphiques._cadre import (
    PALETTE,
    Teinte,
    accorder,
    dessiner_vide,
    empiler,
    etiqueter,
    habiller,
    legender,
    limite,
    nom_commune,
    noter_bout,
    ouvrir,
    remplissage,
    signes_sous,
    sources,
)
from soinsprimaires.affichage.noms import libelle_du_code
from soinsprimaires.analyse import Surete, departs_attendus, praticiens
from soinsprimaires.composition import comme_professionnel, exercices_de
from soinsprimaires.jours import JourSemaine
from soinsprimaires.modele.lieux import Lieu, Site
from soinsprimaires.modele.professionnels import (
    Mouvement,
    Presence,
    Professionnel,
)
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.territoires import Etendue
from soinsprimaires.referentiels.professions import est_generaliste, est_medecin

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["offre_de_soins", "presences", "pyramide_des_ages"]


_STYLES: Final = {
    "en exercice": (Teinte.SUR, ""),
    "incertain": (Teinte.INCONNU, "//"),
    "prévu": (Teinte.ATTENTION, ".."),
}
"""How each :class:`Surete` is drawn, in order, under the word of the legend."""


def _sans_exercice(registre: Registre) -> str:
    """Whom no plot can place."""
    sans = {
        comme_professionnel(registre, professionnel.identifiant)
        for professionnel in registre.professionnels
        if not exercices_de(registre, professionnel)
    }
    nombre = len(sans)
    return f"{nombre} professionnel(s) sans exercice renseigné ne sont pas comptés." if nombre else ""


def _sujet(registre: Registre, structure: str | None) -> str:
    if structure is None:
        return ""
    return f" : {getattr(registre.obtenir(structure), 'nom', structure)}"


# -- offer of care ------------------------------------------------------------------------------------------------


def offre_de_soins(
    registre: Registre,
    *,
    au: date,
    structure: str | None = None,
    communes: Iterable[str] | None = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """How many professionals of each profession practise on a day; doctors by speciality.

    Each person counts once: as practising, as uncertain when dates or place cannot tell, or as announced.

    Args:
        registre: whose professionals.
        au: day.
        structure: identifiant of one structure; all by default.
        communes: INSEE codes where they must be present, those of a territory for instance; anywhere by default.
        ax: axes to draw on; new ones by default.

    Raises:
        ExtraManquant: matplotlib is not installed.
    """
    codes = None if communes is None else tuple(dict.fromkeys(communes))
    zone = None if codes is None else Etendue(communes=codes, possibles=codes)
    gens = praticiens(registre, au=au, territoire=zone, structure=structure)
    comptes = Counter((_metier(qui.pratiques[0].professionnel), qui.surete) for qui in gens)
    metiers = sorted({metier for metier, _ in comptes}, key=lambda m: (-sum(comptes[m, s] for s in Surete), m))
    ax = ouvrir(ax, hauteur=1.8 + 0.38 * max(len(metiers), 2))
    if metiers:
        _barres_offre(ax, metiers, comptes)
    else:
        dessiner_vide(ax, "Aucun professionnel en exercice ni prévu")
    notes = [_sans_exercice(registre), sources(qui.pratiques[0].professionnel for qui in gens)]
    habiller(ax, f"Offre de soins par profession{_sujet(registre, structure)}", au=au, notes=notes)
    return ax


def _barres_offre(ax: "Axes", metiers: Sequence[str], comptes: "Counter[tuple[str, Surete]]") -> None:
    etiqueter(ax, metiers)
    reperes: dict[str, Artist] = {}
    bouts = []
    for hauteur, metier in enumerate(metiers):
        nombres = {mot: comptes[metier, surete] for mot, surete in zip(_STYLES, Surete, strict=True)}
        reperes |= empiler(ax, hauteur, nombres, _STYLES)
        bouts.append((sum(nombres.values()), _detailler(list(nombres.values()))))
        noter_bout(ax, bouts[-1][0], hauteur, bouts[-1][1])
    ax.set_xlabel("Professionnels")
    # The axis may be that of another plot too, whose bars are longer.
    ax.set_xlim(0, max(ax.get_xlim()[1], limite(bouts, signes_sous(ax))))
    _compter_en_entiers(ax)
    legender(ax, reperes, loc="upper left", bbox_to_anchor=(1, 1))


def _compter_en_entiers(ax: "Axes") -> None:
    from matplotlib.ticker import MaxNLocator

    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))


def _detailler(nombres: Sequence[int]) -> str:
    """``12``, ``12 + 1 prévu``: what is sure, then the rest with its words."""
    surs, *autres = nombres
    mots = [accorder(nombre, mot) for nombre, mot in zip(autres, ("incertain", "prévu"), strict=True) if nombre]
    return " + ".join([*([str(surs)] if surs else []), *mots])


def _metier(professionnel: Professionnel) -> str:
    profession = libelle_du_code(professionnel.profession)
    if not est_medecin(professionnel.profession):
        return profession
    if any(map(est_generaliste, professionnel.savoir_faire)):
        return f"{profession} (médecine générale)"
    if not professionnel.savoir_faire:
        return f"{profession} (spécialité non renseignée)"
    precisions = (libelle_du_code(code).removesuffix(" (SM)") for code in professionnel.savoir_faire)
    return f"{profession} ({', '.join(mot[:1].lower() + mot[1:] for mot in precisions)})"


# -- ages ---------------------------------------------------------------------------------------------------------

_TRANCHE: Final = 5
_INCONNU: Final = "non renseigné"


def pyramide_des_ages(
    registre: Registre, *, au: date, structure: str | None = None, ax: "Axes | None" = None
) -> "Axes":
    """The ages of those who practise on a day, doctors on the left, and which of them are expected to leave.

    The age is the one reached in the year, since only the year of birth is known. A departure is expected when a
    movement announces it and it has not surely taken place; those that name nobody are counted in the caption.

    Args:
        registre: whose professionals.
        au: day.
        structure: identifiant of one structure; all by default.
        ax: axes to draw on; new ones by default.

    Raises:
        ExtraManquant: matplotlib is not installed.
    """
    presents = (p for p in praticiens(registre, au=au, structure=structure) if p.surete is not Surete.PREVU)
    gens = [praticien.pratiques[0].professionnel for praticien in presents]
    attendus = departs_attendus(registre, au=au, structure=structure)
    partants = {m.professionnel for m in departs_attendus(registre, au=au) if m.professionnel is not None}
    tranches = [*_tranches(gens, au), *([_INCONNU] if any(p.annee_naissance is None for p in gens) else [])]
    ax = ouvrir(ax, hauteur=2.2 + 0.32 * max(len(tranches), 2))
    if gens:
        _barres_ages(ax, gens, tranches, partants, au)
    else:
        dessiner_vide(ax, "Aucun professionnel en exercice")
    notes = ["Âge atteint dans l'année.", _departs_anonymes(attendus), _sans_exercice(registre), sources(gens)]
    habiller(ax, f"Âge des professionnels et départs annoncés{_sujet(registre, structure)}", au=au, notes=notes)
    return ax


def _departs_anonymes(attendus: Iterable[Mouvement]) -> str:
    anonymes = [mouvement for mouvement in attendus if mouvement.professionnel is None]
    if not anonymes:
        return ""
    mots = ", ".join("nombre non renseigné" if m.nombre is None else str(m.nombre) for m in anonymes)
    return f"Départs annoncés sans nommer personne, hors du graphique : {len(anonymes)} ({mots})."


def _tranches(gens: Iterable[Professionnel], au: date) -> list[str]:
    """Every class of ages from the oldest to the youngest, the empty ones between them included."""
    ages = [au.year - p.annee_naissance for p in gens if p.annee_naissance is not None]
    if not ages:
        return []
    bornes = range(min(ages) // _TRANCHE, max(ages) // _TRANCHE + 1)
    return [_nommer_tranche(rang) for rang in reversed(bornes)]


def _nommer_tranche(rang: int) -> str:
    return f"{rang * _TRANCHE}-{rang * _TRANCHE + _TRANCHE - 1} ans"


def _tranche(professionnel: Professionnel, au: date) -> str:
    if professionnel.annee_naissance is None:
        return _INCONNU
    return _nommer_tranche((au.year - professionnel.annee_naissance) // _TRANCHE)


def _barres_ages(
    ax: "Axes", gens: Iterable[Professionnel], tranches: Sequence[str], partants: Iterable[str], au: date
) -> None:
    partent = frozenset(partants)
    comptes = Counter((_tranche(p, au), est_medecin(p.profession), p.identifiant in partent) for p in gens)
    etiqueter(ax, tranches)
    reperes: dict[str, Artist] = {}
    bouts = []
    for medecins, teinte, nom in ((True, Teinte.SUR, "médecins"), (False, Teinte.CLAIR, "autres professions")):
        sens = -1 if medecins else 1
        for hauteur, tranche in enumerate(tranches):
            restent, partis = (comptes[tranche, medecins, part] for part in (False, True))
            if restent:
                [barre] = ax.barh(hauteur, sens * restent, height=0.8, facecolor=PALETTE[teinte], edgecolor="white")
                reperes.setdefault(nom, barre)
            if partis:
                [barre] = ax.barh(
                    hauteur,
                    sens * partis,
                    left=sens * restent,
                    height=0.8,
                    **remplissage(Teinte.GRAVE, "////"),
                )
                reperes.setdefault("départ annoncé", barre)
            if restent + partis:
                mots = f"{restent + partis}" + (f" dont {accorder(partis, 'départ')}" if partis else "")
                bouts.append((restent + partis, mots))
                noter_bout(ax, sens * (restent + partis), hauteur, mots)
    _symetriser(ax, bouts)
    legender(ax, reperes, loc="upper left", bbox_to_anchor=(1, 1))


def _symetriser(ax: "Axes", bouts: Sequence[tuple[float, str]]) -> None:
    """Room on both sides for the longest bar and for what is written at its end."""
    ax.axvline(0, color=PALETTE[Teinte.ENCRE], linewidth=0.8)
    bout = max(*map(abs, ax.get_xlim()), limite(bouts, signes_sous(ax) // 2))
    ax.set_xlim(-bout, bout)
    _compter_en_entiers(ax)
    ax.xaxis.set_major_formatter(lambda valeur, _: f"{abs(valeur):.0f}")
    ax.set_xlabel("médecins  ←  professionnels  →  autres professions")


# -- presences ----------------------------------------------------------------------------------------------------

_SANS_JOUR: Final = "jours non\nprécisés"


def presences(registre: Registre, *, au: date, structure: str | None = None, ax: "Axes | None" = None) -> "Axes":
    """Who is present at each place each weekday: how many people for sure, and how many more are not sure or announced.

    The last column holds those whose days the source counts without naming them, or does not tell.

    Args:
        registre: whose practices.
        au: day.
        structure: identifiant of one structure; all by default.
        ax: axes to draw on; new ones by default.

    Raises:
        ExtraManquant: matplotlib is not installed.
    """
    gens = praticiens(registre, au=au, structure=structure)
    pratiques = [(qui.identifiant, pratique) for qui in gens for pratique in qui.pratiques]
    cases: _Cases = {}
    for nom, pratique in pratiques:
        for presence in pratique.exercice.presences:
            _noter(cases, _nommer_lieu(registre, presence, au), presence, nom, pratique.surete)
    lieux = sorted({lieu for lieu, _ in cases})
    ax = ouvrir(ax, largeur=9, hauteur=2.2 + 0.55 * max(len(lieux), 2))
    if lieux:
        _dessiner_cases(ax, lieux, cases)
    else:
        dessiner_vide(ax, "Aucun jour de présence renseigné")
    sans = sum(not pratique.exercice.presences for _, pratique in pratiques)
    note = f"{sans} exercice(s) sans présence renseignée ne sont pas montrés." if sans else ""
    titre = f"Jours de présence par lieu{_sujet(registre, structure)}"
    habiller(ax, titre, au=au, notes=[note, sources(pratique.professionnel for _, pratique in pratiques)])
    return ax


_Cases = dict[tuple[str, str], dict[str, tuple[Surete, str]]]
"""By place and column, who is there, how surely, and for how many days where none is named."""


def _noter(cases: _Cases, lieu: str, presence: Presence, nom: str, surete: Surete) -> None:
    combien = "" if presence.nombre_jours is None else f"{presence.nombre_jours:f} j".replace(".", ",")
    for jour in [jour.value for jour in presence.jours] or [_SANS_JOUR]:
        # The surest practice of somebody comes first.
        cases.setdefault((lieu, jour), {}).setdefault(nom, (surete, combien if jour is _SANS_JOUR else ""))


def _nommer_lieu(registre: Registre, presence: Presence, au: date) -> str:
    site, commune = registre.obtenir(presence.site), registre.commune_de_presence(presence, au=au)
    lieu = registre.obtenir(site.lieu_au(au) if isinstance(site, Site) else presence.lieu)
    if not isinstance(site, Site) and not isinstance(lieu, Lieu):
        return nom_commune(commune, au) if commune is not None else f"site « {presence.site or presence.lieu} »"
    nom = lieu.nom if isinstance(lieu, Lieu) else _nom_structure(registre, site)
    return nom if commune is None else f"{nom}, {nom_commune(commune, au)}"


def _nom_structure(registre: Registre, site: Site) -> str:
    return next(structure.nom for structure in registre.structures if site in structure.sites)


def _dessiner_cases(ax: "Axes", lieux: Sequence[str], cases: _Cases) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    colonnes = [*(jour.value for jour in JourSemaine), _SANS_JOUR]
    nombres = [[len(cases.get((lieu, colonne), ())) for colonne in colonnes] for lieu in lieux]
    teintes = LinearSegmentedColormap.from_list("presences", ["white", PALETTE[Teinte.CLAIR]])
    plus_grand = max(max(rangee) for rangee in nombres)
    ax.imshow(nombres, cmap=teintes, vmin=0, vmax=max(2 * plus_grand, 2), aspect="auto")
    etiqueter(ax, lieux, largeur=34)
    ax.set_ylim(len(lieux) - 0.5, -0.5)
    ax.set_xticks(range(len(colonnes)), colonnes, fontsize=9)
    ax.xaxis.set_ticks_position("top")
    for hauteur, lieu in enumerate(lieux):
        for rang, colonne in enumerate(colonnes):
            mots = _dire_case(cases.get((lieu, colonne), {}))
            ax.text(rang, hauteur, mots, ha="center", va="center", fontsize=8)
    ax.set_xticks([rang - 0.5 for rang in range(1, len(colonnes))], minor=True)
    ax.set_yticks([rang - 0.5 for rang in range(1, len(lieux))], minor=True)
    ax.grid(which="minor", color="#E5E5E5")
    ax.tick_params(which="minor", length=0)


def _dire_case(gens: dict[str, tuple[Surete, str]]) -> str:
    if not gens:
        return "–"
    comptes = Counter(surete for surete, _ in gens.values())
    texte = _detailler([comptes[surete] for surete in Surete]).replace(" + ", "\n+ ")
    combien = [jours for _, jours in gens.values() if jours]
    return f"{texte}\n({' + '.join(combien)})" if combien else texte
