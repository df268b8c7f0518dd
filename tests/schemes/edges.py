"""Walk over every edge of every band, one unit of the twelfth digit below, at and above."""

from __future__ import annotations

from decimal import Decimal


def unit(x):
    """One unit of the twelfth significant digit."""
    return Decimal(10) ** (Decimal(repr(float(x))).adjusted() - 11)


def edges(bands):
    """(value, position of its band) around each edge, by decimal arithmetic on the rule itself."""
    half = Decimal(0) if bands.decimals is None else Decimal(5).scaleb(-bands.decimals - 1)
    for i, band in enumerate(bands.bands):
        if band.lower is None or (i == 0 and (band.lower == 0 or bands.upper is not None)):
            continue
        # Rounding half up moves an edge down by half a unit of the last printed digit; where the
        # bound itself belongs to the band below, the first value above it is one printed unit on.
        edge = Decimal(repr(float(band.lower)))
        if bands.closed == "right":
            assert bands.decimals is not None
            edge += 2 * half
        edge -= half
        step = unit(edge)
        for value, position in ((edge - step, i - 1), (edge, i), (edge + step, i)):
            yield float(value), position
