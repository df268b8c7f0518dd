"""From a card to columns: door, points, groups, total, and what is appended of them.

Door: what is missing, infinite, out of range or impossible for its scale. A row with a fault is
*bad*: it is switched off here, so that a strict engine never meets a logarithm of 0. Where null is
no more than null (missing is refused, or goes through to the total) no column says so, for a null
does the same work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .._indicators.parts import Indicator
from .._indicators.scale import Scale
from .._indicators.text import say
from .._scoring.tree import Node as CardNode
from .._scoring.tree import tree_of
from ..errors import ErrorCode
from .expressions import (
    NO_TEXT,
    NULL,
    Node,
    all_of,
    any_of,
    as_float,
    as_node,
    case,
    column,
    filled,
    finite,
    infinite,
    not_a_number,
    text,
    total,
)
from .grades import Grades, grades_of, least_coverage
from .peers import points_by_group
from .programs import Program, Stage
from .request import Request
from .scales import faulty, limits, points, reach
from .tree import Part, Trees


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can be wrong with a row."""

    place: str
    """Column or group, or total."""
    code: ErrorCode
    condition: Node
    columns: tuple[str, ...] = ()
    """Columns of the table that the condition is about."""

    @property
    def words(self) -> str:
        """How the problem is named."""
        return f"{self.place}: {self.code}"


@dataclass(frozen=True, slots=True)
class Ruler:
    """How one indicator earns points: a scale that stands by itself, or one per peer group."""

    scale: Scale
    by_group: Mapping[str, str] = field(default_factory=dict)
    """Columns that hold a group's figures, where scales differ by group."""
    scales: tuple[Scale, ...] = ()
    """Scale of each group, where figures are not enough."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The program of a card, its outputs, and its faults."""

    program: Program
    outputs: dict[str, Node]
    door: tuple[Fault, ...]
    later: tuple[Fault, ...]
    """Faults of groups and of the total."""
    clean: Mapping[str, Node]
    """Each column of numbers, null where it is missing, impossible or in a bad row."""

    def stages(self) -> list[Stage]:
        """All stages, ready for an engine."""
        return self.program.stages(self.outputs)


@dataclass(slots=True)
class _Builder:
    asked: Request
    rulers: Mapping[str, Ruler]
    exact: frozenset[str]
    """Columns of whole numbers or decimals: neither NaN nor infinite."""
    program: Program
    no_group: Node | None = None
    """Condition that a row has no peer group."""
    raw: dict[str, Node] = field(default_factory=dict)
    clean: dict[str, Node] = field(default_factory=dict)
    cuts: dict[str, Node | None] = field(default_factory=dict)
    leaves: list[Part] = field(default_factory=list)

    def run(self) -> Plan:
        asked = self.asked
        for name in asked.reads:
            self.raw[name] = self.program.name(as_float(column(name)), "raw")
        door = self._door()
        problem, ok = self._problem(door)
        for name in asked.reads:
            self.clean[name] = self._cleaned(name, door, ok)
        for indicator in asked.card.indicators:
            self.leaves.append(self._leaf(indicator))
        trees = Trees(self.program, asked.missing == "reweight", "contributions" in asked.columns)
        tree = tree_of(asked.card)
        root = trees.figure(tree, self.leaves)
        coverage = self._coverage()
        sure = asked.missing == "raise"
        value = root.value
        if not sure:
            enough = least_coverage(asked.min_coverage)
            conditions = [coverage > 0.0] + ([coverage >= enough] if enough > 0 else [])
            value = self.program.name(case([(all_of(conditions), value)]), "total")
        later = [Fault(*fault) for fault in trees.faults]
        if asked.bands:
            later += self._ungraded(value, root)
        good = self._good(ok, later)
        outputs = self._outputs(trees, tree, value, coverage, good)
        if asked.on_bad == "flag":
            outputs[asked.prefix + "problem"] = self._said(problem, later)
        return Plan(self.program, outputs, tuple(door), tuple(later), self.clean)

    # Door -------------------------------------------------------------------------------------

    def _door(self) -> list[Fault]:
        """Faults in the order in which `scoring.score` meets them."""
        asked, card = self.asked, self.asked.card
        out: list[Fault] = []

        def add(name: str, code: ErrorCode, condition: Node) -> None:
            out.append(Fault(name, code, condition, (name,)))

        floats = [name for name in asked.reads if name not in self.exact]
        for name in floats:
            if name in card.codes:
                add(name, "infinite_value", infinite(self.raw[name]))
        if asked.missing == "raise":
            for code in card.codes:
                add(code, "missing_value", self._missing(code))
        for indicator in card.indicators:
            condition = self._beyond(indicator.code, indicator.valid_range or (None, None))
            if condition is not None:
                add(indicator.code, "out_of_range", condition)
        if asked.by is not None:
            add(asked.by, "missing_value", self.no_group or column(asked.by).missing)
        for name in dict.fromkeys(asked.targets.values()):
            if name in floats:
                add(name, "infinite_value", infinite(self.raw[name]))
            add(name, "missing_value", self._missing(name))
            add(name, "not_positive", self._both(name, self.raw[name] <= 0.0))
        for indicator in card.indicators:
            code, scale = indicator.code, self.rulers[indicator.code].scale
            wrong = faulty(scale, self.raw[code])
            if wrong is not None:
                add(code, wrong[0], self._both(code, wrong[1]))
            if code not in asked.targets and not self.rulers[code].by_group:
                condition = self._beyond(code, limits(scale))
                if condition is not None:
                    add(code, "out_of_range", condition)
        return out

    def _missing(self, name: str) -> Node:
        x = self.raw[name]
        return x.missing if name in self.exact else any_of([x.missing, not_a_number(x)])

    def _finite(self, name: str) -> Node:
        x = self.raw[name]
        return x.there if name in self.exact else finite(x)

    def _both(self, name: str, condition: Node) -> Node:
        return all_of([self._finite(name), condition])

    def _beyond(self, name: str, ends: tuple[float | None, float | None]) -> Node | None:
        x, (low, high) = self.raw[name], ends
        sides = [] if low is None else [x < low]
        sides += [] if high is None else [x > high]
        return self._both(name, any_of(sides)) if sides else None

    def _problem(self, door: list[Fault]) -> tuple[Node | None, Node | None]:
        """The text of the first fault, and the condition that there is none."""
        asked = self.asked
        if asked.on_bad == "flag":
            problem = case([(f.condition, text(f.words)) for f in door], NO_TEXT)
            problem = self.program.name(problem, "problem") if door else NO_TEXT
            return problem, problem.missing
        if asked.missing == "reweight" or isinstance(asked.missing, float):
            if not door:
                return None, None
            bad = self.program.name(case([(any_of([f.condition for f in door]), 1.0)], 0.0), "bad")
            return None, bad.equals(0.0)
        return None, None

    def _cleaned(self, name: str, door: list[Fault], ok: Node | None) -> Node:
        """The value, null where it is missing or its row is bad."""
        conditions = [self._finite(name)]
        if ok is not None:
            conditions.append(ok)
        else:
            by_null = {"infinite_value", "missing_value"}
            conditions += [
                _contrary(fault.condition)
                for fault in door
                if fault.columns == (name,) and fault.code not in by_null
            ]
        return self.program.name(case([(all_of(conditions), self.raw[name])]), "clean")

    # Points and totals ------------------------------------------------------------------------

    def _leaf(self, indicator: Indicator) -> Part:
        asked, code = self.asked, indicator.code
        ruler, x = self.rulers[code], self.clean[code]
        target = self.clean[asked.targets[code]] if code in asked.targets else None
        if ruler.by_group:
            earned = points_by_group(ruler, x, self.program)
            low, high = float("-inf"), float("inf")
        else:
            earned = points(
                ruler.scale, x, self.program, cuts="clipped" in asked.columns, target=target
            )
            ranged = None if target is not None else indicator.valid_range
            low, high = reach(ruler.scale, ranged)
        value = earned.value
        if isinstance(asked.missing, float):
            value = case([(x.missing, asked.missing)], self.program.name(value))
            low, high = min(low, asked.missing), max(high, asked.missing)
        self.cuts[code] = None if earned.cut is None else all_of([x.there, earned.cut])
        return Part(self.program.name(value, "points"), low, high)

    def _coverage(self) -> Node:
        """Share of the weight that is there, exactly 1 and 0 at the ends."""
        asked = self.asked
        if asked.missing == "raise":
            return as_node(1.0)
        weights = asked.card.weights
        weighed = [self.clean[code].there for code, w in weights.items() if w > 0]
        absent = total([case([(self.clean[c].missing, w)], 0.0) for c, w in weights.items()])
        return self.program.name(case([(any_of(weighed), 1.0 - absent)], 0.0), "coverage")

    def _ungraded(self, value: Node, root: Part) -> list[Fault]:
        assert self.asked.card.bands is not None  # noqa: S101 - asked for only where there are any
        grades = grades_of(self.asked.card.bands)
        sides = []
        if grades.lowest is not None and root.low < grades.lowest:
            sides.append(value < grades.lowest)
        if grades.highest is not None and root.high > grades.highest:
            sides.append(value > grades.highest)
        return [Fault("total", "out_of_range", any_of(sides))] if sides else []

    def _good(self, ok: Node | None, later: list[Fault]) -> Node | None:
        """Condition that a row's figures may be shown; None where nulls see to it."""
        asked = self.asked
        if ok is None and asked.on_bad == "raise":
            return None
        if not later:
            return ok
        spoilt = later if asked.on_bad == "flag" else [f for f in later if f.place != "total"]
        if not spoilt:
            return ok
        bad = self.program.name(case([(any_of([f.condition for f in spoilt]), 1.0)], 0.0), "bad")
        return all_of([c for c in (ok, bad.equals(0.0)) if c is not None])

    def _said(self, problem: Node | None, later: list[Fault]) -> Node:
        assert problem is not None  # noqa: S101 - flagged rows have a problem's column
        if not later:
            return problem
        branches: list[tuple[Node, Node | float]] = [(problem.there, problem)]
        if problem.op == "no_text":
            branches = []
        return case([*branches, *((f.condition, text(f.words)) for f in later)], NO_TEXT)

    # What is appended -------------------------------------------------------------------------

    def _outputs(
        self, trees: Trees, tree: CardNode, value: Node, coverage: Node, good: Node | None
    ) -> dict[str, Node]:
        asked, card = self.asked, self.asked.card

        def shown(node: Node, otherwise: Node = NULL) -> Node:
            return node if good is None else case([(good, node)], otherwise)

        kinds: dict[str, dict[str, Node]] = {
            "points": {
                f"points_{c}": shown(p.value) for c, p in zip(card.codes, self.leaves, strict=True)
            },
            "groups": {f"group_{g.code}": shown(trees.figures[g.code]) for g in card.groups},
            "total": {"total": shown(value)},
        }
        if asked.bands:
            kinds["band"] = {"band": shown(self._band(value), NO_TEXT)}
        covered = coverage
        if asked.missing == "raise" and good is None:
            covered = case([(all_of([self.clean[c].there for c in card.codes]), 1.0)])
        kinds["coverage"] = {"coverage": shown(covered)}
        if "contributions" in asked.columns:
            given: list[Node] = [NULL] * len(self.leaves)
            self._contribute(trees, tree, as_node(1.0), given)
            kinds["contributions"] = {
                f"contribution_{c}": shown(case([(value.there, g)]))
                for c, g in zip(card.codes, given, strict=True)
            }
        if "clipped" in asked.columns:
            kinds["clipped"] = {f"clipped_{c}": self._cut(c, good) for c in card.codes}
        out: dict[str, Node] = {}
        for kind in asked.columns:
            out |= {asked.prefix + label: node for label, node in kinds.get(kind, {}).items()}
        return out

    def _cut(self, code: str, good: Node | None) -> Node:
        cut = self.cuts[code]
        truth = Node("truth", (cut,)) if cut is not None else Node("false")
        if good is None:
            if self.asked.missing != "raise":
                return truth
            good = self.clean[code].there
        return case([(good, truth)], Node("no_truth"))

    def _band(self, value: Node) -> Node:
        bands = self.asked.card.bands
        assert bands is not None  # noqa: S101 - asked for only where there are any
        grades: Grades = grades_of(bands)
        labels = [text(say(band.label, self.asked.language)) for band in bands.bands]
        branches: list[tuple[Node, Node | float]] = []
        if grades.highest is not None:
            branches.append((value > grades.highest, NO_TEXT))
        branches += [
            (value >= start, label)
            for start, label in zip(reversed(grades.starts), reversed(labels[1:]), strict=True)
        ]
        first = value.there if grades.lowest is None else value >= grades.lowest
        return case([*branches, (first, labels[0])], NO_TEXT)

    def _contribute(self, trees: Trees, node: CardNode, slope: Node, out: list[Node]) -> None:
        """Points times the gradients on the way to the root; what is missing gave nothing."""
        for part, own in zip(node.parts, trees.slopes[id(node)], strict=True):
            below = self.program.name(slope * own, "slope")
            if isinstance(part, CardNode):
                self._contribute(trees, part, below, out)
            else:
                out[part] = filled(self.leaves[part].value * below, 0.0)


def _contrary(condition: Node) -> Node:
    """Condition that a fault is not there, for a value that is finite."""
    opposite = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
    if condition.op == "or":
        return all_of([_contrary(part) for part in condition.args])
    if condition.op == "and":  # the first part says that the value is finite, which it is
        return _contrary(condition.args[1])
    return Node(opposite[condition.op], condition.args)


def plan(
    asked: Request,
    rulers: Mapping[str, Ruler],
    *,
    exact: frozenset[str] = frozenset(),
    prefix: str = "_k",
    no_group: Node | None = None,
) -> Plan:
    """Work out the columns of a card."""
    return _Builder(asked, rulers, exact, Program(prefix), no_group).run()
