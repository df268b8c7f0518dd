"""Pages that run: their language, and a cache that forgets when the library changes."""

import hashlib
import re
from pathlib import Path

ONE_LANGUAGE = r"<!-- {0} -->\n.*?<!-- /{0} -->\n"
"""A part of a page that stands in one language only: code with labels in it."""
ENGLISH, INDONESIAN = 'language = "en"', 'language = "id"'


def in_the_language_of_the_site(app, docname, source):
    """Let a page that runs speak the language of the site: tables, texts and pictures follow."""
    del docname
    here, other = ("id", "en") if app.config.language == "id" else ("en", "id")
    text = re.sub(ONE_LANGUAGE.format(other), "", source[0], flags=re.DOTALL)
    text = text.replace(f"<!-- {here} -->\n", "").replace(f"<!-- /{here} -->\n", "")
    source[0] = text.replace(ENGLISH, INDONESIAN) if here == "id" else text


def fingerprint(*folders):
    """Name for what the outputs depend on beside a page itself: library, data, settings."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.suffix not in {".pyc", ".md"}:
                digest.update(path.as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def setup(app):
    """Register the change of language; it comes before the page is parsed."""
    app.connect("source-read", in_the_language_of_the_site)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
