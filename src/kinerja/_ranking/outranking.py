"""Comparisons in pairs: PROMETHEE II and ELECTRE I."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from .. import _checks
from .._digits import Ties, same, significant
from .._steady import steady
from .._types import ArrayLike, Float, TableLike
from ..errors import InputError, shown
from ..results import Provenance
from .preference import flows
from .problem import Benefit, problem
from .result import Outranking, Ranking

Preference = Literal["usual", "u_shape", "v_shape", "level", "linear", "gaussian"]
PREFERENCES: tuple[Preference, ...] = (
    "usual",
    "u_shape",
    "v_shape",
    "level",
    "linear",
    "gaussian",
)
_NEEDS_Q = frozenset({"u_shape", "level", "linear"})
_NEEDS_P = frozenset({"v_shape", "level", "linear", "gaussian"})


@steady
def promethee_ii(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ties: Ties = "min",
    ids: Any = None,
    normalize: bool = True,
    preference: Preference | Sequence[Preference] = "usual",
    q: ArrayLike | None = None,
    p: ArrayLike | None = None,
) -> Ranking:
    """PROMETHEE II: how much each is preferred to the others, less how much they are to it.

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values, none missing.
    weights : array_like (k,)
        0 or more, not all 0; divided by their sum unless `normalize` is False.
    benefit : bool or (k,) bool
        True where more is better.
    ties : {"min", "average", "dense"}
        Rank of subjects with equal scores.
    ids : array_like (n,) or str, optional
        Labels of the subjects, or the dataframe's column that holds them.
    normalize : bool
        Whether weights are divided by their sum; False keeps them as they are.
    preference : str or k of them
        How a lead d becomes a preference from 0 to 1: "usual", "u_shape", "v_shape", "level",
        "linear" or "gaussian"; once or a column.
    q : float or array_like (k,), optional
        Indifference: a lead up to q counts as none (u_shape, level, linear). In the column's unit.
    p : float or array_like (k,), optional
        Strict preference from a lead of p on (v_shape, level, linear), at least q; the gaussian's
        s, above 0.

    Returns
    -------
    Ranking
        Net flow, from −1 to 1. Details: phi_plus and phi_minus (n,), column_flow (n, k).

    Raises
    ------
    InputError
        If a value is missing, or a threshold that the preference needs is missing or out of range.

    Notes
    -----
    φ₊ᵢ = Σⱼ wⱼ·Σₘ Pⱼ(xᵢⱼ − xₘⱼ)/(n − 1), φ₋ likewise with the difference turned round, φ = φ₊ − φ₋.
    For d > 0: usual 1; u_shape 1 where d > q; v_shape min(d/p, 1); level 0, ½, 1 up to q, up to p,
    beyond; linear (d − q)/(p − q) in between; gaussian 1 − exp(−d²/2p²). Leads are compared with 0
    and thresholds at twelve digits of the larger value. All but the gaussian are summed by sorting,
    the gaussian in blocks: never a matrix of all pairs. Where no column has differences, and for a
    single row, all flows are 0.

    References
    ----------
    Brans & Vincke (1985), Management Science 31, 647–656. Brans, Vincke & Mareschal (1986),
    European Journal of Operational Research 24, 228–238.

    Examples
    --------
    >>> promethee_ii([[3], [5], [4]], [1]).score.tolist()
    [-1.0, 1.0, 0.0]
    >>> promethee_ii([[3], [5], [4]], [1], preference="linear", q=1, p=3).score.tolist()
    [-0.25, 0.25, 0.0]
    """
    problem_ = problem(matrix, weights, benefit, ties, ids, normalize=normalize)
    k = problem_.width
    kinds = _kinds(preference, k)
    low = _threshold(q, "q", kinds, _NEEDS_Q, k)
    high = _threshold(p, "p", kinds, _NEEDS_P, k)
    _ordered(kinds, low, high)
    options = {"preference": kinds, "q": tuple(low.tolist()), "p": tuple(high.tolist())}
    if problem_.idle:
        zero = np.zeros(problem_.n)
        return problem_.tied(
            "promethee_ii", 0.0, options=options, details={"phi_plus": zero, "phi_minus": zero}
        )
    sized, exponent = problem_.sized()
    plus = np.empty_like(sized)
    minus = np.empty_like(sized)
    for column, j in enumerate(problem_.kept.tolist()):
        # Thresholds keep step with the column's power of two; beyond 1e300 none is ever reached.
        with np.errstate(over="ignore", under="ignore"):
            thresholds = np.minimum(np.ldexp([low[j], high[j]], -exponent[column]), 1e300)
        plus[:, column], minus[:, column] = flows(
            problem_.side[column] * sized[:, column], kinds[j], *thresholds.tolist()
        )
    others = problem_.n - 1
    phi_plus = (plus * problem_.weights).sum(axis=1) / others
    phi_minus = (minus * problem_.weights).sum(axis=1) / others
    details = {
        "phi_plus": phi_plus,
        "phi_minus": phi_minus,
        "column_flow": (plus - minus) / others,
    }
    net = phi_plus - phi_minus
    return problem_.ranking("promethee_ii", net, details, options=options, size=1.0)


def _kinds(preference: Any, k: int) -> tuple[Preference, ...]:
    if isinstance(preference, str):
        preference = (preference,) * k
    if not isinstance(preference, list | tuple) or len(preference) != k:
        raise InputError.about(
            "preference",
            code="wrong_shape",
            expected=f"one name, or {k} of them",
            found=shown(preference),
            hint="Pass one preference for all columns, or one per column.",
        )
    for kind in preference:
        _checks.choice(kind, "preference", PREFERENCES)
    return tuple(preference)


def _threshold(
    x: ArrayLike | None, argument: str, kinds: Sequence[str], needed_by: frozenset[str], k: int
) -> Float:
    """One threshold a column, 0 where none is given or needed."""
    needed = [kind for kind in kinds if kind in needed_by]
    if x is None:
        if needed:
            raise InputError.about(
                argument,
                code="missing_argument",
                expected=f"a threshold for the preference {needed[0]!r}",
                found="None",
                hint="Pass a number, or one per column, in the unit of the column.",
            )
        return np.zeros(k)
    raw = _checks.floats(x, argument)
    out = _checks.vector(np.full(k, raw) if raw.ndim == 0 else raw, argument, n=k)
    return _checks.nonnegative(out, argument)


def _ordered(kinds: Sequence[str], low: Float, high: Float) -> None:
    """Refuse p below q, and a gaussian without width."""
    both = np.array([kind in {"level", "linear"} for kind in kinds])
    _checks.refuse_cells(
        both & (high < low),
        high,
        "p",
        code="out_of_range",
        expected="a threshold of at least `q`",
        hint="Strict preference begins where indifference has ended.",
    )
    _checks.refuse_cells(
        np.array([kind == "gaussian" for kind in kinds]) & (high <= 0),
        high,
        "p",
        code="not_positive",
        expected="a width above 0 for the gaussian preference",
    )


@steady
def electre_i(
    matrix: TableLike,
    weights: ArrayLike,
    *,
    benefit: Benefit = True,
    ids: Any = None,
    normalize: bool = True,
    concordance: float = 0.65,
    discordance: float = 0.35,
) -> Outranking:
    """ELECTRE I: who outranks whom, by enough weight in favour and no strong veto.

    Parameters
    ----------
    matrix : array_like (n, k) or dataframe
        Raw values, none missing.
    weights : array_like (k,)
        0 or more, not all 0; divided by their sum unless `normalize` is False.
    benefit : bool or (k,) bool
        True where more is better.
    ids : array_like (n,) or str, optional
        Labels of the subjects, or the dataframe's column that holds them.
    normalize : bool
        Whether weights are divided by their sum; False keeps them as they are.
    concordance : float
        Least share of the weights in favour, from 0 to 1.
    discordance : float
        Largest lead of the other that is still tolerated, from 0 to 1.

    Returns
    -------
    Outranking
        concordance, discordance and relation (n, n), kernel (n,).

    Raises
    ------
    InputError
        If a value is missing, or a threshold is not between 0 and 1.

    Notes
    -----
    C(a, b) is the sum of the weights where a is at least as good as b, 1 on the diagonal. D(a, b)
    is the largest lead of b over a after x/max|x|, divided by the largest range of a column, 0 on
    the diagonal. a outranks b where C ≥ p and D ≤ q. All comparisons are at twelve significant
    digits; nobody outranks itself or an equal in every column. The kernel holds those whom nobody
    outranks: it is empty where everybody in front is outranked in a cycle. The result is n × n by
    nature.

    References
    ----------
    Roy (1968), Revue française d'informatique et de recherche opérationnelle 2(8), 57–75.

    Examples
    --------
    >>> r = electre_i([[9, 8], [3, 2], [5, 9]], [0.7, 0.3])
    >>> r.relation.tolist()
    [[False, True, True], [False, False, False], [False, True, False]]
    """
    least = _checks.number(concordance, "concordance", lower=0.0, upper=1.0)
    most = _checks.number(discordance, "discordance", lower=0.0, upper=1.0)
    p = problem(matrix, weights, benefit, "min", ids, normalize=normalize)
    provenance = Provenance(
        **p.read,
        options={"method": "electre_i", "concordance": least, "discordance": most},
        missing="raise",
        left_out=p.left_out,
    )
    agree = np.zeros((p.n, p.n))
    veto = np.zeros((p.n, p.n))
    equal = np.ones((p.n, p.n), dtype=np.bool_)
    scaled = p.x / p.largest * p.side if p.kept.size else p.x
    for column, weight in zip(scaled.T, p.weights, strict=True):
        lead = column[None, :] - column[:, None]
        level = same(column[None, :], column[:, None])
        agree += weight * ((lead < 0) | level)
        np.maximum(veto, lead, out=veto)
        equal &= level
    if p.idle:
        agree[:] = 1.0
    else:
        veto /= np.ptp(scaled, axis=0).max()
    np.fill_diagonal(agree, 1.0)
    near = significant(agree) >= significant(np.array([least]))
    relation = near & (significant(veto) <= significant(np.array([most]))) & ~equal
    return Outranking(
        concordance=np.minimum(agree, 1.0),
        discordance=veto,
        relation=relation,
        kernel=np.logical_not(relation.any(axis=0)),
        ids=p.ids,
        provenance=provenance,
    )
