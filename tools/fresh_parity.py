"""Draw the made-up data of the parity files again, let R work out its figures, and test on them.

    python tools/fresh_parity.py [rounds]

Figures of R stand in ``tests/parity`` beside the code that made them. This command copies the
tests, gives that code other seeds in each round (3), runs it and runs the tests that read it, so
that agreement does not rest on one draw. It needs ``Rscript`` with the packages survey, lme4,
sandwich, clubSandwich, survival and jsonlite. The checkout is never written to.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SEED = re.compile(r"(set\.seed\(|seed ?= ?)(\d+)")


class Source(NamedTuple):
    """A file of figures, and the tests that read it."""

    name: str
    script: str | None
    """The R file beside it that writes it; None where the code stands in the JSON itself."""
    tests: tuple[str, ...]


SOURCES = (
    Source("survey_designs", None, ("tests/survey/test_designs_parity.py",)),
    Source("survey_waves", None, ("tests/survey/test_waves.py",)),
    Source("impact_models", "impact_models.R", ("tests/impact",)),
    Source("rater_effects", "rater_effects.R", ("tests/ratings/test_rater_effects.py",)),
)


def figures(value: object) -> int:
    """How many numbers a JSON value holds."""
    if isinstance(value, dict):
        return sum(map(figures, value.values()))
    if isinstance(value, list):
        return sum(map(figures, value))
    return int(isinstance(value, int | float) and not isinstance(value, bool))


def run_r(code: str, folder: Path) -> str:
    script = folder / "fresh.R"
    script.write_text(code, "utf-8")
    done = subprocess.run(
        ["Rscript", script.name], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"R stopped:\n{done.stderr[-2000:]}")
    return done.stdout


def draw(source: Source, round_: int, folder: Path) -> int:
    """Write the figures of other seeds into `folder`; how many there are."""
    path = folder / f"{source.name}.json"
    stored = json.loads((ROOT / "tests" / "parity" / path.name).read_text("utf-8"))

    def shifted(match: re.Match[str]) -> str:
        return f"{match[1]}{int(match[2]) + 1000 * round_}"

    if source.script is None:
        lines = stored["r_code"]
        code = lines if isinstance(lines, str) else "\n".join(lines)
        stored["cases"] = json.loads(run_r(SEED.sub(shifted, code), folder))
        path.write_text(json.dumps(stored), "utf-8")
        return figures(stored["cases"])
    run_r(SEED.sub(shifted, (folder / source.script).read_text("utf-8")), folder)
    return figures(json.loads(path.read_text("utf-8")))


def main(rounds: int) -> int:
    """Draw, test, print a row for each file, and return 1 where a test fails."""
    if shutil.which("Rscript") is None:
        sys.exit("Rscript is not installed")
    broken = []
    print("| figures of R | rounds | figures | tests passed | failed |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        for item in ("src", "tests", "pyproject.toml"):
            origin, to = ROOT / item, Path(name, item)
            shutil.copytree(origin, to) if origin.is_dir() else shutil.copy(origin, to)
        env = os.environ | {"PYTHONPATH": str(Path(name, "src"))}
        for source in SOURCES:
            count = passed = failed = 0
            for round_ in range(1, rounds + 1):
                count += draw(source, round_, Path(name, "tests", "parity"))
                command = [
                    sys.executable,
                    "-m",
                    "pytest",
                    "-o",
                    "addopts=",
                    "-q",
                    "-p",
                    "no:cacheprovider",
                ]
                done = subprocess.run(
                    [*command, *source.tests], cwd=name, env=env, capture_output=True, text=True,
                    check=False,
                )  # fmt: skip
                passed += sum(map(int, re.findall(r"(\d+) passed", done.stdout)))
                failed += sum(map(int, re.findall(r"(\d+) (?:failed|error)", done.stdout)))
                if done.returncode:
                    broken.append(f"{source.name}, round {round_}:\n{done.stdout[-6000:]}")
            print(f"| {source.name} | {rounds} | {count} | {passed} | {failed} |", flush=True)
    print(*broken, sep="\n\n", file=sys.stderr)
    return int(bool(broken))


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
