"""Data to try things on: a made-up office, a made-up city, and real public schools.

The office and the city are made up: nobody in them exists. Their tables are dictionaries of
read-only columns, which every function of the package takes as data, and pandas and polars as well.

Examples
--------
>>> import pandas as pd
>>> from kinerja import sample
>>> pd.DataFrame(sample.office().records[2025]).shape
(39, 14)
"""

from ._sample.city import City, city
from ._sample.files import SampleTable
from ._sample.office import Office, office
from ._sample.schools import Schools, schools

__all__ = ["City", "Office", "SampleTable", "Schools", "city", "office", "schools"]


def __dir__() -> list[str]:
    return sorted(__all__)
