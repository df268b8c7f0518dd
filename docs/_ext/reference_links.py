"""Guide and reference lead to each other, read from what the code of each page imports.

Also the table of all public names, made from the names themselves.
"""

import importlib
import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

import kinerja

MEMBERS = re.compile(r"from kinerja(?:\.([\w.]+))? import ([^\n(]+|\([^)]*\))")
ONCE = ("errors", "results", "sample")
"""Modules that nearly every page touches: they are no subject of it."""
REFERENCE = "reference/"


def modules_of(text):
    """Pages of the reference that hold what a text imports, in the order of its imports."""
    found = []
    for module, names in MEMBERS.findall(text):
        if module:
            found.append(module)
            continue
        found += [kinerja._NAMES.get(name, name) for name in re.findall(r"\w+", names)]
    known = [page_of(module) for module in found]
    return [page for page in dict.fromkeys(known) if page]


def page_of(module):
    """Name of the page that describes a module."""
    module = module.removeprefix("kinerja.").lstrip(".")
    if module.startswith("schemes."):
        return "schemes/" + module.split(".")[1]
    first = module.split(".")[0]
    return first if first in kinerja._MODULES and first not in ONCE else ""


def collect(app, env, docnames):
    """Read what each page of the guide imports, before any page is written."""
    del docnames
    links = {}
    for docname in sorted(env.found_docs):
        if docname.startswith(REFERENCE) or docname == "results_gallery":
            continue
        text = Path(env.doc2path(docname)).read_text("utf-8")
        links[docname] = [f"{REFERENCE}{page}" for page in modules_of(text)]
    app.kinerja_links = links


def both_ways(app, pagename, templatename, context, doctree):
    """Give the template the pages that belong to this one on the other side."""
    del templatename
    links = getattr(app, "kinerja_links", {})
    if doctree is None or pagename == "index":
        return
    if pagename.startswith(REFERENCE):
        others = [page for page, there in links.items() if pagename in there]
    else:
        others = [page for page in links.get(pagename, []) if page in app.env.all_docs]
    context["crossing"] = [
        {
            "href": app.builder.get_relative_uri(pagename, page),
            "title": app.env.titles[page].astext(),
        }
        for page in others
        if page in app.env.titles and page not in {"index"}
    ]
    context["crossing_to_guide"] = pagename.startswith(REFERENCE)


class PublicNames(SphinxDirective):
    """All public names in one table: name, module, and the first line of what it says of itself."""

    has_content = True

    def run(self):
        """Build the table; each name leads to its description."""
        rows = []
        for module in kinerja._MODULES:
            rows += self.rows(f"kinerja.{module}")
        from kinerja import schemes

        for path in sorted(Path(schemes.__file__).parent.glob("[a-z]*.py")):
            rows += self.rows(f"kinerja.schemes.{path.stem}")
        table = nodes.table(classes=["public-names"])
        group = nodes.tgroup(cols=3)
        table += group
        group += [nodes.colspec(colwidth=width) for width in (25, 55, 20)]
        heads = nodes.row("", *(nodes.entry("", nodes.paragraph(text=t)) for t in self.content))
        group += nodes.thead("", heads)
        group += nodes.tbody("", *(row for _, row in sorted(rows, key=lambda pair: pair[0])))
        return [table]

    def rows(self, name):
        """Row of each public name of a module that says what it is."""
        module = importlib.import_module(name)
        for member in module.__all__:
            thing = getattr(module, member)
            if isinstance(thing, type(importlib)):
                continue
            line = self.line_of(thing)
            cells = [
                self.link(f"{name}.{member}", member),
                nodes.inline("", line),
                self.link(name, name.removeprefix("kinerja.")),
            ]
            entries = (nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells)
            yield (member.casefold(), name), nodes.row("", *entries)

    def line_of(self, thing):
        """First line of a docstring, for functions and classes; data say what kind they are."""
        if isinstance(thing, type) or callable(thing):
            text = (thing.__doc__ or "").strip().split("\n\n")[0]
            return re.sub(r"\s+", " ", text).replace("``", "").replace("`", "")
        return f"A constant ({type(thing).__name__})."

    def link(self, target, text):
        """A reference that is resolved like any other, and may be absent."""
        return addnodes.pending_xref(
            "", nodes.literal(text=text), refdomain="py", reftype="obj", reftarget=target,
            refdoc=self.env.docname, refexplicit=True, may_be_absent=True,
        )  # fmt: skip


def leave_unlinked(app, env, node, text):
    """Show a constant that has no description of its own as plain text."""
    del app, env
    return text if node.get("may_be_absent") else None


class Fragments(SphinxDirective):
    """What is not released yet: a sentence or two from each file of changelog.d."""

    KINDS = ("added", "changed", "deprecated", "removed", "fixed")

    def run(self):
        """One list a kind."""
        folder = Path(self.env.srcdir).parent / "changelog.d"
        lines = []
        for kind in self.KINDS:
            files = sorted(folder.glob(f"*.{kind}.md"))
            lines += [f"**{kind.capitalize()}**", ""] * bool(files)
            lines += [f"- {' '.join(file.read_text('utf-8').split())}" for file in files]
            lines.append("")
        return self.parse_text_to_nodes("\n".join(lines))


def setup(app):
    """Register the directives and the two steps."""
    app.add_directive("public-names", PublicNames)
    app.add_directive("fragments", Fragments)
    app.connect("missing-reference", leave_unlinked)
    app.connect("env-before-read-docs", collect)
    app.connect("html-page-context", both_ways)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
