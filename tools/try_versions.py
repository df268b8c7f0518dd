"""Run the tests on every Python and with the lowest and the newest packages.

    make versions                     # every Python found, lowest and newest
    python tools/try_versions.py 3.11 lowest

Each combination gets an environment of its own. One line a combination says what came of it.
A free-threaded Python (3.13t and later) takes what its index has for it of the packages for tests,
and runs the tests of threads, processes, copies and JSON, without its lock.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
FREE_THREADED = ("3.13t", "3.14t", "3.15t")
PACKAGES = ("lowest", "newest")
TOGETHER = [
    "tests/test_results_travel.py",
    "-k",
    "threads or joblib or definitions or copies or json",
]
LOCKED = "import sys, kinerja.scoring, kinerja.survey; sys.exit(sys._is_gil_enabled())"
LOADED = "import sys, kinerja; sys.exit('numpy' in sys.modules or 'pydantic' in sys.modules)"
VERSIONS = (
    "import numpy, pydantic, scipy; print(numpy.__version__, scipy.__version__, pydantic.VERSION)"
)


def run(*command: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the commands are written below
        [str(part) for part in command], check=False, capture_output=True, text=True, cwd=cwd
    )


def interpreter(version: str) -> str | None:
    """A Python of that version that really starts: a shim without one behind it does not."""
    found = shutil.which(f"python{version}")
    return found if found and run(found, "--version").returncode == 0 else None


def tried(python: str, packages: str, tests: list[str]) -> str:
    """What came of one combination."""
    with tempfile.TemporaryDirectory() as folder:
        run(python, "-m", "venv", folder)
        own = Path(folder) / "bin" / "python"
        limits = ("-c", ROOT / "constraints" / "lowest.txt") if packages == "lowest" else ()
        done = run(own, "-m", "pip", "install", "-q", *limits, f"{ROOT}[test]")
        if done.returncode:
            return f"not installed: {done.stderr.strip().splitlines()[-1]}"
        if run(own, "-c", LOADED).returncode:
            return "import kinerja loads numpy or pydantic"
        with_versions = run(own, "-c", VERSIONS).stdout.strip()
        out = run(own, "-m", "pytest", *tests).stdout
        last = [line for line in out.splitlines() if re.search(r"\d+ (passed|failed|error)", line)]
        failed = [line for line in out.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return "\n  ".join(
            [f"numpy, scipy, pydantic {with_versions}: {(last or ['?'])[-1]}", *failed]
        )


def without_lock(python: str) -> str:
    """What came of a Python without its global lock."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wheels = ("pip", "install", "-q", "--only-binary", ":all:")
    with tempfile.TemporaryDirectory() as folder:
        run(python, "-m", "venv", folder)
        own = Path(folder) / "bin" / "python"
        if run(own, "-m", *wheels, *needed["dependencies"]).returncode:
            return "not installed: a dependency has no wheel for it"
        tests = needed["optional-dependencies"]["test"]
        missing = [name for name in tests if run(own, "-m", *wheels, name).returncode]
        run(own, "-m", "pip", "install", "-q", "--no-deps", ROOT)
        if run(own, "-c", LOCKED).returncode:
            return "a package that kinerja needs takes the lock back"
        with_versions = run(own, "-c", VERSIONS).stdout.strip()
        out = run(own, "-m", "pytest", "-n0", "-o", "addopts=", *TOGETHER).stdout
        left = f"; without {', '.join(missing)}" if missing else ""
        return f"numpy, scipy, pydantic {with_versions}{left}: {out.strip().splitlines()[-1]}"


def main() -> int:
    wanted = sys.argv[1:]
    every = (*PYTHONS, *FREE_THREADED)
    pythons = [name for name in every if name in wanted] or every
    packages = [name for name in PACKAGES if name in wanted] or PACKAGES
    tests = [name for name in wanted if name not in (*every, *PACKAGES)]
    bad = False
    for version in pythons:
        python = interpreter(version)
        if python is None:
            print(f"Python {version}: not on this machine")  # noqa: T201
            continue
        if version in FREE_THREADED:
            said = without_lock(python)
            bad |= " passed" not in said or "failed" in said or "error" in said
            print(f"Python {version}: {said}", flush=True)  # noqa: T201
            continue
        for kind in packages:
            said = tried(python, kind, tests)
            bad |= " passed" not in said or "failed" in said or "error" in said
            print(f"Python {version}, {kind}: {said}", flush=True)  # noqa: T201
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
