"""The one border: what callers hand in becomes checked arrays, or an error that says why not.

Nothing behind this border checks types again. Null, None and NaN all mean *missing*; infinity,
text, booleans and complex numbers are refused where numbers belong; no input is ever modified.
"""

from ._arrays import (
    as_counts,
    benefit,
    cube,
    extremes,
    flags,
    floats,
    matrix,
    nonnegative,
    positive,
    square,
    vector,
    weights,
    yes_no,
)
from ._cells import is_missing, items_of
from ._dates import date_items, local_dates, wall_clock
from ._domains import Domains, cross, read_domains
from ._labels import Labels, identifiers, labels, refuse_unknown, row_of
from ._levels import Levels, declared_levels
from ._options import (
    MISSING_ROWS,
    MissingRows,
    choice,
    confidence_level,
    generator,
    number,
    whole_number,
)
from ._refuse import columns_at, in_column, joined, refuse_cells, refuse_infinite, refuse_missing
from ._tables import (
    column_names,
    ids_of,
    is_table,
    read_all,
    read_categories,
    read_columns,
    read_matrix,
    read_posts,
    row_labels,
)

__all__ = [
    "MISSING_ROWS",
    "Domains",
    "Labels",
    "Levels",
    "MissingRows",
    "as_counts",
    "benefit",
    "choice",
    "column_names",
    "columns_at",
    "confidence_level",
    "cross",
    "cube",
    "date_items",
    "declared_levels",
    "extremes",
    "flags",
    "floats",
    "generator",
    "identifiers",
    "ids_of",
    "in_column",
    "is_missing",
    "is_table",
    "items_of",
    "joined",
    "labels",
    "local_dates",
    "matrix",
    "nonnegative",
    "number",
    "positive",
    "read_all",
    "read_categories",
    "read_columns",
    "read_domains",
    "read_matrix",
    "read_posts",
    "refuse_cells",
    "refuse_infinite",
    "refuse_missing",
    "refuse_unknown",
    "row_labels",
    "row_of",
    "square",
    "vector",
    "wall_clock",
    "weights",
    "whole_number",
    "yes_no",
]
