"""The normal distribution function in the four operations and one exponential.

No engine that a card runs in has it, so it is written out: W. J. Cody's three rational
approximations (1969, Mathematics of Computation 23, 631–637), as in his own ANORM and in R's
pnorm; each is exact to about 1e-15 in its range.
"""

from __future__ import annotations

import math

from .expressions import Node, case, clip, exp, magnitude, number
from .programs import Program

_CENTRE = 0.67448975
_MIDDLE = math.sqrt(32.0)
_REACH = 37.0
"""Beyond it the tail is below the smallest float that all engines hold."""

_A = (
    0.065682337918207449113,
    2.2352520354606839287,
    161.02823106855587881,
    1067.6894854603709582,
    18154.981253343561249,
)
_B = (
    1.0,
    47.20258190468824187,
    976.09855173777669322,
    10260.932208618978205,
    45507.789335026729956,
)
_C = (
    1.0765576773720192317e-8,
    0.39894151208813466764,
    8.8831497943883759412,
    93.506656132177855979,
    597.27027639480026226,
    2494.5375852903726711,
    6848.1904505362823326,
    11602.651437647350124,
    9842.7148383839780218,
)
_D = (
    1.0,
    22.266688044328115691,
    235.38790178262499861,
    1519.377599407554805,
    6485.558298266760755,
    18615.571640885098091,
    34900.952721145977266,
    38912.003286093271411,
    19685.429676859990727,
)
_P = (
    0.02307344176494017303,
    0.21589853405795699,
    0.1274011611602473639,
    0.022235277870649807,
    0.001421619193227893466,
    2.9112874951168792e-5,
)
_Q = (
    1.0,
    1.28426009614491121,
    0.468238212480865118,
    0.0659881378689285515,
    0.00378239633202758244,
    7.29751555083966205e-5,
)


def _horner(coefficients: tuple[float, ...], x: Node) -> Node:
    out = number(coefficients[0])
    for c in coefficients[1:]:
        out = out * x + c
    return out


def distribution(z: Node, program: Program) -> Node:
    """Share of a standard normal variable below z."""
    z = program.name(z)
    z = program.name(clip(z, -_REACH, _REACH))
    y = program.name(magnitude(z))
    square = program.name(z * z)
    # The reciprocal is only read where y is large; elsewhere it must not fail.
    inverse = program.name(1.0 / case([(square > 1.0, square)], 1.0))
    centre = program.name(0.5 + z * (_horner(_A, square) / _horner(_B, square)))
    middle = program.name(_horner(_C, y) / _horner(_D, y))
    far = program.name(
        ((1.0 / math.sqrt(2.0 * math.pi)) - inverse * (_horner(_P, inverse) / _horner(_Q, inverse)))
        / case([(y > 1.0, y)], 1.0)
    )
    tail = program.name(exp(square * -0.5) * case([(y <= _MIDDLE, middle)], far))
    return case([(y <= _CENTRE, centre), (z < 0.0, tail)], 1.0 - tail)
