"""Sums by code: of one column, or of the rows of a matrix."""

from __future__ import annotations

from typing import Any

import numpy as np

from .._types import Codes, Float


def grouped(codes: Codes, values: Float, size: int) -> Float:
    """Sum of the values of each code (size,)."""
    return np.asarray(np.bincount(codes, values, size), dtype=np.float64)


def grouped_rows(codes: Codes, values: Float, size: int, weights: Float | None = None) -> Float:
    """Sums (size, v) of the rows of `values` (n, v), weighted, that have each code; in one pass."""
    from scipy.sparse import csr_array

    n = codes.size
    narrow: Any = np.int32 if max(n, size) < 2**31 - 1 else np.int64
    data = np.ones(n) if weights is None else weights
    rows = csr_array(
        (data, codes.astype(narrow, copy=False), np.arange(n + 1, dtype=narrow)), shape=(n, size)
    )
    return np.asarray(rows.T @ values)
