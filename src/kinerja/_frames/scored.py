"""Cards on tables: appended in the table's own engine, anchored on it, or worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._definitions import Language
from .._indicators.card import Scorecard
from .._scoring.policy import MissingPolicy
from .._steady import steady
from ..errors import said_of
from .compiled import Compiled, compiled
from .engines import engine_of, is_eager, library_of
from .request import Kind, OnBad, request

_SHOWN: tuple[Kind, ...] = ("points", "groups", "total", "band")


@steady
def score(
    card: Scorecard,
    frame: Any,
    *,
    missing: MissingPolicy = "raise",
    min_coverage: float = 0.0,
    targets: Mapping[str, str] | None = None,
    by: str | None = None,
    ids: str | None = None,
    columns: Sequence[Kind] = _SHOWN,
    prefix: str = "",
    on_bad: OnBad = "raise",
    language: Language = "en",
) -> Any:
    """Append points, group figures, totals and grades to a table, in the table's own engine.

    Parameters
    ----------
    card : Scorecard
        Indicators, weights, groups and grades.
    frame : table
        A pandas, polars (eager or lazy) or pyarrow table, a DuckDB relation, an Ibis table (bound
        to a database or not), a PySpark or a Dask DataFrame, with a column for each indicator.
    missing : {"raise", "reweight", "propagate"} or float
        What a missing value (null or NaN) does, as in ``scoring.score``.
    min_coverage : float
        Below this share of weight really there, the total is missing.
    targets : mapping of code to column, optional
        Column with a personal target for indicators on a Target scale.
    by : str, optional
        Column of the peer groups inside which relative scales hold; a row without a label (null,
        NaN or blank text) is a bad one.
    ids : str, optional
        Column that names rows in an error.
    columns : sequence of str
        What is appended: some of ``"points"``, ``"groups"``, ``"total"``, ``"band"``,
        ``"coverage"``, ``"contributions"``, ``"clipped"``.
    prefix : str
        Beginning of the names of the appended columns.
    on_bad : {"raise", "flag"}
        A row with a missing, infinite or impossible value: refused, after one pass that counts such
        rows; or, without any pass, null in every appended column and named in a column ``problem``
        (``"attendance: missing_value"``).
    language : {"en", "id"}
        Language of the grades.

    Returns
    -------
    table
        Of the kind that was given, lazy where it was lazy: its own columns as they were, then
        ``points_<code>``, ``group_<code>``, ``total``, ``band``, ``coverage``,
        ``contribution_<code>``, ``clipped_<code>`` and ``problem``, as far as asked for.

    Raises
    ------
    InputError
        If a column is not there, not of numbers, or has the name of an appended one in whatever
        case; if the engine cannot do what is asked; for bad rows, as above; and, whatever
        `on_bad` says, where a group has values that its relative scale cannot measure.

    Notes
    -----
    Missing is null wherever the engine has null. A relative scale is anchored first, in one pass.
    The order of rows is kept on tables in memory and by polars.

    Examples
    --------
    >>> import polars as pl
    >>> from kinerja.indicators import Bands, Identity, Indicator, Linear, Scorecard
    >>> card = Scorecard(
    ...     code="demo",
    ...     name="Demo",
    ...     parts=(
    ...         Indicator(code="days", name="Days", scale=Linear(worst=0, best=20), weight=40),
    ...         Indicator(code="tasks", name="Tasks", scale=Identity(), weight=60),
    ...     ),
    ...     bands=Bands.of({"fair": 0, "good": 75}),
    ... )
    >>> people = pl.LazyFrame({"id": ["a", "b"], "days": [20, 5], "tasks": [80.0, 90.0]})
    >>> score(card, people, columns=["total", "band"]).collect().rows()
    [('a', 20, 80.0, 88.0, 'good'), ('b', 5, 90.0, 64.0, 'fair')]
    """
    asked = request(
        card,
        missing=missing,
        min_coverage=min_coverage,
        targets=targets,
        by=by,
        ids=ids,
        columns=columns,
        prefix=prefix,
        on_bad=on_bad,
        language=language,
    )
    if is_eager(frame):
        from .eager import score_eagerly

        return score_eagerly(frame, asked)
    if library_of(frame) == ("dask", "DataFrame"):
        from .dask_engine import score_partitions

        return score_partitions(frame, asked)
    from .lazy import score_lazily

    return score_lazily(engine_of(frame), frame, asked)


@steady
def anchor(card: Scorecard, frame: Any, *, missing: MissingPolicy = "raise") -> Scorecard:
    """Freeze the relative scales of a card at a table's figures, read in one pass.

    Parameters
    ----------
    card : Scorecard
        The card; one without relative scales comes back as it is.
    frame : table
        As for :func:`score`.
    missing : {"raise", "reweight", "propagate"} or float
        ``"raise"`` refuses a missing value; otherwise the values that are there set the ruler.

    Returns
    -------
    Scorecard
        The card with scales that stand by themselves.

    Raises
    ------
    InputError
        As :func:`score`; if there is no row to anchor on; and, outside memory, for a Percentile
        scale on more than 1,000 different values (``not_in_engine``).

    Examples
    --------
    >>> import polars as pl
    >>> from kinerja.indicators import Indicator, MinMax, Scorecard
    >>> card = Scorecard(code="c", name="C", parts=(Indicator(code="a", name="A", scale=MinMax()),))
    >>> anchor(card, pl.LazyFrame({"a": [10.0, 20.0]})).indicators[0].scale.best
    20.0
    """
    if is_eager(frame):
        from ..scoring import anchor as in_memory

        with said_of(data="frame"):
            return in_memory(card, frame, missing=missing)
    asked = request(
        card,
        missing=missing,
        min_coverage=0.0,
        targets=None,
        by=None,
        ids=None,
        columns=(),
        prefix="",
        on_bad="raise",
        language="en",
    )
    if library_of(frame) == ("dask", "DataFrame"):
        from .dask_engine import anchor_partitions

        return anchor_partitions(frame, asked)
    from .lazy import anchor_lazily

    return anchor_lazily(engine_of(frame), frame, asked)


@steady
def compile(  # noqa: A001 - the name of the contract: frames.compile
    card: Scorecard,
    *,
    missing: MissingPolicy = "raise",
    min_coverage: float = 0.0,
    targets: Mapping[str, str] | None = None,
    columns: Sequence[Kind] = _SHOWN,
    prefix: str = "",
    on_bad: OnBad = "flag",
    language: Language = "en",
) -> Compiled:
    """Work a card out once: to look at, to use again, or to hand over as SQL.

    Parameters
    ----------
    card : Scorecard
        A card whose scales stand by themselves; :func:`anchor` a relative one first.
    missing, min_coverage, targets, columns, prefix, language
        As for :func:`score`.
    on_bad : {"flag", "raise"}
        Whether a column ``problem`` is appended. No row is looked at here, so that ``"raise"``
        refuses none: the figures of a bad row are null either way.

    Returns
    -------
    Compiled
        With ``columns``, ``reads``, ``stages``, ``size``, ``sql(dialect, table)`` and
        ``score(frame)``.

    Raises
    ------
    InputError
        If a scale is relative to the group (``not_in_engine``), or an option is unknown.

    Examples
    --------
    >>> from kinerja.indicators import Indicator, Linear, Scorecard
    >>> card = Scorecard(
    ...     code="c",
    ...     name="C",
    ...     parts=(Indicator(code="days", name="Days", scale=Linear(worst=0, best=20)),),
    ... )
    >>> made = compile(card, columns=["total"], on_bad="raise")
    >>> made.columns, len(made.stages)
    (('total',), 3)
    >>> print(made.sql("postgres", "hr.staff", keep="id").splitlines()[1])
    WITH stage_1 AS (
    """
    return compiled(
        request(
            card,
            missing=missing,
            min_coverage=min_coverage,
            targets=targets,
            by=None,
            ids=None,
            columns=columns,
            prefix=prefix,
            on_bad=on_bad,
            language=language,
        )
    )
