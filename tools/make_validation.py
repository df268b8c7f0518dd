"""Make docs/validation.md: what every public function was checked against, and how closely.

Runs the tests with a recorder. It notes which public functions a test calls and every figure
that the test compares (``numpy.testing.assert_allclose`` and ``pytest.approx``). A figure that
stands in a file of ``tests/parity`` is a reference figure of that file's source; any other
figure written in a test was worked out by hand or taken from the publication that the test
names. What a property test (hypothesis) compares is counted as a law, not as figures. What a case
of ``tests/numerics`` compares in ordinary numbers is counted as exact arithmetic. Every other
``assert`` that passes (grades, labels, orders, whole numbers, texts) is counted as a fact.

    make validation
"""

from __future__ import annotations

import argparse
import datetime
import functools
import importlib
import inspect
import json
import math
import platform
import re
import sys
import tempfile
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kinerja

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "validation.md"
PARITY = ROOT / "tests" / "parity"
NUMERICS = ROOT / "tests" / "numerics"

HEAD = """# What was checked, and against what

A dossier for an auditor, made by `make validation` from a run of the tests. {made}

| column | what it counts |
|---|---|
| formula | the first reference of the function's documentation |
| reference figures | comparisons with figures of another implementation or a publication that are stored in `tests/parity` with their source and version; in brackets the sources, listed below |
| largest difference | the largest of \\|found − reference\\| / max(1, \\|reference\\|) among them |
| exact arithmetic | figures compared with the formula in numbers of 100 digits, both from the same ordinary numbers (`tests/numerics`); in brackets the largest relative error. [Accuracy](accuracy.md) has the other kinds of numbers |
| figures by hand | other figures that its tests compare: worked out in the test, or printed in the publication that the test names |
| facts | other assertions that its tests make: grades, labels, orders, whole numbers, texts |
| laws | property tests over generated data: bounds, invariance, two routes to one figure |
| refusals | bad inputs that a test sees refused |
| examples | lines of the example in its documentation, run by the tests |

A comparison counts for the functions that the test called since the comparison before it, a fact for
all that the test called. Engines of `kinerja.frames` are in this run as far as they are installed; the
tests of pages in a browser are not.
"""  # noqa: E501 (rows of a table)


def functions() -> dict[str, Callable[..., Any]]:
    """Every public function by its full name."""
    names = [*kinerja._MODULES]
    schemes = importlib.import_module("kinerja.schemes")
    modules = [importlib.import_module(f"kinerja.{name}") for name in names]
    modules += [
        importlib.import_module(f"kinerja.schemes.{name}")
        for name in schemes.__all__
        if inspect.ismodule(getattr(schemes, name))
    ]
    found = {}
    for module in modules:
        for name in module.__all__:
            value = getattr(module, name)
            if inspect.isfunction(value):
                found[f"{module.__name__}.{name}"] = value
    return found


@dataclass
class Record:
    """What tests saw of one function."""

    reference: int = 0
    difference: float = 0.0
    sources: set[str] = field(default_factory=set)
    exact: int = 0
    error: float = 0.0
    by_hand: int = 0
    facts: int = 0
    laws: set[str] = field(default_factory=set)
    refusals: set[str] = field(default_factory=set)


def leaves(value: Any, source: str) -> Iterator[tuple[float, str]]:
    """Every number of a stored file with the nearest source that stands above it."""
    if isinstance(value, dict):
        own = value.get("source")
        if isinstance(own, list):
            own = "; ".join(own)
        if isinstance(own, str):
            source = own or source
        for key, part in value.items():
            named = value["source"].get(key) if isinstance(value.get("source"), dict) else None
            yield from leaves(part, named if isinstance(named, str) else source)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, source)
    elif isinstance(value, float):
        yield value, source


def stored() -> dict[str, dict[float, str]]:
    """The figures of each file: those with enough digits that no other figure falls on them."""
    files: dict[str, dict[float, str]] = {}
    for path in sorted(PARITY.glob("*.json")):
        figures = files[path.name] = {}
        content = json.loads(path.read_text("utf-8"))
        whole = content.get("source") or content.get("about") or path.stem
        top = whole if isinstance(whole, str) else path.stem
        for value, source in leaves(content, top):
            if math.isfinite(value) and len(repr(value).strip("-0.").replace(".", "")) >= 5:
                figures.setdefault(value, source.split(". ")[0].strip().rstrip("."))
    return files


@functools.cache
def read_by(module: Path) -> frozenset[str]:
    """The stored files that a test module names, or a module beside it that it imports from."""
    text = module.read_text("utf-8")
    names = set(re.findall(r"[a-z_]+\.json", text))
    for helper in re.findall(r"^from (\w+) import", text, re.MULTILINE):
        beside = module.with_name(f"{helper}.py")
        if beside != module and beside.exists():
            names |= read_by(beside)
    return frozenset(names)


class Recorder:
    """A pytest plugin that notes calls and comparisons."""

    def __init__(self) -> None:
        """Wrap the public functions before any test module has imported them."""
        self.public = functions()
        self.records: dict[str, Record] = defaultdict(Record)
        self.figures = stored()
        self.called: set[str] = set()
        self.recent: set[str] = set()
        self.compared = False
        self.loaded: dict[str, set[str]] = defaultdict(set)
        self.seen: list[tuple[frozenset[str], list[float], list[float]]] = []
        self.refused: set[str] = set()
        self.asserted = 0
        self.depth = 0
        self.exact: list[tuple[frozenset[str], int, float]] = []
        for name, function in self.public.items():
            module, _, short = name.rpartition(".")
            setattr(sys.modules[module], short, self.wrapped(name, function))
            if getattr(kinerja, short, None) is function:
                setattr(kinerja, short, getattr(sys.modules[module], short))
        self.watch()
        self.watch_exact()

    def wrapped(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that notes who calls it: only calls from a test count."""

        @functools.wraps(function)
        def noted(*args: Any, **kwargs: Any) -> Any:
            if self.depth == 0:
                self.called.add(name)
                if self.compared:
                    self.recent, self.compared = set(), False
                self.recent.add(name)
            self.depth += 1
            try:
                return function(*args, **kwargs)
            except kinerja.errors.KinerjaError:
                if self.depth == 1:
                    self.refused.add(name)
                raise
            finally:
                self.depth -= 1

        return noted

    def watch(self) -> None:
        """Look on at the two ways in which tests compare figures."""
        allclose = np.testing.assert_allclose
        scalar: Any = type(pytest.approx(1.0))
        equal = scalar.__eq__

        def seen_allclose(actual: Any, desired: Any, *args: Any, **kwargs: Any) -> None:
            allclose(actual, desired, *args, **kwargs)
            try:
                a, b = np.broadcast_arrays(np.asarray(actual, float), np.asarray(desired, float))
            except (TypeError, ValueError):
                return
            self.note(a.ravel().tolist(), b.ravel().tolist())

        def seen_equal(this: Any, actual: Any) -> bool:
            if isinstance(actual, int | float | np.number) and isinstance(
                this.expected, int | float | np.number
            ):
                self.note([float(actual)], [float(this.expected)])
            return bool(equal(this, actual))

        np.testing.assert_allclose = seen_allclose
        scalar.__eq__ = seen_equal

    def watch_exact(self) -> None:
        """Look on where cases of ``tests/numerics`` compare, and in which kind of numbers."""
        sys.path.insert(0, str(NUMERICS))
        module: Any = importlib.import_module("exact_figures")
        worst, error = module.Case.worst, module.error
        regime = ""

        def seen_worst(case: Any, kind: str, draws: int) -> float:
            nonlocal regime
            regime = kind
            return float(worst(case, kind, draws))

        def seen_error(got: Any, true: Any, floor: float) -> float:
            away = float(error(got, true, floor))
            if regime == "ordinary":
                self.exact.append((frozenset(self.recent), np.size(got), away))
            self.compared = True
            return away

        module.Case.worst, module.error = seen_worst, seen_error

    def note(self, found: list[float], wanted: list[float]) -> None:
        """A comparison is about what was called since the one before."""
        self.seen.append((frozenset(self.recent), found, wanted))
        self.compared = True

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[None]:
        """Calls at the import of a test module belong to all of its tests."""
        self.called = set()
        result = yield
        if self.called:
            self.loaded[str(collector.path)] |= self.called
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: Any) -> Iterator[None]:
        """Add what one test saw to the functions that it called."""
        del nextitem
        self.called, self.seen, self.refused, self.asserted = set(), [], set(), 0
        self.recent, self.compared, self.passed, self.exact = set(), False, False, []
        result = yield
        if not self.passed:
            return result
        test = item.nodeid.partition("[")[0]
        for name in self.refused:
            self.records[name].refusals.add(item.nodeid)
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            for name in self.called:
                self.records[name].laws.add(test)
            return result
        loaded = self.loaded[str(item.path)]
        for name in self.called or loaded:
            self.records[name].facts += self.asserted
        for names, count, away in self.exact:
            for name in names:
                self.records[name].exact += count
                self.records[name].error = max(self.records[name].error, away)
        files = [self.figures[name] for name in read_by(item.path) if name in self.figures]
        for names, found, wanted in self.seen:
            for name in names or loaded:
                self.add(self.records[name], found, wanted, files)
        return result

    def pytest_assertion_pass(self, orig: str) -> None:
        """Count an assertion that holds; those by ``approx`` and of refusals are counted apart."""
        if "approx(" not in orig and "caught" not in orig:
            self.asserted += 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Only what passes counts."""
        if report.when == "call":
            self.passed = report.passed

    def add(
        self,
        record: Record,
        found: list[float],
        wanted: list[float],
        files: list[dict[float, str]],
    ) -> None:
        """One comparison, for one of the functions that it is about."""
        for a, b in zip(found, wanted, strict=True):
            known = [(f[x], x) for f in files for x in (b, a) if x in f]
            if not known:
                record.by_hand += 1
                continue
            source, reference = known[0]
            record.reference += 1
            record.sources.add(source)
            if math.isfinite(a) and math.isfinite(b):
                record.difference = max(record.difference, abs(a - b) / max(1.0, abs(reference)))


def formula(function: Callable[..., Any]) -> str:
    """The first reference of a function's documentation, on one line."""
    text = inspect.getdoc(inspect.unwrap(function)) or ""
    part = re.search(r"References\n-{5,}\n(.*?)(?:\n\n|\n\w[^\n]*\n-{5,}|\Z)", text, re.DOTALL)
    if part is None:
        return "–"
    first = re.split(r"(?<=[.;])\s*\n(?=\S)", part[1].strip())[0]
    return textwrap.shorten(" ".join(first.split()), 110, placeholder=" …").replace("|", "\\|")


def examples(function: Callable[..., Any]) -> int:
    """The number of lines of example in a function's documentation."""
    return (inspect.getdoc(inspect.unwrap(function)) or "").count(">>> ")


def page(recorder: Recorder, date: str) -> str:
    """The dossier as Markdown."""
    import pydantic
    import scipy

    made = (
        f"Last made on {date} with kinerja {kinerja.__version__}, Python "
        f"{platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}, "
        f"pydantic {pydantic.VERSION}."
    )
    sources: dict[str, int] = {}
    lines: list[str] = []
    by_module: dict[str, list[str]] = defaultdict(list)
    for name in recorder.public:
        by_module[name.rpartition(".")[0]].append(name)
    total = 0
    worst = 0.0
    for module, names in by_module.items():
        lines += ["", f"## {module}", "", TABLE_HEAD, "|---" * 10 + "|"]
        for name in sorted(names):
            record = recorder.records[name]
            total += record.reference
            worst = max(worst, record.difference)
            marks = sorted(sources.setdefault(s, len(sources) + 1) for s in record.sources)
            figures = f"{record.reference} [{', '.join(map(str, marks))}]" if marks else "–"
            gap = f"{record.difference:.0e}" if marks else "–"
            exact = f"{record.exact} [{record.error:.0e}]" if record.exact else "–"
            function = recorder.public[name]
            lines.append(
                f"| `{name.rpartition('.')[2]}` | {formula(function)} | {figures} | {gap} | "
                f"{exact} | {record.by_hand or '–'} | {record.facts or '–'} | "
                f"{len(record.laws) or '–'} | {len(record.refusals) or '–'} | "
                f"{examples(function) or '–'} |"
            )
    with_reference = sum(r.reference > 0 for r in recorder.records.values())
    count = (
        f"\n{len(recorder.public)} public functions; {total:,} comparisons with reference figures "
        f"of {len(sources)} sources in {with_reference} functions, the largest difference "
        f"{worst:.0e}.\n"
    )
    listed = ["", "## Sources of the reference figures", ""]
    listed += [f"{number}. {' '.join(source.split())}" for source, number in sources.items()]
    return HEAD.format(made=made) + count + "\n".join([*lines, *listed]) + "\n"


TABLE_HEAD = (
    "| function | formula | reference figures | largest difference | exact arithmetic | "
    "figures by hand | facts | laws | refusals | examples |"
)


def main() -> int:
    """Run the tests and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--date", default=datetime.datetime.now(datetime.UTC).date().isoformat())
    parser.add_argument("tests", nargs="*", default=["tests"])
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))
    recorder = Recorder()
    quiet = ["-p", "no:cacheprovider", "-n", "0", "-q", "--no-header", "--tb", "no"]
    quiet += ["-o", "enable_assertion_pass_hook=true"]
    left_out = ["--ignore", "tests/report/test_browser.py"]
    # Tests that were compiled without the hook are kept in caches, and would stay silent.
    sys.pycache_prefix = tempfile.mkdtemp()
    pytest.main([*quiet, *left_out, *options.tests], plugins=[recorder])
    PAGE.write_text(page(recorder, options.date), "utf-8")
    print(f"{PAGE} is written")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
