"""Texts that a spreadsheet would run as a formula when it opens a CSV file."""

from __future__ import annotations

import re

_RUN = re.compile(r"'*[=+\-@\t\r]")


def safe_for_csv(text: str) -> str:
    """Return a text that no spreadsheet runs: an apostrophe before what would begin a formula.

    >>> safe_for_csv("=1+1"), safe_for_csv("a=b")
    ("'=1+1", 'a=b')
    """
    return f"'{text}" if _RUN.match(text) else text


def without_apostrophe(text: str) -> str:
    """Take off again what `safe_for_csv` put before a text.

    >>> without_apostrophe("'=1+1"), without_apostrophe("'t was")
    ('=1+1', "'t was")
    """
    return text[1:] if text.startswith("'") and _RUN.match(text) else text
