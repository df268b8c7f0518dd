"""Score interval of a ratio of two rates, for rates of 0 and 1 too."""

from __future__ import annotations

import math


def score_ratio(x: float, n: float, x0: float, n0: float, z: float) -> tuple[float, float]:
    """Miettinen & Nurminen's limits of (x/n)/(x0/n0), x0 above 0.

    A ratio r lies inside while (p − r·p₀)² ≤ z²·(p̃(1 − p̃)/n + r²·p̃₀(1 − p̃₀)/n₀)·N/(N − 1), with
    the most likely rates p̃ = r·p̃₀ under it.

    >>> [round(limit, 4) for limit in score_ratio(10, 10, 10, 10, 1.959964)]
    [0.7121, 1.4044]
    """
    from scipy.optimize import brentq

    def away(log_ratio: float) -> float:
        return _statistic(math.exp(log_ratio), x, n, x0, n0)

    def limit(target: float, low: float, high: float) -> float:
        return math.exp(float(brentq(lambda r: away(r) - target, low, high, xtol=1e-13)))

    ratio = (x / n) / (x0 / n0)
    middle = math.log(ratio) if ratio > 0 else 0.0
    lower = 0.0
    if x > 0:
        low = middle - 1.0
        while away(low) < z:
            low -= 1.0
        near = middle - 1e-12
        lower = limit(z, low, near) if away(near) < z else ratio  # z is 0 but for the last bits
    high, start = middle + 1.0, middle + 1e-12
    while away(high) > -z:
        high += 1.0
    while away(start) < -z:  # nobody selected: the middle says nothing
        start -= 1.0
    return lower, max(ratio, limit(-z, start, high))


def _statistic(r: float, x: float, n: float, x0: float, n0: float) -> float:
    """Standardized distance of the observed rates from a ratio of r; it falls with r."""
    total = n + n0
    a, b, c = total * r, n * r + x + n0 + x0 * r, x + x0
    # The smaller root, written so that nothing cancels.
    base = 2 * c / (b + math.sqrt(max(0.0, b * b - 4 * a * c)))
    rate = min(1.0, r * base)
    base = min(1.0, base)
    variance = rate * (1 - rate) / n + r * r * base * (1 - base) / n0
    away = x / n - r * x0 / n0
    # 0 only at r = 1 where everybody is selected, and there the search never looks.
    return away / math.sqrt(variance * total / (total - 1))
