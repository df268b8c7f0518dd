"""Did it change? Two waves of a survey, with what their samples share taken into account."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._results.prints import made_from
from .._results.small_cells import suppress
from .._steady import steady
from .._types import ArrayLike, Float, Ints
from .._words import words
from ..errors import InputError, shown
from ..results import Provenance
from .answers import Answers, Field, read_answers, read_field
from .design import Design
from .estimates import undetermined
from .freedom import DegreesOfFreedom
from .limits import SMALL, basis_of, is_small, quantile_of_t, two_sided
from .linear import Linear, estimate
from .means import mean_column
from .moved import at_one_size, back_in_range
from .multiplicity import benjamini_hochberg, holm
from .overlap import Link, degrees_of_freedom, link
from .variance import Spread, UnitTotals
from .wave_changes import Changes, WaveComparison

INDEX = "index"
_LEAST_ERROR = float(np.sqrt(np.finfo(np.float64).tiny))
"""Errors below it are roots of squares that a float does not hold whole."""
_LEAST_SIZE = 1e-138
"""Answers below it have errors of which that may be so; the largest of a column are about 1."""


@steady
def compare_waves(
    first: Any,
    second: Any,
    designs: tuple[Design, Design] | None = None,
    *,
    by: tuple[Any, Any] | None = None,
    ids: tuple[Any, Any] | None = None,
    item_weight: ArrayLike | None = None,
    level: float = 0.95,
    missing: _checks.MissingRows = "raise",
    df: DegreesOfFreedom = "domain",
    minimum: int = 1,
) -> WaveComparison:
    """Change between two waves of a survey: overall, per item and per unit, with tests.

    Parameters
    ----------
    first, second : array_like of float, shape (n, k) and (m, k), or mapping or dataframe
        Answers of the two waves: the same k items.
    designs : (Design, Design), optional
        How each sample was drawn; without it at random, with equal weights.
    by : (labels, labels), optional
        Unit of each row of the first and of the second wave, each an array (n,) and (m,) or a
        mapping of several.
    ids : (labels, labels), optional
        What links overlapping samples: a label for each row of either wave, of the person (a panel)
        or of the PSU (the same offices, other people). Without it the samples count as separate.
    item_weight : array_like of float, shape (k,), optional
        Weights of the items in the index; equal ones by default.
    level : float
        Probability of the intervals.
    missing : {"raise", "omit", "propagate"}
        Refuse missing answers; leave a row with any of them outside the domain; or give NaN.
    df : {"domain", "nchs", "design"}
        Degrees of freedom, as for `mean`; those of the design: PSUs − strata of both samples.
    minimum : int
        Units of fewer respondents in either wave are left empty, and others where totals would give
        them away: see `results.suppress`. 1 shows all.

    Returns
    -------
    WaveComparison
        Four tables of `Changes`; p-values are corrected within each table.

    Raises
    ------
    InputError
        If answers are missing (by default), the items of the two waves differ, they have no unit in
        common, or labels of `ids` do not join the PSUs of the two samples one to one.

    Notes
    -----
    V(change) = V₁ + V₂ − 2C, V₁ and V₂ as in `mean`. With z the weighted influence totals of a PSU
    in either wave and m₁₂ shared PSUs in a stratum of m₁ and m₂ with sampled fractions f₁ and f₂,
    C = (m₁₂ − √(m₁m₂f₁f₂))/(m₁₂ − 1) · Σ (z₁ − z̄₁)(z₂ − z̄₂) over the shared ones; each further
    stage adds the same where persons are linked. If all PSUs are shared this is the error of a
    difference of two domains of one stacked sample, if none is that of two samples. Fewer than two
    shared PSUs in a stratum add nothing, and |C| ≤ √(V₁V₂). df counts shared PSUs and strata once.
    A change is undetermined where the error of either wave is.

    References
    ----------
    Kish (1965), Survey Sampling, §12.4; Tam (1984), American Statistician 38, 288–289; Qualité &
    Tillé (2008), Survey Methodology 34, 173–181; Holm (1979), Scandinavian Journal of Statistics 6,
    65–70; Benjamini & Hochberg (1995), JRSS B 57, 289–300.

    Examples
    --------
    The same six people, asked twice:

    >>> from kinerja.survey import compare_waves
    >>> before = {"time": [2, 3, 1, 2, 3, 2], "staff": [3, 4, 3, 2, 4, 3]}
    >>> after = {"time": [3, 3, 2, 3, 4, 3], "staff": [3, 4, 3, 3, 4, 2]}
    >>> people = [1, 2, 3, 4, 5, 6]
    >>> found = compare_waves(before, after, ids=(people, people))
    >>> found.items.change.round(3).tolist(), found.items.holm.round(4).tolist()
    ([0.833, 0.0], [0.0082, 1.0])

    Had they been other people, the same figures would say little:

    >>> compare_waves(before, after).items.p_value.round(3).tolist()
    [0.065, 1.0]
    """
    level = _checks.confidence_level(level)
    pair = _designs(designs)
    one, other = _answers(first, second)
    share = _checks.weights(item_weight, one.names.size, "item_weight", names=one.names.tolist())
    share = share / share.sum()
    sized, exponent = at_one_size(*(_with_index(answers, share) for answers in (one, other)))
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    _checks.whole_number(minimum, "minimum", lower=1)
    groupings = _pair(by, "by") if by is not None else None
    names = ("first", "second")

    def waves(of_rows: tuple[Any, Any]) -> list[_Wave]:
        parts = zip((one, other), sized, pair, of_rows, names, strict=True)
        return [
            _Wave(answers, columns, design, grouping, missing, name, df)
            for answers, columns, design, grouping, name in parts
        ]

    both = waves((None, None))
    links: list[Link] = []
    if ids is not None:
        designs_in_use = both[0].field.design, both[1].field.design
        links = link(*designs_in_use, _pair(ids, "ids"), "ids")
    whole = _Compared(both, links, level, exponent)
    left_out = [
        said.replace(words().notes.rows, words().notes.rows_of_wave[name], 1)
        for wave, name in zip(both, names, strict=True)
        for said in (*wave.field.left_out, *wave.field.design.notes)
    ]
    units = unit_items = None
    if groupings is not None:
        by_unit = _Compared(waves(groupings), links, level, exponent)
        units, unit_items = (
            suppress(by_unit.table(index=index), minimum=minimum) for index in (True, False)
        )
        left_out += by_unit.left_out
        if units.suppressed:
            note = words().notes.units_not_shown
            left_out.append(note.format(least=minimum, names=_checks.joined(units.suppressed)))
    options = {"level": level, "item_weight": share.tolist(), "linked": ids is not None, "df": df}
    return WaveComparison(
        overall=whole.table(index=True),
        items=whole.table(index=False),
        units=units,
        unit_items=unit_items,
        shared=int(links[0].first.size) if links else 0,
        provenance=Provenance(
            **made_from(first=first, second=second),
            options=options,
            missing=missing,
            left_out=(*left_out, *whole.left_out),
        ),
    )


def _pair(given: Any, argument: str) -> tuple[Any, Any]:
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="a pair: for the first and for the second wave",
            found=shown(type(given).__name__),
            hint=f"Write {argument}=(of_the_first, of_the_second).",
        )
    return given[0], given[1]


def _designs(designs: Any) -> tuple[Design, Design]:
    pair = (None, None) if designs is None else _pair(designs, "designs")
    for design in pair:
        if design is not None and not isinstance(design, Design):
            raise InputError.about(
                "designs",
                code="wrong_type",
                expected="two Designs",
                found=type(design).__name__,
            )
    return pair[0] or Design(), pair[1] or Design()


def _answers(first: Any, second: Any) -> tuple[Answers, Answers]:
    one, other = read_answers(first, "first"), read_answers(second, "second")
    ours, theirs = one.names.tolist(), other.names.tolist()
    if set(ours) != set(theirs):
        odd = [name for name in (*ours, *theirs) if (name in ours) != (name in theirs)]
        raise InputError.about(
            "second",
            code="contradiction",
            expected=f"the items of the first wave: {_checks.joined(ours)}",
            found=f"{_checks.joined(odd)} in one wave only",
            hint="Compare the items that both waves asked.",
            positions=_checks.columns_at(odd[:5]),
        )
    order = [theirs.index(name) for name in ours]
    return one, Answers(tuple(other.columns[j] for j in order), one.names)


def _with_index(answers: Answers, share: Float) -> list[Float]:
    """Every item, and in the last place the index."""
    index = np.zeros(answers.columns[0].size)
    for column, weight in zip(answers.columns, share.tolist(), strict=True):
        index += column * weight
    return [*answers.columns, index]


class _Wave:
    """Estimates of one wave by domain: every item, and in the last column the index."""

    def __init__(
        self,
        answers: Answers,
        columns: list[Float],
        design: Design,
        by: Any,
        missing: _checks.MissingRows,
        name: str,
        df: DegreesOfFreedom,
    ) -> None:
        self.names = answers.names
        self.answers = Answers(tuple(columns), np.arange(len(columns)))
        self.field: Field = read_field(design, by, missing, {name: answers}, df=df)
        self.column = mean_column(self.field, self.answers)
        self.width = len(columns)
        which = range(self.width)
        self.found: Linear = estimate(self.field, which, self.column, covariance=False)
        domains = self.field.domains
        self.spread = Spread(self.field.design, domains.codes, domains.size, self.field.levels)
        # An error of 0 of a small domain whose answers are all alike is no knowledge.
        basis = basis_of(self.field, which)
        self.unsure = self.found.alike & is_small(basis, SMALL) & ~basis.certain

    def totals(
        self, j: int, units: list[NDArray[np.int64]], domains: NDArray[np.int64]
    ) -> list[UnitTotals]:
        """Totals of item j in chosen units of each stage and chosen domains."""
        _, e, factor = self.column(j)
        return self.spread.unit_totals(e, self.field.weights * e, factor, units, domains)


class _Compared:
    """Two waves on the domains that both have."""

    def __init__(self, waves: list[_Wave], links: list[Link], level: float, exponent: Ints) -> None:
        self.one, self.other = waves
        self.level, self.exponent = level, exponent
        ours, theirs = (wave.field.domains for wave in waves)
        self.left_out: list[str] = []
        if not ours.names and not theirs.names:
            self.at = np.zeros((2, 1), dtype=np.int64)
        else:
            self.at = self._matched()
        self.covariance = self._covariance(links)
        fields = self.one.field, self.other.field
        self.df = degrees_of_freedom(*fields, self.at, links, fields[0].kind)
        unknown = np.flatnonzero(np.logical_or(*self._flags("undetermined")))
        if unknown.size:
            places = [fields[0].domains.label(int(self.at[0, i])) for i in unknown]
            self.left_out.append(undetermined(places))

    def _matched(self) -> NDArray[np.int64]:
        """Positions (2, d) of the domains that occur in both waves."""
        ours, theirs = self.one.field.domains, self.other.field.domains
        if list(ours.names) != list(theirs.names):
            raise InputError.about(
                "by",
                code="contradiction",
                expected=f"the same groupings in both waves: {_checks.joined(list(ours.names))}",
                found=_checks.joined(list(theirs.names)),
            )
        place = {label: i for i, label in enumerate(theirs.labels())}
        found = [(i, place[label]) for i, label in enumerate(ours.labels()) if label in place]
        both = {i for i, _ in found}
        for domains, other, wave in (
            (ours, set(place), "first"),
            (theirs, set(ours.labels()), "second"),
        ):
            alone = [label for label in domains.labels() if label not in other]
            if alone:
                note = words().notes.units_of_wave[wave]
                self.left_out.append(note.format(names=_checks.joined(alone)))
        if not both:
            raise InputError.about(
                "by",
                code="too_few",
                expected="at least one unit in both waves",
                found=f"{_checks.joined(ours.labels())} and {_checks.joined(theirs.labels())}",
                hint="Are the labels written alike?",
            )
        return np.array(found, dtype=np.int64).T

    def _covariance(self, links: list[Link]) -> Float:
        """Covariance (d, v) of the two waves' estimates."""
        here, there = self.at
        out = np.zeros((here.size, self.one.width))
        if not links or not links[0].first.size:
            return out
        first = [found.first for found in links]
        second = [found.second for found in links]
        # Stages that only one of the two designs has share nothing.
        first += [np.empty(0, np.int64)] * (len(self.one.field.design.stages) - len(links))
        second += [np.empty(0, np.int64)] * (len(self.other.field.design.stages) - len(links))
        for j in range(self.one.width):
            totals = self.one.totals(j, first, here), self.other.totals(j, second, there)
            for found, a, b in zip(links, *totals, strict=False):
                out[:, j] += found.covariance(a, b)
        most = np.sqrt(self.one.found.variance[here] * self.other.found.variance[there])
        return np.clip(out, -most, most)

    def _flags(self, name: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """A flag of the domains of either wave, each (d, 1)."""
        fields = self.one.field, self.other.field
        first, second = (
            getattr(f, name)[at][:, None] for f, at in zip(fields, self.at, strict=True)
        )
        return first, second

    def table(self, *, index: bool) -> Changes:
        """Changes of the index, or of every item."""
        here, there = self.at
        width = self.one.width
        columns = [width - 1] if index else list(range(width - 1))
        one, other = self.one.found, self.other.found
        first, second = one.value[here][:, columns], other.value[there][:, columns]
        v1, v2 = one.variance[here][:, columns], other.variance[there][:, columns]
        c = self.covariance[:, columns]
        change = second - first
        se = np.sqrt(np.maximum(v1 + v2 - 2 * c, 0.0))
        se = np.where(np.logical_or(*self._flags("undetermined")), np.nan, se)
        certain = np.logical_and(*self._flags("certain"))
        unsure = self.one.unsure[here][:, columns] | self.other.unsure[there][:, columns]
        # A difference in the last bits only is not a change.
        change = np.where(np.abs(change) <= 1e-14 * (np.abs(first) + np.abs(second)), 0.0, change)
        df = np.broadcast_to(self.df[:, None], change.shape)
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.where((change == 0) & (se == 0), 0.0, change / se)
            correlation = np.where(v1 * v2 > 0, c / np.sqrt(v1 * v2), 0.0)
        unsure &= se <= 1e-14 * np.abs(first)
        # Beside a unit whose answers are 1e150 times as large, squares are lost: no error of 0.
        size = np.maximum(np.abs(first), np.abs(second))
        lost = (se < _LEAST_ERROR) & (size > 0) & (size < _LEAST_SIZE) & ~certain
        unsure |= lost
        se = np.where(lost, np.nan, se)
        half = np.where(certain, 0.0, quantile_of_t(self.level, df) * se)
        half = np.where(unsure, np.nan, half)
        p = np.where(certain, np.where(change == 0, 1.0, 0.0), two_sided(t, df))
        unknown = unsure & (change != 0)
        t, p = np.where(unknown, np.nan, t).ravel(), np.where(unknown, np.nan, p).ravel()
        figures = (first, second, change, se, change - half, change + half)
        first, second, change, se, lower, upper = back_in_range(figures, self.exponent[columns])
        names = np.array([INDEX], dtype=object) if index else self.one.names
        domains = self.one.field.domains
        k = len(columns)
        return Changes(
            domain={name: np.repeat(labels[here], k) for name, labels in domains.names.items()},
            item=np.tile(names, here.size),
            first=first.ravel(),
            second=second.ravel(),
            change=change.ravel(),
            se=se.ravel(),
            lower=lower.ravel(),
            upper=upper.ravel(),
            t=t,
            p_value=p,
            holm=holm(p),
            bh=benjamini_hochberg(p),
            correlation=correlation.ravel(),
            n_first=np.repeat(self.one.field.count[here], k),
            n_second=np.repeat(self.other.field.count[there], k),
            df=df.ravel(),
        )
