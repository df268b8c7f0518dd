"""Hostile values: what stands in an argument's place, by what rightly stands there."""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import fractions
import tempfile
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

from kinerja.indicators import Bands, Identity, Indicator, MinMax, Scorecard
from kinerja.normalization import min_max
from kinerja.scoring import score
from kinerja.survey import Design

Maker = Callable[[], Any]

CARD = Scorecard(
    code="demo", name="Demo", parts=(Indicator(code="a", name="A", scale=Identity(), weight=1),)
)
SCORES = score(CARD, [[50.0], [60.0]], ids=["p", "q"])


class Mute:
    """An object that cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("no repr")


class Liar:
    """Says that it is an array, and is not."""

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("on another device")


def _ragged() -> Any:
    return [[1.0], [1.0, 2.0]]


ANYTHING: dict[str, Maker] = {
    "None": lambda: None,
    "True": lambda: True,
    "0": lambda: 0,
    "-1": lambda: -1,
    "1.5": lambda: 1.5,
    "-0.0": lambda: -0.0,
    "nan": lambda: float("nan"),
    "inf": lambda: float("inf"),
    "-inf": lambda: float("-inf"),
    "1e300": lambda: 1e300,
    "1e155": lambda: 1e155,
    "1e-162": lambda: 1e-162,
    "denormal": lambda: 5e-324,
    "400 digits": lambda: 10**400,
    "2**63+1": lambda: 2**63 + 1,
    "complex": lambda: 1 + 2j,
    "np.float64": lambda: np.float64(2.0),
    "np.float32": lambda: np.float32(0.5),
    "np.int64": lambda: np.int64(2),
    "np.bool_": lambda: np.bool_(1),
    "np.str_": lambda: np.str_("en"),
    "NaT": lambda: np.datetime64("NaT"),
    "timedelta": lambda: np.timedelta64(3, "D"),
    "date": lambda: dt.date(2026, 3, 2),
    "pd.NA": lambda: pd.NA,
    "pd.NaT": lambda: pd.NaT,
    "masked": lambda: np.ma.masked,
    "Decimal": lambda: decimal.Decimal("1.5"),
    "Decimal sNaN": lambda: decimal.Decimal("sNaN"),
    "Decimal 1e999": lambda: decimal.Decimal("1e999"),
    "Fraction": lambda: fractions.Fraction(1, 3),
    "text": lambda: "x",
    "empty text": lambda: "",
    "digits": lambda: "12",
    "bytes": lambda: b"ab",
    "bytearray": lambda: bytearray(b"ab"),
    "memoryview": lambda: memoryview(b"ab"),
    "NUL": lambda: "a\x00b",
    "bidi": lambda: "\u202eabc",
    "surrogate": lambda: "a\ud800",
    "huge text": lambda: "a" * 100_000,
    "[]": list,
    "()": lambda: (),
    "{}": dict,
    "[[]]": lambda: [[]],
    "[None]": lambda: [None],
    "['a']": lambda: ["a"],
    "[1]": lambda: [1],
    "[1, 2]": lambda: [1, 2],
    "[1, 'a']": lambda: [1, "a"],
    "ragged": _ragged,
    "nested": lambda: [[[1.0]]],
    "set": lambda: {1, 2},
    "frozenset": lambda: frozenset({"a"}),
    "range": lambda: range(3),
    "generator": lambda: (i for i in (1.0, 2.0)),
    "iterator": lambda: iter([1.0, 2.0]),
    "dict keys": lambda: {"a": 1}.keys(),
    "dict values": lambda: {"a": 1.0}.values(),
    "mapping": lambda: {"a": [1.0, 2.0]},
    "mapping of numbers": lambda: {1: 2},
    "mapping of None": lambda: {"a": None},
    "0-d": lambda: np.array(0.5),
    "0-d object": lambda: np.array(None, dtype=object),
    "empty array": lambda: np.array([]),
    "no columns": lambda: np.empty((3, 0)),
    "no rows": lambda: np.empty((0, 3)),
    "3-D": lambda: np.ones((2, 2, 2)),
    "structured": lambda: np.zeros(2, dtype=[("a", "f8"), ("b", "i4")]),
    "void": lambda: np.zeros(2, dtype="V4"),
    "array of text": lambda: np.array(["a", "b"]),
    "array of dates": lambda: np.array(["2026-01-01", "NaT"], dtype="datetime64[D]"),
    "DataFrame": lambda: pd.DataFrame({"a": [1.0, 2.0]}),
    "repeated column": lambda: pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"]),
    "lazy": lambda: pl.LazyFrame({"a": [1.0]}),
    "arrow table": lambda: pa.table({"a": [1.0, 2.0]}),
    "arrow null": lambda: pa.nulls(2),
    "Scorecard": lambda: CARD,
    "Scores": lambda: SCORES,
    "Bands": lambda: Bands.of({"fair": 0, "good": 75}),
    "Design": Design,
    "a class": lambda: MinMax,
    "function": lambda: min_max,
    "Ellipsis": lambda: ...,
    "mute": Mute,
    "liar": Liar,
    "list of mute": lambda: [Mute(), Mute()],
}


def _object_array(items: Any, shape: Any) -> Any:
    out = np.empty(len(items), dtype=object)
    out[:] = items
    return out.reshape(shape)


def _memmap(a: Any) -> Any:
    with tempfile.NamedTemporaryFile() as file:
        out = np.memmap(file.name, dtype=a.dtype, mode="w+", shape=a.shape)
    out[:] = a
    return out


def _read_only(a: Any) -> Any:
    out = a.copy()
    out.flags.writeable = False
    return out


def _with(a: Any, value: Any) -> Any:
    out = np.array(a, dtype=object)
    out.flat[0] = value
    return out


def numbers(a: Any) -> Iterator[tuple[str, Maker]]:
    """An array of numbers, `a`, in other dtypes, orders, libraries and sizes."""
    f = a.astype(np.float64)
    for kind in ("bool", "object", "complex128", "float16", "float32", "longdouble", ">f8"):
        yield kind, lambda kind=kind: f.astype(kind)
    for kind in ("int8", "uint64", "int64"):
        yield kind, lambda kind=kind: np.abs(np.nan_to_num(f)).astype(kind)
    for kind in ("datetime64[D]", "timedelta64[s]"):
        yield kind, lambda kind=kind: np.nan_to_num(f).astype("i8").astype(kind)
    yield "text digits", lambda: f.astype("U")
    yield "bytes digits", lambda: f.astype("S")
    yield "Fortran", lambda: np.asfortranarray(f)
    yield "negative strides", lambda: f[::-1].copy()[::-1]
    yield "every other", lambda: np.repeat(f, 2, axis=0)[::2]
    yield "read-only", lambda: _read_only(f)
    yield "memmap", lambda: _memmap(f) if f.size else f
    yield "masked first", lambda: np.ma.array(f, mask=np.arange(f.size).reshape(f.shape) == 0)
    yield "masked all", lambda: np.ma.array(f, mask=True)
    yield "tuples", lambda: tuple(map(tuple, f.tolist())) if f.ndim == 2 else tuple(f.tolist())
    fractions_of = [fractions.Fraction(v) if v == v else None for v in f.ravel().tolist()]
    yield "Fractions", lambda: _object_array(fractions_of, f.shape).tolist()
    decimals = [decimal.Decimal(repr(v)) for v in f.ravel().tolist()]
    yield "Decimals", lambda: _object_array(decimals, f.shape).tolist()
    for name in (
        "Decimal sNaN",
        "400 digits",
        "2**63+1",
        "pd.NA",
        "masked",
        "mute",
        "text",
        "NaT",
        "date",
        "True",
        "timedelta",
        "complex",
        "None",
        "[1]",
        "Decimal 1e999",
    ):
        yield f"first cell {name}", lambda name=name: _with(f, ANYTHING[name]()).tolist()
    for value in (np.nan, np.inf, -np.inf, 0.0, -0.0, -1.0, 1e300, 1e155, 1e-162, 5e-324, 2.0**53):

        def put(value: float = value) -> Any:
            out = f.copy()
            out.flat[:1] = value
            return out

        yield f"first cell {value!r}", put
        yield f"all {value!r}", lambda value=value: np.full(f.shape, value)
    for scale in (1e300, 1e155, 1e-155, 1e-162, 1e-300, 1e-310, -1.0, 1e12):

        def scaled(scale: float = scale) -> Any:
            with np.errstate(all="ignore"):
                return f * scale

        yield f"times {scale:g}", scaled
    yield "plus 1e9", lambda: f + 1e9
    yield "first row", lambda: f[:1]
    yield "no rows of it", lambda: f[:0]
    yield "one row short", lambda: f[:-1]
    yield "twice", lambda: np.concatenate([f, f])
    yield "one more axis", lambda: f[None]
    yield "one axis less", lambda: f.ravel()
    yield "repeated to 1000", lambda: np.resize(f, (1000, *f.shape[1:]))
    if f.ndim == 2:
        yield "transposed", lambda: f.T
        yield "first column", lambda: f[:, :1]
        yield "zero columns", lambda: f[:, :0]
        yield "matrix", lambda: np.asmatrix(f)
        yield "ragged last", lambda: [*f.tolist()[:-1], f.tolist()[-1][:-1]]
        yield "generator of rows", lambda: (row for row in f.tolist())
        frame = pd.DataFrame(f, columns=[f"c{j}" for j in range(f.shape[1])])
        yield "DataFrame of it", frame.copy
        yield "Int64 frame", lambda: frame.fillna(0).round().astype("Int64")
        yield "text frame", lambda: frame.astype(str)
        yield "polars frame", lambda: pl.DataFrame(frame.to_dict("list"))
        yield "arrow table of it", lambda: pa.table(frame.to_dict("list"))
    if f.ndim == 1:
        rounded = [None if v != v else round(v) for v in f.tolist()]
        yield "Series", lambda: pd.Series(f)
        yield "Series Int64", lambda: pd.Series(rounded, dtype="Int64")
        yield "Series boolean", lambda: pd.Series([bool(v) for v in rounded], dtype="boolean")
        yield "Series category", lambda: pd.Series(f).astype("category")
        yield "Series string", lambda: pd.Series(f).astype("string")
        yield "Index", lambda: pd.Index(f)
        yield "polars", lambda: pl.Series(f)
        yield "polars text", lambda: pl.Series(list(map(str, f.tolist())))
        yield "polars null", lambda: pl.Series([None] * f.size)
        yield "arrow", lambda: pa.array(f)
        yield "arrow chunks", lambda: pa.chunked_array([pa.array(f), pa.array(f[:0])])
        yield "arrow dictionary", lambda: pa.array(f).dictionary_encode()
        yield (
            "arrow decimal",
            lambda: pa.array(
                [None if v is None else decimal.Decimal(v) for v in rounded], pa.decimal128(38, 0)
            ),
        )
        yield "arrow null of it", lambda: pa.nulls(f.size)
        yield "set of it", lambda: set(f.tolist())
        yield "generator of it", lambda: (v for v in f.tolist())
        yield "deque", lambda: collections.deque(f.tolist())
        yield "dict keys of it", lambda: dict.fromkeys(f.tolist()).keys()
        yield "column", lambda: f[:, None]


def one_number(v: Any) -> Iterator[tuple[str, Maker]]:
    for kind in (np.float64, np.float32, np.int64, np.uint8, np.longdouble):
        yield kind.__name__, lambda kind=kind: kind(v)
    yield "in a list", lambda: [v]
    yield "in 0-d", lambda: np.array(v)
    yield "in 1-d", lambda: np.array([v])
    yield "as Decimal", lambda: decimal.Decimal(repr(float(v)))
    yield "as Fraction", lambda: fractions.Fraction(v)
    yield "as text", lambda: str(v)
    yield "as complex", lambda: complex(v)
    yield "negated", lambda: -v
    for scale in (1e-300, 1e-162, 1e-20, 1e12, 1e155, 1e300):
        yield f"times {scale:g}", lambda scale=scale: v * scale
    yield "whole 1e9", lambda: 10**9
    yield "whole 1e12", lambda: 10**12
    yield "a little more", lambda: v + 1e-9
    yield "0.0", lambda: 0.0
    yield "1.0", lambda: 1.0
    yield "1", lambda: 1


def text(v: str) -> Iterator[tuple[str, Maker]]:
    yield "np.str_ of it", lambda: np.str_(v)
    yield "bytes of it", lambda: v.encode("utf-8", "replace")
    yield "upper", v.upper
    yield "blank at its end", lambda: v + " "
    yield "NUL at its end", lambda: v + "\x00"
    yield "bidi before it", lambda: "\u202e" + v
    yield "10,000 times", lambda: v * 10_000
    yield "in a list", lambda: [v]
    yield "in an array", lambda: np.array([v])
    yield "in 0-d", lambda: np.array(v)


def labels(v: Any) -> Iterator[tuple[str, Maker]]:
    """A list of texts, dates or other labels."""
    items = list(v)
    yield "object array", lambda: _object_array(items, (len(items),))
    yield "array of it", lambda: np.array(items)
    yield "tuple of it", lambda: tuple(items)
    yield "list of it", lambda: list(items)
    yield "Series of it", lambda: pd.Series(items)
    yield "category of it", lambda: pd.Series(items).astype("category")
    yield "Categorical of it", lambda: pd.Categorical(items)
    yield "polars of it", lambda: pl.Series(items)
    yield "arrow of it", lambda: pa.array(items)
    yield "arrow dictionary of it", lambda: pa.array(items).dictionary_encode()
    yield "set of it", lambda: set(items)
    yield "generator of it", lambda: (item for item in items)
    yield "dict keys of it", lambda: dict.fromkeys(items).keys()
    yield "masked of it", lambda: np.ma.array(items, mask=[True, *[False] * (len(items) - 1)])
    for name in ("None", "nan", "empty text", "text", "NUL", "bidi", "huge text", "1.5", "2**63+1",
                 "NaT", "pd.NA", "[1]", "mute", "bytes", "True", "0", "inf", "Decimal sNaN",
                 "date", "complex", "surrogate", "0-d", "[]", "{}"):  # fmt: skip
        yield f"first {name}", lambda name=name: [ANYTHING[name](), *items[1:]]
    yield "all the first", lambda: [items[0]] * len(items)
    yield "one short", lambda: items[:-1]
    yield "none of it", lambda: items[:0]
    yield "twice", lambda: items * 2
    yield "one axis more", lambda: [items]
    yield "each in a list", lambda: [[item] for item in items]
    yield "timestamps", lambda: pd.to_datetime(pd.Series(["2026-01-01"] * len(items)), utc=True)


def mapping(v: Mapping[Any, Any]) -> Iterator[tuple[str, Maker]]:
    keys = list(v)
    yield "proxy", lambda: types.MappingProxyType(dict(v))
    yield "pairs", lambda: list(v.items())
    yield "empty", dict
    yield "keys as numbers", lambda: dict(enumerate(v.values()))
    yield "keys as tuples", lambda: {(key, 1): item for key, item in v.items()}
    yield "a key more", lambda: {**v, "zzz": next(iter(v.values()), 1)}
    yield "a key None", lambda: {**v, None: next(iter(v.values()), 1)}
    yield "one key less", lambda: {key: v[key] for key in keys[1:]}
    yield "items view", v.items
    for name in ("None", "nan", "inf", "1e300", "denormal", "400 digits", "text", "[]", "{}",
                 "[[]]", "ragged", "mute", "True", "set", "generator", "0-d", "3-D", "structured",
                 "complex", "Decimal sNaN", "arrow null", "Scores", "bytes", "1.5", "-1",
                 "huge text", "array of text"):  # fmt: skip
        yield (
            f"first value {name}",
            lambda name=name: {**v, keys[0]: ANYTHING[name]()} if keys else {},
        )
        yield f"all values {name}", lambda name=name: {key: ANYTHING[name]() for key in keys}
    if keys:
        for name, make in _of(v[keys[0]], deep=False):
            yield f"first value: {name}", lambda make=make: {**v, keys[0]: make()}


def table(v: Any) -> Iterator[tuple[str, Maker]]:
    """A dataframe of any library."""
    try:
        native = v.to_pandas() if hasattr(v, "to_pandas") else pd.DataFrame(v)
    except ValueError:  # a lazy one
        native = v.collect().to_pandas()
    names = list(native.columns)
    yield "as pandas", native.copy
    yield "as polars", lambda: pl.from_pandas(native)
    yield "as arrow", lambda: pa.Table.from_pandas(native)
    yield "as lazy", lambda: pl.from_pandas(native).lazy()
    yield "as dict", lambda: native.to_dict("list")
    yield "as array", native.to_numpy
    yield "no rows", lambda: native.iloc[:0]
    yield "one row", lambda: native.iloc[:1]
    yield "no columns", lambda: native[[]]
    yield "one column less", lambda: native[names[1:]]
    yield "repeated", lambda: pd.concat([native, native], axis=1)
    yield "all text", lambda: native.astype(str)
    yield "all category", lambda: native.astype("category")
    yield "all missing", lambda: native.astype(object).where(np.zeros(native.shape, dtype=bool))
    yield "numbered columns", lambda: native.set_axis(range(len(names)), axis=1)
    yield "two levels of columns", lambda: pd.concat({"x": native}, axis=1)
    yield "index of text", lambda: native.set_axis([f"r{i}" for i in range(len(native))])
    yield "rows twice", lambda: pd.concat([native, native])
    for name in ("None", "nan", "inf", "1e300", "400 digits", "text", "[1]", "mute", "True", "date",
                 "complex", "Decimal sNaN", "-1", "1.5", "denormal"):  # fmt: skip
        for column in names[:6]:

            def put(name: str = name, column: Any = column) -> Any:
                out = native.copy()
                out[column] = _object_array([ANYTHING[name]() for _ in range(len(out))], (-1,))
                return out

            yield f"column {column!r} {name}", put


def _of(value: Any, *, deep: bool = True) -> Iterator[tuple[str, Maker]]:
    """Values like `value`, of other kinds."""
    if isinstance(value, bool | np.bool_):
        yield "flag as text", lambda: str(value)
        yield "flag as number", lambda: int(value)
        yield "other flag", lambda: not value
    elif isinstance(value, int | float | np.number):
        yield from one_number(value)
    elif isinstance(value, str):
        yield from text(value)
    elif isinstance(value, Mapping):
        if deep:
            yield from mapping(value)
    elif isinstance(value, pd.DataFrame | pl.DataFrame | pl.LazyFrame | pa.Table):
        yield from table(value)
    elif hasattr(value, "model_dump"):
        yield "as a dict", value.model_dump
        yield "as JSON", value.model_dump_json
        yield "its class", lambda: type(value)
        yield "in a list", lambda: [value]
    elif hasattr(value, "to_dict"):
        yield "as a dict", value.to_dict
        yield "its class", lambda: type(value)
        yield "in a list", lambda: [value]
    elif isinstance(value, dt.date):
        yield "its text", value.isoformat
        yield "as datetime64", lambda: np.datetime64(value)
        yield "as Timestamp", lambda: pd.Timestamp(value)
        yield (
            "with a zone",
            lambda: dt.datetime(
                value.year, value.month, value.day, tzinfo=dt.timezone(dt.timedelta(hours=7))
            ),
        )
        yield "first day", lambda: dt.date.min
        yield "last day", lambda: dt.date.max
    elif isinstance(value, np.ndarray | list | tuple | pd.Series | pl.Series | range):
        a = _array(value)
        if a is not None and a.dtype.kind in "fiub" and a.ndim:
            yield from numbers(a)
        elif len(value) and all(isinstance(item, _LABELS) for item in list(value)):
            yield from labels(value)
        else:
            yield from rows(list(value))


_LABELS = (str, bool, int, float, np.generic, dt.date, type(None))


def rows(v: list[Any]) -> Iterator[tuple[str, Maker]]:
    """A list of lists, pairs, mappings, definitions or results."""
    yield "tuple of it", lambda: tuple(v)
    yield "generator of it", lambda: (item for item in v)
    yield "none of it", list
    yield "twice", lambda: v * 2
    yield "one short", lambda: v[:-1]
    yield "in a list", lambda: [v]
    yield "by number", lambda: dict(enumerate(v))
    for name in ANYTHING:
        yield f"first {name}", lambda name=name: [ANYTHING[name](), *v[1:]]
        if v and isinstance(v[0], list | tuple) and v[0]:
            for j in range(len(v[0])):
                yield f"first [{j}] {name}", lambda name=name, j=j: [
                    type(v[0])([*v[0][:j], ANYTHING[name](), *v[0][j + 1 :]]), *v[1:],
                ]  # fmt: skip


def _array(value: Any) -> Any:
    try:
        a = np.asarray(value)
        if a.dtype == object:
            a = a.astype(np.float64)
    except (ValueError, TypeError):
        return None
    return a


def hostile(value: Any) -> Iterator[tuple[str, Maker]]:
    """Every hostile value that may stand where `value` rightly stands."""
    yield from ANYTHING.items()
    yield from _of(value)
