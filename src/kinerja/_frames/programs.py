"""A program: columns by name, each written once, and the stages they are computed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .expressions import Node, column, renamed

_INLINE_DEPTH = 24
_INLINE_SIZE = 400


@dataclass(frozen=True, slots=True)
class Stage:
    """One pass over the table: what is carried on, and what is new.

    Examples
    --------
    >>> from kinerja import frames
    >>> from kinerja.indicators import Identity, Indicator, Scorecard
    >>> card = Scorecard(
    ...     code="c", name="C", parts=[Indicator(code="a", name="A", scale=Identity())]
    ... )
    >>> list(frames.compile(card).stages[-1].new)
    ['points_a', 'total', 'problem']
    """

    keep: tuple[str, ...]
    """Columns of the table and of earlier stages that later stages read."""
    new: dict[str, Node]
    """New columns, each from columns of the stages before."""


class Program:
    """Columns that are computed one from the other.

    A column that is used more than once has a name, so that no engine writes or computes it twice:
    that keeps the text of a card linear in its size.
    """

    def __init__(self, prefix: str = "_k") -> None:
        self.prefix = prefix
        self.columns: dict[str, Node] = {}
        self._known: dict[Node, Node] = {}

    def name(self, node: Node, about: str = "") -> Node:
        """Give a node a column of its own, and return that column."""
        if node.simple:
            return node
        known = self._known.get(node)
        if known is None:
            label = f"{self.prefix}{len(self.columns)}{'_' + about if about else ''}"
            self.columns[label] = node
            known = self._known[node] = column(label)
        return known

    def stages(self, outputs: dict[str, Node]) -> list[Stage]:
        """Stages for the outputs: what nobody needs is left out, what is used once is inlined."""
        working, outputs = self._inlined(outputs)
        level: dict[str, int] = {}
        for label, node in working.items():
            level[label] = 1 + max((level.get(c, 0) for c in node.columns), default=0)
        last = 1 + max(level.values(), default=0)
        used_until: dict[str, int] = {}
        for label, node in working.items():
            for c in node.columns:
                used_until[c] = max(used_until.get(c, 0), level[label])
        for node in outputs.values():
            for c in node.columns:
                used_until[c] = last
        out = []
        for step in range(1, last):
            # What this stage reads for the last time is not carried further. The table's own
            # columns have no level: they are there from the start.
            keep = tuple(c for c, until in used_until.items() if level.get(c, 0) < step < until)
            out.append(Stage(keep, {c: node for c, node in working.items() if level[c] == step}))
        out.append(Stage((), dict(outputs)))
        return out

    def _inlined(self, outputs: dict[str, Node]) -> tuple[dict[str, Node], dict[str, Node]]:
        needed = self._needed(outputs)
        working = {label: self.columns[label] for label in self.columns if label in needed}
        uses = Counter[str]()
        for node in [*working.values(), *outputs.values()]:
            _count(node, uses)
        inline: dict[str, Node] = {}
        kept: dict[str, Node] = {}
        for label, node in working.items():
            whole = renamed(node, inline)
            if uses[label] == 1 and whole.depth <= _INLINE_DEPTH and whole.size <= _INLINE_SIZE:
                inline[label] = whole
            else:
                kept[label] = whole
        return kept, {name: renamed(node, inline) for name, node in outputs.items()}

    def _needed(self, outputs: dict[str, Node]) -> set[str]:
        needed: set[str] = set()
        for node in outputs.values():
            needed |= node.columns
        for label in reversed(self.columns):
            if label in needed:
                needed |= self.columns[label].columns
        return needed


def _count(node: Node, uses: Counter[str]) -> None:
    if node.op == "column":
        uses[node.args[0]] += 1
    for part in node.parts:
        _count(part, uses)


def size_of(stages: Sequence[Stage]) -> int:
    """Number of operations in all stages."""
    return sum(node.size for stage in stages for node in stage.new.values())
