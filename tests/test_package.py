"""The package as a whole: light import, public names, and what stands beside each of them."""

import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

import kinerja
from kinerja import scoring
from kinerja.results import Provenance, Result

ROOT = Path(__file__).parents[1]
MODULES = [importlib.import_module(f"kinerja.{name}") for name in kinerja._MODULES]
OPTIONAL = ["pandas", "polars", "pyarrow", "matplotlib", "jinja2", "duckdb", "pyspark"]


def loaded_after(code):
    """Names in sys.modules after a piece of code ran in a fresh interpreter."""
    script = f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_import_loads_nothing_heavy():
    loaded = loaded_after("import kinerja; dir(kinerja); kinerja.__version__")
    assert not loaded & {"numpy", "pydantic", "scipy", "narwhals", *OPTIONAL}


def test_the_first_score_loads_neither_scipy_nor_narwhals():
    loaded = loaded_after(
        "from kinerja import Indicator, Scorecard, score\n"
        "from kinerja.indicators import Linear\n"
        "card = Scorecard(code='c', name='C', parts=(\n"
        "    Indicator(code='a', name='A', scale=Linear(worst=0, best=1)),))\n"
        "assert score(card, [[.5], [.2], [1]]).total[0] == 50\n"
        "assert score(card, {'a': [.5]}).rank[0] == 1"
    )
    assert "numpy" in loaded
    assert not loaded & {"scipy", "narwhals", "kinerja._scoring.sensitivity", *OPTIONAL}


def test_scipy_stats_is_never_imported():
    for path in (ROOT / "src").rglob("*.py"):
        assert "scipy.stats" not in path.read_text("utf-8").replace("``scipy.stats``", ""), path


def test_every_row_of_the_lazy_table_resolves():
    for name in kinerja.__all__:
        assert getattr(kinerja, name) is not None
    assert set(dir(kinerja)) >= set(kinerja.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = kinerja.nothing
    assert set(kinerja._MODULES) | set(kinerja._NAMES) | {"__version__"} == set(kinerja.__all__)


def test_what_a_first_score_does_not_need_is_there_when_asked_for():
    assert set(dir(scoring)) >= set(scoring.__all__) >= set(scoring._LATER)
    assert scoring.sensitivity is scoring.sensitivity
    with pytest.raises(AttributeError, match="nothing"):
        _ = scoring.nothing


def test_every_public_module_is_in_the_table():
    files = {path.stem for path in (ROOT / "src" / "kinerja").glob("*.py") if path.stem[0] != "_"}
    folders = {path.parent.name for path in (ROOT / "src" / "kinerja").glob("[a-z]*/__init__.py")}
    assert files | folders == set(kinerja._MODULES)


EITHER_WAY = {"say", "figure", "plan_transfers"}
"""Functions whose first arguments may be left out: `plan_transfers` also takes people as one."""


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_public_names(module):
    assert module.__doc__
    for name in module.__all__:
        thing = getattr(module, name)
        if not inspect.isfunction(thing):
            continue
        assert ">>>" in thing.__doc__, f"{name} has no example"
        signature = inspect.signature(thing)
        assert signature.return_annotation is not inspect.Signature.empty, name
        for parameter in signature.parameters.values():
            assert parameter.annotation is not parameter.empty, f"{name}({parameter.name})"
            if parameter.default is not parameter.empty and name not in EITHER_WAY:
                positional = parameter.kind is parameter.POSITIONAL_OR_KEYWORD
                by_place = parameter.name in {"weights", "capacity", "q", "design", "designs", "ax"}
                assert not positional or by_place, f"{name}({parameter.name})"


PARTS_OF_RESULTS = {
    "Assignment", "Candidate", "Changes", "Considered", "Curve", "Flip", "Level", "LogRank", "Move",
    "OpenPost", "Problem", "Remaining", "Unmet",
}  # fmt: skip
"""Results that only stand inside another, which says how both were made."""


def test_every_result_says_how_it_was_made():
    modules = list(MODULES)
    schemes = importlib.import_module("kinerja.schemes")
    modules += [
        importlib.import_module(f"kinerja.schemes.{path.stem}")
        for path in Path(str(schemes.__file__)).parent.glob("[!_]*.py")
    ]
    results = {
        kind
        for module in modules
        for name in getattr(module, "__all__", ())
        if inspect.isclass(kind := getattr(module, name))
        and issubclass(kind, Result)
        and kind not in (Result, Provenance)
    }
    assert len(results) > 50
    silent = {kind.__name__ for kind in results if not hasattr(kind, "provenance")}
    assert silent <= PARTS_OF_RESULTS


def test_every_public_module_has_tests():
    files = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert set(kinerja._MODULES) <= files | folders


def test_the_typed_marker_and_the_licence_are_there():
    assert (ROOT / "src" / "kinerja" / "py.typed").is_file()
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
