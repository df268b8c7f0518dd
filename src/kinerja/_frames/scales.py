"""Scales as nodes: what `Scale.write_points` does to a column, said once more for engines.

Each scale says what its values must be (the faults), how they become points, where it cuts them,
and between which points it stays: what cannot happen need not be looked for in every row.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .._indicators.curves import Logistic, LogNormal
from .._indicators.scale import FULL_MARKS, Scale, log_ratio
from .._indicators.steps import Steps
from .._indicators.straight import Identity, Linear, Log, Piecewise
from .._indicators.targets import Target
from .expressions import LARGEST, NULL, Node, any_of, case, clip, exp, ln, magnitude
from .normal import distribution
from .programs import Program

_EXPONENT = 700.0
"""exp beyond ±700 leaves the floats that strict databases hold."""


@dataclass(frozen=True, slots=True)
class Points:
    """What a column earns."""

    value: Node
    cut: Node | None = None
    """Condition: the scale cut the value; None where it never does."""


def bisect(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Smallest float for which `holds`, which is false at `low` and true at `high`."""
    a, b = _order(low), _order(high)
    while b - a > 1:
        middle = (a + b) // 2
        if holds(_float(middle)):
            b = middle
        else:
            a = middle
    return _float(b)


def _order(x: float) -> int:
    """Place of a float among all floats in ascending order."""
    bits = int(np.array(x, dtype=np.float64).view(np.int64))
    return bits if bits >= 0 else -(bits & 0x7FFFFFFFFFFFFFFF)


def _float(order: int) -> float:
    bits = order if order >= 0 else -order | -0x8000000000000000
    return float(np.array(bits, dtype=np.int64).view(np.float64))


def demand(scale: Scale) -> Literal["not_positive", "negative"] | None:
    """Code of the fault of a value that the scale cannot have: not_positive, negative or none."""
    if isinstance(scale, Log):
        return "not_positive"
    if isinstance(scale, LogNormal):
        return "negative"
    if isinstance(scale, Target) and scale.cost == "ratio":
        return "negative" if scale.cap is not None else "not_positive"
    return None


def faulty(scale: Scale, x: Node) -> tuple[Literal["not_positive", "negative"], Node] | None:
    """The fault, and the condition that a value has it."""
    code = demand(scale)
    if code is None:
        return None
    return code, (x < 0.0 if code == "negative" else x <= 0.0)


def _earned(scale: Scale, x: float) -> float:
    raw, out = np.array([x]), np.empty(1)
    with np.errstate(all="ignore"):
        scale.write_points(raw, out)
    return float(out[0])


def limits(scale: Scale) -> tuple[float | None, float | None]:
    """Raw values beyond which the points are too large for a float64; None where there are none."""
    if scale.relative:
        return None, None
    low, high = -LARGEST, LARGEST
    if demand(scale) is not None:
        low = 5e-324 if demand(scale) == "not_positive" else 0.0
    inside = _inner(scale)

    def gone(x: float) -> bool:
        return not math.isfinite(_earned(scale, x))

    upper = None if not gone(high) else math.nextafter(bisect(gone, inside, high), -math.inf)
    lower = None if not gone(low) else bisect(lambda x: not gone(x), low, inside)
    return lower, upper


def _inner(scale: Scale) -> float:
    """A raw value that earns points for certain."""
    if isinstance(scale, Linear | Log):
        return scale.worst
    if isinstance(scale, Target):
        return scale.target
    if isinstance(scale, Piecewise):
        return scale.points[0][0]
    if isinstance(scale, LogNormal):
        return scale.median
    return scale.midpoint if isinstance(scale, Logistic) else 0.0


def reach(
    scale: Scale, valid_range: tuple[float | None, float | None] | None
) -> tuple[float, float]:
    """Points that the scale cannot leave, for values inside the valid range."""
    low, high = -math.inf, math.inf
    if isinstance(scale, Linear | Log):
        if scale.clip:
            low, high = scale.low, scale.high
    elif isinstance(scale, LogNormal | Logistic):
        low, high = scale.low, scale.high
    elif isinstance(scale, Steps):
        low, high = min(scale.points), max(scale.points)
    elif isinstance(scale, Piecewise):
        if not scale.extrapolate:
            heights = [points for _, points in scale.points]
            low, high = min(heights), max(heights)
    elif isinstance(scale, Target):
        low = -math.inf if scale.floor is None else scale.floor
        high = math.inf if scale.cap is None else scale.cap
        if scale.cost == "ratio":
            low = max(low, min(0.0, high))
    if valid_range is not None and scale.lower_is_better is not None:
        ends = [None if x is None else _at(scale, x) for x in valid_range]
        if scale.lower_is_better:
            ends.reverse()
        if ends[0] is not None:
            low = max(low, ends[0])
        if ends[1] is not None:
            high = min(high, ends[1])
    return low, high


def _at(scale: Scale, x: float) -> float | None:
    try:
        value = float(scale.apply(x))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def points(
    scale: Scale, x: Node, program: Program, *, cuts: bool, target: Node | None = None
) -> Points:
    """Points of a clean column: null where the value is missing or impossible."""
    if isinstance(scale, Identity):
        return Points(x)
    if isinstance(scale, Linear):
        return _linear(scale, x, cuts=cuts)
    if isinstance(scale, Log):
        return _log(scale, x, program, cuts=cuts)
    if isinstance(scale, Target):
        return _target(scale, x, target, program)
    if isinstance(scale, Piecewise):
        return _piecewise(scale, x)
    if isinstance(scale, Steps):
        return Points(case([(x.there, stairs(x, scale))]))
    if isinstance(scale, LogNormal):
        z = program.name(case([(x > 0.0, ln(case([(x > 0.0, x)], 1.0)) - math.log(scale.median))]))
        share = program.name(distribution(z * (-1.0 / scale.sigma), program))
        value = scale.low + share * (scale.high - scale.low)
        return Points(case([(x > 0.0, value), (x.there, scale.high)]))
    if isinstance(scale, Logistic):
        return Points(_logistic(scale, x, program))
    return Points(NULL)  # a relative scale without a single value to be anchored on


def _linear(scale: Linear, x: Node, *, cuts: bool) -> Points:
    span = scale.best - scale.worst
    rise = scale.high - scale.low
    if not scale.clip:
        return Points((x - scale.worst) / span * rise + scale.low)
    low, high = min(scale.worst, scale.best), max(scale.worst, scale.best)
    # Cut before anything is computed: a strict engine would fail where the product overflows.
    inside = clip(x, low, high)
    value = (inside - scale.worst) / span * rise + scale.low
    if not cuts:
        return Points(value)
    edges = sorted((scale.worst, scale.best))

    def beyond(v: float) -> bool:
        with np.errstate(over="ignore"):
            t = float(np.divide(np.subtract(v, scale.worst), span))
        return t < 0.0 or t > 1.0

    below = math.nextafter(bisect(lambda v: not beyond(v), -LARGEST, edges[0]), -math.inf)
    above = bisect(beyond, edges[1], LARGEST)
    return Points(value, any_of([x <= below, x >= above]))


def _log(scale: Log, x: Node, program: Program, *, cuts: bool) -> Points:
    rate = log_ratio(scale.best, scale.worst)
    safe = case([(x > 0.0, x)], 1.0)
    t = program.name(case([(x > 0.0, (ln(safe) - math.log(scale.worst)) / rate)]))
    inside = clip(t, 0.0, 1.0) if scale.clip else t
    value = inside * (scale.high - scale.low) + scale.low
    if not (cuts and scale.clip):
        return Points(value)
    low, high = sorted((scale.worst, scale.best))

    def beyond(v: float) -> bool:
        t = float(np.log(np.divide(v, scale.worst)) / rate)
        return t < 0.0 or t > 1.0

    below = math.nextafter(_edge(lambda v: not beyond(v), 5e-324, low), -math.inf)
    above = _edge(beyond, high, LARGEST)
    return Points(value, any_of([x <= below, x >= above]))


def _edge(holds: Callable[[float], bool], low: float, high: float) -> float:
    """`bisect`, where the far end may hold already or never."""
    with np.errstate(all="ignore"):
        if holds(low):
            return low
        return bisect(holds, low, high)


def _target(scale: Target, x: Node, target: Node | None, program: Program) -> Points:
    against: Node | float = scale.target if target is None else target
    if scale.cost == "ratio":
        if scale.cap is None:
            raw = against / case([(x > 0.0, x)]) * FULL_MARKS
        elif scale.cap <= 0.0:
            return Points(case([(x.there, scale.cap)]), x.there)
        else:
            # Results so small that they earn the cap twice over need not be divided by.
            least_raw = against * (FULL_MARKS / (2.0 * scale.cap))
            floor_raw = program.name(least_raw) if isinstance(least_raw, Node) else least_raw
            safe = case([(x < floor_raw, floor_raw)], x)
            raw = against / safe * FULL_MARKS
    else:
        share = x / against
        raw = (2.0 - share if scale.cost == "linear" else share) * FULL_MARKS
    if scale.floor is None and scale.cap is None:
        return Points(raw)
    raw = program.name(raw)
    cut = [raw < scale.floor] if scale.floor is not None else []
    cut += [raw > scale.cap] if scale.cap is not None else []
    return Points(clip(raw, scale.floor, scale.cap), any_of(cut))


def _piecewise(scale: Piecewise, x: Node) -> Points:
    at = [knot for knot, _ in scale.points]
    value = lines(x, scale.points, extrapolate=scale.extrapolate)
    cut = None if scale.extrapolate else any_of([x < at[0], x > at[-1]])
    return Points(case([(x.there, value)]), cut)


def lines(x: Node, knots: Sequence[tuple[float, float]], *, extrapolate: bool = False) -> Node:
    """Straight lines between knots, found by halving; `x` must not be null."""

    def segment(i: int) -> Node:
        (a, low), (b, high) = knots[i], knots[i + 1]
        return low + (x - a) * ((high - low) / (b - a)) if high != low else _constant(low)

    def between(i: int, j: int) -> Node:
        """Lines from knot i to knot j."""
        if j - i == 1:
            return segment(i)
        middle = (i + j) // 2
        return case([(x < knots[middle][0], between(i, middle))], between(middle, j))

    inner = between(0, len(knots) - 1)
    if extrapolate:
        return inner
    (first, low), (last, high) = knots[0], knots[-1]
    return case([(x <= first, low), (x >= last, high)], inner)


def _constant(value: float) -> Node:
    from .expressions import number

    return number(value)


def stairs(x: Node, scale: Steps) -> Node:
    """Points of the step that a value stands on, found by halving; `x` must not be null."""

    def between(i: int, j: int) -> Node:
        """Steps i to j, both included."""
        if i == j:
            return _constant(scale.points[i])
        middle = (i + j) // 2
        edge = scale.thresholds[middle]
        below = x < edge if scale.closed == "left" else x <= edge
        return case([(below, between(i, middle))], between(middle + 1, j))

    return between(0, len(scale.points) - 1)


def _logistic(scale: Logistic, x: Node, program: Program) -> Node:
    far = _EXPONENT / abs(scale.slope)
    low, high = scale.midpoint - far, scale.midpoint + far
    inside = program.name(clip(x, max(low, -LARGEST), min(high, LARGEST)))
    z = program.name((inside - scale.midpoint) * scale.slope)
    e = program.name(exp(clip(program.name(magnitude(z) * -1.0), -_EXPONENT, None)))
    share = case([(z >= 0.0, 1.0 / (1.0 + e)), (z < 0.0, e / (1.0 + e))])
    return share * (scale.high - scale.low) + scale.low
