"""The page of the command (``docs/reference/commande.md``), from what its own help says."""

from collections.abc import Iterator
from typing import Any, Final

from typer.main import get_command

from soinsprimaires.cli._commandes import application

PAGE: Final = "docs/reference/commande.md"
ENTETE: Final = """\
# The command

<!-- Written by outils/commande.py from the help of the command; `make docs` writes it again. -->

```console
python -m pip install 'soinsprimaires[cli,rapport]'
soinsprimaires --help
soinsprimaires --install-completion     # bash, zsh, fish, PowerShell: commands, options, codes of rules
```

It speaks French, as `--help` does after each name. Colours follow `NO_COLOR`, and go away, like progress bars, when
nobody is at the terminal. `-` instead of a file reads the standard input, or writes on the standard output. What is for
a person who waits (progress, what was converted) goes to the standard error; the answer alone is on the other.

For a program: `--json` on each command that tells something; `convertir`, `pseudonymiser` and `schema` write nothing
but JSON. `controler`, `rapport`, `chronologie`, `echeances` and `comparer` write documents that have a schema, which
`schema --document` gives. What is refused is told in words on the standard error, even under `--json`. A missing extra
is named with the command that installs it.

Files, JSON, HTML, Markdown and CSV are always in UTF-8; what a person reads is in the encoding of the terminal or the
pipe. Where it lacks characters, the nearest ones, or `?`, stand for them.

What a run has read is never written over, by whatever name, link or path, except by `--sur-place`, which refuses when
the file changed since it was read. A file is written whole or not at all. An extension that a command cannot write is
refused before anything is read. A device, a pipe on disk or a folder is no file to read: `-` takes what has no end.

| exit code | what it means |
|---|---|
| 0 | done; for `controler`, conforming, enough having been judged to say so; for `comparer`, nothing changes |
| 1 | somebody has something to look at: not conforming, or nobody may say so; refused lines; a difference |
| 2 | the request or a file cannot be used, or an extra is absent; nothing was replaced |
| 130 | interrupted by the keyboard |
| 141 | nobody reads the output any more (`\\| head`) |
"""


def page() -> str:
    """The whole page."""
    groupe: Any = get_command(application)
    return "\n".join(
        [ENTETE, *(ligne for nom, commande in groupe.commands.items() for ligne in _section(nom, commande))]
    )


def _section(nom: str, commande: Any) -> Iterator[str]:
    yield f"## {nom}\n"
    yield f"{commande.help}\n"
    yield f"```console\n{commande.epilog.removeprefix('Exemple : ')}\n```\n"
    yield "| | |\n|---|---|"
    for parametre in commande.params:
        yield f"| {_nommer(parametre)} | {_echapper(parametre.help)} |"
    yield ""


def _nommer(parametre: Any) -> str:
    noms = [nom for nom in parametre.opts if nom.startswith("-")]
    choix = ", ".join(f"`{choix.value}`" for choix in parametre.type_descriptor.choices or ())
    mots = ", ".join(f"`{nom}`" for nom in noms) or f"`{parametre.metavar}`"
    return f"{mots}{' : ' if choix else ''}{choix}{' (obligatoire)' if parametre.required else ''}"


def _echapper(texte: str) -> str:
    return texte.replace("|", "\\|")
