"""One card, any engine: tables of any size, scored where they are.

A table in memory goes through :func:`kinerja.scoring.score` and gets its very bits. A lazy one
(polars, DuckDB, Ibis, PySpark) gets the same card as expressions of its engine and stays lazy;
Dask is scored partition by partition. Nothing is imported before it is used.
"""

from ._frames.compiled import Compiled
from ._frames.estimates import (
    skm_index,
    survey_mean,
    survey_proportion,
    survey_ratio,
    survey_total,
)
from ._frames.programs import Stage
from ._frames.records import adverse_impact, attendance, completion, headcount, service_times
from ._frames.scored import anchor, compile, score  # noqa: A004 - names of the contract

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


def __dir__() -> list[str]:
    return sorted(__all__)
