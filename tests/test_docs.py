"""Every example in README and documentation runs and prints what it says."""

import contextlib
import doctest
import importlib.util
import io
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts)
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


NEEDS = {
    "frames_duckdb": ["duckdb"],
    "frames_ibis": ["ibis", "duckdb"],
    "frames_pyspark": ["pyspark"],
    "frames_dask": ["dask"],
    "frames_tomorrow": ["duckdb"],
    "ten_million_rows": ["duckdb"],
}
"""What the pages of engines run on, beyond what the tests need."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_examples_of_a_page(page, monkeypatch):
    monkeypatch.chdir(ROOT)  # where the pages say that their commands are run
    for module in NEEDS.get(page.stem, []):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{page.name}: {module} is not installed")
    if page.stem == "frames_pyspark" and shutil.which("java") is None:
        pytest.skip(f"{page.name}: Java is not installed")
    text = re.sub(r"^```.*$", "", page.read_text("utf-8"), flags=re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    report = io.StringIO()
    runner.run(examples, out=report.write)
    assert not runner.summarize(verbose=False).failed, report.getvalue()


def test_every_fragment_of_the_changelog_has_a_kind_and_a_sentence():
    fragments = [path for path in (ROOT / "changelog.d").iterdir() if path.suffix == ".md"]
    for path in fragments:
        assert re.fullmatch(r"[a-z0-9-]+\.(added|changed|deprecated|removed|fixed)\.md", path.name)
        assert path.read_text("utf-8").strip().endswith((".", "`")), path.name


def test_ten_lines_of_the_readme_print_what_stands_below_them():
    text = (ROOT / "README.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL).group(1)
    expected = re.search(r"```\n(Scores of.*?)```", text, re.DOTALL).group(1)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})  # noqa: S102 - the project's own README
    assert printed.getvalue() == expected


def test_every_public_module_has_a_reference_page():
    import kinerja

    pages = {path.stem for path in (ROOT / "docs" / "reference").glob("*.md")}
    assert pages == set(kinerja._MODULES)
