"""One word for one thing over the guide, and nothing that belittles the reader."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
MADE = {"results_gallery", "validation"}
GUIDE = sorted(
    path
    for path in DOCS.rglob("*.md")
    if not {"_build", "reference"} & set(path.parts) and path.stem not in MADE
)
NOT_USED = {
    r"bands?": "grade (`band` is its name in code)",
    r"subjects?": "person or unit",
    r"staff members?|employees": "people, staff",
    r"scoring cards?|score cards?": "scorecard",
    r"simple|simply|easy|easily|obvious|obviously|trivial|of course": "what it is, not how hard",
    r"the mend": "the correction",
}
LEFT = (
    "simple random",  # the term of sampling
    "data subject",  # the term of the law
    "the subject of the page",
    "easy to overlook",
    "Scoring employees",
)
"""Where such a word is meant."""


def prose(text):
    """A page without what stands in code, in formulas, and behind a link."""
    text = re.sub(r"^---\n.*?^---\n", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^(`{3,})[^\n]*\n.*?^\1`*$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"`[^`\n]*`|\]\([^)]*\)", " ", text)
    for phrase in LEFT:
        text = text.replace(phrase, "")
    return text


@pytest.mark.parametrize("path", GUIDE, ids=lambda path: str(path.relative_to(DOCS)))
def test_one_word_for_one_thing(path):
    if path.stem == "glossary":
        return  # the glossary names the other words
    text = prose(path.read_text("utf-8"))
    for word, instead in NOT_USED.items():
        found = re.search(rf"[^\n]*\b(?:{word})\b[^\n]*", text, re.IGNORECASE)
        assert found is None, f"{instead}: {found[0].strip()}"


def test_every_term_of_the_glossary_names_its_indonesian_word():
    text = (DOCS / "glossary.md").read_text("utf-8")
    entries = re.findall(r"^([a-z][a-z ]+)\n  (.+)$", text, re.MULTILINE)
    assert {"grade", "person", "unit", "domain"} <= {term for term, _ in entries}
    assert [term for term, _ in entries] == sorted(term for term, _ in entries)
    for term, meaning in entries:
        assert re.search(r"Indonesian: \*[a-z ]+\*\.$", meaning), term


def test_every_picture_is_in_the_gallery():
    from kinerja import plotting

    code = "".join(
        re.findall(r"```\{code-cell\}.*?```", (DOCS / "gallery.md").read_text("utf-8"), re.DOTALL)
    )
    drawn = set(re.findall(r"plotting\.(\w+)\(", code))
    assert set(plotting.__all__) - drawn == {"alt_text", "draw", "svg"}


def test_formulas_of_the_guide_can_be_written_without_a_network():
    # docutils writes MathML; what it does not know it refuses at the build. No page asks a server.
    settings = (DOCS / "conf.py").read_text("utf-8")
    assert 'html_math_renderer = "mathml"' in settings
    for path in GUIDE:
        assert "<script" not in path.read_text("utf-8"), path
