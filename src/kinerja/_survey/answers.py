"""What was measured: y as columns of numbers, with the missing rows set aside by policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._checks import Domains, read_domains
from ..errors import InputError
from .design import Design, refuse_other
from .sums import grouped

Float = NDArray[np.float64]
_BLOCK = 8_192


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Columns of numbers on the rows of a design."""

    columns: tuple[Float, ...]
    """v columns (n,); views of the caller's array where they can be."""
    names: NDArray[Any]
    """(v,) variable labels."""
    table: Float | None = None
    """(n, v) the same by rows, where they came so and nobody needs whole columns."""

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        if self.table is not None:
            return not np.isnan(self.table.sum())
        return not any(np.isnan(column.sum()) for column in self.columns)

    def missing_rows(self) -> NDArray[np.bool_]:
        """Rows with any value missing."""
        out = np.zeros(self.columns[0].size, dtype=np.bool_)
        for column in self.columns:
            out |= np.isnan(column)
        return out

    def within(self, inside: NDArray[np.bool_]) -> Answers:
        """The same with 0 in the rows that are not `inside`."""
        return Answers(tuple(np.where(inside, c, 0.0) for c in self.columns), self.names)


def named(items: list[Any]) -> NDArray[Any]:
    """Labels as an array: whole numbers as int64, anything else as Python objects."""
    if all(type(item) is int for item in items):
        return np.array(items, dtype=np.int64)
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out


def read_answers(y: Any, argument: str, *, by_rows: bool = False) -> Answers:
    """Read (n,), (n, v), a mapping or a dataframe; the infinite is refused, the missing is not.

    `by_rows` leaves a matrix as it lies in memory, for work that goes through it in blocks.
    """
    if _checks.is_table(y):
        names = _checks.column_names(y, argument)
        columns = [
            _checks.vector(column, f"{argument}[{name!r}]", missing="allow")
            for name, column in zip(names, _checks.read_columns(y, names, argument), strict=True)
        ]
        labels = named(list(names))
    else:
        values = _checks.floats(y, argument)
        if values.ndim == 1:
            columns = [_checks.vector(values, argument, missing="allow")]
        else:
            values = _checks.matrix(values, argument, missing="allow")
            if by_rows and values.flags.c_contiguous and values.shape[1] > 0:
                return Answers(tuple(values.T), np.arange(values.shape[1]), values)
            columns = list(_by_column(values))
        labels = np.arange(len(columns))
    if not columns:
        raise InputError.about(
            argument, code="too_few", expected="at least one variable", found="none"
        )
    if len({column.size for column in columns}) > 1:
        raise InputError.about(
            argument,
            code="wrong_shape",
            expected="columns of one length",
            found=_checks.joined([column.size for column in columns]),
        )
    return Answers(tuple(columns), labels)


def _by_column(values: Float) -> Float:
    """The transpose, each column contiguous; copied in blocks that stay in the cache."""
    if values.flags.f_contiguous:
        return values.T
    n, v = values.shape
    out = np.empty((v, n))
    for start in range(0, n, _BLOCK):
        out[:, start : start + _BLOCK] = values[start : start + _BLOCK].T
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """The rows that take part in an estimate, their weights, and their domains."""

    design: Design
    domains: Domains
    used: NDArray[np.bool_] | None
    """(n,) rows that take part; None where all do."""
    weights: Float
    """(n,) weights, 0 where a row takes no part."""
    total: Float
    """(D,) sum of weights."""
    count: NDArray[np.int64]
    """(D,) rows that take part and have a weight above 0."""
    left_out: int
    """Rows left out because a value is missing."""
    scratch: Float
    """(n,) room for a product: fresh memory would cost as much as the work."""

    def sums(self, values: Float) -> Float:
        """Weighted sum (D,) of row values in each domain."""
        product = np.multiply(self.weights, values, out=self.scratch)
        return grouped(self.domains.codes, product, self.domains.size)

    def spread(self, by_domain: Float) -> Float:
        """Value of each row's domain (n,)."""
        if self.domains.size == 1:
            return np.broadcast_to(by_domain, self.domains.codes.shape)
        return np.take(by_domain, self.domains.codes)

    def clean(self, column: Float) -> Float:
        """Contiguous column with 0 where a row takes no part."""
        if self.used is None:
            return np.ascontiguousarray(column)
        return np.where(self.used, column, 0.0)


def read_field(
    design: Design,
    by: Any,
    missing: _checks.MissingRows,
    measured: dict[str, Answers],
    *,
    domain: Any = None,
) -> Field:
    """Settle which rows take part: the design's, without the missing where they are omitted.

    Rows outside `domain` take no part either, and what is missing there is nobody's concern.
    """
    _checks.choice(missing, "missing", _checks.MISSING_ROWS)
    refuse_other(design)
    for argument, answers in measured.items():
        design = design.sized(answers.columns[0].size, argument)
    inside = None if domain is None else _read_domain(domain, design.n)
    if inside is not None:
        measured = {name: answers.within(inside) for name, answers in measured.items()}
    used = inside
    left_out = 0
    if missing == "raise":
        for argument, answers in measured.items():
            if not answers.complete:
                _refuse_missing(answers, argument)
    elif missing == "omit":
        gone = np.logical_or.reduce([answers.missing_rows() for answers in measured.values()])
        left_out = int(gone.sum())
        if left_out:
            used = ~gone if inside is None else inside & ~gone
    domains = read_domains(by, design.n)
    w = design.weights if used is None else np.where(used, design.weights, 0.0)
    total = grouped(domains.codes, w, domains.size)
    if not (w.min() > 0):
        count = np.bincount(domains.codes[w != 0], minlength=domains.size)
    else:
        count = np.bincount(domains.codes, minlength=domains.size)
    empty = np.flatnonzero(count == 0)
    if empty.size:
        shown = "; ".join(domains.label(int(d)) for d in empty[:5])
        raise InputError.about(
            "by" if domains.names else "domain" if domain is not None else next(iter(measured)),
            code="too_few",
            expected="somebody with an answer and a weight above 0 in each domain",
            found=f"nobody in {shown}" + (f"; and {empty.size - 5} more" * (empty.size > 5)),
            hint="Leave those domains out of `by`, or join them with others.",
            positions=tuple(domains.label(int(d)) for d in empty[:5]),
        )
    return Field(design, domains, used, w, total, count, left_out, np.empty(design.n))


def _read_domain(domain: Any, n: int) -> NDArray[np.bool_]:
    read = _checks.labels(domain, "domain", n=n)
    if read.names.dtype.kind != "b":
        raise InputError.about(
            "domain",
            code="wrong_type",
            expected="True for each row that it is about, False for the others",
            found=_checks.joined(read.names.tolist()),
            hint='Compare first: unit == "North".',
        )
    return np.asarray(read.names[read.codes], dtype=np.bool_)


def _refuse_missing(answers: Answers, argument: str) -> None:
    # The sum may also be NaN because inf − inf is; the columns hold no infinity, so it is missing.
    alone = len(answers.columns) == 1
    values = answers.columns[0] if alone else np.column_stack(answers.columns)
    _checks.refuse_cells(
        np.isnan(values),
        values,
        argument,
        code="missing_value",
        expected="an answer in every cell",
        hint='Fill it in, or say missing="omit" to leave such rows outside the domain.',
        columns=None if alone else answers.names,
    )
