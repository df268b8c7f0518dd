"""The tree of a card as nodes: each group's figure, and how much of it each part explains.

The formulas are those of `_aggregate`, with powers and products taken in logarithms, so that no
engine overflows. Where the parts that are there share the weight of the missing ones
(``reweight``), a part is known exactly where its column is not null.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .._scoring.tree import Node as CardNode
from ..errors import ErrorCode
from .expressions import (
    LARGEST,
    Node,
    all_of,
    any_of,
    as_node,
    case,
    clip,
    exp,
    filled,
    greatest,
    least,
    ln,
    magnitude,
    total,
    yes,
)
from .programs import Program
from .scales import lines

_TIED = 1e-12
"""Parts no further apart than this share of either are equal at twelve significant digits."""


@dataclass(slots=True)
class Part:
    """A leaf's points or a group's figure: a column, and the range it cannot leave."""

    value: Node
    low: float
    high: float


@dataclass(slots=True)
class Trees:
    """Builds the columns of a card's groups."""

    program: Program
    reweight: bool
    gradients: bool
    """Whether contributions are asked for."""
    faults: list[tuple[str, ErrorCode, Node]] = field(default_factory=list)
    """(group, code, condition) of rows that a mean cannot have."""
    figures: dict[str, Node] = field(default_factory=dict)
    slopes: dict[int, list[Node]] = field(default_factory=dict)
    """Gradient of each part, by the identity of the card's node."""

    def figure(self, node: CardNode, leaves: Sequence[Part]) -> Part:
        """Figure of a group, all groups below it first."""
        parts = [
            self.figure(inner, leaves) if isinstance(inner, CardNode) else leaves[inner]
            for inner in node.parts
        ]
        for part in parts:
            part.value = self.program.name(part.value)
        weights = [float(w) for w in node.weights]
        out = self._combined(node, parts, weights)
        out.value = self.program.name(out.value, "group")
        self.figures[node.code] = out.value
        return out

    def _combined(self, node: CardNode, parts: list[Part], weights: list[float]) -> Part:
        how = node.how
        low, high = min(p.low for p in parts), max(p.high for p in parts)
        if how.kind == "arithmetic" or (how.kind == "power" and how.p == 1.0):
            weighs = [p for p, w in zip(parts, weights, strict=True) if w > 0]
            low, high = min(p.low for p in weighs), max(p.high for p in weighs)
            value, slopes = self._arithmetic(parts, weights)
        elif how.kind in {"power", "geometric"}:
            if low < 0:
                self._fault(node, "negative", any_of([p.value < 0.0 for p in parts]))
            value, slopes = self._power(parts, weights, how.p if how.kind == "power" else 0.0, low)
            low = max(low, 0.0)
        elif how.kind == "minimum":
            value, slopes = self._minimum(parts)
        elif how.kind == "owa":
            value, slopes = self._owa(parts, how.order)
        else:
            value, slopes = self._mpi(node, parts, how.sign, low)
            low, high = (min(0.0, low), float("inf")) if how.sign > 0 else (-float("inf"), high)
            if how.sign > 0 and low >= 0:
                low = 0.0
        self.slopes[id(node)] = slopes
        return Part(value, low, high)

    def _fault(self, node: CardNode, code: ErrorCode, condition: Node) -> None:
        self.faults.append((node.code, code, condition))

    def _known(self, parts: Sequence[Part]) -> Node:
        """Condition that the figure can be computed."""
        there = [p.value.there for p in parts]
        return any_of(there) if self.reweight else all_of(there)

    def _arithmetic(
        self, parts: Sequence[Part], weights: Sequence[float]
    ) -> tuple[Node, list[Node]]:
        shares = _shares(weights)
        if not self.reweight:
            value = total([p.value * s for p, s in zip(parts, shares, strict=True)])
            return value, [as_node(s) for s in shares]
        there = self._weight_there(parts, shares)
        value = case([(there > 0.0, self._sum(parts, shares) / _safe(there))])
        slopes = [
            case([(p.value.there, s / _safe(there))], 0.0)
            for p, s in zip(parts, shares, strict=True)
        ]
        return value, slopes

    def _sum(self, parts: Sequence[Part], shares: Sequence[float]) -> Node:
        """Weighted sum of the parts that are there."""
        return total([filled(p.value * s, 0.0) for p, s in zip(parts, shares, strict=True)])

    def _weight_there(self, parts: Sequence[Part], shares: Sequence[float]) -> Node:
        return self.program.name(
            total([case([(p.value.there, s)], 0.0) for p, s in zip(parts, shares, strict=True)])
        )

    def _power(
        self, parts: Sequence[Part], weights: Sequence[float], p: float, low: float
    ) -> tuple[Node, list[Node]]:
        """Π sᵢ^wᵢ, or (Σ wᵢ·sᵢᵖ)^(1/p) relative to its largest (p > 0) or smallest part."""
        name = self.program.name
        shares = _shares(weights)
        counted = [i for i, w in enumerate(weights) if w > 0]
        logs = {
            i: name(case([(v > 0.0, ln(case([(v > 0.0, v)], 1.0)))]), "ln")
            for i, v in ((i, parts[i].value) for i in counted)
        }
        there: Node | None = None
        if self.reweight:
            there = self._weight_there([parts[i] for i in counted], [shares[i] for i in counted])
        values = [parts[i].value for i in counted]
        if p > 0:
            alive = any_of([v > 0.0 for v in values])
        elif self.reweight:
            alive = all_of([any_of([v > 0.0, v.missing]) for v in values])
        else:
            alive = all_of([v > 0.0 for v in values])

        def over(x: Node) -> Node:
            return x if there is None else x / _safe(there)

        if p == 0.0:
            level = over(total([filled(logs[i] * shares[i], 0.0) for i in counted]))
        else:
            level = self._power_level(logs, shares, p, over)
        level = name(level, "level")
        formula = exp(clip(level, -700.0, 709.0))
        known: list[tuple[Node, Node | float]] = []
        if there is not None:
            known = [(there <= 0.0, _NOTHING)]
        else:
            known = [(any_of([part.value.missing for part in parts]), _NOTHING)]
        if low < 0:
            known.append((any_of([part.value < 0.0 for part in parts]), _NOTHING))
        value = name(case([*known, (alive, formula)], 0.0), "group")
        if not self.gradients:
            return value, []
        slopes = [as_node(0.0)] * len(parts)
        for i in counted:
            power = name((logs[i] - level) * (p - 1.0))
            slope = over(exp(clip(power, -700.0, 700.0)) * shares[i])
            slopes[i] = case([(all_of([value > 0.0, parts[i].value > 0.0]), slope)], 0.0)
        return value, slopes

    def _power_level(
        self, logs: dict[int, Node], shares: Sequence[float], p: float, over: Callable[[Node], Node]
    ) -> Node:
        """Logarithm of a power mean; exponents are at most 0."""
        name = self.program.name
        # No logarithm of a float lies beyond ±1000: a zero, or what is missing, never comes first.
        if p > 0:
            bound = greatest([filled(x, -1000.0) for x in logs.values()])
        else:
            bound = least([filled(x, 1000.0) for x in logs.values()])
        bound = name(bound, "bound")
        terms = []
        for i, x in logs.items():
            exponent = name((x - bound) * p)
            terms.append(filled(exp(clip(exponent, -700.0, 0.0)) * shares[i], 0.0))
        mean = name(over(total(terms)))
        return bound + ln(case([(mean > 0.0, mean)], 1.0)) / p

    def _minimum(self, parts: Sequence[Part]) -> tuple[Node, list[Node]]:
        values = [p.value for p in parts]
        lowest = least([filled(v, LARGEST) if self.reweight else v for v in values])
        value = self.program.name(case([(self._known(parts), lowest)]), "group")
        if not self.gradients:
            return value, []
        tied = [magnitude(v - value) <= magnitude(v) * _TIED for v in values]
        count = self.program.name(total([yes(t) for t in tied]))
        slopes = [
            case(
                [
                    (all_of([t, v.equals(0.0)]), 1.0 / _safe(count)),
                    (t, value / case([(v.equals(0.0), 1.0)], v) / _safe(count)),
                ],
                0.0,
            )
            for v, t in zip(values, tied, strict=True)
        ]
        return value, slopes

    def _owa(self, parts: Sequence[Part], order: Sequence[float]) -> tuple[Node, list[Node]]:
        """Order weights without sorting: how many parts are larger, and how many are as large."""
        name = self.program.name
        values = [p.value for p in parts]
        k, whole = len(values), sum(order)
        knots = [(0.0, 0.0)]
        for j, w in enumerate(order, start=1):
            knots.append((float(j), knots[-1][1] + w / whole))
        stretch: Node | float = 1.0
        if self.reweight:
            stretch = name(k / _safe(name(total([yes(v.there) for v in values]))))
        slopes = []
        for i, v in enumerate(values):
            others = [u for j, u in enumerate(values) if j != i]
            near = name(magnitude(v) * _TIED)
            first = name(total([yes(u - v > near) for u in others]))
            size = name(1.0 + total([yes(magnitude(u - v) <= near) for u in others]))
            start, end = name(first * stretch), name((first + size) * stretch)
            slope = (lines(end, knots) - lines(start, knots)) / size
            slopes.append(name(case([(v.there, slope)], 0.0)))
        products = [v * s for v, s in zip(values, slopes, strict=True)]
        if self.reweight:
            products = [filled(product, 0.0) for product in products]
        return case([(self._known(parts), total(products))]), slopes

    def _mpi(
        self, node: CardNode, parts: Sequence[Part], sign: float, low: float
    ) -> tuple[Node, list[Node]]:
        """M ± S²/M with the population S over the parts that are there."""
        name = self.program.name
        values = [p.value for p in parts]
        k = float(len(values))
        count: Node = as_node(k)
        plain = total(values)
        if self.reweight:
            count = name(_safe(name(total([yes(v.there) for v in values]))))
            plain = total([filled(v, 0.0) for v in values])
        mean = name(case([(self._known(parts), plain / count)]), "mean")
        zero = name(
            yes(
                all_of(
                    [
                        any_of([v.equals(0.0), v.missing]) if self.reweight else v.equals(0.0)
                        for v in values
                    ]
                )
            )
        )
        nothing = zero.equals(1.0)
        if low < 0:
            self._fault(node, "not_positive", all_of([mean <= 0.0, zero.equals(0.0)]))
        safe = name(_safe(mean))
        deviations = [name(v / safe - 1.0) for v in values]
        squares = [d * d for d in deviations]
        if self.reweight:
            squares = [filled(s, 0.0) for s in squares]
        variance = name(total(squares) / count)
        factor = name(1.0 + variance * sign)
        gone = magnitude(factor) <= 1e-15 * (1.0 + k)
        value = case(
            [
                (mean.missing, _NOTHING),
                (nothing, 0.0),
                (mean <= 0.0, _NOTHING),
                (gone, 0.0),
            ],
            mean * factor,
        )
        slopes = [
            case([(nothing, 0.0), (d.there, (1.0 + (d * 2.0 - variance) * sign) / count)], 0.0)
            for d in deviations
        ]
        return value, slopes


_NOTHING = Node("null")


def _shares(weights: Sequence[float]) -> list[float]:
    whole = 0.0
    for w in weights:
        whole += w
    return [w / whole for w in weights]


def _safe(divisor: Node) -> Node:
    """The divisor, or 1 where it is not above 0 and the quotient is not read."""
    return case([(divisor > 0.0, divisor)], 1.0)
