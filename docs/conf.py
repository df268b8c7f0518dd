"""Sphinx settings: everything is built offline, and a warning is an error.

Three builds share this file: English, Indonesian (``-t id``), and the messages that translators
work from (``-t messages -b gettext``), which need no reference.
"""

import importlib
import inspect
import os
import re
import sys
from functools import partial
from pathlib import Path

from docutils import nodes

from kinerja import __version__

sys.path.append(str(Path(__file__).parent / "_ext"))
import notebooks

language = "id" if tags.has("id") else "en"  # noqa: F821 - Sphinx puts `tags` into this file
tags.add(language)  # noqa: F821 - `{only}` in a page asks for it
MESSAGES = tags.has("messages")  # noqa: F821

NOT_TRANSLATED = [
    "reference",
    "results_gallery.md",
    "names.md",
    "changelog.md",
    "validation.md",
    "dependencies.md",
]

project = "kinerja"
author = "The kinerja developers"
copyright = "2026, The kinerja developers"
version = release = __version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "numpydoc",
    "sphinx_copybutton",
    "languages",
    "mathml",
    "notebooks",
    "terms",
    "reference_links",
]
html_math_renderer = "mathml"
source_suffix = {".md": "myst-nb"}
exclude_patterns = ["_build", "_run", *(NOT_TRANSLATED if MESSAGES else ())]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

# Pages that run are executed at the build; what they printed is kept until the library changes.
HERE = Path(__file__).parent
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(HERE / "_run"), str(HERE.parent / "src"), os.environ.get("PYTHONPATH", "")]
)
nb_execution_mode = "off" if MESSAGES else "cache"
nb_execution_cache_path = str(
    HERE / "_build" / "notebooks" / notebooks.fingerprint("../src", "../examples/data", "_run")
)
nb_execution_timeout = 120
nb_execution_show_tb = True
nb_merge_streams = True

# One file of messages a page; line numbers in it would change with every line above them.
locale_dirs = ["locale"]
gettext_compact = False
gettext_location = False
gettext_uuid = False
templates_path = ["_templates"]

# Types stand in the numpydoc sections; expanded annotations would name numpy's private aliases.
autodoc_typehints = "none"
autodoc_member_order = "bysource"
autosummary_generate = False
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = f"kinerja {version}"
html_static_path = ["_static"]
html_css_files = ["kinerja.css"]
html_js_files = ["kinerja.js"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_theme_options = {
    "top_of_page_buttons": [],
    "light_css_variables": {
        "color-brand-primary": "#8a2b1e",
        "color-brand-content": "#8a2b1e",
        "font-stack": "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
    },
    "dark_css_variables": {
        "color-brand-primary": "#f0a58f",
        "color-brand-content": "#f0a58f",
    },
}
html_show_sphinx = False


def skip(app, what, name, obj, skip, options):
    """Leave pydantic's own methods out of the pages of definitions."""
    del app, what, options
    inherited = getattr(obj, "__module__", "") or ""
    return True if inherited.startswith("pydantic") or name == "model_config" else skip


def plain_bars_and_stars(app, what, name, obj, options, lines):
    """Read |x| as an absolute value and x* as a symbol: docutils would take them for markup."""
    del app, what, name, obj, options
    example = False
    for i, line in enumerate(lines):
        example = bool(line.strip()) and (example or line.lstrip().startswith(">>>"))
        if example or line.lstrip().startswith("|"):
            continue
        parts = re.split(r"(``.*?``)", line)
        parts[::2] = [re.sub(r"\|", r"\\|", part) for part in parts[::2]]
        parts[::2] = [re.sub(r"(?<=\w)\*(?=[\w\u2c7c])", r"\\*", part) for part in parts[::2]]
        lines[i] = "".join(parts)


def close_up(app, doctree):
    """Leave out the empty line that ends an example: it is there for the test, not the reader."""
    del app
    for block in doctree.findall(nodes.literal_block):
        text = block.astext().rstrip("\n")
        block[:] = [nodes.Text(text)]
        block.rawsource = text


CENTRAL = (
    *("Scorecard", "Group", "Indicator", "Bands", "Band"),
    *("score", "anchor", "explain", "next_band", "compare"),
)
"""What the pages of definitions and of scoring begin with: what everything else is about."""


def functions_first(app):
    """Let each page of the reference begin with what is called, not with what is returned."""

    def place(module, name):
        if name in CENTRAL:
            return CENTRAL.index(name)
        return len(CENTRAL) + (not inspect.isfunction(getattr(module, name)))

    for page in sorted(Path(app.srcdir, "reference").glob("*.md")):
        for name in re.findall(r"automodule:: (\S+)", page.read_text("utf-8")):
            module = importlib.import_module(name)
            module.__all__ = sorted(module.__all__, key=partial(place, module))


def setup(app):
    """Register what autodoc leaves out, and how formulas in docstrings are read."""
    app.connect("builder-inited", functions_first)
    app.connect("autodoc-skip-member", skip)
    app.connect("doctree-read", close_up)
    # After numpydoc, which runs at 500.
    app.connect("autodoc-process-docstring", plain_bars_and_stars, priority=900)
