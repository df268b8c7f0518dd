"""Run the benchmarks: all of them, or the parts named on the command line.

``claims`` runs when it is named only: it repeats what other parts measure, beside every peer.
"""

import importlib
import os
import platform
import sys
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.timing import use_processor_time

HERE = Path(__file__).parent


def main() -> None:
    parts = {path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py")}
    cpu = "--cpu" in sys.argv
    if cpu:
        use_processor_time()
    chosen = [part for part in sys.argv[1:] if part != "--cpu"] or sorted(parts - {"claims"})
    unknown = [part for part in chosen if part not in parts]
    if unknown:
        sys.exit(f"unknown part {unknown[0]!r}; there are: {', '.join(sorted(parts))}")
    print(
        f"{date.today()} · Python {platform.python_version()} · numpy {np.__version__} · "  # noqa: DTZ011
        f"{os.cpu_count()} cores · {platform.machine()}{' · processor time' if cpu else ''}\n"
    )
    print("| part | measured | figure | note |\n|---|---|---|---|")
    for part in chosen:

        def report(name: str, figure: float, note: str, part: str = part) -> None:
            print(f"| {part} | {name} | {figure:.3g} | {note} |", flush=True)

        importlib.import_module(f"benchmarks.bench_{part}").run(report)


if __name__ == "__main__":
    main()
