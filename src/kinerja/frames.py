"""One card, any engine: tables of any size, scored where they are.

A table in memory goes through :func:`kinerja.scoring.score` and gets its very bits. A lazy one
(polars, DuckDB, Ibis, PySpark) gets the same card as expressions of its engine and stays lazy;
Dask is scored partition by partition. Nothing is imported before it is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ._definitions import Language
from ._frames.compiled import Compiled, compiled
from ._frames.engines import engine_of, is_eager, library_of
from ._frames.programs import Stage
from ._frames.request import Kind, OnBad, request
from ._indicators.card import Scorecard
from ._scoring.policy import MissingPolicy

if TYPE_CHECKING:
    from ._survey.answers import MissingAnswers
    from ._survey.drawing import LonelyPSU
    from ._survey.freedom import DegreesOfFreedom
    from ._survey.share_intervals import ProportionMethod
    from .impact import ServiceTimes
    from .ratings import AdverseImpact
    from .schemes.skm import SKM
    from .survey import Estimates

__all__ = [
    "Compiled",
    "Stage",
    "adverse_impact",
    "anchor",
    "attendance",
    "compile",
    "completion",
    "headcount",
    "score",
    "service_times",
    "skm_index",
    "survey_mean",
    "survey_proportion",
    "survey_ratio",
    "survey_total",
]

Columns = str | Sequence[str] | None
"""A column by name, several of them, or none."""

_SHOWN: tuple[Kind, ...] = ("points", "groups", "total", "band")


def __dir__() -> list[str]:
    return sorted(__all__)


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
        Column of the peer groups inside which relative scales hold.
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
        case; if the engine cannot do what is asked; and for bad rows, as above.

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
        from ._frames.eager import score_eagerly

        return score_eagerly(frame, asked)
    if library_of(frame) == ("dask", "DataFrame"):
        from ._frames.dask_engine import score_partitions

        return score_partitions(frame, asked)
    from ._frames.lazy import score_lazily

    return score_lazily(engine_of(frame), frame, asked)


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
        from .scoring import anchor as in_memory

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
        from ._frames.dask_engine import anchor_partitions

        return anchor_partitions(frame, asked)
    from ._frames.lazy import anchor_lazily

    return anchor_lazily(engine_of(frame), frame, asked)


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


def survey_mean(
    frame: Any,
    y: str | Sequence[str],
    *,
    by: Columns = None,
    weights: str | None = None,
    strata: Columns = None,
    clusters: Columns = None,
    fpc: Columns = None,
    nested: bool = False,
    lonely_psu: LonelyPSU = "raise",
    level: float = 0.95,
    df: DegreesOfFreedom = "domain",
    missing: MissingAnswers = "raise",
    covariance: bool = False,
    small: tuple[int, int] = (30, 8),
) -> Estimates:
    """Mean of each variable in each domain, with its design-based error.

    Parameters
    ----------
    frame : table
        As for :func:`score`; a lazy one is added up by its engine, and nothing but sums comes back.
    y : str or sequence of str
        Columns of the answers.
    by, strata, clusters, fpc : str or sequence of str, optional
        Columns of the domains, and of the design, one a stage, as for ``survey.Design``.
    weights : str, optional
        Column of the weights.
    nested, lonely_psu, level, df, missing, covariance, small
        As for ``survey.Design`` and ``survey.mean``.

    Returns
    -------
    survey.Estimates
        As ``survey.mean`` gives for the same rows.

    Raises
    ------
    InputError
        As ``survey.mean``; without clusters, on a lazy table, also for
        ``covariance=True`` and ``lonely_psu="adjust"`` (``not_in_engine``).

    Notes
    -----
    With clusters the engine adds rows up in cells (cluster × domain), which are a sample
    themselves: a cluster's total of w·u is linear in the answers. Without clusters it adds up
    squares too. Dask reads the columns that are named.

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.LazyFrame({"unit": [1, 1, 2, 2], "answer": [1.0, 3.0, 4.0, 8.0]})
    >>> survey_mean(people, "answer", clusters="unit").se.round(4).tolist()
    [2.0]
    """
    from ._frames.survey_of import surveyed

    design = {
        "by": by,
        "weights": weights,
        "strata": strata,
        "clusters": clusters,
        "fpc": fpc,
        "nested": nested,
        "lonely_psu": lonely_psu,
    }
    options = {
        "level": level,
        "df": df,
        "missing": missing,
        "covariance": covariance,
        "small": small,
    }
    return surveyed("mean", frame, y, None, design, options)


def survey_total(
    frame: Any,
    y: str | Sequence[str],
    *,
    by: Columns = None,
    weights: str | None = None,
    strata: Columns = None,
    clusters: Columns = None,
    fpc: Columns = None,
    nested: bool = False,
    lonely_psu: LonelyPSU = "raise",
    level: float = 0.95,
    df: DegreesOfFreedom = "domain",
    missing: MissingAnswers = "raise",
    covariance: bool = False,
    small: tuple[int, int] = (30, 8),
) -> Estimates:
    """Population total of each variable in each domain, with its design-based error.

    Parameters
    ----------
    frame : table
        As for :func:`score`; a lazy one is added up by its engine, and nothing but sums comes back.
    y : str or sequence of str
        Columns of what is added up.
    by, strata, clusters, fpc : str or sequence of str, optional
        Columns of the domains, and of the design, one a stage, as for ``survey.Design``.
    weights : str, optional
        Column of the weights.
    nested, lonely_psu, level, df, missing, covariance, small
        As for ``survey.Design`` and ``survey.total``.

    Returns
    -------
    survey.Estimates
        As ``survey.total`` gives for the same rows.

    Raises
    ------
    InputError
        As ``survey.total``; without clusters, on a lazy table, also for
        ``covariance=True`` and ``lonely_psu="adjust"`` (``not_in_engine``).

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.LazyFrame({"unit": [1, 1, 2, 2], "cases": [1, 3, 4, 8], "w": [2, 2, 2, 2]})
    >>> survey_total(people, "cases", clusters="unit", weights="w").value.tolist()
    [32.0]
    """
    from ._frames.survey_of import surveyed

    design = {
        "by": by,
        "weights": weights,
        "strata": strata,
        "clusters": clusters,
        "fpc": fpc,
        "nested": nested,
        "lonely_psu": lonely_psu,
    }
    options = {
        "level": level,
        "df": df,
        "missing": missing,
        "covariance": covariance,
        "small": small,
    }
    return surveyed("total", frame, y, None, design, options)


def survey_ratio(
    frame: Any,
    y: str | Sequence[str],
    x: str | Sequence[str],
    *,
    by: Columns = None,
    weights: str | None = None,
    strata: Columns = None,
    clusters: Columns = None,
    fpc: Columns = None,
    nested: bool = False,
    lonely_psu: LonelyPSU = "raise",
    level: float = 0.95,
    df: DegreesOfFreedom = "domain",
    missing: MissingAnswers = "raise",
    covariance: bool = False,
    small: tuple[int, int] = (30, 8),
) -> Estimates:
    """Ratio of two totals in each domain, with its design-based error.

    Parameters
    ----------
    frame : table
        As for :func:`score`; a lazy one is added up by its engine, and nothing but sums comes back.
    y : str or sequence of str
        Column of the numerator.
    x : str or sequence of str
        Column of the denominator.
    by, strata, clusters, fpc : str or sequence of str, optional
        Columns of the domains, and of the design, one a stage, as for ``survey.Design``.
    weights : str, optional
        Column of the weights.
    nested, lonely_psu, level, df, missing, covariance, small
        As for ``survey.Design`` and ``survey.ratio``.

    Returns
    -------
    survey.Estimates
        As ``survey.ratio`` gives for the same rows.

    Raises
    ------
    InputError
        As ``survey.ratio``; without clusters, on a lazy table, also for
        ``covariance=True`` and ``lonely_psu="adjust"`` (``not_in_engine``).

    Examples
    --------
    >>> import polars as pl
    >>> offices = pl.LazyFrame({"done": [8.0, 9.0, 4.0], "due": [10.0, 10.0, 5.0]})
    >>> survey_ratio(offices, "done", "due").value.round(3).tolist()
    [0.84]
    """
    from ._frames.survey_of import surveyed

    design = {
        "by": by,
        "weights": weights,
        "strata": strata,
        "clusters": clusters,
        "fpc": fpc,
        "nested": nested,
        "lonely_psu": lonely_psu,
    }
    options = {
        "level": level,
        "df": df,
        "missing": missing,
        "covariance": covariance,
        "small": small,
    }
    return surveyed("ratio", frame, y, x, design, options)


def survey_proportion(
    frame: Any,
    y: str | Sequence[str],
    *,
    method: ProportionMethod = "logit",
    by: Columns = None,
    weights: str | None = None,
    strata: Columns = None,
    clusters: Columns = None,
    fpc: Columns = None,
    nested: bool = False,
    lonely_psu: LonelyPSU = "raise",
    level: float = 0.95,
    df: DegreesOfFreedom = "domain",
    missing: MissingAnswers = "raise",
    covariance: bool = False,
    small: tuple[int, int] = (30, 8),
) -> Estimates:
    """Share of the population in each category, by domain.

    Parameters
    ----------
    frame : table
        As for :func:`score`; a lazy one is added up by its engine, and nothing but sums comes back.
    y : str or sequence of str
        Column of labels, or of True and False.
    by, strata, clusters, fpc : str or sequence of str, optional
        Columns of the domains, and of the design, one a stage, as for ``survey.Design``.
    weights : str, optional
        Column of the weights.
    nested, lonely_psu, level, df, missing, covariance, small
        As for ``survey.Design`` and ``survey.proportion``.
    method : {"logit", "wald", "beta", "wilson", "likelihood"}
        Kind of interval.

    Returns
    -------
    survey.Estimates
        As ``survey.proportion`` gives for the same rows.

    Raises
    ------
    InputError
        As ``survey.proportion``; without clusters, on a lazy table, also for
        ``covariance=True`` and ``lonely_psu="adjust"`` (``not_in_engine``).

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.LazyFrame({"unit": [1, 1, 2, 2], "happy": ["no", "yes", "yes", "yes"]})
    >>> survey_proportion(people, "happy", clusters="unit").value.tolist()
    [0.25, 0.75]
    """
    from ._frames.survey_of import surveyed

    design = {
        "by": by,
        "weights": weights,
        "strata": strata,
        "clusters": clusters,
        "fpc": fpc,
        "nested": nested,
        "lonely_psu": lonely_psu,
    }
    options = {
        "level": level,
        "df": df,
        "missing": missing,
        "covariance": covariance,
        "small": small,
        "method": method,
    }
    return surveyed("proportion", frame, y, None, design, options)


def skm_index(
    frame: Any,
    *,
    items: Sequence[str] | None = None,
    by: Columns = None,
    weights: str | None = None,
    strata: Columns = None,
    clusters: Columns = None,
    fpc: Columns = None,
    nested: bool = False,
    lonely_psu: LonelyPSU = "raise",
    not_applicable: Any = (),
    version: Literal["2017", "2004"] = "2017",
    item_weight: float | Sequence[float] | Mapping[str, float] | None = None,
    population: int | Mapping[Any, int] | None = None,
    level: float = 0.95,
    df: DegreesOfFreedom = "domain",
    missing: Literal["raise", "omit", "available"] = "raise",
    language: Language = "en",
) -> SKM:
    """Satisfaction index (SKM) of a unit, of several, or of an agency, from any table.

    Parameters
    ----------
    frame : table
        As for :func:`survey_mean`.
    items : sequence of str, optional
        Columns of the answers, in the regulation's order, further ones after them; the regulation's
        codes, and U10 and later ones that the table has, if not given.
    by, weights, strata, clusters, fpc, nested, lonely_psu
        Domains and design, as for :func:`survey_mean`.
    not_applicable, version, item_weight, population, level, df, missing, language
        As for ``schemes.skm.index``.

    Returns
    -------
    schemes.skm.SKM
        As ``schemes.skm.index`` gives for the same rows.

    Raises
    ------
    InputError
        As ``schemes.skm.index``; on a lazy table without clusters also where respondents answered
        different items (``not_in_engine``).

    Examples
    --------
    >>> import polars as pl
    >>> answers = pl.LazyFrame({f"U{j}": [3, 4] for j in range(1, 10)})
    >>> skm_index(answers).converted.tolist()
    [87.5]
    """
    from ._frames.skm_of import index_of

    design = {
        "by": by,
        "weights": weights,
        "strata": strata,
        "clusters": clusters,
        "fpc": fpc,
        "nested": nested,
        "lonely_psu": lonely_psu,
    }
    options = {
        "not_applicable": not_applicable,
        "version": version,
        "item_weight": item_weight,
        "population": population,
        "level": level,
        "df": df,
        "missing": missing,
        "language": language,
    }
    return index_of(frame, items, design, options)


def attendance(
    frame: Any,
    by: str | Sequence[str],
    *,
    present: str,
    scheduled: str,
    excused: str | None = None,
    remote: str | None = None,
    duty: str | None = None,
    name: str = "attendance",
) -> Any:
    """Rate of attendance of each person or unit, from records of days.

    Parameters
    ----------
    frame : table
        As for :func:`score`: a row a day, or a month, or whatever is recorded.
    by : str or sequence of str
        Columns of the person, the unit, the period; one row comes back for each combination.
    present, scheduled, excused, remote, duty : str
        Columns of days, as for ``records.attendance``.
    name : str
        Name of the rate's column.

    Returns
    -------
    table
        Of the same kind, lazy where it was lazy: the columns of `by`, and the rate; null where no
        day was due, or a count is missing. Dask gives lazy polars.

    Raises
    ------
    InputError
        If a column is not there or not of numbers, a count is negative, or a group has more days
        than are due.

    Notes
    -----
    Σ (present + remote + duty) / Σ (scheduled − excused).

    Examples
    --------
    >>> import polars as pl
    >>> days = pl.DataFrame({"id": ["a", "a", "b"], "there": [1, 0, 1], "due": [1, 1, 1]})
    >>> attendance(days, "id", present="there", scheduled="due").rows()
    [('a', 0.5), ('b', 1.0)]
    """
    from ._frames.records_of import rate_by

    worked = dict.fromkeys([c for c in (present, remote, duty) if c is not None], 1.0)
    due = {scheduled: 1.0} | ({} if excused is None else {excused: -1.0})
    return rate_by(frame, by, name, earned=worked, owed=due, counted=worked, argument="present")


def completion(
    frame: Any,
    by: str | Sequence[str],
    *,
    done: str,
    due: str,
    late: str | None = None,
    open: str | None = None,
    late_credit: float = 0.0,
    name: str = "completion",
) -> Any:
    """Share of the tasks due that were done, of each person or unit.

    Parameters
    ----------
    frame : table
        As for :func:`score`.
    by : str or sequence of str
        As for :func:`attendance`.
    done, due, late, open : str
        Columns of counts, as for ``records.completion``.
    late_credit : float
        What a late task counts, 0 to 1.
    name : str
        Name of the rate's column.

    Returns
    -------
    table
        As for :func:`attendance`.

    Raises
    ------
    InputError
        As for :func:`attendance`.

    Notes
    -----
    Σ (done + late_credit·late) / Σ (due − open), the ratio of sums.

    Examples
    --------
    >>> import polars as pl
    >>> tasks = pl.DataFrame({"id": ["a", "a"], "done": [9, 1], "due": [10, 2]})
    >>> completion(tasks, "id", done="done", due="due")["completion"].round(4).to_list()
    [0.8333]
    """
    from ._frames.records_of import late_credit_of, rate_by

    credit = late_credit_of(late_credit)
    counted = dict.fromkeys([c for c in (done, late) if c is not None], 1.0)
    earned = {done: 1.0} | ({} if late is None else {late: credit})
    owed = {due: 1.0} | ({} if open is None else {open: -1.0})
    return rate_by(frame, by, name, earned=earned, owed=owed, counted=counted, argument="done")


def service_times(
    frame: Any,
    t: str,
    *,
    target: float,
    by: Columns = None,
    censored: str | None = None,
    channel: str | None = None,
    level: float = 0.95,
    minimum: int = 1,
    missing: Literal["raise", "omit"] = "raise",
) -> ServiceTimes:
    """How long cases take, by group: ``impact.service_times`` of a table.

    Parameters
    ----------
    frame : table
        As for :func:`score`; a lazy one is counted by group, time and whether the case is open.
    t : str
        Column of the times.
    target : float
        The promised time.
    by, censored, channel : str, optional
        Columns of the groups, of open cases, and of the channel.
    level, minimum, missing
        As for ``impact.service_times``.

    Returns
    -------
    impact.ServiceTimes

    Raises
    ------
    InputError
        As ``impact.service_times``.

    Examples
    --------
    >>> import polars as pl
    >>> cases = pl.LazyFrame({"days": [1, 2, 2, 5]})
    >>> service_times(cases, "days", target=3).within.tolist()
    [0.75]
    """
    from ._frames.records_of import times_of

    return times_of(
        frame,
        t,
        by=by,
        censored=censored,
        channel=channel,
        target=target,
        level=level,
        minimum=minimum,
        missing=missing,
    )


def headcount(frame: Any, *, unit: str, job: str) -> tuple[Any, list[Any], list[Any]]:
    """People in each post, as ``staffing.balance_sheet`` and ``balancing`` take them.

    Parameters
    ----------
    frame : table
        As for :func:`score`, one row per person.
    unit, job : str
        Columns of the unit and the job.

    Returns
    -------
    matrix : ndarray of int64, (units, jobs)
    units, jobs : list
        Labels of its rows and columns, sorted.

    Raises
    ------
    InputError
        If a column or a label is missing.

    Examples
    --------
    >>> import polars as pl
    >>> staff = pl.LazyFrame({"unit": ["b", "a", "b"], "job": ["x", "x", "x"]})
    >>> matrix, units, jobs = headcount(staff, unit="unit", job="job")
    >>> matrix.tolist(), units, jobs
    ([[1], [2]], ['a', 'b'], ['x'])
    """
    from ._frames.records_of import staff_of

    return staff_of(frame, unit, job)


def adverse_impact(
    frame: Any,
    selected: str,
    group: str,
    *,
    reference: Any = "highest",
    threshold: float = 0.8,
    minimum: int = 5,
    level: float = 0.95,
    missing: Literal["raise", "omit", "propagate"] = "raise",
) -> AdverseImpact:
    """Compare rates of selection between groups: ``ratings.adverse_impact`` of a table.

    Parameters
    ----------
    frame : table
        As for :func:`score`; a lazy one is counted by group.
    selected, group : str
        Columns of who was selected, and of the group.
    reference, threshold, minimum, level, missing
        As for ``ratings.adverse_impact``.

    Returns
    -------
    ratings.AdverseImpact

    Raises
    ------
    InputError
        As ``ratings.adverse_impact``.

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.LazyFrame({"chosen": [True] * 8 + [False] * 12, "sex": ["f", "m"] * 10})
    >>> adverse_impact(people, "chosen", "sex").rate.tolist()
    [0.4, 0.4]
    """
    from ._frames.records_of import impact_of

    return impact_of(
        frame,
        selected,
        group,
        reference=reference,
        threshold=threshold,
        minimum=minimum,
        level=level,
        missing=missing,
    )
