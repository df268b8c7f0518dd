"""How the parts of a group become one figure: definitions of the parametrised means."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .._definitions import Definition, NonNegative, Number


class Power(Definition):
    """Weighted power mean of exponent `p`: (Σ wᵢ·sᵢᵖ)^(1/p).

    p = 1 is the arithmetic mean, 0 the geometric (its limit), −1 the harmonic; the smaller `p`, the
    less a strong part makes up for a weak one. Points must not be negative; with p ≤ 0 any part of
    0 gives 0.

    Examples
    --------
    >>> from kinerja import score
    >>> from kinerja.indicators import Power, Identity, Indicator, Scorecard
    >>> parts = [Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
    >>> card = Scorecard(code="c", name="C", parts=parts, aggregation=Power(p=-1))
    >>> score(card, [[80, 40]]).total.round(2).tolist()  # 2 / (1/80 + 1/40)
    [53.33]
    """

    kind: Literal["power"] = "power"
    p: Number


class OWA(Definition):
    """Ordered weighted average (Yager 1988): the first weight goes to the largest part.

    One weight a part; the weights are divided by their sum.

    Examples
    --------
    >>> from kinerja import score
    >>> from kinerja.indicators import OWA, Identity, Indicator, Scorecard
    >>> parts = [Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
    >>> card = Scorecard(code="c", name="C", parts=parts, aggregation=OWA(weights=(1, 3)))
    >>> score(card, [[80, 40]]).total.round(2).tolist()  # (80 + 3 * 40) / 4
    [50.0]
    """

    kind: Literal["owa"] = "owa"
    weights: tuple[NonNegative, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _not_all_zero(self) -> Self:
        if not any(self.weights):
            raise ValueError("at least one order weight must be above 0")
        if sum(self.weights) == float("inf"):
            raise ValueError("the sum of the order weights is too large for a number")
        return self


class MPI(Definition):
    """Mazziotta–Pareto index: the mean less (or plus) a penalty for unevenness, M ∓ S²/M.

    S is the population standard deviation over the parts (De Muro, Mazziotta & Pareto 2011);
    ``"minus"`` penalises an uneven profile where more is better.

    Examples
    --------
    >>> from kinerja import score
    >>> from kinerja.indicators import MPI, Identity, Indicator, Scorecard
    >>> parts = [Indicator(code=c, name=c, scale=Identity()) for c in "ab"]
    >>> card = Scorecard(code="c", name="C", parts=parts, aggregation=MPI())
    >>> score(card, [[80, 40]]).total.round(2).tolist()  # 60 - 20**2 / 60
    [53.33]
    """

    kind: Literal["mpi"] = "mpi"
    penalty: Literal["minus", "plus"] = "minus"


Named = Literal["arithmetic", "geometric", "harmonic", "minimum"]
NAMED: tuple[Named, ...] = ("arithmetic", "geometric", "harmonic", "minimum")
Aggregation = Named | Annotated[Power | OWA | MPI, Field(discriminator="kind")]

UNWEIGHTED = (OWA, MPI)
"""Aggregations (with "minimum") in which a part has no weight of its own."""


def ignores_weights(how: Named | Power | OWA | MPI) -> bool:
    """Tell whether the weights of the parts play no role."""
    return how == "minimum" or isinstance(how, UNWEIGHTED)
