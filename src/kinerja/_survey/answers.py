"""What was measured: y as columns of numbers, with the missing rows set aside by policy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .. import _checks
from .._checks import Domains, read_domains
from .._types import Float
from ..errors import InputError
from .design import Design, refuse_other
from .freedom import DEGREES, DegreesOfFreedom, Holding
from .sums import grouped
from .variance import Cells, unit_cells

MissingAnswers = Literal["raise", "omit", "available", "propagate"]
MISSING_ANSWERS: tuple[MissingAnswers, ...] = ("raise", "omit", "available", "propagate")
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
    """Labels as an array: whole numbers that fit as int64, anything else as Python objects."""
    if all(type(item) is int and -(2**63) <= item < 2**63 for item in items):
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
    _checks.refuse_uneven({n: c.size for n, c in zip(labels, columns, strict=True)}, argument)
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
    """(D,) sum of weights; NaN where nobody takes part."""
    count: NDArray[np.int64]
    """(D,) rows that take part and have a weight above 0."""
    left_out: tuple[str, ...]
    """Rows left out because a value or a label is missing, in words."""
    scratch: Float
    """(n,) room for a product: fresh memory would cost as much as the work."""
    levels: list[Cells]
    """Cells of (unit, domain) of every stage, last stage first."""
    kind: DegreesOfFreedom
    holding: Holding
    """Units that hold each domain."""
    df: NDArray[np.int64]
    """(D,) degrees of freedom."""
    certain: NDArray[np.bool_]
    """(D,) domains wholly in units that were taken with certainty: known in full."""
    columns: tuple[Field, ...] = ()
    """With missing="available" the rows that take part in each variable; else empty."""

    def of(self, j: int) -> Field:
        """The rows that take part in variable j."""
        return self.columns[j] if self.columns else self

    @property
    def undetermined(self) -> NDArray[np.bool_]:
        """(D,) domains with somebody, but without a degree of freedom for their error."""
        if self.kind == "design":
            return np.zeros(self.count.size, dtype=np.bool_)
        return np.asarray((self.count > 0) & (self.df == 0) & ~self.certain)

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
    missing: MissingAnswers,
    measured: dict[str, Answers],
    *,
    df: DegreesOfFreedom,
    domain: Any = None,
    pairs: tuple[tuple[int, ...], ...] = (),
) -> Field:
    """Settle which rows take part: the design's, without the missing where they are omitted.

    Rows outside `domain` take no part either, and what is missing there is nobody's concern. With
    missing="available", `pairs` names for each variable of the result the columns, counted over
    all of `measured`, whose answers it needs.
    """
    _checks.choice(df, "df", DEGREES)
    refuse_other(design)
    for argument, answers in measured.items():
        design = design.sized(answers.columns[0].size, argument)
    inside = None if domain is None else _read_domain(domain, design.n)
    if inside is not None:
        measured = {name: answers.within(inside) for name, answers in measured.items()}
    domains, known, said = _read_by(by, design.n, missing)
    if not domains.size:
        raise InputError.about(
            "by", code="missing_value", expected="at least one row with a label", found="none"
        )
    used = inside if known is None else known if inside is None else inside & known
    if missing == "raise":
        for argument, answers in measured.items():
            if not answers.complete:
                _refuse_missing(answers, argument)
    elif missing == "omit":
        gone = np.logical_or.reduce([answers.missing_rows() for answers in measured.values()])
        if gone.any():
            said = (f"{int(gone.sum())} rows with a missing value", *said)
            used = ~gone if used is None else used & ~gone
    levels = unit_cells(design, domains.codes, domains.size)
    scratch = np.empty(design.n)
    whole = _field(design, domains, used, said, scratch, levels, df)
    if missing == "available":
        whole = _by_variable(whole, measured, pairs)
    here = whole.columns or (whole,)
    if not any(field.count.any() for field in here):
        raise InputError.about(
            "by" if domains.names else "domain" if domain is not None else next(iter(measured)),
            code="too_few",
            expected="somebody with an answer and a weight above 0",
            found=f"nobody in {'any domain' if domains.names else domains.label(0)}",
            hint="Are the answers in the right columns, and the weights those of these rows?",
        )
    return whole


def _field(
    design: Design,
    domains: Domains,
    used: NDArray[np.bool_] | None,
    said: tuple[str, ...],
    scratch: Float,
    levels: list[Cells],
    kind: DegreesOfFreedom,
) -> Field:
    size = domains.size
    w = design.weights if used is None else np.where(used, design.weights, 0.0)
    total = grouped(domains.codes, w, size)
    taking_part = domains.codes if w.min() > 0 else domains.codes[w != 0]
    count = np.bincount(taking_part, minlength=size)
    total[count == 0] = np.nan
    holding = Holding(design, levels, w, size)
    reach = holding.reach()
    df = np.full(size, design.df) if kind == "design" else reach.degrees(kind)
    certain = (count > 0) & (reach.uncertain() == 0)
    return Field(
        design, domains, used, w, total, count, said, scratch, levels, kind, holding, df, certain
    )


def _by_variable(
    whole: Field, measured: dict[str, Answers], pairs: tuple[tuple[int, ...], ...]
) -> Field:
    """The same with a field for each variable: the rows that answered it."""
    columns = [column for answers in measured.values() for column in answers.columns]
    fields = []
    for needed in pairs or tuple((j,) for j in range(len(columns))):
        answered = ~np.logical_or.reduce([np.isnan(columns[j]) for j in needed])
        used = answered if whole.used is None else answered & whole.used
        fields.append(
            _field(
                whole.design,
                whole.domains,
                None if used.all() else used,
                (),
                whole.scratch,
                whole.levels,
                whole.kind,
            )
        )
    absent = sum(int(np.isnan(column).sum()) for column in columns)
    if absent:
        said = (f"{absent} missing values, each left out of its own variable", *whole.left_out)
        whole = replace(whole, left_out=said)
    return replace(whole, columns=tuple(fields))


def _read_by(
    by: Any, n: int, missing: MissingAnswers
) -> tuple[Domains, NDArray[np.bool_] | None, tuple[str, ...]]:
    """Domains, which rows belong to one (None: all), and what is said of the others."""
    if missing in ("raise", "propagate"):
        return read_domains(by, n, unused=True), None, ()
    domains = read_domains(by, n, missing="allow", unused=True)
    nowhere = domains.codes < 0
    if not nowhere.any():
        return domains, None, ()
    # A code is needed for every row; the weight of these is 0.
    codes = np.where(nowhere, 0, domains.codes)
    said = f"{int(nowhere.sum())} rows without a label in `by`"
    return Domains(codes, domains.size, domains.names), ~nowhere, (said,)


def _read_domain(domain: Any, n: int) -> NDArray[np.bool_]:
    read = _checks.labels(domain, "domain", n=n)
    if read.names.dtype.kind != "b":
        raise InputError.about(
            "domain",
            code="wrong_type",
            expected="True for each row of the domain, False for the others",
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
