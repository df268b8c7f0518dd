"""Names of the package that the pages mention exist."""

import importlib
import inspect
import re
from pathlib import Path

import pytest

import kinerja

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path
    for path in [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *(ROOT / "docs").rglob("*.md")]
    if "_build" not in path.parts
)
SCHEMES = importlib.import_module("kinerja.schemes")
MODULES = {name: f"kinerja.{name}" for name in kinerja._MODULES} | {
    name: f"kinerja.schemes.{name}"
    for name in SCHEMES.__all__
    if inspect.ismodule(getattr(SCHEMES, name))
}
NAME = re.compile(r"`(?:kinerja\.)?(?:schemes\.)?([a-z_]+)\.(?!py`)([A-Za-z_]\w*)(?:\(|`)")


def missing(module, name):
    """Whether a dotted name of a page leads nowhere; both modules called staffing count."""
    found = {MODULES[module], f"kinerja.{module}", f"kinerja.schemes.{module}"}
    for path in found:
        try:
            if hasattr(importlib.import_module(path), name):
                return False
        except ModuleNotFoundError:
            continue
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_function_that_a_page_names_exists(page):
    mentioned = NAME.findall(page.read_text("utf-8"))
    wrong = [f"{m}.{n}" for m, n in mentioned if m in MODULES and missing(m, n)]
    assert not wrong


def test_the_check_sees_a_name_that_is_not_there():
    assert NAME.findall("see `ratings.adjust` and `kinerja.survey.mean(`") == [
        ("ratings", "adjust"),
        ("survey", "mean"),
    ]
    assert missing("ratings", "adjust")
    assert not missing("survey", "mean")
