"""Yes or no, one a row."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks


def flags(x: Any, argument: str, n: int) -> NDArray[np.bool_]:
    """True or False a row; 1 and 0 do as well; a missing one is refused.

    >>> flags([1, 0], "treated", 2).tolist()
    [True, False]
    """
    if hasattr(x, "to_pylist"):
        x = x.to_pylist()
    raw = np.asarray(x.to_numpy() if hasattr(x, "to_numpy") else x)
    if raw.dtype.kind == "O" and raw.ndim == 1:
        raw = np.array([float(v) if isinstance(v, bool | np.bool_) else v for v in raw.tolist()])
    if raw.dtype.kind == "b":
        raw = raw.astype(np.float64)
    out = _checks.vector(raw, argument, n=n)
    _checks.refuse_cells(
        (out != 0) & (out != 1), out, argument, code="not_boolean", expected="True or False"
    )
    return np.asarray(out == 1)
