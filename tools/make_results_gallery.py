"""Make docs/results_gallery.md: every class of results, as a terminal and a notebook show it.

Runs the examples in the docstrings and documentation pages, keeps one result of each class that
they make, and writes both forms. Run it after a change to what results look like:
``python tools/make_results_gallery.py``.
"""

from __future__ import annotations

import contextlib
import doctest
import importlib
import io
import pkgutil
import re
import warnings
from pathlib import Path

import kinerja
from kinerja.results import Result

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "results_gallery.md"

HEAD = """# Gallery of results

Every class of results, as a terminal prints it and as a notebook shows it. The figures come
from the examples in the documentation. A table shows its first rows and the columns that fit;
`to_frame(axis)` gives all of them.
"""


def sources() -> list[doctest.DocTest]:
    """Every page and docstring with examples, except those that start a database or Spark."""
    parser = doctest.DocTestParser()
    found = []
    for path in sorted((ROOT / "docs").rglob("*.md")):
        if "_build" in path.parts or path.stem.startswith("frames") or path == PAGE:
            continue
        text = re.sub(r"^```.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        found.append(parser.get_doctest(text, {}, path.name, str(path), 0))
    finder = doctest.DocTestFinder()
    for module in pkgutil.walk_packages(kinerja.__path__, "kinerja."):
        if not module.name.endswith("__main__") and "frames" not in module.name:
            found += finder.find(importlib.import_module(module.name))
    return [test for test in found if test.examples]


def collected() -> dict[str, Result]:
    """One result of each class: the one with the most to show, up to a screenful."""
    best: dict[str, tuple[int, Result]] = {}

    def keep(self: Result) -> None:
        original(self)
        waiting.append(self)

    waiting: list[Result] = []
    original = Result.__post_init__
    Result.__post_init__ = keep  # type: ignore[method-assign]
    try:
        for test in sources():
            waiting.clear()
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                doctest.DocTestRunner(verbose=False).run(test, out=lambda _: None)
            for result in waiting.copy():
                kind = type(result).__name__
                size = min(len(repr(result).splitlines()), 12)
                if kind not in best or size > best[kind][0]:
                    best[kind] = (size, result)
    finally:
        Result.__post_init__ = original  # type: ignore[method-assign]
    return {kind: result for kind, (_, result) in sorted(best.items())}


def main() -> None:
    """Write the page."""
    parts = [HEAD]
    for kind, result in collected().items():
        parts += [
            f"## {kind}\n",
            f"```text\n{result!r}\n```\n",
            f"```{{raw}} html\n{result._repr_html_()}\n```\n",
        ]
    PAGE.write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    main()
