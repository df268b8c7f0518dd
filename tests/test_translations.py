"""A page that has a file of translations is translated whole, and keeps its code and its links."""

import importlib.util
import re
from pathlib import Path

import pytest
from babel.messages import Catalog

ROOT = Path(__file__).parents[1]


def load_tool():
    """The tool is no module of the package: it is read from where it stands."""
    spec = importlib.util.spec_from_file_location("translation", ROOT / "tools" / "translation.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


TOOL = load_tool()
FILES = sorted(path for path in TOOL.FILES.rglob("*.po") if path.stem != TOOL.THEME)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOOL.FILES)))
def test_page_is_translated_whole(path):
    assert not list(TOOL.faults_of(TOOL.read(path)))
    assert (ROOT / "docs" / path.relative_to(TOOL.FILES).with_suffix(".md")).exists()


def test_the_first_page_is_in_both_languages():
    assert TOOL.FILES / "index.po" in FILES


def faults(english, indonesian, flags=()):
    catalogue = Catalog(locale="id")
    catalogue.add(english, indonesian, flags=flags)
    return list(TOOL.faults_of(catalogue))


def test_a_gap_a_guess_and_a_lost_link_are_told():
    assert faults("A score.", "Nilai.") == []
    assert faults("A score.", "") == ["not translated: 'A score.'"]
    assert "fuzzy" in faults("A score.", "Nilai.", ["fuzzy"])[0]
    text = "See [scoring](scoring.md) and {py:func}`~kinerja.score`."
    assert faults(text, "Lihat [penilaian](scoring.md) dan {py:func}`~kinerja.score`.") == []
    assert "scoring.md" in faults(text, "Lihat penilaian dan {py:func}`~kinerja.score`.")[0]
    # The text of a role is translated; what it points at is not.
    assert faults("a {term}`grade`", "sebuah {term}`kategori <grade>`") == []
    assert "grade" in faults("a {term}`grade`", "sebuah {term}`kategori`")[0]


def test_every_page_of_the_guide_is_in_both_languages():
    settings = (ROOT / "docs" / "conf.py").read_text("utf-8")
    english_only = re.findall(
        r'"([\w.]+)"', re.search(r"NOT_TRANSLATED = (.*?)\]", settings, re.DOTALL)[1]
    )
    pages = {
        path.relative_to(ROOT / "docs").with_suffix(".po")
        for path in (ROOT / "docs").rglob("*.md")
        if not {"_build", "reference"} & set(path.parts) and path.name not in english_only
    }
    assert pages == {path.relative_to(TOOL.FILES) for path in FILES}
