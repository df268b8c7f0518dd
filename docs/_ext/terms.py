"""The first use of a word of the glossary on a page leads to the glossary."""

import re

from docutils import nodes
from sphinx.util.nodes import make_refnode

FORMS = {"stratum": "strata", "person": "people"}
LEFT_ALONE = (nodes.literal, nodes.reference, nodes.raw, nodes.math, nodes.table, nodes.title)
NO_GUIDE = ("reference/", "glossary", "results_gallery", "names", "changelog", "search", "genindex")


def patterns(env, docname):
    """Each term of the glossary in this language, with the page and place it leads to."""
    entries = [
        (name, target, label)
        for name, _, kind, target, label, _ in env.domains["std"].get_objects()
        if kind == "term" and target == "glossary"
    ]
    # Longer ones first: "standard error" is no use of a shorter word in it.
    for name, target, label in sorted(entries, key=lambda entry: -len(entry[0])):
        plural = FORMS.get(name, f"{name}s" if env.config.language == "en" else name)
        words = "|".join(re.escape(word) for word in dict.fromkeys((plural, name)))
        yield name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE), target, label
    del docname


def link_terms(app, doctree, docname):
    """Link the first use in running text; headings, tables, code and other links are left alone."""
    if docname.startswith(NO_GUIDE) or app.builder.format != "html":
        return
    for _, pattern, target, label in patterns(app.env, docname):
        for text in running_text(doctree):
            found = pattern.search(text.astext())
            if not found:
                continue
            whole = text.astext()
            start, end = found.span()
            word = nodes.inline("", whole[start:end], classes=["term"])
            link = make_refnode(app.builder, docname, target, label, word)
            link["classes"] += ["glossary-term"]
            pieces = [nodes.Text(whole[:start]), link, nodes.Text(whole[end:])]
            text.parent.replace(text, [piece for piece in pieces if piece.astext()])
            break


def running_text(doctree):
    """Pieces of text of a page in which a word may be linked, in order."""
    for paragraph in doctree.findall(nodes.paragraph):
        if inside(paragraph, (nodes.table,)):
            continue
        for text in list(paragraph.findall(nodes.Text)):
            if not inside(text, LEFT_ALONE):
                yield text


def inside(node, kinds):
    """Whether any parent of a node is of one of the kinds."""
    while node := node.parent:
        if isinstance(node, kinds):
            return True
    return False


def setup(app):
    """Run after references are resolved, so that links are known."""
    app.connect("doctree-resolved", link_terms, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
