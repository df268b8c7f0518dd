"""Small counts: in a table of numbers of people the number itself is what is left empty.

`small_cells` leaves the figure of a small group empty and shows how many people it has. Here the
count is hidden, which asks for more: an empty cell holds somebody, since cells of nobody are shown,
so three empty cells with three people between them are known to be one each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .._types import Flags, Ints
from .._words import words
from .small_cells import AUDITED, Withheld, named, withheld


def withheld_counts(counts: Any, minimum: int) -> Withheld:
    """Say which cells of a table of counts are left empty.

    Parameters
    ----------
    counts : array_like (k,) or (r, c) of int
        People in each cell. Of a table with two sides the totals of both sides count as known; of a
        list, or a table of one row or column, its total.
    minimum : int
        Smallest count that is shown.

    Returns
    -------
    Withheld
        Flags of the shape of the counts.

    Notes
    -----
    As `withheld`; then a cell is looked for that has one value only in all tables of whole numbers
    with the same shown cells and totals and at least one person in every empty cell. There is a
    second table exactly where an alternating circle of empty cells can add one here and take one
    there; where there is none, the smallest neighbour is left empty too.

    References
    ----------
    Gusfield (1988), A graph theoretic approach to data security, SIAM Journal on Computing 17,
    552–571.

    Examples
    --------
    >>> withheld_counts([1, 1, 1, 9, 20], 3).hidden.tolist()
    [True, True, True, True, False]
    """
    given: Ints = np.asarray(counts, dtype=np.int64)
    x = given.reshape(1, -1) if given.ndim < 2 or 1 in given.shape else given
    one = x.shape[0] == 1
    rows, columns = (side.reshape(-1) for side in np.indices(x.shape))
    found = withheld(x.reshape(-1), minimum, () if one else (rows, columns))
    hidden, exposed = found.hidden.reshape(x.shape), found.exposed.reshape(x.shape)
    fixed = np.zeros_like(hidden)
    while 0 < hidden.sum() <= AUDITED:
        fixed = determined(x, hidden)
        more = _neighbours(x, hidden, fixed)
        if not more.any():
            break
        hidden = hidden | more
        exposed = exposed & hidden
    primary = found.primary.reshape(given.shape)
    hidden, exposed = hidden.reshape(given.shape), (exposed | fixed).reshape(given.shape)
    return Withheld(primary, hidden & ~primary, exposed)


def determined(counts: Ints, hidden: Flags) -> Flags:
    """Empty cells (r, c) that follow from the cells shown and the totals; of one row, its total."""
    out = np.zeros_like(hidden)
    if counts.shape[0] == 1:
        # One total: more people than cells leave a choice, and one cell alone leaves none.
        alone = hidden.sum() < 2 or counts[hidden].sum() == hidden.sum()
        return np.asarray(hidden & alone)
    takes = hidden & (counts > 1)  # one person may leave and the cell still holds somebody
    for i, j in np.argwhere(hidden).tolist():
        more = _reaches(hidden, takes, start=("column", j), goal=i, without=(i, j))
        less = takes[i, j] and _reaches(hidden, takes, start=("row", i), goal=j, without=(i, j))
        out[i, j] = not (more or less)
    return out


def _reaches(
    hidden: Flags, takes: Flags, *, start: tuple[str, int], goal: int, without: tuple[int, int]
) -> bool:
    """Whether the circle closes: from a row one more goes to a column, from a column one less."""
    adds, less = hidden.copy(), takes.copy()
    adds[without] = less[without] = False
    rows, columns = (np.zeros(size, dtype=np.bool_) for size in hidden.shape)
    from_row = start[0] == "row"
    (rows if from_row else columns)[start[1]] = True
    aim = columns if from_row else rows
    while not aim[goal]:
        before = int(rows.sum() + columns.sum())
        columns |= adds[rows].any(axis=0)
        rows |= less[:, columns].any(axis=1)
        if int(rows.sum() + columns.sum()) == before:
            return False
    return True


def _neighbours(counts: Ints, hidden: Flags, fixed: Flags) -> Flags:
    """The smallest cell still shown in the row or column of each cell that is given away."""
    out = np.zeros_like(hidden)
    for i, j in np.argwhere(fixed).tolist():
        near = np.zeros_like(hidden)
        near[i] = True
        near[:, j] = True
        ready = near & ~hidden & (counts > 0)
        if ready.any():
            out.flat[int(np.where(ready, counts, np.iinfo(np.int64).max).argmin())] = True
    return out


def said_of_counts(found: Withheld, labels: Sequence[Any], least: int) -> tuple[str, ...]:
    """Say which counts are not shown; not which of them are the small ones, which tells of them.

    `labels` name the cells in the order of the flags.
    """
    said = words().notes
    flags = found.hidden.reshape(-1)
    if not flags.any():
        return ()
    out = [said.counts_not_shown.format(least=least, groups=_of(flags, labels))]
    if found.exposed.any():
        out.append(said.exposed.format(groups=_of(found.exposed.reshape(-1), labels)))
    return tuple(out)


def _of(flags: Flags, labels: Sequence[Any]) -> str:
    return named([labels[i] for i in np.flatnonzero(flags).tolist()])
