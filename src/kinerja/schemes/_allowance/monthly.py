"""What is paid for a month: components by their shares, less the cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..._checks import joined, nonnegative, read_matrix, refuse_cells, refuse_missing, vector
from ..._definitions import fingerprint
from ..._digits import significant
from ..._results.prints import made_from
from ..._steady import steady
from ..._types import ArrayLike, Float
from ...errors import SHOWN, InputError, shown
from ...results import Axis, FloatMatrix, FloatVector, LabelVector, Provenance, Result
from .deductions import Deductions
from .rule import Rule


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Allowance(Result):
    """What is paid, in per cent of the full allowance."""

    _keys: ClassVar = {"person": "ids", "component": "component"}

    percent: Annotated[FloatVector, Axis("person")]
    """(n,) per cent that is paid, never below 0."""
    parts: Annotated[FloatMatrix, Axis("person", "component")]
    """(n, k) what each component gives, before the cut."""
    cut: Annotated[FloatVector, Axis("person")]
    """(n,) what is taken off."""
    component: Annotated[LabelVector, Axis("component")]
    """(k,) codes of the components."""
    rule: str
    """Code of the rule."""
    ids: Annotated[LabelVector | None, Axis("person")] = None
    """(n,) person of each row."""
    provenance: Provenance = field(default_factory=Provenance)
    """Holds the fingerprint of the rule, and the shares."""


@steady
def monthly(
    components: Any,
    shares: Any = None,
    *,
    rule: Rule,
    cut: ArrayLike | Deductions | None = None,
    ids: Any = None,
) -> Allowance:
    """Per cent of the allowance that is paid for a month.

    Parameters
    ----------
    components : array_like (n, k), mapping or dataframe
        Achievement of each component in per cent, 0 to 100, none missing.
    shares : mapping of str to float, or array_like (k,), optional
        Share of each component by code (or in order); they sum to 1. The rule's `components` if
        not given.
    rule : Rule
        The agency's rule; it says what is cut.
    cut : array_like (n,) or Deductions, optional
        Per cent to cut in the order of the rows, or what `deductions` returned, which is matched by
        `ids`; none if not given.
    ids : array_like (n,), optional
        Person of each row, each once; for a table, a column's name works too.

    Returns
    -------
    Allowance

    Raises
    ------
    InputError
        If the shares do not sum to 1, a component lies outside 0 to 100, the rule cuts a component
        that is not there, or a person has no row among the deductions or the other way round.

    Notes
    -----
    Σ share · achievement, less the cut: of the whole allowance, or of the part of the component
    that the rule names (which then cannot fall below 0).

    References
    ----------
    The agency's own regulation: there is no national default.

    Examples
    --------
    >>> from kinerja.schemes.allowance import EXAMPLES
    >>> result = monthly(
    ...     {"output": [100, 90], "presence": [100, 100]},
    ...     {"output": 0.6, "presence": 0.4},
    ...     rule=EXAMPLES["local"],
    ...     cut=[1, 1.5],
    ... )
    >>> result.percent.round(9).tolist()
    [99.0, 92.5]
    """
    if not isinstance(rule, Rule):
        raise InputError.about("rule", code="wrong_type", expected="a Rule", found=shown(rule))
    codes, weights = _read_shares(shares, rule)
    values, names = read_matrix(components, codes, argument="components", ids=ids)
    if np.isnan(values).any():
        refuse_missing(values, "components", rows=names, columns=codes)
    outside = (values < 0) | (values > 100)
    if outside.any():
        refuse_cells(
            outside,
            values,
            "components",
            code="out_of_range",
            expected="per cents from 0 to 100",
            rows=names,
            columns=codes,
        )
    n = values.shape[0]
    if cut is None:
        taken = np.zeros(n)
    elif isinstance(cut, Deductions):
        taken = _matched(cut, names)
    else:
        taken = nonnegative(vector(cut, "cut", n=n, rows=names), "cut", rows=names)
    if rule.applies_to and rule.applies_to not in codes:
        raise InputError.about(
            "rule",
            code="unknown_option",
            expected=f"a rule that cuts one of {', '.join(codes)}",
            found=f"applies_to={rule.applies_to!r}",
        )
    parts = values * weights
    total = np.zeros(n)
    for j in range(weights.size):
        total = total + parts[:, j]
    if rule.applies_to:
        whole = parts[:, codes.index(rule.applies_to)]
        loss = whole * np.minimum(taken, 100.0) / 100.0
    else:
        loss = np.minimum(taken, total)
    return Allowance(
        percent=total - loss,
        parts=parts,
        cut=loss,
        component=np.array(codes, dtype=object),
        rule=rule.code,
        ids=names,
        provenance=Provenance(
            **made_from(components=dict(zip(codes, values.T, strict=True)), cut=cut),
            definition=fingerprint(rule),
            options={"shares": dict(zip(codes, weights.tolist(), strict=True))},
            missing="raise",
        ),
    )


def _matched(cut: Deductions, names: NDArray[Any] | None) -> Float:
    """Per cent to cut of each person by name; a person on one side only is refused."""
    if names is None:
        raise InputError.about(
            "ids",
            code="missing_argument",
            expected="the person of each row, to match the deductions with",
            found="none",
            hint="Pass `ids=`, or `cut` as an array in the order of the rows.",
        )
    percent = dict(zip(cut.id.tolist(), cut.percent.tolist(), strict=True))
    people = names.tolist()
    odd = [name for name in people if name not in percent]
    odd += sorted(set(percent) - set(people), key=str)
    if odd:
        raise InputError.about(
            "cut",
            code="unknown_label",
            expected="the same people as in `ids`",
            found=f"{joined(odd)} in one of the two only",
            hint="A person without a cut still has days: give them, with 0 minutes.",
            positions=tuple(odd[:SHOWN]),
        )
    return np.array([percent[name] for name in people])


def _read_shares(shares: Any, rule: Rule) -> tuple[tuple[str, ...], Float]:
    """Codes of the components and their shares, which sum to 1."""
    if shares is None:
        shares = rule.shares
        if not shares:
            raise InputError.about(
                "shares",
                code="missing_argument",
                expected="shares, or a rule that names its components",
                found="neither",
            )
    named = isinstance(shares, Mapping)
    names = list(shares) if named else None
    given = vector(list(shares.values()) if named else shares, "shares", rows=names)
    weights = nonnegative(given, "shares", rows=names)
    if float(significant(np.asarray(weights.sum()))) != 1.0:
        raise InputError.about(
            "shares",
            code="invalid_input",
            expected="shares that sum to 1",
            found=f"{weights.sum():.12g}",
        )
    return tuple(shares) if named else tuple(str(j) for j in range(weights.size)), weights
