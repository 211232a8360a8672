"""Write data files beside the manifest that describes them."""

import hashlib
import json
from pathlib import Path

DONNEES = Path(__file__).parent.parent / "src" / "soinsprimaires" / "referentiels" / "donnees"


def ecrire(dossier: Path, fiche: dict[str, object], octets: bytes) -> None:
    """Write one data file and its entry, leaving the other entries as they are.

    Args:
        dossier: folder of the data files.
        fiche: entry of the manifest, without its digest.
        octets: content of the file.
    """
    nom = str(fiche["fichier"])
    dossier.mkdir(parents=True, exist_ok=True)
    (dossier / nom).write_bytes(octets)
    chemin = dossier / "manifeste.json"
    connues = json.loads(chemin.read_text(encoding="utf-8")) if chemin.exists() else []
    fiches = {f["fichier"]: f for f in connues}
    fiches[nom] = {**fiche, "sha256": hashlib.sha256(octets).hexdigest()}
    texte = json.dumps([fiches[n] for n in sorted(fiches)], ensure_ascii=False, indent=2, sort_keys=True)
    chemin.write_text(texte + "\n", encoding="utf-8", newline="\n")
