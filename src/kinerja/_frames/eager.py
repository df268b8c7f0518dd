"""The eager road: tables in memory go through `scoring.score`, and get its very bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .._aggregate import Place
from .._checks import read_columns, read_matrix
from .._indicators.card import Scorecard
from .._indicators.scale import Scale
from .._scoring.anchor import anchor
from .._scoring.policy import MissingPolicy
from .._scoring.score import score
from .._scoring.scores import Scores
from .._scoring.tree import evaluate, tree_of
from .._types import Float
from ..errors import (
    InputError,
    said_of,
)
from .check import free_names
from .engines import library_of
from .request import Request
from .scales import demand, limits


def score_eagerly(frame: Any, asked: Request) -> Any:
    """Append the asked columns to a table in memory."""
    free_names(names_of(frame), asked.appended)
    if asked.on_bad == "raise":
        targets = {
            code: read_columns(frame, [name], f"targets[{code!r}]")[0]
            for code, name in asked.targets.items()
        }
        with said_of(data="frame"):
            scores = score(
                asked.card,
                frame,
                ids=asked.ids,
                by=asked.by,
                missing=asked.missing,
                min_coverage=asked.min_coverage,
                targets=targets,
            )
        return append(frame, appended(asked, scores))
    return append(frame, flagged(frame, asked))


def names_of(frame: Any) -> list[str]:
    """Names of the columns of a table in memory."""
    names = frame.column_names if hasattr(frame, "column_names") else frame.columns
    return [str(name) for name in names]


def appended(asked: Request, scores: Scores) -> dict[str, NDArray[Any]]:
    """The columns asked for, by name; missing is NaN, and None in a column of grades."""
    card = asked.card
    out: dict[str, NDArray[Any]] = {}
    for kind in asked.columns:
        if kind == "points":
            out |= {f"points_{c}": scores.points[:, j] for j, c in enumerate(card.codes)}
        elif kind == "groups":
            out |= {f"group_{g.code}": scores.groups[g.code] for g in card.groups}
        elif kind == "total":
            out["total"] = scores.total
        elif kind == "band" and card.bands is not None:
            labels = _graded(asked, scores)
            out["band"] = labels
        elif kind == "coverage":
            out["coverage"] = scores.coverage
        elif kind == "contributions":
            out |= {
                f"contribution_{c}": scores.contributions[:, j] for j, c in enumerate(card.codes)
            }
        elif kind == "clipped":
            out |= {f"clipped_{c}": scores.clipped[:, j] for j, c in enumerate(card.codes)}
    return {asked.prefix + name: column for name, column in out.items()}


def _graded(asked: Request, scores: Scores) -> NDArray[Any]:
    bands = asked.card.bands
    assert bands is not None  # noqa: S101 - asked for only where there are any
    rows = np.arange(len(scores.total)) if scores.ids is None else scores.ids
    codes = bands.graded(np.asarray(scores.total), "total", rows=rows)
    labels = bands.labels(asked.language)[codes]
    labels[np.isnan(scores.total)] = None
    return labels


# Bad rows named instead of refused --------------------------------------------------------------


@dataclass(frozen=True)
class _Recorder(Place):
    """A place that notes what it would have refused."""

    noted: list[tuple[str, str, NDArray[np.bool_]]] | None = None

    def refuse(self, bad: Any, values: Any, *, code: str, expected: str) -> None:
        """Note the rows, and let the calculation go on."""
        del values, expected
        assert self.noted is not None  # noqa: S101 - made with a list
        self.noted.append((self.node, code, bad.any(axis=1) if bad.ndim > 1 else bad))


class Found:
    """The first problem of each row."""

    def __init__(self, n: int) -> None:
        self.words = np.full(n, None, dtype=object)

    def note(self, bad: NDArray[np.bool_], place: str, code: str) -> None:
        """Note a problem where there is none yet."""
        new = bad & self.good
        self.words[new] = f"{place}: {code}"

    @property
    def good(self) -> NDArray[np.bool_]:
        """Rows without a problem."""
        return np.fromiter((w is None for w in self.words), np.bool_, self.words.size)


def numbers(frame: Any, names: list[str]) -> dict[str, Float]:
    """Columns of numbers, infinite ones too; anything else is refused as `scoring.score` does."""
    out = {}
    for name in names:
        column = read_columns(frame, [name], "frame")[0]
        try:
            values, _ = read_matrix({name: column}, [name], argument="frame")
        except InputError as error:
            if error.code != "infinite_value":
                raise
            from .._checks._tables import _column

            out[name] = _column(column, "frame", name, lambda _: None)
            continue
        out[name] = values[:, 0]
    return out


def door(asked: Request, raw: Mapping[str, Float], labels: Any, n: int) -> Found:
    """Problems that a row shows before it is scored, in the order of the lazy road."""
    card, found = asked.card, Found(n)
    for code in card.codes:
        found.note(np.isinf(raw[code]), code, "infinite_value")
    if asked.missing == "raise":
        for code in card.codes:
            found.note(np.isnan(raw[code]), code, "missing_value")
    with np.errstate(invalid="ignore"):
        for indicator in card.indicators:
            low, high = indicator.valid_range or (None, None)
            found.note(_beyond(raw[indicator.code], low, high), indicator.code, "out_of_range")
        if asked.by is not None:
            found.note(labels, asked.by, "missing_value")
        for name in dict.fromkeys(asked.targets.values()):
            found.note(np.isinf(raw[name]), name, "infinite_value")
            found.note(np.isnan(raw[name]), name, "missing_value")
            found.note(raw[name] <= 0, name, "not_positive")
        for indicator in card.indicators:
            code, scale, x = indicator.code, indicator.scale, raw[indicator.code]
            wrong = demand(scale)
            if wrong is not None:
                found.note(x < 0 if wrong == "negative" else x <= 0, code, wrong)
            if code not in asked.targets and not scale.relative:
                found.note(_beyond(x, *limits(scale)), code, "out_of_range")
    return found


def _beyond(x: Float, low: float | None, high: float | None) -> NDArray[np.bool_]:
    out = np.zeros(x.shape, dtype=np.bool_)
    if low is not None:
        out |= x < low
    if high is not None:
        out |= x > high
    return out & np.isfinite(x)


def flagged(
    frame: Any, asked: Request, rulers: Mapping[Any, Scorecard] | Scorecard | None = None
) -> dict[str, NDArray[Any]]:
    """Columns of a table some of whose rows may be bad, and the column that says why."""
    reads = list(dict.fromkeys(asked.reads))
    raw = numbers(frame, reads)
    n = len(next(iter(raw.values())))
    labels = labels_of(frame, asked.by, n)
    found = door(
        asked, raw, np.array([x is None for x in labels], dtype=np.bool_) if asked.by else None, n
    )
    out = _empty(asked, n)
    if asked.by is None:
        groups = [found.good]
        cards = [rulers if isinstance(rulers, Scorecard) else None]
    else:
        names = list(dict.fromkeys(x for x in labels if x is not None))
        groups = [
            found.good & np.array([x == name for x in labels], dtype=np.bool_) for name in names
        ]
        known = rulers if isinstance(rulers, Mapping) else {}
        cards = [known.get(name) for name in names]
    for rows, card in zip(groups, cards, strict=True):
        _score_rows(asked, raw, rows, card, found, out)
    out[asked.prefix + "problem"] = found.words
    return out


def labels_of(frame: Any, by: str | None, n: int) -> list[Any]:
    """Peer group of each row, None where it is missing."""
    if by is None:
        return [None] * n
    from .._checks import is_missing, items_of

    return [
        None if is_missing(item) else item for item in items_of(read_columns(frame, [by], "by")[0])
    ]


def _empty(asked: Request, n: int) -> dict[str, NDArray[Any]]:
    out: dict[str, NDArray[Any]] = {}
    for name in asked.appended:
        kind = name.removeprefix(asked.prefix)
        if kind == "problem":
            continue
        text = kind == "band" or kind.startswith("clipped_")
        out[name] = np.full(n, None, dtype=object) if text else np.full(n, np.nan)
    return out


def _score_rows(
    asked: Request,
    raw: Mapping[str, Float],
    rows: NDArray[np.bool_],
    ruler: Scorecard | None,
    found: Found,
    out: dict[str, NDArray[Any]],
) -> None:
    """Score the good rows of one group, and write them into their places."""
    if not rows.any():
        return
    card = asked.card
    values = {code: raw[code][rows] for code in card.codes}
    if ruler is None:
        policy: MissingPolicy = "raise" if asked.missing == "raise" else "propagate"
        ruler = anchor(card, values, missing=policy) if _relative(card) else card
    place = np.flatnonzero(rows)
    for node, code, bad in _refused(asked, ruler, raw, place):
        whole = np.zeros(rows.size, dtype=np.bool_)
        whole[place[bad]] = True
        found.note(whole, node, code)
    place = place[found.good[place]]
    if not place.size:
        return
    scores = _scored(asked, ruler, raw, place)
    bands = card.bands
    if bands is not None and "band" in asked.columns:
        with np.errstate(invalid="ignore"):
            outside = np.zeros(rows.size, dtype=np.bool_)
            outside[place] = bands.outside(bands.judged(np.asarray(scores.total)))
        if outside.any():
            found.note(outside, "total", "out_of_range")
            place = place[found.good[place]]
            if not place.size:
                return
            scores = _scored(asked, ruler, raw, place)
    for name, column in appended(asked, scores).items():
        out[name][place] = column


def _relative(card: Scorecard) -> bool:
    return any(i.scale.relative for i in card.indicators)


def _scored(
    asked: Request, ruler: Scorecard, raw: Mapping[str, Float], place: NDArray[np.int64]
) -> Scores:
    return score(
        ruler,
        {code: raw[code][place] for code in ruler.codes},
        missing=asked.missing,
        min_coverage=asked.min_coverage,
        targets={code: raw[name][place] for code, name in asked.targets.items()},
    )


def _refused(
    asked: Request, ruler: Scorecard, raw: Mapping[str, Float], place: NDArray[np.int64]
) -> list[tuple[str, str, NDArray[np.bool_]]]:
    """What the means of the card would refuse: (group, code, rows)."""
    noted: list[tuple[str, str, NDArray[np.bool_]]] = []
    columns: list[Float] = []
    known: list[NDArray[np.bool_]] = []
    for indicator in ruler.indicators:
        x = np.ascontiguousarray(raw[indicator.code][place])
        points = np.empty_like(x)
        scale: Scale = indicator.scale
        with np.errstate(all="ignore"):
            if indicator.code in asked.targets:
                target = raw[asked.targets[indicator.code]][place]
                scale.write_points_against(x, target, points)  # type: ignore[attr-defined]
            else:
                scale.write_points(x, points)
        there = ~np.isnan(x)
        if isinstance(asked.missing, float):
            points[~there] = asked.missing
        columns.append(points)
        known.append(there)
    masks = known if asked.missing == "reweight" else None
    with np.errstate(all="ignore"):
        evaluate(tree_of(ruler), columns, _Recorder("data", noted=noted), known=masks)
    return noted


# Writing columns beside those of the table ------------------------------------------------------


def append(frame: Any, columns: Mapping[str, NDArray[Any]]) -> Any:
    """The table with further columns, of the same kind; the table itself stays as it is."""
    library = (library_of(frame) or ("",))[0]
    if library == "pandas":
        return _to_pandas(frame, columns)
    if library == "polars":
        import polars as pl

        return frame.with_columns([_polars(pl, name, x) for name, x in columns.items()])
    import pyarrow as pa

    for name, x in columns.items():
        frame = frame.append_column(name, _arrow(pa, x))
    return frame


def _text(x: NDArray[Any]) -> bool:
    return x.dtype == object and any(isinstance(item, str) for item in x.tolist())


def _polars(pl: Any, name: str, x: NDArray[Any]) -> Any:
    if x.dtype == object:
        kind = pl.Boolean if name_is_flag(x) else pl.String
        return pl.Series(name, x.tolist(), dtype=kind)
    if x.dtype == np.bool_:
        return pl.Series(name, np.array(x))
    return pl.Series(name, np.array(x)).fill_nan(None)


def name_is_flag(x: NDArray[Any]) -> bool:
    """Whether a column of objects holds True and False."""
    return any(isinstance(item, bool | np.bool_) for item in x.tolist())


def _arrow(pa: Any, x: NDArray[Any]) -> Any:
    if x.dtype == object:
        return pa.array(x.tolist(), type=pa.bool_() if name_is_flag(x) else pa.string())
    if x.dtype == np.bool_:
        return pa.array(np.array(x))
    return pa.array(np.array(x), type=pa.float64(), mask=np.isnan(x))


def _to_pandas(frame: Any, columns: Mapping[str, NDArray[Any]]) -> Any:
    import pandas as pd

    style = _style(frame)
    new = {}
    for name, x in columns.items():
        values: Any = np.array(x)
        if style == "arrow":
            import pyarrow as pa

            made = _arrow(pa, x)
            values = pd.array(made, dtype=pd.ArrowDtype(made.type))
        elif style == "nullable":
            if x.dtype == object:
                values = pd.array(x.tolist(), dtype="boolean" if name_is_flag(x) else "string")
            elif x.dtype == np.bool_:
                values = pd.array(values, dtype="boolean")
            else:
                values = pd.array(values, dtype="Float64")
                values[np.isnan(x)] = pd.NA
        new[name] = pd.Series(values, index=frame.index)
    return pd.concat([frame, pd.DataFrame(new, index=frame.index)], axis=1) if new else frame


def _style(frame: Any) -> str:
    """Whether a pandas table keeps its numbers in numpy, nullable or Arrow columns."""
    import pandas as pd

    kinds = {type(dtype) for dtype in frame.dtypes}
    if pd.ArrowDtype in kinds:
        return "arrow"
    extension = {"Float64Dtype", "Float32Dtype", "Int64Dtype", "Int32Dtype", "Int16Dtype"}
    return "nullable" if {kind.__name__ for kind in kinds} & extension else "numpy"
