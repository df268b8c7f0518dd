"""How far a figure is from the exact one, in which regime, and what is promised.

A *case* is a public function beside its formula in numbers of 100 digits (mpmath), written from
the formula alone. Both get the same stored doubles, so that the exact figure is well defined
also where the problem is ill-conditioned. A *regime* is a kind of numbers: ordinary ones, huge
ones, ones that differ in their last digits only. `tools/measure_accuracy.py` prints the largest
error of each family and regime; the tests beside this file hold each case to its limit.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
from numpy.typing import NDArray

from kinerja.errors import InputError

exact = mpmath.mp.clone()
exact.dps = 100
number = exact.mpf

REGIMES = {
    "ordinary": "values from 1 to 100",
    "far": "values far from 0 with a spread of about 1",
    "large": "ordinary values times 1e150",
    "huge": "ordinary values times 1e300",
    "small": "ordinary values times 1e-150",
    "tiny": "ordinary values times 1e-300",
    "smallest": "the fewest values that the function takes",
    "tied": "few different values, so that ties are everywhere",
    "alike": "columns that are nearly a sum of others",
    "weights": "weights from 1e-12 to 1e12",
}
SCALE = {"large": 1e150, "huge": 1e300, "small": 1e-150, "tiny": 1e-300}
ORDINARY = 1e-12
"""Relative error that is promised where nothing else is said."""


def numbers(x: Any) -> Any:
    """The doubles of an array as exact numbers, in nested lists."""
    x = np.asarray(x, dtype=np.float64)
    return [numbers(row) for row in x] if x.ndim else number(float(x))


def columns(x: Any) -> list[list[Any]]:
    return [list(column) for column in zip(*numbers(x), strict=True)]


def rows(table: Iterable[Iterable[Any]]) -> list[list[Any]]:
    """Columns turned into rows."""
    return [list(row) for row in zip(*table, strict=True)]


def total(values: Iterable[Any]) -> Any:
    return exact.fsum(values)


def mean(values: Sequence[Any]) -> Any:
    return total(values) / len(values)


def moment(x: Sequence[Any], y: Sequence[Any] | None = None) -> Any:
    """Σ(x − x̄)(y − ȳ)."""
    y = x if y is None else y
    a, b = mean(x), mean(y)
    return total((u - a) * (v - b) for u, v in zip(x, y, strict=True))


def dot(x: Iterable[Any], y: Iterable[Any]) -> Any:
    return total(a * b for a, b in zip(x, y, strict=True))


def solved(a: Sequence[Sequence[Any]], b: Sequence[Any]) -> list[Any]:
    return list(exact.lu_solve(exact.matrix(a), exact.matrix(list(b))))


def error(got: Any, true: Any, floor: float) -> float:
    """Largest error relative to the true figure, or to `floor` times the largest of them all.

    NaN stands for a figure that is not there, and must stand in both.
    """
    ours = np.asarray(got, dtype=np.float64).ravel().tolist()
    theirs: list[Any] = []

    def flat(part: Any) -> None:
        if isinstance(part, list | tuple):
            for one in part:
                flat(one)
        else:
            theirs.append(exact.convert(part))

    flat(true)
    assert len(ours) == len(theirs), (len(ours), len(theirs))
    known = [abs(t) for t in theirs if not exact.isnan(t)]
    size = max(known, default=number(0))
    worst = 0.0
    for our, their in zip(ours, theirs, strict=True):
        if exact.isnan(their) or np.isnan(our):
            away = 0.0 if exact.isnan(their) and np.isnan(our) else np.inf
        elif not np.isfinite(our):
            away = 0.0 if exact.isinf(their) and (our > 0) == (their > 0) else np.inf
        else:
            scale = max(abs(their), floor * size)
            gap = abs(number(our) - their)
            away = 0.0 if gap == 0 else float(gap / scale) if scale else np.inf
        worst = max(worst, away)
    return worst


@dataclass(frozen=True)
class Case:
    """One public function beside its formula."""

    name: str
    draw: Callable[[str, np.random.Generator], tuple[Any, ...]]
    ours: Callable[..., Any]
    true: Callable[..., Any]
    regimes: tuple[str, ...]
    limit: float = ORDINARY
    limits: Mapping[str, float] = field(default_factory=dict)
    """Of the regimes in which another limit is promised."""
    refused: tuple[str, ...] = ()
    """Regimes whose numbers are refused in words."""
    floor: float = 0.0
    """Figures that are differences of larger ones are judged against this much of the largest."""

    def worst(self, regime: str, draws: int) -> float:
        """Largest error over problems drawn anew; 0 where each is refused, as promised."""
        largest = 0.0
        for seed in range(draws):
            problem = self.draw(regime, np.random.default_rng([seed, *regime.encode()]))
            if regime in self.refused:
                try:
                    self.ours(*problem)
                except InputError:
                    continue
                raise AssertionError(f"{self.name}, {regime}: not refused")
            with np.errstate(divide="raise", over="raise", invalid="raise"):
                ours = self.ours(*problem)
            largest = max(largest, error(ours, self.true(*problem), self.floor))
        return largest

    def promised(self, regime: str) -> float:
        return 0.0 if regime in self.refused else self.limits.get(regime, self.limit)


class Family:
    """The cases of one subject, which share how problems are drawn."""

    def __init__(
        self,
        name: str,
        draw: Callable[[str, np.random.Generator], tuple[Any, ...]],
        regimes: Iterable[str] = REGIMES,
    ) -> None:
        self.name, self.draw, self.regimes = name, draw, tuple(regimes)
        self.cases: list[Case] = []

    def case(
        self, name: str, ours: Callable[..., Any], *, without: Iterable[str] = (), **promise: Any
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Enter the decorated formula as the true figures of `ours`."""

        def enter(true: Callable[..., Any]) -> Callable[..., Any]:
            draw = promise.pop("draw", self.draw)
            regimes = promise.pop("regimes", self.regimes)
            kept = tuple(r for r in regimes if r not in without)
            self.cases.append(Case(name, draw, ours, true, kept, **promise))
            return true

        return enter

    def trials(self) -> list[tuple[Case, str]]:
        return [(case, regime) for case in self.cases for regime in case.regimes]


def families() -> list[tuple[Family, str]]:
    """Every family, in the order of the files, and the name of the file that holds it."""
    return [
        (one, path.name)
        for path in sorted(Path(__file__).parent.glob("test_*_exact.py"))
        for one in vars(importlib.import_module(path.stem)).values()
        if isinstance(one, Family)
    ]


def named(trial: Any) -> str:
    return trial.name if isinstance(trial, Case) else str(trial)


def hold(case: Case, regime: str, draws: int = 4) -> None:
    """What a test of a case says."""
    worst, limit = case.worst(regime, draws), case.promised(regime)
    assert worst <= limit, f"{case.name}, {regime}: {worst:.1e} where {limit:.0e} is promised"


def matrix(
    regime: str,
    rng: np.random.Generator,
    *,
    far: float = 1e9,
    fewest: int = 2,
    signed: bool = False,
) -> NDArray[np.float64]:
    """Rows by columns, irregular, in a regime.

    Functions that judge equality at twelve digits need a spread that these show: there `far` is
    1e9. The others take 1e15, where a spread of 1 is eight doubles.
    """
    n, k = int(rng.integers(5, 9)), int(rng.integers(3, 5))
    if regime == "smallest":
        n = fewest
    x = np.exp(rng.uniform(0.0, np.log(100.0), (n, k)))
    if signed:
        x *= rng.choice([-1.0, 1.0], (n, k))
    if regime == "far":
        return far + np.round(x / 50.0, 2)
    if regime == "tied":
        x = rng.choice([3.0, 7.0, 7.5], (n, k))
        x[0], x[1] = 3.0, 7.5
        x[:, 0] = np.where(np.arange(n) % 2, 7.0, 7.5)
        return x
    if regime == "alike":
        x[:, -1] = x[:, :-1].sum(axis=1) * (1.0 + 1e-7 * rng.uniform(-1.0, 1.0, n))
    return x * SCALE.get(regime, 1.0)


def weights(regime: str, rng: np.random.Generator, k: int) -> NDArray[np.float64]:
    if regime == "weights":
        return 10.0 ** rng.uniform(-12.0, 12.0, k)
    return rng.uniform(0.5, 4.0, k)


def quantile_of_t(df: Any, level: float = 0.95) -> Any:
    """t with P(|T| ≤ t) = level on `df`: from the incomplete beta function, by bisection."""
    key = (str(df), level)
    if key not in _QUANTILES:
        with exact.workdps(30):
            beyond = 1 - number(level)

            def outside(t: Any) -> Any:
                return (
                    exact.betainc(df / 2, number(1) / 2, 0, df / (df + t * t), regularized=True)
                    - beyond
                )

            start = float(student_t(float(df), level))
            _QUANTILES[key] = exact.findroot(outside, (start * 0.999, start * 1.001))
    return _QUANTILES[key]


_QUANTILES: dict[tuple[str, float], Any] = {}


def student_t(df: float, level: float) -> float:
    """Where the search for an exact quantile begins."""
    from scipy.special import stdtrit

    return float(stdtrit(df, 0.5 + level / 2))
