"""How the documentation is built: strictly, and without a network."""

from importlib.metadata import version as version_de
from typing import Any, Final

from pygments.lexers.special import TextLexer

import soinsprimaires

project = "soinsprimaires"
author = "The soinsprimaires maintainers"
copyright = "the soinsprimaires maintainers, Apache-2.0"  # noqa: A001 - the name that Sphinx reads
version = release = version_de("soinsprimaires")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
language = "en"  # the prose; the terms of the field are French everywhere

myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_heading_anchors = 3
myst_fence_as_directive: list[str] = []

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_default_options = {"members": True, "show-inheritance": True}
autodoc_class_signature = "separated"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True

html_theme = "furo"
html_title = f"soinsprimaires {release}"
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["exemples.css"]
html_show_sphinx = False
pygments_style = "default"
pygments_dark_style = "monokai"

nitpicky = True
# What is not documented here has no page to link to: the standard library, attrs, and our own private bases.
nitpick_ignore_regex: Final = [
    ("py:.*", r"(?!soinsprimaires).*"),
    ("py:.*", r"soinsprimaires\.(.*\.)?_.*"),
    ("py:class", r"soinsprimaires\.apparence\.Affichable"),  # what it adds is told with the display
    ("py:class", r"soinsprimaires\.affichage\.contenu\.lignes\.Ton"),  # how a line is coloured is the renderers' matter
    ("py:.*", r".*\.(T|T_co|S|E)"),  # type variables
]


def setup(app: Any) -> None:
    """Show diagrams as their text, and send a name imported from the package to the module that holds it."""
    app.add_lexer("mermaid", TextLexer)
    app.connect("missing-reference", _resoudre)


def _resoudre(app: Any, env: Any, noeud: Any, contenu: Any) -> Any:
    cible = noeud.get("reftarget", "")
    objet = getattr(soinsprimaires, cible.removeprefix("soinsprimaires."), None)
    if objet is None or not hasattr(objet, "__qualname__"):
        return None
    nom = f"{objet.__module__}.{objet.__qualname__}"
    document = noeud.get("refdoc", "")
    return env.get_domain("py").resolve_xref(env, document, app.builder, "class", nom, noeud, contenu)
