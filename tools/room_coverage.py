"""Print the branch coverage of every room: each package or module right under `src/kinerja`.

    make coverage                     # the whole suite
    python tools/room_coverage.py tests/survey src/kinerja/survey.py src/kinerja/_survey

Python processes that tests start are counted too (`patch = subprocess` of coverage.py 7.10).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "kinerja"
GOAL = 95.0


SETTINGS = """[run]
branch = true
parallel = true
patch = subprocess
source = {source}
data_file = {folder}/data
"""


def measured(tests: list[str]) -> dict[str, dict[str, int]]:
    """Lines and branches by file, as coverage.py counts them."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        settings = Path(folder) / "coverage.ini"
        settings.write_text(SETTINGS.format(source=SOURCE, folder=folder), "utf-8")
        options = ["--cov", f"--cov-config={settings}", f"--cov-report=json:{report}"]
        subprocess.run(  # noqa: S603 - the command is written here
            [sys.executable, "-m", "pytest", "--no-header", *options, *tests],
            cwd=ROOT,
            check=False,
            stdout=subprocess.DEVNULL,
        )
        files = json.loads(report.read_text("utf-8"))["files"]
    return {name: entry["summary"] for name, entry in files.items()}


def main() -> int:
    """Measure and print; 1 where a room stays below the goal."""
    rooms: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    worst: dict[str, tuple[float, str]] = {}
    for name, summary in measured(sys.argv[1:]).items():
        inside = (ROOT / name).resolve().relative_to(SOURCE)
        room = inside.parts[0]
        for key in ("covered_branches", "num_branches", "covered_lines", "num_statements"):
            rooms[room][key] += summary[key]
        if summary["num_branches"]:
            share = 100 * summary["covered_branches"] / summary["num_branches"]
            worst[room] = min(worst.get(room, (101.0, "")), (share, inside.as_posix()))
    print("| room | branches | covered, % | lines, % | least covered file |\n|---|---|---|---|---|")  # noqa: T201
    below = False
    for room, sums in sorted(rooms.items()):
        if not sums["num_branches"]:
            continue
        branches = 100 * sums["covered_branches"] / sums["num_branches"]
        lines = 100 * sums["covered_lines"] / sums["num_statements"]
        share, file = worst[room]
        below |= branches < GOAL
        print(  # noqa: T201
            f"| `{room.removesuffix('.py')}` | {sums['num_branches']} | {branches:.1f} | "
            f"{lines:.1f} | `{file}` {share:.0f} % |"
        )
    return int(below)


if __name__ == "__main__":
    raise SystemExit(main())
