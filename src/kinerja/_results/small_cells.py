"""Small groups in tables: which figures are left empty, so that nobody is told of by them.

One rule for all tables by groups. A group of fewer people than the minimum is left empty (primary
suppression). Where its figure would follow from a total and the groups shown, the smallest other
groups of the same total are left empty too, until at least two are, of at least the minimum of
people together (complementary suppression).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple, TypeVar

import numpy as np

from .. import _checks
from .._steady import steady
from .._types import Flags, Ints
from .._words import words
from ..errors import InputError
from .axes import layout
from .base import Result

AUDITED = 1_500
"""Hidden cells up to which those of several groupings are proved not to follow from the totals."""
_OWN = ("item", "variable", "q", "item_weight", "required")
SAID = 5
"""Groups that a sentence names."""

R = TypeVar("R")


class Withheld(NamedTuple):
    """Groups that are left empty, each (g,)."""

    primary: Flags
    """Fewer people than the minimum."""
    further: Flags
    """Left empty so that a total does not give the others away."""
    exposed: Flags
    """Alone in a total, or too few there with all others hidden: the total says what they are."""

    @property
    def hidden(self) -> Flags:
        """All groups that are left empty."""
        return self.primary | self.further


def withheld(n: Any, minimum: int, groupings: Sequence[Any] = ()) -> Withheld:
    """Say which groups of a table are left empty.

    Parameters
    ----------
    n : array_like (g,) of int
        People behind each group; a group of nobody has no figure, and protects none.
    minimum : int
        Smallest group that is shown.
    groupings : sequence of array_like (g,) of int, optional
        For a table by several groupings: the code of each cell in each of them. There is a total
        over each grouping; without any there is one total over all.

    Notes
    -----
    Threshold rule with complementary suppression in every line that a total is made of. In a table
    of several groupings a cell may still follow from several totals together: then it is in the row
    space of the lines over the hidden cells, and a further neighbour is hidden, until none is.
    Intervals that follow from counts being 0 or more are not looked at.

    References
    ----------
    Hundepool, Domingo-Ferrer, Franconi, Giessing, Schulte Nordholt, Spicer & de Wolf (2012),
    *Statistical Disclosure Control*, Wiley, sections 4.2 (threshold rule) and 4.4 (secondary
    suppression). Gusfield (1988), SIAM Journal on Computing 17, 552–571 (two-way tables).

    Examples
    --------
    >>> found = withheld([12, 3, 9, 40], 5)
    >>> found.primary.tolist(), found.further.tolist()
    ([False, True, False, False], [False, False, True, False])
    """
    count: Ints = np.asarray(n, dtype=np.int64)
    primary: Flags = (count > 0) & (count < minimum)
    lines = _lines(count.size, groupings)
    hidden = primary.copy()
    if primary.any():
        _complete(hidden, count, minimum, lines)
        while _add_neighbours(hidden, count, lines):
            _complete(hidden, count, minimum, lines)
    weak = [_weak(hidden, count, minimum, line)[line] for line in lines]
    exposed = hidden & np.logical_or.reduce(weak) if weak else np.zeros_like(hidden)
    return Withheld(primary, hidden & ~primary, exposed)


def _lines(size: int, groupings: Sequence[Any]) -> list[Ints]:
    """For each total over one grouping: the number of each cell's line."""
    codes = [np.asarray(each, dtype=np.int64) for each in groupings]
    if len(codes) < 2:
        return [np.zeros(size, dtype=np.int64)]
    out = []
    for over in range(len(codes)):
        others = np.column_stack([each for i, each in enumerate(codes) if i != over])
        out.append(np.unique(others, axis=0, return_inverse=True)[1].reshape(-1))
    return out


def _weak(hidden: Flags, count: Ints, minimum: int, line: Ints) -> Flags:
    """Lines with hidden cells that their total would give away."""
    size = int(line.max(initial=-1)) + 1
    cells = np.bincount(line, hidden, size)
    people = np.bincount(line, count * hidden, size)
    return np.asarray((cells > 0) & ((cells < 2) | (people < minimum)))


def _complete(hidden: Flags, count: Ints, minimum: int, lines: Sequence[Ints]) -> None:
    """Hide the smallest cell still shown in each weak line, until none is weak that need not be."""
    order = np.argsort(count, kind="stable")
    again = True
    while again:
        again = False
        for line in lines:
            weak = _weak(hidden, count, minimum, line)[line]
            ready = order[(weak & ~hidden & (count > 0))[order]]
            if ready.size:
                hidden[ready[np.unique(line[ready], return_index=True)[1]]] = True
                again = True


def _add_neighbours(hidden: Flags, count: Ints, lines: Sequence[Ints]) -> bool:
    """Hide a neighbour of each cell that follows from several totals; tell whether any was."""
    at = np.flatnonzero(hidden)
    if len(lines) < 2 or not at.size or at.size > AUDITED:
        return False
    sums = np.concatenate(
        [(line[at] == np.unique(line[at])[:, None]).astype(np.float64) for line in lines]
    )
    # A cell is fixed by the totals where no way of filling the hidden cells changes it.
    _, size, right = np.linalg.svd(sums)
    free = right[int((size > 1e-9 * max(size.max(), 1.0)).sum()) :]
    fixed = at[np.abs(free).max(axis=0, initial=0.0) < 1e-9]
    order = np.argsort(count, kind="stable")
    added = False
    for cell in fixed.tolist():
        near = np.logical_or.reduce([line == line[cell] for line in lines])
        ready = order[(near & ~hidden & (count > 0))[order]]
        if ready.size:
            hidden[ready[0]] = True
            added = True
    return added


@steady
def suppress(result: R, *, minimum: int = 5) -> R:
    """Leave the figures of small groups empty, and others where totals would give them away.

    Parameters
    ----------
    result : Result
        A table by groups: estimates of a survey by domain, a satisfaction index by unit, changes
        between waves, a two-way table, severities by rater, people by unit and grade …
    minimum : int
        Smallest group that is shown; 1 shows all.

    Returns
    -------
    Result
        The same result; figures of groups that are not shown are NaN, their grades empty. They are
        listed in `suppressed`, and `provenance` says why. How many people they are stays.

    Raises
    ------
    InputError
        If `minimum` is no whole number of at least 1, or the result is not a table by groups.

    Notes
    -----
    A group of fewer people than the minimum is left empty, and so are the smallest others of the
    same total, until at least two are, of at least the minimum of people together.

    References
    ----------
    Hundepool et al. (2012), *Statistical Disclosure Control*, Wiley, sections 4.2 and 4.4.

    Examples
    --------
    >>> from kinerja.results import suppress
    >>> from kinerja.survey import Design, mean
    >>> unit = ["a"] * 3 + ["b"] * 6 + ["c"] * 9
    >>> shown = suppress(mean(range(18), Design(), by=unit), minimum=5)
    >>> shown.value.tolist(), shown.suppressed
    ([nan, nan, 13.0], ('a', 'b'))
    """
    least = _checks.whole_number(minimum, "minimum", lower=1)
    _checks.instance(result, "result", Result, hint="Pass what a function of kinerja returned.")
    if hasattr(result, "_withhold"):
        own: R = result._withhold(least)
        return own
    names = {item.name for item in fields(result)}  # type: ignore[arg-type]
    if "suppressed" not in names or not hasattr(result, "domain"):
        raise InputError.about(
            "result",
            code="wrong_type",
            expected="a table by groups, with the people behind each",
            found=type(result).__name__,
        )
    if least == 1 or not result.domain:
        return result
    codes, labels, row = _domains(result.domain)
    found = withheld(_people(result, row, len(labels)), least, codes)
    if not found.hidden.any():
        return result
    emptied: R = _emptied(result, found, labels, row, least)
    return emptied


def _domains(domain: Mapping[str, Any]) -> tuple[list[Ints], list[Any], Ints]:
    """Codes of the domains in each grouping, their labels, and the domain of each row."""
    columns = [column.tolist() for column in domain.values()]
    rows = list(zip(*columns, strict=True))
    place = {key: i for i, key in enumerate(dict.fromkeys(rows))}
    row = np.array([place[key] for key in rows], dtype=np.int64)
    codes = []
    for j in range(len(columns)):
        own: dict[Any, int] = {}
        codes.append(np.array([own.setdefault(key[j], len(own)) for key in place], dtype=np.int64))
    labels = [key[0] if len(key) == 1 else key for key in place]
    return codes, labels, row


def _people(result: Any, row: Ints, size: int) -> Ints:
    """People behind each domain: the fewest of its rows that have any."""
    out = np.full(size, np.iinfo(np.int64).max)
    for name in ("n", "n_first", "n_second"):
        if hasattr(result, name):
            count = np.asarray(getattr(result, name), dtype=np.int64)
            np.minimum.at(out, row, np.where(count > 0, count, np.iinfo(np.int64).max))
    return np.where(out == np.iinfo(np.int64).max, 0, out)


def _emptied(result: Any, found: Withheld, labels: list[Any], row: Ints, least: int) -> Any:
    rows = found.hidden[row]
    known = type(result)._keys.get("domain", ())
    # Labels and what the agency set itself stay: weights of items, respondents that are asked for.
    keys = {*((known,) if isinstance(known, str) else known), *_OWN}
    changes: dict[str, Any] = {}
    for item in layout(type(result)).on("domain"):
        value = getattr(result, item.name, None)
        if not item.stored or item.name in keys or not isinstance(value, np.ndarray):
            continue
        empty = _nothing(value)
        if empty is None:
            continue
        copy = value.copy()
        for axis, name in enumerate(item.axes[len(item.axes) - value.ndim :]):
            if name == "domain":
                copy[(slice(None),) * axis + (rows,)] = empty
        changes[item.name] = copy
    said = sentences(found, labels, least)
    made = getattr(result, "provenance", None)
    if made is not None:
        changes["provenance"] = replace(
            made,
            options={**made.options, "minimum": least},
            left_out=(*made.left_out, *said),
        )
    hidden = tuple(labels[i] for i in np.flatnonzero(found.hidden).tolist())
    return replace(result, suppressed=hidden, **changes)


def _nothing(value: Any) -> Any:
    """What stands in an empty cell; None for counts, which stay."""
    if value.dtype.kind == "f":
        return np.nan
    if value.dtype.kind == "b":
        return False
    return "" if value.dtype == object else None


def groups_not_shown(n: Any, minimum: int, labels: Any) -> tuple[str, ...]:
    """Say which groups of a comparison are not shown, and whether a total would give them away.

    For figures that leave small groups out of everything and have no total of their own: hiding
    further groups would take the comparison away, so the total is warned of instead.
    """
    count: Ints = np.asarray(n, dtype=np.int64)
    primary: Flags = (count > 0) & (count < minimum)
    if not primary.any():
        return ()
    line = np.zeros(count.size, dtype=np.int64)
    exposed = primary & _weak(primary, count, minimum, line)[line]
    nothing = np.zeros_like(primary)
    return sentences(
        Withheld(primary, nothing, exposed), list(np.asarray(labels).tolist()), minimum
    )


def sentences(found: Withheld, labels: Sequence[Any], least: int) -> tuple[str, ...]:
    """Say which groups are not shown, and why."""
    said = words().notes
    out = [said.not_shown.format(least=least, groups=_named(found.primary, labels))]
    if found.further.any():
        out.append(said.not_shown_total.format(groups=_named(found.further, labels)))
    if found.exposed.any():
        out.append(said.exposed.format(groups=_named(found.exposed, labels)))
    return tuple(out)


def _named(flags: Flags, labels: Sequence[Any]) -> str:
    return named([labels[i] for i in np.flatnonzero(flags).tolist()])


def named(labels: Sequence[Any]) -> str:
    """The first labels, and how many more there are."""
    more = words().notes.and_more.format(n=len(labels) - SAID) if len(labels) > SAID else ""
    shown = [", ".join(map(str, x)) if isinstance(x, tuple) else str(x) for x in labels[:SAID]]
    return "; ".join(shown) + more
