"""The small language that a card is written in before any engine reads it.

A node is an operation and its arguments. There are few operations, each with one meaning about
missing values, so that polars, SQL and Ibis give the same figure: arithmetic with null is null,
a comparison with null is not true, `least` and `greatest` are only given what is not null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

LARGEST = 1.7976931348623157e308
"""The largest float; what is beyond it is infinite."""


@dataclass(frozen=True)
class Node:
    """One operation."""

    op: str
    args: tuple[Any, ...] = ()

    @cached_property
    def columns(self) -> frozenset[str]:
        """Names of the columns that are read."""
        if self.op == "column":
            return frozenset(self.args)
        return frozenset().union(*(part.columns for part in self.parts))

    @property
    def parts(self) -> Iterator[Node]:
        """The nodes below this one."""
        for arg in self.args:
            if isinstance(arg, Node):
                yield arg

    @cached_property
    def size(self) -> int:
        """Number of nodes, this one included."""
        return 1 + sum(part.size for part in self.parts)

    @cached_property
    def depth(self) -> int:
        """Longest way down."""
        return 1 + max((part.depth for part in self.parts), default=0)

    @property
    def simple(self) -> bool:
        """Whether it may be written twice at no cost: a column or a number."""
        return self.op in {"column", "number", "null", "text"}

    def __add__(self, other: Node | float) -> Node:
        other = as_node(other)
        if is_number(other, 0.0):
            return self
        if is_number(self, 0.0):
            return other
        return _folded("+", self, other)

    def __radd__(self, other: float) -> Node:
        return as_node(other) + self

    def __sub__(self, other: Node | float) -> Node:
        other = as_node(other)
        return self if is_number(other, 0.0) else _folded("-", self, other)

    def __rsub__(self, other: float) -> Node:
        return as_node(other) - self

    def __mul__(self, other: Node | float) -> Node:
        other = as_node(other)
        if is_number(other, 1.0):
            return self
        if is_number(self, 1.0):
            return other
        return _folded("*", self, other)

    def __rmul__(self, other: float) -> Node:
        return as_node(other) * self

    def __truediv__(self, other: Node | float) -> Node:
        other = as_node(other)
        return self if is_number(other, 1.0) else _folded("/", self, other)

    def __rtruediv__(self, other: float) -> Node:
        return as_node(other) / self

    def __lt__(self, other: Node | float) -> Node:
        return Node("<", (self, as_node(other)))

    def __le__(self, other: Node | float) -> Node:
        return Node("<=", (self, as_node(other)))

    def __gt__(self, other: Node | float) -> Node:
        return Node(">", (self, as_node(other)))

    def __ge__(self, other: Node | float) -> Node:
        return Node(">=", (self, as_node(other)))

    def equals(self, other: Node | float) -> Node:
        """Condition: both are the same number or text."""
        return Node("=", (self, as_node(other)))

    @property
    def missing(self) -> Node:
        """Condition: null."""
        return Node("is_null", (self,))

    @property
    def there(self) -> Node:
        """Condition: not null."""
        return Node("not_null", (self,))


def _folded(op: str, a: Node, b: Node) -> Node:
    """The operation, done at once where both sides are numbers."""
    if a.op == b.op == "number":
        x, y = a.args[0], b.args[0]
        if op != "/" or y != 0:
            value = {"+": x + y, "-": x - y, "*": x * y}.get(op, x / y if y else 0.0)
            if abs(value) <= LARGEST:
                return number(value)
    return Node(op, (a, b))


def number(value: float) -> Node:
    """A float64."""
    return Node("number", (float(value) + 0.0,))


def text(value: str) -> Node:
    """Words."""
    return Node("text", (value,))


def column(name: str) -> Node:
    """A column of the table, or of a stage before."""
    return Node("column", (name,))


NULL = Node("null")
"""A missing number."""
NO_TEXT = Node("no_text")
"""A missing text."""


def as_node(value: Node | float) -> Node:
    """Numbers may be written as they are."""
    return value if isinstance(value, Node) else number(value)


def is_number(node: Node, value: float | None = None) -> bool:
    """Tell whether a node is a number, or that number."""
    return node.op == "number" and (value is None or node.args[0] == value)


def ln(x: Node) -> Node:
    """Natural logarithm; only of what is above 0."""
    return Node("ln", (x,))


def exp(x: Node) -> Node:
    """Exponential function; only between −700 and 700."""
    return Node("exp", (x,))


def magnitude(x: Node) -> Node:
    """Absolute value."""
    return Node("abs", (x,))


def as_float(x: Node) -> Node:
    """Widened to a float64."""
    return Node("float", (x,))


def finite(x: Node) -> Node:
    """Condition: a number, neither NaN nor infinite."""
    return Node("finite", (x,))


def infinite(x: Node) -> Node:
    """Condition: infinite."""
    return Node("infinite", (x,))


def not_a_number(x: Node) -> Node:
    """Condition: NaN."""
    return Node("nan", (x,))


def case(branches: Sequence[tuple[Node, Node | float]], otherwise: Node | float = NULL) -> Node:
    """The value of the first condition that holds."""
    args: list[Node] = []
    for condition, value in branches:
        args += [condition, as_node(value)]
    return Node("case", (*args, as_node(otherwise))) if args else as_node(otherwise)


def filled(x: Node, value: Node | float) -> Node:
    """`x`, or the value where it is null."""
    return Node("filled", (x, as_node(value)))


def all_of(conditions: Iterable[Node]) -> Node:
    """Condition: every one holds."""
    return _joined("and", list(conditions))


def any_of(conditions: Iterable[Node]) -> Node:
    """Condition: at least one holds."""
    return _joined("or", list(conditions))


def _joined(op: str, conditions: list[Node]) -> Node:
    return conditions[0] if len(conditions) == 1 else Node(op, tuple(conditions))


def least(parts: Sequence[Node]) -> Node:
    """Smallest of several, none of them null."""
    return parts[0] if len(parts) == 1 else Node("least", tuple(parts))


def greatest(parts: Sequence[Node]) -> Node:
    """Largest of several, none of them null."""
    return parts[0] if len(parts) == 1 else Node("greatest", tuple(parts))


def clip(x: Node, low: float | None, high: float | None) -> Node:
    """`x` cut to [low, high]; null stays null on every engine. `x` is written more than once."""
    branches: list[tuple[Node, Node | float]] = []
    if low is not None:
        branches.append((x < low, low))
    if high is not None:
        branches.append((x > high, high))
    return case(branches, x)


def total(terms: Sequence[Node]) -> Node:
    """Sum as a balanced tree: parsers and optimisers go down every level of a long chain."""
    if not terms:
        return number(0.0)
    if len(terms) == 1:
        return terms[0]
    half = len(terms) // 2
    return total(terms[:half]) + total(terms[half:])


BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
    "\u200b\u200c\u200d\u2060\ufeff\xad"
)
"""Characters of a label that cannot be read: blanks of every kind, and what has no width."""


def unlabelled(name: str, kind: str) -> Node:
    """Condition: no label, which is null, NaN or blank text, as in tables in memory."""
    x = column(name)
    if kind == "text":
        return any_of([x.missing, Node("blank", (x,))])
    return any_of([x.missing, not_a_number(x)]) if kind == "float" else x.missing


def yes(condition: Node) -> Node:
    """1 where it holds, else 0."""
    return case([(condition, 1.0)], 0.0)


def polynomial(coefficients: Sequence[float], x: Node) -> Node:
    """Horner's rule, the highest power first."""
    out = number(coefficients[0])
    for c in coefficients[1:]:
        out = out * x + c
    return out


def renamed(node: Node, names: dict[str, Node]) -> Node:
    """The node with some columns replaced by what they stand for."""
    if node.op == "column":
        return names.get(node.args[0], node)
    if not node.columns & names.keys():
        return node
    return Node(
        node.op,
        tuple(renamed(arg, names) if isinstance(arg, Node) else arg for arg in node.args),
    )


OPERATORS: dict[str, Callable[..., Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "and": lambda *xs: reduce(lambda a, b: a & b, xs),
    "or": lambda *xs: reduce(lambda a, b: a | b, xs),
}
"""Operations that expressions of Python's own operators write alike, in polars and in Ibis."""
