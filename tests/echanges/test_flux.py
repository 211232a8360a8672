"""What a file may be: plain, packed, cut, dangerous, badly encoded."""

import gzip
import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.echanges.fichiers import SansRetour, csv_finess, ligne_annuaire, ligne_finess, texte_annuaire

from soinsprimaires import DocumentInvalide, Gravite, ValeurInvalide
from soinsprimaires.echanges import Limites, annuaire, finess, populations

POPULATIONS = b"COM;PMUN\n32208;3670\n32370;1062\n"


def zipper(**membres: bytes) -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in membres.items():
            archive.writestr(nom.replace("__", "."), contenu)
    return tampon.getvalue()


@pytest.mark.parametrize(
    "octets",
    [
        pytest.param(POPULATIONS, id="tel quel"),
        pytest.param(gzip.compress(POPULATIONS), id="gz"),
        pytest.param(zipper(pop__csv=POPULATIONS), id="zip"),
        pytest.param(zipper(donnees_communes__csv=POPULATIONS, lisez__txt=b"a"), id="zip de plusieurs fichiers"),
        pytest.param(b"\xef\xbb\xbf" + POPULATIONS.replace(b"\n", b"\r\n"), id="marque d'ordre et fins de Windows"),
        pytest.param(POPULATIONS.rstrip(b"\n"), id="sans fin de ligne à la fin"),
    ],
)
@pytest.mark.parametrize("flux", [io.BytesIO, SansRetour], ids=["fichier", "tube"])
def test_un_fichier_se_lit_quel_que_soit_son_emballage(octets: bytes, flux: type[io.BytesIO]) -> None:
    lecture = populations.lire(flux(octets))
    assert [(lue.commune, lue.municipale) for lue in lecture] == [("32208", 3670), ("32370", 1062)]
    assert (lecture.lues, lecture.gardees, lecture.refusees, len(lecture.anomalies)) == (2, 2, 0, 0)
    assert lecture.terminee


def test_la_copie_d_un_zip_trop_grand_est_fermee(monkeypatch: pytest.MonkeyPatch) -> None:
    copies: list[Any] = []
    ouvrir = tempfile.TemporaryFile

    def noter() -> Any:
        copies.append(ouvrir())
        return copies[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", noter)
    with pytest.raises(DocumentInvalide, match="taille_max"):
        list(populations.lire(SansRetour(zipper(pop__csv=POPULATIONS)), limites=Limites(taille_max=20)))
    assert [copie.closed for copie in copies] == [True]


def test_un_chemin_est_ouvert_puis_ferme(tmp_path: Path) -> None:
    chemin = tmp_path / "populations.csv"
    chemin.write_bytes(POPULATIONS)
    assert len(list(populations.lire(str(chemin)))) == 2
    with populations.lire(chemin) as lecture:
        next(lecture)
    assert not lecture.terminee


def test_le_flux_de_l_appelant_reste_ouvert() -> None:
    flux = io.BytesIO(gzip.compress(POPULATIONS))
    list(populations.lire(flux))
    assert not flux.closed


def test_un_fichier_absent_le_dit(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(populations.lire(tmp_path / "absent.csv"))


def test_un_flux_de_texte_est_refuse() -> None:
    with pytest.raises(ValeurInvalide, match="flux binaire"):
        list(populations.lire(io.StringIO("COM;PMUN\n")))  # type: ignore[arg-type]


def test_le_membre_d_une_archive_se_choisit() -> None:
    archive = zipper(a__csv=POPULATIONS, b__csv=b"COM;PMUN\n18033;64186\n")
    with pytest.raises(DocumentInvalide, match=r"plusieurs fichiers conviennent ; elle contient 'a.csv', 'b.csv'"):
        list(populations.lire(io.BytesIO(archive)))
    assert [lue.commune for lue in populations.lire(io.BytesIO(archive), membre="b.*")] == ["18033"]
    with pytest.raises(DocumentInvalide, match="plusieurs fichiers conviennent"):
        list(populations.lire(io.BytesIO(archive), membre="*.csv"))


# -- cut, corrupt, dangerous --------------------------------------------------------------------------------------


def test_un_gz_tronque_donne_ce_qui_precede_et_le_dit() -> None:
    lignes = [f"{commune:05d};{commune}" for commune in range(32001, 32463)] * 40
    entier = gzip.compress(("COM;PMUN\n" + "\n".join(lignes)).encode(), mtime=0)
    lecture = populations.lire(io.BytesIO(entier[: len(entier) * 2 // 3]))
    assert len(list(lecture)) > 0
    derniere = lecture.anomalies[-1]
    assert (derniere.code, derniere.gravite) == ("flux.tronque", Gravite.BLOQUANT)
    assert "tronqué" in derniere.message
    assert lecture.interrompue
    assert not lecture.terminee


def test_un_gz_corrompu_donne_ce_qui_precede_et_le_dit() -> None:
    lignes = [f"{commune:05d};{commune * 7919 % 100_003}" for commune in range(1001, 96_000, 4)]
    octets = bytearray(gzip.compress(("COM;PMUN\n" + "\n".join(lignes)).encode()))
    octets[len(octets) * 3 // 4 : len(octets) * 3 // 4 + 50] = bytes(50)
    lecture = populations.lire(io.BytesIO(bytes(octets)))
    assert len(list(lecture)) > 10_000
    assert lecture.interrompue
    assert lecture.anomalies[-1].code == "flux.tronque"


@pytest.mark.parametrize(
    ("octets", "attendu"),
    [
        pytest.param(b"", "le fichier est vide", id="vide"),
        pytest.param(gzip.compress(POPULATIONS)[:12], "tronqué", id="gz sans rien"),
        pytest.param(b"x" * 70_000, "plus de 65536 octets", id="une seule ligne sans fin"),
    ],
)
def test_un_fichier_dont_rien_ne_se_lit_est_refuse(octets: bytes, attendu: str) -> None:
    with pytest.raises(DocumentInvalide, match=attendu):
        list(populations.lire(io.BytesIO(octets)))


def test_un_zip_tronque_est_refuse() -> None:
    with pytest.raises(DocumentInvalide, match="zip est tronquée"):
        list(populations.lire(io.BytesIO(zipper(pop__csv=POPULATIONS)[:-30])))


@pytest.mark.parametrize("membre", ["pop.csv", "[Content_Types].xml"], ids=["table", "classeur"])
def test_un_zip_qui_ment_sur_sa_place_est_refuse(membre: str, tmp_path: Path) -> None:
    octets = zipper(**{membre: POPULATIONS})
    place = octets.rindex(b"PK\x05\x06") + 16  # where the list of members begins, told too far
    abime = octets[:place] + (int.from_bytes(octets[place : place + 4], "little") + 5).to_bytes(4, "little")
    abime += octets[place + 4 :]
    chemin = tmp_path / "abime.zip"
    chemin.write_bytes(abime)
    for source in (io.BytesIO(abime), chemin):
        with pytest.raises(DocumentInvalide, match="zip est tronquée"):
            list(populations.lire(source))


@pytest.mark.parametrize(
    ("place", "octet", "message"),
    [
        pytest.param(8, 99, "compression inconnue", id="compression"),
        pytest.param(6, 1, "mot de passe", id="chiffre"),
        pytest.param(4, 99, "tronquée", id="version"),
    ],
)
def test_un_zip_que_python_ne_lit_pas_est_refuse(place: int, octet: int, message: str) -> None:
    octets = bytearray(zipper(pop__csv=POPULATIONS))
    octets[place] = octets[octets.rindex(b"PK\x01\x02") + place + 2] = octet
    with pytest.raises(DocumentInvalide, match=message):
        list(populations.lire(io.BytesIO(bytes(octets))))


def bombe(taille: int) -> bytes:
    return b"COM;PMUN\n" + b"32208;1\n" + (b" " * 999 + b"\n") * (taille // 1000)


@pytest.mark.parametrize(
    "octets",
    [
        pytest.param(gzip.compress(bombe(40 << 20)), id="gz"),
        pytest.param(zipper(bombe__csv=bombe(40 << 20)), id="zip"),
    ],
)
def test_une_bombe_est_refusee(octets: bytes) -> None:
    lecture = populations.lire(io.BytesIO(octets))
    with pytest.raises(DocumentInvalide, match=r"grossit plus de 250 fois .* \(ratio_max\)"):
        list(lecture)
    assert lecture.anomalies[-1].code == "flux.bombe"


@pytest.mark.parametrize("emballer", [gzip.compress, lambda octets: zipper(p__csv=octets)], ids=["gz", "zip"])
def test_la_taille_est_bornee(emballer: Any) -> None:
    with pytest.raises(DocumentInvalide, match=r"dépasse 20 octets .*\(taille_max\)"):
        list(populations.lire(io.BytesIO(emballer(POPULATIONS)), limites=Limites(taille_max=20)))


@pytest.mark.parametrize("limites", [{"taille_max": 0}, {"ratio_max": -1}, {"taille_max": 1.5}])
def test_des_limites_sont_des_entiers_positifs(limites: dict[str, Any]) -> None:
    with pytest.raises(ValeurInvalide, match="entier positif"):
        Limites(**limites)


def test_un_champ_d_un_million_de_caracteres_ne_coute_que_sa_ligne() -> None:
    long = ligne_annuaire(nom="A" * 1_000_000)
    lecture = annuaire.lire_activites(io.BytesIO(texte_annuaire(long, ligne_annuaire())))
    assert len(list(lecture)) == 1
    assert (lecture.lues, lecture.gardees, lecture.refusees) == (2, 1, 1)
    assert lecture.anomalies[0].message == "ligne 2 : plus de 65536 octets"


def test_une_ligne_sans_fin_ne_remplit_pas_la_memoire() -> None:
    lecture = populations.lire(io.BytesIO(POPULATIONS + b"x" * 3_000_000))
    assert len(list(lecture)) == 2
    assert lecture.anomalies[0].message == "ligne 4 : plus de 65536 octets"


# -- encodings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encodage", ["utf-8", "cp1252"])
def test_finess_se_lit_dans_ses_deux_encodages(encodage: str) -> None:
    octets = csv_finess(ligne_finess(rslongue="MAISON DE SANTÉ"), encodage=encodage)
    lecture = finess.lire_csv(io.BytesIO(octets))
    assert [e.nom for e in lecture if e.identifiant.startswith("finess-")] == ["MAISON DE SANTÉ"]
    assert len(lecture.anomalies) == 0


def test_une_ligne_dans_l_autre_encodage_est_lue_et_dite() -> None:
    premiere = ligne_finess(rslongue="PÔLE DE SANTÉ").encode()
    seconde = ligne_finess(nofinesset="000000117", rslongue="SANTÉ").encode("cp1252")
    lecture = finess.lire_csv(io.BytesIO(csv_finess() + premiere + b"\n" + seconde + b"\n"))
    assert {e.nom for e in lecture} == {"PÔLE DE SANTÉ", "SANTÉ"}
    [anomalie] = lecture.anomalies
    assert anomalie.message == "ligne 3 : écrite en Windows-1252 dans un fichier en UTF-8"
    assert anomalie.gravite is Gravite.INFORMATION


def test_une_ligne_d_aucun_encodage_est_refusee() -> None:
    lecture = annuaire.lire_activites(io.BytesIO(texte_annuaire() + b"8|\x81\x8d|\n" + ligne_annuaire().encode()))
    assert len(list(lecture)) == 1
    assert lecture.anomalies[0].message == "ligne 2 : ni UTF-8 ni Windows-1252 : ses accents sont illisibles"
    assert lecture.refusees == 1


@pytest.mark.parametrize("encodage", ["utf-16", "utf-16-le", "utf-16-be"])
def test_un_fichier_en_utf_16_est_lu_et_dit(encodage: str) -> None:
    lecture = populations.lire(io.BytesIO("COM\tCommune\tPMUN\r\n32345\tLa Romieu\t540\r\n".encode(encodage)))
    assert [(lue.commune, lue.municipale) for lue in lecture] == [("32345", 540)]
    [anomalie] = lecture.anomalies
    assert (anomalie.message, anomalie.gravite) == ("le fichier est en UTF-16, lu ainsi", Gravite.INFORMATION)


@pytest.mark.parametrize(
    ("lus", "compresses", "trop"),
    [
        (16 << 20, 1, False),  # so little is not worth a judgement
        (17 << 20, 17 << 12, True),
        (17 << 20, 17 << 13, False),
        (17 << 20, None, False),  # nothing is packed
        (17 << 20, 0, True),
        (100 << 20, 100 << 20, False),
        ((100 << 20) + 1, None, True),
    ],
)
def test_ce_qui_grossit_trop(lus: int, compresses: int | None, *, trop: bool) -> None:
    assert (Limites(taille_max=100 << 20).exces(lus, compresses) is not None) is trop


def test_ce_que_l_on_admet_n_est_pas_refuse_avant_le_premier_octet() -> None:
    assert Limites(ratio_max=1 << 30).exces(17 << 20, 0) is None
