"""Print the largest error of each family of functions in each regime, against exact arithmetic.

    python tools/measure_accuracy.py [problems]

The problems and the exact formulas are those of ``tests/numerics``; each case meets so many
problems (25) in each regime. A regime in which a family refuses its numbers in words says so.
Behind it stands the case with the largest error among those that promise twelve digits, and below
the table those that promise something else, with what they promise.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "tests" / "numerics"


def main(problems: int) -> int:
    """Measure, print, and return 1 where an error is above its limit."""
    sys.path.insert(0, str(FOLDER))
    shared = importlib.import_module("exact_figures")
    regimes = list(shared.REGIMES)
    print(f"| family | functions | {' | '.join(regimes)} |")
    print("|---" * (len(regimes) + 2) + "|")
    aside, broken = [], []
    for family, _ in shared.families():
        cells = []
        for regime in regimes:
            errors, refused = [], 0
            for case in family.cases:
                if regime not in case.regimes:
                    continue
                worst, limit = case.worst(regime, problems), case.promised(regime)
                if worst > limit:
                    broken.append(f"{case.name}, {regime}: {worst:.1e} above {limit:.0e}")
                if regime in case.refused:
                    refused += 1
                elif limit == shared.ORDINARY:
                    errors.append(worst)
                else:
                    aside.append(
                        f"| {family.name} | {case.name} | {regime} | {limit:.0e} | {worst:.0e} |"
                    )
            text = f"{max(errors):.0e}" if errors else "–"
            cells.append(text + (f" ({refused} refused)" if refused else ""))
        print(f"| {family.name} | {len(family.cases)} | {' | '.join(cells)} |", flush=True)
    print("\n| family | function | regime | promised | largest error |\n|---|---|---|---|---|")
    print("\n".join(aside))
    if broken:
        print("\nabove what is promised:", *broken, sep="\n", file=sys.stderr)
    return int(bool(broken))


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 25))
