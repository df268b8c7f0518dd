"""From office records to what the other functions take: sums and counts where the table is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .. import impact, ratings
from .._checks import (
    columns_at,
    is_missing,
    items_of,
    joined,
    labels,
    number,
    read_columns,
    text,
)
from ..errors import InputError, Position, shown
from .cells import names_of
from .check import (
    columns_of,
    free_names,
)
from .engine import Engine
from .engines import engine_of, is_eager, library_of
from .expressions import Node, all_of, as_float, case, column, finite, total, yes
from .expressions import number as num
from .programs import Stage
from .request import named_columns

Plan = Mapping[str, Node]


def _columns(engine: Engine, frame: Any, numbers: Sequence[str], labels: Sequence[str]) -> None:
    columns_of(engine.kinds(frame), numbers, any_kind=labels)


def _refuse_negative(engine: Any, lazy: Any, wanted: Sequence[str], argument: str) -> None:
    """Refuse columns in which a count is below 0."""
    row = engine.one_row(
        lazy,
        {
            f"low{i}": ("count", case([(as_float(column(c)) < 0.0, num(1.0))]))
            for i, c in enumerate(wanted)
        },
    )
    wrong = [c for i, c in enumerate(wanted) if row[f"low{i}"]]
    if wrong:
        raise InputError.about(
            argument,
            code="negative",
            expected="counts of 0 or more",
            found=f"a negative one in column {wrong[0]!r}",
            hint="A count of days or tasks is 0 or more.",
            positions=tuple(wrong[:5]),
        )


def rate_by(
    frame: Any,
    by: Any,
    name: str,
    *,
    earned: Mapping[str, float],
    owed: Mapping[str, float],
    counted: Mapping[str, float],
    argument: str,
) -> Any:
    """One row per group with Σ earned / Σ owed; null where nothing was owed or a count is missing.

    Each mapping has the weight of a column. A group in which more is `counted` than is there, and a
    negative count, are refused.
    """
    keys = names_of(by, "by")
    name = text(name, "name", expected="the name of a column")
    wanted = list(dict.fromkeys([*earned, *owed, *counted]))
    if not keys:
        raise InputError.about("by", code="too_few", expected="a column", found="none")
    free_names(keys, [name])
    lazy = _as_lazy(frame, list(dict.fromkeys([*keys, *wanted])))
    engine = engine_of(lazy)
    _columns(engine, lazy, wanted, keys)
    label = {c: f"kinerja_sum{i}" for i, c in enumerate(wanted)}

    def value(c: str) -> Node:
        x = as_float(column(c))
        return case([(finite(x), x)])

    _refuse_negative(engine, lazy, wanted, argument)
    sums = {label[c]: ("sum", value(c)) for c in wanted}
    gaps = {f"kinerja_gap{i}": ("sum", yes(value(c).missing)) for i, c in enumerate(wanted)}
    added = engine.summed(lazy, {key: column(key) for key in keys}, sums | gaps)

    def weighed(parts: Mapping[str, float]) -> Node:
        return total([column(label[c]) * w for c, w in parts.items()])

    whole = weighed(owed)
    good = all_of([column(gap).equals(0.0) for gap in gaps])
    stage = Stage(
        (),
        {
            "kinerja_earned": weighed(earned),
            "kinerja_owed": whole,
            "kinerja_over": yes(all_of([good, weighed(counted) > whole + 1e-9])),
            "kinerja_good": yes(good),
        },
    )
    prepared = engine.extend(added, keys, [stage])
    over = engine.one_row(
        prepared, {"over": ("count", case([(column("kinerja_over") > 0.0, num(1.0))]))}
    )["over"]
    if over:
        raise InputError.about(
            argument,
            code="out_of_range",
            expected="no more counted in a group than are due",
            found=f"more in {over} group{'s' if over != 1 else ''}",
            hint="Correct the record: a day or task was counted twice.",
        )
    owes = column("kinerja_owed")
    rate = case(
        [
            (
                all_of([column("kinerja_good") > 0.0, owes > 0.0]),
                column("kinerja_earned") / case([(owes > 0.0, owes)], 1.0),
            )
        ]
    )
    return _as_given(frame, engine.extend(prepared, keys, [Stage((), {name: rate})]))


def _as_lazy(frame: Any, names: Sequence[str]) -> Any:
    """The table itself if it is lazy; else its named columns as lazy polars, which adds up fast."""
    if not is_eager(frame) and library_of(frame) != ("dask", "DataFrame"):
        return frame
    import polars as pl

    if library_of(frame) == ("dask", "DataFrame"):
        frame = _computed(frame, names)
    read = zip(names, read_columns(frame, names, "frame"), strict=True)
    return pl.LazyFrame({name: _polars_column(column, name) for name, column in read})


def _computed(frame: Any, names: Sequence[str]) -> Any:
    """The named columns of a Dask table."""
    columns_of(dict.fromkeys(map(str, frame.columns), "float"), [], any_kind=names)
    return frame[list(names)].compute()


_NO_KIND = (ArithmeticError, ValueError, TypeError, NotImplementedError)
"""What polars and pyarrow raise of cells that no typed column can hold."""


def _polars_column(column: Any, name: str) -> Any:
    """A column of any library in polars; cells of a kind that only Python knows are refused."""
    import polars as pl

    native = column.to_native() if hasattr(column, "to_native") else column
    foreign = hasattr(native, "to_pylist") or type(native).__module__.startswith("pandas")
    try:
        if not foreign:
            made = native
        elif hasattr(native, "to_pylist"):
            made = pl.from_arrow(native)
        else:
            made = pl.from_pandas(native)
    except _NO_KIND:
        raise _of_no_kind(native, name) from None
    if made.dtype == pl.Object:
        raise _of_no_kind(native, name)
    return made


def _of_no_kind(column: Any, name: str) -> InputError:
    """The error of a column that no table of typed columns can hold: its first odd cell."""
    import pyarrow as pa

    items = items_of(column)
    found = joined(sorted({type(item).__name__ for item in items if not is_missing(item)}))
    place = columns_at([name])
    for row, item in enumerate(items):
        try:
            pa.array([item])
        except _NO_KIND:
            found = f"row {row} ({shown(item)})"
            place = (Position(row=row, column=name, cell=item),)
            break
    return InputError.about(
        "frame",
        code="wrong_type",
        expected=f"numbers, text or dates in column {name!r}, of one kind",
        found=found,
        hint="Convert the column first.",
        positions=place,
    )


def _as_given(frame: Any, made: Any) -> Any:
    """Sums of a table in memory, sorted, as a table of its kind; lazy ones stay lazy."""
    if not is_eager(frame):
        return made
    table = made.collect()
    table = table.sort(table.columns[:-1])
    library = (library_of(frame) or ("",))[0]
    if library == "pandas":
        return table.to_pandas()
    return table.to_arrow() if library == "pyarrow" else table


def counted_rows(frame: Any, names: Sequence[str]) -> tuple[dict[str, list[Any]], Any]:
    """Different rows of some columns, and how often each occurs."""
    if is_eager(frame) or library_of(frame) == ("dask", "DataFrame"):
        if not is_eager(frame):
            frame = _computed(frame, names)
        columns = {
            n: items_of(c) for n, c in zip(names, read_columns(frame, names, "frame"), strict=True)
        }
        return columns, np.ones(len(next(iter(columns.values()))), dtype=np.int64)
    engine = engine_of(frame)
    _columns(engine, frame, [], names)
    keys = {f"k{i}": column(name) for i, name in enumerate(names)}
    read = engine.grouped(frame, keys, {"n": ("rows", num(1.0))})
    counts = np.array([int(v) for v in read["n"]], dtype=np.int64)
    return {name: read[f"k{i}"] for i, name in enumerate(names)}, counts


def _repeated(items: Sequence[Any], counts: Any) -> list[Any]:
    return [item for item, n in zip(items, counts.tolist(), strict=True) for _ in range(n)]


def times_of(
    frame: Any, t: str, *, by: Any, censored: str | None, channel: str | None, **options: Any
) -> impact.ServiceTimes:
    """Times to service from counts of equal times: nothing else comes back from an engine."""
    groups = names_of(by, "by")
    named_columns(t=t, censored=censored, channel=channel)
    names = list(dict.fromkeys([t, *groups, *[c for c in (censored, channel) if c is not None]]))
    columns, counts = counted_rows(frame, names)
    rows = {name: _repeated(items, counts) for name, items in columns.items()}
    grouping: Any = None
    if groups:
        grouping = rows[groups[0]] if len(groups) == 1 else {g: rows[g] for g in groups}
    return impact.service_times(
        rows[t],
        censored=None if censored is None else rows[censored],
        by=grouping,
        channel=None if channel is None else rows[channel],
        **options,
    )


def impact_of(frame: Any, selected: str, group: str, **options: Any) -> ratings.AdverseImpact:
    """Rates of selection from a table of counts by group."""
    named_columns(selected=selected, group=group)
    columns, counts = counted_rows(frame, [selected, group])
    chosen, groups = (_repeated(columns[name], counts) for name in (selected, group))
    return ratings.adverse_impact(chosen, groups, **options)


def staff_of(frame: Any, unit: str, job: str) -> tuple[Any, list[Any], list[Any]]:
    """People by unit and job: a matrix, and the labels of its rows and columns."""
    named_columns(unit=unit, job=job)
    columns, counts = counted_rows(frame, [unit, job])
    units = labels(columns[unit], "unit", missing="allow")
    jobs = labels(columns[job], "job", missing="allow")
    gone = int(counts[(units.codes < 0) | (jobs.codes < 0)].sum())
    if gone:
        raise InputError.about(
            "frame",
            code="missing_value",
            expected=f"a label in {unit!r} and {job!r} in every row",
            found=f"none in {gone} row{'s' if gone != 1 else ''}",
        )
    out = np.zeros((units.names.size, jobs.names.size), dtype=np.int64)
    np.add.at(out, (units.codes, jobs.codes), counts)
    return out, units.names.tolist(), jobs.names.tolist()


def late_credit_of(value: Any) -> float:
    """What a late task counts, 0 to 1."""
    return number(value, "late_credit", lower=0.0, upper=1.0)
