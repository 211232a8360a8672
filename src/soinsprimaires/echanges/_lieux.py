"""Places as people write them: names, codes, postal codes, arrondissements, made into communes or told why not."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from soinsprimaires import referentiels
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._dates import CodeEtMessage
from soinsprimaires.echanges._titres import normaliser
from soinsprimaires.erreurs import CodeInconnu
from soinsprimaires.referentiels import CodeRattache, Commune
from soinsprimaires.referentiels._communes import communes_du_nom, noms_proches, variantes

_CODE: Final = re.compile(r"\b(\d[\dAB]\d{3})\b", re.ASCII | re.IGNORECASE)
_ZERO_PERDU: Final = re.compile(r"\d{4}", re.ASCII)
_SEPARATEURS: Final = re.compile(r"[,;/\n]| et ")
_NUMERO: Final = r"(\d{2,3}|2[AB])"
_DEPARTEMENT: Final = (
    re.compile(rf"{_NUMERO} *[-–:] *(?P<nom>\D.*)", re.ASCII | re.IGNORECASE),
    re.compile(rf"(?P<nom>.*\D) *[-–] *{_NUMERO}", re.ASCII | re.IGNORECASE),
    re.compile(rf"(?P<nom>.*\D) *[(\[] *{_NUMERO} *[)\]]", re.ASCII | re.IGNORECASE),
)
_ARRONDISSEMENT: Final = re.compile(
    r"(paris|lyon|marseille)[ -]*0?(\d{1,2}) *(?:er|e|eme|ème|è)?(?: *arr(?:ondissement|t|\.)?\.?)?", re.IGNORECASE
)
_COMMUNES_A_ARRONDISSEMENTS: Final = {"paris": "75056", "lyon": "69123", "marseille": "13055"}

_Trouve = tuple[tuple[Commune, ...], list[CodeEtMessage]]
"""The communes of a text, none where it is not sure, and what to say of it."""


class Lieux:
    """The communes of what people write, in the vintage of a day.

    Args:
        au: the day.
        departement: where a name that several communes bear is looked for first.
    """

    def __init__(self, au: date, departement: str | None) -> None:
        self._au = au
        self._departement = departement
        self._connus: dict[str, _Trouve] = {}

    def communes(self, texte: str) -> _Trouve:
        """The communes of a cell, all of them or none: a part of them would be another territory."""
        if not texte:
            return (), []
        trouvees, fautes = self._chercher(texte)
        morceaux = [morceau.strip() for morceau in _SEPARATEURS.split(texte) if morceau.strip()]
        if trouvees or len(morceaux) < 2:  # noqa: PLR2004 - several
            return trouvees, fautes
        par_morceau = [self._chercher(morceau) for morceau in morceaux]
        fautes = [faute for _, liste in par_morceau for faute in liste]
        if not all(communes for communes, _ in par_morceau):
            return (), fautes
        return tuple(dict.fromkeys(commune for communes, _ in par_morceau for commune in communes)), fautes

    def _chercher(self, texte: str) -> _Trouve:
        if texte not in self._connus:
            self._connus[texte] = self._lire(texte)
        return self._connus[texte]

    def _lire(self, texte: str) -> _Trouve:
        codes = _CODE.findall(texte)
        if len(codes) == 1:
            du_code = self._par_code(texte, codes[0].upper())
            return self._ici(du_code) if texte == codes[0] else du_code
        if _ZERO_PERDU.fullmatch(texte):
            trouvees, fautes = self._ici(self._par_code(f"0{texte}", f"0{texte}"))
            return trouvees, [*fautes, ("zero.perdu", f"{citer(texte)} : un zéro perdu est remis devant")]
        if arrondissement := _ARRONDISSEMENT.fullmatch(texte):
            return self._ici(self._arrondissement(texte, arrondissement))
        for forme in _DEPARTEMENT:
            if (trouve := forme.fullmatch(texte)) and (departement := _departement(trouve[_rang(trouve)])):
                return self._par_nom(texte, trouve["nom"].strip(), departement, exige=True)
        return self._ici(self._par_nom(texte, texte, self._departement))

    def _ici(self, trouve: _Trouve) -> _Trouve:
        """The same; a commune of elsewhere, whose département nothing in the text tells, is told."""
        trouvees, fautes = trouve
        ailleurs = [c for c in trouvees if self._departement is not None and c.departement != self._departement]
        return trouvees, [*fautes, *(("commune.ailleurs", self._dire_ailleurs(commune)) for commune in ailleurs)]

    def _dire_ailleurs(self, commune: Commune) -> str:
        ecrit = f"« {commune.nom} ({commune.departement}) »"
        return f"{commune} n'est pas du département {self._departement}, et est gardée ; si c'est elle, écrire {ecrit}"

    def _par_nom(self, texte: str, nom: str, departement: str | None, *, exige: bool = False) -> _Trouve:
        """A name, in a département only if the text tells which, else there first."""
        homonymes = communes_du_nom(nom, self._au)
        du_departement = tuple(commune for commune in homonymes if commune.departement == departement)
        rattaches = {lien: self._commune(lien) for lien in referentiels.chercher_codes_rattaches(nom, self._au)}
        autres = {lien: commune for lien, commune in rattaches.items() if commune not in homonymes}
        situes = [lien for lien, commune in autres.items() if departement in {None, commune.departement}]
        trouvees = du_departement if exige or len(homonymes) > 1 else homonymes
        if len(trouvees) == 1 and (du_departement or not situes):
            return trouvees, []
        if trouvees and departement is None:
            anciennes = ", ".join(map(str, situes[:6]))
            message = f"{citer(texte)} est lu comme {trouvees[0]} ; d'autres ont eu ce nom : {anciennes}"
            return trouvees, [("commune.homonyme", message)]
        ailleurs = not du_departement and (exige or bool(situes and departement))
        if homonymes and not ailleurs:
            candidates = ", ".join(map(str, homonymes[:6]))
            message = f"plusieurs communes s'appellent {citer(texte)} : {candidates} ; écrire laquelle ainsi"
            return (), [("commune.homonyme", message)]
        if len(situes) == 1:
            return self._rattache(situes[0])
        if situes:
            candidats = ", ".join(map(str, situes[:6]))
            message = f"plusieurs anciennes communes s'appellent {citer(texte)} : {candidats} ; écrire laquelle ainsi"
            return (), [("commune.homonyme", message)]
        return (), [
            ("commune.inconnue", f"{citer(texte)} n'est le nom d'aucune commune{self._proches(nom, departement)}")
        ]

    def _par_code(self, texte: str, code: str) -> _Trouve:
        """A code INSEE, else a postal code; a name beside it must be that of the commune."""
        nom = " ".join(_CODE.sub(" ", texte).translate(_PONCTUATION).split())
        insee, inconnu = self._par_code_insee(code)
        postaux = referentiels.communes_par_code_postal(code, self._au)
        if nom:
            return self._par_code_et_nom(texte, code, nom, tuple(dict.fromkeys((*insee, *postaux))))
        if insee:
            if postaux == insee:
                return insee, []
            autre = "c'est aussi un code postal" if postaux else "un code postal ou un CEDEX s'écrit avec son nom"
            return insee, [("commune.ambigue", f"{code} est lu comme le code INSEE de {insee[0]} ; {autre}")]
        if len(postaux) == 1:
            return postaux, []
        if postaux:
            return (), [("commune.ambigue", f"le code postal {code} sert {len(postaux)} communes ; écrire le nom")]
        lien = referentiels.rattachement(code, self._au)
        return ((), [("commune.inconnue", inconnu)]) if lien is None else self._rattache(lien)

    def _par_code_et_nom(self, texte: str, code: str, nom: str, candidates: tuple[Commune, ...]) -> _Trouve:
        noms = set(variantes(nom))
        trouvees = tuple(commune for commune in candidates if noms & set(variantes(commune.nom)))
        if len(trouvees) == 1:
            return trouvees, []
        if trouvees:
            return (), [("commune.ambigue", f"le code postal {code} sert {len(trouvees)} communes de ce nom")]
        if candidates and "cedex" not in nom.casefold():
            return (), [("commune.inconnue", f"{citer(texte)} : ce nom n'est pas celui du code {code} ; corriger l'un")]
        # A CEDEX has no commune of its own: the name tells, in the département of the code.
        departement = referentiels.departement_de(code)
        return self._par_nom(texte, nom, departement, exige=True)

    def _par_code_insee(self, code: str) -> tuple[tuple[Commune, ...], str]:
        """The commune of a code, and why there is none."""
        try:
            return (referentiels.commune(code, self._au),), ""
        except CodeInconnu as erreur:
            return (), str(erreur)

    def _arrondissement(self, texte: str, trouve: re.Match[str]) -> _Trouve:
        liens = referentiels.arrondissements(_COMMUNES_A_ARRONDISSEMENTS[trouve[1].lower()], self._au)
        rang = int(trouve[2])
        if not 1 <= rang <= len(liens):
            return (), [("commune.inconnue", f"{citer(texte)} : {len(liens)} arrondissements seulement ; le corriger")]
        return self._rattache(liens[rang - 1])

    def _rattache(self, lien: CodeRattache) -> _Trouve:
        commune = self._commune(lien)
        return (commune,), [("commune.rattachee", f"{lien} : c'est la commune {commune} qui est lue")]

    def _commune(self, lien: CodeRattache) -> Commune:
        return referentiels.commune(lien.commune, self._au)

    def _proches(self, nom: str, departement: str | None) -> str:
        proches = ", ".join(map(str, noms_proches(nom, self._au, departement)))
        return f" ; proches : {proches}" if proches else " ; écrire son nom, ou son code INSEE"


_PONCTUATION: Final = str.maketrans(dict.fromkeys("()[],;:–", " "))


def _rang(trouve: re.Match[str]) -> int:
    """The group of the number, beside that of the name."""
    return next(rang for rang in range(1, len(trouve.groups()) + 1) if rang != trouve.re.groupindex["nom"])


@lru_cache(maxsize=256)
def lire_departement(texte: str, au: date) -> str | None:
    """The département that a cell tells: its number, its name, or both when they agree."""
    noms = {normaliser(un.nom): un.code for un in referentiels.departements(au)}
    formes = [trouve for forme in _DEPARTEMENT if (trouve := forme.fullmatch(texte))]
    morceaux = {mot for trouve in formes for mot in (trouve["nom"], trouve[_rang(trouve)])} or {texte}
    dits = {noms.get(normaliser(morceau)) or _departement(morceau) for morceau in morceaux}
    return dits.pop() if len(dits) == 1 else None


def _departement(numero: str) -> str | None:
    try:
        return referentiels.departement(numero.upper().zfill(2)).code
    except CodeInconnu:
        return None
