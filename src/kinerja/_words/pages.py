"""What stands on the pages of a report, in English; ``pages_id`` says the same in Indonesian."""

from __future__ import annotations

from collections.abc import Mapping

from .grammar import Plural


class Pages:
    """Words around the sections of a page: contents, tables, and how figures were made."""

    contents = "Contents"
    skip = "Skip to the content"
    method = "How this was calculated"
    tables = "Table: {caption}"
    scroll = "{caption} (scrolls sideways)"
    figure = "Figure {number}"
    picture = "Picture without a description"
    made = "Made with kinerja {version}."
    empty = "There is nothing to show here."
    no_rows = "No rows."
    rows = Plural("{n} rows", one="{n} row")
    fact = "figure"
    figure_of_it = "value"
    heads: Mapping[str, str] = {}
    """Names of the fields of results as headings; those that are not here are shown as they are."""
