"""Types of the arrays that a result holds: how many axes they have, and what is in them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Axes(NamedTuple):
    """What an array field holds, for its JSON and JSON Schema."""

    ndim: int
    kind: Literal["f", "i", "b", "O"]
    """Letter of the dtype; O for labels, which are text or whole numbers."""


FloatVector = Annotated[NDArray[np.float64], Axes(1, "f")]
FloatMatrix = Annotated[NDArray[np.float64], Axes(2, "f")]
FloatCube = Annotated[NDArray[np.float64], Axes(3, "f")]
IntVector = Annotated[NDArray[np.int64], Axes(1, "i")]
IntMatrix = Annotated[NDArray[np.int64], Axes(2, "i")]
BoolVector = Annotated[NDArray[np.bool_], Axes(1, "b")]
BoolMatrix = Annotated[NDArray[np.bool_], Axes(2, "b")]
LabelVector = Annotated[NDArray[Any], Axes(1, "O")]
LabelMatrix = Annotated[NDArray[Any], Axes(2, "O")]
