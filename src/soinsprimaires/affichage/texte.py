"""A registre in plain lines: who, where, how many, where projects stand, what the rules say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from soinsprimaires import composition, referentiels
from soinsprimaires.affichage.contenu.lignes import Ligne, Section, Ton
from soinsprimaires.affichage.contenu.verification import CONSTATS_MONTRES
from soinsprimaires.affichage.libelles import dater, durer, estimer, grouper, libeller, limite
from soinsprimaires.affichage.rendus.verification import lignes_du_rapport
from soinsprimaires.cycle import ETATS, Suivi
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTE_DE
from soinsprimaires.modele.territoires import NatureTerritoire, Territoire
from soinsprimaires.regles.rapport import Rapport

_NOMS_MONTRES: Final = 6

__all__ = ["resumer"]


def resumer(registre: Registre, rapport: Rapport) -> Iterator[Section]:
    """What a person wants to know first of a registre, on the day of a report."""
    au = rapport.au
    suivis = [Suivi(projet, registre, au) for projet in registre.projets]
    for titre, lignes in (
        ("Qui", _qui(registre)),
        ("Où", _ou(registre, au)),
        ("Chiffres", _chiffres(registre)),
        ("Formations", _formations(registre)),
        ("Réunions", _reunions(registre)),
        ("Projets", _projets(suivis)),
        ("Échéances", _echeances(suivis)),
        (rapport.titre, lignes_du_rapport(rapport, montres=CONSTATS_MONTRES)),
    ):
        contenu = tuple(lignes)
        if contenu:
            yield Section(titre, contenu)


def _qui(registre: Registre) -> Iterator[Ligne]:
    for structure in registre.structures:
        yield Ligne(f"{structure.nom} : {libeller(ETIQUETTE_DE[type(structure)])}")
    if registre.organisations:
        yield Ligne("Organisations : " + ", ".join(o.sigle or o.nom for o in registre.organisations))
    if registre.professionnels:
        yield Ligne("Professionnels : " + compter(libelle_du_code(p.profession) for p in registre.professionnels))
    roles = [f.intitule or libeller(f.nature) for p in registre.personnes for f in p.fonctions]
    if roles:
        yield Ligne("Personnes : " + compter(roles))


def compter(mots: Iterable[str]) -> str:
    """Words, each with how often it comes."""
    comptes = Counter(mots)
    return ", ".join(mot if nombre == 1 else f"{mot} ({nombre})" for mot, nombre in sorted(comptes.items()))


def libelle_du_code(code: referentiels.CodeNomenclature) -> str:
    """Words of a code of a nomenclature, which may be unknown."""
    try:
        return referentiels.libelle(code)
    except CodeInconnu:
        return f"code inconnu {code.code} ({code.systeme.value})"


def _ou(registre: Registre, au: date) -> Iterator[Ligne]:
    for territoire in registre.territoires:
        yield Ligne(_territoire(territoire, au))
    ecart = referentiels.ecart_de_millesime(au) if any(t.communes for t in registre.territoires) else None
    if ecart is not None:
        yield Ligne(ecart, Ton.DISCRET)


def _territoire(territoire: Territoire, au: date) -> str:
    if not territoire.communes:
        return f"{territoire.nom} : {territoire.definition or unite(territoire)}"
    nombre, precision = habitants(territoire, au)
    return f"{territoire.nom} : {communes_par_epci(territoire, au)} ; {nombre} ({precision})"


def habitants(territoire: Territoire, au: date) -> tuple[str, str]:
    """The inhabitants of a territory, as far as they are known, then where the figure comes from."""
    population = composition.population(territoire, au=au)
    nombre = grouper(population.minimum)
    if population.exacte is not None:
        return f"{nombre} habitants", population.source
    return f"au moins {nombre} habitants", f"{population.raison} ; {population.source}"


def unite(territoire: Territoire) -> str:
    """An administrative unit says enough by itself; elsewhere no commune means that none is known."""
    if territoire.nature in {NatureTerritoire.DEPARTEMENT, NatureTerritoire.REGION}:
        return f"{libeller(territoire.nature)} {territoire.departement or territoire.region or 'sans code'}"
    return "communes inconnues"


def communes_par_epci(territoire: Territoire, au: date) -> str:
    """Names of the communes, under their EPCI: a territory is seldom one EPCI."""
    groupes: dict[str, list[str]] = {}
    for code in territoire.communes:
        try:
            commune = referentiels.commune(code, au)
        except CodeInconnu:
            groupes.setdefault("code inconnu du millésime", []).append(code)
            continue
        epci = "sans EPCI" if commune.epci is None else referentiels.epci(commune.epci, au).nom
        groupes.setdefault(epci, []).append(commune.nom)
    return " ; ".join(f"{_abreger(noms)} ({epci})" for epci, noms in groupes.items())


def _abreger(noms: list[str]) -> str:
    if len(noms) <= _NOMS_MONTRES:
        return ", ".join(noms)
    return f"{', '.join(noms[:_NOMS_MONTRES])} … {len(noms)} communes"


def _reunions(registre: Registre) -> Iterator[Ligne]:
    for reunion in registre.reunions:
        quand = "sans date" if reunion.le is None else dater(reunion.le)
        presents = ", ".join(f"{estimer(p.nombre)} : {p.categorie}" for p in reunion.presences if p.nombre is not None)
        decisions = "".join(f" ; {libeller(d.nature)} : {d.enonce}" for d in reunion.decisions)
        yield Ligne(
            f"{reunion.objet} ({libeller(reunion.statut)}, {quand}){' ; ' + presents if presents else ''}{decisions}"
        )


def _formations(registre: Registre) -> Iterator[Ligne]:
    for programme in registre.programmes_formation:
        siennes = [s for s in registre.seances_formation if s.programme == programme.identifiant]
        statuts = compter(f"séance {libeller(s.statut)}" for s in siennes)
        yield Ligne(" ; ".join(mot for mot in (programme.intitule, durer(programme.periode), statuts) if mot))


def _chiffres(registre: Registre) -> Iterator[Ligne]:
    for statistique in registre.statistiques:
        quand = durer(statistique.periode) if statistique.le is None else dater(statistique.le)
        dont = "".join(f" ; dont {estimer(part.valeur)} : {part.indicateur}" for part in statistique.dont)
        yield Ligne(f"{statistique.indicateur} : {estimer(statistique.valeur)}{f' ({quand})' if quand else ''}{dont}")


def _projets(suivis: Sequence[Suivi]) -> Iterator[Ligne]:
    for suivi in suivis:
        nom = suivi.projet.nom
        if suivi.etat is None:
            yield Ligne(f"{nom} : état non déterminé ({pourquoi(suivi)})", Ton.DOUTE)
            continue
        quand = "date d'entrée inconnue" if suivi.depuis is None else f"entré dans cet état {dater(suivi.depuis)}"
        yield Ligne(f"{nom} : {libeller(suivi.etat)} ; {quand}")


def pourquoi(suivi: Suivi) -> str:
    """What is known of a state that the journal cannot tell."""
    if len(suivi.etats_possibles) == len(ETATS[suivi.projet.nature]):
        return "le journal ne permet d'en écarter aucun"
    return "ou bien " + ", ou bien ".join(sorted(libeller(etat) for etat in suivi.etats_possibles))


def _echeances(suivis: Sequence[Suivi]) -> Iterator[Ligne]:
    for suivi in suivis:
        for echeance in suivi.echeances:
            dit = f"{libeller(echeance.statut)} ; {echeance.calcul}"
            yield Ligne(f"{suivi.projet.nom} : {echeance.libelle} : {limite(echeance)} ({dit})")
