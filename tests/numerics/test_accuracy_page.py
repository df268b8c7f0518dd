"""The page on accuracy says what the cases promise."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, log10
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from exact_figures import ORDINARY, REGIMES, Family, families

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "accuracy.md").read_text("utf-8")


FOUND = families()


def line(*cells: object) -> str:
    return f"| {' | '.join(str(c) for c in cells)} |"


def table(head: Iterable[str], rows: Iterable[str]) -> str:
    head = list(head)
    return "\n".join([line(*head), "|---" * len(head) + "|", *rows])


def power(value: float) -> str:
    return f"1e{floor(log10(value))}"


def size(problem: Any) -> float:
    first = problem[0]
    return float(np.nanmax(np.abs(np.asarray(getattr(first, "y", first), dtype=np.float64))))


def offset(family: Family) -> str:
    found = {
        floor(log10(size(case.draw("far", np.random.default_rng(1)))))
        for case in family.cases
        if "far" in case.regimes
    }
    return ", ".join(f"1e{e}" for e in sorted(found)) or "–"


def listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"


def of_families() -> str:
    rows = [
        line(
            family.name,
            len(family.cases),
            offset(family),
            listed(r for r in REGIMES if all(r not in c.regimes for c in family.cases)),
            f"`tests/numerics/{file}`",
        )
        for family, file in FOUND
    ]
    return table(("family", "figures", "far", "not tried", "held by"), rows)


def cases() -> list[tuple[str, Any]]:
    return [(family.name, case) for family, _ in FOUND for case in family.cases]


def of_less() -> str:
    rows = []
    for family, case in cases():
        promised = {
            r: case.promised(r)
            for r in case.regimes
            if r not in case.refused and case.promised(r) > ORDINARY
        }
        for limit in sorted(set(promised.values())):
            kinds = listed(r for r, v in promised.items() if v == limit)
            rows.append(line(family, f"`{case.name}`", kinds, power(limit)))
    return table(("family", "figure", "kinds", "promised"), rows)


def of_beside() -> str:
    rows = []
    for share in sorted({c.floor for _, c in cases() if c.floor}):
        names = dict.fromkeys(f"`{c.name}`" for _, c in cases() if c.floor == share)
        rows.append(line(f"{share:g}", ", ".join(names)))
    return table(("share", "figures"), rows)


def of_refused() -> str:
    rows = [
        line(family, f"`{case.name}`", listed(case.refused))
        for family, case in cases()
        if case.refused
    ]
    return table(("family", "figure", "kinds"), rows)


@pytest.mark.parametrize("made", [of_families, of_less, of_beside, of_refused])
def test_the_page_has_what_the_cases_promise(made):
    assert f"\n\n{made()}\n\n" in PAGE, f"the page should have\n{made()}"


def test_the_page_names_every_kind_of_numbers():
    rows = [line(*kind) for kind in REGIMES.items()]
    assert f"\n\n{table(('kind', 'numbers'), rows)}\n\n" in PAGE


def test_the_page_has_the_ordinary_promise():
    assert f"**{power(ORDINARY)} in every kind of numbers" in PAGE
