"""Survey estimates of tables: what is added up where they are, and what their design says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from .._definitions import Language
from .._steady import steady

if TYPE_CHECKING:
    from .._survey.answers import MissingAnswers
    from .._survey.drawing import LonelyPSU
    from .._survey.freedom import DegreesOfFreedom
    from .._survey.share_intervals import ProportionMethod
    from ..schemes.skm import SKM
    from ..survey import Estimates

Columns = str | Sequence[str] | None
"""A column by name, several of them, or none."""


def _drawn(*columns: Any) -> dict[str, Any]:
    names = ("by", "weights", "strata", "clusters", "fpc", "nested", "lonely_psu")
    return dict(zip(names, columns, strict=True))


def _wanted(*options: Any) -> dict[str, Any]:
    names = ("level", "df", "missing", "covariance", "small")
    return dict(zip(names, options, strict=True))


@steady
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
    minimum: int = 1,
) -> Estimates:
    """Mean of each variable in each domain, with its design-based error.

    Parameters
    ----------
    frame : table
        As for :func:`score`; a lazy one is added up by its engine, and nothing but sums comes back.
    y : str or sequence of str
        Columns of the answers.
    by, strata, clusters, fpc : str or sequence of str, optional
        Columns of the domains, and of the design, one per stage, as for ``survey.Design``.
    weights : str, optional
        Column of the weights.
    nested, lonely_psu, level, df, missing, covariance, small, minimum
        As for ``survey.Design`` and ``survey.mean``.

    Returns
    -------
    survey.Estimates
        As ``survey.mean`` gives for the same rows.

    Raises
    ------
    InputError
        As ``survey.mean``, and if a column is not there or not of numbers.

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
    from .._results.small_cells import suppress
    from .survey_of import surveyed

    design = _drawn(by, weights, strata, clusters, fpc, nested, lonely_psu)
    options = _wanted(level, df, missing, covariance, small)
    return suppress(surveyed("mean", frame, y, None, design, options), minimum=minimum)


@steady
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
    minimum: int = 1,
) -> Estimates:
    """Population total of each variable in each domain, with its design-based error.

    Parameters
    ----------
    frame : table
        As for :func:`score`; a lazy one is added up by its engine, and nothing but sums comes back.
    y : str or sequence of str
        Columns of what is added up.
    by, strata, clusters, fpc : str or sequence of str, optional
        Columns of the domains, and of the design, one per stage, as for ``survey.Design``.
    weights : str, optional
        Column of the weights.
    nested, lonely_psu, level, df, missing, covariance, small, minimum
        As for ``survey.Design`` and ``survey.total``.

    Returns
    -------
    survey.Estimates
        As ``survey.total`` gives for the same rows.

    Raises
    ------
    InputError
        As ``survey.total``, and if a column is not there or not of numbers.

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.LazyFrame({"unit": [1, 1, 2, 2], "cases": [1, 3, 4, 8], "w": [2, 2, 2, 2]})
    >>> survey_total(people, "cases", clusters="unit", weights="w").value.tolist()
    [32.0]
    """
    from .._results.small_cells import suppress
    from .survey_of import surveyed

    design = _drawn(by, weights, strata, clusters, fpc, nested, lonely_psu)
    options = _wanted(level, df, missing, covariance, small)
    return suppress(surveyed("total", frame, y, None, design, options), minimum=minimum)


@steady
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
    minimum: int = 1,
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
        Columns of the domains, and of the design, one per stage, as for ``survey.Design``.
    weights : str, optional
        Column of the weights.
    nested, lonely_psu, level, df, missing, covariance, small, minimum
        As for ``survey.Design`` and ``survey.ratio``.

    Returns
    -------
    survey.Estimates
        As ``survey.ratio`` gives for the same rows.

    Raises
    ------
    InputError
        As ``survey.ratio``, and if a column is not there or not of numbers.

    Examples
    --------
    >>> import polars as pl
    >>> offices = pl.LazyFrame({"done": [8.0, 9.0, 4.0], "due": [10.0, 10.0, 5.0]})
    >>> survey_ratio(offices, "done", "due").value.round(3).tolist()
    [0.84]
    """
    from .._results.small_cells import suppress
    from .survey_of import surveyed

    design = _drawn(by, weights, strata, clusters, fpc, nested, lonely_psu)
    options = _wanted(level, df, missing, covariance, small)
    return suppress(surveyed("ratio", frame, y, x, design, options), minimum=minimum)


@steady
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
    minimum: int = 1,
) -> Estimates:
    """Share of the population in each category, by domain.

    Parameters
    ----------
    frame : table
        As for :func:`score`; a lazy one is added up by its engine, and nothing but sums comes back.
    y : str or sequence of str
        Column of labels, or of True and False.
    by, strata, clusters, fpc : str or sequence of str, optional
        Columns of the domains, and of the design, one per stage, as for ``survey.Design``.
    weights : str, optional
        Column of the weights.
    nested, lonely_psu, level, df, missing, covariance, small, minimum
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
        As ``survey.proportion``, and if a column is not there or not of numbers.

    Examples
    --------
    >>> import polars as pl
    >>> people = pl.LazyFrame({"unit": [1, 1, 2, 2], "happy": ["no", "yes", "yes", "yes"]})
    >>> survey_proportion(people, "happy", clusters="unit").value.tolist()
    [0.25, 0.75]
    """
    from .._results.small_cells import suppress
    from .survey_of import surveyed

    design = _drawn(by, weights, strata, clusters, fpc, nested, lonely_psu)
    options = _wanted(level, df, missing, covariance, small) | {"method": method}
    return suppress(surveyed("proportion", frame, y, None, design, options), minimum=minimum)


@steady
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
    minimum: int = 1,
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
    not_applicable, version, item_weight, population, level, df, missing, minimum, language
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
    from .._results.small_cells import suppress
    from .skm_of import index_of

    design = _drawn(by, weights, strata, clusters, fpc, nested, lonely_psu)
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
    return suppress(index_of(frame, items, design, options), minimum=minimum)
