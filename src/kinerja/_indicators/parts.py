"""The parts of a scorecard: indicators in nested groups, with weights and ways of adding up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from .._definitions import Code, Definition, NonNegative, Number
from .aggregations import OWA, Aggregation, ignores_weights
from .curves import Logistic, LogNormal
from .relative import MaxShare, MinMax, Percentile, SumShare, Vector, ZScore
from .steps import Steps
from .straight import Identity, Linear, Log, Piecewise
from .targets import Target
from .text import Words

AnyScale = Annotated[
    Identity
    | Linear
    | Log
    | Target
    | Piecewise
    | Steps
    | LogNormal
    | Logistic
    | MinMax
    | ZScore
    | Percentile
    | Vector
    | MaxShare
    | SumShare,
    Field(discriminator="kind"),
]


class Indicator(Definition):
    """What is measured, on what scale, and how much it counts.

    Parameters
    ----------
    code : str
        Name of the data column; unique in a scorecard.
    name : str or Text
        What people read.
    scale : Scale
        How a raw value becomes points.
    weight : float
        Weight among the parts of its group, 0 or more; only ratios matter.
    unit, description, source : str
        Unit of the raw value, what it means, and where it comes from.
    lower_is_better : bool, optional
        Direction for a relative scale (None means False); elsewhere it must agree with the scale.
    valid_range : (float or None, float or None), optional
        Smallest and largest possible raw value; anything outside is refused, not cut.

    Examples
    --------
    >>> Indicator(code="late", name="Days late", scale=Linear(worst=20, best=0)).direction
    'lower'
    """

    code: Code
    name: Words
    scale: AnyScale
    weight: NonNegative = 1.0
    unit: Words = ""
    description: Words = ""
    lower_is_better: bool | None = None
    valid_range: tuple[Number | None, Number | None] | None = None
    source: Words = ""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (
            self.lower_is_better is not None
            and not self.scale.relative
            and self.lower_is_better is not self.scale.lower_is_better
        ):
            raise ValueError(
                f"indicator {self.code!r}: `lower_is_better` is {self.lower_is_better}, but its "
                f"scale ({self.scale.kind}) says {self.scale.lower_is_better}; leave it out"
            )
        if self.valid_range is not None:
            low, high = self.valid_range
            if low is not None and high is not None and not low < high:
                raise ValueError(f"indicator {self.code!r}: `valid_range` must ascend")
        return self

    @property
    def less_is_better(self) -> bool | None:
        """Direction in force: the scale's, or for a relative scale the one stated here."""
        if self.scale.relative:
            return bool(self.lower_is_better)
        return self.scale.lower_is_better

    @property
    def direction(self) -> str:
        """``"higher"``, ``"lower"``, or ``"neither"`` where the scale turns around."""
        return {True: "lower", False: "higher", None: "neither"}[self.less_is_better]


def _part_kind(part: Any) -> str:
    keys = part if isinstance(part, dict) else getattr(part, "__dict__", {})
    return "group" if "parts" in keys else "indicator"


Part = Annotated[
    Annotated[Indicator, Tag("indicator")] | Annotated["Group", Tag("group")],
    Discriminator(_part_kind),
]


class Node(Definition):
    """What a group and a scorecard have in common: parts, and how they add up."""

    code: Code
    name: Words
    parts: tuple[Part, ...] = Field(min_length=1)
    aggregation: Aggregation = "arithmetic"

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        weights = [part.weight for part in self.parts]
        if not any(weights):
            raise ValueError(f"group {self.code!r}: all weights are 0; give one part a weight")
        if sum(weights) == float("inf"):
            raise ValueError(
                f"group {self.code!r}: the sum of the weights is too large for a number"
            )
        if ignores_weights(self.aggregation):
            odd = [part.code for part in self.parts if part.weight != 1]
            if odd:
                how = getattr(self.aggregation, "kind", self.aggregation)
                raise ValueError(
                    f"group {self.code!r}: {how!r} ignores the weights of its parts; leave out the "
                    f"weight of {', '.join(map(repr, odd[:5]))}"
                )
        if isinstance(self.aggregation, OWA) and len(self.aggregation.weights) != len(self.parts):
            raise ValueError(
                f"group {self.code!r}: OWA needs one order weight a part; got "
                f"{len(self.aggregation.weights)} for {len(self.parts)} parts"
            )
        return self

    @property
    def shares(self) -> tuple[float, ...]:
        """Share of each part: its weight over the sum, or equal where weights play no role."""
        if ignores_weights(self.aggregation):
            return (1.0 / len(self.parts),) * len(self.parts)
        total = 0.0
        for part in self.parts:  # in order, as the scoring loop adds them
            total += part.weight
        return tuple(part.weight / total for part in self.parts)


class Group(Node):
    """Indicators or groups that count together as one part.

    Parameters
    ----------
    code, name : str
        As for an indicator; the code names the group's figure in results.
    parts : sequence of Indicator or Group
        At least one, to any depth.
    weight : float
        Weight among the parts of the group above.
    aggregation : str, Power, OWA or MPI
        How the parts add up: ``"arithmetic"``, ``"geometric"``, ``"harmonic"``, ``"minimum"``, or a
        definition with parameters.

    Examples
    --------
    >>> from kinerja import score
    >>> from kinerja.indicators import Identity, Scorecard
    >>> a, b, c = (Indicator(code=code, name=code, scale=Identity()) for code in "abc")
    >>> work = Group(code="work", name="Work", parts=(a, b), weight=3)
    >>> card = Scorecard(code="c", name="C", parts=(work, c))
    >>> score(card, [[80, 60, 50]]).total.tolist()  # (3 * 70 + 50) / 4
    [65.0]
    """

    weight: NonNegative = 1.0


def walk(node: Node) -> Iterator[Indicator | Group]:
    """Every part below a node, each group before its parts."""
    for part in node.parts:
        yield part
        if isinstance(part, Group):
            yield from walk(part)


def effective(node: Node, share: float) -> Iterator[tuple[str, float]]:
    for part, own in zip(node.parts, node.shares, strict=True):
        if isinstance(part, Group):
            yield from effective(part, share * own)
        else:
            yield part.code, share * own


def with_scales(node: Any, scales: dict[str, Any]) -> Any:
    """Copy of a tree in which some indicators have other scales; nothing is validated again."""
    if isinstance(node, Indicator):
        if node.code not in scales:
            return node
        fields = {name: getattr(node, name) for name in type(node).model_fields}
        # An anchored scale carries the direction itself.
        fields |= {"scale": scales[node.code], "lower_is_better": None}
        return Indicator.model_construct(**fields)
    fields = {name: getattr(node, name) for name in type(node).model_fields}
    fields["parts"] = tuple(with_scales(part, scales) for part in node.parts)
    return type(node).model_construct(**fields)
