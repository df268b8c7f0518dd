"""Flows of one PROMETHEE column, without the matrix of all pairs."""

from __future__ import annotations

import numpy as np

from .._types import Float
from .sorted_pairs import below_by

_BLOCK_CELLS = 1 << 20
"""Pairs worked on at a time: 8 MB."""


def flows(x: Float, kind: str, q: float, p: float) -> tuple[Float, Float]:
    """Sums of P(xᵢ − xₘ) and of P(xₘ − xᵢ) over all m, for each i; more is better."""
    order = np.argsort(x, kind="stable")
    ordered = x[order]
    plus, minus = np.empty_like(x), np.empty_like(x)
    if kind == "gaussian":
        plus[order], minus[order] = _gaussian(ordered, p)
    else:
        plus[order] = _sorted(ordered, kind, q, p)
        # What the others lead by is one's own lead in the mirrored order.
        minus[order] = _sorted(-ordered[::-1], kind, q, p)[::-1]
    return plus, minus


def _sorted(x: Float, kind: str, q: float, p: float) -> Float:
    """Σₘ P(xᵢ − xₘ) for sorted x: counts, and sums of what lies between two thresholds."""
    if kind == "usual":
        return below_by(x, 0.0).astype(np.float64)
    if kind == "u_shape":
        return below_by(x, q).astype(np.float64)
    start = 0.0 if kind == "v_shape" else q
    some, full = below_by(x, start), below_by(x, p)
    if kind == "level":
        return np.asarray(0.5 * (some + full))
    if p <= start:
        return full.astype(np.float64)
    # Centred, so that the running sums stay small and lose nothing in their difference.
    centred = x - x.mean()
    running = np.concatenate([[0.0], np.cumsum(centred)])
    between = some - full
    leads = between * (centred - start) - (running[some] - running[full])
    out: Float = full + np.clip(leads / (p - start), 0.0, between)
    return out


def _gaussian(x: Float, s: float) -> tuple[Float, Float]:
    """Both sums of 1 − exp(−d²/2s²) for sorted x, each pair computed once."""
    n = x.size
    plus, minus = np.zeros(n), np.zeros(n)
    with np.errstate(over="ignore"):
        # Beyond 40 s nothing is left of the exponential.
        unit = np.minimum((x - x[0]) / max(s, 1e-300), 1e150)
    start = 0
    while start < n:
        stop = min(n, start + max(1, _BLOCK_CELLS // n))
        lead = unit[start:stop, None] - unit[None, :stop]
        np.maximum(lead, 0.0, out=lead)
        np.multiply(lead, lead, out=lead)
        lead *= -0.5
        np.exp(lead, out=lead)
        np.subtract(1.0, lead, out=lead)
        plus[start:stop] = lead.sum(axis=1)
        minus[:stop] += lead.sum(axis=0)
        start = stop
    return plus, minus
