import pickle
import re
from collections.abc import Callable

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from soinsprimaires import identifiants
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import (
    ADELI,
    CODE_COMMUNE,
    CODE_EPCI,
    CODE_POSTAL,
    FINESS,
    RPPS,
    SIREN,
    SIRET,
    SLUG,
    SORTES,
    Finess,
    Rpps,
    SorteIdentifiant,
    cle_luhn,
)

INSECABLE = "\N{NO-BREAK SPACE}"
FINE = "\N{NARROW NO-BREAK SPACE}"

a_chiffres = pytest.mark.parametrize("sorte", [RPPS, ADELI, FINESS, SIREN, SIRET], ids=lambda sorte: sorte.nom)


def refus(lire: Callable[[str], str], texte: str) -> ValeurInvalide:
    with pytest.raises(ValeurInvalide) as saisi:
        lire(texte)
    return saisi.value


@pytest.mark.parametrize(
    ("sorte", "numero"),
    [
        (RPPS, "10000000009"),
        (RPPS, "10100000008"),
        (RPPS, "10999999997"),
        (FINESS, "010000024"),
        (FINESS, "010780054"),
        (FINESS, "970300026"),
        (FINESS, "970102018"),
        (FINESS, "950047225"),
        (SIREN, "213202088"),
        (SIREN, "211800339"),
        (SIREN, "356000000"),
        (SIRET, "26010004500012"),
        (SIRET, "26973302800022"),
        (SIRET, "13000323900014"),
        (SIRET, "35600000000048"),
        (SIRET, "35600000000001"),
        (CODE_EPCI, "243200391"),
        (CODE_EPCI, "200034726"),
        (ADELI, "329300008"),
    ],
)
def test_numeros_justes(sorte: SorteIdentifiant[str], numero: str) -> None:
    assert sorte.lire(numero) == numero
    assert sorte.raison(numero) is None
    assert sorte.cle_valide(numero) is True
    assert sorte.exiger(numero) == numero


@pytest.mark.parametrize(
    ("sorte", "numero"),
    [
        (FINESS, "458174839"),
        (FINESS, "754567860"),
        (RPPS, "10102727017"),
        (SIREN, "213202089"),
        (SIRET, "26010004500013"),
        (SIRET, "35600000000002"),
        (CODE_EPCI, "243200392"),
        (ADELI, "329300009"),
    ],
)
def test_une_cle_fausse_est_dite_et_refusee_seulement_par_exiger(sorte: SorteIdentifiant[str], numero: str) -> None:
    assert sorte.lire(numero) == numero
    assert sorte.raison(numero) is None
    assert sorte.cle_valide(numero) is False
    erreur = refus(sorte.exiger, numero)
    assert erreur.code == "identifiant.cle"
    assert erreur.message == f"{sorte.nom} : la clé ne correspond pas aux autres chiffres, l'un d'eux est faux"


def test_un_siret_dont_le_siren_est_faux_est_faux() -> None:
    # 26010004600010 passes Luhn's test as a whole (9 + 11), its first nine digits do not.
    assert cle_luhn("2601000460001") == "0"
    assert SIREN.cle_valide("260100046") is False
    assert SIRET.cle_valide("26010004600010") is False


def test_la_cle_d_un_finess_de_corse_n_est_pas_connue() -> None:
    for numero in ("2A0000014", "2B0000020"):
        assert FINESS.cle_valide(numero) is None
        assert FINESS.exiger(numero) == numero
    assert ADELI.cle_valide("2A9300011") is None


@pytest.mark.parametrize(("sorte", "code"), [(CODE_COMMUNE, "32370"), (CODE_POSTAL, "32380"), (SLUG, "cpts-32")])
def test_un_code_n_a_pas_de_cle(sorte: SorteIdentifiant[str], code: str) -> None:
    assert sorte.cle_valide(code) is None
    assert sorte.exiger(code) == code


@pytest.mark.parametrize(
    ("sorte", "texte", "raison"),
    [
        (RPPS, "", "0 caractère(s) au lieu de 11"),
        (RPPS, "1000000000", "10 caractère(s) au lieu de 11"),
        (RPPS, "1000000000O", "lettre 'O' en position 11"),
        (RPPS, "10000000009\n", "12 caractère(s) au lieu de 11, espace en position 12"),
        (RPPS, "10 000 000 009", "14 caractère(s) au lieu de 11, espace en position 3"),
        (RPPS, "810000000009", "12 caractère(s) au lieu de 11"),
        (RPPS, "1000000000９", "caractère '９' en position 11"),
        (RPPS, "100000000_9", "caractère '_' en position 10"),
        (FINESS, "01O000024", "lettre 'O' en position 3"),
        (FINESS, "A10000024", "lettre 'A' en position 1"),
        (FINESS, "2a0000024", "lettre 'a' en position 2"),
        (SIREN, f"213{INSECABLE}202088", "10 caractère(s) au lieu de 9, espace en position 4"),
        (SIRET, "2601000450001", "13 caractère(s) au lieu de 14"),
        (CODE_COMMUNE, "2C004", "lettre 'C' en position 2"),
        (CODE_COMMUNE, "3A004", "ce début n'est pas admis"),
        (CODE_COMMUNE, "99100", "ce début n'est pas admis"),
        (CODE_COMMUNE, "1001", "4 caractère(s) au lieu de 5"),
        (CODE_POSTAL, "2A004", "lettre 'A' en position 2"),
        (CODE_EPCI, "213202088", "ce début n'est pas admis"),
        (SLUG, "", "0 caractère(s) au lieu de 1 à 100"),
        (SLUG, "a" * 101, "101 caractère(s) au lieu de 1 à 100"),
        (SLUG, "-cpts", "ce début n'est pas admis"),
        (SLUG, "CPTS", "lettre 'C' en position 1"),
        (SLUG, "cèze", "lettre 'è' en position 2"),
        (SLUG, "a b", "espace en position 2"),
        (SLUG, "a_b", "caractère '_' en position 2"),
    ],
)
def test_raison_precise(sorte: SorteIdentifiant[str], texte: str, raison: str) -> None:
    assert sorte.raison(texte) == raison
    erreur = refus(sorte.lire, texte)
    assert (erreur.code, erreur.champ) == ("identifiant.forme", None)
    assert erreur.message == f"{sorte.nom} ({sorte.attendu}) : {raison}"
    assert refus(sorte.exiger, texte).code == "identifiant.forme"
    assert refus(sorte.cle_valide, texte).code == "identifiant.forme"  # type: ignore[arg-type]


def test_ce_qui_n_est_pas_un_texte_est_refuse() -> None:
    assert RPPS.raison(10000000009) == "un texte est attendu, pas int"
    assert RPPS.raison(None) == "un texte est attendu, pas NoneType"
    for lire in (RPPS.lire, RPPS.normaliser, SLUG.normaliser, RPPS.exiger):
        erreur = refus(lire, 10000000009)  # type: ignore[arg-type]
        assert erreur.code == "identifiant.forme"
        assert "10000000009" not in str(erreur)


def test_un_texte_enorme_est_refuse_sans_etre_cite() -> None:
    message = str(refus(RPPS.lire, "1" * 1_000_000))
    assert message == "RPPS (11 chiffres) : 1000000 caractère(s) au lieu de 11"


@pytest.mark.parametrize(
    ("sorte", "texte", "lu"),
    [
        (RPPS, "10 00000000 9", "10000000009"),
        (RPPS, "810000000009", "10000000009"),
        (RPPS, "8 10 000 000 009", "10000000009"),
        (ADELI, "0329300008", "329300008"),
        (ADELI, "32 9 30000 8", "329300008"),
        (FINESS, "01 000 002 4", "010000024"),
        (FINESS, "2a 000 001 4", "2A0000014"),
        (SIREN, f"213{INSECABLE}202{FINE}088", "213202088"),
        (SIREN, "213.202.088", "213202088"),
        (SIRET, "\t260 100 045 00012\n", "26010004500012"),
        (CODE_COMMUNE, "2a004", "2A004"),
        (CODE_COMMUNE, " 32370 ", "32370"),
        (CODE_POSTAL, "32 380", "32380"),
        (CODE_EPCI, "243 200 391", "243200391"),
        (SLUG, "cpts-32", "cpts-32"),
    ],
)
def test_mises_en_forme_usuelles(sorte: SorteIdentifiant[str], texte: str, lu: str) -> None:
    assert sorte.normaliser(texte) == lu


@pytest.mark.parametrize(
    ("sorte", "texte"),
    [
        (RPPS, "910000000009"),
        (ADELI, "1329300008"),
        (SIREN, "0213202088"),
        (SIREN, "213-202-088"),
        (FINESS, "2ı0000014"),
        (SLUG, "cpts 32"),
        (SLUG, "CPTS"),
    ],
)
def test_normaliser_ne_devine_pas(sorte: SorteIdentifiant[str], texte: str) -> None:
    assert refus(sorte.normaliser, texte).code == "identifiant.forme"


@pytest.mark.parametrize(
    "code", ["01001", "95690", "2A004", "2B033", "20004", "75056", "97101", "97611", "97502", "97801", "98411", "98818"]
)
def test_communes_admises(code: str) -> None:
    assert CODE_COMMUNE.lire(code) == code


@pytest.mark.parametrize("code", ["00001", "96001", "97001", "97901", "98001", "98501", "99001", "2a004", "A2004"])
def test_communes_refusees(code: str) -> None:
    assert refus(CODE_COMMUNE.lire, code).code == "identifiant.forme"


@pytest.mark.parametrize("corps", ["", "12a", "１２", "1 2"])
def test_une_cle_se_calcule_sur_des_chiffres(corps: str) -> None:
    assert refus(cle_luhn, corps).code == "identifiant.forme"


def test_cle_luhn() -> None:
    assert cle_luhn("1010000000") == "8"
    assert cle_luhn("21320208") == "8"
    assert cle_luhn("0") == "0"


@attrs.frozen(kw_only=True)
class Fiche:
    identifiant: str = attrs.field(validator=SLUG)
    communes: tuple[str, ...] = attrs.field(default=(), validator=attrs.validators.deep_iterable(CODE_COMMUNE))
    rpps: Rpps | None = attrs.field(default=None, validator=RPPS)
    finess: Finess | None = attrs.field(default=None, validator=attrs.validators.optional(FINESS))


def test_validateur_attrs_accepte() -> None:
    # A wrong key passes: it is told by a rule.
    fiche = Fiche(identifiant="msp", rpps=RPPS.lire("10102727017"), communes=("32370", "2A004"))
    assert (fiche.rpps, fiche.finess) == ("10102727017", None)
    assert pickle.loads(pickle.dumps(fiche)) == fiche  # noqa: S301


@pytest.mark.parametrize(
    ("champs", "champ", "raison"),
    [
        ({"identifiant": "MSP"}, "identifiant", "lettre 'M' en position 1"),
        ({"identifiant": None}, "identifiant", "un texte est attendu, pas NoneType"),
        ({"identifiant": "msp", "rpps": 10000000009}, "rpps", "un texte est attendu, pas int"),
        ({"identifiant": "msp", "rpps": ""}, "rpps", "0 caractère(s) au lieu de 11"),
        ({"identifiant": "msp", "finess": "01"}, "finess", "2 caractère(s) au lieu de 9"),
        ({"identifiant": "msp", "communes": ("32370", "3237")}, "communes", "4 caractère(s) au lieu de 5"),
        ({"identifiant": "msp", "communes": (None,)}, "communes", "un texte est attendu, pas NoneType"),
    ],
)
def test_validateur_attrs_refuse_en_nommant_le_champ(champs: dict[str, object], champ: str, raison: str) -> None:
    with pytest.raises(ValeurInvalide) as saisi:
        Fiche(**champs)  # type: ignore[arg-type]
    assert (saisi.value.champ, saisi.value.code) == (champ, "identifiant.forme")
    assert saisi.value.message.endswith(f" : {raison}")


def test_sortes_est_une_table_immuable_de_toutes_les_sortes() -> None:
    noms = {nature.__name__: sorte.nom for nature, sorte in SORTES.items()}
    assert noms == {
        "Rpps": "RPPS",
        "Adeli": "ADELI",
        "Finess": "FINESS",
        "Siren": "SIREN",
        "Siret": "SIRET",
        "CodeCommune": "code commune",
        "CodePostal": "code postal",
        "CodeEpci": "code EPCI",
        "Slug": "identifiant",
    }
    with pytest.raises(TypeError):
        SORTES[str] = RPPS  # type: ignore[index]


@pytest.mark.parametrize("sorte", SORTES.values(), ids=lambda sorte: sorte.nom)
def test_une_sorte_est_une_valeur(sorte: SorteIdentifiant[str]) -> None:
    copie = pickle.loads(pickle.dumps(sorte))  # noqa: S301
    assert copie == sorte
    assert hash(copie) == hash(sorte)
    assert copie.nature is sorte.nature


def test_tous_les_noms_publics_existent() -> None:
    assert [nom for nom in identifiants.__all__ if not hasattr(identifiants, nom)] == []


@st.composite
def numeros(draw: st.DrawFn, sorte: SorteIdentifiant[str]) -> str:
    """Numbers of digits only whose key is right; a SIRET stands on a right SIREN, and not on La Poste's."""
    siren = draw(numeros(SIREN).filter(lambda siren: siren != "356000000")) if sorte is SIRET else ""
    reste = sorte.longueurs[1] - len(siren) - 1
    corps = siren + draw(
        st.text("0123456789", min_size=reste, max_size=reste).filter(lambda corps: int(corps) or siren)
    )
    return corps + cle_luhn(corps)


@a_chiffres
@given(data=st.data())
def test_un_chiffre_change_est_toujours_vu(sorte: SorteIdentifiant[str], data: st.DataObject) -> None:
    numero = data.draw(numeros(sorte))
    rang = data.draw(st.integers(0, len(numero) - 1))
    autre = data.draw(st.sampled_from("0123456789").filter(lambda chiffre: chiffre != numero[rang]))
    change = numero[:rang] + autre + numero[rang + 1 :]
    assume(not change.startswith("356000000"))
    assert sorte.cle_valide(numero) is True
    assert sorte.cle_valide(change) is False


@pytest.mark.parametrize(("sorte", "numero"), [(SIREN, "0" * 9), (SIRET, "0" * 14), (SIRET, "0" * 9 + "00018")])
def test_personne_n_a_le_numero_zero(sorte: SorteIdentifiant[str], numero: str) -> None:
    assert sorte.cle_valide(numero) is False


@a_chiffres
@given(data=st.data())
def test_deux_voisins_echanges_sont_vus_sauf_09_et_90(sorte: SorteIdentifiant[str], data: st.DataObject) -> None:
    numero = data.draw(numeros(sorte))
    rang = data.draw(st.integers(0, len(numero) - 2))
    paire = numero[rang : rang + 2]
    assume(paire[0] != paire[1])
    echange = numero[:rang] + paire[::-1] + numero[rang + 2 :]
    assume(not echange.startswith("356000000"))
    # Across the border of the SIREN, 09 exchanged with 90 breaks the SIREN inside the SIRET.
    invisible = paire in {"09", "90"} and not (sorte is SIRET and rang == 8)
    assert sorte.cle_valide(echange) is invisible


@given(data=st.data())
def test_normaliser_laisse_la_forme_canonique(data: st.DataObject) -> None:
    sorte = data.draw(st.sampled_from(list(SORTES.values())))
    lu = sorte.lire(data.draw(st.from_regex(re.compile(sorte.motif, re.ASCII), fullmatch=True)))
    assert sorte.normaliser(lu) == lu
    assert sorte.normaliser(sorte.normaliser(lu)) == lu


@given(sorte=st.sampled_from(list(SORTES.values())), texte=st.text(max_size=16) | st.text("0129AB .a-", max_size=16))
def test_lire_et_raison_s_accordent(sorte: SorteIdentifiant[str], texte: str) -> None:
    raison = sorte.raison(texte)
    if raison is None:
        assert sorte.lire(texte) == texte
    else:
        assert refus(sorte.lire, texte).message.endswith(raison)
