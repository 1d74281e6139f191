"""Sphinx's configuration: the site is built strictly and needs no network."""

import sys
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "vlogs-nt"
author = "The vlogs-nt contributors"
copyright = author  # noqa: A001  # Sphinx's name for it
release = metadata.version("vlogs-nt")

extensions = [
    "command_help",
    "module_map",
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
nitpicky = False  # types of other packages have no inventory here: the site is built offline
exclude_patterns = ["_build", "_ext", "bench/companion.md", "bench/ui.md"]  # which pages include
suppress_warnings = ["myst.header"]

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

autodoc_typehints = "none"  # the docstrings name the types
autodoc_class_signature = "separated"
autodoc_default_options = {"exclude-members": "__init__, __new__"}
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_param = False

html_theme = "furo"
html_title = "vlogs-nt"
html_theme_options = {
    "source_repository": "https://github.com/vlogs-nt/vlogs-nt/",
    "source_branch": "main",
    "source_directory": "docs/",
}
html_show_sphinx = False
