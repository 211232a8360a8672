"""With what titles and words a unit keeps its tracking sheet, and the TOML file that says it."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from soinsprimaires import cycle
from soinsprimaires._typage import Typee
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._colonnes_de_suivi import ACTES_DATES, COLONNES, NOMMEES
from soinsprimaires.echanges._mots_de_suivi import lire_nature, plier
from soinsprimaires.echanges._tables import normaliser
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.evenements import QualiteActeur
from soinsprimaires.modele.projets import NatureProjet


@attrs.frozen(kw_only=True)
class Correspondance(Typee):
    """The titles of the columns of a sheet, and its words; what it does not give is recognised.

    Attributes:
        nom: title of the column of the name of the project; ``None`` is the one that its words tell, likewise below.
        etat: column of its state.
        commune: column of its commune or communes.
        departement: column of its département.
        depuis: column of the date since which it is in that state.
        referent: column of who follows it.
        nature: column of what it wants to bring to life: MSP, CPTS, centre de santé.
        identifiant: column of its identifiant.
        dates: columns that hold the day of an act, or ``recu``: the act, then the title.
        qualite_referent: in what capacity the referents follow the projects; ``None`` is what the title tells.
        natures: words of the sheet, each with the nature that it stands for (``("pôle", "msp")``).
        etats: words of the sheet, each with the word of the state that it stands for (``("en cours",
            "projet_en_redaction")``); those of the states, and the usual ones, are always understood.
    """

    nom: str | None = None
    etat: str | None = None
    commune: str | None = None
    departement: str | None = None
    depuis: str | None = None
    referent: str | None = None
    nature: str | None = None
    identifiant: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    qualite_referent: QualiteActeur | None = None
    natures: tuple[tuple[str, str], ...] = ()
    etats: tuple[tuple[str, str], ...] = ()

    def _exiger_coherence(self) -> None:
        etats = {etat.value for tous in cycle.ETATS.values() for etat in tous}
        for champ, paires, rang_du_mot, admis, quoi in (
            ("etats", self.etats, 1, etats, "n'est le mot d'aucun état"),
            ("natures", self.natures, 1, {nature.value for nature in NatureProjet}, "n'est aucune nature de projet"),
            ("dates", self.dates, 0, {*ACTES_DATES, "recu"}, "n'est aucune colonne de date"),
        ):
            for place, paire in enumerate(paires):
                if paire[rang_du_mot] not in admis:
                    connus = ", ".join(sorted(admis))
                    message = f"{citer(paire[rang_du_mot])} {quoi} ; mots : {connus}"
                    raise ValeurInvalide(
                        message, f"{champ.removesuffix('s')}.inconnu", f"{champ}/{place}/{rang_du_mot}"
                    )
        titres = [normaliser(titre) for titre in self.titres.values()]
        if len(set(titres)) != len(titres):
            raise ValeurInvalide("une colonne figure deux fois", "liste.doublon")

    @property
    def titres(self) -> Mapping[str, str]:
        """The titles that it gives, each under the name of what the column holds."""
        donnes = {nom: titre for nom in NOMMEES if (titre := getattr(self, nom)) is not None}
        return donnes | dict(self.dates)

    def en_toml(self, inconnus: Iterable[str] = (), non_lues: Iterable[str] = ()) -> str:
        """The same as a file that people correct: each column and each word on its line.

        Args:
            inconnus: words of states that were not understood, which the file asks.
            non_lues: titles of the columns of which nothing is read.
        """
        lignes = ["# Comment la feuille est lue. Corriger ce qui est faux, puis relancer la même commande."]
        if autres := ", ".join(map(_toml, non_lues)):
            lignes += [f"# Colonnes dont rien n'est lu : {autres}", f"# Pour en lire une, par exemple : {_EXEMPLE}"]
        lignes += [f"{nom} = {_toml(titre)}" for nom in NOMMEES if (titre := getattr(self, nom)) is not None]
        if self.qualite_referent is not None:
            lignes.append(f"qualite_referent = {_toml(self.qualite_referent.value)}")
        for champ, paires in (("dates", self.dates), ("natures", self.natures), ("etats", self.etats)):
            demandes = [f'    # [{_toml(mot)}, "..."],' for mot in inconnus] if champ == "etats" else []
            lignes += ["", f"{champ} = ["] if paires or demandes else []
            if demandes:
                connus = sorted({etat.value for etats in cycle.ETATS.values() for etat in etats})
                lignes += ["    # Ôter le dièse et mettre un de ces mots : " + ", ".join(connus)]
            lignes += [f"    [{_toml(mot)}, {_toml(sens)}]," for mot, sens in paires] + demandes
            lignes += ["]"] if paires or demandes else []
        return "\n".join(lignes) + "\n"


_EXEMPLE: Final = 'commune = "Son titre", ou dates = [["validation_projet", "Son titre"]]'


def _toml(texte: str) -> str:
    """A basic string of TOML, which JSON writes too."""
    return json.dumps(texte, ensure_ascii=False)


_MOTS_DES_ETATS: Final[Mapping[str, str]] = {
    plier(ecrit): etat.value
    for etats in cycle.ETATS.values()
    for etat in etats
    for ecrit in (etat.value.replace("_", " "), etat.libelle)
}


def lire_correspondance(texte: str) -> Correspondance:
    """The correspondence that a TOML file holds, where a state or a nature may be said by its word or by its label.

    Raises:
        ValeurInvalide: it is not TOML, or it says something else.
    """
    import tomllib

    try:
        lu = tomllib.loads(texte)
    except tomllib.TOMLDecodeError as erreur:
        place = re.search(r"line (\d+)", str(erreur))
        ou = f"à la ligne {place[1]}" if place else "à la fin"
        message = (
            f'{ou}, ce n\'est pas du TOML : une ligne s\'écrit nom = "Nom du projet" ou ["mot", "sens"], ; corriger, '
            "ou effacer le fichier, qui sera proposé de nouveau"
        )
        raise ValeurInvalide(message, "correspondance.toml") from None
    champs = attrs.fields_dict(Correspondance)
    if inconnus := sorted(lu.keys() - champs.keys()):
        message = f"{citer(inconnus[0])} n'est pas un réglage ; réglages : {', '.join(champs)}"
        raise ValeurInvalide(message, "correspondance.cle", inconnus[0])
    for nom in ("dates", "natures", "etats"):
        paires = lu.get(nom, [])
        if not isinstance(paires, list) or any(not isinstance(p, list) or len(p) != 2 for p in paires):  # noqa: PLR2004 - a pair
            raise ValeurInvalide(
                f'{nom} : des paires sont attendues, [["mot", "sens"], ...]', "correspondance.forme", nom
            )
        lu[nom] = tuple(map(tuple, paires))
    lu["etats"] = tuple((mot, _MOTS_DES_ETATS.get(plier(str(sens)), sens)) for mot, sens in lu["etats"])
    lues = ((mot, sens, lire_nature(str(sens))) for mot, sens in lu["natures"])
    lu["natures"] = tuple((mot, sens if nature is None else nature.value) for mot, sens, nature in lues)
    if (qualite := lu.get("qualite_referent")) is not None:
        connues = {une.value: une for une in QualiteActeur}
        if qualite not in connues:
            message = f"{citer(str(qualite))} n'est pas une qualité ; qualités : {', '.join(connues)}"
            raise ValeurInvalide(message, "correspondance.qualite", "qualite_referent")
        lu["qualite_referent"] = connues[qualite]
    return Correspondance(**lu)


def titres_de(colonne: str) -> tuple[str, ...]:
    """The titles by which a column is recognised, patterns aside."""
    return tuple(titre for titre in COLONNES[colonne] if "*" not in titre)


HABITUELLE: Final = Correspondance()
