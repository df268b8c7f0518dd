"""How grades are spread, beside a guide: advice, never a change of anybody's grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from .. import _checks
from .._definitions import Language
from .._results.prints import made_from
from .._steady import steady
from .._types import Float
from .._words import check_language, words
from ..errors import InputError
from ..results import Axis, FloatVector, LabelVector, Provenance, Result, Unit


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Distribution(Result):
    """Shares of grades beside the guide's.

    Examples
    --------
    >>> from kinerja.ratings import check_distribution
    >>> check_distribution(["a", "b"], {"a": 0.5, "b": 0.5}).statistic
    0.0
    """

    _keys: ClassVar = {"category": "label"}

    label: Annotated[LabelVector, Axis("category")]
    """(g,) labels in the guide's order."""
    observed: Annotated[FloatVector, Axis("category")]
    """(g,) shares."""
    expected: Annotated[FloatVector, Axis("category")]
    """(g,) the guide's shares."""
    difference: Annotated[FloatVector, Axis("category")]
    """(g,) observed less expected."""
    statistic: float
    """Pearson's chi-square of the counts; infinite where a label occurs whose share is 0."""
    p_value: Annotated[float, Unit("p")]
    """Probability of a statistic this large if people were drawn at random from the guide."""
    findings: tuple[str, ...] = ()
    """What a reader should look at, in words."""
    provenance: Provenance = field(default_factory=Provenance)
    """Number of people."""


@steady
def check_distribution(
    labels: Any, guide: Mapping[Any, float], *, language: Language = "en"
) -> Distribution:
    """Compare how grades are spread with a guide; advisory, no grade changes.

    Parameters
    ----------
    labels : array_like (n,)
        One grade per person.
    guide : mapping from label to float
        Share of each label; together 1.
    language : {"en", "id"}
        Language of the findings.

    Returns
    -------
    Distribution

    Raises
    ------
    InputError
        If a label has no share in the guide, or the shares do not sum to 1.

    Notes
    -----
    χ² = Σ (O − E)²/E on g − 1 degrees of freedom, g the labels with a share above 0. With few
    people the approximation is rough: the findings say where a count of less than 5 is expected.

    References
    ----------
    Pearson (1900), Philosophical Magazine 50, 157–175.

    Examples
    --------
    >>> r = check_distribution(["good"] * 9 + ["fair"], {"good": 0.7, "fair": 0.3})
    >>> r.difference.round(6).tolist(), round(r.statistic, 6)
    ([0.2, -0.2], 1.904762)
    """
    from scipy.special import chdtrc

    check_language(language)
    if not isinstance(guide, Mapping):
        raise InputError.about(
            "guide",
            code="wrong_type",
            expected="a mapping from label to share",
            found=type(guide).__name__,
        )
    read = _checks.labels(labels, "labels")
    if not read.codes.size:
        raise InputError.about("labels", code="too_few", expected="at least one", found="none")
    if not guide:
        raise InputError.about(
            "guide", code="too_few", expected="a share for at least one label",
            found="none",
        )  # fmt: skip
    names = list(guide)
    share = _checks.nonnegative(
        _checks.vector(list(guide.values()), "guide", rows=names), "guide", rows=names
    )
    if abs(share.sum() - 1.0) > 1e-9:
        raise InputError.about(
            "guide", code="invalid_input", expected="shares that sum to 1",
            found=f"{share.sum():.12g}",
            hint="Write percentages as fractions: 20 % is 0.2.",
        )  # fmt: skip
    counted = dict(zip(read.names.tolist(), np.bincount(read.codes).tolist(), strict=True))
    unknown = [name for name in counted if name not in guide]
    if unknown:
        raise InputError.about(
            "labels", code="unknown_label", expected=f"one of {_checks.joined(names)}",
            found=_checks.joined(unknown), hint="Give the label a share in `guide`, 0 if need be.",
            positions=tuple(unknown[:5]),
        )  # fmt: skip
    count = np.array([counted.get(name, 0) for name in names], dtype=np.float64)
    n = float(count.sum())
    expected = share * n
    allowed = expected > 0
    statistic = float((np.square(count - expected)[allowed] / expected[allowed]).sum())
    if (count[~allowed] > 0).any():
        statistic = float("inf")
    df = int(allowed.sum()) - 1
    p_value = float(chdtrc(df, statistic)) if df > 0 else float(statistic == 0)
    label = np.empty(len(names), dtype=object)
    label[:] = names
    return Distribution(
        label=label,
        observed=count / n,
        expected=share,
        difference=count / n - share,
        statistic=statistic,
        p_value=p_value,
        findings=_findings(names, count, expected, language),
        provenance=Provenance(**made_from(labels=labels), options={"n": int(n), "df": df}),
    )


def _findings(names: list[Any], count: Float, expected: Any, language: Language) -> tuple[str, ...]:
    grammar, said = words(language).grammar, words(language).ratings
    out = [
        grammar.plural(
            said.departs,
            have,
            name=name,
            want=grammar.figure(want, decimals=None if want == int(want) else 1),
        )
        for name, have, want in zip(names, count.tolist(), expected.tolist(), strict=True)
        if abs(have - want) >= 1.0
    ]
    if ((expected > 0) & (expected < 5)).any():
        out.append(said.rough)
    return tuple(out)
