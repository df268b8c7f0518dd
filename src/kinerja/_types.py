"""Types of the arrays that calculations hand to each other, named once for all rooms.

What a person calls shows the type in full (`NDArray[np.float64]`, or `FloatVector` of `results` in
a result); these short names are for the rooms behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from numpy.typing import NDArray

ArrayLike: TypeAlias = npt.ArrayLike | Sequence[Any]
"""What is read as figures or labels: also lists in which None is missing, dates or a Series, which
numpy's own type leaves out."""

TableLike: TypeAlias = ArrayLike | Mapping[Any, Any]
"""What is read as columns: also a mapping of columns by name, such as a `Sheet`."""

Float = NDArray[np.float64]
"""Measured or computed figures, of any number of axes."""

Flags = NDArray[np.bool_]
"""True or false for each place; a row, most often."""

Ints = NDArray[np.int64]
"""Whole numbers: counts, or places in another array."""

Codes = NDArray[np.int64]
"""The place of each row's label in the list of labels, from 0; -1 where it has none."""
