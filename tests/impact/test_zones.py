"""Dates of a time zone: every library gives the same days, or is refused with the same words."""

import datetime as dt

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kinerja.errors import InputError
from kinerja.impact import due_date, event_study, interrupted_series, working_days

JAKARTA = "Asia/Jakarta"
# Midnight in Jakarta is 17:00 of the day before in UTC: who reads UTC is a day, and a month, early.
MONTHS = pd.date_range("2026-01-01", periods=6, freq="MS", tz=JAKARTA)


def _zoned(dates: pd.DatetimeIndex) -> dict[str, object]:
    series = pd.Series(dates)
    table = pa.array(dates.tz_convert("UTC"), type=pa.timestamp("us", tz=JAKARTA))
    return {
        "pandas": series,
        "pandas index": dates,
        "pandas of arrow": series.astype(pd.ArrowDtype(table.type)),
        "polars": pl.Series(list(dates)).dt.convert_time_zone(JAKARTA),
        "pyarrow": table,
        "pyarrow chunked": pa.chunked_array([table]),
        "python": list(dates.to_pydatetime()),
    }


LIBRARIES = sorted(_zoned(MONTHS))


@pytest.mark.parametrize("library", LIBRARIES)
def test_days_of_a_zone_are_refused_alike(library):
    zoned = _zoned(MONTHS[:1])[library]
    plain = ["2026-01-01"]
    for argument, call in (
        ("opened", lambda: working_days(zoned, ["2026-03-06"])),
        ("closed", lambda: working_days(plain, zoned)),
        ("holidays", lambda: working_days(plain, ["2026-03-06"], holidays=zoned)),
        ("half_days", lambda: working_days(plain, ["2026-03-06"], half_days=zoned)),
        ("opened", lambda: due_date(zoned, 3)),
    ):
        with pytest.raises(InputError, match="dates without a time zone") as caught:
            call()
        assert caught.value.argument == argument


@pytest.mark.parametrize("library", LIBRARIES)
def test_periods_are_those_of_the_zone(library):
    y = [5, 6, 7, 4, 6, 6, 6, 6, 9, 5, 7, 9]
    treated, unit = [0] * 6 + [1] * 6, list("aaabbbcccddd")
    period = _zoned(MONTHS[[0, 1, 2] * 4])[library]
    zoned = event_study(y, treated, period, start="2026-03-01", unit=unit)
    plain = event_study(
        y, treated, ["2026-01-01", "2026-02-01", "2026-03-01"] * 4, start="2026-03-01", unit=unit
    )
    assert zoned.relative.tolist() == plain.relative.tolist() == [-2, 0]
    np.testing.assert_array_equal(zoned.value, plain.value)
    first = dt.datetime(2026, 3, 1, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    again = event_study(y, treated, period, start=first, unit=unit)
    assert again.relative.tolist() == zoned.relative.tolist()


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_series_has_the_months_of_the_zone(library):
    # One month is left out: seen in UTC the days would be 31, 28, 31, 31 and no step at all.
    months = pd.date_range("2026-01-01", periods=13, freq="MS", tz=JAKARTA).delete(4)
    y = [3.0, 5, 4, 6, 5, 9, 8, 11, 9, 12, 10, 13]
    zoned = interrupted_series(y, 5, time=_zoned(months)[library])
    numbered = interrupted_series(y, 5, time=[0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12])
    np.testing.assert_allclose(zoned.value, numbered.value, rtol=1e-12)
