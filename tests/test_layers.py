"""The layers: arrows point down for every room, and no two modules import each other."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "kinerja"
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("_indicators/bands.py", "from .._competency import gaps"),  # up, between private rooms
        ("_survey/means.py", "from .._impact import times"),  # sideways
        ("_checks/_options.py", "from ..results import Result"),  # out of the floor
        ("_cupboard.py", ""),  # a room that no layer names
    ],
)
def test_a_planted_import_is_refused(tmp_path, room, line):
    shutil.copytree(SOURCE, tmp_path / "kinerja", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    planted = tmp_path / "kinerja" / room
    before = planted.read_text("utf-8") if planted.exists() else ""
    planted.write_text(f"{before}\n{line}\n", "utf-8")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path), "PATH": ""}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Arrows point down BROKEN" in done.stdout
    assert room.removesuffix(".py").replace("/", ".") in done.stdout


def imports():
    """Modules of the package that each module imports when it runs, at the top or later."""
    modules = {}
    for path in SOURCE.rglob("*.py"):
        parts = ("kinerja", *path.relative_to(SOURCE).with_suffix("").parts)
        folder = parts[:-1] if parts[-1] == "__init__" else parts
        modules[".".join(folder)] = (path, parts[:-1])
    found = {}
    for name, (path, package) in modules.items():
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):  # what only a type checker reads is no import
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                node.body = []
        found[name] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                above = package[: len(package) - node.level + 1]
                base = ".".join([*above, *filter(None, [node.module])])
                for alias in node.names:
                    whole = f"{base}.{alias.name}"
                    found[name].add(whole if whole in modules else base)
        found[name] &= modules.keys() - {name}
    return found


def circles(found):
    """Sets of modules that reach each other: those left when ends are taken off again and again."""
    left = {name: set(targets) for name, targets in found.items()}
    while True:
        reached = set().union(*left.values())
        ends = {name for name, targets in left.items() if not targets or name not in reached}
        if not ends:
            return left
        left = {name: left[name] - ends for name in left.keys() - ends}
        if not left:
            return left


def test_no_two_modules_import_each_other():
    """Nor do they in a wider circle."""
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}).keys() == {"a", "b", "c"}
    assert circles({"a": {"b"}, "b": {"c"}, "c": set()}) == {}
    assert circles(imports()) == {}


def test_array_types_are_named_in_one_room():
    again = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign)
        and ast.unparse(node.value)
        in ("NDArray[np.float64]", "NDArray[np.bool_]", "NDArray[np.int64]")
    ]
    assert {place.split(":")[0] for place in again} == {"_types.py"}, again


def test_no_function_is_longer_than_eighty_lines():
    # Counted without the docstring; a list of documented keyword arguments takes a line each.
    long = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            told = node.body[0]
            docstring = told.end_lineno - told.lineno + 1 if ast.get_docstring(node) else 0
            lines = node.end_lineno - node.lineno + 1 - docstring
            if lines > 80:
                long.append(f"{path.relative_to(SOURCE)}:{node.lineno}: {node.name}, {lines} lines")
    assert not long, "\n".join(long)
