"""Change the code of a room in small ways, one at a time, and see whether a test notices.

    python tools/mutate.py _survey [--sample 300] [--seed 1] [--jobs 1] [--seconds 15]
                                   [--files '*/bound.py'] [--tests tests/test_solve.py] [--out FILE]

A room is a private package or module of ``src/kinerja``. mutmut makes the mutants, in a copy of the
tree in a temporary folder, and switches them on one by one in a fork that has everything imported;
the checkout is never written to. Without ``--sample`` every mutant is tried, else so many drawn at
random, and the share killed has its 95 % interval (Clopper and Pearson). Survivors are printed as
they are found, as a diff with file and line. ``--files`` keeps the mutants of some files,
``--mutants`` those of these names (as ``--out`` writes them, or their last part), ``--tests`` runs
other tests than those of the table, and ``--out`` writes every mutant and what became of it as
JSON.

What counts. A mutant is killed when a test fails under it, or its test module can no longer be
imported. One that runs out of time counts as killed and is listed apart. One that no test reaches
counts as a survivor. Each mutant is tried by the tests that reach its function, quickest first,
until ``--seconds`` of them are used up by the times of the clean run; a survivor that slower tests
reach too says how many were left out. Its limit is 20 s and four times what its tests take, of
processor time.

What is left out. mutmut changes the bodies of functions and methods. Decorated ones (properties
and cached functions among them) stay as they are, and so does what stands at the level of a module
or class: constants, tables, fields, defaults of frozen definitions. The last lines of the output
name them. Doctests of a room run with its tests, gathered into a file of the copy. Examples of
hypothesis are fewer (profile "mutation" of ``tests/conftest.py``).
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import fnmatch
import hashlib
import importlib
import io
import json
import math
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
KILLED = (1, 2, 3)  # a test failed; a test module could not be imported; pytest itself broke
NO_TESTS = (5, 33)
OUT_OF_TIME = (-24, 24, 36, 152, 255)
DOOR = "steady"
DOCTESTS = "tests/test_examples_in_docstrings.py"
MADE = Path(tempfile.gettempdir()) / "kinerja-mutants-made"
"""Mutants of files, kept from run to run: making those of a large room takes minutes."""


@dataclass(frozen=True)
class Room:
    """Tests that a room is tried with, and those that cannot run inside a fork, with the reason."""

    tests: tuple[str, ...]
    without: dict[str, str] | None = None
    examples: int = 20
    """Examples of hypothesis for each test that does not ask for a number of its own."""
    but: dict[str, str] | None = None
    """Words that the names of tests left out have (an engine, say), with the reason."""
    unchanged: dict[str, str] | None = None
    """Files of the room that are not changed, since none of these tests runs them."""


ANEW = "it starts Python anew, where no change is switched on"


def named(*rooms: str) -> tuple[str, ...]:
    """Tests that each argument of a room is refused, and told of a result, by its own name."""
    tests = {
        "arguments": "test_an_impossible_argument_is_refused_by_its_own_name",
        "options": "test_options_are_told_by_the_names_of_the_arguments_as_they_were_given",
    }
    return tuple(
        f"tests/hostile/test_named_{file}.py::{test}[{room}]"
        for file, test in tests.items()
        for room in rooms
    )


COMMANDS = tuple(
    f"tests/sheets/test_command{name}.py"
    for name in (
        "s",
        "_answers",
        "_cards",
        "_forms",
        "_headings",
        "_lists",
        "_options",
        "_refusals",
        "_report",
    )
)

ROOMS = {
    "_solve": Room(
        (
            "tests/test_solve.py",
            "tests/test_solve_bounds.py",
            "tests/test_solve_ladder.py",
            "tests/test_solve_refined.py",
        )
    ),
    "_aggregate": Room(("tests/test_combine.py", "tests/test_aggregation.py")),
    "_balancing": Room(
        ("tests/balancing",),
        without={
            f"tests/balancing/test_tasks.py::{name}": "a search of minutes when calls are counted"
            for name in (
                "test_order_and_unit_do_not_matter",
                "test_published_guarantees",
                "test_divisions_made_to_fit_are_found_again",
                "test_the_bound_rises_above_the_mean_load",
                "test_the_same_input_gives_the_same_plan",
            )
        },
        examples=6,
    ),
    "_scoring": Room(
        (
            "tests/test_scoring.py",
            "tests/test_aggregation.py",
            "tests/test_coalitions.py",
            "tests/test_compare.py",
            "tests/test_explain.py",
            "tests/test_index.py",
            "tests/test_letters.py",
            "tests/test_next_grade.py",
            "tests/test_provenance.py",
            "tests/test_recognize.py",
            "tests/test_scoring_arguments.py",
            "tests/test_scoring_refusals.py",
            "tests/test_scoring_results.py",
            "tests/test_scoring_words.py",
            "tests/test_sensitivity.py",
            "tests/test_small_counts.py",
            "tests/test_trend.py",
        )
    ),
    "_competency": Room(
        ("tests/competency",),
    ),
    "_definitions": Room(
        (
            "tests/test_definition_base.py",
            "tests/test_definition_files.py",
            "tests/test_definition_schemas.py",
        )
    ),
    "_checks": Room(
        (
            "tests/test_checks.py",
            "tests/test_checks_kinds.py",
            "tests/test_array_sentences.py",
            "tests/test_label_sentences.py",
            "tests/test_option_sentences.py",
            "tests/test_table_sentences.py",
            "tests/test_labels.py",
            "tests/test_floor_names.py",
            "tests/test_floor_hostile.py",
            "tests/test_hostile_kinds.py",
            "tests/test_hostile_leftovers.py",
        ),
        without={
            "tests/test_labels.py::test_labels_that_differ_in_case_only_are_told": (
                "mutmut stands between the caller and the function"
            )
        },
        examples=10,
    ),
    "_results": Room(
        (
            "tests/test_results.py",
            "tests/test_results_json.py",
            "tests/test_results_kept.py",
            "tests/test_results_room.py",
            "tests/test_results_shown.py",
            "tests/test_axes.py",
            "tests/test_data_prints.py",
            "tests/test_provenance.py",
            "tests/test_small_cells.py",
            "tests/test_small_counts.py",
            "tests/test_every_result.py",
        ),
        examples=6,
    ),
    "_indicators": Room(
        (
            "tests/test_indicators.py",
            "tests/test_indicators_details.py",
            "tests/test_indicators_sentences.py",
            "tests/test_indicators_tables.py",
            "tests/test_definition_files.py",
            "tests/sheets/test_card_faults.py",
            "tests/sheets/test_card_files.py",
        ),
    ),
    "_impact": Room(
        ("tests/impact", *named("impact")),
        without={
            f"tests/impact/{name}": "a simulation of half a minute"
            for name in (
                "test_impact.py::test_intervals_cover_known_differences",
                "test_impact_planning.py::test_power_is_what_the_test_has",
                "test_impact_planning.py::test_series_has_the_power_that_it_says",
                "test_panel.py::test_intervals_cover_a_known_effect",
                "test_panel.py::test_pretrend_rejects_as_often_as_it_says",
                "test_staggered.py::test_error_is_that_of_resampled_units",
            )
        },
    ),
    "_ratings": Room(
        ("tests/ratings", *named("ratings")),
        without={
            f"tests/ratings/{name}": "a simulation of half a minute"
            for name in (
                "test_agreement.py::test_the_error_with_gaps_is_that_of_chance",
                "test_rater_effects.py::test_known_effects_are_recovered_with_their_coverage",
            )
        },
    ),
    "schemes": Room(
        (
            "tests/schemes",
            *named("schemes", "schemes.allowance", "schemes.discipline", "schemes.ip_asn"),
            *named("schemes.organisation", "schemes.skm", "schemes.skp", "schemes.staffing"),
            *named("schemes.talent"),
        )
    ),
    "_staffing": Room(
        (
            "tests/test_staffing.py",
            "tests/test_staffing_laws.py",
            "tests/test_staffing_posts_refused.py",
            "tests/test_staffing_refusals.py",
            "tests/test_staffing_results.py",
        ),
    ),
    "_sheets": Room(
        (
            "tests/test_broken_files.py",
            "tests/sheets/test_bad_files.py",
            "tests/sheets/test_card_faults.py",
            "tests/sheets/test_card_files.py",
            "tests/sheets/test_csv_bulk.py",
            "tests/sheets/test_csv_details.py",
            "tests/sheets/test_dates_of_sheets.py",
            "tests/sheets/test_headings_of_lines.py",
            "tests/sheets/test_messy_workbooks.py",
            "tests/sheets/test_notes_of_reading.py",
            "tests/sheets/test_parquet_files.py",
            "tests/sheets/test_reading_details.py",
            "tests/sheets/test_refusals_in_full.py",
            "tests/sheets/test_sheet_object.py",
            "tests/sheets/test_small_differences.py",
            "tests/sheets/test_workbook_parts.py",
            "tests/sheets/test_writing.py",
            "tests/sheets/test_writing_details.py",
        ),
        without={
            "tests/sheets/test_writing.py::test_a_file_that_may_not_grow": ANEW,
        },
    ),
    "_report": Room(
        ("tests/report",),
        without={"tests/report/test_browser.py": "a browser of its own reads what is on the disk"},
    ),
    "_plotting": Room(
        ("tests/plotting",),
        without={"tests/plotting/test_svg.py::test_nothing_heavy_at_import": ANEW},
    ),
    "_frames": Room(
        ("tests/frames", *named("frames")),
        without={"tests/frames/test_frames_imports.py": ANEW},
        but={
            "dask": "the figure is to be the same wherever it is drawn, with it or without",
            "spark": "Java takes seconds to start, for each change anew",
            "ibis": "the figure is to be the same wherever it is drawn, with it or without",
            "postgres": "a server of its own takes seconds to start, for each change anew",
            "mariadb": "a server of its own takes seconds to start, for each change anew",
        },
        examples=6,
        unchanged={
            f"{name}_engine.py": "its tests are left out" for name in ("dask", "ibis", "spark")
        },
    ),
    "_commands": Room(
        (*COMMANDS, "tests/test_main.py"),
    ),
    "_cli": Room(
        (
            "tests/test_main.py",
            "tests/test_terminal.py",
            "tests/report/test_page_of_the_sample.py",
            "tests/report/test_sample_report.py",
        ),
    ),
    "_survey": Room(
        ("tests/survey",),
        {
            "tests/survey/test_survey_limits.py::test_a_warning_points_at_the_line_that_asked": (
                "mutmut stands between the caller and the function"
            )
        },
    ),
}


def room_of(name: str) -> Room:
    """Tests of a room: from the table, else the folder or the files that bear its name."""
    if name in ROOMS:
        return ROOMS[name]
    word = name.strip("_")
    found = [ROOT / "tests" / word] if (ROOT / "tests" / word).is_dir() else []
    found += sorted((ROOT / "tests").glob(f"test_{word}*.py"))
    if not found:
        sys.exit(f"no tests bear the name of {name}: add a line to ROOMS in tools/mutate.py")
    return Room(tuple(path.relative_to(ROOT).as_posix() for path in found))


def sources(name: str, pattern: str) -> list[Path]:
    """Files of the room, relative to the tree."""
    package = ROOT / "src" / "kinerja" / name
    files = sorted(package.rglob("*.py")) if package.is_dir() else [package.with_suffix(".py")]
    kept = [path.relative_to(ROOT) for path in files if path.is_file()]
    kept = [path for path in kept if fnmatch.fnmatch(path.as_posix(), pattern)]
    unchanged = room_of(name).unchanged or {}
    kept = [path for path in kept if path.name not in unchanged]
    return kept or sys.exit(f"src/kinerja has no {name}, or none of its files fits {pattern}")


def copy_tree(folder: Path) -> None:
    """Lay the sources into `folder`, and the whole tree into ``folder/mutants``."""
    skip = shutil.ignore_patterns(
        *("__pycache__", ".*", "_build", "mutants", "dist", "build", "*.egg-info")
    )
    shutil.copytree(ROOT / "src", folder / "src", ignore=skip)
    shutil.copytree(ROOT, folder / "mutants", ignore=skip)
    for path in (folder / "src").rglob("*.py"):
        text = path.read_text("utf-8")
        if f"@{DOOR}" in text:
            path.write_text(behind_the_door(text), "utf-8")


def behind_the_door(text: str) -> str:
    r"""Put public functions behind their door at the end of a module: mutmut skips decorated ones.

    >>> behind_the_door("@steady\ndef f(): ...\n")
    '\ndef f(): ...\nf = steady(f)\n'
    """
    lines, names = text.splitlines(), []
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            doors = [x for x in node.decorator_list if ast.unparse(x) == DOOR]
            if doors and len(node.decorator_list) == 1:
                lines[doors[0].lineno - 1] = ""
                names.append(node.name)
    return "\n".join([*lines, *(f"{name} = {DOOR}({name})" for name in names), ""])


def write_settings(folder: Path, files: list[Path], room: Room, tests: list[str]) -> None:
    """Tell mutmut what to change, and pytest what to run."""
    without = [f"--deselect={test}" for test in room.without or ()]
    settings = {
        "source_paths": ["src"],
        "only_mutate": [path.as_posix() for path in files],
        "pytest_add_cli_args": [
            *("-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:doctest"),
            *without,
            *(["-k", f"not ({' or '.join(room.but)})"] if room.but else ()),
        ],
        "pytest_add_cli_args_test_selection": tests,
        "timeout_constant": 20.0,
        "timeout_multiplier": 12.0,  # of the clock; the limit of processor time is the nearer one
    }
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    (folder / "pyproject.toml").write_text(f"[tool.mutmut]\n{lines}track_dependencies = false\n")


def write_doctests(folder: Path, files: list[Path]) -> bool:
    """Gather the doctests of the room into one test file; mutants would repeat them."""
    found = []
    for path in files:
        module = ".".join(path.relative_to("src").with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                text = ast.get_docstring(node)
                if text and ">>>" in text:
                    found.append((module, getattr(node, "name", "module"), text))
    text = f"""
import doctest, importlib, pytest
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
FOUND = {found!r}
IDS = [f"{{module}}.{{name}}" for module, name, _ in FOUND]
@pytest.mark.parametrize(("module", "name", "text"), FOUND, ids=IDS)
def test_doctest(module, name, text):
    names = dict(vars(importlib.import_module(module)))
    test = doctest.DocTestParser().get_doctest(text, names, name, module, 0)
    assert doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(test).failed == 0
"""
    (folder / "mutants" / DOCTESTS).write_text(text, "utf-8")
    return bool(found)


def make_mutants(files: list[Path]) -> dict[str, Path]:
    """Write the mutants into the copy, or take those made of the same text before.

    Returns the name of each, to the file it is in.
    """
    from mutmut.__main__ import create_mutants_for_file
    from mutmut.mutation.data import SourceFileMutationData

    out = {}
    for path in files:
        target = Path("mutants") / path
        beside = [target.with_name(target.name + end) for end in ("", ".meta", ".spans")]
        text = f"{version('mutmut')} {path}\n{path.read_text('utf-8')}"
        kept = MADE / hashlib.sha256(text.encode()).hexdigest()
        if kept.is_dir():
            for file in beside:
                shutil.copy(kept / file.name, file)
        else:
            made = create_mutants_for_file(path, target)
            if made.error:
                raise made.error
            MADE.mkdir(exist_ok=True)
            new = Path(tempfile.mkdtemp(dir=MADE))
            for file in beside:
                shutil.copy(file, new)
            with contextlib.suppress(OSError):  # another run was quicker
                new.rename(kept)
        data = SourceFileMutationData(path=path)
        data.load()
        out.update(dict.fromkeys(data.exit_code_by_key, path))
    return out


@contextlib.contextmanager
def quiet() -> Iterator[io.StringIO]:
    """Keep what pytest prints."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
        yield text


def forget_test_modules() -> None:
    """Have test modules imported anew, and caches filled anew, so that a mutant meets both."""
    tests = str(Path("mutants/tests").resolve())
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(tests):
            del sys.modules[name]
        elif name.startswith("kinerja"):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if clear is not None:
                    clear()


class Trial:
    """Runs mutants, each in a fork of this process."""

    def __init__(self, jobs: int, seconds: float) -> None:
        from mutmut.runners.harness import PytestRunner
        from mutmut.workers.isolation import ForkRunner

        class Fresh(PytestRunner):
            def run_tests(self, *, mutant_name: str | None, tests: Any) -> int:
                forget_test_modules()
                try:
                    return super().run_tests(mutant_name=mutant_name, tests=tests)
                except BaseException:  # a fork may not go on as its parent
                    # A test module that cannot be imported any longer leaves tests "not found".
                    return 2

        self.runner = ForkRunner(max_workers=jobs, test_runner=Fresh())
        self.seconds = seconds

    def learn(self) -> None:
        """Run the tests unchanged: they must pass, and tell which functions they reach."""
        from mutmut.mutation.trampoline import set_mutant_under_test
        from mutmut.state import state
        from mutmut.workers.isolation import run_in_fork_with_result

        set_mutant_under_test("stats")
        os.environ["PY_IGNORE_IMPORTMISMATCH"] = "1"
        code, text, reach, took, modules = run_in_fork_with_result(self._watched)
        if code:
            sys.exit(f"{text}\nthe tests fail without any mutant")
        if not reach:
            sys.exit("no test reaches the room")
        set_mutant_under_test("")
        state().tests_by_mangled_function_name.update(reach)
        state().duration_by_test.update(took)
        with quiet():
            for name in modules:
                with contextlib.suppress(Exception):
                    importlib.import_module(name)

    def _watched(self) -> tuple[int, str, dict[str, set[str]], dict[str, float], list[str]]:
        """Run the tests, and say what they reach and import.

        It is a fork too: a process whose libraries have started their threads cannot be forked.
        """
        from mutmut.state import state

        with quiet() as text:
            code = self.runner.collect_stats(None)
        forget_test_modules()
        return (
            code,
            text.getvalue(),
            dict(state().tests_by_mangled_function_name),
            dict(state().duration_by_test),
            [name for name, module in sys.modules.items() if getattr(module, "__file__", None)],
        )

    def tests(self, mutant: str) -> tuple[list[str], int]:
        """Tests that reach it, quickest first, as far as the seconds go; how many were left out."""
        from mutmut.state import state
        from mutmut.utils.format_utils import mangled_name_from_mutant_name

        took = state().duration_by_test
        reach = state().tests_by_mangled_function_name.get(
            mangled_name_from_mutant_name(mutant), set()
        )
        kept: list[str] = []
        spent = 0.0
        for test in sorted(reach, key=lambda test: took[test]):
            spent += took[test]
            if kept and spent > self.seconds:
                break
            kept.append(test)
        return kept, len(reach) - len(kept)

    def run(self, mutants: list[str]) -> Iterator[tuple[str, int, int]]:
        """Yield each mutant, its exit code, and the number of tests left out."""
        from mutmut.state import state

        left: dict[str, int] = {}
        self.runner.startup()
        try:
            for mutant in mutants:
                while not self.runner.has_capacity():
                    done = self.runner.wait_for_result()
                    yield done.mutant_name, done.exit_code, left[done.mutant_name]
                tests, left[mutant] = self.tests(mutant)
                took = sum(state().duration_by_test[test] for test in tests)
                self.runner.submit(mutant, tests, math.ceil(20 + 4 * took), took)
            while self.runner.pending_count():
                done = self.runner.wait_for_result()
                yield done.mutant_name, done.exit_code, left[done.mutant_name]
        finally:
            self.runner.stop_all_workers()
            self.runner.shutdown()


def shown(mutant: str, path: Path) -> str:
    """Return the changed lines, with the file and the line of the first."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.utils.format_utils import orig_function_and_class_names_from_key

    name, owner = orig_function_and_class_names_from_key(mutant)
    tree: Any = ast.parse((ROOT / path).read_text("utf-8"))
    if owner:
        tree = next(x for x in tree.body if isinstance(x, ast.ClassDef) and x.name == owner)
    # The text of a function begins with the comments above it, if there are any.
    at = next(x for x in tree.body if isinstance(x, ast.FunctionDef) and x.name == name).lineno
    lines = get_diff_for_mutant(mutant, path=path).splitlines()
    changed, first, now = [], 0, 0
    above = (ROOT / path).read_text("utf-8").splitlines()[: at - 1]
    while above and above[-1].lstrip().startswith(("#", "@")):
        above.pop()
    for line in lines[2:]:
        if line.startswith("@@"):
            now = int(line.split()[1].split(",")[0].lstrip("-"))
        elif line.startswith(("-", "+")):
            first = first or now
            changed.append(f"    {line}")
            now += line.startswith("-")
        else:
            now += 1
    number = mutant.rpartition("_")[2]
    where = f"{path.as_posix()}:{len(above) + first}"
    return "\n".join([f"{where} in {f'{owner}.' if owner else ''}{name}, {number}", *changed])


def interval(killed: int, total: int) -> tuple[float, float]:
    """Clopper and Pearson's interval of 95 %."""
    from scipy.special import betaincinv

    low = betaincinv(killed, total - killed + 1, 0.025) if killed else 0.0
    high = betaincinv(killed + 1, total - killed, 0.975) if killed < total else 1.0
    return float(low), float(high)


def left_out(files: list[Path]) -> str:
    """Say which functions mutmut leaves out, and how much stands outside of functions."""
    decorated, outside = [], 0
    for path in files:
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        for owner in (tree, *(x for x in tree.body if isinstance(x, ast.ClassDef))):
            for node in owner.body:
                if isinstance(node, ast.FunctionDef):
                    names = [ast.unparse(x) for x in node.decorator_list]
                    if names and names not in (["staticmethod"], ["classmethod"], [DOOR]):
                        decorated.append(f"{path.stem}.{node.name}")
                elif isinstance(node, ast.Assign | ast.AnnAssign):
                    outside += node.value is not None
    return (
        f"left out: {len(decorated)} decorated functions ({', '.join(decorated) or 'none'}) "
        f"and {outside} values at the level of a module or class"
    )


def chosen(names: list[str], options: argparse.Namespace) -> list[str]:
    """Return the mutants to try."""
    if options.mutants:
        found = [name for name in names if {name, name.rpartition(".")[2]} & set(options.mutants)]
        if not found:
            raise SystemExit(f"no mutant of {options.room} is called {options.mutants[0]}")
        return found
    if options.sample and options.sample < len(names):
        return random.Random(options.seed).sample(sorted(names), options.sample)
    return names


def trial(options: argparse.Namespace, files: list[Path], room: Room) -> None:
    """Try the mutants of the copy in the present folder, and print what became of them."""
    made = make_mutants(files)
    names = chosen(list(made), options)
    trial = Trial(options.jobs, options.seconds)
    begun = time.monotonic()
    trial.learn()
    clean = time.monotonic() - begun
    say(f"{options.room}: {len(names)} of {len(made)} mutants; clean run {clean:.0f} s")
    for test, why in ((room.without or {}) | (room.but or {})).items():
        say(f"not run: {test}: {why}")
    for file, why in (room.unchanged or {}).items():
        say(f"not changed: {file}: {why}")
    killed, slow, alive, odd = [], [], [], []
    for count, (name, code, skipped) in enumerate(trial.run(names), 1):
        if code in KILLED:
            killed.append(name)
        elif code in OUT_OF_TIME:
            slow.append(name)
        elif code == 0 or code in NO_TESTS:
            alive.append(name)
            note = "no test reaches it" if code else f"{skipped} slower tests not run"
            say(
                f"survived: {shown(name, made[name])}"
                + (f"\n    ({note})" if code or skipped else "")
            )
        else:
            odd.append(f"{name} (ended with {code})")
        if count % 50 == 0:
            say(f"… {count} tried, {len(alive)} survived, {time.monotonic() - begun:.0f} s")
    for name in slow:
        say(f"out of time: {shown(name, made[name])}")
    for name in odd:
        say(f"neither: {name}")
    total = len(killed) + len(slow) + len(alive)
    low, high = interval(len(killed) + len(slow), total)
    say(
        f"{options.room}: killed {len(killed) + len(slow)} of {total} ({len(slow)} by time), "
        f"{(len(killed) + len(slow)) / total:.1%}, 95 % interval {low:.1%} to {high:.1%}; "
        f"drawn from {len(made)}, seed {options.seed}; {time.monotonic() - begun:.0f} s"
    )
    say(left_out(files))
    if options.out:
        Path(options.out).write_text(
            json.dumps({"killed": killed, "out of time": slow, "survived": alive, "neither": odd}),
            "utf-8",
        )


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - it is the output


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("room")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--files", default="*")
    parser.add_argument("--tests", nargs="*")
    parser.add_argument("--mutants", nargs="*")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if options.out:
        options.out = options.out.resolve()
    room, files = room_of(options.room), sources(options.room, options.files)
    with tempfile.TemporaryDirectory(prefix="kinerja-mutants-") as name:
        folder = Path(name).resolve()
        copy_tree(folder)
        tests = list(options.tests or room.tests)
        if write_doctests(folder, files):
            tests.append(DOCTESTS)
        write_settings(folder, files, room, tests)
        os.environ |= {"HYPOTHESIS_PROFILE": "mutation", "MUTATION_EXAMPLES": str(room.examples)}
        os.environ["PYTHONPATH"] = str(folder / "mutants" / "src")
        own = (ROOT / "src").resolve()
        sys.path[:] = [path for path in sys.path if Path(path or ".").resolve() != own]
        sys.path.insert(0, str(folder / "mutants" / "src"))
        here = Path.cwd()
        os.chdir(folder)
        try:
            trial(options, files, room)
        finally:
            os.chdir(here)


if __name__ == "__main__":
    main()
