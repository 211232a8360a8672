"""One value at a time: any value of the library as the plain objects of JSON and back, as strictly as documents."""

from collections.abc import Mapping
from typing import Any, TypeVar

from cattrs.errors import StructureHandlerNotFoundError

from soinsprimaires.anomalies import Anomalie, citer
from soinsprimaires.erreurs import DocumentInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation._convertisseur import convertisseur
from soinsprimaires.serialisation._convertisseur import en_objet as _ecrire
from soinsprimaires.serialisation._ecriture import en_json, en_texte, exiger_textes
from soinsprimaires.serialisation._fautes import TROP_PROFOND, Faute, Fautes, anomalies, est_profond
from soinsprimaires.serialisation._fichiers import empreinte as empreinte_des_octets
from soinsprimaires.serialisation._limites import PROFONDEUR_MAX

__all__ = ["corriger", "depuis_objet", "empreinte", "en_objet"]

T = TypeVar("T")


def en_objet(valeur: Any) -> Any:
    """A value as the plain objects of JSON: dictionaries, lists, texts, numbers, ``True``, ``False``.

    What is unknown or empty is left out, as in a document. Entities, what they hold, what rules, deadlines, portfolios
    and comparisons give: all that :func:`depuis_objet` reads again.

    >>> from soinsprimaires import DatePartielle, Lieu
    >>> en_objet(Lieu(identifiant="halle", nom="Halle"))
    {'identifiant': 'halle', 'nom': 'Halle', 'nature': 'autre'}
    >>> en_objet(DatePartielle.lire("2022-05"))
    '2022-05'

    Raises:
        TypeError: it is no value: a rule holds a function, a ``Suivi`` is a view of a registre.
        ValeurInvalide: what no reader would accept, as in a document.
    """
    _lecteur(type(valeur))
    objet = _ecrire(valeur)
    exiger_textes(objet)
    return objet


def depuis_objet(objet: Any, classe: type[T]) -> T:
    """The value of a class that plain objects of JSON describe: what ``json.loads`` gives, and nothing else.

    >>> from soinsprimaires import Lieu
    >>> depuis_objet({"identifiant": "halle", "nom": "Halle"}, Lieu)
    Lieu('halle')
    >>> depuis_objet({"identifiant": "Halle", "non": "Halle"}, Lieu)
    Traceback (most recent call last):
        ...
    soinsprimaires.erreurs.DocumentInvalide: document invalide, 3 anomalie(s)
      /nom : la clé « nom » est obligatoire [cle.absente]
      /identifiant : ...
      /non : la clé 'non' n'existe pas ici ; vouliez-vous dire « nom » ? [cle.inconnue]

    Args:
        objet: dictionaries, lists, texts, numbers, ``True``, ``False``, ``None``.
        classe: the class; ``Entite`` reads any kind of entity, which its ``type`` names as in JSON Lines.

    Raises:
        DocumentInvalide: with every fault at once, each located from this value.
        TypeError: the library reads no value of this class.
    """
    lire = _lecteur(classe)
    fautes: list[Faute]
    try:
        if est_profond(objet, PROFONDEUR_MAX):
            raise Fautes([TROP_PROFOND])
        _exiger_cles(objet)
        lu: T = lire(objet, classe)
    except Fautes as trouvees:
        fautes = trouvees.fautes
    else:
        return lu
    raise DocumentInvalide(anomalies(fautes, objet))


def corriger(valeur: T, correctif: Mapping[str, Any]) -> T:
    """The same value with a JSON Merge Patch (RFC 7396): a key takes its new value, and goes away with ``null``.

    >>> from soinsprimaires import Lieu
    >>> corriger(Lieu(identifiant="halle", nom="Halle", adresse="1 place"), {"nom": "Grande halle", "adresse": None})
    Lieu('halle')

    Args:
        valeur: a value that JSON writes as an object.
        correctif: what changes; an object inside it changes the one that stands there, a list replaces it.

    Raises:
        DocumentInvalide: with every fault at once, each located in the value that would result.
        TypeError: JSON does not write that value as an object, or the patch is none.
    """
    avant = en_objet(valeur)
    if type(avant) is not dict or not isinstance(correctif, Mapping):
        raise TypeError(f"un objet se corrige par un objet, pas {citer(valeur)} par {citer(correctif)}")
    apres = depuis_objet(_fondre(avant, correctif), type(valeur))
    if isinstance(valeur, Entite) and isinstance(apres, Entite) and apres.identifiant != valeur.identifiant:
        message = "un identifiant ne change pas : ce qui le cite serait perdu"
        raise DocumentInvalide([Anomalie(code="identifiant.fixe", message=message, pointeur="/identifiant")])
    return apres


def _fondre(objet: dict[str, Any], correctif: Mapping[str, Any]) -> dict[str, Any]:
    fondu = {cle: valeur for cle, valeur in objet.items() if cle not in correctif or correctif[cle] is not None}
    for cle, valeur in correctif.items():
        if isinstance(valeur, Mapping):
            la = fondu.get(cle)
            fondu[cle] = _fondre(la if isinstance(la, dict) else {}, valeur)
        elif valeur is not None:
            fondu[cle] = valeur
    return fondu


def empreinte(valeur: Any) -> str:
    """Digest of a value, the same for equal values: what an HTTP server gives as ``ETag``.

    That of a registre is that of the file which ``ecrire`` makes of it, and which ``charger_en_detail`` gives back.

    Raises:
        TypeError: see :func:`en_objet`.
        ValeurInvalide: see :func:`en_objet`.
    """
    texte = en_json(valeur) if isinstance(valeur, Registre) else en_texte(en_objet(valeur), compact=False)
    return empreinte_des_octets(texte.encode())


def _lecteur(classe: Any) -> Any:
    try:
        return convertisseur().get_structure_hook(classe)
    except (StructureHandlerNotFoundError, TypeError, NameError):
        raise TypeError(f"{citer(getattr(classe, '__name__', classe))} ne s'écrit ni ne se lit seul") from None


def _exiger_cles(objet: Any) -> None:
    """Refuse the keys that JSON does not have."""
    attente: list[Any] = [((), objet)]
    while attente:
        chemin, courant = attente.pop()
        if isinstance(courant, dict):
            for cle in courant:
                if type(cle) is not str:
                    raise Fautes([(chemin, "cle.texte", f"une clé est un texte, pas {citer(cle)}")])
            attente += (((*chemin, cle), valeur) for cle, valeur in courant.items())
        elif isinstance(courant, list):
            attente += (((*chemin, rang), valeur) for rang, valeur in enumerate(courant))
